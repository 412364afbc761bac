"""The tab "Draw": words on one side, candidates on the other."""

from __future__ import annotations

from types import SimpleNamespace

import gradio as gr

from diagram.page import drawing, queues, rating, texts, views
from diagram.page.stars import element as stars_element

# On a phone the answer is below what was asked.
SHOW_ANSWER = """() => {
  if (innerWidth <= 760) document.querySelector("#message").scrollIntoView({behavior: "smooth"});
}"""


def build(tab: gr.Tab, reader: gr.State) -> None:
    """Fills the tab; `reader` is this tab's, see `readers`."""
    with gr.Row(elem_id="studio"):
        with gr.Column(elem_id="ask", scale=4, min_width=300):
            ask = _ask()
        with gr.Column(elem_id="answer", scale=9, min_width=300):
            answer = _answer()
    _connect(tab, ask, answer, reader)


def _ask() -> SimpleNamespace:
    prompt = gr.Textbox(
        label=texts.PROMPT_LABEL,
        placeholder=texts.PROMPT_PLACEHOLDER,
        info=texts.PROMPT_HINT,
        lines=4,
        max_lines=12,
        autofocus=True,
        elem_id="prompt",
    )
    button = gr.Button(texts.DRAW, variant="primary", elem_id="draw")
    with gr.Accordion(texts.OPTIONS, open=False, elem_id="options"):
        count = gr.Slider(1, 8, value=5, step=1, label=texts.COUNT_LABEL, info=texts.COUNT_INFO)
        top = gr.Slider(1, 6, value=3, step=1, label=texts.TOP_LABEL, info=texts.TOP_INFO)
        share = gr.Slider(
            0, 100, value=50, step=5, label=texts.WEIGHT_LABEL, info=texts.WEIGHT_INFO, elem_id="weight"
        )
        # Not gr.Number: without a value the browser shows and sends 0.
        seed = gr.Textbox(label=texts.SEED_LABEL, info=texts.SEED_INFO, max_lines=1, max_length=20)
    examples = gr.Dataset(
        label=texts.EXAMPLES_LABEL,
        components=[prompt],
        samples=[[text] for text in texts.EXAMPLES.values()],
        sample_labels=list(texts.EXAMPLES),
        samples_per_page=len(texts.EXAMPLES),
        elem_id="examples",
    )
    return SimpleNamespace(
        prompt=prompt, button=button, count=count, top=top, share=share, seed=seed, examples=examples
    )


def _answer() -> SimpleNamespace:
    run = gr.State(None, time_to_live=3600)
    message = gr.HTML(elem_id="message")
    gallery = gr.HTML(**stars_element(), visible=False, elem_id="gallery")
    view = gr.HTML(views.empty(), elem_id="view")
    with gr.Column(visible=False, elem_id="results") as results:
        stars = gr.HTML(**stars_element(), elem_id="rating")
        with gr.Row(elem_id="downloads"):
            downloads = [
                gr.DownloadButton(label, size="md", min_width=80, elem_id=f"download-{kind}")
                for kind, label in texts.DOWNLOADS.items()
            ]
        details = gr.HTML(elem_id="details")
    return SimpleNamespace(
        run=run,
        message=message,
        gallery=gallery,
        view=view,
        results=results,
        stars=stars,
        downloads=downloads,
        details=details,
    )


def _connect(tab: gr.Tab, ask: SimpleNamespace, answer: SimpleNamespace, reader: gr.State) -> None:
    opened = [answer.view, answer.stars, answer.details, *answer.downloads]
    draw = {
        "fn": drawing.draw,
        "inputs": [ask.prompt, ask.count, ask.top, ask.share, ask.seed, reader],
        "outputs": [answer.run, answer.message, answer.gallery, answer.results, *opened],
        "show_progress": "minimal",
        "show_progress_on": [answer.message],
        "api_visibility": "private",
        **queues.MODEL,
    }
    asked = gr.on([ask.button.click, ask.prompt.submit], trigger_mode="always_last", **draw)
    filled = ask.examples.click(
        lambda sample: sample[0],
        ask.examples,
        ask.prompt,
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )
    for done in (asked, filled.then(**draw)):
        done.then(None, js=SHOW_ANSWER, queue=False, api_visibility="private")
    answer.gallery.click(
        drawing.open_candidate, [answer.run, reader], opened, trigger_mode="always_last", **queues.QUICK
    )
    starred = [answer.gallery, answer.stars]
    for element in starred:
        element.input(
            rating.rate,
            [answer.run, reader],
            [*starred, answer.details],
            trigger_mode="multiple",
            **queues.RATINGS,
        )
    tab.select(rating.refresh, [answer.run, reader], starred, **queues.QUICK)

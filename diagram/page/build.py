"""The layout of the page, and which handler answers what."""

from __future__ import annotations

from types import SimpleNamespace

import gradio as gr

from diagram.page import handlers, texts, views

MODEL = {"concurrency_id": "model", "concurrency_limit": 1}  # whatever runs the model waits for its turn
QUEUE = 32
# On a phone the answer is below what was asked.
SHOW_ANSWER = """() => {
  if (innerWidth <= 760) document.querySelector("#message").scrollIntoView({behavior: "smooth"});
}"""
# Screen readers say what changes in an element with this role.
ANNOUNCE = """() => document.querySelector("#message").setAttribute("role", "status")"""


def build() -> gr.Blocks:
    """The page as Gradio Blocks, not yet served."""
    with gr.Blocks(title=texts.TITLE, analytics_enabled=False, fill_width=True) as page:
        gr.HTML(views.header(), elem_id="head")
        with gr.Row(elem_id="studio"):
            with gr.Column(elem_id="ask", scale=4, min_width=300):
                ask = _ask()
            with gr.Column(elem_id="answer", scale=9, min_width=300):
                answer = _answer()
        _connect(ask, answer)
        page.load(None, js=ANNOUNCE, queue=False, api_visibility="private")
        gr.api(handlers.generate, api_name="generate", **MODEL)
    page.queue(max_size=QUEUE)
    return page


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
    return SimpleNamespace(prompt=prompt, button=button, count=count, top=top, seed=seed, examples=examples)


def _answer() -> SimpleNamespace:
    run = gr.State(None, time_to_live=3600)
    message = gr.HTML(elem_id="message")
    gallery = gr.Gallery(
        label=texts.GALLERY_LABEL,
        show_label=False,
        format="png",
        columns=3,
        object_fit="contain",
        allow_preview=False,
        interactive=False,
        buttons=[],
        visible=False,
        elem_id="gallery",
    )
    view = gr.HTML(views.empty(), elem_id="view")
    with gr.Column(visible=False, elem_id="results") as results:
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
        downloads=downloads,
        details=details,
    )


def _connect(ask: SimpleNamespace, answer: SimpleNamespace) -> None:
    opened = [answer.view, answer.details, *answer.downloads]
    drawing = {
        "fn": handlers.draw,
        "inputs": [ask.prompt, ask.count, ask.top, ask.seed],
        "outputs": [answer.run, answer.message, answer.gallery, answer.results, *opened],
        "show_progress": "minimal",
        "show_progress_on": [answer.message],
        "api_visibility": "private",
        **MODEL,
    }
    asked = gr.on([ask.button.click, ask.prompt.submit], trigger_mode="always_last", **drawing)
    filled = ask.examples.click(
        lambda sample: sample[0],
        ask.examples,
        ask.prompt,
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )
    for done in (asked, filled.then(**drawing)):
        done.then(None, js=SHOW_ANSWER, queue=False, api_visibility="private")
    answer.gallery.select(
        handlers.open_candidate,
        answer.run,
        opened,
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )

"""The tab "Draw": words on one side, candidates on the other."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import gradio as gr
from gradio.events import Dependency

from diagram.page import downloads, drawing, edit_panel, queues, rating, sharing, texts, views
from diagram.page.scripts import ANNOUNCED, script

# On a phone the answer is below what was asked.
SHOW_ANSWER = """() => {
  document.querySelector("#answer").classList.remove("waiting");
  if (innerWidth <= 760) document.querySelector("#message").scrollIntoView({behavior: "smooth"});
}"""


WAITING = """() => { document.querySelector("#answer").classList.add("waiting"); }"""

# What was to make room did not begin.
REFUSED = """() => { document.querySelector("#answer").classList.remove("waiting"); }"""

# What stands behind #d= in the address of the page.
LINK = """() => (location.hash.startsWith("#d=") ? location.hash.slice(3) : "")"""


@dataclass(frozen=True)
class Parts:
    """The tab's components: where one asks, and where the answer is."""

    ask: SimpleNamespace
    answer: SimpleNamespace

    @property
    def outputs(self) -> list[gr.Component]:
        """What `drawing.draw` gives."""
        answer = self.answer
        return [answer.run, answer.message, answer.gallery, answer.results, *answer.opened]


def build(tab: gr.Tab, reader: gr.State, arrived: Dependency, choice: gr.BrowserState) -> Parts:
    """Fills the tab; `reader` is this tab's, see `readers`, and known once they have `arrived`.

    `choice` is the model that draws for them, see `models`.
    """
    with gr.Row(elem_id="studio"):
        with gr.Column(elem_id="ask", scale=4, min_width=300):
            ask = _ask()
        with gr.Column(elem_id="answer", scale=9, min_width=300):
            answer = _answer()
    parts = Parts(ask, answer)
    _connect(tab, parts, reader, arrived, choice)
    return parts


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
    file = gr.UploadButton(texts.OPEN_FILE, file_types=sharing.ENDINGS, size="md", elem_id="open-file")
    examples = gr.Dataset(
        label=texts.EXAMPLES_LABEL,
        components=[prompt],
        samples=[[text] for text in texts.EXAMPLES.values()],
        sample_labels=list(texts.EXAMPLES),
        samples_per_page=len(texts.EXAMPLES),
        elem_id="examples",
    )
    return SimpleNamespace(
        prompt=prompt,
        button=button,
        count=count,
        top=top,
        share=share,
        seed=seed,
        file=file,
        examples=examples,
    )


def _answer() -> SimpleNamespace:
    run = gr.State(None, time_to_live=3600)
    message = gr.HTML(**ANNOUNCED, elem_id="message")
    cancel = gr.Button(texts.CANCEL, size="md", elem_id="cancel")  # seen beside a progress only
    gallery = gr.HTML(**script("stars.js"), visible=False, elem_id="gallery")
    view = gr.HTML(views.expected(), **script("drag.js"), elem_id="view")
    resume = gr.Button(visible=False, size="md", elem_id="continue")
    with gr.Column(visible=False, elem_id="results") as results:
        panel = edit_panel.build()
        stars = gr.HTML(**script("stars.js"), elem_id="rating")
        with gr.Row(elem_id="downloads"):
            saved = [
                gr.DownloadButton(label, size="md", min_width=80, elem_id=f"download-{kind}")
                for kind, label in texts.DOWNLOADS.items()
            ]
            link = gr.HTML(**script("edit.js"), elem_id="share")
        menu = downloads.build()
        details = gr.HTML(elem_id="details")
    return SimpleNamespace(
        run=run,
        message=message,
        cancel=cancel,
        gallery=gallery,
        view=view,
        resume=resume,
        results=results,
        panel=panel,
        stars=stars,
        link=link,
        menu=menu,
        opened=[view, stars, details, *saved, link, panel.tools, panel.tables],
        details=details,
    )


def _connect(
    tab: gr.Tab, parts: Parts, reader: gr.State, arrived: Dependency, choice: gr.BrowserState
) -> None:
    ask, answer = parts.ask, parts.answer
    draw = {
        "fn": drawing.draw,
        "inputs": [ask.prompt, ask.count, ask.top, ask.share, ask.seed, reader, choice],
        "outputs": parts.outputs,
        "show_progress": "minimal",
        "show_progress_on": [answer.message],
        "api_visibility": "private",
        **queues.MODEL,
    }
    # At once, before the answer's first word: what makes room for it.
    gr.on(
        [ask.button.click, ask.prompt.submit, ask.examples.click],
        None,
        js=WAITING,
        queue=False,
        **queues.UNSEEN,
    )
    edit_panel.clear_at(
        answer.panel, ask.button.click, ask.prompt.submit, ask.examples.click, ask.file.upload
    )
    asked = gr.on([ask.button.click, ask.prompt.submit], trigger_mode="always_last", **draw)
    filled = ask.examples.click(
        lambda sample: sample[0],
        ask.examples,
        ask.prompt,
        queue=False,
        **queues.UNSEEN,
    )
    for done in (asked, filled.then(**draw)):
        done.failure(js=REFUSED, **queues.AT_ONCE)
        done.then(_hidden, None, answer.resume, js=SHOW_ANSWER, queue=False, **queues.UNSEEN)
    answer.cancel.click(drawing.stop, **queues.QUICK)
    answer.gallery.click(
        drawing.open_candidate,
        [answer.run, reader],
        answer.opened,
        trigger_mode="always_last",
        **queues.QUICK,
    )
    starred = [answer.gallery, answer.stars]
    for element in starred:
        rated = element.input(
            rating.rate,
            [answer.run, reader],
            [*starred, answer.details],
            trigger_mode="multiple",
            **queues.RATINGS,
        )
        rated.failure(rating.refresh, [answer.run, reader], starred, **queues.AT_ONCE)
    tab.select(rating.refresh, [answer.run, reader], starred, **queues.AT_ONCE)
    edit_panel.connect(answer.panel, answer.run, reader, answer.view, answer.gallery, answer.opened)
    downloads.connect(answer.menu, answer.run)
    taken = [ask.prompt, *parts.outputs]
    given = ask.file.upload(sharing.take_file, [ask.file, reader], taken, **queues.FILES)
    given.then(_hidden, None, answer.resume, js=SHOW_ANSWER, queue=False, **queues.UNSEEN)
    fragment = gr.Textbox("", visible="hidden", label=texts.SHARE)
    arrived.then(None, None, fragment, js=LINK, **queues.AT_ONCE)
    fragment.change(sharing.open_link, [fragment, reader], parts.outputs, **queues.QUICK)


def _hidden() -> dict:
    return gr.update(visible=False)

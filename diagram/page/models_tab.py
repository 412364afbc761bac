"""The tab "Models": what draws for a reader, the reader's own adapter, and what is installed."""

from __future__ import annotations

from types import SimpleNamespace

import gradio as gr
from gradio.events import Dependency

from diagram.page import choosing, personal, queues, readers, texts
from diagram.page.scripts import ANNOUNCED

SECONDS = 2.0  # between two looks at a training
LOADING = {"concurrency_id": "models", "concurrency_limit": 2, "api_visibility": "private"}


def build(tab: gr.Tab, reader: gr.State, arrived: Dependency, choice: gr.BrowserState) -> None:
    """Fills the tab; `reader` is known once they have `arrived`, `choice` is kept by their browser."""
    gr.HTML(f"<p class='hint'>{texts.MODELS_INTRO}</p>")
    with gr.Row(elem_id="models"):
        with gr.Column(elem_id="models-choice", min_width=300):
            form = _form()
        with gr.Column(elem_id="models-personal", min_width=300):
            own = _own()
    installed = gr.HTML(apply_default_css=False, elem_id="models-installed")
    timer = gr.Timer(SECONDS, active=False)
    _connect_form(tab, form, installed, reader, arrived, choice)
    _connect_own(tab, own, timer, reader, arrived, choice)


def _form() -> SimpleNamespace:
    hosted = readers.hosted()
    kinds = texts.MODEL_KINDS_SPACE if hosted else texts.MODEL_KINDS
    kind = gr.Radio(
        [(label, name) for name, label in kinds.items()],
        value="shipped",
        label=texts.MODEL_KIND,
        elem_id="model-kind",
    )
    with gr.Column(visible=False) as other:
        model = gr.Textbox(
            label=texts.MODEL_NAME,
            info=texts.MODEL_NAME_INFO,
            max_lines=1,
            visible=not hosted,
            elem_id="model-name",
        )
        adapter = gr.Dropdown(
            [],
            value="",
            allow_custom_value=True,
            label=texts.ADAPTER_NAME,
            info=texts.ADAPTER_SPACE_INFO if hosted else texts.ADAPTER_NAME_INFO,
            elem_id="adapter-name",
        )
    with gr.Column(visible=False) as endpoint:
        asked = gr.Textbox(label=texts.ENDPOINT_MODEL, info=texts.ENDPOINT_MODEL_INFO, max_lines=1)
        url = gr.Textbox(label=texts.ENDPOINT_URL, info=texts.ENDPOINT_URL_INFO, max_lines=1)
        gr.HTML(f"<p class='hint'>{texts.ENDPOINT_HINT}</p>")
    use = gr.Button(texts.USE_MODEL, variant="primary", elem_id="use-model")
    message = gr.HTML(**ANNOUNCED, elem_id="models-message")
    cards = gr.HTML(apply_default_css=False, elem_id="model-cards")
    return SimpleNamespace(
        kind=kind,
        model=model,
        adapter=adapter,
        asked=asked,
        url=url,
        other=other,
        endpoint=endpoint,
        use=use,
        message=message,
        cards=cards,
    )


def _own() -> SimpleNamespace:
    gr.HTML(f"<h2>{texts.PERSONAL}</h2>")
    ratings = gr.HTML(elem_id="personal-ratings")
    switch = gr.Checkbox(
        True,
        label=texts.PERSONAL_USE,
        info=texts.PERSONAL_USE_INFO,
        visible=False,
        elem_id="personal-use",
    )
    with gr.Row():
        train = gr.Button(texts.PERSONAL_TRAIN, interactive=False, size="md", elem_id="personal-train")
        cancel = gr.Button(texts.PERSONAL_CANCEL, visible=False, size="md", elem_id="personal-cancel")
        remove = gr.Button(
            texts.PERSONAL_REMOVE, visible=False, variant="stop", size="md", elem_id="personal-remove"
        )
    message = gr.HTML(**ANNOUNCED, elem_id="personal-message")
    return SimpleNamespace(
        ratings=ratings, switch=switch, train=train, cancel=cancel, remove=remove, message=message
    )


def _connect_form(
    tab: gr.Tab,
    form: SimpleNamespace,
    installed: gr.HTML,
    reader: gr.State,
    arrived: Dependency,
    choice: gr.BrowserState,
) -> None:
    told = [choice, form.message, form.cards, form.adapter, installed]
    fields = [form.kind, form.model, form.adapter, form.asked, form.url]
    form.kind.input(choosing.fields, form.kind, [form.other, form.endpoint], **queues.QUICK)
    form.use.click(
        choosing.use,
        [*fields, choice, reader],
        told,
        show_progress="minimal",
        show_progress_on=[form.message],
        trigger_mode="once",
        **LOADING,
    )
    arrived.then(choosing.filled, choice, [*fields, form.other, form.endpoint], **queues.AT_ONCE)
    tab.select(choosing.show, [choice, reader], told, **queues.QUICK)


def _connect_own(
    tab: gr.Tab,
    own: SimpleNamespace,
    timer: gr.Timer,
    reader: gr.State,
    arrived: Dependency,
    choice: gr.BrowserState,
) -> None:
    told = [own.message, own.ratings, own.train, own.cancel, own.remove, own.switch, timer]
    asked = [choice, reader]
    own.train.click(personal.start, asked, [choice, *told], **queues.QUICK)
    own.cancel.click(personal.cancel, asked, told, **queues.QUICK)
    own.remove.click(personal.remove, asked, told, **queues.QUICK)
    own.switch.input(personal.switched, [own.switch, choice], choice, **queues.QUICK)
    timer.tick(personal.tick, asked, told, **queues.AT_ONCE)
    tab.select(personal.show, asked, told, **queues.AT_ONCE)
    arrived.then(personal.show, asked, told, **queues.AT_ONCE)

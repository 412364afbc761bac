"""The edit panel under the large view: words, tools, tables; closed until somebody wants it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import gradio as gr

from diagram.page import editing, queues, texts
from diagram.page.scripts import ANNOUNCED, script

NOTHING = "() => ''"
# While an edit runs its words cannot be changed: what was typed meanwhile would go with them, unsaid. Gradio
# drops what is sent in the moment after an edit, too; so the box is free a little later.
HOLD = "() => { document.querySelector('#edit-words textarea, #edit-words input').readOnly = true; }"
FREE = """() => {
    setTimeout(() => {
        document.querySelector('#edit-words textarea, #edit-words input').readOnly = false;
    }, 400);
}"""


def build() -> SimpleNamespace:
    """The panel's parts."""
    with gr.Accordion(texts.EDIT, open=False, elem_id="edit"):
        with gr.Row(elem_id="edit-words-row"):
            words = gr.Textbox(
                label=texts.EDIT_WORDS,
                info=texts.EDIT_WORDS_INFO,
                placeholder=texts.EDIT_WORDS_PLACEHOLDER,
                max_lines=1,
                max_length=editing.MOST_WORDS,
                scale=6,
                min_width=220,
                elem_id="edit-words",
            )
            apply = gr.Button(texts.EDIT_APPLY, scale=1, min_width=90, elem_id="edit-apply")
        told = gr.HTML(**ANNOUNCED, elem_id="edit-message")
        tools = gr.HTML(**script("edit.js"), elem_id="edit-tools")
        tables = gr.HTML(**script("edit.js"), elem_id="edit-tables")
    return SimpleNamespace(words=words, apply=apply, told=told, tools=tools, tables=tables)


def clear_at(panel: SimpleNamespace, *events: Callable) -> None:
    """What was told of the last edit goes when one of these events brings another drawing."""
    gr.on(list(events), None, None, panel.told, js=NOTHING, queue=False, api_visibility="private")


def connect(
    panel: SimpleNamespace,
    run: gr.State,
    reader: gr.State,
    view: gr.HTML,
    gallery: gr.HTML,
    opened: list[gr.Component],
) -> None:
    """What happens when something is changed; `opened` are the outputs of `showing.opened`."""
    outputs = [panel.words, panel.told, gallery, *opened]
    asked = [panel.words.submit, panel.apply.click]
    gr.on(asked, js=HOLD, queue=False, **queues.UNSEEN)
    said = gr.on(
        asked,
        editing.say,
        [run, reader, panel.words],
        outputs,
        trigger_mode="once",
        **queues.UNSEEN,
        **queues.MODEL,
    )
    said.then(js=FREE, queue=False, **queues.UNSEEN)
    for element in (view, panel.tools, panel.tables):
        element.input(editing.act, [run, reader], outputs, trigger_mode="multiple", **queues.EDITS)

"""The edit panel under the large view: words, tools, tables; closed until somebody wants it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import gradio as gr

from diagram.editing.revision import MOST_CHARACTERS
from diagram.page import editing, queues, texts
from diagram.page.scripts import ANNOUNCED, script

NOTHING = "() => ''"
BOX = """document.querySelector("#edit-words textarea, #edit-words input")"""
# While an edit runs its words cannot be changed: what was typed meanwhile would go with them, unsaid. Words
# go from a free box only, so that a second press of the key does not ask for the same edit again; a browser
# runs this in one piece, so nothing comes between looking and holding. Gradio, told to send once, would drop
# in silence what comes too soon. The box is free when all that was sent is answered.
SEND = f"""(run, reader, words) => {{
  const box = {BOX};
  const held = box.readOnly;
  box.readOnly = true;
  box.sent = (box.sent || 0) + 1;
  return [run, reader, held ? null : words];
}}"""
FREE = f"""() => {{
  const box = {BOX};
  box.sent = Math.max(0, (box.sent || 0) - 1);
  box.readOnly = box.sent > 0;
}}"""

# What the queue has refused is shown as it was: nodes where they stood, the style that is. What was written
# in the tables stays there.
AS_BEFORE = """() => {
  const view = document.querySelector("#view");
  for (const node of view.querySelectorAll("[data-node][transform]")) node.removeAttribute("transform");
  for (const line of view.querySelectorAll(".loose")) line.classList.remove("loose");
  for (const select of document.querySelectorAll("#edit-tools select")) {
    select.value = [...select.options].find((option) => option.defaultSelected)?.value ?? select.value;
  }
  for (const input of document.querySelectorAll("#edit-tools input")) input.value = input.defaultValue;
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
                max_length=MOST_CHARACTERS,
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
    said = gr.on(
        [panel.words.submit, panel.apply.click],
        editing.say,
        [run, reader, panel.words],
        outputs,
        js=SEND,
        trigger_mode="multiple",
        **queues.UNSEEN,
        **queues.MODEL,
    )
    for answered in (said.then, said.failure):  # Gradio's `then` is not for what the queue has refused
        answered(js=FREE, **queues.AT_ONCE)
    for element in (view, panel.tools, panel.tables):
        made = element.input(editing.act, [run, reader], outputs, trigger_mode="multiple", **queues.EDITS)
        made.failure(js=AS_BEFORE, **queues.AT_ONCE)

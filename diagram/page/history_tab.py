"""The tab "History": what was drawn and changed, to go on with."""

from __future__ import annotations

import gradio as gr
from gradio.events import Dependency

from diagram.page import edit_panel, queues, works
from diagram.page.draw_tab import Parts
from diagram.page.scripts import ANNOUNCED, script


def build(tab: gr.Tab, reader: gr.State, arrived: Dependency, tabs: gr.Tabs, draw: Parts) -> None:
    """Fills the tab; `draw` are the parts of the tab "Draw", into which pieces of work are opened."""
    page, newest = gr.State(0), gr.State(None)
    message = gr.HTML(**ANNOUNCED, elem_id="history-message")
    found = gr.HTML(**script("history.js"), elem_id="history")
    shown = [page, message, found]
    opened = [tabs, draw.ask.prompt, draw.answer.resume, *draw.outputs]
    tab.select(works.show, [page, reader], shown, **queues.QUICK)
    found.select(works.turn, reader, shown, **queues.QUICK)
    found.input(works.act, [page, reader], shown, trigger_mode="multiple", **queues.RATINGS)
    found.click(works.reopen, reader, opened, **queues.QUICK)
    resume = draw.answer.resume
    arrived.then(works.last, reader, [newest, resume], **queues.AT_ONCE)
    edit_panel.clear_at(draw.answer.panel, found.click, resume.click)
    resume.click(works.go_on, [newest, reader], opened, **queues.QUICK)

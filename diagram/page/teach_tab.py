"""The tab "Teach": samples to rate."""

from __future__ import annotations

import gradio as gr

from diagram.page import queues, teaching, texts
from diagram.page.scripts import script


def build(tab: gr.Tab, reader: gr.State) -> None:
    """Fills the tab; `reader` is this tab's, see `readers`."""
    number = gr.State(0)
    gr.HTML(f"<p class='hint'>{texts.TEACH_INTRO}</p>")
    samples = gr.HTML(**script("stars.js"), elem_id="samples")
    more = gr.Button(texts.TEACH_MORE, size="md", elem_id="more")
    tab.select(teaching.show, [number, reader], samples, **queues.QUICK)
    more.click(teaching.more, [number, reader], [number, samples], **queues.QUICK)
    rated = samples.input(teaching.rate, [number, reader], samples, trigger_mode="multiple", **queues.RATINGS)
    rated.failure(teaching.show, [number, reader], samples, **queues.AT_ONCE)

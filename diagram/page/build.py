"""The page: its head, its tabs, and who is reading."""

from __future__ import annotations

import gradio as gr

from diagram.page import (
    api,
    batch_tab,
    draw_tab,
    history_tab,
    models,
    models_tab,
    queues,
    readers,
    taste_tab,
    teach_tab,
    texts,
    views,
)

# Gradio calls a place for files otherwise than what is written on it, and only in English.
AS_WRITTEN = """() => {
  for (const place of document.querySelectorAll(".upload-container")) place.removeAttribute("aria-label");
}"""


def build() -> tuple[gr.Blocks, gr.I18n]:
    """The page as Gradio Blocks, not yet served, and what its sentences are in each language."""
    with texts.building() as spoken:
        page = _build()
    return page, texts.translations(spoken)


def _build() -> gr.Blocks:
    with gr.Blocks(title=texts.TITLE, analytics_enabled=False, fill_width=True) as page:
        api.register()  # first, so that no event of the page takes these names
        token = gr.BrowserState(None, **readers.STORAGE)
        reader, choice = gr.State(None), gr.BrowserState(None, **models.STORAGE)
        with gr.Row(elem_id="top"):
            gr.HTML(views.header(), elem_id="head")
            if readers.sign_in_offered():
                gr.LoginButton(elem_id="sign-in", size="md", scale=0, min_width=220)
        arrived = page.load(readers.arrive, token, [token, reader], **queues.AT_ONCE)
        with gr.Tabs(elem_id="tabs") as tabs:
            # What is in a tab is there before it is seen: a drawing may be ready meanwhile.
            draw, history, taste, teach, many, writers = (
                gr.Tab(label, id=name, render_children=True) for name, label in texts.TABS.items()
            )
            with draw:
                parts = draw_tab.build(draw, reader, arrived, choice)
            with history:
                history_tab.build(history, reader, arrived, tabs, parts)
            with taste:
                taste_tab.build(taste, reader, arrived)
            with teach:
                teach_tab.build(teach, reader)
            with many:
                batch_tab.build(reader, choice)
            with writers:
                models_tab.build(writers, reader, arrived, choice)
        many.select(None, js=AS_WRITTEN, queue=False, api_visibility="private")
    page.queue(max_size=queues.SIZE)
    return page

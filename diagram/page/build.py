"""The page: its head, its tabs, and who is reading."""

from __future__ import annotations

import gradio as gr

from diagram.page import draw_tab, drawing, queues, readers, taste_tab, teach_tab, texts, views

# Screen readers say what changes in an element with this role.
ANNOUNCE = """() => {
  for (const id of ["message", "taste-message"]) document.getElementById(id)?.setAttribute("role", "status");
}"""


def build() -> gr.Blocks:
    """The page as Gradio Blocks, not yet served."""
    with gr.Blocks(title=texts.TITLE, analytics_enabled=False, fill_width=True) as page:
        token = gr.BrowserState(None, **readers.STORAGE)
        reader = gr.State(None)
        with gr.Row(elem_id="top"):
            gr.HTML(views.header(), elem_id="head")
            if readers.sign_in_offered():
                gr.LoginButton(elem_id="sign-in", size="md", scale=0, min_width=220)
        arrived = page.load(readers.arrive, token, [token, reader], **queues.QUICK)
        with gr.Tabs(elem_id="tabs"):
            # What is in a tab is there before it is seen: a drawing may be ready meanwhile.
            draw, taste, teach = (
                gr.Tab(label, id=name, render_children=True) for name, label in texts.TABS.items()
            )
            with draw:
                draw_tab.build(draw, reader)
            with taste:
                taste_tab.build(taste, reader, arrived)
            with teach:
                teach_tab.build(teach, reader)
        page.load(None, js=ANNOUNCE, queue=False, api_visibility="private")
        gr.api(drawing.generate, api_name="generate", **queues.MODEL)
    page.queue(max_size=queues.SIZE)
    return page

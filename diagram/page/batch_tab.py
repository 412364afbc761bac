"""The tab "Many": a list of prompts in, a ZIP of diagrams out."""

from __future__ import annotations

import gradio as gr

from diagram.page import batching, queues, texts
from diagram.page.scripts import ANNOUNCED

FILE_ENDINGS = [".txt", ".md", ".jsonl", ".ndjson"]


def build(reader: gr.State, choice: gr.BrowserState) -> None:
    """Fills the tab; `reader` is this tab's, see `readers`; `choice` is what draws for them, see `models`."""
    gr.HTML(f"<p class='hint'>{texts.BATCH_INTRO}</p>")
    prompts = gr.Textbox(
        label=texts.BATCH_PROMPTS,
        placeholder=texts.BATCH_PLACEHOLDER,
        lines=8,
        max_lines=20,
        elem_id="batch-prompts",
    )
    file = gr.File(label=texts.BATCH_FILE, file_types=FILE_ENDINGS, height=130, elem_id="batch-file")
    with gr.Row():
        formats = gr.CheckboxGroup(
            [(label, name) for name, label in texts.FORMATS.items() if "@" not in name or name == "png@2"],
            value=["png@2", "svg"],
            label=texts.BATCH_FORMATS,
            elem_id="batch-formats",
        )
    count = gr.Slider(1, 8, value=3, step=1, label=texts.BATCH_COUNT, elem_id="batch-count")
    with gr.Row():
        start = gr.Button(texts.BATCH_START, variant="primary", elem_id="batch-start")
        stop = gr.Button(texts.BATCH_STOP, elem_id="batch-stop")
    message = gr.HTML(**ANNOUNCED, elem_id="batch-message")
    made = gr.DownloadButton(texts.BATCH_SAVE, visible=False, elem_id="batch-zip")
    running = start.click(
        batching.draw,
        [prompts, file, formats, count, reader, choice],
        [message, made],
        show_progress="minimal",
        show_progress_on=[message],
        api_visibility="private",
        **queues.BATCH,
    )
    stop.click(None, cancels=[running], queue=False, api_visibility="private")

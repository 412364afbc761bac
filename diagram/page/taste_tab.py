"""The tab "My taste": what was rated, a map of it, export, import, sharing, and deleting it all."""

from __future__ import annotations

from types import SimpleNamespace

import gradio as gr
from gradio.events import Dependency

from diagram.page import consent, queues, taste, texts
from diagram.page.scripts import ANNOUNCED, script

SAVE = """() => document.querySelector("#exported").click()"""
FILE_ENDINGS = [".jsonl", ".csv", ".zip"]


def build(tab: gr.Tab, reader: gr.State, arrived: Dependency) -> None:
    """Fills the tab; `reader` is this tab's, see `readers`, and known once they have `arrived`."""
    page, exported = gr.State(0), gr.State(None)
    message = gr.HTML(**ANNOUNCED, elem_id="taste-message")
    gallery = gr.HTML(**script("stars.js"), elem_id="mine")
    chart = gr.HTML(apply_default_css=False, elem_id="map")
    data = _data()
    shown = [page, message, gallery, chart, data.taking]
    tab.select(taste.show, [page, reader], shown, **queues.QUICK)
    arrived.then(taste.catch_up, [page, reader], shown, **queues.AT_ONCE)
    gallery.select(taste.turn, reader, shown, **queues.QUICK)
    rated = gallery.input(taste.rate, [page, reader], shown, trigger_mode="multiple", **queues.RATINGS)
    rated.failure(taste.show, [page, reader], shown, **queues.AT_ONCE)
    for kind, button in data.exports.items():
        made = button.click(
            taste.exporter(kind), [reader, exported], [data.file, exported, message], **queues.FILES
        )
        made.success(None, js=SAVE, queue=False, api_visibility="private")
    data.chosen.upload(taste.take_in, [data.chosen, reader], shown, **queues.FILES)
    data.forget.click(lambda: gr.update(visible=True), None, data.sure, **queues.QUICK)
    data.keep.click(lambda: gr.update(visible=False), None, data.sure, **queues.QUICK)
    gone = data.erase.click(taste.forget, [reader, exported], [exported, *shown], **queues.RATINGS)
    gone.then(lambda: gr.update(visible=False), None, data.sure, **queues.QUICK)
    data.agree.input(consent.switched, [data.agree, reader], [data.agree, message], **queues.RATINGS)
    for event in (tab.select, arrived.then, gone.then):
        event(consent.show, reader, data.agree, **queues.AT_ONCE)


def _data() -> SimpleNamespace:
    with gr.Column(elem_id="data"):
        gr.HTML(f"<h2>{texts.YOUR_DATA}</h2><p class='hint'>{texts.IMPORT_INFO}</p>")
        with gr.Row():
            with gr.Row(visible=False, elem_id="taking") as taking:
                exports = {
                    kind: gr.Button(label, size="md", min_width=110, elem_id=f"export-{kind}")
                    for kind, label in texts.EXPORTS.items()
                }
            chosen = gr.UploadButton(
                texts.IMPORT, file_types=FILE_ENDINGS, size="md", min_width=110, elem_id="import"
            )
            forget = gr.Button(texts.FORGET, variant="stop", size="md", min_width=110, elem_id="forget")
        agree = gr.Checkbox(False, label=texts.AGREE, info=texts.AGREE_INFO, elem_id="agree")
        file = gr.DownloadButton(visible="hidden", elem_id="exported")
        with gr.Column(visible=False, elem_id="sure") as sure:
            gr.HTML(f"<p>{texts.FORGET_SURE}</p>")
            with gr.Row():
                erase = gr.Button(texts.FORGET_YES, variant="stop", size="md", elem_id="erase")
                keep = gr.Button(texts.FORGET_NO, size="md", elem_id="keep")
    return SimpleNamespace(
        taking=taking,
        exports=exports,
        chosen=chosen,
        forget=forget,
        agree=agree,
        file=file,
        sure=sure,
        erase=erase,
        keep=keep,
    )

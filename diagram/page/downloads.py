"""Downloads in every format beside PNG and SVG: made when they are asked for."""

from __future__ import annotations

from html import escape
from types import SimpleNamespace
from typing import TYPE_CHECKING

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import files, queues, showing, texts
from diagram.page.crop import cropped_png, cropped_svg

if TYPE_CHECKING:
    from diagram.page.run import Run

SAVE = """() => document.querySelector("#exported-diagram").click()"""


def build() -> SimpleNamespace:
    """The menu of formats, closed at first."""
    with gr.Accordion(texts.MORE_FORMATS, open=False, elem_id="more-formats"), gr.Row(elem_id="formats"):
        format = gr.Dropdown(
            [(label, name) for name, label in texts.FORMATS.items()],
            value="pptx",
            label=texts.FORMAT_LABEL,
            filterable=False,
            scale=3,
            min_width=220,
            elem_id="format",
        )
        transparent = gr.Checkbox(label=texts.TRANSPARENT, scale=2, min_width=200, elem_id="transparent")
        button = gr.Button(texts.DOWNLOAD, scale=1, min_width=120, elem_id="download-more")
    file = gr.DownloadButton(visible="hidden", elem_id="exported-diagram")
    return SimpleNamespace(format=format, transparent=transparent, button=button, file=file)


def connect(menu: SimpleNamespace, run: gr.State) -> None:
    """What happens when a format is asked for."""
    inputs = [run, menu.format, menu.transparent]
    made = menu.button.click(make, inputs, menu.file, **queues.FILES)
    made.success(None, js=SAVE, queue=False, api_visibility="private")


def make(run: Run | None, choice: str, transparent: bool) -> str:
    """The drawing in view as a file; `choice` is one of texts.FORMATS. Raises gr.Error, saying why."""
    if run is None or run.shown() is None or not run.folder.exists() or choice not in texts.FORMATS:
        raise gr.Error(texts.GONE, print_exception=False)
    name, _, scale = choice.partition("@")
    try:
        content, suffix = _made(run, name, float(scale or 1), bool(transparent))
    except DiagramError as error:
        raise gr.Error(escape(texts.told(error), quote=False), print_exception=False) from error
    folder = run.folder / f"{run.shown().id}-{choice}-{int(bool(transparent))}"
    folder.mkdir(exist_ok=True)
    path = folder / f"{files.name_after(run.prompt)}{suffix}"
    path.write_bytes(content)
    return str(path)


def _made(run: Run, name: str, scale: float, transparent: bool) -> tuple[bytes, str]:
    from diagram.export import FORMATS, export

    drawing = run.shown()
    sheet = showing.sheet_of(drawing)
    diagram = sheet.diagram
    scale = showing.scale_of(diagram, scale)
    content = export(diagram, name, outline=sheet.outline, scale=scale, transparent=transparent)
    if name == "png":
        content = cropped_png(content, diagram, scale)
    elif name == "svg":
        content = (showing.XML + cropped_svg(content.decode(), diagram)).encode()
    return content, FORMATS[name].suffix

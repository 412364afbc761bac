"""What shows one drawing in large: the view, stars, details, downloads, its link and the edit panel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import gradio as gr

from diagram.editing.sheet import Sheet
from diagram.page import edit_views, files, past, rating, sharing, views
from diagram.page.crop import cropped_png, cropped_svg
from diagram.page.judged import Judged, judged

if TYPE_CHECKING:
    from diagram.graph import Diagram
    from diagram.page.run import Run
    from diagram.recommendation import Candidate

COUNT = 8  # outputs of `opened`
DOWNLOAD_SCALE = 2.0
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
MOST_PIXELS = 25_000_000  # of a picture, ten times the usual one


def scale_of(diagram: Diagram, wanted: float) -> float:
    """The scale wanted, or a smaller one where the picture would have more than MOST_PIXELS."""
    return min(wanted, math.sqrt(MOST_PIXELS / (diagram.width * diagram.height)))


def sheet_of(drawing: Candidate | Judged) -> Sheet:
    """The drawing as something to be edited."""
    if isinstance(drawing, Judged):
        return drawing.sheet
    return Sheet(drawing.diagram, drawing.outline)


def opened(run: Run, drawing: Candidate | Judged, reader: str | None) -> tuple:
    """(view, stars, details, PNG, SVG, link, tools, tables): all that shows one drawing in large."""
    view, stars, _, _, _, *rest = at_once(run, drawing)
    _, _, reasons, png, svg, *_ = in_a_moment(run, drawing, reader)
    return view, stars, reasons, png, svg, *rest


def in_a_moment(run: Run, drawing: Candidate | Judged, reader: str | None) -> tuple:
    """Of `opened` what `at_once` leaves out: the details and the downloads."""
    folder = run.folder / drawing.id
    folder.mkdir(exist_ok=True)
    name = files.name_after(run.prompt)
    png, svg = (folder / f"{name}.{ending}" for ending in ("png", "svg"))
    if not svg.exists():
        scale = scale_of(drawing.diagram, DOWNLOAD_SCALE)
        png.write_bytes(cropped_png(drawing.png(scale=scale), drawing.diagram, scale))
        svg.write_text(XML + cropped_svg(drawing.svg(), drawing.diagram), encoding="utf-8")
    stay = gr.skip()
    return stay, stay, details(run, drawing, reader), str(png), str(svg), stay, stay, stay


def at_once(run: Run, drawing: Candidate | Judged) -> tuple:
    """As `opened`, but for what takes a moment: the details and the downloads."""
    sheet = sheet_of(drawing)
    work = run.work
    return (
        views.drawing(drawing, sheet.pinned),
        views.rating(run),
        gr.skip(),
        gr.skip(),
        gr.skip(),
        edit_views.share(sharing.link(sheet)),
        edit_views.tools(sheet, bool(work and work.undoable), bool(work and work.redoable)),
        edit_views.tables(sheet.diagram),
    )


def details(run: Run, drawing: Candidate | Judged, reader: str | None) -> str:
    """Why it scores as it does; of an edited drawing also what was done to it."""
    if not isinstance(drawing, Judged):
        return rating.details(run, drawing, reader)
    found = rating.neighbours(reader, drawing)
    return edit_views.details(drawing, found, past.trail(run), run.rated)


def judge(run: Run, reader: str | None) -> None:
    """Lets the judges see the drawing in view, if it is one that was edited or opened."""
    from diagram.page import readers

    if run.changed is not None:
        run.changed = judged(run.changed, rating.panel(), readers.name(reader))
        run.made[run.changed.id] = run.changed

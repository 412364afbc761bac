"""Small pictures of drawings, as text that a page can hold: no file, no address for others to guess."""

from __future__ import annotations

import base64
import functools
import io
import logging
from typing import TYPE_CHECKING

from diagram.errors import DiagramError
from diagram.page.crop import cropped_png, extent

if TYPE_CHECKING:
    from diagram.graph import Diagram
    from diagram.page.run import Run
    from diagram.ratings.records import RatedDrawing
    from diagram.recommendation import Candidate

WIDTH, HEIGHT = 440, 270  # px at most
COLORS = 64
KEPT = 1024  # pictures in memory, of a few KB each
LOG = logging.getLogger(__name__)


def of_candidate(run: Run, candidate: Candidate) -> str:
    """The candidate's picture as a data: address, drawn once in a run."""
    if candidate.id not in run.pictures:
        scale = _scale(candidate.diagram)
        run.pictures[candidate.id] = _address(cropped_png(candidate.png(scale), candidate.diagram, scale))
    return run.pictures[candidate.id]


def of_rated(drawing: RatedDrawing) -> str:
    """The picture of a rated drawing as a data: address: by its outline, else its rows, else its own picture.

    Empty where it cannot be drawn any more.
    """
    return _of_rated(drawing.outline, drawing.rows, drawing.picture)


def of_outline(outline: str) -> str:
    """As `of_rated`, of an outline alone."""
    return _of_rated(outline, "", None)


@functools.lru_cache(maxsize=KEPT)
def _of_rated(outline: str, rows: str, picture: bytes | None) -> str:
    for draw, source in ((_of_outline, outline), (_of_rows, rows), (_reduced, picture)):
        if not source:
            continue
        try:
            return draw(source)
        except DiagramError as error:
            LOG.warning("a rated drawing cannot be drawn as it was: %s", error)
    return ""


def _of_outline(outline: str) -> str:
    from diagram.layout import lay_out
    from diagram.outline import parse

    return of_diagram(lay_out(parse(outline)))


def _of_rows(text: str) -> str:
    from diagram import rows

    return of_diagram(rows.read(text).diagram)


def of_diagram(diagram: Diagram) -> str:
    """The diagram's picture as a data: address."""
    return address_of(png_of(diagram))


def _scale(diagram: Diagram) -> float:
    _, _, width, height = extent(diagram)
    return min(1.0, WIDTH / width, HEIGHT / height)


def _reduced(picture: bytes) -> str:
    from diagram.ratings.earlier import thumbnail

    return _address(thumbnail(picture))  # which bounds its pixels; it may come from anybody's file


def png_of(diagram: Diagram) -> bytes:
    """The diagram's small picture, to be kept."""
    from diagram import rendering

    scale = _scale(diagram)
    return _few_colors(cropped_png(rendering.png(diagram, scale), diagram, scale))


def address_of(png: bytes) -> str:
    """A kept small picture as a data: address; empty for none."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}" if png else ""


def _address(png: bytes) -> str:
    return address_of(_few_colors(png))


def _few_colors(png: bytes) -> bytes:
    """A few colours are enough here, and make a fifth of the bytes."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLORS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()

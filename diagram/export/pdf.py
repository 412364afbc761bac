"""A diagram as one page of PDF: the renderers' figures, and text to select in a subset of the bundled font.

fpdf2 and not ReportLab, which cannot embed fonts with PostScript outlines such as this one; and not a
converter of SVG, which would choose a font of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from diagram.export.scene import as_cubic, summary
from diagram.graph import Color, Diagram
from diagram.palettes import CANVAS
from diagram.rendering.figures import DASHES, Ellipse, Figure, Paint, Path, Rectangle, Text, parts
from diagram.typography import FONT_FILE, font

if TYPE_CHECKING:
    from fpdf import FPDF

PX = 0.75  # pt
FACE = "legible"
MOST = 14_400  # pt; no larger page is sure to open
CURVE = 0.5522847498  # control distance of a cubic that draws a quarter of a circle
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # written as the time of making: the same diagram, the same bytes


def write(diagram: Diagram, transparent: bool = False) -> bytes:
    """PDF bytes: a page of the diagram's size, 96 px an inch, on white or, `transparent`, on nothing."""
    from fpdf import FPDF

    scale = min(PX, MOST / max(diagram.width, diagram.height))
    page = (diagram.width * scale, diagram.height * scale)
    pdf = FPDF(unit="pt", format=page)
    pdf.set_creation_date(EPOCH)
    pdf.set_title(summary(diagram))
    pdf.set_creator("Legible")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.add_font(FACE, "", str(FONT_FILE))
    pdf.add_page()
    pen = _Pen(pdf, scale)
    if not transparent:
        pen.draw(Rectangle((0, 0, diagram.width, diagram.height), 0, Paint(CANVAS)))
    for part in parts(diagram):
        for figure in part.figures:
            pen.draw(figure)
    return bytes(pdf.output())


class _Pen:
    """Writes figures as operators of PDF's page content (ISO 32000-1, 8.5), whose y goes upwards."""

    def __init__(self, pdf: FPDF, scale: float) -> None:
        self.pdf, self.scale = pdf, scale

    def draw(self, figure: Figure) -> None:
        if isinstance(figure, Text):
            self._text(figure)
        elif isinstance(figure, Path):
            self._path(figure.commands, figure.paint)
        elif isinstance(figure, Ellipse):
            self._path(_rounded(figure.box, None), figure.paint)
        else:
            self._path(_rounded(figure.box, figure.radius), figure.paint)

    def _text(self, text: Text) -> None:
        size = text.size * self.scale
        self.pdf.set_font(FACE, size=size)
        self.pdf.set_text_color(*text.color)
        for line, baseline in text.lines:
            if line:
                x = text.x - (font(200).getlength(line) * text.size / 400 if text.centred else 0)
                self.pdf.text(x * self.scale, baseline * self.scale, line)

    def _path(self, commands: Iterable[tuple[str, tuple[float, ...]]], paint: Paint) -> None:
        out = ["q 1 j"]
        if paint.fill:
            out.append(f"{_color(paint.fill)} rg")
        if paint.stroke:
            dashes = " ".join(f"{length * self.scale:.2f}" for length in DASHES) if paint.dashed else ""
            out.append(f"{_color(paint.stroke)} RG {paint.width * self.scale:.3f} w [{dashes}] 0 d")
        last = (0.0, 0.0)
        for kind, values in commands:
            points = list(zip(values[::2], values[1::2], strict=True))
            if kind == "Q":
                points = as_cubic(last, *points)
            out.append(" ".join([*map(self._at, points), {"M": "m", "L": "l", "Z": "h"}.get(kind, "c")]))
            last = points[-1] if points else last
        out.append("B" if paint.fill and paint.stroke else "f" if paint.fill else "S")
        self.pdf._out(" ".join([*out, "Q"]))

    def _at(self, point: tuple[float, float]) -> str:
        return f"{point[0] * self.scale:.3f} {self.pdf.h - point[1] * self.scale:.3f}"


def _rounded(
    box: tuple[float, float, float, float], radius: float | None
) -> list[tuple[str, tuple[float, ...]]]:
    """A rectangle with round corners; without a radius, the ellipse in it."""
    left, top, right, bottom = box
    across, down = ((right - left) / 2, (bottom - top) / 2) if radius is None else (radius, radius)
    if not across or not down:
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        return [("M", corners[0]), *(("L", corner) for corner in corners[1:]), ("Z", ())]
    a, b = across * (1 - CURVE), down * (1 - CURVE)
    return [
        ("M", (left + across, top)),
        ("L", (right - across, top)),
        ("C", (right - a, top, right, top + b, right, top + down)),
        ("L", (right, bottom - down)),
        ("C", (right, bottom - b, right - a, bottom, right - across, bottom)),
        ("L", (left + across, bottom)),
        ("C", (left + a, bottom, left, bottom - b, left, bottom - down)),
        ("L", (left, top + down)),
        ("C", (left, top + b, left + a, top, left + across, top)),
        ("Z", ()),
    ]


def _color(color: Color) -> str:
    return " ".join(f"{value / 255:.4g}" for value in color)

"""A diagram in the formats that other programs edit: slides, papers, wikis, drawing programs.

from diagram.export import FORMATS, export
open("order.pptx", "wb").write(export(candidate.diagram, "pptx"))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagram.errors import DiagramError

if TYPE_CHECKING:
    from diagram.graph import Diagram
    from diagram.outline import Outline

__all__ = ["FORMATS", "Format", "UnknownFormat", "export"]


class UnknownFormat(DiagramError):
    """There is no export of this name."""


@dataclass(frozen=True, slots=True)
class Format:
    """How files of a format end, what they are sent as, and what people call it."""

    suffix: str
    media_type: str
    label: str


FORMATS = {
    "png": Format(".png", "image/png", "PNG picture"),
    "svg": Format(".svg", "image/svg+xml", "SVG drawing"),
    "pdf": Format(".pdf", "application/pdf", "PDF page"),
    "pptx": Format(
        ".pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "PowerPoint slide",
    ),
    "drawio": Format(".drawio", "application/vnd.jgraph.mxfile", "draw.io drawing"),
    "mermaid": Format(".mmd", "text/vnd.mermaid", "Mermaid flowchart"),
    "dot": Format(".dot", "text/vnd.graphviz", "Graphviz DOT graph"),
    "d2": Format(".d2", "text/plain", "D2 diagram"),
    "tikz": Format(".tex", "application/x-tex", "LaTeX document with TikZ"),
    "rows": Format(".rows.txt", "text/plain", "Rows, one a node"),
    "outline": Format(".outline.txt", "text/plain", "Outline"),
    "json": Format(".diagram.json", "application/json", "JSON, nothing left out"),
}


def export(
    diagram: Diagram,
    format: str,
    *,
    outline: Outline | None = None,
    scale: float = 1,
    transparent: bool = False,
) -> bytes:
    """The diagram as a file of `format`, one of FORMATS; text is UTF-8.

    `outline` is what the diagram was laid out from: the outline export is just that, JSON holds it. `scale`
    is PNG's pixels a px (1, 2 and 4 are usual). `transparent` leaves the white ground out of PNG, SVG and
    PDF; the other formats have none. Raises UnknownFormat for another name, InvalidDiagram for a picture that
    is too large.
    """
    if format not in FORMATS:
        raise UnknownFormat(f"There is no export {format!r}; choose one of {', '.join(FORMATS)}.")
    from importlib import import_module

    write = import_module(f"{__name__}.{format}").write
    options: dict[str, object] = {}
    if format == "png":
        options["scale"] = scale
    if format in ("png", "svg", "pdf"):
        options["transparent"] = transparent
    if format in ("outline", "json"):
        options["outline"] = outline
    written = write(diagram, **options)
    if isinstance(written, bytes):
        return written
    # Half a surrogate pair, which a label may hold, is no UTF-8; JSON has an escape for it.
    return written.encode("utf-8", "backslashreplace" if format == "json" else "replace")

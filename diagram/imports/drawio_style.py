"""The style of a draw.io cell: `ellipse;whiteSpace=wrap;fillColor=#dae8fc;` to shape, colours and line."""

from __future__ import annotations

from diagram.graph import Color
from diagram.imports.colors import read_color

Style = dict[str, str]  # a name without a value has ""

SHAPES = {
    "ellipse": "circle", "doubleEllipse": "circle", "rhombus": "decision", "document": "document",
    "cylinder": "store", "cylinder2": "store", "cylinder3": "store", "datastore": "store",
    "rectangle": "rectangle", "label": "rectangle", "mxgraph.basic.rect": "rectangle",
    "mxgraph.flowchart.decision": "decision", "mxgraph.flowchart.database": "store",
    "mxgraph.flowchart.direct_data": "store", "mxgraph.flowchart.stored_data": "store",
    "mxgraph.flowchart.document": "document", "mxgraph.flowchart.document2": "document",
    "mxgraph.flowchart.multi-document": "document", "mxgraph.flowchart.terminator": "pill",
    "mxgraph.flowchart.start_1": "circle", "mxgraph.flowchart.start_2": "circle",
    "mxgraph.flowchart.on-page_reference": "circle", "mxgraph.flowchart.process": "rectangle",
}  # fmt: skip
EXACT = {"ellipse", "rhombus", "document", "rectangle", "label", "cylinder", "cylinder2", "cylinder3"}
PILL_ARC = 40  # per cent of the shorter side, from which on a round rectangle is a pill


def parse_style(text: str) -> Style:
    found: Style = {}
    for part in text.split(";"):
        name, _, value = part.strip().partition("=")
        if name:
            found[name] = value.strip()
    return found


def shape_of(style: Style) -> tuple[str, bool]:
    """(shape of a Diagram, whether it is only the nearest)."""
    name = style.get("shape") or next(
        (name for name, value in style.items() if not value and name in SHAPES), ""
    )
    if name and name not in ("rectangle", "label", "mxgraph.basic.rect"):
        return SHAPES.get(name, "rectangle"), name not in EXACT and not name.startswith("mxgraph.flowchart.")
    if style.get("rounded") == "1":
        absolute = style.get("absoluteArcSize") == "1"
        return (
            "pill" if not absolute and number(style, "arcSize", 15) >= PILL_ARC else "round rectangle"
        ), False
    return "rectangle", False


def colors_of(style: Style) -> tuple[Color, Color]:
    """(fill, border); white and black where nothing is said, as in draw.io."""
    fill = read_color(style.get("fillColor", "")) or (255, 255, 255)
    stroke = read_color(style.get("strokeColor", ""))
    return fill, stroke or (fill if style.get("strokeColor") == "none" else (0, 0, 0))


def number(style: Style, name: str, default: float) -> float:
    try:
        value = float(style.get(name, default) or default)
    except ValueError:
        return default
    return value if abs(value) < 1e6 else default  # also not a number


def is_text(style: Style) -> bool:
    return "text" in style or style.get("shape") == "text"

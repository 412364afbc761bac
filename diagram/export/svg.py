"""A diagram as SVG with the letters that it needs: it looks the same where the font is not installed."""

from __future__ import annotations

import base64
import io

from diagram.graph import Diagram
from diagram.rendering import svg
from diagram.rendering.figures import Text, parts
from diagram.typography import FONT_FAMILY, FONT_FILE


def write(diagram: Diagram, transparent: bool = False) -> str:
    """The SVG of `diagram.rendering` with a subset of the bundled font in it, as WOFF; text stays text."""
    head, _, rest = svg(diagram, transparent).partition("<title>")
    face = base64.b64encode(_subset(_characters(diagram))).decode("ascii")
    source = f"url(data:font/woff;base64,{face}) format('woff')"
    return f"{head}<style>@font-face{{font-family:'{FONT_FAMILY}';src:{source}}}</style>\n<title>{rest}"


def _characters(diagram: Diagram) -> str:
    """Every character that is drawn, each once, in order, so that the same diagram gives the same bytes."""
    figures = (figure for part in parts(diagram) for figure in part.figures)
    texts = (line for figure in figures if isinstance(figure, Text) for line, _ in figure.lines)
    return "".join(sorted(set("".join(texts)) | {" "}))


def _subset(characters: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(FONT_FILE, lazy=True, recalcTimestamp=False)
    options = subset.Options(layout_features=["kern"], hinting=False, notdef_outline=True)
    chosen = subset.Subsetter(options)
    chosen.populate(text=characters)
    chosen.subset(font)
    font.flavor = "woff"
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()

"""A diagram as SVG: selectable text, no scripts, nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diagram.graph import Color, Diagram
from diagram.palettes import CANVAS
from diagram.rendering.figures import DASHES, Ellipse, Figure, Paint, Path, Rectangle, Text, parts
from diagram.typography import FONT_FAMILY, MISSING, printable

FAMILIES = f"'{FONT_FAMILY}', 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(diagram: Diagram, transparent: bool = False) -> str:
    """The diagram as a well-formed SVG document, whatever its labels hold; drawn as `png` draws it.

    Texts name the bundled font first and may be set in another where it is not installed. Characters that the
    font lacks (emoji, say) stand in the SVG as they were given.
    """
    width, height = _number(diagram.width), _number(diagram.height)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    family = f'font-family="{FAMILIES}"'
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {family} stroke-linejoin="round">',
        f"<title>{_escaped(_title(diagram))}</title>",
    ]
    if not transparent:
        out.append(f'<rect width="{width}" height="{height}" fill="{_color(CANVAS)}"/>')
    for part in parts(diagram):
        out.append(f'<g id="{part.name}">')
        out += map(_element, part.figures)
        out.append("</g>")
    out.append("</svg>\n")
    return "\n".join(out)


def _title(diagram: Diagram) -> str:
    """What a screen reader says: the labels in order."""
    labels = [" ".join(node.label.split()) for node in diagram.nodes if node.label]
    titles = [" ".join(group.title.split()) for group in diagram.groups if group.title and not group.frame]
    return ", ".join(labels + titles) or f"{len(diagram.nodes)} nodes, {len(diagram.edges)} edges"


def _element(figure: Figure) -> str:
    if isinstance(figure, Text):
        return _text(figure)
    if isinstance(figure, Path):
        data = "".join(kind + " ".join(map(_number, values)) for kind, values in figure.commands)
        return f'<path d="{data}"{_paint(figure.paint)}/>'
    left, top, right, bottom = figure.box
    if isinstance(figure, Ellipse):
        x, y, a, b = map(
            _number, ((left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2)
        )
        return f'<ellipse cx="{x}" cy="{y}" rx="{a}" ry="{b}"{_paint(figure.paint)}/>'
    return _rectangle(figure)


def _rectangle(figure: Rectangle) -> str:
    left, top, right, bottom = figure.box
    x, y, width, height = map(_number, (left, top, right - left, bottom - top))
    radius = f' rx="{_number(figure.radius)}"' if figure.radius else ""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{radius}{_paint(figure.paint)}/>'


def _paint(paint: Paint) -> str:
    fill = _color(paint.fill) if paint.fill else "none"
    if not paint.stroke:
        return f' fill="{fill}"'
    dashes = f' stroke-dasharray="{DASHES[0]:g} {DASHES[1]:g}"' if paint.dashed else ""
    return f' fill="{fill}" stroke="{_color(paint.stroke)}" stroke-width="{paint.width:g}"{dashes}'


def _text(text: Text) -> str:
    anchor = ' text-anchor="middle"' if text.centred else ""
    attributes = f' font-size="{_number(text.size)}" fill="{_color(text.color)}"{anchor}'
    x = _number(text.x)
    lines: Iterable[str] = [line for line, _ in text.lines]
    if any(MISSING in line for line in lines):
        lines = as_given(list(lines), text.source)
    rows = [(_escaped(line), _number(y)) for line, (_, y) in zip(lines, text.lines, strict=True)]
    if len(rows) == 1:
        return f'<text x="{x}" y="{rows[0][1]}"{attributes}>{rows[0][0]}</text>'
    spans = "".join(f'<tspan x="{x}" y="{y}">{line}</tspan>' for line, y in rows)
    return f"<text{attributes}>{spans}</text>"


def as_given(lines: list[str], source: str) -> list[str]:
    """The lines with the source's own characters in place of U+FFFD, which a browser may have a font for."""
    lost = iter([c for c in source if MISSING in printable(c)])
    return ["".join(next(lost, MISSING) if c == MISSING else c for c in line) for line in lines]


def _escaped(text: str) -> str:
    if not text.isprintable():
        text = _NOT_XML.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _color(color: Color) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)


def _number(value: float) -> str:
    return f"{round(value, 2):g}"

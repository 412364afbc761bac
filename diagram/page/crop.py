"""A drawing without the empty part of its canvas, as it is shown and downloaded."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from diagram import geometry

if TYPE_CHECKING:
    from diagram.graph import Diagram

MARGIN = 24  # px around what is drawn
LEAST = 240  # px; a lone small node is not blown up to the whole page
SIZE = re.compile(r'width="[^"]*" height="[^"]*" viewBox="[^"]*"')


def extent(diagram: Diagram) -> tuple[float, float, float, float]:
    """(left, top, width, height) in px of all that is drawn and a margin, within the canvas."""
    boxes = [geometry.box(thing) for thing in (*diagram.nodes, *diagram.groups)]
    boxes += [geometry.title_box(group, diagram.font_size) for group in diagram.groups]
    for edge in diagram.edges:
        points = geometry.edge_points(diagram, edge)
        boxes += [(x, y, x, y) for x, y in points]
        if edge.label and (found := geometry.edge_label_box(edge, points, diagram.font_size)):
            boxes.append(found)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    left, width = _span(min(lefts), max(rights), diagram.width)
    top, height = _span(min(tops), max(bottoms), diagram.height)
    return left, top, width, height


def _span(low: float, high: float, canvas: float) -> tuple[float, float]:
    size = min(canvas, max(LEAST, high - low + 2 * MARGIN))
    start = (low + high - size) / 2
    return min(max(0.0, start), canvas - size), size


def cropped_svg(svg: str, diagram: Diagram) -> str:
    """The SVG's text with only that part in view, and no XML declaration: to be put into a page."""
    left, top, width, height = extent(diagram)
    size = (
        f'width="{width:.0f}" height="{height:.0f}" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}"'
    )
    return SIZE.sub(size, svg[svg.index("<svg") :], count=1)


def cropped_png(png: bytes, diagram: Diagram, scale: float) -> bytes:
    """The PNG, drawn at `scale`, with only that part."""
    from PIL import Image

    left, top, width, height = extent(diagram)
    corners = (left, top, left + width, top + height)
    buffer = io.BytesIO()
    Image.open(io.BytesIO(png)).crop(tuple(round(scale * side) for side in corners)).save(buffer, "PNG")
    return buffer.getvalue()

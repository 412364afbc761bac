"""A diagram as simple figures in drawing order, which both renderers draw alike. Lengths are in px.

Lines are drawn under nodes, texts above everything: nothing hides a label.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from diagram.geometry import (
    DOCUMENT_WAVE,
    STORE_CAP,
    Box,
    border_point,
    box,
    edge_label_box,
    edge_points,
    label_fits,
    label_lines,
    text_center,
    title_box,
)
from diagram.graph import Color, Diagram, Edge, Group, Node, Point
from diagram.palettes import CANVAS, MUTED, frame_colors, text_color
from diagram.typography import line_height, measure, printable, small

LINE = 1.5  # width of borders and edges
THIN = 1.0  # width of frames and of edges of neurons
CORNER = 10.0  # radius of round rectangles and frames
BEND = 9.0  # radius of an edge's corners
STEP = 6.0  # a sidestep below this is no pair of corners
HEAD_LENGTH, HEAD_WIDTH = 9.0, 7.5
DASHES = (6.0, 4.0)
NEURON = 48.0  # a circle of at most this size is a neuron
MANY_EDGES = 60  # above this, lines are drawn lighter
BASELINE = 0.36  # em from a line's middle down to its baseline
SMALLEST_FONT = 5.0
_ARC = 0.5522847498  # control distance of a cubic that draws a quarter of a circle

Command = tuple[str, tuple[float, ...]]  # M x y, L x y, Q and C with control points, Z; as in SVG, absolute


class Paint(NamedTuple):
    """Fill and stroke; None is not drawn."""

    fill: Color | None = None
    stroke: Color | None = None
    width: float = LINE
    dashed: bool = False


class Rectangle(NamedTuple):
    box: Box
    radius: float
    paint: Paint


class Ellipse(NamedTuple):
    box: Box
    paint: Paint


class Path(NamedTuple):
    commands: tuple[Command, ...]
    paint: Paint


class Text(NamedTuple):
    """Lines of text, each with its baseline; centred on `x`, or from there to the right if not `centred`.

    `source` is the text as it was given, with the characters that the bundled font lacks.
    """

    lines: tuple[tuple[str, float], ...]
    x: float
    size: float
    color: Color
    source: str
    centred: bool = True


Figure = Rectangle | Ellipse | Path | Text


class Part(NamedTuple):
    """What belongs together: a node, an edge, a frame, under a name that is unique in the diagram."""

    name: str
    figures: tuple[Figure, ...]


def parts(diagram: Diagram) -> list[Part]:
    """Everything that is to be drawn, lowest first."""
    nodes = {node.number: node for node in diagram.nodes}
    ends = [(nodes[edge.source], nodes[edge.target]) for edge in diagram.edges]
    neurons = [_is_neuron(source) or _is_neuron(target) for source, target in ends]
    many = {kind: neurons.count(kind) > MANY_EDGES for kind in (True, False)}
    plates: list[tuple[Box, Color]] = []
    drawn, lines, labels, titles = [], [], [], []
    for i, group in enumerate(diagram.groups, 1):
        if group.frame:
            paint = Paint(*frame_colors(diagram.style.palette, i - 1), THIN)
            frame = Rectangle(box(group), min(CORNER, group.width / 4, group.height / 4), paint)
            drawn.append(Part(f"group-{i}", (frame,)))
            plates.append((frame.box, paint.fill or CANVAS))
        if group.title:
            titles.append(Part(f"group-{i}-title", (_title(group, diagram.font_size),)))
    for i, (edge, (source, target), thin) in enumerate(zip(diagram.edges, ends, neurons, strict=True), 1):
        points = way_points(diagram, edge, source, target)
        lines.append(Part(f"edge-{i}", _edge(points, source, thin, many[thin])))
        if edge.label:
            labels.append(Part(f"edge-{i}-label", _edge_label(edge, points, diagram.font_size, plates)))
    drawn += lines
    drawn += [Part(f"node-{node.number}", _node(node, diagram.font_size)) for node in diagram.nodes]
    return drawn + labels + titles


# --- nodes ---


def _is_neuron(node: Node) -> bool:
    return node.shape == "circle" and max(node.width, node.height) <= NEURON


def _node(node: Node, font_size: float) -> tuple[Figure, ...]:
    figures = node_outline(node)
    if not node.label:
        return figures
    size = _font_that_fits(node, font_size)
    x, y = text_center(node)
    text = _text(label_lines(node, size), x, y, size, text_color(node.background), node.label)
    return *figures, text


@lru_cache(maxsize=4096)
def _font_that_fits(node: Node, font_size: float) -> float:
    """The diagram's font size, or where a label of rows does not fit its node, the largest that does."""
    size = font_size
    while size > SMALLEST_FONT and not label_fits(node, size):
        size = max(SMALLEST_FONT, size * 0.93)
    return size


def corner_radius(node: Node) -> float:
    """Radius of the corners of a rectangle, round rectangle or pill."""
    if node.shape == "pill":
        return min(node.width, node.height) / 2
    return min(CORNER, node.width / 4, node.height / 4) if node.shape == "round rectangle" else 0.0


def node_outline(node: Node) -> tuple[Figure, ...]:
    paint = Paint(node.background, node.line_color, LINE)
    left, top, right, bottom = box(node)
    x, y = node.x, node.y
    if node.shape == "circle":
        return (Ellipse((left, top, right, bottom), paint),)
    if node.shape == "decision":
        corners = ((x, top), (right, y), (x, bottom), (left, y))
        return (Path((("M", corners[0]), *(("L", corner) for corner in corners[1:]), ("Z", ())), paint),)
    if node.shape == "store":
        cap = _cap(node)
        body = (
            ("M", (left, top + cap)),
            ("L", (left, bottom - cap)),
            *_half_ellipse(left, right, bottom - cap, cap),
            ("L", (right, top + cap)),
            ("Z", ()),
        )
        return Path(body, paint), Ellipse((left, top, right, top + 2 * cap), paint)
    if node.shape == "document":
        wave = _wave(node)
        middle, quarter = bottom - wave / 2, node.width / 4
        return (
            Path(
                (
                    ("M", (left, top)),
                    ("L", (right, top)),
                    ("L", (right, middle)),
                    ("Q", (x + quarter, middle - wave, x, middle)),
                    ("Q", (x - quarter, middle + wave, left, middle)),
                    ("Z", ()),
                ),
                paint,
            ),
        )
    return (Rectangle((left, top, right, bottom), corner_radius(node), paint),)


def _cap(node: Node) -> float:
    return min(STORE_CAP, node.height / 4)


def _wave(node: Node) -> float:
    return min(DOCUMENT_WAVE, node.height / 4)


def _half_ellipse(left: float, right: float, y: float, height: float) -> tuple[Command, Command]:
    """From (left, y) by way of the lowest point to (right, y)."""
    x, reach = (left + right) / 2, (right - left) / 2 * (1 - _ARC)
    return (
        ("C", (left, y + height * _ARC, left + reach, y + height, x, y + height)),
        ("C", (right - reach, y + height, right, y + height * _ARC, right, y)),
    )


# --- edges ---


def way_points(diagram: Diagram, edge: Edge, source: Node, target: Node) -> tuple[Point, ...]:
    """The edge's way-points, with ends that lie on the outlines as they are drawn."""
    if source is target and len(edge.route) < 2:
        return edge_points(diagram, edge)
    points = edge.route
    if len(points) < 2:
        points = (border_point(source, (target.x, target.y)), border_point(target, (source.x, source.y)))
    start = _on_outline(source, points[1], points[0])
    end = _on_outline(target, points[-2], points[-1])
    return start, *points[1:-1], end


def _on_outline(node: Node, before: Point, end: Point) -> Point:
    """`end`, moved along a line's last piece to the node's true outline: round corners, caps and waves."""
    dx, dy = end[0] - before[0], end[1] - before[1]
    length = math.hypot(dx, dy)
    if not length or node.shape in ("rectangle", "circle", "decision"):
        return end
    dx, dy = dx / length, dy / length
    if _inside(node, end[0] + dx, end[1] + dy) and not _inside(node, end[0] - dx, end[1] - dy):
        return end
    # The outline is at most 20 px further in than its rectangle, where it is met at all.
    low, high = min(0.0, 2 - length), 20.0
    for step in range(4, 21, 4):
        if _inside(node, end[0] + dx * step, end[1] + dy * step):
            high = float(step)
            break
    else:
        return end
    for _ in range(9):
        half = (low + high) / 2
        if _inside(node, end[0] + dx * half, end[1] + dy * half):
            high = half
        else:
            low = half
    return end[0] + dx * high, end[1] + dy * high


def _inside(node: Node, x: float, y: float) -> bool:
    a, b = node.width / 2, node.height / 2
    x, y = x - node.x, y - node.y
    if abs(x) >= a or abs(y) >= b:
        return False
    if node.shape == "store":
        cap = _cap(node)
        return abs(y) <= b - cap + cap * math.sqrt(1 - (x / a) ** 2)
    if node.shape == "document":
        wave, t = _wave(node), abs(x) / a
        return y <= b - wave / 2 - math.copysign(2 * wave * t * (1 - t), x)
    radius = corner_radius(node)
    across, down = abs(x) - (a - radius), abs(y) - (b - radius)
    return across <= 0 or down <= 0 or math.hypot(across, down) <= radius


def _edge(points: tuple[Point, ...], source: Node, neurons: bool, many: bool) -> tuple[Figure, ...]:
    """The line and, for an arrow, its head, whose tip touches the target's border."""
    width = THIN if neurons or many else LINE
    strength = (0.4 if many else 0.6) if neurons else (0.7 if many else 1.0)
    color = _mixed(source.line_color, strength)
    paint = Paint(None, color, width, source.line == "dashed line")
    if source.line != "solid arrow":
        return (Path(bent(points), paint),)
    factor = 0.65 if neurons or many else 1.0
    factor = min(factor, max(0.3, sum(map(math.dist, points, points[1:])) / (2 * HEAD_LENGTH)))
    tip = _towards(points[-1], points[-2], LINE / 2)
    back = _towards(tip, points[-2], HEAD_LENGTH * factor)
    x, y = (back[1] - tip[1]) / 2, (tip[0] - back[0]) / 2
    x, y = x * HEAD_WIDTH / HEAD_LENGTH, y * HEAD_WIDTH / HEAD_LENGTH
    head = (("M", tip), ("L", (back[0] + x, back[1] + y)), ("L", (back[0] - x, back[1] - y)), ("Z", ()))
    line_end = _towards(tip, points[-2], HEAD_LENGTH * factor * 0.8)
    return Path(bent((*points[:-1], line_end)), paint), Path(
        head, Paint(_mixed(source.line_color, max(0.7, strength)))
    )


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.dist(start, end)
    share = distance / length if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def bent(points: tuple[Point, ...]) -> tuple[Command, ...]:
    """A line with round corners; a sidestep of a few px becomes a gentle curve."""
    commands: list[Command] = [("M", points[0])]
    i = 1
    while i < len(points) - 1:
        before, corner, after = points[i - 1], points[i], points[i + 1]
        if i + 2 < len(points) and math.dist(corner, after) < STEP:
            reach = min(2 * BEND, math.dist(before, corner) / 2, math.dist(after, points[i + 2]) / 2)
            start, end = _towards(corner, before, reach), _towards(after, points[i + 2], reach)
            if (
                abs(math.dist(start, end) - math.hypot(2 * reach, math.dist(corner, after))) < 0.01
            ):  # it goes on
                commands += [("L", start), ("C", (*corner, *after, *end))]
                i += 2
                continue
        radius = min(BEND, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        if radius < 0.5:
            commands.append(("L", corner))
        else:
            commands.append(("L", _towards(corner, before, radius)))
            commands.append(("Q", (*corner, *_towards(corner, after, radius))))
        i += 1
    commands.append(("L", points[-1]))
    return tuple(commands)


def _mixed(color: Color, strength: float) -> Color:
    """The colour as it looks on white at this opacity; opaque, so that crossing lines make no dark spots."""
    return tuple(round(255 - (255 - c) * strength) for c in color)  # type: ignore[return-value]


# --- texts ---


def _text(
    lines: tuple[str, ...], x: float, y: float, size: float, color: Color, source: str, centred: bool = True
) -> Text:
    """Lines centred on `y`."""
    step = line_height(size)
    first = y - (len(lines) - 1) / 2 * step + BASELINE * size
    return Text(
        tuple((line, first + i * step) for i, line in enumerate(lines)), x, size, color, source, centred
    )


def _title(group: Group, font_size: float) -> Text:
    left, top, right, bottom = title_box(group, font_size)
    lines = tuple(printable(line) for line in group.title.split("\n"))
    x = left if group.frame else (left + right) / 2
    return _text(lines, x, (top + bottom) / 2, small(font_size), MUTED, group.title, not group.frame)


def _edge_label(
    edge: Edge, points: tuple[Point, ...], font_size: float, frames: list[tuple[Box, Color]]
) -> tuple[Figure, ...]:
    """The text on a plate in the colour of what lies under it, so that no line runs through the letters."""
    left, top, right, bottom = edge_label_box(edge, points, font_size) or (0.0, 0.0, 0.0, 0.0)
    x, y, size = (left + right) / 2, (top + bottom) / 2, small(font_size)
    under = [fill for (x0, y0, x1, y1), fill in frames if x0 < x < x1 and y0 < y < y1]
    lines = tuple(printable(line) for line in edge.label.split("\n"))
    height = measure("\n".join(lines), size)[1] - 0.15 * size
    plate = Rectangle((left - 2, y - height / 2, right + 2, y + height / 2), 3.0, Paint([CANVAS, *under][-1]))
    return plate, _text(lines, x, y, size, MUTED, edge.label)

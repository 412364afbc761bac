"""A diagram as the renderers draw it, by its parts: what the exports to drawing programs are made from.

Colours, line widths, texts with their lines, plates and way-points are those of `diagram.rendering.figures`,
so that an export looks like the picture. Lengths are in px.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diagram.geometry import Box
from diagram.graph import Color, Diagram, Edge, Group, Node, Point
from diagram.palettes import CANVAS, MUTED
from diagram.rendering.figures import Paint, Text, parts, way_points

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node with its paint and, where it has a label, the text as it is set."""

    node: Node
    paint: Paint
    text: Text | None

    @property
    def id(self) -> str:
        return node_id(self.node.number)


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """A line with its way-points from border to border; `plate` is the box under its label and its colour."""

    edge: Edge
    points: tuple[Point, ...]
    color: Color
    width: float
    dashed: bool
    arrow: bool
    text: Text | None = None
    plate: tuple[Box, Color] | None = None


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """A frame with its title or a caption, its place in `diagram.groups` counted from 1, and its members."""

    group: Group
    index: int
    paint: Paint | None
    text: Text | None
    members: tuple[int, ...]

    @property
    def id(self) -> str:
        return f"g{self.index}"


@dataclass(frozen=True, slots=True)
class Scene:
    """All parts, each kind in the diagram's order."""

    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    groups: tuple[DrawnGroup, ...]

    @property
    def group_of(self) -> dict[int, DrawnGroup]:
        """The group of each node that has one, by the node's number."""
        return {number: group for group in self.groups for number in group.members}


def scene(diagram: Diagram) -> Scene:
    """The diagram's parts. A group that only the nodes name, and nobody draws, is none."""
    drawn = {part.name: part.figures for part in parts(diagram)}
    by_number = {node.number: node for node in diagram.nodes}

    nodes = []
    for node in diagram.nodes:
        figures = drawn[f"node-{node.number}"]
        text = figures[-1] if isinstance(figures[-1], Text) else None
        nodes.append(DrawnNode(node, figures[0].paint, text))

    edges = []
    for i, edge in enumerate(diagram.edges, 1):
        line = drawn[f"edge-{i}"][0]
        points = way_points(diagram, edge, by_number[edge.source], by_number[edge.target])
        label = drawn.get(f"edge-{i}-label")
        edges.append(
            DrawnEdge(
                edge,
                _without_repeats(points),
                line.paint.stroke or MUTED,
                line.paint.width,
                line.paint.dashed,
                by_number[edge.source].line == "solid arrow",
                label[1] if label else None,
                (label[0].box, label[0].paint.fill or CANVAS) if label else None,
            )
        )

    groups, taken = [], set()
    for i, group in enumerate(diagram.groups, 1):
        frame = drawn.get(f"group-{i}", (None,))[0]
        title = drawn.get(f"group-{i}-title", (None,))[0]
        members = () if group.name in taken else _members(diagram, group.name)
        taken.add(group.name)
        groups.append(DrawnGroup(group, i, frame.paint if frame else None, title, members))
    return Scene(tuple(nodes), tuple(edges), tuple(groups))


def node_id(number: int) -> str:
    """The name of a node in formats that want a word: `n7`, and `n_7` for -7."""
    return f"n{number}" if number >= 0 else f"n_{-number}"


def hex_color(color: Color) -> str:
    """The colour as six digits, without the `#`."""
    return "{:02x}{:02x}{:02x}".format(*color)


def as_xml_text(text: str) -> str:
    """`text` without the characters that XML cannot hold, with `&`, `<`, `>` and quotes escaped.

    Tabs and line breaks are escaped too: in an attribute they would be read as spaces.
    """
    text = NOT_XML.sub("", text)
    for character, escaped in _XML.items():
        text = text.replace(character, escaped)
    return text


_XML = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}


def number(value: float, digits: int = 2) -> str:
    """A length as short as it can be written, never with an exponent."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def as_cubic(start: Point, control: Point, end: Point) -> tuple[Point, Point, Point]:
    """The controls and the end of the cubic that a quadratic curve is, for formats with cubic ones only."""
    first, second = ((x + (control[0] - x) * 2 / 3, y + (control[1] - y) * 2 / 3) for x, y in (start, end))
    return first, second, end


def summary(diagram: Diagram) -> str:
    """The labels in order, on one line of at most 200 characters: a title for the file."""
    labels = (" ".join(NOT_XML.sub("", node.label).split()) for node in diagram.nodes)
    return ", ".join(label for label in labels if label)[:200] or "Diagram"


def _members(diagram: Diagram, name: str) -> tuple[int, ...]:
    return tuple(node.number for node in diagram.nodes if node.group == name)


def _without_repeats(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The way-points without those that lie on the one before or straight on the way."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.05 and abs(kept[-1][1] - point[1]) < 0.05:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept) if len(kept) > 1 else (points[0], points[-1])


def _straight(first: Point, middle: Point, last: Point) -> bool:
    return any(
        abs(first[axis] - middle[axis]) < 0.05
        and abs(middle[axis] - last[axis]) < 0.05
        and (first[1 - axis] - middle[1 - axis]) * (middle[1 - axis] - last[1 - axis]) > 0
        for axis in (0, 1)
    )

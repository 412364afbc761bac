"""Layout: from an outline, or a diagram that is badly placed, to a diagram in which nothing overlaps.

`lay_out(outline)` makes the picture; `tidy(diagram)` places the same nodes and edges anew. Both are layered
drawings in the tradition of Sugiyama, Tagawa and Toda (1981), with lines on tracks of their own, so that they
are right by construction; what comes out is checked by `diagram.geometry` all the same, and placed with more
room where the check fails. Where very many lines would pass very many layers, nodes stand in rows and columns
(`diagram.layout.dense`), so that time stays bounded.

tests/bench/layout_libraries.py says why no layout library does this job here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from diagram.errors import InvalidDiagram
from diagram.geometry import INNER, border_point, defects, label_fits
from diagram.graph import MAX_SIDE, Diagram, Edge, Group, Node, Style
from diagram.layout import dense
from diagram.layout.arrange import Arrow, Item, NotAdjacent, Plane, arrange
from diagram.layout.content import (
    Content,
    caption_size,
    contents,
    display_name,
    fit_sizes,
    least_size,
    neuron_label,
)
from diagram.outline import Outline, Structure
from diagram.palettes import colors
from diagram.typography import printable

CANVAS = (1000, 600)  # px; enlarged only where a diagram does not fit at MIN_FONT
MARGIN = 20
MAX_FONT, MIN_FONT, SMALLEST_FONT = 18, 12, 11
LONG = 8  # nodes in one row that are folded although they fit
READABLE_FONT = 14  # with less than this in one row, several rows are tried
LINE_NAMES = {"arrow": "solid arrow", "line": "solid line", "dashed": "dashed line"}

_Draw = Callable[[Plane, float], Diagram]
_Make = Callable[[float, bool], tuple[list[Item], dict[str, str]]]


def lay_out(outline: Outline) -> Diagram:
    """Places and routes an outline: 1000 x 600 px, or larger where it does not fit at 12 px text.

    Raises InvalidDiagram as `Outline.structure` does.
    """
    structure, style = outline.structure(), outline.style
    found = contents(structure, style)
    arrows = [Arrow(source, target, label) for source, target, label in structure.edges]
    titles = {name: display_name(name) for name in structure.groups}
    while True:
        try:
            return _best(
                lambda size, compact: (_items(found, size, style, compact), titles),
                arrows,
                style,
                lambda plane, size: _drawn(structure, found, style, titles, plane, size),
            )
        except NotAdjacent as problem:
            for number in problem.items:
                found[number].neurons = 0
                if found[number].role == "neuron":
                    found[number].role = "dense"


def tidy(diagram: Diagram, resize: bool = False) -> Diagram:
    """The same nodes, labels, colours and edges, placed anew.

    Nodes only grow where their label needs it; with `resize` each gets the size that its label asks for.
    """
    order = {node.number: i for i, node in enumerate(diagram.nodes)}
    arrows = [Arrow(order[edge.source], order[edge.target], edge.label) for edge in diagram.edges]
    titles = {group.name: group.title for group in diagram.groups if group.frame}
    for node in diagram.nodes:
        if node.group is not None and node.group not in titles:
            captions = {group.name for group in diagram.groups}
            if node.group not in captions:
                titles[node.group] = node.group

    def items(size: float, compact: bool) -> tuple[list[Item], dict[str, str]]:
        made = []
        if resize:
            fitted = [Content(i, n.label, n.shape, "ordinary", n.group) for i, n in enumerate(diagram.nodes)]
            for content in fitted:
                content.group = content.group if content.group in titles else None
            return _items(fitted, size, diagram.style, compact), titles
        for node in diagram.nodes:
            width, height = max(10.0, min(node.width, 400.0)), max(10.0, min(node.height, 400.0))
            if node.label and not label_fits(replace(node, width=width, height=height), size):
                least = least_size(
                    node.label,
                    node.shape,
                    size,
                    max(size * (6 if compact else 9.5), width - 2 * INNER - size),
                )
                width, height = max(width, least[0]), max(height, least[1])
            made.append(Item(width, height, node.shape, node.group if node.group in titles else None))
        return made, titles

    def draw(plane: Plane, size: float) -> Diagram:
        nodes = tuple(
            replace(node, x=x, y=y, width=w, height=h, group=node.group if node.group in titles else None)
            for node, (x, y), (w, h) in zip(diagram.nodes, plane.centers, plane.sizes, strict=True)
        )
        edges = tuple(
            replace(edge, route=route, label_at=at)
            for edge, route, at in zip(diagram.edges, plane.routes, plane.labels, strict=True)
        )
        groups = tuple(Group(name, titles[name], *frame) for name, frame in plane.frames.items())
        return _on_canvas(nodes, edges, groups, diagram.style, plane, size)

    return _best(items, arrows, diagram.style, draw)


# --- choosing among placements ---


def _best(make: _Make, arrows: list[Arrow], style: Style, draw: _Draw) -> Diagram:
    """Tries rows, then sizes of text, and more room where something is still wrong."""
    room = (CANVAS[0] - 2 * MARGIN, CANVAS[1] - 2 * MARGIN)
    items, titles = make(MIN_FONT, True)
    if dense.is_dense(items, arrows):
        return draw(_dense(items, arrows, titles), MIN_FONT)  # right by construction

    def place(size: float, rows: int, inner: int, spread: float = 1.0, breadth: float = 1.0) -> Plane:
        items, titles = make(size, compact)
        return arrange(items, arrows, titles, style, size, spread, rows, inner, breadth)

    def scale(plane: Plane) -> float:
        return min(room[0] / max(1.0, plane.width), room[1] / max(1.0, plane.height))

    trial = 14
    rows, inner, compact = 1, 1, False
    plane = place(trial, rows, inner)
    worth = scale(plane)
    if worth < READABLE_FONT / trial and plane.width * room[1] > plane.height * room[0]:
        compact = True
        other = place(trial, rows, inner)
        if scale(other) > worth * 1.06:
            plane, worth = other, scale(other)
        else:
            compact = False
    if worth < READABLE_FONT / trial or (len(plane.centers) >= LONG and _is_strip(plane)):
        for tried in _rows_to_try(plane, style):
            other = place(trial, *tried)
            # Lines from row to row, and rows inside groups, cost the reader something; small text, more.
            price = 0.75 if worth >= MIN_FONT / trial else 0.9
            gain = min(scale(other), MAX_FONT / trial) * price**other.turns * (0.8 if tried[1] > 1 else 1.0)
            if gain > worth * (1.1 if rows == 1 else 1.2):
                plane, (rows, inner), worth = other, tried, gain
    if compact and rows > 1:  # in several rows there may be room for even nodes after all
        compact = False
        other = place(trial, rows, inner)
        if min(scale(other), MAX_FONT / trial) >= min(scale(plane), MAX_FONT / trial) * 0.94:
            plane = other
        else:
            compact = True
    size = min(MAX_FONT, max(SMALLEST_FONT, math.floor(trial * scale(plane) + 0.3)))
    while True:
        if size != trial:
            plane = place(size, rows, inner)
        if scale(plane) >= 1 or size <= SMALLEST_FONT:
            break
        size -= 1
    if scale(plane) < 1 and size < MIN_FONT:
        size = MIN_FONT
        plane = place(size, rows, inner)
    spread = 1.0
    if size == MAX_FONT and scale(plane) > 1.08:  # a small diagram may breathe
        spread = min(2.2, 1 + (scale(plane) - 1) * 0.7)
        wider = place(size, rows, inner, spread)
        if scale(wider) >= 1:
            plane = wider
    along = (plane.width, plane.height)[style.direction == "right"]
    free = room[style.direction == "right"] / max(1.0, along)
    if free > 1.25 and scale(plane) >= 1:  # room across the flow only
        wider = place(size, rows, inner, spread, min(1.7, 1 + (free - 1) * 0.5))
        if scale(wider) >= 1:
            plane = wider
    if not _has_room(plane):
        return draw(_dense(items, arrows, titles), MIN_FONT)
    best = draw(plane, size)
    wrong = defects(best).total
    for *tried, spread in ((rows, inner, 1.35), (1, 1, 1.2), (1, 1, 1.8), (1, 1, 3.0)):
        if not wrong:
            break
        wider = place(max(size, MIN_FONT), *tried, spread)
        if not _has_room(wider):
            continue
        other = draw(wider, max(size, MIN_FONT))
        if (count := defects(other).total) < wrong:
            best, wrong = other, count
    return best


def _has_room(plane: Plane) -> bool:
    return max(plane.width, plane.height) + 2 * MARGIN <= MAX_SIDE


def _dense(items: list[Item], arrows: list[Arrow], titles: dict[str, str]) -> Plane:
    """Raises NotAdjacent where there are neurons, InvalidDiagram where no canvas is large enough."""
    if neurons := {i for i, item in enumerate(items) if item.neurons}:
        raise NotAdjacent(neurons)
    plane = dense.place(items, arrows, titles, MIN_FONT)
    if not _has_room(plane):
        raise InvalidDiagram(
            f"The diagram would take {plane.width:.0f} x {plane.height:.0f} px, more than {MAX_SIDE}; give "
            "it fewer nodes and lines, or shorter labels."
        )
    return plane


def _is_strip(plane: Plane) -> bool:
    long, short = max(plane.width, plane.height), min(plane.width, plane.height)
    return long > 620 and long / max(1.0, short) > 6.5


def _rows_to_try(plane: Plane, style: Style) -> list[tuple[int, int]]:
    """(strips, strips inside groups) that may bring a drawing that is too long nearer to the canvas."""
    along, across = (plane.height, plane.width) if style.direction == "down" else (plane.width, plane.height)
    ideal = CANVAS[1] / CANVAS[0] if style.direction == "down" else CANVAS[0] / CANVAS[1]
    ratio = along / max(1.0, across) / ideal
    if ratio < 1.5:
        return []
    rows = math.sqrt(ratio)
    found = [(min(7, count), 1) for count in sorted({max(2, math.floor(rows)), math.ceil(rows)})]
    if plane.frames and ratio > 2:
        found += [(1, 2), (2, 2)]
    return found


# --- drawing an outline ---


def _items(found: list[Content], size: float, style: Style, compact: bool) -> list[Item]:
    fit_sizes(found, size, style.direction == "down", compact)
    return [
        Item(
            content.width,
            content.height,
            "circle" if content.neurons else content.shape,
            content.group,
            content.neurons,
            caption_size(content.label, size) if content.neurons else (0.0, 0.0),
        )
        for content in found
    ]


def _drawn(
    structure: Structure,
    found: list[Content],
    style: Style,
    titles: dict[str, str],
    plane: Plane,
    size: float,
) -> Diagram:
    line = LINE_NAMES[style.line]
    nodes: list[Node] = []
    numbers: list[list[int]] = []
    groups = [Group(name, titles[name], *frame) for name, frame in plane.frames.items()]
    for i, content in enumerate(found):
        palette, role = (content.color, "own") if content.color else (style.palette, content.role)
        background, line_color = colors(palette, role)
        numbers.append([])
        for k, (x, y) in enumerate(plane.neurons.get(i, [plane.centers[i]]), 1):
            numbers[-1].append(len(nodes))
            group = content.group
            label = content.label
            if content.neurons:
                label = neuron_label(content.letter, k)
                group = group or _caption_name(i)
            width, height = plane.sizes[i]
            shape = "circle" if content.neurons else content.shape
            nodes.append(
                Node(len(nodes), x, y, shape, width, height, line, background, line_color, (), label, group)
            )
        if content.neurons:
            caption = caption_size(content.label, size)
            groups.append(
                Group(_caption_name(i), printable(content.label), *plane.captions[i], *caption, frame=False)
            )
    edges: list[Edge] = []
    for (source, target, label), route, at in zip(structure.edges, plane.routes, plane.labels, strict=True):
        if not (found[source].neurons or found[target].neurons):
            edges.append(Edge(numbers[source][0], numbers[target][0], label, route, at))
            continue
        edges += [
            _fan_edge(nodes[a], nodes[b], found[source], found[target], style)
            for a in numbers[source]
            for b in numbers[target]
        ]
    return _on_canvas(tuple(nodes), tuple(edges), tuple(groups), style, plane, size)


def _fan_edge(source: Node, target: Node, first: Content, second: Content, style: Style) -> Edge:
    """A straight line of a fully connected layer; all lines of a block start or end amid its side."""
    if first.neurons and second.neurons:
        return Edge(source.number, target.number)
    block, neuron = (source, target) if second.neurons else (target, source)
    down = style.direction == "down"
    facing = neuron.y - block.y if down else neuron.x - block.x
    sign = 1 if facing > 0 else -1
    port = (
        (block.x, block.y + sign * block.height / 2) if down else (block.x + sign * block.width / 2, block.y)
    )
    ends = (port, border_point(neuron, port))
    return Edge(source.number, target.number, "", ends if second.neurons else ends[::-1])


def _caption_name(number: int) -> str:
    return f"layer {number + 1}"


def _on_canvas(nodes, edges, groups, style: Style, plane: Plane, size: float) -> Diagram:
    """Centres everything on the canvas, which grows where need be."""
    width = max(CANVAS[0], math.ceil(plane.width + 2 * MARGIN))
    height = max(CANVAS[1], math.ceil(plane.height + 2 * MARGIN))
    dx, dy = round((width - plane.width) / 2), round((height - plane.height) / 2)

    def moved(point):
        return round(point[0] + dx, 2), round(point[1] + dy, 2)

    nodes = tuple(replace(n, x=round(n.x + dx, 2), y=round(n.y + dy, 2)) for n in nodes)
    edges = tuple(
        replace(e, route=tuple(map(moved, e.route)), label_at=moved(e.label_at) if e.label_at else None)
        for e in edges
    )
    groups = tuple(replace(g, x=round(g.x + dx, 2), y=round(g.y + dy, 2)) for g in groups)
    return Diagram.with_edges(
        nodes, edges, style=style, groups=groups, width=width, height=height, font_size=size
    )

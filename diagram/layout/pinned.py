"""Changing a drawing by hand: a node goes where somebody puts it, and the others make room when asked.

`move` takes one node somewhere else and draws its lines anew; nothing else moves. `lay_out_rest` places all
nodes that are not pinned as `tidy` would, then pushes apart what the pinned ones are in the way of.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection
from dataclasses import replace

from diagram.errors import InvalidDiagram
from diagram.geometry import Box, box, line_points, title_box
from diagram.graph import Diagram, Group, Node
from diagram.layout.routing import grown, hits, reroute
from diagram.typography import measure, printable, small

GAP = 24.0  # px that nodes keep from each other
PADDING = 16.0  # px from a frame to what is in it
MARGIN = 20.0
ROUNDS = 300
MAX_CANVAS = 4000.0  # px; where a hand may put a node


def move(diagram: Diagram, number: int, x: float, y: float) -> Diagram:
    """The diagram with one node's centre at `x`, `y` (px), kept on the canvas, which grows right and down.

    Raises InvalidDiagram for a node that is not there or a place that is none.
    """
    if all(node.number != number for node in diagram.nodes):
        raise InvalidDiagram(f"There is no node {number!r:.20} to move; choose one of the drawing.")
    if not (math.isfinite(x) and math.isfinite(y)):
        raise InvalidDiagram(f"A node cannot be moved to {x!r:.20}, {y!r:.20}; give two numbers in px.")
    moved = diagram.node(number)
    x = min(max(x, moved.width / 2), MAX_CANVAS - moved.width / 2)
    y = min(max(y, moved.height / 2), MAX_CANVAS - moved.height / 2)
    nodes = tuple(
        replace(node, x=round(x, 2), y=round(y, 2)) if node.number == number else node
        for node in diagram.nodes
    )
    placed = framed(replace(diagram, nodes=nodes))
    area = box(placed.node(number))
    touched = [
        i
        for i, edge in enumerate(diagram.edges)
        if number in (edge.source, edge.target) or _meets(edge.route, area)
    ]
    return reroute(placed, touched)


def lay_out_rest(diagram: Diagram, pinned: Collection[int]) -> Diagram:
    """Places every node that is not pinned anew; the pinned ones stay where they are, to the pixel."""
    from diagram.layout import tidy

    pinned = set(pinned) & {node.number for node in diagram.nodes}
    fresh = tidy(diagram)
    if not pinned:
        return fresh
    places = {node.number: node for node in fresh.nodes}
    nodes = [
        node if node.number in pinned else replace(places[node.number], targets=node.targets)
        for node in diagram.nodes
    ]
    nodes = _pushed_apart(nodes, pinned, diagram)
    placed = framed(replace(diagram, nodes=tuple(nodes), groups=fresh.groups))
    return _kept_lines(placed, fresh)


def _kept_lines(placed: Diagram, fresh: Diagram) -> Diagram:
    """The lines of `fresh` where they still fit the places of the nodes, new ones elsewhere."""
    before = {node.number: (node.x, node.y, node.width, node.height) for node in fresh.nodes}
    after = {node.number: (node.x, node.y, node.width, node.height) for node in placed.nodes}
    moved = {number for number in after if after[number] != before[number]}
    areas = [grown(box(node), 2) for node in placed.nodes if node.number in moved]
    nodes = {node.number: node for node in fresh.nodes}
    anew = []
    for i, edge in enumerate(fresh.edges):
        points = line_points(edge, nodes)
        hit = any(hits(a, b, area) for a, b in itertools.pairwise(points) for area in areas)
        if hit or moved & {edge.source, edge.target}:
            anew.append(i)
    return reroute(replace(placed, edges=fresh.edges), anew)


def _pushed_apart(nodes: list[Node], pinned: set[int], diagram: Diagram) -> list[Node]:
    """Moves unpinned nodes by the shortest way until none is closer than GAP to another.

    Nodes of different groups keep room for their frames, nodes joined by a label room for it.
    """
    written: dict[frozenset[int], tuple[float, float]] = {}
    for edge in diagram.edges:
        if edge.label:
            written[frozenset((edge.source, edge.target))] = measure(
                printable(edge.label), small(diagram.font_size)
            )
    centres = {node.number: [node.x, node.y] for node in nodes}
    free = [node.number for node in nodes if node.number not in pinned]
    group = {node.number: node.group for node in nodes}
    size = {node.number: (node.width, node.height) for node in nodes}
    for turn in range(ROUNDS):
        clash = False
        for number in free:
            for other in nodes:
                if other.number == number:
                    continue
                a, b = centres[number], centres[other.number]
                apart = GAP if group[number] == group[other.number] else GAP + 2 * PADDING
                label = written.get(frozenset((number, other.number)), (0.0, 0.0))
                need = [(size[number][k] + size[other.number][k]) / 2 + apart + label[k] for k in (0, 1)]
                gap = [need[k] - abs(a[k] - b[k]) for k in (0, 1)]
                if min(gap) <= 0.01:
                    continue
                clash = True
                axis = 0 if gap[0] < gap[1] else 1
                if turn > ROUNDS // 2:  # what is caught between two goes the long way round
                    axis = 1 - axis
                sign = 1 if (a[axis] - b[axis], number) >= (0, other.number) else -1
                edge = size[number][axis] / 2 + MARGIN
                if sign < 0 and b[axis] - need[axis] < edge:  # no room before the border
                    sign = 1
                target = b[axis] + sign * need[axis]
                if other.number in pinned:
                    a[axis] = target
                else:
                    half = (target - a[axis]) / 2
                    a[axis] += half
                    b[axis] = max(size[other.number][axis] / 2 + MARGIN, b[axis] - half)
        if not clash:
            break
    return [
        node
        if node.number in pinned
        else replace(node, x=round(centres[node.number][0], 2), y=round(centres[node.number][1], 2))
        for node in nodes
    ]


def framed(diagram: Diagram) -> Diagram:
    """Frames around where their nodes now are, captions beside their layers, and a canvas that holds all."""
    groups = []
    for group in diagram.groups:
        members = [box(node) for node in diagram.nodes if node.group == group.name]
        if not members:
            continue
        area = _around(members)
        if group.frame:
            groups.append(_frame(group, area, diagram.font_size))
        else:
            below = group.y > (area[1] + area[3]) / 2
            y = area[3] + group.height / 2 + 6 if below else area[1] - group.height / 2 - 6
            groups.append(replace(group, x=(area[0] + area[2]) / 2, y=y))
    boxes = [box(node) for node in diagram.nodes] + [box(group) for group in groups]
    width = max(diagram.width, math.ceil(max(area[2] for area in boxes) + MARGIN))
    height = max(diagram.height, math.ceil(max(area[3] for area in boxes) + MARGIN))
    return replace(diagram, groups=tuple(groups), width=width, height=height)


def _frame(group: Group, area: Box, font_size: float) -> Group:
    title = title_box(group, font_size)
    left, right = max(2.0, area[0] - PADDING), area[2] + PADDING
    right = max(right, left + (title[2] - title[0]) + 2 * PADDING)
    top, bottom = max(2.0, area[1] - PADDING - (title[3] - title[1])), area[3] + PADDING
    return replace(group, x=(left + right) / 2, y=(top + bottom) / 2, width=right - left, height=bottom - top)


def _around(boxes: list[Box]) -> Box:
    return (
        min(area[0] for area in boxes),
        min(area[1] for area in boxes),
        max(area[2] for area in boxes),
        max(area[3] for area in boxes),
    )


def _meets(route, area: Box) -> bool:
    """Whether a route passes through the rectangle's surroundings."""
    near = grown(area, PADDING)
    return any(hits(a, b, near) for a, b in itertools.pairwise(route))

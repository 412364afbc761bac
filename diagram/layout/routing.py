"""Lines around nodes that stand wherever somebody put them.

`diagram.layout.arrange` routes while it places. Here the nodes are fixed: a line is level or upright where
that is possible, otherwise it is the cheapest path of horizontal and vertical pieces on a grid through the
nodes' borders, by A* (Hart, Nilsson and Raphael 1968) with a price for every bend, for crossing a line that
is there already, and for running along one.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from diagram.geometry import (
    Box,
    border_point,
    box,
    common_area,
    edge_label_box,
    line_points,
    point_along,
    title_box,
)
from diagram.graph import Diagram, Edge, Node, Point

CLEAR = 10.0  # px between a line and a node that it passes
NEAR = 4.0  # px that a level line keeps from nodes
BEND = 60.0  # px that a bend is worth
SHARED = 8.0  # times the length of a piece that runs along another line
CROSSED = 30.0  # px that crossing another line is worth
OFF_CENTRE = 20.0  # px that leaving or arriving beside the middle of a side is worth
FINEST = 5.0  # px between two lines of the grid
LABEL_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)  # shares of a line's length
MOST_STEPS = 20_000  # of a search; beyond, a straight line has to do


def reroute(diagram: Diagram, edges: Iterable[int] | None = None) -> Diagram:
    """The diagram with new routes for the edges at these places (all by default); nodes stay as they are.

    Lines between neurons and loops from a node to itself stay as `geometry.edge_points` draws them.
    """
    wanted = set(range(len(diagram.edges)) if edges is None else edges)
    nodes = {node.number: node for node in diagram.nodes}
    captions = {group.name for group in diagram.groups if not group.frame}
    boxes = [box(node) for node in diagram.nodes]
    taken = [edge.route for i, edge in enumerate(diagram.edges) if i not in wanted and len(edge.route) >= 2]
    made = list(diagram.edges)
    for i in sorted(wanted, key=lambda i: _distance(nodes, diagram.edges[i])):
        edge = diagram.edges[i]
        source, target = nodes[edge.source], nodes[edge.target]
        if source is target or {source.group, target.group} & captions:
            made[i] = replace(edge, route=(), label_at=None)
            continue
        route = _level_line(source, target, diagram.nodes)
        twin = any(e.source == edge.target and e.target == edge.source for e in diagram.edges)
        if route is None or twin or any(_along_each_other(route, other) for other in taken):
            ends = border_point(source, (target.x, target.y)), border_point(target, (source.x, source.y))
            route = _around(source, target, boxes, taken, diagram) or route or ends
        if route:
            taken.append(route)
        made[i] = replace(edge, route=route, label_at=None)
    return _labelled(replace(diagram, edges=tuple(made)), wanted)


def _distance(nodes: dict[int, Node], edge: Edge) -> float:
    a, b = nodes[edge.source], nodes[edge.target]
    return abs(a.x - b.x) + abs(a.y - b.y)


def _level_line(source: Node, target: Node, nodes: Sequence[Node]) -> tuple[Point, ...] | None:
    """The level or upright line from border to border, if there is one that keeps clear of all nodes."""
    line = _level(source, target)
    if line is None:
        return None
    for node in nodes:
        if node is not source and node is not target and hits(*line, grown(box(node), NEAR)):
            return None
    return line


def _along_each_other(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether a straight line runs on top of a piece of another line."""
    (ax, ay), (bx, by) = one[0], one[-1]
    length = math.dist(one[0], one[-1]) or 1.0
    for c, d in itertools.pairwise(other):
        away = [abs((bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax)) / length for p in (c, d)]
        if max(away) > 4:
            continue
        at = sorted(((p[0] - ax) * (bx - ax) + (p[1] - ay) * (by - ay)) / length for p in (c, d))
        if min(at[1], length) - max(at[0], 0.0) > 4:
            return True
    return False


def _level(source: Node, target: Node) -> tuple[Point, Point] | None:
    """A level or upright line where both nodes reach over the same stretch, at best at the middle of one."""
    a, b = box(source), box(target)
    plain = ("rectangle", "round rectangle", "store", "document")
    for axis in (1, 0):
        low, high = max(a[axis], b[axis]) + 6, min(a[axis + 2], b[axis + 2]) - 6
        middles = (source.x, source.y)[axis], (target.x, target.y)[axis]
        if abs(middles[0] - middles[1]) < 0.5:
            at = middles[0]
        elif low <= high and source.shape in plain and target.shape in plain:
            at = next((m for m in middles if low <= m <= high), (low + high) / 2)
        else:
            continue
        other = 1 - axis
        first, second = (a[other + 2], b[other]) if a[other + 2] <= b[other] else (a[other], b[other + 2])
        return ((first, at), (second, at)) if axis else ((at, first), (at, second))
    return None


def hits(start: Point, end: Point, area: Box) -> bool:
    """Whether the line enters the rectangle (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    for at, along, least, most in (
        (start[0], end[0] - start[0], area[0], area[2]),
        (start[1], end[1] - start[1], area[1], area[3]),
    ):
        if abs(along) < 1e-9:
            if not least < at < most:
                return False
            continue
        a, b = sorted(((least - at) / along, (most - at) / along))
        low, high = max(low, a), min(high, b)
        if low >= high:
            return False
    return True


def grown(area: Box, by: float) -> Box:
    return area[0] - by, area[1] - by, area[2] + by, area[3] + by


def _around(
    source: Node, target: Node, boxes: Sequence[Box], taken: Sequence[Sequence[Point]], diagram: Diagram
) -> tuple[Point, ...] | None:
    """The cheapest orthogonal path from a side of the source to one of the target; None if there is none."""
    ports = _ports(source), _ports(target)
    grid = _Grid(boxes, ports, diagram)
    found = grid.path(taken)
    if found is None:
        return None
    first, last, points = found
    return _simplified([ports[0][first][0], *points, ports[1][last][0]])


def _ports(node: Node) -> list[tuple[Point, Point, int]]:
    """Places on the sides of the outline, with the point CLEAR px outside of it, and which side it is.

    Nodes with straight sides have three a side, so that several lines can come and go.
    """
    left, top, right, bottom = box(node)
    straight = node.shape in ("rectangle", "round rectangle", "store", "document")
    found = []
    for share in (0.0, -0.25, 0.25) if straight else (0.0,):
        x, y = node.x + share * node.width, node.y + share * node.height
        found += [
            ((right, y), (right + CLEAR, y), 0),
            ((x, bottom), (x, bottom + CLEAR), 1),
            ((left, y), (left - CLEAR, y), 2),
            ((x, top), (x, top - CLEAR), 3),
        ]
    return found


class _Grid:
    """Lines beside every node, and through the ports; which pieces of them are free of nodes."""

    def __init__(self, boxes: Sequence[Box], ports: tuple, diagram: Diagram) -> None:
        kept = {away[0] for found in ports for _, away, _ in found}
        self.xs = _thinned(
            {x for area in boxes for x in (area[0] - CLEAR, area[2] + CLEAR)}, kept, diagram.width
        )
        kept = {away[1] for found in ports for _, away, _ in found}
        self.ys = _thinned(
            {y for area in boxes for y in (area[1] - CLEAR, area[3] + CLEAR)}, kept, diagram.height
        )
        x, y = np.array(self.xs), np.array(self.ys)
        across = np.zeros((len(y), len(x) - 1), bool)  # blocked pieces from x[i] to x[i + 1] at y[j]
        down = np.zeros((len(y) - 1, len(x)), bool)
        shrunk = CLEAR / 2  # a line may pass where two nodes stand closer together than twice CLEAR
        for area in boxes:
            left, top, right, bottom = grown(area, shrunk)
            columns = (x[:-1] < right) & (x[1:] > left)
            across[np.ix_((y > top) & (y < bottom), columns)] = True
            rows = (y[:-1] < bottom) & (y[1:] > top)
            down[np.ix_(rows, (x > left) & (x < right))] = True
        self.across, self.down = across.tolist(), down.tolist()
        place = {value: i for i, value in enumerate(self.xs)}, {value: j for j, value in enumerate(self.ys)}
        self.starts, self.ends = (
            {
                (place[0][away[0]], place[1][away[1]], side): k
                for k, (_, away, side) in reversed(list(enumerate(found)))
            }
            for found in ports
        )
        self.spots = [[away for _, away, _ in found] for found in ports]

    def path(self, taken: Sequence[Sequence[Point]]) -> tuple[int, int, list[Point]] | None:
        """(port of the source, port of the target, points); None if there is no way or it takes too long.

        A* over (column, row, direction): 0 right, 1 down, 2 left, 3 up.
        """
        xs, ys = self.xs, self.ys
        lines = np.array([pair for route in taken for pair in itertools.pairwise(route)], float)
        lines = lines.reshape(-1, 2, 2)
        x, y = np.array(xs), np.array(ys)
        level_prices, upright_prices = _prices(x, y, lines), _prices(y, x, lines[:, :, ::-1])
        # A line arrives at the target against the direction in which its port looks.
        goals = {(i, j, (side + 2) % 4): k for (i, j, side), k in self.ends.items()}
        aims = {(xs[i], ys[j]) for i, j, _ in goals}
        used = {(round(p[0]), round(p[1])) for route in taken for p in (route[0], route[-1])}

        def left(i: int, j: int) -> float:
            return min(abs(xs[i] - x) + abs(ys[j] - y) for x, y in aims)

        queue: list[tuple[float, float, tuple[int, int, int]]] = []
        best: dict[tuple[int, int, int], float] = {}
        before: dict[tuple[int, int, int], tuple[int, int, int] | None] = {}
        for state, port in self.starts.items():
            price = OFF_CENTRE * (port >= 4) + BEND * _is_used(self.spots[0][port], state[2], used)
            best[state], before[state] = price, None
            heapq.heappush(queue, (price + left(*state[:2]), price, state))
        done: tuple[float, tuple[int, int, int]] | None = None
        for _ in range(MOST_STEPS):
            if not queue or (done and queue[0][0] >= done[0]):
                break
            _, cost, state = heapq.heappop(queue)
            if cost > best[state]:
                continue
            if state in goals:
                port = goals[state]
                side = (state[2] + 2) % 4
                price = OFF_CENTRE * (port >= 4) + BEND * _is_used(self.spots[1][port], side, used)
                if done is None or cost + price < done[0]:
                    done = cost + price, state
                continue
            i, j, side = state
            for turn in (0, 1, 3):
                new = (side + turn) % 4
                ni, nj = i + (1, 0, -1, 0)[new], j + (0, 1, 0, -1)[new]
                if not (0 <= ni < len(xs) and 0 <= nj < len(ys)):
                    continue
                low_i, low_j, level = min(i, ni), min(j, nj), new % 2 == 0
                if self.across[j][low_i] if level else self.down[low_j][i]:
                    continue
                price = level_prices[j][low_i] if level else upright_prices[i][low_j]
                total = cost + price + (BEND if turn else 0.0)
                then = ni, nj, new
                if total < best.get(then, math.inf):
                    best[then], before[then] = total, state
                    heapq.heappush(queue, (total + left(ni, nj), total, then))
        if done is None:
            return None
        states = [done[1]]
        while (earlier := before[states[-1]]) is not None:
            states.append(earlier)
        points = [(xs[i], ys[j]) for i, j, _ in reversed(states)]
        return self.starts[states[-1]], goals[done[1]], points


def _is_used(spot: Point, side: int, used: set[tuple[int, int]]) -> bool:
    """Whether a line begins or ends at the port whose outer point this is."""
    x, y = spot[0] - (CLEAR, 0, -CLEAR, 0)[side], spot[1] - (0, CLEAR, 0, -CLEAR)[side]
    return (round(x), round(y)) in used


def _thinned(values: set[float], kept: set[float], end: float) -> list[float]:
    """The values in order, without those closer than FINEST to another one or to one of `kept`."""
    found = set(kept)
    last = -math.inf
    for value in sorted(values):
        near = value - last < FINEST or any(abs(value - other) < FINEST for other in kept)
        if 4 <= value <= end - 4 and not near:
            found.add(value)
            last = value
    return sorted(found)


def _prices(along: np.ndarray, across: np.ndarray, lines: np.ndarray) -> list[list[float]]:
    """What the pieces from along[i] to along[i + 1] at across[j] cost, as [j][i].

    Their lengths, more beside or across other lines: n x 2 points x (along, across).
    """
    prices = np.repeat(np.diff(along)[None], len(across), 0)
    for (a0, a1), (b0, b1) in lines:
        beside = (np.abs(across - a1) < 5) & (np.abs(across - b1) < 5)
        if beside.any():
            shared = np.minimum(along[1:], max(a0, b0)) - np.maximum(along[:-1], min(a0, b0))
            prices[beside] += SHARED * np.maximum(shared, 0)
        passing = np.flatnonzero(~beside & (min(a1, b1) < across) & (across < max(a1, b1)))
        if len(passing):
            met = a0 + (b0 - a0) * (across[passing] - a1) / (b1 - a1)
            columns = np.searchsorted(along, met, "right") - 1
            inside = (columns >= 0) & (columns < len(along) - 1)
            prices[passing[inside], columns[inside]] += CROSSED
    return prices.tolist()


def _simplified(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without points that lie on the line between their neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and math.dist(kept[-1], point) < 0.01:
            continue
        if len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2], kept[-1]
            if abs((bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)) < 0.01:
                kept.pop()
        kept.append((round(point[0], 2), round(point[1], 2)))
    return tuple(kept)


def _labelled(diagram: Diagram, wanted: set[int]) -> Diagram:
    """Puts the labels of these edges on their lines where no node, title, other label or line is."""
    nodes = {node.number: node for node in diagram.nodes}
    full = [box(node) for node in diagram.nodes]
    full += [title_box(group, diagram.font_size) for group in diagram.groups]
    edges = list(diagram.edges)
    lines = [line_points(edge, nodes) for edge in edges]
    for i, edge in enumerate(edges):
        if edge.label and i not in wanted:
            full.append(edge_label_box(edge, lines[i], diagram.font_size))
    for i in sorted(wanted):
        edge = edges[i]
        if not edge.label:
            continue
        best = None
        for share in LABEL_PLACES:
            at = point_along(lines[i], share)
            area = grown(edge_label_box(replace(edge, label_at=at), lines[i], diagram.font_size), 2)
            hit = sum(10 * (common_area(area, other) > 0) for other in full)
            hit += sum(
                any(hits(a, b, area) for a, b in itertools.pairwise(line))
                for k, line in enumerate(lines)
                if k != i
            )
            if best is None or hit < best[0]:
                best = hit, at, area
            if not hit:
                break
        edges[i] = replace(edge, label_at=(round(best[1][0], 2), round(best[1][1], 2)))
        full.append(best[2])
    return replace(diagram, edges=tuple(edges))

"""Lines of a diagram as PowerPoint's connectors: which preset bends like a route, and where it is glued on.

Presets and their connection sites are those of ECMA-376, Part 1, annex D (`presetShapeDefinitions.xml`). A
bent connector runs, in its own frame, from the upper left to the lower right corner and starts across; turned
and mirrored it starts anywhere. Its adjustments say where it bends, as shares of its width or height.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagram.geometry import Box, box
from diagram.graph import Node, Point

LEAST = 0.25  # px; a connector's frame is at least so wide, for its bends are shares of that
MOST_BENDS = 4
NEAR, NEAR_NEURON = 3.0, 16.0  # px; an end so close to a connection site is at it

PRESETS = {
    "rectangle": "rect",
    "round rectangle": "roundRect",
    "circle": "ellipse",
    "decision": "flowChartDecision",
    "store": "can",
    "pill": "roundRect",  # flowChartTerminator's ends are flat or pointed, as its width has it
    "document": "flowChartDocument",
}
_SIDES = ((0.0, -0.5), (-0.5, 0.0), (0.0, 0.5), (0.5, 0.0))  # top, left, bottom, right, in this order
_DIAGONAL = 0.5 * 2**-0.5


@dataclass(frozen=True, slots=True)
class Bends:
    """A preset connector: its frame before it is turned, in px, and what is done with it.

    `turned` is by a quarter clockwise about the frame's middle, after it was mirrored.
    """

    preset: str
    left: float
    top: float
    width: float
    height: float
    turned: bool = False
    flip_across: bool = False
    flip_down: bool = False
    adjustments: tuple[float, ...] = ()


def sites(node: Node) -> tuple[Point, ...]:
    """The connection sites of the node's preset, in the preset's order, in px."""
    if node.shape == "circle":
        d = _DIAGONAL
        shares = ((0, -0.5), (-d, -d), (-0.5, 0), (-d, d), (0, 0.5), (d, d), (0.5, 0), (d, -d))
    elif node.shape == "store":
        shares = ((0, -0.5), *_SIDES)  # the first, in the middle of the lid, is never the nearest
    elif node.shape == "document":
        shares = (_SIDES[0], _SIDES[1], (0, 20172 / 21600 - 0.5), _SIDES[3])
    else:
        shares = _SIDES
    return tuple((node.x + across * node.width, node.y + down * node.height) for across, down in shares)


def nearest_site(node: Node, point: Point) -> int:
    """The number of the connection site on the side where a line meets the node at `point`."""
    places = sites(node)
    first = 1 if node.shape == "store" else 0

    def distance(i: int) -> float:
        across = (places[i][0] - point[0]) / node.width
        down = (places[i][1] - point[1]) / node.height
        return across * across + down * down

    return min(range(first, len(places)), key=distance)


def is_plain(points: tuple[Point, ...], source: Node, target: Node, nodes: Sequence[Node]) -> bool:
    """Whether a program that routes a glued connector by itself draws about the same line.

    LibreOffice 7 leads each end to its connection site and bends half-way, whatever the file says; and it
    knows other sites of a cylinder than PowerPoint.
    """
    if source is target or "store" in (source.shape, target.shape) or len(points) > 4:
        return False
    neurons = source.shape == target.shape == "circle" and len(points) == 2
    for node, point in ((source, points[0]), (target, points[-1])):
        site = sites(node)[nearest_site(node, point)]
        if math.dist(site, point) > (NEAR_NEURON if neurons else NEAR):
            return False
    if len(points) < 4:
        return True
    axis = 0 if abs(points[1][1] - points[0][1]) < abs(points[1][0] - points[0][0]) else 1
    low, high = sorted((points[0][axis], points[-1][axis]))
    middle = (low + high) / 2
    if not low < points[1][axis] < high or high - low < 8:
        return False
    piece = [list(points[1]), list(points[2])]
    piece[0][axis] = piece[1][axis] = middle
    halves = [points[0], tuple(piece[0]), tuple(piece[1]), points[-1]]
    return not any(_meets(halves, box(node)) for node in nodes if node is not source and node is not target)


def _meets(points: Sequence[Point], around: Box) -> bool:
    left, top, right, bottom = around
    return any(
        min(x0, x1) < right and max(x0, x1) > left and min(y0, y1) < bottom and max(y0, y1) > top
        for (x0, y0), (x1, y1) in pairwise(points)
    )


def bends(points: tuple[Point, ...]) -> Bends | None:
    """The preset that runs along `points`; None where it has more than four bends or slanted pieces."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    if len(points) == 2:
        return Bends(
            "straightConnector1",
            min(x0, x1),
            min(y0, y1),
            abs(x1 - x0),
            abs(y1 - y0),
            flip_across=x1 < x0,
            flip_down=y1 < y0,
        )
    down_first = abs(points[1][0] - x0) < abs(points[1][1] - y0)
    if len(points) - 2 > MOST_BENDS or not _alternates(points, down_first):
        return None
    along, across = (1, 0) if down_first else (0, 1)
    spans = (points[-1][along] - points[0][along], points[-1][across] - points[0][across])
    sizes = [max(abs(span), LEAST) for span in spans]
    signs = [-1 if span < 0 else 1 for span in spans]
    adjustments = []
    for i, point in enumerate(points[1:-2]):
        axis = (along, across)[i % 2]
        share = (point[axis] - points[0][axis]) * signs[i % 2] / sizes[i % 2]
        adjustments.append(share)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    return Bends(
        f"bentConnector{len(points) - 1 if len(points) > 3 else 2}",
        middle_x - sizes[0] / 2,
        middle_y - sizes[1] / 2,
        *sizes,
        turned=down_first,
        flip_across=signs[0] < 0,
        # A quarter clockwise takes what points down to the left.
        flip_down=(signs[1] > 0) if down_first else signs[1] < 0,
        adjustments=tuple(adjustments),
    )


def _alternates(points: tuple[Point, ...], down: bool) -> bool:
    """Whether the pieces run across and down by turns, the first one down where `down`."""
    for start, end in pairwise(points):
        if abs(end[0 if down else 1] - start[0 if down else 1]) > 0.5:
            return False
        down = not down
    return True

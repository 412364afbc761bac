"""What geometry says of a drawing, as numbers from 0 (worst) to 1: beside pixels, what a scorer is told.

To the metrics of `diagram.geometry` come those that it leaves out: how large the letters are, whether lines
and borders stand out, whether sizes jump, and how much of the drawing is spoilt by stacked or lost
nodes and crossed-out ones, counted by node rather than by area.
"""

from __future__ import annotations

import math
from dataclasses import astuple, fields
from typing import TYPE_CHECKING

from diagram.geometry import Defects, Metrics, defects, label_fits, metrics, readability
from diagram.graph import Diagram
from diagram.palettes import CANVAS, contrast

if TYPE_CHECKING:
    import numpy as np

CANVAS_SIDES = (1000.0, 600.0)  # px at which a reader sees a drawing
GOOD_TEXT, LEAST_TEXT = 11.0, 5.0  # px there
GOOD_CONTRAST = 3.0  # of lines and borders on white (WCAG 2.2, 1.4.11)
JUMP = 1.2  # log of the ratio of two neighbours' areas that is nothing odd: a factor of 3.3
EXTRAS = ("letters", "contrast", "sizes")
COUNTS = (
    "apart",
    "apart_share",
    "unstacked",
    "inside",
    "inside_share",
    "clear",
    "clear_share",
    "uncrossed",
    "fit",
)
NAMES = (*(f.name for f in fields(Metrics)), *EXTRAS, *COUNTS)
# Exponents of what `geometry.readability` leaves out or takes lightly.
_WEIGHTS = {"letters": 0.15, "contrast": 0.15, "sizes": 0.08, "unstacked": 0.3, "inside": 0.4}


def measures(diagram: Diagram, found: Defects | None = None) -> np.ndarray:
    """The numbers that NAMES names, float32, each 0 to 1; `found` are the diagram's defects, where known.

    How many nodes or lines there are is not told: in the reference scores it gives away who drew a diagram
    (the language model's texts end at about 20 nodes), which is not how well it reads.
    """
    import numpy as np

    found = found or defects(diagram)
    nodes, edges = len(diagram.nodes), max(1, len(diagram.edges))
    outside = _outside(diagram)
    hit = found.edge_through_node + found.edge_overlap
    labels = found.label_overflow + found.label_overlap + found.label_under_line
    # The first overlap says most, so counts come in as 1 / (1 + count); the shares say how bad it is in all.
    counts = (
        1 / (1 + found.node_overlap),
        1 / (1 + 2 * found.node_overlap / nodes),
        1 - _stacked(diagram) / nodes,
        1 / (1 + outside),
        1 - outside / nodes,
        1 / (1 + hit),
        1 / (1 + hit / edges),
        1 / (1 + found.crossings / edges),
        1 / (1 + labels / nodes),
    )
    return np.array([*astuple(metrics(diagram)), *_extras(diagram), *counts], dtype=np.float32)


def quality(diagram: Diagram) -> float:
    """0 to 5: `geometry.readability`, times what it leaves out, each to the power of its weight.

    The label of synthetic drawings; a geometric mean like that of `geometry.readability`, for its reason.
    """
    worth = readability(diagram)
    nodes = len(diagram.nodes)
    shares = 1 - _stacked(diagram) / nodes, 1 - _outside(diagram) / nodes
    for value, weight in zip((*_extras(diagram), *shares), _WEIGHTS.values(), strict=True):
        worth *= max(0.02, value) ** weight
    return worth


def _extras(diagram: Diagram) -> tuple[float, float, float]:
    shrink = min(1.0, CANVAS_SIDES[0] / diagram.width, CANVAS_SIDES[1] / diagram.height)
    labelled = [node for node in diagram.nodes if node.label]
    letters = 1.0
    if labelled:
        size = diagram.font_size * shrink
        letters = _clip((size - LEAST_TEXT) / (GOOD_TEXT - LEAST_TEXT))
        # A label that does not fit is drawn smaller until it does.
        lost = sum(not label_fits(node, diagram.font_size) for node in labelled)
        letters *= 1 - 0.5 * lost / len(labelled)
    seen = [min(GOOD_CONTRAST, contrast(node.line_color, CANVAS)) for node in diagram.nodes]
    visible = (sum(seen) / len(seen) - 1) / (GOOD_CONTRAST - 1)
    areas = {node.number: math.log(node.width * node.height) for node in diagram.nodes}
    jumps = [max(0.0, abs(areas[e.source] - areas[e.target]) - JUMP) for e in diagram.edges]
    sizes = _clip(1 - sum(jumps) / len(jumps) / 2) if jumps else 1.0
    return letters, _clip(visible), sizes


def _stacked(diagram: Diagram) -> int:
    """Nodes whose centre lies on an earlier node's, within 4 px."""
    import numpy as np

    places = np.array([(node.x, node.y) for node in diagram.nodes])
    near = np.abs(places[:, None] - places[None]).max(2) < 4
    return int(np.tril(near, -1).any(1).sum())


def _outside(diagram: Diagram) -> float:
    """How many nodes' worth of area lies off the canvas."""
    lost = 0.0
    for node in diagram.nodes:
        wide = min(diagram.width, node.x + node.width / 2) - max(0.0, node.x - node.width / 2)
        high = min(diagram.height, node.y + node.height / 2) - max(0.0, node.y - node.height / 2)
        lost += 1 - max(0.0, wide) * max(0.0, high) / (node.width * node.height)
    return lost


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))

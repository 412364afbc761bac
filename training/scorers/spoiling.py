"""Good drawings made bad on purpose: each function here spoils one thing, little or much.

`strength` is 0 (hardly) to 1 (badly). Where nodes move, lines run straight again, as in a drawing by someone
who did not look. The ways of going wrong are those of the issue and those seen in what language models drew:
nodes said twice, rows that run on past the canvas, whole columns on top of each other.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

from diagram.graph import MAX_NODES, MAX_SIDE, Diagram, Edge, Node
from diagram.palettes import CANVAS

Spoil = Callable[[random.Random, Diagram, float], Diagram]


def spoiled(rng: random.Random, diagram: Diagram) -> Diagram:
    """The diagram with one or two things wrong with it, now and then three."""
    ways = rng.sample(SPOILS, rng.choices((1, 2, 3), (0.6, 0.3, 0.1))[0])
    for way in ways:
        diagram = way(rng, diagram, rng.random())
    return diagram


# --- places ---


def scatter(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Every node a little or far from its place."""
    far = 4 + 90 * strength**2
    return _moved(diagram, lambda n: (n.x + rng.gauss(0, far), n.y + rng.gauss(0, far)))


def unalign(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Ragged rows: nodes leave their row or column by a few px."""
    far = 3 + 18 * strength
    return _moved(diagram, lambda n: (n.x + rng.uniform(-far, far), n.y + rng.uniform(-far, far)))


def pile(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Some nodes on others: exactly, or by half."""
    nodes = diagram.nodes
    if len(nodes) < 2:
        return enlarge(rng, diagram, strength)
    moved = rng.sample(nodes, max(1, round(strength * 0.6 * len(nodes))))
    share = rng.choice((0.0, 0.3, 0.6))
    places = {}
    for node in moved:
        under = rng.choice([n for n in nodes if n is not node])
        places[node.number] = (
            under.x + share * rng.uniform(-1, 1) * under.width,
            under.y + share * rng.uniform(-1, 1) * under.height,
        )
    return _moved(diagram, lambda n: places.get(n.number, (n.x, n.y)))


def shuffle(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Nodes change places, so that lines cross."""
    count = min(len(diagram.nodes), max(2, round(strength * len(diagram.nodes))))
    some = rng.sample(diagram.nodes, count)
    others = rng.sample(some, count)
    places = {a.number: (b.x, b.y) for a, b in zip(some, others, strict=True)}
    return _moved(diagram, lambda n: places.get(n.number, (n.x, n.y)))


def drift(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """All of it shifted, or grown, until a part is off the canvas."""
    if rng.random() < 0.5:
        dx = rng.choice((-1, 0, 1)) * diagram.width * (0.1 + 0.5 * strength)
        dy = rng.choice((-1, 0, 1)) * diagram.height * (0.1 + 0.5 * strength)
        return _moved(diagram, lambda n: (n.x + dx, n.y + dy))
    factor = 1.1 + strength
    x, y = (rng.choice((0, 0.5, 1)) * side for side in (diagram.width, diagram.height))
    return _moved(diagram, lambda n: (x + (n.x - x) * factor, y + (n.y - y) * factor))


def crowd(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """All nodes drawn towards one point, along one axis or both, at their full size."""
    across, down = rng.choice(((1, 1), (1, 0), (0, 1)))
    factor = 0.85 - 0.83 * strength
    x, y = (rng.uniform(0.05, 0.95) * side for side in (diagram.width, diagram.height))

    def place(node: Node) -> tuple[float, float]:
        return (
            x + (node.x - x) * factor if across else node.x,
            y + (node.y - y) * factor if down else node.y,
        )

    return _moved(diagram, place)


# --- sizes, letters, colours ---


def resize(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Sizes without sense."""
    spread = 0.15 + 0.8 * strength

    def size(node: Node) -> Node:
        return _sized(node, math.exp(rng.gauss(0, spread)), math.exp(rng.gauss(0, spread)))

    return _redrawn(diagram, tuple(size(node) for node in diagram.nodes))


def enlarge(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Every node far too large."""
    factor = 1.2 + 2 * strength
    wide, high = rng.choice(((factor, factor), (factor, 1.0), (1.0, factor)))
    return _redrawn(diagram, tuple(_sized(node, wide, high) for node in diagram.nodes))


def clip(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Nodes too small for their labels; without labels, nodes too small to be seen well."""
    factor = 0.85 - 0.55 * strength
    return _redrawn(diagram, tuple(_sized(node, factor, factor) for node in diagram.nodes))


def shrink(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Tiny letters; without labels, the whole drawing in a corner of the canvas."""
    if any(node.label for node in diagram.nodes):
        return replace(diagram, font_size=diagram.font_size * (0.75 - 0.45 * strength))
    factor = 0.7 - 0.45 * strength
    small = _moved(diagram, lambda n: (n.x * factor, n.y * factor))
    return _redrawn(small, tuple(_sized(node, factor, factor) for node in small.nodes))


def fade(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Lines and borders that hardly stand out from the paper."""
    share = 0.55 + 0.42 * strength

    def paler(color):
        return tuple(round(c + (w - c) * share) for c, w in zip(color, CANVAS, strict=True))

    nodes = tuple(replace(node, line_color=paler(node.line_color)) for node in diagram.nodes)
    return replace(diagram, nodes=nodes)


# --- lines, and nodes too many ---


def straighten(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Lines straight through whatever lies between; without routes, new lines from anywhere to anywhere."""
    if any(edge.route for edge in diagram.edges) and strength < 0.7:
        return _redrawn(diagram, diagram.nodes)
    numbers = [node.number for node in diagram.nodes]
    have = {(edge.source, edge.target) for edge in diagram.edges}
    extra = []
    for _ in range(max(1, round(strength * len(numbers)))):
        pair = rng.choice(numbers), rng.choice(numbers)
        if pair[0] != pair[1] and pair not in have:
            have.add(pair)
            extra.append(Edge(*pair))
    return _redrawn(diagram, diagram.nodes, (*diagram.edges, *extra))


def repeat(rng: random.Random, diagram: Diagram, strength: float) -> Diagram:
    """Nodes said again: on the same places, or going on to the right or below, tied to those before."""
    nodes, edges = list(diagram.nodes), list(diagram.edges)
    number = max(node.number for node in nodes) + 1
    count = min(MAX_NODES - len(nodes), max(1, round(strength * 1.2 * len(nodes))))
    step = rng.choice(((0, 0), (0, 0), (40, 0), (0, 100), (125, 0), (300, 0)))
    jump = rng.choice((0, 0, 100, 333))
    for i in range(count):
        model = rng.choice(diagram.nodes)
        k = 1 + i % 4
        x = model.x + k * step[0] + jump * rng.choice((-1, 0, 1))
        y = model.y + k * step[1] + jump * rng.choice((-1, 0, 1))
        shape = rng.choice(diagram.nodes)
        nodes.append(
            replace(shape, number=number + i, x=_bounded(x), y=_bounded(y), targets=(), label="", group=None)
        )
        if rng.random() < 0.8:
            edges.append(Edge(number + i, rng.choice(diagram.nodes).number))
    return _redrawn(diagram, tuple(nodes), tuple(edges))


SPOILS: tuple[Spoil, ...] = (
    scatter, unalign, pile, shuffle, drift, crowd, resize, enlarge, clip, shrink, fade, straighten, repeat,
)  # fmt: skip


# --- how a diagram is made anew ---


def _moved(diagram: Diagram, place: Callable[[Node], tuple[float, float]]) -> Diagram:
    nodes = []
    for node in diagram.nodes:
        x, y = place(node)
        nodes.append(replace(node, x=_bounded(x), y=_bounded(y)))
    return _redrawn(diagram, tuple(nodes))


def _sized(node: Node, wide: float, high: float) -> Node:
    if node.shape == "circle":
        wide = high = math.sqrt(wide * high)
    return replace(
        node,
        width=min(1500.0, max(3.0, node.width * wide)),
        height=min(1500.0, max(3.0, node.height * high)),
    )


def _redrawn(diagram: Diagram, nodes: tuple[Node, ...], edges: tuple[Edge, ...] | None = None) -> Diagram:
    """With straight lines; frames and captions go, as they no longer hold what they held."""
    plain = tuple(Edge(e.source, e.target, e.label) for e in (diagram.edges if edges is None else edges))
    nodes = tuple(replace(node, group=None) for node in nodes)
    return Diagram.with_edges(
        nodes,
        plain,
        style=diagram.style,
        width=diagram.width,
        height=diagram.height,
        font_size=diagram.font_size,
    )


def _bounded(value: float) -> float:
    return round(min(MAX_SIDE / 2, max(-MAX_SIDE / 2, value)), 1)

"""Layered placement of one level of a diagram (Sugiyama, Tagawa and Toda 1981): layers, order within them,
coordinates.

`u` runs along the flow and `v` across it; a vertex sits on its line `v`, reaching `above` and `below` it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Vertex:
    """Something that takes room in a layer: a node, a whole group, a port of a frame, or a long edge passing
    (`dummy`).
    """

    kind: str  # node | group | neurons | in | out | dummy
    length: float = 0.0  # room along the flow
    above: float = 0.0
    below: float = 0.0
    shape: str = "rectangle"
    drawn: float = 0.0  # size along the flow as drawn, at most `length`
    half: float = 0.0  # half the size across the flow as drawn, at most `above` and `below`
    layer: int = 0
    place: int = 0  # position in the layer
    u: float = 0.0
    v: float = 0.0

    @property
    def is_port(self) -> bool:
        return self.kind in ("in", "out")


@dataclass(eq=False, slots=True)
class Link:
    """An edge of the level. `out_at`, `in_at` are fixed offsets across the flow, for ports of groups."""

    source: Vertex
    target: Vertex
    label: tuple[float, float] | None = None  # size along and across the flow
    out_at: float | None = None
    in_at: float | None = None
    fan: bool = False  # drawn neuron by neuron, straight
    hidden: bool = False  # only there to arrange nodes
    lane: bool = False  # runs beside a strip instead of through it
    chain: list[Vertex] = field(default_factory=list)  # source, dummies, target
    route: list[tuple[float, float]] = field(default_factory=list)
    label_at: tuple[float, float] | None = None


def mark_back_links(vertices: list[Vertex], links: list[Link]) -> None:
    """Marks as lanes the links that close a cycle in a depth-first walk in the order of mention."""
    leaving: dict[int, list[Link]] = {id(vertex): [] for vertex in vertices}
    entered: set[int] = set()
    for link in links:
        leaving[id(link.source)].append(link)
        entered.add(id(link.target))
    state: dict[int, int] = {}
    for root in sorted(vertices, key=lambda vertex: id(vertex) in entered):
        if id(root) in state:
            continue
        state[id(root)] = 1
        stack = [(root, iter(leaving[id(root)]))]
        while stack:
            vertex, rest = stack[-1]
            for link in rest:
                seen = state.get(id(link.target), 0)
                if seen == 1:
                    link.lane = True
                elif not seen:
                    state[id(link.target)] = 1
                    stack.append((link.target, iter(leaving[id(link.target)])))
                    break
            else:
                state[id(vertex)] = 2
                stack.pop()


def assign_layers(vertices: list[Vertex], links: list[Link]) -> int:
    """Longest-path layers, then vertices with more successors than predecessors move up to them. Returns the
    count.
    """
    forward = [link for link in links if not link.lane]
    before: dict[int, list[Vertex]] = {id(vertex): [] for vertex in vertices}
    after: dict[int, list[Vertex]] = {id(vertex): [] for vertex in vertices}
    for link in forward:
        before[id(link.target)].append(link.source)
        after[id(link.source)].append(link.target)
    waiting = {key: len(sources) for key, sources in before.items()}
    order = [vertex for vertex in vertices if not waiting[id(vertex)]]
    entries = any(
        vertex.kind == "in" for vertex in vertices
    )  # ports lie on the frame, everything else behind them
    for vertex in order:
        least = int(entries and vertex.kind != "in")
        vertex.layer = max([least, *(other.layer + 1 for other in before[id(vertex)])])
        for other in after[id(vertex)]:
            waiting[id(other)] -= 1
            if not waiting[id(other)]:
                order.append(other)
    for vertex in reversed(order):
        _move_up(vertex, before, after)
    last = max((vertex.layer for vertex in vertices if vertex.kind != "out"), default=0)
    for vertex in vertices:
        if vertex.kind == "out":
            vertex.layer = last + 1
    return max(vertex.layer for vertex in vertices) + 1


def _move_up(vertex: Vertex, before: dict[int, list[Vertex]], after: dict[int, list[Vertex]]) -> None:
    """Moves a vertex and all that leads to it up to their successors, where no line gets longer by that."""
    successors = after[id(vertex)]
    if not successors or min(other.layer for other in successors) - 1 <= vertex.layer:
        return
    together = {id(vertex): vertex}
    stack = [vertex]
    while stack:
        for other in before[id(stack.pop())]:
            if id(other) not in together:
                together[id(other)] = other
                stack.append(other)
    if any(other.kind == "in" for other in together.values()):
        together = {id(vertex): vertex}
    leaving = [
        other.layer - member.layer - 1
        for member in together.values()
        for other in after[id(member)]
        if id(other) not in together
    ]
    if len(together) > 1 and not min(leaving):  # something else holds the rest back
        together = {id(vertex): vertex}
        leaving = [other.layer - vertex.layer - 1 for other in successors]
    entering = len(before[id(vertex)]) if len(together) == 1 else 0
    if vertex.kind != "in" and len(leaving) > entering:
        for member in together.values():
            member.layer += min(leaving)


Segment = tuple[Vertex, Vertex, Link]


def order_layers(layers: list[list[Vertex]], segments: list[Segment], sweeps: int = 8) -> None:
    """Orders the vertices of each layer by barycentres and neighbour swaps, to have few crossings."""
    right: dict[int, list[tuple[Vertex, float]]] = {}
    left: dict[int, list[tuple[Vertex, float]]] = {}
    for a, b, link in segments:
        right.setdefault(id(a), []).append((b, _share(b, link.in_at)))
        left.setdefault(id(b), []).append((a, _share(a, link.out_at)))
    by_layer: list[list[Segment]] = [[] for _ in layers]
    index = {id(vertex): i for i, layer in enumerate(layers) for vertex in layer}
    for segment in segments:
        by_layer[index[id(segment[0])]].append(segment)
    _number(layers)
    best, fewest = [list(layer) for layer in layers], _count(by_layer)
    for sweep in range(sweeps):
        if not fewest:
            break
        down = sweep % 2 == 0
        neighbours = left if down else right
        for layer in layers[1:] if down else layers[-2::-1]:
            keys = {}
            for vertex in layer:
                near = neighbours.get(id(vertex))
                keys[id(vertex)] = sum(n.place + s for n, s in near) / len(near) if near else vertex.place
            layer.sort(key=lambda vertex: keys[id(vertex)])
            for place, vertex in enumerate(layer):
                vertex.place = place
        _swap_neighbours(layers, left, right)
        crossings = _count(by_layer)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    for layer, kept in zip(layers, best, strict=True):
        layer[:] = kept
    _number(layers)


def _share(vertex: Vertex, at: float | None) -> float:
    """Where on a vertex a link ends, as a share of a place: -0.4 to 0.4."""
    return 0.0 if at is None else max(-0.4, min(0.4, 0.8 * at / max(1.0, vertex.above + vertex.below)))


def _number(layers: list[list[Vertex]]) -> None:
    for layer in layers:
        for place, vertex in enumerate(layer):
            vertex.place = place


def _count(by_layer: list[list[Segment]]) -> int:
    total = 0
    for segments in by_layer:
        ends = [
            (a.place + _share(a, link.out_at), b.place + _share(b, link.in_at)) for a, b, link in segments
        ]
        ends.sort()
        passed: list[float] = []  # far ends of those that begin before, in order
        for _, together in itertools.groupby(ends, key=lambda end: end[0]):
            ends_here = [b for _, b in together]
            total += sum(len(passed) - bisect_right(passed, b) for b in ends_here)
            for b in ends_here:
                insort(passed, b)
    return total


def _swap_neighbours(layers, left, right) -> None:
    for layer in layers:
        swapped = True
        rounds = 0
        while swapped and rounds < 4:
            swapped, rounds = False, rounds + 1
            for i in range(len(layer) - 1):
                a, b = layer[i], layer[i + 1]
                now = then = 0
                for side in (left, right):
                    ends_a = [n.place + s for n, s in side.get(id(a), ())]
                    ends_b = [n.place + s for n, s in side.get(id(b), ())]
                    now += sum(1 for p in ends_a for q in ends_b if p > q)
                    then += sum(1 for p in ends_a for q in ends_b if p < q)
                if then < now:
                    layer[i], layer[i + 1] = b, a
                    a.place, b.place = i + 1, i
                    swapped = True


def assign_coordinates(
    layers: list[list[Vertex]],
    segments: list[Segment],
    gap: float,
    beside: list[tuple[Vertex, Vertex, float]] = (),
    rounds: int = 24,
) -> None:
    """Chooses each vertex's `v`: long edges and chains straight, parents amid their children, nothing too
    close.

    Straight pieces become rigid blocks; the blocks' positions are relaxed towards their neighbours under
    least distances. Averaging a solution pushed down and one pushed up keeps both feasible and symmetric.
    `beside` holds further wishes (first, second, least distance between their lines).
    """
    straight = _straight_segments(segments)
    for _ in range(3):
        blocks = _blocks(layers, straight)
        order, limits = _limits(layers, blocks, gap, beside)
        _relax(blocks, order, limits, segments, rounds)
        kept = set(map(id, straight))
        more = [s for s in segments if id(s) not in kept and 0 < abs(_shift(s)) < gap * 0.45]
        if not more:
            break
        grown = _compatible(straight, more)
        if len(grown) == len(straight):
            break
        straight = grown


def _shift(segment: Segment) -> float:
    a, b, link = segment
    return (b.v + (link.in_at or 0.0)) - (a.v + (link.out_at or 0.0))


def _straight_segments(segments: list[Segment]) -> list[Segment]:
    """Segments to be drawn straight: inner pieces of long edges, then pairs that have no other real
    neighbour.
    """
    real_out: dict[int, int] = {}
    real_in: dict[int, int] = {}
    all_out: dict[int, int] = {}
    all_in: dict[int, int] = {}
    for a, b, _ in segments:
        all_out[id(a)] = all_out.get(id(a), 0) + 1
        all_in[id(b)] = all_in.get(id(b), 0) + 1
        if b.kind != "dummy":
            real_out[id(a)] = real_out.get(id(a), 0) + 1
        if a.kind != "dummy":
            real_in[id(b)] = real_in.get(id(b), 0) + 1

    def rank(segment: Segment) -> int | None:
        a, b, _ = segment
        if a.kind == b.kind == "dummy":
            return 0
        if "dummy" in (a.kind, b.kind):
            return 3 if all_out[id(a)] == all_in[id(b)] == 1 else None
        if real_out[id(a)] == real_in[id(b)] == 1:
            return 1
        return None

    ranked = [(r, i) for i, s in enumerate(segments) if (r := rank(s)) is not None]
    return _compatible([], [segments[i] for _, i in sorted(ranked)])


def _compatible(kept: list[Segment], more: list[Segment]) -> list[Segment]:
    """`kept` and as many of `more` as neither cross nor share an end with those before."""
    kept = list(kept)
    out = {id(a) for a, _, _ in kept}
    into = {id(b) for _, b, _ in kept}
    channels: dict[int, list[tuple[int, int]]] = {}
    for a, b, _ in kept:
        channels.setdefault(a.layer, []).append((a.place, b.place))
    for segment in more:
        a, b, _ = segment
        if id(a) in out or id(b) in into:
            continue
        others = channels.setdefault(a.layer, [])
        if any((a.place - p) * (b.place - q) <= 0 for p, q in others):
            continue
        others.append((a.place, b.place))
        out.add(id(a))
        into.add(id(b))
        kept.append(segment)
    return kept


class _Block:
    """Vertices on one straight line; `offsets` are theirs against the block's position `x`."""

    __slots__ = ("members", "pulls", "x")

    def __init__(self) -> None:
        self.members: list[tuple[Vertex, float]] = []
        self.pulls: list[
            tuple[_Block, float, float]
        ] = []  # other block, wished x against the other's, weight
        self.x = 0.0


def _blocks(layers: list[list[Vertex]], straight: list[Segment]) -> dict[int, tuple[_Block, float]]:
    following = {id(a): (b, (link.out_at or 0.0) - (link.in_at or 0.0)) for a, b, link in straight}
    found: dict[int, tuple[_Block, float]] = {}
    for layer in layers:
        for vertex in layer:
            if id(vertex) in found:
                continue
            block, offset, member = _Block(), 0.0, vertex
            while True:
                block.members.append((member, offset))
                found[id(member)] = (block, offset)
                if id(member) not in following:
                    break
                member, shift = following[id(member)]
                offset += shift
    return found


def _limits(layers, blocks, gap, beside):
    """Blocks in an order from top to bottom, and for each the blocks above it with their least distances."""
    limits: dict[int, dict[int, tuple[_Block, float]]] = {}
    unique: dict[int, _Block] = {id(block): block for block, _ in blocks.values()}

    def require(a: Vertex, b: Vertex, distance: float) -> None:
        (upper, p), (lower, q) = blocks[id(a)], blocks[id(b)]
        if upper is not lower:
            distance += p - q
            held = limits.setdefault(id(lower), {})
            if id(upper) not in held or held[id(upper)][1] < distance:
                held[id(upper)] = (upper, distance)

    for layer in layers:
        for a, b in itertools.pairwise(layer):
            thin = (a.kind in ("dummy", "in", "out")) + (b.kind in ("dummy", "in", "out"))
            require(a, b, a.below + b.above + gap * (1.0, 0.62, 0.55)[thin])
    order = _topological(unique, limits)
    if beside and order:
        before = {key: dict(held) for key, held in limits.items()}
        for a, b, distance in beside:
            require(a, b, distance)
        tried = _topological(unique, limits)
        if tried is None:
            limits = before
        else:
            order = tried
    return order or list(unique.values()), limits


def _topological(unique: dict[int, _Block], limits) -> list[_Block] | None:
    below: dict[int, list[int]] = {}
    waiting = dict.fromkeys(unique, 0)
    for key, held in limits.items():
        waiting[key] = len(held)
        for upper in held:
            below.setdefault(upper, []).append(key)
    order = [key for key in unique if not waiting[key]]
    for key in order:
        for lower in below.get(key, ()):
            waiting[lower] -= 1
            if not waiting[lower]:
                order.append(lower)
    return [unique[key] for key in order] if len(order) == len(unique) else None


def _relax(blocks, order: list[_Block], limits, segments: list[Segment], rounds: int) -> None:
    for block in order:
        block.pulls = []
    for a, b, link in segments:
        (first, p), (second, q) = blocks[id(a)], blocks[id(b)]
        if first is second:
            continue
        shift = p + (link.out_at or 0.0) - q - (link.in_at or 0.0)
        weight = 0.25 if "dummy" in (a.kind, b.kind) else 1.0
        first.pulls.append((second, -shift, weight))
        second.pulls.append((first, shift, weight))
    number = {id(block): i for i, block in enumerate(order)}
    above = [
        [(number[id(upper)], distance) for upper, distance in limits.get(id(block), {}).values()]
        for block in order
    ]
    below: list[list[tuple[int, float]]] = [[] for _ in order]
    for i, held in enumerate(above):
        for j, distance in held:
            below[j].append((i, distance))
    size = len(order)
    wished = [0.0] * size
    for step in range(rounds + 1):
        low = [0.0] * size
        high = [0.0] * size
        for i in range(size):
            low[i] = max([wished[i], *(low[j] + d for j, d in above[i])])
        for i in range(size - 1, -1, -1):
            high[i] = min([wished[i], *(high[j] - d for j, d in below[i])])
        moved = 0.0
        for i, block in enumerate(order):
            x = (low[i] + high[i]) / 2
            moved = max(moved, abs(x - block.x))
            block.x = x
        if step == rounds or (step > 2 and moved < 0.3):
            break
        for i, block in enumerate(order):
            pull, weight = 0.0, 0.02
            for other, shift, w in block.pulls:
                pull += (other.x + shift) * w
                weight += w
            wished[i] = pull / weight if not block.pulls else 0.45 * block.x + 0.55 * pull / weight
    for block in order:
        for vertex, offset in block.members:
            vertex.v = block.x + offset

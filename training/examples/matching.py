"""How much of a reference's structure an answer has, 0 to 1, where 1 is exactly right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from hashlib import blake2b

from diagram.graph import Diagram
from diagram.outline import Structure
from training.evaluate import plain, sized, structures_match

ROUNDS = 6  # of refinement: what is up to six lines away counts
NOT_RIGHT = 0.8  # the most that an answer has which is not exactly right


def structure_match(mine: Structure, wanted: Structure) -> float:
    """By names, sizes, edges and their labels, whatever the order and the style."""
    if structures_match(mine, wanted):
        return 1.0
    return NOT_RIGHT * overlap(_parts(mine), _parts(wanted))


def drawing_match(mine: Diagram, wanted: Diagram) -> float:
    """By labels and edges as they are drawn; rows without labels are compared by what joins what.

    Right is what colour refinement (the Weisfeiler-Lehman test) cannot tell apart.
    """
    labelled = all(any(node.label for node in diagram.nodes) for diagram in (mine, wanted))
    one, other = (_named(diagram, labelled) for diagram in (mine, wanted))
    if _refined(mine, one) == _refined(wanted, other):
        return 1.0
    return NOT_RIGHT * overlap(_drawn_parts(mine, one), _drawn_parts(wanted, other))


def overlap(mine: Iterable[Hashable], wanted: Iterable[Hashable]) -> float:
    """Twice what both have, as a share of what they have together: F1 of two multisets."""
    one, other = Counter(mine), Counter(wanted)
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _parts(structure: Structure) -> list[tuple]:
    names = {node.number: plain(node.name) for node in structure.nodes}
    nodes = [(names[node.number], sized(node.attributes)) for node in structure.nodes]
    return nodes + [(names[s], names[t], plain(label)) for s, t, label in structure.edges]


def _named(diagram: Diagram, labelled: bool) -> dict[int, str]:
    """Every node's name; without labels it goes by how many lines come and go."""
    if labelled:
        return {node.number: plain(node.label) for node in diagram.nodes}
    into, out = _neighbours(diagram)
    return {n.number: f"{len(into[n.number])} in, {len(out[n.number])} out" for n in diagram.nodes}


def _refined(diagram: Diagram, names: dict[int, str]) -> Counter[str]:
    """How many nodes there are of each colour, which says what is around a node, ever further."""
    into, out = _neighbours(diagram)
    colours = names
    for _ in range(ROUNDS):
        told = {
            node: (
                colours[node],
                sorted(colours[k] for k in into[node]),
                sorted(colours[k] for k in out[node]),
            )
            for node in colours
        }
        colours = {
            node: blake2b(repr(seen).encode(), digest_size=12).hexdigest() for node, seen in told.items()
        }
    return Counter(colours.values())


def _neighbours(diagram: Diagram) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    into: dict[int, list[int]] = defaultdict(list)
    out: dict[int, list[int]] = defaultdict(list)
    for edge in diagram.edges:
        into[edge.target].append(edge.source)
        out[edge.source].append(edge.target)
    return into, out


def _drawn_parts(diagram: Diagram, names: dict[int, str]) -> list[tuple]:
    return [(name,) for name in names.values()] + [(names[e.source], names[e.target]) for e in diagram.edges]

"""Which node of an outline is which node of another, whatever their order: by name, then by what is around.

Nodes of the same name are told apart by their sizes and neighbours; what is left over on both sides and has
the same place is the same node by another name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, islice

from diagram.outline import Attributes, Structure, fold

Neighbours = dict[int, tuple[set[str], set[str]]]


MOST_WAYS = 24


def alignments(old: Structure, new: Structure) -> Iterator[dict[int, int]]:
    """{number of an old node: number of the new one}, one for each way to see it, the plainest first.

    What is missing in one was removed or added. Ways differ only where nodes share a name, or where one that
    has a new name also has new neighbours.
    """
    seen = []
    for pairs in islice(_by_name(old, new), MOST_WAYS):
        for way in ("same place", "near", "near, the last first"):
            found = _with_renamed(old, new, pairs, way)
            if found not in seen:
                seen.append(found)
                yield found


def _by_name(old: Structure, new: Structure) -> Iterator[dict[int, int]]:
    """Pairs of nodes that have the same name."""
    around, around_new = _neighbours(old), _neighbours(new)
    mine: dict[str, list[int]] = defaultdict(list)
    yours: dict[str, list[int]] = defaultdict(list)
    for node in old.nodes:
        mine[fold(node.name)].append(node.number)
    for node in new.nodes:
        yours[fold(node.name)].append(node.number)
    classes = [(numbers, yours[name]) for name, numbers in mine.items() if name in yours]

    def alike(a: int, b: int) -> float:
        one, other = old.nodes[a], new.nodes[b]
        score = 3.0 * (one.attributes == other.attributes) + (one.group == other.group)
        for here, there in zip(around[a], around_new[b], strict=True):
            score += 2.0 * (here == there) + len(here & there) / max(1, len(here | there))
        return score

    plain = [_in_order(numbers, others, alike) for numbers, others in classes]
    yield dict(pair for pairs in plain for pair in pairs)
    several = [i for i, (numbers, others) in enumerate(classes) if len(numbers) > 1 or len(others) > 1]
    for way in (_at_best, _backwards):
        if several:
            yield dict(pair for numbers, others in classes for pair in way(numbers, others, alike))
    for i in several:  # any one of them may be the one that came or went
        numbers, others = classes[i]
        shorter = min(len(numbers), len(others))
        if 0 < abs(len(numbers) - len(others)) < 3:
            longer = max(len(numbers), len(others))
            for kept in combinations(range(longer), shorter):
                left = [numbers[k] for k in kept] if len(numbers) > shorter else numbers
                right = [others[k] for k in kept] if len(others) > shorter else others
                rest = [pairs for k, pairs in enumerate(plain) if k != i]
                yield dict(pair for pairs in [*rest, list(zip(left, right, strict=True))] for pair in pairs)


def _with_renamed(old: Structure, new: Structure, pairs: dict[int, int], way: str) -> dict[int, int]:
    """The pairs, and nodes that have the same place (near: part of it) under another name.

    Of several in a row that all have other names, one after the other, from those that are known.
    """
    found: dict[int, int] = {}
    more = dict(pairs)
    while more:
        found |= more
        taken = set(found.values())
        free = [node.number for node in new.nodes if node.number not in taken]
        scores = []
        for a in (node.number for node in old.nodes if node.number not in found):
            for b in free:
                score = _same_place(old, new, a, b, found, way != "same place")
                if score > 0:
                    scores.append((-score, a, -b if "last" in way else b))
        more = {}
        for _, a, b in sorted(scores):
            b = abs(b)
            if a not in more and b not in more.values():
                more[a] = b
    return found


def _neighbours(structure: Structure) -> Neighbours:
    """For each node the folded names of what leads to it, and of what it leads to."""
    names = [fold(node.name) for node in structure.nodes]
    found: Neighbours = {node.number: (set(), set()) for node in structure.nodes}
    for source, target, _ in structure.edges:
        found[target][0].add(names[source])
        found[source][1].add(names[target])
    return found


Alike = Callable[[int, int], float]
Pairs = list[tuple[int, int]]


def _in_order(numbers: list[int], others: list[int], alike: Alike) -> Pairs:
    """Nodes of one name in order, as many pairs as there can be, so that most stays as it was."""
    rows, columns = len(numbers), len(others)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            both = 10 + alike(numbers[i], others[j]) + best[i + 1][j + 1]
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if best[i][j] == 10 + alike(numbers[i], others[j]) + best[i + 1][j + 1]:
            pairs.append((numbers[i], others[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _at_best(numbers: list[int], others: list[int], alike: Alike) -> Pairs:
    """Nodes of one name in any order, the most alike first."""
    scores = sorted((-alike(a, b), a, b) for a in numbers for b in others)
    pairs: dict[int, int] = {}
    for _, a, b in scores:
        if a not in pairs and b not in pairs.values():
            pairs[a] = b
    return list(pairs.items())


def _backwards(numbers: list[int], others: list[int], alike: Alike) -> Pairs:
    """Nodes of one name, the last first."""
    return list(zip(numbers, reversed(others), strict=False))


def _same_place(old: Structure, new: Structure, a: int, b: int, known: dict[int, int], near: bool) -> float:
    """How much the place of an old node is that of a new one; 0 where it is another place."""
    back = {there: here for here, there in known.items()}
    mine = {("in", s) for s, t, _ in old.edges if t == a} | {("out", t) for s, t, _ in old.edges if s == a}
    yours = {("in", back.get(s, -1)) for s, t, _ in new.edges if t == b}
    yours |= {("out", back.get(t, -1)) for s, t, _ in new.edges if s == b}
    shared, whole = len(mine & yours), len(mine | yours)
    one, other = old.nodes[a], new.nodes[b]
    sized = one.attributes == other.attributes and (not near or one.attributes != Attributes())
    if not whole:
        return 1.0 if one.attributes == other.attributes and one.group == other.group else 0.0
    enough = near or 2 * shared > whole or (shared and 2 * shared == whole and sized)
    return shared / whole + 0.2 * sized if enough else 0.0

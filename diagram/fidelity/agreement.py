"""Which candidates have the same structure, whatever their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from diagram.errors import InvalidDiagram
from diagram.outline import Outline, Structure


def agreement(outlines: Sequence[Outline]) -> list[float]:
    """For each candidate the share of the others with the same graph up to renaming; 1.0 if it is alone."""
    keys: list[object] = []
    for i, outline in enumerate(outlines):
        try:
            keys.append(_shape(outline.structure()))
        except InvalidDiagram:
            keys.append(("broken", i))
    counts = Counter(keys)
    others = len(keys) - 1
    return [(counts[key] - 1) / others if others else 1.0 for key in keys]


@lru_cache(maxsize=64)
def _shape(structure: Structure) -> str:
    """A hash, equal for equal graphs up to renaming: colour refinement over sizes and edge directions."""
    pairs = sorted({(source, target) for source, target, _ in structure.edges})
    colors = [
        _hash(a.units, a.kernel, a.channels, a.stride, a.repeats, a.decision)
        for a in (node.attributes for node in structure.nodes)
    ]
    after: list[list[int]] = [[] for _ in colors]
    before: list[list[int]] = [[] for _ in colors]
    for source, target in pairs:
        after[source].append(target)
        before[target].append(source)
    known = len(set(colors))
    for _ in colors:
        colors = [
            _hash(color, sorted(colors[j] for j in after[i]), sorted(colors[j] for j in before[i]))
            for i, color in enumerate(colors)
        ]
        if len(set(colors)) == known:
            break
        known = len(set(colors))
    return _hash(sorted(colors), len(pairs))


def _hash(*parts: object) -> str:
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()

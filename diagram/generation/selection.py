"""Which of the structures that the embedded model might write a prompt's candidates show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diagram import fidelity
from diagram.fidelity.shape import repeats_itself
from diagram.outline import Outline, fold

CLOSE = 1.5  # odds, as a logarithm, by which a structure may be less likely than the best and still be shown
SIGNS = ("missing", "extra", "flaws", "unsound")  # of a wrong outline, see `signs`
MOST = 3  # of a sign that counts


@dataclass(frozen=True, slots=True)
class Reading:
    """What was written: the outline, what it says (`structure_of`), its tokens and their log-probability."""

    outline: Outline
    structure: tuple
    tokens: list[int]
    log_probability: float


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those whose structure another has, whatever its style."""
    found: dict[tuple, Reading] = {}
    for reading in readings:
        found.setdefault(reading.structure, reading)
    return list(found.values())


def structure_of(outline: Outline) -> tuple:
    """What an outline says, to be compared. Raises InvalidDiagram where it holds no diagram."""
    structure = outline.structure()
    nodes = tuple((fold(node.name), str(node.attributes), node.group) for node in structure.nodes)
    return nodes, frozenset(structure.edges)


def is_sound(outline: Outline) -> bool:
    """Whether nothing points to itself and no list names the same node twice, as no prompt means."""
    return not repeats_itself(outline.structure(), outline)


def signs(prompt: str, outline: Outline) -> list[int]:
    """How many of each of SIGNS there are, at most MOST."""
    found = fidelity.check(prompt, outline)
    counts = len(found.missing), len(found.extra), len(found.flaws), not is_sound(outline)
    return [min(int(count), MOST) for count in counts]


def share_out(structures: Sequence[int | None], odds: Sequence[float]) -> list[int]:
    """The structure that each of several candidates shows, by its place in `odds`.

    `structures` are those that they were written with, None where that is out of the question.

    The likeliest comes first. A candidate keeps its own where that is nearly as likely; of those that do not,
    the last shows the second likeliest, if that is close and nobody shows it, and the others the likeliest.
    """
    order = sorted(range(len(odds)), key=lambda k: -odds[k])
    best = order[0]
    shown = [best if k is None or odds[k] < odds[best] - CLOSE else k for k in structures]
    shown[0] = best
    second = order[1] if len(order) > 1 and odds[order[1]] >= odds[best] - CLOSE else best
    free = [i for i in range(1, len(shown)) if shown[i] == best]
    if second not in shown and len(free) > 1:
        shown[free[-1]] = second
    return shown

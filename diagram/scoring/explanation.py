"""Why a drawing's preference is what it is, in one sentence that agrees with the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ALIKE = 0.6  # similarity from which on two drawings are called alike
AT_MEAN = 0.3  # points from the reader's mean within which a prediction is said to come from it
AGREES = 0.75  # points within which the named ratings explain a prediction by themselves
HABITS_FROM = 8  # ratings from which on the reader is told what they go by

NEW_READER = "Preference is neutral (2.5 of 5) until you have rated diagrams."
NOT_COMPARED = (
    "Preference is neutral (2.5 of 5), as what you have rated cannot be compared with drawings yet."
)
BLOCK_NAMES = {
    "direction": "the direction", "shape": "the shape of the nodes", "line": "the kind of line",
    "palette": "the colours", "spacing": "the spacing", "density": "how many nodes there are",
}  # fmt: skip
COUNTS = {1: "this one", 2: "these two", 3: "these three"}

Neighbours = Sequence[tuple[str, int, float]]


@dataclass(frozen=True, slots=True)
class Preference:
    """A predicted rating: `score` 0-5, whether anything is `known` of the reader, and why.

    `neighbours` are the nearest rated drawings, nearest first: (id, the reader's rating, similarity 0-1).
    """

    score: float
    known: bool
    neighbours: tuple[tuple[str, int, float], ...]
    sentence: str


def explain(score: float, neighbours: Neighbours, mean: float, count: int, goes_by: str | None) -> str:
    """Where the score comes from.

    neighbours: at most three, nearest first; mean: of all `count` ratings; goes_by: the block that the reader
    clearly goes by, if any.
    """
    alike = [found for found in neighbours if found[2] >= ALIKE]
    if not alike and (abs(score - mean) < AT_MEAN or not neighbours):
        return f"Unlike all that you have rated, so your mean of {mean:.1f} counts most."
    named = alike or neighbours
    given = [str(rating) for _, rating, _ in named]
    listed = given[0] if len(given) == 1 else f"{', '.join(given[:-1])} and {given[-1]}"
    start = "Like" if alike else "Not much like anything that you have rated, most like"
    sentence = f"{start} {COUNTS[len(named)]}, which you gave {listed}{_besides(score, named, count)}."
    if goes_by and alike and count >= HABITS_FROM:
        sentence += f" You seem to go by {BLOCK_NAMES[goes_by]}."
    return sentence


def _besides(score: float, named: Neighbours, count: int) -> str:
    """What else the score comes from, where the named ratings alone would make another."""
    total = sum(similarity for _, _, similarity in named)
    expected = sum(rating * similarity for _, rating, similarity in named) / total if total else score
    if abs(score - expected) < AGREES:
        return ""
    if abs(score - named[0][1]) < AGREES:
        return "; the first counts most"
    if count == len(named):
        return "; so few ratings move the score only a little"
    return f"; the others that you rated draw the score {'up' if score > expected else 'down'}"

"""Why a drawing's preference is what it is, in one sentence that agrees with the number.

A `Reason` is the English sentence with the facts that it is made of, so that a page can say it in its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ALIKE = 0.6  # similarity from which on two drawings are called alike
AT_MEAN = 0.3  # points from the reader's mean within which a prediction is said to come from it
AGREES = 0.75  # points within which the named ratings explain a prediction by themselves
HABITS_FROM = 8  # ratings from which on the reader is told what they go by


class Reason(str):
    """A sentence on a preference, and its facts.

    `kind` is new, uncompared, unlike, like or near; of the last two `given` are the ratings that are named,
    nearest first, `besides` what else the score comes from (first, few, up, down or nothing), and `goes_by`
    the block of BLOCK_NAMES that the reader goes by, or nothing; of unlike `mean` is that of all ratings.
    """

    kind: str
    given: tuple[int, ...]
    besides: str
    goes_by: str
    mean: float

    def __new__(
        cls,
        sentence: str,
        kind: str,
        given: tuple[int, ...] = (),
        besides: str = "",
        goes_by: str = "",
        mean: float = 0.0,
    ) -> Reason:
        made = super().__new__(cls, sentence)
        made.kind, made.given, made.besides, made.goes_by, made.mean = kind, given, besides, goes_by, mean
        return made


NEW_READER = Reason("Preference is neutral (2.5 of 5) until you have rated diagrams.", "new")
NOT_COMPARED = Reason(
    "Preference is neutral (2.5 of 5), as what you have rated cannot be compared with drawings yet.",
    "uncompared",
)
BESIDES = {
    "": "",
    "first": "; the first counts most",
    "few": "; so few ratings move the score only a little",
    "up": "; the others that you rated draw the score up",
    "down": "; the others that you rated draw the score down",
}
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


def explain(score: float, neighbours: Neighbours, mean: float, count: int, goes_by: str | None) -> Reason:
    """Where the score comes from.

    neighbours: at most three, nearest first; mean: of all `count` ratings; goes_by: the block that the reader
    clearly goes by, if any.
    """
    alike = [found for found in neighbours if found[2] >= ALIKE]
    if not alike and (abs(score - mean) < AT_MEAN or not neighbours):
        sentence = f"Unlike all that you have rated, so your mean of {mean:.1f} counts most."
        return Reason(sentence, "unlike", mean=mean)
    named = alike or neighbours
    given = [str(rating) for _, rating, _ in named]
    listed = given[0] if len(given) == 1 else f"{', '.join(given[:-1])} and {given[-1]}"
    start = "Like" if alike else "Not much like anything that you have rated, most like"
    besides = _besides(score, named, count)
    sentence = f"{start} {COUNTS[len(named)]}, which you gave {listed}{BESIDES[besides]}."
    habit = goes_by if goes_by and alike and count >= HABITS_FROM else ""
    if habit:
        sentence += f" You seem to go by {BLOCK_NAMES[habit]}."
    ratings = tuple(rating for _, rating, _ in named)
    return Reason(sentence, "like" if alike else "near", ratings, besides, habit)


def _besides(score: float, named: Neighbours, count: int) -> str:
    """What else the score comes from, of BESIDES, where the named ratings alone would make another."""
    total = sum(similarity for _, _, similarity in named)
    expected = sum(rating * similarity for _, rating, similarity in named) / total if total else score
    if abs(score - expected) < AGREES:
        return ""
    if abs(score - named[0][1]) < AGREES:
        return "first"
    if count == len(named):
        return "few"
    return "up" if score > expected else "down"

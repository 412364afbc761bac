"""Pairs out of what one user rated: drawings of one prompt, and the prompts, to predict for."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from diagram.errors import DiagramError
from diagram.generation.templates import Notation
from training.examples.preferences import LEAST_CHOSEN, Case, Pair
from training.examples.reward import GOOD, Judge, Reward
from training.examples.statistics import language
from training.examples.writers import Answer

if TYPE_CHECKING:
    from diagram.ratings.records import RatedDrawing
    from diagram.ratings.store import Ratings

STARS = 2  # by which two ratings of one prompt differ, at least
PAIRS_A_PROMPT = 4


def rated(ratings: Ratings, user: str) -> dict[str, list[RatedDrawing]]:
    """The user's rated drawings by prompt, in the order in which they were rated.

    Raises DiagramError where there are none with a prompt.
    """
    found: dict[str, list[RatedDrawing]] = defaultdict(list)
    for drawing in sorted(ratings.each(user), key=lambda drawing: (drawing.when, drawing.id)):
        if drawing.prompt.strip():
            found[drawing.prompt].append(drawing)
    if not found:
        raise DiagramError(
            f"{user!r} has rated no drawing of a prompt; rate some in the app first, or leave --user out."
        )
    return dict(found)


def digest(ratings: Ratings, user: str) -> str:
    """A hash of everything that the user rated, and how (16 hex digits)."""
    found = sorted((drawing.id, drawing.score) for drawing in ratings.each(user))
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16]


def real_pairs(found: dict[str, list[RatedDrawing]], notation: Notation, judge: Judge) -> Iterator[Pair]:
    """Of each prompt the drawings that the user liked best and clearly less, at most four pairs a prompt.

    What was given four points or more is never rejected, and the better one never says less than the worse.
    """
    for words, drawings in found.items():
        drawings = [(text, drawing.score) for drawing in drawings if (text := _text(drawing, notation))]
        answers = [Answer(text, True, 0) for text, _ in drawings]
        judged = judge.judge(words, answers, notation)
        rewards = [
            Reward(reward.content, reward.readability, float(score), judge.weight)
            for reward, (_, score) in zip(judged, drawings, strict=True)
        ]
        order = sorted(range(len(drawings)), key=lambda i: (-drawings[i][1], -rewards[i].value, i))
        pairs = [
            (i, k)
            for i in order
            for k in reversed(order)
            if drawings[i][1] - drawings[k][1] >= STARS
            and drawings[k][1] < GOOD
            and rewards[i].content >= max(LEAST_CHOSEN, rewards[k].content)
        ]
        case = Case(words, "rated", language(words))
        for i, k in pairs[:PAIRS_A_PROMPT]:
            yield Pair(case, answers[i].text, answers[k].text, rewards[i], rewards[k], "rated")


def own_cases(found: dict[str, list[RatedDrawing]]) -> Iterator[Case]:
    """The user's own prompts, for answers whose liking is predicted."""
    for words in found:
        yield Case(words, "rated", language(words))


def _text(drawing: RatedDrawing, notation: Notation) -> str:
    return drawing.outline if notation == "outline" else drawing.rows

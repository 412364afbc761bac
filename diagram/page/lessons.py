"""Samples to teach a taste with: a few words, drawn in styles that differ as much as they can."""

from __future__ import annotations

import functools
import hashlib
import itertools
import random
from dataclasses import dataclass

from diagram.graph import STYLE_FIELDS, Diagram, Style
from diagram.outline import Outline, parse
from diagram.page import texts

COUNT = 8  # samples in a set
SETS = 6  # after which they come again


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sample; to the panel it is like a candidate."""

    id: str
    prompt: str
    outline: Outline
    diagram: Diagram
    rows: str
    latent: None = None  # the panel embeds it once it is rated
    latent_version: str = ""
    model: str = ""


@functools.lru_cache(maxsize=SETS)
def lessons(number: int) -> tuple[Lesson, ...]:
    """The samples of set `number`, the same for everybody and every time."""
    number %= SETS
    prompt, statements = texts.LESSONS[number % len(texts.LESSONS)]
    return tuple(_lesson(prompt, statements, style) for style in _styles()[number])


def _lesson(prompt: str, statements: str, style: Style) -> Lesson:
    from diagram import rows
    from diagram.layout import lay_out

    outline = parse("\n".join([" ".join(style.words()), statements]))
    diagram = lay_out(outline)
    name = f"lesson-{hashlib.sha256(str(outline).encode()).hexdigest()[:16]}"
    return Lesson(name, prompt, outline, diagram, rows.write(diagram, labels=True))


@functools.cache
def _styles() -> list[list[Style]]:
    """For each set styles of which every next one differs most from those before it.

    Greedy farthest points by the number of different words; within a set each word comes about as often as
    the others of its kind.
    """
    every = [Style(*words) for words in itertools.product(*STYLE_FIELDS.values())]
    chance = random.Random(0)
    found: list[list[Style]] = []
    seen: set[Style] = set()
    for _ in range(SETS):
        chosen: list[Style] = []
        chance.shuffle(every)
        for _ in range(COUNT):
            best = min((style for style in every if style not in seen), key=lambda s: _alike(s, chosen))
            chosen.append(best)
            seen.add(best)
        found.append(chosen)
    return found


def _alike(style: Style, chosen: list[Style]) -> tuple[int, int]:
    """(most words shared with one of the chosen, words shared with all of them together)."""
    shared = [sum(a == b for a, b in zip(style.words(), other.words(), strict=True)) for other in chosen]
    return max(shared, default=0), sum(shared)

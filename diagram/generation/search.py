"""The likeliest outlines for what the embedded model reads, best first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagram.generation.embedded import EmbeddedModel
    from diagram.generation.grammar import Source
    from diagram.generation.sampling import Candidate
    from diagram.generation.transcript import Names
    from diagram.outline import Outline

TOGETHER = 8  # outlines that are written at once, after the likeliest one


@dataclass(frozen=True, slots=True)
class Task:
    """What the model reads, `head`, and what it may write after it.

    `likely` are tokens (-1: gaps) of which much will come again; `names` say how names are spelt; `styled`
    says that the style is part of the answer, as in an edit, and not the reader's to choose from.
    """

    head: list[int]
    source: Source
    budget: int
    likely: Sequence[int]
    names: str | Names
    styled: bool = False


class Search:
    """Best first: each outline leaves one that is written already, where another token was the likeliest
    that was not taken, and goes on as is likeliest from there. None begins with a log-probability below
    `least`."""

    def __init__(self, model: EmbeddedModel, task: Task, least: float = float("-inf")) -> None:
        self.model, self.task, self.least = model, task, least
        self.waiting: list[tuple[float, tuple[int, ...]]] = []  # a heap of what to write next

    def add(self, candidate: Candidate, begun: int = 0) -> None:
        """Takes in one that is written; of its tokens, the first `begun` were given."""
        for score, at, token in candidate.forks:
            if at >= begun and score >= self.least:
                heapq.heappush(self.waiting, (-score, (*candidate.tokens[:at], token)))

    def write(self, most: int) -> list[Candidate]:
        """Up to `most` further completions, in one batch."""
        starts = [heapq.heappop(self.waiting) for _ in range(min(most, len(self.waiting)))]
        if not starts:
            return []
        found = self.model.complete(
            self.task.head,
            self.task.source,
            self.task.budget,
            len(starts),
            0,
            varied=not self.task.styled,
            likely=self.task.likely,
            starts=[(tokens, -score) for score, tokens in starts],
        )
        for candidate, (_, begun) in zip(found, starts, strict=True):
            self.add(candidate, len(begun))
        return found


def likeliest(model: EmbeddedModel, task: Task, count: int) -> Iterator[list[Candidate]]:
    """Up to `count` completions of the task, each another, the greedy one first, in the batches in which they
    are written. A batch is written when it is asked for."""
    search = Search(model, task)
    search.waiting.append((0.0, ()))
    most = 1
    while count > 0 and (found := search.write(min(most, count))):
        yield found
        count -= len(found)
        most = TOGETHER


def read(model: EmbeddedModel, task: Task, candidate: Candidate) -> Outline:
    """The outline of a completion. Raises DiagramError where a name outgrew the room that the model has."""
    from diagram.generation import transcript

    v = model.vocabulary
    return transcript.read(v.words(token for token in candidate.tokens if token != v.end), task.names)

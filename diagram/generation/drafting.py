"""Guesses at what a candidate writes next, so that one pass of the model can check several tokens at once.

Speculative decoding (Leviathan et al. 2023, https://arxiv.org/abs/2211.17192) with a lookup in place of a
second model, as in prompt lookup decoding: an outline is mostly spans of its prompt with marks between. So a
guess follows the prompt, and where it leaves a span it does what was done at the last place like this one:
where the prompt said ", then", the outline said "->" and went on two words later. What all candidates of a
prompt do is learnt while they write. Guesses cost or save time; what is written does not depend on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

TOGETHER = 30  # tokens that a pass reads for all candidates: with more it takes longer than it saves
AHEAD = 8  # tokens of a guess at most, unless the last was right throughout
GAP = -1  # no token


def reach(rows: int, sure: bool) -> int:
    """How many tokens to guess for each of `rows` candidates, more after a guess that was wholly right."""
    length = min(max(TOGETHER // rows - 1, 0), AHEAD)
    return 2 * length + 2 if sure and length else length


@dataclass
class Trail:
    """Where one candidate stands in the source of its names."""

    at: int = -1  # of the last token that was copied
    mark: int = GAP  # what was written after it that was not copied
    recent: tuple[int, ...] = ()


class Drafter:
    """What the candidates of one prompt did so far, by what came in the source and what they had written.

    `source` is the prompt's tokens and further texts that names are copied from, with gaps (-1) between.
    """

    def __init__(self, source: Sequence[int]) -> None:
        self.source = [*source, GAP, GAP]
        self.places: dict[int, list[int]] = {}
        for i, token in enumerate(source):
            self.places.setdefault(token, []).append(i)
        # How far on in the source the next token stood, 0 where it did not, and which it was.
        self.habits: dict[tuple[int, ...], tuple[int, int]] = {}

    def follow(self, trail: Trail, token: int) -> None:
        """Learns what a candidate wrote, and moves its trail."""
        target = self._find(trail, token)
        habit = max(target - trail.at, 0), token
        for key in self._keys(trail):
            self.habits[key] = habit
        self._move(trail, token, target)

    def draft(self, trail: Trail, options: list[int], length: int) -> list[int]:
        """Up to `length` tokens that are likely to come; none where the first is not among the options."""
        trail = replace(trail)
        guess: list[int] = []
        while len(guess) < length:
            token, target = self._next(trail)
            if token == GAP or not (guess or token in options):
                break
            guess.append(token)
            self._move(trail, token, target)
        return guess

    def _next(self, trail: Trail) -> tuple[int, int]:
        """The token that is likely to come, and where it stands in the source."""
        for key in self._keys(trail):
            step, token = self.habits.get(key, (0, GAP))
            if step and trail.at + step < len(self.source):
                token = self.source[trail.at + step]
                if token != GAP:
                    return token, trail.at + step
            elif token != GAP:
                return token, self._find(trail, token)
        return self.source[trail.at + 1], trail.at + 1

    def _keys(self, trail: Trail) -> list[tuple[int, ...]]:
        """What tells a place from others, the most telling first."""
        mark, (first, second) = trail.mark, self.source[trail.at + 1 : trail.at + 3]
        keys = [(*trail.recent, first, 0), (mark, first, second), (mark, first)]
        return keys if mark == GAP else [*keys, (mark,)]

    def _find(self, trail: Trail, token: int) -> int:
        """Where in the source a token comes from: the next such place, else the first; GAP if nowhere."""
        if self.source[trail.at + 1] == token:
            return trail.at + 1
        places = self.places.get(token)
        if not places:
            return GAP
        return next((i for i in places if i > trail.at), places[0])

    def _move(self, trail: Trail, token: int, target: int) -> None:
        if target == GAP:
            trail.mark = token
        else:
            trail.at, trail.mark = target, GAP
        trail.recent = (*trail.recent[-1:], token)

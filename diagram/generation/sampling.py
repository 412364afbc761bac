"""One candidate while it is written: what it may write, what it chooses, how candidates come to differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from diagram.generation import drafting
from diagram.generation.drafting import Drafter, Trail
from diagram.generation.grammar import State

VARIED = (0, 3)  # direction and palette: the fields in which candidates are made to differ
STYLE_TEMPERATURE = 0.5  # sharp: what the prompt asks for; the rest is made to differ by VARIED
TOP_P = 0.95
LEAST_LIKELY = 0.001  # probability of a token that may begin another structure


@dataclass
class Candidate:
    """Its tokens, the log-probability of its structure, and what the next choice needs."""

    state: State
    generator: np.random.Generator
    temperature: float  # 0 for the likeliest structure
    room: int  # tokens
    taken: list[set[int]]  # the words of each style field that the candidates of a prompt have, shared by all
    drafter: Drafter  # shared by all, too
    varied: bool = True  # whether styles differ between candidates
    tokens: list[int] = field(default_factory=list)
    score: float = 0.0
    trail: Trail = field(default_factory=Trail)
    cached: int = 0  # tokens that the model has read
    options: list[int] = field(default_factory=list)  # for the next token
    unread: list[int] = field(default_factory=list)
    draft: list[int] = field(default_factory=list)
    sure: bool = False  # whether all of the last draft was right
    # What it might have written instead: log-probability up to there, number of the token, the token.
    forks: list[tuple[float, int, int]] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return self.state.ended or len(self.tokens) >= self.room

    def begin(self, tokens: Sequence[int], score: float) -> None:
        """Writes tokens that the grammar allows, of a log-probability that is known, before all others."""
        for token in tokens:
            self.state.advance(token)
            self.tokens.append(token)
            if self.state.phase != "style":
                self.drafter.follow(self.trail, token)
        self.score = score

    def read(self, most: int, rows: int) -> list[int]:
        """At most `most` tokens for the model: those that it has not read, and a guess at what follows.

        `rows` is the number of candidates that it reads at once.
        """
        self.unread = self.tokens[self.cached : self.cached + most]
        self.draft = []
        # Styles are chosen in turn, so that each candidate knows what the others have.
        if self.state.phase != "style":
            length = min(drafting.reach(rows, self.sure), most - len(self.unread))
            self.draft = self.drafter.draft(self.trail, self.options, length)
        return self.unread + self.draft

    def write(self, logits: np.ndarray, columns: np.ndarray) -> None:
        """Writes on as far as the draft was right, and one token more.

        `logits` (T x U, or more rows) come after each token of `read`; `columns` (V) says which of the U
        belongs to a token. What the grammar leaves no choice of is written without logits.
        """
        at = max(len(self.unread) - 1, 0)
        self.cached += len(self.unread)
        known = self.cached == len(self.tokens)
        state, agreed = self.state, 0
        while not self.done:
            self.options = state.allowed()
            if len(self.options) == 1:
                token = self.options[0]
            elif known:
                token = self._choose(self.options, logits[at + agreed][columns[self.options]])
            else:
                break
            state.advance(token)
            self.tokens.append(token)
            if state.phase != "style":
                self.drafter.follow(self.trail, token)
            known = known and agreed < len(self.draft) and self.draft[agreed] == token
            agreed += known
        self.cached += agreed
        self.sure = 0 < agreed == len(self.draft)

    def _choose(self, options: list[int], logits: np.ndarray) -> int:
        probabilities = np.exp(logits - logits.max())
        probabilities /= probabilities.sum()
        state = self.state
        if state.phase == "style" and self.varied:
            return options[self._choose_style(options, probabilities)]
        if self.temperature:
            weights = probabilities ** (1 / self.temperature)
            k = self._draw(weights / weights.sum())
        else:
            k = int(probabilities.argmax())
            for other in np.flatnonzero(probabilities > LEAST_LIKELY):
                if other != k:
                    at = self.score + float(np.log(probabilities[other]))
                    self.forks.append((at, len(self.tokens), options[other]))
        self.score += float(np.log(max(probabilities[k], 1e-30)))
        return options[k]

    def _choose_style(self, options: list[int], probabilities: np.ndarray) -> int:
        """A style word that another candidate has is left to it, unless the prompt asks for it."""
        number = self.state.field_number
        used = self.taken[number]
        weights = probabilities ** (1 / STYLE_TEMPERATURE)
        if number in VARIED and weights.max() < 0.75 * weights.sum():
            if used.issuperset(options):
                used.clear()
            free = [token not in used for token in options]
            weights = np.where(free, np.maximum(weights, 1e-9), 0.0)
        k = int(self.generator.choice(len(options), p=weights / weights.sum()))
        used.add(options[k])
        return k

    def _draw(self, weights: np.ndarray) -> int:
        """One of the likeliest options that together reach TOP_P (Holtzman et al. 2020)."""
        draw = self.generator.random()
        likeliest = int(weights.argmax())
        if weights[likeliest] >= TOP_P:
            return likeliest
        order = np.argsort(-weights)
        sums = np.cumsum(weights[order], dtype=float)
        sums = sums[: int(np.searchsorted(sums, TOP_P)) + 1]
        return int(order[int(np.searchsorted(sums, draw * sums[-1]))])

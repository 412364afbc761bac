"""Candidates of any causal language model in one batch, each under a grammar of its own.

The first candidate takes the likeliest token that its grammar allows, the others draw from the likeliest that
together reach `top_p` (Holtzman et al. 2020), each with a random generator of its own: so a candidate does
not depend on what stands beside it. Tokens that the grammar leaves no choice of (commas, quotes, brackets)
are not asked for one by one: the model reads them together with the next one that it has to choose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from diagram.errors import Cancelled, ModelUnavailable

TOP_P = 0.95

Progress = Callable[[int, int], None]  # tokens written so far by the longest candidate, and at most


class State(Protocol):
    """One completion under a grammar."""

    ended: bool

    def allowed(self) -> Sequence[int]:
        """The ids that may come next, at least one."""
        ...

    def advance(self, token: int) -> None: ...


@dataclass
class Completion:
    """What one candidate has written. `ended` is False only where it ran out of room without a grammar."""

    state: State
    generator: np.random.Generator
    temperature: float  # 0: the likeliest
    tokens: list[int] = field(default_factory=list)
    log_probability: float = 0.0

    @property
    def ended(self) -> bool:
        return self.state.ended

    def write(self, logits: np.ndarray, room: int, top_p: float = TOP_P) -> list[int]:
        """Chooses the next token by `logits` (V), takes what is forced after it, and gives them."""
        options = np.asarray(self.state.allowed())
        scores = logits[options].astype(np.float64)
        if not np.isfinite(scores.max()):
            raise ModelUnavailable(
                "The model computed no numbers: its weights are damaged, or overflow; load it in float32."
            )
        scores -= scores.max()
        probabilities = np.exp(scores) / np.exp(scores).sum()
        if self.temperature:
            warm = np.exp(scores / self.temperature)
            k = _draw(self.generator, warm / warm.sum(), top_p)
        else:
            k = int(probabilities.argmax())
        self.log_probability += float(np.log(max(probabilities[k], 1e-30)))
        written = self._take([int(options[k])])
        while not self.ended and len(self.tokens) < room:
            forced = self._forced()[: room - len(self.tokens)]
            if not forced:
                break
            written += self._take(forced)
        return written

    def _forced(self) -> list[int]:
        if forced := getattr(self.state, "forced", None):
            return forced()
        options = self.state.allowed()
        return [int(options[0])] if len(options) == 1 else []

    def _take(self, tokens: list[int]) -> list[int]:
        for token in tokens:
            self.state.advance(token)
        self.tokens += tokens
        return tokens


def _draw(generator: np.random.Generator, weights: np.ndarray, top_p: float) -> int:
    order = np.argsort(-weights, kind="stable")
    sums = np.cumsum(weights[order])
    sums = sums[: int(np.searchsorted(sums, top_p)) + 1]
    return int(order[min(int(np.searchsorted(sums, generator.random() * sums[-1])), len(sums) - 1)])


def decode(
    model,
    head: Sequence[int],
    states: Sequence[State],
    room: int,
    seed: int,
    *,
    temperature: float,
    first: int = 0,
    virtual=None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Completion]:
    """A completion for each of `states` after the tokens `head`, of at most `room` tokens.

    `model` is a causal language model of transformers; `virtual` (1 x P x W) are embeddings in front of the
    head, as prompt tuning learns. Candidate `first + i` draws with the seed (seed, first + i); number 0 is
    greedy. Raises Cancelled as soon as `cancelled()` is true.
    """
    import torch

    rows = [
        Completion(state, np.random.default_rng([seed, first + i]), temperature if first + i else 0.0)
        for i, state in enumerate(states)
    ]
    device = model.device
    with torch.inference_mode():
        ids = torch.tensor([list(head)], device=device)
        if virtual is None:
            found = model(input_ids=ids, use_cache=True)
        else:
            embedded = model.get_input_embeddings()(ids)
            found = model(inputs_embeds=torch.cat([virtual.to(embedded), embedded], 1), use_cache=True)
        cache, length = found.past_key_values, ids.shape[1] + (0 if virtual is None else virtual.shape[1])
        if not hasattr(cache, "batch_repeat_interleave"):
            raise ModelUnavailable(f"{type(model).__name__} keeps no key-value cache; take another model.")
        cache.batch_repeat_interleave(len(rows))
        logits = found.logits[:, -1].float().cpu().numpy().repeat(len(rows), 0)
        alive = rows
        mask = torch.ones(len(rows), length, dtype=torch.long, device=device)
        places = torch.full((len(rows), 1), length, device=device)  # of the next token, without the holes
        while True:
            if cancelled and cancelled():
                raise Cancelled("Cancelled; nothing was drawn.")
            pending = [row.write(found, room) for row, found in zip(alive, logits, strict=True)]
            if progress:
                progress(max(len(row.tokens) for row in rows), room)
            going = [i for i, row in enumerate(alive) if not row.ended and len(row.tokens) < room]
            if not going:
                return rows
            if len(going) < len(alive):
                kept = torch.tensor(going, device=device)
                cache.batch_select_indices(kept)
                alive, pending = [alive[i] for i in going], [pending[i] for i in going]
                mask, places = mask[kept], places[kept]
            # Rows that write fewer tokens at once get holes in front of them, which nothing attends to.
            width = max(map(len, pending))
            ids = torch.tensor([[0] * (width - len(new)) + new for new in pending], device=device)
            real = torch.tensor([[0] * (width - len(new)) + [1] * len(new) for new in pending], device=device)
            mask = torch.cat([mask, real], 1)
            steps = real.cumsum(1)
            found = model(
                input_ids=ids,
                attention_mask=mask,
                position_ids=(places + steps - 1).clamp_min(0),
                past_key_values=cache,
                use_cache=True,
            )
            places = places + steps[:, -1:]
            logits = found.logits[:, -1].float().cpu().numpy()

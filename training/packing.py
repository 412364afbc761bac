"""Token sequences of examples, packed into rows of equal length so that little of a batch is padding."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from diagram.graph import STYLE_FIELDS

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedTokenizerFast

    from training.synthesis.mixture import Example

# Weights of the loss. Prompts, and styles that nobody asked for, are mostly free choices: at a larger weight
# their noise drowns what the outline has to learn.
PROMPT_WEIGHT = 0.02  # not 0, so that the model can also write prompts by itself
FREE_STYLE_WEIGHT = 0.02
ASKED_STYLE_WEIGHT = 2.0
# Most of an edited outline is copied; what an edit is about are the few tokens where it is not.
COPIED_WEIGHT = 0.8
CHANGED_WEIGHT = 5.0
PICKED = 0.65  # share of a batch's positions whose loss is computed: all outlines and some of the prompts


@dataclass(frozen=True)
class Sequence:
    """One example as tokens: `<|prompt|>` prompt `<|outline|>` outline `<|end|>`.

    An edit has the old outline in front: `<|outline|>` old outline `<|prompt|>` request `<|outline|>` new
    outline `<|end|>`. `weights` holds the weight of the loss on each token, 0 for the first. `start` is where
    the outline to learn begins.

    The other way round, for the model that tells how well an outline explains its prompt: `<|outline|>`
    outline `<|prompt|>` prompt `<|end|>`, an old outline in front; there, the prompt is learnt.
    """

    seed: int
    tokens: list[int]
    weights: list[float]
    start: int


class Encoder:
    """Turns examples into sequences with the shipped tokenizer, the other way round with `backwards`."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, backwards: bool = False) -> None:
        self.tokenizer = tokenizer._tokenizer
        self.backwards = backwards
        ends = ["<|prompt|>", "<|outline|>", "<|end|>"]
        self.prompt, self.outline, self.end = tokenizer.convert_tokens_to_ids(ends)

    def __call__(self, seed: int, example: Example) -> Sequence:
        style, _, body = example.outline.partition("\n")
        before = [] if example.before is None else [example.before]
        texts = [*before, example.prompt, *style.split(), f"\n{body}"]
        encoded = self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        parts = [e.ids for e in encoded]
        old, words = parts[: len(before)], parts[len(before)]
        *fields, answer = parts[len(before) + 1 :]
        if self.backwards:
            style = [token for ids in fields for token in ids]
            read = [self.outline, *old[0], self.outline] if old else [self.outline]
            read += [*style, *answer, self.prompt]
            return Sequence(
                seed, [*read, *words, self.end], [0.0] * len(read) + [1.0] * (len(words) + 1), len(read)
            )
        tokens, weights = [self.prompt, *words, self.outline], [0.0, *([PROMPT_WEIGHT] * (len(words) + 1))]
        if old:  # nothing of it is to be written anew
            tokens = [self.outline, *old[0], *tokens]
            weights = [0.0] * len(tokens)
        start = len(tokens)
        # What an edit does not ask for is to be copied from the old style line.
        free = FREE_STYLE_WEIGHT if example.before is None else COPIED_WEIGHT
        for name, ids in zip(STYLE_FIELDS, fields, strict=True):
            tokens += ids
            weights += [ASKED_STYLE_WEIGHT if name in example.style else free] * len(ids)
        tokens += [*answer, self.end]
        if old:
            body = old[0][old[0].index(answer[0]) :]  # behind the style line
            weights += weigh_changes(body, [*answer, self.end])
        else:
            weights += [1.0] * (len(answer) + 1)
        return Sequence(seed, tokens, weights, start)


def weigh_changes(old: list[int], new: list[int]) -> list[float]:
    """The weight of the loss on each token of an edited outline, by what stands in the old one.

    `new` ends with <|end|>. A token weighs more where it is new, or comes first after what was left out.
    """
    weights = [COPIED_WEIGHT] * len(new)
    for kind, _, _, start, end in SequenceMatcher(None, old, new[:-1], autojunk=False).get_opcodes():
        if kind != "equal":
            # With the token behind: that the change is over has to be learnt, too.
            weights[start : end + 1] = [CHANGED_WEIGHT] * (end + 1 - start)
    return weights


def fill_rows(pool: list[Sequence], rows: int, length: int) -> list[list[Sequence]]:
    """Takes sequences out of the pool (in place) into `rows` rows of at most `length` tokens, best-fit."""
    filled = []
    for _ in range(rows):
        row: list[Sequence] = []
        room = length
        while True:
            fitting = [i for i, s in enumerate(pool) if len(s.tokens) <= room]
            if not fitting:
                break
            # The oldest starts a row, so that none waits for ever; the longest that fits follows.
            i = fitting[0] if not row else max(fitting, key=lambda j: len(pool[j].tokens))
            room -= len(pool[i].tokens)
            row.append(pool.pop(i))
        filled.append(row)
    return filled


def tensors(rows: list[list[Sequence]], length: int) -> tuple[Tensor, ...]:
    """(tokens, positions, mask, picked, targets, weights) of a batch of rows.

    Tokens and positions are rows x length. The mask is added to the attention scores, rows x 1 x length x
    length: a token sees what came before it in its own sequence. Of the batch's flattened positions only the
    `picked` are scored, always PICKED of them, those that weigh most; targets and weights are theirs.
    """
    import torch

    shape = (len(rows), length)
    tokens = torch.zeros(shape, dtype=torch.long)
    positions = torch.zeros(shape, dtype=torch.long)
    owner = torch.full(shape, -1, dtype=torch.long)
    targets = torch.zeros(shape, dtype=torch.long)
    weights = torch.zeros(shape)
    for r, row in enumerate(rows):
        at = 0
        for k, sequence in enumerate(row):
            size = len(sequence.tokens)
            ids = torch.tensor(sequence.tokens)
            tokens[r, at : at + size] = ids
            positions[r, at : at + size] = torch.arange(size)
            owner[r, at : at + size] = k
            targets[r, at : at + size - 1] = ids[1:]
            weights[r, at : at + size - 1] = torch.tensor(sequence.weights[1:])
            at += size
    same = owner[:, :, None] == owner[:, None, :]
    causal = torch.ones(length, length, dtype=torch.bool).tril()
    mask = torch.zeros(len(rows), 1, length, length)
    mask.masked_fill_(~(same & causal)[:, None], -1e9)
    count = int(PICKED * targets.numel())
    picked = torch.argsort(weights.flatten(), descending=True, stable=True)[:count]
    return tokens, positions, mask, picked, targets.flatten()[picked], weights.flatten()[picked]

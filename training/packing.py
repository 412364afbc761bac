"""Token sequences of examples, packed into rows of equal length so that little of a batch is padding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedTokenizerFast

PROMPT_WEIGHT = 0.1  # of the loss on the prompt's tokens, so that the model can also write prompts by itself


@dataclass(frozen=True)
class Sequence:
    """One example as tokens: `<|prompt|>` prompt `<|outline|>` outline `<|end|>`.

    `start` is where the outline begins.
    """

    seed: int
    tokens: list[int]
    start: int


class Encoder:
    """Turns examples into sequences with the shipped tokenizer."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast) -> None:
        self.tokenizer = tokenizer._tokenizer
        ends = ["<|prompt|>", "<|outline|>", "<|end|>"]
        self.prompt, self.outline, self.end = tokenizer.convert_tokens_to_ids(ends)

    def __call__(self, seed: int, prompt: str, outline: str) -> Sequence:
        encoded = self.tokenizer.encode_batch_fast([prompt, outline], add_special_tokens=False)
        words, answer = (e.ids for e in encoded)
        return Sequence(seed, [self.prompt, *words, self.outline, *answer, self.end], len(words) + 2)


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
    """(tokens, positions, mask, targets, weights) of a batch of rows, each rows x length but the mask.

    The mask is added to the attention scores, rows x 1 x length x length: a token sees what came before it in
    its own sequence. Targets are the next tokens; the weights are 0 where there is none.
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
            weights[r, at : at + size - 1] = PROMPT_WEIGHT
            weights[r, at + sequence.start - 1 : at + size - 1] = 1.0
            at += size
    same = owner[:, :, None] == owner[:, None, :]
    causal = torch.ones(length, length, dtype=torch.bool).tril()
    mask = torch.zeros(len(rows), 1, length, length)
    mask.masked_fill_(~(same & causal)[:, None], -1e9)
    return tokens, positions, mask, targets, weights

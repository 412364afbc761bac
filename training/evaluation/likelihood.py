"""How likely a model finds given answers: held-out loss, and which of two answers it prefers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

BATCH = 16


def open_model(model: str | Path, adapter: str | Path | None):
    """(model in float32 with the adapter, tokenizer). Raises CannotTrain where the base cannot be loaded."""
    from training.finetuning import base
    from training.finetuning.options import Options

    options = Options(model=str(model), dataset="(in memory)", output_dir="(none)")
    found, tokenizer = base.weights(options, "fp32"), base.tokenizer(options)
    if adapter:
        from peft import PeftModel

        found = PeftModel.from_pretrained(found, str(adapter))
    return found.eval(), tokenizer


def log_probabilities(
    model, tokenizer, prompts: Sequence[str], completions: Sequence[str], most: int
) -> list[tuple[float, int]]:
    """(sum of the log-probabilities of the completion's tokens, end included; how many) of each pair.

    Prompt and completion together have at most `most` tokens; longer ones are (0.0, 0).
    """
    import torch

    from training.finetuning.data import encode

    pairs = encode(tokenizer, prompts, completions)
    found: list[tuple[float, int]] = [(0.0, 0)] * len(pairs)
    fitting = [i for i, (prompt, completion) in enumerate(pairs) if len(prompt) + len(completion) <= most]
    fitting.sort(key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))  # alike lengths: little padding
    with torch.inference_mode():
        for at in range(0, len(fitting), BATCH):
            batch = fitting[at : at + BATCH]
            for i, total in zip(batch, _sums(model, tokenizer, [pairs[i] for i in batch]), strict=True):
                found[i] = (total, len(pairs[i][1]))
    return found


def _sums(model, tokenizer, pairs: list[tuple[list[int], list[int]]]) -> list[float]:
    import torch

    whole = [prompt + completion for prompt, completion in pairs]
    longest = max(map(len, whole))
    pad = tokenizer.pad_token_id
    ids = torch.tensor([row + [pad] * (longest - len(row)) for row in whole])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in whole])
    logits: torch.Tensor = model(input_ids=ids, attention_mask=mask).logits[:, -longest:]  # no learnt prompt
    likely = torch.log_softmax(logits[:, :-1].float(), -1).gather(-1, ids[:, 1:, None])[..., 0]
    return [
        float(row[len(prompt) - 1 : len(prompt) + len(completion) - 1].sum())
        for row, (prompt, completion) in zip(likely, pairs, strict=True)
    ]


def held_out_loss(model, tokenizer, rows: Sequence[dict], most: int) -> float:
    """Nats a token of the completions: the objective of SFT and prompt tuning on `rows`."""
    found = log_probabilities(
        model, tokenizer, [row["prompt"] for row in rows], [row["completion"] for row in rows], most
    )
    return -sum(total for total, _ in found) / max(1, sum(count for _, count in found))


def preferences(model, tokenizer, rows: Sequence[dict], most: int) -> list[tuple[float, float]]:
    """(log-probability of chosen minus that of rejected, then the same a token) of every pair."""
    prompts = [row["prompt"] for row in rows]
    chosen, rejected = (
        log_probabilities(model, tokenizer, prompts, [row[name] for row in rows], most)
        for name in ("chosen", "rejected")
    )
    return [
        (mine - other, mine / count - other / many)
        for (mine, count), (other, many) in zip(chosen, rejected, strict=True)
        if count and many
    ]

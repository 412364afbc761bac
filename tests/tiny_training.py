"""A base of 0.4 M parameters with the shipped tokenizer, and datasets of a few short examples."""

from __future__ import annotations

import random
from pathlib import Path

NAMES = ["cleaner", "model", "store", "queue", "parser", "cache"]


def make_base(folder: Path, width: int = 64, layers: int = 2, seed: int = 0) -> Path:
    """An untrained LlamaForCausalLM with the tokenizer of diagram/weights."""
    import torch
    from transformers import AutoTokenizer

    from diagram.generation.embedded import WEIGHTS
    from training.pretrain import build_model

    torch.manual_seed(seed)
    tokenizer = AutoTokenizer.from_pretrained(WEIGHTS)
    build_model(len(tokenizer), width, layers).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def rows(count: int, seed: int = 0, preferences: bool = False) -> list[dict[str, str]]:
    """prompt and completion, or prompt, chosen and rejected, of two or three nodes."""
    draw = random.Random(seed)
    found = []
    for _ in range(count):
        names = draw.sample(NAMES, draw.choice((2, 3)))
        prompt = f"<|prompt|>{' goes to '.join(names)}<|outline|>"
        answer = f"right round arrow blue normal\n{' -> '.join(names)}<|end|>"
        if preferences:
            worse = answer.replace("right", "down").replace(" -> ", ", ", 1)
            found.append({"prompt": prompt, "chosen": answer, "rejected": worse})
        else:
            found.append({"prompt": prompt, "completion": answer})
    return found


def splits(train: int = 12, evaluation: int = 0, preferences: bool = False):
    from datasets import Dataset

    from training.finetuning.data import Splits

    held_out = Dataset.from_list(rows(evaluation, 1, preferences)) if evaluation else None
    return Splits(Dataset.from_list(rows(train, 0, preferences)), held_out)

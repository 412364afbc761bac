"""What a model writes without the grammar: does it parse, and does it end by itself?

With the grammar every completion does both, so that says nothing of a training. These are the likeliest
tokens one after the other, by transformers, of any causal language model.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

TOKENS = 256  # a completion at most; more than any reference of the evaluation has


def unaided(
    model: str | Path,
    adapter: str | Path | None,
    prompts: Sequence[str],
    notation: str | None = None,
    tokens: int = TOKENS,
) -> dict[str, float]:
    """{unaided parseable, unaided ended}: shares of the prompts. Raises ModelUnavailable."""
    from training.examples.causal import CausalWriter
    from training.examples.readings import readable

    writer = CausalWriter(str(model), notation, str(adapter) if adapter else None, tokens=tokens)
    answers = [found[0] for found in writer.answer(list(prompts), 1, 0, 0.0)]
    read = [answer.ended and readable(answer.text, writer.backend.notation) is not None for answer in answers]
    return {
        "unaided parseable": round(sum(read) / len(answers), 4),
        "unaided ended": round(sum(answer.ended for answer in answers) / len(answers), 4),
    }

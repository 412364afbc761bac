"""Cycles, ways back and ways past, in both languages."""

from __future__ import annotations

import random

from training.synthesis.english import bypasses, circles, returns
from training.synthesis.korean import bypasses as korean_bypasses
from training.synthesis.korean import circles as korean_circles
from training.synthesis.korean import returns as korean_returns

KINDS = {
    "en": ((circles.sample, 34), (returns.sample, 36), (bypasses.sample, 30)),
    "ko": ((korean_circles.sample, 34), (korean_returns.sample, 38), (korean_bypasses.sample, 28)),
}


def sample(rng: random.Random, language: str) -> tuple[str, str, str]:
    """One prompt of a language ("en" or "ko"): (kind, prompt, statement lines)."""
    kinds = KINDS[language]
    return rng.choices([draw for draw, _ in kinds], [share for _, share in kinds])[0](rng)

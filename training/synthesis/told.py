"""Everyday prompts of several sentences, and notes: accounts of systems, stories of steps, lists."""

from __future__ import annotations

import random

from training.synthesis import (
    english_notes,
    english_stories,
    english_systems,
    korean_notes,
    korean_stories,
    korean_systems,
)

KINDS = {
    "en": ((english_systems.sample, 40), (english_stories.sample, 32), (english_notes.sample, 28)),
    "ko": ((korean_systems.sample, 36), (korean_stories.sample, 38), (korean_notes.sample, 26)),
}


def sample(rng: random.Random, language: str) -> tuple[str, str, str]:
    """One prompt of a language ("en" or "ko"): (kind, prompt, statement lines)."""
    kinds = KINDS[language]
    return rng.choices([draw for draw, _ in kinds], [share for _, share in kinds])[0](rng)

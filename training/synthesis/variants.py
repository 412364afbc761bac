"""Templates with variants: "[sends~passes] {p} to {the:b}" is one of two texts, its slots filled."""

from __future__ import annotations

import random
import re

from training.synthesis.phrasing import fill

VARIANTS = re.compile(r"\[([^\[\]]*~[^\[\]]*)\]")


def vary(rng: random.Random, template: str) -> str:
    """The template with one variant taken of each [a~b~c]; variants may hold others."""
    while True:
        text = VARIANTS.sub(lambda match: rng.choice(match[1].split("~")), template)
        if text == template:
            return text
        template = text


def say(rng: random.Random, templates: str | tuple[str, ...] | list[str], **slots: str) -> str:
    """One of the templates, its variants chosen and its slots filled as phrasing.fill does."""
    template = templates if isinstance(templates, str) else rng.choice(templates)
    return fill(rng, vary(rng, template), slots)


def upper(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]

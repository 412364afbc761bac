"""One example for a seed: which kind of prompt, how it is dressed, and the outline it means."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from training.synthesis import (
    architectures,
    edits,
    flows,
    lexicon,
    mixed,
    networks,
    noise,
    processes,
    rounds,
    told,
)
from training.synthesis.english import everyday as english_everyday
from training.synthesis.english import forms as english_forms
from training.synthesis.korean import forms as korean_forms
from training.synthesis.korean import verbs as korean_verbs

# Share of each source of prompts. Relations in sentences are hardest for a small model: they get the most.
PROMPT_SHARES = {
    "networks en": 0.13,
    "networks ko": 0.05,
    "flows": 0.07,
    "processes en": 0.05,
    "forms en": 0.05,
    "everyday en": 0.10,
    "told en": 0.21,
    "told ko": 0.15,
    "processes ko": 0.03,
    "forms ko": 0.06,
    "verbs ko": 0.03,
    "mixed ko": 0.04,
    "mixed en": 0.02,
    "rounds en": 0.048,
    "rounds ko": 0.032,
    "architectures en": 0.065,
    "architectures ko": 0.03,
}
EDIT_SHARES = {"edits en": 0.17, "edits ko": 0.11}
SHARES = {
    source: share * (1 - sum(EDIT_SHARES.values())) / sum(PROMPT_SHARES.values())
    for source, share in PROMPT_SHARES.items()
} | EDIT_SHARES


UNNAMED = {"en": ("this", "it", "my system", "our process"), "ko": ("이 과정", "우리 시스템")}


@dataclass(frozen=True)
class Example:
    """A prompt and the whole outline (style line and statements) it asks for.

    Where `before` is an outline, the prompt asks for a change of it.
    """

    kind: str
    language: str
    prompt: str
    outline: str
    style: dict[str, str]
    before: str | None = None


def sample(seed: int | str, source: str | None = None) -> Example:
    """The example of this seed, from one source or from the mix."""
    rng = random.Random(f"legible {seed}")
    source = source or rng.choices(list(SHARES), list(SHARES.values()))[0]
    name, _, language = source.partition(" ")
    language = language or "en"
    if name == "edits":
        kind, old, text, outline, wanted = edits.sample(
            rng, language, lambda other: sample(f"edited {rng.random()}", other).outline
        )
        return Example(kind, language, text, outline, wanted, old)
    if name == "flows":
        kind = "flows"
        text, body = flows.sample(rng)
    elif name == "networks":
        kind, text, body = networks.sample(rng, language)
    elif name == "told":
        kind, text, body = told.sample(rng, language)
    elif name == "mixed":
        kind, text, body = mixed.sample(rng, language)
    elif name == "rounds":
        kind, text, body = rounds.sample(rng, language)
    elif name == "processes":
        kind, text, body = processes.sample(rng, language)
    elif source == "forms en":
        kind, text, body = english_forms.sample(rng)
    elif source == "everyday en":
        kind, text, body = english_everyday.sample(rng)
    elif source == "forms ko":
        kind, text, body = korean_forms.sample(rng)
    elif name == "verbs":
        kind, text, body = korean_verbs.verb_story(rng)
    else:
        kind, text, body = architectures.sample(rng, language)
    wanted, said = noise.style(rng, language)
    plain = kind.startswith(("seed", "flows"))
    if plain and rng.random() < 0.8:  # the earlier system's prompts stand alone
        wanted, said = {}, []
    else:
        if language == "en" and not plain and rng.random() < 0.07:
            text = noise.typos(rng, text, set(re.split(r"[\s,;:\[\]]+", body.lower())))
        if name != "architectures":
            text = noise.surround(rng, language, text, said, _topic(rng, language))
        elif said or rng.random() < 0.35:  # such a prompt has its own opening, and no other topic
            text = noise.surround(rng, language, text, said, rng.choice(UNNAMED[language]))
    outline = f"{noise.style_line(rng, wanted)}\n{body}"
    return Example(kind, language, text, outline, wanted)


def _topic(rng: random.Random, language: str) -> str:
    if rng.random() < 0.1:
        return rng.choice(UNNAMED[language])
    return rng.choice(lexicon.flat(language, "stage" if language == "en" else "step"))

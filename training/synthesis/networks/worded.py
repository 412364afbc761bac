"""Neural networks and ML systems told by their components, as strangers do: whole frames with their outlines.

"A siamese network: two shared CNN branches, then a distance layer, then sigmoid." The frames are in
patterns/en_networks.txt and ko_networks.txt, whose head says how they are written. Conventions: every node is
a span of the prompt; the name of the whole ("GAN:", "two-tower recommender") is no node; layers of a count
are expanded, other parts of a count are one node with ×; a named network in a chain is one node.
"""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.networks.words import ONES, article
from training.synthesis.phrasing import NATIVE, particle
from training.synthesis.variants import upper, vary

SLOT = re.compile(r"\{(?:(a|the):)?([a-z]\d?)(?:\|([^}/]+)/([^}/]+)|:(개|명|층))?\}")
NUMBERS = re.compile(r"(\d+)-(\d+)")
# What has no indefinite article: plurals, and what cannot be counted.
BARE = re.compile(
    r"(?:[^s]s|attention|similarity|pooling|fusion|search|tuning|concatenation|concat|noise|suppression"
    r"|scoring|monitoring|detection|memory|reparameterization|experience replay|sampling|BERT|RoBERTa"
    r"|mu|sigma|NMS|DPO|PPO|BM25|MFCC|z|t|text)$"
)


@cache
def families(language: str) -> tuple[tuple[float, tuple[tuple[tuple[str, ...], tuple], ...], tuple], ...]:
    """(weight, slots, frames) of each family; slots are (keys, options), frames (text, statements)."""
    found: list[tuple[float, list, list]] = []
    path = lexicon.HERE / "patterns" / f"{language}_networks.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            found.append((float(line.rsplit(" ", 1)[1]), [], []))
        elif line.startswith(": "):
            keys, _, options = line[2:].partition(" = ")
            values = tuple(tuple(option.strip().split(", ")) for option in options.split(" | "))
            found[-1][1].append((tuple(keys.split()), values))
        elif line and not line.startswith("#"):
            text, outline = line.split("\t")
            found[-1][2].append((text.replace("\\n", "\n"), outline))
    return tuple((weight, tuple(slots), tuple(frames)) for weight, slots, frames in found)


def _drawn(rng: random.Random, slots: tuple) -> dict[str, str]:
    """A value for each slot; no two names are alike."""
    while True:
        values: dict[str, str] = {}
        for keys, options in slots:
            values.update(zip(keys, rng.choice(options), strict=True))
        names = [value.lower() for value in values.values() if not NUMBERS.fullmatch(value)]
        if len(set(names)) == len(names):
            break
    for key, value in values.items():
        if ends := NUMBERS.fullmatch(value):
            low, high = int(ends[1]), int(ends[2])
            usual = [n for n in (2, 3, 4, 8, 10, 16, 32, 64, 100, 128, 256, 512) if low <= n <= high]
            values[key] = str(rng.choice(usual) if rng.random() < 0.5 else rng.randint(low, high))
    return values


def _told(rng: random.Random, values: dict[str, str], english: bool, text: str) -> str:
    """The text with its slots filled."""
    spelled = rng.random() < 0.5

    def value(match: re.Match) -> str:
        kind, key, closed, opened, counter = match.groups()
        word = values[key]
        if counter:
            n = int(word)
            return (
                f"{NATIVE[n]} {counter}"
                if spelled and n < len(NATIVE) and counter != "층"
                else word + counter
            )
        if closed:
            return word + particle(word, closed, opened)
        if kind == "a" and not BARE.search(word):
            return article(word)
        if kind == "the" and rng.random() < 0.6:
            return f"the {word}"
        if english and word.isdigit() and int(word) < 13 and key == "n" and spelled:
            return ONES[int(word)]
        return word

    return SLOT.sub(value, text)


def tell(rng: random.Random, language: str) -> tuple[str, str]:
    """A prompt and its statement lines; the language is "en" or "ko"."""
    known = families(language)
    _, slots, frames = rng.choices(known, [weight for weight, _, _ in known])[0]
    text, outline = rng.choice(frames)
    values = _drawn(rng, slots)
    text = _told(rng, values, language == "en", vary(rng, text))
    body = SLOT.sub(lambda match: values[match[2]], outline).replace(" // ", "\n")
    roll = rng.random()
    if roll < 0.35:
        text = upper(text)
    elif roll < 0.45:
        text, body = text.lower(), body.lower()
    if rng.random() < 0.25 and text[-1] not in ".?!":
        text += "."
    return text, body


def sample(rng: random.Random) -> tuple[str, str]:
    """An English prompt and its outline."""
    return tell(rng, "en")


def sample_ko(rng: random.Random) -> tuple[str, str]:
    """A Korean prompt and its outline."""
    return tell(rng, "ko")

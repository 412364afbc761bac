"""The hand-written names and sentence patterns, and names that nobody has seen before."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
# fmt: off
CONSONANTS = (
    "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kr", "l", "m", "n", "p", "pl",
    "qu", "r", "s", "sh", "sk", "st", "t", "th", "tr", "v", "w", "x", "y", "z",
)
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "oo", "ou")
ENDINGS = (
    "", "", "n", "r", "s", "x", "l", "m", "t", "nd", "rk", "sh", "ly", "ix", "us", "er", "or", "ify", "io",
)
THINGS = {
    "en": ("step", "node", "service", "stage", "box", "team", "module", "part", "layer", "unit", "server",
           "phase"),
    "ko": ("단계", "노드", "서비스", "팀", "모듈", "서버", "부서", "공정", "계층"),
}
# fmt: on
SYLLABLES = [  # of common initial, medial and final letters
    chr(0xAC00 + (a * 21 + b) * 28 + c)
    for a in range(19)
    for b in (0, 1, 4, 5, 8, 13, 18, 20)
    for c in (0, 4, 8, 16, 21)
]


@cache
def names(language: str) -> dict[str, dict[str, list[str]]]:
    """{kind: {domain: names}} of names/`language`.txt; a choice stays one string with tabs."""
    found: dict[str, dict[str, list[str]]] = {}
    section: list[str] = []
    for line in (HERE / "names" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind, domain = (part.strip() for part in line[3:].split("|"))
            section = found.setdefault(kind, {}).setdefault(domain, [])
        elif line.strip():
            section.append(line.strip())
    return found


@cache
def flat(language: str, kind: str) -> list[str]:
    """All names of a kind, whatever their domain."""
    return [name for domain in names(language).get(kind, {}).values() for name in domain]


@cache
def patterns(language: str) -> dict[str, list[tuple[str, ...]]]:
    """{relation: patterns} of patterns/`language`.txt; a chain's pattern has three parts, a style's two."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in (HERE / "patterns" / f"{language}.txt").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            relation, *parts = line.replace("\\n", "\n").split("\t")
            found.setdefault(relation, []).append(tuple(parts))
    return found


@cache
def _words(language: str) -> list[str]:
    kinds = ("component", "data", "step", "stage", "role", "group")
    words = {word for kind in kinds for name in flat(language, kind) for word in name.split()}
    return sorted(word for word in words if len(word) > 1)


def invented_word(rng: random.Random, language: str = "en") -> str:
    """A word of one to three syllables that is in no list."""
    if language == "ko":
        return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4)))
    parts = [rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(rng.randint(1, 3))]
    return "".join(parts) + rng.choice(ENDINGS)


def made_up_name(rng: random.Random, language: str) -> str:
    """An open-vocabulary name: invented words, words put together at random, letters, numbered things."""
    kind = rng.random()
    if kind < 0.35:
        name = invented_word(rng, language)
        if rng.random() < 0.4:
            extra = rng.choice(_words(language))
            name = f"{name} {extra}" if rng.random() < 0.7 else f"{extra} {name}"
        return name
    if kind < 0.75:
        return " ".join(rng.choice(_words(language)) for _ in range(rng.choice((1, 2, 2, 2, 3, 3, 4, 5))))
    if kind < 0.85:
        return rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") + rng.choice(("", "", "1", "2", "'"))
    mark = rng.choice((str(rng.randint(1, 20)), rng.choice("ABCDEFGXYZ")))
    return f"{rng.choice(THINGS[language])} {mark}"

"""What the core says, in the language of whoever reads it: the core speaks English and knows no page.

As with gettext, the English sentence is the key: `core_ko.txt` has each with its Korean one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

LISTS = {"ko": Path(__file__).with_name("core_ko.txt")}
PLACE = re.compile(r"\{(\d*)\}")
DEEPEST = 4  # sentences in sentences
MOST = 3_000  # characters of a sentence; longer ones stay as they are


def told(text: object, language: str) -> str:
    """A sentence, or an error, of the core in this language; as it is where nobody has translated it."""
    return _told(str(text), language, 0)


def _told(text: str, language: str, depth: int) -> str:
    if language not in LISTS or depth > DEEPEST or len(text) > MOST:
        return text
    plain, patterns = catalogue(language)
    if text in plain:
        return plain[text]
    for pattern, translation in patterns:
        if match := pattern.fullmatch(text):
            facts = [_told(fact, language, depth + 1) for fact in match.groups()]
            following = iter(facts)
            return PLACE.sub(
                lambda m, facts=facts, following=following: facts[int(m[1])] if m[1] else next(following),
                translation,
            )
    return text


@lru_cache
def catalogue(language: str) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """(sentences without facts, patterns of those with, the ones with the most words of their own first)."""
    pairs = read(LISTS[language].read_text(encoding="utf-8"))
    plain = {english: other for english, other in pairs.items() if not PLACE.search(english)}
    rest = sorted(pairs.keys() - plain.keys(), key=lambda english: (-len(PLACE.sub("", english)), english))
    return plain, [(_pattern(english), pairs[english]) for english in rest]


def read(text: str) -> dict[str, str]:
    """{English sentence: the other one} of a list."""
    lines = [line for line in text.splitlines() if line and not line.startswith("# ")]
    return dict(zip(lines[::2], lines[1::2], strict=True))


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, re.split(r"\{\d*\}", english))), re.DOTALL)

"""Architectures that a prompt may ask for by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import ModelUnavailable
from diagram.wording.lists import is_drawing, is_greeting, is_structural, slips_of, squeeze, words_of
from diagram.wording.titles import is_remark, is_title

if TYPE_CHECKING:
    from diagram.wording.reading import PromptWords

LEXICON = Path(__file__).parent.parent / "weights" / "lexicon.json"
MOST_WORDS = 40  # of a prompt that asks for something by name
_STYLE_ARROW = re.compile(r"(위|왼쪽|좌|top|left)\s*(→|->)\s*(아래|오른쪽|우|bottom|right)")
_ARROW = re.compile(r"->|→|=>|-->")


@lru_cache(maxsize=1)
def _aliases() -> frozenset[str]:
    """The names of the known architectures, only letters and digits."""
    if not LEXICON.exists():
        raise ModelUnavailable(f"The model's lexicon {LEXICON} is missing; take it from the repository.")
    lexicon = json.loads(LEXICON.read_text(encoding="utf-8"))
    return frozenset(squeeze(alias) for entry in lexicon["architectures"] for alias in entry["aliases"])


def alias_of(read: PromptWords) -> str | None:
    """The known architecture that a prompt asks for, if it says little more than its name."""
    if len(read.tokens) > MOST_WORDS or _ARROW.search(_STYLE_ARROW.sub("", read.text)):
        return None
    tokens = read.tokens
    best: dict[int, tuple[int, int, int]] = {}  # per segment
    letters = [squeeze(token.text) for token in tokens]
    for i, token in enumerate(tokens):
        word = ""
        for j in range(i, min(len(tokens), i + 8)):
            word += letters[j]
            if word in _aliases() or (not tokens[j].latin and _known_stem(word)):
                best[token.segment] = max(best.get(token.segment, (0, 0, 0)), (len(word), i, j))
    if not best and (found := _misspelt(letters)):
        best[tokens[found[1]].segment] = found
    for segment in sorted(best, reverse=True):
        _, first, last = best[segment]
        if _asks_only(read, first, last):
            return read.text[tokens[first].start : tokens[last].end]
    return None


def _asks_only(read: PromptWords, first: int, last: int) -> bool:
    """Whether a prompt says little more than the name in these tokens."""
    tokens = read.tokens
    start, end = tokens[first].segment, tokens[last].segment
    rest = [t for i, t in enumerate(tokens) if start <= t.segment <= end and not first <= i <= last]
    others = [t for t in tokens if not start <= t.segment <= end]
    loud = [t for t in rest if not (is_structural(t.text) or is_drawing(t.text) or is_greeting(t.text))]
    if any(t.pair or (t.required and (t.value or 0) > 3) for t in (*rest, *others)) or len(loud) > 2:
        return False
    for number in sorted({t.segment for t in others}):
        words = [t.text for t in others if t.segment == number]
        called = number and read.ends[number - 1].startswith(":") and number < start
        title = number < start and is_title(words, read.ends[number], number)
        if not (is_remark(words) or called or title):
            return False
    return True


def _known_stem(word: str) -> bool:
    particles = words_of("particles")
    return any(word[:-k] in _aliases() and word[-k:] in particles for k in range(1, min(4, len(word))))


def _misspelt(letters: list[str]) -> tuple[int, int, int] | None:
    """(length, first word, last word) of an alias with a slip of the keyboard in it."""
    if len(letters) > 16:
        return None
    best: tuple[int, int, int] | None = None
    for i in range(len(letters)):
        word = ""
        for j in range(i, min(len(letters), i + 6)):
            word += letters[j]
            longer = 6 <= len(word) <= 40 and (best is None or len(word) > best[0])
            if longer and not slips_of(word).isdisjoint(_alias_slips()):
                best = (len(word), i, j)
    return best


def nearly_named(text: str, known: Sequence[Iterable[str]]) -> list[int]:
    """Which of the known things (the aliases of each) a short text names with a slip of the keyboard."""
    letters = [squeeze(word) for word in text.split()]
    if (found := _misspelt(letters)) is None:
        return []
    length, first, last = found
    slips = slips_of("".join(letters[first : last + 1]))

    def near(alias: str) -> bool:
        return abs(len(alias) - length) < 2 and not slips.isdisjoint(slips_of(alias))

    return [i for i, aliases in enumerate(known) if any(near(squeeze(alias)) for alias in aliases)]


@lru_cache(maxsize=1)
def _alias_slips() -> frozenset[str]:
    return frozenset(slip for alias in _aliases() if len(alias) >= 6 for slip in slips_of(alias))

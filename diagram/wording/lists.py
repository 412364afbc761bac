"""The word lists, and whether a word is in one: as it stands, as a stem, or with a slip of the keyboard."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

WORDS = Path(__file__).parent.parent / "words"
LONGEST_WORD = 48  # letters in which a slip of the keyboard is looked for
HANGUL = re.compile(r"[가-힣]")


def lines_of(name: str) -> list[str]:
    """The lines of a file of diagram/words/ without those that are empty or remarks."""
    lines = (WORDS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and (line.startswith("## ") or not line.startswith("#"))]


def sections_of(name: str) -> dict[str, list[str]]:
    """{section: words} of a file of diagram/words/."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in lines_of(name):
        if line.startswith("## "):
            section = line[3:].strip()
        else:
            found.setdefault(section, []).extend(line.split())
    return found


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    """{section: words} of both languages' lists."""
    found: dict[str, set[str]] = {}
    for name in ("en.txt", "ko.txt", "layer_sets.txt"):
        for section, words in sections_of(name).items():
            found.setdefault(section, set()).update(words)
    return {section: frozenset(words) for section, words in found.items()}


def squeeze(text: str) -> str:
    """Only letters and digits, folded: the form in which spans are compared."""
    return "".join(c for c in text.casefold() if c.isalnum())


def words_of(section: str) -> frozenset[str]:
    """The words of a section, of both languages."""
    return _lists()[section]


@lru_cache(maxsize=8)
def starts_of(section: str) -> tuple[str, ...]:
    """The words of a section for `str.startswith` and `str.endswith`, the longest first."""
    return tuple(sorted(words_of(section), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def same_data() -> dict[str, frozenset[str]]:
    """For the words of typed data ("jpg file" is a figure): all words of the same type."""
    kinds: dict[str, frozenset[str]] = {}
    for line in lines_of("same.txt"):
        words = frozenset(line.split())
        kinds.update({word: kinds.get(word, frozenset()) | words for word in words})
    return kinds


@lru_cache(maxsize=1)
def _always() -> frozenset[str]:
    return words_of("structural") | words_of("network") | words_of("style")


@lru_cache(maxsize=8192)
def is_structural(word: str) -> bool:
    """Words that join, draw or count, and so are never missing; with a slip of the keyboard if long."""
    if word in _always() or word in words_of("particles") or word[0] in "ㅋㅎㅠㅜ":
        return True
    if "ㄱ" <= word[0] <= "ㅣ" or (len(word) == 1 and word in "abcdefghijklmnopqrstuvwxyz"):
        return word in "amnsxy"
    if HANGUL.match(word):
        stem = stem_of(word)
        return stem in _always() or any(stem.startswith(start) for start in _stems_of(word[0]))
    return len(word) >= 3 and word.isalpha() and bool(slips_of(word) & _slip_index())


@lru_cache(maxsize=8192)
def is_drawing(word: str) -> bool:
    """Words of openings and requests: "draw", "diagram of", "my thesis"."""
    words = words_of("drawing")
    if word in words or (HANGUL.match(word) and (stem_of(word) in words or is_firm_korean(word))):
        return True
    return len(word) >= 5 and word.isalpha() and not slips_of(word).isdisjoint(_drawing_slips())


def is_style(word: str) -> bool:
    """Words of direction, colour and shape: "left -> right"."""
    return word in words_of("style") or word in words_of("sides") or stem_of(word) in words_of("sides")


def is_firm_korean(word: str) -> bool:
    return word.startswith(starts_of("firm starts"))


@lru_cache(maxsize=64)
def _stems_of(first: str) -> tuple[str, ...]:
    return tuple(stem for stem in words_of("stems") if stem[0] == first)


@lru_cache(maxsize=1)
def _slip_index() -> frozenset[str]:
    words = {word for word in _always() if word.isascii() and len(word) >= 6} | words_of("short")
    return frozenset(slip for word in words for slip in slips_of(word))


@lru_cache(maxsize=1)
def _drawing_slips() -> frozenset[str]:
    words = {w for w in words_of("drawing") | words_of("remark") if w.isascii() and len(w) >= 4}
    return frozenset(slip for word in words for slip in slips_of(word))


@lru_cache(maxsize=16384)
def slips_of(word: str) -> frozenset[str]:
    """The word less a letter, with a gap, or with two letters swapped: words a slip apart share some."""
    if not 3 <= len(word) <= LONGEST_WORD:  # a word of n letters has 3 n slips of n letters each
        return frozenset((word,))
    found = {word} | {word[:i] + "_" + word[i:] for i in range(1, len(word))}
    if len(word) > 3:
        found |= {word[:i] + "_" + word[i + 1 :] for i in range(len(word))}
        found |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    return frozenset(found)


@lru_cache(maxsize=16384)
def stem_of(word: str) -> str:
    """A Korean word without its particle or ending; at least one syllable stays."""
    for ending in starts_of("particles"):
        if len(word) > len(ending) and word.endswith(ending):
            return word[: -len(ending)]
    return word


def is_greeting(word: str) -> bool:
    """Whether the word, in lower case, is what people open or close a request with."""
    return word in words_of("greeting")


def is_pronounceable(word: str) -> bool:
    """Whether a single word may be one: not only consonants, not a row of the keyboard."""
    return bool(re.search(r"[aeiouy]", word)) and not re.search(r"asdf|qwer|zxcv|hjkl|sdfg|(.)\1\1", word)

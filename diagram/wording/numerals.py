"""Numbers in words, English and Korean, as words/numbers.txt has them."""

from __future__ import annotations

from functools import lru_cache

from diagram.wording.lists import lines_of, slips_of

COUNTERS = ("개", "층", "명", "가지", "번", "단계", "대", "곳", "차원", "겹", "회")
_PLACES = {"십": 10, "백": 100, "천": 1000}


@lru_cache(maxsize=1)
def _numerals() -> dict[str, dict[str, int]]:
    """{kind: {word: value}}."""
    found: dict[str, dict[str, int]] = {}
    section = ""
    for line in lines_of("numbers.txt"):
        if line.startswith("## "):
            section = line[3:].strip()
        else:
            value, *words = line.split()
            found.setdefault(section, {}).update(dict.fromkeys(words, int(value)))
    return found


def values(kind: str) -> dict[str, int]:
    """{word: value} of a kind: ones, tens, other, large, korean ones, korean tens, sino."""
    return _numerals()[kind]


@lru_cache(maxsize=1)
def below_hundred() -> dict[str, int]:
    return values("ones") | values("tens") | values("other")


@lru_cache(maxsize=1)
def _slips() -> dict[str, int]:
    return {
        slip: value for word, value in below_hundred().items() if len(word) > 4 for slip in slips_of(word)
    }


def misspelt(word: str) -> int | None:
    """The value of a number in words with a slip of the keyboard in it."""
    near = slips_of(word) & _slips().keys()
    return _slips()[min(near)] if near else None


@lru_cache(maxsize=4096)
def korean(word: str) -> tuple[float | None, str]:
    """(value, rest of the word) of a number in Korean at the word's start."""
    total, rest = 0, word
    for tens, value in values("korean tens").items():
        if rest.startswith(tens):
            total, rest = value, rest[len(tens) :]
            break
    for ones, value in values("korean ones").items():
        if rest.startswith(ones):
            return total + value, rest[len(ones) :]
    if total:
        return total, rest
    total, digit, read = 0, 0, 0
    for letter in word:
        if letter in values("sino"):
            digit = values("sino")[letter]
        elif letter in _PLACES:
            total += (digit or 1) * _PLACES[letter]
            digit = 0
        else:
            break
        read += 1
    return (total + digit or None) if total else None, word[read:]

"""Numbers in words, English and Korean, as words/numbers.txt has them."""

from __future__ import annotations

from functools import lru_cache

from diagram.wording.lists import HANGUL, lines_of, slips_of

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


def spoken(words: list[str]) -> set[int]:
    """The numbers that words of a text in lower case say: "two hundred and fifty", "삼백"."""
    small, large = below_hundred(), values("large")
    found: set[int] = set()
    total = part = 0  # read so far: thousands, and what stands behind them
    before = ""
    for word in [*words, ""]:
        if word in small:
            if before not in large and not (before in values("tens") and 0 < small[word] < 10):
                found.add(total + part)
                total = part = 0
            part += small[word]
        elif word in large and word == "thousand":
            total, part = total + (part or 1) * 1000, 0
        elif word in large:
            part = (part or 1) * large[word]
        elif word in ("and", "-") and before in (large if word == "and" else values("tens")):
            continue  # the word before them still counts
        else:
            found.add(total + part)
            total = part = 0
            number = korean(word)[0] if HANGUL.match(word) else None
            if number:
                found.add(int(number))
        before = word
    return found - {0}

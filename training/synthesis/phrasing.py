"""Fills the slots of hand-written patterns: articles in English, particles in Korean, lists in both."""

from __future__ import annotations

import random
import re

SLOT = re.compile(r"\{(?:(the):)?(\w+)(?:\|([^}/]+)/([^}]+))?\}")
NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
NATIVE = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
# How a Korean reader says the last digit or Latin letter of a name: whether it ends in a consonant (ㄹ: 8).
CODA_DIGITS = {"0": 1, "1": 8, "3": 1, "6": 1, "7": 8, "8": 8}
CODA_LETTERS = {"l": 8, "m": 1, "n": 1, "r": 8}
ENGLISH = re.compile(r"[A-Z]?[a-z]{2,}$")  # server, Kafka; no API, no x


def fill(rng: random.Random, pattern: str, slots: dict[str, str]) -> str:
    """The pattern with its slots filled; runs of spaces become one.

    Raises KeyError for a slot without a value.
    """

    def value(match: re.Match) -> str:
        article, slot, closed, opened = match.groups()
        text = slots[slot]
        if article:
            return _article(rng, text)
        if closed:
            return text + particle(text, closed, opened)
        return text

    return re.sub(r"  +", " ", SLOT.sub(value, pattern))


def _article(rng: random.Random, name: str) -> str:
    choice = rng.random()
    if re.match(r"(the|an?|our) ", name.lower()):  # has one
        return name
    if choice < 0.55:
        return f"the {name}"
    if choice < 0.7:
        return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
    if choice < 0.74:
        return f"our {name}"
    return name


def particle(text: str, closed: str, opened: str) -> str:
    """The Korean particle that follows `text`: `closed` after a consonant, `opened` after a vowel."""
    last = text.rstrip(" )\"'”’")[-1:].lower()
    coda = 0
    if "가" <= last <= "힣":
        coda = (ord(last) - 0xAC00) % 28
    elif last in CODA_DIGITS:
        coda = CODA_DIGITS[last]
    elif word := ENGLISH.search(text.rstrip(" )\"'”’")):  # a word, not letters read one by one
        coda = _english_coda(word[0])
    elif last in CODA_LETTERS:
        coda = CODA_LETTERS[last]
    if closed == "으로":
        return opened if coda in (0, 8) else closed
    return closed if coda else opened


def _english_coda(word: str) -> int:
    """How an English word ends in Korean (server 서버, table 테이블, app 앱): 0 a vowel, 8 ㄹ, 1 others."""
    if re.search(r"(?:l|le)$", word):
        return 8
    if re.search(r"[bcdfghjklmnpqrstvwxz][ktp]$", word) and not re.search(r"(?<!e)ck$|pp$", word):
        return 0  # test 테스트, task 태스크, check 체크
    return 1 if re.search(r"(?:[mnbkpt]|ng|[aiou][mn]e|[aeouy]pe)$", word) else 0


def enumerate_names(rng: random.Random, language: str, items: list[str]) -> str:
    """The items as people list them: "X, Y and Z", "X and Y and Z", "X, Y, Z", "X와 Y"."""
    if len(items) == 1:
        return items[0]
    if language == "ko":
        kind = rng.random()
        if len(items) == 2 and kind < 0.6:
            joined = particle(items[0], *rng.choice((("과", "와"), ("이랑", "랑"))))
            return f"{items[0]}{joined} {items[1]}"
        if kind < 0.75:
            return ", ".join(items)
        last = rng.choice((" 그리고 ", ", 그리고 ", " 및 "))
        return ", ".join(items[:-1]) + last + items[-1]
    if rng.random() < 0.25:
        items = [_article(rng, item) for item in items]
    kind = rng.random()
    if len(items) == 2:
        return items[0] + (" and " if kind < 0.85 else " & " if kind < 0.92 else ", ") + items[1]
    if kind < 0.4:
        return ", ".join(items[:-1]) + " and " + items[-1]
    if kind < 0.75:
        return ", ".join(items[:-1]) + ", and " + items[-1]
    if kind < 0.9:
        return ", ".join(items)
    return " and ".join(items)


def count_word(rng: random.Random, language: str, count: int) -> str:
    """A count as people write it: a digit or a word."""
    if rng.random() < 0.5:
        return str(count)
    words = NATIVE if language == "ko" else NUMBER_WORDS
    return words[count] if 0 < count < len(words) else str(count)

"""A prompt as words and numbers, with what each of them may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from diagram.wording import numerals
from diagram.wording.known import alias_of
from diagram.wording.layers import WORD, layers_of
from diagram.wording.lists import HANGUL, is_structural, squeeze, words_of

LONGEST_NUMBER = 12  # digits of a pair's numbers
ARROW = re.compile(r"[-=–—]+>|[→➔➜⇒]")
_JOINS = re.compile(r"[\s'’\"“”`()*_]*|\s*[-/&+]\s*|-")  # between words of one name
_ENDS_SEGMENT = re.compile(r"[.!?;:\n,]|[-=–—]>|→|➔|➜|⇒|>| [-–—] ")
_NO_SIZE = re.compile(r"st|nd|rd|th|d|k|px|dpi|pt|%|\s*(ms|gb|mb)\b")  # behind a number
_VOCABULARY = re.compile(r"(vocab\w*|어휘)[\s\w:=()]{0,12}\Z")
_OF_VOCABULARY = re.compile(r"[\s-]*+(개의?|words?|tokens?)?[\s-]*+(vocab|word|token|어휘|단어)")
_SIZES = re.compile(r"\d+\s*(?:[-–→>:x,/]|->|to)\s*\d+\s*(?:[-–→>:x,/]|->|to)\s*\d+")


@dataclass(slots=True)
class Token:
    """A word or a number; `cut` says that a comma, an arrow or the like stands before it."""

    text: str
    start: int
    end: int
    latin: bool
    cut: bool
    gap: str = ""  # what stands before it
    segment: int = 0  # which part between punctuation marks
    value: float | None = None
    pair: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()  # the other reading of "1,024"
    required: bool = True  # a number that the diagram must show

    @property
    def is_number(self) -> bool:
        return self.value is not None or bool(self.pair)


@dataclass(slots=True)
class PromptWords:
    """A prompt, read once for all of its candidates."""

    text: str
    tokens: list[Token]
    ends: tuple[str, ...]  # mark behind each segment
    squeezed: str = ""
    place: list[int] = field(default_factory=list)  # token of each letter of `squeezed`
    first: list[int] = field(default_factory=list)  # first letter of each token in `squeezed`
    values: set[float] = field(default_factory=set)
    atoms: set[str] = field(default_factory=set)
    network: bool = False
    code: bool = (
        False  # numbers may stand twice: "Linear(300, 64), Linear(64, 10)", an encoder and its decoder
    )
    alias: str | None = None

    def said(self, first: int, last: int) -> str:
        """The words from one token to another as they stand."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def segments(self) -> list[list[str]]:
        """The words of each segment."""
        words: list[list[str]] = [[] for _ in self.ends]
        for token in self.tokens:
            words[token.segment].append(token.text)
        return words


@lru_cache(maxsize=32)
def read_prompt(text: str) -> PromptWords:
    """The prompt as words and numbers, with what each of them may mean."""
    lower = text.lower() if len(text.lower()) == len(text) else text
    tokens, ends = _tokens(lower)
    _read_numerals(tokens)
    read = PromptWords(text, tokens, ends)
    letters: list[str] = []
    for i, token in enumerate(tokens):
        read.first.append(len(letters))
        folded = squeeze(token.text)
        letters.extend(folded)
        read.place.extend([i] * len(folded))
        if token.value is not None:
            read.values.add(token.value)
        read.values.update(map(float, (*token.pair, *token.parts)))
        if token.latin:
            read.values.update(float(n) for n in re.findall(r"\d+", token.text))
        read.atoms |= layers_of(token.text)
    words = [word for token in tokens for word in (("," if token.cut else ""), token.text) if word]
    read.values.update(map(float, numerals.spoken(words)))  # "three hundred and seventeen"
    for number, unit in pairwise(words):
        if unit == "k" and number.isdecimal() and len(number) < 4:
            read.values.add(float(number) * 1000)
    read.squeezed = "".join(letters)
    if re.search(r"rgb|colou?r|컬러|칼라|색", lower):
        read.values.add(3.0)
    read.network = (
        not read.atoms.isdisjoint(words_of("network layers"))
        or any(token.pair or token.text in words_of("network words") for token in tokens)
        or {"input", "output"} <= read.atoms
        or bool(_SIZES.search(lower))
        or any(word in lower for word in ("신경망", "네트워크", "모델", "은닉", "퍼셉트론", "인코더"))
    )
    read.code = bool(re.search(r"[a-z]\w*\(\d+, *\w*=?\d|decoder|디코더|auto-?encoder|복원", lower))
    read.alias = alias_of(read)
    return read


def _tokens(lower: str) -> tuple[list[Token], tuple[str, ...]]:
    """(tokens, mark behind each segment) of a text in lower case."""
    tokens: list[Token] = []
    ends: list[str] = []
    before = 0
    for match in WORD.finditer(lower):
        word = match.group()
        gap = lower[before : match.start()]
        cut = not _JOINS.fullmatch(gap) or " - " in gap or "\n" in gap
        token = Token(word, match.start(), match.end(), match.lastgroup == "latin", cut, gap)
        if tokens and _ENDS_SEGMENT.search(gap):
            ends.append(gap.strip(" \"'()") or "\n")
        token.segment = len(ends)
        if match.lastgroup == "pair":
            token.pair = tuple(int(side[:LONGEST_NUMBER]) for side in re.findall(r"\d+", word))
        elif match.lastgroup == "number":
            token.value = float(word.replace(",", ""))
            token.parts = tuple(map(int, word.split(","))) if "," in word else ()
            token.required = _is_size(lower, match.start(), match.end())
        tokens.append(token)
        before = match.end()
    ends.append(lower[before:].strip() or ".")
    return tokens, tuple(ends)


def _is_size(lower: str, start: int, end: int) -> bool:
    """Whether a number in digits is one that a diagram shows: no ordinal, measure or vocabulary."""
    before, behind = lower[max(0, start - 24) : start], lower[end:]
    after = behind[:1]
    glued = after.isascii() and after.isalpha() and not re.match(r"(x|d|k)?\b", behind)
    part_of_word = re.search(r"[^\W\d_]\Z", before) and not HANGUL.match(before[-1])
    of_code = re.search(r"[a-z]\w*\((in_\w+=)?\Z", before) and re.match(r",\s*(\w+=)?\d", behind)
    vocabulary = _VOCABULARY.search(before) or _OF_VOCABULARY.match(behind)
    return not (glued or part_of_word or of_code or vocabulary or _NO_SIZE.match(behind))


def _read_numerals(tokens: list[Token]) -> None:
    """Sets the values of numbers in words; "twenty-four" and "two hundred" count once."""
    ones, tens, large = (numerals.values(kind) for kind in ("ones", "tens", "large"))
    small = numerals.below_hundred()
    done = 0
    for i, token in enumerate(tokens):
        if i < done:
            continue
        text = token.text[1:] if token.text[0] == "x" and token.text[1:] in ones else token.text
        if text[-1] == "x" and text[:-1] in ones and text != "six":
            text = text[:-1]
        if re.fullmatch(r"x\d{1,4}", text):
            token.value, token.required = float(text[1:]), False
        elif token.latin and (text in small or text in large):
            value, j = float(small.get(text) or large.get(text) or 0), i + 1
            if text in tens and j < len(tokens) and tokens[j].text in ones and not tokens[j].gap.strip(" -"):
                value += ones[tokens[j].text]
                j += 1
            while j < len(tokens) and tokens[j].text in large and not tokens[j].gap.strip():
                value *= large[tokens[j].text]
                j += 1
            done = j
            token.value = value
            token.required = (
                (text in ones and value not in (0, 1) and not _compound(tokens, j))
                or text in tens
                or text in ("dozen", "twice")
            )
            # "Two hundred and fifty" is one number.
            follows = tokens[j + (tokens[j].text == "and") :] if j < len(tokens) else []
            before = tokens[i - 1 - (i > 1 and tokens[i - 1].text == "and")].text if i else ""
            if before in large or (tokens[j - 1].text in large and follows and follows[0].text in small):
                token.required = False
        elif HANGUL.match(token.text):
            number, rest = numerals.korean(token.text)
            if number:
                token.value = number
                follows = tokens[i + 1].text if i + 1 < len(tokens) and not rest else rest
                token.required = number > 1 and follows.startswith(numerals.COUNTERS)
        elif token.latin and len(text) > 4 and not is_structural(text):
            number = numerals.misspelt(text)
            if number is not None:
                token.value, token.required = float(number), False


def _compound(tokens: list[Token], j: int) -> bool:
    """Whether a number in words belongs to a compound that tells no count of layers: "two-way"."""
    if j >= len(tokens) or tokens[j].gap != "-":
        return False
    return not layers_of(tokens[j].text) and tokens[j].text not in words_of("network words")

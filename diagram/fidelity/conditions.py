"""Conditions that turn another one round: the "no" branch of a decision needs no name of its own.

"합격하면 졸업, 불합격하면 재시험" has one decision, 합격; so has "if approved ..., if unapproved ...".
"""

from __future__ import annotations

from functools import lru_cache

from diagram.fidelity.drawn import Drawn
from diagram.wording.layers import WORD
from diagram.wording.lists import HANGUL, lines_of, stem_of
from diagram.wording.reading import PromptWords

_PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "불", "비", "미", "부", "무")
LEAST_SHARED = 4  # letters that an English word and its negation share
LONGEST_KOREAN = 4  # syllables of a condition that names nothing: "낮으면"


def turned_conditions(read: PromptWords, drawn: Drawn | None = None) -> set[int]:
    """The tokens that only turn a condition round, of those a decision that is drawn with two ways out."""
    decided = _decided(drawn) if drawn else ()
    return {
        i
        for i, token in enumerate(read.tokens)
        if (HANGUL.match(token.text) and _turns_korean(read, i))
        or (decided and _in_condition(read, i) and any(_opposite(token.text, word) for word in decided))
    }


def _decided(drawn: Drawn) -> tuple[str, ...]:
    """The words of the decisions that lead to at least two nodes."""
    structure = drawn.structure
    words = []
    for i, node in enumerate(structure.nodes):
        if node.attributes.decision and len({(t, label) for s, t, label in structure.edges if s == i}) > 1:
            words += [match.group() for match in WORD.finditer(node.name.lower())]
    return tuple(words)


def _turns_korean(read: PromptWords, i: int) -> bool:
    """Whether a Korean word only turns a condition round: "익지 않으면", "낮으면"."""
    text = read.tokens[i].text
    if text.endswith("지") and i + 1 < len(read.tokens) and read.tokens[i + 1].text[0] in "않못안":
        return True
    return len(text) <= LONGEST_KOREAN and text.endswith(("면", "든", "을때"))


def _in_condition(read: PromptWords, i: int) -> bool:
    """Whether a word stands in a condition: "불합격하면", "불합격 시", "if it is rejected"."""
    token = read.tokens[i]
    if not token.latin:
        after = read.tokens[i + 1].text if i + 1 < len(read.tokens) and not read.tokens[i + 1].cut else ""
        ends = token.text.endswith(("면", "든", "시", "때", "경우", "때는", "경우에는", "시에는"))
        return ends or after.startswith(("시", "때", "경우"))
    before = [t.text for t in read.tokens[max(0, i - 6) : i] if t.segment == token.segment]
    return not {"if", "when", "unless", "case", "else", "otherwise", "or"}.isdisjoint(before)


def _opposite(word: str, other: str) -> bool:
    """Whether one of the words negates the other, as far as their prefixes and the list know."""
    for a, b in ((word, other), (other, word)):
        korean = bool(HANGUL.match(a))
        least = 2 if korean else LEAST_SHARED
        short = stem_of(b) if korean else b[:-1]  # "승인" of "승인이", "approve" of "approves"
        roots = tuple(root for root in (b, short) if len(root) >= least)
        if any(a.removeprefix(prefix).startswith(roots) for prefix in _PREFIXES if a.startswith(prefix)):
            return True
    sides = [[_starts(text, side) for side in pair] for pair in _opposites() for text in (word, other)]
    return any((a and d) or (b and c) for (a, b), (c, d) in zip(sides[::2], sides[1::2], strict=True))


def _starts(word: str, stems: tuple[str, ...]) -> bool:
    return any(word == stem if stem.isascii() and len(stem) < 4 else word.startswith(stem) for stem in stems)


@lru_cache(maxsize=1)
def _opposites() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The two sides of every line of words/opposites.txt."""
    sides = (line.split("|") for line in lines_of("opposites.txt"))
    return tuple((tuple(a.split()), tuple(b.split())) for a, b in sides)

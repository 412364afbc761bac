"""Layers of a kind, drawn more or less often than the prompt says: "5 hidden layers" drawn as eight.

Read is only a number beside a kind of layer and the word "layers": "three conv layers", "은닉층 3개". Where
other words make the total another one (each, blocks, a second mention), too many are no mistake.
"""

from __future__ import annotations

import re
from collections import Counter

from diagram.fidelity.drawn import Drawn
from diagram.wording.layers import layers_in, layers_of
from diagram.wording.lists import words_of
from diagram.wording.numerals import below_hundred
from diagram.wording.reading import PromptWords

LARGEST_COUNT = 20
# Each kind, and what it may also be drawn as.
_KINDS = {
    "conv": {"deconv", "upsample"},
    "hidden": {"dense", "layer", "latent"},
    "dense": {"hidden", "output", "softmax", "layer"},
    "pool": {"max", "avg"},
    "lstm": {"rnn"},
    "gru": {"rnn"},
    "rnn": {"lstm", "gru"},
    "attention": set(),
    "dropout": set(),
}
_ENGLISH = re.compile(r"[ -]((?:[\w×]+[ -]){1,4}?)layers\b")
_STOPS = re.compile(r"\b(?:a|an|and|as|by|for|from|in|into|of|on|or|out|the|then|to|with|after|before)\b")
_LAYERS = r"((?:[가-힣]{1,8} ?){1,2}?(?:층|레이어))"
_NUMBER = r"(?:\d{1,2}|[가-힣]{1,2}?) ?"
_UNITS = "노드|뉴런|유닛|차원|필터|채널|단위|값|크기"
_KOREAN = re.compile(rf"{_NUMBER}개의? {_LAYERS}(?!수)")
_SIZED = re.compile(rf"(?:{_UNITS})[은는이가을를]? ?\Z")
_OTHER_SIZE = re.compile(r"\d ?(?:[,와과/&~-]|and|to|or) ?\Z")  # before a number: "10과 14개"
_KOREAN_BEFORE = re.compile(rf"(?:\A|(?<=[^가-힣])){_LAYERS}[은이을를]? ?\Z")
_KOREAN_BEHIND = re.compile(rf"{_NUMBER}개(?!,? ?(?:[와과]|그리고)? ?\d|의? ?(?:{_UNITS})|짜리|씩)")
_OF_SIZE = re.compile(  # behind a number: "5 layers of 7,718 hidden units", "7 layers, each with 512"
    r" (?:[a-z]+ ){0,2}layers,? (?:each )?(?:of|with|having) (?:size )?"
    r"(\d[\d,]*)(k?)\b(?!,? ?(?:and|to|&|/|,|x|-) ?\d)"
)
_TOTALS = re.compile(  # words by which there may be more of them in all
    r"\b(?:per|repeat\w*|times|twice|thrice|x ?\d+|blocks?|stages?|stacks?|both|again|another|more|additional"
    r"|extra|branch\w*|parallel|towers?|siamese|paths?|encoders?|decoders?|networks|models)\b"
    r"|\b(?:each|every)\b(?! (?:with|of|having|followed))|at least"
    r"|마다|각각|반복|블록|스택|단계|씩|더 |또|인코더|디코더|×"
)


def wrong_counts(read: PromptWords, drawn: Drawn) -> dict[int, str]:
    """{number's token: the words of the prompt} of every count of layers that is not the one drawn."""
    lower = read.text.lower()
    counts = layer_counts(read)
    wrong: dict[int, str] = {}
    for i, (kind, said, first, last) in counts.items():
        if drawn.strict[i]:
            continue
        low, high, alone = _there(drawn, kind)
        value = int(read.tokens[i].value or 0)
        sized = first < read.tokens[i].start and alone == [value]  # "은닉층 3개" of 3 units perhaps
        if not high or sized or low <= value <= high:
            continue
        again = any(
            kind in layers_of(token.text)
            and not first <= token.start < last
            and (token.text not in words_of("network names") or lower.startswith(" layer", token.end))
            for token in read.tokens
        )
        spans = [(start, end) for _, _, start, end in counts.values()]
        again = again or any(  # "two layers of 456 and 27", which may be of any kind
            token.text == "layers" and not any(start <= token.start < end for start, end in spans)
            for token in read.tokens
        )
        if high < value or not (again or _TOTALS.search(lower)):
            wrong[i] = said
    return wrong


def wrong_repeats(read: PromptWords, drawn: Drawn) -> list[str]:
    """The words "5 layers of 512" where another number of layers of that size is drawn."""
    if drawn.structure.groups or read.code or drawn.repeated:
        return []
    lower, wrong = read.text.lower(), []
    said = Counter(token.value for token in read.tokens)
    for token in read.tokens:
        match = _OF_SIZE.match(lower, token.end)
        if not match or token.value is None or not 1 < token.value <= LARGEST_COUNT:
            continue
        size = int(match[1].replace(",", "").rstrip(",") or 0) * (1000 if match[2] else 1)
        there = sum(size in (n.attributes.units, n.attributes.channels) for n in drawn.structure.nodes)
        if there and there != token.value and said[size] < 2:
            wrong.append(" ".join(read.text[token.start : match.end()].split()))
    return wrong


def counts_as_sizes(read: PromptWords, drawn: Drawn) -> list[str]:
    """Layers whose size the prompt says only as a number of layers: "5 conv layers" with `output #5`."""
    counts = {i for i, (_, _, first, _) in layer_counts(read).items() if first == read.tokens[i].start}
    counted = {read.tokens[i].value for i in counts}
    if not counted:
        return []
    said = {float(n) for token in read.tokens for n in (*token.pair, *token.parts)}
    said |= {
        token.value for i, token in enumerate(read.tokens) if token.value is not None and i not in counts
    }
    sized = [(node.name, node.attributes.units) for node in drawn.structure.nodes]
    return [f"{name} {n}" for name, n in sized if n is not None and n != 1 and n in counted - said]


def layer_counts(read: PromptWords) -> dict[int, tuple[str, str, int, int]]:
    """{number's token: (kind, words, where they start, where they end)} of the counts of layers said."""
    lower = read.text.lower()
    found = {}
    for i, token in enumerate(read.tokens):
        value = token.value
        if (
            value is None
            or value % 1
            or not 1 <= value <= LARGEST_COUNT
            or lower[: token.start].endswith("#")
        ):
            continue
        if _OTHER_SIZE.search(lower, max(0, token.start - 6), token.start):
            continue
        before = _KOREAN_BEFORE.search(lower, max(0, token.start - 24), token.start)
        english, korean = _ENGLISH.match(lower, token.end), _KOREAN.match(lower, token.start)
        if english and not _STOPS.search(english[1]):
            name, first, last = english[1], token.start, english.end()
        elif korean and not _SIZED.search(lower[: token.start]):
            name, first, last = korean[1], token.start, korean.end()
        elif before and (behind := _KOREAN_BEHIND.match(lower, token.start)):
            name, first, last = before[1], before.start(1), behind.end()
        else:
            continue
        kinds = (layers_in(name) & _KINDS.keys()) - ({"dense"} if "hidden" in layers_in(name) else set())
        numbers = {"deconv"} & layers_in(name) or any(word in below_hundred() for word in name.split())
        if len(kinds) == 1 and not numbers and not re.search(_UNITS, name):
            found[i] = (*kinds, " ".join(read.text[first:last].split()), first, last)
    return found


def _there(drawn: Drawn, kind: str) -> tuple[int, int, list[int | None]]:
    """(fewest, most) layers of a kind by all ways to count them, and the units of those nodes."""
    titles = {group: re.search(r"×(\d+)$", group) for group in drawn.structure.groups}
    plain = repeated = wide = 0
    units = []
    for node in drawn.structure.nodes:
        atoms = layers_in(node.name)
        title = titles.get(node.group or "")
        times = (node.attributes.repeats or 1) * (int(title[1]) if title else 1)
        if kind in atoms and "deconv" not in atoms:
            plain, repeated = plain + 1, repeated + times
            units.append(node.attributes.units)
        elif atoms & (_KINDS[kind] | {kind}):
            wide += times
    low = min(plain, repeated) if any(titles.values()) else repeated
    return low, repeated + wide, units

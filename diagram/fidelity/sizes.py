"""Numbers that are drawn, but on other nodes or more often than the prompt says them."""

from __future__ import annotations

import re
from itertools import groupby

from diagram.fidelity.drawn import Drawn
from diagram.outline import fold
from diagram.wording.layers import layers_in
from diagram.wording.lists import squeeze, words_of
from diagram.wording.reading import PromptWords

LEAST_COUNT, LARGEST_COUNT = 2, 20
_NUMBER = r"(?<!\d)(\d{1,8})(?!\d)"
_COMMAS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_THOUSAND = re.compile(r"\b(\d{1,3})k\b")
_UNITS = (
    r"(?:[- ]?(?:dim[a-z]{0,12}|nodes?|units?|neurons?|elements?|class(?:es)?|values?|features?|개|차원)의?)?"
)
_OF_LAYER = (
    r"(?: layers?)?(?: size| nodes?| units?| neurons?| 유닛| 뉴런| 노드)?"
    r"(?: of| with| has|:| =|=|\(| size)* ?\(?"
)
_ENDS = {  # the words of an end, for a number before them and after them
    "input": (r"inputs?\b|입력", r"\binputs?|입력(?:층|은|이)*"),
    "output": (r"outputs?\b|출력|class|categor|클래스|범주", r"\boutputs?|출력(?:층|은|이)*|\bpredicts?"),
}


def misplaced_sizes(read: PromptWords, drawn: Drawn) -> list[str]:
    """Sizes that stand in another order than the prompt says them, or at another end.

    An autoencoder's and a grouped network's are left out: the sizes of an encoder come again in its decoder.
    """
    if read.code or drawn.structure.groups:
        return []
    ends = {end: _said_sizes(_in_full(read.text.lower()), *words) for end, words in _ENDS.items()}
    units: list[float] = []
    channels: list[float] = []
    wrong = []
    for node in drawn.structure.nodes:
        a = node.attributes
        end = next((end for end in ends if end in layers_in(node.name)), "")
        if a.units is not None and ends.get(end):
            wrong += [] if a.units in ends[end] else [str(a.units)]
        elif a.units is not None:
            units.append(float(a.units))
        if a.channels is not None and end != "input":
            channels.append(float(a.channels))
    if wrong or words_of("backwards").intersection(token.text for token in read.tokens):
        return wrong
    plain = [token.value for token in read.tokens if token.value is not None]
    either = [n for t in read.tokens for n in ((t.value,) if t.value is not None else map(float, t.pair))]
    lost = [_out_of_order(units, either), _out_of_order(channels, plain)]
    return [f"{value:g}" for value in lost if value is not None]


def _in_full(lower: str) -> str:
    """The text with "12,288" as 12288 and "12k" as 12000."""
    return _THOUSAND.sub(r"\g<1>000", _COMMAS.sub("", lower))


def _said_sizes(lower: str, before: str, after: str) -> set[int]:
    """The sizes that a prompt gives an end of the network: "784 inputs", "10 units in the output layer"."""
    patterns = (
        rf"{_NUMBER}{_UNITS}[- ]?(?:[a-z]{{1,20}} )?(?:{before})",
        rf"{_NUMBER} \w{{1,20}} (?:in|for|of|at) (?:the|its|an) (?:{before})",
        rf"(?:{after}){_OF_LAYER}{_NUMBER}",
    )
    return {int(n) for pattern in patterns for n in re.findall(pattern, lower)}


def _out_of_order(drawn: list[float], said: list[float]) -> float | None:
    """The first size that is said only before the others; a run of equal ones may be said once."""
    at = 0
    for value, run in groupby(drawn):
        count = len(list(run))
        if value not in said[at:]:
            return value if value in said else None
        often = said.count(value)
        at = said.index(value, at) + 1
        for _ in range(min(count, often) - 1):
            at = said.index(value, at) + 1 if value in said[at:] else at
    return None


def lost_counts(read: PromptWords, drawn: Drawn) -> list[str]:
    """Numbers of things drawn as one: "three clients" as a node "clients" without ×3."""
    lost = []
    for i, token in enumerate(read.tokens[:-1]):
        value, after = token.value, read.tokens[i + 1]
        if value is None or not LEAST_COUNT <= value <= LARGEST_COUNT or value % 1 or not token.required:
            continue
        if after.cut or after.gap.strip() or drawn.strict[i] or not after.latin:
            continue
        names = [n for n in drawn.names if any(first == i + 1 for first, _ in drawn.hits.get(n, ()))]
        if not names or not _is_plural(read, drawn, max(names, key=len), i + 1):
            continue
        stem = _singular(squeeze(max(names, key=len)))
        alike = [node for node in drawn.structure.nodes if _singular(squeeze(node.name)).startswith(stem)]
        sizes = {n for node in alike for n in (node.attributes.units, node.attributes.channels)}
        there = sum(node.attributes.repeats or 1 for node in alike)
        listed = {len(items) for s in drawn.outline.statements for items in s.lists if _among(items, names)}
        one = not any(node.attributes.decision for node in alike)
        if one and there < value and value not in sizes and value not in listed:
            lost.append(f"{value:g}")
    return lost


def _among(items: tuple, names: list[str]) -> bool:
    return bool({fold(item.name) for item in items} & set(map(fold, names)))


def _is_plural(read: PromptWords, drawn: Drawn, name: str, first: int) -> bool:
    last = next(last for start, last in drawn.hits[name] if start == first)
    return read.tokens[last].text.endswith("s")


def _singular(word: str) -> str:
    return re.sub(r"(?<=\w\w)(es|s)$", "", word)

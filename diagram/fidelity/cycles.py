"""Cycles that the prompt says in so many words, and that no way in the drawing closes."""

from __future__ import annotations

import re

from diagram.fidelity.drawn import Drawn
from diagram.fidelity.report import CYCLE
from diagram.wording.reading import PromptWords

LONGEST_BACK = 32  # characters of "goes back to the"
_SAID = re.compile(
    r"\b(?:the |this )?(?:whole )?(?:cycle|loop|process|it) (?:then )?(?:is )?"
    r"(?:repeats?\b|repeated\b(?! \w+ times)|starts? (?:over|again|anew)|begins? (?:over|again|anew))"
    r"(?! (?:every|each|on|at|once|twice|\d|\w+ times|[a-z]+ly\b))"
    r"|\bin an? (?:endless |continuous |never-ending )?(?:cycle|loop)\b"
    r"|\brepeats?(?: the (?:whole )?(?:cycle|loop|process))?(?= *(?:[.,;!]|until|forever|again|\Z))"
    r"|\bback to the (?:very )?(?:start|beginning|first (?:step|stage))\b"
    r"|\b(?:starts?|begins?|starting|beginning) (?:all )?over\b(?! (?:a|the|with a)\b)"
    r"|순환(?=한|합|하[며고여는]|해|함|된|됩|되|됨)\w*"
    r"|(?<!번 )(?<!번)(?<!회 )(?<!회)(?<!씩 )(?<!차례 )(?<!매[일주달월년] )(?<!마다 )(?:반복|되풀이)"
    r"(?=한|합|하[며고여]|해|함|된|됩|되[며고어]|됨|\s*[.!]?\s*\Z)\w*"
    r"|(?:다시 )?처음으로 (?:다시 )?(?:돌아|되돌아)\w*"
)
_BACK_TO = re.compile(
    r"\b(?:(?:goes|go|loops?|jumps?|comes?|leads?|flows?|cycles?|then) back (?:in)?to|returns? to)"
    r"(?: the| an?)? \Z"
)
_BACK_KO = re.compile(r"(?:으로|로)? ?(?:다시 )?(?:되)?돌아(?:간|가|갑|감|온|와|옵|옴)\w*")
_NEGATIONS = ("not ", "n't ", "never ", "no ", "without ")
_TITLE = re.compile(  # of the many things called cycles those that are certain to go round
    r"\A[^.,:;\n]*(?:\b(?:water|hydrologic(?:al)?|carbon|nitrogen|oxygen|phosphorus|rock|pdca|deming) cycle"
    r"|순환(?! ?(?:신경|계|층|버스|참조|도로))\w?)(?: diagram)?\s*[:\n]"
)


def lost_cycle(read: PromptWords, drawn: Drawn) -> list[str]:
    """The words that say a cycle, if nothing drawn goes round and nothing is drawn as repeated."""
    structure = drawn.structure
    if len(structure.edges) < 2 or drawn.layered or drawn.repeated or drawn.edges.go_round:
        return []
    lower = read.text.lower()
    for match in (*_SAID.finditer(lower), *_TITLE.finditer(lower)):
        if not lower[: match.start()].endswith(_NEGATIONS) and not _named(read, drawn, match.end()):
            return [f"{CYCLE} {' '.join(match.group().split()).rstrip(': ')}"]
    return _back_to_name(read, drawn, lower)


def _back_to_name(read: PromptWords, drawn: Drawn, lower: str) -> list[str]:
    """The words "goes back to NAME" where the name was said before."""
    names: set[str] = set()
    for mention in drawn.mentions:
        start, end = read.tokens[mention.first].start, read.tokens[mention.last].end
        before = _BACK_TO.search(lower, max(0, start - LONGEST_BACK), start)
        behind = _BACK_KO.match(lower, end)
        if mention.name in names and (before or behind):
            said = read.text[before.start() if before else start : behind.end() if behind else end]
            return [f"{CYCLE} {' '.join(said.split())}"]
        names.add(mention.name)
    return []


def _named(read: PromptWords, drawn: Drawn, end: int) -> bool:
    """Whether the last word before this place is part of what is drawn: a step "repeat"."""
    last = max((i for i, token in enumerate(read.tokens) if token.start < end), default=0)
    return bool(read.tokens) and drawn.strict[last]

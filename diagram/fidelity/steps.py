"""Steps that are drawn as one, left out at the end, or one behind the other where they stand side by side."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from diagram.fidelity.drawn import Drawn
from diagram.fidelity.layers import is_data_flow
from diagram.fidelity.report import LAST, TOGETHER
from diagram.outline import fold
from diagram.wording.reading import PromptWords

_TWO = re.compile(r"[을를] ?[가-힣]{1,5}(?:고|한 뒤|한 다음|한 후) [가-힣]|[a-z],? (?:and )?then [a-z]")
_AND = re.compile(r"[ ,]*(?:and|&)(?: also)?(?: the| an?| our| my| your)? *")
_AND_KO = re.compile(r"(?:[와과]|이?랑|하고) ?")
_BOTH = re.compile(r"\bboth(?: the| an?| our| my| your)? \Z")
_DOES = re.compile(r" *\w")  # behind the second name: a verb, no end of the sentence
_DO = re.compile(  # of both of them: a verb in the plural
    r" *(?:both |all |each |then )?(?:send|feed|go|write|connect|report|flow|merge|join|lead|belong|come|talk"
    r"|pass|push|call|use|share|publish|post|deliver|supply|work|depend|log|link|point|contribute|run|move|enter"
    r"|are|meet|need|give|read)\b(?! it\b)"
)
_ALL_KO = re.compile(r"[은는이가]? ?(?:모두|둘 다|다 함께|함께|전부|각각)(?= )")
_ALIKE = re.compile(r"[^.]*(?:\b(?:each other|one another|mutual)|서로)")
_VERB = re.compile(r"(?!주|줘|됩|된|되|좋|싶|바랍|보|있|없|끝|그려)[가-힣]+(?:다|요|음|함|기)\Z")


def lost_last(read: PromptWords, drawn: Drawn) -> list[str]:
    """The verb that ends a Korean prompt behind a step that is drawn: 먹는다 of "3분 기다렸다가 먹는다"."""
    if len(read.tokens) < 3 or drawn.layered or is_data_flow(read):
        return []
    before, last = read.tokens[-2:]
    drawn_before = drawn.strict[-2] and before.text.endswith(("고", "다가"))
    if not drawn_before or drawn.strict[-1] or last.cut or not _VERB.match(last.text):
        return []
    return [f"{LAST} {last.text}"]


def two_in_one(drawn: Drawn) -> list[str]:
    """Names that hold two steps: "물을 주고 햇볕"."""
    return [f"{TOGETHER} {name}" for name in dict.fromkeys(drawn.names) if _TWO.search(name.lower())]


def chained(read: PromptWords, drawn: Drawn) -> list[str]:
    """The way from A to B where the prompt has both do something: "A and B send to C"."""
    if drawn.layered or is_data_flow(read):
        return []
    lower = read.text.lower()
    often = Counter(mention.name for mention in drawn.mentions)
    found = []
    for a, b in pairwise(drawn.mentions):
        if fold(b.name) not in drawn.edges.after[fold(a.name)] or fold(a.name) == fold(b.name):
            continue
        if often[a.name] > 1 < often[b.name]:
            continue
        before, behind = lower[: read.tokens[a.first].start], lower[b.end : b.end + 60]
        between = lower[a.end : read.tokens[b.first].start]
        both = _BOTH.search(before, max(0, len(before) - 16)) and _DOES.match(behind)
        side = _AND.fullmatch(between) and (both or _DO.match(behind))
        side = side or (_AND_KO.fullmatch(between) and _ALL_KO.match(behind))
        if side and not _ALIKE.match(behind):
            found.append(f"{a.name} → {b.name}")
    return found

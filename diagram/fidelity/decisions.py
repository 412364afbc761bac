"""Decisions that are not drawn, that have too few ways out, or whose branches end too early.

A prompt that says "if", and a drawing without a choice; "otherwise", and a decision with one way out; "either
way" or "finally", and a branch from which no way leads on.
"""

from __future__ import annotations

import re
from functools import lru_cache

from diagram.fidelity.drawn import Drawn
from diagram.fidelity.report import DEAD_END, DECISION
from diagram.outline import fold
from diagram.wording.reading import PromptWords

NEAR = 30  # characters behind a condition in which something drawn must stand
MOST_WORDS = 6  # of a condition that are shown
YES = frozenset(("yes", "y", "true", "예", "네", "참"))
YES_OR_NO = YES | {"no", "n", "false", "아니오", "아니요", "거짓"}
_CONDITION = re.compile(
    r"\b(?:if|unless|otherwise|in case|depending on)\b(?! (?:possible|you|needed|necessary|any|so desired))"
    r"|만약|만일|아니면|그렇지 않으면|지 않으면|여부(?=에|를)|에 따라"
)
_OTHERWISE = re.compile(r"\botherwise\b|\belse\b|\bif not\b|\bor not\b|아니면|지 않으면|아닐 경우|아닌 경우")
_FOR_ALL = re.compile(  # after which whatever comes is for all branches
    r"\b(?:either|any) way\b|\b(?:in|for) (?:both|either|any|all) (?:of the )?(?:cases?|situations?)\b"
    r"|\bno matter (?:what|which|how)\b|\bregardless\b|\bwhichever\b|\bin any event\b"
    r"|\bboth (?:paths?|branches|ways|cases|of them|of these) (?:then|lead|end|join|meet|continue|go|merge)"
    r"|어느 경우|어떤 경우|어느 쪽이든|두 경우 모두|둘 다 |공통으로|공통적으로|상관없이|관계없이"
)
_AT_LAST = re.compile(  # the same, less sure: at the start of a sentence
    r"(?<=[.!?;\n])\s*(?:and )?(?:finally|lastly|in the end|at the end|eventually|then|after that|afterwards"
    r"|마지막으로|최종적으로|끝으로|그 ?다음|그 ?후|그런 ?다음|이후)(?:에는|에|은|는)?\b,?"
)
_ASKS = re.compile(
    r"\?|\b(?:if|whether|depend\w*|when\w*|in case|unless|otherwise|else|either|or|decid\w*|decision|yes|no"
    r"|not|check\w*|verif\w*|test\w*|until|till|while|once|should|provided|assuming|suppos\w*|as soon"
    r"|in the event|condition\w*|fail\w*)\b|면|든|경우|따라|여부|확인|아니|판단|때|검사|없|않|인지|조건"
)


def lost_decision(read: PromptWords, drawn: Drawn) -> list[str]:
    """The words of a condition, if nothing drawn is a choice."""
    edges = drawn.structure.edges
    choice = drawn.layered or not edges or any(label for _, _, label in edges) or _decisions(drawn)
    if choice or any(len(targets) > 1 for targets in drawn.edges.after.values()):
        return []
    for start, end in _spans(_CONDITION, read.text):
        if drawn.covers(end, end + NEAR) and not drawn.covers(start, end):
            words = re.split(r"[,.;:\n]", read.text[start:], maxsplit=1)[0].split()
            return [f"{DECISION} {' '.join(words[:MOST_WORDS])}"]
    return []


def lacks_exits(read: PromptWords, drawn: Drawn) -> bool:
    """Whether a decision has no way out, or only that of "yes" where the prompt says the other, too."""
    numbers = _decisions(drawn)
    for number in numbers:
        labels = [label for source, _, label in drawn.structure.edges if source == number]
        if not labels:
            return True
        if len(labels) == 1 and fold(labels[0]) in YES:
            others = [span for span in _spans(_OTHERWISE, read.text) if not drawn.covers(*span)]
            if len(others) >= len(numbers):
                return True
    return False


def is_unasked(read: PromptWords, drawn: Drawn) -> bool:
    """Whether something is drawn as a question with yes or no in answer to a prompt that asks nothing."""
    numbers = {n for n in _decisions(drawn) if drawn.structure.nodes[n].name in drawn.hits}
    if not any(source in numbers and fold(label) in YES_OR_NO for source, _, label in drawn.structure.edges):
        return False
    return not _ASKS.search(read.text.lower())


def dead_ends(read: PromptWords, drawn: Drawn) -> list[str]:
    """Branches from which no way leads to what the prompt says for all of them."""
    structure = drawn.structure
    lost = []
    for number in _decisions(drawn):
        targets = list(dict.fromkeys(target for source, target, _ in structure.edges if source == number))
        names = [fold(structure.nodes[target].name) for target in targets]
        places = {fold(m.name): m.first for m in reversed(drawn.mentions)}
        if len(targets) < 2 or not places.keys() >= set(names):
            continue
        nested = any(structure.nodes[target].attributes.decision for target in targets)
        lost += _cut_off(read, drawn, number, names, max(places[name] for name in names), nested)
    return [f"{DEAD_END} {name}" for name in dict.fromkeys(lost)]


def _cut_off(
    read: PromptWords, drawn: Drawn, number: int, branches: list[str], last: int, nested: bool
) -> list[str]:
    """The names of a decision's branches that end; `last` is the token where the last of them begins."""
    edges, source = drawn.edges, fold(drawn.structure.nodes[number].name)
    behind = [mention for mention in drawn.mentions if mention.first > last]
    for pattern in (_FOR_ALL, _AT_LAST):
        for start, end in _spans(pattern, read.text):
            goal = next((m for m in behind if read.tokens[m.first].start >= end), None)
            if start < read.tokens[last].start or goal is None:
                continue
            if pattern is _AT_LAST and (nested or goal is not behind[0]):
                continue
            ways = {name: {name, *edges.reached(name)} for name in branches}
            ended = [name for name, way in ways.items() if not way & {fold(goal.name), source}]
            if ended and any(fold(goal.name) in way for way in ways.values()):
                return [edges.names[name] for name in ended]
    return []


def _decisions(drawn: Drawn) -> list[int]:
    return [node.number for node in drawn.structure.nodes if node.attributes.decision]


@lru_cache(maxsize=256)
def _spans(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in pattern.finditer(text.lower()))

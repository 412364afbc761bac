"""What is odd in a drawing whatever its names: pieces apart in one text, branches with the same label."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter

from diagram.fidelity.decisions import is_unasked, lacks_exits
from diagram.fidelity.drawn import Drawn
from diagram.fidelity.layers import is_data_flow
from diagram.outline import Outline, Structure, fold
from diagram.wording.reading import PromptWords

_LISTED = re.compile(
    r"\n|[:;|]|\(|^ *(?:[-*•]|\d+[.)]) |\bgroups?\b|\bunconnected\b|\bseparate"
    r"|\brespectively\b|\bwhile\b|\bwhereas\b|그룹|묶|각각"
)
_SENTENCE_ENDS = re.compile(r"[.!?](?!\w)")
_GROUPS = re.compile(  # what may say a group, in whatever sense
    r"group|contain|inside|consist|\bha(?:s|ve|d)\b|[\n:\[\]()<>|{}#×]|[-–] |part of|belong|within|includ"
    r"|made|block|layer|stack|encoder|stage|phase|repeat|times|x ?\d|\bin\b|side"
    r"|속|포함|안에|구성|그룹|에는|있|묶|이루|반복|번|중|소속|영역|계층|단계|레이어|층"
)


def flaws(read: PromptWords, drawn: Drawn, described: bool) -> tuple[str, ...]:
    """Which of the flaws below the drawing has; `described` says that the prompt says the parts."""
    found = {
        "pieces": _in_pieces(read, drawn),
        "branches": _same_branches(drawn),
        "itself": repeats_itself(drawn.structure, drawn.outline),
        "unlabelled": _half_labelled(drawn.outline),
        "exits": lacks_exits(read, drawn),
        "unasked": described and is_unasked(read, drawn),
        "frame": described and bool(drawn.structure.groups) and not _GROUPS.search(read.text.lower()),
    }
    return tuple(flaw for flaw, there in found.items() if there)


def repeats_itself(structure: Structure, outline: Outline) -> bool:
    """Whether something points to itself or a list names the same node twice, as no prompt means."""
    lists = [
        [(fold(item.name), item.ordinal) for item in items if not item.new]
        for statement in outline.statements
        for items in statement.lists
        if len(items) > 1
    ]
    return any(a == b for a, b, _ in structure.edges) or any(len(set(items)) < len(items) for items in lists)


def _half_labelled(outline: Outline) -> bool:
    """Whether of the branches that stand in one list some have labels and others have none."""
    lists = [items for statement in outline.statements for items in statement.lists if len(items) > 1]
    return any(0 < sum(bool(item.label) for item in items) < len(items) for items in lists)


def _in_pieces(read: PromptWords, drawn: Drawn) -> bool:
    """Whether one sentence of a plain text names parts of two pieces that no line joins."""
    edges = drawn.edges
    plain = not (drawn.structure.groups or edges.declared or _LISTED.search(read.text.lower()))
    if not plain or is_data_flow(read) or edges.connected or not drawn.structure.edges:
        return False
    ends = [match.start() for match in _SENTENCE_ENDS.finditer(read.text)]
    pieces: dict[int, set[int]] = {}
    for mention in drawn.mentions:
        sentence = bisect(ends, read.tokens[mention.first].start)
        pieces.setdefault(sentence, set()).add(id(edges.parts[fold(mention.name)]))
    return any(len(parts) > 1 for parts in pieces.values())


def _same_branches(drawn: Drawn) -> bool:
    """Whether a decision has two ways out of the same label."""
    structure = drawn.structure
    decisions = {i for i, node in enumerate(structure.nodes) if node.attributes.decision}
    labels = Counter((source, fold(label)) for source, _, label in structure.edges if source in decisions)
    return any(count > 1 and label for (_, label), count in labels.items())

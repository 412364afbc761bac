"""What is odd in a drawing whatever its names: pieces apart in one text, branches with the same label."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter

from diagram.fidelity.drawn import Drawn
from diagram.fidelity.layers import is_data_flow
from diagram.fidelity.relations import Edges, mentions
from diagram.outline import fold
from diagram.wording.reading import PromptWords

_LISTED = re.compile(
    r"\n|[:;|]|\(|^ *(?:[-*•]|\d+[.)]) |\bgroups?\b|\bunconnected\b|\bseparate"
    r"|\brespectively\b|\bwhile\b|\bwhereas\b|그룹|묶|각각"
)
_SENTENCE_ENDS = re.compile(r"[.!?](?!\w)")


def flaws(read: PromptWords, drawn: Drawn) -> tuple[str, ...]:
    """Of "pieces" and "branches" what the drawing has."""
    found = {"pieces": _in_pieces(read, drawn), "branches": _same_branches(drawn)}
    return tuple(flaw for flaw, there in found.items() if there)


def _in_pieces(read: PromptWords, drawn: Drawn) -> bool:
    """Whether one sentence of a plain text names parts of two pieces that no line joins."""
    edges = Edges(drawn)
    plain = not (drawn.structure.groups or edges.declared or _LISTED.search(read.text.lower()))
    if not plain or is_data_flow(read) or edges.connected or not drawn.structure.edges:
        return False
    ends = [match.start() for match in _SENTENCE_ENDS.finditer(read.text)]
    pieces: dict[int, set[int]] = {}
    for mention in mentions(read, drawn):
        sentence = bisect(ends, read.tokens[mention.first].start)
        pieces.setdefault(sentence, set()).add(id(edges.parts[fold(mention.name)]))
    return any(len(parts) > 1 for parts in pieces.values())


def _same_branches(drawn: Drawn) -> bool:
    """Whether a decision has two ways out of the same label."""
    structure = drawn.structure
    decisions = {i for i, node in enumerate(structure.nodes) if node.attributes.decision}
    labels = Counter((source, fold(label)) for source, _, label in structure.edges if source in decisions)
    return any(count > 1 and label for (_, label), count in labels.items())

"""What a model wrote, without some of the places where it differs from the old outline: its slips of copying.

A small model copies most of an outline well and slips now and then far from what the request is about. Where
no outline that it wrote may be taken, one of these may; the same checks decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from diagram.errors import DiagramError
from diagram.outline import Outline, parse

MOST = 3  # places that differ; of more it is not plain which belong together
WORDS = re.compile(r"\n|->|[,;:\[\]]|[^\s,;:\[\]]+")


def prunings(old: Outline, new: Outline) -> Iterator[Outline]:
    """`new` with one or more of the places where it differs from `old` as they were; the fewest first.

    Nothing where it differs in one place or in more than MOST.
    """
    before, after = WORDS.findall(str(old)), WORDS.findall(str(new))
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    places = [k for k, (kind, *_) in enumerate(found) if kind != "equal"]
    if not 1 < len(places) <= MOST:
        return
    for count in range(len(places) - 1, 0, -1):
        for kept in combinations(places, count):
            words = []
            for k, (_, a, b, c, d) in enumerate(found):
                words += after[c:d] if k in kept else before[a:b]
            try:
                yield parse(_join(words))
            except DiagramError:
                continue


def _join(words: list[str]) -> str:
    text = re.sub(r" ([,;:\]])", r"\1", " ".join(words)).replace("[ ", "[")
    return re.sub(r" *\n *", "\n", text)

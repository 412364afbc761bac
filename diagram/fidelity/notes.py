"""Words that are no part of a name: notes in brackets behind one, letters that stand for one, titles in <>.

"sensor (DHT22)", "신청서 작성 (선택)"; "A[collect] --> B[sort]"; "<결측치 처리>: ...".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram.wording.reading import PromptWords

MOST_WORDS = 5  # of a note
LONGEST_TITLE = 40  # characters
_BRACKETS = re.compile(r"\(([^()\[\]{}\n,;|\"]{1,40})\)|\[([^()\[\]{}\n,;|\"]{1,40})\](?!\()")
_TITLE = re.compile(rf"\s*<([^<>\n]{{1,{LONGEST_TITLE}}})>")
_STAND_FOR = re.compile(r"\b([A-Za-z]\d?)[\[({]{1,2}[\"\w]")  # A["collect"], b([sort])
_LINES = re.compile(r"--|->")


def notes(read: PromptWords, strict: Sequence[bool]) -> set[int]:
    """The tokens of the prompt that remark on a name; `strict` says which of them stand in a name."""
    text = read.text
    found: set[int] = set()
    if title := _TITLE.match(text):
        found.update(i for i, t in enumerate(read.tokens) if t.end < title.end())
    if not ("(" in text or "[" in text):
        return {i for i in found if not strict[i]}
    ends = {token.end: i for i, token in enumerate(read.tokens)}
    for match in _BRACKETS.finditer(text):
        before = ends.get(len(text[: match.start()].rstrip()))
        inside = [i for i, t in enumerate(read.tokens) if match.start() < t.start and t.end < match.end()]
        behind_name = before is not None and strict[before]
        if behind_name and len(inside) <= MOST_WORDS and not any(strict[i] for i in inside):
            found.update(inside)
    if _LINES.search(text):
        letters = {match[1].lower() for match in _STAND_FOR.finditer(text)}
        found.update(i for i, token in enumerate(read.tokens) if token.text in letters)
    return {i for i in found if not strict[i]}

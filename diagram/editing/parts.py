"""Two or three requests in one, "remove X and rename Y to Z", taken apart where that is plain."""

from __future__ import annotations

import re

from diagram.editing.intents import NEXT_TO, PLACE, POSITION, Request
from diagram.outline import Structure, fold

MOST = 3
VERBS = (
    "add|insert|put|place|append|move|shift|connect|link|join|wire|remove|delete|drop|change|rename|call|make"
    "|turn|label|relabel|replace|swap|switch|exchange|reverse|flip|colou?r|paint|group|update|write|mark"
    "|highlight|redirect|disconnect|unlink|draw|set|use|take out|get rid of|leave out"
)
ALSO = r"(?:please |also |then |now )*"
# Where the next one begins: at a verb after "and" or a comma, or at a new sentence.
SEAMS = re.compile(
    rf"(?:,? and |, |, ?then |,? and then |; ?|\. ){ALSO}(?=(?:{VERBS})\b)"
    rf"|(?:; |\. ){ALSO}(?=\S)"
)
BACK = re.compile(
    r"\b(?:it|its|them|they|that|this|these|those|there|here|one|both|instead|rest|else|same|again)\b"
    r"|그것|그걸|거기|그 ?(?:노드|단계|뒤|앞|다음)|이것|둘|대신|말고|나머지|자리"
)
# How Korean verbs lead on to the next, and how they end a request.
LEADING = {
    "하": "해", "넣": "넣어", "붙이": "붙여", "바꾸": "바꿔", "쓰": "써", "빼": "빼", "지우": "지워",
    "없애": "없애", "잇": "이어", "긋": "그어", "끊": "끊어", "옮기": "옮겨", "뒤집": "뒤집어",
    "늘리": "늘려", "줄이": "줄여", "묶": "묶어", "풀": "풀어", "고치": "고쳐", "키우": "키워",
}  # fmt: skip
SEAMS_KO = re.compile(rf"({'|'.join(LEADING)})고(?: 나서|서)?,? (?=\S)|(?<=[가-힣])\. (?=\S)")
NAME = "\0"
MORE = re.compile(  # what may be the beginning of another request
    rf"[;.!?] \S|[;,] {ALSO}(?![\0\s])|\band {ALSO}(?:{VERBS})\b|\b(?:also|then)\b"
    r"|고(?: 나서|서)?,? \S|그리고"
)


def parts(request: str, structure: Structure) -> tuple[str, ...]:
    """The requests that one is made of, in order; only itself where it is not plain.

    Each of them names a node, and none but the first counts ("the second conv") or points back ("it").
    """
    hidden, kept = _without_names(request, structure)
    found = SEAMS_KO.split(hidden) if re.search("[가-힣]", hidden) else SEAMS.split(hidden)
    if re.search("[가-힣]", hidden):  # with the verbs between them
        found = [
            text + (f"{LEADING[verb]}줘" if verb else "")
            for text, verb in zip(found[::2], [*found[1::2], None], strict=True)
        ]
    texts = [_shown(text, kept).strip(" ,;.") for text in found]
    if not 1 < len(texts) <= MOST:
        return (request,)
    asked = [Request(text, structure) for text in texts]
    if not all(any(one.names_node(node.number) for node in structure.nodes) for one in asked):
        return (request,)
    for text in (text.lower() for text in found[1:]):
        counts = any(p.search(text) for p in (PLACE, POSITION, *NEXT_TO.values()))
        if counts or BACK.search(text):
            return (request,)
    return tuple(texts)


def is_one(request: str, structure: Structure) -> bool:
    """Whether a request plainly asks for one thing only."""
    hidden, _ = _without_names(request, structure)
    return not MORE.search(hidden.strip(" .!?"))


def names_in(request: str, structure: Structure) -> set[str]:
    """The folded names of nodes that a request says in full."""
    text = fold(request)
    return {fold(node.name) for node in structure.nodes if fold(node.name) in text}


def _without_names(request: str, structure: Structure) -> tuple[str, list[str]]:
    """The request with numbers for names and quotes, whose words are no verbs and no seams; and these."""
    hidden, kept = request, []
    for name in sorted({node.name for node in structure.nodes}, key=len, reverse=True):
        pattern = re.compile(rf"(?<![A-Za-z0-9{NAME}]){re.escape(name)}(?![A-Za-z0-9{NAME}])", re.IGNORECASE)
        hidden = pattern.sub(lambda match: _hide(match.group(), kept), hidden)
    hidden = re.sub(r"""(?<!\w)["“`'‘][^"“”`'‘’]+["”`'’](?!\w)""", lambda m: _hide(m.group(), kept), hidden)
    return hidden, kept


def _hide(text: str, kept: list[str]) -> str:
    kept.append(text)
    return f"{NAME}{len(kept) - 1}{NAME}"


def _shown(text: str, kept: list[str]) -> str:
    while NAME in text:  # a quote may have a name in it
        text = re.sub(rf"{NAME}(\d+){NAME}", lambda match: kept[int(match.group(1))], text)
    return text

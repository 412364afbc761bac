"""Two or three requests in one, "remove X and rename Y to Z", taken apart where that is plain."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diagram.editing.intents import NEXT_TO, PLACE, POSITION, Request, says_color
from diagram.editing.lists import NAME, spread, with_particles
from diagram.outline import NODE_COLORS, Structure, fold

MOST = 3
MOST_THINGS = 8  # with what each of them lists
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
SEAMS_KO = re.compile(
    rf"(?<![{NAME}\]\"'”’`])({'|'.join(LEADING)})고(?: 나서|서)?,? (?=\S)|(?<=[가-힣])\. (?=\S)"
)
QUOTED = re.compile(r"""(?<!\w)(?:["“`'‘][^"“”`'‘’]+["”`'’]|\[[^][]+\])(?![A-Za-z0-9])""")
NUMBER = re.compile(rf"{NAME}(\d+){NAME}")
AND = re.compile(rf",? and (?:also )?|, |,? as well as | & |(?<={NAME})(?:와|과|랑|이랑|하고) | 그리고 | 및 ")
REST = re.compile(
    r"\b(?:not|never|don'?t(?! need)|no|keep|leave|rest|else|stays?|only|but|instead|if|so|it|one)\b"
    r"|그대로|나머지|말고|대신|않|안 |만 "
)
MORE = re.compile(  # what may be the beginning of another request
    rf"[;.!?] \S|[;,] {ALSO}(?![\0\s])|\band {ALSO}(?:{VERBS})\b|\b(?:also|then)\b"
    r"|고(?: 나서|서)?,? \S|그리고"
)


def parts(request: str, structure: Structure) -> tuple[str, ...]:
    """The requests that one is made of, in order; only itself where it is not plain.

    "Remove X and Y" is two of them. Each names a node, and none but the first counts ("the second conv") or
    points back ("it").
    """
    hidden, kept = _without_names(request, structure)
    found = _at_seams(hidden)
    if len(found) > MOST or not all(_may_stand(text, first=i == 0) for i, text in enumerate(found)):
        found = [hidden]
    found = [one for text in found for one in spread(text.strip(" ,;."), _says_a_colour) or [text]]
    texts = [with_particles(_shown(text, kept)).strip(" ,;.") for text in found]
    if not 1 < len(texts) <= MOST_THINGS:
        return (request,)
    asked = [Request(text, structure) for text in texts]
    if not all(any(one.names_node(node.number) for node in structure.nodes) for one in asked):
        return (request,)
    return tuple(texts)


def _at_seams(hidden: str) -> list[str]:
    """A request cut where the next one begins."""
    if not re.search("[가-힣]", hidden):
        return SEAMS.split(hidden)
    found = SEAMS_KO.split(hidden)  # with the verbs between them
    return [
        text + (f"{LEADING[verb]}줘" if verb else "")
        for text, verb in zip(found[::2], [*found[1::2], None], strict=True)
    ]


def _may_stand(text: str, first: bool) -> bool:
    """Whether what it speaks of is plain without what comes before it."""
    text = text.lower()
    counts = any(p.search(text) for p in (PLACE, POSITION, *NEXT_TO.values()))
    return first or not (counts or BACK.search(text))


def _says_a_colour(text: str) -> bool:
    return any(says_color(color, text.lower()) for color in NODE_COLORS)


def is_one(request: str, structure: Structure) -> bool:
    """Whether a request plainly asks for one thing only."""
    hidden, _ = _without_names(request, structure)
    hidden = hidden.strip(" .!?")
    return not MORE.search(hidden) and spread(hidden, _says_a_colour) is None


def names_in(request: str, structure: Structure) -> set[str]:
    """The folded names of nodes that a request says in full."""
    known = {fold(node.name) for node in structure.nodes}
    said = {fold(name.strip("\"'“”‘’`")) for name in _without_names(request, structure)[1]}
    return known & said


def with_names(request: str, structure: Structure, names: dict[str, str]) -> str:
    """The request with other names (by the folded ones) for nodes of the structure."""
    hidden, kept = _without_names(request, structure)
    return _shown(hidden, [names.get(fold(name), name) for name in kept])


def pieces(request: str, structure: Structure) -> list[tuple[str, set[int]]]:
    """What a request says of each of several things, and the nodes that it names in full there.

    None where it lists nothing. What is to be left alone is not among them.
    """
    hidden, kept = _without_names(request, structure)
    found = [text for text in AND.split(hidden) if text.strip()]
    if len(found) < 2 or REST.search(hidden):
        return []
    said = [(_shown(text, kept), {fold(kept[int(n)]) for n in NUMBER.findall(text)}) for text in found]
    return [
        (text.strip(), {node.number for node in structure.nodes if fold(node.name) in names})
        for text, names in said
    ]


def _without_names(request: str, structure: Structure) -> tuple[str, list[str]]:
    return hide_names(request, [node.name for node in structure.nodes])


def hide_names(request: str, names: Iterable[str]) -> tuple[str, list[str]]:
    """The request with numbers for names and quotes, whose words are no verbs and no seams; and these."""
    hidden, kept = request, []
    for name in sorted(set(names), key=len, reverse=True):
        pattern = re.compile(rf"(?<![A-Za-z0-9{NAME}]){re.escape(name)}(?![A-Za-z0-9{NAME}])", re.IGNORECASE)
        hidden = pattern.sub(lambda match: _hide(match.group(), kept), hidden)
    return QUOTED.sub(lambda match: _hide(match.group(), kept), hidden), kept


def _hide(text: str, kept: list[str]) -> str:
    kept.append(text)
    return f"{NAME}{len(kept) - 1}{NAME}"


def _shown(text: str, kept: list[str]) -> str:
    while NAME in text:  # a quote may have a name in it
        text = re.sub(rf"{NAME}(\d+){NAME}", lambda match: kept[int(match.group(1))], text)
    return text

"""Arrows that the prompt says in so many words, and that are not drawn or point the other way.

Only what stands between two names and nothing else is read: an arrow, "goes to", "then", "에서 ... 로". It
asks for a way from the one to the other, over other nodes perhaps: people chain past their decisions.
Steps of one sentence must be connected, and those of a list in its order: no way may lead only back. A name
without any edge is noticed.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from itertools import pairwise

from diagram.fidelity.drawn import Drawn
from diagram.fidelity.layers import is_data_flow
from diagram.outline import fold
from diagram.wording.layers import layers_of
from diagram.wording.lists import is_style, words_of
from diagram.wording.reading import ARROW, PromptWords

LONGEST_GAP = 40  # characters between two names of a sentence
LONGEST_OPERAND = 3  # words beside an arrow that are one name
_FILLERS = re.compile(r"\b(the|a|an|its|our|my|your|it|them|this|also|directly|straight)\b|[\"'`“”‘’*_]|\s+")
_FORWARD = re.compile(
    r"[-=–—]+>|[→➔➜⇒]|,?(is|are)?followedby"
    r"|(which|that|and)?(is|are)?(goes?|flows?|leads?|moves?|passes|connects?|sends?|sent|passed|fed"
    r"|forwarded|points?|feeds?|connected|linked)(on|straight)?(in)?to|feeds?"
    r"|(한|하고|하고난|을한|를한)?(다음|뒤|후|이후)(에|에는)?,?"
)
_THEN = re.compile(r"[,;]?(and)?(then|next|after(wards|that))(,|comes|goesto)?")
_FROM_TO = re.compile(r"에서(는|부터)?|(으로|로)부터")
_BACK = re.compile(r"<[-=]+|[←⇐]|(is|are)(fed|triggered|called|driven)by|(comes?|flows?)from")
_NEXT = re.compile(  # between the steps of a list, after which a step may follow
    r",?(and)?(then|next|finally|lastly)?,?|[가-힣]{0,3}(고|서|면|여|해|다|요|음|함|기),?(그리고|이어서|마지막으로)?"
)
_ORDERED = re.compile(  # between steps in an order: numbers, "Then", "마지막으로"
    r"[.,;]?\s*\n?\s*(?:step |phase |stage )?\d{1,2}[.):]\s+(?:the |an? )?"
    r"|[.;]\s+(?:and )?(?:then|next|finally|lastly|after that|afterwards),? (?:the |an? )?"
    r"|[가-힣]{0,4}[.,]\s*(?:그 ?다음|다음으로|이어서|마지막으로|그리고 나서)(?:은|는|에|에는)?,?\s*"
)
_SENTENCE_ENDS = re.compile(r"\n|[.;:!?](?!\w)")
_CLAUSE_ENDS = re.compile(r"\n|[,.;:!?](?!\w)")
_CUT = re.compile(r"[-=–—<]+>|[→➔➜⇒↔←,;:.\n()|]|\b(and|or)\b")


def lost_arrows(read: PromptWords, drawn: Drawn) -> list[str]:
    """Relations "A → B" that the prompt states and the drawing lacks; "→ B" where B has no edge at all."""
    edges = drawn.edges
    lost = [f"→ {name}" for name in edges.alone()]
    if drawn.layered and not edges.connected:
        lost.append(f"→ {edges.cut_off}")
    places = drawn.mentions
    data_flow = is_data_flow(read)
    ends = [match.start() for match in _CLAUSE_ENDS.finditer(read.text)]
    clauses = [bisect(ends, read.tokens[mention.first].start) for mention in places]
    sizes = Counter(clauses)
    often = Counter(mention.name for mention in places)
    for k, (a, b) in enumerate(pairwise(places)):
        if fold(a.name) == fold(b.name):
            continue
        between = read.text[a.end : read.tokens[b.first].start].lower()
        way = _way(between, read.text[b.end :], data_flow)
        source, target = (a.name, b.name) if way >= 0 else (b.name, a.name)
        if way:
            fine = edges.lead(source, target)
        elif data_flow or drawn.layered:
            continue
        else:
            single = min(sizes[clauses[k]], sizes[clauses[k + 1]]) == 1
            near = single and len(between) <= LONGEST_GAP and not _SENTENCE_ENDS.search(between)
            ordered = _ORDERED.fullmatch(between)
            free = drawn.structure.groups or {a.name, b.name} & edges.declared
            fine = free or not near or edges.joined(source, target)
            listed = often[a.name] > 1 < often[b.name]  # "web and api: the api feeds the web"
            listed = listed or (a.first > 0 and read.tokens[a.first - 1].text == "before")
            if not listed and (ordered or (near and _NEXT.fullmatch(_FILLERS.sub("", between)))):
                fine = fine and not edges.turned(source, target)
        if not fine:
            lost.append(f"{source} → {target}")
    return list(dict.fromkeys(lost))


def lost_operands(read: PromptWords, drawn: Drawn) -> list[str]:
    """Names beside a literal arrow that stand in no node: "A -> B -> C" drawn without B."""
    lost = []
    tokens = read.tokens
    before = [i for i, token in enumerate(tokens) if i and ARROW.search(token.gap)]
    for i in before:
        for step in (-1, 1):
            operand = [k for k in _operand(read, i, step) if k not in drawn.notes]
            words = [tokens[k].text for k in operand]
            if not operand or len(operand) > LONGEST_OPERAND:
                continue
            known = any(drawn.strict[k] or tokens[k].is_number or layers_of(tokens[k].text) for k in operand)
            if not known and not any(is_style(word) or word in words_of("branch") for word in words):
                lost.append(read.said(operand[0], operand[-1]))
    return list(dict.fromkeys(lost))


def _operand(read: PromptWords, i: int, step: int) -> list[int]:
    """The tokens between the arrow in front of token i and the next mark, to the right or to the left."""
    tokens = read.tokens
    k = i if step > 0 else i - 1
    found = [k]
    while 0 <= k + step < len(tokens):
        gap = tokens[k + 1].gap if step > 0 else tokens[k].gap
        if _CUT.search(gap) or tokens[k + step].text in ("and", "or", "then"):
            break
        k += step
        found.append(k)
    return sorted(found)


def _way(between: str, behind: str, data_flow: bool) -> int:
    """1 where the words between two names say an arrow from the first to the second, -1 back, else 0."""
    words = _FILLERS.sub("", between)
    if _FORWARD.fullmatch(words) or (_THEN.fullmatch(words) and not data_flow):
        return 1
    if _FROM_TO.fullmatch(words) and re.match(r"(으로|로)(?!부터)", behind):
        return 1
    return -1 if _BACK.fullmatch(words) else 0

"""What is only passed along between things that are drawn: "sends signals to", "이벤트를 DB에 올린다".

The thing that is passed, and the verb that passes it, are an edge. They are one only where the target is
drawn as well: of "sends signals to the hub" without a hub, the signals are missing too.
"""

from __future__ import annotations

import re

from diagram.fidelity.drawn import Drawn
from diagram.wording.lists import is_structural, starts_of, words_of
from diagram.wording.reading import PromptWords

MOST_PASSED = 3  # words of a thing and its verb: "dumps sensor readings"
MOST_BETWEEN = 7  # words between the thing and its target: "values back to one and the same"
_TARGET_KO = re.compile(
    r"(?:들|님| ?[\d가-힣]{1,3} ?(?:개|명|대|곳|마리|건))?(?:으?로|에게|에|한테|께|와|과|[을를])"
)
_SOURCE_KO = re.compile(r"(?:들|님)?(?:에서|으?로부터|의 |을 통해|를 통해)")
_PASSIVE_KO = re.compile(r"(?:되|돼|된|됩|됨)")
_THIS_KO = ("이를", "그것을", "이것을", "그걸", "이걸")
_BY_WAY_KO = ("지나", "거쳐", "거치", "통해", "통하", "경유")
_DOES_KO = re.compile(r"(?:하|합|한|함|해|했|담당|맡|진행|수행|처리)")
_SENTENCE_ENDS = ".!?;:\n"


def is_passed(read: PromptWords, drawn: Drawn, run: list[int]) -> bool:
    """Whether the words only tell what goes along an edge or through all steps, or who does a step."""
    tokens = read.tokens
    if not tokens[run[0]].latin:
        return all(_passed_korean(read, drawn, i) for i in run)
    if len(run) > MOST_PASSED:
        return False
    return _before_target(read, drawn, run) or _starts_sentence(read, drawn, run)


def swallowed(read: PromptWords, drawn: Drawn) -> list[str]:
    """Names of what is passed together with its target: "frames to the detector" of "sends frames to ..."."""
    found = []
    for mention in drawn.mentions:
        before = read.tokens[mention.first - 1].text if mention.first else ""
        words = [token.text for token in read.tokens[mention.first : mention.last + 1]]
        if before in words_of("passing verbs") and {"to", "into"} & set(words[1:-1]):
            found.append(mention.name)
        behind = read.text[mention.end : mention.end + 8].lower()
        thing = len(words) == 2 and words[0].endswith(("을", "를"))
        if thing and re.match(r"(?:에|에게|으로|로) ?(?:보내|보낸|전송|전달|넘)", behind):
            found.append(mention.name)
    return found


def _before_target(read: PromptWords, drawn: Drawn, run: list[int]) -> bool:
    """Whether a name follows, and something that passes stands before: "it SHIPS its DECISION to the hub"."""
    tokens, strict = read.tokens, drawn.strict
    first, segment = run[0], tokens[run[0]].segment
    at = _target(read, drawn, run[-1] + 1)
    if not at:
        return False
    while first and not tokens[first].cut and tokens[first - 1].text in words_of("articles"):
        first -= 1
    if not first or tokens[first].cut or strict[first - 1]:
        return bool(first) and strict[first - 1] and not tokens[first].cut
    before = tokens[first - 1].text
    if before == "and":
        return tokens[run[0]].text.endswith("s") and at > run[-1] + 1
    if before in words_of("no passing") or not (is_structural(before) or before.endswith("s")):
        return False
    goes_on = next(t.text for t in tokens if t.segment == segment) in ("and", "but")
    return goes_on or any(
        strict[i] or tokens[i].text in words_of("pronouns")
        for i in range(first)
        if tokens[i].segment == segment
    )


def _target(read: PromptWords, drawn: Drawn, at: int) -> int:
    """The token of the name to which something goes, or 0; one word on the way may be anything."""
    tokens, other = read.tokens, 0
    for i in range(at, min(at + MOST_BETWEEN, len(tokens))):
        if tokens[i].cut:
            return 0
        if drawn.strict[i]:
            return i
        one_and = tokens[i].text == "and" and tokens[i - 1].text == "one"
        if tokens[i].text not in words_of("towards") and not one_and and not tokens[i].is_number:
            other += 1 + is_structural(tokens[i].text)
            if other > 1:
                return 0
    return 0


def _starts_sentence(read: PromptWords, drawn: Drawn, run: list[int]) -> bool:
    """Whether a sentence starts with what goes from name to name: "PARCELS go from the shop to the buyer"."""
    tokens, strict = read.tokens, drawn.strict
    first = run[0]
    while first and not tokens[first].cut and tokens[first - 1].text in words_of("articles"):
        first -= 1
    there = first and tokens[first - 1].text == "there"
    if first and not there and not any(mark in tokens[first].gap for mark in (*_SENTENCE_ENDS, ",", " - ")):
        return False
    words: list[str] = []
    for i in range(run[-1] + 1, min(run[-1] + 8, len(tokens))):
        if tokens[i].cut:
            return False
        if strict[i]:
            ways = ("to", "into", "reaches", "enters") if there else ("from", "leaving")
            return words_of("no going").isdisjoint(words) and any(word in ways for word in words)
        words.append(tokens[i].text)
    return False


def _passed_korean(read: PromptWords, drawn: Drawn, i: int, deep: bool = False) -> bool:
    """Whether one word is what goes to a name of its clause, the verb for it, or who does a step."""
    tokens, word = read.tokens, read.tokens[i].text
    segment = tokens[i].segment
    near = [m for m in drawn.mentions if segment in (tokens[m.first].segment, tokens[m.last].segment)]
    tails = {m.first: read.text[m.end : m.end + 8] for m in near}
    targets = [first for first, tail in tails.items() if _TARGET_KO.match(tail)]
    sources = [first for first, tail in tails.items() if first < i and _SOURCE_KO.match(tail)]
    this = i and tokens[i - 1].text in _THIS_KO
    if word.startswith(starts_of("passing verbs")) and (this or any(first < i for first in targets)):
        return True
    behind = [j for j in range(i + 1, min(i + 9, len(tokens))) if tokens[j].segment == segment]
    verbs = [
        j for j in behind if not drawn.strict[j] and tokens[j].text.startswith(starts_of("passing verbs"))
    ]
    is_object = bool(verbs) and word.endswith(("을", "를", "도"))
    is_object = is_object and not tokens[i + 1].text.startswith(_BY_WAY_KO)
    if is_object and (sources or any(first < verbs[0] for first in targets)):
        return True  # 이벤트를 DB에 올린다, 탐지기의 주문을 받는다
    if not word.endswith(("이", "가", "은", "는", "도")):
        object_next = bool(behind) and not drawn.strict[i + 1] and tokens[i + 1].text.endswith(("을", "를"))
        return object_next and not deep and _passed_korean(read, drawn, i + 1, deep=True)
    does = behind and not drawn.strict[i + 1] and _DOES_KO.match(tokens[i + 1].text)
    if does and word.endswith(("이", "가")) and near and near[0].first < i:  # 용접은 기사가 담당합니다
        return True
    passive = [first for first, tail in tails.items() if first > i and _PASSIVE_KO.match(tail.lstrip())]
    if len(passive) > 1 and all(first > i for first in tails):  # 우유는 살균된 후 냉각된다
        return True
    return bool(sources) and any(first > i for first in targets)  # 창고에서 나온 물건은 매장으로 간다

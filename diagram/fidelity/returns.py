"""Steps that the prompt says again and to which no way leads back, and ways back that it does not say.

Read is only what has few other meanings: "again", "keep ... until", and "back to" or 다시 before something
said before. Where the word is part of a step's name, that step must be the last: "heat it again" may go on.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import takewhile

from diagram.fidelity.drawn import Drawn
from diagram.fidelity.layers import is_data_flow
from diagram.fidelity.report import CYCLE
from diagram.outline import fold
from diagram.wording.lists import HANGUL, is_structural, stem_of
from diagram.wording.reading import PromptWords, Token, read_prompt

STEM = 4  # letters of two forms of an English word: "writing", "write"
STEM_KO = 2  # syllables of two forms of a Korean one: 학습시킨다, 학습하고
NEAR = 3  # words behind "back to" of which one was said before
_AGAIN = re.compile(
    r"(?<!then )\b(?:again|once more|retry|retries|retried)\b(?! later)"
    r"|\b(?:keep|keeps|continue|continues|do this|does this)\b[^.;:\n]{0,40}\buntil\b(?! (?:then|now))"
    r"|\bloops? (?:back|until|while|over)\b"
    r"|때까지[^.\n]{0,20}(?:반복|계속|되풀이)|재시도|복귀[한하합해시]|되돌(?:아|려) ?[가간갑보]\w*"
)
_GOES_BACK = ("다시", "돌아가", "돌아간", "돌아갑", "돌아온", "돌아옵")
_BACK_TO = re.compile(r"\bback (?:in)?to\b")
_NOT = re.compile(r"(?:\bnot|\bnever|n't|\bwithout|\bno need to) (?:\w+ ){0,2}\Z")
_STEP_BACK = re.compile(  # the name of a step that is a way back, with what it leads to
    r"(?:(?:go|goes|loops?|jumps?|comes?|flows?|returns?|sent|starts?|try|then) )*"
    r"back (?:in)?to (?:the |an? )?(.+)|(.+) again|다시 (.+)|(.+?)(?:으로|로) (?:다시 )?(?:되)?돌아[가간]"
)
_ENDING = re.compile(r"(?<=[a-z]{2})s\b")
_ROUND = re.compile(  # what may say a way back, in whatever sense, and lists, whose steps may be known to
    r"[:\n]|again|back|return|repeat|loop|cycl|until|retr|while|circ|round|ring\b|feed|<[-=]|[-=]>|[→↔⇄⟷⇒]"
    r"|each other|both ways|mutual|bidirect|two-way|exchang|respon|repl|answer|once more|keep|over|another"
    r"|next|previous|every|re[a-z]{3}|between|vice versa|and so on|forever|continu|ping|swap|talk|interact"
    r"|다시|반복|되|돌|순환|때까지|서로|방향|왕복|주고받|피드백|복귀|재|계속|응답|회전|교환|사이|번갈|대화|부터|고리"
)


def lost_return(read: PromptWords, drawn: Drawn) -> list[str]:
    """The words that say a way back, if nothing drawn goes round and nothing is drawn as repeated."""
    edges = drawn.edges
    if len(drawn.structure.edges) < 2 or drawn.layered or drawn.repeated or edges.go_round:
        return []
    for start, end, last in _returns(read.text):
        if not drawn.covers(start, end):
            return [f"{CYCLE} {' '.join(read.text[start:last].split())}"]
    for name, after in edges.after.items():
        match = None if after else _STEP_BACK.fullmatch(edges.names[name].lower())
        if match and _is_other(_plain(match[match.lastindex or 0]), name, edges.names):
            return [f"{CYCLE} {edges.names[name]}"]
    return []


def unsaid_return(read: PromptWords, drawn: Drawn) -> list[str]:
    """The first step that is drawn as part of a cycle, if no word says a cycle and no step is said twice."""
    edges = drawn.edges
    if drawn.layered or not edges.go_round or not drawn.hits or is_data_flow(read):
        return []
    if _ROUND.search(read.text.lower()):
        return []
    often = Counter(fold(mention.name) for mention in drawn.mentions)
    places = Counter(fold(node.name) for node in drawn.structure.nodes)
    round_ = [name for name in edges.after if name in edges.reached(name)]
    said_once = all(often[name] < 2 and places[name] < 2 for name in round_)
    return [f"{CYCLE} {edges.names[round_[0]]}"] if said_once else []


@lru_cache(maxsize=64)
def _returns(text: str) -> tuple[tuple[int, int, int], ...]:
    """The words (start, end) by which a prompt says a way back, and where what they lead to ends."""
    lower = text.lower()
    found = [(*match.span(), match.end()) for match in _AGAIN.finditer(lower)]
    backs = {match.end(): match.start() for match in _BACK_TO.finditer(lower)}
    tokens = read_prompt(text).tokens
    before: set[str] = set()  # what is said before each token, without the word just before
    for i, token in enumerate(tokens):
        after = list(takewhile(lambda word: not word.cut, tokens[i + 1 : i + 1 + NEAR]))
        last = tokens[i - 1] if i else None
        if token.end in backs and any(_is_known(word, before) for word in after):
            found.append((backs[token.end], token.end, after[-1].end))
        elif token.text == "다시" and after and _is_known(after[0], before):
            found.append((token.start, token.end, after[0].end))
        elif last and token.text.startswith(_GOES_BACK) and _is_place(last) and _is_known(last, before):
            found.append((token.start, token.end, token.end))
        if last and not is_structural(last.text):
            before.add(_stem(last))
    return tuple(place for place in sorted(found) if not _NOT.search(lower[: place[0]]))


def _is_known(token: Token, before: set[str]) -> bool:
    return not is_structural(token.text) and len(_stem(token)) > 1 and _stem(token) in before


def _is_place(token: Token) -> bool:
    return token.text.endswith(("로", "부터"))


def _stem(token: Token) -> str:
    return token.text[:STEM] if token.latin else stem_of(token.text)[:STEM_KO]


def _plain(name: str) -> str:
    """A name without the endings of English verbs: "log in" of "logs in"."""
    return fold(_ENDING.sub("", name))


def _is_other(said: str, name: str, names: dict[str, str]) -> bool:
    """Whether the rest of a step's name means another node: "log in" of "log in again"."""
    least = 2 if HANGUL.search(said) else STEM
    others = [_plain(other) for key, other in names.items() if key != name]
    if len(said) < least:
        return False
    if any(other.endswith(said) or (len(other) >= least and said.startswith(other)) for other in others):
        return True
    return any(o[:STEM] == said[:STEM] and o[-2:] == said[-2:] for o in others)

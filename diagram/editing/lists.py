"""A request about several things at once, "remove A and B", as requests about one thing each.

Names and quotes are numbers between zero bytes here (see parts.py), so that no word of a name is taken for a
verb, and "search and replace" is one thing where a node has that name. Only what plainly asks for the same of
each thing is taken apart: "swap A and B", "connect A and B", "group A and B" are about both together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from diagram.wording.stems import BASE

NAME = "\0"
_THING = "(?:step|node|box|block|stage|layer|component)s?"
ITEM = rf"(?:(?:the|my|our|an?) )?(?:{_THING} )?{NAME}\d+{NAME}(?: {_THING}\b)?"
AND = r"(?:, ?and (?:also )?|,? and also |, ?| and | ?& ?|,? as well as )"
LIST = rf"(?:both )?{ITEM}(?:{AND}{ITEM})+"
BEFORE = (
    r"(?:(?:please|pls|plz|kindly|now|then|also|next|just|ok|okay|hmm|well|actually|sorry|hi|hey|wait|oh|and|so"
    r"|maybe|can you|could you|would you|can we|could we|will you|let'?s|i want you to|i'?d like you to"
    r"|i would like (?:you )?to|i want to|we should|we need to|we have to|you should|i need you to"
    r"|go ahead and|try to)[,:]? )*"
)
AFTER = (
    r"(?: from the (?:diagram|picture|drawing|chart|flow ?chart|graph))?(?: instead)?"
    r"(?:,? (?:please|pls|plz|thanks|thank you|thx|ty|now|too|as well|then|if possible|for me|any ?more))*"
    r"[.!?, ]*"
)
REMOVE = (
    r"remove|delete|drop|erase|discard|eliminate|get rid of|take out|leave out|throw out|cut out|scrap|omit"
    rf"|(?:(?:we|i|you) )?(?:do not|don'?t|no longer) need(?: the {_THING})?"
    rf"|(?:remove|delete|drop) (?:these|the|the following)(?: {_THING})?:?"
)
ARROWS = r"(?:arrows?|edges?|links?|lines?|connections?)"
CUT = (
    rf"(?:remove|delete|drop|cut|erase|break|take out|take away|get rid of)(?: all| both)?(?: the)? {ARROWS}"
)
DRAW = rf"(?:add|draw|make|create|put|insert)(?: an?| the)? {ARROWS}"
JOIN = "connect|link|join|wire|hook up"
COLOUR = "make|colou?r|paint|mark|highlight|turn|fill|draw|show"
MOVE = "move|put|place|shift"
BEHIND = r"(?:to )?(?:right |just |directly |so (?:that )?(?:it|they) comes? )?(?:after|behind)"
AHEAD = r"(?:to )?(?:right |just |directly |so (?:that )?(?:it|they) comes? )?(?:before|in front of)"
# {L}: the list, {I}: one other thing; what is asked of each has the same words around {X}.
SPREAD = (
    (rf"(?:{REMOVE}) {{L}}", "remove {X}"),
    (r"take {L} (?:out|away)", "take out {X}"),
    (r"{L} (?:can go|can be removed|should go|should be (?:removed|deleted)|are not needed|aren'?t needed)",
     "remove {X}"),
    (rf"(?P<verb>{CUT}) from {{I}} to {{L}}", "remove the arrow from {I} to {X}"),
    (rf"(?P<verb>{CUT}) from {{L}} to {{I}}", "remove the arrow from {X} to {I}"),
    (r"disconnect {I} from {L}", "remove the arrow between {I} and {X}"),
    (r"disconnect {L} from {I}", "remove the arrow between {X} and {I}"),
    (rf"(?:{DRAW}) from {{I}} to(?: each of)? {{L}}", "add an arrow from {I} to {X}"),
    (rf"(?:{DRAW}) from {{L}} to {{I}}", "add an arrow from {X} to {I}"),
    (rf"(?:also )?(?:{JOIN}) {{I}} (?:to|with) {{L}}", "connect {I} to {X}"),
    (rf"(?:also )?(?:{JOIN}) {{L}} (?:to|with) {{I}}", "connect {X} to {I}"),
    (r"{I} should (?:no longer|not) (?:go|lead|point) to {L}", "remove the arrow from {I} to {X}"),
    (r"{I} (?:should also|also) (?:goe?s?|leads?) to {L}", "connect {I} to {X}"),
)  # fmt: skip
PAIRS = (  # "A to X and B to Y" after a verb, each pair for itself
    (r"rename(?: these| the nodes| the steps)?:?|new names:|change the names(?: of)?",
     r"{I} (?:to|as|->|→) (?P<new>\S.*)", "rename {I} to {new}"),
    (r"change the name of", r"(?:of )?{I} (?:to|->|→) (?P<new>\S.*)", "rename {I} to {new}"),
    (r"replace", r"{I} (?:with|by) (?P<new>\S.*)", "replace {I} with {new}"),
    (rf"{JOIN}", r"{I} (?:to|with) {J}", "connect {I} to {J}"),
    (rf"{CUT}", r"(?:from )?{I} to {J}", "remove the arrow from {I} to {J}"),
    (rf"{DRAW}", r"(?:from )?{I} to {J}", "add an arrow from {I} to {J}"),
    (r"disconnect", r"{I} from {J}", "remove the arrow between {I} and {J}"),
)  # fmt: skip
_PARTICLE = "(?:을|를|은|는|의|도|만)?"
_AND_KO = "(?:와|과|랑|이랑|하고)"
ITEM_KO = rf"{NAME}\d+{NAME}(?: (?:단계|상자|노드|블록|박스))?"
LIST_KO = rf"{ITEM_KO}(?:(?:{_AND_KO},? |, ?(?:그리고 )?| 그리고 | 및 ){ITEM_KO})+"
_TO_KO = "(?:으로|로)(?: ?(?:가는|이어지는|향하는))?"
_EACH = "(?: ?(?:둘 다|모두|전부|다|각각|좀))*"
RIEUL = 8  # the coda ㄹ
CODAS = {"0": 1, "1": RIEUL, "3": 1, "6": 1, "7": RIEUL, "8": RIEUL, "l": RIEUL, "m": 1, "n": 1, "r": RIEUL}
REMOVED_KO = "지우|지워|삭제|제거|빼|뺀|없애|필요 ?없"
SPREAD_KO = (
    (rf"{{L}}{_PARTICLE}{_EACH} ?(?:{REMOVED_KO})\S*(?: \S+)?", "{X|을/를} 지워줘"),
    (rf"{{I}}에서 {{L}}{_TO_KO} (?:화살표|선|연결)[을를]?{_EACH} ?(?:{REMOVED_KO}|끊)\S*(?: \S+)?",
     "{I}에서 {X|으로/로} 가는 화살표를 지워줘"),
    (rf"{{L}}에서 {{I}}{_TO_KO} (?:화살표|선|연결)[을를]?{_EACH} ?(?:{REMOVED_KO}|끊)\S*(?: \S+)?",
     "{X}에서 {I|으로/로} 가는 화살표를 지워줘"),
    (rf"{{I}}에서 {{L}}{_TO_KO} (?:화살표|선)[을를]?{_EACH} ?(?:추가|그려|그어|넣)\S*(?: \S+)?",
     "{I}에서 {X|으로/로} 가는 화살표를 추가해줘"),
    (rf"{{L}}에서 {{I}}{_TO_KO} (?:화살표|선)[을를]?{_EACH} ?(?:추가|그려|그어|넣)\S*(?: \S+)?",
     "{X}에서 {I|으로/로} 가는 화살표를 추가해줘"),
    (rf"{{I}}[을를]? {{L}}에{_EACH} ?(?:연결|이어|잇)\S*(?: \S+)?", "{I|을/를} {X}에 연결해줘"),
    (rf"{{L}}[을를]?{_EACH} {{I}}에 ?(?:연결|이어|잇)\S*(?: \S+)?", "{X|을/를} {I}에 연결해줘"),
)  # fmt: skip


def spread(hidden: str, colours: Callable[[str], bool]) -> list[str] | None:
    """One request for each thing that a request lists, in order; None where it is no such list.

    `hidden` has numbers for names; `colours` says whether a text has a word for a colour.
    """
    found = _korean(hidden, colours) if re.search("[가-힣]", hidden) else _english(hidden, colours)
    return found if found and len(found) > 1 else None


def _english(hidden: str, colours: Callable[[str], bool]) -> list[str] | None:
    for frame, each in SPREAD:
        if found := _match(BEFORE + _filled(frame) + AFTER, hidden):
            return [each.format(X=item, I=found.get("I")) for item in _items(found["L"] or "")]
    moved = _match(
        rf"{BEFORE}(?:(?:{MOVE}) (?P<L>{LIST})|(?P<L2>{LIST}) (?:should )?(?:be|come|go|belong)) "
        rf"(?:(?P<behind>{BEHIND})|{AHEAD}) (?P<I>{ITEM}){AFTER}",
        hidden,
    )
    if moved:
        return list(_moves(_items(moved["L"] or moved["L2"] or ""), moved["I"] or "", bool(moved["behind"])))
    named = rf"(?:{COLOUR}|(?:change|set) the colou?r of) (?P<L>{LIST}) (?:to |in )?"
    same = _match(rf"{BEFORE}{named}(?P<rest>[^{NAME}]+)", hidden)
    if same and colours(same["rest"] or ""):
        return [f"make {item} {same['rest']}" for item in _items(same["L"] or "")]
    return _pairs(hidden, colours)


def _pairs(hidden: str, colours: Callable[[str], bool]) -> list[str] | None:
    for verb, one, each in PAIRS:
        if opened := re.match(rf"{BEFORE}(?:{verb}) ", hidden, re.IGNORECASE):
            pattern = one.replace("{I}", f"(?P<I>{ITEM})").replace("{J}", f"(?P<J>{ITEM})")
            seam = rf"(?:, ?and (?:also )?|,? and also |, ?| and )(?=(?:from |of )?{ITEM} )"
            chunks = re.split(seam, hidden[opened.end() :], flags=re.IGNORECASE)
            matches = [_match(pattern + ("" if "new" in pattern else AFTER), chunk) for chunk in chunks]
            if len(chunks) > 1 and all(matches):
                return [each.format(**{k: v or "" for k, v in m.items()}) for m in matches if m]
    if opened := re.match(rf"{BEFORE}(?:{COLOUR}) ", hidden, re.IGNORECASE):
        chunks = re.split(rf"(?:, ?and |, ?| and )(?={ITEM} )", hidden[opened.end() :], flags=re.IGNORECASE)
        matches = [_match(rf"(?P<I>{ITEM}) (?P<rest>[^{NAME}]+)", chunk) for chunk in chunks]
        if len(chunks) > 1 and all(m and colours(m["rest"] or "") for m in matches):
            return [f"make {m['I']} {m['rest']}" for m in matches if m]
    return None


def _korean(hidden: str, colours: Callable[[str], bool]) -> list[str] | None:
    hidden = hidden.strip(" .!?~")
    for frame, each in SPREAD_KO:
        if found := _match(_filled(frame, LIST_KO, ITEM_KO), hidden):
            return [_said(each, X=item, I=found.get("I") or "") for item in _items(found["L"] or "", ITEM_KO)]
    moved = _match(
        rf"(?P<L>{LIST_KO})[을를은는]?{_EACH} (?P<I>{ITEM_KO}) ?(?:바로 )?(?:(?P<behind>뒤|다음)|앞|전)"
        r"(?:으?로|에)? ?(?:옮|보내|오게|와야|이동)\S*(?: \S+)?",
        hidden,
    )
    if moved:
        items = _items(moved["L"] or "", ITEM_KO)
        return list(_moves(items, moved["I"] or "", bool(moved["behind"]), korean=True))
    same = _match(rf"(?P<L>{LIST_KO})(?P<rest>{_PARTICLE}(?: ?(?:색|색깔)[을를]?)? [^{NAME}]+)", hidden)
    if same and colours(same["rest"] or ""):
        rest = re.sub(rf"^{_PARTICLE}{_EACH}(?: ?(?:색|색깔)[을를])?", "", same["rest"] or "").strip()
        return [_said(f"{{X|을/를}} {rest}", X=item) for item in _items(same["L"] or "", ITEM_KO)]
    chunks = re.split(rf",? (?:그리고 )?(?={NAME})", hidden)
    ends = _match(r".*?(?P<verb>(?:바꾸|바꿔|변경|수정|고쳐|교체|칠|해)\S*(?: \S+)?)", chunks[-1])
    if len(chunks) < 2 or not ends:
        return None
    chunks[-1] = chunks[-1][: -len(ends["verb"] or "")].strip()
    one = rf"(?P<I>{ITEM_KO})(?:[은는을를]|의? 이름[은을])? (?P<new>[^{NAME}]+?|{NAME}\d+{NAME})(?:으로|로)"
    matches = [_match(one, chunk) for chunk in chunks]
    if not all(matches):
        return None
    said = [(m["I"] or "", m["new"] or "") for m in matches if m]
    if all(colours(new) for _, new in said):
        return [_said("{I|을/를} {new|으로/로} 칠해줘", I=item, new=new) for item, new in said]
    if re.match("칠|해", ends["verb"] or ""):
        return None
    return [_said("{I|을/를} {new|으로/로} 바꿔줘", I=item, new=new) for item, new in said]


def _moves(items: list[str], other: str, behind: bool, korean: bool = False) -> Iterator[str]:
    """One after the other, so that they come to stand in the order in which they are named."""
    for item in items:
        if korean:
            yield _said("{X|을/를} {I} " + ("뒤로" if behind else "앞으로") + " 옮겨줘", X=item, I=other)
        else:
            yield f"move {item} {'after' if behind else 'before'} {other}"
        other = item if behind else other


def _filled(frame: str, several: str = LIST, one: str = ITEM) -> str:
    return frame.replace("{L}", f"(?P<L>{several})").replace("{I}", f"(?P<I>{one})")


def _match(pattern: str, text: str) -> dict[str, str | None] | None:
    found = re.fullmatch(pattern, text.strip(), re.IGNORECASE)
    return found.groupdict() if found else None


def _items(listed: str, one: str = ITEM) -> list[str]:
    return re.findall(one, re.sub("^both ", "", listed, flags=re.IGNORECASE), re.IGNORECASE)


def _said(each: str, **things: str) -> str:
    """The sentence with the things in it; the particles behind them are put right when names are known."""
    return re.sub(
        r"\{(\w+)(?:\|([^}/]+)/([^}]+))?\}",
        lambda m: things[m[1]] + (f"\1{m[2]}/{m[3]}\1" if m[2] else ""),
        each,
    )


def with_particles(text: str) -> str:
    """Korean particles as they follow the names before them: "A을/를" as "A를"."""

    def chosen(match: re.Match[str]) -> str:
        before, closed, opened = match.groups()
        return before + (closed if _closes(before, closed) else opened)

    return re.sub("([^\1]*)\1([^\1/]+)/([^\1]+)\1", chosen, text)


def _closes(text: str, particle: str) -> bool:
    """Whether the last sound is a consonant; before 으로 one other than ㄹ."""
    last = text.rstrip("\"'”’`)] ")[-1:]
    if "가" <= last <= "힣":
        coda = (ord(last) - BASE) % 28
    else:
        coda = CODAS.get(last.lower(), 1 if last in tuple("bgkpt") else 0)
    return coda not in ((0, RIEUL) if particle == "으로" else (0,))

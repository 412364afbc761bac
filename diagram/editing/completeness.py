"""Does an edit do all that its request plainly says: names, numbers, quotes, colours, verbs?"""

from __future__ import annotations

import re
from collections import Counter

from diagram.editing import several
from diagram.editing.difference import Difference, sizes
from diagram.editing.intents import HIDDEN, NEXT_TO, PLACE, POSITION, WORD, Request
from diagram.outline import NODE_COLORS, Outline, Structure, fold
from diagram.styling import requests as styles_in
from diagram.wording.layers import layers_in, layers_of, strong_layers

QUOTED = re.compile(r"""(?<!\S)["“`‘'\[](\S[^"“”`‘’'\]]{0,60})["”`’'\]]""")
COUNTED = re.compile(
    r"(\d{1,7}) ?(?:units?|neurons?|nodes|classes|outputs|filters?|channels?|kernels?|times"
    r"|개|번(?!째)|채널|유닛|클래스)"
)
MIXED = re.compile(r"(?<![\w.-])(?:[a-z]{1,12}\d{1,4}|\d{1,4}[a-wyz][a-z]{0,8})(?![\w.-])")
SIDES = re.compile(r"(?<!replace )(?<!\d)(\d{1,5}) ?(?:x|×|by) ?(\d{1,5})")
VERBS = ("drop", "normal", "펼쳐")  # that are also words for layers
LAST_OR_FIRST = re.compile(r"(?:the )?(?:last|first|final|second|third)(?: one)?|마지막|처음|첫|첫 번째")
EVERY = re.compile(
    r"\b(?:every|each|all|both)((?: [\w-]+){1,4})|(?:모든|각) ((?:[\w]+ ?){1,3})|([\w]+(?: [\w]+)?) ?마다"
)
# What must be among the changes where a request plainly asks for it: (how, what), of which one is enough.
MUST = {
    "must add": ("added", "label", "size"),
    "must remove": ("removed", "size", "label", "color", "style"),
    "must rename": ("name", "title", "label", "size"),
    "must cut": ("edge",),
    "must connect": ("edge",),
    "must label": ("label",),
}
# Of requests that ask for nothing else, all that they name in full has to go.
OTHERS = (
    "must add", "must rename", "must cut", "must connect", "must group", "must swap", "must reverse",
    "must redirect", "must label", "must colour", "the label", "after", "before", "between", "beside",
)  # fmt: skip
# What no name begins or ends with, as it speaks of it, and verbs that ask for something.
OPENING = re.compile(
    r"(?:a|an|another|the) (?=\w\w)"
    r"|(?:correction|sorry|actually|update|please|pls|now|also|then|and|or|to|of|with"
    r"|from|in|into|by|is|as|called|named)\b"
)
CLOSING = re.compile(
    r".* (?:the|an|of|to|from|with|and|or|by|in|into|after|before|between|is|as|called|named)$"
    r"|.* (?:뒤|앞|전|다음|사이|대신|옆)$"
)
PARTICLE = re.compile(
    r"(?:을|를|이|가|은|는|과|와|으로|로|에|의|도|만|랑|일|하고|라|예|야|여|부터|까지|말고|인|이|뒤|앞|다음|사이|그룹|노드"
    r"|단계|층|추가|넣|붙|바꿔|연결|삭제|지워|빼|쪽|좀|라벨|화살표|대신|없이|처럼|보다|마다)"
)
KOREAN = re.compile(
    r"(?:^| )(?:줘|줄래|주세|주십|주시|주라|부탁|추가해|넣어|붙여|바꿔|연결해|삭제해|지워|빼)"
    r"|(?:추가|변경|삭제|연결)해"
)
COMMAND = re.compile(
    r"(?:add|insert|put|place|append|move|shift|connect|link|hook|route|join|wire|remove|delete|drop|change"
    r"|rename|call|make|turn|label|replace|swap|switch|exchange|reverse|flip|colou?r|paint|group|update|use"
    r"|write|include|give|let|scrap|clear|skip|kick|cut|erase|throw|take|get|leave|strip|omit|kill|lose"
    r"|discard|eliminate|title|set|mark|highlight|box|wrap|redirect|disconnect|unlink|squeeze|stick|slip|tack)\b"
)


def lacking(
    old: Outline, new: Outline, found: Difference, request: Request, rest: Request, concerned: set[int]
) -> list[str]:
    """What the request plainly says and the edit does not do, a sentence each.

    `rest` is the request without what is new; `concerned` are the old nodes that have to do with a change.
    """
    return [
        *_numbers(old, new, request),
        *_quotes(old, new, request),
        *_layers(old, new, request),
        *_styles(new, found, rest),
        *_verbs(found, rest),
        *_not_turned(found, rest),
        *_left_over(old.structure(), found, rest),
        *_names(old.structure(), new.structure(), found, request),
        *_overlaps(new_names(old.structure(), new.structure(), found), request),
        *_repeated(new.structure(), found, rest),
        *_all(old.structure(), found, rest, concerned),
        *several.undone(old.structure(), new.structure(), found, request, rest, concerned),
        *_everywhere(old.structure(), new.structure(), found, rest),
        *_lost_by_a_swap(old.structure(), new.structure(), found, request, rest),
        *_unconcerned(old.structure(), new, found, rest, concerned),
    ]


def _numbers(old: Outline, new: Outline, request: Request) -> list[str]:
    missing = []
    text = f"{old}\n{new}"
    numbers = set(re.findall(r"\d+", text))
    for number in re.findall(r"(?<![\w.])\d{1,7}(?![a-z\d_.%]| ?번째)", request.text):
        place = int(number) <= 20
        if not place and number not in numbers:
            missing.append(number)
    missing += [number for number in COUNTED.findall(request.text) if number not in numbers]
    sides = {tuple(pair) for pair in re.findall(r"(\d+)x(\d+)", text)}
    missing += [f"{a}x{b}" for a, b in SIDES.findall(request.text) if (a, b) not in sides]
    said = text.lower()
    missing += [word for word in MIXED.findall(request.text) if word not in said and not PLACE.search(word)]
    return [f"The number {number} of the request is not in it." for number in missing]


def _layers(old: Outline, new: Outline, request: Request) -> list[str]:
    """Layers that the request speaks of and that are nowhere."""
    known = frozenset().union(*(layers_in(text) for text in (*_texts(old), *_texts(new))))
    words = [
        word for word in WORD.findall(request.text) if word not in VERBS and strong_layers(word) - {"layer"}
    ]
    dense = layers_in("dense") & known  # is what "hidden units" speaks of
    return [
        f"“{word}” of the request is not in it."
        for word in words
        if not layers_of(word) & known and not (dense and HIDDEN.fullmatch(word))
    ]


def _repeated(new: Structure, found: Difference, rest: Request) -> list[str]:
    """New nodes of one name where the request asks for one."""
    names = [fold(new.nodes[c.nodes[0]].name) for c in found.added if c.what == "node"]
    if rest.asks("all") or rest.asks_aside("another") or len(names) == len(set(names)):
        return []
    return ["The same was added more than once."]


def _all(old: Structure, found: Difference, rest: Request, concerned: set[int]) -> list[str]:
    """Whether "all" of a name were meant, and only some were changed."""
    if not rest.asks_aside("must all"):
        return []
    changed = {
        c.nodes[0]
        for c in found
        if c.what in ("size", "color", "name", "group") or (c.how, c.what) == ("removed", "node")
    }
    kinds = {fold(old.nodes[number].name) for number in changed}
    left = [n for n in old.nodes if fold(n.name) in kinds and n.number not in concerned]
    return [f"Nothing has changed about “{node.name}”." for node in left]


def _everywhere(old: Structure, new: Structure, found: Difference, rest: Request) -> list[str]:
    """Whether something was to be added after (before) every node of a kind, and some have none."""
    said = EVERY.search(rest.text)
    fresh = {change.nodes[0] for change in found.added if change.what == "node"}
    if not said or not fresh:
        return []
    layers = layers_in(" ".join(filter(None, said.groups()))) - {"layer"}
    after, before = rest.asks_aside("after"), rest.asks_aside("before")
    names = {fold(new.nodes[number].name) for number in fresh}
    missing = []
    for node in old.nodes:
        if node.number not in found.pairs or not layers & layers_in(node.name):
            continue
        here = found.pairs[node.number]
        behind = {t for s, t, _ in new.edges if s == here} if after or not before else set()
        ahead = {s for s, t, _ in new.edges if t == here} if before or not after else set()
        if not names & {fold(new.nodes[number].name) for number in behind | ahead}:
            missing.append(f"Nothing was added at “{node.name}”.")
    return missing


def _lost_by_a_swap(
    old: Structure, new: Structure, found: Difference, request: Request, rest: Request
) -> list[str]:
    """Names that are gone though two were to change places; "swap X for Y" may put Y in the place of X."""
    if not request.asks_aside("must swap") or rest.asks_aside("must remove"):
        return []
    lost = Counter(fold(node.name) for node in old.nodes) - Counter(fold(node.name) for node in new.nodes)
    for change in found:
        bare = re.escape(change.new.lower())
        instead = rf"\b(?:for|with|to|into|by) (?:an? |the )?[\"“‘']?{bare}(?![a-z0-9])|{bare}[\"”’']? ?으?로"
        if change.what == "name" and re.search(instead, request.text):
            lost.subtract([fold(change.old)])
    gone = [name for name, count in lost.items() if count > 0]
    resized = any(change.what == "size" for change in found) and not any(lost.values())
    if resized and not re.search(r"\d", rest.without_names):
        left = Counter(sizes(n.attributes) for n in old.nodes) - Counter(
            sizes(n.attributes) for n in new.nodes
        )
        gone += [size for size in left if size]
    return [f"“{text}” is lost." for text in gone]


def _quotes(old: Outline, new: Outline, request: Request) -> list[str]:
    missing = []
    whole = {fold(text) for text in _texts(new)} | {fold(text) for text in _texts(old)}
    before = fold(str(old))
    for quoted in QUOTED.findall(request.text):
        points = layers_in(quoted) or request.places  # "the second conv"
        if fold(quoted) not in whole and fold(quoted) not in before and not points:
            missing.append(f"“{quoted}” of the request is not in it.")
    return missing


def _texts(outline: Outline) -> list[str]:
    """All names, labels and titles."""
    structure = outline.structure()
    labels = [label for *_, label in structure.edges if label]
    titles = [re.sub(r" ×\d+$", "", title) for title in structure.groups]
    return [*(node.name for node in structure.nodes), *labels, *titles]


def _styles(new: Outline, found: Difference, request: Request) -> list[str]:
    missing = []
    for name, value in styles_in(request.without_names).items():
        if name == "direction" and getattr(new.style, name) != value:
            missing.append(f"The {name} is not {value}.")
    colored = any(change.what == "color" or change.name == "palette" for change in found) or any(
        new.structure().nodes[change.nodes[0]].attributes.color
        for change in found.added
        if change.what == "node"
    )
    said = any(request.asks_aside(f"palette={color}") for color in NODE_COLORS)
    if (said or request.asks_aside("must colour")) and not colored:
        missing.append("Nothing has another colour.")
    return missing


def _verbs(found: Difference, request: Request) -> list[str]:
    kinds = {change.what for change in found} | {change.how for change in found}
    if any(change.what == "edge" and change.new for change in found.added):
        kinds.add("label")
    if request.asks_aside("must group") and kinds & {"group", "title"}:
        kinds |= {"added", "removed", "name"}
    missing = [
        f"The request asks to {kind.removeprefix('must ')} something."
        for kind, enough in MUST.items()
        if request.asks_aside(kind) and kinds.isdisjoint(enough)
    ]
    if request.asks_aside("must redirect") and kinds.isdisjoint(("name", "title", "size")):
        added, removed = (
            {change.nodes for change in changes if change.what == "edge"}
            for changes in (found.added, found.removed)
        )
        # Where an arrow is to have another end, one goes and one comes; what is added has numbers of its own.
        if bool(added) != bool(removed):
            missing.append("An arrow should have another end.")
    return missing


def _not_turned(found: Difference, rest: Request) -> list[str]:
    """Whether an arrow that was to be turned round has only gone, or only come."""
    if not rest.asks_aside("must reverse") or rest.asks_aside("must swap"):
        return []
    added, removed = (
        {change.what for change in changes} & {"edge"} for changes in (found.added, found.removed)
    )
    return ["No arrow points the other way."] if bool(added) != bool(removed) else []


def _left_over(old: Structure, found: Difference, rest: Request) -> list[str]:
    """Nodes that are named in full where something is to be removed, and that are still there."""
    if not rest.asks_aside("must remove") or any(map(rest.asks_aside, OTHERS)):
        return []
    gone = {change.nodes[0] for change in found.removed if change.what == "node"}
    if not gone or len(found.removed) + len(found.added) < len(found):
        return []  # a label, a size, a colour
    text, left = rest.text, []
    for node in sorted(old.nodes, key=lambda node: -len(node.name)):
        pattern = re.compile(rf"(?<![a-z0-9-]){re.escape(node.name.lower())}(?![a-z0-9-])")
        alone = [fold(other.name) for other in old.nodes].count(fold(node.name)) == 1
        if alone and len(node.name) > 2 and pattern.search(text):
            text = pattern.sub(" ", text)
            left += [] if node.number in gone else [f"“{node.name}” is still there."]
    return left


def new_names(old: Structure, new: Structure, found: Difference) -> list[str]:
    """The names, labels and titles that an edit brings."""
    texts = [new.nodes[c.nodes[0]].name for c in found.added if c.what == "node"]
    texts += [c.new for c in found if c.what in ("name", "title", "label") and c.new]
    texts += [c.new for c in found.added if c.what == "edge" and c.new]
    texts += [title for title in new.groups if title not in old.groups]
    known = {fold(node.name) for node in old.nodes} | {fold(label) for *_, label in old.edges}
    bare = [re.sub(r" ×\d+$", "", text) for text in texts]
    return [text for text in dict.fromkeys(bare) if fold(text) not in known]


def _names(old: Structure, new: Structure, found: Difference, request: Request) -> list[str]:
    """New names that are no names but words around them."""
    names = {node.name.lower() for node in old.nodes}
    return [
        f"“{text}” is no name in the request."
        for text in new_names(old, new, found)
        if _is_no_name(text.lower(), request, names)
    ]


def _overlaps(names: list[str], request: Request) -> list[str]:
    """New names that are said only as a part of another one."""
    text, wrong = request.text, []
    for name in sorted({name.lower() for name in names}, key=len, reverse=True):
        if name not in text and name in request.text:
            wrong.append(f"“{name}” is part of another name.")
        text = text.replace(name, "\0", 1)
    return wrong


def _is_no_name(said: str, request: Request, names: set[str]) -> bool:
    places = [match.start() for match in re.finditer(re.escape(said), request.text)]
    if not places:
        return False
    quoted = any(fold(said) == fold(text) for text in QUOTED.findall(request.text))
    if quoted:
        return False
    if (
        any(p.fullmatch(said) for p in (CLOSING, POSITION, LAST_OR_FIRST))
        or OPENING.match(said)
        or KOREAN.search(said)
    ):
        return True
    if not request.asks_aside("must rename") and Request(said, request.structure).says_any_color():
        return True
    part = any(f" {said} " in f" {name} " and said != name for name in names)
    if part and len(places) == 1 and not layers_in(said):
        return True  # of a name that is there
    inside = _inside_a_word(request.text, places[0], places[0] + len(said))
    if inside and len(places) == 1 and not layers_in(said):
        return True
    opens = all(not request.text[:at].strip() or request.text[:at].rstrip()[-1] in ".,;!?" for at in places)
    if COMMAND.match(said) and opens:
        return True
    # A quote that begins or ends in the middle of it.
    return any(mark in said for mark in '"“”`‘')


def _inside_a_word(text: str, start: int, end: int) -> bool:
    """Whether a word goes on at one end of a span: Latin letters, or Hangul that is no particle."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    first, last = text[start], text[end - 1]
    latin = [c for c in ((before, first), (after, last)) if all(x.isascii() and x.isalnum() for x in c)]
    following = re.match("[가-힣]*", text[end:]).group()
    return bool(latin) or bool(following and "가" <= last <= "힣" and not PARTICLE.match(following))


def _unconcerned(
    old: Structure, new: Outline, found: Difference, request: Request, concerned: set[int]
) -> list[str]:
    """Nodes that the request names in full, and that no change has to do with."""
    if request.asks_aside("beside") or any(pattern.search(request.text) for pattern in NEXT_TO.values()):
        return []
    fresh = [fold(text) for text in _texts(new)]
    names = [node.name.lower() for node in old.nodes]
    text = request.text
    missing = []
    for node in sorted(old.nodes, key=lambda node: -len(node.name)):
        name = node.name.lower()
        pattern = re.compile(rf"(?<![a-z0-9-]){re.escape(name)}(?![a-z0-9-])")
        if len(name) < 3 or names.count(name) > 1 or not pattern.search(text):
            continue
        text = pattern.sub(" ", text)  # nor is it a shorter one
        longer = any(fold(name) in other and fold(name) != other for other in fresh)
        if node.number not in concerned and not longer and not layers_in(name) and name not in NODE_COLORS:
            missing.append(f"Nothing has changed about “{node.name}”.")
    return missing

"""Requests for changes to a diagram and the outline after the change, in English and Korean, without end.

    changes.py     the changes themselves, each proven against the nodes and edges it should leave
    operations.py  what is drawn for every kind of edit
    several.py     the same for edits of all of a kind, of places, of a layer's kind
    lists.py       the same for edits that name several things: "remove A and B"
    names.py       how people point to a node that is there
    new.py         how they say what is new
    patterns.py    the sentences
    short.py       short outlines, besides those of the mixture's other sources

Conventions: what is added after a node gets its outgoing edges, what is added before one its incoming edges
with their labels; on an edge the label stays on the first half. Where a node is removed, what led to it
leads to what it led to, unless another branch leads there. A layer has the sizes of the one that it
replaces. Lines that the change does not touch stay as they are, in their order.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from diagram.editing.drafts import Draft, take_apart
from diagram.editing.intents import PLACE
from diagram.errors import DiagramError
from diagram.generation.grammar import NEVER_IN_NAMES
from diagram.outline import fold, parse
from training.synthesis import noise
from training.synthesis.edits import patterns
from training.synthesis.edits.lists import LISTS
from training.synthesis.edits.operations import OPERATIONS, Change
from training.synthesis.edits.several import SEVERAL, more_of_it
from training.synthesis.edits.short import short_outline
from training.synthesis.phrasing import fill

SOURCES = {  # whose outlines are edited, how often
    "en": {
        "networks en": 0.35, "flows": 0.05, "processes en": 0.12, "forms en": 0.10, "everyday en": 0.16,
        "told en": 0.12,
        "architectures en": 0.10,
    },
    "ko": {
        "networks ko": 0.22, "networks en": 0.14, "processes ko": 0.16, "forms ko": 0.20, "told ko": 0.12,
        "verbs ko": 0.08,
        "architectures ko": 0.08, "processes en": 0.06,
    },
}  # fmt: skip
ALL = (*OPERATIONS, *SEVERAL, *LISTS)
TWO = 0.42  # how often two changes are tried; not all go together
PLAIN = (
    0.62  # share of the requests in the plainest words: what is asked for is learnt before its many wordings
)
SHORT = 0.36  # share of the outlines that are made short
LONG = 8  # nodes; of longer outlines two in five are left out
BEFORE = (
    "please ", "please ", "can you ", "could you ", "pls ", "now ", "ok, now ", "i want you to ", "let's ",
    "can you please ", "could you please ", "would you ", "i'd like you to ", "also ", "next, ", "hey, ",
    "just ", "you should ", "we have to ", "i need you to ", "would you mind to ", "maybe ",
    "go ahead and ", "i think we should ", "we should ", "hmm, can you ", "ok ", "try to ",
    "i would like to ", "i want to ", "it would be great if you could ", "we need to ", "kindly ",
    "could we ", "can we ", "then ",
)  # fmt: skip
SAID_BEFORE = (  # also before what is no command
    "actually, ", "hmm, ", "sorry, ", "wait, ", "oh, ", "ok, ", "oh and ", "one more thing: ",
    "small change: ", "i made a mistake, ", "looks good, but ", "nice, but ", "well, ", "correction: ",
    "almost right. ", "hi, ", "on second thought, ", "thanks! ", "great. ", "no wait, ",
)  # fmt: skip
AFTER = (
    " please", ", please", " pls", " thanks", ", thank you", " thx", " if possible", " then", " for me",
    ", ok?", " now", ", that's all", ". the rest is fine", ", leave the rest as it is", " and nothing else",
    ". everything else stays the same", ", the rest is good", " plz", " ty", ". don't touch the rest",
)  # fmt: skip
AFTER_KO = (
    " 부탁해", " 부탁드려요", " 고마워", " 감사합니다", " 부탁드립니다", " 나머지는 그대로 둬",
    " 나머지는 그대로요", " ㅎㅎ", " 부탁!",
)  # fmt: skip
BEFORE_KO = (
    "음 ", "혹시 ", "아 ", "이제 ", "그리고 ", "저기 ", "죄송한데 ", "미안한데 ", "가능하면 ", "아 맞다 ",
    "다시 보니 ", "음.. ", "좋아, ", "하나만 더, ", "여기서 ", "그럼 ", "일단 ", "수정: ", "근데 ",
    "좋은데 ", "아니 ",
)  # fmt: skip
MOST_TOKENS = 400  # of old outline, request and new outline together, by an estimate
TRIES = 60


def sample(
    rng: random.Random, language: str, draw: Callable[[str], str]
) -> tuple[str, str, str, str, dict[str, str]]:
    """(kind, old outline, request, new outline, styles asked for).

    `draw` gives the outline of some example of a source of the mixture.
    """
    sources = SOURCES[language]
    while True:
        if rng.random() < SHORT:
            draft = short_outline(rng, language)
        else:
            draft = _old(rng, draw(rng.choices(list(sources), list(sources.values()))[0]))
        if draft is None or (len(draft.net.names) > LONG and rng.random() < 0.4):
            continue
        if rng.random() < 0.2 and (made := _draw(rng, language, draft)):
            draft = _again(made[1])  # one that was edited before
        found = _draw(rng, language, draft)
        if found is None:
            continue
        kind, first = found
        changes = [first]
        roll = rng.random()
        if roll < 0.25 * TWO:
            second = more_of_it(rng, language, draft, first, _again(first))
            more = second and (kind, second)
        else:
            more = _draw(rng, language, _again(first)) if roll < TWO else None
        if more:
            if more[1].style.keys() & first.style.keys() or _undoes(draft, first, more[1]):
                continue
            if _counts(more[1]) and _order(first.draft) != _order(draft):
                continue  # "the second conv": of the old diagram or of the new one?
            kind = "edit two"
            changes.append(more[1])
        old, new = str(draft.outline()), str(changes[-1].draft.outline())
        request = _say(rng, language, changes, {*_words(old), *_words(new)})
        if old == new or request is None or _length(old + request + new) > MOST_TOKENS:
            continue
        asked = {name: value for made in changes for name, value in made.style.items()}
        return kind, old, request, new, asked


def _old(rng: random.Random, text: str) -> Draft | None:
    """The draft of an outline that can be edited: not too long, with names that need no escape."""
    try:
        draft = take_apart(parse(text))
    except DiagramError:
        return None
    if "\\" in text or len(draft.net.names) < 3 or not draft.net.edges or _length(text) > 0.45 * MOST_TOKENS:
        return None
    net = draft.net
    names = [*net.names.values(), *(label for *_, label in net.edges), *filter(None, net.groups.values())]
    if any(mark in name for name in names for mark in NEVER_IN_NAMES):
        return None
    if any(a.same and not (a.kernel or a.channels or a.stride) for a in net.attributes.values()):
        return None
    return draft if draft.said().key() == net.key() else None


def _order(draft: Draft) -> list[str]:
    return [fold(draft.net.names[node]) for node in draft.order()]


def _counts(made: Change) -> bool:
    """Whether its words count nodes of the same name."""
    return any(
        PLACE.search(made.slots.get(slot, "").lower()) for slot in ("a", "b", "c", "list", "pairs", "arrows")
    )


def _undoes(old: Draft, first: Change, more: Change) -> bool:
    """Whether the second change takes away or changes again what the first one did."""

    def facts(draft: Draft) -> set[tuple]:
        net = draft.net
        names = {n: f"{fold(name)}{net.same(n).index(n)}" for n, name in net.names.items()}
        edges = {(names[s], names[t], label) for s, t, label in net.edges}
        return edges | {(names[n], str(net.attributes[n]), net.groups[n] or "", "") for n in names}

    before, between, after = facts(old), facts(first.draft), facts(more.draft)
    done, undone = between - before, between - after
    if more.key.startswith("it_"):
        done = {fact for fact in done if len(fact) == 3}
    return bool(done & undone) or bool((after - between) & (before - between))


def _again(made: Change) -> Draft:
    """The outline that came out, its nodes numbered as a reader counts them."""
    return take_apart(made.draft.outline())


def _draw(rng: random.Random, language: str, draft: Draft) -> tuple[str, Change] | None:
    if len(draft.net.names) < 3 or not draft.net.edges:
        return None
    for _ in range(TRIES):
        operation, _, kind = rng.choices(ALL, [share for _, share, _ in ALL])[0]
        made = operation(rng, language, draft)
        if made is not None and made.draft.outline() != draft.outline():
            return kind, made
    return None


def _say(rng: random.Random, language: str, changes: list[Change], words: set[str]) -> str | None:
    if language == "ko":
        text = _say_ko(rng, changes)
        return text
    said = [_sentence(rng, language, made) for made in changes]
    if None in said:
        return None
    text, command = said[0]
    if command and rng.random() < 0.25:
        text = rng.choice(BEFORE) + text
    elif rng.random() < 0.08:
        text = rng.choice(SAID_BEFORE) + text
    if len(said) > 1:
        more, also = said[1]
        joins = (
            (
                " and ",
                " and ",
                " and ",
                ", ",
                ". ",
                " and then ",
                ", then ",
                ", and ",
                ". also ",
                " and also ",
            )
            if command and also
            else (". ", ". ", "; ", ", and ")
        )
        text += rng.choice(joins) + more
    if rng.random() < 0.1:
        text += rng.choice(AFTER)
    if rng.random() < 0.12:
        text = noise.typos(
            rng, text, words | {word for made in changes for word in _words(" ".join(made.slots.values()))}
        )
    roll = rng.random()
    if roll < 0.35:
        text = text[:1].upper() + text[1:]
    elif roll < 0.7:
        text = text.lower()
    question = re.match(r"(hmm, )?(can|could|would) ", text.lower())
    end = rng.random()
    if end < 0.3 and not text.endswith((".", "?", "!")):
        text += "?" if question else "."
    elif end < 0.34:
        text += "!"
    return " ".join(text.split())


def _say_ko(rng: random.Random, changes: list[Change]) -> str | None:
    said = []
    for i, made in enumerate(changes):
        found = _sentence(rng, "ko", made, more=i < len(changes) - 1)
        if found is None:
            return None
        said.append(found)
    text = said[0][0]
    if rng.random() < 0.1:
        text = rng.choice(BEFORE_KO) + text
    if len(said) > 1:
        text += (" " if text.endswith(("고", "고 나서")) else rng.choice((". ", ", ", " 그리고 "))) + said[1][
            0
        ]
    if rng.random() < 0.05:
        text += rng.choice(AFTER_KO)
    if rng.random() < 0.2 and not text.endswith((".", "?", "!")):
        text += "."
    return " ".join(text.split())


def _sentence(rng: random.Random, language: str, made: Change, more: bool = False) -> tuple[str, bool] | None:
    """The sentence that asks for a change, and whether it is a command."""
    ways = patterns.plain(language).get(made.key, ()) if rng.random() < PLAIN else ()
    known = [p for p in ways or patterns.patterns(language)[made.key] if _slots(p) <= made.slots.keys()]
    if not known:
        return None
    pattern = rng.choice(known)
    command = not pattern.startswith("~")
    pattern = pattern.removeprefix("~")
    if language == "ko":
        if rng.random() < 0.08:
            pattern = pattern.replace(" {!", " 좀 {!")
        if rng.random() < 0.12:  # spaces are often left out
            pattern = re.sub(
                r"(?<=\}) (?=[가-힣])|(?<=[가-힣]) (?=\{!)", "", pattern, count=rng.choice((1, 2))
            )
        pattern = re.sub(r"\{!(\w+)\}", lambda match: ending(rng, match.group(1), more), pattern)
    return fill(rng, pattern, made.slots), command


def ending(rng: random.Random, stem: str, more: bool) -> str:
    """A Korean verb as it ends a request, or (`more`) as it leads to the next."""
    if more and rng.random() < 0.8:
        return patterns.STEMS[stem] + ("고 나서" if rng.random() < 0.08 else "고")
    if stem == "줘":
        return "줘"
    if rng.random() < 0.12 and stem != "풀어":
        return patterns.STEMS[stem] + rng.choice(patterns.PLAIN_ENDINGS)
    return stem + rng.choice(patterns.ENDINGS)


def _slots(pattern: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", pattern))


def _words(text: str) -> set[str]:
    return set(re.split(r"[\s,;:\[\]]+", text.lower()))


def _length(text: str) -> float:
    """About how many tokens a text has."""
    hangul = len(re.findall("[가-힣]", text))
    marks = len(re.findall(r"[^\w\s]|\d+|_", text))
    return hangul + marks + 1.3 * len(re.findall(r"[A-Za-z]+", text))

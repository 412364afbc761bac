"""How people point to a node that is there: by its name, a part of it, a usual word for a layer, a place."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from diagram.editing.drafts import Draft
from diagram.outline import fold
from training.synthesis import lexicon
from training.synthesis.phrasing import particle

# fmt: off
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
SHORT = ("", "1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th")
KOREAN = ("", "첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
COMMON = {
    "the", "and", "for", "with", "from", "into", "that", "this", "are", "is", "of", "to", "in", "on",
    "a", "an", "it", "its", "be", "at", "by", "as", "or", "no", "not", "if", "when", "then", "than",
    "up", "out", "off", "over", "under", "above", "below", "against", "between", "after", "before",
    "each", "every", "all", "new", "same", "other", "one", "two", "get", "gets", "goes", "has", "have",
    "was", "were", "will", "can", "his", "her", "their", "our", "my",
}
JOINED = re.compile(r" and | & |\w(?:와|과) | 및 ")  # names that may be taken for two
BY_PLACE = 0.07  # how often a node is pointed to by its place, and by a part of its name
BY_PART = 0.1
WITH = (("과", "와"), ("과", "와"), ("이랑", "랑"), ("하고", "하고"))  # Korean "and" after a name
PLACES = {"en": ("step", "box", "node", "block", "one"), "ko": ("단계", "상자", "노드", "블록", "박스")}
# fmt: on
HERE = Path(__file__).parent.parent


@cache
def _layers() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """{folded name: (English words, Korean words)} of names/layers.txt."""
    found = {}
    for line in (HERE / "names" / "layers.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, words = line.split(": ")
            english, korean = (tuple(part.strip() for part in half.split(", ")) for half in words.split("|"))
            found[key] = english, korean
    return found


def refer(
    rng: random.Random, language: str, draft: Draft, node: int, bare: bool = False, by_place: bool = True
) -> str | None:
    """Words for a node that can mean no other one; None where there are none.

    `bare` leaves out articles and quotes, `by_place=False` "the first box".
    """
    text = _by_place(rng, language, draft, node) if by_place and rng.random() < BY_PLACE else None
    if text is None:
        text = _usual(rng, language, draft, node) or _by_name(rng, language, draft, node)
    if text is None or bare or '"' in text:
        return text
    whole = fold(text) == fold(draft.net.names[node])
    clause = whole and is_clause(text, language)
    if whole and not is_stack(draft) and rng.random() < (0.16 if clause else 0.05):
        return called(rng, language, text)
    if language == "en":
        roll = rng.random()
        if whole and roll < (0.22 if clause else 0.1) and not text.startswith("the "):
            return rng.choice(('"{}"', '"{}"', "'{}'", "`{}`", "“{}”")).format(text)
        plain = (
            not clause
            and not re.match(r"(the|a|an|my|our)\b", text.lower())
            and not re.search(r"\d$| (the|an?) ", text)
        )
        if plain and (roll < 0.5 or re.match(r"(last|first|second|third|\d(st|nd|rd|th))\b", text)):
            return f"the {text}"
        return text
    if whole and rng.random() < (0.25 if clause else 0.08):
        return rng.choice(('"{}"', "'{}'", "‘{}’", "[{}]")).format(text)
    return text


def is_stack(draft: Draft) -> bool:
    """Whether the outline has a stack of layers."""
    return any(line.stack for line in draft.lines)


def called(rng: random.Random, language: str, name: str) -> str:
    """A name with what it is the name of: "the step X", "the X box"."""
    words = [word for word in PLACES[language] if word not in fold(name)]
    if not words or name.startswith(("the ", "a ", "an ")):
        return name
    word = rng.choice([word for word in words if word != "one"] or words)
    if language == "ko":
        return f"{name} {word}"
    if len(name.split()) > 2:
        return f'the {word} "{name}"'
    return rng.choice((f"the {name} {word}", f"the {word} {name}", f'the {word} "{name}"'))


def is_clause(name: str, language: str) -> bool:
    """Whether a name is a deed or a statement, which no article goes with, and no particle well."""
    if language == "ko" and re.search("[가-힣]", name):
        return bool(re.search("[가-힣](을|를|이|가|에|로|에서|에게) ", name))
    words = name.lower().split()
    verbs = {"is", "are", "was", "were", "has", "have", "gets", "get"}
    return len(words) > 3 or bool(verbs & set(words)) or (len(words) > 1 and words[0] in _deeds())


@cache
def _deeds() -> frozenset[str]:
    """The verbs that deeds begin with."""
    return frozenset(name.split()[0].lower() for name in lexicon.flat("en", "step") if " " in name)


def _by_place(rng: random.Random, language: str, draft: Draft, node: int) -> str | None:
    """Its place in the drawing: the only one at the start or the end, or what comes next to another."""
    net, order = draft.net, draft.order()
    words = PLACES[language] if all(len(m) == 1 for line in draft.lines for m in line.lists) else ()
    words = [word for word in words if not any(word in fold(name) for name in net.names.values())]
    if not words:
        return None
    word = rng.choice(words)
    into, out = net.into(node), net.out_of(node)
    if not into and node == order[0] and all(net.into(n) for n in order if n != node):
        return f"the first {word}" if language == "en" else rng.choice((f"첫 {word}", f"첫 번째 {word}"))
    if not out and node == order[-1] and all(net.out_of(n) for n in order if n != node):
        last = rng.choice(("the last", "the last", "the final")) if language == "en" else "마지막"
        return f"{last} {word}"
    for edges, here, ways in ((into, 0, ("after", "다음")), (out, 1, ("before", "앞"))):
        other = edges[0][here] if len(edges) == 1 else node
        alone = len(net.out_of(other) if here == 0 else net.into(other)) == 1
        if other == node or not alone or rng.random() < 0.8:
            continue
        name = _by_name(rng, language, draft, other)
        if name:
            return f"the {word} {ways[0]} {name}" if language == "en" else f"{name} {ways[1]} {word}"
    return None


def _usual(rng: random.Random, language: str, draft: Draft, node: int) -> str | None:
    """A usual word for a layer, with its place among the layers of that word."""
    names = draft.net.names
    words = _words_for(names[node], language)
    if not words:
        return None
    word = rng.choice(words)
    alike = [n for n, name in names.items() if word in _words_for(name, language) or fold(name) == fold(word)]
    others = [fold(name) for n, name in names.items() if n not in alike]
    if any(other in fold(word) or fold(word) in other for other in others):
        return None
    if len(alike) > 1:
        unique = _by_size(rng, language, draft, alike, node, word)
        if unique and rng.random() < 0.2:
            return unique
        named = fold(word) in map(fold, names.values())
        if not named and not _in_one_line(draft, alike):
            return None
        return ordinal(rng, language, alike.index(node) + 1, len(alike), word)
    return word


def alike_by_word(rng: random.Random, language: str, draft: Draft, node: int) -> tuple[str, list[int]] | None:
    """A word for a layer, and all nodes that it means, at least two; None where it may mean others."""
    names = draft.net.names
    words = _words_for(names[node], language) or (names[node],)
    word = rng.choice(words)
    alike = [n for n, name in names.items() if word in _words_for(name, language) or fold(name) == fold(word)]
    within = [n for n, name in names.items() if fold(word) in fold(name) or fold(name) == fold(names[node])]
    return (word, alike) if len(alike) > 1 and set(within) <= set(alike) else None


def _words_for(name: str, language: str) -> tuple[str, ...]:
    key = re.sub(r"(?<=\D)[\d.]+%?$", "", fold(name))
    found = _layers().get(key)
    return found[language == "ko"] if found else ()


def _in_one_line(draft: Draft, nodes: list[int]) -> bool:
    return any({m.node for m in line.mentions()}.issuperset(nodes) for line in draft.lines)


def _by_size(
    rng: random.Random, language: str, draft: Draft, alike: list[int], node: int, word: str
) -> str | None:
    """The only one of its size: "the 5x5 conv", "conv layer with 64 filters"."""
    for name, unit in (("units", "units"), ("channels", "filters"), ("kernel", "")):
        values = [getattr(draft.net.attributes[other], name) for other in alike]
        mine = getattr(draft.net.attributes[node], name)
        if mine and values.count(mine) == 1:
            size = "{}x{}".format(*mine) if name == "kernel" else str(mine)
            if language == "ko":
                korean = {"units": "개짜리", "channels": "채널", "kernel": ""}[name]
                return f"{size}{korean} {word}"
            options = [
                f"{size}{f'-{unit[:-1]}' if unit else ''} {word}",
                f"{word} with {size} {unit}".strip(),
            ]
            return rng.choice(options if unit else options[:1])
    return None


def ordinal(rng: random.Random, language: str, place: int, count: int, word: str) -> str | None:
    """The `place`-th of `count` things of a word."""
    if place > 10:
        return None
    if place == count and rng.random() < 0.4:
        return f"{'마지막' if language == 'ko' else rng.choice(('last', 'last', 'final'))} {word}"
    if language == "en":
        if rng.random() < 0.15 and not re.search(r"\d", word):
            return f"{word} {rng.choice(('', '', '#'))}{place}"
        return f"{rng.choice((ORDINALS, ORDINALS, SHORT))[place]} {word}"
    roll = rng.random()
    if roll < 0.15 and not re.search(r"\d", word):
        return f"{word} {place}"
    gap = rng.choice(("", " "))
    return f"{place}{gap}번째 {word}" if roll < 0.3 else f"{KOREAN[place]}{gap}번째 {word}"


def _by_name(rng: random.Random, language: str, draft: Draft, node: int) -> str | None:
    """The name, or a part of it that is in no other name; with its place where others have the name."""
    names = draft.net.names
    name = names[node]
    alike = draft.net.same(node)
    if len(alike) > 1:
        return ordinal(rng, language, alike.index(node) + 1, len(alike), name)
    others = [fold(other) for n, other in names.items() if n != node]
    words = name.split()
    if len(words) > 1 and rng.random() < BY_PART:
        # What a thing is stands at the end of its name; of its beginning it takes more than a word.
        parts = [" ".join(words[i:]) for i in range(1, len(words))]
        parts += [" ".join(words[:j]) for j in range(2, len(words))]
        parts = [p for p in parts if len(p.split()) <= 3 and _tells(p)]
        parts = [p for p in parts if not any(fold(p) in other for other in others)]
        if parts and not is_clause(name, language) and not JOINED.search(name.lower()):
            return rng.choice(parts)
    if any(fold(name) in other for other in others) and rng.random() < 0.5:
        return f'"{name}"'
    return name


def _tells(part: str) -> bool:
    words = part.lower().split()
    if re.search("[가-힣]", part) and (
        len(part) < 2 or re.search("(이|가|을|를|은|는|에|에서|으로|로|와|과|의|한|할|하는)$", part)
    ):
        return False  # would read as a name with a particle
    if re.search("[가-힣]", part):
        return True
    return len(part) > 2 and not {words[0], words[-1]} & COMMON and not part.isdigit()


def names_of(rng: random.Random, language: str, draft: Draft, nodes: list[int]) -> list[str] | None:
    """Words for each of several nodes; None where one has none, or where the list may mean something else."""
    bare = rng.random() < 0.6
    said = [refer(rng, language, draft, node, bare, by_place=False) for node in nodes]
    if None in said or len({fold(text) for text in said if text}) < len(said):
        return None
    alike = [node for node in nodes if len(draft.net.same(node)) > 1]
    if alike != sorted(alike):  # "the second and the first conv"
        return None
    known = {fold(name) for name in draft.net.names.values()} - {fold(draft.net.names[n]) for n in nodes}
    joined = {fold(f"{a} {way} {b}") for a in said for b in said if a != b for way in ("and", "&", "그리고")}
    return None if joined & known else [text for text in said if text]


def listed(rng: random.Random, language: str, items: list[str]) -> str:
    """Names as a request lists them: "A and B", "A, B and C", "A하고 B"."""
    if len(items) == 1:
        return items[0]
    roll = rng.random()
    if language == "ko":
        closed, opened = rng.choice(WITH)
        if len(items) == 2:
            if roll < 0.75:
                return f"{items[0]}{particle(items[0], closed, opened)} {items[1]}"
            return (", " if roll < 0.92 else " 그리고 ").join(items)
        if roll < 0.35:
            return "".join(f"{item}{particle(item, closed, opened)} " for item in items[:-1]) + items[-1]
        if roll < 0.55:
            last = items[-2] + particle(items[-2], closed, opened) + " " + items[-1]
            return ", ".join([*items[:-2], last])
        last = rng.choice((", ", ", ", ", 그리고 ", " 그리고 "))
        return ", ".join(items[:-1]) + last + items[-1]
    if len(items) == 2:
        if roll < 0.82:
            return " and ".join(items)
        return rng.choice(
            ("{} & {}", "{}, {}", "both {} and {}", "{} and also {}", "{} as well as {}")
        ).format(*items)
    if roll < 0.45:
        return ", ".join(items[:-1]) + " and " + items[-1]
    if roll < 0.75:
        return ", ".join(items[:-1]) + ", and " + items[-1]
    return (", " if roll < 0.88 else " and ").join(items)

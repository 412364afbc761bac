"""Names that the prompt does not say, and words of the prompt that stand in no name."""

from __future__ import annotations

import re
from collections import Counter

from diagram.fidelity.conditions import turned_conditions
from diagram.fidelity.drawn import Drawn
from diagram.fidelity.passing import is_passed
from diagram.outline import fold
from diagram.wording.layers import CARRIERS, WORD, layers_in, layers_of, stands_for, strong_layers
from diagram.wording.lists import (
    is_structural,
    same_data,
    slips_of,
    squeeze,
    starts_of,
    stem_of,
    words_of,
)
from diagram.wording.reading import PromptWords
from diagram.wording.titles import is_heading, is_remark, is_title

MOST_RELATION = 3  # words between two names that tell how they are related
_COUNTED_PARTS = {"divided", "split", "two", "three", "four", "five", "2", "3", "4", "5"}
_LINKS = frozenset(["a", "an", "the", "of", "its", "their", "my"])  # inside a name


def is_justified(read: PromptWords, name: str) -> bool:
    """Whether a name that is no span is a layer that the prompt's words mean."""
    atoms = layers_in(name)
    if not atoms:
        return False
    words = {token.text for token in read.tokens}
    for atom in atoms:
        if atom in read.atoms or (read.network and atom in ("input", "hidden", "output", "layer")):
            continue
        if stands_for().get(atom, frozenset()).isdisjoint(words):
            return False
    numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", name)]
    return all({n, n / 100, n * 100} & read.values for n in numbers)


def joining(drawn: Drawn) -> list[str]:
    """Names that are only words of joining: a node "다음"."""
    return [name for name in dict.fromkeys(drawn.names) if name.lower() in words_of("joining names")]


def is_said(read: PromptWords, drawn: Drawn, text: str) -> bool:
    """Whether an edge's label or a group's title is said, or says yes or no."""
    if fold(text) in words_of("branch") or not text or text in drawn.hits:
        return True
    said = {token.text for token in read.tokens}
    slips = frozenset().union(*(slips_of(word) for word in said if len(word) > 3))
    words = [match.group() for match in WORD.finditer(text.lower())]
    return bool(words) and all(w in said or (len(w) > 3 and slips_of(w) & slips) for w in words)


def asides(read: PromptWords, drawn: Drawn) -> set[int]:
    """Segments that are titles or remarks: they name nothing that is drawn."""
    words = read.segments()
    named = {
        token.segment
        for token, strict in zip(read.tokens, drawn.strict, strict=True)
        if strict or strong_layers(token.text) & drawn.atoms
    }
    first_named = min(named, default=len(read.ends))
    found: set[int] = set()
    for i in range(len(read.ends) - 1, -1, -1):
        if i in named:
            continue
        early = i < first_named
        announces = i + 1 in found and read.ends[i + 1].startswith(":")
        announced = i and words_of("headings").issuperset(words[i - 1]) and read.ends[i - 1].startswith(":")
        called = not i and is_heading(words[i], read.ends[i])
        if (
            called
            or (early and (is_title(words[i], read.ends[i], i) or announces or announced))
            or is_remark(words[i])
        ):
            found.add(i)
    return found


def lost_words(read: PromptWords, drawn: Drawn, aside: set[int]) -> list[str]:
    """Runs of words of the prompt that stand in no name and belong to no phrase of joining or drawing."""
    tokens = read.tokens
    covered = [drawn.strict[i] or _covered(read, drawn, i) for i in range(len(tokens))]
    lost = []
    nameless = turned_conditions(read, drawn) | drawn.notes
    for run in _runs(read, covered, nameless):
        words = [tokens[i] for i in run]
        segment = words[0].segment
        if segment in aside or (drawn.layered and not any(strong_layers(word.text) for word in words)):
            continue
        after = [token.text for token in tokens[run[-1] + 1 : run[-1] + 4] if token.segment == segment]
        if any(word.startswith("convert") for word in after[:2]):
            continue
        if segment < 2 and any(word.startswith(("consist", "includ", "contain")) for word in after):
            continue
        if drawn.structure.groups and after[:1] and after[0] in ("has", "is") and _COUNTED_PARTS & {*after}:
            continue  # "the hospital is divided into 3 blocks"
        counted = tokens[run[0] - 1].value if run[0] and not words[0].cut and len(run) < 3 else None
        if counted and counted > 1 and counted in drawn.counts:  # "two rivers, the Alder and the Brant"
            continue
        if not _relational(read, drawn, covered, run) and not is_passed(read, drawn, run):
            lost.append(read.said(run[0], run[-1]))
    return lost


def echoes(drawn: Drawn) -> list[str]:
    """Names that the prompt says only inside other names: "sends mail" beside "user sends mail"."""
    decisions = {node.name for node in drawn.structure.nodes if node.attributes.decision}
    spans = {name: drawn.hits[name] for name in dict.fromkeys(drawn.names) if name in drawn.hits}
    found = []
    for name, places in spans.items():
        around = decisions if name in decisions else spans
        others = [place for other in around if _holds(other, name) for place in spans.get(other, ())]
        if others and not layers_in(name) and all(_inside(place, others) for place in places):
            found.append(name)
    return found


def _holds(other: str, name: str) -> bool:
    return squeeze(other) != squeeze(name) and squeeze(name) in squeeze(other)


def _inside(place: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    first, last = place
    return any(a <= first and last <= b and (a, b) != place for a, b in others)


def doubles(read: PromptWords, drawn: Drawn) -> list[str]:
    """Names of several nodes, where the prompt does not say "another": the same name is the same node."""
    if words_of("several").intersection(token.text for token in read.tokens):
        return []
    often = Counter(
        (fold(node.name), node.group)
        for node in drawn.structure.nodes
        if not node.in_stack and not layers_in(node.name)
    )
    return [name for (name, _), count in often.items() if count > 1 and count not in read.values]


def all_words(read: PromptWords) -> list[str]:
    """All runs of words that name something."""
    return [
        read.said(run[0], run[-1]) for run in _runs(read, [False] * len(read.tokens), turned_conditions(read))
    ]


def is_carried(read: PromptWords, i: int) -> bool:
    """Whether a layer's word only describes the network: "conv neural network"."""
    near = read.tokens[i + 1 : i + 3]
    return any(not token.cut and CARRIERS.fullmatch(token.text) for token in near)


def _runs(read: PromptWords, covered: list[bool], turned: set[int]) -> list[list[int]]:
    """Uncovered words in a row, cut at punctuation, structural, covered and turned words."""
    runs: list[list[int]] = []
    last = -2
    for i, token in enumerate(read.tokens):
        plain_number = token.pair or (token.value is not None and not token.latin)
        if covered[i] or plain_number or is_structural(token.text) or token.text in words_of("left out"):
            if token.text in _LINKS and last == i - 1 and not token.cut:
                last = i
        elif i not in turned:
            if runs and last == i - 1 and not token.cut:
                runs[-1].append(i)
            else:
                runs.append([i])
            last = i
    return runs


def _covered(read: PromptWords, drawn: Drawn, i: int) -> bool:
    """Whether a word stands in some name, in another form perhaps, or means a layer that is there."""
    token = read.tokens[i]
    word = token.text
    if word in drawn.words:
        return True
    atoms = layers_of(word)
    if strong_layers(word):
        if atoms <= drawn.atoms or is_carried(read, i):
            return True
    elif atoms & drawn.atoms:
        return True
    if token.latin:
        if same := same_data().get(word):
            return bool(same & drawn.words)
        if len(word) < 4:
            return False
        if any(_same_stem(word, other) for other in drawn.words if other[:3] == word[:3]):
            return True
        near = (o for o in drawn.words if abs(len(o) - len(word)) < 2 and len(o) > 3 and o[0] == word[0])
        return any(other.isascii() and slips_of(other) & slips_of(word) for other in near)
    stem = stem_of(word)
    return any(len(part) >= 2 and any(part in name for name in drawn.korean) for part in (word, stem))


def _same_stem(a: str, b: str) -> bool:
    """Forms of one English word: "clean" and "cleaning"."""
    short, long = sorted((a, b), key=len)
    stem = short[:-1] if short[-1:] in ("e", "y") and len(short) > 4 else short
    return long.startswith(stem) and len(long) - len(stem) <= 4


def _relational(read: PromptWords, drawn: Drawn, covered: list[bool], run: list[int]) -> bool:
    """Whether the words tell how a name is related to the next: "users UPLOAD A VIDEO to the server"."""
    tokens, strict = read.tokens, drawn.strict
    first, last = run[0], run[-1]
    if len(run) > MOST_RELATION:
        return False
    if tokens[first].latin:
        before = tokens[first - 1].text if first else ""
        named = first and (strict[first - 1] or (covered[first - 1] and not is_structural(before)))
        if named and not tokens[first].cut:
            return True
        if last + 1 < len(tokens) and not tokens[last + 1].cut:
            passive = before in words_of("be") and tokens[last + 1].text in words_of("by") and len(run) == 1
            return passive or strict[last + 1]
        return False
    if not first or tokens[first].cut or not covered[first - 1]:
        return False
    if not tokens[last].text.endswith(starts_of("verb ends")):
        return False
    return tokens[first - 1].latin or tokens[first - 1].text.endswith(starts_of("noun ends"))

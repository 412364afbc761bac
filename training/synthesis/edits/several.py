"""Edits of several things at once, of a thing's place, and of a layer's kind: more of edits/operations.py."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from diagram.editing.drafts import Draft
from diagram.outline import NODE_COLORS, Attributes, fold
from training.synthesis.edits import changes as change
from training.synthesis.edits.lists import ends_of, without
from training.synthesis.edits.names import alike_by_word, refer
from training.synthesis.edits.new import dress, is_network, new_name, new_node
from training.synthesis.edits.operations import SIZES, Change, as_change
from training.synthesis.edits.patterns import COLOURS
from training.synthesis.networks.words import free_size

# Layers that stand in for each other, with their sizes; and the words for those that have none.
FAMILIES = (
    ("lstm", "gru", "rnn", "bilstm"),
    ("relu", "gelu", "silu", "tanh", "sigmoid", "leaky relu"),
    ("max pool", "avg pool"),
    ("최대 풀링", "평균 풀링"),
    ("dense", "linear", "hidden"),
    ("dropout", "batch norm", "layer norm"),
    ("드롭아웃", "배치 정규화", "층 정규화"),
)
WORDS = {
    "lstm": "LSTM", "gru": "GRU", "rnn": "RNN", "relu": "ReLU", "gelu": "GELU", "max pool": "max pooling",
    "avg pool": "average pooling", "dense": "dense layer", "linear": "linear layer", "hidden": "hidden layer",
}  # fmt: skip
MOVES = ("move_after", "move_before", "move_between", "move_end", "move_start")
FIXED = ("input", "output", "입력", "출력")  # stay at their ends
BARE = ("dropout", "batch norm", "relu", "attention", "flatten")


# --- additions ---


def _plain(rng: random.Random, language: str, draft: Draft) -> tuple[str, str, Attributes] | None:
    """A new node, of a network mostly a layer."""
    new = new_node(rng, language, draft)
    return None if new is None or "," in new[0] else new


def after_two(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Two new nodes in a row."""
    node = rng.choice(list(draft.net.names))
    one, two = _plain(rng, language, draft), _plain(rng, language, draft)
    if one is None or two is None or fold(one[1]) == fold(two[1]) or " and " in one[0] + two[0]:
        return None
    a = refer(rng, language, draft, node)
    if any(label for *_, label in draft.net.out_of(node)):
        return None
    between = change.insert_after(draft, node, one[1], one[2])
    if between is None:
        return None
    after = change.insert_after(between, max(between.net.names), two[1], two[2])
    return as_change("after_two", {"a": a, "new": one[0], "more": two[0]}, after)


def after_each(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """The same layer after every layer of a kind."""
    found, new = _all_of(rng, language, draft), new_node(rng, language, draft)
    if found is None or new is None or not is_network(draft) or new[0].startswith(("another", "one more")):
        return None
    word, nodes = found
    after: Draft | None = draft
    for node in nodes:
        after = after and change.insert_after(after, node, new[1], new[2])
    return as_change("after_each", {"one": word, "new": new[0]}, after)


# --- removals ---


def remove_all(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Every layer of a kind."""
    found = _all_of(rng, language, draft)
    if found is None or len(draft.net.names) - len(found[1]) < 3:
        return None
    return as_change(
        "remove_all", {"one": found[0], "all": plural(language, found[0])}, without(draft, found[1])
    )


# --- all of a kind ---


def _all_of(rng: random.Random, language: str, draft: Draft) -> tuple[str, list[int]] | None:
    """A word for at least two layers, and all that it means."""
    alike = [n for n in draft.net.names if len(draft.net.same(n)) > 1]
    return alike_by_word(rng, language, draft, rng.choice(alike)) if alike else None


def plural(language: str, word: str) -> str:
    """Several of a kind of layer: "conv layers", "ReLUs"."""
    if language == "ko":
        return word
    if word.endswith(("ing", "activation")) or word.isupper():
        return f"{word} layers" if not word.endswith("activation") else f"{word}s"
    return word if word.endswith("s") else f"{word}s"


def colour_all(rng: random.Random, language: str, draft: Draft) -> Change | None:
    found, new = _all_of(rng, language, draft), rng.choice(NODE_COLORS)
    if found is None:
        return None
    slots = {
        "one": found[0],
        "all": plural(language, found[0]),
        "colour": rng.choice(COLOURS[new][language == "ko"]),
    }
    return as_change("colour_all", slots, change.describe(draft, found[1], lambda a: replace(a, color=new)))


def size_all(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """The same units or filters in every layer of a kind."""
    found = _all_of(rng, language, draft)
    if found is None:
        return None
    kinds = {fold(draft.net.names[node]) for node in found[1]}
    n = rng.choice((*SIZES, free_size(rng)))
    slots = {"one": found[0], "all": plural(language, found[0]), "n": str(n)}
    if kinds <= {"dense", "hidden", "linear", "은닉층", "lstm", "gru", "rnn"}:
        return as_change("units_all", slots, change.describe(draft, found[1], lambda a: replace(a, units=n)))
    if kinds <= {"conv", "합성곱"}:
        return as_change(
            "channels_all", slots, change.describe(draft, found[1], lambda a: replace(a, channels=n))
        )
    return None


# --- another place, another kind ---


def move(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """A node taken out of the chain and put after or before another, between two, at the start or the end."""
    net = draft.net
    node, other = rng.sample(list(net.names), 2)
    around = [*net.into(node), *net.out_of(node)]
    lone = len(net.into(node)) < 2 and len(net.out_of(node)) < 2 and len(net.names) > 3
    if not lone or any(e[2] for e in around) or net.attributes[node].decision:
        return None
    if len(net.same(node)) > 1 or (is_network(draft) and fold(net.names[node]) in FIXED):
        return None  # of nodes that are alike it is not plain which one has moved; no output in the middle
    left = change.remove(draft, node)
    if left is None or net.groups[node] != net.groups[other]:
        return None
    way = rng.choices(MOVES, (6, 5, 3, 2, 2))[0]
    slots: dict[str, str | None] = {"a": refer(rng, language, draft, node)}
    if way in ("move_end", "move_start"):
        beyond = left.net.out_of if way == "move_end" else left.net.into
        ends = [n for n in left.net.names if not beyond(n)]
        if len(ends) != 1 or net.groups[ends[0]] != net.groups[node]:
            return None
        other = ends[0]
    else:
        slots["b"] = refer(rng, language, draft, other)
        if net.between(node, other) if way == "move_before" else net.between(other, node):
            return None  # it stands there already
    attributes = net.attributes[node]
    following = left.net.out_of(other)
    beside = left.net.into(other) if way in ("move_before", "move_start") else following
    behind = way in ("move_after", "move_end", "move_between")
    if any(label for *_, label in beside):
        return None
    if is_network(draft) and not beside and fold(net.names[other]) in FIXED:
        return None  # before the input, after the output
    if way == "move_between":
        if len(following) != 1 or len(left.net.into(following[0][1])) != 1 or node in following[0]:
            return None
        slots["c"] = refer(rng, language, draft, following[0][1])
        moved = change.insert_between(left, following[0], net.names[node], attributes)
    else:
        insert = change.insert_after if behind else change.insert_before
        moved = insert(left, other, net.names[node], attributes)
    if moved is None or ends_of(moved) == ends_of(draft) or _beside(slots):
        return None
    return as_change(way, slots, moved)


def _beside(slots: dict[str, str | None]) -> bool:
    """Whether the words for one of the nodes are its place, which changes: "the box after X"."""
    said = [text or "" for text in slots.values()]
    return any(re.search(r"\b(after|before)\b|다음 |앞 ", text) for text in said)


def replace_layer(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """A layer of another kind in its place, with the sizes of the old one if it can have any."""
    kin = {
        node: family
        for node, name in draft.net.names.items()
        for family in FAMILIES
        if fold(name) in map(fold, family)
    }
    if not kin:
        return None
    node = rng.choice(list(kin))
    names = [name for name in kin[node] if fold(name) != fold(draft.net.names[node])]
    sized = draft.net.attributes[node] != Attributes()
    bare = rng.random() < 0.2
    name = rng.choice(BARE if bare else names)
    if fold(name) in map(fold, draft.net.names.values()) or (
        bare and sized and draft.net.attributes[node].color
    ):
        return None
    a = refer(rng, language, draft, node)
    after = change.rename(draft, node, name)
    if after and bare and sized:
        after = change.describe(after, [node], lambda _: Attributes())
    word = WORDS.get(name, name) if language == "en" and rng.random() < 0.6 else name
    word = (
        f"{rng.choice(('a', 'an', 'the', ''))} {word}".strip()
        if language == "en" and rng.random() < 0.3
        else word
    )
    return as_change("replace", {"a": a, "name": word}, after)


# --- "it": what was added or renamed a moment ago ---


def more_of_it(rng: random.Random, language: str, old: Draft, first: Change, draft: Draft) -> Change | None:
    """A second change, of the node that the first added to `old` or renamed; `draft` is what came out."""
    if first.key not in (
        "after",
        "before",
        "between",
        "target",
        "source",
        "after_last",
        "before_first",
        "rename",
    ):
        return None
    new = first.draft
    fresh = [n for n in new.net.names if n not in old.net.names or new.net.names[n] != old.net.names[n]]
    names = [fold(name) for name in draft.net.names.values()]
    if len(fresh) != 1 or names.count(fold(new.net.names[fresh[0]])) != 1:
        return None
    it = next(n for n, name in draft.net.names.items() if fold(name) == fold(new.net.names[fresh[0]]))
    if rng.random() < 0.55:
        colour = rng.choice(NODE_COLORS)
        after = change.describe(draft, [it], lambda a: replace(a, color=colour))
        return as_change("it_colour", {"colour": rng.choice(COLOURS[colour][language == "ko"])}, after)
    other = rng.choice(list(draft.net.names))
    if other == it or draft.net.between(it, other) or draft.net.between(other, it):
        return None
    if any(label for *_, label in draft.net.out_of(it)):
        return None
    return as_change(
        "it_connect", {"b": refer(rng, language, draft, other)}, change.connect(draft, it, other)
    )


def add_chain(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """A new node between two that no arrow joins."""
    one, two = rng.sample(list(draft.net.names), 2)
    name = new_name(rng, language, draft)
    if name is None or draft.net.between(one, two) or any(label for *_, label in draft.net.out_of(one)):
        return None
    slots = {"a": refer(rng, language, draft, one), "b": refer(rng, language, draft, two)}
    slots["new"] = dress(rng, language, name)
    after = change.add_target(draft, one, name, Attributes())
    after = after and change.connect(after, max(after.net.names), two)
    return as_change("chain", slots, after)


Operation = Callable[[random.Random, str, Draft], Change | None]
SEVERAL: tuple[tuple[Operation, float, str], ...] = (
    (after_two, 5, "edit insert"),
    (after_each, 5, "edit insert"),
    (add_chain, 3, "edit add"),
    (remove_all, 5, "edit remove"),
    (colour_all, 4, "edit colour"),
    (size_all, 7, "edit size"),
    (move, 100, "edit move"),
    (replace_layer, 9, "edit rename"),
)

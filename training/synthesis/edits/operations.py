"""Every kind of edit: what is drawn for it from an outline, and the outline that comes out.

An operation takes an outline's draft and returns the words for its slots and the changed draft, or None where
the outline does not have what it needs.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from diagram.editing.drafts import Draft, Edge
from diagram.graph import STYLE_FIELDS
from diagram.outline import NODE_COLORS, Attributes, fold
from training.synthesis import lexicon
from training.synthesis.edits import changes as change
from training.synthesis.edits.names import JOINED, listed, names_of, refer
from training.synthesis.edits.new import dress, fit, new_name, new_node
from training.synthesis.edits.patterns import COLOURS
from training.synthesis.networks.words import free_size

LABELS = {
    "en": (
        "yes", "no", "ok", "failed", "retry", "success", "error", "timeout", "approved", "rejected",
        "valid",
        "invalid", "true", "false", "maybe", "cached", "new", "urgent", "token", "request", "response",
        "data",
    ),
    "ko": (
        "예", "아니오", "성공", "실패", "재시도", "오류", "승인", "거절", "완료", "요청", "응답", "정상",
        "긴급",
        "결과", "신규",
    ),
}  # fmt: skip
CONVOLUTION = re.compile(r"conv(?![a-z])|convolution|합성곱")  # but not "convert"
SIZES = (8, 16, 32, 64, 128, 256, 512)


@dataclass(frozen=True)
class Change:
    """Words for the pattern's slots, the draft that comes out, and the styles that were asked for."""

    key: str
    slots: dict[str, str]
    draft: Draft
    style: dict[str, str]


Operation = Callable[[random.Random, str, Draft], Change | None]


def as_change(key: str, slots: dict[str, str | None], draft: Draft | None, **style: str) -> Change | None:
    """The change, or None where a node has no words or the outline cannot be changed so."""
    if draft is None or any(value is None for value in slots.values()):
        return None
    return Change(key, {k: v for k, v in slots.items() if v}, draft, style)


def _node(rng: random.Random, draft: Draft) -> int:
    joined = [node for node, name in draft.net.names.items() if JOINED.search(name.lower())]
    return rng.choice(joined if joined and rng.random() < 0.5 else list(draft.net.names))


def _edge(rng: random.Random, draft: Draft, labelled: bool | None = None) -> Edge | None:
    edges = [e for e in draft.net.edges if labelled is None or bool(e[2]) == labelled]
    edges = [e for e in edges if len(draft.net.between(*e[:2])) == 1 and e[0] != e[1]]
    return rng.choice(edges) if edges else None


def _label(rng: random.Random, language: str, draft: Draft) -> str | None:
    taken = {fold(label) for *_, label in draft.net.edges} | {fold(n) for n in draft.net.names.values()}
    usual = rng.random() < 0.88
    label = rng.choice(LABELS[language]) if usual else lexicon.made_up_name(rng, language)
    return label if fit(label) and fold(label) not in taken and len(label.split()) < 4 else None


# --- adding ---


def after(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node, new = _node(rng, draft), new_node(rng, language, draft)
    if new is None or any(label for *_, label in draft.net.out_of(node)):
        return None
    slots = {"a": refer(rng, language, draft, node), "new": new[0]}
    return as_change("after", slots, change.insert_after(draft, node, new[1], new[2]))


def before(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node, new = _node(rng, draft), new_node(rng, language, draft)
    if new is None or (node == draft.order()[0] and draft.net.into(node)):  # of a cycle: at its start or end?
        return None
    slots = {"a": refer(rng, language, draft, node), "new": new[0]}
    return as_change("before", slots, change.insert_before(draft, node, new[1], new[2]))


def after_last(rng: random.Random, language: str, draft: Draft) -> Change | None:
    ends = [node for node in draft.net.names if not draft.net.out_of(node)]
    new = new_node(rng, language, draft)
    if len(ends) != 1 or new is None:
        return None
    return as_change("after_last", {"new": new[0]}, change.insert_after(draft, ends[0], new[1], new[2]))


def before_first(rng: random.Random, language: str, draft: Draft) -> Change | None:
    starts = [node for node in draft.net.names if not draft.net.into(node)]
    new = new_node(rng, language, draft)
    if len(starts) != 1 or new is None:
        return None
    return as_change("before_first", {"new": new[0]}, change.insert_before(draft, starts[0], new[1], new[2]))


def between(rng: random.Random, language: str, draft: Draft) -> Change | None:
    edge, new = _edge(rng, draft), new_node(rng, language, draft)
    if edge is None or new is None:
        return None
    slots = {
        "a": refer(rng, language, draft, edge[0]),
        "b": refer(rng, language, draft, edge[1]),
        "new": new[0],
    }
    return as_change("between", slots, change.insert_between(draft, edge, new[1], new[2]))


def target(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node, name = _node(rng, draft), new_name(rng, language, draft)
    if name is None or any(label for *_, label in draft.net.out_of(node)):
        return None
    slots = {"a": refer(rng, language, draft, node), "new": dress(rng, language, name)}
    return as_change("target", slots, change.add_target(draft, node, name, Attributes()))


def target_label(rng: random.Random, language: str, draft: Draft) -> Change | None:
    decisions = [n for n, a in draft.net.attributes.items() if a.decision] or list(draft.net.names)
    node, name, label = rng.choice(decisions), new_name(rng, language, draft), _label(rng, language, draft)
    if name is None or label is None:
        return None
    slots = {"a": refer(rng, language, draft, node), "new": dress(rng, language, name), "label": label}
    return as_change("target_label", slots, change.add_target(draft, node, name, Attributes(), label))


def source(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node, name = _node(rng, draft), new_name(rng, language, draft)
    if name is None:
        return None
    slots = {"a": refer(rng, language, draft, node), "new": dress(rng, language, name)}
    return as_change("source", slots, change.add_source(draft, node, name, Attributes()))


def beside(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node, name = _node(rng, draft), new_name(rng, language, draft)
    if name is None or not draft.net.into(node) or draft.net.groups[node]:
        return None
    if any(label for *_, label in draft.net.into(node) + draft.net.out_of(node)):
        return None
    slots = {"a": refer(rng, language, draft, node), "new": dress(rng, language, name)}
    return as_change("beside", slots, change.add_beside(draft, node, name, Attributes()))


# --- nodes that are there ---


def rename(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node, name = _node(rng, draft), new_name(rng, language, draft)
    if name is None:
        return None
    a = refer(rng, language, draft, node)
    if rng.random() < 0.12:
        name = f"{draft.net.names[node]} {rng.choice(('v2', 'A', 'service', '2', 'module', 'new'))}"
    said = name if rng.random() < 0.8 else rng.choice(('"{}"', "'{}'")).format(name)
    return as_change("rename", {"a": a, "name": said}, change.rename(draft, node, name))


def remove(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node = _node(rng, draft)
    return as_change("remove", {"a": refer(rng, language, draft, node)}, change.remove(draft, node))


def swap(rng: random.Random, language: str, draft: Draft) -> Change | None:
    if rng.random() < 0.6 and (edge := _edge(rng, draft)):
        one, other = edge[:2]
    else:
        one, other = rng.sample(list(draft.net.names), 2)
    attributes = draft.net.attributes
    if attributes[one].decision or attributes[other].decision:
        return None
    if any(line.stack for line in draft.lines) and (
        any(fold(draft.net.names[n]) in ("input", "output", "입력", "출력") for n in (one, other))
        or min(len(draft.net.same(n)) for n in (one, other)) > 1
    ):
        return None  # of layers that are alike it is not plain which ones have changed places
    if fold(draft.net.names[one]) == fold(draft.net.names[other]) and attributes[one] == attributes[other]:
        return None
    slots = {"a": refer(rng, language, draft, one), "b": refer(rng, language, draft, other)}
    follows = draft.net.between(one, other) and not draft.net.leads(other, one)
    key = "swap_order" if follows and rng.random() < 0.25 else "swap"
    return as_change(key, slots, change.swap(draft, one, other))


# --- edges ---


def _strangers(rng: random.Random, draft: Draft) -> tuple[int, int] | None:
    one, other = rng.sample(list(draft.net.names), 2)
    return None if draft.net.between(one, other) else (one, other)


def connect(rng: random.Random, language: str, draft: Draft) -> Change | None:
    pair = _strangers(rng, draft)
    if pair is None or any(label for *_, label in draft.net.out_of(pair[0])):
        return None
    slots = {"a": refer(rng, language, draft, pair[0]), "b": refer(rng, language, draft, pair[1])}
    return as_change("connect", slots, change.connect(draft, *pair))


def connect_label(rng: random.Random, language: str, draft: Draft) -> Change | None:
    pair, label = _strangers(rng, draft), _label(rng, language, draft)
    if pair is None or label is None:
        return None
    slots = {
        "a": refer(rng, language, draft, pair[0]),
        "b": refer(rng, language, draft, pair[1]),
        "label": label,
    }
    return as_change("connect_label", slots, change.connect(draft, *pair, label))


def _ends(rng: random.Random, language: str, draft: Draft, edge: Edge) -> dict[str, str | None]:
    return {"a": refer(rng, language, draft, edge[0]), "b": refer(rng, language, draft, edge[1])}


def disconnect(rng: random.Random, language: str, draft: Draft) -> Change | None:
    edge = _edge(rng, draft)
    if edge is None or len(draft.net.edges) < 2:
        return None
    return as_change("disconnect", _ends(rng, language, draft, edge), change.disconnect(draft, [edge]))


def reconnect(rng: random.Random, language: str, draft: Draft) -> Change | None:
    edge = _edge(rng, draft)
    others = [n for n in draft.net.names if edge and n not in edge[:2] and not draft.net.between(edge[0], n)]
    if not others:
        return None
    node = rng.choice(others)
    slots = _ends(rng, language, draft, edge) | {"c": refer(rng, language, draft, node)}
    return as_change("reconnect", slots, change.reconnect(draft, edge, node))


def reverse(rng: random.Random, language: str, draft: Draft) -> Change | None:
    edge = _edge(rng, draft, False)
    if edge is None or draft.net.between(edge[1], edge[0]):
        return None
    return as_change("reverse", _ends(rng, language, draft, edge), change.reverse(draft, edge))


def reverse_all(rng: random.Random, language: str, draft: Draft) -> Change | None:
    return as_change("reverse_all", {}, change.reverse_all(draft))


def label(rng: random.Random, language: str, draft: Draft) -> Change | None:
    edge, text = _edge(rng, draft, False), _label(rng, language, draft)
    if edge is None or text is None or any(line.stack for line in draft.lines):
        return None
    slots = _ends(rng, language, draft, edge) | {"label": text}
    return as_change("label", slots, change.relabel(draft, edge, text))


def relabel(rng: random.Random, language: str, draft: Draft) -> Change | None:
    edge, text = _edge(rng, draft, True), _label(rng, language, draft)
    if edge is None or text is None or [e[2] for e in draft.net.edges].count(edge[2]) > 1:
        return None
    return as_change("relabel", {"old": edge[2], "label": text}, change.relabel(draft, edge, text))


def unlabel(rng: random.Random, language: str, draft: Draft) -> Change | None:
    edge = _edge(rng, draft, True)
    if edge is None or [e[2] for e in draft.net.edges].count(edge[2]) > 1:
        return None
    slots = _ends(rng, language, draft, edge) | {"old": edge[2]}
    return as_change("unlabel", slots, change.relabel(draft, edge, ""))


# --- sizes ---


def _sized(rng: random.Random, draft: Draft, name: str) -> int | None:
    nodes = [n for n, a in draft.net.attributes.items() if getattr(a, name) is not None]
    return rng.choice(nodes) if nodes else None


def _other(rng: random.Random, old: int | None, values: tuple[int, ...] | None = None) -> int:
    while True:
        new = rng.choice(values) if values else free_size(rng)
        if new != old:
            return new


def units(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node = _sized(rng, draft, "units")
    if node is None:
        plain = [
            n
            for n, a in draft.net.attributes.items()
            if fold(draft.net.names[n]) in ("hidden", "dense") and not a.units
        ]
        if not plain:
            return None
        node = rng.choice(plain)
    old = draft.net.attributes[node].units
    new = _other(rng, old, SIZES if rng.random() < 0.4 else None)
    way = rng.random()
    key = "units" if way < 0.7 or old is None else "grow" if new > old else "shrink"
    slots = {"a": refer(rng, language, draft, node), "n": str(new)} | ({"m": str(old)} if old else {})
    return as_change(key, slots, change.describe(draft, [node], lambda a: replace(a, units=new)))


def classes(rng: random.Random, language: str, draft: Draft) -> Change | None:
    nodes = [n for n, name in draft.net.names.items() if fold(name) in ("output", "출력")]
    if len(nodes) != 1:
        return None
    old = draft.net.attributes[nodes[0]].units
    new = max(2, _other(rng, old, tuple(range(2, 13)) if rng.random() < 0.5 else None))
    slots = {"n": str(new)} | ({"m": str(old)} if old else {})
    return as_change("classes", slots, change.describe(draft, nodes, lambda a: replace(a, units=new)))


def unit_number(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node = _sized(rng, draft, "units")
    if node is None:
        return None
    old = draft.net.attributes[node].units
    said = str(draft.outline())
    new = _other(rng, old)
    if said.count(str(old)) > 1:
        return None
    slots = {"m": str(old), "n": str(new)}
    return as_change("unit_number", slots, change.describe(draft, [node], lambda a: replace(a, units=new)))


def _conv(rng: random.Random, draft: Draft) -> int | None:
    nodes = [n for n, name in draft.net.names.items() if CONVOLUTION.search(fold(name))]
    return rng.choice(nodes) if nodes else None


def kernel(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node = _conv(rng, draft)
    if node is None:
        return None
    old = draft.net.attributes[node].kernel
    new = _other(rng, old and old[0], (1, 3, 5, 7, 9, 11, 2, 4))
    slots = {"a": refer(rng, language, draft, node), "n": str(new)}
    return as_change("kernel", slots, change.describe(draft, [node], lambda a: replace(a, kernel=(new, new))))


def kernel_channels(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node = _conv(rng, draft)
    if node is None:
        return None
    new, channels = rng.choice((1, 3, 5, 7, 9)), rng.choice((*SIZES, free_size(rng)))
    slots = {"a": refer(rng, language, draft, node), "n": str(new), "c": str(channels)}
    made = change.describe(draft, [node], lambda a: replace(a, kernel=(new, new), channels=channels))
    return as_change("kernel_channels", slots, made)


def kernel_all(rng: random.Random, language: str, draft: Draft) -> Change | None:
    nodes = [n for n, name in draft.net.names.items() if fold(name) in ("conv", "합성곱")]
    if len(nodes) < 2:
        return None
    new = rng.choice((1, 3, 5, 7, 9))
    made = change.describe(draft, nodes, lambda a: replace(a, kernel=(new, new)))
    return as_change("kernel_all", {"n": str(new)}, made)


def side(rng: random.Random, language: str, draft: Draft) -> Change | None:
    nodes = [
        n
        for n, a in draft.net.attributes.items()
        if a.kernel and fold(draft.net.names[n]) in ("input", "입력")
    ]
    if len(nodes) != 1:
        return None
    new = rng.choice((28, 32, 64, 96, 128, 224, 256, 299, 512, free_size(rng)))
    made = change.describe(draft, nodes, lambda a: replace(a, kernel=(new, new)))
    return as_change("side", {"n": str(new)}, made)


def channels(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node = _conv(rng, draft)
    if node is None:
        return None
    new = _other(rng, draft.net.attributes[node].channels, SIZES if rng.random() < 0.6 else None)
    slots = {"a": refer(rng, language, draft, node), "n": str(new)}
    return as_change("channels", slots, change.describe(draft, [node], lambda a: replace(a, channels=new)))


def stride(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node = _conv(rng, draft)
    if node is None:
        return None
    new = _other(rng, draft.net.attributes[node].stride, (1, 2, 2, 2, 3, 4))
    slots = {"a": refer(rng, language, draft, node), "n": str(new)}
    return as_change("stride", slots, change.describe(draft, [node], lambda a: replace(a, stride=new)))


def repeats(rng: random.Random, language: str, draft: Draft) -> Change | None:
    node = _sized(rng, draft, "repeats")
    if node is None:
        return None
    new = _other(rng, draft.net.attributes[node].repeats, tuple(range(2, 25)))
    slots = {"a": refer(rng, language, draft, node), "n": str(new)}
    return as_change("repeats", slots, change.describe(draft, [node], lambda a: replace(a, repeats=new)))


# --- groups, colours, style ---


def group(rng: random.Random, language: str, draft: Draft) -> Change | None:
    free = [node for node, name in draft.net.groups.items() if not name]
    name = new_name(rng, language, draft, ("group", "stage"))
    if len(free) < 2 or len(free) < len(draft.net.names) / 3 or name is None:
        return None
    if rng.random() < 0.6 and (edge := _edge(rng, draft)) and edge[0] in free and edge[1] in free:
        nodes = list(edge[:2])
    else:
        nodes = rng.sample(free, min(len(free), rng.choice((2, 2, 2, 3, 3, 4))))
    said = names_of(rng, language, draft, nodes)
    if not said:
        return None
    slots = {"list": listed(rng, language, said), "group": name}
    return as_change("group", slots, change.put_in_group(draft, nodes, name))


def _group(rng: random.Random, draft: Draft) -> str | None:
    names = dict.fromkeys(name for name in draft.net.groups.values() if name)
    return rng.choice(list(names)) if names else None


def _bare(name: str) -> str:
    return name.split(" ×")[0]


def group_more(rng: random.Random, language: str, draft: Draft) -> Change | None:
    name = _group(rng, draft)
    free = [node for node, old in draft.net.groups.items() if not old]
    if name is None or not free:
        return None
    node = rng.choice(free)
    slots = {"a": refer(rng, language, draft, node), "group": _bare(name)}
    return as_change("group_more", slots, change.put_in_group(draft, [node], name))


def group_name(rng: random.Random, language: str, draft: Draft) -> Change | None:
    old, name = _group(rng, draft), new_name(rng, language, draft, ("group", "stage"))
    if old is None or name is None or fold(_bare(old)) in map(fold, draft.net.names.values()):
        return None
    repeats = old[len(_bare(old)) :]
    made = change.rename_group(draft, old, name + repeats)
    return as_change("group_name", {"old": _bare(old), "group": name}, made)


def ungroup(rng: random.Random, language: str, draft: Draft) -> Change | None:
    old = _group(rng, draft)
    if old is None or fold(_bare(old)) in map(fold, draft.net.names.values()):
        return None
    return as_change("ungroup", {"old": _bare(old)}, change.rename_group(draft, old, None))


def colour(rng: random.Random, language: str, draft: Draft) -> Change | None:
    new = rng.choice(NODE_COLORS)
    word = rng.choice(COLOURS[new][language == "ko"])
    name = _group(rng, draft)
    if name and rng.random() < 0.4:
        if fold(_bare(name)) in map(fold, draft.net.names.values()):
            return None
        nodes = [node for node, own in draft.net.groups.items() if own == name]
        a = _bare(name)
        if language == "en" and rng.random() < 0.6:
            a = f"the {a}" + rng.choice(("", "", " group"))
        elif language == "ko" and rng.random() < 0.3:
            a = f"{a} 그룹"
    else:
        nodes = [_node(rng, draft)]
        a = refer(rng, language, draft, nodes[0])
    return as_change(
        "colour", {"a": a, "colour": word}, change.describe(draft, nodes, lambda x: replace(x, color=new))
    )


def uncolour(rng: random.Random, language: str, draft: Draft) -> Change | None:
    nodes = [n for n, a in draft.net.attributes.items() if a.color]
    if not nodes:
        return None
    node = rng.choice(nodes)
    word = rng.choice(COLOURS[draft.net.attributes[node].color][language == "ko"])
    slots = {"a": refer(rng, language, draft, node), "colour": word}
    return as_change("uncolour", slots, change.describe(draft, [node], lambda a: replace(a, color=None)))


def style(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Another direction, shape, line, palette or spacing for the whole."""
    name = rng.choices(list(STYLE_FIELDS), (6, 3, 3, 5, 3))[0]
    old = getattr(draft.style, name)
    new = rng.choice([value for value in STYLE_FIELDS[name] if value != old])
    made = draft.copy()
    made.style = replace(draft.style, **{name: new})
    key = f"{name}={new}"
    if name == "palette" and rng.random() < 0.6:
        column = language == "ko"
        slots = {"colour": rng.choice(COLOURS[new][column]), "colour_old": rng.choice(COLOURS[old][column])}
        return as_change("palette", slots, made, palette=new)
    if name == "palette" or rng.random() < 0.35:
        said = [phrase for condition, phrase in lexicon.patterns(language)["style"] if condition == key]
        return as_change("style", {"style": rng.choice(said)}, made, **{name: new})
    return as_change(key, {}, made, **{name: new})


# Operation, how often it is tried, and the kind under which its loss is watched.
OPERATIONS: tuple[tuple[Operation, float, str], ...] = (
    (after, 24, "edit insert"),
    (after_last, 4, "edit insert"),
    (before, 10, "edit insert"),
    (before_first, 3, "edit insert"),
    (between, 10, "edit insert"),
    (target, 7, "edit add"),
    (target_label, 3, "edit add"),
    (source, 4, "edit add"),
    (beside, 5, "edit add"),
    (rename, 32, "edit rename"),
    (remove, 38, "edit remove"),
    (swap, 50, "edit swap"),
    (connect, 12, "edit connect"),
    (connect_label, 3, "edit connect"),
    (disconnect, 36, "edit disconnect"),
    (reconnect, 14, "edit disconnect"),
    (reverse, 21, "edit reverse"),
    (reverse_all, 2, "edit reverse"),
    (label, 20, "edit label"),
    (relabel, 14, "edit label"),
    (unlabel, 6, "edit label"),
    (units, 20, "edit size"),
    (classes, 8, "edit size"),
    (unit_number, 3, "edit size"),
    (kernel, 12, "edit size"),
    (kernel_all, 2, "edit size"),
    (kernel_channels, 6, "edit size"),
    (side, 6, "edit size"),
    (channels, 10, "edit size"),
    (stride, 8, "edit size"),
    (repeats, 6, "edit size"),
    (group, 22, "edit group"),
    (group_more, 9, "edit group"),
    (group_name, 12, "edit group"),
    (ungroup, 6, "edit group"),
    (colour, 10, "edit colour"),
    (uncolour, 4, "edit colour"),
    (style, 10, "edit style"),
)

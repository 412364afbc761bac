"""Edits that name several things at once: "remove A and B", "rename A to X and B to Y".

What is asked for is the same as one after the other; an edit for which the order would make a difference is
not drawn.
"""

from __future__ import annotations

import random
from dataclasses import replace

from diagram.editing.drafts import Draft, Edge
from diagram.outline import NODE_COLORS, Attributes, fold
from training.synthesis.edits import changes as change
from training.synthesis.edits.names import listed, names_of, refer
from training.synthesis.edits.new import dress, fit, new_name, new_node
from training.synthesis.edits.operations import LABELS, SIZES, Change, Operation, as_change
from training.synthesis.edits.patterns import COLOURS
from training.synthesis.phrasing import particle

COUNTS = ((2, 3, 4), (0.66, 0.27, 0.07))


def pairs(rng: random.Random, language: str, ways: tuple[str, ...], said: list[tuple[str, str]]) -> str:
    """Things that each have something of their own: "A to X and B to Y", "A는 X로, B는 Y로"."""
    way = rng.choice(ways)
    items = [_pair(way, a, b) for a, b in said]
    if language == "ko":
        return rng.choice((", ", ", ", " ", ", 그리고 ", " 그리고 ")).join(items)
    if len(items) == 2:
        return rng.choice((" and ", " and ", " and ", ", ", ", and ")).join(items)
    return ", ".join(items[:-1]) + rng.choice((" and ", ", and ", ", ")) + items[-1]


def _pair(way: str, a: str, b: str) -> str:
    for mark, name in (("A", a), ("B", b)):
        at = way.find(mark)
        rest = way[at + 1 :]
        if rest.startswith("|"):
            closed, _, more = rest[1:].partition("/")
            opened, _, after = more.partition("|")
            rest = particle(name, closed, opened) + after
        way = way[:at] + f"\0{mark}\0" + rest
    return way.replace("\0A\0", a).replace("\0B\0", b)


def _several(rng: random.Random, draft: Draft, left: int, most: int = 4) -> list[int] | None:
    """Nodes, two to four; `left` at least stay out of it."""
    count = rng.choices(*COUNTS)[0]
    if count > most or len(draft.net.names) < count + left:
        return None
    nodes = list(draft.net.names)
    if rng.random() < 0.4:  # next to each other, in order
        start = rng.randrange(len(nodes) - count + 1)
        return draft.order()[start : start + count]
    return rng.sample(nodes, count)


# --- what goes, and what is called, coloured, sized otherwise ---


def remove_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    nodes = _several(rng, draft, 2)
    said = nodes and names_of(rng, language, draft, nodes)
    if not nodes or not said:
        return None
    left = without(draft, nodes)
    back = without(draft, nodes[::-1])
    if left is None or back is None or left.net.key() != back.net.key():
        return None
    return as_change("remove_list", {"list": listed(rng, language, said)}, left)


def without(draft: Draft, nodes: list[int]) -> Draft | None:
    """The draft without these nodes; None where that can mean several things."""
    left: Draft | None = draft
    for node in nodes:
        left = left and change.remove(left, node)
    return left


TO = {  # "A to X", for renaming
    "en": ("A to B", "A to B", "A to B", "A -> B"),
    "ko": ("A|은/는| B|으로/로|", "A|은/는| B|으로/로|", "A|을/를| B|으로/로|", "A B|으로/로|"),
}


def rename_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    nodes = _several(rng, draft, 0, 3)
    said = nodes and names_of(rng, language, draft, nodes)
    if not nodes or not said:
        return None
    names: list[str] = []
    after: Draft | None = draft
    for node in nodes:
        name = after and new_name(rng, language, after)
        if not name or fold(name) in map(fold, draft.net.names.values()):
            return None
        names.append(name)
        after = after and change.rename(after, node, name)
    if rng.random() < 0.15:
        mark = rng.choice(('"{}"', "'{}'"))
        names = [mark.format(name) for name in names]
    slots = {"pairs": pairs(rng, language, TO[language], list(zip(said, names, strict=True)))}
    if len(nodes) == 2:
        slots |= {"a": said[0], "name": names[0], "b": said[1], "more": names[1]}
    return as_change("rename_list", slots, after)


def colour_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Several in one colour."""
    nodes = _several(rng, draft, 0)
    said = nodes and names_of(rng, language, draft, nodes)
    if not nodes or not said:
        return None
    new = rng.choice(NODE_COLORS)
    slots = {"list": listed(rng, language, said), "colour": rng.choice(COLOURS[new][language == "ko"])}
    if any(draft.net.attributes[node].color == new for node in nodes):
        return None
    return as_change("colour_list", slots, change.describe(draft, nodes, lambda a: replace(a, color=new)))


IN_COLOUR = {"en": ("A B", "A B", "A in B"), "ko": ("A|은/는| B으로", "A|을/를| B으로", "A B으로")}


def colour_each(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Two, each in a colour of its own."""
    nodes = _several(rng, draft, 0, 3)
    said = nodes and names_of(rng, language, draft, nodes)
    if not nodes or not said:
        return None
    new = rng.sample(NODE_COLORS, len(nodes))
    after: Draft | None = draft
    for node, colour in zip(nodes, new, strict=True):
        if draft.net.attributes[node].color == colour:
            return None
        after = after and change.describe(after, [node], lambda a, colour=colour: replace(a, color=colour))
    words = [rng.choice(COLOURS[colour][language == "ko"]) for colour in new]
    slots = {"pairs": pairs(rng, language, IN_COLOUR[language], list(zip(said, words, strict=True)))}
    return as_change("colour_each", slots, after)


def units_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Two layers with the same units, or each with its own."""
    sized = [n for n, a in draft.net.attributes.items() if a.units]
    if len(sized) < 2:
        return None
    nodes = sorted(rng.sample(sized, 2))
    said = names_of(rng, language, draft, nodes)
    one, other = rng.sample(SIZES, 2)
    if not said:
        return None
    if rng.random() < 0.5:
        slots = {"list": listed(rng, language, said), "n": str(one)}
        return as_change("units_list", slots, change.describe(draft, nodes, lambda a: replace(a, units=one)))
    after = change.describe(draft, nodes[:1], lambda a: replace(a, units=one))
    after = after and change.describe(after, nodes[1:], lambda a: replace(a, units=other))
    ways = TO[language][:2]
    slots = {"pairs": pairs(rng, language, ways, list(zip(said, (str(one), str(other)), strict=True)))}
    return as_change("units_each", slots, after)


# --- what is new ---


def _new_ones(rng: random.Random, language: str, draft: Draft) -> list[tuple[str, str, Attributes]] | None:
    count = rng.choices((2, 3), (0.7, 0.3))[0]
    found = [new_node(rng, language, draft) for _ in range(count)]
    if any(one is None or "," in one[0] for one in found):
        return None
    new = [one for one in found if one]
    if len({fold(name) for _, name, _ in new}) < count or any(" and " in words for words, *_ in new):
        return None
    return new


def add_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """New nodes in a row, in the order that they are named: after one, before one, between two, at an end."""
    new = _new_ones(rng, language, draft)
    if new is None:
        return None
    net = draft.net
    way = rng.choice(("after", "after", "after", "before", "between", "end"))
    slots: dict[str, str | None] = {"list": listed(rng, language, [words for words, *_ in new])}
    node = rng.choice(list(net.names))
    after: Draft | None = draft
    if way == "end":
        ends = [n for n in net.names if not net.out_of(n)]
        if len(ends) != 1:
            return None
        node = ends[0]
    elif way == "between":
        edges = [e for e in net.edges if len(net.between(*e[:2])) == 1 and e[0] != e[1]]
        edge = rng.choice(edges)
        slots |= {"a": refer(rng, language, draft, edge[0]), "b": refer(rng, language, draft, edge[1])}
        after = change.insert_between(draft, edge, new[0][1], new[0][2])
        node, new = max(after.net.names) if after else 0, new[1:]
    elif way == "before":
        if node == draft.order()[0] and net.into(node):
            return None
        slots["a"] = refer(rng, language, draft, node)
        after = change.insert_before(draft, node, new[0][1], new[0][2])
        node, new = max(after.net.names) if after else 0, new[1:]
    else:
        slots["a"] = refer(rng, language, draft, node)
    if way in ("after", "end") and any(label for *_, label in net.out_of(node)):
        return None
    for _, name, attributes in new:
        after = after and change.insert_after(after, node, name, attributes)
        node = max(after.net.names) if after else 0
    return as_change(f"{way}_list", slots, after)


def target_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Two new nodes that a node leads to, beside what it leads to already."""
    node = rng.choice(list(draft.net.names))
    if any(label for *_, label in draft.net.out_of(node)):
        return None
    names = [new_name(rng, language, draft) for _ in range(2)]
    if None in names or len({fold(name) for name in names if name}) < 2:
        return None
    after: Draft | None = draft
    for name in filter(None, names):
        after = after and change.add_target(after, node, name, Attributes())
    said = [dress(rng, language, name) for name in names if name]
    slots = {"a": refer(rng, language, draft, node), "list": listed(rng, language, said)}
    return as_change("target_list", slots, after)


# --- arrows ---


def connect_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Arrows from one node to several, or from several to one."""
    nodes = _several(rng, draft, 1, 3)
    others = [n for n in draft.net.names if nodes and n not in nodes]
    if not nodes or not others:
        return None
    node, forth = rng.choice(others), rng.random() < 0.6
    edges: list[Edge] = [(node, n, "") if forth else (n, node, "") for n in nodes]
    if any(draft.net.between(*edge[:2]) for edge in edges):
        return None
    if any(label for edge in edges for *_, label in draft.net.out_of(edge[0])):
        return None
    said = names_of(rng, language, draft, [node, *nodes])
    if not said:
        return None
    slots = {"a": said[0], "list": listed(rng, language, said[1:])}
    return as_change("connect_to" if forth else "connect_from", slots, change.connect_several(draft, edges))


def disconnect_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Without the arrows from one node to several, or from several to one."""
    net, forth = draft.net, rng.random() < 0.6
    node = rng.choice(list(net.names))
    edges = [e for e in (net.out_of(node) if forth else net.into(node)) if e[0] != e[1]]
    if len(edges) < 2:
        return None
    edges = rng.sample(edges, min(len(edges), rng.choice((2, 2, 3))))
    others = [edge[forth] for edge in edges]
    said = names_of(rng, language, draft, [node, *others])
    if not said or len(set(others)) < len(others) or any(len(net.between(*e[:2])) > 1 for e in edges):
        return None
    slots = {"a": said[0], "list": listed(rng, language, said[1:])}
    return as_change("disconnect_to" if forth else "disconnect_from", slots, change.disconnect(draft, edges))


FROM_TO = {"en": ("from A to B",), "ko": ("A에서 B|으로/로|",)}
ENDS = {True: ("A from B", "A from B", "A from B"), False: ("A to B", "A to B", "A with B")}  # cut or not


def arrows_each(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Two arrows that go or come, with ends of their own."""
    net, cut = draft.net, rng.random() < 0.5
    if cut:
        edges = [e for e in net.edges if len(net.between(*e[:2])) == 1 and e[0] != e[1]]
    else:
        free = [n for n in net.names if not any(label for *_, label in net.out_of(n))]
        edges = [(s, t, "") for s in free for t in net.names if s != t and not net.between(s, t)]
    if len(edges) < 2 or (cut and len(edges) < 3):
        return None
    one, other = rng.sample(edges, 2)
    ends = list(dict.fromkeys([*one[:2], *other[:2]]))
    said = names_of(rng, language, draft, ends)
    if not said or len(ends) < 3 or one[0] == other[0] or one[1] == other[1]:  # else said as a list
        return None
    words = dict(zip(ends, said, strict=True))
    arrows = [(words[s], words[t]) for s, t, _ in (one, other)]
    slots = {"arrows": pairs(rng, language, FROM_TO[language], arrows)}
    if language == "en":
        if rng.random() < 0.3:
            slots["arrows"] = slots["arrows"].replace(" and from ", " and ")
        slots["pairs"] = pairs(rng, language, ENDS[cut], arrows)
    if cut:
        return as_change("disconnect_each", slots, change.disconnect(draft, [one, other]))
    after = change.connect(draft, *one[:2])
    return as_change("connect_each", slots, after and change.connect(after, *other[:2]))


def label_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Labels for two arrows from one node."""
    net = draft.net
    forks = [n for n in net.names if len([e for e in net.out_of(n) if not e[2] and e[0] != e[1]]) > 1]
    if not forks or any(line.stack for line in draft.lines):
        return None
    node = rng.choice(forks)
    one, other = rng.sample([e for e in net.out_of(node) if not e[2] and e[0] != e[1]], 2)
    said = names_of(rng, language, draft, [node, one[1], other[1]])
    taken = {fold(label) for *_, label in net.edges} | {fold(name) for name in net.names.values()}
    texts = rng.sample(LABELS[language], 2)
    if any(len(net.into(edge[1])) > 1 for edge in (one, other)):
        return None  # "the arrow to X" means but one
    if not said or one[1] == other[1] or any(not fit(text) or fold(text) in taken for text in texts):
        return None
    after = change.relabel(draft, one, texts[0])
    after = after and change.relabel(after, other, texts[1])
    slots = {"a": said[0], "b": said[1], "c": said[2], "label": texts[0], "more": texts[1]}
    return as_change("label_list", slots, after)


# --- places and groups ---


def move_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Two that stand side by side, put after or before another, in the order that they had."""
    net = draft.net
    edges = [e for e in net.edges if not e[2] and len(net.out_of(e[0])) == len(net.into(e[1])) == 1]
    if not edges or len(net.names) < 5 or any(line.stack for line in draft.lines):
        return None
    one, two, _ = rng.choice(edges)
    if any(len(net.same(node)) > 1 for node in (one, two)):
        return None
    around = [*net.into(one), *net.out_of(two)]
    others = [n for n in net.names if n not in (one, two) and net.groups[n] == net.groups[one]]
    if len(net.into(one)) > 1 or len(net.out_of(two)) > 1 or any(label for *_, label in around) or not others:
        return None
    if net.attributes[one].decision or net.attributes[two].decision or net.groups[one] != net.groups[two]:
        return None
    other, behind = rng.choice(others), rng.random() < 0.6
    left = without(draft, [one, two])
    said = names_of(rng, language, draft, [one, two, other])
    if left is None or not said:
        return None
    if any(label for *_, label in (left.net.out_of(other) if behind else left.net.into(other))):
        return None
    names, attributes = net.names, net.attributes
    if behind:
        after = change.insert_after(left, other, names[one], attributes[one])
    else:
        after = change.insert_before(left, other, names[one], attributes[one])
    after = after and change.insert_after(after, max(after.net.names), names[two], attributes[two])
    if after is None or ends_of(after) == ends_of(draft):
        return None
    slots = {"list": listed(rng, language, said[:2]), "b": said[2]}
    return as_change("move_after_list" if behind else "move_before_list", slots, after)


def ends_of(draft: Draft) -> list[tuple[str, str]]:
    """All arrows by the names of what they join."""
    return sorted((draft.net.names[s], draft.net.names[t]) for s, t, _ in draft.net.edges)


AS = {"en": ("A as B", "A into B"), "ko": ("A|은/는| B|으로/로|", "A|을/를| B|으로/로|")}


def group_each(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Two new groups."""
    free = [node for node in draft.order() if not draft.net.groups[node]]
    if len(free) < 4:
        return None
    first = rng.sample(free, 2)
    second = rng.sample([n for n in free if n not in first], 2)
    said = names_of(rng, language, draft, [*first, *second])
    titles = [new_name(rng, language, draft, ("group", "stage")) for _ in range(2)]
    if not said or None in titles or titles[0] == titles[1] or any(" and " in t for t in titles if t):
        return None
    after: Draft | None = draft
    for nodes, title in zip((first, second), titles, strict=True):
        after = after and change.put_in_group(after, nodes, title or "")
    lists = [listed(rng, language, said[:2]), listed(rng, language, said[2:])]
    told = list(zip(lists, [title or "" for title in titles], strict=True))
    return as_change("group_each", {"pairs": pairs(rng, language, AS[language], told)}, after)


def group_more_list(rng: random.Random, language: str, draft: Draft) -> Change | None:
    """Several more in a group that is there."""
    groups = list(dict.fromkeys(name for name in draft.net.groups.values() if name))
    free = [node for node, old in draft.net.groups.items() if not old]
    if not groups or len(free) < 2:
        return None
    group, nodes = rng.choice(groups), rng.sample(free, 2)
    said = names_of(rng, language, draft, nodes)
    if not said:
        return None
    slots = {"list": listed(rng, language, said), "group": group.split(" ×")[0]}
    return as_change("group_more_list", slots, change.put_in_group(draft, nodes, group))


LISTS: tuple[tuple[Operation, float, str], ...] = (
    (remove_list, 26, "edit remove"),
    (rename_list, 20, "edit rename"),
    (colour_list, 8, "edit colour"),
    (colour_each, 4, "edit colour"),
    (units_list, 8, "edit size"),
    (add_list, 20, "edit insert"),
    (target_list, 5, "edit add"),
    (connect_list, 22, "edit connect"),
    (disconnect_list, 45, "edit disconnect"),
    (arrows_each, 9, "edit disconnect"),
    (label_list, 10, "edit label"),
    (move_list, 35, "edit move"),
    (group_each, 4, "edit group"),
    (group_more_list, 20, "edit group"),
)

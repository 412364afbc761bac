"""What is different between two outlines, whatever the order in which they say it.

>>> from diagram.outline import parse
>>> found = compare(parse("a -> b"), parse("a -> x -> b"))
>>> [str(change) for change in found.added]
['Added “x”.', 'Added the arrow from “a” to “x”.', 'Added the arrow from “x” to “b”.']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from diagram.editing.alignment import alignments
from diagram.graph import STYLE_FIELDS, Style
from diagram.outline import Attributes, Outline, Structure, fold

SIZES = ("kernel", "channels", "stride", "same", "side", "units", "repeats")
SENTENCES = {
    ("added", "node"): "Added “{name}”.",
    ("added", "colored"): "Added “{name}” in {new}.",
    ("removed", "node"): "Removed “{name}”.",
    ("added", "edge"): "Added the arrow from “{name}” to “{other}”.",
    ("removed", "edge"): "Removed the arrow from “{name}” to “{other}”.",
    ("changed", "name"): "Renamed “{old}” to “{new}”.",
    ("changed", "size"): "Changed “{name}” from {old} to {new}.",
    ("changed", "decision"): "Changed “{name}” from {old} to {new}.",
    ("changed", "shape"): "Changed the shape of “{name}” from {old} to {new}.",
    ("changed", "color"): "Changed the colour of “{name}” from {old} to {new}.",
    ("changed", "group"): "Moved “{name}” from {old} to {new}.",
    ("changed", "title"): "Renamed the group “{old}” to “{new}”.",
    ("changed", "label"): "Changed the label of the arrow from “{name}” to “{other}” from {old} to {new}.",
    ("changed", "style"): "Changed the {name} from {old} to {new}.",
}
NOTHING = {
    "size": "no size",
    "color": "that of the diagram",
    "shape": "that of the diagram",
    "group": "no group",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different; `str` is a sentence about it.

    `how` is added, removed or changed; `what` is node, edge, name, size, decision, shape, color, group,
    title, label or style. `name` is the node's, before a change if it was there; for an edge that of its
    source, and `other` that of its target; for a style that of its field. `old` and `new` are the values as
    they are written, empty for none; for an edge that was added or removed, its label; for a node that was
    added, the colour of its own. `nodes` are numbers in the structure that has the nodes: the old one, and
    for what was added the new one.
    """

    how: str
    what: str
    name: str = ""
    other: str = ""
    old: str = ""
    new: str = ""
    nodes: tuple[int, ...] = ()

    def __str__(self) -> str:
        none = NOTHING.get(self.what, "none")
        values = {"old": self.old or none, "new": self.new or none, "name": self.name, "other": self.other}
        if self.what in ("label", "group"):
            values |= {key: f"“{value}”" for key in ("old", "new") if (value := getattr(self, key))}
        return SENTENCES[self.how, self.told].format(**values)

    @property
    def told(self) -> str:
        """`what`, but for a node that was added with a colour: "colored"."""
        return "colored" if (self.how, self.what) == ("added", "node") and self.new else self.what


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is different; empty (and false) where two outlines say the same."""

    added: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    pairs: dict[int, int] = field(default_factory=dict, compare=False)  # old number: new number, of each node

    def __len__(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed)

    def __iter__(self) -> Iterator[Change]:
        yield from (*self.added, *self.removed, *self.changed)

    def sentences(self) -> list[str]:
        """A sentence for each thing: added, removed, changed."""
        return [str(change) for change in self]


def compare(old: Outline, new: Outline) -> Difference:
    """What has to be done to `old` to get `new`; the order of nodes, edges and lines does not count."""
    return min(differences(old, new), key=len)


def differences(old: Outline, new: Outline) -> list[Difference]:
    """The same in every way that it can be seen, where nodes share a name; the fewest changes first."""
    mine, yours = old.structure(), new.structure()
    found = [_given(old, new, mine, yours, pairs) for pairs in alignments(mine, yours)]
    return sorted(found, key=len)


def _given(
    old: Outline, new: Outline, mine: Structure, yours: Structure, pairs: dict[int, int]
) -> Difference:
    """The difference where it is known which node is which."""
    back = {there: here for here, there in pairs.items()}
    added = [
        replace(_node("added", yours, node.number), new=node.attributes.color or "")
        for node in yours.nodes
        if node.number not in back
    ]
    removed = [_node("removed", mine, node.number) for node in mine.nodes if node.number not in pairs]
    changed = [change for a, b in pairs.items() for change in _of_node(mine, yours, a, b)]
    gone, come, labels = _of_edges(mine, yours, pairs)
    added += come
    removed += gone
    titles, changed = _titles(mine, changed)
    styles = _of_style(old.style, new.style)
    return Difference(tuple(added), tuple(removed), (*styles, *titles, *changed, *labels), pairs)


def same(one: Outline, other: Outline) -> bool:
    """Whether two outlines say the same and look the same, whatever their order and the letters' case."""
    return not len(compare(one, other))


def sizes(attributes: Attributes) -> str:
    """The sizes and repeats among a node's attributes, as the outline writes them."""
    return str(replace(attributes, decision=False, shape=None, color=None))


def _node(how: str, structure: Structure, number: int) -> Change:
    return Change(how, "node", structure.nodes[number].name, nodes=(number,))


def _of_node(mine: Structure, yours: Structure, a: int, b: int) -> Iterator[Change]:
    one, other = mine.nodes[a], yours.nodes[b]
    values = {
        "name": (one.name, other.name),
        "size": (sizes(one.attributes), sizes(other.attributes)),
        "decision": tuple("a decision" if n.attributes.decision else "no decision" for n in (one, other)),
        "shape": (one.attributes.shape or "", other.attributes.shape or ""),
        "color": (one.attributes.color or "", other.attributes.color or ""),
        "group": (one.group or "", other.group or ""),
    }
    for what, (old, new) in values.items():
        if fold(old) != fold(new):
            yield Change("changed", what, one.name, old=old, new=new, nodes=(a,))


def _titles(mine: Structure, changed: list[Change]) -> tuple[list[Change], list[Change]]:
    """Groups that have another title, and the changes without those of the nodes in them."""
    moves = Counter((c.old, c.new) for c in changed if c.what == "group")
    sizes_of = Counter(node.group for node in mine.nodes)
    titles = [
        (old, new)
        for (old, new), n in moves.items()
        if old and new and new not in sizes_of and n == sizes_of[old]
    ]
    found = [Change("changed", "title", old, old=old, new=new) for old, new in titles]
    return found, [c for c in changed if c.what != "group" or (c.old, c.new) not in titles]


def _of_edges(
    mine: Structure, yours: Structure, pairs: dict[int, int]
) -> tuple[list[Change], list[Change], list[Change]]:
    """(removed, added, with another label)."""
    back = {there: here for here, there in pairs.items()}
    before = {(pairs.get(s), pairs.get(t), fold(label)): (s, t, label) for s, t, label in mine.edges}
    after = {(s, t, fold(label)): label for s, t, label in yours.edges}
    gone = [edge for key, edge in before.items() if key not in after]
    come = [(s, t, label) for (s, t, key), label in after.items() if (s, t, key) not in before]
    labels = []
    for s, t, label in list(gone):
        there = [edge for edge in come if edge[:2] == (pairs.get(s), pairs.get(t))]
        if there and s in pairs and t in pairs:
            names = mine.nodes[s].name, mine.nodes[t].name
            labels.append(Change("changed", "label", *names, label, there[0][2], (s, t)))
            gone.remove((s, t, label))
            come.remove(there[0])

    def name(number: int) -> str:
        return mine.nodes[back[number]].name if number in back else yours.nodes[number].name

    removed = [
        Change("removed", "edge", mine.nodes[s].name, mine.nodes[t].name, old=label, nodes=(s, t))
        for s, t, label in gone
    ]
    added = [Change("added", "edge", name(s), name(t), new=label, nodes=(s, t)) for s, t, label in come]
    return removed, added, labels


def _of_style(old: Style, new: Style) -> list[Change]:
    return [
        Change("changed", "style", name, old=getattr(old, name), new=getattr(new, name))
        for name in STYLE_FIELDS
        if getattr(old, name) != getattr(new, name)
    ]

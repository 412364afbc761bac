"""An outline taken apart, so that one thing in it can be changed and all the rest stays as it was written.

A `Draft` has the statements of an outline with numbers for nodes; `Net` is what it says: nodes and edges.
Two outlines that say the same in the same order have the same net.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from diagram.graph import Style
from diagram.outline import Attributes, Item, Outline, Statement, fold

Edge = tuple[int, int, str]


@dataclass
class Mention:
    """A node in a statement, with the label of the edge to it."""

    node: int
    label: str = ""


@dataclass
class Line:
    """A statement: lists of mentions."""

    lists: list[list[Mention]]
    stack: bool = False
    group: str | None = None

    def mentions(self) -> list[Mention]:
        return [mention for mentions in self.lists for mention in mentions]


@dataclass
class Net:
    """What an outline says: name, attributes and group of each node, and edges, by the nodes' numbers."""

    names: dict[int, str]
    attributes: dict[int, Attributes]
    groups: dict[int, str | None]
    edges: dict[Edge, None]

    def copy(self) -> Net:
        return Net(dict(self.names), dict(self.attributes), dict(self.groups), dict(self.edges))

    def into(self, node: int) -> list[Edge]:
        return [edge for edge in self.edges if edge[1] == node]

    def out_of(self, node: int) -> list[Edge]:
        return [edge for edge in self.edges if edge[0] == node]

    def between(self, source: int, target: int) -> list[Edge]:
        return [edge for edge in self.edges if edge[:2] == (source, target)]

    def leads(self, source: int, target: int) -> bool:
        """Whether a way of one arrow or more leads from one node to another."""
        seen: set[int] = set()
        waiting = [source]
        while waiting:
            following = {edge[1] for edge in self.out_of(waiting.pop())} - seen
            seen |= following
            waiting += following
        return target in seen

    def same(self, node: int) -> list[int]:
        """All nodes of the name of this one, in order."""
        key = fold(self.names[node])
        return [other for other, name in self.names.items() if fold(name) == key]

    def add(self, name: str, attributes: Attributes, group: str | None) -> int:
        """A new node's number."""
        node = max(self.names) + 1
        self.names[node], self.attributes[node], self.groups[node] = name, attributes, group
        return node

    def drop(self, node: int) -> None:
        """Takes a node out, and its edges."""
        for part in (self.names, self.attributes, self.groups):
            del part[node]
        self.edges = {edge: None for edge in self.edges if node not in edge[:2]}

    def key(self) -> tuple:
        """Equal for nets that say the same about the same numbers."""
        nodes = [(n, self.names[n], self.attributes[n], self.groups[n]) for n in sorted(self.names)]
        return nodes, sorted(self.edges)


@dataclass
class Draft:
    """Statements over a net's nodes, and a style."""

    net: Net
    lines: list[Line]
    style: Style

    def copy(self) -> Draft:
        lines = [
            Line([[replace(m) for m in mentions] for mentions in line.lists], line.stack, line.group)
            for line in self.lines
        ]
        return Draft(self.net.copy(), lines, self.style)

    def outline(self) -> Outline:
        """The outline as it is written; a node's attributes stand where it is first mentioned."""
        known: dict[str, list[int]] = {}
        statements = []
        for line in self.lines:
            lists = []
            for mentions in line.lists:
                items = []
                for mention in mentions:
                    name = self.net.names[mention.node]
                    same = known.setdefault(fold(name), [])
                    if mention.node not in same:
                        new = bool(same) and not line.stack
                        same.append(mention.node)
                        attributes = self.net.attributes[mention.node]
                        items.append(Item(name, new, None, attributes, mention.label))
                        continue
                    latest = same[-1] == mention.node and not line.stack
                    ordinal = None if latest else same.index(mention.node) + 1
                    items.append(Item(name, False, ordinal, Attributes(), mention.label))
                lists.append(tuple(items))
            statements.append(Statement(tuple(lists), line.stack, line.group))
        return Outline(tuple(statements), self.style)

    def order(self) -> list[int]:
        """The nodes' numbers in order of first mention."""
        return list(dict.fromkeys(m.node for line in self.lines for m in line.mentions()))

    def said(self) -> Net:
        """The net that the written outline says, in the draft's own numbers."""
        return _net(self.outline(), self.order())


def take_apart(outline: Outline) -> Draft:
    """The draft of an outline. Its outline says the same, in the same statements."""
    structure = outline.structure()
    net = _net(outline, [node.number for node in structure.nodes])
    known: dict[str, list[int]] = {}
    count = 0
    lines = []
    for statement in outline.statements:
        lists = []
        for items in statement.lists:
            mentions = []
            for item in items:
                same = known.setdefault(fold(item.name), [])
                if item.ordinal is not None:
                    node = same[item.ordinal - 1]
                elif statement.stack or item.new or not same:
                    node, count = count, count + 1
                    same.append(node)
                else:
                    node = same[-1]
                mentions.append(Mention(node, item.label))
            lists.append(mentions)
        lines.append(Line(lists, statement.stack, statement.group))
    return Draft(net, lines, outline.style)


def _net(outline: Outline, order: list[int]) -> Net:
    structure = outline.structure()
    nodes = structure.nodes
    edges = {(order[s], order[t], label): None for s, t, label in structure.edges}
    return Net(
        {order[n.number]: n.name for n in nodes},
        {order[n.number]: n.attributes for n in nodes},
        {order[n.number]: n.group for n in nodes},
        edges,
    )

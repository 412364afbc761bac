"""Edits by hand: tables of nodes and edges that somebody has changed, another style, another size of text.

What is not changed stays where it stands. Where the structure changes (nodes, lines, groups or their order),
all nodes that are not pinned are placed anew.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from diagram.errors import InvalidDiagram
from diagram.geometry import defects, label_fits
from diagram.graph import MAX_LABEL, MAX_NODES, SHAPES, Color, Diagram, Edge, Group, Node
from diagram.layout.content import least_size
from diagram.layout.pinned import framed, lay_out_rest
from diagram.layout.routing import reroute
from diagram.palettes import CANVAS, colors, contrast

MIN_TEXT, MAX_TEXT = 8, 40  # px
WRAP = 9.5  # times the size of text; labels longer than that take another line
EVEN = 6  # times the size of text; a new node is as wide as others that are at most this much wider
ROLES = {"decision": "decision", "store": "store", "document": "document", "pill": "start"}
SPREADS = (1.15, 1.3, 1.5, 1.75, 2.0, 2.4)  # how far nodes move apart where larger text needs room
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class NodeEntry:
    """A line of the table of nodes; `key` is the node's number as text, or any other text for a new node.

    `color` is #rrggbb, empty for that of the style; `group` is the group's title, empty for none.
    """

    key: str
    label: str = ""
    shape: str = "round rectangle"
    color: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class EdgeEntry:
    """A line of the table of edges; `source` and `target` are keys of nodes."""

    source: str
    target: str
    label: str = ""


def node_entries(diagram: Diagram) -> list[NodeEntry]:
    """The nodes as a table says them."""
    titles = {group.name: group.title for group in diagram.groups}
    return [
        NodeEntry(
            str(node.number),
            node.label,
            node.shape,
            hex_color(node.background),
            titles.get(node.group, node.group) if node.group else "",
        )
        for node in diagram.nodes
    ]


def edge_entries(diagram: Diagram) -> list[EdgeEntry]:
    """The edges as a table says them."""
    return [EdgeEntry(str(edge.source), str(edge.target), edge.label) for edge in diagram.edges]


def rewritten(
    diagram: Diagram,
    nodes: Sequence[NodeEntry],
    edges: Sequence[EdgeEntry] | None = None,
    pinned: Collection[int] = (),
) -> Diagram:
    """The diagram as changed tables say it; without `edges` those between nodes that are left stay.

    Lines that name a node which is not in the table are left out with it. Raises InvalidDiagram, saying what
    is wrong with which line.
    """
    numbers = _numbers(diagram, nodes)
    placed = {node.number: node for node in diagram.nodes}
    made, known = [], _Groups(diagram)
    for place, entry in enumerate(nodes, 1):
        number = numbers[entry.key]
        old = placed.get(number)
        made.append(
            _changed(old, entry, diagram, known) if old else _new(number, place, entry, diagram, known)
        )
    lines = _lines(diagram, numbers, edges)
    groups = known.used(made)
    rest = {"style": diagram.style, "width": diagram.width, "height": diagram.height}
    result = Diagram.with_edges(tuple(made), lines, groups=groups, font_size=diagram.font_size, **rest)
    if _structure(result) != _structure(diagram):
        return lay_out_rest(_with_frames(result), pinned)
    return _in_place(diagram, result, pinned)


def with_text_size(diagram: Diagram, size: float, pinned: Collection[int] = ()) -> Diagram:
    """The diagram with its labels set in `size` px; nodes grow where their label needs it, and move apart
    where they then meet. Raises InvalidDiagram for a size that nobody can read.
    """
    if not (isinstance(size, int | float) and math.isfinite(size) and MIN_TEXT <= size <= MAX_TEXT):
        raise InvalidDiagram(f"The text size is {size!r:.20}; choose {MIN_TEXT} to {MAX_TEXT} px.")
    if size == diagram.font_size:
        return diagram
    nodes = tuple(_grown(node, size) for node in diagram.nodes)
    before = defects(diagram).total
    larger = replace(diagram, nodes=nodes, font_size=size)
    made = reroute(framed(larger))
    for spread in SPREADS:
        if defects(made).total <= before:
            break
        apart = tuple(
            node
            if node.number in pinned
            else replace(node, x=round(node.x * spread, 2), y=round(node.y * spread, 2))
            for node in nodes
        )
        made = reroute(framed(replace(larger, nodes=apart)))
    return made


def hex_color(color: Color) -> str:
    """#rrggbb"""
    return "#{:02x}{:02x}{:02x}".format(*color)


def line_for(background: Color) -> Color:
    """The background's hue, as dark as a line on white has to be (4.5:1 by WCAG 2.2)."""
    color = background
    while contrast(color, CANVAS) < 4.5:
        color = tuple(int(part * 0.9) for part in color)
    return color


# --- nodes ---


def _numbers(diagram: Diagram, entries: Sequence[NodeEntry]) -> dict[str, int]:
    """The number of each line's node: its own, or a new one."""
    if not entries:
        raise InvalidDiagram("The table has no nodes left; keep at least one.")
    if len(entries) > MAX_NODES:
        raise InvalidDiagram(f"The table has {len(entries)} nodes; at most {MAX_NODES} can be drawn.")
    own = {str(node.number): node.number for node in diagram.nodes}
    free = max(own.values()) + 1
    found: dict[str, int] = {}
    for entry in entries:
        if entry.key in found:
            raise InvalidDiagram(f"The table has two lines for the node {entry.key:.20}; delete one of them.")
        if entry.key in own:
            found[entry.key] = own[entry.key]
        else:
            found[entry.key] = free
            free += 1
    return found


def _changed(old: Node, entry: NodeEntry, diagram: Diagram, groups: _Groups) -> Node:
    label = _label(entry.label, f"Node {old.number}") if entry.label != old.label else old.label
    node = replace(old, label=label, shape=_shape(entry), group=groups.named(entry.group, old))
    if entry.color and entry.color.lower() != hex_color(old.background):
        background = _color(entry)
        node = replace(node, background=background, line_color=line_for(background))
    if node.shape != old.shape:
        width, height = least_size(node.label, node.shape, diagram.font_size, diagram.font_size * WRAP)
        return replace(node, width=max(width, min(old.width, 2 * width)), height=max(height, 1))
    return _grown(node, diagram.font_size) if node.label != old.label else node


def _new(number: int, place: int, entry: NodeEntry, diagram: Diagram, groups: _Groups) -> Node:
    label = _label(entry.label, f"The node in line {place}")
    if not label:
        raise InvalidDiagram(f"The new node in line {place} has no label; write what it says, or delete it.")
    shape, size = _shape(entry), diagram.font_size
    width, height = least_size(label, shape, size, size * WRAP)
    for node in diagram.nodes:
        if node.shape == shape:
            width = max(width, node.width) if node.width - width <= EVEN * size else width
            height = max(height, node.height) if node.height - height <= size * 2 else height
    background, line_color = colors(diagram.style.palette, ROLES.get(shape, "ordinary"))
    if entry.color:
        background = _color(entry)
        line_color = line_for(background)
    line = Counter(node.line for node in diagram.nodes).most_common(1)[0][0]
    x, y = diagram.width / 2, diagram.height / 2
    group = groups.named(entry.group, None)
    return Node(number, x, y, shape, width, height, line, background, line_color, (), label, group)


def _label(text: str, who: str) -> str:
    lines = (" ".join(_CONTROLS.sub(" ", line).split()) for line in text.strip().split("\n"))
    label = "\n".join(line for line in lines if line)
    if len(label) > MAX_LABEL:
        raise InvalidDiagram(f"{who} has a label of {len(label)} characters; at most {MAX_LABEL} fit.")
    return label


def _shape(entry: NodeEntry) -> str:
    if entry.shape not in SHAPES:
        raise InvalidDiagram(f"A node has the shape {entry.shape!r:.40}; choose one of {', '.join(SHAPES)}.")
    return entry.shape


def _color(entry: NodeEntry) -> Color:
    if not _HEX.fullmatch(entry.color):
        raise InvalidDiagram(f"A node has the colour {entry.color!r:.40}; give it like #dbeafe.")
    return tuple(int(entry.color[i : i + 2], 16) for i in (1, 3, 5))


def _grown(node: Node, size: float) -> Node:
    """The node, larger where its label needs it."""
    if not node.label or label_fits(node, size):
        return node
    width, height = least_size(node.label, node.shape, size, max(size * WRAP, node.width * 0.8))
    return replace(node, width=max(width, node.width), height=max(height, node.height))


class _Groups:
    """The groups of a diagram by their titles, and new ones."""

    def __init__(self, diagram: Diagram) -> None:
        self.groups = {group.name: group for group in diagram.groups}
        self.titles = {group.title: group.name for group in diagram.groups if group.frame}

    def named(self, title: str, old: Node | None) -> str | None:
        """The name of the group with this title, for a node; a new group where there is none."""
        title = _label(title, "A group")
        now = old.group if old else None
        if now is not None and title == (self.groups[now].title if now in self.groups else now):
            return now
        if not title:
            return None
        if title not in self.titles:
            name, count = title, 1
            while name in self.groups:
                count += 1
                name = f"{title} {count}"
            self.titles[title] = name
            self.groups[name] = Group(name, title, 0, 0, 1, 1)
        return self.titles[title]

    def used(self, nodes: Sequence[Node]) -> tuple[Group, ...]:
        """The groups that have nodes, and those texts that never had any."""
        names = {node.group for node in nodes}
        return tuple(group for group in self.groups.values() if group.name in names)


# --- edges ---


def _lines(
    diagram: Diagram, numbers: dict[str, int], entries: Sequence[EdgeEntry] | None
) -> tuple[Edge, ...]:
    there = set(numbers.values())
    if entries is None:
        return tuple(edge for edge in diagram.edges if {edge.source, edge.target} <= there)
    before: dict[tuple[int, int], list[Edge]] = {}
    for edge in diagram.edges:
        before.setdefault((edge.source, edge.target), []).append(edge)
    made: dict[tuple[int, int, str], Edge] = {}
    for place, entry in enumerate(entries, 1):
        if not entry.source or not entry.target:
            raise InvalidDiagram(f"Arrow {place} has no start or no end; choose both nodes, or delete it.")
        if entry.source not in numbers or entry.target not in numbers:
            continue
        ends = numbers[entry.source], numbers[entry.target]
        label = _label(entry.label, f"Arrow {place}")
        old = next((edge for edge in before.get(ends, []) if edge.label == label), None)
        made.setdefault((*ends, label), old or Edge(*ends, label))
    return tuple(made.values())


# --- places ---


def _structure(diagram: Diagram) -> tuple:
    """What has to do with places, beside sizes."""
    nodes = tuple((node.number, node.group) for node in diagram.nodes)
    return nodes, frozenset((edge.source, edge.target) for edge in diagram.edges)


def _with_frames(diagram: Diagram) -> Diagram:
    """Captions of layers drawn as neurons become titles of frames: a new layout keeps those only."""
    return replace(diagram, groups=tuple(replace(group, frame=True) for group in diagram.groups))


def _in_place(before: Diagram, after: Diagram, pinned: Collection[int]) -> Diagram:
    """The nodes stand where they stood; only lines that have to are drawn anew."""
    sizes = {node.number: (node.width, node.height, node.shape) for node in before.nodes}
    other = {n.number for n in after.nodes if sizes[n.number] != (n.width, n.height, n.shape)}
    old = set(before.edges)
    anew = [i for i, edge in enumerate(after.edges) if edge not in old or {edge.source, edge.target} & other]
    if not other and not anew:
        return after
    made = reroute(framed(after) if other else after, anew)
    if defects(made).total > defects(before).total:
        return lay_out_rest(_with_frames(after), pinned)
    return made

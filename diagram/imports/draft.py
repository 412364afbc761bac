"""What a file says, before it is a Diagram: nodes, lines and groups by the keys that the file gives them."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace

from diagram.geometry import Box
from diagram.graph import (
    LINES,
    MAX_EDGES,
    MAX_LABEL,
    MAX_NODES,
    STYLE_LINES,
    Color,
    Diagram,
    Edge,
    Group,
    Node,
    Point,
    Style,
)
from diagram.imports.limits import Notes, UnreadableImport
from diagram.imports.plain_text import one_line, tidy_lines

ARROW, LINE, DASHED = LINES
MARGIN = 20  # px around what is drawn
MIN_CANVAS = (200, 120)  # px
LINE_WORDS = dict(zip(LINES, STYLE_LINES, strict=True))
PLAIN_SHAPES = {"rectangle": "box", "round rectangle": "round", "circle": "circle"}
_OWN_KEY = re.compile(r"n(_?)(\d{1,9})")  # as our exports write the node of that number; n_7 is -7


@dataclass(slots=True)
class DraftNode:
    """A node; `declared` where the file says more of it than its key, `box` where it says its place (px)."""

    key: str
    label: str | None = None
    shape: str = ""
    fill: Color | None = None
    stroke: Color | None = None
    group: str | None = None
    declared: bool = False
    box: Box | None = None


@dataclass(slots=True)
class DraftEdge:
    source: str
    target: str
    label: str = ""
    line: str = ARROW
    route: tuple[Point, ...] = ()
    label_at: Point | None = None


@dataclass(slots=True)
class DraftGroup:
    key: str
    title: str
    parent: str | None = None
    box: Box | None = None
    frame: bool = True


class Draft:
    """Collects what a reader finds; `diagram()` makes a Diagram of it and notes what that cannot hold."""

    def __init__(self, notes: Notes, what: str) -> None:
        self.notes, self.what = notes, what
        self.nodes: dict[str, DraftNode] = {}
        self.edges: dict[tuple, DraftEdge] = {}
        self.groups: dict[str, DraftGroup] = {}
        self.direction = "right"
        self.default_shape = "rectangle"
        self.canvas: tuple[float, float] | None = None
        self.font_size = 16.0

    def node(self, key: str) -> DraftNode:
        """The node of this key, a new one if need be. Raises UnreadableImport for far too many."""
        found = self.nodes.get(key)
        if found is None:
            if len(self.nodes) > 2 * MAX_NODES:  # some may turn out to be groups
                self._refuse("nodes", MAX_NODES)
            found = self.nodes[key] = DraftNode(key)
        return found

    def edge(self, edge: DraftEdge) -> None:
        """Adds a line; the same line with the same label counts once. Raises UnreadableImport for many."""
        key = edge.source, edge.target, edge.label
        if key in self.edges:
            self.notes.add("Lines that are there twice are drawn once", f"{edge.source} to {edge.target}")
        elif len(self.edges) >= MAX_EDGES:
            self._refuse("lines", MAX_EDGES)
        else:
            self.edges[key] = edge

    def group(self, group: DraftGroup) -> None:
        if len(self.groups) > MAX_NODES:
            self._refuse("groups", MAX_NODES)
        self.groups[group.key] = group

    def _refuse(self, things: str, most: int) -> None:
        raise UnreadableImport(
            f"The {self.what} has more than {most} {things}; divide it, and read its parts."
        )

    # --- making the diagram ---

    def diagram(self) -> Diagram:
        """The Diagram; nodes of which the file says no place all lie at (0, 0), to be laid out.

        Raises UnreadableImport where there are no nodes, or too many.
        """
        for key in self.groups.keys() & self.nodes.keys():
            if not self.nodes[key].declared:
                del self.nodes[key]  # a line's end at the group of that name
        if not self.nodes:
            raise UnreadableImport(f"There are no nodes in the {self.what}; give one with at least one node.")
        if len(self.nodes) > MAX_NODES:
            self._refuse("nodes", MAX_NODES)
        size = self._to_canvas() if self._is_placed() else (1000, 600)
        numbers = self._numbers()
        edges = self._edges(numbers)
        names = self._group_names()
        lines = self._lines()
        style = self._style(lines)
        nodes = tuple(
            self._node(draft, numbers[draft.key], names, lines.get(draft.key) or _most(lines.values(), ARROW))
            for draft in self.nodes.values()
        )
        groups = self._placed_groups(names)
        diagram = Diagram.with_edges(
            nodes, edges, style=style, groups=groups, width=size[0], height=size[1], font_size=self.font_size
        )
        return self._colored(diagram)

    def _is_placed(self) -> bool:
        return all(node.box for node in self.nodes.values())

    def _numbers(self) -> dict[str, int]:
        own = [_OWN_KEY.fullmatch(key) for key in self.nodes]
        if all(own):
            numbers = [int(m.group(2)) * (-1 if m.group(1) else 1) for m in own if m]
            if len(set(numbers)) == len(numbers):
                found = dict(zip(self.nodes, numbers, strict=True))
                self.nodes = {key: self.nodes[key] for key in sorted(found, key=found.get)}
                return found
        return {key: i for i, key in enumerate(self.nodes)}

    def _label(self, draft: DraftNode) -> str:
        label = tidy_lines(draft.key if draft.label is None else draft.label)
        if len(label) > MAX_LABEL:
            self.notes.add(f"Labels are cut after {MAX_LABEL} characters", label)
        return label[:MAX_LABEL]

    def _node(self, draft: DraftNode, number: int, names: dict[str, str], line: str) -> Node:
        left, top, right, bottom = draft.box or (-50, -30, 50, 30)
        return Node(
            number,
            (left + right) / 2,
            (top + bottom) / 2,
            draft.shape or self.default_shape,
            max(1, right - left),
            max(1, bottom - top),
            line,
            draft.fill or (255, 255, 255),
            draft.stroke or (0, 0, 0),
            (),
            self._label(draft),
            names.get(draft.group) if draft.group is not None else None,
        )

    def _edges(self, numbers: dict[str, int]) -> tuple[Edge, ...]:
        """The lines between nodes; one that ends at a group ends at the group's first node."""
        first: dict[str, str] = {}
        for node in self.nodes.values():
            for group in self._around(node.group):
                first.setdefault(group, node.key)
        made: dict[tuple[int, int, str], Edge] = {}
        for edge in self.edges.values():
            ends = []
            for end in (edge.source, edge.target):
                if end not in numbers:
                    title = self.groups[end].title if end in self.groups else end
                    if end not in first:
                        self.notes.add("Lines to empty groups are left out", title)
                        break
                    self.notes.add("Lines to a group go to its first node", title)
                    end = first[end]
                ends.append(numbers[end])
            else:
                label = one_line(edge.label)
                if len(label) > MAX_LABEL:
                    self.notes.add(f"Labels are cut after {MAX_LABEL} characters", label)
                    label = label[:MAX_LABEL]
                made.setdefault((*ends, label), Edge(*ends, label, edge.route, edge.label_at))
        return tuple(made.values())

    def _around(self, group: str | None) -> list[str]:
        """The group and those around it, innermost first."""
        found: dict[str, None] = {}
        while group is not None and group in self.groups and group not in found:
            found[group] = None
            group = self.groups[group].parent
        return list(found)

    def _group_names(self) -> dict[str, str]:
        """A name for each group with nodes of its own: its title, or its key where the title is taken."""
        used = dict.fromkeys(n.group for n in self.nodes.values() if n.group in self.groups)
        names: dict[str, str] = {}
        for key in used:
            title = one_line(self.groups[key].title)
            taken = not title or title in names.values()
            name = f"{title or 'group'} ({key})" if taken else title
            names[key] = name if name not in names.values() else f"{name} {len(names)}"
        around = {outer for key in used for outer in self._around(key)[1:]}
        for key in self.groups:
            title = self.groups[key].title or key
            if key in around and key in used:
                self.notes.add("Groups inside a group become groups of their own", title)
            elif key in around:
                self.notes.add("A group that only holds groups has no frame of its own", title)
            elif key not in used and self.groups[key].frame:
                self.notes.add("Empty groups are left out", title)
        return names

    def _placed_groups(self, names: dict[str, str]) -> tuple[Group, ...]:
        """Frames, and free texts as captions; where nothing has a place, layout draws the frames."""
        if not self._is_placed():
            return tuple(
                Group(name, one_line(self.groups[key].title), 0, 0, 1, 1) for key, name in names.items()
            )
        groups = []
        taken = set(names.values())
        for key, group in self.groups.items():
            if group.frame and key not in names:
                continue
            name, i = names.get(key) or one_line(group.title), 2
            while key not in names and name in taken:
                name, i = f"{one_line(group.title)} ({i})", i + 1
            taken.add(name)
            left, top, right, bottom = group.box or (0, 0, 1, 1)
            size = max(1, right - left), max(1, bottom - top)
            at = (left + right) / 2, (top + bottom) / 2
            groups.append(Group(name, one_line(group.title), *at, *size, group.frame))
        return tuple(groups)

    def _lines(self) -> dict[str, str]:
        """For each node that lines leave, their kind: a Diagram has one for all lines of a node."""
        kinds: dict[str, list[str]] = {}
        for edge in self.edges.values():
            kinds.setdefault(edge.source, []).append(edge.line)
        for key, found in kinds.items():
            if len(set(found)) > 1:
                label = self.nodes[key].label if key in self.nodes else None
                self.notes.add("All lines that leave a node look alike, as most of them do", label or key)
        return {key: _most(found, ARROW) for key, found in kinds.items()}

    def _style(self, lines: dict[str, str]) -> Style:
        shapes = [node.shape or self.default_shape for node in self.nodes.values()]
        plain = [PLAIN_SHAPES[shape] for shape in shapes if shape in PLAIN_SHAPES]
        line = LINE_WORDS[_most(lines.values(), ARROW)]
        return Style(direction=self.direction, shape=_most(plain, "round"), line=line)

    def _colored(self, diagram: Diagram) -> Diagram:
        """Nodes of which the file says no colour get those of their role."""
        from diagram.restyling import role_colors

        nodes = []
        for node, draft, colors in zip(diagram.nodes, self.nodes.values(), role_colors(diagram), strict=True):
            fill, stroke = draft.fill, draft.stroke
            if fill and not stroke:
                stroke = _darker(fill)
            nodes.append(replace(node, background=fill or colors[0], line_color=stroke or colors[1]))
        return replace(diagram, nodes=tuple(nodes))

    def _to_canvas(self) -> tuple[float, float]:
        """Moves all to the upper left corner, unless it lies on the canvas that the file names.

        Returns the canvas's width and height (px).
        """
        boxes = [thing.box for thing in (*self.nodes.values(), *self.groups.values()) if thing.box]
        points = [point for edge in self.edges.values() for point in edge.route]
        boxes += [(x, y, x, y) for x, y in points]
        left, top = (min(box[i] for box in boxes) for i in (0, 1))
        right, bottom = (max(box[i] for box in boxes) for i in (2, 3))
        if self.canvas and min(left, top) >= 0 and right <= self.canvas[0] and bottom <= self.canvas[1]:
            return self.canvas
        dx, dy = MARGIN - left, MARGIN - top

        def moved(point: Point) -> Point:
            return round(point[0] + dx, 2), round(point[1] + dy, 2)

        for thing in (*self.nodes.values(), *self.groups.values()):
            if thing.box:
                thing.box = (*moved(thing.box[:2]), *moved(thing.box[2:]))
        for edge in self.edges.values():
            edge.route = tuple(map(moved, edge.route))
            edge.label_at = moved(edge.label_at) if edge.label_at else None
        return max(MIN_CANVAS[0], math.ceil(right + dx + MARGIN)), max(
            MIN_CANVAS[1], math.ceil(bottom + dy + MARGIN)
        )


def _most(words, default: str) -> str:
    return Counter(words).most_common(1)[0][0] if words else default


def _darker(color: Color) -> Color:
    """A border for a fill: the same hue, dark enough to stand out."""
    return tuple(round(part * 0.5) for part in color)

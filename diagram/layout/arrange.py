"""Puts sized items, arrows and groups onto a plane: one level inside each group, one above them."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field

from diagram.geometry import DOCUMENT_WAVE, STORE_CAP, TITLE_GAP, TITLE_INSET
from diagram.graph import Point, Style
from diagram.layout.layers import Link, Vertex
from diagram.layout.level import Level
from diagram.layout.strips import Spacing
from diagram.typography import measure, printable, small


@dataclass(slots=True)
class Item:
    """A node to be placed; of a layer drawn as neurons, `width` is one neuron's, `caption` a text's size."""

    width: float
    height: float
    shape: str
    group: str | None = None
    neurons: int = 0
    caption: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class Arrow:
    """An edge to be routed, between positions in the list of items."""

    source: int
    target: int
    label: str = ""


@dataclass(slots=True)
class Plane:
    """Where everything went: px from (0, 0), not yet on a canvas."""

    width: float
    height: float
    centers: list[Point]
    sizes: list[tuple[float, float]]
    neurons: dict[int, list[Point]] = field(default_factory=dict)
    captions: dict[int, Point] = field(default_factory=dict)
    routes: list[tuple[Point, ...]] = field(default_factory=list)
    labels: list[Point | None] = field(default_factory=list)
    frames: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)  # centre and size
    turns: int = 0  # lines that run between strips, besides one a turn


class NotAdjacent(Exception):
    """Layers of neurons did not come to stand side by side; `items` must be drawn as blocks."""

    def __init__(self, items: set[int]) -> None:
        super().__init__(items)
        self.items = items


def spacing_for(style: Style, size: float, spread: float, breadth: float) -> Spacing:
    """Distances in proportion to the text; `spread` widens all of them, `breadth` those across the flow once
    more.
    """
    factor = {"tight": 0.8, "normal": 1.0, "wide": 1.35}[style.spacing] * spread
    return Spacing(
        channel=round(size * 2.7 * factor),
        between=round(size * 2.7 * factor * breadth),
        across=round(size * 1.7 * factor * breadth),
        pitch=round(max(10.0, size * 0.85 * min(factor, 1.2))),
        stub=round(max(13.0, size * 1.05 * min(factor, 1.3))),
        label_side=1 if style.direction == "down" else -1,
        fan=round(size * 5.5 * factor),
    )


def arrange(
    items: list[Item],
    arrows: list[Arrow],
    titles: dict[str, str],
    style: Style,
    size: float,
    spread: float = 1.0,
    rows: int = 1,
    inner_rows: int = 1,
    breadth: float = 1.0,
) -> Plane:
    """Places everything at a font size. Raises NotAdjacent."""
    return _Arrangement(items, arrows, titles, style, size, (spread, breadth), rows, inner_rows).run()


class _Arrangement:
    def __init__(self, items, arrows, titles, style, size, spread, rows, inner_rows) -> None:
        self.items, self.arrows, self.titles, self.size = items, arrows, titles, size
        self.down = style.direction == "down"
        self.spacing = spacing_for(style, size, *spread)
        self.rows, self.inner_rows = rows, inner_rows
        self.vertices = [self._vertex(item) for item in items]

    def run(self) -> Plane:
        items, arrows = self.items, self.arrows
        self._even_neurons()
        groups = [name for name in self.titles if any(item.group == name for item in items)]
        top: list[Vertex] = []
        holders: dict[str, Vertex] = {}
        for item, vertex in zip(items, self.vertices, strict=True):
            if item.group is None:
                top.append(vertex)
            elif item.group not in holders:
                holders[item.group] = Vertex("group")
                top.append(holders[item.group])
        inner: dict[str, tuple[list[Vertex], list[Link]]] = {
            name: ([v for i, v in zip(items, self.vertices, strict=True) if i.group == name], [])
            for name in groups
        }
        ports: dict[tuple, Vertex] = {}
        pieces: list[list[tuple[str | None, Link]]] = []
        cross: list[tuple[Link, Vertex | None, Vertex | None]] = []
        top_links: list[Link] = []
        for index, arrow in enumerate(arrows):
            a, b = items[arrow.source], items[arrow.target]
            first, last = self.vertices[arrow.source], self.vertices[arrow.target]
            label = self._label_size(arrow.label)
            fan = bool(a.neurons or b.neurons)
            if a.group == b.group:
                link = Link(first, last, label, fan=fan)
                (top_links if a.group is None else inner[a.group][1]).append(link)
                pieces.append([(a.group, link)])
                continue
            parts: list[tuple[str | None, Link]] = []
            exit_port = entry_port = None
            if a.group is not None:
                key = ("out", a.group, arrow.source if not label else -1 - index)
                exit_port = self._port(ports, key, inner[a.group], first)
                parts.append((a.group, exit_port[1]))
            if b.group is not None:
                key = ("in", b.group, arrow.source if not label else -1 - index)
                if not label and a.group is None and sum(x.source == arrow.source for x in arrows) == 1:
                    key = ("in", b.group, "to", arrow.target, arrow.source)
                entry_port = self._port(ports, key, inner[b.group], last, label)
                parts.append((b.group, entry_port[1]))
            link = Link(holders[a.group] if a.group else first, holders[b.group] if b.group else last, label)
            top_links.append(link)
            cross.append((link, exit_port and exit_port[0], entry_port and entry_port[0]))
            parts.insert(1 if a.group is not None else 0, (None, link))
            pieces.append(parts)
        frames: dict[str, Level] = {}
        place = {name: i for i, name in enumerate(groups)}
        for name in groups:
            # Lines come into a frame in the order in which they leave the frames before it.
            rank = {}
            for number, (link, exit_port, entry_port) in enumerate(cross):
                source = next((g for g in frames if holders[g] is link.source), None)
                if entry_port is not None:
                    known = (place[source], exit_port.v) if source is not None else (-1, number)
                    rank.setdefault(id(entry_port), known)
            entries = [vertex for vertex in inner[name][0] if vertex.kind == "in"]
            entries.sort(key=lambda vertex, rank=rank: rank[id(vertex)])
            inner[name][0][:] = entries + [vertex for vertex in inner[name][0] if vertex.kind != "in"]
            frames[name] = self._place_group(name, *inner[name], holders[name])
        for link, exit_port, entry_port in cross:
            if exit_port is not None:
                link.out_at = exit_port.v
            if entry_port is not None:
                link.in_at = entry_port.v
        self._join_singles(top, top_links)
        level = Level(top, top_links, self.spacing, self.rows, not (self.down or groups), self._inset)
        length, breadth = level.place()
        self._check_fans(level.links)
        for name, holder in holders.items():
            mirrored = level.strips[level.strip_of[id(holder)]].mirrored
            self._shift_group(inner[name], holder, frames[name], mirrored)
        plane = self._plane(length, breadth, pieces, holders)
        for placed in (level, *frames.values()):
            plane.turns += max(
                0,
                sum(lane.first != lane.last or lane.out_side != lane.in_side for lane in placed.lanes)
                - len(placed.strips)
                + 1,
            )
        return plane

    # --- building ---

    def _vertex(self, item: Item) -> Vertex:
        along, across = (item.height, item.width) if self.down else (item.width, item.height)
        if not item.neurons:
            return Vertex("node", along, across / 2, across / 2, item.shape, along, across / 2)
        half = self._column(item.neurons, across) / 2
        length = max(along, item.caption[1 if self.down else 0])
        return Vertex("neurons", length, half, half, item.shape, along, half)

    def _column(self, count: int, diameter: float) -> float:
        return count * diameter + (count - 1) * self._neuron_gap(diameter)

    @staticmethod
    def _neuron_gap(diameter: float) -> float:
        return round(diameter * 0.34)

    def _even_neurons(self) -> None:
        """Neighbouring layers of neurons keep as much room as the largest, so that their captions stand in
        one line.
        """
        run: dict[int, int] = {}

        def root(i: int) -> int:
            while run.setdefault(i, i) != i:
                i = run[i]
            return i

        layers = [i for i, item in enumerate(self.items) if item.neurons]
        for arrow in self.arrows:
            if self.items[arrow.source].neurons and self.items[arrow.target].neurons:
                run[root(arrow.source)] = root(arrow.target)
        self.caption_at: dict[int, float] = {}
        for i in layers:
            together = [j for j in layers if root(j) == root(i)]
            half = max(self.vertices[j].half for j in together)
            vertex, gap = self.vertices[i], self.size * 0.45
            if self.down:
                room = max(self.items[j].caption[0] for j in together) + gap * 2
                vertex.above, vertex.below = half + room, half
                self.caption_at[i] = -half - gap * 2 - max(self.items[j].caption[0] for j in together) / 2
            else:
                room = self.items[i].caption[1] + gap
                vertex.above, vertex.below = half, half + room
                self.caption_at[i] = half + gap + self.items[i].caption[1] / 2

    def _label_size(self, label: str) -> tuple[float, float] | None:
        if not label:
            return None
        width, height = measure(printable(label), small(self.size))
        return (height, math.ceil(width)) if self.down else (math.ceil(width), height)

    def _port(
        self, ports, key, level, vertex: Vertex, label: tuple[float, float] | None = None
    ) -> tuple[Vertex, Link]:
        kind = key[0]
        port = ports.get(key)
        if port is None:
            port = ports[key] = Vertex(kind, above=2.0, below=2.0)
            if label and kind == "in":  # the label stands in front of the frame, beside the line
                if self.down:
                    port.below = label[1] + 10
                else:
                    port.above = label[1] + 5
            level[0].append(port)
        source, target = (port, vertex) if kind == "in" else (vertex, port)
        link = next((link for link in level[1] if link.source is source and link.target is target), None)
        if link is None:
            link = Link(source, target)
            level[1].append(link)
        return port, link

    @staticmethod
    def _join_singles(vertices: list[Vertex], links: list[Link]) -> None:
        """Sets nodes without any line in short rows, instead of one tall pile."""
        joined = {id(end) for link in links for end in (link.source, link.target)}
        singles = [vertex for vertex in vertices if id(vertex) not in joined]
        if len(singles) < 3 or (len(singles) == len(vertices) and len(singles) < 4):
            return
        wide = math.ceil(math.sqrt(len(singles) * 1.4))
        for i in range(0, len(singles), wide):
            row = singles[i : i + wide]
            links += [Link(a, b, hidden=True) for a, b in itertools.pairwise(row)]

    def _inset(self, vertex: Vertex, side: str, offset: float) -> float:
        """How far inside its box the outline of a vertex lies, at an offset from the middle of a side."""
        ends = side in ("in", "out")
        reach, depth = (vertex.half, vertex.drawn / 2) if ends else (vertex.drawn / 2, vertex.half)
        # The true side, in the picture.
        if self.down:
            true = {"in": "top", "out": "bottom", "top": "left", "bottom": "right"}[side]
        else:
            true = {"in": "left", "out": "right"}.get(side, side)
        return inset(vertex.shape, true, reach, depth, offset)

    # --- groups ---

    def _place_group(self, name: str, vertices: list[Vertex], links: list[Link], holder: Vertex):
        """Places a group's own level and sizes its holder; returns where the level starts in the frame."""
        self._join_singles([v for v in vertices if not v.is_port], links)
        level = Level(vertices, links, self.spacing, self.inner_rows, False, self._inset)
        length, breadth = level.place()
        self._check_fans(level.links)
        pad = round(self.size * 0.9)
        title_width, title_height = measure(printable(self.titles[name]), small(self.size))
        title_room = title_height + TITLE_GAP * 2
        entries = [v for v in vertices if v.kind == "in"]
        beside = 0.0  # a label beside the last line that comes in: in front of the frame, not in it
        if self.down:
            if any(vertex.below > vertex.above for vertex in entries):
                beside = breadth - self._breadth_inside(vertices, level.links)
                breadth -= beside
            left = pad
            if entries:
                left = max(left, TITLE_INSET + title_width + 8 - min(vertex.v for vertex in entries))
            right = left if left <= 4 * pad else pad
            right = max(right, title_width + 2 * TITLE_INSET + 4 - breadth - left)
            starts = (title_room, left)
            holder.length = length + title_room + pad
            whole = left + breadth + right
        else:
            side = max(pad, (title_width + 2 * TITLE_INSET + 4 - length) / 2)
            starts = (side, title_room)
            holder.length = length + 2 * side
            whole = title_room + breadth + pad
        holder.drawn = holder.length
        holder.half = holder.above = whole / 2
        holder.below = whole / 2 + beside
        for vertex in vertices:  # ports lie on the frame
            vertex.v += starts[1] - whole / 2
            vertex.u += starts[0] - holder.length / 2
        for link in level.links + level.loops:
            shift = (starts[0] - holder.length / 2, starts[1] - whole / 2)
            link.route = [(u + shift[0], v + shift[1]) for u, v in link.route]
            if link.label_at:
                link.label_at = (link.label_at[0] + shift[0], link.label_at[1] + shift[1])
            if link.route and link.source.kind == "in":
                link.route.insert(0, (-holder.length / 2, link.route[0][1]))
            if link.route and link.target.kind == "out":
                link.route.append((holder.length / 2, link.route[-1][1]))
        return level

    @staticmethod
    def _breadth_inside(vertices: list[Vertex], links: list[Link]) -> float:
        """How far across the flow a placed group reaches, without the labels at its entries."""
        reached = [vertex.v + (vertex.above if vertex.is_port else vertex.below) for vertex in vertices]
        for link in links:
            reached += [v for _, v in link.route]
            if link.label_at:
                reached.append(link.label_at[1] + link.label[1] / 2)
        return max(reached)

    @staticmethod
    def _shift_group(inner, holder: Vertex, level: Level, mirrored: bool) -> None:
        sign = -1 if mirrored else 1
        for vertex in inner[0]:
            vertex.u = holder.u + sign * vertex.u
            vertex.v += holder.v
        for link in level.links + level.loops:
            link.route = [(holder.u + sign * u, holder.v + v) for u, v in link.route]
            if link.label_at:
                link.label_at = (holder.u + sign * link.label_at[0], holder.v + link.label_at[1])

    def _check_fans(self, links: list[Link]) -> None:
        index = {id(vertex): i for i, vertex in enumerate(self.vertices)}
        wrong = set()
        for link in links:
            if link.fan and (link.lane or len(link.chain) != 2):
                ends = {index[id(link.source)], index[id(link.target)]}
                wrong |= {i for i in ends if self.items[i].neurons}
        if wrong:
            raise NotAdjacent(wrong)

    # --- the plane ---

    def _xy(self, u: float, v: float) -> Point:
        return (round(v, 2), round(u, 2)) if self.down else (round(u, 2), round(v, 2))

    def _plane(self, length, breadth, pieces, holders) -> Plane:
        width, height = self._xy(length, breadth)
        plane = Plane(width, height, [], [])
        for i, (item, vertex) in enumerate(zip(self.items, self.vertices, strict=True)):
            plane.centers.append(self._xy(vertex.u, vertex.v))
            if item.neurons:
                plane.sizes.append((item.width, item.height))
                step = item.width + self._neuron_gap(item.width)
                offsets = [(k - (item.neurons - 1) / 2) * step for k in range(item.neurons)]
                plane.neurons[i] = [self._xy(vertex.u, vertex.v + offset) for offset in offsets]
                plane.captions[i] = self._xy(vertex.u, vertex.v + self.caption_at[i])
            else:
                size = self._xy(vertex.drawn, vertex.half * 2)
                plane.sizes.append(size)
        for parts in pieces:
            route: list[Point] = []
            label = None
            for _, link in parts:
                points = link.route
                route += [self._xy(u, v) for u, v in points]
                if link.label_at:
                    label = self._xy(*link.label_at)
            plane.routes.append(tuple(_straightened(route)))
            plane.labels.append(label)
        for name, holder in holders.items():
            x, y = self._xy(holder.u, holder.v)
            w, h = self._xy(holder.length, holder.half * 2)
            plane.frames[name] = (x, y, w, h)
        return plane


def inset(shape: str, side: str, reach: float, depth: float, offset: float) -> float:
    """How far inside its box a shape's outline lies, at an offset from the middle of a side (px).

    `reach` is half of that side, `depth` half of the box across it; `side` is left, top, right or bottom.
    """
    share = min(1.0, abs(offset) / reach) if reach else 0.0
    if shape == "circle":
        return depth * (1 - math.sqrt(1 - share * share))
    if shape == "decision":
        return depth * share
    if shape == "pill":
        radius = min(reach, depth)
        beyond = max(0.0, abs(offset) - (reach - radius))
        return radius - math.sqrt(max(0.0, radius**2 - beyond**2))
    if shape == "store" and side in ("top", "bottom"):
        return STORE_CAP * (1 - math.sqrt(1 - share * share))
    if shape == "document" and side == "bottom":
        return DOCUMENT_WAVE / 2
    return 0.0


def _straightened(points: list[Point]) -> list[Point]:
    kept: list[Point] = []
    for x, y in points:
        if kept and abs(kept[-1][0] - x) < 0.06 and abs(kept[-1][1] - y) < 0.06:
            continue
        if len(kept) > 1:
            (a, b), (c, d) = kept[-2], kept[-1]
            level = abs(b - d) < 0.06 and abs(d - y) < 0.06 and (c - a) * (x - c) > 0
            upright = abs(a - c) < 0.06 and abs(c - x) < 0.06 and (d - b) * (y - d) > 0
            if level or upright:
                kept[-1] = (x, y)
                continue
        kept.append((x, y))
    return kept

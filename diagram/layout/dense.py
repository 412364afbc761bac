"""The placement of diagrams with very many lines, for which layers would take too long and too much room.

Nodes stand in rows and columns. What leaves a node shares one upright trunk in the channel right of its
column; from the trunk one level line a row of targets runs in the channel above that row, and ends in a port
of its own at the top of each target. So no line runs through a node, and lines of different nodes never lie
on each other: they only cross. Groups take rows of their own. Time is about linear in the number of lines.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field

from diagram.geometry import TITLE_GAP, TITLE_INSET
from diagram.graph import Point
from diagram.layout.arrange import Arrow, Item, Plane, inset
from diagram.layout.layers import Link, Vertex, assign_layers, mark_back_links
from diagram.typography import measure, printable, small

MOST_PIECES = 3000  # of lines between layers that `arrange` is given; it takes about a second then
PITCH = 9.0  # px between two lines
STUB = 15.0  # px that a line runs straight at its ends
GAP = 14.0  # px between rows, and between groups
ROUND = ("circle", "decision", "pill")


def is_dense(items: list[Item], arrows: list[Arrow]) -> bool:
    """Whether so many lines would pass so many layers that this placement has to do."""
    if len(arrows) < 100:
        return False
    _, backward, pieces = _layers(items, arrows)
    return pieces + 4 * backward > MOST_PIECES


def place(items: list[Item], arrows: list[Arrow], titles: dict[str, str], size: float) -> Plane:
    """Places everything at a font size (px); layers of neurons cannot be among the items."""
    return _Dense(items, arrows, titles, size).run()


def _layers(items: list[Item], arrows: list[Arrow]) -> tuple[list[int], int, int]:
    """(layer of each item, lines that go back, pieces of the lines that go forward)"""
    vertices = [Vertex("node") for _ in items]
    links = [Link(vertices[a.source], vertices[a.target]) for a in arrows if a.source != a.target]
    mark_back_links(vertices, links)
    assign_layers(vertices, links)
    backward = sum(link.lane for link in links)
    pieces = sum(link.target.layer - link.source.layer for link in links if not link.lane)
    return [vertex.layer for vertex in vertices], backward, pieces


@dataclass(slots=True)
class _Row:
    members: list[int]
    band: int
    first: bool  # of its group
    title: str | None
    tracks: dict[int, int] = field(default_factory=dict)  # by source
    top: float = 0.0  # of the channel above
    tallest: float = 0.0
    middle: float = 0.0


class _Dense:
    def __init__(self, items: list[Item], arrows: list[Arrow], titles: dict[str, str], size: float) -> None:
        self.items, self.arrows, self.titles, self.size = items, arrows, titles, size
        self.labels = [measure(printable(a.label), small(size)) if a.label else (0.0, 0.0) for a in arrows]
        self.widths = [item.width for item in items]
        self.heights = [item.height for item in items]

    def run(self) -> Plane:
        self._set_rows()
        self._set_ports()
        trunks = self._set_columns()
        self._set_levels(trunks)
        return self._plane(trunks)

    def _set_rows(self) -> None:
        """Bands of ungrouped nodes and of each group, in the order of the flow, cut into rows."""
        layers, _, _ = _layers(self.items, self.arrows)
        bands: dict[str | None, list[int]] = {}
        for i in sorted(range(len(self.items)), key=lambda i: (layers[i], i)):
            bands.setdefault(self.items[i].group, []).append(i)
        columns = max(1, math.ceil(math.sqrt(len(self.items) * 1.4)))
        self.rows: list[_Row] = []
        for band, (title, members) in enumerate(bands.items()):
            for at in range(0, len(members), columns):
                self.rows.append(_Row(members[at : at + columns], band, not at, title))
        near: list[list[int]] = [[] for _ in self.items]
        for arrow in self.arrows:
            near[arrow.source].append(arrow.target)
            near[arrow.target].append(arrow.source)
        self.column = [0] * len(self.items)
        for _ in range(3):  # each node amid those that it is joined to
            for row in self.rows:
                for k, i in enumerate(row.members):
                    self.column[i] = k
            for row in self.rows:
                row.members.sort(key=lambda i: _mean([self.column[j] for j in near[i]], self.column[i]))
        for row in self.rows:
            for k, i in enumerate(row.members):
                self.column[i] = k
        self.row_of = [0] * len(self.items)
        for k, row in enumerate(self.rows):
            for i in row.members:
                self.row_of[i] = k

    def _set_ports(self) -> None:
        """Where, from the middle of its target, each line ends; a node grows where they need it."""
        into: list[list[int]] = [[] for _ in self.items]
        for index, arrow in enumerate(self.arrows):
            into[arrow.target].append(index)
        self.port = [0.0] * len(self.arrows)
        for i, arrived in enumerate(into):
            arrived.sort(key=lambda index: (self.column[self.arrows[index].source], index))
            rooms = [max(PITCH, self.labels[index][0] + 10) for index in arrived]
            share = 0.7 if self.items[i].shape in ROUND else 1.0
            needed = sum(rooms) - (rooms[-1] if rooms else 0)
            grown = max(self.widths[i], needed / share + 2 * PITCH)
            if self.items[i].shape == "circle" and grown > self.widths[i]:
                self.heights[i] = max(self.heights[i], min(grown, 2 * self.heights[i]))
            self.widths[i] = grown
            at = -needed / 2
            for index, room in zip(arrived, rooms, strict=True):
                self.port[index] = at
                at += room

    def _set_columns(self) -> dict[int, float]:
        """Sets every node's x; returns that of every node's trunk."""
        count = max(len(row.members) for row in self.rows)
        widths = [0.0] * count
        # A label stands right of its line: the last one of a node may reach beyond the node.
        beyond = [0.0] * count
        for i, width in enumerate(self.widths):
            widths[self.column[i]] = max(widths[self.column[i]], width)
        for index, arrow in enumerate(self.arrows):
            k = self.column[arrow.target]
            beyond[k] = max(beyond[k], self.port[index] + self.labels[index][0] + 10 - widths[k] / 2)
        pad = round(self.size * 0.9)
        self.pad = pad if any(row.title is not None for row in self.rows) else 0.0
        for row in self.rows:
            if row.first and row.title is not None:
                title = measure(printable(self.titles[row.title]), small(self.size))[0]
                widths[0] = max(widths[0], title + 2 * TITLE_INSET + 4 - self.pad)
        spans: list[dict[int, tuple[float, float]]] = [{} for _ in range(count)]
        for arrow in self.arrows:
            source, row = arrow.source, self.row_of[arrow.source]
            # Rows are at odd places, the channels above them at even ones.
            low, high = spans[self.column[source]].get(source, (2 * row + 1, 2 * row + 1))
            target = 2 * self.row_of[arrow.target]
            spans[self.column[source]][source] = min(low, target), max(high, target)
        self.lefts: list[float] = []
        self.rights: list[float] = []
        centres, trunks, x = [], {}, self.pad
        for k in range(count):
            self.lefts.append(x)
            centres.append(x + widths[k] / 2)
            x += widths[k]
            self.rights.append(x)
            x += beyond[k] + self.pad
            tracks = _tracks(spans[k], 0.5)
            x += STUB
            trunks |= {source: x + track * PITCH for source, track in tracks.items()}
            x += max(0, max(tracks.values(), default=0)) * PITCH + STUB
        self.width = x
        self.x = [centres[k] for k in self.column]
        return trunks

    def _set_levels(self, trunks: dict[int, float]) -> None:
        """Sets the tracks of the level lines, and with them every row's y."""
        spans: list[dict[int, tuple[float, float]]] = [{} for _ in self.rows]
        zones = [0.0] * len(self.rows)
        for index, arrow in enumerate(self.arrows):
            row, trunk = self.row_of[arrow.target], trunks[arrow.source]
            end = self.x[arrow.target] + self.port[index]
            low, high = spans[row].get(arrow.source, (trunk, trunk))
            spans[row][arrow.source] = min(low, end), max(high, end)
            zones[row] = max(zones[row], self.labels[index][1] + 4 if self.labels[index][1] else 0.0)
        self.frames: dict[str, list[float]] = {}
        y, self.label_y = 0.0, []
        title_room = measure("X", small(self.size))[1] + 2 * TITLE_GAP
        for k, row in enumerate(self.rows):
            row.tracks = _tracks(spans[k], PITCH)
            if row.first and row.title is not None:
                self.frames[row.title] = [y, y]
                y += title_room
            row.top = y + GAP / 2
            y = row.top + max(row.tracks.values(), default=0) * PITCH + GAP / 2
            self.label_y.append(y + zones[k] / 2)
            y += zones[k] + (STUB if row.tracks else 0.0)
            row.tallest = max(self.heights[i] for i in row.members)
            row.middle = y + row.tallest / 2
            y += row.tallest
            if row.title is not None:
                self.frames[row.title][1] = y + self.pad
            if k + 1 < len(self.rows) and self.rows[k + 1].band != row.band:
                y += 2 * self.pad
            elif k + 1 == len(self.rows):
                y += self.pad
            y += GAP if k + 1 < len(self.rows) else 0.0
        self.height = y

    def _plane(self, trunks: dict[int, float]) -> Plane:
        plane = Plane(self.width, self.height, [], [])
        for i in range(len(self.items)):
            plane.centers.append((round(self.x[i], 2), round(self.rows[self.row_of[i]].middle, 2)))
            plane.sizes.append((round(self.widths[i], 2), round(self.heights[i], 2)))
        for index, arrow in enumerate(self.arrows):
            source, target = arrow.source, arrow.target
            row = self.rows[self.row_of[target]]
            trunk, level = trunks[source], row.top + row.tracks[source] * PITCH
            start = self.rows[self.row_of[source]].middle
            end = self.x[target] + self.port[index]
            reach, depth = self.widths[target] / 2, self.heights[target] / 2
            below = inset(self.items[target].shape, "top", reach, depth, self.port[index])
            route: list[Point] = [
                (self.x[source] + self.widths[source] / 2, start),
                (trunk, start),
                (trunk, level),
                (end, level),
                (end, row.middle - depth + below),
            ]
            plane.routes.append(tuple((round(x, 2), round(y, 2)) for x, y in route))
            width = self.labels[index][0]
            plane.labels.append((end + 4 + width / 2, self.label_y[self.row_of[target]]) if width else None)
        for name, (top, bottom) in self.frames.items():
            last = max(len(row.members) for row in self.rows if row.title == name) - 1
            left, right = self.lefts[0] - self.pad, self.rights[last] + self.pad
            plane.frames[name] = ((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)
        return plane


def _mean(values: list[int], default: float) -> float:
    return sum(values) / len(values) if values else default


def _tracks(spans: dict[int, tuple[float, float]], apart: float) -> dict[int, int]:
    """For each span the number of its track, so that those on one track are `apart` (left edge first)."""
    found: dict[int, int] = {}
    free: list[tuple[float, int]] = []  # (end of the last span, track)
    for key, (low, high) in sorted(spans.items(), key=lambda entry: entry[1]):
        track = heapq.heappop(free)[1] if free and free[0][0] + apart <= low else len(free)
        found[key] = track
        heapq.heappush(free, (high, track))
    return found

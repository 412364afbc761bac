"""What a level is made of besides its vertices and links: strips of layers, lanes beside them, distances."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from diagram.layout.channels import Net, Pin
from diagram.layout.layers import Link, Segment, Vertex

Inset = Callable[
    [Vertex, str, float], float
]  # how far the outline lies inside its box, at an offset along a side


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in px; `label_side` is -1 where labels stand above their line, +1 where they stand beyond."""

    channel: float  # least distance of two layers
    between: float  # of two strips
    across: float  # of two nodes in a layer
    pitch: float  # of two lines
    stub: float  # room for an arrow's head, or to leave a node
    label_side: int = -1
    fan: float = 0.0  # least distance of two layers joined neuron by neuron


@dataclass(eq=False, slots=True)
class Strip:
    layers: list[list[Vertex]]
    mirrored: bool = False
    segments: list[Segment] = field(default_factory=list)
    pins: dict[int, tuple[Pin, Pin]] = field(default_factory=dict)  # by id of the segment
    corners: dict[int, int] = field(default_factory=dict)  # id of the segment -> -1 upper, +1 lower corner
    channels: list[list[Net]] = field(default_factory=list)
    net_of: dict[int, Net] = field(default_factory=dict)
    zones: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)  # of the tracks
    starts: list[float] = field(default_factory=list)  # of the channels, along the flow
    rooms: list[float] = field(default_factory=list)  # widths of the channels
    top: float = 0.0
    low: float = 0.0
    high: float = 0.0


@dataclass(eq=False, slots=True)
class Lane:
    """How a link that runs beside the strips leaves, runs and arrives."""

    link: Link
    out_side: int  # +1 downwards, -1 upwards
    in_side: int  # the side of the target that it comes from
    first: int  # lane that it leaves into
    last: int  # lane that it arrives from
    out_pin: Pin = field(default_factory=Pin)
    in_pin: Pin = field(default_factory=Pin)
    out_net: Net | None = None  # in the channel behind the source; None where it leaves straight up or down
    in_net: Net | None = None
    nets: list[Net] = field(default_factory=list)  # one a lane
    margin: int = 0  # -1 left, +1 right where it passes strips
    margin_track: int = 0


class Piece:
    """One piece of a link between two layers, with the attributes that `layers` reads from a link."""

    __slots__ = ("first", "in_at", "last", "link", "out_at")

    def __init__(self, link: Link, a: Vertex, b: Vertex) -> None:
        self.link = link
        self.first, self.last = a is link.source, b is link.target
        self.out_at = link.out_at if self.first else None
        self.in_at = link.in_at if self.last else None

    def label_room(self, spacing: Spacing) -> float:
        """Room across the flow that this piece's label needs beside its line."""
        if not (self.link.label and self.first) or self.link.hidden:
            return 0.0
        return self.link.label[1] + (5 if spacing.label_side < 0 else 10)


def centre(widths: list[float], gaps: list[float], column: int) -> float:
    """Where the middle of a column is, in px from the start of its strip."""
    return sum(widths[:column]) + sum(gaps[: column + 1]) + widths[column] / 2


def best_cuts(lengths: list[float], over: list[int], rows: int) -> list[int]:
    """Where to cut the layers into rows of even length, with few lines across the cuts."""
    count = len(lengths)
    if rows < 2:
        return []
    sums = [0.0]
    for length in lengths:
        sums.append(sums[-1] + length)
    each = math.ceil(count / rows)
    unlike = max(lengths) > 2.2 * min(lengths)  # as with groups: rows of one length then
    if not unlike:
        rows = math.ceil(count / each)
    ideal = sums[-1] / rows
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
    for row in range(1, rows + 1):
        here: dict[int, tuple[float, int]] = {}
        for end in range(row, count + 1) if row < rows else (count,):
            for begin, (price, _) in best[-1].items():
                if begin >= end:
                    continue
                # Full rows of one number of layers, so that a snake turns straight down; the last may be
                # shorter.
                length = (sums[end] - sums[begin]) / ideal
                off = (length if unlike else (end - begin) / each) - 1
                if row == rows:
                    off = max(0.0, off) * 2
                long = max(0.0, length - 1.15)
                cut = max(0, over[end] - 1) * 0.25 if end < count else 0.0
                total = price + off * off + long * long + cut
                if end not in here or total < here[end][0]:
                    here[end] = (total, begin)
        best.append(here)
    cuts, end = [], count
    for row in range(rows, 0, -1):
        end = best[row][end][1]
        cuts.append(end)
    return [cut for cut in reversed(cuts) if cut > 0]


def simplified(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without repeated points and points on a straight line."""
    kept: list[tuple[float, float]] = []
    for point in points:
        if kept and abs(point[0] - kept[-1][0]) < 0.05 and abs(point[1] - kept[-1][1]) < 0.05:
            continue
        if len(kept) >= 2:
            (a, b), (c, d) = kept[-2], kept[-1]
            across = (c - a) * (point[1] - b) - (d - b) * (point[0] - a)
            same_way = (c - a) * (point[0] - c) + (d - b) * (point[1] - d) >= 0
            if abs(across) < 0.05 * (abs(point[0] - a) + abs(point[1] - b)) and same_way:
                kept[-1] = point
                continue
        kept.append(point)
    return kept

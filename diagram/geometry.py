"""Exact geometry of a drawn diagram: outlines of shapes, where text fits, what is wrong, and how well it
reads.

Layout, renderers and scorers share these definitions, so that what layout reserves is what a renderer draws.
All lengths are in px.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from diagram.graph import Diagram, Edge, Group, Node, Point
from diagram.typography import line_height, measure, printable, small, wrap

Box = tuple[float, float, float, float]  # left, top, right, bottom

STORE_CAP = 7.0  # half the height of the ellipse that closes a cylinder
DOCUMENT_WAVE = 7.0  # depth of a document's wavy lower border
TITLE_INSET = 8.0  # from a frame's left border to its title
TITLE_GAP = 4.0  # from a frame's upper border to its title
INNER = 2.0  # least distance of text from its node's border
SLACK = 0.75  # rounding that is no defect
_BLOCK = 256  # segments that are compared with all others at once


# --- shapes and text ---


def box(node: Node | Group) -> Box:
    """The rectangle around a node or group."""
    half_width, half_height = node.width / 2, node.height / 2
    return node.x - half_width, node.y - half_height, node.x + half_width, node.y + half_height


def border_point(node: Node, towards: Point) -> Point:
    """Where the line from the node's centre to `towards` leaves the node's outline."""
    dx, dy = towards[0] - node.x, towards[1] - node.y
    if dx == 0 and dy == 0:
        return node.x, node.y
    a, b = node.width / 2, node.height / 2
    if node.shape == "circle":
        t = 1 / math.hypot(dx / a, dy / b)
    elif node.shape == "decision":
        t = 1 / (abs(dx) / a + abs(dy) / b)
    else:
        t = 1 / max(abs(dx) / a, abs(dy) / b)
        radius = min(a, b)
        if node.shape == "pill" and abs(dx * t) > a - radius and a > b:  # on a round end: meet its circle
            offset = math.copysign(a - radius, dx)
            squared, along = dx * dx + dy * dy, dx * offset
            t = (along + math.sqrt(max(0.0, along**2 - squared * (offset**2 - radius**2)))) / squared
    return node.x + dx * t, node.y + dy * t


def text_center(node: Node) -> Point:
    """The centre of the node's text: lower in a cylinder, higher on a document."""
    shift = {"store": STORE_CAP / 2, "document": -DOCUMENT_WAVE / 2}.get(node.shape, 0.0)
    return node.x, node.y + shift


def label_lines(node: Node, font_size: float) -> tuple[str, ...]:
    """The lines in which a node's label is drawn, centred on `text_center`; ` · ` and newlines are breaks."""
    if not node.label:
        return ()
    return _label_lines(node.label, node.shape, node.width, node.height, font_size)[0]


def label_fits(node: Node, font_size: float) -> bool:
    """Whether all of the label lies inside the node's outline."""
    return not node.label or _label_lines(node.label, node.shape, node.width, node.height, font_size)[1]


@lru_cache(maxsize=4096)
def _label_lines(
    label: str, shape: str, width: float, height: float, font_size: float
) -> tuple[tuple[str, ...], bool]:
    text = printable(label.replace(" · ", "\n"))
    is_round = shape in ("circle", "decision", "pill")
    shares = (1.0, 0.94, 0.85, 0.76, 0.68, 0.6, 0.52, 0.44, 0.36, 0.28) if is_round else (1.0,)
    longest = max((measure(word, font_size)[0] for word in text.split()), default=0.0)
    # Better one line more than text that touches the outline; but no word is broken for that.
    for spare in (font_size * (0.4 if is_round else 0.8), 0.0):
        inner = width - spare - 2 * INNER
        if spare and longest > inner:
            continue
        for share in shares:
            lines = tuple(wrap(text, font_size, max(1.0, inner * share)))
            if lines_fit(lines, shape, width - spare, height - spare / 2, font_size):
                return lines, True
    return tuple(wrap(text, font_size, max(1.0, width - 2 * INNER))), False


def lines_fit(lines: tuple[str, ...], shape: str, width: float, height: float, font_size: float) -> bool:
    """Whether lines of text, centred, lie inside a shape of this size."""
    step = line_height(font_size)
    a, b = width / 2 - INNER, height / 2 - 1
    if shape in ("store", "document"):
        b -= STORE_CAP if shape == "store" else DOCUMENT_WAVE / 2
    top = -len(lines) * step / 2
    if a <= 0 or b <= 0 or top < -b - 0.01:
        return False
    # Glyphs reach from about 0.15 em below the line's top to 0.1 em above its bottom.
    for i, line in enumerate(lines):
        half = measure(line, font_size)[0] / 2
        if half > a + 0.01:
            return False
        y = max(abs(top + i * step + 0.12 * font_size), abs(top + (i + 1) * step - 0.12 * font_size))
        if shape == "circle" and (half / a) ** 2 + (y / b) ** 2 > 1.001:
            return False
        if shape == "decision" and half / a + y / b > 1.001:
            return False
        if shape == "pill" and half > a - b and (half - (a - b)) ** 2 + y**2 > b * b + 0.1:
            return False
    return True


def edge_points(diagram: Diagram, edge: Edge) -> tuple[Point, ...]:
    """The way-points of an edge; without a route, a straight line from border to border."""
    return line_points(edge, {node.number: node for node in diagram.nodes})


def line_points(edge: Edge, nodes: dict[int, Node]) -> tuple[Point, ...]:
    """As `edge_points`, for many edges between nodes by their numbers."""
    if len(edge.route) >= 2:
        return edge.route
    source, target = nodes[edge.source], nodes[edge.target]
    if source is target:  # a loop at the upper right corner
        x, y, reach = source.x, source.y - source.height / 2, 18.0
        right, across = x + source.width / 2, min(14.0, source.height / 4)
        up = source.width / 4 if source.shape != "rectangle" else across
        start = border_point(source, (x + up, y - reach * 2))
        end = border_point(source, (right + reach * 2, y + across))
        return start, (start[0], y - reach), (right + reach, y - reach), (right + reach, end[1]), end
    return border_point(source, (target.x, target.y)), border_point(target, (source.x, source.y))


def edge_label_box(edge: Edge, points: tuple[Point, ...], font_size: float) -> Box | None:
    """The rectangle of an edge's label, in `small(font_size)`; at the middle of the line where nobody placed
    it.
    """
    if not edge.label:
        return None
    x, y = edge.label_at or middle(points)
    width, height = measure(printable(edge.label), small(font_size))
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def title_box(group: Group, font_size: float) -> Box:
    """The rectangle of a group's title: upper left in a frame, all of the group for a caption. In
    `small(font_size)`.
    """
    if not group.frame:
        return box(group)
    width, height = measure(printable(group.title), small(font_size))
    left, top = group.x - group.width / 2 + TITLE_INSET, group.y - group.height / 2 + TITLE_GAP
    return left, top, left + width, top + height


def middle(points: tuple[Point, ...]) -> Point:
    """The point half-way along a line."""
    return point_along(points, 0.5)


def point_along(points: Sequence[Point], share: float) -> Point:
    """The point at a share, 0 to 1, of a line's length."""
    left = share * sum(map(math.dist, points, points[1:]))
    for start, end in itertools.pairwise(points):
        length = math.dist(start, end)
        if length >= left > 0:
            share = left / length
            return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        left -= length
    return points[0]


# --- what is wrong ---


@dataclass(frozen=True, slots=True)
class Defects:
    """How often each thing goes wrong; `crossings` are counted too, but are no defect by themselves."""

    node_overlap: int = 0  # pairs of nodes
    off_canvas: int = 0  # nodes, lines, labels, groups
    label_overflow: int = 0  # labels that leave their node
    edge_through_node: int = 0  # (edge, node) pairs
    edge_overlap: int = 0  # pairs of edges without a common end that run on top of each other
    label_under_line: int = 0  # (edge label, other edge) pairs
    label_overlap: int = 0  # edge labels on nodes or on other labels
    title_hit: int = 0  # titles and captions on lines, nodes, labels, or wider than their frame
    group_cut: int = 0  # frames that cut or hold others' nodes or each other, or leave out a member
    crossings: int = 0

    @property
    def total(self) -> int:
        return sum(getattr(self, f.name) for f in fields(self) if f.name != "crossings")


@dataclass(frozen=True, slots=True)
class Metrics:
    """Each 0 (worst) to 1; see `readability`."""

    crossings: float
    crossing_angle: float
    angular_resolution: float
    node_overlap: float
    node_edge_overlap: float
    label_overlap: float
    off_canvas: float
    edge_length: float
    alignment: float
    whitespace: float
    aspect: float


class _Scene:
    """The diagram as arrays: boxes of nodes, segments of edges."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        nodes = {node.number: node for node in diagram.nodes}
        self.index = {number: i for i, number in enumerate(nodes)}
        self.boxes = np.array([box(node) for node in diagram.nodes])
        self.lines = [line_points(edge, nodes) for edge in diagram.edges]
        ends, owners = [], []
        for i, line in enumerate(self.lines):
            for start, end in itertools.pairwise(line):
                ends.append((*start, *end))
                owners.append(i)
        self.segments = np.array(ends).reshape(-1, 4)
        self.owner = np.array(owners, dtype=int)
        self.ends = np.array([(self.index[e.source], self.index[e.target]) for e in diagram.edges], dtype=int)
        self.ends = self.ends.reshape(-1, 2)
        small_boxes = (
            edge_label_box(e, p, diagram.font_size) for e, p in zip(diagram.edges, self.lines, strict=True)
        )
        self.labels = [(i, label) for i, label in enumerate(small_boxes) if label]

    def node_overlaps(self) -> list[tuple[int, int]]:
        hits = _overlaps(self.boxes, self.boxes, -SLACK)
        pairs = [(i, j) for i, j in zip(*np.nonzero(np.triu(hits, 1)), strict=True)]
        nodes = self.diagram.nodes
        return [(i, j) for i, j in pairs if _shapes_overlap(nodes[i], nodes[j])]

    def edges_through_nodes(self) -> set[tuple[int, int]]:
        if not len(self.segments):
            return set()
        # Own ends are met at the border, where rounding may put a point a little inside.
        hits = _segments_hit(self.segments, _grown(self.boxes, -SLACK))
        found = set()
        nodes = self.diagram.nodes
        for segment, node in zip(*np.nonzero(hits), strict=True):
            edge = self.owner[segment]
            own = node in self.ends[edge]
            if (edge, node) not in found and _crosses(self.segments[segment], nodes[node], own):
                found.add((int(edge), int(node)))
        return found

    def _near_pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """Pairs (i, j), i < j, of segments whose boxes touch; block by block, as thousands have millions."""
        low = np.minimum(self.segments[:, :2], self.segments[:, 2:])
        high = np.maximum(self.segments[:, :2], self.segments[:, 2:]) + SLACK
        found: list[np.ndarray] = []
        for start in range(0, len(low), _BLOCK):
            here, rest = slice(start, start + _BLOCK), slice(start, None)
            near = low[here, None, 0] <= high[None, rest, 0]
            near &= low[here, None, 1] <= high[None, rest, 1]
            near &= high[here, None, 0] >= low[None, rest, 0]
            near &= high[here, None, 1] >= low[None, rest, 1]
            found.append(np.argwhere(np.triu(near, 1)) + start)
        return tuple(np.concatenate(found).T)

    def crossings(self) -> tuple[np.ndarray, int]:
        """Acute angles (degrees) at crossings of edges without a common end, and pairs that lie on each
        other.
        """
        count = len(self.segments)
        if count < 2:
            return np.zeros(0), 0
        first, second = self._near_pairs()
        a, b = self.ends[self.owner[first]], self.ends[self.owner[second]]
        apart = (a[:, 0] != b[:, 0]) & (a[:, 1] != b[:, 1]) & (a[:, 0] != b[:, 1]) & (a[:, 1] != b[:, 0])
        first, second = first[apart], second[apart]
        p, r = self.segments[first, :2], self.segments[first, 2:] - self.segments[first, :2]
        q, s = self.segments[second, :2], self.segments[second, 2:] - self.segments[second, :2]
        cross = r[:, 0] * s[:, 1] - r[:, 1] * s[:, 0]
        lengths = np.hypot(*r.T) * np.hypot(*s.T) + 1e-9
        sine = np.abs(cross) / lengths
        gap = q - p
        with np.errstate(divide="ignore", invalid="ignore"):
            t = (gap[:, 0] * s[:, 1] - gap[:, 1] * s[:, 0]) / cross
            u = (gap[:, 0] * r[:, 1] - gap[:, 1] * r[:, 0]) / cross
            proper = (sine > 0.02) & (t >= 0) & (t < 1) & (u >= 0) & (u < 1)
            distance = np.abs(gap[:, 0] * r[:, 1] - gap[:, 1] * r[:, 0]) / (np.hypot(*r.T) + 1e-9)
        angles = np.degrees(np.arcsin(np.clip(sine[proper], 0, 1)))
        direction = r / (np.hypot(*r.T)[:, None] + 1e-9)
        length = np.hypot(*r.T)
        from_, to = (gap * direction).sum(1), ((gap + s) * direction).sum(1)
        shared = np.minimum(length, np.maximum(from_, to)) - np.maximum(0, np.minimum(from_, to))
        overlapping = (sine <= 0.02) & (distance < 1.5) & (shared > 3)
        pairs = set(zip(self.owner[first[overlapping]], self.owner[second[overlapping]], strict=True))
        return angles, len(pairs)

    def labels_under_lines(self) -> int:
        if not self.labels:
            return 0
        boxes = _grown(np.array([label for _, label in self.labels]), -1)
        hits = _segments_hit(self.segments, boxes)
        return len(
            {
                (self.owner[s], i)
                for s, i in zip(*np.nonzero(hits), strict=True)
                if self.owner[s] != self.labels[i][0]
            }
        )

    def label_overlaps(self) -> int:
        if not self.labels:
            return 0
        boxes = np.array([label for _, label in self.labels])
        on_nodes = np.count_nonzero(_overlaps(boxes, self.boxes, -SLACK))
        return int(on_nodes + np.count_nonzero(np.triu(_overlaps(boxes, boxes, -SLACK), 1)))

    def title_hits(self) -> int:
        groups = [group for group in self.diagram.groups if group.title]
        if not groups:
            return 0
        titles = np.array([title_box(group, self.diagram.font_size) for group in groups])
        inner = _grown(titles, -1)
        count = np.count_nonzero(_overlaps(inner, self.boxes, 0))
        count += np.count_nonzero(np.triu(_overlaps(inner, inner, 0), 1))
        if len(self.segments):
            hits = _segments_hit(self.segments, inner)
            count += len({(self.owner[s], i) for s, i in zip(*np.nonzero(hits), strict=True)})
        if self.labels:
            count += np.count_nonzero(_overlaps(inner, np.array([label for _, label in self.labels]), 0))
        for group, title in zip(groups, titles, strict=True):
            if group.frame:
                count += int(title[2] > group.x + group.width / 2 - 1)
            else:
                count += int(
                    measure(printable(group.title), small(self.diagram.font_size))[0] > group.width + 1
                )
        return int(count)

    def group_cuts(self) -> int:
        frames = [group for group in self.diagram.groups if group.frame]
        count = 0
        for i, frame in enumerate(frames):
            left, top, right, bottom = box(frame)
            for node, (x0, y0, x1, y1) in zip(self.diagram.nodes, self.boxes, strict=True):
                if node.group == frame.name:
                    inside = (
                        x0 > left - SLACK and y0 > top - SLACK and x1 < right + SLACK and y1 < bottom + SLACK
                    )
                    count += not inside
                else:
                    count += bool(x0 < right and x1 > left and y0 < bottom and y1 > top)
            for other in frames[i + 1 :]:
                x0, y0, x1, y1 = box(other)
                count += bool(x0 < right and x1 > left and y0 < bottom and y1 > top)
        return count

    def off_canvas(self) -> int:
        width, height = self.diagram.width + SLACK, self.diagram.height + SLACK
        boxes = [*self.boxes, *(label for _, label in self.labels), *map(box, self.diagram.groups)]
        count = sum(1 for b in boxes if b[0] < -SLACK or b[1] < -SLACK or b[2] > width or b[3] > height)
        return count + sum(
            1
            for line in self.lines
            if any(not (-SLACK <= x <= width and -SLACK <= y <= height) for x, y in line)
        )


def defects(diagram: Diagram) -> Defects:
    """Counts everything that is wrong with a drawn diagram."""
    scene = _Scene(diagram)
    angles, edge_overlap = scene.crossings()
    return Defects(
        node_overlap=len(scene.node_overlaps()),
        off_canvas=scene.off_canvas(),
        label_overflow=sum(not label_fits(node, diagram.font_size) for node in diagram.nodes),
        edge_through_node=len(scene.edges_through_nodes()),
        edge_overlap=edge_overlap,
        label_under_line=scene.labels_under_lines(),
        label_overlap=scene.label_overlaps(),
        title_hit=scene.title_hits(),
        group_cut=scene.group_cuts(),
        crossings=len(angles),
    )


# --- how well it reads ---


def metrics(diagram: Diagram) -> Metrics:
    """The usual measures of readability of node-link diagrams.

    Crossings, crossing angle (70 degrees are best) and angular resolution follow Purchase (2002, "Metrics for
    graph drawing aesthetics") and Huang et al. (2013); the others are shares of area or of elements that are
    as they should be.
    """
    scene = _Scene(diagram)
    nodes, edges = diagram.nodes, diagram.edges
    angles, edge_overlap = scene.crossings()
    degree = np.bincount(scene.ends.ravel(), minlength=len(nodes)) if len(edges) else np.zeros(len(nodes))
    most = len(edges) * (len(edges) - 1) / 2 - float((degree * (degree - 1) / 2).sum())
    areas = (scene.boxes[:, 2] - scene.boxes[:, 0]) * (scene.boxes[:, 3] - scene.boxes[:, 1])
    total = max(float(areas.sum()), 1e-9)  # nodes next to nothing in size must not divide by zero
    shared = sum(common_area(scene.boxes[i], scene.boxes[j]) for i, j in scene.node_overlaps())
    labels = sum(1 for node in nodes if node.label) + len(scene.labels)
    wrong = sum(not label_fits(node, diagram.font_size) for node in nodes)
    wrong += scene.labels_under_lines() + scene.label_overlaps() + scene.title_hits()
    lengths = np.array([sum(map(math.dist, line, line[1:])) for line in scene.lines])
    left, top = scene.boxes[:, :2].min(0)
    right, bottom = scene.boxes[:, 2:].max(0)
    canvas = (0.0, 0.0, diagram.width, diagram.height)
    seen = sum(common_area(b, canvas) for b in scene.boxes)
    wide, high = max(1.0, right - left), max(1.0, bottom - top)
    shape = (wide / high) / (diagram.width / diagram.height)
    return Metrics(
        crossings=1 - min(1.0, len(angles) / most) if most > 0 else 1.0,
        crossing_angle=_clip(1 - float(np.abs(70 - angles).mean()) / 70) if len(angles) else 1.0,
        angular_resolution=_angular_resolution(scene),
        node_overlap=_clip(1 - shared / total),
        node_edge_overlap=_clip(1 - (len(scene.edges_through_nodes()) + edge_overlap) / max(1, len(edges))),
        label_overlap=_clip(1 - wrong / max(1, labels)),
        off_canvas=_clip(seen / total),
        edge_length=_clip(1 - float(lengths.std() / lengths.mean()))
        if len(edges) and lengths.mean() > 0
        else 1.0,
        alignment=_alignment(scene.boxes),
        whitespace=_clip(min(1.0, total / (wide * high)) * 3),
        aspect=_clip(min(shape, 1 / shape) ** 0.5),
    )


# Overlaps and lines through nodes weigh most, then crossings, then what pleases.
_WEIGHTS = Metrics(
    crossings=3, crossing_angle=0.5, angular_resolution=1, node_overlap=4, node_edge_overlap=4,
    label_overlap=4, off_canvas=3,
    edge_length=1, alignment=1.5, whitespace=1, aspect=1,
)  # fmt: skip


def readability(diagram: Diagram) -> float:
    """0 to 5: the weighted geometric mean of the metrics, so that one bad metric cannot be bought off by the
    others.

    Weighted sums of normalised metrics are usual (e.g. Haleem et al. 2019, "Evaluating the readability of
    force directed graph layouts"; Wang et al. 2021, "DeepGD"); the geometric mean makes overlaps decide, as
    they do for people.
    """
    found = metrics(diagram)
    names = [f.name for f in fields(Metrics)]
    weights = [getattr(_WEIGHTS, name) for name in names]
    logs = [math.log(max(0.02, getattr(found, name))) for name in names]
    return 5 * math.exp(sum(w * x for w, x in zip(weights, logs, strict=True)) / sum(weights))


def _angular_resolution(scene: _Scene) -> float:
    """1 - mean shortfall of the least angle at a node against an even spread; lines that leave as one count
    once.
    """
    leaving: dict[int, set[float]] = {}
    for (source, target), line in zip(scene.ends, scene.lines, strict=True):
        if source == target:
            continue
        for node, start, towards in ((source, line[0], line[1]), (target, line[-1], line[-2])):
            angle = math.degrees(math.atan2(towards[1] - start[1], towards[0] - start[0])) % 360
            leaving.setdefault(node, set()).add(round(angle))
    short = []
    for angles in leaving.values():
        if len(angles) < 2:
            continue
        ordered = sorted(angles)
        least = min((b - a) % 360 or 360 for a, b in zip(ordered, [*ordered[1:], ordered[0]], strict=True))
        ideal = 360 / len(ordered)
        short.append((ideal - least) / ideal)
    return _clip(1 - sum(short) / len(short)) if short else 1.0


def _alignment(boxes: np.ndarray) -> float:
    """Share of nodes whose centre lies on a line, across or down, with another's."""
    if len(boxes) < 2:
        return 1.0
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    same = (np.abs(x[:, None] - x) < 2) | (np.abs(y[:, None] - y) < 2)
    return float((same.sum(1) > 1).mean())


# --- boxes and segments ---


def _clip(value: float) -> float:
    return min(1.0, max(0.0, float(value)))


def _grown(boxes: np.ndarray, by: float) -> np.ndarray:
    return boxes + np.array([-by, -by, by, by])


def _overlaps(first: np.ndarray, second: np.ndarray, by: float) -> np.ndarray:
    """Which boxes of `first` (rows), grown by `by`, overlap which of `second` (columns)."""
    a, b = _grown(first, by)[:, None], second[None]
    return (
        (a[..., 0] < b[..., 2]) & (a[..., 2] > b[..., 0]) & (a[..., 1] < b[..., 3]) & (a[..., 3] > b[..., 1])
    )


def common_area(a: Box, b: Box) -> float:
    """What two rectangles have in common, px²."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return float(wide * high) if wide > 0 and high > 0 else 0.0


def _segments_hit(segments: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """(segments, boxes): which segments enter which boxes (Liang and Barsky 1984)."""
    if not len(segments) or not len(boxes):
        return np.zeros((len(segments), len(boxes)), dtype=bool)
    start, step = segments[:, None, :2], (segments[:, 2:] - segments[:, :2])[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (boxes[None, :, :2] - start) / step, (boxes[None, :, 2:] - start) / step
    enter, leave = np.minimum(low, high), np.maximum(low, high)
    still = np.broadcast_to(step == 0, enter.shape)
    inside = (start > boxes[None, :, :2]) & (start < boxes[None, :, 2:])
    enter = np.where(still, np.where(inside, -np.inf, np.inf), enter).max(2)
    leave = np.where(still, np.where(inside, np.inf, -np.inf), leave).min(2)
    return (
        (np.maximum(enter, 0) < np.minimum(leave, 1))
        & (boxes[:, 0] < boxes[:, 2])
        & (boxes[:, 1] < boxes[:, 3])
    )


def _crosses(segment: np.ndarray, node: Node, own: bool) -> bool:
    """Whether a segment enters the node's true outline; at its own ends only the part certainly inside
    counts.
    """
    inset = 2.0 if own else SLACK
    x, y, a, b = node.x, node.y, node.width / 2 - inset, node.height / 2 - inset
    if own and node.shape == "store":
        b -= STORE_CAP
    elif own and node.shape == "document":
        b -= DOCUMENT_WAVE / 2
        y -= DOCUMENT_WAVE / 2
    if a <= 0 or b <= 0:
        return False
    if own and node.shape == "pill":
        return _near_core(segment, x, y, a, b)
    x0, y0, x1, y1 = (segment[0] - x) / a, (segment[1] - y) / b, (segment[2] - x) / a, (segment[3] - y) / b
    if node.shape == "circle":
        dx, dy = x1 - x0, y1 - y0
        square = dx * dx + dy * dy
        t = min(1.0, max(0.0, -(x0 * dx + y0 * dy) / square)) if square else 0.0
        return bool(math.hypot(x0 + t * dx, y0 + t * dy) < 1)
    enter, leave = 0.0, 1.0
    sides = (
        ((1, 1), (1, -1), (-1, 1), (-1, -1))
        if node.shape == "decision"
        else ((1, 0), (-1, 0), (0, 1), (0, -1))
    )
    for nx, ny in sides:  # inside is nx * x + ny * y < 1
        at, along = nx * x0 + ny * y0, nx * (x1 - x0) + ny * (y1 - y0)
        if along == 0:
            if at >= 1:
                return False
        elif along > 0:
            leave = min(leave, (1 - at) / along)
        else:
            enter = max(enter, (1 - at) / along)
    return bool(enter < leave - 1e-9)


def _near_core(segment: np.ndarray, x: float, y: float, a: float, b: float) -> bool:
    """Whether a segment comes within a pill's radius of the line between the centres of its round ends."""
    radius = min(a, b)
    core = np.array([x - (a - radius), y - (b - radius), x + (a - radius), y + (b - radius)])
    slack = (0.01, radius) if a >= b else (radius, 0.01)
    around = core + np.array([-slack[0], -slack[1], slack[0], slack[1]])
    if _segments_hit(segment[None], around[None])[0, 0]:
        return True
    start, step = segment[:2], segment[2:] - segment[:2]
    for end in (core[:2], core[2:]):
        square = float(step @ step)
        t = min(1.0, max(0.0, float((end - start) @ step) / square)) if square else 0.0
        if math.dist(start + t * step, end) < radius:
            return True
    return False


def _shapes_overlap(first: Node, second: Node) -> bool:
    """Boxes overlap already; two circles or two diamonds may still lie clear of each other."""
    dx, dy = abs(first.x - second.x), abs(first.y - second.y)
    a, b = (first.width + second.width) / 2 - SLACK, (first.height + second.height) / 2 - SLACK
    if first.shape == second.shape == "circle":
        return (dx / a) ** 2 + (dy / b) ** 2 < 1  # exact for circles and for ellipses of one shape
    if first.shape == second.shape == "decision":
        return dx / a + dy / b < 1
    return True

"""The diagram itself: nodes, edges and style as immutable, validated data that all else reads or makes."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from diagram.errors import InvalidDiagram

SHAPES = ("rectangle", "round rectangle", "circle", "decision", "store", "pill", "document")
ROW_SHAPES = {
    "decision": "rectangle",
    "store": "round rectangle",
    "pill": "round rectangle",
    "document": "rectangle",
}
LINES = ("solid arrow", "solid line", "dashed line")

DIRECTIONS = ("right", "down")
STYLE_SHAPES = ("box", "round", "circle")
STYLE_LINES = ("arrow", "line", "dashed")
PALETTES = ("blue", "green", "orange", "red", "purple", "teal", "gray", "color", "mono")
SPACINGS = ("tight", "normal", "wide")

MAX_NODES = 200
MAX_EDGES = 2000
MAX_SIDE = 20_000  # px; beyond this a coordinate or a size is absurd
MAX_LABEL = 500  # characters

Color = tuple[int, int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How a diagram should look: one word a field, as in the outline's style line."""

    direction: str = "right"
    shape: str = "round"
    line: str = "arrow"
    palette: str = "blue"
    spacing: str = "normal"

    def __post_init__(self) -> None:
        for name, allowed in STYLE_FIELDS.items():
            if getattr(self, name) not in allowed:
                raise InvalidDiagram(
                    f"The style's {name} is {getattr(self, name)!r}; choose one of {', '.join(allowed)}."
                )

    def words(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in STYLE_FIELDS)


STYLE_FIELDS = {
    "direction": DIRECTIONS,
    "shape": STYLE_SHAPES,
    "line": STYLE_LINES,
    "palette": PALETTES,
    "spacing": SPACINGS,
}


@dataclass(frozen=True, slots=True)
class Node:
    """One node as it is drawn: centre `x`, `y` and `width`, `height` in px; colours are (r, g, b), 0-255.

    `targets` are the numbers of the nodes that its connection lines point to, in order. A node of the rows
    notation has all of these but `label` and `group`.
    """

    number: int
    x: float
    y: float
    shape: str = "rectangle"
    width: float = 100
    height: float = 60
    line: str = "solid arrow"
    background: Color = (255, 255, 255)
    line_color: Color = (0, 0, 0)
    targets: tuple[int, ...] = ()
    label: str = ""
    group: str | None = None

    def __post_init__(self) -> None:
        who = f"Node {self.number}"
        if not isinstance(self.number, int) or isinstance(self.number, bool):
            raise InvalidDiagram(f"A node's number is {self.number!r}; it must be a whole number.")
        if self.shape not in SHAPES:
            raise InvalidDiagram(f"{who} has the shape {self.shape!r}; choose one of {', '.join(SHAPES)}.")
        if self.line not in LINES:
            raise InvalidDiagram(f"{who} has the line {self.line!r}; choose one of {', '.join(LINES)}.")
        for name in ("x", "y", "width", "height"):
            value = getattr(self, name)
            if not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > MAX_SIDE:
                raise InvalidDiagram(
                    f"{who} has {name} = {value!r}; it must be a number of at most {MAX_SIDE} px."
                )
        if self.width <= 0 or self.height <= 0:
            raise InvalidDiagram(f"{who} is {self.width} x {self.height} px; both must be above 0.")
        for name in ("background", "line_color"):
            color = getattr(self, name)
            if len(color) != 3 or not all(isinstance(c, int) and 0 <= c <= 255 for c in color):
                raise InvalidDiagram(f"{who} has {name} = {color!r}; it must be (r, g, b), each 0 to 255.")
        if len(self.label) > MAX_LABEL:
            raise InvalidDiagram(
                f"{who} has a label of {len(self.label)} characters; at most {MAX_LABEL} fit."
            )


@dataclass(frozen=True, slots=True)
class Edge:
    """A connection line; `route` holds the way-points from border to border in px, empty for a straight line.

    `label_at` is the centre of the label's text, where the layout chose one.
    """

    source: int
    target: int
    label: str = ""
    route: tuple[Point, ...] = ()
    label_at: Point | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A light frame with a title around the nodes whose `group` is its name; `x`, `y` are its centre in px.

    `frame` is False for a caption only: the name under or beside a layer drawn as neurons.
    """

    name: str
    title: str
    x: float
    y: float
    width: float
    height: float
    frame: bool = True


@dataclass(frozen=True, slots=True)
class Diagram:
    """Nodes, edges and style on a canvas of `width` x `height` px; labels are set in `font_size` px.

    Edges follow from the nodes' targets where none are given; given edges must agree with the targets, as
    `with_edges` makes sure. Raises InvalidDiagram for what no reader could draw.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    style: Style = field(default_factory=Style)
    groups: tuple[Group, ...] = ()
    width: float = 1000
    height: float = 600
    font_size: float = 16

    def __post_init__(self) -> None:
        if not self.nodes:
            raise InvalidDiagram("The diagram has no nodes; give at least one.")
        if len(self.nodes) > MAX_NODES:
            raise InvalidDiagram(
                f"The diagram has {len(self.nodes)} nodes; at most {MAX_NODES} can be drawn."
            )
        numbers = {node.number for node in self.nodes}
        if len(numbers) < len(self.nodes):
            seen: set[int] = set()
            twice = next(n.number for n in self.nodes if n.number in seen or seen.add(n.number))
            raise InvalidDiagram(f"The number {twice} belongs to two nodes; give each node its own.")
        for value, name in ((self.width, "width"), (self.height, "height"), (self.font_size, "font size")):
            if not math.isfinite(value) or not 0 < value <= MAX_SIDE:
                raise InvalidDiagram(
                    f"The canvas's {name} is {value!r}; it must be above 0, at most {MAX_SIDE} px."
                )
        count = 0
        for node in self.nodes:
            for target in node.targets:
                count += 1
                if target not in numbers:
                    raise InvalidDiagram(f"Node {node.number} points to {target}, which is not there.")
        if max(count, len(self.edges)) > MAX_EDGES:
            raise InvalidDiagram(f"The diagram has {count} edges; at most {MAX_EDGES} can be drawn.")
        if not self.edges and count:
            pairs = dict.fromkeys((n.number, t) for n in self.nodes for t in n.targets)
            object.__setattr__(self, "edges", tuple(Edge(s, t) for s, t in pairs))
        for edge in self.edges:
            if edge.source not in numbers or edge.target not in numbers:
                raise InvalidDiagram(
                    f"An edge joins {edge.source} and {edge.target}; one of them is not there."
                )
        drawn = {(e.source, e.target) for e in self.edges}
        if drawn != {(n.number, t) for n in self.nodes for t in n.targets}:
            raise InvalidDiagram(
                "The edges do not agree with the nodes' targets; make the diagram by with_edges."
            )

    @classmethod
    def with_edges(cls, nodes: tuple[Node, ...], edges: tuple[Edge, ...], **rest) -> Diagram:
        """The diagram in which every node's targets are just what `edges` say."""
        targets: dict[int, dict[int, None]] = {}
        for edge in edges:
            targets.setdefault(edge.source, {})[edge.target] = None
        nodes = tuple(replace(node, targets=tuple(targets.get(node.number, ()))) for node in nodes)
        return cls(nodes, edges, **rest)

    def node(self, number: int) -> Node:
        return next(node for node in self.nodes if node.number == number)

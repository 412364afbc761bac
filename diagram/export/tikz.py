"""A diagram as a standalone LaTeX document with TikZ, in the same geometry.

pdflatex compiles it, in Helvetica, where all characters are Western ones; XeLaTeX and LuaLaTeX in any case,
with the first of `FONTS` that they find. Nodes are `(n7)`, frames `(g1)`; lines start and end relative to
their nodes and follow when one is moved. Coordinates are px, y downwards; `x=` and `y=` scale them.
"""

from __future__ import annotations

from diagram.export.latex import escaped, is_plain
from diagram.export.scene import (
    DrawnEdge,
    DrawnGroup,
    DrawnNode,
    as_cubic,
    hex_color,
    node_id,
    number,
    scene,
)
from diagram.graph import Color, Diagram, Group, Node, Point
from diagram.rendering.figures import (
    BEND,
    CORNER,
    DASHES,
    HEAD_LENGTH,
    HEAD_WIDTH,
    LINE,
    Ellipse,
    Text,
    corner_radius,
    node_outline,
)
from diagram.rendering.figures import Path as Outline
from diagram.rendering.vector import as_given
from diagram.typography import FONT_FAMILY

PX = 0.75  # bp
MOST = 12_000  # bp; TeX's longest length is 16,000
FONTS = (
    FONT_FAMILY,
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "NanumGothic",
    "UnDotum",
)
SHAPES = {"circle": "ellipse", "decision": "diamond"}

HEAD = r"""\documentclass[border=0pt]{standalone}
\usepackage{iftex}
%(engine)s\usepackage{tikz}
\usetikzlibrary{arrows.meta,shapes.geometric}
"""
EITHER = r"""\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
  \usepackage{helvet}
  \renewcommand{\familydefault}{\sfdefault}
\else
%(unicode)s\fi
"""
ONLY_UNICODE = "\\RequireTUTeX % Compile with xelatex: pdflatex has no font for all of these letters.\n"
UNICODE = r"""  \usepackage{fontspec}
  \newcommand{\tryfont}[1]{\ifdefined\foundfont\else\IfFontExistsTF{#1}{\setmainfont{#1}\def\foundfont{#1}}{}\fi}
"""


def write(diagram: Diagram) -> str:
    """The document as LaTeX."""
    drawn = scene(diagram)
    scale = min(PX, MOST / max(diagram.width, diagram.height))
    pen = _Pen(scale)
    body = [line for group in drawn.groups if group.paint for line in pen.frame(group)]
    nodes = {node.node.number: node.node for node in drawn.nodes}
    body += [line for node in drawn.nodes for line in pen.node(node)]
    body += [pen.edge(edge, nodes) for edge in drawn.edges]
    body += [pen.text(edge.text, edge.plate[1]) for edge in drawn.edges if edge.text and edge.plate]
    body += [pen.text(group.text) for group in drawn.groups if group.text]
    tries = "".join(f"  \\tryfont{{{name}}}\n" for name in FONTS)
    if all(map(is_plain, pen.texts)):
        engine = EITHER % {"unicode": UNICODE + tries}
    else:
        engine = f"{ONLY_UNICODE}{UNICODE}{tries}"
    colors = [f"\\definecolor{{{name}}}{{HTML}}{{{code}}}" for code, name in pen.colors.items()]
    unit = number(scale, 4)
    corner = _at((diagram.width, diagram.height))
    return "\n".join(
        [
            HEAD % {"engine": engine} + "\n".join(colors),
            "\\begin{document}",
            f"\\begin{{tikzpicture}}[x={unit}bp, y=-{unit}bp, inner sep=0pt, outer sep=0pt, align=center,",
            f"  line width={pen.length(LINE)}, line join=round]",
            f"\\path[use as bounding box] (0,0) rectangle {corner};",
            *body,
            "\\end{tikzpicture}",
            "\\end{document}\n",
        ]
    )


class _Pen:
    """Writes parts as TikZ; collects the colours and texts that they need."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.colors: dict[str, str] = {}
        self.texts: list[str] = []

    def length(self, value: float) -> str:
        return f"{number(value * self.scale, 3)}bp"

    def color(self, color: Color) -> str:
        return self.colors.setdefault(hex_color(color).upper(), f"c{len(self.colors) + 1}")

    def frame(self, group: DrawnGroup) -> list[str]:
        frame, paint = group.group, group.paint
        look = f"fill={self.color(paint.fill)}, draw={self.color(paint.stroke)}"
        look += f", line width={self.length(paint.width)}"
        look += f", rounded corners={self.length(min(CORNER, frame.width / 4, frame.height / 4))}"
        name = f"({group.id}) at {_at((frame.x, frame.y))}"
        return [f"\\node[{look}, {self.size(frame)}] {name} {{}};"]

    def size(self, thing: Node | Group) -> str:
        return f"minimum width={self.length(thing.width)}, minimum height={self.length(thing.height)}"

    def node(self, drawn: DrawnNode) -> list[str]:
        node = drawn.node
        size = self.size(node)
        look = f"fill={self.color(node.background)}, draw={self.color(node.line_color)}"
        name = f"({drawn.id}) at {_at((node.x, node.y))}"
        text = [self.text(drawn.text, owner=node)] if drawn.text else []
        if node.shape in ("store", "document"):  # TikZ has no such shapes in these proportions
            return [f"\\node[{size}] {name} {{}};", *self._outline(node, drawn.id, look), *text]
        if node.shape in SHAPES:
            shape = SHAPES[node.shape] + (
                f", shape aspect={number(node.width / node.height, 4)}" if node.shape == "decision" else ""
            )
            return [f"\\node[{shape}, {look}, {size}] {name} {{}};", *text]
        radius = corner_radius(node) * 0.998
        corners = f", rounded corners={self.length(radius)}" if radius else ""
        return [f"\\node[{look}, {size}{corners}] {name} {{}};", *text]

    def _outline(self, node: Node, name: str, look: str) -> list[str]:
        """The node's outline as a path that moves with the node."""
        out = []
        for figure in node_outline(node):
            if isinstance(figure, Ellipse):
                left, top, right, bottom = figure.box
                middle = _at(((left + right) / 2 - node.x, (top + bottom) / 2 - node.y))
                across, down = self.length((right - left) / 2), self.length((bottom - top) / 2)
                radii = f"x radius={across}, y radius={down}"
                out.append(f"\\path[shift={{({name}.center)}}, {look}] {middle} ellipse[{radii}];")
            elif isinstance(figure, Outline):
                out.append(f"\\path[shift={{({name}.center)}}, {look}] {_path(figure, node)};")
        return out

    def edge(self, edge: DrawnEdge, nodes: dict[int, Node]) -> str:
        look = [f"draw={self.color(edge.color)}"]
        if edge.width != LINE:
            look.append(f"line width={self.length(edge.width)}")
        if edge.arrow:
            factor = 1.0 if edge.width == LINE else 0.65
            length, width = self.length(HEAD_LENGTH * factor), self.length(HEAD_WIDTH * factor)
            look.append(f"-{{Triangle[length={length}, width={width}]}}")
        if edge.dashed:
            look.append(f"dash pattern=on {self.length(DASHES[0])} off {self.length(DASHES[1])}")
        if len(edge.points) > 2:
            pieces = zip(edge.points, edge.points[1:], strict=False)
            shortest = min(abs(x1 - x0) + abs(y1 - y0) for (x0, y0), (x1, y1) in pieces)
            look.append(f"rounded corners={self.length(min(BEND, shortest / 2.05))}")
        ends = (nodes[edge.edge.source], edge.points[0]), (nodes[edge.edge.target], edge.points[-1])
        first, last = (_from(node, point) for node, point in ends)
        inner = "".join(f"{_at(point)} -- " for point in edge.points[1:-1])
        return f"\\path[{', '.join(look)}] {first} -- {inner}{last};"

    def text(self, text: Text, plate: Color | None = None, owner: Node | None = None) -> str:
        lines = as_given([line for line, _ in text.lines], text.source)
        self.texts += lines
        size = f"\\fontsize{{{self.length(text.size)}}}{{{self.length(text.size * 1.25)}}}\\selectfont"
        baselines = [baseline for _, baseline in text.lines]
        middle = (baselines[0] + baselines[-1]) / 2 - 0.36 * text.size
        at = _from(owner, (text.x, middle)) if owner else _at((text.x, middle))
        look = [f"text={self.color(text.color)}", f"font={size}"]
        if plate:
            look.append(f"fill={self.color(plate)}, inner sep={self.length(1.5)}")
        if not text.centred:
            look.append("anchor=west, align=left")
        return f"\\node[{', '.join(look)}] at {at} {{{_lines(lines)}}};"


def _lines(lines: list[str]) -> str:
    return "\\\\".join(f"\\strut {escaped(line)}" if line else "\\strut" for line in lines)


def _at(point: Point) -> str:
    return f"({number(point[0])},{number(point[1])})"


def _from(node: Node, point: Point) -> str:
    """A point relative to a node's middle."""
    name = f"{node_id(node.number)}.center"
    shift = _at((point[0] - node.x, point[1] - node.y))
    return f"({name})" if shift == "(0,0)" else f"([shift={{{shift}}}]{name})"


def _path(path: Outline, node: Node) -> str:
    out, last = [], (0.0, 0.0)
    for kind, values in path.commands:
        points = [(x - node.x, y - node.y) for x, y in zip(values[::2], values[1::2], strict=True)]
        if kind == "Z":
            out.append("-- cycle")
        elif kind == "M":
            out.append(_at(points[0]))
        elif kind == "L":
            out.append(f"-- {_at(points[0])}")
        else:
            if kind == "Q":
                points = as_cubic(last, *points)
            out.append(f".. controls {_at(points[0])} and {_at(points[1])} .. {_at(points[2])}")
        last = points[-1] if points else last
    return " ".join(out)

"""A diagram in Graphviz's DOT language. Graphviz places and routes by itself.

A node's `class` is its shape here, which Graphviz does not draw, for programs that read the file back.
"""

from __future__ import annotations

from diagram.export.scene import NOT_XML, DrawnEdge, DrawnNode, hex_color, node_id, number, scene
from diagram.graph import Color, Diagram
from diagram.palettes import MUTED, text_color
from diagram.typography import FONT_FAMILY, small

SHAPES = {
    "rectangle": "shape=box",
    "round rectangle": 'shape=box, style="filled,rounded"',
    "circle": "shape=ellipse",
    "decision": "shape=diamond, margin=0.02",
    "store": "shape=cylinder",
    "pill": 'shape=box, style="filled,rounded"',
    "document": "shape=note",
}
DIRECTIONS = {"right": "LR", "down": "TB"}
FONTS = f"{FONT_FAMILY},Noto Sans CJK KR,Malgun Gothic,Apple SD Gothic Neo,Arial,sans-serif"
PX = 0.75  # pt


def write(diagram: Diagram) -> str:
    """The graph as DOT text."""
    drawn = scene(diagram)
    size, smaller = number(diagram.font_size * PX), number(small(diagram.font_size) * PX)
    fonts = f'fontname="{FONTS}"'
    direction = DIRECTIONS[diagram.style.direction]
    lines = [
        "digraph diagram {",
        f'  graph [rankdir={direction}, charset="UTF-8", {fonts}, fontsize={smaller}]',
        f"  node [style=filled, {fonts}, fontsize={size}]",
        f'  edge [{fonts}, fontsize={smaller}, fontcolor="{_color(MUTED)}"]',
    ]
    inside = drawn.group_of
    by_number = {node.node.number: node for node in drawn.nodes}
    for group in drawn.groups:
        if not group.members:
            continue
        look = "peripheries=0, labelloc=b"
        if group.paint and group.paint.fill and group.paint.stroke:
            fill, stroke = _color(group.paint.fill), _color(group.paint.stroke)
            look = f'labeljust=l, style="rounded,filled", fillcolor="{fill}", color="{stroke}"'
        title = _quoted(group.group.title)
        lines.append(f"  subgraph cluster_{group.id} {{")
        lines.append(f'    graph [label={title}, fontcolor="{_color(MUTED)}", {look}]')
        lines += [f"    {_node(by_number[member])}" for member in group.members]
        lines.append("  }")
    lines += [f"  {_node(node)}" for node in drawn.nodes if node.node.number not in inside]
    lines += [f"  {_edge(edge)}" for edge in drawn.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _node(drawn: DrawnNode) -> str:
    node = drawn.node
    fill = node.background
    round_ = node.shape == "circle" and abs(node.width - node.height) < 1
    look = "shape=circle, margin=0.02" if round_ else SHAPES[node.shape]
    look += f', class="{node.shape.replace(" ", "-")}", fillcolor="{_color(fill)}"'
    look += f', color="{_color(node.line_color)}", fontcolor="{_color(text_color(fill))}"'
    return f"{drawn.id} [label={_quoted(node.label)}, {look}]"


def _edge(edge: DrawnEdge) -> str:
    look = [f'color="{_color(edge.color)}"', f"penwidth={number(edge.width * PX)}"]
    if not edge.arrow:
        look.append("dir=none")
    if edge.dashed:
        look.append("style=dashed")
    if edge.edge.label:
        look.insert(0, f"label={_quoted(edge.edge.label)}")
    return f"{node_id(edge.edge.source)} -> {node_id(edge.edge.target)} [{', '.join(look)}]"


def _quoted(text: str) -> str:
    """A quoted label. Graphviz reads HTML's entities and, after a backslash, escapes of its own."""
    text = NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for character, escaped in (("&", "&amp;"), ("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        text = text.replace(character, escaped)
    return f'"{text}"'


def _color(color: Color) -> str:
    return f"#{hex_color(color)}"

"""A diagram as a Mermaid flowchart, for wikis and READMEs. Mermaid places and routes by itself.

Labels stand in quotes, with what Mermaid or its Markdown would read as notation as entities (`#35;` is `#`).
Nodes are `n` and their number, groups `g` and their place.
"""

from __future__ import annotations

import re

from diagram.export.scene import NOT_XML, DrawnNode, Scene, hex_color, node_id, number, scene
from diagram.graph import Diagram
from diagram.palettes import text_color

SHAPES = {
    "rectangle": ("[", "]"),
    "round rectangle": ("(", ")"),
    "circle": ("((", "))"),
    "decision": ("{", "}"),
    "store": ("[(", ")]"),
    "pill": ("([", "])"),
}
LINES = {"solid arrow": "-->", "solid line": "---", "dashed line": "-.-"}
DIRECTIONS = {"right": "LR", "down": "TD"}
# Notation of Mermaid, HTML and Markdown. The colon and the semicolon would end a style or a statement.
_SPECIAL = re.compile(
    r"""["#&<>`\\*_~%:;{}\[\]|$@^=]"""
    r"|(?<!\S)[-+](?=\s|$)|(?<=\d)[.)](?=\s|$)|-(?=-)|(?<=-)-"  # lists and rules of Markdown, arrows
)


def write(diagram: Diagram) -> str:
    """The flowchart as Mermaid's text; `document` is a shape of Mermaid 11.3 and later."""
    drawn = scene(diagram)
    lines = [f"flowchart {DIRECTIONS[diagram.style.direction]}"]
    inside = drawn.group_of
    by_number = {node.node.number: node for node in drawn.nodes}
    for group in drawn.groups:
        if not group.members:
            continue
        lines.append(f'  subgraph {group.id}["{_escaped(group.group.title or " ")}"]')
        lines += [f"    {_node(by_number[member])}" for member in group.members]
        lines.append("  end")
    lines += [f"  {_node(node)}" for node in drawn.nodes if node.node.number not in inside]
    for edge in drawn.edges:
        label = f'|"{_escaped(edge.edge.label)}"|' if edge.edge.label.strip() else ""
        line = LINES[by_number[edge.edge.source].node.line]
        lines.append(f"  {node_id(edge.edge.source)} {line}{label} {node_id(edge.edge.target)}")
    return "\n".join([*lines, *_styles(drawn)]) + "\n"


def _node(drawn: DrawnNode) -> str:
    label = _escaped(drawn.node.label or " ")
    if drawn.node.shape == "document":
        return f'{drawn.id}@{{ shape: doc, label: "{label}" }}'
    opening, closing = SHAPES[drawn.node.shape]
    return f'{drawn.id}{opening}"{label}"{closing}'


def _styles(drawn: Scene) -> list[str]:
    """A class for every pair of colours; frames and lines in theirs."""
    classes: dict[str, list[str]] = {}
    for node in drawn.nodes:
        fill, stroke = node.node.background, node.node.line_color
        look = f"fill:#{hex_color(fill)},stroke:#{hex_color(stroke)},color:#{hex_color(text_color(fill))}"
        classes.setdefault(look, []).append(node.id)
    lines = []
    for i, (look, ids) in enumerate(classes.items(), 1):
        lines += [f"  classDef c{i} {look}", f"  class {','.join(ids)} c{i}"]
    for group in drawn.groups:
        if group.members and group.paint and group.paint.fill and group.paint.stroke:
            fill, stroke = hex_color(group.paint.fill), hex_color(group.paint.stroke)
            lines.append(f"  style {group.id} fill:#{fill},stroke:#{stroke}")
        elif group.members:
            lines.append(f"  style {group.id} fill:none,stroke:none")
    strokes: dict[str, list[str]] = {}
    for i, edge in enumerate(drawn.edges):
        look = f"stroke:#{hex_color(edge.color)},stroke-width:{number(edge.width)}px"
        strokes.setdefault(look, []).append(str(i))
    return lines + [f"  linkStyle {','.join(places)} {look}" for look, places in strokes.items()]


def _escaped(text: str) -> str:
    text = NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = _SPECIAL.sub(lambda match: f"#{ord(match.group())};", text)
    return text.replace("\n", "<br/>")

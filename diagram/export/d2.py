"""A diagram in D2 (https://d2lang.com). D2 places and routes by itself."""

from __future__ import annotations

from diagram.export.scene import NOT_XML, DrawnGroup, DrawnNode, hex_color, number, scene
from diagram.graph import Diagram
from diagram.palettes import text_color
from diagram.rendering.figures import corner_radius

SHAPES = {
    "rectangle": "rectangle",
    "round rectangle": "rectangle",
    "circle": "oval",
    "decision": "diamond",
    "store": "cylinder",
    "pill": "rectangle",
    "document": "page",
}
ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("$", "\\$"), ("\n", "\\n"))


def write(diagram: Diagram) -> str:
    """The diagram as D2 text; groups are containers."""
    drawn = scene(diagram)
    inside = drawn.group_of
    by_number = {node.node.number: node for node in drawn.nodes}
    lines = [f"direction: {diagram.style.direction}"]
    for group in drawn.groups:
        if group.members:
            lines += _group(group, [by_number[member] for member in group.members])
    for node in drawn.nodes:
        if node.node.number not in inside:
            lines += _node(node)

    def path(number: int) -> str:
        group = inside.get(number)
        return f"{group.id}.{by_number[number].id}" if group else by_number[number].id

    for edge in drawn.edges:
        arrow = "->" if edge.arrow else "--"
        label = f" {_quoted(edge.edge.label)}" if edge.edge.label else ""
        style = [f'stroke: "#{hex_color(edge.color)}"', *(["stroke-dash: 4"] if edge.dashed else [])]
        ends = f"{path(edge.edge.source)} {arrow} {path(edge.edge.target)}"
        lines.append(f"{ends}:{label} {{style: {{{'; '.join(style)}}}}}")
    return "\n".join(lines) + "\n"


def _group(group: DrawnGroup, members: list[DrawnNode]) -> list[str]:
    style = "fill: transparent; stroke: transparent"
    if group.paint and group.paint.fill and group.paint.stroke:
        fill, stroke = hex_color(group.paint.fill), hex_color(group.paint.stroke)
        style = f'fill: "#{fill}"; stroke: "#{stroke}"; border-radius: 8'
    lines = [f"{group.id}: {_quoted(group.group.title)} {{", f"  style: {{{style}}}"]
    lines += [f"  {line}" for member in members for line in _node(member)]
    return [*lines, "}"]


def _node(drawn: DrawnNode) -> list[str]:
    node = drawn.node
    style = [
        f'fill: "#{hex_color(node.background)}"',
        f'stroke: "#{hex_color(node.line_color)}"',
        f'font-color: "#{hex_color(text_color(node.background))}"',
    ]
    if radius := corner_radius(node):
        style.append(f"border-radius: {number(radius, 0)}")
    look = f"shape: {SHAPES[node.shape]}; style: {{{'; '.join(style)}}}"
    return [f"{drawn.id}: {_quoted(node.label)} {{{look}}}"]


def _quoted(text: str) -> str:
    text = NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for character, escaped in ESCAPES:
        text = text.replace(character, escaped)
    return f'"{text}"'

"""Another palette, shape, line, direction or spacing for a diagram that exists; labels stay as they are."""

from __future__ import annotations

from dataclasses import replace

from diagram.graph import STYLE_FIELDS, Color, Diagram
from diagram.layout import LINE_NAMES, tidy
from diagram.layout.content import contents
from diagram.palettes import colors
from diagram.rows import structure_outline

PLAIN = {"box": "rectangle", "round": "round rectangle", "circle": "circle"}
MOVING = ("direction", "shape", "spacing")  # fields whose change asks for new places


def restyle(diagram: Diagram, **fields: str | None) -> Diagram:
    """The diagram in another style: `palette`, `shape`, `line`, `direction`, `spacing`; None leaves a field.

    A palette colours every node by its role; a shape is for nodes that are plain boxes, round boxes or
    circles; decisions, stores, pills and documents keep theirs. A new shape, direction or spacing places all
    anew. Raises InvalidDiagram for a word that a style does not have, TypeError for a field it does not have.
    """
    changes = {name: value for name, value in fields.items() if value is not None}
    if unknown := changes.keys() - STYLE_FIELDS.keys():
        raise TypeError(f"a style has no {', '.join(sorted(unknown))}")
    if not changes:
        return diagram
    style = replace(diagram.style, **changes)
    nodes = list(diagram.nodes)
    if "palette" in changes:
        drawn = role_colors(replace(diagram, style=style))
        nodes = [
            replace(node, background=fill, line_color=line)
            for node, (fill, line) in zip(nodes, drawn, strict=True)
        ]
    if "shape" in changes:
        shape = PLAIN[style.shape]
        nodes = [replace(node, shape=shape) if node.shape in PLAIN.values() else node for node in nodes]
    if "line" in changes:
        nodes = [replace(node, line=LINE_NAMES[style.line]) for node in nodes]
    made = replace(diagram, nodes=tuple(nodes), style=style)
    return tidy(made, resize="shape" in changes) if changes.keys() & set(MOVING) else made


def role_colors(diagram: Diagram) -> list[tuple[Color, Color]]:
    """(background, line) for each node by what its label and shape say it is, in the diagram's palette."""
    structure = structure_outline(diagram).structure()
    return [colors(diagram.style.palette, content.role) for content in contents(structure, diagram.style)]

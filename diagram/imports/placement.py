"""Places for diagrams that come without, and the style of those that come with them."""

from __future__ import annotations

from dataclasses import replace

from diagram.graph import Diagram
from diagram.layout import tidy
from diagram.rows import structure_outline


def laid_out(diagram: Diagram) -> Diagram:
    """The diagram placed in its style's direction, each node as large as its label asks for."""
    return tidy(diagram, resize=True)


def with_style(diagram: Diagram) -> Diagram:
    """The diagram with the style that its drawing shows: where its lines run, its shapes and lines."""
    shown = structure_outline(diagram).style
    style = replace(diagram.style, direction=shown.direction, shape=shown.shape, line=shown.line)
    return replace(diagram, style=style)

"""A diagram as an outline: what it says, without its pixels."""

from __future__ import annotations

from diagram.graph import Diagram
from diagram.outline import Outline
from diagram.rows import structure_outline


def write(diagram: Diagram, outline: Outline | None = None) -> str:
    """The outline that the diagram was laid out from or, where there is none, one that says the same."""
    return f"{structure_outline(diagram) if outline is None else outline}\n"

"""A diagram as PNG, as `diagram.rendering` draws it."""

from __future__ import annotations

from diagram.graph import Diagram
from diagram.rendering import png


def write(diagram: Diagram, scale: float = 1.0, transparent: bool = False) -> bytes:
    """PNG bytes of `scale` times the diagram's px (1, 2 and 4 are usual), on white or on nothing."""
    return png(diagram, scale, transparent)

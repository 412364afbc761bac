"""Pictures of a diagram: `png` for eyes and scorers, `svg` for pages and papers. Both draw alike."""

from diagram.rendering.raster import png
from diagram.rendering.vector import svg

__all__ = ["png", "svg"]

"""The web page: a prompt in, ranked candidates out. `launch()` serves it; `build()` only makes the Blocks."""

from diagram.page.serve import launch

__all__ = ["launch"]

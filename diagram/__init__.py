"""Words to readable, labelled diagrams.

from diagram import recommend
best = recommend("CNN with 64x64 input, 3x3 conv, 2x2 max pooling, 256 and 64 hidden nodes, 10 outputs")[0]
"""

from diagram.errors import DiagramError

__all__ = ["Candidate", "Diagram", "DiagramError", "recommend", "stream"]


def __getattr__(name: str):
    # The steps load libraries of their own; `import diagram` and `--help` stay quick.
    if name in ("Candidate", "recommend", "stream"):
        from diagram import recommendation

        return getattr(recommendation, name)
    if name == "Diagram":
        from diagram.graph import Diagram

        return Diagram
    raise AttributeError(f"module 'diagram' has no attribute {name!r}")

"""A diagram as rows, the interchange notation of larger models, with labels."""

from __future__ import annotations

from diagram import rows
from diagram.graph import Diagram


def write(diagram: Diagram) -> str:
    """A row a node; reading them gives the same again. `diagram.rows` says what rows hold."""
    return rows.write(diagram, labels=True) + "\n"

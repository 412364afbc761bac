"""What every backend of generation offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from diagram.outline import Outline


@dataclass(frozen=True, slots=True)
class Writing:
    """One completion: the outline, its log-probability (of the structure's tokens only), and what it cost."""

    outline: Outline
    log_probability: float
    tokens: int


class Backend(Protocol):
    """A model that writes outlines for prompts."""

    name: str

    def write(self, prompt: str, count: int, seed: int) -> list[Writing]:
        """`count` outlines for the prompt, the likeliest structure first; the same for the same seed."""
        ...

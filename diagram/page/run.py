"""What one press of Draw has brought, as the server keeps it for a tab."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagram.recommendation import Candidate


@dataclass
class Run:
    """What came of one press of the button; the server keeps it for one tab. `chosen` is a candidate's id.

    `ratings` are the reader's, by candidate id, None where there is none; `rated` says that one was changed
    since these candidates were drawn.
    """

    prompt: str
    folder: Path
    candidates: list[Candidate] = field(default_factory=list)
    drawn: int = 0
    chosen: str | None = None
    ratings: dict[str, int | None] = field(default_factory=dict)
    rated: bool = False
    pictures: dict[str, str] = field(default_factory=dict)

    def shown(self) -> Candidate:
        """The chosen candidate, or the best while none is chosen."""
        return self.find(self.chosen) or self.candidates[0]

    def find(self, candidate_id: object) -> Candidate | None:
        """The candidate of this id, or None."""
        return next((c for c in self.candidates if c.id == candidate_id), None)

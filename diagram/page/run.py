"""What a tab of the page works on, as the server keeps it: what was drawn, opened or reopened, and edited."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagram.editing.sheet import Sheet
    from diagram.history import History, Work
    from diagram.history.memory import Memory
    from diagram.page.judged import Judged
    from diagram.recommendation import Candidate


@dataclass
class Run:
    """What came of one press of the button; the server keeps it for one tab. `chosen` is a candidate's id.

    `ratings` are the reader's, by candidate id, None where there is none; `rated` says that one was changed
    since these candidates were drawn. `work` is its history so far, kept in `store`; `roots` says which
    version which candidate is, `sheets` what the versions hold that were made or read here. `changed` is the
    drawing in view where it is none of the candidates; `made` are all such drawings, by id.
    """

    prompt: str
    folder: Path
    candidates: list[Candidate] = field(default_factory=list)
    drawn: int = 0
    chosen: str | None = None
    ratings: dict[str, int | None] = field(default_factory=dict)
    rated: bool = False
    pictures: dict[str, str] = field(default_factory=dict)
    weight: float = 0.5
    store: History | Memory | None = None
    work: Work | None = None
    roots: dict[int, str] = field(default_factory=dict)
    sheets: dict[int, Sheet] = field(default_factory=dict)
    changed: Judged | None = None
    made: dict[str, Judged] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    def shown(self) -> Candidate | Judged:
        """The drawing in view: a changed one, the chosen candidate, or the best while none is chosen."""
        return self.changed or self.pressed()

    def pressed(self) -> Candidate | None:
        """The candidate that is in view or that the drawing in view was made of, if there are candidates."""
        return next((c for c in self.candidates if c.id == self.chosen), next(iter(self.candidates), None))

    def find(self, drawing_id: object) -> Candidate | Judged | None:
        """The candidate or changed drawing of this id, or None."""
        if not isinstance(drawing_id, str):
            return None
        return next((c for c in self.candidates if c.id == drawing_id), self.made.get(drawing_id))

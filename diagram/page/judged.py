"""A drawing that was edited or opened, and what the judges say of it; to the panel it is like a candidate."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diagram.editing.sheet import Sheet
from diagram.graph import Diagram
from diagram.scored import Scored

if TYPE_CHECKING:
    import numpy as np

    from diagram.outline import Outline
    from diagram.scoring.panel import Panel


@dataclass(frozen=True, slots=True)
class Judged(Scored):
    """A sheet as it is shown, rated and downloaded. `known` says whether the judges have seen it yet."""

    id: str
    sheet: Sheet
    weight: float = 0.5
    known: bool = False
    readability: float = 0.0
    spread: float = 0.0
    preference: float = 0.0
    preference_known: bool = False
    reason: str = ""
    neighbours: tuple[tuple[str, int, float], ...] = ()
    latent: np.ndarray | None = None
    latent_version: str = ""
    model: str = "by hand"

    @property
    def diagram(self) -> Diagram:
        return self.sheet.diagram

    @property
    def outline(self) -> Outline | str:
        """What the drawing can be made of again; empty where only its rows hold its places and looks."""
        by_hand = self.sheet.pinned or self.sheet.text_size or self.sheet.outline is None
        return "" if by_hand else self.sheet.outline


def unjudged(sheet: Sheet, weight: float) -> Judged:
    """The sheet as a drawing that the judges have not seen; the same sheet has the same id."""
    name = hashlib.sha256(sheet.content().encode()).hexdigest()[:16]
    return Judged(f"made-{name}", sheet, weight)


def judged(drawing: Judged, panel: Panel, user: str) -> Judged:
    """The drawing with what the judges say of it, for this user."""
    if drawing.known:
        return drawing
    verdict = panel.judge(user, [drawing.diagram])[0]
    return replace(
        drawing,
        known=True,
        **verdict.as_fields(),
        latent_version=panel.encoder.version,
    )

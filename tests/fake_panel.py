"""A panel without networks, on a real database: for tests of the page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from diagram.ratings.store import Ratings
from diagram.scoring.panel import Panel
from diagram.scoring.taste import Tastes


class FakeEncoder:
    """The mean colour of each of 3 x 2 parts of a picture."""

    version = "fake-1"
    dimensions = 18

    def embed(self, images) -> np.ndarray:
        found = []
        for image in images:
            small = np.asarray(image.resize((3, 2)), np.float32).ravel() + 1
            found.append(small / np.linalg.norm(small))
        return np.array(found, np.float32).reshape(len(found), self.dimensions)


class FakePanel(Panel):
    """A panel that rates, but does not judge. It has no ratings where a `problem` is given."""

    def __init__(self, folder: Path, problem: str = "") -> None:
        self.encoder, self.problem = FakeEncoder(), problem
        self.ratings = None if problem else Ratings.open(f"sqlite:///{folder / 'ratings.db'}")
        self.tastes = None if problem else Tastes(self.ratings, self.encoder, folder / "tastes")


def picture(candidate):
    """What the encoder sees of a candidate."""
    from diagram.scoring import pictures

    return pictures.draw(candidate.diagram)


def install(monkeypatch: pytest.MonkeyPatch, panel: FakePanel) -> FakePanel:
    """Puts the panel behind the page."""
    from diagram.page import rating

    monkeypatch.setattr(rating, "panel", lambda: panel)
    return panel

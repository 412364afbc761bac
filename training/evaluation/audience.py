"""Whom diagrams should please: simulated readers with hidden tastes, or one user of this machine."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from diagram.errors import DiagramError
from diagram.graph import STYLE_FIELDS, Diagram, Style
from diagram.outline import Outline

READERS = 4  # of each kind
SEED = 11
STYLES = 6  # of each outline by which the readers' points are scaled


class Audience(Protocol):
    """Who gives points, 0-5; None where nothing can be said."""

    def points(self, outline: Outline, diagram: Diagram) -> float | None: ...


class Readers:
    """The mean of what simulated readers would truly give, without noise.

    Their points are scaled on `outlines` in styles drawn at random: 2.7 for the mean drawing, 1.3 for a
    standard deviation, as in `training.scorers.readers`. So styles drawn blindly get about 2.7.
    """

    def __init__(self, outlines: Sequence[Outline], each: int = READERS, seed: int = SEED) -> None:
        import numpy as np

        from training.scorers.readers import KINDS, Reader

        if not outlines:
            raise DiagramError("Readers need some outlines to get their scale from; give at least one.")
        draw = random.Random(seed)
        styled = [replace(outline, style=_style(draw)) for outline in outlines for _ in range(STYLES)]
        drawings = _drawings(styled)
        self.readers = [
            Reader.drawn(kind, np.random.default_rng((seed, number, k)))
            for k, kind in enumerate(KINDS)
            for number in range(each)
        ]
        worths = [reader.worth(drawings) for reader in self.readers]
        self.scales = [(worth.mean(), worth.std() or 1.0) for worth in worths]

    def points(self, outline: Outline, diagram: Diagram | None = None) -> float | None:
        import numpy as np

        try:
            drawings = _drawings([outline])
        except DiagramError:
            return None
        found = [
            np.clip(2.7 + 1.3 * (reader.worth(drawings)[0] - mean) / spread, 0, 5)
            for reader, (mean, spread) in zip(self.readers, self.scales, strict=True)
        ]
        return float(np.mean(found))


class User:
    """What one user of the app will probably give, by what that user has rated."""

    def __init__(self, user: str) -> None:
        from diagram.ratings.errors import RatingsUnavailable
        from diagram.scoring.panel import shipped

        self.user, self.panel = user, shipped()
        if self.panel.ratings is None:
            raise RatingsUnavailable(self.panel.problem)

    def points(self, outline: Outline, diagram: Diagram) -> float | None:
        preference = self.panel.judge(self.user, [diagram])[0].preference
        return preference.score if preference.known else None


def _style(draw: random.Random) -> Style:
    return Style(**{name: draw.choice(values) for name, values in STYLE_FIELDS.items()})


def _drawings(outlines: Sequence[Outline]):
    """As `training.scorers.styled.Drawings` has them, without pictures: readers go by the facts."""
    import numpy as np

    from training.scorers.styled import Drawings

    return Drawings(np.empty(len(outlines)), np.array([_facts(outline) for outline in outlines]))


def _facts(outline: Outline) -> tuple[int, ...]:
    said = outline.structure()
    words = zip(STYLE_FIELDS.values(), outline.style.words(), strict=True)
    return (0, *(values.index(word) for values, word in words), max(1, len(said.nodes)), len(said.edges))

"""People's scores: what they were shown, as rows, and how well they could read it, 0 to 5.

A file is JSON lines, each {"diagram": rows, "score": 0-5} with an "origin" where it is known: the reference
file of `--human-scores`, and what `diagram.ratings.exchange` exports ({"rows": ..., "score": ...}).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import rows
from diagram.errors import DiagramError, UnreadableRows
from diagram.graph import Diagram
from diagram.scoring import pictures
from diagram.scoring.measures import NAMES, measures, quality

if TYPE_CHECKING:
    import numpy as np

FOLDS = 5


class UnreadableScores(DiagramError):
    """A file of people's scores is not what it should be."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One scored diagram; None where its text holds no row that can be read."""

    text: str
    diagram: Diagram | None
    score: float
    origin: str

    @property
    def fold(self) -> int:
        """0 to 4, by the text alone, so that a diagram is left out by the same network in every file."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).digest()[0] % FOLDS


@dataclass(frozen=True)
class People:
    """Scores as arrays: pictures n x H x W x 3 bytes, measures n x m, quality n, scores n, folds n."""

    pictures: np.ndarray
    measures: np.ndarray
    quality: np.ndarray
    scores: np.ndarray
    folds: np.ndarray
    origins: np.ndarray

    def __len__(self) -> int:
        return len(self.scores)

    def part(self, chosen: np.ndarray) -> People:
        return People(*(getattr(self, f.name)[chosen] for f in fields(self)))


def read(paths: Sequence[Path]) -> list[Scored]:
    """All lines of the files, each text once (the latest score holds).

    Raises UnreadableScores for a line without rows or a score, OSError for a file that cannot be read.
    """
    found: dict[str, Scored] = {}
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
            if line.strip():
                scored = _scored(line, number, path)
                found[scored.text] = scored
    if not found:
        raise UnreadableScores(f"{', '.join(map(str, paths))} holds no scores; give a file of JSON lines.")
    return list(found.values())


def as_arrays(people: Sequence[Scored]) -> People:
    """Drawn and measured, as they stand; a text without a readable row is an empty canvas of quality 0."""
    import numpy as np

    drawn, told, worth = [], [], []
    for scored in people:
        known = scored.diagram
        drawn.append(np.asarray(pictures.draw(known) if known else pictures.blank()))
        told.append(measures(known) if known else np.zeros(len(NAMES), np.float32))
        worth.append(quality(known) if known else 0.0)
    return People(
        np.stack(drawn),
        np.stack(told),
        np.array(worth, np.float32),
        np.array([scored.score for scored in people], np.float32),
        np.array([scored.fold for scored in people]),
        np.array([scored.origin for scored in people]),
    )


def _scored(line: str, number: int, path: Path) -> Scored:
    try:
        record = json.loads(line)
        text = record.get("diagram", record.get("rows"))
        score = record["score"]
        good = isinstance(text, str) and not isinstance(score, bool) and 0 <= float(score) <= 5
    except (ValueError, KeyError, TypeError, AttributeError):
        good = False
    if not good:
        raise UnreadableScores(
            f'Line {number} of {path} is no score; write {{"diagram": "[0, ...", "score": 0 to 5}}.'
        )
    try:
        diagram = rows.read(text).diagram
    except UnreadableRows:
        diagram = None
    return Scored(text, diagram, float(score), str(record.get("origin", "reader")))

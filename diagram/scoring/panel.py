"""The judges together: how readable a drawing is, and how this reader will like it.

panel = shipped()
verdict = panel.judge("local", [candidate.diagram])[0]
panel.rate("local", prompt, candidate, 4)
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagram.errors import DiagramError
from diagram.graph import Diagram
from diagram.ratings.errors import RatingsUnavailable
from diagram.scoring.affinity import NEUTRAL

if TYPE_CHECKING:
    import numpy as np

    from diagram.ratings.records import DrawingRecord
    from diagram.ratings.store import Ratings
    from diagram.recommendation import Candidate
    from diagram.scoring.latents import Encoder
    from diagram.scoring.readability import Ensemble, Score
    from diagram.scoring.taste import Preference, Tastes

OPENING = threading.Lock()
PAUSE = 15.0  # seconds for which a database that failed is not asked again, so that no drawing waits for it
log = logging.getLogger(__name__)
_shipped: list[Panel] = []


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judges say of one drawing; `latent` is where it lies among others."""

    readability: Score
    preference: Preference
    latent: np.ndarray

    def as_fields(self) -> dict[str, object]:
        """What a drawing keeps of it, by the names of its fields; see `diagram.recommendation.Candidate`."""
        return {
            "readability": self.readability.mean,
            "spread": self.readability.spread,
            "preference": self.preference.score,
            "preference_known": self.preference.known,
            "reason": self.preference.sentence,
            "neighbours": self.preference.neighbours,
            "latent": self.latent,
        }


class Panel:
    """Ensemble, encoder, and the ratings and tastes of readers.

    Without a database (`ratings` is None) nobody's taste is known, drawings cannot be rated, and `problem`
    says why in one sentence. `note` is what readers are to be told of where these judges are from.
    """

    note = ""

    def __init__(
        self, ensemble: Ensemble, encoder: Encoder, ratings: Ratings | None, problem: str = ""
    ) -> None:
        from diagram.scoring.taste import Tastes

        self.ensemble, self.encoder = ensemble, encoder
        self.ratings, self.problem = ratings, problem
        self.tastes: Tastes | None = Tastes(ratings, encoder) if ratings else None
        self._quiet_until, self._last_problem = 0.0, ""
        self._renewed: set[str] = set()  # users whose ratings all have latents of this encoder

    def judge(self, user: str, diagrams: Sequence[Diagram]) -> list[Verdict]:
        """A verdict for each diagram. A database that fails now makes preferences neutral, saying so."""
        from diagram.scoring import pictures
        from diagram.scoring.taste import Preference

        if not diagrams:
            return []
        images = [pictures.draw(diagram) for diagram in diagrams]
        latents = self.encoder.embed(images)
        likings = None
        if self.tastes and time.monotonic() >= self._quiet_until:
            try:
                self._renew(user)
                likings = self.tastes.preference(user, latents)
            except RatingsUnavailable as error:
                self._last_problem = str(error)
                self._quiet_until = time.monotonic() + PAUSE
                log.warning("%s", error)
        if likings is None:
            problem = self.problem or self._last_problem
            likings = [Preference(NEUTRAL, False, (), problem)] * len(diagrams)
        scores = self.ensemble.judge(diagrams, images)
        return [Verdict(*parts) for parts in zip(scores, likings, latents, strict=True)]

    def rate(self, user: str, prompt: str, candidate: Candidate, score: int) -> None:
        """Keeps the user's score, 0-5, of a candidate. Raises RatingsUnavailable, InvalidRating."""
        from diagram.ratings.records import DrawingRecord

        latent = candidate.latent
        if latent is None or candidate.latent_version != self.encoder.version:
            from diagram.scoring import pictures

            latent = self.encoder.embed([pictures.draw(candidate.diagram)])[0]
        record = DrawingRecord.of(
            prompt, candidate, model=candidate.model, latent=latent, latent_version=self.encoder.version
        )
        self.keep(user, record, score)

    def keep(self, user: str, record: DrawingRecord, score: int) -> None:
        """Keeps the user's score, 0-5, of a drawing. Raises RatingsUnavailable, InvalidRating."""
        self._ratings().rate(user, record, score)
        self._quiet_until = 0.0

    def unrate(self, user: str, drawing_id: str) -> None:
        """Takes the user's score back. Raises RatingsUnavailable."""
        self._ratings().remove(user, drawing_id)

    def forget(self, user: str) -> None:
        """Deletes the user's ratings, and the index and adapter made of them. Raises RatingsUnavailable."""
        from diagram.ratings.personal import remove_personal

        self._ratings().forget(user)
        if self.tastes:
            self.tastes.forget(user)
        remove_personal(user)

    def _renew(self, user: str) -> None:
        """Once a user: what was rated under another encoder, or imported without a latent, is embedded."""
        from diagram.scoring.renewal import renew

        if user not in self._renewed:
            renew(self.ratings, user, self.encoder)
            self._renewed.add(user)

    def _ratings(self) -> Ratings:
        if self.ratings is None:
            raise RatingsUnavailable(self.problem)
        return self.ratings


def shipped() -> Panel:
    """The shipped scorers, or those that `choice` names, with the user's database; loaded once.

    Where the database cannot be opened, the panel has none; the next call tries again. Raises
    ModelUnavailable.
    """
    from diagram.ratings.store import Ratings
    from diagram.scoring import choice, readability
    from diagram.scoring.latents import Encoder

    with OPENING:
        if not _shipped or _shipped[0].ratings is None:
            source = choice.chosen()
            ensemble, _ = readability.load(source.folder)
            problem, ratings = "", None
            try:
                ratings = Ratings.open()
            except DiagramError as error:
                problem = str(error)
                log.warning("%s", error)
            panel = Panel(ensemble, Encoder.load(source.folder), ratings, problem)
            panel.note = source.note
            _shipped[:] = [panel]
        return _shipped[0]


def reload() -> None:
    """Lets the next `shipped` load anew: other scorers were chosen."""
    with OPENING:
        _shipped.clear()

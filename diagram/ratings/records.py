"""What is kept of a drawing and of its rating, and what may be kept at all."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diagram.graph import STYLE_FIELDS
from diagram.ratings.errors import InvalidRating

if TYPE_CHECKING:
    from diagram.recommendation import Candidate

SCORES = range(6)
MAX_NAME = 200  # characters of a user's name, a model's or an adapter's
MAX_ID = 64
ID = re.compile(rf"[\w.:-]{{1,{MAX_ID}}}", re.ASCII)
MAX_PROMPT = 8_000
MAX_TEXT = 120_000  # characters of rows or an outline: below what a CSV reader takes for one cell
MAX_STYLE = 2_000
MAX_LATENT = 4_096  # numbers
MAX_PICTURE = 90_000  # bytes; as base64, one CSV cell


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DrawingRecord:
    """A drawing as it is kept with its rating; `id` tells one user's drawings apart.

    `latent` is a vector of float32 made by the encoder `latent_version`, or None as long as there is none.
    `picture` is a small PNG, for drawings of which there are no rows. Raises InvalidRating for what does not
    fit.
    """

    id: str
    prompt: str = ""
    rows: str = ""
    outline: str = ""
    style: Mapping[str, str] = field(default_factory=dict)
    model: str = ""
    adapter: str = ""
    latent: np.ndarray | None = None
    latent_version: str = ""
    picture: bytes | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not ID.fullmatch(self.id):
            raise InvalidRating(
                f"A drawing's id is {self.id!r:.80}; it must be 1 to {MAX_ID} letters, digits or . : _ -"
            )
        for name, limit in TEXTS.items():
            check_text(f"The drawing's {name}", getattr(self, name), limit)
        if not isinstance(self.style, Mapping) or not all(
            isinstance(text, str) for pair in self.style.items() for text in pair
        ):
            raise InvalidRating("A drawing's style is not made of words; give it like {'palette': 'blue'}.")
        check_text("The drawing's style", json.dumps(dict(self.style), ensure_ascii=False), MAX_STYLE)
        if self.latent is not None:
            object.__setattr__(self, "latent", checked_latent(self.latent, self.latent_version))
        if self.picture is not None and len(self.picture) > MAX_PICTURE:
            raise InvalidRating(
                f"A picture has {len(self.picture):,} bytes; at most {MAX_PICTURE:,} are kept."
            )

    @classmethod
    def of(
        cls,
        prompt: str,
        candidate: Candidate,
        *,
        model: str = "",
        adapter: str = "",
        latent: np.ndarray | None = None,
        latent_version: str = "",
    ) -> DrawingRecord:
        """A candidate of `diagram.recommend`, with the names of the model and the adapter that wrote it."""
        from diagram.recommendation import clean

        style = dict(zip(STYLE_FIELDS, candidate.diagram.style.words(), strict=True))
        return cls(
            id=candidate.id,
            prompt=clean(prompt),
            rows=candidate.rows,
            outline=str(candidate.outline),
            style=style,
            model=model,
            adapter=adapter,
            latent=latent,
            latent_version=latent_version,
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RatedDrawing(DrawingRecord):
    """A drawing with the points, 0-5, that the user gave it, and when (UTC).

    `number` is what `Latents.ids` calls it. To rate it again, give it to `Ratings.rate` as it is.
    """

    score: int
    when: datetime
    number: int = 0

    @property
    def drawing_id(self) -> str:
        return self.id


class Latents(NamedTuple):
    """A user's ratings as arrays: ids n int64, scores n float32 (0-5), latents n x d float32.

    `stamp` says which state of the ratings this is.
    """

    ids: np.ndarray
    scores: np.ndarray
    latents: np.ndarray
    stamp: str


class Changes(NamedTuple):
    """As `Latents`, of what has changed; `total` is how many ratings with such a latent there now are."""

    ids: np.ndarray
    scores: np.ndarray
    latents: np.ndarray
    stamp: str
    total: int


TEXTS = {
    "prompt": MAX_PROMPT,
    "rows": MAX_TEXT,
    "outline": MAX_TEXT,
    "model": MAX_NAME,
    "adapter": MAX_NAME,
    "latent_version": MAX_ID,
}


def check_text(what: str, text: str, limit: int) -> None:
    """Raises InvalidRating unless every database can keep the text."""
    if not isinstance(text, str):
        raise InvalidRating(f"{what} is {text!r:.80}; it must be a text.")
    if len(text) > limit:
        raise InvalidRating(f"{what} has {len(text):,} characters; at most {limit:,} are kept.")
    if "\0" in text:  # PostgreSQL has no place for it
        raise InvalidRating(f"{what} has a NUL character in it; take it out.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidRating(
            f"{what} has half of a character at {error.start}; give valid Unicode."
        ) from error


def check_user(user: str) -> None:
    """Raises InvalidRating unless `user` can name somebody."""
    check_text("The user's name", user, MAX_NAME)
    if not user.strip():
        raise InvalidRating("The user's name is empty; give one, such as 'local'.")


def check_score(score: int) -> int:
    """The score as a plain int; raises InvalidRating unless it is a whole number, 0-5."""
    whole = not isinstance(score, bool | str) and score in SCORES  # 4.0 and numpy's 4 are 4
    if not whole:
        raise InvalidRating(f"The score is {score!r:.80}; give a whole number of points from 0 to 5.")
    return int(score)


def checked_latent(latent: np.ndarray, version: str) -> np.ndarray:
    """The latent as float32; raises InvalidRating unless it is a vector of finite numbers with a version."""
    vector = np.asarray(latent, "<f4")
    if vector.ndim != 1 or not 0 < vector.size <= MAX_LATENT or not np.isfinite(vector).all():
        raise InvalidRating(
            f"A latent has the shape {vector.shape} or is not finite; give one vector of at most "
            f"{MAX_LATENT} numbers."
        )
    if not version:
        raise InvalidRating("A latent has no version; name the encoder that made it in latent_version.")
    return vector


def now() -> datetime:
    return datetime.now(UTC)

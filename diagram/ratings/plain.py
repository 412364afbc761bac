"""A rating as plain data, which JSON and CSV can hold, and back.

The fields, of which only `score` has to be there, with `id` or something to make one from:

    id, score (0-5), when (ISO 8601), prompt, outline, rows, style (JSON), model, adapter,
    latent (float32, little-endian, base64), latent_version, picture (PNG, base64)
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np

from diagram.ratings.errors import InvalidRating
from diagram.ratings.records import RatedDrawing, check_score

FIELDS = (
    "id",
    "score",
    "when",
    "prompt",
    "outline",
    "rows",
    "style",
    "model",
    "adapter",
    "latent",
    "latent_version",
    "picture",
)


def as_plain(rated: RatedDrawing) -> dict:
    """A rating as plain data, in the order of `FIELDS`."""
    return {
        "id": rated.id,
        "score": rated.score,
        "when": rated.when.isoformat(),
        "prompt": rated.prompt,
        "outline": rated.outline,
        "rows": rated.rows,
        "style": dict(rated.style),
        "model": rated.model,
        "adapter": rated.adapter,
        "latent": "" if rated.latent is None else base64.b64encode(rated.latent.tobytes()).decode(),
        "latent_version": rated.latent_version,
        "picture": base64.b64encode(rated.picture or b"").decode(),
    }


def from_plain(plain: Mapping, moment: datetime) -> RatedDrawing:
    """The rating that `as_plain` or somebody by hand has written; raises InvalidRating, saying what is wrong.

    moment: the time now, for ratings without a time or from the future.
    """
    if not isinstance(plain, Mapping):
        raise InvalidRating(f"This is {plain!r:.80}; a rating looks like {{'id': 'a1', 'score': 4}}.")
    text = {name: plain.get(name) or "" for name in FIELDS if name not in ("score", "style")}
    style = plain.get("style") or {}
    latent = _decoded("latent", text["latent"])
    if len(latent) % 4:
        raise InvalidRating("The latent is not a sequence of float32; export it anew or leave it empty.")
    picture = _decoded("picture", text["picture"])
    content = "\n".join(str(text[name]) for name in ("prompt", "outline", "rows"))
    if not text["id"] and not content.strip():
        raise InvalidRating("There is neither an id nor a prompt, outline or rows; give one of them.")
    return RatedDrawing(
        id=text["id"] or hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16],
        prompt=text["prompt"],
        rows=text["rows"],
        outline=text["outline"],
        style=parsed("style", style) if isinstance(style, str) else style,
        model=text["model"],
        adapter=text["adapter"],
        latent=np.frombuffer(latent, "<f4") if latent else None,
        latent_version=text["latent_version"],
        picture=picture or None,
        score=_score(plain.get("score")),
        when=min(_moment(text["when"]) if text["when"] else moment, moment),
    )


def _score(value: object) -> int:
    if isinstance(value, str) and value.strip() in {"0", "1", "2", "3", "4", "5"}:
        return int(value)
    if value in (None, ""):
        raise InvalidRating("There is no score; give 0 to 5.")
    return check_score(value)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        raise InvalidRating(f"The time is {text!r:.80}; write it like 2026-01-31T12:00:00+00:00.") from None


def _decoded(what: str, text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        raise InvalidRating(f"The {what} is not base64; export it anew or leave it empty.") from None


def parsed(what: str, text: str | bytes):
    """What the JSON says; raises InvalidRating where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidRating(f"The {what} is not JSON; write it as the export does.") from None

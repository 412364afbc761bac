"""The queries that read ratings; each names the user, so that nobody is given another's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, Select, func, select
from sqlalchemy.engine import Row

from diagram.ratings.errors import InvalidRating
from diagram.ratings.records import Latents, RatedDrawing
from diagram.ratings.schema import Drawing, Latent, LatentCount, Picture, Prompt, Rating, User

NOBODY = "0"  # the stamp of a user who has never rated

COLUMNS = (
    Drawing.id,
    Drawing.hash,
    Drawing.rows,
    Drawing.outline,
    Drawing.style,
    Drawing.model,
    Drawing.adapter,
    Prompt.text,
    Rating.score,
    Rating.rated,
    Latent.version,
    Latent.vector,
)
LAST_FIRST = (Rating.rated.desc(), Rating.drawing_id.desc())


def owned(query: Select, user: str) -> Select:
    """The query over ratings and their drawings, kept to those of one user."""
    query = query.select_from(Rating).join(Drawing, Drawing.id == Rating.drawing_id)
    return query.join(User, User.id == Rating.user_id).where(User.name == user)


def detailed(user: str, pictures: bool) -> Select:
    """Ratings with all that `drawing` makes a RatedDrawing of."""
    query = owned(select(*COLUMNS, *([Picture.png] if pictures else [])), user)
    query = query.join(Prompt, Prompt.id == Drawing.prompt_id)
    query = query.outerjoin(Latent, Latent.drawing_id == Drawing.id)
    return query.outerjoin(Picture, Picture.drawing_id == Drawing.id) if pictures else query


def find_user(connection: Connection, user: str) -> Row | None:
    """The user's id, token and count of changes."""
    return connection.execute(
        select(User.id, User.token, User.changes).where(User.name == user)
    ).one_or_none()


def stamp(user: Row | None) -> str:
    """The state of the user's ratings; see `User`."""
    return NOBODY if user is None else f"{user.token}.{user.changes}"


def change_of(stamp: str, user: Row) -> int | None:
    """The user's count of changes at the stamp; None if it is from another life of this name or no stamp."""
    token, _, change = stamp.partition(".")
    return int(change) if token == user.token and change.isdecimal() else None


def vectors(user_id: int, version: str | None, size: int | None) -> Select:
    """Number, score and latent of the ratings; only latents of this version and size, if given."""
    query = select(Rating.drawing_id, Rating.score, Latent.version, Latent.vector)
    query = query.join(Latent, Latent.drawing_id == Rating.drawing_id).where(Rating.user_id == user_id)
    if version is not None:
        query = query.where(Latent.version == version)
    return query if size is None else query.where(func.length(Latent.vector) == 4 * size)


def count_of_vectors(user_id: int, version: str | None, size: int | None) -> Select:
    """How many rows `vectors` has, without reading them."""
    query = select(func.coalesce(func.sum(LatentCount.count), 0)).where(LatentCount.user_id == user_id)
    if version is not None:
        query = query.where(LatentCount.version == version)
    return query if size is None else query.where(LatentCount.size == size)


def arrays(rows: Sequence[Row], stamp: str, size: int | None) -> Latents:
    """The rows of `vectors` as arrays, ordered by id; InvalidRating where they do not fit together."""
    if not rows:
        return Latents(np.empty(0, np.int64), np.empty(0, "<f4"), np.empty((0, size or 0), "<f4"), stamp)
    numbers, points, versions, vectors = zip(*rows, strict=True)
    if len(set(versions)) > 1 or len(set(map(len, vectors))) > 1:
        raise InvalidRating(
            "The latents of these ratings were made by several encoders; name its version and size."
        )
    ids = np.array(numbers, np.int64)
    order = np.argsort(ids)
    table = np.frombuffer(b"".join(vectors), "<f4").reshape(len(ids), -1)
    return Latents(ids[order], np.array(points, "<f4")[order], table[order], stamp)


def drawing(row: Row, pictures: bool) -> RatedDrawing:
    """One row of `detailed`."""
    return RatedDrawing(
        id=row.hash,
        prompt=row.text,
        rows=row.rows,
        outline=row.outline,
        style=row.style,
        model=row.model,
        adapter=row.adapter,
        latent=None if row.vector is None else np.frombuffer(row.vector, "<f4"),
        latent_version=row.version or "",
        picture=row.png if pictures else None,
        score=row.score,
        when=row.rated,
        number=row.id,
    )

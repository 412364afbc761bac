"""The ratings of all users, each seen by that user only.

    with Ratings.open() as ratings:
        ratings.rate("local", DrawingRecord.of(prompt, candidate), 4)
        ids, scores, latents, stamp = ratings.latents("local", version="1", size=96)

What `rate` and the others have returned from is on disk. Where the database cannot be used they raise
RatingsUnavailable, and nothing of that call has been kept. Any number of threads and processes may use one
database at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

import numpy as np
from sqlalchemy import delete, func, select

from diagram.ratings import reading, sharing, writing
from diagram.ratings.database import WAIT, Database
from diagram.ratings.opening import opened
from diagram.ratings.records import (
    Changes,
    DrawingRecord,
    Latents,
    RatedDrawing,
    check_score,
    check_user,
    checked_latent,
)
from diagram.ratings.records import now as this_moment
from diagram.ratings.schema import Drawing, Latent, Rating, User

CHUNK = 500  # ratings in one transaction: other writers have their turn in between


class Ratings:
    """See the module. Made by `open`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.watchers: list[Callable[[str], None]] = []  # told the user's name after a change

    @classmethod
    def open(cls, url: str | None = None, wait: float = WAIT) -> Ratings:
        """Opens the database, making it or bringing it up to date where needed.

        url: sqlite:///FILE or postgresql://...; None takes DATABASE_URL, else SQLite in the data folder.
        wait: seconds to wait for another writer. Raises RatingsUnavailable.
        """
        return cls(opened(url, wait))

    def close(self) -> None:
        """Gives the connections back; the object may still be used."""
        self._database.close()

    def __enter__(self) -> Ratings:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    @property
    def place(self) -> str:
        """The file or the server, without any password."""
        return self._database.place

    # Writing

    def rate(self, user: str, drawing: DrawingRecord, score: int) -> None:
        """Keeps the score, 0-5, in place of an earlier one of this user for the drawing with this id."""
        rated = writing.rated(drawing, check_score(score), this_moment())
        check_user(user)
        with self._database.write() as connection:
            writing.keep(self._database, connection, user, [rated])
        self._tell(user)

    def rate_all(self, user: str, drawings: Iterable[RatedDrawing], *, newer_only: bool = False) -> int:
        """Keeps many at once, each with its own time; how many were kept.

        With `newer_only` a rating stays where it is not older than the one given. An error leaves what went
        before, in whole chunks of `CHUNK`.
        """
        check_user(user)
        kept = 0
        for chunk in _chunks(drawings):
            with self._database.write() as connection:
                kept += writing.keep(self._database, connection, user, chunk, newer_only)
            self._tell(user)
        return kept

    def remove(self, user: str, drawing_id: str) -> bool:
        """Deletes the rating and the drawing with it; False if the user has none of this id."""
        if not _possible(user, drawing_id):
            return False
        with self._database.write() as connection:
            found = writing.remove(self._database, connection, user, drawing_id)
        self._tell(user)
        return found

    def embed(self, user: str, version: str, latents: Mapping[int, np.ndarray]) -> int:
        """Keeps new latents of drawings already rated, by their numbers; how many. For a new encoder."""
        if not latents or not _possible(user):
            return 0
        vectors = {int(number): checked_latent(latent, version) for number, latent in latents.items()}
        kept = 0
        for numbers in _chunks(list(vectors)):
            with self._database.write() as connection:
                chunk = {number: vectors[number] for number in numbers}
                kept += writing.embed(self._database, connection, user, version, chunk)
        return kept

    def forget(self, user: str) -> bool:
        """Deletes everything of the user; False if there was nothing. An index is its maker's to delete."""
        if not _possible(user):
            return False
        with self._database.write() as connection:
            found = connection.execute(delete(User).where(User.name == user)).rowcount > 0
        if found:
            self._database.tidy()
            self._tell(user)
        return found

    def agree(self, user: str, agreed: bool) -> None:
        """Keeps whether the user agrees that the ratings are shared as data, without names."""
        sharing.agree(self._database, user, agreed)
        self._tell(user)

    def _tell(self, user: str) -> None:
        for watcher in self.watchers:
            watcher(user)

    # Reading

    def agrees(self, user: str) -> bool:
        """Whether the user has agreed to share ratings; nobody has unless they said so."""
        return sharing.agrees(self._database, user)

    def who_agreed(self) -> list[str]:
        """Everybody who has agreed; for whoever runs the database, never for a page."""
        return sharing.who_agreed(self._database)

    def stamp(self, user: str) -> str:
        """A text that is another one after every change of this user's ratings, and after no other."""
        if not _possible(user):
            return reading.NOBODY
        with self._database.read() as connection:
            return reading.stamp(reading.find_user(connection, user))

    def rating(self, user: str, drawing_id: str) -> int | None:
        """The user's score, 0-5, for the drawing; None if there is none."""
        if not _possible(user, drawing_id):
            return None
        with self._database.read() as connection:
            return connection.scalar(
                reading.owned(select(Rating.score), user).where(Drawing.hash == drawing_id)
            )

    def count(self, user: str) -> int:
        """How many drawings the user has rated."""
        if not _possible(user):
            return 0
        with self._database.read() as connection:
            query = select(func.count()).select_from(Rating).join(User, User.id == Rating.user_id)
            return connection.scalar(query.where(User.name == user)) or 0

    def rated(
        self,
        user: str,
        *,
        limit: int | None = None,
        offset: int = 0,
        numbers: Iterable[int] | None = None,
        without_latent: tuple[str, int] | None = None,
        pictures: bool = False,
    ) -> list[RatedDrawing]:
        """The user's ratings, the last first; a page of them by `limit` and `offset`.

        numbers: only these `Latents.ids`, a few hundred at most. without_latent: only those that have no
        latent of this (version, size). pictures: give `picture` too, which is otherwise None.
        """
        if not _possible(user):
            return []
        query = reading.detailed(user, pictures)
        if numbers is not None:
            query = query.where(Drawing.id.in_([int(number) for number in numbers]))
        if without_latent is not None:
            fits = (Latent.version == without_latent[0]) & (
                func.length(Latent.vector) == 4 * without_latent[1]
            )
            query = query.where(Latent.drawing_id.is_(None) | ~fits)
        query = query.order_by(*reading.LAST_FIRST).limit(limit).offset(offset)
        with self._database.read() as connection:
            return [reading.drawing(row, pictures) for row in connection.execute(query)]

    def each(self, user: str) -> Iterator[RatedDrawing]:
        """All of the user's ratings with their pictures, the last first, a few at a time out of one state."""
        if not _possible(user):
            return
        query = reading.detailed(user, pictures=True).order_by(*reading.LAST_FIRST)
        with self._database.read() as connection:
            for row in connection.execute(query, execution_options={"yield_per": CHUNK}):
                yield reading.drawing(row, pictures=True)

    def latents(self, user: str, version: str | None = None, size: int | None = None) -> Latents:
        """All of the user's ratings that have a latent, as arrays, in the order of their ids.

        version, size: only latents of this encoder with this many numbers; None takes any, and raises
        InvalidRating where they are of more than one kind.
        """
        if not _possible(user):
            return reading.arrays([], reading.NOBODY, size)
        with self._database.read() as connection:
            found = reading.find_user(connection, user)
            rows = [] if found is None else connection.execute(reading.vectors(found.id, version, size)).all()
        return reading.arrays(rows, reading.stamp(found), size)

    def changes(
        self, user: str, since: str, version: str | None = None, size: int | None = None
    ) -> Changes | None:
        """As `latents`, but only what was rated since the stamp `since`; None if that cannot be told.

        Ids are never used twice, so an index to which these are added, in place of what it has under the same
        ids, is complete if it then holds `total`; if it holds more, something was removed, and it has to be
        made anew from `latents`.
        """
        if not _possible(user):
            return None
        with self._database.read() as connection:
            found = reading.find_user(connection, user)
            after = None if found is None else reading.change_of(since, found)
            if after is None:
                return None
            query = reading.vectors(found.id, version, size)
            rows = connection.execute(query.where(Rating.change > after)).all()
            total = int(connection.scalar(reading.count_of_vectors(found.id, version, size)))
        return Changes(*reading.arrays(rows, reading.stamp(found), size), total)

    def users(self) -> list[str]:
        """Everybody's names; for whoever runs the database, never for a page."""
        with self._database.read() as connection:
            return list(connection.scalars(select(User.name).order_by(User.name)))


def _chunks(items: Iterable) -> Iterator[list]:
    items = iter(items)
    while chunk := list(islice(items, CHUNK)):
        yield chunk


def _possible(user: str, drawing_id: str = "x") -> bool:
    """Whether anything can have been kept under these names; raises InvalidRating for no name at all."""
    check_user(user)
    return isinstance(drawing_id, str) and "\0" not in drawing_id and drawing_id.isascii()

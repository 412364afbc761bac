"""Every user's pieces of work, each seen by that user only, and gone when the user is forgotten.

    history = History.open()
    work = history.start("local", "A -> B", [Draft(first), Draft(second)])
    history.add("local", work.key, Draft(changed, "edit", "make it vertical"))
    history.undo("local", work.key)

What has returned is on disk. Where the database cannot be used, RatingsUnavailable is raised and nothing of
that call is kept. A key that is not this user's is UnknownWork, whether it exists or not.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, Row, delete, func, select, update
from sqlalchemy.orm import aliased

from diagram.history.records import (
    KEY,
    MAX_PROMPT,
    Draft,
    Summary,
    UnknownWork,
    Version,
    Work,
)
from diagram.history.room import make_room
from diagram.ratings.database import WAIT, Database
from diagram.ratings.opening import opened
from diagram.ratings.records import check_text, check_user, now
from diagram.ratings.schema import User
from diagram.ratings.schema import Version as VersionRow
from diagram.ratings.schema import Work as WorkRow
from diagram.ratings.writing import user_number

COLUMNS = (  # of a Version
    VersionRow.id,
    VersionRow.parent,
    VersionRow.kind,
    VersionRow.note,
    VersionRow.content,
    VersionRow.created,
)


class History:
    """See the module. Made by `open`; any number of threads may use it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str | None = None, wait: float = WAIT) -> History:
        """Opens the database as `Ratings.open` does. Raises RatingsUnavailable."""
        return cls(opened(url, wait))

    def close(self) -> None:
        self._database.close()

    # Writing

    def start(self, user: str, prompt: str, drafts: Sequence[Draft]) -> Work:
        """Keeps a new piece of work; its first draft is current."""
        check_user(user)
        check_text("The prompt", prompt, MAX_PROMPT)
        if not drafts:
            raise ValueError("A piece of work needs at least one draft.")
        key, moment = secrets.token_urlsafe(16), now()
        with self._database.write() as connection:
            owner = user_number(self._database, connection, user)
            values = {"user_id": owner, "key": key, "prompt": prompt, "size": 0, "created": moment}
            values["changed"] = moment
            number = connection.execute(self._database.insert(WorkRow).values(values)).inserted_primary_key[0]
            made = [self._insert(connection, number, None, draft) for draft in drafts]
            connection.execute(update(WorkRow).where(WorkRow.id == number).values(current=made[0]))
            make_room(connection, owner, number)
            return _work(connection, user, key)

    def add(self, user: str, key: str, draft: Draft, parent: int | None = None) -> Work:
        """Keeps a version made of `parent` (by default of the current one) and makes it current.

        With `parent=0` it stands alone, as a candidate does.
        """
        with self._database.write() as connection:
            work = _find(connection, user, key)
            if parent is None:
                parent = work.current
            elif parent:
                _version(connection, work.id, parent)
            number = self._insert(connection, work.id, parent or None, draft)
            _select(connection, work.id, number)
            make_room(connection, work.user_id, work.id, parent or 0)
            return _work(connection, user, key)

    def choose(self, user: str, key: str, version: int) -> Work:
        """Makes a version the current one."""
        with self._database.write() as connection:
            work = _find(connection, user, key)
            _select(connection, work.id, _version(connection, work.id, version).id)
            return _work(connection, user, key)

    def undo(self, user: str, key: str) -> Work:
        """Back to the version that the current one was made of; stays where there is none."""
        with self._database.write() as connection:
            work = _find(connection, user, key)
            parent = _version(connection, work.id, work.current).parent
            if parent is not None:
                _select(connection, work.id, parent)
            return _work(connection, user, key)

    def redo(self, user: str, key: str) -> Work:
        """Forward to the newest version made of the current one; stays where there is none."""
        with self._database.write() as connection:
            work = _find(connection, user, key)
            children = select(func.max(VersionRow.id)).where(
                VersionRow.work_id == work.id, VersionRow.parent == work.current
            )
            newest = connection.scalar(children)
            if newest is not None:
                _select(connection, work.id, newest)
            return _work(connection, user, key)

    def fork(self, user: str, key: str, version: int | None = None) -> Work:
        """A new piece of work that begins with a version of this one (by default the current)."""
        with self._database.read() as connection:
            work = _find(connection, user, key)
            row = _version(connection, work.id, version or work.current)
        return self.start(user, work.prompt, [Draft(row.content, "fork", row.note, row.thumbnail)])

    def delete(self, user: str, key: str) -> bool:
        """Deletes a piece of work with its versions; False if the user has none of this key."""
        if not (isinstance(key, str) and KEY.fullmatch(key)):
            return False
        with self._database.write() as connection:
            owned = WorkRow.user_id.in_(select(User.id).where(User.name == user))
            found = connection.execute(delete(WorkRow).where(WorkRow.key == key, owned)).rowcount > 0
        if found:
            self._database.tidy()
        return found

    # Reading

    def read(self, user: str, key: str) -> Work:
        """A piece of work with its versions. Raises UnknownWork."""
        with self._database.read() as connection:
            return _work(connection, user, key)

    def thumbnails(self, user: str, key: str, most: int) -> dict[int, bytes]:
        """The small PNGs of the newest versions, `most` of them, by version. Raises UnknownWork."""
        with self._database.read() as connection:
            work = _find(connection, user, key).id
            query = select(VersionRow.id, VersionRow.thumbnail).where(VersionRow.work_id == work)
            newest = connection.execute(query.order_by(VersionRow.id.desc()).limit(most))
            return {version: png for version, png in newest}

    def count(self, user: str) -> int:
        """How many pieces of work the user has."""
        check_user(user)
        with self._database.read() as connection:
            query = select(func.count(WorkRow.id)).join(User, User.id == WorkRow.user_id)
            return connection.scalar(query.where(User.name == user)) or 0

    def list(self, user: str, limit: int = 20, offset: int = 0) -> list[Summary]:
        """A page of the user's pieces of work, the last changed first."""
        check_user(user)
        counted = aliased(VersionRow)
        versions = select(func.count(counted.id)).where(counted.work_id == WorkRow.id)
        query = (
            select(
                WorkRow.key,
                WorkRow.prompt,
                versions.scalar_subquery().label("versions"),
                versions.where(counted.kind == "candidate").scalar_subquery().label("candidates"),
                VersionRow.thumbnail,
                WorkRow.created,
                WorkRow.changed,
            )
            .join(User, User.id == WorkRow.user_id)
            .join(VersionRow, VersionRow.id == WorkRow.current)
            .where(User.name == user)
            .order_by(WorkRow.changed.desc(), WorkRow.id.desc())
        )
        with self._database.read() as connection:
            return [Summary(*row) for row in connection.execute(query.limit(limit).offset(offset))]

    def _insert(self, connection: Connection, work: int, parent: int | None, draft: Draft) -> int:
        values = {
            "work_id": work,
            "parent": parent,
            "kind": draft.kind,
            "note": draft.note,
            "content": draft.content,
            "thumbnail": draft.thumbnail,
            "created": now(),
        }
        size = len(draft.content) + len(draft.thumbnail)
        connection.execute(update(WorkRow).where(WorkRow.id == work).values(size=WorkRow.size + size))
        return connection.execute(self._database.insert(VersionRow).values(values)).inserted_primary_key[0]


def _find(connection: Connection, user: str, key: str) -> Row:
    check_user(user)
    if isinstance(key, str) and KEY.fullmatch(key):
        query = select(WorkRow)
        query = query.join(User, User.id == WorkRow.user_id).where(User.name == user, WorkRow.key == key)
        found = connection.execute(query).one_or_none()
        if found is not None:
            return found
    raise UnknownWork("This piece of work is not in your history (any more); choose another one.")


def _version(connection: Connection, work: int, number: int) -> Row:
    query = select(*COLUMNS, VersionRow.thumbnail)
    query = query.where(VersionRow.work_id == work, VersionRow.id == number)
    found = connection.execute(query).one_or_none()
    if found is None:
        raise UnknownWork(f"Version {number!r:.40} is not in your history (any more); choose another one.")
    return found


def _work(connection: Connection, user: str, key: str) -> Work:
    found = _find(connection, user, key)
    query = select(*COLUMNS).where(VersionRow.work_id == found.id).order_by(VersionRow.id)
    versions = tuple(Version(*row) for row in connection.execute(query))
    return Work(key, found.prompt, found.current, versions, found.created, found.changed)


def _select(connection: Connection, work: int, version: int) -> None:
    connection.execute(update(WorkRow).where(WorkRow.id == work).values(current=version, changed=now()))

"""What goes where a reader's history is larger than its limits; see `limits`.

The piece of work that is being written to stays. Of the others the older half goes first, and of that what
the reader has rated nothing of; then what was untouched for longest. Ratings are kept apart from the history
and stay, with what is needed to draw what was rated.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, delete, func, select, update

from diagram.history import limits
from diagram.history.records import MOST_VERSIONS
from diagram.ratings.schema import Prompt, Version, Work


def make_room(connection: Connection, owner: int, work: int, parent: int = 0) -> None:
    """Deletes what is too much of a user's history after `work` was written to.

    parent: the version that its newest was made of, to which undo goes back; it stays.
    """
    _drop_versions(connection, work, parent, MOST_VERSIONS)
    most = limits.most_bytes()
    own = connection.scalar(select(Work.size).where(Work.id == work))
    while own > most:  # one piece of work that is larger than all may be
        count = connection.scalar(select(func.count(Version.id)).where(Version.work_id == work))
        _drop_versions(connection, work, parent, max(1, count // 2))
        smaller = connection.scalar(select(Work.size).where(Work.id == work))
        if smaller == own:  # candidates, and the two that are needed
            break
        own = smaller
    query = select(func.count(Work.id), func.sum(Work.size)).where(Work.user_id == owner)
    count, size = connection.execute(query).one()
    if count > limits.most_works() or size > most:
        _drop_works(connection, owner, work, count - limits.most_works(), size - most)


def _drop_works(connection: Connection, owner: int, work: int, many: int, much: int) -> None:
    """Deletes at least so many pieces of work, and with them so much, but not `work`."""
    query = select(Work.id, Work.size, Work.prompt).where(Work.user_id == owner, Work.id != work)
    found = connection.execute(query.order_by(Work.changed, Work.id)).all()
    older = found[: (len(found) + 1) // 2]
    digests = {_digest(row.prompt): None for row in older}
    query = select(Prompt.digest).where(Prompt.user_id == owner, Prompt.digest.in_(list(digests)))
    rated = set(connection.scalars(query))
    unrated = [row for row in older if _digest(row.prompt) not in rated]
    going = []
    for row in dict.fromkeys([*unrated, *found]):
        if many <= 0 and much <= 0:
            break
        going.append(row.id)
        many, much = many - 1, much - row.size
    connection.execute(delete(Work).where(Work.id.in_(going)))


def _digest(prompt: str) -> str:
    """As the ratings know a prompt."""
    from diagram.recommendation import clean

    return hashlib.sha256(clean(prompt).encode()).hexdigest()


def _drop_versions(connection: Connection, work: int, parent: int, most: int) -> None:
    """Keeps the newest `most` versions of a piece of work, its candidates and `parent`.

    A version whose parent is gone begins the line anew.
    """
    kept = select(Version.id).where(Version.work_id == work).order_by(Version.id.desc())
    oldest = connection.scalar(kept.limit(1).offset(most - 1))
    if oldest is None:
        return
    old = (Version.work_id == work) & (Version.id < oldest) & (Version.id != parent)
    if not connection.execute(delete(Version).where(old, Version.kind != "candidate")).rowcount:
        return
    left = select(Version.id).where(Version.work_id == work)
    orphans = (Version.work_id == work) & Version.parent.is_not(None) & Version.parent.not_in(left)
    connection.execute(update(Version).where(orphans).values(parent=None))
    size = select(func.sum(func.length(Version.content) + func.length(Version.thumbnail)))
    size = size.where(Version.work_id == work).scalar_subquery()
    connection.execute(update(Work).where(Work.id == work).values(size=size))

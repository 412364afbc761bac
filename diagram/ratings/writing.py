"""The statements that change a user's ratings, each inside a transaction that the store has begun.

All of them touch the user's row first: in PostgreSQL this makes whoever else writes for that user wait.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime

import numpy as np
from sqlalchemy import Connection, Row, delete, func, select, update

from diagram.ratings.database import Database
from diagram.ratings.records import DrawingRecord, RatedDrawing, now
from diagram.ratings.schema import Drawing, Latent, LatentCount, Picture, Prompt, Rating, User

KIND = (Latent.version, func.length(Latent.vector).label("bytes"))


def rated(drawing: DrawingRecord, score: int, when: datetime) -> RatedDrawing:
    """The drawing with a score; one that had another score takes the new one."""
    content = {field.name: getattr(drawing, field.name) for field in fields(DrawingRecord)}
    return RatedDrawing(**content, score=score, when=when)


def keep(
    database: Database,
    connection: Connection,
    user: str,
    given: Sequence[RatedDrawing],
    newer_only: bool = False,
) -> int:
    """Inserts the ratings or puts them in place of what is there under the same ids; how many."""
    drawings = {drawing.id: drawing for drawing in given}  # of one drawing given twice, the last
    user_id, change = _changed(database, connection, user)
    before = _before(connection, user_id, drawings)
    if newer_only:
        drawings = {
            name: drawing
            for name, drawing in drawings.items()
            if name not in before or drawing.when > before[name].rated
        }
    if not drawings:
        return 0
    prompts = _keep_prompts(database, connection, user_id, {drawing.prompt for drawing in drawings.values()})
    numbers = _keep_drawings(database, connection, user_id, prompts, drawings)
    ratings = [
        {
            "drawing_id": numbers[name],
            "user_id": user_id,
            "score": drawing.score,
            "change": change,
            "rated": drawing.when,
        }
        for name, drawing in drawings.items()
    ]
    _upsert(database, connection, Rating, ratings, "drawing_id", ("score", "change", "rated"))
    # A drawing that is now another one than before has not the latent and the picture of before.
    redrawn = [
        numbers[name] for name in drawings if name in before and before[name].rows != drawings[name].rows
    ]
    for table in (Latent, Picture) if redrawn else ():
        connection.execute(delete(table).where(table.drawing_id.in_(redrawn)))
    vectors = {numbers[n]: (d.latent_version, d.latent) for n, d in drawings.items() if d.latent is not None}
    _keep_latents(database, connection, vectors)
    kinds = Counter((version, vector.size) for version, vector in vectors.values())
    kinds.subtract(_kinds(before[n] for n in drawings if n in before and numbers[n] in {*vectors, *redrawn}))
    _count_latents(database, connection, user_id, kinds)
    pictures = [{"drawing_id": numbers[n], "png": d.picture} for n, d in drawings.items() if d.picture]
    _upsert(database, connection, Picture, pictures, "drawing_id", ("png",))
    left = {before[name].prompt_id for name in drawings if name in before} - set(prompts.values())
    _delete_orphans(connection, left)
    return len(drawings)


def remove(database: Database, connection: Connection, user: str, drawing_id: str) -> bool:
    """Deletes one drawing with all that hangs on it; False if there is none."""
    query = update(User).where(User.name == user).values(changes=User.changes + 1).returning(User.id)
    user_id = connection.scalar(query)
    owned = (Drawing.user_id == user_id) & (Drawing.hash == drawing_id)
    latent = connection.execute(
        select(*KIND).join(Drawing, Drawing.id == Latent.drawing_id).where(owned)
    ).all()
    prompt = connection.scalar(delete(Drawing).where(owned).returning(Drawing.prompt_id))
    if prompt is None:
        connection.get_transaction().rollback()  # nothing has changed, the count neither
        return False
    _delete_orphans(connection, {prompt})
    lost = Counter()
    lost.subtract(_kinds(latent))
    _count_latents(database, connection, user_id, lost)
    return True


def embed(
    database: Database, connection: Connection, user: str, version: str, vectors: Mapping[int, np.ndarray]
) -> int:
    """Keeps latents for those of the numbers that are this user's; how many."""
    query = update(User).where(User.name == user).values(changes=User.changes + 1)
    found = connection.execute(query.returning(User.id, User.changes)).one_or_none()
    if found is None:
        return 0
    owned = (Rating.user_id == found.id) & Rating.drawing_id.in_(list(vectors))
    query = select(Rating.drawing_id, *KIND).outerjoin(Latent, Latent.drawing_id == Rating.drawing_id)
    before = connection.execute(query.where(owned)).all()
    numbers = [row.drawing_id for row in before]
    _keep_latents(database, connection, {number: (version, vectors[number]) for number in numbers})
    kinds = Counter((version, vectors[number].size) for number in numbers)
    kinds.subtract(_kinds(before))
    _count_latents(database, connection, found.id, kinds)
    connection.execute(update(Rating).where(Rating.drawing_id.in_(numbers)).values(change=found.changes))
    return len(numbers)


def user_number(database: Database, connection: Connection, user: str) -> int:
    """The user's number, the user made where needed; the count of changes stays as it is."""
    query = database.insert(User).values(_new_user(user, changes=0))
    connection.execute(query.on_conflict_do_nothing(index_elements=["name"]))
    return connection.scalar(select(User.id).where(User.name == user))


def _changed(database: Database, connection: Connection, user: str) -> tuple[int, int]:
    """Counts a change of the user, making the user where needed: (id, count)."""
    query = database.insert(User).values(_new_user(user, changes=1))
    query = query.on_conflict_do_update(index_elements=["name"], set_={"changes": User.changes + 1})
    row = connection.execute(query.returning(User.id, User.changes)).one()
    return row.id, row.changes


def _new_user(name: str, changes: int) -> dict:
    return {"name": name, "token": secrets.token_hex(8), "changes": changes, "created": now()}


def _before(connection: Connection, user_id: int, names) -> dict:
    query = select(Drawing.hash, Drawing.prompt_id, Drawing.rows, Rating.rated, *KIND)
    query = query.join(Rating, Rating.drawing_id == Drawing.id)
    query = query.outerjoin(Latent, Latent.drawing_id == Drawing.id)
    query = query.where(Drawing.user_id == user_id, Drawing.hash.in_(list(names)))
    return {row.hash: row for row in connection.execute(query)}


def _keep_prompts(
    database: Database, connection: Connection, user_id: int, texts: set[str]
) -> dict[str, int]:
    digests = {hashlib.sha256(text.encode()).hexdigest(): text for text in sorted(texts)}
    values = [{"user_id": user_id, "digest": digest, "text": text} for digest, text in digests.items()]
    query = database.insert(Prompt)
    query = query.on_conflict_do_update(
        index_elements=["user_id", "digest"], set_={"text": query.excluded.text}
    )
    rows = connection.execute(query.returning(Prompt.digest, Prompt.id), values)
    return {digests[row.digest]: row.id for row in rows}


def _keep_drawings(
    database: Database,
    connection: Connection,
    user_id: int,
    prompts: Mapping[str, int],
    drawings: Mapping[str, RatedDrawing],
) -> dict[str, int]:
    moment = now()
    values = [
        {
            "user_id": user_id,
            "prompt_id": prompts[drawing.prompt],
            "hash": name,
            "model": drawing.model,
            "adapter": drawing.adapter,
            "style": dict(drawing.style),
            "created": moment,
            "outline": drawing.outline,
            "rows": drawing.rows,
        }
        for name, drawing in drawings.items()
    ]
    query = database.insert(Drawing)
    replaced = ("prompt_id", "model", "adapter", "style", "outline", "rows")
    query = query.on_conflict_do_update(
        index_elements=["user_id", "hash"], set_={name: query.excluded[name] for name in replaced}
    )
    rows = connection.execute(query.returning(Drawing.hash, Drawing.id), values)
    return {row.hash: row.id for row in rows}


def _keep_latents(
    database: Database, connection: Connection, vectors: Mapping[int, tuple[str, np.ndarray]]
) -> None:
    values = [
        {"drawing_id": number, "version": version, "vector": vector.tobytes()}
        for number, (version, vector) in vectors.items()
    ]
    _upsert(database, connection, Latent, values, "drawing_id", ("version", "vector"))


def _kinds(rows: Iterable[Row]) -> Counter:
    return Counter((row.version, row.bytes // 4) for row in rows if row.version is not None)


def _count_latents(database: Database, connection: Connection, user_id: int, kinds: Counter) -> None:
    """Adds to, or takes from, the numbers of latents of each kind, (version, size)."""
    values = [
        {"user_id": user_id, "version": version, "size": size, "count": count}
        for (version, size), count in kinds.items()
        if count
    ]
    if values:
        query = database.insert(LatentCount)
        added = {"count": LatentCount.count + query.excluded["count"]}
        keys = ["user_id", "version", "size"]
        connection.execute(query.on_conflict_do_update(index_elements=keys, set_=added), values)
        none = (LatentCount.user_id == user_id) & (LatentCount.count == 0)
        connection.execute(delete(LatentCount).where(none))


def _upsert(
    database: Database, connection: Connection, table, values: list[dict], key: str, replaced: tuple[str, ...]
) -> None:
    if values:
        query = database.insert(table)
        changed = {name: query.excluded[name] for name in replaced}
        connection.execute(query.on_conflict_do_update(index_elements=[key], set_=changed), values)


def _delete_orphans(connection: Connection, prompts: set[int]) -> None:
    for prompt in prompts:
        used = select(Drawing.id).where(Drawing.prompt_id == prompt).exists()
        connection.execute(delete(Prompt).where(Prompt.id == prompt, ~used))

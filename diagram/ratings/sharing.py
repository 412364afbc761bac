"""Who has agreed that their ratings are shared as data, without names; nobody has unless they said so."""

from __future__ import annotations

from sqlalchemy import delete, select

from diagram.ratings.database import Database
from diagram.ratings.records import check_user, now
from diagram.ratings.schema import Consent, User
from diagram.ratings.writing import user_number


def agree(database: Database, user: str, agreed: bool) -> None:
    """Keeps that the user agrees, or no longer does. Raises RatingsUnavailable."""
    check_user(user)
    with database.write() as connection:
        number = user_number(database, connection, user)
        connection.execute(delete(Consent).where(Consent.user_id == number))
        if agreed:
            connection.execute(database.insert(Consent).values(user_id=number, given=now()))


def agrees(database: Database, user: str) -> bool:
    """Whether the user has agreed."""
    check_user(user)
    query = select(Consent.user_id).join(User, User.id == Consent.user_id).where(User.name == user)
    with database.read() as connection:
        return connection.scalar(query) is not None


def who_agreed(database: Database) -> list[str]:
    """Everybody who has agreed, by name; for whoever runs the database, never for a page."""
    query = select(User.name).join(Consent, Consent.user_id == User.id).order_by(User.name)
    with database.read() as connection:
        return list(connection.scalars(query))

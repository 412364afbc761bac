"""The tables of the database: ratings, and what was drawn. A change needs a migration in `versions`.

Prompts and drawings belong to the user who rated them, so that nothing one user does can show in what another
user reads, and deleting a user deletes all of it by the foreign keys. What is wide and seldom read (pictures)
or read alone (latents) has a table of its own, so that 100,000 ratings are read without the rest.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

REVISION = "0004"  # the newest migration: what a database must say of itself to be used as it is

Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers its rows by INTEGER only


class Moment(TypeDecorator):
    """A moment in UTC, to the microsecond; SQLite keeps no time zones of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables."""


class User(Base):
    """One reader. `changes` counts what was changed; with `token` it tells two states of the ratings apart.

    The token is drawn anew for each row, as a user who was forgotten may come back under the same name.
    """

    __tablename__ = "users"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    token: Mapped[str] = mapped_column(String(32))
    changes: Mapped[int] = mapped_column(BigInteger)
    created: Mapped[datetime] = mapped_column(Moment)


class Prompt(Base):
    """Words that were drawn, told apart by their digest: PostgreSQL indexes no text of 4,000 characters."""

    __tablename__ = "prompts"
    __table_args__ = (UniqueConstraint("user_id", "digest"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    user_id: Mapped[int] = mapped_column(Number, ForeignKey("users.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)


class Drawing(Base):
    """One drawing that was rated. `id` is never used again, so a FAISS index may rely on it."""

    __tablename__ = "drawings"
    __table_args__ = (
        UniqueConstraint("user_id", "hash"),
        Index("drawings_by_prompt", "prompt_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    user_id: Mapped[int] = mapped_column(Number, ForeignKey("users.id", ondelete="CASCADE"))
    prompt_id: Mapped[int] = mapped_column(Number, ForeignKey("prompts.id", ondelete="CASCADE"))
    hash: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(String(200))
    adapter: Mapped[str] = mapped_column(String(200))
    style: Mapped[dict] = mapped_column(JSON)
    created: Mapped[datetime] = mapped_column(Moment)
    outline: Mapped[str] = mapped_column(Text)
    rows: Mapped[str] = mapped_column(Text)


class Rating(Base):
    """The points, 0-5, that a drawing has; `change` is the user's count of changes when they were given."""

    __tablename__ = "ratings"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 5", name="score_in_range"),
        Index("ratings_by_change", "user_id", "change"),
        Index("ratings_by_time", "user_id", "rated"),
    )

    drawing_id: Mapped[int] = mapped_column(
        Number, ForeignKey("drawings.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    user_id: Mapped[int] = mapped_column(Number, ForeignKey("users.id", ondelete="CASCADE"))
    score: Mapped[int] = mapped_column(SmallInteger)
    change: Mapped[int] = mapped_column(BigInteger)
    rated: Mapped[datetime] = mapped_column(Moment)


class Latent(Base):
    """A drawing's latent: little-endian float32, with the version of the encoder that made it."""

    __tablename__ = "latents"

    drawing_id: Mapped[int] = mapped_column(
        Number, ForeignKey("drawings.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    version: Mapped[str] = mapped_column(String(64))
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class LatentCount(Base):
    """How many latents of one kind a user has, so that 100,000 need not be counted after every rating."""

    __tablename__ = "latent_counts"

    user_id: Mapped[int] = mapped_column(
        Number, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(Integer)


class Picture(Base):
    """A small PNG of a drawing of which there is nothing but pixels."""

    __tablename__ = "pictures"

    drawing_id: Mapped[int] = mapped_column(
        Number, ForeignKey("drawings.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    png: Mapped[bytes] = mapped_column(LargeBinary)


class Work(Base):
    """A prompt with what was drawn for it and made of that; `current` is the id of the version in use.

    `size` is that of all its versions: characters of their diagrams and bytes of their thumbnails.
    """

    __tablename__ = "works"
    __table_args__ = (Index("works_by_change", "user_id", "changed"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    user_id: Mapped[int] = mapped_column(Number, ForeignKey("users.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(32), unique=True)
    prompt: Mapped[str] = mapped_column(Text)
    current: Mapped[int | None] = mapped_column(Number)
    size: Mapped[int] = mapped_column(BigInteger)
    created: Mapped[datetime] = mapped_column(Moment)
    changed: Mapped[datetime] = mapped_column(Moment)


class Version(Base):
    """One state of a piece of work; `parent` is the one that it was made of."""

    __tablename__ = "versions"
    __table_args__ = (Index("versions_by_work", "work_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    work_id: Mapped[int] = mapped_column(Number, ForeignKey("works.id", ondelete="CASCADE"))
    parent: Mapped[int | None] = mapped_column(Number)
    kind: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    thumbnail: Mapped[bytes] = mapped_column(LargeBinary)
    created: Mapped[datetime] = mapped_column(Moment)


class Consent(Base):
    """A user agreed that ratings are shared as data, without names; no row, no consent."""

    __tablename__ = "consents"

    user_id: Mapped[int] = mapped_column(
        Number, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    given: Mapped[datetime] = mapped_column(Moment)

"""Brings a database to the newest schema when it is opened, whoever opens it first."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from diagram.ratings.database import Database
from diagram.ratings.errors import RatingsUnavailable
from diagram.ratings.schema import REVISION

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "ratings_version"
LOCK = 0x1E61B1E  # the advisory lock in PostgreSQL that all copies of this program agree on

_alembic = threading.Lock()  # Alembic keeps the migration that runs in global variables


def opened(url: str | None, wait: float) -> Database:
    """The database, made or brought up to date where needed, now and whenever its file is replaced.

    url, wait: as of `Database`. Raises RatingsUnavailable.
    """
    database = Database(url, wait)
    database.prepare = partial(bring_up_to_date, database)
    try:
        database.prepare()
    except BaseException:
        database.close()
        raise
    return database


def bring_up_to_date(database: Database) -> None:
    """Runs the migrations that are missing, all or none; another process that opens meanwhile waits.

    Raises RatingsUnavailable where a newer version of this program has made the database.
    """
    with database.read() as connection:
        if revision(connection) == REVISION:
            return
    with _alembic, database.write() as connection:  # SQLite: BEGIN IMMEDIATE, so nobody else writes
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        _upgrade(connection, database.place)


def revision(connection: Connection) -> str | None:
    """The newest migration that the database has had, None for an empty database."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))


def _upgrade(connection: Connection, place: str) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    settings = configuration(connection)
    current = revision(connection)
    try:
        if current is not None:
            ScriptDirectory.from_config(settings).get_revision(current)
    except CommandError as error:
        raise RatingsUnavailable(
            f"The ratings in {place} are of a newer version of this program ({current}); update the program."
        ) from error
    command.upgrade(settings, "head")


def configuration(connection: Connection):
    """Alembic's settings for this database."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes.update(connection=connection, version_table=VERSION_TABLE)
    return settings

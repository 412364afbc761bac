"""A connection to SQLite or PostgreSQL: transactions that are on disk when they end, and errors in words."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, exc
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import URL, make_url

from diagram.ratings import failures
from diagram.ratings.errors import RatingsUnavailable
from diagram.ratings.folder import data_folder

FILE = "ratings.sqlite3"
WAIT = 10.0  # seconds for another writer to end
CONNECT = 5  # seconds for a server to answer

# Whatever the server's settings: wait no longer than asked, and have what is committed on disk.
POSTGRES_WRITING = (
    "SELECT set_config('lock_timeout', '{milliseconds}ms', true), CASE current_setting('synchronous_commit') "
    "WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END"
)

log = logging.getLogger(__name__)


class Database:
    """Many threads may use one Database at once. Every error of its surroundings is RatingsUnavailable.

    url: as `address` takes it; wait: seconds to wait for another writer.
    """

    def __init__(self, url: str | None = None, wait: float = WAIT) -> None:
        address_ = address(url)
        self.is_sqlite = address_.get_backend_name() == "sqlite"
        self.place = _place(address_)
        self.wait = wait
        self.prepare: Callable[[], None] = lambda: None  # called after another file took the place of ours
        self._turn = threading.Lock()  # SQLite lets writers wait by polling; in here they queue
        self._renewing, self._preparing = threading.RLock(), False
        with self._explained():
            self.engine = self._sqlite(address_) if self.is_sqlite else self._postgres(address_)
        self._url, self._file = address_, _identity(address_)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        with self._explained(), self._engine().connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that alone may write (in PostgreSQL, alone where rows meet); on disk when it ends."""
        with self._explained():
            engine = self._engine()  # before the queue, which a new file needs for itself
            with self._queued(), engine.connect() as connection:
                connection = connection.execution_options(writes=True)
                with connection.begin():
                    if not self.is_sqlite:
                        limit = round(self.wait * 1000)
                        connection.exec_driver_sql(POSTGRES_WRITING.format(milliseconds=limit))
                    yield connection

    def insert(self, table):
        """INSERT that knows ON CONFLICT, in this database's dialect."""
        return (sqlite_dialect if self.is_sqlite else postgresql).insert(table)

    def tidy(self) -> None:
        """Takes what was deleted out of SQLite's log file too, unless somebody is reading just now."""
        if self.is_sqlite:
            with self._explained(), self.engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.engine.dispose()

    def _engine(self):
        """Connections to the file that is there now: what is written to one that was deleted is lost."""
        if _identity(self._url) == self._file and not self._preparing:
            return self.engine
        with self._renewing:
            if self._preparing or _identity(self._url) == self._file:  # so calls `prepare` itself
                return self.engine
            log.warning("%s was deleted or replaced, and is opened anew", self.place)
            self._preparing = True
            try:
                self.engine.dispose()
                _make_private(self._url)
                self._use_log(self.engine)
                self.prepare()
                self._file = _identity(self._url)
            finally:
                self._preparing = False
        return self.engine

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
            told = failures.explained(error, self.place)
            if told is None:
                raise
            raise told from error

    @contextmanager
    def _queued(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
        elif self._turn.acquire(timeout=self.wait):
            try:
                yield
            finally:
                self._turn.release()
        else:
            raise RatingsUnavailable(
                f"Others have been writing to {self.place} for {self.wait:g} s, so nothing was kept; "
                "try again in a moment."
            )

    def _sqlite(self, url: URL):
        _make_private(url)
        engine = create_engine(
            url,
            connect_args={
                "timeout": self.wait,
                "isolation_level": None,
            },  # BEGIN and COMMIT are given by hand
            pool_timeout=self.wait,
        )

        @event.listens_for(engine, "connect")
        def prepare(connection, _record) -> None:
            for pragma in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            writes = connection.get_execution_options().get("writes")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        self._use_log(engine)
        return engine

    def _use_log(self, engine) -> None:
        """Write-ahead logging, which the file remembers: readers and writer do not wait for each other."""
        deadline = time.monotonic() + self.wait
        while True:
            try:
                connection = engine.raw_connection()
                try:
                    mode = connection.cursor().execute("PRAGMA journal_mode = WAL").fetchone()[0]
                finally:
                    connection.close()
                break
            except sqlite3.OperationalError as error:
                # SQLite does not wait by itself here where two programs make the same new file at once.
                if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
        if mode != "wal":  # some network file systems; as safe, though readers wait for the writer
            log.warning("%s keeps its log as %r, as WAL does not work there", self.place, mode)

    def _postgres(self, url: URL):
        arguments: dict = {"prepare_threshold": None}  # poolers in front of a server may not keep statements
        if "connect_timeout" not in url.query:
            arguments["connect_timeout"] = CONNECT
        return create_engine(url, connect_args=arguments, pool_pre_ping=True, pool_timeout=self.wait)


def address(url: str | None = None) -> URL:
    """Where the ratings are: `url`, else the environment's DATABASE_URL, else a file in the data folder.

    Takes sqlite:///FILE, postgresql://... and postgres://...; raises RatingsUnavailable for anything else.
    """
    given = url or os.environ.get("DATABASE_URL", "").strip()
    if not given:
        return URL.create("sqlite", database=str(data_folder() / FILE))
    try:
        parsed = make_url(given)
    except (exc.ArgumentError, ValueError) as error:
        raise RatingsUnavailable(  # never the address itself: there may be a password in it
            "DATABASE_URL is not a database's address; write it like postgresql://user:password@host/name."
        ) from error
    kind = parsed.drivername.partition("+")[0]
    if kind in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite")
    raise RatingsUnavailable(
        f"DATABASE_URL begins with {kind!r} or names no file; use postgresql://user:password@host/name "
        "or sqlite:////folder/ratings.sqlite3."
    )


def _place(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    host = url.host or url.query.get("host") or "localhost"
    return f"{host if isinstance(host, str) else host[0]}/{url.database or ''}"


def _identity(url: URL) -> tuple[int, int] | None:
    """What tells SQLite's file from another one at the same place; None where there is none."""
    path = str(url.database)
    if url.get_backend_name() != "sqlite" or path.startswith("file:"):
        return None
    with suppress(FileNotFoundError):
        found = os.stat(path)
        return found.st_dev, found.st_ino
    return None


def _make_private(url: URL) -> None:
    """Makes a new file readable by its owner only; SQLite gives its log the same rights."""
    path = str(url.database)
    if not path.startswith("file:"):
        with suppress(FileExistsError):
            os.close(os.open(Path(path), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

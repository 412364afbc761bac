"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket there, gone with the process.

It needs `initdb` and `postgres` (on Debian: apt-get install postgresql). Without them tests that ask for a
server are skipped; with LEGIBLE_REQUIRE_POSTGRES=1 they fail.
"""

from __future__ import annotations

import atexit
import ctypes
import functools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import pytest

USER = "legible"
PLACES = "usr/lib/postgresql/*/bin"  # where Debian has them


class Server:
    """A running server; `database()` makes an empty database and gives its URL."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        # The server must not run as root, nor can its user enter pytest's folders; a socket's path is short.
        self.account = "postgres" if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="legible-pg-", dir="/tmp"))
        if self.account:
            entry = pwd.getpwnam(self.account)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        data = str(self.folder / "data")
        initdb = [programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale", "C"]
        subprocess.run([*initdb, "--no-sync"], check=True, capture_output=True, **self._as())
        self.process: subprocess.Popen | None = None
        self.start()

    def start(self) -> None:
        arguments = ["-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses="]
        # Nobody cuts the power, so files need not reach the disk; but a server that crashes loses what its
        # settings let it keep to itself, unless the program asks for better.
        arguments += ["-c", "fsync=off", "-c", "synchronous_commit=off"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", *arguments],
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
                **self._as(),
            )
        deadline = time.monotonic() + 120
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.1)

    def crash(self) -> None:
        """Ends the server as a power cut would, as far as its own memory goes."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)

    def stop(self) -> None:
        self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self) -> str:
        import psycopg

        name = f"test_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self.url("postgres", "postgresql"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, name: str, scheme: str = "postgres") -> str:
        return f"{scheme}://{USER}@/{name}?host={self.folder}"

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url("postgres", "postgresql"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _as(self) -> dict:
        return (
            {"user": self.account, "group": self.account, "cwd": "/tmp"} if self.account else {"cwd": "/tmp"}
        )


def _end_with_parent() -> None:
    """So that no server is left behind by tests that were killed themselves."""
    set_death_signal = 1  # PR_SET_PDEATHSIG, see prctl(2)
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGQUIT)


@functools.cache
def server() -> Server:
    """The server of this process; skips the test, or fails it, where there is none to start."""
    programs = _programs()
    if programs is None:
        reason = "PostgreSQL's initdb is not on this machine; install it by apt-get install postgresql"
        if os.environ.get("LEGIBLE_REQUIRE_POSTGRES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    started = Server(programs)
    atexit.register(started.stop)
    return started


def _programs() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/").glob(PLACES), reverse=True)
    return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)

"""Nothing acknowledged is lost: killed writers, two at once, full disks, places that cannot be written."""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from diagram.ratings.errors import RatingsUnavailable
from diagram.ratings.store import Ratings
from tests.postgres.server import server
from tests.test_ratings import drawing
from tests.timing import quickest

ROOT = Path(__file__).parents[1]

# Imports once, then forks a writer for every line "ROUND ADDRESS": it rates new drawings, and one again
# and again, and says so on the pipe whenever `rate` has returned.
ZYGOTE = """
import os, sys
from alembic import command, config, script
import diagram.ratings.opening
from tests.test_ratings import drawing
from diagram.ratings.store import Ratings

for line in sys.stdin:
    number, url = line.split()
    child = os.fork()
    if child:
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)
        continue
    ratings = Ratings.open(url)
    for i in range(100_000):
        ratings.rate("ann", drawing(f"{number}-{i}"), i % 6)
        os.write(2, f"{number}-{i} {i % 6}\\n".encode())
        ratings.rate("ann", drawing("again"), i % 6)
        os.write(2, f"again {i % 6}\\n".encode())
"""


class Writers:
    """Starts writers and kills them; says what each has acknowledged."""

    def __init__(self, zygote: subprocess.Popen) -> None:
        self.zygote = zygote

    def kill(
        self, number: int, url: str, chance: random.Random, young: bool = False
    ) -> list[tuple[str, int]]:
        """What a writer had acknowledged, (id, score), when it was killed at a random moment.

        This is within two ratings' time after one of its first; with `young`, while it is just starting.
        """
        self.zygote.stdin.write(f"{number} {url}\n".encode())
        child = int(self.zygote.stdout.readline())
        text = b""
        if young:
            time.sleep(chance.uniform(0, 0.1))
        else:
            start, wanted = time.monotonic(), chance.randint(2, 8)
            while text.count(b"\n") < wanted:
                assert self._ready(60), "the writer does not write"
                text += os.read(self.zygote.stderr.fileno(), 2**20)
                if text.count(b"\n") <= 1:
                    start = time.monotonic()
            time.sleep(chance.uniform(0, 2) * (time.monotonic() - start) / wanted)
        os.kill(child, signal.SIGKILL)
        assert self.zygote.stdout.readline() == b"gone\n"
        while self._ready(0):  # the writer has ended: all is in the pipe
            text += os.read(self.zygote.stderr.fileno(), 2**20)
        told = [line.split() for line in text.decode().splitlines()]
        return [(name, int(score)) for name, score in told]

    def _ready(self, seconds: float) -> bool:
        return bool(select.select([self.zygote.stderr], [], [], seconds)[0])


@pytest.fixture
def writers():
    command = [sys.executable, "-c", ZYGOTE]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "bufsize": 0}
    with subprocess.Popen(command, env=environment, cwd=ROOT, **pipes) as zygote:
        yield Writers(zygote)
        zygote.stdin.close()


def check(url: str, acknowledged: list[tuple[str, int]], number: int) -> None:
    """All that was acknowledged is there, and of what was not at most the one that was being written."""
    kept = {name: score for name, score in acknowledged}
    news = sum(name != "again" for name, _ in acknowledged)
    with Ratings.open(url) as ratings:
        found = {rated.id: rated.score for rated in ratings.rated("ann")}
        assert len(ratings.latents("ann").ids) == len(found)
    mine = {name: score for name, score in found.items() if name.startswith(f"{number}-")}
    assert len(mine) - news in (0, 1)
    for name, score in kept.items():
        if name == "again" and len(acknowledged) % 2:  # the next one was on its way
            assert found[name] in (score, (score + 1) % 6)
        else:
            assert found[name] == score


@pytest.mark.slow
def test_200_killed_writers_lose_nothing_that_they_acknowledged(writers, tmp_path):
    chance = random.Random(0)
    url = f"sqlite:///{tmp_path}/ratings.sqlite3"
    everything: dict[str, int] = {}
    for number in range(150):
        acknowledged = writers.kill(number, url, chance)
        check(url, acknowledged, number)
        everything |= {name: score for name, score in acknowledged if name != "again"}
    for number in range(150, 200):  # while the database is being made
        fresh = f"sqlite:///{tmp_path}/{number}.sqlite3"
        check(fresh, writers.kill(number, fresh, chance, young=True), number)
    with Ratings.open(url) as ratings:
        found = {rated.id: rated.score for rated in ratings.rated("ann")}
    assert everything.items() <= found.items()
    with closing(sqlite3.connect(tmp_path / "ratings.sqlite3")) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    print(f"{len(everything):,} ratings acknowledged before 150 kills, all there")


@pytest.mark.slow
def test_killed_writers_lose_nothing_in_postgres_either(writers):
    chance = random.Random(0)
    url = server().database()
    for number in range(20):
        check(url, writers.kill(number, url, chance), number)


@pytest.mark.slow
def test_a_server_that_crashes_loses_nothing_and_is_used_again_when_back():
    postgres = server()
    with Ratings.open(postgres.database()) as ratings:
        for number in range(3):
            ratings.rate("ann", drawing(str(number)), number)
            postgres.crash()
            with pytest.raises(RatingsUnavailable, match=r"^The ratings server .* cannot be used"):
                ratings.rate("ann", drawing("lost"), 5)
            postgres.start()
            assert [rated.score for rated in ratings.rated("ann")] == list(range(number, -1, -1))


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def test_two_processes_that_make_and_write_one_database_at_once_lose_nothing(kind, tmp_path):
    url = server().database() if kind == "postgres" else f"sqlite:///{tmp_path}/ratings.sqlite3"
    source = (
        "import sys\nfrom diagram.ratings.store import Ratings\nfrom tests.test_ratings import drawing\n"
        "input()\nratings = Ratings.open(sys.argv[2])\n"
        "for i in range(60): ratings.rate('ann', drawing(f'{sys.argv[1]}-{i}'), i % 6)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", source, name, url], env=environment, cwd=ROOT, stdin=subprocess.PIPE
        )
        for name in "ab"
    ]
    for process in processes:
        process.stdin.write(b"\n")
        process.stdin.close()
    assert [process.wait(120) for process in processes] == [0, 0]
    with Ratings.open(url) as ratings:
        found = {rated.id: rated.score for rated in ratings.rated("ann")}
        assert ratings.stamp("ann").endswith(".120")
    assert found == {f"{name}-{i}": i % 6 for name in "ab" for i in range(60)}


def one_sentence(error: BaseException) -> bool:
    text = str(error)
    return text[0].isupper() and text.endswith(".") and "\n" not in text and "sqlite3." not in text


@contextmanager
def no_more_pages(ratings: Ratings):
    """As if the disk were full: SQLite itself gives the same error."""

    def limit(connection, *_) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def lift(connection, *_) -> None:
        connection.execute("PRAGMA max_page_count = 1000000")

    pool = ratings._database.engine.pool
    event.listen(pool, "checkout", limit)
    yield
    event.remove(pool, "checkout", limit)
    event.listen(pool, "checkout", lift)


def test_a_full_disk_is_said_in_a_sentence_and_what_was_kept_is_still_read(tmp_path):
    with Ratings.open(f"sqlite:///{tmp_path}/ratings.sqlite3") as ratings:
        ratings.rate("ann", drawing("a"), 4)
        with no_more_pages(ratings):
            with pytest.raises(RatingsUnavailable, match=r"^The disk is full, .* free some space") as caught:
                for i in range(1000):
                    ratings.rate("ann", drawing(f"b{i}", rows="x" * 10_000), 1)
            assert one_sentence(caught.value)
            assert ratings.rating("ann", "a") == 4
        before = ratings.count("ann")
        ratings.rate("ann", drawing("c"), 5)
        assert (ratings.count("ann"), ratings.rating("ann", "c")) == (before + 1, 5)


@pytest.mark.slow
def test_a_disk_that_really_is_full(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        acknowledged = []
        with Ratings.open(f"sqlite:///{disk}/ratings.sqlite3") as ratings:
            with pytest.raises(RatingsUnavailable, match="disk") as caught:
                for i in range(10_000):
                    ratings.rate("ann", drawing(f"b{i}", rows="x" * 5_000), i % 6)
                    acknowledged.append((f"b{i}", i % 6))
            assert one_sentence(caught.value)
            assert len(acknowledged) > 10
            assert [(r.id, r.score) for r in reversed(ratings.rated("ann"))] == acknowledged
            subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
            ratings.rate("ann", drawing("c"), 5)
            assert ratings.count("ann") == len(acknowledged) + 1
        with pytest.raises(RatingsUnavailable):
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
            with Ratings.open(f"sqlite:///{disk}/ratings.sqlite3") as ratings:
                ratings.rate("ann", drawing("d"), 5)
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX")
def test_a_file_that_may_not_grow_is_said_in_a_sentence(tmp_path):
    source = (
        "import resource, sys\nfrom diagram.ratings.store import Ratings\n"
        "from diagram.ratings.errors import RatingsUnavailable\nfrom tests.test_ratings import drawing\n"
        "ratings = Ratings.open(sys.argv[1])\nresource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "try:\n    for i in range(1000): ratings.rate('ann', drawing(f'b{i}', rows='x' * 5000), i % 6)\n"
        "except RatingsUnavailable as error: print(i, error)"
    )
    url = f"sqlite:///{tmp_path}/ratings.sqlite3"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", source, url], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    count, _, message = done.stdout.strip().partition(" ")
    assert message.startswith("The disk of ") and message.endswith("LEGIBLE_DATA."), done.stderr
    with Ratings.open(url) as ratings:
        assert ratings.count("ann") == int(count) > 0


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LEGIBLE_DATA", str(tmp_path / "file" / "data"))
    with pytest.raises(
        RatingsUnavailable, match=r"cannot be made \(not a directory\).*LEGIBLE_DATA"
    ) as caught:
        Ratings.open()
    assert one_sentence(caught.value)


@pytest.mark.parametrize("name", ["missing/ratings.sqlite3", "file/ratings.sqlite3", "folder"])
def test_a_file_that_cannot_be_opened_is_said_in_a_sentence(tmp_path, name):
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder").mkdir()
    with pytest.raises(RatingsUnavailable, match=r"cannot be opened.*LEGIBLE_DATA") as caught:
        Ratings.open(f"sqlite:///{tmp_path}/{name}")
    assert one_sentence(caught.value)


def test_a_database_that_can_only_be_read_is_read_and_refuses_ratings_in_a_sentence(tmp_path):
    with Ratings.open(f"sqlite:///{tmp_path}/ratings.sqlite3") as ratings:
        ratings.rate("ann", drawing(), 4)
    with Ratings.open(f"sqlite:///file:{tmp_path}/ratings.sqlite3?mode=ro&uri=true") as ratings:
        assert ratings.rating("ann", "a") == 4
        with pytest.raises(RatingsUnavailable, match=r"can only be read.*LEGIBLE_DATA") as caught:
            ratings.rate("ann", drawing(), 5)
        assert one_sentence(caught.value)


def test_a_file_of_something_else_is_said_in_a_sentence_and_left_alone(tmp_path):
    file = tmp_path / "ratings.sqlite3"
    file.write_bytes(b"not a database, but a diary " * 1000)
    with pytest.raises(RatingsUnavailable, match="is not a database of ratings") as caught:
        Ratings.open(f"sqlite:///{file}")
    assert one_sentence(caught.value)
    assert file.read_bytes().startswith(b"not a database, but a diary")


@pytest.mark.parametrize("meanwhile", ["nothing", "another database"])
def test_ratings_after_the_file_was_deleted_are_in_the_file_that_is_there_now(tmp_path, meanwhile):
    url = f"sqlite:///{tmp_path / 'ratings.sqlite3'}"
    with Ratings.open(url) as ratings:
        ratings.rate("ann", drawing("before"), 5)
        for file in tmp_path.glob("ratings.sqlite3*"):
            file.unlink()
        if meanwhile == "another database":
            Ratings.open(url).close()
        assert ratings.rating("ann", "before") is None
        ratings.rate("ann", drawing("after"), 4)
        with Ratings.open(url) as others:
            assert others.rating("ann", "after") == 4


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def test_a_database_that_another_program_keeps_locked_is_said_in_a_sentence(kind, tmp_path):
    url = server().database() if kind == "postgres" else f"sqlite:///{tmp_path}/ratings.sqlite3"
    with Ratings.open(url) as other, Ratings.open(url, wait=0.2) as ratings:
        ratings.rate("ann", drawing("a"), 4)
        with other._database.write() as connection:
            connection.exec_driver_sql("UPDATE users SET created = created WHERE name = 'ann'")
            assert ratings.rating("ann", "a") == 4

            def be_refused() -> None:
                with pytest.raises(RatingsUnavailable, match=r"keeps .* locked") as caught:
                    ratings.rate("ann", drawing("b"), 5)
                assert one_sentence(caught.value)

            assert quickest(be_refused, below=5, clock=time.perf_counter) < 5
        ratings.rate("ann", drawing("b"), 5)
        assert ratings.count("ann") == 2


def test_a_server_that_is_not_there_is_said_in_a_sentence_without_its_password(tmp_path):
    pytest.importorskip("psycopg")
    for url in (
        f"postgres://me:secret@/d?host={tmp_path}",
        "postgresql://me:secret@127.0.0.1:1/d",
        "postgresql://me:secret@127.0.0.1:1/d?schema=public",
    ):
        with pytest.raises(RatingsUnavailable, match=r"^The ratings server .* cannot be used") as caught:
            Ratings.open(url)
        assert one_sentence(caught.value)
        assert "secret" not in str(caught.value)

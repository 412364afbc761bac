"""Milliseconds of what the page does with ratings: 10,000 users, one of whom has rated 100,000 drawings.

    python -m tests.bench.ratings_speed
    python -m tests.bench.ratings_speed --postgres
    python -m tests.bench.ratings_speed --users 100 --ratings 1000

The database is made in a temporary folder; --postgres starts a server of its own as the tests do.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

READER = "the reader"
VERSION = "bench"
ROWS = "\n".join(
    f"[{i}, {90 * i}, 120, 'circle', 80, 40, 'solid arrow', (220, 235, 250), (30, 60, 90), [{i + 1}]]"
    for i in range(10)
)


def drawings(count: int, size: int, start: int = 0) -> Iterator:
    import numpy as np

    from diagram.ratings.records import RatedDrawing, now

    chance = np.random.default_rng(start)
    for i in range(start, start + count):
        latent = chance.standard_normal(size).astype(np.float32)
        yield RatedDrawing(
            id=f"d{i}",
            prompt=f"Step {i % 997} goes to a check, then to the end",
            rows=ROWS,
            outline="step -> check ?\ncheck -> end",
            style={"palette": "blue"},
            latent=latent / np.linalg.norm(latent),
            latent_version=VERSION,
            score=i % 6,
            when=now(),
        )


def add_users(ratings, count: int, drawing) -> None:
    """Users with one rating each, many in a transaction: 10,000 commits would measure the disk."""
    from diagram.ratings import writing

    for first in range(0, count, 500):
        with ratings._database.write() as connection:
            for i in range(first, min(first + 500, count)):
                writing.keep(ratings._database, connection, f"user {i}", [drawing])


def milliseconds(work: Callable, rounds: int) -> tuple[float, float]:
    """Median and longest of `rounds` calls after one to warm up."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return median(taken), max(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=10_000)
    parser.add_argument("--ratings", type=int, default=100_000, help="of one user; all others have one each")
    parser.add_argument("--size", type=int, default=96, help="numbers in a latent")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--postgres", action="store_true")
    args = parser.parse_args()

    from diagram.ratings.exchange import read_file, write_file
    from diagram.ratings.store import Ratings

    with tempfile.TemporaryDirectory() as folder:
        if args.postgres:
            from tests.postgres.server import server

            url = server().database()
        else:
            url = f"sqlite:///{folder}/ratings.sqlite3"
        with Ratings.open(url) as ratings:
            start = time.perf_counter()
            ratings.rate_all(READER, drawings(args.ratings, args.size))
            seconds = time.perf_counter() - start
            print(f"{'PostgreSQL' if args.postgres else 'SQLite'}, {args.size} numbers a latent")
            print(
                f"{args.ratings:,} ratings kept in {seconds:.1f} s ({args.ratings / seconds:,.0f} a second)"
            )
            start = time.perf_counter()
            add_users(ratings, args.users - 1, next(drawings(1, args.size)))
            print(f"{args.users - 1:,} other users made in {time.perf_counter() - start:.1f} s")

            fresh = drawings(10_000, args.size, args.ratings)
            stamps = [ratings.stamp(READER)]

            def rate() -> None:
                stamps.append(ratings.stamp(READER))
                ratings.rate(READER, drawing := next(fresh), drawing.score)

            kind = (VERSION, args.size)
            numbers = ratings.latents(READER, *kind).ids[:3].tolist()
            last = args.ratings - 20
            for name, work, rounds in (
                ("stamp", lambda: ratings.stamp(READER), args.rounds),
                ("stamp, then rate one more", rate, args.rounds),
                ("changes since the last rating", lambda: ratings.changes(READER, stamps[-1], *kind), 10),
                ("latents of all", lambda: ratings.latents(READER, *kind), 3),
                ("three neighbours in full", lambda: ratings.rated(READER, numbers=numbers), args.rounds),
                ("the gallery's first page, 20", lambda: ratings.rated(READER, limit=20), args.rounds),
                ("the gallery's last page, 20", lambda: ratings.rated(READER, limit=20, offset=last), 5),
                ("count", lambda: ratings.count(READER), 10),
                ("stamp of another user", lambda: ratings.stamp("user 77"), args.rounds),
            ):
                middle, longest = milliseconds(work, rounds)
                print(f"{name:32} {middle:9.2f} ms, at most {longest:9.2f} ms")
            for ending in ("jsonl", "csv"):
                path = Path(folder) / f"mine.{ending}"
                start = time.perf_counter()
                count = write_file(ratings, READER, path)
                written = time.perf_counter() - start
                start = time.perf_counter()
                done = read_file(ratings, READER, path)
                seconds = time.perf_counter() - start
                assert done.older == count, "an import of one's own export changes nothing"
                size = path.stat().st_size / 2**20
                print(f"{kind}: {count:,} ratings out in {written:.1f} s ({size:.0f} MB), in {seconds:.1f} s")
            start = time.perf_counter()
            ratings.forget(READER)
            print(f"forget {time.perf_counter() - start:.1f} s, {len(ratings.users()):,} users left")


if __name__ == "__main__":
    main()

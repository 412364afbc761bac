"""How long the preference step takes: `python -m tests.bench.preference_speed [--ratings N] [--users N]`.

A real SQLite database in a temporary folder, with one reader of 100,000 ratings, or 10,000 readers of 10
each.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

CANDIDATES = 5

Times = tuple[float, float]


def with_many_ratings(count: int) -> dict[str, Times]:
    """(clock, CPU) ms of each step for one reader of `count` ratings."""
    import numpy as np

    from diagram.ratings.store import Ratings
    from diagram.scoring.latents import DIMENSIONS
    from diagram.scoring.taste import Tastes

    encoder = SimpleNamespace(version="bench", dimensions=DIMENSIONS)
    candidates = _latents(np.random.default_rng(1), CANDIDATES)
    with tempfile.TemporaryDirectory() as folder:
        ratings = Ratings.open(f"sqlite:///{folder}/ratings.sqlite3")
        ratings.rate_all("reader", _rated(count))
        tastes = Tastes(ratings, encoder, Path(folder) / "tastes")
        found = {"first time, from the database": _ms(lambda: tastes.preference("reader", candidates))}
        found["the same again"] = _median(
            [_ms(lambda: tastes.preference("reader", candidates)) for _ in range(20)]
        )
        again = next(iter(_rated(1, "again")))
        found["rating one, in the database"] = _ms(lambda: ratings.rate("reader", again, 5))
        found["taking it in (update)"] = _ms(lambda: tastes.update("reader"))
        found["the ranking after that"] = _ms(lambda: tastes.preference("reader", candidates))
        ratings.rate("reader", again, 1)
        found["ranking after a rating without update"] = _ms(lambda: tastes.preference("reader", candidates))
        found["writing the file (in the background)"] = _ms(tastes.close)
        opened = Tastes(ratings, encoder, Path(folder) / "tastes")
        found["first time, from the file"] = _ms(lambda: opened.preference("reader", candidates))
        opened.close()
        ratings.close()
    return found


def with_many_users(count: int) -> dict[str, Times]:
    """(clock, CPU) ms for readers of 10 ratings each, whose indexes are not and are in memory."""
    import numpy as np

    from diagram.ratings.store import Ratings
    from diagram.scoring.latents import DIMENSIONS
    from diagram.scoring.taste import Tastes

    encoder = SimpleNamespace(version="bench", dimensions=DIMENSIONS)
    rng = np.random.default_rng(1)
    candidates = _latents(rng, CANDIDATES)
    with tempfile.TemporaryDirectory() as folder:
        ratings = Ratings.open(f"sqlite:///{folder}/ratings.sqlite3")
        for number in range(count):
            ratings.rate_all(f"reader {number}", _rated(10, seed=number))
        tastes = Tastes(ratings, encoder, Path(folder) / "tastes")
        chosen = [f"reader {number}" for number in rng.permutation(count)[:100]]
        cold = [_ms(lambda user=user: tastes.preference(user, candidates)) for user in chosen]
        warm = [_ms(lambda user=user: tastes.preference(user, candidates)) for user in chosen]
        tastes.close()
        ratings.close()
    return {
        "first time, median": _median(cold),
        "first time, longest of 100": max(cold),
        "the same again, median": _median(warm),
        "the same again, longest of 100": max(warm),
    }


def _latents(rng, count: int):
    """Vectors of length 1, block by block, as the encoder makes them."""
    import numpy as np

    from diagram.scoring.latents import SHARES, block_slices

    found = rng.normal(size=(count, sum(place.stop - place.start for place in block_slices().values())))
    for name, place in block_slices().items():
        found[:, place] *= SHARES[name] ** 0.5 / np.linalg.norm(found[:, place], axis=1, keepdims=True)
    return found.astype(np.float32)


def _rated(count: int, name: str = "drawing", seed: int = 0) -> Iterator:
    import numpy as np

    from diagram.ratings.records import RatedDrawing

    rng = np.random.default_rng(seed)
    vectors, scores, when = _latents(rng, count), rng.integers(0, 6, count), datetime.now(UTC)
    for i, (vector, score) in enumerate(zip(vectors, scores.tolist(), strict=True)):
        yield RatedDrawing(id=f"{name}-{i}", latent=vector, latent_version="bench", score=score, when=when)


def _ms(work: Callable[[], object]) -> Times:
    start, busy = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - start) * 1e3, (time.thread_time() - busy) * 1e3


def _median(times: list[Times]) -> Times:
    return tuple(map(statistics.median, zip(*times, strict=True)))


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--ratings", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=10_000)
    return parser


def main() -> None:
    options = make_parser().parse_args()
    for title, found in (
        (f"one reader, {options.ratings:,} ratings", lambda: with_many_ratings(options.ratings)),
        (f"{options.users:,} readers, 10 ratings each", lambda: with_many_users(options.users)),
    ):
        print(f"{title + ', ms':44}{'clock':>10}{'CPU':>10}", flush=True)
        for name, (clock, busy) in found().items():
            print(f"  {name:42}{clock:10.2f}{busy:10.2f}", flush=True)


if __name__ == "__main__":
    main()

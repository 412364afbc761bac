"""How much history is kept of one reader; whoever runs the app may say otherwise.

LEGIBLE_HISTORY_WORKS   pieces of work, 1,000; on a Space, which many share, 200
LEGIBLE_HISTORY_MB      megabytes of drawings and thumbnails, 100; on a Space 20
"""

from __future__ import annotations

import os

from diagram.errors import DiagramError

WORKS, MEGABYTES = "LEGIBLE_HISTORY_WORKS", "LEGIBLE_HISTORY_MB"
USUAL = {WORKS: 1_000, MEGABYTES: 100}
ON_A_SPACE = {WORKS: 200, MEGABYTES: 20}
MOST = 1_000_000


class InvalidLimit(DiagramError):
    """A limit of the history is no number that can be one."""


def most_works() -> int:
    """How many pieces of work a reader keeps. Raises InvalidLimit."""
    return _limit(WORKS)


def most_bytes() -> int:
    """How large all versions of a reader may be together. Raises InvalidLimit."""
    return _limit(MEGABYTES) * 1_000_000


def _limit(name: str) -> int:
    given = os.environ.get(name, "").strip()
    if not given:
        return (ON_A_SPACE if os.environ.get("SPACE_ID") else USUAL)[name]
    if not (given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= MOST):
        raise InvalidLimit(f"{name} is {given[:40]!r}; give a whole number from 1 to {MOST:,}.")
    return int(given)

"""Which scorers judge: those that ship, or others by their folder or Hub id (--scorers, LEGIBLE_SCORERS)."""

from __future__ import annotations

import os
from functools import lru_cache

from diagram.remote import sources
from diagram.remote.sources import Source
from diagram.scoring.readability import WEIGHTS

VARIABLE = "LEGIBLE_SCORERS"
_named: list[str] = []


def use(name: str | None) -> str:
    """Lets this process judge by these scorers from now on; None means LEGIBLE_SCORERS, else what ships.

    name: a folder, or OWNER/NAME[@REVISION]. Gives what the user is to be told, "" for nothing: without a
    network, what ships serves. Raises RemoteError.
    """
    from diagram.scoring import panel

    found = _find(_wanted(name))
    _named[:] = [name] if name else []
    panel.reload()
    return found.note


def chosen() -> Source:
    """The folder of the scorers that judge in this process; the Hub is asked once. Raises RemoteError."""
    return _find(_wanted(_named[0] if _named else None))


def _wanted(name: str | None) -> str:
    return (name or os.environ.get(VARIABLE, "")).strip()


@lru_cache(maxsize=4)
def _find(name: str) -> Source:
    return sources.find_or_shipped(name, "scorers", WEIGHTS)

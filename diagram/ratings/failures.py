"""What a database's error means for the user, in one sentence."""

from __future__ import annotations

import errno
import re
import sqlite3

from sqlalchemy import exc

from diagram.ratings.errors import RatingsUnavailable

ELSEWHERE = "or name another folder in the environment variable LEGIBLE_DATA"

SQLITE = {  # https://sqlite.org/rescode.html
    "FULL": "The disk is full, so nothing was kept in {place}; free some space and rate again.",
    "BUSY": "Another program keeps {place} locked, so nothing was kept; try again in a moment.",
    "LOCKED": "Another program keeps {place} locked, so nothing was kept; try again in a moment.",
    "READONLY": "The ratings in {place} can only be read; make the file and folder writable, {elsewhere}.",
    "CANTOPEN": "The ratings in {place} cannot be opened; make its folder writable, {elsewhere}.",
    "PERM": "The ratings in {place} may not be opened; make the file and folder writable, {elsewhere}.",
    "AUTH": "The ratings in {place} may not be opened; make the file and folder writable, {elsewhere}.",
    "IOERR": "The disk of {place} failed to read or write, so nothing was kept; check it, {elsewhere}.",
    "CORRUPT": "The file {place} is damaged; put a copy of it in its place, {elsewhere}.",
    "NOTADB": "The file {place} is not a database of ratings; move it away, {elsewhere}.",
}

POSTGRES = {  # https://www.postgresql.org/docs/current/errcodes-appendix.html
    "53100": "The disk of the ratings server {place} is full, so nothing was kept; free some space.",
    "53300": "The ratings server {place} has no connection left; try again in a moment.",
    "55P03": "Another program keeps {place} locked, so nothing was kept; try again in a moment.",
    "40P01": "Another program got in the way at {place}, so nothing was kept; try again in a moment.",
    "25006": "The ratings server {place} can only be read; use one that can be written.",
    "42501": "The ratings server {place} does not let this user write; grant it, or use another user.",
}

FILES = {
    errno.ENOSPC: "FULL",
    errno.EDQUOT: "FULL",
    errno.EROFS: "READONLY",
    errno.EACCES: "PERM",
    errno.EPERM: "PERM",
    errno.EIO: "IOERR",
}


def explained(error: Exception, place: str) -> RatingsUnavailable | None:
    """The error for the user, or None where this program is at fault, not the database's surroundings.

    place: the file or the server, without any password.
    """
    text = _text(error, place)
    return RatingsUnavailable(text.format(place=place, elsewhere=ELSEWHERE)) if text else None


def _text(error: Exception, place: str) -> str | None:
    if isinstance(error, exc.TimeoutError):
        return "Too many programs or readers use {place} at once, so nothing was kept; try again in a moment."
    if isinstance(error, OSError):
        return SQLITE[FILES.get(error.errno, "CANTOPEN")]
    original = error.orig if isinstance(error, exc.DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        name = getattr(original, "sqlite_errorname", "").removeprefix("SQLITE_")
        return SQLITE.get(name.split("_")[0])
    state = getattr(original, "sqlstate", None)
    if state in POSTGRES:
        return POSTGRES[state]
    misspelt = "invalid connection option" in str(original)  # as ?schema=..., which other programs know
    if misspelt or isinstance(error, exc.OperationalError | exc.InterfaceError):
        # A server that is away, goes away or refuses: its own words say which.
        reason = re.split(r"FATAL:|failed:", str(original).strip().splitlines()[0])[-1].strip(" .")
        reason = reason[:200].replace("{", "(").replace("}", ")")
        return f"The ratings server {{place}} cannot be used ({reason}); check that it runs and DATABASE_URL."
    return None

"""The folder behind a name: given as a path, pulled before, or pulled now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diagram.remote import connection, download, installed
from diagram.remote.errors import InvalidName, NoNetwork, RemoteError
from diagram.remote.names import EMBEDDED, is_local, parse


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of weights or data, and what the user should be told of how it was found ("" for nothing)."""

    folder: Path
    note: str = ""


def resolve(name: str | Path, kind: str, revision: str | None = None) -> Path:
    """The folder of the adapter, scorers, model or dataset that the name means.

    name: a folder, or OWNER/NAME[@REVISION]. A commit that was pulled before needs no network; a tag or a
    branch is asked for, and where there is no network, what was pulled under it is taken. Raises RemoteError.
    """
    return find(name, kind, revision).folder


def find(
    name: str | Path, kind: str, revision: str | None = None, progress: download.Progress | None = None
) -> Source:
    """As `resolve`, with a note where the Hub could not be asked; `progress` is told of what is fetched."""
    if str(name) == EMBEDDED and kind == "model":
        from diagram.generation.embedded import WEIGHTS

        return Source(WEIGHTS)
    if is_local(name):
        folder = Path(name).expanduser()
        if not folder.is_dir():
            raise InvalidName(f"{name} is neither a folder nor OWNER/NAME on the Hub; check the name.")
        return Source(folder)
    reference = parse(str(name), revision)
    before = installed.find(reference, kind)
    if before and (reference.pinned or connection.offline()):
        return Source(before.folder)
    try:
        return Source(download.fetch(reference, kind, progress=progress).folder)
    except NoNetwork:
        if before is None:
            raise
        note = (
            f"The Hub cannot be reached: {reference} is used as it was pulled before ({before.commit[:12]})."
        )
        return Source(before.folder, note)


def find_or_shipped(name: str | Path | None, kind: str, shipped: Path) -> Source:
    """As `find`; without a network, what ships, saying so. None means what ships."""
    if name is None or not str(name).strip():
        return Source(shipped)
    try:
        return find(name, kind)
    except NoNetwork as error:
        return Source(
            shipped, f"{error} So the {kind} that ships with the program is used instead of {name}."
        )


__all__ = ["RemoteError", "Source", "find", "find_or_shipped", "resolve"]

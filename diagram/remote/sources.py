"""The folder behind a name: given as a path, pulled before, or pulled now."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from diagram.remote import cache, connection, download, installed
from diagram.remote.errors import InvalidName, NoNetwork, RemoteError
from diagram.remote.names import EMBEDDED, is_local, parse

log = logging.getLogger(__name__)  # what nobody else tells; a command line shows it on stderr


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of weights or data, and what the user should be told of how it was found ("" for nothing)."""

    folder: Path
    note: str = ""


def resolve(name: str | Path, kind: str, revision: str | None = None) -> Path:
    """The folder of the adapter, scorers, model or dataset that the name means.

    name: a folder, or OWNER/NAME[@REVISION]. A commit that was pulled before needs no network; a tag or a
    branch is asked for. Where there is no network, what was pulled under it is taken, or what the cache of
    `huggingface_hub` has, which is logged. Raises RemoteError.
    """
    found = find(name, kind, revision)
    if found.note:
        log.warning("%s", found.note)
    return found.folder


def find(
    name: str | Path, kind: str, revision: str | None = None, progress: download.Progress | None = None
) -> Source:
    """As `resolve`, with a note where the Hub could not be asked; `progress` is told of what is fetched."""
    if str(name) == EMBEDDED and kind == "model":
        from diagram.generation.embedded import WEIGHTS

        return Source(WEIGHTS)
    if is_local(name):
        try:
            folder = Path(name).expanduser()
            there = folder.is_dir()
        except (OSError, RuntimeError):  # longer than any name, or in the home of nobody
            there = False
        if not there:
            raise InvalidName(f"{name} is neither a folder nor OWNER/NAME on the Hub; check the name.")
        return Source(folder)
    reference = parse(str(name), revision)
    before = installed.find(reference, kind)
    if before and (reference.pinned or connection.offline()):
        return Source(before.folder)
    try:
        return Source(download.fetch(reference, kind, progress=progress).folder)
    except NoNetwork as error:
        before = before or cache.take(reference, kind)
        if before is None:
            raise NoNetwork(f"{error} There is no folder {name} here either.") from error
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
        return Source(shipped, instead(error, name))


def instead(error: BaseException, name: object) -> str:
    """What the user is told where there is no network, so that what ships serves."""
    return f"{error} Instead of {name}, what ships with the program is used."


def place(name: str, revision: str | None = None) -> tuple[str, str | None]:
    """What `from_pretrained` takes for a model's tokenizer or configuration alone: (folder or id, revision).

    Nothing is fetched here, and no weights there. Raises InvalidName.
    """
    if name == EMBEDDED or is_local(name):
        return str(find(name, "model").folder), None
    reference = parse(name, revision)
    before = installed.find(reference, "model")
    return (str(before.folder), None) if before else (reference.repo, reference.revision)


__all__ = ["RemoteError", "Source", "find", "find_or_shipped", "instead", "place", "resolve"]

"""Work in pieces that goes on where it was killed: a folder with its settings and the finished pieces.

A piece is one line of a JSONL file, which is on disk before the next piece begins. A line that was cut off
does not count; whoever starts again does that piece anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from diagram.errors import DiagramError

SETTINGS = "settings.json"


def begin(folder: Path, settings: dict, free: Collection[str] = ()) -> None:
    """Makes the folder, or checks that it was begun with the same settings. Raises DiagramError if not.

    Those named in `free` may be others; from then on they are those of the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SETTINGS
    try:
        earlier = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        _write(path, settings)
        return
    except ValueError as error:
        raise DiagramError(
            f"{path} cannot be read ({error}); delete the folder or give another --out."
        ) from error
    different = sorted(key for key in settings | earlier if settings.get(key) != earlier.get(key))
    changed = [key for key in different if key not in free]
    if changed:
        told = ", ".join(f"{key} {earlier.get(key)!r}, now {settings.get(key)!r}" for key in changed)
        raise DiagramError(
            f"{folder} was begun with other settings ({told}); give those, or another --out, or delete it."
        )
    if different:
        _write(path, settings)


def _write(path: Path, settings: dict) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    os.replace(part, path)


def append(path: Path, found: Iterable[dict]) -> None:
    """Appends records and waits until they are on disk; a line that was cut off before is closed first."""
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in found)
    with path.open("ab") as file:
        if file.tell() and not _ends_line(path):
            file.write(b"\n")
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Iterator[dict]:
    """The whole records of a file; none where there is no file."""
    if not path.is_file():
        return
    for line in path.read_bytes().split(b"\n")[:-1]:
        try:
            yield json.loads(line)
        except ValueError:  # cut off when the process was killed
            continue


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"

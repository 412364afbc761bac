"""Where the adapter that a user's ratings have taught is kept, for that user only.

`adapters` in the data folder; the name of a user's folder is a hash, and says nothing of the user.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import lru_cache
from pathlib import Path

from diagram.errors import DiagramError
from diagram.ratings.errors import RatingsUnavailable
from diagram.ratings.folder import data_folder
from diagram.ratings.records import check_user


def personal_folder(user: str) -> Path:
    """Where the user's adapter is, if there is one. Raises InvalidRating, RatingsUnavailable."""
    check_user(user)
    return data_folder() / "adapters" / hashlib.sha256(user.encode()).hexdigest()[:40]


def personal_adapter(user: str) -> Path | None:
    """The user's adapter; None where there is none, or one of weights that ship no longer."""
    from diagram.generation import adapters
    from diagram.generation.embedded import WEIGHTS

    folder = personal_folder(user)
    if not (folder / adapters.WEIGHTS).is_file():
        return None
    try:
        found = adapters.read(folder)
    except DiagramError:  # damaged: as good as none
        return None
    weights = WEIGHTS / "model.safetensors"
    return folder if found.base == _fingerprint(WEIGHTS, weights.stat().st_mtime_ns) else None


@lru_cache(maxsize=1)
def _fingerprint(folder: Path, changed: int) -> str:
    from diagram.generation.adapters import fingerprint_of

    return fingerprint_of(folder)


def keep_personal(user: str, made: Path) -> Path:
    """Puts the adapter in the folder `made` in place of the user's former one; where it is now."""
    folder = personal_folder(user)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    old = folder.with_suffix(".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        os.replace(folder, old)
    os.replace(made, folder)
    shutil.rmtree(old, ignore_errors=True)
    return folder


def remove_personal(user: str) -> bool:
    """Deletes the user's adapter and what is being made of one; whether there was one.

    Raises RatingsUnavailable.
    """
    folder = personal_folder(user)
    there = folder.exists()
    try:
        for path in (folder, *folder.parent.glob(f"{folder.name}.*")):
            if path.exists():
                shutil.rmtree(path)
    except OSError as error:
        raise RatingsUnavailable(
            f"The personal adapter in {folder} cannot be deleted ({error.strerror}); delete it by hand."
        ) from error
    return there

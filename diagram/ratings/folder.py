"""Where this program keeps what belongs to its user: ratings and what is made of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from diagram.ratings.errors import RatingsUnavailable

NAME = "legible"


def data_folder() -> Path:
    """The folder for a user's data, made (for its owner only, 0700) where it is missing.

    `LEGIBLE_DATA` names it; otherwise it is `legible` in `XDG_DATA_HOME` or in the platform's own place for
    data. Raises RatingsUnavailable where it can neither be found nor made.
    """
    folder = _chosen()
    try:
        made = not folder.exists()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if made:
            folder.chmod(0o700)  # whatever the umask took away or left
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RatingsUnavailable(
            f"The folder for ratings, {folder}, cannot be made ({reason}); "
            "name another one in the environment variable LEGIBLE_DATA."
        ) from error
    return folder


def _chosen() -> Path:
    named = os.environ.get("LEGIBLE_DATA", "").strip()
    if named:
        return Path(named).expanduser().absolute()
    xdg = os.environ.get("XDG_DATA_HOME", "").strip()
    if xdg and Path(xdg).is_absolute():  # as the XDG base directory specification says of relative ones
        return Path(xdg) / NAME
    try:
        home = Path.home()
    except RuntimeError as error:
        raise RatingsUnavailable(
            "There is no home folder for ratings; name a folder in the environment variable LEGIBLE_DATA."
        ) from error
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / NAME
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / NAME
    return home / ".local" / "share" / NAME

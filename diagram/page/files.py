"""Files handed to a browser: in a folder of this process, under random names, deleted when old."""

from __future__ import annotations

import atexit
import functools
import os
import re
import secrets
import shutil
import tempfile
import time
import unicodedata
from pathlib import Path

KEEP = 3600.0  # seconds
MOST_NAME = 40  # characters of a download's name, without its ending


@functools.cache
def root() -> Path:
    """The folder of this process, deleted at its end. Gradio serves what is in it without a copy."""
    folder = Path(tempfile.mkdtemp(prefix="legible-"))
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def name_after(prompt: str) -> str:
    """A name for a download, of the prompt's first letters, digits and Hangul syllables; never a path."""
    words = re.findall("[A-Za-z0-9가-힣]+", unicodedata.normalize("NFC", prompt))
    return "-".join(words)[:MOST_NAME].rstrip("-") or "diagram"


def new_folder(now: float | None = None) -> Path:
    """An empty folder with a name that nobody can guess; folders older than KEEP go away on the way."""
    now = time.time() if now is None else now
    for old in root().iterdir():
        try:
            if now - old.stat().st_mtime > KEEP:
                shutil.rmtree(old, ignore_errors=True)
        except FileNotFoundError:  # another thread was quicker
            continue
    folder = root() / secrets.token_urlsafe(16)
    folder.mkdir()
    return folder

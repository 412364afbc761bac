"""By what the Hub tells contents from each other: the sha256 of LFS files, git's name of small ones."""

from __future__ import annotations

import hashlib
from pathlib import Path

CHUNK = 2**20


def sha256(content: Path | bytes) -> str:
    """The sha256 of a file or of bytes, in hex."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def git_name(content: Path | bytes) -> str:
    """Git's name of a content: the sha1 of "blob", its size, and itself."""
    digest = hashlib.sha1(f"blob {length(content)}\0".encode(), usedforsecurity=False)
    if isinstance(content, bytes):
        digest.update(content)
        return digest.hexdigest()
    with content.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def length(content: Path | bytes) -> int:
    """Its bytes."""
    return len(content) if isinstance(content, bytes) else content.stat().st_size

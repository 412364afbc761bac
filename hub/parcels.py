"""What a push consists of: files by their names in the repository, and a list of them with their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from diagram.remote.listing import MANIFEST
from hub.contents import Content

CARD = "README.md"
TYPES = {"adapter": "model", "scorers": "model", "model": "model", "space": "space"}


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files of one kind, ready to push; `left_out` says why others of the folder are not among them."""

    kind: str
    files: Mapping[str, Content]
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def card(self) -> str:
        content = self.files[CARD]
        return content.decode() if isinstance(content, bytes) else content.read_text(encoding="utf-8")

    def with_manifest(self) -> dict[str, Content]:
        """The files and `legible.json`, which names their hashes; a pull compares them."""
        hashes = {name: sha256(content) for name, content in sorted(self.files.items())}
        text = json.dumps({"format": 1, "kind": self.kind, "files": hashes}, indent=1) + "\n"
        return {**self.files, MANIFEST: text.encode()}


def sha256(content: Content) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def length(content: Content) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def git_name(content: Content) -> str:
    """Git's name of a content, by which the Hub lists small files."""
    data = content if isinstance(content, bytes) else content.read_bytes()
    return hashlib.sha1(f"blob {len(data)}\0".encode() + data, usedforsecurity=False).hexdigest()

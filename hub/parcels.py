"""What a push consists of: files by their names in the repository, and a list of them with their hashes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from diagram.remote.hashes import sha256
from diagram.remote.listing import MANIFEST
from hub.contents import Content

CARD = "README.md"
TYPES = {"adapter": "model", "scorers": "model", "model": "model", "space": "space", "dataset": "dataset"}


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files of one kind, ready to push; `left_out` says why others of the folder are not among them.

    `kept` are the sha256 of files that an earlier push put there and that stay.
    """

    kind: str
    files: Mapping[str, Content]
    left_out: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def card(self) -> str:
        content = self.files[CARD]
        return content.decode() if isinstance(content, bytes) else content.read_text(encoding="utf-8")

    def with_manifest(self) -> dict[str, Content]:
        """The files and `legible.json`, which names their hashes; a pull compares them."""
        hashes = {name: sha256(content) for name, content in self.files.items()} | dict(self.kept)
        hashes = dict(sorted(hashes.items()))
        text = json.dumps({"format": 1, "kind": self.kind, "files": hashes}, indent=1) + "\n"
        return {**self.files, MANIFEST: text.encode()}

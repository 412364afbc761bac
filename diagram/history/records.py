"""A piece of work: a prompt, the candidates drawn for it, and what was made of them, version by version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from diagram.errors import DiagramError
from diagram.ratings.records import check_text

KINDS = ("candidate", "edit", "hand", "import", "fork")
KEY = re.compile(r"[A-Za-z0-9_-]{22}")  # of a piece of work; nobody guesses another's
MAX_PROMPT = 8_000  # characters
MAX_NOTE = 2_000
MAX_CONTENT = 1_000_000
MAX_THUMBNAIL = 200_000  # bytes
MOST_VERSIONS = 300  # of one piece of work; the oldest edits go first


class UnknownWork(DiagramError):
    """A piece of work or a version that this user does not have."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new version holds.

    `content` is the diagram as the program writes it (`diagram.export`'s JSON), opaque here; `kind` says how
    it came to be, `note` in which words, `thumbnail` is a small PNG. Raises InvalidRating for texts that no
    database keeps.
    """

    content: str
    kind: str = "candidate"
    note: str = ""
    thumbnail: bytes = b""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A version's kind is {self.kind!r}; choose one of {', '.join(KINDS)}.")
        check_text("A version's note", self.note, MAX_NOTE)
        check_text("A version's diagram", self.content, MAX_CONTENT)
        if len(self.thumbnail) > MAX_THUMBNAIL:
            raise ValueError(f"A thumbnail has {len(self.thumbnail):,} bytes; at most {MAX_THUMBNAIL:,}.")


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a piece of work; `parent` is the version that it was made of, None for a candidate."""

    id: int
    parent: int | None
    kind: str
    note: str
    content: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work with all its versions, oldest first, and the id of the current one."""

    key: str
    prompt: str
    current: int
    versions: tuple[Version, ...]
    created: datetime
    changed: datetime

    def version(self, number: int | None = None) -> Version:
        """The version of this id, by default the current one; raises UnknownWork."""
        wanted = self.current if number is None else number
        for version in self.versions:
            if version.id == wanted:
                return version
        raise UnknownWork(f"Version {wanted!r:.40} is not kept any more; choose another one.")

    @property
    def undoable(self) -> bool:
        return self.version().parent is not None

    @property
    def redoable(self) -> bool:
        return any(version.parent == self.current for version in self.versions)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list of one's work shows; `thumbnail` is the current version's PNG, empty where it has none."""

    key: str
    prompt: str
    versions: int
    candidates: int  # of these versions
    thumbnail: bytes
    created: datetime
    changed: datetime

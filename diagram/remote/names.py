"""Names of weights and data: a folder, or OWNER/NAME with an optional @REVISION."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from diagram.remote.errors import InvalidName

PART = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?"
ID = re.compile(rf"{PART}/{PART}")
REVISION = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+/-]{0,199}")
EMBEDDED = "legible-embedded"  # the model that ships, in configurations of adapters that others load
COMMIT = re.compile(r"[0-9a-f]{40}")
KINDS = {
    "adapter": "model",
    "scorers": "model",
    "model": "model",
    "dataset": "dataset",
}  # kind: the Hub's type


@dataclass(frozen=True, slots=True)
class Reference:
    """A repository at a revision; `revision` is a tag, a branch or a commit."""

    repo: str
    revision: str = "main"

    def __str__(self) -> str:
        return f"{self.repo}@{self.revision}"

    @property
    def pinned(self) -> bool:
        """Whether the revision is a commit, which never changes."""
        return bool(COMMIT.fullmatch(self.revision))


def parse(name: str, revision: str | None = None) -> Reference:
    """The repository that OWNER/NAME or OWNER/NAME@REVISION names. Raises InvalidName.

    revision: in place of one in the name; giving both is an error.
    """
    repo, at, named = str(name).strip().partition("@")
    if at and revision:
        raise InvalidName(f"{name} names a revision and so does --revision ({revision}); give it once.")
    wanted = named if at else revision or "main"
    if not ID.fullmatch(repo) or ".." in repo or "--" in repo or repo.endswith(".git"):
        raise InvalidName(
            f"{str(name)!r:.120} is not the id of a repository on the Hub; write it as OWNER/NAME."
        )
    if not REVISION.fullmatch(wanted) or ".." in wanted:
        raise InvalidName(f"{wanted!r:.120} is not a revision; give a tag, a branch or a commit, such as v1.")
    return Reference(repo, wanted)


def is_local(name: str | Path) -> bool:
    """Whether the name means a folder here: one that exists, or that is written as a path."""
    text = str(name)
    written = isinstance(name, Path) or text.startswith((".", "/", "~", "\\")) or text[1:2] == ":"
    return written or not ID.fullmatch(text.partition("@")[0]) or Path(text).exists()

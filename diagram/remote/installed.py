"""What has been pulled: folders of which a record says where they are from and what they held on arrival."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from diagram.remote.names import KINDS, Reference

RECORD = "pulled.json"
CARD = "README.md"
MAX_SUMMARY = 600  # characters


@dataclass(frozen=True, slots=True)
class Pulled:
    """Something that was pulled and verified: its folder, kind, repository, commit, and names of that commit.

    `files` are the sha256 of all its files by their names; `new` says whether it was fetched just now.
    """

    folder: Path
    kind: str
    repo: str
    commit: str
    revisions: tuple[str, ...]
    files: dict[str, str]
    new: bool = False

    @property
    def name(self) -> str:
        """OWNER/NAME@REVISION as it was asked for the first time."""
        return f"{self.repo}@{self.revisions[0] if self.revisions else self.commit[:12]}"


def home(kind: str) -> Path:
    """The folder into which things of this kind are pulled; not made here."""
    from diagram.ratings.folder import data_folder

    return data_folder() / "hub" / kind


def place(reference: Reference, kind: str, commit: str) -> Path:
    """Where a repository at a commit is kept."""
    return home(kind) / reference.repo.replace("/", "--") / commit


def read(folder: Path) -> Pulled | None:
    """What was pulled into the folder; None where nothing was, or where it is not whole."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        files = {str(name): str(digest) for name, digest in record["files"].items()}
        revisions = tuple(map(str, record["revisions"]))
        found = Pulled(
            folder, str(record["kind"]), str(record["repo"]), str(record["commit"]), revisions, files
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return found if all((folder / name).is_file() for name in files) else None


def write(pulled: Pulled, folder: Path) -> None:
    """Writes the record into the folder."""
    record = {k: v for k, v in asdict(pulled).items() if k not in ("folder", "new")}
    part = folder / f".{RECORD}.part"
    part.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    part.replace(folder / RECORD)


def every(kind: str | None = None) -> list[Pulled]:
    """All that was pulled into the data folder, the latest first."""
    found = []
    for one in [kind] if kind else list(KINDS):
        for folder in home(one).glob("*/*"):
            if not folder.name.startswith("."):
                found.append(read(folder))
    return sorted(filter(None, found), key=lambda pulled: pulled.folder.stat().st_mtime, reverse=True)


def find(reference: Reference, kind: str) -> Pulled | None:
    """The latest that was pulled under this repository and revision."""
    for pulled in every(kind):
        if pulled.repo == reference.repo and reference.revision in (pulled.commit, *pulled.revisions):
            return pulled
    return None


def remove(pulled: Pulled) -> None:
    """Deletes what was pulled."""
    import shutil

    shutil.rmtree(pulled.folder)


def summary(folder: Path) -> str:
    """The first paragraph of a folder's card, as plain text of at most 600 characters; empty if it has none.

    Titles, code, tables, pictures and HTML are no paragraphs, and the signs of Markdown are left out.

    What a card says is its author's word: escape it where it enters a page.
    """
    text = ""
    with suppress(OSError, UnicodeDecodeError):
        text = (folder / CARD).read_text(encoding="utf-8")
    if text.startswith("---"):
        text = text.partition("\n---")[2].partition("\n")[2]
    lines, fenced = [], False
    for line in map(str.strip, text.splitlines()):
        fenced ^= line.startswith("```")
        if fenced or not line or line.startswith(("```", "#", "|", "![", "<", "---", "===")):
            if lines:
                break
        else:
            lines.append(line)
    plain = " ".join(re.sub(r"\[([^]\n]*)\]\([^)\s]*\)|[`*]", r"\1", " ".join(lines)).split())
    return plain if len(plain) <= MAX_SUMMARY else plain[: MAX_SUMMARY - 1].rsplit(" ", 1)[0] + "…"

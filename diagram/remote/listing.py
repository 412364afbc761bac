"""What a repository holds at one commit and what of it is wanted: judged before any byte is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from diagram.remote.errors import Refused, RemoteError, in_words
from diagram.remote.names import COMMIT, KINDS, Reference

if TYPE_CHECKING:
    from huggingface_hub import HfApi

MANIFEST = "legible.json"
GIGABYTE = 2**30
MEGABYTE = 2**20
MAX_FILES = 2_000
MAX_TEXT = 32 * MEGABYTE  # a file that is not weights or data
MAX_TOTAL = {
    "adapter": 4 * GIGABYTE,
    "scorers": 64 * MEGABYTE,
    "model": 64 * GIGABYTE,
    "dataset": 16 * GIGABYTE,
}
TEXTS = (".json", ".md", ".txt", ".jinja", ".model")
WANTED = {
    "adapter": (".safetensors", *TEXTS),
    "scorers": (".safetensors", ".json", ".md"),
    "model": (".safetensors", *TEXTS),
    "dataset": (".parquet", ".jsonl", ".json", ".csv", ".md", ".yaml"),
}
LARGE = (".safetensors", ".parquet", ".jsonl", ".csv")
NAME = re.compile(r"[^\x00-\x1f\x7f\\:*?\"<>|]+")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a repository: its size in bytes, and its sha256 (LFS) or the sha1 of its git blob."""

    path: str
    size: int
    sha256: str | None
    blob: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A repository at one commit: the files to fetch, and the names of those that are left out."""

    repo: str
    commit: str
    files: tuple[File, ...]
    left_out: tuple[str, ...]


def list_files(client: HfApi, reference: Reference, kind: str) -> Listing:
    """The wanted files of the repository, the revision pinned to its commit.

    Raises Refused where a name or a size is one that no honest repository has; RemoteError for the rest.
    """
    with in_words(str(reference), client.endpoint):
        info = client.repo_info(
            reference.repo,
            repo_type=KINDS[kind],
            revision=reference.revision,
            files_metadata=True,
            timeout=30,
        )
    if not isinstance(info.sha, str) or not COMMIT.fullmatch(info.sha):
        raise Refused(f"The Hub named no commit for {reference}; nothing was fetched.")
    if reference.pinned and info.sha != reference.revision:
        raise Refused(f"The Hub answered for another commit than {reference.revision}; nothing was fetched.")
    found = [_file(sibling, reference) for sibling in info.siblings or []]
    if len(found) > MAX_FILES:
        raise Refused(f"{reference} has {len(found):,} files; at most {MAX_FILES:,} are fetched.")
    lowered = [file.path.lower() for file in found]
    if len(set(lowered)) < len(lowered):
        raise Refused(f"{reference} has two files whose names differ in capitals only; nothing was fetched.")
    files = tuple(file for file in found if is_wanted(file.path, kind))
    for file in files:
        limit = MAX_TOTAL[kind] if file.path.lower().endswith(LARGE) else MAX_TEXT
        if file.size > limit:
            raise Refused(
                f"{file.path} of {reference} has {file.size:,} bytes; at most {limit:,} are fetched for "
                "such a file."
            )
    total = sum(file.size for file in files)
    if total > MAX_TOTAL[kind]:
        raise Refused(f"{reference} has {total:,} bytes; at most {MAX_TOTAL[kind]:,} are fetched for {kind}.")
    kept = {file.path for file in files}
    left_out = tuple(file.path for file in found if file.path not in kept and file.path != ".gitattributes")
    return Listing(reference.repo, info.sha, files, left_out)


def check_path(path: object, what: str) -> str:
    """The path, if it stays inside the folder that it is put into; raises Refused otherwise."""
    if not isinstance(path, str) or not path or len(path) > 400 or not NAME.fullmatch(path):
        raise Refused(
            f"{what} has a file named {str(path)[:80]!r}, which no folder can hold; nothing was fetched."
        )
    parts = path.split("/")
    bad = any(part in ("", ".", "..") or part != part.strip() or RESERVED.fullmatch(part) for part in parts)
    if bad or PurePosixPath(path).is_absolute() or len(parts) > 8:
        raise Refused(
            f"{what} has a file named {path[:80]!r}, which points out of its folder; nothing was fetched."
        )
    return path


def is_wanted(path: str, kind: str) -> bool:
    """Whether a kind has use for a file of this name; nothing that could run ever is."""
    hidden = any(part.startswith(".") for part in path.split("/"))
    return not hidden and PurePosixPath(path).suffix.lower() in WANTED[kind]


def _file(sibling, reference: Reference) -> File:
    path = check_path(sibling.rfilename, str(reference))
    lfs = sibling.lfs
    size = lfs.size if lfs is not None else sibling.size
    sha256 = lfs.sha256 if lfs is not None else None
    if isinstance(size, bool) or not isinstance(size, int) or size < 0 or not (sha256 or sibling.blob_id):
        raise RemoteError(f"The Hub did not say how large {path} of {reference} is; try again later.")
    return File(path, size, sha256, sibling.blob_id)

"""Fetches a repository: into a staging folder, verified there, and only then moved into place as a whole.

What was fetched before an interruption stays in the staging folder and is not fetched again. What fails
verification is deleted, all of it.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import ModelUnavailable
from diagram.remote import connection, installed, verification
from diagram.remote import scorers as layouts
from diagram.remote.errors import DiskFull, Dropped, Refused, RemoteError, in_words
from diagram.remote.hashes import git_name, sha256
from diagram.remote.installed import Pulled
from diagram.remote.listing import MANIFEST, File, Listing, is_wanted, list_files
from diagram.remote.names import KINDS, Reference

if TYPE_CHECKING:
    from huggingface_hub import HfApi

SPARE = 16 * 2**20  # bytes that stay free on the disk
TRIES = 3
Progress = Callable[[str, int, int], None]  # file, bytes so far, bytes in all


def fetch(
    reference: Reference, kind: str, out: Path | None = None, progress: Progress | None = None
) -> Pulled:
    """What the Hub has under the reference, verified and in place; nothing is fetched that is there already.

    out: a new or empty folder, or one that was pulled into before; None takes the data folder. Raises
    RemoteError, one sentence, and then nothing has changed but the staging folder beside the place.
    """
    client = connection.api(str(reference))
    listing = list_files(client, reference, kind)
    folder = Path(out) if out else installed.place(reference, kind, listing.commit)
    with in_words(str(reference), client.endpoint, OSError):
        return _fetch(client, listing, reference, kind, folder.expanduser().absolute(), progress)


def _fetch(
    client: HfApi, listing: Listing, reference: Reference, kind: str, folder: Path, progress: Progress | None
) -> Pulled:
    from filelock import FileLock

    if installed.read(folder) is None and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RemoteError(f"{folder} is not empty and was not pulled from the Hub; choose another folder.")
    if before := _there(listing, kind, folder):
        return _named(before, reference)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = folder.parent / f".{folder.name[:60]}.{listing.commit[:12]}.part"
    with FileLock(f"{staging}.lock"):
        if before := _there(listing, kind, folder):  # by another process, for which this one has waited
            return _named(before, reference)
        try:
            pulled = _stage(client, listing, reference, kind, staging, progress)
        except Dropped:
            raise  # what has arrived is used by the next try
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                shutil.rmtree(staging, ignore_errors=True)
            raise
        except ModelUnavailable as error:
            if isinstance(error, Refused | DiskFull) or not isinstance(error, RemoteError):
                shutil.rmtree(staging, ignore_errors=True)
            raise
        into_place(staging, folder)
    Path(f"{staging}.lock").unlink(missing_ok=True)
    return replace(pulled, folder=folder, new=True)


def _there(listing: Listing, kind: str, folder: Path) -> Pulled | None:
    """What was pulled into the folder, if it is this and nothing of it was changed by hand."""
    before = installed.read(folder)
    if before is None or (before.repo, before.commit, before.kind) != (listing.repo, listing.commit, kind):
        return None
    same = all(sha256(folder / name) == digest for name, digest in before.files.items())
    return before if same else None


def _stage(
    client: HfApi, listing: Listing, reference: Reference, kind: str, staging: Path, progress: Progress | None
) -> Pulled:
    """Fetches all files into the staging folder and verifies them there."""
    if staging.is_symlink() or staging.is_file():
        staging.unlink()
    staging.mkdir(mode=0o700, exist_ok=True)
    left = sum(file.size for file in listing.files) - sum(
        path.stat().st_size for path in staging.rglob("*") if path.is_file()
    )
    free = shutil.disk_usage(staging).free
    if left + SPARE > free:
        raise DiskFull(
            f"{reference} needs {left / 2**20:,.0f} MB and the disk has {free / 2**20:,.0f} MB free; make "
            "room."
        )
    wanted = {file.path for file in listing.files}
    for path in staging.rglob("*"):  # of an earlier version of this program, or put there by somebody
        name = path.relative_to(staging).as_posix().removesuffix(".part")
        if path.is_symlink() or (path.is_file() and name not in wanted):
            path.unlink()
    for file in listing.files:
        _download(client, listing, file, kind, staging, progress)
    return seal(staging, reference, kind, listing.commit)


def seal(staging: Path, reference: Reference, kind: str, commit: str) -> Pulled:
    """Verifies what has arrived in a staging folder, and writes the record of it. Raises Refused."""
    hashes = hashes_in(staging)
    _check_manifest(staging, kind, hashes)
    verification.check(staging, kind)
    if kind == "scorers":
        layouts.unpack(staging)
        hashes = hashes_in(staging)
    pulled = Pulled(staging, kind, reference.repo, commit, (reference.revision,), hashes)
    installed.write(pulled, staging)
    return pulled


def hashes_in(folder: Path) -> dict[str, str]:
    """The sha256 of every file of a folder by its name in it, but for the record's."""
    return {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != installed.RECORD
    }


def _download(
    client: HfApi, listing: Listing, file: File, kind: str, staging: Path, progress: Progress | None
) -> None:
    """Fetches one file, going on where an earlier try stopped. Raises Refused for other bytes."""
    target = staging / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_file():
        if _same(target, file):
            return
        target.unlink()
    if _from_cache(listing, file, kind, target):
        return
    part = target.with_name(f"{target.name}.part")
    for attempt in range(TRIES):
        try:
            _stream(client, listing, file, kind, part, progress)
            break
        except Dropped:
            if attempt == TRIES - 1:
                raise
    if not _same(part, file):
        raise Refused(
            f"{file.path} of {listing.repo} is not what the Hub says it is (size or hash); nothing was kept."
        )
    os.replace(part, target)


def _from_cache(listing: Listing, file: File, kind: str, target: Path) -> bool:
    """Copies the file from the cache of `huggingface_hub`, where a Space has what it was built with."""
    from huggingface_hub import try_to_load_from_cache

    cached = try_to_load_from_cache(listing.repo, file.path, repo_type=KINDS[kind], revision=listing.commit)
    if not isinstance(cached, str):
        return False
    source = Path(cached).resolve()
    if not source.is_file() or not _same(source, file):
        return False
    shutil.copyfile(source, target)
    return True


def _stream(
    client: HfApi, listing: Listing, file: File, kind: str, part: Path, progress: Progress | None
) -> None:
    """One request for what is missing of a file; never writes more bytes than the file has."""
    import httpx2
    from huggingface_hub import hf_hub_url
    from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

    url = hf_hub_url(
        listing.repo, file.path, repo_type=KINDS[kind], revision=listing.commit, endpoint=client.endpoint
    )
    done = part.stat().st_size if part.is_file() else 0
    if done > file.size:
        part.unlink()
        done = 0
    if done == file.size and part.is_file():
        return
    headers = {**build_hf_headers(library_name="legible"), "accept-encoding": "identity"}
    if done:
        headers["range"] = f"bytes={done}-"
    what = f"{file.path} of {listing.repo}"
    with (
        in_words(what, client.endpoint, httpx2.HTTPError),
        get_session().stream("GET", url, headers=headers) as answer,
    ):
        hf_raise_for_status(answer)
        begins = answer.headers.get("content-range", "")
        resumed = answer.status_code == 206 and begins.startswith(f"bytes {done}-")
        if not resumed:
            done = 0
        with part.open("ab" if resumed else "wb") as target:
            for chunk in answer.iter_raw():
                done += len(chunk)
                if done > file.size:
                    raise Refused(
                        f"{what} is larger than the Hub says ({file.size:,} bytes); nothing was kept."
                    )
                target.write(chunk)
                if progress:
                    progress(file.path, done, file.size)
    if done < file.size:
        raise Dropped(f"{what} ended after {done:,} of {file.size:,} bytes; give the same command again.")


def _check_manifest(staging: Path, kind: str, hashes: dict[str, str]) -> None:
    """Raises Refused where the files are not those that `hub.push` wrote down; others have no list."""
    path = staging / MANIFEST
    if not path.is_file():
        return
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        listed, stated = dict(manifest["files"]), str(manifest["kind"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(f"{MANIFEST} is not a list of files; nothing was kept.") from error
    if stated != kind:
        raise Refused(f"This repository holds a {stated[:40]!r}, not a {kind!r}; name that kind to pull it.")
    needed = (name for name in map(str, listed) if is_wanted(name, kind) and not name.endswith(".md"))
    missing = sorted(set(needed) - hashes.keys())
    if missing:
        raise Refused(
            f"{missing[0][:80]} is missing, which was pushed with the others ({MANIFEST}); nothing was kept."
        )
    for name, digest in listed.items():
        if name in hashes and hashes[name] != digest:
            raise Refused(
                f"{name[:80]} is another file than the one that was pushed ({MANIFEST}); nothing was kept."
            )


def into_place(staging: Path, folder: Path) -> None:
    """Renames the staging folder; an earlier one at the place is put back should that fail."""
    if not folder.exists():
        os.replace(staging, folder)
        return
    if not any(folder.iterdir()):
        folder.rmdir()
        os.replace(staging, folder)
        return
    aside = folder.parent / f".{folder.name[:60]}.before"
    shutil.rmtree(aside, ignore_errors=True)
    os.replace(folder, aside)
    try:
        os.replace(staging, folder)
    except OSError:
        os.replace(aside, folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _named(pulled: Pulled, reference: Reference) -> Pulled:
    """Remembers one more revision that means this commit."""
    if reference.revision in (pulled.commit, *pulled.revisions):
        return pulled
    pulled = replace(pulled, revisions=(*pulled.revisions, reference.revision))
    installed.write(pulled, pulled.folder)
    return pulled


def _same(path: Path, file: File) -> bool:
    if path.is_symlink() or path.stat().st_size != file.size:
        return False
    return sha256(path) == file.sha256 if file.sha256 else git_name(path) == file.blob

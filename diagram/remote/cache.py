"""Without a network: what the cache of `huggingface_hub` holds, of `hf download` or of a Space's building.

It is copied and verified as a download is, and where it is not whole, it is as if there were nothing.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from diagram.remote import download, installed
from diagram.remote.errors import Refused, in_words
from diagram.remote.installed import Pulled
from diagram.remote.listing import MANIFEST, check_path, is_wanted
from diagram.remote.names import COMMIT, KINDS, Reference


def take(reference: Reference, kind: str) -> Pulled | None:
    """What the cache has under the reference, in its place as if it were pulled; None where it has not all.

    Raises RemoteError where it cannot be copied, such as DiskFull.
    """
    from filelock import FileLock

    snapshot = _snapshot(reference, kind)
    if snapshot is None:
        return None
    folder = installed.place(reference, kind, snapshot.name)
    staging = folder.parent / f".{folder.name}.cached.part"
    try:
        with in_words(str(reference), kinds=OSError):
            folder.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{staging}.lock"):
                if before := installed.read(folder):
                    return before
                shutil.rmtree(staging, ignore_errors=True)
                _copy(snapshot, staging, kind)
                download.seal(staging, reference, kind, snapshot.name)
                download.into_place(staging, folder)
    except Refused:
        return None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        Path(f"{staging}.lock").unlink(missing_ok=True)
    return installed.read(folder)


def _snapshot(reference: Reference, kind: str) -> Path | None:
    """The cache's folder of the commit that the reference meant when it was last asked for."""
    from huggingface_hub import snapshot_download

    try:
        found = snapshot_download(
            reference.repo, repo_type=KINDS[kind], revision=reference.revision, local_files_only=True
        )
    except (OSError, ValueError):  # nothing is there: LocalEntryNotFoundError is both
        return None
    return Path(found) if COMMIT.fullmatch(Path(found).name) else None


def _copy(snapshot: Path, staging: Path, kind: str) -> None:
    """Copies what is wanted of the snapshot, whose files are links. Raises Refused where some are missing."""
    names = [path.relative_to(snapshot).as_posix() for path in snapshot.rglob("*") if path.is_file()]
    if MANIFEST in names:
        try:
            listed = dict(json.loads((snapshot / MANIFEST).read_text(encoding="utf-8"))["files"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Refused(f"{MANIFEST} is not a list of files.") from error
        if missing := sorted(set(listed) - set(names)):
            raise Refused(f"The cache lacks {missing[0]!s:.80}.")
    for name in filter(lambda name: is_wanted(name, kind), names):
        target = staging / check_path(name, snapshot.name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(snapshot / name, target)

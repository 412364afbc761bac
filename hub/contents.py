"""What may leave this machine: files of the folder named, of known kinds, with no secret in them.

Left out with a reason: links, hidden files, pickles, databases, keys, and whatever else a kind has no use
for. Refused, so that nothing is pushed: a token or a private key in a file, and a pickle or a database that
has the name of something else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from diagram.remote.errors import RemoteError

Content = Path | bytes

PICKLES = (".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".joblib", ".npy", ".npz")
DATABASES = (".db", ".sqlite", ".sqlite3", ".db-wal", ".sqlite3-wal", ".db-shm", ".sqlite3-shm", ".index")
SECRETS = (".env", ".pem", ".key", ".p12", ".netrc", ".token")
SECRET_NAMES = frozenset({"token", "stored_tokens", "id_rsa", "id_ed25519", "credentials", ".netrc", ".env"})
REASONS = {
    **dict.fromkeys(PICKLES, "a pickle may run a program where it is opened"),
    **dict.fromkeys(DATABASES, "a database or an index of somebody's ratings"),
    **dict.fromkeys(SECRETS, "a key"),
}
BEGINNINGS = {
    b"SQLite format 3\0": "a database",
    b"\x80\x02": "a pickle",
    b"\x80\x03": "a pickle",
    b"\x80\x04": "a pickle",
    b"\x80\x05": "a pickle",
    b"PK\x03\x04": "a pickle or an archive",
}
# Of the Hub, GitHub, OpenAI-like services, AWS, Slack; and private keys. Each is looked for by its first
# letters, as all patterns at once take seconds over megabytes of weights.
TOKENS = {
    b"hf_": re.compile(rb"\bhf_[A-Za-z0-9]{30,}"),
    b"api_org_": re.compile(rb"\bapi_org_[A-Za-z0-9]{30,}"),
    **{
        start: re.compile(rb"\b" + start + rb"[A-Za-z0-9]{30,}")
        for start in (b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_")
    },
    b"github_pat_": re.compile(rb"\bgithub_pat_\w{40,}"),
    b"sk-": re.compile(rb"\bsk-[A-Za-z0-9_-]{32,}"),
    b"AKIA": re.compile(rb"\bAKIA[0-9A-Z]{16}\b"),
    b"xox": re.compile(rb"\bxox[abprs]-[A-Za-z0-9-]{20,}"),
    b"-----BEGIN": re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
}
VARIABLES = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HUGGINGFACE_HUB_TOKEN", "DATABASE_URL", "LEGIBLE_SALT")
LEAST_SECRET = 8  # characters; a shorter value is a word that may be anywhere
CHUNK = 2**20
OVERLAP = 4096


class NotForOthers(RemoteError):
    """Something in a push must not leave this machine; nothing was pushed."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a folder that may be pushed, by their names in it, and why the others may not."""

    files: dict[str, Path]
    left_out: dict[str, str]


def of_folder(folder: Path, endings: Iterable[str], skip: Iterable[str] = ()) -> Folder:
    """What of a folder may be pushed. Raises RemoteError where it is no folder.

    endings: what the kind needs, such as ".safetensors"; skip: names of folders passed over silently.
    """
    if not folder.is_dir():
        raise RemoteError(f"{folder} is not a folder; name the one that holds what is to be pushed.")
    endings, skip = tuple(endings), set(skip)
    files: dict[str, Path] = {}
    left_out: dict[str, str] = {}
    root = folder.resolve()
    for at, folders, names in os.walk(folder, followlinks=False):
        here = Path(at)
        for name in list(folders):
            inside = (here / name).relative_to(folder).as_posix()
            if name in skip:
                folders.remove(name)
            elif (here / name).is_symlink() or name.startswith("."):
                folders.remove(name)
                left_out[f"{inside}/"] = "a link" if (here / name).is_symlink() else "hidden"
        for name in sorted(names):
            path = here / name
            inside = path.relative_to(folder).as_posix()
            reason = _reason(path, root, endings)
            if reason:
                left_out[inside] = reason
            else:
                files[inside] = path
    return Folder(dict(sorted(files.items())), dict(sorted(left_out.items())))


def _reason(path: Path, root: Path, endings: tuple[str, ...]) -> str:
    """Why a file is left out; empty where it is not."""
    if path.is_symlink():
        return "a link"
    if not path.is_file() or not path.resolve().is_relative_to(root):
        return "no plain file of this folder"
    suffix = path.suffix.lower()
    if suffix in REASONS:
        return REASONS[suffix]
    if path.name.lower() in SECRET_NAMES:
        return "a key"
    if path.name.startswith("."):
        return "hidden"
    return "" if suffix in endings else "not needed"


def check(files: Mapping[str, Content]) -> None:
    """Reads every file that is to be pushed. Raises NotForOthers for a secret, a pickle or a database."""
    values = [os.environ.get(name, "").encode() for name in VARIABLES]
    values.append(_saved_token())
    secrets = [value for value in values if len(value) >= LEAST_SECRET]
    for name, content in files.items():
        start = _beginning(content)
        for begins, what in BEGINNINGS.items():
            if start.startswith(begins):
                raise NotForOthers(
                    f"{name} is {what} by its content, whatever its name; take it out and push again."
                )
        for piece in _pieces(content):
            named = any(start in piece and pattern.search(piece) for start, pattern in TOKENS.items())
            if named or any(secret in piece for secret in secrets):
                raise NotForOthers(
                    f"There is a token or a key in {name}; take it out, renew it, and push again."
                )


def _beginning(content: Content) -> bytes:
    if isinstance(content, bytes):
        return content[:16]
    with content.open("rb") as file:
        return file.read(16)


def _pieces(content: Content):
    """The content in pieces that overlap, so that a token on a border is found."""
    if isinstance(content, bytes):
        yield content
        return
    tail = b""
    with content.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield tail + chunk
            tail = chunk[-OVERLAP:]


def _saved_token() -> bytes:
    from huggingface_hub import get_token

    return (get_token() or "").encode()

"""Ratings on a Space without a disk: kept in a private data set, and read back at start.

Set LEGIBLE_RATINGS_REPO to OWNER/NAME and HF_TOKEN to a token that may write there. Each reader's ratings
are one file, written anew when they changed and sent every minute by `CommitScheduler`, and once more when
the program ends. Who is forgotten has no file any more, in the repository's history neither. PostgreSQL
(DATABASE_URL) needs none of this.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.remote import connection
from diagram.remote.errors import NotAllowed, RemoteError, in_words

if TYPE_CHECKING:
    from huggingface_hub import CommitScheduler

    from diagram.ratings.store import Ratings

VARIABLE = "LEGIBLE_RATINGS_REPO"
FOLDER = "readers"
EVERY = 1.0  # minutes
MAX_FILE = 256 * 2**20  # bytes
log = logging.getLogger(__name__)


def for_app() -> None:
    """Starts keeping where the environment asks for it; where that fails, the page says so and goes on."""
    if not os.environ.get(VARIABLE, "").strip():
        return
    from diagram.scoring.panel import shipped

    panel = shipped()
    try:
        if panel.ratings is not None:
            start(panel.ratings)
    except RemoteError as error:
        panel.problem = f"Ratings are lost when this program ends: {error}"
        log.error("%s", panel.problem)


def start(ratings: Ratings, every: float = EVERY) -> CommitScheduler | None:
    """Reads ratings back and keeps them from now on; None where LEGIBLE_RATINGS_REPO names no repository.

    Call it once, before the first reader comes. Raises RemoteError where the repository cannot be used: what
    is rated then would be lost unnoticed.
    """
    repo = os.environ.get(VARIABLE, "").strip()
    if not repo or os.environ.get("DATABASE_URL", "").strip():
        return None
    from diagram.ratings.folder import data_folder
    from diagram.remote.names import parse

    parse(repo)
    folder = data_folder() / "kept"
    client = connection.api(repo, write=True)
    with in_words(repo, client.endpoint):
        client.create_repo(repo, repo_type="dataset", private=True, exist_ok=True)
        if not client.repo_info(repo, repo_type="dataset").private:
            raise NotAllowed(
                f"{repo} is public, and ratings are private; name a private data set in {VARIABLE}."
            )
        names = read_back(client, repo, ratings)
        keeper = _keeper(ratings, repo, folder, every, client, names)
    ratings.watchers.append(keeper.changed)
    return keeper


def read_back(client, repo: str, ratings: Ratings) -> set[str]:
    """Adds the repository's ratings to the database, of two the newer; the readers who have a file."""
    info = client.repo_info(repo, repo_type="dataset", files_metadata=True)
    found = set()
    for sibling in info.siblings or []:
        name = sibling.rfilename
        if not name.startswith(f"{FOLDER}/") or not name.endswith(".jsonl"):
            continue
        if (sibling.size or 0) > MAX_FILE:
            log.warning("%s of %s is too large and was not read", name, repo)
            continue
        user = _take_in(connection.read(client, repo, "dataset", name, info.sha), ratings, name)
        if user is not None and file_name(user) == name.rpartition("/")[2]:
            found.add(user)
    return found


def file_name(user: str) -> str:
    """The name of a reader's file, which says nothing of who it is."""
    return f"{hashlib.sha256(user.encode()).hexdigest()[:40]}.jsonl"


def _take_in(content: bytes, ratings: Ratings, name: str) -> str | None:
    """Adds one reader's file to the database; the reader's name, None where the file is of no use."""
    lines = content.decode("utf-8", "replace").splitlines()
    try:
        head = json.loads(lines[0])
        user = head["user"]
        if not isinstance(user, str) or not user.strip():
            raise ValueError("no name")
    except (IndexError, ValueError, KeyError, TypeError):
        log.warning("%s names no reader and was not read", name)
        return None
    ratings.rate_all(user, _drawings(lines[1:], name), newer_only=True)
    if head.get("agrees") is True:
        ratings.agree(user, True)
    return user


def _drawings(lines: list[str], name: str) -> Iterator:
    from diagram.ratings.errors import InvalidRating
    from diagram.ratings.plain import from_plain
    from diagram.ratings.records import now

    moment = now()
    for number, line in enumerate(lines, 2):
        try:
            yield from_plain(json.loads(line), moment)
        except (InvalidRating, ValueError, RecursionError) as error:
            log.warning("Line %d of %s was not read: %s", number, name, error)


def _write(ratings: Ratings, user: str, path: Path) -> bool:
    """Writes a reader's file; False, and no file, where nothing is kept of the reader."""
    from diagram.ratings.plain import as_plain

    agrees = ratings.agrees(user)
    part = path.with_suffix(".part")
    count = 0
    with part.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"user": user, "agrees": agrees}, ensure_ascii=False) + "\n")
        for drawing in ratings.each(user):
            file.write(json.dumps(as_plain(drawing), ensure_ascii=False) + "\n")
            count += 1
    if not count and not agrees:
        part.unlink()
        path.unlink(missing_ok=True)
        return False
    part.replace(path)
    return True


def _keeper(
    ratings: Ratings, repo: str, folder: Path, every: float, client, known: set[str]
) -> CommitScheduler:
    from huggingface_hub import CommitOperationDelete, CommitScheduler

    class Keeper(CommitScheduler):
        """Sends the files of readers whose ratings changed since the last time."""

        def __init__(self) -> None:
            self._waiting: set[str] = set()
            self._sent = set(known)  # readers who have a file in the repository
            self._turn = threading.Lock()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            super().__init__(
                repo_id=repo,
                repo_type="dataset",
                folder_path=folder,
                path_in_repo=FOLDER,
                allow_patterns="*.jsonl",
                every=every,
                private=True,
                hf_api=client,
            )

        def changed(self, user: str) -> None:
            """Remembers that this reader's file is to be written; called after every change."""
            with self._turn:
                self._waiting.add(user)

        def push_to_hub(self):
            """Writes the files that are due and sends them; what fails is tried again the next time."""
            with self._turn:
                due, self._waiting = self._waiting, set()
            try:
                with self.lock:
                    kept = {user for user in sorted(due) if _write(ratings, user, folder / file_name(user))}
                gone = sorted((due - kept) & self._sent)
                if gone:
                    self._forget(gone)
                done = super().push_to_hub()
                self._sent |= kept
                return done
            except BaseException:
                with self._turn:
                    self._waiting |= due
                raise

        def _forget(self, gone: list[str]) -> None:
            """Deletes the files of readers who are to be forgotten, and the history in which they were."""
            paths = [f"{FOLDER}/{file_name(user)}" for user in gone]
            self.api.create_commit(
                repo,
                [CommitOperationDelete(path) for path in paths],
                commit_message="Forget",
                repo_type="dataset",
            )
            self.api.super_squash_history(repo, repo_type="dataset")
            self._sent -= set(gone)

    return Keeper()

"""What one reader likes, from what that reader rated: a FAISS index for each user, and predictions from it.

    tastes = Tastes(ratings, Encoder.load())
    tastes.preference("local", encoder.embed(images))[0].sentence
    # Like these two, which you gave 5 and 4. You seem to go by the colours.

The database of ratings is the truth, and every prediction first asks it whether anything has changed. The
indexes are copies: those used last stay in memory and take in what changed; a file for each user (written in
the background, once enough has changed) saves reading all ratings when the program starts. A file that is
missing, older or unreadable costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import threading
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from diagram.ratings.errors import RatingsUnavailable
from diagram.ratings.records import check_user
from diagram.scoring.affinity import NEUTRAL
from diagram.scoring.explanation import NEW_READER, NOT_COMPARED, Preference
from diagram.scoring.taste_index import TasteIndex

if TYPE_CHECKING:
    from diagram.ratings.store import Ratings
    from diagram.scoring.latents import Encoder

OPEN_USERS = 512  # whose indexes stay in memory, ...
OPEN_VECTORS = 1_000_000  # ... as long as they hold no more than this together
SAVE_AFTER = 24  # changes, or a fiftieth of the ratings, after which the file is written anew

UNREADABLE = (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)

log = logging.getLogger(__name__)


class Tastes:
    """The tastes of all users of one database; any number of threads may use it at once.

    ratings: the store; encoder: whose latents are compared; folder: for the indexes' files, by default
    `tastes` in the data folder. Methods raise RatingsUnavailable where the database cannot be read.
    """

    def __init__(self, ratings: Ratings, encoder: Encoder, folder: Path | None = None) -> None:
        self.folder = _own_folder() if folder is None else Path(folder)
        self._ratings = ratings
        self._version, self._size = encoder.version, encoder.dimensions
        self._open: OrderedDict[str, TasteIndex] = OrderedDict()
        self._lock = threading.Lock()
        self._writer: ThreadPoolExecutor | None = None

    def preference(self, user: str, latents: np.ndarray) -> list[Preference]:
        """For each of n latents (n x d, as the encoder makes them) what the user would rate its drawing."""
        taste = self._taste(user)
        with taste.lock:
            self._bring_up_to_date(taste)
            if taste.scores:
                return taste.predict(np.asarray(latents, np.float32), self._names)
        sentence = NOT_COMPARED if self._ratings.count(user) else NEW_READER
        return [Preference(NEUTRAL, False, (), sentence) for _ in latents]

    def update(self, user: str) -> None:
        """Takes in what the user has just rated or removed, so that the next ranking need not wait for it."""
        taste = self._taste(user)
        with taste.lock:
            self._bring_up_to_date(taste)
            taste.learn()

    def forget(self, user: str) -> None:
        """Deletes the user's index, in memory and on disk; the ratings themselves are the database's."""
        with self._lock:
            taste = self._open.pop(user, None) or TasteIndex(user)
        with taste.lock:
            taste.clear()
            try:
                self._discard(user)
            except OSError as error:
                raise RatingsUnavailable(
                    f"The index of the ratings, {self._file(user)}, cannot be deleted ({error.strerror}); "
                    "delete it by hand."
                ) from error

    def file(self, user: str) -> Path | None:
        """Where the user's index is kept, None if nowhere; the name tells nothing of the user's."""
        return self._file(user)

    def flush(self) -> None:
        """Writes every index that has changed since its file, and returns when they are on disk."""
        with self._lock:
            tastes = list(self._open.values())
        for taste in tastes:
            self._save(taste)

    def close(self) -> None:
        """`flush`, and ends the thread that writes."""
        with self._lock:
            writer, self._writer = self._writer, None
        if writer:
            writer.shutdown(wait=True)
        self.flush()

    # --- keeping indexes ---

    def _taste(self, user: str) -> TasteIndex:
        check_user(user)
        with self._lock:
            taste = self._open.setdefault(user, TasteIndex(user))
            self._open.move_to_end(user)
            vectors = sum(len(other.scores) for other in self._open.values()) if len(self._open) > 1 else 0
            while len(self._open) > 1 and (len(self._open) > OPEN_USERS or vectors > OPEN_VECTORS):
                _, oldest = self._open.popitem(last=False)  # whoever uses it just now goes on undisturbed
                vectors -= len(oldest.scores)
            return taste

    def _bring_up_to_date(self, taste: TasteIndex) -> None:
        stamp = self._ratings.stamp(taste.user)
        if taste.stamp == stamp:
            return
        if taste.index is None:
            self._read(taste)
        if taste.index is not None and taste.stamp != stamp:
            changed = self._ratings.changes(taste.user, taste.stamp, self._version, self._size)
            if changed is not None:
                taste.add(changed)
            if changed is None or len(taste.scores) != changed.total:  # something was removed
                taste.clear()
        if taste.index is None:
            taste.make(self._ratings.latents(taste.user, self._version, self._size), self._size)
        if not taste.scores:
            with suppress(OSError):  # no file at all, then, but something of another kind
                self._discard(taste.user)
        elif taste.unsaved >= max(SAVE_AFTER, len(taste.scores) // 50):
            taste.unsaved = 0
            with self._lock:
                if self._writer is None:
                    self._writer = ThreadPoolExecutor(1, "tastes")
                self._writer.submit(self._save, taste, True)

    def _names(self, user: str, numbers: Sequence[int]) -> dict[int, str]:
        return {drawing.number: drawing.id for drawing in self._ratings.rated(user, numbers=numbers)}

    # --- files ---

    def _file(self, user: str) -> Path | None:
        return self.folder and self.folder / f"{hashlib.sha256(user.encode()).hexdigest()[:40]}.npz"

    def _save(self, taste: TasteIndex, due: bool = False) -> None:
        """Puts the index in place of its file, all or nothing. `due`: whatever `unsaved` says."""
        try:
            with taste.lock:
                if not self.folder or not taste.scores or not (due or taste.unsaved):
                    return
                content, stamp = taste.content(), taste.stamp
                taste.unsaved = 0
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    np.savez(file, version=np.array(self._version), **content)
                with taste.lock:
                    # Not for a user who was forgotten meanwhile, here or by another process.
                    if taste.scores and self._ratings.stamp(taste.user) == stamp:
                        os.replace(name, self._file(taste.user))
            finally:
                Path(name).unlink(missing_ok=True)
        except Exception as error:  # also the database's; there is nobody to tell in this thread
            log.warning("the index of a user's ratings was not kept in %s: %s", self.folder, error)

    def _discard(self, user: str) -> None:
        if self.folder and self.folder.is_dir():
            self._file(user).unlink(missing_ok=True)

    def _read(self, taste: TasteIndex) -> None:
        if not self.folder:
            return
        try:
            with np.load(self._file(taste.user), allow_pickle=False) as content:
                if str(content["version"]) == self._version:
                    taste.restore(content, self._size)
        except FileNotFoundError:
            return
        except UNREADABLE as error:
            log.warning("the index of a user's ratings is made anew, as its file cannot be read: %s", error)
            taste.clear()


def _own_folder() -> Path | None:
    """`tastes` in the data folder; None where there is none, so that every start reads all ratings."""
    from diagram.ratings.folder import data_folder

    try:
        return data_folder() / "tastes"
    except RatingsUnavailable as error:
        log.warning("the indexes of ratings are kept in memory only: %s", error)
        return None

"""Trainings of personal adapters that the page has started: each a process of its own, of low priority.

A training goes on when its reader closes the page, ends with the program, and on a Space is the only one.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from diagram.errors import DiagramError
from diagram.page import readers, texts

ROOT = Path(__file__).parents[2]
MINUTES = 10.0
MOST_SECONDS = 2 * 60 * MINUTES  # then something hangs
KEEP = 3600.0  # seconds for which the end of a training is remembered
NICENESS = 15
LINE = re.compile(r"\s*(\d{1,3})%\s+(.+)")
LOG = logging.getLogger(__name__)
_trainings: dict[str, Training] = {}
_lock = threading.Lock()


class CannotStart(DiagramError):
    """A training cannot be started now."""


@dataclass
class Training:
    """A training: how far it is (0-1, and in words), and how it ended once `running` is false.

    `problem` is why it failed, where the program has said so.
    """

    process: subprocess.Popen
    errors: object  # a file
    began: float = field(default_factory=time.monotonic)
    share: float = 0.0
    text: str = ""
    running: bool = True
    cancelled: bool = False
    failed: bool = False
    problem: str = ""
    ended: float = 0.0

    @property
    def seconds_left(self) -> float | None:
        """An estimate by what is done; None at the beginning."""
        if self.share < 0.03:
            return None
        return (time.monotonic() - self.began) * (1 - self.share) / self.share


def command(user: str) -> list[str]:
    """What is run; it prints lines such as ` 12%  Learning, step 3/25`."""
    return [sys.executable, "-m", "training.personal", f"--user={user}", f"--minutes={MINUTES}"]


def possible() -> bool:
    """Whether the program for it is here."""
    return importlib.util.find_spec("training") is not None and (ROOT / "training/personal.py").is_file()


def of(user: str) -> Training | None:
    """The user's training that is running, or that ended last."""
    return _trainings.get(user)


def start(user: str) -> Training:
    """Starts the user's training, unless one is running. Raises CannotStart."""
    if not possible():
        raise CannotStart(texts.PERSONAL_NO_TRAINING)
    with _lock:
        _forget_old()
        before = _trainings.get(user)
        if before and before.running:
            return before
        if readers.hosted() and any(training.running for training in _trainings.values()):
            raise CannotStart(texts.PERSONAL_BUSY)
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the process has ended
        process = subprocess.Popen(
            command(user),
            cwd=ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": "1", "HF_HUB_OFFLINE": "1", "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
        training = _trainings[user] = Training(process, errors)
    threading.Thread(target=_follow, args=(user, training), name="personal training", daemon=True).start()
    return training


def cancel(user: str) -> bool:
    """Stops the user's training; whether one was running."""
    training = _trainings.get(user)
    if training is None or not training.running:
        return False
    training.cancelled = True
    training.process.kill()  # what it leaves is deleted in `_follow`
    return True


def forget(user: str) -> None:
    """Stops the user's training and forgets how it ended."""
    cancel(user)
    _trainings.pop(user, None)


def _follow(user: str, training: Training) -> None:
    watchdog = threading.Timer(MOST_SECONDS, training.process.kill)
    watchdog.daemon = True
    watchdog.start()
    try:
        for line in training.process.stdout:
            if found := LINE.fullmatch(line.rstrip()):
                training.share, training.text = min(int(found[1]), 100) / 100, found[2][:200]
        code = training.process.wait()
        if code and not training.cancelled:
            training.failed, training.problem = True, _problem(training, code)
    except Exception:
        LOG.exception("a training cannot be followed")
        training.failed = True
        training.process.kill()
    finally:
        watchdog.cancel()
        training.process.stdout.close()
        training.errors.close()
        with contextlib.suppress(DiagramError, OSError):
            _tidy(user)
        training.ended = time.monotonic()
        training.running = False


def _problem(training: Training, code: int) -> str:
    """The sentence with which the program ended, if it is one of its own; else nothing, and a log."""
    training.errors.seek(0)
    said = training.errors.read().decode("utf-8", "replace").strip()
    if code == 1 and said and "Traceback (most recent call last)" not in said:
        return said.splitlines()[-1][:500]
    LOG.error("the training of a personal adapter ended with %s: %s", code, said[-3000:])
    return ""


def _tidy(user: str) -> None:
    """Deletes what a training that was killed has left; an adapter that it was replacing comes back."""
    from diagram.ratings.personal import personal_folder

    folder = personal_folder(user)
    former = folder.with_suffix(".old")
    if former.is_dir() and not folder.exists():
        former.replace(folder)
    for left in folder.parent.glob(f"{folder.name}.*"):
        shutil.rmtree(left, ignore_errors=True)


def _forget_old() -> None:
    now = time.monotonic()
    for user, training in list(_trainings.items()):
        if not training.running and now - training.ended > KEEP:
            del _trainings[user]


@atexit.register
def _stop_all() -> None:
    for training in _trainings.values():
        if training.running:
            training.cancelled = True
            training.process.kill()

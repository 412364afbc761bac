"""The versions of what a tab works on: in the reader's history, or for this tab only where that fails."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from diagram.editing.sheet import Sheet
from diagram.errors import DiagramError
from diagram.history.memory import Memory
from diagram.history.records import Draft, Work
from diagram.page import readers, texts, thumbnails

if TYPE_CHECKING:
    from diagram.history import History
    from diagram.page.run import Run
    from diagram.recommendation import Candidate

PAUSE = 15.0  # seconds for which a database that failed is not asked again
LOG = logging.getLogger(__name__)
_OPENING = threading.Lock()
_opened: list[History] = []
_failed: list[tuple[float, DiagramError]] = []
_told: set[tuple[str, str]] = set()  # (reader, problem) that was said


def history() -> History:
    """The history in the user's database, opened once. Raises RatingsUnavailable."""
    from diagram.history import History

    with _OPENING:
        if _opened:
            return _opened[0]
        if _failed and time.monotonic() - _failed[0][0] < PAUSE:
            raise _failed[0][1]
        try:
            _opened.append(History.open())
        except DiagramError as error:
            _failed[:] = [(time.monotonic(), error)]
            raise
        return _opened[0]


def begin(run: Run, reader: str | None) -> str:
    """Starts the history of a run with its candidates; what is to be said about it."""
    if run.work is not None:
        return ""
    told = _start(run, reader, [_draft_of(run, candidate) for candidate in run.candidates])
    found = zip(run.work.versions, run.candidates, strict=False)
    run.roots = {version.id: candidate.id for version, candidate in found}
    if (pressed := run.pressed()) is not None and run.candidates[0] is not pressed:
        told = choose_candidate(run, reader, pressed) or told
    return told


def begin_with(run: Run, reader: str | None, sheet: Sheet, note: str = "") -> str:
    """Starts the history of a run with a sheet that was not drawn here; what is to be said about it."""
    told = _start(run, reader, [Draft(sheet.content(), "import", note, thumbnails.png_of(sheet.diagram))])
    run.sheets[run.work.current] = sheet
    return told


def current(run: Run) -> Sheet:
    """What the current version holds."""
    version = run.work.version()
    if version.id not in run.sheets:
        run.sheets[version.id] = Sheet.read(version.content)
    return run.sheets[version.id]


def add(run: Run, reader: str | None, sheet: Sheet, kind: str, note: str) -> str:
    """Keeps a sheet as what was made of the current version; what is to be said about it."""
    picture = thumbnails.png_of(sheet.diagram)
    draft = Draft(sheet.content(), kind, note, picture)
    told = _do(run, reader, lambda store, user: store.add(user, run.work.key, draft))
    run.sheets[run.work.current] = sheet
    run.pictures[f"version-{run.work.current}"] = thumbnails.address_of(picture)
    return told


def undo(run: Run, reader: str | None) -> str:
    """Back to the version before."""
    return _do(run, reader, lambda store, user: store.undo(user, run.work.key))


def redo(run: Run, reader: str | None) -> str:
    """Forward to what was undone."""
    return _do(run, reader, lambda store, user: store.redo(user, run.work.key))


def choose(run: Run, reader: str | None, version: int) -> str:
    """Makes a version the current one. Raises UnknownWork for one that is not there."""
    run.work.version(version)
    return _do(run, reader, lambda store, user: store.choose(user, run.work.key, version))


def choose_candidate(run: Run, reader: str | None, candidate: Candidate) -> str:
    """Makes a candidate the current version."""
    if run.work is None:
        return ""
    for version, name in run.roots.items():
        if name == candidate.id:
            return choose(run, reader, version)
    draft = _draft_of(run, candidate)  # drawn after the history was begun
    told = _do(run, reader, lambda store, user: store.add(user, run.work.key, draft, 0))
    run.roots[run.work.current] = candidate.id
    return told


def trail(run: Run) -> list[str]:
    """What was done to the first drawing to get the current one, in words, first things first."""
    if run.work is None:
        return []
    by_id = {version.id: version for version in run.work.versions}
    version, notes = run.work.version(), []
    while version is not None and version.parent is not None:
        notes.append(version.note)
        version = by_id.get(version.parent)
    return notes[::-1]


def _start(run: Run, reader: str | None, drafts: Sequence[Draft]) -> str:
    return _do(run, reader, lambda store, user: store.start(user, run.prompt, drafts))


def _draft_of(run: Run, candidate: Candidate) -> Draft:
    import base64

    address = thumbnails.of_candidate(run, candidate)
    sheet = Sheet(candidate.diagram, candidate.outline)
    return Draft(sheet.content(), "candidate", "", base64.b64decode(address.partition(",")[2]))


def _do(run: Run, reader: str | None, action: Callable[[object, str], Work]) -> str:
    """Does it in the store of the run; where that fails, in memory from now on. Says so, once a reader."""
    user = readers.name(reader)
    if isinstance(run.store, Memory):
        run.work = action(run.store, user)
        return ""
    try:
        user = readers.rater(reader)
        run.store = run.store or history()
        run.work = action(run.store, user)
        _told.difference_update([told for told in _told if told[0] == user])
        return ""
    except DiagramError as error:
        LOG.warning("the history is not kept: %s", error)
        run.store = Memory(*([run.work] if run.work else []))
        run.work = action(run.store, user)
        if (user, str(error)) in _told:
            return ""
        _told.add((user, str(error)))
        return texts.UNKEPT.format(problem=texts.told(error))

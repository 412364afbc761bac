"""Editing on the page: what happens when something in the edit panel or on the drawing is changed."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator

import gradio as gr

from diagram.editing.hand import EdgeEntry, NodeEntry
from diagram.editing.revision import read_request
from diagram.editing.sheet import Sheet
from diagram.errors import DiagramError, InvalidDiagram
from diagram.graph import MAX_EDGES, MAX_NODES, STYLE_FIELDS
from diagram.page import edit_views, opening, past, rating, showing, texts, views
from diagram.page.run import Run  # Gradio reads the annotations

OUTPUTS = 3 + showing.COUNT
TABLES = 7  # their place in `showing.opened`
MOST_PX = 1e9  # of a place; larger whole numbers are no floats
LOG = logging.getLogger(__name__)

Step = tuple[Sheet, str, str]  # after the edit, its note for the history, HTML that tells it


def act(run: Run | None, reader: str | None, event: gr.EventData) -> Iterator[tuple]:
    """Something was changed by hand: (words, told, gallery, then the outputs of `showing.opened`)."""
    data = event._data if isinstance(event._data, dict) else {}
    if data.get("do") in ("undo", "redo"):
        yield from _back_or_forth(run, reader, data["do"])
        return
    recolored = data.get("do") == "style" and data.get("field") in ("palette", "shape")
    same_tables = data.get("do") in ("move", "rest", "unpin", "style") and not recolored
    keep = (TABLES,) if same_tables else ()
    yield from _edit(run, reader, "hand", lambda sheet: _by_hand(sheet, data), keep)


def say(run: Run | None, reader: str | None, words: str | None) -> Iterator[tuple]:
    """Words about the drawing in view were entered; outputs as `act`.

    None are words that are on their way already: nothing happens.
    """
    if words is None:
        yield (gr.skip(),) * OUTPUTS
        return
    yield gr.skip(), views.message("busy", texts.EDITING), *(gr.skip(),) * (OUTPUTS - 2)
    yield from _edit(run, reader, "edit", lambda sheet: _by_words(sheet, words))


def revise(outline, request: str):
    """`diagram.editing.revise`, with the model of this program."""
    from diagram import editing

    return editing.revise(outline, request)


def _by_words(sheet: Sheet, words: str) -> Step:
    words = read_request(words)
    made, found = sheet.revised(words, revise)
    return made, words, edit_views.difference(found)


def _by_hand(sheet: Sheet, data: dict) -> Step:
    action = data.get("do")
    if action == "move":
        number, x, y = data.get("node"), data.get("x"), data.get("y")
        if not (_is_whole(number) and _is_number(x) and _is_number(y)):
            raise InvalidDiagram(texts.UNREADABLE_EVENT)
        made = sheet.moved(number, x, y)
        label = " ".join(made.diagram.node(number).label.split()) or str(number)
        return _told(made, texts.MOVED.format(label=label))
    if action == "rest":
        return _told(sheet.rest(), texts.LAID_OUT)
    if action == "unpin":
        return _told(sheet.unpinned(), texts.UNPINNED)
    if action == "style":
        return _styled(sheet, data.get("field"), data.get("value"))
    if action == "tables":
        nodes = _entries(data.get("nodes"), NodeEntry, MAX_NODES)
        edges = None if data.get("edges") is None else _entries(data["edges"], EdgeEntry, MAX_EDGES)
        return _told(sheet.rewritten(nodes, edges), texts.REWRITTEN)
    raise InvalidDiagram(texts.UNREADABLE_EVENT)


def _styled(sheet: Sheet, field: object, value: object) -> Step:
    if field == "text_size":
        try:
            size = float(str(value))
        except ValueError:
            size = math.nan
        return _told(sheet.with_text_size(size), texts.TEXT_SIZED.format(size=size))
    if not isinstance(field, str) or field not in STYLE_FIELDS or not isinstance(value, str):
        raise InvalidDiagram(texts.UNREADABLE_EVENT)
    word = texts.STYLE_WORDS.get(value, value)
    return _told(
        sheet.restyled(**{field: value}), texts.RESTYLED.format(field=texts.STYLES[field], word=word)
    )


def _told(sheet: Sheet, note: str) -> Step:
    return sheet, note, views.message("done", note)


def _entries(found: object, kind: type, most: int) -> list:
    """Lines of a table as the browser sends them. Raises InvalidDiagram."""
    if not isinstance(found, list) or len(found) > most or not all(isinstance(line, dict) for line in found):
        raise InvalidDiagram(texts.UNREADABLE_EVENT)
    names = kind.__dataclass_fields__
    lines = [{name: line.get(name, "") for name in names} for line in found]
    if not all(isinstance(text, str) for line in lines for text in line.values()):
        raise InvalidDiagram(texts.UNREADABLE_EVENT)
    return [kind(**line) for line in lines]


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < MOST_PX


# --- what they share ---


def _edit(
    run: Run | None,
    reader: str | None,
    kind: str,
    change: Callable[[Sheet], Step],
    keep: tuple[int, ...] = (),
) -> Iterator[tuple]:
    """Makes a step and shows it; `keep` are places of `showing.opened` that stay as they are on the page."""
    if run is None or not run.folder.exists():
        yield only(texts.EDIT_NOTHING, "error")
        return
    words = "" if kind == "edit" else gr.skip()
    try:
        with run.lock:
            unkept = _started(run, reader)
            before = past.current(run)
            sheet, note, told = change(before)
            if sheet == before:
                yield only(unkept or texts.NOTHING_CHANGED, "notice", run)
                return
            unkept = past.add(run, reader, sheet, kind, note) or unkept
            opening.change(run, sheet)
    except DiagramError as error:
        yield only(str(error), "error", run)
        return
    except Exception:
        LOG.exception("an edit failed")
        yield only(texts.EDIT_FAILED, "error", run)
        return
    yield from _shown(run, reader, words, views.message("notice", unkept) + told, keep)


def _back_or_forth(run: Run | None, reader: str | None, action: str) -> Iterator[tuple]:
    if run is None or run.work is None:
        yield only(texts.NOTHING_TO_UNDO, "notice")
        return
    try:
        with run.lock:
            before = run.work.current
            unkept = (past.undo if action == "undo" else past.redo)(run, reader)
            if run.work.current == before:
                said = texts.NOTHING_TO_UNDO if action == "undo" else texts.NOTHING_TO_REDO
                yield only(unkept or said, "notice", run)
                return
            opening.change(run, past.current(run))
    except DiagramError as error:
        yield only(str(error), "error", run)
        return
    told = views.message("done", texts.UNDONE if action == "undo" else texts.REDONE)
    yield from _shown(run, reader, gr.skip(), views.message("notice", unkept) + told)


def _started(run: Run, reader: str | None) -> str:
    """Begins the history of what came with a link, or of candidates that are still being drawn."""
    if run.work is not None:
        return ""
    return past.begin(run, reader) if run.candidates else past.begin_with(run, reader, run.changed.sheet)


def _shown(
    run: Run, reader: str | None, words: object, told: str, keep: tuple[int, ...] = ()
) -> Iterator[tuple]:
    """First the drawing, then what takes a moment: its scores and its files."""
    rating.look_up(run, reader)
    shown = run.shown()
    first = showing.at_once(run, shown)
    first = tuple(gr.skip() if place in keep else part for place, part in enumerate(first))
    yield words, told, opening.gallery(run), *first
    showing.judge(run, reader)
    yield gr.skip(), gr.skip(), gr.skip(), *showing.in_a_moment(run, run.shown(), reader)


def only(text: str, kind: str, run: Run | None = None) -> tuple:
    """A message; the drawing is shown again, since the browser may have moved a node."""
    rest = [gr.skip()] * (OUTPUTS - 2)
    if run is not None and run.shown() is not None:
        shown = run.shown()
        rest[1] = views.drawing(shown, showing.sheet_of(shown).pinned)
    return gr.skip(), views.message(kind, text), *rest

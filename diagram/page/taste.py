"""The tab "My taste": what a reader rated, a map of it, and taking it along or away."""

from __future__ import annotations

import contextlib
import logging
import math
import shutil
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import files, rating, readers, taste_map, texts, views

if TYPE_CHECKING:
    from diagram.ratings.records import RatedDrawing

PAGE = 24  # ratings
LOG = logging.getLogger(__name__)


def show(page: float | None, reader: str | None) -> tuple:
    """(page, message, gallery, map, whether there is anything): a page of ratings, counted from 0.

    The page is None where it is not known yet who is reading; see `catch_up`.
    """
    try:
        return _shown(page or 0, readers.rater(reader))
    except DiagramError as error:
        first = None if isinstance(error, readers.NoReader) else 0
        return first, views.message("notice", str(error)), "", "", gr.update(visible=False)


def catch_up(page: float | None, reader: str | None) -> tuple:
    """As `show`, if that was asked for before it was known who is reading."""
    return show(page, reader) if page is None else (gr.skip(),) * 5


def turn(reader: str | None, event: gr.EventData) -> tuple:
    """Another page was asked for; as `show`."""
    page = event._data.get("page")
    return show(page if isinstance(page, int) else 0, reader)


def rate(page: float | None, reader: str | None, event: gr.EventData) -> tuple:
    """Stars of a rating were pressed, or its removal; as `show`, and unchanged pictures stay in place."""
    drawing_id, score = rating.asked(event)
    kept = False
    try:
        user = readers.rater(reader)
        store = rating.ratings()
        found = rating.rated(store, user, [drawing_id])
        if not found:
            gr.Warning(texts.NOT_YOURS)
        elif score is None:
            rating.panel().unrate(user, found[drawing_id].id)
            kept = True
        else:
            store.rate(user, found[drawing_id], score)
            kept = True
    except DiagramError as error:
        rating.complain(error)
    if kept:
        rating.told(score)
        if score is not None:  # a page in a new order would move what is under the pointer
            return (gr.skip(),) * 5
    return show(page, reader)


def export(kind: str, reader: str | None, earlier: str | None) -> tuple:
    """(file, its folder, message): all ratings of the reader in a new file; the earlier one is deleted."""
    from diagram.ratings import exchange

    _delete(earlier)
    try:
        user = readers.rater(reader)
        path = files.new_folder() / f"legible-ratings.{kind}"
        count = exchange.write_file(rating.ratings(), user, path)
    except DiagramError as error:
        return gr.skip(), None, views.message("error", str(error))
    text = texts.EXPORTED_ONE if count == 1 else texts.EXPORTED.format(count=count)
    return str(path), path.parent.name, views.message("done", text)


def exporter(kind: str) -> Callable:
    """`export` for a button."""

    def export_kind(reader: str | None, earlier: str | None) -> tuple:
        return export(kind, reader, earlier)

    return export_kind


def take_in(path: str | None, reader: str | None) -> Iterator[tuple]:
    """Imports a file; as `show`. The uploaded file is deleted."""
    if not path:
        yield (gr.skip(),) * 5
        return
    file = Path(path)
    yield gr.skip(), views.message("busy", texts.IMPORTING), *[gr.skip()] * 3
    try:
        user = readers.rater(reader)
        told, problems = _imported(file, user)
        message = views.message("done", told) + _problems(problems)
        page, _, *rest = _shown(0, user)
        yield page, message, *rest
    except DiagramError as error:
        yield gr.skip(), views.message("error", str(error)), *[gr.skip()] * 3
    except Exception:
        LOG.exception("an import failed")
        yield gr.skip(), views.message("error", texts.IMPORT_FAILED), *[gr.skip()] * 3
    finally:
        file.unlink(missing_ok=True)


def forget(reader: str | None, exported: str | None) -> tuple:
    """Deletes all that is kept of the reader; (folder of the export, then as `show`)."""
    _delete(exported)
    try:
        user = readers.rater(reader)
        rating.panel().forget(user)
        page, _, *rest = _shown(0, user)
    except DiagramError as error:
        return None, gr.skip(), views.message("error", str(error)), *[gr.skip()] * 3
    return None, page, views.message("done", texts.FORGOTTEN), *rest


def _shown(page: float, user: str) -> tuple:
    store = rating.ratings()
    count = store.count(user)
    if not count:
        return 0, "", views.empty(texts.TASTE_EMPTY, texts.TASTE_EMPTY_HINT), "", gr.update(visible=False)
    pages = math.ceil(count / PAGE)
    page = min(max(0, int(page)), pages - 1)
    cards = [_card(drawing) for drawing in store.rated(user, limit=PAGE, offset=page * PAGE, pictures=True)]
    told = texts.TASTE_COUNT_ONE if count == 1 else texts.TASTE_COUNT.format(count=count)
    gallery = views.grid("mine", cards, intro=told) + views.pager(page, pages)
    last = store.rated(user, limit=taste_map.SHOWN)  # without pictures, of which the map shows only a few

    def pictured(numbers: list[int]) -> list[RatedDrawing]:
        return store.rated(user, numbers=numbers, pictures=True)

    chart = taste_map.chart(last, rating.panel().encoder, count, pictured)
    return page, "", gallery, chart, gr.update(visible=True)


def _card(drawing: RatedDrawing) -> views.Card:
    from diagram.page.thumbnails import of_rated

    prompt = taste_map.named(drawing)
    style = taste_map.style(drawing)
    return views.Card(
        drawing_id=drawing.id,
        picture=of_rated(drawing),
        caption=prompt,
        label=texts.RATE_MINE.format(prompt=prompt),
        score=drawing.score,
        note=" · ".join(filter(None, [f"{drawing.when:%Y-%m-%d %H:%M} UTC", style])),
    )


def _imported(file: Path, user: str) -> tuple[str, tuple[str, ...]]:
    from diagram.ratings import earlier, exchange
    from diagram.ratings.errors import UnreadableRatings
    from diagram.scoring import pictures, renewal

    store, panel = rating.ratings(), rating.panel()
    ending = file.suffix.lower()
    if ending == ".zip":
        done = earlier.read_folders(
            store,
            user,
            file,
            lambda png: panel.encoder.embed([pictures.from_png(png)])[0],
            panel.encoder.version,
        )
    elif ending in (".jsonl", ".csv"):
        done = exchange.read_file(store, user, file)
        renewal.renew(store, user, panel.encoder)
    else:
        raise UnreadableRatings(texts.IMPORT_ENDING.format(name=file.name))
    if panel.tastes:
        panel.tastes.update(user)
    return str(done), done.problems


def _problems(problems: tuple[str, ...]) -> str:
    if not problems:
        return ""
    items = "".join(f"<li>{escape(texts.told(problem))}</li>" for problem in problems)
    return f'<details class="problems"><summary>{escape(texts.PROBLEMS)}</summary><ul>{items}</ul></details>'


def _delete(folder: str | None) -> None:
    """Deletes the folder of an export; its name comes from this tab's state, not from the browser."""
    if folder:
        with contextlib.suppress(OSError):
            shutil.rmtree(files.root() / folder)

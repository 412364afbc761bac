"""The tab "History": a reader's pieces of work, to be opened again, copied and deleted."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import drawing, opening, past, rating, readers, texts, thumbnails, views

if TYPE_CHECKING:
    from diagram.history import Summary

PAGE = 12  # pieces of work
MOST_WORDS = 140  # characters of a prompt
LOG = logging.getLogger(__name__)


def show(page: float | None, reader: str | None, told: str = "") -> tuple:
    """(page, message, list): a page of the history, counted from 0."""
    try:
        user = readers.rater(reader)
        count = past.history().count(user)
        pages = max(1, math.ceil(count / PAGE))
        page = min(max(0, int(page or 0)), pages - 1)
        found = past.history().list(user, PAGE, page * PAGE)
    except DiagramError as error:
        return 0, views.message("notice", str(error)), ""
    if not found:
        return 0, told, views.empty(texts.HISTORY_EMPTY, texts.HISTORY_EMPTY_HINT)
    return page, told, _list(found, count) + views.pager(page, pages, texts.HISTORY_PAGES)


def turn(reader: str | None, event: gr.EventData) -> tuple:
    """Another page was asked for; as `show`."""
    page = event._data.get("page")
    return show(page if isinstance(page, int) else 0, reader)


def act(page: float | None, reader: str | None, event: gr.EventData) -> tuple:
    """A piece of work is to be copied or deleted; as `show`."""
    action, key = event._data.get("do"), event._data.get("work")
    try:
        user = readers.rater(reader)
        if action == "fork":
            past.history().fork(user, key)
            return show(0, reader, views.message("done", texts.FORKED))
        if action == "delete" and isinstance(key, str):
            past.history().delete(user, key)
            return show(page, reader, views.message("done", texts.DELETED))
    except DiagramError as error:
        return show(page, reader, views.message("error", str(error)))
    return show(page, reader)


def reopen(reader: str | None, event: gr.EventData) -> Iterator[tuple]:
    """A piece of work is to be opened in the tab "Draw": (tabs, prompt, button, as `drawing.draw`)."""
    yield from go_on(event._data.get("work"), reader)


def last(reader: str | None) -> tuple:
    """(key, button): what was worked on last, offered while the tab "Draw" is empty."""
    try:
        found = past.history().list(readers.rater(reader), 1)
    except DiagramError as error:  # said when something is drawn
        LOG.warning("%s", error)
        found = []
    if not found:
        return None, gr.update(visible=False)
    text = texts.CONTINUE.format(prompt=_words(found[0], 60))
    return found[0].key, gr.update(value=text, visible=True)


def go_on(key: object, reader: str | None) -> Iterator[tuple]:
    """As `reopen`, of the piece of work of this key: what was worked on last."""
    try:
        store = past.history()
        work = store.read(readers.rater(reader), key)
        steps = opening.reopen(store, work, texts.REOPENED, reader)
        prompt = work.prompt if any(version.kind == "candidate" for version in work.versions) else gr.skip()
        for number, step in enumerate(steps):
            head = (gr.Tabs(selected="draw"), prompt, gr.update(visible=False))
            yield *(head if number == 0 else (gr.skip(),) * 3), *step
    except DiagramError as error:
        rating.complain(error)
        yield gr.skip(), gr.skip(), gr.skip(), *drawing.nothing()


def _list(found: list[Summary], count: int) -> str:
    told = _counted(count, texts.HISTORY_COUNT_ONE, texts.HISTORY_COUNT)
    items = "".join(map(_card, found))
    return f'<p class="intro">{escape(told)}</p><ul class="cards works" {views.turn()}>{items}</ul>'


def _card(work: Summary) -> str:
    key, words = escape(work.key), _words(work, MOST_WORDS)
    picture = thumbnails.address_of(work.thumbnail)
    made = escape(_made(work))
    image = f'<img src="{picture}" alt="">' if picture else '<span class="no-picture"></span>'

    def button(action: str, text: str, more: str = "") -> str:
        said = escape(texts.ABOUT_WORK.format(action=text, prompt=words))
        return (
            f'<button type="button" data-do="{action}" data-work="{key}" aria-label="{said}"{more}>'
            f"{escape(text)}</button>"
        )

    when = f'<time datetime="{work.changed:%Y-%m-%dT%H:%M:%SZ}">{work.changed:{texts.TIME}}</time>'
    return (
        f'<li class="card"><button type="button" class="open" data-do="open" data-work="{key}">{image}'
        f'<span class="caption"><span class="unseen">{escape(texts.REOPEN)}: </span>'
        f'<span>{escape(words)}</span><span class="note">{when} · {made}</span></span></button>'
        f'<div class="actions">{button("open", texts.REOPEN)}'
        f"{button('fork', texts.FORK)}{button('sure', texts.DELETE)}</div>"
        f'<div class="actions really" hidden><span>{escape(texts.DELETE_SURE)}</span>'
        f"{button('delete', texts.DELETE_YES)}{button('keep', texts.DELETE_NO)}</div></li>"
    )


def _made(work: Summary) -> str:
    """How many candidates were drawn and what came after them; of what was opened, its versions."""
    if not work.candidates:
        return _counted(work.versions, texts.HISTORY_VERSIONS_ONE, texts.HISTORY_VERSIONS)
    said = [_counted(work.candidates, texts.HISTORY_CANDIDATES_ONE, texts.HISTORY_CANDIDATES)]
    if edits := work.versions - work.candidates:
        said.append(_counted(edits, texts.HISTORY_EDITS_ONE, texts.HISTORY_EDITS))
    return " · ".join(said)


def _counted(count: int, one: str, more: str) -> str:
    return one if count == 1 else more.format(count=count)


def _words(work: Summary, most: int) -> str:
    words = " ".join(work.prompt.split()) or texts.HISTORY_NO_PROMPT
    return words if len(words) <= most else words[: most - 1] + "…"

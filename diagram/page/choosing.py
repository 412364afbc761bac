"""The tab "Models": choosing what draws. What is chosen is loaded in a thread while its progress is said."""

from __future__ import annotations

import contextvars
import logging
import threading
from collections.abc import Iterator

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import model_cards, models, texts, views
from diagram.page.models import Choice, Found

PATIENCE = 0.3  # seconds between two looks at how far it is
COUNT = 5  # outputs of `use` and `show`
LOG = logging.getLogger(__name__)


class Loading(threading.Thread):
    """Finds and loads what a reader chose; goes on when nobody waits for it any more."""

    def __init__(self, choice: Choice, reader: str | None) -> None:
        super().__init__(name="load a chosen model", daemon=True)
        self.choice, self.reader = choice, reader
        self.text = texts.MODEL_FINDING.format(name=choice.model or choice.adapter or choice.url)
        self.found: Found | None = None
        self.problem = ""
        self.context = contextvars.copy_context()  # the language of whoever asks

    def run(self) -> None:
        self.context.run(self._load)

    def _load(self) -> None:
        try:
            found = models.find(self.choice, self.reader, self._tell)
            self._tell(texts.MODEL_LOADING.format(name=models.said(found.name)))
            models.load(found)
            self.found = found
        except DiagramError as error:
            self.problem = str(error)
        except Exception:
            LOG.exception("a model cannot be loaded")
            self.problem = texts.MODEL_FAILED

    def _tell(self, text: str) -> None:
        self.text = text


def use(
    kind: str,
    model: str | None,
    adapter: str | None,
    endpoint_model: str | None,
    url: str | None,
    value: object,
    reader: str | None,
) -> Iterator[tuple]:
    """Streams (choice for the browser to keep, message, cards, adapter's field, installed adapters).

    Until the new choice is loaded the earlier one stays, and where that fails, too.
    """
    stay = (gr.skip(),) * 3
    try:
        before = value if isinstance(value, dict) else {}
        names = {
            "shipped": {},
            "other": {"model": model, "adapter": adapter},
            "endpoint": {"model": endpoint_model, "url": url},
        }.get(kind, {})
        choice = Choice.of({"kind": kind, **names, "personal": before.get("personal")})
        models.check(choice, reader)
    except DiagramError as error:
        yield gr.skip(), views.message("error", str(error)), *stay
        return
    work = Loading(choice, reader)
    told = work.text
    yield gr.skip(), views.message("busy", told), *stay
    work.start()
    while work.is_alive():
        work.join(PATIENCE)
        if work.text != told and work.is_alive():
            told = work.text
            yield gr.skip(), views.message("busy", told), *stay
    if work.found is None:
        yield gr.skip(), views.message("error", work.problem), *stay
    else:
        yield work.found.choice.kept(), *_told(work.found), *_installed()


def show(value: object, reader: str | None) -> tuple:
    """As `use`, of the choice that the browser kept; nothing is fetched."""
    try:
        choice = Choice.of(value)
        models.check(choice, reader)
        if models.is_here(choice):
            return gr.skip(), *_told(models.find(choice, reader)), *_installed()
    except DiagramError as error:
        return gr.skip(), views.message("error", str(error)), "", *_installed()
    text = texts.MODEL_USED.format(name=models.asked(choice))
    return gr.skip(), views.message("done", text), "", *_installed()


def filled(value: object) -> tuple:
    """(kind, model, adapter, endpoint's model, address, and which fields are to be seen) of what was kept."""
    try:
        choice = Choice.of(value)
    except DiagramError:  # said by `show`
        choice = Choice()
    other, endpoint = choice.kind == "other", choice.kind == "endpoint"
    return (
        choice.kind,
        choice.model if other else "",
        choice.adapter if other else "",
        choice.model if endpoint else "",
        choice.url,
        *fields(choice.kind),
    )


def fields(kind: str) -> tuple:
    """Which fields are to be seen: (those of another model, those of an endpoint)."""
    return gr.update(visible=kind == "other"), gr.update(visible=kind == "endpoint")


def _told(found: Found) -> tuple[str, str]:
    notes = "".join(views.message("notice", note) for note in found.notes)
    name = models.said(found.name)
    cards = "".join(model_cards.card(folder, kind, _title(kind, found)) for kind, folder in found.folders)
    return notes + views.message("done", texts.MODEL_USED.format(name=name)), cards


def _title(kind: str, found: Found) -> str:
    if found.choice.kind == "shipped":
        return texts.SHIPPED_MODEL
    name = models.said(found.name)
    start, _, adapter = name.partition("+")
    return (adapter if kind == "adapter" else start).strip() or name


def _installed() -> tuple:
    """(the adapter's field, the list) with what is installed now."""
    from diagram.remote import installed

    try:
        found = installed.every("adapter")
        choices = [(pulled.name, f"{pulled.repo}@{pulled.commit}") for pulled in found]
        return gr.update(choices=choices), model_cards.installed_list(found)
    except DiagramError as error:  # there is no folder for data
        return gr.skip(), views.message("notice", str(error))

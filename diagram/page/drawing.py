"""Drawing on the page: what happens when Draw is pressed, or a candidate. No layout here, and no HTML."""

from __future__ import annotations

import functools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING

import gradio as gr

from diagram.errors import Cancelled, DiagramError, InvalidPrompt
from diagram.page import files, models, opening, past, rating, readers, showing, texts, views, watching
from diagram.page.run import Run

if TYPE_CHECKING:
    from diagram.generation.backend import Backend

MAX_SEED = 2**31 - 1
LOG = logging.getLogger(__name__)


@functools.cache
def loading() -> threading.Thread:
    """The thread that loads the model, started by the first call."""
    thread = threading.Thread(target=_load, name="load the model", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    from diagram import recommend

    try:
        backend = models.backend(None, readers.NOBODY, LOG.warning)
        recommend("A -> B", count=1, top=1, seed=0, backend=backend)
    except DiagramError as error:  # said again, on the page, to whoever draws
        LOG.warning("%s", error)


def draw(
    prompt: str,
    count: float,
    top: float,
    share: float,
    seed: str,
    reader: str | None,
    choice: object = None,
) -> Iterator[tuple]:
    """Streams the candidates: (run, message, gallery, results, then the outputs of `opened`).

    share: of the reader's taste in the score, 0-100; reader: see `readers`; choice: the model
    that draws for them, as their browser keeps it, see `models`.

    Whatever goes wrong, the prompt and the earlier results stay where they are.
    """
    try:
        if loading().is_alive():
            yield only(texts.LOADING, "busy")
            loading().join()
        yield only(texts.DRAWING, "busy")
        notes: list[str] = []
        if backend := models.backend(choice, reader, notes.append):
            yield only(texts.MODEL_WORKING.format(name=models.said(backend.name)), "busy")
        request = {"count": int(count), "top": min(int(top), int(count)), "seed": _seed(seed or "")}
        yield from _draw(prompt or "", request | {"weight": 1 - share / 100}, reader, backend, notes)
    except Cancelled:
        yield only(texts.STOPPED, "notice")
    except DiagramError as error:
        yield only(str(error), "error")
    except Exception:
        LOG.exception("drawing failed")
        yield only(texts.FAILED, "error")


def _seed(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 20 and int(text) <= MAX_SEED):
        raise InvalidPrompt(texts.BAD_SEED.format(seed=text, most=MAX_SEED))
    return int(text)


def _draw(
    prompt: str, request: dict, reader: str | None, backend: Backend | None, notes: list[str]
) -> Iterator[tuple]:
    from diagram import stream

    began = time.perf_counter()
    run = Run(prompt, files.new_folder(), weight=request["weight"])

    streamed = functools.partial(stream, prompt, user=readers.name(reader), **request)

    def slowly(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Iterator:
        return streamed(backend=models.watched(backend, progress, cancelled))

    slow = models.is_slow(backend)
    found = watching.follow(slowly, watching.this_tab()) if slow else streamed(backend=backend)
    for ready in found:
        if isinstance(ready, watching.Far):
            yield gr.skip(), views.progress(models.said(backend.name), ready), *nothing()[2:]
            continue
        run.candidates = ready
        run.drawn += 1
        text = texts.READY.format(ready=run.drawn, count=request["count"])
        yield _all(run, views.message("busy", text), reader)
    seconds = time.perf_counter() - began
    with run.lock:
        unkept = past.begin(run, reader)
    yield _all(run, views.message("notice", unkept) + _summary(run, seconds, notes), reader)


def _summary(run: Run, seconds: float, notes: list[str]) -> str:
    shown = len(run.candidates)
    text = texts.DONE if shown < run.drawn else texts.DONE_ALL if shown > 1 else texts.DONE_ONE
    panel = rating.panel()
    notices = [*notes, texts.SCORERS_OFFLINE if panel.note else "", panel.problem]
    if not any(candidate.fidelity.faithful for candidate in run.candidates):
        notices.append(texts.UNFAITHFUL)
    lines = [views.message("notice", notice) for notice in notices]
    return "".join(lines) + views.message("done", text.format(shown=shown, drawn=run.drawn, seconds=seconds))


def stop() -> None:
    """Cancel was pressed: what this tab waits for ends, and says so itself."""
    watching.stop(watching.this_tab())


def nothing() -> tuple:
    """Everything stays as it is."""
    return (gr.skip(),) * (4 + showing.COUNT)


def only(text: str, kind: str) -> tuple:
    """A message; everything else stays as it is."""
    return (gr.skip(), views.message(kind, text), *nothing()[2:])


def _all(run: Run, message: str, reader: str | None) -> tuple:
    shown = run.shown()
    rating.look_up(run, reader)
    gallery = gr.update(value=views.gallery(run), visible=True)
    return (run, message, gallery, gr.update(visible=True), *showing.opened(run, shown, reader))


def open_candidate(run: Run | None, reader: str | None, event: gr.EventData) -> tuple:
    """Opens the picture that was pressed; known by its id, since its place in the ranking may change."""
    name = event._data.get("drawing")
    try:
        found = run is not None and run.folder.exists() and _choose(run, reader, name)
    except DiagramError as error:
        rating.complain(error)
        return (gr.skip(),) * showing.COUNT
    if not found:
        gr.Warning(texts.GONE)
        return (gr.skip(),) * showing.COUNT
    showing.judge(run, reader)
    return showing.opened(run, run.shown(), reader)


def _choose(run: Run, reader: str | None, name: object) -> bool:
    """Makes a candidate or a version the drawing in view; False where there is none of this name."""
    with run.lock:
        candidate = next((c for c in run.candidates if c.id == name), None)
        if candidate is None:
            return isinstance(name, str) and opening.open_version(run, reader, name)
        run.chosen, run.changed = candidate.id, None
        if told := past.choose_candidate(run, reader, candidate):
            gr.Warning(escape(told, quote=False))
    return True

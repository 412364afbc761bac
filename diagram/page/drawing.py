"""Drawing on the page: what happens when Draw is pressed, or a candidate. No layout here, and no HTML."""

from __future__ import annotations

import functools
import logging
import math
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import gradio as gr

from diagram.errors import DiagramError, InvalidPrompt
from diagram.page import files, rating, readers, texts, views
from diagram.page.crop import cropped_png, cropped_svg
from diagram.page.run import Run

if TYPE_CHECKING:
    from diagram.recommendation import Candidate

DOWNLOAD_SCALE = 2.0
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
MOST_PIXELS = 25_000_000  # of a picture, ten times the usual one
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
        recommend("A -> B", count=1, top=1, seed=0)
    except DiagramError as error:  # said again, on the page, to whoever draws
        LOG.warning("%s", error)


def draw(
    prompt: str, count: float, top: float, share: float, seed: str, reader: str | None
) -> Iterator[tuple]:
    """Streams the candidates: (run, message, gallery, results, then the outputs of `opened`).

    share: of the reader's taste in the score, 0-100; reader: see `readers`.

    Whatever goes wrong, the prompt and the earlier results stay where they are.
    """
    try:
        if loading().is_alive():
            yield _only(texts.LOADING, "busy")
            loading().join()
        yield _only(texts.DRAWING, "busy")
        request = {"count": int(count), "top": min(int(top), int(count)), "seed": _seed(seed or "")}
        yield from _draw(prompt or "", request | {"weight": 1 - share / 100}, reader)
    except DiagramError as error:
        yield _only(str(error), "error")
    except Exception:
        LOG.exception("drawing failed")
        yield _only(texts.FAILED, "error")


def _seed(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 20 and int(text) <= MAX_SEED):
        raise InvalidPrompt(texts.BAD_SEED.format(seed=text, most=MAX_SEED))
    return int(text)


def _draw(prompt: str, request: dict, reader: str | None) -> Iterator[tuple]:
    from diagram import stream

    began = time.perf_counter()
    run = Run(prompt, files.new_folder())
    for ready in stream(prompt, user=readers.name(reader), **request):
        run.candidates = ready
        run.drawn += 1
        text = texts.READY.format(ready=run.drawn, count=request["count"])
        yield _all(run, views.message("busy", text), reader)
    yield _all(run, _summary(run, time.perf_counter() - began), reader)


def _summary(run: Run, seconds: float) -> str:
    shown = len(run.candidates)
    text = texts.DONE if shown < run.drawn else texts.DONE_ALL if shown > 1 else texts.DONE_ONE
    notices = [rating.panel().problem]
    if not any(candidate.fidelity.faithful for candidate in run.candidates):
        notices.append(texts.UNFAITHFUL)
    lines = [views.message("notice", notice) for notice in notices]
    return "".join(lines) + views.message("done", text.format(shown=shown, drawn=run.drawn, seconds=seconds))


def _only(text: str, kind: str) -> tuple:
    """A message; everything else stays as it is."""
    return (gr.skip(), views.message(kind, text), *[gr.skip()] * 8)


def _all(run: Run, message: str, reader: str | None) -> tuple:
    shown = run.shown()
    rating.look_up(run, reader)
    gallery = gr.update(value=views.gallery(run), visible=True)
    return (run, message, gallery, gr.update(visible=True), *_opened(run, shown, reader))


def _scale(candidate: Candidate, wanted: float) -> float:
    """The scale wanted, or a smaller one where the picture would have more than MOST_PIXELS."""
    return min(wanted, math.sqrt(MOST_PIXELS / (candidate.diagram.width * candidate.diagram.height)))


def _opened(run: Run, candidate: Candidate, reader: str | None) -> tuple:
    """(view, stars, details, PNG, SVG, rows): what shows one candidate in large, and its files."""
    folder = run.folder / candidate.id
    folder.mkdir(exist_ok=True)
    name = files.name_after(run.prompt)
    png, svg, rows = (folder / f"{name}.{ending}" for ending in ("png", "svg", "rows.txt"))
    if not rows.exists():
        scale = _scale(candidate, DOWNLOAD_SCALE)
        png.write_bytes(cropped_png(candidate.png(scale=scale), candidate.diagram, scale))
        svg.write_text(XML + cropped_svg(candidate.svg(), candidate.diagram), encoding="utf-8")
        rows.write_text(candidate.rows.rstrip("\n") + "\n", encoding="utf-8")
    details = rating.details(run, candidate, reader)
    return (views.drawing(candidate), views.rating(run), details, str(png), str(svg), str(rows))


def open_candidate(run: Run | None, reader: str | None, event: gr.EventData) -> tuple:
    """Opens the picture that was pressed; known by its id, since its place in the ranking may change."""
    found = run.find(event._data.get("drawing")) if run else None
    if found is None or not run.folder.exists():
        gr.Warning(texts.GONE)
        return (gr.skip(),) * 6
    run.chosen = found.id
    return _opened(run, found, reader)


def generate(prompt: str, count: int = 5, top: int = 3, seed: int | None = None) -> list[dict]:
    """Draws diagrams of what a text says, best first.

    Args:
        prompt: A model or a process in words, in English or Korean; at most 4,000 characters.
        count: How many candidates to draw, 1 to 8.
        top: How many of the best to return, 1 to 6.
        seed: A whole number for the same diagrams again; none for new ones each time.

    Returns:
        A list of diagrams, each with its nodes, edges, rows, outline, fidelity, scores, defects and SVG text.
    """
    from diagram import recommend

    count, top = _between(count, 1, 8, "count"), _between(top, 1, 6, "top")
    seed = None if seed is None else _between(seed, 0, MAX_SEED, "seed")
    try:
        # Of a request from outside a page it is not known whose it is: on a Space, nobody's taste counts.
        found = recommend(prompt, count=count, top=min(top, count), user=readers.name(None), seed=seed)
    except DiagramError as error:
        raise gr.Error(str(error), print_exception=False) from None
    return [candidate.as_json() | {"svg": candidate.svg()} for candidate in found]


def _between(value: int, low: int, high: int, name: str) -> int:
    if not low <= value <= high:
        raise gr.Error(f"{name} is {value}; choose {low} to {high}.", print_exception=False)
    return int(value)

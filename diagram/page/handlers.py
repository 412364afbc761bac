"""What the page does when something is pressed: no layout here, and no HTML."""

from __future__ import annotations

import functools
import logging
import math
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from diagram.errors import DiagramError, InvalidPrompt
from diagram.page import files, texts, views
from diagram.page.crop import cropped_png

if TYPE_CHECKING:
    from diagram.recommendation import Candidate

DOWNLOAD_SCALE = 2.0
MOST_PIXELS = 25_000_000  # of a picture, ten times the usual one
MAX_SEED = 2**31 - 1
LOG = logging.getLogger(__name__)


@dataclass
class Run:
    """What came of one press of the button; the server keeps it for one tab. `chosen` is a candidate's id."""

    prompt: str
    folder: Path
    candidates: list[Candidate] = field(default_factory=list)
    drawn: int = 0
    chosen: str | None = None

    def shown(self) -> Candidate:
        """The chosen candidate, or the best while none is chosen."""
        return next((c for c in self.candidates if c.id == self.chosen), self.candidates[0])


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


def draw(prompt: str, count: float, top: float, seed: str) -> Iterator[tuple]:
    """Streams the candidates: (run, message, gallery, results, then the outputs of `opened`).

    Whatever goes wrong, the prompt and the earlier results stay where they are.
    """
    try:
        if loading().is_alive():
            yield _only(texts.LOADING, "busy")
            loading().join()
        yield _only(texts.DRAWING, "busy")
        yield from _draw(prompt or "", int(count), min(int(top), int(count)), _seed(seed or ""))
    except DiagramError as error:
        gr.Warning(escape(str(error), quote=False))  # Gradio shows HTML there
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


def _draw(prompt: str, count: int, top: int, seed: int | None) -> Iterator[tuple]:
    from diagram import stream

    began = time.perf_counter()
    run = Run(prompt, files.new_folder())
    for ready in stream(prompt, count=count, top=top, seed=seed):
        run.candidates = ready
        run.drawn += 1
        yield _all(run, views.message("busy", texts.READY.format(ready=run.drawn, count=count)))
    yield _all(run, _summary(run, time.perf_counter() - began))


def _summary(run: Run, seconds: float) -> str:
    shown = len(run.candidates)
    text = texts.DONE if shown < run.drawn else texts.DONE_ALL if shown > 1 else texts.DONE_ONE
    lines = views.message("done", text.format(shown=shown, drawn=run.drawn, seconds=seconds))
    if not any(candidate.fidelity.faithful for candidate in run.candidates):
        lines = views.message("notice", texts.UNFAITHFUL) + lines
    return lines


def _only(text: str, kind: str) -> tuple:
    """A message; everything else stays as it is."""
    return (gr.skip(), views.message(kind, text), *[gr.skip()] * 7)


def _all(run: Run, message: str) -> tuple:
    shown = run.shown()
    index = next(i for i, candidate in enumerate(run.candidates) if candidate is shown)
    pictures = [(str(_thumbnail(run, c)), views.caption(i, c)) for i, c in enumerate(run.candidates, 1)]
    gallery = gr.update(value=pictures, selected_index=index, visible=True)
    return (run, message, gallery, gr.update(visible=True), *_opened(run, shown))


def _thumbnail(run: Run, candidate: Candidate) -> Path:
    """The candidate's picture in the gallery; its folder is named after the candidate's id."""
    path = run.folder / candidate.id / "thumbnail.png"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        scale = _scale(candidate, 1.0)
        path.write_bytes(cropped_png(candidate.png(scale), candidate.diagram, scale))
    return path


def _scale(candidate: Candidate, wanted: float) -> float:
    """The scale wanted, or a smaller one where the picture would have more than MOST_PIXELS."""
    return min(wanted, math.sqrt(MOST_PIXELS / (candidate.diagram.width * candidate.diagram.height)))


def _opened(run: Run, candidate: Candidate) -> tuple:
    """(view, details, PNG, SVG, rows): what shows one candidate in large, and its files."""
    folder = _thumbnail(run, candidate).parent
    png, svg, rows = (folder / f"diagram.{ending}" for ending in ("png", "svg", "rows.txt"))
    if not rows.exists():
        png.write_bytes(candidate.png(scale=_scale(candidate, DOWNLOAD_SCALE)))
        svg.write_text(candidate.svg(), encoding="utf-8")
        rows.write_text(candidate.rows.rstrip("\n") + "\n", encoding="utf-8")
    details = views.details(candidate, views.language(run.prompt))
    return (views.drawing(candidate), details, str(png), str(svg), str(rows))


def open_candidate(run: Run | None, event: gr.SelectData) -> tuple:
    """Opens the picture that was pressed; known by its file, since its place in the ranking may change."""
    chosen = Path(event.value["image"]["path"]).parent.name
    found = [candidate for candidate in run.candidates if candidate.id == chosen] if run else []
    if not found or not run.folder.exists():
        gr.Warning(texts.GONE)
        return (gr.skip(),) * 5
    run.chosen = chosen
    return _opened(run, found[0])


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
        found = recommend(prompt, count=count, top=min(top, count), seed=seed)
    except DiagramError as error:
        raise gr.Error(str(error), print_exception=False) from None
    return [candidate.as_json() | {"svg": candidate.svg()} for candidate in found]


def _between(value: int, low: int, high: int, name: str) -> int:
    if not low <= value <= high:
        raise gr.Error(f"{name} is {value}; choose {low} to {high}.", print_exception=False)
    return int(value)

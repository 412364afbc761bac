"""Rating drawings: keeping scores, looking them up, and explaining by them. The ratings are the panel's."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import readers, texts, thumbnails, views
from diagram.page.run import Run

if TYPE_CHECKING:
    from diagram.ratings.records import RatedDrawing
    from diagram.ratings.store import Ratings
    from diagram.recommendation import Candidate
    from diagram.scoring.panel import Panel

TOAST = 3  # seconds
BATCH = 200  # ratings looked through at a time
FAR = 2_000  # of the last ratings are looked through for one
LOG = logging.getLogger(__name__)


def panel() -> Panel:
    """The shipped judges with the ratings; see `diagram.scoring.panel`."""
    from diagram.scoring.panel import shipped

    return shipped()


def ratings() -> Ratings:
    """The ratings; raises RatingsUnavailable where there is no database."""
    from diagram.ratings.errors import RatingsUnavailable

    found = panel()
    if found.ratings is None:
        raise RatingsUnavailable(found.problem)
    return found.ratings


def rate(run: Run | None, reader: str | None, event: gr.EventData) -> tuple:
    """Stars of a candidate were pressed: (gallery, stars under the large view, details)."""
    drawing_id, score = asked(event)
    candidate = run.find(drawing_id) if run else None
    if candidate is None:
        gr.Warning(texts.GONE)
        return (gr.skip(),) * 3
    if not keep(reader, run.prompt, candidate, score):
        return *shown_again(run), gr.skip()
    run.ratings[candidate.id] = score
    run.rated = True
    from diagram.page import showing

    found = showing.details(run, run.shown(), reader)
    return gr.skip(), gr.skip(), found  # the browser shows the stars already


def shown_again(run: Run) -> tuple:
    """(gallery, stars under the large view) as the ratings are, whatever the browser shows."""
    gallery = gr.update(value=views.gallery(run)) if run.candidates else gr.skip()
    return gallery, views.rating(run)


def refresh(run: Run | None, reader: str | None) -> tuple:
    """As `shown_again`, with ratings that may have changed elsewhere on the page; nothing else moves."""
    if run is None or run.shown() is None:
        return gr.skip(), gr.skip()
    run.ratings.clear()
    look_up(run, reader)
    return shown_again(run)


def asked(event: gr.EventData) -> tuple[object, object]:
    """(drawing id, score or None) from the browser, not yet checked."""
    return event._data.get("drawing"), event._data.get("score")


def keep(reader: str | None, prompt: str, candidate: Candidate, score: object) -> bool:
    """Keeps the reader's score of the drawing, or takes it back if it is None; whether that was possible.

    The reader is told either way.
    """
    try:
        user = readers.rater(reader)
        if score is None:
            panel().unrate(user, candidate.id)
        else:
            panel().rate(user, prompt, candidate, score)
    except DiagramError as error:
        complain(error)
        return False
    told(score)
    return True


def told(score: object) -> None:
    """Says that a score is kept, or removed if it is None."""
    gr.Info(texts.REMOVED if score is None else texts.KEPT.format(score=score), duration=TOAST, title="")


def complain(error: DiagramError) -> None:
    """Says what went wrong; Gradio shows HTML there."""
    gr.Warning(escape(texts.told(error), quote=False))


def look_up(run: Run, reader: str | None) -> None:
    """Fills in the reader's ratings of the run's candidates that are not known yet."""
    store, user = panel().ratings, readers.name(reader)
    changed = [run.changed] if run.changed else []
    for candidate in [*run.candidates, *changed]:
        if candidate.id not in run.ratings:
            try:
                run.ratings[candidate.id] = store.rating(user, candidate.id) if store else None
            except DiagramError as error:  # said when something is rated
                LOG.warning("%s", error)
                return


def details(run: Run, candidate: Candidate, reader: str | None) -> str:
    """Why a candidate of the run ranks where it ranks."""
    from diagram import styling
    from diagram.recommendation import clean

    faithful = candidate.fidelity.faithful
    return views.details(
        candidate,
        views.language(run.prompt),
        neighbours(reader, candidate),
        asked=styling.requests(clean(run.prompt)),
        better=not faithful and any(other.fidelity.faithful for other in run.candidates),
        rated=run.rated,
    )


def neighbours(reader: str | None, candidate: Candidate) -> list[views.Neighbour]:
    """The rated drawings that explain the candidate's preference, with their pictures."""
    found: dict[str, RatedDrawing] = {}
    store = panel().ratings
    if candidate.neighbours and store:
        try:
            found = rated(store, readers.name(reader), [name for name, _, _ in candidate.neighbours])
        except DiagramError as error:  # the explanation in words is there without them
            LOG.warning("%s", error)
    return [
        views.Neighbour(score, similarity, *_shown(found.get(name)))
        for name, score, similarity in candidate.neighbours
    ]


def _shown(drawing: RatedDrawing | None) -> tuple[str, str]:
    return ("", "") if drawing is None else (thumbnails.of_rated(drawing), drawing.prompt)


def rated(store: Ratings, user: str, ids: Iterable[object]) -> dict[str, RatedDrawing]:
    """The user's ratings of these drawings, with pictures, by id; of the last FAR ratings only."""
    wanted = {name for name in ids if isinstance(name, str)}
    numbers: list[int] = []
    for offset in range(0, FAR, BATCH):
        batch = store.rated(user, limit=BATCH, offset=offset)
        numbers += [drawing.number for drawing in batch if drawing.id in wanted]
        if len(numbers) >= len(wanted) or len(batch) < BATCH:
            break
    if not numbers:
        return {}
    return {drawing.id: drawing for drawing in store.rated(user, numbers=numbers, pictures=True)}

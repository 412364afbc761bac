"""Diagrams that are not drawn here and now: from a link, from a file, from the history."""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr

from diagram.editing.sheet import Sheet
from diagram.history import History, Work
from diagram.page import files, past, rating, readers, showing, texts, thumbnails, views, wording
from diagram.page.judged import unjudged
from diagram.page.run import Run

SHOWN = 24  # versions


def show(sheet: Sheet, name: str, told: str, reader: str | None, kept: bool = True) -> Iterator[tuple]:
    """Puts a diagram into the tab "Draw"; outputs as `drawing.draw`. `kept` begins its history at once."""
    run = Run(name, files.new_folder())
    if kept:
        told = views.message("notice", past.begin_with(run, reader, sheet, name)) + told
    yield from put(run, sheet, told, reader)


def reopen(history: History, work: Work, told: str, reader: str | None) -> Iterator[tuple]:
    """Puts a piece of work into the tab "Draw", with its versions to choose from; outputs as `drawing.draw`.

    Raises DiagramError where its current version cannot be read.
    """
    run = Run(work.prompt, files.new_folder(), store=history, work=work)
    for version, picture in history.thumbnails(readers.name(reader), work.key, SHOWN).items():
        run.pictures[f"version-{version}"] = thumbnails.address_of(picture)
    yield from put(run, past.current(run), views.message("done", told), reader)


def put(run: Run, sheet: Sheet, told: str, reader: str | None) -> Iterator[tuple]:
    """Shows a sheet as the run's drawing: first the drawing, then what the judges say."""
    change(run, sheet)
    rating.look_up(run, reader)
    yield run, told, gallery(run), gr.update(visible=True), *showing.at_once(run, run.changed)
    showing.judge(run, reader)
    yield run, told, gr.skip(), gr.skip(), *showing.in_a_moment(run, run.changed, reader)


def change(run: Run, sheet: Sheet) -> None:
    """Makes a sheet the drawing in view, or the candidate that it is."""
    run.changed = None
    if run.work is not None and (name := run.roots.get(run.work.current)) and run.find(name):
        run.chosen = name
        return
    made = unjudged(sheet, run.weight)
    run.changed = run.made.setdefault(made.id, made)


def gallery(run: Run) -> dict:
    """The candidates, or for what was reopened its versions; hidden where there is nothing to choose."""
    if run.candidates:
        return gr.update(value=views.gallery(run), visible=True)
    if run.work is None or len(run.work.versions) < 2:
        return gr.update(value="", visible=False)
    places = {version.id: place for place, version in enumerate(run.work.versions, 1)}
    cards = [
        (
            version.id,
            run.pictures.get(f"version-{version.id}", ""),
            wording.note(version.note) or texts.VERSION_KINDS[version.kind].format(place=places[version.id]),
        )
        for version in run.work.versions[-SHOWN:]
    ]
    return gr.update(value=views.versions(cards, run.work.current), visible=True)


def open_version(run: Run, reader: str | None, name: str) -> bool:
    """Makes the version of a card ("version-12") the drawing in view; False if it is not there."""
    number = name.removeprefix("version-")
    found = [] if run.work is None else [v.id for v in run.work.versions if str(v.id) == number]
    if not found:
        return False
    past.choose(run, reader, found[0])
    change(run, past.current(run))
    return True

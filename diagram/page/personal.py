"""The tab "Models": a reader's own adapter, trained on that reader's ratings and used for nobody else."""

from __future__ import annotations

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import models, rating, readers, texts, trainings, views, wording
from diagram.page.models import Choice
from diagram.page.trainings import MINUTES, Training

LEAST = 5  # rated drawings, as in training.personal
COUNT = 7  # outputs of `show`


def show(value: object, reader: str | None, told: str = "", *, keep: bool = False) -> tuple:
    """(message, ratings, train, cancel, remove, switch, timer): how things are for this reader.

    told: HTML in place of the message; keep: the switch stays as it is.
    """
    try:
        user = readers.rater(reader)
        count = rating.ratings().count(user)
    except DiagramError as error:
        return _shown(told or views.message("notice", str(error)), "", None, False, gr.skip())
    training = trainings.of(user)
    folder = models.personal_folder(reader)
    switch = gr.update(visible=folder is not None)
    if not keep:
        switch["value"] = _choice(value).personal
    message = told or _message(training, folder is not None, _choice(value))
    return _shown(message, _counted(count), training, folder is not None, switch, count >= LEAST)


def tick(value: object, reader: str | None) -> tuple:
    """As `show`, while a training is running."""
    return show(value, reader, keep=True)


def start(value: object, reader: str | None) -> tuple:
    """Starts a training: (choice for the browser to keep, as `show`). What comes of it is used at once."""
    try:
        trainings.start(readers.rater(reader))
    except DiagramError as error:
        return gr.skip(), *show(value, reader, views.message("error", str(error)))
    kept = switched(True, value)
    return kept, *show(kept, reader)


def cancel(value: object, reader: str | None) -> tuple:
    """Stops the reader's training; as `show`."""
    try:
        if trainings.cancel(readers.rater(reader)):
            return show(value, reader, views.message("done", texts.PERSONAL_CANCELLED))
    except DiagramError as error:
        return show(value, reader, views.message("error", str(error)))
    return show(value, reader)


def remove(value: object, reader: str | None) -> tuple:
    """Deletes the reader's adapter; as `show`."""
    from diagram.ratings.personal import remove_personal

    try:
        user = readers.rater(reader)
        trainings.forget(user)
        remove_personal(user)
    except DiagramError as error:
        return show(value, reader, views.message("error", str(error)))
    return show(value, reader, views.message("done", texts.PERSONAL_DELETED))


def switched(wanted: object, value: object) -> dict:
    """The choice for the browser to keep, with the personal adapter wanted or not."""
    kept = value if isinstance(value, dict) else Choice().kept()
    return kept | {"personal": bool(wanted)}


def _choice(value: object) -> Choice:
    try:
        return Choice.of(value)
    except DiagramError:  # said by `choosing`
        return Choice()


def _counted(count: int) -> str:
    said = texts.PERSONAL_RATINGS_ONE if count == 1 else texts.PERSONAL_RATINGS.format(count=count)
    few = f" {texts.PERSONAL_FEW.format(least=LEAST)}" if count < LEAST else ""
    return f'<p class="hint">{texts.PERSONAL_INTRO.format(minutes=MINUTES)}</p><p>{said}{few}</p>'


def _message(training: Training | None, there: bool, choice: Choice) -> str:
    if training and training.running:
        return views.message("busy", _progress(training)) + views.message("notice", texts.PERSONAL_GOES_ON)
    if training and training.cancelled:
        return views.message("done", texts.PERSONAL_CANCELLED)
    if training and training.failed:
        return views.message("error", training.problem or texts.PERSONAL_FAILED)
    if not there:
        return ""
    if choice.kind != "shipped":
        return views.message("notice", texts.PERSONAL_OTHER.format(name=models.asked(choice)))
    used = training is not None and choice.personal
    return views.message("done", texts.PERSONAL_READY if used else texts.PERSONAL_THERE)


def _progress(training: Training) -> str:
    if not training.text:
        return texts.PERSONAL_STARTING
    left = training.seconds_left
    if left is None:
        return texts.PERSONAL_STEP.format(share=training.share, text=texts.told(training.text))
    said = {"share": training.share, "text": texts.told(training.text), "left": wording.duration(left)}
    return texts.PERSONAL_PROGRESS.format(**said)


def _shown(
    message: str, ratings: str, training: Training | None, there: bool, switch: object, enough: bool = False
) -> tuple:
    running = training is not None and training.running
    return (
        message,
        ratings,
        gr.update(
            value=texts.PERSONAL_AGAIN if there else texts.PERSONAL_TRAIN,
            interactive=enough and not running,
            visible=not running,
        ),
        gr.update(visible=running),
        gr.update(visible=there and not running),
        switch,
        gr.Timer(active=running),
    )

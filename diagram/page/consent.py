"""The tab "My taste": whether a reader's ratings may be shared as data; nobody's are unless they said so."""

from __future__ import annotations

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import rating, readers, texts, views


def show(reader: str | None) -> dict:
    """The checkbox as this reader left it; off, and not to be set, where it is not known who is reading."""
    try:
        return gr.update(value=rating.ratings().agrees(readers.rater(reader)), interactive=True)
    except DiagramError:  # said by `taste.show`
        return gr.update(value=False, interactive=False)


def switched(wanted: object, reader: str | None) -> tuple:
    """The checkbox was pressed: (checkbox, message). Only a plain yes is one."""
    agreed = wanted is True
    try:
        rating.ratings().agree(readers.rater(reader), agreed)
    except DiagramError as error:
        return show(reader), views.message("error", texts.told(error))
    # What is kept is what is shown, even where a `show` from before has come late.
    return show(reader), views.message("done", texts.AGREED if agreed else texts.WITHDRAWN)

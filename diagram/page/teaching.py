"""The tab "Teach": samples of many styles, rated with a click each."""

from __future__ import annotations

import logging

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import rating, readers, texts, thumbnails, views
from diagram.page.lessons import lessons

LOG = logging.getLogger(__name__)


def show(number: int, reader: str | None) -> str:
    """The samples of a set with what the reader gave them."""
    cards = [
        views.Card(
            drawing_id=lesson.id,
            picture=thumbnails.of_outline(str(lesson.outline)),
            caption=_style(lesson.outline.style.words()),
            label=texts.RATE_LESSON.format(rank=rank),
            score=score,
        )
        for rank, (lesson, score) in enumerate(zip(lessons(number), _scores(number, reader), strict=True), 1)
    ]
    return views.grid("teach", cards, intro=lessons(number)[0].prompt)


def more(number: int, reader: str | None) -> tuple[int, str]:
    """(number, samples) of the next set."""
    return number + 1, show(number + 1, reader)


def rate(number: int, reader: str | None, event: gr.EventData) -> str | dict:
    """Stars of a sample were pressed; the samples anew where that was not possible."""
    drawing_id, score = rating.asked(event)
    lesson = next((lesson for lesson in lessons(number) if lesson.id == drawing_id), None)
    if lesson is None:
        gr.Warning(texts.RATED_BADLY)
    elif rating.keep(reader, lesson.prompt, lesson, score):
        return gr.skip()
    return show(number, reader)


def _scores(number: int, reader: str | None) -> list[int | None]:
    store, user = rating.panel().ratings, readers.name(reader)
    try:
        return [store.rating(user, lesson.id) if store else None for lesson in lessons(number)]
    except DiagramError as error:  # said when one is rated
        LOG.warning("%s", error)
        return [None] * len(lessons(number))


def _style(words: tuple[str, ...]) -> str:
    direction, shape, line, palette, spacing = (texts.STYLE_WORDS.get(word, word) for word in words)
    return texts.LESSON_STYLE.format(
        direction=direction, shape=shape, line=line, palette=palette, spacing=spacing
    )

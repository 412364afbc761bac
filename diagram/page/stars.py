"""The row of stars under a drawing: a group of radio buttons, 0 to 5, and a button that takes them back."""

from __future__ import annotations

from html import escape

from diagram.page import texts

STAR = "M12 2.6l2.9 6 6.5.9-4.7 4.6 1.1 6.5-5.8-3.1-5.8 3.1 1.1-6.5L2.6 9.5l6.5-.9z"
ZERO = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM5.7 5.7l12.6 12.6"  # ⊘, which not every font has
CROSS = "M6 6l12 12M18 6L6 18"


def stars(place: str, drawing_id: str, label: str, score: int | None, shown: bool = False) -> str:
    """The group for one drawing. `place` tells it from the groups of the same drawing elsewhere on the page.

    label: what the group is called; `shown` puts it before the stars, otherwise only screen readers say it.
    """
    found = escape(drawing_id)
    choices = "".join(_choice(f"{escape(place)}-{found}", value, value == score) for value in range(6))
    rated = "stars" if score is None else "stars rated"
    legend = f'<legend class="unseen">{escape(label)}</legend>'
    if shown:
        legend += f'<span class="label" aria-hidden="true">{escape(label)}</span>'
    remove = escape(texts.REMOVE)
    return (
        f'<fieldset class="{rated}" data-drawing="{found}">{legend}<span class="choices">{choices}</span>'
        f'<button type="button" class="remove" aria-label="{remove}" title="{remove}">'
        f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{CROSS}"/></svg></button></fieldset>'
    )


def _choice(name: str, value: int, checked: bool) -> str:
    said = escape(texts.SCORE.format(score=value) if value else texts.DISLIKE)
    mark = f'<svg viewBox="0 0 24 24"><path d="{STAR if value else ZERO}"/></svg>'
    return (
        f'<label class="{"star" if value else "none"}" title="{said}"><input type="radio" name="{name}" '
        f'value="{value}"{" checked" if checked else ""}><span class="unseen">{said}</span>'
        f'<span class="mark" aria-hidden="true">{mark}</span></label>'
    )

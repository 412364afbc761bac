"""A map of what a reader rated: latents in two dimensions, and what was given to which style.

The plane is that of the two principal components of the latents, in which the drawings differ most
(Pearson 1901); it loses what the others tell, so near means alike, but far from each other less surely.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from diagram.errors import DiagramError
from diagram.graph import STYLE_FIELDS
from diagram.page import texts, thumbnails, views

if TYPE_CHECKING:
    from diagram.ratings.records import RatedDrawing
    from diagram.scoring.latents import Encoder

SHOWN = 300  # ratings on the map, the last
FEWEST = 3
WIDTH, HEIGHT, MARGIN = 720, 440, 70  # px
PICTURE = (96, 64)  # px
PICTURES = 16
DOT = 9  # px, the radius
GREY = 16  # of 255: the most that the channels of a grey differ


def svg(
    rated: Sequence[RatedDrawing],
    encoder: Encoder,
    count: int,
    pictured: Callable[[list[int]], Sequence[RatedDrawing]],
) -> str:
    """The map of the ratings that have a latent by the encoder, with a text for who cannot see it; empty if
    these are fewer than FEWEST.

    count: how many ratings there are in all; pictured: gives drawings by their numbers, with pictures.
    """
    found = [drawing for drawing in rated if _has_latent(drawing, encoder)]
    if len(found) < FEWEST:
        return ""
    places = positions(np.stack([drawing.latent for drawing in found]))
    room = {found[i].number: places[i] for i in with_room(places)}
    pictures = "".join(_picture(drawing, *room[drawing.number]) for drawing in pictured(list(room)))
    dots = "".join(_dot(drawing, *place) for drawing, place in zip(found, places, strict=True))
    info = texts.MAP_INFO
    if len(found) < count:
        info += " " + texts.MAP_SAMPLE.format(shown=len(found), count=count)
    return (
        f'<div><p class="hint">{escape(info)}</p><div class="map-sheet"><svg viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{escape(_said(found))}">{pictures}{dots}</svg></div></div>'
    )


def chart(
    rated: Sequence[RatedDrawing],
    encoder: Encoder,
    count: int,
    pictured: Callable[[list[int]], Sequence[RatedDrawing]],
) -> str:
    """The map, or how many ratings it needs, and what each style was given; as `svg`."""
    drawn = svg(rated, encoder, count, pictured)
    if drawn:
        return views.titled(texts.MAP, f'<div class="map">{drawn}{liked(rated)}</div>')
    found = sum(_has_latent(drawing, encoder) for drawing in rated)
    hint = texts.MAP_ALONE.format(fewest=FEWEST, found=found)
    return f'<p class="hint">{escape(hint)}</p><div class="no-map">{liked(rated)}</div>'


def _has_latent(drawing: RatedDrawing, encoder: Encoder) -> bool:
    return (
        drawing.latent is not None
        and drawing.latent_version == encoder.version
        and drawing.latent.size == encoder.dimensions
    )


def positions(latents: np.ndarray) -> np.ndarray:
    """n x 2 places in px within the map's margins, from n x d latents of any length."""
    latents = latents.astype(np.float64)
    latents /= np.maximum(np.linalg.norm(latents, axis=1, keepdims=True), 1e-12)
    centred = latents - latents.mean(0)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    # The sign of a component is arbitrary; this one does not turn the map round when a rating is added.
    leading = vectors[:, np.argsort(values)[::-1][:2]]
    leading = leading * np.sign(leading[np.abs(leading).argmax(0), [0, 1]])
    plane = centred @ leading
    low, high = plane.min(0), plane.max(0)
    room = np.array([WIDTH, HEIGHT]) - 2 * MARGIN
    span = np.where(high - low > 1e-6, high - low, 1.0)
    inside = np.where(high - low > 1e-6, (plane - low) / span, 0.5)
    return MARGIN + inside * room


def with_room(places: np.ndarray) -> list[int]:
    """Which drawings have room for their picture: the farthest from those chosen first, none over another."""
    chosen: list[int] = []
    distance = np.linalg.norm(places - places[0], axis=1)
    i = 0
    for _ in range(min(len(places), 4 * PICTURES)):
        centres = places - (0, PICTURE[1] / 2)
        apart = np.abs(centres[chosen] - centres[i]) > np.array(PICTURE) + 2 * DOT
        covered = np.abs(places - centres[i]) < np.array(PICTURE) / 2 + DOT
        covered[i] = False
        if apart.any(1).all() and not covered.all(1).any():
            chosen.append(i)
        if len(chosen) == PICTURES:
            break
        distance = np.minimum(distance, np.linalg.norm(places - places[i], axis=1))
        i = int(distance.argmax())
    return chosen


def _picture(drawing: RatedDrawing, x: float, y: float) -> str:
    address = thumbnails.of_rated(drawing)
    if not address:
        return ""
    width, height = PICTURE
    left, top = x - width / 2, y - height
    frame = f'x="{left:.1f}" y="{top:.1f}" width="{width}" height="{height}"'
    # Above the dot, which stands at the frame's foot.
    inside = f'x="{left + 4:.1f}" y="{top + 3:.1f}" width="{width - 8}" height="{height - DOT - 5}"'
    return (
        f'<g class="map-picture rated-{drawing.score}"><rect {frame} rx="4"/>'
        f'<image {inside} href="{address}" preserveAspectRatio="xMidYMid meet"/></g>'
    )


def _dot(drawing: RatedDrawing, x: float, y: float) -> str:
    title = texts.MAP_TITLE.format(score=drawing.score, prompt=named(drawing), style=style(drawing))
    return (
        f'<g class="map-dot rated-{drawing.score}"><title>{escape(title)}</title>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}"/>'
        f'<text x="{x:.1f}" y="{y:.1f}">{drawing.score}</text></g>'
    )


def _said(found: Sequence[RatedDrawing]) -> str:
    groups = Counter(drawing.score for drawing in found)
    told = " ".join(
        texts.MAP_GROUP.format(score=score, count=groups[score]) for score in sorted(groups, reverse=True)
    )
    return texts.MAP_SAID.format(shown=len(found), told=told)


def liked(rated: Sequence[RatedDrawing]) -> str:
    """A table of what the reader gave to each style on the average, the best of a kind first."""
    rows = []
    styles = [(drawn_style(drawing), drawing.score) for drawing in rated]
    for field, words in STYLE_FIELDS.items():
        given = {word: [score for found, score in styles if found.get(field) == word] for word in words}
        told = sorted((-float(np.mean(scores)), word) for word, scores in given.items() if scores)
        if len(told) > 1:  # nothing to compare otherwise
            rows.append(f'<tr><th colspan="3" scope="colgroup">{escape(texts.STYLES[field])}</th></tr>')
            rows += [_average(texts.STYLE_WORDS.get(word, word), given[word]) for _, word in told]
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in texts.LIKED_HEAD)
    caption = f"<div><h3>{escape(texts.LIKED)}</h3>"
    return f"{caption}<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"


def _average(name: str, scores: Sequence[int]) -> str:
    mean = float(np.mean(scores))
    return (
        f'<tr><th scope="row">{escape(name)}</th><td><span class="meter" aria-hidden="true">'
        f'<span style="width:{mean / 5:.0%}"></span></span> {mean:.1f}</td><td>{len(scores)}</td></tr>'
    )


def named(drawing: RatedDrawing) -> str:
    """What a rated drawing is called: its prompt in short, or what it is."""
    return short(drawing.prompt) or (texts.NO_WORDS if drawing.rows else texts.NO_PROMPT)


def style(drawing: RatedDrawing) -> str:
    """The drawing's style in words, empty for a picture."""
    drawn = drawn_style(drawing)
    words = [drawn[field] for field in STYLE_FIELDS if field in drawn]
    return ", ".join(texts.STYLE_WORDS.get(word, word) for word in words)


def drawn_style(drawing: RatedDrawing) -> dict[str, str]:
    """The drawing's style by field, without the palette of many colours where one hue at most was drawn."""
    found = dict(drawing.style)
    if found.get("palette") == "color" and drawing.rows and _hues(drawing.rows) < 2:
        del found["palette"]
    return found


@functools.lru_cache(maxsize=1024)
def _hues(text: str) -> int:
    """How many hues the rows' lines have, greys apart: with a palette, lines of a hue have one colour."""
    from diagram import rows

    try:
        nodes = rows.read(text).diagram.nodes
    except DiagramError:  # nothing to say against the palette
        return 2
    return len({node.line_color for node in nodes if max(node.line_color) - min(node.line_color) > GREY})


def short(prompt: str, most: int = 90) -> str:
    """The prompt in one line of at most so many characters."""
    line = " ".join(prompt.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"

"""Latents for rated drawings that have none by the present encoder: ratings outlive the weights."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from diagram.errors import DiagramError

if TYPE_CHECKING:
    from PIL.Image import Image

    from diagram.ratings.records import RatedDrawing
    from diagram.ratings.store import Ratings
    from diagram.scoring.latents import Encoder

PAGE = 64  # drawings at a time

log = logging.getLogger(__name__)


def renew(ratings: Ratings, user: str, encoder: Encoder) -> int:
    """Draws and embeds what the user rated under another encoder, or as rows alone; how many were done.

    About 15 ms a drawing. One that cannot be drawn any more keeps its rating, without a latent. Raises
    RatingsUnavailable where the database cannot be read or written.
    """
    done = passed = 0
    while True:
        page = ratings.rated(
            user,
            limit=PAGE,
            offset=passed,
            without_latent=(encoder.version, encoder.dimensions),
            pictures=True,
        )
        if not page:
            return done
        images = {drawing.number: image for drawing in page if (image := _picture(drawing)) is not None}
        passed += len(page) - len(images)  # what cannot be drawn stays in the list
        if images:
            latents = encoder.embed(list(images.values()))
            kept = ratings.embed(user, encoder.version, dict(zip(images, latents, strict=True)))
            done += kept
            if not kept:  # all of them were removed meanwhile
                return done


def _picture(drawing: RatedDrawing) -> Image | None:
    """The drawing as a scorer sees it: by its outline, else its rows, else its picture."""
    from diagram import rows
    from diagram.layout import lay_out
    from diagram.outline import parse
    from diagram.scoring import pictures

    try:
        if drawing.outline:
            return pictures.draw(lay_out(parse(drawing.outline)))
        if drawing.rows:
            return pictures.draw(rows.read(drawing.rows).diagram)
        if drawing.picture:
            return pictures.from_png(drawing.picture)
    except DiagramError as error:
        log.warning("the rated drawing %s cannot be drawn any more: %s", drawing.id, error)
    return None

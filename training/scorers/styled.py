"""Drawings of the same outlines in many styles, on which the encoder of `diagram.scoring.latents` learns.

Every outline of `training.synthesis` is laid out well and drawn in several styles; each of the five fields of
a style is drawn evenly, so that what the outline says and how it looks are independent. The cache holds

    pictures.npy   n x H x W x 3 bytes, as `diagram.scoring.pictures` draws
    facts.npy      n x 8 int32: the outline's number, five style values (by STYLE_FIELDS), nodes, edges
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import DiagramError
from diagram.graph import STYLE_FIELDS, Diagram, Style

if TYPE_CHECKING:
    import numpy as np

FIELDS = tuple(STYLE_FIELDS)
DENSITY_BOUNDS = (6, 10)  # nodes: at most 6 is sparse, more than 10 dense; about thirds of the outlines


@dataclass(frozen=True)
class Drawings:
    """A corpus: `pictures` n x H x W x 3 bytes, and what is known of each."""

    pictures: np.ndarray
    facts: np.ndarray

    @property
    def outlines(self) -> np.ndarray:
        return self.facts[:, 0]

    @property
    def styles(self) -> np.ndarray:
        """n x 5, the number of the value of each field of FIELDS."""
        return self.facts[:, 1:6]

    @property
    def nodes(self) -> np.ndarray:
        return self.facts[:, 6]

    def labels(self) -> dict[str, np.ndarray]:
        """For each style field, and `density` in three classes, the class of every drawing."""
        import numpy as np

        found = {name: self.styles[:, i] for i, name in enumerate(FIELDS)}
        return {**found, "density": np.digitize(self.nodes, DENSITY_BOUNDS, right=True)}

    def part(self, chosen: np.ndarray) -> Drawings:
        return Drawings(self.pictures[chosen], self.facts[chosen])


def outline_drawings(number: int, styles: int, seed: str) -> Iterator[tuple[Diagram, Style]]:
    """An outline in `styles` different styles; nothing where it cannot be laid out."""
    from diagram.layout import lay_out
    from diagram.outline import parse
    from training.synthesis.mixture import sample

    rng = random.Random(f"styled {seed} {number}")
    outline = parse(sample(f"{seed} {number}").outline)
    chosen: dict[Style, None] = {}
    while len(chosen) < styles:
        chosen[Style(*(rng.choice(values) for values in STYLE_FIELDS.values()))] = None
    for style in chosen:
        try:
            yield lay_out(replace(outline, style=style)), style
        except DiagramError:  # an outline that contradicts itself is left out, in every style
            return


def drawings(folder: Path, name: str, outlines: int, styles: int) -> Drawings:
    """The corpus `name` of `outlines` in `styles` each, from the cache in `folder` or drawn anew into it.

    Deterministic by name and numbers. About 10 ms of one core a drawing.
    """
    import numpy as np

    from diagram.scoring import pictures

    place = folder / f"{name}_{outlines}x{styles}"
    if not (place / "facts.npy").is_file():
        place.mkdir(parents=True, exist_ok=True)
        images, facts = [], []
        for number in range(outlines):
            for diagram, style in outline_drawings(number, styles, name):
                images.append(np.asarray(pictures.draw(diagram)))
                words = [
                    values.index(w) for values, w in zip(STYLE_FIELDS.values(), style.words(), strict=True)
                ]
                facts.append((number, *words, len(diagram.nodes), len(diagram.edges)))
            if number % 100 == 99:
                print(f"{name}: {number + 1} of {outlines} outlines drawn", flush=True)
        np.save(place / "pictures.npy", np.stack(images))
        # Written last: its existence says that the pictures are complete.
        np.save(place / "facts.npy", np.array(facts, np.int32))
    return Drawings(np.load(place / "pictures.npy", mmap_mode="r"), np.load(place / "facts.npy"))

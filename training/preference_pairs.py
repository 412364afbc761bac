"""Pairs of outlines by which the embedded model learns what one reader likes.

What a reader likes is mostly style, the outline's first line; what is in the diagram is the prompt's. So a
pair has one structure, faithful to its prompt, in two styles: the better and the worse by what the reader
gave or, where nothing was given, by the mean of readability and predicted preference, as the product ranks.

Only style lines are learnt from. To prefer a whole outline to the same one in another style would also make
the structure less likely, and drawings less faithful (88 % of them fell to 68 %).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diagram import layout, styling
from diagram.errors import DiagramError
from diagram.graph import STYLE_FIELDS, Style
from diagram.outline import Outline, parse

if TYPE_CHECKING:
    from diagram.generation.backend import Backend
    from diagram.ratings.records import RatedDrawing
    from diagram.scoring.panel import Panel

STYLES = 8  # of one structure that are compared
PAIRS = 2  # of one structure at most
MARGIN = 0.35  # of points, 0-5, between the two of a pair
RATED_MARGIN = 2  # stars between two rated drawings of a prompt
CANDIDATES = 3  # of which the most faithful is taken


@dataclass(frozen=True)
class Pair:
    """One structure in two styles, or two faithful drawings of a prompt that were rated."""

    prompt: str
    chosen: Outline
    rejected: Outline
    rated: bool = False

    def row(self) -> dict[str, str | bool]:
        """As preference trainers take it: the style lines, with no end behind them."""
        from diagram.generation.templates import outline_prompt

        return {
            "prompt": outline_prompt(self.prompt),
            "chosen": " ".join(self.chosen.style.words()),
            "rejected": " ".join(self.rejected.style.words()),
            "ended": False,
        }


def from_ratings(rated: Sequence[RatedDrawing]) -> list[Pair]:
    """Pairs of drawings of one prompt that the reader rated differently; the better one is faithful."""
    by_prompt: dict[str, list[tuple[int, Outline]]] = {}
    for drawing in rated:
        outline = _outline(drawing)
        if drawing.prompt.strip() and outline is not None:
            by_prompt.setdefault(drawing.prompt, []).append((drawing.score, outline))
    found = []
    for prompt, drawings in by_prompt.items():
        for better, chosen in drawings:
            for worse, other in drawings:
                if better - worse >= RATED_MARGIN and str(chosen) != str(other) and faithful(prompt, chosen):
                    # The same structure in the style that was liked less: only the style is to be learnt.
                    rejected = replace(chosen, style=other.style)
                    if rejected.style != chosen.style and not _unmet(prompt, chosen.style):
                        found.append(Pair(prompt, chosen, rejected, rated=True))
    return found


def sampled(
    prompts: Sequence[str],
    user: str,
    panel: Panel,
    backend: Backend,
    *,
    seed: int = 0,
    seconds: float = 120.0,
    progress: Callable[[float], None] | None = None,
) -> list[Pair]:
    """Pairs of what the model draws for the prompts, ranked by readability and predicted preference.

    `progress` is told the share that is done, 0-1, and may raise to stop. After `seconds` what there is has
    to do.
    """
    began, found = time.monotonic(), []
    for number, prompt in enumerate(prompts):
        passed = (time.monotonic() - began) / seconds
        if passed >= 1:
            break
        if progress:
            progress(max(passed, number / len(prompts)))
        outline = _most_faithful(prompt, backend, seed + number)
        if outline is not None:
            found += _ranked(prompt, outline, user, panel, random.Random(f"{seed} {number}"))
    return found


def faithful(prompt: str, outline: Outline) -> bool:
    """Whether nothing that the prompt says is missing or was added, and nothing repeats itself."""
    from diagram.recommendation import judge

    try:
        return not any(judge(prompt, [outline])[0].tier)
    except DiagramError:
        return False


def _most_faithful(prompt: str, backend: Backend, seed: int) -> Outline | None:
    """What the model writes for the prompt, its structure by the majority; None if it is not faithful."""
    from diagram.recommendation import judge, write

    try:
        outlines = [writing.outline for writing in write(prompt, CANDIDATES, seed, backend)]
        judged = judge(prompt, outlines)
    except DiagramError:
        return None
    best = min(range(len(outlines)), key=lambda i: (judged[i].tier, not judged[i].leading, i))
    return None if any(judged[best].tier) else outlines[best]


def _ranked(prompt: str, outline: Outline, user: str, panel: Panel, draw: random.Random) -> list[Pair]:
    """The best and the worst styles of one structure against each other, the widest difference first."""
    drawn = []
    for style in _styles(prompt, draw):
        styled = replace(outline, style=style)
        try:
            drawn.append((styled, layout.lay_out(styled)))
        except DiagramError:  # too large in this direction or shape
            continue
    verdicts = panel.judge(user, [diagram for _, diagram in drawn])
    worth = [(v.readability.mean + v.preference.score) / 2 for v in verdicts]
    order = sorted(range(len(drawn)), key=worth.__getitem__)
    pairs = []
    for low, high in zip(order, reversed(order), strict=True):
        if len(pairs) == PAIRS or worth[high] - worth[low] < MARGIN:
            break
        pairs.append(Pair(prompt, drawn[high][0], drawn[low][0]))
    return pairs


def _styles(prompt: str, draw: random.Random) -> list[Style]:
    """Different styles, all as the prompt asks where it asks for something."""
    asked = styling.requests(prompt)
    found: dict[Style, None] = {}
    for _ in range(3 * STYLES):
        words = {name: asked.get(name) or draw.choice(values) for name, values in STYLE_FIELDS.items()}
        if len(found) < STYLES:
            found[Style(**words)] = None
    return list(found)


def _unmet(prompt: str, style: Style) -> int:
    return styling.unmet(styling.requests(prompt), style)


def _outline(drawing: RatedDrawing) -> Outline | None:
    try:
        return parse(drawing.outline)
    except DiagramError:
        return None

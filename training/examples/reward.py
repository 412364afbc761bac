"""What an answer is worth: its structure or fidelity, how well it reads, how its reader likes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagram import fidelity, styling
from diagram.errors import DiagramError
from diagram.generation.selection import is_sound
from diagram.generation.templates import Notation
from diagram.outline import Outline
from training.examples.matching import NOT_RIGHT, drawing_match, structure_match
from training.examples.readings import Reading, readable
from training.examples.writers import Answer

if TYPE_CHECKING:
    from diagram.graph import Diagram
    from diagram.scoring.panel import Panel

OTHER_STYLE = 0.9  # of the content's worth that is left where the prompt asks for another style
GOOD = 4.0  # of 5 points
TASTE_WEIGHT = (
    0.8  # readability differs little among drawings of one layout, and is not what a reader teaches
)


@dataclass(frozen=True, slots=True)
class Reward:
    """content 0-1 (1: nothing is wrong), readability and liking 0-5 (liking None where nobody is asked).

    `value` is 0 to 11: ten for the content, one for the looks, so that looks decide among answers that say
    the same. `weight` is the share of liking in the looks.
    """

    content: float
    readability: float = 0.0
    liking: float | None = None
    weight: float = TASTE_WEIGHT

    @property
    def looks(self) -> float:
        """0-5: readability, with the reader's liking where it is known."""
        if self.liking is None:
            return self.readability
        return (1 - self.weight) * self.readability + self.weight * self.liking

    @property
    def value(self) -> float:
        return 10 * self.content + self.looks / 5

    @property
    def perfect(self) -> bool:
        """Whether there is nothing to reject: the content is right, and it reads well or is liked."""
        asked = self.readability if self.liking is None else self.liking
        return self.content == 1.0 and asked >= GOOD


NOTHING = Reward(0.0)


class Judge:
    """Rewards of answers. With a `user`, the panel's prediction of that user's rating counts too."""

    def __init__(
        self, user: str | None = None, weight: float = TASTE_WEIGHT, panel: Panel | None = None
    ) -> None:
        self.user, self.weight = user, weight
        if user is not None and panel is None:
            from diagram.scoring.panel import shipped

            panel = shipped()
        self.panel = panel

    def judge(
        self,
        words: str,
        answers: Sequence[Answer],
        notation: Notation,
        reference: Outline | None = None,
        style: Mapping[str, str] | None = None,
        least: float = 0.0,
    ) -> list[Reward]:
        """A reward an answer. `style` is what the prompt asks for, read from its words where it is None.

        What cannot be read or drawn, or has not ended, is worth nothing. Where no content reaches `least`,
        the looks are left at 0.
        """
        asked = styling.requests(words) if style is None else style
        readings: list[Reading | None] = [
            readable(answer.text, notation) if answer.ended else None for answer in answers
        ]
        worths = [self._content(words, reading, reference, dict(asked)) for reading in readings]
        if max(worths, default=0.0) < least:  # then nobody asks for the looks, which cost most
            return [Reward(worth) for worth in worths]
        diagrams = [reading and _drawing(reading) for reading in readings]
        looks = iter(self._looks([diagram for diagram in diagrams if diagram]))
        return [
            Reward(worth, *next(looks), self.weight) if diagram else NOTHING
            for worth, diagram in zip(worths, diagrams, strict=True)
        ]

    def _content(
        self, words: str, reading: Reading | None, reference: Outline | None, asked: dict[str, str]
    ) -> float:
        if reading is None:
            return 0.0
        worth = content(words, reading, reference)
        if reading.given is None and styling.unmet(asked, reading.outline.style):
            worth *= OTHER_STYLE
        return worth

    def _looks(self, diagrams: Sequence[Diagram]) -> list[tuple[float, float | None]]:
        if not diagrams:
            return []
        if self.user is None:
            from diagram.scoring import readability

            return [(score.mean, None) for score in readability.judge(diagrams)]
        verdicts = self.panel.judge(self.user, diagrams)
        return [(verdict.readability.mean, verdict.preference.score) for verdict in verdicts]


def content(words: str, reading: Reading, reference: Outline | None) -> float:
    """0-1: the match with the reference's structure where there is one, else fidelity to the words."""
    if reference is not None:
        if reading.given is None:
            return structure_match(reading.outline.structure(), reference.structure())
        from diagram.layout import lay_out

        return drawing_match(reading.given, lay_out(Outline(reference.statements, reading.outline.style)))
    found = fidelity.check(words, reading.outline)
    if found.faithful and is_sound(reading.outline):
        return 1.0
    return NOT_RIGHT * found.score


def _drawing(reading: Reading) -> Diagram | None:
    try:
        return reading.diagram
    except DiagramError:
        return None

"""What a diagram is worth that a model wrote for a prompt, and the means over many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diagram import fidelity
from diagram.errors import DiagramError
from diagram.generation.backend import Writing
from diagram.outline import Outline
from training.evaluation.audience import Audience

COLUMNS = ("parseable", "faithful", "fidelity", "readability", "preference", "tokens each", "seconds each")


@dataclass(frozen=True, slots=True)
class Worth:
    """fidelity 0-1; faithful: nothing missing or invented; readability and preference 0-5 or None."""

    fidelity: float
    faithful: bool
    readability: float | None
    preference: float | None


class Judge:
    """Looks at one diagram; `audience` says how its readers like it (nobody is asked without one)."""

    def __init__(self, audience: Audience | None = None, readability: bool = True) -> None:
        self.audience, self.readability = audience, readability

    def worth(self, prompt: str, outline: Outline) -> Worth:
        from diagram import layout
        from diagram.scoring import readability

        said = fidelity.check(prompt, outline)
        try:
            drawing = layout.lay_out(outline)
        except DiagramError:
            return Worth(said.score, said.faithful, None, None)
        reads = readability.judge([drawing])[0].mean if self.readability else None
        liked = self.audience.points(outline, drawing) if self.audience else None
        return Worth(said.score, said.faithful, reads, liked)


@dataclass
class Quality:
    """Sums over prompts. One without a diagram counts as unfaithful; looks are means of what was drawn."""

    asked: int = 0
    written: int = 0
    prompts: int = 0
    tokens: int = 0
    seconds: float = 0.0
    worths: list[Worth] = field(default_factory=list)

    def add(self, asked: int, writings: Sequence[Writing], seconds: float, worth: Worth | None) -> None:
        """A prompt of which `asked` completions were wanted; `worth` is that of the first."""
        self.prompts += 1
        self.asked += asked
        self.written += len(writings)
        self.tokens += sum(writing.tokens for writing in writings)
        self.seconds += seconds
        if worth is not None:
            self.worths.append(worth)

    def as_json(self) -> dict[str, float | None]:
        """COLUMNS: shares and fidelity 0-1, points 0-5, tokens and seconds a diagram that was written."""
        prompts, written = max(1, self.prompts), max(1, self.written)
        found = {
            "parseable": self.written / max(1, self.asked),
            "faithful": sum(worth.faithful for worth in self.worths) / prompts,
            "fidelity": sum(worth.fidelity for worth in self.worths) / prompts,
            "readability": mean(worth.readability for worth in self.worths),
            "preference": mean(worth.preference for worth in self.worths),
            "tokens each": self.tokens / written,
            "seconds each": self.seconds / written,
        }
        return {name: None if value is None else round(value, 4) for name, value in found.items()}


def mean(values) -> float | None:
    """Of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None

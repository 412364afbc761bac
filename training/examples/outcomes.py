"""What became of each batch of prompts, kept on disk, so that no prompt is answered twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import DiagramError
from training.examples import checkpoint
from training.examples.reward import Reward

if TYPE_CHECKING:
    from training.examples.preferences import Case, Outcome

FILE = "outcomes.jsonl"


class Outcomes:
    """Outcomes of batches by their number, those of an earlier process of the same settings included.

    Raises DiagramError where the folder was begun with other settings.
    """

    def __init__(self, folder: Path, settings: dict) -> None:
        checkpoint.begin(folder, settings)
        self.path = folder / FILE
        self.found = {line["batch"]: line for line in checkpoint.read(self.path)}

    def get(self, number: int, batch: Sequence[Case]) -> list[Outcome] | None:
        """What was kept of the batch, None if nothing. Raises DiagramError if its prompts were others."""
        found = self.found.get(number)
        if found is None:
            return None
        if found["prompts"] != [case.words for case in batch]:
            raise DiagramError(
                f"The prompts in {self.path.parent} are others than those that come now; delete that folder "
                "and start again."
            )
        return [_read(case, kept) for case, kept in zip(batch, found["outcomes"], strict=True)]

    def add(self, number: int, batch: Sequence[Case], outcomes: Sequence[Outcome]) -> None:
        """Keeps a batch; it is on disk when this returns."""
        kept = [outcome if isinstance(outcome, str) else _written(outcome) for outcome in outcomes]
        line = {"batch": number, "prompts": [case.words for case in batch], "outcomes": kept}
        checkpoint.append(self.path, [line])


def _written(pair) -> dict:
    return {
        "chosen": pair.chosen,
        "rejected": pair.rejected,
        "rewards": [asdict(pair.chosen_reward), asdict(pair.rejected_reward)],
        "source": pair.source,
    }


def _read(case: Case, kept: str | dict) -> Outcome:
    from training.examples.preferences import Pair

    if isinstance(kept, str):
        return kept
    better, worse = (Reward(**reward) for reward in kept["rewards"])
    return Pair(case, kept["chosen"], kept["rejected"], better, worse, kept["source"])

"""What is compared, and how large: everything that decides the figures, besides the base."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from training.finetuning.options import Options

METHODS = ("sft", "prompt_tuning", "dpo", "orpo")
NAMES = {"sft": "LoRA-SFT", "prompt_tuning": "prompt tuning", "dpo": "DPO", "orpo": "ORPO"}
# For a base of 5 M parameters; larger ones take less (training/finetuning/options.py).
RATES = {"sft": 4e-3, "prompt_tuning": 1e-2, "dpo": 4e-4, "orpo": 2e-3}

MEASURING = ("candidates", "unaided", "skills")  # of a plan: what neither data nor trainings depend on


@dataclass(frozen=True)
class Plan:
    """Counts. `examples` and `pairs` include those held out; `steps` are of 8 examples or pairs.

    Examples of more than `length` tokens are left out of the training; `evaluations` on held-out data fall
    into a training, besides that at its end.
    """

    methods: tuple[str, ...] = METHODS
    seeds: int = 3
    examples: int = 700
    held_out: int = 80
    pairs: int = 300
    held_out_pairs: int = 60
    raw: int = 200
    steps: int = 200
    pair_steps: int = 48
    candidates: int = 3
    unaided: int = 80
    length: int = 256
    evaluations: int = 4
    preset: str = "earlier"
    skills: bool = True

    def as_json(self) -> dict:
        return dataclasses.asdict(self) | {
            "methods": list(self.methods),
            "rates": {m: RATES[m] for m in self.methods},
        }

    def options(self, method: str, seed: int, base: Path, data: Path, out: Path) -> Options:
        """The training of one method and seed."""
        preference = method in ("dpo", "orpo")
        steps = self.pair_steps if preference else self.steps
        return Options(
            method=method,
            model=str(base),
            dataset=str(data / ("preferences" if preference else "sft")),
            output_dir=str(out),
            max_steps=steps,
            per_device_train_batch_size=8,
            learning_rate=RATES[method],
            seed=seed,
            max_length=self.length,
            too_long="drop",
            logging_steps=max(1, steps // 24),
            eval_steps=-(-steps // self.evaluations) if self.evaluations else None,
            use_cpu=True,
        )

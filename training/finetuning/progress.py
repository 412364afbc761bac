"""How far a training is: for whoever waits for it, and as lines of metrics.jsonl."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from transformers import TrainerCallback

from training.finetuning import resume

MINUTE = 60.0


@dataclass(frozen=True)
class Progress:
    """Step of steps done, the last loss that was logged, seconds from the start and to the end."""

    step: int
    steps: int
    loss: float | None
    seconds: float
    seconds_left: float

    @property
    def share(self) -> float:
        return self.step / self.steps if self.steps else 1.0

    def __str__(self) -> str:
        loss = "" if self.loss is None else f", loss {self.loss:.4f}"
        left = (
            f"{self.seconds_left / MINUTE:.1f} min"
            if self.seconds_left > 90
            else f"{self.seconds_left:.0f} s"
        )
        return f"step {self.step}/{self.steps} ({self.share:.0%}){loss}, {left} left"


class Recorder(TrainerCallback):
    """Writes metrics, marks checkpoints whole, tells the progress; stops at a deadline or when cancelled."""

    def __init__(
        self,
        folder: Path,
        before: float,
        tell: Callable[[Progress], None] | None,
        cancel: threading.Event | None,
        minutes: float | None,
    ) -> None:
        self.folder, self.before = folder, before
        self.tell, self.cancel = tell, cancel
        self.deadline = None if minutes is None else minutes * MINUTE
        self.began = time.monotonic()
        self.first, self.loss = 0, None

    @property
    def seconds(self) -> float:
        """Seconds of training, those before it was interrupted included."""
        return self.before + time.monotonic() - self.began

    def on_train_begin(self, args, state, control, **_) -> None:
        self.began, self.first = time.monotonic(), state.global_step
        if state.is_world_process_zero:
            metrics = self.folder / "metrics.jsonl"
            kept = []
            if metrics.exists():  # lines after the checkpoint come again
                for line in metrics.read_text(encoding="utf-8").splitlines():
                    if _step(line) <= state.global_step:
                        kept.append(line + "\n")
            part = self.folder / "metrics.part"
            part.write_text("".join(kept), encoding="utf-8")
            os.replace(part, metrics)

    def on_log(self, args, state, control, logs=None, **_) -> None:
        if not state.is_world_process_zero or not logs:
            return
        self.loss = logs.get("loss", self.loss)
        line = {"step": state.global_step, "seconds": round(self.seconds, 2), **logs}
        with (self.folder / "metrics.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def on_step_end(self, args, state, control, **_) -> None:
        if self.tell and state.is_world_process_zero:
            self.tell(self.progress(state))
        late = self.deadline is not None and self.seconds >= self.deadline
        if late or (self.cancel and self.cancel.is_set()):
            control.should_training_stop = True

    def on_save(self, args, state, control, **_) -> None:
        if state.is_world_process_zero:
            resume.mark_whole(Path(args.output_dir) / f"checkpoint-{state.global_step}", self.seconds)

    def progress(self, state) -> Progress:
        done, left = state.global_step - self.first, state.max_steps - state.global_step
        here = time.monotonic() - self.began
        rest = here / done * left if done else 0.0
        if self.deadline is not None:
            rest = max(0.0, min(rest, self.deadline - self.seconds))
        return Progress(state.global_step, state.max_steps, self.loss, self.seconds, rest)


def _step(line: str) -> float:
    try:
        return json.loads(line)["step"]
    except (ValueError, KeyError, TypeError):  # cut off when the process was killed
        return float("inf")

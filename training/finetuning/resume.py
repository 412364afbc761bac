"""Going on with a training that was killed, to the very weights that it would have ended with.

    OUT/run.json           what decides the result: options, data, base
    OUT/checkpoints/       TRL's, two at most; one is whole once `whole.json` lies in it
    OUT/report.json        written last: the run is finished

A checkpoint holds the adapter, AdamW's moments, the learning rate's schedule and the states of all random
number generators; the order of the examples follows from the seed. TRL writes some of these as .pt files and
reads them with `weights_only`, so that they cannot run code; none is left when the run has finished.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from training.finetuning.errors import CannotTrain

WHOLE, RUN, REPORT = "whole.json", "run.json", "report.json"


def write(path: Path, content: dict) -> None:
    """JSON, all or nothing."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(part, path)


def check_run(folder: Path, run: dict) -> None:
    """Raises CannotTrain where the folder holds a run with other options, data or base, naming the first.

    One that was not yet worth a checkpoint does not count.
    """
    path = folder / RUN
    begun = (folder / REPORT).exists() or latest(folder / "checkpoints")[0] is not None
    if not path.exists() or not begun:
        return
    try:
        before = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CannotTrain(f"{path} is not readable; delete {folder} or give another --output_dir.") from error
    for name in sorted({*before, *run}):
        if before.get(name) != run.get(name):
            raise CannotTrain(
                f"{folder} holds a training with {name} {before.get(name)!r}, not {run.get(name)!r}; "
                "start it with the same options to go on, or give another --output_dir."
            )


def mark_whole(checkpoint: Path, seconds: float) -> None:
    write(checkpoint / WHOLE, {"seconds": round(seconds, 2)})


def latest(checkpoints: Path) -> tuple[Path | None, float]:
    """(the last whole checkpoint, seconds of training up to it)."""
    found = [path for path in checkpoints.glob("checkpoint-*") if (path / WHOLE).exists()]
    if not found:
        return None, 0.0
    last = max(found, key=_step)
    return last, float(json.loads((last / WHOLE).read_text(encoding="utf-8"))["seconds"])


def clear_partial(checkpoints: Path) -> None:
    """Deletes checkpoints that were being written when the process was killed."""
    for path in checkpoints.glob("checkpoint-*"):
        if not (path / WHOLE).exists():
            shutil.rmtree(path)


def _step(path: Path) -> int:
    return int(path.name.rsplit("-", 1)[-1])

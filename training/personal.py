"""Teaches the embedded model what one reader likes: a LoRA by DPO from that reader's ratings.

    python -m training.personal --user local
    python -m training.personal --user local --remove

The adapter lies in the user's data folder (`diagram.ratings.personal`) and is used for this reader only. It
learns from pairs of styles (`training.preference_pairs`), and chooses styles only: what is in the diagram is
written by the weights that ship, so that it cannot get less faithful.
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from diagram.errors import DiagramError
from diagram.ratings.personal import keep_personal, personal_adapter, personal_folder, remove_personal
from training.finetuning.errors import Cancelled, CannotTrain

if TYPE_CHECKING:
    from diagram.generation.backend import Backend
    from diagram.ratings.records import RatedDrawing
    from diagram.scoring.panel import Panel
    from training.synthesis.mixture import Example

__all__ = ["personal_adapter", "remove_personal", "train_personal"]

LEAST = 5  # rated drawings
PROMPTS = 80  # for which pairs are made: those that were rated, and synthetic ones
PAIRS = 160
METHOD = {
    "learning_rate": 6e-4,
    "beta": 0.1,
    "lora_r": 16,
    "per_device_train_batch_size": 8,
    "num_train_epochs": 2.0,
}
SHARE_OF_PAIRS = 0.4  # of the time and of the progress: making pairs; the rest is training
FORGOTTEN = "The ratings were deleted while the adapter was being trained; nothing is kept."
_busy: set[str] = set()
_lock = threading.Lock()

Tell = Callable[[float, str], None]


def train_personal(
    user: str,
    *,
    minutes: float = 10.0,
    progress: Tell | None = None,
    cancel: threading.Event | None = None,
    panel: Panel | None = None,
    seed: int = 0,
) -> Path:
    """Trains the user's adapter, at most `minutes` long, and gives its folder; a former one is replaced.

    progress: told a share, 0-1, and a sentence; cancel: stops soon, and a former adapter stays. Raises
    CannotTrain where there is too little to learn from, Cancelled, RatingsUnavailable, ModelUnavailable.
    """
    folder = personal_folder(user)
    with _lock:
        if user in _busy:
            raise CannotTrain("Your adapter is being trained already; wait for it, or cancel it.")
        _busy.add(user)
    try:
        return _train(user, folder, minutes, progress or (lambda share, text: None), cancel, panel, seed)
    finally:
        with _lock:
            _busy.discard(user)


def _train(
    user: str,
    folder: Path,
    minutes: float,
    tell: Tell,
    cancel: threading.Event | None,
    panel: Panel | None,
    seed: int,
) -> Path:
    from diagram.generation import adapters, embedded
    from diagram.ratings.errors import RatingsUnavailable
    from diagram.scoring.panel import shipped

    began = time.monotonic()
    panel = panel or shipped()
    if panel.ratings is None:
        raise RatingsUnavailable(panel.problem)
    rated = panel.ratings.rated(user)
    _check_enough(rated)
    base = embedded.load()

    def stage(share: float, text: str) -> None:
        if cancel is not None and cancel.is_set():
            raise Cancelled("The training was cancelled; nothing has changed.")
        tell(share, text)

    pairs = _pairs(user, rated, panel, base, minutes * 60 * SHARE_OF_PAIRS, stage, seed)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    try:
        _fit(made, pairs, max(minutes - (time.monotonic() - began) / 60, 0.05), stage, cancel, seed)
        adapters.stamp(made, adapters.read(made).base, adapters.STYLE)
        stage(1.0, "Keeping the adapter")
        for path in made.iterdir():
            if path.name not in (adapters.CONFIG, adapters.WEIGHTS, "report.json"):
                path.unlink()
        if not panel.ratings.count(user):
            raise Cancelled(FORGOTTEN)
        kept = keep_personal(user, made)
    except (OSError, DiagramError) as error:
        if not made.exists():  # deleted with all else of this user's
            raise Cancelled(FORGOTTEN) from error
        raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    tell(1.0, "Your adapter is ready")
    return kept


def _check_enough(rated: Sequence[RatedDrawing]) -> None:
    if len(rated) < LEAST:
        raise CannotTrain(
            f"You have rated {len(rated)} drawings; rate at least {LEAST}, better 20, and train then."
        )
    if len({drawing.score for drawing in rated}) < 2:
        raise CannotTrain(
            "All your ratings are alike, so there is nothing to learn; rate some higher and some lower."
        )


def _pairs(
    user: str,
    rated: Sequence[RatedDrawing],
    panel: Panel,
    base: Backend,
    seconds: float,
    stage: Tell,
    seed: int,
) -> list[dict[str, str | bool]]:
    """Rows of preferences, those from real ratings first."""
    from training import preference_pairs

    real = preference_pairs.from_ratings(rated)
    draw = random.Random(seed)
    draw.shuffle(real)
    text = "Comparing styles by your taste"
    found = preference_pairs.sampled(
        _prompts(rated, seed),
        user,
        panel,
        base,
        seed=seed,
        seconds=seconds,
        progress=lambda share: stage(SHARE_OF_PAIRS * share, text),
    )
    chosen = real[: PAIRS // 3]
    chosen += found[: PAIRS - len(chosen)]
    if not chosen:
        raise CannotTrain(
            "Your ratings do not tell styles apart yet; rate more drawings that look different."
        )
    draw.shuffle(chosen)
    return [pair.row() for pair in chosen]


def _prompts(rated: Sequence[RatedDrawing], seed: int) -> list[str]:
    """The prompts that were rated last, and synthetic ones: what is learnt is to hold for others too."""
    own = list(dict.fromkeys(drawing.prompt for drawing in rated if drawing.prompt.strip()))[: PROMPTS // 2]
    mixed = own + [example.prompt for example in _synthetic(f"personal {seed}", PROMPTS - len(own))]
    random.Random(seed).shuffle(mixed)  # where the time is up, some of both have been seen
    return mixed


def _synthetic(seed: str, count: int) -> list[Example]:
    """Examples of a new drawing, not of a change of one."""
    from training.synthesis.mixture import sample

    examples = (sample(f"{seed} {i}") for i in itertools.count())
    return list(itertools.islice((e for e in examples if e.before is None), count))


def _fit(
    made: Path,
    pairs: list[dict[str, str | bool]],
    minutes: float,
    stage: Tell,
    cancel: threading.Event | None,
    seed: int,
) -> None:
    from datasets import Dataset

    from diagram.generation.embedded import WEIGHTS
    from training.finetune import train
    from training.finetuning.data import Splits
    from training.finetuning.options import Options
    from training.finetuning.progress import Progress

    options = Options(
        method="dpo",
        model=str(WEIGHTS),
        output_dir=str(made),
        minutes=minutes,
        too_long="drop",
        save_steps=10**6,
        use_cpu=True,
        seed=seed,
        **METHOD,
    )
    width = 1 - SHARE_OF_PAIRS

    def told(progress: Progress) -> None:
        stage(SHARE_OF_PAIRS + width * progress.share, f"Learning, {progress}")

    train(options, data=Splits(Dataset.from_list(pairs)), progress=told, cancel=cancel)


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0].replace("\n", " "))
    parser.add_argument("--user", default="local", help="whose ratings")
    parser.add_argument("--minutes", type=float, default=10.0, help="at most")
    parser.add_argument("--remove", action="store_true", help="delete the adapter instead")
    return parser


def main(args: argparse.Namespace) -> None:
    if args.remove:
        print("The adapter is deleted." if remove_personal(args.user) else "There was no adapter.")
        return
    from training.finetune import quiet_libraries

    quiet_libraries()
    told = [""]

    def tell(share: float, text: str) -> None:
        line = f"{share:4.0%}  {text}"
        if line != told[0]:
            told[0] = line
            print(line, flush=True)

    print(train_personal(args.user, minutes=args.minutes, progress=tell))


if __name__ == "__main__":
    commands.run(lambda: main(make_parser().parse_args()))

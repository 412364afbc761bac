"""What the comparison trains and judges on: made once by the commands of data, kept in OUT/data."""

from __future__ import annotations

import contextlib
import io
import json
import shlex
import shutil
import types
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.generation.templates import END
from diagram.outline import Outline, fold, parse
from training.comparison.plan import Plan

if TYPE_CHECKING:
    from training.evaluate import Case

STATISTICS = "statistics.json"
DONE = "done.json"  # written last: the arguments that the folder was made with


@dataclass(frozen=True)
class HeldOut:
    """Rows that no training sees; `references` are the outlines of `examples`, by their words."""

    examples: list[dict]
    pairs: list[dict]
    references: dict[str, Outline]

    def cases(self) -> list[Case]:
        """The prompts, with what is right: exactly the reference's structure."""
        from training.evaluate import Case, structures_match

        return [
            Case(
                f"synthetic {row['kind']}",
                row["words"],
                lambda outline, r=self.references[row["words"]]: structures_match(
                    outline.structure(), r.structure()
                ),
                {},
            )
            for row in self.examples
        ]


def make(plan: Plan, base: Path, folder: Path) -> HeldOut:
    """Examples, pairs of which the rejected is the base's own answer, and filtered answers of the base alone.

    What is there already is kept. Raises DiagramError.
    """
    from training import prepare_preferences, prepare_sft, write_magpie

    model = ["--model", str(base)]
    count, test = str(plan.examples), str(plan.held_out)
    _run(prepare_sft, folder / "sft", ["--preset", plan.preset, "--count", count, "--test", test, *model])
    pairs = ["--kind", "plain", "--preset", plan.preset, "--pairs", str(plan.pairs), "--candidates", "2"]
    _run(prepare_preferences, folder / "preferences", [*pairs, "--test", str(plan.held_out_pairs), *model])
    if plan.raw:
        _run(write_magpie, folder / "raw", ["--raw", str(plan.raw), *model])
        _filter(folder / "raw")
    return held_out(folder)


def _filter(folder: Path) -> None:
    """Writes what `training.filter_examples` does to the raw examples, also where none is left."""
    from training.examples import filters, magpie
    from training.examples import statistics as counts

    if (folder / STATISTICS).is_file():
        return
    lines = (folder / magpie.RAW).read_text(encoding="utf-8").splitlines()
    raw = [filters.Raw.of(json.loads(line)) for line in lines]
    outcome = filters.filter_examples(raw, "outline", filters.Limits(unknown=0.1))
    summary = counts.summarise(outcome, len(raw), {})
    (folder / STATISTICS).write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


def held_out(folder: Path) -> HeldOut:
    """The rows of the test splits. Examples whose words are among the pairs' are left out: DPO saw them."""
    seen = {fold(row["words"]) for row in rows(folder / "preferences", "train")}
    examples = [
        row for row in rows(folder / "sft", "test") if fold(row["words"]) not in seen and not row["before"]
    ]
    references = {row["words"]: parse(row["completion"].removesuffix(END)) for row in examples}
    return HeldOut(examples, rows(folder / "preferences", "test"), references)


def rows(folder: Path, split: str) -> list[dict]:
    from datasets import Dataset

    return Dataset.from_parquet(
        str(folder / "data" / f"{split}-00000-of-00001.parquet"), cache_dir=str(folder / "cache")
    ).to_list()


def statistics(folder: Path) -> dict | None:
    """What the filters did to the base's own examples."""
    path = folder / "raw" / STATISTICS
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def _run(command: types.ModuleType, folder: Path, arguments: Sequence[str]) -> None:
    """Runs a command of data with `--out folder`, unless it has been run so; what it prints is left out."""
    done = folder / DONE
    wanted = list(arguments)
    if done.is_file() and json.loads(done.read_text(encoding="utf-8")) == wanted:
        return
    if done.is_file():  # with other arguments
        shutil.rmtree(folder)
    args = command.make_parser().parse_args([*arguments, "--out", str(folder)])
    args.command = f"python -m {command.__name__} {shlex.join(arguments)}"
    with contextlib.redirect_stdout(io.StringIO()):
        command.main(args)
    done.write_text(json.dumps(wanted) + "\n", encoding="utf-8")

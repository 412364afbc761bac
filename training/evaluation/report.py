"""The tables that `python -m training.evaluate` prints, and the same as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from diagram.errors import DiagramError
from training.evaluation import memory, quality, skills

if TYPE_CHECKING:
    from diagram.generation.backend import Backend
    from training.evaluate import Case

SCALE = 40  # outlines by which simulated readers get their scale


def open_backend(args: argparse.Namespace) -> Backend:
    """The backend that the options name. Raises DiagramError."""
    from diagram.generation.choice import choose

    if (args.no_copy or args.edits is not None) and args.backend != "embedded":
        option = "--no-copy" if args.no_copy else "--edits"
        raise DiagramError(f"{option} is for the embedded model; leave it out, or choose --backend embedded.")
    return choose(args.backend, args.model, args.adapter)


def readers():
    """Simulated readers, scaled on outlines of the synthesis that nothing is trained or evaluated on."""
    from diagram.outline import parse
    from training.evaluation.audience import Readers
    from training.synthesis import mixture

    return Readers([parse(mixture.sample(f"readers {i}").outline) for i in range(SCALE)])


def everything(args: argparse.Namespace, model: Backend, cases: Sequence[Case]) -> dict[str, dict]:
    """Evaluates and prints: the table of `training.evaluate.evaluate`, and "skills" and "model" beside it."""
    from training import evaluate
    from training.evaluation.audience import User

    judge = quality.Judge(User(args.user) if args.user else readers())
    table = evaluate.evaluate(model, cases, args.count, not args.no_copy, args.show, judge)
    run = {"name": model.name, "backend": args.backend, "peak MiB": memory.peak()}
    print_structure(table)
    print_columns(
        "first diagrams", quality.COLUMNS, {k: row for k, row in table.items() if "fidelity" in row}
    )
    if not args.no_skills and (found := skills.read_cases()):
        tally = skills.judge(model, found, skills.editor_of(model))
        table["skills"] = tally.as_json() | {"misses": tally.misses}
        print_columns("skill cases", skills.COLUMNS, {"that hold": table["skills"]})
        for miss in tally.misses[: args.show]:
            print(f"--- {miss}")
    if args.unaided and cases:
        run |= by_itself(args, cases)
    print("\n" + ", ".join(f"{name} {_plain(value)}" for name, value in run.items()))
    return table | {"model": run}


def by_itself(args: argparse.Namespace, cases: Sequence[Case]) -> dict[str, float]:
    """Whether the model parses and ends without the grammar; nothing for an endpoint, which is not asked."""
    from diagram.generation.embedded import WEIGHTS
    from training.evaluation.unaided import unaided

    if args.backend == "endpoint":
        return {}
    step = max(1, len(cases) // args.unaided)
    prompts = [case.prompt for case in cases[::step]][: args.unaided]
    return unaided(args.model or WEIGHTS, args.adapter, prompts)


def print_structure(table: dict[str, dict]) -> None:
    from training.evaluate import COLUMNS

    print(f"{'kind':34}{'prompts':>8}" + "".join(f"{name:>9}" for name in COLUMNS))
    for kind, row in table.items():
        style = "" if row["style"] is None else f"{row['style']:.1%}"
        shares = "".join(f"{row[name]:9.1%}" for name in ("first", "ranked", "best"))
        print(f"{kind:34}{row['n']:8.0f}{shares}{style:>9}{row['seconds']:9.3f}{row['tokens']:9.0f}")


def print_columns(title: str, columns: Sequence[str], rows: dict[str, dict]) -> None:
    if rows:
        print(f"\n{title:24}" + "".join(f"{name:>14}" for name in columns))
    for name, row in rows.items():
        print(f"{name:24}" + "".join(f"{_plain(row.get(column)):>14}" for column in columns))


def _plain(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)

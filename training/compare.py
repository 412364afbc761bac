"""Trains LoRA-SFT, prompt tuning, DPO and ORPO from one base, and writes what each does and costs.

    python -m training.compare --base checkpoints/undertrained/model --out checkpoints/comparison
    python -m training.compare --base ... --out ... --minutes 30    # what is finished by then is reported
    python -m training.compare --base ... --out ... --again         # what is trained there is measured anew

The base is a folder of the embedded model (with lexicon.json). Examples are the synthesis'; of pairs, the
chosen answer is the reference, the rejected the base's own wrong one. All is judged on held-out prompts,
examples and pairs, every method with several seeds. What is finished stays in OUT: started again, only the
rest is done. With --again the trainings stay and all is measured again; --candidates, --unaided and
--no-skills, on which no training depends, may then be others. Killed in between, it goes on without --again.
OUT/report gets comparison.json, .csv, .md and the figures; `--report DIR` another folder.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from training.comparison.plan import MEASURING, METHODS, NAMES, Plan
from training.finetuning.errors import CannotTrain

if TYPE_CHECKING:
    from training.comparison.data import HeldOut
    from training.evaluation.quality import Judge

HEAD = """# Fine-tuning methods compared

![Base and methods on held-out prompts](models.png)"""
LEGEND = (
    "Structure right is of the greedy diagram under the grammar; unaided is without the grammar. Held-out "
    "loss is nats a token of the references, with the style words that nobody asked for; pair accuracy, how "
    "often the chosen answer is likelier a token than the rejected; pair margin, by how many nats a token; "
    "pair total, by how many nats in all, which is DPO's reward over beta, up to the base's. Preference is "
    "what simulated readers would give, 0-5: about 2.7 for styles by chance. Minutes are of the clock, "
    "training MiB of the whole process."
)
SKILLS = " Styles, edits, knowledge and plans are the cases of tests/data/skills, for the first seed."
FIGURES = """
![Quality against time and preferences](trade_off.png)

![Losses](curves.png)

![Costs](efficiency.png)

![What the filters leave of what the base writes by itself](filters.png)
"""


class Comparison:
    """One base and one plan in one folder."""

    def __init__(self, base: Path, out: Path, plan: Plan, minutes: float | None = None) -> None:
        from diagram.generation.adapters import fingerprint_of
        from diagram.generation.embedded import FILES

        missing = [name for name in FILES if not (base / name).is_file()]
        if missing:
            raise CannotTrain(
                f"The base {base} lacks {', '.join(missing)}; give the folder of an embedded model, with the "
                "lexicon.json of diagram/weights beside its weights."
            )
        self.base, self.out, self.plan = base, out, plan
        self.fingerprint = fingerprint_of(base)
        self.deadline = None if minutes is None else time.monotonic() + 60 * minutes

    @property
    def late(self) -> bool:
        return self.deadline is not None and time.monotonic() >= self.deadline

    def run(self, again: bool = False) -> dict:
        """Trains and measures what is not there yet, seed after seed; gives the whole comparison.

        again: measures what is trained already once more.
        """
        from training.comparison import data, measuring
        from training.evaluation import quality, report

        self._begin(again)
        if again:
            measuring.forget(self.out)
        held_out = data.make(self.plan, self.base, self.out / "data")
        key = {"base": self.fingerprint, "plan": self.plan.as_json()}
        judge = quality.Judge(report.readers())
        base = measuring.measured(self.out / "base", key)
        if base is None:
            _say("base", "measured")
            row = measuring.measure(self.base, None, held_out, self.plan, judge)
            base = measuring.keep(self.out / "base", key, row)
        rows = []
        for seed in range(self.plan.seeds):
            for method in self.plan.methods:
                row = self._one(method, seed, held_out, key, judge)
                rows += [] if row is None else [row]
        return self._together(base, rows, held_out)

    def _begin(self, again: bool) -> None:
        """Raises DiagramError where the folder was begun with another plan or base, naming what differs."""
        from training.examples import checkpoint

        settings = json.loads(json.dumps(self.plan.as_json() | {"base": self.fingerprint}))
        checkpoint.begin(self.out, settings, MEASURING if again else ())

    def _one(self, method: str, seed: int, held_out: HeldOut, key: dict, judge: Judge) -> dict | None:
        """Trains and measures one adapter; None where there is no time left for it."""
        from training.comparison import measuring
        from training.comparison.summary import training_row
        from training.evaluation import memory
        from training.finetune import train
        from training.finetuning.report import Report

        folder = self.out / "runs" / f"{method}-{seed}"
        finished = folder / "report.json"
        if not finished.is_file():
            if self.late:
                return None
            _say(f"{NAMES[method]}, seed {seed}", "trained")
            memory.mark()
            train(self.plan.options(method, seed, self.base, self.out / "data", folder))
        found = Report.read(finished)
        row = measuring.measured(folder, key)
        if row is None:
            if self.late:
                return None
            _say(f"{NAMES[method]}, seed {seed}", "measured")
            plan = replace(self.plan, skills=self.plan.skills and seed == 0)  # they cost most
            row = measuring.measure(self.base, folder, held_out, plan, judge)
            measuring.keep(folder, key, row)
        return {"method": method, "seed": seed, **training_row(found), **row}

    def _together(self, base: dict, rows: list[dict], held_out: HeldOut) -> dict:
        from training.comparison import data, summary

        methods = {}
        for method in self.plan.methods:
            of = [row for row in rows if row["method"] == method]
            if of:
                figures = [{k: v for k, v in row.items() if k not in ("method", "seed")} for row in of]
                methods[method] = {"seeds": len(of), "metrics": summary.over_seeds(figures)}
        metrics = {method: found["metrics"] for method, found in methods.items()}
        return {
            "base": {"fingerprint": self.fingerprint, "row": base},
            "plan": self.plan.as_json(),
            "about": self._about(held_out, methods),
            "methods": methods,
            "reach": summary.reach(base, metrics),
            "filters": data.statistics(self.out / "data"),
            "rows": [{"method": "base", "seed": "", **base}, *rows],
        }

    def _about(self, held_out: HeldOut, methods: dict) -> str:
        """What the figures are of, and what did not get finished."""
        plan = self.plan
        prompts = len(held_out.examples)
        said = (
            f"Held out: {prompts} prompts ({min(plan.unaided, prompts)} unaided), "
            f"{len(held_out.pairs)} pairs; "
            f"trained on {plan.examples - plan.held_out} examples ({plan.steps} steps of 8) or "
            f"{plan.pairs - plan.held_out_pairs} pairs ({plan.pair_steps} steps of 8), those of at most "
            f"{plan.length} tokens; candidates a prompt: {plan.candidates}. {LEGEND}"
            f"{SKILLS if plan.skills else ''}"
        )
        short = [
            f"{NAMES[m]} {methods[m]['seeds'] if m in methods else 0} of {plan.seeds}"
            for m in plan.methods
            if m not in methods or methods[m]["seeds"] < plan.seeds
        ]
        return said + (f" **Not all seeds were finished: {', '.join(short)}.**" if short else "")

    def curves(self, methods: list[str]) -> dict[str, list[list[dict]]]:
        """The lines of metrics.jsonl of every finished run."""
        found = {}
        for method in methods:
            paths = sorted((self.out / "runs").glob(f"{method}-*/metrics.jsonl"))
            found[method] = [
                [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
                for path in paths
                if (path.parent / "report.json").is_file()
            ]
        return found


def compare(
    base: Path,
    out: Path,
    plan: Plan,
    minutes: float | None = None,
    report: Path | None = None,
    note: str = "",
    again: bool = False,
) -> dict:
    """Runs the comparison and writes its report, with a `note` on the base; see `Comparison.run` for `again`.

    Raises DiagramError.
    """
    from training.comparison import figures, tables

    comparison = Comparison(base, out, plan, minutes)
    found = comparison.run(again)
    folder = report or out / "report"
    tables.save(found, folder, f"{HEAD}\n\n{note}" if note else HEAD)
    figures.draw(found, comparison.curves(list(found["methods"])), folder)
    with (folder / "comparison.md").open("a", encoding="utf-8") as file:
        file.write(FIGURES)
    return found


def _say(what: str, how: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {what} is {how}", flush=True)


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.compare",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    plan = Plan()
    parser.add_argument("--base", required=True, help="an embedded model: folder, or Hub id[@REVISION]")
    parser.add_argument("--out", type=Path, required=True, help="folder of data, runs and report")
    parser.add_argument("--report", type=Path, help="folder of the report (default: OUT/report)")
    parser.add_argument("--note", default="", help="a sentence for the report on how the base was made")
    parser.add_argument("--minutes", type=float, help="begin nothing new after these")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=METHODS)
    for name, text in (
        ("seeds", "trainings of each method"),
        ("examples", "for SFT and prompt tuning, with those held out"),
        ("held_out", "of the examples: the prompts that all are judged on"),
        ("pairs", "for DPO and ORPO, with those held out"),
        ("held_out_pairs", "of the pairs"),
        ("raw", "examples that the base writes alone, for the filters' figure; 0 = none"),
        ("steps", "of SFT and prompt tuning, 8 examples each"),
        ("pair_steps", "of DPO and ORPO, 8 pairs each"),
        ("candidates", "diagrams of a prompt"),
        ("unaided", "prompts without the grammar; 0 = none"),
        ("length", "tokens of an example at most, in training"),
        ("evaluations", "on held-out data in the course of a training"),
    ):
        default = getattr(plan, name)
        flag = f"--{name.replace('_', '-')}"
        parser.add_argument(flag, type=int, default=default, help=f"{text} (default: {default})")
    parser.add_argument(
        "--preset", choices=("earlier", "mixture"), default=plan.preset, help="of the prompts"
    )
    parser.add_argument("--again", action="store_true", help="measure again what is trained in OUT")
    parser.add_argument("--no-skills", action="store_true", help="without the cases of tests/data/skills")
    return parser


def main(args: argparse.Namespace) -> None:
    from diagram.remote.sources import resolve
    from training.comparison import tables
    from training.finetune import quiet_libraries

    quiet_libraries()
    given = {name: value for name, value in vars(args).items() if name in Plan.__dataclass_fields__}
    plan = replace(Plan(), **given | {"methods": tuple(args.methods)}, skills=not args.no_skills)
    began = time.monotonic()
    found = compare(
        resolve(args.base, "model"), args.out, plan, args.minutes, args.report, args.note, args.again
    )
    print(tables.markdown(found))
    print(f"{(time.monotonic() - began) / 60:.1f} min")


if __name__ == "__main__":
    commands.run(lambda: main(make_parser().parse_args()))

"""One model of the comparison on everything that was held out, as a flat row of figures."""

from __future__ import annotations

import json
import time
from pathlib import Path

from diagram.outline import Outline
from training.comparison.data import HeldOut
from training.comparison.plan import Plan
from training.evaluation import likelihood, memory, skills
from training.evaluation.quality import Judge, Worth, mean
from training.evaluation.unaided import unaided
from training.finetuning import resume

MEASURED = "measured.json"


class Matching(Judge):
    """A judge that also compares the first diagram with its reference, 0-1; 0 where there is no diagram."""

    def __init__(self, judge: Judge, held_out: HeldOut) -> None:
        super().__init__(judge.audience, judge.readability)
        self.references, self.matches = held_out.references, []

    def worth(self, prompt: str, outline: Outline) -> Worth:
        from training.examples.matching import structure_match

        self.matches.append(structure_match(outline.structure(), self.references[prompt].structure()))
        return super().worth(prompt, outline)


def measured(folder: Path, key: dict) -> dict | None:
    """The row that lies in the folder, if it was measured with this key (plan, data, base)."""
    path = folder / MEASURED
    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found["row"] if found.get("key") == key else None


def forget(out: Path) -> None:
    """Deletes the rows of the base and of all trainings, so that they are measured again."""
    for path in (out / "base" / MEASURED, *sorted((out / "runs").glob(f"*/{MEASURED}"))):
        path.unlink(missing_ok=True)


def keep(folder: Path, key: dict, row: dict) -> dict:
    folder.mkdir(parents=True, exist_ok=True)
    resume.write(folder / MEASURED, {"key": key, "row": row})
    return row


def measure(
    base: Path, adapter: Path | None, held_out: HeldOut, plan: Plan, judge: Judge
) -> dict[str, float | None]:
    """Everything that is measured of one model; None where it is not."""
    from diagram.generation import embedded
    from training import evaluate

    began = time.perf_counter()
    memory.mark()
    model = embedded.EmbeddedModel(base, adapter=adapter)
    matching = Matching(judge, held_out)
    cases = held_out.cases()
    table = evaluate.evaluate(model, cases, plan.candidates, True, judge=matching)["all synthetic"]
    row = {
        "structure right": table["first"],
        "best of candidates": table["best"],
        "structure match": sum(matching.matches) / max(1, len(cases)),
        **{name: table[name] for name in ("parseable", "faithful", "fidelity", "readability", "preference")},
        "tokens each": table["tokens each"],
        "seconds each": table["seconds each"],
        "generation MiB": memory.peak(),
    }
    if plan.skills:
        row |= skills.judge(model, skills.read_cases(), skills.editor_of(model)).as_json()
    if plan.unaided:
        row |= unaided(base, adapter, [case.prompt for case in cases[: plan.unaided]])
    row |= likelihoods(base, adapter, held_out)
    row["evaluation seconds"] = time.perf_counter() - began
    return {name: value if value is None else round(value, 5) for name, value in row.items()}


def likelihoods(base: Path, adapter: Path | None, held_out: HeldOut) -> dict[str, float | None]:
    """The methods' own objectives, the same way for every model.

    held-out loss: nats a token of the references. pair accuracy: the share of held-out pairs whose chosen
    answer is likelier a token than the rejected one; pair margin: by how many nats a token. pair total: by
    how many nats the whole chosen answer is likelier, which is DPO's reward over beta, up to the base's.
    """
    model, tokenizer = likelihood.open_model(base, adapter)
    most = model.config.max_position_embeddings - 64  # a learnt prompt has to fit, too
    found = likelihood.preferences(model, tokenizer, held_out.pairs, most)
    return {
        "held-out loss": likelihood.held_out_loss(model, tokenizer, held_out.examples, most),
        "pair accuracy": mean(float(each > 0) for _, each in found),
        "pair margin": mean(each for _, each in found),
        "pair total": mean(total for total, _ in found),
    }

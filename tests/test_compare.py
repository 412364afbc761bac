"""The comparison of methods: arithmetic, tables, figures, and one whole comparison on a tiny base."""

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tiny_training import make_base
from training.comparison import figures, summary, tables
from training.comparison.plan import METHODS, Plan


def row(method: str, seed: int, right: float, loss: float) -> dict:
    measured = {"structure right": right, "held-out loss": loss, "pair accuracy": right, "pair total": right}
    more = {"minutes": 1.0 + seed, "trainable parameters": 1000, "adapter MiB": 0.4, "training MiB": 900.0}
    return {"method": method, "seed": seed, **more, **measured, "seconds each": 0.02, "edits": None}


def comparison() -> dict:
    rows = [row(m, seed, 0.5 + 0.01 * seed, 1.0 + 0.1 * seed) for m in METHODS for seed in range(3)]
    methods = {
        m: {"seeds": 3, "metrics": summary.over_seeds([r for r in rows if r["method"] == m])} for m in METHODS
    }
    for found in methods.values():
        found["metrics"].pop("method", None)
    base = {"structure right": 0.2, "held-out loss": 1.15, "pair accuracy": 0.51, "pair total": 0.1}
    metrics = {m: found["metrics"] for m, found in methods.items()}
    return {
        "base": {"fingerprint": "0", "row": base},
        "about": "About.",
        "methods": methods,
        "reach": summary.reach(base, metrics),
        "filters": {"raw": 9, "removed": {"length": 2, "fidelity": 3}},
        "rows": [{"method": "base", "seed": "", **base}, *rows],
    }


def test_means_and_spreads_over_seeds():
    found = summary.over_seeds([{"a": 1, "b": None, "c": "x"}, {"a": 2, "b": 4.0, "c": "y"}, {"a": 6}])
    assert found["a"] == {"mean": 3, "deviation": pytest.approx(7**0.5), "least": 1, "most": 6, "n": 3}
    assert found["b"]["n"] == 1 and found["b"]["deviation"] == 0 and "c" not in found


def test_an_objective_is_reached_by_more_than_the_spread_only():
    reached = {(r["method"], r["objective"]): r for r in comparison()["reach"]}
    assert reached["sft", "structure right"]["reached"]  # 0.31 better, 0.02 between the seeds
    loss = reached["sft", "held-out loss"]  # 0.05 better, 0.2 between the seeds
    assert (
        loss["gain"] == pytest.approx(0.05) and loss["spread"] == pytest.approx(0.2) and not loss["reached"]
    )
    assert not reached["dpo", "pair accuracy"]["reached"]  # no better than the base
    assert ("orpo", "pair margin") not in reached  # not measured


def test_tables_say_the_same(tmp_path):
    tables.save(comparison(), tmp_path, "# Head")
    text = (tmp_path / "comparison.md").read_text()
    assert "| structure right | 20.0 % | 51.0 ± 1.0 % |" in text
    assert "| LoRA-SFT | held-out loss | 1.150 | 1.100 | 0.050 | 0.200 | no (3 seeds) |" in text
    assert "| edits |" not in text  # nobody was judged on them
    lines = list(csv.DictReader((tmp_path / "comparison.csv").open()))
    assert len(lines) == 13 and lines[0]["method"] == "base" and float(lines[1]["structure right"]) == 0.5
    assert json.loads((tmp_path / "comparison.json").read_text())["rows"][1]["seed"] == 0


def test_figures_are_drawn_and_small(tmp_path):
    steps = [{"step": 1, "loss": 2.0}, {"step": 2, "loss": 1.0}, {"step": 2, "eval_loss": 1.5}]
    paths = figures.draw(comparison(), {m: [steps, steps] for m in METHODS}, tmp_path)
    names = {"filters.png", "curves.png", "models.png", "efficiency.png", "trade_off.png"}
    assert {path.name for path in paths} == names
    assert all(path.read_bytes()[:4] == b"\x89PNG" and path.stat().st_size < 60_000 for path in paths)


def test_trainings_differ_by_method_and_seed_only(tmp_path):
    plan = Plan(steps=8, pair_steps=4)
    made = [
        plan.options(method, seed, tmp_path, tmp_path, tmp_path / "x")
        for method, seed in (("sft", 0), ("dpo", 1))
    ]
    assert [o.max_steps for o in made] == [8, 4] and [o.seed for o in made] == [0, 1]
    assert made[0].dataset.endswith("sft") and made[1].dataset.endswith("preferences")
    for options in made:
        options.check()


def test_two_folders_of_one_name_are_two_datasets(tmp_path):
    """The cache of `datasets` would give the first one's rows for the second."""
    from tests.tiny_training import rows
    from training.examples import folder
    from training.finetuning.data import load
    from training.finetuning.options import Options

    about = {"title": "T", "text": "t", "command": "c", "columns": {}, "tags": [], "facts": {}}
    for parent, count in (("one", 3), ("two", 5)):
        place = tmp_path / parent / "sft"
        folder.save({"train": rows(count), "test": rows(2, 1)}, place, **about)
        found = load(Options(dataset=str(place)))
        assert len(found.train) == count and len(found.evaluation) == 2


class Counted:
    """Stands in for trainings and measurements, which it counts."""

    def __init__(self, monkeypatch):
        from training import compare, finetune
        from training.comparison import data, measuring
        from training.evaluation import quality, report

        self.trained, self.measured = [], []
        monkeypatch.setattr(data, "make", lambda *_: data.HeldOut([], [], {}))
        monkeypatch.setattr(report, "readers", lambda: None)
        monkeypatch.setattr(quality, "Judge", lambda audience: None)
        monkeypatch.setattr(finetune, "train", self.train)
        monkeypatch.setattr(measuring, "measure", self.measure)
        self.comparison = compare.Comparison

    def train(self, options):
        from training.finetuning.report import Report

        self.trained.append(options.method)
        known = {"method": options.method, "output_dir": options.output_dir, "parameters": 10}
        found = Report(**dict.fromkeys(list(Report.__dataclass_fields__)[:20], 1) | known)
        Path(options.output_dir).mkdir(parents=True)
        (Path(options.output_dir) / "report.json").write_text(json.dumps(found.as_json()))

    def measure(self, base, adapter, held_out, plan, judge):
        self.measured.append((adapter and adapter.name, plan.candidates, plan.skills))
        return {"structure right": float(len(self.measured))}


def test_what_is_trained_can_be_measured_again_and_otherwise(tmp_path, monkeypatch, weights):
    from diagram.errors import DiagramError

    counted = Counted(monkeypatch)
    plan = Plan(methods=("sft", "dpo"), seeds=1, raw=0, skills=False)
    first = counted.comparison(weights, tmp_path, plan).run()["rows"]
    assert counted.trained == ["sft", "dpo"] and len(counted.measured) == 3
    assert counted.comparison(weights, tmp_path, plan).run()["rows"] == first and len(counted.measured) == 3
    other = replace(plan, candidates=1, skills=True)
    with pytest.raises(DiagramError, match="candidates 3, now 1"):
        counted.comparison(weights, tmp_path, other).run()
    with pytest.raises(DiagramError, match="steps 200, now 9"):
        counted.comparison(weights, tmp_path, replace(other, steps=9)).run(again=True)
    again = counted.comparison(weights, tmp_path, other).run(again=True)["rows"]
    assert counted.trained == ["sft", "dpo"] and len(counted.measured) == 6
    assert counted.measured[3:] == [(None, 1, True), ("sft-0", 1, True), ("dpo-0", 1, True)]
    assert [row["structure right"] for row in again] == [4.0, 5.0, 6.0]
    assert counted.comparison(weights, tmp_path, other).run()["rows"] == again  # goes on without the flag


@pytest.mark.slow
def test_a_whole_comparison_goes_on_where_it_stopped(tmp_path, weights):
    from diagram.errors import DiagramError
    from training.compare import compare

    base, out = make_base(tmp_path / "base"), tmp_path / "out"
    with pytest.raises(DiagramError, match=r"lacks lexicon\.json"):
        compare(base, out, Plan())
    shutil.copy(weights / "lexicon.json", base)
    plan = Plan(
        seeds=1, examples=14, held_out=3, pairs=10, held_out_pairs=2, raw=4, steps=2, pair_steps=2,
        candidates=1, unaided=2, skills=False,
    )  # fmt: skip
    found = compare(base, out, plan, minutes=0)
    assert not found["methods"] and "LoRA-SFT 0 of 1" in found["about"]
    found = compare(base, out, plan)
    assert set(found["methods"]) == set(METHODS) and found["filters"]["raw"] == 4
    assert {row["objective"] for row in found["reach"]} >= {"held-out loss", "pair accuracy", "pair margin"}
    names = {path.name for path in (out / "report").iterdir()}
    assert names >= {"comparison.json", "comparison.csv", "comparison.md", "models.png", "filters.png"}
    written = {path: path.stat().st_mtime_ns for path in (out / "runs").rglob("*.json")}
    assert compare(base, out, plan)["rows"] == found["rows"]
    assert {path: path.stat().st_mtime_ns for path in (out / "runs").rglob("*.json")} == written
    with pytest.raises(DiagramError, match="steps 2, now 3"):
        compare(base, out, replace(plan, steps=3))

"""Means and spreads over seeds, and whether each method beats the base on its own objective."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

# (metric, +1: more is better, -1: less) that a method is for.
OBJECTIVES = {
    "sft": (("held-out loss", -1), ("structure right", 1)),
    "prompt_tuning": (("held-out loss", -1), ("structure right", 1)),
    "dpo": (("pair accuracy", 1), ("pair total", 1)),
    "orpo": (("pair accuracy", 1), ("pair margin", 1)),
}
# Of a training's report; the others are measured.
TRAINING = {
    "trainable parameters": "trainable_parameters",
    "share of parameters": "share",
    "train loss": "train_loss",
    "eval loss": "eval_loss",
    "minutes": "minutes",
    "training MiB": "peak_memory",
    "adapter MiB": "adapter_bytes",
}


def training_row(report) -> dict[str, float | None]:
    """What `training.finetuning.report.Report` says, as columns; bytes as MiB."""
    found = {name: getattr(report, source) for name, source in TRAINING.items()}
    for name in ("training MiB", "adapter MiB"):
        found[name] = round(found[name] / 2**20, 3)
    return found


def over_seeds(rows: Sequence[Mapping[str, float | None]]) -> dict[str, dict[str, float]]:
    """{metric: {mean, deviation, least, most, n}}; the sample's standard deviation, 0 for one seed."""
    found = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        values = [row[name] for row in rows if row.get(name) is not None]
        if values and all(isinstance(value, int | float) for value in values):
            found[name] = {
                "mean": statistics.fmean(values),
                "deviation": statistics.stdev(values) if len(values) > 1 else 0.0,
                "least": min(values),
                "most": max(values),
                "n": len(values),
            }
    return found


def reach(base: Mapping[str, float | None], methods: Mapping[str, Mapping[str, dict]]) -> list[dict]:
    """For each objective: base, mean, gain, spread (largest minus smallest seed), and whether it is reached.

    Reached: the mean is better than the base's by more than the spread, and so every seed is better.
    """
    found = []
    for method, metrics in methods.items():
        for name, better in OBJECTIVES[method]:
            if name not in metrics or base.get(name) is None:
                continue
            of = metrics[name]
            gain, spread = better * (of["mean"] - base[name]), of["most"] - of["least"]
            found.append(
                {
                    "method": method,
                    "objective": name,
                    "base": base[name],
                    "mean": of["mean"],
                    "gain": gain,
                    "spread": spread,
                    "seeds": of["n"],
                    "reached": gain > spread,
                }
            )
    return found

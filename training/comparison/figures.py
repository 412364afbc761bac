"""The comparison's figures: filters, training curves, models, efficiency, trade-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from training.comparison.plan import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {"sft": "#4c72b0", "prompt_tuning": "#55a868", "dpo": "#c44e52", "orpo": "#dd8452"}
BASE = "#555555"
RESOLUTION = 90
QUALITIES = (
    "structure right",
    "structure match",
    "faithful",
    "fidelity",
    "unaided parseable",
    "pair accuracy",
)
COSTS = ("trainable parameters", "adapter MiB", "minutes", "training MiB", "seconds each")


def draw(comparison: Mapping, curves: Mapping[str, Sequence[Sequence[dict]]], folder: Path) -> list[Path]:
    """Writes the PNGs and gives their paths. `curves`: for each method the log lines of each seed."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    if comparison.get("filters"):
        from training.examples import statistics

        paths.append(folder / "filters.png")
        statistics.draw(comparison["filters"], paths[-1])
    if comparison["methods"]:
        for name, made in (
            ("curves", _curves(curves)),
            ("models", _models(comparison)),
            ("efficiency", _efficiency(comparison)),
            ("trade_off", _trade_off(comparison)),
        ):
            paths.append(folder / f"{name}.png")
            made.savefig(paths[-1], dpi=RESOLUTION, metadata={"Software": None})  # no version: the same bytes
    return paths


def _figure(width: float, height: float, rows: int, columns: int):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False)
    for axis in axes.flat:
        axis.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _curves(curves: Mapping[str, Sequence[Sequence[dict]]]) -> Figure:
    """Training loss (line) and held-out loss (dots) of every seed; the methods' losses differ in kind."""
    figure, axes = _figure(3.1 * len(curves), 2.9, 1, len(curves))
    for axis, (method, seeds) in zip(axes.flat, curves.items(), strict=True):
        for lines in seeds:
            for key, style in (("loss", "-"), ("eval_loss", "o")):
                points = [(line["step"], line[key]) for line in lines if key in line]
                axis.plot(*zip(*points, strict=True), style, color=COLOURS[method], alpha=0.6, markersize=4)
        axis.set_title(NAMES[method])
        axis.set_xlabel("step")
    axes[0, 0].set_ylabel("loss: line trained on, dots held out")
    return figure


def _models(comparison: Mapping) -> Figure:
    """Quality of base and methods, 0-1, with the deviation over seeds."""
    names = [n for n in QUALITIES if comparison["base"]["row"].get(n) is not None]
    bars = {"base": [(comparison["base"]["row"][n], 0.0) for n in names]}
    for method, found in comparison["methods"].items():
        bars[method] = [_mean_and_deviation(found["metrics"], n) for n in names]
    figure, axes = _figure(8.6, 3.4, 1, 1)
    axis, width = axes[0, 0], 0.8 / len(bars)
    for k, (method, values) in enumerate(bars.items()):
        places = [i + (k - (len(bars) - 1) / 2) * width for i in range(len(names))]
        heights, spreads = zip(*values, strict=True)
        label, colour = NAMES.get(method, "base"), COLOURS.get(method, BASE)
        axis.bar(places, heights, width * 0.92, yerr=spreads, label=label, color=colour, error_kw={"lw": 1})
    axis.set_xticks(range(len(names)), names, fontsize=9)
    axis.set_ylim(0, 1.02)
    axis.set_ylabel("share of held-out prompts or pairs")
    axis.legend(frameon=False, ncols=len(bars), fontsize=8, loc="lower center", bbox_to_anchor=(0.5, 1.0))
    return figure


def _efficiency(comparison: Mapping) -> Figure:
    """What a training costs, by method."""
    methods = comparison["methods"]
    figure, axes = _figure(2.3 * len(COSTS), 2.7, 1, len(COSTS))
    for axis, name in zip(axes.flat, COSTS, strict=True):
        values = [_mean_and_deviation(found["metrics"], name) for found in methods.values()]
        heights, spreads = zip(*values, strict=True)
        places = range(len(methods))
        axis.bar(places, heights, yerr=spreads, color=[COLOURS[m] for m in methods], error_kw={"lw": 1})
        axis.set_xticks(places, [NAMES[m].replace(" ", "\n") for m in methods], fontsize=7)
        axis.set_title(name, fontsize=9)
        axis.tick_params(axis="y", labelsize=7)
        if name == "trainable parameters":
            axis.set_yscale("log")
    return figure


def _trade_off(comparison: Mapping) -> Figure:
    """Every seed: minutes of training against structure right, and pairs won against structure right."""
    figure, axes = _figure(8.0, 3.4, 1, 2)
    base = comparison["base"]["row"]
    for axis, name in zip(axes.flat, ("minutes", "pair accuracy"), strict=True):
        for method in comparison["methods"]:
            rows = [row for row in comparison["rows"] if row["method"] == method]
            _scatter(axis, rows, name, method)
        if name == "pair accuracy":
            axis.plot(base[name], base["structure right"], "D", color=BASE, label="base")
        else:
            axis.axhline(base["structure right"], color=BASE, linestyle=":", label="base")
        axis.set_xlabel(
            "minutes of training" if name == "minutes" else "held-out pairs in which the chosen is likelier"
        )
        axis.set_ylabel("structure right")
    axes[0, 1].legend(frameon=False, fontsize=8)
    return figure


def _scatter(axis: Axes, rows: Sequence[Mapping], name: str, method: str) -> None:
    points = [(row[name], row["structure right"]) for row in rows]
    if points:
        axis.plot(*zip(*points, strict=True), "o", color=COLOURS[method], label=NAMES[method], alpha=0.8)


def _mean_and_deviation(metrics: Mapping[str, Mapping], name: str) -> tuple[float, float]:
    found = metrics.get(name)
    return (found["mean"], found["deviation"]) if found else (0.0, 0.0)

"""The comparison as JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from training.comparison.plan import NAMES

SHARES = {
    "share of parameters", "structure right", "best of candidates", "parseable", "faithful", "pair accuracy",
    "unaided parseable", "unaided ended", "styles", "edits", "knowledge", "plan steps", "plans",
}  # fmt: skip
COLUMNS = (
    "trainable parameters", "share of parameters", "adapter MiB", "minutes", "training MiB", "train loss",
    "eval loss", "held-out loss", "structure right", "best of candidates", "structure match", "faithful",
    "fidelity", "parseable", "unaided parseable", "unaided ended", "readability", "preference",
    "pair accuracy", "pair margin", "pair total", "styles", "edits", "knowledge", "plan steps", "plans",
    "tokens each", "seconds each", "generation MiB",
)  # fmt: skip


def cell(name: str, value: float | None, deviation: float | None = None) -> str:
    """A figure as people read it, with its deviation over seeds."""
    if value is None:
        return "–"
    if name == "trainable parameters":
        return f"{value:,.0f}"
    scale, digits, unit = (100, 1, " %") if name in SHARES else (1, _digits(name), "")
    spread = f" ± {scale * deviation:.{digits}f}" if deviation else ""
    return f"{scale * value:.{digits}f}{spread}{unit}"


def _digits(name: str) -> int:
    return 0 if name in ("training MiB", "generation MiB", "tokens each") else 2 if name == "minutes" else 3


def markdown(comparison: Mapping) -> str:
    """Base and methods side by side, a metric a line; then what was to be reached."""
    methods = comparison["methods"]
    seeds = max((m["seeds"] for m in methods.values()), default=0)
    lines = [
        f"| | base | {' | '.join(NAMES[method] for method in methods)} |",
        "|---" * (len(methods) + 2) + "|",
    ]
    for name in COLUMNS:
        of = [method["metrics"].get(name) for method in methods.values()]
        base = comparison["base"]["row"].get(name)
        if base is None and not any(of):
            continue
        cells = [cell(name, f and f["mean"], f and f["deviation"]) for f in of]
        lines.append(f"| {name} | {cell(name, base)} | {' | '.join(cells)} |")
    lines += [
        "",
        f"Mean and standard deviation over {seeds} seeds. " + comparison["about"],
        "",
        "| method | its objective | base | mean | better by | spread of seeds | reached |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in comparison["reach"]:
        name = row["objective"]
        figures = (cell(name, row[key]) for key in ("base", "mean", "gain", "spread"))
        said = "yes" if row["reached"] else "no"
        lines.append(
            f"| {NAMES[row['method']]} | {name} | {' | '.join(figures)} | {said} ({row['seeds']} seeds) |"
        )
    return "\n".join(lines) + "\n"


def as_csv(rows: Sequence[Mapping]) -> str:
    """A line a model: the base, and every method and seed."""
    names = [*dict.fromkeys(name for row in rows for name in row)]
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def save(comparison: Mapping, folder: Path, head: str) -> None:
    """comparison.json, comparison.csv, comparison.md."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(comparison, indent=1, ensure_ascii=False) + "\n"
    (folder / "comparison.json").write_text(text, encoding="utf-8")
    (folder / "comparison.csv").write_text(as_csv(comparison["rows"]), encoding="utf-8")
    (folder / "comparison.md").write_text(f"{head}\n\n{markdown(comparison)}", encoding="utf-8")

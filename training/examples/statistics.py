"""What the filters did: as JSON, and as a chart."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from training.examples.filters import Outcome, Raw

QUANTILES = (5, 25, 50, 75, 95)


def summarise(outcome: Outcome, raw: int, splits: Mapping[str, Sequence]) -> dict:
    """Counts of raw, removed by each filter and kept, and how long prompts and diagrams are (quantiles)."""
    kept = outcome.kept
    return {
        "raw": raw,
        "removed": dict(outcome.removed),
        "kept": len(kept),
        "kept_share": round(len(kept) / raw, 4) if raw else 0.0,
        "splits": {name: len(rows) for name, rows in splits.items()},
        "languages": _languages(kept),
        "prompt_words": _quantiles([len(example.words.split()) for example in kept]),
        "nodes": _quantiles([len(example.reading.outline.structure().nodes) for example in kept]),
        "answer_tokens": _quantiles([example.tokens for example in kept]),
    }


def save(summary: Mapping, folder: Path) -> None:
    """Writes statistics.json and filters.png."""
    text = json.dumps(summary, indent=1, ensure_ascii=False) + "\n"
    (folder / "statistics.json").write_text(text, encoding="utf-8")
    draw(summary, folder / "filters.png")


def draw(summary: Mapping, path: Path) -> None:
    """A bar a filter: what was left after it, and what it removed."""
    from matplotlib.figure import Figure

    names = ["raw", *summary["removed"]]
    left = [summary["raw"]]
    for count in summary["removed"].values():
        left.append(left[-1] - count)
    removed = [0, *summary["removed"].values()]
    figure = Figure(figsize=(8, 0.42 * len(names) + 1.2), layout="constrained")
    axes = figure.subplots()
    places = range(len(names))
    axes.barh(places, left, color="#4c72b0", label="left")
    axes.barh(places, removed, left=left, color="#dd8452", label="removed")
    for place, (rest, lost) in enumerate(zip(left, removed, strict=True)):
        text = f" {rest:,}" + (f"  (−{lost:,})" if lost else "")
        axes.text(rest + lost, place, text, va="center", fontsize=9)
    axes.set_yticks(places, names)
    axes.invert_yaxis()
    axes.set_xlim(0, summary["raw"] * 1.18 or 1)
    axes.set_xlabel("examples left after each filter")
    axes.legend(loc="lower right", frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110, metadata={"Software": None})  # no version: the same bytes


def language(words: str) -> str:
    """ko where there is Hangul, else en."""
    return "ko" if any("가" <= character <= "힣" for character in words) else "en"


def _languages(kept: Sequence[Raw]) -> dict[str, int]:
    found = [language(example.words) for example in kept]
    return {name: found.count(name) for name in sorted(set(found))}


def _quantiles(values: Sequence[int]) -> dict[str, float]:
    import numpy as np

    if not values:
        return {}
    found = np.percentile(values, QUANTILES)
    return {f"{q}%": round(float(value), 1) for q, value in zip(QUANTILES, found, strict=True)}

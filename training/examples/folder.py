"""A dataset's folder: parquet files of its splits and a card, ready for `load_dataset` and for the Hub."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from diagram.errors import DiagramError

Row = TypeVar("Row")
CARD = """---
pretty_name: {title}
license: apache-2.0
language: [{languages}]
task_categories: [text-generation]
tags: [diagrams, text-to-diagram, {tags}]
size_categories: [{size}]
configs:
- config_name: default
  data_files:
{files}
---

# {title}

{text}

```python
from datasets import load_dataset

load_dataset("{name}")  # this folder, or its name on the Hub
```

| split | rows |
|---|---|
{splits}

Columns: {columns}.

## How it was made

```
{command}
```

The same command gives the same bytes.

{facts}
"""


def split(rows: Sequence[Row], test: int, seed: int) -> dict[str, list[Row]]:
    """Train and test, drawn by seed, each in the order of `rows`.

    Raises DiagramError where nothing would be left to train on.
    """
    if not 0 <= test < len(rows):
        raise DiagramError(
            f"Of {len(rows)} examples {test} cannot be held out for the test; make more or hold out fewer."
        )
    held = set(random.Random(f"split {seed}").sample(range(len(rows)), test))
    return {
        "train": [row for i, row in enumerate(rows) if i not in held],
        "test": [row for i, row in enumerate(rows) if i in held],
    }


def save(
    splits: Mapping[str, Sequence[Mapping]],
    folder: Path,
    *,
    title: str,
    text: str,
    command: str,
    columns: Mapping[str, str],
    tags: Sequence[str],
    facts: Mapping,
) -> None:
    """Writes `data/SPLIT-00000-of-00001.parquet`, `facts.json` and the card, README.md; no empty splits.

    Replaces what an earlier call wrote there, nothing else. `columns` says of each what it holds.
    """
    from datasets import Dataset, disable_progress_bars, enable_progress_bars

    splits = {name: list(rows) for name, rows in splits.items() if rows}
    if not splits:
        raise DiagramError(
            "There is not one example to save; look at what the filters or the margin left out."
        )
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "data").is_dir():
        shutil.rmtree(folder / "data")
    (folder / "data").mkdir()
    disable_progress_bars()
    try:
        for name, rows in splits.items():
            dataset = Dataset.from_list([dict(row) for row in rows])
            dataset.to_parquet(folder / "data" / f"{name}-00000-of-00001.parquet")
    finally:
        enable_progress_bars()
    total = sum(map(len, splits.values()))
    files = "\n".join(f"  - split: {name}\n    path: data/{name}-*" for name in splits)
    languages = {row.get("language", "en") for rows in splits.values() for row in rows}
    card = CARD.format(
        title=title,
        languages=", ".join(sorted(languages)),
        tags=", ".join(tags),
        size="n<1K" if total < 1000 else "1K<n<10K" if total < 10_000 else "10K<n<100K",
        files=files,
        text=text,
        name=folder.name,
        splits="\n".join(f"| {name} | {len(rows)} |" for name, rows in splits.items()),
        columns="; ".join(f"`{name}` {what}" for name, what in columns.items()),
        command=command,
        facts="\n".join(f"- {name}: {_plain(value)}" for name, value in facts.items()),
    )
    (folder / "README.md").write_text(card, encoding="utf-8")
    text = json.dumps(facts, indent=1, ensure_ascii=False, default=str) + "\n"
    (folder / "facts.json").write_text(text, encoding="utf-8")


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(item)}" for name, item in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)

"""Collects the product's lexicon: names that an outline may hold although the prompt does not say them.

    python -m training.lexicon --out diagram/weights/lexicon.json

Layers of networks under their usual names, branch labels, and the parts of architectures known by name.
Decoding lets a name come from the prompt or from here (diagram/generation/grammar.py).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from diagram import commands


def collect(examples: int) -> dict:
    """{"layers": names, "architectures": [{"aliases", "names", "numbers"}]}, all in lower case and sorted."""
    import re

    from diagram.outline import fold, parse
    from training.synthesis import architectures, mixture

    layers: Counter[str] = Counter()
    for seed in range(examples):
        for source in ("networks en", "networks ko"):
            example = mixture.sample(f"lexicon {seed}", source)
            said = fold(example.prompt)
            for statement in parse(example.outline).statements:
                for name in [i.name for items in statement.lists for i in items] + [statement.group or ""]:
                    if name and fold(name) not in said:
                        layers[re.sub(r" ×\d+$", "", name.lower())] += 1
    known = []
    for entry in architectures.known():
        names: dict[str, None] = {}
        numbers: set[str] = set()
        for body in filter(None, (entry.outline, entry.korean_outline)):
            numbers.update(re.findall(r"\d+", body))
            for statement in parse(body).statements:
                if statement.group:
                    names[re.sub(r" ×\d+$", "", statement.group.lower())] = None
                for item in (i for items in statement.lists for i in items):
                    names[item.name.lower()] = None
                    if item.label:
                        names[item.label.lower()] = None
        written = [alias.lower() for alias in (*entry.aliases, *entry.korean)]
        aliases = sorted({*written, *(re.sub("[-/]", " ", alias) for alias in written)})
        known.append({"aliases": aliases, "names": sorted(names), "numbers": sorted(numbers)})
    frequent = {name for name, count in layers.items() if count > 2}
    usual = {name for name in frequent if "dropout" not in name and "드롭아웃" not in name}
    usual |= {"yes", "no", "예", "아니오", "relu", "softmax", "dropout", "드롭아웃"}
    for percent in range(5, 95, 5):
        for dropout in ("dropout", "드롭아웃"):
            usual |= {f"{dropout} 0.{percent:02}".rstrip("0"), f"{dropout} {percent}%"}
    return {"layers": sorted(usual), "architectures": known}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("diagram/weights/lexicon.json"))
    parser.add_argument("--examples", type=int, default=20_000)
    args = parser.parse_args()
    found = collect(args.examples)
    args.out.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(found['layers'])} layers, {len(found['architectures'])} architectures in {args.out}")


if __name__ == "__main__":
    commands.run(main)

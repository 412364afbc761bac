"""Writes the card of the shipped weights from the facts of a run and its evaluation.

    python -m training.write_card --run checkpoints/base --evaluation evaluation.json

The options for the commands fill in what the files do not say.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from diagram import commands
from diagram.errors import DiagramError

CARD = """---
library_name: transformers
pipeline_tag: text-generation
language: [en, ko]
license: apache-2.0
tags: [diagrams, text-to-diagram]
---

# Legible's embedded model

A Llama of {parameters:.2f} M parameters ({layers} layers, width {width}, {groups} key-value heads,
vocabulary {vocabulary:,}) that writes the outline of a diagram for a prompt in English or Korean.
Trained from nothing on synthetic prompts. Beside it lies the verifier (`verifier.safetensors`), of the same
tokens: it says how well an outline explains a prompt, and `verifier.json` how much that counts.

```python
from diagram.generation import embedded

print(embedded.load().write("A goes to B. B feeds C and D.", count=1, seed=0)[0].outline)
```

`AutoModelForCausalLM` and `AutoTokenizer` load it too. An example is
`<|prompt|>` prompt `<|outline|>` outline `<|end|>`; the tokenizer lower-cases, and names get their capitals
back from the prompt. It knows only the language that `training/synthesis` shows it; long free prose is beyond
it.

## How it was made

```
python -m training.tokenizer --out diagram/weights
python -m training.lexicon --out diagram/weights/lexicon.json
{command}
```

{tokens:,} tokens in {steps:,} steps and {hours:.1f} hours on a CPU in bf16, weights drawn with seed 0,
one example a seed of the synthesis.
Data version: sha256 of `training/synthesis` {data}.{history}
Last training loss {loss:.3f}; loss per outline token on unseen seeds {validation:.4f}
(with styles that were asked for).

## What it reaches

Structure exactly right (every node, label, size and edge), by `{evaluation_command}`:

{table}

First: the structure that model and verifier find likeliest. Ranked: the one of five that the product shows
first. Best: any of the five.
"""


def data_version(folder: Path) -> str:
    """The first 16 digits of the sha256 over all files of the synthesis, in order of their paths."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".txt"):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def table(evaluation: dict) -> str:
    """The evaluation's totals and the kinds of the seed file as Markdown."""
    lines = ["| prompts | n | first | ranked | best of 5 |", "|---|---|---|---|---|"]
    for kind, row in evaluation.items():
        if kind.startswith(("all", "seed file")):
            shares = " | ".join(f"{row[name]:.1%}" for name in ("first", "ranked", "best"))
            lines.append(f"| {kind} | {row['n']:.0f} | {shares} |")
    return "\n".join(lines)


def card(args: argparse.Namespace) -> str:
    """The card's text out of the files of run and evaluation."""
    from safetensors import safe_open

    records = [json.loads(line) for line in (args.run / "metrics.jsonl").read_text().splitlines()]
    last = records[-1]
    validation = next(r["validation"]["all"] for r in reversed(records) if "validation" in r)
    config = json.loads((args.run / "model" / "config.json").read_text())
    with safe_open(args.run / "model" / "model.safetensors", "pt") as weights:
        shapes = (weights.get_slice(name).get_shape() for name in weights.keys())  # noqa: SIM118
        parameters = sum(_product(shape) for shape in shapes)
    return CARD.format(
        parameters=parameters / 1e6,
        layers=config["num_hidden_layers"],
        width=config["hidden_size"],
        groups=config["num_key_value_heads"],
        vocabulary=config["vocab_size"],
        command=args.command,
        tokens=last["tokens"],
        steps=last["step"],
        hours=last["seconds"] / 3600,
        data=data_version(Path(__file__).parent / "synthesis"),
        history=f" {args.history}" if args.history else "",
        loss=sum(r["loss"] for r in records[-20:]) / len(records[-20:]),
        validation=validation,
        evaluation_command=args.evaluation_command,
        table=table(json.loads(args.evaluation.read_text())),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--run", type=Path, required=True, help="folder of the finished run")
    parser.add_argument(
        "--evaluation", type=Path, required=True, help="what training.evaluate wrote by --out"
    )
    parser.add_argument("--command", required=True, help="the command of the run")
    parser.add_argument("--evaluation-command", required=True, help="the command of the evaluation")
    parser.add_argument("--history", default="", help="a sentence on what changed during the run")
    parser.add_argument("--out", type=Path, default=Path("diagram/weights/README.md"))
    args = parser.parse_args()

    from safetensors import SafetensorError

    wrong = (
        OSError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        StopIteration,
        SafetensorError,
    )
    try:
        text = card(args)
    except wrong as error:
        raise DiagramError(
            f"There is no card to write of {args.run} and {args.evaluation} "
            f"({type(error).__name__}: {error}); give the folder of a finished run of training.pretrain, "
            "and what training.evaluate --out wrote."
        ) from error
    args.out.write_text(text, encoding="utf-8")
    print(f"wrote {args.out}")


def _product(shape: list[int]) -> int:
    total = 1
    for side in shape:
        total *= side
    return total


if __name__ == "__main__":
    commands.run(main)

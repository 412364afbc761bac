"""Writes a dataset of prompts and completions out of the synthesis, as TRL's SFTTrainer takes it.

    python -m training.prepare_sft --preset earlier --out checkpoints/data/sft_earlier
    python -m training.prepare_sft --preset earlier --notation rows \\
        --model deepseek-ai/deepseek-coder-1.3b-instruct --out checkpoints/data/sft_rows
    python -m training.prepare_sft --preset mixture --count 2000 --test 200 --out checkpoints/data/sft_mixture

`earlier` is the earlier system's mix, 700 = 280 deep-learning models + 420 flow charts; `mixture` is what the
embedded model was trained on, English and Korean. Completions end with the model's end-of-sequence token:
`--eos`, else that of the tokenizer of `--model`. The same seed writes the same bytes.
"""

from __future__ import annotations

import argparse

from training.examples.commands import add_notation, add_output, eos_of, run, wording_of

COLUMNS = {
    "prompt": "the template around the words, byte for byte what the model is asked with",
    "completion": "the outline or the rows, up to the model's end-of-sequence token",
    "words": "what a user would write",
    "before": "the outline that the words ask to change; empty where they ask for a new one",
    "kind": "which part of the synthesis it is from",
    "language": "en or ko",
}


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--preset", choices=("earlier", "mixture"), default="earlier")
    parser.add_argument(
        "--count", type=int, help="examples in all (default: 700 of earlier, 2000 of mixture)"
    )
    parser.add_argument("--test", type=int, help="held out for the test (default: a tenth)")
    add_notation(parser)
    add_output(parser, "checkpoints/data/sft")
    return parser


def main(args: argparse.Namespace) -> None:
    from tqdm import tqdm

    from training.examples import folder, sft

    eos, wording = eos_of(args), wording_of(args)
    plan = sft.make_plan(args.preset, args.count)
    total = sum(plan.counts.values())
    rows = [
        sft.record(example, args.notation, wording, eos, not args.no_labels)
        for example in tqdm(
            sft.examples(plan, args.seed, edits=args.notation == "outline"),
            total=total,
            desc="examples",
            unit="",
        )
    ]
    splits = folder.split(rows, len(rows) // 10 if args.test is None else args.test, args.seed)
    facts = {
        "preset": args.preset,
        "counts": plan.counts,
        "notation": args.notation,
        "eos": eos,
        "seed": args.seed,
    }
    if args.notation == "rows":
        facts |= {"wording": wording, "labels": not args.no_labels}
    folder.save(
        splits,
        args.out,
        title="Prompts and diagrams",
        text=f"Synthetic prompts and the diagrams they ask for, as {args.notation}, for TRL's SFTTrainer.",
        command=args.command,
        columns=COLUMNS,
        tags=["sft", "trl"],
        facts=facts,
    )
    sizes = ", ".join(f"{len(rows)} {name}" for name, rows in splits.items())
    print(f"{args.out}: {sizes}")


if __name__ == "__main__":
    run(make_parser(), main)

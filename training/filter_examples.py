"""Filters raw examples of training.write_magpie into a dataset: 1,000 of 1,500, split 900/100.

    python -m training.filter_examples --raw checkpoints/data/magpie --out checkpoints/data/magpie_kept

Writes the dataset's folder (parquet files and card), statistics.json and filters.png, how many examples each
filter removed. Of those kept the first `--keep` are taken. `--notation` and the model must be those of the
raw examples; they are read from there.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.examples.commands import add_output, eos_of, run

COLUMNS = {
    "prompt": "the template around the words, byte for byte what the model is asked with",
    "completion": "the model's answer, up to its end-of-sequence token",
    "words": "the prompt that the model wrote",
    "language": "en or ko",
}


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--raw", type=Path, default=Path("checkpoints/data/magpie"), help="folder of write_magpie"
    )
    parser.add_argument("--keep", type=int, default=1000, help="at most (default: %(default)s)")
    parser.add_argument("--test", type=int, help="held out for the test (default: a tenth of what is kept)")
    parser.add_argument("--fidelity", type=float, default=1.0, help="least score, 0-1 (default: %(default)s)")
    parser.add_argument(
        "--similarity", type=float, default=0.8, help="of near-duplicates (default: %(default)s)"
    )
    parser.add_argument(
        "--unknown",
        type=float,
        help="greatest share of words unknown to the synthesis (default: 0.1 for outlines, 1 for rows)",
    )
    parser.add_argument("--eos", help="end-of-sequence text (default: that of the model's tokenizer)")
    add_output(parser, "checkpoints/data/magpie_kept")
    return parser


def main(args: argparse.Namespace) -> None:
    import json

    from tqdm import tqdm

    from diagram.errors import DiagramError
    from diagram.generation import templates
    from training.examples import checkpoint, filters, folder, magpie, sft, statistics

    try:
        settings = json.loads((args.raw / checkpoint.SETTINGS).read_text(encoding="utf-8"))
        lines = (args.raw / magpie.RAW).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DiagramError(
            f"There are no raw examples in {args.raw} ({error.strerror}); "
            "run training.write_magpie to its end first."
        ) from error
    args.notation, args.model = settings["notation"], settings.get("tokenizer") or settings["model"]
    unknown = args.unknown if args.unknown is not None else 0.1 if args.notation == "outline" else 1.0
    limits = filters.Limits(unknown=unknown, fidelity=args.fidelity, similarity=args.similarity)
    raw = [filters.Raw.of(json.loads(line)) for line in lines]
    outcome = filters.filter_examples(
        raw, args.notation, limits, lambda found: tqdm(found, desc="filters", unit="")
    )
    eos = eos_of(args)
    rows = [
        {
            "prompt": sft.prompt_text(example.words, args.notation, settings["wording"]),
            "completion": templates.completion(example.answer, eos),
            "words": example.words,
            "language": statistics.language(example.words),
        }
        for example in outcome.kept[: args.keep]
    ]
    if not rows:
        raise DiagramError(f"The filters left none of {len(raw)} examples ({outcome.removed}); loosen them.")
    splits = folder.split(rows, len(rows) // 10 if args.test is None else args.test, args.seed)
    summary = statistics.summarise(outcome, len(raw), splits)
    folder.save(
        splits,
        args.out,
        title="Prompts and diagrams that a model wrote",
        text=f"Written by {settings['model']}, prompts and answers, as {args.notation} (Magpie); filtered.",
        command=args.command,
        columns=COLUMNS,
        tags=["sft", "trl", "magpie", "synthetic"],
        facts=settings | {"eos": eos, "raw": len(raw), "removed": outcome.removed},
    )
    statistics.save(summary, args.out)
    print(json.dumps(summary, indent=1, ensure_ascii=False))
    if len(rows) < args.keep:
        print(
            f"{len(rows)} were kept, {args.keep} were asked for: write more by training.write_magpie --raw."
        )


if __name__ == "__main__":
    run(make_parser(), main)

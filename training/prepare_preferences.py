"""Writes a dataset of chosen and rejected answers for TRL's DPO and ORPO trainers: 600 pairs, 480/120.

    python -m training.prepare_preferences --out checkpoints/data/preferences
    python -m training.prepare_preferences --kind plain --model checkpoints/under --out checkpoints/data/plain
    python -m training.prepare_preferences --user local --out checkpoints/data/mine
    python -m training.prepare_preferences --url http://localhost:8000/v1 --model my-model --eos "<|im_end|>"

`sampled` ranks several answers of the model to a prompt by their reward (training/examples/reward.py): the
structure of the synthesis' reference, or for prompts of a file (`--prompts`) fidelity, then readability, then
with `--user` what this user will like, predicted from the ratings. Best and worst make a pair if they differ
by the margin; a perfect answer is never rejected. `plain` takes the reference as chosen and the model's own
wrong answer as rejected. A personal set also holds pairs of what the user really rated, and the user's own
prompts.

Killed at any point and started again with the same command, it goes on where it was, and writes the same
bytes; what it has found until then is in OUT/unfinished.

A server (--url) must offer OpenAI's chat completions, and gives the same answers again only if it keeps to
the seeds that it is sent. Answers end with --eos, else as the tokenizer of --model says, then a Hub id, too.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.examples.commands import (
    add_notation,
    add_output,
    add_writer,
    eos_of,
    open_writer,
    run,
    weights_of,
    wording_of,
)

UNFINISHED = "unfinished"  # folder in OUT for what is found until all is
COLUMNS = {
    "prompt": "the template around the words, byte for byte what the model is asked with",
    "chosen": "the better answer, up to the model's end-of-sequence token",
    "rejected": "the worse one",
    "score_chosen": "its reward, 0 to 11: ten for the content, one for the looks",
    "score_rejected": "the other's; the difference is the margin",
    "words": "what a user would write",
    "kind": "where the prompt is from",
    "language": "en or ko",
    "source": "sampled, reference or rated: what the chosen one is",
}


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kind", choices=("sampled", "plain"), default="sampled")
    parser.add_argument("--pairs", type=int, default=600, help="default: %(default)s")
    parser.add_argument("--test", type=int, help="held out for the test (default: a fifth)")
    parser.add_argument("--candidates", type=int, default=5, help="answers a prompt (default: %(default)s)")
    parser.add_argument("--temperature", type=float, default=1.0, help="of all answers but the first")
    parser.add_argument("--margin", type=float, default=0.2, help="least difference of rewards")
    parser.add_argument("--preset", choices=("mixture", "earlier"), default="mixture", help="of the prompts")
    parser.add_argument("--prompts", type=Path, help="file of prompts instead, one a line; no references")
    parser.add_argument("--most-prompts", type=int, help="to ask at most (default: 20 a pair)")
    parser.add_argument("--user", help="whose taste counts, as in the app; local = of this machine")
    parser.add_argument(
        "--ratings", choices=("both", "real", "predicted"), default="both", help="of the user"
    )
    parser.add_argument("--taste-weight", type=float, default=0.8, help="of the taste in the looks, 0-1")
    add_writer(parser)
    add_notation(parser)
    add_output(parser, "checkpoints/data/preferences")
    return parser


def main(args: argparse.Namespace) -> None:
    import shutil

    from tqdm import tqdm

    from diagram.errors import DiagramError
    from training.examples import folder, preferences
    from training.examples.reward import Judge

    if args.kind == "plain" and (args.prompts or args.user):
        raise DiagramError(
            "--kind plain needs references, which --prompts and --user do not have; leave them out."
        )
    eos = eos_of(args)
    writer = open_writer(args)
    judge = Judge(args.user, args.taste_weight)
    tally = preferences.Tally()
    pairs = make_pairs(args, writer, judge, tally)
    with tqdm(total=args.pairs, desc="pairs") as bar:
        found = preferences.take(pairs, args.pairs, bar.update)
    if len(found) < 2:
        raise DiagramError(
            f"{tally.prompts} prompts gave {len(found)} pairs ({tally.none}); ask more by --most-prompts, or "
            "lower --margin."
        )
    rows = [preferences.record(pair, args.notation, wording_of(args, writer), eos) for pair in found]
    splits = folder.split(rows, len(rows) // 5 if args.test is None else args.test, args.seed)
    margins = sorted(pair.margin for pair in found)
    facts = {
        "model": writer.name,
        "kind": args.kind,
        "notation": args.notation,
        "eos": eos,
        "candidates": args.candidates,
        "temperature": args.temperature,
        "least margin": args.margin,
        "median margin": round(margins[len(margins) // 2], 3),
        "sources": {s: sum(p.source == s for p in found) for s in sorted({p.source for p in found})},
        "prompts asked": tally.prompts,
        "without a pair": tally.none,
        "seed": args.seed,
    }
    if args.user is not None:  # whose it is stays out of a folder that may be pushed
        facts["personal"] = args.ratings
    folder.save(
        splits,
        args.out,
        title="Preferences among diagrams",
        text="Two answers to each prompt, the better and the worse: columns for TRL's DPO and ORPO trainers.",
        command=args.command,
        columns=COLUMNS,
        tags=["dpo", "orpo", "trl", "preference"],
        facts=facts,
    )
    shutil.rmtree(args.out / UNFINISHED)
    print(f"{args.out}: " + ", ".join(f"{len(rows)} {name}" for name, rows in splits.items()))
    print(f"{tally.prompts} prompts asked; without a pair: {tally.none}")
    if len(found) < args.pairs:
        print(f"{len(found)} pairs were found, {args.pairs} asked for: raise --most-prompts.")


def make_pairs(args: argparse.Namespace, writer, judge, tally):
    """The pairs that the options ask for, as they are found."""
    from itertools import chain, islice

    from training.examples import personal, preferences
    from training.examples.outcomes import Outcomes

    most = args.most_prompts or 20 * args.pairs
    real, cases = iter(()), synthetic_cases(args, most)
    settings = settings_of(args, writer, most)
    if args.prompts:
        cases = given_cases(args.prompts)
    if args.user is not None:
        if judge.panel.ratings is None:
            from diagram.ratings.errors import RatingsUnavailable

            raise RatingsUnavailable(judge.panel.problem)
        found = personal.rated(judge.panel.ratings, args.user)
        settings["ratings"] = personal.digest(judge.panel.ratings, args.user)
        # A prompt that asks for a style leaves less to taste.
        free = (case for case in cases if not case.style)
        cases = chain(personal.own_cases(found), free)
        if args.ratings != "predicted":
            real = personal.real_pairs(found, args.notation, judge)
        if args.ratings == "real":
            cases = iter(())
    predicted = preferences.pairs(
        args.kind,
        writer,
        islice(cases, most),
        judge,
        margin=args.margin,
        count=args.candidates,
        temperature=args.temperature,
        seed=args.seed,
        tally=tally,
        kept=Outcomes(args.out / UNFINISHED, settings),
    )
    return chain(real, predicted)


def settings_of(args: argparse.Namespace, writer, most: int) -> dict:
    """What decides the pairs, besides what a user has rated; nothing says whose pairs they are."""
    names = ("kind", "notation", "candidates", "temperature", "margin", "preset", "taste_weight", "seed")
    return {
        "model": args.model,
        "adapter": args.adapter,
        "weights": args.url or weights_of(args.model, args.adapter),
        "wording": wording_of(args, writer),
        "labels": not args.no_labels,
        "grammar": args.grammar,
        "tokens": args.max_new_tokens,
        "prompts": str(args.prompts) if args.prompts else None,
        "most_prompts": most,
        **{name: getattr(args, name) for name in names},
    }


def synthetic_cases(args: argparse.Namespace, most: int):
    """Prompts of the synthesis with their references, others than those of training.prepare_sft."""
    from training.examples import preferences, sft

    plan = sft.make_plan(args.preset, most)
    return map(preferences.Case.of, sft.examples(plan, args.seed, "preferences"))


def given_cases(path: Path):
    """Prompts of a file, one a line."""
    from diagram.errors import DiagramError
    from training.examples.preferences import Case
    from training.examples.statistics import language

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DiagramError(f"The prompts in {path} cannot be read ({error}); give a text file.") from error
    return (Case(line.strip(), "given", language(line)) for line in lines if line.strip())


if __name__ == "__main__":
    run(make_parser(), main)

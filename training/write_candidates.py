"""Writes the embedded model's likeliest outlines for synthetic prompts, and says which of them are right.

    python -m training.write_candidates --count 1600 --out checkpoints/candidates.jsonl

A line a prompt where the model is unsure: `{"seed", "words": tokens, "candidates": [[tokens, log-probability,
signs of a wrong one, whether it is right]]}`, for training.weigh_evidence. Started again it goes on behind
the last whole line.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from diagram.errors import DiagramError

if TYPE_CHECKING:
    from diagram.generation.embedded import EmbeddedModel
    from training.synthesis.mixture import Example

FIRST_SEED = 30_000_000_000


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--model", default="diagram/weights", help="folder or Hub id[@REVISION] (default: %(default)s)"
    )
    parser.add_argument("--count", type=int, default=1600, help="prompts, in all (default: %(default)s)")
    parser.add_argument("--each", type=int, default=9, help="outlines a prompt (default: %(default)s)")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED, help="of the examples")
    parser.add_argument("--out", type=Path, required=True)
    return parser


def main(args: argparse.Namespace) -> None:
    from tqdm import tqdm

    from diagram.generation import embedded, sources
    from training.examples import checkpoint
    from training.synthesis import mixture

    if args.each < 2:
        raise DiagramError(f"--each is {args.each}; there is nothing to choose from below 2.")
    done = list(checkpoint.read(args.out))
    if not all(isinstance(record, dict) and isinstance(record.get("seed"), int) for record in done):
        raise DiagramError(f"{args.out} is there and holds something else; give another --out.")
    model = embedded.load(sources.resolve(args.model, "model"))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    seed = done[-1]["seed"] + 1 if done else args.first_seed
    with tqdm(total=args.count, initial=len(done)) as bar:
        while bar.n < args.count:
            example = mixture.sample(seed)
            record = None if example.before else candidates(model, seed, example, args.each)
            if record:
                checkpoint.append(args.out, [record])
                bar.update()
            seed += 1


def candidates(model: EmbeddedModel, seed: int, example: Example, count: int) -> dict | None:
    """The record of one prompt; None where it is too long for the model, or there is one candidate only."""
    from diagram.generation import search
    from diagram.generation.selection import signs, structure_of
    from diagram.outline import parse
    from training.evaluate import structures_match

    wanted = parse(example.outline).structure()
    try:
        task = model.task(example.prompt)
    except DiagramError:
        return None
    found: dict[tuple, list] = {}
    for batch in search.likeliest(model, task, count):
        for candidate in batch:
            if not candidate.tokens or candidate.tokens[-1] != model.vocabulary.end:
                continue
            try:
                outline = search.read(model, task, candidate)
                key, right = structure_of(outline), structures_match(outline.structure(), wanted)
            except DiagramError:
                continue
            known = [candidate.tokens, round(candidate.score, 3), signs(example.prompt, outline), right]
            found.setdefault(key, known)
    if len(found) < 2:
        return None  # there is nothing to choose from
    return {"seed": seed, "words": task.head[1:-1], "candidates": list(found.values())}


if __name__ == "__main__":
    arguments = make_parser().parse_args()
    commands.run(lambda: main(arguments))

"""Weighs what tells a right outline from a wrong one: the verifier, the language model, and fidelity's signs.

    python -m training.pretrain --backwards --init diagram/weights --out checkpoints/verifier
    python -m training.write_candidates --count 1600 --out checkpoints/candidates.jsonl
    python -m training.weigh_evidence --candidates checkpoints/candidates.jsonl \\
        --verifier checkpoints/verifier/model

The weights are a conditional logit's: those at which the right ones among the candidates of a prompt are
likeliest. The verifier is copied beside the language model, and the weights go into its configuration, as
`evidence`. Printed is how often the chosen candidate is right, for the half of the prompts that was left out.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from diagram.errors import DiagramError, ModelUnavailable

if TYPE_CHECKING:
    from torch import Tensor

    from diagram.generation.verifier import Verifier


def known(verifier: Verifier, record: dict) -> tuple[Tensor, Tensor]:
    """(what is known, whether it is right) of the candidates of a record of training.write_candidates, C x E
    and C."""
    import torch

    tokens, scores, signs, right = zip(*record["candidates"], strict=True)
    explained = verifier.explain(record["words"], tokens)
    rows = zip(explained, scores, map(len, tokens), signs, strict=True)
    return torch.tensor([[p, score, length, *bad] for p, score, length, bad in rows]), torch.tensor(right)


def fit(examples: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
    """The weights of the evidence (E) at which the right candidates are likeliest.

    Raises DiagramError where no example has both right and wrong ones.
    """
    import torch

    useful = [(found, right) for found, right in examples if right.any() and not right.all()]
    if not useful:
        raise DiagramError(
            "No prompt has both right and wrong candidates to learn from; write more by "
            "training.write_candidates."
        )
    weights = torch.zeros(useful[0][0].shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        chosen = [(found @ weights).log_softmax(0)[right].logsumexp(0) for found, right in useful]
        loss = 0.002 * weights.square().sum() - torch.stack(chosen).mean()
        loss.backward()
        return loss

    optimizer.step(closure)
    return weights.detach()


def shares(examples: Sequence[tuple[Tensor, Tensor]], weights: Tensor) -> dict[str, float]:
    """How often the candidate is right that the language model finds likeliest, that explains the prompt
    best, that the weighted evidence speaks for; and how often any is."""
    import torch

    alone = torch.eye(len(weights))
    chosen = {"likeliest": alone[1], "explains best": alone[0], "weighted": weights}
    found = {
        name: sum(bool(right[(evidence @ by).argmax()]) for evidence, right in examples)
        for name, by in chosen.items()
    }
    found["any"] = sum(bool(right.any()) for _, right in examples)
    return {name: round(count / len(examples), 4) for name, count in found.items()}


def read_records(path: Path, vocabulary: int) -> list[dict]:
    """The records of training.write_candidates in a file, for a model of so many tokens.

    Raises DiagramError where there is none, or something else.
    """
    from training.examples import checkpoint

    records = list(checkpoint.read(path))
    wrong = [at for at, record in enumerate(records, 1) if not is_record(record, vocabulary)]
    if wrong or not records:
        why = f"as its record {wrong[0]} shows" if wrong else "or the file is missing or empty"
        raise DiagramError(
            f"{path} does not hold candidates of this model, {why}; write them by python -m "
            "training.write_candidates --out."
        )
    return records


def is_record(found: object, vocabulary: int) -> bool:
    """Whether it is what training.write_candidates writes of one prompt, in tokens of this vocabulary."""
    from diagram.generation.selection import SIGNS

    def tokens(value: object) -> bool:
        return isinstance(value, list) and all(type(t) is int and 0 <= t < vocabulary for t in value)

    def candidate(value: object) -> bool:
        if not (isinstance(value, list) and len(value) == 4):
            return False
        outline, score, signs, right = value
        numbers = [score, *signs] if isinstance(signs, list) and len(signs) == len(SIGNS) else [None]
        known = all(isinstance(n, int | float) and math.isfinite(n) for n in numbers)
        return tokens(outline) and bool(outline) and known and isinstance(right, bool)

    if not (isinstance(found, dict) and tokens(found.get("words"))):
        return False
    candidates = found.get("candidates")
    return isinstance(candidates, list) and bool(candidates) and all(map(candidate, candidates))


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--candidates", type=Path, required=True, help="of training.write_candidates")
    parser.add_argument(
        "--verifier", required=True, help="of training.pretrain --backwards: folder or Hub id[@REVISION]"
    )
    parser.add_argument(
        "--model", type=Path, default=Path("diagram/weights"), help="folder of the model to put it beside"
    )
    return parser


def main(args: argparse.Namespace) -> None:
    from tqdm import tqdm

    from diagram.generation import sources, verifier
    from diagram.generation.decoder import fastest_dtype
    from diagram.generation.grammar import Vocabulary
    from training.starting_point import open_tokenizer

    vocabulary = Vocabulary(open_tokenizer(args.model))
    folder = sources.resolve(args.verifier, "model")
    files = folder / "model.safetensors", folder / "config.json"
    try:
        judge = verifier.read(*files, vocabulary, fastest_dtype())
    except ModelUnavailable as error:
        raise ModelUnavailable(
            f"{error} (--verifier takes the model that training.pretrain --backwards made for {args.model}.)"
        ) from error
    records = read_records(args.candidates, vocabulary.size)
    examples = [known(judge, record) for record in tqdm(records)]
    evidence = dict(zip(verifier.EVIDENCE, (round(w, 4) for w in fit(examples).tolist()), strict=True))
    half = len(examples) // 2
    print(evidence, shares(examples[half:], fit(examples[:half])))
    weights, configuration = (args.model / name for name in verifier.FILES)
    shutil.copyfile(files[0], weights)
    text = json.dumps(sources.read_json(files[1]) | {"evidence": evidence}, indent=2) + "\n"
    configuration.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    arguments = make_parser().parse_args()
    commands.run(lambda: main(arguments))

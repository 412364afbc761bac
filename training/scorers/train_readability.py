"""Trains the readability ensemble: one network on synthetic drawings, then five of it on people's scores.

    python -m training.scorers.train_readability --human-scores ../shared/data/human_scores_740.jsonl \
        --corpus checkpoints/scorers --trunk checkpoints/trunk.safetensors --out diagram/scoring/weights

First a network learns the quality that geometry gives to tens of thousands of drawings, good and spoiled; the
corpus is drawn when it is not there yet. This takes an hour; its result is kept as `--trunk`. Then each of
five copies learns from the people's scores of four folds (`tuning`, minutes in all), beside synthetic
drawings whose quality is put on the people's scale by isotonic regression on the same four folds. Which fold
a diagram is in depends on its text alone (`people.Scored.fold`). The same seed and threads give the same
weights.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from training.scorers import drawings, people, tuning
from training.scorers.augmentation import augmented
from training.scorers.optimisation import batches, entropy, run

if TYPE_CHECKING:
    from torch import Tensor

    from diagram.scoring.network import Trunk

HEADS = 3  # times the rate of the convolutions
LEAST_SCALE = 0.05  # of a measure that hardly varies
TOLD = 32  # numbers inside the head that is told the measures
SEEN = 0.3  # share of the picture's own logit in that head's


def pretrain(made: drawings.Drawings, epochs: float, batch: int, rate: float, seed: int) -> Trunk:
    """A network, with batch normalisation, that has learnt the quality of synthetic drawings.

    Beside the quality it learns it from the picture and the measures of geometry together, and to see each of
    these, by heads that are dropped afterwards: what is wrong with a drawing teaches more than how bad it is
    in all, and what the measures say already need not be seen.
    """
    import numpy as np
    import torch
    from torch import nn

    from diagram.scoring.measures import NAMES
    from diagram.scoring.network import HIDDEN, Trunk
    from diagram.scoring.pictures import from_bytes

    torch.manual_seed(seed)
    network = Trunk(norm=True).to(memory_format=torch.channels_last)
    joint = nn.Sequential(nn.Linear(HIDDEN + len(NAMES), TOLD), nn.ReLU(), nn.Linear(TOLD, 1))
    seer = nn.Linear(HIDDEN, len(NAMES))
    centre = torch.from_numpy(made.measures.mean(0))
    scale = torch.from_numpy(np.maximum(made.measures.std(0), LEAST_SCALE))
    order = batches(np.random.default_rng(seed), len(made), batch)

    def loss(generator) -> Tensor:
        chosen = np.sort(next(order))
        measures, targets = made.measures[chosen], made.quality[chosen] / 5
        pictures = augmented(from_bytes(torch.from_numpy(np.array(made.pictures[chosen]))), generator)
        with torch.autocast("cpu", torch.bfloat16):  # convolutions take half the time
            features = network.features(pictures).float()
        seen = network.picture_logits(features)
        told = joint(torch.cat((features, (torch.from_numpy(measures) - centre) / scale), 1)).squeeze(1)
        judged = entropy(seen, targets) + entropy(SEEN * seen + (1 - SEEN) * told, targets)
        return judged.mean() + entropy(seer(features), measures).mean()

    heads = [*network.hidden.parameters(), *network.picture.parameters()]
    heads += [*joint.parameters(), *seer.parameters()]
    groups = [
        {"params": [*network.stages.parameters()], "peak": rate},
        {"params": heads, "peak": rate * HEADS},
    ]
    network.train()
    run(groups, loss, max(1, round(epochs * len(made) / batch)), seed, "pretraining")
    return network.eval()


def _trunk(args: argparse.Namespace) -> Trunk:
    """The pretrained network: that of `--trunk` if it is there, otherwise a new one, kept there."""
    from safetensors.torch import load_file, save_file

    from diagram.scoring.network import Trunk

    if args.trunk and args.trunk.is_file():
        network = Trunk(norm=True)
        network.load_state_dict(load_file(args.trunk))
        return network.eval()
    made = drawings.load(args.corpus, args.drawings, jobs=args.threads)
    network = pretrain(made, args.epochs, args.batch, args.rate, args.seed)
    if args.trunk:
        args.trunk.parent.mkdir(parents=True, exist_ok=True)
        save_file({k: v.contiguous() for k, v in network.state_dict().items()}, args.trunk)
    return network


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--human-scores", type=Path, nargs="+", required=True, help="files of people's scores"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the weights")
    parser.add_argument(
        "--corpus", type=Path, default=Path("checkpoints/scorers"), help="folder of the synthetic drawings"
    )
    parser.add_argument("--drawings", type=int, default=30_000, help="synthetic drawings")
    parser.add_argument("--epochs", type=float, default=16, help="rounds over the synthetic drawings")
    parser.add_argument("--rate", type=float, default=3e-3, help="peak learning rate of the pretraining")
    parser.add_argument("--batch", type=int, default=32, help="drawings a step of the pretraining")
    parser.add_argument(
        "--trunk", type=Path, help="file of the pretrained network: taken if there, else kept"
    )
    parser.add_argument("--tuning-drawings", type=int, default=6_000, help="of the drawings, beside scores")
    parser.add_argument("--tuning-epochs", type=float, default=16, help="rounds over the people's scores")
    parser.add_argument("--tuning-rate", type=float, default=5e-4, help="peak rate of the last convolution")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    return parser


def main(args: argparse.Namespace) -> None:
    import torch

    from diagram.scoring import readability
    from diagram.scoring.measures import NAMES
    from diagram.scoring.network import folded

    torch.set_num_threads(args.threads)
    torch.use_deterministic_algorithms(True)
    began = time.perf_counter()
    humans = people.as_arrays(people.read(args.human_scores))
    plain = folded(_trunk(args), len(NAMES)).to(memory_format=torch.channels_last)
    made = drawings.load(args.corpus, min(args.drawings, args.tuning_drawings), jobs=args.threads)
    known = tuning.look(plain, humans.pictures, humans.measures, tuning.VIEWS, args.seed)
    synthetic = tuning.look(plain, made.pictures, made.measures, 1, args.seed)
    networks = []
    for fold in range(people.FOLDS):
        kept = humans.folds != fold
        seen = humans.part(kept)
        targets = tuning.on_peoples_scale(made.quality, seen)
        seed = args.seed * people.FOLDS + fold + 1
        part = known.part(kept.nonzero()[0])
        networks.append(
            tuning.finetune(
                plain, part, seen.scores / 5, synthetic, targets,
                args.tuning_epochs, args.tuning_rate, seed, f"fold {fold}",
            )
        )  # fmt: skip
    options = {k: v for k, v in vars(args).items() if k not in ("out", "corpus", "trunk", "human_scores")}
    facts = {
        "options": options,
        "people": {"diagrams": len(humans), "files": [path.name for path in args.human_scores]},
        "seconds": round(time.perf_counter() - began),
    }
    readability.write(networks, args.out, facts)
    print(json.dumps(facts))


if __name__ == "__main__":
    commands.run(lambda: main(make_parser().parse_args()))

"""Trains the readability ensemble: one network on synthetic drawings, then five of it on people's scores.

    python -m training.scorers.train_readability --human-scores ../shared/data/human_scores_740.jsonl \
        --corpus checkpoints/scorers --out diagram/scoring/weights

First a network learns the quality that geometry gives to tens of thousands of drawings, good and spoiled; the
corpus is drawn when it is not there yet. Then each of five copies learns from the people's scores of four
folds, beside synthetic drawings whose quality is put on the people's scale by isotonic regression on the same
four folds, so that labels, palettes and defects that nobody scored are not forgotten. Which fold a diagram is
in depends on its text alone (`people.Scored.fold`). The same seed and threads give the same weights.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from training.scorers import drawings, people, statistics

if TYPE_CHECKING:
    import numpy as np
    from torch import Tensor

    from diagram.scoring.network import Network

WARMUP = 0.1  # share of the steps
DECAY = 1e-4
HEADS = 3  # times the rate of the convolutions
LEAST_SCALE = 0.05  # of a measure that hardly varies
SHRUNK = 0.88  # side of the smallest picture that augmentation makes of one
SYNTHETIC_SHARE = 0.5  # weight of a synthetic drawing beside one that a person scored


@dataclass(frozen=True)
class Examples:
    """Pictures n x H x W x 3 bytes, measures n x m and targets n (0 to 1), as arrays."""

    pictures: np.ndarray
    measures: np.ndarray
    targets: np.ndarray

    def take(self, chosen: np.ndarray) -> Examples:
        return Examples(self.pictures[chosen], self.measures[chosen], self.targets[chosen])


def augmented(pictures: Tensor, generator) -> Tensor:
    """The pictures changed in ways that leave them as readable as they were.

    Mirrored either way, other colours (channels change places), and a little smaller where nothing is cut off
    at the border. In and out: n x 3 x H x W, 0..1.
    """
    import torch
    from torch.nn import functional as F

    def chance(share: float) -> Tensor:
        return torch.rand(len(pictures), generator=generator) < share

    for axis in (3, 2):
        chosen = chance(0.5)
        pictures[chosen] = pictures[chosen].flip(axis)
    chosen = chance(0.5)
    order = torch.randperm(3, generator=generator)
    pictures[chosen] = pictures[chosen][:, order]
    height, width = pictures.shape[2:]
    edges = torch.stack([pictures[:, :, [0, -1]].amin((1, 2, 3)), pictures[..., [0, -1]].amin((1, 2, 3))])
    chosen = chance(0.5) & (edges.amin(0) > 0.99)
    if chosen.any():
        side = SHRUNK + (1 - SHRUNK) * float(torch.rand(1, generator=generator))
        size = max(1, round(height * side)), max(1, round(width * side))
        small = F.interpolate(pictures[chosen], size, mode="area")
        room = height - size[0], width - size[1]
        top, left = (int(torch.randint(0, r + 1, (1,), generator=generator)) for r in room)
        padding = left, room[1] - left, top, room[0] - top
        pictures[chosen] = F.pad(small, padding, value=1.0)
    return pictures


def pretrain(made: drawings.Drawings, epochs: float, batch: int, rate: float, seed: int) -> Network:
    """A network, with batch normalisation, that has learnt the quality of synthetic drawings.

    Beside the quality it learns to see each measure of geometry, by a head that is dropped afterwards: what
    is wrong with a drawing teaches more than how bad it is in all.
    """
    import numpy as np
    import torch
    from torch import nn

    from diagram.scoring.measures import NAMES
    from diagram.scoring.network import HIDDEN, Network

    torch.manual_seed(seed)
    network = Network(len(NAMES), norm=True).to(memory_format=torch.channels_last)
    network.centre.copy_(torch.from_numpy(made.measures.mean(0)))
    network.scale.copy_(torch.from_numpy(np.maximum(made.measures.std(0), LEAST_SCALE)))
    seer = nn.Linear(HIDDEN, len(NAMES))
    examples = Examples(made.pictures, made.measures, made.quality / 5)
    steps = max(1, round(epochs * len(made) / batch))
    batches = _batches(np.random.default_rng(seed), len(made), batch)

    def loss(generator) -> Tensor:
        part = examples.take(np.sort(next(batches)))
        features = _features(network, part, generator)
        seen = _entropy(seer(features), part.measures).mean()
        return _judged(network, features, part).mean() + seen

    _run(network, [*seer.parameters()], loss, steps, rate, seed, "pretraining")
    return network


def finetune(
    trunk: Network,
    humans: Examples,
    synthetic: Examples,
    epochs: float,
    batch: int,
    rate: float,
    seed: int,
    name: str = "fine-tuning",
) -> Network:
    """A copy of the network that has learnt people's scores, from pixels and from pixels and measures.

    Each step takes `batch` scored diagrams and half as many synthetic ones.
    """
    import numpy as np
    import torch

    network = copy.deepcopy(trunk)
    steps = max(1, round(epochs * len(humans.targets) / batch))
    rng = np.random.default_rng(seed)
    scored = _batches(rng, len(humans.targets), batch)
    others = _batches(rng, len(synthetic.targets), max(1, batch // 2))

    def loss(generator) -> Tensor:
        part, other = humans.take(next(scored)), synthetic.take(np.sort(next(others)))
        both = Examples(*(np.concatenate([a, b]) for a, b in zip(_arrays(part), _arrays(other), strict=True)))
        lost = _judged(network, _features(network, both, generator), both)
        weights = torch.ones(len(lost))
        weights[len(part.targets) :] = SYNTHETIC_SHARE
        return (lost * weights).sum() / weights.sum()

    _run(network, [], loss, steps, rate, seed, name)
    return network


def on_peoples_scale(quality: np.ndarray, humans: people.People) -> np.ndarray:
    """Quality by geometry as the score, 0 to 1, that people would give on average.

    Isotonic regression; a tenth of the quality itself keeps apart what people call equally good.
    """
    import numpy as np

    knots = statistics.isotonic(humans.quality, humans.scores)
    return (0.9 * np.interp(quality, *knots) + 0.1 * quality) / 5


def _arrays(examples: Examples) -> tuple:
    return examples.pictures, examples.measures, examples.targets


def _features(network: Network, examples: Examples, generator) -> Tensor:
    """Features of the augmented pictures; convolutions in bfloat16, which takes half the time."""
    import torch

    from diagram.scoring.pictures import from_bytes

    pictures = augmented(from_bytes(torch.from_numpy(examples.pictures)), generator)
    with torch.autocast("cpu", torch.bfloat16):
        return network.features(pictures).float()


def _judged(network: Network, features: Tensor, examples: Examples) -> Tensor:
    """The loss of each example: both of the network's answers against its target."""
    import torch

    joint = network.joint_logits(features, torch.from_numpy(examples.measures))
    return _entropy(network.picture_logits(features), examples.targets) + _entropy(joint, examples.targets)


def _entropy(logits: Tensor, targets: np.ndarray) -> Tensor:
    import torch
    from torch.nn import functional as F

    goal = torch.from_numpy(targets).float()
    return F.binary_cross_entropy_with_logits(logits, goal, reduction="none")


def _batches(rng: np.random.Generator, count: int, batch: int) -> Iterator[np.ndarray]:
    """Numbers of examples, in a new order each time round; never fewer than `batch`, if there are as many."""
    import numpy as np

    left = rng.permutation(count)
    while True:
        while len(left) < batch:
            left = np.concatenate([left, rng.permutation(count)])
        yield left[:batch]
        left = left[batch:]


def _run(network: Network, more: list, loss, steps: int, rate: float, seed: int, name: str) -> None:
    """AdamW with a warm-up and a cosine to nothing; heads and `more` parameters learn faster than stages."""
    import torch
    from tqdm import trange

    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    stages = [*network.stages.parameters()]
    heads = [p for n, p in network.named_parameters() if not n.startswith("stages.")] + more
    groups = [{"params": stages, "peak": rate}, {"params": heads, "peak": rate * HEADS}]
    optimizer = torch.optim.AdamW(groups, rate, weight_decay=DECAY)
    network.train()
    mean = None
    for step in (bar := trange(steps, desc=name, mininterval=5)):
        done = (step + 1) / steps
        scale = min(1.0, done / WARMUP) * 0.5 * (1 + math.cos(math.pi * step / steps))
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * scale
        value = loss(generator)
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        mean = value.item() if mean is None else 0.98 * mean + 0.02 * value.item()
        if step % 20 == 0:
            bar.set_postfix(loss=f"{mean:.4f}")
    network.eval()


def _trunk(args: argparse.Namespace, made: drawings.Drawings) -> Network:
    """The pretrained network: that of `--trunk` if it is there, otherwise a new one, kept there."""
    from safetensors.torch import load_file, save_file

    from diagram.scoring.measures import NAMES
    from diagram.scoring.network import Network

    if args.trunk and args.trunk.is_file():
        network = Network(len(NAMES), norm=True)
        network.load_state_dict(load_file(args.trunk))
        return network
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
    parser.add_argument("--drawings", type=int, default=12_000, help="synthetic drawings")
    parser.add_argument("--epochs", type=float, default=15, help="rounds over the synthetic drawings")
    parser.add_argument("--rate", type=float, default=3e-3, help="peak learning rate of the pretraining")
    parser.add_argument("--batch", type=int, default=32, help="drawings a step of the pretraining")
    parser.add_argument(
        "--trunk", type=Path, help="file of the pretrained network: taken if there, else kept"
    )
    parser.add_argument("--tuning-epochs", type=float, default=16, help="rounds over the people's scores")
    parser.add_argument("--tuning-rate", type=float, default=1e-3, help="peak learning rate of fine-tuning")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    return parser


def main(args: argparse.Namespace) -> None:
    import torch

    from diagram.scoring import readability
    from diagram.scoring.network import folded

    torch.set_num_threads(args.threads)
    torch.use_deterministic_algorithms(True)
    began = time.perf_counter()
    humans = people.as_arrays(people.read(args.human_scores))
    made = drawings.load(args.corpus, args.drawings, jobs=args.threads)
    trunk = _trunk(args, made)
    networks = []
    for fold in range(people.FOLDS):
        seen = humans.part(humans.folds != fold)
        scored = Examples(seen.pictures, seen.measures, seen.scores / 5)
        synthetic = Examples(made.pictures, made.measures, on_peoples_scale(made.quality, seen))
        seed = args.seed * people.FOLDS + fold + 1
        tuned = finetune(
            trunk, scored, synthetic, args.tuning_epochs, 32, args.tuning_rate, seed, f"fold {fold}"
        )
        networks.append(folded(tuned))
    options = {k: v for k, v in vars(args).items() if k not in ("out", "corpus", "trunk", "human_scores")}
    facts = {
        "options": options,
        "people": {"diagrams": len(humans), "files": [path.name for path in args.human_scores]},
        "seconds": round(time.perf_counter() - began),
    }
    readability.write(networks, args.out, facts)
    print(json.dumps(facts))


if __name__ == "__main__":
    main(make_parser().parse_args())

"""What the pretrained readability network learns from people's scores, beside synthetic drawings.

The first four convolutions stay as they are, so each picture goes through them once, in a few augmented
views, and learning takes seconds. Two things are learnt: the last convolution and all after it, for the
answer from pixels; and the joint answer, on features that no person's score has touched, with dropout and
decay. Both also learn synthetic drawings on the people's scale, so that labels, palettes and defects that
nobody scored are not forgotten, and which of two such drawings is better.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.scorers import people, statistics
from training.scorers.augmentation import augmented
from training.scorers.optimisation import batches, entropy, run

if TYPE_CHECKING:
    import numpy as np
    from torch import Tensor

    from diagram.scoring.network import Network

VIEWS = 4  # of a picture that a person scored: as it is, and augmented
BATCH = 32  # scored diagrams a step of the pixels' answer; half as many synthetic ones
HEADS = 3  # times the rate of the convolution
SYNTHETIC_SHARE = 0.2  # of the loss
RANKING = 0.1  # weight of the order of synthetic pairs (Burges et al. 2005, "Learning to rank")
JOINT_STEPS, JOINT_RATE, JOINT_DECAY = 600, 1e-2, 0.3
JOINT_SYNTHETIC = 128  # synthetic drawings a step of the joint answer; of the scored diagrams, all
LEAST_SCALE = 0.05  # of a number that hardly varies
OWN_QUALITY = 0.1  # share of a synthetic drawing's own quality in its target


@dataclass(frozen=True)
class Seen:
    """Drawings as the first four convolutions see them: views x n x 96 x 8 x 13 halves; measures n x m."""

    maps: Tensor
    measures: Tensor

    def part(self, chosen: np.ndarray) -> Seen:
        return Seen(self.maps[:, chosen], self.measures[chosen])


def look(network: Network, pictures: np.ndarray, measures: np.ndarray, views: int, seed: int = 0) -> Seen:
    """n x H x W x 3 bytes through the first convolutions; of more views than one the first is unchanged."""
    import numpy as np
    import torch

    from diagram.scoring.pictures import from_bytes

    generator = torch.Generator().manual_seed(seed)
    found = []
    with torch.no_grad():
        for view in range(views):
            parts = []
            for start in range(0, len(pictures), 64):
                part = from_bytes(torch.from_numpy(np.array(pictures[start : start + 64])))
                changed = augmented(part, generator) if view or views == 1 else part
                parts.append(network.maps(changed.contiguous(memory_format=torch.channels_last)).half())
            found.append(torch.cat(parts))
    return Seen(torch.stack(found), torch.from_numpy(np.array(measures)))


def on_peoples_scale(quality: np.ndarray, humans: people.People) -> np.ndarray:
    """Quality by geometry as the score, 0 to 1, that people would give on average.

    Isotonic regression; a tenth of the quality itself keeps apart what people call equally good.
    """
    import numpy as np

    knots = statistics.isotonic(humans.quality, humans.scores)
    return ((1 - OWN_QUALITY) * np.interp(quality, *knots) + OWN_QUALITY * quality) / 5


def finetune(
    plain: Network,
    humans: Seen,
    scores: np.ndarray,
    synthetic: Seen,
    targets: np.ndarray,
    epochs: float,
    rate: float,
    seed: int,
    name: str = "fine-tuning",
) -> Network:
    """A copy of the network that has learnt from people.

    scores, targets: 0 to 1, of the scored and of the synthetic drawings; epochs, rate: of the pixels' answer.
    """
    network = copy.deepcopy(plain).requires_grad_(True)
    network.train()
    _tune_pixels(network, humans, scores, synthetic, targets, epochs, rate, seed, name)
    _tune_joint(network, humans, scores, synthetic, targets, seed, f"{name}, joint")
    return network.eval().requires_grad_(False)


def _tune_pixels(network, humans, scores, synthetic, targets, epochs, rate, seed, name) -> None:
    import numpy as np
    import torch
    from torch.nn import functional as F

    from diagram.scoring.network import DROPOUT

    rng = np.random.default_rng(seed)
    scored, others = batches(rng, len(scores), BATCH), batches(rng, len(targets), BATCH // 2)

    def loss(generator) -> Tensor:
        these, those = next(scored), next(others)
        views = torch.randint(0, len(humans.maps), (len(these),), generator=generator)
        maps = torch.cat((humans.maps[views, torch.from_numpy(these)], synthetic.maps[0, those]))
        with torch.autocast("cpu", torch.bfloat16):  # which takes half the time
            features = network.features_of(maps.bfloat16()).float()
        logits = network.picture_logits(F.dropout(features, DROPOUT))
        return _disagreement(logits, scores[these], targets[those])

    heads = [*network.hidden.parameters(), *network.picture.parameters()]
    groups = [
        {"params": [*network.stages[network.last :].parameters()], "peak": rate},
        {"params": heads, "peak": rate * HEADS},
    ]
    run(groups, loss, max(1, round(epochs * len(scores) / BATCH)), seed, name)


def _tune_joint(network, humans, scores, synthetic, targets, seed, name) -> None:
    import numpy as np
    import torch

    with torch.no_grad():
        known = torch.stack([_told(network, maps, humans.measures) for maps in humans.maps])
        made = _told(network, synthetic.maps[0], synthetic.measures)
        network.centre.copy_(made.mean(0))
        network.scale.copy_(made.std(0).clamp_min(LEAST_SCALE))
    everyone = torch.arange(len(scores))
    others = batches(np.random.default_rng(seed), len(targets), JOINT_SYNTHETIC)

    def loss(generator) -> Tensor:
        those = next(others)
        views = torch.randint(0, len(known), (len(scores),), generator=generator)
        logits = network.told_logits(torch.cat((known[views, everyone], made[those])))
        return _disagreement(logits, scores, targets[those])

    groups = [{"params": [*network.joint.parameters()], "peak": JOINT_RATE, "weight_decay": JOINT_DECAY}]
    run(groups, loss, JOINT_STEPS, seed, name)


def _told(network: Network, maps: Tensor, measures: Tensor) -> Tensor:
    import torch

    parts = zip(maps.split(256), measures.split(256), strict=True)
    return torch.cat([network.told(part.float(), told) for part, told in parts])


def _disagreement(logits: Tensor, scores: np.ndarray, targets: np.ndarray) -> Tensor:
    """The loss of logits of scored, then synthetic drawings; of these, half is ranked against half."""
    import torch
    from torch.nn import functional as F

    made = logits[len(scores) :]
    half = len(made) // 2
    order = torch.from_numpy(targets[:half] - targets[half : 2 * half]).sign()
    ranked = F.softplus(-(made[:half] - made[half : 2 * half]) * order)
    lost = (1 - SYNTHETIC_SHARE) * entropy(logits[: len(scores)], scores).mean()
    lost = lost + SYNTHETIC_SHARE * entropy(made, targets).mean()
    return lost + RANKING * ranked.mean() if half else lost

"""The readability network: a small CNN with one answer from pixels and one from pixels and geometry.

In pretraining (`Trunk`) each convolution is followed by batch normalisation, which `folded` works into its
weights. A `Network` is a folded trunk of which the last convolution and what follows are there twice: once as
people's scores have changed them, for the answer from pixels; and once as they were, for the answer that is
told the geometry. Features that have been fitted to a few hundred scores know these by heart, so an answer
built on them does worse on drawings that nobody scored.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

CHANNELS = (16, 32, 64, 96, 128)
STRIDES = (2, 2, 2, 2, 1)
KERNELS = (5, 3, 3, 3, 3)
HIDDEN = 64  # numbers that the picture comes down to
JOINT = 64
DROPOUT = 0.3  # of what the joint answer is told, in training
SEEN = 0.2  # share of the picture's own logit in the joint one, for what the measures do not know
LEAST = 0.02  # of a measure, before its logarithm; as in `diagram.geometry.readability`


class Trunk(nn.Module):
    """n x 3 x H x W pictures in 0..1 to features, and to logits of readability / 5.

    Small filters, five of them, since drawings are simple at this size; mean and maximum over the picture,
    since one spoilt place spoils a drawing.
    """

    def __init__(self, norm: bool = False) -> None:
        super().__init__()
        stages: list[nn.Module] = []
        inside = 3
        for outside, stride, kernel in zip(CHANNELS, STRIDES, KERNELS, strict=True):
            stages.append(nn.Conv2d(inside, outside, kernel, stride, kernel // 2, bias=not norm))
            if norm:
                stages.append(nn.BatchNorm2d(outside))
            stages.append(nn.ReLU(inplace=True))
            inside = outside
        self.stages = nn.Sequential(*stages)
        self.last = len(stages) - (3 if norm else 2)  # where the last convolution is
        self.hidden = nn.Linear(2 * inside, HIDDEN)
        self.picture = nn.Linear(HIDDEN, 1)

    def maps(self, pictures: Tensor) -> Tensor:
        """n x 96 x 8 x 13: what the first four convolutions see. Ink is 1, so that padding is paper."""
        return self.stages[: self.last](1 - pictures)

    def features_of(self, maps: Tensor) -> Tensor:
        """n x HIDDEN, from `maps`."""
        return F.relu(self.hidden(pooled(self.stages[self.last :](maps))))

    def features(self, pictures: Tensor) -> Tensor:
        """n x HIDDEN, from pictures."""
        return self.features_of(self.maps(pictures))

    def picture_logits(self, features: Tensor) -> Tensor:
        return self.picture(features).squeeze(1)


class Network(Trunk):
    """A trunk, and a second answer from the same pictures and n x m measures of geometry.

    The measures come in as they are and as logarithms, since quality is a product of powers of them
    (`diagram.geometry.readability`), which is a sum of logarithms.
    """

    def __init__(self, measures: int) -> None:
        super().__init__()
        inside, outside = CHANNELS[-2:]
        self.kept = nn.Conv2d(inside, outside, KERNELS[-1], STRIDES[-1], KERNELS[-1] // 2)
        self.kept_hidden = nn.Linear(2 * outside, HIDDEN)
        told = HIDDEN + 2 * measures
        self.joint = nn.Sequential(
            nn.Dropout(DROPOUT), nn.Linear(told, JOINT), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(JOINT, 1)
        )
        self.register_buffer("centre", torch.zeros(told))
        self.register_buffer("scale", torch.ones(told))

    def told(self, maps: Tensor, measures: Tensor) -> Tensor:
        """n x (HIDDEN + 2m): what the joint answer rests on: kept features, measures and their logarithms."""
        features = F.relu(self.kept_hidden(pooled(F.relu(self.kept(maps)))))
        return torch.cat((features, measures, measures.clamp_min(LEAST).log()), 1)

    def told_logits(self, told: Tensor) -> Tensor:
        """The joint answer without the picture's own; what is far from all that was trained on is bounded."""
        return self.joint(((told - self.centre) / self.scale).clamp(-8, 8)).squeeze(1)

    def logits(self, pictures: Tensor, measures: Tensor | None = None) -> Tensor:
        """The answer from pixels, or from pixels and geometry where `measures` are given."""
        if measures is None:
            return self.picture_logits(self.features(pictures))
        return self.both_logits(pictures, measures)[1]

    def both_logits(self, pictures: Tensor, measures: Tensor) -> tuple[Tensor, Tensor]:
        """The answer from pixels, and that from pixels and geometry."""
        maps = self.maps(pictures)
        seen = self.picture_logits(self.features_of(maps))
        return seen, SEEN * seen + (1 - SEEN) * self.told_logits(self.told(maps, measures))


def pooled(maps: Tensor) -> Tensor:
    """n x c x h x w to n x 2c: mean and maximum."""
    return torch.cat((maps.mean((2, 3)), maps.amax((2, 3))), 1).float()


def folded(trained: Trunk, measures: int) -> Network:
    """The same trunk without batch normalisation: each is a scale and a shift of its convolution.

    Its joint answer is new.
    """
    plain = Network(measures)
    weights = {k: v for k, v in trained.state_dict().items() if not k.startswith("stages.")}
    stages = list(trained.stages)
    for i in range(0, len(stages), 3):
        convolution, norm = stages[i], stages[i + 1]
        scale = norm.weight / (norm.running_var + norm.eps).sqrt()
        at = f"stages.{i // 3 * 2}"
        weights[f"{at}.weight"] = convolution.weight * scale[:, None, None, None]
        weights[f"{at}.bias"] = norm.bias - norm.running_mean * scale
    for name in ("weight", "bias"):
        weights[f"kept.{name}"] = weights[f"{at}.{name}"]
        weights[f"kept_hidden.{name}"] = weights[f"hidden.{name}"]
    plain.load_state_dict(weights, strict=False)
    return plain.eval().requires_grad_(False)

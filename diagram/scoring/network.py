"""The readability network: a small CNN with one answer from pixels and one from pixels and geometry.

In training each convolution is followed by batch normalisation, which `folded` works into its weights.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

CHANNELS = (16, 32, 64, 96, 128)
STRIDES = (2, 2, 2, 2, 1)
KERNELS = (5, 3, 3, 3, 3)
HIDDEN = 64  # numbers that the picture comes down to
JOINT = 32
# Share of the picture's own logit in the joint one; geometry alone is too strict with nodes that are hidden.
SEEN = 0.3


class Network(nn.Module):
    """n x 3 x H x W pictures in 0..1, and n x m measures of geometry, to logits of readability / 5.

    Small filters, five of them, since drawings are simple at this size; mean and maximum over the picture,
    since one spoilt place spoils a drawing.
    """

    def __init__(self, measures: int, norm: bool = False) -> None:
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
        self.hidden = nn.Linear(2 * inside, HIDDEN)
        self.picture = nn.Linear(HIDDEN, 1)
        self.joint = nn.Sequential(nn.Linear(HIDDEN + measures, JOINT), nn.ReLU(), nn.Linear(JOINT, 1))
        self.register_buffer("centre", torch.zeros(measures))
        self.register_buffer("scale", torch.ones(measures))

    def features(self, pictures: Tensor) -> Tensor:
        """n x HIDDEN. Ink is 1 and paper 0, so that padding is paper."""
        found = self.stages(1 - pictures)
        pooled = torch.cat((found.mean((2, 3)), found.amax((2, 3))), 1).float()
        return F.relu(self.hidden(pooled))

    def picture_logits(self, features: Tensor) -> Tensor:
        return self.picture(features).squeeze(1)

    def joint_logits(self, features: Tensor, measures: Tensor) -> Tensor:
        told = self.joint(torch.cat((features, (measures - self.centre) / self.scale), 1)).squeeze(1)
        return SEEN * self.picture_logits(features) + (1 - SEEN) * told


def folded(trained: Network) -> Network:
    """The same network without batch normalisation: each is a scale and a shift of its convolution."""
    plain = Network(len(trained.centre))
    weights = {k: v for k, v in trained.state_dict().items() if not k.startswith("stages.")}
    stages = list(trained.stages)
    for i in range(0, len(stages), 3):
        convolution, norm = stages[i], stages[i + 1]
        scale = norm.weight / (norm.running_var + norm.eps).sqrt()
        at = f"stages.{i // 3 * 2}"
        weights[f"{at}.weight"] = convolution.weight * scale[:, None, None, None]
        weights[f"{at}.bias"] = norm.bias - norm.running_mean * scale
    plain.load_state_dict(weights)
    return plain.eval().requires_grad_(False)

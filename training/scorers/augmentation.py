"""Changes of a picture that leave the drawing as readable as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

SHRUNK = 0.88  # side of the smallest picture that augmentation makes of one


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

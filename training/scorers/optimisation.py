"""How the readability networks are trained: order of examples, loss, steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from torch import Tensor, nn

WARMUP = 0.1  # share of the steps
DECAY = 1e-4  # of weights, unless a group says otherwise


def run(groups: Sequence[dict], loss: Callable, steps: int, seed: int, name: str) -> None:
    """AdamW with a warm-up and a cosine to nothing.

    groups: each {"params": list, "peak": learning rate} and what else AdamW takes; loss: a function of
    a torch.Generator.
    """
    import torch
    from tqdm import trange

    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    parameters: list[nn.Parameter] = [p for group in groups for p in group["params"]]
    optimizer = torch.optim.AdamW(list(groups), weight_decay=DECAY)
    mean = None
    for step in (bar := trange(steps, desc=name, mininterval=5)):
        done = (step + 1) / steps
        scale = min(1.0, done / WARMUP) * 0.5 * (1 + math.cos(math.pi * step / steps))
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * scale
        value = loss(generator)
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        mean = value.item() if mean is None else 0.98 * mean + 0.02 * value.item()
        if step % 20 == 0:
            bar.set_postfix(loss=f"{mean:.4f}")


def entropy(logits: Tensor, targets: np.ndarray) -> Tensor:
    import torch
    from torch.nn import functional as F

    goal = torch.from_numpy(targets).float()
    return F.binary_cross_entropy_with_logits(logits, goal, reduction="none")


def batches(rng: np.random.Generator, count: int, batch: int) -> Iterator[np.ndarray]:
    """Numbers of examples, in a new order each time round; never fewer than `batch`, if there are as many."""
    import numpy as np

    left = rng.permutation(count)
    while True:
        while len(left) < batch:
            left = np.concatenate([left, rng.permutation(count)])
        yield left[:batch]
        left = left[batch:]

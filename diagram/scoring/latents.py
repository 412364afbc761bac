"""What a drawing looks like, as a unit vector: near vectors are drawings that people would call alike.

The encoder is the half of a convolutional autoencoder that `training.scorers.train_latents` trains on drawn
diagrams. The latent is made of BLOCKS, one for each thing by which people tell drawings apart and one for all
else that the picture shows. The square of each block's length is its share of the whole (SHARES), so that the
inner product of two latents is the weighted mean of how alike the drawings are in each respect. A block but
the last holds the square roots of the probabilities of its classes, so that its inner product is their
Bhattacharyya coefficient: 1 for drawings that are surely of one class, and in between where the picture
leaves it open.

`diagram.scoring.affinity` learns which of them a reader cares about.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import ModelUnavailable

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image
    from torch import nn

WEIGHTS = Path(__file__).parent / "weights"
FILES = ("encoder.safetensors", "encoder.json")

# Dimensions of each block, in order. "look" is what remains once the styles and the density are told.
BLOCKS = {"direction": 2, "shape": 3, "line": 3, "palette": 9, "spacing": 3, "density": 8, "look": 36}
SHARES = {
    "direction": 0.18, "shape": 0.18, "line": 0.15, "palette": 0.2, "spacing": 0.1, "density": 0.13,
    "look": 0.06,
}  # fmt: skip
DIMENSIONS = sum(BLOCKS.values())
BATCH = 64  # pictures embedded at a time, to bound memory


def block_slices() -> dict[str, slice]:
    """Where each block lies in a latent."""
    found, start = {}, 0
    for name, size in BLOCKS.items():
        found[name] = slice(start, start + size)
        start += size
    return found


def network() -> nn.Module:
    """The encoder without weights: n x 3 x H x W pictures in 0..1 to n x DIMENSIONS latents of length 1."""
    import torch
    from torch import nn
    from torch.nn import functional as F

    def stage(inside: int, outside: int) -> nn.Sequential:
        return nn.Sequential(
            nn.Conv2d(inside, outside, 3, 2, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True)
        )

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first = nn.Sequential(
                nn.Conv2d(5, 12, 4, 2, 1, bias=False), nn.BatchNorm2d(12), nn.ReLU(inplace=True)
            )
            self.stages = nn.ModuleList([stage(12, 32), stage(32, 48), stage(48, 64), stage(64, 64)])
            self.layout = nn.Sequential(
                nn.AdaptiveAvgPool2d((4, 6)), nn.Flatten(), nn.Linear(64 * 24, 96), nn.ReLU(inplace=True)
            )
            self.features = 5 + 3 * (12 + 32 + 48 + 64) + 96
            self.mix = nn.Sequential(
                nn.BatchNorm1d(self.features), nn.Linear(self.features, 192), nn.ReLU(inplace=True)
            )
            self.out = nn.Linear(192 + self.features, DIMENSIONS)
            shares = [SHARES[name] for name in BLOCKS]
            self.register_buffer("lengths", torch.tensor(shares).sqrt(), persistent=False)

        def outputs(self, pictures):
            """What becomes the blocks: logits of the classes of each, and the last as it is."""
            seen = amplified(pictures)
            found = [seen.mean((2, 3)) * 8]
            x = self.first(seen)
            found += overall(x)
            for stage in self.stages[:3]:
                x = stage(x)
                found += overall(x)
            found.append(self.layout(self.stages[3](x)))
            features = torch.cat(found, 1)
            outputs = self.out(torch.cat([self.mix(features), self.mix[0](features)], 1))
            return torch.split(outputs, list(BLOCKS.values()), 1)

        def joined(self, outputs):
            """Latents of length 1 from what `outputs` gives."""
            parts = [torch.sqrt(torch.softmax(logits.float(), 1) + 1e-6) for logits in outputs[:-1]]
            parts.append(outputs[-1].float())
            return torch.cat(
                [F.normalize(part) * length for part, length in zip(parts, self.lengths, strict=True)], 1
            )

        def forward(self, pictures):
            return self.joined(self.outputs(pictures))

    def overall(x):
        """Corners, dashes, arrowheads wherever they are: how much, how clearly, and what share of all."""
        mean = x.mean((2, 3))
        return [mean, x.amax((2, 3)), 4 * mean / (mean.mean(1, keepdim=True) + 1e-3)]

    def amplified(pictures):
        """Five channels: ink (1 - colour) of each of the three, and two differences of colour, enlarged.

        Fills are pale so that text can be read on them; without this, a palette is a faint trace.
        """
        red, green, blue = pictures.unbind(1)
        return torch.stack(
            [1 - red, 1 - green, 1 - blue, (red - green) * 4, (blue - (red + green) / 2) * 4], 1
        )

    return Network()


class Encoder:
    """Pictures to latents. `version` changes with the weights: latents of two versions cannot be compared."""

    def __init__(self, model: nn.Module, version: str) -> None:
        self.model = model.eval()
        self.version = version
        self.dimensions = DIMENSIONS

    @staticmethod
    def load(folder: Path | None = None) -> Encoder:
        """The encoder of a folder, by default the shipped one; loaded once.

        Raises ModelUnavailable where the files are missing or do not fit this program.
        """
        return _load(Path(folder) if folder else WEIGHTS)

    def embed(self, images: Sequence[Image]) -> np.ndarray:
        """n x DIMENSIONS float32, each of length 1, for pictures as `diagram.scoring.pictures` makes them."""
        import numpy as np
        import torch

        from diagram.scoring import pictures

        found = [np.zeros((0, DIMENSIONS), np.float32)]
        with torch.inference_mode():
            for start in range(0, len(images), BATCH):
                found.append(self.model(pictures.tensor(images[start : start + BATCH])).numpy())
        return np.concatenate(found)


@lru_cache(maxsize=4)
def _load(folder: Path) -> Encoder:
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ModelUnavailable(
            f"The encoder of drawings in {folder} lacks {' and '.join(missing)}; "
            "restore the folder, or train it by python -m training.scorers.train_latents."
        )
    try:
        card = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        state = load_file(folder / "encoder.safetensors")
        model = network()
        counts = [k for k in model.state_dict() if k.endswith("num_batches_tracked")]
        floats = {k: v.float() if v.is_floating_point() else v for k, v in state.items()}
        model.load_state_dict({**{k: torch.tensor(0) for k in counts}, **floats})
        if card["blocks"] != BLOCKS:
            raise KeyError("blocks")
        return Encoder(model.to(memory_format=torch.channels_last), str(card["version"]))
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, SafetensorError) as error:
        raise ModelUnavailable(
            f"The encoder of drawings in {folder} does not fit this program ({str(error).splitlines()[0]}); "
            "restore the folder, or train it by python -m training.scorers.train_latents."
        ) from error

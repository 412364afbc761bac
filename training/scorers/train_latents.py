"""Train the encoder that tells which drawings look alike.

    python -m training.scorers.train_latents --out diagram/scoring/weights
    python -m training.scorers.train_latents --out /tmp/try --outlines 200 --epochs 2     # a try of a minute

A convolutional autoencoder, of which only the encoder is shipped. Half of each batch is drawn again from its
latents at a quarter of the pixels; and every block of the latent but the last is to tell the class of its
style field, or the number of nodes, whatever the words. So near means alike in style, and what the styles do
not tell is left to the last block. One thread of a CPU, repeatable by seed: about 4 ms a drawing and epoch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from diagram.graph import STYLE_FIELDS
from diagram.scoring.latents import BLOCKS, DIMENSIONS, SHARES, network

if TYPE_CHECKING:
    import torch
    from torch import nn

SMALL = (60, 96)  # px of what is drawn again: height, width
DENSITY_CLASSES = BLOCKS["density"]
LOOK_AGAIN = 12  # weight of what is drawn again, against the cross-entropy of one block
ORDERED = {"spacing": 0.35, "density": 0.6}  # how far a class leaks into its neighbours, in classes
DECODER = "decoder.safetensors"  # for the reports alone; the program never reads it


def density_class(nodes: torch.Tensor) -> torch.Tensor:
    """Classes of even ratios: 2, 3, 4, 6, 8, 12, 16, 23 nodes and up."""
    import torch

    return (2 * torch.log2(nodes.float().clamp(min=2) / 2)).round().long().clamp(max=DENSITY_CLASSES - 1)


def decoder() -> nn.Module:
    """n x DIMENSIONS latents to n x 3 x 60 x 96 pictures in 0..1."""
    from torch import nn

    def grow(inside: int, outside: int, size: tuple[int, int]) -> list[nn.Module]:
        return [
            nn.Upsample(size),
            nn.Conv2d(inside, outside, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outside),
            nn.ReLU(inplace=True),
        ]

    return nn.Sequential(
        nn.Linear(DIMENSIONS, 64 * 24),
        nn.ReLU(inplace=True),
        nn.Unflatten(1, (64, 4, 6)),
        *grow(64, 48, (8, 12)),
        *grow(48, 32, (15, 24)),
        *grow(32, 16, (30, 48)),
        nn.Upsample(SMALL),
        nn.Conv2d(16, 3, 3, 1, 1),
        nn.Sigmoid(),
    )


class Trainer:
    """Encoder and decoder, with the losses over them."""

    def __init__(self) -> None:
        self.encoder, self.decoder = network(), decoder()
        self.parameters = [*self.encoder.parameters(), *self.decoder.parameters()]

    def losses(self, pictures: torch.Tensor, classes: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        """The cross-entropy of each block of classes, and the error of what is drawn again."""
        import torch
        from torch.nn import functional as F

        # Half the time of single precision, and as good; what is compared is computed in the latter.
        with torch.autocast("cpu", torch.bfloat16):
            outputs = self.encoder.outputs(pictures)
        found = {}
        for name, logits in zip(BLOCKS, outputs[:-1], strict=False):
            wanted = F.one_hot(classes[name], logits.shape[1]).float()
            if leak := ORDERED.get(name):
                steps = torch.arange(logits.shape[1]) - classes[name][:, None]
                wanted = torch.softmax(-((steps / leak) ** 2) / 2, 1)
            found[name] = F.cross_entropy(logits.float(), wanted)
        half = pictures[: len(pictures) // 2]
        latents = self.encoder.joined([part[: len(half)] for part in outputs])
        target = F.interpolate(half, SMALL, mode="area")
        with torch.autocast("cpu", torch.bfloat16):
            drawn = self.decoder(latents * DIMENSIONS**0.5)
        # Most of a diagram is white paper: what is drawn on it counts more.
        weight = 0.3 + 3 * (1 - target.amin(1, keepdim=True))
        found["drawn again"] = (weight * (drawn.float() - target).abs()).mean() * LOOK_AGAIN
        return found


def batches(count: int, size: int, generator: torch.Generator):
    import torch

    order = torch.randperm(count, generator=generator)
    for start in range(0, count - size + 1, size):
        yield order[start : start + size]


def train(corpus, epochs: int, rate: float, seed: int, init: Path | None = None, batch: int = 32) -> Trainer:
    """A trained Trainer; prints the losses of every epoch.

    init: a folder with encoder.safetensors to begin from, as far as its tensors have the same sizes.
    """
    import numpy as np
    import torch
    from safetensors.torch import load_file

    from diagram.scoring.pictures import from_bytes

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    pictures = torch.from_numpy(np.array(corpus.pictures))
    classes = {
        name: torch.from_numpy(corpus.styles[:, i].copy()).long() for i, name in enumerate(STYLE_FIELDS)
    }
    classes["density"] = density_class(torch.from_numpy(corpus.nodes.copy()))
    trainer = Trainer()
    if init:
        known = trainer.encoder.state_dict()
        fitting = {
            name: value.float()
            for name, value in load_file(init / "encoder.safetensors").items()
            if name in known and known[name].shape == value.shape
        }
        print(f"{len(fitting)} of {len(known)} tensors begin as in {init}", flush=True)
        trainer.encoder.load_state_dict({**known, **fitting})
    for part in (trainer.encoder, trainer.decoder):
        part.to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(trainer.parameters, rate, weight_decay=0.01)
    steps = epochs * (len(pictures) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, steps, pct_start=0.15)
    trainer.encoder.train()
    trainer.decoder.train()
    began = time.process_time()
    for epoch in range(epochs):
        sums: dict[str, float] = {}
        for chosen in batches(len(pictures), batch, generator):
            images = from_bytes(pictures[chosen])
            # Where exactly a drawing lies on its canvas says nothing of its look.
            dy, dx = torch.randint(-4, 5, (2,), generator=generator).tolist()
            images = images.roll((dy, dx), (2, 3))
            losses = trainer.losses(images, {name: values[chosen] for name, values in classes.items()})
            optimizer.zero_grad(set_to_none=True)
            sum(losses.values()).backward()
            optimizer.step()
            schedule.step()
            for name, value in losses.items():
                sums[name] = sums.get(name, 0.0) + value.item()
        each = "  ".join(f"{name} {value * batch / len(pictures):.3f}" for name, value in sums.items())
        print(f"epoch {epoch + 1}/{epochs}  {each}  ({time.process_time() - began:.0f} s)", flush=True)
    trainer.encoder.eval()
    trainer.decoder.eval()
    return trainer


def save(trainer: Trainer, out: Path, cache: Path, facts: dict) -> None:
    """Writes the encoder in half precision with its card to `out`, and the decoder to `cache`."""
    from safetensors.torch import save_file

    out.mkdir(parents=True, exist_ok=True)
    half = {
        name: value.half().contiguous() if value.is_floating_point() else value
        for name, value in trainer.encoder.state_dict().items()
        if not name.endswith("num_batches_tracked")
    }
    save_file(half, out / "encoder.safetensors")
    version = hashlib.sha256((out / "encoder.safetensors").read_bytes()).hexdigest()[:12]
    card = {"version": version, "dimensions": DIMENSIONS, "blocks": BLOCKS, "shares": SHARES, **facts}
    (out / "encoder.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    save_file(
        {name: value.contiguous() for name, value in trainer.decoder.state_dict().items()}, cache / DECODER
    )


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="folder for encoder.safetensors and .json")
    parser.add_argument("--cache", type=Path, default=Path("checkpoints/latents"), help="folder for drawings")
    parser.add_argument("--outlines", type=int, default=3000)
    parser.add_argument("--styles", type=int, default=4, help="drawings of each outline")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--init", help="scorers whose encoder to begin from: folder or Hub id")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=3)
    return parser


def main() -> None:
    from diagram.remote.sources import resolve
    from training.scorers.styled import drawings

    options = make_parser().parse_args()
    init = resolve(options.init, "scorers") if options.init else None
    corpus = drawings(options.cache, "styled", options.outlines, options.styles)
    trainer = train(corpus, options.epochs, options.rate, options.seed, init)
    facts = {
        "drawings": len(corpus.facts),
        "epochs": options.epochs,
        "seed": options.seed,
        "begun_from": init and json.loads((init / "encoder.json").read_text())["version"],
        "pixels": list(corpus.pictures.shape[1:3]),
    }
    save(trainer, options.out, options.cache, facts)
    size = (options.out / "encoder.safetensors").stat().st_size
    print(f"{options.out / 'encoder.safetensors'}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    commands.run(main)

"""Whether near latents are drawings that look alike.

    python -m training.scorers.evaluate_latents --out FOLDER

On drawings of outlines that the encoder has not seen: of the ten nearest neighbours of each, how many share
its direction, node shape, line, palette, spacing and density (a third of the range), beside PCA of the pixels
with as many dimensions, and chance. Drawings of the query's own outline are left out, so that no neighbour is
near for its words. No ten drawings of a thousand can share all six, so what counts most in the latent comes
first; a block alone, as a metric may pick it, shows what is known of one thing, and the style features as the
layout was given them, what could be.

Prints a table; writes latents.json and reconstructions.png: pictures, and below each what is drawn again from
its latent, where a decoder has been trained.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from diagram import commands

if TYPE_CHECKING:
    from training.scorers.styled import Drawings

NEIGHBOURS = 10
UNSEEN = (100, 10)  # outlines, and styles of each
SHOWN = 16


def unseen(cache: Path, tuning: bool = False) -> Drawings:
    """Drawings of outlines that no encoder was trained on; `tuning`: of others than those reported."""
    from training.scorers.styled import drawings

    return drawings(cache, "tuning" if tuning else "unseen", *UNSEEN)


def embed(drawings: Drawings, weights: Path | None) -> np.ndarray:
    """n x d latents of a corpus by the encoder of a folder; None is the shipped one."""
    import torch

    from diagram.scoring import pictures
    from diagram.scoring.latents import Encoder

    torch.set_num_threads(1)
    encoder = Encoder.load(weights)
    with torch.inference_mode():
        return np.concatenate(
            [
                encoder.model(
                    pictures.from_bytes(torch.from_numpy(drawings.pictures[i : i + 64].copy()))
                ).numpy()
                for i in range(0, len(drawings.facts), 64)
            ]
        )


def retrieval(features: np.ndarray, drawings: Drawings) -> dict[str, float]:
    """For each thing of `Drawings.labels`, the share of the ten nearest neighbours that have the query's."""
    squares = (features**2).sum(1)
    distances = squares[:, None] + squares[None] - 2 * features @ features.T
    distances[drawings.outlines[:, None] == drawings.outlines[None]] = np.inf
    nearest = np.argpartition(distances, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    return {name: float((of[nearest] == of[:, None]).mean()) for name, of in drawings.labels().items()}


def reconstruction(drawings: Drawings, latents: np.ndarray, cache: Path, out: Path) -> dict[str, float]:
    """Draws all again from their latents: the errors, and a sheet of SHOWN of them at `out`."""
    import torch
    from PIL import Image
    from safetensors.torch import load_file
    from torch.nn import functional as F

    from diagram.scoring import pictures
    from training.scorers.train_latents import DECODER, SMALL, decoder

    if not (cache / DECODER).is_file():
        print(f"{cache / DECODER} is missing, so nothing is drawn again; train_latents writes it.")
        return {}
    model = decoder()
    model.load_state_dict(load_file(cache / DECODER))
    model.eval()
    with torch.inference_mode():
        target = torch.cat(
            [
                F.interpolate(pictures.from_bytes(torch.from_numpy(part.copy())), SMALL, mode="area")
                for part in np.array_split(np.ascontiguousarray(drawings.pictures), 16)
            ]
        )
        drawn = model(torch.from_numpy(latents) * latents.shape[1] ** 0.5)
    chosen = np.random.default_rng(0).permutation(len(latents))[:SHOWN]
    rows = []
    for start in range(0, SHOWN, 4):
        for images in (target, drawn):
            tiles = images[chosen[start : start + 4]].permute(0, 2, 3, 1).numpy()
            rows.append(
                np.concatenate([np.pad(t, ((2, 2), (2, 2), (0, 0)), constant_values=0.8) for t in tiles], 1)
            )
    sheet = Image.fromarray((np.concatenate(rows) * 255).round().astype(np.uint8))
    sheet.resize((sheet.width * 2, sheet.height * 2), Image.Resampling.NEAREST).save(out)
    return {
        "mean absolute error, 0-1": float((drawn - target).abs().mean()),
        "the same of the mean picture": float((target.mean(0, keepdim=True) - target).abs().mean()),
    }


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for latents.json and reconstructions.png"
    )
    parser.add_argument("--cache", type=Path, default=Path("checkpoints/latents"), help="folder for drawings")
    parser.add_argument(
        "--scorers",
        "--weights",
        help="whose encoder: a folder, or OWNER/NAME[@REVISION] on the Hub (default: what ships)",
    )
    parser.add_argument("--outlines", type=int, default=3000, help="of the training corpus, for PCA")
    parser.add_argument("--styles", type=int, default=4)
    return parser


def main() -> None:
    from diagram.remote.sources import resolve
    from diagram.scoring.latents import block_slices
    from training.scorers.baselines import PixelPCA, style_features
    from training.scorers.styled import drawings

    options = make_parser().parse_args()
    scorers = resolve(options.scorers, "scorers") if options.scorers else None
    corpus = drawings(options.cache, "styled", options.outlines, options.styles)
    tested = unseen(options.cache)
    latents = embed(tested, scorers)
    pca = PixelPCA.fit(corpus.pictures, latents.shape[1])
    found = {
        "latents": retrieval(latents, tested),
        "latents, its own block": {
            name: retrieval(latents[:, place], tested)[name]
            for name, place in block_slices().items()
            if name in tested.labels()
        },
        "style features, given": retrieval(style_features(tested), tested),
        "PCA of pixels": retrieval(pca.embed(tested.pictures), tested),
        "random": retrieval(np.random.default_rng(0).normal(size=latents.shape), tested),
    }
    options.out.mkdir(parents=True, exist_ok=True)
    again = reconstruction(tested, latents, options.cache, options.out / "reconstructions.png")
    report = {"drawings": len(latents), f"precision@{NEIGHBOURS}": found, "drawn again": again}
    (options.out / "latents.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"precision@{NEIGHBOURS:<14}" + "".join(f"{name:>11}" for name in found["latents"]))
    for method, shares in found.items():
        print(f"{method:24}" + "".join(f"{shares[name]:11.3f}" for name in found["latents"]))
    for name, value in again.items():
        print(f"drawn again, {name}: {value:.4f}")


if __name__ == "__main__":
    commands.run(main)

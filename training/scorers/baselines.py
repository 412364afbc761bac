"""What the latents are measured against: PCA of the pixels, hand-made style features, and plain k-NN."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diagram.graph import STYLE_FIELDS

if TYPE_CHECKING:
    from training.scorers.styled import Drawings

SHRINK = 4  # PCA sees means of 4 x 4 px
FITTED_ON = 1500  # drawings that PCA is fitted on


@dataclass(frozen=True)
class PixelPCA:
    """The first components of the pixels, as the usual way to compare pictures without labels."""

    mean: np.ndarray
    components: np.ndarray

    @classmethod
    def fit(cls, pictures: np.ndarray, dimensions: int, seed: int = 0) -> PixelPCA:
        chosen = np.random.default_rng(seed).permutation(len(pictures))[:FITTED_ON]
        pixels = _shrunk(pictures[np.sort(chosen)])
        mean = pixels.mean(0)
        values, vectors = np.linalg.eigh((pixels - mean) @ (pixels - mean).T)
        values, vectors = values[::-1][:dimensions], vectors[:, ::-1][:, :dimensions]
        return cls(mean, ((pixels - mean).T @ vectors / np.sqrt(np.maximum(values, 1e-9))).T)

    def embed(self, pictures: np.ndarray) -> np.ndarray:
        return np.concatenate(
            [
                (_shrunk(pictures[start : start + 500]) - self.mean) @ self.components.T
                for start in range(0, len(pictures), 500)
            ]
        )


def style_features(drawings: Drawings) -> np.ndarray:
    """What a programmer would write down: each style field as one of n, and the logarithm of the nodes."""
    columns = [
        np.eye(len(values))[drawings.styles[:, i]] / np.sqrt(2)
        for i, values in enumerate(STYLE_FIELDS.values())
    ]
    return np.concatenate([*columns, np.log2(drawings.nodes)[:, None]], 1).astype(np.float32)


def nearest_mean(
    rated: np.ndarray, scores: np.ndarray, wanted: np.ndarray, mean: float, k: int, shrink: float = 0.5
) -> np.ndarray:
    """The mean of the k nearest ratings weighted by distance, and of `mean` with weight `shrink`."""
    distances = np.linalg.norm(wanted[:, None] - rated[None], axis=2)
    k = min(k, len(scores))
    near = np.argpartition(distances, k - 1, axis=1)[:, :k]
    found = np.take_along_axis(distances, near, 1)
    width = np.median(distances) + 1e-9
    weights = np.exp(-((found / width * 2) ** 2) / 2)
    weights /= weights.max(1, keepdims=True).clip(1e-12)
    return ((weights * scores[near]).sum(1) + shrink * mean) / (weights.sum(1) + shrink)


def _shrunk(pictures: np.ndarray) -> np.ndarray:
    count, height, width, channels = pictures.shape
    height, width = height - height % SHRINK, width - width % SHRINK
    blocks = pictures[:, :height, :width].reshape(
        count, height // SHRINK, SHRINK, width // SHRINK, SHRINK, channels
    )
    return 1 - blocks.mean((2, 4), dtype=np.float32).reshape(count, -1) / 255

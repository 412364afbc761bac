"""From a few rated drawings to what their reader thinks of another: kriging over the nearest of them.

The prediction is a weighted mean of the ratings of the nearest drawings, shrunk towards the reader's mean as
far as these are few or far: the mean of a Gaussian process (Rasmussen and Williams, "Gaussian Processes for
Machine Learning", 2006, chapter 2), whose kernel is a sum over the latent's blocks (direction, shape, ...).
The similarity that a reader is shown is that same kernel, scaled to 0..1.

What a rating says beyond the blocks is mostly about that one drawing, only slightly a slip of the hand: the
nugget is split as Cressie does ("Statistics for Spatial Data", 1993, section 3.2.1). So the very drawing that
was rated is predicted close to its rating, and others are no more affected than by plain noise.

How much each block counts is the reader's own. `Metric.learned` weighs every reader that it can think of, who
goes by one thing, by two or by all alike, by how likely the ratings are of such a reader (the marginal
likelihood, ibid., chapter 5), and takes the mean of their weights. So twenty ratings are enough to see that
somebody goes by colour, where a fixed distance would be lost in all else that differs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from diagram.scoring.latents import BLOCKS, SHARES, block_slices

NEUTRAL = 2.5  # of 0-5, of a reader of whom nothing is known
NEUTRAL_WEIGHT = 4.0  # ratings that the neutral score counts for in a reader's mean
SIGNAL = 1.25  # standard deviation of a reader's true preferences, points
OWN = 0.55  # standard deviation of what is liked in a drawing beyond its blocks, points
OWN_REACH = 0.01  # 1 - cosine of whole latents at which that says little of another drawing
NOISE = 0.24  # standard deviation of a rating around the true preference, points
REACH = 1.0  # 1 - cosine within a block at which two drawings have little to say of each other
FOCUS = 0.85  # share of the weight on what a reader goes by; the rest is spread evenly
FAR = math.exp(-1 / REACH)  # the kernel of two drawings that have nothing in common
LEARNED_FROM = 64  # newest ratings from which the weights of blocks are learned, to bound the time
CLEAR = 0.6  # weight of what a reader is said to go by, ...
AHEAD = 3.0  # ... and how many times the next block's weight it must be


@dataclass(frozen=True)
class Metric:
    """How much each block of BLOCKS counts for a reader; the weights add up to 1."""

    weights: tuple[float, ...]

    @classmethod
    def even(cls) -> Metric:
        """Of a reader of whom nothing is known: each block by its share of the latent."""
        return cls(tuple(SHARES[name] for name in BLOCKS))

    @classmethod
    def learned(cls, latents: np.ndarray, scores: np.ndarray) -> Metric:
        """The weights that the newest ratings speak for: latents n x d of length 1, scores n, in order."""
        if len(scores) < 3:
            return cls.even()
        latents, scores = latents[-LEARNED_FROM:], scores[-LEARNED_FROM:]
        ways, prior = _ways()
        kernels = np.tensordot(ways, _kernels(latents, latents), 1)
        likelihoods = prior + _log_likelihoods(kernels, scores - mean_of(scores.sum(), len(scores)))
        shares = np.exp(likelihoods - likelihoods.max())
        weights = shares @ ways / shares.sum()
        return cls(tuple(float(weight) for weight in weights))

    def query(self, latents: np.ndarray) -> np.ndarray:
        """n x d vectors whose inner product with a latent is the similarity, at most 1, in this metric."""
        factors = np.empty(latents.shape[1], np.float32)
        for (name, place), weight in zip(block_slices().items(), self.weights, strict=True):
            factors[place] = weight / SHARES[name]
        return np.ascontiguousarray(latents * factors, np.float32)

    def kernel(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """n x m: 1 for drawings alike in all, near FAR for those that differ in all that counts."""
        return np.tensordot(self.weights, _kernels(first, second), 1)

    def similarity(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """n x m, 0-1: the kernel that predictions are made with, 0 where two drawings have nothing alike."""
        return np.clip((self.kernel(first, second) - FAR) / (1 - FAR), 0, 1)

    def foremost(self) -> str | None:
        """The one thing that the reader goes by, if it is clearly ahead of all else."""
        (weight, name), (second, _) = sorted(zip(self.weights, BLOCKS, strict=True), reverse=True)[:2]
        return name if weight > CLEAR and weight >= AHEAD * second and name != "look" else None


def mean_of(total: float, count: int) -> float:
    """The mean of `count` ratings by their sum, drawn towards the neutral score while they are few."""
    return float((total + NEUTRAL * NEUTRAL_WEIGHT) / (count + NEUTRAL_WEIGHT))


def predict(
    metric: Metric, rated: np.ndarray, scores: np.ndarray, latents: np.ndarray, mean: float
) -> np.ndarray:
    """The preferences, 0-5, for n latents (n x d) by the ratings (k) of drawings near them (k x d)."""
    covariance = SIGNAL**2 * metric.kernel(rated, rated) + OWN**2 * _same(rated, rated)
    covariance += NOISE**2 * np.eye(len(scores))
    near = SIGNAL**2 * metric.kernel(latents, rated) + OWN**2 * _same(latents, rated)
    weights = np.linalg.solve(covariance, near.T)
    return np.clip(mean + (scores - mean) @ weights, 0, 5)


def _kernels(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """For each block (blocks x n x m): 1 for drawings alike in it, near 0 for those that differ."""
    found = []
    for name, place in block_slices().items():
        cosines = first[:, place].astype(np.float64) @ second[:, place].T / SHARES[name]
        found.append(np.exp((cosines - 1) / REACH))
    return np.stack(found)


def _same(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """n x m: 1 for the same drawing again, near 0 for any other, whatever the reader goes by."""
    cosines = np.minimum(first.astype(np.float64) @ second.T, 1)
    return np.exp((cosines - 1) / OWN_REACH)


@lru_cache(maxsize=1)
def _ways() -> tuple[np.ndarray, np.ndarray]:
    """Kinds of readers: the blocks' weights for each (m x blocks), and the logarithm of how usual each is."""
    even = np.array([SHARES[name] for name in BLOCKS])
    count = len(even)
    ways, prior = [even], [math.log(0.2)]
    for size, usual in ((1, 0.4), (2, 0.4)):
        chosen = list(combinations(range(count), size))
        for blocks in chosen:
            focus = np.zeros(count)
            focus[list(blocks)] = 1 / size
            ways.append(FOCUS * focus + (1 - FOCUS) * even)
            prior.append(math.log(usual / len(chosen)))
    return np.array(ways), np.array(prior)


def _log_likelihoods(kernels: np.ndarray, residuals: np.ndarray) -> np.ndarray:
    """The logarithm of the marginal likelihood of n ratings under each of m kernels (m x n x n)."""
    covariances = SIGNAL**2 * kernels + (OWN**2 + NOISE**2) * np.eye(len(residuals))
    lower = np.linalg.cholesky(covariances)
    whitened = np.linalg.solve(lower, np.broadcast_to(residuals[:, None], (*lower.shape[:2], 1)))[..., 0]
    return -(whitened**2).sum(1) / 2 - np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(1)

"""How well predictions agree with what they predict. Arrays in, plain numbers out; no label is ever None."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

MOST_PAIRS = 2_000_000
CLEAR = 0.25  # of 5: a difference in quality that a reader may notice


def ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 0; equal values share their mean rank."""
    import numpy as np

    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts + 1) / 2)[inverse]


def spearman(predicted: np.ndarray, true: np.ndarray) -> float:
    """Spearman's rank correlation; 0 where one side is constant."""
    import numpy as np

    a, b = ranks(np.asarray(predicted)), ranks(np.asarray(true))
    if a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def pairwise_accuracy(predicted: np.ndarray, true: np.ndarray, apart: float = 0.0) -> float:
    """Share of pairs in the right order, among those whose true values differ by more than `apart`.

    A pair that is predicted equal counts half. Of more than 2 million pairs, evenly spaced ones are taken.
    """
    import numpy as np

    first, second = np.triu_indices(len(true), 1)
    step = -(-len(first) // MOST_PAIRS)
    first, second = first[::step], second[::step]
    difference = np.asarray(true)[first] - np.asarray(true)[second]
    chosen = np.abs(difference) > apart
    guess = np.sign(np.asarray(predicted)[first] - np.asarray(predicted)[second])[chosen]
    return float((0.5 + 0.5 * guess * np.sign(difference[chosen])).mean())


def errors(predicted: np.ndarray, true: np.ndarray) -> dict[str, float]:
    """RMSE, MAE, Spearman, and how many values they rest on."""
    import numpy as np

    off = np.asarray(predicted, float) - np.asarray(true, float)
    return {
        "rmse": round(float(np.sqrt((off**2).mean())), 4),
        "mae": round(float(np.abs(off).mean()), 4),
        "spearman": round(spearman(predicted, true), 4),
        "n": len(off),
    }


def isotonic(values: np.ndarray, targets: np.ndarray, bins: int = 25) -> tuple[np.ndarray, np.ndarray]:
    """Knots (x, y) of the best rising step function from values to targets, for `numpy.interp`.

    Pool adjacent violators (Ayer et al. 1955) over bins of about equal size, so that few knots remain.
    """
    import numpy as np

    order = np.argsort(values, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    blocks: list[list[float]] = []  # mean value, mean target, weight
    for part in parts:
        blocks.append([float(values[part].mean()), float(targets[part].mean()), float(len(part))])
        while len(blocks) > 1 and blocks[-2][1] >= blocks[-1][1]:
            x, y, weight = blocks.pop()
            before = blocks[-1]
            total = before[2] + weight
            blocks[-1] = [
                (before[0] * before[2] + x * weight) / total,
                (before[1] * before[2] + y * weight) / total,
                total,
            ]
    return np.array([b[0] for b in blocks]), np.array([b[1] for b in blocks])

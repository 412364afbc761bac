"""How soon a simulated reader's taste is known: `python -m training.scorers.readers --out FOLDER`.

A reader has a hidden taste: a worth for every value of one style field or for a number of nodes (or for two
or three of these: a mixture), and slight leanings in all the rest. The reader gives 0-5 points, with noise,
to drawings in all styles; predictions are then compared with the true worth on drawings of other
outlines, and the best of five styles of one outline with the reader's true favourite. Neither the encoder nor
anything else has seen these outlines or readers: `--tuning` gives other readers and outlines, on which k,
kernels and shrinkage were chosen. Prints a table, writes readers.json and readers.png.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from diagram import commands
from diagram.graph import STYLE_FIELDS

if TYPE_CHECKING:
    from training.scorers.styled import Drawings

COUNTS = (5, 10, 20, 50)
KINDS = ("direction", "shape", "palette", "density", "mixture")
LEANING = 0.15  # the most that anything counts for a reader who does not go by it
NOISE = 0.5  # points, standard deviation
SETS = 60  # of five drawings of one outline, for a reader
TESTED = 200  # drawings whose worth is predicted, for a reader
PLAIN_K = 8

Predict = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Reader:
    """A hidden taste: what each value of each field is worth, and the number of nodes that is liked best."""

    kind: str
    worths: tuple[np.ndarray, ...]  # in the order of STYLE_FIELDS
    nodes: float  # log2
    density: float  # how much the number of nodes counts

    @classmethod
    def drawn(cls, kind: str, rng: np.random.Generator) -> Reader:
        names = [*STYLE_FIELDS, "density"]
        weights = dict(zip(names, rng.uniform(0, LEANING, len(names)), strict=True))
        if kind == "mixture":
            for name in rng.permutation(names)[: rng.integers(2, 4)]:
                weights[str(name)] = rng.uniform(0.5, 1)
        else:
            weights[kind] = 1.0
        worths = []
        for name, values in STYLE_FIELDS.items():
            # Evenly spread, in any order: no value is without an opinion.
            worth = rng.permutation(np.linspace(-1, 1, len(values))) + rng.normal(0, 0.1, len(values))
            worths.append(weights[name] * worth / worth.std())
        return cls(kind, tuple(worths), rng.uniform(2, 4), weights["density"])

    def worth(self, drawings: Drawings) -> np.ndarray:
        """The true preference for each drawing, without noise, in units of this reader's own."""
        found = sum(worth[drawings.styles[:, i]] for i, worth in enumerate(self.worths))
        distance = np.abs(np.log2(drawings.nodes) - self.nodes)
        return found - self.density * (distance - 0.8) / 0.55


def points(worth: np.ndarray, scale: tuple[float, float], rng: np.random.Generator) -> np.ndarray:
    """Ratings 0-5: whole points around 2.7, 1.3 for a standard deviation of the reader's worth, and noise."""
    exact = 2.7 + 1.3 * (worth - scale[0]) / scale[1]
    return np.clip(np.round(exact + rng.normal(0, NOISE, len(worth))), 0, 5)


def kriging(rated: np.ndarray, scores: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The predictions of `diagram.scoring.taste`, which takes up to 64 nearest ratings: here, all."""
    from diagram.scoring import affinity

    metric = affinity.Metric.learned(rated, scores)
    return affinity.predict(metric, rated, scores, wanted, affinity.mean_of(scores.sum(), len(scores)))


def plain(rated: np.ndarray, scores: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    from diagram.scoring.affinity import mean_of
    from training.scorers.baselines import nearest_mean

    return nearest_mean(rated, scores, wanted, mean_of(scores.sum(), len(scores)), PLAIN_K)


def measure(
    drawings: Drawings, methods: dict[str, tuple[np.ndarray, Predict]], readers: int, seed: int
) -> dict[str, dict[str, dict[int, tuple[float, float]]]]:
    """{method: {kind: {ratings: (mean Spearman, share of favourites found)}}} over `readers` of each kind."""
    from training.scorers.statistics import spearman

    # Ratings are given on half of the outlines, predictions made on the other half.
    train = np.flatnonzero(drawings.outlines % 2 == 0)
    test = np.flatnonzero(drawings.outlines % 2 == 1)
    by_outline = [test[drawings.outlines[test] == number] for number in np.unique(drawings.outlines[test])]
    by_outline = [rows for rows in by_outline if len(rows) >= 5]
    found = {method: {kind: {n: [] for n in COUNTS} for kind in KINDS} for method in methods}
    for kind_number, kind in enumerate(KINDS):
        for number in range(readers):
            rng = np.random.default_rng((seed, kind_number, number))
            worth = Reader.drawn(kind, rng).worth(drawings)
            scores = points(worth, (worth.mean(), worth.std()), rng)
            order = rng.permutation(train)
            tested = rng.permutation(test)[:TESTED]
            sets = np.stack(
                [rng.permutation(by_outline[rng.integers(len(by_outline))])[:5] for _ in range(SETS)]
            )
            best = worth[sets].argmax(1)
            wanted = np.concatenate([tested, sets.ravel()])
            for method, (features, predict) in methods.items():
                for count in COUNTS:
                    rated = order[:count]
                    guess = predict(features[rated], scores[rated], features[wanted])
                    # Equal guesses are settled by lot, not by the order of the list.
                    guess = guess + rng.uniform(0, 1e-9, len(guess))
                    rho = spearman(guess[:TESTED], worth[tested]) if np.ptp(guess) > 1e-8 else 0.0
                    hits = (guess[TESTED:].reshape(SETS, 5).argmax(1) == best).mean()
                    found[method][kind][count].append((rho, hits))
    return {
        method: {
            kind: {n: tuple(np.mean(pairs, 0).tolist()) for n, pairs in by_count.items()}
            for kind, by_count in kinds.items()
        }
        for method, kinds in found.items()
    }


def methods_for(drawings: Drawings, corpus: Drawings, weights: Path | None) -> dict:
    """What is compared: (features of all drawings, way to predict) by name."""
    from training.scorers.baselines import PixelPCA, style_features
    from training.scorers.evaluate_latents import embed

    latents = embed(drawings, weights)
    pca = PixelPCA.fit(corpus.pictures, latents.shape[1])
    return {
        "taste (latents, learned metric)": (latents, kriging),
        "latents, plain k-NN": (latents, plain),
        "style features, k-NN": (style_features(drawings), plain),
        "PCA of pixels, k-NN": (pca.embed(drawings.pictures), plain),
        "neutral": (latents[:, :1], lambda rated, scores, wanted: np.full(len(wanted), 2.5)),
    }


def table(found: dict) -> str:
    """Spearman and top-1 of 5 by method and number of ratings, over all kinds, then by kind after 20."""
    lines = [
        f"{'':34}" + "".join(f"{f'{n} ratings':>16}" for n in COUNTS),
        f"{'':34}" + "   Spearman top-1" * 4,
    ]
    for method, kinds in found.items():
        cells = [np.mean([kinds[kind][n] for kind in KINDS], 0) for n in COUNTS]
        lines.append(f"{method:34}" + "".join(f"{rho:9.3f}{hit:7.2f}" for rho, hit in cells))
    lines.append("\nafter 20 ratings" + " " * 18 + "".join(f"{kind:>16}" for kind in KINDS))
    for method, kinds in found.items():
        lines.append(f"{method:34}" + "".join("{:9.3f}{:7.2f}".format(*kinds[kind][20]) for kind in KINDS))
    return "\n".join(lines)


def plot(found: dict, path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for method, kinds in found.items():
        means = np.array([np.mean([kinds[kind][n] for kind in KINDS], 0) for n in COUNTS])
        for axis, values in zip(axes, means.T, strict=True):
            axis.plot(COUNTS, values, marker="o", label=method)
    axes[0].axhline(0.7, color="gray", linestyle=":")
    axes[1].axhline(0.4, color="gray", linestyle=":")
    axes[0].set_ylabel("Spearman with the true preference")
    axes[1].set_ylabel("top-1 of 5 is the true favourite")
    for axis in axes:
        axis.set_xlabel("ratings given")
        axis.set_xticks(COUNTS)
        axis.set_ylim(-0.02, 1)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].legend(frameon=False, fontsize=8)
    figure.savefig(path, dpi=140)


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="folder for readers.json and readers.png")
    parser.add_argument("--cache", type=Path, default=Path("checkpoints/latents"), help="folder for drawings")
    parser.add_argument(
        "--scorers",
        "--weights",
        help="whose encoder: a folder, or OWNER/NAME[@REVISION] on the Hub (default: what ships)",
    )
    parser.add_argument("--outlines", type=int, default=3000, help="of the training corpus, for PCA")
    parser.add_argument("--styles", type=int, default=4)
    parser.add_argument("--readers", type=int, default=30, help="of each kind")
    parser.add_argument("--tuning", action="store_true", help="readers and outlines that are not reported")
    return parser


def main() -> None:
    from diagram.remote.sources import resolve
    from training.scorers.evaluate_latents import unseen
    from training.scorers.styled import drawings

    options = make_parser().parse_args()
    scorers = resolve(options.scorers, "scorers") if options.scorers else None
    began = time.process_time()
    corpus = drawings(options.cache, "styled", options.outlines, options.styles)
    tested = unseen(options.cache, options.tuning)
    methods = methods_for(tested, corpus, scorers)
    found = measure(tested, methods, options.readers, 1 if options.tuning else 2)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "readers.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    plot(found, options.out / "readers.png")
    print(table(found))
    print(
        f"\n{options.readers} readers of each kind; top-1 by chance 0.20; {time.process_time() - began:.0f} s"
    )


if __name__ == "__main__":
    commands.run(main)

"""What the readability ensemble reaches, beside what is simpler.

    python -m training.scorers.evaluate_readability --human-scores ../shared/data/human_scores_740.jsonl \
        --corpus checkpoints/scorers --out checkpoints/readability

Against geometry: pairwise accuracy and Spearman on synthetic drawings of other seeds than those of training.
Against people: RMSE, MAE and Spearman, each diagram predicted only by the one network that did not see it in
training; all of them, and those of language models alone. The same for a constant, for geometry's readability
on the people's scale, and for a network that is told the measures of geometry without the picture, all fitted
on the same folds. And this application's own drawings, good and spoiled. Writes `readability.json`,
`calibration.png` and `scores.png` to the folder and prints the figures.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from training.scorers import drawings, people, statistics

if TYPE_CHECKING:
    import numpy as np

    from diagram.scoring.network import Network
    from diagram.scoring.readability import Ensemble

PIXELS, BOTH = "CNN, pixels alone", "CNN, pixels and geometry"
BATCH = 64
OWN = 100  # of this application's drawings
GEOMETRY_STEPS = 600


def answers(network: Network, drawn: np.ndarray, measures: np.ndarray) -> dict[str, np.ndarray]:
    """One network's scores, 0 to 5, of n x H x W x 3 bytes: by pixels, and by pixels and n x m measures."""
    import torch

    from diagram.scoring.pictures import from_bytes

    found = {PIXELS: [], BOTH: []}
    with torch.inference_mode():
        for start in range(0, len(drawn), BATCH):
            part = slice(start, start + BATCH)
            told = torch.from_numpy(measures[part])
            logits = network.both_logits(from_bytes(torch.from_numpy(drawn[part])), told)
            for name, values in zip((PIXELS, BOTH), logits, strict=True):
                found[name].append(5 * values.sigmoid())
    return {name: torch.cat(parts).numpy() for name, parts in found.items()}


def cross_validated(model: Ensemble, humans: people.People) -> dict[str, np.ndarray]:
    """Predictions, 0 to 5, by pixels and by pixels and geometry: each by the network that left it out."""
    import numpy as np

    found = {name: np.zeros(len(humans)) for name in (PIXELS, BOTH)}
    for fold, network in enumerate(model.networks):
        out = humans.folds == fold
        for name, values in answers(network, humans.pictures[out], humans.measures[out]).items():
            found[name][out] = values
    return found


def baselines(humans: people.People) -> dict[str, np.ndarray]:
    """Predictions without a picture, fitted on the same folds."""
    import numpy as np

    found = {
        name: np.zeros(len(humans)) for name in ("constant", "geometry's readability", "geometry's measures")
    }
    for fold in range(people.FOLDS):
        out = humans.folds == fold
        seen = humans.part(~out)
        found["constant"][out] = seen.scores.mean()
        knots = statistics.isotonic(seen.quality, seen.scores)
        found["geometry's readability"][out] = np.interp(humans.quality[out], *knots)
        found["geometry's measures"][out] = _geometry(seen, humans.measures[out], fold)
    return found


def _geometry(seen: people.People, measures: np.ndarray, seed: int) -> np.ndarray:
    """What the ensemble's joint head makes of the measures when it sees no picture."""
    import numpy as np
    import torch
    from torch import nn
    from torch.nn import functional as F

    torch.manual_seed(seed)
    centre, scale = seen.measures.mean(0), np.maximum(seen.measures.std(0), 0.2)
    inputs = torch.from_numpy((seen.measures - centre) / scale)
    goal = torch.from_numpy(seen.scores / 5)
    head = nn.Sequential(nn.Linear(inputs.shape[1], 32), nn.ReLU(), nn.Linear(32, 1))
    optimizer = torch.optim.AdamW(head.parameters(), 1e-2, weight_decay=0.1)
    for _ in range(GEOMETRY_STEPS):
        optimizer.zero_grad()
        F.binary_cross_entropy_with_logits(head(inputs).squeeze(1), goal).backward()
        optimizer.step()
    with torch.inference_mode():
        return 5 * head(torch.from_numpy((measures - centre) / scale)).squeeze(1).sigmoid().numpy()


def against_people(humans: people.People, predicted: dict[str, np.ndarray]) -> dict:
    """Errors of each way of predicting, on all diagrams and on those that a language model drew."""
    drawn_by_model = humans.origins == "llm"
    table = {}
    for name, values in predicted.items():
        table[name] = {"all": statistics.errors(values, humans.scores)}
        if drawn_by_model.any():
            table[name]["llm"] = statistics.errors(values[drawn_by_model], humans.scores[drawn_by_model])
    return table


def against_geometry(model: Ensemble, made: drawings.Drawings) -> dict:
    """Pairwise accuracy and Spearman of both ways of scoring on unseen drawings."""
    import numpy as np

    drawn = np.array(made.pictures)
    first, second = (made.families[:, None] == made.families[None]).nonzero()
    kept = made.quality[first] > made.quality[second] + statistics.CLEAR
    table = {}
    found = [answers(network, drawn, made.measures) for network in model.networks]
    for name in (PIXELS, BOTH):
        scores = np.mean([each[name] for each in found], axis=0)
        table[name] = {
            "pairwise": round(statistics.pairwise_accuracy(scores, made.quality), 4),
            "pairwise, 0.25 apart": round(
                statistics.pairwise_accuracy(scores, made.quality, statistics.CLEAR), 4
            ),
            "pairwise within a family, 0.25 apart": round(
                float((scores[first[kept]] > scores[second[kept]]).mean()), 4
            ),
            "spearman": round(statistics.spearman(scores, made.quality), 4),
            "n": len(made),
        }
    return table


def own_drawings(model: Ensemble, count: int) -> dict:
    """Scores of drawings with labels as this application makes them, and of the same spoiled."""
    import random

    import numpy as np

    from diagram.scoring import pictures
    from training.scorers.spoiling import spoiled

    good, number = [], 0
    while len(good) < count:
        diagram = drawings.laid_out(f"own {number}")
        number += 1
        if diagram:
            good.append(diagram)
    rng = random.Random("own drawings spoiled")
    bad = [spoiled(rng, diagram) for diagram in good]
    table = {}
    for name, score in (
        (PIXELS, lambda ds: model.readability([pictures.draw(d) for d in ds])),
        (BOTH, model.judge),
    ):
        best = np.array([s.mean for s in score(good)])
        worse = np.array([s.mean for s in score(bad)])
        table[name] = {
            "good, mean": round(float(best.mean()), 3),
            "good, share of 4 or more": round(float((best >= 4).mean()), 3),
            "good, lowest": round(float(best.min()), 3),
            "spoiled, mean": round(float(worse.mean()), 3),
            "spoiled scores lower": round(float((worse < best).mean()), 3),
            "n": count,
        }
    return table


def plot(humans: people.People, predicted: dict[str, np.ndarray], folder: Path) -> None:
    """`calibration.png`: what people gave for what was predicted; `scores.png`: both distributions."""
    import matplotlib

    matplotlib.use("Agg")
    import numpy as np
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 5), layout="constrained")
    for name, values in predicted.items():
        order = np.array_split(np.argsort(values), 12)
        axes.plot(
            [values[part].mean() for part in order],
            [humans.scores[part].mean() for part in order],
            "o-",
            markersize=4,
            label=name,
        )
    axes.plot((0, 5), (0, 5), color="0.7", linewidth=1, zorder=0)
    axes.set(xlabel="predicted, twelfths", ylabel="people's mean score", xlim=(0, 5.1), ylim=(0, 5.1))
    axes.legend(frameon=False, fontsize=8)
    figure.savefig(folder / "calibration.png", dpi=120)
    figure, both = pyplot.subplots(1, len(predicted), figsize=(9, 3.5), layout="constrained", sharey=True)
    for axes, (name, values) in zip(both, predicted.items(), strict=True):
        groups = [values[humans.scores.round() == score] for score in range(6)]
        bins = np.linspace(0, 5, 26)
        colors = pyplot.colormaps["viridis"](np.linspace(0, 0.95, 6))
        axes.hist(groups, bins, stacked=True, label=[str(score) for score in range(6)], color=colors)
        axes.set(xlabel=f"predicted by {name}", yscale="log")
    both[0].set_ylabel("diagrams")
    both[0].legend(title="people's score", frameon=False, fontsize=8)
    figure.savefig(folder / "scores.png", dpi=120)


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--human-scores", type=Path, nargs="+", required=True, help="files of people's scores"
    )
    parser.add_argument(
        "--scorers",
        "--weights",
        help="whose ensemble: a folder, or OWNER/NAME[@REVISION] on the Hub (default: what ships)",
    )
    parser.add_argument(
        "--corpus", type=Path, default=Path("checkpoints/scorers"), help="folder of the synthetic drawings"
    )
    parser.add_argument("--unseen", type=int, default=1_200, help="synthetic drawings to test on")
    parser.add_argument("--out", type=Path, required=True, help="folder of the figures and plots")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    return parser


def main(args: argparse.Namespace) -> None:
    import torch

    from diagram.remote.sources import resolve
    from diagram.scoring import readability

    torch.set_num_threads(args.threads)
    model, _ = readability.load(resolve(args.scorers, "scorers") if args.scorers else None)
    humans = people.as_arrays(people.read(args.human_scores))
    predicted = cross_validated(model, humans)
    made = drawings.load(args.corpus, args.unseen, drawings.UNSEEN, args.threads)
    facts = {
        "people": against_people(humans, {**baselines(humans), **predicted}),
        "geometry": against_geometry(model, made),
        "own drawings": own_drawings(model, OWN),
    }
    args.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(facts, indent=1, ensure_ascii=False)
    (args.out / "readability.json").write_text(text + "\n", encoding="utf-8")
    plot(humans, predicted, args.out)
    print(text)


if __name__ == "__main__":
    commands.run(lambda: main(make_parser().parse_args()))

"""Does a personal adapter please its reader? `python -m tests.bench.personal_adapter`

Simulated readers (`training.scorers.readers`) with hidden, noisy tastes rate 20 to 40 drawings that the model
made. Then `train_personal` runs as in the app. Before and after, the model's raw candidates for prompts that
nobody has seen are compared: what the reader would truly give them (0-5 points), the shares that are faithful
by the product's checks and right by the reference, and how many styles five candidates have. Prints a line a
reader, and the means.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np

KINDS = ("direction", "palette", "shape", "mixture", "direction", "mixture")
RATINGS = (20, 24, 28, 32, 36, 40)
CALIBRATION = 150  # drawings in all styles that say what a reader's points are


def facts(outline) -> tuple[int, ...]:
    """As `training.scorers.styled.Drawings` has them: style values by number, nodes, edges."""
    from diagram.graph import STYLE_FIELDS

    said = outline.structure()
    words = zip(STYLE_FIELDS.values(), outline.style.words(), strict=True)
    return (0, *(values.index(word) for values, word in words), len(said.nodes), len(said.edges))


def drawings(outlines: list):
    from training.scorers.styled import Drawings

    return Drawings(np.empty(len(outlines)), np.array([facts(outline) for outline in outlines]))


def cases(first: int, count: int) -> list:
    """Unseen prompts for new drawings, and what is right for each."""
    from training.evaluate import synthetic

    return list(itertools.islice(synthetic(10**6), first, first + count))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--readers", type=int, default=6)
    parser.add_argument("--prompts", type=int, default=40, help="on which the model is compared")
    parser.add_argument("--minutes", type=float, default=10.0, help="for each training, at most")
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    with tempfile.TemporaryDirectory() as data:
        os.environ["LEGIBLE_DATA"] = data
        run(args)


def run(args: argparse.Namespace) -> None:
    from diagram.generation import embedded
    from training.finetune import quiet_libraries

    quiet_libraries()
    base = embedded.load()
    tested = cases(0, args.prompts)
    lines = []
    print(
        f"{'reader':12}{'ratings':>8}{'points':>16}{'faithful':>18}{'right':>18}{'styles':>10}{'minutes':>9}"
    )
    for number in range(args.readers):
        kind, count = KINDS[number % len(KINDS)], RATINGS[number % len(RATINGS)]
        line = one(kind, number, count, base, tested, args.minutes)
        lines.append(line)
        show(kind, count, line)
    show("mean", int(np.mean(RATINGS[: args.readers])), np.mean(lines, 0))


def show(name: str, count: int, line) -> None:
    before, after, faithful, still, right, yet, styles, kept, minutes = line
    print(
        f"{name:12}{count:8}{before:8.2f}{after:8.2f}{faithful:9.1%}{still:9.1%}{right:9.1%}{yet:9.1%}{styles:5.1f}{kept:5.1f}{minutes:9.1f}",
        flush=True,
    )


def one(kind: str, number: int, count: int, base, tested: list, minutes: float) -> tuple[float, ...]:
    """(points, faithful, right, styles: before and after each; minutes of training) of one reader."""
    from dataclasses import replace

    from diagram import layout
    from diagram.errors import DiagramError
    from diagram.generation import embedded
    from diagram.ratings.records import DrawingRecord
    from diagram.ratings.store import Ratings
    from diagram.recommendation import write
    from diagram.scoring import pictures, readability
    from diagram.scoring.latents import Encoder
    from diagram.scoring.panel import Panel
    from training.personal import train_personal
    from training.preference_pairs import _styles
    from training.scorers.readers import Reader, points

    rng = np.random.default_rng((7, number))
    reader = Reader.drawn(kind, rng)
    draw = random.Random(number)
    everything = []
    for case in cases(1000, CALIBRATION // 10):
        outline = write(case.prompt, 1, 0, base)[0].outline
        everything += [replace(outline, style=style) for style in _styles("", draw)]
    worth = reader.worth(drawings(everything))
    scale = worth.mean(), worth.std()
    user = f"reader {number}"
    with Ratings.open() as ratings:
        panel = Panel(readability.load()[0], Encoder.load(), ratings)
        given = 0
        for case in cases(1100 + 50 * number, count):
            for writing in write(case.prompt, 3, given, base):
                try:
                    diagram = layout.lay_out(writing.outline)
                except DiagramError:
                    continue
                stars = points(reader.worth(drawings([writing.outline])), scale, rng)[0]
                latent = panel.encoder.embed([pictures.draw(diagram)])[0]
                record = DrawingRecord(
                    id=f"{number}.{given}", prompt=case.prompt, outline=str(writing.outline),
                    latent=latent, latent_version=panel.encoder.version,
                )  # fmt: skip
                ratings.rate(user, record, int(stars))
                given += 1
                if given == count:
                    break
            if given == count:
                break
        before = measure(base, reader, scale, tested)
        began = time.perf_counter()
        folder = train_personal(user, minutes=minutes, panel=panel)
        spent = (time.perf_counter() - began) / 60
        after = measure(embedded.EmbeddedModel(embedded.WEIGHTS, adapter=Path(folder)), reader, scale, tested)
        panel.forget(user)
        panel.tastes.close()
    return *(value for pair in zip(before, after, strict=True) for value in pair), spent


def measure(backend, reader, scale: tuple[float, float], tested: list) -> tuple[float, float, float, float]:
    """(mean points, share faithful, share right, number of styles) of raw candidates, five a prompt."""
    from diagram.errors import DiagramError
    from training.preference_pairs import faithful

    outlines, sure, right, styles = [], [], [], []
    for seed, case in enumerate(tested):
        writings = backend.write(case.prompt, 5, seed)
        styles.append(len({writing.outline.style for writing in writings}))
        for writing in writings:
            try:
                facts(writing.outline)
                correct = bool(case.right(writing.outline))
            except DiagramError:
                continue
            outlines.append(writing.outline)
            sure.append(faithful(case.prompt, writing.outline))
            right.append(correct)
    worth = reader.worth(drawings(outlines))
    points = np.clip(2.7 + 1.3 * (worth - scale[0]) / scale[1], 0, 5).mean()
    return float(points), float(np.mean(sure)), float(np.mean(right)), float(np.mean(styles))


if __name__ == "__main__":
    main()

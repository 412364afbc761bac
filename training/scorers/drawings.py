"""Tens of thousands of drawings, good ones and ones spoiled on purpose, each with its quality by geometry.

    python -m training.scorers.drawings --out checkpoints/scorers --count 24000 --jobs 2

A family is one good drawing and three that are the same spoiled. Its good drawing is an outline of
`training.synthesis` laid out by `diagram.layout`, or unlabelled rows in the manner of the earlier system,
whose drawings people scored. Family `i` of a seed is always the same, whatever the number of jobs. The folder
holds

    pictures.npy   n x H x W x 3 bytes, as `diagram.scoring.pictures` draws
    facts.npy      n x (2 + m) float32: the family, the quality 0 to 5, and the m measures of geometry
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from diagram.errors import DiagramError
from diagram.graph import PALETTES, Diagram, Edge, Node
from diagram.palettes import ROLES, colors
from diagram.scoring import pictures
from diagram.scoring.measures import NAMES, measures, quality
from training.scorers.spoiling import spoiled

if TYPE_CHECKING:
    import numpy as np

FAMILY = 4  # drawings
LAID_OUT = 0.55  # share of families
MOST_EDGES = 150  # of a family's drawing; counting crossings of more takes too long
TRAINING, UNSEEN = "training", "unseen"  # seeds
# Colours of the earlier system's rows are multiples of 16.
FILLS = (
    (224, 208, 192), (224, 224, 224), (192, 224, 208), (224, 240, 232), (240, 232, 224), (208, 192, 224),
    (192, 192, 224), (224, 224, 240), (240, 240, 240), (255, 255, 255), (208, 208, 208), (232, 224, 240),
)  # fmt: skip
STROKES = (
    (96, 64, 128), (32, 32, 64), (64, 48, 32), (32, 64, 48), (64, 64, 64), (64, 128, 96), (0, 0, 0),
    (128, 96, 64), (32, 32, 32), (64, 64, 128), (48, 32, 64), (96, 96, 96),
)  # fmt: skip


@dataclass(frozen=True)
class Drawings:
    """A corpus: pictures n x H x W x 3 bytes, families n, quality n (0 to 5), measures n x m."""

    pictures: np.ndarray
    families: np.ndarray
    quality: np.ndarray
    measures: np.ndarray

    def __len__(self) -> int:
        return len(self.quality)


# --- families ---


def family(number: int, seed: str = TRAINING) -> list[Diagram]:
    """One good drawing and three spoiled ones."""
    rng = random.Random(f"readability {seed} {number}")
    good = None
    while good is None or len(good.edges) > MOST_EDGES:
        good = laid_out(f"{seed} {rng.getrandbits(40)}") if rng.random() < LAID_OUT else plain(rng)
    made = [good]
    while len(made) < FAMILY:
        try:
            made.append(spoiled(rng, good))
        except DiagramError:  # too many edges or nodes after a spoil
            continue
    return made


def laid_out(seed: str) -> Diagram | None:
    """A synthesised outline, drawn well; None where it cannot be laid out."""
    from diagram import outline
    from diagram.layout import lay_out
    from training.synthesis.mixture import sample

    try:
        return lay_out(outline.parse(sample(seed).outline))
    except DiagramError:
        return None


def plain(rng: random.Random) -> Diagram:
    """Rows without labels: a network in a row or column, or a flow on a grid."""
    return (_network if rng.random() < 0.4 else _flow)(rng)


def _network(rng: random.Random) -> Diagram:
    """Layers side by side, whose length says how large their output is."""
    count = rng.randint(2, 22)
    down = rng.random() < 0.25
    long, across = (600, 750) if down else (1000, 360)
    step = long / (count + 1)
    thick = max(8, min(70, round(step * rng.uniform(0.45, 0.65))))
    line = rng.choice(("solid arrow", "solid line", "dashed line"))
    looks = [(_look(rng)) for _ in range(rng.randint(3, 5))]
    shapes = [rng.choice(("rectangle", "round rectangle")) for _ in looks]
    length, nodes = rng.uniform(0.7, 1.0) * across, []
    shrinking = rng.randint(count // 2, count)
    for i in range(count):
        kind = i % 2 if i < shrinking else 2 + (i - shrinking) % (len(looks) - 2)
        if i == shrinking:
            length = rng.uniform(0.4, 1.0) * across
        length *= rng.uniform(0.55, 0.9) if kind or i > shrinking else rng.uniform(0.97, 1.0)
        along, side = round(step * (i + 1)), max(7, round(length))
        x, y, w, h = (500, along, side, thick) if down else (along, 300, thick, side)
        fill, stroke = looks[kind]
        targets = (i + 1,) if i + 1 < count else ()
        nodes.append(Node(i, x, y, shapes[kind], w, h, line, fill, stroke, targets))
    return Diagram(tuple(nodes))


def _flow(rng: random.Random) -> Diagram:
    """Steps in columns or rows of a grid, joined from one to the next, with a few branches and ends."""
    down = rng.random() < 0.45
    ranks = rng.randint(3, 6) if down else rng.randint(3, 11)
    lanes = rng.randint(1, 5)
    long, wide = (600, 1000) if down else (1000, 600)
    step = long / (ranks + 1) if rng.random() < 0.5 else long / ranks
    start = step if step * ranks < long else step / 2
    unit = min(step, wide / (lanes + 1)) * rng.uniform(0.45, 0.6)
    sizes = [round(unit * share) for share in (1.0, 0.6, 0.3)]
    looks = [_look(rng) for _ in range(4)]
    kinds = [
        (rng.choice(("rectangle", "round rectangle", "circle")), rng.choice(sizes), look) for look in looks
    ]
    columns: list[list[int]] = []
    nodes: list[tuple] = []
    for rank in range(ranks):
        count = rng.choices((1, 2, 3, 4, 5)[:lanes], (8, 4, 2, 1, 0.5)[:lanes])[0]
        offset = rng.choice((0, 0, 0, -1, 1)) if count < lanes and lanes > 2 else 0
        columns.append([])
        for lane in range(count):
            along = start + rank * step
            side = wide / 2 + (lane - (count - 1) / 2 + offset / 2) * wide / (lanes + 1)
            x, y = (side, along) if down else (along, side)
            columns[-1].append(len(nodes))
            nodes.append((round(x), round(y), *rng.choice(kinds)))
    edges: dict[tuple[int, int], None] = {}
    for before, after in pairwise(columns):
        for target in after:
            edges[_nearest(rng, nodes, before, target), target] = None
        for source in before:
            if rng.random() < 0.85 and not any(pair[0] == source for pair in edges):
                edges[source, _nearest(rng, nodes, after, source)] = None
    made = []
    ends = {pair[0] for pair in edges}
    for i, (x, y, shape, size, (fill, stroke)) in enumerate(nodes):
        line = "solid arrow" if i in ends or rng.random() < 0.3 else "dashed line"
        made.append(Node(i, x, y, shape, size, size, line, fill, stroke))
    return Diagram.with_edges(tuple(made), tuple(Edge(*pair) for pair in edges))


def _nearest(rng: random.Random, nodes: list[tuple], among: list[int], to: int) -> int:
    if rng.random() < 0.15:
        return rng.choice(among)
    x, y = nodes[to][:2]
    return min(among, key=lambda i: (nodes[i][0] - x) ** 2 + (nodes[i][1] - y) ** 2)


def _look(rng: random.Random) -> tuple:
    if rng.random() < 0.75:
        return rng.choice(FILLS), rng.choice(STROKES)
    return colors(rng.choice(PALETTES), rng.choice(list(ROLES)))


# --- the corpus ---


def build(folder: Path, count: int, seed: str = TRAINING, jobs: int = 1) -> None:
    """Draws `count` drawings into `folder`; the facts are written last, so that their presence says: done."""
    import multiprocessing

    import numpy as np
    from tqdm import tqdm

    families = -(-count // FAMILY)
    folder.mkdir(parents=True, exist_ok=True)
    shape = (families * FAMILY, pictures.HEIGHT, pictures.WIDTH, 3)
    drawn = np.lib.format.open_memmap(folder / "pictures.npy", "w+", np.uint8, shape)
    facts = np.zeros((len(drawn), 2 + len(NAMES)), np.float32)
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        tasks = ((number, seed) for number in range(families))
        made: Iterator = pool.imap(_drawn, tasks, 8) if jobs > 1 else map(_drawn, tasks)
        for number, (images, rows) in enumerate(tqdm(made, total=families, unit="family")):
            drawn[number * FAMILY : (number + 1) * FAMILY] = images
            facts[number * FAMILY : (number + 1) * FAMILY] = rows
    drawn.flush()
    np.save(folder / "facts.part.npy", facts)
    os.replace(folder / "facts.part.npy", folder / "facts.npy")


def load(folder: Path, count: int, seed: str = TRAINING, jobs: int = 1) -> Drawings:
    """The first `count` drawings of the folder's corpus, which is drawn first where it is not there yet."""
    import numpy as np

    where = folder / seed
    facts = None
    if (where / "facts.npy").is_file():
        facts = np.load(where / "facts.npy")
        if facts.shape[1] != 2 + len(NAMES) or len(facts) < count:
            facts = None
    if facts is None:
        build(where, count, seed, jobs)
        facts = np.load(where / "facts.npy")
    drawn = np.load(where / "pictures.npy", mmap_mode="r")
    facts = facts[:count]
    return Drawings(drawn[:count], facts[:, 0].astype(int), facts[:, 1], facts[:, 2:])


def _drawn(task: tuple[int, str]) -> tuple[np.ndarray, np.ndarray]:
    """A family as pictures and facts."""
    import numpy as np

    diagrams = family(*task)
    images = np.stack([np.asarray(pictures.draw(diagram)) for diagram in diagrams])
    rows = [[task[0], quality(diagram), *measures(diagram)] for diagram in diagrams]
    return images, np.array(rows, np.float32)


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--count", type=int, default=12_000, help="drawings to train on")
    parser.add_argument("--unseen", type=int, default=1_200, help="drawings to test on")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    return parser


def main(args: argparse.Namespace) -> None:
    for seed, count in ((TRAINING, args.count), (UNSEEN, args.unseen)):
        made = load(args.out, count, seed, args.jobs)
        shares = [(made.quality[::FAMILY] > q).mean() for q in (4, 4.5)]
        print(
            f"{seed}: {len(made):,} drawings, quality {made.quality.mean():.2f} ± {made.quality.std():.2f}; "
            f"of the good ones {shares[0]:.0%} above 4, {shares[1]:.0%} above 4.5"
        )


if __name__ == "__main__":
    commands.run(lambda: main(make_parser().parse_args()))

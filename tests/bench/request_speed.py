"""One request, stage by stage: five candidates of a 20-node prompt, from words to ranked pictures.

python -m tests.bench.request_speed
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from statistics import median

from tests.bench.generation_speed import COUNT, PROMPT


def measure(rounds: int) -> dict[str, list[float]]:
    """Seconds of each stage in each round, after one round to warm up."""
    from diagram import fidelity, layout, rendering
    from diagram.generation import embedded
    from diagram.scoring import panel, pictures

    model, judges = embedded.load(), panel.shipped()
    seconds: dict[str, list[float]] = defaultdict(list)
    for k in range(rounds + 1):
        stage = Stages(seconds if k else defaultdict(list))
        writings = stage("generate", lambda k=k: model.write(PROMPT, COUNT, k))
        outlines = [writing.outline for writing in writings]
        diagrams = stage("lay out", lambda o=outlines: [layout.lay_out(outline) for outline in o])
        stage(
            "fidelity",
            lambda o=outlines: ([fidelity.check(PROMPT, outline) for outline in o], fidelity.agreement(o)),
        )
        images = stage("draw small", lambda d=diagrams: [pictures.draw(diagram) for diagram in d])
        stage("readability", lambda d=diagrams, i=images: judges.ensemble.judge(d, i))
        latents = stage("latents", lambda i=images: judges.encoder.embed(i))
        if judges.tastes:
            stage("preference", lambda x=latents: judges.tastes.preference("local", x))
        stage("draw PNG", lambda d=diagrams: [rendering.png(diagram) for diagram in d])
        stage("draw SVG", lambda d=diagrams: [rendering.svg(diagram) for diagram in d])
    return seconds


class Stages:
    """Times calls under their names."""

    def __init__(self, seconds: dict[str, list[float]]) -> None:
        self.seconds = seconds

    def __call__(self, name: str, work):
        start = time.perf_counter()
        result = work()
        self.seconds[name].append(time.perf_counter() - start)
        return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    seconds = measure(args.rounds)
    total = median(map(sum, zip(*seconds.values(), strict=True)))
    for name, found in seconds.items():
        print(f"{name:12}{median(found):8.3f} s {median(found) / total:7.1%}")
    print(f"{'all':12}{total:8.3f} s for {COUNT} candidates")


if __name__ == "__main__":
    main()

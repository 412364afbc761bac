"""How long scoring takes: `python -m tests.bench.scoring_speed`.

Five candidates of one prompt, laid out already: drawn for the scorers, measured, and scored by the five
networks, on two threads and on one. Best and median of 40 rounds; the goal is 40 ms on two cores.
"""

from __future__ import annotations

import argparse

from tests.bench.rendering_speed import milliseconds


def candidates(count: int = 5):
    """Drawings of about 20 nodes, as this application makes them."""
    from training.scorers.drawings import laid_out

    found, number = [], 0
    while len(found) < count:
        diagram = laid_out(f"speed {number}")
        number += 1
        if diagram and 12 <= len(diagram.nodes) <= 24:
            found.append(diagram)
    return found


def main(threads: list[int]) -> None:
    import torch

    from diagram.geometry import defects
    from diagram.scoring import pictures, readability
    from diagram.scoring.measures import measures

    diagrams = candidates()
    model, prepare = readability.load()
    images = [pictures.draw(diagram) for diagram in diagrams]
    found = [defects(diagram) for diagram in diagrams]
    told = torch.stack([torch.from_numpy(measures(d)) for d in diagrams])
    nodes = sum(len(diagram.nodes) for diagram in diagrams)
    print(f"{len(diagrams)} candidates, {nodes} nodes in all\n{'':34}{'best ms':>9}{'median ms':>11}")
    for count in threads:
        torch.set_num_threads(count)
        for name, work in (
            ("drawn", lambda: [pictures.draw(diagram) for diagram in diagrams]),
            ("measured", lambda: [measures(diagram) for diagram in diagrams]),
            (
                "measured, defects known",
                lambda: [measures(d, f) for d, f in zip(diagrams, found, strict=True)],
            ),
            ("five networks, pixels", lambda: model.answers(prepare(images))),
            ("five networks, pixels, geometry", lambda: model.answers(prepare(images), told)),
            ("all: judge", lambda: model.judge(diagrams)),
            ("all: pixels alone", lambda: model.readability([pictures.draw(d) for d in diagrams])),
        ):
            best, median = milliseconds(work)
            print(f"{name + f', {count} threads':34}{best:9.1f}{median:11.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--threads", type=int, nargs="+", default=[2, 1])
    main(parser.parse_args().threads)

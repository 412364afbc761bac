"""How long a picture takes: `python -m tests.bench.rendering_speed`.

30 labelled nodes with 40 edges on 1000 x 600 px: best and median of 40 rounds on one thread, beside the time
in which Pillow encodes the same pixels. "New labels" sets every text anew.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable

SHAPES = ("rectangle", "round rectangle", "circle", "decision", "store", "pill", "document")
WORDS = ("Receive order", "Check stock", "Ship", "주문 접수", "Feature extractor", "Encoder", "데이터베이스")


def sample_diagram():
    """30 labelled nodes of every shape in a grid, 40 edges, a fifth of them labelled."""
    from diagram.graph import Diagram, Edge, Node
    from diagram.palettes import colors

    nodes = []
    for i in range(30):
        fill, line = colors("color", i % 6)
        row, column = divmod(i, 6)
        place = {"x": 90 + column * 164, "y": 60 + row * 120, "width": 124, "height": 64}
        nodes.append(
            Node(i, **place, shape=SHAPES[i % 7], background=fill, line_color=line, label=WORDS[i % 7])
        )
    pairs = [(i, i + 1) for i in range(29) if i % 6 != 5] + [(i, i + 6) for i in range(24)]
    edges = tuple(Edge(a, b, "yes" if i % 5 == 0 else "") for i, (a, b) in enumerate(pairs[:40]))
    return Diagram.with_edges(tuple(nodes), edges, width=1000, height=600, font_size=15)


def milliseconds(work: Callable[[], object], rounds: int = 40) -> tuple[float, float]:
    """(best, median) time of a call in ms, after one to warm up."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return min(times), statistics.median(times)


def main() -> None:
    from PIL import Image

    from diagram.rendering import png, raster, svg

    diagram = sample_diagram()
    picture = Image.open(io.BytesIO(png(diagram)))
    picture.load()
    plain, _ = milliseconds(lambda: picture.save(io.BytesIO(), "PNG"))
    print(f"{'':24}{'best ms':>9}{'median ms':>11}{'x Pillow encode':>17}{'kB':>8}")
    for name, work in (
        ("Pillow encode alone", lambda: picture.save(io.BytesIO(), "PNG") or b""),
        ("PNG, scale 1", lambda: png(diagram)),
        ("PNG, new labels", lambda: (raster._glyphs.cache_clear(), png(diagram))[1]),
        ("PNG, scale 2", lambda: png(diagram, 2)),
        ("PNG, transparent", lambda: png(diagram, transparent=True)),
        ("SVG", lambda: svg(diagram)),
    ):
        best, median = milliseconds(work)
        print(f"{name:24}{best:9.2f}{median:11.2f}{best / plain:17.2f}{len(work()) / 1e3:8.1f}")


if __name__ == "__main__":
    main()

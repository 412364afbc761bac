"""Which layout serves: Graphviz, grandalf, networkx or our own? `python -m tests.bench.layout_libraries`.

Every candidate places the same nodes (sizes, labels and shapes as Legible draws them) of the same random
outlines; what comes out is checked by `diagram.geometry`, with labels and lines where the library puts them.
Groups are given to Graphviz as clusters; the others know none, so frames are left out for them. Layers of
neurons are single blocks here.

Measured on one core of a shared 2-core machine, 500 random outlines of at most 24 nodes:

| candidate               | zero defects | ms, median | ms, 95 % | readability (0-5) |
|-------------------------|--------------|------------|----------|-------------------|
| Legible                 |      100.0 % |        7.1 |       37 |              4.38 |
| Graphviz dot, polyline  |       84.4 % |        3.2 |       41 |              4.33 |
| Graphviz dot, splines   |       84.8 % |        7.2 |       27 |              4.33 |
| Graphviz dot, ortho     |       62.2 % |        7.6 |       30 |              4.40 |
| grandalf                |       44.4 % |        3.4 |       10 |              4.23 |
| networkx multipartite   |       29.0 % |        1.7 |        7 |              3.74 |

So Legible keeps its own: a diagram without a defect every time is worth more than a few ms, and none of the
libraries folds long chains, draws layers neuron by neuron or lets a decision branch at its corners. Graphviz
comes nearest; what is wrong there is labels on lines, lines through frames' titles and, with orthogonal
lines, labels that it does not place. graphlay (Rust, young) was not installed here and was not measured.
"""

from __future__ import annotations

import statistics
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import replace

from diagram.geometry import defects, readability
from diagram.graph import Diagram, Edge, Group, Node
from diagram.layout import content, lay_out
from diagram.outline import Outline
from diagram.typography import measure, small
from tests.random_outlines import random_outline

FONT = 14
MARGIN = 20


def sized(outline: Outline) -> tuple[list[content.Content], Outline]:
    """The nodes with the sizes that Legible would give them at FONT px; layers of neurons as blocks."""
    found = content.contents(outline.structure(), outline.style)
    for item in found:
        item.neurons = 0
    content.fit_sizes(found, FONT, outline.style.direction == "down")
    return found, outline


def drawn(found, outline, centers, routes=None, labels=None, frames=()) -> Diagram:
    """A diagram on a canvas that holds all of it."""
    nodes = [
        Node(
            i,
            *centers[i],
            item.shape,
            item.width,
            item.height,
            label=item.label,
            group=item.group if frames else None,
        )
        for i, item in enumerate(found)
    ]
    points = [p for route in routes or [] for p in route]
    left = min(
        [*(n.x - n.width / 2 for n in nodes), *(p[0] for p in points), *(g[1] - g[3] / 2 for g in frames)]
    )
    top = min(
        [*(n.y - n.height / 2 for n in nodes), *(p[1] for p in points), *(g[2] - g[4] / 2 for g in frames)]
    )
    right = max(
        [*(n.x + n.width / 2 for n in nodes), *(p[0] for p in points), *(g[1] + g[3] / 2 for g in frames)]
    )
    low = max(
        [*(n.y + n.height / 2 for n in nodes), *(p[1] for p in points), *(g[2] + g[4] / 2 for g in frames)]
    )
    dx, dy = MARGIN - left, MARGIN - top

    def moved(point):
        return point[0] + dx, point[1] + dy

    edges = tuple(
        Edge(
            s,
            t,
            label,
            tuple(map(moved, routes[i])) if routes else (),
            moved(labels[i]) if labels and labels[i] else None,
        )
        for i, (s, t, label) in enumerate(outline.structure().edges)
    )
    return Diagram.with_edges(
        tuple(replace(n, x=n.x + dx, y=n.y + dy) for n in nodes),
        edges,
        style=outline.style,
        groups=tuple(Group(name, name, x + dx, y + dy, w, h) for name, x, y, w, h in frames),
        width=max(1000, right + dx + MARGIN),
        height=max(600, low + dy + MARGIN),
        font_size=FONT,
    )


def graphviz(outline: Outline, splines: str = "polyline") -> Diagram:
    import pygraphviz

    found, outline = sized(outline)
    graph = pygraphviz.AGraph(directed=True, strict=False)
    graph.graph_attr.update(
        rankdir="LR" if outline.style.direction == "right" else "TB",
        splines=splines,
        nodesep="0.35",
        ranksep="0.5",
    )
    for i, item in enumerate(found):
        shape = {"circle": "ellipse", "decision": "diamond"}.get(item.shape, "box")
        graph.add_node(
            i, label="", shape=shape, width=item.width / 72, height=item.height / 72, fixedsize="true"
        )
    structure = outline.structure()
    for i, (source, target, label) in enumerate(structure.edges):
        extra = {"label": label, "fontsize": str(small(FONT))} if label else {}
        graph.add_edge(source, target, key=str(i), **extra)
    for k, name in enumerate(structure.groups):
        members = [i for i, item in enumerate(found) if item.group == name]
        if members:
            width, height = measure(name, small(FONT))
            size = f"WIDTH='{width + 8:.0f}' HEIGHT='{height:.0f}'"
            label = f"<<TABLE BORDER='0' FIXEDSIZE='TRUE' {size}><TR><TD></TD></TR></TABLE>>"
            graph.add_subgraph(members, name=f"cluster{k}", label=label, labeljust="l", margin="12")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph.layout(prog="dot")
    centers = [tuple(float(v) for v in graph.get_node(i).attr["pos"].split(",")) for i in range(len(found))]
    centers = [(x, -y) for x, y in centers]
    routes, labels = [], []
    for i, (source, target, _) in enumerate(structure.edges):
        edge = graph.get_edge(source, target, key=str(i))
        routes.append(bezier(edge.attr["pos"]))
        at = edge.attr["lp"]
        labels.append((float(at.split(",")[0]), -float(at.split(",")[1])) if at else None)
    frames = []
    for k, name in enumerate(structure.groups):
        cluster = graph.get_subgraph(f"cluster{k}")
        if cluster is not None and cluster.graph_attr["bb"]:
            x0, y0, x1, y1 = (float(v) for v in cluster.graph_attr["bb"].split(","))
            frames.append((name, (x0 + x1) / 2, -(y0 + y1) / 2, x1 - x0, y1 - y0))
    return drawn(found, outline, centers, routes, labels, frames)


def bezier(pos: str) -> list[tuple[float, float]]:
    """Points along Graphviz's cubic splines."""
    end = start = None
    points = []
    for word in pos.split():
        if word[0] in "es" and word[1] == ",":
            point = tuple(float(v) for v in word[2:].split(","))
            end, start = (point, start) if word[0] == "e" else (end, point)
        else:
            points.append(tuple(float(v) for v in word.split(",")))
    line = [start] if start else []
    for i in range(0, len(points) - 3, 3):
        a, b, c, d = points[i : i + 4]
        for step in range(9):
            t = step / 8
            weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            line.append(
                tuple(sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
            )
    line += [end] if end else []
    return [(x, -y) for x, y in line]


def grandalf(outline: Outline) -> Diagram:
    from grandalf.graphs import Edge as GEdge
    from grandalf.graphs import Graph, Vertex
    from grandalf.layouts import SugiyamaLayout, VertexViewer

    found, outline = sized(outline)
    down = outline.style.direction == "down"
    vertices = [Vertex(i) for i in range(len(found))]
    for vertex, item in zip(vertices, found, strict=True):
        size = (item.width, item.height) if down else (item.height, item.width)
        vertex.view = VertexViewer(*size)
    pairs = {(s, t) for s, t, _ in outline.structure().edges if s != t}
    graph = Graph(vertices, [GEdge(vertices[s], vertices[t]) for s, t in sorted(pairs)])
    centers, shift = {}, 0.0
    for part in graph.C:
        layout = SugiyamaLayout(part)
        layout.xspace, layout.yspace = 24, 40
        layout.init_all()
        layout.draw()
        low = min(v.view.xy[0] - v.view.w / 2 for v in part.sV)
        high = max(v.view.xy[0] + v.view.w / 2 for v in part.sV)
        for v in part.sV:
            x, y = v.view.xy[0] - low + shift, v.view.xy[1]
            centers[v.data] = (x, y) if down else (y, x)
        shift += high - low + 30
    return drawn(found, outline, [centers[i] for i in range(len(found))])


def networkx(outline: Outline) -> Diagram:
    import networkx as nx

    found, outline = sized(outline)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(found)))
    graph.add_edges_from((s, t) for s, t, _ in outline.structure().edges if s != t)
    layers = nx.condensation(graph)
    depth: dict[int, int] = {}
    for part in nx.topological_sort(layers):
        above = max((depth[p] + 1 for p in layers.predecessors(part)), default=0)
        depth[part] = above
    for node, part in layers.graph["mapping"].items():
        graph.nodes[node]["layer"] = depth[part]
    right = outline.style.direction == "right"
    at = nx.multipartite_layout(graph, subset_key="layer", align="vertical" if right else "horizontal")
    columns = max(depth.values()) + 1
    rows = max(sum(1 for n in graph if graph.nodes[n]["layer"] == k) for k in range(columns))
    wide = max(item.width for item in found) + 40
    high = max(item.height for item in found) + 30
    xs, ys = [p[0] for p in at.values()], [p[1] for p in at.values()]
    across, along = (columns, rows) if right else (rows, columns)

    def scaled(value, values, count, step):
        low, span = min(values), max(values) - min(values)
        return (value - low) / span * (count - 1) * step if span > 1e-9 else 0.0

    centers = [
        (scaled(at[i][0], xs, across, wide), scaled(at[i][1], ys, along, high)) for i in range(len(found))
    ]
    return drawn(found, outline, centers)


def main(count: int = 500) -> None:
    candidates: dict[str, Callable[[Outline], Diagram]] = {
        "Legible": lay_out,
        "Graphviz dot, polyline": graphviz,
        "Graphviz dot, splines": lambda outline: graphviz(outline, "spline"),
        "Graphviz dot, ortho": lambda outline: graphviz(outline, "ortho"),
        "grandalf": grandalf,
        "networkx multipartite": networkx,
    }
    print(f"{'candidate':<24} zero defects   failed   ms median   p95   readability (0-5)")
    for name, make in candidates.items():
        clean = failed = 0
        times, scores = [], []
        for seed in range(count):
            outline = random_outline(seed, 24)
            start = time.perf_counter()
            try:
                diagram = make(outline)
            except Exception:
                failed += 1
                continue
            times.append((time.perf_counter() - start) * 1000)
            clean += not defects(diagram).total
            scores.append(readability(diagram))
        times.sort()
        print(
            f"{name:<24} {clean / count:>10.1%} {failed:>10} {statistics.median(times):>10.1f} "
            f"{times[int(len(times) * 0.95)]:>7.1f} {statistics.mean(scores):>10.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

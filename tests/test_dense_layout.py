"""Diagrams with very many lines are placed at once, with nothing wrong; the usual ones stand in layers."""

import random

import pytest

from diagram import layout
from diagram.errors import InvalidDiagram
from diagram.geometry import defects
from diagram.graph import MAX_EDGES, MAX_NODES, SHAPES, Diagram, Edge, Group, Node
from diagram.imports import placement, read
from diagram.layout import dense
from diagram.layout.arrange import Arrow, Item
from diagram.outline import parse
from tests.timing import quickest


def random_graph(nodes: int, edges: int, seed: int, groups: int = 0, labels: float = 0.0) -> Diagram:
    rng = random.Random(seed)
    pairs = rng.sample([(a, b) for a in range(nodes) for b in range(nodes)], edges)
    made = [
        Node(
            i, 0, 0, rng.choice(SHAPES), label=f"node {i}" * rng.choice((1, 1, 3)), group=grouped(rng, groups)
        )
        for i in range(nodes)
    ]
    frames = tuple(Group(f"g{i}", f"A longer title of group {i}", 0, 0, 1, 1) for i in range(groups))
    lines = [Edge(a, b, f"label {a}" if rng.random() < labels else "") for a, b in pairs]
    return Diagram.with_edges(tuple(made), tuple(lines), groups=frames)


def grouped(rng: random.Random, groups: int) -> str | None:
    return f"g{rng.randrange(groups)}" if groups and rng.random() < 0.8 else None


SIZES = (
    (200, 400, 0, 0),
    (200, 1000, 0, 0.3),
    (200, 1000, 6, 0.2),
    (60, 500, 0, 1),
    (60, 500, 5, 0.5),
    (40, 700, 3, 0),
)


@pytest.mark.parametrize(("nodes", "edges", "groups", "labels"), SIZES)
def test_many_lines_are_placed_without_a_defect_at_once(nodes, edges, groups, labels):
    drawn = random_graph(nodes, edges, nodes + edges, groups, labels)
    took = quickest(lambda: placement.laid_out(drawn), below=1)
    assert took < 1  # 0.1; layers took 12 to 30 seconds
    placed = placement.laid_out(drawn)
    assert defects(placed).total == 0, defects(placed)
    assert [(e.source, e.target, e.label) for e in placed.edges] == [
        (e.source, e.target, e.label) for e in drawn.edges
    ]
    assert [(n.number, n.label, n.group) for n in placed.nodes] == [
        (n.number, n.label, n.group) for n in drawn.nodes
    ]


@pytest.mark.slow
def test_the_most_that_a_diagram_holds_is_placed():
    placed = placement.laid_out(random_graph(MAX_NODES, MAX_EDGES, 1))
    assert len(placed.edges) == MAX_EDGES and max(placed.width, placed.height) < 20_000
    assert defects(placed).total == 0


def test_lines_end_at_the_borders_of_their_nodes():
    placed = placement.laid_out(random_graph(60, 500, 3))
    nodes = {node.number: node for node in placed.nodes}
    for edge in placed.edges:
        source, target = nodes[edge.source], nodes[edge.target]
        assert edge.route[0] == pytest.approx((source.x + source.width / 2, source.y), abs=0.1)
        x, y = edge.route[-1]
        assert abs(x - target.x) < target.width / 2 and target.y - target.height / 2 <= y + 0.1 < target.y


def test_lines_of_different_nodes_share_no_piece():
    """A trunk is one node's: where lines of two nodes meet, they cross."""
    placed = placement.laid_out(random_graph(60, 500, 4))
    trunks: dict[float, list[tuple[float, float, int]]] = {}
    for edge in placed.edges:
        (x, y0), (_, y1) = edge.route[1:3]
        trunks.setdefault(x, []).append((min(y0, y1), max(y0, y1), edge.source))
    for spans in trunks.values():
        for low, high, source in spans:
            assert all(b < low or a > high for a, b, other in spans if other != source)


def test_usual_diagrams_stand_in_layers():
    def items(count: int) -> list[Item]:
        return [Item(100, 60, "rectangle") for _ in range(count)]

    rng = random.Random(0)
    chain = [Arrow(i, i + 1) for i in range(199)]
    assert not dense.is_dense(items(200), chain + [Arrow(i, i + 5) for i in range(0, 190, 3)])
    assert not dense.is_dense(items(60), [Arrow(rng.randrange(60), rng.randrange(60)) for _ in range(180)])
    assert dense.is_dense(items(200), [Arrow(rng.randrange(200), rng.randrange(200)) for _ in range(1000)])


def test_an_outline_with_layers_of_neurons_and_very_many_lines_is_drawn():
    names = [f"a{i}" for i in range(60)]
    rng = random.Random(5)
    lines = "\n".join(f"{rng.choice(names)} -> {rng.choice(names)}" for _ in range(600))
    outline = parse(f"right box arrow blue normal\nhidden #5 -> output #3\noutput -> a0\n{lines}")
    assert defects(layout.lay_out(outline)).total == 0


def test_a_thousand_lines_of_mermaid_are_read_and_drawn_in_two_seconds():
    rng = random.Random(6)
    text = "flowchart LR\n" + "\n".join(
        f"n{rng.randrange(200)} --> n{rng.randrange(200)}" for _ in range(1000)
    )
    assert quickest(lambda: read(text), below=2) < 2
    drawn = read(text).diagram
    assert len(drawn.nodes) == 200 and len(drawn.edges) > 950


def test_what_no_canvas_holds_is_refused_in_a_sentence():
    drawn = random_graph(60, 500, 7)
    long = tuple(Edge(edge.source, edge.target, "a very long label " * 20) for edge in drawn.edges)
    with pytest.raises(InvalidDiagram, match="fewer nodes and lines"):
        layout.tidy(Diagram.with_edges(drawn.nodes, long))

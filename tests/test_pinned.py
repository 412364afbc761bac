"""Moving nodes by hand: what is pinned stays, the rest makes room, and lines go around nodes."""

from __future__ import annotations

import random

import pytest

from diagram.errors import DiagramError
from diagram.geometry import box, defects, edge_label_box, edge_points
from diagram.layout import lay_out
from diagram.layout.pinned import lay_out_rest, move
from diagram.outline import parse
from tests.random_outlines import random_outline


def drawn(body: str):
    return lay_out(parse("right round arrow blue normal\n" + body))


def test_only_the_moved_node_moves():
    diagram = drawn("a -> b -> c -> d")
    moved = move(diagram, 1, 500, 500)
    assert (moved.node(1).x, moved.node(1).y) == (500, 500)
    for number in (0, 2, 3):
        assert moved.node(number) == diagram.node(number)


def test_lines_of_a_moved_node_go_around_the_others():
    diagram = drawn("a -> b -> c\na -> c")
    moved = move(diagram, 2, diagram.node(0).x, diagram.node(0).y + 200)
    assert defects(moved).edge_through_node == 0
    assert {(e.source, e.target) for e in moved.edges} == {(e.source, e.target) for e in diagram.edges}


def test_the_label_of_a_loop_stays_beside_the_node_that_was_moved():
    diagram = drawn("ready -> run ?\nrun -> try again: run")
    number = next(node.number for node in diagram.nodes if node.label == "Run?")
    moved = move(diagram, number, 600, 400)
    loop = next(edge for edge in moved.edges if edge.source == edge.target)
    left, top, _, bottom = edge_label_box(loop, edge_points(moved, loop), moved.font_size)
    near = box(moved.node(number))
    assert bottom <= near[1] or left >= near[2]
    assert max(top - near[3], near[1] - bottom, left - near[2]) < 40


def test_a_node_stays_on_the_canvas_which_grows():
    diagram = drawn("a -> b")
    moved = move(diagram, 0, -500, 900)
    assert moved.node(0).x >= moved.node(0).width / 2
    assert moved.height >= 900
    assert defects(moved).off_canvas == 0


def test_the_pinned_node_stays_and_nothing_overlaps_it():
    diagram = drawn("a -> b -> c -> d -> e")
    moved = move(diagram, 4, diagram.node(1).x + 10, diagram.node(1).y + 5)
    assert defects(moved).node_overlap > 0
    placed = lay_out_rest(moved, {4})
    assert (placed.node(4).x, placed.node(4).y) == (moved.node(4).x, moved.node(4).y)
    found = defects(placed)
    assert (found.node_overlap, found.edge_through_node, found.off_canvas) == (0, 0, 0)


def test_nothing_pinned_is_the_ordinary_layout():
    diagram = drawn("a -> b -> c")
    assert defects(lay_out_rest(move(diagram, 1, 100, 500), set())).total == 0


@pytest.mark.parametrize("number, x", [(99, 10.0), (0, float("nan"))])
def test_a_move_that_is_none_is_refused_in_a_sentence(number, x):
    with pytest.raises(DiagramError, match="move"):
        move(drawn("a -> b"), number, x, 10)


def test_random_moves_leave_structure_and_pins_and_no_overlap():
    for seed in range(25):
        rng = random.Random(seed)
        diagram = lay_out(random_outline(seed))
        if len(diagram.nodes) > 16:
            continue
        number = rng.choice(diagram.nodes).number
        moved = move(diagram, number, rng.uniform(0, diagram.width), rng.uniform(0, diagram.height))
        placed = lay_out_rest(moved, {number})
        assert (placed.node(number).x, placed.node(number).y) == (moved.node(number).x, moved.node(number).y)
        assert [(n.number, n.label, n.targets) for n in placed.nodes] == [
            (n.number, n.label, n.targets) for n in diagram.nodes
        ]
        assert defects(placed).node_overlap == 0, seed
        assert defects(placed).off_canvas == 0, seed

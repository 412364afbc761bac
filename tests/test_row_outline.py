"""Rows back to outlines: layers of neurons, sizes from labels, and everything else as it is."""

import pytest

from diagram import layout, rows
from diagram.generation.row_outline import outline_of, read_outline
from diagram.outline import parse


def circles(*sizes: int) -> str:
    """Rows of a dense network without labels, as the earlier system draws it."""
    lines, first = [], 0
    for i, size in enumerate(sizes):
        last = i + 1 == len(sizes)
        targets = [] if last else list(range(first + size, first + size + sizes[i + 1]))
        for k in range(size):
            look = "'solid arrow', (192, 192, 224), (0, 0, 0)"
            lines.append(
                f"[{first + k}, {100 + 60 * k}, {100 + 120 * i}, 'circle', 50, 50, {look}, {targets}]"
            )
        first += size
    return "\n".join(lines)


def test_circles_that_are_wired_alike_are_layers():
    outline = read_outline(circles(6, 3, 4, 1))
    assert str(outline).split("\n")[1:] == ["input #6; hidden #3; hidden #4; output #1"]
    assert outline.style.direction == "down"


@pytest.mark.parametrize(
    "text",
    [
        "input 32x32; conv 3x3 @16; max pool 2x2; hidden #64; hidden #8; output #10",
        "input 8x8; conv 3x3 same; conv 3x3 /2; hidden #300; output #1",
        "input #4; hidden #6; output #2",
    ],
)
def test_a_network_that_this_product_has_drawn_comes_back(text):
    drawn = layout.lay_out(parse(f"right round arrow blue normal\n{text}"))
    said = str(read_outline(rows.write(drawn, labels=True))).split("\n")[1]
    assert said.lower() == text


def test_a_flow_stays_what_it_is():
    flow = parse(
        "right round arrow blue normal\nLoad -> Check ? -> yes: Ship, no: Reorder\nShip, Reorder -> Tell"
    )
    read = read_outline(rows.write(layout.lay_out(flow), labels=True)).structure()
    assert [node.name for node in read.nodes] == ["Load", "Check", "Ship", "Reorder", "Tell"]
    assert [node.attributes.decision for node in read.nodes] == [False, True, False, False, False]
    assert {(s, t) for s, t, _ in read.edges} == {(0, 1), (1, 2), (1, 3), (2, 4), (3, 4)}


def test_circles_in_a_flow_are_no_neurons():
    text = circles(1, 2, 1).replace("[3]]", "[3], 'work']")
    structure = read_outline(text).structure()
    assert len(structure.nodes) == 4 and all(node.attributes.units is None for node in structure.nodes)
    ring = rows.read(circles(1, 1, 1).replace(", []]", ", [0]]")).diagram
    assert len(outline_of(ring).structure().edges) == 3

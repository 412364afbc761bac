"""A diagram that no reader could draw cannot be made, and the error says what to change."""

import math
from dataclasses import FrozenInstanceError

import pytest

from diagram.errors import DiagramError, InvalidDiagram
from diagram.graph import (
    MAX_EDGES,
    MAX_LABEL,
    MAX_NODES,
    MAX_SIDE,
    ROW_SHAPES,
    SHAPES,
    STYLE_FIELDS,
    Diagram,
    Edge,
    Node,
    Style,
)


def test_a_style_is_one_word_a_field():
    assert Style("down", "circle", "dashed", "mono", "wide").words() == (
        "down",
        "circle",
        "dashed",
        "mono",
        "wide",
    )


@pytest.mark.parametrize("field", STYLE_FIELDS)
def test_a_style_of_unknown_words_names_the_known_ones(field):
    with pytest.raises(InvalidDiagram, match=f"{field} is 'odd'; choose one of {STYLE_FIELDS[field][0]}"):
        Style(**{field: "odd"})


@pytest.mark.parametrize(
    "values, message",
    [
        ({"number": "0"}, "number is '0'; it must be a whole number"),
        ({"number": True}, "must be a whole number"),
        ({"number": 1.0}, "must be a whole number"),
        ({"shape": "star"}, "shape 'star'; choose one of rectangle"),
        ({"line": "wavy"}, "line 'wavy'; choose one of solid arrow"),
        ({"x": math.nan}, "x = nan"),
        ({"y": math.inf}, "y = inf"),
        ({"x": MAX_SIDE + 1}, f"at most {MAX_SIDE} px"),
        ({"x": "1"}, "x = '1'"),
        ({"width": 0}, "both must be above 0"),
        ({"height": -1}, "both must be above 0"),
        ({"background": (0, 0)}, "background = "),
        ({"line_color": (0, 0, 256)}, "each 0 to 255"),
        ({"line_color": (0, 0, 1.5)}, "each 0 to 255"),
        ({"label": "x" * (MAX_LABEL + 1)}, f"at most {MAX_LABEL} fit"),
    ],
)
def test_a_node_that_cannot_be_drawn_is_refused(values, message):
    with pytest.raises(InvalidDiagram) as raised:
        Node(**{"number": 0, "x": 1, "y": 2, **values})
    assert message in str(raised.value)


def test_a_node_does_not_change():
    with pytest.raises(FrozenInstanceError):
        Node(0, 1, 2).x = 3


def test_rows_have_three_shapes():
    assert set(SHAPES) - set(ROW_SHAPES) == {"rectangle", "round rectangle", "circle"} == set(SHAPES[:3])
    assert set(ROW_SHAPES.values()) <= set(SHAPES[:3])


@pytest.mark.parametrize(
    "values, message",
    [
        ({"nodes": ()}, "has no nodes"),
        ({"nodes": tuple(Node(i, 0, 0) for i in range(MAX_NODES + 1))}, f"at most {MAX_NODES} can be drawn"),
        ({"nodes": (Node(3, 0, 0), Node(3, 1, 1))}, "The number 3 belongs to two nodes"),
        ({"nodes": (Node(0, 0, 0, targets=(1,)),)}, "Node 0 points to 1, which is not there"),
        ({"nodes": (Node(0, 0, 0, targets=(0,) * (MAX_EDGES + 1)),)}, f"at most {MAX_EDGES} can be drawn"),
        ({"width": 0}, "width is 0"),
        ({"height": math.inf}, "height is inf"),
        ({"font_size": math.nan}, "font size is nan"),
        ({"edges": (Edge(0, 5),)}, "one of them is not there"),
        ({"edges": (Edge(0, 0),)}, "do not agree with the nodes' targets"),
    ],
)
def test_a_diagram_that_cannot_be_drawn_is_refused(values, message):
    with pytest.raises(InvalidDiagram) as raised:
        Diagram(**{"nodes": (Node(0, 0, 0),), **values})
    assert message in str(raised.value)


def test_edges_follow_from_targets():
    diagram = Diagram((Node(0, 0, 0, targets=(1, 0, 1)), Node(1, 9, 9)))
    assert diagram.edges == (Edge(0, 1), Edge(0, 0))


def test_targets_follow_from_edges():
    edges = (Edge(1, 0, "yes"), Edge(1, 0, "no"), Edge(1, 1))
    diagram = Diagram.with_edges((Node(0, 0, 0, targets=(1,)), Node(1, 9, 9)), edges, font_size=20)
    assert [node.targets for node in diagram.nodes] == [(), (0, 1)]
    assert diagram.edges == edges
    assert diagram.font_size == 20


def test_a_node_is_found_by_its_number():
    assert Diagram((Node(7, 0, 0), Node(3, 9, 9))).node(3).x == 9


def test_every_error_that_a_user_meets_is_a_diagram_error():
    assert issubclass(InvalidDiagram, DiagramError)

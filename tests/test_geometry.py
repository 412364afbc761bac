"""Each defect is found where it is and only there, and better diagrams score higher."""

import math

import pytest

from diagram.geometry import border_point, defects, label_fits, label_lines, metrics, readability
from diagram.graph import PALETTES, Diagram, Edge, Group, Node
from diagram.palettes import ROLES, TEXT, colors, contrast, frame_colors, luminance
from diagram.typography import font, measure, printable, unsupported, wrap
from tests.timing import quickest


def two(*edges: Edge, x: float = 500, y: float = 300, shape: str = "rectangle", **rest) -> Diagram:
    nodes = (Node(0, 200, 300, label="a"), Node(1, 800, 300, label="b"), Node(2, x, y, shape, label="c"))
    return Diagram.with_edges(nodes, edges, **rest)


def test_a_clean_diagram_has_no_defects() -> None:
    assert defects(two(Edge(0, 2), Edge(2, 1))).total == 0


def test_nodes_that_overlap_are_found() -> None:
    assert defects(two(x=260)).node_overlap == 1


def test_circles_whose_boxes_touch_at_the_corner_do_not_overlap() -> None:
    nodes = (Node(0, 100, 100, "circle", 100, 100), Node(1, 190, 190, "circle", 100, 100))
    assert defects(Diagram(nodes)).node_overlap == 0


@pytest.mark.parametrize("shape", ["rectangle", "circle", "decision", "pill", "store", "document"])
def test_a_line_through_a_node_is_found(shape: str) -> None:
    assert defects(two(Edge(0, 1), shape=shape)).edge_through_node == 1


@pytest.mark.parametrize("shape", ["circle", "decision"])
def test_a_line_past_the_corner_of_a_round_shapes_box_is_fine(shape: str) -> None:
    route = ((250, 300), (300, 300), (300, 272), (700, 272), (700, 300), (750, 300))
    assert defects(two(Edge(0, 1, route=route), y=300, shape="rectangle")).edge_through_node == 1
    corner = ((450, 240), (460, 274), (455, 274), (450, 240))
    assert defects(two(Edge(0, 1, route=corner), shape=shape)).edge_through_node == 0


def test_a_line_may_touch_its_own_ends_only_at_the_border() -> None:
    assert defects(two(Edge(0, 2, route=((250, 300), (450, 300))))).edge_through_node == 0
    assert defects(two(Edge(0, 2, route=((200, 300), (450, 300))))).edge_through_node == 1


def test_what_leaves_the_canvas_is_found() -> None:
    assert defects(two(x=980)).off_canvas == 1
    assert defects(two(Edge(0, 1, route=((200, 270), (200, -10), (800, -10), (800, 270))))).off_canvas == 1


def test_a_label_that_does_not_fit_is_found() -> None:
    node = Node(0, 500, 300, width=60, height=30, label="a label of far too many words for so small a node")
    assert defects(Diagram((node,))).label_overflow == 1


def test_an_edge_label_on_a_node_or_under_a_line_is_found() -> None:
    over = ((200, 270), (200, 100), (800, 100), (800, 270))
    assert defects(two(Edge(0, 1, "yes", over, (500, 300)))).label_overlap == 1
    assert defects(two(Edge(0, 1, "yes", over, (350, 300)), Edge(0, 2))).label_under_line == 1
    assert defects(two(Edge(0, 1, "yes", over, (350, 80)), Edge(0, 2))).total == 0


def test_lines_on_each_other_are_found_unless_they_share_an_end() -> None:
    nodes = tuple(Node(i, x, y) for i, (x, y) in enumerate(((100, 100), (900, 100), (100, 500), (900, 500))))
    first = Edge(0, 3, route=((150, 100), (500, 100), (500, 500), (850, 500)))
    second = Edge(2, 1, route=((150, 500), (500, 500), (500, 100), (850, 100)))
    assert defects(Diagram.with_edges(nodes, (first, second))).edge_overlap == 1
    shared = Edge(0, 1, route=((150, 100), (500, 100), (850, 100)))
    assert defects(Diagram.with_edges(nodes, (first, shared))).edge_overlap == 0


def test_crossings_are_counted() -> None:
    nodes = tuple(Node(i, x, y) for i, (x, y) in enumerate(((100, 100), (900, 500), (100, 500), (900, 100))))
    assert defects(Diagram.with_edges(nodes, (Edge(0, 1), Edge(2, 3)))).crossings == 1


def test_a_frame_holds_its_members_and_nobody_else() -> None:
    nodes = (Node(0, 200, 300, group="g"), Node(1, 500, 300))
    clean = Diagram(nodes, groups=(Group("g", "G", 200, 290, 150, 120),))
    assert defects(clean).total == 0
    cutting = Diagram(nodes, groups=(Group("g", "G", 305, 290, 320, 120),))
    assert defects(cutting).group_cut == 1
    beside = Diagram(nodes, groups=(Group("g", "G", 200, 150, 150, 100),))
    assert defects(beside).group_cut == 1


def test_a_line_through_a_title_is_found() -> None:
    nodes = (Node(0, 200, 300, group="g"), Node(1, 800, 300))
    frame = Group("g", "a title", 200, 290, 150, 120)
    route = ((200, 270), (200, 245), (140, 245), (140, 500), (800, 500), (800, 330))
    found = defects(Diagram.with_edges(nodes, (Edge(0, 1, route=route),), groups=(frame,)))
    assert found.title_hit == 1


@pytest.mark.parametrize("shape", ["rectangle", "circle", "decision", "pill"])
@pytest.mark.parametrize("angle", range(0, 360, 20))
def test_a_border_point_lies_on_the_outline(shape: str, angle: int) -> None:
    node = Node(0, 100, 50, shape, 120, 40)
    turn = math.radians(angle)
    x, y = border_point(node, (100 + 500 * math.cos(turn), 50 + 500 * math.sin(turn)))
    dx, dy = abs(x - 100), abs(y - 50)
    distance = {
        "rectangle": max(dx / 60, dy / 20),
        "circle": math.hypot(dx / 60, dy / 20),
        "decision": dx / 60 + dy / 20,
        "pill": math.hypot(max(0, dx - 40), dy) / 20,
    }[shape]
    assert distance == pytest.approx(1)
    assert math.atan2(y - 50, x - 100) == pytest.approx(math.atan2(math.sin(turn), math.cos(turn)), abs=1e-6)


def test_metrics_fall_with_what_they_measure() -> None:
    good, bad = metrics(two(Edge(0, 2), Edge(2, 1))), metrics(two(Edge(0, 1), Edge(0, 2), x=270, y=310))
    assert good.node_overlap == good.node_edge_overlap == good.crossings == good.off_canvas == 1
    assert bad.node_overlap < 1
    assert bad.node_edge_overlap < 1
    assert good.alignment > bad.alignment


def test_a_readable_diagram_scores_above_a_cluttered_one() -> None:
    good, bad = (
        readability(two(Edge(0, 2), Edge(2, 1))),
        readability(two(Edge(0, 1), Edge(0, 2), x=230, y=310)),
    )
    assert 0 <= bad < good <= 5


def test_an_empty_canvas_of_single_nodes_has_a_score() -> None:
    assert 0 <= readability(Diagram((Node(0, 10, 10),))) <= 5


def test_defects_are_found_quickly() -> None:
    nodes = tuple(
        Node(i, 80 + 160 * (i % 6), 60 + 110 * (i // 6), width=80, height=40, label=f"n{i}")
        for i in range(30)
    )
    edges = tuple(Edge(i, (i * 7 + k) % 30) for i in range(30) for k in (1, 5) if (i * 7 + k) % 30 != i)
    diagram = Diagram.with_edges(nodes, edges)
    defects(diagram)
    assert quickest(lambda: defects(diagram), below=0.02) < 0.02  # 5 ms on a free core


# --- typography ---


@pytest.mark.parametrize(
    "text",
    ["Conv 3×3 @32 · 62×62 → ≤ ≥ ± x₁", "데이터를 수집한 뒤 뷁", "Ångström Œuvre α Σ", "A/B (test) 12%"],
)
def test_text_is_drawn_no_wider_than_it_is_measured(text: str) -> None:
    for size in (11, 14, 18):
        for scale in (1, 2):
            assert font(size * scale).getlength(text) / scale <= measure(text, size)[0] + 0.5 * len(text) * (
                scale == 1
            )


def test_wrapping_keeps_lines_short_and_loses_nothing() -> None:
    for text in (
        "the quick brown fox jumps over the lazy dog",
        "전처리된데이터를수집하고학습한다",
        "electroencephalographically self-attention",
    ):
        for width in (40, 90, 200):
            lines = wrap(text, 14, width)
            assert "".join(lines).replace(" ", "") == text.replace(" ", "")
            assert all(measure(line, 14)[0] <= width for line in lines)


def test_lines_are_broken_evenly() -> None:
    lines = wrap("one two three four five six", 14, 130)
    assert max(map(len, lines)) - min(map(len, lines)) <= 5


def test_what_the_font_lacks_is_replaced_or_named() -> None:
    assert printable("✅ done ❌") == "✓ done ✗"
    assert printable("e\u0301 \u200bx") == "é x"
    assert unsupported("漢字 and 한글 ✅") == "漢字"


def test_common_symbols_are_in_the_font() -> None:
    assert (
        unsupported("×·→←↑↓≤≥±≠≈∞²³√∑∏∂∫∈∩∪⊕⊗αβγδεθλμπσφωΔΣΩ₀₁₂₉“”‘’–—…•°§©®™€£¥₩℃①②③■□▲△●○★☆♥✓✗ㄱㅏ가힣뷁")
        == ""
    )


@pytest.mark.parametrize("shape", ["rectangle", "circle", "decision", "store", "pill", "document"])
def test_label_lines_lie_inside_a_node_that_is_large_enough(shape: str) -> None:
    node = Node(0, 0, 0, shape, 240, 150, label="a label of some words · 64×64")
    assert label_fits(node, 14)
    assert label_lines(node, 14)[-1].endswith("64×64")


# --- palettes ---


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("role", [*ROLES, 0, 1, 2, 3, 4, 5, 6])
def test_text_and_lines_stand_out(palette: str, role: str | int) -> None:
    background, line = colors(palette, role)
    assert contrast(TEXT, background) >= 7
    assert contrast(line, (255, 255, 255)) >= 4.5


@pytest.mark.parametrize("palette", [p for p in PALETTES if p != "mono"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ordinary", "decision"),
        ("ordinary", "store"),
        ("conv", "pool"),
        ("input", "output"),
        ("conv", "dense"),
    ],
)
def test_fills_that_mean_something_differ_in_a_grey_print(palette: str, first: str, second: str) -> None:
    lightness = [116 * luminance(colors(palette, role)[0]) ** (1 / 3) for role in (first, second)]
    assert abs(lightness[0] - lightness[1]) >= 2.5


def test_frames_are_paler_than_nodes() -> None:
    for palette in PALETTES:
        assert luminance(frame_colors(palette, 1)[0]) > luminance(colors(palette, "decision")[0])

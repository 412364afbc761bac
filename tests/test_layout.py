"""Every layout is free of defects, and what an outline says is what is drawn."""

from itertools import pairwise

import pytest
from random_outlines import random_outline

from diagram.geometry import box, defects, edge_label_box, edge_points, label_lines
from diagram.graph import SHAPES, Diagram, Edge, Group, Node, Style
from diagram.layout import lay_out, tidy
from diagram.layout.channels import Net, Pin
from diagram.layout.content import display_name, noun_form
from diagram.outline import parse
from diagram.typography import measure

CNN = "input 64x64; conv 3x3; max pool 2x2; hidden #256; hidden #64; output #10"
STEPS = [
    "collect data",
    "clean the data",
    "split into folds",
    "train model",
    "evaluate",
    "tune hyperparameters",
    "retrain",
    "validate",
    "package",
    "deploy",
    "monitor",
    "alert",
    "collect feedback",
    "label",
    "review",
    "merge",
    "augment",
    "archive",
    "write report",
    "done",
]


def drawn(text: str, style: str = "right round arrow blue normal") -> Diagram:
    return lay_out(parse(f"{style}\n{text}"))


def node(diagram: Diagram, label: str) -> Node:
    return next(n for n in diagram.nodes if n.label.split(" · ")[0] == label)


# --- free of defects ---


def assert_clean(seeds: range) -> None:
    wrong = {}
    for seed in seeds:
        found = defects(lay_out(random_outline(seed)))
        if found.total:
            wrong[seed] = found
    assert not wrong


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_random_outlines_have_no_defects(start: int) -> None:
    assert_clean(range(start, start + 20))


@pytest.mark.slow
@pytest.mark.parametrize("start", range(200, 5000, 100))
def test_many_random_outlines_have_no_defects(start: int) -> None:
    assert_clean(range(start, start + 100))


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a -> a",
        "a -> x: a\na -> y: a",
        "a -> b\nb -> a",
        "a -> x: b\na -> y: b\nb -> z: a",
        "a ? -> yes: b, no: a",
        "a ? -> 1: b, 2: c, 3: d, 4: e, 5: f",
        "[g] a -> b\n[h] c -> d\na -> d\nd -> a\nb -> c",
        "[g] a\n[g] b\n[g] c\n[g] d",
        "[a very long title for a group of one] x -> y",
        "a, b, c, d -> e, f, g, h",
        "input #3; hidden #4; output #2\ninput -> output",
        "input #1; output #1",
        "x #10 -> y #10 -> x",
        "한글 이름이 매우 길어서 여러 줄로 나누어야 하는 노드 -> 끝",
        "pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopicsilicovolcanoconiosis -> b",
        "漢字 -> \U0001f600",
    ],
)
@pytest.mark.parametrize("direction", ["right", "down"])
def test_awkward_outlines_have_no_defects(text: str, direction: str) -> None:
    assert defects(drawn(text, f"{direction} round arrow blue normal")).total == 0


@pytest.mark.parametrize("count", [40, 100, 200])
def test_large_diagrams_get_a_larger_canvas_and_no_defects(count: int) -> None:
    diagram = drawn("\n".join(f"step {i // 2} -> step {i}" for i in range(1, count)))
    assert len(diagram.nodes) == count
    assert defects(diagram).total == 0
    assert diagram.font_size >= 11


def test_the_same_outline_gives_the_same_diagram() -> None:
    outline = random_outline(7)
    assert lay_out(outline) == lay_out(outline)


# --- what is said is drawn ---


def test_nodes_and_edges_keep_their_numbers_and_order() -> None:
    diagram = drawn("a -> b ? -> yes: c, no: d\nd -> a")
    assert [n.label for n in diagram.nodes] == ["A", "B?", "C", "D"]
    assert [(e.source, e.target, e.label) for e in diagram.edges] == [
        (0, 1, ""), (1, 2, "yes"), (1, 3, "no"), (3, 0, ""),
    ]  # fmt: skip


def test_small_layers_are_drawn_neuron_by_neuron_and_fully_connected() -> None:
    diagram = drawn("input #3; hidden #4; hidden #5; output #2")
    assert len(diagram.nodes) == 14
    assert len(diagram.edges) == 3 * 4 + 4 * 5 + 5 * 2
    assert [g.title for g in diagram.groups] == ["Input · 3", "Hidden 1 · 4", "Hidden 2 · 5", "Output · 2"]
    assert not any(g.frame for g in diagram.groups)
    assert [n.label for n in diagram.nodes[:4]] == ["x₁", "x₂", "x₃", "h₁"]


def test_captions_of_neighbouring_layers_stand_in_one_line() -> None:
    diagram = drawn("input #3; hidden #9; output #2")
    assert len({g.y for g in diagram.groups}) == 1


def test_ten_units_are_neurons_and_eleven_a_block_that_says_its_size() -> None:
    assert len(drawn("input #10; output #10").nodes) == 20
    assert [n.label for n in drawn("input #11; output #4096").nodes] == ["Input · 11", "Output · 4096"]


def test_a_block_is_joined_to_every_neuron_beside_it() -> None:
    diagram = drawn("dense #64; output #3")
    assert [(e.source, e.target) for e in diagram.edges] == [(0, 1), (0, 2), (0, 3)]


def test_feature_maps_are_written_and_shrink_in_the_drawing() -> None:
    diagram = drawn(CNN)
    labels = [n.label for n in diagram.nodes[:5]]
    assert labels == [
        "Input · 64×64",
        "Conv 3×3 · 62×62",
        "Max pool 2×2 · 31×31",
        "Hidden 1 · 256",
        "Hidden 2 · 64",
    ]
    heights = [n.height for n in diagram.nodes[:5]]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[2] > heights[4]


def test_a_layer_shows_kernel_stride_padding_and_channels() -> None:
    assert drawn("input 224x224 @3; conv 7x7 @64 /2 same").nodes[1].label == "Conv 7×7 /2 same @64 · 112×112"


def test_repeats_are_shown() -> None:
    diagram = drawn("[encoder ×6] attention -> encoder layer ×12")
    assert diagram.nodes[1].label == "Encoder layer ×12"
    assert diagram.groups[0].title == "Encoder ×6"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("max pool", "Max pool"), ("relu", "ReLU"), ("lstm", "LSTM"), ("the api gateway", "The API gateway"),
     ("iPhone", "iPhone"),
     ("결과 저장", "결과 저장"), ("u-net", "U-Net")],
)  # fmt: skip
def test_names_are_shown_as_people_write_them(name: str, shown: str) -> None:
    assert display_name(name) == shown


@pytest.mark.parametrize(
    ("item", "shape"),
    [("in stock ?", "decision"), ("orders database", "store"), ("캐시", "store"), ("데이터 저장소", "store"),
     ("start", "pill"),
     ("종료", "pill"),
     ("monthly report", "document"), ("월간 보고서", "document"), ("train", "round rectangle"),
     ("train (box)", "rectangle"), ("train (circle)", "circle"),
     ("cache (box)", "rectangle"), ("x (store)", "store")],
)  # fmt: skip
def test_shapes_follow_names_and_attributes(item: str, shape: str) -> None:
    assert drawn(f"{item} -> other").nodes[0].shape == shape


@pytest.mark.parametrize(
    ("word", "shape"), [("box", "rectangle"), ("round", "round rectangle"), ("circle", "circle")]
)
def test_ordinary_nodes_take_the_styles_shape(word: str, shape: str) -> None:
    assert {n.shape for n in drawn("a -> b", f"right {word} arrow blue normal").nodes} == {shape}


@pytest.mark.parametrize(
    ("word", "line"), [("arrow", "solid arrow"), ("line", "solid line"), ("dashed", "dashed line")]
)
def test_lines_follow_the_style(word: str, line: str) -> None:
    assert {n.line for n in drawn("a -> b", f"right round {word} blue normal").nodes} == {line}


@pytest.mark.parametrize("layers", [["hidden #8"] * 30, ["hidden #10"] * 22], ids=["nodes", "lines"])
def test_more_neurons_than_a_diagram_holds_are_drawn_as_blocks(layers: list[str]) -> None:
    assert len(drawn("; ".join(layers)).nodes) == len(layers)


# --- how it looks ---


def test_a_chain_runs_in_the_direction_asked_for() -> None:
    right, down = drawn("a -> b -> c"), drawn("a -> b -> c", "down round arrow blue normal")
    assert [n.x for n in right.nodes] == sorted({n.x for n in right.nodes})
    assert len({n.y for n in right.nodes}) == 1
    assert [n.y for n in down.nodes] == sorted({n.y for n in down.nodes})
    assert len({n.x for n in down.nodes}) == 1


@pytest.mark.parametrize("direction", ["right", "down"])
def test_a_long_chain_is_folded_to_fill_the_canvas(direction: str) -> None:
    diagram = drawn(" -> ".join(STEPS), f"{direction} round arrow blue normal")
    assert (diagram.width, diagram.height) == (1000, 600)
    assert diagram.font_size >= 14
    boxes = [box(n) for n in diagram.nodes]
    assert max(b[2] for b in boxes) - min(b[0] for b in boxes) > 550
    assert max(b[3] for b in boxes) - min(b[1] for b in boxes) > 350


def test_a_folded_chain_stands_in_columns() -> None:
    diagram = drawn(" -> ".join(STEPS))
    assert len({n.x for n in diagram.nodes}) <= 6


@pytest.mark.parametrize(
    "text",
    [
        CNN,
        "input #3; hidden #4; hidden #5; output #2",
        "receive order -> check stock ?\ncheck stock -> yes: ship, no: reorder\nreorder -> receive order",
        "[encoder ×6] attention -> mlp\n[decoder] cross-attention -> norm\nmlp -> cross-attention",
        "agent -> action: environment\nenvironment -> reward and state: agent",
        "client -> gateway -> auth, orders, users, payments, search",
    ],
)
def test_common_diagrams_fit_the_canvas_in_readable_text(text: str) -> None:
    diagram = drawn(text)
    assert (diagram.width, diagram.height) == (1000, 600)
    assert diagram.font_size >= 14
    assert defects(diagram).total == 0


def test_a_parent_stands_amid_its_children() -> None:
    diagram = drawn("gateway -> a, b, c, d")
    children = [n.y for n in diagram.nodes[1:]]
    assert diagram.nodes[0].y == pytest.approx(sum(children) / 4, abs=1)


def test_a_skip_bends_around_a_straight_chain() -> None:
    diagram = drawn("a -> b -> c -> d\na -> d")
    assert len({n.y for n in diagram.nodes}) == 1
    assert len(diagram.edges[3].route) >= 4


def test_lines_are_level_or_upright_between_ordinary_nodes() -> None:
    diagram = drawn("a -> b, c\nb -> d\nc -> d\nd -> a")
    for edge in diagram.edges:
        for (x0, y0), (x1, y1) in zip(edge.route, edge.route[1:], strict=False):
            assert abs(x0 - x1) < 0.1 or abs(y0 - y1) < 0.1


def test_labels_of_branches_stand_near_their_line() -> None:
    diagram = drawn("ok ? -> yes: b, no: c")
    for edge in diagram.edges:
        x, y = edge.label_at
        assert min(abs(y - b) for _, b in edge.route) < measure("yes", diagram.font_size)[1]
        assert min(a for a, _ in edge.route) < x < max(a for a, _ in edge.route)


def test_frames_hold_their_members() -> None:
    diagram = drawn("[encoder] a -> b -> c\n[decoder] d -> e\nc -> d")
    assert [g.name for g in diagram.groups] == ["encoder", "decoder"]
    for group in diagram.groups:
        left, top, right, bottom = box(group)
        for n in diagram.nodes:
            x0, y0, x1, y1 = box(n)
            inside = left < x0 and top < y0 and x1 < right and y1 < bottom
            assert inside == (n.group == group.name)


def test_wide_spacing_is_wider_than_tight() -> None:
    def gap(word: str) -> float:
        diagram = drawn(" -> ".join(STEPS[:5]), f"right box arrow blue {word}")
        first, second = diagram.nodes[:2]
        return (second.x - first.x - first.width) / diagram.font_size

    assert gap("tight") < gap("normal") < gap("wide")


# --- tidy ---


def messy() -> Diagram:
    nodes = tuple(
        Node(2 * i + 3, 300 + 11 * i, 200 + 7 * i, SHAPES[i % len(SHAPES)], 60, 30, "dashed line",
             (250, 240, 230), (9, 9, 99),
             label=f"node with a name {i}", group="g" if i in (2, 3) else None)
        for i in range(9)
    )  # fmt: skip
    pairs = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 0), (4, 5), (5, 5), (5, 6), (0, 7), (8, 7)]
    edges = tuple(Edge(nodes[a].number, nodes[b].number, "yes" if a == 0 else "") for a, b in pairs)
    return Diagram.with_edges(
        nodes, edges, style=Style(direction="down"), groups=(Group("g", "A group", 0, 0, 9, 9),)
    )


def test_tidy_removes_every_defect() -> None:
    assert defects(messy()).total > 0
    assert defects(tidy(messy())).total == 0


def test_tidy_changes_nothing_but_places_and_sizes() -> None:
    before, after = messy(), tidy(messy())
    keep = ("number", "shape", "line", "background", "line_color", "targets", "label", "group")
    assert [[getattr(n, name) for name in keep] for n in after.nodes] == [
        [getattr(n, name) for name in keep] for n in before.nodes
    ]
    assert [(e.source, e.target, e.label) for e in after.edges] == [
        (e.source, e.target, e.label) for e in before.edges
    ]
    assert after.style == before.style
    assert after.groups[0].title == "A group"


def test_tidy_accepts_what_rows_hold() -> None:
    nodes = tuple(Node(i, 10 * i, 10, "circle", 15, 15) for i in range(30))
    edges = tuple(Edge(i, j) for i in range(10) for j in range(10, 20)) + tuple(
        Edge(i, i + 10) for i in range(10, 20)
    )
    assert defects(tidy(Diagram.with_edges(nodes, edges))).total == 0


def test_tidy_keeps_the_diagrams_of_lay_out_whole() -> None:
    for text in (CNN, "input #3; hidden #4; output #2", "[g] a -> b\nb -> c"):
        diagram = drawn(text)
        again = tidy(diagram)
        assert defects(again).total == 0
        assert len(again.edges) == len(diagram.edges)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("orders database", "store"),
        ("store it in S3", "rectangle"),
        ("invoice", "document"),
        ("send the invoice", "rectangle"),
        ("보고서를 작성", "rectangle"),
    ],
)
def test_a_store_is_drawn_as_one_but_not_what_is_done_with_it(name, shape):
    diagram = lay_out(parse(f"right box arrow blue normal\nstart here -> {name}"))
    assert diagram.nodes[1].shape == shape


def test_a_korean_condition_that_is_a_bare_stem_reads_as_a_noun():
    diagram = lay_out(
        parse("down box arrow blue normal\n재고가 있 ? -> 예: 배송, 아니오: 취소\n배송 -> 결제가 성공 ?")
    )
    assert diagram.nodes[0].label == "재고가 있음?"
    assert "결제가 성공?" in [node.label for node in diagram.nodes]


@pytest.mark.parametrize(
    ("condition", "shown"),
    [("맞", "맞음"), ("틀리", "틀림"), ("비밀번호가 틀리", "비밀번호가 틀림"), ("길", "길")],
)
def test_a_condition_of_a_stem_alone_reads_as_a_noun_too_unless_it_is_one(condition, shown):
    assert noun_form(condition) == shown


# --- what one would not print ---


@pytest.mark.parametrize(
    ("outline", "letter"),
    [
        ("dropout -> linear classifier #2", "y"),
        ("conv 1d -> dense #64 -> + dense #5", "y"),
        ("dropout -> linear #2 -> loss", "h"),
        ("input #3; hidden #4", "h"),
    ],
)
def test_the_neurons_of_a_last_layer_are_outputs_unless_it_is_called_hidden(outline, letter):
    assert f"{letter}₁" in [n.label for n in drawn(outline).nodes]


@pytest.mark.parametrize("style", ["right round arrow blue normal", "right circle arrow teal tight"])
def test_text_does_not_touch_its_outline_where_another_line_is_free(style):
    hiring = """job posting -> receive applications -> screen resumes -> qualified ?
qualified -> yes: phone interview, no: send rejection
phone interview -> on-site interview -> hire ? -> yes: make an offer, no: send rejection
make an offer -> accepted ? -> yes: sign the contract, no: receive applications"""
    diagram = drawn(hiring, style)
    for placed in diagram.nodes:
        lines = label_lines(placed, diagram.font_size)
        widest = max(measure(line, diagram.font_size)[0] for line in lines)
        assert placed.width - widest > 0.8 * diagram.font_size, placed.label


def test_a_word_is_not_broken_for_room_beside_it():
    assert label_lines(
        Node(0, 0, 0, "rectangle", measure("Tokenization", 18)[0] + 6, 80, label="Tokenization"), 18
    ) == ("Tokenization",)


def test_a_label_at_a_frame_widens_the_drawing_and_not_the_frame():
    diagram = drawn(
        "[g] check it -> store it\nasked ? -> approved by the manager: check it, no: stop",
        "down box arrow blue wide",
    )
    frame, inside = diagram.groups[0], [n for n in diagram.nodes if n.group]
    right = max(box(n)[2] for n in inside)
    assert 0 < box(frame)[2] - right < 2 * diagram.font_size
    assert defects(diagram).total == 0


def test_a_label_longer_than_its_line_does_not_lie_on_the_next_piece_of_it():
    """It goes on beyond the end at which its own line leaves on the other side."""
    net = Net(low=[Pin(0.0)], high=[Pin(50.0)], before=20.0, label=80.0)
    assert net.label_span(0.0, 50.0) == (0.0, 80.0)
    net = Net(low=[Pin(0.0)], high=[Pin(50.0)], after=20.0, label=80.0)
    assert net.label_span(0.0, 50.0) == (-30.0, 50.0)
    assert Net(low=[Pin(0.0), Pin(50.0)], after=20.0, label=80.0).label_span(0.0, 50.0) == (-15.0, 65.0)
    assert Net(low=[Pin(0.0), Pin(50.0)], before=20.0, label=80.0).label_span(0.0, 50.0) == (0.0, 50.0)

    text = """[BERT] token embeddings; encoder ×12; pooler
sentence -> tokenizer -> token embeddings
pooler -> dropout -> classifier #2 -> loss
labels -> loss
loss -> backpropagation: encoder"""
    diagram = drawn(text)
    edge = next(edge for edge in diagram.edges if edge.label)
    points = edge_points(diagram, edge)
    left, top, right, bottom = edge_label_box(edge, points, diagram.font_size)
    for (x, y), (u, v) in pairwise(points):
        apart = max(x, u) <= left or min(x, u) >= right or max(y, v) <= top or min(y, v) >= bottom
        assert apart, ((x, y), (u, v))

"""Pictures of diagrams: what is drawn where, whatever the labels hold."""

from __future__ import annotations

import base64
import hashlib
import io
import math
import shutil
import subprocess
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from diagram.errors import InvalidDiagram
from diagram.graph import SHAPES, Diagram, Edge, Group, Node
from diagram.rendering import png, svg
from diagram.typography import FONT_FILE
from tests.bench.rendering_speed import sample_diagram

BLUE, DARK = (214, 232, 252), (30, 70, 130)
HOSTILE = (
    "<script>alert(1)</script>",
    "a & b",
    "\"quoted\" 'twice'",
    "]]>",
    "\x00\x07\x1bbell",
    "🙂 smile",
    "e\u0301\u200bx",
)
SVG = "{http://www.w3.org/2000/svg}"


def one_node(shape: str = "rectangle", **changes) -> Diagram:
    values = {"width": 160, "height": 100, "background": BLUE, "line_color": DARK} | changes
    return Diagram((Node(1, 150, 100, shape, **values),), width=300, height=200)


def two_nodes(line: str = "solid arrow", edge: Edge | None = None, shape: str = "rectangle") -> Diagram:
    colors = {"background": BLUE, "line_color": DARK, "width": 100, "height": 60}
    nodes = (Node(1, 80, 100, "rectangle", line=line, **colors), Node(2, 300, 100, shape, **colors))
    return Diagram.with_edges(nodes, (edge or Edge(1, 2),), width=400, height=200)


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data))).astype(int)


def near(color: np.ndarray, wanted: tuple[int, int, int], by: int = 40) -> bool:
    return bool(np.abs(color[..., :3] - np.array(wanted)).max(-1).min() <= by)


def texts(document: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(document).iter(f"{SVG}text")]


# --- PNG ---


def test_png_is_deterministic():
    first, again = (hashlib.sha256(png(sample_diagram())).hexdigest() for _ in range(2))
    assert first == again


@pytest.mark.parametrize("scale", [0.25, 0.5, 1, 1.37, 2, 4])
def test_png_has_the_size_of_the_canvas_times_the_scale(scale):
    assert Image.open(io.BytesIO(png(one_node(), scale))).size == (round(300 * scale), round(200 * scale))


def test_pillow_and_the_checksums_agree_that_it_is_a_png():
    Image.open(io.BytesIO(png(sample_diagram()))).verify()


@pytest.mark.parametrize("scale", [0, -1, math.nan, math.inf, 1000])
def test_absurd_scales_are_refused(scale):
    with pytest.raises(InvalidDiagram):
        png(one_node(), scale)


def test_background_is_white_and_opaque():
    picture = Image.open(io.BytesIO(png(one_node())))
    assert picture.mode == "RGB"
    assert picture.getpixel((2, 2)) == (255, 255, 255)


def test_transparent_background_lets_through_what_is_empty_only():
    diagram = one_node(label="Encoder")
    picture = pixels(png(diagram, transparent=True))
    assert picture[2, 2, 3] == 0
    assert picture[100, 80, 3] == 255
    on_white = picture[..., :3] * picture[..., 3:] / 255 + 255 - picture[..., 3:]
    assert np.abs(on_white - pixels(png(diagram))).max() <= 2


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_has_a_line_at_its_border_and_is_filled(shape):
    picture = pixels(png(one_node(shape)))
    assert near(picture[100, 68:73], DARK)  # left
    assert near(picture[100, 228:233], DARK)  # right
    assert near(picture[48:53, 150], DARK)  # top
    assert near(picture[142:153, 150], DARK)  # bottom; a document's is wavy
    assert near(picture[100, 150], BLUE, 1)
    assert near(picture[100, 60], (255, 255, 255), 0)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "rectangle"])
def test_shapes_other_than_a_rectangle_leave_a_corner_empty(shape):
    assert (pixels(png(one_node(shape)))[149:151, 69:71] == 255).any()


def test_wide_and_high_circles_are_ellipses():
    picture = pixels(png(one_node("circle", width=200, height=40)))
    assert near(picture[100, 49:52], DARK)
    assert near(picture[118:122, 150], DARK)


def test_large_pictures_drawn_in_strips_have_no_seams(monkeypatch):
    whole = png(sample_diagram())
    monkeypatch.setattr("diagram.rendering.raster.STRIP_PIXELS", 400_000)
    assert np.abs(pixels(png(sample_diagram())) - pixels(whole)).max() == 0


@pytest.mark.parametrize("label", ["한글", "데이터 전처리", "Encoder"])
def test_labels_are_drawn_in_their_own_glyphs(label):
    words, boxes = (pixels(png(one_node(label=text))) for text in (label, "\ufffd" * len(label)))
    assert (words[80:120, 80:220] < 90).all(-1).sum() > 20
    assert np.abs(words - boxes).max() > 100


def test_text_on_a_dark_node_is_light():
    picture = pixels(png(one_node(background=(20, 30, 60), label="Encoder")))
    assert near(picture[90:110, 100:200], (255, 255, 255))


def test_a_label_too_long_for_a_node_of_rows_is_set_smaller_rather_than_cut():
    diagram = one_node(width=60, height=40, label="a remarkably long label of many words")
    picture = pixels(png(diagram))
    assert (picture[:, :115] == 255).all()
    assert (picture[:, 185:] == 255).all()
    assert "".join(texts(svg(diagram))).replace(" ", "") == "aremarkablylonglabelofmanywords"


# --- edges and groups ---


@pytest.mark.parametrize("shape", SHAPES)
def test_an_arrowhead_ends_at_the_border_of_every_shape(shape):
    picture = pixels(png(two_nodes(shape=shape)))
    column = (picture[94:107, :] < 200).any(-1).sum(0)  # how high the ink is in each column
    assert column[200] <= 3
    assert 6 <= column[238:243].max() <= 9
    assert (picture[100, 140:250] < 250).any(-1).all()  # no gap between the line, its head and the node


@pytest.mark.parametrize(
    ("shape", "at"), [("store", 268), ("document", 268), ("round rectangle", 251), ("pill", 262)]
)
def test_lines_reach_outlines_that_lie_inside_the_rectangle(shape, at):
    top, bottom = (
        Edge(1, 2, route=((130, 80), (at, 30), (at, 70))),
        Edge(1, 2, route=((130, 120), (at, 170), (at, 130))),
    )
    for edge, rows in ((top, slice(40, 76)), (bottom, slice(124, 160))):
        picture = pixels(png(two_nodes(edge=edge, shape=shape)))
        assert (picture[rows, at - 1 : at + 2] < 250).any((1, 2)).all()


@pytest.mark.parametrize(
    ("line", "head"), [("solid arrow", True), ("solid line", False), ("dashed line", False)]
)
def test_only_arrows_have_heads(line, head):
    picture = pixels(png(two_nodes(line)))
    assert ((picture[96, 200:249] < 200).any()) == head


def test_a_dashed_line_has_gaps_and_a_solid_one_has_none():
    dashed, solid = (
        pixels(png(two_nodes(line)))[100, 135:245].min(-1) for line in ("dashed line", "solid line")
    )
    assert (dashed == 255).any() and (dashed < 150).any()
    assert (solid < 200).all()


def test_routes_turn_in_round_corners():
    picture = pixels(
        png(
            two_nodes(
                "solid line", Edge(1, 2, route=((130, 100), (190, 100), (190, 40), (300, 40), (300, 70)))
            )
        )
    )
    assert (picture[99:102, 188:192].min(-1) > 200).any()
    assert (picture[60:80, 190] < 200).any(-1).all()


def test_a_sidestep_of_a_few_px_has_no_hard_corner():
    route = ((130.0, 100.0), (190.0, 100.0), (190.0, 102.0), (250.0, 102.0))
    document = svg(two_nodes("solid line", Edge(1, 2, route=route)))
    assert "C190 100 190 102 208 102" in document
    assert "L190 100" not in document


def test_circles_read_from_rows_keep_their_lines_and_colours():
    nodes = (
        Node(1, 60, 60, "circle", 80, 80, "dashed line", (250, 200, 0), (255, 0, 0), (2,)),
        Node(2, 240, 60, "circle", 80, 80, "solid line", (0, 128, 0), (0, 0, 255), ()),
    )
    picture = pixels(png(Diagram(nodes, width=300, height=120)))
    assert tuple(picture[60, 60]) == (250, 200, 0)
    assert near(picture[60, 100:200], (255, 0, 0)) and near(picture[60, 102:198], (255, 255, 255), 0)
    assert near(picture[60, 278:283], (0, 0, 255))


def test_the_line_does_not_run_through_its_label():
    with_label, without = (pixels(png(two_nodes(edge=Edge(1, 2, label)))) for label in ("....", ""))
    assert (without[100, 186:194] < 200).any(-1).all()
    assert (with_label[98:100, 186:194] > 200).all()


def test_edges_of_many_neurons_are_lighter():
    def layers(count: int) -> Diagram:
        nodes = tuple(
            Node(i, 60 if i < count else 240, 20 + (i % count) * 20, "circle", 14, 14, "solid line")
            for i in range(2 * count)
        )
        edges = tuple(Edge(i, j + count) for i in range(count) for j in range(count))
        return Diagram.with_edges(nodes, edges, width=300, height=220)

    few, many = pixels(png(layers(2)))[20, 100:200].min(), pixels(png(layers(9)))[20, 100:110].min()
    assert few < many < 200


def test_a_frame_has_a_title_and_a_caption_has_no_frame():
    group = Group("a", "Encoder", 150, 100, 240, 160)
    framed = Diagram(one_node().nodes, groups=(group,), width=300, height=200)
    captioned = Diagram(
        one_node().nodes, groups=(replace(group, frame=False, y=180, height=20),), width=300, height=200
    )
    assert len(ElementTree.fromstring(svg(framed)).findall(f".//{SVG}rect")) == 3
    assert len(ElementTree.fromstring(svg(captioned)).findall(f".//{SVG}rect")) == 2
    assert texts(svg(framed)) == texts(svg(captioned)) == ["Encoder"]
    assert (pixels(png(framed))[24:42, 38:100] < 150).any()


# --- SVG ---


def test_svg_is_deterministic():
    assert svg(sample_diagram()) == svg(sample_diagram())


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_stay_text(label):
    nodes = (
        Node(1, 150, 60, width=280, height=60, label=label),
        Node(2, 150, 160, width=280, height=60, label=label),
    )
    diagram = Diagram.with_edges(
        nodes, (Edge(1, 2, label),), groups=(Group("a", label, 150, 100, 300, 200),), width=300, height=200
    )
    document = svg(diagram)
    root = ElementTree.fromstring(document)
    allowed = {"svg", "title", "g", "rect", "path", "text", "tspan"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
    visible = (
        "".join(c for c in label if c.isprintable() and c != "\u200b")
        .replace("e\u0301", "é")
        .replace(" ", "")
    )
    assert [text.replace(" ", "") for text in texts(document)] == [visible] * 4
    png(diagram)


def test_every_label_of_a_large_diagram_is_in_the_svg():
    diagram = sample_diagram()
    found = "\n".join(text.replace(" ", "") for text in texts(svg(diagram)))
    assert all(node.label.replace(" ", "") in found for node in diagram.nodes)


def test_ids_are_unique_and_nothing_comes_from_outside():
    document = svg(sample_diagram())
    ids = [element.get("id") for element in ElementTree.fromstring(document).iter() if element.get("id")]
    assert len(ids) == len(set(ids)) > 70
    assert document.count("http") == 1  # the namespace
    assert "href" not in document and "url(" not in document


def test_the_title_names_the_labels():
    assert (
        ElementTree.fromstring(svg(one_node(label="Feature\nextractor"))).findtext(f"{SVG}title")
        == "Feature extractor"
    )


def test_svg_background_is_white_unless_left_out():
    opaque, clear = (ElementTree.fromstring(svg(one_node(), transparent)) for transparent in (False, True))
    assert opaque.find(f"{SVG}rect").get("fill") == "#ffffff"
    assert clear.find(f"{SVG}rect") is None


def test_loops_and_touching_nodes_are_drawn():
    nodes = tuple(Node(i, 100, 100, targets=(1, 2), label="x") for i in (1, 2))
    diagram = Diagram(nodes, width=200, height=200)
    ElementTree.fromstring(svg(diagram))
    assert "nan" not in svg(diagram)
    png(diagram)


@pytest.mark.browser
def test_a_browser_draws_the_svg_as_the_png(tmp_path):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("no chromium to draw the SVG with")
    # In the page itself: a busy browser takes its picture before a file of its own has come.
    face = base64.b64encode(FONT_FILE.read_bytes()).decode()
    font_face = (
        "<style>@font-face{font-family:'Legible Sans';font-display:block;"
        f"src:url('data:font/otf;base64,{face}')}}</style></svg>"
    )
    page, shot = tmp_path / "page.html", tmp_path / "shot.png"
    body = svg(sample_diagram()).replace("</svg>", font_face)
    page.write_text(f"<!doctype html><meta charset=utf-8><body style='margin:0'>{body}", encoding="utf-8")
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    )
    flags += " --disable-component-update --disable-sync --hide-scrollbars --window-size=1000,600"
    flags += " --virtual-time-budget=3000"
    subprocess.run(
        [
            browser,
            *flags.split(),
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--screenshot={shot}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    drawn = np.asarray(Image.open(shot).convert("RGB")).astype(int)[:600, :1000]
    difference = np.abs(drawn - pixels(png(sample_diagram())))
    assert difference.mean() < 2.2
    assert (difference.max(-1) > 60).mean() < 0.01

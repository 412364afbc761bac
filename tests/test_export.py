"""The exports as files: well-formed whatever the labels hold, and saying what the diagram says."""

from __future__ import annotations

import html
import io
import json
import math
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter

import pytest

from diagram import rows
from diagram.errors import DiagramError
from diagram.export import FORMATS, connectors, export
from diagram.export.json import SCHEMA
from diagram.export.latex import escaped, is_plain
from diagram.export.scene import node_id, scene
from diagram.graph import Diagram, Edge, Group, Node, Style
from diagram.layout import lay_out
from diagram.outline import parse
from diagram.typography import printable
from tests.nasty_labels import nasty_diagram


def seeds(few: int, all: int = 300) -> list:
    """Seeds of random diagrams, all but the first `few` of them slow."""
    return [*range(few), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(few, all))]


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

SERVICES = parse(
    "right round arrow color normal\n[clients] mobile app, website -> API gateway\n"
    "[services] order service, user service\nAPI gateway -> order service, user service -> database (store)\n"
    "order service -> on failure or timeout: report (document)\nreport -> retry: API gateway"
)


@pytest.fixture(scope="module")
def services() -> Diagram:
    return lay_out(SERVICES)


def text_of(diagram: Diagram, format: str, **options) -> str:
    return export(diagram, format, **options).decode("utf-8")


def kept(text: str) -> str:
    """A label as a text format can hold it: no characters that XML cannot hold."""
    return XML.sub("", text.replace("\r", "\n"))


# --- every format, whatever the labels hold ---


@pytest.mark.parametrize("seed", seeds(6))
def test_slides_hold_every_node_and_every_edge_glued_to_its_nodes(seed):
    diagram = nasty_diagram(seed)
    slide = slide_of(export(diagram, "pptx"))
    drawn = chosen(slide)
    ids = [element.get("id") for element in drawn if element.tag == f"{P}cNvPr"]
    assert len(ids) == len(set(ids))
    shapes = {
        shape.find(f".//{P}cNvPr").get("id"): shape for shape in drawn if shape.tag in (f"{P}sp", f"{P}cxnSp")
    }
    texts = Counter(said(shape) for shape in shapes.values() if shape.tag == f"{P}sp")
    for node in scene(diagram).nodes:
        if node.text:
            texts[squeezed(node.node.label)] -= 1
    assert all(count >= 0 for count in texts.values())
    lines = [shape for shape in shapes.values() if shape.tag == f"{P}cxnSp"]
    joined = []
    for line in lines:
        ends = (line.find(f".//{A}stCxn"), line.find(f".//{A}endCxn"))
        joined.append(tuple(said(shapes[end.get("id")]) for end in ends))
    labels = {node.number: squeezed(node.label) for node in diagram.nodes}
    assert joined == [(labels[edge.source], labels[edge.target]) for edge in diagram.edges]


@pytest.mark.parametrize("seed", seeds(6))
def test_draw_io_files_place_cells_and_join_edges(seed):
    diagram = nasty_diagram(seed)
    cells = {cell.get("id"): cell for cell in ET.fromstring(export(diagram, "drawio")).iter("mxCell")}
    for node in diagram.nodes:
        cell = cells[node_id(node.number)]
        assert read_html(cell.get("value")) == kept(node.label)
        x, y = absolute(cells, cell)
        assert math.dist((x, y), (node.x - node.width / 2, node.y - node.height / 2)) < 0.05
    for i, edge in enumerate(diagram.edges, 1):
        cell = cells[f"e{i}"]
        assert (cell.get("source"), cell.get("target")) == (node_id(edge.source), node_id(edge.target))
        assert read_html(cell.get("value")) == kept(edge.label)
    assert sum(cell.get("edge") == "1" for cell in cells.values()) == len(diagram.edges)


@pytest.mark.parametrize("seed", seeds(6))
def test_mermaid_keeps_every_label_in_its_quotes(seed):
    diagram = nasty_diagram(seed)
    text = text_of(diagram, "mermaid")
    found = dict(re.findall(r'^ +(n_?\d+)(?:@\{ shape: doc, label: |[\[({]+)"([^"\n]*)"', text, re.M))
    assert {key: unquoted(value) for key, value in found.items()} == {
        node_id(node.number): kept(node.label) or " " for node in diagram.nodes
    }
    edges = re.findall(r'^  (n_?\d+) [-.>]+(?:\|"([^"\n]*)"\|)? (n_?\d+)$', text, re.M)
    assert [(source, target, unquoted(label)) for source, label, target in edges] == [
        (node_id(e.source), node_id(e.target), kept(e.label) if e.label.strip() else "")
        for e in diagram.edges
    ]


@pytest.mark.parametrize("seed", seeds(6))
def test_dot_and_d2_keep_every_label_in_its_quotes(seed):
    diagram = nasty_diagram(seed)
    dot, d2 = text_of(diagram, "dot"), text_of(diagram, "d2")
    quoted = r'"((?:[^"\\\n]|\\.)*)"'
    in_dot = dict(re.findall(rf"^ +(n_?\d+) \[label={quoted}", dot, re.M))
    in_d2 = dict(re.findall(rf"^ *(n_?\d+): {quoted}", d2, re.M))
    for node in diagram.nodes:
        assert html.unescape(unescaped(in_dot[node_id(node.number)])) == html.unescape(
            kept(node.label).replace("&", "&amp;")
        )
        assert unescaped(in_d2[node_id(node.number)]) == kept(node.label)
    name = r"(?:g\d+\.)?(n_?\d+)"
    wanted = [(node_id(edge.source), node_id(edge.target)) for edge in diagram.edges]
    assert re.findall(rf"^  {name} -> {name} \[", dot, re.M) == wanted
    found = re.findall(rf"^{name} -[->] {name}:(?: {quoted})? \{{", d2, re.M)
    assert [(source, target) for source, target, _ in found] == wanted
    assert [unescaped(label) for *_, label in found] == [kept(edge.label) for edge in diagram.edges]


@pytest.mark.parametrize("seed", seeds(6))
def test_tex_is_balanced_and_names_every_node(seed):
    diagram = nasty_diagram(seed)
    text = text_of(diagram, "tikz")
    bare = re.sub(r"\\[^a-zA-Z]", "", text)
    depth = 0
    for character in bare:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
    for node in diagram.nodes:
        assert f"] ({node_id(node.number)}) at (" in text
    assert len(re.findall(r"^\\path\[draw=[^\n]* -- ", text, re.M)) == len(diagram.edges)


@pytest.mark.parametrize("seed", seeds(6))
def test_json_follows_its_schema_and_loses_nothing(seed):
    jsonschema = pytest.importorskip("jsonschema")
    diagram = nasty_diagram(seed)
    data = json.loads(text_of(diagram, "json"))
    jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert rebuilt(data) == diagram


@pytest.mark.parametrize("seed", seeds(6))
def test_rows_and_outline_are_read_back(seed):
    diagram = nasty_diagram(seed)
    again = rows.read(text_of(diagram, "rows")).diagram
    assert [(n.number, n.targets) for n in again.nodes] == [(n.number, n.targets) for n in diagram.nodes]
    structure = parse(text_of(diagram, "outline")).structure()
    assert len(structure.nodes) == len(diagram.nodes)


@pytest.mark.parametrize("seed", seeds(1, 80))  # which take a third of a second each
def test_svg_and_pdf_are_well_formed(seed):
    diagram = nasty_diagram(seed)
    root = ET.fromstring(export(diagram, "svg"))
    assert "data:font/woff;base64," in root[0].text
    pdf = export(diagram, "pdf")
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
    assert re.search(rb"/Count 1\b", pdf) and len(pdf) < 400_000


# --- what single formats promise ---


def test_every_format_has_a_suffix_of_its_own_and_is_named_in_the_error(services):
    assert len({found.suffix for found in FORMATS.values()}) == len(FORMATS)
    with pytest.raises(DiagramError, match=r"no export 'visio'; choose one of png, svg, pdf"):
        export(services, "visio")


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_diagram_gives_the_same_bytes(services, format):
    if format == "pptx":  # a ZIP file holds the time
        assert slide_bytes(export(services, format)) == slide_bytes(export(services, format))
    else:
        assert export(services, format) == export(services, format)


def test_png_comes_in_sizes_and_without_ground():
    diagram = Diagram((Node(0, 60, 40, label="a"),), width=120, height=80)
    for scale in (1, 2, 4):
        head = export(diagram, "png", scale=scale, transparent=scale == 2)[16:26]
        assert int.from_bytes(head[:4], "big") == 120 * scale
        assert head[9] == (6 if scale == 2 else 2)  # with an alpha channel, or RGB


def test_the_white_ground_is_left_out_on_request(services):
    assert f'<rect width="{services.width}"' in text_of(services, "svg")
    assert f'<rect width="{services.width}"' not in text_of(services, "svg", transparent=True)


def test_pdf_embeds_a_subset_and_says_which_letters_it_holds(services):
    pdf = export(services, "pdf")
    assert b"/FontFile3" in pdf and b"/ToUnicode" in pdf and re.search(rb"/[A-Z]{6}\+LegibleSans", pdf)
    assert len(pdf) < 30_000


def test_the_outline_given_is_the_outline_written(services):
    assert text_of(services, "outline", outline=SERVICES) == f"{SERVICES}\n"
    assert json.loads(text_of(services, "json", outline=SERVICES))["outline"] == str(SERVICES)
    assert "outline" not in json.loads(text_of(services, "json"))


def test_a_slide_is_as_large_as_the_diagram_and_groups_hold_their_members(services):
    from pptx import Presentation
    from pptx.util import Emu

    presentation = Presentation(io.BytesIO(export(services, "pptx")))
    assert (presentation.slide_width, presentation.slide_height) == (Emu(9_525_000), Emu(5_715_000))
    (slide,) = presentation.slides
    groups = {shape.name: [s.name for s in shape.shapes] for shape in slide.shapes if shape.shape_type == 6}
    assert groups == {
        "Clients": ["Frame Clients", "Mobile app", "Website", "API gateway"],
        "Services": ["Frame Services", "Order service", "User service"],
    }
    database = next(shape for shape in slide.shapes if shape.name == "Database")
    assert str(database.auto_shape_type).startswith("CAN")
    assert database.text_frame.text == "Database"
    font = database.text_frame.paragraphs[0].runs[0]._r.rPr
    assert font.find(f"{A}ea").get("typeface") == "Malgun Gothic"


def test_shapes_on_slides_have_their_parts_in_the_order_of_the_schema(services):
    order = [f"{A}{name}" for name in ("xfrm", "prstGeom", "custGeom", "solidFill", "noFill", "ln")]
    in_line = [f"{A}{name}" for name in ("noFill", "solidFill", "prstDash", "round", "tailEnd")]
    slide = slide_of(export(services, "pptx"))
    for properties in [*slide.iter(f"{P}spPr"), *slide.iter(f"{A}ln")]:
        wanted = in_line if properties.tag == f"{A}ln" else order
        places = [wanted.index(child.tag) for child in properties]
        assert places == sorted(places)


def test_an_arrow_points_at_the_target_and_a_line_at_nothing():
    nodes = (Node(0, 100, 100, label="a"), Node(1, 300, 100, line="dashed line", label="b"))
    diagram = Diagram.with_edges(nodes, (Edge(0, 1), Edge(1, 0)))
    there, back = (x.find(f".//{A}ln") for x in slide_of(export(diagram, "pptx")).iter(f"{P}cxnSp"))
    assert there.find(f"{A}tailEnd").get("type") == "triangle" and there.find(f"{A}headEnd") is None
    assert back.find(f"{A}tailEnd") is None and back.find(f"{A}prstDash") is not None
    assert re.search(r"n0 -->.*n1[\s\S]*n1 -\.- n0", text_of(diagram, "mermaid"))
    assert "dir=none, style=dashed" in text_of(diagram, "dot")
    assert re.search(r"^n1 -- n0:.*stroke-dash", text_of(diagram, "d2"), re.M)


def test_a_negative_number_is_a_word_in_every_format():
    diagram = Diagram((Node(-7, 100, 100, label="a", targets=(3,)), Node(3, 300, 100, label="b")))
    assert node_id(-7) == "n_7"
    assert "n_7 --> n3" in text_of(diagram, "mermaid") and "n_7 -> n3" in text_of(diagram, "dot")


def test_a_diagram_wider_than_a_slide_is_scaled_to_fit():
    diagram = Diagram((Node(0, 9_000, 300, label="far"),), width=19_000, height=600)
    from pptx import Presentation

    slide = Presentation(io.BytesIO(export(diagram, "pptx")))
    assert slide.slide_width == 51_206_400 and slide.slide_height >= 914_400


def test_a_group_that_nobody_draws_is_no_group():
    diagram = Diagram((Node(0, 100, 100, label="a", group="ghost"),), groups=(Group("g", "", 1, 1, 9, 9),))
    for format in ("pptx", "drawio", "mermaid", "dot", "d2", "tikz"):
        assert b"ghost" not in export(diagram, format)


@pytest.mark.parametrize("direction, word", [("right", "LR"), ("down", "TD")])
def test_the_direction_is_kept(direction, word):
    diagram = Diagram((Node(0, 100, 100, label="a"),), style=Style(direction=direction))
    assert text_of(diagram, "mermaid").startswith(f"flowchart {word}\n")
    assert f"rankdir={'LR' if word == 'LR' else 'TB'}" in text_of(diagram, "dot")
    assert text_of(diagram, "d2").startswith(f"direction: {direction}\n")


@pytest.mark.parametrize(
    "text, plain", [("a×b → c", True), ("50 % & more_", True), ("한글", False), ("🙂", False)]
)
def test_pdflatex_is_enough_where_it_has_the_letters(text, plain):
    assert is_plain(text) is plain
    diagram = Diagram((Node(0, 100, 100, label=text),))
    assert ("\\RequireTUTeX" in text_of(diagram, "tikz")) is not plain


def test_latex_specials_are_escaped():
    assert escaped(r"\input{x} $ % & # _ ~ ^") == (
        r"\textbackslash{}input\{x\} \$ \% \& \# \_ \textasciitilde{} \textasciicircum{}"
    )


# --- connectors ---

ROUTES = {
    "straight": ((10, 10), (200, 90)),
    "back": ((200, 90), (10, 10)),
    "one bend": ((10, 10), (200, 10), (200, 90)),
    "one bend down": ((10, 10), (10, 90), (200, 90)),
    "two": ((10, 10), (60, 10), (60, 90), (200, 90)),
    "two, leftwards": ((200, 10), (150, 10), (150, 90), (20, 90)),
    "two, down": ((10, 10), (10, 40), (200, 40), (200, 90)),
    "two, up": ((10, 90), (10, 40), (200, 40), (200, 10)),
    "two, up and left": ((200, 90), (200, 40), (10, 40), (10, 10)),
    "out and back": ((10, 10), (90, 10), (90, 90), (30, 90)),
    "out and straight back": ((10, 10), (90, 10), (90, 90), (10, 90)),
    "three": ((10, 10), (60, 10), (60, 90), (200, 90), (200, 150)),
    "three, down": ((10, 10), (10, 50), (60, 50), (60, 90), (200, 90)),
    "four": ((10, 10), (60, 10), (60, 90), (120, 90), (120, 40), (200, 40)),
    "four, down": ((10, 10), (10, 50), (60, 50), (60, 90), (200, 90), (200, 30)),
}


@pytest.mark.parametrize("points", ROUTES.values(), ids=ROUTES.keys())
def test_a_preset_connector_runs_along_the_route(points):
    drawn = as_powerpoint_draws(connectors.bends(points))
    assert len(drawn) == len(points)
    assert all(math.dist(a, b) < connectors.LEAST for a, b in zip(drawn, points, strict=True))


def test_there_is_no_preset_with_five_bends_or_slants():
    assert connectors.bends(((0, 0), (10, 0), (10, 10), (20, 10), (20, 20), (30, 20), (30, 30))) is None
    assert connectors.bends(((0, 0), (10, 5), (20, 5))) is None


def test_lines_are_glued_to_the_side_where_they_meet_the_node():
    node = Node(0, 100, 100, "rectangle", 80, 40)
    sides = [(100, 80), (60, 95), (110, 120), (140, 110)]  # top, left, bottom, right
    assert [connectors.nearest_site(node, point) for point in sides] == [0, 1, 2, 3]
    store = Node(0, 100, 100, "store", 80, 40)
    assert [connectors.nearest_site(store, point) for point in sides] == [1, 2, 3, 4]
    circle = Node(0, 100, 100, "circle", 40, 40)
    around = [(100, 80), (86, 86), (80, 100), (114, 114)]
    assert [connectors.nearest_site(circle, point) for point in around] == [0, 1, 2, 5]


# --- reading what was written ---


def slide_bytes(pptx: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(pptx)).read("ppt/slides/slide1.xml")


def slide_of(pptx: bytes) -> ET.Element:
    return ET.fromstring(slide_bytes(pptx))


def chosen(element: ET.Element) -> list[ET.Element]:
    """The elements that PowerPoint reads: of two choices, the first."""
    found = [element]
    for child in element:
        if child.tag != f"{MC}Fallback":
            found += chosen(child)
    return found


def said(shape: ET.Element) -> str:
    lines = ["".join(t.text or "" for t in p.iter(f"{A}t")) for p in shape.iter(f"{A}p")]
    return squeezed("".join(lines))


def squeezed(text: str) -> str:
    """Without the spaces and breaks, which are set anew, and in the letters that are drawn."""
    text = printable(text.replace(" · ", ""))
    return "".join(XML.sub("", text).replace("\N{REPLACEMENT CHARACTER}", "").split()) if text else ""


def absolute(cells: dict[str, ET.Element], cell: ET.Element) -> tuple[float, float]:
    x = y = 0.0
    while (geometry := cell.find("mxGeometry")) is not None:
        x, y = x + float(geometry.get("x")), y + float(geometry.get("y"))
        cell = cells[cell.get("parent")]
    return x, y


def read_html(value: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", value.replace("<br>", "\n")))


def unquoted(text: str) -> str:
    return re.sub(r"#(\d+);", lambda match: chr(int(match.group(1))), text.replace("<br/>", "\n"))


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match.group(1), match.group(1)), text)


def rebuilt(data: dict) -> Diagram:
    def tupled(value):
        return tuple(map(tupled, value)) if isinstance(value, list) else value

    def made(kind, name):
        return tuple(kind(**{key: tupled(value) for key, value in item.items()}) for item in data[name])

    sizes = {name: data[name] for name in ("width", "height", "font_size")}
    return Diagram(
        made(Node, "nodes"), made(Edge, "edges"), Style(**data["style"]), made(Group, "groups"), **sizes
    )


def as_powerpoint_draws(found: connectors.Bends) -> list[tuple[float, float]]:
    """The corners of a preset connector: its path of ECMA-376, mirrored and turned about its middle."""
    w, h = found.width, found.height
    x1, y2, x3 = (*found.adjustments, 0.0, 0.0, 0.0)[:3]
    paths = {
        "straightConnector1": [(0, 0), (1, 1)],
        "bentConnector2": [(0, 0), (1, 0), (1, 1)],
        "bentConnector3": [(0, 0), (x1, 0), (x1, 1), (1, 1)],
        "bentConnector4": [(0, 0), (x1, 0), (x1, y2), (1, y2), (1, 1)],
        "bentConnector5": [(0, 0), (x1, 0), (x1, y2), (x3, y2), (x3, 1), (1, 1)],
    }
    points = []
    for x, y in paths[found.preset]:
        across = ((1 - x if found.flip_across else x) - 0.5) * w
        down = ((1 - y if found.flip_down else y) - 0.5) * h
        if found.turned:
            across, down = -down, across
        points.append((found.left + w / 2 + across, found.top + h / 2 + down))
    return points

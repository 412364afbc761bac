"""Reading what other programs write: tests/data/imports holds files as they write them."""

from __future__ import annotations

import base64
import itertools
import random
import zlib
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from diagram.errors import DiagramError
from diagram.geometry import defects
from diagram.imports import FORMATS, Imported, UnreadableImport, read
from diagram.imports.colors import read_color
from diagram.imports.limits import MAX_BYTES, MAX_DEPTH, MAX_INFLATED
from diagram.imports.plain_text import from_html
from diagram.restyling import restyle
from tests.nasty_texts import ROW, kinds
from tests.timing import both, quickest

DATA = Path(__file__).parent / "data" / "imports"
FILES = sorted(DATA.iterdir())


def load(name: str, **options) -> Imported:
    return read((DATA / name).read_bytes(), name=name, **options)


def nodes(found: Imported) -> dict[str, tuple[str, str | None]]:
    return {node.label: (node.shape, node.group) for node in found.diagram.nodes}


def edges(found: Imported) -> list[tuple[str, str, str]]:
    labels = {node.number: node.label for node in found.diagram.nodes}
    return [(labels[e.source], labels[e.target], e.label) for e in found.diagram.edges]


def flow(text: str, header: str = "flowchart LR\n") -> Imported:
    return read(header + text, "mermaid")


def drawing(cells: str) -> Imported:
    root = '<mxCell id="0"/><mxCell id="1" parent="0"/>'
    return read(f"<mxGraphModel><root>{root}{cells}</root></mxGraphModel>", "drawio")


def cell(key: str, value: str = "", style: str = "", parent: str = "1", x: float = 0, y: float = 0) -> str:
    return (
        f'<mxCell id="{key}" value="{value}" style="{style}" vertex="1" parent="{parent}">'
        f'<mxGeometry x="{x}" y="{y}" width="80" height="40" as="geometry"/></mxCell>'
    )


# --- any format ---


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_format_is_told_by_the_name_and_by_the_content(path):
    by_name = read(path.read_bytes(), name=path.name)
    by_content = read(path.read_text(encoding="utf-8"))
    assert by_name.format == by_content.format
    assert by_name.diagram == by_content.diagram
    assert all(note.endswith(".") and "\n" not in note for note in by_name.notes)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_tidied_nothing_overlaps_and_nothing_is_lost(path):
    found, tidy = load(path.name), load(path.name, tidy=True)
    assert defects(tidy.diagram).total == 0
    assert edges(found) == edges(tidy)
    assert nodes(found).keys() == nodes(tidy).keys()


@pytest.mark.parametrize(
    "content, says",
    [
        ("", "empty"),
        ("hello world", "format"),
        (b"\x89PNG\r\n\x1a\n\xff", "PNG picture"),
        (b"PK\x03\x04\xff\xff", "ZIP"),
        (b"\xff\xffabc", "UTF-8"),
        ("x" * (MAX_BYTES + 1), "5,000,000"),
        ("sequenceDiagram\nA->>B: hi", "only flowcharts"),
        ("<svg/>", "<mxfile>"),
        ("{}", "nodes"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(content, says):
    with pytest.raises(UnreadableImport, match=says) as caught:
        read(content)
    assert len(str(caught.value)) < 250 and str(caught.value).endswith(".")


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(UnreadableImport, match="mermaid"):
        read("A -> B", "visio")


def test_utf_16_is_read():
    assert edges(read("graph LR\n가 --> B".encode("utf-16"))) == [("가", "B", "")]


# --- Mermaid ---


def test_mermaid_as_its_page_shows_it():
    found = load("christmas.mmd")
    assert found.diagram.style.direction == "down"
    assert nodes(found)["Let me think"] == ("decision", None)
    assert nodes(found)["Go shopping"] == ("round rectangle", None)
    assert edges(found)[0] == ("Christmas", "Go shopping", "Get money")
    assert [label for *_, label in edges(found)] == ["Get money", "", "One", "Two", "Three"]
    assert "Icons are left out: Car." in found.notes


def test_mermaid_subgraphs():
    found = load("subgraphs.mmd")
    groups = {label: group for label, (_, group) in nodes(found).items()}
    assert groups == {
        "c1": "three with spaces",
        "a2": "one",
        "a1": "one",
        "b1": 'Second "group"',
        "b2": 'Second "group"',
        "d1": "deep",
        "d2": "deep",
        "d3": "deep",
        "c2": "three with spaces",
    }
    assert ("d1", "d3", "") in edges(found) and ("d2", "d3", "") in edges(found)
    assert ("c1", "d1", "") in edges(found) and ("d1", "c1", "") in edges(found)
    assert ("a2", "b1", "") in edges(found)  # one --> two
    assert ("c2", "d2", "") not in edges(found)  # invisible
    colors = {node.label: (node.background, node.line_color) for node in found.diagram.nodes}
    assert colors["a1"] == ((187, 187, 255), (255, 102, 102))
    assert colors["d3"] == ((255, 153, 102), (51, 51, 51))
    assert 'Lines to a group go to its first node: one, Second "group".' in found.notes
    assert 'Groups inside a group become groups of their own: Second "group".' in found.notes


def test_mermaid_shapes_and_lines():
    found = load("shapes.mmd")
    assert {label: shape for label, (shape, _) in nodes(found).items()} == {
        "box": "rectangle", "round": "round rectangle", "pill": "pill", "sub": "rectangle", "store": "store",
        "circle": "circle", "flag": "rectangle", "decision": "decision", "hexagon": "rectangle",
        "in": "rectangle", "out": "rectangle", "up": "rectangle", "down": "rectangle", "twice": "circle",
        "A document": "document",
        "Disk, #1": "store", "Bold and it": "rectangle", "line one\nline two\nthree <3": "rectangle",
        "text (with) brackets": "rectangle",
    }  # fmt: skip
    lines = {node.label: node.line for node in found.diagram.nodes}
    assert (lines["box"], lines["round"], lines["sub"]) == ("solid line", "dashed line", "solid line")
    assert ("store", "circle", "thick") in edges(found)
    assert "Thick lines are drawn as ordinary ones: d to e, e to f." in found.notes


def test_mermaid_from_a_chat():
    found = load("chat.mmd")
    assert edges(found) == [
        ("사용자 요청", "API Gateway", ""),
        ("API Gateway", "인증 DB", "인증 (JWT)"),
        ("API Gateway", "order.svc", "조회; 100%"),
        ("order.svc", "사용자 요청", ""),
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("A --> B --> C", [("A", "B", ""), ("B", "C", "")]),
        ("A-->B & C --> D", [("A", "B", ""), ("A", "C", ""), ("B", "D", ""), ("C", "D", "")]),
        ("A -- x y --> B", [("A", "B", "x y")]),
        ("A -- x y --- B", [("A", "B", "x y")]),
        ("A ---|x| B", [("A", "B", "x")]),
        ('A -->|"a | b"| B', [("A", "B", "a | b")]),
        ('A -- "a --> b" --> B', [("A", "B", "a --> b")]),
        ("A ==>|x|B", [("A", "B", "x")]),
        ("A-..->B", [("A", "B", "")]),
        ("A<-->B", [("A", "B", ""), ("B", "A", "")]),
        ("A o--o B; B x--x C", [("A", "B", ""), ("B", "A", ""), ("B", "C", ""), ("C", "B", "")]),
        ("my-node-->other_node.v2", [("my-node", "other_node.v2", "")]),
        ("A[#9829; #quot;x#quot; &amp;]-->B", [('♥ "x" &', "B", "")]),
        ("A-->A", [("A", "A", "")]),
        ("A --> B\nA --> B", [("A", "B", "")]),
        ("A\n--> B", None),
    ],
)
def test_mermaid_lines(text, expected):
    if expected is None:
        with pytest.raises(UnreadableImport, match="Line 3"):
            flow(text)
    else:
        assert edges(flow(text)) == expected


@pytest.mark.parametrize("text", ["A[x", "A -- x", "A -->|x B", "A --> ", "end", "A B", "A@{ shape", "%%{"])
def test_broken_mermaid(text):
    with pytest.raises(UnreadableImport):
        flow(text)


# --- DOT ---


def test_dot_clusters():
    found = load("cluster.gv")
    assert nodes(found)["a0"] == ("circle", "process #1")
    assert nodes(found)["start"] == ("decision", None)
    assert edges(found)[:3] == [("a0", "a1", ""), ("a1", "a2", ""), ("a2", "a3", "")]
    assert found.diagram.style.direction == "down"
    assert (
        "Shapes that are not ours are drawn as the nearest: start (Mdiamond), end (Msquare)." in found.notes
    )


def test_dot_state_machine():
    found = load("fsm.gv")
    assert found.diagram.style.direction == "right"
    assert ("LR_2", "LR_2", "S(a)") in edges(found)
    assert len(found.diagram.nodes) == 8


def test_dot_records_and_tables():
    found = load("structs.gv")
    assert [node.label for node in found.diagram.nodes] == [
        "left\nmid dle\nright",
        "hello\nworld\nb\nc\nd\ne\nf\ng\nh",
        "one two & three\nfour",
    ]
    assert len(edges(found)) == 2
    assert "Ports are left out: a line goes to the whole node." in found.notes


def test_dot_of_a_strict_graph():
    found = load("undirected.dot")
    assert edges(found) == [
        ("long name", "b", "to long name"),
        ("long name", "c", "to long name"),
        ("b", 'A & B\nleft\nquote " end', "to b"),
        ("c", 'A & B\nleft\nquote " end', "to c"),
        ("한글", "-1.5", ""),
    ]
    assert {node.line for node in found.diagram.nodes} == {"solid line"}
    assert found.diagram.nodes[0].background == (230, 240, 255)  # of HSV


@pytest.mark.parametrize(
    "text, expected",
    [
        ("digraph{a->b->c}", [("a", "b", ""), ("b", "c", "")]),
        (
            "digraph{{a;b}->{c d}[label=x]}",
            [("a", "c", "x"), ("a", "d", "x"), ("b", "c", "x"), ("b", "d", "x")],
        ),
        ("digraph{a->b[dir=back]}", [("b", "a", "")]),
        ("digraph{a->b[dir=both]}", [("a", "b", ""), ("b", "a", "")]),
        ("digraph{edge[label=x];a->b;edge[label=y];b->c}", [("a", "b", "x"), ("b", "c", "y")]),
        ("digraph{subgraph s{a b} subgraph s->c}", [("a", "c", ""), ("b", "c", "")]),
        ('digraph{"a\\\nb"->c}', [("ab", "c", "")]),
        ('DiGraph "x" {A [label="\\N-\\G"]; A->B}', [("A-x", "B", "")]),
        ("digraph{a->b[style=invis];b}", []),
    ],
)
def test_dot_lines(text, expected):
    assert edges(read(text, "dot")) == expected


@pytest.mark.parametrize(
    "text",
    ["digraph", "digraph{", "digraph{a->}", "digraph{a[x=]}", 'digraph{"a}', "digraph{a<b}", "graph{]}"],
)
def test_broken_dot(text):
    with pytest.raises(UnreadableImport, match=r"[Ll]ine 1|nodes"):
        read(text, "dot")


# --- draw.io ---


def test_a_drawing_of_the_desktop_program():
    found = load("desktop.drawio")
    assert found.placed
    assert {label: shape for label, (shape, _) in nodes(found).items()} == {
        "Receive order": "round rectangle",
        "In\nstock?": "decision",
        "Orders": "store",
        "Refusal letter": "document",
    }
    assert [label for *_, label in edges(found)] == ["", "yes", "no"]
    order, stock, *_ = found.diagram.nodes
    assert (order.width, order.height, stock.x - order.x, stock.y - order.y) == (120, 60, 0, 120)
    assert (order.background, order.line_color) == ((218, 232, 252), (108, 142, 191))
    route = found.diagram.edges[1].route
    assert [(x - stock.x, y - stock.y) for x, y in route] == [(50, 0), (180, 0), (180, 70)]
    assert [group.title for group in found.diagram.groups] == ["Figure 1 & more"]
    assert "Other pages are left out: Page-2." in found.notes
    assert "Lines that are not attached to a shape at both ends are left out: nowhere." in found.notes


def test_boxes_without_an_id_are_boxes_of_their_own():
    found = drawing(cell("", "a") + cell("", "b", x=200) + cell("c", "c", x=400))
    assert [node.label for node in found.diagram.nodes] == ["a", "b", "c"]


def test_containers_objects_and_classes():
    found = load("containers.drawio")
    assert nodes(found) == {
        "API gateway": ("pill", "Backend"),
        "Worker v2": ("rectangle", "Backend"),
        "Redis": ("store", "Storage"),
        "User": ("circle", None),
        "Order\nid: int\ntotal: float": ("rectangle", None),
    }
    assert edges(found) == [
        ("User", "API gateway", "calls"),
        ("API gateway", "User", ""),
        ("API gateway", "Worker v2", ""),  # its head was at its start
        ("Worker v2", "Redis", ""),
        ("Order\nid: int\ntotal: float", "Redis", ""),
    ]
    at = {node.label: (node.x, node.y) for node in found.diagram.nodes}
    assert at["Redis"][0] - at["API gateway"][0] == 120 and at["Redis"][1] - at["API gateway"][1] == 115
    assert at["User"][0] - at["API gateway"][0] == 470
    for said in ("Turned shapes", "Groups inside", "rows of tables", "Of a gradient", "Lines to a group"):
        assert any(said in note for note in found.notes)


def test_a_packed_page_is_read():
    assert edges(load("packed.drawio")) == [("시작 & start", "a < b", "")]


def test_a_packed_bomb_is_refused():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(b" " * (MAX_INFLATED + 1)) + packer.flush()
    with pytest.raises(UnreadableImport, match="unpacked"):
        read(f"<mxfile><diagram>{base64.b64encode(data).decode()}</diagram></mxfile>")


def test_pages_that_are_a_bomb_together_are_refused():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(b"<mxGraphModel>" + b" " * (MAX_INFLATED // 3) + b"</mxGraphModel>")
    page = f"<diagram>{base64.b64encode(data + packer.flush()).decode()}</diagram>"
    with pytest.raises(UnreadableImport, match="no drawing"):
        read(f"<mxfile>{page * 2}</mxfile>")
    with pytest.raises(UnreadableImport, match="unpacked"):
        read(f"<mxfile>{page * 3}</mxfile>")


@pytest.mark.parametrize("packed", ["!!!", "AAAA", base64.b64encode(b"not deflated").decode()])
def test_a_page_packed_otherwise_is_refused(packed):
    with pytest.raises(UnreadableImport):
        read(f"<mxfile><diagram>{packed}</diagram></mxfile>")


def test_document_types_and_entities_are_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for inside in (f'<!ENTITY x SYSTEM "file://{secret}">', '<!ENTITY x "y"><!ENTITY z "&x;&x;">', ""):
        text = f'<?xml version="1.0"?><!DOCTYPE mxfile [{inside}]><mxfile><diagram>&x;</diagram></mxfile>'
        with pytest.raises(UnreadableImport, match="DOCTYPE"):
            read(text)


def test_parents_that_go_in_a_ring_are_refused():
    with pytest.raises(UnreadableImport, match="nested"):
        drawing(cell("2", parent="3") + cell("3", parent="2"))


def test_too_deep_is_refused():
    with pytest.raises(UnreadableImport, match="deep"):
        read("<mxfile>" + "<a>" * MAX_DEPTH + "</a>" * MAX_DEPTH + "</mxfile>")
    with pytest.raises(UnreadableImport, match="deep"):
        read("digraph" + "{" * (MAX_DEPTH + 2) + "a" + "}" * (MAX_DEPTH + 2))
    with pytest.raises(UnreadableImport, match="deep"):
        flow("subgraph x\n" * (MAX_DEPTH + 1) + "A")
    with pytest.raises(UnreadableImport, match="JSON"):
        read('{"nodes":' + "[" * 100_000, "json")


@pytest.mark.parametrize(
    "style", ["fillColor=none;strokeColor=none;", "rounded=1;x=1e999;arcSize=nan;", ";;=;a=b=c"]
)
def test_odd_styles_do_no_harm(style):
    assert nodes(drawing(cell("2", "A", style) + cell("3", "B", x=float("1e300")))).keys() == {"A", "B"}


# --- rows, outline, JSON ---


def test_rows_keep_their_places():
    found = load("model.rows.txt")
    assert [(node.x, node.y) for node in found.diagram.nodes] == [
        (100, 300),
        (400, 200),
        (400, 400),
        (700, 300),
    ]
    assert found.diagram.style.direction == "right" and found.diagram.style.shape == "box"


def test_json_by_hand_needs_no_places():
    found = load("by_hand.json")
    assert nodes(found) == {
        "Collect": ("rectangle", None),
        "Clean": ("store", "prep"),
        "저장": ("rectangle", None),
    }
    assert edges(found) == [("Collect", "Clean", "raw"), ("Clean", "저장", "")]
    assert defects(found.diagram).total == 0
    assert found.notes == ["Fields of the JSON that are not known are left out: author."]


@pytest.mark.parametrize(
    "text, says",
    [
        ('{"nodes": [{"label": "x"}]}', "Node 1 .* number"),
        ('{"nodes": [{"number": "1"}]}', "Node 1's number"),
        ('{"nodes": [{"number": 1, "label": 7}]}', "label"),
        ('{"nodes": [{"number": 1, "background": [1, 2]}]}', "background"),
        ('{"nodes": [{"number": 1}], "edges": [{"source": 1, "target": 2}]}', "not there"),
        ('{"nodes": [{"number": 1}], "edges": [7]}', "edges"),
        ('{"nodes": [{"number": 1}], "version": 2}', "version"),
        ('{"nodes": [{"number": 1}], "format": "other"}', "format"),
        ('{"nodes": [{"number": 1, "shape": "star"}]}', "star"),
        ('{"nodes": [{"number": 1, "x": NaN, "y": 1}]}', "x"),
        ('{"nodes": [', "JSON"),
    ],
)
def test_broken_json(text, says):
    with pytest.raises(DiagramError, match=says):
        read(text, "json")


# --- limits ---


def test_at_most_200_nodes_and_2000_lines():
    with pytest.raises(UnreadableImport, match="200 nodes"):
        flow("\n".join(f"a{i}" for i in range(201)))
    with pytest.raises(UnreadableImport, match="200 nodes"):
        read("digraph{" + " ".join(f"a{i}" for i in range(201)) + "}")
    with pytest.raises(UnreadableImport, match="200 nodes"):
        drawing("".join(cell(f"c{i}") for i in range(201)))
    names = " & ".join(f"a{i}" for i in range(46))
    with pytest.raises(UnreadableImport, match="2000 lines"):
        flow(f"{names} --> {names}")


def test_long_labels_are_cut_and_noted():
    found = flow(f'A["{"x" * 600}"]')
    assert len(found.diagram.nodes[0].label) == 500
    assert found.notes[0].startswith("Labels are cut after 500 characters")


STARTS = {
    "rows": ("", f"{ROW[:-10]}[1, ", "[0, 1, 1, 'circle', 1, 1, '"),
    "outline": ("", "a -> "),
    "json": ('{"nodes":[],"x":',),
    "mermaid": ("flowchart LR\n", "flowchart LR\na["),
    "dot": ("digraph {", "digraph { a [label="),
    "drawio": ("<mxGraphModel><root>", "<mxGraphModel><root><mxCell id='0' vertex='1' style='"),
}


def read_any(text: str, format: str) -> None:
    with suppress(DiagramError):
        read(text, format)


@pytest.mark.parametrize("format", FORMATS)
def test_garbage_takes_time_in_proportion_to_its_length(format):
    read("flowchart LR\nA[#quot;] --> B:::c\nstyle A fill:red")  # imports are done once
    for name, make in itertools.islice(kinds(mixed=0), 0, None, 5):
        start, text = STARTS[format][0], make(30_000 if format == "outline" else 60_000)
        read_whole = partial(read_any, start + text, format)
        if quickest(read_whole, below=0.1) >= 0.1:
            whole, third = both(read_whole, partial(read_any, start + text[: len(text) // 3], format))
            assert whole < 5 * third + 0.1, name


@pytest.mark.parametrize("unit", ["end\n%%{[1,", "%%{", "%%{\n"])
def test_settings_that_never_end_do_not_hold_up_mermaid(unit):
    text = "flowchart LR\n" + unit * (300_000 // len(unit))
    assert quickest(lambda: read_any(text, "mermaid"), below=1) < 1  # 2.6 when each looked on


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_a_megabyte_of_garbage_takes_less_than_a_second(format):
    read("flowchart LR\nA[#quot;] --> B:::c\nstyle A fill:red")
    for place, (name, make) in enumerate(kinds()):
        text = make(199_000 if format == "outline" else 1_000_000)  # the most that an outline may have
        for start in STARTS[format][place % 2 :: 2]:
            assert quickest(partial(read_any, start + text, format), below=1) < 1, (start, name)


@pytest.mark.parametrize("format", FORMATS)
def test_anything_is_read_or_refused(format):
    rng = random.Random(5)
    marks = "ab가 \n-=.>xo<[](){}|\"'&;:@#%/\\,0 digraph end subgraph -> --> label=x <mxCell id='1'/> \x00"
    words = [*marks, *marks.split(" "), STARTS[format][0]]
    for _ in range(120):
        text = STARTS[format][0] * rng.choice((0, 1)) + "".join(rng.choices(words, k=rng.randint(1, 30)))
        try:
            found = read(text, format)
        except DiagramError as error:
            assert len(str(error)) < 600
        else:
            assert found.diagram.nodes


# --- pieces ---


@pytest.mark.parametrize(
    "text, color",
    [
        ("#f00", (255, 0, 0)),
        ("#DAE8FC", (218, 232, 252)),
        ("#11223344", (17, 34, 51)),
        ("LightBlue", (173, 216, 230)),
        ("rgb(1, 2, 3)", (1, 2, 3)),
        ("0.0 1.0 1.0", (255, 0, 0)),
        ("gray50", (127, 127, 127)),
        ("red:blue", (255, 0, 0)),
        ("light-dark(#ffffff, #000000)", (255, 255, 255)),
        ("none", None),
        ("no colour", None),
        ("x" * 10_000, None),
    ],
)
def test_colors(text, color):
    assert read_color(text) == color


def test_html_becomes_text():
    assert from_html("a<br>b<div>c</div>&lt;i&gt; <b>d</b> 1 < 2") == "a\nb\nc\n<i> d 1 < 2"


def test_restyled_labels_stay():
    found = load("christmas.mmd")
    made = restyle(found.diagram, palette="mono", shape="circle", line="dashed", direction="right")
    assert {node.label: node.shape for node in made.nodes}["Laptop"] == "circle"
    assert {node.label: node.shape for node in made.nodes}["Let me think"] == "decision"
    assert {node.line for node in made.nodes} == {"dashed line"}
    assert {node.line_color for node in made.nodes} == {(0, 0, 0)}
    assert [node.label for node in made.nodes] == [node.label for node in found.diagram.nodes]
    assert made.style.direction == "right" and defects(made).total == 0


def test_another_palette_moves_nothing():
    before = load("desktop.drawio").diagram
    after = restyle(before, palette="green")
    assert [(n.x, n.y) for n in after.nodes] == [(n.x, n.y) for n in before.nodes]
    assert after.nodes[0].background != before.nodes[0].background

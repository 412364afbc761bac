"""The exports in the programs that they are for: LibreOffice, Graphviz, TeX, Mermaid, mxGraph and D2."""

from __future__ import annotations

import html
import io
import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from diagram.export import FORMATS, export
from diagram.export.connectors import is_plain as is_plain_line
from diagram.export.latex import is_plain
from diagram.export.scene import DrawnEdge, node_id, scene
from diagram.geometry import box
from diagram.graph import Diagram
from diagram.layout import lay_out
from diagram.outline import parse
from tests import programs
from tests.nasty_labels import nasty_diagram
from tests.random_outlines import random_outline

pytestmark = pytest.mark.slow

OUTLINES = {
    "services": "right round arrow color normal\n[clients] mobile app, website -> API gateway\n"
    "[services] order service, user service\n"
    "API gateway -> order service, user service -> database (store)\n"
    "order service -> on failure or timeout: report (document)",
    "order": "down round arrow blue normal\nstart -> check stock ?\ncheck stock -> yes: ship, no: reorder\n"
    "ship, reorder -> notify the customer -> end\nreorder -> check stock",
    "network": "right circle arrow color normal\ninput #3; hidden #5; output #2",
    "maps": "right box arrow teal normal\ninput 64x64; conv 3x3 @16; max pool 2x2; hidden #256; output #10",
    "korean": "right round dashed orange normal\n데이터 수집 -> 전처리 -> 모델 학습 -> 평가\n"
    "평가 -> 다시: 모델 학습\n[저장] 모델 학습 -> 저장소 (store)",
    "long": "right round line green tight\n"
    "a -> b -> c -> d -> e -> f -> g -> h -> i -> j -> k -> l -> m -> n\nb -> k\nm -> c\nf -> f",
}
NASTY = range(12)
INK = 25  # how far a pixel is from its ground to be ink, of 255
REACH = 3  # px that ink may be off


@pytest.fixture(scope="module")
def drawings() -> dict[str, Diagram]:
    found = {name: lay_out(parse(text)) for name, text in OUTLINES.items()}
    return found | {f"random {seed}": lay_out(random_outline(seed)) for seed in (3, 19, 24)}


@pytest.fixture(scope="module")
def nasty() -> dict[str, Diagram]:
    return {f"nasty {seed}": nasty_diagram(seed) for seed in NASTY}


@pytest.fixture(scope="module")
def page() -> Iterator:
    """An empty page in headless Chromium."""
    from playwright.sync_api import sync_playwright

    path = programs.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"], env=programs.environment()
        )
        page = browser.new_page()
        page.goto("about:blank")
        yield page
        browser.close()


# --- LibreOffice ---


@pytest.fixture(scope="module")
def slides(drawings, nasty, tmp_path_factory) -> dict[str, Image.Image]:
    """Each drawing's slide as LibreOffice shows it, in the diagram's px."""
    office = programs.program("soffice", "libreoffice-impress")
    pdftoppm = programs.program("pdftoppm", "poppler-utils")
    folder = tmp_path_factory.mktemp("slides")
    diagrams = drawings | nasty
    for i, diagram in enumerate(diagrams.values()):
        (folder / f"{i}.pptx").write_bytes(export(diagram, "pptx"))
    files = sorted(folder.glob("*.pptx"))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    programs.run(office, profile, "--headless", "--convert-to", "pdf", *files, folder=folder, seconds=600)
    return {
        name: rastered(pdftoppm, folder / f"{i}.pdf", diagram)
        for i, (name, diagram) in enumerate(diagrams.items())
    }


def rastered(pdftoppm: str, pdf: Path, diagram: Diagram) -> Image.Image:
    size = ("-scale-to-x", str(round(diagram.width)), "-scale-to-y", str(round(diagram.height)))
    programs.run(pdftoppm, "-png", "-singlefile", *size, pdf, pdf.with_suffix(""), folder=pdf.parent)
    return Image.open(pdf.with_suffix(".png")).convert("RGB")


@pytest.mark.parametrize("name", [*OUTLINES, "random 3", "random 19", "random 24"])
def test_libreoffice_shows_a_slide_as_our_picture_is(name, drawings, slides):
    compare(drawings[name], slides[name], routed=True)


def test_libreoffice_shows_slides_with_any_labels(nasty, slides):
    for name, diagram in nasty.items():
        boxes_agree(diagram, slides[name])


def compare(diagram: Diagram, other: Image.Image, routed: bool = False) -> None:
    """Fails where nodes have another place or colour, or lines run elsewhere.

    `routed` says that the program leads lines to their ends by itself where they would run about the same.
    """
    boxes_agree(diagram, other)
    dark = ink(other)
    nodes = {node.number: node for node in diagram.nodes}
    for line in scene(diagram).edges:
        ends = nodes[line.edge.source], nodes[line.edge.target]
        if not (routed and is_plain_line(line.points, *ends, diagram.nodes)):
            share = np.mean([found(dark, point) for point in along(line)] or [1.0])
            assert share > 0.95, f"line {line.edge.source} to {line.edge.target} is drawn to {share:.0%}"
    assert share_near(dark, ink(drawn(diagram))) > 0.93, "something is there that should not be"


def along(line: DrawnEdge) -> list[tuple[float, float]]:
    """Points on a line, every few px, but for its ends and where its label stands."""
    points = []
    for (x0, y0), (x1, y1) in pairwise(line.points):
        steps = max(1, round(math.dist((x0, y0), (x1, y1)) / 4))
        points += [(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(steps)]
    left, top, right, bottom = line.plate[0] if line.plate else (0, 0, 0, 0)
    return [
        (x, y)
        for x, y in points
        if min(math.dist((x, y), end) for end in (line.points[0], line.points[-1])) > 14
        and not (left - 6 < x < right + 6 and top - 6 < y < bottom + 6)
    ]


def found(dark: np.ndarray, point: tuple[float, float]) -> bool:
    x, y = (max(0, round(value)) for value in point)
    return bool(dark[max(0, y - REACH) : y + REACH + 1, max(0, x - REACH) : x + REACH + 1].any())


def boxes_agree(diagram: Diagram, other: Image.Image) -> None:
    """In the box of every node, and in one a little larger, as much has its fill as in our picture."""
    ours, theirs = (np.asarray(image, dtype=int) for image in (drawn(diagram), other))
    for node in diagram.nodes:
        for margin in (0, 6):
            left, top, right, bottom = (round(v) for v in box(node))
            rows = slice(max(0, top - margin), bottom + margin)
            columns = slice(max(0, left - margin), right + margin)
            shares = [
                (abs(picture[rows, columns] - node.background).max(axis=2) <= 8).mean()
                for picture in (ours, theirs)
            ]
            # PowerPoint's cylinder has a lighter lid.
            allowed = 0.27 if node.shape == "store" else 0.15
            assert abs(shares[0] - shares[1]) < allowed, f"node {node.number}: {shares}"


def drawn(diagram: Diagram) -> Image.Image:
    return Image.open(io.BytesIO(export(diagram, "png"))).convert("RGB")


def ink(image: Image.Image) -> np.ndarray:
    """Where a pixel is darker than what lies around it: lines, borders and letters, in all colours."""
    grey = image.convert("L")
    ground = np.asarray(grey.filter(ImageFilter.MaxFilter(9)), dtype=int)
    return ground - np.asarray(grey, dtype=int) > INK


def share_near(these: np.ndarray, those: np.ndarray) -> float:
    """The share of `these` pixels with one of `those` at most REACH px away."""
    grown = Image.fromarray(those.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(2 * REACH + 1))
    return float((np.asarray(grown) > 0)[these].mean()) if these.any() else 1.0


def test_the_comparison_notices_a_line_that_is_missing_and_a_node_that_moved(drawings):
    diagram = drawings["order"]
    compare(diagram, drawn(diagram))
    with pytest.raises(AssertionError, match=r"line \d+ to \d+ is drawn to"):
        compare(diagram, drawn(Diagram.with_edges(diagram.nodes, diagram.edges[1:])))
    first, *others = diagram.nodes
    with pytest.raises(AssertionError, match="node 0"):
        compare(diagram, drawn(replace(diagram, nodes=(replace(first, x=first.x + 40), *others))))


# --- PDF and SVG ---


def test_pdf_looks_as_the_picture_and_its_text_can_be_searched(drawings, tmp_path):
    pdftoppm = programs.program("pdftoppm", "poppler-utils")
    pdftotext = programs.program("pdftotext", "poppler-utils")
    pdffonts = programs.program("pdffonts", "poppler-utils")
    for i, diagram in enumerate(drawings.values()):
        path = tmp_path / f"{i}.pdf"
        path.write_bytes(export(diagram, "pdf"))
        compare(diagram, rastered(pdftoppm, path, diagram))
        text = "".join(programs.run(pdftotext, path, "-", folder=tmp_path).split())
        lines = [line for node in scene(diagram).nodes if node.text for line, _ in node.text.lines]
        assert all("".join(line.split()) in text for line in lines)
        assert re.search(
            r"\+LegibleSans +CID Type 0C +\S+ +yes yes yes", programs.run(pdffonts, path, folder=tmp_path)
        )


def test_svg_looks_the_same_in_a_browser_without_the_font(drawings, page):
    for name in ("services", "korean"):
        diagram = drawings[name]
        page.set_viewport_size({"width": round(diagram.width), "height": round(diagram.height)})
        page.set_content(f"<body style='margin:0'>{export(diagram, 'svg').decode()}</body>")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("[...document.fonts].map(face => face.status)") == ["loaded"]
        compare(diagram, Image.open(io.BytesIO(page.screenshot())).convert("RGB"))


# --- TeX ---


@pytest.mark.parametrize("name", [*OUTLINES, "random 3", "random 19", "random 24"])
def test_tex_draws_the_picture(name, drawings, tmp_path):
    compiled(drawings[name], tmp_path, compare)


@pytest.mark.parametrize("seed", NASTY)
def test_tex_compiles_any_labels(seed, nasty, tmp_path):
    compiled(nasty[f"nasty {seed}"], tmp_path, boxes_agree)


def test_pdflatex_compiles_every_label_that_has_its_letters(tmp_path):
    from tests.nasty_labels import LABELS

    labels = [label for label in LABELS if is_plain(label.replace(" · ", "\n"))]
    assert len(labels) > 15
    diagram = nasty_diagram(0)
    nodes = tuple(
        replace(diagram.nodes[0], number=i, y=30.0 + 45 * i, width=300, height=40, label=label, targets=())
        for i, label in enumerate(labels)
    )
    text = export(Diagram(nodes, height=45 * len(labels)), "tikz").decode()
    assert "\\RequireTUTeX" not in text
    compiled(Diagram(nodes, height=45 * len(labels)), tmp_path, lambda *_: None)


def compiled(diagram: Diagram, folder: Path, check) -> None:
    pdftoppm = programs.program("pdftoppm", "poppler-utils")
    text = export(diagram, "tikz").decode()
    name, package = ("pdflatex", "texlive-pictures texlive-latex-extra texlive-fonts-recommended")
    if "\\RequireTUTeX" in text:
        name, package = ("xelatex", "texlive-xetex texlive-pictures")
    engine = programs.program(name, package)
    (folder / "diagram.tex").write_text(text, encoding="utf-8")
    programs.run(engine, "-interaction=nonstopmode", "-halt-on-error", "diagram.tex", folder=folder)
    check(diagram, rastered(pdftoppm, folder / "diagram.pdf", diagram))


# --- Graphviz ---


def test_graphviz_reads_nodes_edges_groups_and_labels(drawings, nasty, tmp_path):
    dot = programs.program("dot", "graphviz")
    for diagram in (drawings | nasty).values():
        found = json.loads(programs.run(dot, "-Tjson", folder=tmp_path, text=export(diagram, "dot").decode()))
        objects = {item["name"]: item for item in found["objects"]}
        for node in diagram.nodes:
            assert read_dot(objects[node_id(node.number)]["label"]) == text_kept(node.label)
        names = {item["_gvid"]: item["name"] for item in found["objects"]}
        edges = [
            (names[e["tail"]], names[e["head"]], read_dot(e.get("label", ""))) for e in found.get("edges", ())
        ]
        assert sorted(edges) == sorted(
            (node_id(e.source), node_id(e.target), text_kept(e.label)) for e in diagram.edges
        )
        for group in scene(diagram).groups:
            if group.members:
                members = objects[f"cluster_{group.id}"]["nodes"]
                assert {names[i] for i in members} == set(map(node_id, group.members))


def read_dot(label: str) -> str:
    text = re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match.group(1), match.group(1)), label)
    return html.unescape(text)


def text_kept(label: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", label)


# --- Mermaid ---


def test_mermaid_draws_every_node_edge_group_and_label(drawings, nasty, page):
    page.add_script_tag(path=str(programs.node_module("mermaid/dist/mermaid.min.js")))
    page.evaluate("mermaid.initialize({startOnLoad: false, maxEdges: 3000, maxTextSize: 500000})")
    for name, diagram in (drawings | nasty).items():
        found = page.evaluate(
            """async text => {
              document.body.innerHTML = (await mermaid.render('drawing', text)).svg;
              const texts = (chosen, inner) => [...document.querySelectorAll(chosen)].map(
                e => (inner ? e.querySelector(inner) : e)?.textContent ?? '');
              return {nodes: texts('g.node', '.label'),
                      edges: document.querySelectorAll('path.flowchart-link').length,
                      labels: texts('.edgeLabel .label'), groups: texts('g.cluster', '.cluster-label')};
            }""",
            export(diagram, "mermaid").decode(),
        )
        assert found["edges"] == len(diagram.edges), name
        assert sorted(map(words, found["nodes"])) == sorted(words(n.label) for n in diagram.nodes), name
        labels = sorted(filter(None, map(words, found["labels"])))
        assert labels == sorted(filter(None, (words(e.label) for e in diagram.edges))), name
        groups = [words(group.group.title) for group in scene(diagram).groups if group.members]
        assert sorted(map(words, found["groups"])) == sorted(groups), name


def words(text: str) -> str:
    """A label without its spaces and breaks, which Mermaid sets anew."""
    return "".join(text_kept(text).split())


# --- draw.io ---


def test_mxgraph_reads_cells_and_joins_every_edge(drawings, nasty, page):
    page.evaluate("window.mxLoadResources = window.mxLoadStylesheets = false; window.mxBasePath = 'x'")
    page.add_script_tag(path=str(programs.node_module("mxgraph/javascript/mxClient.min.js")))
    for name, diagram in (drawings | nasty).items():
        cells = page.evaluate(
            """xml => {
              const root = mxUtils.parseXml(xml).getElementsByTagName('mxGraphModel')[0];
              const model = new mxGraphModel();
              new mxCodec(root.ownerDocument).decode(root, model);
              const graph = new mxGraph(document.createElement('div'), model);
              const text = html => { const e = document.createElement('div');
                e.innerHTML = html.replaceAll('<br>', '\\n'); return e.textContent; };
              return Object.values(model.cells).filter(c => c.vertex || c.edge).map(c => {
                const state = graph.view.getState(c);
                return {id: c.id, edge: !!c.edge, label: text(c.value ?? ''), parent: c.parent.id,
                        source: c.source?.id, target: c.target?.id,
                        at: state && [state.x, state.y, state.width, state.height],
                        points: state?.absolutePoints?.map(p => [p.x, p.y])};
              });
            }""",
            export(diagram, "drawio").decode(),
        )
        vertices = {cell["id"]: cell for cell in cells if not cell["edge"]}
        edges = {cell["id"]: cell for cell in cells if cell["edge"]}
        assert len(vertices) == len(diagram.nodes) + len(diagram.groups), name
        assert len(edges) == len(diagram.edges), name
        for node in diagram.nodes:
            cell = vertices[node_id(node.number)]
            assert cell["label"] == text_kept(node.label)
            left, top, _, _ = box(node)
            assert np.allclose(cell["at"], (left, top, node.width, node.height), atol=0.1)
        for i, line in enumerate(scene(diagram).edges, 1):
            cell, edge = edges[f"e{i}"], line.edge
            assert (cell["source"], cell["target"]) == (node_id(edge.source), node_id(edge.target))
            assert np.allclose(cell["points"][0], line.points[0], atol=0.1)
            assert np.allclose(cell["points"][-1], line.points[-1], atol=0.1)


# --- D2 ---


def test_d2_compiles_to_the_same_nodes_and_edges(drawings, nasty):
    node = programs.program("node", "nodejs")
    programs.node_module("@terrastruct/d2")
    diagrams = [*drawings.values(), *nasty.values()]
    texts = json.dumps([export(diagram, "d2").decode() for diagram in diagrams])
    for diagram, found in zip(
        diagrams, json.loads(programs.run(node, "compile.mjs", folder=programs.NODE, text=texts)), strict=True
    ):
        shapes = {name.split(".")[-1]: label for name, label in found["shapes"]}
        for item in diagram.nodes:
            assert shapes[node_id(item.number)].strip() == text_kept(item.label).strip()
        ends = [(a.split(".")[-1], b.split(".")[-1], label.strip()) for a, b, label in found["edges"]]
        assert ends == [
            (node_id(e.source), node_id(e.target), text_kept(e.label).strip()) for e in diagram.edges
        ]


def test_the_names_of_all_formats_are_known():
    assert set(FORMATS) == {
        "png", "svg", "pdf", "pptx", "drawio", "mermaid", "dot", "d2", "tikz", "rows", "outline", "json"
    }  # fmt: skip

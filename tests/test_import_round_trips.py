"""Out and in again: what a format holds of a diagram is the same afterwards."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from diagram.export import export
from diagram.geometry import defects
from diagram.graph import Diagram
from diagram.imports import dot, mermaid, read
from diagram.imports.limits import Notes
from diagram.layout import lay_out
from tests.random_outlines import random_outline

NASTY = [
    "",
    "\"quoted\" 'text'",
    "a < b & c > d",
    "<b>not bold</b> <br/>",
    "&lt;br&gt; &amp;amp; #quot; #35; &nbsp;",
    "back\\slash \\n \\N \\",
    "[x] {y} (z) |p| /q/",
    "A --> B; end",
    "%% no comment",
    "-- x --> ==> -.->",
    "**bold** _it_ `code` ~~no~~",
    "1. item",
    "- item",
    "# head",
    "$x^2$ \\frac{a}{b}",
    "click here; style x fill:#f00",
    "subgraph",
    "end",
    "n1",
    "two\nlines",
    "conv 3×3 · 64×64 · <16>",
    '한글 "레이블" 100%',
    "日本 – “quotes” … é ñ 🙂",
    ":::class @{ shape: doc }",
    "fa:fa-ban stop",
    "https://example.org/?a=1&b=2#c",
    "x" * 300,
    "'; DROP TABLE nodes; --",
    "]]> <!-- --> <![CDATA[",
    "C:\\new\\table\\Edge\\Tail",
]


def some_diagram(seed: int) -> Diagram:
    """A random diagram; in two of three, labels that read as notation somewhere."""
    diagram = lay_out(random_outline(seed, 16))
    if seed % 3 == 0:
        return diagram
    rng = random.Random(seed)

    def label(old: str, lines: bool = False) -> str:
        new = rng.choice(NASTY) if rng.random() < 0.6 else old
        return new if lines else new.replace("\n", " ")

    nodes = tuple(replace(node, label=label(node.label, lines=True)) for node in diagram.nodes)
    edges, seen = [], set()
    for edge in diagram.edges:
        new = replace(edge, label=label(edge.label)) if edge.label or rng.random() < 0.2 else edge
        if (new.source, new.target, new.label) in seen:  # the same line twice is one line
            new = replace(new, label=f"label {len(seen)}")
        seen.add((new.source, new.target, new.label))
        edges.append(new)
    groups = tuple(replace(group, title=label(group.title)) for group in diagram.groups)
    return replace(diagram, nodes=nodes, edges=tuple(edges), groups=groups)


def structure(diagram: Diagram):
    """Nodes with label and shape, edges with labels, and groups with title and members."""
    titles = {group.name: group.title for group in diagram.groups}
    members: dict[str, list[int]] = {}
    for node in diagram.nodes:
        if node.group is not None:
            members.setdefault(node.group, []).append(node.number)
    return (
        {node.number: (node.label, node.shape) for node in diagram.nodes},
        Counter((edge.source, edge.target, edge.label) for edge in diagram.edges),
        sorted((titles[name], sorted(numbers)) for name, numbers in members.items()),
    )


def places(diagram: Diagram) -> dict[int, tuple[float, ...]]:
    return {n.number: (n.x, n.y, n.width, n.height) for n in diagram.nodes}


def close(one: dict, other: dict) -> bool:
    return one.keys() == other.keys() and all(
        abs(a - b) < 0.1 for key in one for a, b in zip(one[key], other[key], strict=True)
    )


def looks(diagram: Diagram) -> dict[int, tuple]:
    return {node.number: (node.background, node.line_color) for node in diagram.nodes}


def check_all(seed: int) -> None:
    diagram = some_diagram(seed)
    outline = random_outline(seed, 16)

    found = read(export(diagram, "json", outline=outline), "json")
    assert found.diagram == diagram and found.outline == outline and not found.notes, seed

    again = read(export(diagram, "rows"), "rows").diagram
    assert {n.number: (n.label, n.targets) for n in again.nodes} == {
        n.number: (n.label, n.targets) for n in diagram.nodes
    }, seed
    assert places(again) == places(diagram) and looks(again) == looks(diagram), seed

    again = read(export(diagram, "drawio"), "drawio").diagram
    assert structure(again) == structure(diagram), seed
    assert close(places(again), places(diagram)) and looks(again) == looks(diagram), seed
    assert (again.width, again.height) == (diagram.width, diagram.height), seed

    for format, reader in (("mermaid", mermaid), ("dot", dot)):
        again = reader.read(export(diagram, format).decode(), Notes()).diagram()  # laying out takes longest
        assert structure(again) == structure(diagram), (seed, format)
        assert looks(again) == looks(diagram), (seed, format)
        assert again.style.direction == diagram.style.direction, (seed, format)


@pytest.mark.parametrize("start", range(0, 100, 25))
def test_100_random_diagrams_are_the_same_again(start):
    for seed in range(start, start + 25):
        check_all(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(100, 1100, 125))
def test_1000_random_diagrams_are_the_same_again(start):
    for seed in range(start, start + 125):
        check_all(seed)


@pytest.mark.parametrize("format", ["mermaid", "dot"])
def test_what_comes_without_places_is_laid_out(format):
    for seed in (1, 4, 7):
        diagram = lay_out(random_outline(seed, 16))
        again = read(export(diagram, format), format).diagram
        assert structure(again) == structure(diagram)
        assert defects(again).total == 0


def test_an_outline_is_the_same_again():
    for seed in range(20):
        outline = random_outline(seed, 16)
        found = read(f"{outline}\n".encode(), name="x.outline.txt")
        assert found.outline == outline and found.diagram == lay_out(outline), seed


def test_routes_and_labels_of_lines_stay_in_draw_io():
    diagram = lay_out(random_outline(12))
    again = read(export(diagram, "drawio"), "drawio").diagram
    for old, new in zip(diagram.edges, again.edges, strict=True):
        if len(old.route) > 2:
            assert len(new.route) == len(old.route)
            for a, b in zip(old.route, new.route, strict=True):
                assert abs(a[0] - b[0]) < 0.5 and abs(a[1] - b[1]) < 0.5
        if old.label_at:
            assert new.label_at and abs(old.label_at[0] - new.label_at[0]) < 1
            assert abs(old.label_at[1] - new.label_at[1]) < 1

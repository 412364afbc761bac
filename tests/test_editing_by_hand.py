"""Edits by hand: what is changed changes, all else stays, and what cannot be is said in a sentence."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from diagram.editing.difference import compare
from diagram.editing.hand import (
    EdgeEntry,
    NodeEntry,
    edge_entries,
    hex_color,
    node_entries,
    rewritten,
    with_text_size,
)
from diagram.editing.sheet import Sheet
from diagram.errors import DiagramError, InvalidDiagram
from diagram.geometry import defects
from diagram.graph import Diagram
from diagram.layout import lay_out
from diagram.outline import parse
from diagram.palettes import CANVAS, contrast

BODY = "Collect -> Clean -> good ?\ngood -> yes: Train, no: Tune\nTune -> Clean"
STYLE = "right round arrow blue normal\n"


@pytest.fixture(scope="module")
def diagram() -> Diagram:
    return lay_out(parse(STYLE + BODY))


@pytest.fixture
def sheet(diagram) -> Sheet:
    return Sheet(diagram, parse(STYLE + BODY))


def places(diagram: Diagram) -> dict[int, tuple[float, float]]:
    return {node.number: (node.x, node.y) for node in diagram.nodes}


def changed(diagram: Diagram, number: int, **values: str) -> Diagram:
    """With one line of the table of nodes changed."""
    entries = [
        replace(entry, **values) if entry.key == str(number) else entry for entry in node_entries(diagram)
    ]
    return rewritten(diagram, entries, edge_entries(diagram))


def test_tables_that_are_not_changed_change_nothing(diagram):
    assert rewritten(diagram, node_entries(diagram), edge_entries(diagram)) == diagram


def test_a_label_is_changed_in_its_place(diagram):
    made = changed(diagram, 0, label="  Gather \x00 all ")
    assert made.node(0).label == "Gather all"
    assert places(made) == places(diagram)
    assert defects(made).total == 0


def test_a_node_grows_with_its_label_and_nothing_overlaps(diagram):
    label = "Collect all the reviews of the last three years from every shop in the country"
    made = changed(diagram, 0, label=label)
    assert made.node(0).label == label
    assert defects(made).total == 0


def test_a_shape_is_changed_and_the_lines_meet_it(diagram):
    made = changed(diagram, 1, shape="store")
    assert made.node(1).shape == "store"
    assert defects(made).total == 0


def test_a_colour_is_changed_with_a_line_that_can_be_seen(diagram):
    made = changed(diagram, 1, color="#FFE08A")
    assert hex_color(made.node(1).background) == "#ffe08a"
    assert contrast(made.node(1).line_color, CANVAS) >= 4.5
    assert made.node(0) == diagram.node(0) and places(made) == places(diagram)


def test_a_group_is_drawn_around_its_nodes(diagram):
    entries = [
        replace(entry, group="Training" if entry.label in ("Train", "Tune") else "")
        for entry in node_entries(diagram)
    ]
    made = rewritten(diagram, entries, edge_entries(diagram))
    assert [(group.title, group.frame) for group in made.groups] == [("Training", True)]
    assert {n.label for n in made.nodes if n.group} == {"Train", "Tune"}
    assert defects(made).total == 0


def test_a_node_is_added_connected_and_looks_like_the_others(diagram):
    nodes = [*node_entries(diagram), NodeEntry("new", "Deploy")]
    last = next(node for node in diagram.nodes if node.label == "Train")
    made = rewritten(
        diagram, nodes, [*edge_entries(diagram), EdgeEntry(str(last.number), "new", "if it is good")]
    )
    added = made.nodes[-1]
    assert (added.label, added.shape, added.line) == ("Deploy", "round rectangle", "solid arrow")
    assert [edge.label for edge in made.edges if edge.target == added.number] == ["if it is good"]
    assert defects(made).total == 0


def test_a_deleted_node_takes_its_lines_along(diagram):
    nodes = [entry for entry in node_entries(diagram) if entry.key != "1"]
    made = rewritten(diagram, nodes, edge_entries(diagram))
    assert all(1 not in (edge.source, edge.target) for edge in made.edges)
    assert {node.number for node in made.nodes} == {0, 2, 3, 4}
    assert len(rewritten(diagram, nodes).edges) == len(made.edges)


def test_nodes_are_reordered(diagram):
    made = rewritten(diagram, node_entries(diagram)[::-1], edge_entries(diagram))
    assert [node.number for node in made.nodes] == [4, 3, 2, 1, 0]
    assert {(e.source, e.target, e.label) for e in made.edges} == {
        (e.source, e.target, e.label) for e in diagram.edges
    }
    assert defects(made).total == 0


def test_captions_of_neurons_are_kept_as_frames():
    network = lay_out(parse(STYLE + "Input #3; output #2"))
    nodes = [*node_entries(network), NodeEntry("new", "Loss")]
    made = rewritten(network, nodes, [*edge_entries(network), EdgeEntry("3", "new")])
    assert [group.title for group in made.groups] == ["Input · 3", "Output · 2"]


@pytest.mark.parametrize(
    ("nodes", "edges", "said"),
    [
        ([], None, "no nodes left"),
        ([NodeEntry("0", "a"), NodeEntry("0", "b")], None, "two lines for the node"),
        ([NodeEntry("x", " ")], None, "has no label"),
        ([NodeEntry("0", "a" * 600)], None, "at most 500"),
        ([NodeEntry("0", "a", "star")], None, "'star'"),
        ([NodeEntry("0", "a", color="red;}")], None, "give it like #dbeafe"),
        ([NodeEntry("0", "a")], [EdgeEntry("0", "")], "no start or no end"),
        ([NodeEntry(str(i), "a") for i in range(201)], None, "at most 200"),
    ],
)
def test_what_cannot_be_is_one_sentence(diagram, nodes, edges, said):
    with pytest.raises(InvalidDiagram, match=said) as error:
        rewritten(diagram, nodes, edges)
    assert str(error.value).endswith((".", "#dbeafe."))


@pytest.mark.parametrize("size", [9, 24, 36])
def test_larger_text_needs_room_and_gets_it(diagram, size):
    made = with_text_size(diagram, size)
    assert made.font_size == size and defects(made).total == 0


@pytest.mark.parametrize("size", [0, 7, 41, float("nan"), "12"])
def test_a_text_size_that_nobody_can_read_is_refused(diagram, size):
    with pytest.raises(InvalidDiagram, match="choose 8 to 40 px"):
        with_text_size(diagram, size)


def test_a_node_that_was_moved_stays_when_the_rest_is_laid_out(sheet):
    moved = sheet.moved(2, 500, 520)
    rest = moved.rest()
    assert places(rest.diagram)[2] == (500, 520) and rest.pinned == {2}
    assert rest.outline == sheet.outline
    assert places(rest.unpinned().rest().diagram) == places(sheet.diagram)


def test_a_style_is_changed_and_pins_stay(sheet):
    moved = sheet.moved(0, 60, 500)
    made = moved.restyled(direction="down", palette="green")
    assert places(made.diagram)[0] == (60, 500)
    assert (made.diagram.style.direction, made.diagram.style.palette) == ("down", "green")
    assert made.outline.style == made.diagram.style
    with pytest.raises(InvalidDiagram):
        sheet.restyled(palette="plaid")


def test_a_layer_of_neurons_keeps_its_caption_in_another_style():
    outline = parse(STYLE + "Input #3; output #2")
    made = Sheet(lay_out(outline), outline).restyled(direction="down")
    assert [group.title for group in made.diagram.groups] == ["Input · 3", "Output · 2"]


def test_the_text_size_outlasts_a_new_layout(sheet):
    made = sheet.with_text_size(22).restyled(direction="down").rest()
    assert made.diagram.font_size == 22


def say(new: str):
    """A reviser that answers with this outline."""
    made = parse(new)
    return lambda outline, request: SimpleNamespace(outline=made, difference=compare(outline, made))


def test_after_an_edit_by_words_pins_and_the_rest_are_kept(sheet):
    moved = sheet.moved(1, 300, 520)
    made, found = moved.revised("rename Train to Fit", say(STYLE + BODY.replace("Train", "Fit")))
    assert found.sentences() == ["Renamed “Train” to “Fit”."]
    assert places(made.diagram)[1] == (300, 520) and made.pinned == {1}
    assert {node.label for node in made.diagram.nodes} == {"Collect", "Clean", "Good?", "Fit", "Tune"}


def test_a_pinned_node_that_is_removed_is_not_pinned_any_more(sheet):
    made, found = sheet.moved(0, 60, 60).revised("", say(STYLE + BODY.replace("Collect -> ", "")))
    assert str(found.removed[0]) == "Removed “Collect”."
    assert made.pinned == frozenset()


def test_colours_set_by_hand_outlast_an_edit_by_words(sheet):
    entries = [replace(e, color="#ffe08a" if e.key == "1" else e.color) for e in node_entries(sheet.diagram)]
    coloured = sheet.rewritten(entries)
    assert coloured.outline is None
    new = str(coloured.said()).replace("Train", "Fit")
    made, _ = coloured.revised("rename Train to Fit", say(new))
    clean = next(node for node in made.diagram.nodes if node.label == "Clean")
    assert hex_color(clean.background) == "#ffe08a"
    assert defects(made.diagram).total == 0


def test_a_request_that_is_refused_changes_nothing(sheet):
    def refuse(outline, request):
        raise DiagramError("Nothing of this is in the diagram; name what to change.")

    with pytest.raises(DiagramError, match="name what to change"):
        sheet.revised("?", refuse)


def test_the_content_is_all_of_it(sheet):
    made = sheet.moved(1, 300, 520).with_text_size(20)
    assert Sheet.read(made.content()) == made
    assert Sheet.read(sheet.content()) == sheet

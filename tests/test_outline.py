"""Outlines: parsing is the inverse of writing, names resolve as the notation says, errors name the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagram.errors import DiagramError, InvalidDiagram, UnreadableOutline
from diagram.graph import MAX_EDGES, MAX_NODES, STYLE_FIELDS, Style
from diagram.outline import (
    MAX_TEXT,
    NODE_COLORS,
    NODE_SHAPES,
    Attributes,
    Item,
    Outline,
    Statement,
    fold,
    parse,
)
from tests.timing import quickest

# --- strategies: any outline that can be written, with names that look like notation ---

WORDS = (
    *(
        "->",
        ",",
        ";",
        ":",
        "+",
        "?",
        "~2",
        "[",
        "]",
        "[g]",
        "[g",
        "\\",
        "\\\\",
        "\\,",
        "a,",
        "b;",
        "c:",
        ",d",
        "-",
        ">",
    ),
    *(
        "3x3",
        "@16",
        "/2",
        "same",
        "=28",
        "#64",
        "×12",
        "(store)",
        "(box)",
        "~",
        "x",
        "é",
        "서버",
        "İ",
        "ﬁ",
        "٣x٣",
        "\u200b",
    ),
    *(
        "right round arrow blue normal",
        "A",
        "a",
        "Conv 3×3",
        "1",
        "a\tb",
        "a\u2028b",
        "a  b",
        "a\x85",
        "a\x1cb",
        "😀",
    ),
)
names = (st.text(max_size=12) | st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)).filter(str.strip)
labels = st.just("") | names
attributes = st.builds(
    Attributes,
    st.none() | st.tuples(st.integers(0, 9999), st.integers(0, 9999)),
    st.none() | st.integers(0, 999_999),
    st.none() | st.integers(0, 999),
    st.booleans(),
    st.none() | st.integers(0, 99_999),
    st.none() | st.integers(0, 9_999_999),
    st.none() | st.integers(0, 9999),
    st.booleans(),
    st.none() | st.sampled_from(NODE_SHAPES),
    st.none() | st.sampled_from(NODE_COLORS),
)


def items(label):
    return st.builds(
        Item, names, st.booleans(), st.none() | st.integers(0, 999), st.just(Attributes()) | attributes, label
    )


plain, labelled = items(st.just("")), items(labels)
groups = st.none() | names
paths = st.builds(
    lambda first, rest, group: Statement((tuple(first), *map(tuple, rest)), False, group),
    st.lists(plain, min_size=1, max_size=3),
    st.lists(st.lists(labelled, min_size=1, max_size=3), max_size=3),
    groups,
)
stacks = st.builds(
    lambda layers, group: Statement(tuple((layer,) for layer in layers), True, group),
    st.lists(plain, min_size=2, max_size=5),
    groups,
)
styles = st.builds(Style, *map(st.sampled_from, STYLE_FIELDS.values()))
outlines = st.builds(
    lambda s, style: Outline(tuple(s), style), st.lists(paths | stacks, min_size=1, max_size=4), styles
)

# --- writing and parsing ---


@given(outlines)
def test_an_outline_that_is_written_parses_as_it_was(outline):
    text = str(outline)
    assert len(text.splitlines()) == 1 + len(outline.statements)
    assert parse(text) == outline


@given(
    st.lists(st.sampled_from([*WORDS, " -> ", ", ", "; ", ": ", "+ ", " ", "\n", "\\ "]), max_size=12).map(
        "".join
    )
    | st.text()
)
def test_what_parses_is_written_in_one_way(text):
    try:
        outline = parse(text)
    except DiagramError:
        return
    assert parse(str(outline)) == outline


@given(
    st.text()
    | outlines.map(str)
    | st.lists(st.sampled_from(["a", "b", " -> ", ", ", "; ", " ~2", "\n"])).map("".join)
)
def test_garbage_raises_nothing_but_diagram_errors(text):
    try:
        parse(text).structure()
    except DiagramError as error:
        assert str(error)


def test_the_example_of_the_notation():
    text = (
        "right round arrow blue normal\nReceive order -> check stock ?\ncheck stock -> yes: ship, no: reorder"
    )
    text += "\nreorder -> receive order"
    outline = parse(text)
    assert outline.style == Style("right", "round", "arrow", "blue", "normal")
    assert str(outline) == text
    structure = outline.structure()
    assert [node.name for node in structure.nodes] == ["Receive order", "check stock", "ship", "reorder"]
    assert structure.edges == ((0, 1, ""), (1, 2, "yes"), (1, 3, "no"), (3, 0, ""))
    assert structure.nodes[1].attributes.decision


def test_attributes_follow_the_name_in_their_order():
    item = parse("conv 7x5 @16 /2 same =28 #64 ×12 ? (store) =red").statements[0].lists[0][0]
    assert item == Item("conv", attributes=Attributes((7, 5), 16, 2, True, 28, 64, 12, True, "store", "red"))


@pytest.mark.parametrize(
    "text, name",
    [
        ("same", "same"),
        ("3x3", "3x3"),
        ("a #64 3x3", "a #64"),  # not in order: only the last is an attribute
        (r"a \same", "a same"),
        (r"a\, b", "a, b"),
        (r"a \-> b", "a -> b"),
        (r"\+ a", "+ a"),
        (r"\[a] b", "[a] b"),
        ("a,b:c;d->e", "a,b:c;d->e"),
        ("Conv 3×3", "Conv 3×3"),
        ("  a   b  ", "a b"),
    ],
)
def test_a_name_is_what_is_no_notation(text, name):
    assert parse(text).statements[0].lists[0][0].name == name


def test_the_style_line_may_be_left_out():
    assert parse("a -> b") == parse("right round arrow blue normal\na -> b")


# --- names ---


def structure(*lines: str):
    return parse("\n".join(lines)).structure()


def test_a_name_said_again_is_the_same_node_whatever_its_case_and_spaces():
    found = structure("Load Data -> train", "load data -> test", "LoadData -> plot")
    assert [node.name for node in found.nodes] == ["Load Data", "train", "test", "plot"]
    assert found.edges == ((0, 1, ""), (0, 2, ""), (0, 3, ""))


def test_plus_is_a_new_node_and_the_bare_name_is_the_latest():
    found = structure("a -> b -> + a -> c", "a -> d")
    assert [node.name for node in found.nodes] == ["a", "b", "a", "c", "d"]
    assert found.edges == ((0, 1, ""), (1, 2, ""), (2, 3, ""), (2, 4, ""))


def test_every_layer_of_a_stack_is_a_new_node_and_ordinals_point_to_them():
    found = structure("input #3; conv 3x3; conv 3x3; output #2", "conv ~1 -> output", "input -> conv ~2")
    assert [node.name for node in found.nodes] == ["input", "conv", "conv", "output"]
    assert set(found.edges) == {(0, 1, ""), (1, 2, ""), (2, 3, ""), (1, 3, ""), (0, 2, "")}
    assert all(node.in_stack for node in found.nodes)


def test_an_ordinal_works_in_a_stack():
    found = structure("conv; relu", "conv ~1; pool; relu ~1")
    assert [node.name for node in found.nodes] == ["conv", "relu", "pool"]
    assert found.edges == ((0, 1, ""), (0, 2, ""), (2, 1, ""))


@pytest.mark.parametrize("line", ["a ~2", "a ~0", "b ~1"])
def test_an_ordinal_without_a_node_is_an_error(line):
    with pytest.raises(InvalidDiagram, match=r"points to '[ab]' number \d; there are \d"):
        structure("a", line)


def test_lists_split_and_merge():
    found = structure("A -> B, C -> D", "E, F -> x: D")
    assert set(found.edges) == {(0, 1, ""), (0, 2, ""), (1, 3, ""), (2, 3, ""), (4, 3, "x"), (5, 3, "x")}


def test_the_same_edge_counts_once_unless_its_label_differs():
    assert structure("a -> b", "a -> b", "a -> x: b", "b -> a").edges == ((0, 1, ""), (0, 1, "x"), (1, 0, ""))


def test_attributes_of_later_mentions_are_added():
    node = structure("a 3x3 -> b", "a #64 ? -> c").nodes[0]
    assert node.attributes == Attributes(kernel=(3, 3), units=64, decision=True)


def test_a_node_joins_the_first_group_it_is_mentioned_in():
    found = structure("a -> b", "[encoder ×6] b -> c", "[decoder] c, d")
    assert [node.group for node in found.nodes] == [None, "encoder ×6", "encoder ×6", "decoder"]
    assert found.groups == ("encoder ×6", "decoder")


def test_a_path_of_one_list_declares_its_items():
    found = structure("a, b")
    assert len(found.nodes) == 2
    assert found.edges == ()


@given(names)
def test_folded_names_have_no_spaces(name):
    assert fold(name) == "".join(fold(name).split())


# --- errors ---


@pytest.mark.parametrize(
    "line, message",
    [
        ("a; b -> c", "mixes ';' with other separators"),
        ("a; b, c", "mixes ';' with other separators"),
        ("[group a", "begins a group that is empty or not closed"),
        ("[] a", "begins a group that is empty or not closed"),
        ("[\\ ] a", "begins a group that is empty or not closed"),
        ("[g]", "has an item without a name"),
        ("a -> , b", "has an item without a name"),
        ("a; ; b", "has an item without a name"),
        ("yes: a -> b", "has ':' where no edge label can be"),
        ("a -> yes: no: b", "has ':' where no edge label can be"),
    ],
)
def test_an_error_names_the_line(line, message):
    with pytest.raises(UnreadableOutline) as raised:
        parse(f"right round arrow blue normal\n\na -> b\n{line}\nc")
    assert str(raised.value).startswith(f"Line 4 {message}")


@pytest.mark.parametrize("text", ["", " \n\n", "right round arrow blue normal\n"])
def test_an_empty_outline_is_an_error(text):
    with pytest.raises(UnreadableOutline, match="The outline is empty"):
        parse(text)


def test_a_text_that_is_far_too_long_is_an_error():
    with pytest.raises(UnreadableOutline, match=f"at most {MAX_TEXT}"):
        parse("a" * (MAX_TEXT + 1))


@pytest.mark.parametrize("name", ["", "  ", "\n", "\u2003\t"])
def test_an_empty_name_cannot_be_made(name):
    with pytest.raises(InvalidDiagram, match="empty name"):
        Item(name)
    with pytest.raises(InvalidDiagram, match="empty name"):
        Statement(((Item("a"),),), group=name)


def test_an_outline_of_nothing_has_no_structure():
    with pytest.raises(InvalidDiagram, match="has no nodes"):
        Outline(()).structure()


def test_too_many_nodes_are_an_error():
    assert len(structure(", ".join(f"n{i}" for i in range(MAX_NODES))).nodes) == MAX_NODES
    with pytest.raises(InvalidDiagram, match=f"more than {MAX_NODES} nodes"):
        structure(", ".join(f"n{i}" for i in range(MAX_NODES + 1)))


def test_too_many_edges_are_an_error():
    left, right = (", ".join(f"{side}{i}" for i in range(60)) for side in "ab")
    with pytest.raises(InvalidDiagram, match=f"more than {MAX_EDGES} edges"):
        structure(f"{left} -> {right}")


def test_mentions_without_end_do_not_take_for_ever():
    many = "a, " * 30_000
    text = f"{many}a -> {many}a"
    assert quickest(lambda: structure(text), below=3) < 3
    assert structure(text).edges == ((0, 0, ""),)


@pytest.mark.parametrize("unit", ["a, ", "a -> ", "\\", "[", "a: ", "[a", "3x3 ", "+ ", "\n", "; "])
def test_a_long_line_of_garbage_is_quick(unit):
    def read() -> None:
        try:
            parse(unit * (MAX_TEXT // len(unit)))
        except UnreadableOutline as error:
            assert len(str(error)) < 300

    assert quickest(read, below=3) < 3

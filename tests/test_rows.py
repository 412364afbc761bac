"""Rows read back as they were written, badly written ones as they were meant, and nothing else raises."""

import contextlib
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagram.errors import UnreadableRows
from diagram.graph import (
    LINES,
    MAX_EDGES,
    MAX_LABEL,
    MAX_NODES,
    ROW_SHAPES,
    SHAPES,
    Diagram,
    Edge,
    Group,
    Node,
    Style,
)
from diagram.outline import parse
from diagram.rows import MAX_LEFT_OUT, MAX_PROBLEMS, MAX_TOKENS, read, structure_outline, write
from tests.nasty_texts import kinds
from tests.timing import both, quickest

ROW = "[0, 232, 120, 'circle', 62, 75, 'solid arrow', (192, 192, 224), (0, 0, 0), [1, 2]]"
ROWS = "\n".join(
    (
        ROW,
        "[1, 339, 120, 'round rectangle', 62, 75, 'solid line', (255, 255, 255), (32, 32, 32), [2]]",
        "[2, 446.5, -120, 'rectangle', 62, 75, 'dashed line', (1, 2, 3), (64, 64, 64), []]",
    )
)
LABELLED = "\n".join(
    f"{row[:-1]}, {label!r}]"
    for row, label in zip(ROWS.split("\n"), ("Start", "it's [0, 1, 2, 'x'], \"so\"", ""), strict=True)
)

# --- strategies ---

coordinates = st.integers(-20_000, 20_000) | st.floats(-20_000, 20_000)
sizes = st.integers(1, 20_000) | st.floats(1e-6, 20_000)
colors = st.tuples(*[st.integers(0, 255)] * 3)
marks = st.sampled_from(
    [*list("'\"\\,[]()# \n\t"), "\\n", "[0, 1, 2, 'circle', 3, 4", "''", '""', "한글", "(1, 2, 3)"]
)
labels = st.text(max_size=20) | st.lists(marks, max_size=8).map("".join) | st.integers().map(str)


@st.composite
def diagrams(draw, with_labels=True, shapes=SHAPES):
    numbers = draw(st.lists(st.integers(-5, 300), min_size=1, max_size=8, unique=True))
    return Diagram(
        tuple(
            Node(
                number,
                draw(coordinates),
                draw(coordinates),
                draw(st.sampled_from(shapes)),
                draw(sizes),
                draw(sizes),
                draw(st.sampled_from(LINES)),
                draw(colors),
                draw(colors),
                tuple(draw(st.lists(st.sampled_from(numbers), max_size=4))),
                draw(labels) if with_labels else "",
            )
            for number in numbers
        )
    )


def strict(diagram: Diagram) -> tuple[Node, ...]:
    return tuple(replace(node, shape=ROW_SHAPES.get(node.shape, node.shape)) for node in diagram.nodes)


# --- what is written reads back ---


@given(diagrams(with_labels=False))
def test_rows_read_back_as_the_nodes_that_were_written(diagram):
    reading = read(write(diagram))
    assert reading.diagram.nodes == strict(diagram)
    assert reading.problems == ()


@given(diagrams())
def test_labelled_rows_read_back_with_their_labels(diagram):
    text = write(diagram, labels=True)
    assert len(text.split("\n")) == len(diagram.nodes)
    reading = read(text)
    assert reading.diagram.nodes == strict(diagram)
    assert reading.problems == ()
    assert write(reading.diagram, labels=True) == text


def test_every_row_of_the_seed_data_is_written_exactly_as_it_was_read(seed_records):
    for record in seed_records:
        reading = read(record["diagram"])
        assert write(reading.diagram) == record["diagram"].strip()
        assert reading.problems == ()


def test_scored_rows_are_written_as_they_were_read_unless_a_problem_says_why_not(scored_records):
    exact = 0
    for record in scored_records:
        text = record["diagram"].strip()
        try:
            reading = read(text)
        except UnreadableRows:
            assert not re.search(r"\[\d+, \d+, \d+, '", text)
            continue
        assert (write(reading.diagram) == text) == (not reading.problems)
        assert not (record["origin"] == "algorithm" and reading.problems)
        exact += not reading.problems
    assert exact >= 600  # the others are cut off, or point to nodes that are not there


def test_whole_numbers_are_written_without_a_decimal_point():
    assert write(Diagram((Node(0, 232.0, 120.25, "circle", 62.0, 75),))) == (
        "[0, 232, 120.25, 'circle', 62, 75, 'solid arrow', (255, 255, 255), (0, 0, 0), []]"
    )


@pytest.mark.parametrize("shape, row_shape", ROW_SHAPES.items())
def test_other_shapes_are_written_as_the_nearest_of_the_three(shape, row_shape):
    assert f"'{row_shape}'" in write(Diagram((Node(0, 1, 1, shape),)))


# --- what a model meant ---

ONE_BY_ONE = {
    "no quotes": lambda s: s.replace("'", ""),
    "doubled quotes": lambda s: s.replace("'", '""'),
    "doubled single quotes": lambda s: s.replace("'", "''"),
    "JSON quotes": lambda s: s.replace("'", '"'),
    "escaped quotes": lambda s: s.replace("'", '\\"'),
    "curly quotes": lambda s: re.sub(r"'([a-z ]+)'", "‘\\1’", s),
    "curly double quotes": lambda s: re.sub(r"'([a-z ]+)'", "“\\1”", s),
    "backticks": lambda s: s.replace("'", "`"),
    "opening quotes missing": lambda s: re.sub(r"'([a-z ]+)'", r"\1'", s),
    "closing quotes missing": lambda s: re.sub(r"'([a-z ]+)'", r"'\1", s),
    "shapes quoted, lines not": lambda s: re.sub(r"'([a-z]+ (line|arrow))'", r"\1'", s),
    "numbers as strings": lambda s: re.sub(r"(?<![\d(])(-?[\d.]+), (?!\d+, \d+\))", r'"\1", ', s),
    "tuples as strings": lambda s: re.sub(r"(\(\d.*?\))", r'"\1"', s),
    "targets as strings": lambda s: re.sub(r"(\[[\d, ]*\])(?=\])", r"'\1'", s),
    "rows as strings": lambda s: "\n".join(f'"{line}",' for line in s.split("\n")),
    "lists for tuples": lambda s: s.replace("(", "[").replace(")", "]"),
    "tuples for lists": lambda s: s.replace("[", "(").replace("]", ")"),
    "hex colours": lambda s: re.sub(
        r"\((\d+), (\d+), (\d+)\)", lambda m: "'#{:02x}{:02X}{:02x}'".format(*map(int, m.groups())), s
    ),
    "bare hex colours": lambda s: re.sub(
        r"\((\d+), (\d+), (\d+)\)", lambda m: "#{:02x}{:02x}{:02x}".format(*map(int, m.groups())), s
    ),
    "rgb()": lambda s: s.replace("(", "rgb("),
    "assignment": lambda s: "model = [\n" + s.replace("\n", ",\n") + ",\n]",
    "one list on one line": lambda s: "[" + s.replace("\n", ", ") + "]",
    "rows side by side": lambda s: s.replace("\n", " "),
    "rows run together": lambda s: s.replace("\n", ""),
    "one row over several lines": lambda s: s.replace(", ", ",\n    "),
    "windows line ends": lambda s: s.replace("\n", "\r\n"),
    "no spaces": lambda s: s.replace(", ", ","),
    "trailing commas": lambda s: re.sub(r"\](?=\]|$)", ",]", s, flags=re.MULTILINE).replace("[,]", "[]"),
    "prose": lambda s: (
        f"Sure! Here is the list (rows), as you asked:\n\n{s}\n\nIt has 3 nodes, and is readable."
    ),
    "code fence": lambda s: f"```python\n{s}\n```",
    "numbered": lambda s: "\n".join(f"{i}. {line}" for i, line in enumerate(s.split("\n"), 1)),
    "floats": lambda s: re.sub(r"(?<=\[)(\d+), (\d+),", r"\1.0, \2.00,", s),
    "px": lambda s: s.replace("62, 75", "62px, 75 px"),
    "upper case": lambda s: s.replace("circle", "Circle").replace("solid arrow", "Solid Arrow"),
    "underscores": lambda s: s.replace("d r", "d_r").replace("d a", "d-a"),
    "earlier wording": lambda s: s.replace("solid line", "solid").replace("dashed line", "dashed"),
    "slashes": lambda s: s.replace("'solid", "'/solid"),
}


@pytest.mark.parametrize("change", ONE_BY_ONE)
def test_a_badly_written_list_reads_as_the_same_diagram(change):
    text = ONE_BY_ONE[change](ROWS)
    assert text != ROWS
    reading = read(text)
    assert reading.diagram == read(ROWS).diagram
    assert reading.problems == ()


@given(
    diagrams(with_labels=False),
    st.lists(st.sampled_from(["no quotes", "assignment", "no spaces", "code fence"])),
)
def test_changes_add_up(diagram, changes):
    text = write(diagram)
    for change in changes:
        text = ONE_BY_ONE[change](text)
    assert read(text).diagram.nodes == strict(diagram)


@pytest.mark.parametrize(
    "change", ["assignment", "one list on one line", "prose", "code fence", "rows side by side"]
)
def test_what_stands_around_labelled_rows_does_not_matter(change):
    reading = read(ONE_BY_ONE[change](LABELLED))
    assert [node.label for node in reading.diagram.nodes] == ["Start", "it's [0, 1, 2, 'x'], \"so\"", ""]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "tail, label",
    [
        ("[], 'Start'", "Start"),
        ("'Start', []", "Start"),
        ("[], Start here", "Start here"),
        ("[], 'it's'", "it's"),
        (r"[], 'a\'b\n\u00e9\x41\U0001F600\ud83d\ude00'", "a'b\né" + "A😀😀"),
        ("[], '42'", "42"),
        ("[], 'red'", "red"),
        ("[], ''", ""),
        ('[], ""Hello, world""', "Hello, world"),
        ("[], “Hello, world”", "Hello, world"),
        (r"[], '\ud800'", "\ufffd"),
    ],
)
def test_a_label_may_stand_anywhere_after_the_colours(tail, label):
    text = f"[0, 1, 2, 'circle', 3, 4, 'solid line', (1, 2, 3), (4, 5, 6), {tail}]"
    reading = read(text)
    assert reading.diagram.nodes[0].label == label
    assert reading.problems == ()


@pytest.mark.parametrize(
    "row, expected, problem",
    [
        ("[0, 1, 2, 'circle', 3, 4]", Node(0, 1, 2, "circle", 3, 4), "has no line"),
        ("[0, 1, 2, 'circle', 3, 4, [0]]", Node(0, 1, 2, "circle", 3, 4, targets=(0,)), "0 of 2 colours"),
        (
            "[0, 1, 2, 'circle', 3, 4, 'solid', [9, 8, 7], [0]]",
            Node(0, 1, 2, "circle", 3, 4, "solid line", (9, 8, 7), targets=(0,)),
            "1 of 2 colours",
        ),
        (
            "[0, 1, 2, 'circle', 3, 4, 'solid', (9, 8, 7), (6, 5, 4)]",
            Node(0, 1, 2, "circle", 3, 4, "solid line", (9, 8, 7), (6, 5, 4)),
            "no list of targets",
        ),
        (
            "[0, 1, 2, 'circle', 3, 4, 'solid', [0], (9, 8, 7), (6, 5, 4)]",
            Node(0, 1, 2, "circle", 3, 4, "solid line", (9, 8, 7), (6, 5, 4), (0,)),
            None,
        ),
        (
            "[0, 1, 2, 'circle', 3, 4, 'solid', 9, 8, 7, 6, 5, 4, [0]]",
            Node(0, 1, 2, "circle", 3, 4, "solid line", (9, 8, 7), (6, 5, 4), (0,)),
            None,
        ),
        (
            "[0, 1, 2, 'circle', 3, 4, 'solid', (9, 8, 7, (6, 5, 4, [0]]",
            Node(0, 1, 2, "circle", 3, 4, "solid line", (9, 8, 7), (6, 5, 4), (0,)),
            None,
        ),
        (
            "[0, 1, 2, 'hexagon', 3, 4, 'wavy arrow', white, '#abc', [0]]",
            Node(0, 1, 2, "rectangle", 3, 4, "solid arrow", (255, 255, 255), (170, 187, 204), (0,)),
            "has the shape 'hexagon'; 'rectangle' is taken",
        ),
        (
            "[0, 1, 2, 'elipse', 3, 4, 'dotted', (300, -1, 2.4), (0, 0, 0), []]",
            Node(0, 1, 2, "circle", 3, 4, "dashed line", (255, 0, 2)),
            "(255, 0, 2) is taken",
        ),
        (
            "[0, 1e9, -2, 'circle', -3, 0, 'solid arrow', (1, 2), (0, x, 0), []]",
            Node(0, 20_000, -2, "circle", 100, 60),
            "20000 px is the limit",
        ),
        (
            "[0, 1, 2, 'rouned rectangle', 3, 4, 'solid arrow', (0, 0, 0), (0, 0, 0), [], 'a', 'b']",
            Node(0, 1, 2, "round rectangle", 3, 4, background=(0, 0, 0), label="a"),
            "fields too many: 'b'",
        ),
    ],
)
def test_missing_and_odd_fields_get_what_is_nearest(row, expected, problem):
    reading = read(row)
    assert reading.diagram.nodes == (expected,)
    if problem is None:
        assert reading.problems == ()
    else:
        assert any(problem in note for note in reading.problems)


@pytest.mark.parametrize("length", range(1, 80, 7))
def test_a_last_row_that_is_cut_off_is_left_out_and_reported(length):
    whole = "[3, 500, 300, 'circle', 62, 75, 'solid line', (255, 255, 255), (32, 32, 32), [0"
    reading = read(f"{ROWS}\n{whole[:length]}")
    assert reading.diagram == read(ROWS).diagram
    assert reading.problems == ("line 4: the last row is cut off; it is left out",)


def test_a_last_row_that_lacks_only_its_bracket_is_kept():
    reading = read(ROWS[:-1])
    assert reading.diagram == read(ROWS).diagram
    assert reading.problems == ("line 3: the row of node 2 is not closed; it is taken as far as it goes",)


def test_a_row_that_is_not_closed_ends_where_the_next_begins():
    reading = read(ROWS.replace("[2]]", "[2"))
    assert reading.diagram == read(ROWS).diagram
    assert reading.problems == ("line 2: the row of node 1 is not closed; it is taken as far as it goes",)


def test_targets_that_are_not_there_are_dropped_and_reported():
    reading = read(ROW)
    assert reading.diagram.nodes[0].targets == ()
    assert reading.problems == ("line 1: node 0 points to 1, 2, not there; left out",)


def test_the_first_of_two_rows_with_the_same_number_wins():
    reading = read(ROWS + "\n" + ROW.replace("232", "900"))
    assert reading.diagram == read(ROWS).diagram
    assert reading.problems == ("line 4: the number 0 belongs to an earlier node; the row is left out",)


def test_problems_come_in_the_order_of_the_lines():
    reading = read("[0]\n" + ROW + "\n[7, 8]\n" + ROW.replace("[0,", "[1,").replace("circle", "blob"))
    assert [note.split(":")[0] for note in reading.problems] == [
        "line 1",
        "line 2",
        "line 3",
        "line 4",
        "line 4",
    ]


# --- limits ---


def test_what_fits_is_kept_where_there_are_too_many_nodes():
    reading = read("\n".join(ROW.replace("[0,", f"[{i},") for i in range(MAX_NODES + 5)))
    assert len(reading.diagram.nodes) == MAX_NODES
    assert reading.problems == (f"line {MAX_NODES + 1}: more than {MAX_NODES} nodes; the rest is left out",)


def test_what_fits_is_kept_where_there_are_too_many_edges():
    targets = ", ".join(map(str, range(100)))
    reading = read(
        "\n".join(ROW.replace("[0,", f"[{i},").replace("1, 2]", targets + "]") for i in range(100))
    )
    assert len(reading.diagram.edges) == MAX_EDGES
    assert len(reading.problems) == MAX_PROBLEMS


def test_a_long_label_is_cut():
    reading = read(ROW.replace("[1, 2]]", f"[], '{'x' * 600}']"))
    assert reading.diagram.nodes[0].label == "x" * MAX_LABEL
    assert reading.problems == (
        f"line 1: the label of node 0 has 600 characters; the first {MAX_LABEL} are taken",
    )


@pytest.mark.parametrize("digits", range(34, 44))
def test_many_digits_and_an_exponent_do_not_raise(digits):
    assert len(read(f"[0, 1.{'1' * digits}e2, 2, 'circle', 60, 60]").diagram.nodes) == 1


@pytest.mark.parametrize("place", range(4))
def test_endless_digits_neither_raise_nor_take_long(place):
    digits = "9" * 200_000
    row = "[0, {}, 2, 'circle', {}, 4, 'solid arrow', ({}, 0, 0), (0, 0, 0), [{}, 0]]"
    text = row.format(*[digits if i == place else "1" for i in range(4)])
    assert read(text).problems


# --- nothing else raises ---


@pytest.mark.parametrize(
    "text", ["", " \n", "no rows", "[1, 2, 3]", "[[[[", "[0, 1", "['circle']", "[0, 1, 2, 'circle']"]
)
def test_a_text_without_rows_is_one_clear_sentence(text):
    with pytest.raises(
        UnreadableRows, match=r"^There is no diagram in this text of \d+ characters"
    ) as raised:
        read(text)
    assert "\n" not in str(raised.value)


@given(
    st.text()
    | st.lists(marks | st.sampled_from([ROW, "[0, ", "1, ", "'circle', ", "'", "[", "(", "#", "9e999"])).map(
        "".join
    )
)
def test_garbage_raises_nothing_but_unreadable_rows(text):
    try:
        reading = read(text)
    except UnreadableRows:
        return
    assert read(write(reading.diagram, labels=True)).diagram.nodes == strict(reading.diagram)


@given(diagrams(), st.data())
def test_damaged_rows_raise_nothing_but_unreadable_rows(diagram, data):
    text = write(diagram, labels=True)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text)))
        text = (
            text[:start]
            + data.draw(st.text("[](),'\"\\0e \n", max_size=3))
            + text[start + data.draw(st.integers(0, 4)) :]
        )
    try:
        read(text)
    except UnreadableRows as error:
        assert str(error)


HEAD = "[0, 1, 2, 'circle', 3, 4, 'solid arrow', (0, 0, 0), (0, 0, 0), "
UNITS = [
    "[",
    "(",
    "'",
    '"',
    "''",
    "\\'",
    "'\\",
    "',",
    "“,",
    "1",
    "1,",
    " ",
    "\n",
    "[1\n",
    "[0,1,2,c,",
    ROW + "\n",
    "한",
]


@pytest.mark.parametrize("before", ["", HEAD, HEAD + "[], '", "[0,1,2,c,"])
@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear_in_the_length_of_garbage(before, unit):
    text = before + unit * (100_000 // len(unit))
    assert quickest(lambda: read_any(text), below=0.3) < 0.3  # 0.01 to 0.06; a minute if it were quadratic


@pytest.mark.slow
@pytest.mark.parametrize("before", ["", HEAD, HEAD + "[], '", "[0,1,2,c,"])
@pytest.mark.parametrize("unit", UNITS)
def test_a_million_characters_of_garbage_take_a_second_at_most(before, unit):
    text = before + unit * (1_000_000 // len(unit))
    assert quickest(lambda: read_any(text), below=1) < 1  # 0.15 where nothing else runs


@pytest.mark.parametrize("alphabet", ["[](),'\" 0123\\\n", "".join(map(chr, range(256))), "가😀\u2028[']"])
def test_a_million_random_characters_take_a_second_at_most(alphabet):
    text = "".join(random.Random(0).choices(alphabet, k=1_000_000))
    assert quickest(lambda: read_any(text), below=1) < 1


@pytest.mark.slow
def test_twice_the_garbage_takes_twice_the_time_at_most():
    """A row without end is left after MAX_TOKENS, and reading after MAX_LEFT_OUT bad rows: growth is slow."""
    for place, (name, make) in enumerate(kinds()):
        before = ("", HEAD, HEAD + "[], '")[place % 3]
        text = before + make(2_000_000)
        half = text[: len(before) + 1_000_000]
        if quickest(lambda text=text: read_any(text), below=0.2) >= 0.2:
            whole, part = both(lambda text=text: read_any(text), lambda half=half: read_any(half))
            assert whole < 3 * part, (before, name)


def test_a_row_may_be_as_long_as_a_diagram_has_edges():
    targets = ", ".join(["1"] * MAX_EDGES)
    read_rows = read(
        f"{HEAD}[{targets}], 'first']\n[1, 9, 9, 'circle', 5, 5, 'solid line', (0, 0, 0), (0, 0, 0), []]"
    )
    assert read_rows.problems == ()
    assert (
        read_rows.diagram.nodes[0].targets == (1,) * MAX_EDGES and read_rows.diagram.nodes[0].label == "first"
    )


def test_rows_after_one_without_end_are_read():
    text = HEAD + "[1], " + "'x', " * MAX_TOKENS + "\n" + ROW.replace("[0,", "[1,")
    assert [node.number for node in read(text).diagram.nodes] == [0, 1]


def test_reading_ends_after_very_many_bad_rows_and_says_so():
    bad = "[0, 1, 2, 'circle', 'x', [1]]\n"
    before = read(ROW + "\n" + bad * (MAX_LEFT_OUT - 1) + ROW.replace("[0,", "[1,"))
    assert len(before.diagram.nodes) == 2
    after = read(ROW + "\n" + bad * MAX_LEFT_OUT + ROW.replace("[0,", "[1,"))
    assert len(after.diagram.nodes) == 1 and after.problems[-1].startswith("and ")


def test_braces_and_round_brackets_mixed_are_colours_and_targets():
    text = "[0, 1, 2, 'circle', 30, 30, 'solid line', (1, 2, 3), (4, 5, 6), {0}]"
    node = read(text).diagram.nodes[0]
    assert (node.background, node.line_color, node.targets) == ((1, 2, 3), (4, 5, 6), (0,))


def read_any(text: str) -> None:
    with contextlib.suppress(UnreadableRows):
        read(text)


# --- rows without their pixels ---


@st.composite
def meaningful(draw):
    """Diagrams with repeated labels, labelled edges and groups."""
    count = draw(st.integers(1, 8))
    numbers = draw(st.permutations(range(count)))
    names = st.sampled_from(
        ["A", "a", "B b", "bB", "", " ", "node 1", "+ x", "3x3", "a, b", "->", "\\", "[g]"]
    )
    title = st.sampled_from([None, None, "g", "h ×2", "un"])
    nodes = tuple(
        Node(
            number,
            draw(coordinates),
            draw(coordinates),
            draw(st.sampled_from(SHAPES)),
            label=draw(names),
            group=draw(title),
        )
        for number in numbers
    )
    number = st.integers(0, count - 1)
    edges = draw(
        st.lists(
            st.builds(Edge, number, number, st.sampled_from(["", "", "yes", "no: x", "+ 1"])), max_size=12
        )
    )
    return Diagram.with_edges(
        nodes,
        tuple(edges),
        groups=(Group("un", "caption", 0, 0, 9, 9, frame=False), Group("g", "the g]", 0, 0, 9, 9)),
    )


@given(meaningful())
def test_the_outline_of_a_diagram_has_its_structure(diagram):
    outline = structure_outline(diagram)
    assert parse(str(outline)) == outline
    structure = outline.structure()
    index = {node.number: i for i, node in enumerate(diagram.nodes)}
    names = [" ".join(node.label.split()) or f"node {node.number}" for node in diagram.nodes]
    assert [node.name for node in structure.nodes] == names
    assert set(structure.edges) == {(index[e.source], index[e.target], e.label) for e in diagram.edges}
    groups = {None: None, "g": "the g]", "h ×2": "h ×2", "un": None}
    assert [node.group for node in structure.nodes] == [groups[node.group] for node in diagram.nodes]
    drawn = {"box": "rectangle", "round": "round rectangle"}
    for node, found in zip(diagram.nodes, structure.nodes, strict=True):
        shape = "decision" if found.attributes.decision else found.attributes.shape or outline.style.shape
        assert drawn.get(shape, shape) == node.shape


def test_rows_without_pixels_read_like_an_outline():
    rows = """
        [0, 100, 300, 'rectangle', 80, 40, 'solid arrow', (255, 255, 255), (0, 0, 0), [1], 'Receive order']
        [1, 250, 300, 'rectangle', 80, 40, 'solid arrow', (255, 255, 255), (0, 0, 0), [2, 3], 'check']
        [2, 400, 200, 'rectangle', 80, 40, 'solid arrow', (255, 255, 255), (0, 0, 0), [4], 'ship']
        [3, 400, 400, 'rectangle', 80, 40, 'solid arrow', (255, 255, 255), (0, 0, 0), [4], 'ship']
        [4, 550, 300, 'circle', 80, 40, 'solid arrow', (255, 255, 255), (0, 0, 0), [], '']
    """
    assert str(structure_outline(read(rows).diagram)).split("\n") == [
        "right box arrow blue normal",
        "Receive order -> check -> ship, + ship -> node 4 (circle)",
    ]


def test_an_earlier_node_of_a_repeated_name_is_pointed_to_by_its_rank():
    nodes = tuple(Node(i, 100 * i, 0, label=label) for i, label in enumerate(("A", "b", "B", "C")))
    diagram = Diagram.with_edges(nodes, (Edge(0, 2, "x"), Edge(0, 1), Edge(1, 3, "y: z")))
    assert str(structure_outline(diagram)).split("\n") == [
        "right box arrow blue normal",
        "A, b, + B",
        "A -> x: B, b ~1",
        "b ~1 -> y\\: z: C",
    ]


def test_the_direction_and_the_line_come_from_the_rows(seed_records):
    outline = structure_outline(read(seed_records[0]["diagram"]).diagram)
    assert str(outline) == "\n".join(
        (
            "down circle arrow blue normal",
            "node 0, node 1, node 2, node 3, node 4, node 5 -> node 6, node 7, node 8"
            " -> node 9, node 10, node 11, node 12 -> node 13, node 14",
        )
    )
    assert outline.style == Style("down", "circle", "arrow", "blue", "normal")

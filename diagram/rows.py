r"""The rows notation: one Python list a node, with its pixels. Models write it, programs exchange it.

    [0, 232, 120, 'circle', 62, 75, 'solid arrow', (192, 192, 224), (0, 0, 0), [6, 7, 8]]

**What is written** is strict. One line a node, in this grammar:

    row     = "[" number ", " x ", " y ", " shape ", " width ", " height ", " line
              ", " colour ", " colour ", " targets [ ", " label ] "]"
    shape   = 'rectangle' | 'round rectangle' | 'circle'      the centre is (x, y); px
    line    = 'solid arrow' | 'solid line' | 'dashed line'
    colour  = "(" red ", " green ", " blue ")"                0 to 255; first the background, then the line
    targets = "[" [ number { ", " number } ] "]"              the nodes that this one points to
    label   = a quoted Python string

Whole numbers have no decimal point; others have as many digits as it takes to read the same number again.
Other shapes become the nearest of the three (`graph.ROW_SHAPES`). Style, routes, groups and the labels of
edges are not part of rows.

**What is read** is whatever a model made of that; nothing is evaluated:

    text    = { anything | row }
    row     = ( "[" | "(" ) number "," x "," y "," word { "," field } [ "]" | ")" ]
    field   = word | size | colour | targets | label
    word    = text in single, double, doubled, curly or no quotes; without quotes, up to a comma or bracket
    number  = digits with a sign, a fraction, an exponent or `px`, in quotes or not
    colour  = three numbers in brackets of any kind, in quotes or not | "#" hex digits | a basic colour's name
    targets = numbers in brackets of any kind, in quotes or not

A row begins wherever three numbers and a word stand behind a bracket, so prose, code fences, `model = [`,
line breaks and commas around it do not matter. A row that is not closed ends where the next one begins; the
last one is left out if its targets are not closed either. After the shape, fields are known by what they are:
the first two numbers are the size; the first word before a bracket is the line (`solid` and `dashed` are the
earlier wording of `solid line` and `dashed line`), another word is the label; round brackets are colours and
the last square brackets are the targets, unless there is only one kind of bracket, where they come in the
order of the grammar. Missing fields get defaults.

`Reading.problems` says, line by line, what was left out, changed or guessed, in at most `MAX_PROBLEMS` notes.
It is empty where nothing but quotes, brackets and spacing had to be put right. Time is linear in the length
of the text, for any text.
"""

from __future__ import annotations

import difflib
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, replace

from diagram.errors import UnreadableRows
from diagram.graph import (
    LINES,
    MAX_EDGES,
    MAX_LABEL,
    MAX_NODES,
    MAX_SIDE,
    ROW_SHAPES,
    SHAPES,
    STYLE_LINES,
    Color,
    Diagram,
    Node,
    Style,
)
from diagram.outline import Attributes, Item, Outline, Statement, fold

MAX_TEXT = 1_000_000  # characters; 200 nodes with long labels are well below
MAX_PROBLEMS = 50
MAX_DIGITS = 40
MAX_TOKENS = 10_000  # of a row; a node with as many targets as a diagram has edges takes half of that
MAX_LEFT_OUT = 5_000  # rows; then the rest is not read either

_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_KNOWN_LINES = {**{line: line for line in LINES}, "solid": "solid line", "dashed": "dashed line"}
_LINE_WORDS = (
    ("dash", LINES[2]),
    ("dot", LINES[2]),
    ("arrow", LINES[0]),
    ("line", LINES[1]),
    ("solid", LINES[1]),
)
_SHAPE_WORDS = (
    ("round", "round rectangle"),
    ("circ", "circle"),
    ("ellip", "circle"),
    ("elip", "circle"),
    ("oval", "circle"),
    ("diamond", "decision"),
    ("rhomb", "decision"),
    ("cylind", "store"),
    ("database", "store"),
    ("capsule", "pill"),
    ("stadium", "pill"),
)
_ITEM_SHAPES = {
    "rectangle": "box",
    "round rectangle": "round",
    "circle": "circle",
    "store": "store",
    "pill": "pill",
    "document": "document",
}
_STYLE_LINES = dict(zip(LINES, STYLE_LINES, strict=True))

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """A diagram read from rows, and a sentence for each thing that was left out, changed or guessed."""

    diagram: Diagram
    problems: tuple[str, ...] = ()


# --- writing ---


def write(diagram: Diagram, labels: bool = False) -> str:
    """The diagram as rows, one line a node; with `labels` each row ends in the node's label."""
    return "\n".join(_write_row(node, labels) for node in diagram.nodes)


def _write_row(node: Node, labels: bool) -> str:
    fields = [
        str(node.number),
        _write_number(node.x),
        _write_number(node.y),
        repr(ROW_SHAPES.get(node.shape, node.shape)),
        _write_number(node.width),
        _write_number(node.height),
        repr(node.line),
        _write_color(node.background),
        _write_color(node.line_color),
        f"[{', '.join(map(str, node.targets))}]",
    ]
    if labels:
        fields.append(repr(str(node.label)))
    return f"[{', '.join(fields)}]"


def _write_number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def _write_color(color: Color) -> str:
    return f"({', '.join(str(int(value)) for value in color)})"


# --- reading: where the rows are ---

_QUOTES = "\"'`\u2018\u2019\u201c\u201d"  # straight, backtick, curly
_NUMBER = r"[-+]?+(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)(?:[eE][-+]?+[0-9]++)?+"
_NOISE = rf"[\s\\{_QUOTES}]*+"
_HEAD = re.compile(
    rf"[\[(]{_NOISE}({_NUMBER}){_NOISE},{_NOISE}({_NUMBER})(?:px)?+{_NOISE},{_NOISE}({_NUMBER})(?:px)?+{_NOISE},\s*+"
    rf"(?={_NOISE}[^\W\d_])"  # a word follows: the shape
)
_TOKEN = re.compile(
    r"(?P<open>[\[({])|(?P<close>[\])}])|(?P<gap>[\s,;]++)"
    r"|(?P<doubled>''(?=[^\s',\])])[^'\n]*+''|\"\"(?=[^\s\",\])])[^\"\n]*+\"\"|“[^“”\n]*+”|‘[^‘’\n]*+’)"
    r"(?=\s*+(?:[,;\])}]|$))"
    r"|(?P<string>'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\")(?=\s*+(?:[,;\])}]|$))"
    r"|(?P<bare>[^\[\](){},;\n]++)"
)
_LEFT_OVER = re.compile(r"\[[^\S\n]*+[-\"'0-9][^\n]*+")
_FULL_NUMBER = re.compile(rf"\s*+({_NUMBER})\s*+(?:px\s*+)?")
_QUOTED_GROUP = re.compile(r"\s*+(?:rgba?\s*+)?([\[(]?)([-+0-9.,\seE]*+)[\])]?\s*+", re.IGNORECASE)
_HEX = re.compile(r"#?([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))",
    re.DOTALL,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "a": "\a", "v": "\v", "0": "\0"}
_COLOR_NAMES = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "orange": (255, 165, 0),
    "purple": (128, 0, 128),
}


class _Problems:
    """Collects notes; knows the line of a position."""

    def __init__(self, text: str) -> None:
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.notes: list[tuple[int, str]] = []
        self.more = 0

    def add(self, at: int, what: str) -> None:
        if len(self.notes) < MAX_PROBLEMS - 1:
            self.notes.append((bisect_right(self.breaks, at - 1) + 1, what))
        else:
            self.more += 1

    def all(self) -> tuple[str, ...]:
        notes = [f"line {line}: {what}" for line, what in sorted(self.notes, key=lambda note: note[0])]
        return (*notes, *([f"and {self.more} more"] if self.more else []))


def read(text: str) -> Reading:
    """Reads the diagram that a text of rows describes, however badly they are written.

    Raises UnreadableRows where there is not one row in the text; `Reading.problems` says everything else.
    """
    problems = _Problems(text[:MAX_TEXT])
    if len(text) > MAX_TEXT:
        problems.add(MAX_TEXT, f"only the first {MAX_TEXT} of {len(text)} characters were read")
        text = text[:MAX_TEXT]
    drafts: dict[int, tuple[int, Node]] = {}  # by the node's number: where its row begins, and the node
    start = left_out = 0
    while head := _HEAD.search(text, start):
        _report_left_over(text, start, head.start(), problems)
        if len(drafts) == MAX_NODES:
            problems.add(head.start(), f"more than {MAX_NODES} nodes; the rest is left out")
            break
        if left_out == MAX_LEFT_OUT:
            problems.add(head.start(), f"{MAX_LEFT_OUT} rows had to be left out; the rest is not read")
            break
        row = _scan(text, head)
        start = row.end
        if node := _make_node(row, drafts, problems):
            drafts[node.number] = row.start, node
        else:
            left_out += 1
    else:
        _report_left_over(text, start, len(text), problems)
    if not drafts:
        why = f" ({problems.all()[0]})" if problems.notes else ""
        raise UnreadableRows(
            f"There is no diagram in this text of {len(text)} characters{why}; give rows "
            "such as [0, 500, 300, 'circle', 60, 60, 'solid arrow', (255, 255, 255), (0, 0, 0), []]."
        )
    return Reading(Diagram(_drop_bad_targets(drafts, problems)), problems.all())


def _report_left_over(text: str, start: int, end: int, problems: _Problems) -> None:
    """Notes what looks like a row between `start` and `end`, where there is none."""
    at_end = end == len(text)
    tail = end
    if at_end and start and (opening := text.rfind("[", start)) >= 0 and text.find("]", opening) < 0:
        tail = opening
    for match in _LEFT_OVER.finditer(text, start, tail):
        problems.add(match.start(), f"{_short(match.group())} is not a row; it is left out")
    if tail < end:
        problems.add(tail, "the last row is cut off; it is left out")


def _short(text: str) -> str:
    text = text.strip()
    return repr(text if len(text) <= 40 else text[:39] + "…")


@dataclass(slots=True)
class _Row:
    """A row cut into fields, each (kind, value): `string` or `bare` and a text, or a bracket and texts."""

    start: int
    head: tuple[str, str, str]
    fields: list[tuple[str, str | list[str]]] = field(default_factory=list)
    groups: int = 0
    end: int = 0
    closed: bool = False
    cut_off: bool = False


def _scan(text: str, head: re.Match[str]) -> _Row:
    """Cuts the row that begins at `head` into fields, up to its closing bracket or the next row's head."""
    row = _Row(head.start(), head.groups())
    depth, at, group = 1, head.end(), []
    opened = ""
    for _ in range(MAX_TOKENS):
        match = _TOKEN.match(text, at)
        if not match:
            break
        kind, token = match.lastgroup, match.group()
        if kind == "open":
            if _HEAD.match(text, at):
                break
            if not (depth == 2 and opened == "(" and len(group) >= 3):  # else: a colour that was not closed
                depth += 1
            if depth == 2:
                group, opened = [], token
                row.fields.append((token, group))
                row.groups += 1
        elif kind == "close":
            depth -= 1
            if depth == 0:
                row.closed = True
                at = match.end()
                break
        elif kind != "gap":
            if (
                kind == "string"
                and "," in token
                and not row.groups
                and not _QUOTED_GROUP.fullmatch(token[1:-1])
            ):
                at += 1  # the quotes belong to two words, each of which lacks one
                continue
            value = _unescape(token[1:-1]) if kind == "string" else token.strip("\\ \t\r" + _QUOTES)
            if depth > 1:
                group.append(value)
            elif value or kind == "string":
                row.fields.append(("bare" if kind == "bare" else "string", value))
        at = match.end()
    row.end = at
    row.cut_off = at == len(text) and not row.closed and (depth > 1 or row.groups < 3)
    return row


def _unescape(text: str) -> str:
    if "\\" in text:
        text = _ESCAPE.sub(_unescape_one, text)
    return _SURROGATE.sub("\ufffd", text)


def _unescape_one(match: re.Match[str]) -> str:
    high, low, *codes, other = match.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    for code in codes:
        if code:
            return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else "\ufffd"
    return _ESCAPED.get(other, other)


# --- reading: what a row says ---


@dataclass(slots=True)
class _Parts:
    shape: str = ""
    sizes: list[str] = field(default_factory=list)
    line: str | None = None
    colors: list[list[str]] = field(default_factory=list)
    targets: list[str] | None = None
    label: str | None = None
    left_over: list[str] = field(default_factory=list)


def _make_node(row: _Row, known: Container[int], problems: _Problems) -> Node | None:
    """The node of a row, with its targets as they stand; None, with a note, where there can be none."""

    def note(what: str) -> None:
        problems.add(row.start, what)

    if row.cut_off:
        return note("the last row is cut off; it is left out")
    number = _whole(row.head[0])
    if number is None:
        return note(f"{_short(row.head[0])} is not the number of a node; the row is left out")
    if number in known:
        return note(f"the number {number} belongs to an earlier node; the row is left out")
    parts = _sort_fields(row.fields)
    who = f"node {number}"
    if len(parts.sizes) < 2:
        return note(f"{who} has no width and height; the row is left out")
    if not row.closed:
        note(f"the row of {who} is not closed; it is taken as far as it goes")
    x, y = (_position(value, f"{who}'s {name}", note) for value, name in zip(row.head[1:], "xy", strict=True))
    width = _size(parts.sizes[0], 100, f"{who}'s width", note)
    height = _size(parts.sizes[1], 60, f"{who}'s height", note)
    if len(parts.colors) < 2:
        note(f"{who} has {len(parts.colors)} of 2 colours; white and black stand in")
    colors = [_color(value, who, note) for value in parts.colors]
    if parts.targets is None:
        note(f"{who} has no list of targets; it points to none")
    label = parts.label or ""
    if len(label) > MAX_LABEL:
        note(f"the label of {who} has {len(label)} characters; the first {MAX_LABEL} are taken")
    if parts.left_over:
        note(f"{who} has fields too many: {_short(', '.join(parts.left_over))}")
    return Node(
        number,
        x,
        y,
        _shape(parts.shape, who, note),
        width,
        height,
        _line(parts.line, who, note),
        colors[0] if colors and colors[0] else _WHITE,
        colors[1] if len(colors) > 1 and colors[1] else _BLACK,
        tuple(_whole_targets(parts.targets or [], who, note)),
        label[:MAX_LABEL],
    )


def _sort_fields(fields: list[tuple[str, str | list[str]]]) -> _Parts:
    """Says which field is what; see the module's docstring."""
    parts = _Parts(shape=fields[0][1])
    groups: list[tuple[str, list[str]]] = []
    loose: list[str] = []
    for kind, value in fields[1:]:
        if isinstance(value, list):
            groups.append((kind, value))
        elif len(parts.sizes) < 2 and not groups and _FULL_NUMBER.fullmatch(value):
            parts.sizes.append(value)
        elif kind == "bare" and _FULL_NUMBER.fullmatch(value):
            loose.append(value)
        elif len(groups) < 3 and (group := _written_group(value)):
            groups.append(group)
        elif kind == "bare" and value.lower() in ("rgb", "rgba", "none", "null"):
            continue
        elif parts.line is None and (not groups or _normal(value) in _KNOWN_LINES):
            parts.line = value
        elif parts.label is None:
            parts.label = value
        else:
            parts.left_over.append(value)
    kinds = {kind for kind, _ in groups}
    if len(kinds) > 1:
        targets = "[" if "[" in kinds else "{"
        last = max(i for i, (kind, _) in enumerate(groups) if kind == targets)
    else:
        odd = [i for i, (_, values) in enumerate(groups) if len(values) != 3]
        sure = len(groups) > 2 or (kinds == {"["} and len(groups) == 1)
        last = odd[-1] if odd else len(groups) - 1 if sure else None
    if last is not None:
        parts.targets = groups.pop(last)[1]
    parts.colors = [values for _, values in groups]
    if not parts.colors and len(loose) >= 6:
        parts.colors, loose = [loose[:3], loose[3:6]], loose[6:]
    if loose and parts.targets is None:
        parts.targets, loose = loose, []
    parts.left_over += loose + [", ".join(values) for values in parts.colors[2:]]
    del parts.colors[2:]
    return parts


def _written_group(text: str) -> tuple[str, list[str]] | None:
    """A colour or a list of targets that stands in quotes, or a colour by its code or name."""
    if match := _HEX.fullmatch(text):
        digits = match.group(1) if len(match.group(1)) > 3 else "".join(2 * digit for digit in match.group(1))
        return "(", [str(int(digits[i : i + 2], 16)) for i in (0, 2, 4)]
    if color := _COLOR_NAMES.get(_normal(text)):
        return "(", list(map(str, color))
    match = _QUOTED_GROUP.fullmatch(text)
    if match and (match.group(1) or "," in text):
        return "[" if match.group(1) == "[" else "(", re.findall(r"[^\s,]+", match.group(2))
    return None


def _number(text: str) -> float | None:
    match = _FULL_NUMBER.fullmatch(text)
    if not match:
        return None
    digits = match.group(1)
    if len(digits) > MAX_DIGITS:
        if "." not in digits[:MAX_DIGITS]:
            return -math.inf if digits[0] == "-" else math.inf
        digits = digits[:MAX_DIGITS].rstrip("eE+-")
    return int(digits) if digits.lstrip("+-").isdecimal() else float(digits)


def _whole(text: str) -> int | None:
    value = _number(text)
    return int(value) if value is not None and math.isfinite(value) and value == int(value) else None


def _position(text: str, what: str, note: Note) -> float:
    value = _number(text)
    if abs(value) > MAX_SIDE:
        note(f"{what} is {_short(text)}; {MAX_SIDE} px is the limit")
        return math.copysign(MAX_SIDE, value)
    return value


def _size(text: str, default: float, what: str, note: Note) -> float:
    value = _position(text, what, note)
    if value <= 0:
        note(f"{what} is {_short(text)}; {default} px is taken")
        return default
    return value


def _color(values: list[str], who: str, note: Note) -> Color | None:
    numbers = [_number(value) for value in values]
    if len(numbers) not in (3, 4) or None in numbers:
        note(
            f"{who} has the colour {_short(', '.join(values))}, which is not (r, g, b); white or black it is"
        )
        return None
    color = tuple(round(min(max(value, 0), 255)) for value in numbers[:3])
    if list(color) != numbers:
        note(f"{who} has the colour {_short(', '.join(values))}; {color} is taken")
    return color


def _whole_targets(values: list[str], who: str, note: Note) -> Iterator[int]:
    for value in values:
        target = _whole(value)
        if target is None:
            return note(f"{who} points to {_short(value)}, no number; the list ends there")
        yield target


def _drop_bad_targets(drafts: dict[int, tuple[int, Node]], problems: _Problems) -> tuple[Node, ...]:
    """The nodes with those of their targets that are there, `MAX_EDGES` at most."""
    nodes, room = [], MAX_EDGES
    for start, node in drafts.values():
        targets = tuple(target for target in node.targets if target in drafts)
        if missing := sorted(set(node.targets) - set(targets)):
            named = ", ".join(map(str, missing[:5])) + (" …" if len(missing) > 5 else "")
            problems.add(start, f"node {node.number} points to {named}, not there; left out")
        if len(targets) > room:
            problems.add(start, f"more than {MAX_EDGES} edges; node {node.number} loses some")
            targets = targets[:room]
        room -= len(targets)
        nodes.append(replace(node, targets=targets) if targets != node.targets else node)
    return tuple(nodes)


def _normal(word: str) -> str:
    """Lower case letters, single spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", word[:60].lower()).split())


def _shape(word: str, who: str, note: Note) -> str:
    name = _normal(word)
    if name in SHAPES:
        return name
    nearest = next((shape for part, shape in _SHAPE_WORDS if part in name), None)
    nearest = nearest or next(iter(difflib.get_close_matches(name, SHAPES, n=1, cutoff=0.5)), "rectangle")
    note(f"{who} has the shape {_short(word)}; {nearest!r} is taken")
    return nearest


def _line(word: str | None, who: str, note: Note) -> str:
    name = _normal(word or "")
    if name in _KNOWN_LINES:
        return _KNOWN_LINES[name]
    nearest = next((line for part, line in _LINE_WORDS if part in name), LINES[0])
    note(
        f"{who} has the line {_short(word)}; {nearest!r} is taken"
        if word
        else f"{who} has no line; {nearest!r} is taken"
    )
    return nearest


# --- rows without their pixels ---


def structure_outline(diagram: Diagram) -> Outline:
    """What the diagram says, without its pixels.

    `structure()` of the outline has the diagram's nodes in the diagram's order, their shapes and groups, and
    its edges with their labels. A node is named by its label, one without by `node N`, N its number. The
    direction is the one in which the edges run in sum; shape and line are the most frequent ones; palette and
    spacing are the diagram's.
    """
    nodes = diagram.nodes
    names = [" ".join(node.label.split()) or f"node {node.number}" for node in nodes]
    index = {node.number: i for i, node in enumerate(nodes)}
    titles = _group_titles(diagram)
    shape = _most([_ITEM_SHAPES[node.shape] for node in nodes if node.shape not in ROW_SHAPES], "round")
    style = Style(
        _direction(diagram),
        shape,
        _most([_STYLE_LINES[node.line] for node in nodes], STYLE_LINES[0]),
        diagram.style.palette,
        diagram.style.spacing,
    )
    same: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        same.setdefault(fold(name), []).append(i)
    known = 0  # nodes 0 ... known - 1 have been mentioned
    statements: list[Statement] = []

    def item(i: int, label: str = "") -> Item:
        nonlocal known
        namesakes = same[fold(names[i])]
        rank = namesakes.index(i)
        if i >= known:
            known = i + 1
            kind = _ITEM_SHAPES.get(nodes[i].shape)
            attributes = Attributes(
                decision=nodes[i].shape == "decision", shape=None if kind == shape else kind
            )
            return Item(names[i], rank > 0, None, attributes, label)
        latest = rank + 1 == len(namesakes) or namesakes[rank + 1] >= known
        return Item(names[i], False, None if latest else rank + 1, Attributes(), label)

    def declare(end: int) -> None:
        while known < end:
            title = titles[known]
            run = next((i for i in range(known, end) if titles[i] != title), end)
            statements.append(Statement((tuple([item(i) for i in range(known, run)]),), False, title))

    targets: dict[int, dict[tuple[int, str], None]] = {}
    for edge in diagram.edges:
        label = " ".join(edge.label.split())
        targets.setdefault(index[edge.source], {})[index[edge.target], label] = None
    open_end: list[int] = []  # the last list of the last statement, which may be gone on with
    i = 0
    while i < len(nodes):
        out = tuple(targets.get(i, ()))
        end = i + 1
        if not out:
            i = end
            continue
        while end < len(nodes) and tuple(targets.get(end, ())) == out:
            end += 1
        mentioned = [*range(i, end), *(target for target, _ in out)]
        new = list(dict.fromkeys(m for m in mentioned if m >= known))
        if new != list(range(known, known + len(new))) or any(titles[m] for m in new):
            declare(max(new) + 1)
            open_end = []
        sources = tuple([item(m) for m in range(i, end)])
        found = tuple([item(target, label) for target, label in out])
        if list(range(i, end)) == open_end:
            statements[-1] = Statement((*statements[-1].lists, found))
        else:
            statements.append(Statement((sources, found)))
        open_end = [target for target, _ in out]
        i = end
    declare(len(nodes))
    return Outline(tuple(statements), style)


def _most(words: list[str], default: str) -> str:
    return Counter(words).most_common(1)[0][0] if words else default


def _group_titles(diagram: Diagram) -> list[str | None]:
    """The title of each node's group; a group that is a caption only counts as none."""
    titles: dict[str, str | None] = {}
    for group in diagram.groups:
        title = " ".join(group.title.split()) or " ".join(group.name.split())
        titles[group.name] = (group.name if title in titles.values() else title) if group.frame else None
    names = (node.group for node in diagram.nodes)
    return [titles.get(name, " ".join(name.split())) or None if name else None for name in names]


def _direction(diagram: Diagram) -> str:
    """Where the edges run in sum: fans cancel out. Without edges, the longer side of what is drawn."""
    at = {node.number: (node.x, node.y) for node in diagram.nodes}
    steps = [(at[e.target][0] - at[e.source][0], at[e.target][1] - at[e.source][1]) for e in diagram.edges]
    across, down = (abs(sum(step[axis] for step in steps)) for axis in (0, 1))
    if across == down:
        across, down = (
            max(p[axis] for p in at.values()) - min(p[axis] for p in at.values()) for axis in (0, 1)
        )
    return "right" if across >= down else "down"

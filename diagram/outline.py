r"""The outline notation: what is in a diagram, without pixels. The embedded model writes it.

An outline is lines of text: a style line, then statements in the order in which the prompt says them.

    right round arrow blue normal
    Receive order -> check stock ?
    check stock -> yes: ship, no: reorder
    reorder -> receive order

**Style line**: five words, `DIRECTION SHAPE LINE PALETTE SPACING`, each one of

    direction  right | down
    shape      box | round | circle
    line       arrow | line | dashed
    palette    blue | green | orange | red | purple | teal | gray | color | mono
    spacing    tight | normal | wide

**Statement**: an optional `[group] `, then a path or a stack.

- A *path* is lists of items with ` -> ` between them; a list is items with `, ` between them. Every item of a
  list is connected to every item of the next list: `A -> B, C -> D` is a split and a merge, `A, B -> C` says
  that both feed C. After an arrow an item may carry the label of its edge:
  `check ? -> yes: ship, no: reorder`. A path of one list declares its items without an edge.
- A *stack* is two or more items with `; ` between them, each connected to the next: the layers of a network,
  in which the same name may come again. Every item of a stack is a new node.

      right round arrow blue normal
      input 32x32; conv 3x3 @16; max pool 2x2; hidden #64; output #10

**Items and names.** An item of a path is the latest node of that name, if there is one (letter case and
spaces do not count), otherwise a new node. `+ name` is a new node in any case. `name ~2` is the second node
of that name, also in a stack. So names can be copied from the prompt as they stand, and nothing is numbered.

**Attributes** follow the name, each at most once, in this order:

    3x3         kernel of a convolution or pooling, or size of an input image (height x width)
    @16         channels (filters)
    /2          stride
    same        padded so that the map keeps its size (only in a convolution)
    =28         side of the map that comes out, where the prompt says it
    #64         a layer of 64 units, fully connected to the next layer of units
    ×12         repeated 12 times
    ?           a decision
    (store)     drawn as: box, round, circle, store, pill, document
    =red        in a colour of its own: blue, green, orange, red, purple, teal, gray

      [encoder ×6] self-attention -> feed forward
      conv 3x3 ~2 -> add
      orders (store) -> report (document) =red

**Groups.** The nodes of a statement that have no group yet join the group named in front of it;
`[encoder ×6]` is drawn as a frame with that title.

**Edges.** The same edge with the same label counts once. A cycle is a path that comes back:
`agent -> environment`, then `environment -> agent`.

**Escapes.** In names, labels and group titles a backslash stands before a character that would otherwise read
as notation. Writing an outline and parsing it again gives the same outline, and the other way round for what
was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import contains

from diagram.errors import InvalidDiagram, UnreadableOutline
from diagram.graph import MAX_EDGES, MAX_NODES, STYLE_FIELDS, Style

NODE_COLORS = ("blue", "green", "orange", "red", "purple", "teal", "gray")
NODE_SHAPES = ("box", "round", "circle", "store", "pill", "document")
ATTRIBUTE = re.compile(
    r"(?P<kernel>\d{1,7}x\d{1,7})|@(?P<channels>\d{1,7})|/(?P<stride>\d{1,7})|(?P<same>same)|=(?P<side>\d{1,7})"
    r"|#(?P<units>\d{1,7})|×(?P<repeats>\d{1,7})|(?P<decision>\?)"
    rf"|\((?P<shape>{'|'.join(NODE_SHAPES)})\)|=(?P<color>{'|'.join(NODE_COLORS)})"
)
ORDINAL = re.compile(r"~(\d{1,3})")
ATTRIBUTE_ORDER = (
    "kernel", "channels", "stride", "same", "side", "units", "repeats", "decision", "shape", "color",
)  # fmt: skip
MAX_TEXT = 200_000  # characters
MAX_LINES = 10_000  # several times the most nodes and edges


@dataclass(frozen=True, slots=True)
class Attributes:
    """What follows a name; see the module's docstring."""

    kernel: tuple[int, int] | None = None
    channels: int | None = None
    stride: int | None = None
    same: bool = False
    side: int | None = None
    units: int | None = None
    repeats: int | None = None
    decision: bool = False
    shape: str | None = None
    color: str | None = None

    def __str__(self) -> str:
        words = []
        if self.kernel:
            words.append(f"{self.kernel[0]}x{self.kernel[1]}")
        for mark, value in (("@", self.channels), ("/", self.stride)):
            if value is not None:
                words.append(f"{mark}{value}")
        if self.same:
            words.append("same")
        for mark, value in (("=", self.side), ("#", self.units), ("×", self.repeats)):
            if value is not None:
                words.append(f"{mark}{value}")
        if self.decision:
            words.append("?")
        if self.shape:
            words.append(f"({self.shape})")
        if self.color:
            words.append(f"={self.color}")
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Item:
    """A mention of a node: its name, how to resolve it, its attributes, and the label of the edge to it.

    Runs of spaces in the name and the label count as one. Raises InvalidDiagram where the name is empty.
    """

    name: str
    new: bool = False
    ordinal: int | None = None
    attributes: Attributes = field(default_factory=Attributes)
    label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", " ".join(self.name.split()))
        object.__setattr__(self, "label", " ".join(self.label.split()))
        if not self.name:
            raise InvalidDiagram(
                "A node of an outline has an empty name; give it at least one visible character."
            )


@dataclass(frozen=True, slots=True)
class Statement:
    """One line: lists of items, joined by arrows (a path) or, with one item each, by semicolons (a stack)."""

    lists: tuple[tuple[Item, ...], ...]
    stack: bool = False
    group: str | None = None

    def __post_init__(self) -> None:
        if self.group is not None:
            object.__setattr__(self, "group", " ".join(self.group.split()))
            if not self.group:
                raise InvalidDiagram("A group of an outline has an empty name; give it one, or no group.")


@dataclass(frozen=True, slots=True)
class NamedNode:
    """A node of the resolved outline; `number` counts from 0 in order of first mention."""

    number: int
    name: str
    attributes: Attributes
    group: str | None = None
    in_stack: bool = False


@dataclass(frozen=True, slots=True)
class Structure:
    """What an outline says: its nodes and (source, target, label) edges, by number."""

    nodes: tuple[NamedNode, ...]
    edges: tuple[tuple[int, int, str], ...]
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A style and statements. `parse` and `str` are inverse of each other."""

    statements: tuple[Statement, ...]
    style: Style = field(default_factory=Style)

    def __str__(self) -> str:
        return "\n".join([" ".join(self.style.words()), *map(_write_statement, self.statements)])

    def structure(self) -> Structure:
        """Resolves the names.

        Raises InvalidDiagram where `~k` names a node that is not there, or there are too many nodes or edges.
        """
        nodes: list[NamedNode] = []
        by_name: dict[str, list[int]] = {}
        edges: dict[tuple[int, int, str], None] = {}
        groups: dict[str, None] = {}

        def resolve(item: Item, stack: bool, group: str | None) -> int:
            known = by_name.setdefault(fold(item.name), [])
            if item.ordinal is not None:
                if not 1 <= item.ordinal <= len(known):
                    raise InvalidDiagram(
                        f"The outline points to {item.name!r} number {item.ordinal}; there are {len(known)}."
                    )
                number = known[item.ordinal - 1]
            elif stack or item.new or not known:
                number = len(nodes)
                if number >= MAX_NODES:
                    raise InvalidDiagram(f"The outline has more than {MAX_NODES} nodes; leave some out.")
                nodes.append(NamedNode(number, item.name, item.attributes, group, stack))
                known.append(number)
                return number
            else:
                number = known[-1]
            node = nodes[number]
            merged = _merge(node.attributes, item.attributes)
            nodes[number] = NamedNode(number, node.name, merged, node.group or group, node.in_stack or stack)
            return number

        for statement in self.statements:
            if statement.group is not None:
                groups[statement.group] = None
            before: list[int] = []
            for items in statement.lists:
                now = []
                for item in items:
                    number = resolve(item, statement.stack, statement.group)
                    now.append(number)
                    for source in before:
                        edges[source, number, item.label] = None
                    if len(edges) > MAX_EDGES:
                        raise InvalidDiagram(f"The outline has more than {MAX_EDGES} edges; leave some out.")
                before = list(dict.fromkeys(now))
        if not nodes:
            raise InvalidDiagram("The outline has no nodes; write at least one name under the style line.")
        return Structure(tuple(nodes), tuple(edges), tuple(groups))


def fold(name: str) -> str:
    """The form in which names are compared: lower case, no spaces."""
    return "".join(name.lower().split())


def _merge(old: Attributes, new: Attributes) -> Attributes:
    if new == Attributes():
        return old
    return Attributes(*(getattr(old, name) or getattr(new, name) for name in ATTRIBUTE_ORDER))


def parse(text: str) -> Outline:
    """Reads an outline. Raises UnreadableOutline, naming the line, where the text is not one."""
    if len(text) > MAX_TEXT:
        raise UnreadableOutline(f"The outline has {len(text)} characters; at most {MAX_TEXT} can be read.")
    if (lines := text.count("\n")) >= MAX_LINES:
        raise UnreadableOutline(f"The outline has {lines + 1} lines; at most {MAX_LINES} can be read.")
    lines = [(i, line.strip()) for i, line in enumerate(text.splitlines(), 1)]
    lines = [(i, line) for i, line in lines if line]
    style = Style()
    if lines and (found := _parse_style(lines[0][1])):
        style = found
        lines = lines[1:]
    if not lines:
        raise UnreadableOutline("The outline is empty; write at least one name under the style line.")
    return Outline(tuple(_parse_statement(line, i) for i, line in lines), style)


def _parse_style(line: str) -> Style | None:
    words = line.lower().split()
    fields = STYLE_FIELDS.values()
    if len(words) == len(fields) and all(map(contains, fields, words)):
        return Style(*words)
    return None


# --- reading a line ---

_TOKEN = re.compile(r"\\(.)|( -> )|(; )|(, )|(: )", re.DOTALL)


def _split(text: str) -> list[tuple[str, str]]:
    """Cuts a line at its unescaped separators: (text before, separator), the last with an empty separator."""
    parts, start = [], 0
    for match in _TOKEN.finditer(text):
        if match.group(1) is not None:
            continue
        parts.append((text[start : match.start()], match.group().strip()))
        start = match.end()
    parts.append((text[start:], ""))
    return parts


def _parse_statement(line: str, number: int) -> Statement:
    group = None
    if line.startswith("["):
        match = re.match(r"\[((?:\\.|[^\]\\])*)\](?: |$)", line)
        group = _unescape(match.group(1)).strip() if match else ""
        if not group:
            raise UnreadableOutline(
                f"Line {number} begins a group that is empty or not closed: {line[:60]!r}; write [name]."
            )
        line = line[match.end() :]
    parts = _split(line)
    separators = {separator for _, separator in parts if separator}
    stack = ";" in separators
    if stack and separators != {";"}:
        raise UnreadableOutline(
            f"Line {number} mixes ';' with other separators: {line[:60]!r}; use one line for each."
        )
    lists: list[list[Item]] = [[]]
    label = ""
    for text, separator in parts:
        if separator == ":":
            if label or len(lists) == 1:
                raise UnreadableOutline(f"Line {number} has ':' where no edge label can be: {line[:60]!r}.")
            label = _unescape(text).strip()
            continue
        lists[-1].append(_parse_item(text, label, number))
        label = ""
        if separator in ("->", ";"):
            lists.append([])
    return Statement(tuple(map(tuple, lists)), stack, group)


def _parse_item(text: str, label: str, line: int) -> Item:
    text = text.strip()
    new = text.startswith("+ ")
    words = (text[2:] if new else text).split()
    found: dict[str, object] = {}
    order = len(ATTRIBUTE_ORDER)
    while len(words) > 1:
        match = ATTRIBUTE.fullmatch(words[-1])
        if not match or ATTRIBUTE_ORDER.index(match.lastgroup) >= order:
            break
        order = ATTRIBUTE_ORDER.index(match.lastgroup)
        found[match.lastgroup] = match.group(match.lastgroup)
        words.pop()
    ordinal = None
    if len(words) > 1 and (match := ORDINAL.fullmatch(words[-1])):
        ordinal = int(match.group(1))
        words.pop()
    name = _unescape(" ".join(words)).strip()
    if not name:
        raise UnreadableOutline(
            f"Line {line} has an item without a name; write a name between the separators."
        )
    values: dict[str, object] = {
        key: int(value) if key in ("channels", "stride", "side", "units", "repeats") else value
        for key, value in found.items()
    }
    if "kernel" in values:
        high, wide = str(values["kernel"]).split("x")
        values["kernel"] = (int(high), int(wide))
    for flag in ("same", "decision"):
        if flag in values:
            values[flag] = True
    return Item(name, new, ordinal, Attributes(**values), label)


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


# --- writing a line ---


def _write_statement(statement: Statement) -> str:
    separator = "; " if statement.stack else " -> "
    line = separator.join(", ".join(map(_write_item, items)) for items in statement.lists)
    return f"[{_escape(statement.group, group=True)}] {line}" if statement.group is not None else line


def _write_item(item: Item) -> str:
    words = [_escape(item.name)]
    if item.new:
        words.insert(0, "+")
    if item.ordinal is not None:
        words.append(f"~{item.ordinal}")
    if attributes := str(item.attributes):
        words.append(attributes)
    label = f"{_escape(item.label)}: " if item.label else ""
    return label + " ".join(words)


def _escape(text: str, group: bool = False) -> str:
    text = " ".join(text.split()).replace("\\", "\\\\")
    if group:
        return text.replace("]", "\\]")
    words = re.sub(r"([,;:])(?= |$)", r"\\\1", text).split(" ")
    for i, word in enumerate(words):
        marks_edge = word == "->" or (i == 0 and (word == "+" or word.startswith("[")))
        if marks_edge or ATTRIBUTE.fullmatch(word) or ORDINAL.fullmatch(word):
            words[i] = "\\" + word
    return " ".join(words)

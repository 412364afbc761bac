"""Graphviz DOT: graphs and digraphs, with labels, shapes, colours, clusters and lines.

Graphviz's own places (`pos`) are not taken: a graph is laid out here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from diagram import graph
from diagram.imports.colors import read_color
from diagram.imports.dot_syntax import Attributes, Block, Chain, Graph, Html, parse
from diagram.imports.draft import ARROW, DASHED, LINE, Draft, DraftEdge, DraftGroup
from diagram.imports.limits import MAX_TOKENS, Notes, UnreadableImport
from diagram.imports.plain_text import from_html

SHAPES = {
    "box": "rectangle", "rect": "rectangle", "rectangle": "rectangle", "square": "rectangle",
    "plaintext": "rectangle", "plain": "rectangle", "none": "rectangle",
    "ellipse": "circle", "oval": "circle", "circle": "circle",
    "diamond": "decision", "cylinder": "store", "note": "document",
}  # fmt: skip
NEAR = {
    "point": "circle",
    "doublecircle": "circle",
    "Mcircle": "circle",
    "egg": "circle",
    "Mdiamond": "decision",
}
RECORDS = ("record", "mrecord")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PORT = re.compile(r"<[^<>|{}]*+>")
_FIELD = re.compile(r"\\(.)|([{}|])", re.DOTALL)
_OTHER_LABELS = ("xlabel", "headlabel", "taillabel")
READ = {  # attributes that mean something here; others are for Graphviz's own drawing
    "arrowhead", "class", "color", "dir", "fillcolor", "fontcolor", "headlabel", "href", "image", "label",
    "lhead", "ltail", "penwidth", "rankdir", "shape", "style", "taillabel", "tooltip", "url", "xlabel",
}  # fmt: skip
_MOST_LABEL = 20_000  # characters that are looked at
_LINKS = ("url", "href", "tooltip")


@dataclass(slots=True)
class _Scope:
    """What holds in a block: its cluster, the defaults, and the nodes it has mentioned."""

    group: str | None
    node: dict[str, str]
    edge: dict[str, str]
    graph: dict[str, str] = field(default_factory=dict)
    members: dict[str, None] = field(default_factory=dict)


def read(text: str, notes: Notes) -> Draft:
    """The first graph of a text. Raises UnreadableImport where it breaks the grammar or is too large."""
    graph = parse(text)
    if graph.more:
        notes.add("Only the first graph of the file is read")
    return _Reader(graph, notes).read()


class _Reader:
    def __init__(self, graph: Graph, notes: Notes) -> None:
        self.graph, self.notes = graph, notes
        self.draft = Draft(notes, "graph")
        self.draft.default_shape = "circle"
        self.draft.direction = "down"
        self.values: dict[str, dict[str, str]] = {}  # of each node
        self.blocks: dict[str, _Scope] = {}  # by name
        self.line_colors: dict[tuple[str, str], None] = {}  # (the node that a line leaves, its colour)
        self.pairs: set[tuple[str, str]] = set()  # joined already, in a strict graph
        self.steps = 0

    def read(self) -> Draft:
        scope = _Scope(None, {}, {})
        self._run(self.graph.body, scope)
        rank = scope.graph.get("rankdir", "TB").upper()
        self.draft.direction = "right" if rank in ("LR", "RL") else "down"
        if rank in ("RL", "BT"):
            self.notes.add("The graph runs from left to right or from top to bottom, not the other way round")
        if label := scope.graph.get("label"):
            self.notes.add("The graph's own title is left out", self._text(label, ""))
        for key, node in self.draft.nodes.items():
            self._describe(node, self.values.get(key, {}))
        for key, color in self.line_colors:
            if read_color(color) != self.draft.nodes[key].stroke:
                self.notes.add("Lines have the colour of the node they leave, not their own")
        return self.draft

    def _count(self, steps: int = 1) -> None:
        self.steps += steps
        if self.steps > MAX_TOKENS:
            raise UnreadableImport(f"The graph has more than {MAX_TOKENS:,} parts; divide it.")

    # --- statements ---

    def _run(self, block: Block, scope: _Scope) -> None:
        for statement in block.statements:
            self._count()
            if isinstance(statement, Attributes):
                self._default(statement, scope)
            else:
                self._chain(statement, scope)

    def _default(self, statement: Attributes, scope: _Scope) -> None:
        defaults: dict[str, str] = getattr(scope, statement.kind)
        defaults.update((name, value) for name, value in statement.values.items() if name in READ)
        if statement.kind == "graph" and scope.group is not None and "label" in statement.values:
            self.draft.groups[scope.group].title = self._text(statement.values["label"], "")

    def _chain(self, chain: Chain, scope: _Scope) -> None:
        if chain.ports:
            self.notes.add("Ports are left out: a line goes to the whole node")
        before: list[str] | None = None
        alone = len(chain.ends) == 1
        for end in chain.ends:
            if isinstance(end, Block):
                now = self._subgraph(end, scope)
            else:
                now = [self._mention(end, scope)]
                if alone:
                    self.values[end] |= chain.values
            if before is not None:
                values = scope.edge | chain.values if chain.values else scope.edge
                self._connect(before, now, values)
            before = now

    def _mention(self, key: str, scope: _Scope) -> str:
        key = str(key)
        node = self.draft.node(key)
        if key not in self.values:
            self.values[key] = dict(scope.node)
            node.group = scope.group
        elif node.group is None and scope.group is not None:
            node.group = scope.group
        scope.members[key] = None
        return key

    def _subgraph(self, block: Block, scope: _Scope) -> list[str]:
        known = self.blocks.get(block.name) if block.name is not None else None
        inner = known or _Scope(scope.group, dict(scope.node), dict(scope.edge))
        if block.name is not None:
            self.blocks[block.name] = inner
        if known is None and block.name is not None and self._is_cluster(block):
            key = f"{block.name}\0cluster"  # a node may have the same name
            self.draft.group(DraftGroup(key, self._text(scope.graph.get("label", ""), ""), scope.group))
            inner.group = key
        self._run(block, inner)
        self._count(len(inner.members))
        scope.members |= inner.members
        return list(inner.members)

    def _is_cluster(self, block: Block) -> bool:
        marked = any(
            isinstance(s, Attributes)
            and s.kind == "graph"
            and s.values.get("cluster", "") in ("true", "1", "yes")
            for s in block.statements
        )
        return block.name.lower().startswith("cluster") or marked

    def _connect(self, sources: list[str], targets: list[str], values: dict[str, str]) -> None:
        style = {word.strip() for word in values.get("style", "").split(",")}
        if "invis" in style:
            if sources and targets:
                self.notes.add("Invisible lines are left out", f"{sources[0]} to {targets[0]}")
            return
        line, both, back = self._line(values, style)
        if values.keys() & {"lhead", "ltail"}:
            self.notes.add("Lines that end at a cluster's border go to the node inside")
        if "bold" in style or values.get("penwidth", "1")[:1] not in "01.":
            self.notes.add("Thick lines are drawn as ordinary ones")
        for name in _OTHER_LABELS:
            if values.get(name):
                self.notes.add("Labels at the ends of lines are left out", self._text(values[name], ""))
        if values.keys() & set(_LINKS):
            self.notes.add("Links and tooltips are left out")
        label = values.get("label", "")
        for source in sources:
            for target in targets:
                self._count()
                ends = (target, source) if back else (source, target)
                if self.graph.strict:
                    pair = ends if self.graph.directed else (min(ends), max(ends))
                    if pair in self.pairs:
                        continue
                    self.pairs.add(pair)
                text = self._text(label, f"{source}{'->' if self.graph.directed else '--'}{target}", *ends)
                self.draft.edge(DraftEdge(*ends, text, line))
                if "color" in values:
                    self.line_colors[ends[0], values["color"]] = None
                if both and source != target:
                    self.notes.add("Lines with two heads become two lines", f"{source} to {target}")
                    self.draft.edge(DraftEdge(target, source, "", line))

    def _line(self, values: dict[str, str], style: set[str]) -> tuple[str, bool, bool]:
        """(kind, a head at either end, only at its start)"""
        direction = values.get("dir", "forward" if self.graph.directed else "none").lower()
        if values.get("arrowhead", "").lower() == "none" and direction == "forward":
            direction = "none"
        dashed = bool(style & {"dashed", "dotted"})
        if direction == "none":
            return (DASHED if dashed else LINE), False, False
        if dashed:
            self.notes.add("Dashed arrows are drawn as solid arrows")
        return ARROW, direction == "both", direction == "back"

    # --- nodes ---

    def _describe(self, node, values: dict[str, str]) -> None:
        shape = values.get("shape", "ellipse")
        words = {word.strip() for word in values.get("style", "").lower().split(",")}
        known = SHAPES.get(shape.lower()) or NEAR.get(shape, "rectangle")
        node.shape = "round rectangle" if known == "rectangle" and "rounded" in words else known
        if (own := values.get("class", "").replace("-", " ")) in graph.SHAPES:  # as our export says it
            node.shape = own
        if shape.lower() == "mrecord":
            node.shape = "round rectangle"
        node.declared = True
        node.label = self._text(values.get("label", "\\N"), node.key)
        if shape.lower() in RECORDS and not isinstance(values.get("label"), Html):
            node.label = self._record(values.get("label", "\\N"), node.key)
        elif shape.lower() not in SHAPES and shape.lower() not in RECORDS:
            self.notes.add(
                "Shapes that are not ours are drawn as the nearest", f"{node.label or node.key} ({shape})"
            )
        color = read_color(values.get("color", ""))
        if words & {"filled", "radial", "wedged", "striped"}:
            node.fill = read_color(values.get("fillcolor", "")) or color or (211, 211, 211)
        elif color or "color" in values:
            node.fill = (255, 255, 255)
        node.stroke = color
        if "invis" in words:
            self.notes.add("Invisible nodes are drawn", node.label or node.key)
        if values.keys() & set(_LINKS):
            self.notes.add("Links and tooltips are left out", node.label or node.key)
        if "image" in values:
            self.notes.add("Pictures are left out", node.label or node.key)
        if values.get("xlabel"):
            self.notes.add("Labels beside nodes are left out", self._text(values["xlabel"], node.key))

    def _text(self, label: str, name: str, tail: str = "", head: str = "") -> str:
        """A label with its escapes and entities read; `name` is what \\N and \\E stand for."""
        if isinstance(label, Html):
            return from_html(label[:_MOST_LABEL])
        label = label[:_MOST_LABEL]
        stands = {"N": name, "E": name, "G": self.graph.name, "L": "", "T": tail, "H": head}
        stands |= dict.fromkeys("nlr", "\n")
        if "\\" in label:
            label = _ESCAPE.sub(lambda m: stands.get(m.group(1), m.group(1)), label)
        return _entities(label)

    def _record(self, label: str, name: str) -> str:
        """The fields of a record, a line each."""
        label = label[:_MOST_LABEL]
        if "|" not in label and "{" not in label:
            return self._text(_PORT.sub("", label), name)
        self.notes.add("The fields of records become lines", name)
        fields = _FIELD.sub(lambda m: m.group() if m.group(1) is not None else "\\n", _PORT.sub("", label))
        return self._text(fields, name)


def _entities(text: str) -> str:
    """`&amp;` and the like, as Graphviz reads them: only with their semicolon."""
    import html

    return re.sub(
        r"&(?:#x?[0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,30});", lambda m: html.unescape(m.group()), text
    )

"""Mermaid flowcharts (`flowchart` and `graph`), as https://mermaid.js.org/syntax/flowchart.html has them.

Read are nodes with their shapes and labels, all kinds of lines with theirs, subgraphs, and the fills and
borders of classes and styles. Text is read once from front to back, so that time is linear in its length.
"""

from __future__ import annotations

import re

from diagram.imports.colors import read_color
from diagram.imports.draft import ARROW, DASHED, LINE, Draft, DraftEdge, DraftGroup, DraftNode
from diagram.imports.limits import MAX_DEPTH, Notes, UnreadableImport, short
from diagram.imports.mermaid_links import read_link
from diagram.imports.mermaid_shapes import named_shape, read_brackets, read_fields
from diagram.imports.plain_text import from_html, from_markdown

HEADER = re.compile(r"(?:flowchart(?:-elk)?|graph)(?![\w-])[ \t]*+([A-Za-z]{2}(?!\w)|[<>^v](?!\w))?")
OTHER_KINDS = re.compile(
    r"(sequenceDiagram|classDiagram|stateDiagram|erDiagram|gantt|pie|journey|mindmap|timeline|gitGraph|quadrantChart"
    r"|requirementDiagram|C4\w+|sankey|xychart|block|packet|kanban|architecture|zenuml)[\w-]*+"
)
_FENCE = re.compile(r"\s*+(?:```|~~~)[ \t]*+(?:mermaid)?[^\n]*+\n")
_FRONT = re.compile(r"\s*+---[ \t]*+\n")
_SKIP = re.compile(r"(?:\s++|;|%%(?!\{)[^\n]*+)*+")
_BLANKS = re.compile(r"[ \t]*+")
_SPACES = re.compile(r"\s*+")
_WORD = re.compile(
    r"(subgraph|end|direction|classDef|class|style|linkStyle|click|accTitle|accDescr)(?=[\s;:{]|$)"
)
_REST = re.compile(r"[^\n;]*+")
_LINE = re.compile(r"[^\n]*+")
_ID = re.compile(r"(?:[\w!#$%'*+.?/\\`]|:(?!::)|-(?![-.>])|=(?!=))++")
_AMPERSAND = re.compile(r"\s*+&\s*+")
_CLASS = re.compile(r":::([\w-]++)")
_EDGE_ID = re.compile(r"[\w-]{1,50}+@(?=[xo<]?[-=.~])")
_ENTITY = re.compile(r"#(\w{1,20});")
_ICON = re.compile(r"\bfa[bklrs]?:fa-[\w-]++ ?")
_TITLE = re.compile(r'(?:"([^"\n]*+)"|([^\n\["]*+))')
_DECLARATION = re.compile(r"(?<![\w-])([\w-]++)\s*+:\s*+((?:[^,\\;(]|\\.|\([^)]*+\))*+)")
_MOST_STYLE = 2000  # characters
MAX_PARTS = 50_000  # statements, nodes and lines; many times what 200 nodes and 2,000 lines need
_DIRECTIONS = {"LR": "right", "RL": "right", ">": "right", "<": "right"}
_REVERSED = ("RL", "BT", "<", "^")


def read(text: str, notes: Notes) -> Draft:
    """The flowchart of a text. Raises UnreadableImport where there is none, or it breaks the grammar."""
    return _Reader(text, notes).read()


def decode(text: str) -> tuple[str, bool]:
    """A label as Mermaid writes it, as plain text, and whether an icon was left out."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    if len(text) > 1 and text[0] == text[-1] == "`":
        text = from_markdown(text[1:-1])
    without = _ICON.sub("", text)
    plain = _ENTITY.sub(lambda m: f"&#{m.group(1)};" if m.group(1).isdigit() else f"&{m.group(1)};", without)
    return from_html(plain), without != text


class _Reader:
    def __init__(self, text: str, notes: Notes) -> None:
        self.text, self.at, self.notes = text, 0, notes
        self.draft = Draft(notes, "flowchart")
        self.draft.default_shape = "rectangle"
        self.open: list[str] = []  # the subgraphs around this place
        self.members: dict[str, list[str]] = {}
        self.classes: dict[str, dict[str, str]] = {}
        self.classes_of: dict[str, list[str]] = {}
        self.styles: dict[str, dict[str, str]] = {}
        self.links: list[list[DraftEdge]] = []
        self.link_styles: dict[str, str] = {}
        self.steps = 0
        self.settings_end = -1

    def read(self) -> Draft:
        self._header()
        while self._skip():
            self._count()
            if word := self._match(_WORD):
                getattr(self, f"_{word.group(1).lower()}")()
            else:
                self._chain()
        while self.open:
            self._end()
        self._decode()
        self._apply_styles()
        return self.draft

    def _decode(self) -> None:
        """Labels as plain text; of a node written several times, the last one."""
        for node in self.draft.nodes.values():
            if node.label is not None:
                node.label, icon = decode(node.label)
                if icon:
                    self.notes.add("Icons are left out", node.label)
        for edge in self.draft.edges.values():
            edge.label, _ = decode(edge.label)
        for group in self.draft.groups.values():
            group.title, _ = decode(group.title)

    # --- reading on ---

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def _rest(self, pattern: re.Pattern[str] = _REST) -> str:
        return self._match(pattern).group().strip()

    def _count(self) -> None:
        self.steps += 1
        if self.steps > MAX_PARTS:
            raise UnreadableImport(f"The flowchart has more than {MAX_PARTS:,} parts; divide it.")

    def _skip(self) -> bool:
        """Goes on to the next statement; whether there is one."""
        while True:
            self._match(_SKIP)
            if not self.text.startswith("%%{", self.at):
                return self.at < len(self.text)
            end = self.text.find("}%%", self.at) if self.at <= self.settings_end else -1
            if end < 0:
                self._match(_LINE)
            else:
                self.at = end + 3
            self.notes.add("Settings (%%{...}%%) are left out")

    def _fail(self, what: str, at: int | None = None) -> UnreadableImport:
        at = self.at if at is None else at
        line = self.text.count("\n", 0, at) + 1
        return UnreadableImport(f"Line {line} of the flowchart {what}: {short(self.text[at : at + 60])!r}.")

    def _header(self) -> None:
        self.text = self.text.replace("\r\n", "\n").replace("\r", "\n")
        if self._match(_FENCE):
            close = self.text.find("\n```", self.at)
            self.text = self.text[:close] if close >= 0 else self.text
        self.settings_end = self.text.rfind("}%%")  # nobody looks for an end behind it: time stays linear
        if self._match(_FRONT):
            end = self.text.find("\n---", self.at - 1)
            if end < 0:
                raise UnreadableImport("The flowchart's front matter does not end; close it with ---.")
            self.at = end + 4
            self.notes.add("The front matter is left out")
        self._skip()
        if other := OTHER_KINDS.match(self.text, self.at):
            raise UnreadableImport(
                f"This is Mermaid's {other.group()}; only flowcharts can be read (flowchart ...)."
            )
        match = self._match(HEADER)
        if not match:
            raise UnreadableImport(
                f"The text begins with {short(self.text[self.at : self.at + 40])!r}; a flowchart begins "
                "with 'flowchart LR' or 'graph TD'."
            )
        self._direct(match.group(1) or "TB")

    def _direct(self, word: str) -> None:
        word = word.upper()
        self.draft.direction = _DIRECTIONS.get(word, "down")
        if word in _REVERSED:
            self.notes.add(
                "The flowchart runs from left to right or from top to bottom, not the other way round"
            )

    # --- statements ---

    def _chain(self) -> None:
        """`A & B --> C -- text --> D`."""
        before = self._nodes()
        while True:
            start = self.at
            self._match(_BLANKS)
            if not self.text.startswith("\n", self.at):
                self._match(_EDGE_ID)
            found = read_link(self.text, self.at)
            if not found:
                self.at = start
                break
            link, self.at = found
            self._match(_SPACES)
            after = self._nodes()
            self._connect(before, after, link)
            before = after
        self._match(_BLANKS)
        if self.at < len(self.text) and not self.text.startswith(("\n", ";", "%%"), self.at):
            raise self._fail("cannot be read; a statement such as A --> B[label] should stand there")

    def _connect(self, sources: list[str], targets: list[str], link) -> None:
        made: list[DraftEdge] = []
        self.links.append(made)
        if link.hidden:
            self.notes.add("Invisible lines are left out", f"{sources[0]} to {targets[0]}")
            return
        label = link.text
        for lost in link.lost:
            self.notes.add(lost, f"{sources[0]} to {targets[0]}")
        for source in sources:
            for target in targets:
                self._count()
                made.append(DraftEdge(source, target, label, link.line))
                self.draft.edge(made[-1])
                if link.both and source != target:
                    self.notes.add("Lines with two heads become two lines", f"{source} to {target}")
                    self.draft.edge(DraftEdge(target, source, "", link.line))

    def _nodes(self) -> list[str]:
        found = {self._node(): None}
        while True:
            start = self.at
            if not self._match(_AMPERSAND):
                return list(found)
            if _ID.match(self.text, self.at) is None:
                self.at = start
                return list(found)
            found[self._node()] = None

    def _node(self) -> str:
        self._count()
        match = self._match(_ID)
        if not match:
            raise self._fail("has no node where one should be")
        key = match.group()
        if self.text.startswith("@{", self.at):
            start = self.at + 1
            fields, self.at = read_fields(self.text, start)
            if fields.keys() & {"animate", "animation", "curve"}:
                return key  # what a line looks like
            node = self._mention(key)
            self._take_fields(node, fields)
        else:
            node = self._mention(key)
            if found := read_brackets(self.text, self.at):
                label, shape, near, self.at = found
                node.label, node.shape, node.declared = label, shape, True  # decoded when all is read
                if near:
                    self.notes.add("Shapes that are not ours are drawn as the nearest", key)
                if self.text.startswith("@{", self.at):
                    fields, self.at = read_fields(self.text, self.at + 1)
                    self._take_fields(node, fields)
        while named := self._match(_CLASS):
            self.classes_of.setdefault(key, []).append(named.group(1))
        return key

    def _take_fields(self, node: DraftNode, fields: dict[str, str]) -> None:
        node.declared = True
        if "label" in fields:
            node.label = fields["label"]
        if "shape" in fields:
            node.shape, near = named_shape(fields["shape"])
            if near:
                self.notes.add("Shapes that are not ours are drawn as the nearest", fields["shape"])
        if fields.keys() & {"icon", "img"}:
            self.notes.add("Icons are left out", node.label or node.key)

    def _mention(self, key: str) -> DraftNode:
        if self.open:
            self.members[self.open[-1]].append(key)
        return self.draft.node(key)

    def _subgraph(self) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise UnreadableImport(
                f"Subgraphs are nested more than {MAX_DEPTH} deep; draw fewer in each other."
            )
        self._match(_BLANKS)
        match = self._match(_TITLE)
        quoted, plain = match.group(1), (match.group(2) or "").strip()
        plain = plain.split(";")[0].strip()
        title = quoted if quoted is not None else plain
        key = title.strip()
        if quoted is None and (found := read_brackets(self.text, self.at)):
            title, _, _, self.at = found
        self._match(_REST)
        key = key or f"subgraph {len(self.draft.groups) + 1}"
        if key in self.draft.groups:
            key = f"{key} {len(self.draft.groups) + 1}"
        self.draft.group(DraftGroup(key, title, self.open[-1] if self.open else None))
        self.members[key] = []
        self.open.append(key)

    def _end(self) -> None:
        """Nodes belong to the subgraph that mentions them and is closed first, as in Mermaid."""
        if not self.open:
            raise self._fail("has an 'end' without a subgraph", self.at - 3)
        group = self.open.pop()
        for key in dict.fromkeys(self.members.pop(group)):
            node = self.draft.nodes[key]
            if node.group is None and key not in self.draft.groups:
                node.group = group

    def _direction(self) -> None:
        word = self._rest()
        if not self.open:
            self._direct(word or "TB")
        elif _DIRECTIONS.get(word.upper(), "down") != self.draft.direction:
            title, _ = decode(self.draft.groups[self.open[-1]].title)
            self.notes.add("Subgraphs run in the direction of the whole", title)

    def _class(self) -> None:
        names, _, kind = self._rest().rpartition(" ")
        for name in names.split(","):
            self.classes_of.setdefault(name.strip(), []).append(kind)

    def _classdef(self) -> None:
        names, _, style = self._rest().partition(" ")
        for name in names.split(","):
            self.classes[name.strip()] = _declarations(style)

    def _style(self) -> None:
        names, _, style = self._rest().partition(" ")
        for name in names.split(","):
            self.styles.setdefault(name.strip(), {}).update(_declarations(style))

    def _linkstyle(self) -> None:
        which, _, style = self._rest().partition(" ")
        self.link_styles[which] = style

    def _click(self) -> None:
        self.notes.add("Links and tooltips are left out", self._rest(_LINE).split(" ")[0])

    def _acctitle(self) -> None:
        self._match(_LINE)

    def _accdescr(self) -> None:
        start = _SPACES.match(self.text, self.at).end()
        if self.text.startswith("{", start):
            self.at = self.text.find("}", start) + 1 or len(self.text)
        else:
            self._match(_LINE)

    # --- colours ---

    def _apply_styles(self) -> None:
        for key, node in self.draft.nodes.items():
            style = dict(self.classes.get("default", {}))
            for name in self.classes_of.get(key, ()):
                style |= self.classes.get(name, {})
            style |= self.styles.get(key, {})
            node.fill, node.stroke = (read_color(style.get(name, "")) for name in ("fill", "stroke"))
            if style.get("fill") == "none":
                node.fill = (255, 255, 255)
            if style.keys() - {"fill", "stroke", "color"}:
                self.notes.add("Fonts and widths of borders are left out")
        for name, group in self.draft.groups.items():
            if name in self.styles or name in self.classes_of:
                style = self.styles.get(name, {})
                group.frame = not style.get("fill") == style.get("stroke") == "none"
                if group.frame:
                    self.notes.add("Colours of groups are left out", group.title)
        for which, style in self.link_styles.items():
            found = _declarations(style)
            if found.get("stroke-dasharray", "none") not in ("none", "0"):
                self._dash(which)
            color = read_color(found.get("stroke", ""))
            if color and any(self.draft.nodes[e.source].stroke != color for e in self._links(which)):
                self.notes.add("Lines have the colour of the node they leave, not their own")

    def _dash(self, which: str) -> None:
        for edge in self._links(which):
            if edge.line == LINE:
                edge.line = DASHED
            elif edge.line == ARROW:
                self.notes.add("Dashed arrows are drawn as solid arrows", f"{edge.source} to {edge.target}")

    def _links(self, which: str) -> list[DraftEdge]:
        """The lines that a linkStyle names by their places, or all."""
        numbers = {int(n) for n in re.findall(r"\d{1,6}", which)}
        links = self.links if which == "default" else [self.links[n] for n in numbers if n < len(self.links)]
        return [edge for made in links for edge in made]


def _declarations(style: str) -> dict[str, str]:
    return {
        name.lower(): value.replace("!important", "").strip()
        for name, value in _DECLARATION.findall(style[:_MOST_STYLE])
    }

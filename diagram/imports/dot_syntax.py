"""The grammar of DOT, https://graphviz.org/doc/info/lang.html: a text becomes nested statements.

Linear in the length of the text; nothing of Graphviz is needed. A library (pydot) was weighed: it parses
by pyparsing, which takes minutes for a megabyte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from diagram.imports.limits import MAX_DEPTH, MAX_TOKENS, UnreadableImport, short

_TOKEN = re.compile(
    r"(?P<gap>\s++|(?://|\#)[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)"
    r"|(?P<arrow>->|--)"
    r'|(?P<string>"(?:[^"\\]++|\\.)*+")'
    r"|(?P<word>[A-Za-z_\x80-\U0010ffff][A-Za-z_0-9\x80-\U0010ffff]*+|-?(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?))"
    r"|(?P<mark>[{}\[\];,=:+])"
    r"|(?P<html><)",
    re.DOTALL,
)
_ANGLE = re.compile(r"[<>]")


class Html(str):
    """A label between angle brackets."""

    __slots__ = ()


@dataclass(slots=True)
class Attributes:
    """`node [...]`, `edge [...]`, `graph [...]` or `name = value`: for what comes after in this block."""

    kind: str
    values: dict[str, str]


@dataclass(slots=True)
class Block:
    """`subgraph name { ... }`, or the graph itself."""

    name: str | None
    statements: list = field(default_factory=list)


@dataclass(slots=True)
class Chain:
    """Nodes' names and blocks with arrows between them; one element alone declares it."""

    ends: list[str | Block]
    values: dict[str, str]
    ports: bool = False


@dataclass(slots=True)
class Graph:
    name: str
    directed: bool
    strict: bool
    body: Block
    more: bool = False  # the file goes on after the first graph


def parse(text: str) -> Graph:
    """The first graph of a text. Raises UnreadableImport, naming the line, where it breaks the grammar."""
    return _Parser(text).graph()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = self._tokens()
        self.kind, self.value, self.place = "", "", 0
        self._next()

    def _tokens(self) -> Iterator[tuple[str, str, int]]:
        text, at, count = self.text, 0, 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if not match:
                raise self._fail("is not DOT", at)
            kind, start, at = match.lastgroup, at, match.end()
            if kind == "gap":
                continue
            count += 1
            if count > MAX_TOKENS:
                raise UnreadableImport(f"The graph has more than {MAX_TOKENS:,} words and marks; divide it.")
            if kind == "html":
                at = self._html_end(at)
                yield kind, text[start + 1 : at - 1], start
            elif kind == "string":
                yield kind, _unquoted(match.group()), start
            else:
                yield kind, match.group(), start
        yield "end", "", len(text)

    def _html_end(self, at: int) -> int:
        start, depth = at, 1
        for match in _ANGLE.finditer(self.text, at):
            depth += 1 if match.group() == "<" else -1
            if depth == 0:
                return match.end()
        raise self._fail("has an HTML label that is not closed", start - 1)

    def _fail(self, what: str, at: int | None = None) -> UnreadableImport:
        at = self.place if at is None else at
        line = self.text.count("\n", 0, at) + 1
        return UnreadableImport(f"Line {line} of the graph {what}: {short(self.text[at : at + 60])!r}.")

    def _next(self) -> None:
        self.kind, self.value, self.place = next(self.tokens, ("end", "", len(self.text)))

    def _takes(self, mark: str) -> bool:
        """Goes past this mark, if it stands here."""
        if self.kind in ("mark", "arrow") and self.value == mark:
            self._next()
            return True
        return False

    def _keyword(self) -> str:
        return self.value.lower() if self.kind == "word" else ""

    def graph(self) -> Graph:
        strict = self._keyword() == "strict"
        if strict:
            self._next()
        kind = self._keyword()
        if kind not in ("graph", "digraph"):
            raise self._fail("does not begin a graph; write digraph { ... } or graph { ... }")
        self._next()
        name = self._id() if self.kind in ("word", "string", "html") else ""
        body = Block(name)
        self._block(body, 0)
        return Graph(name, kind == "digraph", strict, body, self.kind != "end")

    def _block(self, block: Block, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise UnreadableImport(
                f"Subgraphs are nested more than {MAX_DEPTH} deep; draw fewer in each other."
            )
        if not self._takes("{"):
            raise self._fail("lacks the { of a graph")
        while not self._takes("}"):
            if self.kind == "end":
                raise self._fail("ends before the last }", len(self.text))
            if not self._takes(";"):
                self._statement(block, depth)

    def _statement(self, block: Block, depth: int) -> None:
        kind = self._keyword()
        if kind in ("node", "edge", "graph"):
            self._next()
            block.statements.append(Attributes(kind, self._attributes()))
            return
        ends: list[str | Block] = []
        ports = False
        while True:
            if self._keyword() == "subgraph" or (self.kind == "mark" and self.value == "{"):
                ends.append(self._subgraph(depth))
            elif self.kind in ("word", "string", "html"):
                name = self._id()
                if not ends and self._takes("="):
                    block.statements.append(Attributes("graph", {name: self._id()}))
                    return
                for _ in range(2):  # :port:compass
                    if self._takes(":"):
                        self._id()
                        ports = True
                ends.append(name)
            else:
                raise self._fail("has something where a node or a subgraph should be")
            if not (self._takes("->") or self._takes("--")):
                break
        block.statements.append(Chain(ends, self._attributes(), ports))

    def _subgraph(self, depth: int) -> Block:
        name = None
        if self._keyword() == "subgraph":
            self._next()
            if self.kind in ("word", "string", "html"):
                name = self._id()
            if not (self.kind == "mark" and self.value == "{"):
                return Block(name)  # an earlier subgraph, mentioned again
        block = Block(name)
        self._block(block, depth + 1)
        return block

    def _attributes(self) -> dict[str, str]:
        values: dict[str, str] = {}
        while self._takes("["):
            while not self._takes("]"):
                name = self._id()
                values[name.lower()] = self._id() if self._takes("=") else "true"
                if not self._takes(","):
                    self._takes(";")
        return values

    def _id(self) -> str:
        if self.kind not in ("word", "string", "html"):
            raise self._fail("has something where a name or a value should be")
        value: str = Html(self.value) if self.kind == "html" else self.value
        quoted = self.kind == "string"
        self._next()
        if quoted and self.kind == "mark" and self.value == "+":
            parts = [value]
            while self._takes("+"):
                if self.kind != "string":
                    raise self._fail("has + before something that is no quoted text")
                parts.append(self.value)
                self._next()
            value = "".join(parts)
        return value


def _unquoted(text: str) -> str:
    """What stands between quotes; all escapes but the quote's and the line's stay, for the label to read."""
    return text[1:-1].replace("\\\r\n", "").replace("\\\n", "").replace('\\"', '"')

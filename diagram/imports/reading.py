"""Which format a text is in, and its reader."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath

from diagram.graph import Diagram
from diagram.imports.limits import MAX_BYTES, Notes, UnreadableImport
from diagram.outline import Outline

FORMATS = ("rows", "outline", "json", "mermaid", "dot", "drawio")
SUFFIXES = {
    ".rows.txt": "rows",
    ".rows": "rows",
    ".outline.txt": "outline",
    ".outline": "outline",
    ".json": "json",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
    ".drawio": "drawio",
    ".drawio.xml": "drawio",
    ".dio": "drawio",
}
_START = 4000  # characters that tell the format
_MERMAID = re.compile(
    r"(?:\s++|;|%%[^\n]*+|```mermaid)*+(?:flowchart(?:-elk)?|graph)\b(?![^\n{;]*+\{)|\s*+(?:```mermaid|---\s)"
)
_DOT = re.compile(
    r"(?:\s++|(?://|\#)[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+(?:strict\s++)?+(?:di)?graph\b\s*+"
    r"(?:\"(?:[^\"\\]|\\.)*+\"|[\w.-]++)?+\s*+\{",
    re.IGNORECASE,
)
_XML = re.compile(r"\s*+<(?:\?xml|mxfile|mxGraphModel|svg|!DOCTYPE|!--)", re.IGNORECASE)
_OUTLINE = re.compile(r"\s*+(?:right|down)\s++(?:box|round|circle)\s++(?:arrow|line|dashed)\s", re.IGNORECASE)
_ROWS = re.compile(r"[\[(]\s*+[-+'\"\d.]++\s*+,\s*+['\"]?[-+\d.]")


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read: the diagram, and one sentence for each kind of thing that it could not hold.

    `placed` says that the places are the file's own; otherwise it was laid out here. `outline` is the outline
    that the file holds, None where it holds none.
    """

    diagram: Diagram
    notes: list[str]
    format: str
    placed: bool
    outline: Outline | None = None


def read(content: str | bytes, format: str | None = None, name: str = "", tidy: bool = False) -> Imported:
    """Reads a diagram; the format is told by the suffix of `name`, else by the content, unless it is given.

    A diagram with places is kept as it stands, with `tidy` placed anew; one without is laid out. Raises
    UnreadableImport, UnreadableRows, UnreadableOutline or InvalidDiagram, saying in a sentence what is wrong.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableImport(
            f"The file has {len(content):,} bytes; at most {MAX_BYTES:,} can be read. Divide it, or take out "
            "pictures."
        )
    text = decode(content) if isinstance(content, bytes | bytearray) else content.removeprefix("\ufeff")
    if not text.strip():
        raise UnreadableImport(f"{name or 'The text'} is empty; give a diagram as {', '.join(FORMATS)}.")
    if format is None:
        format = format_of_name(name) or format_of_text(text)
    if format not in FORMATS:
        raise UnreadableImport(f"The format is {format!r:.40}; choose one of {', '.join(FORMATS)}.")
    found = _READERS[format](text)
    if tidy and found.placed:
        return _tidied(found)
    return found


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark. Raises UnreadableImport for others."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return bytes(content).decode(encoding)
    except UnicodeDecodeError as error:
        kind = next((kind for mark, kind in _BINARY.items() if content.startswith(mark)), None)
        if kind:
            raise UnreadableImport(
                f"This is a {kind}, which holds no readable diagram; give one of {', '.join(FORMATS)}."
            ) from None
        raise UnreadableImport(
            f"The file is not UTF-8 text (byte {error.start}); save it as UTF-8."
        ) from None


_BINARY = {
    b"\x89PNG": "PNG picture",
    b"PK\x03\x04": "ZIP or Office file",
    b"%PDF": "PDF",
    b"\xff\xd8": "JPEG",
}


def format_of_name(name: str) -> str | None:
    """The format that a file's name says: its suffix, or its last two; None where they say nothing."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    return next(
        (SUFFIXES[end] for end in ("".join(suffixes[-2:]), "".join(suffixes[-1:])) if end in SUFFIXES), None
    )


def format_of_text(text: str) -> str:
    """The format that a text's beginning says. Raises UnreadableImport where it says none."""
    start = text[:_START]
    if _XML.match(start):
        return "drawio"
    if start.lstrip().startswith("{"):
        return "json"
    for pattern, format in ((_DOT, "dot"), (_MERMAID, "mermaid"), (_OUTLINE, "outline")):
        if pattern.match(start):
            return format
    if _ROWS.search(start):
        return "rows"
    from diagram.imports.mermaid import OTHER_KINDS

    if OTHER_KINDS.match(start.lstrip()):
        return "mermaid"  # whose reader says that it reads flowcharts only
    if " -> " in start or "; " in start:
        return "outline"
    raise UnreadableImport(
        f"Nothing tells the text's format; name it (one of {', '.join(FORMATS)}) or give the file its suffix."
    )


# --- one reader a format ---


def _rows(text: str) -> Imported:
    from diagram.imports import placement
    from diagram.rows import read as read_rows

    found = read_rows(text)
    return Imported(placement.with_style(found.diagram), list(found.problems), "rows", True)


def _outline(text: str) -> Imported:
    from diagram.layout import lay_out
    from diagram.outline import parse

    outline = parse(text)
    return Imported(lay_out(outline), [], "outline", False, outline)


def _json(text: str) -> Imported:
    from diagram.imports import json

    notes = Notes()
    diagram, outline, placed = json.read(text, notes)
    return Imported(diagram, notes.all(), "json", placed, outline)


def _mermaid(text: str) -> Imported:
    from diagram.imports import mermaid, placement

    notes = Notes()
    diagram = placement.laid_out(mermaid.read(text, notes).diagram())
    return Imported(diagram, notes.all(), "mermaid", False)


def _dot(text: str) -> Imported:
    from diagram.imports import dot, placement

    notes = Notes()
    diagram = placement.laid_out(dot.read(text, notes).diagram())
    return Imported(diagram, notes.all(), "dot", False)


def _drawio(text: str) -> Imported:
    from diagram.imports import drawio, placement

    notes = Notes()
    diagram = placement.with_style(drawio.read(text, notes).diagram())
    return Imported(diagram, notes.all(), "drawio", True)


_READERS = {
    "rows": _rows, "outline": _outline, "json": _json, "mermaid": _mermaid, "dot": _dot, "drawio": _drawio,
}  # fmt: skip


def _tidied(found: Imported) -> Imported:
    from diagram import layout

    notes = list(found.notes)
    if found.outline is not None:  # it knows more than the picture: layers of neurons, their captions
        diagram = layout.lay_out(found.outline)
    else:
        # A caption with nodes becomes their frame, as tidying knows no captions.
        with_nodes = {node.group for node in found.diagram.nodes}
        groups = [replace(g, frame=True) if g.name in with_nodes else g for g in found.diagram.groups]
        diagram = layout.tidy(replace(found.diagram, groups=tuple(groups)))
        lost = [group.title for group in groups if not group.frame]
        if lost:
            notes.append(f"Texts that belong to no node are left out: {', '.join(lost[:3])}.")
    return Imported(diagram, notes, found.format, found.placed, found.outline)

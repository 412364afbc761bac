"""Nodes of a Mermaid flowchart: `[box]`, `(round)`, `{decision}`, ..., and `@{ shape: ..., label: ... }`."""

from __future__ import annotations

import re

from diagram.imports.limits import UnreadableImport, short

# Opening: (closings, shape, whether the shape is only near). Longer openings come first.
BRACKETS: tuple[tuple[str, tuple[str, ...], str, bool], ...] = (
    ("(((", (")))",), "circle", True),
    ("((", ("))",), "circle", False),
    ("([", ("])",), "pill", False),
    ("(-", ("-)",), "circle", False),
    ("(", (")",), "round rectangle", False),
    ("[[", ("]]",), "rectangle", True),
    ("[(", (")]",), "store", False),
    ("[/", ("/]", "\\]"), "rectangle", True),
    ("[\\", ("\\]", "/]"), "rectangle", True),
    ("[|", ("]",), "rectangle", False),
    ("[", ("]",), "rectangle", False),
    ("{{", ("}}",), "rectangle", True),
    ("{", ("}",), "decision", False),
    (">", ("]",), "rectangle", True),
)
EXACT = {
    "rect": "rectangle", "rectangle": "rectangle", "proc": "rectangle", "process": "rectangle",
    "rounded": "round rectangle", "event": "round rectangle",
    "stadium": "pill", "pill": "pill", "terminal": "pill",
    "circle": "circle", "circ": "circle", "ellipse": "circle",
    "diam": "decision", "diamond": "decision", "decision": "decision", "question": "decision",
    "cyl": "store", "cylinder": "store", "db": "store", "database": "store",
    "doc": "document", "document": "document", "text": "rectangle", "square": "rectangle",
}  # fmt: skip
NEAR = {
    "docs": "document", "documents": "document", "st-doc": "document", "stacked-document": "document",
    "lin-doc": "document", "lined-document": "document", "tag-doc": "document", "tagged-document": "document",
    "h-cyl": "store", "das": "store", "horizontal-cylinder": "store", "lin-cyl": "store", "disk": "store",
    "lined-cylinder": "store", "bow-rect": "store", "stored-data": "store", "bow-tie-rectangle": "store",
    "datastore": "store", "data-store": "store",
    "sm-circ": "circle", "start": "circle", "small-circle": "circle", "f-circ": "circle",
    "junction": "circle", "dbl-circ": "circle", "double-circle": "circle", "fr-circ": "circle",
    "framed-circle": "circle", "stop": "circle",
    "cross-circ": "circle", "summary": "circle", "crossed-circle": "circle",
}  # fmt: skip
MOST_TEXT = 6_000  # characters of one label; beyond, a bracket was not closed
_SPACES = re.compile(r"\s*+")
_FIELD = re.compile(
    r'[\s,]*+([\w-]++)\s*+:\s*+(?:"((?:[^"\\]|\\.)*+)"|\'([^\']*+)\'|([^,\n}"\']*+))', re.DOTALL
)


def read_brackets(text: str, at: int) -> tuple[str, str, bool, int] | None:
    """(label as written, shape, only near, end) of the brackets at `at`, or None where there are none.

    Raises UnreadableImport where they do not close.
    """
    for opening, closings, shape, near in BRACKETS:
        if not text.startswith(opening, at):
            continue
        start = at + len(opening)
        quote = _SPACES.match(text, start).end()
        if text.startswith('"', quote):
            end = text.find('"', quote + 1, quote + MOST_TEXT)
            if end >= 0:
                after = _SPACES.match(text, end + 1).end()
                for closing in closings:
                    if text.startswith(closing, after):
                        return text[quote : end + 1], shape, near, after + len(closing)
        end, closing = start + MOST_TEXT, ""
        for each in closings:
            if (found := text.find(each, start, end)) >= 0:
                end, closing = found, each
        if closing:
            if opening == "[|":  # [|field:value|label]
                return text[start:end].rstrip("|").rpartition("|")[2], shape, near, end + len(closing)
            return text[start:end], shape, near, end + len(closing)
        if len(opening) == 1:
            raise UnreadableImport(
                f"A node's bracket is not closed: {short(text[at : at + 60])!r}; close it with {closings[0]}."
            )
    return None


def read_fields(text: str, at: int) -> tuple[dict[str, str], int]:
    """The fields of `@{ ... }`, whose brace is at `at`, and the place behind the closing brace."""
    fields: dict[str, str] = {}
    end = at + 1
    while match := _FIELD.match(text, end):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        fields[match.group(1).lower()] = value.strip()
        end = match.end()
    close = re.compile(r"[\s,]*+\}").match(text, end)
    if not close:
        raise UnreadableImport(
            f"A node's @{{ ... }} cannot be read: {short(text[at : at + 60])!r}; "
            'write @{ shape: diam, label: "text" }.'
        )
    return fields, close.end()


def named_shape(name: str) -> tuple[str, bool]:
    """(shape, only near) for the name of a shape of Mermaid 11."""
    name = name.strip().lower()
    return (EXACT[name], False) if name in EXACT else (NEAR.get(name, "rectangle"), True)

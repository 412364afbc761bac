"""draw.io's files: the pages of an `<mxfile>`, packed or plain, and safe XML.

A packed page is base64 of raw deflate of percent-encoded XML. Document types are refused: there are no
entities but XML's own five.
"""

from __future__ import annotations

import base64
import binascii
import xml.etree.ElementTree as ET
import zlib
from dataclasses import dataclass
from urllib.parse import unquote
from xml.parsers import expat

from diagram.imports.limits import MAX_DEPTH, MAX_INFLATED, Notes, UnreadableImport, short

MAX_ELEMENTS = 30_000  # many times what 200 nodes and 2,000 lines need


def first_page(text: str, notes: Notes) -> tuple[ET.Element, str]:
    """The `<mxGraphModel>` of the first page that is not empty, and the program that wrote the file.

    Raises UnreadableImport where there is none, or it is too large.
    """
    root = parse(text)
    if root.tag == "mxGraphModel":
        return root, ""
    if root.tag == "svg" and root.get("content"):  # an editable SVG
        root = parse(root.get("content", ""))
    if root.tag == "mxfile":
        pages, room = root.findall("diagram"), _Room(MAX_INFLATED)
        models = ((page, _model(page, room)) for page in pages)
        found = next(((page, model) for page, model in models if _has_cells(model)), None)
        if found:
            for page in pages:
                if page is not found[0]:
                    notes.add("Other pages are left out", page.get("name") or "without a name")
            return found[1], root.get("host", "")
        raise UnreadableImport(
            "There is no drawing in the draw.io file; save it again with a page that has one."
        )
    raise UnreadableImport(
        f"The XML begins with <{short(root.tag)}>; a draw.io file begins with <mxfile> or <mxGraphModel>."
    )


def _has_cells(model: ET.Element | None) -> bool:
    return model is not None and any(c.get("vertex") == "1" for c in model.iter("mxCell"))


@dataclass(slots=True)
class _Room:
    """How many bytes the pages of a file may still have when unpacked."""

    left: int


def _model(page: ET.Element, room: _Room) -> ET.Element | None:
    found = page.find("mxGraphModel")
    packed = "".join((page.text or "").split())
    return parse(_unpacked(packed, room)) if found is None and packed else found


def _unpacked(packed: str, room: _Room) -> str:
    """The XML of a packed page. Raises UnreadableImport where it is none, or too large when unpacked."""
    try:
        data = base64.b64decode(packed, validate=True)
        unpacker = zlib.decompressobj(-15)
        xml = unpacker.decompress(data, room.left)
    except (binascii.Error, ValueError, zlib.error):
        raise UnreadableImport(
            "A page of the draw.io file is packed in a way that cannot be read; save it uncompressed "
            "(File, Properties, Compressed)."
        ) from None
    if len(xml) >= room.left:
        raise UnreadableImport(
            f"The draw.io file is larger than {MAX_INFLATED:,} bytes when unpacked; divide it."
        )
    room.left -= len(xml)
    return unquote(xml.decode("utf-8", "replace"))


def parse(text: str) -> ET.Element:
    """The XML of a text. Raises UnreadableImport for a document type, or a tree too deep or large."""
    builder, parser = ET.TreeBuilder(), expat.ParserCreate()
    parser.buffer_text = True
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH:
            raise UnreadableImport(f"The XML is nested more than {MAX_DEPTH} deep; give a draw.io file.")
        if count > MAX_ELEMENTS:
            raise UnreadableImport(f"The XML has more than {MAX_ELEMENTS:,} elements; divide the drawing.")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def refuse(*_: object) -> None:
        raise UnreadableImport(
            "The XML has a document type (<!DOCTYPE ...>), which is not read; take it out."
        )

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.lstrip().encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise UnreadableImport(
            f"The XML is broken in line {error.lineno}: {expat.ErrorString(error.code)}."
        ) from None
    return builder.close()

"""A link that holds a diagram, and files of diagrams from elsewhere; nobody's history is in either."""

from __future__ import annotations

import base64
import binascii
import json
import logging
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.editing.sheet import Sheet
from diagram.errors import DiagramError, InvalidDiagram
from diagram.page import files, texts, views
from diagram.page.run import Run

if TYPE_CHECKING:
    from diagram.imports import Imported

MOST_LINK = 8_000  # characters, which every program passes on
ROOM = 200  # of them for the address of the page
MOST_CONTENT = 1_000_000  # characters of JSON in a link
ENDINGS = [".txt", ".rows", ".outline", ".json", ".mmd", ".mermaid", ".dot", ".gv", ".drawio", ".xml", ".dio"]
LOG = logging.getLogger(__name__)


def link(sheet: Sheet) -> str:
    """What stands behind #d= in a link to this diagram: deflated JSON in base64url; empty if too long."""
    from diagram.export.json import as_data

    data = json.dumps(as_data(sheet.diagram, sheet.outline), separators=(",", ":"), ensure_ascii=True)
    text = base64.urlsafe_b64encode(zlib.compress(data.encode(), 9)).decode().rstrip("=")
    return text if len(text) <= MOST_LINK - ROOM else ""


def read_link(text: str) -> Sheet:
    """The diagram in a link; what is behind #d=. Raises DiagramError for what is none."""
    if len(text) > MOST_LINK:
        raise InvalidDiagram(texts.LINK_LARGE.format(most=MOST_LINK))
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        reader = zlib.decompressobj()
        content = reader.decompress(packed, MOST_CONTENT).decode("utf-8")
    except (ValueError, binascii.Error, zlib.error) as error:
        raise InvalidDiagram(texts.LINK_CUT) from error
    if not reader.eof:
        large = reader.unconsumed_tail
        raise InvalidDiagram(texts.LINK_LARGE.format(most=MOST_CONTENT) if large else texts.LINK_CUT)
    from diagram.imports import read

    found = read(content, "json")
    return Sheet(found.diagram, found.outline)


def open_link(text: str | None, reader: str | None) -> Iterator[tuple]:
    """The page was opened with a link; outputs as `drawing.draw`. Nothing is kept until it is changed."""
    from diagram.page import drawing, opening

    if not text or not isinstance(text, str):
        yield drawing.nothing()
        return
    try:
        sheet = read_link(text)
    except DiagramError as error:
        yield drawing.only(texts.LINK_BROKEN.format(problem=texts.told(error)), "error")
        return
    except Exception:
        LOG.exception("a link could not be opened")
        yield drawing.only(texts.LINK_BROKEN.format(problem=texts.LINK_CUT), "error")
        return
    told = views.message("done", texts.LINK_OPENED)
    yield from opening.show(sheet, "", told, reader, kept=False)


def take_file(path: str | None, reader: str | None) -> Iterator[tuple]:
    """A file was chosen: (prompt, then as `drawing.draw`); the words of an earlier drawing go with it."""
    import gradio as gr

    for step in open_file(path, reader):
        shown = isinstance(step[0], Run)
        yield "" if shown else gr.skip(), *step


def open_file(path: str | None, reader: str | None) -> Iterator[tuple]:
    """Opens a file; outputs as `drawing.draw`. The uploaded file is deleted."""
    from diagram.page import drawing, opening

    if not path:
        yield drawing.nothing()
        return
    file = Path(path)
    try:
        found = _read(file)
    except DiagramError as error:
        yield drawing.only(str(error), "error")
        return
    except Exception:
        LOG.exception("a file could not be opened")
        yield drawing.only(texts.FILE_FAILED, "error")
        return
    finally:
        file.unlink(missing_ok=True)
    count = {"nodes": len(found.diagram.nodes), "edges": len(found.diagram.edges)}
    told = views.message("done", texts.FILE_OPENED.format(name=file.name, **count))
    told = "".join(views.message("notice", note) for note in found.notes) + told
    name = files.name_after(file.name.split(".")[0])
    yield from opening.show(Sheet(found.diagram, found.outline), name, told, reader)


def _read(file: Path) -> Imported:
    from diagram.imports import UnreadableImport, read
    from diagram.imports.limits import MAX_BYTES

    size = file.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableImport(
            f"{file.name} has {size:,} bytes; at most {MAX_BYTES:,} can be read. Divide it, or take out "
            "pictures."
        )
    return read(file.read_bytes(), name=file.name)

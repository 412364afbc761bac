"""`python -m diagram convert IN OUT...`: a diagram from one format into others, tidied on request.

python -m diagram convert flow.drawio flow.pptx flow.svg --tidy --palette green
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.graph import STYLE_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagram.graph import Diagram
    from diagram.imports import Imported
    from diagram.outline import Outline

STANDARD = Path("-")  # standard input or output


def make_parser(scale: Callable[[str], float]) -> argparse.ArgumentParser:
    """The options of the command; `scale` reads that of --scale."""
    from diagram.export import FORMATS as WRITTEN
    from diagram.imports import FORMATS as READ

    parser = argparse.ArgumentParser(
        prog="python -m diagram convert",
        description="Converts a diagram; formats are told by the files' suffixes. Says what gets lost.",
        epilog="example: python -m diagram convert flow.drawio flow.pptx flow.svg --tidy --palette green",
    )
    parser.add_argument(
        "input", type=Path, metavar="IN", help=f"one of {', '.join(READ)}; - reads standard input"
    )
    parser.add_argument(
        "outputs", type=Path, nargs="+", metavar="OUT", help="files to write; - writes standard output"
    )
    parser.add_argument("--from", dest="source", choices=READ, metavar="FORMAT", help="the format of IN")
    parser.add_argument(
        "--to", dest="target", choices=tuple(WRITTEN), metavar="FORMAT", help="the format of every OUT"
    )
    parser.add_argument(
        "--tidy", action="store_true", help="place everything anew; otherwise a drawing stays as it stands"
    )
    for name, words in STYLE_FIELDS.items():
        parser.add_argument(f"--{name}", choices=words, help=f"another {name}")
    parser.add_argument(
        "--scale",
        type=scale,
        default=2.0,
        metavar="X",
        help="PNG pixels a diagram pixel, 0.1 to 8 (default 2)",
    )
    parser.add_argument("--transparent", action="store_true", help="no background in PNG, SVG and PDF")
    return parser


def run(options: argparse.Namespace) -> None:
    """Reads IN and writes every OUT; prints the notes to standard error.

    Raises DiagramError for what cannot be read or written, before any file is written; OSError for files.
    """
    from diagram.export import export
    from diagram.imports import read

    formats = [options.target or _format_of(path) for path in options.outputs]
    content = sys.stdin.buffer.read() if options.input == STANDARD else options.input.read_bytes()
    found = read(content, options.source, options.input.name, options.tidy)
    diagram, outline = restyled(found, **{name: getattr(options, name) for name in STYLE_FIELDS})
    for note in found.notes:
        print(f"note: {note}", file=sys.stderr)
    made = [
        export(diagram, format, outline=outline, scale=options.scale, transparent=options.transparent)
        for format in formats
    ]
    for path, content in zip(options.outputs, made, strict=True):
        if path == STANDARD:
            sys.stdout.buffer.write(content)
        else:
            path.write_bytes(content)
            print(f"{path}: {len(diagram.nodes)} nodes, {len(diagram.edges)} edges")


def restyled(found: Imported, **fields: str | None) -> tuple[Diagram, Outline | None]:
    """What was read in another style, None leaving a field; an outline is laid out anew."""
    from dataclasses import replace

    changes = {name: word for name, word in fields.items() if word is not None}
    if not changes:
        return found.diagram, found.outline
    from diagram.restyling import MOVING, restyle

    if found.outline is None:
        return restyle(found.diagram, **changes), None
    outline = replace(found.outline, style=replace(found.outline.style, **changes))
    if found.placed and not changes.keys() & set(MOVING):
        return restyle(found.diagram, **changes), outline
    from diagram.layout import lay_out

    return lay_out(outline), outline


def _format_of(path: Path) -> str:
    """The format that a file's suffix says. Raises UnknownFormat where it says none."""
    from diagram.export import FORMATS, UnknownFormat
    from diagram.imports.reading import SUFFIXES

    suffixes = {format.suffix: name for name, format in FORMATS.items()}
    suffixes |= {suffix: name for suffix, name in SUFFIXES.items() if name in FORMATS}
    name = path.name.lower()
    known = [suffix for suffix in suffixes if name.endswith(suffix)]
    if not known:
        raise UnknownFormat(
            f"{path} does not say a format; give --to, or end it in one of "
            f"{', '.join(f.suffix for f in FORMATS.values())}."
        )
    return suffixes[max(known, key=len)]

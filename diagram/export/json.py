"""A diagram as JSON, nothing left out; `schema.json` beside this module documents every field.

`{"format": "legible-diagram", "version": 1, ...}`. A field that a reader does not know may be passed over;
what could be misread without it raises `version`. Numbers are px, colours are [r, g, b], 0 to 255.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from diagram.graph import Diagram
from diagram.outline import Outline

FORMAT, VERSION = "legible-diagram", 1
SCHEMA = Path(__file__).with_name("schema.json")


def write(diagram: Diagram, outline: Outline | None = None) -> str:
    """The diagram and, where it is given, the outline that it was laid out from, as a JSON text."""
    return json.dumps(as_data(diagram, outline), ensure_ascii=False, indent=1) + "\n"


def as_data(diagram: Diagram, outline: Outline | None = None) -> dict:
    """What `write` writes, as dicts, lists, texts and numbers.

    `Diagram(**)` of its nodes, edges, groups and style, with lists turned into tuples, is the diagram again.
    """
    data = {"format": FORMAT, "version": VERSION, **asdict(diagram)}
    return data if outline is None else data | {"outline": str(outline)}

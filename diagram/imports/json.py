"""Our own JSON (`diagram/export/schema.json`); nothing is lost. Also the JSON of a candidate, by its outline.

Only nodes are asked for, each with its number; a node without a place asks for layout.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields

from diagram.errors import DiagramError
from diagram.export.json import FORMAT, VERSION
from diagram.graph import MAX_EDGES, MAX_NODES, MAX_SIDE, Diagram, Edge, Group, Node, Style
from diagram.imports.limits import Notes, UnreadableImport, short
from diagram.imports.placement import laid_out
from diagram.outline import Outline, parse

_SIZES = ("width", "height", "font_size")
_TOP = {"format", "version", "nodes", "edges", "groups", "style", "outline", *_SIZES}


def read(text: str, notes: Notes) -> tuple[Diagram, Outline | None, bool]:
    """The diagram, the outline where the file holds one, and whether the places are the file's.

    Raises UnreadableImport where the text is not such JSON, InvalidDiagram where it makes no diagram.
    """
    data = _parsed(text)
    outline = _outline(data.get("outline"), notes)
    if "format" not in data and outline is not None:  # a candidate, which is what its outline makes
        from diagram.layout import lay_out

        return lay_out(outline), outline, False
    if data.get("format", FORMAT) != FORMAT:
        raise UnreadableImport(
            f"The JSON's format is {short(str(data['format']))!r}; only {FORMAT!r} can be read."
        )
    if data.get("version", VERSION) != VERSION:
        raise UnreadableImport(
            f"The JSON has version {short(str(data['version']))}; only version {VERSION} can be read."
        )
    for name in sorted(data.keys() - _TOP):
        notes.add("Fields of the JSON that are not known are left out", name)
    nodes, placed = _things(data, "nodes", MAX_NODES), True
    if not all("x" in node and "y" in node for node in nodes):
        nodes, placed = [{**node, "x": 0, "y": 0} for node in nodes], False
    groups = _things(data, "groups", 2 * MAX_NODES)
    if not placed:
        groups = [{**group, "x": 0, "y": 0, "width": 1, "height": 1} for group in groups]
    made = tuple(_make(Node, node, f"Node {i}", notes) for i, node in enumerate(nodes, 1))
    edges = tuple(
        _make(Edge, e, f"Edge {i}", notes) for i, e in enumerate(_things(data, "edges", MAX_EDGES), 1)
    )
    rest: dict[str, object] = {
        name: _number(data[name], f"The JSON's {name}") for name in _SIZES if name in data
    }
    rest["groups"] = tuple(_make(Group, group, f"Group {i}", notes) for i, group in enumerate(groups, 1))
    if "style" in data:
        rest["style"] = _make(Style, data["style"], "The style", notes)
    if any("targets" in node for node in nodes):
        diagram = Diagram(made, edges, **rest)
    else:
        diagram = Diagram.with_edges(made, edges, **rest)
    return (diagram if placed else laid_out(diagram)), outline, placed


def _parsed(text: str) -> dict:
    try:
        data = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableImport(f"The text is not JSON{where}; give a diagram as export writes it.") from None
    if not isinstance(data, dict) or not isinstance(data.get("nodes"), list):
        raise UnreadableImport('The JSON has no list of "nodes"; give a diagram as export writes it.')
    return data


def _outline(text: object, notes: Notes) -> Outline | None:
    if text is None:
        return None
    try:
        return parse(text) if isinstance(text, str) else None
    except DiagramError as error:
        notes.add(f"The outline in the JSON is left out ({error})".rstrip("."))
        return None


def _things(data: dict, name: str, most: int) -> list[dict]:
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(thing, dict) for thing in found):
        raise UnreadableImport(
            f'The JSON\'s "{name}" are not a list of objects; give them as export writes them.'
        )
    if len(found) > most:
        raise UnreadableImport(
            f"The JSON has {len(found):,} {name}; at most {most:,} can be read. Divide it."
        )
    return found


def _make(kind: type, data: object, who: str, notes: Notes):
    """A Node, Edge, Group or Style of plain data, every field of its type."""
    if not isinstance(data, dict):
        raise UnreadableImport(f"{who} of the JSON is {short(repr(data))}; it must be an object.")
    values = {}
    known = {field.name: field for field in fields(kind)}
    for name, value in data.items():
        if name in known:
            values[name] = _READERS[name](value, f"{who}'s {name}")
        else:
            notes.add("Fields of the JSON that are not known are left out", str(name))
    missing = [name for name, field in known.items() if name not in values and field.default is MISSING]
    if "title" in missing and "name" in values:
        values["title"] = values["name"]
        missing.remove("title")
    if missing:
        raise UnreadableImport(f"{who} of the JSON has no {', '.join(missing)}; give it as export writes it.")
    return kind(**values)


def _wrong(value: object, what: str, should: str) -> UnreadableImport:
    return UnreadableImport(f"{what} is {short(repr(value)[:200])}; it must be {should}.")


def _number(value: object, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(value, what, "a number")
    return value


def _whole(value: object, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(value, what, "a whole number")
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise _wrong(value, what, "a text")
    return value


def _text_or_none(value: object, what: str) -> str | None:
    return None if value is None else _text(value, what)


def _flag(value: object, what: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(value, what, "true or false")
    return value


def _list(value: object, what: str, length: int | None = None) -> list:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise _wrong(value, what, f"a list of {length}" if length else "a list")
    return value


def _point(value: object, what: str) -> tuple[float, float]:
    x, y = (_number(part, what) for part in _list(value, what, 2))
    if not (abs(x) <= MAX_SIDE and abs(y) <= MAX_SIDE):
        raise _wrong(value, what, f"at most {MAX_SIDE} px")
    return x, y


def _color(value: object, what: str) -> tuple[int, ...]:
    return tuple(_whole(part, what) for part in _list(value, what, 3))


_READERS: dict[str, Callable] = {
    "number": _whole, "x": _number, "y": _number, "width": _number, "height": _number,
    "shape": _text, "line": _text, "label": _text, "title": _text, "name": _text, "group": _text_or_none,
    "direction": _text, "palette": _text, "spacing": _text,
    "background": _color, "line_color": _color, "source": _whole, "target": _whole, "frame": _flag,
    "targets": lambda value, what: tuple(_whole(part, what) for part in _list(value, what)),
    "route": lambda value, what: tuple(_point(part, what) for part in _list(value, what)),
    "label_at": lambda value, what: None if value is None else _point(value, what),
}  # fmt: skip

"""HTML of the edit panel and of edited drawings: pure functions, and every text from outside is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from diagram.editing.hand import MAX_TEXT, MIN_TEXT, edge_entries, node_entries
from diagram.graph import MAX_LABEL, SHAPES, STYLE_FIELDS
from diagram.page import texts, views, wording

if TYPE_CHECKING:
    from diagram.editing.difference import Difference
    from diagram.editing.hand import EdgeEntry, NodeEntry
    from diagram.editing.sheet import Sheet
    from diagram.graph import Diagram
    from diagram.page.judged import Judged

MOST_EDGES = 400  # in a table
ARROWS = {
    "up": "M6 14l6-6 6 6",
    "down": "M6 10l6 6 6-6",
    "delete": "M6 6l12 12M18 6L6 18",
    "undo": "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
    "redo": "M15 14l5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
}


def tools(sheet: Sheet, undoable: bool, redoable: bool) -> str:
    """Undo, redo, laying out, and the style."""
    pins = len(sheet.pinned)
    buttons = [
        _button("undo", texts.UNDO, undoable, "undo"),
        _button("redo", texts.REDO, redoable, "redo"),
        _button("rest", texts.LAY_OUT_REST if pins else texts.LAY_OUT_ANEW),
        _button("unpin", texts.UNPIN_ALL.format(count=pins), pins > 0),
    ]
    style = sheet.diagram.style
    selects = [
        _labelled(texts.STYLES[field], _select(field, words, getattr(style, field)))
        for field, words in STYLE_FIELDS.items()
    ]
    size = (
        f'<input type="number" data-style="text_size" min="{MIN_TEXT}" max="{MAX_TEXT}" step="1" '
        f'value="{round(sheet.diagram.font_size)}">'
    )
    return (
        f'<div class="edit-tools"><p class="hint">{escape(texts.DRAG_HINT)}</p>'
        f'<div class="buttons">{"".join(buttons)}</div>'
        f'<div class="styles">{"".join(selects)}{_labelled(texts.TEXT_SIZE, size)}</div></div>'
    )


def _button(action: str, text: str, on: bool = True, icon: str = "") -> str:
    mark = _icon(icon) if icon else ""
    return (
        f'<button type="button" data-do="{action}"{"" if on else " disabled"}>'
        f"{mark}<span>{escape(text)}</span></button>"
    )


def _icon(name: str) -> str:
    return f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{ARROWS[name]}"/></svg>'


def _labelled(name: str, control: str) -> str:
    return f"<label><span>{escape(name)}</span>{control}</label>"


def _select(field: str, words: Iterable[str], chosen: str) -> str:
    options = "".join(
        f'<option value="{word}"{" selected" if word == chosen else ""}>'
        f"{escape(texts.STYLE_WORDS.get(word, word))}</option>"
        for word in words
    )
    return f'<select data-style="{field}">{options}</select>'


def tables(diagram: Diagram) -> str:
    """The nodes and edges of a diagram to be changed; what is changed is sent when it is applied."""
    nodes = node_entries(diagram)
    rows = "".join(_node_row(place, entry) for place, entry in enumerate(nodes, 1))
    groups = dict.fromkeys(entry.group for entry in nodes if entry.group)
    known = "".join(f'<option value="{escape(title)}"></option>' for title in groups)
    blank = _node_row(0, _blank(diagram))
    names = {entry.key: _short(entry.label) or entry.key for entry in nodes}
    return (
        f'<div class="edit-tables" {views.turn()}><datalist id="known-groups">{known}</datalist>'
        f"{_table('nodes', texts.NODES, texts.NODE_HEAD, rows)}"
        f"<template data-blank='nodes'>{blank}</template>"
        f"{_row_button('add-node', texts.ADD_NODE)}{_edges(diagram, names)}"
        f'<button type="button" class="apply" data-do="tables">{escape(texts.APPLY_TABLES)}</button></div>'
    )


def _edges(diagram: Diagram, names: dict[str, str]) -> str:
    if len(diagram.edges) > MOST_EDGES:
        told = escape(texts.MANY_EDGES.format(count=len(diagram.edges)))
        return f'<h2>{escape(texts.EDGES)}</h2><p class="hint">{told}</p>'
    from diagram.editing.hand import EdgeEntry

    rows = "".join(_edge_row(place, entry, names) for place, entry in enumerate(edge_entries(diagram), 1))
    return (
        f"{_table('edges', texts.EDGES, texts.EDGE_HEAD, rows)}"
        f"<template data-blank='edges'>{_edge_row(0, EdgeEntry('', ''), names)}</template>"
        f"{_row_button('add-edge', texts.ADD_EDGE)}"
    )


def _table(name: str, title: str, heads: Sequence[str], rows: str) -> str:
    cells = "".join(f'<th scope="col">{escape(head)}</th>' if head else "<td></td>" for head in heads)
    return (
        f'<h2 id="{name}-title">{escape(title)}</h2><table data-table="{name}" '
        f'aria-labelledby="{name}-title"><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row_button(action: str, text: str) -> str:
    return f'<button type="button" data-row="{action}">{escape(text)}</button>'


def _blank(diagram: Diagram) -> NodeEntry:
    from collections import Counter

    from diagram.editing.hand import NodeEntry
    from diagram.palettes import colors

    shape = Counter(node.shape for node in diagram.nodes).most_common(1)[0][0]
    background, _ = colors(diagram.style.palette)
    return NodeEntry("", "", shape, "#{:02x}{:02x}{:02x}".format(*background))


def _node_row(place: int, entry: NodeEntry) -> str:
    def said(text: str) -> str:
        return escape(text.format(place=place or texts.NEW))

    label = escape(entry.label)
    writing = f'data-field="label" maxlength="{MAX_LABEL}" aria-label="{said(texts.NODE_LABEL)}"'
    written = (
        f'<textarea rows="2" {writing}>{label}</textarea>'
        if "\n" in entry.label
        else f'<input type="text" {writing} value="{label}">'
    )
    shapes = "".join(
        f'<option value="{shape}"{" selected" if shape == entry.shape else ""}>'
        f"{escape(texts.SHAPE_WORDS[shape])}</option>"
        for shape in SHAPES
    )
    return (
        f'<tr data-key="{escape(entry.key)}"><td class="order">{_move("up", texts.MOVE_UP)}'
        f'{_move("down", texts.MOVE_DOWN)}</td><td class="written">{written}</td>'
        f'<td><select data-field="shape" aria-label="{said(texts.NODE_SHAPE)}">{shapes}</select></td>'
        f'<td><input type="color" data-field="color" value="{entry.color}" '
        f'aria-label="{said(texts.NODE_COLOR)}"></td>'
        f'<td class="group"><input type="text" data-field="group" list="known-groups" '
        f'value="{escape(entry.group)}" placeholder="{escape(texts.NODE_HEAD[4])}" '
        f'aria-label="{said(texts.NODE_GROUP)}"></td>'
        f'<td class="end">{_move("delete", texts.DELETE_ROW)}</td></tr>'
    )


def _move(action: str, name: str) -> str:
    said = escape(name)
    return (
        f'<button type="button" data-row="{action}" aria-label="{said}" title="{said}">'
        f"{_icon(action)}</button>"
    )


def _edge_row(place: int, entry: EdgeEntry, names: dict[str, str]) -> str:
    """The browser fills in the other nodes when a list is about to be opened."""

    def end(field: str, key: str, text: str) -> str:
        option = f'<option value="{escape(key)}" selected>{escape(names.get(key, ""))}</option>'
        said = escape(text.format(place=place or texts.NEW))
        return f'<td><select data-field="{field}" aria-label="{said}">{option}</select></td>'

    said = escape(texts.EDGE_LABEL.format(place=place or texts.NEW))
    return (
        f"<tr>{end('source', entry.source, texts.EDGE_FROM)}{end('target', entry.target, texts.EDGE_TO)}"
        f'<td class="written"><input type="text" data-field="label" maxlength="{MAX_LABEL}" '
        f'value="{escape(entry.label)}" placeholder="{escape(texts.EDGE_HEAD[2])}" aria-label="{said}"></td>'
        f'<td class="end">{_move("delete", texts.DELETE_ROW)}</td></tr>'
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def difference(found: Difference) -> str:
    """What an edit has added, removed and changed."""
    parts = []
    for kind, mark, title, changes in (
        ("added", "+", texts.ADDED, found.added),
        ("removed", "−", texts.REMOVED_BY_EDIT, found.removed),
        ("changed", "~", texts.CHANGED, found.changed),
    ):
        items = "".join(
            f'<li class="{kind}"><span class="mark" aria-hidden="true">{mark}</span>'
            f'<span><span class="unseen">{escape(title)}: </span>{escape(wording.change(change))}</span></li>'
            for change in changes
        )
        parts.append(items)
    return f'<ul class="difference">{"".join(parts)}</ul>'


def details(
    drawing: Judged, neighbours: Sequence[views.Neighbour], trail: Sequence[str], rated: bool = False
) -> str:
    """What the judges say of a drawing that was edited or opened, and what was done to it."""
    later = texts.COUNTS_NEXT if rated else ""
    scores = views.judgement(drawing, later) if drawing.known else f"<dd>{escape(texts.JUDGING)}</dd>"
    done = "".join(f"<li><span>{escape(wording.note(note))}</span></li>" for note in trail)
    changes = f'<ol class="trail">{done}</ol>' if done else f"<p>{escape(texts.NO_CHANGES)}</p>"
    return (
        f'<div class="details"><section><h2>{escape(texts.WHY_SCORE)}</h2><dl>{scores}</dl>'
        f"{views.reason(drawing, neighbours)}</section>"
        f"<section><h2>{escape(texts.CHANGES)}</h2>{changes}</section></div>"
    )


def share(link: str) -> str:
    """The button that copies a link; `link` is what stands behind #d=, empty where it would be too long."""
    if not link:
        return f'<p class="hint">{escape(texts.SHARE_TOO_LONG)}</p>'
    return (
        f'<div class="share"><button type="button" data-link="{escape(link)}" '
        f'data-said="{escape(texts.SHARED)}">{escape(texts.SHARE)}</button>'
        f'<span class="said" role="status"></span><label class="by-hand" hidden><span>'
        f'{escape(texts.SHARE_BY_HAND)}</span><input type="text" readonly></label></div>'
    )

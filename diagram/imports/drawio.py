"""draw.io (diagrams.net): the first page's shapes, containers and connectors, where they lie."""

from __future__ import annotations

import itertools
import math
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from diagram.geometry import Box, border_point, middle
from diagram.graph import Node, Point
from diagram.imports.draft import ARROW, DASHED, LINE, Draft, DraftEdge, DraftGroup
from diagram.imports.drawio_file import first_page
from diagram.imports.drawio_style import Style, colors_of, is_text, number, parse_style, shape_of
from diagram.imports.limits import MAX_DEPTH, Notes, UnreadableImport
from diagram.imports.plain_text import from_html, tidy_lines

FOLDED = ("tableLayout", "stackLayout")  # containers whose children are rows of one thing
FARTHEST = 1e6  # px
MOST_TEXT = 20_000  # characters of a label that are looked at
OWN_HOST = "Legible"  # as our export names itself
DEFAULT_FONT = 12.0  # px


@dataclass(slots=True)
class _Cell:
    """A cell with its style; `box` is relative to its parent's upper left corner, as in the file."""

    id: str
    text: str
    style: Style
    parent: str
    vertex: bool
    edge: bool
    source: str
    target: str
    geometry: ET.Element | None
    box: Box
    children: list[str] = field(default_factory=list)


def read(text: str, notes: Notes) -> Draft:
    """The first page that is not empty. Raises UnreadableImport where there is none or it cannot be read."""
    model, host = first_page(text, notes)
    return _Reader(model, notes, host == OWN_HOST).read()


class _Reader:
    def __init__(self, model: ET.Element, notes: Notes, ours: bool) -> None:
        self.notes = notes
        self.draft = Draft(notes, "drawing")
        self.cells = _cells(model)
        for cell in self.cells.values():
            if cell.parent in self.cells and cell.parent != cell.id:
                self.cells[cell.parent].children.append(cell.id)
        page = (_float(model.get("pageWidth")), _float(model.get("pageHeight")))
        self.draft.canvas = page if ours and all(page) else None  # others' pages are sheets of paper
        self.corners: dict[str, Point] = {}
        self.folded: dict[str, str] = {}  # cells that became part of another's label
        self.containers: set[str] = set()
        edges = [cell for cell in self.cells.values() if cell.edge]
        self.attached = {end for cell in edges for end in (cell.source, cell.target)}
        self.captions = {cell.style.get("caption") for cell in self.cells.values()}
        self.first: dict[str, str | None] = {}  # nodes in place of containers

    def read(self) -> Draft:
        vertices = [cell for cell in self.cells.values() if cell.vertex]
        for cell in vertices:
            self._corner(cell)
        for cell in vertices:
            self._sort_out(cell)
        for cell in vertices:
            if cell.id not in self.folded:
                self._vertex(cell)
        for cell in self.cells.values():
            if cell.edge:
                self._edge(cell)
        sizes = [
            number(cell.style, "fontSize", DEFAULT_FONT) for cell in vertices if cell.id in self.draft.nodes
        ]
        if sizes:
            self.draft.font_size = min(72.0, max(5.0, sorted(sizes)[len(sizes) // 2]))
        return self.draft

    # --- where things are ---

    def _corner(self, cell: _Cell) -> Point:
        """The cell's upper left corner on the page. Raises UnreadableImport where parents go in a ring."""
        chain: list[_Cell] = []
        while cell.id not in self.corners:
            if len(chain) > MAX_DEPTH:
                raise UnreadableImport(
                    f"Cells of the drawing are nested more than {MAX_DEPTH} deep; ungroup some of them."
                )
            chain.append(cell)
            parent = self.cells.get(cell.parent)
            if parent is None or not parent.vertex:
                break
            cell = parent
        at = self.corners.get(cell.id, (0.0, 0.0))
        for cell in reversed(chain):
            x, y = cell.box[:2]
            parent = self.cells.get(cell.parent)
            if cell.geometry is not None and cell.geometry.get("relative") == "1" and parent is not None:
                offset = _point(cell.geometry, "offset") or (0.0, 0.0)
                x, y = x * (parent.box[2] - parent.box[0]), y * (parent.box[3] - parent.box[1])
                x, y = x + offset[0], y + offset[1]
            at = self.corners[cell.id] = (at[0] + x, at[1] + y)
        return at

    def _box(self, cell: _Cell) -> Box:
        x, y = self.corners[cell.id]
        return x, y, x + cell.box[2] - cell.box[0], y + cell.box[3] - cell.box[1]

    def _origin(self, cell: _Cell) -> Point:
        """The corner from which the points of a connector count."""
        return self.corners.get(cell.parent, (0.0, 0.0))

    # --- vertices ---

    def _inner(self, cell: _Cell) -> list[_Cell]:
        return [self.cells[key] for key in cell.children if self.cells[key].vertex]

    def _sort_out(self, cell: _Cell) -> None:
        """Says which cells are containers, and which are rows of a table or a class."""
        if cell.id in self.folded or self._is_edge_label(cell):
            return
        inner = self._inner(cell)
        rows = cell.style.get("childLayout") in FOLDED or cell.style.get("shape") in ("table", "tableRow")
        if inner and rows and all(is_text(c.style) or self._is_part(c) for c in inner):
            self.notes.add("The rows of tables and classes become lines of one label", cell.text)
            stack = list(reversed(inner))
            lines = [cell.text]
            while stack:
                part = stack.pop()
                self.folded[part.id] = cell.id
                lines.append(part.text)
                stack += reversed(self._inner(part))
            cell.text = "\n".join(line for line in lines if line)[:MOST_TEXT]
        elif inner:
            self.containers.add(cell.id)

    def _is_part(self, cell: _Cell) -> bool:
        return cell.style.get("shape") in ("tableRow", "partialRectangle") or "line" in cell.style

    def _is_edge_label(self, cell: _Cell) -> bool:
        parent = self.cells.get(cell.parent)
        return parent is not None and parent.edge

    def _group_around(self, cell: _Cell) -> str | None:
        """The nearest container that has a frame."""
        for _ in range(MAX_DEPTH + 1):
            parent = self.cells.get(cell.parent)
            if parent is None or not parent.vertex:
                return None
            if self._has_frame(parent):
                return parent.id
            cell = parent
        return None

    def _has_frame(self, cell: _Cell) -> bool:
        """Whether a container is seen; `group` only holds things together."""
        unseen = "group" in cell.style or (
            cell.style.get("strokeColor") == "none" and cell.style.get("fillColor", "none") == "none"
        )
        return not unseen or bool(cell.text)

    def _vertex(self, cell: _Cell) -> None:
        if self._is_edge_label(cell):
            return
        box, text, around = self._box(cell), cell.text, self._group_around(cell)
        if cell.id in self.containers:
            if self._has_frame(cell):
                self.draft.group(DraftGroup(cell.id, text, around, box))
            return
        if is_text(cell.style) and cell.id not in self.attached:
            if text or cell.id in self.captions:
                self.draft.group(DraftGroup(cell.id, text, around, box, frame=False))
            return
        node = self.draft.node(cell.id)
        node.label, node.box, node.group, node.declared = text, box, around, True
        if cell.style.get("caption") in self.cells:  # as our export says it
            node.group = cell.style["caption"]
        node.shape, near = shape_of(cell.style)
        node.fill, node.stroke = colors_of(cell.style)
        if is_text(cell.style) and "strokeColor" not in cell.style:
            node.stroke = node.fill
        if near:
            self.notes.add(
                "Shapes that are not ours are drawn as the nearest", text or cell.style.get("shape", "")
            )
        self._note_style(cell, text)

    def _note_style(self, cell: _Cell, text: str) -> None:
        style = cell.style
        if number(style, "rotation", 0):
            self.notes.add("Turned shapes stand upright", text)
        if style.get("gradientColor", "none") != "none":
            self.notes.add("Of a gradient, the first colour is kept", text)
        if style.get("image"):
            self.notes.add("Pictures are left out", text or "without a name")
        if style.get("dashed") == "1":
            self.notes.add("Dashed borders are drawn whole", text)

    # --- connectors ---

    def _edge(self, cell: _Cell) -> None:
        label = "\n".join(text for text in [cell.text, *(part.text for part in self._inner(cell))] if text)
        ends = [self.folded.get(end, end) for end in (cell.source, cell.target)]
        for side, end in zip(("source", "target"), ends, strict=True):
            if not end or end not in self.cells or not self.cells[end].vertex:
                self.notes.add(
                    "Lines that are not attached to a shape at both ends are left out",
                    label or self._other_end(cell, side) or f"cell {cell.id}",
                )
                return
        source, target = ends
        if any(end not in self.draft.nodes and end not in self.draft.groups for end in ends):
            source, target = (self._member(end) for end in ends)
            if source is None or target is None:
                self.notes.add(
                    "Lines to something that is not drawn are left out", label or f"cell {cell.id}"
                )
                return
        start = cell.style.get("startArrow", "none") not in ("none", "")
        end = cell.style.get("endArrow", "classic") not in ("none", "")
        dashed = cell.style.get("dashed") == "1"
        route = self._route(cell, source, target)
        at = self._label_at(cell, route)
        if dashed and (start or end):
            self.notes.add("Dashed arrows are drawn as solid arrows", label or self._names(source, target))
        if cell.style.get("curved") == "1" and route:
            self.notes.add("Curved lines are drawn with corners", label or self._names(source, target))
        line = ARROW if start or end else DASHED if dashed else LINE
        if start and not end:
            source, target, route = target, source, route[::-1]
        self.draft.edge(DraftEdge(source, target, label, line, route, at))
        if start and end and source != target:
            self.notes.add("Lines with two heads become two lines", label or self._names(source, target))
            self.draft.edge(DraftEdge(target, source, "", line, route[::-1]))

    def _names(self, *keys: str) -> str:
        return " to ".join(self.cells[key].text[:30] or key for key in keys)

    def _other_end(self, cell: _Cell, side: str) -> str:
        other = self.cells.get(cell.target if side == "source" else cell.source)
        if other is None or not other.vertex:
            return ""
        return f"{'to' if side == 'source' else 'from'} {other.text or other.id}"

    def _member(self, key: str) -> str | None:
        """A node in place of a container without a frame: the first inside."""
        if key not in self.first:
            stack, found = [self.cells[key]], None
            while stack and found is None:
                cell = stack.pop()
                found = cell.id if cell.id in self.draft.nodes else None
                stack += reversed(self._inner(cell))
            self.first[key] = found
        found = self.first[key]
        if found is not None and found != key:
            self.notes.add("Lines to a group go to its first node", self.cells[found].text)
        return found

    def _route(self, cell: _Cell, source: str, target: str) -> tuple[Point, ...]:
        """The way-points with their ends on the borders; none for a line that runs straight between centres.

        Where draw.io would find the way itself, and the file does not say it, there is none either.
        """
        nodes = self.draft.nodes
        if source not in nodes or target not in nodes:
            return ()
        ox, oy = self._origin(cell)
        geometry = cell.geometry
        found = geometry.find("Array[@as='points']") if geometry is not None else None
        points = [
            (_float(point.get("x")) + ox, _float(point.get("y")) + oy)
            for point in (found.findall("mxPoint") if found is not None else ())
        ]
        ends = [
            self._port(cell.style, side, nodes[key].box)
            for side, key in (("exit", source), ("entry", target))
        ]
        if not points and ends == [None, None]:
            if cell.style.get("edgeStyle", "none") not in ("none", "") and source != target:
                self.notes.add(
                    "Lines whose way draw.io finds by itself run straight; tidying finds them a way"
                )
            return ()
        shapes = [_node(nodes[key]) for key in (source, target)]
        first = ends[0] or border_point(shapes[0], points[0] if points else ends[1])
        last = ends[1] or border_point(shapes[1], points[-1] if points else ends[0])
        return first, *points, last

    def _port(self, style: Style, side: str, box: Box) -> Point | None:
        if f"{side}X" not in style or f"{side}Y" not in style:
            return None
        x = box[0] + number(style, f"{side}X", 0.5) * (box[2] - box[0]) + number(style, f"{side}Dx", 0)
        y = box[1] + number(style, f"{side}Y", 0.5) * (box[3] - box[1]) + number(style, f"{side}Dy", 0)
        return x, y

    def _label_at(self, cell: _Cell, route: tuple[Point, ...]) -> Point | None:
        """Where the label's centre is, for a route that is known: half-way, moved by the file's offset."""
        parts = self._inner(cell)
        holder = parts[0] if parts and not cell.text else cell
        if len(route) < 2 or holder.geometry is None:
            return None
        along = max(-1.0, min(1.0, _float(holder.geometry.get("x"))))
        offset = _point(holder.geometry, "offset")
        if not along and offset is None:
            return None
        x, y = _along(route, (along + 1) / 2)
        dx, dy = offset or (0.0, 0.0)
        return x + dx, y + dy


def _along(route: tuple[Point, ...], share: float) -> Point:
    left = share * sum(map(math.dist, route, route[1:]))
    for start, end in itertools.pairwise(route):
        length = math.dist(start, end)
        if length >= left > 0:
            return start[0] + (end[0] - start[0]) * left / length, start[1] + (
                end[1] - start[1]
            ) * left / length
        left -= length
    return route[-1] if share > 0.5 else route[0] if share < 0.5 else middle(route)


def _node(draft) -> Node:
    left, top, right, bottom = draft.box
    at = (left + right) / 2, (top + bottom) / 2
    return Node(0, *at, draft.shape, max(1, right - left), max(1, bottom - top))


def _cells(model: ET.Element) -> dict[str, _Cell]:
    """All cells by id, in the file's order; `<object>` or `<UserObject>` around one has its label."""
    found: dict[str, _Cell] = {}
    wrapped: set[ET.Element] = set()
    for element in model.iter():
        if element.tag in ("object", "UserObject"):
            cell = element.find("mxCell")
            if cell is not None:
                wrapped.add(cell)
                _add(found, cell, element.get("id", ""), _filled_in(element))
        elif element.tag == "mxCell" and element not in wrapped:
            _add(found, element, element.get("id", ""), element.get("value") or "")
    return found


def _filled_in(element: ET.Element) -> str:
    """The label of an object, with its `%placeholders%` replaced where it says so."""
    label = (element.get("label") or "")[:MOST_TEXT]
    if element.get("placeholders") == "1" and "%" in label:
        parts = label.split("%")
        for i in range(1, len(parts) - 1, 2):
            parts[i] = (element.get(parts[i]) or f"%{parts[i]}%")[:200]
        label = "".join(parts)
    return label


def _add(found: dict[str, _Cell], cell: ET.Element, key: str, value: str) -> None:
    geometry = cell.find("mxGeometry")
    x, y, width, height = (
        _float(geometry.get(name)) if geometry is not None else 0.0 for name in ("x", "y", "width", "height")
    )
    style, value = parse_style(cell.get("style") or ""), value[:MOST_TEXT]
    key = key or f"cell without an id {len(found)}"  # nothing leads to it, but it is drawn
    found[key] = _Cell(
        key,
        tidy_lines(from_html(value) if style.get("html") == "1" else value),
        style,
        cell.get("parent") or "",
        cell.get("vertex") == "1",
        cell.get("edge") == "1",
        cell.get("source") or "",
        cell.get("target") or "",
        geometry,
        (x, y, x + width, y + height),
    )


def _point(geometry: ET.Element, name: str) -> Point | None:
    found = geometry.find(f"mxPoint[@as='{name}']")
    return (_float(found.get("x")), _float(found.get("y"))) if found is not None else None


def _float(text: str | None) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if abs(value) <= FARTHEST else 0.0

"""A drawing that is being changed, and everything that can be done to it; every change is a new Sheet.

sheet = Sheet.of(candidate.diagram, candidate.outline)
sheet = sheet.moved(2, 400, 300).rest()
sheet, told = sheet.revised("make it vertical")
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diagram.errors import InvalidDiagram
from diagram.graph import Diagram, Node
from diagram.outline import Outline

if TYPE_CHECKING:
    from diagram.editing.difference import Difference
    from diagram.editing.hand import EdgeEntry, NodeEntry


@dataclass(frozen=True, slots=True)
class Sheet:
    """A diagram with what is known of it beyond what is drawn.

    `outline` says the same as the diagram; None once it was changed so that only the diagram says it.
    `pinned` are the numbers of nodes that somebody has placed; `text_size` in px was chosen by hand.
    """

    diagram: Diagram
    outline: Outline | None = None
    pinned: frozenset[int] = frozenset()
    text_size: float | None = None

    # --- by hand ---

    def moved(self, number: int, x: float, y: float) -> Sheet:
        """With a node's centre at `x`, `y` (px), where it stays. Raises InvalidDiagram."""
        from diagram.layout.pinned import move

        return replace(self, diagram=move(self.diagram, number, x, y), pinned=self.pinned | {number})

    def rest(self) -> Sheet:
        """With every node that is not pinned placed anew."""
        from diagram.layout import lay_out
        from diagram.layout.pinned import lay_out_rest

        if not self.pinned and self.outline is not None:
            return self._sized(lay_out(self.outline))
        return self._sized(lay_out_rest(self.diagram, self.pinned))

    def unpinned(self) -> Sheet:
        """With no node pinned; none moves."""
        return replace(self, pinned=frozenset())

    def restyled(self, **fields: str) -> Sheet:
        """In another direction, palette, shape, line or spacing. Raises InvalidDiagram."""
        from diagram.layout import lay_out
        from diagram.restyling import MOVING, restyle

        outline = self.outline
        if outline is not None:
            outline = replace(outline, style=replace(outline.style, **fields))
        if outline is not None and not self.pinned:
            diagram = lay_out(outline)
        else:
            diagram = restyle(self.diagram, **fields)
            if fields.keys() & set(MOVING):
                diagram = _with_pins(diagram, {n: self.diagram.node(n) for n in self.pinned})
        return replace(self._sized(diagram), outline=outline)

    def with_text_size(self, size: float) -> Sheet:
        """With labels of `size` px. Raises InvalidDiagram."""
        from diagram.editing.hand import with_text_size

        made = with_text_size(self.diagram, size, self.pinned)
        return replace(self, diagram=made, text_size=size)

    def rewritten(self, nodes: Sequence[NodeEntry], edges: Sequence[EdgeEntry] | None = None) -> Sheet:
        """As the changed tables say; see `hand.rewritten`. Raises InvalidDiagram."""
        from diagram.editing.hand import rewritten

        made = rewritten(self.diagram, nodes, edges, self.pinned)
        if made == self.diagram:
            return self
        pinned = self.pinned & {node.number for node in made.nodes}
        # A layout of its own chooses the size of text; text that did not change need not be measured again.
        sheet = self._sized(made) if made.font_size != self.diagram.font_size else replace(self, diagram=made)
        return replace(sheet, outline=None, pinned=pinned)

    # --- by words ---

    def said(self) -> Outline:
        """What the diagram says, as an outline."""
        from diagram.rows import structure_outline

        return self.outline if self.outline is not None else structure_outline(self.diagram)

    def revised(self, request: str, revise: Callable | None = None) -> tuple[Sheet, Difference]:
        """After an edit in words, and what it changed.

        `revise` is `diagram.editing.revise` by default. Raises DiagramError where the request is refused.
        """
        if revise is None:
            from diagram.editing import revise
        old = self.said()
        revision = revise(old, request)
        return self._after(old, revision.outline, revision.difference), revision.difference

    def _after(self, old: Outline, new: Outline, found: Difference) -> Sheet:
        from diagram.layout import lay_out

        if not found:
            return self
        fresh = lay_out(new)
        pairs = _same_nodes(self.diagram, fresh, found, old, new)
        if self.outline is None:
            fresh = _looks_kept(self.diagram, fresh, pairs, found)
        pins = {pairs[number]: self.diagram.node(number) for number in self.pinned if number in pairs}
        sheet = self._sized(_with_pins(fresh, pins))
        keeps = new if self.outline is not None else None
        return replace(sheet, outline=keeps, pinned=frozenset(pins))

    def _sized(self, diagram: Diagram) -> Sheet:
        """The diagram in the text size that was chosen by hand."""
        from diagram.editing.hand import with_text_size

        if self.text_size is not None:
            diagram = with_text_size(diagram, self.text_size, self.pinned)
        return replace(self, diagram=diagram)

    # --- as text ---

    def content(self) -> str:
        """All of it as a JSON text; the format of `diagram.export.json` with two more fields."""
        from diagram.export.json import as_data

        data = as_data(self.diagram, self.outline)
        if self.pinned:
            data["pinned"] = sorted(self.pinned)
        if self.text_size is not None:
            data["text_size"] = self.text_size
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace").decode()  # half a surrogate pair has an escape

    @classmethod
    def read(cls, content: str) -> Sheet:
        """The sheet of which this is the `content`. Raises DiagramError for a text that is none."""
        from diagram.imports import read

        found = read(content, "json")
        try:
            data = json.loads(content)
            pinned = frozenset(data.get("pinned", ()))
            size = data.get("text_size")
        except (ValueError, TypeError, AttributeError) as error:
            raise InvalidDiagram("This version of the drawing cannot be read; choose another one.") from error
        there = {node.number for node in found.diagram.nodes}
        return cls(found.diagram, found.outline, pinned & there, size)


def _with_pins(diagram: Diagram, pins: dict[int, Node]) -> Diagram:
    """The diagram with these nodes where they stood before, and the others around them."""
    from diagram.layout.pinned import lay_out_rest

    if not pins:
        return diagram
    nodes = tuple(
        replace(node, x=pins[node.number].x, y=pins[node.number].y) if node.number in pins else node
        for node in diagram.nodes
    )
    return lay_out_rest(replace(diagram, nodes=nodes), pins.keys())


def _same_nodes(
    before: Diagram, after: Diagram, found: Difference, old: Outline, new: Outline
) -> dict[int, int]:
    """{number of a node before: its number after}.

    A node of an outline is one of the diagram, but for layers that are drawn neuron by neuron; then nodes are
    the same that have the same label and place among those of that label.
    """
    counts = len(old.structure().nodes), len(new.structure().nodes)
    if (len(before.nodes), len(after.nodes)) == counts:
        return {before.nodes[a].number: after.nodes[b].number for a, b in found.pairs.items()}
    there = _by_label(after)
    return {number: there[key] for key, number in _by_label(before).items() if key in there}


def _by_label(diagram: Diagram) -> dict[tuple[str, int], int]:
    seen: dict[str, int] = {}
    found = {}
    for node in diagram.nodes:
        seen[node.label] = seen.get(node.label, -1) + 1
        found[node.label, seen[node.label]] = node.number
    return found


def _looks_kept(before: Diagram, after: Diagram, pairs: dict[int, int], found: Difference) -> Diagram:
    """`after` with the shapes, colours and labels that were set by hand and that the edit does not name."""
    from diagram.layout import tidy

    styles = {change.name for change in found if change.what == "style"}
    named = {(change.what, number) for change in found.changed for number in change.nodes}
    order = {node.number: i for i, node in enumerate(before.nodes)}
    back = {there: here for here, there in pairs.items()}
    nodes = []
    for node in after.nodes:
        old = before.node(back[node.number]) if node.number in back else None
        if old is not None:
            i = order[old.number]
            changes = {what for what, number in named if number == i}
            if "color" not in changes and "palette" not in styles:
                node = replace(node, background=old.background, line_color=old.line_color)
            if not changes & {"shape", "decision"} and "shape" not in styles:
                node = replace(node, shape=old.shape)
            if not changes & {"name", "size"}:
                node = replace(node, label=old.label)
            if "line" not in styles:
                node = replace(node, line=old.line)
        nodes.append(node)
    made = replace(after, nodes=tuple(nodes))
    return made if made == after else tidy(made, resize=True)

"""An answer's text as an outline and a drawing, in either notation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from diagram import outline as outlines
from diagram import rows
from diagram.errors import DiagramError, UnreadableOutline
from diagram.generation.templates import Notation
from diagram.graph import Diagram
from diagram.outline import Outline


@dataclass(frozen=True)
class Reading:
    """What an answer says: its outline, and its drawing, which an outline gets when first asked for."""

    notation: Notation
    outline: Outline
    given: Diagram | None = None

    @cached_property
    def diagram(self) -> Diagram:
        """The drawing. Raises InvalidDiagram where the outline cannot be drawn."""
        from diagram.layout import lay_out

        return self.given or lay_out(self.outline)

    @property
    def labelled(self) -> bool:
        """Whether anything has a name; rows of ten fields have none."""
        return self.given is None or any(node.label for node in self.given.nodes)


def read_answer(text: str, notation: Notation) -> Reading:
    """Reads an answer without its end-of-sequence token.

    Raises UnreadableOutline, UnreadableRows or InvalidDiagram where it does not say a diagram.
    """
    if notation == "outline":
        outline = outlines.parse(text)
        # People may leave the style line out; a model that does has not learnt the notation.
        if text.lstrip().partition("\n")[0].split() != list(outline.style.words()):
            raise UnreadableOutline(
                "The outline has no style line; begin with one such as that of str(outline)."
            )
        return Reading(notation, outline)
    diagram = rows.read(text).diagram
    return Reading(notation, rows.structure_outline(diagram), diagram)


def readable(text: str, notation: Notation) -> Reading | None:
    """As `read_answer`, None where it raises."""
    try:
        return read_answer(text, notation)
    except DiagramError:
        return None


def write_answer(outline: Outline, notation: Notation, labels: bool = True) -> str:
    """An outline's text in a notation; rows are those of its layout, with labels or without.

    Raises InvalidDiagram where it cannot be laid out.
    """
    if notation == "outline":
        return str(outline)
    from diagram.layout import lay_out

    diagram = lay_out(outline)
    # Whole pixels: a model should not spend tokens on halves.
    nodes = tuple(
        replace(
            node,
            x=round(node.x),
            y=round(node.y),
            width=max(1, round(node.width)),
            height=max(1, round(node.height)),
        )
        for node in diagram.nodes
    )
    return rows.write(replace(diagram, nodes=nodes), labels=labels)

"""An outline after a request, checked: the model writes it, and it counts only where nothing else changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from diagram.editing.difference import Difference, differences
from diagram.editing.plain import Plain
from diagram.editing.verification import reasons
from diagram.errors import EditRefused, InvalidPrompt
from diagram.generation.backend import Writing
from diagram.outline import Outline

CANDIDATES = 8


class Editor(Protocol):
    """A model that writes outlines anew after a request."""

    name: str

    def edit(self, outline: Outline, request: str, count: int, seed: int) -> Iterable[Writing]:
        """Up to `count` outlines, the likeliest first; the same for the same seed."""
        ...


@dataclass(frozen=True, slots=True)
class Revision:
    """What came of a request: the new outline, and what is different in it."""

    outline: Outline
    difference: Difference
    request: str


def revise(outline: Outline, request: str, seed: int = 0, backend: Editor | None = None) -> Revision:
    """The outline with the change that the request asks for, English or Korean, and with no other change.

    The first of several candidates that keeps everything that the request does not name is taken. Raises
    EditRefused where none does or nothing changes, InvalidPrompt where the request is empty, or it or the
    outline too long. `backend` is the embedded model if none is given.
    """
    request = " ".join(request.split())
    if not request:
        raise InvalidPrompt("The request is empty; say what to change, such as “rename cache to store”.")
    plain = Plain(outline, request)
    same = None  # whether the likeliest answer is that nothing is to be changed
    for writing in (backend or _embedded()).edit(plain.outline, plain.request, CANDIDATES, seed):
        ways = differences(plain.outline, writing.outline)
        same = not len(ways[0]) if same is None else same
        if not len(ways[0]):
            continue
        for found in ways:
            if not reasons(plain.outline, writing.outline, found, plain.request):
                new = plain.restore(writing.outline, found.pairs)
                return Revision(new, min(differences(outline, new), key=len), request)
    said = f"“{request[:80]}{'…' if len(request) > 80 else ''}”"
    if same in (None, True):
        raise EditRefused(
            f"{said} changes nothing in this diagram; name a node as it is written, and say what should "
            "become of it."
        )
    raise EditRefused(
        f"{said} could not be done without changing something else; ask for one thing, and name the nodes as "
        "they are written."
    )


def _embedded() -> Editor:
    from diagram.editing.writing import EmbeddedEditor
    from diagram.generation import embedded

    return EmbeddedEditor(embedded.load())

"""An outline after a request, checked: the model writes it, and it counts only where nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from diagram.editing.difference import Difference, compare, differences
from diagram.editing.intents import Request
from diagram.editing.parts import is_one, names_in, parts
from diagram.editing.plain import Plain
from diagram.editing.slips import prunings
from diagram.editing.verification import reasons
from diagram.errors import DiagramError, EditRefused, InvalidPrompt
from diagram.generation.backend import Writing
from diagram.outline import Outline
from diagram.styling import requests as styles_in
from diagram.styling import unmet

CANDIDATES = 33  # the likeliest, and four times search.TOGETHER
PRUNED = 12  # of these, the likeliest whose slips are taken out
TEXT_SIZE = re.compile(
    r"\b(?:text|font|letters|lettering|characters)\b.*\b(?:big\w*|large\w*|small\w*|tiny|size|\d+ ?p[xt])\b"
    r"|\b(?:bigger|larger|smaller) (?:text|font|letters|lettering|characters)\b"
    r"|(?:글자|글씨|텍스트|폰트|활자).*(?:크게|크기|키워|키우|작게|줄여|줄이|\d+ ?p[xt])"
)


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

    The first of several candidates that keeps everything that the request does not name is taken; where none
    does, what is left of one without its slips (see slips.py). Two requests in one are done one after the
    other where they can be told apart. Raises EditRefused where nothing may be taken or nothing changes,
    InvalidPrompt where the request is empty, or it or the outline too long. `backend` is the embedded model
    if none is given.
    """
    request = " ".join(request.split())
    if not request:
        raise InvalidPrompt("The request is empty; say what to change, such as “rename cache to store”.")
    backend = backend or _embedded()
    new = _in_turn(outline, parts(request, outline.structure()), seed, backend)
    new = new or _at_once(outline, request, seed, backend)
    return Revision(new, compare(outline, new), request)


def _in_turn(outline: Outline, requests: tuple[str, ...], seed: int, backend: Editor) -> Outline | None:
    """The outline after several requests; None where there is but one, or one of them cannot be done."""
    if len(requests) < 2:
        return None
    new = outline
    for request in requests:
        gone = names_in(request, outline.structure()) - names_in(request, new.structure())
        if gone:  # it speaks of what an earlier one has renamed or removed
            return None
        try:
            new = _at_once(new, request, seed, backend)
        except DiagramError:
            return None
    return new if len(compare(outline, new)) else None


def _at_once(outline: Outline, request: str, seed: int, backend: Editor) -> Outline:
    plain = Plain(outline, request)
    if _is_about_text_size(Request(request, outline.structure())):
        raise EditRefused("The size of the text is not changed by words; set “Text, px” in the edit panel.")
    same = None  # whether the likeliest answer is that nothing is to be changed
    written = []
    for writing in backend.edit(plain.outline, plain.request, CANDIDATES, seed):
        written.append(writing.outline)
        if (new := _allowed(plain, writing.outline)) is not None:
            return new
        same = not len(compare(plain.outline, writing.outline)) if same is None else same
    tried = set(map(str, written))
    # A part of what was asked for is easily taken for a slip where it was more than one thing.
    one = is_one(plain.request, plain.outline.structure())
    for candidate in written[: PRUNED if one else 0]:
        for less in prunings(plain.outline, candidate):
            if str(less) not in tried and (new := _allowed(plain, less)) is not None:
                return new
            tried.add(str(less))
    said = f"“{request[:80]}{'…' if len(request) > 80 else ''}”"
    if same in (None, True):
        wanted = styles_in(request)
        if wanted and not unmet(wanted, outline.style):
            raise EditRefused(f"{said} changes nothing in this diagram: it looks like that already.")
        raise EditRefused(
            f"{said}: the model could not write this change; say it in other words, with the nodes as they "
            "are written, or change it by hand."
        )
    raise EditRefused(
        f"{said} could not be done without changing something else; ask for one thing, and name the nodes as "
        "they are written."
    )


def _allowed(plain: Plain, written: Outline) -> Outline | None:
    """The outline with what the model cannot write; None where something changes that is not asked for."""
    ways = differences(plain.outline, written)
    if not len(ways[0]):
        return None
    for found in ways:
        if not reasons(plain.outline, written, found, plain.request):
            return plain.restore(written, found.pairs)
    return None


def _is_about_text_size(request: Request) -> bool:
    """Whether it asks for other letters and for nothing else; no outline says how large they are."""
    others = ("must add", "must remove", "must rename", "must group")
    return bool(TEXT_SIZE.search(request.without_names)) and not any(map(request.asks_aside, others))


def _embedded() -> Editor:
    from diagram.editing.writing import EmbeddedEditor
    from diagram.generation import embedded

    return EmbeddedEditor(embedded.load())

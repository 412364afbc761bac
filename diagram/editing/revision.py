"""An outline after a request, checked: the model writes it, and it counts only where nothing else changes."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from diagram.editing.difference import Difference, compare, differences
from diagram.editing.intents import Request
from diagram.editing.parts import is_one, names_in, parts, with_names
from diagram.editing.plain import Plain
from diagram.editing.slips import prunings
from diagram.editing.verification import reasons
from diagram.errors import DiagramError, EditRefused, InvalidDiagram, InvalidPrompt
from diagram.generation.backend import Writing
from diagram.outline import Outline, Structure, fold, parse
from diagram.styling import requests as styles_in
from diagram.styling import unmet

CANDIDATES = 33  # the likeliest, and four times search.TOGETHER
PATIENCE = 6.0  # seconds until no further candidate is tried
MOST_CHARACTERS = 1_000  # of a request
NOT_TO_DO = re.compile(
    r"\b(?:do not|don['’]?t|never) (?:remove|delete|drop|erase|rename|move|swap|colou?r|paint|connect|add)\b"
    r"|\bbut not\b|\bexcept\b|(?:만|은|는) 빼고"
    r"|(?:지우|삭제하|제거하|빼|없애|바꾸|옮기|칠하|연결하|추가하)지 ?(?:마|말|않)",
    re.IGNORECASE,
)
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


def revise(
    outline: Outline | str,
    request: str,
    seed: int = 0,
    backend: Editor | None = None,
    patience: float = PATIENCE,
) -> Revision:
    """The outline with the change that the request asks for, English or Korean, and with no other change.

    The first of several candidates that keeps everything that the request does not name is taken; where none
    does, what is left of one without its slips (see slips.py). Two requests in one are done one after the
    other where they can be told apart. `outline` may be the text of one. Raises EditRefused where nothing may
    be taken, nothing changes or `patience`, in seconds, has passed, InvalidPrompt where the request is empty,
    or it or the outline too long, UnreadableOutline for a text that is no outline, InvalidDiagram for what is
    neither. `backend` is the embedded model if none is given.
    """
    if isinstance(outline, str):
        outline = parse(outline)
    if not isinstance(outline, Outline):
        raise InvalidDiagram(
            f"An outline or its text can be changed by words, and a {type(outline).__name__} was given; of a "
            "candidate, give its .outline."
        )
    request = read_request(request)
    if not request:
        raise InvalidPrompt("The request is empty; say what to change, such as “rename cache to store”.")
    backend = backend or _embedded()
    until = time.monotonic() + patience
    new = _in_turn(outline, parts(request, outline.structure()), seed, backend, until)
    new = new or _at_once(outline, request, seed, backend, until)
    return Revision(new, compare(outline, new), request)


def read_request(request: str) -> str:
    """The request as names in diagrams are written. Raises InvalidPrompt where it is no text or too long,
    EditRefused where it says what is not to be done: a model this small would do it."""
    from diagram.recommendation import clean

    if not isinstance(request, str):
        raise InvalidPrompt(f"The request is a {type(request).__name__}; say in words what to change.")
    if len(request) > MOST_CHARACTERS:
        raise InvalidPrompt(
            f"The request has {len(request):,} characters; at most {MOST_CHARACTERS:,} can be read. "
            "Ask for one thing at a time."
        )
    request = " ".join(clean(request).split())
    if NOT_TO_DO.search(request):
        raise EditRefused(
            f"“{request[:80]}” says what is not to be done; say only what is to change, each thing by name."
        )
    return request


def _in_turn(
    outline: Outline, requests: tuple[str, ...], seed: int, backend: Editor, until: float
) -> Outline | None:
    """The outline after several requests; None where there is but one, or one of them cannot be done."""
    if len(requests) < 2:
        return None
    old, new = outline.structure(), outline
    numbers = {node.number: node.number for node in old.nodes}  # of the old nodes in `new`
    for request in requests:
        now = _as_named_now(request, old, new.structure(), numbers)
        if now is None:
            return None
        try:
            made = _at_once(new, now, seed, backend, until)
        except DiagramError:
            if time.monotonic() > until:
                raise
            return None
        pairs = compare(new, made).pairs
        numbers = {number: pairs[here] for number, here in numbers.items() if here in pairs}
        new = made
    return new if len(compare(outline, new)) else None


def _as_named_now(request: str, old: Structure, new: Structure, numbers: dict[int, int]) -> str | None:
    """A request that speaks of nodes by their old names, with those that they have now.

    None where an earlier request has removed one of them, or where another node has the name now.
    """
    names: dict[str, str] = {}
    for said in names_in(request, old):
        meant = {node.number for node in old.nodes if fold(node.name) == said}
        if not meant <= numbers.keys():
            return None
        here = {numbers[number] for number in meant}
        now = {new.nodes[number].name for number in here}
        if len(now) > 1 or here != {node.number for node in new.nodes if node.name in now}:
            return None
        names[said] = now.pop()
    return with_names(request, old, names)


def _at_once(outline: Outline, request: str, seed: int, backend: Editor, until: float) -> Outline:
    plain = Plain(outline, request)
    said = f"“{request[:80]}{'…' if len(request) > 80 else ''}”"
    if _is_about_text_size(Request(request, outline.structure())):
        raise EditRefused("The size of the text is not changed by words; set “Text, px” in the edit panel.")
    same = None  # whether the likeliest answer is that nothing is to be changed
    written = []
    for writing in backend.edit(plain.outline, plain.request, CANDIDATES, seed):
        written.append(writing.outline)
        if (new := _allowed(plain, writing.outline)) is not None:
            return new
        same = not len(compare(plain.outline, writing.outline)) if same is None else same
        _check_time(until, said)
    tried = set(map(str, written))
    # A part of what was asked for is easily taken for a slip where it was more than one thing.
    one = is_one(plain.request, plain.outline.structure())
    for candidate in written[: PRUNED if one else 0]:
        _check_time(until, said)
        for less in prunings(plain.outline, candidate):
            if str(less) not in tried and (new := _allowed(plain, less)) is not None:
                return new
            tried.add(str(less))
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


def _check_time(until: float, said: str) -> None:
    if time.monotonic() > until:
        raise EditRefused(
            f"{said} could not be done in time, so nothing has changed; ask for one thing in plain words, or "
            "change it by hand."
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

"""Lines of a Mermaid flowchart: `-->`, `-- text -->`, `-->|text|`, `-.->`, `==>`, `--o`, `<-->`, `~~~`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diagram.imports.draft import ARROW, DASHED, LINE
from diagram.imports.limits import UnreadableImport, short

_WHOLE = re.compile(r"[xo<]?(?:--++[-xo>]|--+[-xo>]|==++[=xo>]|==+[=xo>]|-?\.++-[xo>]?|~~~++)")
_START = re.compile(r"[xo<]?(?:--|==|-\.)")
_END = {
    "--": re.compile(r"--++>|--+[-xo>]"),
    "==": re.compile(r"==++>|==+[=xo>]"),
    "-.": re.compile(r"(?<!\.)\.++-[xo>]?"),
}
_SPACES = re.compile(r"\s*+")
_MOST_TEXT = 10_000  # characters of a line's label


@dataclass(frozen=True, slots=True)
class Link:
    """A line as it is written: its text, its kind, whether it has a head at its start, and what gets lost."""

    text: str
    line: str
    both: bool = False
    hidden: bool = False
    lost: tuple[str, ...] = ()


def read_link(text: str, at: int) -> tuple[Link, int] | None:
    """The line that begins at `at` and where it ends, or None. Raises UnreadableImport if it does not end."""
    match = _WHOLE.match(text, at)
    if match:
        drawn, label, at = match.group(), "", match.end()
    elif match := _START.match(text, at):
        label, ending, at = _label_up_to(text, match.end(), match.group()[-2:])
        drawn = match.group() + ending
    else:
        return None
    at = _SPACES.match(text, at).end()
    if not label and text.startswith("|", at):
        label, at = _piped(text, at)
    return _link(drawn, label), at


def _link(drawn: str, label: str) -> Link:
    if "~" in drawn:
        return Link(label, LINE, hidden=True)
    lost = []
    end, start = drawn[-1], drawn[0]
    if end in "xo" or start in "xo":
        lost.append("Heads that are circles or crosses are drawn as arrows")
    if "=" in drawn:
        lost.append("Thick lines are drawn as ordinary ones")
    headed = end in "xo>"
    both = start in "xo<" and headed
    if "." in drawn and headed:
        lost.append("Dashed arrows are drawn as solid arrows")
    line = ARROW if headed else DASHED if "." in drawn else LINE
    return Link(label, line, both, lost=tuple(lost))


def _label_up_to(text: str, at: int, kind: str) -> tuple[str, str, int]:
    """The label after `--`, `==` or `-.`, the rest of the line, and where that ends."""
    at = _SPACES.match(text, at).end()
    start = at
    if text.startswith('"', at):
        at = text.find('"', at + 1, at + _MOST_TEXT) + 1 or at
    match = _END[kind].search(text, at, start + _MOST_TEXT)
    if not match:
        raise UnreadableImport(
            f"A line's label does not end: {short(text[start : start + 60])!r}; write A -- label --> B."
        )
    return text[start : match.start()].strip(), match.group(), match.end()


def _piped(text: str, at: int) -> tuple[str, int]:
    start = at + 1
    quote = _SPACES.match(text, start).end()
    if text.startswith('"', quote):
        start = text.find('"', quote + 1, quote + _MOST_TEXT) + 1 or start
    end = text.find("|", start, start + _MOST_TEXT)
    if end < 0:
        raise UnreadableImport(
            f"A line's label does not end: {short(text[at : at + 60])!r}; write A -->|label| B."
        )
    return text[at + 1 : end].strip(), _SPACES.match(text, end + 1).end()

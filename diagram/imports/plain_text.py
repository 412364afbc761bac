"""Labels of other programs, with their HTML, Markdown and entities, as plain text with line breaks."""

from __future__ import annotations

import html
import re

# A tag begins with a letter; `a < b` is text. Possessive: text full of `<` costs no more than its length.
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>|<![^<>]*+>")
_BREAKS = {"br", "p", "div", "li", "tr", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"}
_CELLS = {"td", "th"}
_CONTROL = {code: " " for code in {*range(32), 127} - {10}}
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]++)\1")
_ITALIC = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]++)\1(?!\w)")


def from_html(text: str) -> str:
    """The text of a piece of HTML; blocks and `<br>` become line breaks, cells of a table stand apart."""

    def plain(match: re.Match[str]) -> str:
        name = (match.group("name") or "").lower()
        return "\n" if name in _BREAKS else " " if name in _CELLS else ""

    return html.unescape(_TAG.sub(plain, text)) if "<" in text or "&" in text else text


def from_markdown(text: str) -> str:
    """Bold and italic letters as plain ones."""
    return _ITALIC.sub(r"\2", _BOLD.sub(r"\2", text))


def tidy_lines(text: str) -> str:
    """Single spaces, no control characters, no empty lines and no spaces around lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    # Halves of surrogate pairs, which JSON can hold, cannot be written as UTF-8.
    return "\n".join(line for line in lines if line).encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """As `tidy_lines`, all in one line."""
    return tidy_lines(text).replace("\n", " ")

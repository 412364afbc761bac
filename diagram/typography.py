"""The bundled font: how wide a text is, and where its lines break. Sizes are in px throughout.

Widths are sums of single advances, so that they can be cached and are never below what Pillow draws;
renderers draw with `font(size)` and Pillow's basic layout, after `printable`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageFont

FONT_FILE = Path(__file__).parent / "fonts" / "LegibleSans.otf"
FONT_FAMILY = "Legible Sans"
LINE_HEIGHT = 1.25  # em
MISSING = "\N{REPLACEMENT CHARACTER}"
# What a font for text lacks but people type.
SUBSTITUTES = str.maketrans(
    {
        "✅": "✓",
        "✔": "✓",
        "❌": "✗",
        "❎": "✗",
        "➕": "+",
        "➖": "−",
        "➗": "÷",
        "✨": "*",
        "⭐": "★",
        "❔": "?",
        "❕": "!",
    }
    | {
        "\t": " ",
        "\u00ad": "",
        "\ufe0f": "",
        "\ufe0e": "",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\ufeff": "",
    }
)
_BREAK_AFTER = "-–—/_·.,:;)]}"


@lru_cache(maxsize=64)
def font(size: float) -> ImageFont.FreeTypeFont:
    """The bundled face at `size` px, loaded once a size."""
    from PIL import ImageFont

    return ImageFont.truetype(str(FONT_FILE), size, layout_engine=ImageFont.Layout.BASIC)


def printable(text: str) -> str:
    """`text` in characters that the font has: composed, common symbols replaced, accents or styles dropped
    where need be.

    Newlines stay. What is left over becomes U+FFFD; `unsupported` names it.
    """
    text = unicodedata.normalize("NFC", text.translate(SUBSTITUTES))
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_drawn, text))


def unsupported(text: str) -> str:
    """The characters of `text`, each once, that can only be drawn as U+FFFD: Chinese, emoji, ..."""
    text = unicodedata.normalize("NFC", text.translate(SUBSTITUTES))
    return "".join(dict.fromkeys(c for c in text if c != MISSING and _drawn(c) == MISSING))


def line_height(size: float) -> float:
    """Distance of two baselines."""
    return size * LINE_HEIGHT


def small(size: float) -> float:
    """The size of edge labels and titles beside labels of `size`."""
    return max(10.0, round(size * 0.87))


def measure(text: str, size: float) -> tuple[float, float]:
    """Width and height of a text, whose lines may be separated by newlines."""
    lines = text.split("\n")
    return max(_width(line, size) for line in lines), len(lines) * line_height(size)


def wrap(text: str, size: float, max_width: float) -> list[str]:
    """Breaks `text` into as few lines of at most `max_width` as can be, of lengths as even as can be.

    Breaks at spaces; a word that is too long breaks after a hyphen, slash or the like, or else anywhere.
    Newlines stay breaks. Nothing but spaces is lost. A line is wider than `max_width` only where one
    character is.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_words(tuple(paragraph.split()), size, max_width)
    return lines


@lru_cache(maxsize=8192)
def _wrap_words(words: tuple[str, ...], size: float, max_width: float) -> tuple[str, ...]:
    lines = _greedy(words, size, max_width)
    if len(lines) < 2:
        return tuple(lines)
    low, high = max_width / len(lines), max_width
    if max(_width(word, size) for word in words) > max_width:
        return tuple(lines)  # evening out would cut the long word into more pieces
    low = max(low, max(_width(word, size) for word in words))
    while high - low > 1:
        middle = (low + high) / 2
        tried = _greedy(words, size, middle)
        if len(tried) <= len(lines):
            lines, high = tried, middle
        else:
            low = middle
    return tuple(lines)


def _greedy(words: tuple[str, ...], size: float, max_width: float) -> list[str]:
    lines, line, used = [], "", 0.0
    space = _advance(" ", size)
    for word in words:
        width = _width(word, size)
        if line and used + space + width <= max_width:
            line, used = f"{line} {word}", used + space + width
            continue
        if line:
            lines.append(line)
        while width > max_width and len(word) > 1:
            cut = _cut(word, size, max_width)
            lines.append(word[:cut])
            word = word[cut:]
            width = _width(word, size)
        line, used = word, width
    if line or not lines:
        lines.append(line)
    return lines


def _cut(word: str, size: float, max_width: float) -> int:
    """How many characters of a word that is too long go on this line."""
    used, fitting = 0.0, 0
    for character in word:
        used += _advance(character, size)
        if used > max_width:
            break
        fitting += 1
    fitting = max(1, min(fitting, len(word) - 1))
    for cut in range(fitting, max(1, fitting // 3), -1):
        if word[cut - 1] in _BREAK_AFTER or (word[cut - 1].islower() and word[cut].isupper()):
            return cut
    while fitting > 1 and unicodedata.combining(word[fitting]):
        fitting -= 1
    return fitting


@lru_cache(maxsize=32768)
def _width(text: str, size: float) -> float:
    return sum(_advance(character, size) for character in printable(text))


@lru_cache(maxsize=65536)
def _advance(character: str, size: float) -> float:
    """Width of one character: at least what Pillow draws at `size` or, twice as large, halves."""
    return max(font(size * 2).getlength(character) / 2, font(200).getlength(character) * size / 200)


@lru_cache(maxsize=16384)
def _drawn(character: str) -> str:
    if character in _covered() or character == "\n":
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Me", "Cs"):
        return ""
    for form in ("NFKC", "NFKD"):
        simpler = unicodedata.normalize(form, character)
        simpler = "".join(c for c in simpler if not unicodedata.combining(c))
        if simpler != character and simpler and all(c in _covered() for c in simpler):
            return simpler
    return MISSING


@lru_cache(maxsize=1)
def _covered() -> frozenset[str]:
    ranges = (line.split("-") for line in (FONT_FILE.parent / "coverage.txt").read_text().split())
    return frozenset(chr(code) for low, high in ranges for code in range(int(low, 16), int(high, 16) + 1))

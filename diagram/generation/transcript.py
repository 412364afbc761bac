"""Tokens back to an outline, with the names as the prompt writes them.

The tokenizer knows lower case only and puts a space before every word and mark; so a name is looked up in the
prompt and its capitals and hyphens come from there.
"""

from __future__ import annotations

import re

from diagram.errors import UnreadableOutline
from diagram.graph import Style
from diagram.outline import NODE_COLORS, Attributes, Item, Outline, Statement

THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # the tokenizer leaves most of these commas out
MARKS = {"@": "channels", "/": "stride", "=": "side", "#": "units", "×": "repeats"}


class Names:
    """Finds names in the prompt, whatever their case and spacing."""

    def __init__(self, prompt: str) -> None:
        kept = [(i, c.lower()) for i, c in enumerate(prompt) if not c.isspace() and len(c.lower()) == 1]
        self.prompt = prompt
        self.readings = [_Letters(kept)]
        if commas := {match.start() for match in THOUSANDS.finditer(prompt)}:
            self.readings.append(_Letters([(i, c) for i, c in kept if i not in commas]))

    def restore(self, words: list[str]) -> str:
        """The words as they stand in the prompt; joined by spaces where they do not."""
        key = "".join(words)
        best = None
        for reading in self.readings:
            at = reading.text.find(key)
            while at >= 0:
                start, end = reading.places[at], reading.places[at + len(key) - 1] + 1
                whole = not (start and self.prompt[start - 1].isalnum() and self.prompt[start].isalnum())
                apart = len(self.prompt[start:end].split()) > len(words)  # "no" is not in "an order"
                if whole and not apart:
                    return self._said(start, end)
                best = best or (None if apart else (start, end))
                at = reading.text.find(key, at + 1)
        if best:
            return self._said(*best)
        printable = ("".join(c for c in word if c.isprintable() and c != "\ufffd") for word in words)
        return re.sub(r" ?([-'./]) ?", r"\1", " ".join(filter(None, printable))) or "?"

    def glued(self, words: list[str]) -> bool:
        """Whether a word, a slash and a number stand in the prompt without a space, and not as a stride."""
        word = words[0]
        said = re.search(rf"(?<![^\W\d_]){re.escape(''.join(words))}(?!\d)", self.prompt, re.IGNORECASE)
        return bool(said) and word.isalpha() and word not in ("conv", "pool", "pooling", "합성곱", "풀링")

    def _said(self, start: int, end: int) -> str:
        """The prompt from start to end, with the dot of names like .NET."""
        dotted = start and self.prompt[start - 1] == "." and self.prompt[start].isalpha()
        if dotted and (start == 1 or self.prompt[start - 2] in " \t\n(\"'"):
            start -= 1
        return " ".join(self.prompt[start:end].split())


class _Letters:
    """Letters of a prompt in a row, and where each of them stands in it."""

    def __init__(self, kept: list[tuple[int, str]]) -> None:
        self.text = "".join(letter for _, letter in kept)
        self.places = [place for place, _ in kept]


def read(words: list[str], prompt: str | Names) -> Outline:
    """The outline that a list of words and marks says, its names as the prompt or the `Names` have them.

    Raises UnreadableOutline where it says none.
    """
    names = prompt if isinstance(prompt, Names) else Names(prompt)
    lines: list[list[str]] = [[]]
    for word in words:
        if word == "\n":
            lines.append([])
        else:
            lines[-1].append(word)
    lines = [line for line in lines if line]
    if len(lines) < 2:
        raise UnreadableOutline("The model wrote no statement; say in other words what is in the diagram.")
    return Outline(tuple(_statement(line, names) for line in lines[1:]), Style(*lines[0]))


def _statement(line: list[str], names: Names) -> Statement:
    group = None
    if line[0] == "[" and "]" in line:
        end = line.index("]")
        group, line = _group(line[1:end], names), line[end + 1 :]
    stack = ";" in line
    lists: list[list[Item]] = [[]]
    label, item = "", []
    for word in [*line, ","]:
        if word == ":" and item:
            label, item = names.restore(item), []
        elif word in ("->", ";", ","):
            if item:
                lists[-1].append(_item(item, label, names))
            label, item = "", []
            if word != ",":
                lists.append([])
        else:
            item.append(word)
    return Statement(tuple(tuple(items) for items in lists if items), stack, group)


def _group(words: list[str], names: Names) -> str:
    if len(words) > 2 and words[-2] == "×":
        return f"{names.restore(words[:-2])} ×{words[-1]}"
    return names.restore(words)


def _item(words: list[str], label: str, names: Names) -> Item:
    new = words[0] == "+" and len(words) > 1
    words = words[1:] if new else list(words)
    found: dict[str, object] = {}
    ordinal = None
    while len(words) > 1:
        last = words[-1]
        if last == "?":
            found["decision"] = True
            words.pop()
        elif last == "same" and len(words) > 2 and words[-2].isdecimal():
            found["same"] = True
            words.pop()
        elif last in NODE_COLORS and words[-2] == "=" and len(words) > 2:
            found["color"] = last
            del words[-2:]
        elif last.isdecimal() and words[-2] == "/" and names.glued(words[-3:]):
            break  # HTTP/2
        elif last.isdecimal() and words[-2] in MARKS and len(words) > 2:
            found[MARKS[words[-2]]] = int(last[:7])
            del words[-2:]
        elif last.isdecimal() and words[-2] == "~" and len(words) > 2:
            ordinal = int(last[:3])
            del words[-2:]
        elif last.isdecimal() and len(words) > 3 and words[-2] == "x" and words[-3].isdecimal():
            found["kernel"] = (int(words[-3][:7]), int(last[:7]))
            del words[-3:]
        else:
            break
    return Item(names.restore(words), new, ordinal, Attributes(**found), label)

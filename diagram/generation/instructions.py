"""What a general model is told about the outline notation, and how its answer is read: leniently."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diagram.errors import DiagramError, UnreadableOutline
from diagram.generation.row_outline import read_outline
from diagram.graph import STYLE_FIELDS, Style
from diagram.outline import Outline, Statement, parse

SYSTEM = """\
You turn a description into the outline of a diagram. Answer with the outline only: no explanations, no
code fence.

Line 1 is the style, five words: direction (right or down), shape (box, round or circle), line (arrow, line or
dashed), palette (blue, green, orange, red, purple, teal, gray, color or mono), spacing (tight, normal or
wide). Use what the description asks for; else write: right round arrow blue normal

Every further line says how things are connected, in the order and in the words and language of the text:
- `A -> B -> C`: A points to B, B to C. `A, B -> C`: both point to C. `A -> B, C`: A points to both.
- The same name is the same node. `name ?` is a decision, and its branches carry labels:
  `in stock ? -> yes: ship, no: reorder`
- The layers of a neural network stand on one line with `; ` between them, each a new node, with sizes behind
  the name: `64x64` or `3x3` (height x width), `@16` (channels), `/2` (stride), `#64` (units).
- `[group] A -> B` puts A and B into a frame with that title.
Names are short: nouns, or a verb with its object. Leave nothing out, and add nothing."""

EXAMPLES = (
    (
        "Check the stock. If the item is in stock, ship it, otherwise reorder it. Then notify the customer.",
        "right round arrow blue normal\nCheck the stock -> in stock ? -> yes: ship it, no: reorder it"
        "\nship it, reorder it -> notify the customer",
    ),
    (
        "CNN with 64x64 input, 3x3 conv with 16 filters, 2x2 max pooling, 64 hidden nodes, 10 outputs, green",
        "right round arrow green normal\ninput 64x64; conv 3x3 @16; max pool 2x2; hidden #64; output #10",
    ),
    (
        "앱과 웹사이트가 API 게이트웨이에 요청을 보내고, 게이트웨이는 데이터베이스에 기록한다. 세로로",
        "down round arrow blue normal\n앱, 웹사이트 -> API 게이트웨이 -> 데이터베이스",
    ),
)

_FENCE = re.compile(r"```[^\n`]*\n(.*?)(?:```|\Z)", re.DOTALL)
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_BULLET = re.compile(r"^\s*(?:[-*•]\s+|\d{1,3}[.)]\s+)")
_ARROW = re.compile(r"\s*(?:-{1,3}>|={1,2}>|→|⟶|➔)\s*")
_ROW = re.compile(r"\[\s*\d+\s*,\s*-?\d")


@dataclass(frozen=True, slots=True)
class Answer:
    """An outline read from an answer, and a note for every line that was left out."""

    outline: Outline
    problems: tuple[str, ...] = ()


def messages(prompt: str) -> list[dict[str, str]]:
    """The conversation that asks a chat model for the prompt's outline."""
    found = [{"role": "system", "content": SYSTEM}]
    for words, outline in EXAMPLES:
        found += [{"role": "user", "content": words}, {"role": "assistant", "content": outline}]
    return [*found, {"role": "user", "content": prompt}]


def read_answer(text: str) -> Answer:
    """The outline of an answer, or what its rows say, whatever stands around it.

    Thoughts, code fences, bullets and other arrows do not matter; a line that is no statement is left out and
    noted. Raises UnreadableOutline where not one line says how two things are connected.
    """
    text = _THOUGHT.sub("", text)
    if fences := _FENCE.findall(text):
        text = max(fences, key=len)
    if _ROW.search(text):
        return Answer(read_outline(text))
    style, statements, problems = None, [], []
    for number, line in enumerate(text.splitlines(), 1):
        line = _ARROW.sub(" -> ", _BULLET.sub("", line)).strip().strip("`").strip()
        if not line:
            continue
        if style is None and not statements and (style := _style(line)):
            continue
        try:
            statements.append(_statement(line))
        except DiagramError as error:
            problems.append(f"line {number} is left out: {error}")
    if not any(len(statement.lists) > 1 for statement in statements):
        raise UnreadableOutline(
            f"The answer ({len(text)} characters) connects nothing; write lines such as A -> B."
        )
    return Answer(Outline(tuple(statements), style or Style()), tuple(problems))


def _style(line: str) -> Style | None:
    """The style of a line of which at least three words, and all, are words of a style."""
    words = re.sub(r"[^a-z ]", " ", line.lower()).split()
    found: dict[str, str] = {}
    for word in words:
        field = next(
            (name for name, allowed in STYLE_FIELDS.items() if word in allowed and name not in found), None
        )
        if field is None:
            return None
        found[field] = word
    return Style(**found) if len(found) >= 3 else None


def _statement(line: str) -> Statement:
    """The one statement of a line. Raises DiagramError; prose is none."""
    statement = parse(line).statements[0]
    if len(statement.lists) == 1 and (len(line) > 80 or line.endswith((".", ":", "!"))):
        raise UnreadableOutline("it reads as prose, not as a statement.")
    Outline((statement,)).structure()
    return statement

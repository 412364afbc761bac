"""The text around a prompt and a completion, byte for byte: what models are trained on and asked with.

Two notations, two templates. Outlines, which the embedded model writes:

    <|prompt|>words<|outline|>  right round arrow blue normal\\nA -> B<|end|>

Rows, which large models write (an interface constant: adapters published for rows were trained on exactly
this text, in the `earlier` wording; new ones are trained on the `later`):

    ### Question: Represent below as a Python list. ... words in the following format. ...
     ### Answer: [0, 232, 120, 'circle', ...
"""

from __future__ import annotations

from typing import Literal

Notation = Literal["outline", "rows"]
Wording = Literal["earlier", "later"]

NOTATIONS = ("outline", "rows")
PROMPT, OUTLINE, END = "<|prompt|>", "<|outline|>", "<|end|>"  # tokens of the embedded model

WORDINGS = {"earlier": "solid or dashed", "later": "solid arrow, solid line or dashed line"}
QUESTION, ANSWER = "### Question: ", "\n ### Answer: "
BEFORE_WORDS = "Represent below as a Python list.\n\n"
AFTER_WORDS = " in the following format."
FORMAT = """

At this time, each node is represented in the format of Python list "[node No.,
X position (px), Y position (px), shape (rectangle, round rectangle or circle),
width (px), height (px), connection line shape ({lines}), background color,
connection line color, list of node No. s of other nodes pointed to by the connection line]".

At this time, the color is represented in the format of tuple (R, G, B), between 0 and 255, and
X position range is 0-1000 and Y position range is 0-600.

It is important to draw a representation of high readability."""


def plain_words(words: str) -> str:
    """The words with no text in them that the embedded tokenizer would take for one of its special tokens."""
    return words.replace("<|", "< |")


def outline_prompt(words: str) -> str:
    """What the embedded model is asked with; tokenised, `<|prompt|>`, the words' tokens, `<|outline|>`."""
    return f"{PROMPT}{plain_words(words)}{OUTLINE}"


def edit_prompt(before: str, request: str) -> str:
    """What the embedded model is asked with to change an outline: the old one stands in front."""
    return f"{OUTLINE}{before}{outline_prompt(request)}"


def row_prompt(words: str, wording: Wording = "earlier") -> str:
    """What a model of rows is asked with, up to the space after `### Answer:`."""
    return f"{QUESTION}{BEFORE_WORDS}{words}{AFTER_WORDS}{FORMAT.format(lines=WORDINGS[wording])}{ANSWER}"


def bare_prompt(notation: Notation) -> str:
    """The template up to where the user's words begin: a model that goes on from there writes a prompt itself
    (Xu et al. 2024, "Magpie"). The words end at OUTLINE or AFTER_WORDS."""
    return PROMPT if notation == "outline" else QUESTION + BEFORE_WORDS


def completion(text: str, eos: str = END) -> str:
    """An outline or rows as they are trained on: up to the model's end-of-sequence token, which is learnt."""
    return text.rstrip() + eos

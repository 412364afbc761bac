"""Grammars for models that write text with any tokenizer: every completion is rows, or an outline, and ends.

The grammars are Lark's, run by llguidance over the model's own tokens: some 0.1 ms a token for rows, up
to 2 ms inside the names of an outline, and every kind of fast tokenizer is known to it.

**Rows** are what `diagram/rows.py` writes: numbered 0, 1, 2, ... (or from 1), within the canvas, with or
without a label. **Outlines** are the part of `diagram/outline.py` that refers to no node by number.

Whatever has to come in one piece has a greatest length in bytes, and a token is at least one byte: so a
completion that may end, does after its budget, and is closed at most `CLOSING` tokens later.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from diagram.errors import ModelUnavailable
from diagram.generation.templates import Notation
from diagram.graph import LINES, MAX_NODES, STYLE_FIELDS

CLOSING = {"rows": 520, "outline": 400}  # tokens at most from the end of the budget to the end
MAX_TARGETS = 40  # of one row
MAX_LABEL = 48  # characters of a row's label
MAX_NAME = 48  # characters of a name in an outline

_UP_TO_99 = "0|[1-9][0-9]?"
_BYTE = f"({_UP_TO_99}|1[0-9]{{2}}|2[0-4][0-9]|25[0-5])"
_NODE = f"({_UP_TO_99}|1[0-9]{{2}})"
_PART = r"(\.[0-9]{1,2})?"
_CHARACTER = r"\x00-\x1f\x7f-\x9f\\"  # what no label or name holds as it stands

_ROW = rf"""
row: X ", " Y ", " SHAPE ", " SIDE ", " SIDE ", " LINE ", " COLOR ", " COLOR ", " TARGETS (", " LABEL)? "]"
X: /1000|(0|[1-9][0-9]{{0,2}}){_PART}/
Y: /600|({_UP_TO_99}|[1-5][0-9]{{2}}){_PART}/
SIDE: /1000|[1-9][0-9]{{0,2}}{_PART}/
SHAPE: /'(rectangle|round rectangle|circle)'/
LINE: /'({"|".join(LINES)})'/
COLOR: /\({_BYTE}, {_BYTE}, {_BYTE}\)/
TARGETS: /\[({_NODE}(, {_NODE}){{0,{MAX_TARGETS - 1}}})?\]/
LABEL: /'([^'{_CHARACTER}]|\\['"\\]){{0,{MAX_LABEL}}}'|"([^"{_CHARACTER}]|\\['"\\]){{0,{MAX_LABEL}}}"/
"""

_FREE = rf"[^ ,;:+~>#@\/=×?()\[\]{_CHARACTER}]"  # a character that means nothing in an outline
_NUMBER = "[1-9][0-9]{0,3}"
_NAME = rf"{_FREE}({_FREE}| {_FREE}){{0,{MAX_NAME - 1}}}"
_SIZES = "".join(rf"( {mark}{_NUMBER})?" for mark in ("@", r"\/", "=", "#", "×"))
_ITEM = rf"{_NAME}( {_NUMBER}x{_NUMBER})?{_SIZES}( \?)?"
_MARKED = rf"({_NAME}: )?{_ITEM}"
_PATH = rf"{_ITEM}(, {_ITEM})*( -> {_MARKED}(, {_MARKED})*)*"
_STATEMENT = rf"(\[{_NAME}\] )?({_PATH}|{_ITEM}(; {_ITEM})+)"
_STYLE = " ".join(f"({'|'.join(words)})" for words in STYLE_FIELDS.values())
# One expression: cut into terminals, a name would take the dash of an arrow, and there is no way back.
_OUTLINE = rf"OUTLINE: /{_STYLE}(\n{_STATEMENT})+/"


def lark(notation: Notation, prefix: str = "") -> str:
    """The grammar of completions that begin with `prefix`, in Lark's notation."""
    start = f"start: {_literal(prefix)} text\n" if prefix else "start: text\n"
    if notation == "outline":
        return f"{start}text: OUTLINE\n{_OUTLINE}"
    lines = ["text: from0_0 | from1_1"]
    for first in (0, 1):
        for i in range(first, first + MAX_NODES):
            head = _literal(f"{'' if i == first else chr(10)}[{i}, ")
            more = f" from{first}_{i + 1}?" if i + 1 < min(first + MAX_NODES, MAX_NODES) else ""
            lines.append(f"from{first}_{i}: {head} row{more}")
            if not more:
                break
    return start + "\n".join(lines) + _ROW


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


class TextGrammar:
    """The grammar of a notation over one model's tokens; `begin` gives the state of one completion.

    `tokenizer` is a fast tokenizer of transformers, `ends` the ids that end a completion. Raises
    ModelUnavailable where the tokenizer is none that llguidance reads.
    """

    def __init__(self, tokenizer, ends: Sequence[int], notation: Notation, prefix: str = "") -> None:
        from llguidance import LLMatcher
        from llguidance.hf import from_tokenizer

        self.ends, self.notation = np.array(sorted(ends)), notation
        self.closing = CLOSING[notation] + len(prefix.encode())
        try:
            tokens = from_tokenizer(tokenizer, n_vocab=max(len(tokenizer), *(end + 1 for end in ends)))
        except ValueError as error:
            kind = type(tokenizer).__name__
            raise ModelUnavailable(
                f"The model's tokenizer ({kind}) cannot be put under a grammar ({error}); take a model "
                "with a tokenizer.json."
            ) from None
        self.matcher = LLMatcher(tokens, LLMatcher.grammar_from_lark(lark(notation, prefix)), log_level=0)
        if self.matcher.is_error():
            raise ModelUnavailable(
                f"The model's tokenizer does not fit the grammar: {self.matcher.get_error()}."
            )

    def begin(self, budget: int) -> TextState:
        """A new completion, which ends where it first can after `budget` tokens."""
        return TextState(self, budget)


class TextState:
    """One completion while it is written."""

    def __init__(self, grammar: TextGrammar, budget: int) -> None:
        self.grammar, self.budget = grammar, budget
        self.matcher = grammar.matcher.deep_copy()
        self.written, self.ended = 0, False

    def allowed(self) -> np.ndarray:
        """The ids of the tokens that may come next, at least one."""
        complete = self.matcher.is_accepting()
        if self.matcher.is_stopped() or (complete and self.written >= self.budget):
            return self.grammar.ends
        bits = np.frombuffer(self.matcher.compute_bitmask(), dtype=np.uint8)
        ids = np.flatnonzero(np.unpackbits(bits, bitorder="little"))
        ids = ids[~np.isin(ids, self.grammar.ends)]
        return np.concatenate([ids, self.grammar.ends]) if complete else ids

    def forced(self) -> list[int]:
        """Tokens that must come next whatever the model says, in the tokenizer's own cut; often none."""
        return [] if self.matcher.is_accepting() else self.matcher.compute_ff_tokens()

    def advance(self, token: int) -> None:
        """Takes a token that was allowed."""
        self.written += 1
        if token in self.grammar.ends:
            self.ended = True
        elif not self.matcher.consume_token(int(token)):
            raise ValueError(f"The grammar does not allow the token {token}: {self.matcher.get_error()}")

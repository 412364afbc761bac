"""Does a diagram say what the prompt says? What of it is missing, and what nobody asked for.

No parser: the prompt is cut into words and numbers, and each of them must be accounted for. A word is, if it
stands in a name, a label or a group's title, means a layer that is there, or belongs to the words by which
people join, draw and style things (diagram/words/). A number is, if it is a size in the outline, part of a
name, a count of what is drawn, the numbering of a list, or the computed side of a feature map. The other way
round, every name must be words of the prompt, or a layer that its words mean. When in doubt the diagram is
faithful: a warning that is wrong costs a user more than one that is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from diagram.errors import InvalidDiagram
from diagram.fidelity.agreement import agreement
from diagram.fidelity.report import Fidelity
from diagram.outline import Outline, Statement

__all__ = ["Fidelity", "agreement", "check", "drawable"]

MOST_READ = 4_000  # characters of a prompt
ARROWS = ("->", "→", "=>")
# Of the words that are never missing, those of which two are something to draw: "the input feeds the output".
PLAIN_NAMES = {
    *("client", "data", "end", "finish", "input", "model", "output", "process", "result", "server", "start"),
    *("결과", "데이터", "모델", "서버", "시작", "입력", "종료", "처리", "출력", "클라이언트"),
}


def check(prompt: str, outline: Outline) -> Fidelity:
    """Compares an outline with the prompt that it was written for, once for all styles of what it says."""
    return _check(prompt, outline.statements)


@lru_cache(maxsize=64)  # candidates are compared when they are written, and again when they are ranked
def _check(prompt: str, statements: tuple[Statement, ...]) -> Fidelity:
    from diagram.fidelity.cycles import lost_cycle
    from diagram.fidelity.decisions import dead_ends, lost_decision
    from diagram.fidelity.drawn import Drawn
    from diagram.fidelity.layers import is_data_flow, lost_layers, lost_operations
    from diagram.fidelity.names import (
        all_words,
        asides,
        doubles,
        echoes,
        is_justified,
        is_said,
        joining,
        lost_words,
    )
    from diagram.fidelity.numbers import numbers, unsaid_numbers
    from diagram.fidelity.passing import swallowed
    from diagram.fidelity.relations import lost_arrows, lost_operands
    from diagram.fidelity.repeats import counts_as_sizes, wrong_counts, wrong_repeats
    from diagram.fidelity.report import COUNT
    from diagram.fidelity.returns import lost_return, unsaid_return
    from diagram.fidelity.shape import flaws
    from diagram.fidelity.sizes import lost_counts, misplaced_sizes
    from diagram.fidelity.steps import chained, lost_last, two_in_one
    from diagram.wording.reading import read_prompt

    read, outline = read_prompt(prompt[:MOST_READ]), Outline(statements)
    try:
        structure = outline.structure()
    except InvalidDiagram:
        return Fidelity(missing=tuple(all_words(read)))
    drawn = Drawn(structure, outline, read)
    unsaid = [name for name in drawn.names if name not in drawn.hits and not is_justified(read, name)]
    if (read.alias and (unsaid or not drawn.hits)) or _asks_by_name(prompt, drawn, unsaid, read):
        return Fidelity(found=(read.alias or prompt.strip(),), by_name=True, flaws=flaws(read, drawn, False))
    aside = asides(read, drawn)
    miscounted = wrong_counts(read, drawn)
    found_numbers, lost_numbers = numbers(read, drawn, aside, {*miscounted, *drawn.notes})
    lost = lost_words(read, drawn, aside)
    lost = lost or (drawn.layered and lost_layers(read, drawn, aside)) or lost_operations(read, drawn)
    lost_numbers += [] if lost_numbers else lost_counts(read, drawn)
    counts = [*miscounted.values(), *([] if miscounted else wrong_repeats(read, drawn))]
    lost = [*(f"{COUNT} {said}" for said in counts), *lost]
    lost = [*lost, *lost_operands(read, drawn), *lost_arrows(read, drawn)]
    lost += lost_cycle(read, drawn) or lost_return(read, drawn)
    lost += [*lost_decision(read, drawn), *dead_ends(read, drawn)]
    lost += [*lost_last(read, drawn), *two_in_one(drawn)]
    extra = unsaid + [text for text in drawn.texts if not is_said(read, drawn, text)]
    extra += counts_as_sizes(read, drawn)
    extra += [*unsaid_numbers(read, drawn), *misplaced_sizes(read, drawn), *echoes(drawn), *joining(drawn)]
    extra += [*chained(read, drawn), *unsaid_return(read, drawn), *swallowed(read, drawn)]
    extra += [] if is_data_flow(read) else doubles(read, drawn)
    names = [name for name in dict.fromkeys(drawn.names) if name not in unsaid]
    missing = dict.fromkeys((*lost_numbers, *lost))
    found = (*found_numbers, *names)
    odd = flaws(read, drawn, True)
    return Fidelity(found, tuple(missing), tuple(dict.fromkeys(extra)), flaws=odd)


def _asks_by_name(prompt: str, drawn, unsaid: list[str], read) -> bool:
    """Whether a short prompt names something whose parts it does not say: "the OODA loop"."""
    if drawn.hits or len(unsaid) < 3 or len(read.tokens) > 7 or read.values:
        return False
    return not re.search(r"[,;\n]|->|→|=>", prompt.strip())


def drawable(prompt: str) -> bool:
    """False only where nothing in the prompt could be drawn: greetings, marks, random keys."""
    from diagram.wording.lists import is_greeting, is_pronounceable, is_structural, stem_of, words_of
    from diagram.wording.reading import read_prompt

    read = read_prompt(prompt[:MOST_READ])
    if any(token.is_number and token.text[:1].isdigit() for token in read.tokens):
        return True
    if read.alias is not None or read.atoms - words_of("weak layers"):
        return True
    letters = {t.text for t in read.tokens if len(t.text) == 1 and t.latin and not t.gap.endswith(("'", "’"))}
    if len(letters - {"i"}) > 1:  # "A goes to B"
        return True
    if len(read.tokens) > 1 and any(mark in prompt for mark in ARROWS):
        return True
    real = [token for token in read.tokens if not is_greeting(token.text) and len(token.text) > 1]
    if not real:
        return False
    if len({stem_of(token.text) for token in real} & PLAIN_NAMES) > 1:
        return True
    if len(real) == 1 and real[0].latin and not is_pronounceable(real[0].text):
        return False
    return any(not is_structural(token.text) for token in real) or len(real) > 3

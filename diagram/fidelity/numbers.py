"""Numbers of the prompt that are not drawn, and sizes in the diagram that the prompt does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from diagram.fidelity.drawn import Drawn
from diagram.wording.lists import words_of
from diagram.wording.reading import PromptWords, Token

LEAST_SIZE = 12  # numbers above are sizes, not counts: each mention needs its own
LARGEST_COUNT = 200
MOST_COUNTED = 8  # of a network's layers or blocks, in all its parts


def numbers(
    read: PromptWords, drawn: Drawn, aside: set[int], judged: Collection[int] = ()
) -> tuple[list[str], list[str]]:
    """(found, missing) numbers of the prompt, as written.

    `aside` are the segments that do not count, `judged` the tokens that something else has judged.
    """
    found, lost = [], []
    numbering = _numbering(read)
    used: Counter[object] = Counter()
    for i, token in enumerate(read.tokens):
        if not token.is_number or i in judged:
            continue
        text = read.text[token.start : token.end]
        shown = text if text[:1].isdigit() or token.value is None else f"{token.value:g}"
        if drawn.strict[i]:
            if text[:1].isdigit() and token.required:
                found.append(shown)
        elif token.required and i not in numbering and token.segment not in aside:
            is_drawn = _pair_drawn if token.pair else _value_drawn
            (found if is_drawn(read, drawn, token, used) else lost).append(shown)
    return found, lost


def unsaid_numbers(read: PromptWords, drawn: Drawn) -> list[str]:
    """Sizes in the diagram that the prompt does not say."""
    unsaid = []
    for node in drawn.structure.nodes:
        a = node.attributes
        wanted = [n for n in (a.channels, a.stride, a.side, a.units, a.repeats) if n is not None]
        wanted += list(dict.fromkeys(a.kernel or ()))
        unsaid += [str(n) for n in wanted if float(n) not in read.values and n != 1]
    return unsaid


def _pair_drawn(read: PromptWords, drawn: Drawn, token: Token, used: Counter[object]) -> bool:
    """Whether "3x3" is a kernel, or the side of a map, or "3 x 64" three layers of 64."""
    pair, sides = token.pair, token.pair[:2]
    if sides in drawn.pairs and not read.code:
        used[sides] += 1
        if used[sides] <= drawn.pairs[sides] or float(sides[0]) in drawn.amounts or not read.network:
            return True
    elif any(pair[k : k + 2] in drawn.pairs for k in range(len(pair) - 1)):
        return True
    if all(float(n) in drawn.amounts for n in pair):
        return True
    if sides[0] == sides[1]:
        return float(sides[0]) in drawn.amounts or (sides not in drawn.pairs and sides in drawn.maps)
    if sides in drawn.maps or sides[::-1] in drawn.pairs:
        return True
    return sides[0] in drawn.counts and float(sides[1]) in drawn.amounts


def _value_drawn(read: PromptWords, drawn: Drawn, token: Token, used: Counter[object]) -> bool:
    value = float(token.value or 0)
    there = value in drawn.amounts or any(value in pair for pair in drawn.pairs)
    there = there or (value in drawn.counts and value <= LARGEST_COUNT)
    there = there or (read.network and value <= MOST_COUNTED and value <= max(drawn.counts))
    there = there or (value < 1 and value * 100 in drawn.amounts) or value / 100 in drawn.amounts
    there = there or (bool(token.parts) and all(float(part) in drawn.amounts for part in token.parts))
    there = there or (value > 1 and any(value in size for size in drawn.maps))
    if there and value > LEAST_SIZE and value.is_integer() and token.text[0].isdigit():
        used[value] += 1
        room = drawn.amounts[value] + sum(count for pair, count in drawn.pairs.items() if value in pair)
        return not read.network or read.code or used[value] <= room or not room
    return there


def _numbering(read: PromptWords) -> set[int]:
    """Tokens that number a list: "1." at a line's start, "step 2", "(3)"."""
    found: set[int] = set()
    expected = {0, 1}
    for i, token in enumerate(read.tokens):
        if token.value is None or token.value > 60 or token.value != int(token.value):
            continue
        value = int(token.value)
        before = read.tokens[i - 1].text if i else ""
        numbered = value > 1 and value in expected and before.isalpha() and len(before) < 7
        steps = (before in words_of("steps") or numbered) and not token.cut
        behind = read.text[token.end : token.end + 2]
        starts_line = not i or "\n" in token.gap
        marked = token.gap.endswith("#") or behind[:1] in ").:" or behind in (" -", " )")
        marked = marked or behind.startswith(("단", "번"))
        begins = starts_line and value == 1 and marked
        if steps or begins or (value in expected and (marked or starts_line)):
            found.add(i)
            expected.add(value + 1)
    return found

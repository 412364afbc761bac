"""Where a prompt that a model wrote ends, and how the words of its tokens become text.

The embedded model was never taught where a prompt ends (the loss on `<|outline|>` has no weight), so one that
does not end itself ends at the first end of a sentence or line after a length drawn like those of the
synthesis.
"""

from __future__ import annotations

import re

import numpy as np

ENDS = {".", "?", "!", "\n"}
MEDIAN, SPREAD = 45, 0.6  # tokens and log of them: prompts of the synthesis have 15, 49, 111 at 5, 50, 95 %
SHORTEST, LONGEST = 10, 160  # tokens
PATIENCE = 60  # tokens in which a sentence should end

# Words stand apart in the tokens; so they are written together again where text has no space.
_NO_SPACE = (
    (r" *\n *", "\n"),
    (r" ([,;:.?!%)\]}”’»])", r"\1"),
    (r"([(\[{“‘«]) ", r"\1"),
    (r"(?<=\w) ([-_/'’]) (?=\w)", r"\1"),
    (r"(?<=\d) ([x×*]) (?=\d)", r"\1"),
    (r"(?<=\d)\. (?=\d)", "."),
    (r"([`\"]) ([^`\"\n]*?) ([`\"])", r"\1\2\3"),
    # A Korean particle belongs to the word before it.
    (r"(?<=[a-z0-9]) (은|는|이|가|을|를|로|으로|와|과|에|에서|에게|의)(?=[\s,.]|$)", r"\1"),
)


def draw_length(generator: np.random.Generator) -> int:
    """How many tokens a prompt may have before it ends with its next sentence."""
    return int(np.clip(generator.lognormal(np.log(MEDIAN), SPREAD), SHORTEST, LONGEST))


def is_over(written: int, last: str, length: int) -> bool:
    """Whether a prompt of that drawn length ends after so many tokens, of which the last one is given."""
    return written >= length and last in ENDS


def spell(words: list[str]) -> str:
    """Words and marks as text: `( a , b )` is `(a, b)`, `self - attention` is `self-attention`."""
    text = " ".join(words)
    for pattern, written in _NO_SPACE:
        text = re.sub(pattern, written, text)
    return text.strip()

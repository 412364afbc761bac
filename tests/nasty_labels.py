"""Random diagrams whose labels hold what every format reads as notation."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import lru_cache

from diagram.graph import Diagram
from diagram.layout import lay_out
from tests.random_outlines import random_outline

LABELS = (
    'say "hi"',
    "it's",
    "a < b & c > d",
    "&amp; &lt; &#35;",
    "C:\\new\\table \\",
    "line one\nline two",
    "🙂 emoji 中文",
    '한글 "따옴표"',
    "a --> b --- c",
    "end",
    "subgraph",
    "%% comment %%{init: {}}%%",
    "]]> <!-- x -->",
    "<script>alert(1)</script><br>",
    "#35; #quot; #",
    "`code` **bold** _it_ ~~no~~",
    "1. first",
    "- item",
    "$x^2_1$ {a} ${var}",
    "style: #1; classDef x:#f;",
    "a|b [x](y) ((z)) {{w}}",
    "half \ud800 a pair",
    "\x01\x07control",
    "a\u2028b",
    "Conv · 3×3 · same",
    "@{ shape: x }",
    "h₁ → h₂ ≤ α",
    "https://a.b/c?d=e&f=%20",
    "*[0pt] ,, '' `` --",
    "//c /* d */",
    "",
    "   ",
    "a long label of many words that has to be broken into several lines",
)


@lru_cache(maxsize=512)
def nasty_diagram(seed: int, most: int = 12) -> Diagram:
    """The layout of `random_outline(seed)` with other labels and titles; the same for the same seed."""
    plain = lay_out(random_outline(seed, most))
    rng = random.Random(seed)
    return replace(
        plain,
        nodes=tuple(replace(node, label=rng.choice(LABELS)) for node in plain.nodes),
        edges=tuple(replace(edge, label=rng.choice(("", rng.choice(LABELS)))) for edge in plain.edges),
        groups=tuple(replace(group, title=rng.choice(LABELS)) for group in plain.groups),
    )

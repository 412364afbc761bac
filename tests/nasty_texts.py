"""Texts on which a careless reader takes too long: a few signs over and over, unclosed, nested, at random."""

import itertools
import random
from collections.abc import Callable, Iterator

ROW = "[0, 232, 120, 'circle', 62, 75, 'solid arrow', (192, 192, 224), (0, 0, 0), [6, 7, 8]]"
UNITS = (
    "[", "(", "{", "]", ")", "}", "'", "\"", "`", "“", "”", "‘", ",", "1", "-", ".", "e", "\\", ";", "#",
    "<", ">", "&", "|", "%", "/", " ", "\n", "\t", "가", "a", "''", "\"\"", "[]", "()", "[(", "}{", "[1,",
    "[1\n", "['\n", "a,", "'a',", "'a", "''a", "“a", "\\'", "'\\", "[1,1,1,a", "[1,1,1,a,", "[1,1,1,'",
    "[1,1,1,''a", "(1,1,1,a", "[1,1,1,a,1,1,b,(1,2,3", "model = [", "model = [\n",
    "[0, 232, 120, 'circle', 62, 75, 'solid arrow', (192, 192, 224), (0, 0, 0), [6, 7, 8]]",
    "[0, 232, 120, 'circle', 62, 75, 'solid arrow', (192, 192, 224), (0, 0, 0), [6, 7, 8]]\n",
    "[0, 232, 120, 'circle', 62, 75, 'solid arrow', (192, 192, 224), (0, 0, 0), [6, 7, 8]",
    "[0, 232, 120, 'circle', 62, 75, 'solid arrow', (192, 192, 224), (0, 0, 0), [6, 7, 8\n",
    "[0, 232, 120, \"circle\", 62, 75, \"solid arrow\", (192, 192, 224), (0, 0, 0), [6, 7, 8]]",
    "[0, 232, 120, ''circle'', 62, 75, ''solid arrow'', (192, 192, 224), (0, 0, 0), [6, 7, 8]]", "rgb(",
    "#fff,", "1px,", "<a>", "</", "&amp;", "&#", "->", "--", "A-->B\n", "A->B;", "%%{", "}%%", "end\n%%{[1,",
    "/*", "//", "a=b ", "a[", "a[\"", "a((", "a@{", "a & ", "a:::b ", "subgraph a\n", "subgraph a{", "{}",
    "{\"a\":", "[{", "\\u", "x: ", "? ", "---\n", "style a ", "class a b\n", "node [", "#35;", "1 ", "; ",
    "#\n", "'a\n",
)  # fmt: skip
ALPHABETS = (
    "[](),'\" 0123\\\n",
    "[](){},'\"\n 1a",
    "->;:?# a\n",
    '-=.~<>xo|[]{}()"A \n;&%',
    "a😀\u2028[']가",
)


def kinds(units: tuple[str, ...] = UNITS, mixed: int = 20) -> Iterator[tuple[str, Callable[[int], str]]]:
    """(name, maker of a text of so many characters): repeated, mixed, nested and random ones."""
    rng = random.Random(0)
    more = ("".join(rng.choices(units, k=rng.randint(2, 4))) for _ in range(mixed))
    for unit in itertools.chain(units, more):
        yield repr(unit), lambda length, unit=unit: (unit * (length // len(unit) + 1))[:length]
    for opening, closing in ("[]", "()", "{}"):
        yield (
            f"nested {opening}{closing}",
            lambda length, a=opening, b=closing: a * (length // 2) + b * (length // 2),
        )
    for alphabet in ALPHABETS:
        yield (
            f"random {alphabet!r}",
            lambda length, alphabet=alphabet: "".join(random.Random(1).choices(alphabet, k=length)),
        )

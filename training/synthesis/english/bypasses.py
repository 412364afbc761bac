"""Skip edges and side paths in English: a row, and one that also goes straight on; beside rows without."""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.english.circles import ODD_NAME, stages
from training.synthesis.english.plain_names import Cast, finish, opened, parts, sets, tell
from training.synthesis.variants import upper

ARROWS = (" -> ", " → ", " > ", "->", " => ", " --> ", " - ")
NEXT = (", then ", " then ", ", after that ", ", next ", ", followed by ")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
GLUE = (". ", ". ", ", ", "; ", ". ", ", and ", "\n", " (")


@cache
def frames(form: str) -> tuple[tuple[str, ...], ...]:
    """The frames of one form of patterns/en_bypasses.txt."""
    return tuple(lexicon.patterns("en_bypasses")[form])


def names_(cast: Cast, low: int, high: int) -> list[str]:
    """What stands in a row: of one set, or of all lists."""
    roll = cast.rng.random()
    if roll < 0.45:
        return cast.chain(low, high)[1]
    if roll < 0.55:
        cast.article = ""
        return cast.steps(low, high)[1]
    if roll < 0.65:
        return stages(cast, low, high)[1]
    return cast.new(cast.rng.randint(low, high))


def row(cast: Cast, names: list[str]) -> tuple[str, str]:
    """The names in a row, in words, and the frame of it."""
    rng = cast.rng
    orders = len(names[0].split()) > 1 and names[0].split()[0].islower()
    while True:
        template = rng.choice(frames("row"))[0]
        if not (orders and re.search(r"blocks|connected|way leads|<", template)):
            break
    arrow = rng.choice(ARROWS)
    if "-" in arrow and any("-" in name for name in names):
        arrow = " > "
    words = {
        "L": cast.listed(names) if rng.random() < 0.6 else ", ".join(names),
        "V": arrow.join(names),
        "K": "\n".join(names) if rng.random() < 0.5 else "\n".join(f"- {x}" for x in names),
        "N": "\n".join(f"{i}. {x}" for i, x in enumerate(names, 1)),
        "S": ", then ".join(cast.the(name) for name in names),
        "S2": "".join((rng.choice(NEXT) if i else "") + cast.the(name) for i, name in enumerate(names)),
    }
    slots: dict[str, str | list[str]] = {
        "a": names[0], "z": names[-1], "m": names[1:-1], "r": names[1:], "xs": names,
    }  # fmt: skip
    return tell(cast, template, slots, **words), template


def joined(rng: random.Random, first: str, second: str) -> str:
    """Two sentences, or two clauses."""
    glue = rng.choice(GLUE)
    if "\n" in first:
        return f"{first}\n{second}"
    if glue == " (":
        return f"{first} ({second})"
    if glue == ", and " and second.startswith(("and ", "also ", "plus ", "with ", "oh")):
        glue = ", "
    if glue == ". ":
        second = upper(second)
    return first + glue + second


def _skip(rng: random.Random) -> tuple[str, str]:
    """A row, and one or two edges past what is between."""
    cast = Cast(rng)
    names = names_(cast, 3, 6)
    text, template = row(cast, names)
    lines = [" -> ".join(names)]
    pairs = [(i, j) for i in range(len(names)) for j in range(i + 2, len(names))]
    roll = rng.random()
    if roll < 0.12:
        pairs = []
        i, j = 0, len(names) - 1
        slots: dict[str, str | list[str]] = {"x": names[i], "y": names[j], "m": names[1:-1]}
        return joined(rng, text, tell(cast, rng.choice(frames("none"))[0], slots)), lines[0]
    many = rng.choices((1, 2), (82, 18))[0]
    for i, j in rng.sample(pairs, min(many, len(pairs))):
        x, y = names[i], names[j]
        slots = {"x": x, "y": y, "m": names[i + 1 : j]}
        roll = rng.random()
        if "{N}" in template and roll < 0.6:
            more = tell(cast, rng.choice(frames("number"))[0], {}, k=str(i + 1), l=str(j + 1))
        elif roll < 0.13 and " steps" not in template:
            places = ORDINALS[i], ("last" if j == len(names) - 1 and rng.random() < 0.6 else ORDINALS[j])
            more = tell(cast, rng.choice(frames("place"))[0], {}, i=places[0], j=places[1])
        else:
            frame = rng.choice(frames("skip"))[0]
            frame = frame.replace("[is~are]", "is" if j - i == 2 else "are")
            more = tell(cast, frame, slots)
        text = joined(rng, text, more)
        lines.append(f"{x} -> {y}")
        if many == 1 and "\n" not in text and rng.random() < 0.1 and roll >= 0.13:  # the way past first
            plain = rng.choice((", ", " -> ", " > ")).join(names)
            return f"{more}{rng.choice((': ', '. ', ' in '))}{plain}", "\n".join(reversed(lines))
    return text, "\n".join(lines)


def _side(rng: random.Random) -> tuple[str, str]:
    """A row, and a path beside it."""
    cast = Cast(rng)
    names = names_(cast, 3, 5)
    (e,) = cast.new(1)
    i = rng.randrange(len(names) - 1)
    j = rng.randrange(i + 1, len(names))
    template, body = rng.choice(frames("side"))
    slots = {"x": names[i], "y": names[j], "e": e}
    text = joined(rng, row(cast, names)[0], tell(cast, template, slots))
    return text, " -> ".join(names) + "\n" + statements(body, slots)


def statements(body: str, names: dict[str, str]) -> str:
    """The statements of a frame with its names."""
    return re.sub(r"\{(\w)\}", lambda match: names[match[1]], body).replace(" // ", "\n")


def _whole(rng: random.Random) -> tuple[str, str]:
    """All in one short sentence."""
    cast = Cast(rng)
    template, body = rng.choice(frames("whole"))
    if rng.random() < 0.6:
        names = parts(rng.choice(sets("c"))[1])[:4] if rng.random() < 0.5 else stages(cast, 4, 4)[1]
        if len(names) < 4 or not cast.claim(*names):
            names = cast.new(4)
    else:
        names = cast.new(4)
    slots = dict(zip("abcd", names, strict=False))
    return tell(cast, template, slots), statements(body, slots)


KINDS = ((_skip, 56), (_side, 20), (_whole, 24))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    while True:
        text, body = rng.choices([draw for draw, _ in KINDS], [share for _, share in KINDS])[0](rng)
        if not ODD_NAME.search(body):
            break
    text = opened(rng, text) if rng.random() < 0.6 else text
    return "bypass en", finish(rng, text), body

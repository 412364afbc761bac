"""Skip edges and side paths in Korean: a row, and one that also goes straight on; beside rows without."""

from __future__ import annotations

import random
import re

from training.synthesis.korean.circles import (
    ORDINALS,
    dressed,
    frames,
    said,
    stages,
    statements,
    things,
)
from training.synthesis.korean.forms import World
from training.synthesis.korean.returns import joined, row


def _names(w: World, low: int, high: int) -> list[str]:
    count = w.rng.randint(low, high)
    return stages(w, low, high)[1] if w.rng.random() < 0.45 else things(w, count)


def _skip(w: World) -> tuple[str, str]:
    """A row, and one or two edges past what is between."""
    rng = w.rng
    names = _names(w, 3, 5)
    text, template = row(w, names)
    lines = [" -> ".join(names)]
    pairs = [(i, j) for i in range(len(names)) for j in range(i + 2, len(names))]
    if rng.random() < 0.1:
        more = said(w, rng.choice(frames("none"))[0], x=names[0], y=names[-1])
        return joined(rng, text, more), lines[0]
    for i, j in rng.sample(pairs, min(len(pairs), rng.choices((1, 2), (84, 16))[0])):
        roll = rng.random()
        if "{N}" in template and roll < 0.6:
            more = said(w, rng.choice(frames("number"))[0], k=str(i + 1), l=str(j + 1))
        elif roll < 0.12:
            last = "마지막" if j == len(names) - 1 and rng.random() < 0.5 else ORDINALS[j]
            more = said(w, rng.choice(frames("place"))[0], i=ORDINALS[i], j=last)
        else:
            between = ", ".join(names[i + 1 : j])
            more = said(w, rng.choice(frames("skip"))[0], x=names[i], y=names[j], m=between)
        text = joined(rng, text, more)
        lines.append(f"{names[i]} -> {names[j]}")
    return text, "\n".join(lines)


def _side(w: World) -> tuple[str, str]:
    """A row, and a path beside it."""
    names = _names(w, 3, 5)
    (e,) = things(w, 1)
    i = w.rng.randrange(len(names) - 1)
    slots = {"x": names[i], "y": names[w.rng.randrange(i + 1, len(names))], "e": e}
    template, body = w.rng.choice(frames("side"))
    text = joined(w.rng, row(w, names)[0], said(w, template, **slots))
    return text, " -> ".join(names) + "\n" + statements(body, slots)


def _whole(w: World) -> tuple[str, str]:
    """All in one short sentence."""
    template, body = w.rng.choice(frames("whole"))
    slots = dict(zip("abcd", _names(w, 4, 4), strict=False))
    return said(w, template, **slots), statements(body, slots)


KINDS = ((_skip, 58), (_side, 20), (_whole, 22))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One Korean prompt: (kind, prompt, statement lines)."""
    w = World(rng)
    text, body = rng.choices([draw for draw, _ in KINDS], [share for _, share in KINDS])[0](w)
    w.nodes = list(dict.fromkeys(re.split(r" -> |, |\n", body)))
    return "bypass ko", dressed(w, text), body

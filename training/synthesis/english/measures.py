"""Conditions on a measured value: "temperature > 30", "the invoice is over 500 euros"."""

from __future__ import annotations

import random
from functools import cache

from training.synthesis import lexicon

OVER = ("over", "above", "more than", "greater than", "higher than", "larger than")
UNDER = ("under", "below", "less than", "lower than", "smaller than")
LEAST, MOST = ("at least", "not less than", "no less than"), ("at most", "not more than", "no more than")
DOES_OVER = (
    "exceeds|exceed",
    "goes over|go over",
    "goes above|go above",
    "rises above|rise above",
    "passes|pass",
    "is over|be over",
    "reaches|reach",
    "gets higher than|get higher than",
    "climbs over|climb over",
)
DOES_UNDER = (
    "drops below|drop below",
    "falls below|fall below",
    "falls under|fall under",
    "goes below|go below",
    "gets below|get below",
    "sinks below|sink below",
    "stays under|stay under",
    "stays below|stay below",
)
SIGNS = (">", ">", ">", "<", "<", "<", ">=", "<=", "==", "≥", "≤", "!=")


def measure(rng: random.Random) -> tuple[str, str, str, str, str, str, str]:
    """The fields of conditions.Condition: name, said, question, asked, opposite, about, rest."""
    thing, units, bounds = rng.choice(measures())
    bound, unit = rng.choice(bounds), rng.choice(units)
    glued = unit in ("°", "°C", "€", "k") or rng.random() < (0.75 if unit == "%" else 0.15 * (len(unit) <= 2))
    value = f"{bound}{unit}" if glued or not unit else f"{bound} {unit}"
    bare = len(thing) <= 2 or rng.random() < 0.12
    the = "" if bare else "the "
    roll = rng.random()
    if roll < 0.36:
        sign = rng.choice(SIGNS)
        space = "" if rng.random() < 0.2 else " "
        name = f"{thing}{space}{sign}{space}{bound if rng.random() < 0.6 else value}"
        the = "" if rng.random() < 0.75 else the
        ask = rng.choice(("", "", "is ")) + the + name
        return name, f"{the}{name}", ask, name, "", "", ""
    over = rng.random() < 0.55
    word, opposite = rng.choice(OVER if over else UNDER), rng.choice(MOST if over else LEAST)
    if rng.random() < 0.25:
        word, opposite = rng.choice(LEAST if over else MOST), rng.choice(UNDER if over else OVER)
    if roll < 0.8:
        rest = f"{word} {value}" if rng.random() < 0.85 else f"{value} or {'more' if over else 'less'}"
        other = rng.choice((f"it is {opposite} {value}", f"it is {opposite} {value}", "it is not"))
        told = f"{thing} {rest}"
        return f"{thing} is {rest}", f"{the}{thing} is {rest}", f"is {the}{told}", told, other, thing, rest
    does, do = rng.choice(DOES_OVER if over else DOES_UNDER).split("|")
    aux = "is" if does.startswith("is ") else "does"
    do = do.removeprefix("be ") if aux == "is" else do
    name, told = f"{thing} {does} {value}", f"{thing} {do} {value}"
    return name, f"{the}{name}", f"{aux} {the}{told}", told, f"it {aux} not", "", ""


@cache
def measures() -> tuple[tuple[str, list[str], list[str]], ...]:
    """(what is measured, its unit in several forms, bounds) of names/en_measures.txt; "" is no unit."""
    text = (lexicon.HERE / "names" / "en_measures.txt").read_text(encoding="utf-8")
    rows = (line.split(" | ") for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        (thing, [unit.strip() for unit in units.split(" / ")], bounds.split(", "))
        for thing, units, bounds in rows
    )

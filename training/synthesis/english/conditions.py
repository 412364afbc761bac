"""Conditions in the forms that prompts ask them in, what follows them, and the steps in front."""

from __future__ import annotations

import re
from dataclasses import dataclass

from training.synthesis import lexicon
from training.synthesis.english import phrases as bank
from training.synthesis.english import procedures, verbs
from training.synthesis.english.forms import Tale, _thing
from training.synthesis.english.measures import measure
from training.synthesis.english.procedures import third
from training.synthesis.variants import upper


@dataclass
class Condition:
    """A condition in the forms that prompts ask it in."""

    name: str  # as a clause, without an article: "tank is empty"
    said: str  # as said: "the tank is empty"
    question: str  # "is the tank empty", or the clause
    asked: str  # what the question leaves of the name: "tank empty"
    opposite: str  # as said of the other case: "it is full"; may be empty
    about: str = ""  # the thing it is about
    rest: str = ""  # "empty"


def condition(s: Tale) -> Condition:
    """A new condition."""
    rng = s.rng
    for _ in range(30):
        roll = rng.random()
        if roll < 0.14:
            found = Condition(*measure(rng))
        elif roll < 0.5:
            thing = _thing(s, rng.choice(("data", "data", "component", "role")))
            yes, no = bank.pick(rng, bank.ADJECTIVES)
            if rng.random() < 0.35:
                yes, no = no, yes
            be, it = ("are", "they") if verbs.plural(thing) else ("is", "it")
            found = Condition(
                f"{thing} {be} {yes}", f"the {thing} {be} {yes}", f"{be} the {thing} {yes}", f"{thing} {yes}",
                f"{it} {be} {no}", thing, yes,
            )  # fmt: skip
        elif roll < 0.75:
            thing, does, do, opposite = bank.pick(rng, bank.VERBAL)
            aux = (
                "has"
                if does.startswith("has ") and do.startswith("have ") and do.split()[1].endswith("ed")
                else "does"
            )
            if aux == "has":
                do = do.removeprefix("have ")
            found = Condition(
                f"{thing} {does}", f"the {thing} {does}", f"{aux} the {thing} {do}", f"{thing} {do}", opposite
            )
        elif roll < 0.88:
            whole, opposite = bank.pick(rng, bank.WHOLE)
            found = Condition(whole, whole, whole, whole, opposite)
        else:
            text = re.sub(r"^(?:the|an?) ", "", rng.choice(lexicon.flat("en", "condition")))
            bare = re.match(r"(?:it|there|you|we|x|all|more|no|any)\b", text) or not text[0].islower()
            found = Condition(text, text if bare else f"the {text}", text, text, "")
        if not re.search(r"[,;:|]", found.name) and s.claim(found.name):
            return found
    s.claim("it works")
    return Condition("it works", "it works", "does it work", "it work", "it does not")


def branch(s: Tale, style: str) -> tuple[str, str]:
    """What follows: (as said, its name). Styles: order, we, actor, passive, mixed."""
    rng = s.rng
    if style == "mixed":
        style = rng.choice(("order", "actor", "passive", "actor"))
    if style == "passive":
        clause = bank.happens(s)
        return f"the {clause}", clause
    step = bank.deed(s)
    if style == "actor":
        who = bank.actor(s)
        return f"{bank.the(rng, who)} {third(step)}", f"{who} {third(step)}"
    return (f"{style} {step}", step) if style != "order" else (step, step)


def start(s: Tale, low: int = 0, high: int = 3) -> tuple[str, list[str]]:
    """A few steps in front: a text that is a whole sentence or "", and the steps' names."""
    rng = s.rng
    count = rng.randint(low, high)
    if not count:
        return "", []
    who, steps = bank.deeds(s, count)
    roll = rng.random()
    if roll < 0.45:
        names = [third(x) for x in steps]
        if not who or not s.claim(who):
            who = bank.actor(s)
        text = f"{bank.the(rng, who)} {procedures.listed(rng, names)}"
        names[0] = f"{who} {names[0]}"
    elif roll < 0.55:
        names, text = steps, f"{rng.choice(('we', 'I', 'you', 'they'))} {procedures.listed(rng, steps)}"
    elif roll < 0.62 and count > 1:
        names, text = steps, ". ".join(upper(x) for x in steps)
    else:
        names, text = steps, procedures.listed(rng, steps)
    if rng.random() < 0.14 and ". " not in text:
        event = bank.arrival(s)
        when = rng.choice(("when", "whenever", "as soon as", "once", "after", "every time"))
        article = rng.choice(("the", "an" if event[0] in "aeiou" else "a"))
        text, names = f"{when} {article} {event}, {text}", [event, *names]
    return text, names

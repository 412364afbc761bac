"""Loops as people tell them: do it again until it is right.

A condition that says only "it is valid" or "it fails" of the step before is named without "it": `fails ?`.
"""

from __future__ import annotations

import random
import re

from training.synthesis.english import phrases as bank
from training.synthesis.english import procedures, verbs
from training.synthesis.english.conditions import branch, condition
from training.synthesis.english.forms import Tale
from training.synthesis.english.procedures import third
from training.synthesis.variants import upper

BAD = ("fails|passes", "is broken|works", "is rejected|is accepted", "is wrong|is right",
    "does not work|works",
       "is not good enough|is good", "is too weak|is strong enough", "is red|is green", "breaks|holds",
       "crashes|runs through", "is too dark|is bright enough", "is not tight|is tight", "leaks|stays dry",
       "is incomplete|is complete", "is too long|fits", "is not ready|is ready", "looks bad|looks fine",
       "does not fit|fits", "is unclear|is clear", "is denied|is granted", "shows errors|is clean",
       "is still wet|is dry", "is not done|is done", "tastes bland|tastes right", "sounds wrong|sounds good",
       "is refused|is approved", "is too salty|is just right", "does not start|starts",
       "is blurry|is sharp")  # fmt: skip
LOOSE = ("not salty enough", "not good enough", "still dirty", "too weak", "too thick", "not dry yet",
    "any errors", "too long",
         "not happy with it", "any complaints", "still broken", "too cold", "no answer", "not full yet",
         "still too big", "errors left",
         "something missing", "not sharp", "wrong result", "wobbly", "too bitter", "not level", "gaps left",
         "not clean yet")  # fmt: skip


def again(rng: random.Random) -> tuple[str, str, str]:
    """Run it, and if it fails fix the code and run it again. Once it passes, commit."""
    s = Tale(rng, "en", "step")
    while True:
        who, steps = bank.deeds(s, rng.choice((1, 2, 2, 3)))
        if not any(x.startswith("wait") for x in steps):
            break
    target = steps[-1]
    first = target.split()[0]
    bad, good = bank.pick(rng, BAD)
    f, n = bank.deed(s), bank.deed(s)
    person = rng.random() < 0.25
    redo = rng.choice((f"{target} again", f"{target} again", f"{first} it again", f"{target} once more",
                       f"again {target}", f"{first} again"))  # fmt: skip
    name = re.sub(r"^is ", "", bad)
    loose = rng.random() < 0.3
    head_join = rng.choice((". ", ", ", ". ", "; "))
    head = procedures.listed(rng, steps) if head_join == ". " or len(steps) < 2 else ", ".join(steps)
    if loose:
        name = rng.choice(LOOSE)
        its = f"If it's {name}" if re.match("not (?!happy)|still|too|wobbly", name) else f"If {name}"
        text = rng.choice((
            f"{upper(name)}? {f} and {redo}. Otherwise {n}",
            f"{upper(name)}? {upper(f)} and {redo}. If not, {n}",
            f"{upper(name)}? Then {f} and {redo}. Else {n}",
            f"{upper(name)}? {upper(f)}, then {redo}. Otherwise {n}",
            f"{upper(name)}? Yes: {f} and {redo}. No: {n}", f"If {name}, {f} and {redo}, otherwise {n}",
            f"{its}, {f} and {redo}, otherwise {n}",
            f"{its}, {f}, {redo}; if not, {n}",
        ))  # fmt: skip
        text = f"{upper(head)}. {text}"
    elif person:
        if not who or not s.claim(who):
            who = bank.actor(s)
        does = [third(x) for x in steps]
        she = rng.choice(("she", "he"))
        text = f"{upper(bank.the(rng, who))} {procedures.listed(rng, does)}. " + rng.choice((
            f"If it {bad}, {she} {third(f)} and {does[-1]} again. Otherwise {she} {third(n)}",
            f"If it {bad}, {she} {third(f)} and {third(first)} again. Once it {good}, {she} {third(n)}",
            f"As long as it {bad}, {she} {third(f)} and {does[-1]} again. When it {good}, {she} {third(n)}",
        ))  # fmt: skip
        steps, f, n = [f"{who} {does[0]}", *does[1:]], third(f), third(n)
        target = steps[-1]
    else:
        text = rng.choice((
            f"{head}, and if it {bad} {f} and {redo}. Once it {good}, {n}",
            f"{head}, and if it {bad}, {f} and {redo}. When it {good}, {n}",
            f"{head}. If it {bad}, {f} and {redo}. If it {good}, {n}",
            f"{head}. If it {bad}, {f} and {redo}. Otherwise {n}",
            f"{head}. If it {bad}, {f}, then {redo}; otherwise {n}",
            f"{head}. It {bad}? {upper(f)} and {redo}. It {good}? {upper(n)}",
            f"{head}. When it {bad}, {f} and {redo}. As soon as it {good}, {n}",
            f"{head}; if it {bad}, {f} and {redo}, and if it {good}, {n}",
            f"{head}. As long as it {bad}, {f} and {redo}. Once it {good} you can {n}",
            f"{head}. In case it {bad}, {f} and {redo}, otherwise {n}",
            f"{head}. Should it turn out that it {bad}, {f} and {redo}. If it {good}, {n}",
            f"{head}. If it {bad}: {f}, {redo}. If not: {n}",
            f"{head}. Whenever it {bad}, we {f} and {redo}. Once it {good} we {n}",
        ))  # fmt: skip
        text = upper(text)
    lines = [f"{' -> '.join(steps)} -> {name} ? -> yes: {f} -> {target}", f"{name} -> no: {n}"]
    if rng.random() < 0.35:
        z, more = branch(s, rng.choice(("order", "actor", "passive")))
        text += rng.choice((". Then ", ". After that ", ". Finally, ", ". In the end ")) + z
        lines[-1] += f" -> {more}"
    return "choice again en", text + rng.choice((".", ".", "")), "\n".join(lines)


def until(rng: random.Random) -> tuple[str, str, str]:
    """Knead and fold until the dough is smooth, then bake it."""
    s = Tale(rng, "en", "step")
    c = condition(s)
    while "not" in c.name or (c.about == "" and c.question == c.name and c.opposite == ""):
        c = condition(s)
    _, (a, b) = bank.deeds(s, 2)
    _, before = ("", bank.deeds(s, 1)[1]) if rng.random() < 0.4 else ("", [])
    (z, name) = branch(s, rng.choice(("order", "order", "passive", "actor")))
    ga, gb = verbs.gerund(a), verbs.gerund(b)
    text, names = rng.choice((
        (f"{a} and {b} until {c.said}, then {z}", [a, b]), (f"keep {ga} until {c.said}. Then {z}", [ga]),
        (f"{a}, {b}, and repeat until {c.said}. After that {z}", [a, b]),
        (f"repeat: {a}, {b}, until {c.said}. Finally {z}", [a, b]),
        (f"{a} and then {b}. Do this until {c.said}. Then {z}", [a, b]),
        (f"{a} over and over until {c.said}, and then {z}", [a]),
        (f"keep on {ga} and {gb} until {c.said}. Once that is so, {z}", [ga, gb]),
        (f"{a} and {b} again and again until {c.said}. Afterwards {z}", [a, b]),
        (f"do the following until {c.said}: {a}, {b}. Then {z}", [a, b]),
        (f"{a}, then {b}. This is repeated until {c.said}. In the end {z}", [a, b]),
        (f"go on {ga} until {c.said}, after that {z}", [ga]),
        (f"{a}. {upper(b)}. Start over until {c.said}. Then {z}", [a, b]),
    ))  # fmt: skip
    text = upper(text)
    if before:
        text = f"{upper(before[0])}. {text}"
    lines = [f"{' -> '.join([*before, *names])} -> {c.name} ? -> no: {names[0]}", f"{c.name} -> yes: {name}"]
    return "choice until en", text + rng.choice((".", ".", "")), "\n".join(lines)

"""Loops in frames of everyday English: until, while, again, start over, back to step 2, rounds.

Frames: patterns/en_agains.txt, whose head tells the slots; scenes: names/en_agains.txt.
"""

from __future__ import annotations

import random
import re

from training.synthesis.english import phrases as bank
from training.synthesis.english.forms import Tale
from training.synthesis.english.framed import (
    PEOPLE,
    SLOT,
    filled,
    forms_of,
    frames,
    led,
    scenes,
    somebody,
    tell,
    written,
)
from training.synthesis.english.loops import BAD, LOOSE
from training.synthesis.variants import upper

THINGS = ("result", "draft", "part", "test", "answer", "order", "sample", "page", "batch", "prototype",
          "report",
          "file", "form", "bolt", "line", "picture", "message", "device", "proposal", "layer")  # fmt: skip
COMPLAINTS = (
    *LOOSE, "any mistakes", "not convinced", "changes needed", "too slow", "tests red", "rejected",
    "more data needed", "bugs found", "not approved", "out of tune", "still wet", "still noisy", "wrong size",
    "below target", "overfitting", "still too salty", "someone complains", "no match", "no signal", "timeout",
)  # fmt: skip
PRONOUNS = re.compile(r"^(?:the|an?|it|they) ")
STEPS_FIRST = re.compile(r"\{[abdr]\}(?! first)")


def _round(s: Tale, name: str = "en_agains") -> tuple[tuple[str, str], dict[str, str]]:
    """A frame with steps that come again, and its slots: of one scene, of several, or of the lists."""
    rng = s.rng
    s.seen.clear()
    text, outline = rng.choice(frames(name)[""])
    rows = scenes("en_agains")[""]
    row = rng.choice(rows) if rng.random() < 0.65 else None
    keys = set(SLOT.findall(text + outline))
    wanted = {re.sub(r"(?<=.)[3g]$", "", key) for key in keys}
    found: dict[str, str] = {}
    for key in wanted & set("abdfzw"):
        forms_of(key, bank.deed(s), found)
    if row:
        (who,), (thing,), steps, (states,), fix, after = row
        bad, good = states.split(" / ")
        for key, step in {"d": steps[-1:], "f": fix, "z": after[:1], "w": after[1:2]}.items():
            if step and key in wanted:
                forms_of(key, step[0], found)
        if "a" in wanted and len(steps) > (2 if "b" in wanted else 1 if "d" in wanted else 0):
            forms_of("a", steps[0], found)
        if "b" in wanted:
            if len(steps) > 2:
                forms_of("b", steps[1], found)
            elif rng.random() < 0.8 and "d" in wanted and len(steps) == 2:
                forms_of("b", steps[0], found)
    else:
        who, thing = "", rng.choice(THINGS)
        bad, good = bank.pick(rng, BAD)
    if thing not in PEOPLE:
        found.update(B=f"it {bad}", G=f"it {good}")
    bare, well = re.sub(r"^is ", "", bad), re.sub(r"^is ", "", good)
    found.update(i=bare, j=well, t=thing, CB=f"the {thing} {bad}", CG=f"the {thing} {good}")
    found["bq"] = rng.choice(COMPLAINTS)
    found.update(cb=f"{thing} {bad}", cg=f"{thing} {good}")
    for (text_key, name_key), state, rest in (("qk", good, well), ("QK", bad, bare)):
        found[text_key] = f"is the {thing} {rest}" if state != rest else f"{thing} {state}"
        found[name_key] = f"{thing} {rest}"
    for mark in ("", "2", "3"):
        if keys & {"r" + mark, "R" + mark}:
            found["r" + mark], found["R" + mark], found["he" + mark] = somebody(s, "" if mark else who)
    return (text, outline), found


def _cycle(s: Tale) -> tuple[tuple[str, str], dict[str, str]]:
    """Things or states in a circle, or the same in a row."""
    rng = s.rng
    s.seen.clear()
    known = rng.random() < 0.5
    if known:
        names = list(rng.choice(scenes("en_agains")["cycles"])[0])
    else:
        kind = rng.choice(("noun", "noun", "step"))
        drawn = (s.name(kind) for _ in range(12))
        names = [name for name in drawn if " and " not in name][: rng.choice((3, 4, 4))]
    if len(names) > 4 or (len(names) == 4 and rng.random() < 0.1):
        names = names[: rng.choice((3, 4))]
    if rng.random() < 0.15:
        names = [upper(name) for name in names]
    the = (
        "the "
        if not known
        and kind == "noun"
        and rng.random() < 0.4
        and not any(name[:1].isupper() for name in names)
        else ""
    )
    found = {f"n{i}": name for i, name in enumerate(names, 1)}
    found |= {f"l{i}": the + name for i, name in enumerate(names, 1)}
    return rng.choice(frames("en_agains")["cycles three" if len(names) == 3 else "cycles four"]), found


def _story(s: Tale) -> tuple[tuple[str, str], dict[str, str]]:
    """Clauses that follow one another round and round."""
    rng = s.rng
    clauses = rng.choice(scenes("en_agains")["rounds"])[0]
    rest = list(clauses[1:])
    joint = rng.choice((", ", "; ", ". ", ", then ", ". Then ", " -> ", ", and "))
    if joint == ", and ":
        told = ", ".join(clauses[:-1]) + rng.choice((" and ", ", and ")) + clauses[-1]
    else:
        told = joint.join([clauses[0], *rest])
    if rng.random() < 0.15 and joint in (", ", ". "):
        told = f"first {told}"
    found = {
        "all": told,
        "chain": " -> ".join(PRONOUNS.sub("", clause) for clause in clauses),
        "first": PRONOUNS.sub("", clauses[0]),
        "firstly": clauses[0],
    }
    return rng.choice(frames("en_agains")["rounds"]), found


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One prompt with a loop: (kind, prompt, statement lines)."""
    s = Tale(rng, "en", "step")
    draw = rng.choices((_round, _cycle, _story), (74, 18, 8))[0]
    if draw is _story:
        frame, slots = _story(s)
        return "again en", *written(rng, *filled(rng, frame, slots))
    chosen: list[str] = []

    def drawn() -> tuple[tuple[str, str], dict[str, str]]:
        frame, slots = draw(s)
        chosen[:] = [frame[0]]
        return frame, slots

    text, lines = tell(rng, drawn)
    if draw is _round:
        text, lines = led(s, text, lines, bool(STEPS_FIRST.match(chosen[0])))
    return "again en", *written(rng, text, lines)

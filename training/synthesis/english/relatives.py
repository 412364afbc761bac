"""A hub that gets readings, stores them in a database and shows them on a dashboard: things in side clauses.

Frames: patterns/en_relatives.txt; scenes: names/en_relatives.txt. What is handed on ("readings") is no node.
"""

from __future__ import annotations

import random

from training.synthesis import lexicon
from training.synthesis.english import phrases as bank
from training.synthesis.english import verbs
from training.synthesis.english.forms import Tale
from training.synthesis.english.framed import frames, scenes, tell, written
from training.synthesis.english.openings import bare
from training.synthesis.variants import vary

PEOPLE = frozenset(
    (
        "patient",
        "customer",
        "student",
        "farmer",
        "author",
        "witness",
        "player",
        "child",
        "donor",
        "employee",
        "barista",
        "developer",
        "volunteer",
        "buyer",
        "bee",
        "minister",
        "reporter",
        "shop",
        "supplier",
    )
)
THINGS = (("a", "A"), ("b", "B"), ("c", "C"), ("d", "D"), ("e", "E"), ("f", "F"))


def _with(s: Tale, said: str) -> str:
    """The name as said, or now and then another thing in its place."""
    rng = s.rng
    roll = rng.random()
    if roll < 0.16:
        name = s.name("noun")
        while verbs.plural(name) or name.endswith(("people", "men", "mice")):
            name = s.name("noun")
        return bank.the(rng, name, sure=True)
    if roll < 0.22:
        word = lexicon.invented_word(rng)
        return rng.choice(
            (word.capitalize(), f"the {word}", f"the {word} {rng.choice(('box', 'unit', 'app'))}")
        )
    if roll < 0.34 and not said.startswith(("its ", "two ")):
        return f"our {bare(said)}" if roll < 0.28 and bare(said)[0].islower() else bare(said)
    return said


def _slots(s: Tale) -> dict[str, str]:
    """One scene: who hands what to whom, and what becomes of it."""
    rng = s.rng
    s.seen.clear()
    (a,), (handed,), (b,), deeds, (last,) = rng.choice(scenes("en_relatives")[""])
    given, it = handed.rsplit("/", 1)
    person = b.startswith("!")
    b = b.removeprefix("!")
    verb, *middle, _ = given.split()
    p = " ".join(middle) if middle else "it"
    p = p.replace("its output", "the output").replace("its position", "the position")
    many = it == "them"
    who, he = ("who", rng.choice(("she", "he"))) if person else ("which", "it")
    found = {
        "v": given, "p": p, "it": it, "r": who, "he": he, "goesp": "go" if many else "goes",
        "itbe": "they are" if many else "it is", "he2": "they" if many else "it", "where": "where",
        "r2": rng.choice(("that", "which")),
    }  # fmt: skip
    rows = list(deeds)
    rng.shuffle(rows)
    places = []
    for i, row in enumerate(rows, 1):
        deed, place = row.split(": ")
        found[f"w{i}"] = deed.replace("{it}", it)
        places.append(place)
    does, target = last.split(": ")
    found["x"] = does
    verb, _, rest = found["w1"].partition(" ")
    found["i1"] = verbs.gerund(f"{plain(verb)} {rest}".strip())
    for (key, said), name in zip(THINGS, (a, b, *places, target), strict=True):
        found[said] = _with(s, name)
        found[key] = bare(found[said])
    if person and found["b"] != bare(b):
        found["r"], found["he"] = "which", "it"
    found["picks"], found["hands"] = ("pick", "hand") if verbs.plural(found["c"]) else ("picks", "hands")
    if found["a"] not in PEOPLE and found["r"] == "which":
        found["put"] = ""  # a thing: it may have an output
    found["b2"] = f"the {found['b']}" if found["b"][0].islower() else found["b"]
    found["C2"] = f"the {found['c']}" if found["c"][0].islower() else found["c"]
    for key in "ab":
        name = found[key]
        if name[0].islower() and not verbs.plural(name):
            found[key.upper() + "2"] = f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    return found


def plain(verb: str) -> str:
    """The plain form of a third person's verb."""
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("sses", "shes", "ches", "oes")) else verb[:-1]


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    s = Tale(rng, "en", "noun")
    known = frames("en_relatives")[""]

    def draw() -> tuple[tuple[str, str], dict[str, str]]:
        text, outline = rng.choice(known)
        text = text.replace("it goes to {C} and {D}", "{he2} {goesp} to {C} and {D}")
        return (vary(rng, text.replace("[go~goes]", "{goesp}")), outline), _slots(s)

    text, lines = tell(rng, draw)
    text, body = written(rng, text, lines)
    return "relative en", text, body

"""English verbs in the forms that prompts use: "wash the rice" -> washing, washes, the rice is washed."""

from __future__ import annotations

import re
from functools import cache

from training.synthesis import lexicon

# fmt: off
DOUBLED = frozenset((
    "admit", "ban", "begin", "chop", "clip", "commit", "compel", "crop", "cut", "dig", "dip", "drag",
    "drop", "fit", "flag", "flip", "forget", "get", "grab", "grip", "hem", "hit", "jog", "knit", "let", "log",
    "map", "mop", "pat", "permit", "pin", "plan", "plot", "plug", "pop", "prep", "put", "rebut", "refer",
    "reset", "rig", "rub", "run", "scan", "scrap", "set", "ship", "shred", "shut", "sit", "skim", "spin",
    "split", "step", "stir", "stop", "strip", "submit", "swap", "tag", "tap", "tip", "transfer", "trim",
    "whip", "wrap",
    "zip",
))
LINKS = frozenset((
    "a", "about", "after", "again", "against", "an", "and", "as", "aside", "at", "away", "back", "before",
    "between", "by", "down", "for", "from", "if", "in", "into", "next", "of", "off", "on", "or", "out",
    "over", "per", "than", "that", "the", "through", "to", "together", "until", "up", "via", "whether",
    "with",
))
NO_VERBS = frozenset((
    "air", "be", "color", "do", "fact", "follow", "go", "have", "it", "let", "look", "one", "point", "re",
    "respond", "shift", "sound", "stir", "wake",
))
PARTICIPLES = {
    "take": "taken", "write": "written", "send": "sent", "run": "run", "read": "read", "choose": "chosen",
    "build": "built", "find": "found", "make": "made", "hold": "held", "buy": "bought", "pay": "paid",
    "give": "given", "draw": "drawn", "drive": "driven", "eat": "eaten", "put": "put", "cut": "cut",
    "set": "set", "grind": "ground", "sew": "sewn", "weave": "woven", "spin": "spun", "shear": "sheared",
    "sow": "sown", "feed": "fed", "teach": "taught", "bring": "brought", "keep": "kept", "leave": "left",
    "sell": "sold", "shut": "shut", "split": "split", "spread": "spread", "catch": "caught", "wear": "worn",
    "freeze": "frozen", "hang": "hung", "tell": "told", "meet": "met", "bend": "bent", "retake": "retaken",
    "override": "overridden", "cast": "cast", "fly": "flown", "shoot": "shot", "hear": "heard",
    "reset": "reset", "hit": "hit", "get": "got", "let": "let", "rewrite": "rewritten",
    "rebuild": "rebuilt", "mow": "mown", "lend": "lent", "begin": "begun", "sing": "sung",
    "forget": "forgotten", "deal": "dealt", "proofread": "proofread",
}
# fmt: on
OBJECT = re.compile(r"([a-z]+) (?:(?:the|an?|our|your|their|all|every) )?([A-Za-z0-9' -]+)")


@cache
def phrases() -> tuple[str, ...]:
    """The steps of the lexicon that begin with a verb and hold no second one."""
    found = []
    for step in lexicon.flat("en", "step"):
        first, _, rest = step.partition(" ")
        single = rest and not re.search(r"[,;:/()?\"]| and | or | if |->", step)
        if single and first.isalpha() and first.islower() and first not in NO_VERBS and len(step) < 42:
            found.append(step)
    return tuple(found)


@cache
def deeds() -> tuple[tuple[str, str], ...]:
    """What is done to what: (verb, thing) of the steps with a plain object."""
    found = []
    for step in phrases():
        match = OBJECT.fullmatch(step)
        if match and not LINKS & set(match[2].split()) and len(match[2].split()) <= 3:
            found.append((match[1], match[2]))
    return tuple(found)


@cache
def first_words() -> frozenset[str]:
    """The verbs that steps begin with."""
    return frozenset(phrase.split()[0] for phrase in phrases())


def gerund(phrase: str) -> str:
    """The phrase with its first verb in -ing."""
    verb, _, rest = phrase.partition(" ")
    if verb in DOUBLED:
        form = verb + verb[-1] + "ing"
    elif verb.endswith("ie"):
        form = verb[:-2] + "ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        form = verb[:-1] + "ing"
    else:
        form = verb + "ing"
    return f"{form} {rest}".strip()


def third(phrase: str) -> str:
    """The phrase as a third person does it."""
    verb, _, rest = phrase.partition(" ")
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        form = verb + "es"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        form = verb[:-1] + "ies"
    else:
        form = verb + "s"
    return f"{form} {rest}".strip()


def participle(verb: str) -> str:
    """What has been done to a thing."""
    if verb in PARTICIPLES:
        return PARTICIPLES[verb]
    if verb in DOUBLED:
        return verb + verb[-1] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def plural(name: str) -> bool:
    """Whether a thing's name sounds like many."""
    return name.endswith("s") and not name.endswith(("ss", "us", "is", "SMS", "OS", "CSS"))

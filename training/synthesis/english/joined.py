"""Several that do the same to one: "solar panels and the wind turbine charge the battery".

Frames: patterns/en_joined.txt, with minimal pairs against chains; scenes: names/en_joined.txt.
"""

from __future__ import annotations

import random

from training.synthesis import lexicon
from training.synthesis.english import verbs
from training.synthesis.english.framed import scenes
from training.synthesis.english.plain_branches import statements
from training.synthesis.english.plain_names import Cast, finish, opened, tell
from training.synthesis.english.relatives import plain

SHARES = {"two": 30, "done": 16, "three": 14, "gather": 16, "share": 7, "pairs": 24}
AGAIN = ("feeds/fed", "supplies/supplied", "drives/driven", "triggers/triggered", "controls/controlled",
         "sends data to/-", "reports to/-", "goes to/-", "leads to/-", "flows into/-", "is connected to/-",
         "writes to/-", "calls/called", "feeds into/-", "ends in/-", "fills/filled", "powers/powered",
         "talks to/-", "uses/used", "influences/influenced")  # fmt: skip
MANY = {"is": "are", "has": "have", "goes": "go", "does": "do"}


def _many(phrase: str) -> str:
    """The phrase of a third person as several do it: "is connected to" -> "are connected to"."""
    verb, _, rest = phrase.partition(" ")
    return f"{MANY.get(verb) or plain(verb)} {rest}".strip()


def _names(cast: Cast) -> tuple[dict[str, str], str, str]:
    """a b c, the hub, what it goes on to, and the verbs of both."""
    rng = cast.rng
    roll = rng.random()
    if roll < 0.66:
        joins, (does,), (hub,), (goes,), outs = rng.choice(scenes("en_joined")[""])
        names = dict(zip("abc", rng.sample(joins, len(joins)), strict=False))
        names["h"] = hub
        names |= dict(zip("de", rng.sample(outs, len(outs)), strict=False))
        if roll < 0.12:  # something else in the place of one
            names[rng.choice("abhd")] = cast.new(1)[0]
        if cast.claim(*names.values()):
            return names, does, goes
        cast.tale.seen.clear()
        return _names(cast)
    names = dict(zip("abchde", cast.new(6), strict=True))
    if rng.random() < 0.12:
        names[rng.choice("abh")] = lexicon.invented_word(rng).capitalize()
    return names, rng.choice(AGAIN), rng.choice(AGAIN).partition("/")[0]


def _draw(rng: random.Random) -> tuple[str, str] | None:
    cast = Cast(rng)
    rows = lexicon.patterns("en_joined")
    form = rng.choices(list(SHARES), list(SHARES.values()))[0]
    template, body = rng.choice(rows[form])
    names, verb, goes = _names(cast)
    does, _, done = verb.partition("/")
    wanted = set(body) & set("abcdeh")
    if not wanted <= set(names) or (form == "done" and done == "-"):
        return None
    if any(f"{{{key}}}" in template.lower() and key not in names for key in "abcdeh"):
        return None
    hub = names["h"]
    many = verbs.plural(hub)
    for key, name in names.items():
        act = _many(does) if verbs.plural(name) else does
        template = template.replace(f"<V {key}>", act)
    words = {
        "V": _many(does), "P": done, "W": _many(goes) if many else goes, "it": "they" if many else "it",
        "H1": hub, "H": hub if hub[0].isupper() else f"the {hub}",
    }  # fmt: skip
    if many:
        template = template.replace("{h} is {P}", "{h} are {P}").replace("{h} gets", "{h} get")
        for verb in ("takes", "collects", "listens", "has"):
            template = template.replace(f"{{h}} {verb} ", f"{{h}} {_many(verb)} ")
        template = template.replace("which is {P}", "which are {P}").replace("and passes", "and pass")
    return tell(cast, template, dict(names), **words), statements(body, dict(names))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    while True:
        found = _draw(rng)
        if found:
            break
    text, body = found
    return "joined en", finish(rng, opened(rng, text)), body

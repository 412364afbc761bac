"""What goes where: tickets to the engineer, to finance and the rest to the help desk; mail that is sorted.

Frames: patterns/en_routed.txt, an opening that says what the branches come from and a body that says them;
scenes: names/en_routed.txt. What is left over is a branch with its own words: `rest: archive`.
"""

from __future__ import annotations

import random
import re

from training.synthesis import lexicon
from training.synthesis.english import phrases as bank
from training.synthesis.english import verbs
from training.synthesis.english.forks import SORT
from training.synthesis.english.forms import Tale, _thing
from training.synthesis.english.framed import frames, scenes, tell, written
from training.synthesis.variants import vary

REST = (  # as said, its label, whether it is many
    ("everything else", "everything else", False), ("everything else", "everything else", False),
    ("the rest", "rest", False), ("the rest", "rest", False), ("anything else", "anything else", False),
    ("the others", "others", True), ("all others", "all others", True),
    ("the remaining ones", "remaining", True), ("the other ones", "other", True),
    ("all other {ts}", "all other", True), ("other {ts}", "other", True),
    ("the remaining {ts}", "remaining", True), ("whatever is left", "whatever is left", False),
    ("the rest of them", "rest", False), ("all the rest", "rest", False),
)  # fmt: skip
SORTS = (*SORT, *SORT, ("triage", "triages", "triaged", "triaging"), ("route", "routes", "routed", "routing"),
         ("group", "groups", "grouped", "grouping"), ("split", "splits", "split", "splitting"),
         ("sort", "sorts", "sorted", "sorting"), ("sort", "sorts", "sorted", "sorting"))  # fmt: skip
PERSON = re.compile(r"(?:er|or|ist|nt|chef|ian|clerk|lead|nurse)$|^[A-Z][a-z]+$")
TOOLS = frozenset((
    "scanner", "broker", "message broker", "scheduler", "intent classifier", "classifier", "load balancer",
    "harvester", "command parser", "query planner", "spam filter", "insurer", "stream processor", "conveyor",
    "Fluentd", "placement test", "sorting plant",
))  # fmt: skip


def _place(s: Tale, said: str) -> tuple[str, str]:
    """A place as said and its bare name; now and then another, or an invented one."""
    rng = s.rng
    roll = rng.random()
    if roll < 0.1:
        said = f"the {lexicon.invented_word(rng)} {rng.choice(('team', 'desk', 'queue', 'bin', 'server'))}"
    elif roll < 0.25:
        said = bank.the(rng, bank.actor(s), sure=True)
    bare = re.sub(r"^(?:the|an?) ", "", said)
    if said != bare and rng.random() < 0.25:
        said = bare
    return said, bare


def _slots(s: Tale, sort: str, count: int) -> dict[str, str]:
    """Who and what of one scene, as many ways as asked for and one more."""
    rng = s.rng
    row = rng.choice(scenes("en_routed")[sort])
    kinds = sort == "kinds"
    found: dict[str, str] = {}
    if kinds:
        (x,), (r,), marks, (z,) = row
        found["x"], found["xb"] = x, x.removeprefix("the ")
        found |= {"xis": "is", "xgo": "goes", "xcomes": "comes", "ts": "things"}
        if x.endswith("calls"):
            found |= {"xis": "are", "xgo": "go", "xcomes": "come"}
    else:
        (ts,), (t,), (r,), (q,), marks, (z,) = row
        found |= {"ts": ts, "t": t, "q": q, "at": f"{'an' if t[0] in 'aeiou' else 'a'} {t}"}
    if rng.random() < 0.2:
        r = bank.the(rng, bank.actor(s), sure=True)
    found["r"], found["R"] = r, r.removeprefix("the ")
    person = PERSON.search(found["R"]) and found["R"] not in TOOLS
    found["who"] = (
        rng.choice(("who", "who", "who then")) if person else rng.choice(("which", "which", "and it"))
    )
    rows = list(marks)
    rng.shuffle(rows)
    for i, row_ in enumerate(rows[: count + 1], 1):
        mark, place = row_.split(": ")
        found[f"M{i}"] = mark
        found[f"e{i}"], found[f"f{i}"] = _place(s, place)
        found[f"d{i}"] = bank.participle(s)
    found["z"] = z if rng.random() < 0.7 else verbs.participle(rng.choice(bank.PRONOUN))
    found["E"], found["F"] = _place(s, f"the {_thing(s, 'role')}")
    found["v"] = found["V"] = bank.deed(s)
    forms = rng.choice(SORTS if not kinds else SORTS[-2:] + SORT[:4])
    found["sort"], found["sorts"], found["sorted"], found["sorting"] = forms
    found["those"] = rng.choice(("those", "those", "ones", found["ts"]))
    found["v3"], found["v4"] = verbs.third(bank.deed(s)), verbs.third(bank.deed(s))
    said, found["W"], many = rng.choice([rest for rest in REST if not kinds or "{ts}" not in rest[0]])
    found["w"] = said.replace("{ts}", found["ts"])
    found |= (
        {"go": "go", "be": "are", "stays": "stay"} if many else {"go": "goes", "be": "is", "stays": "stays"}
    )
    return found


def _draw(s: Tale) -> tuple[tuple[str, str], dict[str, str]]:
    """A frame put together of opening, body and end, and its slots."""
    rng = s.rng
    s.seen.clear()
    known = frames("en_routed")
    ways = rng.choices(("two", "three", "rest", "rest three"), (26, 20, 30, 24))[0]
    count = 3 if "three" in ways else 2
    roll = rng.random()
    sort = "kinds" if roll < 0.28 else "behind" if roll < 0.44 else ""
    slots = _slots(s, sort, count)
    if sort:
        text, outline = rng.choice(known[f"{sort} {ways}"])
    elif roll < 0.54 and ways != "three":
        text, outline = rng.choice(known[f"sends {ways}"])
    else:
        body, branches = rng.choice(known[ways])
        opening, head = rng.choice(known[""]) if rng.random() < 0.75 else ("", "{ts}")
        if body.startswith("\n") and not opening.rstrip().endswith(":"):
            opening, head = rng.choice((("{ts}: ", "{ts}"), ("{sort} the {ts}: ", "{sort} the {ts}")))
        named = head.endswith("+")
        if opening.endswith(" the "):
            body, branches = rng.choice([row for row in known[ways] if row[0].startswith("{M1} {n1} ")])
        if not named and "{n1}" not in body:
            opening, head, named = "{ts}: ", "{ts}", True
        if opening.endswith(", ") and body.startswith("\n"):
            body = body[1:]
        ts = slots["ts"]
        slots["n1"] = rng.choice(("ones", "ones", "ones", ts, ts, "")) if named else ts
        slots["n2"] = rng.choice(("ones", "ones", "ones", slots["ts"]))
        if slots["n1"] == "" or (slots["n2"] != slots["ts"] and rng.random() < 0.15):
            slots["n2"] = ""
        text = (opening.rstrip() if body.startswith("\n") else opening) + body
        outline = f"{head.rstrip('+')} -> {branches}"
    done = [part.rpartition("{")[2].rstrip("}") for part in outline.split(" -> ")[-1].split(", ")]
    if rng.random() < 0.22 and "\n" not in text and " // " not in outline:
        last = rng.random() < 0.3 and done[-1].startswith("f") and text.endswith(f"to {{e{done[-1][1]}}}")
        first = not last and done[0] == "f1" and slots["f1"][0].islower() and rng.random() < 0.35
        more, line = rng.choice(known["after last" if last else "after first" if first else "after all"])
        both = ("both", "both", "they both") if len(done) == 2 else ("all", "all of them", "they all")
        slots["both"] = rng.choice(both)
        text += more
        line = line.replace("{all}", ", ".join(f"{{{key}}}" for key in done))
        outline += " // " + line.replace("{last}", f"{{{done[-1]}}}")
    return (vary(rng, text), outline), slots


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    s = Tale(rng, "en", "noun")
    text, lines = tell(rng, lambda: _draw(s))
    text, body = written(rng, re.sub(r" +(?=[ ,.;:])", "", text), lines)
    return "routed en", text, body

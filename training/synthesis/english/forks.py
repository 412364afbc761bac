"""Decisions in frames of everyday English: one-sided, joining again, ending, in a row, by value, by sort.

Frames: patterns/en_forks.txt, whose head tells the slots; scenes: names/en_forks.txt. A branch that is taken
only if so and leads on says both ways: `c ? -> yes: y -> z` and `c -> no: z`.
"""

from __future__ import annotations

import random
import re

from training.synthesis.english import phrases as bank
from training.synthesis.english import verbs
from training.synthesis.english.conditions import condition
from training.synthesis.english.forms import Tale, _thing
from training.synthesis.english.framed import (
    PEOPLE,
    SLOT,
    forms_of,
    frames,
    led,
    scenes,
    somebody,
    tell,
    written,
)

OUTCOMES = (
    "approved/rejected", "accepted/declined", "granted/refused", "confirmed/cancelled", "approved/denied",
    "passed/failed", "accepted/rejected", "successful/unsuccessful", "signed/turned down",
    "confirmed/disputed",
    "cleared/blocked", "fine/not fine", "allowed/forbidden", "agreed/contested", "ok/not ok",
)  # fmt: skip
NOUNS = (
    "approval/rejection", "success/failure", "acceptance/refusal", "consent/objection", "victory/defeat",
    "agreement/disagreement", "confirmation/cancellation", "passing/failing", "presence/absence", "yes/no",
)  # fmt: skip
THRESHOLDS = (
    "temperature/above 38/lower", "amount/over 100 euros/lower", "total/under 50 dollars/higher",
    "error rate/below 1 percent/higher", "queue/longer than ten people/shorter",
    "accuracy/above 90%/below that",
    "loss/below 0.1/higher", "score/at least 60/lower", "weight/more than 20 kg/less", "age/over 65/lower",
    "heart rate/higher than 120/lower", "battery level/below 15%/higher", "price/less than 5 pounds/higher",
    "water level/above two metres/lower", "delay/more than an hour/shorter", "wind speed/over 60 km/h/lower",
    "order value/greater than 500/smaller", "number of votes/at least 12/lower", "latency/over 200 ms/lower",
    "humidity/under 40 percent/higher", "grade/better than C/worse",
    "response time/within two seconds/longer",
    "pressure/above 3 bar/lower", "CPU usage/over 80%/lower", "dose/under 5 mg/higher",
    "file size/over 10 MB/smaller",
    "distance/less than 2 km/longer", "stock/below ten boxes/higher", "speed/over 50/slower",
    "pH/below 7/higher",
)  # fmt: skip
ASKED = (
    "any problems", "all good", "everything ok", "anything missing", "enough time", "first visit", "new user",
    "already paid", "logged in", "weekend", "raining outside", "more than ten people",
    "too late", "in a hurry",
    "any errors", "enough money", "too many requests", "happy with it", "need help",
    "over the limit", "cache hit",
    "already a member", "allergic to nuts", "free seats", "got a reply", "same day",
    "seen before", "low on fuel",
    "signature missing", "internet down", "key found", "hungry", "big enough",
    "more than 3 errors", "age over 18",
    "bill paid", "still warm", "ready to ship", "duplicate", "good weather", "on budget", "someone at home",
)  # fmt: skip
PLAIN = (
    "everything is fine", "there is a problem", "something is missing", "nobody answers", "the client agrees",
    "the user agrees", "time runs out", "we run out of money", "the boss says no", "it is raining",
    "there are no complaints", "all tests pass", "the bell rings", "anyone objects", "two people agree",
    "you have time", "it is Friday", "the power fails", "the light stays on", "nothing has changed",
    "the file already exists", "the user is new", "the price has gone up", "the phone does not ring",
    "there is enough room", "more than half say yes", "the child is asleep", "the road is icy",
    "the loss keeps falling", "no match is found", "the fever is gone",
    "a seat becomes free", "the tide is low",
    "both sides agree", "the customer does not pay", "the deadline has passed", "someone is hurt",
)  # fmt: skip
SORT = (
    ("sort", "sorts", "sorted", "sorting"), ("check", "checks", "checked", "checking"),
    ("inspect", "inspects", "inspected", "inspecting"), ("separate", "separates", "separated", "separating"),
    ("go through", "goes through", "looked at", "going through"), ("screen", "screens", "screened",
    "screening"),
    ("filter", "filters", "filtered", "filtering"), ("review", "reviews", "reviewed", "reviewing"),
    ("classify", "classifies", "classified", "classifying"), ("scan", "scans", "scanned", "scanning"),
)  # fmt: skip
MARKS = (
    ("damaged", "intact"), ("urgent", "normal"), ("old", "new"), ("large", "small"), ("blank", "filled"),
    ("paid", "unpaid"), ("verified", "unknown"), ("good", "bad"), ("correct", "wrong"), ("heavy", "light"),
    ("expired", "current"), ("red", "green", "blue"), ("first-class", "second-class", "faulty"),
    ("private", "public"), ("internal", "external"), ("low", "medium", "high"), ("suspicious", "harmless"),
    ("signed", "unsigned"), ("accepted", "rejected"), ("fresh", "frozen"), ("short", "long"), ("hot", "cold"),
)  # fmt: skip
VALUES = (
    "severity/high/medium/low", "priority/urgent/normal/low", "size/small/medium/large",
    "risk/low/medium/high",
    "colour/red/yellow/green", "result/positive/negative/unclear", "grade/A/B/C", "pain/mild/moderate/severe",
    "confidence/high/medium/low", "traffic/light/normal/heavy", "demand/weak/steady/strong",
    "answer/yes/no/maybe",
    "quality/good/average/poor", "shift/early/late/night", "vote/for/against/split",
    "load/light/medium/heavy",
)  # fmt: skip
LOOKS = ("check", "measure", "look at", "review", "inspect", "read", "examine", "test", "note")
STEPS_FIRST = re.compile(r"\{[abr]\}|\{sort\} the|look at the|check the")


def _condition(s: Tale, mark: str, found: dict[str, str], row: tuple[tuple[str, ...], ...] | None) -> str:
    """Fills C c q k P p o O x cx, with `mark` after each: of a scene, or made up. What it is about, or ""."""
    rng = s.rng
    if row is None and rng.random() < 0.35:
        thing, so, not_so = rng.choice(THRESHOLDS).replace("km/h", "km-h").split("/")
        row = ((), (thing,), (), (f"{so.replace('km-h', 'km/h')} / {not_so}",))
    if row is None:
        made = condition(s)
        found.update(
            {f"C{mark}": made.said, f"c{mark}": made.name, f"q{mark}": made.question, f"k{mark}": made.asked}
        )
        if made.opposite:
            found[f"o{mark}"] = made.opposite
        be = "are" if verbs.plural(made.about) else "is"
        other = re.sub(r"^(?:it is|they are|it's) ", "", made.opposite)
        if made.rest and other != made.opposite:
            it = "they" if be == "are" else "it"
            found.update({
                f"P{mark}": f"{it} {be} {made.rest}", f"p{mark}": made.rest, f"x{mark}": other,
                f"O{mark}": f"the {made.about} {be} {other}", f"cx{mark}": f"{made.about} {be} {other}",
            })  # fmt: skip
        return made.about
    thing = row[1][0]
    so, not_so = row[3][0].split(" / ")
    the = rng.choice(("the", "the", "the", "the", "the", "your", "our")) if thing not in PEOPLE else "the"
    verbal = so.startswith("!")
    joint = " " if verbal else " is "
    so, not_so = so.removeprefix("!"), not_so.removeprefix("!")
    it = "she" if thing in PEOPLE else "it"
    if thing not in PEOPLE:
        found.update({f"P{mark}": f"{it}{joint}{so}", f"p{mark}": so, f"x{mark}": not_so})
    found.update({
        f"C{mark}": f"{the} {thing}{joint}{so}", f"c{mark}": f"{thing}{joint}{so}",
        f"q{mark}": f"{thing} {so}" if verbal else f"is the {thing} {so}", f"k{mark}": f"{thing} {so}",
        f"o{mark}": f"{it}{joint}{not_so}", f"O{mark}": f"the {thing}{joint}{not_so}",
        f"cx{mark}": f"{thing}{joint}{not_so}",
    })  # fmt: skip
    return thing


def _decision(s: Tale) -> tuple[tuple[str, str], dict[str, str]]:
    """A frame of one or two decisions and its slots: of one scene, of several, or of the lists."""
    rng = s.rng
    s.seen.clear()
    text, outline = rng.choice(frames("en_forks")[""])
    rows = rng.sample(scenes("en_forks")[""], 3)
    roll = rng.random()
    found: dict[str, str] = {}
    row = rows[0] if roll < 0.62 else None
    about = _condition(s, "", found, row)
    if not {"P", "p"} <= set(found) and rng.random() < 0.2:
        text, outline = rng.choice(frames("en_forks")[""])
    keys = set(SLOT.findall(text + outline))
    wanted = {re.sub(r"(?<=.)[3g]$", "", key) for key in keys}
    if any(key[-1] == "2" for key in keys):
        _condition(s, "2", found, rows[1] if roll < 0.7 else None)
    for key in wanted & set("abdyvnmzw"):
        forms_of(key, bank.deed(s), found)
    if not row and about and rng.random() < 0.6:
        forms_of("b", f"{rng.choice(LOOKS)} the {about}", found)
    if row:
        _, _, before, _, yes, no, after = row
        steps = {"y": yes[:1], "v": yes[1:2], "n": no[:1], "m": no[1:2], "z": after[:1]}
        steps |= {"b": before[-1:], "a": before[-2:-1]}
        if "b" not in wanted:
            steps["a"] = before[-1:]
        if keys & {"C2", "q2"}:  # the second scene gives what follows the second question
            steps |= {"m": rows[1][5][:1], "n": rows[1][4][:1]}
        for key, step in steps.items():
            if step and key in wanted:
                forms_of(key, step[0], found)
    if "not {p}" in text and re.match(r"[a-z]+s\b", found.get("p", "")):
        found.pop("p")
    found["g"], found["h"] = rng.choice(OUTCOMES).split("/")
    found["gn"], found["hn"] = rng.choice(NOUNS).split("/")
    found["aq"], found["xs"] = rng.choice(ASKED), rng.choice(PLAIN)
    found["xn"] = re.sub(r"^(?:the|an?) ", "", found["xs"])
    for mark in ("", "2", "3"):
        if keys & {"r" + mark, "R" + mark}:
            who = row[0][0] if row and not mark else ""
            found["r" + mark], found["R" + mark], found["he" + mark] = somebody(s, who)
    for key in wanted & set("eu"):
        found[key] = bank.happens(s)
    return (text, outline), found


def _values(s: Tale) -> tuple[tuple[str, str], dict[str, str]]:
    """A thing of three values and what follows each."""
    rng = s.rng
    s.seen.clear()
    found: dict[str, str] = {}
    if rng.random() < 0.6:
        (found["t"],), cases = rng.choice(scenes("en_forks")["values"])
        pairs = [case.split(": ") for case in cases]
        if rng.random() < 0.3:
            pairs = [(label, bank.deed(s)) for label, _ in pairs]
    else:
        found["t"], *labels = rng.choice(VALUES).split("/")
        pairs = [(label, bank.deed(s)) for label in labels]
    for i, (label, step) in enumerate(pairs, 1):
        found[f"l{i}"], found[f"L{i}"], found[f"s{i}"] = label, re.sub(r"^an? ", "", label), step
    found["b"], found["z"] = bank.deed(s), bank.deed(s)
    return rng.choice(frames("en_forks")["three"]), found


def _sorts(s: Tale) -> tuple[tuple[str, str], dict[str, str]]:
    """Things that go to different places."""
    rng = s.rng
    s.seen.clear()
    found: dict[str, str] = {}
    if rng.random() < 0.6:
        things, cases = rng.choice(scenes("en_forks")["sorts"])
        found["ts"] = things[0]
        pairs = [tuple(case.split(": ")) for case in cases]
    else:
        thing = _thing(s, "data")
        found["ts"] = (
            thing if verbs.plural(thing) else rng.choice(("files", "messages", "samples", "boxes", "claims"))
        )
        pairs = [(mark, f"the {bank.actor(s)}") for mark in rng.choice(MARKS)]
    for i, (mark, place) in enumerate(pairs, 1):
        bare = place.removeprefix("the ")
        proper = bare in bank.UNITS or bare in bank.PEOPLE or bare.startswith(("my ", "our ", "all "))
        found[f"M{i}"], found[f"e{i}"], found[f"f{i}"] = mark, bare if proper else place, bare
    found["r"], found["R"], _ = somebody(s)
    found["sort"], found["sorts"], found["sorted"], found["sorting"] = rng.choice(SORT)
    found["z3"] = verbs.third(bank.deed(s))
    return rng.choice(frames("en_forks")["sorts" if len(pairs) == 2 else "sorts three"]), found


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One prompt with decisions: (kind, prompt, statement lines)."""
    s = Tale(rng, "en", "step")
    draw = rng.choices((_decision, _values, _sorts), (72, 14, 14))[0]
    chosen: list[str] = []

    def drawn() -> tuple[tuple[str, str], dict[str, str]]:
        frame, slots = draw(s)
        chosen[:] = [frame[0]]
        return frame, slots

    text, lines = tell(rng, drawn)
    text, lines = led(s, text, lines, bool(STEPS_FIRST.match(chosen[0])))
    return "fork en", *written(rng, text, lines)

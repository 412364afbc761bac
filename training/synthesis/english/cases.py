"""Decisions with a question and several answers: "high goes to the engineer, low is closed"."""

from __future__ import annotations

import random
import re

from training.synthesis import lexicon
from training.synthesis.english import phrases as bank
from training.synthesis.english import verbs
from training.synthesis.english.conditions import branch, start
from training.synthesis.english.forms import Tale
from training.synthesis.variants import upper

QUESTIONS = (
    "severity/high/medium/low", "priority/urgent/normal/low", "size/small/medium/large",
    "colour/red/yellow/green",
    "age/children/adults/seniors", "weight/light/heavy", "payment method/card/cash/invoice", "grade/A/B/C",
    "language/English/German/other", "type/bug/feature/question", "season/summer/winter",
    "destination/domestic/abroad",
    "material/paper/glass/metal", "temperature/cold/warm/hot", "weather/sun/rain/snow",
    "customer/new/regular/VIP",
    "risk/low/high", "channel/phone/email/chat", "result/positive/negative/unclear", "status/open/closed",
    "distance/near/far", "topic/billing/technical/other", "amount/small sums/large sums",
    "format/PDF/image/text",
    "day/weekdays/weekends", "level/beginner/advanced", "pain/mild/strong", "diagnosis/virus/bacteria",
    "origin/local/imported", "quality/first class/second class/scrap", "ripeness/green/ripe/rotten",
    "speed/slow/fast",
    "meal/vegan/fish/meat", "class/economy/business", "state/solid/liquid/gas", "gender/boys/girls",
    "shift/day/night",
)  # fmt: skip


MOVES = ("goes to", "is sent to", "is passed to", "leads to", "go to", "are sent to")
GOES = ("goes to", "goes to", "goes to", "is sent to", "is passed to", "is handled by", "leads to", "is for")
MANY_GO = ("go to", "are sent to", "are for")


def many_ways(rng: random.Random) -> tuple[str, str, str]:
    """We look at the severity: high goes to the engineer, medium to the backlog, low is closed."""
    s = Tale(rng, "en", "step")
    if rng.random() < 0.6:
        q, *labels = bank.pick(rng, QUESTIONS)
    else:
        q, *labels = (x.strip() for x in rng.choice(lexicon.flat("en", "choice")).split("\t"))
    s.claim(q)
    labels = labels[:4]
    if len(labels) < 2 or re.search(r"[,;:|]", q + "".join(labels)):
        return many_ways(rng)
    style = rng.choice(("goes", "goes", "mixed", "mixed", "order", "passive", "to"))
    joint, verb = rng.choice((": ", ": ", " -> ", " = ", " → ", " means ")), ""
    if joint == " means " and style == "order":
        joint = ": "
    cases, names = [], []
    for i, label in enumerate(labels):
        kind = rng.choice(("goes", "goes", "is")) if style == "mixed" else style
        if kind in ("goes", "to"):
            to = bank.actor(s)
            gap = kind == "goes" and i and verb in MOVES and rng.random() < 0.65  # "medium to the backlog"
            verb = "to" if gap else rng.choice(MANY_GO if verbs.plural(label) else GOES)
            if kind == "to":
                cases.append(f"{label}{joint}{bank.the(rng, to) if rng.random() < 0.5 else to}")
            else:
                cases.append(f"{label} {verb} {bank.the(rng, to, sure=True)}")
            names.append(to)
            verb = "goes to" if gap else verb
        elif kind in ("is", "passive"):
            verb, done = "", bank.participle(s)
            cases.append(f"{label} {'are' if verbs.plural(label) else 'is'} {done}")
            names.append(done)
        else:
            step = bank.deed(s)
            cases.append(f"{label}{joint}{step}")
            names.append(step)
    event = rng.random()
    article = f"the {q}"
    head, before = "", []
    if event < 0.25:
        what = bank.arrival(s)
        when = rng.choice(("when", "whenever", "as soon as", "every time"))
        head = f"{when} {'an' if what[0] in 'aeiou' else 'a'} {what}, "
    elif event < 0.55:
        head, before = start(s, 1, 2)
        head = f"{upper(head)}. "
    glue = rng.choice((", ", ", ", "; "))
    body = glue.join(cases)
    if rng.random() < 0.4 and "->" not in joint:
        body = glue.join(cases[:-1]) + rng.choice((" and ", ", and ", ", while ", ", but ")) + cases[-1]
    lead = rng.choice((
        f"we look at {article}: ", f"we check {article}: ", f"look at {article}: ",
        f"it depends on {article}: ",
        f"{article} decides: ", f"everything depends on {article}: ", f"they are sorted by {q}: ",
        f"depending on {article}, ", f"according to {article}: ", f"what comes next depends on {article}: ",
        f"{article} matters: ", f"there are {len(labels)} cases for {article}: ", f"we split by {q}: ",
        f"it is sorted by {q}: ",
        f"we ask for {article}. ", f"what is {article}? ", f"which {q}? ", f"next we distinguish by {q}: ",
        f"based on {article}, ",
    ))  # fmt: skip
    text = (
        head
        + (upper(lead) if not head or head.endswith(". ") else lead)
        + (upper(body) if lead.endswith((". ", "? ")) else body)
    )
    line = " -> ".join(
        [*before, f"{q} ? -> " + ", ".join(f"{a}: {b}" for a, b in zip(labels, names, strict=True))]
    )
    lines = [line]
    if rng.random() < 0.25:
        z, name = branch(s, rng.choice(("order", "actor", "passive")))
        text += ". " + upper(
            rng.choice(
                (
                    "in all cases {z}",
                    "in any case {z}",
                    "after that {z}",
                    "whatever it was, {z}",
                    "finally, {z}",
                )
            ).format(z=z)
        )
        lines.append(f"{', '.join(names)} -> {name}")
    return "choice many en", text + rng.choice((".", ".", "")), "\n".join(lines)

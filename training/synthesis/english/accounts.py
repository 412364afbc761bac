"""Accounts of systems and people after whole patterns: who "the latter", "both", "it" and "there" are.

The patterns are in patterns/en_accounts.txt; english_systems goes on from where one ends.
"""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.english import phrases as bank
from training.synthesis.english import systems, verbs
from training.synthesis.english.forms import domains
from training.synthesis.english.procedures import third
from training.synthesis.variants import upper, vary

SLOT = re.compile(r"\{(\+?[A-Fa-fR-Tr-tmpq]\*?|[vVXxy]\d)\}")
TOKEN = re.compile(r"\b[vVxy]\d\b|\b[a-fr-t]\b")
MANY = ("the answers", "answers", "readings", "the orders", "records", "all photos", "letters", "invoices",
    "the logs",
        "error messages", "new entries", "samples", "applications", "the results", "measurements",
        "complaints",
        "finished parts", "tickets", "parcels", "payments", "the votes", "comments", "alerts",
        "recordings")  # fmt: skip

LONG = (
    "{n} of people waiting for a visa", "{n} of goods stored in the cellar",
    "{n} of students who failed the test",
    "{n} at the back entrance", "{n} on the ground floor", "{n} with two doors", "{n} behind the old church",
    "{n} for visitors from abroad", "{n} written by the class of last year", "{n} built in the sixties",
    "{n} of modern art", "{n} of the abandoned coal mine", "{n} used in the north wing",
    "{n} next to the lift",
    "{n} for children under twelve", "{n} that nobody has paid for", "{n} signed by both parties",
    "{n} from the second quarter", "{n} in charge of the night shift", "{n} of all members of the choir",
    "{n} hanging in the hall", "{n} made of glass and steel", "{n} with the red door",
    "{n} on top of the hill",
    "{n} ordered by the new customers", "{n} of the city of Oslo", "{n} sent in by readers",
    "{n} full of old photos",
    "{n} of songs for the wedding", "{n} left behind by guests", "{n} who works on weekends",
    "{n} near the harbour",
    "{n} on the other side of the river", "{n} between the two towers", "{n} without a name",
    "{n} for urgent cases",
)  # fmt: skip


@cache
def patterns() -> tuple[tuple[str, str, str | None], ...]:
    """(text, outline, names to go on from: None for the last list) of patterns/en_accounts.txt."""
    found = []
    path = lexicon.HERE / "patterns" / "en_accounts.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, outline = line.split("\t")
            outline, mark, ends = outline.partition(" @")
            found.append((text, outline.strip(), ends.strip() if mark else None))
    return tuple(found)


def _names(s: systems.Account, letters: list[str]) -> dict[str, str]:
    """A name for each letter, singular ones."""
    things = [x for x in letters if x in "abcdef"]
    found: dict[str, str] = {}
    if things:
        drawn = [name for name in s.fresh(len(things)) if not verbs.plural(name)]
        while len(drawn) < len(things):
            (name,) = s.fresh()
            if not verbs.plural(name) or s.rng.random() < 0.1:
                drawn.append(name)
        found.update(zip(things, drawn, strict=True))
        if s.rng.random() < 0.13:  # one of them with what tells it apart
            letter = s.rng.choice(things)
            if len(found[letter].split()) < 4:
                found[letter] = s.rng.choice(LONG).format(n=found[letter])
    found.update((x, bank.actor(s)) for x in letters if x in "rst")
    return found


def account(rng: random.Random) -> tuple[systems.Account, str]:
    """The account told by one pattern."""
    s = systems.Account(rng, "en", "noun")
    if rng.random() < 0.3:
        s.world = rng.choice(domains())
    text, outline, ends = rng.choice(patterns())
    text = vary(rng, text)
    tokens = list(dict.fromkeys(TOKEN.findall(outline)))
    values = _names(s, [x for x in tokens if len(x) == 1])
    numbers = sorted({x[1] for x in tokens if x[0] in "vV"})
    if numbers:
        if outline.count("v") >= 3 or rng.random() < 0.5:
            _, steps = bank.deeds(s, len(numbers))
        else:
            steps = [bank.deed(s) for _ in numbers]
        for number, step in zip(numbers, steps, strict=True):
            values["v" + number], values["V" + number] = step, third(step)
    for token in tokens:
        if token[0] == "x":
            values[token] = bank.happens(s)
        elif token[0] == "y":
            values[token] = bank.participle(s)

    def slot(match: re.Match) -> str:
        key = match[1]
        if key in values and (key[0].islower() or key[0] == "V"):
            return values[key]
        if key[0] == "X":
            return f"the {values['x' + key[1]]}"
        if key == "p*":
            return rng.choice(MANY)
        if key in "pq":
            return rng.choice(systems.PAYLOADS)
        if key == "m":
            return rng.choice(systems.MATERIAL)
        if key[0] == "+":
            return _again(s, values[key[1]], list(values.values()))
        return bank.the(rng, values[key.lower()])

    told = SLOT.sub(slot, text)
    lines = TOKEN.sub(lambda match: values[match[0]], outline).split(" // ")
    s.lines = lines
    s.nodes = [values[x] for x in tokens if x in values and len(x) == 1]
    if ends is None:
        ends = " ".join(TOKEN.findall(outline.split("->")[-1]))
    s.now(*(values[x] for x in ends.split())) if ends and "x" not in ends else s.at()
    return s, told


def _again(s: systems.Account, name: str, others: list[str]) -> str:
    """A known thing said again, now and then by its last word only."""
    short = name.split()[-1]
    plain = " " in name and name[0].islower() and short.isalpha() and not verbs.LINKS & set(name.split())
    plain = plain and len(name.split()) < 4 and len(short) > 3
    if plain and s.rng.random() < 0.15 and sum(short.lower() in other.lower() for other in others) == 1:
        return f"the {short}"
    return bank.the(s.rng, name, sure=True)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One account: (kind, prompt, statement lines)."""
    while True:
        s, told = account(rng)
        if not re.search(r"[;|]|, *,", "".join(s.lines)):
            break
    capital = rng.random() < 0.88
    for _ in range(rng.choices((0, 1, 2), (6, 3, 1))[0] if s.last and s.nodes else 0):
        options = systems.ONE if len(s.last) == 1 else systems.TWO
        if len(s.last) > 2:
            break
        s.sentences = ["x"]
        rng.choices([m for m, _ in options], [w for _, w in options])[0](s)
        told += "".join(f". {sentence}" for sentence in s.sentences[1:])
    if capital:
        told = ". ".join(upper(x) for x in told.split(". "))
    told = told.rstrip(".") + rng.choice((".", ".", ""))
    body = "\n".join(s.lines)
    if rng.random() < 0.06:
        told, body = told.lower(), body.lower()
    return "account pattern en", told, body

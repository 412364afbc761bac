"""Steps in whole clauses: who does what, where and how; a lead before a clause is no part of a name."""

from __future__ import annotations

import random
import re

from training.synthesis import lexicon
from training.synthesis.english import phrases as bank
from training.synthesis.english import verbs
from training.synthesis.english.forms import Tale, _thing
from training.synthesis.variants import upper

JOIN = (", ", ", ", ", ", " and ", " and ", ", and ", ", then ", " and then ", ", and then ", "; ",
    ", after that ",
        ", and after that ", ", next ", " & ")  # fmt: skip
NEXT = ("", "", "", "Then ", "Then ", "After that, ", "After that ", "Next, ", "Next ", "Afterwards, ",
    "Now ",
        "Later, ", "Once that is done, ", "When that is finished, ", "From then on, ", "In the next step, ",
        "Also, ",
        "Second, ", "And then ", "So ", "Right after that, ")  # fmt: skip
LAST = ("Finally, ", "Finally ", "In the end, ", "At the end ", "Lastly, ", "To finish, ", "As a last step, ",
        "And at the very end, ", "To round it off, ", "Last of all, ")  # fmt: skip
FIRST = (
    "",
    "",
    "",
    "",
    "First ",
    "First, ",
    "First of all, ",
    "To begin with, ",
    "To start, ",
    "At first ",
    "Step one: ",
)
TITLES = ("Our {t}: ", "{t}: ", "My {t} - ", "How {t} works here: ", "This is our {t}. ",
    "The {t} goes like this: ",
          "{t} works as follows. ", "About {t}. ", "Here is how we do {t}: ", "{t} in short: ",
          "{t} -- ")  # fmt: skip


def third(step: str) -> str:
    """The step as somebody does it, both verbs of "weigh and measure it" changed."""
    first, _, rest = step.partition(" ")
    if first == "have":
        return f"has {rest}"
    joined = re.match(r"and (\w+) (.*)", rest)
    return f"{verbs.third(first)} and {verbs.third(joined[1])} {joined[2]}" if joined else verbs.third(step)


def listed(rng: random.Random, items: list[str]) -> str:
    """The items in one sentence."""
    if len(items) == 1:
        return items[0]
    last = rng.choice(
        (
            " and ",
            " and ",
            ", and ",
            " and then ",
            ", then ",
            ", and finally ",
            " and finally ",
            ", and then ",
        )
    )
    return ", ".join(items[:-1]) + last + items[-1]


def _lead(rng: random.Random, text: str, share: float = 0.16) -> str:
    return f"{rng.choice(bank.LEADS)}{rng.choice((', ', ' ', ' '))}{text}" if rng.random() < share else text


def _clauses(s: Tale, count: int) -> list[tuple[str, str, str]]:
    """[(clause with its subject, clause without it or "", name)]: the second follows in the sentence."""
    rng = s.rng
    who, steps = bank.deeds(s, count)
    roll = rng.random()
    if roll < 0.3:
        return [(step, step, step) for step in steps]
    if roll < 0.45:
        i = rng.choice(("we", "we", "you", "I", "I", "they", "u", "people"))
        return [(f"{i} {step}", step, step) for step in steps]
    found: list[tuple[str, str, str]] = []
    known, she = False, rng.choice(("she", "she", "he", "it" if who in bank.MACHINES else "he"))
    switch = rng.choice((0.0, 0.35, 0.35, 1.0))
    for i, step in enumerate(steps):
        does = third(step)
        if not i or rng.random() < switch:
            if i or not who or not s.claim(who):
                who = bank.actor(s)
            known = True
            everyone = rng.random() < 0.05
            said = (
                rng.choice(("everyone", "everybody", "someone", "whoever is free", "nobody else")[:3])
                if everyone
                else ""
            )
            if said and all(said not in f[0] for f in found):
                found.append((f"{said} {does}", "", f"{said} {does}"))
                who = said
                continue
            found.append((f"{bank.the(rng, who)} {does}", "", f"{who} {does}"))
        else:
            found.append((f"{she} {does}" if known else does, does, does))
    return found


def course(rng: random.Random) -> tuple[str, str, str]:
    """Clauses in one sentence or several, with leads, titles and special ends."""
    s = Tale(rng, "en", "step")
    told = _clauses(s, rng.choices((2, 3, 4, 5, 6, 7), (2, 7, 7, 4, 2, 1))[0])
    names = [name for *_, name in told]
    per = rng.choice((1, 1, 2, 2, 3, 9, 9))
    text, size = "", 0
    end = rng.random() < 0.25
    for i, (full, short, _) in enumerate(told):
        final = i == len(told) - 1
        if not i:
            text, size = upper(_lead(rng, full) if rng.random() < 0.4 else rng.choice(FIRST) + full), 1
            continue
        if size >= per:
            lead = (
                rng.choice(LAST)
                if final and rng.random() < 0.35
                else rng.choice(NEXT)
                if rng.random() < 0.6
                else ""
            )
            text += ". " + upper(lead + (full if lead else _lead(rng, full)))
            size = 1
            continue
        joint = rng.choice(JOIN)
        if final and rng.random() < 0.25:
            joint = rng.choice((", and finally ", " and finally ", ", and lastly ", ", and in the end "))
        if not short:
            joint = joint if joint != " and " or rng.random() < 0.4 else ", and "
            text += joint + _lead(rng, full)
        else:
            text += joint + (_lead(rng, short, 0.05) if joint.strip() in (",", "and", ", and") else short)
        size += 1
    if rng.random() < 0.3 or end:
        more, tail = _ending(s, told)
        text, names = text + tail, [*names, *more]
    if rng.random() < 0.13:
        title = rng.choice(lexicon.flat("en", "stage"))
        if s.claim(title):
            text = upper(rng.choice(TITLES).format(t=title)) + text
    return "course en", text + rng.choice((".", ".", "")), " -> ".join(names)


def _ending(s: Tale, told: list[tuple[str, str, str]]) -> tuple[list[str], str]:
    """More steps in another form, and how they are said after the course."""
    rng = s.rng
    orders = told[-1][0] == told[-1][1]  # no subject
    person = (
        bool(told[-1][0])
        and not orders
        and told[-1][0].split()[0] not in ("we", "you", "I", "they", "u", "people")
    )
    roll = rng.random()
    if roll < 0.28:  # sends it to ..., where it is ...
        place = (
            bank.actor(s) if rng.random() < 0.3 else _thing(s, rng.choice(("component", "component", "role")))
        )
        verb = rng.choice(
            ("send", "pass", "hand", "forward", "bring", "take", "deliver", "upload", "ship", "return")
        )
        many = rng.choice(("it", "it", "them", "everything", "the rest", "the result"))
        step = f"{verb} {many} to {bank.the(rng, place, sure=True)}"
        is_ = "are" if many == "them" else "is"
        they = "they" if many == "them" else "it" if many != "everything" else "everything"
        if not s.claim(step):
            return _ending(s, told)
        done = [bank.participle(s) for _ in range(rng.choice((1, 2, 2, 3)))]
        say_it = third(step) if person else step
        text = f"{rng.choice((' and ', ', and ', ', then ', ' and then '))}{say_it}"
        text += rng.choice((f", where {they} {is_} ", f". There {they} {is_} ", f", where {they} {is_} ",
            f"; there {they} {is_} ",
                            f", where {they} {is_} first ", f". {upper(they)} {is_} then "))  # fmt: skip
        return [say_it, *done], text + listed(rng, done)
    if roll < 0.45:  # Mash and serve.
        pair = [x for x in rng.sample(bank.ALONE, rng.choice((2, 2, 3))) if s.claim(x)]
        if len(pair) < 2:
            return _ending(s, told)
        if person:
            pair = [third(x + " ").strip() for x in pair]
            return pair, rng.choice((", then ", ". Then she ", ". He ", " and then ")) + listed(rng, pair)
        joint = rng.choice((". ", ". ", ". Then ", ". Finally, ", ", then ", "; "))
        return pair, joint + (upper(listed(rng, pair)) if joint == ". " else listed(rng, pair))
    if roll < 0.6:  # and the oil is bottled
        clause = bank.happens(s)
        joint = rng.choice(
            (
                ", and ",
                " and then ",
                ". Then ",
                ". Finally ",
                ". In the end ",
                "; ",
                ". After that ",
                ", until ",
            )
        )
        return [clause], f"{joint if joint != ', until ' else ', and so '}the {clause}"
    if roll < 0.72:  # before handing it in
        step = verbs.gerund(bank.deed(s))
        return [step], f" before {step}"
    if roll < 0.84:  # followed by
        step = verbs.gerund(bank.deed(s))
        return [step], rng.choice(
            (
                ", followed by ",
                ", and then comes ",
                ". The last step is ",
                ". What remains is ",
                ". That leaves ",
            )
        ) + step
    who = bank.actor(s)
    step = third(bank.deed(s))
    if not step:
        return _ending(s, told)
    joint = rng.choice((". When {h} done, ", ". As soon as that is finished, ", ". Only then ",
        ", after which ", ", while later ",
                        ". From there on, ", ". Once everything is ready, ", ", whereupon ",
                        ", and on the next day ",
                        ", and in the evening "))  # fmt: skip
    return [f"{who} {step}"], joint.format(h="that's") + f"{bank.the(rng, who)} {step}"


def passives(rng: random.Random) -> tuple[str, str, str]:
    """Cloths are collected, sorted by colour, washed and dried, and the rest is thrown away."""
    s = Tale(rng, "en", "step")
    first = bank.happens(s)
    done = [bank.participle(s) for _ in range(rng.choice((1, 2, 2, 3, 4)))]
    be = "are" if " are " in first else "is"
    they = "they" if be == "are" else "it"
    start = first if rng.random() < 0.5 else f"the {first}"
    start = upper(_lead(rng, start, 0.15))
    names = [first, *done]
    roll = rng.random()
    if roll < 0.45:
        text = f"{start}, {rng.choice(('', 'then ', ''))}{listed(rng, done)}"
    elif roll < 0.8:
        k = rng.randint(0, len(done) - 1)
        text = start + (f", {', '.join(done[:k])}" if k else "")
        text += rng.choice((f". {upper(they)} {be} then ", f". Then {they} {be} ",
            f". After that {they} {be} ", f" and {be} then ",
                            f", after which {they} {be} ", ", before being ", f". Next, {they} {be} ",
                            f"; {they} {be} also "))  # fmt: skip
        text += listed(rng, done[k:])
    else:
        text = start + "".join(
            f"{rng.choice(('. Then ', ', then ', '. After that, ', ' and then ', '. Later '))}{they} {be} {d}"
            for d in done
        )
    if rng.random() < 0.5:
        more = bank.happens(s)
        text += (
            rng.choice((", and ", ". Then ", ". Finally ", "; then ", ". In the end ", " and "))
            + f"the {more}"
        )
        names.append(more)
    if rng.random() < 0.2:
        who, step = bank.actor(s), third(bank.deed(s))
        text += (
            rng.choice((". Then ", ". After that, ", ", and ", ". Finally ")) + f"{bank.the(rng, who)} {step}"
        )
        names.append(f"{who} {step}")
    return "course passive en", text + rng.choice((".", ".", "")), " -> ".join(names)


def events(rng: random.Random) -> tuple[str, str, str]:
    """When an order arrives, the clerk checks it: what happens first is a step, not a question."""
    s = Tale(rng, "en", "step")
    event = bank.arrival(s)
    told = _clauses(s, rng.choice((1, 2, 2, 3, 4)))
    names = [event, *(name for *_, name in told)]
    subject = "" if told[0][0] == told[0][1] else told[0][0]
    article = "an" if event[0] in "aeiou" else "a"
    when = rng.choice((f"when {article} {event}", f"when the {event}", f"whenever {article} {event}",
        f"as soon as the {event}",
                       f"once the {event}", f"after the {event}", f"every time {article} {event}",
                       f"{article} {event}",
                       f"the {event}", f"it starts when the {event}", f"each time the {event}"))  # fmt: skip
    whole = when.startswith((article + " ", "the ", "it starts"))
    full, short, _ = told[0]
    text = upper(when) + (
        rng.choice((". Then ", ", then ", ". ", ", and ")) if whole else rng.choice((", ", ", ", " "))
    )
    text += upper(full) if text.endswith(". ") else full
    if not subject and whole and text.count("Then") == 0 and ", and " in text:
        text = text.replace(", and ", ", then ")
    for i, (full, short, _) in enumerate(told[1:]):
        if rng.random() < 0.55:
            text += rng.choice((", ", " and ", ", then ", " and then ", ", and ")) + (short or full)
        else:
            text += ". " + upper((rng.choice(LAST) if i == len(told) - 2 else rng.choice(NEXT)) + full)
    return "course event en", text + rng.choice((".", ".", "")), " -> ".join(names)


def orders_of_time(rng: random.Random) -> tuple[str, str, str]:
    """Sentences where one step looks at another: before, after, once, only then, while the last."""
    s = Tale(rng, "en", "step")
    who, (a, b, c) = bank.deeds(s, 3)
    w = who if who and s.claim(who) else bank.actor(s)
    W = bank.the(rng, w)
    she = rng.choice(("she", "he"))
    ga, gb, gc = map(verbs.gerund, (a, b, c))
    d = bank.deed(s)
    text, line = rng.choice((
        (f"after {ga}, {b}", [ga, b]), (f"after {ga}, {W} {third(b)}", [ga, f"{w} {third(b)}"]),
        (f"{a} before {gb}", [a, gb]), (f"before {gb}, {a}", [a, gb]),
        (f"before {gb}, {W} {third(a)}", [f"{w} {third(a)}", gb]),
        (f"{W} {third(a)} before {gb}", [f"{w} {third(a)}", gb]),
        (f"{W} {third(a)} and, after {gb}, {third(c)}", [f"{w} {third(a)}", gb, third(c)]),
        (f"after {ga} and {gb}, {W} {third(c)}", [ga, gb, f"{w} {third(c)}"]),
        (f"start by {ga}, then {b} and {c}", [ga, b, c]),
        (f"begin with {ga}. Then {b}. End with {gc}", [ga, b, gc]),
        (f"{W} starts by {ga}, continues by {gb} and ends by {gc}", [ga, gb, gc]),
        (f"{ga} comes first, then {gb}, and last {gc}", [ga, gb, gc]),
        (f"{ga}, {gb} and {gc}, followed by {verbs.gerund(d)}", [ga, gb, gc, verbs.gerund(d)]),
        (f"{a}; {b}; and {c}", [a, b, c]), (f"{a}; {b}; {c}; {d}", [a, b, c, d]),
        (f"you have to {a}, {b} and {c}", [a, b, c]), (f"please {a}, {b}, and then {c}", [a, b, c]),
        (f"{W} has to {a}, {b} and {c}", [a, b, c]), (f"{W}'s job is to {a}, to {b} and to {c}", [a, b, c]),
        (f"{W} must first {a} and then {b}. Only then may {she} {c}", [a, b, c]),
        (f"we need to {a}. Then we can {b}. Don't forget to {c}", [a, b, c]),
        (f"I usually {a}, sometimes for hours, then {b} and {c}", [a, b, c]),
        (f"first you {a}, then you {b} and last but not least you {c}", [a, b, c]),
        (f"let's {a}, then {b}, and if we're done by five, great. After that {c}", [a, b, c]),
        (f"not much to it: {a}, {b}, {c}, done", [a, b, c]), (f"{a} (takes a while), {b}, {c}", [a, b, c]),
        (f"1. {a} 2. {b} 3. {c}", [a, b, c]), (f"{a}! then {b}! and {c}!", [a, b, c]),
        (f"{W} will {a} and {b}; later {she} will {c}", [a, b, c]),
        (f"once you have to {a}, it's time to {b}, and then to {c}", [a, b, c]),
        (f"the plan is to {a}, then to {b}, and in the end to {c}", [a, b, c]),
        (f"to do: {a}, {b}, {c}, {d}", [a, b, c, d]),
        (f"step 1 is to {a}, step 2 is to {b}, step 3 is to {c}", [a, b, c]),
    ))  # fmt: skip
    text = upper(text) if rng.random() < 0.8 else text
    if rng.random() < 0.3 and line[-1] in (c, third(c)):
        more = bank.happens(s)
        text = (
            text.rstrip("!")
            + rng.choice((". Then ", ". After that ", ". Finally, ", ". In the end "))
            + f"the {more}"
        )
        line.append(more)
    return "course time en", text + rng.choice((".", ".", "")) * (text[-1] not in ".!"), " -> ".join(line)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One procedure: (kind, prompt, statement lines)."""
    draw = rng.choices((course, passives, events, orders_of_time), (58, 12, 14, 16))[0]
    while True:
        kind, text, body = draw(rng)
        if not re.search(r"[,;:|]", body.replace(" -> ", "")):
            break
    if rng.random() < 0.06:
        text, body = text.lower(), body.lower()
    return kind, re.sub(r"\.{2,}", ".", text), body

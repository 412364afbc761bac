"""Decisions as people tell them: questions, opposites, who acts on either side, what comes after.

A branch is a clause: an order, "the nurse washes it", "the case is dismissed". A condition that says only
"it is valid" of the step before is named without "it": `valid ?`.
"""

from __future__ import annotations

import random
import re

from training.synthesis.english import cases as english_cases
from training.synthesis.english import loops, verbs
from training.synthesis.english import phrases as bank
from training.synthesis.english.conditions import branch, condition, start
from training.synthesis.english.forms import Tale
from training.synthesis.english.procedures import third
from training.synthesis.variants import upper

CORES = (  # text; "r": the branches are said in reverse, "q": the condition is a question
    ("if {c}, {y}. If {o}, {n}", "o"), ("if {c}, {y}; if {o}, {n}", "o"), ("if {c}, {y}, and if {o}, {n}",
    "o"),
    ("if {c}, then {y}, but if {o}, {n}", "o"), ("{c}? then {y}. {O}? {n}", "o"),
    ("when {c}, {y}; when {o}, {n}", "o"), ("in case {c}, {y}. In case {o}, {n}", "o"),
    ("if {o}, {n}. If {c}, {y}", "ox"), ("{y} if {c}. {N} if {o}", "o"),
    ("if {c} {y}, else {n}", ""), ("if {c}, {y}, otherwise {n}", ""), ("if {c}, {y}. Otherwise {n}", ""),
    ("if {c}, {y}. Otherwise, {n}", ""), ("if {c} then {y}, if not then {n}", ""),
    ("if {c}, {y}. Else, {n}", ""),
    ("if {c}, {y}; otherwise, {n}", ""), ("if {c} {y} or else {n}", ""), ("if {c}, {y} - if not, {n}", ""),
    ("should it turn out that {c}, {y}. If not, {n}", ""), ("{y} if {c}, otherwise {n}", ""),
    ("{y}, provided that {c}. Otherwise {n}", ""), ("{y} only if {c}; if not, {n}", ""),
    ("if {c}, {y}. In all other cases {n}", ""), ("if {c}, {y}, and in any other case {n}", ""),
    ("unless {c}, {n}. If it does hold, {y}", "r"), ("{n}, unless {c}: then {y}", "r"),
    ("we have to know whether {c}. If yes, {y}. If no, {n}", ""),
    ("find out if {c}. If so {y}, otherwise {n}", ""),
    ("now it depends: if {c}, {y}, and if not, {n}", ""), ("what happens if {c}? {Y}. And if not? {N}", ""),
    ("two things can happen. If {c}, {y}. If that is not so, {n}", ""),
    ("as soon as we know that {c}, {y}; if not, {n}", ""),
    ("suppose {c}. Then {y}. If it is not so, {n}", ""), ("either {c} and {y}, or {n}", ""),
    ("if {c}: {y}. if not: {n}", ""), ("if {c} -> {y}, else -> {n}", ""),
    ("if {c} => {y}, otherwise => {n}", ""),
    ("check if {c}. Yes: {y}. No: {n}", ""), ("check whether {c}: yes -> {y}, no -> {n}", ""),
    ("check whether {c}? yes -> {y}, no -> {n}", ""), ("check whether {c}. If no, {n}, if yes, {y}", "r"),
    ("whether {c} decides what comes next: if so, {y}; if not, {n}", ""),
    ("if {c}, {y}, if it's not the case, {n}", ""),
    ("given that {c}, {y}. Failing that, {n}", ""),
    ("it may be that {c}: then {y}. If it is not like that, {n}", ""),
    ("{q}? If so, {y}. If not, {n}", "q"), ("{q}? If yes, {y}; if no, {n}", "q"),
    ("{q}? Then {y}. Otherwise {n}", "q"),
    ("{q}? Then {y}. If not, {n}", "q"), ("{q}? Yes -> {y}. No -> {n}", "q"), ("{q}? No -> {n}. Yes -> {y}",
    "qr"),
    ("{q}? No: {n}. Yes: {y}", "qr"), ("{q}? If not, {n}. If it is so, {y}", "qr"),
    ("{q}? {Y}. Otherwise {n}", "q"),
    ("{q}? If that's the case, {y}. If that's not the case, {n}", "q"), ("{q}? yes: {y} / no: {n}", "q"),
    ("{q}? y: {y}, n: {n}", "q"), ("the question is: {q}? If yes {y}, if no {n}", "q"),
    ("{q}? Great, {y}. If not, {n}", "q"),
    ("{q}? In that case {y}, else {n}", "q"), ("{q}? {Y}! Or not? {N}", "q"), ("{q}? yes → {y}, no → {n}",
    "q"),
    ("ask yourself, {q}? if yes, {y}, if no, {n}", "q"), ("{q} or not? If yes, {y}. If no, {n}", "q"),
    ("{q}? (yes) {y} (no) {n}", "q"), ("{q}?\nYes -> {y}\nNo -> {n}", "q"), ("{q}?\n- yes: {y}\n- no: {n}",
    "q"),
    ("{q}?\n- no: {n}\n- yes: {y}", "qr"), ("{q}? Yes? {Y}. No? {N}", "q"),
    ("{q}? No? Then {n}. Yes? Then {y}", "qr"),
)  # fmt: skip
BOTH = ("in both cases {z}", "either way {z}", "either way, {z}", "after that {z}", "afterwards {z}",
    "then {z}",
        "in any case {z}", "in the end {z}", "finally, {z}", "no matter what, {z}",
        "whatever the outcome, {z}",
        "regardless of that, {z}", "next, {z}", "both ways, {z}", "after either of these, {z}",
        "at the end {z}",
        "in both cases, the next step is the same: {z}", "once that is settled, {z}")  # fmt: skip
LOOKS = ("check", "inspect", "look at", "test", "examine", "review", "measure", "weigh")
MORE = (" and {m}", ", then {m}", " and then {m}", ", and {m}", " and after that {m}")


def two_ways(rng: random.Random) -> tuple[str, str, str]:
    """Steps, a decision with two branches, and what comes after both or after one."""
    s = Tale(rng, "en", "step")
    head, before = start(s)
    c = condition(s)
    text, marks = rng.choice(CORES)
    while "o" in marks and not c.opposite:
        text, marks = rng.choice(CORES)
    style = rng.choice(("order", "order", "order", "we", "you", "they", "actor", "mixed", "passive"))
    (y, yes), (n, no) = branch(s, style), branch(s, style)
    name, said = (c.asked, c.question) if "q" in marks else (c.name, c.said)
    if "q" not in marks and rng.random() < 0.15:
        said = c.name
    if "q" in marks and rng.random() < 0.2:
        name, said = c.name, c.name  # "tank is empty?"
    # a check of the thing itself, after which "it" is enough
    if c.rest and "q" not in marks and rng.random() < 0.35:
        be = "are" if verbs.plural(c.about) else "is"
        look = f"{rng.choice(LOOKS)} the {c.about}"
        s.seen.discard(c.name.lower().replace(" ", ""))
        if s.claim(look):
            orders = not before or head.startswith(before[0]) or rng.random() < 0.3
            who = "" if orders else bank.actor(s)
            clause = f"{bank.the(rng, who)} {third(look)}" if who else look
            head = f"{upper(head)}. {upper(clause)}" if head else clause
            before = [*before, f"{who} {third(look)}" if who else look]
            it = "they" if be == "are" else "it"
            name, said = (
                c.rest,
                rng.choice(
                    (
                        f"{it} {be} {c.rest}",
                        f"{it} {be} {c.rest}",
                        f"{it}'s {c.rest}" if it == "it" else f"they're {c.rest}",
                    )
                ),
            )
    lines, after = [], {"y": [yes], "n": [no]}
    extra = rng.random()
    if extra < 0.25 and "?" not in text.partition("{y}")[2] and "{Y}" not in text and "{N}" not in text:
        side = rng.choice("yn")
        ask = rng.choice(MORE)
        last = text.rstrip().endswith("{" + side + "}")
        if style not in ("passive", "mixed") and (last or not ask.startswith(",")):
            step = bank.deed(s)
            does = third(step) if style == "actor" else step
            if side == "y":
                y += ask.format(m=does)
            else:
                n += ask.format(m=does)
            after[side].append(does)
    told = text.format(c=said, q=said, y=y, n=n, o=c.opposite, O=upper(c.opposite), Y=upper(y), N=upper(n))
    reverse = "r" in marks or "x" in marks
    order = [f"no: {no}", f"yes: {yes}"] if reverse else [f"yes: {yes}", f"no: {no}"]
    if "x" in marks:  # "if it is full, ... If it is empty, ...": the first that is said is the condition
        told = (
            text.replace("{o}", "{tmp}").replace("{c}", "{o}").replace("{tmp}", "{c}").replace("{n}", "{tmp}")
        )
        told = told.replace("{y}", "{n}").replace("{tmp}", "{y}").format(c=said, o=c.opposite, y=y, n=n)
        order = [f"yes: {yes}", f"no: {no}"]
    lines.append(" -> ".join([*before, f"{name} ? -> {', '.join(order)}"]))
    for chain in (after["n"], after["y"]) if reverse and "x" not in marks else (after["y"], after["n"]):
        if len(chain) > 1:
            lines.append(" -> ".join(chain))
    if head:
        glue = (
            rng.choice((". ", ". ", ". ", ", and ", "; "))
            if told.startswith("if")
            else rng.choice((". ", ". ", "\n"))
        )
        full = upper(head) + glue + (upper(told) if glue.strip() in (".", "") else told)
    else:
        full = upper(told)
    full, lines = _afterwards(s, full, lines, after, style)
    return "choice en", full, "\n".join(lines)


def _afterwards(
    s: Tale, text: str, lines: list[str], after: dict[str, list[str]], style: str
) -> tuple[str, list[str]]:
    """What comes after both branches, after one of them, or nothing."""
    rng = s.rng
    roll = rng.random()
    text = text.rstrip(".!")
    if roll < 0.38:
        kind = (
            rng.choice((style, "order", "actor", "passive"))
            if style != "mixed"
            else rng.choice(("actor", "passive"))
        )
        z, name = branch(s, kind)
        text += ". " + upper(rng.choice(BOTH).format(z=z))
        chain = [name]
        for _ in range(rng.choices((0, 1, 2), (5, 4, 1))[0]):
            m, more = branch(s, kind)
            text += rng.choice(
                (". Then {m}", ". After that {m}", ". Finally, {m}", " and then {m}", ", and then {m}")
            ).format(m=m)
            chain.append(more)
        lines = [*lines, f"{after['y'][-1]}, {after['n'][-1]} -> {' -> '.join(chain)}"]
    elif roll < 0.55:
        side = rng.choice("yn")
        z, name = branch(s, "passive" if style == "passive" else rng.choice(("order", "actor", "passive")))
        done = after[side][-1]
        what = re.search(r" the ([a-z]+(?: [a-z]+)?)$", done)
        final = lines[-1].endswith(f": {done}") and what and style in ("order", "we", "you", "they")
        if final and rng.random() < 0.5:  # "open the inbox. From the inbox ..."
            lead = rng.choice(
                ("from there", "from {x}", "with {x}", "at {x}", "there", "in that case")
            ).format(x=f"the {what[1]}")
        elif style in ("actor", "passive") and f"the {done}" in text and len(after[side]) == 1:
            lead = f"{rng.choice(('after', 'once', 'when', 'as soon as'))} the {done}"
        elif style in ("actor", "passive", "mixed"):
            lead = f'after "{done}"'
        else:
            lead = rng.choice(
                (f"after {verbs.gerund(done)}", f"once you {done}", f"when we {done}", f'after "{done}"')
            )
            if lead.startswith("after ") and '"' not in lead and done.split()[1:2] == ["and"]:
                lead = f"when we {done}"
        text += f". {upper(lead)}, {z}"
        lines = [*lines, f"{done} -> {name}"]
    elif roll < 0.63:
        a, b = bank.deed(s), bank.deed(s)
        side = rng.choice("yn")
        done = after[side][-1]
        who = rng.choice(("you", "we", "the user", "she", "people"))
        what = re.search(r" the ([a-z]+(?: [a-z]+)?)$", done)
        lead = f'{rng.choice(("After", "From"))} "{done}",'
        if what and lines[-1].endswith(f": {done}") and rng.random() < 0.7:
            lead = rng.choice(
                ("From there", "There", f"From the {what[1]}", f"With the {what[1]}", f"In the {what[1]},")
            )
        text += f". {lead} {who} can {rng.choice(('', 'either ', 'then '))}{a} or {b}"
        lines = [*lines, f"{done} -> {a}, {b}"]
    return text + rng.choice((".", ".", "")), lines


def nested(rng: random.Random) -> tuple[str, str, str]:
    """A second question on one side of the first."""
    s = Tale(rng, "en", "step")
    head, before = start(s, 0, 2)
    c, d = condition(s), condition(s)
    style = rng.choice(("order", "order", "we", "actor", "passive"))
    (y, yes), (m, most), (n, no) = branch(s, style), branch(s, style), branch(s, style)
    first, second, x = rng.choice((
        (f"if {c.said}, {y}. Otherwise check whether {d.said}. If so, {m}, if not, {n}", "no", "cc"),
        (f"if {c.said}, {y}. If not, it depends: if {d.said}, {m}, otherwise {n}", "no", "cc"),
        (f"if {c.said}, {y}. If not but {d.said}, {m}. Otherwise {n}", "no", "cc"),
        (f"if {c.said} {y}, else if {d.said} {m}, else {n}", "no", "cc"),
        (f"{c.question}? Yes: {y}. No: {d.question}? Yes: {m}. No: {n}", "no", "qq"),
        (f"{c.question}? If yes, {y}. If not, {d.question}? Then {m}. If not, {n}", "no", "qq"),
        (f"first ask: {c.question}? If yes, {y}. Otherwise ask: {d.question}? If yes, {m}, else {n}", "no",
        "qq"),
        (f"unless {c.said}, {y}. If it is so, see if {d.said}. If yes, {m}; if no, {n}", "un", "cc"),
        (f"if {c.said}, see too whether {d.said}. If so, {m}; if not, {n}. If not at all, {y}", "yes", "cc"),
        (f"{c.question}? If no, {y}. If yes, {d.question}? If yes, {m}, if no, {n}", "un", "qq"),
    ))  # fmt: skip
    p = c.asked if x[0] == "q" else c.name
    q = d.asked if x[1] == "q" else d.name
    text = f"{upper(head)}. {upper(first)}" if head else upper(first)
    if second == "no":
        lines = [f"{p} ? -> yes: {yes}, no: {q} ?", f"{q} -> yes: {most}, no: {no}"]
    elif second == "un":
        lines = [f"{p} ? -> no: {yes}, yes: {q} ?", f"{q} -> yes: {most}, no: {no}"]
    else:
        lines = [f"{p} ? -> yes: {q} ?", f"{q} -> yes: {most}, no: {no}", f"{p} -> no: {yes}"]
    if before:
        lines[0] = f"{' -> '.join(before)} -> {lines[0]}"
    if rng.random() < 0.2:
        z, name = branch(s, style)
        text += f". In all cases {z}"
        lines.append(
            f"{yes}, {most}, {no} -> {name}" if second != "yes" else f"{most}, {no}, {yes} -> {name}"
        )
    return "choice nested en", text + rng.choice((".", ".", "")), "\n".join(lines)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One prompt with a decision: (kind, prompt, statement lines)."""
    draw = rng.choices(
        (two_ways, loops.again, english_cases.many_ways, nested, loops.until),
        (52, 20, 14, 8, 6),
    )[0]
    kind, text, body = draw(rng)
    if rng.random() < 0.08:
        text, body = text.lower(), body.lower()
    return kind, re.sub(r"\.{2,}", ".", text), body

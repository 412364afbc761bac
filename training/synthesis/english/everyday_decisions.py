"""Decisions and loops in everyday English: short questions, outcomes by name, states, ways back."""

from __future__ import annotations

import random
import re

from training.synthesis.english import verbs
from training.synthesis.english.everyday_steps import (
    ARROWS,
    _say_clauses,
    actor,
    hurried,
    listed,
    phrases,
    scenes,
    tasks,
    the,
    things,
)
from training.synthesis.english.forms import Tale, _first, _thing, _upper

PRONOUN = ("it", "there", "nobody", "nothing", "she", "he", "they", "we", "someone")


OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in (
        "ok/broken",
        "full/empty",
        "valid/invalid",
        "hot/cold",
        "complete/incomplete",
        "new/old",
        "clean/dirty",
        "ready/late",
        "correct/wrong",
        "safe/dangerous",
        "open/closed",
        "available/sold out",
        "positive/negative",
        "high/low",
        "there/missing",
        "damaged/intact",
        "too high/low enough",
        "too long/short enough",
        "above 10/below 10",
        "approved/rejected",
        "urgent/not urgent",
        "known/unknown",
        "fresh/stale",
        "wet/dry",
        "signed/unsigned",
        "paid/unpaid",
        "good/bad",
        "too expensive/affordable",
        "big enough/too small",
        "online/offline",
        "true/false",
        "fine/faulty",
        "done/still running",
        "better than before/worse than before",
        "up to date/outdated",
        "readable/unreadable",
        "over 50/50 or less",
        "green/red",
        "free/busy",
        "legal/illegal",
        "stable/unstable",
        "on time/delayed",
        "encrypted/in plain text",
        "found/nowhere",
        "unique/a duplicate",
        "too salty/just right",
        "2fa ok/blocked",
        "not ok/all right",
    )
)
LOOKS = (
    "check {t}",
    "inspect {t}",
    "look at {t}",
    "test {t}",
    "verify {t}",
    "review {t}",
    "examine {t}",
    "validate {t}",
    "check on {t}",
    "have a look at {t}",
    "evaluate {t}",
    "read {t}",
)


def _made_up(story: Tale) -> tuple[str, str, str, str, str, str] | None:
    """A check of any thing for any property."""
    rng = story.rng
    thing = _thing(story, rng.choice(("data", "data", "component", "role")))
    holds, fails = rng.choice(OPPOSITES)
    if rng.random() < 0.3:
        holds, fails = fails, holds
    be = "are" if verbs.plural(thing) else "is"
    look = rng.choice(LOOKS).format(t=f"the {thing}" if rng.random() < 0.8 else thing)
    condition = f"{thing} {be} {holds}"
    if not story.claim_all((look, condition)):
        return None
    y, n = phrases(story, 2)
    question = rng.choice((holds, holds, f"{thing} {holds}"))
    return look, condition, question, f"{thing} {be} {fails}", y, n


def check(story: Tale) -> tuple[str, str, str, str, str, str]:
    """A step that looks, its condition, a short question, the opposite, what follows if so and if not."""
    rng = story.rng
    if rng.random() < 0.4:
        found = _made_up(story)
        if found:
            return found
    for scene in rng.sample(scenes("k"), 4):
        if rng.random() < 0.55 and story.claim_all((scene[0], scene[1], *scene[4:])):
            return scene  # type: ignore[return-value]
    condition, yes, no = story.case()
    story.queue.clear()
    story.spoken.clear()
    return story.name("step"), condition, condition, "", yes, no


def said(rng: random.Random, condition: str) -> str:
    """A condition in a sentence: with its article."""
    if condition.split()[0].lower() in PRONOUN or rng.random() < 0.3 or not condition[0].islower():
        return condition
    return f"the {condition}" if " is " in condition or " are " in condition else condition


SHORT = (
    ("{c}? {y} : {n}", 0),
    ("{c}? {y}, otherwise {n}", 0),
    ("{c}? yes: {y}, no: {n}", 0),
    ("{c}? {y}. else {n}", 0),
    ("{c}? -> yes -> {y} / no -> {n}", 0),
    ("{c}? yes -> {y}, no -> {n}", 0),
    ("{c}? no -> {n}, yes -> {y}", 1),
    ("{c}?\n- yes: {y}\n- no: {n}", 0),
    ("{c}?\nyes: {y}\nno: {n}", 0),
    ("{c}? y -> {y} n -> {n}", 0),
    ("{c}? then {y}. if not, {n}", 0),
    ("{c} (yes -> {y}, no -> {n})", 0),
    ("{c}? if yes {y}, if no {n}", 0),
    ("{c}? If not, {n}. Otherwise {y}", 1),
    ("{c} -> yes: {y}, no: {n}", 0),
    ("{c}? great, {y}. If not, {n}", 0),
    ("{c}? yes = {y}, no = {n}", 0),
    ("{c}? (y) {y} (n) {n}", 0),
    ("{c}? yes, {y}; no, {n}", 0),
    ("<{c}?> yes -> {y}; no -> {n}", 0),
    ("decision: {c}? yes -> {y}, no -> {n}", 0),
    ("if {c} -> {y} else -> {n}", 0),
    ("if {c}: {y}\nelse: {n}", 0),
    ("if {c} then {y} else {n}", 0),
    ("{c} ? {y} : {n}", 0),
    ("yes/no: {c}? {y} / {n}", 0),
    ("({c}?) yes -> {y}; no -> {n}", 0),
    ("{c}? YES: {y} NO: {n}", 0),
    ("{c}? yes → {y}; no → {n}", 0),
    ("{c}? if yes, {y}, if no, {n}", 0),
    ("{c}? if not {n}, if yes {y}", 1),
    ("{c}? in that case {y}, otherwise {n}", 0),
    ("{c}? {y}! not {c}? {n}!", 0),
    ("{c}? ok -> {y}, if not -> {n}", 0),
)
LONG = (
    ("if {c}, {y}, otherwise {n}", 0),
    ("if {c}, {y}; if not, {n}", 0),
    ("{y} if {c}, or else {n}", 0),
    ("if {c}, then {y}. If not, {n}", 0),
    ("in case {c}, {y}, else {n}", 0),
    ("when {c} {y}, when not {n}", 0),
    ("unless {c}, {n}; otherwise {y}", 1),
    ("{n} unless {c}, in which case {y}", 1),
    ("should it be that {c}, {y}; otherwise {n}", 0),
    ("see if {c}. if so {y}, if not {n}", 0),
    ("find out whether {c}: if yes, {y}, if no, {n}", 0),
    ("{y} provided that {c}, else {n}", 0),
    ("as {c} or not, either {y} or {n}", 0),
    ("assuming {c}, {y}. Otherwise, {n}", 0),
    ("if it turns out that {c}, {y}. In the other case {n}", 0),
    ("if {c} you {y}, otherwise you {n}", 0),
    ("if {c} we {y}. If that is not the case we {n}", 0),
    ("{y}, but only if {c}. Otherwise {n}", 0),
    ("whenever {c}, {y}. In all other cases, {n}", 0),
    ("only if {c} do we {y}; else we {n}", 0),
    ("there are two cases: if {c}, {y}; otherwise {n}", 0),
    ("suppose {c}: then {y}. Otherwise {n}", 0),
    ("if not {c}, {n}, else {y}", 1),
    ("as long as {c} {y}, otherwise {n}", 0),
    ("if {c}, just {y}. Or else {n}", 0),
    ("if {c}, {y}, and if it doesn't, {n}", 0),
    ("now check that {c}: yes means {y}, no means {n}", 0),
)


def decide(story: Tale, c: str, q: str, y: str, n: str) -> tuple[str, str, list[str]]:
    """One decision: its words, the name of the condition, its branches in the order said."""
    rng = story.rng
    short = rng.random() < 0.5
    text, order = rng.choice(SHORT if short else LONG)
    name = q if short else c
    text = text.format(c=name if short or text.startswith("if not") else said(rng, name), y=y, n=n)
    branches = [f"yes: {y}", f"no: {n}"]
    return text, name, branches[::-1] if order else branches


def looked_at(story: Tale) -> None:
    """Steps, then a look, a decision, and what follows either way."""
    rng = story.rng
    look, c, q, _, y, n = check(story)
    steps = tasks(story, rng.choice((0, 1, 1, 2, 3)))
    text, name, branches = decide(story, c, q, y, n)
    path = [*steps, look] if rng.random() < 0.75 else steps
    told = ""
    if path:
        told = rng.choice(
            (
                rng.choice(ARROWS).join(path) if not any("-" in x for x in path) else ", ".join(path),
                ", ".join(path),
                listed(rng, path),
                "; ".join(path),
                ". ".join(map(_upper, path)),
            )
        )
        told += (
            rng.choice((". ", ". ", ", ", "; ", "\n", " -> "))
            if "?" in text
            else rng.choice((". ", ". ", ", then ", "; "))
        )
    if told.endswith((". ", "\n")):
        text = _upper(text)
    story.sentences.append(told + text)
    line = f"{name} ? -> {', '.join(branches)}"
    story.add(_first(story, f"{' -> '.join(path)} -> {line}" if path else line), *path, name, y, n)
    story.at(y, n)
    if rng.random() < 0.35:
        either_way(story, [branch.partition(": ")[2] for branch in branches])


EITHER = (
    "either way, {z}",
    "in both cases {z}",
    "then {z}",
    "after that {z}",
    "finally, {z}",
    "at the end {z}",
    "whichever it was, {z}",
    "both then lead to {z}",
    "regardless, {z} comes next",
    "afterwards {z} in any case",
    "no matter what, end with {z}",
    "and then {z} for both",
    "both paths end with {z}",
    "in any event, {z}",
)


def either_way(story: Tale, ends: list[str]) -> None:
    z = story.name("step")
    story.sentences.append(story.rng.choice(EITHER).format(z=z))
    story.put(f"{', '.join(ends)} -> {z}", z)


BACK = (
    "if {c} go back to {b}",
    "if {c}, back to {b}",
    "when {c} return to {b}",
    "if {c} start over with {b}",
    "{c}? back to {b}",
    "in case {c}, we go back to {b}",
    "supposing {c}, return to {b}",
    "whenever {c}, it goes back to {b}",
    "if {c} -> {b}",
    "if {c} then {b} again",
    "if {c}, repeat from {b}",
    "go back to {b} if {c}",
    "if {c}, we have to {b} again",
    "if {c}, it's {b} again",
    "if {c}, jump to {b}",
    "and if {c} we restart at {b}",
    "if {c} => {b}",
    "return to {b} when {c}",
)


def looped(story: Tale) -> None:
    """plan -> build -> test, if test fails go back to plan, else ship."""
    rng = story.rng
    names = tasks(story, rng.choice((2, 3, 3, 4, 5)))
    back = rng.choice(names[:-1]) if rng.random() < 0.8 else names[0]
    last = names[-1]
    c = rng.choice(
        (
            "{x} fails",
            "{x} fails",
            "{x} is not ok",
            "{x} goes wrong",
            "{x} finds errors",
            "not good enough",
            "it fails",
            "something is wrong",
            "there are problems",
            "rejected",
            "bad result",
            "not ok",
            "not approved",
            "it doesn't work",
            "changes are needed",
            "{x} shows issues",
            "{x} isn't successful",
        )
    )
    c = c.format(x=last)
    if len(last.split()) > 2 and last in c:
        c = rng.choice(("it fails", "that fails", "something is off", "it went wrong", "this does not work"))
    head = rng.choice(
        (
            rng.choice(ARROWS).join(names) if not any("-" in x for x in names) else ", ".join(names),
            ", ".join(names),
            ", then ".join(names),
            listed(rng, names),
            "; ".join(names),
        )
    )
    text = (
        head + rng.choice((", ", ". ", "; ", ". ", "\n", " - ", " (")) + rng.choice(BACK).format(c=c, b=back)
    )
    if " (" in text and text.count("(") > text.count(")"):
        text += ")"
    z = ""
    if rng.random() < 0.5:
        z = story.name("step")
        text += rng.choice(
            (", otherwise {z}", ", else {z}", ". Otherwise {z}", ". If not, {z}", "; else {z}")
        ).format(z=z)
    story.sentences.append(text)
    story.add(" -> ".join(names), *names)
    c = re.sub(r"^(?:it is|it|that|this) ", "", c)  # named without the word that points back
    story.add(f"{last} -> {c} ? -> yes: {back}" + (f", no: {z}" if z else ""), c, *([z] if z else []))
    story.at(*([z] if z else []))


def opposites(story: Tale) -> None:
    """If the weld holds, paint the frame; if the weld is cracked, redo the weld."""
    rng = story.rng
    for _ in range(20):
        look, c, _, opposite, y, n = check(story)
        if opposite:
            break
    else:
        return looked_at(story)
    patterns = (
        "if {c}, {y}; if {o}, {n}",
        "if {c} {y}. If {o} {n}",
        "when {c}, {y}, but when {o}, {n}",
        "{y} if {c}, {n} if {o}",
        "if {c} then {y}, and if {o} then {n}",
        "in case {c}: {y}. In case {o}: {n}",
        "{c}: {y}. {o}: {n}",
        "if {c}, you {y}, but if {o}, you {n}",
        "supposing {c}, {y}; supposing {o}, {n}",
        "{c}? {y}. {o}? {n}",
    )
    path = [look] if rng.random() < 0.6 else []
    text = rng.choice(patterns).format(c=said(rng, c), o=said(rng, opposite), y=y, n=n)
    story.sentences.append(f"{look}. {_upper(text)}" if path else text)
    line = " -> ".join([*path, f"{c} ? -> yes: {y}, no: {n}"])
    story.put(_first(story, line), *path, c, y, n, at=(y, n))


def check_again(story: Tale) -> None:
    """check the tire pressure. too low? inflate them, then check again. ok? drive"""
    rng = story.rng
    look, c, q, opposite, y, n = check(story)
    verb = look.split()[0]
    name = rng.choice((c, q))
    ok = rng.choice(
        (
            "ok? {n}",
            "if not, {n}",
            "otherwise {n}",
            "fine? {n}",
            "all good? {n}",
            "else {n}",
            "not? {n}",
            "no? {n}",
            "{o}? {n}" if opposite else "else {n}",
        )
    )
    text = rng.choice(
        (
            "{l}. {c}? {y}, then {v} again. {k}",
            "{l}. {c}? {y} and {v} again. {k}",
            "{l}: {c}? -> {y}, {v} again. {k}",
            "{l}. If {c}, {y} and {v} again; {k}",
            "{l}, if {c}: {y} and then {v} again, {k}",
            "{l}. {c}? {y} and try again. {k}",
            "{l}. {c}? {y}, repeat the check. {k}",
        )
    ).format(l=look, c=name, y=y, v=verb, k=ok.format(n=n, o=opposite))
    story.sentences.append(text)
    story.add(_first(story, f"{look} -> {name} ? -> yes: {y} -> {look}"), look, name, y)
    story.put(f"{name} -> no: {n}", n)


def turning_back(story: Tale) -> None:
    """Knead the dough. If it is sticky, add flour and knead the dough again. Otherwise bake it."""
    rng = story.rng
    look, c, _, _, y, n = check(story)
    again = rng.choice(
        ("go back to {l}", "then {l} again", "{l} again", "return to {l}", "repeat {l}", "{l} once more")
    )
    again = again.format(l=look)
    joint = (
        rng.choice((" and ", ", ", ", then ", " and then "))
        if not again.startswith("then")
        else rng.choice((", ", " and "))
    )
    c_said = said(rng, c)
    text = rng.choice(
        (
            "{l}. If {c}, {y}. Otherwise {n}{j}{a}",
            "{l}. If {c}, {y}, otherwise {n}{j}{a}",
            "{l}. {C}? {y}. If not, {n}{j}{a}",
            "{l}. If {c} {y}, if not {n}{j}{a}",
            "{l}, if {c} {y}, else {n}{j}{a}",
            "{l} -> {c}? yes -> {y}, no -> {n} -> {l}",
        )
    ).format(l=look, c=c_said, C=c, y=y, n=n, j=joint, a=again)
    if "->" in text:
        text = text.replace(c_said, c)
    story.sentences.append(text)
    story.add(_first(story, f"{look} -> {c} ? -> yes: {y}, no: {n}"), look, c, y, n)
    story.add(f"{n} -> {look}")
    story.at(y)


def long_branches(story: Tale) -> None:
    """in stock? yes -> pack, ship. no -> order from supplier, wait"""
    rng = story.rng
    look, c, q, _, y, n = check(story)
    ys, ns = [y, *phrases(story, rng.choice((0, 1, 1, 2)))], [n, *phrases(story, rng.choice((0, 0, 1, 1)))]
    path = [*tasks(story, rng.choice((0, 1, 2))), look][: rng.choice((0, 1, 3, 3))]
    short = rng.random() < 0.6
    name = q if short else c
    inner = rng.choice((" -> ", ", ", ", then ", " and then ", " then ", ""))
    a, b = (inner.join(ys), inner.join(ns)) if inner else (listed(rng, ys), listed(rng, ns))
    if short:
        text = rng.choice(
            (
                "{c}? yes -> {a}. no -> {b}",
                "{c}? yes: {a}. no: {b}",
                "{c}? yes: {a}; no: {b}",
                "{c}?\nyes: {a}\nno: {b}",
                "{c}? If yes, {a}. If no, {b}",
                "{c}?\n  yes -> {a}\n  no -> {b}",
                "{c}? {a}. Otherwise {b}",
            )
        )
    else:
        text = rng.choice(
            (
                "if {c}, {a}. Otherwise {b}",
                "if {c}, {a}; otherwise {b}",
                "if {c} then {a}. If not, {b}",
                "in case {c}, {a}. If not {b}",
                "if {c}: {a}. else: {b}",
                "when {c}, {a}. When not, {b}",
            )
        )
    swapped = not short and rng.random() < 0.2
    if swapped:
        text = rng.choice(
            (
                "unless {c}, {b}. Otherwise {a}",
                "if it is not the case that {c}, {b}. Otherwise {a}",
                "{b} unless {c}. In that case {a}",
            )
        )
    text = text.format(c=name if short else said(rng, name), a=a, b=b)
    if path:
        text = rng.choice((", ", " -> ", ". ")).join(path) + rng.choice((". ", ", ", " -> ")) + text
    story.sentences.append(text)
    (x, xs), (z, zs) = (("no", ns), ("yes", ys)) if swapped else (("yes", ys), ("no", ns))
    line = f"{name} ? -> {x}: {' -> '.join(xs)}"
    story.add(_first(story, f"{' -> '.join(path)} -> {line}" if path else line), *path, name, *xs)
    story.put(f"{name} -> {z}: {' -> '.join(zs)}", *zs, at=(ys[-1], ns[-1]))


def gate_after_gate(story: Tale) -> None:
    """If c, go on with the next check; whoever fails is out."""
    rng = story.rng
    _, c, q, _, y, n = check(story)
    _, d, r, _, z, m = check(story)
    kind = rng.randrange(3)
    if kind == 0:
        text = rng.choice(
            (
                "{c}? no -> {n}. yes -> {d}? yes -> {z}, no -> {m}",
                "{c}? if not {n}. if yes: {d}? yes: {z}, no: {m}",
                "{c}? No: {n}. Yes: {d}? Yes: {z}. No: {m}",
            )
        )
        text = text.format(c=q, d=r, n=n, z=z, m=m)
        story.add(_first(story, f"{q} ? -> no: {n}, yes: {r} ?"), q, n, r)
        story.put(f"{r} -> yes: {z}, no: {m}", z, m, at=(n, z, m))
    elif kind == 1:
        text = rng.choice(
            (
                "if {c}, {y}, otherwise {n}. After {y}, check if {d}: if so {z}, if not {m}",
                "if {c} {y}, else {n}. When {y} is done: if {d}, {z}, else {m}",
            )
        )
        text = text.format(c=said(rng, c), d=said(rng, d), n=n, y=y, z=z, m=m)
        story.add(_first(story, f"{c} ? -> yes: {y}, no: {n}"), c, y, n)
        story.put(f"{y} -> {d} ? -> yes: {z}, no: {m}", d, z, m, at=(z, m))
    else:
        text = rng.choice(
            (
                "if {c}, {y}. If {d} instead, {z}. In all other cases {m}",
                "if {c}, {y}; else if {d}, {z}; else {m}",
                "if {c} {y}, if not but {d} {z}, otherwise {m}",
                "if {c}: {y}\nelif {d}: {z}\nelse: {m}",
            )
        )
        text = text.format(c=c, d=d, y=y, z=z, m=m)
        story.add(_first(story, f"{c} ? -> yes: {y}, no: {d} ?"), c, y, d)
        story.put(f"{d} -> yes: {z}, no: {m}", z, m, at=(y, z, m))
    story.sentences.append(text)


OUTCOMES = (
    ("approved", "rejected"),
    ("accept", "reject"),
    ("pass", "fail"),
    ("ok", "not ok"),
    ("good", "bad"),
    ("valid", "invalid"),
    ("success", "failure"),
    ("positive", "negative"),
    ("guilty", "not guilty"),
    ("small", "large"),
    ("hot", "cold"),
    ("new", "returning"),
    ("adult", "child"),
    ("urgent", "normal"),
    ("cash", "card"),
    ("hit", "miss"),
    ("spam", "ham"),
    ("true", "false"),
    ("male", "female"),
    ("passed", "failed"),
    ("member", "guest"),
    ("full", "empty"),
    ("win", "lose", "draw"),
    ("red", "yellow", "green"),
    ("low", "medium", "high"),
    ("minor", "major", "critical"),
    ("beginner", "expert"),
    ("import", "export"),
    ("even", "odd"),
    ("benign", "malignant", "unclear"),
    ("agree", "disagree"),
    ("signed", "unsigned"),
    ("paper", "plastic", "glass"),
    ("for", "against"),
    ("timeout", "error", "done"),
    ("free", "premium"),
    ("domestic", "international"),
    ("civil", "criminal"),
    ("ripe", "unripe"),
    ("A", "B"),
    ("0", "1"),
    ("in stock", "sold out"),
    ("found", "not found"),
    ("above 50", "below 50"),
    ("vegan", "meat"),
)


def outcomes(story: Tale) -> None:
    """review -> approved: merge, rejected: fix. The things that are accepted go to A, rejected ones to B."""
    rng = story.rng
    labels = rng.choice(OUTCOMES)
    paths = [phrases(story, 1) if rng.random() < 0.5 else things(story, 1) for _ in labels]
    a = story.last[0] if len(story.last) == 1 and not story.via and rng.random() < 0.3 else tasks(story, 1)[0]
    before = tasks(story, rng.choice((1, 2))) if a not in story.nodes and rng.random() < 0.35 else []
    targets = [p[0] for p in paths]
    cases = list(zip(labels, targets, strict=True))
    question = rng.random() < 0.35
    arrow = rng.choice((": ", " -> ", " → ", " = ", ": "))
    pairs = rng.choice((", ", "; ", "\n", ", ")).join(f"{x}{arrow}{y}" for x, y in cases)
    goes = ", ".join(
        f"{x} {'goes to' if not i else rng.choice(('goes to', 'to'))} {the(rng, y)}"
        for i, (x, y) in enumerate(cases)
    )
    ones = ", ".join(
        f"{x} ones {'go to' if not i else rng.choice(('go to', 'to'))} {the(rng, y)}"
        for i, (x, y) in enumerate(cases)
    )
    edges = rng.choice((", ", "; ", "\n")).join(
        f"{a} ={x}=> {y}" if arrow == " = " else f"{a} -({x})-> {y}" for x, y in cases
    )
    ifs = rng.choice((". ", ", ", "; ")).join(f"if {x}, {y}" for x, y in cases)
    parens = ", ".join(f"{y} ({x})" for x, y in cases[:-1]) + f" or {targets[-1]} ({labels[-1]})"
    if question:
        text = rng.choice(
            (
                f"{a}? {pairs}",
                f"{a}? {ifs}",
                f"{a}? {goes}",
                f"decide by {a}: {pairs}",
                f"based on {the(rng, a)}: {pairs}",
                f"{a} decides: {pairs}",
                f"depending on {the(rng, a)}: {parens}",
                f"{a} can be {' or '.join(labels)}. {ifs}",
                f"which {a}? {pairs}",
                f"{a} ({'/'.join(labels)}): {pairs}",
            )
        )
    else:
        text = rng.choice(
            (
                f"{a}: {pairs}",
                f"{a}, {goes}",
                f"after {the(rng, a)} {goes}",
                f"{a}. {_upper(ones)}",
                f"{a} -> {pairs}",
                f"{edges}",
                f"{a}, then either {parens}",
                f"{a} leads to {parens}",
                f"from {the(rng, a)}, {ones}",
            )
        )
        if text.startswith(f"{a}: ") or (text.startswith(f"{a} -> ") and arrow == " -> "):
            text = f"after {a}: {pairs}"
    if before:
        joint = rng.choice((", ", " -> ", ", then ", ". "))
        text = joint.join(before) + joint + text
        story.add(" -> ".join([*before, a]), *before)
    mark = " ?" if question else ""
    line = f"{a}{mark} -> " + ", ".join(f"{x}: {y}" for x, y in cases)
    story.sentences.append(text)
    if question and not before and story.last:
        line = story.go_on(line) if story.last != [a] else line
    story.put(line, a, *targets, at=targets)


def states(story: Tale) -> None:
    """From idle to running on start; pausing: running to paused."""
    rng = story.rng
    rows = [tuple(x.strip() for x in row.split(">")) for row in rng.choice(scenes("s"))]
    names = list(dict.fromkeys(x for a, _, b in rows for x in (a, b)))
    if not all(x not in story.seen for x in names):
        return hurried(story)
    story.seen |= set(names)
    labelled = rng.random() < 0.75
    if labelled:
        form = rng.choice(
            (
                "{a} goes to {b} on {e}",
                "{a} to {b} on {e}",
                "from {a} to {b} ({e})",
                "{a} -> {b} ({e})",
                "{a} --{e}--> {b}",
                "{a} -{e}-> {b}",
                "in {a}, {e} leads to {b}",
                "from {a}, {e} leads to {b}",
                "{e} takes it from {a} to {b}",
                "{a} becomes {b} after {e}",
                "{a} + {e} = {b}",
                "when {a}, {e} makes it {b}",
                "{a} changes to {b} on {e}",
                "{a} [{e}] -> {b}",
                "on {e} {a} turns into {b}",
            )
        )
    else:
        form = rng.choice(
            (
                "{a} -> {b}",
                "{a} can become {b}",
                "{a} to {b}",
                "from {a} to {b}",
                "{a} changes to {b}",
                "{a} turns into {b}",
            )
        )
    sep = rng.choice((", ", "; ", "\n", ". "))
    head = rng.choice(("", "", "states: ", "state machine: ", "transitions: "))
    if head == "states: ":
        head = f"states: {', '.join(names)}. transitions: "
        story.add(", ".join(names), *names)
    story.sentences.append(head + sep.join(form.format(a=a, e=e, b=b) for a, e, b in rows))
    for a, e, b in rows:
        story.add(f"{a} -> {e}: {b}" if labelled else f"{a} -> {b}", a, b)
    story.at()


def event(story: Tale) -> None:
    """When the mail is lost, the clerk checks the log. If c, he calls the sender, otherwise he waits."""
    rng = story.rng
    verb, thing = rng.choice(verbs.deeds())
    aux = "are" if verbs.plural(thing) else "is"
    state = rng.choice((verbs.participle(verb), "missing", "ready", "received", "reported", "lost", "needed"))
    trigger = f"{thing} {aux} {state}"
    who = actor(story)
    if not story.claim(trigger):
        return hurried(story)
    act, y, n = (verbs.third(p) for p in phrases(story, 3))
    first = f"{who} {act}"
    c = story.name("condition")
    story.queue.clear()
    spoken = story.spoken.get(c, c)
    he = rng.choice(("he ", "she ", "they ", "", "it ", f"the {who} "))
    if he.startswith("the "):
        y, n = f"{who} {y}", f"{who} {n}"
        he = "the "
    elif not he or he == "they ":
        y, n = (" ".join(x.split()) for x in (y, n))
        he = rng.choice(("he ", "she "))
    text = rng.choice(
        (
            "when {t}, {f}",
            "as soon as {t}, {f}",
            "once {t}, {f}",
            "whenever {t}, {f}",
            "{t} and {f}",
            "{t}. Then {f}",
            "after {t}, {f}",
        )
    )
    text = text.format(t=the(rng, trigger, ours=False), f=f"the {first}")
    text += ". " + rng.choice(
        (
            "If {c}, {h}{y}, otherwise {h}{n}",
            "If {c}, {h}{y}. If not, {h}{n}",
            "If {c} {h}{y}, else {h}{n}",
            "In case {c}, {h}{y}. Otherwise {h}{n}",
        )
    ).format(c=spoken, h=he, y=y, n=n)
    story.sentences.append(text)
    story.put(
        _first(story, f"{trigger} -> {first} -> {c} ? -> yes: {y}, no: {n}"),
        trigger,
        first,
        c,
        y,
        n,
        at=(y, n),
    )


def in_the_middle(story: Tale) -> None:
    """A chain of clauses with a decision inside and steps after it."""
    rng = story.rng
    before = phrases(story, rng.choice((1, 2, 2)))
    _, c, _, _, y, n = check(story)
    after = phrases(story, rng.choice((1, 1, 2)))
    _say_clauses(story, before) if len(before) > 1 else story.sentences.append(before[0])
    head = story.sentences.pop()
    spoken = said(rng, c)
    text = rng.choice(
        (
            "{h}, and if {c} {y}, otherwise {n}. {A}",
            "{h}. If {c}, {y}, if not {n}. {A}",
            "{h}. {y} if {c}, otherwise {n}. {A}",
            "{h}, then if {c} {y}, else {n}, and then {a}",
            "{h}, then {y} (if {c}) or {n} (if not), then {a}",
            "{h}; if {c} {y}, otherwise {n}; {a}",
        )
    )
    lead = rng.choice(
        ("Then ", "After that ", "Finally, ", "Either way, ", "In both cases ", "At the end ", "Afterwards ")
    )
    story.sentences.append(
        text.format(h=head, c=spoken, y=y, n=n, a=listed(rng, after), A=lead + listed(rng, after))
    )
    story.add(_first(story, f"{' -> '.join(before)} -> {c} ? -> yes: {y}, no: {n}"), *before, c, y, n)
    story.put(f"{y}, {n} -> {' -> '.join(after)}", *after)


def one_way(story: Tale) -> None:
    """One branch only, or steps with a way back that a comma says: "review can send it back to draft"."""
    rng = story.rng
    names = tasks(story, rng.choice((3, 3, 4, 5)))
    last, back = names[-1], rng.choice(names[:-1])
    head = rng.choice((", ".join(names), listed(rng, names), ", then ".join(names)))
    i = rng.randrange(1, len(names))
    source = names[i] if rng.random() < 0.5 else last
    back = rng.choice(names[: names.index(source)])
    text = rng.choice(
        (
            "{s} can send it back to {b}",
            "{s} may go back to {b}",
            "from {s} you can return to {b}",
            "{s} sometimes leads back to {b}",
            "there is a loop from {s} back to {b}",
            "{s} also goes back to {b}",
            "{s} -> {b} again is possible",
            "an arrow goes back from {s} to {b}",
            "the result of {s} is used for {b} again",
            "what is learned in {s} flows back into {b}",
            "{s} gives feedback to {b}",
            "feedback goes from {s} to {b}",
            "with feedback from {s} to {b}",
            "{b} gets feedback from {s}",
            "{s} informs {b}",
            "and {s} loops back to {b}",
            "it can bounce from {s} back to {b}",
        )
    ).format(s=source, b=back)
    story.sentences.append(head + rng.choice((". ", ", ", "; ", ". ")) + text)
    story.add(" -> ".join(names), *names)
    story.add(f"{source} -> {back}")
    story.at(last)


def over_and_over(story: Tale) -> None:
    """plan do check act (then plan again)."""
    rng = story.rng
    names = rng.choice((tasks, tasks, things))(story, rng.choice((3, 3, 4, 4, 5)))
    a = rng.choice(ARROWS).join(names) if not any("-" in x or ">" in x for x in names) else ", ".join(names)
    body = rng.choice((", ".join(names), a, ", then ".join(names), listed(rng, names)))
    text = rng.choice(
        (
            "{x} (then {f} again)",
            "{x}, then {f} again",
            "{x} and back to {f}",
            "{x}, and then it starts over",
            "{x}, repeat",
            "{x} and repeat",
            "cycle: {x}",
            "a cycle of {x}",
            "{x}. After {z} comes {f} again",
            "{x}, and then from the beginning",
            "loop: {x}",
            "{x} in a circle",
            "{x} - and so on, forever",
            "{x}, and it all starts again with {f}",
            "the circle of {x}",
            "{x}... and {f} again",
            "endless loop of {x}",
            "{x} -> back to start",
            "{x}; when {z} is over, {f} starts again",
            "{x}, followed by {f} again",
            "{x}, which brings us back to {f}",
        )
    ).format(x=body, f=names[0], z=names[-1])
    story.sentences.append(text)
    story.put(" -> ".join([*names, names[0]]), *names, at=())


FORMS = (
    (looked_at, 12),
    (looped, 8),
    (opposites, 4),
    (turning_back, 4),
    (check_again, 3),
    (long_branches, 6),
    (gate_after_gate, 5),
    (outcomes, 7),
    (states, 4),
    (event, 5),
    (in_the_middle, 6),
    (one_way, 4),
    (over_and_over, 4),
)

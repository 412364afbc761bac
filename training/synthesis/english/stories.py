"""What happens, in English of two to eight sentences: scenes of everyday work in any person, with checks.

Scenes are in names/en_stories.txt: steps as orders; after "=" a condition, what follows if so, and if not.
"""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.english import verbs
from training.synthesis.english.everyday_decisions import OPPOSITES
from training.synthesis.english.everyday_steps import ARRIVES, phrases
from training.synthesis.english.forms import Tale, _thing
from training.synthesis.variants import say, upper

NEXT = (
    "", "", "", "", "Then ", "Then, ", "After that ", "After that, ", "Next ", "Next, ", "Now ",
    "Afterwards ", "Afterwards, ", "Once that is done, ", "When this is done, ", "Second, ", "Later ",
    "Following that, ",
)  # fmt: skip
LAST = (
    "Finally ",
    "Finally, ",
    "Lastly, ",
    "In the end ",
    "At the end ",
    "To finish, ",
    "As the last step, ",
    "",
)
FIRST = (
    "",
    "",
    "",
    "First ",
    "First, ",
    "First of all, ",
    "To begin with, ",
    "To start, ",
    "At the beginning ",
)
JOIN = (
    ", ",
    ", ",
    " and ",
    " and ",
    ", and ",
    ", then ",
    ", and then ",
    " and then ",
    "; ",
    ", after which ",
    ", next ",
)
TAILS = (
    "with {n}", "in {n}", "on {n}", "from {n}", "to {n}", "for {n}", "with {n} and {m}", "by hand",
    "again", "twice", "for ten minutes", "for 5 min", "at 180 degrees", "until it is ready",
    "until nothing is left", "every morning", "before lunch", "by email", "in the system",
    "at the counter", "on paper", "with care", "at night", "one by one", "as soon as possible",
    "over {n} and {m}", "using {n}", "into {n}", "via {n}", "without {n}",
)  # fmt: skip


@cache
def scenes() -> tuple[tuple[tuple[str, ...], tuple[str, str, str] | None], ...]:
    """(steps, check) of names/en_stories.txt."""
    found = []
    for line in (lexicon.HERE / "names" / "en_stories.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        left, _, right = line.partition(" = ")
        steps = tuple(part.strip() for part in left.split(";"))
        parts = tuple(part.strip() for part in right.split(";")) if right else None
        found.append((steps, parts))
    return tuple(found)


class Told(Tale):
    """A tale of steps, with the check of its scene."""

    case_: tuple[str, str, str] | None = None  # the check that belongs to the scene


def _gather(s: Told, count: int) -> list[str]:
    """New steps as orders: of one scene, or of the lists, some with a tail of two to six words."""
    rng = s.rng
    if rng.random() < 0.55:
        steps, check = rng.choice(scenes())
        start = rng.randrange(max(1, len(steps) - count + 1))
        taken = [step for step in steps[start : start + count] if s.claim(step)]
        if check and s.claim_all(check):
            s.case_ = check
        if len(taken) > 1:
            return taken
        return taken + phrases(s, count - len(taken))
    found = []
    for step in phrases(s, count):
        if rng.random() < 0.3:
            tail = rng.choice(TAILS).format(
                n=("the " if rng.random() < 0.6 else "")
                + _thing(s, rng.choice(("data", "component", "role"))),
                m=_thing(s, rng.choice(("data", "component"))),
            )
            longer = f"{step} {tail}"
            if len(longer.split()) < 11 and " and " not in step:
                s.claim(longer)
                step = longer
        found.append(step)
    return found


def _clauses(s: Told, steps: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """[(subject said before it or "", the clause)], and the names of the steps."""
    rng = s.rng
    roll = rng.random()
    if roll < 0.4:  # orders
        return [("", step) for step in steps], steps
    if roll < 0.55:  # we, you, I
        who = rng.choice(("we", "we", "you", "I", "they"))
        return [(who, step) for step in steps], steps
    # somebody does it, and from time to time somebody else takes over
    said, names = [], []
    who, subject = "", ""
    for i, step in enumerate(steps):
        clause = verbs.third(step)
        if not i or rng.random() < 0.3:
            who = _thing(s, rng.choice(("role", "role", "role", "component")))
            if s.claim(who):
                article = "a" if who[0] not in "aeiou" else "an"
                subject = f"{rng.choice(('the', 'the', 'the', article, 'our'))} {who}"
                said.append((subject, clause))
                names.append(f"{who} {clause}")
                continue
        if not who:
            return [("", x) for x in steps], steps
        said.append(("", clause) if rng.random() < 0.6 else (f"~{rng.choice(('he', 'she', 'she'))}", clause))
        names.append(clause)
    return said, names


def _tell(s: Told, said: list[tuple[str, str]], opens: bool, closes: bool) -> str:
    """The clauses in sentences of one to four clauses."""
    rng = s.rng
    text, size = "", 0
    long = rng.choice((1, 2, 2, 3, 4))
    person = said[0][0] if said[0][0] in ("we", "you", "I", "they") else ""
    for i, (who, clause) in enumerate(said):
        final = closes and i == len(said) - 1 and i > 0
        pronoun = who.startswith("~")
        name = who.lstrip("~")
        starts = not text or size >= rng.randint(1, long)
        if person:
            full = f"{person} {clause}" if starts or rng.random() < 0.2 else clause
        elif starts and not name and clause.split()[0].endswith("s") and i:  # needs a subject
            full = f"{rng.choice(('he', 'she', 'she'))} {clause}" if any(w for w, _ in said) else clause
        else:
            full = f"{name} {clause}".strip() if not pronoun or starts or rng.random() < 0.3 else clause
        if not text:
            text = upper(rng.choice(FIRST) + full) if opens else full
            size = 1
        elif starts:
            lead = rng.choice(LAST if final else NEXT)
            text += ". " + upper(lead + full)
            size = 1
        else:
            joint = rng.choice(JOIN)
            if final and rng.random() < 0.3:
                joint = rng.choice((", and finally ", " and finally ", ", finally ", " and lastly "))
            if ", after which " in joint and full == clause and not person:
                joint = ", then "
            if joint == ", after which " and person and not full.startswith(person):
                full = f"{person} {full}"
            text += joint + full
            size += 1
    return text


CHECKS = (
    "if {c}, {y}. Otherwise {n}",
    "if {c}, {y}, otherwise {n}",
    "if {c} {y}, else {n}",
    "if {c} then {y}. If not, {n}",
    "[is it the case that ~is it true that ~question: ~]{c}? [yes~Yes] -> {y}, [no~No] -> {n}",
    "{c}? If yes, {y}. If no, {n}",
    "{c}? Then {y}. Otherwise {n}",
    "{c}? {y}. If not, {n}",
    "check [whether~if] {c}? yes -> {y}, no -> {n}",
    "check [whether~if] {c}. If so, {y}, [if not~otherwise], {n}",
    "[check~see~find out~decide~ask] [whether~if] {c}. If [it is~yes~so~that is the case], {y}; if not, {n}",
    "when {c}, {y}. When that is not the case, {n}",
    "[should it be that~in case] {c}, {y}; [otherwise~if not,] {n}",
    "there are two possibilities: if {c}, {y}, and if not, {n}",
    "{y} if {c}, otherwise {n}",
)
RESULTS = (
    ("it fails", "it passes"),
    ("it breaks", "it works"),
    ("it is rejected", "it is accepted"),
    ("it is wrong", "it is right"),
    ("that does not work", "it works"),
    ("it is not good enough", "it is good enough"),
    ("there are errors", "there are none"),
    ("the result is bad", "the result is good"),
    ("the test fails", "it passes"),
    ("something is missing", "everything is there"),
)
BOTH = (
    "[In both cases~Either way~In any case~Whatever happens~Both ways~After either of them]{k} {z}",
    "[In both cases~Either way],{k} {z}",
    "[After that~Afterwards~Then~Next],{k} {z}",
)


def _check(s: Told) -> tuple[str, str, str]:
    """A condition and what follows if so and if not."""
    rng = s.rng
    if s.case_:
        return s.case_
    if rng.random() < 0.4:
        _, check = rng.choice(scenes())
        if check and s.claim_all(check):
            return check
    for _ in range(20):
        thing = _thing(s, rng.choice(("data", "component", "role")))
        pair = list(rng.choice(OPPOSITES))
        rng.shuffle(pair)
        condition = f"{thing} {'are' if verbs.plural(thing) else 'is'} {pair[0]}"
        if s.claim(condition):
            y, n = phrases(s, 2)
            return condition, y, n
    condition, y, n = s.case()
    s.queue.clear()
    s.spoken.clear()
    return condition, y, n


def _condition(rng: random.Random, text: str, template: str) -> str:
    """The condition as it is said: "the tank is full", or as a question."""
    bare = text.split()[0] in (
        "it",
        "there",
        "you",
        "we",
        "all",
        "everything",
        "everybody",
        "nobody",
        "anything",
        "many",
        "more",
        "half",
    )
    return text if bare or not text[0].islower() or rng.random() < 0.15 else f"the {text}"


def story(rng: random.Random) -> tuple[str, str, str]:
    """Steps, perhaps a check with what follows either way, on one branch, or back to an earlier step."""
    s = Told(rng, "en", "step")
    check = rng.random() < 0.45
    count = rng.choice((2, 3, 3, 4, 5)) if check else rng.choice((3, 4, 4, 5, 6, 7))
    steps = _gather(s, count)
    if not check and rng.random() < 0.3:
        steps += _gather(s, rng.choice((1, 2, 3)))
    said, names = _clauses(s, steps)
    if rng.random() < 0.12:
        first = f"{_thing(s, 'role' if rng.random() < 0.5 else 'data')} {rng.choice(ARRIVES)}"
        if s.claim(first) and said[0][0] not in ("we", "you", "I", "they"):
            said.insert(0, (rng.choice(("the", "a", "the")), first))
            names.insert(0, first)
            if not said[1][0] and names[1].split()[0].endswith("s") and names[1] != steps[0]:
                del said[0], names[0]
    if not names or len(names) < 2:
        return story(rng)
    text = _tell(s, said, rng.random() < 0.9, not check)
    if not check and rng.random() < 0.12:  # "..., where it is washed and packed"
        done = list(
            dict.fromkeys(
                verbs.participle(rng.choice(verbs.deeds())[0]) for _ in range(rng.choice((1, 2, 2, 3)))
            )
        )
        if s.claim_all(tuple(done)):
            joined = (
                ", ".join(done[:-1])
                + (rng.choice((" and ", ", and ", " and then ")) if len(done) > 1 else "")
                + done[-1]
            )
            text += say(
                rng,
                "[, where it is ~, where they are ~. There it is ~. It is then ~. Then it is ~, "
                "after which it is ]{d}",
                d=joined,
            )
            names = [*names, *done]
    if rng.random() < 0.1:
        title = rng.choice(lexicon.flat("en", "stage"))
        if s.claim(title):
            text = say(rng, "[Our ~My ~The ~]{t}[:~:~ -~ works like this:~ in short:] ", t=title) + text
    s.add(" -> ".join(names), *names)
    s.at(names[-1])
    if check:
        text += _checked(s, names)
    return "story en", text + rng.choice((".", ".", "")), "\n".join(s.lines)


def _checked(s: Told, names: list[str]) -> str:
    rng = s.rng
    condition, y, n = _check(s)
    template = rng.choice(CHECKS)
    orders = rng.random() < 0.7
    back = rng.random()
    roll = rng.random()
    line = f"{s.last[0]} -> {condition} ? -> yes: {y}, no: {n}"
    if back < 0.2 and all(" " in x for x in names):  # back to an earlier step
        target = rng.choice(names)
        s.add(f"{s.last[0]} -> {condition} ? -> yes: {y}, no: {target}", condition, y)
        go = say(
            rng,
            "[go back to~return to~repeat from~start again with~we go back to] {t}",
            t=f'"{target}"' if rng.random() < 0.3 else target,
        )
        text = say(rng, template, c=_condition(rng, condition, template), y=y, n=go)
        s.at(y)
        text = ". " + upper(text)
        if roll < 0.4:
            more = _more(s, 1)
            text += ". " + say(rng, "[After that~Then~Finally~At the end] {z}", z=more[0])
            s.add(f"{y} -> {more[0]}", *more)
        return text
    if back < 0.36:  # the branch comes back by itself: "fix it and check again"
        target = rng.choice(names[-2:])
        fails, passes = rng.choice(RESULTS)
        if rng.random() < 0.3 and s.claim(fails):
            bare = re.sub(r"^(?:the |that |it is |it )", "", fails)  # the condition without "it"
            s.add(f"{s.last[0]} -> {bare} ? -> yes: {y} -> {target}", bare, y)
            s.add(f"{bare} -> no: {n}", n)
            return say(
                rng,
                (
                    "[, and~. Then,] if {f}, {y} and {t} again. [Once~When~As soon as] {p}, {n}",
                    ". If {f}, {y} and go back to {t}. If {p}, {n}",
                    ". If {f}, {y} and {t} again, otherwise {n}",
                    ". When {f}, {y}, then {t} again; when {p}, {n}",
                ),
                f=fails,
                p=passes,
                y=y,
                n=n,
                t=target,
            )
        s.add(f"{s.last[0]} -> {condition} ? -> yes: {y} -> {target}", condition, y)
        s.add(f"{condition} -> no: {n}", n)
        text = say(
            rng,
            (
                "if {c}, {y} and {t} again. Otherwise {n}",
                "if {c}, {y} and then {t} once more, else {n}",
                "{c}? {y} and {t} again. [If not~Otherwise], {n}",
                "as long as {c}, {y} and {t} again. If not, {n}",
                "if {c}, {y} and go back to {t}. If not, {n}",
            ),
            c=_condition(rng, condition, ""),
            n=n,
            y=y,
            t=target,
        )
        return ". " + upper(text)
    said_y, said_n = y, n
    if not orders:
        who = rng.choice(("we", "you", "they"))
        said_y, said_n = f"{who} {y}", f"{who} {n}"
    text = ". " + upper(say(rng, template, c=_condition(rng, condition, template), y=said_y, n=said_n))
    if re.match(r"\{y\}", template):
        text = ". " + upper(say(rng, template, c=_condition(rng, condition, ""), y=y, n=n))
    s.add(line, condition, y, n)
    if roll < 0.42:
        more = _more(s, rng.choice((1, 1, 2, 3)))
        text += ". " + say(rng, BOTH, z=more[0], k="")
        s.add(f"{y}, {n} -> {' -> '.join(more)}", *more)
        text += _rest(rng, more[1:])
        if rng.random() < 0.25 and len(s.nodes) < 9:  # a second check
            s.case_ = None
            s.at(more[-1])
            text += _checked(s, more)
    elif roll < 0.6:
        branch = rng.choice((y, n))
        more = _more(s, rng.choice((1, 1, 2)))
        text += ". " + say(
            rng,
            ("Once you {b}, {z}", 'After "{b}", {z}', "When we {b}, we also {z}", "After {b}, {z}"),
            b=branch,
            z=more[0],
        )
        s.add(f"{branch} -> {' -> '.join(more)}", *more)
        text += _rest(rng, more[1:])
    return text


def _more(s: Told, count: int) -> list[str]:
    found = _gather(s, count)[:count]
    return found if len(found) == count else found + phrases(s, count - len(found))


def _rest(rng: random.Random, steps: list[str]) -> str:
    text = ""
    for i, step in enumerate(steps):
        if rng.random() < 0.5:
            text += rng.choice((" and ", ", then ", " and then ", ", and ")) + step
        else:
            text += ". " + upper(rng.choice(LAST if i == len(steps) - 1 else NEXT) + step)
    return text


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One story: (kind, prompt, statement lines)."""
    kind, text, body = story(rng)
    if rng.random() < 0.08:
        text, body = text.lower(), body.lower()
    return kind, re.sub(r"\.{2,}", ".", text), body

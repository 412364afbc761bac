"""Plain notes in English: headings, lists after a colon, sub-items, details in brackets, arrows in prose."""

from __future__ import annotations

import random
from itertools import pairwise

from training.synthesis import lexicon
from training.synthesis.english import verbs
from training.synthesis.english.everyday_steps import ARROWS, phrases, scenes, tasks, things
from training.synthesis.english.forms import Tale, domains
from training.synthesis.phrasing import count_word
from training.synthesis.variants import say, upper

TITLES = (
    "Stages", "Steps", "Phases", "The process", "Process", "Procedure", "Plan", "Our plan", "My plan",
    "To do", "Todo for Friday", "Workflow", "The workflow", "Flow", "Overview", "Sequence",
    "Order of work", "Timeline", "Schedule", "Notes", "Notes from the meeting", "The route", "Pipeline",
    "Here is the pipeline", "Agenda", "Here is the plan", "The plan for next week", "It goes like this",
    "The order is", "The steps are", "In order", "How it works", "How we do it", "What happens",
    "Milestones", "The path", "Lifecycle", "Life cycle", "Checklist", "Release plan", "Recipe", "Method",
    "Levels from bottom to top", "These are the steps", "Morning routine", "Project phases",
    "Course of the day", "The stages of the project", "Path of a request", "Sales funnel",
    "Stages of grief", "The history of the place", "From start to finish", "Roadmap", "Curriculum",
)  # fmt: skip
ABOUT = (
    "stages of", "steps of", "life of", "phases of", "the path of", "journey of", "life cycle of",
    "how to make", "the production of", "history of", "order of", "procedure for", "plan for",
    "checklist for", "workflow for",
)  # fmt: skip
TOPICS = (
    "a letter", "a star", "cheese", "an app", "a law", "the harvest", "a claim", "a purchase",
    "our tickets", "a bug", "a tree", "a rumour", "money", "my week", "a patient", "the new hire",
    "a video", "a shirt", "a thesis", "glass", "the budget", "a book", "a complaint", "a trip", "a river",
    "a product", "a web page", "an order",
)  # fmt: skip
DETAILS = (
    "ca. 10 min", "2 days", "optional", "if needed", "manager", "by email", "see below", "v2", "new",
    "weekly", "max. 5", "in the lab", "done by HR", "important!", "draft", "about an hour", "with Anna",
    "room 12", "since 2021", "twice", "external", "the slow part", "at night", "by hand", "automatic",
    "3 people", "outdoor", "legacy", "Berlin", "DHT11", "20 °C", "only on Mondays", "e.g. Excel",
    "not yet final", "5 min", "blue", "free", "on site", "TBD", "Java",
)  # fmt: skip
BULLETS = ("- ", "- ", "* ", "• ", "+ ", "– ", "· ", "> ", "[ ] ", "-> ")
SUBS = ("  - ", "   - ", "    - ", "\t- ", "  * ", "   • ", "  + ", "    * ", "  -- ", "   a) ")


def _items(s: Tale, low: int = 3, high: int = 6, kind: str = "") -> list[str]:
    """New names that go in a list: steps or things, some long."""
    rng = s.rng
    count = rng.randint(low, high)
    kind = kind or rng.choice(("tasks", "phrases", "things", "made", "gerunds"))
    if kind == "tasks":
        found = tasks(s, count)
    elif kind == "phrases":
        found = phrases(s, count)
    elif kind == "things":
        found = things(s, count)
    elif kind == "gerunds":
        found = [verbs.gerund(p) for p in phrases(s, count)]
    else:
        found = s.new(count, rng.choice(("noun", "step")))
    return found[:count] if len(found) > 1 else s.new(2, "noun")


def _group(s: Tale) -> str:
    return s.name("group")


def _series(rng: random.Random, items: list[str]) -> str:
    """Names with commas, mostly; sometimes with "and" before the last."""
    roll = rng.random()
    if roll < 0.55 or len(items) == 1:
        return ", ".join(items)
    if roll < 0.65:
        return rng.choice(("; ", " / ", " | ")).join(items)
    return ", ".join(items[:-1]) + rng.choice((" and ", ", and ")) + items[-1]


def titled(s: Tale) -> None:
    """Stages: a, b, c. The title is no node."""
    rng = s.rng
    items = _items(s, 3, 7)
    title = rng.choice(TITLES)
    if rng.random() < 0.3:
        title = f"{rng.choice(ABOUT)} {rng.choice(TOPICS)}"
    text = title if rng.random() < 0.7 else title.lower()
    s.sentences.append(text + rng.choice((": ", ": ", ": ", ":", " - ", ":\n", " = ")) + _ordered(rng, items))
    s.add(" -> ".join(items), *items)
    s.at(items[-1])


def _ordered(rng: random.Random, items: list[str]) -> str:
    roll = rng.random()
    if roll < 0.55:
        return ", ".join(items)
    if roll < 0.85:
        return (
            ", ".join(items[:-1])
            + rng.choice((" and ", ", and ", ", then ", ", finally ", " and finally "))
            + items[-1]
        )
    return rng.choice(("; ", " / ", " – ", ", then ")).join(items)


def connects(s: Tale) -> None:
    """A: B, C. B: D, E. What stands before the colon is connected to what follows."""
    rng = s.rng
    root = _items(s, 2, 2, "things")[0]
    width = rng.choice((2, 2, 3, 3, 4))
    items = _items(s, width, width, rng.choice(("things", "made")))
    again = rng.random()
    lines = [(root, items)]
    s.add(f"{root} -> {', '.join(items)}", root, *items)
    if again < 0.7:
        for name in rng.sample(items, rng.choice((1, 1, 2))):
            below = _items(s, 2, 3, "things")
            lines.append((name, below))
            s.add(f"{name} -> {', '.join(below)}", *below)
    else:
        noun = rng.choice(
            (
                "outputs",
                "targets",
                "children",
                "consumers",
                "outcomes",
                "results",
                "branches",
                "exits",
                "options",
                "successors",
                "departments",
                "parts",
            )
        )
        n = count_word(rng, "en", len(items))
        s.sentences.append(
            say(
                rng,
                (
                    "{the:a} has {n} {w}: {l}",
                    "{the:a} [leads to~feeds~supplies~controls~splits into~is connected to~talks to] "
                    "{n} {w}: {l}",
                    "there are {n} {w} [of~from~after] {the:a}: {l}",
                    "{the:a} goes to [several places~the following~these]: {l}",
                    "{the:a} ({w}: {l})",
                ),
                a=root,
                n=n,
                w=noun,
                l=_series(rng, items),
            )
        )
        _meet(s, items)
        return
    sep = rng.choice((": ", ": ", ": ", " -> ", " = ", " feeds: "))
    glue = rng.choice((". ", "\n", "\n", "; "))
    said = glue.join(f"{a}{sep}{_series(rng, b) if glue != '; ' else ', '.join(b)}" for a, b in lines)
    s.sentences.append(said)
    if len(lines) == 2 and rng.random() < 0.2:
        _meet(s, lines[1][1])
    s.at(*lines[-1][1])


def _meet(s: Tale, items: list[str]) -> None:
    """Now and then, what was listed comes together."""
    s.at(*items)
    if s.rng.random() < 0.4:
        (z,) = s.new(1, "noun")
        who = "both" if len(items) == 2 else "all"
        s.sentences.append(
            say(
                s.rng,
                (
                    "{w} [drain into~end in~lead to~write to~report to~go to~feed] {the:z}",
                    "{w} of them [use~share~end in~lead to~feed] {the:z}",
                    "they [all ~]meet in {the:z}",
                    "then comes {the:z}",
                ),
                w=who,
                z=z,
            )
        )
        s.add(f"{', '.join(items)} -> {z}", z)
        s.at(z)


def grouped(s: Tale) -> None:
    """frontend: a, b / backend: c, d, and a sentence on who uses whom."""
    rng = s.rng
    groups = []
    for _ in range(rng.choice((2, 2, 3))):
        if s.world and rng.random() < 0.7:
            title, members = s.title_and_members()
        else:
            title, members = _group(s), _items(s, 2, 3, "things")
        groups.append((title, members))
        s.add(f"[{title}] {', '.join(members)}", *members)
    style = rng.choice(("colon", "colon", "bullets", "hash", "dash"))
    if style == "colon":
        text = "\n".join(f"{t}: {_series(rng, m)}" for t, m in groups)
    elif style == "dash":
        text = "\n".join(f"{t} - {', '.join(m)}" for t, m in groups)
    else:
        bullet = rng.choice(BULLETS[:4])
        head = (
            rng.choice(("# {t}", "## {t}"))
            if style == "hash"
            else rng.choice(("{t}", "{t}:", "[{t}]", "{t}"))
        )
        text = "\n".join("\n".join([head.format(t=t), *(bullet + x for x in m)]) for t, m in groups)
    s.sentences.append(text)
    said = []
    for (_, first), (_, second) in pairwise(groups):
        a, b = rng.choice(first), rng.choice(second)
        if rng.random() < 0.25:
            a, b = b, a
        verb = rng.choice(
            (
                "calls",
                "talks to",
                "passes orders to",
                "sends data to",
                "feeds",
                "reports to",
                "writes to",
                "notifies",
                "is connected to",
                "hands work to",
                "delivers to",
                "informs",
            )
        )
        said.append(f"{rng.choice(('the ', 'the ', ''))}{a} {verb} {rng.choice(('the ', ''))}{b}")
        s.add(f"{a} -> {b}")
    glue = rng.choice((". ", ", and ", "\n", " and ", "; "))
    s.sentences.append(glue.join(said))
    s.sentences[:] = ["\n".join(s.sentences)]
    s.last = []


def nested(s: Tale) -> None:
    """A numbered or dashed list, one of whose items has items of its own."""
    rng = s.rng
    items = _items(s, 3, 5)
    at = rng.randrange(len(items))
    below = _items(s, 2, 3)
    more = {at: below}
    if len(items) > 3 and rng.random() < 0.3:
        other = (at + rng.randint(1, len(items) - 1)) % len(items)
        more[other] = _items(s, 2, 2)
    kind = rng.choice(("1. ", "1) ", "bullet", "bullet", "step"))
    bullet = rng.choice(BULLETS[:6])
    sub = rng.choice(SUBS[:-1])
    rows = []
    if rng.random() < 0.45:
        rows.append(rng.choice(TITLES) + rng.choice(("", ":", "")))
    for i, item in enumerate(items):
        mark = bullet if kind == "bullet" else f"Step {i + 1}: " if kind == "step" else f"{i + 1}{kind[1]} "
        rows.append(
            mark
            + (upper(item) if rng.random() < 0.3 else item)
            + (":" if i in more and rng.random() < 0.2 else "")
        )
        rows += [sub + x for x in more.get(i, ())]
    s.sentences.append("\n".join(rows))
    s.add(" -> ".join(items), *items)
    for i, names in sorted(more.items()):
        s.add(f"{items[i]} -> {', '.join(names)}", *names)
    s.last = []


def detailed(s: Tale) -> None:
    """Steps with a detail in parentheses, which is no node."""
    rng = s.rng
    items = _items(s, 3, 6)
    share = rng.choice((0.3, 0.6, 0.9))
    dashed = rng.random() < 0.15
    said = []
    for item in items:
        detail = rng.choice(DETAILS)
        if rng.random() < share and not set(item) & set("()"):
            number = detail if rng.random() < 0.8 else str(rng.randint(2, 90))
            said.append(f"{item} [{number}]" if dashed else f"{item} ({number})")
        else:
            said.append(item)
    if said == items:
        said[0] += f" ({rng.choice(DETAILS)})"
    roll = rng.random()
    if roll < 0.4:
        text = rng.choice(ARROWS).join(said)
    elif roll < 0.6:
        bullet = rng.choice(BULLETS[:6])
        text = "\n".join(bullet + x for x in said)
    elif roll < 0.75:
        text = "\n".join(f"{i}. {x}" for i, x in enumerate(said, 1))
    else:
        text = say(rng, "[first ~]") + ", then ".join(said) if rng.random() < 0.5 else ", ".join(said)
    s.sentences.append(text)
    s.add(" -> ".join(items), *items)
    s.at(items[-1])


def mixed(s: Tale) -> None:
    """Arrows first, then prose, or the other way round."""
    rng = s.rng
    items = _items(s, 3, 5)
    more = _items(s, 1, 3)
    arrow = rng.choice(ARROWS)
    lead = rng.choice(
        (
            ", then ",
            ". Then ",
            "; after that ",
            ". After that ",
            ". Next comes ",
            ", and finally ",
            ", followed by ",
        )
    )
    if rng.random() < 0.6 or any("-" in x for x in items):
        text = arrow.join(items) + lead + rng.choice((" and then ", ", then ", " and ")).join(more)
        names = items + more
    else:
        head = rng.choice(
            ("First {a}, then {b}. ", "{a} comes first, then {b}. ", "Start with {a} and {b}, then: ")
        )
        text = head.format(a=more[0], b=more[-1]) if len(more) > 1 else f"Start with {more[0]}. "
        names = ([more[0], more[-1]] if len(more) > 1 else more) + items
        text += rng.choice(("", "", "after that ", "then ", "continue: ")) + arrow.join(items)
    s.sentences.append(text)
    s.add(" -> ".join(names), *names)
    s.at(names[-1])


def letters(s: Tale) -> None:
    """a) x b) y c) z on one line, Step 1 - x. Step 2 - y."""
    rng = s.rng
    items = _items(s, 3, 6)
    style = rng.choice(
        (
            "{x}) ",
            "({x}) ",
            "{x}. ",
            "Step {i} - ",
            "step {i}: ",
            "{i}) ",
            "({i}) ",
            "Phase {i}: ",
            "#{i} ",
            "Day {i}: ",
            "{o}: ",
            "{o}, ",
            "Week {i} - ",
            "Stage {i}. ",
        )
    )
    order = ("first", "second", "third", "fourth", "fifth", "sixth")
    glue = " " if style.startswith(("{x}", "(", "{i}", "#")) else rng.choice((". ", "; ", ", ", "\n"))
    text = glue.join(
        style.format(
            x="abcdef"[i], i=i + 1, o=order[i] if i < len(items) - 1 or rng.random() < 0.5 else "finally"
        )
        + x
        for i, x in enumerate(items)
    )
    s.sentences.append(text)
    s.add(" -> ".join(items), *items)
    s.at(items[-1])


def routes(s: Tale) -> None:
    """from X to Y via Z."""
    rng = s.rng
    a, b, c = _items(s, 3, 3, "things")[:3] if rng.random() < 0.7 else s.new(3, "noun")
    who = rng.choice(
        (
            "it goes",
            "the goods go",
            "data travels",
            "traffic flows",
            "we go",
            "the signal runs",
            "messages travel",
            "we drive",
        )
    )
    s.sentences.append(
        say(
            rng,
            (
                "[{w} ~]from {the:a} to {the:c} [via~through~by way of~over~by] {the:b}",
                "[{w} ~]from {the:a} [via~through~over] {the:b} to {the:c}",
                "[{w} ~]from {the:a} to {the:b}, and [on ~from there ~]to {the:c}",
                "[{w} ~]from {the:a} to {the:b} to {the:c}",
                "{the:a} to {the:c}, via {the:b}",
                "to get from {the:a} to {the:c} you [have to ~]pass {the:b}",
                "{the:b} gets its [input~supply~data] from {the:a} and [feeds~supplies] {the:c}",
                "{the:b}, which [feeds~supplies~leads to~calls~drives] {the:c}, [gets its input "
                "from~is fed by~is behind~comes after~follows] {the:a}",
                "{the:a} is followed by {the:b}, which is [itself ~]followed by {the:c}",
                "{the:a} [leads~goes~connects] to {the:b} and {the:b} to {the:c}",
            ),
            a=a,
            b=b,
            c=c,
            w=who,
        )
    )
    s.add(f"{a} -> {b} -> {c}", a, b, c)
    s.at(c)
    if rng.random() < 0.4:
        d, e = s.new(2, "noun")
        s.sentences.append(
            say(
                rng,
                (
                    "[there~then] it [splits~branches] into {the:d} and {the:e}",
                    "{the:c} [sends everything to~serves~supplies] {the:d} and {the:e}",
                    "from {the:c} [to~on to] both {the:d} and {the:e}",
                    "{the:c}: {d}, {e}",
                ),
                c=c,
                d=d,
                e=e,
            )
        )
        s.add(f"{c} -> {d}, {e}", d, e)
        s.at(d, e)


def passive_notes(s: Tale) -> None:
    """Beans are soaked, the water is drained and the pot is filled: a scene of what is done to a thing."""
    rng = s.rng
    subject, aux, *done = rng.choice(scenes("p"))
    if not s.claim(subject):
        return titled(s)
    if rng.random() < 0.5:
        bare = subject.removeprefix("the ").removeprefix("a ")
        done = done[: rng.randint(2, len(done))]
    else:
        thing = rng.choice(lexicon.flat("en", "data"))
        if set(thing) & set(",:;|()"):
            return titled(s)
        bare, aux = thing, "are" if verbs.plural(thing) else "is"
        done = []
        for _ in range(rng.choice((2, 3, 4))):
            tail = rng.choice(
                (
                    "",
                    "",
                    "",
                    " by hand",
                    " at 60 degrees",
                    " in a tank",
                    " for a day",
                    " again",
                    " by the crew",
                )
            )
            word = verbs.participle(rng.choice(verbs.deeds())[0]) + tail
            if s.claim(word):
                done.append(word)
        if len(done) < 2:
            return titled(s)
    names = [f"{bare} {aux} {done[0]}", *done[1:]]
    text = rng.choice(("", "", "the ")) + names[0]
    for i, word in enumerate(done[1:], 1):
        final = i == len(done) - 1
        text += (
            rng.choice(
                (", then ", " and ", ", and ", " and then ", ", and finally ")
                if final
                else (", ", ", ", ", then ", " and ", ", and then ")
            )
            + word
        )
    if rng.random() < 0.45:
        verb, thing = rng.choice(verbs.deeds())
        clause = f"{thing} {'are' if verbs.plural(thing) else 'is'} {verbs.participle(verb)}"
        if s.claim(clause):
            text += (
                rng.choice((", and ", ", and ", ", then ", ". Then ", ". Finally ", ". After that "))
                + f"the {clause}"
            )
            names.append(clause)
    s.sentences.append(text)
    s.add(" -> ".join(names), *names)
    s.at(names[-1])


FORMS = (
    (titled, 9),
    (connects, 8),
    (grouped, 5),
    (nested, 6),
    (detailed, 6),
    (mixed, 5),
    (letters, 5),
    (routes, 7),
    (passive_notes, 6),
)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One note: (kind, prompt, statement lines)."""
    s = Tale(rng, "en", "noun")
    if rng.random() < 0.4:
        s.world = rng.choice(domains())
    form = rng.choices([f for f, _ in FORMS], [w for _, w in FORMS])[0]
    form(s)
    text = s.sentences[0]
    capital = rng.random() < 0.6
    if capital:
        text = upper(text)
    for sentence in s.sentences[1:]:
        text += ("\n" if "\n" in text else ". ") + (upper(sentence) if capital else sentence)
    if "\n" not in text and rng.random() < 0.4:
        text += "."
    body = "\n".join(s.lines)
    if rng.random() < 0.06:
        text, body = text.lower(), body.lower()
    return "notes en", text, body

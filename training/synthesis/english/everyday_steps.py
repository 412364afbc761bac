"""Courses of events in everyday English: passives, deeds of people, gerunds, hurried lists, timetables."""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.english import verbs
from training.synthesis.english.forms import Tale, _thing, _upper
from training.synthesis.phrasing import count_word

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "September", "October", "November")
ARROWS = (" -> ", " -> ", " → ", " > ", " => ", "->", " --> ", " ➜ ", " >> ", "→")
THEN = (
    ", then ",
    ", and then ",
    " then ",
    " and then ",
    ", after that ",
    ", next ",
    ", afterwards ",
    ", and ",
)
NEW_SENTENCE = (
    "Then ",
    "After that ",
    "After that, ",
    "Next, ",
    "Next ",
    "Afterwards ",
    "",
    "",
    "Now ",
    "Then, ",
    "Later ",
    "Subsequently ",
    "Once that is done, ",
    "At that point ",
    "Following this, ",
)
LAST = (
    "Finally, ",
    "Finally ",
    "In the end ",
    "At the end ",
    "Lastly, ",
    "As a last step, ",
    "To finish, ",
    "",
)


@cache
def scenes(kind: str) -> tuple[tuple[str, ...], ...]:
    """The sets of one kind in names/en_scenes.txt."""
    found = []
    for line in (lexicon.HERE / "names" / "en_scenes.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{kind}\t"):
            parts = (part.strip() for part in re.split(r"[;|]" if kind in "os" else ";", line[2:]))
            found.append(tuple(parts))
    return tuple(found)


def the(rng: random.Random, name: str, ours: bool = True) -> str:
    """The name as people say it in a sentence, mostly with an article."""
    roll = rng.random()
    if " " in name and name.split()[0] in verbs.first_words():  # a step takes no article
        return name
    if roll < 0.6:
        return f"the {name}"
    if roll < 0.68 and not verbs.plural(name):
        return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
    if roll < 0.72 and ours:
        return f"our {name}"
    return name


def things(story: Tale, count: int) -> list[str]:
    """New things that go together, look alike, or are drawn from all lists."""
    rng = story.rng
    roll = rng.random()
    if roll < 0.5:
        pool = rng.choice(scenes("n" if roll < 0.36 else "r"))
        start = rng.randrange(max(1, len(pool) - count + 1))
        found = [name for name in pool[start : start + count] if story.claim(name)]
        return found + story.new(count - len(found), "noun")
    return story.new(count, "noun")


def tasks(story: Tale, count: int) -> list[str]:
    """New short steps: of one hurried set, of a domain, or from all lists."""
    rng = story.rng
    if rng.random() < 0.4:
        pool = rng.choice(scenes("w"))
        start = rng.randrange(max(1, len(pool) - count + 1))
        found = [name for name in pool[start : start + count] if story.claim(name)]
        return found + story.new(count - len(found), "step")
    return story.new(count, rng.choice(("step", "step", "noun")))


def phrases(story: Tale, count: int) -> list[str]:
    """New steps that begin with a verb, in its plain form."""
    found = []
    for _ in range(40 * count):
        pool = verbs.phrases()
        if story.world and story.rng.random() < 0.8:
            pool = [s for s in story.world.steps if " " in s and " and " not in s and s.split()[0].isalpha()]
        phrase = story.rng.choice(pool)
        if " it" not in phrase and story.claim(phrase):
            found.append(phrase)
        if len(found) == count:
            break
    if story.world:
        found.sort(key=lambda s: story.world.steps.index(s) if s in story.world.steps else 99)
    return found + (story.new(count - len(found), "step") if len(found) < count else [])


def actor(story: Tale) -> str:
    """Somebody or something that acts."""
    for _ in range(30):
        name = _thing(story, "role" if story.rng.random() < 0.75 else "component")
        if story.claim(name):
            return name
    return story.name("noun")


def listed(rng: random.Random, items: list[str]) -> str:
    """Steps in one sentence."""
    if len(items) == 1:
        return items[0]
    last = rng.choice(
        (" and ", ", and ", " and then ", ", and finally ", " and finally ", ", then ", ", finally ")
    )
    return ", ".join(items[:-1]) + last + items[-1]


def goes_on(story: Tale, items: list[str]) -> str:
    """The path of these steps, from what came before if that is clear."""
    line = " -> ".join(items)
    return story.go_on(line) if story.last and story.lines else line


def passive_chain(story: Tale) -> None:
    """Raw milk is heated, then cooled, bottled and shipped."""
    rng = story.rng
    if rng.random() < 0.4:
        subject, aux, *done = rng.choice(scenes("p"))
        subject = subject.removeprefix("the ").removeprefix("a ")
        done = done[: rng.randint(2, len(done))]
    else:
        subject = _thing(story, rng.choice(("data", "data", "component")))
        aux = "are" if verbs.plural(subject) else "is"
        done = []
        for _ in range(rng.choice((2, 3, 3, 4, 5))):
            word = verbs.participle(rng.choice(verbs.deeds())[0])
            tail = rng.choice(
                ("", "", "", "", " by {r}", " by the {r}", " to the {c}", " in the {c}", " with {c}")
            )
            word += tail.format(r=_thing(story, "role"), c=_thing(story, "component"))
            done.append(word)
    done = list(dict.fromkeys(done))
    first = rng.choice(("", "", "", "", "", "first ", "initially "))
    aux = rng.choice((aux, aux, aux, aux, "gets" if aux == "is" else "get"))
    head = f"{subject} {aux} {first}{done[0]}"
    names = [head, *done[1:]]
    if len(set(names)) < 2 or not story.claim_all(tuple(names)):
        return hurried(story)
    text = rng.choice(("the ", "the ", "", "")) + head
    if rng.random() < 0.3 and len(names) > 2:  # two sentences
        cut = rng.randrange(1, len(names) - 1)
        pronoun = "they are" if aux in ("are", "get") else "it is"
        text = listed(rng, [text, *names[1 : cut + 1]]) + ". "
        text += rng.choice(
            (f"Then {pronoun} ", f"After that {pronoun} ", f"{_upper(pronoun)} then ", f"Next, {pronoun} ")
        )
        text += listed(rng, names[cut + 1 :])
    elif rng.random() < 0.4:
        text += rng.choice((", then ", " and then ", ", afterwards ", ", subsequently ")) + listed(
            rng, names[1:]
        )
    else:
        text = listed(rng, [text, *names[1:]])
    story.sentences.append(text)
    story.put(goes_on(story, names), *names)


def passive_clauses(story: Tale) -> None:
    """The dough is kneaded, the oven is heated and the bread is baked."""
    rng = story.rng
    names = []
    for _ in range(rng.choice((2, 3, 3, 4, 5)) * 3):
        verb, thing = rng.choice(verbs.deeds())
        name = f"{thing} {'are' if verbs.plural(thing) else 'is'} {verbs.participle(verb)}"
        if rng.random() < 0.15:
            name += f" by {the(rng, _thing(story, 'role'))}"
        if len(names) < 5 and rng.random() < 0.6 and story.claim(name):
            names.append(name)
    if len(names) < 2:
        return hurried(story)
    said = [the(rng, name, ours=False) if rng.random() < 0.8 else name for name in names]
    _say_clauses(story, said)
    story.put(goes_on(story, names), *names)


def _say_clauses(story: Tale, said: list[str]) -> None:
    rng = story.rng
    manner = rng.random()
    if manner < 0.3:
        text = listed(rng, said)
    elif manner < 0.5:
        text = rng.choice(("first ", "first, ", "")) + rng.choice(THEN).join(said)
    elif manner < 0.6:
        lead = rng.choice(("once ", "when ", "as soon as ", "after ", "whenever ", "every time "))
        text = f"{lead}{said[0]}, {listed(rng, said[1:])}"
    else:
        text = said[0]
        for i, clause in enumerate(said[1:], 1):
            if rng.random() < 0.25:
                text += rng.choice(THEN) + clause
            else:
                text += ". " + _upper(rng.choice(LAST if i == len(said) - 1 else NEW_SENTENCE) + clause)
    story.sentences.append(text)


ARRIVES = (
    "arrives",
    "comes in",
    "calls",
    "shows up",
    "is received",
    "gets in touch",
    "is ready",
    "appears",
    "logs in",
    "asks for help",
    "is opened",
    "enters",
    "starts",
    "is requested",
    "gets lost",
    "breaks down",
    "wakes up",
    "walks in",
    "rings",
    "comes up",
)


def acts_of(story: Tale, count: int) -> list[str]:
    """What somebody does, some of it to "it"."""
    rng = story.rng
    acts = []
    for phrase in phrases(story, count):
        act = verbs.third(phrase)
        if rng.random() < 0.22:
            short = f"{verbs.third(rng.choice(verbs.deeds())[0])} {rng.choice(('it', 'it', 'them'))}"
            act = short if story.claim(short) else act
        acts.append(act)
    return acts


def deeds_of_people(story: Tale) -> None:
    """The order comes in. The nurse takes the pulse, updates the chart and calls the doctor."""
    rng = story.rng
    bare = rng.random() < 0.25
    names, text = [], ""
    count = rng.choice((1, 1, 2, 2, 3, 4))
    if rng.random() < 0.3:
        first = f"{_thing(story, rng.choice(('data', 'role')))} {rng.choice(ARRIVES)}"
        if story.claim(first):
            names, text = [first], first if bare else the(rng, first, ours=False)
            text = rng.choice(("", "", "", "when ", "once ", "first ", "as soon as ")) + text
            text += "" if text.split()[0] not in ("when", "once", "as") else ","
    few = count > 2 or rng.random() < 0.3
    for i in range(count):
        who = actor(story)
        acts = acts_of(story, rng.choice((1, 1, 1, 2) if few else (1, 2, 2, 3) if i else (2, 3, 3, 4)))
        clause = listed(rng, [f"{who if bare else the(rng, who)} {acts[0]}", *acts[1:]])
        if not text:
            text = clause
        elif text.endswith(","):
            text += f" {clause}"
        elif (few and rng.random() < 0.6) or rng.random() < 0.3:
            text += (
                rng.choice(
                    (", ", ", ", ", then ", ", after which ", "; then ", ", and ", ", and then ", "; ")
                )
                + clause
            )
        else:
            text += ". " + _upper(rng.choice(NEW_SENTENCE) + clause)
        names += [f"{who} {acts[0]}", *acts[1:]]
        story.spoken[f"{who} {acts[0]}"] = f"the {who} {acts[0]}"
    if rng.random() < 0.12:
        done = verbs.participle(rng.choice(verbs.deeds())[0])
        if story.claim(done):
            text += (
                rng.choice(
                    (
                        ". Then it's ",
                        ". Finally it is ",
                        ", then it's ",
                        ". In the end it gets ",
                        ". After that it is ",
                    )
                )
                + done
            )
            names.append(done)
    if len(names) < 2:
        return hurried(story)
    story.sentences.append(text)
    story.put(goes_on(story, names), *names)


def first_person(story: Tale) -> None:
    """I open the app, pick a song and press play. Then I listen."""
    rng = story.rng
    names = phrases(story, rng.choice((2, 3, 3, 4, 5)))
    who = rng.choice(("we", "I", "you", "they", "we", "people", "you first", "we first", "users"))
    if who in ("people", "users"):
        names[0] = f"{who} {names[0]}"
        who = ""
    text = who + " " + names[0]
    rest = who.split()[0] if who else "they"
    for i, name in enumerate(names[1:], 1):
        roll = rng.random()
        if roll < 0.45:
            text += rng.choice((", ", " and ", ", then ", " and then ")) + name
        elif roll < 0.7:
            text += (
                rng.choice((f", then {rest} ", f" and then {rest} ", f", after that {rest} ", f", {rest} "))
                + name
            )
        else:
            lead = LAST if i == len(names) - 1 else NEW_SENTENCE
            text += ". " + _upper(rng.choice(lead) + f"{rest} {name}")
    story.sentences.append(text.strip())
    story.put(goes_on(story, names), *names)


GERUNDS = (
    "it starts with {f}, continues with {m} and ends with {z}",
    "{l}",
    "the steps are {l}",
    "it involves {l}",
    "{f}, followed by {m} and {z}",
    "begin by {f}, then comes {m}, and last {z}",
    "my job is {l}, in that order",
    "the work consists of {l}",
    "the main stages are {l}",
    "{f} comes first, then {m}, then {z}",
    "we begin by {f}, move on to {m} and finish by {z}",
    "the workflow: {l}",
    "typical day: {l}",
    "steps: {l}",
    "we start by {f}, before {m} and finally {z}",
    "{f} is followed by {m}, which is followed by {z}",
    "first there's {f}, next {m}, and at the end {z}",
)


def gerunds(story: Tale) -> None:
    """Collecting data, cleaning it and training a model."""
    rng = story.rng
    names = [verbs.gerund(p) for p in phrases(story, rng.choice((3, 3, 4, 5, 6)))]
    pattern = rng.choice(GERUNDS if len(names) == 3 else [p for p in GERUNDS if "{l}" in p])
    text = pattern.format(f=names[0], m=names[1], z=names[-1], l=listed(rng, names))
    story.sentences.append(text)
    story.put(goes_on(story, names) if "start" not in text else " -> ".join(names), *names)


def before_after(story: Tale) -> None:
    """Before painting the wall, sand it. After washing the rice, boil the water."""
    rng = story.rng
    a, b, c = phrases(story, 3)
    ing = verbs.gerund
    patterns = (
        ("after {ia}, {b} and then {c}", (ing(a), b, c)),
        ("after {ia}, {b}", (ing(a), b)),
        ("once done with {ia}, {b}, then {c}", (ing(a), b, c)),
        ("{a} before {ib}, then {c}", (a, ing(b), c)),
        ("{a} before {ib}", (a, ing(b))),
        ("before {ib}, {a}", (a, ing(b))),
        ("before you {b}, {a}", (a, b)),
        ("before we can {b} we have to {a}", (a, b)),
        ("you can only {b} after you {a}", (a, b)),
        ("don't {b} until you {a}; at the end {c}", (a, b, c)),
        ("{a} first, {b} second and {c} last", (a, b, c)),
        ("{a}, but only after {ib}. Then {c}", (ing(b), a, c)),
        ("begin with {ia}; end with {ic}; in between {b}", (ing(a), b, ing(c))),
        ("when you're done {ia}, {b}. When that's finished, {c}", (ing(a), b, c)),
        ("the next thing after {ia} is {ib}, and after that comes {ic}", (ing(a), ing(b), ing(c))),
        ("in order to {c} you first have to {a} and {b}", (a, b, c)),
        ("to {c}, you have to {a} and then {b}", (a, b, c)),
    )
    text, names = rng.choice(patterns)
    text = text.format(a=a, b=b, c=c, ia=ing(a), ib=ing(b), ic=ing(c))
    story.sentences.append(text)
    line = " -> ".join(names)
    story.put(line, *names)


def hurried(story: Tale) -> None:
    """A list as typed in a hurry: with arrows, commas, semicolons, bullets, letters or nothing but lines."""
    rng = story.rng
    names = tasks(story, rng.choice((3, 3, 4, 4, 5, 6, 7)))
    manner = rng.choices(
        ("arrows", "commas", "semicolons", "lines", "bullets", "letters", "words", "emoji"),
        (2, 4, 4, 3, 3, 3, 3, 1),
    )[0]
    if manner == "arrows" and not any("-" in x or ">" in x for x in names):
        text = rng.choice(ARROWS).join(names)
    elif manner == "semicolons":
        text = rng.choice(("; ", "; ", " ; ", ";")).join(names)
    elif manner == "lines":
        text = "\n".join(_upper(x) for x in names) if rng.random() < 0.5 else "\n".join(names)
    elif manner == "bullets":
        mark = rng.choice(("- ", "* ", "• ", "-> ", "– ", "+ ", "[ ] ", "[x] "))
        text = "\n".join(mark + x for x in names)
    elif manner == "letters":
        style = rng.choice(
            ("a) ", "A. ", "(a) ", "i. ", "1/ ", "1.) ", "#1 ", "step 1 - ", "Step 1 -> ", "1st: ")
        )
        text = rng.choice(("\n", " ", ", ", "\n")).join(_numbered(style, i) + x for i, x in enumerate(names))
    elif manner == "words":
        text = f"{names[0]} first, then {listed(rng, names[1:])}"
    elif manner == "emoji":
        text = rng.choice((" ➡️ ", " 👉 ", " ⇒ ", " | ", " … ", "... ", " / ")).join(names)
        if any("/" in x or "|" in x for x in names):
            text = " ➡️ ".join(names)
    else:
        text = rng.choice((", ".join(names), listed(rng, names)))
    head = rng.choice(
        (
            "",
            "",
            "",
            "steps: ",
            "flow: ",
            "order: ",
            "how it goes: ",
            "todo: ",
            "process: ",
            "in this order: ",
        )
    )
    story.sentences.append((head.rstrip() + "\n" if "\n" in text and head else head) + text)
    story.put(" -> ".join(names), *names)


def _numbered(style: str, i: int) -> str:
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii")
    ends = ("st", "nd", "rd", "th", "th", "th", "th")
    if style == "i. ":
        return f"{roman[i]}. "
    if "1st" in style:
        return f"{i + 1}{ends[i]}: "
    return style.replace("1", str(i + 1)).replace("a", chr(97 + i), 1).replace("A", chr(65 + i), 1)


def timetable(story: Tale) -> None:
    """9:00 breakfast, 10:00 keynote. Monday: plan, Tuesday: build."""
    rng = story.rng
    count = rng.choice((3, 3, 4, 5, 6))
    names = tasks(story, count)
    kind = rng.choice(("hours", "days", "months", "week", "day", "year", "relative"))
    if kind == "hours":
        hour = rng.randint(6, 12)
        mark = rng.choice(("{}:00", "{}am", "{} o'clock", "{}:30", "at {}:00", "{}h"))
        marks = [mark.format(hour + i) for i in range(count)]
    elif kind == "days":
        start = rng.randrange(7 - min(count, 6))
        marks = [rng.choice(("on {}", "{}")).format(d) for d in DAYS[start : start + count]]
    elif kind == "months":
        start = rng.randrange(len(MONTHS) - count + 1)
        marks = [m if rng.random() < 0.7 else f"in {m}" for m in MONTHS[start : start + count]]
    elif kind == "year":
        start = rng.randint(1900, 2024)
        marks = [str(start + i) for i in range(count)]
    elif kind == "relative":
        marks = ["now", "after an hour", "after two hours", "in the evening", "overnight", "the next day"][
            :count
        ]
    else:
        marks = [f"{kind} {i}" for i in range(1, count + 1)]
    count = len(marks)
    names = names[:count]
    joint = rng.choice((": ", " - ", ": ", " ", ", ") if kind in ("hours",) else (": ", " - ", ": "))
    sep = rng.choice(("\n", "\n", ", ", "; ", ". "))
    story.sentences.append(sep.join(f"{m}{joint}{x}" for m, x in zip(marks, names, strict=True)))
    story.put(" -> ".join(names), *names)


PHASES = (
    "there are {n} phases. The first is {0}, the second is {1} and the third is {2}",
    "phase one is {0}, phase two is {1}, phase three is {2}",
    "part 1: {0}, part 2: {1}, part 3: {2}",
    "it all begins with {0}. This leads to {1}. The end is {2}",
    "{0} comes first. {1} comes second. {2} comes third",
    "the first thing is {0}, the next is {1}, the last one {2}",
    "{0}, which is followed by {1} and later by {2}",
    "you go from {0} over {1} to {2}",
    "{0} precedes {1}, {1} precedes {2}",
    "{2} comes after {1}, which comes after {0}",
    "{1} follows {0}, and {2} follows {1}",
    "starting point: {0}. then: {1}. end: {2}",
    "from {0} we get to {1}, from {1} to {2}",
    "start = {0}, middle = {1}, end = {2}",
    "1 = {0}, 2 = {1}, 3 = {2}",
    "begin: {0}; middle: {1}; finish: {2}",
    "I want {0} at the left, {1} in the middle and {2} at the right, with arrows in between",
    "put {0} at the top, below it {1} and at the bottom {2}",
    "{0} at the top, then {1}, with {2} at the bottom",
    "boxes: {0}, {1}, {2}. connect them in this order",
    "draw {0}, {1} and {2} connected in sequence",
)


def phases(story: Tale) -> None:
    """The first is A, the second is B and the third is C."""
    rng = story.rng
    names = rng.choice((tasks, things))(story, 3)
    story.sentences.append(rng.choice(PHASES).format(*names, n=count_word(rng, "en", 3)))
    story.put(" -> ".join(names), *names)


def repeated(story: Tale) -> None:
    """The text goes through an embedding, six encoder layers and a softmax."""
    rng = story.rng
    many = next((m for (m,) in rng.sample(scenes("m"), 8) if story.claim(m)), "")
    if not many:
        return hurried(story)
    a, b = things(story, 2)
    number = rng.choice((2, 3, 4, 5, 6, 8, 10, 12))
    n = count_word(rng, "en", number)
    m = f"{many} ×{number}"
    both = (f"{a} -> {m} -> {b}", [a, many, b])
    here = (f"{a} -> {m}", [a, many])
    there = (f"{m} -> {b}", [many, b])
    text, (line, new) = rng.choice(
        (
            (f"{the(rng, a)} goes through {n} {many} and then {the(rng, b)}", both),
            (f"{the(rng, a)} is followed by {n} {many} and {the(rng, b)} at the end", both),
            (f"{a}, {n} {many}, {b}", both),
            (f"{a} -> {n} {many} -> {b}", both),
            (f"{a} -> {number}x {many} -> {b}", both),
            (f"first {the(rng, a)}, then {n} {many}, finally {the(rng, b)}", both),
            (f"{the(rng, a)} feeds {n} {many}, which feed {the(rng, b)}", both),
            (
                f"there are {n} {many} between {the(rng, a)} and {the(rng, b)}",
                (f"{a} -> {m} -> {b}", [many, a, b]),
            ),
            (f"{the(rng, a)} is connected to {n} {many}", here),
            (f"{the(rng, a)} connects to {n} {many}", here),
            (f"{the(rng, a)} serves {n} {many}", here),
            (f"{the(rng, a)} distributes work to {n} {many}", here),
            (f"{the(rng, a)} has {n} {many}", here),
            (f"{the(rng, a)} supplies {n} {many}", here),
            (f"{the(rng, a)} talks to {n} {many}, and they all report to {the(rng, b)}", both),
            (f"{the(rng, a)} sends jobs to {n} {many}. All of them write to {the(rng, b)}", both),
            (f"{n} {many} are connected to {the(rng, b)}", there),
            (f"{n} {many} send data to {the(rng, b)}", there),
            (f"{n} {many} share {the(rng, b)}", there),
            (f"{n} {many} feed {the(rng, b)}", there),
            (f"{the(rng, b)} is used by {n} {many}", (f"{b} -> {m}", [b, many])),
        )
    )
    story.sentences.append(text)
    story.put(line, *new)


FORMS = (
    (passive_chain, 12),
    (passive_clauses, 6),
    (deeds_of_people, 13),
    (first_person, 5),
    (gerunds, 5),
    (before_after, 4),
    (hurried, 7),
    (timetable, 3),
    (phases, 4),
    (repeated, 6),
)

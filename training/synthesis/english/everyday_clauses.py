"""Sentences whose clauses look at each other: "which a writer drains", "meanwhile", "go back to"."""

from __future__ import annotations

from itertools import pairwise

from training.synthesis.english import verbs
from training.synthesis.english.everyday_decisions import check, said
from training.synthesis.english.everyday_relations import names_of
from training.synthesis.english.everyday_steps import (
    ARROWS,
    actor,
    goes_on,
    hurried,
    listed,
    phrases,
    scenes,
    tasks,
    the,
    things,
)
from training.synthesis.english.forms import Tale, _first, _upper
from training.synthesis.phrasing import count_word


def meanwhile(story: Tale) -> None:
    """Pupils practice, meanwhile the teacher walks around. At the end everyone presents."""
    rng = story.rng
    names, clauses = [], []
    for phrase in phrases(story, 4):
        name, clause = phrase, phrase
        if rng.random() < 0.6:
            who = actor(story)
            name = f"{who} {verbs.third(phrase)}"
            clause = the(rng, name, ours=False) if rng.random() < 0.8 else name
        names.append(name)
        clauses.append(clause)
    a, b, c, d = names
    A, B, C, D = clauses
    head = "" if rng.random() < 0.4 else A
    text = rng.choice(
        (
            "{b}, meanwhile {c}",
            "{b} while {c}",
            "{b}. Meanwhile {c}",
            "{b}; at the same time {c}",
            "{b} and, at the same time, {c}",
            "{b}, and in parallel {c}",
            "while {b}, {c}",
            "{b}, during which {c}",
            "{b}. At the same time, {c}",
            "as {b}, {c}",
            "{b}. In the meantime, {c}",
            "in parallel, {b} and {c}",
            "simultaneously {b} and {c}",
        )
    ).format(b=B, c=C)
    tail = rng.choice(
        (
            ". At the end {d}",
            ". When both are done, {d}",
            ", then {d}",
            ". Then {d}",
            ". After that {d}",
            ". Finally, {d}",
            ". Once both have finished, {d}",
            ". As soon as both are ready, {d}",
            ". Afterwards {d}",
            " before {d}",
            ". In the end {d}",
            ". Both done? {d}",
            "",
        )
    ).format(d=D)
    if tail.startswith(" before"):
        tail = f". Then {D}"
    text = f"{head}{rng.choice(('. ', ', then ', '. Then ', ', '))}{text}" if head else text
    text = ". ".join(_upper(x) for x in text.split(". ")) if rng.random() < 0.9 else text
    story.sentences.append(text + tail)
    line = ([a] if head else []) + [f"{b}, {c}"] + ([d] if tail else [])
    new = ([a] if head else []) + [b, c] + ([d] if tail else [])
    if len(line) == 1:
        story.sentences[-1] += f". Then {D}"
        line, new, tail = [*line, d], [*new, d], "x"
    story.put(goes_on(story, line), *new, at=(d,) if tail else (b, c))


def once_done(story: Tale) -> None:
    """The editor edits it. Once it's approved, the web team publishes it."""
    rng = story.rng
    a, b, c = phrases(story, 3)
    w1, w2 = actor(story), actor(story)
    verb = verbs.participle(rng.choice(verbs.deeds())[0])
    if not story.claim(verb):
        return hurried(story)
    names = [f"{w1} {verbs.third(a)}", verb, f"{w2} {verbs.third(b)}", verbs.third(c)]
    lead = rng.choice(
        ("once it's", "once it is", "as soon as it is", "when it's", "after it's been", "then it's")
    )
    link = ". " + _upper(the(rng, w2)) if lead == "then it's" else f", {the(rng, w2)}"
    text = f"{the(rng, w1)} {verbs.third(a)}{rng.choice(('. ', '. ', ', and '))}"
    lead = _upper(lead) if text.endswith(". ") else lead
    text += f"{lead} {verb}{link} {verbs.third(b)}{rng.choice((' and ', ', then ', ' and then '))}{names[3]}"
    story.sentences.append(text)
    story.put(goes_on(story, names), *names)


def asks_and_returns(story: Tale) -> None:
    """The app sends it to the auth service, which checks it against the database and returns a token."""
    rng = story.rng
    a, b, c, d = things(story, 4)
    what = rng.choice(
        (
            "the request",
            "the data",
            "its credentials",
            "a message",
            "the file",
            "an event",
            "the query",
            "it",
            "the form",
            "all records",
            "a copy",
        )
    )
    text = rng.choice(
        (
            "{A} sends {w} to {B}, which checks {p} against {C} and returns {D}",
            "{A} sends {w} to {B}. {B2} looks {p} up in {C} and returns {D}",
            "{A} passes {w} to {B}, which asks {C} and creates {D}",
            "{A} calls {B}, which queries {C} and returns {D}",
            "{A} hands {w} to {B}, who consults {C} and writes {D}",
            "{A} gives {w} to {B}; {B2} uses {C} and produces {D}",
            "{A} talks to {B}, which reads from {C} first and then sends out {D}",
            "{A} triggers {B}. {B2} calls {C} and emits {D}",
            "{A} asks {B}, which forwards {w} to {C} and gives back {D}",
        )
    )
    p = "them" if "credentials" in what or "records" in what else "it"
    reads = "reads from" in text
    story.sentences.append(
        text.format(
            A=the(rng, a), B=the(rng, b), B2=_upper(f"the {b}"), C=the(rng, c), D=the(rng, d), w=what, p=p
        ).replace(". the", ". The")
    )
    if reads:
        story.add(f"{a} -> {b}", a, b)
        story.add(f"{c} -> {b} -> {d}", c, d)
    else:
        story.add(f"{a} -> {b} -> {c}", a, b, c)
        story.add(f"{b} -> {d}", d)
    story.at(d)


def consumed(story: Tale) -> None:
    """A and B both publish to the queue, which C and D consume; a queue that the writer drains."""
    rng = story.rng
    xs, (q,), ys = (
        things(story, rng.choice((1, 2, 2, 3))),
        things(story, 1),
        things(story, rng.choice((1, 1, 2, 3))),
    )
    X = names_of(rng, xs) if len(xs) > 1 else the(rng, xs[0])
    Y = names_of(rng, ys) if len(ys) > 1 else the(rng, ys[0])
    many, more = len(xs) > 1, len(ys) > 1
    put = rng.choice(
        (
            "publish to",
            "write to",
            "push into",
            "post to",
            "send events to",
            "deliver to",
            "dump data into",
            "report to",
            "save to",
        )
    )
    get = rng.choice(
        ("read", "consume", "drain", "process", "use", "empty", "need", "poll", "work on", "open", "check")
    )
    if not many:
        first, _, rest = put.partition(" ")
        put = f"{verbs.third(first)} {rest}"
    get = get if more else verbs.third(get)
    both = rng.choice(("both ", "")) if len(xs) == 2 else rng.choice(("all ", "")) if many else ""
    text = rng.choice(
        (
            "{X} {b}{p} {Q}, which {Y} {g}",
            "{X} {b}{p} {Q} that {Y} {g}",
            "{X} {b}{p} {Q}. {Y2} {g} {q2}",
            "{X} {b}{p} {Q}, and {Y} {g} it",
            "{X} {b}{p} {Q}; {Y} {g} {q2}",
            "{X} {b}{p} {Q}, which is where {Y} {g} from",
        )
    )
    if text.endswith("from"):
        text = "{X} {b}{p} {Q}, which is read by {Y}"
    story.sentences.append(
        text.format(X=X, b=both, p=put, Q=the(rng, q), Y=Y, Y2=_upper(Y), g=get, q2=f"the {q}")
    )
    story.put(f"{', '.join(xs)} -> {q} -> {', '.join(ys)}", *xs, q, *ys, at=ys)


def behind(story: Tale) -> None:
    """We have 4 services (a, b, c, d) behind a gateway; all of them write to Kafka."""
    rng = story.rng
    (g,) = things(story, 1)
    k = rng.choice((2, 3, 3, 4))
    xs = things(story, k)
    n, b = count_word(rng, "en", k), "both" if k == 2 else "all"
    kinds = rng.choice(
        (
            "services",
            "machines",
            "microservices",
            "teams",
            "apps",
            "departments",
            "workers",
            "rooms",
            "shops",
            "tools",
            "functions",
            "databases",
        )
    )
    text = rng.choice(
        (
            "we have {n} {k} ({x}) behind {G}",
            "{n} {k} ({x}) sit behind {G}",
            "behind {G} we find {n} {k}: {x}",
            "{G} is in front of {n} {k}, {x}",
            "there are {n} {k}, {x}, all reached through {G}",
            "{n} {k} - {x} - get their work from {G}",
            "{G} fronts {n} {k}: {x}",
            "{x} are our {k}, with {G} in front of them",
        )
    )
    if k == 2 and rng.random() < 0.7:
        text = rng.choice(
            (
                "{G} is sent both to {0} and to {1}",
                "{G} goes both to {0} and {1}",
                "on the one hand {G} leads to {0}, on the other hand to {1}",
                "{G} is given to {0} and also to {1}",
                "one copy of {G} goes to {0}, another to {1}",
                "half of {G} goes to {0}, the rest to {1}",
                "{G} produces {0} as well as {1}",
            )
        )
    gate_first = text.startswith(("{G}", "behind", "on the", "one copy", "half"))
    text = (
        text.format(n=n, k=kinds, G=the(rng, g), x=", ".join(xs))
        if "{0}" not in text
        else text.format(*(the(rng, x) for x in xs), G=the(rng, g))
    )
    line, new = f"{g} -> {', '.join(xs)}", (g, *xs) if gate_first else (*xs, g)
    at: list[str] = xs
    if rng.random() < 0.5:
        (z,) = things(story, 1)
        Z = the(rng, z)
        text += rng.choice(
            (
                ". {B} of them write to {Z}",
                ". They {b} use {Z}",
                ", and {b} of them need {Z}",
                ". {B} write to {Z}",
                "; {b} of them talk to {Z}",
                ". {B} {k} share {Z}",
                ". Each of them logs to {Z}",
                ". Each one ends in {Z}",
                ". Every one of them reports to {Z}",
                ". The outputs meet in {Z}",
            )
        ).format(B=_upper(b), b=b, k=kinds, Z=Z)
        line, new, at = f"{line} -> {z}", (*new, z), [z]
    story.sentences.append(text)
    story.put(line, *new, at=at)


def exits(story: Tale) -> None:
    """Screening, phone call, test, offer. We can reject after screening and after the test."""
    rng = story.rng
    names = tasks(story, rng.choice((3, 4, 4, 5)))
    (z,) = rng.choice(
        (
            ["reject"],
            ["stop"],
            ["cancel"],
            ["quit"],
            ["archive"],
            ["abort"],
            ["escalate"],
            story.new(1, "noun"),
            story.new(1, "noun"),
        )
    )
    if z.lower() in story.seen and z in ("reject", "stop", "cancel", "quit", "archive", "abort", "escalate"):
        return hurried(story)
    places = [x for x in names[:-1] if rng.random() < 0.6] or names[:1]
    places = places[:3]
    arrows = (
        rng.choice(ARROWS).join(names) if not any("-" in x or ">" in x for x in names) else ", ".join(names)
    )
    body = rng.choice((", ".join(names), ", then ".join(names), listed(rng, names), arrows))
    verb = z in ("reject", "stop", "cancel", "quit", "archive", "abort", "escalate")
    tail = rng.choice(
        (
            "we can {z} after {P}",
            "it's possible to {z} after {P}",
            "you may {z} after {P}",
            "from {p} it can also go to {z}",
            "{p} can also lead to {z}",
            "{p} can each end in {z}",
        )
        if verb
        else (
            "from {p} it can also go to {Z}",
            "{p} can also lead to {Z}",
            "{Z} can follow {p}",
            "{p} may also end in {Z}",
            "people can drop out to {Z} after {P}",
        )
    )
    first = tail.startswith("{Z}")
    P = " and after ".join(places) if rng.random() < 0.5 else names_of(rng, places, articles=False)
    story.sentences.append(
        body
        + rng.choice((". ", "; ", ". "))
        + _upper(tail.format(z=z, Z=z, P=P, p=names_of(rng, places, articles=False)))
    )
    story.seen.add(z.lower().replace(" ", ""))
    story.add(" -> ".join(names), *names)
    if first:
        story.add(f"{', '.join(places)} -> {z}", z)
    for x in places if not first else ():
        story.add(f"{x} -> {z}", z)
    story.at()


THRESHOLDS = (
    ("under {n} pounds", "above that"),
    ("under {n}", "over {n}"),
    ("up to {n} dollars", "above {n} dollars"),
    ("less than {n} kg", "more"),
    ("before noon", "after noon"),
    ("within {n} days", "later"),
    ("under 18", "18 and older"),
    ("above {n}%", "below {n}%"),
    ("at most {n} pages", "longer"),
    ("up to {n} people", "larger"),
    ("on weekdays", "on weekends"),
    ("for members", "for everyone else"),
    ("from inside the EU", "from outside"),
    ("in summer", "in winter"),
    ("at night", "during the day"),
)


def thresholds(story: Tale) -> None:
    """Orders? below 100 euros: approve automatically, above that: ask the manager."""
    rng = story.rng
    low, high = (x.format(n=rng.choice((5, 10, 20, 50, 100, 500, 1000))) for x in rng.choice(THRESHOLDS))
    (q,) = (
        things(story, 1)
        if rng.random() < 0.5
        else (
            rng.choice(
                (
                    "amount",
                    "price",
                    "size",
                    "age",
                    "weight",
                    "score",
                    "duration",
                    "date",
                    "order value",
                    "group size",
                    "season",
                    "deadline",
                    "time",
                )
            ),
        )
    )
    if q in story.nodes:
        return hurried(story)
    story.seen.add(q.lower().replace(" ", ""))
    a, b = phrases(story, 2)
    before = tasks(story, rng.choice((0, 1, 2)))
    text = rng.choice(
        (
            "{q}? {l}: {a}, {h}: {b}",
            "depending on the {q}: {l} {a}, {h} {b}",
            "the {q} decides: {l}, {a}; {h}, {b}",
            "{q}? {l} -> {a}; {h} -> {b}",
            "look at the {q}: {l} we {a}, {h} we {b}",
            "by {q}: {l} {a}, {h} {b}",
            "{q}:\n- {l}: {a}\n- {h}: {b}",
            "what happens next depends on the {q}. {L}, {a}. {H}, {b}",
        )
    ).format(q=q, l=low, h=high, a=a, b=b, L=_upper(low), H=_upper(high))
    if before:
        text = ", ".join(before) + rng.choice((". ", ", ", "; ")) + text
    story.sentences.append(text)
    line = " -> ".join([*before, f"{q} ? -> {low}: {a}, {high}: {b}"])
    story.put(_first(story, line), *before, q, a, b, at=(a, b))


def back_to_doing(story: Tale) -> None:
    """Parse the config and listen for requests. ... then go back to listening for requests."""
    rng = story.rng
    names = phrases(story, rng.choice((3, 4, 5)))
    back = rng.choice(names[:-1])
    ing = verbs.gerund(back)
    text = listed(rng, names[:2]) + rng.choice((". ", ", ")) if len(names) > 3 else ""
    rest = names[2:] if text else names
    if text.endswith(". "):
        rest = [
            _upper(rng.choice(("then ", "next ", "", "for each item, ", "after that ")) + rest[0]),
            *rest[1:],
        ]
    text += (
        ", ".join(rest) if len(rest) < 3 or rng.random() < 0.5 else ", ".join(rest[:-1]) + " and " + rest[-1]
    )
    text += rng.choice(
        (
            ", then go back to {i}",
            ". Then go back to {i}",
            " and go back to {i}",
            ", then return to {i}",
            ". After that continue with {i}",
            ". Then start {i} again",
            " and keep {i}",
            ", then it's back to {i}",
            ", then {b} again",
            ". Then {b} again",
            " and {b} again",
            ", go back to {b}",
            ". Return to {b}",
            ", and so on from {b}",
            " and start over with {b}",
        )
    ).format(i=ing, b=back)
    story.sentences.append(text)
    story.put(goes_on(story, [*names, back]), *names, at=())


def repeat_until(story: Tale) -> None:
    """agent picks action, env returns reward, agent updates policy, repeat until episode ends"""
    rng = story.rng
    names = []
    for phrase in phrases(story, rng.choice((2, 3, 3, 4))):
        names.append(f"{actor(story)} {verbs.third(phrase)}" if rng.random() < 0.5 else phrase)
    _, c, _, _, y, _ = check(story)
    body = rng.choice(
        (
            ", ".join(names),
            ", then ".join(names),
            ". ".join(map(_upper, names)),
            listed(rng, names),
            "; ".join(names),
        )
    )
    text = body + rng.choice(
        (
            ", repeat until {c}",
            ". Repeat until {c}",
            ". Repeat this until {c}",
            "; repeat until {c}",
            ", over and over until {c}",
            ". This is repeated until {c}",
            ". Do this until {c}",
            ", and again, until {c}",
            ". Keep doing this until {c}",
            ". This goes on until {c}",
            " (repeat until {c})",
            ", loop until {c}",
            ". The loop ends when {c}",
            ". Start again unless {c}",
            ". They repeat this until {c}",
        )
    ).format(c=said(rng, c))
    story.add(_first(story, f"{' -> '.join(names)} -> {c} ? -> no: {names[0]}"), *names, c)
    if rng.random() < 0.5:
        text += rng.choice(
            (", then {y}", ". Then {y}", ". Finally {y}", ". After that {y}", ", and only then {y}")
        ).format(y=y)
        story.put(f"{c} -> yes: {y}", y)
    else:
        story.at()
    story.sentences.append(text)


def pairs_of_letters(story: Tale) -> None:
    """undirected graph with edges a-b, b-c, c-d and a-d"""
    rng = story.rng
    letters = rng.choice(("abcdefgh", "ABCDEFGH", "12345678", "uvwxyz", "pqrstu", "XYZWVU", "stuvwx"))
    names = list(letters[: rng.choice((3, 4, 4, 5, 6))])
    if story.nodes:
        return hurried(story)
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    chosen = sorted(rng.sample(pairs, min(len(pairs), len(names) + rng.choice((-1, 0, 0, 1)))))
    story.seen |= set(x.lower() for x in names)
    mark = rng.choice(
        (
            "{a}-{b}",
            "{a}-{b}",
            "({a},{b})",
            "{a}->{b}",
            "{a} -> {b}",
            "{a}→{b}",
            "({a}, {b})",
            "{a}{b}",
            "{a} to {b}",
            "{a} - {b}",
            "{a}--{b}",
            "{a} and {b}",
            "{{{a},{b}}}",
            "{a}>{b}",
        )
    )
    if letters[0] == "1" and mark == "{a}{b}":
        mark = "{a}-{b}"
    texts = [mark.format(a=a, b=b) for a, b in chosen]
    joined = rng.choice(
        (
            ", ".join(texts),
            ", ".join(texts[:-1]) + " and " + texts[-1],
            "; ".join(texts),
            " ".join(texts) if " " not in mark else ", ".join(texts),
        )
    )
    head = rng.choice(
        (
            "graph with edges ",
            "edges: ",
            "undirected graph with edges ",
            "a graph with the edges ",
            "directed graph: ",
            "network with links ",
            "edges ",
            "draw a graph: ",
            "E = ",
            "links: ",
            "tree with edges ",
        )
    )
    story.sentences.append(head + joined)
    for a, b in chosen:
        story.add(f"{a} -> {b}", a, b)
    story.at()


def goes_in(story: Tale) -> None:
    """photosynthesis: sunlight, water and CO2 go in, glucose and oxygen come out"""
    rng = story.rng
    (p,) = things(story, 1)
    xs, ys = things(story, rng.choice((1, 2, 2, 3))), things(story, rng.choice((1, 2, 2)))
    X = names_of(rng, xs) if len(xs) > 1 else xs[0]
    Y = names_of(rng, ys) if len(ys) > 1 else ys[0]
    come = "come" if len(ys) > 1 else "comes"
    g = "go" if len(xs) > 1 else "goes"
    text, order = rng.choice(
        (
            ("{p}: {X} {g} in, {Y} {c} out", 1),
            ("{P}: in {g} {X}, out {c} {Y}", 1),
            ("{X} {g} in to {P} and {Y} {c} out", 0),
            ("inputs of {P} are {X}, outputs are {Y}", 1),
            ("{p} (input: {X}; output: {Y})", 1),
            ("{p} takes in {X} and gives off {Y}", 1),
            ("{X} {g} to {P}, and {Y} {c} out", 0),
            ("{X} {g} into {P}, out {c} {Y}", 0),
            ("{p} with inputs {X} and outputs {Y}", 1),
            ("input: {X}, output: {Y}. in between there's {P}", 2),
            ("{X} on the left, {Y} on the right, {P} in between", 2),
            ("to make {Y}, {P} needs {X}", 3),
            ("{p} eats {X} and spits out {Y}", 1),
            ("{p}. in: {X}. out: {Y}", 1),
            ("the inputs {X} {g} to {P}, the outputs are {Y}", 0),
        )
    )
    story.sentences.append(text.format(p=p, P=the(rng, p), X=X, Y=Y, g=g, c=come))
    new = ((*xs, p, *ys), (p, *xs, *ys), (*xs, *ys, p), (*ys, p, *xs))[order]
    story.put(f"{', '.join(xs)} -> {p} -> {', '.join(ys)}", *new, at=ys)


def from_there(story: Tale) -> None:
    """It starts at A. From there to B, after which C and D follow. C goes on to E."""
    rng = story.rng
    names = things(story, rng.choice((3, 4, 5, 6)))
    start = rng.choice(
        (
            "it starts at {0}",
            "{0} comes in first",
            "everything begins in {0}",
            "we start with {0}",
            "{0} goes to {1}",
            "{0} enters {1}",
            "the journey starts at {0}",
            "{0} is where it begins",
        )
    )
    texts = [start.format(*(the(rng, x) for x in names[:2]))]
    if "{1}" not in start:
        texts[0] += rng.choice(
            (
                ". From there it goes to {}",
                " and goes on to {}",
                ", then it moves to {}",
                ". Next stop is {}",
                ". Then comes {}",
            )
        ).format(the(rng, names[1]))
    for a, b in pairwise(names[1:]):
        texts.append(
            rng.choice(
                (
                    "from there to {B}",
                    "from there it goes to {B}",
                    "from {A} it continues to {B}",
                    "{A} passes it on to {B}",
                    "then {B} takes over",
                    "then it reaches {B}",
                    "{A} is followed by {B}",
                    "after {A} it is {B}'s turn",
                    "after that, {B}",
                    "it then enters {B}",
                    "{A} hands over to {B}",
                    "its output goes to {B}",
                    "the result is sent to {B}",
                    "next is {B}",
                    "this feeds {B}",
                )
            ).format(A=rng.choice((f"the {a}", a)), B=the(rng, b))
        )
    if rng.random() < 0.2:
        texts.append(
            rng.choice(
                (
                    "and then back to {}",
                    "from there back to {}",
                    "and it returns to {}",
                    "finally it goes back to {}",
                )
            ).format(the(rng, names[0]))
        )
        path = [*names, names[0]]
    else:
        path = names
    story.sentences.append(". ".join(map(_upper, texts)) if rng.random() < 0.7 else ", ".join(texts))
    story.put(" -> ".join(path), *names, at=(names[-1],) if path is names else ())


def no_marks(story: Tale) -> None:
    """plan do check act (then plan again)"""
    rng = story.rng
    pool = [s for s in scenes("w") if all(" " not in x for x in s)]
    names = list(rng.choice(pool))
    if not story.claim_all(tuple(names)):
        return hurried(story)
    again = rng.random() < 0.5
    body = rng.choice((" ", " ", " > ", "-", "/", " then ", " and ", ", ", " - ", "..")).join(names)
    if again:
        body += rng.choice(
            (
                " (then {f} again)",
                " and {f} again",
                " {f}",
                ", repeat",
                " and so on",
                " in a loop",
                " then back to {f}",
                " (repeat)",
                " cycle",
                " loop",
                ", rinse and repeat",
            )
        ).format(f=names[0])
    story.sentences.append(body)
    story.put(" -> ".join([*names, names[0]] if again else names), *names, at=() if again else None)


def instead(story: Tale) -> None:
    """Pyruvate becomes acetyl-CoA. If there's no oxygen, it becomes lactate instead."""
    rng = story.rng
    names = things(story, rng.choice((2, 3, 4)))
    (z,) = things(story, 1)
    _, c, _, _, _, _ = check(story)
    a = rng.choice(names[:-1])
    body = rng.choice(
        (
            ", then ".join(names),
            " goes to ".join(names) if len(names) == 2 else ", then ".join(names),
            " -> ".join(names),
            " to ".join(names),
        )
    )
    text = rng.choice(
        (
            "if {c}, {A} goes to {Z} instead",
            "if {c}, {A} leads to {Z} instead",
            "when {c}, {A} is followed by {Z} instead",
            "but if {c}, {A} goes straight to {Z}",
            "if {c} {A} sends it to {Z}",
            "in case {c}, {A} uses {Z}",
            "{A} goes to {Z} if {c}",
            "only if {c}, {A} also calls {Z}",
            "{A} becomes {Z} if {c}",
            "{A} turns to {Z} when {c}",
        )
    ).format(c=said(rng, c), A=rng.choice((a, f"the {a}")), Z=the(rng, z))
    story.sentences.append(f"{body}. {_upper(text)}" if rng.random() < 0.7 else f"{body}, {text}")
    story.add(" -> ".join(names), *names)
    story.add(f"{a} -> {c} ? -> yes: {z}", c, z)
    story.at()


def numbered_back(story: Tale) -> None:
    """1) mix 2) knead 3) rest 4) if it has not doubled go back to 3 5) bake"""
    rng = story.rng
    names = tasks(story, rng.choice((2, 3, 3, 4)))
    _, c, _, _, y, _ = check(story)
    i = rng.randrange(len(names))
    mark = rng.choice(("{})", "{}.", "({})", "{}:", "step {}:", "#{}"))
    negative = rng.random() < 0.4
    say = rng.choice(
        ("if not {c} go back to {w}", "unless {c} go to {w}", "{c}? no -> {w}")
        if negative
        else (
            "if {c} go back to {w}",
            "if {c}, back to {w}",
            "if {c} go to {w}",
            "if {c} repeat {w}",
            "{c}? yes -> {w}",
        )
    )
    where = rng.choice((str(i + 1), f"step {i + 1}", str(i + 1), f"#{i + 1}"))
    texts = [*names, say.format(c=c, w=where), y]
    story.sentences.append(
        rng.choice((" ", " ", "\n", ", ")).join(f"{mark.format(k)} {x}" for k, x in enumerate(texts, 1))
    )
    back, forth = ("no", "yes") if negative else ("yes", "no")
    story.add(" -> ".join(names) + f" -> {c} ? -> {back}: {names[i]}", *names, c)
    story.put(f"{c} -> {forth}: {y}", y)


FORMS = (
    (meanwhile, 7),
    (once_done, 3),
    (asks_and_returns, 4),
    (consumed, 5),
    (behind, 6),
    (exits, 3),
    (thresholds, 3),
    (back_to_doing, 4),
    (repeat_until, 4),
    (pairs_of_letters, 3),
    (goes_in, 4),
    (from_there, 5),
    (no_marks, 2),
    (instead, 3),
    (numbered_back, 3),
)

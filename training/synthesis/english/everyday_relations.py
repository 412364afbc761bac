"""Who is connected to whom in everyday English: services, organisations, food chains, networks."""

from __future__ import annotations

import random
from itertools import pairwise

from training.synthesis.english.everyday_steps import ARROWS, listed, scenes, tasks, the, things
from training.synthesis.english.forms import Tale, _upper, forms
from training.synthesis.phrasing import count_word


def names_of(rng: random.Random, names: list[str], articles: bool = True) -> str:
    """Things in one phrase: "the A, the B and the C" or without articles."""
    article = articles and rng.random() < 0.35
    names = [f"the {x}" if article else x for x in names]
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return rng.choice((" and ", " and ", " & ", " and also ")).join(names)
    last = rng.choice((" and ", ", and ", " and finally ", " and ", ", ", " as well as "))
    return ", ".join(names[:-1]) + last + names[-1]


def told(story: Tale, texts: list[str]) -> None:
    """Sentences or clauses one after the other."""
    rng = story.rng
    joint = rng.choice((". ", ". ", ". ", ", ", "; ", "\n", ", and "))
    texts = [_upper(t) for t in texts] if joint == ". " else texts
    story.sentences.append(joint.join(texts))


def in_between(story: Tale) -> None:
    """Between the client and the server there is a proxy; the proxy logs to a file."""
    rng = story.rng
    a, x, b = things(story, 3)
    text = rng.choice(
        (
            "between {A} and {B} there is {X}",
            "between {A} and {B} sits {X}",
            "{X} sits between {A} and {B}",
            "there's {X} between {A} and {B}",
            "{A} and {B} are connected through {X}",
            "{A} reaches {B} via {X}",
            "{A} talks to {B} through {X}",
            "{A} only sees {B} through {X}",
            "{X} is in the middle of {A} and {B}",
            "{A} is linked to {B} by {X}",
            "in between {A} and {B} we put {X}",
            "{X} is located between {A} and {B}",
            "{A} is at the start, {B} at the end and {X} in between",
            "{A} to {B}, with {X} in the middle",
            "what {A} sends passes {X} before it gets to {B}",
            "{A} cannot reach {B} directly, it goes through {X}",
            "to get from {A} to {B} you have to pass {X}",
            "{X} stands in front of {B} and behind {A}",
            "traffic from {A} goes through {X} before reaching {B}",
            "{X} takes everything from {A} and hands it to {B}",
            "{X} translates between {A} and {B}",
        )
    ).format(A=the(rng, a), B=the(rng, b), X=the(rng, x))
    order = (x, a, b) if text.find(x) < text.find(a) else (a, x, b)
    story.add(f"{a} -> {x} -> {b}", *order)
    if rng.random() < 0.4:
        (y,) = things(story, 1)
        text += rng.choice((". ", "; ", ", and ")) + rng.choice(
            (
                "{x} also writes to {Y}",
                "{x} logs to {Y}",
                "{x} also sends data to {Y}",
                "{x} also uses {Y}",
                "{x} informs {Y}",
                "{x} reports to {Y}",
            )
        ).format(x=f"the {x}", Y=the(rng, y))
        story.add(f"{x} -> {y}", y)
    story.sentences.append(text)
    story.at()


def respectively(story: Tale) -> None:
    """A and B are each connected to C and D respectively."""
    rng = story.rng
    n = rng.choice((2, 2, 2, 3))
    xs, ys = things(story, n), things(story, n)
    x, y = names_of(rng, xs), names_of(rng, ys)
    roll = rng.random()
    verb = rng.choice(
        (
            "are connected to",
            "send data to",
            "go to",
            "lead to",
            "feed",
            "are linked to",
            "write to",
            "report to",
            "are followed by",
            "produce",
            "use",
            "control",
            "call",
        )
    )
    if roll < 0.45:
        text = rng.choice(
            (
                "{x} {v} {y} respectively",
                "{x} {v} {y}, respectively",
                "{x} each {v} {y} respectively",
                "{x} respectively {v} {y}",
            )
        )
        story.sentences.append(text.format(x=x, v=verb, y=y))
        for a, b in zip(xs, ys, strict=True):
            story.add(f"{a} -> {b}", a, b)
    elif roll < 0.75:
        text = rng.choice(
            (
                "{x} each {v} {y}",
                "each of {x} is connected to {y}",
                "{x} all {v} both {y}",
                "every one of {x} is connected to every one of {y}",
                "{x} are each connected to both {y}",
                "{x} are fully connected to {y}",
                "connect {x} with each of {y}",
                "{x} {v} {y}, all to all",
            )
        )
        if n > 2:
            text = text.replace("both ", "all of ")
        story.sentences.append(text.format(x=x, v=verb, y=y))
        story.add(f"{', '.join(xs)} -> {', '.join(ys)}", *xs, *ys)
    else:
        pairs = [f"{a} {rng.choice(('to', 'with'))} {b}" for a, b in zip(xs, ys, strict=True)]
        story.sentences.append(
            rng.choice(("connect {p}", "link {p}", "pair {p}", "match {p}")).format(
                p=names_of(rng, pairs, articles=False)
            )
        )
        for a, b in zip(xs, ys, strict=True):
            story.add(f"{a} -> {b}", a, b)
    story.at()


def shortcuts(story: Tale) -> None:
    """A chain; "X also goes directly to Z"."""
    rng = story.rng
    names = (things if rng.random() < 0.7 else tasks)(story, rng.choice((3, 4, 4, 5, 6)))
    body = rng.choice(
        (
            rng.choice(ARROWS).join(names)
            if not any("-" in x or ">" in x for x in names)
            else ", ".join(names),
            ", then ".join(names),
            ", ".join(names),
            " to ".join(names),
            listed(rng, names),
            " followed by ".join(names),
        )
    )
    texts = [body]
    story.add(" -> ".join(names), *names)
    for _ in range(rng.choice((1, 1, 1, 2))):
        i = rng.randrange(len(names) - 2)
        j = rng.randrange(i + 2, len(names))
        a, b = names[i], names[j]
        if f"{a} -> {b}" in story.lines:
            continue
        texts.append(
            rng.choice(
                (
                    "{A} also goes directly to {B}",
                    "{A} goes straight to {B} too",
                    "{A} also feeds {B}",
                    "there is a shortcut from {A} to {B}",
                    "a skip connection from {A} to {B}",
                    "{A} can also jump to {B}",
                    "sometimes {A} leads directly to {B}",
                    "{B} also gets data from {A}",
                    "a bypass leads from {A} to {B}",
                    "{A} is also directly connected to {B}",
                    "in simple cases {A} is followed by {B} right away",
                    "{A} additionally has an arrow to {B}",
                    "also {A} -> {B}",
                    "plus a direct arrow from {A} to {B}",
                    "{B} receives {A} as well",
                    "some go directly from {A} to {B}",
                    "{A} skips ahead to {B}",
                    "{A} may skip to {B}",
                    "a side path connects {A} and {B}",
                )
            ).format(A=rng.choice((a, the(rng, a))), B=rng.choice((b, the(rng, b))))
        )
        story.add(f"{a} -> {b}")
    if rng.random() < 0.5:
        story.sentences.append(rng.choice((", ", "; ", ". ", "\n", " + ", ", and ")).join(texts))
    else:
        story.sentences.append(". ".join(_upper(t) for t in texts))
    story.at()


def organisation(story: Tale) -> None:
    """The CEO manages the CTO and the CFO. The CTO leads engineering and IT."""
    rng = story.rng
    rows: list[tuple[str, list[str]]] = []
    if rng.random() < 0.6:
        for row in rng.choice(scenes("o")):
            boss, _, below = row.partition(":")
            rows.append((boss.strip(), [x.strip() for x in below.split(",")]))
        names = list(dict.fromkeys(x for a, b in rows for x in (a, *b)))
        if any(x.lower() in story.seen for x in names):
            return supply(story)
        story.seen |= {x.lower().replace(" ", "") for x in names}
        rows = rows[: rng.randint(1, len(rows))]
    else:
        boss, *below = things(story, rng.choice((3, 3, 4)))
        rows = [(boss, below)]
        for name in rng.sample(below, rng.choice((1, 1, 2))):
            rows.append((name, things(story, rng.choice((1, 2, 2, 3)))))
        rows[1:] = sorted(rows[1:], key=lambda row: below.index(row[0]))
    verbs = rng.sample(
        (
            "leads",
            "manages",
            "supervises",
            "is in charge of",
            "is the boss of",
            "oversees",
            "has",
            "is responsible for",
            "is above",
            "splits into",
            "branches into",
            "is divided into",
            "heads",
            "directs",
            "runs",
            "has under it",
            "commands",
        ),
        3,
    )
    texts = []
    form = rng.random()
    for boss, below in rows:
        if form < 0.2:
            texts.append(f"under {the(rng, boss)} there {rng.choice(('are', 'come'))} {names_of(rng, below)}")
        elif form < 0.3:
            texts.append(f"{boss}: {', '.join(below)}")
        else:
            texts.append(f"{the(rng, boss)} {rng.choice(verbs)} {names_of(rng, below)}")
        story.add(f"{boss} -> {', '.join(below)}", boss, *below)
    told(story, texts)
    story.at()


def eaten(story: Tale) -> None:
    """Algae are eaten by krill, krill by herring. In chains of any kind: "is bought by", "infects"."""
    rng = story.rng
    names = things(story, rng.choice((3, 3, 4, 5)))
    pairs = list(pairwise(names))
    v, again = rng.choice(
        (
            ("is eaten by", "by"),
            ("are eaten by", "by"),
            ("feeds", ""),
            ("becomes", ""),
            ("is turned into", "into"),
            ("gives rise to", ""),
            ("turns into", "into"),
            ("is passed to", "to"),
            ("sends to", "to"),
            ("sells to", "to"),
            ("delivers to", "to"),
            ("supplies", ""),
            ("is converted to", "to"),
            ("leads to", "to"),
            ("calls", ""),
            ("writes to", "to"),
            ("talks to", "to"),
            ("activates", ""),
            ("drains into", "into"),
            ("flows into", "into"),
            ("ships to", "to"),
            ("passes the ball to", "to"),
            ("is connected to", "to"),
            ("is followed by", "by"),
            ("hands it to", "to"),
            ("is used by", "by"),
            ("triggers", ""),
            ("empties into", "into"),
            ("is read by", "by"),
            ("is inherited by", "by"),
            ("pushes to", "to"),
            ("signals", ""),
            ("drives", ""),
            ("pays", ""),
        )
    )
    texts = []
    short = again and rng.random() < 0.35
    for i, (a, b) in enumerate(pairs):
        words = again if short and i else v
        texts.append(f"{the(rng, a)} {words} {the(rng, b)}")
    if rng.random() < 0.25 and not short:
        text = texts[0] + "".join(f", which {v} {the(rng, b)}" for _, b in pairs[1:])
        if rng.random() < 0.4:
            text = texts[0] + "".join(
                f"{rng.choice((', which', ', and that', ' and this'))} in turn {v} {the(rng, b)}"
                for _, b in pairs[1:]
            )
        story.sentences.append(text)
    elif rng.random() < 0.3:
        story.sentences.append(", ".join(texts[:-1]) + " and " + texts[-1] if len(texts) > 1 else texts[0])
    else:
        told(story, texts)
    for a, b in pairs:
        story.add(f"{a} -> {b}", a, b)
    story.at(names[-1])
    if rng.random() < 0.25:
        story.sentences.append(
            rng.choice(
                (
                    "{Z} goes back to {A}",
                    "{Z} feeds back into {A}",
                    "in the end {Z} leads back to {A}",
                    "{Z} returns to {A}",
                )
            ).format(Z=the(rng, names[-1]), A=the(rng, names[0]))
        )
        story.add(f"{names[-1]} -> {names[0]}")
        story.at()


def supply(story: Tale) -> None:
    """Three suppliers (A, B and C) deliver to the factory, which ships to D and E."""
    rng = story.rng
    k, m = rng.choice((2, 2, 3, 4)), rng.choice((1, 2, 2, 3))
    xs = things(story, k)
    (f,) = things(story, 1)
    ys = things(story, m)
    n = count_word(rng, "en", k)
    kinds = rng.choice(
        (
            "sources",
            "suppliers",
            "inputs",
            "streams",
            "systems",
            "teams",
            "things",
            "parts",
            "services",
            "files",
            "producers",
            "nodes",
        )
    )
    X, F, Y = names_of(rng, xs), the(rng, f), names_of(rng, ys) if m > 1 else the(rng, ys[0])
    n2 = count_word(rng, "en", m)
    many = m > 1
    texts = [
        ("{n} {k} ({x}) feed {F}, which {v} {Y}", 0),
        ("{n} {k}, namely {x}, go into {F}. {F2} {v} {Y}", 0),
        ("{X} deliver to {F}, which {v} {Y}", 0),
        ("{X} come together in {F}, and {F2} {v} {Y}", 0),
        ("{F} gets its input from {X} and {v} {Y}", 1),
        ("{F} combines {X} and {v} {Y}", 1),
        ("{F} merges {X}, the result goes to {Y}", 1),
        ("{F} collects {X}. From there it goes to {Y}", 1),
        ("{F} reads {X} and {v} {Y}", 1),
        ("inputs: {x}. they go to {F}. outputs: {y}", 0),
        ("{x} -> {f} -> {y}", 0),
        ("{p} -> {f} -> {q}", 0),
        ("{X} all end up in {F}, then {Y}", 0),
        ("out of {X} {F} makes {Y}", 0),
        ("{X} are put into {F}, {Y} come out", 0),
        ("in: {x}. process: {f}. out: {y}", 0),
        ("{F} needs {X}. It {v} {Y}", 1),
        ("{F} has {n} inputs, {X}, and {v} {Y}", 1),
        ("with {X} as input, {F} {v} {Y}", 0),
        ("{X} meet at {F}, after which {Y} follows", 0),
        ("{F} receives {X}, processes them and {v} {Y}", 1),
        ("all of {X} flow into {F}. {F2} then {v} {Y}", 0),
        ("from {X} we get {F}, from {F2} we get {Y}", 0),
        ("{F} is fed by {X} and {v} {Y}", 1),
        ("{F} takes {X} as well as nothing else, and {v} {Y}", 1),
        ("{Y} come out of {F}, into which go {X}", 2),
    ]
    text, order = rng.choice(texts)
    verb = rng.choice(
        (
            "produces",
            "sends data to",
            "ships to",
            "outputs",
            "feeds",
            "writes to",
            "delivers to",
            "drives",
            "returns",
            "generates",
            "passes the result to",
            "creates",
            "serves",
            "triggers",
        )
    )
    if not many:
        text = text.replace("{Y} come out", "{Y} comes out")
    text = text.format(
        n=n,
        k=kinds,
        x=", ".join(xs) if "->" in text or rng.random() < 0.4 else names_of(rng, xs),
        X=X,
        F=F,
        F2=rng.choice((f"the {f}", f"the {f}", f)),
        f=f,
        v=verb,
        Y=Y,
        y=", ".join(ys),
        p=" + ".join(xs),
        q=" + ".join(ys),
        n2=n2,
    )
    story.sentences.append(text)
    new = {0: (*xs, f, *ys), 1: (f, *xs, *ys), 2: (*ys, f, *xs)}[order]
    story.put(f"{', '.join(xs)} -> {f} -> {', '.join(ys)}", *new, at=ys)


def fan_out(story: Tale) -> None:
    """The router spreads it over three servers, a, b and c, which all use the same database."""
    rng = story.rng
    a = (
        story.last[0]
        if len(story.last) == 1 and not story.via and rng.random() < 0.5
        else things(story, 1)[0]
    )
    k = rng.choice((2, 3, 3, 4))
    xs = things(story, k)
    n = count_word(rng, "en", k)
    kinds = rng.choice(
        (
            "servers",
            "workers",
            "parts",
            "services",
            "teams",
            "places",
            "modules",
            "branches",
            "departments",
            "consumers",
            "channels",
            "nodes",
            "targets",
            "options",
        )
    )
    X, A, x = names_of(rng, xs), the(rng, a), names_of(rng, xs, articles=False)
    both = "both" if k == 2 else "all"
    text = rng.choice(
        (
            "{A} distributes the work to {n} {k}, {X}",
            "{A} is connected to {n} {k}: {x}",
            "{A} has {n} {k} ({x})",
            "{A} splits into {n} {k}, {X}",
            "{A} sends everything to {b} {X}",
            "from {A} there are {n} ways: {X}",
            "{A} goes to {n} {k}: {x}",
            "{A} serves {X}",
            "{A} -> {x}",
            "after {A}, {X} run in parallel",
            "there are {n} {k} behind {A}: {x}",
            "{n} {k} hang off {A}, namely {X}",
            "{A} talks to {n} {k} called {x}",
            "{A} starts {X} at the same time",
            "{X} all branch off {A}",
            "{X} are {b} connected to the same {a}",
            "{X} {b} depend on {A}",
            "{X} {b} get their data from {A}",
            "{A} notifies {X}",
            "{A} calls {X} in parallel",
        )
    )
    first = text.startswith("{X}")
    same = "the same {a}" in text
    x = ", ".join(xs) if "->" in text else x
    text = text.format(A=A, X=X, n=n, k=kinds, x=x, b=both, a=a)
    if same:
        line, new = f"{', '.join(xs)} -> {a}", (*xs, a)
        story.sentences.append(text)
        story.put(line, *new, at=(a,))
        return
    line = f"{a} -> {', '.join(xs)}"
    new = (*xs, a) if first else (a, *xs)
    if rng.random() < 0.5 and text.rstrip(")").endswith(xs[-1]) and not first:
        (z,) = things(story, 1)
        Z = the(rng, z)
        text += rng.choice(
            (
                f", which {both} use {Z}",
                f". They {both} write to {Z}",
                f". {_upper(both)} of them report to {Z}",
                f", and they {both} share {Z}",
                f". Their results are merged in {Z}",
                f". Everything comes together again in {Z}",
                f", all connected to the same {z}",
                f", and {Z} collects their output",
                f", followed by {Z}",
                f". They {both} end in {Z}",
                f" before {Z} joins them",
                f". These {k if k > 2 else 'two'} feed {Z}",
                f". All that flows into {Z}",
                f", then {z}",
            )
        )
        line, new = f"{line} -> {z}", (*new, z)
        story.sentences.append(text)
        story.put(line, *new, at=(z,))
        return
    story.sentences.append(text)
    story.put(line, *new, at=xs)


def services(story: Tale) -> None:
    """Several sentences in which each thing calls others, by their full names."""
    rng = story.rng
    pool = things(story, rng.choice((4, 5, 5, 6, 7)))
    pool += [x for x in things(story, rng.choice((0, 2, 3)))]
    used = [pool[0]]
    texts: list[str] = []
    rest = pool[1:]
    last = pool[0]
    first = True
    while rest:
        a = last if rng.random() < 0.6 else rng.choice(used)
        k = min(len(rest), rng.choice((1, 1, 1, 2, 2, 3)))
        new, rest = rest[:k], rest[k:]
        if rng.random() < 0.15 and len(used) > 2:
            old = rng.choice([x for x in used if x != a])
            if f"{a} -> {old}" not in story.lines and f"{old} -> {a}" not in story.lines:
                new.append(old)
        verb = rng.choice(forms("forward")).replace("->", "feeds")
        subject = the(rng, a)
        extra = rng.choice(
            (
                "",
                "",
                "",
                "",
                " directly",
                " over HTTP",
                " every night",
                " via REST",
                " in real time",
                " in batches",
                " by email",
                " once a day",
                " asynchronously",
            )
        )
        also = rng.choice(("", "", "", "also ", "then ")) if not first and " " not in verb else ""
        if len(new) == 1 and rng.random() < 0.2 and not extra:
            back = rng.choice(forms("backward")).replace("<-", "gets data from")
            text = f"{the(rng, new[0])} {back} {subject}"
            story.add(f"{a} -> {new[0]}", new[0], a)
        else:
            object_ = names_of(rng, new) if len(new) > 1 else the(rng, new[0])
            text = f"{subject} {also}{verb} {object_}{extra}"
            fresh = f"{a} -> {', '.join(new)}"
            if len(new) == 1 and rest and rng.random() < 0.25:
                b = rest.pop(0)
                text += f", which {rng.choice(forms('forward')).replace('->', 'feeds')} {the(rng, b)}"
                fresh += f" -> {b}"
                new.append(b)
            story.add(fresh, a, *new)
        texts.append(text)
        used += [x for x in new if x not in used]
        last = new[-1] if new[-1] in pool else last
        first = False
    told(story, texts)
    story.at()


def transformed(story: Tale) -> None:
    """The compiler turns source files into binaries. Binaries ..."""
    rng = story.rng
    a, x, b = rng.choice(scenes("t")) if rng.random() < 0.6 else tuple(things(story, 3))
    story.seen |= {a.lower().replace(" ", ""), x.lower().replace(" ", ""), b.lower().replace(" ", "")}
    if " and " in a or any(z in story.nodes for z in (a, x, b)):
        a, x, b = things(story, 3)
    text, order = rng.choice(
        (
            ("{X} turns {a} into {b}", 1),
            ("{a} is turned into {b} by {X}", 2),
            ("{a} goes into {X} and {b} comes out", 0),
            ("{X} makes {b} out of {a}", 3),
            ("{X} makes {b} from {a}", 3),
            ("{a} enters {X}, which gives {b}", 0),
            ("with {X}, {a} becomes {b}", 1),
            ("{X} takes {a} and returns {b}", 1),
            ("{X} converts {a} into {b}", 1),
            ("put {a} into {X} to get {b}", 0),
            ("{b} is made from {a} in {X}", 4),
            ("{a} is processed by {X}, resulting in {b}", 0),
            ("{X} needs {a} to produce {b}", 1),
            ("input is {a}, output is {b}, and {X} is in between", 2),
            ("feed {a} to {X}; it yields {b}", 0),
            ("{X} transforms {a} to {b}", 1),
            ("{a} in, {b} out, with {X} in the middle", 2),
            ("using {X}, we get {b} from {a}", 3),
            ("{a} passes through {X} and leaves as {b}", 0),
        )
    )
    text = text.format(X=the(rng, x), a=a, b=b)
    new = ((a, x, b), (x, a, b), (a, b, x), (x, b, a), (b, a, x))[order]
    story.add(f"{a} -> {x} -> {b}", *new)
    if rng.random() < 0.5:
        z, *more = things(story, rng.choice((1, 1, 2)))
        if more:
            text += ". " + rng.choice(
                ("{Z} then turns {b} into {w}", "{B} and {Z} together give {w}", "{Z} uses {b} and gives {w}")
            ).format(Z=_upper(the(rng, z)), b=b, B=_upper(b), w=more[0])
            if "together" in text:
                story.add(f"{b}, {z} -> {more[0]}", z, more[0])
            else:
                story.add(f"{b} -> {z} -> {more[0]}", z, more[0])
            story.at(more[0])
        else:
            text += rng.choice(
                (
                    ". {B} goes to {Z}",
                    ", and {b} goes to {Z}",
                    ". {B} is used by {Z}",
                    ", then {Z}",
                    ". {B} feeds {Z}",
                )
            ).format(b=b, B=_upper(b), Z=the(rng, z))
            story.add(f"{b} -> {z}", z)
            story.at(z)
    else:
        story.at(b)
    story.sentences.append(text)


def circle(story: Tale) -> None:
    """A, B, C and D form a ring; a star around X; everything in a line."""
    rng = story.rng
    names = things(story, rng.choice((3, 4, 4, 5)))
    X = names_of(rng, names)
    x = ", ".join(names)
    roll = rng.random()
    if roll < 0.45:
        text = rng.choice(
            (
                "{X} form a ring",
                "{X} are arranged in a circle",
                "a ring of {X}",
                "{X}, each connected to the next, and the last to the first",
                "circle of {X}",
                "{x} in a loop",
                "{X} make up a cycle",
                "connect {X} in a ring",
                "{X} go round and round",
                "ring topology: {x}",
            )
        )
        line = " -> ".join([*names, names[0]])
    elif roll < 0.75:
        a, *b = names
        X = names_of(rng, b)
        text = rng.choice(
            (
                "a star with {a} in the center and {X} around it",
                "{a} in the middle, connected to {X}",
                "{a} is the hub, the spokes are {X}",
                "star topology: {a} in the center, {X} around",
                "{X} are arranged around {a}",
                "in the center is {a}, with lines to {X}",
            )
        )
        text = text.replace("{a}", a)
        line = f"{a} -> {', '.join(b)}"
        names = [*b, a] if text.startswith("{X}") else names
    else:
        text = rng.choice(
            (
                "{X} in a row, each connected to the next",
                "a line of {X}",
                "{X} one after another",
                "{X} are chained together",
                "bus with {X} in series",
                "{x} in series",
                "from top to bottom: {x}",
                "from left to right: {x}",
                "{X}, connected one to the next",
            )
        )
        line = " -> ".join(names)
    story.sentences.append(text.format(X=X, x=x))
    story.put(line, *names, at=())


def pages(story: Tale) -> None:
    """From the home page you can go to the product page or the cart; the cart leads to checkout."""
    rng = story.rng
    names = things(story, rng.choice((3, 4, 5)))
    a, *rest = names
    k = rng.choice((1, 2, 2))
    k = min(k, len(rest) - 1) or 1
    first, rest = rest[:k], rest[k:]
    text = rng.choice(
        (
            "from {A} you can go to {X}",
            "{A} links to {X}",
            "from {A} there is a way to {X}",
            "{A} lets you get to {X}",
            "clicking {A} opens {X}",
            "{A} opens {X}",
            "on {A}, users choose {X}",
            "starting at {A} we reach {X}",
            "{A} has links to {X}",
            "when {A} is finished, {X} can begin",
        )
    ).format(
        A=the(rng, a),
        X=" or ".join(the(rng, x) for x in first) if rng.random() < 0.5 else names_of(rng, first),
    )
    story.add(f"{a} -> {', '.join(first)}", a, *first)
    texts = [text]
    at = first[-1]
    for b in rest:
        texts.append(
            rng.choice(
                (
                    "from {A} to {B}",
                    "{A} leads to {B}",
                    "{A} takes you to {B}",
                    "from {A} you get to {B}",
                    "{B} can be reached from {A}",
                    "after {A} comes {B}",
                    "{A} is followed by {B}",
                )
            ).format(A=the(rng, at), B=the(rng, b))
        )
        story.add(f"{at} -> {b}", at, b)
        at = b
    told(story, texts)
    story.at(at)


FORMS = (
    (in_between, 6),
    (respectively, 5),
    (shortcuts, 6),
    (organisation, 6),
    (eaten, 7),
    (supply, 8),
    (fan_out, 8),
    (services, 9),
    (transformed, 6),
    (circle, 3),
    (pages, 4),
)

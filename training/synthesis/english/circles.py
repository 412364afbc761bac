"""Pure cycles in English: two that answer each other, what affects what round and round, stages that repeat.

What goes from one to the other is a label only where the prompt writes it on the arrow: "A sends a request to
B, which returns a result" is `A -> B -> A`. Beside the circles stand the same words without a way back.
"""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import pairwise

from training.synthesis import lexicon
from training.synthesis.english.plain_names import Cast, finish, opened, parts, tell

ARTICLE = re.compile(r"^(?:the|an?) ")
PRONOUN = re.compile(r"^(?:the|an?|it|they) ")  # what the name of a clause leaves out
ARROWS = (" -> ", " → ", " > ", "->", " => ", " --> ")
CYCLIC = re.compile(r"cycle|circ|loop|spiral|wheel|effect|PD[CS]A|OODA|DMAIC", re.IGNORECASE)  # titles
ODD_NAME = re.compile(r"(?:^|, |> |: )(?:the|to|of|and|or|with|an)(?: |,|$)", re.MULTILINE | re.IGNORECASE)
ORDERS = re.compile(r"PD[CS]A|DMAIC|OODA|lean|DevOps|CPU|breathing")  # titles of what is done: no article
JOINTS = (", ", ", ", ", ", "; ", ". ", "\n")


@cache
def known(kind: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one kind of names/en_circles.txt, cut at "|"."""
    lines = (lexicon.HERE / "names" / "en_circles.txt").read_text(encoding="utf-8").splitlines()
    rows = (line[2:].split(" | ") for line in lines if line.startswith(f"{kind}\t"))
    return tuple(tuple(part.strip() for part in row) for row in rows)


@cache
def frames(form: str) -> tuple[tuple[str, ...], ...]:
    """The frames of one form of patterns/en_circles.txt."""
    return tuple(lexicon.patterns("en_circles")[form])


def stages(cast: Cast, low: int = 3, high: int = 6, orders: bool = True) -> tuple[str, list[str]]:
    """A title that is no node, and what follows one another in a circle; `orders`: also what is done."""
    rng = cast.rng
    roll = rng.random()
    if roll < 0.6:
        title, members = rng.choice(known("n"))
        names = parts(members)[:high]
        if len(names) >= low and cast.claim(*names):
            cast.article = "" if ORDERS.search(title) else cast.article
            return title, names
        return stages(cast, low, high, orders)
    count = rng.choice([n for n in (3, 3, 3, 4, 4, 5, 6) if low <= n <= high])
    if roll < 0.67:
        letters = rng.choice(("ABCDEF", "XYZUVW", "PQRSTU", "abcdef"))
        cast.article = ""
        return cast.title(), list(letters[:count])
    if roll < 0.9 or not orders:
        return cast.title(), cast.new(count)
    cast.article = ""
    return cast.title(), cast.new(count, "step")


def pair(cast: Cast) -> tuple[str, str, str, str]:
    """Two that answer each other, and what they give."""
    rng = cast.rng
    a, b, given = rng.choice(known("p"))
    p, q = given.split(" / ")
    if rng.random() < 0.3:
        _, _, given = rng.choice(known("p"))
        p, q = given.split(" / ")
    if rng.random() < 0.35:
        a, b = cast.new(2)
    a, b = (ARTICLE.sub("", name) for name in (a, b))
    said = " ".join((p, q)).lower()
    if any(name.lower() in said or said in name.lower() for name in (a, b)) or not cast.claim(a, b):
        return pair(cast)
    return a, b, p, q


def _body(template: str, names: dict[str, str]) -> str:
    return re.sub(r"\{(\w)\}", lambda match: names[match[1]], template).replace(" // ", "\n")


def exchanged(rng: random.Random) -> tuple[str, str]:
    """Two of them, or two and a third: what is sent there and back."""
    cast = Cast(rng)
    a, b, p, q = pair(cast)
    names = {"a": a, "b": b}
    roll = rng.random()
    if roll < 0.22:
        bare = {"P": ARTICLE.sub("", p), "Q": ARTICLE.sub("", q)}
        if bare["P"] == bare["Q"] or " and " in bare["P"] + bare["Q"]:
            bare = dict(zip("PQ", rng.choice((("ask", "tell"), ("request", "response"))), strict=True))
        text = tell(cast, rng.choice(frames("labelled"))[0], names, **bare)
        return text, f"{a} -> {bare['P']}: {b}\n{b} -> {bare['Q']}: {a}"
    said = {"p": p, "q": q, "P": ARTICLE.sub("", p), "Q": ARTICLE.sub("", q)}
    if roll < 0.76:
        template = rng.choice(frames("pair"))[0]
        if p == q:
            template = "{a} and {b} exchange {p}"
        template = template.replace("[goes~go]", "go" if _many(p) else "goes")
        template = template.replace("[comes~come]", "come" if _many(q) else "comes")
        template = template.replace("[is~are]", "are" if _many(p) else "is")
        return tell(cast, template, names, **said), f"{a} -> {b} -> {a}"
    (names["c"],) = cast.new(1)
    template, body = rng.choice(frames("pair after"))
    return tell(cast, template, names, **said), _body(body, names)


def ring(rng: random.Random) -> tuple[str, str]:
    """A circle with words on its arrows; now and then an open one."""
    cast = Cast(rng)
    _, names = stages(cast, 3, 4, orders=False)
    frame = rng.choice(frames("step"))[0]
    given = [ARTICLE.sub("", x) for row in rng.sample(known("p"), 6) for x in row[2].split(" / ")]
    given = [x for x in dict.fromkeys(given) if " and " not in x]
    pairs = list(pairwise([*names, names[0]] if rng.random() < 0.8 else names))
    texts, lines = [], []
    for (a, b), word in zip(pairs, given, strict=False):
        texts.append(tell(cast, frame, {"x": a, "y": b}, P=word))
        lines.append(f"{a} -> {word}: {b}")
    said = " ".join(given[: len(pairs)]).lower()
    if any(name.lower() in said for name in names if len(name) > 1):
        return ring(rng)
    return rng.choice(("\n", "\n", ", ", "; ")).join(texts), "\n".join(lines)


def _many(text: str) -> bool:
    return (text.endswith("s") and not text.endswith("ss")) or " and " in text


def _links(cast: Cast, names: list[str], closed: bool, form: str = "link") -> str:
    """Each link in a clause of its own, or with "which"; the last leads back to the first if `closed`."""
    rng = cast.rng
    round_ = [*names, names[0]] if closed else names
    pairs = list(pairwise(round_))
    first, again, which = rng.choice(frames(form))
    text = tell(cast, first, {"x": pairs[0][0], "y": pairs[0][1]})
    end = rng.choice(("", "", "", " again", " again")) if closed else ""
    if which and rng.random() < 0.35:
        for a, b in pairs[1:]:
            text += ", " + tell(cast, which, {"y": a, "z": b})
        return text + end
    joint = rng.choice(JOINTS)
    if ">" in first or "→" in first:
        joint = rng.choice((", ", "\n", "; "))
        end = ""
    clauses = [tell(cast, again, {"x": a, "y": b}) for a, b in pairs[1:]]
    last = ""
    if joint in (", ", "; ") and ">" not in first and "→" not in first:
        last = rng.choice(("and ", "and ", "", "and finally "))
    if joint == "\n":
        end = ""
    clauses[-1] = last + clauses[-1] + end
    return joint.join([text, *clauses])


def _row(cast: Cast, names: list[str]) -> str:
    """The names one after the other, without a verb."""
    rng = cast.rng
    if rng.random() < 0.4 and not any(set("->") & set(name) for name in names):
        return rng.choice(ARROWS).join(names)
    return rng.choice((", ", ", ", ", then ", ", and then ", "; ")).join(cast.the(name) for name in names)


def around(rng: random.Random) -> tuple[str, str]:
    """What affects what: closed by the last link, by words that close it, or not at all."""
    cast = Cast(rng)
    eaten, roll = rng.random() < 0.05, rng.random()
    linked = roll < 0.57
    names = parts(rng.choice(known("e"))[0]) if eaten else stages(cast, orders=not linked)[1]
    circle = " -> ".join([*names, names[0]])
    if eaten or roll < 0.4:
        return _links(cast, names, True, "eats" if eaten else "link"), circle
    text = _links(cast, names, False) if linked else _row(cast, names)
    slots: dict[str, str | list[str]] = {"a": names[0], "z": names[-1]}
    form = rng.choices(("close", "closes", "ends"), (45, 40, 15))[0]
    ending = tell(cast, rng.choice(frames(form))[0], slots)
    if "\n" in text and not ending.startswith((".", " (")):
        ending = "\n" + re.sub(r"^[,;]? (?:and |then |and then )?", "", ending)
    return text.rstrip(".") + ending, circle if form != "ends" else " -> ".join(names)


def _slots(cast: Cast, names: list[str], title: str) -> tuple[dict[str, str | list[str]], dict[str, str]]:
    """What the frames of "list", "open" and "part" may ask for."""
    rng = cast.rng
    words = {
        "L": cast.listed(names) if rng.random() < 0.6 else ", ".join(names),
        "N": "\n".join(f"{i}. {x}" for i, x in enumerate(names, 1)),
        "V": rng.choice(ARROWS).join(names),
        "T": title,
    }
    words["K"] = "\n".join(names) if rng.random() < 0.5 else "\n".join(f"- {x}" for x in names)
    return {
        "a": names[0], "b": names[1], "z": names[-1], "m": names[1:-1], "r": names[1:], "xs": names,
    }, words  # fmt: skip


def listed(rng: random.Random) -> tuple[str, str]:
    """A whole circle at once, or a row that is none."""
    cast = Cast(rng)
    form = "list" if rng.random() < 0.83 else "open"
    template = rng.choice(frames(form))[0]
    title, names = stages(cast)
    if form == "open" and CYCLIC.search(title):
        title = cast.title()
    slots, words = _slots(cast, names, title)
    if form == "list":
        slots["m"] = names[1:]
    chain = " -> ".join([*names, names[0]] if form == "list" else names)
    return tell(cast, template, slots, **words), chain


def partly(rng: random.Random) -> tuple[str, str]:
    """Only the end goes round; or one more thing enters or leaves the circle."""
    cast = Cast(rng)
    if rng.random() < 0.45:
        title, names = stages(cast, 4, 5)
        slots, words = _slots(cast, names, title)
        rest = names[1:]
        words |= {"R1": cast.listed(rest), "R2": ", then ".join(cast.the(name) for name in names[2:])}
        text = tell(cast, rng.choice(frames("part"))[0], slots, **words)
        return text, " -> ".join([*names, names[1]])
    _, names = stages(cast, 3, 4, orders=False)
    (e,) = cast.new(1)
    circle = _links(cast, names, True) if rng.random() < 0.5 else f"{_row(cast, names)}, back to {names[0]}"
    circle = circle.replace("\n", ". ")
    x = rng.choice(names)
    template, body = rng.choice(frames("more"))
    template = template.replace("{o}", "\0")
    text = tell(cast, template, {"a": names[0], "x": x, "e": e}).replace("\0", circle)
    return text, " -> ".join([*names, names[0]]) + "\n" + _body(body, {"a": names[0], "x": x, "e": e})


def rounds(rng: random.Random) -> tuple[str, str]:
    """Whole clauses that follow one another round and round."""
    clauses = parts(rng.choice(known("v"))[0])
    joint = rng.choice((", ", "; ", ". ", ", then ", ". Then ", " -> ", "\n"))
    text = joint.join(clauses)
    if joint == ", ":
        text = ", ".join(clauses[:-1]) + rng.choice((" and ", ", and ", ", ")) + clauses[-1]
    form = rng.choices(("close", "ends", ""), (72, 13, 15))[0]
    names = [PRONOUN.sub("", clause) for clause in clauses]
    if form:
        ending = rng.choice([row[0] for row in frames(form) if "{" not in row[0]])
        if joint == "\n":
            ending = "\n" + re.sub(r"^(?:[,;.] ?| )(?:and |then |and then )?", "", ending)
        text += ending
    return text, " -> ".join([*names, names[0]] if form == "close" else names)


KINDS = ((exchanged, 30), (around, 28), (listed, 22), (partly, 11), (rounds, 9), (ring, 6))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    while True:
        text, body = rng.choices([draw for draw, _ in KINDS], [share for _, share in KINDS])[0](rng)
        titled = opened(rng, text) if rng.random() < 0.6 else text
        path = body.split("\n")[0].split(" -> ")
        if len(set(path)) < len(path) or not CYCLIC.search(titled.replace(text, "")):
            text = titled
        if not ODD_NAME.search(body):
            break
    return "circle en", finish(rng, text), body

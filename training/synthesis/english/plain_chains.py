"""One thing after the other, said plainly: titled lists, the end first, what turns into what, backwards."""

from __future__ import annotations

import random
from itertools import pairwise

from training.synthesis.english.plain_names import STARTS, Cast, finish, frames, parts, sets, tell
from training.synthesis.variants import upper, vary

ORDERS = ("first {x}", "{x}", "start: {x}", "- {x}", "1st {x}", "{x} first")  # of what steps are said, too
TITLED = (
    "{T}: ",
    "{T}: ",
    "{T} - ",
    "{T}. ",
    "{T}\n",
    "[how~what happens in a] {T}[ works~]: ",
    "in {T} ",
    "[topic~title]: {T}. ",
)
LESS = (
    "what [the~a~our] {S} does: ",
    "{S}: ",
    "{S}: ",
    "the {S} does [a few~some~these] things: ",
    "[steps~jobs~tasks] of the {S}: ",
    "{S} - ",
)


def _series(
    cast: Cast, forms: tuple[str, str, str, str], names: list[str], said: list[str] | None = None
) -> str:
    """The names one by one, each in its own clause."""
    glue, head, middle, end = forms
    said = said or [cast.the(name) for name in names]
    texts = []
    for i, name in enumerate(said):
        form = head if not i else end if i == len(said) - 1 else middle
        texts.append(form.replace("{x}", name))
    return glue.join(texts)


def _under(cast: Cast, title: str, text: str, leads: tuple[str, ...]) -> str:
    """The text with its title, or with something else to open it."""
    if "\n" in text:
        return f"{title}{cast.rng.choice((':', '', '.'))}\n{text}"
    return tell(cast, cast.rng.choice(leads), {}, T=title) + text


def _pairs(cast: Cast, forms: tuple[str, str, str], names: list[str]) -> str:
    rng = cast.rng
    first, which, again = forms
    head, *rest = [
        tell(cast, first if not i else again, {"x": a, "y": b}) for i, (a, b) in enumerate(pairwise(names))
    ]
    if rng.random() < 0.5:
        return head + "".join(tell(cast, which, {"y": b}) for b in names[2:])
    return rng.choice((", ", ", ", ". ", "; ")).join([head, *rest])


def _whole(rng: random.Random) -> tuple[str, list[str]]:
    """A frame that says a whole chain at once."""
    cast = Cast(rng)
    template = rng.choice(frames("lists"))
    between = any(slot in template for slot in ("{m}", "{M}"))
    plain = not any(slot in template for slot in ("{a}", "{z}", "{m}", "{r}", "<", "{I}", "{M}"))
    title, names = cast.steps() if plain and rng.random() < 0.35 else cast.chain(3, 5)
    if rng.random() < 0.08 and not between and "{xs}" not in template:
        names[rng.randrange(len(names) - 1)] = cast.binomial()
    slots = {
        "xs": names, "a": names[0], "z": names[-1], "m": names[1:-1], "r": names[1:], "i": names[:-1],
    }  # fmt: skip
    title = rng.choice((title, title, upper(title), title.title() if title.islower() else title))
    if rng.random() < 0.3 and "{T}" not in template:
        template = rng.choice((*TITLED[:4], *STARTS)) + template
    return tell(cast, template, slots, T=title), names


def _one_by_one(rng: random.Random) -> tuple[str, list[str]]:
    """A clause for each name."""
    cast = Cast(rng)
    forms = rng.choice(frames("series"))
    steps = rng.random() < 0.4 and forms[1] in ORDERS
    title, names = cast.steps() if steps else cast.chain(3, 5)
    if not steps and rng.random() < 0.12:
        names[rng.randrange(len(names))] = cast.binomial()
    text = _series(cast, forms, names, names if steps else None)
    if rng.random() < 0.3:
        text = _under(cast, title, text, (*TITLED[:4], *STARTS))
    return text, names


def _turns(rng: random.Random) -> tuple[str, list[str]]:
    """What turns into what, who is eaten by whom."""
    cast = Cast(rng)
    roll = rng.random()
    if roll < 0.25:
        names = parts(rng.choice(sets("f"))[0])
        start = rng.randrange(len(names) - 2)
        names = names[start : start + rng.randint(3, 5)]
        return _pairs(cast, rng.choice(frames("eaten")), names), names
    names = parts(rng.choice(sets("t"))[0]) if roll < 0.5 else cast.chain(2, 4)[1]
    forms = rng.choice(frames("turns") if roll < 0.5 or rng.random() < 0.2 else frames("pairs"))
    return _pairs(cast, forms, names), names


def _backwards(rng: random.Random) -> tuple[str, list[str]]:
    """Told from the end."""
    cast = Cast(rng)
    forms = rng.choice(frames("back"))
    names = cast.chain(3, 3 if "need" in forms[2] or "{x2}" in forms[1] else 4)[1]
    said = [cast.the(name) for name in reversed(names)]
    if "{x2}" in forms[1]:
        head = forms[1].replace("{x2}", said[1]).replace("{x}", said[0])
        return head + ", " + _series(cast, (forms[0], forms[2], forms[2], forms[3]), [], said[2:]), names
    return _series(cast, forms, [], said), names


def _clauses(rng: random.Random) -> tuple[str, list[str]]:
    """Whole clauses, each of them one step."""
    cast = Cast(rng)
    title, members = rng.choice(sets("v"))
    names = parts(members)
    if rng.random() < 0.3:
        names = names[: rng.randint(2, len(names))]
    said = [cast.the(name) for name in names]
    text = _series(cast, rng.choice(frames("clauses")), names, said)
    if rng.random() < 0.5:
        text = _under(cast, title, text, (*TITLED, *STARTS))
    return text, names


def _does(rng: random.Random) -> tuple[str, list[str]]:
    """One subject and what it does; with the subject as a mere title, it is in no name."""
    cast = Cast(rng)
    subject, members = rng.choice(sets("s"))
    acts = parts(members)
    if rng.random() < 0.3:
        acts = acts[: rng.randint(2, len(acts))]
    if rng.random() < 0.3:
        return tell(cast, rng.choice(LESS), {"s": subject}) + ", ".join(acts), acts
    who = rng.choice((f"the {subject}", f"the {subject}", subject, f"our {subject}", f"my {subject}"))
    text = _series(cast, rng.choice(frames("does")), [], [f"{who} {acts[0]}", *acts[1:]])
    if rng.random() < 0.15:
        text = vary(rng, rng.choice(STARTS)) + text
    return text, [f"{subject} {acts[0]}", *acts[1:]]


KINDS = ((_whole, 34), (_one_by_one, 20), (_turns, 14), (_backwards, 12), (_clauses, 12), (_does, 12))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    text, names = rng.choices([draw for draw, _ in KINDS], [share for _, share in KINDS])[0](rng)
    return "plain chain en", finish(rng, text), " -> ".join(names)

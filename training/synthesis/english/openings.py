"""Steps behind "after", "before", "once", "having done" and "which is": every clause's action is a step.

Frames: patterns/en_openings.txt, whose head tells the slots; scenes: names/en_openings.txt. A clause is named
without its first article ("an offer is made": `offer is made`), what "it" undergoes by what is done: `baked`.
"""

from __future__ import annotations

import random
import re

from training.synthesis import lexicon
from training.synthesis.english import phrases as bank
from training.synthesis.english import verbs
from training.synthesis.english.agreeing import irregular
from training.synthesis.english.forms import Tale, _thing
from training.synthesis.english.framed import SLOT, frames, scenes, tell, written
from training.synthesis.variants import vary

ARTICLE = re.compile(r"^(?:the|an?|our|my) ")
COMES = ("arrives", "comes in", "has arrived", "is ready", "is here", "is complete", "is there", "turns up")
HANDLED = ("check", "sign", "approve", "review", "correct", "file", "stamp", "copy", "read", "verify", "scan",
           "forward", "inspect", "register", "compare", "translate", "annotate", "confirm")  # fmt: skip
LEADS = ("", "", "", "then ", "after that, ", "next, ", "later ", "in the end ")
FAMILIES = {
    **dict.fromkeys("YyIiBDGV", "Y"), **dict.fromkeys("PpzHhbdgk", "P"), **dict.fromkeys("Nn", "N"),
    **dict.fromkeys("Cc", "C"), **dict.fromkeys("Xx", "X"), **dict.fromkeys("Aa", "A"),
}  # fmt: skip


def bare(said: str) -> str:
    """A name without its first article."""
    return ARTICLE.sub("", said)


def _a(noun: str) -> str:
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def _done(step: str) -> str:
    """What has been done: "bake for an hour" -> "baked for an hour"."""
    verb, _, tail = step.partition(" ")
    return f"{irregular(verb)} {tail}".strip()


def _event(rng: random.Random, said: str) -> str:
    """A noun that starts it, with another article now and then."""
    if rng.random() < 0.18:
        return rng.choice(lexicon.flat("en", "stage"))
    return said if rng.random() < 0.75 else bare(said) if rng.random() < 0.6 else _a(bare(said))


def _thing_of(s: Tale, text: str) -> tuple[str, str]:
    """The thing and its sort: "" one, "~" many, "~1" some of it."""
    rng = s.rng
    name, mark, one = text.partition("~")
    if rng.random() < 0.1:
        other = _thing(s, "data")
        if not verbs.plural(other) and other[0].islower() and not re.search(r"data$|ing$|\W \W", other):
            return other, ""
    return name, mark + one


def _slots(s: Tale) -> dict[str, str]:
    """What happens in one scene, in all forms."""
    rng = s.rng
    s.seen.clear()
    nouns, clauses, (thing,), steps, deeds, (place,), (hands,) = rng.choice(scenes("en_openings")[""])
    o, sort = _thing_of(s, thing)
    many = sort == "~"
    be, it, hv = ("are", "they", "have") if many else ("is", "it", "has")
    if o == "patient":
        it = rng.choice(("she", "he"))
    said = rng.choice((f"the {o}", f"the {o}", f"the {o}", o if sort else f"the {o}", f"our {o}"))
    x = o if sort else rng.choice((_a(o), _a(o), f"the {o}"))
    found = {
        "o": o, "oc": o, "O": said, "o1": o, "be": be, "it": it, "hv": hv, "gos": "go" if many else "goes",
        "S": place, "s": bare(place), "we": rng.choice(("we", "we", "we", "you", "they", "I")),
        "it1": rng.choice(("that", "it")), "afterwards": rng.choice(("afterwards", "after it", "after that")),
        "X1": hands.format(x=x), "x1": bare(hands.format(x=x)),
    }  # fmt: skip
    if not sort:
        found["each"], found["a"] = rng.choice(("each", "each", "every")), _a(o).split()[0]
    found["oc"] = bare(said)
    first = rng.randrange(len(steps) - 2)
    for i, step in enumerate(steps[first : first + 3], 1):
        done = _done(step)
        found[f"z{i}"] = done
        found[f"P{i}"], found[f"p{i}"] = f"{said} {be} {done}", f"{bare(said)} {be} {done}"
        found[f"H{i}"], found[f"h{i}"] = f"{said} {hv} been {done}", f"{bare(said)} {hv} been {done}"
        if not re.search(r" by (?!hand|colour)", f" {step}"):
            verb, _, tail = step.partition(" ")
            found[f"b{i}"] = f"{verb} the {o} {tail}".strip()
            found[f"d{i}"] = f"{irregular(verb)} the {o} {tail}".strip()
            found[f"g{i}"], found[f"k{i}"] = _doing(step), _doing(found[f"b{i}"])
    for i, deed in enumerate(rng.sample(deeds, 3), 1):
        verb, what, *tail = deed.split("/")
        orders = " ".join([verb, what, *tail])
        was = "are" if verbs.plural(what) else "is"
        clause = " ".join([_done(verb), *tail])
        found |= {
            f"Y{i}": f"{what} {was} {clause}", f"B{i}": orders, f"G{i}": _doing(orders),
            f"D{i}": " ".join([_done(verb), what, *tail]),
            f"I{i}": f"{what} {'have' if was == 'are' else 'has'} been {clause}",
        }  # fmt: skip
        if rng.random() < 0.2:
            found[f"Y{i}"] = f"the {bank.happens(s)}"
        if rng.random() < 0.15:
            deed = bank.deed(s)
            found[f"B{i}"], found[f"G{i}"] = deed, verbs.gerund(deed)
        found[f"y{i}"], found[f"i{i}"] = bare(found[f"Y{i}"]), bare(found[f"I{i}"])
        found[f"V{i}"] = verbs.third(found[f"B{i}"])
    for i, verb in enumerate(rng.sample(HANDLED, 2), 1):
        found[f"Q{i}"], found[f"Z{i}"] = verbs.third(verb), verbs.participle(verb)
    for i in range(1, 4):
        found[f"a{i}"] = bank.actor(s, person=True)
        found[f"A{i}"] = bank.the(rng, found[f"a{i}"], sure=True)
    happens = [c if rng.random() < 0.85 else f"the {bank.arrival(s)}" for c in clauses[:2]]
    own = [c for c in clauses if f"the {o} " in f"{c} " and not many]
    comes = rng.choice(COMES)
    comes = {"is": "are", "has": "have"}.get(comes.split()[0], comes.split()[0][:-1]) + comes[
        len(comes.split()[0]) :
    ] if many else comes  # fmt: skip
    happens.append(rng.choice(own) if own and rng.random() < 0.7 else f"{said} {comes}")
    for i, clause in enumerate(happens, 1):
        found[f"C{i}"], found[f"c{i}"] = clause, bare(clause)
    for i, noun in enumerate(sorted(rng.sample(nouns, 2), key=nouns.index), 1):
        found[f"N{i}"] = _event(rng, noun)
        found[f"n{i}"] = bare(found[f"N{i}"])
    return found


def _doing(order: str) -> str:
    """The order with its verb in -ing."""
    verb, _, rest = order.partition(" ")
    odd = {
        "destem": "destemming",
        "kit": "kitting",
        "embed": "embedding",
        "thin": "thinning",
        "format": "formatting",
    }
    return f"{odd[verb]} {rest}".strip() if verb in odd else verbs.gerund(order)


def _used(text: str) -> set[str]:
    """Which nouns, clauses and deeds a frame tells of: "N1", "C2", "P3" (the thing's), "Y1" (others)."""
    found = set()
    for key in SLOT.findall(text):
        kind = FAMILIES.get(key[0])
        if kind and key[-1].isdigit():
            found.add(kind + key[-1])
    return found


def _told(rng: random.Random) -> tuple[str, str]:
    """A frame, or two that tell one after the other of one scene without saying a thing twice."""
    known = frames("en_openings")[""]
    text, outline = rng.choice(known)
    if rng.random() < 0.25 and "," not in outline:
        for more, then in rng.sample(known, 12):
            if "{o1} " in more or more.startswith(("{O} that", "{O},", "{O}:")):
                continue  # no whole sentence
            if not _used(text) & _used(more) and "," not in then and "{o}" not in then and "{s}" not in then:
                return f"{text}. {rng.choice(LEADS) if more[0] == '{' else ''}{more}", f"{outline} -> {then}"
    return text, outline


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    s = Tale(rng, "en", "step")

    def draw() -> tuple[tuple[str, str], dict[str, str]]:
        text, outline = _told(rng)
        return (vary(rng, text), outline), _slots(s)

    text, lines = tell(rng, draw)
    text, body = written(rng, text, lines)
    return "opening en", text, body

"""What the plain short prompts speak of: sets of things that belong together, and how a sentence says them.

The sets are in names/en_plain.txt; half of the names come from the other lists, or are invented.
"""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.english import verbs
from training.synthesis.english.clauses import _phrase as phrase
from training.synthesis.english.forms import Tale, domains
from training.synthesis.phrasing import count_word
from training.synthesis.variants import upper, vary

NO_ARTICLE = re.compile(
    r"(?:we|i|they|he|she|it|you|someone|everybody|everyone|everything|mum|dad|both|all|news|my|our|your|two|"
    r"three)\b",
    re.IGNORECASE,
)
AGREES = re.compile(r"<(\w+) (\w+)>")  # <goes a>, <is xs>: the verb in the form that suits what acts
ODD = {"goes": "go", "is": "are", "has": "have", "was": "were", "does": "do", "passes": "pass",
       "reaches": "reach", "joins": "join", "pushes": "push", "finishes": "finish"}  # fmt: skip
SLOT = re.compile(r"(?:\b([Aa]) )?\{(\w+)\}")
NOT_MANY = frozenset(("lens", "news", "Postgres", "Kubernetes", "Reims", "Mars"))
UNFIT = re.compile(r"[,:;|>/()\[\]{}<+=?]|^(?:and|or|then|the|to|of|by|with) | (?:and|or|then|the|to|of)$")
HURRIED = (
    ("through", "thru"),
    ("} and {", "} & {"),
    (" with {", " w/ {"),
    ("and then", "& then"),
    ("at the end", "@ end"),
)
NUMBERED = """
conv layer block server step node task worker room team machine sensor phase stage pump tank router
switch group version site job valve station host client tier level zone m s x n v t h p q A P R
step_ node_ stage- robot cell line unit bus port pod shard replica reviewer teacher class week day
round game
"""
STARTS = (
    "for my [biology~physics~chemistry~history~music~cooking~CS] class: ",
    "[homework~quick sketch~for the slides~draft~for a poster~for my report~lecture notes]: ",
    "[this is what I have~here is the order~the order is~what I need~so it goes like this]: ",
    "ok so ",
    "hi, ",
)


@cache
def sets(kind: str) -> tuple[tuple[str, ...], ...]:
    """The sets of one kind in names/en_plain.txt, cut at "|", ">" and "/"."""
    text = (lexicon.HERE / "names" / "en_plain.txt").read_text(encoding="utf-8")
    lines = (line[2:] for line in text.splitlines() if line.startswith(f"{kind}\t"))
    return tuple(tuple(part.strip() for part in re.split(r" [|>/] ", line)) for line in lines)


@cache
def frames(form: str) -> tuple:
    """The frames of one form in patterns/en_plain.txt: texts, or tuples of them where a line has several."""
    found = lexicon.patterns("en_plain")[form]
    return tuple(row[0] if len(row) == 1 else row for row in found)


def parts(text: str) -> list[str]:
    """The members of a list of names/en_plain.txt."""
    return [part.strip() for part in text.split(";")]


class Cast:
    """Names for one prompt, and how they are said in it."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.tale = Tale(rng, "en", "noun", world=rng.choice(domains()) if rng.random() < 0.6 else None)
        self.article = rng.choice(("the ", "the ", "", "", "", "mixed"))

    def new(self, count: int, kind: str = "noun") -> list[str]:
        """Names from all lists, or invented ones."""
        roll = self.rng.random()
        names: list[str] = []
        if roll < 0.12 and kind == "noun":
            pool = parts(self.rng.choice(sets("n"))[0])
            if len(pool) >= count:
                names = self.rng.sample(pool, count) if self.rng.random() < 0.4 else pool[:count]
                names = names if self.claim(*names) else []
        elif roll < 0.15 and kind == "noun" and count > 1:
            names = self._numbered(count)
        elif roll < 0.2 and kind == "noun":  # a long noun phrase
            names = [phrase(self.rng)[0]]
            names = names if self.claim(*names) else []
        while len(names) < count:
            name = self.tale.name(kind)
            if not UNFIT.search(name):
                names.append(name)
        return names[:count]

    def _numbered(self, count: int) -> list[str]:
        """conv1, conv2, conv3; perhaps the last is another: conv1, conv2, add."""
        rng = self.rng
        word, gap = rng.choice(NUMBERED.split()), rng.choice(("", "", " "))
        first = rng.choice((1, 1, 1, 0, 2, rng.randint(3, 9)))
        names = [f"{word}{gap}{number}" for number in range(first, first + count)]
        if rng.random() < 0.3:
            names[-1] = self.tale.name("noun")
        return names if not UNFIT.search(names[-1]) and self.claim(*names) else []

    def claim(self, *names: str) -> bool:
        """Whether none of the names is part of another, or of one before."""
        return self.tale.claim_all(names)

    def binomial(self) -> str:
        """One thing with "and" in its name."""
        name = self.rng.choice(sets("x"))[0]
        return name if self.claim(name) else self.new(1)[0]

    def chain(self, low: int = 3, high: int = 5) -> tuple[str, list[str]]:
        """A title that is no node, and things that follow one another."""
        rng = self.rng
        count = rng.randint(low, high)
        roll = rng.random()
        if roll < 0.5:
            title, members = rng.choice(sets("c"))
            names = parts(members)
            start = rng.randrange(max(1, len(names) - count + 1))
            names = names[start : start + count]
            if len(names) >= low and self.claim(*names):
                return title, names
            return self.chain(low, high)
        elif roll < 0.58:
            names = [rng.choice(parts(row[1])) for row in rng.sample(sets("c"), count)]
            if self.claim(*names):
                return self.title(), names
        names = self.new(count)
        return self.title(), names

    def steps(self, low: int = 3, high: int = 5) -> tuple[str, list[str]]:
        """A title that is no node, and steps in the plain form."""
        rng = self.rng
        count = rng.randint(low, high)
        if rng.random() < 0.6:
            title, members = rng.choice(sets("d"))
            names = parts(members)[:count]
            if self.claim(*names):
                return title, names
        names = self.new(count, "step")
        return self.title(), names

    def title(self) -> str:
        """What a drawing may be called: no node, and unlike all names before."""
        while True:
            title = self.rng.choice(lexicon.flat("en", "stage"))
            if self.claim(title):
                return title

    def the(self, name: str) -> str:
        """The name as it is said in the middle of a sentence."""
        article = self.article
        if article == "mixed":
            article = self.rng.choice(("the ", "the ", "", "", "the ", "", "our "))
        first = name.split()[0]
        proper = first[:1].isupper() and not (first.isupper() and len(first) > 1 and " " in name)
        if proper or len(name) < 3 or first[:1].isdigit() or name[-1].isdigit() or NO_ARTICLE.match(name):
            return name
        if first in verbs.first_words() and " " in name:
            return name
        return article + name

    def listed(self, names: list[str], bare: bool = False) -> str:
        """Names in a sentence: "the a, the b and the c"."""
        said = names if bare else [self.the(name) for name in names]
        if not bare and len(said) > 1 and self.rng.random() < 0.3 and self.article == "the ":
            said = [said[0], *names[1:]]  # "the a and b"
        if len(said) == 1:
            return said[0]
        if len(said) == 2:
            return f"{said[0]} and {said[1]}"
        last = self.rng.choice((" and ", ", and "))
        return ", ".join(said[:-1]) + last + said[-1]


def agree(text: str, names: dict[str, str | list[str]]) -> str:
    """The text with its <goes a> in the form that suits the name or names."""

    def form(match: re.Match) -> str:
        verb, who = match.groups()
        actor = names[who]
        many = len(actor) > 1 if isinstance(actor, list) else False
        single = actor if isinstance(actor, str) else actor[0]
        return (
            (ODD.get(verb) or verb[:-1])
            if many or (verbs.plural(single) and single not in NOT_MANY)
            else verb
        )

    return AGREES.sub(form, text)


def tell(cast: Cast, template: str, names: dict[str, str | list[str]], **words: str) -> str:
    """The template said: {a} with its article, {A} bare, {xs} a list in words, {XS} a list with commas.

    Raises KeyError for a slot that has no name.
    """
    rng = cast.rng
    text = agree(vary(rng, template), names)
    if rng.random() < 0.05:
        for plain, short in HURRIED:
            text = text.replace(plain, short)

    def value(match: re.Match) -> str:
        article, slot = match.groups()
        text = named(slot)
        if not article:
            return text
        return f"{article}{'n' if re.match('[aeio](?!ne|u)', text, re.IGNORECASE) else ''} {text}"

    def named(slot: str) -> str:
        if slot in words:
            return words[slot]
        if slot == "n" or slot == "N":
            return count_word(rng, "en", len(names["xs" if slot == "n" else "ys"]))
        if slot in names:
            name = names[slot]
            return cast.the(name) if isinstance(name, str) else cast.listed(name)
        name = names[slot.lower()]
        return name if isinstance(name, str) else ", ".join(name)

    return re.sub(r"  +", " ", SLOT.sub(value, text))


def opened(rng: random.Random, text: str) -> str:
    """The text, now and then with words before it, or under a title that is no node."""
    roll = rng.random()
    if roll < 0.08:
        return vary(rng, rng.choice(STARTS)) + text
    if roll < 0.18:
        title = rng.choice((*sets("c"), *sets("d"), *sets("v")))[0]
        if title.lower() not in text.lower():
            return title + rng.choice((": ", ": ", " - ", ". ", "\n")) + text
    return text


def finish(rng: random.Random, text: str) -> str:
    """The text as somebody types it: a capital at the start or not, a full stop or not, all lower case."""
    text = text.strip()
    if rng.random() < 0.5:
        text = upper(text)
        text = re.sub(r"(?<=[.?!] )[a-z]", lambda m: m[0].upper(), text)
    if rng.random() < 0.45 and text[-1].isalnum() and "\n" not in text:
        text += "."
    return text

"""Korean prompts after whole frames: a text and its statements side by side, both with the same slots.

A frame is "text, tab, statements" in patterns/: {x} is a name, {x|을/를} with its particle, {x.하고} a
predicate in a form (see `Framed.form`), <보내> a verb as this writer ends sentences, [a~b] one of two. In the
statements a letter is the name of that slot, ">" an arrow, Y and N the labels 예 and 아니오, "//" a new one.
"""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.korean.choices import Choice
from training.synthesis.korean.endings import Predicate, predicate
from training.synthesis.korean.procedures import Tale
from training.synthesis.phrasing import particle
from training.synthesis.variants import vary

SLOT = re.compile(r"\{(\w\d?)(?:\.([^{}|]+))?(?:\|([^{}/]+)/([^{}]+))?\}|<([가-힣]+)>")
LETTER = re.compile(r"(?<![가-힣\w])([a-z]\d?)(?![가-힣\w])")
LABELS = {"Y": "예", "N": "아니오"}
# How the writer of each of procedure_words.REGISTERS ends a sentence about things.
USUAL = ("한다", "합니다", "해요", "함", "합니다", "했다", "했습니다", "한다", "함", "해", "해요")
ODD = frozenset(",:;?/()[]->+=#@~|")  # what no name in a frame may hold

Frame = tuple[str, str]


@cache
def frames(name: str) -> dict[str, tuple[Frame, ...]]:
    """(text, statements) of patterns/<name>.txt by kind; the first kind is ""."""
    found: dict[str, list[Frame]] = {"": []}
    kind = ""
    for line in (lexicon.HERE / "patterns" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            kind = line[2:]
            found[kind] = []
        elif line and not line.startswith("# "):
            text, _, outline = line.partition("\t")
            found[kind].append((text.replace("\\n", "\n"), outline))
    return {kind: tuple(rows) for kind, rows in found.items()}


@cache
def rows(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The lines of names/<name>.txt by kind, each split at " | "; the first kind is ""."""
    found: dict[str, list[tuple[str, ...]]] = {"": []}
    kind = ""
    for line in (lexicon.HERE / "names" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            kind = line[2:]
            found[kind] = []
        elif line and not line.startswith("#"):
            found[kind].append(tuple(line.split(" | ")))
    return {kind: tuple(lines) for kind, lines in found.items()}


def noun_of(step: str) -> str:
    """A step as a noun phrase, 재고 확인; nothing where that would sound odd (병에 담기)."""
    found = predicate(step)
    if found.name == found.stem:
        return ""
    noun = re.sub(r"[을를] (?=\S+$)", " ", found.name)
    return "" if re.search(r"\S[을를이가] |(?:^| )(?:더|다시|바로|그대로|안|푹) ", noun) else noun


class Framed(Tale):
    """A prompt made of frames; `names` has the name that each slot got where it was said first."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.names: dict[str, str] = {}

    def fill(self, text: str, slots: dict[str, str | Predicate]) -> str:
        """The text with its variants chosen and its slots filled; notes the names."""

        def value(match: re.Match) -> str:
            slot, form, closed, opened, verb = match.groups()
            if verb:
                return predicate(verb).form(USUAL[self.ending])[0]
            thing = slots[slot]
            if isinstance(thing, str):
                said, name = thing, thing
            else:
                said, name = self.form(thing, form)
            self.names.setdefault(slot, name)
            return said + particle(said, closed, opened) if closed else said

        return re.sub(r"(?<=\S)  +", " ", SLOT.sub(value, vary(self.rng, text)))

    def form(self, thing: Predicate, form: str) -> tuple[str, str]:
        """A predicate in a form, and its name there.

        하고, 한 and all that endings.Predicate knows; ! ends a sentence, ~ goes on within it, 기 is a noun;
        of a condition 면, 라면, 지 (whether), 경우, 때, 아니 (unless) and ?.
        """
        rng = self.rng
        if form == "!":
            return self.final(thing.stem)
        if form == "~":
            return self.middle(thing.stem)
        if form == "기":
            noun = noun_of(thing.stem)
            if noun and rng.random() < 0.6:
                return noun, noun
            return (thing.name, thing.name) if thing.name != thing.stem else thing.form("하기")
        if form == "면":
            return thing.when(), thing.name
        if form == "지":
            return thing.whether(), thing.name
        if form == "경우":
            text = thing.case(rng)
            return re.sub(r" 때(?:는)?$", " 경우", text), thing.name
        if form == "때":
            if thing.kind == "noun":
                return thing.stem + "일 때", thing.name
            return thing.form("했을" if thing.past else "할")[0] + " 때", thing.name
        if form == "라면":
            if thing.kind == "noun":
                return thing.stem + particle(thing.stem, "이라면", "라면"), thing.name
            return thing.form("했다" if thing.past else "한다")[0] + "면", thing.name
        if form == "아니":
            text = thing.unless(rng)
            return text.replace("않는다면", "않다면") if thing.kind == "adjective" else text, thing.name
        if form == "?":
            return thing.asks(rng), thing.name
        return thing.form(form)

    def statements(self, outline: str) -> list[str]:
        """The statements of a frame, its letters replaced by the names as they were said."""
        outline = outline.replace(" > ", " -> ").replace(" ? ", " ? -> ")
        outline = LETTER.sub(lambda match: self.names[match[1]], outline)
        return re.sub(r"(?<=[?,>] )([YN]) ", lambda match: LABELS[match[1]] + ": ", outline).split(" // ")

    def told(self, frame: Frame, slots: dict[str, str | Predicate]) -> tuple[str, list[str]]:
        """The text and the statements of a frame."""
        text = self.fill(frame[0], slots)
        return text, self.statements(frame[1])

    def decision(self, slots: dict[str, str | Predicate], pair: Choice) -> None:
        """Puts a condition in its three forms into the slots: whole, without its subject, the opposite."""
        slots["c"], slots["s"], slots["d"] = pair.yes, pair.short, pair.no

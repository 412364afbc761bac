"""Prompts after whole frames: a text and its statements side by side, both with the same slots.

The frames are in patterns/: text, tab, statements with " // " between them; "= kind" starts another kind.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from training.synthesis import lexicon
from training.synthesis.english import phrases as bank
from training.synthesis.english import verbs
from training.synthesis.english.forms import Tale
from training.synthesis.variants import upper, vary

SLOT = re.compile(r"\{([A-Za-z]+\d?)\}")
SENTENCE = re.compile(r"(?:^|(?<=[.!?] )|(?<=\n))((?:- )?)([a-z])")
NOTATION = re.compile(r"[,;:|?\"\[\]()#@×=~+]|->")  # what no plain name or label holds
WHEN = ("when", "whenever", "as soon as", "once", "after", "every time")
LEADS = ("every morning ", "in the morning ", "at night ", "usually ", "as a rule ", "first ",
         "to begin with, ", "in our office, ", "at work, ", "at our school, ", "in the lab, ",
         "here is how it goes: ")  # fmt: skip
IT = frozenset((
    "app", "browser", "router", "crawler", "scheduler", "sensor hub", "thermostat", "robot", "drone", "model",
    "washing machine", "agent", "LLM", "bank", "insurer", "HR", "committee", "board", "shop", "solver",
    "sorter",
))  # fmt: skip
PEOPLE = frozenset((
    "patient", "candidate", "player", "guest", "customer", "applicant", "tenant", "defendant", "addressee",
    "child", "client",
))  # fmt: skip


@cache
def frames(name: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """(text, statements) of patterns/<name>.txt by kind; the first kind is ""."""
    found: dict[str, list[tuple[str, str]]] = {"": []}
    kind = ""
    for line in (lexicon.HERE / "patterns" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            kind = line[2:]
            found[kind] = []
        elif line and not line.startswith("#"):
            text, outline = line.split("\t")
            found[kind].append((text.replace("\\n", "\n"), outline))
    return {kind: tuple(rows) for kind, rows in found.items()}


@cache
def scenes(name: str) -> dict[str, tuple[tuple[tuple[str, ...], ...], ...]]:
    """Rows of names/<name>.txt by kind: fields between " | ", each split at "; "."""
    found: dict[str, list[tuple[tuple[str, ...], ...]]] = {"": []}
    kind = ""
    for line in (lexicon.HERE / "names" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            kind = line[2:]
            found[kind] = []
        elif line and not line.startswith("#"):
            found[kind].append(tuple(tuple(field.split("; ")) for field in line.split(" | ")))
    return {kind: tuple(rows) for kind, rows in found.items()}


def forms_of(key: str, step: str, found: dict[str, str]) -> None:
    """Puts a step under its key: as an order, as she does it (key + "3") and "doing it" (key + "g")."""
    third = f"has {step[5:]}" if step.startswith("have ") else verbs.third(step)
    found[key], found[key + "3"], found[key + "g"] = step, third, verbs.gerund(step)


def somebody(s: Tale, who: str = "") -> tuple[str, str, str]:
    """As said, the bare name, and the pronoun: ("the nurse", "nurse", "she")."""
    rng = s.rng
    he = "it" if who in IT else rng.choice(("she", "he"))
    if not who or rng.random() < 0.25:
        who, he = bank.actor(s, person=True), rng.choice(("she", "he"))
    said = (
        who
        if who in bank.UNITS or who in bank.PEOPLE or who.startswith(("my ", "our ", "all "))
        else f"the {who}"
    )
    if (
        who[:1].isupper()
        and who not in ("LLM",)
        and not who.startswith(("ML ", "3D "))
        and rng.random() < 0.5
    ):
        said = who
    return said, who, he


def tell(
    rng: random.Random, draw: Callable[[], tuple[tuple[str, str], dict[str, str]]]
) -> tuple[str, list[str]]:
    """A frame with its slots filled: (text, statement lines). Draws again while two names are alike."""
    while True:
        (text, outline), slots = draw()
        named = set(SLOT.findall(outline))
        if any(key not in slots for key in {*named, *SLOT.findall(text)}):
            continue
        values = [slots[key].lower() for key in named]
        alike = any(
            f" {a} " in f" {b} " for i, a in enumerate(values) for j, b in enumerate(values) if i != j
        )
        if not alike and not any(NOTATION.search(value) for value in values):
            return filled(rng, (text, outline), slots)


def filled(rng: random.Random, frame: tuple[str, str], slots: dict[str, str]) -> tuple[str, list[str]]:
    """The frame with its variants chosen and its slots filled: (text, statement lines)."""
    text, outline = (
        SLOT.sub(lambda match: slots[match[1]], part) for part in (vary(rng, frame[0]), frame[1])
    )
    return text, outline.split(" // ")


def led(s: Tale, text: str, lines: list[str], steps: bool) -> tuple[str, list[str]]:
    """Now and then what happens first, or a word on when; `steps`: the text begins with a step."""
    rng = s.rng
    roll = rng.random()
    if not steps or "\n" in text or roll > 0.2:
        return text, lines
    if roll < 0.12:
        event = bank.arrival(s)
        if NOTATION.search(event) or event.lower() in text.lower():
            return text, lines
        article = rng.choice(("the", "an" if event[0] in "aeiou" else "a"))
        return f"{rng.choice(WHEN)} {article} {event}, {text}", [f"{event} -> {lines[0]}", *lines[1:]]
    return rng.choice(LEADS) + text, lines


def written(rng: random.Random, text: str, lines: list[str]) -> tuple[str, str]:
    """The text with capitals and a full stop as people set them, and the statements as one text."""
    roll = rng.random()
    if roll < 0.68:
        text = SENTENCE.sub(lambda match: match[1] + match[2].upper(), text)
    elif roll < 0.8:
        text = upper(text)
    elif roll < 0.86:
        text, lines = text.lower(), [line.lower() for line in lines]
    if not text.endswith((".", "!", "?", "}", "↺")) and "\n" not in text and rng.random() < 0.5:
        text += "."
    return text, "\n".join(lines)

"""What people put around the description: openings, closings, requests for style, remarks, typos."""

from __future__ import annotations

import random

from diagram.graph import STYLE_FIELDS
from training.synthesis import lexicon
from training.synthesis.phrasing import fill

# What a reader who asks for nothing would like to be offered, and how often.
USUAL = {
    "direction": (1, 1),
    "shape": (4, 5, 1),
    "line": (16, 2, 2),
    "palette": (4, 3, 2, 2, 2, 3, 2, 3, 1),
    "spacing": (2, 6, 2),
}
NEIGHBOURS = dict(zip("asertoinlc", "sdrtypomkv", strict=True))  # keys beside each other


def style(rng: random.Random, language: str) -> tuple[dict[str, str], list[str]]:
    """A request for style: the fields asked for and the phrases that ask; mostly none."""
    if rng.random() < 0.72:
        return {}, []
    phrases = rng.sample(lexicon.patterns(language)["style"], rng.choices((1, 2, 3), (7, 3, 1))[0])
    wanted: dict[str, str] = {}
    said = []
    for condition, phrase in phrases:
        name, value = condition.split("=")
        if name not in wanted:
            wanted[name] = value
            said.append(phrase)
    return wanted, said


def style_line(rng: random.Random, wanted: dict[str, str]) -> str:
    """What was asked for, and any value for the rest: so the model's own styles differ between samples."""
    usual = {name: rng.choices(values, USUAL[name])[0] for name, values in STYLE_FIELDS.items()}
    return " ".join({**usual, **wanted}.values())


def surround(rng: random.Random, language: str, text: str, said: list[str], topic: str) -> str:
    """The text with an opening, requests for style, remarks and a closing, each now and then."""
    known = lexicon.patterns(language)
    if rng.random() < 0.32:
        opening = fill(rng, rng.choice(known["opening"])[0], {"topic": topic})
        if opening.endswith((":", "?", "!")):
            glue = rng.choice((" ", " ", "\n"))
        elif opening.endswith("where"):
            glue = " "
        else:
            glue = rng.choice((": ", ". ", ":\n", "\n", " - ", ", "))
        text = opening + glue + text
    if said:
        phrase = rng.choice((", ", " and ", " ") if language == "en" else (", ", " ")).join(said)
        if rng.random() < 0.3:
            text = f"{phrase}{rng.choice((': ', '. ', ', ', chr(10)))}{text}"
        else:
            text = text.rstrip(".") + rng.choice((". ", ", ", ". ", "\n", " - ")) + phrase
            text += rng.choice(("", "."))
    for relation, share in (("junk", 0.06), ("closing", 0.1)):
        if rng.random() < share:
            extra = rng.choice(known[relation])[0]
            text += ("" if text.endswith((".", "!", "?")) else ".") + " " + extra
    return text


def typos(rng: random.Random, text: str, names: set[str]) -> str:
    """Slips of the keyboard in words that belong to no name."""
    words = text.split(" ")
    for i, word in enumerate(words):
        usual = len(word) > 3 and word.isascii() and word.isalpha() and word.lower() not in names
        if usual and rng.random() < 0.12:
            j = rng.randrange(1, len(word) - 1)
            roll = rng.random()
            if roll < 0.35:
                word = word[:j] + word[j + 1] + word[j] + word[j + 2 :]
            elif roll < 0.7:
                word = word[:j] + word[j + 1 :]
            elif roll < 0.85:
                word = word[:j] + word[j] + word[j:]
            else:
                word = word[:j] + NEIGHBOURS.get(word[j], word[j]) + word[j + 1 :]
            words[i] = word
    return " ".join(words)

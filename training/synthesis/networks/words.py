"""What all writers of network prompts share: numbers, sizes, lists, joins, one writer's habits."""

from __future__ import annotations

import random
from typing import TypeVar

T = TypeVar("T")
Phrase = tuple[str, list[str]]  # words of the prompt, outline items that they stand for

# fmt: off
ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
"twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
LARGE = {
    24: "twenty-four", 25: "twenty-five", 30: "thirty", 32: "thirty-two", 40: "forty", 48: "forty-eight",
    50: "fifty", 64: "sixty-four", 100: "a hundred", 200: "two hundred", 300: "three hundred",
    500: "five hundred", 1000: "a thousand",
}
ORDINALS = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
SHORT_ORDINALS = ["0th", "1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th"]
UNITS = ("neurons", "nodes", "units", "neurons", "nodes", "units", "cells", "perceptrons", "dims")
CROSSES = ("x", "x", "x", "x", " x ", " x ", "*", " * ", "×", "×", " × ", " by ", "X")
TYPOS = (
    ("hidden", "hiden"), ("neurons", "nuerons"), ("layers", "layes"), ("layer", "layr"), ("output", "ouput"),
    ("convolutional", "convolutinal"), ("pooling", "poolling"), ("neural", "nueral"), ("network", "netwrok"),
    ("input", "imput"), ("connected", "conected"), ("embedding", "embeding"), ("followed", "folowed"),
    ("with", "wiht"), ("and", "adn"), ("outputs", "outpus"), ("nodes", "node"), ("layers", "layer"),
)
# fmt: on


class Writer:
    """The habits of one writer, drawn once a prompt: how sizes, counts and units are written."""

    __slots__ = ("articles", "comma_thousands", "cross", "rng", "unit", "words")

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.cross = rng.choice(CROSSES)
        self.words = rng.random() < 0.3
        self.unit = rng.choice(UNITS)
        self.articles = rng.random() < 0.5
        self.comma_thousands = rng.random() < 0.08

    def pick(self, options: tuple[str, ...]) -> str:
        """One of the options."""
        return options[int(self.rng.random() * len(options))]

    def chance(self, share: float) -> bool:
        """True in that share of the calls."""
        return self.rng.random() < share

    def digits(self, n: int) -> str:
        """A number in digits, in the manner of the writer."""
        return f"{n:,}" if n >= 1000 and self.comma_thousands else str(n)

    def number(self, n: int) -> str:
        """A number of units, in digits or words."""
        if not self.words:
            return self.digits(n)
        if n == 12 and self.chance(0.3):
            return "a dozen"
        return ONES[n] if n <= 20 else LARGE.get(n) or self.digits(n)

    def count(self, n: int) -> str:
        """A small count of layers; words are frequent here also beside sizes in digits."""
        return ONES[n] if n <= 20 and (self.words or self.chance(0.5)) else str(n)

    def size(self, n: int, m: int | None = None) -> str:
        """A height and width such as 3x3, mostly with the writer's own cross."""
        cross = self.cross if self.rng.random() < 0.92 else self.pick(CROSSES)
        return f"{n}{cross}{n if m is None else m}"

    def units(self, n: int | None = None) -> str:
        """The word for units, in agreement with the number."""
        word = self.unit if self.rng.random() < 0.9 else self.pick(UNITS)
        return word[:-1] if n == 1 else word

    def a(self, words: str) -> str:
        """The words with an indefinite article, if the writer uses articles."""
        return article(words) if self.articles else words

    def the(self, words: str) -> str:
        """The words with a definite article, if the writer uses articles."""
        return "the " + words if self.articles else words


def free_size(rng: random.Random) -> int:
    """A size of one to four digits, each length about as often: it can only be copied, never guessed."""
    digits = rng.choice((1, 2, 2, 3, 3, 4))
    return rng.randint(10 ** (digits - 1), 10**digits - 1)


def by_share(rng: random.Random, table: tuple[tuple[T, float], ...]) -> T:
    """One of the first members, by the shares beside them."""
    rest = rng.random()
    for member, share in table:
        rest -= share
        if rest < 0:
            return member
    return table[-1][0]


def article(words: str) -> str:
    """The words after a or an, by their sound."""
    head = words.split("-")[0].split()[0]
    if head[0].isdigit():
        number = head.split("x")[0]
        vowel = number[0] == "8" or number in ("11", "18")
    elif head.isupper() and len(head) < 6:
        vowel = head[0] in "AEFHILMNORSX"
    else:
        vowel = head[0] in "aeioAEIO" or head.startswith("LSTM") or head.startswith("RNN")
    return ("an " if vowel else "a ") + words


def listing(writer: Writer, words: list[str]) -> str:
    """A list in prose: commas, and, or both, and now and then only spaces or slashes."""
    if len(words) == 1:
        return words[0]
    form = writer.rng.random()
    head, last = ", ".join(words[:-1]), words[-1]
    if form < 0.45:
        return f"{head} and {last}"
    if form < 0.6:
        return f"{head}, and {last}"
    if form < 0.8:
        return f"{head}, {last}"
    if form < 0.85:
        return " ".join(words)
    if form < 0.9:
        return "/".join(words)
    if form < 0.93:
        return f"{head} & {last}"
    if form < 0.96:
        return ", then ".join(words)
    return " and ".join(words) if len(words) < 4 else f"{head}, and {last}"


ARROWS = (" -> ", " -> ", "->", " → ", " > ", " => ", " --> ", " | ", " + ", " - ", "; ", ", ", ", ", " / ")
THENS = (
    ", then ",
    ", ",
    " then ",
    ", followed by ",
    ", and then ",
    ", ",
    " and ",
    ", next ",
    ", after that ",
    " followed by ",
    " and then ",
    ", and ",
    ", plus ",
)
ENDS = (
    " and ",
    ", and ",
    ", and finally ",
    ", finally ",
    ", then ",
    ", ",
    " and finally ",
    ", and at the end ",
    ", ending with ",
    ", and lastly ",
)
OPENERS = (
    "First ",
    "Start with ",
    "It starts with ",
    "The first layer is ",
    "We begin with ",
    "First comes ",
)
MIDDLES = (
    "Then ",
    "Then ",
    "Next ",
    "After that ",
    "Then comes ",
    "Then add ",
    "Next comes ",
    "That is followed by ",
    "This goes into ",
    "Followed by ",
)
CLOSERS = ("Finally ", "At the end ", "Last comes ", "It ends with ", "The last layer is ", "Lastly ")


def chain(writer: Writer, phrases: list[str]) -> str:
    """Layers in prose, in one sentence or as a line with arrows."""
    if len(phrases) == 1:
        return phrases[0]
    form = writer.rng.random()
    if form < 0.3:
        end = writer.pick(ENDS) if form < 0.25 else ", "
        return ", ".join(phrases[:-1]) + end + phrases[-1]
    if form < 0.45:
        return writer.pick(ARROWS).join(phrases)
    if form < 0.6:
        return writer.pick((", then ", " then ", ", followed by ", " followed by ", ", ")).join(phrases)
    text = phrases[0]
    for phrase in phrases[1:-1]:
        text += writer.pick(THENS) + phrase
    return text + writer.pick(ENDS if form < 0.85 else THENS) + phrases[-1]


def sentences(writer: Writer, phrases: list[str]) -> str:
    """Layers in prose, one sentence each."""
    first = writer.pick(OPENERS) + phrases[0]
    last = writer.pick(CLOSERS) + phrases[-1]
    return ". ".join([first, *(writer.pick(MIDDLES) + phrase for phrase in phrases[1:-1]), last]) + "."


def block(writer: Writer, lines: list[str]) -> str:
    """Layers as lines: bulleted, numbered or bare."""
    form = writer.rng.random()
    if form < 0.35:
        mark = writer.pick(("- ", "- ", "* ", "• "))
        return "\n".join(mark + line for line in lines)
    if form < 0.6:
        mark = writer.pick((". ", ") ", ": "))
        return "\n".join(f"{i}{mark}{line}" for i, line in enumerate(lines, 1))
    if form < 0.75:
        mark = writer.pick((") ", ". "))
        return " ".join(f"{i}{mark}{line}" for i, line in enumerate(lines, 1))
    return "\n".join(lines)


def finish(writer: Writer, text: str, slips: bool = True) -> str:
    """Last touches: letter case, full stop, and a few slips of the keyboard, where no name is copied."""
    text = (
        text.replace(" a 8", " an 8")
        .replace(" a A", " an A")
        .replace(" a MLP", " an MLP")
        .replace(" a FC", " an FC")
    )
    text = text.replace(" a i", " an i")
    form = writer.rng.random()
    if form < 0.35:
        text = text[0].upper() + text[1:]
    elif form < 0.5:
        text = text.lower()
    elif form < 0.505:
        text = text.upper()
    if slips and form > 0.97:
        right, wrong = TYPOS[int(writer.rng.random() * len(TYPOS))]
        text = text.replace(right, wrong, 1)
    if text[-1] not in ".?!" and "\n" not in text and writer.rng.random() < 0.3:
        text += "."
    return text

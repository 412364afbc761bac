"""Which raw examples are kept, and why the others are not: a chain of filters, each with its own count.

An example that fails is counted at the first filter that it fails.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from diagram import fidelity
from diagram.generation.selection import is_sound
from diagram.generation.templates import Notation
from diagram.outline import fold
from training.examples.minhash import near_duplicates
from training.examples.readings import Reading, readable

PLAUSIBLE = re.compile(r"[a-zà-öø-ÿ가-힣0-9]")
WORD = re.compile(r"[^\W\d_]+")
STUTTER = re.compile(r"([^\W\d_]{1,6}?)\1{3,}")  # inside a word: "dadadada"
REPEATS = 3  # times in a row that a run of up to RUN words may not come
RUN = 8
MOST_OF_ONE = 0.3  # share of a long prompt's words that one word may have
LONG = 15  # words
KNOWN = 10_000  # examples of the synthesis whose words are known; 2,500 lack "dock", "sensors" and "oxygen"
COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "by",
        "from",
        "in",
        "into",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "then",
        "to",
        "with",
        "that",
    ]
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What passes. Words and nodes are least and most; `unknown` is the greatest share of words of four
    letters and more that the synthesis does not know (1: any), `fidelity` the least score, 0-1, and
    `similarity` the Jaccard similarity at which two prompts are the same."""

    words: tuple[int, int] = (3, 160)
    nodes: tuple[int, int] = (2, 60)
    characters: int = 2000
    letters: float = 0.6
    unknown: float = 1.0
    fidelity: float = 1.0
    similarity: float = 0.8


@dataclass(slots=True)
class Raw:
    """A raw example, as it is filtered."""

    words: str
    answer: str
    ended: bool
    tokens: int = 0
    index: int = 0
    reading: Reading | None = None

    @classmethod
    def of(cls, record: Mapping) -> Raw:
        """A record of `training.examples.magpie`."""
        ended = record["prompt_ended"] and record["ended"]
        return cls(record["words"], record["answer"], ended, record["tokens"], record["index"])


@dataclass(slots=True)
class Outcome:
    """The examples that were kept, in order, and how many each filter removed, in its order."""

    kept: list[Raw]
    removed: dict[str, int]
    reasons: dict[int, str] = field(default_factory=dict)  # index of a raw example -> the filter

    def remove(self, example: Raw, why: str) -> None:
        self.removed[why] += 1
        self.reasons[example.index] = why


def filter_examples(
    raw: Sequence[Raw],
    notation: Notation,
    limits: Limits | None = None,
    progress: Callable[[Sequence[Raw]], Sequence[Raw]] = lambda found: found,
) -> Outcome:
    """Runs all filters. Duplicates are told by the prompts; of several the first is kept."""
    limits = limits or Limits()
    checks: dict[str, Callable[[Raw], bool]] = {
        "not ended": lambda e: not e.ended,
        "not parseable": lambda e: e.reading is None,
        "length": lambda e: not fits(e, limits),
        "language": lambda e: not is_language(e.words, limits),
        "repetition": lambda e: (
            repeats(e.words) or not e.reading.outline.statements or not is_sound(e.reading.outline)
        ),
        "fidelity": lambda e: not is_faithful(e, limits.fidelity),
    }
    outcome = Outcome([], dict.fromkeys((*checks, "duplicates", "near-duplicates"), 0))
    left: list[Raw] = []
    for example in progress(raw):
        example.reading = readable(example.answer, notation) if example.ended else None
        why = next((name for name, fails in checks.items() if fails(example)), None)
        if why is None:
            left.append(example)
        else:
            outcome.remove(example, why)
    seen: set[str] = set()
    first: list[Raw] = []
    for example in left:
        key = fold(example.words)
        if key in seen:
            outcome.remove(example, "duplicates")
        else:
            seen.add(key)
            first.append(example)
    twins = near_duplicates([example.words for example in first], limits.similarity)
    for example, twin in zip(first, twins, strict=True):
        if twin is None:
            outcome.kept.append(example)
        else:
            outcome.remove(example, "near-duplicates")
    return outcome


def fits(example: Raw, limits: Limits) -> bool:
    """Whether prompt and diagram are neither too short nor too long."""
    words = len(example.words.split())
    nodes = len(example.reading.outline.structure().nodes)
    return (
        limits.words[0] <= words <= limits.words[1]
        and limits.nodes[0] <= nodes <= limits.nodes[1]
        and len(example.words) <= limits.characters
    )


def is_language(words: str, limits: Limits) -> bool:
    """Whether this is English or Korean that something could be drawn of: no other script, no broken
    characters, not mostly marks, and not too many words that nobody has seen."""
    text = unicodedata.normalize("NFC", words).lower()
    visible = [character for character in text if not character.isspace()]
    if not visible or "\ufffd" in text or any(unicodedata.category(c) in ("Cc", "Co", "Cn") for c in visible):
        return False
    letters = [character for character in visible if character.isalnum()]
    plausible = sum(bool(PLAUSIBLE.fullmatch(character)) for character in letters)
    if len(letters) < limits.letters * len(visible) or plausible < 0.95 * len(letters):
        return False
    if limits.unknown < 1 and unknown_share(text) > limits.unknown:
        return False
    return fidelity.drawable(words)


def unknown_share(text: str) -> float:
    """The share of the Latin words of four letters and more that the synthesis does not know."""
    words = [word for word in WORD.findall(text.lower()) if len(word) > 3 and word.isascii()]
    known = _known_words()
    return sum(word not in known for word in words) / len(words) if words else 0.0


def repeats(words: str) -> bool:
    """Whether a text goes in circles: syllables, runs of words three times in a row, one word all over."""
    if STUTTER.search(words):
        return True
    found = [word.lower() for word in re.findall(r"\w+", words)]
    for size in range(1, RUN + 1):
        for start in range(len(found) - size * REPEATS + 1):
            run = found[start : start + size]
            # 3 3 3 is a list of sizes, not a stutter.
            if all(part.isdigit() for part in run):
                continue
            if all(found[start + k * size : start + (k + 1) * size] == run for k in range(1, REPEATS)):
                return True
    telling = [word for word in found if word not in COMMON and not word.isdigit()]
    most = Counter(telling).most_common(1)
    return len(found) >= LONG and bool(most) and most[0][1] > MOST_OF_ONE * len(found)


def is_faithful(example: Raw, least: float) -> bool:
    """Whether the answer says what the prompt says; rows without labels have no names to compare."""
    if not example.reading.labelled:
        return True
    return fidelity.check(example.words, example.reading.outline).score >= least


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    from training.synthesis import mixture

    prompts = (mixture.sample(f"known words {i}").prompt for i in range(KNOWN))
    counts = Counter(word for prompt in prompts for word in set(WORD.findall(prompt.lower())))
    # Names that the synthesis invents come once.
    return frozenset(word for word, count in counts.items() if count > 1)

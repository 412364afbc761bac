"""Ratings of readers who agreed, as a data set of preferences: no names, but a hash that a secret salt makes.

Of one prompt, what a reader gave clearly more points is `chosen`, and what got fewer is `rejected`; the
columns prompt, chosen, rejected are those that TRL's trainers and `training` take, in the outline notation.
The salt is LEGIBLE_SALT, else a random one in the folder for the program's data: with it the same reader has
the same hash in the next push, and without it nobody can try names.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.generation.templates import completion, outline_prompt
from diagram.remote.errors import RemoteError

if TYPE_CHECKING:
    from diagram.ratings.records import RatedDrawing
    from diagram.ratings.store import Ratings

TITLE = "Preferences of readers of diagrams"
VARIABLE = "LEGIBLE_SALT"
FILE = "feedback.salt"
MARGIN = 2  # points, 0-5, by which two ratings differ at least
GOOD = 4  # points from which a drawing is never rejected
PAIRS_A_PROMPT = 4
TEST_SHARE = 10  # one in so many prompts is for the test
# What may name a person: an address, a telephone number, an account, a link.
PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|https?://|www\.|(?<!\w)@\w{2,}|(?:\+|00)\d[\d ()-]{7,}\d|\d{2,4}-\d{3,4}-\d{4}"
)
TEXT = f"""## How it was made

Readers of Legible who agreed to it rated drawings with 0 to 5 points. Two drawings of one prompt by one
reader, at least {MARGIN} points apart, are a pair: the better one is `chosen`; what got {GOOD} points or more
is never `rejected`; at most {PAIRS_A_PROMPT} pairs a prompt. Prompts with an address, a number or an account
in them are left out. `reader` is a hash with a secret salt; there are no names. `words` is the prompt as it
was written."""


def pairs(ratings: Ratings, salt: bytes, users: list[str] | None = None) -> Iterator[dict]:
    """Rows of the data set, in an order that says nothing of when they were rated.

    users: None takes everybody who agreed; others are never read.
    """
    agreed = set(ratings.who_agreed())
    rows = []
    for user in sorted(agreed if users is None else agreed & set(users)):
        reader = hmac.new(salt, user.encode(), hashlib.sha256).hexdigest()[:16]
        by_prompt: dict[str, list[RatedDrawing]] = defaultdict(list)
        for drawing in ratings.each(user):
            if drawing.prompt.strip() and drawing.outline.strip() and not _personal(drawing.prompt, user):
                by_prompt[drawing.prompt].append(drawing)
        for words, drawings in by_prompt.items():
            for better, worse in _ordered(drawings)[:PAIRS_A_PROMPT]:
                rows.append(
                    {
                        "prompt": outline_prompt(words),
                        "chosen": completion(better.outline),
                        "rejected": completion(worse.outline),
                        "words": words,
                        "chosen_score": better.score,
                        "rejected_score": worse.score,
                        "reader": reader,
                    }
                )
    yield from sorted(rows, key=lambda row: hashlib.sha256(repr(sorted(row.items())).encode()).digest())


def salt_of_this_machine() -> bytes:
    """LEGIBLE_SALT, else the salt in the data folder, made (for its owner only) where it is missing."""
    given = os.environ.get(VARIABLE, "").strip()
    if given:
        if len(given) < 16:
            raise RemoteError(
                f"{VARIABLE} has {len(given)} characters; take 16 or more, which nobody can guess."
            )
        return given.encode()
    from diagram.ratings.folder import data_folder

    path = Path(data_folder()) / FILE
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip().encode()


@contextmanager
def collection():
    """The data set as `hub.examples` pushes it. Raises RemoteError where there is no pair."""
    from datasets import Dataset, DatasetDict

    from diagram.ratings.store import Ratings
    from hub.examples import Collection

    with Ratings.open() as ratings:
        agreed = len(ratings.who_agreed())
        rows = list(pairs(ratings, salt_of_this_machine()))
    if not rows:
        why = f"{agreed} have agreed" if agreed else "nobody has agreed to share ratings"
        raise RemoteError(
            f"There is no pair to push: {why}, and a pair takes two ratings of one prompt at least "
            f"{MARGIN} apart."
        )
    held = {row["words"] for row in rows if _drawn(row["words"])}
    splits = {
        "train": [row for row in rows if row["words"] not in held],
        "test": [row for row in rows if row["words"] in held],
    }
    if not splits["train"]:
        splits = {"train": rows, "test": []}
    made = DatasetDict({name: Dataset.from_list(part) for name, part in splits.items() if part})
    yield Collection({"preferences": made}, (TEXT,), {})


def _ordered(drawings: list[RatedDrawing]) -> list[tuple[RatedDrawing, RatedDrawing]]:
    """(better, worse) of one prompt, the clearest first; never two of the same outline."""
    found = [
        (better, worse)
        for better in drawings
        for worse in drawings
        if better.score - worse.score >= MARGIN and worse.score < GOOD and better.outline != worse.outline
    ]
    return sorted(found, key=lambda pair: (pair[1].score - pair[0].score, pair[0].id, pair[1].id))


def _personal(words: str, user: str) -> bool:
    """Whether a prompt may say who somebody is: by PERSONAL, or by the reader's own name."""
    name = user.rpartition(":")[2].strip().lower()
    mine = len(name) >= 4 and user != "local" and name in words.lower()
    return bool(PERSONAL.search(words)) or mine


def _drawn(words: str) -> bool:
    return int(hashlib.sha256(words.encode()).hexdigest()[:8], 16) % TEST_SHARE == 0

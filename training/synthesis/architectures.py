"""Well-known architectures and processes, asked for by name alone; architectures.txt holds them.

An entry of the file is a line `name:` (or `famous:`, which is asked for more often) of English names, a line
`ko:` of Korean ones, the outline, and after a line `outline_ko:` the outline that Korean prompts mean, if
their readers expect Korean names.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from training.synthesis.by_name import FRAMES, name_as_typed
from training.synthesis.phrasing import fill
from training.synthesis.variants import upper, vary

FAMOUS = 3  # how many times as often as the others
BARE = 0.28  # share of prompts that are a name and nothing else


@dataclass(frozen=True)
class Architecture:
    aliases: tuple[str, ...]
    korean: tuple[str, ...]
    outline: str
    korean_outline: str = ""
    weight: int = 1


@cache
def known() -> tuple[Architecture, ...]:
    """All entries of architectures.txt."""
    found = []
    text = (Path(__file__).parent / "architectures.txt").read_text(encoding="utf-8")
    for entry in text.split("\n\n"):
        lines = [line.strip() for line in entry.splitlines() if line.strip() and not line.startswith("#")]
        if len(lines) < 3 or not lines[0].startswith(("name:", "famous:")) or not lines[1].startswith("ko:"):
            continue
        aliases, korean = (tuple(a.strip() for a in line.split(":", 1)[1].split("|")) for line in lines[:2])
        body = lines[2:]
        cut = body.index("outline_ko:") if "outline_ko:" in body else len(body)
        weight = FAMOUS if lines[0].startswith("famous:") else 1
        found.append(Architecture(aliases, korean, "\n".join(body[:cut]), "\n".join(body[cut + 1 :]), weight))
    return tuple(found)


@cache
def _weights() -> tuple[int, ...]:
    return tuple(entry.weight for entry in known())


def sample(rng: random.Random, language: str) -> tuple[str, str, str]:
    """(kind, prompt, statement lines) of one architecture under one of its names."""
    entry = rng.choices(known(), _weights())[0]
    english = language == "en" or rng.random() < 0.15
    names = entry.aliases if english else entry.korean
    alias = names[0] if rng.random() < 0.3 else rng.choice(names)
    text = _request(rng, language, alias)
    korean = any("가" <= letter <= "힣" for letter in text)
    body = entry.korean_outline if korean and entry.korean_outline else entry.outline
    return f"architecture {language}", text, body


def _request(rng: random.Random, language: str, alias: str) -> str:
    typed = name_as_typed(rng, alias)
    if rng.random() < BARE:
        return typed + rng.choices(("", ".", "?", " please" if language == "en" else "요"), (16, 1, 1, 1))[0]
    words = alias.lower().split()
    head = re.split(" (?:of|in|with|for|and) ", alias.lower())[0].split()[-1]
    clause = words[0] in ("how", "what", "why", "check")
    named = len(words) > 1 and words[0].endswith("ing")  # by what one does: "training a network"
    plural = head.endswith("s") and not head.endswith(("ss", "sis", "us", "ics", "'s"))
    bare = named or head.endswith(("tion", "sis", "ing", "ment"))
    slots = {
        "a": typed,
        "the": typed if bare or rng.random() < 0.4 else f"the {typed}",
        "an": typed if bare or plural else f"{'an' if typed[0].lower() in 'aeiou' else 'a'} {typed}",
        "works": "work" if plural else "works",
        "does": "do" if plural else "does",
    }
    frames = FRAMES["clause" if clause else language]
    for _ in range(8):
        frame = vary(rng, rng.choice(frames))
        said = {word for word in words if len(word) > (3 if word.isascii() else 1)}
        if not any(word in frame.lower() for word in said):  # not "the LeNet architecture architecture"
            break
    else:
        frame = "{a}"
    text = re.sub(r"\ba (?=illustration|original|ordinary)", "an ", fill(rng, frame, slots))
    if typed[:1] != text[:1] and rng.random() < 0.3:
        text = upper(text)
    return text if rng.random() < 0.8 or text.endswith(("?", ".")) else text + "."

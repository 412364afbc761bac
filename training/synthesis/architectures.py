"""Well-known architectures and processes, asked for by name alone; architectures.txt holds them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ASK = {
    "en": (
        "{a} architecture", "the {a} architecture", "how {a} works", "a {a}", "the {a}", "{a} structure",
        "structure of {a}", "{a} diagram", "what {a} looks like", "an overview of {a}", "a typical {a}",
        "the steps of {a}", "standard {a}",
    ),
    "ko": (
        "{a} 구조", "{a}", "{a} 그림", "{a} 다이어그램", "{a} 흐름", "일반적인 {a}", "{a} 과정", "{a} 구성",
        "{a}의 구조",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Architecture:
    aliases: tuple[str, ...]
    korean: tuple[str, ...]
    outline: str
    korean_outline: str = ""


@cache
def known() -> tuple[Architecture, ...]:
    """All entries of architectures.txt."""
    found = []
    text = (Path(__file__).parent / "architectures.txt").read_text(encoding="utf-8")
    for entry in text.split("\n\n"):
        lines = [line.strip() for line in entry.splitlines() if line.strip() and not line.startswith("#")]
        if len(lines) < 3 or not lines[0].startswith("name:") or not lines[1].startswith("ko:"):
            continue
        aliases, korean = (tuple(a.strip() for a in line.split(":", 1)[1].split("|")) for line in lines[:2])
        body = lines[2:]
        cut = body.index("outline_ko:") if "outline_ko:" in body else len(body)
        found.append(Architecture(aliases, korean, "\n".join(body[:cut]), "\n".join(body[cut + 1 :])))
    return tuple(found)


def sample(rng: random.Random, language: str) -> tuple[str, str, str]:
    """(kind, prompt, statement lines) of one architecture under one of its names."""
    entry = rng.choice(known())
    name = rng.choice(entry.aliases if language == "en" or rng.random() < 0.15 else entry.korean)
    text = name if rng.random() < 0.45 else rng.choice(ASK[language]).format(a=name)
    body = entry.korean_outline if language == "ko" and entry.korean_outline else entry.outline
    return f"architecture {language}", text, body

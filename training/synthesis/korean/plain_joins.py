"""Korean merges and fan-outs in clauses: A와 B를 합쳐 C를 만든다, A에서 B와 C로 갈라졌다가 D에서 만난다.

The frames are in patterns/ko_joins.txt, what goes together in names/ko_joins.txt.
"""

from __future__ import annotations

import random
import re

from training.synthesis import lexicon
from training.synthesis.korean.endings import Predicate, predicate
from training.synthesis.korean.everyday_words import TECH
from training.synthesis.korean.framed import ODD, Framed, frames, rows
from training.synthesis.phrasing import NATIVE, enumerate_names

VERBS = (
    "합치",
    "합치",
    "모으",
    "묶",
    "더하",
    "섞",
    "결합하",
    "조합하",
    "이어 붙이",
    "통합하",
    "비교하",
    "종합하",
    "엮",
)
MORE = (
    "{m} 다음은 {z|이다/다}", "그 뒤 {z|으로/로} <가>", "{m}에서 {z|으로/로} 이어<지>",
    "그다음 {z|으로/로} <넘기>",
    "{m|은/는} {z|으로/로} 이어<지>", "이어서 {z|으로/로} <가>", "마지막은 {z|이다/다}",
    "결과는 {z|으로/로} <가>",
    "{m|이/가} 끝나면 {z|으로/로} <넘기>", "최종적으로 {z|으로/로} 들어<가>",
)  # fmt: skip


def things(t: Framed, count: int) -> list[str]:
    """New nouns, mostly of one sort."""
    rng, found = t.rng, []
    sort = rng.choices(
        ("component", "data", "role", "step", "tech", "made up", "letter"), (8, 8, 3, 4, 4, 3, 1)
    )[0]
    letters = list(rng.choice(("ABCDEFG", "PQRSTUV")))
    while len(found) < count:
        if sort == "letter":
            name = letters[len(found)]
            t.used.add(name.lower() + "!")
            found.append(name)
            continue
        kind = sort if rng.random() < 0.8 else rng.choice(("component", "data", "made up"))
        if kind == "tech":
            name = rng.choice(TECH)
        elif kind == "made up":
            name = lexicon.made_up_name(rng, "ko")
        else:
            name = rng.choice(lexicon.flat("ko", kind))
        if len(name) > 1 and not set(name) & ODD and t.claim(name):
            found.append(name)
    return found


def listed(t: Framed, slots: dict[str, str | Predicate], items: list[str]) -> None:
    """Puts names in a row, and each of the first two, into the slots."""
    rng = t.rng
    text = enumerate_names(rng, "ko", items)
    if len(items) == 2 and rng.random() < 0.15:
        text = f"{items[0]}하고 {items[1]}"
    slots |= {
        "l": text,
        "x": items[0],
        "y": items[1],
        "n": rng.choice((str(len(items)), NATIVE[len(items)] + " ")),
    }
    t.names |= {"l": ", ".join(items), "x": items[0], "y": items[1]}


def _told(t: Framed, kind: str, slots: dict[str, str | Predicate], size: int) -> bool:
    """A frame of this kind that these slots fill; where it stops at m, z may follow."""
    rng = t.rng
    frame = rng.choice(frames("ko_joins")[kind])
    if size != 2 and "{x" in frame[0]:
        return False
    if size > 2 and re.search(r"이 둘|둘 다", frame[0]):
        return False
    text, lines = t.told(frame, slots)
    t.text.append(text)
    t.lines += lines
    if (
        "{z" not in frame[0]
        and frame[1].endswith("> m")
        and "\n" not in text
        and kind != "deeds"
        and rng.random() < 0.2
    ):
        more, (line,) = t.told((rng.choice(MORE), "m > z"), slots)
        t.text.append(more)
        t.add(line)
    return True


def merges(t: Framed) -> bool:
    rng = t.rng
    slots: dict[str, str | Predicate] = {}
    if rng.random() < 0.45:
        inputs, verb, made, goal = rng.choice(rows("ko_joins")[""])
        items = inputs.split(", ")
        if not t.claim(*items, made, goal):
            return False
        slots |= {"v": predicate(verb), "m": made, "z": goal}
    else:
        *items, slots["m"], slots["z"] = things(t, rng.choice((4, 4, 4, 5, 5, 6)))
        slots["v"] = predicate(rng.choice(VERBS))
    listed(t, slots, items)
    return _told(t, "", slots, len(items))


def fans(t: Framed) -> bool:
    rng = t.rng
    slots: dict[str, str | Predicate] = {}
    if rng.random() < 0.45:
        start, ways, meet, goal = rng.choice(rows("ko_joins")["fan"])
        items = ways.split(", ")
        if not t.claim(start, *items, meet, goal):
            return False
        slots |= {"a": start, "m": meet, "z": goal}
    else:
        slots["a"], *items, slots["m"], slots["z"] = things(t, rng.choice((5, 5, 5, 6, 7)))
    listed(t, slots, items)
    return _told(t, "fan", slots, len(items))


def deeds(t: Framed) -> bool:
    """Two things done at once, in verb phrases."""
    rng = t.rng
    if rng.random() < 0.5:
        before, both, together, after = rng.choice(rows("ko_joins")["deeds"])
        steps = [predicate(step) for step in (before, *both.split(";"), together, after)]
        steps = [predicate(step.stem.strip()) for step in steps]
        if not t.claim(*(step.name for step in steps)):
            return False
    else:
        steps = [predicate(t.new()) for _ in range(5)]
    return _told(t, "deeds", dict(zip("axymz", steps, strict=True)), 2)


KINDS = ((merges, 40), (fans, 36), (deeds, 24))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One merge or fan-out: (kind, prompt, statement lines)."""
    while True:
        t = Framed(rng)
        if not rng.choices([kind for kind, _ in KINDS], [share for _, share in KINDS])[0](t):
            continue
        text = t.prompt()
        if t.right(text):
            return "plain join ko", text, "\n".join(t.lines)

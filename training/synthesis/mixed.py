"""Prompts that mix Korean and English: Korean sentences with English terms, English ones with Korean names.

The grammar of a prompt decides the labels: 예 and 아니오 in a Korean sentence, yes and no in an English one.
The frames are in patterns/mixed.txt, what happens in them in names/mixed.txt.
"""

from __future__ import annotations

import random
import re

from training.synthesis import lexicon, processes, told
from training.synthesis.korean import plain_groups
from training.synthesis.korean.choices import Choice
from training.synthesis.korean.endings import Predicate, predicate
from training.synthesis.korean.everyday_words import TECH
from training.synthesis.korean.framed import ODD, Framed, frames, rows
from training.synthesis.networks import switched
from training.synthesis.phrasing import fill

HOLDS = ("is valid", "is available", "is ok", "fails", "is full", "is empty", "passes", "is missing",
    "is ready",
         "is done", "is approved", "exists", "has errors", "is accepted")  # fmt: skip
THINGS = (
    "재고", "로그인", "결제", "토큰", "파일", "비밀번호", "심사", "예약", "주문", "서류", "좌석", "검사",
    "쿠폰",
    "메일", "설문", "점수", "배터리", "센서 값", "이미지", "모델", "빌드", "신청서", "회원 정보", "캐시",
)  # fmt: skip
WORDS = (
    "upload", "parsing", "training", "deploy", "login", "checkout", "review", "merge", "build", "test",
    "crawling",
    "embedding", "encoder", "decoder", "API", "frontend", "backend", "dashboard", "database", "cache",
    "queue",
    "worker", "dataset", "feature", "model", "inference", "evaluation", "report", "feedback", "meeting",
    "sprint",
    "backlog", "release", "alert", "monitoring", "log", "index", "search", "ranking", "response", "gateway",
    "token", "session", "user", "admin", "client", "server", "batch job", "scheduler", "preprocessing",
    "labeling",
    "augmentation", "fine-tuning", "data cleaning", "vector DB", "LLM", "prompt", "retriever", "reranker",
    "onboarding", "interview", "offer", "order", "payment", "shipping", "refund", "packing", "QC", "mixing",
    "render", "export", "storyboard", "editing", "sampling", "PCR", "sequencing", "CT", "MRI", "triage",
    "rounds",
)  # fmt: skip


def mixed_name(t: Framed) -> str:
    """A new name: Korean, English, or a word of each."""
    rng = t.rng
    for _ in range(40):
        roll = rng.random()
        korean = rng.choice(lexicon.flat("ko", rng.choice(("component", "data", "step", "step", "role"))))
        english = rng.choice(WORDS) if rng.random() < 0.7 else rng.choice(lexicon.flat("en", "component"))
        if roll < 0.4:
            name = korean
        elif roll < 0.75:
            name = english if rng.random() < 0.8 else rng.choice(TECH)
        elif roll < 0.88:
            name = f"{english} {korean.split()[-1]}"
        elif roll < 0.96:
            name = f"{korean.split()[0]} {english.split()[-1]}"
        else:
            name = lexicon.made_up_name(rng, rng.choice(("ko", "en")))
        if len(name) > 1 and not set(name) & ODD and t.claim(name):
            return name
    return "마무리"


def _scene(t: Framed, count: int) -> dict[str, str | Predicate] | None:
    """Steps in order and a decision, of one row of the file."""
    rng = t.rng
    row = rng.choice(rows("mixed")[""])
    steps = row[0].split(";")
    start = rng.randrange(len(steps) - count + 1)
    found = [predicate(step) for step in steps[start : start + count]]
    yes, _, no = row[1].partition("~")
    pair = Choice(yes, no)
    sides = [predicate(row[2]), predicate(row[3])]
    if not t.claim(*(one.name for one in (*found, pair.yes, *sides))):
        return None
    slots: dict[str, str | Predicate] = dict(zip("abef", found, strict=False))
    slots |= dict(zip("xy", sides, strict=True))
    t.decision(slots, pair)
    return slots


def steps(t: Framed) -> bool:
    """CSV를 upload하면 API가 parse해서 DB에 save."""
    count = t.rng.choice((3, 3, 4))
    slots = _scene(t, count)
    if slots is None:
        return False
    text = t.rng.choice(frames("mixed")["steps" if count == 3 else "steps four"])[0]
    t.text.append(t.fill(text, slots))
    t.lines.append(" -> ".join(t.names[key] for key in "abef"[:count]))
    return True


def decisions(t: Framed) -> bool:
    slots = _scene(t, 2)
    if slots is None:
        return False
    text, lines = t.told(t.rng.choice(frames("mixed")["decisions"]), slots)
    t.text.append(text)
    t.lines += lines
    return True


def english_decisions(t: Framed) -> bool:
    """If 재고 is available go to 출고, otherwise 발주."""
    rng = t.rng
    thing, holds = rng.choice(THINGS), rng.choice(HOLDS)
    if not t.claim(thing):
        return False
    slots: dict[str, str | Predicate] = {"k": thing, "j": holds} | {key: mixed_name(t) for key in "axy"}
    frame = rng.choice(frames("mixed")["english decisions"])
    text = t.fill(frame[0], slots)
    t.names["k"] = f"{thing} {holds}"
    t.text.append(text)
    t.lines += t.statements(frame[1])
    return True


def _names(t: Framed, count: int) -> list[str] | None:
    if t.rng.random() < 0.45:
        names = t.rng.choice(rows("mixed")["nouns"])[0].split(", ")
        if len(names) < count or not t.claim(*names):
            return None
        start = t.rng.randrange(len(names) - count + 1)
        return names[start : start + count]
    return [mixed_name(t) for _ in range(count)]


def chains(t: Framed) -> bool:
    """먼저 data cleaning, then 학습, 마지막에 deploy; draw 로그인 -> 인증 -> 메인."""
    names = _names(t, 3)
    if names is None:
        return False
    text = t.fill(t.rng.choice(frames("mixed")[""])[0], dict(zip("abe", names, strict=True)))
    t.text.append(text)
    t.lines.append(" -> ".join(names))
    return True


def relations(t: Framed) -> bool:
    names = _names(t, 3)
    if names is None:
        return False
    text, lines = t.told(t.rng.choice(frames("mixed")["relations"]), dict(zip("abe", names, strict=True)))
    t.text.append(text)
    t.lines += lines
    return True


def arrows(t: Framed) -> bool:
    """Names in a row, with arrows and a word before or after."""
    rng = t.rng
    names = _names(t, rng.choice((3, 4, 4, 5)))
    if names is None:
        return False
    arrow = rng.choice((" -> ", " → ", "->", " > ", " => ", ", then ", " 다음 ", " 후 ", ", 그 다음 "))
    ways = ("draw {s}", "draw a flowchart: {s}", "{s}", "{s}", "{s} flow", "{s} 순서로", "flow는 {s}",
    "please draw {s}",
            "{s} 그려줘", "{s} diagram 만들어줘", "process flow - {s}", "make it {s}",
            "순서는 {s}")  # fmt: skip
    t.text.append(fill(rng, rng.choice(ways), {"s": arrow.join(names)}))
    t.lines.append(" -> ".join(names))
    return True


def groups(t: Framed) -> bool:
    """frontend에는 로그인 페이지가 있고 backend에는 auth API가 있다."""
    rng = t.rng
    *boxes, wires = rng.choice(rows("mixed")["wholes"])
    parts = [(box.split(": ")[0], box.split(": ")[1].split(", ")) for box in boxes]
    t.ending = rng.choice((0, 1, 2, 3, 9))
    edges = [tuple(wire.split(" > ")) for wire in wires.split("; ")] if rng.random() < 0.7 else []
    if rng.random() < 0.35:
        (g, p), (h, q) = (
            (title, " and ".join(names) if len(names) < 3 else ", ".join(names)) for title, names in parts
        )
        form = rng.choice((
            "{g} has {p}, {h} has {q}", "{g} contains {p}; {h} contains {q}", "put {p} in {g} and {q} in {h}",
            "two groups: {g} ({p}) and {h} ({q})", "{g}: {p}\n{h}: {q}", "inside {g}: {p}. inside {h}: {q}",
        ))  # fmt: skip
        said = fill(rng, form, {"g": g, "p": p, "h": h, "q": q})
        wire = [
            rng.choice(("{x} -> {y}", "{x} calls {y}", "{x} sends to {y}", "{x} goes to {y}")) for _ in edges
        ]
        told = [fill(rng, form, {"x": x, "y": y}) for form, (x, y) in zip(wire, edges, strict=True)]
        if "\n" in said:
            said, told = "\n".join([said, *told]), []
    else:
        said, told = plain_groups.told_groups(t, parts), []
        lines = "\n" in said
        told = plain_groups.told_edges(t, edges, lines)
        if lines:
            said, told = "\n".join([said, *told]), []
    t.text += [said, *told]
    t.lines += [f"[{title}] {', '.join(names)}" for title, names in parts]
    t.lines += [f"{x} -> {y}" for x, y in edges]
    return True


class Borrowed(processes.Story):
    """A story of one language with names of the other."""

    def _draw(self, kind: str) -> str:
        rng, language = self.rng, self.language
        if kind in ("condition", "choice") or rng.random() < 0.15:
            return super()._draw(kind)
        other = "en" if language == "ko" else "ko"
        if kind == "group":
            return rng.choice(lexicon.flat(other, "group"))
        if language == "ko" and rng.random() < 0.5:
            return rng.choice(WORDS)
        return rng.choice(lexicon.flat(other, rng.choice(("component", "component", "data", "role"))))


MOVES = (
    (processes.go_on, 9), (processes.edge, 10), (processes.split, 6), (processes.merge, 7),
    (processes.decision, 6),
    (processes.back, 2), (processes.skip, 2), (processes.group, 3),
)  # fmt: skip
STARTS = (
    (processes.chain, 8),
    (processes.edge, 6),
    (processes.split, 4),
    (processes.merge, 4),
    (processes.decision, 3),
)


def borrowed(t: Framed) -> bool:
    """A few sentences of one language about things named in the other."""
    rng = t.rng
    story = Borrowed(rng, rng.choice(("en", "ko")), "noun")
    rng.choices([m for m, _ in STARTS], [w for _, w in STARTS])[0](story)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        move = rng.choices([m for m, _ in MOVES], [w for _, w in MOVES])[0]
        if move is processes.go_on and not story.last:
            move = processes.edge
        move(story)
    t.text.append(processes._join(story))
    t.lines += story.lines
    return True


NETWORKS = 0.12  # their share
STRANGERS = 0.15  # the share of prompts in one language with style asked for in the other
KINDS = (
    (steps, 18), (decisions, 14), (english_decisions, 5), (chains, 16), (relations, 14), (arrows, 10),
    (groups, 7),
    (borrowed, 16),
)  # fmt: skip


def sample(rng: random.Random, language: str) -> tuple[str, str, str]:
    """One prompt in two languages: (kind, prompt, statement lines).

    `language` is that of the request around it: now and then the prompt itself is wholly in the other.
    """
    roll = rng.random()
    if roll < NETWORKS:
        return "mixed", *switched.sample(rng)
    if roll < NETWORKS + STRANGERS:
        return told.sample(rng, "en" if language == "ko" else "ko")
    while True:
        t = Framed(rng)
        draw = rng.choices([kind for kind, _ in KINDS], [share for _, share in KINDS])[0]
        if not draw(t):
            continue
        whole = draw in (borrowed, groups)
        text = (
            "\n".join(t.text)
            if draw is groups and "\n" in t.text[0]
            else ". ".join(t.text)
            if whole
            else t.prompt()
        )
        if whole or t.right(re.sub(r"\s+", " ", text)):
            return "mixed", text, "\n".join(t.lines)

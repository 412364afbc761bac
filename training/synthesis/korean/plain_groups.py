"""Korean groups and parts: 백엔드에는 A와 B가 있고 프론트엔드에는 C가 있다, 인코더(…)와 디코더(…).

The frames are in patterns/ko_groups.txt, groups that make sense in names/ko_groups.txt. Groups that are said
beside each other are groups, never nodes; arrows run between their members.
"""

from __future__ import annotations

import itertools
import random

from training.synthesis import lexicon
from training.synthesis.korean.framed import ODD, Framed, frames, rows
from training.synthesis.korean.plain_joins import things
from training.synthesis.phrasing import enumerate_names, particle

Groups = list[tuple[str, list[str]]]
Edges = list[tuple[str, str]]
PAIRS = (
    "{g}({p}){gw} {h}({q})", "{g}({p}){gw} {h}({q})로 나뉜다", "{g}({p}){gw} {h}({q})가 있다",
    "{g}({p}){gw} {h}({q})로 구성됩니다", "{g} ({p}){gw} {h} ({q})", "{g}({p}){gw} {h}({q})의 구조",
)  # fmt: skip
STARTS = (
    "전체 구조: ", "구성은 이렇다. ", "조직도: ", "구조를 그려 줘. ", "구성도\n", "아키텍처: ",
    "그룹으로 묶어서: ",
    "이렇게 묶어 줘. ", "블록도: ", "구성도 부탁해요. ", "그룹이 있는 그림: ",
)  # fmt: skip


def _draw(t: Framed) -> tuple[Groups, Edges] | None:
    """Two or three groups with their members, and edges between members."""
    rng = t.rng
    if rng.random() < 0.5:
        *boxes, wires = rng.choice(rows("ko_groups")[""])
        groups = [(box.split(": ")[0], box.split(": ")[1].split(", ")) for box in boxes]
        if not t.claim(*(name for title, names in groups for name in (title, *names))):
            return None
        return groups, [tuple(wire.split(" > ")) for wire in wires.split("; ")]
    groups = []
    for _ in range(rng.choice((2, 2, 2, 3))):
        title = rng.choice(lexicon.flat("ko", "group"))
        if set(title) & ODD or not t.claim(title):
            return None
        groups.append((title, things(t, rng.choice((1, 2, 2, 2, 3, 3, 4)))))
    edges = []
    for (_, left), (_, right) in itertools.pairwise(groups):
        edges.append((rng.choice(left), rng.choice(right)))
    if rng.random() < 0.4 and len(groups[0][1]) > 1:
        edges.insert(0, (groups[0][1][0], groups[0][1][1]))
    return groups, edges


def _members(t: Framed, names: list[str], plain: bool) -> str:
    return ", ".join(names) if plain or t.rng.random() < 0.3 else enumerate_names(t.rng, "ko", names)


def told_groups(t: Framed, groups: Groups) -> str:
    """A sentence or a list that says which member is in which group."""
    rng, known = t.rng, frames("ko_groups")
    slots: dict[str, str] = {}
    if len(groups) == 2 and rng.random() < 0.14:
        pair = rng.choice(PAIRS)
        text = pair.replace("{gw}", particle(groups[0][0], "과", "와"))
    else:
        text = rng.choice(known[("", "three")[len(groups) - 2]])[0]
    plain = any(mark in text for mark in ("({p})", ": {p}", "] {p}", "- {p}", "= {p}", "\n{p}"))
    for (title, names), g, p in zip(groups, "ghi", "pqr", strict=False):
        slots |= {g: title, p: _members(t, names, plain)}
    return t.fill(text, slots)


def told_edges(t: Framed, edges: Edges, lines: bool) -> list[str]:
    """Sentences for the edges."""
    rng, known = t.rng, frames("ko_groups")
    said, left = [], list(edges)
    while left:
        if len(left) > 1 and rng.random() < 0.45:
            (x, y), (u, v) = left[:2]
            text = rng.choice(known["edges"])[0]
            said.append(t.fill(text, {"x": x, "y": y, "u": u, "v": v}))
            left = left[2:]
        else:
            x, y = left.pop(0)
            said.append(
                t.fill(rng.choice(known["edge"][2:4] if lines else known["edge"])[0], {"x": x, "y": y})
            )
    return said


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One prompt with groups: (kind, prompt, statement lines)."""
    while True:
        t = Framed(rng)
        t.ending = rng.choice((0, 0, 1, 1, 2, 3, 9, 10))
        drawn = _draw(t)
        if drawn is None:
            continue
        groups, edges = drawn
        roll = rng.random()
        if roll < 0.12:  # one group; the rest stands outside
            (title, names), (_, others) = groups[:2]
            if len(names) < 2:
                continue
            text = rng.choice([f for f, _ in frames("ko_groups")["one"] if "셋" not in f or len(names) == 3])
            plain = any(mark in text for mark in ("({p})", ": {p}", "] {p}"))
            t.text.append(t.fill(text, {"g": title, "p": _members(t, names, plain)}))
            pair = (names[-1], others[0]) if rng.random() < 0.5 else (others[0], names[0])
            t.text += told_edges(t, [pair], False)
            t.lines = [f"[{title}] {', '.join(names)}", " -> ".join(pair)]
        elif roll < 0.22 and all(len(names) > 1 for _, names in groups[:2]):  # an arrow inside each
            frame = rng.choice(frames("ko_groups")["inner"])[0]
            (g, (a, b, *_)), (h, (c, d, *_)) = groups[:2]
            parts = [t.fill(frame, {"g": g, "x": a, "y": b}), t.fill(frame, {"g": h, "x": c, "y": d})]
            t.text.append(
                rng.choice((", ", "\n") if frame[0] in "{[" and "안에서" not in frame else (". ", ", ")).join(
                    parts
                )
            )
            t.lines = [f"[{g}] {a} -> {b}", f"[{h}] {c} -> {d}"]
            if rng.random() < 0.6:
                t.text += told_edges(t, [(b, c)], False)
                t.lines.append(f"{b} -> {c}")
        else:
            said = told_groups(t, groups)
            boxes = [f"[{title}] {', '.join(names)}" for title, names in groups]
            lines = "\n" in said
            wires = told_edges(t, edges, lines) if rng.random() < 0.72 else []
            arrows = [f"{x} -> {y}" for x, y in edges] if wires else []
            if wires and rng.random() < 0.16 and not lines:
                t.text, t.lines = [*wires, said], [*arrows, *boxes]
            else:
                glued = ["\n".join([said, *wires])] if lines else [said, *wires]
                t.text, t.lines = glued, [*boxes, *arrows]
        text = rng.choice(STARTS) + t.prompt() if rng.random() < 0.2 else t.prompt()
        titles = [title for title, _ in groups if f"[{title}]" in "\n".join(t.lines)]
        bare = [name for _, names in groups for name in names if name in "\n".join(t.lines)]
        if all(name.lower() in text.lower() for name in (*titles, *bare)):
            return "plain group ko", text, "\n".join(t.lines)

"""Parts with members, said plainly: "frontend: a, b; backend: c, d", "on the device ... on the server"."""

from __future__ import annotations

import random
from functools import cache

from training.synthesis import lexicon
from training.synthesis.english.plain_names import STARTS, Cast, finish, frames, tell
from training.synthesis.variants import vary

ON_TOO = frozenset(
    (
        "device",
        "server",
        "cloud",
        "client",
        "edge",
        "ground floor",
        "first floor",
        "wet bench",
        "dry bench",
        "bridge",
        "stage",
        "home network",
        "office network",
    )
)
WHEN = frozenset(("after", "before", "during", "in", "on", "at"))  # titles that no article suits
OUTSIDE = (
    "",
    "",
    ". {p} <is p> outside[ the box~ the group~]",
    ". {p} <stands p> alone",
    ". {p} <is p> not in [the~that] group",
)
INSIDE = "inside the {G}, {a} <goes a> to {b}"
WHOLE = (
    "{g} <talks g> to {h}",
    "{g} <is g> connected to {h}",
    "{G} -> {H}",
    "{g} <feeds g> {h}",
    "{g} <hands g> over to {h}",
    "from {g} to {h}",
    "{g} <sends g> data to {h}",
)


@cache
def groups() -> tuple[tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[tuple[str, str], ...]], ...]:
    """(groups with their members, edges between members) of names/en_plain.txt."""
    found = []
    for line in (lexicon.HERE / "names" / "en_plain.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("g\t"):
            *boxes, edges = line[2:].split(" | ")
            pairs = (box.split(": ") for box in boxes)
            parts = tuple((title, tuple(members.split(", "))) for title, members in pairs)
            found.append((parts, tuple(tuple(edge.split(" > ")) for edge in edges.split("; "))))
    return tuple(found)


def _draw(cast: Cast) -> tuple[list[tuple[str, list[str]]], list[tuple[str, str]]]:
    """Two or three groups, and edges between their members."""
    rng = cast.rng
    if rng.random() < 0.55:
        boxes, edges = rng.choice(groups())
        if cast.claim(*(title for title, _ in boxes), *(name for _, names in boxes for name in names)):
            return [(title, list(names)) for title, names in boxes], list(edges)
        return _draw(cast)
    titles: list[str] = []
    while len(titles) < rng.choice((2, 2, 2, 3)):
        title = rng.choice(lexicon.flat("en", "group"))
        if not set(title) & set(",:;|()/") and title.split()[0] not in WHEN and cast.claim(title):
            titles.append(title)
    boxes = [(title, cast.new(rng.choice((2, 2, 3)))) for title in titles]
    pool = [(rng.choice(boxes[i][1]), rng.choice(boxes[i + 1][1])) for i in range(len(boxes) - 1)]
    more = (rng.choice(boxes[0][1]), rng.choice(boxes[-1][1]))
    edges = [*pool, more] if rng.random() < 0.3 and more not in pool else pool
    return boxes, edges if rng.random() < 0.8 else [(b, a) for a, b in edges]


def _boxes(cast: Cast, boxes: list[tuple[str, list[str]]]) -> str:
    rng = cast.rng
    listed = rng.random() < 0.5
    glue, form = (
        rng.choice(frames("boxes"))
        if listed
        else (rng.choice((". ", ". ", ", ", "; ", ", and ", ", while ")), "")
    )
    texts = []
    for title, names in boxes:
        templates = (*frames("members"), *frames("places") * 3) if title in ON_TOO else frames("members")
        template = form or rng.choice(templates)
        lines = "\n".join((f"- {name}" if "#" in form else name) for name in names)
        texts.append(tell(cast, template, {"g": title, "xs": names}, LINES=lines))
    if glue == ", while " and len(texts) > 2:
        glue = "; "
    return glue.join(texts)


def _links(cast: Cast, edges: list[tuple[str, str]], glue: str) -> str:
    return glue.join(tell(cast, cast.rng.choice(frames("links")), {"p": p, "q": q}) for p, q in edges)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    cast = Cast(rng)
    boxes, edges = _draw(cast)
    roll = rng.random()
    if rng.random() < 0.12:  # one group only; the rest stands outside
        (title, names), (_, others) = boxes[:2]
        q, p = rng.choice(names), others[0]
        pair = (p, q) if rng.random() < 0.5 else (q, p)
        text = (
            _boxes(cast, boxes[:1])
            + ". "
            + tell(cast, rng.choice(frames("links")), {"p": pair[0], "q": pair[1]})
        )
        text += tell(cast, rng.choice(OUTSIDE), {"p": p})
        lines = [f"[{title}] {', '.join(names)}", " -> ".join(pair)]
    elif roll < 0.2 and len(boxes) == 2:  # an edge inside each group, and one between them
        form = rng.choice(frames("inner"))
        texts, lines = [], []
        for title, names in boxes:
            template = form if rng.random() < 0.7 or form[0] in "[{" else INSIDE
            if template.startswith("on ") and title not in ON_TOO:
                template = INSIDE
            texts.append(tell(cast, template, {"g": title, "a": names[0], "b": names[1]}))
            lines.append(f"[{title}] {names[0]} -> {names[1]}")
        p, q = boxes[0][1][1], boxes[1][1][0]
        texts.append(tell(cast, rng.choice(frames("links")), {"p": p, "q": q}))
        lines.append(f"{p} -> {q}")
        text = rng.choice((". ", ". ", ", ", "; ", "\n")).join(texts)
    else:
        said, lines = _boxes(cast, boxes), [f"[{title}] {', '.join(names)}" for title, names in boxes]
        stop = "\n" if "\n" in said else rng.choice((". ", ". ", ". ", "; "))
        wires = [f"{p} -> {q}" for p, q in edges]
        if roll < 0.32:
            text = said
        elif roll < 0.36 and len(boxes) == 2:  # the groups as a whole: from the last member to the first
            (title, names), (other, others) = boxes
            text = said + stop + tell(cast, rng.choice(WHOLE), {"g": title, "h": other})
            lines.append(f"{names[-1]} -> {others[0]}")
        elif roll < 0.46 and "\n" not in said:
            text = _links(cast, edges, ", ") + ". " + said
            lines = [*wires, *lines]
        else:
            text = (
                said + stop + _links(cast, edges, "\n" if stop == "\n" else rng.choice((", ", " and ", ". ")))
            )
            lines += wires
    if rng.random() < 0.08:
        text = vary(rng, rng.choice(STARTS)) + text
    return "plain groups en", finish(rng, text), "\n".join(lines)

"""One thing that goes to several, said plainly: counted, each for itself, in parallel, shared by users."""

from __future__ import annotations

import random

from training.synthesis.english import verbs
from training.synthesis.english.plain_names import Cast, finish, frames, opened, parts, sets, tell


def statements(body: str, names: dict[str, str | list[str]]) -> str:
    """The lines of "x>b,c|b>o" with its names; a list of names stands for all of them."""
    lines = []
    for chain in body.split("|"):
        lists = []
        for part in chain.split(">"):
            found = (names[slot] for slot in part.split(","))
            lists.append(", ".join(name if isinstance(name, str) else ", ".join(name) for name in found))
        lines.append(" -> ".join(lists))
    return "\n".join(lines)


def fan(cast: Cast, count: int = 0) -> tuple[str, list[str], str]:
    """A source, where it goes, and what its targets are called (or "")."""
    rng = cast.rng
    if rng.random() < 0.5:
        x, members, kind = rng.choice(sets("b"))
        ys = parts(members)
        if (not count or len(ys) >= count) and cast.claim(x, *ys):
            ys = ys[:count] if count else ys
            return x, ys, kind if len(ys) > 1 else ""
        return fan(cast, count)
    x, *ys = cast.new(1 + (count or rng.choice((2, 2, 3, 3, 4))))
    kind = rng.choice(("outputs", "parts", "branches", "targets", "users", "ends"))
    return x, ys, kind


def _split(rng: random.Random) -> tuple[str, str]:
    cast = Cast(rng)
    roll = rng.random()
    if roll < 0.2:
        x, ys, kind = fan(cast)
        if x in ("milk", "raw photo") or x[:1].isupper() or verbs.plural(x):
            return _split(rng)
        return tell(cast, rng.choice(frames("one")), {"x": x, "ys": ys}, k=kind), f"{x} -> {', '.join(ys)}"
    if roll < 0.55:
        x, ys, _ = fan(cast)
        return tell(cast, rng.choice(frames("splits")), {"x": x, "ys": ys}), f"{x} -> {', '.join(ys)}"
    count = 2 if roll < 0.85 else 3
    x, ys, _ = fan(cast, count)
    if rng.random() < 0.06:
        ys[0] = cast.binomial()
    slots = {"x": x, **dict(zip("bcd", ys, strict=False))}
    return tell(cast, rng.choice(frames("two" if count == 2 else "three")), slots), f"{x} -> {', '.join(ys)}"


def _on(rng: random.Random) -> tuple[str, str]:
    """Minimal pairs: what goes to both, what goes on from one of them."""
    cast = Cast(rng)
    template, body = rng.choice(frames("on"))
    if rng.random() < 0.45 and "x>b" in body:
        x, (b, c), _ = fan(cast, 2)
        (o,) = cast.new(1)
    else:
        o, b, c, x = (*cast.chain(3, 4)[1], *cast.new(1))[:4]
    names: dict[str, str | list[str]] = {"o": o, "b": b, "c": c, "x": x}
    return tell(cast, template, names), statements(body, names)


def _shared(rng: random.Random) -> tuple[str, str]:
    """A shared part that is called by its last word from its second mention on."""
    cast = Cast(rng)
    while True:
        shared, source, members = rng.choice(sets("h"))
        ys = parts(members)
        if rng.random() < 0.4:
            ys = cast.new(rng.choice((2, 2, 3)))
        if rng.random() < 0.4:
            (source,) = cast.new(1)
        word = shared.split()[-1]
        if cast.claim(shared) and not any(word in name.lower() for name in (*ys, source)):
            break
    if rng.random() < 0.25:
        shared = rng.choice(("frozen", "big", "old", "new", "main", "second", "yellow", "local")) + f" {word}"
    cast.article = rng.choice(("the ", "", ""))
    template, body = rng.choice(frames("shared"))
    names: dict[str, str | list[str]] = {"s": shared, "i": source, "ys": ys}
    return tell(cast, template, names, w=word), statements(body, names)


KINDS = ((_split, 55), (_on, 28), (_shared, 17))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    text, body = rng.choices([draw for draw, _ in KINDS], [share for _, share in KINDS])[0](rng)
    return "plain branch en", finish(rng, opened(rng, text)), body

"""Several things that go into one, said plainly: sums, recipes, confluences, two lines that meet."""

from __future__ import annotations

import random

from training.synthesis.english.plain_branches import statements
from training.synthesis.english.plain_names import Cast, finish, frames, opened, parts, sets, tell

ARROWED = (" -> {Z}", " -> {Z}", ", then {Z}", ". Then {Z}", ", {Y} -> {Z}", ". {Y} -> {Z}")


def confluence(cast: Cast, count: int = 0) -> tuple[list[str], str, str, bool]:
    """Parts, what they make, what comes then, and whether the parts become it."""
    rng = cast.rng
    if rng.random() < 0.55:
        members, whole, *after = rng.choice(sets("m"))
        xs = parts(members)
        if (not count or len(xs) >= count) and cast.claim(whole, *xs, *after):
            xs = xs[:count] if count else xs
            rng.shuffle(xs)
            return xs, whole, after[0] if after else cast.new(1)[0], True
        return confluence(cast, count)
    *xs, y, z = cast.new(2 + (count or rng.choice((2, 2, 3, 3, 4))))
    return xs, y, z, False


def words(rng: random.Random, xs: list[str]) -> dict[str, str]:
    """What frames of a merge say of all its parts, beside their list."""
    return {
        "PLUS": rng.choice((" + ", " + ", "+", " & ")).join(xs),
        "PLUSW": " plus ".join(xs),
        "LINES": "\n".join(xs),
        "N2": rng.choice((str(len(xs)), ("", "", "two", "three", "four", "five")[len(xs)])),
    }


def _merge(rng: random.Random) -> tuple[str, str]:
    cast = Cast(rng)
    pair = rng.random() < 0.4
    xs, y, z, made = confluence(cast, 2 if pair else 0)
    if rng.random() < 0.06 and not pair:
        xs[0] = cast.binomial()
    names: dict[str, str | list[str]] = {"xs": xs, "y": y, "z": z, "b": xs[0], "c": xs[1]}
    template = rng.choice(frames("pair" if pair else "made" if made or rng.random() < 0.3 else "into"))
    body = f"{', '.join(xs)} -> {y}"
    if rng.random() < 0.32:
        ends = template.endswith("{Y}") and ("->" in template or "=>" in template or "→" in template)
        more = ARROWED if ends else frames("next")
        if not ends and not template.endswith(("{y}", "{Y}")):  # "it" and "which" would be another
            more = tuple(part for part in frames("next") if "{y}" in part)
        template += rng.choice(more)
        body += f" -> {z}"
    return tell(cast, template, names, **words(rng, xs)), body


def _lines(rng: random.Random) -> tuple[str, str]:
    cast = Cast(rng)
    template, body = rng.choice(frames("lines"))
    if rng.random() < 0.5:
        first, second, y, *after = rng.choice(sets("p"))
        (a, b), (c, d) = parts(first), parts(second)
        if not cast.claim(a, b, c, d, y, *after):
            return _lines(rng)
        z = after[0] if after else cast.new(1)[0]
    else:
        a, b, c, d, y, z = cast.new(6)
    names: dict[str, str | list[str]] = {"a": a, "b": b, "c": c, "d": d, "y": y, "z": z}
    if rng.random() < 0.3 and not template.endswith("both"):
        template += rng.choice(
            (
                ". {y} <goes y> to {z}",
                ". {y} <feeds y> {z}",
                ", then {y} <goes y> to {z}",
                ". After {y} comes {z}",
                "; {y} <leads y> to {z}",
            )
        )
        body += "|y>z" if not body.endswith("b,d>y") else ">z"
    return tell(cast, template, names), statements(body, names)


def _apart(rng: random.Random) -> tuple[str, str]:
    cast = Cast(rng)
    template, body = rng.choice(frames("apart"))
    names: dict[str, str | list[str]] = dict(zip("abcd", (*cast.chain(3, 4)[1], *cast.new(2)), strict=False))
    names["x"] = cast.binomial()
    return tell(cast, template, names), statements(body, names)


def _deeds(rng: random.Random) -> tuple[str, str]:
    """Steps at the same time, against steps one after the other."""
    cast = Cast(rng)
    template, body = rng.choice(frames("deeds"))
    names: dict[str, str | list[str]] = dict(zip("abcd", cast.steps(4, 4)[1], strict=False))
    if len(names) < 4:
        return _deeds(rng)
    return tell(cast, template, names), statements(body, names)


KINDS = ((_merge, 48), (_lines, 20), (_apart, 23), (_deeds, 9))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    text, body = rng.choices([draw for draw, _ in KINDS], [share for _, share in KINDS])[0](rng)
    return "plain merge en", finish(rng, opened(rng, text)), body

"""Plain prompts with two things at once: a split that joins again, a skip, an aside, a merge and a choice."""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis.english.plain_branches import fan, statements
from training.synthesis.english.plain_merges import confluence, words
from training.synthesis.english.plain_names import Cast, finish, frames, opened, parts, sets, tell

EITHER = (
    ". Either way {z}",
    ". In both cases {z}",
    ". Then {z}",
    ". Whatever happens, {z}",
    ". After that {z}",
    "; both end with {z}",
)
TOGETHER = (
    "[all of them~they all~these all] [go to~end in~feed~lead to] {y}",
    "[they~these] [meet~come together~are combined] [in~at] {y}",
    "{y} <takes y> [all of them~all of these~what they give]",
    "then they [join~are merged] in {y}",
)
ALONE = re.compile(r"at the end|in the middle|on top|below|output|where does|first")  # of a whole prompt
ODD_SIGNS = re.compile(r"[<>=?:;,|/()%\[\]{}\"]|^(?:they|and|or|then|the|to) |\ba [aeio]")


def _names(cast: Cast) -> dict[str, str | list[str]]:
    rng = cast.rng
    pool = cast.chain(3, 5)[1] if rng.random() < 0.5 else cast.new(5)
    pool += cast.new(5 - len(pool))
    return dict(zip("abcde", pool, strict=False))


def _fitting(cast: Cast, body: str) -> dict[str, str | list[str]]:
    """Names that suit the shape: of a split, of a merge, or of a chain."""
    names = _names(cast)
    if body.startswith("a>b,c") and "c,e" not in body and cast.rng.random() < 0.5:
        names["a"], (names["b"], names["c"]), _ = fan(cast, 2)
    elif body.startswith("a,b>c") and cast.rng.random() < 0.5:
        (names["a"], names["b"]), names["c"], after, _ = confluence(cast, 2)
        names["d"] = after
    return names


def _shape(rng: random.Random) -> tuple[str, str]:
    cast = Cast(rng)
    template, body = rng.choice(frames("shapes"))
    names = _fitting(cast, body)
    if body.startswith("a>b,c>d") and rng.random() < 0.15:
        first, second, *_ = rng.choice(sets("p"))
        (names["b"], names["d"]), names["c"] = parts(first), parts(second)[0]
    if template.startswith("first"):
        names.update(
            zip("abcd", cast.steps(4, 4)[1] if rng.random() < 0.5 else _names(cast).values(), strict=False)
        )
    return tell(cast, template, names), statements(body, names)


def _aside(rng: random.Random) -> tuple[str, str]:
    """Words in brackets or a remark that add no node."""
    cast = Cast(rng)
    template, body = rng.choice(frames("short"))
    names = _fitting(cast, body)
    if rng.random() < 0.7:
        slot = rng.choice([x for x in "abcABC" if f"{{{x}}}" in template])
        aside = rng.choice(frames("asides"))
        left, right = (
            rng.choice(((" (", ")"), (" (", ")"), (" [", "]"))) if rng.random() < 0.85 else (" - ", " -")
        )
        template = template.replace(f"{{{slot}}}", f"{{{slot}}}{left}{aside}{right}", 1)
        return tell(cast, template, names).rstrip(" -"), statements(body, names)
    remark = tell(cast, rng.choice(frames("remarks")), {"b": names[rng.choice("abc")]})
    return tell(cast, template, names) + ". " + remark[:1].upper() + remark[1:], statements(body, names)


def _choice(rng: random.Random) -> tuple[str, str]:
    """A merge or a short chain, and a choice after it."""
    cast = Cast(rng)
    names = _fitting(cast, "a,b>c")
    names["xs"] = [names["a"], names["b"]]
    tale = cast.tale
    while True:
        condition, yes, no = tale.case()
        if not any(ODD_SIGNS.search(tale.spoken.get(text, text)) for text in (condition, yes, no)):
            break
    template, body = rng.choice(frames("before"))
    said = {key: tale.spoken.get(text, text) for key, text in (("q", condition), ("y", yes), ("n", no))}
    text = tell(cast, template + rng.choice(frames("choice")), names, **said)
    lines = statements(body, names) + f"\n{names['c']} -> {condition} ? -> yes: {yes}, no: {no}"
    if rng.random() < 0.3:
        (z,) = cast.steps(1, 1)[1]
        text += tell(cast, rng.choice(EITHER), {}, z=z)
        lines += f"\n{yes}, {no} -> {z}"
    return text, lines


@cache
def _going_on(form: str) -> tuple[str, ...]:
    """The frames that suit a sentence in the middle of a prompt."""
    return tuple(frame for frame in frames(form) if not ALONE.search(frame))


def _several(rng: random.Random) -> tuple[str, str]:
    """Two to five plain sentences, each of which goes on where the last one ended."""
    cast = Cast(rng)
    cast.article = rng.choice(("the ", "", ""))
    last = cast.chain(1, 1)[1] if rng.random() < 0.6 else cast.new(rng.choice((2, 2, 3)))
    texts, lines, named = [], [], False  # whether the last sentence named just those that are `last`
    for _ in range(rng.choice((2, 2, 3, 3, 4, 5))):
        roll = rng.random()
        if len(last) > 1:  # they come together, or one of them goes on
            (y,) = cast.new(1)
            if roll < 0.75 or len(last) > 2 or not texts:
                template = rng.choice((*_going_on("into"), *TOGETHER * 4) if named else frames("into"))
                xs, lines, last = last, [*lines, f"{', '.join(last)} -> {y}"], [y]
                texts.append(tell(cast, template, {"xs": xs, "y": y}, **words(rng, xs)))
            else:
                texts.append(tell(cast, rng.choice(frames("links")), {"p": last[0], "q": y}))
                lines, last = [*lines, f"{last[0]} -> {y}"], [y, last[1]]
            named = False
        elif roll < 0.4:
            (y,) = cast.new(1)
            texts.append(tell(cast, rng.choice(frames("links")), {"p": last[0], "q": y}))
            lines, last = [*lines, f"{last[0]} -> {y}"], [y]
        elif roll < 0.6:  # something else joins it
            c, y = cast.new(2)
            texts.append(tell(cast, rng.choice(_going_on("pair")), {"b": last[0], "c": c, "y": y}))
            lines, last = [*lines, f"{last[0]}, {c} -> {y}"], [y]
        else:
            ys = cast.new(rng.choice((2, 2, 3)))
            template = rng.choice(_going_on("splits"))
            texts.append(tell(cast, template, {"x": last[0], "ys": ys}))
            lines, last, named = [*lines, f"{last[0]} -> {', '.join(ys)}"], ys, True
    own = any("\n" in text for text in texts)
    glue = "\n" if own else rng.choice((". ", ". ", ". ", ". ", "; "))
    return glue.join(texts), "\n".join(lines)


KINDS = ((_shape, 46), (_several, 24), (_aside, 14), (_choice, 16))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    text, body = rng.choices([draw for draw, _ in KINDS], [share for _, share in KINDS])[0](rng)
    return "plain mixed en", finish(rng, opened(rng, text)), body

"""Ways back in English: until something is so, if it fails again, back to a step by its number, feedback.

Beside the loops stand the same words where nothing goes back: "stir again" as a step of its own.
"""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.english import agains
from training.synthesis.english.bypasses import joined, names_, row, statements
from training.synthesis.english.forms import Tale
from training.synthesis.english.framed import frames, written
from training.synthesis.english.framed import tell as told
from training.synthesis.english.plain_names import Cast, finish, opened, parts, tell
from training.synthesis.variants import upper

# What is to be reached: as a name; with "the" before it as it is said, but for those marked "=".
REACHED = (
    "error is small enough", "loss stops falling", "result is stable", "price is right",
    "dough is smooth", "surface is smooth", "list is sorted", "queue is empty", "tank is full",
    "bucket is empty", "battery is charged", "model converges", "values converge", "tests pass",
    "build is green", "client is happy", "customer agrees", "teacher is satisfied", "target is reached",
    "goal is reached", "budget is balanced", "patient is stable", "fever is gone", "pain is gone",
    "wound has healed", "water is clear", "solution turns pink", "weight is constant", "screw is tight",
    "paint is dry", "text is short enough", "editor accepts it", "jury agrees", "votes are counted",
    "score is above 90", "temperature is below 30 degrees", "accuracy is over 95%",
    "error is below 0.01", "signal is strong", "=nothing is left", "=nobody has questions",
    "=no errors are left", "=everyone is happy", "=it works", "=it is clean", "=it is done", "=it fits",
    "=it passes", "=all bugs are fixed", "=all boxes are packed", "=all items are checked",
    "=everything is in place", "=we run out of time", "=you are satisfied", "=no more lumps are visible",
    "=two reviewers approve", "=ten samples are collected", "=both sides agree", "=it is approved",
    "=there are no more changes", "=it tastes good", "=someone wins", "=time is up",
)  # fmt: skip
WRONG = (
    "test fails", "tests fail", "check fails", "build breaks", "upload fails", "payment fails",
    "login fails", "model overfits", "accuracy is too low", "error is too large", "loss is still high",
    "result is wrong", "result is unclear", "sample is contaminated", "answer is wrong",
    "customer is not happy", "client says no", "boss does not like it", "teacher finds mistakes",
    "reviewer rejects it", "editor wants changes", "paint is still wet", "sauce is too thin",
    "dough is too sticky", "cake is not done", "soup is bland", "line is busy", "server does not answer",
    "form is incomplete", "signature is missing", "part does not fit", "joint leaks", "light stays off",
    "patient still has pain", "value is out of range", "seal is broken", "connection drops",
    "password is wrong", "code is not accepted", "colour is off", "label is missing", "=it fails",
    "=it does not pass", "=it doesn't work", "=it is not approved", "=it is rejected",
    "=it's not good enough", "=there are errors", "=there is a problem", "=something is missing",
    "=something goes wrong", "=nobody answers", "=no one replies", "=it is still dirty", "=it breaks",
    "=it does not compile", "=it is not ready", "=you fail", "=you lose", "=anything is unclear",
    "=any test fails", "=anyone objects", "=more data is needed", "=changes are requested",
)  # fmt: skip
ITS = re.compile(r"^(?:it is |it's |it )")


@cache
def repeated() -> tuple[tuple[str, ...], ...]:
    """The sets of names/en_returns.txt."""
    lines = (lexicon.HERE / "names" / "en_returns.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(parts(line)) for line in lines if line and not line.startswith("#"))


def _said(text: str) -> tuple[str, str]:
    """As it is said after "if" or "until", and as a name."""
    if text.startswith("="):
        return text[1:], ITS.sub("", text[1:])
    return f"the {text}", text


def _steps(rng: random.Random) -> tuple[str, str]:
    """Steps with a way back, in one of the frames."""
    s = Tale(rng, "en", "step")

    def drawn() -> tuple[tuple[str, str], dict[str, str]]:
        frame, slots = agains._round(s, "en_returns")
        (slots["S"], slots["s"]) = _said(rng.choice(REACHED))
        (slots["X"], slots["x"]), (slots["X2"], slots["x2"]) = map(_said, rng.sample(WRONG, 2))
        if "{X}?" in frame[0]:  # "test fails?", whose name is what is said
            slots["X"] = slots["x"]
        return frame, slots

    text, lines = told(rng, drawn)
    text, body = written(rng, text, lines)
    return text, body


def _feedback(rng: random.Random) -> tuple[str, str]:
    """A row of things, and what goes back in it."""
    cast = Cast(rng)
    names = names_(cast, 3, 5)
    (e,) = cast.new(1)
    text, _ = row(cast, names)
    lines = [" -> ".join(names)]
    if rng.random() < 0.1:
        template, _ = rng.choice(frames("en_returns")["straight"])
        more = tell(cast, template, {"y": names[0]})
        return finish(rng, opened(rng, joined(rng, text, more))), lines[0]
    for _ in range(rng.choices((1, 2), (86, 14))[0]):
        j = rng.choice((len(names) - 1, len(names) - 1, rng.randrange(1, len(names))))
        i = rng.randrange(j)
        slots = {"x": names[j], "y": names[i], "e": e}
        template, body = rng.choice(frames("en_returns")["feedback"])
        made = statements(body, slots)
        if made in lines or (e in body and e in "".join(lines)):
            continue
        text = joined(rng, text, tell(cast, template, slots))
        lines.append(made)
        if "{e}" in body:
            break
        if rng.random() < 0.12:  # the way back first
            plain = rng.choice((", ", " -> ", " > ")).join(names)
            text = tell(cast, template, slots).removeprefix("and ") + rng.choice((": ", ". ")) + plain
            return finish(rng, text), "\n".join([made, lines[0]])
    return finish(rng, opened(rng, text) if rng.random() < 0.6 else text), "\n".join(lines)


def _whole(rng: random.Random) -> tuple[str, str]:
    """Things with a way back, all in one sentence."""
    cast = Cast(rng)
    template, body = rng.choice(frames("en_returns")["whole"])
    slots = dict(zip("abcd", names_(cast, 4, 4), strict=False))
    return finish(rng, opened(rng, tell(cast, template, slots))), statements(body, slots)


def _once_more(rng: random.Random) -> tuple[str, str]:
    """Orders in which one comes a second time and it goes on: a row."""
    steps = list(rng.choice(repeated()))
    joint = rng.choice((", ", ", ", ", then ", ". ", "; ", "\n", " -> ", "1"))
    if joint == "1":
        text = "\n".join(f"{i}. {step}" for i, step in enumerate(steps, 1))
    elif joint == ". ":
        text = ". ".join(upper(step) for step in steps)
    elif joint == ", ":
        text = ", ".join(steps[:-1]) + rng.choice((", ", " and ", ", then ", ", and finally ", " and then "))
        text += steps[-1]
    else:
        text = joint.join(steps)
    if joint in (", ", ", then ", ". ") and rng.random() < 0.3:
        text = rng.choice(("first ", "first ", "first, ")) + text[:1].lower() + text[1:]
    elif joint in (", ", ", then ") and rng.random() < 0.15:
        text = rng.choice(("you ", "we ", "I ")) + text
    return finish(rng, opened(rng, text) if rng.random() < 0.4 else text), " -> ".join(steps)


KINDS = ((_steps, 56), (_feedback, 26), (_whole, 10), (_once_more, 8))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    text, body = rng.choices([draw for draw, _ in KINDS], [share for _, share in KINDS])[0](rng)
    return "return en", text, body

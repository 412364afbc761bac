"""Pure cycles in Korean: two that answer each other, what affects what round and round, stages that repeat.

What goes from one to the other is a label only where the prompt writes it on the arrow; 요청을 보내면 응답을
돌려준다 is `A -> B -> A`. Beside the circles stand the same words without a way back.
"""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import pairwise

from training.synthesis import lexicon
from training.synthesis.korean.endings import predicate
from training.synthesis.korean.forms import World, _sloppy
from training.synthesis.phrasing import particle

VERB = re.compile(r"<([가-힣]+)(?:\.([고며면]))?>")
SLOT = re.compile(r"\{(\w)(?:\|([^/}]+)/([^}]+))?\}")
FINALS = ("한다", "합니다", "해요", "함", "해")  # by the writer's register
MIDDLE = {"고": "하고", "며": "하으며", "면": "하으면"}
ARROWS = (" -> ", " → ", "->", "→", " > ", " => ")
MIDDLES = ("하고", "하고", "하으면", "하으며", "해서", "한 뒤")
CYCLIC = re.compile(r"순환|고리|악순환|한살이|루프|사이클|PDCA|OODA|휠")
ORDINALS = ("첫 번째", "두 번째", "세 번째", "네 번째", "다섯 번째")
OPENINGS = (
    "과학 숙제: ", "수업 자료용으로 ", "발표용 그림. ", "간단히 말하면 ", "이런 구조야. ", "그려 줘: ",
    "다음을 그려 주세요. ", "정리하면 ",
)  # fmt: skip
ASKS = (" 그려줘", " 그려 주세요", " 그림으로", " 다이어그램", " 도식화해줘")


@cache
def known(kind: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one kind of names/ko_circles.txt, cut at "|"."""
    lines = (lexicon.HERE / "names" / "ko_circles.txt").read_text(encoding="utf-8").splitlines()
    rows = (line[2:].split(" | ") for line in lines if line.startswith(f"{kind}\t"))
    return tuple(tuple(part.strip() for part in row) for row in rows)


def parts(text: str) -> list[str]:
    """The members of a list of names/ko_circles.txt."""
    return [part.strip() for part in text.split(";")]


@cache
def frames(form: str) -> tuple[tuple[str, ...], ...]:
    """The frames of one form of patterns/ko_circles.txt."""
    return tuple(lexicon.patterns("ko_circles")[form])


def said(w: World, template: str, **slots: str) -> str:
    """The template with its names, particles and verbs, the verbs in this writer's ending."""

    def value(match: re.Match) -> str:
        text = slots[match[1]]
        return text + particle(text, match[2], match[3]) if match[2] else text

    def verb(match: re.Match) -> str:
        end = MIDDLE[match[2]] if match[2] else FINALS[w.register]
        return predicate(match[1]).form(end)[0]

    return SLOT.sub(value, VERB.sub(verb, template))


def statements(body: str, names: dict[str, str]) -> str:
    """The statements of a frame with its names."""
    return re.sub(r"\{(\w)\}", lambda match: names[match[1]], body).replace(" // ", "\n")


def stages(w: World, low: int = 3, high: int = 6) -> tuple[str, list[str]]:
    """A title that is no node, and what follows one another in a circle."""
    rng = w.rng
    roll = rng.random()
    title, members = rng.choice(known("n"))
    if roll < 0.6:
        names = parts(members)[:high]
        if len(names) < low or any(a in b for a in names for b in names if a != b):
            return stages(w, low, high)
        w.seen.update(name.lower().replace(" ", "") for name in names)
        return title, names
    count = rng.choice([n for n in (3, 3, 3, 4, 4, 5) if low <= n <= high])
    if roll < 0.67:
        return title, list(rng.choice(("ABCDE", "XYZUV", "가나다라마"))[:count])
    return title, things(w, count)


def things(w: World, count: int) -> list[str]:
    """New names without signs that would read as notation."""
    found: list[str] = []
    while len(found) < count:
        name = w.thing() if w.rng.random() < 0.5 else w.noun()
        if not set(name) & set(',:;|>/()[]{}<+=?"'):
            found.append(name)
    return found


def words_of(w: World, names: list[str], title: str = "") -> dict[str, str]:
    """What the frames of lists may ask for."""
    arrow, comma = w.rng.choice(ARROWS), w.rng.choice((", ", ", ", ", ", " - "))
    if any("-" in name for name in names):
        arrow, comma = " → ", ", "
    return {
        "a": names[0], "b": names[1], "z": names[-1], "T": title, "n": str(len(names)), "m": "2",
        "L": comma.join(names), "R": ", ".join(names[1:]), "V": arrow.join(names), "K": "\n".join(names),
        "N": "\n".join(f"{i}. {name}" for i, name in enumerate(names, 1)),
    }  # fmt: skip


def _exchanged(w: World) -> tuple[str, str]:
    rng = w.rng
    a, b, given = rng.choice(known("p"))
    p, q = given.split(" / ")
    if rng.random() < 0.3:
        p, q = rng.choice(known("p"))[2].split(" / ")
    if rng.random() < 0.35:
        a, b = things(w, 2)
    key = f"{p} {q}"
    if a in b or b in a or any(x in key or y in x for x in (a, b) for y in (p, q)):
        return _exchanged(w)
    w.seen.update(x.lower().replace(" ", "") for x in (a, b))
    names = {"a": a, "b": b}
    roll = rng.random()
    if roll < 0.22 and p != q:
        text = said(w, rng.choice(frames("labelled"))[0], **names, P=p, Q=q)
        return text, f"{a} -> {p}: {b}\n{b} -> {q}: {a}"
    if roll < 0.78:
        return said(w, rng.choice(frames("pair"))[0], **names, p=p, q=q), f"{a} -> {b} -> {a}"
    (names["c"],) = things(w, 1)
    template, body = rng.choice(frames("pair after"))
    return said(w, template, **names, p=p, q=q), statements(body, names)


def _ring(w: World) -> tuple[str, str]:
    """A circle with words on its arrows; now and then an open one."""
    rng = w.rng
    _, names = stages(w, 3, 4)
    frame = rng.choice(frames("step"))[0]
    given = [x for row in rng.sample(known("p"), 6) for x in row[2].split(" / ")]
    given = list(dict.fromkeys(given))
    pairs = list(pairwise([*names, names[0]] if rng.random() < 0.8 else names))
    if any(name in word or word in name for name in names for word in given):
        return _ring(w)
    texts, lines = [], []
    for (a, b), word in zip(pairs, given, strict=False):
        texts.append(said(w, frame, x=a, y=b, P=word))
        lines.append(f"{a} -> {word}: {b}")
    return rng.choice(("\n", "\n", ", ", ". ")).join(texts), "\n".join(lines)


def links(w: World, names: list[str], closed: bool, form: str = "link") -> str:
    """Each link in a clause of its own; the last leads back to the first if `closed`."""
    rng = w.rng
    pairs = list(pairwise([*names, names[0]] if closed else names))
    again = rng.choice(("", "다시 ", "다시 ", "다시 ", "또다시 ")) if closed else ""
    last = len(pairs) - 1
    if form == "link" and rng.random() < 0.3:
        head, verb = rng.choice(frames("gap"))
        clauses = [said(w, head, x=a, y=b, r=again if i == last else "") for i, (a, b) in enumerate(pairs)]
        return ", ".join(clauses) + " " + said(w, verb)
    template = rng.choice(frames(form))[0]
    joint = rng.choice((". ", ". ", "고, ", "고 ", "며 ", "면 " if len(names) < 4 else "고, ", "\n"))
    clauses = []
    for i, (a, b) in enumerate(pairs):
        frame = template
        if joint[0] in "고며면" and i < last:
            frame = template.replace(">", f".{joint[0]}>")
        clauses.append(said(w, frame, x=a, y=b, r=again if i == last else ""))
    return (joint[1:] if joint[0] in "고며면" else joint).join(clauses)


def _around(w: World) -> tuple[str, str]:
    """What affects what: closed by the last link, by words that close it, or not at all."""
    rng = w.rng
    eaten = rng.random() < 0.06
    names = parts(rng.choice(known("e"))[0]) if eaten else stages(w)[1]
    circle = " -> ".join([*names, names[0]])
    if eaten or rng.random() < 0.5:
        return links(w, names, True, "eats" if eaten else "link"), circle
    if rng.random() < 0.5:
        text = links(w, names, False)
    else:
        words = words_of(w, names)
        text = said(w, rng.choice(("{V}", "{V}", "{L}", "{L} 순서", "{L} 순으로 <진행되>", "{N}")), **words)
    form = rng.choices(("close", "ends"), (84, 16))[0]
    ending = said(w, rng.choice(frames(form))[0], a=names[0], z=names[-1])
    if "\n" in text:
        ending = "\n" + ending.removeprefix(". ")
    return text + ending, circle if form == "close" else " -> ".join(names)


def _listed(w: World) -> tuple[str, str]:
    """A whole circle at once, or a row that is none."""
    rng = w.rng
    form = rng.choices(("list", "open", "part"), (66, 18, 16))[0]
    template = rng.choice(frames(form))[0]
    title, names = stages(w, 4 if form == "part" else 3, 5)
    if form == "open" and CYCLIC.search(title):
        title = "진행 과정"
    path = {"list": [*names, names[0]], "open": names, "part": [*names, names[1]]}[form]
    return said(w, template, **words_of(w, names, title)), " -> ".join(path)


def _more(w: World) -> tuple[str, str]:
    """A circle, and one more thing that enters or leaves it."""
    rng = w.rng
    _, names = stages(w, 3, 4)
    (e,) = things(w, 1)
    x = rng.choice(names)
    text = links(w, names, True) if rng.random() < 0.6 else said(w, "{L} 순환", **words_of(w, names))
    template, body = rng.choice(frames("more"))
    slots = {"x": x, "e": e, "a": names[0]}
    text += ("\n" if "\n" in text else ". ") + said(w, template, **slots)
    return text, " -> ".join([*names, names[0]]) + "\n" + statements(body, slots)


def _rounds(w: World) -> tuple[str, str]:
    """Whole clauses that follow one another round and round."""
    rng = w.rng
    stems = parts(rng.choice(known("v"))[0])
    made = []
    for i, stem in enumerate(stems):
        found = predicate(stem)
        if i == len(stems) - 1:
            made.append(found.form(FINALS[w.register]))
            continue
        end, _, rest = rng.choice(MIDDLES).partition(" ")
        text, name = found.form(end)
        made.append((f"{text} {rest}".strip(), name))
    if rng.random() < 0.3:
        made = [predicate(stem).form(FINALS[w.register]) for stem in stems]
        text = ". ".join(said_ for said_, _ in made)
    else:
        text = " ".join(said_ for said_, _ in made)
    names = [name for _, name in made]
    form = rng.choices(("close", "ends", ""), (76, 10, 14))[0]
    if form:
        text += said(w, rng.choice([row[0] for row in frames(form) if "{" not in row[0]]))
    return text, " -> ".join([*names, names[0]] if form == "close" else names)


def dressed(w: World, text: str) -> str:
    """The text, now and then with words before it, a request after it, or spaces left out."""
    rng = w.rng
    if rng.random() < 0.07 and "\n" not in text:
        text = rng.choice(OPENINGS) + text
    elif rng.random() < 0.06 and "\n" not in text and not text.endswith(("줘", "다", "요")):
        text += rng.choice(ASKS)
    text = _sloppy(w, text)
    return text + "." if rng.random() < 0.4 and text[-1:].isalnum() and "\n" not in text else text


KINDS = ((_exchanged, 28), (_around, 30), (_listed, 24), (_more, 9), (_rounds, 9), (_ring, 5))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One Korean prompt: (kind, prompt, statement lines)."""
    w = World(rng)
    text, body = rng.choices([draw for draw, _ in KINDS], [share for _, share in KINDS])[0](w)
    w.nodes = list(dict.fromkeys(re.split(r" -> |, |\n", re.sub(r"(?<=-> )[^:,\n]+: ", "", body))))
    return "circle ko", dressed(w, text), body

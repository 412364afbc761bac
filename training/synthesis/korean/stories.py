"""What happens, in Korean of one to six sentences: steps in any ending, checks, what follows either way."""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis.korean.everyday_words import situation, task
from training.synthesis.korean.forms import World
from training.synthesis.korean.verbs import NO, YES, Condition, Verb, _rows, _verb
from training.synthesis.phrasing import particle
from training.synthesis.variants import say

FIRST = ("", "", "", "먼저 ", "우선 ", "처음에 ", "처음으로 ", "일단 ", "첫 번째로 ", "가장 먼저 ")
NEXT = (
    "", "", "그다음 ", "그 다음 ", "그리고 ", "그 후 ", "이후 ", "그 뒤 ",
    "그런 다음 ", "다음으로 ", "이어서 ", "그러고 나서 ", "두 번째로 ",
    "그 뒤에는 ", "그게 끝나면 ", "이게 끝나면 ",
)  # fmt: skip
LAST = ("마지막으로 ", "끝으로 ", "최종적으로 ", "마지막에는 ", "마지막에 ", "")
MIDDLES = (
    "하고",
    "하고",
    "하고,",
    "한 뒤",
    "한 뒤",
    "한 다음",
    "한 후",
    "한 후에",
    "하고 나서",
    "해서",
    "한 다음에",
    "하면",
    "하며",
    "한 뒤,",
)
NATIVE_MIDDLES = {
    "go": ("{}", "{}", "{},", "{} 나서"),
    "after": ("{} 뒤", "{} 다음", "{} 후", "{} 뒤에"),
    "when": ("{}",),
}
FINALS = (
    ("한다", "한다"),
    ("합니다", "합니다"),
    ("해요", "해요"),
    ("함", "하기"),
    ("하면 된다", "하면 됩니다"),
    ("하세요", "해 주세요"),
    ("", ""),
)


@cache
def natives() -> list[tuple[str, dict[str, str]]]:
    """Steps whose verb is no -하다 verb (면을 넣고): the stem, and those forms in which it stands."""
    found = []
    for row in _rows("ko_verbs.txt"):
        if len(row) != 6 or (verb := _verb(*row)).noun:
            continue
        stem = verb.forms["go"][:-1]
        forms = {k: t for k, t in verb.forms.items() if t.startswith(stem) and t != stem}
        if "go" in forms and not stem.endswith("시키"):  # 모델을 학습시키고: the name ends before 시키
            found.append((stem, forms | {"please": stem + ("으세요" if particle(stem, "1", "") else "세요")}))
    return found


class Told(World):
    """A story of steps with the writer's way to end sentences."""

    def steps_(self, count: int) -> list[tuple[str, dict[str, str] | None]]:
        """New steps: the name and, for verbs that are not in -하다, its forms."""
        rng = self.rng
        found: list[tuple[str, dict[str, str] | None]] = []
        tasks = rng.random() < 0.3
        native = rng.choice((0.0, 0.0, 0.15, 0.5))
        person = rng.random() < 0.25
        while len(found) < count:
            if rng.random() < native:
                stem, forms = rng.choice(natives())
                if self.fresh(stem):
                    found.append((stem, forms))
                continue
            if tasks and rng.random() < 0.7:
                found.append((task(self), None))
                continue
            verb = self.verb()
            name = verb.name
            if not verb.noun or not verb.forms["go"].endswith("하고"):
                continue
            if person and rng.random() < 0.6 and not re.search(r"[이가은는] ", name):
                role = rng.choice(getattr(self, "roles", None) or ROLES)
                name = (
                    f"{role}{particle(role, *rng.choice((('이', '가'), ('이', '가'), ('은', '는'))))} {name}"
                )
            found.append((name, None))
        return found

    def middle(self, step: tuple[str, dict[str, str] | None]) -> str:
        name, forms = step
        if forms is None:
            return name + self.rng.choice(MIDDLES)
        kinds = [k for k in NATIVE_MIDDLES if k in forms]
        kind = self.rng.choice(kinds)
        return self.rng.choice(NATIVE_MIDDLES[kind]).format(forms[kind])

    def final(self, step: tuple[str, dict[str, str] | None]) -> str:
        name, forms = step
        ends = FINALS[self.ending]
        if forms is None:
            return name + self.rng.choice(ends)
        for key in (("plain", "polite", "casual", "gi", "polite", "please", "gi")[self.ending], "please"):
            if key in forms and forms[key].startswith(name):
                return forms[key]
        return forms["go"][:-1] + "기"

    ending: int = 0


ROLES = (
    "담당자", "직원", "학생", "교사", "간호사", "의사", "고객", "상담원", "팀장",
    "관리자", "개발자", "기사", "심사위원", "조교", "구매자", "판매자", "연구원",
    "사서", "점원", "주방장", "서버", "시스템", "앱", "로봇", "경찰", "시민",
    "변호사", "편집자",
)  # fmt: skip


def _tell(s: Told, steps: list, opens: bool = True, closes: bool = True) -> str:
    """The steps in sentences of one to four clauses."""
    rng = s.rng
    long = rng.choice((1, 2, 3, 3, 4, 6))
    text, clause = "", []
    sentences: list[str] = []
    for i, step in enumerate(steps):
        last = i == len(steps) - 1
        if last or len(clause) + 1 >= rng.randint(1, long):
            clause.append(s.final(step))
            lead = ""
            if not sentences:
                lead = rng.choice(FIRST) if opens else ""
            elif last and closes:
                lead = rng.choice(LAST)
            else:
                lead = rng.choice(NEXT)
            sentences.append(lead + " ".join(clause))
            clause = []
        else:
            clause.append(s.middle(step))
    text = ". ".join(sentences)
    return text


CHECKS = (
    "[만약 ~만일 ~]{if} {y}하고[,~] [아니면~그렇지 않으면~그 외에는] {n}{e}",
    "[만약 ~]{if} {y}하고[,~] {else} {n}{e}",
    "{if} {y}하며[,~] {ifnot} {n}{e}",
    "{whether} [확인해서~확인하여~보고~판단해서] [맞으면~그렇다면~그러면] {y}하고[,~] 아니면 {n}{e}",
    "{whether} [확인합니다~확인한다~본다~점검합니다]. {if} {y}하고[,~] {else} {n}{e}",
    "{if} {y}{e}. [아니면~그렇지 않으면~그렇지 않은 경우] {n}{e}",
    "{if} {y}{e}. {ifnot} {n}{e}",
    "{whether}? [예~네]: {y}, [아니오~아니요]: {n}",
    "{whether}? [예~네] -> {y}, 아니오 -> {n}",
    "{whether}에 따라 [맞으면~그렇다면] {y}하고 [아니면~틀리면] {n}{e}",
    "{if} {y}, 아니면 {n}",
    "[이때~여기서] {if} {y}하고[,~] 그렇지 않으면 {n}{e}",
)
BOTH = (
    "어느 쪽이든 ",
    "두 경우 모두 ",
    "어떤 경우든 ",
    "그 뒤 ",
    "그다음 ",
    "이후 ",
    "이후에는 ",
    "그 후에 ",
    "마지막으로 ",
    "둘 다 끝나면 ",
)


def _check(s: Told) -> dict[str, str]:
    rng = s.rng
    if rng.random() < 0.5:
        name, yes, no, whether, short = situation(s)
        return {"name": name, "if": yes, "ifnot": no, "whether": whether, "else": short}
    c: Condition = s.condition()
    return {
        "name": c.name,
        "if": c.forms["if"],
        "ifnot": c.forms["ifnot"],
        "whether": c.forms["whether"],
        "else": c.forms["else"],
    }


def _hada(s: Told) -> str:
    """A step in -하다."""
    while True:
        name, forms = s.steps_(1)[0]
        if forms is None:
            return name


def _verb_of(name: str) -> Verb:
    return _verb(name, *(name + end for end in ("하고", "한", "한다", "합니다", "해요")))


def story(rng: random.Random) -> tuple[str, str, str]:
    s = Told(rng)
    s.ending = rng.choices(range(len(FINALS)), (7, 8, 4, 3, 2, 3, 1))[0]
    check = rng.random() < 0.55
    steps = s.steps_(rng.choice((1, 2, 2, 3, 4)) if check else rng.choice((2, 3, 4, 4, 5, 6, 7)))
    names = [name for name, _ in steps]
    text = _tell(s, steps, True, not check)
    if not check:
        if len(names) > 1 and rng.random() < 0.12:
            return _parallel(s, steps)
        s.add(" -> ".join(names), *names)
        return "story ko", text, "\n".join(s.lines)
    c = _check(s)
    e = FINALS[s.ending][0] or "한다"
    y, n = _hada(s), _hada(s)
    roll = rng.random()
    start = " -> ".join([*names, f"{c['name']} ?"])
    template = rng.choice(CHECKS)
    if roll < 0.18:  # back to an earlier step
        t = rng.choice(names)
        again = [x for x, f in steps if x == t and f is None]
        if not again:
            t = y
        if t == y:
            roll = 0.5
        else:
            s.add(f"{start} -> {YES}: {y}, {NO}: {t}", *names, c["name"], y)
            text += ". " + say(
                rng,
                (
                    "{if} {y}하고[,~] [아니면~그렇지 않으면] {t}부터 [다시 ~]{b}",
                    "{if} {y}하고[,~] {ifnot} {t|으로/로} {g}",
                    "{if} {y}하고[,~] {else} 다시 {t}{e}",
                    "{if} {y}{e}. 아니면 {t} 단계로 {g}",
                ),
                **c,
                y=y,
                t=t,
                e=e,
                b=rng.choice(("반복한다", "반복합니다", "다시 한다", "시작한다", "반복")),
                g=rng.choice(("돌아간다", "돌아갑니다", "돌아가요", "되돌아간다", "복귀")),
            )
            s.last = [y]
    if 0.18 <= roll < 0.32:  # mend, and go back
        t = rng.choice([x for x, f in steps if f is None] or [""])
        if not t:
            roll = 0.5
        else:
            s.add(f"{start} -> {YES}: {y} -> {t}", *names, c["name"], y)
            s.add(f"{c['name']} -> {NO}: {n}", n)
            text += ". " + say(
                rng,
                (
                    "{if} {y}한 뒤 다시 {t}하고, [아니면~그렇지 않으면] {n}{e}",
                    "{if} {y}하고 {t}부터 다시 {f}. {ifnot} {n}{e}",
                    "{if} {y}하고 {t|으로/로} 돌아가고, [아니면~그렇지 않으면] {n}{e}",
                    "{if} {y}한 다음 다시 {t}{e}. {ifnot} {n}{e}",
                ),
                **c,
                y=y,
                n=n,
                t=t,
                e=e,
                f=rng.choice(("시작한다", "시작합니다", "진행한다")),
            )
            s.last = []
    if roll >= 0.32:
        text += ". " + say(rng, template, **c, y=y, n=n, e=e)
        s.add(f"{start} -> {YES}: {y}, {NO}: {n}", *names, c["name"], y, n)
        s.last = [y, n]
    more = rng.random()
    if s.last and more < 0.5:
        rest = s.steps_(rng.choice((1, 1, 2, 3)))
        after = [name for name, _ in rest]
        if len(s.last) == 2 and more < 0.32:
            lead = rng.choice(BOTH)
            s.add(f"{y}, {n} -> {' -> '.join(after)}", *after)
        else:
            branch = rng.choice(s.last)
            mark = particle(branch, "이", "가")
            lead = rng.choice(
                (
                    f"{branch} 후에는 ",
                    f"{branch}{mark} 끝나면 ",
                    f"{branch}한 뒤에는 ",
                    f"{branch}한 다음에는 ",
                    f"{branch} 후 ",
                )
            )
            s.add(f"{branch} -> {' -> '.join(after)}", *after)
        text += ". " + lead + _tell(s, rest, False, True)
    return "story ko", text, "\n".join(s.lines)


def _parallel(s: Told, steps: list) -> tuple[str, str, str]:
    """Two things at the same time, and what comes when both are done."""
    rng = s.rng
    a, b, z = _hada(s), _hada(s), _hada(s)
    names = [name for name, _ in steps]
    text = _tell(s, steps, True, False) + ". "
    e = FINALS[s.ending][0] or "한다"
    text += say(
        rng,
        (
            "[그다음 ~이후 ~]{a|과/와} {b|을/를} 동시에 {v}. [둘 다 끝나면~모두 끝나면~그 뒤~이후] {z}{e}",
            "[그다음 ~이후 ~]{a}하는 동안 {b}{e}. [둘 다 끝나면~모두 끝나면~둘 다 완료되면] {z}{e}",
            "{a}하고 동시에 {b}{e}. [둘 다 끝나면~모두 끝나면~그다음] {z}{e}",
            "한쪽에서는 {a}하고 다른 쪽에서는 {b}{e}. [둘 다 끝나면~그 뒤] {z}{e}",
        ),
        a=a,
        b=b,
        z=z,
        e=e,
        v=rng.choice(("한다", "합니다", "진행한다", "진행합니다", "시작해요")),
    )
    s.add(f"{' -> '.join(names)} -> {a}, {b} -> {z}", *names, a, b, z)
    return "story ko", text, "\n".join(s.lines)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One story: (kind, prompt, statement lines)."""
    kind, text, body = story(rng)
    if rng.random() < 0.1 and "->" not in text:
        text = text.replace(". ", rng.choice(("\n", ".\n", ", ")))
    return kind, re.sub(" +", " ", text) + rng.choice((".", ".", "")), body

"""Work told step by step in Korean verb phrases, in every ending, with what starts it and who does it.

The scenes of names/ko_scenes.txt are predicates (see korean_endings); a name is what of each is in the text.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from functools import cache

from training.synthesis import lexicon
from training.synthesis.korean.endings import predicate
from training.synthesis.korean.everyday_words import HADA, OBJECTS
from training.synthesis.korean.procedure_words import (
    ADJUNCTS,
    AGENTS,
    FIRST,
    LAST,
    MIDDLES,
    NEXT,
    NOUN_MIDDLES,
    OPEN,
    PASSED,
    REGISTER_SHARES,
    REGISTERS,
    STARTS,
    TAKEN,
    TIMES,
    TOPICS,
)
from training.synthesis.korean.verbs import VERBS, _rows
from training.synthesis.phrasing import particle


@dataclass(frozen=True, slots=True)
class Scene:
    starts: tuple[str, ...]
    steps: tuple[str, ...]
    condition: tuple[str, str]
    yes: str
    no: str


@cache
def scenes() -> tuple[Scene, ...]:
    found = []
    for line in (lexicon.HERE / "names" / "ko_scenes.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            starts, steps, check = (part.split(";") for part in line.split(" | "))
            yes, _, no = check[0].partition("~")
            found.append(Scene(tuple(starts), tuple(steps), (yes, no), check[1], check[2]))
    return tuple(found)


@cache
def stems() -> tuple[str, ...]:
    """The steps of names/ko_verbs.txt as stems: 재료를 준비하, 면을 넣."""
    return tuple(row[1][:-1] for row in _rows("ko_verbs.txt") if len(row) == 6)


def subject(phrase: str) -> str:
    """The subject at the start of a phrase with its particle, or nothing."""
    found = re.match(r"(?:\S+ )??\S+?[이가](?= )", phrase)
    return found[0] if found and not found[0].endswith(("차이", "높이", "길이", "아이")) else ""


@dataclass
class Tale:
    """One prompt: its scene, its writer's endings, its text and its statements."""

    rng: random.Random
    scene: Scene = field(init=False)
    ending: int = field(init=False)
    lines: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    queue: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        rng = self.rng
        self.scene = rng.choice(scenes())
        self.ending = rng.choices(range(len(REGISTERS)), REGISTER_SHARES)[0]
        self.whole = rng.random() < 0.62  # steps of one scene, in order
        steps = self.scene.steps
        gap = rng.choice((0.0, 0.0, 0.2, 0.4))
        start = rng.randrange(max(1, len(steps) - 3))
        self.queue = [x for x in steps[start:] if rng.random() >= gap]
        self.agents = rng.choice((0.0, 0.0, 0.12, 0.4, 0.8))
        self.bare = rng.random() < 0.1
        self.times = rng.choice((0.0, 0.0, 0.0, 0.1, 0.35))

    def new(self) -> str:
        """A new step's stem: 재고를 확인하."""
        rng = self.rng
        for _ in range(40):
            if self.whole and self.queue:
                step = self.queue.pop(0)
            else:
                roll = rng.random()
                if roll < 0.3:
                    step = rng.choice(rng.choice(scenes()).steps)
                elif roll < 0.38:  # 포장을 하
                    noun = (
                        rng.choice(HADA)
                        if rng.random() < 0.6
                        else f"{rng.choice(OBJECTS)} {rng.choice(HADA)}"
                    )
                    step = f"{noun}{particle(noun, '을', '를')} 하"
                elif roll < 0.45:
                    step = rng.choice(HADA) + "하"
                elif roll < 0.47:
                    step = rng.choice(TAKEN)
                elif roll < 0.73:
                    step = rng.choice(stems())
                else:
                    kind = rng.choice(("data", "component", "made up"))
                    thing = (
                        lexicon.made_up_name(rng, "ko")
                        if kind == "made up" and rng.random() < 0.5
                        else rng.choice(OBJECTS if kind == "made up" else lexicon.flat("ko", kind))
                    )
                    mark = particle(thing, "을", "를") if rng.random() < 0.9 else ""
                    step = f"{thing}{mark} {rng.choice(VERBS if mark else HADA)}하"
            if rng.random() < self.agents and not subject(step):
                agent = rng.choice(AGENTS)
                mark = particle(agent, *rng.choice((("이", "가"), ("이", "가"), ("은", "는"))))
                step = f"{agent}{mark} {step}"
            if self.bare and not step.endswith((" 하", " 보")):  # 밥 먹고, 학교 가고
                step = re.sub(r"[을를] (?=\S+$)", " ", step)
            if not set(step) & set(",:;?/()[]->+=#@~") and self.claim(predicate(step).name):
                return step
        return "마무리하"

    def claim(self, *names: str) -> bool:
        """Whether the names are unlike all before and not a part of any; they count as said from now on."""
        keys = [re.sub(r"[을를] |\s", "", name.lower()) for name in names]
        if any(key in other or other in key for key in keys for other in self.used):
            return False
        self.used.update(keys)
        return True

    def final(self, step: str) -> tuple[str, str]:
        """The step at the end of a sentence, and its name there."""
        rng, found = self.rng, predicate(step)
        made = found.form(rng.choice(REGISTERS[self.ending]))
        if made[1] != found.name and rng.random() < 0.65:
            made = found.form(rng.choice(OPEN.get(self.ending, ("하기",))))
        return made

    def middle(self, step: str, after: str = "") -> tuple[str, str]:
        """The step before another in the same sentence, and its name there."""
        rng, found = self.rng, predicate(step)
        noun = found.stem.endswith("하") and found.name != found.stem
        if noun and rng.random() < 0.09 and len(found.name.split()) < 4:
            name = re.sub(r"[을를] (?=\S+$)", " ", found.name)
            end = rng.choice(NOUN_MIDDLES)
            marks = {"이": particle(name, "이", "가"), "을": particle(name, "을", "를")}
            return name + marks.get(end[0], end[0]) + end[1:], name
        for _ in range(6):
            ending, rest = rng.choice(MIDDLES)
            if ending == "해" and (found.stem.endswith("되") or not noun):
                continue
            if ending in ("하으면", "하자마자") and not subject(after) and rng.random() < 0.7:
                continue
            if ending == "해" and rng.random() < 0.3:
                return found.form("하여")
            text, name = found.form(ending)
            if name == found.name or rng.random() < 0.3:
                return text + rest, name
        return found.form("하고")

    def tell(self, steps: list[str], opens: bool = True, closes: bool = True) -> list[str]:
        """The steps in sentences of one to four clauses, added to the text; their names as said."""
        rng = self.rng
        longest = rng.choice((1, 1, 2, 2, 3, 3, 4, 5))
        names, clauses, sentences = [], [], 0
        for i, step in enumerate(steps):
            last = i == len(steps) - 1
            ends = last or len(clauses) + 1 >= rng.randint(1, longest)
            said, name = self.final(step) if ends else self.middle(step, steps[i + 1])
            if rng.random() < self.times and not subject(step):
                said = rng.choice(TIMES) + said
            names.append(name)
            clauses.append(said)
            if ends:
                lead = rng.choice(FIRST) if opens else ""
                if sentences:
                    lead = rng.choice(LAST if last and closes else NEXT)
                    deed = names[-len(clauses) - 1].split()[-1]
                    if (
                        rng.random() < 0.14
                        and steps[i - len(clauses)].endswith(f"{deed}하")
                        and 1 < len(deed) < 4
                    ):
                        lead = deed + rng.choice((particle(deed, "이", "가") + " 끝나면 ", particle(deed,
                            "이", "가") + " 끝난 뒤 ",
                                                  particle(deed, "을", "를") + " 마치면 ", "한 뒤에는 ",
                                                  " 후에는 ", "하고 나면 "))  # fmt: skip
                self.text.append(lead + " ".join(clauses))
                clauses, sentences = [], sentences + 1
        return names

    def started(self) -> str:
        """손님이 오면: what starts the work, put before the first sentence; its name, or nothing."""
        rng = self.rng
        found = predicate(rng.choice(self.scene.starts if self.whole else rng.choice(scenes()).starts))
        if not self.claim(found.name):
            return ""
        for _ in range(8):
            ending, rest = rng.choice(STARTS)
            said, name = found.form(ending)
            if name == found.name:
                break
        else:
            said, name, rest = found.when(), found.name, ""
        self.lead = said + rest + " "
        return name

    lead: str = ""

    def add(self, line: str) -> None:
        """One more statement; goes on in the same line where it begins with the last one's end."""
        first, arrow, rest = line.partition(" -> ")
        before = self.lines[-1] if self.lines else ""
        if arrow and "?" not in before.split(" -> ")[-1] and before.split(" -> ")[-1] == first:
            self.lines[-1] = f"{before} -> {rest}"
        else:
            self.lines.append(line)

    def prompt(self) -> str:
        glue = self.rng.choices((". ", ".\n", "\n", ", "), (40, 2, 2, 1))[0]
        text = self.lead + glue.join(self.text) + self.rng.choice((".", ".", ""))
        return re.sub(r"\.\.+", ".", re.sub(" +", " ", text))

    def right(self, text: str) -> bool:
        """Whether each name is a span of the text, and none a part of another."""
        names = {
            re.sub(r"^[^:]{1,9}: | \?$", "", re.sub(r" ×\d+$", "", part.strip())).strip()
            for line in self.lines
            for part in re.split(r" -> |, ", line)
        }
        bare = sorted((re.sub(r"\s", "", name.lower()) for name in names), key=len)
        nested = any(a in b for i, a in enumerate(bare) for b in bare[i + 1 :])
        return not nested and all(name.lower() in text.lower() for name in names)


def told(t: Tale) -> None:
    """Steps, perhaps after what starts them."""
    rng = t.rng
    start = t.started() if rng.random() < 0.42 else ""
    count = rng.choice((2, 3, 3, 4, 4, 5, 6, 7))
    names = t.tell([t.new() for _ in range(count)], not start)
    if rng.random() < 0.12 and not start:
        t.lead = rng.choice(TOPICS)
    t.add(" -> ".join([start, *names] if start else names))


def numbered(t: Tale) -> None:
    """One step a line, in numbered or marked sentences."""
    rng = t.rng
    steps = [t.new() for _ in range(rng.choice((3, 4, 4, 5, 6)))]
    style = rng.choice(
        ("{i}. ", "{i}) ", "({i}) ", "- ", "* ", "{i}단계: ", "{i}번 ", "• ", "{c} ", "Step {i}: ")
    )
    said = [t.final(step) for step in steps]
    dot = rng.choice((".", "", ""))
    head = rng.choice(("", "", "", "순서\n", "작업 순서:\n", "매뉴얼\n", "해야 할 일\n", "절차는 이렇다\n"))
    marks = [style.format(i=i + 1, c="①②③④⑤⑥⑦"[i]) for i in range(len(said))]
    if rng.random() < 0.3:
        marks, head = _days(rng, len(said)), ""
        style = rng.choice(("", "{c} ")) if marks[0].startswith("첫") else ""
    glue = "\n" if style not in ("{c} ", "({i}) ") or rng.random() < 0.6 else " "
    t.text.append(head + glue.join(m + text + dot for m, (text, _) in zip(marks, said, strict=True)))
    t.add(" -> ".join(name for _, name in said))


def _days(rng: random.Random, count: int) -> list[str]:
    """Marks of time or order before each line: 9시: , 월요일: , 첫째, ."""
    hour, step = rng.randint(6, 14), rng.choice((1, 1, 2))
    hours = [hour + step * i for i in range(count)]
    colon = rng.choice((": ", ": ", " - ", " "))
    order = ("첫", "둘", "셋", "넷", "다섯", "여섯", "일곱")[:count]
    return rng.choice(
        (
            [f"{h}시{colon}" for h in hours],
            [f"{h:02}:{rng.choice(('00', '30'))} " for h in hours],
            [f"{day}요일{colon}" for day in "월화수목금토일"[:count]],
            [f"{i + 1}일차{colon}" for i in range(count)],
            [f"{i + 1}주차{colon}" for i in range(count)],
            [f"{n}째, " for n in order],
            [f"{n}째로 " for n in order],
        )
    )


def needed(t: Tale) -> None:
    """A하려면 먼저 B해야 한다; 출고는 포장이 끝난 뒤에 한다: what comes first is said last."""
    rng = t.rng
    if rng.random() < 0.5:
        a, b = predicate(t.new()), predicate(t.new())
        ways = ("하으려면", "하으려면", "하기 위해서는", "하으려면 먼저", "하으려면 우선", "하기 위해")
        lead, goal = a.form(rng.choice(ways))
        said, first = b.form(
            rng.choice(("해야 한다", "해야 합니다", "해야 해요", "해야 함", "하는 것이 먼저다", "해야 하며"))
        )
        t.text.append(f"{lead} {said}")
        names = [first, goal]
        if said.endswith("며"):
            more, earlier = predicate(t.new()).form("하는 것이 그보다 먼저다")
            t.text[-1] += f" {more}"
            names = [earlier, *names]
        if rng.random() < 0.4:
            done = a.form(rng.choice(("하고 나면", "한 뒤에는", "한 다음에는")))[0]
            text, last = t.final(t.new())
            t.text.append(f"{done} {text}")
            names.append(last)
        return t.add(" -> ".join(names))
    nouns: list[str] = []
    count = rng.choice((2, 3, 3, 4))
    while len(nouns) < count:
        noun = rng.choice(HADA) if rng.random() < 0.6 else f"{rng.choice(OBJECTS)} {rng.choice(HADA)}"
        if t.claim(noun):
            nouns.append(noun)
    usual = REGISTERS[t.ending][0] if t.ending in (0, 1, 2, 3) else "한다"
    for early, late in zip(nouns[-2::-1], nouns[:0:-1], strict=True):
        does = (
            predicate("일을 " + rng.choice(("하", "시작하", "진행하"))).form(usual)[0].removeprefix("일을 ")
        )
        of = particle(early, "이", "가")
        when = rng.choice((f"{of} 끝난 뒤에", " 후에", f"{of} 끝나면", " 다음에", " 뒤에"))
        t.text.append(f"{late}{particle(late, '은', '는')} {early}{when} {does}")
    t.add(" -> ".join(nouns))


def before(t: Tale) -> None:
    """B하기 전에 A한다: said in the other order than done."""
    rng = t.rng
    early = [t.new() for _ in range(rng.choice((0, 1, 2)))]
    a, b = t.new(), t.new()
    names = t.tell(early, True, False) if early else []
    said_b, name_b = predicate(b).form(
        rng.choice(("하기 전에", "하기 전에", "하기 전에 먼저", "하기에 앞서", "하기 전에는"))
    )
    said_a, name_a = t.final(a)
    t.text.append(rng.choice(("", "", "단, ")) * bool(early) + f"{said_b} {said_a}")
    names += [name_a, name_b]
    if rng.random() < 0.4:
        z = t.new()
        lead = f"{said_b.split(' 전')[0].split('에 앞')[0][:-1]}고 나면 "
        said_z, name_z = t.final(z)
        t.text.append(lead + said_z)
        names.append(name_z)
    t.add(" -> ".join(names))


def by_whom(t: Tale) -> None:
    """포장은 막내가 합니다: the deed comes first, then who does it."""
    rng = t.rng
    names = t.tell([t.new() for _ in range(rng.choice((1, 2, 3)))], True, False)
    for _ in range(rng.choice((1, 1, 2))):
        names += deed_by(t)
    if rng.random() < 0.6:
        names += t.tell([t.new() for _ in range(rng.choice((1, 2)))], False, True)
    t.add(" -> ".join(names))


def deed_by(t: Tale) -> list[str]:
    """One sentence that names a deed and who does it; the deed's name, or nothing."""
    rng = t.rng
    agent = rng.choice(AGENTS)
    noun = rng.choice(HADA) if rng.random() < 0.6 else f"{rng.choice(OBJECTS)} {rng.choice(HADA)}"
    if not t.claim(noun):
        return []
    verb = rng.choice(("하", "하", "하", "맡", "담당하", "처리하", "진행하", "책임지"))
    ending = REGISTERS[t.ending][0] if t.ending in (0, 1, 2, 3, 5, 6) else "합니다"
    lead = (
        rng.choice(("", "", "", "이후 ", "그다음 "))
        + f"{noun}{particle(noun, '은', '는')} {agent}{particle(agent, '이', '가')} "
    )
    t.text.append(lead + predicate("일을 " + verb).form(ending)[0].removeprefix("일을 "))
    return [noun]


def passed(t: Tale) -> None:
    """밀은 세척된 후 건조되고 창고로 운반되어 출고된다: done to one thing, which is no step."""
    rng = t.rng
    t.ending = rng.choices((0, 1, 2, 3), (6, 6, 3, 2))[0]
    thing = rng.choice(PASSED)
    steps = []
    for _ in range(rng.choice((2, 3, 4, 4, 5))):
        name = (rng.choice(ADJUNCTS) + rng.choice(HADA)).lstrip()
        if t.claim(name):
            steps.append(predicate(name + "되"))
    usual = REGISTERS[t.ending][0]
    mids = (
        "하고",
        "하고",
        "하고,",
        "한 후",
        "한 뒤",
        "한 다음",
        "하어",
        "하어",
        "하어서",
        "하고 나서",
        "한 후에",
        "하며",
    )
    ends = [i == len(steps) - 1 or rng.random() < 0.15 for i in range(len(steps))]
    said = [
        x.form(usual if end else rng.choice(mids))[0] + ("." if end else "")
        for x, end in zip(steps, ends, strict=True)
    ]
    for i in range(1, len(said)):
        if ends[i - 1]:
            said[i] = (
                rng.choice(
                    (
                        "그다음 ",
                        "이후 ",
                        "그 뒤 ",
                        "이어서 ",
                        "마지막으로 " if i == len(said) - 1 else "그리고 ",
                    )
                )
                + said[i]
            )
    mark = particle(thing, *rng.choice((("은", "는"), ("은", "는"), ("이", "가"))))
    t.text.append(f"{thing}{mark} " + rng.choice(("", "", "먼저 ")) + " ".join(said).removesuffix("."))
    t.add(" -> ".join(x.name for x in steps))


def possible(t: Tale) -> None:
    """사진을 올리고 심사 후 요금을 내면 입장이 가능합니다."""
    rng = t.rng
    steps = [t.new() for _ in range(rng.choice((1, 2, 2, 3)))]
    said = [t.middle(step, steps[i + 1]) for i, step in enumerate(steps[:-1])]
    said.append(
        predicate(steps[-1]).form(rng.choice(("하으면", "하으면", "해야", "하고 나면", "하고 나서야")))
    )
    noun = rng.choice(HADA) if rng.random() < 0.7 else f"{rng.choice(OBJECTS)} {rng.choice(HADA)}"
    if not t.claim(noun):
        return told(t)
    end = rng.choice(
        (
            f"{particle(noun, '이', '가')} 가능합니다", f"{particle(noun, '이', '가')} 가능하다",
            f"{particle(noun, '을', '를')} 할 수 있습니다",
            "할 수 있다", "할 수 있어요", f"{particle(noun, '이', '가')} 가능해요",
            f"{particle(noun, '이', '가')} 시작된다",
            f"{particle(noun, '이', '가')} 이루어집니다", f"{particle(noun, '이', '가')} 진행됩니다",
            f"{particle(noun, '이', '가')} 완료됩니다",
            f"{particle(noun, '이', '가')} 끝납니다", " 가능", f"{particle(noun, '이', '가')} 이뤄진다",
        )
    )  # fmt: skip
    names = [name for _, name in said] + [noun]
    t.text.append(rng.choice(FIRST) + " ".join(text for text, _ in said) + f" {noun}{end}")
    if rng.random() < 0.3:
        names += t.tell([t.new()], False, True)
    t.add(" -> ".join(names))


def at_once(t: Tale) -> None:
    """Two steps at the same time, and what comes when both are done."""
    rng = t.rng
    both = rng.choice(
        ("둘 다 끝나면 ", "둘 다 준비되면 ", "둘 다 되면 ", "두 가지가 모두 끝나면 ", "모두 끝나면 ",
            "두 작업이 끝나면 ", "둘이 끝난 뒤 ",
         "두 일이 다 끝나면 ", "양쪽이 끝나면 ", "둘 다 완료되면 ", "이 둘이 끝나고 나면 ", "둘 다 마치면 ")
    )  # fmt: skip
    if rng.random() < 0.5:  # apart from the first chain
        chain = [t.new() for _ in range(rng.choice((2, 2, 3)))]
        said = [t.middle(step, "") for step in chain[:-1]] + [t.final(chain[-1])]
        t.text.append(rng.choice(FIRST) + " ".join(text for text, _ in said))
        names = [name for _, name in said]
        text, other = t.final(t.new())
        lead = rng.choice(
            (
                "동시에 ",
                "동시에 ",
                "그동안 ",
                "그사이 ",
                "그 사이에 ",
                "한편 ",
                "이와 동시에 ",
                "그와 별도로 ",
                "같은 시간에 ",
                "한쪽에서는 ",
            )
        )
        t.text.append(lead + text)
        t.add(" -> ".join(names))
        a, b = names[-1], other
    else:
        steps = [t.new() for _ in range(rng.choice((0, 1, 1, 2)))]
        names = t.tell(steps, True, False) if steps else []
        first, second = predicate(t.new()), t.new()
        said, a = first.form(
            rng.choice(
                (
                    "하는 동안",
                    "하는 동안",
                    "하는 동안에",
                    "하는 사이",
                    "하는 사이에",
                    "하면서 동시에",
                    "하고 동시에",
                    "하는 한편",
                )
            )
        )
        text, b = t.final(second)
        lead = rng.choice(NEXT[:9]) if names else ""
        t.text.append(f"{lead}{said} {text}")
        if names:
            t.add(f"{' -> '.join(names)} -> {a}, {b}")
    rest = [t.new() for _ in range(rng.choice((1, 1, 2, 3)))]
    count = len(t.text)
    after = t.tell(rest, False, True)
    t.text[count] = both + t.text[count]
    t.add(f"{a}, {b} -> {' -> '.join(after)}")


def done(t: Tale) -> None:
    """세탁이 끝나면, 세탁을 마친 뒤: the deed just told is named again before what follows."""
    rng = t.rng
    names = t.tell([t.new() for _ in range(rng.choice((0, 1, 2)))], True, False)
    noun = rng.choice(HADA)
    agent = rng.choice(AGENTS)
    step = (
        f"{agent}{particle(agent, '이', '가')} {noun}하"
        if rng.random() < 0.5
        else f"{rng.choice(OBJECTS)}{{}} {noun}하"
    )
    thing = step.split("{")[0]
    step = step.replace("{}", particle(thing, "을", "를"))
    if not t.claim(predicate(step).name):
        return told(t)
    text, name = t.final(step)
    t.text.append(text)
    again = rng.choice(
        (f"{noun}{particle(noun, '이', '가')} 끝나면 ", f"{noun}{particle(noun, '을', '를')} 마치면 ",
            f"{noun}한 뒤에는 ",
         f"{noun} 후에는 ", f"{noun}{particle(noun, '이', '가')} 끝난 뒤 ",
         f"{noun}{particle(noun, '이', '가')} 완료되면 ", f"{noun}하고 나면 ")
    )  # fmt: skip
    count = len(t.text)
    after = t.tell([t.new() for _ in range(rng.choice((1, 2, 2, 3)))], False, True)
    t.text[count] = again + t.text[count]
    t.add(" -> ".join([*names, name, *after]))


KINDS = (
    (told, 46),
    (numbered, 8),
    (before, 4),
    (needed, 6),
    (by_whom, 7),
    (passed, 7),
    (possible, 6),
    (at_once, 13),
    (done, 9),
)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One procedure: (kind, prompt, statement lines)."""
    while True:
        t = Tale(rng)
        rng.choices([k for k, _ in KINDS], [n for _, n in KINDS])[0](t)
        text = t.prompt()
        if t.right(text):
            return "procedure ko", text, "\n".join(t.lines)

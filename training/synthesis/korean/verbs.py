"""Korean prompts whose steps are verb phrases (데이터를 수집하고) and conditions clauses (재고가 있으면).

A name is the part of the phrase that all its forms share, so that it stands in the prompt in any form:
데이터를 수집하고, 수집한 뒤, 수집합니다 are all `데이터를 수집`.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache

from training.synthesis import lexicon
from training.synthesis.phrasing import particle
from training.synthesis.processes import Story, chain_text

SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?(?:\|([^}/]+)/([^}]+))?\}")
YES, NO = "예", "아니오"
# Verbs that go with nearly any object, and what nearly anything may be: for phrases that nobody has listed.
VERBS = (
    "확인", "검토", "분석", "저장", "전송", "수정", "삭제", "등록", "생성", "갱신", "준비", "점검",
    "정리", "처리", "분류", "복사", "기록", "변환", "선택", "요청", "호출", "출력", "입력", "조회",
    "검증", "공유", "전달", "추가", "제거", "비교", "계산", "측정", "관리", "작성", "제출", "배포",
    "실행", "설정", "변경", "교체", "조립", "검사", "수집", "추출", "병합", "설계", "개선", "결정",
)  # fmt: skip
HADA = ("하고", "한", "한다", "합니다", "해요")
STATES = (
    ("가 있", "가 있으면", "가 없으면", "가 있는지", "가 있을 때까지"),
    ("가 정상", "가 정상이면", "가 정상이 아니면", "가 정상인지", "가 정상이 될 때까지"),
    ("가 준비", "가 준비되면", "가 준비되지 않으면", "가 준비됐는지", "가 준비될 때까지"),
    ("가 완료", "가 완료되면", "가 완료되지 않으면", "가 완료되었는지", "가 완료될 때까지"),
    ("가 확인", "가 확인되면", "가 확인되지 않으면", "가 확인됐는지", "가 확인될 때까지"),
    ("가 유효", "가 유효하면", "가 유효하지 않으면", "가 유효한지", "가 유효해질 때까지"),
    ("가 충분", "가 충분하면", "가 부족하면", "가 충분한지", "가 충분해질 때까지"),
    ("가 필요", "가 필요하면", "가 필요 없으면", "가 필요한지", "가 필요해질 때까지"),
    ("가 맞", "가 맞으면", "가 틀리면", "가 맞는지", "가 맞을 때까지"),
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A step: its name, and its forms by the name that patterns call them."""

    name: str
    forms: dict[str, str]
    noun: bool  # the name takes a particle: it ends in the noun of a -하다 or -되다 verb


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: its name, its forms, and the name of its opposite, where that is another word."""

    name: str
    forms: dict[str, str]
    negative: str


def _recoda(text: str, coda: int) -> str:
    """The text with another final consonant on its last syllable."""
    return text[:-1] + chr(ord(text[-1]) - (ord(text[-1]) - 0xAC00) % 28 + coda)


def _verb(name: str, go: str, after: str, plain: str, polite: str, casual: str) -> Verb:
    stem = go[:-1]
    closed_l = (ord(stem[-1]) - 0xAC00) % 28 == 8  # 만들-
    forms = {
        "stem": name, "go": go, "after": after, "plain": plain, "polite": polite, "casual": casual,
        "inf": casual[:-1],
        "noun": _recoda(stem, 10) if closed_l else _recoda(after, 16), "gi": stem + "기",
        "when": (stem if closed_l else _recoda(after, 0)) + "면",
        "ing": (_recoda(stem, 0) if closed_l else stem) + "는",
    }  # fmt: skip
    noun = go in (name + "하고", name + "되고") and len(name.split()[-1]) > 1
    return Verb(name, forms, noun)


def _condition(name: str, yes: str, no: str, whether: str, until: str) -> Condition:
    words, others = yes.split(), no.split()
    same = 0
    while same < min(len(words), len(others)) - 1 and words[same] == others[same]:
        same += 1
    short = "아니면" if others[-1] == "아니면" else " ".join(others[same:])
    forms = {"if": yes, "ifnot": no, "whether": whether, "until": until}
    forms |= {"then": " ".join(words[same:]), "else": short}
    negative = "" if name in no else re.sub("(으|하|되)?면$", "", no)
    return Condition(name, forms, negative)


def _rows(file: str) -> list[list[str]]:
    return [
        line.split("\t") for line in (lexicon.HERE / "names" / file).read_text(encoding="utf-8").splitlines()
    ]


@cache
def verbs() -> dict[str, list[Verb]]:
    """{domain: steps} of names/ko_verbs.txt, without those that would end within a verb (물을 끓)."""
    found: dict[str, list[Verb]] = {}
    domain = ""
    for row in _rows("ko_verbs.txt"):
        if row[0].startswith("## "):
            domain = row[0][3:]
        elif len(row) == 6 and (verb := _verb(*row)).noun:
            found.setdefault(domain, []).append(verb)
    return found


@cache
def nominals() -> list[str]:
    """The steps whose names would end within a verb, as nouns: 물을 끓이기, 물 끓이기."""
    steps = [_verb(*row) for row in _rows("ko_verbs.txt") if len(row) == 6]
    whole = {step.forms["gi"] for step in steps if not step.noun}
    return sorted(whole | {re.sub(r"[을를] (?=\S+$)", " ", name) for name in whole})


@cache
def conditions() -> list[Condition]:
    """The conditions of names/ko_conditions.txt."""
    return [_condition(*row) for row in _rows("ko_conditions.txt") if len(row) == 5]


@cache
def patterns() -> dict[str, list[tuple[str, ...]]]:
    """{relation: patterns} of patterns/ko_verbs.txt."""
    return lexicon.patterns("ko_verbs")


@cache
def _connectives() -> list[str]:
    """The middles of chains that can stand in any sentence: 하고, 한 뒤, 하고 나서."""
    middles = {
        middle for _, middle, _ in patterns()["vchain"] if re.fullmatch(r",? \{x\.(go|after)\}.*", middle)
    }
    return sorted(middles)


def _again(rng: random.Random, thing: Verb | str) -> Verb | str:
    """The step as it is said the second time: 데이터를 수집하고 ... 데이터 수집부터."""
    if isinstance(thing, str) or not thing.noun or rng.random() < 0.25:
        return thing
    return Verb(re.sub(r"[을를] (?=\S+$)", " ", thing.name), thing.forms, True)


def fill(pattern: str, slots: dict[str, Verb | Condition | str]) -> str | None:
    """The pattern with its slots filled, or None if a name in it cannot take what the pattern asks of it."""
    out, end = [], 0
    for match in SLOT.finditer(pattern):
        slot, form, closed, opened = match.groups()
        thing = slots[slot]
        if form:
            if isinstance(thing, str):
                return None
            text = thing.forms[form]
        elif isinstance(thing, str):
            text = thing
        elif isinstance(thing, Verb) and thing.noun:
            text = thing.name
        else:
            return None
        out += [pattern[end : match.start()], text, particle(text, closed, opened) if closed else ""]
        end = match.end()
    return "".join(out) + pattern[end:]


class VerbStory(Story):
    """A story of verb phrases: `things` has the verb or the name behind each node that is no condition."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng, "ko", "noun")
        self.things: dict[str, Verb | str] = {}

    def fresh(self, *names: str) -> bool:
        """Whether the names are unlike all before, and not a part of any; they count as said from now on."""
        said = [name.lower() for name in names if name]
        said += [
            re.sub(r"[을를] ", " ", name) for name in said
        ]  # 데이터 수집 is no other step than 데이터를 수집
        keys = [name.replace(" ", "") for name in said]
        if any(key in other or other in key for key in keys for other in self.seen):
            return False
        self.seen.update(keys)
        return True

    def verb(self) -> Verb:
        """A new step: from the list, mostly of one domain, or put together."""
        while True:
            found = self._draw_verb()
            if self.fresh(found.name):
                self.things[found.name] = found
                return found

    def _draw_verb(self) -> Verb:
        rng = self.rng
        if rng.random() < 0.3:
            kind = rng.choices(("data", "component", "made up"), (6, 3, 2))[0]
            thing = self._draw(kind) if kind == "made up" else rng.choice(lexicon.flat("ko", kind))
            name = f"{thing}{particle(thing, '을', '를') if rng.random() < 0.85 else ''} {rng.choice(VERBS)}"
            if rng.random() < 0.12:
                role = rng.choice(lexicon.flat("ko", "role"))
                name = f"{role}{particle(role, '이', '가')} {name}"
            if not set(name) & set(",:;?"):
                return _verb(name, *(name + ending for ending in HADA))
        known = verbs()
        if self.domain not in known or rng.random() < 0.15:
            self.domain = rng.choice(list(known))
        found = rng.choice(known[self.domain])
        if not found.noun and rng.random() < 0.4:  # names that end within a verb are the lesser part
            found = rng.choice(known[self.domain])
        if found.noun and found.forms["go"].endswith("하고") and rng.random() < 0.12:  # 데이터 수집하고
            name = re.sub(r"[을를] (?=\S+$)", " ", found.name)
            return _verb(name, *(name + ending for ending in HADA))
        return found

    def condition(self) -> Condition:
        """A new condition; its numbers differ from those in the list."""
        rng = self.rng
        while True:
            if rng.random() < 0.22:
                thing = rng.choice(lexicon.flat("ko", rng.choice(("data", "component"))))
                if set(thing) & set(",:;?"):
                    continue
                subject = thing + particle(thing, "이", "가")
                found = _condition(*(subject + form[1:] for form in rng.choice(STATES)))
            else:
                found = rng.choice(conditions())
                number = re.search(r"\d+", found.name)
                if number and not found.name[-1].isdigit() and rng.random() < 0.6:
                    old = number[0]
                    new = old if "." in found.name else str(rng.randint(1, 9) * 10 ** (len(old) - 1))
                    forms = {key: text.replace(old, new, 1) for key, text in found.forms.items()}
                    found = Condition(found.name.replace(old, new, 1), forms, "")
            if self.fresh(found.name, found.negative):
                return found

    def noun(self) -> str:
        """A new name that is a noun phrase."""
        name = self.name("nominal" if self.rng.random() < 0.1 else "noun")
        self.things[name] = name
        return name

    def _draw(self, kind: str) -> str:
        return self.rng.choice(nominals()) if kind == "nominal" else super()._draw(kind)

    def tell(self, relation: str, **slots: Verb | Condition | str) -> str:
        """Writes a sentence of this relation; returns the pattern it came from."""
        while True:
            pattern = self.rng.choice(patterns()[relation])[0]
            text = fill(pattern, slots)
            if text is not None:
                self.sentences.append(text)
                return pattern

    def link(self, line: str, *new: str) -> None:
        self.add(self.go_on(line) if self.last else line, *new)


def _chain(story: VerbStory, more: bool) -> bool:
    """Steps in order; with `more` to come, the sentence may stay open (하고, 한 뒤): then returns True."""
    rng = story.rng
    first, middle, final = rng.choice(patterns()["vchain"])
    prose = middle in _connectives()
    is_open = more and prose and rng.random() < 0.5
    alone = 5 if is_open and "when" not in first else 0
    count = rng.choices((1, 2, 3, 4, 5, 6, 7), (alone, 6, 9, 7, 4, 2, 1))[0]
    steps = [story.verb() for _ in range(count)]
    mixed = prose and rng.random() < 0.4
    middles = [rng.choice(_connectives()) if mixed else middle for _ in range(count - 1)]
    parts = [first, *middles]
    if not is_open:
        parts[-1] = final
    numbered = (part.replace("{i}", str(i)) for i, part in enumerate(parts, 1))
    story.sentences.append(
        "".join(fill(part, {"x": x}) or "" for part, x in zip(numbered, steps, strict=True))
    )
    names = [step.name for step in steps]
    if count > 1:
        story.add(" -> ".join(names), *names)
    else:
        story.nodes.append(names[0])
    story.at(names[-1])
    return is_open


def _nouns(story: VerbStory) -> None:
    """A chain of noun names, as in the other sources."""
    items = [story.noun() for _ in range(story.rng.choice((2, 3, 3, 4)))]
    story.sentences.append(chain_text(story, items))
    story.add(" -> ".join(items), *items)
    story.at(items[-1])


def _next(story: VerbStory) -> None:
    b = story.verb()
    story.tell("vmerge" if len(story.last) > 1 else "vnext", b=b)
    story.add(story.go_on(b.name), b.name)
    story.at(b.name)


def _decision(story: VerbStory) -> None:
    """A condition and both branches, in the order in which the sentence says them.

    Where the opposite is said first and is another word (재고가 없으면), it is the condition, its branch yes.
    """
    rng = story.rng
    c = story.condition()
    relation = rng.choices(("vdecision", "ndecision", "vnegative"), (14, 5, 2))[0]
    draw = story.noun if relation == "ndecision" else story.verb
    a, b = draw(), draw()
    yes, no = (x if isinstance(x, str) else x.name for x in (a, b))
    if rng.random() < 0.15:  # the whole of the second condition, its subject said again
        c = Condition(c.name, c.forms | {"then": c.forms["if"], "else": c.forms["ifnot"]}, c.negative)
    pattern = story.tell(relation, c=c, yes=a, no=b)
    targets = sorted((yes, no), key=lambda x: pattern.index("{yes" if x == yes else "{no"))
    opposite = pattern.find("{c.ifnot}") in (0, 3)  # at the start, or after 만약
    name = c.negative if opposite and c.negative else c.name
    labels = (NO, YES) if opposite and not c.negative else (YES, NO)
    branches = ", ".join(f"{label}: {target}" for label, target in zip(labels, targets, strict=True))
    story.link(f"{name} ? -> {branches}", name, *targets)
    story.at(*targets)


def _return(story: VerbStory) -> None:
    """One branch goes on, the other goes back."""
    c, yes = story.condition(), story.verb()
    back = story.rng.choice(list(story.things.values())[:-1])
    a = back if isinstance(back, str) else back.name
    story.tell("vreturn", c=c, yes=yes, a=_again(story.rng, back))
    story.link(f"{c.name} ? -> {YES}: {yes.name}, {NO}: {a}", c.name, yes.name)
    story.at(yes.name)


def _retry(story: VerbStory) -> None:
    c, back = story.condition(), story.rng.choice(list(story.things.values()))
    a = back if isinstance(back, str) else back.name
    pattern = story.tell("vretry", c=c, a=_again(story.rng, back))
    opposite = c.negative if "{c.ifnot}" in pattern else ""
    name, label, other = (opposite, YES, NO) if opposite else (c.name, NO, YES)
    story.link(f"{name} ? -> {label}: {a}", name)
    story.at(name, via=other)


def _one(story: VerbStory) -> None:
    c, x = story.condition(), story.verb()
    story.tell("vone", c=c, x=x)
    story.link(f"{c.name} ? -> {YES}: {x.name}", c.name, x.name)
    story.at(x.name)


MOVES = ((_next, 8), (_decision, 13), (_return, 3), (_retry, 4), (_one, 3))


def verb_story(rng: random.Random) -> tuple[str, str, str]:
    """A prompt of one to four sentences: (kind, prompt, statement lines)."""
    story = VerbStory(rng)
    total = rng.choices((1, 2, 3, 4), (6, 9, 5, 2))[0]
    is_open = False
    roll = rng.random()
    if roll < 0.08:
        _decision(story)
    elif roll < 0.18 and total > 1:
        _nouns(story)
    else:
        is_open = _chain(story, total > 1)
    for _ in range(total - 1):
        options = [(move, weight) for move, weight in MOVES if len(story.last) == 1 or move is _next]
        if story.via or is_open:  # after a loop only "then" is clear; an open sentence wants a condition
            options = [(move, weight) for move, weight in options if (move is _next) == bool(story.via)]
        if any("?" in line for line in story.lines):
            options = [(move, weight) for move, weight in options if move is not _one]
        move = rng.choices([m for m, _ in options], [w for _, w in options])[0]
        before = len(story.sentences)
        move(story)
        if is_open:
            joined = f"{story.sentences[before - 1]} {story.sentences[before]}"
            story.sentences[before - 1 :] = [joined]
            is_open = False
        if move is _one:
            break
    return "verbs ko", _join(story), "\n".join(story.lines)


def _join(story: VerbStory) -> str:
    """Sentences into a text: full stops mostly, or line breaks."""
    rng = story.rng
    text = story.sentences[0].strip()
    glue = rng.choices((". ", "\n", ".\n"), (80, 12, 8))[0]
    for sentence in story.sentences[1:]:
        text += ("\n" if "\n" in text else glue) + sentence.strip()
    return text + rng.choice((".", ".", ""))

"""Whole Korean prompts in the richer forms that strangers type.

Clause chains, fans, groups in brackets, trees, ladders of conditions, retry loops, states, orders to draw.
Half of the prompts take their names from one small world of names/ko_domains.txt and so make sense;
the rest take them from the name lists, so that the model copies what it reads whatever it means. `<가>` in a
template is a verb in the ending that this writer uses throughout: 간다, 갑니다, 가요, 감, 가.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from functools import cache

from training.synthesis import lexicon, processes
from training.synthesis.korean import everyday as korean_everyday
from training.synthesis.korean import (
    everyday_choices,
    everyday_lines,
    everyday_more,
    everyday_networks,
    verbs,
)
from training.synthesis.korean.verbs import HADA, NO, YES, Condition, Verb, VerbStory
from training.synthesis.phrasing import NATIVE, enumerate_names, particle

SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?(?:\|([^}/]*)/([^}]*))?\}|<([^<>{}]+)>")
REGISTERS = ("plain", "polite", "casual", "memo", "blunt")
ENDINGS = {
    "가": ("간다", "갑니다", "가요", "감", "가"), "보내": ("보낸다", "보냅니다", "보내요", "보냄", "보내"),
    "하": ("한다", "합니다", "해요", "함", "해"), "되": ("된다", "됩니다", "돼요", "됨", "돼"),
    "지": ("진다", "집니다", "져요", "짐", "져"), "모이": ("모인다", "모입니다", "모여요", "모임", "모여"),
    "나뉘": ("나뉜다", "나뉩니다", "나뉘어요", "나뉨", "나뉘어"), "받": ("받는다", "받습니다", "받아요",
    "받음", "받아"),
    "넘기": ("넘긴다", "넘깁니다", "넘겨요", "넘김", "넘겨"), "있": ("있다", "있습니다", "있어요", "있음",
    "있어"),
    "이": ("이다", "입니다", "이에요", "임", "이야"), "끝나": ("끝난다", "끝납니다", "끝나요", "끝남",
    "끝나"),
    "거치": ("거친다", "거칩니다", "거쳐요", "거침", "거쳐"), "만들": ("만든다", "만듭니다", "만들어요",
    "만듦", "만들어"),
    "나오": ("나온다", "나옵니다", "나와요", "나옴", "나와"), "합치": ("합친다", "합칩니다", "합쳐요", "합침",
    "합쳐"),
    "돌": ("돈다", "돕니다", "돌아요", "돎", "돌아"), "내보내": ("내보낸다", "내보냅니다", "내보내요",
    "내보냄", "내보내"),
    "읽": ("읽는다", "읽습니다", "읽어요", "읽음", "읽어"), "쓰": ("쓴다", "씁니다", "써요", "씀", "써"),
}  # fmt: skip
ADJECTIVES = (
    "충분",
    "부족",
    "유효",
    "필요",
    "정확",
    "적합",
    "적절",
    "불안정",
    "건조",
    "가능",
    "양호",
    "불명확",
    "적당",
)
DATA = ("결과", "데이터", "값", "출력", "요청", "응답", "메시지", "신호", "이벤트", "정보", "파일", "로그")
LABELS = (
    "요청",
    "응답",
    "조회",
    "저장",
    "호출",
    "이벤트",
    "토큰",
    "결과",
    "알림",
    "쿼리",
    "승인",
    "HTTP",
    "gRPC",
    "JSON",
    "데이터",
)
OUTCOMES = (
    ("통과", "탈락"), ("승인", "반려"), ("합격", "불합격"), ("정상", "이상"), ("찬성", "반대"), ("적합",
    "부적합"),
    ("양성", "음성"), ("수락", "거절"), ("참", "거짓"), ("높음", "낮음"), ("긍정", "부정"), ("신규", "기존"),
    ("내부", "외부"),
    ("A", "B"), ("급함", "여유"), ("성공", "실패"), ("pass", "fail"),
)  # fmt: skip
ARROWS = (" -> ", " → ", "->", "→", " => ", " > ", " ➜ ", " --> ", " ⟶ ", ">")


@cache
def domains() -> list[dict[str, list]]:
    """The worlds of names/ko_domains.txt; q and g are lists of lists."""
    found: list[dict[str, list]] = []
    for line in (lexicon.HERE / "names" / "ko_domains.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found.append({key: [] for key in ("n", "s", "v", "되", "r", "c", "q", "g")})
        elif line and not line.startswith("#"):
            key, _, text = line.partition(": ")
            if key in "qg":
                found[-1][key].append(text.split("|"))
            else:
                found[-1][key] += text.split(", ")
    return found


@cache
def _verb(name: str, passive: bool = False) -> Verb:
    if passive:
        return verbs._verb(name, *(name + ending for ending in ("되고", "된", "된다", "됩니다", "돼요")))
    return verbs._verb(name, *(name + ending for ending in HADA))


@cache
def _condition(text: str) -> Condition:
    """The condition of "NAME/KIND"."""
    name, _, kind = text.rpartition("/")
    if kind == "이":
        no = particle(name, "이", "가") + " 아니면"
        forms = (particle(name, "이면", "면"), no, "인지", particle(name, "이", "가") + " 될 때까지")
    elif kind == "되":
        forms = ("되면", "되지 않으면", "됐는지", "될 때까지")
    else:
        whether = "한지" if name.endswith(ADJECTIVES) else "하는지"
        forms = ("하면", "하지 않으면", whether, "할 때까지")
    return verbs._condition(name, *(name + form for form in forms))


def _listed(rng: random.Random, items: list[str]) -> str:
    """The names in a row, now and then as only notes have them: A/B, A·B, A하고 B."""
    if len(items) < 2 or rng.random() < 0.8 or any("/" in item for item in items):
        return enumerate_names(rng, "ko", items)
    return rng.choice(
        (
            "/",
            " / ",
            "·",
            "하고 ",
            ",",
            " + ",
            "와 " if len(items) == 2 and particle(items[0], "과", "와") == "와" else ", ",
        )
    ).join(items)


class World(VerbStory):
    """A story with the names of one small world, or of the lists, and one writer's way to end sentences."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.register = rng.choices(range(5), (7, 7, 5, 4, 3))[0]
        self.pools: dict[str, list] = {}
        self.taste = rng.choice(("noun", "step"))
        if rng.random() < 0.55:
            world = rng.choice(domains())
            self.pools = {key: rng.sample(values, len(values)) for key, values in world.items()}
            if rng.random() < 0.7:  # in the order of the file, which is that of the work, with gaps
                for key in "sv":
                    early = [x for x in world[key] if rng.random() < 0.6]
                    self.pools[key] = [x for x in self.pools[key] if x not in early] + early[::-1]
            self.roles = world["r"]

    def _draw(self, kind: str) -> str:
        rng = self.rng
        pools = self.pools
        if not pools or rng.random() < 0.05:
            return super()._draw("nominal" if kind == "step" and rng.random() < 0.15 else kind)
        if kind == "nominal":
            kind = "step"
        if kind == "condition":
            pool = [c for c in pools["c"] if c.endswith("/이")]
            return rng.choice(pool)[:-2] if pool and rng.random() < 0.7 else super()._draw(kind)
        if kind == "choice":
            return "\t".join(rng.choice(pools["q"]))
        if kind == "group":
            return rng.choice(pools["g"])[0] if pools["g"] else super()._draw(kind)
        pool = pools["s" if kind == "step" else "n"] or pools["s"]
        return pool.pop() if pool else super()._draw(kind)

    def _draw_verb(self) -> Verb:
        rng, pools = self.rng, self.pools
        if not pools or rng.random() < 0.05 or not (pools["v"] or pools["되"]):
            return super()._draw_verb()
        if pools["되"] and rng.random() < 0.2:
            return _verb(pools["되"].pop(), True)
        if not pools["v"]:
            return super()._draw_verb()
        name = pools["v"].pop()
        if rng.random() < 0.3 and not re.search(r"\S[이가] ", name):
            role = rng.choice(self.roles)
            mark = particle(role, *rng.choices((("이", "가"), ("은", "는")), (5, 1))[0])
            name = f"{role}{mark} {name}"
        return _verb(name)

    def condition(self) -> Condition:
        for _ in range(6):
            if not self.pools or not self.pools["c"] or self.rng.random() < 0.2:
                break
            found = _condition(self.pools["c"].pop())
            if self.fresh(found.name, found.negative):
                return found
        return super().condition()

    def name_free(self, name: str) -> bool:
        """Whether the name is unlike all before, and not a part of any."""
        key = name.lower().replace(" ", "")
        return not any(key in other or other in key for other in self.seen)

    def step(self) -> str:
        """A new step that is a noun phrase."""
        name = self.name("step")
        self.things[name] = name
        return name

    def thing(self) -> str:
        """A new noun: a component or a step, as this story likes."""
        return self.step() if self.taste == "step" else self.noun()

    def things_(self, count: int) -> list[str]:
        return [self.thing() for _ in range(count)]

    def write(self, *templates: str, **slots: Verb | Condition | str | list) -> str:
        """One of the templates with its slots and endings filled."""
        rng = self.rng

        def value(match: re.Match) -> str:
            slot, form, closed, opened, ending = match.groups()
            if ending:
                return ENDINGS[ending][self.register]
            thing = slots[slot]
            if form:
                text = thing.forms[form]
            elif isinstance(thing, list):
                text = _listed(rng, thing)
            else:
                text = thing if isinstance(thing, str) else thing.name
            return text + particle(text, closed, opened) if closed is not None else text

        return SLOT.sub(value, rng.choice(templates))

    def tell_(self, *templates: str, **slots: Verb | Condition | str | list) -> None:
        self.sentences.append(self.write(*templates, **slots))

    def end(self, verb: Verb) -> str:
        """The verb phrase in the writer's ending."""
        form = ("plain", "polite", "casual", "noun", "inf")[self.register]
        return verb.forms[form]

    def path(self, *lists: str | list[str], group: str = "") -> None:
        """The statement of these lists of names in a row; goes on from the last."""
        texts = [", ".join(part) if isinstance(part, list) else part for part in lists]
        names = [name for part in lists for name in (part if isinstance(part, list) else [part])]
        self.add((f"[{group}] " if group else "") + " -> ".join(texts), *names)
        last = lists[-1]
        self.at(*(last if isinstance(last, list) else [last]))

    def count(self, number: int) -> str:
        return str(number) if self.rng.random() < 0.5 or number >= len(NATIVE) else NATIVE[number]

    def few(self, *weights: int) -> int:
        """A count from 2 up, with these weights."""
        return self.rng.choices(range(2, 2 + len(weights)), weights)[0]


# --- nouns in one sentence ---


def through(w: World) -> None:
    items = w.things_(w.few(0, 5, 5, 3, 1))
    a, *middle, b = items
    data = w.rng.choice(DATA)
    w.tell_(
        "{a}에서 {m|을/를} 거쳐 {b|으로/로} <가>",
        "{a}에서 시작해 {m|을/를} 거쳐 {b}에 도착<하>",
        "{a} 다음 {m|을/를} 거쳐서 {b|으로/로} 이어<지>",
        "{a|은/는} {m|을/를} 통해 {b|으로/로} 연결<되>",
        "{a}의 {d|은/는} {m|을/를} 차례로 지나 {b|으로/로} 들어<가>",
        "{a|이/가} {m|을/를} 거치면 {b|이/가} <나오>",
        "{d|이/가} {a}, {m}, {b} 순서로 흘러<가>",
        "{a}에서 나온 {d|이/가} {m|을/를} 지나서 {b}에 저장<되>",
        "{a|을/를} {m}에 통과시켜 {b|을/를} 얻는 구조",
        "{a} {m} {b} 순으로 진행<하>",
        "{a}에서 {m} 경유해서 {b}까지",
        "{a}부터 {b}까지 가는데 중간에 {m|을/를} <거치>"
        if len(middle) == 1
        else "{a}에서 출발, {m} 지나 {b} 도착",
        a=a,
        b=b,
        m=", ".join(middle),
        d=data,
    )
    w.path(*items)


LINKS = (
    ("{a|이/가} {b}에 {d|을/를} 보내", "<보내>:b"), ("{a|이/가} {b|을/를} 호출하", "<하>"),
    ("{a|이/가} {b}에 {d|을/를} 전달하", "<하>"),
    ("{a|이/가} {b|으로/로} {d|을/를} 전송하", "<하>"), ("{a|이/가} {b}에 {d|을/를} 저장하", "<하>"),
    ("{a|이/가} {b}에게 {d|을/를} 요청하", "<하>"),
    ("{a|은/는} {b}에 연결되", "<되>"), ("{a}에서 {b|으로/로} {d|이/가} 전달되", "<되>"),
    ("{a|은/는} {b|을/를} 실행하", "<하>"),
    ("{a|이/가} {b}에 접속하", "<하>"), ("{a|이/가} {b}에 알리", ""), ("{a|이/가} {b|으로/로} {d|을/를} 넘기",
    "<넘기>:b"),
)  # fmt: skip


def relay(w: World) -> None:
    """A가 B에 요청을 보내면 B가 C를 호출하고 C는 D에 저장한다."""
    items = [w.noun() for _ in range(w.few(0, 6, 5, 2))]
    parts = []
    for i, (a, b) in enumerate(itertools.pairwise(items)):
        last = i == len(items) - 2
        stem, ending = w.rng.choice(LINKS if not last else LINKS[:-2])
        text = w.write(stem, a=a, b=b, d=w.rng.choice(DATA))
        if i and w.rng.random() < 0.3:
            text = text.replace(f"{a}{particle(a, '이', '가')} ", f"{a}{particle(a, '은', '는')} ", 1)
        if not last:
            text += w.rng.choice(("면", "고", "고,", "면", "며", "고 나면"))
        else:
            cut = ending.strip("<>").split(">")[0]
            text = text[: -len(cut)] + w.write(f"<{cut}>")
        parts.append(text)
    w.sentences.append(" ".join(parts))
    w.path(*items)


def relative(w: World) -> None:
    a, b, c, d = (w.noun() for _ in range(4))
    x, e = w.rng.choice(DATA), w.rng.choice(("처리", "가공", "분석", "검증", "변환", "정리", "요약"))
    roll = w.rng.random()
    if roll < 0.55:
        items = [a, b, c] + ([d] if w.rng.random() < 0.6 else [])
        tail = "{c|이/가} 받아서 {d|으로/로} <보내>" if len(items) == 4 else "{c|이/가} 받아서 처리<하>"
        tails = (
            (
                tail,
                "{c|이/가} 받아 {d}에 저장<하>",
                "{c}에 넣고 {d|을/를} <만들>",
                "{c|으로/로} {e}해서 {d|으로/로} 넘겨줌",
            )
            if len(items) == 4
            else (
                tail,
                "{c|이/가} 사용<하>",
                "{c|으로/로} <보내>",
                "{c}에서 <읽>",
                "{c|이/가} {e}<하>",
                "{c}에 넣어 줘",
                "{c}에서 {e}<하>",
            )
        )
        head = w.rng.choice(
            (
                "{a|이/가} 만든 {b|을/를} ",
                "{a|이/가} 생성한 {b|을/를} ",
                "{a}에서 나온 {b|을/를} ",
                "{a|이/가} 보낸 {b|을/를} ",
                "{a}에서 추출한 {b|을/를} ",
                "{a|이/가} 작성한 {b|을/를} ",
                "{a}에서 받은 {b|을/를} ",
            )
        )
        w.tell_(*(head + t for t in tails), a=a, b=b, c=c, d=d, e=e)
        w.path(*items)
    elif roll < 0.8:
        w.tell_(
            "{a}에서 나온 {x|을/를} {b|이/가} {e}해 {c|으로/로} <보내>",
            "{a}에서 받은 {x|을/를} {b|이/가} {e}한 뒤 {c}에 저장<하>",
            "{a|이/가} 보낸 {x|을/를} {b|이/가} 받아 {c|으로/로} 전달<하>",
            "{b|은/는} {a|이/가} 보낸 {x|을/를} {e}해서 {c}에 <넘기>",
            "{b|이/가} {a}의 {x|을/를} 받아 {e}하고 {c|으로/로} <보내>",
            a=a,
            b=b,
            c=c,
            x=x,
            e=e,
        )
        w.path(a, b, c)
    else:
        w.tell_(
            "{a}의 출력은 {b}의 입력이 되고 {b}의 출력은 {c|으로/로} 들어<가>",
            "{a|은/는} {b}의 입력이고 {b|은/는} {c}의 입력<이>",
            "{a} 결과가 {b}에 들어가고 {b} 결과가 {c}에 들어<가>",
            "{a} 다음이 {b}, {b} 다음이 {c}",
            "{a} 때문에 {b|이/가} 생기고 {b} 때문에 {c|이/가} <나오>",
            "{a|이/가} {b}에 영향을 주고 {b|이/가} {c}에 영향을 줌",
            "{a}에서 {b|으로/로}, {b}에서 {c|으로/로} <가>",
            "{a|은/는} {b|으로/로} {b|은/는} {c|으로/로} 이어<지>",
            "{a|이/가} {b|을/를} 만들고 {b|이/가} {c|을/를} <만들>",
            a=a,
            b=b,
            c=c,
        )
        w.path(a, b, c)


def in_out(w: World) -> None:
    inputs = [w.noun() for _ in range(w.rng.choices((1, 2, 3), (3, 6, 2))[0])]
    m, out = w.noun(), w.noun()
    slots = {"i": inputs, "m": m, "o": out, "ii": ", ".join(inputs)}
    if w.rng.random() < 0.75:
        w.tell_(
            "{m|은/는} {i|을/를} 입력으로 받아 {o|을/를} 출력<하>",
            "{i|을/를} 입력으로 받아 {o|을/를} 출력하는 {m}",
            "{i|을/를} {m}에 넣으면 {o|이/가} <나오>",
            "{m}의 입력은 {i}, 출력은 {o}",
            "{m|은/는} {i|을/를} 받아서 {o|을/를} <만들>",
            "입력: {ii}\n모델: {m}\n출력: {o}",
            "입력: {ii} / 처리: {m} / 출력: {o}",
            "입력 - {ii}\n처리 - {m}\n출력 - {o}",
            "{i|이/가} {m|으로/로} 들어가서 {o|으로/로} <나오>",
            "{m|이/가} {i|을/를} 읽어 {o|을/를} 생성<하>",
            "input은 {ii}이고 {m|을/를} 거쳐 output은 {o}",
            "{i|을/를} 이용해 {m|이/가} {o|을/를} 예측<하>",
            "{m}: {ii} 받아서 {o} 내보냄",
            "{ii} 넣고 {m} 돌려서 {o} <나오>",
            **slots,
        )
        w.path(inputs, m, out)
    else:
        w.tell_(
            "입력: {ii}\n출력: {o}",
            "입력은 {i}, 출력은 {o}",
            "입력: {ii} 출력: {o}",
            "{i|을/를} 입력으로 받아 {o|을/를} 출력<하>",
            "{i|을/를} 받아 {o|을/를} <만들>",
            "{i|으로/로} {o|을/를} 예측<하>",
            "{i|을/를} 합쳐서 {o|을/를} <만들>",
            "{i|을/를} 더하면 {o|이/가} <나오>" if len(inputs) > 1 else "{i} 넣으면 {o} <나오>",
            "{i|을/를} 가지고 {o|을/를} 계산<하>",
            **slots,
        )
        w.path(inputs, out)


def fan(w: World) -> None:
    a, items, b = w.thing(), w.things_(w.few(6, 4, 1)), w.thing()
    n = w.count(len(items))
    slots = {"a": a, "b": b, "l": items, "ll": ", ".join(items), "n": n}
    roll = w.rng.random()
    if roll < 0.7:
        w.tell_(
            "{a}에서 {l|으로/로} 갈라졌다가 {b}에서 합쳐<지>",
            "{a}에서 {l|으로/로} 나뉘고 다시 {b}에서 합쳐<지>",
            "{a|이/가} {l|으로/로} 나뉘었다가 {b|으로/로} <모이>",
            "{a} 다음 {l|을/를} 병렬로 처리하고 {b}에서 결과를 <합치>",
            "{a} 후 {l|을/를} 동시에 진행하고 {b|으로/로} <가>",
            "{a|이/가} 끝나면 {l|을/를} 동시에 하고 "
            + ("둘 다 끝나면 {b}" if len(items) == 2 else "다 끝나면 {b}"),
            "{a} → {l|을/를} 동시에 → {b}",
            "{a} -> ({ll}) -> {b}",
            "{a} → {ll} → {b}",
            "{a}에서 {ll} {n}갈래로 갈라져 {b|으로/로} 합류<하>",
            "{a}에는 {l|이/가} 있고 모두 {b|으로/로} 들어<가>",
            "{a|은/는} {l}에 각각 {dd|을/를} 보내고 {b|이/가} 그 결과를 합쳐 줌",
            "{a}에서 {l|으로/로} 분기 후 {b}에서 merge",
            "{a|을/를} {l|으로/로} 나눠 처리한 뒤 {b|으로/로} <합치>",
            "{a} 하고 나서 {ll} 병렬로 돌리고 마지막에 {b}",
            "{a}의 출력을 {l}에 동시에 넣고 두 결과를 {b}에서 <합치>"
            if len(items) == 2
            else "{a}의 출력을 {l}에 동시에 넣고 결과를 {b}에서 <합치>",
            "{a}\n├ {ll}\n└ 합쳐서 {b}",
            dd=w.rng.choice(DATA),
            **slots,
        )
        w.path(a, items, b)
        if w.rng.random() < 0.4:
            c = w.thing()
            joint = w.write(
                ", 그다음 {c|으로/로} 이어<지>",
                " 그 뒤 {c}",
                ". 마지막으로 {c}",
                ". 이후 {c|으로/로} <가>",
                c=c,
            )
            w.sentences[-1] = _closed(w.sentences[-1], joint)
            w.path(b, c)
    elif roll < 0.85:
        w.tell_(
            "{l|을/를} 동시에 진행하고 끝나면 {b|으로/로} <가>",
            "병렬로: {ll} → {b}",
            "{l|이/가} 동시에 돌아가고 결과가 {b}에 <모이>",
            "{l|을/를} 병렬로 수행한 후 {b|을/를} <하>",
            "{l|을/를} 모두 마쳐야 {b|으로/로} 넘어갈 수 <있>",
            "{l} 둘 다 되면 {b}" if len(items) == 2 else "{l} 다 되면 {b}",
            **slots,
        )
        w.path(items, b)
    else:
        pairs = w.things_(len(items))
        w.tell_(
            "{l|은/는} 각각 {p|으로/로} 이어<지>",
            "{l|이/가} 각각 {p}에 연결<되>",
            "{l|은/는} 각각 {p|으로/로} <보내>",
            l=items,
            p=pairs,
        )
        for x, y in zip(items, pairs, strict=True):
            w.path(x, y)
        w.at(*pairs)
        if w.rng.random() < 0.6:
            w.tell_(
                "{b}에서 모두 합쳐<지>",
                "{p|은/는} {b|으로/로} <모이>",
                "마지막에 둘 다 {b|으로/로} <가>" if len(items) == 2 else "마지막에 모두 {b|으로/로} <가>",
                p=pairs,
                b=b,
            )
            w.path(pairs, b)


def _closed(sentence: str, more: str) -> str:
    """A sentence in a final ending cannot take a comma and go on: a full stop then."""
    return sentence + ("." + more.removeprefix(",") if more[0] in ", " else more)


def meanwhile(w: World) -> None:
    a, b, c, d = w.things_(4)
    w.tell_(
        "{a|은/는} {b|으로/로} <가>",
        "{a}에서 {b|으로/로} <보내>",
        "{a} 다음 {b}",
        "{a|이/가} {b|을/를} <하>",
        a=a,
        b=b,
    )
    w.path(a, b)
    other = w.rng.choice((a, a, c))
    if other == a:
        w.tell_(
            "한편 {a}에서 {d|으로/로}도 <보내>",
            "동시에 {a|은/는} {d|으로/로}도 <가>",
            "이와 동시에 {a}에서 {d|으로/로}도 연결<되>",
            "{a}의 결과는 {d}에도 들어<가>",
            a=a,
            d=d,
        )
        w.path(a, d)
    else:
        w.tell_(
            "한편 {c|은/는} {d|으로/로} <가>",
            "동시에 {c}에서 {d|으로/로} <보내>",
            "그 사이 {c|은/는} {d|으로/로} 이어<지>",
            "다른 한쪽에서는 {c} 다음 {d}",
            c=c,
            d=d,
        )
        w.path(c, d)
    if w.rng.random() < 0.6:
        e = w.thing()
        w.tell_(
            "{l|이/가} {e}에서 만나 합쳐<지>",
            "마지막으로 {l|이/가} {e|으로/로} <모이>",
            "둘은 {e}에서 합쳐<지>",
            "{l} 결과를 {e}에서 <합치>",
            l=[b, d],
            e=e,
        )
        w.path([b, d], e)


def stages(w: World) -> None:
    items = w.things_(w.few(1, 7, 6, 4, 2))
    ll = ", ".join(items)
    n = len(items)
    w.tell_(
        "{n} 단계: {ll}" if n < 11 else "{ll}",
        "총 {k}단계: {ll}",
        "{k}단계로 이루어<지>. {ll}",
        "{n} 단계로 진행<되>: {ll}",
        "단계는 {k}개: {ll}",
        "과정은 크게 {n} 단계인데 {ll} 순<이>",
        "{k}단계 프로세스 ({s})",
        "절차: {s}",
        "{ll} 이렇게 {n} 단계로 구성<되>",
        "{ll}의 {k}단계",
        "{ll} 순으로 해줘",
        "{sp} 순서",
        "{s}",
        "{ll}, 끝",
        "차례대로 {ll}",
        "일의 순서: {s}",
        "{k} steps: {ll}",
        n=NATIVE[n] if n < 11 else str(n),
        k=str(n),
        ll=ll,
        s=w.rng.choice((*ARROWS, " / ", " - ")).join(items),
        sp=" ".join(f"{chr(0x245F + i)}{x}" for i, x in enumerate(items, 1)),
    )
    w.path(*items)


def respective_tree(w: World) -> None:
    root, items = w.thing(), w.things_(w.few(5, 4))
    sub = w.rng.randrange(len(items))
    leaves = w.things_(w.few(5, 2))
    slots = {"a": root, "l": items, "b": items[sub], "m": leaves}
    w.tell_(
        "{a|은/는} {l|으로/로} 나뉘고 {b|은/는} 다시 {m|으로/로} <나뉘>",
        "{a} 아래 {l|이/가} 있고 {b} 아래에는 {m|이/가} <있>",
        "{a} 밑에 {l}, {b} 밑에 {m}",
        "{a}에는 {l|이/가} 있고, {b}에는 {m|이/가} <있>",
        "{a|은/는} {l}, {b|은/는} {m|으로/로} 구분<되>",
        "{a}에서 {l|으로/로}, {b}에서는 또 {m|으로/로} 갈라<지>",
        "{a} 산하에 {l|을/를} 두고 {b} 산하에 {m|이/가} <있>",
        **slots,
    )
    w.path(root, items)
    w.path(items[sub], leaves)


def indented(w: World) -> None:
    """A tree by indentation: each line hangs under the nearest line less indented."""
    root = w.thing()
    mark, unit = w.rng.choice(
        (("- ", "  "), ("", "  "), ("- ", "    "), ("* ", "  "), ("ㄴ ", "  "), ("└ ", " "), ("- ", "\t"))
    )
    lines, statements = [root], []
    children = w.things_(w.few(4, 5, 2))
    statements.append((root, children))
    for child in children:
        lines.append(f"{unit}{mark}{child}")
        if w.rng.random() < 0.4:
            leaves = w.things_(w.rng.choice((1, 2, 2, 3)))
            statements.append((child, leaves))
            lines += [f"{unit * 2}{mark}{leaf}" for leaf in leaves]
    w.sentences.append("\n".join(lines))
    for a, below in statements:
        w.path(a, below)


# --- clauses ---

JOINTS = (
    "{x.go}", "{x.go}", "{x.go},", "{x.inf}서", "{x.after} 뒤", "{x.after} 다음", "{x.after} 후", "{x.when}",
    "{x.go} 나서", "{x.go} 나면", "{x.inf}",
    "{x.when},", "{x.after} 다음에", "{x.go} 그다음", "{x.after} 후에", "{x.go} 이어서",
)  # fmt: skip


def _clauses(w: World, steps: list[Verb]) -> str:
    """데이터를 수집하면 정제해서 저장하고 ... : all open but the last, which is left to the caller."""
    return " ".join(w.write(*JOINTS, x=step) for step in steps)


def clauses(w: World) -> None:
    steps = [w.verb() for _ in range(w.few(3, 7, 7, 4, 2))]
    manner = w.rng.random()
    if manner < 0.7:
        text = f"{_clauses(w, steps[:-1])} {w.end(steps[-1])}"
    elif manner < 0.85:  # several sentences of two clauses
        parts, i = [], 0
        while i < len(steps):
            take = steps[i : i + w.rng.choice((1, 2, 2))]
            head = (
                w.rng.choice(
                    ("", "그다음 ", "이후 ", "그러면 ", "그리고 ", "이어서 ", "다음으로 ", "그러고 나서 ")
                )
                if i
                else ""
            )
            parts.append(head + " ".join([*(w.write(*JOINTS, x=s) for s in take[:-1]), w.end(take[-1])]))
            i += len(take)
        text = w.rng.choice((". ", ". ", "\n", ".\n")).join(parts)
    else:  # first, next, last in a row of short notes
        arrow = w.rng.choice((*ARROWS, ", ", " / ", "\n"))
        form = w.rng.choice(("noun", "gi", "plain", "name", "casual"))
        text = arrow.join(s.name if form == "name" else s.forms[form] for s in steps)
    w.sentences.append(text)
    w.path(*(s.name for s in steps))


def clause_fan(w: World) -> None:
    """One step, then several at once, then one."""
    a, b, c, d = (w.verb() for _ in range(4))
    w.tell_(
        "{a.after} 뒤 {b.gi}와 {c.gi}를 동시에 진행하고 {d}",
        "{a.when} {b.ing} 것과 {c.ing} 것을 동시에 하고 {d}",
        "{a.go} 나서 한쪽에서는 {b.go} 다른 쪽에서는 {c.after} 뒤 {d}",
        "{a.when} 동시에 {b.go} {c.go}, 둘 다 끝나면 {d}",
        "{a.after} 다음 {b.go} 동시에 {c.after} 후 마지막에 {d}",
        "{a.go}, {b.ing} 동안 {c.go}, 그 뒤 {d}",
        "{a.go} {b.gi}, {c.gi}를 병렬로 처리하고 나서 {d}",
        a=a,
        b=b,
        c=c,
        d="\0",
    )
    w.sentences[-1] = w.sentences[-1].replace("\0", w.end(d))
    w.path(a.name, [b.name, c.name], d.name)


def _lead(w: World) -> str:
    """Opens a sentence with a step or two, said as clauses or nouns; the path is added; returns the words."""
    if w.rng.random() < 0.15:
        return _mixed_lead(w)
    if w.rng.random() < 0.55:
        steps = [w.verb() for _ in range(w.rng.choice((1, 1, 2, 3)))]
        names = [s.name for s in steps]
        words = (
            _clauses(w, steps[:-1])
            + " "
            + w.write(
                "{x.go}",
                "{x.after} 뒤",
                "{x.after} 후",
                "{x.after} 다음",
                "{x.go} 나서",
                "{x.inf}서",
                "{x.polite}.",
                "{x.plain}.",
                x=steps[-1],
            )
        )
    else:
        names = [w.step() for _ in range(w.rng.choice((1, 1, 2, 3)))]
        words = w.write(
            "{a} 후",
            "{a} 다음",
            "{a} 뒤에",
            "{a|이/가} 끝나면",
            "{a} 결과",
            "{a} 끝나고",
            "{a} ->",
            "{a|을/를} 하고",
            "{a} 단계에서",
            "{a}\n",
            a=names[-1],
        )
        if len(names) > 1:
            words = (
                w.rng.choice((", ", " → ", " -> ", " 후 ", "하고 ", " 다음 ")).join(names[:-1])
                + w.rng.choice((", ", " 후 ", " 다음 "))
                + words
            )
    if len(names) > 1:
        w.path(*names)
    else:
        w.nodes.append(names[0])
        w.at(names[0])
    return words.strip(" ") + ("" if words.endswith("\n") else " ")


def _mixed_lead(w: World) -> str:
    """로그인 화면에서 아이디를 입력하고, 출동 -> 현장을 확인해서: nouns, then a clause."""
    nouns, step = w.things_(w.rng.choice((1, 1, 2))), w.verb()
    words = w.rng.choice((" -> ", " → ", ", ", " 다음 ")).join(nouns)
    words += w.rng.choice(("에서 ", " -> ", " 다음 ", " 후 ", ", ", "에서 ")) + w.write(
        "{x.go}", "{x.after} 뒤", "{x.inf}서", "{x.after} 다음", x=step
    )
    w.path(*nouns, step.name)
    return words + " "


def _target(w: World) -> Verb | str:
    return w.verb() if w.rng.random() < 0.6 else w.step() if w.rng.random() < 0.5 else w.noun()


def _name(x: Verb | str) -> str:
    return x if isinstance(x, str) else x.name


def _open(w: World, x: Verb | str) -> str:
    """As a branch in the middle of a sentence: 환불하고, 환불로 가고."""
    if isinstance(x, str):
        return w.write(
            "{x|으로/로} 가고",
            "{x|으로/로} 보내고",
            "{x|으로/로}",
            "{x}",
            "{x|을/를} 하고",
            "{x|으로/로} 넘어가고",
            x=x,
        )
    return w.write("{x.go}", "{x.go},", x=x)


def _shut(w: World, x: Verb | str) -> str:
    """As a branch at the end."""
    if isinstance(x, str):
        return w.write(
            "{x|으로/로} <가>",
            "{x|으로/로} <보내>",
            "{x}",
            "{x|을/를} <하>",
            "{x|으로/로}",
            x=x,
        )
    return w.end(x)


def _goes(w: World, line: str, *new: str) -> None:
    w.add(w.go_on(line) if w.last else line, *new)


def branch(w: World) -> None:
    """A decision after a named step, in one sentence."""
    lead = _lead(w) if w.rng.random() < 0.8 else ""
    c, a, b = w.condition(), _target(w), _target(w)
    otherwise = w.rng.choice(
        (
            "아니면",
            "아니면",
            "그렇지 않으면",
            "아닐 경우",
            "안 되면",
            "그 외에는",
            "아니라면",
            c.forms["else"],
            c.forms["else"],
        )
    )
    text = w.write(
        "{c.if} {a}",
        "{c.if}, {a}",
        "{c.whether} 확인해서 {c.then} {a}",
        "만약 {c.if} {a}",
        "{c.whether} 보고 맞으면 {a}",
        "{c.whether} 판단하여 {c.then} {a}",
        c=c,
        a=_open(w, a),
    )
    text = f"{text}{'' if text.endswith(',') else w.rng.choice(('', ','))} {otherwise} {_shut(w, b)}"
    _goes(w, f"{c.name} ? -> {YES}: {_name(a)}, {NO}: {_name(b)}", c.name, _name(a), _name(b))
    w.at(_name(a), _name(b))
    w.sentences.append(lead + text)
    _after_branch(w, _name(a), _name(b))


def _after_branch(w: World, a: str, b: str) -> None:
    """Now and then both branches go on to one step, or one of them goes on alone."""
    roll = w.rng.random()
    if roll < 0.2:
        x = _target(w)
        head = w.rng.choice(
            (
                "어느 쪽이든 ",
                "두 경우 모두 ",
                "이후 둘 다 ",
                "마지막에는 모두 ",
                "그 뒤에는 공통으로 ",
                "어떤 경우든 끝으로 ",
            )
        )
        w.sentences.append(head + _shut(w, x))
        w.path([a, b], _name(x))
    elif roll < 0.3 and isinstance(w.things.get(a), str):
        x = _target(w)
        w.sentences.append(w.write("{a} 후에는 ", "{a} 다음 ", "{a|이/가} 끝나면 ", a=a) + _shut(w, x))
        w.path(a, _name(x))


def nested(w: World) -> None:
    lead = _lead(w) if w.rng.random() < 0.5 else ""
    c, d = w.condition(), w.condition()
    x, y, z = _target(w), _target(w), _target(w)
    roll = w.rng.random()
    if roll < 0.5:
        text = w.write(
            "{c.if} {x} 아니면 {d.whether} 확인해서 맞으면 {y} 아니면 {z}",
            "{c.if} {x} 그렇지 않고 {d.if} {y} 그것도 아니면 {z}",
            "{c.if} {x} 아니면서 {d.if} {y} 둘 다 아니면 {z}",
            "{c.if} {x}. 아니면 {d.whether} 보고 {d.then} {y} {d.else} {z}",
            "{c.if} {x}, 아니면 다시 {d.if} {y} 아니면 {z}",
            "{c.if} {x} {c.else} {d.whether} 따져서 {d.then} {y} 아니면 {z}",
            c=c,
            d=d,
            x=_open(w, x),
            y=_open(w, y),
            z=_shut(w, z),
        )
        _goes(w, f"{c.name} ? -> {YES}: {_name(x)}, {NO}: {d.name} ?", c.name, _name(x), d.name)
        w.add(f"{d.name} -> {YES}: {_name(y)}, {NO}: {_name(z)}", _name(y), _name(z))
    else:
        text = w.write(
            "{c.if} {d.whether} 확인해서 맞으면 {x} 아니면 {y} {c.ifnot} {z}",
            "{c.if} 다시 {d.whether} 보고 {d.then} {x} {d.else} {y} 처음부터 {c.ifnot} {z}",
            "{c.whether} 확인한다. 맞으면 {d.whether} 확인해서 예면 {x} 아니오면 {y}. {c.ifnot} {z}",
            c=c,
            d=d,
            x=_open(w, x),
            y=_open(w, y).rstrip(",") + ",",
            z=_shut(w, z),
        )
        text = text.replace(",.", ".")
        _goes(w, f"{c.name} ? -> {YES}: {d.name} ?", c.name, d.name)
        w.add(f"{d.name} -> {YES}: {_name(x)}, {NO}: {_name(y)}", _name(x), _name(y))
        w.add(f"{c.name} -> {NO}: {_name(z)}", _name(z))
    w.sentences.append(lead + text.replace(",,", ","))
    w.last = []


def loop(w: World) -> None:
    """Steps again and again until a condition holds."""
    roll = w.rng.random()
    c = w.condition()
    if roll < 0.5:
        steps = [w.verb() for _ in range(w.rng.choice((1, 2, 2, 3)))]
        names = [s.name for s in steps]
        body = " ".join(
            [
                *(w.write("{x.go}", "{x.after} 뒤", "{x.inf}서", x=s) for s in steps[:-1]),
                w.write("{x.ing} 과정을", "{x.ing} 것을", "{x.gi}를", "{x.ing} 일을", x=steps[-1]),
            ]
        )
    else:
        names = [w.step() for _ in range(w.rng.choice((1, 2, 2, 3)))]
        listed = enumerate_names(w.rng, "ko", names)
        body = listed + particle(listed, "을", "를")
    first = w.rng.random() < 0.35 and w.thing()
    b = _target(w)
    text = w.write(
        "{c.until} {x} 반복<하>",
        "{c.until} {x} 계속 반복<하>",
        "{x} {c.until} 반복<하>",
        "{x} {c.until} 되풀이<하>",
        "{c.until} {x} 계속<하>",
        c=c,
        x=body,
    )
    if w.rng.random() < 0.6:
        text = w.write(
            "{c.until} {x} 반복하고 ",
            "{x} {c.until} 반복한 뒤 ",
            "{c.until} {x} 반복하다가 {c.if} ",
            "{x} 반복하다가 {c.if} ",
            "{c.until} {x} 되풀이한 다음 ",
            c=c,
            x=body,
        ) + _shut(w, b)
        yes = f", {YES}: {_name(b)}"
    else:
        yes = ""
    if first:
        text = w.write("{a} 후 ", "{a} 다음 ", "{a|이/가} 끝나면 ", "{a}부터 하고 ", a=first) + text
    line = " -> ".join([*([first] if first else []), *names, f"{c.name} ?"]) + f" -> {NO}: {names[0]}{yes}"
    w.add(line, *([first] if first else []), *names, c.name, *([_name(b)] if yes else []))
    w.at(_name(b)) if yes else w.at(c.name, via=YES)
    w.sentences.append(text)


def back_branch(w: World) -> None:
    """Steps, then: if it holds on, otherwise back to one of them."""
    verbal = w.rng.random() < 0.5
    count = w.few(4, 4, 2)
    if verbal:
        steps: list = [w.verb() for _ in range(count)]
        text = f"{_clauses(w, steps[:-1])} " + w.write(
            "{x.after} 뒤", "{x.go}", "{x.after} 후", "{x.polite}.", "{x.plain}.", x=steps[-1]
        )
    else:
        steps = [w.step() for _ in range(count)]
        text = w.rng.choice((*ARROWS, ", ", " 후 ", " 다음 ")).join(steps) + w.rng.choice(
            (" 후", ",", ".", " 다음", "\n")
        )
    names = [_name(s) for s in steps]
    w.path(*names)
    c, b, back = w.condition(), _target(w), w.rng.choice(names)
    noun = re.sub(r"[을를] (?=\S+$)", " ", back) if verbal and w.rng.random() < 0.5 else back
    again = w.write(
        "{a|으로/로} 돌아<가>",
        "{a}부터 다시 <하>",
        "다시 {a|으로/로} <가>",
        "{a} 단계로 되돌아<가>",
        "{a|으로/로} 되돌려 <보내>",
        "{a}부터 반복<하>",
        a=noun,
    )
    head = w.rng.choice(
        (
            "",
            "",
            " 이때",
            " 만약",
            "" if verbal else f" {names[-1]}에서",
            "" if verbal else f" {names[-1]} 결과",
        )
    )
    if w.rng.random() < 0.6:
        onward = _open(w, b)
        other = w.rng.choice(("아니면", "그렇지 않으면", c.forms["else"], "안 되면"))
        text += f"{head} {c.forms['if']} {onward} {other} {again}"
        w.add(f"{names[-1]} -> {c.name} ? -> {YES}: {_name(b)}, {NO}: {back}", c.name, _name(b))
        w.at(_name(b))
    elif c.negative:
        text += f"{head} {c.forms['ifnot']} {again}"
        w.add(f"{names[-1]} -> {c.negative} ? -> {YES}: {back}", c.negative)
        w.at(c.negative, via=NO)
    else:
        text += f"{head} {c.forms['ifnot']} {again}"
        w.add(f"{names[-1]} -> {c.name} ? -> {NO}: {back}", c.name)
        w.at(c.name, via=YES)
    w.sentences.append(text)


def outcome(w: World) -> None:
    """The outcomes named: 심사 결과 통과면 A, 탈락이면 B."""
    if w.rng.random() < 0.55 and (True):
        q, *labels = (
            w.name("choice").split("\t") if w.rng.random() < 0.9 else (w.step(), *w.rng.choice(OUTCOMES))
        )
        q, labels = q.strip(), [label.strip() for label in labels]
    else:
        q, labels = w.step(), list(w.rng.choice(OUTCOMES))
    lead = ""
    if w.rng.random() < 0.4:
        a = w.step()
        lead = w.write("{a} 후 ", "{a} -> ", "{a} 다음 ", "{a|을/를} 하고 ", "{a|이/가} 끝나면 ", a=a)
        w.nodes.append(a)
        w.at(a)
    targets = [_target(w) for _ in labels]
    style = w.rng.randrange(6)
    parts = []
    for i, (label, x) in enumerate(zip(labels, targets, strict=True)):
        last = i == len(labels) - 1
        if style < 3:
            said = _shut(w, x) if last else _open(w, x)
            parts.append(
                w.write(
                    ("{l|이면/면} {x}", "{l|은/는} {x}", "{l}인 경우 {x}")[style], l=label, x=said.rstrip(",")
                )
            )
        else:
            said = x if isinstance(x, str) else x.forms["noun"] if w.rng.random() < 0.5 else x.name
            parts.append(w.write(("{l}: {x}", "{l} -> {x}", "{l} → {x}")[style - 3], l=label, x=said))
    head = (
        (
            "{q} 결과 ",
            "{q} -> ",
            "{q} → ",
            "{q} 후 ",
            "{q} 결과가 ",
            "{q}에 따라 ",
            "{q|을/를} 보고 ",
            "{q}에서 ",
            "{q|이/가} ",
            "{q} 확인해서 ",
        )
        if style < 3
        else ("{q}? ", "{q}: ", "{q} 결과에 따라\n- ", "{q}\n- ", "{q} 분기 (", "{q}에 따라 ")
    )
    head = w.write(*head, q=q)
    glue = "\n- " if head.endswith("- ") else w.rng.choice((", ", ", ", " ", " / "))
    w.sentences.append(lead + head + glue.join(parts) + (")" if head.endswith("(") else ""))
    line = f"{q} ? -> " + ", ".join(f"{label}: {_name(x)}" for label, x in zip(labels, targets, strict=True))
    _goes(w, line, q, *map(_name, targets))
    w.at(*map(_name, targets))
    if len(targets) == 2:
        _after_branch(w, *map(_name, targets))


def success(w: World) -> None:
    """로그인 성공하면 A, 실패하면 B: a statement, so yes and no."""
    lead = _lead(w) if w.rng.random() < 0.4 else ""
    x = w.step()
    good, bad = w.rng.choice(
        (
            ("성공", "실패"),
            ("통과", "탈락"),
            ("완료", "미완료"),
            ("합격", "불합격"),
            ("승인", "거절"),
            ("성공", "실패"),
        )
    )
    hada = "하" if good in ("성공", "통과", "합격") else "되"
    mark = w.rng.choice(("", "", particle(x, "이", "가"))) if good != "합격" else w.rng.choice(("", "에"))
    name = f"{x}{mark} {good}"
    a, b = _target(w), _target(w)
    other = {"거절": "거절되면", "불합격": "불합격이면", "미완료": "안 되면"}.get(bad, f"{bad}하면")
    kind = w.rng.random()
    if kind < 0.6:
        onward, other = _open(w, a), w.rng.choice((other, other, "아니면", "안 되면"))
        text = f"{name}{hada}면 {onward} {other} {_shut(w, b)}"
    elif kind < 0.8:
        onward, other = _open(w, a).rstrip(","), w.rng.choice((f"{bad} 시", "실패 시", "아니면"))
        text = f"{name} 시 {onward}, {other} {_shut(w, b)}"
    else:
        good, bad = w.rng.choice(("예", "Y", "네", "O")), w.rng.choice(("아니오", "N", "아니요", "X"))
        text = f"{name}? {good} -> {_name(a)}, {bad} -> {_name(b)}"
    w.sentences.append(lead + text)
    _goes(w, f"{name} ? -> {YES}: {_name(a)}, {NO}: {_name(b)}", name, _name(a), _name(b))
    w.at(_name(a), _name(b))
    _after_branch(w, _name(a), _name(b))


STATES = (
    "대기", "실행 중", "정지", "일시정지", "오류 발생", "완료", "충전 중", "이동 중", "로그인됨", "로그아웃",
    "연결됨", "끊김", "열림", "닫힘", "켜짐", "꺼짐", "절전", "초기화", "준비",
    "재생 중", "배송 중", "결제 대기", "승인됨", "취소됨", "읽기", "쓰기", "idle", "running", "stopped",
    "sleep", "error", "ready", "잠김", "빨간불", "초록불", "노란불",
)  # fmt: skip
EVENTS = (
    "시작 버튼", "타임아웃", "정지 명령", "취소", "승인", "접속", "입력", "경고", "신호", "재시도",
    "종료 버튼", "비밀번호 입력", "센서 감지", "30초 경과", "사용자 클릭", "인터럽트",
    "전원 차단", "리셋", "start", "stop", "timeout", "fail", "주문", "결제", "동전 투입", "장애", "복구",
    "터치", "호출",
)  # fmt: skip


def states(w: World) -> None:
    """A machine of states: the events stand on the arrows."""

    def state() -> str:
        name = w.rng.choice(STATES)
        if w.rng.random() < 0.75 and w.fresh(name):
            w.things[name] = name
            return name
        return w.thing()

    names = [state() for _ in range(w.few(2, 5, 4))]
    events = w.rng.sample([e for e in EVENTS if w.name_free(e)], len(names) + 1)
    pairs = list(itertools.pairwise(names))
    if len(names) > 2 and w.rng.random() < 0.7:
        pairs.append((names[-1], w.rng.choice(names[:-1])))
    form = w.rng.choice(
        (
            "{a}에서 {e} 시 {b|으로/로} <가>",
            "{a}에서 {e|이/가} 발생하면 {b|으로/로} 전환<하>",
            "{a} --{e}--> {b}",
            "{a} -({e})-> {b}",
            "{a} 상태에서 {e|이/가} 오면 {b} 상태로 <가>",
            "{a}에서 {e|이/가} 있으면 {b|으로/로} 바뀜",
            "{a} -> {b}: {e}",
            "{a} -> {b} ({e})",
            "{a} → {b} [{e}]",
            "{a} 상태 → {e} → {b} 상태",
        )
    )
    parts = []
    for (a, b), e in zip(pairs, events, strict=False):
        parts.append(w.write(form, a=a, b=b, e=e))
        w.add(f"{a} -> {e}: {b}", a, b)
    w.sentences.append(
        ("\n" if "->" in form or "→" in form else w.rng.choice((". ", "\n", ", "))).join(parts)
    )
    w.last = []


def drawing(w: World) -> None:
    """Orders to draw: boxes, arrows, what stands in the middle."""
    items = w.things_(w.few(2, 6, 4, 1))
    ll, n = ", ".join(items), w.count(len(items))
    roll = w.rng.random()
    if roll < 0.4:
        w.tell_(
            "{ll|을/를} 화살표로 순서대로 연결해줘",
            "{ll|을/를} 차례로 이어 주세요",
            "상자 {n}개를 그리고 {ll|이라고/라고} 쓴 다음 순서대로 화살표로 이어줘",
            "노드 {n}개: {ll}. 순서대로 연결",
            "{ll} 박스를 만들고 화살표로 쭉 연결해줘",
            "노드는 {ll}. 앞에서부터 차례로 연결",
            "{ll|을/를} 한 줄로 연결",
            "왼쪽부터 {ll} 순으로 놓고 화살표로 이어줘",
            ll=ll,
            n=n,
        )
        w.path(*items)
    elif roll < 0.7:
        pairs = list(itertools.pairwise(items))
        if len(items) > 2 and w.rng.random() < 0.4:
            pairs.append((items[0], items[-1]))
        form = w.rng.choice(
            (
                "{a}에서 {b|으로/로}",
                "{a} 박스에서 {b} 박스로 화살표",
                "{a}에서 {b|으로/로} 화살표",
                "{a|과/와} {b|을/를} 연결하고",
                "{a|을/를} {b}에 연결하고",
                "{a} 노드에서 {b} 노드로 연결",
            )
        )
        text = ", ".join(w.write(form, a=a, b=b) for a, b in pairs)
        tail = w.rng.choice(("", " 연결해줘", " 이어줘", " 화살표를 그려줘")) if form.endswith("로}") else ""
        w.sentences.append(text.removesuffix("하고") + ("해줘" if text.endswith("하고") else tail))
        for a, b in pairs:
            w.path(a, b)
    else:
        a, rest = items[0], items[1:]
        if w.rng.random() < 0.5:
            w.tell_(
                "가운데에 {a|이/가} 있고 주변으로 {l|이/가} 뻗어 나<가>",
                "{a|을/를} 중심으로 {l|으로/로} 화살표를 그려줘",
                "중앙의 {a}에서 {l|으로/로} 연결<되>",
                "{a|이/가} 중심이고 {l|으로/로} 퍼져 나<가>",
                a=a,
                l=rest,
            )
            w.path(a, rest)
        else:
            w.tell_(
                "{l|이/가} 전부 가운데 있는 {a|으로/로} 연결<되>",
                "{l|이/가} 중앙의 {a|으로/로} 들어<가>",
                "{l}에서 {a|으로/로} 화살표가 모이게 해줘",
                "{a|을/를} 중심에 두고 {l|이/가} {a|으로/로} 들어<가>",
                a=a,
                l=rest,
            )
            w.path(rest, a)


def short_branch(w: World) -> None:
    """The subject left out: 팀장이 검토하고 승인되면 ..., 반려되면 ...; 검사에서 불합격되면 용접으로."""
    good, bad = w.rng.choice(BRANCH_WORDS)
    onward = w.rng.random() < 0.7
    yes, no = (good, bad) if onward and w.rng.random() < 0.75 else (bad, good)
    if not w.fresh(yes):
        return clauses(w)
    lead = _lead(w)
    before, a, b = list(w.nodes), _target(w), _target(w)
    if onward:
        onward, other = _open(w, a), "아니면"
        if yes in ENDS or no in ENDS:  # two nouns, 양성이면 and 음성이면, would be labels
            other = w.rng.choice((_when(no), _when(no), other))
        text = f"{_when(yes)} {onward} {other} {_shut(w, b)}"
        _goes(w, f"{yes} ? -> {YES}: {_name(a)}, {NO}: {_name(b)}", yes, _name(a), _name(b))
        w.at(_name(a), _name(b))
    else:
        back = w.rng.choice(before)
        text = f"{_when(bad)} " + w.write(
            "{a|으로/로} 돌아<가>",
            "{a|으로/로} 되돌려 <보내>",
            "{a|으로/로} <가>",
            "다시 {a}부터 <하>",
            a=back,
        )
        _goes(w, f"{bad} ? -> {YES}: {back}", bad)
        w.at(bad, via=NO)
    w.sentences.append(lead + text)


BRANCH_WORDS = (
    ("승인", "반려"), ("승인", "거절"), ("통과", "탈락"), ("합격", "불합격"), ("완비", "미비"), ("성공",
    "실패"), ("정상", "이상"), ("적합", "부적합"),
    ("동의", "거부"), ("확인", "미확인"), ("당첨", "낙첨"), ("양성", "음성"), ("일치", "불일치"), ("충분",
    "부족"), ("완료", "미완료"), ("맞음", "틀림"),
)  # fmt: skip
ENDS = {
    "승인": "되",
    "반려": "되",
    "거절": "되",
    "통과": "하",
    "탈락": "하",
    "합격": "하",
    "불합격": "하",
    "완비": "되",
    "미비": "하",
    "성공": "하",
    "실패": "하",
}
ENDS |= {
    "적합": "하",
    "부적합": "하",
    "동의": "하",
    "거부": "하",
    "확인": "되",
    "일치": "하",
    "충분": "하",
    "부족": "하",
    "완료": "되",
}


def _when(word: str) -> str:
    return f"{word}{ENDS[word]}면" if word in ENDS else word + "이면"


def longer_branch(w: World) -> None:
    """A branch of two steps: 재고가 충분하면 포장해서 발송하고 아니면 발주한다."""
    lead = _lead(w) if w.rng.random() < 0.7 else ""
    c, a, b, x = w.condition(), w.verb(), w.verb(), _target(w)
    two = w.write("{a.after} 뒤 ", "{a.inf}서 ", "{a.go} ", "{a.after} 다음 ", a=a)
    first = w.rng.random() < 0.55
    other = w.rng.choice(("아니면", "그렇지 않으면", c.forms["else"], c.forms["else"]))
    if first:
        text = f"{c.forms['if']} {two}{b.forms['go']} {other} {_shut(w, x)}"
        yes, no = a.name, _name(x)
    else:
        text = f"{c.forms['if']} {_open(w, x)} {other} {two}{w.end(b)}"
        yes, no = _name(x), a.name
    _goes(w, f"{c.name} ? -> {YES}: {yes}, {NO}: {no}", c.name, yes, no)
    w.path(a.name, b.name)
    w.last = []
    w.sentences.append(lead + text)


def ladder(w: World) -> None:
    """점수가 90 이상이면 A, 80 이상이면 B, 그 외는 C."""
    subject = w.rng.choice(
        (
            "점수가",
            "온도가",
            "나이가",
            "금액이",
            "체중이",
            "습도가",
            "BMI가",
            "매출이",
            "위험도가",
            "재고가",
            "속도가",
            "확률이",
            "평점이",
            "수량이",
        )
    )
    unit = w.rng.choice(("", "", "점", "도", "%", "만원", "개", "kg", "세"))
    more = w.rng.random() < 0.7
    numbers = sorted(w.rng.sample(range(1, 40), w.rng.choice((2, 2, 3))), reverse=more)
    scale = w.rng.choice((1, 5, 10, 10))
    word = w.rng.choice(("이상", "초과") if more else ("미만", "이하"))
    names = [f"{subject if i == 0 else ''} {n * scale}{unit} {word}".strip() for i, n in enumerate(numbers)]
    if not all(w.name_free(name) for name in names) or any(
        x in y for i, x in enumerate(names) for j, y in enumerate(names) if i != j
    ):
        return clauses(w)
    for name in names:
        w.seen.add(name.replace(" ", "").lower())
    targets = [_target(w) for _ in range(len(names) + 1)]
    parts = []
    for name, x in zip(names, targets, strict=False):
        ending = "이면" if word != "초과" else "면" if w.rng.random() < 0.5 else "하면"
        parts.append(f"{name}{ending} {_open(w, x)}")
    tail = w.rng.choice(
        (
            "그 외는 ",
            "그 외에는 ",
            "아니면 ",
            "나머지는 ",
            "둘 다 아니면 " if len(names) == 2 else "그 밖에는 ",
            "그렇지 않으면 ",
        )
    ) + _shut(w, targets[-1])
    glue = w.rng.choice((", ", " ", ", "))
    w.sentences.append(glue.join([*(part.rstrip(",") for part in parts), tail]))
    for i, (name, x) in enumerate(zip(names, targets, strict=False)):
        mark = " ?" if i == 0 else ""
        nxt = names[i + 1] + " ?" if i + 1 < len(names) else _name(targets[-1])
        w.add(f"{name}{mark} -> {YES}: {_name(x)}, {NO}: {nxt}", name, _name(x), nxt.removesuffix(" ?"))
    w.last = []


def numbered(w: World) -> None:
    """A numbered list whose last or middle line is a decision that goes back to a number."""
    steps: list = [_target(w) for _ in range(w.few(3, 5, 4, 2))]
    form = w.rng.choice(("noun", "plain", "gi", "polite"))
    mark = w.rng.choice(("{i}. ", "{i}) ", "{i}단계: ", "({i}) ", "STEP {i}. ", "{i} "))
    lines = [mark.format(i=i) + (x if isinstance(x, str) else x.forms[form]) for i, x in enumerate(steps, 1)]
    names = [_name(x) for x in steps]
    w.path(*names)
    c = w.condition()
    back = w.rng.randrange(len(steps))
    number = mark.format(i=len(steps) + 1)
    roll = w.rng.random()
    to = w.write(
        f"{back + 1}번으로",
        f"{back + 1}번으로 돌아감",
        f"{back + 1}단계로",
        "{a|으로/로} 돌아가기",
        "{a|으로/로}",
        f"{back + 1}번부터 다시",
        a=names[back],
    )
    if roll < 0.45:
        x = _target(w)
        onward, other = _open(w, x).rstrip(","), w.rng.choice(("아니면", c.forms["else"], "안 되면"))
        lines.append(f"{number}{c.forms['if']} {onward}, {other} {to}")
        w.add(f"{names[-1]} -> {c.name} ? -> {YES}: {_name(x)}, {NO}: {names[back]}", c.name, _name(x))
        w.at(_name(x))
    elif roll < 0.7:
        lines.append(number + f"{c.forms['if']} {to}")
        w.add(f"{names[-1]} -> {c.name} ? -> {YES}: {names[back]}", c.name)
        w.at(c.name, via=NO)
    else:
        x, y = _target(w), _target(w)
        onward, other = _open(w, x).rstrip(","), w.rng.choice(("아니면", c.forms["else"]))
        lines.append(f"{number}{c.forms['if']} {onward}, {other} {_shut(w, y)}")
        w.add(f"{names[-1]} -> {c.name} ? -> {YES}: {_name(x)}, {NO}: {_name(y)}", c.name, _name(x), _name(y))
        w.at(_name(x), _name(y))
    w.sentences.append("\n".join(lines))


def before(w: World) -> None:
    """Said backwards: 배포 전에 코드 리뷰, 그 전에 단위 테스트."""
    items = w.things_(w.few(3, 5, 1))
    back = items[::-1]
    w.sentences.append(
        w.rng.choice(("{0} 전에 {1}", "{0}하기 전에 {1}", "{0} 이전에 {1}")).format(*back)
        + "".join(
            w.rng.choice((", 그 전에 {}", ", 그보다 먼저 {}", " 그 전에는 {}")).format(x) for x in back[2:]
        )
    )
    w.path(*items)


def dates(w: World) -> None:
    """Steps by month, hour, day or who does them in what phase."""
    items = w.things_(w.few(1, 5, 5, 3))
    unit, start, gap = w.rng.choice(
        (
            ("월", 1, 1),
            ("월", 3, 2),
            ("시", 9, 1),
            ("주차", 1, 1),
            ("일차", 1, 1),
            ("학년", 1, 1),
            ("교시", 1, 1),
            ("분기", 1, 1),
            ("차시", 1, 1),
        )
    )
    colon = w.rng.choice((" ", ": ", "에 ", "에는 ", " - "))
    w.sentences.append(
        w.rng.choice((", ", "\n", " → ", " / ", ". ")).join(
            f"{start + gap * i}{unit}{colon}{x}" for i, x in enumerate(items)
        )
    )
    w.path(*items)


def phase_groups(w: World) -> None:
    """도입(출석 확인, 동기 유발) → 전개(설명, 실습): groups in a row, each of steps in a row."""
    found = _groups(w)
    arrow = w.rng.choice(ARROWS[:4])
    inner = w.rng.choice((", ", arrow, ", ", "-"))
    if w.rng.random() < 0.6:
        text = arrow.join(f"{title}({inner.join(members)})" for title, members in found)
    else:
        text = w.rng.choice((", 그다음 ", " 다음 ", ", 이어서 ", "\n→ ")).join(
            w.write("{g}에서 {m} 순으로 진행", "{g}({m})", "{g}: {m}", g=title, m=", ".join(members))
            for title, members in found
        )
    last = ""
    for title, members in found:
        w.path(*([last] if last else []), *members, group=title)
        last = members[-1]
    w.sentences.append(text)


def crowd(w: World) -> None:
    """수집기 3개가 큐에 넣고 워커가 처리한다."""
    n = w.rng.choice((2, 3, 4, 5, 6, 8, 10))
    a, b, c = w.noun(), w.noun(), w.noun()
    w.tell_(
        "{a} {n}개가 {b}에 {d|을/를} 넣고 {c|이/가} 꺼내서 처리<하>",
        "{a} {k}대가 {b}에 {d|을/를} 보내고 {b|은/는} {c|으로/로} 넘긴다",
        "{n}개의 {a|이/가} {b|으로/로} 연결되고 {b|은/는} {c|으로/로} 이어<지>",
        "{a}({k}개) -> {b} -> {c}",
        "{a} x{k} → {b} → {c}",
        "{a} {n}개 다음에 {b}, 마지막은 {c}",
        a=a,
        b=b,
        c=c,
        n=w.count(n),
        k=str(n),
        d=w.rng.choice(DATA),
    )
    w.add(f"{a} ×{n} -> {b} -> {c}", a, b, c)
    w.at(c)


def hub(w: World) -> None:
    """스위치에 PC1, PC2가 연결되어 있고 스위치는 라우터에, 라우터는 인터넷에 연결."""
    a, items, b, c = w.noun(), [w.noun() for _ in range(w.few(4, 5, 2))], w.noun(), w.noun()
    w.tell_(
        "{a}에 {l|이/가} 연결되어 있고 {a|은/는} {b}에, {b|은/는} {c}에 연결<되>",
        "{a}에 {l|이/가} 붙어 있고 {a|은/는} {b}에 연결<되>. {b|은/는} {c}에 연결<되>",
        "{a}에 {l} 연결, {a|은/는} {b}에 연결, {b|은/는} {c}에 연결",
        "{a}에는 {l|이/가} 있고 {a|은/는} {b|으로/로}, {b|은/는} {c|으로/로} 이어<지>",
        a=a,
        b=b,
        c=c,
        l=items,
    )
    w.path(a, items)
    w.path(a, b)
    w.path(b, c)


def dialogue(w: World) -> None:
    """Two talk. Words stand on the arrows only where the prompt writes arrows."""
    a, b = w.noun(), w.noun()
    x, y = w.rng.choice(DIALOGUES)
    if w.rng.random() < 0.5:
        w.tell_(
            "{a} → {b}: {x}\n{b} → {a}: {y}",
            "{a} -> {b} ({x})\n{b} -> {a} ({y})",
            "{a} -> {b}: {x}, {b} -> {a}: {y}",
            "{a} --{x}--> {b}\n{b} --{y}--> {a}",
            a=a,
            b=b,
            x=x,
            y=y,
        )
        w.add(f"{a} -> {x}: {b}", a, b)
        w.add(f"{b} -> {y}: {a}")
    else:
        w.tell_(
            "{a}에서 {b|으로/로} {x}, {b}에서 {a|으로/로} {y}",
            "{a|은/는} {b}에 {x|을/를} 보내고 {b|은/는} {a}에 {y|을/를} 돌려줌",
            "{a|이/가} {b}에게 {x|을/를} 주면 {b|이/가} {a}에게 {y|을/를} <보내>",
            "{a|이/가} {b}에 {x|을/를} 보내면 {b}에서 {a|으로/로} {y|을/를} 돌려<보내>",
            "{a|이/가} {b}에 {x|을/를} 전달하면 {b|이/가} {y|을/를} 돌려<보내>",
            a=a,
            b=b,
            x=x,
            y=y,
        )
        w.add(f"{a} -> {b} -> {a}", a, b)
    w.last = []


DIALOGUES = (
    ("요청", "응답"), ("질문", "답변"), ("행동", "보상"), ("쿼리", "결과"), ("주문", "확인"), ("명령",
    "상태"), ("데이터", "ACK"), ("신호", "피드백"), ("제안", "의견"),
)  # fmt: skip


def cycle(w: World) -> None:
    if w.rng.random() < 0.6:
        items = w.things_(w.few(1, 6, 6, 2))
        arrow = w.rng.choice(ARROWS)
        w.tell_(
            "{s}{r}다시 {a}",
            "{s}{r}{a}(반복)",
            "{ll|이/가} 계속 순환<하>",
            "{ll} 순으로 돌고 다시 {a|으로/로} 돌아<가>",
            "{ll} 순환",
            "{s} 무한 반복",
            "{ll} 사이클",
            "{s} 그리고 처음으로",
            "{ll|을/를} 거쳐 {a|으로/로} 되돌아오는 순환 구조",
            "{a}에서 시작해 {mm|을/를} 거쳐 다시 {a|으로/로} 돌아<가>",
            "{ll}의 반복",
            "{s}{r}{a}",
            s=arrow.join(items),
            r=arrow,
            ll=", ".join(items),
            a=items[0],
            mm=", ".join(items[1:]),
        )
        names = items
    else:
        steps = [w.verb() for _ in range(w.few(2, 6, 4))]
        names = [s.name for s in steps]
        w.sentences.append(
            f"{_clauses(w, steps[:-1])} "
            + w.write(
                "{x.after} 뒤 다시 처음으로 돌아<가>",
                "{x.go} 다시 {a.gi}부터 반복<하>",
                "{x.ing} 과정을 계속 반복<하>",
                "{x.go} 다시 {a|으로/로} 돌아<가>",
                "{x.after} 다음 또 {a.go} 이걸 반복<하>",
                x=steps[-1],
                a=steps[0],
            )
        )
    w.path(*names, names[0])
    w.last = []


# --- layout on the page: groups, bullets, lines of arrows ---


def _groups(w: World) -> list[tuple[str, list[str]]]:
    rng, found = w.rng, []
    for _ in range(rng.choice((1, 2, 2, 2, 3))):
        known = [g for g in w.pools.get("g", []) if all(w.name_free(x) for x in g)]
        if known and rng.random() < 0.9:
            title, *members = known[0]
            w.pools["g"].remove(known[0])
            w.fresh(title)
            for x in members:
                w.fresh(x)
                w.things[x] = x
        else:
            title, members = w.name("group"), [w.noun() for _ in range(w.few(5, 5, 1))]
        found.append((title, members))
    return found


def groups(w: World) -> None:
    found = _groups(w)
    style = w.rng.randrange(7)
    ordered = style in (0, 2, 3) and w.rng.random() < 0.4
    arrow = w.rng.choice(ARROWS[:3])
    parts = []
    for title, members in found:
        inside = (arrow if ordered else ", ").join(members)
        if style == 0:
            parts.append(f"{title}({inside})" if w.rng.random() < 0.8 else f"{title} ({inside})")
        elif style == 1:
            parts.append(
                w.write(
                    "{g|은/는} {l|으로/로} 구성<되>",
                    "{g}에는 {l|이/가} <있>",
                    "{g} 안에 {l|이/가} <있>",
                    "{g|은/는} {l|을/를} 포함<하>",
                    g=title,
                    l=members,
                )
            )
        elif style == 2:
            parts.append(f"{title}: {inside}" if len(found) > 1 else f"{title} 구성: {inside}")
        elif style == 3:
            parts.append(f"[{title}] {inside}")
        else:
            mark, bullet = (("", "- "), ("# ", "- "), ("■ ", "- "))[style - 4]
            colon = "" if mark else w.rng.choice(("", ":"))
            parts.append("\n".join([f"{mark}{title}{colon}", *(f"{bullet}{x}" for x in members)]))
        w.path(*members, group=title) if ordered else w.path(members, group=title)
    if style == 0:
        names = enumerate_names(w.rng, "ko", parts) if len(parts) > 1 else parts[0]
        text = names + w.write(
            particle(parts[-1].split("(")[0].strip(), "으로", "로") + " 구성<되>",
            particle(names, "이", "가") + " <있>",
            " 구조",
            "로 이루어<지>",
            "",
            " 구성도",
        )
    elif style == 1:
        text = ". ".join(parts)
    elif style in (2, 3):
        text = w.rng.choice(("\n", "\n", " / ", "; ")).join(parts)
    else:
        text = "\n".join(parts)
    w.sentences.append(text)
    w.last = []
    members = [m for _, group in found for m in group]
    if len(found) > 1 and w.rng.random() < 0.75:  # wires between the groups
        for (_, left), (_, right) in itertools.pairwise(found):
            a, b = w.rng.choice(left), w.rng.choice(right)
            w.tell_(
                "{a|이/가} {b|을/를} 호출<하>",
                "{a}에서 {b|으로/로} <보내>",
                "{a} -> {b}",
                "{a} → {b}",
                "{a|은/는} {b}에 연결<되>",
                "{b|은/는} {a}의 {d|을/를} <받>",
                "{a}의 결과가 {b|으로/로} 들어<가>",
                "연결: {a} -> {b}",
                "{a|이/가} {b}에 {d|을/를} 저장<하>",
                a=a,
                b=b,
                d=w.rng.choice(DATA),
            )
            w.path(a, b)
    if w.rng.random() < 0.3:
        x, a = w.noun(), w.rng.choice(members)
        w.tell_("{x|은/는} {a|으로/로} 들어<가>", "외부에서 {x|이/가} {a}에 접속<하>", "{x} -> {a}", x=x, a=a)
        w.path(x, a)


def blocks(w: World) -> None:
    """A group repeated, or a step repeated, in a row."""
    n = w.rng.choice((2, 3, 4, 5, 6, 8, 12))
    times = w.count(n)
    if w.rng.random() < 0.55:
        title, members = w.name("group"), [w.noun() for _ in range(w.few(6, 4))]
        before = w.noun() if w.rng.random() < 0.5 else ""
        after = w.noun() if w.rng.random() < 0.5 else ""
        text = w.write(
            "{g}({s}) {n}개",
            "{g}({s})를 {n}번 반복<하>",
            "{ll|으로/로} 된 {g|을/를} {n}번 쌓은 구조",
            "{g|은/는} {ll|으로/로} 이루어지고 {n}번 반복<되>",
            "{g}: {s} (x{k})",
            "{s|을/를} 묶은 {g}이 {n}개",
            "[{g} x{k}] {s}",
            "{g|은/는} {ll} 순이고 이걸 {n}회 반복<하>",
            "{g}: {ll|이/가} {k}층",
            "{g} ({s}) {k}층을 쌓음",
            g=title,
            s=w.rng.choice((" → ", ", ", " -> ")).join(members),
            ll=", ".join(members),
            n=times,
            k=str(n),
        )
        if before:
            text = (
                w.write("{b} 다음에 ", "{b} -> ", "{b|을/를} 넣고 ", "입력은 {b}, 그다음 ", b=before) + text
            )
            w.add(f"{before} -> {members[0]}", before, members[0])
        w.path(*members, group=f"{title} ×{n}")
        w.sentences.append(text)
        if after:
            w.tell_(
                "그다음 {a}",
                "출력은 {a|으로/로} <나오>",
                "마지막은 {a}",
                "그 결과가 {a|으로/로} 들어<가>",
                "이후 {a|으로/로} <가>",
                a=after,
            )
            w.path(members[-1], after)
    else:
        items = w.things_(w.few(3, 5, 3))
        i = w.rng.randrange(len(items))
        attributed = [f"{x} ×{n}" if j == i else x for j, x in enumerate(items)]
        said = [
            w.write(
                "{x} {n}번",
                "{x} {n}회 반복",
                "{x} x{k}",
                "{x}({k}회)",
                "{x} {n}번 반복",
                "{x} {k}단계",
                "{x} {k}층",
                "{x} {n}개",
                x=x,
                n=times,
                k=str(n),
            )
            if j == i
            else x
            for j, x in enumerate(items)
        ]
        glue = w.rng.choice((*ARROWS[:8], ", ", " 후 ", ", 그다음 "))
        w.sentences.append(glue.join(said) + w.rng.choice(("", "", " 순서")))
        w.path(*attributed)
        w.nodes = [re.sub(r" ×\d+$", "", x) for x in w.nodes]
        w.at(items[-1])


def arrow_lines(w: World) -> None:
    """Lines of paths; nodes come again; now and then with words on the arrows."""
    arrow = w.rng.choice(ARROWS)
    manner = w.rng.choices(("plain", "message", "bracket", "middle"), (6, 2, 1, 1))[0]
    lines = []
    for _ in range(w.few(3, 5, 4, 2, 1)):
        known = w.nodes
        a = w.rng.choice(known[-4:]) if known and w.rng.random() < 0.85 else w.thing()
        if manner == "plain":
            items = [a, *w.things_(w.rng.choice((1, 1, 2, 3)))]
            if w.rng.random() < 0.2 and len(known) > 3:
                items[-1] = w.rng.choice([x for x in known if x != items[-2]])
            if w.rng.random() < 0.2:
                many = [items[-1], w.thing()]
                lines.append(
                    arrow.join(items[:-1]) + arrow + w.rng.choice((", ", ", ", " / ", "와 ")[:2]).join(many)
                )
                w.path(*items[:-1], many)
            else:
                lines.append(arrow.join(items))
                w.path(*items)
        else:
            again = len(known) > 2 and w.rng.random() < 0.35
            b = w.rng.choice([x for x in known if x != a]) if again else w.thing()
            label = w.rng.choice(LABELS)
            lines.append(
                {
                    "message": f"{a}{arrow}{b}: {label}",
                    "bracket": f"{a}{arrow}{b} ({label})",
                    "middle": f"{a} --{label}--> {b}",
                }[manner]
            )
            w.add(f"{a} -> {label}: {b}", a, b)
            w.at(b)
    w.sentences.append(w.rng.choice(("\n", "\n", "\n", ", ", " / ", "; ")).join(lines))
    w.last = []


def adjacency(w: World) -> None:
    """A: B, C / B: D: who goes to whom."""
    nodes, lines = [w.thing()], []
    style = w.rng.randrange(5)
    for _ in range(w.few(4, 4, 2)):
        a = w.rng.choice(nodes[-3:])
        new = [x for x in w.things_(w.rng.choice((1, 2, 2, 3)))]
        listed = ", ".join(new)
        lines.append(
            w.write(
                ("{a} -> {l}", "{a} → {l}", "{a} => {l}", "{a}의 다음은 {l}", "{a} 다음: {l}")[style],
                a=a,
                l=listed,
            )
        )
        w.path(a, new)
        nodes += new
    w.sentences.append(w.rng.choice(("\n", "\n", ", " if style == 3 else "\n", "; ")).join(lines))


def coherent(w: World) -> None:
    """The moves of the other sources, with names of one world."""
    if w.rng.random() < 0.5:
        processes.chain(w)
    else:
        verbs._chain(w, False)


FORMS: tuple[tuple[Callable[[World], None], str, int], ...] = (
    (through, "chain", 3), (relay, "relations", 8), (relative, "relations", 7), (in_out, "relations", 6),
    (fan, "split", 9), (meanwhile, "split", 4),
    (stages, "chain", 2), (respective_tree, "split", 4), (indented, "split", 3), (clauses, "clauses", 8),
    (clause_fan, "split", 4), (branch, "decision", 11),
    (nested, "decision", 4), (loop, "loop", 5), (back_branch, "loop", 6), (outcome, "decision", 7), (success,
    "decision", 5), (cycle, "cycle", 4), (groups, "group", 8),
    (short_branch, "decision", 6), (longer_branch, "decision", 4), (ladder, "decision", 3), (numbered, "loop",
    4), (before, "chain", 1), (dates, "chain", 2),
    (phase_groups, "group", 3), (crowd, "repeat", 2), (hub, "split", 2), (dialogue, "cycle", 3), (states,
    "arrows", 3), (drawing, "split", 4), (blocks, "repeat", 5), (arrow_lines, "arrows", 4), (adjacency,
    "arrows", 2), (coherent, "chain", 4),
)  # fmt: skip


EVERYDAY_FORMS = (
    *korean_everyday.FORMS, *everyday_choices.FORMS, *everyday_lines.FORMS,
    *everyday_more.FORMS, *everyday_networks.FORMS,
)  # fmt: skip
EVERYDAY = 0.65  # their share


def also(w: World) -> None:
    """One more edge from or to a node said before."""
    a, b = w.rng.choice(w.nodes), w.noun()
    if w.rng.random() < 0.65:
        w.tell_(
            "{a|은/는} {b}도 사용<하>",
            "{a|은/는} {b}도 호출<하>",
            "{a}에서 {b|으로/로}도 <보내>",
            "또 {a|은/는} {b}에도 연결<되>",
            "그리고 {a|은/는} {b}에도 {d|을/를} 저장<하>",
            "{a|은/는} {b}에도 알림을 <보내>",
            "{a}에서는 {b}도 <나오>",
            a=a,
            b=b,
            d=w.rng.choice(DATA),
        )
        w.path(a, b)
    else:
        w.tell_(
            "{b}도 {a|으로/로} 들어<가>",
            "{b}도 {a}에 연결<되>",
            "{a|은/는} {b}에서도 {d|을/를} <받>",
            "{a|은/는} {b}의 {d}도 <받>",
            "또 {b}에서 {a|으로/로} {d|을/를} <보내>",
            a=a,
            b=b,
            d=w.rng.choice(DATA),
        )
        w.path(b, a)


MORE = (
    (also, 5),
    (processes.go_on, 5), (processes.edge, 5), (processes.split, 3), (processes.merge, 3),
    (processes.decision, 2), (processes.skip, 1), (processes.back, 1),
    (verbs._decision, 3), (processes.retry, 1), (processes.choice, 1), (processes.group, 1),
)  # fmt: skip
MORE_CLAUSES = (
    (verbs._next, 6), (verbs._decision, 4), (verbs._retry, 2), (verbs._return, 2),
    (processes.go_on, 1),
)  # fmt: skip
NEED_ONE = (
    processes.retry, processes.back, processes.decision, processes.choice, verbs._decision,
        verbs._retry, verbs._return,
)  # fmt: skip


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One prompt: (kind, prompt, statement lines)."""
    w = World(rng)
    everyday = rng.random() < EVERYDAY
    forms = EVERYDAY_FORMS if everyday else FORMS
    form, kind, _ = rng.choices(forms, [weight for _, _, weight in forms])[0]
    form(w)
    more = rng.choices((0, 1, 2), (78, 17, 5) if everyday else (62, 26, 12))[0] + (form is coherent)
    for _ in range(more if w.nodes else 0):  # a network has no nodes to go on from
        if len(w.nodes) > 16:
            break
        verbal = any(not isinstance(w.things.get(name), str) for name in w.nodes)
        options = MORE_CLAUSES if verbal else MORE
        move = rng.choices([m for m, _ in options], [weight for _, weight in options])[0]
        if move in (processes.go_on, verbs._next) and not w.last:
            continue
        w.things = {name: thing for name, thing in w.things.items() if name in w.nodes}
        if move in NEED_ONE and (len(w.last) != 1 or w.via or len(w.things) < 2):
            continue
        move(w)
        said = "\n".join(w.lines)
        w.things |= {name: name for name in w.nodes if name not in w.things and f"{name} ?" not in said}
    text = _sloppy(w, _join(w))
    if everyday and kind != "network" and rng.random() < 0.13:
        text = _titled(w, text)
    return f"forms {kind} ko", text, "\n".join(w.lines)


ASKS = (
    " 그려줘", " 그려 주세요", " 순서도 그려줘", " 흐름도", " 순서도", " 구조 그려줘", " 과정 그려줘",
    " 흐름 그려줘", " 이렇게 그려줘", " 그림", " 구조도 그려 주세요",
    " 다이어그램", " 이런 구조", " 부탁해요", " 그려주라", " 좀 그려줘", " 도식화해줘", " 플로우차트",
    " (그림으로)", " 표현해줘", " 이런 식으로", " 과정", " 흐름도 만들어줘",
)  # fmt: skip


TITLES = (
    "강화학습", "먹이사슬", "수업 흐름", "CI/CD 파이프라인", "서버 이중화", "공장 흐름도", "채용 절차",
    "프로젝트 일정", "회사 조직도", "ETL 파이프라인", "RAG 구조", "MSA 구조", "물의 순환", "탄소 순환",
    "광합성 과정", "A/S 절차", "B2B 주문", "I/O 처리", "민원 업무", "하루 일과", "라면 끓이는 법", "출근길",
    "게임 루프", "전자결재", "연구 방법", "논문 작성법", "응급실 프로토콜", "GAN", "BERT", "Transformer",
    "스마트팜", "자율주행", "무인 매장", "TCP/IP 통신", "DevOps", "MLOps 파이프라인", "고객 여정",
    "학사 일정", "소화 과정", "혈액 순환", "생산 라인", "QA/QC 공정", "알고리즘 흐름", "캡스톤 과제",
    "시스템 구성", "기말 프로젝트", "창업 단계",
)  # fmt: skip


def _titled(w: World, text: str) -> str:
    """The text after a title, whose words are no node: 먹이사슬: 풀은 ..., CI/CD 파이프라인인데 ..."""
    title = w.rng.choice(TITLES)
    key = title.lower().replace(" ", "")
    if any(part in name or name in key for part in (key, *title.lower().split()) for name in w.seen):
        return text
    if "\n" in text or text[:1] in "-*•#[(123456789①":
        return title + w.rng.choice(("\n", ":\n", "\n\n")) + text
    glue = w.rng.choice((": ", ": ", ". ", "인데 ", "인데 ", " - ", ", ", " 그려줘. ", "임. "))
    return title + glue + text


def _join(w: World) -> str:
    rng = w.rng
    glue = rng.choices((". ", "\n", ".\n", ", ", " "), (70, 14, 6, 5, 2))[0]
    text = ""
    for sentence in w.sentences:
        sentence = sentence.strip().rstrip(",")
        if not text:
            text = sentence
        elif "\n" in text or "\n" in sentence:
            text += "\n" + sentence
        else:
            text += (" " if text.endswith(".") and glue != "\n" else glue) + sentence
    if not text.endswith((".", "줘", "주세요")) and "\n" not in text and rng.random() < 0.16:
        return re.sub("  +", " ", text) + rng.choice(ASKS)
    return re.sub("  +", lambda m: m[0] if "\n" in text else " ", text) + (
        "" if text.endswith(".") else rng.choice((".", "", ""))
    )


def _sloppy(w: World, text: str) -> str:
    """Now and then spaces left out, never within a name."""
    rng = w.rng
    if rng.random() > 0.12 or "\n" in text:
        return text
    titles = re.findall(r"^\[(.*?)(?: ×\d+)?\]", "\n".join(w.lines), re.MULTILINE)
    kept = [name for name in [*w.nodes, *titles] if " " in name]
    held = bytearray(len(text))
    for name in kept:
        start = text.lower().find(name.lower())
        while start >= 0:
            held[start : start + len(name)] = b"\1" * len(name)
            start = text.lower().find(name.lower(), start + 1)
    share = rng.choice((0.15, 0.3, 0.6))

    def loose(i: int) -> bool:
        """Whether a space is between two words of Hangul, and in no name."""
        if text[i] != " " or held[i] or not 0 < i < len(text) - 1:
            return False
        return "가" <= text[i - 1] <= "힣" and "가" <= text[i + 1] <= "힣" and rng.random() < share

    return "".join(ch for i, ch in enumerate(text) if not loose(i))

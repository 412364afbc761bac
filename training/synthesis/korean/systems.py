"""Systems told in two to six Korean sentences, in which names come back as 이것, 후자, 둘 다 or in short."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from training.synthesis import lexicon
from training.synthesis.korean.everyday_words import situation, tech
from training.synthesis.korean.forms import World
from training.synthesis.korean.verbs import NO, YES
from training.synthesis.phrasing import NATIVE, particle
from training.synthesis.variants import say

# Verb endings: plain, polite, casual, noun, then -고, -며, -면.
ENDINGS = {
    "하": ("한다", "합니다", "해요", "함", "하고", "하며", "하면"),
    "되": ("된다", "됩니다", "돼요", "됨", "되고", "되며", "되면"),
    "보내": ("보낸다", "보냅니다", "보내요", "보냄", "보내고", "보내며", "보내면"),
    "넘기": ("넘긴다", "넘깁니다", "넘겨요", "넘김", "넘기고", "넘기며", "넘기면"),
    "쓰": ("쓴다", "씁니다", "써요", "씀", "쓰고", "쓰며", "쓰면"),
    "읽": ("읽는다", "읽습니다", "읽어요", "읽음", "읽고", "읽으며", "읽으면"),
    "주": ("준다", "줍니다", "줘요", "줌", "주고", "주며", "주면"),
    "넣": ("넣는다", "넣습니다", "넣어요", "넣음", "넣고", "넣으며", "넣으면"),
    "모이": ("모인다", "모입니다", "모여요", "모임", "모이고", "모이며", "모이면"),
    "흐르": ("흐른다", "흐릅니다", "흘러요", "흐름", "흐르고", "흐르며", "흐르면"),
    "남기": ("남긴다", "남깁니다", "남겨요", "남김", "남기고", "남기며", "남기면"),
    "받": ("받는다", "받습니다", "받아요", "받음", "받고", "받으며", "받으면"),
    "꺼내": ("꺼낸다", "꺼냅니다", "꺼내요", "꺼냄", "꺼내고", "꺼내며", "꺼내면"),
    "오": ("온다", "옵니다", "와요", "옴", "오고", "오며", "오면"),
    "가": ("간다", "갑니다", "가요", "감", "가고", "가며", "가면"),
    "지": ("진다", "집니다", "져요", "짐", "지고", "지며", "지면"),
    "나뉘": ("나뉜다", "나뉩니다", "나뉘어요", "나뉨", "나뉘고", "나뉘며", "나뉘면"),
    "알리": ("알린다", "알립니다", "알려요", "알림", "알리고", "알리며", "알리면"),
    "맡기": ("맡긴다", "맡깁니다", "맡겨요", "맡김", "맡기고", "맡기며", "맡기면"),
    "쌓": ("쌓는다", "쌓습니다", "쌓아요", "쌓음", "쌓고", "쌓으며", "쌓으면"),
    "올리": ("올린다", "올립니다", "올려요", "올림", "올리고", "올리며", "올리면"),
    "옮기": ("옮긴다", "옮깁니다", "옮겨요", "옮김", "옮기고", "옮기며", "옮기면"),
    "있": ("있다", "있습니다", "있어요", "있음", "있고", "있으며", "있으면"),
    "이": ("이다", "입니다", "이에요", "임", "이고", "이며", "이면"),
    "움직이": ("움직인다", "움직입니다", "움직여요", "움직임", "움직이고", "움직이며", "움직이면"),
    "부르": ("부른다", "부릅니다", "불러요", "부름", "부르고", "부르며", "부르면"),
    "켜": ("켠다", "켭니다", "켜요", "켬", "켜고", "켜며", "켜면"),
}  # fmt: skip
STEM = re.compile(r"<([가-힣]+)(?:\.(고|며|면))?>")
# The object's way to be said and the verb after it: "{b}에 데이터를 저장하다".
TO = (
    "{b|으로/로} {p} <보내>", "{b}에 {p} <보내>",
    "{b|으로/로} {p} 전송<하>", "{b}에 {p} 전송<하>",
    "{b}에 {p} 저장<하>", "{p} {b}에 저장<하>",
    "{p} {b|으로/로} 전달<하>", "{p} {b}에 <넘기>",
    "{b|으로/로} {p} <넘기>", "{b}에 {p} <쓰>", "{b}에 {p} 기록<하>",
    "{p} {b}에 <넣>", "{b|을/를} 호출<하>", "{b|을/를} 갱신<하>",
    "{b|을/를} 실행<하>", "{b}에 연결<되>", "{b|과/와} 연결<되>",
    "{b|으로/로} 이어<지>", "{b|으로/로} <가>", "{b|으로/로} 들어<가>",
    "{b}에 {p} 공급<하>", "{b|을/를} 제어<하>", "{b|을/를} 작동<하>",
    "{b}에 {p} 등록<하>", "{b}에 {p} <남기>", "{p} {b|으로/로} <옮기>",
    "{p} {b}에 <올리>", "{b}에 {p} 요청<하>", "{b}에 {p} <알리>",
    "{b|을/를} 시작<하>", "{b|을/를} 생성<하>", "{b|을/를} 출력<하>",
    "{b|을/를} 사용<하>", "{b}에 {p} 제공<하>", "{b|으로/로} 전달<되>",
    "{b}에 저장<되>", "{b|으로/로} 변환<되>", "{b|으로/로} 흘러<가>",
    "{b}에 표시<되>", "{b}에 보고<하>", "{b}에게 {p} 전달<하>",
    "{b}에게 {p} <알리>", "{b}에 의해 처리<되>", "{b|으로/로} 이동<하>",
    "{b}에 입력<되>", "{b}에 {p} 올려 <주>", "{b|을/를} <부르>",
    "{b|을/를} <움직이>", "{b|을/를} 활성화<하>", "{b|을/를} 만들어 <주>",
)  # fmt: skip
PAYLOADS = (
    "데이터를", "요청을", "결과를", "메시지를", "신호를", "이벤트를", "파일을",
    "값을", "기록을", "사본을", "로그를", "응답을", "전기를", "물을", "에너지를",
    "서류를", "정보를", "작업을", "알림을", "출력을", "이를", "이를", "그 결과를",
    "변경 사항을", "목록을", "명령을", "내용을", "자료를", "측정값을", "트래픽을",
    "요약을", "처리 결과를",
)  # fmt: skip
FROM = (
    "{a}에서 {p} <읽>", "{a}에서 {p} <받>", "{a}에서 {p} 가져<오>",
    "{a|을/를} <읽>", "{a|을/를} 조회<하>", "{a|을/를} 구독<하>",
    "{a}에서 {p} <꺼내>", "{a}로부터 {p} <받>", "{a|을/를} 감시<하>",
    "{a}에서 {p} 수집<하>", "{a}의 {p} <받>",
)  # fmt: skip
LINKS = (
    "",
    "",
    "",
    "",
    "그다음 ",
    "그리고 ",
    "이후 ",
    "그 뒤 ",
    "이어서 ",
    "마지막으로 ",
    "그러면 ",
    "다음으로 ",
    "그런 다음 ",
    "또한 ",
)


class Account(World):
    """A story of things that hand something on; knows what 이것, 후자 and 둘 다 mean now."""

    object: str = ""
    pair: tuple[str, str] | None = None

    def fresh_(self, count: int) -> list[str]:
        rng = self.rng
        found = []
        programs = rng.random() < 0.25
        for _ in range(count):
            name = tech(self) if programs else self.noun()
            found.append(self.longer(name) if rng.random() < 0.09 else name)
        return found

    def longer(self, name: str) -> str:
        """The thing with what tells it apart: 축제에 초대할 손님 명단."""
        rng = self.rng
        thing = rng.choice(lexicon.flat("ko", rng.choice(("component", "data"))))
        role = rng.choice(lexicon.flat("ko", "role"))
        made = say(
            rng,
            (
                "{a}에서 [수집한~받은~만든~나온~보낸~저장한~가져온] {n}",
                "{r|이/가} [작성한~검토한~보낸~관리하는~사용하는~만든~요청한] {n}",
                "{a}에 [필요한~사용할~저장된~들어갈~연결된] {n}",
                "{a}의 [새로운 ~최근 ~주간 ~모든 ~]{n}",
                "[지난 3년간의~이번 달~본사 2층의~신규 회원용~모든 지점의~다음 주에 쓸] {n}",
                "{r|을/를} 위한 [새 ~맞춤 ~]{n}",
            ),
            a=thing,
            r=role,
            n=name,
        )
        if set(made) & set(",:;|()") or not self.fresh(thing, role):
            return name
        self.seen.add(made.lower().replace(" ", ""))
        return made

    def verb_(self, verbs: tuple[str, ...], end: str = "") -> str:
        """A verb of the list with its object's slot open; `end` is 고, 며 or 면, else the writer's ending."""
        text = self.rng.choice(verbs).replace("{p}", self.rng.choice(PAYLOADS))
        return text.replace(">", f".{end}>") if end else text

    def ends(self, text: str) -> str:
        def form(match: re.Match) -> str:
            endings = ENDINGS[match[1]]
            return endings[4 + "고며면".index(match[2])] if match[2] else endings[min(self.register, 3)]

        return STEM.sub(form, text)

    def sentence(self, templates: str | tuple[str, ...], **slots: str) -> None:
        rng = self.rng
        template = templates if isinstance(templates, str) else rng.choice(templates)
        for key in [k for k in slots if k.startswith("v_")]:  # verbs come with slots of their own
            template = template.replace("{" + key + "}", slots.pop(key))
        lead = rng.choice(LINKS) if self.sentences else ""
        text = say(rng, template, **slots)
        if lead and text.startswith(("여기", "이어", "그", "다음", "마지막", "또")):
            lead = ""
        self.sentences.append(self.ends(lead + text))

    def topic(self, name: str) -> str:
        """A known thing as what the next sentence is about, with its particle."""
        rng = self.rng
        roll = rng.random()
        if name == self.object and roll < 0.3:
            forms = ["이것은", "이는", "이것이", "그것은", "이것은 다시"]
            if self.pair and self.pair[1] == name:
                forms += ["후자는", "후자는", "후자가"]
            return rng.choice(forms)
        if self.pair and self.pair[0] == name and roll < 0.4:
            return rng.choice(("전자는", "전자는", "전자가"))
        short = name.split()[-1]
        if " " in name and roll > 0.85 and len(short) > 1 and sum(short in n for n in self.nodes) == 1:
            return f"이 {short}{particle(short, *rng.choice((('은', '는'), ('이', '가'))))}"
        mark = rng.choice((("은", "는"), ("은", "는"), ("이", "가")))
        return name + particle(name, *mark) + rng.choice(("", "", "", "", " 다시"))

    def from_(self, name: str) -> str:
        if name == self.object and self.rng.random() < 0.4:
            return self.rng.choice(("여기서", "여기에서", "거기서", "이곳에서"))
        return f"{name}에서"

    def now(self, *names: str) -> None:
        self.at(*names)
        self.object = names[-1] if len(names) == 1 else ""
        self.pair = (names[0], names[1]) if len(names) == 2 else None

    def line(self, text: str, *new: str) -> None:
        self.add(text, *new)


def begin(s: Account) -> None:
    roll = s.rng.random()
    if roll < 0.5:
        a, b = s.fresh_(2)
        s.sentence(("{a|은/는} {v_}", "{a|이/가} {v_}"), a=a, b=b, v_=s.verb_(TO))
        s.line(f"{a} -> {b}", a, b)
        s.now(b)
        s.pair = (a, b)
    elif roll < 0.66:
        a, b, c = s.fresh_(3)
        v, w = s.verb_(TO, "고"), s.verb_(TO).replace("{b", "{c")
        s.sentence("{a|은/는} {v_1}[,~] {b|은/는} {v_2}", a=a, b=b, c=c, v_1=v, v_2=w)
        s.line(f"{a} -> {b} -> {c}", a, b, c)
        s.now(c)
    elif roll < 0.84:
        a, b, c = s.fresh_(3)
        s.sentence(
            (
                "{a|과/와} {b|은/는} [모두~둘 다~각각~] {v_}",
                "{a|과/와} {b|이/가} [모두~함께~] {v_}",
                "{a}, {b} 둘 다 {v_}",
                "{a|과/와} {b|이/가} 있다. 둘 다 {v_}",
                "{a|과/와} {b|은/는} {c}에 <모이>",
                "{a|과/와} {b}의 [데이터가~결과가~출력이] {c}에서 합쳐<지>",
            ),
            a=a,
            b=b,
            c=c,
            v_=s.verb_(TO).replace("{b", "{c"),
        )
        s.line(f"{a}, {b} -> {c}", a, b, c)
        s.now(c)
    else:
        a, b, c = s.fresh_(3)
        s.sentence(
            (
                "{a|은/는} {b|과/와} {c|으로/로} <나뉘>",
                "{a|은/는} {b|과/와} {c}에 {p} <보내>",
                "{a}에 {b|과/와} {c|이/가} 연결되어 <있>",
                "{a|은/는} {b}, {c|으로/로} {p} 전달<하>",
            ),
            a=a,
            b=b,
            c=c,
            p=s.rng.choice(PAYLOADS),
        )
        s.line(f"{a} -> {b}, {c}", a, b, c)
        s.now(b, c)


def hand_on(s: Account) -> None:
    a, (b,) = s.last[0], s.fresh_(1)
    s.sentence("{t} {v_}", t=s.topic(a), b=b, v_=s.verb_(TO))
    s.line(f"{a} -> {b}", b)
    s.now(b)
    s.pair = (a, b)


def hand_on_twice(s: Account) -> None:
    a, (b, c) = s.last[0], s.fresh_(2)
    s.sentence(
        (
            "{t} {v_1}[,~] {b|은/는} {v_2}",
            "{t} {v_1}[,~] {b|이/가} [다시 ~]{v_2}",
            "{t} {v_3} {b|이/가} {v_2}",
        ),
        t=s.topic(a),
        b=b,
        c=c,
        v_1=s.verb_(TO, s.rng.choice("고며")),
        v_2=s.verb_(TO).replace("{b", "{c"),
        v_3=s.verb_(TO, "면"),
    )
    s.line(f"{a} -> {b} -> {c}", b, c)
    s.now(c)


def hand_to_two(s: Account) -> None:
    a, (b, c) = s.last[0], s.fresh_(2)
    s.sentence(
        (
            "{t} {v_1}[,~] {c}에도 {p} <보내>",
            "{t} {v_1}[,~] 동시에 {v_2}",
            "{t} {v_1}[,~] 또 {v_2}",
            "{t} {b|과/와} {c|으로/로} <나뉘>",
            "{t} {b|과/와} {c}에 {p} <보내>",
            "{t} {b|과/와} {c}에 [표시~전달~저장~연결]<되>",
            "{f} {b|과/와} {c|으로/로} [갈라<지>~<나뉘>~<흐르>]",
            "{f} 두 가지가 나<오>. {b|과/와} {c|이다/다}",
            "{t} {b}뿐 아니라 {c}에도 {p} <보내>",
        ),
        t=s.topic(a),
        f=s.from_(a),
        b=b,
        c=c,
        p=s.rng.choice(PAYLOADS),
        v_1=s.verb_(TO, s.rng.choice("고며")),
        v_2=s.verb_(TO).replace("{b", "{c"),
    )
    s.line(f"{a} -> {b}, {c}", b, c)
    s.now(b, c)


def taken_by(s: Account) -> None:
    a, (b, c) = s.last[0], s.fresh_(2)
    if s.rng.random() < 0.5:
        s.sentence(("{b|은/는} {v_}", "{b|이/가} {v_}", "{b}도 {v_}"), a=a, b=b, v_=s.verb_(FROM))
        s.line(f"{a} -> {b}", b)
        s.now(b)
        s.seen.discard(c.lower().replace(" ", ""))
        return
    s.sentence(
        (
            "{b|이/가} 이를 [받아~읽어~꺼내서~가져와~처리해서~분석해서] {v_}",
            "{b|은/는} {a}에서 {p} 받아 {v_}",
            "{b|이/가} {v_2} {v_}",
        ),
        a=a,
        b=b,
        c=c,
        p=s.rng.choice(PAYLOADS),
        v_=s.verb_(TO).replace("{b", "{c"),
        v_2=s.verb_(FROM, "고"),
    )
    s.line(f"{a} -> {b} -> {c}", b, c)
    s.now(c)


def from_there(s: Account) -> None:
    a, (b, c) = s.last[0], s.fresh_(2)
    if s.rng.random() < 0.55:
        s.sentence(
            (
                "{f} {b|으로/로} [<가>~들어<가>~넘어<가>~이어<지>~이동<하>~흘러<가>]",
                "[다음은~그다음은~그 다음 차례는] {b|이다/다}",
                "[그 뒤에는~그 다음에는] {b|이/가} 이어<지>",
                "{a} [다음에는~뒤에는] {b|이/가} <있>",
                "{f} 나온 [것은~결과는] {b|으로/로} [<가>~전달<되>]",
            ),
            f=s.from_(a),
            a=a,
            b=b,
        )
        s.line(f"{a} -> {b}", b)
        s.now(b)
        s.seen.discard(c.lower().replace(" ", ""))
        return
    s.sentence(
        (
            "{f} {b|을/를} [거쳐~지나~통해] {c|으로/로} [<가>~들어<가>~전달<되>~이어<지>]",
            "{a|과/와} {c} 사이에[는~] {b|이/가} <있>",
            "그 뒤로 {b|과/와} {c|이/가} 차례로 이어<지>",
            "{t} {b|을/를} [거쳐~통해] {c|으로/로} 전달<되>",
        ),
        f=s.from_(a),
        t=s.topic(a),
        a=a,
        b=b,
        c=c,
    )
    s.line(f"{a} -> {b} -> {c}", b, c)
    s.now(c)


def both(s: Account) -> None:
    (z,), names = s.fresh_(1), list(s.last)
    s.sentence(
        (
            "{w} {v_}",
            "{w} {v_}",
            "{n|은/는} [모두 ~둘 다 ~]{v_}",
            "{w} {z|으로/로} <모이>",
            "{w} {z}에서 합쳐<지>",
        ),
        w=s.rng.choice(
            ("둘 다", "둘 다", "두 곳 모두", "이 둘은", "양쪽 모두", "둘은 모두", "이 두 가지는", "이들은")
        )
        if len(names) == 2
        else s.rng.choice(("모두", "셋 다", "이들은 모두")),
        n=s.rng.choice((", ", "와 ")).join(names) if not particle(names[0], "x", "") else ", ".join(names),
        z=z,
        v_=s.verb_(TO).replace("{b", "{z"),
    )
    s.line(f"{', '.join(names)} -> {z}", z)
    s.now(z)


def each_own(s: Account) -> None:
    (a, b), (c, d) = s.last[:2], s.fresh_(2)
    s.sentence(
        (
            "전자는 {v_1}[,~] 후자는 {v_2}",
            "{a|은/는} {v_1}[,~] {b|은/는} {v_2}",
            "첫 번째는 {v_1} 두 번째는 {v_2}",
        ),
        a=a,
        b=b,
        c=c,
        d=d,
        v_1=s.verb_(TO, s.rng.choice("고며")).replace("{b", "{c"),
        v_2=s.verb_(TO).replace("{b", "{d"),
    )
    s.line(f"{a} -> {c}", c)
    s.line(f"{b} -> {d}", d)
    s.now(c, d)


def one_of_two(s: Account) -> None:
    i = s.rng.randrange(2)
    a, (c,) = s.last[i], s.fresh_(1)
    s.sentence(
        (
            "{w} {v_}",
            "{a|은/는} {v_}",
            "{a|이/가} {v_}",
            "{a}의 [결과는~출력은~데이터는] {c|으로/로} [<가>~전달<되>]",
        ),
        w=("전자는", "후자는")[i],
        a=a,
        c=c,
        v_=s.verb_(TO).replace("{b", "{c"),
    )
    s.line(f"{a} -> {c}", c)
    s.now(c)


def from_earlier(s: Account) -> None:
    a, (b,) = s.rng.choice(s.nodes), s.fresh_(1)
    s.sentence(
        ("{b}도 {v_2}", "{a|은/는} {b}에도 {p} <보내>", "한편 {a|은/는} {v_}", "{b|은/는} {v_2}"),
        a=a,
        b=b,
        p=s.rng.choice(PAYLOADS),
        v_=s.verb_(TO),
        v_2=s.verb_(FROM),
    )
    s.line(f"{a} -> {b}", b)
    s.now(b)


def back(s: Account) -> None:
    a = s.last[0]
    b = s.rng.choice([n for n in s.nodes if n != a])
    if any(f"{a} -> {b}" in line for line in s.lines):
        return hand_on(s)
    s.sentence(
        ("{t} [다시 ~]{b|으로/로} 돌아<가>", "{t} {b}에 {p} 다시 <보내>", "{t} {b|으로/로} 피드백을 <보내>"),
        t=s.topic(a),
        b=b,
        p=s.rng.choice(PAYLOADS),
    )
    s.line(f"{a} -> {b}")
    s.now(b)


def decides(s: Account) -> None:
    """Where it goes depends on a condition."""
    a, (b, d) = s.last[0], s.fresh_(2)
    name, yes, no, whether, short = situation(s)
    s.sentence(
        (
            "{yes} {b|으로/로} [보내고~가고~전달하고~넘기고][,~] "
            "[아니면~그렇지 않으면~{no}] {d|으로/로} [<보내>~<가>~전달<하>]",
            "{t} {whether} [확인해서~확인하고~보고] [맞으면~그렇다면] {b|으로/로}[,~] "
            "아니면 {d|으로/로} [<보내>~전달<하>]",
            "{yes} {b|으로/로} [<보내>~<가>]. [그렇지 않으면~아니면] {d|으로/로} [<보내>~<가>]",
            "{whether}? 예 -> {b}, 아니오 -> {d}",
            "{whether}에 따라 [맞으면~그렇다면] {b}, [아니면~{short}] {d|으로/로} <가>",
        ),
        t=s.topic(a),
        b=b,
        d=d,
        yes=yes,
        no=no,
        whether=whether,
        short=short,
    )
    s.line(f"{a} -> {name} ? -> {YES}: {b}, {NO}: {d}", b, d)
    s.now(b, d)


COUNTED = (
    "센서", "서버", "워커", "스캐너", "노트북", "카메라", "단말기", "클라이언트",
    "프린터", "펌프", "로봇", "드론", "지점", "학생", "직원", "노드", "GPU",
    "파드", "탱크", "컨베이어", "창고", "트럭", "안테나", "배터리", "밸브",
    "모터", "계산대", "복제본", "컨테이너", "태블릿", "전화기", "공유기", "스위치",
    "모니터", "수집기", "발전기", "냉장고", "매장", "교실", "상담원",
)  # fmt: skip
COUNTERS = {
    "학생": "명",
    "직원": "명",
    "상담원": "명",
    "지점": "곳",
    "매장": "곳",
    "창고": "곳",
    "교실": "개",
}


def _many(s: Account) -> tuple[str, str] | None:
    """ "센서 세 개" and the name with its count."""
    rng = s.rng
    name = rng.choice(COUNTED)
    if not s.fresh(name):
        return None
    s.things[name] = name
    n = rng.choice((2, 3, 3, 4, 5, 6, 8, 10))
    unit = COUNTERS.get(name, rng.choice(("개", "대", "대")))
    word = NATIVE[n] if rng.random() < 0.5 else str(n)
    said = rng.choice(
        (
            f"{name} {word}{' ' if not word.isdigit() else ''}{unit}",
            f"{name} {word}{' ' if not word.isdigit() else ''}{unit}",
            f"{word}{' ' if not word.isdigit() else ''}{unit}의 {name}",
        )
    )
    return said, f"{name} ×{n}"


def crowd(s: Account) -> None:
    """스캐너 3대가 서버에 연결된다."""
    many = _many(s)
    if not many:
        return begin(s)
    said, name = many
    bare = name.split(" ×")[0]
    a, b = s.fresh_(2)
    second = _many(s) if s.rng.random() < 0.3 else None
    if second:
        other, label = second
        s.sentence(
            "{m|이/가} {o|으로/로} {p} [보내고~넘기고~전달하고] {k|은/는} {v_}",
            m=said,
            o=other,
            k=label.split(" ×")[0],
            a=a,
            p=s.rng.choice(PAYLOADS),
            v_=s.verb_(TO).replace("{b", "{a"),
        )
        s.line(f"{name} -> {label} -> {a}", bare, label.split(" ×")[0], a)
    elif s.rng.random() < 0.3:
        s.sentence(
            (
                "{a}에 {m|과/와} {b|이/가} 연결되어 <있>",
                "{a|은/는} {m|과/와} {b}에 연결<되>",
                "{a|은/는} {m|과/와} {b}에 {p} <보내>",
            ),
            a=a,
            b=b,
            m=said,
            p=s.rng.choice(PAYLOADS),
        )
        s.line(f"{a} -> {name}, {b}", a, bare, b)
        return s.now(b)
    else:
        s.sentence(
            ("{m|이/가} [모두 ~함께 ~]{v_}", "{m|은/는} [모두 ~]{v_}", "{m|이/가} {a}에 연결<되>"),
            m=said,
            a=a,
            v_=s.verb_(TO).replace("{b", "{a"),
        )
        s.line(f"{name} -> {a}", bare, a)
    s.now(a)


def to_many(s: Account) -> None:
    a, many = s.last[0], _many(s)
    if not many:
        return hand_on(s)
    said, name = many
    (z,) = s.fresh_(1)
    s.sentence(
        (
            "{t} {m}에 {p} [보내고~나눠 주고~전달하고], 이들은 [모두 ~]{v_}",
            "{t} {m|으로/로} 나뉘고 모두 {v_}",
        ),
        t=s.topic(a),
        m=said,
        p=s.rng.choice(PAYLOADS),
        z=z,
        v_=s.verb_(TO).replace("{b", "{z"),
    )
    s.line(f"{a} -> {name} -> {z}", name.split(" ×")[0], z)
    s.now(z)


Move = tuple[Callable[[Account], None], int]
ONE: tuple[Move, ...] = (
    (hand_on, 9),
    (hand_on_twice, 7),
    (hand_to_two, 8),
    (taken_by, 8),
    (from_there, 8),
    (from_earlier, 3),
    (back, 2),
    (to_many, 2),
    (decides, 5),
)
TWO: tuple[Move, ...] = ((both, 10), (each_own, 4), (one_of_two, 6), (from_earlier, 1))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One account: (kind, prompt, statement lines)."""
    s = Account(rng)
    (crowd if rng.random() < 0.14 else begin)(s)
    for _ in range(rng.choices((0, 1, 2, 3, 4), (3, 6, 6, 3, 1))[0]):
        options = ONE if len(s.last) == 1 else TWO
        rng.choices([m for m, _ in options], [w for _, w in options])[0](s)
        if len(s.nodes) > 13:
            break
    glue = rng.choices((". ", "\n", ".\n", ", "), (30, 2, 2, 2))[0]
    text = glue.join(s.sentences) + rng.choice((".", ".", ""))
    return "account ko", re.sub(" +", " ", text), "\n".join(s.lines)

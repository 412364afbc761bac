"""Short Korean prompts as strangers type them: notes, lists, people at work, programs that call each other.

Each form tells one thing and knows its one outline; korean_forms.sample draws them beside its own forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from training.synthesis.korean.everyday_words import (
    ASIDE,
    DEEDS,
    HADA,
    PEOPLE,
    TRIGGER_ENDS,
    TRIGGERS,
    end_of,
    link,
    opened,
    row,
    situation,
    stop,
    task,
    tech,
    way,
)
from training.synthesis.korean.verbs import NO, YES
from training.synthesis.phrasing import particle

if TYPE_CHECKING:
    from training.synthesis.korean.forms import World


# --- chains ---


def spoken(w: World) -> None:
    """원료 입고하고 검사해서 포장 후 출하함."""
    names = row(w, 3, 7, 6, 4, 2)
    text = " ".join(link(w, x) for x in names[:-1]) + " " + stop(w, names[-1])
    w.sentences.append(w.rng.choice(ASIDE) + text)
    w.path(*names)


def triggered(w: World) -> None:
    """주문이 들어오면 재고를 확인하고: what sets it off is no step."""
    names = row(w, 4, 5, 3)
    head = w.write(*TRIGGER_ENDS, x=w.rng.choice(TRIGGERS))
    text = " ".join(link(w, x) for x in names[:-1]) + " " + stop(w, names[-1])
    w.sentences.append(f"{head} {text}")
    w.path(*names)


def spelled(w: World) -> None:
    """Lists with all kinds of marks."""
    names = row(w, 1, 6, 6, 4, 2, 1) if w.rng.random() < 0.6 else w.things_(w.few(1, 6, 5, 4, 2))
    marks = w.rng.choice(
        (
            "①②③④⑤⑥⑦⑧",
            "가나다라마바사아",
            "ABCDEFGH",
            "12345678",
        )
    )
    form = w.rng.choice(
        (
            "{m}. {x}",
            "{m}) {x}",
            "({m}) {x}",
            "STEP {m}: {x}",
            "step{m} {x}",
            "{m}단계 - {x}",
            "Step {m}. {x}",
            "{m}번 {x}",
            "[{m}] {x}",
            "{m}단계 {x}",
        )
    )
    if marks[0] == "①":
        form = w.rng.choice(("{m} {x}", "{m}{x}"))
    elif marks[0] != "1":
        form = w.rng.choice(("{m}. {x}", "{m}) {x}"))
    if w.rng.random() < 0.2:
        marks, form = " " * 8, w.rng.choice(("• {x}", "- {x}", "* {x}", "· {x}", "▶ {x}", "ㅁ {x}"))
    glue = w.rng.choice(("\n", "\n", "\n", " ", ", "))
    end = (
        w.rng.choice(("", "", "", "하기", "함", "한다", "합니다"))
        if all(x.endswith(HADA) for x in names)
        else ""
    )
    w.sentences.append(glue.join(form.format(m=m, x=x + end) for m, x in zip(marks, names, strict=False)))
    w.path(*names)


def ordinals(w: World) -> None:
    """첫째 A, 둘째 B / 처음엔 A 그다음엔 B 마지막엔 C."""
    names = row(w, 0, 5, 5)
    heads = w.rng.choice(
        (
            ("첫째,", "둘째,", "셋째,", "넷째,"),
            ("첫 번째로", "두 번째로", "세 번째로", "네 번째로"),
            ("먼저", "그다음", "그 뒤에", "끝으로"),
            ("일단", "그러고 나서", "이어서", "마지막에"),
            ("맨 처음", "다음", "그다음에는", "맨 끝에"),
            ("처음엔", "다음엔", "또 다음엔", "마지막엔"),
            ("1차로", "2차로", "3차로", "4차로"),
            ("시작은", "그담", "그담에", "최종적으로"),
            ("우선", "이후", "그런 다음", "최종"),
            ("아침에", "점심에", "오후에", "저녁에"),
            ("1주차:", "2주차:", "3주차:", "4주차:"),
            ("1교시", "2교시", "3교시", "4교시"),
        )
    )
    if len(names) == 3:
        heads = (*heads[:2], heads[3] if heads[0][0] not in "첫1" else heads[2])
    end = w.rng.choice(("", "", w.write("<하>")))
    glue = w.rng.choice((". ", ", ", "\n")) if end else w.rng.choice((", ", "\n", ", "))
    w.sentences.append(glue.join(f"{h} {x}{end}" for h, x in zip(heads, names, strict=True)))
    w.path(*names)


def bare(w: World) -> None:
    """Names in a row with only spaces, commas or a title around them."""
    names = [x for x in row(w, 0, 4, 5, 3)]
    a, b = names[0], names[-1]
    single = all(" " not in x for x in names)
    gap = " " if single and w.rng.random() < 0.6 else ", "
    title = w.rng.choice(
        ("순서", "절차", "진행 순서", "업무 절차", "과정", "처리 흐름", "플로우", "타임라인")
    )
    s = gap.join(names)
    w.tell_(
        "{s}",
        "{t}: {s}",
        "{t} {s}" if gap == " " else "{t} - {s}",
        "{a}부터 {b}까지: {s}",
        "{s} 순",
        "{s} 순서대로",
        "{s} 이 순서임",
        "{s} 순으로 <하>",
        "{t}는 {s}" if particle(title, "1", "") == "" else "{t}은 {s}",
        "{s} ({t})",
        "{s} 차례로 쭉",
        "{s} 일렬로",
        s=s,
        t=title,
        a=a,
        b=b,
    )
    w.path(*names)


def backwards(w: World) -> None:
    """배포 전에 코드리뷰, 그 전에 단위테스트."""
    a, b, c = row(w, 0, 1)
    w.tell_(
        "{c} 전에 {b}, 그 전에 {a}",
        "{c|을/를} 하려면 먼저 {b|이/가} 필요하고 {b|을/를} 하려면 {a|이/가} 필요<하>",
        "{c} 전에는 {b|을/를}, {b} 전에는 {a|을/를} <하>",
        "{c} 앞에 {b}, {b} 앞에 {a}",
        "{b}하기 전에 {a}하고 {b} 끝나면 {c}",
        "{c|은/는} {b} 다음에, {b|은/는} {a} 다음에 <하>",
        "{a} 없이는 {b} 못 하고 {b} 없이는 {c} 못 함",
        a=a,
        b=b,
        c=c,
    )
    w.path(a, b, c)


def passive(w: World) -> None:
    """접수되고 검토된 뒤 승인됨."""
    names = row(w, 2, 6, 4)
    text = " ".join(
        x + w.rng.choice(("되고", "되고", "된 뒤", "된 후", "된 다음", "되면", "되어", "돼서", "되고 나서"))
        for x in names[:-1]
    )
    w.sentences.append(f"{text} {names[-1]}{w.write('<되>')}")
    w.path(*names)


def techs(w: World) -> None:
    """kafka에서 spark로 보내고 결과는 elasticsearch에 저장."""
    names = [tech(w) for _ in range(w.few(0, 5, 5, 2))]
    a, b, *rest = names
    said = w.write(
        "{a}에서 {b|으로/로} 스트리밍하고",
        "{a}에서 {b|으로/로} 보내고",
        "{a} 데이터를 {b|으로/로} 넘기고",
        "{a|이/가} {b|을/를} 호출하고",
        "{a}로 들어온 요청을 {b|이/가} 받고",
        "{a} -> {b},",
        "{a}에 쌓인 걸 {b|이/가} 읽고",
        "{a} 로그를 {b|으로/로} 모아서",
        "{a} 앞단에 두고 {b|으로/로} 프록시,",
        a=a,
        b=b,
    )
    last = b
    for i, x in enumerate(rest):
        end = i == len(rest) - 1
        if end:
            said += w.write(
                " {x}에 저장",
                " {x}에 저장<하>",
                " {l|은/는} 결과를 {x}에 저장<하>",
                " {x|으로/로} 시각화",
                " 마지막에 {x|으로/로} 전송",
                " {l|이/가} {x}에 write<하>",
                " {x|으로/로} 보냄",
                l=last,
                x=x,
            )
        else:
            said += w.write(
                " {l|은/는} {x|으로/로} 넘기고",
                " {x|으로/로} 보내고",
                " {l|이/가} 처리해서 {x}에 저장하고",
                " {x} 거쳐서",
                " {l|은/는} {x|을/를} 호출하고",
                l=last,
                x=x,
            )
        last = x
    if a in ("kafka",) or "로 들어온" not in said or particle(a, "으로", "로") == "로":
        w.sentences.append(said)
    else:
        w.sentences.append(said.replace(f"{a}로 들어온", f"{a}으로 들어온"))
    w.path(*names)


# --- people ---


def cast(w: World) -> None:
    """교사가 과제를 제시하고 학생이 제출하면: who acts is part of the name; then perhaps a way back."""
    rng = w.rng
    roles = rng.choice(PEOPLE)
    names: list[str] = []
    parts = []
    for i in range(w.few(1, 5, 4)):
        role = roles[i % 3]
        deed = next(d for d in rng.sample(DEEDS, len(DEEDS)) if w.fresh(d))
        silent = i and rng.random() < 0.2
        name = deed if silent else f"{role}{particle(role, '이', '가')} {deed}"
        names.append(name)
        parts.append(name)
    joint = ("하면", "하고", "한 뒤", "한 다음", "하면", "하고", "하여", "해서", "한 후")
    said = " ".join(p + rng.choice(joint) for p in parts[:-1])
    final = parts[-1] + w.write("<하>")
    if rng.random() < 0.2:
        said, final = ". ".join(p + w.write("<하>") for p in parts), ""
    w.sentences.append(f"{said} {final}".strip())
    w.path(*names)
    if rng.random() < 0.5:
        back = rng.choice(names[:-1])
        short = back.split(" ")[-2:]
        spoken_back = " ".join(short) if len(back.split(" ")) > 2 else back
        if rng.random() < 0.5 and len(short) == 2:
            spoken_back = re.sub(r"[을를]$", "", short[0]) + " " + short[1]
        name, yes, _, _, _ = situation(w)
        again = w.write("{a}부터 다시 <하>", "다시 {a}<하>", "{a} 단계로 돌아<가>", a=spoken_back)
        if rng.random() < 0.5:
            w.sentences.append(f"{yes} {again}")
            w.add(f"{names[-1]} -> {name} ? -> {YES}: {back}", name)
            w.at(name, via=NO)
        else:
            x = end_of(w)
            w.sentences.append(f"{yes} {way(w, x)} {rng.choice(('아니면', '그렇지 않으면'))} {again}")
            w.add(f"{names[-1]} -> {name} ? -> {YES}: {x}, {NO}: {back}", name, x)
            w.at(x)


def shorthand(w: World) -> None:
    """API 게이트웨이에 보내면 게이트웨이가: the second time only the last word; the node is the first."""
    rng = w.rng
    kinds = (
        "게이트웨이",
        "서버",
        "팀",
        "모듈",
        "워커",
        "센터",
        "부서",
        "저장소",
        "엔진",
        "서비스",
        "제어기",
        "수집기",
        "큐",
        "캐시",
        "에이전트",
        "분류기",
        "모델",
    )
    short = rng.choice(kinds)
    first = rng.choice(
        (
            "API",
            "중앙",
            "외부",
            "결제",
            "메인",
            "사내",
            "지역",
            "이미지",
            "주문",
            "품질",
            "1차",
            "클라우드",
            "음성",
            "보안",
            "로그",
            "검색",
            "추천",
        )
    )
    b = f"{first} {short}"
    w.fresh(b)
    w.things[b] = b
    a, c, d = (w.noun() if rng.random() < 0.6 else tech(w) for _ in range(3))
    if not w.rng.random() < 0.5:
        w.tell_(
            "{a|이/가} {b}에 요청을 보내면 {s|이/가} {c}에 확인하고 {d|으로/로} <넘기>",
            "{a|이/가} {b|으로/로} 데이터를 보내고 {s|은/는} {c|과/와} {d}에 <보내>",
            "{a|은/는} {b|을/를} 호출하고 {s|은/는} 다시 {c|과/와} {d|을/를} 호출<하>",
            "{a}에서 {b|으로/로} 들어오면 {s|이/가} {c}, {d|으로/로} 나눠 <보내>",
            a=a,
            b=b,
            s=short,
            c=c,
            d=d,
        )
        if "확인하고" in w.sentences[-1]:
            w.path(a, b, c)
            w.path(b, d)
        else:
            w.path(a, b)
            w.path(b, [c, d])
    else:
        w.tell_(
            "{a|이/가} {b}에 신호를 보내면 {s|이/가} {c}에 전달하고 {c|은/는} {d}에 저장<하>",
            "{a}의 출력이 {b|으로/로} 들어가고 {s}의 결과는 {c|을/를} 거쳐 {d|으로/로} <가>",
            "{a|은/는} {b}에 연결. {s|은/는} {c}에 연결되고 {c|은/는} {d}에 연결<되>",
            "{a|이/가} {b|을/를} 부르고, 이 {s|이/가} {c|을/를} 부르면 {c|이/가} {d|을/를} 실행<하>",
            a=a,
            b=b,
            s=short,
            c=c,
            d=d,
        )
        w.path(a, b, c, d)


# --- split and merge ---


def at_once(w: World) -> None:
    """경보 울림 → 방송과 신고를 동시에 → 인원 확인."""
    rng = w.rng
    arrow = rng.choice((" → ", " -> ", " > ", " => "))
    before, both, after = row(w, 2, 1) if rng.random() < 0.7 else [task(w)], row(w, 5, 2), task(w)
    listed = w.write("{l}", l=both)
    said = rng.choice(
        (
            f"{listed}{particle(listed, '을', '를')} 동시에",
            f"{listed} 동시에",
            f"({', '.join(both)} 동시에)",
            f"{listed} 병렬",
            f"({' / '.join(both)} 병렬)",
            f"{listed} 같이",
            f"[{', '.join(both)}]",
            f"({' + '.join(both)})",
            f"{listed}{particle(listed, '을', '를')} 함께",
            f"{' & '.join(both)}",
        )
    )
    w.sentences.append(arrow.join([*before, said, after]))
    w.path(*before, both, after)


def while_(w: World) -> None:
    """국 끓이는 동안 반찬, 그다음 상 차리기."""
    lead, names = opened(w, 1)
    a, b, c = row(w, 0, 1)
    w.sentences.append(
        lead
        + w.write(
            "{a}하는 동안 {b}하고 {c}",
            "{a|과/와} {b} 동시에 하고 {c}",
            "{a}하면서 {b}도 같이 하고 나서 {c}",
            "{a} 하는 사이 {b|을/를} 하고, 끝나면 {c}",
            "{a}이랑 {b} 병렬로 돌리고 다 되면 {c}"
            if particle(a, "1", "")
            else "{a}랑 {b} 병렬로 돌리고 다 되면 {c}",
            "한쪽에서는 {a}, 다른 쪽에서는 {b}하고 둘 다 끝나면 {c}",
            "{a}하는 김에 {b}도 하고 그 뒤 {c}",
            a=a,
            b=b,
            c=c,
        )
    )
    if names:
        w.path(*names, [a, b], c)
    else:
        w.path([a, b], c)


def combine(w: World) -> None:
    """A랑 B를 더해서 C를 만들고 C를 D에 곱해서 출력."""
    a, b, c, d = (w.noun() for _ in range(4))
    if w.rng.random() < 0.3:
        a, b, c, d = w.rng.choice(("ABCD", "XYZW", "PQRS", "abcd", "xyzw"))
        w.seen.update((a + "!", b + "!", c + "!", d + "!"))
        w.things |= {x: x for x in (a, b, c, d)}
    verb = w.rng.choice(
        ("더해서", "합쳐서", "섞어서", "조합해서", "결합해", "비교해서", "곱해서", "이어붙여")
    )
    two = w.write("{l|을/를}", l=[a, b])
    w.tell_(
        "{t} {v} {c|을/를} 만들고 {c|을/를} {d}에 넣음",
        "{t} {v} {c|을/를} 만들고 {d|으로/로} <보내>",
        "{t} {v} 나온 {c|을/를} {d}에 입력",
        "{t} {v} {c|을/를} 얻고 {c|은/는} {d|으로/로} 들어<가>",
        "{t} {v} {c} 생성. {c|은/는} {d}에 전달<되>",
        "{t} {v} {c|을/를} 만들고 {c|을/를} {d}에 곱<하>",
        t=two,
        v=verb,
        c=c,
        d=d,
    )
    w.path([a, b], c)
    w.path(c, d)


def gather(w: World) -> None:
    """카메라, 라이다가 융합 모듈로 들어가고 그 결과로 계획, 제어 순."""
    ins, m = [w.noun() for _ in range(w.few(4, 5, 2))], w.noun()
    outs = row(w, 3, 2)
    w.tell_(
        "{i|이/가} {m|으로/로} 들어가고 그 결과로 {o} 순으로 진행<하>",
        "{i|이/가} {m}에 모이고 이후 {o} 순서",
        "{i} 전부 {m}에 연결하고 그다음 {o} 차례",
        "{m|이/가} {i} 데이터를 모아서 {o} 순으로 처리<하>",
        "{i} 값이 {m|으로/로} 모인 뒤 {o} 순으로 이어<지>",
        i=ins,
        m=m,
        o=", ".join(outs),
    )
    w.path(ins, m)
    w.path(m, *outs)


def series(w: World, count: int) -> list[str]:
    """서버1, 서버2, 서버3; none where such names are said already."""
    stem = w.rng.choice(
        (
            "서버",
            "PC",
            "app",
            "web",
            "워커",
            "노드",
            "DB",
            "센서",
            "큐",
            "GPU",
            "작업자",
            "라인",
            "팀",
            "node",
            "worker",
            "카메라",
            "로봇",
            "창구",
            "모델",
            "replica",
            "shard",
            "pod",
            "기계",
            "교실",
        )
    )
    marks = w.rng.choice(("123456", "123456", "ABCDEF"))
    gap = w.rng.choice(("", "", "", " ", "-"))
    names = [f"{stem}{gap}{mark}" for mark in marks[:count]]
    if any(stem.lower() in other for other in w.seen):
        return []
    for name in names:
        w.seen.add(name.lower().replace(" ", ""))
        w.things[name] = name
    return names


def balanced(w: World) -> None:
    """로드밸런서에서 서버1, 서버2로 갈라졌다가 DB에서 합쳐지는 구조."""
    items = series(w, w.few(5, 4, 1)) or [w.thing(), w.thing()]
    a, b = w.noun(), w.noun()
    w.tell_(
        "{a}에서 {l|으로/로} 갈라졌다가 {b}에서 합쳐지는 구조",
        "{a}에서 {l|으로/로} 나뉘었다가 {b}에서 합쳐<지>",
        "{a} → {l} → {b}",
        "{a}에서 {k|으로/로} 나눠 보내고 {b}에서 모음",
        "{a|이/가} {k|으로/로} 작업을 나누고 결과는 {b|으로/로} <모이>",
        "{a} 아래 {l|이/가} 병렬로 있고 전부 {b|으로/로} 연결<되>",
        "{a}에서 {l} 각각으로 갔다가 다시 {b|으로/로} 합류",
        "{a|은/는} {l}에 연결되고 {l|은/는} 모두 {b}에 연결<되>",
        a=a,
        b=b,
        l=", ".join(items),
        k=items,
    )
    w.path(a, items, b)


def spread(w: World) -> None:
    """nginx가 받아서 app1 app2로 분산하고 둘 다 postgres 씀."""
    a, items, b = tech(w), [tech(w) for _ in range(w.few(5, 3))], tech(w)
    if w.rng.random() < 0.45:
        items = series(w, len(items)) or items
    both = (
        "둘 다" if len(items) == 2 else w.rng.choice(("셋 다", "모두", "다")) if len(items) == 3 else "모두"
    )
    s = w.rng.choice((" ", ", ", ", ", "랑 ")) if all(" " not in x for x in items) else ", "
    if s == "랑 " and any(particle(x, "1", "") for x in items):
        s = ", "
    w.tell_(
        "{a|이/가} 트래픽 받아서 {s|으로/로} 분산하고 {n} {b} 씀",
        "{a|이/가} {s|으로/로} 나눠 보내고 {n} {b|을/를} 사용<하>",
        "{a} 뒤에 {s|이/가} 있고 {n} {b}에 붙음",
        "{a}에서 {s|으로/로} 갈라지고 {n} {b|으로/로} <가>",
        "{a} 밑에 {s} 붙이고 {n} {b}에 연결",
        "{a}가 앞에서 받고 {s}로 로드밸런싱, {n} {b} 공유"
        if not particle(a, "1", "") and particle(items[-1], "으로", "로") == "로"
        else "{a} → {s}, {n} {b} 공유",
        a=a,
        s=s.join(items),
        n=both,
        b=b,
    )
    w.path(a, items, b)


def aside(w: World) -> None:
    """A 다음 B 다음 C. 한편 A는 D에도 저장."""
    lead = row(w, 2, 4, 2)
    text = " ".join(link(w, x) for x in lead[:-1]) + " " + stop(w, lead[-1]).replace("까지", "")
    x, y = tech(w), w.rng.choice(lead)
    w.sentences.append(text)
    w.path(*lead)
    w.tell_(
        "한편 {y} 결과는 {x}에도 저장<되>",
        "그리고 {y} 결과는 {x|으로/로}도 <보내>",
        "{y} 내용은 {x}에도 기록<하>",
        "참고로 {y}에서 {x|으로/로}도 연결",
        "{y}할 때 {x}에도 남김",
        "또한 {y} 정보는 {x}에도 저장해 둠",
        y=y,
        x=x,
    )
    w.path(y, x)


def parted(w: World) -> None:
    """A/B/C로 나눈 뒤 A로 D; 두 갈래로 나눠서 하나는 A, 하나는 B."""
    rng = w.rng
    if rng.random() < 0.5:
        items = [w.noun() for _ in range(w.few(4, 4))]
        if any("/" in x for x in items):
            return at_once(w)
        pick, x = rng.choice(items), task(w)
        glue = rng.choice(("/", ", ", " / ", "·"))
        w.tell_(
            "{s|으로/로} 나눈 뒤 {p|으로/로} {x}",
            "{s|으로/로} 나누고 {p|으로/로} {x}<하>",
            "{s|으로/로} 분리해서 {p|은/는} {x}에 사용",
            "{s} 세 가지로 나누고 {p}만 {x}에 사용"
            if len(items) == 3
            else "{s} 두 가지로 나누고 {p}만 {x}에 사용",
            s=glue.join(items),
            p=pick,
            x=x,
        )
        w.path(items)
        w.path(pick, x)
        return None
    a, b, c, d = (w.noun() for _ in range(4))
    w.tell_(
        "{a|을/를} {b}에 넣고 결과를 두 갈래로 나눠서 하나는 {c}, 하나는 {d|으로/로} <보내>",
        "{a|이/가} {b|을/를} 지나면 두 갈래인데 한쪽은 {c}, 다른 쪽은 {d}",
        "{a} → {b} 이후 {c} 쪽이랑 {d} 쪽으로 나뉨",
        "{a} 다음 {b}, 거기서 반은 {c|으로/로} 반은 {d|으로/로} <가>",
        a=a,
        b=b,
        c=c,
        d=d,
    )
    w.path(a, b, [c, d])
    return None


FORMS: tuple[tuple[Callable[[World], None], str, int], ...] = (
    (spoken, "clauses", 8), (triggered, "clauses", 5), (spelled, "chain", 3), (ordinals, "chain", 4),
    (bare, "chain", 3), (backwards, "chain", 3), (passive, "clauses", 3), (techs, "relations", 5),
    (cast, "clauses", 9), (shorthand, "relations", 4), (at_once, "split", 5), (while_, "split", 5),
    (combine, "merge", 4), (gather, "merge", 4), (spread, "split", 5), (balanced, "split", 4),
    (aside, "split", 5), (parted, "split", 4),
)  # fmt: skip

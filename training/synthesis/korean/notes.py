"""Plain notes in Korean: headings, lists after a colon, sub-items, details in brackets, arrows in prose."""

from __future__ import annotations

import random
import re
from itertools import pairwise

from training.synthesis import lexicon
from training.synthesis.korean.everyday_words import task, tech
from training.synthesis.korean.forms import World
from training.synthesis.phrasing import NATIVE, particle
from training.synthesis.variants import say

TITLES = (
    "단계", "순서", "절차", "과정", "진행 순서", "작업 순서", "흐름", "전체 흐름",
    "일정", "계획", "할 일", "업무 절차", "처리 단계", "진행 단계",
    "순서는 다음과 같습니다", "단계는 다음과 같다", "과정은 이렇습니다", "로드맵",
    "파이프라인", "오늘 할 일", "체크리스트", "회의 메모", "수업 순서", "이동 경로",
    "경로", "생산 공정", "이번 주 계획", "공정 순서", "방법", "진행 방법",
    "다음 순서로 진행", "개발 단계", "일과", "아침 루틴", "커리큘럼", "마일스톤",
    "요약",
)  # fmt: skip
TOPICS = (
    "나무", "편지", "우유", "법률", "별", "앱", "치즈", "주문", "민원",
    "휴가", "졸업", "책", "옷", "논문", "영화", "소포", "예산", "제품",
    "여행", "이사", "결혼식", "출장", "강", "종이", "김치", "빵", "프로젝트",
    "신입 사원", "고객 문의", "동영상",
)  # fmt: skip
ABOUT = (
    "{t}의 한살이",
    "{t}의 단계",
    "{t} 처리 과정",
    "{t}의 일생",
    "{t} 준비 순서",
    "{t} 만드는 법",
    "{t}의 여정",
    "{t} 절차",
    "{t} 흐름",
    "{t}의 역사",
)
DETAILS = (
    "약 10분", "이틀", "선택", "필요시", "팀장", "메일로", "아래 참고", "v2",
    "신규", "매주", "최대 5개", "실험실", "인사팀 담당", "중요!", "초안",
    "한 시간 정도", "지연 가능", "12호실", "2021년부터", "두 번", "외부",
    "야간", "수동", "자동", "3명", "실외", "구형", "서울", "DHT11",
    "20도", "월요일만", "예: 엑셀", "미정", "5분", "무료", "현장", "자바",
    "우노", "담당: 김 대리",
)  # fmt: skip
BULLETS = ("- ", "- ", "* ", "• ", "· ", "– ", "ㅇ ", "▪ ")
SUBS = ("  - ", "   - ", "    - ", "\t- ", "  * ", "   • ", "  · ")
ARROWS = (" -> ", " → ", " > ", " => ", "->", " --> ", "→", " ➜ ", " ⇒ ")
CIRCLED = "①②③④⑤⑥⑦⑧"


def _items(w: World, low: int = 3, high: int = 6, kind: str = "") -> list[str]:
    rng = w.rng
    count = rng.randint(low, high)
    kind = kind or rng.choice(("tasks", "tasks", "things", "steps", "verbs"))
    if kind == "tasks":
        return [task(w) for _ in range(count)]
    if kind == "steps":
        return [w.step() for _ in range(count)]
    if kind == "verbs":
        return [_nominal(w) for _ in range(count)]
    programs = rng.random() < 0.3
    return [tech(w) if programs else w.noun() for _ in range(count)]


def _nominal(w: World) -> str:
    """데이터를 수집: the step as a noun, as in a list."""
    for _ in range(20):
        verb = w.verb()
        if verb.noun:
            return verb.name
    return task(w)


def titled(w: World) -> None:
    rng = w.rng
    items = _items(w, 3, 7)
    title = rng.choice(TITLES) if rng.random() < 0.7 else rng.choice(ABOUT).format(t=rng.choice(TOPICS))
    glue = rng.choice((", ", ", ", ", ", " / ", "; ", ", "))
    last = rng.choice((", ", glue, ", 그리고 ", ", 마지막으로 ", " 그리고 ")) if rng.random() < 0.3 else glue
    text = glue.join(items[:-1]) + last + items[-1]
    w.sentences.append(title + rng.choice((": ", ": ", ": ", ":", " - ", ":\n", " : ")) + text)
    w.path(*items)


def connects(w: World) -> None:
    rng = w.rng
    root, items = _items(w, 1, 1, "things")[0], _items(w, 2, 4, "things")
    w.add(f"{root} -> {', '.join(items)}", root, *items)
    if rng.random() < 0.55:
        lines = [(root, items)]
        for name in rng.sample(items, rng.choice((1, 1, 2))):
            below = _items(w, 2, 3, "things")
            lines.append((name, below))
            w.add(f"{name} -> {', '.join(below)}", *below)
        sep = rng.choice((": ", ": ", ": ", " -> ", " - ", " = "))
        w.sentences.append(
            rng.choice((". ", "\n", "\n", ". ")).join(f"{a}{sep}{', '.join(b)}" for a, b in lines)
        )
        return
    n = NATIVE[len(items)]
    w.sentences.append(
        say(
            rng,
            (
                "{a|은/는} {n} [곳으로~갈래로] [연결~나뉨~전달~이동]: {l}",
                "{a|은/는} [다음과~아래와] 연결[됩니다~된다~]: {l}",
                "{a|은/는} {n} 가지로 나뉩니다: {l}",
                "{a}의 [결과~출력~하위 항목~하위 부서~연결 대상]: {l}",
                "{a}에서 갈라지는 곳: {l}",
                "{a} [아래~밑]: {l}",
                "{a} ({l})",
            ),
            a=root,
            n=n,
            l=rng.choice((", ", ", ", " / ")).join(items),
        )
    )
    if rng.random() < 0.4:
        z = w.noun()
        who = "둘 다" if len(items) == 2 else "모두"
        w.sentences.append(
            say(
                rng,
                (
                    "{w} {z|으로/로} [모인다~모입니다~연결된다~이어짐]",
                    "{w} {z}에 [연결된다~저장됩니다~보고한다]",
                ),
                w=who,
                z=z,
            )
        )
        w.add(f"{', '.join(items)} -> {z}", z)


def grouped(w: World) -> None:
    rng = w.rng
    groups = []
    titles = rng.sample(lexicon.flat("ko", "group"), 6)
    for title in titles:
        if len(groups) < rng.choice((2, 2, 3)) and w.fresh(title) and not set(title) & set("[]:,"):
            groups.append((title, _items(w, 2, 3, "things")))
    if len(groups) < 2:
        return titled(w)
    for title, members in groups:
        w.add(f"[{title}] {', '.join(members)}", *members)
    style = rng.choice(("colon", "colon", "bullets", "hash"))
    if style == "colon":
        text = "\n".join(f"{t}: {', '.join(m)}" for t, m in groups)
    else:
        bullet, head = (
            rng.choice(BULLETS),
            "# {t}" if style == "hash" else rng.choice(("{t}", "[{t}]", "{t}:", "<{t}>")),
        )
        text = "\n".join("\n".join([head.format(t=t), *(bullet + x for x in m)]) for t, m in groups)
    for (_, first), (_, second) in pairwise(groups):
        a, b = rng.choice(first), rng.choice(second)
        if rng.random() < 0.3:
            a, b = b, a
        text += "\n" + say(
            rng,
            (
                "{a|은/는} {b|을/를} [호출한다~호출합니다~사용함~갱신해요]",
                "{a|이/가} {b}에 [데이터를~결과를~주문을~요청을] [보낸다~보냅니다~전달함~전달해요]",
                "{a|은/는} {b|과/와} 연결된다",
                "{a|은/는} {b|으로/로} 이어진다",
            ),
            a=a,
            b=b,
        )
        w.add(f"{a} -> {b}")
    w.sentences.append(text)


def nested(w: World) -> None:
    rng = w.rng
    items = _items(w, 3, 5)
    at = rng.randrange(len(items))
    more = {at: _items(w, 2, 3)}
    if len(items) > 3 and rng.random() < 0.3:
        more[(at + rng.randint(1, len(items) - 1)) % len(items)] = _items(w, 2, 2)
    kind = rng.choice(("{i}. ", "{i}) ", "bullet", "bullet", "{i}단계: ", "({i}) "))
    bullet, sub = rng.choice(BULLETS), rng.choice(SUBS)
    rows = [rng.choice(TITLES) + rng.choice(("", ":"))] if rng.random() < 0.45 else []
    for i, item in enumerate(items):
        rows.append(
            (bullet if kind == "bullet" else kind.format(i=i + 1))
            + item
            + (":" if i in more and rng.random() < 0.2 else "")
        )
        rows += [sub + x for x in more.get(i, ())]
    w.sentences.append("\n".join(rows))
    w.add(" -> ".join(items), *items)
    for i, names in sorted(more.items()):
        w.add(f"{items[i]} -> {', '.join(names)}", *names)


def detailed(w: World) -> None:
    rng = w.rng
    items = _items(w, 3, 6)
    share = rng.choice((0.3, 0.6, 0.9))
    said = [
        f"{x}{rng.choice(('', ' '))}({rng.choice(DETAILS)})" if rng.random() < share else x for x in items
    ]
    if said == items:
        said[-2] += f"({rng.choice(DETAILS)})"
    roll = rng.random()
    if roll < 0.4:
        text = rng.choice(ARROWS).join(said)
    elif roll < 0.65:
        bullet = rng.choice(BULLETS)
        text = "\n".join(bullet + x for x in said)
    elif roll < 0.8:
        text = "\n".join(f"{i}. {x}" for i, x in enumerate(said, 1))
    else:
        text = rng.choice((", ", " 다음 ", ", 그다음 ")).join(said)
    w.sentences.append(text)
    w.path(*items)


def mixed(w: World) -> None:
    rng = w.rng
    items, more = _items(w, 3, 5), _items(w, 1, 3, "tasks")
    lead = rng.choice(
        (", 그 다음 ", ". 그다음 ", " 이후 ", ". 그 뒤에 ", ", 마지막으로 ", ". 이어서 ", " 그리고 ")
    )
    said = " ".join(x + rng.choice(("하고", "한 뒤", ",", "하고 나서")) for x in more[:-1])
    text = (
        rng.choice(ARROWS).join(items)
        + lead
        + f"{said} {more[-1]}"
        + rng.choice(("", "", "한다", "합니다", "함"))
    )
    w.sentences.append(text)
    w.path(*items, *more)


def letters(w: World) -> None:
    rng = w.rng
    items = _items(w, 3, 6)
    style = rng.choice(
        (
            "{c} ",
            "{c}",
            "{i}) ",
            "({i}) ",
            "{i}단계 - ",
            "{i}단계: ",
            "{k}. ",
            "{k}) ",
            "{i}주차: ",
            "STEP {i}. ",
            "{i}일차 ",
            "{i}번째 ",
        )
    )
    glue = (
        " "
        if style[0] in "{(" and "단계" not in style and "차" not in style
        else rng.choice((", ", ". ", "\n", " / "))
    )
    w.sentences.append(
        glue.join(
            style.format(c=CIRCLED[i], i=i + 1, k="가나다라마바사아"[i]) + x for i, x in enumerate(items)
        )
    )
    w.path(*items)


def routes(w: World) -> None:
    rng = w.rng
    a, b, c = _items(w, 3, 3, "things")
    w.sentences.append(
        say(
            rng,
            (
                "{a}에서 {b|을/를} [거쳐~지나~경유해~통해] {c|으로/로} [이동~운송~감~갑니다~전달~보낸다]",
                "{a|은/는} {b|을/를} [거쳐~통해] {c}에 [도착합니다~도착한다~전달된다~연결됩니다]",
                "{a} [다음이~다음은] {b}{x} 그 다음[이~은] {c}",
                "{b|은/는} {a}에서 [재료를~데이터를~물을~값을] 받아 {c|으로/로} [보낸다~보냅니다~넘김]",
                "{a|과/와} {c} 사이에 {b|이/가} [있다~있습니다~위치한다~놓인다]",
                "{a} 뒤에 {b|이/가} 오고 그 뒤에 {c|이/가} [온다~옵니다~있다]",
                "{a|은/는} {b|으로/로}, {b|은/는} {c|으로/로} [이어진다~연결됩니다~간다]",
                "{a}부터 {b|을/를} 지나 {c}까지",
            ),
            a=a,
            b=b,
            c=c,
            x="이고" if particle(b, "1", "") else "고",
        )
    )
    w.path(a, b, c)
    if rng.random() < 0.45:
        d, e = _items(w, 2, 2, "things")
        w.sentences.append(
            say(
                rng,
                (
                    "{c|은/는} {d|을/를} [사용한다~호출합니다~이용함]",
                    "거기서 {d|으로/로} [이어진다~갑니다]",
                    "{c|은/는} {d}에 [연결된다~저장됩니다]",
                ),
                c=c,
                d=d,
            )
            if rng.random() < 0.5
            else say(
                rng,
                (
                    "{c|은/는} {d|과/와} {e|으로/로} [나뉜다~나뉩니다~갈라짐]",
                    "거기서 {d|과/와} {e|으로/로} [나뉜다~흐릅니다]",
                ),
                c=c,
                d=d,
                e=e,
            )
        )
        two = e in w.sentences[-1]
        w.add(f"{c} -> {d}{f', {e}' if two else ''}", d, *([e] if two else []))


def depends(w: World) -> None:
    """성적은 시험과 과제에 의해 결정된다: what comes first in the sentence comes last in the drawing."""
    rng = w.rng
    z, a, b = _items(w, 3, 3, "things")
    w.sentences.append(
        say(
            rng,
            (
                "{z|은/는} {a|과/와} {b}에 의해 [결정된다~정해집니다~만들어진다~계산됩니다]",
                "{z|은/는} {a|과/와} {b}에 [의존한다~의존합니다~달려 있다]",
                "{z|은/는} {a|과/와} {b}에서 [나온다~만들어진다~얻는다~옵니다]",
                "{z|을/를} 위해서는 {a|과/와} {b|이/가} [필요하다~필요합니다]",
                "{z|은/는} {a|과/와} {b|으로/로} [만든다~만듭니다~구한다]",
                "{z|은/는} {a|과/와} {b|을/를} [입력으로 받는다~합쳐서 만든다~모아 만듭니다]",
            ),
            z=z,
            a=a,
            b=b,
        )
    )
    w.add(f"{a}, {b} -> {z}", a, b, z)


PASSIVE = ("되고", "된 후", "된 뒤", "되어", "된 다음", "되고 나서", "돼서", "되고,", "되면")


def passive(w: World) -> None:
    """우유는 살균된 후 냉각되고 출하된다: the thing before the first step is no part of its name."""
    rng = w.rng
    items = _items(w, 3, 5, "tasks")
    thing = rng.choice(lexicon.flat("ko", "data"))
    if not w.fresh(thing):
        thing = ""
    text = (
        " ".join(x + rng.choice(PASSIVE) for x in items[:-1])
        + " "
        + items[-1]
        + rng.choice(("된다", "됩니다", "됨", "돼요"))
    )
    if thing:
        text = (
            thing
            + particle(thing, *rng.choice((("은", "는"), ("이", "가"))))
            + rng.choice((" ", " 먼저 ", " "))
            + text
        )
    w.sentences.append(text)
    w.path(*items)


FORMS = (
    (titled, 9),
    (connects, 8),
    (grouped, 5),
    (nested, 6),
    (detailed, 6),
    (mixed, 5),
    (letters, 5),
    (routes, 9),
    (depends, 3),
    (passive, 5),
)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One note: (kind, prompt, statement lines)."""
    w = World(rng)
    form = rng.choices([f for f, _ in FORMS], [x for _, x in FORMS])[0]
    form(w)
    text = w.sentences[0]
    for sentence in w.sentences[1:]:
        text += ("\n" if "\n" in text else ". ") + sentence
    if "\n" not in text and rng.random() < 0.3:
        text += "."
    return "notes ko", re.sub(r"(?<=\S) {2,}", " ", text), "\n".join(w.lines)

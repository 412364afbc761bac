"""Everyday Korean lists of arrows, tiers, organisations and repeated blocks.

The forms go on from korean_everyday, whose words they share.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from training.synthesis.korean.everyday_words import OBJECTS, tech
from training.synthesis.phrasing import NATIVE, particle

if TYPE_CHECKING:
    from training.synthesis.korean.forms import World


# --- lines and groups ---


def edge_list(w: World) -> None:
    """A -> B, C -> D: pairs with commas between; with A -> B, C a split."""
    rng = w.rng
    pool = [tech(w) if rng.random() < 0.5 else w.thing() for _ in range(rng.randint(4, 7))]
    arrow = rng.choice((" -> ", "->", " → ", "→", " => ", " > "))
    lines, statements = [], []
    done = set()
    for _ in range(rng.randint(3, 5)):
        a = rng.choice(pool)
        rest = [x for x in pool if x != a and (a, x) not in done]
        if not rest:
            continue
        outs = rng.sample(rest, 1)
        length = rng.random()
        if length < 0.35 and len(rest) > 2:  # a longer arrow
            more = rng.choice([x for x in rest if x not in outs])
            if (outs[0], more) not in done:
                lines.append(arrow.join((a, outs[0], more)))
                statements.append([a, outs[0], more])
                done |= {(a, outs[0]), (outs[0], more)}
                continue
        lines.append(arrow.join((a, outs[0])))
        statements.append([a, outs[0]])
        done.add((a, outs[0]))
    w.sentences.append(rng.choice(("\n", ", ", "\n", "; ", " , ")).join(lines))
    for path in statements:
        w.path(*path)
    w.last = []


def listed_splits(w: World) -> None:
    """- 게이트웨이 -> 주문, 결제 / - 주문 -> 주문DB."""
    rng = w.rng
    root, items = w.noun(), [w.noun() for _ in range(w.few(3, 4, 1))]
    mark = rng.choice(("- ", "", "* ", "• "))
    arrow = rng.choice((" -> ", " → ", " => ", ": ", " - "))
    lines = [f"{mark}{root}{arrow}{', '.join(items)}"]
    w.path(root, items)
    for x in items:
        if rng.random() < 0.75:
            leaves = [w.noun() for _ in range(rng.choice((1, 1, 2)))]
            lines.append(f"{mark}{x}{arrow}{', '.join(leaves)}")
            w.path(x, leaves)
    w.sentences.append("\n".join(lines))
    w.last = []


def labelled(w: World) -> None:
    """브라우저 → 서버: 로그인 요청, lines with a word for the arrow."""
    rng = w.rng
    names = [w.noun() for _ in range(w.few(3, 4, 2))]
    form = rng.choice(
        (
            "{a} → {b}: {l}",
            "{a} -> {b}: {l}",
            "{a} -> {b} ({l})",
            "{a} → {b} ({l})",
            "{a} --{l}--> {b}",
            "{a} -({l})-> {b}",
            "{a}에서 {b|으로/로}: {l}",
            "{a} -> {b} : {l}",
        )
    )
    lines = []
    for _ in range(rng.randint(2, 5)):
        a, b = rng.sample(names, 2)
        label = rng.choice(
            (
                f"{rng.choice(OBJECTS)} {rng.choice(('조회', '요청', '전송', '저장', '결과', '반환'))}",
                rng.choice(
                    (
                        "요청",
                        "응답",
                        "결과",
                        "확인",
                        "쿼리",
                        "토큰",
                        "알림",
                        "승인",
                        "ACK",
                        "로그인 요청",
                        "복제",
                        "동기화",
                    )
                ),
            )
        )
        if any(f"{a} -> {label}: {b}" == x for x in w.lines):
            continue
        lines.append(w.write(form, a=a, b=b, l=label))
        w.add(f"{a} -> {label}: {b}", a, b)
    w.sentences.append(rng.choice(("\n", "\n", ", " if ":" not in form else "\n")).join(lines))
    w.last = []


def tiers(w: World) -> None:
    """웹 계층: a, b / 앱 계층: c, d / a -> c."""
    rng = w.rng
    word = rng.choice(("계층", "영역", "팀", "서버", "존", "파트", "레이어", "단", "망"))
    heads = rng.sample(
        (
            "웹",
            "앱",
            "데이터",
            "사용자",
            "관리",
            "수집",
            "분석",
            "저장",
            "외부",
            "내부",
            "보안",
            "서비스",
            "프론트",
            "백엔드",
            "AI",
            "인프라",
            "모바일",
            "현장",
        ),
        rng.choice((2, 2, 3)),
    )
    found = []
    for head in heads:
        title = f"{head} {word}"
        w.seen.add(title.replace(" ", ""))
        found.append(
            (title, [tech(w) if rng.random() < 0.5 else w.noun() for _ in range(rng.choice((2, 2, 3)))])
        )
    form = rng.choice(("{t}: {m}", "{t} - {m}", "[{t}] {m}", "{t}({m})", "{t}에는 {p} 있음", "- {t}: {m}"))
    rows = []
    for title, members in found:
        listed = ", ".join(members)
        rows.append(form.format(t=title, m=listed, p=listed + particle(listed, "이", "가")))
        w.add(f"[{title}] {listed}", *members)
    edges = []
    for (_, first), (_, second) in itertools.pairwise(found):
        edges.append((rng.choice(first), rng.choice(second)))
    glue = "\n" if form[0] in "-[" or rng.random() < 0.6 else ", "
    text = glue.join(rows)
    arrow = rng.choice((" -> ", " → "))
    style = rng.random()
    if style < 0.5:
        text += "\n" + rng.choice((", ", "\n")).join(f"{a}{arrow}{b}" for a, b in edges)
    else:
        tell = [
            w.write(
                *rng.choice(
                    (
                        ("{a|이/가} {b|을/를} 호출<하>",),
                        ("{a|은/는} {b}에 연결<되>",),
                        ("{a}에서 {b|으로/로} <가>",),
                    )
                ),
                a=a,
                b=b,
            )
            for a, b in edges
        ]
        text += ("\n" if glue == "\n" else ". ") + ". ".join(tell)
    w.sentences.append(text)
    for a, b in edges:
        w.path(a, b)
    w.last = []


def org(w: World) -> None:
    """대표 밑에 A팀, B팀이 있고 B팀 밑에는 C파트랑 D파트."""
    rng = w.rng
    heads = (
        "대표이사",
        "사장",
        "CEO",
        "본부장",
        "원장",
        "교장",
        "위원장",
        "총장",
        "센터장",
        "회장",
        "단장",
        "이사회",
    )
    stems = rng.sample(
        (
            "개발",
            "영업",
            "마케팅",
            "인사",
            "재무",
            "디자인",
            "품질",
            "생산",
            "연구",
            "구매",
            "물류",
            "홍보",
            "기획",
            "총무",
            "보안",
            "데이터",
            "고객지원",
            "법무",
        ),
        7,
    )
    unit, below = rng.choice((("팀", "파트"), ("본부", "팀"), ("부", "과"), ("실", "팀"), (" 부서", " 담당")))
    root = rng.choice(heads)
    units = [s + unit for s in stems[: rng.choice((2, 3, 3))]]
    leaves = [s + below for s in stems[4 : 4 + rng.choice((2, 2, 3))]]
    sub = rng.choice(units)
    for name in (root, *units, *leaves):
        w.seen.add(name.replace(" ", ""))
        w.things[name] = name
    w.tell_(
        "{r} 밑에 {u|이/가} 있고 {s} 밑에는 {l|이/가} <있>",
        "{r} 아래로 {u}. {s} 아래에 {l}",
        "{r} - {uu}\n{s} - {ll}",
        "{r|이/가} {u|을/를} 총괄하고 {s|은/는} {l|을/를} 관리<하>",
        "{r} 산하 {u}, {s} 산하 {l}",
        "{u|은/는} {r} 소속이고 {l|은/는} {s} 소속<이>",
        r=root,
        u=units,
        s=sub,
        l=leaves,
        uu=", ".join(units),
        ll=", ".join(leaves),
    )
    w.path(root, units)
    w.path(sub, leaves)


def plugged(w: World) -> None:
    """스위치에 PC1, PC2, 프린터가 연결되어 있고 스위치는 라우터에, 라우터는 인터넷에 연결."""
    a, items, b, c = w.noun(), [w.noun() for _ in range(w.few(3, 4))], w.noun(), w.noun()
    w.tell_(
        "{a}에 {l|이/가} 연결되어 있고 {a|은/는} {b}에, {b|은/는} {c}에 연결",
        "{a}에 {l} 물려 있고 {a|은/는} {b}에 연결, {b|은/는} {c}에 연결",
        "{a}에는 {l|이/가} 붙어 있<있>".replace("<있>", "고") + " {a|은/는} {b}에, {b|은/는} {c}에 붙어 <있>",
        a=a,
        l=items,
        b=b,
        c=c,
    )
    w.path(a, items)
    w.path(a, b)
    w.path(b, c)


def repeated(w: World) -> None:
    """인코더 블록(어텐션, FFN)을 6번 반복하고 마지막에 헤드."""
    rng = w.rng
    title = rng.choice(
        (
            "인코더",
            "디코더",
            "트랜스포머 블록",
            "인코더 블록",
            "잔차 블록",
            "처리 단계",
            "합성곱 블록",
            "학습 루프",
            "디코더 층",
            "스테이지",
            "셀",
            "트랜스포머 인코더",
            "UNet 블록",
            "백본 블록",
            "검사 공정",
        )
    )
    parts = rng.sample(
        (
            "셀프 어텐션",
            "피드포워드",
            "레이어 정규화",
            "크로스 어텐션",
            "FFN",
            "잔차 연결",
            "드롭아웃",
            "마스크드 어텐션",
            "합성곱",
            "배치 정규화",
            "활성화",
            "풀링",
            "MLP",
            "측정",
            "기록",
            "보정",
        ),
        rng.choice((2, 2, 3)),
    )
    for name in (title, *parts):
        w.seen.add(name.replace(" ", ""))
    n = rng.choice((2, 3, 4, 6, 8, 12, 24))
    tail = w.noun() if rng.random() < 0.5 else ""
    times = rng.choice((f"{n}번 반복", f"{n}회 반복", f"{n}번 쌓", f"{n}개 쌓", f"{n}층 쌓"))
    m = ", ".join(parts)
    go = times + ("하고" if "반복" in times else "고")
    done = times + (w.write("<하>") if "반복" in times else rng.choice(("은 구조", "음", "은 모델")))
    if tail:
        w.tell_(
            "{t}({m})을 {go} 마지막에 {x}" if particle(title, "1", "") else "{t}({m})를 {go} 마지막에 {x}",
            "{t}: {m|을/를} {go} 그 뒤 {x}",
            "{m|으로/로} 된 {t|을/를} {go} 끝에 {x}",
            t=title,
            m=m,
            go=go,
            x=tail,
        )
    else:
        w.tell_(
            "{t}({m})을 {d}" if particle(title, "1", "") else "{t}({m})를 {d}",
            "{t}: {m|이/가} {n}층",
            "{t}: {m} x{n}",
            "{m|으로/로} 된 {t|을/를} {d}",
            "{t}는 {m}, 이걸 {d}" if not particle(title, "1", "") else "{t}은 {m}, 이걸 {d}",
            "{t}({m}) {n}개",
            t=title,
            m=m,
            d=done,
            n=str(n),
        )
    w.path(*parts, group=f"{title} ×{n}")
    if tail:
        w.path(parts[-1], tail)


def several(w: World) -> None:
    """수집기 3개가 큐에 넣고 워커가 꺼내서 처리."""
    a, b, c = tech(w), tech(w), tech(w)
    n = w.rng.randint(2, 12)
    many = w.rng.choice((f"{n}개", f"{n}대", f"{NATIVE[n]} 개" if n < 11 else f"{n}개"))
    w.tell_(
        "{a} {n}가 {b}에 데이터를 넣고 {c|이/가} 꺼내서 처리<하>",
        "{a} {n}에서 {b|으로/로} 보내고 {b|은/는} {c|으로/로} <보내>",
        "{a} {n}가 {b|으로/로} 연결되고 {b} 다음은 {c}",
        "{a} {n} → {b} → {c}",
        a=a,
        b=b,
        c=c,
        n=many,
    )
    w.add(f"{a} ×{n} -> {b} -> {c}", a, b, c)
    w.at(c)


def chain_of_eating(w: World) -> None:
    """풀은 메뚜기가 먹고 메뚜기는 개구리가 먹고."""
    rng = w.rng
    pool = (
        "풀",
        "메뚜기",
        "토끼",
        "여우",
        "늑대",
        "플랑크톤",
        "새우",
        "멸치",
        "고등어",
        "상어",
        "들쥐",
        "올빼미",
        "나뭇잎",
        "애벌레",
        "참새",
        "매",
        "벼",
        "참개구리",
        "구렁이",
        "독수리",
        "해조류",
        "성게",
        "해달",
        "도토리",
        "다람쥐",
        "족제비",
    )
    names = rng.sample(pool, w.few(0, 5, 4))
    pairs = list(itertools.pairwise(names))
    a = w.rng.choice(
        (
            "{a|은/는} {b|이/가} 먹",
            "{b|이/가} {a|을/를} 잡아먹",
            "{a|은/는} {b|한테/한테} 먹히",
            "{b|은/는} {a|을/를} 먹",
        )
    )
    text = " ".join(w.write(a, a=x, b=y) + ("고" if (x, y) != pairs[-1] else "") for x, y in pairs)
    w.sentences.append(
        w.rng.choice(("먹이사슬: ", "생태계 ", "", ""))
        + text
        + w.rng.choice(("는다", "음", "습니다", "어요") if text[-1] == "먹" else ("ㄴ다", "ㅁ"))
        .replace("ㄴ다", "는 구조")
        .replace("ㅁ", "는 관계")
    )
    w.path(*names)


FORMS: tuple[tuple[Callable[[World], None], str, int], ...] = (
    (edge_list, "arrows", 5), (listed_splits, "arrows", 4), (labelled, "arrows", 5), (tiers, "group", 5),
    (org, "split", 3), (plugged, "split", 2), (repeated, "repeat", 4), (several, "repeat", 2),
    (chain_of_eating, "relations", 1),
)  # fmt: skip

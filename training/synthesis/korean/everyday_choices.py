"""Everyday Korean decisions and loops: numbers in conditions, 여부, named outcomes, ways back.

The forms go on from korean_everyday, whose words they share.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from training.synthesis.korean.everyday_words import (
    MEASURES,
    PEOPLE,
    SUBJECTS,
    end_of,
    goal,
    lines_of,
    link,
    opened,
    row,
    situation,
    task,
    way,
)
from training.synthesis.korean.verbs import NO, YES
from training.synthesis.phrasing import particle

if TYPE_CHECKING:
    from training.synthesis.korean.forms import World


def escalate(w: World) -> None:
    """챗봇이 해결하지 못하면 상담원, 그래도 안 되면 매니저."""
    a, b = row(w, 1)
    x, y = end_of(w), end_of(w)
    key = w.rng.choice(("해결", "처리", "응답", "복구", "성공"))
    role = w.rng.choice(w.rng.choice(PEOPLE))
    name = f"{role}{particle(role, '이', '가')} {key}"
    if not w.fresh(name):
        return check(w)
    no = w.rng.choice(("하지 못하면", " 못하면", "하지 않으면"))
    w.sentences.append(f"{link(w, a)} {b}하고, {name}{no} {goal(w, x)}, 그래도 안 되면 {goal(w, y)}")
    w.add(f"{a} -> {b} -> {name} ? -> {NO}: {x}", a, b, name, x)
    w.add(f"{x} -> {NO}: {y}", y)
    w.at(y)
    return None


# --- decisions ---


def check(w: World) -> None:
    """재고 확인하고 재고 있으면 출고 없으면 발주."""
    lead, names = opened(w)
    name, yes, no, whether, other = situation(w)
    a, b = end_of(w), end_of(w)
    otherwise = w.rng.choice(
        (other, other, no, "아니면", "아니면", "그렇지 않으면", "아닌 경우", "아닐 땐", "그 외엔")
    )
    style = w.rng.random()
    if style < 0.55:
        text = f"{w.rng.choice(('', '', '만약 ', '혹시 '))}{yes} {way(w, a)} {otherwise} {goal(w, b)}"
    elif style < 0.8:
        verb = w.rng.choice(("확인해서", "확인하고", "체크해서", "보고", "검사해서", "판단해서", "따져서"))
        first = w.rng.choice(("맞으면", "예면", "그러면", "그렇다면", "OK면", yes))
        text = (
            f"{whether} {verb} {first} {way(w, a)} {w.rng.choice(('아니면', other, '아니오면'))} {goal(w, b)}"
        )
    else:
        arrow = w.rng.choice((" → ", " -> ", ": ", " > "))
        y, n = w.rng.choice((("예", "아니오"), ("Y", "N"), ("네", "아니요"), ("O", "X"), ("yes", "no")))
        first = w.rng.choice(
            (f"{name}?" if name[-1] not in "있맞남같" else f"{whether}?", f"{whether} 확인", f"{whether}")
        )
        join = w.rng.choice((" → ", " ", "\n", " -> "))
        text = f"{first}{join}{y}{arrow}{a}, {n}{arrow}{b}"
    w.sentences.append(lead + re.sub(" +", " ", text) if "\n" not in text else lead + text)
    lines_of(w, names, f"{name} ? -> {YES}: {a}, {NO}: {b}", name, a, b)
    w.at(a, b)
    if w.rng.random() < 0.2:
        x = task(w)
        w.tell_(
            "이후 {x}<하>", "둘 다 끝나면 {x}", "어느 쪽이든 마지막엔 {x}<하>", "그 다음은 공통으로 {x}", x=x
        )
        w.path([a, b], x)


def whether_or_not(w: World) -> None:
    """승인 여부에 따라."""
    lead, names = opened(w)
    x = task(w)
    a, b = end_of(w), end_of(w)
    key = w.rng.choice(("승인", "합격", "통과", "동의", "가입", "성공", "충족", "수락", "참여", "재직"))
    what = f"{w.rng.choice(SUBJECTS)} {key}" if w.rng.random() < 0.6 else key
    if not w.fresh(what):
        what = x + " 성공"
    on = w.rng.choice(
        (f"{key}이면" if particle(key, "1", "") else f"{key}면", f"{key} 시", "그렇다면", f"{key}한 경우")
    )
    text = w.write(
        "{q} 여부에 따라 {on} {a} {other} {b}",
        "{q} 여부 확인해서 {on} {a} {other} {b}",
        "{q} 여부를 보고 {on} {a} {other} {b}",
        "{q} 여부 → 예: {aa}, 아니오: {b}",
        "{q} 여부? 예 {aa} / 아니오 {b}",
        q=what,
        on=on,
        a=way(w, a),
        aa=a,
        b=b,
        other=w.rng.choice(
            ("아니면", "그렇지 않으면", "아닌 경우", f"미{key} 시" if key in ("승인", "가입") else "아니면")
        ),
    )
    w.sentences.append(lead + text)
    lines_of(w, names, f"{what} ? -> {YES}: {a}, {NO}: {b}", what, a, b)
    w.at(a, b)


def cases(w: World) -> None:
    """분류해서 빨강은 소생실, 노랑은 처치실: the labels are the prompt's."""
    rng = w.rng
    sets = (
        ("빨강", "노랑", "초록"),
        ("상", "중", "하"),
        ("합격", "불합격"),
        ("긴급", "일반"),
        ("A급", "B급", "C급"),
        ("성인", "어린이"),
        ("평일", "주말"),
        ("신규", "기존"),
        ("국내", "해외"),
        ("카드", "현금"),
        ("긍정", "중립", "부정"),
        ("대형", "중형", "소형"),
        ("이미지", "텍스트", "음성"),
        ("회원", "비회원"),
        ("사건", "민원"),
        ("불량", "양품"),
        ("내과", "외과", "소아과"),
        ("경증", "중증"),
        ("정상", "비정상"),
        ("문과", "이과"),
        ("진짜", "가짜"),
        ("스팸", "정상 메일"),
        ("고양이", "개"),
        ("1등급", "2등급", "3등급"),
        ("승인", "보류", "반려"),
        ("오전", "오후"),
        ("남", "여"),
        ("ok", "ng"),
        ("high", "mid", "low"),
        ("read", "write"),
        ("hit", "miss"),
        ("재활용", "일반쓰레기", "음식물"),
    )
    lead, names = opened(w)
    q = task(w)
    labels = rng.choice(sets)
    ends = [end_of(w) for _ in labels]
    style = rng.randrange(6)
    form = ("{l}이면{}|{l}면", "{l}은|{l}는", "{l}일 때는", "{l}인 경우", "{l} → ", "{l}:")[style]
    parts = []
    for i, (label, x) in enumerate(zip(labels, ends, strict=True)):
        last = i == len(labels) - 1
        if style == 0:
            head = label + particle(label, "이면", "면")
        elif style == 1:
            head = label + particle(label, "은", "는")
        else:
            head = form.format(l=label).strip()
        said = x if style > 3 else goal(w, x) if last else way(w, x).rstrip(",")
        parts.append(f"{head} {said}")
    glue = rng.choice((", ", " ", ", ")) if style < 4 else rng.choice((", ", " / ", "\n"))
    head = q + (
        rng.choice(("해서", " 결과", " 결과가", "하고", " →", " ->", "에서", "에 따라", " 후"))
        if style < 4
        else rng.choice((" 결과에 따라 ", "?", " 분기 -", " ->", " 결과:")).rstrip()
    )
    w.sentences.append(f"{lead}{head}{chr(10) if glue == chr(10) else ' '}{glue.join(parts)}")
    pairs = ", ".join(f"{label}: {x}" for label, x in zip(labels, ends, strict=True))
    lines_of(w, names, f"{q} ? -> {pairs}", q, *ends)
    w.at(*ends)


def grades(w: World) -> None:
    """점수가 90 이상이면 A, 80 이상이면 B, 그 외는 C."""
    rng = w.rng
    what, unit, _ = rng.choice(MEASURES)
    if not w.fresh(what):
        return check(w)
    word = rng.choice(("이상", "초과", "미만", "이하"))
    bounds = sorted(
        rng.sample((5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100), 2), reverse=word in ("이상", "초과")
    )
    what += rng.choice((particle(what, "이", "가"), ""))
    x, y, z = (end_of(w) for _ in range(3))
    c, d = f"{what} {bounds[0]}{unit} {word}", f"{bounds[1]}{unit} {word}"
    tail = particle(word, "이면", "면") if word != "초과" else rng.choice(("하면", "면"))
    lead, names = opened(w)
    rest = rng.choice(("그 외는", "그 외에는", "나머지는", "아니면", "둘 다 아니면", "그 밖에는"))
    w.sentences.append(f"{lead}{c}{tail} {way(w, x)} {d}{tail} {way(w, y)} {rest} {goal(w, z)}")
    lines_of(w, names, f"{c} ? -> {YES}: {x}, {NO}: {d} ?", c, x, d)
    w.add(f"{d} -> {YES}: {y}, {NO}: {z}", y, z)
    w.at(x, y, z)
    return None


def arrow_question(w: World) -> None:
    """이메일 입력 > 인증 완료? 예 > 가입, 아니오 > 재발송."""
    rng = w.rng
    arrow = rng.choice((" > ", " -> ", " → ", " => ", "->", "→", " - ", " >> "))
    names = row(w, 4, 5, 2)
    if arrow.strip() == "-" and any("-" in x for x in names):
        arrow = " > "
    a, b = end_of(w), end_of(w)
    if rng.random() < 0.6:
        state = rng.choice(("정상", "완료", "성공", "승인", "일치", "통과", "가능", "초과"))
        q = f"{rng.choice(SUBJECTS)} {state}"
        if not w.fresh(q):
            return check(w)
        y, n = rng.choice(
            (("예", "아니오"), ("Y", "N"), ("예", "아니요"), ("네", "아니오"), ("O", "X"), ("yes", "no"))
        )
        sep = rng.choice((", ", " / ", " | ", "; ", "\n"))
        inner = rng.choice((arrow, ": ", " "))
        text = f"{arrow.join([*names, q])}? {y}{inner}{a}{sep}{n}{inner}{b}"
        line = f"{q} ? -> {YES}: {a}, {NO}: {b}"
    elif rng.random() < 0.5:
        name, yes, _, _, other = situation(w)
        text = f"{arrow.join(names)}{arrow}{yes} {a}, {rng.choice((other, '아니면'))} {b}"
        line, q = f"{name} ? -> {YES}: {a}, {NO}: {b}", name
    else:
        name, _, _, whether, _ = situation(w)
        dot = rng.choice((": ", arrow))
        text = f"{arrow.join(names)}{arrow}{whether} 확인{arrow}예{dot}{a}, 아니오{dot}{b}"
        line, q = f"{name} ? -> {YES}: {a}, {NO}: {b}", name
    w.sentences.append(text)
    lines_of(w, names, line, q, a, b)
    w.at(a, b)
    return None


def follow_up(w: World) -> None:
    """If so A, otherwise B. 청소가 완료되면 C."""
    name, yes, _, _, other = situation(w)
    a, b = task(w), task(w)
    second = w.rng.choice((a, b, b))
    x = end_of(w)
    done = f"{second}{particle(second, '이', '가')} {w.rng.choice(('완료', '종료', '실패', '성공'))}"
    w.seen.add(done)
    w.sentences.append(
        f"{yes} {a}하고 {w.rng.choice((other, '그렇지 않으면', '아니면'))} {b}{w.write('<하>')}"
    )
    w.sentences.append(done + w.write("되면 " if done[-1] in "료" else "하면 ") + goal(w, x))
    w.add(f"{name} ? -> {YES}: {a}, {NO}: {b}", name, a, b)
    w.add(f"{second} -> {done} ? -> {YES}: {x}", done, x)
    w.at(x)


# --- loops ---


def until(w: World) -> None:
    """코드 작성하고 테스트 돌려서 통과할 때까지 수정하고 통과하면 머지."""
    lead, names = opened(w, 1)
    q = w.rng.choice(("통과", "성공", "합격", "승인", "완성", "만족", "수렴", "확정"))
    fix, x = task(w), end_of(w)
    if not w.fresh(q):
        return check(w)
    test = names[-1] if names else task(w)
    names = names or [test]
    hada = "되" if q in ("승인", "완성", "확정") else "하"
    lead = "".join(link(w, n) + " " for n in names[:-1])
    w.sentences.append(
        lead
        + w.write(
            "{t}해서 {q}{h}ㄹ 때까지 {f}하고 {q}{h}면 {x}",
            "{t}하고 {q}{h}ㄹ 때까지 {f}하다가 {q}{h}면 {x}",
            "{t} 후 {q}{h}면 {x}, 아니면 {f}하고 다시 {t}",
            "{t}하고 {q}{h}지 않으면 {f} 후 다시 {t}, {q}{h}면 {x}",
            t=test,
            q=q,
            h=hada,
            f=fix,
            x=goal(w, x),
        )
    )
    text = w.sentences[-1].replace("하ㄹ", "할").replace("되ㄹ", "될")
    w.sentences[-1] = text
    if text.index(q) < text.index(fix) and "아니면" in text:
        w.add(" -> ".join([*names, f"{q} ?"]) + f" -> {YES}: {x}, {NO}: {fix}", *names, q, x, fix)
    else:
        w.add(" -> ".join([*names, f"{q} ?"]) + f" -> {NO}: {fix}, {YES}: {x}", *names, q, fix, x)
    w.add(f"{fix} -> {test}")
    w.at(x)
    return None


def bracket_back(w: World) -> None:
    """1. 주문 접수 / 2. 결제 확인 (실패하면 1번으로) / 3. 배송."""
    rng = w.rng
    names = row(w, 0, 6, 4, 2)
    at = rng.randrange(1, len(names))
    to = rng.randrange(at)
    bad = rng.choice(
        ("실패하면", "안 되면", "실패 시", "틀리면", "오류 나면", "불합격이면", "아니면", "문제 있으면")
    )
    number = rng.random() < 0.75
    where = (
        rng.choice((f"{to + 1}번으로", f"{to + 1}번부터 다시", f"{to + 1}번으로 돌아감", f"{to + 1}로"))
        if number
        else (rng.choice((names[to] + particle(names[to], "으로", "로"), names[to] + "부터 다시")))
    )
    mark = rng.choice(("{i}. ", "{i}) ", "{i}단계: ", "({i}) ", "STEP {i}. "))
    glue = rng.choice(("\n", "\n", "\n", " "))
    rows = [mark.format(i=i) + x for i, x in enumerate(names, 1)]
    note = rng.choice((" ({b} {w})", " - {b} {w}", " ({b} {w})", ", {b} {w}")).format(b=bad, w=where)
    rows[at] += note
    w.sentences.append(glue.join(rows))
    w.path(*names)
    label = YES if bad.startswith(("오류", "문제")) else NO
    if label == YES:  # a thing of its own that may be so: its name is the condition
        what = "오류 나" if bad.startswith("오류") else "문제 있"
        w.add(f"{names[at]} -> {what} ? -> {YES}: {names[to]}", what)
    else:
        w.add(f"{names[at]} -> {NO}: {names[to]}")
    w.last = []


def found_back(w: World) -> None:
    """QA에서 버그가 발견되면 개발로 돌아가."""
    rng = w.rng
    names = row(w, 0, 5, 4) if rng.random() < 0.7 else w.things_(w.few(0, 5, 4))
    sep = rng.choice((", ", " - ", "-", " → ", " -> ", " 다음 "))
    if any("-" in x for x in names):
        sep = ", "
    at = rng.choice((len(names) - 1, len(names) - 1, len(names) - 2))
    to = rng.randrange(at) if at else 0
    what, end = rng.choice(
        (
            ("버그가 발견", "되면"),
            ("문제가 발견", "되면"),
            ("오류가 발생", "하면"),
            ("불합격", "되면"),
            ("불량이 발견", "되면"),
            ("수정 사항이 발생", "하면"),
            ("반려", "되면"),
            ("결함이 발견", "되면"),
            ("오류가 있", "으면"),
            ("하자가 있", "으면"),
            ("이상이 감지", "되면"),
            ("불량", "이면"),
            ("성능이 부족", "하면"),
            ("탈락", "하면"),
            ("미흡", "하면"),
            ("에러가 발생", "하면"),
        )
    )
    if not w.fresh(what):
        return check(w)
    tail = w.write(
        " 순서로 하고 ", " 순이고 ", " 순서인데 ", " 순으로 진행하고 ", ". ", ". 단 ", " 순서로 진행하되 "
    )
    back = w.write(
        "{a|으로/로} 돌아<가>",
        "{a|으로/로} 되돌림",
        "다시 {a|으로/로} <가>",
        "{a}부터 다시 <하>",
        "{a|으로/로} 복귀",
        a=names[to],
    )
    w.sentences.append(sep.join(names) + f"{tail}{names[at]}에서 {what}{end} {back}")
    w.path(*names)
    w.add(f"{names[at]} -> {what} ? -> {YES}: {names[to]}", what)
    w.at(what, via=NO)
    return None


def round_(w: World) -> None:
    """증발 응결 강수가 계속 순환."""
    names = row(w, 0, 5, 4) if w.rng.random() < 0.5 else w.things_(w.few(0, 5, 4))
    gap = " " if all(" " not in x for x in names) and w.rng.random() < 0.7 else ", "
    w.tell_(
        "{s|이/가} 계속 순환<하>",
        "{s} 순환",
        "{s} 순환하는 그림",
        "{s} 계속 <돌>",
        "{s} 반복되는 사이클",
        "{s} 그리고 다시 {a|으로/로}",
        "{s} 끝나면 처음으로",
        "{s}, 이게 계속 반복<되>",
        "{s} 무한반복",
        "{s} 순서로 돌고 {b} 다음은 다시 {a}",
        "{s} 원형으로",
        "{s} 한 바퀴 돌아 다시 {a}",
        s=gap.join(names),
        a=names[0],
        b=names[-1],
    )
    w.path(*names, names[0])
    w.last = []


def reuse(w: World) -> None:
    """대화 → 요약 → 저장, 저장된 요약은 다음 대화에 다시 사용: an edge back from the last."""
    names = row(w, 0, 5, 3)
    arrow = w.rng.choice((" → ", " -> ", ", ", " 다음 "))
    to = w.rng.randrange(len(names) - 1)
    a, b = names[to], names[-1]
    w.tell_(
        "{s}, {b} 결과는 {a}에 다시 사용",
        "{s}. {b} 결과를 다시 {a|으로/로} 피드백",
        "{s}, 그리고 {b|은/는} {a}에 반영<되>",
        "{s}하고 {b} 결과를 바탕으로 다시 {a}",
        "{s}. {b} 후에는 다시 {a|으로/로} 돌아<가>",
        "{s}. {b}에서 {a|으로/로} 되돌아가는 화살표도",
        s=arrow.join(names),
        a=a,
        b=b,
    )
    w.path(*names)
    w.path(b, a)
    w.last = []


FORMS: tuple[tuple[Callable[[World], None], str, int], ...] = (
    (escalate, "decision", 2), (check, "decision", 12), (whether_or_not, "decision", 4),
    (cases, "decision", 7), (grades, "decision", 3), (arrow_question, "decision", 6),
    (follow_up, "decision", 3), (until, "loop", 5), (bracket_back, "loop", 4), (found_back, "loop", 6),
    (round_, "cycle", 4), (reuse, "loop", 3),
)  # fmt: skip

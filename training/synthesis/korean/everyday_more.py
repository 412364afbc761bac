"""More everyday Korean: longer stories, things made and used, rows of bare words, branches of two steps.

The forms go on from korean_everyday, whose words they share.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from training.synthesis import lexicon
from training.synthesis.korean import verbs
from training.synthesis.korean.everyday_words import (
    DEEDS,
    HADA,
    MEASURES,
    PEOPLE,
    end_of,
    goal,
    lines_of,
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
from training.synthesis.phrasing import NATIVE, particle

if TYPE_CHECKING:
    from training.synthesis.korean.forms import World


PLACED = (
    "{x}에 저장", "{x}에 적재", "{x}에 기록", "{x}에 등록", "{x}에 업로드", "{x}|로 전송", "{x}|로 배포",
    "{x}|로 전달", "{x}에서 시각화", "{x}에서 처리", "{x}에서 집계", "{x}에서 조회", "{x}|로 변환",
    "{x}에 알림",
)  # fmt: skip
ONE_WORD = (
    "접수", "심사", "면접", "합격", "입사", "기획", "설계", "구현", "시험", "출시", "운영", "폐기", "발아",
    "생장", "개화", "결실", "서류전형", "필기시험", "실기시험", "신체검사", "최종합격", "원심분리", "건조",
    "분쇄", "혼합", "성형", "포장", "출하", "입고", "출고", "배송", "정산", "로그인", "결제", "환불",
    "회원가입", "본인인증", "수집", "정제", "학습", "평가", "배포", "모니터링", "제분", "반죽", "발효",
    "굽기", "세척", "탈수", "헹굼", "착륙", "이륙", "순항", "탑승", "체크인", "수하물", "출국", "보안검색",
    "문제정의", "자료조사", "가설설정", "실험", "분석", "결론", "발의", "상정", "표결", "공포", "도입",
    "전개", "위기", "절정", "결말", "씨앗", "새싹", "꽃", "열매", "알", "애벌레", "번데기", "성충", "원유",
    "정유", "휘발유", "수증기", "구름", "비", "강", "바다", "취재", "편집", "교정", "인쇄", "봄", "여름",
    "가을", "겨울", "초안", "검토", "수정", "승인", "공고", "입찰", "낙찰", "계약", "착공", "준공",
    "토큰화", "임베딩", "전처리", "특징추출", "라벨링", "프롬프트", "추론", "후처리", "요구분석",
    "유지보수", "단위테스트", "통합테스트", "코드리뷰", "머지", "빌드", "진단", "처방", "조제", "수납",
    "귀가", "신고", "출동", "진압", "조사", "송치", "기소", "재판",
)  # fmt: skip
MIX = (
    ("우유를 추가", "라떼"), ("물을 추가", "아메리카노"), ("시럽을 추가", "바닐라라떼"),
    ("얼음을 추가", "아이스커피"), ("소금을 첨가", "짠맛 소스"), ("설탕을 첨가", "단맛 소스"),
    ("치즈를 추가", "피자빵"), ("크림을 추가", "생크림 케이크"), ("산을 첨가", "산성 용액"),
    ("염기를 첨가", "염기성 용액"), ("고온에서 가열", "유리"), ("급속 냉각", "결정질"),
    ("압력을 적용", "판재"), ("염료를 투입", "유색 원단"),
)  # fmt: skip


def single_words(w: World, count: int) -> list[str]:
    """Names of one word, drawn from the list or a run of it (which is in the order of the work)."""
    names: list[str] = []
    if w.rng.random() < 0.5:
        start = w.rng.randrange(len(ONE_WORD) - count)
        names = list(ONE_WORD[start : start + count])
    else:
        names = w.rng.sample(ONE_WORD, count)
    for x in names:
        w.seen.add(x)
        w.things[x] = x
    clash = any(x != y and x in y for x in names for y in names)
    return row(w, *([0] * (count - 2)), 1) if clash or len(set(names)) < count else names


def words_in_row(w: World) -> None:
    """채용 절차 서류전형 면접 신체검사 최종합격."""
    names = single_words(w, w.rng.randint(3, 6))
    gap = (
        " "
        if all(" " not in x for x in names) and w.rng.random() < 0.65
        else w.rng.choice((", ", "-", " - ", "/", " > "))
    )
    title = w.rng.choice(
        ("진행 절차", "업무 순서", "전체 흐름", "프로세스", "진행 과정", "플로우", "생애주기", "일정")
    )
    s, k = gap.join(names), len(names)
    w.tell_(
        "{s}",
        "{s} 순서",
        "{t} {s}",
        "{t}: {s}",
        "{s} 순서로 이어짐",
        "{s} 순으로 그려줘",
        "{s} 이렇게 {n} 단계",
        "{s} 과정",
        "{t}는 {s}" if not particle(title, "1", "") else "{t}은 {s}",
        "{s} 흐름도",
        "{s} 순 다이어그램",
        "{a}부터 {b}까지 {s}",
        s=s,
        t=title,
        n=NATIVE[k],
        a=names[0],
        b=names[-1],
    )
    w.path(*names)


def words_in_circle(w: World) -> None:
    """봄 여름 가을 겨울 순환."""
    names = single_words(w, w.rng.randint(3, 5))
    gap = (
        " " if all(" " not in x for x in names) and w.rng.random() < 0.7 else w.rng.choice((", ", "-", " → "))
    )
    w.tell_(
        "{s|이/가} 계속 순환<하>",
        "{s} 순환",
        "{s} 반복되는 순환도",
        "{s} 계속 반복<되>",
        "{s}, 다시 처음으로",
        "{s} 사이클",
        "{s} 돌고 돌아 다시 {a|으로/로}",
        "{s|이/가} 끊임없이 되풀이<되>",
        "{s} 순서로 무한 반복",
        s=gap.join(names),
        a=names[0],
    )
    w.path(*names, names[0])
    w.last = []


def placed(w: World) -> None:
    """이벤트 발생하면 firebase로 전송되고 bigquery에 적재된 후: a place said with its verb is in the step."""
    first = task(w)
    if w.rng.random() < 0.5:
        role = w.rng.choice(w.rng.choice(PEOPLE))
        first = f"{role}{particle(role, '이', '가')} {first}"
    names = [first]
    for _ in range(w.few(5, 5, 2) if w.rng.random() < 0.8 else 2):
        form, x = w.rng.choice(PLACED), tech(w)
        name = form.format(x=x).replace("|로", particle(x, "으로", "로"))
        names.append(name)
    passive = w.rng.random() < 0.5
    joints = (
        ("되고", "된 후", "되면", "된 뒤", "되고 나서")
        if passive
        else ("하고", "한 후", "해", "한 다음", "하고,", "해서")
    )
    text = first + w.rng.choice(("하면", "하면", "하고", "한 뒤"))
    for name in names[1:-1]:
        text += f" {name}{w.rng.choice(joints)}"
    text += f" {names[-1]}" + w.rng.choice(
        ("", w.write("<되>" if passive else "<하>"), w.write("<되>" if passive else "<하>"))
    )
    w.sentences.append(text)
    for name in names:
        w.things[name] = name
    w.path(*names)


def in_three(w: World) -> None:
    """Who does what; a decision; then what follows the second branch. Each sentence stands alone."""
    rng = w.rng
    roles = rng.choice(PEOPLE)
    deeds = [d for d in rng.sample(DEEDS, len(DEEDS)) if w.fresh(d)][:3]
    a = f"{roles[0]}{particle(roles[0], '이', '가')} {deeds[0]}"
    b = f"{roles[1]}{particle(roles[1], '이', '가')} {deeds[1]}"
    name, yes, _, _, other = situation(w)
    x, y, z = task(w), task(w), deeds[2]
    pair = rng.choice(
        (
            ("미비", "하면", "완비되면"),
            ("승인", "되면", "반려되면"),
            ("적합", "하면", "부적합하면"),
            None,
            None,
            None,
        )
    )
    if pair and w.fresh(pair[0]):
        name, yes, other = pair[0], pair[0] + pair[1], pair[2]
    w.sentences.append(
        f"{a}하면 {b}{w.write('<하>')}" if rng.random() < 0.6 else f"{a}하고 {b}{w.write('<하>')}"
    )
    w.sentences.append(f"{yes} {x}하고 {rng.choice((other, '아니면', '그렇지 않으면'))} {y}{w.write('<하>')}")
    w.path(a, b)
    w.add(f"{b} -> {name} ? -> {YES}: {x}, {NO}: {y}", name, x, y)
    last = f"{roles[2]}{particle(roles[2], '이', '가')} {z}" if rng.random() < 0.6 else z
    w.sentences.append(
        w.write(
            "{y} 후에는 {z}<하>",
            "{y|이/가} 끝나면 {z}<하>",
            "{y} 다음에는 {z}<하>",
            "{y}하면 {z}<하>",
            y=y,
            z=last,
        )
    )
    w.path(y, last)
    if rng.random() < 0.3:
        more = task(w)
        w.sentences.append(w.write("마지막으로 {m}<하>", "그 후 {m}<하>", "끝으로 {m}<하>", m=more))
        w.path(last, more)


def on_both(w: World) -> None:
    """재고가 부족하면 발주, 충분하면 포장해서 발송: a branch of two steps."""
    lead, names = opened(w)
    name, yes, no, _, other = situation(w)
    a, b, c = end_of(w), task(w), task(w)
    said = b + w.rng.choice(("해서 ", "하고 ", " 후 ", "한 다음 ", "하고 나서 ")) + goal(w, c)
    first = w.rng.random() < 0.35
    if first:
        d = task(w)
        text = f"{yes} {d}{w.rng.choice(('하고 ', ' 후 ', '해서 '))}{way(w, a)}"
    else:
        text = f"{yes} {way(w, a)}"
    w.sentences.append(f"{lead}{text} {w.rng.choice((other, no, '아니면', '그렇지 않으면'))} {said}")
    if first:
        lines_of(w, names, f"{name} ? -> {YES}: {d}, {NO}: {b}", name, d, b)
        w.path(d, a)
    else:
        lines_of(w, names, f"{name} ? -> {YES}: {a}, {NO}: {b}", name, a, b)
    w.path(b, c)


def too_hot(w: World) -> None:
    """온도가 25도 초과하면 A, 18도 미만이면 B, 그 외에는 C."""
    what, unit, bounds = w.rng.choice([m for m in MEASURES if len(m[2]) > 2])
    if not w.fresh(what):
        return words_in_row(w)
    low, high = sorted(w.rng.sample(bounds, 2))
    up, down = w.rng.choice(("이상", "초과")), w.rng.choice(("미만", "이하"))
    what += w.rng.choice((particle(what, "이", "가"), ""))
    x, y, z = (end_of(w) for _ in range(3))
    c, d = f"{what} {high}{unit} {up}", f"{low}{unit} {down}"
    if w.rng.random() < 0.5:
        c, d = f"{what} {low}{unit} {down}", f"{high}{unit} {up}"
    tails = [
        t + (w.rng.choice(("하면", "면")) if t.endswith("초과") else particle(t, "이면", "면"))
        for t in (c, d)
    ]
    rest = w.rng.choice(("그 외에는", "나머지는", "둘 다 아니면", "그 사이면", "그 밖에는", "아니면"))
    lead, names = opened(w)
    w.sentences.append(f"{lead}{tails[0]} {way(w, x)} {tails[1]} {way(w, y)} {rest} {goal(w, z)}")
    lines_of(w, names, f"{c} ? -> {YES}: {x}, {NO}: {d} ?", c, x, d)
    w.add(f"{d} -> {YES}: {y}, {NO}: {z}", y, z)
    w.at(x, y, z)
    return None


def redo(w: World) -> None:
    """가설을 설정하고 ... 아니면 가설을 다시 설정한다."""
    rng = w.rng
    steps = [w.verb() for _ in range(w.few(3, 4, 2))]
    usable = [
        s for s in steps if s.noun and len(s.name.split(" ")) > 1 and s.name.split(" ")[-2][-1] in "을를"
    ]
    if not usable:
        return in_three(w)
    back = rng.choice(usable).name
    words = back.split(" ")
    again = " ".join([*words[:-1], "다시", words[-1]])
    name, yes, _, _, other = situation(w)
    x = end_of(w)
    text = " ".join(w.write("{x.go}", "{x.after} 뒤", "{x.after} 다음", "{x.inf}서", x=s) for s in steps[:-1])
    w.sentences.append(f"{text} {w.end(steps[-1])}".strip())
    w.sentences.append(
        f"{yes} {way(w, x)} {rng.choice((other, '아니면', '그렇지 않으면'))} {again}{w.write('<하>')}"
    )
    w.path(*(s.name for s in steps))
    w.add(f"{steps[-1].name} -> {name} ? -> {YES}: {x}, {NO}: {back}", name, x)
    w.at(x)
    return None


def made_and_used(w: World) -> None:
    """A가 X를 만들고 B가 Y와 X를 비교; A와 B가 각각 X를 만들고 두 X의 차이를 계산."""
    rng = w.rng
    a, b, x, y = (w.noun() for _ in range(4))
    roll = rng.random()
    if roll < 0.4:
        w.tell_(
            "{a|이/가} {x|을/를} 만들고 {b|이/가} {l|을/를} 비교<하>",
            "{a|은/는} {x|을/를} 생성하고 {b|은/는} {l|을/를} 입력으로 받음",
            "{a|이/가} {x|을/를} 내놓으면 {b|이/가} {l|을/를} 같이 <읽>",
            "{a}에서 {x|이/가} 나오고 {b|은/는} {l|을/를} 함께 <받>",
            a=a,
            b=b,
            x=x,
            l=[y, x] if rng.random() < 0.7 else [x, y],
        )
        w.path(a, x)
        flipped = w.sentences[-1].rfind(x) < w.sentences[-1].rfind(y)
        w.path([x, y] if flipped else [y, x], b)
    elif roll < 0.75:
        what = f"{rng.choice(('유사도', '차이', '평균', '거리', '손실', '합', '최댓값', '상관관계'))}"
        what = f"{what}{particle(what, '을', '를')} {rng.choice(('계산', '비교', '산출', '측정'))}"
        w.tell_(
            "{l|이/가} 각각 {x|을/를} 만들고 두 {x}의 {q}<하>",
            "{l|은/는} 각자 {x|을/를} 생성하고 두 {x|으로/로} {q}<하>",
            "{l}에서 각각 {x|이/가} 나오고 이 둘의 {q}",
            l=[a, b],
            x=x,
            q=what,
        )
        w.path([a, b], x, what)
    else:
        c = task(w)
        w.tell_(
            "{a|이/가} {x|을/를} 출력하면 {b|이/가} 그걸 받아 {c}<하>",
            "{a}에서 만든 {x|을/를} {b}에 넣어 {c}",
            "{a|이/가} {x|을/를} 넘겨주고 {b|은/는} 이를 받아 {c}<하>",
            a=a,
            b=b,
            x=x,
            c=c,
        )
        w.path(a, x, b, c)


def object_aside(w: World) -> None:
    """질문을 임베딩하고 ... 한편 질문은 로그 DB에도 저장된다: the thing itself is a node of its own."""
    thing = w.rng.choice(lexicon.flat("ko", "data"))
    if not w.fresh(thing) or set(thing) & set(",:;/()"):
        return made_and_used(w)
    first = f"{thing}{particle(thing, '을', '를')} {w.rng.choice(HADA[:40])}"
    rest, db = row(w, 3, 4), tech(w)
    head = first + w.rng.choice(("하고", "하고", "한 뒤", "해서", "한 다음"))
    said = " ".join([head, *(link(w, x) for x in rest[:-1])])
    w.sentences.append(f"{said} {stop(w, rest[-1])}")
    w.path(first, *rest)
    w.tell_(
        "한편 {t|은/는} {d}에도 저장<되>",
        "{t|은/는} {d|으로/로}도 <보내>",
        "동시에 {t|은/는} {d}에도 기록<되>",
        "그리고 {t|은/는} {d}에도 남김",
        t=thing,
        d=db,
    )
    w.path(thing, db)
    return None


def counted(w: World) -> None:
    """인코더 4단계, 병목, 디코더 4단계; 임베딩을 거쳐 트랜스포머 블록 4개로."""
    rng = w.rng
    title = rng.choice(
        (
            "UNet",
            "백본",
            "우리 모델",
            "전체 구조",
            "세그멘테이션 모델",
            "생산 라인",
            "검사 라인",
            "번역 모델",
            "네트워크",
        )
    )
    pool = [
        n
        for n in (
            "인코더",
            "병목",
            "디코더",
            "트랜스포머 블록",
            "잔차 블록",
            "임베딩 층",
            "소프트맥스",
            "토크나이저",
            "분류 헤드",
            "합성곱 블록",
            "업샘플링",
            "다운샘플링",
            "어텐션 층",
            "주의 블록",
            "패치 임베딩",
            "투영층",
            "프레스",
            "용접 로봇",
            "검사기",
            "포장기",
            "히트펌프",
            "믹서",
            "필터",
            "앰프",
            "워커",
            "큐",
            "샤드",
            "리트리버",
        )
        if w.fresh(n)
    ]
    names = rng.sample(pool, rng.choice((3, 3, 4)))
    counts = [rng.choice((1, 1, rng.randint(2, 12))) for _ in names]
    if max(counts) == 1:
        counts[rng.randrange(len(counts))] = rng.randint(2, 8)
    unit = rng.choice(("개", "단계", "층", "개", "대")) if title[-1] != "인" else "대"
    said = [
        x
        if n == 1
        else rng.choice(
            (
                f"{x} {n}{unit}",
                f"{x} {n}{unit}",
                f"{x} x{n}",
                f"{x} {NATIVE[n]} 개" if n < 11 else f"{x} {n}개",
            )
        )
        for x, n in zip(names, counts, strict=True)
    ]
    roll = rng.random()
    if roll < 0.5:
        text = w.write(
            "{t}: {s} 구조",
            "{t}: {s}",
            "{s} 순서",
            "{t}은 {s}" if particle(title, "1", "") else "{t}는 {s}",
            "{s} 쌓은 구조",
            t=title,
            s=rng.choice((", ", ", ", " → ", " -> ", " + ")).join(said),
        )
    else:
        middle = " ".join(f"{x}{particle(x, '을', '를')} 거쳐" for x in said[1:-1])
        text = w.write(
            "{a}의 출력이 {m} {b|으로/로} 들어<가>",
            "{a} 출력이 {m} {b|으로/로} <가>",
            "{a} 다음 {m} 마지막에 {b}",
            "{a}에서 나와서 {m} {b}에 도착",
            a=said[0],
            m=middle,
            b=said[-1],
        )
    w.sentences.append(text)
    items = [x if n == 1 else f"{x} ×{n}" for x, n in zip(names, counts, strict=True)]
    w.add(" -> ".join(items), *names)
    w.last = []


def recipes(w: World) -> None:
    """추출한 다음 우유를 추가하면 라떼, 물을 추가하면 아메리카노: what is done stands on the arrow."""
    names = row(w, 4, 2)
    ways = [m for m in w.rng.sample(MIX, 3) if w.fresh(*m)][: w.rng.choice((2, 2, 3))]
    if len(ways) < 2:
        return words_in_row(w)
    said = ", ".join(f"{how}하면 {what}" for how, what in ways)
    w.sentences.append(
        " ".join(f"{x}{w.rng.choice(('하고', '한 다음', ' 후', '해서'))}" for x in names) + " " + said
    )
    w.path(*names)
    w.add(f"{names[-1]} -> " + ", ".join(f"{how}: {what}" for how, what in ways), *(x for _, x in ways))
    w.at(*(x for _, x in ways))
    return None


def chores(w: World) -> None:
    """장보기, 국 끓이기 하는 동안 반찬 만들기, 상 차리기: steps in -기."""
    pool = verbs.nominals()
    names = [n for n in w.rng.sample(pool, 12) if w.fresh(n)][: w.rng.choice((4, 4, 5))]
    for n in names:
        w.things[n] = n
    if len(names) < 4:
        return words_in_row(w)
    if w.rng.random() < 0.4:
        w.sentences.append(w.rng.choice((", ", " -> ", "\n", " → ", " 다음 ")).join(names))
        w.path(*names)
        return None
    at = w.rng.randrange(len(names) - 2)
    a, b = names[at], names[at + 1]
    both = w.write("{a} 하는 동안 {b}", "{a} 하면서 {b}", "{a|과/와} {b} 동시에", "{a}랑 {b} 같이", a=a, b=b)
    w.sentences.append(w.rng.choice((", ", ", ", " -> ", " → ")).join([*names[:at], both, *names[at + 2 :]]))
    w.path(*names[:at], [a, b], *names[at + 2 :])
    return None


def queue(w: World) -> None:
    """수집기 3개가 큐 하나에 넣고 워커 둘이 꺼내서."""
    n = w.rng.randint(2, 9)
    a, b, c = tech(w), tech(w), tech(w)
    w.tell_(
        "{a} {n}개가 {b} 하나에 넣고 {c|이/가} 꺼내서 처리<하>",
        "{a} {n}개에서 {b} 한 개로 모이고 {c|이/가} 읽음",
        "{a} {n}대가 {b|을/를} 공유하고 {b|은/는} {c}에 연결<되>",
        a=a,
        b=b,
        c=c,
        n=str(n),
    )
    w.add(f"{a} ×{n} -> {b} -> {c}", a, b, c)
    w.at(c)


def travel(w: World) -> None:
    """서울역에서 대전을 거쳐 부산으로."""
    cities = (
        "서울",
        "대전",
        "대구",
        "부산",
        "광주",
        "울산",
        "인천",
        "수원",
        "강릉",
        "춘천",
        "전주",
        "목포",
        "여수",
        "포항",
        "제주",
        "김포공항",
        "인천공항",
        "서울역",
        "용산",
        "동대구",
        "천안",
        "오송",
        "속초",
        "도쿄",
        "오사카",
        "파리",
        "런던",
        "집",
        "학교",
        "도서관",
        "편의점",
        "회사",
        "헬스장",
        "카페",
        "정류장",
    )
    names = w.rng.sample(cities, w.rng.choice((3, 3, 4)))
    if any(x != y and x in y for x in names for y in names):
        return words_in_row(w)
    for x in names:
        w.seen.add(x)
        w.things[x] = x
    m = ", ".join(names[1:-1])
    w.tell_(
        "{a}에서 {m|을/를} 거쳐 {b|으로/로} 가는 노선",
        "{a}에서 {m} 들렀다가 {b|으로/로} <가>",
        "{a} 출발 {m} 경유 {b} 도착",
        "{a}부터 {m} 지나 {b}까지",
        "{a}에서 출발해서 {m} 찍고 {b} 도착",
        "{a}에서 {b}까지 {m|을/를} 경유<하>",
        a=names[0],
        m=m,
        b=names[-1],
    )
    w.path(*names)
    return None


FORMS: tuple[tuple[Callable[[World], None], str, int], ...] = (
    (words_in_row, "chain", 5), (words_in_circle, "cycle", 3), (placed, "clauses", 7),
    (in_three, "decision", 5), (on_both, "decision", 6), (too_hot, "decision", 3), (redo, "loop", 4),
    (made_and_used, "merge", 5), (object_aside, "split", 3), (counted, "repeat", 4),
    (recipes, "decision", 2), (chores, "split", 4), (queue, "repeat", 1), (travel, "chain", 2),
)  # fmt: skip

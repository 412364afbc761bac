"""Counts and lists in Korean: 센서 열세 개; stages after a colon; a whole and its parts."""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.korean.accounts import GIVES, Account
from training.synthesis.phrasing import particle

UNITS = {
    "명": ("학생", "직원", "상담원", "간호사", "기사", "검사원", "개발자", "자원봉사자", "조사원", "배달원",
    "심사위원", "손님", "작업자", "교사", "점원", "연구원"),
    "대": ("서버", "카메라", "노트북", "프린터", "펌프", "로봇", "드론", "트럭", "단말기", "스캐너",
    "발전기", "공유기", "태블릿", "버스", "게이트웨이", "워커", "냉장고",
          "컨베이어", "모터", "크레인", "굴착기", "계산대", "전화기", "모니터"),
    "개": ("센서", "컨테이너", "밸브", "안테나", "복제본", "배터리", "노드", "탱크", "파드", "큐", "파티션",
    "스위치", "GPU", "전구", "모듈", "우물", "저수조", "셀", "계정",
          "채널", "마이크", "스피커", "우체통", "수집기"),
    "곳": ("지점", "매장", "창고", "학교", "병원", "편의점", "관측소", "주유소", "농가", "공장", "대리점",
    "물류 센터"),
    "마리": ("젖소", "닭", "벌", "양", "개"), "그루": ("나무", "사과나무", "소나무"), "장": ("태양광 패널",
    "카드", "사진"), "척": ("배", "어선", "화물선"),
    "권": ("책", "공책"), "기": ("위성", "풍력 터빈", "엘리베이터"), "칸": ("객차", "화차"),
}  # fmt: skip
TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")


def native(n: int) -> str:
    """A count before a counter: 2 두, 12 열두, 20 스무, 31 서른한."""
    return "스무" if n == 20 else TENS[n // 10] + ONES[n % 10]


def _many(t: Account, one: bool = False) -> tuple[str, str, str]:
    """서버 열두 대: as it is said, its name, its name with the count."""
    rng = t.rng
    unit = rng.choices(list(UNITS), (6, 9, 8, 4, 1, 1, 1, 1, 1, 1, 1))[0]
    names = t.some(UNITS[unit]) or t.things(1)
    name = names[0]
    n = rng.choice(
        (2, 3, 3, 4, 5, 6, 8, 10, 12, 20, *(rng.randint(2, 40) for _ in range(9)), rng.randint(2, 99))
    )
    if one and rng.random() < 0.1:
        return f"{name} 한 {unit}", name, name
    roll = rng.random()
    amount = f"{native(n)} {unit}" if roll < 0.55 and n < 60 else f"{n}{rng.choice(('', '', ' '))}{unit}"
    said = f"{name} {amount}" if rng.random() < 0.75 else f"{amount}의 {name}"
    return said, name, f"{name} ×{n}"


def counted(t: Account) -> None:
    """카메라 열세 대가 녹화기 네 대에 영상을 보내고 녹화기는 모두 관제실로 보낸다."""
    rng = t.rng
    (said, one, label), (said2, one2, label2) = _many(t), _many(t, True)
    a, c = t.things(2)
    g, p = t.verb(GIVES), t.payload()
    alone = rng.choice(("하나의 ", "같은 ", "한 개의 ", "")) if rng.random() < 0.7 else ""
    slots = {
        "m": said,
        "o": one,
        "k": said2,
        "q": one2,
        "a": a,
        "c": c,
        "p": p,
        "g": g,
        "z": alone,
        "u": t.payload(),
        "h": t.verb(GIVES, "고"),
    }
    roll = rng.random()
    if roll < 0.25:
        t.tell_(
            ("{m|이/가} {k|으로/로} {p} {h} {q|은/는} {c|으로/로} [{g}~전달~<이어지>]",
                "{m|이/가} {k}에 {p} {h}[,~] {q|은/는} [이를 ~다시 ~]{c}에 {g}",
                "{m|이/가} {k}에 <연결되.고> {q|은/는} {c|으로/로} {u} {g}",
             "{m|이/가} {k}에 <연결되>. {q|은/는} [모두 ~]{c}에 {u} {g}",
             "{m|이/가} {k|을/를} 거쳐 {c|으로/로} {p} {g}"), **slots,
        )  # fmt: skip
        t.add(f"{label} -> {label2} -> {c}")
    elif roll < 0.5:
        t.tell_(
            ("{m|이/가} {z}{c}에 {p} [<입력하>~<기록하>~<저장하>~<올리>]",
                "{m|이/가} [모두 ~함께 ~]{z}{c|을/를} [<사용하>~<공유하>~<함께 쓰>]",
                "{m|이/가} {c}에 <연결되>", "{m|은/는} [모두 ~]{z}{c}에 [<접속하>~<연결되>]",
             "{m|이/가} [각자 ~각각 ~]{z}{c|으로/로} {p} {g}", "{m|이/가} {z}{c}에 <붙어 있>",
             "총 {m|이/가} {c|으로/로} {p} {g}"), **slots,
        )  # fmt: skip
        t.add(f"{label} -> {c}")
    elif roll < 0.72:
        t.tell_(
            ("{a|이/가} {m|으로/로} {p} [<분산하.고>~<나누.고>~{h}], "
             "{o}들은 모두 {s}{c|을/를} [<사용하>~<읽>~<공유하>]",
             "{a|은/는} {m}에 {p} [<나눠 주.고>~{h}] {o|은/는} [모두 ~]{c|으로/로} {u} {g}",
             "{a|이/가} {m}에 {p} [<나눠 주>~<배분하>~{g}]. "
             "[이들은 모두~이들은~모두~{o}들은] {s}{c}에 {u} {g}",
             "{a|은/는} {m|으로/로} <나뉘>. 이들은 모두 {s}{c|을/를} <사용하>"),
            s=rng.choice(("", "같은 ", "하나의 ")), **slots,
        )  # fmt: skip
        t.add(f"{a} -> {label} -> {c}")
    elif roll < 0.84:
        t.tell_(
            (
                "{a}에 {m|과/와} {c|이/가} 연결되어 <있>",
                "{a}에는 {m|과/와} {c|이/가} <있>",
                "{a|은/는} {m|과/와} {c}에 {p} {g}",
                "{a|은/는} {m}, {c}에 <연결되>",
                "{a} 아래 {m|과/와} {c|이/가} <있>",
            ),
            **slots,
        )
        t.add(f"{a} -> {label}, {c}")
    elif roll < 0.94:
        t.tell_(
            (
                "{m|과/와} {k|이/가} [모두 ~]{c}에 <연결되>",
                "{m|과/와} {k|이/가} {z}{c|으로/로} {p} {g}",
                "{m}, {k|이/가} 함께 {z}{c|을/를} <사용하>",
            ),
            **slots,
        )
        t.add(f"{label}, {label2} -> {c}")
    else:
        number = re.search(r"(\S+) (\S+ ?\S*)$", said)
        if said.startswith(one) and number:
            amount = said.removeprefix(one + " ")
            t.tell_(
                (
                    "{o|이/가} {n} <있>. [모두~전부~이들은 모두] {c}에 [<연결되>~<보고하>]",
                    "{o|은/는} [모두~총] {n}<이.며> 각각 {c|으로/로} {p} {g}",
                ),
                n=amount,
                **slots,
            )
        else:
            t.tell_("{m|이/가} {c}에 <연결되>", **slots)
        t.add(f"{label} -> {c}")


@cache
def lists() -> dict[str, list[list[tuple[str, list[str]]]]]:
    """names/ko_lists.txt by mark: each a list of (head, items)."""
    found: dict[str, list] = {">": [], "*": [], "=": []}
    for line in (lexicon.HERE / "names" / "ko_lists.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            mark, rest = line[0], line[2:]
            parts = [part.split("/") for part in rest.split(" | ")] if mark == "=" else [rest.split(" | ")]
            found[mark].append([(head, items.split(", ")) for head, items in parts])
    return found


def noted(t: Account) -> None:
    """나비의 한살이: 알, 애벌레, 나비 (in order); 꽃: 꽃잎, 암술 (a whole and its parts)."""
    rng = t.rng
    mark = rng.choices((">", "*", "="), (6, 3, 3))[0]
    rows = [(head, list(items)) for head, items in rng.choice(lists()[mark])]
    if rng.random() < 0.35:  # the same shape with names of any kind
        old = list(
            dict.fromkeys(x for head, items in rows for x in ([head, *items] if mark != ">" else items))
        )
        fresh = dict(zip(old, t.things(len(old)), strict=True))
        rows = [(fresh.get(head, head), [fresh.get(x, x) for x in items]) for head, items in rows]
        if mark == ">":
            rows[0] = (
                rng.choice(("순서", "단계", "절차", "과정", "흐름", "일정", "공정 순서", "진행 순서")),
                rows[0][1],
            )
    colon = rng.choice((": ", ": ", ": ", ":", " : ", " - "))
    comma = rng.choice((", ", ", ", ", ", " / ", " · "))
    head, items = rows[0]
    if mark == ">":
        row = comma.join(items)
        last = f"{items[-2]}{particle(items[-2], '과', '와')} {items[-1]}"
        text = rng.choice(
            (head + colon + row, head + colon + row, head + colon + row, f"{head}:\n{row}",
                f"{head} ({row})", f"{head}{particle(head, '은', '는')} {row} 순이다",
             f"{head}{particle(head, '은', '는')} 다음과 같다: {row}", f"{head}: " + ", ".join([*items[:-2],
             last]), f"{head} = " + " → ".join(items), head + "\n" + "\n".join(items),
             f"{head}{particle(head, '은', '는')} {row} 순서로 이루어진다",
             f"{head}{particle(head, '을', '를')} 그려 주세요: {row}")
        )  # fmt: skip
        t.text.append(text)
        t.add(" -> ".join(items))
        return
    glue = rng.choice((". ", "\n", "\n", "; ")) if len(rows) > 1 else ""
    t.text.append(glue.join(head + colon + comma.join(items) for head, items in rows))
    t.lines += [f"{head} -> {', '.join(items)}" for head, items in rows]


KINDS = ((counted, 18), (noted, 11))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One count or list: (kind, prompt, statement lines)."""
    while True:
        t = Account(rng)
        t.ending = rng.choices((0, 1, 2, 3), (9, 10, 5, 3))[0]
        rng.choices([k for k, _ in KINDS], [n for _, n in KINDS])[0](t)
        text = t.prompt()
        if t.right(text):
            return "count ko", text, "\n".join(t.lines)

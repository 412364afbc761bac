"""Korean decisions said plainly: 있으면 …하고 없으면 …, …에 따라 …, 성공 시/실패 시, VIP는 …, 나머지는 …

The frames are in patterns/ko_forks.txt, decisions that make sense in names/ko_forks.txt; half of the prompts
put steps and conditions of any kind in the same frames.
"""

from __future__ import annotations

import random
import re

from training.synthesis import lexicon
from training.synthesis.korean.choice_words import BOTH
from training.synthesis.korean.choices import Choice, choice
from training.synthesis.korean.endings import Predicate, predicate
from training.synthesis.korean.everyday_words import HADA, OBJECTS, WAITS
from training.synthesis.korean.framed import ODD, Framed, frames, noun_of, rows
from training.synthesis.phrasing import particle

# What is done, and how it may turn out.
RESULTS = (
    (("로그인", "결제", "인증", "본인 확인", "빌드", "배포", "연결", "업로드", "다운로드", "접속", "파싱",
    "예약",
      "착륙", "발사", "시동", "백업", "동기화", "지문 인식", "얼굴 인식", "회원 가입", "동영상 변환",
      "암호 해독",
      "이메일 전송", "주소 변환", "시뮬레이션", "복구", "재부팅", "펌웨어 업데이트", "토큰 갱신", "충전",
      "낙찰"),
     (("성공", "실패"), ("성공", "실패"), ("완료", "실패"), ("정상", "오류"), ("OK", "NG"))),
    (("심사", "면접", "서류 심사", "1차 시험", "체력 검정", "논문 심사", "대출 심사", "코드 리뷰", "필기시험",
      "실기 평가", "신용 조회", "자격 심사", "오디션", "예선", "모의고사", "신체검사", "중간 평가"),
     (("합격", "불합격"), ("통과", "탈락"), ("승인", "거절"), ("통과", "미통과"), ("승인", "반려"))),
    (("혈액 검사", "소변 검사", "PCR 검사", "조직 검사", "알레르기 검사", "항원 검사"),
     (("양성", "음성"), ("정상", "이상"), ("정상", "비정상"))),
    (("품질 검사", "단위 테스트", "안전 점검", "시제품 검증", "재고 실사", "서명 확인", "데이터 검증",
    "치수 측정",
      "모델 평가", "통합 테스트", "부하 테스트", "누수 점검", "배선 점검", "출하 검사", "체크섬 비교"),
     (("정상", "이상"), ("적합", "부적합"), ("pass", "fail"), ("OK", "NG"), ("통과", "실패"), ("일치",
     "불일치"))),
    (("표결", "투표", "예산 심의", "주민 투표", "이사회 의결", "찬반 조사"),
     (("가결", "부결"), ("찬성", "반대"), ("통과", "부결"))),
)  # fmt: skip
ENDS = (
    "메인 화면", "에러 페이지", "고객센터", "다음 단계", "재시도", "관리자 알림", "대기실", "창고", "폐기장",
    "상담 창구", "2층 접수대", "라인 정지", "환불 처리", "재검사", "수리 센터", "로그아웃", "결제 화면",
    "응급실", "자동문", "경고등", "스팸함", "보관함", "승강장", "회의실", "정비소", "교무실", "홈 화면",
    "특별 전형", "보충 수업", "출하장", "불량품 상자", "긴급 점검", "대기열", "캐시 서버", "백업 서버",
)  # fmt: skip
HEADS = (
    "{q}에 따라 ", "{q}에 따라서 ", "{q|을/를} 보고 ", "{q|을/를} 확인해서 ", "{q|이/가} ", "{q} 기준으로 ",
    "{q|을/를} 확인합니다. ", "{q|은/는} 세 가지다. ", "{q}별로 ", "{q|을/를} 따져서 ", "{q}에 따라 나뉜다. ",
    "{q|을/를} 기준으로 나누는데 ", "{q}에 따라 처리가 다르다: ", "{q|을/를} 나눠서 ",
)  # fmt: skip
NOTES = ("{q}?\n", "{q}:\n", "{q}에 따라\n", "{q}별 처리\n", "{q}\n")
BOUNDS = ("이상", "미만", "이하", "초과")
REST = ("나머지", "그 외", "그 밖")


def _noun(t: Framed) -> str:
    """A new noun: where a branch ends, or a task."""
    for _ in range(40):
        roll = t.rng.random()
        if roll < 0.3:
            name = t.rng.choice(ENDS if roll < 0.2 else WAITS)
        elif roll < 0.6:
            name = f"{t.rng.choice(OBJECTS)} {t.rng.choice(HADA)}" if roll < 0.5 else t.rng.choice(HADA)
        elif roll < 0.68:
            name = lexicon.made_up_name(t.rng, "ko")
        else:
            name = t.rng.choice(lexicon.flat("ko", t.rng.choice(("component", "component", "role", "step"))))
        if not set(name) & ODD and t.claim(name):
            return name
    return "마무리"


def _scene(t: Framed) -> dict[str, str | Predicate] | None:
    """A decision of the file: condition, steps on both sides, before and after."""
    row = t.rng.choice(rows("ko_forks")[""])
    before, (yes, _, no), x, y, after = row[0].split(";"), row[1].partition("~"), *row[2:]
    pair = Choice(yes, no)
    odd = re.search(r"[이가은는을를] \S|^(?:많이|다른|상대|안|덜|다) ", no) or no[-3:-1] in BOUNDS
    if t.rng.random() < 0.3 and not odd and (pair.head or " " not in yes):
        pair = Choice(*pair.turned)  # 재고가 없으면 …, 있으면 …
        x, y = y, x
    found = [pair.yes, *(predicate(step) for step in (x, y, *before[-2:], after))]
    if not t.claim(*(one.name for one in found)):
        return None
    slots: dict[str, str | Predicate] = dict(zip("xy", found[1:3], strict=True))
    slots |= dict(zip("ab", found[3:-1], strict=False))
    slots["z"] = found[-1]
    t.decision(slots, pair)
    return slots


def _pair(t: Framed) -> tuple[Choice, str, str]:
    """Any condition, and a step for either side; no bound without its number (압력이 미만)."""
    while True:
        found = choice(t, events=False)
        if not re.search(r"[이가] (?:이상|미만|이하|초과)$", found[0].yes.stem):
            return found


def _any(t: Framed) -> dict[str, str | Predicate]:
    """A decision put together of any condition and any steps."""
    pair, x, y = _pair(t)
    slots: dict[str, str | Predicate] = {"x": predicate(x), "y": predicate(y)}
    slots |= {key: predicate(t.new()) for key in "abz"}
    t.decision(slots, pair)
    return slots


def _lead(t: Framed, steps: list[Predicate], apart: bool = False) -> tuple[str, list[str]]:
    """Steps before a decision: in the same sentence, or (always where `apart`) as sentences; their names."""
    if not steps:
        return "", []
    if t.rng.random() < 0.6 and not apart:
        said = [t.middle(step.stem) for step in steps]
        return " ".join(text for text, _ in said) + " ", [name for _, name in said]
    kept, t.text = t.text, []
    names = t.tell([step.stem for step in steps], True, False)
    text, t.text = ". ".join(t.text) + ". ", kept
    return text, names


def plain(t: Framed) -> bool:
    """One decision in verb phrases, with what may stand before and after it."""
    rng = t.rng
    slots = _scene(t) if rng.random() < 0.55 else _any(t)
    if slots is None:
        return False
    whole = rng.random() < 0.28
    frame = rng.choice(frames("ko_forks")["go on" if whole else ""])
    if any(mark not in slots for mark in re.findall(r"\{(\w)\b", frame[0])):
        return False
    text, lines = t.told(frame, slots)
    if whole:
        t.text.append(text)
        t.lines += lines
        return True
    known = [slots[key] for key in "ab" if key in slots]
    alone = " " not in slots["c"].stem  # 승인되면: of what, the step before says
    count = rng.choice((1, 1, 2)) if alone else rng.choice((0, 0, 0, 1, 1, 2))
    before = known[-count:] if count else []
    lead, names = _lead(t, before, "\n" in text)
    if "\n" in text and lead:
        lead = lead.rstrip() + "\n"
    t.text.append(lead + text)
    t.lines.append(" -> ".join([*names, lines[0]]))
    t.lines += lines[1:]
    if rng.random() < 0.25 and "\n" not in text:
        said, name = t.final(slots["z"].stem)
        t.text.append(rng.choice(BOTH) + said)
        t.lines.append(f"{t.names['x']}, {t.names['y']} -> {name}")
    return True


def nouns(t: Framed) -> bool:
    """A decision between nouns: 재고가 있으면 출고, 없으면 발주."""
    rng = t.rng
    slots = _scene(t) if rng.random() < 0.5 else None
    if slots is None:
        t.used.clear()
        pair, _, _ = _pair(t)
        slots = {}
        t.decision(slots, pair)
    for key in "xyabz":
        step = slots.get(key)
        slots[key] = (noun_of(step.stem) if isinstance(step, Predicate) else "") or _noun(t)
    text, lines = t.told(rng.choice(frames("ko_forks")["noun"]), slots)
    t.text.append(text)
    t.lines += lines
    return True


def results(t: Framed) -> bool:
    """성공 시 …, 실패 시 …: of a step that is done."""
    rng = t.rng
    done, pairs = rng.choices(RESULTS, (31, 17, 6, 15, 6))[0]
    (good, bad), q = rng.choice(pairs), rng.choice(done)
    if pairs[0][0] == "성공" and rng.random() < 0.4:
        q = rng.choice(HADA) if rng.random() < 0.5 else f"{rng.choice(OBJECTS)} {rng.choice(HADA)}"
    if rng.random() < 0.2:
        good, bad = bad, good
    if not t.claim(q, good, bad) or set(q) & ODD:
        return False
    slots: dict[str, str | Predicate] = {"q": q, "u": good, "v": bad}
    slots |= {key: _noun(t) for key in "axy"}
    t.names["w"] = f"{q} {good}"
    frame = rng.choice(frames("ko_forks")["result"])
    text, lines = t.told(frame, slots)
    t.text.append(text)
    t.lines += lines
    return True


def cases(t: Framed) -> bool:
    """One of three: VIP는 …, 일반은 …, 나머지는 …"""
    rng = t.rng
    if rng.random() < 0.55:
        question, answers = rng.choice(rows("ko_forks")["cases"])
        pairs = [tuple(part.split(": ")) for part in answers.split("; ")]
        labels, goals = [a for a, _ in pairs], [predicate(b) for _, b in pairs]
        if not t.claim(question, *labels, *(goal.name for goal in goals)):
            return False
    else:
        question, *labels = (part.strip() for part in rng.choice(lexicon.flat("ko", "choice")).split("\t"))
        if len(labels) < 2 or not t.claim(question, *labels) or set(question + "".join(labels)) & ODD:
            return False
        goals = [predicate(t.new()) for _ in labels]
    if rng.random() < 0.3 and len(labels) > 2:
        labels[-1] = rng.choice(REST)
    as_nouns = rng.random() < 0.4
    if as_nouns:
        goals = [noun_of(goal.stem) or _noun(t) for goal in goals]
    before = [t.new() for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))]
    style = rng.randrange(7)
    noted = style > 3 and rng.random() < 0.5
    lead, names = _lead(t, [predicate(step) for step in before], noted)
    found, parts = [], []
    for i, (label, goal) in enumerate(zip(labels, goals, strict=True)):
        last = i == len(labels) - 1
        if isinstance(goal, str):
            said, name = goal, goal
            if style < 4 and last and rng.random() < 0.5:
                said += particle(goal, "으로", "로") + rng.choice(
                    ("", " " + t.fill("<가>", {}), " " + t.fill("<보내>", {}))
                )
        elif style < 4:
            said, name = t.final(goal.stem) if last or style == 3 else goal.form("하고")
        else:
            said, name = t.form(goal, "기")
        found.append(name)
        head = {
            0: label + particle(label, "은", "는"), 1: label + particle(label, "이면", "면"),
            2: f"{label}인 경우",
            3: label + particle(label, "이라면", "라면"), 4: f"{label}:", 5: f"{label} →", 6: f"{label} ->",
        }[style]  # fmt: skip
        if label in REST and style < 4:
            head = label + ("는" if label == "나머지" else "에는")
        parts.append(f"{head} {said}")
    if noted:
        head = rng.choice(NOTES)
        mark = rng.choice(("- ", "- ", "  - ", "* ", "• ", ""))
        text = head + "\n".join(mark + part for part in parts)
        if lead:
            lead = lead.rstrip() + "\n"
    else:
        head = rng.choice(HEADS)
        if "세 가지" in head and len(labels) != 3:
            head = HEADS[0]
        glue = (
            ". " if style == 3 else rng.choice((", ", ", ", " ")) if style < 4 else rng.choice((", ", " / "))
        )
        text = head + glue.join(parts)
        if style > 3:
            text = rng.choice(("{q}에 따라 ", "{q}? ", "{q} - ", "{q}: ", "{q} → ")) + glue.join(parts)
    t.text.append(lead + t.fill(text, {"q": question}))
    sides = ", ".join(f"{label}: {name}" for label, name in zip(labels, found, strict=True))
    t.lines.append(" -> ".join([*names, f"{question} ?"]) + f" -> {sides}")
    if rng.random() < 0.2 and "\n" not in text:
        said, name = t.final(t.new())
        t.text.append(
            rng.choice(("어느 경우든 ", "이후 모두 ", "그 뒤 공통으로 ", "모두 마지막에는 ")) + said
        )
        t.lines.append(f"{', '.join(found)} -> {name}")
    return True


KINDS = ((plain, 46), (nouns, 26), (results, 10), (cases, 18))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One decision: (kind, prompt, statement lines)."""
    while True:
        t = Framed(rng)
        if not rng.choices([kind for kind, _ in KINDS], [share for _, share in KINDS])[0](t):
            continue
        text = t.prompt()
        if t.right(text):
            return "plain choice ko", text, "\n".join(t.lines)

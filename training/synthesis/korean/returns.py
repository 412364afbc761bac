"""Ways back in Korean: until something is so, if it fails again, back to a step by its number, feedback.

Beside the loops stand the same words where nothing goes back: 식힌 뒤 다시 데운다 as a step of its own.
"""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.korean.circles import (
    FINALS,
    VERB,
    dressed,
    frames,
    known,
    parts,
    said,
    stages,
    statements,
    things,
    words_of,
)
from training.synthesis.korean.endings import infinitive, predicate
from training.synthesis.korean.forms import World
from training.synthesis.korean.procedures import Tale

SLOT = re.compile(r"\{(\w)\.([가-힣A-Za-z]+)\}")
# What is to be reached and what goes wrong, as predicates (see endings.py).
REACHED = (
    "오차가 충분히 작아지", "오차가 0.01보다 작아지", "손실이 수렴하", "값이 수렴하", "결과가 안정되",
    "반죽이 매끈해지", "물이 끓", "면이 익", "소스가 걸쭉해지", "색이 변하", "물이 맑아지",
    "테스트를 통과하", "검사를 통과하", "심사를 통과하", "통과하", "합격하", "성공하", "승인되",
    "완성되", "고객이 만족하", "선생님이 만족하", "모두가 동의하", "팀장이 승인하", "배터리가 충전되",
    "목표에 도달하", "점수가 90점을 넘", "정확도가 95%를 넘", "표면이 매끄러워지", "오류가 없어지",
    "버그가 없어지", "상처가 아물", "열이 내리", "통증이 사라지", "문제가 해결되", "목록이 정렬되",
    "답이 나오", "승자가 나오", "페인트가 마르", "예산이 맞", "온도가 30도까지 내려가", "재고가 바닥나",
    "큐가 비워지", "표본이 10개 모이", "아이가 잠들", "합의가 이루어지", "모델이 수렴하",
    "빌드가 성공하", "로그인에 성공하", "정답을 맞히", "모든 항목이 확인되",
)  # fmt: skip
WRONG = (
    "실패하", "틀리", "불합격하", "탈락하", "반려되", "거절되", "오류가 나", "에러가 나", "오류가 있",
    "문제가 있", "문제가 생기", "테스트가 실패하", "빌드가 깨지", "불량이 나오", "버그가 나오",
    "맛이 싱겁!", "맛이 짜!", "물이 새", "답이 없", "응답이 없", "고객이 거절하", "의견이 갈리",
    "자료가 부족하!", "정확도가 낮!", "오차가 크!", "손실이 크!", "연결이 끊기", "점수가 모자라",
    "검사에서 떨어지", "결과가 이상하!", "음정이 틀리", "통증이 있", "색이 다르!", "값이 범위를 벗어나",
    "비밀번호가 틀리", "서명이 없", "서류가 빠져 있", "부품이 안 맞", "전구가 안 켜지", "수정이 필요하!",
    "과적합이 생기", "시간이 남", "반응이 없", "반죽이 질!", "팀장이 반대하", "심사에서 떨어지",
    "업로드가 실패하", "결제가 실패하", "전화를 안 받",
)  # fmt: skip


@cache
def _frames() -> tuple[tuple[str, str], ...]:
    """The frames of patterns/ko_returns.txt."""
    lines = (lexicon.HERE / "patterns" / "ko_returns.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.replace("\\n", "\n").split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((text, body) for text, body in rows)


def _condition(rng: random.Random, phrase: str, way: str) -> tuple[str, str]:
    """A predicate as it is said: when, until or unless; and its name there."""
    found = predicate(phrase)
    if way == "when":
        text = found.when() if rng.random() < 0.8 or found.kind != "verb" else found.form("할")[0] + " 경우"
    elif way == "until":
        text = found.form("할")[0] if found.kind == "verb" else infinitive(found.stem) + "질"
        name = found.name if found.name in text else text
        return text + " 때까지", name
    elif found.stem.endswith("하") and rng.random() < 0.5:
        text = found.form("하지")[0] + " 못하면"
    else:
        text = found.unless(rng)
    name = found.name if found.name in text else text.removesuffix(" 경우")
    return text, name


def _steps(w: World) -> tuple[str, str]:
    """Steps with a way back, in one of the frames."""
    rng = w.rng
    t = Tale(rng)
    template, body = rng.choice(_frames())
    stems: dict[str, str] = {"S": rng.choice(REACHED), "X": rng.choice(WRONG)}
    names: dict[str, str] = {}

    def value(match: re.Match) -> str:
        key, way = match.groups()
        if key in "SX":
            text, name = _condition(rng, stems[key], way)
            names.setdefault(key.lower(), name)
            return text
        if key not in stems:
            stems[key] = t.new()
        text, name = predicate(stems[key]).form(FINALS[w.register] if way == "END" else way)
        if key in names and way == "END" and text.count(" ") and "다시 " not in template:
            return text
        names.setdefault(key, name)
        return text

    text = SLOT.sub(value, template)
    text = VERB.sub(lambda match: predicate(match[1]).form(FINALS[w.register])[0], text)
    lines = statements(body, names)
    clash = [name.replace(" ", "") for name in names.values()]
    if any(a in b for i, a in enumerate(clash) for j, b in enumerate(clash) if i != j):
        return _steps(w)
    return text, lines


def row(w: World, names: list[str]) -> tuple[str, str]:
    """The names in a row, in words, and the frame of it."""
    template = w.rng.choice(frames("row"))[0]
    return said(w, template, **words_of(w, names)), template


def joined(rng: random.Random, first: str, second: str) -> str:
    """Two sentences."""
    if "\n" in first:
        return f"{first}\n{second}"
    return first + rng.choice((". ", ". ", ", ", "\n", ". 그리고 ", ". 단, ")) + second


def _names(w: World) -> list[str]:
    return stages(w, 3, 5)[1] if w.rng.random() < 0.45 else things(w, w.rng.choice((3, 3, 4, 4, 5)))


def _feedback(w: World) -> tuple[str, str]:
    """A row of things, and what goes back in it."""
    rng = w.rng
    names = _names(w)
    (e,) = things(w, 1)
    text, _ = row(w, names)
    chain = " -> ".join(names)
    j = rng.choice((len(names) - 1, len(names) - 1, rng.randrange(1, len(names))))
    slots = {"x": names[j], "y": names[rng.randrange(j)], "e": e}
    if rng.random() < 0.1:
        return joined(rng, text, said(w, rng.choice(frames("straight"))[0], **slots)), chain
    template, *body = rng.choice(frames("feedback"))
    made = statements(body[0] if body else "{x} -> {y}", slots)
    return joined(rng, text, said(w, template, **slots)), f"{chain}\n{made}"


def _whole(w: World) -> tuple[str, str]:
    """Things with a way back, all in one sentence."""
    template, body = w.rng.choice(frames("back"))
    names = stages(w, 4, 5)[1] if w.rng.random() < 0.4 else things(w, 4)
    slots = dict(zip("abcd", names, strict=False))
    return said(w, template, **slots), statements(body, slots)


def _once_more(w: World) -> tuple[str, str]:
    """Work in which a step comes a second time and it goes on: a row."""
    rng = w.rng
    stems = parts(rng.choice(known("w"))[0])
    made = []
    for i, stem in enumerate(stems):
        found = predicate(stem)
        if i == len(stems) - 1 or rng.random() < 0.2:
            text, name = found.form(FINALS[w.register])
            made.append((text + ("" if i == len(stems) - 1 else "."), name))
        else:
            end, _, rest = rng.choice(("하고", "하고", "해서", "한 뒤", "한 다음")).partition(" ")
            text, name = found.form(end)
            made.append((f"{text} {rest}".strip(), name))
    if rng.random() < 0.25:
        made = [predicate(stem).form("하기") for stem in stems]
        text = rng.choice((", ", " → ", "\n")).join(x for x, _ in made)
    else:
        text = " ".join(x for x, _ in made)
    return text, " -> ".join(name for _, name in made)


KINDS = ((_steps, 58), (_feedback, 25), (_whole, 9), (_once_more, 8))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One Korean prompt: (kind, prompt, statement lines)."""
    w = World(rng)
    text, body = rng.choices([draw for draw, _ in KINDS], [share for _, share in KINDS])[0](w)
    w.nodes = [re.sub(r" \?$", "", x) for x in re.split(r" -> |, |\n", re.sub(r"(?:예|아니오): ", "", body))]
    return "return ko", dressed(w, text), body

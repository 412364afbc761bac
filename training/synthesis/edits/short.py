"""Short plain outlines to edit: three to seven nodes in usual shapes, so that the edit is what counts."""

from __future__ import annotations

import random
import re
import string

from diagram.editing.drafts import Draft, take_apart
from diagram.errors import DiagramError
from diagram.outline import fold, parse
from training.synthesis import lexicon, noise
from training.synthesis.edits.new import fit
from training.synthesis.phrasing import particle

KINDS = {"en": ("component", "step", "stage", "data", "role"), "ko": ("component", "step", "data", "role")}
ANSWERS = {
    "en": (("yes", "no"), ("yes", "no"), ("ok", "error"), ("true", "false"), ("pass", "fail")),
    "ko": (("예", "아니오"), ("예", "아니오"), ("성공", "실패"), ("있음", "없음"), ("통과", "탈락")),
}
WORDS = {
    "en": ("data", "request", "token", "result", "order", "signal", "daily", "async"),
    "ko": ("데이터", "요청", "토큰", "결과", "주문", "신호", "매일", "비동기"),
}
# What one name may join, and how: "remove search and replace" asks for one thing.
JOINED = {
    "en": (
        "search replace wash cut sort filter copy paste rinse dry scan sign pack ship read write build test"
        " plan review drop extract load fold mix bake log alert pick place peel chop save close label"
        " research development sales marketing health safety supply demand questions answers weigh tag"
        " approve pay collect clean lint format encrypt send train evaluate meet greet stop think"
    ),
    "ko": (
        "검색 치환 연구 개발 판매 홍보 질문 답변 수요 공급 보건 안전 추출 적재 세척 건조 포장 배송"
        " 계획 검토 저장 종료 승인 결제 수집 정제 학습 평가 복사 삭제 기획 운영 접수 안내 분류 보관"
    ),
}
# {c}: a question; {y}, {n}: its answers; {l}: a label of an arrow; {g}: a group; all others are nodes.
SHAPES = (
    ("A -> B -> C", 3),
    ("A -> B -> C -> D", 5),
    ("A -> B -> C -> D -> E", 5),
    ("A -> B -> C -> D -> E -> F", 3),
    ("A -> B -> C -> D -> E -> F -> G", 1),
    ("A -> B -> C -> D\nC -> B", 2),
    ("A -> B -> C -> D\nD -> A", 2),
    ("A -> B, C", 1),
    ("A -> B, C, D", 2),
    ("A -> B, C -> D", 3),
    ("A -> B -> C, D -> E", 3),
    ("A -> B -> C, D", 2),
    ("A, B -> C -> D", 3),
    ("A, B, C -> D -> E", 1),
    ("A -> B -> C\nA -> D -> E", 2),
    ("A -> B -> C\nD -> C", 2),
    ("A -> B -> C\nA -> C", 2),
    ("A -> B -> C -> D\nB -> D", 2),
    ("A -> B\nC -> D -> E", 2),
    ("A -> {c} ? -> {y}: B, {n}: C", 3),
    ("A -> B -> {c} ? -> {y}: C, {n}: D", 3),
    ("A -> {c} ? -> {y}: B, {n}: C\nB, C -> D", 2),
    ("A -> {c} ? -> {y}: B, {n}: A\nB -> C", 2),
    ("A -> {c} ? -> {y}: B -> C\n{c} -> {n}: D", 2),
    ("A -> {l}: B -> C", 2),
    ("A -> {l}: B -> C -> D", 2),
    ("A -> B -> {l}: C\nC -> A", 2),
    ("[{g}] A -> B\nB -> C -> D", 2),
    ("[{g}] A, B\nA -> B -> C", 2),
    ("A -> B -> C -> D\n[{g}] B, C", 2),
)


def short_outline(rng: random.Random, language: str) -> Draft | None:
    """The draft of a new short outline; None now and then."""
    shape = rng.choices([s for s, _ in SHAPES], [share for _, share in SHAPES])[0]
    letters = sorted(set(re.findall(r"\b[A-G]\b", shape)))
    names = _names(rng, language, len(letters))
    yes, no = rng.choice(ANSWERS[language])
    extra = {
        "c": rng.choice(lexicon.flat(language, "condition")),
        "g": rng.choice(lexicon.flat(language, "group")),
        "l": rng.choice(WORDS[language]),
        "y": yes,
        "n": no,
    }
    used = [*names, *(extra[key] for key in "cgl" if f"{{{key}}}" in shape)]
    if not all(map(fit, used)) or len({fold(name) for name in used}) < len(used):
        return None
    known = dict(zip(letters, names, strict=True)) | {f"{{{key}}}": value for key, value in extra.items()}
    body = re.sub(r"\{\w\}|\b[A-G]\b", lambda match: known[match.group()], shape)
    try:
        return take_apart(parse(f"{noise.style_line(rng, {})}\n{body}"))
    except DiagramError:
        return None


def _names(rng: random.Random, language: str, count: int) -> list[str]:
    """Names of one or two kinds, as one person writes them: mostly of one to three words."""
    roll = rng.random()
    if roll < 0.08:  # A, B, C; a, b, c; x1, x2, x3; step 1, step 2
        first = rng.choice(("A", "a", "P", "x1", "S1", "step 1" if language == "en" else "1단계"))
        if first.isalpha():
            letters = string.ascii_uppercase if first.isupper() else string.ascii_lowercase
            return list(letters[letters.index(first) :][:count])
        return [first.replace("1", str(i + 1)) for i in range(count)]
    kinds = rng.sample(KINDS[language], rng.choice((1, 1, 2)))
    mixed = language == "ko" and rng.random() < 0.15
    found = [name for kind in kinds for name in lexicon.flat("en" if mixed else language, kind)]
    most = rng.choice((1, 2, 2, 3))
    short = [name for name in found if len(name.split()) <= most]
    found = short if len(short) > 2 * count else found
    names = rng.sample(found, count)
    if rng.random() < 0.14:
        names[rng.randrange(count)] = _joined(rng, "en" if mixed else language)
    if rng.random() < 0.15:
        names[rng.randrange(count)] = lexicon.made_up_name(rng, language)
    if language == "en" or mixed:
        case = rng.random()
        if case < 0.15:
            return [re.sub(r"(?<!\S)[a-z]", lambda match: match.group().upper(), name) for name in names]
        if case < 0.3:
            return [name[:1].upper() + name[1:] for name in names]
        if case < 0.36:
            return [re.sub(r"\s", "_", name) for name in names]
    return names


def _joined(rng: random.Random, language: str) -> str:
    """A name that joins two things: "search and replace"."""
    one, other = rng.sample(JOINED[language].split(), 2)
    if language == "ko":
        return rng.choice((f"{one}{particle(one, '과', '와')} {other}", f"{one} 및 {other}"))
    return f"{one} {'&' if rng.random() < 0.1 else 'and'} {other}"

"""Korean predicates in any ending: 채우 -> 채우고, 채운, 채워서, 채웁니다, 채웠다; and what of it is a name.

A phrase is a verb's stem with its objects (통에 물을 채우), an adjective's stem marked "!" (맛이 짜!) or a
noun before 이다 marked "=" (60점 이상=); "^" marks a predicate that is said in the past (비^: 비었으면).
The name of a step ends before 하, 되 or 시키, else with its stem where the text has it (넣고: 넣), else with
the syllable that holds the stem's end (데운다: 데운), so that it is always a span of the text.
"""

from __future__ import annotations

import random
import re
from functools import lru_cache

from training.synthesis.phrasing import particle

BASE = 0xAC00
B_IRREGULAR = (
    "굽", "눕", "줍", "돕", "깁", "싱겁", "부드럽", "새롭", "까다롭", "시끄럽", "미끄럽", "어렵", "쉽",
    "무겁", "가볍", "뜨겁", "차갑", "덥", "춥", "맵", "어둡", "두껍", "가깝", "더럽", "고맙",
)  # fmt: skip
D_IRREGULAR = ("싣", "듣", "묻", "걷", "깨닫")
S_IRREGULAR = ("젓", "짓", "붓", "잇", "긋", "낫")
REU_REGULAR = ("치르", "따르", "들르", "우러르")
LIGHT = re.compile(r"(?:[을를]? )?하$|(?<=\S)되$|(?<=\S)시키$|(?<=시험)을 보$|(?<=면접)을 보$")
SINGLE = re.compile(r"(?:^| )[가-힣]하$")  # 더하, 원하: the 하 is no verb of its own


def _parts(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - BASE
    return code // 588, code // 28 % 21, code % 28


def _syllable(onset: int, vowel: int, coda: int = 0) -> str:
    return chr(BASE + (onset * 21 + vowel) * 28 + coda)


def _coda(text: str, coda: int) -> str:
    onset, vowel, _ = _parts(text[-1])
    return text[:-1] + _syllable(onset, vowel, coda)


def _soft(stem: str) -> str:
    """The stem before endings that begin with 으: 굽 -> 구우, 싣 -> 실, 젓 -> 저, 넣 -> 넣으, 두 -> 두."""
    if stem.endswith(B_IRREGULAR):
        return _coda(stem, 0) + "우"
    if stem.endswith(D_IRREGULAR):
        return _coda(stem, 8) + "으"
    if stem.endswith(S_IRREGULAR):
        return _coda(stem, 0) + "으"
    return stem if _parts(stem[-1])[2] in (0, 8) else stem + "으"


def _joined(stem: str, coda: int) -> str:
    """The stem with ㄴ, ㄹ, ㅁ or ㅂ of an ending: 채운, 만든, 넣은, 구운."""
    soft = _soft(stem)
    if soft == stem and _parts(stem[-1])[2] == 8:  # 만들: 만든, 만들(ㄹ), 만듦
        return stem if coda == 8 else _coda(stem, 10 if coda == 16 else coda)
    return _coda(soft, coda)


@lru_cache(maxsize=4096)
def infinitive(stem: str) -> str:
    """채우 -> 채워, 담 -> 담아, 준비하 -> 준비해."""
    last = stem[-1]
    onset, vowel, coda = _parts(last)
    if last == "하":
        return stem[:-1] + "해"
    if stem.endswith(B_IRREGULAR):
        return _coda(stem, 0) + ("와" if last == "돕" else "워")
    if stem.endswith(D_IRREGULAR):
        return _coda(stem, 8) + ("아" if vowel in (0, 8) else "어")
    if stem.endswith(S_IRREGULAR):
        return _coda(stem, 0) + ("아" if vowel in (0, 8) else "어")
    if coda:
        return stem + ("아" if vowel in (0, 2, 8) else "어")
    if last == "르" and len(stem) > 1 and not stem.endswith(REU_REGULAR):
        return _coda(stem[:-1], 8) + ("라" if _parts(stem[-2])[1] in (0, 8) else "러")
    if last == "푸":
        return stem[:-1] + "퍼"
    if vowel == 18:
        bright = len(stem) > 1 and stem[-2] != " " and _parts(stem[-2])[1] in (0, 8)
        return stem[:-1] + _syllable(onset, 0 if bright else 4)
    fused = {0: 0, 4: 4, 1: 1, 5: 5, 6: 6, 8: 9, 13: 14, 20: 6, 11: 10}.get(vowel)
    return stem + "어" if fused is None else stem[:-1] + _syllable(onset, fused)


def name_of(stem: str, form: str = "") -> str:
    """What of a form (without its last ending) names the step."""
    if LIGHT.search(stem) and not SINGLE.search(stem):
        return LIGHT.sub("", stem)
    return stem if not form or form.startswith(stem) else form.removesuffix("으")


class Predicate:
    """One predicate; each form is (text, name)."""

    def __init__(self, phrase: str) -> None:
        self.past = phrase.endswith("^")
        self.kind = {"!": "adjective", "=": "noun"}.get(phrase.rstrip("^")[-1], "verb")
        self.stem = phrase.rstrip("^!=")
        self.name = name_of(self.stem) if self.kind != "noun" else self.stem
        self.made: dict[str, tuple[str, str]] = {}

    def form(self, ending: str) -> tuple[str, str]:
        """The text and the name in this form; see `_form`."""
        if ending not in self.made:
            self.made[ending] = self._form(ending)
        return self.made[ending]

    def _form(self, ending: str) -> tuple[str, str]:
        """The form that an ending makes, named as of 하다: 하고, 한, 한다, 합니다, 해요, 해, 하면, 함.

        Other endings: "해서", "했다" (any that begin with 해 or 했), "하는", "할", "하세요", "하으며".
        """
        stem = self.stem
        head, rest = ending[0], ending[1:]
        if head == "한" and rest == "다":
            coda = _parts(stem[-1])[2]
            if self.kind == "adjective" or stem[-1] in "있없":
                made = stem
            else:
                made = stem + "는" if coda and coda != 8 else _joined(stem, 4)
        elif head == "합":
            coda = _parts(stem[-1])[2]
            made = stem + "습" if coda and coda != 8 else _joined(stem, 17)
        elif head == "한":
            made = _joined(stem, 4)
        elif head == "할":
            made = _joined(stem, 8)
        elif head == "함":
            made = _joined(stem, 16)
        elif head == "해":
            made = infinitive(stem)
        elif head == "했":
            made = "비었" if stem == "비" or stem.endswith(" 비") else _coda(infinitive(stem), 20)
            made = stem[:-1] + made if made == "비었" else made
        elif rest.startswith("으"):  # 하으면, 하으며, 하으세요
            made, rest = _soft(stem), rest[1:]
            if rest.startswith(("세", "십")) and _parts(stem[-1])[2] == 8:
                made = _coda(stem, 0)
        elif rest.startswith("는") and _parts(stem[-1])[2] == 8:
            made = _coda(stem, 0)
        else:
            made = stem
        name = name_of(stem, made)
        return made + rest, name

    def when(self) -> str:
        """재고가 있으면."""
        if self.kind == "noun":
            return self.stem + particle(self.stem, "이면", "면")
        return self.form("했으면")[0] if self.past else self.form("하으면")[0]

    def whether(self) -> str:
        if self.kind == "noun":
            return self.stem + "인지"
        if self.past:
            return self.form("했는지")[0]
        return self.form("한지")[0] if self.kind == "adjective" else self.form("하는지")[0]

    def case(self, rng: random.Random) -> str:
        """재고가 있는 경우."""
        end = rng.choice((" 경우", " 경우에는", " 경우에", " 때는", " 때"))
        if "때" in end:
            if self.kind == "noun":
                return self.stem + "일" + end
            return self.form("할")[0] + end if not self.past else self.form("했을")[0] + end
        if self.kind == "noun":
            return self.stem + "인" + end
        plain = "한" if self.past or self.kind == "adjective" else "하는"
        return self.form(plain)[0] + end

    def asks(self, rng: random.Random) -> str:
        """재고가 있나요?"""
        if self.kind == "noun":
            return self.stem + rng.choice(("인가요?", "인가?", "입니까?", "?"))
        if self.past:
            return self.form(rng.choice(("했나요", "했는가", "했습니까")))[0] + "?"
        if self.kind == "adjective":
            return self.form(rng.choice(("한가요", "한가", "합니까")))[0] + "?"
        return self.form(rng.choice(("하나요", "하는가", "합니까")))[0] + "?"

    def unless(self, rng: random.Random) -> str:
        """재고가 있지 않으면: the negation of the same predicate."""
        if self.kind == "noun":
            return self.stem + particle(self.stem, "이", "가") + " 아니면"
        if self.past:
            return self.form("하지")[0] + rng.choice((" 않았으면", " 않은 경우", " 못했으면"))
        return self.form("하지")[0] + rng.choice((" 않으면", " 않을 경우", " 않는다면"))


@lru_cache(maxsize=4096)
def predicate(phrase: str) -> Predicate:
    return Predicate(phrase)

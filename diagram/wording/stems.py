"""Korean steps that are named by a verb's stem, made whole: 물을 붓 -> 물을 붓기, 재고가 있 -> 재고가 있음.

The embedded model copies names from the prompt, and a verb's name ends where its stem does, or with the
syllable that holds the stem's end (데운다: 데운). A reader wants a noun there. What follows the name in the
prompt says which form of the verb it is; where that is not sure, the name is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from diagram.outline import Item, Outline, Statement, fold
from diagram.wording.lists import sections_of

BASE = 0xAC00
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
NIEUN, RIEUL, RIEUL_MIEUM, MIEUM, BIEUP, SSANG_SIOT = 4, 8, 10, 16, 17, 20  # final consonants
# A phrase with an object or a place in front of its last word mostly ends in a verb.
ADVERB = (
    r"(?: (?:더|다시|먼저|모두|함께|잘|조금|골고루|한 번|[가-힣]+[게히]|[가-힣]*[아어여워려해겨켜와러]))*"
)
ACT = re.compile(rf"(?:[을를에로]|에서|에게|까지|부터){ADVERB} [^ ]+$")
OBJECT = re.compile(rf"[을를]{ADVERB} [^ ]+$")
TO = re.compile(rf"(?:[을를]|[가-힣]에){ADVERB} [^ ]+$")
FINITE = re.compile(r"(?<=[가-힣])(?:(?:습?니)|는)?다$")
SUBJECT = re.compile(r"[이가] [^ ]+$")
OPEN = ("면", "며", "시", "니")  # nouns have these, too
EVENTS = ("면", "으면", "자", "는지", "는가")  # what happens, rather than what is done
AFTER = ("뒤", "후", "다음", "채")


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    """{section: words} of words/ko_verbs.txt."""
    return {section: tuple(words) for section, words in sections_of("ko_verbs.txt").items()}


@lru_cache(maxsize=8)
def _pairs(section: str) -> dict[str, str]:
    """{what is left of a stem: the stem} of a section."""
    return dict(pair.split("=") for pair in _lists()[section])


def whole(prompt: str, outline: Outline) -> Outline:
    """The outline with its steps' names made whole; one that would meet another name stays as it is."""
    items = [item for statement in outline.statements for items in statement.lists for item in items]
    decisions = {fold(item.name) for item in items if item.attributes.decision}
    names = {fold(item.name) for item in items}
    made: dict[str, str] = {}
    for item in items:
        key = fold(item.name)
        if key not in made:
            found = noun(prompt, item.name, key in decisions)
            made[key] = item.name if fold(found) in names else found
            names.add(fold(made[key]))
    if all(made[fold(item.name)] == item.name for item in items):
        return outline

    def renamed(item: Item) -> Item:
        return replace(item, name=made[fold(item.name)])

    statements = (
        replace(statement, lists=tuple(tuple(map(renamed, items)) for items in statement.lists))
        for statement in outline.statements
    )
    return Outline(tuple[Statement, ...](statements), outline.style)


@lru_cache(maxsize=1024)
def noun(prompt: str, name: str, decision: bool = False) -> str:
    """The name as a noun, where it is a verb's stem in the prompt; `decision`: it is a condition."""
    if not name or not "가" <= name[-1] <= "힣":
        return name
    span = r"\s*".join(map(re.escape, name.split()))
    places = re.finditer(rf"{span}([가-힣]*)\s*([가-힣]*)", prompt, re.IGNORECASE)
    found = {_noun(name, match[1], match[2], decision) for match in places}
    return found.pop() if len(found) == 1 else name


@lru_cache(maxsize=4096)
def _noun(name: str, ending: str, after: str, decision: bool) -> str:
    """The name as a noun, with the letters that follow it in its word, and the next word."""
    given = name
    whole_verb = FINITE.search(name)
    if whole_verb and not ending:  # 마신다, 확인합니다
        name, ending = name[: whole_verb.start()], whole_verb[0]
        if len(name) > 1 and name[-1] in "한합" and name[-2] != " ":
            return name[:-1]
    if name[-1] in "있없" and ending:
        return _happening(name)
    if decision and ending.startswith("면") and name.endswith(_lists()["becoming"]):
        return _happening(name)
    if ending.startswith(_lists()["light"]):
        return given
    at = name.rfind(" ") + 1
    stem = _stem(name, name[at:], ending, after)
    if stem is None:
        return given
    return _happening(name[:at] + stem) if decision or ending.startswith(EVENTS) else f"{name[:at]}{stem}기"


def _stem(name: str, last: str, ending: str, after: str) -> str | None:
    """The stem of the name's last word; None where that is no verb, or nobody knows."""
    acts, has_object, coda = ACT.search(name), OBJECT.search(name), _parts(name[-1])[2]
    if (
        coda == SSANG_SIOT
        and ending.startswith(("다", "으", "습", "고", "는", "지", "을"))
        and last[-1] != "겠"
    ):
        return _opened(_with(last, 0))
    if (coda == NIEUN and ending.startswith("다")) or (coda == BIEUP and ending.startswith("니")):
        return _restored(_with(last, 0), has_object)
    if (
        has_object
        and not ending
        and last[-1] in _lists()["past"]
        and not last.endswith(_lists()["nouns"])
        and after.startswith(AFTER)
    ):
        return _restored(_with(last, 0), has_object)
    asked = acts and after.startswith(_lists()["helpers"])  # 광고를 올려 주세요
    if ending.startswith("서") or (acts and ending.startswith(("요", "야"))) or (asked and not ending):
        return _opened(last)
    if ending[:1] in tuple("아어았었"):
        sure = has_object or ending.startswith(("아서", "어서"))
        sure = sure or (acts and (ending[1:] or ending in "았었" or asked))
        return last if sure else None
    if ending.startswith(("은", "을")):
        return (
            _pairs("before 으").get(last, last)
            if has_object and (last in _pairs("before 으") or last[-1] in _lists()["closed"])
            else None
        )
    if (
        ending.startswith(_lists()["certain"])
        or (acts and ending.startswith(_lists()["likely"]))
        or (TO.search(name) and ending.startswith(OPEN) and coda in (0, RIEUL))
        or (SUBJECT.search(name) and ending.startswith(_lists()["likely"]))
        or (SUBJECT.search(name) and ending.startswith(("면", "며")) and last.endswith(_lists()["happening"]))
    ):
        if ending.startswith("으"):
            return _pairs("before 으").get(last, last)
        return (
            _restored(last, has_object)
            if ending.startswith(("는", "니", "시", "세", "십", "면", "며"))
            else last
        )
    return None


def _restored(word: str, has_object: bool) -> str | None:
    """A stem whose last consonant had gone: 만드 -> 만들, 구우 -> 굽, 부으 -> 붓; None where nobody knows."""
    if word.endswith("으") and word[:-1] in _pairs("before 으"):
        return _pairs("before 으")[word[:-1]]
    for form, stem in _pairs("softened").items():
        if word.endswith(form):
            return word.removesuffix(form) + stem
    if word in ("까", "파"):
        return None
    return "갈" if word == "가" and has_object else _pairs("fallen").get(word, word)


def _opened(word: str) -> str | None:
    """The stem before 아 or 어: 갈아 -> 갈, 붙여 -> 붙이, 눌러 -> 누르; None where there is none."""
    if word.endswith("해"):
        return f"{word[:-1]}하"
    for form, stem in _pairs("opened").items():
        if word.endswith(form) and (len(form) > 1 or word == form):
            return word.removesuffix(form) + stem
    onset, vowel, coda = _parts(word[-1])
    if coda:
        return None
    before = _parts(word[-2]) if len(word) > 1 and "가" <= word[-2] <= "힣" else None
    if before and word[-1] in "라러" and before[2] == RIEUL:
        return _with(word[:-1], 0) + "르"
    if before and before[2] and word[-1] in "아어":
        return word[:-1]
    turned = {"ㅕ": "ㅣ", "ㅝ": "ㅜ", "ㅘ": "ㅗ", "ㅙ": "ㅚ"}.get(VOWELS[vowel])
    if turned:
        return word[:-1] + chr(BASE + (onset * 21 + VOWELS.index(turned)) * 28)
    return word if VOWELS[vowel] in "ㅏㅓㅐㅔ" and word[-1] not in "아어" else None


def _happening(stem: str) -> str:
    """What happens, as a noun: 느려지 -> 느려짐, 있 -> 있음, 만들 -> 만듦, 맵 -> 매움."""
    coda = _parts(stem[-1])[2]
    if not coda:
        return _with(stem, MIEUM)
    if coda == RIEUL:
        return _with(stem, RIEUL_MIEUM)
    if stem.endswith(_lists()["ㅂ"]):
        return _with(stem, 0) + "움"
    return (_with(stem, 0) if stem.endswith(_lists()["ㅅ"]) else stem) + "음"


def _parts(syllable: str) -> tuple[int, int, int]:
    """The places of a syllable's consonant, vowel and final consonant (0: none) in Unicode's order."""
    code = ord(syllable) - BASE
    return code // 588, code // 28 % 21, code % 28


def _with(word: str, coda: int) -> str:
    """The word, its last syllable with another final consonant."""
    onset, vowel, _ = _parts(word[-1])
    return word[:-1] + chr(BASE + (onset * 21 + vowel) * 28 + coda)

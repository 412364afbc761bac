"""Reads a prompt as words and numbers, without parsing it: what joins, draws or styles, what means a layer.

The lists are in words/: en.txt and ko.txt (sections of words, edited by hand), layers.txt (what layers a word
means) and architectures.txt (what may be asked for by name).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"
LONGEST_WORD = 48  # letters in which a slip of the keyboard is looked for
LONGEST_NUMBER = 12  # digits of a pair's numbers


# --- the word lists ---


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    """{section: words} of both languages' lists."""
    found: dict[str, set[str]] = {}
    for language in ("en", "ko"):
        section = ""
        for line in (WORDS / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                section = line[3:].strip()
            elif line and not line.startswith("#"):
                found.setdefault(section, set()).update(line.split())
    return {section: frozenset(words) for section, words in found.items()}


@lru_cache(maxsize=1)
def same_data() -> dict[str, frozenset[str]]:
    """For the words of typed data ("jpg file" is a figure): all words of the same type."""
    kinds: dict[str, frozenset[str]] = {}
    section = ""
    for line in (WORDS / "en.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:].strip()
        elif section == "same" and line:
            words = frozenset(line.split())
            kinds.update({word: kinds.get(word, frozenset()) | words for word in words})
    return kinds


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    """{folded alias: alias} of the known architectures."""
    found = {}
    for line in (WORDS / "architectures.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            found.update({squeeze(alias): alias for alias in line.split(" | ")})
    return found


@lru_cache(maxsize=8192)
def is_structural(word: str) -> bool:
    """Words that join, draw or count, and so are never missing; with a slip of the keyboard if long."""
    lists = _lists()
    always = lists["structural"] | lists["network"] | lists["style"]
    if (
        word in always
        or word in _lists()["particles"]
        or "ㄱ" <= word[0] <= "ㅣ"
        or (len(word) == 1 and word in "abcdefghijklmnopqrstuvwxyz")
    ):
        return word in always or word in lists["particles"] or word in "amnsxy" or word[0] in "ㅋㅎㅠㅜ"
    if HANGUL.match(word):
        stem = stem_of(word)
        return stem in always or any(stem.startswith(start) for start in _stems_of(word[0]))
    return len(word) >= 3 and word.isalpha() and bool(slips_of(word) & _slip_index())


@lru_cache(maxsize=8192)
def _drawing(word: str) -> bool:
    """Words of openings and requests: "draw", "diagram of", "my thesis"."""
    words = _lists()["drawing"]
    if word in words or (HANGUL.match(word) and (stem_of(word) in words or word.startswith(_FIRM_KOREAN))):
        return True
    return len(word) >= 5 and word.isalpha() and any(slip in _drawing_slips() for slip in slips_of(word))


@lru_cache(maxsize=64)
def _stems_of(first: str) -> tuple[str, ...]:
    return tuple(stem for stem in _lists()["stems"] if stem[0] == first)


@lru_cache(maxsize=1)
def _slip_index() -> frozenset[str]:
    lists = _lists()
    words = {
        w for w in lists["structural"] | lists["network"] | lists["style"] if w.isascii() and len(w) >= 6
    }
    words.update(lists["short"])
    return frozenset(slip for word in words for slip in slips_of(word))


@lru_cache(maxsize=1)
def _drawing_slips() -> frozenset[str]:
    words = {w for w in _lists()["drawing"] | _lists()["remark"] if w.isascii() and len(w) >= 4}
    return frozenset(slip for word in words for slip in slips_of(word))


@lru_cache(maxsize=16384)
def slips_of(word: str) -> frozenset[str]:
    """The word less a letter, with a gap, or with two letters swapped: words a slip apart share some."""
    if not 3 <= len(word) <= LONGEST_WORD:  # a word of n letters has 3 n slips of n letters each
        return frozenset((word,))
    found = {word} | {word[:i] + "_" + word[i:] for i in range(1, len(word))}
    if len(word) > 3:
        found |= {word[:i] + "_" + word[i + 1 :] for i in range(len(word))}
        found |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    return frozenset(found)


def is_greeting(word: str) -> bool:
    """Whether the word, in lower case, is what people open or close a request with."""
    return word in _lists()["greeting"]


def is_pronounceable(word: str) -> bool:
    """Whether a single word may be one: not only consonants, not a row of the keyboard."""
    return bool(re.search(r"[aeiouy]", word)) and not re.search(r"asdf|qwer|zxcv|hjkl|sdfg|(.)\1\1", word)


# --- words and numbers of a prompt ---

HANGUL = re.compile(r"[가-힣]")
WORD = re.compile(
    r"(?P<pair>(?<![^\W_])\d+(?:[ \t]*(?:[x×*✕]|by)[ \t]*\d+)+(?!\d)"
    r"|(?<=\()(?P<side>\d+), ?(?P=side)(?:, ?\d+)?(?=\))|(?<=\()\d+, ?(?P<wide>\d+), ?(?P=wide)(?=\)))"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<hangul>[가-힣]+)|(?P<latin>[^\W\d_가-힣][^\W_가-힣]*)"
)
_JOINS = re.compile(r"[\s'’\"“”`()*_]*|\s*[-/&+]\s*|-")  # between words of one name
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_SMALL = (
    _ONES
    | _TENS
    | {"dozen": 12, "single": 1, "both": 2, "twice": 2, "double": 2, "triple": 3, "pair": 2, "couple": 2}
)
_LARGE = {"hundred": 100, "thousand": 1000}
_KOREAN_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6,
    "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
_KOREAN_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_COUNTERS = ("개", "층", "명", "가지", "번", "단계", "대", "곳", "차원", "겹", "회")
STEP = {"step", "phase", "part", "no", "number", "stage", "layer", "level", "item", "point", "단계", "번호"}


@dataclass(slots=True)
class _Token:
    """A word or a number; `cut` says that a comma, an arrow or the like stands before it."""

    text: str
    start: int
    end: int
    latin: bool
    cut: bool
    value: float | None = None
    pair: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()  # the other reading of "1,024"
    required: bool = True
    segment: int = 0
    gap: str = ""


@dataclass(slots=True)
class PromptWords:
    """A prompt, read once for all of its candidates."""

    text: str
    tokens: list[_Token]
    squeezed: str
    place: list[int]  # token of each letter of `squeezed`
    first: list[int]  # first letter of each token in `squeezed`
    values: set[float]
    atoms: set[str]
    network: bool
    code: bool = (
        False  # numbers may stand twice: "Linear(300, 64), Linear(64, 10)", an encoder and its decoder
    )
    alias: str | None = None
    ends: tuple[str, ...] = ()  # mark behind each segment


def squeeze(text: str) -> str:
    """Only letters and digits, folded: the form in which spans are compared."""
    return "".join(c for c in text.casefold() if c.isalnum())


@lru_cache(maxsize=32)
def read_prompt(text: str) -> PromptWords:
    """The prompt as words and numbers, with what each of them may mean."""
    tokens: list[_Token] = []
    ends: list[str] = []
    before = 0
    lower = text.lower() if len(text.lower()) == len(text) else text
    for match in WORD.finditer(lower):
        word = match.group()
        gap = lower[before : match.start()]
        cut = not _JOINS.fullmatch(gap) or " - " in gap or "\n" in gap
        token = _Token(word, match.start(), match.end(), match.lastgroup == "latin", cut, gap=gap)
        if match.lastgroup == "pair":
            token.pair = tuple(int(side[:LONGEST_NUMBER]) for side in re.findall(r"\d+", word))
        elif match.lastgroup == "number":
            after = lower[match.end() : match.end() + 1]
            glued = after.isascii() and after.isalpha() and not re.match(r"(x|d|k)?\b", lower[match.end() :])
            if "," in word:
                token.parts = tuple(map(int, word.split(",")))
            token.value = float(word.replace(",", ""))
            vocabulary = re.search(r"(vocab\w*|어휘)[\s\w:=()]{0,12}\Z", lower[: match.start()][-24:])
            vocabulary = vocabulary or re.match(
                r"[\s-]*+(개의?|words?|tokens?)?[\s-]*+(vocab|word|token|어휘|단어)", lower[match.end() :]
            )
            vocabulary = vocabulary or (
                re.search(r"[a-z]\w*\((in_\w+=)?\Z", lower[: match.start()][-24:])
                and re.match(r",\s*(\w+=)?\d", lower[match.end() :])
            )
            token.required = (
                not vocabulary
                and not glued
                and not re.match(r"(st|nd|rd|th|d|k|px|dpi|pt|%|\s*(ms|gb|mb)\b)", lower[match.end() :])
            )
            if (
                re.search(r"[^\W\d_]\Z", lower[: match.start()][-1:])
                and HANGUL.match(lower[match.start() - 1]) is None
            ):
                token.required = False
        tokens.append(token)
        before = match.end()
    segment = 0
    for i, token in enumerate(tokens):
        if i and re.search(r"[.!?;:\n,]|[-=–—]>|→|➔|➜|⇒|>| [-–—] ", token.gap):
            mark = token.gap.strip(" \"'()") or "\n"
            ends.append(mark)
            segment += 1
        token.segment = segment
    ends.append(lower[before:].strip() or ".")
    _number_words(tokens)
    letters: list[str] = []
    place: list[int] = []
    first: list[int] = []
    for i, token in enumerate(tokens):
        first.append(len(letters))
        folded = squeeze(token.text)
        letters.extend(folded)
        place.extend([i] * len(folded))
    values = {token.value for token in tokens if token.value is not None}
    values.update(float(part) for token in tokens for part in (*token.pair, *token.parts))
    values.update(float(n) for token in tokens if token.latin for n in re.findall(r"\d+", token.text))
    atoms = set().union(*(layers_of(token.text) for token in tokens)) if tokens else set()
    network = bool(atoms & NETWORK_ATOMS) or any(token.text in _NETWORK_WORDS for token in tokens)
    network = network or bool(
        re.search(r"\d+\s*(?:[-–→>:x,/]|->|to)\s*\d+\s*(?:[-–→>:x,/]|->|to)\s*\d+", lower)
    )
    if re.search(r"rgb|colou?r|컬러|칼라|색", lower):
        values.add(3.0)
    network = network or {"input", "output"} <= atoms or any(token.pair for token in tokens)
    network = network or any(
        word in lower for word in ("신경망", "네트워크", "모델", "은닉", "퍼셉트론", "인코더")
    )
    read = PromptWords(text, tokens, "".join(letters), place, first, values, atoms, network, ends=tuple(ends))
    read.code = bool(re.search(r"[a-z]\w*\(\d+, *\w*=?\d", lower)) or bool(
        re.search(r"decoder|디코더|auto-?encoder|복원", lower)
    )
    read.alias = _alias(read)
    return read


def _number_words(tokens: list[_Token]) -> None:
    """Sets the values of numbers in words; "twenty-four" and "two hundred" count once."""
    i = 0
    while i < len(tokens):
        token = tokens[i]
        text = token.text[1:] if token.text[0] == "x" and token.text[1:] in _ONES else token.text
        if text[-1] == "x" and text[:-1] in _ONES and text != "six":
            text = text[:-1]
        if len(text) > 4 and token.latin and text not in _SMALL and not _LARGE.get(text):
            near = slips_of(text) & _number_slips().keys()
            if near and not is_structural(text):
                token.value, token.required = float(_number_slips()[min(near)]), False
        if re.fullmatch(r"x\d{1,4}", text):
            token.value, token.required = float(text[1:]), False
        elif token.latin and (text in _SMALL or text in _LARGE):
            value = float(_SMALL.get(text) or _LARGE.get(text) or 0)
            nearby = tokens[i + 1] if i + 1 < len(tokens) else None
            if text in _TENS and nearby and nearby.text in _ONES and not nearby.gap.strip(" -"):
                value += _ONES[nearby.text]
                i += 1
                nearby = tokens[i + 1] if i + 1 < len(tokens) else None
            while nearby and nearby.text in _LARGE and not nearby.gap.strip():
                value *= _LARGE[nearby.text]
                i += 1
                nearby = tokens[i + 1] if i + 1 < len(tokens) else None
            token.value = value
            token.required = text in _ONES and value not in (0, 1)
            if (
                nearby
                and nearby.gap == "-"
                and not layers_of(nearby.text)
                and nearby.text not in _NETWORK_WORDS
            ):
                token.required = False
            token.required = token.required or text in _TENS or text in ("dozen", "twice")
        elif HANGUL.match(token.text):
            value, rest = _korean_number(token.text)
            if value:
                token.value = value
                follows = tokens[i + 1].text if i + 1 < len(tokens) and not rest else rest
                token.required = value > 1 and follows.startswith(_COUNTERS)
        i += 1


@lru_cache(maxsize=1)
def _number_slips() -> dict[str, int]:
    return {slip: value for word, value in _SMALL.items() if len(word) > 4 for slip in slips_of(word)}


@lru_cache(maxsize=4096)
def _korean_number(word: str) -> tuple[float | None, str]:
    """(value, rest of the word) of a number in Korean at the word's start."""
    total, rest = 0, word
    for tens, value in _KOREAN_TENS.items():
        if rest.startswith(tens):
            total, rest = value, rest[len(tens) :]
            break
    for ones, value in _KOREAN_ONES.items():
        if rest.startswith(ones):
            return total + value, rest[len(ones) :]
    if total:
        return total, rest
    total, digit, i = 0, 0, 0
    while i < len(word):
        if word[i] in _SINO:
            digit = _SINO[word[i]]
        elif word[i] in "십백천":
            total += (digit or 1) * {"십": 10, "백": 100, "천": 1000}[word[i]]
            digit = 0
        else:
            break
        i += 1
    return (total + digit or None) if total else None, word[i:]


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    return tuple(sorted(_lists()["particles"], key=len, reverse=True))


@lru_cache(maxsize=16384)
def stem_of(word: str) -> str:
    """A Korean word without its particle or ending; at least one syllable stays."""
    for ending in _endings():
        if len(word) > len(ending) and word.endswith(ending):
            return word[: -len(ending)]
    return word


# --- layers: words of the same meaning ---


@lru_cache(maxsize=1)
def _layer_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The lines of words/layers.txt."""
    lines = (WORDS / "layers.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((atom, re.compile(pattern)) for atom, pattern in pairs)


WEAK = frozenset(
    [
        "input",
        "output",
        "layer",
        "add",
        "concat",
        "max",
        "avg",
        "batch",
        "bi",
        "global",
        "dense",
        "up",
        "latent",
        "hidden",
        "upsample",
    ]
)
NETWORK_ATOMS = frozenset(
    [
        "conv",
        "pool",
        "flatten",
        "hidden",
        "dense",
        "dropout",
        "relu",
        "softmax",
        "embedding",
        "lstm",
        "gru",
        "rnn",
    ]
)
_NETWORK_WORDS = frozenset(
    [
        "mlp",
        "dnn",
        "ann",
        "nn",
        "net",
        "nets",
        "network",
        "networks",
        "neural",
        "neurons",
        "neuron",
        "perceptron",
        "perceptrons",
        "autoencoder",
        "encoder",
        "model",
        "layers",
        "layer",
        "classifier",
        "regressor",
        "units",
        "unit",
        "dims",
        "resnet",
        "vgg",
    ]
)
STRONG = frozenset(
    [
        "conv",
        "pool",
        "flatten",
        "dropout",
        "norm",
        "relu",
        "leaky",
        "gelu",
        "softmax",
        "sigmoid",
        "tanh",
        "embedding",
        "lstm",
        "gru",
        "attention",
        "hidden",
    ]
)
STANDS_FOR = {  # a layer may also be meant by these words of the prompt
    "conv": frozenset(["filter", "filters", "kernel", "kernels", "channels", "maps", "필터", "커널"]),
    "latent": frozenset(
        [
            "autoencoder",
            "encoder",
            "vae",
            "ae",
            "bottleneck",
            "compressed",
            "오토인코더",
            "자동인코더",
            "인코더",
            "디코더",
            "인코더는",
            "code",
        ]
    ),
    "rnn": frozenset(["rnn", "recurrent"]),
    "add": frozenset(["resnet", "residual", "skip", "shortcut", "identity"]),
    "concat": frozenset(["tower", "two", "both", "siamese", "unet", "dual", "fusion", "together"]),
}
CARRIERS = re.compile(
    r"net|nets|network|networks|netwrok|nn|neural|nueral|model|autoencoder|based|block|blocks|stack|신경망.*|네트워크.*|모델.*|기반.*|구조.*"
)


@lru_cache(maxsize=16384)
def layers_of(word: str) -> frozenset[str]:
    """What layers a word means: "BN" is a batch norm."""
    return frozenset(atom for atom, pattern in _layer_words() if pattern.fullmatch(word))


def layers_in(name: str) -> frozenset[str]:
    """All layers that the words of a name may mean."""
    words = [match.group() for match in WORD.finditer(name.lower())]
    return frozenset().union(*(layers_of(word) for word in words)) if words else frozenset()


# --- titles, remarks and known names ---


def is_title(words: list[str], mark: str, segment: int) -> bool:
    """Whether words before the first name only say what is to be drawn."""
    for clause in ("where", "whereby"):
        if clause in words[1:-1]:
            return all(is_structural(word) or _drawing(word) for word in words[words.index(clause) :])
    if any(_drawing(word) for word in words):
        firm = any(word in _FIRM or word.startswith(_FIRM_KOREAN) for word in words)
        return firm or not mark.startswith((",", "->", "-->", "→", ">", "=", ";"))
    if mark.startswith((":", "!")) or mark in ("-", "–", "—"):
        return True
    if segment:
        return segment < 3 and words[0] in ("about", "for", "on", "showing", "of")
    if {"this", "is"} <= set(words[:3]) and mark[:1] not in ",":
        return True
    return (mark[:1] == "." and bool({"for", "in", "of", "as"} & set(words))) or mark in (
        "\n-",
        "\n*",
        "\n•",
        "\n1",
    )


_FIRM = frozenset(
    [
        "draw",
        "drawing",
        "drawn",
        "sketch",
        "diagram",
        "diagrams",
        "flowchart",
        "flowcharts",
        "chart",
        "figure",
        "illustrate",
        "visualize",
        "visualise",
        "picture",
        "show",
        "shows",
        "showing",
        "visualization",
        "graphic",
        "schematic",
        "plot",
        "create",
        "depict",
        "render",
        "diagramm",
        "overview",
        "describe",
        "describes",
    ]
)
_FIRM_KOREAN = (
    "그려",
    "그림",
    "그릴",
    "다이어그램",
    "순서도",
    "흐름도",
    "구성도",
    "구조도",
    "시각화",
    "도식",
    "정리",
    "차트",
    "표현",
    "설명",
)


def is_remark(words: list[str]) -> bool:
    """Whether a sentence without any name is only about the drawing, or a courtesy."""
    remark = _lists()["remark"]
    known = sum(w in remark or is_structural(w) or _drawing(w) or stem_of(w) in remark for w in words)
    if known == len(words):
        return True
    telling = any(
        w in remark or _drawing(w) or stem_of(w) in remark for w in words if w not in _lists()["structural"]
    )
    return telling and known >= len(words) - len(words) // 5


_STYLE_ARROW = re.compile(r"(위|왼쪽|좌|top|left)\s*(→|->)\s*(아래|오른쪽|우|bottom|right)")


def _alias(read: PromptWords) -> str | None:
    """The known architecture that a prompt asks for, if it says little more than its name."""
    if len(read.tokens) > 40 or re.search(r"->|→|=>|-->", _STYLE_ARROW.sub("", read.text)):
        return None
    known = _aliases()
    tokens = read.tokens
    best: dict[int, tuple[int, int, int]] = {}  # per segment
    letters = [squeeze(token.text) for token in tokens]
    for i, token in enumerate(tokens):
        word = ""
        for j in range(i, min(len(tokens), i + 8)):
            word += letters[j]
            if word in known or (not tokens[j].latin and _known_stem(word, known)):
                best[token.segment] = max(best.get(token.segment, (0, 0, 0)), (len(word), i, j))
    if not best and (found := _misspelt(letters)):
        best[tokens[found[1]].segment] = found
    for segment in sorted(best, reverse=True):
        _, first, last = best[segment]
        if _asks_only(read, first, last):
            return read.text[tokens[first].start : tokens[last].end]
    return None


def _asks_only(read: PromptWords, first: int, last: int) -> bool:
    """Whether a prompt says little more than the name in these tokens."""
    tokens = read.tokens
    start, end = tokens[first].segment, tokens[last].segment
    rest = [t for i, t in enumerate(tokens) if start <= t.segment <= end and not first <= i <= last]
    others = [t for t in tokens if not start <= t.segment <= end]
    loud = [t for t in rest if not (is_structural(t.text) or _drawing(t.text) or is_greeting(t.text))]
    if any(t.pair or (t.required and (t.value or 0) > 3) for t in (*rest, *others)) or len(loud) > 2:
        return False
    for number in sorted({t.segment for t in others}):
        words = [t.text for t in others if t.segment == number]
        called = number and read.ends[number - 1].startswith(":") and number < start
        if not (
            is_remark(words) or called or (number < start and is_title(words, read.ends[number], number))
        ):
            return False
    return True


def _known_stem(word: str, known: dict[str, str]) -> bool:
    return any(word[:-k] in known and word[-k:] in _lists()["particles"] for k in range(1, min(4, len(word))))


def _misspelt(letters: list[str]) -> tuple[int, int, int] | None:
    """An alias with a slip of the keyboard in it."""
    if len(letters) > 16:
        return None
    index = _alias_slips()
    best: tuple[int, int, int] | None = None
    for i in range(len(letters)):
        word = ""
        for j in range(i, min(len(letters), i + 6)):
            word += letters[j]
            if 6 <= len(word) <= 40 and (best is None or len(word) > best[0]) and slips_of(word) & index:
                best = (len(word), i, j)
    return best


@lru_cache(maxsize=1)
def _alias_slips() -> frozenset[str]:
    return frozenset(slip for alias in _aliases() if len(alias) >= 6 for slip in slips_of(alias))

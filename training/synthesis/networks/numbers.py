"""Networks whose sizes are said in every way people say numbers: 12,288, 2k, three hundred, 3x224x224."""

from __future__ import annotations

import random

from training.synthesis.networks.words import ONES
from training.synthesis.variants import say, upper

TEENS = (*ONES[1:13], "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NATIVE = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
SINO = ("", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구")
PLACES = ((1000, "천"), (100, "백"), (10, "십"), (1, ""))


def size(rng: random.Random) -> int:
    """A number with one to five digits, each digit of any value."""
    roll = rng.random()
    if roll < 0.12:
        return rng.choice((16, 32, 64, 100, 128, 200, 256, 300, 512, 1000, 1024, 2000, 2048, 4096))
    digits = rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 4, 5))
    number = rng.randint(10 ** (digits - 1), 10**digits - 1)
    if digits > 2 and rng.random() < 0.3:
        number -= number % 10 ** (digits - rng.choice((1, 2)))
    return max(2, number)


def in_words(rng: random.Random, number: int) -> str:
    """A number below 10,000 as an English reader says it."""
    if number >= 1000:
        head, rest = f"{TEENS[number // 1000 - 1]} thousand", number % 1000
        if not rest:
            return head if number > 1999 or rng.random() < 0.5 else "a thousand"
        return f"{head} {'and ' if rest < 100 else ''}{in_words(rng, rest)}"
    if number >= 100:
        head, rest = f"{TEENS[number // 100 - 1]} hundred", number % 100
        if number == 100 and rng.random() < 0.5:
            return "a hundred"
        return f"{head}{rng.choice((' ', ' and ')) + in_words(rng, rest) if rest else ''}"
    if number < 20:
        return TEENS[number - 1]
    ones = number % 10
    return TENS[number // 10 - 2] + (f"{rng.choice('--- ')}{TEENS[ones - 1]}" if ones else "")


def in_korean(number: int) -> str:
    """A number below 10,000 in Sino-Korean: 317 is 삼백십칠."""
    text = ""
    for place, name in PLACES:
        digit = number // place % 10
        text += (SINO[digit] if digit > 1 or place == 1 else "") + name if digit else ""
    return text


class Writer:
    """How one person writes numbers."""

    def __init__(self, rng: random.Random, korean: bool) -> None:
        self.rng, self.korean = rng, korean
        self.style = rng.choices(("plain", "comma", "k", "words"), (25, 40, 15, 20))[0]
        self.counts = rng.random() < 0.5  # small counts in digits
        self.cross = rng.choice(("x", "x", "x", "×", " x ", "*", " by "[: 4 if not korean else 0] or "x"))
        self.items: list[str] = []

    def size(self) -> int:
        number = size(self.rng)
        if self.style == "k" and self.rng.random() < 0.6:
            return self.rng.choice((1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, self.rng.randint(1, 99))) * 1000
        if self.style == "words" and number > 999:
            number = self.rng.choice(
                (1000, 1000, 2000, 1200, self.rng.randint(1, 9) * 1000, number % 1000 + 2)
            )
        return number

    def n(self, number: int) -> str:
        if self.style == "k" and number % 1000 == 0:
            if self.korean and self.rng.random() < 0.5:
                return f"{number // 1000}천" if number < 10000 else f"{number:,}"
            return f"{number // 1000}{self.rng.choice('kkK')}"
        if self.style == "words" and self.korean and number > 99 and number % 10 == 0:
            return in_korean(number)
        if self.style == "words" and not self.korean and (number < 100 or number % 50 == 0 or number < 320):
            return in_words(self.rng, number)
        return f"{number:,}" if self.style != "plain" else str(number)

    def count(self, number: int) -> str:
        if self.counts or number > 9:
            return str(number)
        return NATIVE[number] + " " if self.korean else ONES[number]

    def series(self, numbers: list[int]) -> str:
        texts = [self.n(number) for number in numbers]
        if self.korean:
            return self.rng.choice((", ", ", ", "개, ", " / ")).join(texts)
        if self.style == "plain" and self.rng.random() < 0.3:
            return self.rng.choice(("/", "-", " - ", "; ", " / ")).join(texts)
        last = self.rng.choice((" and ", ", ", " and ", ", and ", ", then "))
        return ", ".join(texts[:-1]) + last + texts[-1]


INPUTS = (
    "{n} inputs", "{n} input features", "an input vector of length {n}", "{n} features",
    "input of {n} values",
    "a {n}-dimensional input", "input size {n}", "{n} input neurons", "input layer: {n} nodes",
    "an input layer of {n}", "input ({n})", "input dim {n}", "{n} numbers as input",
)  # fmt: skip
INPUTS_KO = (
    "입력 {n}개", "{n}개 입력", "입력층 {n}개", "{n}차원 입력", "입력 벡터 길이 {n}", "특징 {n}개 입력",
    "입력 노드 {n}개", "입력({n})", "입력 뉴런 {n}개", "입력 {n}",
)  # fmt: skip
SAME = (
    "{k} layers of {n} units each", "{k} hidden layers of {n} each", "{k} hidden layers, {n} units each",
    "{k} hidden layers (each {n})", "{k} hidden layers (each with {n} units)",
    "{k} hidden layers with {n} neurons apiece",
    "{k} layers, each with {n} neurons", "{k} layers with {n} nodes in each",
    "{k} equal hidden layers of {n} units",
    "{k} hidden layers having {n} neurons each", "{k} hidden layers, every one with {n} units",
    "{k} layers of width {n}",
    "{k} hidden layers at {n} each", "{k} hidden layers whose size is {n}", "{k} {n}-unit hidden layers",
    "{k} {n}-neuron layers", "{n} units in each of {k} hidden layers", "{k} layers of {n} hidden units",
)  # fmt: skip
SAME_KO = (
    "은닉층 {k}개(각 {n}개)", "{n}개짜리 은닉층 {k}개", "각각 {n}개 노드를 가진 은닉층 {k}개",
    "은닉층 {k}개, 각 {n}개",
    "은닉층 {k}개(층마다 {n}개)", "은닉층은 {k}개이고 각각 {n}개", "노드가 {n}개씩인 은닉층 {k}개",
    "뉴런 {n}개의 은닉층 {k}개",
    "크기 {n}의 은닉층 {k}개", "은닉층 {k}개에 각각 뉴런 {n}개",
)  # fmt: skip
EACH = (
    "hidden layers of {l}", "hidden layers with {l} units", "hidden sizes {l}", "{k} hidden layers: {l}",
    "{k} hidden layers ({l})", "hidden layers of {l} neurons", "layers of {l} units", "{l} hidden units",
    "hidden layers of size {l}",
)  # fmt: skip
EACH_KO = (
    "은닉층 {l}개", "은닉층 {k}개({l})", "은닉층 크기 {l}", "은닉층 {k}개: {l}", "은닉 노드 {l}개",
    "각각 {l}개인 은닉층 {k}개",
)  # fmt: skip
OUTPUTS = (
    ("{n} outputs", ""), ("{n} classes", ""), ("an output layer with {n} nodes", ""), ("output size {n}", ""),
    ("softmax over {n} classes", "softmax"), ("a {n}-way softmax", "softmax"), ("a softmax over {n} classes",
    "softmax"),
    ("{n} logits", ""), ("{n} output neurons", ""), ("an output of {n}", ""), ("output layer of {n} units",
    ""),
    ("{n} softmax outputs", "softmax"), ("output ({n})", ""), ("{n} output classes", ""),
)  # fmt: skip
OUTPUTS_KO = (
    ("출력 {n}개", ""), ("클래스 {n}개", ""), ("출력층 {n}개", ""), ("출력 {n}", ""), ("{n}개 클래스 출력",
    ""),
    ("{n}개 출력", ""), ("{n}개 클래스 소프트맥스", "소프트맥스"), ("출력 노드 {n}개", ""),
)  # fmt: skip


def _image(w: Writer) -> str:
    rng = w.rng
    high = rng.choice((28, 32, 64, 96, 112, 128, 224, 227, 256, 299, 512, rng.randint(12, 999)))
    wide = high if rng.random() < 0.75 else rng.choice((480, 640, 1280, rng.randint(12, 999)))
    depth = rng.choice((0, 0, 1, 3, 3, rng.choice((2, 4, 6, 12))))
    word = "입력" if w.korean else "input"
    text = f"{high}{w.cross}{wide}"
    if depth:
        text = rng.choice((f"{text}{w.cross}{depth}", f"{depth}{w.cross}{text}"))
    w.items.append(f"{word} {high}x{wide}" + (f" @{depth}" if depth else ""))
    return say(
        rng,
        ("{s} 이미지", "이미지 {s}", "입력 {s}", "{s} 입력", "입력 이미지 {s}", "{s} 크기 이미지")
        if w.korean
        else (
            "{s} images",
            "images {s}",
            "{s} input",
            "input {s}",
            "an image of {s}",
            "input images of {s}",
            "pictures of {s}",
        ),
        s=text,
    )


def _convs(w: Writer) -> str:
    rng = w.rng
    k = rng.choice((1, 2, 2, 3, 3, 4, 5))
    side = rng.choice((3, 3, 3, 5, 7, 1, 9, 11))
    shape = f"{side}{w.cross}{side}"
    item = "합성곱" if w.korean else "conv"
    count = w.count(k)
    if k == 1:
        filters = rng.randint(2, 999)
        w.items.append(f"{item} {side}x{side} @{filters}")
        return say(
            rng,
            ("{s} 합성곱 필터 {f}개", "필터 {f}개의 {s} 합성곱", "{s} 합성곱({f}채널)")
            if w.korean
            else (
                "a {s} conv with {f} filters",
                "{s} conv ({f} filters)",
                "one {s} convolution, {f} channels",
                "{f} {s} filters",
            ),
            s=shape,
            f=w.n(filters),
        )
    roll = rng.random()
    if roll < 0.4:
        w.items += [f"{item} {side}x{side}"] * k
        return say(
            rng,
            ("{s} 합성곱 {k}개", "{s} 합성곱층 {k}개", "{s} 컨볼루션 {k}개", "{s} 합성곱을 {k}번")
            if w.korean
            else (
                "{k} {s} convs",
                "{k} {s} conv layers",
                "{k} convolutions of {s}",
                "{k} {s} convolutions",
                "{k} convs ({s})",
            ),
            s=shape,
            k=count,
        )
    if roll < 0.7:
        filters = rng.randint(2, 999)
        w.items += [f"{item} {side}x{side} @{filters}"] * k
        return say(
            rng,
            (
                "{s} 합성곱 {k}개(각 {f}채널)",
                "필터 {f}개씩인 {s} 합성곱 {k}개",
                "{s} 합성곱층 {k}개, 필터는 각각 {f}개",
            )
            if w.korean
            else (
                "{k} {s} convs with {f} filters each",
                "{k} {s} conv layers (each {f} filters)",
                "{k} {s} convolutions, {f} channels each",
            ),
            s=shape,
            k=count,
            f=w.n(filters),
        )
    filters = [rng.randint(2, 999) for _ in range(k)]
    w.items += [f"{item} {side}x{side} @{f}" for f in filters]
    return say(
        rng,
        ("{s} 합성곱 {k}개(필터 {l})", "필터 {l}개의 {s} 합성곱 {k}개")
        if w.korean
        else (
            "{k} {s} convs with {l} filters",
            "{k} {s} conv layers ({l} filters)",
            "{k} {s} convolutions of {l} channels",
        ),
        s=shape,
        k=count,
        l=", ".join(map(str, filters)) if w.korean else w.series(filters),
    )


def _dense(w: Writer) -> str:
    rng, roll = w.rng, w.rng.random()
    hidden = "은닉층" if w.korean else "hidden"
    if roll < 0.5:
        k, n = rng.choice((2, 2, 3, 3, 4, 4, 5, 6, 7, 8)), w.size()
        w.items += [f"{hidden} #{n}"] * k
        return say(rng, SAME_KO if w.korean else SAME, k=w.count(k), n=w.n(n))
    if roll < 0.75:
        sizes = [w.size() for _ in range(rng.choice((2, 3, 3, 4, 5)))]
        w.items += [f"{hidden} #{n}" for n in sizes]
        return say(rng, EACH_KO if w.korean else EACH, k=w.count(len(sizes)), l=w.series(sizes))
    n = w.size()
    said, item = rng.choice(
        (("완전연결", "완전연결"), ("완전연결층", "완전연결"), ("은닉층", "은닉층"), ("LSTM", "lstm"))
        if w.korean
        else (
            ("fully connected", "dense"),
            ("dense", "dense"),
            ("FC", "dense"),
            ("LSTM", "lstm"),
            ("linear", "linear"),
            ("hidden", "hidden"),
        )
    )
    w.items.append(f"{item} #{n}")
    return say(
        rng,
        ("{m} {n}", "{m} {n}개", "{m}({n})", "노드 {n}개의 {m}")
        if w.korean
        else (
            "{m} {n}",
            "{m} ({n})",
            "a {m} layer of {n} units",
            "a {m} layer with {n} units",
            "{m} layer, {n} units",
            "{m} layer: {n}",
        ),
        m=said,
        n=w.n(n),
    )


def _output(w: Writer) -> str:
    n = max(2, w.size())
    text, final = w.rng.choice(OUTPUTS_KO if w.korean else OUTPUTS)
    w.items += [f"{'출력' if w.korean else 'output'} #{n}", *filter(None, [final])]
    return text.format(n=w.n(n))


FRAMES = (
    "{i}, {m}, {o}", "{i}, {m}, {o}", "{i}, then {m}, then {o}", "{i} -> {m} -> {o}", "MLP: {i}, {m}, {o}",
    "{i}; {m}; {o}", "{i} followed by {m} and {o}", "network: {i}, {m}, {o}", "{i}, {m} and {o}",
    "a network with {i}, {m} and {o}", "neural net with {i}, {m} and finally {o}", "It has {i}, {m} and {o}",
    "We use {i}, {m}, and at the end {o}", "start with {i}, add {m}, finish with {o}", "{i}\n{m}\n{o}",
    "{i} / {m} / {o}", "{i} → {m} → {o}", "Design: {i}, then {m}, finally {o}",
    "model with {i}, after that {m}, then {o}",
    "{i} go into {m}, which lead to {o}",
)  # fmt: skip
FRAMES_KO = (
    "{i}, {m}, {o}", "{i}, {m}, {o}", "{i}, 그다음 {m}, 마지막으로 {o}", "{i} -> {m} -> {o}",
    "신경망: {i}, {m}, {o}",
    "{i}, {m}, {o}인 신경망", "{i}, {m} 그리고 {o}", "{i} / {m} / {o}", "구조: {i}, {m}, {o}",
    "{i}\n{m}\n{o}",
    "{i} → {m} → {o}",
)  # fmt: skip


def _network(rng: random.Random, korean: bool) -> tuple[str, str]:
    w = Writer(rng, korean)
    parts = []
    if rng.random() < 0.45:
        first = _image(w)
        for _ in range(rng.choice((1, 1, 2))):
            parts.append(_convs(w))
            if rng.random() < 0.65:
                side = rng.choice((2, 2, 3))
                parts.append(f"{side}{w.cross}{side} {'맥스풀링' if korean else 'max pool'}")
                w.items.append(f"{'최대 풀링' if korean else 'max pool'} {side}x{side}")
        if rng.random() < 0.7:
            parts.append(_dense(w))
    else:
        n = w.size()
        first = say(rng, INPUTS_KO if korean else INPUTS, n=w.n(n))
        w.items.append(f"{'입력' if korean else 'input'} #{n}")
        parts = [_dense(w) for _ in range(rng.choice((1, 1, 2)))]
        if rng.random() < 0.2:
            parts.append("드롭아웃" if korean else "dropout")
            w.items.append(parts[-1])
    glue = ", " if korean else rng.choice((", ", ", ", ", then ", " and "))
    frame = rng.choice(FRAMES_KO if korean else FRAMES)
    if "\n" in frame or "/" in frame or "→" in frame or "->" in frame:
        glue = frame[3 : frame.index("{m}")]
    elif "go into" in frame and not first.split()[-1].endswith("s"):
        frame = FRAMES[0]
    if rng.random() < 0.1:  # without input
        w.items.pop(0)
        text = rng.choice((", ", ", ", ", " if korean else ", then ")).join((*parts, _output(w)))
    else:
        text = frame.format(i=first, m=glue.join(parts), o=_output(w))
    if not korean and rng.random() < 0.4:
        text = upper(text)
    return text + rng.choice(("", "", "" if korean else ".")), "; ".join(w.items)


def sample(rng: random.Random) -> tuple[str, str]:
    """Prompt and outline body of one English network."""
    return _network(rng, False)


def sample_ko(rng: random.Random) -> tuple[str, str]:
    """Prompt and outline body of one Korean network."""
    return _network(rng, True)

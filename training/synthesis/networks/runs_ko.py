"""Korean layers that come several times: after each, between or once; blocks repeated. See runs."""

from __future__ import annotations

import random

from training.synthesis.networks.spelled_ko import headed, inputs, outputs
from training.synthesis.networks.terse import small
from training.synthesis.networks.terse_ko import filled, listed, native
from training.synthesis.networks.words import by_share

Net = tuple[str, list[str]]

# fmt: off
POOLS = (("2x2 최대 풀링", "최대 풀링 2x2"), ("최대 풀링", "최대 풀링"), ("맥스풀링", "최대 풀링"), ("풀링",
    "풀링"), ("2x2 맥스풀링",
    "최대 풀링 2x2"),
         ("평균 풀링", "평균 풀링"), ("풀링층", "풀링"), ("2x2 평균 풀링", "평균 풀링 2x2"), ("3x3 최대 풀링",
         "최대 풀링 3x3"))
ADDED = (("배치 정규화", "배치 정규화"), ("ReLU", "relu"), ("드롭아웃", "드롭아웃"), ("드롭아웃 0.2",
    "드롭아웃 0.2"), ("드롭아웃 0.5",
    "드롭아웃 0.5"),
         ("relu", "relu"), ("tanh", "tanh"), ("dropout", "dropout"), ("층 정규화", "층 정규화"))
EACH = (", 각각 뒤에 {x}", ", 각 층 뒤에 {x}", ", 층마다 {x}", ", 각각 {x:이/가} 따라온다",
    ", 매 층 뒤에 {x}", "({x:은/는} 각 층 뒤)",
    ". 각 층 다음에는 {x:이/가} 있다",
        ", 모든 층 뒤에 {x}", ", 각각 다음에 {x}", ". 층마다 뒤에 {x:을/를} 붙인다", ", 하나하나 뒤에 {x}",
        ", 층이 끝날 때마다 {x}",
        ". 각각의 뒤에 {x}")
ONCE = (", 그 뒤에 {x}", ", 그다음 {x}", " 다음 {x}", ", 마지막 층 뒤에만 {x}", ", 끝에 {x} 한 번",
    ", 그리고 {x} 하나",
    ". 마지막 층 다음에 {x:이/가} 있다",
        ", 다 지난 뒤 {x}", ", 이어서 {x}", ", 맨 끝에만 {x}", ". 그 뒤에 {x:을/를} 한 번 붙인다",
        ", 모두 지나고 {x} 한 번")
BETWEEN = (", 사이사이에 {x}", ", 층 사이에 {x}", ". 층과 층 사이에는 {x:이/가} 있다", " (사이에 {x})",
    ", 층 사이마다 {x}")
FIRST = (", 첫 번째 뒤에만 {x}", ", 첫 층 다음에만 {x}", ". 첫 번째 층 뒤에만 {x:을/를} 붙인다")
BLOCK = (("합성곱", "합성곱"), ("배치정규화", "배치 정규화"), ("ReLU", "relu"), ("풀링", "풀링"), ("맥스풀링",
    "최대 풀링"), ("드롭아웃",
    "드롭아웃"),
         ("완전연결", "완전연결"), ("conv", "conv"), ("bn", "batch norm"), ("relu", "relu"), ("pool", "pool"))
BLOCKS = ("합성곱 ReLU 풀링", "합성곱 풀링", "합성곱 배치정규화 ReLU", "합성곱 합성곱 풀링", "합성곱 ReLU",
    "conv bn relu",
    "conv relu pool", "conv relu",
          "완전연결 ReLU", "완전연결 드롭아웃", "합성곱 맥스풀링", "합성곱 합성곱 맥스풀링",
          "완전연결 ReLU 드롭아웃", "합성곱 드롭아웃", "conv pool")
REPEATED = ("{b} {t}", "{b} {t}", "({b}) x{n}", "({b}) {t}", "({b}) {t} 반복", "{b:을/를} {t} 반복",
    "{b} 블록 {c}개",
    "[{b}] x {n}", "{n}x ({b})", "{b} {t} 반복",
            "{b} 묶음 {c}개", "{b:을/를} {t}")
SINGLES = (("합성곱", "합성곱"), ("합성곱 3x3", "합성곱 3x3"), ("완전연결", "완전연결"), ("LSTM", "lstm"),
    ("은닉층", "은닉층"),
    ("conv", "conv"), ("dense", "dense"),
           ("GRU", "gru"), ("합성곱층", "합성곱"), ("FC", "dense"))
LASTS = (("소프트맥스", ["소프트맥스"]), ("완전연결", ["완전연결"]), ("평탄화, 완전연결", ["평탄화",
    "완전연결"]), ("출력", ["출력"]), ("출력 10개",
    ["출력 #10"]),
         ("출력 하나", ["출력 #1"]), ("전역 평균 풀링", ["전역 평균 풀링"]), ("softmax", ["softmax"]),
         ("완전연결 10",
         ["완전연결 #10"]), ("dense 5", ["dense #5"]))
# fmt: on


def followed(rng: random.Random) -> Net:
    """Layers in a list, and something after each of them, between them or once."""
    k = rng.choice((2, 2, 3, 3, 3, 4, 5))
    c = native(rng, k, rng.random() < 0.4)
    conv = rng.random() < 0.68
    if conv:
        filters = [rng.choice((8, 16, 32, 64, 128, 256, small(rng))) for _ in range(k)]
        side = rng.choice((3, 3, 3, 5, 7))
        s = f"{side}x{side} " if rng.random() < 0.6 else ""
        word = rng.choice(("합성곱층", "합성곱", "컨볼루션", "합성곱층"))
        form = rng.choice(
            (
                "필터가 {l}개인 {s}{w} {c}개",
                "{s}{w} {c}개(필터 {l})",
                "필터 {l}개의 {s}{w}",
                "{s}{w} {c}개",
                "필터 수가 {l}인 {s}{w} {c}개",
                "{s}{w}(필터 {l}개)",
            )
        )
        text = form.format(l=", ".join(map(str, filters)), s=s, w=word, c=c)
        sized = f" {side}x{side}" if s else ""
        items = [f"합성곱{sized}" + (f" @{f}" if "{l}" in form else "") for f in filters]
    else:
        word, name = rng.choice((("은닉층", "은닉층"), ("완전연결층", "완전연결"), ("dense 층", "dense")))
        sizes = [small(rng) for _ in range(k)]
        form = rng.choice(("{w} {c}개({l})", "크기 {l}인 {w} {c}개", "{w} {l}", "{w} {c}개"))
        text = form.format(w=word, c=c, l=listed(rng, sizes))
        items = [name + (f" #{n}" if "{l}" in form else "") for n in sizes]
    said, item = rng.choice(POOLS if conv and rng.random() < 0.7 else ADDED)
    mode = rng.choice(("each", "each", "each", "once", "once", "once", "between", "first"))
    text += filled(
        rng, rng.choice({"each": EACH, "once": ONCE, "between": BETWEEN, "first": FIRST}[mode]), x=said
    )
    last = {"each": k, "once": 0, "between": k - 1, "first": 1}[mode]
    middle: list[str] = []
    for i, layer in enumerate(items):
        middle += [layer, item] if (i == k - 1 if mode == "once" else i < last) else [layer]
    items = middle
    if rng.random() < 0.4:
        if conv:
            n = rng.choice((28, 32, 64, 128, 224, rng.randint(10, 400)))
            text = rng.choice((f"{n}x{n} 입력, ", f"입력 {n}x{n}, ", f"{n}x{n} 이미지, ")) + text
            items = [f"입력 {n}x{n}", *items]
        else:
            words, first = inputs(rng)
            text, items = f"{words}, {text}", [*first, *items]
    rest: list[Net] = [("평탄화", ["평탄화"])] if conv and rng.random() < 0.4 else []
    if rng.random() < 0.4:
        n = small(rng)
        rest.append(
            (rng.choice((f"완전연결 {n}", f"{n}개짜리 완전연결층", f"완전연결층({n})")), [f"완전연결 #{n}"])
        )
    if rng.random() < 0.7:
        rest.append(outputs(rng))
    if rest:
        text += rng.choice(
            (", 그다음 ", ". 그리고 ", ". 이후 ", ", 마지막에 " if len(rest) == 1 else ", 이후 ")
        ) + ", ".join(w for w, _ in rest)
        items = items + [item for _, part in rest for item in part]
    return headed(rng, text), items


def times(rng: random.Random, n: int) -> str:
    """How often."""
    return rng.choice((f"{n}번", f"{('', '', '두', '세', '네', '다섯')[n]} 번", f"{n}회"))


def repeated(rng: random.Random) -> Net:
    """Blocks and layers that come several times."""
    gap = rng.choice((" -> ", " -> ", " → ", ", ", ", ", " 다음 ", ", 그다음 ", " / ", " + ", " | ", "\n"))
    parts: list[str] = []
    items: list[str] = []
    if rng.random() < 0.35:
        parts.append(rng.choice(("입력", "입력 이미지")))
        items.append("입력")
    names = dict(BLOCK)
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        n = rng.choice((2, 2, 3, 3, 4, 5))
        if rng.random() < 0.55:
            words = rng.choice(BLOCKS).split()
            inner = rng.choice(("-", "-", "-", "/", ", ", " + ", "+"))
            forms = (
                [form for form in REPEATED if "(" in form or "[" in form]
                if inner in (", ", " + ")
                else REPEATED
            )
            parts.append(
                filled(
                    rng,
                    rng.choice(forms),
                    b=inner.join(words),
                    n=n,
                    t=times(rng, n),
                    c=native(rng, n, rng.random() < 0.4),
                )
            )
            items += [names[word] for word in words] * n
        else:
            word, name = rng.choice(SINGLES)
            n = n if rng.random() < 0.8 else 1
            item = name
            if not name.startswith(("합성곱", "conv")) and rng.random() < 0.4:
                size = small(rng)
                word, item = f"{word}({size})", f"{name} #{size}"
            form = (
                "{w}"
                if n == 1
                else rng.choice(
                    ("{w} {t}", "{w} x {n}", "{w} (x{n})", "{w} x{n}")
                    if not word.endswith("3")
                    else ("{w} {t}", "{w} (x{n})")
                )
            )
            parts.append(form.format(w=word, n=n, t=times(rng, max(2, n))))
            items += [item] * n
        if rng.random() < 0.3:
            word, name = rng.choice(
                (
                    ("풀링", "풀링"),
                    ("맥스풀링", "최대 풀링"),
                    ("드롭아웃", "드롭아웃"),
                    ("최대 풀링", "최대 풀링"),
                )
            )
            parts.append(word)
            items.append(name)
    if rng.random() < 0.65 or len(items) < 2:
        text, last = rng.choice(LASTS)
        parts.append(gap.join(text.split(", ")))
        items += last
    return headed(rng, gap.join(parts)), items


FORMS = ((followed, 0.6), (repeated, 0.4))


def sample(rng: random.Random) -> tuple[str, str]:
    """A Korean prompt with layers that come several times, and its outline."""
    text, items = by_share(rng, FORMS)(rng)
    while len(items) < 2:
        text, items = by_share(rng, FORMS)(rng)
    return text, "; ".join(items)

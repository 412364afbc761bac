"""Korean networks in few words: 입력 2 은닉 2 출력 1, 은닉층 네 개인데 마지막만 8개. See terse.

"은닉 2개" beside "입력 3개" is one layer of two units, "은닉층 2개" are two layers.
"""

from __future__ import annotations

import random

from training.synthesis.networks.terse import small
from training.synthesis.networks.words import by_share
from training.synthesis.phrasing import particle
from training.synthesis.variants import vary

Net = tuple[str, list[str]]

# fmt: off
NATIVE = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱")
NETS = ("신경망", "신경망", "네트워크", "MLP", "모델", "다층 퍼셉트론", "분류기", "뉴럴넷", "인공신경망",
    "작은 신경망", "딥러닝 모델")
TRIPLES = (
    ("입력", "은닉", "출력"), ("입력", "은닉", "출력"), ("입력", "은닉", "출력"), ("입력 노드", "은닉 노드",
    "출력 노드"),
    ("입력 뉴런", "은닉 뉴런", "출력 뉴런"), ("입력 유닛", "은닉 유닛", "출력 유닛"), ("입력층", "은닉층",
    "출력층"),
    ("입력", "히든", "출력"), ("input", "hidden", "output"),
)
GAPS = (" ", " ", " ", ", ", ", ", ", ", " / ", " - ", " -> ", "\n", " | ", " + ", " 그리고 ", ", 그다음 ",
    " 다음 ",
    " → ", "/", " 하고 ")
LEADS = ("", "", "", "", "", "{n}: ", "{n} ", "{n}, ", "구조는 ", "{n} 그려줘. ", "{n} 구조 ", "층 구성 ",
    "{n} - ",
    "간단하게 ", "그냥 ", "{n} 그려줘: ")
TAILS = ("", "", "", "", "", "인 {n}", "인 {n} 그려줘", "인 거", "짜리 {n}", " {n}", " {n} 그려 주세요",
    "로 된 {n}",
    "인 {n} 부탁해", "입니다", "예요", "이야")
LAYERS = (
    ("은닉층", "은닉층"), ("은닉층", "은닉층"), ("은닉층", "은닉층"), ("히든 레이어", "은닉층"),
    ("완전연결층", "완전연결"),
    ("dense 층", "dense"), ("FC 층", "dense"), ("LSTM 층", "lstm"), ("GRU 층", "gru"), ("층", "은닉층"),
    ("선형층",
    "선형"),
)
EXCEPT = (
    "{n}개짜리 {k} {c}개인데 {o}만 {m}개", "{k} {c}개, 크기는 {n}인데 {o}만 {m}",
    "크기 {n}인 {k} {c}개, 단 {o}은 {m}",
    "{k} {c}개가 모두 {n}개 노드이고 {o}만 {m}개", "{k} {c}개(각 {n}개, {o}은 {m}개)",
    "{k} {c}개, {o}만 {m}개이고 나머지는 {n}개",
    "노드 {n}개인 {k} {c}개, {o}만 {m}개", "{k:은/는} {c}개이고 각각 {n}개, {o}만 다르게 {m}개",
    "{k} {c}개. 모두 {n}개지만 {o}은 {m}개",
    "{n}유닛 {k} {c}개 중 {o}만 {m}유닛", "{k} {c}개, 각 {n}개, {o}은 {m}개",
    "{o}만 {m}개이고 나머지는 {n}개인 {k} {c}개",
    "{k} {c}개 쌓는데 {n}개씩, {o}만 {m}개로", "{k} {c}개는 {n}개씩인데 {o}은 {m}개",
)
MORE = (
    "{n}개짜리 {k} {c}개 다음에 {m}개짜리 하나 더", "크기 {n}인 {k} {c}개 뒤에 크기 {m}인 {k} 하나",
    "{k} {c}개(각 {n}개), 그 뒤에 {m}개짜리 하나 추가",
    "{n}개씩 {k} {c}개 쌓고 {m}개짜리를 하나 더", "{n}유닛 {k} {c}개에 {m}유닛 {k} 하나 추가",
)
AFTERWARDS = (
    "입력 {i}개 출력 {o}개, 은닉층: {l}", "입력 {i}, 출력 {o}, 은닉층 {l}",
    "입력 {i}개, 출력 {o}개, 은닉층 크기는 {l}",
    "입력 {i} 출력 {o} 은닉 {l}",
    "입력은 {i}개, 출력은 {o}개이고 은닉층은 {l}", "입력 {i}개와 출력 {o}개 사이에 은닉층 {c}개: {l}",
    "은닉층 {c}개, 입력 {i}개, 출력 {o}개. 은닉층 크기는 {l}",
    "입력 {i}, 은닉층 {c}개, 출력 {o}. 크기는 {l}", "은닉층: {l}. 입력 {i}, 출력 {o}",
    "은닉층 {c}개({l}), 입력 {i}, 출력 {o}",
    "입력 {i} / 출력 {o} / 은닉층 {l}",
    "입력 {i}개에서 출력 {o}개로, 중간 은닉층은 {l}", "출력 {o}개, 입력 {i}개, 은닉층 {l}",
    "입력 {i}에 출력 {o}이고 은닉층은 {c}개, 각각 {l}",
    "입력이 {i}개고 출력이 {o}개. 은닉층은 {l} 순서로", "은닉층 크기 {l}, 입력 {i}개, 출력 {o}개",
)
# fmt: on


def native(rng: random.Random, n: int, words: bool) -> str:
    """A count that 개 follows: 3, or 세 with a space."""
    return f"{NATIVE[n]} " if words and n < len(NATIVE) else str(n)


def listed(rng: random.Random, numbers: list[int]) -> str:
    """Numbers in a row."""
    texts = list(map(str, numbers))
    return rng.choice((", ", ", ", ", ", "-", "/", " ", ",", " - ")).join(texts)


def filled(rng: random.Random, form: str, **slots: object) -> str:
    """The form with its variants and slots; {x:은/는} takes the particle that fits."""
    form = vary(rng, form)
    for key, value in slots.items():
        text = str(value)
        while (at := form.find("{" + key + ":")) >= 0:
            end = form.index("}", at)
            closed, opened = form[at + len(key) + 2 : end].split("/")
            form = form[:at] + text + particle(text, closed, opened) + form[end + 1 :]
        form = form.replace("{" + key + "}", text)
    return form


def dressed(rng: random.Random, text: str) -> str:
    """The text with what may stand before or after it."""
    net = rng.choice(NETS)
    lead = rng.choice(LEADS).format(n=net)
    if lead and lead.strip() not in ("구조는", "간단하게", "그냥", "층 구성"):
        return lead + text
    tail = rng.choice(TAILS).format(n=net)
    if tail.startswith("로"):
        tail = particle(text, "으로", "로") + tail[1:]
    if tail.startswith("예요"):
        tail = particle(text, "이에요", "예요")
    if tail.startswith("이야"):
        tail = particle(text, "이야", "야")
    if "\n" in text or text.endswith((")", "더", "추가", "로", "하나")):
        tail = ""
    elif tail.startswith("짜리") and text[-1] != "개":
        tail = f"인 {net}"
    return lead + text + tail


def counts(rng: random.Random) -> Net:
    """Numbers and words only: 입력 2 은닉 2 출력 1; at times layers instead of units."""
    first, middle, last = rng.choice(TRIPLES)
    form = rng.choice(
        (
            "{w} {n}",
            "{w} {n}",
            "{w} {n}개",
            "{w} {n}개",
            "{n}개 {w}",
            "{w}({n})",
            "{w}: {n}",
            "{w}={n}",
            "{w} {n}개",
        )
    )
    if first in ("입력층", "input"):  # 은닉층 3개 would be three layers
        form = rng.choice(
            ("{w} {n}", "{w}({n})", "{w}: {n}", "{w} 노드 {n}개" if first == "입력층" else "{w} {n}")
        )
    if first in ("입력", "입력 노드") and rng.random() < 0.15:  # 입력2 은닉3 출력1
        form = rng.choice(("{w}{n}", "{w}{n}개", "{w}{n}"))
    words = form == "{w} {n}개" and rng.random() < 0.3
    english = first == "input"
    i, o = small(rng), rng.choice((1, 1, 2, 3, small(rng)))
    gap = rng.choice(GAPS)
    if form.endswith("개") and rng.random() < 0.12:
        gap = rng.choice(("에 ", "이고 ", "랑 ", ", 그리고 "))

    def put(n: int, word: str) -> str:
        return form.format(w=word, n=native(rng, n, words and n < 8))

    names = ("input", "hidden", "output") if english else ("입력", "은닉층", "출력")
    parts = [put(i, first)]
    roll = rng.random()
    if roll < 0.28 and not english and "노드" not in form:  # layers, not units
        c = rng.randint(1, 5)
        text = f"은닉층 {native(rng, c, rng.random() < 0.4)}개"
        hidden = ["은닉층"] * c
        if rng.random() < 0.3:
            n = small(rng)
            text += f"(각 {n}개)" if c > 1 else f"({n})"
            hidden = [f"은닉층 #{n}"] * c
        parts.append(text)
    else:
        sizes = [small(rng) for _ in range(rng.choice((1, 1, 1, 2, 2, 3)))]
        parts += [put(n, middle) for n in sizes]
        hidden = [f"{names[1]} #{n}" for n in sizes]
    parts.append(put(o, last))
    if o == 1 and rng.random() < 0.3:
        parts[-1] = "출력 하나" if not english else "output 1"
    if gap in (" ", ", ", " / ", "\n") and rng.random() < 0.1:  # the output first, or the ends
        first, *between, last = parts
        parts = rng.choice(([last, *between, first], [first, last, *between], [*between, first, last]))
    items = [f"{names[0]} #{i}", *hidden, f"{names[2]} #{o}"]
    return dressed(rng, gap.join(parts)), items


def layers(rng: random.Random, c: int, word: str, words: bool, form: int) -> str:
    """A count of layers."""
    count = native(rng, c, words)
    if c == 1:
        return (f"{word} 하나", f"{word} 1개", f"{word} 한 개")[form % 3]
    return (f"{word} {count}개", f"{word} {count}개", f"{count}개의 {word}")[form]


def mixed(rng: random.Random) -> Net:
    """Some layers with their size, others only counted: 입력 20, 은닉층 두 개, 출력 3."""
    words, form = rng.random() < 0.4, rng.randrange(3)
    parts: list[str] = []
    items: list[str] = []
    roll = rng.random()
    if roll < 0.5:
        n = small(rng)
        parts.append(
            rng.choice(
                (
                    f"입력 {n}",
                    f"입력 {n}개",
                    f"{n}개 입력",
                    f"입력 크기 {n}",
                    f"특성 {n}개 입력",
                    f"입력 노드 {n}개",
                    f"{n}차원 입력",
                )
            )
        )
        items.append(f"입력 #{n}")
    elif roll < 0.68:
        parts.append(rng.choice(("입력", "입력층", "입력층 하나")))
        items.append("입력")
    for i, (word, name) in enumerate(
        rng.sample((LAYERS[0], *LAYERS[3:9], LAYERS[10]), rng.choice((1, 1, 2, 2, 3)))
    ):
        c = rng.choice((1, 2, 2, 3, 3, 4, 5))
        text, item = layers(rng, c, word, words, form), name
        if rng.random() < 0.4 and i:
            n = small(rng)
            text = (
                f"{word} {n}"
                if c == 1
                else rng.choice((f"{text}(각 {n}개)", f"{n}개짜리 {word} {native(rng, c, words)}개"))
            )
            item += f" #{n}"
        parts.append(text)
        items += [item] * c
    roll = rng.random()
    n = rng.choice((1, 1, 2, 3, 5, 10, small(rng)))
    if roll < 0.72 or len(items) < 2:
        parts.append(
            rng.choice((f"출력 {n}", f"출력 {n}개", f"{n}개 출력", f"출력 노드 {n}개"))
            if n > 1
            else rng.choice(("출력 하나", "출력 1개", "출력 한 개"))
        )
        items.append(f"출력 #{n}")
    elif roll < 0.85:
        parts.append(rng.choice(("출력", "출력층", "출력층 하나")))
        items.append("출력")
    gap = rng.choice(
        (", ", ", ", ", ", " 그리고 ", " -> ", " 다음 ", ", 그다음 ", " / ", " + ", "\n", " 뒤에 ", " → ")
    )
    return dressed(rng, gap.join(parts)), items


def exception(rng: random.Random) -> Net:
    """Layers of a size of which one differs, or after which one more comes."""
    c, n, m = rng.randint(2, 6), small(rng), small(rng)
    if m == n:
        m += 1
    word, name = rng.choice(LAYERS)
    more = rng.random() < 0.25
    at = rng.choice((c - 1, c - 1, c - 1, 0, 0, rng.randrange(c)))
    place = "마지막" if at == c - 1 else ("첫 번째", "두 번째", "세 번째", "네 번째", "다섯 번째")[at]
    form = rng.choice(MORE if more else EXCEPT)
    mark = "#"
    if rng.random() < 0.2:
        word, name, mark = rng.choice(("합성곱층", "합성곱")), "합성곱", "@"
        form = (
            form.replace("{n}개 노드", "필터 {n}개")
            .replace("노드 {n}개", "필터 {n}개")
            .replace("유닛", "채널")
        )
        form = form.replace("{n}개", "필터 {n}개", 1) if "필터" not in form and "채널" not in form else form
    form = form.replace("{o}은", "{o:은/는}")
    text = filled(rng, form, n=n, m=m, k=word, c=native(rng, c, rng.random() < 0.5), o=place)
    middle = [f"{name} {mark}{n}"] * c
    if more:
        middle.append(f"{name} {mark}{m}")
    else:
        middle[at] = f"{name} {mark}{m}"
    i, o = small(rng), rng.choice((1, 2, 3, small(rng)))
    items = list(middle)
    if mark == "#" and rng.random() < 0.5:
        items.insert(0, f"입력 #{i}")
        text = rng.choice((f"입력 {i}개, {text}", f"입력 {i}, {text}", f"입력은 {i}개. {text}"))
    if rng.random() < 0.5:
        items.append(f"출력 #{o}")
        text += rng.choice((f", 출력 {o}개", f", 출력 {o}", f". 출력은 {o}개", f", 그리고 출력 {o}개"))
    return (dressed(rng, text) if rng.random() < 0.4 else text), items


def afterwards(rng: random.Random) -> Net:
    """The ends first and the sizes of the hidden layers after all."""
    i, o = small(rng), rng.choice((1, 1, 2, 3, 4, 10, small(rng)))
    sizes = [small(rng) for _ in range(rng.choice((2, 3, 3, 3, 4, 5)))]
    c = native(rng, len(sizes), rng.random() < 0.4)
    text = filled(rng, rng.choice(AFTERWARDS), i=i, o=o, l=listed(rng, sizes), c=c)
    items = [f"입력 #{i}", *(f"은닉층 #{n}" for n in sizes), f"출력 #{o}"]
    return dressed(rng, text), items


FORMS = ((counts, 0.4), (mixed, 0.26), (exception, 0.18), (afterwards, 0.16))


def sample(rng: random.Random) -> tuple[str, str]:
    """A short Korean prompt, and its outline."""
    text, items = by_share(rng, FORMS)(rng)
    while len(items) < 2:
        text, items = by_share(rng, FORMS)(rng)
    return text, "; ".join(items)

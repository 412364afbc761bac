"""Korean networks layer by layer: activations and code. See spelled for the conventions."""

from __future__ import annotations

import random

from training.synthesis.networks.terse import small
from training.synthesis.networks.terse_ko import NETS, filled, native
from training.synthesis.networks.words import by_share

Net = tuple[str, list[str]]

# fmt: off
ACTS = (("ReLU", "relu"), ("ReLU", "relu"), ("relu", "relu"), ("tanh", "tanh"), ("tanh", "tanh"),
    ("시그모이드",
    "시그모이드"),
        ("sigmoid", "sigmoid"), ("GELU", "gelu"), ("렐루", "렐루"), ("Tanh", "tanh"), ("ELU", "elu"))
ACTIVE = (
    "{a} 유닛 {n}개인 {k}", "{n}개 노드의 {a} {k}", "{k} {n}({a})", "{k}({n}, {a})", "{k} {n} {a}",
    "{n}유닛 {k:과/와} {a}", "노드 {n}개인 {k}({a})",
    "{a} 활성화의 {n}유닛 {k}", "{k} {n} + {a}", "{a:을/를} 쓰는 {n}개짜리 {k}", "크기 {n}인 {k}, {a}",
    "{n}개짜리 {k}에 {a}",
    "유닛 {n}개의 {k}에 {a} 적용",
    "{k} {n}에 {a}", "{k}: {n}, {a}", "뉴런 {n}개 {k} ({a})", "{a} {k} {n}", "{n}노드 {k} {a} 활성화",
)
PLAIN = ("크기 {n}인 {k}", "{k} {n}", "노드 {n}개인 {k}", "{n}개짜리 {k}", "{k}({n})")
LAYERS = (("은닉층", "은닉층"), ("은닉층", "은닉층"), ("은닉층", "은닉층"), ("완전연결층", "완전연결"),
    ("dense 층", "dense"), ("FC",
    "dense"),
          ("히든 레이어", "은닉층"), ("dense", "dense"), ("선형층", "선형"))
OUTS = (("출력 {n}개에 {a}", 2), ("{a} 출력 {n}개", 2), ("출력 {n}({a})", 2), ("출력 {n}개({a})", 2),
    ("출력층 {n}개와 {a}", 2), ("{n}개 클래스 {a}", 2),
        ("출력 {n}, {a}", 2), ("출력 {n} {a}", 2), ("출력 {n}개", 1), ("출력 {n}", 1), ("{n}개 출력", 1),
        ("출력층 {n}개", 1))
ONES = (("시그모이드 출력 1개", 2), ("출력 하나에 시그모이드", 2), ("출력 1개(시그모이드)", 2), ("출력 하나",
    1), ("출력 1개", 1), ("출력 한 개", 1))
GLUES = (", ", ", ", ", ", ", 그다음 ", " 다음 ", " -> ", " → ", "\n", " 뒤에 ", ", 이어서 ", ", 그리고 ",
    " / ")
HEADS = ("", "", "", "", "", "{n}: ", "{n}, ", "{n} 구조: ", "구조는 ", "내 모델은 ", "우리 {n:은/는} ",
    "{n} 그려줘: ",
    "층은 차례로 ", "{n} - ")
GROUPED = (
    "{a} {k} {c}개(각 {n}개)", "{n}개짜리 {a} {k} {c}개", "{k} {c}개, 각각 {n}개에 {a}",
    "{a:을/를} 쓰는 {n}개짜리 {k} {c}개",
    "크기 {n}인 {k} {c}개, 각각 {a}", "{k} {c}개(각 {n}개, {a})", "노드 {n}개씩인 {k} {c}개, 모두 {a}",
    "{n}유닛 {k} {c}개, 층마다 {a}",
)
VARIED = (
    "{a} {k} {c}개({l})", "크기 {l}인 {k} {c}개, 각각 {a}", "{k} {l}, 모두 {a}", "{k} {c}개({l}), 층마다 {a}",
    "{a:을/를} 쓰는 {k} {c}개({l})", "{k} {c}개 {l}, 각각 뒤에 {a}",
)
LONE = ("{k} {c}개({l}), 그 뒤에 {a} 한 번", "{k} {l} 다음에 {a} 하나",
    "크기 {l}인 {k} {c}개, 마지막 뒤에만 {a}")
TAILS = ("각 {a} 뒤에 {s}", "{a}마다 뒤에 {s}", "{a} 다음에는 매번 {s}", "모든 {a} 뒤에 {s}")
ONE_TAILS = ("{f} {a} 뒤에만 {s}", "{f} {a} 다음에 {s}")
# fmt: on


def headed(rng: random.Random, text: str) -> str:
    """The text with what may stand before it."""
    return filled(rng, rng.choice(HEADS), n=rng.choice(NETS)) + text


def outputs(rng: random.Random) -> Net:
    """The words for the outputs, at times with their activation."""
    n = rng.choice((1, 1, 2, 3, 3, 5, 10, 10, small(rng)))
    if n == 1:
        text, count = rng.choice(ONES)
        return text, ["출력 #1", "시그모이드"][:count]
    act, item = rng.choice(
        (
            ("소프트맥스", "소프트맥스"),
            ("softmax", "softmax"),
            ("소프트맥스", "소프트맥스"),
            ("시그모이드", "시그모이드"),
        )
    )
    text, count = rng.choice(OUTS)
    return text.format(n=n, a=act), [f"출력 #{n}", item][:count]


def inputs(rng: random.Random) -> Net:
    """The words for some inputs."""
    n = small(rng)
    return rng.choice((f"입력 {n}개", f"입력 {n}", f"{n}개 입력", f"입력 노드 {n}개", f"입력 크기 {n}")), [
        f"입력 #{n}"
    ]


def active(rng: random.Random) -> Net:
    """Every layer with its size and activation in its phrase."""
    word, name = rng.choice(LAYERS)
    glue = rng.choice(GLUES)
    forms = tuple(form for form in ACTIVE if "," not in form.replace("({n}, {a})", "") or "," not in glue)
    if rng.random() < 0.65:
        forms = (rng.choice(forms),)
    same = rng.choice(ACTS) if rng.random() < 0.5 else None
    parts, items = [], []
    if rng.random() < 0.55:
        text, items = inputs(rng)
        parts.append(text)
    count = rng.choice((1, 2, 2, 2, 3, 3, 4))
    bare = rng.randrange(count) if count > 1 and rng.random() < 0.2 else -1
    for i in range(count):
        said, act = same or rng.choice(ACTS)
        n = small(rng)
        if rng.random() < 0.1:
            word, name = rng.choice(LAYERS)
        parts.append(filled(rng, rng.choice(PLAIN if i == bare else forms), k=word, n=n, a=said))
        items += [f"{name} #{n}"] if i == bare else [f"{name} #{n}", act]
    if rng.random() < 0.85 or len(parts) < 2:
        text, last = outputs(rng)
        parts.append(text)
        items += last
    return headed(rng, glue.join(parts)), items


def grouped(rng: random.Random) -> Net:
    """Several layers in one phrase with their activation, or the activation but once."""
    word, name = rng.choice(LAYERS[:5])
    said, act = rng.choice(ACTS)
    k = rng.choice((2, 2, 3, 3, 4))
    sizes = [small(rng)] * k if rng.random() < 0.6 else [small(rng) for _ in range(k)]
    once = rng.random() < 0.2
    form = rng.choice(LONE if once else GROUPED if len(set(sizes)) == 1 else VARIED)
    count = native(rng, k, rng.random() < 0.4)
    text = filled(rng, form, k=word, c=count, n=sizes[0], l=", ".join(map(str, sizes)), a=said)
    items = [f"{name} #{n}" for n in sizes]
    items = [*items, act] if once else [part for item in items for part in (item, act)]
    parts = [text]
    if rng.random() < 0.6:
        first, item = inputs(rng)
        parts, items = [first, text], [*item, *items]
    if rng.random() < 0.85:
        last, item = outputs(rng)
        parts.append(last)
        items += item
    return headed(rng, rng.choice(GLUES).join(parts)), items


def coded(rng: random.Random) -> Net:
    """Layers as in code or by Korean names, some without size, a word on one kind of them at the end."""
    word, name = rng.choice(
        (
            ("Dense", "dense"),
            ("Linear", "linear"),
            ("FC", "dense"),
            ("완전연결", "완전연결"),
            ("은닉층", "은닉층"),
            ("LSTM", "lstm"),
            ("완전연결", "완전연결"),
            ("dense", "dense"),
        )
    )
    korean = word in ("완전연결", "은닉층")
    act, act_item = rng.choice((("ReLU", "relu"), ("ReLU", "relu"), ("tanh", "tanh"), ("relu", "relu")))
    others = (
        (("드롭아웃", "드롭아웃"), ("배치 정규화", "배치 정규화"))
        if korean
        else (
            ("Dropout", "dropout"),
            ("BatchNorm", "batch norm"),
            ("드롭아웃", "드롭아웃"),
            ("dropout", "dropout"),
        )
    )
    other, other_item = rng.choice(others)
    form = rng.choice(("{w}({n})", "{w}({n})", "{w}-{n}", "{w} {n}", "{w}[{n}]"))
    glue = rng.choice((" ", " ", ", ", ", ", " -> ", "\n", " > ", " + ", " → "))
    if glue == " " and (form == "{w} {n}" or " " in other):
        form, glue = "{w}({n})", ", "
    count = rng.choice((2, 2, 3, 3, 4))
    tail = rng.random() < 0.3 and glue != "\n"
    tokens: list[Net] = []
    for i in range(count):
        n = small(rng) if i < count - 1 else rng.choice((1, 1, 2, 3, 10, small(rng)))
        tokens.append((form.format(w=word, n=n), [f"{name} #{n}"]) if rng.random() < 0.75 else (word, [name]))
        if i < count - 1 and rng.random() < 0.75:
            tokens.append((act, [act_item]))
        if i < count - 1 and not tail and rng.random() < 0.3:
            tokens.append((other, [other_item]))
    if rng.random() < 0.2:
        tokens.append(
            rng.choice(
                (("softmax", ["softmax"]), ("소프트맥스", ["소프트맥스"]), ("시그모이드", ["시그모이드"]))
            )
        )
    text = glue.join(words for words, _ in tokens)
    if glue in (", ", " -> ", "\n") and rng.random() < 0.35:  # Dense(64)+ReLU, Dense(1)
        text = text.replace(glue + act, rng.choice((" ", "+", " + ", "/", " ")) + act)
    items = [item for _, part in tokens for item in part]
    kinds = [part[0].split(" #")[0] == name for _, part in tokens]
    if tail and sum(kinds) > 1:
        place = rng.choice(("each", "each", "첫 번째", "마지막"))
        at = min if place == "첫 번째" else max
        last = at(i for i, flag in enumerate(kinds) if flag)
        said = rng.choice(TAILS if place == "each" else ONE_TAILS).format(a=word, s=other, f=place)
        text += rng.choice((", ", ". ", " (", "; ")) + said
        text += ")" * (text.count("(") - text.count(")"))
        items = []
        for i, (_, part) in enumerate(tokens):
            items += [*part, other_item] if (kinds[i] if place == "each" else i == last) else part
    return rng.choice(("", "", "", "모델: ", "층: ", "내 코드는 ", "순서대로 ")) + text, items


FORMS = ((active, 0.48), (grouped, 0.17), (coded, 0.35))


def sample(rng: random.Random) -> tuple[str, str]:
    """A Korean prompt layer by layer, and its outline."""
    text, items = by_share(rng, FORMS)(rng)
    while len(items) < 2:
        text, items = by_share(rng, FORMS)(rng)
    return text, "; ".join(items)

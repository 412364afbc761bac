"""Random outlines for tests: chains, graphs that branch and merge, cycles, decisions, groups and networks."""

from __future__ import annotations

import random

from diagram.graph import DIRECTIONS, PALETTES, SPACINGS, STYLE_LINES, STYLE_SHAPES, Style
from diagram.outline import Attributes, Item, Outline, Statement

_WORDS = [
    "data",
    "model",
    "user",
    "order",
    "payment",
    "check",
    "stock",
    "clean",
    "train",
    "evaluate",
    "deploy",
    "monitor",
    "request",
    "server",
    "cache",
    "queue",
    "token",
    "image",
    "feature",
    "sensor",
    "robot",
    "policy",
    "agent",
    "reward",
    "gradient",
    "optimizer",
    "transformer",
    "electroencephalography",
    "the",
    "of",
    "and",
    "for",
    "customer",
    "invoice",
    "report",
    "database",
    "shipping",
    "warehouse",
    "notification-service",
    "pre-processing",
    "a/b",
    "test",
    "x",
    "y2",
    "GPU",
]
_KOREAN = [
    "데이터",
    "수집",
    "전처리",
    "모델",
    "학습",
    "평가",
    "배포",
    "서버",
    "요청",
    "사용자",
    "주문",
    "결제",
    "재고",
    "확인",
    "저장소",
    "보고서",
    "하이퍼파라미터",
    "조정",
    "알림",
    "분석",
    "예측",
]
_LABELS = ("yes", "no", "high", "low", "approved", "예", "아니오", "on failure or timeout", "retry")
_LAYERS = (
    "conv",
    "max pool",
    "avg pool",
    "relu",
    "batch norm",
    "dropout",
    "hidden",
    "dense",
    "lstm",
    "합성곱",
    "최대 풀링",
)


def random_outline(seed: int, most: int = 40) -> Outline:
    """One outline of at most `most` nodes; the same for the same seed."""
    rng = random.Random(seed)
    style = Style(
        rng.choice(DIRECTIONS),
        rng.choice(STYLE_SHAPES),
        rng.choice(STYLE_LINES),
        rng.choice(PALETTES),
        rng.choice(SPACINGS),
    )
    kind = rng.choice(
        ("chain", "graph", "graph", "decisions", "groups", "network", "mixed", "cycle", "hub", "dense")
    )
    count = rng.randint(1, most) if rng.random() < 0.3 else rng.randint(2, min(most, 16))
    if kind == "network":
        return Outline(tuple(_network(rng)), style)
    names = _names(rng, count)
    statements = _relations(rng, kind, names)
    if kind == "mixed":
        statements += _network(rng)
    if kind in ("groups", "mixed"):
        statements = _grouped(rng, statements)
    return Outline(tuple(statements), style)


def _names(rng: random.Random, count: int) -> list[str]:
    words, longest = (_KOREAN, 5) if rng.random() < 0.35 else (_WORDS, 10)
    names: dict[str, None] = {}
    while len(names) < count:
        length = rng.choice((1, 1, 2, 2, 3, rng.randint(1, longest)))
        names[
            " ".join(rng.choice(words) for _ in range(length))
            + (f" {len(names)}" if rng.random() < 0.5 else "")
        ] = None
    return list(names)


def _relations(rng: random.Random, kind: str, names: list[str]) -> list[Statement]:
    count = len(names)
    statements = []

    def link(a: int, b: int, label: str = "", decision: bool = False) -> None:
        source = Item(names[a], attributes=Attributes(decision=decision, shape=_some_shape(rng)))
        statements.append(Statement(((source,), (Item(names[b], label=label),))))

    if kind in ("chain", "cycle", "decisions"):
        statements.append(Statement(tuple((Item(name),) for name in names)))
        if kind == "cycle" and count > 1:
            for _ in range(rng.randint(1, 3)):
                a, b = sorted(rng.choices(range(count), k=2), reverse=True)
                link(a, b, rng.choice(("", rng.choice(_LABELS))))
        elif kind == "decisions":
            for _ in range(max(1, count // 4)):
                link(rng.randrange(count), rng.randrange(count), rng.choice(_LABELS), decision=True)
        elif rng.random() < 0.5 and count > 3:
            for _ in range(rng.randint(1, 3)):
                a, b = sorted(rng.sample(range(count), 2))
                link(a, b)
        return statements
    if kind == "hub" and count > 2:
        for other in range(1, count):
            link(
                *((0, other) if rng.random() < 0.7 else (other, 0)), rng.choice(("", "", rng.choice(_LABELS)))
            )
    elif kind == "dense" and count > 3:
        cut = max(1, count // 2)
        lists = (tuple(map(Item, names[:cut][:6])), tuple(map(Item, names[cut:][:6])))
        statements.append(Statement(lists))
    for i in range(1, count):
        if rng.random() < 0.93:
            link(
                rng.randrange(max(0, i - 4), i),
                i,
                rng.choice(("", "", "", rng.choice(_LABELS))),
                rng.random() < 0.15,
            )
        else:
            statements.append(Statement(((Item(names[i]),),)))
    for _ in range(rng.randint(0, max(1, count // 2))):
        a, b = rng.randrange(count), rng.randrange(count)
        if rng.random() < 0.8:
            a, b = min(a, b), max(a, b)
        link(a, b, rng.choice(("", "", rng.choice(_LABELS))))
    return statements or [Statement(((Item(names[0]),),))]


def _some_shape(rng: random.Random) -> str | None:
    return rng.choice((None,) * 12 + ("box", "round", "circle", "store", "pill", "document"))


def _network(rng: random.Random) -> list[Statement]:
    side = rng.choice((28, 32, 64, 128, 224))
    layers = [Item("input", attributes=Attributes(kernel=(side, side), channels=rng.choice((None, 1, 3))))]
    if rng.random() < 0.5:
        layers = [Item("input", attributes=Attributes(units=rng.randint(1, 12)))]
    for _ in range(rng.randint(0, 9)):
        name = rng.choice(_LAYERS)
        if name in ("conv", "합성곱"):
            kernel = rng.choice((1, 3, 5, 7))
            made = Attributes(
                (kernel, kernel), rng.choice((None, 16, 64)), rng.choice((None, 2)), rng.random() < 0.4
            )
        elif "pool" in name or "풀링" in name:
            made = Attributes(kernel=rng.choice((None, (2, 2), (3, 3))))
        elif name in ("hidden", "dense", "lstm"):
            made = Attributes(units=rng.choice((2, 4, 6, 10, 11, 64, 256, 4096)))
        else:
            made = Attributes()
        layers.append(Item(name, attributes=made))
    layers.append(Item("output", attributes=Attributes(units=rng.choice((1, 2, 10, 1000)))))
    statements = [Statement(tuple((layer,) for layer in layers), stack=True)]
    if len(layers) > 4 and rng.random() < 0.3:
        a, b = sorted(rng.sample(range(len(layers)), 2))
        same = [[layer.name for layer in layers[: i + 1]].count(layers[i].name) for i in (a, b)]
        skip = [Item(layers[i].name, ordinal=n) for i, n in zip((a, b), same, strict=True)]
        statements.append(Statement(((skip[0],), (skip[1],))))
    return statements


def _grouped(rng: random.Random, statements: list[Statement]) -> list[Statement]:
    titles = ["encoder ×6", "decoder", "backend services", "데이터 계층", "a long title for a small group"]
    rng.shuffle(titles)
    grouped = []
    for i, statement in enumerate(statements):
        title = titles[min(len(titles) - 1, i * rng.randint(2, 4) // max(1, len(statements)))]
        named = rng.random() < 0.6
        grouped.append(Statement(statement.lists, statement.stack, title if named else None))
    return grouped

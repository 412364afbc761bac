"""Layers and their sizes as Korean students write them in one breath."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from training.synthesis.phrasing import NATIVE

if TYPE_CHECKING:
    from training.synthesis.korean.forms import World


# --- layers with sizes ---

DENSE = (
    8, 10, 12, 16, 20, 24, 30, 32, 48, 50, 64, 100, 120, 128, 200, 256, 300, 512, 1024,
)  # fmt: skip
INS = (
    2, 3, 4, 5, 6, 8, 10, 12, 13, 20, 32, 64, 100, 128, 256, 300, 512, 784, 1024,
)  # fmt: skip
OUTS = (
    1, 2, 3, 4, 5, 6, 7, 10, 10, 10, 26, 43, 100, 1000,
)  # fmt: skip
NEURONS = (
    "개", "개", "개 뉴런", "개 노드", "개 유닛", " 뉴런",
)  # fmt: skip


def dense_net(w: World) -> None:
    """은닉층 2개(128, 64)인 MLP, 입력 784 출력 10."""
    rng = w.rng
    n, out = rng.choice(INS), rng.choice(OUTS)
    same = rng.random() < 0.25
    sizes = (
        [rng.choice(DENSE)] * rng.choice((2, 3))
        if same
        else [rng.choice(DENSE) for _ in range(rng.choice((1, 2, 2, 3)))]
    )
    k, u = len(sizes), rng.choice(NEURONS)
    listed = rng.choice((", ", ", ", "-", "/", "와 " if k == 2 else ", ", " → ")).join(map(str, sizes))
    many = rng.choice((str(k) + "개", f"{NATIVE[k]} 개"))
    if k == 1:
        hidden = rng.choice(
            (
                "은닉층 {s}{u}",
                "은닉층은 하나({s}{u})",
                "은닉층 하나 {s}{u}",
                "은닉층 1개에 뉴런 {s}개",
                "히든 {s}{u}",
                "뉴런 {s}개인 은닉층 하나",
            )
        )
        hidden = hidden.format(s=sizes[0], u=u if not (u == "개" and sizes[0] < 13) else " 노드")
    elif same:
        hidden = rng.choice(
            (
                "은닉층 {s}{u} {k}",
                "은닉층 {k} 각각 {s}{u}",
                "{s}{u}짜리 은닉층 {k}",
                "은닉층은 {k}고 전부 {s}{u}",
                "은닉층 {k}(각 {s}{u})",
                "은닉층 {k}, 층당 {s}{u}",
                "은닉층 {s} x {kk}",
            )
        ).format(s=sizes[0], u=u, k=many, kk=k)
    else:
        hidden = rng.choice(
            (
                "은닉층 {k}({l})",
                "은닉층은 각각 {l}개",
                "은닉층 {l}",
                "은닉층 {k}는 {l}",
                "히든 레이어 {k} ({l})",
                "은닉층 {k}, 뉴런 수는 {l}",
                "은닉층이 {k}인데 크기는 {l}",
                "은닉층 {k}: {l}",
                "hidden은 {l}",
                "은닉층 노드 수는 {l}",
                "은닉층 뉴런 {l}개씩" if False else "은닉층 {k} 뉴런 {l}개",
            )
        ).format(k=many, l=listed)
    a = rng.choice(
        (
            f"입력 {n}",
            f"입력층 {n}{u}",
            f"입력 {n}개",
            f"입력은 {n}",
            f"입력 뉴런 {n}개",
            f"특성 {n}개 입력",
            f"입력 {n}차원",
            f"입력층 노드 {n}개",
        )
    )
    b = rng.choice(
        (
            f"출력 {out}",
            f"출력층 {out}{u}",
            f"출력 {out}개",
            f"출력은 {out}",
            f"출력 뉴런 {out}개",
            f"클래스 {out}개 출력",
            f"출력층 노드 {out}개",
        )
    )
    parts = rng.choice(([a, hidden, b], [a, hidden, b], [a, b, hidden], [hidden, a, b]))
    glue = rng.choice((", ", ", ", " / ", "\n", " 그리고 ", ". "))
    net = rng.choice(("MLP", "신경망", "다층 퍼셉트론", "인공신경망", "모델"))
    text = glue.join(parts)
    text = rng.choice(
        (
            text,
            text,
            f"{net}: {text}",
            f"{text} {net}",
            f"{text}인 {net} 그려줘",
            f"{net} ({text})" if "\n" not in text else text,
            f"{text}로 된 {net}",
        )
    )
    name = "hidden" if hidden.startswith("hidden") else "은닉층"
    w.sentences.append(text)
    w.lines.append("; ".join([f"입력 #{n}", *(f"{name} #{s}" for s in sizes), f"출력 #{out}"]))


def conv_net(w: World) -> None:
    """28x28 입력받아서 3x3 conv 16채널, 맥스풀링, flatten, 출력 10."""
    rng = w.rng
    side = rng.choice((28, 28, 32, 64, 128, 224, 224, 256))
    x = rng.choice(("x", "x", "×", "*", "X"))
    korean = rng.random() < 0.6
    conv = (
        rng.choice(("합성곱", "합성곱층", "컨볼루션", "합성곱 층"))
        if korean
        else rng.choice(("conv", "Conv", "conv 레이어", "conv층"))
    )
    conv_name = "합성곱" if korean else "conv"
    kinds = (
        ("맥스풀링", "최대 풀링"),
        ("최대 풀링", "최대 풀링"),
        ("max pooling", "max pool"),
        ("평균 풀링", "평균 풀링"),
        ("풀링", "풀링"),
        ("pooling", "pool"),
        ("맥스 풀링", "최대 풀링"),
    )
    pool, pool_name = rng.choice(kinds)
    kernel = rng.choice((3, 3, 3, 5, 7))
    layout = rng.choice(
        (
            "{k} {c} {n}채널",
            "{k} {c} 필터 {n}개",
            "{c} {k} {n}개",
            "{c} 필터 {n}개 {k}",
            "{k} 커널 {n}개짜리 {c}",
            "{c}(필터 {n}, 커널 {k})",
            "{c} {n}@{k}",
            "필터 {n}개, 커널 {k}인 {c}",
            "{k} 필터 {n}개 {c}",
            "{c} {k}, {n}채널",
            "{c}({n}채널, {k})",
            "{k} 커널 {n}개 {c}",
            "{c} 커널 {k} 필터수 {n}",
        )
    )
    stride = rng.choice((0, 0, 0, 2))
    tails = [f" 스트라이드 {stride}", f" stride {stride}", f", 스트라이드 {stride}", f" 보폭 {stride}"]
    tail = rng.choice(tails) if stride else ""
    first = rng.choice(
        (
            "{d} 입력",
            "{d} 이미지 입력",
            "입력 {d}",
            "{d} 이미지를 입력받아서",
            "{d} 입력받아서",
            "{d} 이미지 넣고",
            "입력은 {d} 이미지",
        )
    )
    d = f"{side}{x}{side}"
    items = [f"입력 {side}x{side}"]
    parts = [first.format(d=d)]
    count, channels = rng.choice((1, 2, 2, 3)), rng.choice((6, 8, 16, 32, 64))
    two = rng.random() < 0.4
    for _ in range(count):
        parts.append(layout.format(k=f"{kernel}{x}{kernel}", c=conv, n=channels) + tail)
        items.append(f"{conv_name} {kernel}x{kernel} @{channels}" + (f" /{stride}" if stride else ""))
        if rng.random() < 0.25:
            act, act_name = rng.choice(
                (("ReLU", "relu"), ("relu", "relu"), ("배치 정규화", "배치 정규화"), ("BN", "batch norm"))
            )
            parts.append(act)
            items.append(act_name)
        if pool:
            parts.append(f"2{x}2 {pool}" if two else pool)
            items.append(f"{pool_name} 2x2" if two else pool_name)
        channels *= 2
    if rng.random() < 0.6:
        word, name = rng.choice((("flatten", "flatten"), ("평탄화", "평탄화"), ("Flatten", "flatten")))
        parts.append(word)
        items.append(name)
    if rng.random() < 0.7:
        n = rng.choice((32, 64, 120, 128, 256, 512))
        word, name = rng.choice(
            (
                ("완전연결층 {n}", "완전연결"),
                ("dense {n}", "dense"),
                ("은닉층 {n}개", "은닉층"),
                ("완전연결 {n}", "완전연결"),
                ("완전연결층 {n}개", "완전연결"),
                ("전결합층 {n}개", "완전연결"),
            )
        )
        parts.append(word.format(n=n))
        items.append(f"{name} #{n}")
    if rng.random() < 0.3:
        rate = rng.choice(("", " 0.5", " 0.2", " 0.3"))
        parts.append(f"드롭아웃{rate}")
        items.append(f"드롭아웃{rate}")
    out = rng.choice((2, 5, 10, 10, 100))
    parts.append(
        rng.choice(("출력 {n}", "출력 {n}개", "출력층 {n}개", "{n}개 클래스 출력", "출력층 {n}")).format(
            n=out
        )
    )
    items.append(f"출력 #{out}")
    if rng.random() < 0.25:
        parts[-1] += rng.choice((" softmax", " (softmax)", ", softmax"))
        items.append("softmax")
    glue = rng.choice((", ", ", ", " → ", " -> ", "\n", " 다음 ", " > "))
    if parts[0].endswith(("받아서", "넣고")):
        parts[:2] = [f"{parts[0]} {parts[1]}"]
    if glue != ", " and "," in layout:
        glue = " -> "
    w.sentences.append(rng.choice(("", "", "CNN: ", "CNN 구조 ")) + glue.join(parts))
    w.lines.append("; ".join(items))


FORMS: tuple[tuple[Callable[[World], None], str, int], ...] = (
    (dense_net, "network", 7), (conv_net, "network", 7),
)  # fmt: skip

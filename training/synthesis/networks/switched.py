"""Networks told with English layers in Korean sentences: Conv 3x3 두 번 하고 max pooling, 그 다음 FC 128.

Names follow the word that was said, as elsewhere: input is `input`, 입력 is `입력`; FC and dense are `dense`.
"""

from __future__ import annotations

import random

from training.synthesis.networks.cnn import CHANNELS
from training.synthesis.phrasing import NATIVE, particle

Part = tuple[str, list[str]]  # what is said, and the items

SIZES = (2, 3, 4, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 300, 512, 784, 1024)
SIDES = (8, 16, 28, 32, 48, 64, 96, 128, 224, 256)
GLUES = (
    " 다음 ", ", 그 다음 ", ", 그다음 ", " 거쳐서 ", " -> ", " → ", ", then ", ", 그리고 ", " 후 ", ", ",
    ", ", " 하고 ",
    " 하고 나서 ", " 지나서 ", " + ", " 뒤에 ", "\n", " and then ",
)  # fmt: skip
ENDS = ("", "", "", "마지막에 ", "마지막은 ", "finally ", "끝은 ", "최종 ")
HEADS = (
    "", "", "", "", "{m} 그려줘: ", "{m} 구조: ", "우리 {m|은/는} ", "architecture: ", "{m}인데 ", "내 {m}: ",
    "{m} architecture 그려줘. ", "draw this {m}: ", "{m} diagram 부탁해. ", "layer 순서: ", "{m} layer는 ",
)  # fmt: skip
TAILS = (
    "",
    "",
    "",
    "",
    " 구조",
    " 구조로 그려줘",
    " 이런 {m}",
    " layer 구성",
    " 순서",
    "로 된 {m}",
    " 그려줘",
    " flow",
)
MODELS = (
    "CNN",
    "model",
    "network",
    "neural net",
    "classifier",
    "deep learning 모델",
    "MLP",
    "신경망",
    "RNN",
    "net",
)
TIMES = ("{w} 번", "{n}번", "{w} 개", "{n}개", "{n}층", "{w} 층", "x{n}")


def several(rng: random.Random, text: str, items: list[str]) -> Part:
    """The layer, now and then several of it."""
    if rng.random() < 0.6:
        return text, items
    n = rng.choice((2, 2, 2, 3, 3, 4))
    times = TIMES[:2] if text.endswith(("개", "채널", "channel", "filters", "units")) else TIMES
    if text[-1].isdigit():  # FC 128 두 개, no FC 128 2개
        times = tuple(form for form in TIMES if form[:3] != "{n}")
    return f"{text} {rng.choice(times).format(w=NATIVE[n], n=n)}", items * n


def _conv(rng: random.Random) -> Part:
    word = rng.choice(("Conv", "conv", "conv layer", "Conv2D", "convolution", "conv 레이어"))
    k, c = rng.choice((1, 3, 3, 3, 5, 7)), rng.choice(CHANNELS)
    size = f"{k}x{k}"
    roll = rng.random()
    if roll < 0.4:
        return rng.choice((f"{word} {size}", f"{size} {word}", f"{word}({size})")), [f"conv {size}"]
    if roll < 0.75:
        forms = (
            f"{word} {size} filter {c}개", f"{size} {word} {c}채널", f"{word}({size}, {c})",
            f"{size} {word} {c} filters",
            f"filter {c}개짜리 {size} {word}", f"{word} {size}, {c} channel", f"kernel {size} {word} {c}채널",
        )  # fmt: skip
        return rng.choice(forms), [f"conv {size} @{c}"]
    if roll < 0.88:
        return rng.choice((f"{word} {c}채널", f"{c} channel {word}", f"filter {c}개 {word}")), [f"conv @{c}"]
    return word, ["conv"]


def _pool(rng: random.Random) -> Part:
    said, name = rng.choice((
        ("max pooling", "max pool"), ("max pooling", "max pool"), ("MaxPool", "max pool"), ("maxpool",
        "max pool"),
        ("average pooling", "avg pool"), ("avg pooling", "avg pool"), ("pooling", "pool"),
    ))  # fmt: skip
    if rng.random() < 0.35:
        return rng.choice((f"2x2 {said}", f"{said} 2x2", f"{said}(2x2)")), [f"{name} 2x2"]
    return said + rng.choice(("", "", "", " layer", " 한 번")), [name]


def _act(rng: random.Random) -> Part:
    return rng.choice((("ReLU", ["relu"]), ("ReLU", ["relu"]), ("relu", ["relu"]), ("tanh", ["tanh"]),
    ("GELU", ["gelu"]),
                       ("BatchNorm", ["batch norm"]), ("batch norm", ["batch norm"]), ("BN",
                       ["batch norm"])))  # fmt: skip


def _dense(rng: random.Random) -> Part:
    n = rng.choice(SIZES)
    word, name = rng.choice((
        ("FC", "dense"), ("FC", "dense"), ("FC layer", "dense"), ("dense", "dense"), ("Dense layer", "dense"),
        ("hidden layer", "hidden"), ("hidden", "hidden"), ("linear", "linear"), ("은닉층", "은닉층"),
        ("fully connected layer", "dense"), ("완전연결층", "완전연결"), ("hidden 레이어", "hidden"),
    ))  # fmt: skip
    forms = (f"{word} {n}", f"{word} {n}", f"{n} unit {word}", f"{word} {n}개", f"{word}({n})",
    f"{n}짜리 {word}",
             f"node {n}개 {word}", f"{word} {n} units")  # fmt: skip
    if word.endswith(("layer", "레이어", "층")):  # hidden layer 3개: three layers
        forms = tuple(form for form in forms if form != f"{word} {n}개")
    return rng.choice(forms), [f"{name} #{n}"]


def _input(rng: random.Random, image: bool) -> Part:
    if image:
        s = rng.choice(SIDES)
        colour = rng.random() < 0.25
        forms = ((f"RGB {s}x{s} input", f"{s}x{s} RGB image input", f"input {s}x{s} RGB") if colour else
                 (f"input {s}x{s}", f"{s}x{s} image input", f"input image {s}x{s}",
                 f"{s}x{s} input"))  # fmt: skip
        said, item = rng.choice(forms), f"input {s}x{s}" + (" @3" if colour else "")
        if rng.random() < 0.25:
            return said.replace("input", "입력"), [item.replace("input", "입력")]
        return said, [item]
    n = rng.choice(SIZES)
    word = rng.choice(("input", "input", "input layer", "입력"))
    forms = (f"{word} {n}", f"{word} {n}개", f"{n}차원 {word}", f"{word}({n})")
    return rng.choice(forms), [("입력" if word == "입력" else "input") + f" #{n}"]


def _output(rng: random.Random) -> Part:
    n = rng.choice((1, 2, 3, 5, 10, 10, 10, 20, 100))
    if n > 1 and rng.random() < 0.5:
        forms = (f"output {n}개 softmax", f"{n} class softmax", f"softmax {n} class",
        f"{n}개 class softmax output",
                 f"output {n} softmax", f"output layer {n}개에 softmax")  # fmt: skip
        return rng.choice(forms), [f"output #{n}", "softmax"]
    if n == 1 and rng.random() < 0.5:
        return rng.choice(("output 1개 sigmoid", "sigmoid output 1개", "output 1, sigmoid")), [
            "output #1",
            "sigmoid",
        ]
    if rng.random() < 0.3:
        return rng.choice((f"출력 {n}개", f"출력 {n}")), [f"출력 #{n}"]
    return rng.choice(
        (f"output {n}", f"output {n}개", f"output layer {n}", f"{n} outputs" if n > 1 else "output 1개")
    ), [f"output #{n}"]


def _sequence(rng: random.Random) -> list[Part]:
    """A text model: embedding, recurrent or transformer layers."""
    n, d = rng.choice(SIZES), rng.choice((50, 100, 128, 256, 300))
    parts: list[Part] = []
    if rng.random() < 0.8:
        parts.append((rng.choice((f"embedding {d}차원", f"embedding {d}", f"{d}차원 embedding",
        f"embedding layer {d}")),
                      [f"embedding #{d}"]))  # fmt: skip
    if rng.random() < 0.3:
        count, block = rng.choice((2, 4, 6, 12)), rng.choice(("transformer encoder", "transformer block"))
        parts.append(
            (f"{block} {rng.choice((f'{count}개', f'{count}번', f'x{count}'))}", [f"{block} ×{count}"])
        )
    else:
        word, name = rng.choice((("LSTM", "lstm"), ("GRU", "gru"), ("BiLSTM", "bilstm"), ("lstm", "lstm")))
        forms = (f"{word} {n}", f"{word} {n} unit", f"{n} unit {word}", f"{word}({n})", f"{word} {n}개")
        parts.append(several(rng, rng.choice(forms[:4]), [f"{name} #{n}"]))
    if rng.random() < 0.4:
        parts.append(("attention", ["attention"]))
    return parts


def sample(rng: random.Random) -> tuple[str, str]:
    """A prompt and its outline's statements."""
    roll = rng.random()
    image = roll < 0.55
    parts: list[Part] = []
    if rng.random() < 0.5:
        parts.append(_input(rng, image))
    if image:
        for _ in range(rng.choice((1, 1, 2, 2, 3))):
            parts.append(several(rng, *_conv(rng)))
            if rng.random() < 0.3:
                parts.append(_act(rng))
            if rng.random() < 0.65:
                parts.append(_pool(rng))
        if rng.random() < 0.35:
            parts.append((rng.choice(("flatten", "Flatten")), ["flatten"]))
    elif roll < 0.75:
        parts += _sequence(rng)
    if not image or rng.random() < 0.75:
        for _ in range(
            rng.choice((1, 1, 2, 2, 3) if roll >= 0.75 else (0, 1, 1, 2) if not image else (1, 1, 2))
        ):
            parts.append(several(rng, *_dense(rng)) if rng.random() < 0.4 else _dense(rng))
            if rng.random() < 0.2:
                parts.append(_act(rng))
    if rng.random() < 0.25:
        rate = rng.choice(("0.5", "0.2", "0.3", "0.1"))
        parts.append((f"dropout {rate}", [f"dropout {rate}"]))
    if rng.random() < 0.7:
        parts.append(_output(rng))
    if len(parts) < 2:
        return sample(rng)
    usual = rng.choice(GLUES)
    mixed = "\n" not in usual and rng.random() < 0.5
    text = parts[0][0]
    for i, (said, _) in enumerate(parts[1:], 2):
        glue = rng.choice([g for g in GLUES if "\n" not in g]) if mixed else usual
        if glue in (", ", "\n") and i == len(parts):
            said = rng.choice(ENDS) + said
        text += glue + said
    model = rng.choice(MODELS)
    head = rng.choice(HEADS).replace("{m|은/는}", model + particle(model, "은", "는")).replace("{m}", model)
    tail = "" if "\n" in text else rng.choice(TAILS).replace("{m}", model)
    if tail.startswith("로 ") and particle(text, "으로", "로") == "으로":
        tail = "으" + tail
    return head + ("\n" if head and "\n" in text else "") + text + tail, "; ".join(
        x for _, items in parts for x in items
    )

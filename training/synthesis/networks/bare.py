"""Networks by counts of layers alone: "5 conv layers", "three hidden layers then 10 outputs", 은닉층 3개."""

from __future__ import annotations

import random

from training.synthesis.networks.words import ONES

# What a writer calls the layers, one or several, and the outline's name for them.
LAYERS = (
    (("conv layer", "convolutional layer", "convolution layer", "conv", "convolution"), "conv"),
    (("hidden layer", "hidden layer", "intermediate layer"), "hidden"),
    (("dense layer", "fully connected layer", "FC layer", "fully-connected layer"), "dense"),
    (("LSTM layer", "LSTM"), "lstm"),
    (("GRU layer", "GRU"), "gru"),
    (("linear layer",), "linear"),
)
POOLS = (
    ("max pooling layer", "max pool"),
    ("pooling layer", "pool"),
    ("max pool", "max pool"),
    ("dropout", "dropout"),
)
LAYERS_KO = (
    (("합성곱층", "합성곱 층", "합성곱", "컨볼루션 층"), "합성곱"),
    (("은닉층", "히든 레이어"), "은닉층"),
    (("완전연결층", "완전 연결층"), "완전연결"),
    (("LSTM 층", "LSTM"), "lstm"),
    (("conv 층", "conv 레이어"), "conv"),
    (("dense 층", "dense 레이어"), "dense"),
)
NATIVE = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
HEADS = (
    "", "", "", "draw ", "a network with ", "neural network with ", "a model with ", "CNN with ",
    "a deep network of ", "network: ", "model with ", "show me ", "a neural net that has ", "NN, ",
    "a classifier with ",
)  # fmt: skip
HEADS_KO = ("", "", "", "신경망: ", "모델: ", "CNN: ")
ENDS_KO = (
    "",
    "",
    "인 신경망",
    "로 된 모델",
    "짜리 신경망",
    "를 가진 네트워크",
    "로 이루어진 신경망",
    "인 모델 그려 줘",
)


def _how_many(rng: random.Random) -> int:
    return rng.choices(range(1, 10), (5, 20, 24, 18, 13, 8, 5, 4, 3))[0]


def sample(rng: random.Random) -> tuple[str, str]:
    """(English prompt, statement line): one to three runs of layers, perhaps with input and outputs."""
    parts: list[str] = []
    items: list[str] = []
    digits = rng.random() < 0.5
    if rng.random() < 0.18:
        parts.append(rng.choice(("an input layer", "input", "an input")))
        items.append("input")
    runs = rng.sample(LAYERS, rng.choices((1, 2, 3), (45, 42, 13))[0])
    for words, name in runs:
        count = _how_many(rng)
        word = rng.choice(words)
        number = str(count) if digits else ONES[count]
        if count > 1 and not word.endswith("s"):
            word += "s"
        parts.append(f"{number} {word}" if count > 1 or rng.random() < 0.6 else f"a {word}")
        items += [name] * count
        if rng.random() < 0.15:
            word, name = rng.choice(POOLS)
            parts.append(f"a {word}" if word != "dropout" else word)
            items.append(name)
    if rng.random() < 0.45:
        size = rng.choice((1, 2, 3, 5, 10, rng.randint(2, 9), rng.randint(11, 999)))
        if size == 1:
            parts.append(rng.choice(("one output", "1 output", "a single output")))
        else:
            number = ONES[size] if size < 10 and not digits else str(size)
            parts.append(f"{number} {rng.choice(('outputs', 'outputs', 'classes', 'output units'))}")
        items.append(f"output #{size}")
    elif rng.random() < 0.15:
        parts.append(rng.choice(("an output layer", "an output")))
        items.append("output")
    return rng.choice(HEADS) + _joined(rng, parts), "; ".join(items)


def _joined(rng: random.Random, parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    between, last = rng.choice(
        (
            (", ", " and "), (", ", ", and "), (", ", ", then "), (" then ", " then "), (", ", ", "),
            (", ", " followed by "), (" -> ", " -> "), (" + ", " + "), (", then ", " and "),
            (" and ", " and "), ("; ", "; "),
        )
    )  # fmt: skip
    return between.join(parts[:-1]) + last + parts[-1]


def sample_ko(rng: random.Random) -> tuple[str, str]:
    """The same in Korean."""
    parts: list[str] = []
    items: list[str] = []
    style = rng.randrange(5)
    if rng.random() < 0.15:
        parts.append("입력층")
        items.append("입력")
    for words, name in rng.sample(LAYERS_KO, rng.choices((1, 2, 3), (50, 40, 10))[0]):
        count, word = _how_many(rng), rng.choice(words)
        forms = (
            f"{word} {count}개", f"{word} {NATIVE[count]} 개", f"{count}개의 {word}",
            f"{NATIVE[count]} 개의 {word}", f"{word} {count}{'층' if word == 'LSTM' else '개'}",
        )  # fmt: skip
        parts.append(forms[style])
        items += [name] * count
    if rng.random() < 0.4:
        size = rng.choice((1, 2, 3, 10, rng.randint(2, 999)))
        parts.append(rng.choice((f"출력 {size}개", f"출력 {size}", f"{size}개의 출력")))
        items.append(f"출력 #{size}")
    joint = rng.choice((", ", ", ", " 다음에 ", " -> ", ", 그다음 ", " 뒤에 "))
    if joint == ", " and rng.random() < 0.4 and len(parts) > 1:
        text = ", ".join(parts[:-1]) + (" 그리고 " + parts[-1])
    else:
        text = joint.join(parts)
    end = rng.choice(ENDS_KO)
    if end and not text.endswith("개"):
        end = ""
    return rng.choice(HEADS_KO) + text + end, "; ".join(items)

"""What is new in an edit: names and layers that were not there, as people say them, and sizes."""

from __future__ import annotations

import random
import re

from diagram.editing.drafts import Draft
from diagram.generation.grammar import NEVER_IN_NAMES
from diagram.outline import Attributes, fold
from training.synthesis import lexicon
from training.synthesis.networks.words import article, free_size
from training.synthesis.phrasing import particle

KINDS = ("component", "step", "stage", "data", "role")
EN_PLAIN = (
    ("dropout", ("dropout", "dropout layer", "Dropout")),
    ("batch norm", ("batch norm", "batch normalization", "batch norm layer", "batchnorm", "BN layer")),
    ("relu", ("relu", "ReLU", "ReLU activation", "relu activation")),
    ("softmax", ("softmax", "softmax layer")),
    ("flatten", ("flatten", "flatten layer")),
    ("layer norm", ("layer norm",)),
    ("sigmoid", ("sigmoid", "sigmoid activation")),
    ("tanh", ("tanh", "tanh activation")),
    ("leaky relu", ("leaky relu", "leaky ReLU")),
    ("upsample", ("upsample", "upsampling layer")),
    ("global avg pool", ("global avg pool", "global average pooling")),
    ("self-attention", ("self-attention", "self-attention layer")),
    ("attention", ("attention", "attention layer")),
    ("residual block", ("residual block",)),
    ("embedding", ("embedding", "embedding layer")),
    ("layer normalization", ("layer normalization",)),
    ("GELU", ("GELU", "GELU activation")),
)
KO_PLAIN = (
    ("드롭아웃", ("드롭아웃", "드롭아웃 층", "드롭아웃 레이어")),
    ("배치 정규화", ("배치 정규화", "배치정규화", "배치 정규화 층")),
    ("relu", ("relu", "ReLU", "ReLU 활성화")),
    ("softmax", ("softmax", "소프트맥스")),
    ("층 정규화", ("층 정규화", "레이어 정규화")),
    ("평탄화", ("평탄화", "평탄화 층")),
    ("batch norm", ("batch norm", "batch norm 층")),
    ("dropout", ("dropout", "dropout 층")),
    ("flatten", ("flatten", "flatten 층")),
    ("어텐션", ("어텐션", "어텐션 층")),
    ("전역 평균 풀링", ("전역 평균 풀링",)),
)


def is_network(draft: Draft) -> bool:
    """Whether the outline has a stack of layers."""
    return any(line.stack for line in draft.lines)


def new_node(rng: random.Random, language: str, draft: Draft) -> tuple[str, str, Attributes] | None:
    """(words, name, attributes) of a node to add; the name is not there yet, but for layers of a stack."""
    if is_network(draft) and rng.random() < 0.85:
        return (_layer_ko if language == "ko" else _layer)(rng, draft)
    name = new_name(rng, language, draft)
    if name is None:
        return None
    return dress(rng, language, name), name, Attributes()


def new_name(rng: random.Random, language: str, draft: Draft, kinds: tuple[str, ...] = KINDS) -> str | None:
    """A name that no node or group has, from the lists or made up, in any case that people write."""
    roll = rng.random()
    if roll < 0.16:
        name = lexicon.made_up_name(rng, language)
    elif language == "ko" and roll < 0.28:
        name = rng.choice(lexicon.flat("en", rng.choice(("component", "data"))))
    else:
        found = lexicon.flat(language, rng.choice(kinds))
        name = rng.choice(found) if found else lexicon.made_up_name(rng, language)
    if len(name.split()) > 5 or not fit(name):
        return None
    if language == "en" and rng.random() < 0.2:
        name = name.title() if rng.random() < 0.5 else name.capitalize()
    taken = [fold(other) for other in (*draft.net.names.values(), *filter(None, draft.net.groups.values()))]
    return None if fold(name) in taken else name


def fit(name: str) -> bool:
    """Whether the grammar can write a name, and its words read as nothing else."""
    return bool(name) and not any(mark in name for mark in (*NEVER_IN_NAMES, "\\", "'", "(", ")"))


def dress(rng: random.Random, language: str, name: str) -> str:
    """The name as a request says it: with an article, in quotes, as a step or a node."""
    roll = rng.random()
    if language == "ko":
        if roll < 0.12:
            return rng.choice(('"{}"', "'{}'", "‘{}’")).format(name)
        if roll < 0.2 and not name.endswith(("단계", "노드", "층")):
            called = particle(name, "이라는", "라는")
            return name + rng.choice((" 단계", " 노드", f"{called} 노드", f"{called} 단계"))
        return name
    known = re.match(r"(the|a|an|my|our)\b", name.lower()) or len(name.split()) > 2
    if roll < 0.1:
        return rng.choice(('"{}"', "'{}'")).format(name)
    if roll < 0.2 and not name.lower().endswith(("step", "node", "box")):
        word = rng.choice(("step", "node", "box"))
        return rng.choice((f'a {word} called "{name}"', f"a {word} called {name}", f"a {word} named {name}"))
    if roll < 0.27 and not name.lower().endswith(("step", "node", "stage", "box", "s")) and not known:
        return f"{article(name)} {rng.choice(('step', 'node'))}"
    if roll < 0.55 and not known and not name.endswith("s"):
        return article(name)
    return name


def _layer(rng: random.Random, draft: Draft) -> tuple[str, str, Attributes]:
    roll = rng.random()
    if roll < 0.45:
        name, ways = rng.choice(EN_PLAIN[:2] * 6 + EN_PLAIN)
        words = rng.choice(ways)
        if name == "dropout" and rng.random() < 0.3:
            rate = rng.choice(("0.1", "0.2", "0.25", "0.3", "0.4", "0.5", "20%", "50%"))
            name = f"dropout {rate}"
            words = rng.choice((name, f"dropout of {rate}", f"{rate} dropout", f"dropout ({rate})"))
        return (article(words) if "layer" in words or rng.random() < 0.2 else words), name, Attributes()
    if roll < 0.65:
        name = rng.choice(("dense", "hidden", "dense", "hidden", "linear"))
        size = free_size(rng)
        layer = "hidden layer" if name == "hidden" else rng.choice((f"{name} layer", f"{name} layer", name))
        unit = rng.choice(("units", "neurons", "nodes"))
        way = rng.choice((
            f"{{a}} {layer} with {size} {unit}", f"{{a}} {layer} of {size}", f"{{a}} {size}-unit {layer}",
            f"{{a}} {layer} of {size} {unit}", f"{layer} {size}", f"another {layer} with {size} {unit}",
            f"{{a}} {layer} ({size})", f"one more {layer} of {size} {unit}",
        ))  # fmt: skip
        return way.format(a="a"), name, Attributes(units=size)
    if roll < 0.72:
        name = rng.choice(("dense", "hidden"))
        return (
            rng.choice((f"a {name} layer", f"another {name} layer", f"one more {name} layer")),
            name,
            Attributes(),
        )
    if roll < 0.88:
        kernel = rng.choice((1, 3, 3, 5, 7))
        channels = rng.choice((None, None, 16, 32, 64, 128, free_size(rng)))
        conv = rng.choice(("conv", "conv layer", "convolution", "convolutional layer"))
        words = rng.choice(
            (f"a {kernel}x{kernel} {conv}", f"another {kernel}x{kernel} {conv}", f"{kernel}x{kernel} {conv}")
        )
        if channels:
            words += rng.choice(
                (f" with {channels} filters", f" with {channels} channels", f", {channels} filters")
            )
        return words, "conv", Attributes(kernel=(kernel, kernel), channels=channels)
    if roll < 0.95:
        side = rng.choice((2, 2, 3))
        kind, name = rng.choice(
            (("max pooling", "max pool"), ("max pool", "max pool"), ("average pooling", "avg pool"))
        )
        if rng.random() < 0.4:
            return rng.choice((kind, f"a {kind} layer")), name, Attributes()
        return (
            rng.choice((f"{side}x{side} {kind}", f"a {side}x{side} {kind} layer")),
            name,
            Attributes((side, side)),
        )
    name = rng.choice(("lstm", "gru"))
    size = free_size(rng)
    word = name.upper()
    return (
        rng.choice((f"an {word} with {size} units", f"{word} layer of {size}")),
        name,
        Attributes(units=size),
    )


def _layer_ko(rng: random.Random, draft: Draft) -> tuple[str, str, Attributes]:
    korean = any(re.search("[가-힣]", name) for name in draft.net.names.values())
    roll = rng.random()
    if roll < 0.5:
        name, ways = rng.choice(KO_PLAIN[:2] * 4 + KO_PLAIN)
        return rng.choice(ways), name, Attributes()
    size = free_size(rng)
    if roll < 0.75:
        name = "은닉층" if korean else "hidden"
        words = rng.choice((
            f"뉴런 {size}개짜리 은닉층", f"노드 {size}개인 은닉층", f"{size}개 노드 은닉층",
            f"은닉층({size})", f"유닛 {size}개짜리 은닉층 하나",
        ))  # fmt: skip
        return words, name, Attributes(units=size)
    if roll < 0.9:
        kernel = rng.choice((1, 3, 3, 5, 7))
        name = "합성곱" if korean else "conv"
        word = rng.choice(("합성곱층", "합성곱", "conv", "컨볼루션"))
        channels = rng.choice((None, None, 16, 32, 64))
        words = f"{kernel}x{kernel} {word}"
        if channels:
            words = rng.choice((f"필터 {channels}개짜리 {words}", f"{channels}채널 {words}"))
        return words, name, Attributes(kernel=(kernel, kernel), channels=channels)
    name = "최대 풀링" if korean else "max pool"
    side = rng.choice((2, 3))
    word = rng.choice(("맥스 풀링", "최대 풀링", "max pooling"))
    return f"{side}x{side} {word}", name, Attributes((side, side))

"""Networks by counts: "two conv layers with 24 and 48 filters", "3 layers of 64 units", "1,024 inputs"."""

from __future__ import annotations

import random
import re

from training.synthesis.networks.words import ONES
from training.synthesis.variants import say, upper

NATIVE = ("", "한", "두", "세", "네", "다섯", "여섯")
LONG_NUMBER = re.compile(r"(?<![\d.,#x*×/_-])\d{4,6}(?![\d.]|,\d|[x*×/_-])")


def thousands(text: str) -> str:
    """The text with commas in its long numbers, where none has one and none is in a row of bare numbers."""
    if re.search(r"\d,\d|\d[x*×/_:|–-]\d{4}", text):
        return text
    return LONG_NUMBER.sub(lambda match: f"{int(match[0]):,}", text)


def size(rng: random.Random) -> int:
    """A number of units: any, or a usual one, or a long one."""
    roll = rng.random()
    if roll < 0.3:
        return rng.choice((8, 16, 32, 64, 128, 256, 512, 100, 200, 50, 300))
    if roll < 0.5:
        return rng.choice(
            (1024, 2048, 4096, 1000, 3072, 12288, rng.randint(1000, 9999), rng.randint(10000, 99999))
        )
    return rng.randint(2, 999)


class Net:
    """Words and items of one network, as one writer puts them."""

    def __init__(self, rng: random.Random, korean: bool) -> None:
        self.rng = rng
        self.korean = korean
        self.words: list[str] = []
        self.items: list[str] = []
        self.comma = rng.random() < 0.55
        self.digits = rng.random() < 0.5

    def n(self, number: int) -> str:
        return f"{number:,}" if self.comma else str(number)

    def count(self, number: int) -> str:
        if self.korean:
            return str(number) if self.digits else NATIVE[number]
        return str(number) if self.digits else ONES[number]

    def put(self, templates: tuple[str, ...], items: list[str], **slots: str) -> None:
        self.words.append(say(self.rng, templates, **slots))
        self.items += items


def _input(net: Net, image: bool) -> None:
    rng = net.rng
    word = "입력" if net.korean else "input"
    if image:
        side = rng.choice((28, 32, 64, 96, 128, 224, 227, 256, rng.randint(10, 300)))
        channels = rng.choice((0, 0, 0, 1, 3))
        cross = rng.choice(("x", "x", "×", " x ", "*"))
        text = f"{side}{cross}{side}"
        if channels and rng.random() < 0.7:
            text += f"{cross}{channels}"
        else:
            channels = 0
        net.put(
            ("{s} 입력", "입력 {s}", "{s} 이미지", "{s} 크기의 이미지", "입력 이미지 {s}")
            if net.korean
            else (
                "{s} image",
                "{s} input",
                "an input of {s}",
                "input {s}",
                "images of size {s}",
                "input image {s}",
            ),
            [f"{word} {side}x{side}" + (f" @{channels}" if channels else "")],
            s=text,
        )
        return
    n = size(rng)
    net.put(
        (
            "입력 {n}개",
            "{n}개의 입력",
            "입력층 {n}개",
            "입력 노드 {n}개",
            "입력 크기 {n}",
            "특징 {n}개",
            "입력 {n}차원",
        )
        if net.korean
        else (
            "{n} inputs",
            "{n} input features",
            "input of size {n}",
            "input layer with {n} units",
            "{n} input nodes",
            "input of {n}",
            "takes {n} inputs",
            "input dimension {n}",
        ),
        [f"{word} #{n}"],
        n=net.n(n),
    )


def _hidden(net: Net) -> None:
    """Several dense or recurrent layers at once."""
    rng, korean = net.rng, net.korean
    kind = rng.choices(("hidden", "dense", "lstm", "gru", "plain"), (5, 4, 2, 1, 3))[0]
    k = rng.choice((2, 2, 3, 3, 4, 5))
    if korean:
        said, item = rng.choice(
            {
                "hidden": (("은닉층", "은닉층"), ("히든 레이어", "은닉층")),
                "dense": (("완전연결층", "완전연결"), ("dense 층", "dense"), ("FC 층", "dense")),
                "lstm": (("LSTM 층", "lstm"), ("LSTM", "lstm")),
                "gru": (("GRU 층", "gru"),),
                "plain": (("층", "은닉층"), ("은닉층", "은닉층")),
            }[kind]
        )
    else:
        said, item = rng.choice(
            {
                "hidden": (("hidden layers", "hidden"), ("hidden layers", "hidden"), ("hiddens", "hidden")),
                "dense": (
                    ("dense layers", "dense"),
                    ("fully connected layers", "dense"),
                    ("FC layers", "dense"),
                    ("dense", "dense"),
                ),
                "lstm": (("LSTM layers", "lstm"), ("LSTMs", "lstm")),
                "gru": (("GRU layers", "gru"), ("GRUs", "gru")),
                "plain": (("layers", "hidden"), ("hidden layers", "hidden")),
            }[kind]
        )
    if rng.random() < 0.55:
        n = size(rng)
        net.put(
            (
                "{m} {c}개(각 {n}개)" if net.digits else "{m} {c} 개(각 {n}개)",
                "{n}개짜리 {m} {c}개" if net.digits else "{n}개짜리 {m} {c} 개",
                "{m} {c}개, 각각 {n}개" if net.digits else "{m} {c} 개, 각각 {n}개",
                "{n}개씩 {m} {c}개" if net.digits else "{n}개씩 {m} {c} 개",
                "노드 {n}개인 {m} {c}개" if net.digits else "노드 {n}개인 {m} {c} 개",
                "{c}개의 {m}(각각 노드 {n}개)" if net.digits else "{c} 개의 {m}(각각 노드 {n}개)",
            )
            if korean
            else (
                "{c} {m} of {n} [units~neurons~nodes~cells]",
                "{c} {m} of {n} [units ~neurons ~]each",
                "{c} {m} with {n} [units~neurons~nodes]",
                "{c} {m} with {n} [units~neurons] each",
                "{c} {m} of size {n}",
                "{c} {m} ({n} each)",
                "{c} {m} with {n}",
                "{c} x {m} of {n}",
            ),
            [f"{item} #{n}"] * k,
            c=net.count(k),
            m=said,
            n=net.n(n),
        )
        return
    sizes = [size(rng) for _ in range(k)]
    texts = [net.n(x) for x in sizes]
    if korean:
        net.put(
            ("{m} {c}개({l})", "{m} {c}개(각각 {l})", "노드가 각각 {l}개인 {m} {c}개", "크기 {l}인 {m} {c}개")
            if net.digits
            else ("{m} {c} 개({l})", "노드가 각각 {l}개인 {m} {c} 개", "{l}개 노드의 {m} {c} 개"),
            [f"{item} #{x}" for x in sizes],
            m=said,
            c=net.count(k),
            l=", ".join(texts) if rng.random() < 0.6 or k > 2 else "개, ".join(texts),
        )
        return
    listed = rng.choice((", ".join(texts[:-1]) + " and " + texts[-1], ", ".join(texts)))
    net.put(
        (
            "{c} {m} with {l} [units~neurons~nodes]",
            "{c} {m} of {l} [units~neurons]",
            "{c} {m} ({l})",
            "{c} {m} of sizes {l}",
            "{c} {m} with {l} [units~nodes] respectively",
            "{c} {m}: {l}",
        ),
        [f"{item} #{x}" for x in sizes],
        m=said,
        c=net.count(k),
        l=listed,
    )


def _single(net: Net) -> None:
    """One dense or recurrent layer with its size."""
    n = size(net.rng)
    if net.korean:
        said, item = net.rng.choice(
            (
                ("완전연결", "완전연결"),
                ("LSTM", "lstm"),
                ("은닉층", "은닉층"),
                ("GRU", "gru"),
                ("dense", "dense"),
                ("FC", "dense"),
            )
        )
        net.put(
            ("{m} {n}개", "{m} {n}", "{m}({n})", "노드 {n}개의 {m}"), [f"{item} #{n}"], m=said, n=net.n(n)
        )
        return
    said, item = net.rng.choice(
        (
            ("dense", "dense"),
            ("fully connected", "dense"),
            ("LSTM", "lstm"),
            ("hidden layer", "hidden"),
            ("GRU", "gru"),
            ("FC", "dense"),
            ("dense layer", "dense"),
            ("linear layer", "linear"),
        )
    )
    net.put(
        (
            "{m} {n}",
            "{m} with {n} [units~neurons]",
            "{m} of {n}",
            "{m} ({n})",
            "[a~one] {m} of {n} [units~nodes]",
            "{m} of size {n}",
        ),
        [f"{item} #{n}"],
        m=said,
        n=net.n(n),
    )


def _convs(net: Net) -> None:
    rng, korean = net.rng, net.korean
    k = rng.choice((2, 2, 3, 3, 4))
    kernel = rng.choice((3, 3, 5, 7, 1))
    cross = rng.choice(("x", "x", "×", "*", " x "))
    shape = f"{kernel}{cross}{kernel}"
    item = "합성곱" if korean else "conv"
    roll = rng.random()
    sized = rng.random() < 0.5
    kernel_item = f" {kernel}x{kernel}" if sized else ""
    if roll < 0.4:  # all with their own filters
        filters = [
            rng.choice((8, 16, 24, 32, 48, 64, 96, 128, 256, 512, rng.randint(2, 999))) for _ in range(k)
        ]
        items = [f"{item}{kernel_item} @{f}" for f in filters]
        texts = [net.n(f) for f in filters]
        if korean:
            c = f"{net.count(k)}개" if net.digits else f"{net.count(k)} 개"
            net.put(
                (
                    "필터가 각각 {l}개인 {s}합성곱층 {c}",
                    "필터 {l}개의 {s}합성곱 {c}",
                    "{s}합성곱층 {c}(필터 {l})",
                    "{s}컨볼루션 {c}(필터 각각 {l}개)",
                ),
                items,
                l=rng.choice((", ", "개, ")).join(texts),
                s=f"{shape} " if sized else "",
                c=c,
            )
            return
        listed = rng.choice((", ".join(texts[:-1]) + " and " + texts[-1], ", ".join(texts), "/".join(texts)))
        net.put(
            (
                "{c} {s}[conv layers~convolutional layers~convs~convolutions] with {l} "
                "[filters~channels~kernels]",
                "{c} {s}[conv layers~convolutions~convs] ({l} filters)",
                "{c} {s}[conv layers~convs] of {l} [filters~channels]",
                "{c} {s}[conv layers~convolutions], with {l} [filters~channels] respectively",
            ),
            items,
            c=net.count(k),
            s=f"{shape} " if sized else "",
            l=listed,
        )
        return
    if roll < 0.7:  # the same filters
        f = rng.choice((8, 16, 32, 64, 128, 256, rng.randint(2, 999)))
        items = [f"{item}{kernel_item} @{f}"] * k
        c = (f"{net.count(k)}개" if net.digits else f"{net.count(k)} 개") if korean else net.count(k)
        net.put(
            (
                "필터 {f}개짜리 {s}합성곱 {c}",
                "{s}합성곱층 {c}(각 필터 {f}개)",
                "{s}합성곱 {c}, 필터는 각각 {f}개",
                "{f}채널 {s}합성곱 {c}",
            )
            if korean
            else (
                "{c} {s}[conv layers~convs~convolutions] with {f} [filters~channels] each",
                "{c} {s}[conv layers~convs~convolutions] of {f} [filters~channels]",
                "{c} {s}[conv layers~convolutional layers] with {f} [filters~channels]",
            ),
            items,
            c=c,
            f=net.n(f),
            s=f"{shape} " if sized else "",
        )
        return
    items = [f"{item} {kernel}x{kernel}"] * k
    c = (f"{net.count(k)}개" if net.digits else f"{net.count(k)} 개") if korean else net.count(k)
    net.put(
        ("{s} 합성곱 {c}", "{s} 합성곱층 {c}", "{s} 컨볼루션 {c}", "{s} 커널 합성곱 {c}")
        if korean
        else (
            "{c} {s} [convs~convolutions~conv layers~convolutional layers]",
            "{c} [conv layers~convolutions] with {s} kernels",
            "{c} [convs~convolutions] of {s}",
        ),
        items,
        c=c,
        s=shape,
    )


def _pool(net: Net) -> None:
    rng = net.rng
    side = rng.choice((2, 2, 2, 3))
    sized = rng.random() < 0.5
    shape = f"{side}x{side} " if sized else ""
    if net.korean:
        said, item = rng.choice(
            (
                ("맥스풀링", "최대 풀링"),
                ("최대 풀링", "최대 풀링"),
                ("평균 풀링", "평균 풀링"),
                ("풀링", "풀링"),
            )
        )
    else:
        said, item = rng.choice(
            (
                ("max pool", "max pool"),
                ("max pooling", "max pool"),
                ("average pooling", "avg pool"),
                ("pooling", "pool"),
            )
        )
    net.put(("{s}{m}",), [item + (f" {side}x{side}" if sized else "")], s=shape, m=said)


def _small(net: Net) -> None:
    rng = net.rng
    if net.korean:
        said, item = rng.choice(
            (("ReLU", "relu"), ("드롭아웃", "드롭아웃"), ("배치 정규화", "배치 정규화"), ("평탄화", "평탄화"))
        )
    else:
        said, item = rng.choice(
            (("ReLU", "relu"), ("dropout", "dropout"), ("batch norm", "batch norm"), ("flatten", "flatten"))
        )
    net.put(("{m}",), [item], m=said)


def _output(net: Net) -> None:
    rng = net.rng
    n = rng.choice((1, 1, 2, 3, 5, 10, 10, 100, 1000, 1000, size(rng)))
    word = "출력" if net.korean else "output"
    text = net.n(n)
    if net.korean:
        if n == 1:
            net.put(("출력 1개", "출력은 하나", "하나의 출력", "출력 하나", "출력층 1개"), [f"{word} #1"])
        else:
            net.put(
                (
                    "출력 {n}개",
                    "출력 {n}",
                    "{n}개의 출력",
                    "출력층 {n}개",
                    "{n}개 출력",
                    "출력 노드 {n}개",
                    "{n}개 클래스",
                ),
                [f"{word} #{n}"],
                n=text,
            )
        return
    if n == 1:
        net.put(
            ("1 output", "a single output", "one output", "one output unit", "a single output neuron"),
            [f"{word} #1"],
        )
        if rng.random() < 0.3:
            net.words[-1], net.items[-1] = rng.choice(
                (
                    ("dense with 1 output", "dense #1"),
                    ("a dense layer with one output", "dense #1"),
                    ("a fully connected layer with a single output", "dense #1"),
                )
            )
        return
    roll = rng.random()
    if roll < 0.15:
        net.put(
            ("softmax over {n} classes", "a softmax over {n} classes", "softmax with {n} classes"),
            [f"{word} #{n}", "softmax"],
            n=text,
        )
    elif roll < 0.3:
        net.put(
            ("dense with {n} outputs", "a dense layer with {n} outputs", "linear layer with {n} outputs"),
            [f"dense #{n}"],
            n=text,
        )
        if "linear" in net.words[-1]:
            net.items[-1] = f"linear #{n}"
    else:
        net.put(
            (
                "{n} outputs",
                "{n} output nodes",
                "{n} classes",
                "output layer of {n}",
                "{n} output neurons",
                "output of size {n}",
                "output {n}",
            ),
            [f"{word} #{n}"],
            n=text,
        )


GLUE = {
    False: (
        ", ",
        ", ",
        ", ",
        ", then ",
        " and then ",
        " followed by ",
        " -> ",
        "; ",
        ", followed by ",
        " plus ",
    ),
    True: (", ", ", ", ", ", ", 그다음 ", " 다음 ", " 뒤에 ", " -> ", " → ", ", 그리고 ", " 이후 "),
}
HEADS = {
    False: (
        "",
        "",
        "",
        "MLP: ",
        "network: ",
        "a network with ",
        "neural network with ",
        "model: ",
        "net with ",
        "build a net: ",
        "architecture: ",
    ),
    True: ("", "", "", "신경망: ", "모델: ", "구조: ", "네트워크: ", "신경망 구조는 ", "모델 구성: "),
}


def _network(rng: random.Random, korean: bool) -> tuple[str, str]:
    net = Net(rng, korean)
    image = rng.random() < 0.5
    if rng.random() < 0.85:
        _input(net, image)
    if image:
        for _ in range(rng.choice((1, 1, 2))):
            _convs(net)
            if rng.random() < 0.2:
                _small(net)
            if rng.random() < 0.75:
                _pool(net)
        if rng.random() < 0.6:
            (_single if rng.random() < 0.6 else _hidden)(net)
    else:
        for _ in range(rng.choice((1, 1, 1, 2))):
            (_hidden if rng.random() < 0.75 else _single)(net)
            if rng.random() < 0.2:
                _small(net)
    if rng.random() < 0.92:
        _output(net)
    head = rng.choice(HEADS[korean])
    glue = rng.choice(GLUE[korean])
    last = (
        rng.choice((glue, " and ", ", and ", ", finally ", " and finally "))
        if not korean
        else rng.choice((glue, ", 마지막으로 ", ", 그리고 "))
    )
    text = head + (glue.join(net.words[:-1]) + last if len(net.words) > 1 else "") + net.words[-1]
    if korean and rng.random() < 0.2 and not head:
        text += rng.choice(("인 신경망", "로 된 모델")) if text.endswith("개") else ""
    if not korean and rng.random() < 0.4:
        text = upper(text)
    return text + (rng.choice((".", "", "")) if text[-1] != "." else ""), "; ".join(net.items)


def sample(rng: random.Random) -> tuple[str, str]:
    """Prompt and outline body of one English network."""
    return _network(rng, False)


def sample_ko(rng: random.Random) -> tuple[str, str]:
    """Prompt and outline body of one Korean network."""
    return _network(rng, True)

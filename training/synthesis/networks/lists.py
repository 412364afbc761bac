"""Short prompts for networks, and lists of layers in any notation: what matters is to copy every size.

Sizes are drawn at random from 1 to 9999, so that neither the usual powers of two nor a falling order tells
the next number: only the prompt does.
"""

from __future__ import annotations

import random

from training.synthesis.networks.words import Phrase, Writer, article, by_share, finish, free_size

# fmt: off
NETS = ("MLP", "neural network", "network", "neural net", "NN", "dense net", "dense network", "perceptron",
    "model",
        "feedforward network", "fully connected network", "mlp", "nn", "multilayer perceptron",
        "deep network",
        "classifier", "DNN", "net", "ANN", "feed forward neural network")
KO_NETS = ("신경망", "MLP", "모델", "네트워크", "다층 퍼셉트론", "인공신경망", "분류기", "심층 신경망", "DNN",
    "뉴럴넷",
           "완전연결 신경망", "피드포워드 신경망")
ROWS = ("-", "-", "-", "-", " - ", " -> ", "->", ", ", "/", "x", " ", ":", " > ", "→", " → ", "–", "|")
BARS = (", ", ", ", ", ", "; ", " -> ", "->", " → ", " > ", " - ", " | ", " / ", " + ", "\n", "\n- ",
    " => ", " ",
        ", then ", " then ")
KO_BARS = (", ", ", ", ", ", " -> ", "->", " → ", " > ", " - ", " | ", " / ", " + ", "\n", "\n- ", " ",
    " 다음 ",
           ", 그다음 ", " 그리고 ")
UNIT_LAYERS = (
    ("hidden", "hidden"), ("hidden", "hidden"), ("hidden", "hidden"), ("hidden layer", "hidden"), ("Hidden",
    "hidden"),
    ("dense", "dense"), ("Dense", "dense"), ("fc", "dense"), ("FC", "dense"), ("fully connected", "dense"),
    ("dense layer", "dense"), ("linear", "linear"), ("Linear", "linear"), ("lstm", "lstm"), ("LSTM", "lstm"),
    ("GRU", "gru"), ("gru", "gru"), ("rnn", "rnn"), ("RNN", "rnn"), ("embedding", "embedding"),
)
KO_UNIT_LAYERS = (
    ("은닉층", "은닉층"), ("은닉층", "은닉층"), ("은닉층", "은닉층"), ("히든 레이어", "은닉층"), ("은닉",
    "은닉층"),
    ("완전연결층", "완전연결"), ("완전연결", "완전연결"), ("FC", "dense"), ("dense", "dense"), ("hidden",
    "hidden"),
    ("LSTM", "lstm"), ("GRU", "gru"), ("RNN", "rnn"), ("임베딩", "임베딩"),
)
PLAIN_LAYERS = (
    ("relu", "relu"), ("ReLU", "relu"), ("tanh", "tanh"), ("sigmoid", "sigmoid"), ("softmax", "softmax"),
    ("dropout", "dropout"), ("batch norm", "batch norm"), ("BN", "batch norm"), ("BatchNorm", "batch norm"),
    ("layer norm", "layer norm"), ("flatten", "flatten"), ("Flatten", "flatten"), ("attention", "attention"),
    ("global average pooling", "global avg pool"), ("GELU", "gelu"), ("self-attention", "self-attention"),
)
KO_PLAIN_LAYERS = (
    ("ReLU", "relu"), ("relu", "relu"), ("tanh", "tanh"), ("시그모이드", "시그모이드"), ("소프트맥스",
    "소프트맥스"),
    ("드롭아웃", "드롭아웃"), ("배치 정규화", "배치 정규화"), ("평탄화", "평탄화"), ("flatten", "flatten"),
    ("어텐션", "어텐션"), ("전역 평균 풀링", "전역 평균 풀링"), ("dropout", "dropout"), ("softmax",
    "softmax"),
)
POOLS = (("max pool", "max pool"), ("max pooling", "max pool"), ("maxpool", "max pool"), ("MaxPool",
    "max pool"),
         ("avg pool", "avg pool"), ("average pooling", "avg pool"), ("pool", "pool"), ("pooling", "pool"))
KO_POOLS = (("최대 풀링", "최대 풀링"), ("맥스풀링", "최대 풀링"), ("맥스 풀링", "최대 풀링"), ("평균 풀링",
    "평균 풀링"),
            ("풀링", "풀링"), ("max pooling", "max pool"))
CONVS = (("conv", "conv"), ("conv", "conv"), ("Conv", "conv"), ("convolution", "conv"), ("conv layer",
    "conv"))
KO_CONVS = (("합성곱", "합성곱"), ("합성곱층", "합성곱"), ("컨볼루션", "합성곱"), ("conv", "conv"))
UNIT_FORMS = ("{w} {n}", "{w} {n}", "{w} {n}", "{w}({n})", "{w} ({n})", "{w}: {n}", "{n} {w}", "{w}-{n}",
    "{w}[{n}]",
              "{w}={n}", "{w} {n} units", "{w} of {n}", "{w} with {n} units", "{n}-unit {w}", "{w} #{n}",
              "{w}_{n}")
KO_UNIT_FORMS = ("{w} {n}", "{w} {n}", "{w}({n})", "{w} ({n})", "{w}: {n}", "{w}-{n}", "{w} {n}개 노드",
    "{n}유닛 {w}",
                 "{w}({n}개)", "{w} {n}노드", "{n}개 뉴런의 {w}", "{w} 크기 {n}")
CONV_FORMS = ("{s} {w}", "{w} {s}", "{w}({s})", "{s} {w} @{c}", "{w} {s} @{c}", "{w} {s} {c}",
    "{w} {s} ({c})",
              "{s} {w} ({c} filters)", "{w} {s} with {c} filters", "{c} {s} {w}", "{w}({c})",
              "{w} {s} x {c} channels")
CONV_ITEMS = ("s", "s", "s", "sc", "sc", "sc", "sc", "sc", "sc", "sc", "c", "sc")
KO_CONV_FORMS = ("{s} {w}", "{w} {s}", "{w}({s})", "{w} {s} @{c}", "{s} {w} {c}채널", "{w} {s} 필터 {c}개",
                 "{w}({s}, 필터 {c}개)", "{w} {c}필터")
KO_CONV_ITEMS = ("s", "s", "s", "sc", "sc", "sc", "sc", "c")
POOL_FORMS = ("{s} {w}", "{w} {s}", "{w}({s})", "{w}", "{w}")
INPUT_WORDS = ("inputs", "input neurons", "input nodes", "input units", "features", "input features",
    "inputs", "inputs")
OUTPUT_WORDS = ("outputs", "output neurons", "output nodes", "output units", "classes", "outputs", "outputs")
ACTIVE = ("ReLU", "relu", "tanh", "sigmoid", "GELU", "Tanh", "ReLU", "ReLU")
# fmt: on


def _row(w: Writer, korean: bool) -> Phrase:
    """All sizes in a row, with or without the word for a network."""
    sizes = [free_size(w.rng) for _ in range(w.rng.randint(3, 6))]
    if w.chance(0.2):  # small ones, often equal
        sizes = [w.rng.randint(1, 9) for _ in sizes]
    row = w.pick(ROWS).join(map(str, sizes))
    net = w.pick(KO_NETS if korean else NETS)
    forms = (
        (
            "{r} {s}",
            "{s} {r}",
            "{r}",
            "{s}: {r}",
            "{s}({r})",
            "{r} 구조의 {s}",
            "{r} 크기의 {s}",
            "층 크기가 {r}인 {s}",
        )
        if korean
        else (
            "{r} {s}",
            "{s} {r}",
            "{r}",
            "{s}: {r}",
            "{s} ({r})",
            "{a} with layers {r}",
            "{a} of sizes {r}",
            "a {r} {s}",
        )
    )
    text = w.pick(forms).format(r=row, s=net, a=article(net))
    first, hidden, last = ("입력", "은닉층", "출력") if korean else ("input", "hidden", "output")
    return text, [f"{first} #{sizes[0]}", *(f"{hidden} #{n}" for n in sizes[1:-1]), f"{last} #{sizes[-1]}"]


def _all_of(w: Writer, sizes: list[int]) -> str:
    words = [w.number(n) for n in sizes]
    if len(words) == 1:
        return words[0]
    last = w.pick((" and ", " and ", ", and ", ", "))
    return ", ".join(words[:-1]) + last + words[-1]


def _plain(w: Writer) -> Phrase:
    """Inputs, hidden layers and outputs in one plain sentence, at times the outputs or the middle first."""
    rng = w.rng
    n, m = free_size(rng), free_size(rng)
    if w.chance(0.4):
        n, m = rng.randint(1, 12), rng.randint(1, 12)
    count = rng.randint(1, 4)
    if count > 1 and w.chance(0.35):
        size = rng.randint(2, 12) if n < 13 else free_size(rng)
        sizes = [size] * count
        middle = w.pick(("{c} {k} of {n} {u} each", "{c} {k} with {n} {u} each", "{c} {k} of {n} {u}",
            "{c} {k} of {n}",
                         "{c} {k} ({n} {u} each)", "{c} {k} with {n} {u} per layer",
                         "{c} {k} of size {n}"))  # fmt: skip
        number = w.number(size)
    else:
        sizes = [free_size(rng) if n > 12 or w.chance(0.3) else rng.randint(1, 12) for _ in range(count)]
        number = _all_of(w, sizes)
        middle = w.pick(("{k} of {n} {u}", "{k} with {n} {u}", "{k} of {n}", "{k} {n}", "{n} {k1} {u}",
            "{n} {u} in the {k}",
                         "{c} {k} of {n} {u}", "{c} {k} with {n} {u}", "{c} {k} ({n})", "{k}: {n}",
                         "{c} {k} of sizes {n}"))  # fmt: skip
    kind, word = w.pick((("hidden", "hidden"), ("hidden", "hidden"), ("hidden", "hidden"), ("dense", "dense"),
                         ("dense", "fully connected")))  # fmt: skip
    layers = f"{word} layer" + "s" * (count > 1)
    middle = middle.format(c=w.count(count), k=layers, k1=word, n=number, u=w.units())
    items = [f"{kind} #{k}" for k in sizes]
    active = ""
    if w.chance(0.2):
        active = w.pick(ACTIVE)
        middle += w.pick((" with {}", " and {}", " ({})", " using {} activations", ", {} activation")).format(
            active
        )
        items = [part for item in items for part in (item, active.lower())]
    front = (
        f"{w.number(n)} {w.pick(INPUT_WORDS)}"
        if n > 1
        else w.pick(("one input", "1 input", "a single input"))
    )
    final = []
    if w.chance(0.2):
        act = w.pick(("softmax", "sigmoid", "softmax", "tanh"))
        final = [act]
        back = w.pick((f"{article(act)} output", f"{act} output"))
        bare = m == 1 or w.chance(0.4)  # no size is said, and none is made up
        if not bare:
            back = w.pick(
                (
                    f"{w.number(m)} {act} outputs",
                    f"{w.number(m)} outputs with {act}",
                    f"{article(act)} output of {m}",
                )
            )
        items_out = ["output"] if bare else [f"output #{m}"]
    else:
        back = (
            f"{w.number(m)} {w.pick(OUTPUT_WORDS)}"
            if m > 1
            else w.pick(("one output", "1 output", "a single output"))
        )
        items_out = [f"output #{m}"]
    order = w.pick(((0, 1, 2),) * 6 + ((2, 0, 1), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 1, 0)))
    parts = [(front, middle, back)[i] for i in order]
    text = parts[0] + ", " + parts[1] + w.pick((", ", ", and ", " and ")) + parts[2]
    net = w.pick(NETS)
    form = rng.random()
    if form < 0.5:
        text = (
            (article(net) if w.chance(0.5) else net)
            + w.pick((" with ", " with ", ": ", " having ", ", "))
            + text
        )
    elif form < 0.6:
        text = f"{net} that has {text}"
    elif form < 0.65:
        text = text + w.pick((" - ", ", ")) + net
    return text, [f"input #{n}", *items, *items_out, *final]


def _plain_ko(w: Writer) -> Phrase:
    """The same in Korean."""
    rng = w.rng
    small = w.chance(0.4)
    draw = (lambda: rng.randint(1, 12)) if small else (lambda: free_size(rng))
    n, m, count = draw(), draw(), rng.randint(1, 4)
    natives = ("", "한", "두", "세", "네")
    counted = f"{natives[count]} 개" if w.chance(0.35) else f"{count}개"
    word, kind = w.pick(
        (("은닉층", "은닉층"), ("은닉층", "은닉층"), ("히든 레이어", "은닉층"), ("완전연결층", "완전연결"))
    )
    if count > 1 and w.chance(0.35):
        sizes = [draw()] * count
        middle = w.pick(
            (
                "{k} {c} (각 {n}개)",
                "{n}개짜리 {k} {c}",
                "노드 {n}개인 {k} {c}",
                "{k} {c}, 각 {n}노드",
                "각 {n}개 뉴런의 {k} {c}",
            )
        )
        number = str(sizes[0])
    else:
        sizes = [draw() for _ in range(count)]
        number = w.pick((", ", ", ", "-", "/")).join(map(str, sizes))
        one = ("노드 {n}개의 {k}", "{k} 노드 {n}개", "{k} 크기 {n}", "{k}({n})", "{n}개 노드의 {k}")
        many = ("{k} {c}({n})", "{k} {n}", "{k} {c}: {n}", "{k} 크기 {n}", "{k} {c}는 각각 {n}개")
        middle = w.pick(one if count == 1 else many)
    middle = middle.format(k=word, c=counted, n=number)
    items = [f"{kind} #{k}" for k in sizes]
    if w.chance(0.2):
        active = w.pick(ACTIVE)
        middle += w.pick((" + {}", " ({})", ", 활성화 {}")).format(active)
        items = [part for item in items for part in (item, active.lower())]
    front = w.pick(
        ("입력 {}개", "입력 {}", "입력층 {}개", "{}개 입력", "입력 노드 {}개", "입력 차원 {}")
    ).format(n)
    back = w.pick(
        ("출력 {}개", "출력 {}", "출력층 {}개", "{}개 출력", "출력 노드 {}개", "클래스 {}개")
    ).format(m)
    order = w.pick(((0, 1, 2),) * 6 + ((2, 0, 1), (0, 2, 1), (1, 0, 2), (1, 2, 0)))
    text = w.pick((", ", ", ", ", ", " / ")).join((front, middle, back)[i] for i in order)
    net = w.pick(KO_NETS)
    text = w.pick(("{t}", "{t}인 {s}", "{s}: {t}", "{s}, {t}", "{t} {s}", "{s} ({t})")).format(t=text, s=net)
    return text, [f"입력 #{n}", *items, f"출력 #{m}"]


def _image(w: Writer, korean: bool) -> Phrase:
    """A small CNN in one line: 64x64 input, 3x3 conv, 2x2 pooling, 256 hidden nodes, 10 outputs."""
    rng = w.rng
    side, k, c, p = rng.randint(8, 600), rng.randint(1, 11), free_size(rng), rng.randint(2, 4)
    sizes = [free_size(rng) for _ in range(rng.randint(1, 3))]
    m = rng.randint(2, 999)
    pool, pool_item = w.pick(KO_POOLS if korean else POOLS)
    conv, conv_item = w.pick(KO_CONVS if korean else CONVS)
    first, hidden, last = ("입력", "은닉층", "출력") if korean else ("input", "hidden", "output")
    front = w.pick(
        ("{} 입력", "입력 {}", "{} 이미지") if korean else ("{} input", "input {}", "{} image", "{} images")
    )
    parts, items = [front.format(w.size(side))], [f"{first} {side}x{side}"]
    for i in range(rng.randint(1, 3)):
        if i or w.chance(0.5):
            k, c = rng.randint(1, 11), free_size(rng)
        if w.chance(0.4):
            form = (
                "{s} {w} {c}채널"
                if korean
                else w.pick(("{s} {w} with {c} filters", "{s} {w}, {c} filters", "{s} {w} ({c} channels)"))
            )
            items.append(f"{conv_item} {k}x{k} @{c}")
        else:
            form = "{s} {w}"
            items.append(f"{conv_item} {k}x{k}")
        parts.append(form.format(s=w.size(k), w=conv, c=c))
        if w.chance(0.75):
            parts.append(f"{w.size(p)} {pool}")
            items.append(f"{pool_item} {p}x{p}")
    if korean:
        parts += [
            ("은닉층 노드 " if len(sizes) == 1 else "은닉층 ")
            + ", ".join(map(str, sizes))
            + ("개" if len(sizes) == 1 else "")
        ]
        parts.append(w.pick(("출력 {}개", "출력 {}", "{}개 출력")).format(m))
    else:
        forms = (
            "{n} hidden nodes",
            "{n} hidden units",
            "hidden {n}",
            "{n} nodes in hidden layers",
            "hidden layers of {n}",
        )
        parts.append(w.pick(forms).format(n=_all_of(w, sizes)))
        parts.append(w.pick(("{} outputs", "{} classes", "output {}", "{} output nodes")).format(m))
    items += [*(f"{hidden} #{n}" for n in sizes), f"{last} #{m}"]
    text = w.pick((", ", ", ", ", ", " -> ", ", then " if not korean else " 다음 ")).join(parts)
    if w.chance(0.6):
        text = w.pick(
            ("CNN: {}", "{} CNN", "CNN, {}", "{}인 CNN")
            if korean
            else ("CNN with {}", "CNN: {}", "a CNN with {}", "convnet with {}")
        ).format(text)
    return text, items


def _listed(w: Writer, korean: bool) -> Phrase:
    """Layer words with sizes, in one notation, in any order: the same list as a stack."""
    rng = w.rng
    bar = w.pick(KO_BARS if korean else BARS)
    units, plains = (KO_UNIT_LAYERS, KO_PLAIN_LAYERS) if korean else (UNIT_LAYERS, PLAIN_LAYERS)
    convs, pools = (KO_CONVS, KO_POOLS) if korean else (CONVS, POOLS)
    safe = (lambda form: "," not in form) if bar in (", ", " ") else (lambda form: True)
    unit_forms = [
        f
        for f in (KO_UNIT_FORMS if korean else UNIT_FORMS)
        if safe(f) and (bar != " " or "(" in f or "-" in f)
    ]
    form = rng.choice(unit_forms)
    conv_forms = list(
        zip(*((KO_CONV_FORMS, KO_CONV_ITEMS) if korean else (CONV_FORMS, CONV_ITEMS)), strict=True)
    )
    conv_form, says = rng.choice([(f, s) for f, s in conv_forms if safe(f) and (bar != " " or "(" in f)])
    pool_form = w.pick(POOL_FORMS)
    image = w.chance(0.35)
    texts, items = [], []
    edge = ("입력", "출력") if korean else ("input", "output")
    if w.chance(0.6):
        n = free_size(rng)
        if image:
            n = rng.randint(8, 999)
            texts.append(f"{edge[0]} {w.size(n)}")
            items.append(f"{edge[0]} {n}x{n}")
        else:
            texts.append(form.format(w=edge[0], n=n))
            items.append(f"{edge[0]} #{n}")
    lone = w.pick(units) if w.chance(0.3) else None
    for i in range(rng.randint(2, 6)):
        roll = rng.random()
        if image and roll < 0.4 and i < 4:
            word, name = w.pick(convs)
            k, c = rng.randint(1, 11), free_size(rng) + 13 * conv_form.startswith("{c} ")
            texts.append(conv_form.format(w=word, s=w.size(k), c=c))
            items.append(name + f" {k}x{k}" * ("s" in says) + f" @{c}" * ("c" in says))
        elif image and roll < 0.65 and i < 5:
            word, name = w.pick(pools)
            k = rng.randint(2, 5)
            texts.append(pool_form.format(w=word, s=w.size(k)))
            items.append(name + f" {k}x{k}" * ("{s}" in pool_form))
        elif roll > 0.8:
            word, name = w.pick(plains)
            texts.append(word)
            items.append(name)
        else:
            word, name = lone or w.pick(units)
            n = free_size(rng)
            if form.startswith("{n} ") or "{n}개)" in form:  # "3 dense" would be three layers
                n += 13 * (n < 13)
            texts.append(form.format(w=word, n=n))
            items.append(f"{name} #{n}")
    if w.chance(0.6):
        n = free_size(rng)
        texts.append(form.format(w=edge[1], n=n))
        items.append(f"{edge[1]} #{n}")
    text = bar.join(texts)
    if bar.startswith("\n-"):
        text = "- " + text
    elif w.chance(0.25):
        head = w.pick(KO_NETS if korean else NETS)
        text = f"{head}:{chr(10) if bar[0] == chr(10) else ' '}{text}"
    return text, items


def short(rng: random.Random) -> tuple[str, str]:
    """A short English prompt and its outline."""
    w = Writer(rng)
    build = by_share(rng, ((_row, 0.3), (_plain, 0.5), (_image, 0.2)))
    text, items = build(w) if build is _plain else build(w, False)
    return finish(w, text, slips=False), "; ".join(items)


def short_ko(rng: random.Random) -> tuple[str, str]:
    """A short Korean prompt and its outline."""
    w = Writer(rng)
    build = by_share(rng, ((_row, 0.25), (_plain_ko, 0.5), (_image, 0.25)))
    text, items = build(w) if build is _plain_ko else build(w, True)
    return text, "; ".join(items)


def listed(rng: random.Random) -> tuple[str, str]:
    """A list of layers in English words."""
    text, items = _listed(Writer(rng), False)
    return text, "; ".join(items)


def listed_ko(rng: random.Random) -> tuple[str, str]:
    """A list of layers in Korean words, with some English ones."""
    text, items = _listed(Writer(rng), True)
    return text, "; ".join(items)

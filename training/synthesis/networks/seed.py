"""Prompts in the words of the earlier system's data: dense stacks and CNNs, odd lists and connectives."""

from __future__ import annotations

import random

from training.synthesis.networks.words import Phrase, Writer

# fmt: off
DENSE_SUBJECTS = ("Conv neural network", "DL model", "Convolutional neural network", "CNN model", "CNN",
                  "neural network")
IMAGE_SUBJECTS = ("DL model", "A deep learning model", "neural network", "neural net", "NN", "NN model")
VERBS = ("with", "of", "consist of")
DENSE_INPUTS = ("input layer nodes", "input elements", "input nodes", "input size")
OUTPUTS = ("output nodes", "output layer nodes", "output elements", "output size")
HIDDENS = ("hidden layers", "hidden layer", "mid layers", "intermediate layers", "hiddens")
HIDDEN_LEADS = ("", "{} ", "the ", "each of the {} ")
LISTS = {
    1: ("{}",),
    2: ("{}, and {}", "{}, {}", "{} and {}", "{} {}"),
    3: ("{}, {} and {}", "{}, {}, and {}", "{}, {}, {}", "{} {}, and {}", "{} {} and {}", "{} {} {}",
        "{} {}, {}", "{}, {} {}"),
}
BLOCKS = {28: 2, 32: 2, 64: 3, 128: 4, 224: 5, 256: 5, 512: 6, 768: 7}
SIDES = tuple(BLOCKS)
FIRST, SECOND, THIRD = (512, 512, 1024, 256), (64, 128, 256, 32), (16, 64, 32)
LONE = (512, 64, 128, 1024, 256)
KERNELS = ("{0} x {0} ", "{0} * {0} ", "{0}x{0} ", "{0}*{0} ")
POOLS = ("pooling", "pooling", "pooling", "max pooling", "average pooling")
POOL_ITEMS = {"pooling": "pool", "max pooling": "max pool", "average pooling": "avg pool"}
CONVS = ("conv", "convolutional")
# fmt: on


def _tail(w: Writer, sizes: list[int], lead: str) -> Phrase:
    """The hidden layers and the output, with their items."""
    words = w.pick(LISTS[len(sizes)]).format(*sizes)
    hidden = w.pick(HIDDENS)
    if len(sizes) > 1:
        hidden = w.pick(HIDDEN_LEADS).format(len(sizes)) + hidden
    out = 1 + (w.rng.random() < 0.45)
    text = f"{lead} {words} nodes in {hidden}, and {out} {w.pick(OUTPUTS)}"
    return text, [*(f"hidden #{n}" for n in sizes), f"output #{out}"]


def dense(rng: random.Random) -> tuple[str, str]:
    """A dense stack: prompt and outline."""
    w = Writer(rng)
    size = rng.randint(2, 6)
    depth = rng.randint(1, 3)
    if depth == 1:
        sizes = [rng.randint(1, 4)]
    else:
        sizes = [
            rng.randint(3, 8),
            rng.randint(3 if depth == 2 else 6, 8 if depth == 2 else 11),
            rng.randint(3, 8),
        ]
    if rng.random() < 0.1:  # beyond the range of the data
        size, sizes = rng.randint(2, 12), [rng.randint(1, 16) for _ in sizes]
    text, items = _tail(w, sizes[:depth], ", and" if depth == 1 else ",")
    head = f"{w.pick(DENSE_SUBJECTS)} {w.pick(VERBS)} {size} {w.pick(DENSE_INPUTS)}"
    return head + text, "; ".join([f"input #{size}", *items])


def _kernel(w: Writer, free: bool) -> int:
    """The kernel of a convolution: always 3 in the data."""
    return w.rng.choice((3, 3, 5, 7, 4)) if free else 3


def _paired(w: Writer, blocks: int, free: bool) -> Phrase:
    """The layers as pairs: a 3 x 3 conv layer and a 2 x 2 pooling layer."""
    text, items = "", []
    for i in range(blocks):
        k, p = _kernel(w, free), 3 if free and w.chance(0.3) else 2
        pool, conv = w.pick(POOLS), w.pick(CONVS)
        twice = w.chance(0.26)
        text += ("" if i == 0 else ", then " if w.chance(0.56) else ", ") + (
            f"2 {k} x {k} {conv} layers" if twice else f"a {k} x {k} {conv} layer"
        )
        text += f" and a {p} x {p} {pool} layer"
        items += [f"conv {k}x{k}"] * (1 + twice) + [f"{POOL_ITEMS[pool]} {p}x{p}"]
    return text, items


def _single(w: Writer, side: int, blocks: int, free: bool) -> Phrase:
    """The layers one by one, with kernels, map sizes or neither."""
    text, items = "", []
    for i in range(blocks):
        for j in range(1 + w.chance(0.28)):
            side -= 2
            kind = w.rng.random()
            links = (", then ", ", ", ", and ", ", and then ") if j else (", then ", ", ")
            link = w.pick(links) if i or j else ""
            if kind < 0.62 or side < 1:
                k = _kernel(w, free)
                side += 3 - k
                text += f"{link}{w.pick(KERNELS).format(k)}{w.pick(CONVS)} layer"
                items.append(f"conv {k}x{k}")
            elif kind < 0.84:
                text += f"{link}{w.pick(CONVS)} layer"
                items.append("conv")
            else:
                form = w.pick((" (output is {0} x {0})", " (output: {0} x {0} feature map)"))
                text += f"{link}{w.pick(CONVS)} layer{form.format(side)}"
                items.append(f"conv ={side}")
        side //= 2
        pool = w.pick(POOLS)
        p = 3 if free and w.chance(0.3) else 2
        side = side * 2 // p
        kernel = "" if w.chance(0.33) else w.pick(KERNELS).format(p)
        text += f"{w.pick((', then ', ', ', ', and ', ', and then '))}{kernel}{pool} layer"
        items.append(POOL_ITEMS[pool] + (f" {p}x{p}" if kernel else ""))
    return text, items


def image(rng: random.Random) -> tuple[str, str]:
    """A CNN: prompt and outline."""
    w = Writer(rng)
    side, depth = SIDES[int(rng.random() * len(SIDES))], rng.randint(1, 3)
    blocks = BLOCKS[side]
    free = rng.random() < 0.12  # beyond the range of the data
    if free:
        side, blocks = (
            rng.choice((16, 20, 48, 50, 96, 100, 112, 160, 192, 300, 320, 400, 480, 640, 1024)),
            rng.randint(1, 5),
        )
    layers, items = _paired(w, blocks, free) if rng.random() < 0.41 else _single(w, side, blocks, free)
    sizes = [rng.choice(LONE)] if depth == 1 else [rng.choice(FIRST), rng.choice(SECOND), rng.choice(THIRD)]
    leads = (", and", ", then and") if depth == 1 else (",", ", then")
    tail, last = _tail(w, sizes[:depth], w.pick(leads))
    cross = w.pick((" x ", " * "))
    word = w.pick(("input", "input", "input", "input", "input image", "input image", "input image"))
    head = f"{w.pick(IMAGE_SUBJECTS)} {w.pick(VERBS)} {side}{cross}{side} {word}, "
    return head + layers + tail, "; ".join([f"input {side}x{side}", *items, *last])

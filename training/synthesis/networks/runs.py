"""Layers that come several times: something after each of a list, between them or once; blocks repeated.

"each followed by pooling" after a list gives pooling after every one of it, "followed by pooling" after the
last, "pooling between them" everywhere but at the ends. "conv-bn-relu three times" is written out.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from training.synthesis.networks.spelled import LAYERS, headed, inputs, outputs, say
from training.synthesis.networks.terse import small
from training.synthesis.networks.words import ONES, by_share
from training.synthesis.variants import upper

Net = tuple[str, list[str]]

# fmt: off
POOLS = (("2x2 max pooling", "max pool 2x2"), ("2x2 max pooling", "max pool 2x2"), ("max pooling",
    "max pool"),
         ("pooling", "pool"), ("a 2x2 max pool", "max pool 2x2"), ("a pooling layer", "pool"),
         ("average pooling", "avg pool"), ("3x3 max pooling", "max pool 3x3"), ("a max pooling layer",
         "max pool"),
         ("2x2 pooling", "pool 2x2"), ("2x2 average pooling", "avg pool 2x2"), ("max pool", "max pool"))
ADDED = (("batch norm", "batch norm"), ("ReLU", "relu"), ("dropout", "dropout"), ("dropout 0.2",
    "dropout 0.2"),
         ("batch normalization", "batch norm"), ("dropout of 0.5", "dropout 0.5"), ("relu", "relu"),
         ("a ReLU", "relu"), ("layer norm", "layer norm"), ("tanh", "tanh"), ("a dropout of 0.3",
         "dropout 0.3"))
EACH = (", each followed by {x}", ", each followed by {x}", " each followed by {x}",
    ", every one followed by {x}",
        ", with {x} after each", ", {x} after each", ", {x} after every one", " and {x} after each of them",
        ", each one followed by {x}", " with {x} after each of them", ". Each is followed by {x}",
        ", all followed by {x}",
        ". After each of them comes {x}", " ({x} after each)", ". {x} after every layer",
        ", each with {x} behind it",
        ", always followed by {x}", ". Every one of them is followed by {x}", "; each is followed by {x}")
REVERSED = ("{x} after each of {t}", "{x} after every one of {t}", "{x} behind each of {t}")
ONCE = (", followed by {x}", ", followed by {x}", " followed by {x}", ", then {x}", " and then {x}",
    ", and after them {x}",
        ", with {x} at the end", ", {x} after the last one", ". After the last one comes {x}",
        ", followed by {x} once",
        " and finally {x}", ". Then comes {x}", ", then {x} once", ", with a single {x} after all of them",
        ". The last one is followed by {x}", ", {x} only after the last", ". After all of them comes {x}",
        "; then {x}")
BETWEEN = (", {x} between them", ", with {x} in between", " with {x} between them", ". {x} between them",
           ", and {x} between each two", " ({x} in between)", ", separated by {x}")
FIRST = (", {x} after the first one only", ", only the first is followed by {x}",
    ", with {x} only after the first",
         ". The first one is followed by {x}")
BLOCK = (("conv", "conv"), ("bn", "batch norm"), ("relu", "relu"), ("pool", "pool"), ("maxpool", "max pool"),
         ("dropout", "dropout"), ("dense", "dense"), ("linear", "linear"), ("lstm", "lstm"), ("attention",
         "attention"))
BLOCKS = ("conv relu pool", "conv bn relu", "conv relu", "conv pool", "conv conv pool", "conv relu maxpool",
          "conv bn relu pool", "conv maxpool", "dense relu", "dense relu dropout", "linear relu",
          "conv conv maxpool",
          "lstm dropout", "dense dropout", "conv relu conv relu pool", "conv bn relu maxpool",
          "linear relu dropout",
          "conv dropout", "dense bn relu", "linear bn relu", "attention dense", "conv bn")
REPEATED = (
    "{b} {t}", "{b} {t}", "{t} {b}", "({b}) x{n}", "{n}x ({b})", "[{b}] x {n}", "{b}, {t}",
    "{b} repeated {t}",
    "({b})x{n}", "{n} x [{b}]", "{b} (x{n})", "{b} ({t})", "{c} blocks of {b}", "{b} blocks x{n}",
    "repeat {b} {t}",
    "({b}) * {n}", "{c} {b} blocks", "{b}, repeated {t}", "{b}, and that {t}", "{c} rounds of {b}",
    "{b} x {n}",
)
SINGLES = (("conv", "conv"), ("conv 3x3", "conv 3x3"), ("fc", "dense"), ("dense", "dense"), ("lstm", "lstm"),
    ("gru", "gru"),
           ("linear", "linear"), ("hidden", "hidden"), ("Conv", "conv"), ("Dense", "dense"), ("LSTM", "lstm"),
           ("conv 5x5", "conv 5x5"), ("FC", "dense"), ("relu", "relu"))
LASTS = (("softmax", ["softmax"]), ("flatten, fc", ["flatten", "dense"]), ("fc", ["dense"]), ("GAP",
    ["global avg pool"]),
         ("output", ["output"]), ("dense 10", ["dense #10"]), ("fc 5", ["dense #5"]), ("sigmoid",
         ["sigmoid"]),
         ("flatten, dense 64, softmax", ["flatten", "dense #64", "softmax"]), ("10 outputs", ["output #10"]),
         ("one output", ["output #1"]), ("global average pooling", ["global avg pool"]), ("linear 3",
         ["linear #3"]))
# fmt: on


def followed(rng: random.Random) -> Net:
    """Layers in a list, and something after each of them, between them or once."""
    k = rng.choice((2, 2, 3, 3, 3, 4, 5))
    conv = rng.random() < 0.68
    c = ONES[k] if rng.random() < 0.7 else str(k)
    if conv:
        filters = [rng.choice((8, 16, 32, 64, 128, 256, small(rng))) for _ in range(k)]
        side = rng.choice((3, 3, 3, 5, 7))
        s = f"{side}x{side} " if rng.random() < 0.6 else ""
        roll = rng.random()
        row = (
            ", ".join(map(str, filters[:-1]))
            + rng.choice((" and ", " and ", ", ", ", and " if k > 2 else " and "))
            + str(filters[-1])
        )
        if roll < 0.55:
            text = say(
                rng,
                (
                    "{c} {s}[conv layers~convolutional layers~convs~convolutions] with {l} "
                    "[filters~channels]",
                    "{s}[conv layers~convolutions~convs] with {l} filters",
                    "{c} {s}convs ({l} filters)",
                    "{c} {s}[conv layers~convolutions] of {l} [filters~channels]",
                    "{s}conv layers of {l} channels",
                    "{c} {s}conv layers: {l} filters",
                ),
                c=c,
                s=s,
                l=row,
            )
            items = [f"conv {side}x{side} @{f}" if s else f"conv @{f}" for f in filters]
        elif roll < 0.75:
            text = say(
                rng,
                ("{c} {s}[conv layers~convs~convolutions]", "{c} {s}[convolutional layers~conv layers]"),
                c=c,
                s=s,
            )
            items = [f"conv {side}x{side}" if s else "conv"] * k
        else:
            form = rng.choice(
                (
                    "{s}conv {f}",
                    "{s}conv with {f} filters",
                    "a {s}conv layer with {f} filters",
                    "{s}conv ({f})",
                )
            )
            texts = [say(rng, (form,), s=s, f=f) for f in filters]
            text = ", ".join(texts[:-1]) + rng.choice((" and ", ", ", " and ")) + texts[-1]
            items = [f"conv {side}x{side} @{f}" if s else f"conv @{f}" for f in filters]
    else:
        word, name = rng.choice(LAYERS[:3] + LAYERS[4:])
        sizes = [small(rng) for _ in range(k)]
        text = say(
            rng,
            ("{c} {k}s of {l}", "{c} {k}s with {l} units", "{k}s of {l} units", "{c} {k}s ({l})", "{c} {k}s"),
            c=c,
            k=word,
            l=", ".join(map(str, sizes[:-1])) + f" and {sizes[-1]}",
        )
        bare = text.endswith("layers")
        items = [name if bare else f"{name} #{n}" for n in sizes]
    said, item = rng.choice(POOLS if conv and rng.random() < 0.7 else ADDED)
    after = [item]
    if rng.random() < 0.2 and conv:
        more, second = (
            rng.choice(POOLS) if item.split()[0] not in ("max", "avg", "pool") else rng.choice(ADDED)
        )
        if second.split()[0] == "relu" or item == "relu":
            said, after = f"{said} and {more}", [item, second]
    mode = rng.choice(("each", "each", "each", "once", "once", "once", "between", "first"))
    tail = rng.choice({"each": EACH, "once": ONCE, "between": BETWEEN, "first": FIRST}[mode])
    if len(after) > 1 and mode != "each":
        tail = ", then {x}" if mode == "once" else tail
    if "single {x}" in tail:
        said = said.removeprefix("a ")
    if tail.startswith(". {x}"):
        said = upper(said)
    if mode == "each" and rng.random() < 0.15 and text.startswith(c):  # the other way round
        text = rng.choice(REVERSED).format(x=said, t=text)
    else:
        text += tail.format(x=said)
    last = {"each": k, "once": 0, "between": k - 1, "first": 1}[mode]
    middle = []
    for i, layer in enumerate(items):
        follows = i == k - 1 if mode == "once" else i < last
        middle += [layer, *after] if follows else [layer]
    parts, items = [text], middle
    if rng.random() < 0.4:
        if conv:
            n, cross = (
                rng.choice((28, 32, 64, 128, 224, rng.randint(10, 400))),
                rng.choice(("x", "x", "×", " x ")),
            )
            parts.insert(
                0, rng.choice((f"{n}{cross}{n} input", f"input {n}{cross}{n}", f"{n}{cross}{n} images"))
            )
            items = [f"input {n}x{n}", *items]
        else:
            words, first = inputs(rng)
            parts.insert(0, words)
            items = [*first, *items]
    rest: list[Net] = []
    if conv and rng.random() < 0.4:
        rest.append((rng.choice(("flatten", "Flatten", "a flatten layer")), ["flatten"]))
    if rng.random() < 0.45:
        n = small(rng)
        rest.append(
            (
                rng.choice(
                    (f"dense {n}", f"a dense layer of {n}", f"a fully connected layer with {n} units")
                ),
                [f"dense #{n}"],
            )
        )
    if rng.random() < 0.7:
        rest.append(outputs(rng))
    text = ", ".join(parts)
    if rest:
        text += rng.choice((", then ", ", and then ", ". Then ", ", then ", "; then ")) + joined_plain(
            rng, [w for w, _ in rest]
        )
        items = items + [item for _, part in rest for item in part]
    return headed(rng, text), items


def joined_plain(rng: random.Random, parts: Sequence[str]) -> str:
    """A, B and C."""
    return ", ".join(parts[:-1]) + (rng.choice((" and ", ", ")) if len(parts) > 1 else "") + parts[-1]


def times(rng: random.Random, n: int) -> str:
    """How often."""
    return (
        rng.choice(("twice", "two times", "2 times", "2x"))
        if n == 2
        else rng.choice((f"{ONES[n]} times", f"{n} times", f"{n}x"))
    )


def repeated(rng: random.Random) -> Net:
    """Blocks and layers that come several times, in a sequence with arrows, slashes, plus signs."""
    gap = rng.choice(
        (" -> ", " -> ", "->", " → ", ", ", ", ", ", then ", " then ", " / ", " + ", " | ", " > ", "; ", "\n")
    )
    parts: list[str] = []
    items: list[str] = []
    if rng.random() < 0.35:
        parts.append(rng.choice(("input", "input image", "image input")))
        items.append("input")
    names = dict(BLOCK)
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        n = rng.choice((2, 2, 3, 3, 4, 5))
        if rng.random() < 0.55:
            words = rng.choice(BLOCKS).split()
            inner = rng.choice(("-", "-", " ", "/", ", ", " + ", "+", " - ", "->"))
            form = rng.choice(REPEATED)
            if inner in (" ", ", ", " + ", " - ", "->") and "(" not in form.replace("(x", "").replace(
                "({t}", ""
            ):
                form = rng.choice(("({b}) x{n}", "{n}x ({b})", "({b}) {t}", "({b}) x {n}", "{n} x ({b})"))
            if gap in (" then ", ", then ") and form == "{b}, and that {t}":
                form = "{b} {t}"
            parts.append(
                form.format(b=inner.join(words), n=n, c=ONES[n] if rng.random() < 0.6 else n, t=times(rng, n))
            )
            items += [names[word] for word in words] * n
        else:
            word, name = rng.choice(SINGLES)
            n = n if rng.random() < 0.8 else 1
            form = rng.choice(
                (
                    "{w} x{n}",
                    "{n}x {w}",
                    "{w} x {n}",
                    "{n} x {w}",
                    "{w} {t}",
                    "{w} (x{n})",
                    "{w} ×{n}",
                    "{w}*{n}",
                )
            )
            if n == 1:
                form = "{w}"
            elif word.endswith(("3", "5")):
                form = rng.choice(("{n}x {w}", "{w} (x{n})", "{w} {t}", "{t} {w}"))
            item, size = name, 0
            if name in ("dense", "linear", "hidden", "lstm", "gru") and rng.random() < 0.4:
                size = small(rng)
                word, item = f"{word} {size}" if rng.random() < 0.6 else f"{word}({size})", f"{name} #{size}"
                if n > 1:
                    form = rng.choice(("{n}x {w}", "{w} {t}", "{w} (x{n})", "{t} {w}"))
            parts.append(form.format(w=word, n=n, t=times(rng, n) if n > 1 else ""))
            items += [item] * n
        if rng.random() < 0.3:
            word, name = rng.choice(
                (("pool", "pool"), ("maxpool", "max pool"), ("dropout", "dropout"), ("max pool", "max pool"))
            )
            parts.append(word)
            items.append(name)
    if rng.random() < 0.65 or len(items) < 2:
        text, last = rng.choice(LASTS)
        parts.append(gap.join(text.split(", ")))
        items += last
    return headed(rng, gap.join(parts)), items


FORMS = ((followed, 0.62), (repeated, 0.38))


def sample(rng: random.Random) -> tuple[str, str]:
    """An English prompt with layers that come several times, and its outline."""
    text, items = by_share(rng, FORMS)(rng)
    while len(items) < 2:
        text, items = by_share(rng, FORMS)(rng)
    if rng.random() < 0.2 and "\n" not in text and text[-1] != ".":
        text += "."
    return text, "; ".join(items)

"""Networks layer by layer in few words: activations within the phrase, layers as in code, sized or not.

What is said once comes once: "Dense(64) ReLU Dropout Dense(32) ReLU Dense(1)" has one dropout, "dropout after
each ReLU" at its end gives as many as there are ReLUs.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from training.synthesis.networks.terse import NETS, small
from training.synthesis.networks.words import ONES, article, by_share
from training.synthesis.variants import upper, vary

Net = tuple[str, list[str]]

# fmt: off
ACTS = (
    ("tanh", "tanh"), ("tanh", "tanh"), ("relu", "relu"), ("ReLU", "relu"), ("ReLU", "relu"), ("sigmoid",
    "sigmoid"),
    ("sigmoid", "sigmoid"), ("GELU", "gelu"), ("ELU", "elu"), ("leaky ReLU", "leaky relu"), ("SELU", "selu"),
    ("swish", "swish"), ("Tanh", "tanh"), ("SiLU", "silu"),
)
# {k} is the layer, {a} its activation.
ACTIVE = (
    "a {k} of {n} {a} [units~neurons~nodes]", "a {k} of {n} {a} [units~neurons~nodes]",
    "a {k} with {n} {a} [units~nodes]",
    "{k} of {n} with {a}", "{k} with {n} [units~neurons] and {a}", "{k} {n} {a}", "{k} ({n}, {a})",
    "{k} ({n} {a} units)",
    "a {n}-unit {k} with {a}", "{n} {a} [units~neurons] in a {k}", "a {a} {k} of {n}",
    "{a} {k} with {n} [units~neurons]",
    "{k}, {n} units, {a}", "one {k} with {n} {a} units", "{k} {n} ({a})",
    "a {k} of size {n} with {a} activation",
    "{k} with {n} units, {a} activation", "{k}: {n} {a}", "{n} {a} [units~neurons~nodes]", "{k} {n} + {a}",
    "a {k} with {n} units ({a})", "a {k} of {n} using {a}", "{k} of {n} [units~nodes] with {a} on top",
)
PLAIN = ("a {k} of {n} [units~neurons]", "{k} of {n}", "a {k} with {n} [units~nodes]", "{k} {n}", "{k} ({n})")
OUTS = (
    ("{n} outputs with {a}", 2), ("{n} {a} outputs", 2), ("{a} output of {n}", 2),
    ("{n} {a} output [units~neurons]", 2),
    ("an output layer of {n} with {a}", 2), ("{n} outputs ({a})", 2), ("output {n} {a}", 2),
    ("{a} over {n} classes", 2),
    ("{n} classes with {a}", 2), ("an output layer with {n} {a} units", 2), ("{n} outputs and {a}", 2),
    ("{n} outputs", 1), ("output of {n}", 1), ("{n} classes", 1), ("an output layer of {n}", 1),
    ("output {n}", 1),
)
ONE_OUTS = (("one sigmoid output", 2), ("1 output with sigmoid", 2), ("a single sigmoid output", 2),
            ("one output with sigmoid", 2), ("one output", 1), ("a single output", 1), ("1 output", 1))
LAYERS = (("hidden layer", "hidden"), ("hidden layer", "hidden"), ("hidden layer", "hidden"), ("layer",
    "hidden"),
          ("dense layer", "dense"), ("dense layer", "dense"), ("fully connected layer", "dense"),
          ("linear layer", "linear"), ("FC layer", "dense"))
GLUES = (", ", ", ", ", ", ", then ", " then ", " -> ", "; ", " and then ", " followed by ", ", followed by ",
    "\n",
         ". Then ", " + ", " → ", ", next ")
HEADS = ("", "", "", "", "", "{n}: ", "{a}: ", "{a} with ", "{n} with ", "{n}, ", "draw ", "build ",
    "my {n} has ",
         "we have ", "{n} of ", "it has ", "layers: ", "architecture: ", "the {n}: ", "so there is ",
         "{a} made of ")
SAME = (
    "{c} {k}s of {n} {a} [units~neurons] each", "{c} {a} {k}s of {n}",
    "{c} {k}s with {n} {a} [units~neurons] each",
    "{c} {k}s of {n}, each with {a}", "{c} {k}s of {n} with {a}", "{c} {k}s ({n} {a} units each)",
    "{c} {a} {k}s with {n} units each",
    "{c} {k}s of {n} units, all with {a}", "{c} {k}s, each {n} {a} units",
    "{c} {k}s with {n} units and {a} each",
)
VARIED = (
    "{c} {k}s of {l} {a} [units~neurons]", "{c} {a} {k}s of {l}", "{k}s of {l} with {a} each",
    "{c} {k}s ({l}), each with {a}",
    "{k}s with {l} units, {a} after each", "{c} {k}s of {l}, all {a}", "{a} {k}s of {l} units",
    "{c} {k}s with {l} {a} units",
)
LONE = ("{c} {k}s of {l}, then {a}", "{k}s of {l} and then a {a}", "{c} {k}s of {l}, {a} only after the last",
    "{k}s of {l} followed by one {a}")
CODE = {  # as in code: layers of a size, layers without one
    "sized": (("Dense", "dense"), ("Dense", "dense"), ("Linear", "linear"), ("FC", "dense"), ("fc", "dense"),
              ("dense", "dense"), ("LSTM", "lstm"), ("GRU", "gru"), ("linear", "linear")),
    "bare": (("ReLU", "relu"), ("ReLU", "relu"), ("relu", "relu"), ("Dropout", "dropout"), ("dropout",
    "dropout"),
             ("BatchNorm", "batch norm"), ("BN", "batch norm"), ("Tanh", "tanh"), ("LayerNorm", "layer norm"),
             ("GELU", "gelu"), ("sigmoid", "sigmoid"), ("Dropout", "dropout"), ("bn", "batch norm"), ("tanh",
             "tanh")),
}
# fmt: on


def say(rng: random.Random, forms: Sequence[str], **slots: object) -> str:
    """One of the forms, its variants chosen, its slots filled, a before a vowel made an."""
    text = vary(rng, rng.choice(forms)).format(**slots)
    if text.startswith("a "):
        text = article(text[2:])
    return text


def headed(rng: random.Random, text: str) -> str:
    """The text with what may stand before it."""
    net = rng.choice(NETS)
    text = rng.choice(HEADS).format(n=net, a=article(net)) + text
    return upper(text) if rng.random() < 0.45 else text


def inputs(rng: random.Random) -> Net:
    """The words for some inputs."""
    n = small(rng)
    words = (
        f"{n} inputs",
        f"input {n}",
        f"input of {n}",
        f"{n} features",
        f"{n} input nodes",
        f"input size {n}",
    )
    return rng.choice(words), [f"input #{n}"]


def outputs(rng: random.Random) -> Net:
    """The words for the outputs, at times with their activation."""
    n = rng.choice((1, 1, 2, 3, 3, 5, 10, 10, small(rng)))
    if n == 1:
        text, count = rng.choice(ONE_OUTS)
        return text, ["output #1", "sigmoid"][:count]
    act = rng.choice(("softmax", "softmax", "softmax", "Softmax", "sigmoid", "tanh"))
    text, count = rng.choice(OUTS)
    if "over" in text:
        act = "softmax"
    text = say(rng, (text,), n=n, a=act)
    return text, [f"output #{n}", act.lower()][:count]


def joined(rng: random.Random, parts: Sequence[str], glue: str) -> str:
    """The parts in a row, now and then with another word before the last."""
    last = rng.choice((" and ", ", and ", ", finally ")) if glue == ", " and rng.random() < 0.5 else glue
    return glue.join(parts[:-1]) + (last if len(parts) > 1 else "") + parts[-1]


def active(rng: random.Random) -> Net:
    """Every layer with its size and activation in its phrase."""
    word, name = rng.choice(LAYERS)
    glue = rng.choice(GLUES)
    forms = tuple(f for f in ACTIVE if ("{k}" in f or name == "hidden") and ("," not in f or "," not in glue))
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
        if rng.random() < 0.12:
            word, name = rng.choice(LAYERS)
        parts.append(say(rng, PLAIN if i == bare else forms, k=word, n=n, a=said))
        if i != bare and word not in parts[-1]:  # "16 tanh units"
            items += [f"hidden #{n}", act]
        else:
            items += [f"{name} #{n}"] if i == bare else [f"{name} #{n}", act]
    if rng.random() < 0.85 or len(parts) < 2:
        text, last = outputs(rng)
        parts.append(text)
        items += last
    return headed(rng, joined(rng, parts, glue)), items


def grouped(rng: random.Random) -> Net:
    """Several layers in one phrase with their activation: two hidden layers of 16 tanh units each."""
    word, name = rng.choice(LAYERS)
    said, act = rng.choice(ACTS)
    k = rng.choice((2, 2, 3, 3, 4))
    same = rng.random() < 0.6
    sizes = [small(rng)] * k if same else [small(rng) for _ in range(k)]
    row = ", ".join(map(str, sizes[:-1])) + f" and {sizes[-1]}"
    text = say(
        rng,
        SAME if same else VARIED,
        c=ONES[k] if rng.random() < 0.7 else k,
        k=word,
        n=sizes[0],
        l=row,
        a=said,
    )
    items = [part for n in sizes for part in (f"{name} #{n}", act)]
    if rng.random() < 0.2:  # the activation but once
        text = say(rng, LONE, c=k, k=word, l=row, a=said)
        items = [*(f"{name} #{n}" for n in sizes), act]
    parts = [text]
    if rng.random() < 0.6:
        first, item = inputs(rng)
        parts.insert(0, first)
        items = [*item, *items]
    if rng.random() < 0.85:
        last, item = outputs(rng)
        parts.append(last)
        items += item
    return headed(rng, joined(rng, parts, rng.choice(GLUES))), items


def coded(rng: random.Random) -> Net:
    """Layers as in code, some without size; at times something after each of them, said once at the end."""
    word, name = rng.choice(CODE["sized"])
    act, act_item = rng.choice(
        (("ReLU", "relu"), ("ReLU", "relu"), ("relu", "relu"), ("tanh", "tanh"), ("GELU", "gelu"))
    )
    form = rng.choice(("{w}({n})", "{w}({n})", "{w}({n})", "{w}-{n}", "{w} {n}", "{w}[{n}]"))
    glue = rng.choice((" ", " ", " ", ", ", ", ", " -> ", "\n", " > ", " | ", " + ", "; ", " → ", "->"))
    if form == "{w} {n}" and glue == " ":
        form = "{w}({n})"
    count = rng.choice((2, 2, 3, 3, 4))
    tokens: list[Net] = []
    roll = rng.random()
    for i in range(count):
        n = small(rng) if i < count - 1 else rng.choice((1, 1, 2, 3, 10, small(rng)))
        sized = rng.random() < (0.85 if roll < 0.6 else 0.45)
        tokens.append((form.format(w=word, n=n), [f"{name} #{n}"]) if sized else (word, [name]))
        if i == count - 1:
            break
        if rng.random() < 0.75:
            tokens.append((act, [act_item]))
        if roll < 0.7 and rng.random() < 0.28:
            said, item = rng.choice(CODE["bare"])
            if item != act_item:
                tokens.append((said, [item]))
    if rng.random() < 0.2:
        said = rng.choice(("softmax", "Softmax", "sigmoid"))
        tokens.append((said, [said.lower()]))
    text, tail = glue.join(words for words, _ in tokens), ""
    if glue in (", ", " -> ", "\n", "; ") and rng.random() < 0.35:  # Dense(64)+ReLU, Dense(1)
        text = text.replace(glue + act, rng.choice((" ", "+", " + ", "/", " ")) + act)
    if roll >= 0.7 and glue != "\n":  # one kind of layer that follows others
        if act_item in (item for _, part in tokens for item in part) and rng.random() < 0.5:
            at, target = act, [act_item]
        else:
            at, target = word, [name]
        said, item = rng.choice(
            (
                ("dropout", "dropout"),
                ("Dropout", "dropout"),
                ("BatchNorm", "batch norm"),
                ("dropout 0.5", "dropout 0.5"),
                ("batch norm", "batch norm"),
            )
        )
        kinds = [words.startswith(at) and part[0].split(" #")[0] == target[0] for words, part in tokens]
        form = rng.choice(("each", "each", "first", "last"))
        where = {"each": kinds, "first": _only(kinds, kinds.index(True)), "last": _only(kinds, _last(kinds))}[
            form
        ]
        each = rng.choice(
            (
                "{s} after each {a}",
                "{s} after every {a}",
                "with {s} after each {a}",
                "each {a} followed by {s}",
            )
        )
        once = rng.choice(
            ("{s} after the {f} {a}", "with {s} after the {f} {a}", "{s} only after the {f} {a}")
        )
        tail = rng.choice((", ", "; ", " ", ". ", " (")) + (each if form == "each" else once).format(
            s=said, a=at, f=form
        )
        tail += ")" * tail.startswith(" (")
        items = []
        for (_, part), follows in zip(tokens, where, strict=True):
            items += [*part, item] if follows else part
        if form != "each" and sum(kinds) < 2:
            tail, items = "", [item for _, part in tokens for item in part]
    else:
        items = [item for _, part in tokens for item in part]
    head = rng.choice(
        ("", "", "", "", "model: ", "Sequential: ", "net = ", "mlp: ", "layers: ", "my net is ", "pytorch: ")
    )
    return head + text + tail, items


def _only(flags: list[bool], at: int) -> list[bool]:
    return [i == at for i in range(len(flags))]


def _last(flags: list[bool]) -> int:
    return max(i for i, flag in enumerate(flags) if flag)


FORMS = ((active, 0.46), (grouped, 0.16), (coded, 0.38))


def sample(rng: random.Random) -> tuple[str, str]:
    """An English prompt layer by layer, and its outline."""
    text, items = by_share(rng, FORMS)(rng)
    while len(items) < 2:
        text, items = by_share(rng, FORMS)(rng)
    if rng.random() < 0.2 and "\n" not in text and text[-1] != ".":
        text += "."
    return text, "; ".join(items)

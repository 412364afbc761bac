"""Networks in two or three sentences, as in homework, a thesis or a blog.

"The input goes through ..." makes the input a layer of its own, as "input" in a list does. What is said of
the training (epochs, optimiser, data) gives nothing.
"""

from __future__ import annotations

import random
import re

from training.synthesis.networks.spelled import outputs, say
from training.synthesis.networks.terse import small
from training.synthesis.networks.words import ONES, by_share
from training.synthesis.variants import upper, vary

Net = tuple[str, list[str]]

# fmt: off
OPENERS = (
    "", "", "", "", "", "For homework {h} we have to draw a network. ", "This is the model from my thesis. ",
    "I am writing a blog post about a small net. ", "Our lab uses the following network. ",
    "My teacher asked for this net. ",
    "Here is what I trained last night. ", "Hi, I need a picture of my model for a poster. ",
    "Exercise {h}. ",
    "In chapter {h} we describe the model. ", "I would like a figure for my paper. ", "Question {h}: ",
    "So this is my model. ",
    "We built a simple network. ", "For the slides I need our network. ", "Assignment {h}: ",
    "The architecture is simple. ",
    "In this post we build a small network. ", "Let me describe my network. ", "This is for a lab report. ",
    "Our baseline is very plain. ", "Figure {h} shows our model. ", "Can you draw my network? ",
    "I'm a student and need this drawn. ",
)
CLOSERS = (
    "", "", "", "", "", "", "", "", " It is trained with Adam for {e} epochs.",
    " We used a learning rate of 0.01.", " That is all.",
    " Nothing more than that.", " It runs on a laptop.", " The data has {e} rows.",
    " Training takes {e} minutes.",
    " The loss is cross-entropy.", " We train it on MNIST.", " It reaches {e}% accuracy.", " Thanks!",
    " No dropout anywhere.",
    " The batch size is {e}.", " It works quite well.", " Please keep it simple.", " That's the whole thing.",
)
DENSE = (
    "The network has {i}, {h} and {o}.", "It takes {i}, has {h} and gives {o}.",
    "There are {i}. Then come {h}. Finally there are {o}.",
    "The input layer has {n} [neurons~units~nodes]. After it come {h}. The output layer has {m} "
    "[neurons~units~nodes].",
    "We use {h} between {i} and {o}.", "It has {i} and {o}. In between there are {h}.",
    "The model reads {i}. They pass through {h}. The result is {o}.",
    "{I} go into {h}. After that there are {o}.",
    "The first layer has {n} inputs, the last layer {m} outputs. Between them are {h}.",
    "{I} are fed to {h}, and the network ends with {o}.",
    "You start with {i}. You add {h}. You finish with {o}.",
    "It starts with {i}, continues with {h}, and ends with {o}.",
    "A network is given {i}. It consists of {h} and has {o}.",
    "It consists of {i}, {h}, and {o}.", "I use {i}. Behind them are {h}. At the end are {o}.",
    "{I}. {H}. {O}.",
    "My network has {i}. There are {h}. There are {o}.",
    "The net gets {i}, then there are {h}, and it has {o} in the end.",
    "Our input has {n} features. We use {h}. The output has {m} [units~classes~values].",
    "{O} are predicted from {i} with {h}.", "With {h} we map {i} to {o}.", "It maps {i} to {o} through {h}.",
)
ACTIVATED = (
    " All hidden layers use {a}.", " Every hidden layer uses {a}.",
    " The activation of the hidden layers is {a}.",
    " Each hidden layer is followed by {a}.", " {A} is used after every hidden layer.",
    " The hidden layers all have {a} activation.",
    " We use {a} in the hidden layers.", " After each hidden layer there is a {a}.",
)
ENDED = (" The output uses {a}.", " A {a} comes at the end.", " The last layer has a {a}.",
    " At the output there is a {a}.",
         " On top we put a {a}.", " Finally a {a} is applied.")
# "the input goes through A, then B": {s} is the input, {l} the layers in their order.
THROUGH = (
    "the input [goes~passes~runs] through {f}, then {l}",
    "the input is [passed~sent~fed] through {f}, then {l}",
    "the input goes through {f}. After that comes {l}", "first the input goes through {f}, then {l}",
    "input goes through {f}, then {l}",
    "the input enters {f}, then {l}", "the input is given to {f}, followed by {l}",
    "the input first passes {f}, then {l}",
    "the input goes into {f} and then into {l}", "we feed the input to {f}, then to {l}",
    "you pass the input through {f}, then through {l}",
    "take the input, put it through {f}, then {l}", "the input sequence goes through {f}, then {l}",
    "the input text goes through {f}, then {l}",
    "input is put into {f} and next {l}", "starting from the input we apply {f}, then {l}",
    "the input image goes through {f}, then {l}",
    "the input flows through {f}, followed by {l}", "the input gets {f}, then {l}",
    "what happens to the input: {f}, then {l}",
)
# The same layers where no input is spoken of as a thing.
WITHOUT = ("the model has {f}, then {l}", "it starts with {f}, then {l}", "{f}, then {l}",
    "first {f}, then {l}", "there is {f}, then {l}",
           "my net begins with {f} followed by {l}", "we stack {f}, then {l}", "the network is {f}, then {l}")
STEPS = (
    ("an embedding of size {n}", "embedding #{n}"), ("an embedding layer with {n} dimensions",
    "embedding #{n}"), ("an embedding", "embedding"),
    ("a GRU with {n} units", "gru #{n}"), ("an LSTM with {n} units", "lstm #{n}"), ("an LSTM of {n}",
    "lstm #{n}"), ("a GRU of size {n}", "gru #{n}"),
    ("a dense layer with {n} units", "dense #{n}"), ("a dense layer of {n}", "dense #{n}"),
    ("a linear layer of size {n}", "linear #{n}"),
    ("a fully connected layer with {n} neurons", "dense #{n}"), ("a dropout layer", "dropout"), ("batch norm",
    "batch norm"), ("a ReLU", "relu"),
    ("an RNN with {n} units", "rnn #{n}"), ("a hidden layer of {n}", "hidden #{n}"), ("an attention layer",
    "attention"), ("a layer norm", "layer norm"),
    ("a bidirectional LSTM with {n} units", "bilstm #{n}"), ("a hidden layer with {n} nodes", "hidden #{n}"),
)
IMAGE_STEPS = (
    ("a conv layer with {n} filters", "conv @{n}"), ("a conv layer", "conv"), ("a 3x3 conv with {n} filters",
    "conv 3x3 @{n}"), ("a 5x5 convolution", "conv 5x5"),
    ("max pooling", "max pool"), ("2x2 max pooling", "max pool 2x2"), ("a pooling layer", "pool"),
    ("batch norm", "batch norm"), ("a ReLU", "relu"),
    ("a flatten layer", "flatten"), ("a dense layer of {n}", "dense #{n}"), ("a convolution with {n} filters",
    "conv @{n}"), ("dropout", "dropout"),
    ("global average pooling", "global avg pool"), ("a fully connected layer with {n} units", "dense #{n}"),
    ("a 3x3 conv layer", "conv 3x3"),
)
FINISHES = (
    ("a softmax over {m} classes", ["output #{m}", "softmax"]), ("{m} outputs", ["output #{m}"]),
    ("one output", ["output #1"]),
    ("a dense layer with {m} units", ["dense #{m}"]), ("a softmax", ["softmax"]), ("a sigmoid", ["sigmoid"]),
    ("an output layer of {m}", ["output #{m}"]),
    ("the output", ["output"]), ("a single output", ["output #1"]), ("an output of size {m}",
    ["output #{m}"]),
)
PICTURES = (
    "The network gets {i}. It has {c}{e}. On top there are {d} and {o}.",
    "{I} go into {c}{e}. Then come {d} and {o}.",
    "We feed {i} to {c}{e}. After that there is {d}. The end is {o}.",
    "It takes {i}. There are {c}{e}, then {d}. It has {o}.",
    "The input are {i}. {C} follow{e}. The classifier has {d} and {o}.",
    "I used {c}{e}. The input size is {s}. It ends with {d} and {o}.",
    "Our CNN has {c}{e}. It is fed {i}. At the end there are {d} and {o}.",
    "{C}{e}, then {d}, then {o}. The input is {s}.",
    "The CNN looks at {i} with {c}{e}. {D} and {o} do the rest.",
    "First {c}{e}, after them {d} and {o}. The images are {s}.",
    "A small CNN: {i}, {c}{e}. Then {d}. Then {o}.",
    "The model works on {i}. It consists of {c}{e}, {d} and {o}.",
    "{I} are classified by {c}{e}, {d} and {o}.",
    "For {i} we take {c}{e}. Behind these is {d}, and the last part is {o}.",
)
POOLED = (("", ""), ("", ""), (", each followed by {p}", "each"), (" with {p} after each of them", "each"),
    (", followed by {p}", "once"),
          (", and after every one of them {p}", "each"), (" and then {p}", "once"), (" with {p} at the end",
          "once"),
          (" with {p} between them", "between"), (", each with {p} behind it", "each"),
          (" and {p} after the last one", "once"))
# fmt: on


def plain_list(rng: random.Random, parts: list[str]) -> str:
    """A, B and C."""
    if len(parts) < 3:
        return " and ".join(parts)
    return ", ".join(parts[:-1]) + rng.choice((" and ", ", and ", " and ")) + parts[-1]


def closed(rng: random.Random, text: str) -> str:
    """The text between a sentence before and one after it; full sentences only where there is one."""
    before = rng.choice(OPENERS).format(h=rng.randint(2, 9))
    after = rng.choice(CLOSERS).format(e=rng.choice((10, 20, 25, 30, 50, 64, 80, 90, 95, 100)))
    if "ropout" in text and "ropout" in after:
        after = ""
    if before or after:
        text = before + (text if before.endswith(": ") else upper(text))
        return text + ("." if after and text[-1] != "." else "") + after
    return upper(text) if rng.random() < 0.6 else text


def hidden(rng: random.Random) -> Net:
    """Two to four hidden layers in words."""
    k, n = rng.choice((2, 2, 3, 3, 4)), small(rng)
    c = ONES[k] if rng.random() < 0.7 else str(k)
    sizes = [small(rng) for _ in range(k)]
    if rng.random() < 0.4:
        text = say(
            rng,
            (
                "{c} hidden layers of {n} units each",
                "{c} hidden layers with {n} neurons each",
                "{c} hidden layers of size {n}",
                "{c} hidden layers, each with {n} units",
                "{c} hidden layers of {n}",
            ),
            c=c,
            n=n,
        )
        return text, [f"hidden #{n}"] * k
    if rng.random() < 0.15:
        return f"{c} hidden layers", ["hidden"] * k
    text = say(
        rng,
        (
            "{c} hidden layers with {l} [units~neurons]",
            "{c} hidden layers of {l}",
            "hidden layers of {l} units",
            "{c} hidden layers ({l} units)",
        ),
        c=c,
        l=plain_list(rng, list(map(str, sizes))),
    )
    return text, [f"hidden #{n}" for n in sizes]


def homework(rng: random.Random) -> tuple[str, str]:
    """Inputs, hidden layers and outputs in sentences, the activations in one of their own."""
    n, m = max(3, small(rng)), rng.choice((2, 3, 4, 5, 10, max(2, small(rng))))
    i = say(rng, ("{n} inputs", "{n} input features", "{n} features", "{n} input values"), n=n)
    o = say(rng, ("{m} outputs", "{m} output neurons", "{m} output units", "{m} classes"), m=m)
    text, middle = hidden(rng)
    text = vary(rng, rng.choice(DENSE)).format(
        i=i, o=o, h=text, n=n, m=m, I=upper(i), O=upper(o), H=upper(text)
    )
    last: list[str] = []
    if rng.random() < 0.5:
        act = rng.choice(("ReLU", "tanh", "sigmoid", "ReLU", "GELU"))
        text += rng.choice(ACTIVATED).format(a=act, A=upper(act))
        middle = [part for item in middle for part in (item, act.lower())]
    if rng.random() < 0.35:
        act = rng.choice(("softmax", "softmax", "sigmoid"))
        text += rng.choice(ENDED).format(a=act)
        last = [act]
    return closed(rng, text), "; ".join([f"input #{n}", *middle, f"output #{m}", *last])


def through(rng: random.Random) -> tuple[str, str]:
    """The input goes through layers; or the same layers where no input is told."""
    told = rng.random() < 0.75
    form = vary(rng, rng.choice(THROUGH if told else WITHOUT))
    steps = (
        IMAGE_STEPS
        if "image" in form or (rng.random() < 0.4 and "text" not in form and "sequence" not in form)
        else STEPS
    )
    parts: list[str] = []
    items = ["input"] if told else []
    chosen = rng.sample(steps, rng.randint(2, 5))
    if rng.random() < 0.6:
        chosen.sort(key=lambda step: step[1].split()[0] in ("flatten", "dense", "linear", "hidden"))
    chosen.sort(key=lambda step: not step[1].startswith("embedding"))
    for text, item in chosen:
        n = small(rng)
        parts.append(text.format(n=n))
        items.append(item.format(n=n))
        if "{n}" in text and rng.random() < 0.25:
            n = small(rng) if rng.random() < 0.5 else n
            again, item = text.split(" ", 1)[1].format(n=n), item.format(n=n)
            if item[0] in "lgrd" and rng.random() < 0.3:  # another GRU: of no size
                again, item = re.split(" (?:with|of) ", again)[0], item.split(" #")[0]
            parts.append(f"another {again}")
            items.append(item)
    if rng.random() < 0.7:
        text, last = rng.choice(FINISHES)
        m = max(2, small(rng))
        parts.append(text.format(m=m))
        items += [item.format(m=m) for item in last]
    glue = rng.choice((", then ", ", then ", ", ", " and then ", ", followed by "))
    rest = parts[1:]
    row = (
        glue.join(rest[:-1])
        + (rng.choice((" and ", ", and finally ", ", and ", glue)) if len(rest) > 1 else "")
        + rest[-1]
    )
    return closed(rng, form.format(f=parts[0], l=row)), "; ".join(items)


def pictures(rng: random.Random) -> tuple[str, str]:
    """A convolutional network in sentences: images, convolutions, a dense layer and outputs."""
    side, k = (
        rng.choice((28, 32, 48, 64, 96, 128, 224, 256, rng.randint(10, 400))),
        rng.choice((2, 2, 3, 3, 4)),
    )
    cross = rng.choice(("x", "x", "x", " x ", "×"))
    depth = rng.choice((0, 0, 0, 1, 3))
    size = f"{side}{cross}{side}" + (f"{cross}{depth}" if depth else "")
    kernel = rng.choice((0, 3, 3, 5))
    filters = [rng.choice((8, 16, 32, 64, 128, max(2, small(rng)))) for _ in range(k)]
    count, shape = ONES[k] if rng.random() < 0.7 else str(k), f"{kernel}x{kernel} " if kernel else ""
    item = f"conv {kernel}x{kernel}" if kernel else "conv"
    if rng.random() < 0.6:
        row = plain_list(rng, list(map(str, filters)))
        forms = (
            "{c} {s}conv layers with {l} filters",
            "{c} {s}convolutional layers of {l} filters",
            "{c} {s}convolutions with {l} channels",
        )
        items = [f"{item} @{f}" for f in filters]
    elif rng.random() < 0.5:
        row, items = str(filters[0]), [f"{item} @{filters[0]}"] * k
        forms = ("{c} {s}conv layers with {l} filters each", "{c} {s}convolutional layers, {l} filters each,")
    else:
        row, items = "", [item] * k
        forms = ("{c} {s}conv layers", "{c} {s}convolutional layers", "{c} {s}convolutions")
    convs = rng.choice(forms).format(c=count, s=shape, l=row)
    tail, mode = rng.choice(POOLED)
    pool, pool_item = rng.choice(
        (
            ("2x2 max pooling", "max pool 2x2"),
            ("max pooling", "max pool"),
            ("pooling", "pool"),
            ("a ReLU", "relu"),
            ("batch norm", "batch norm"),
            ("average pooling", "avg pool"),
            ("dropout", "dropout"),
        )
    )
    convs = convs.removesuffix(",") if tail.startswith(",") or not tail else convs
    until = {"": 0, "each": k, "between": k - 1, "once": 0}[mode]
    middle: list[str] = []
    for i, conv in enumerate(items):
        middle += [conv, pool_item] if i < until or (mode == "once" and i == k - 1) else [conv]
    n, (out, last) = max(2, small(rng)), outputs(rng)
    dense, name = rng.choice(
        (
            ("a dense layer of {n}", "dense"),
            ("a fully connected layer with {n} units", "dense"),
            ("a hidden layer of {n}", "hidden"),
            ("a dense layer with {n} neurons", "dense"),
        )
    )
    dense = dense.format(n=n)
    image = rng.choice(("{s} images", "images of {s}", "{s} pictures", "images of size {s}")).format(s=size)
    form = rng.choice(PICTURES)
    text = form.format(
        i=image,
        I=upper(image),
        c=convs,
        C=upper(convs),
        e=tail.format(p=pool),
        d=dense,
        D=upper(dense),
        o=out,
        s=size,
    )
    first = f"input {side}x{side}" + (f" @{depth}" if depth else "")
    return closed(rng, text.replace(",,", ",").replace(",.", ".")), "; ".join(
        [first, *middle, f"{name} #{n}", *last]
    )


FORMS = ((homework, 0.38), (through, 0.34), (pictures, 0.28))


def sample(rng: random.Random) -> tuple[str, str]:
    """An English prompt in sentences, and its outline."""
    return by_share(rng, FORMS)(rng)

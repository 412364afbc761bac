"""Networks in few words: "2 inputs 2 hidden 1 output", "four layers of 32 but the last has 8".

Beside "2 inputs" and "1 output", "2 hidden" is one layer of two units; "2 hidden layers" are two layers. One
that differs is one of the count ("four layers of 32 but the last has 8"), one more comes on top of it.
"""

from __future__ import annotations

import random

from training.synthesis.networks.words import ONES, ORDINALS, article, by_share, free_size
from training.synthesis.variants import upper, vary

Net = tuple[str, list[str]]

# fmt: off
NETS = (
    "net", "net", "network", "neural net", "neural network", "MLP", "mlp", "nn", "NN", "ANN", "perceptron",
    "model", "feedforward net", "small net", "DNN", "classifier", "XOR net", "toy network", "dense net",
)
# Words for inputs, hidden units and outputs: of one, of several.
TRIPLES = (
    (("input", "inputs"), ("hidden", "hidden"), ("output", "outputs")),
    (("input", "inputs"), ("hidden", "hidden"), ("output", "outputs")),
    (("input", "inputs"), ("hidden", "hiddens"), ("output", "outputs")),
    (("input", "input"), ("hidden", "hidden"), ("output", "output")),
    (("in", "in"), ("hid", "hid"), ("out", "out")), (("in", "in"), ("hidden", "hidden"), ("out", "out")),
    (("in", "ins"), ("hid", "hids"), ("out", "outs")),
    (("input node", "input nodes"), ("hidden node", "hidden nodes"), ("output node", "output nodes")),
    (("input unit", "input units"), ("hidden unit", "hidden units"), ("output unit", "output units")),
    (("input neuron", "input neurons"), ("hidden neuron", "hidden neurons"),
     ("output neuron", "output neurons")),
    (("feature", "features"), ("hidden", "hidden"), ("class", "classes")),
    (("inp", "inp"), ("hid", "hid"), ("outp", "outp")),
    (("Input", "Inputs"), ("Hidden", "Hidden"), ("Output", "Outputs")),
)
GAPS = (" ", " ", " ", ", ", ", ", " and ", " / ", "/", " + ", " - ", " -> ", " | ", "; ", "\n", " > ",
    " then ",
        ", then ", " … ", " , ")
LEADS = (
    "", "", "", "", "{a} with ", "{n} with ", "{n} ", "{n}: ", "{n}, ", "{a}, ", "draw ", "draw {a} with ",
    "{n} - ", "make {a}: ", "{n} w/ ", "i need {a} with ", "please draw {a}, ", "show {a} with ", "{n} = ",
    "just {a} with ", "simple one: ", "layers: ", "structure ", "can i get {a} with ", "{n} that has ",
)
QUESTIONS = (
    "how does {a} with {t} look?", "what does {a} with {t} look like?", "can you draw {a} with {t}?",
    "could you show me {a} with {t}?", "how would {a} look with {t}?", "can I see {a} with {t}",
    "what would {a} with {t} look like",
)
TAILS = ("", "", "", "", "", "", "", " {n}", " {n}", " please", ", thats all", " pls", ", fully connected",
         " nothing else")
LAYERS = (
    ("hidden layer", "hidden"), ("hidden layer", "hidden"), ("hidden layer", "hidden"),
    ("dense layer", "dense"), ("fully connected layer", "dense"), ("FC layer", "dense"),
    ("linear layer", "linear"), ("LSTM layer", "lstm"), ("GRU layer", "gru"), ("layer", "hidden"),
)
EXCEPT = (
    "{c} {k}s of {n} but the {o} has {m}", "{c} {k}s of {n}, but the {o} one has {m}",
    "{c} {k}s with {n} [units~nodes~neurons] each, except the {o}, which has {m}",
    "{c} {k}s of {n} each, only the {o} has {m}", "{c} {k}s, all {n} wide except the {o} ({m})",
    "{c} {k}s, {n} units each, the {o} only {m}", "{c} {k}s of size {n}, the {o} one of size {m}",
    "{c} {k}s: {n} [units~nodes] in all of them but {m} in the {o}",
    "all {c} {k}s have {n} [units~neurons], but the {o} has {m}", "{c} {k}s ({n} each, the {o} {m})",
    "{c} {k}s with {n} [neurons~units], the {o} one with {m} instead",
    "{c} {k}s; {n} in each, {m} in the {o}", "{c} {k}s and each has {n} nodes except the {o} with {m}",
    "there are {c} {k}s. They have {n} units each, apart from the {o}, it has {m}",
    "{c} {k}s of {n}, {o} one {m}", "{n} units in each of {c} {k}s, though the {o} has {m}",
)
MORE = (
    "{c} {k}s of {n} and then one more of {m}", "{c} {k}s of {n}, then another one of {m}",
    "{c} {k}s with {n} units each and after them a {k} with {m}", "{c} {k}s of {n} followed by one of {m}",
    "{c} {k}s of {n} each, plus one with {m}", "{c} {k}s ({n} each) and an extra one with {m}",
)
AFTERWARDS = (
    "{i} and {o}, hidden layers: {l}", "{i}, {o}, hidden layers {l}", "{i} {o} hidden {l}",
    "{i}, {o}. Hidden: {l}", "{i} and {o}. Hidden layers: {l}", "{i}, {c} hidden layers, {o}. sizes {l}",
    "{i}, {c} hidden layers, {o}. The hidden layers have {l} units",
    "{c} hidden layers ({l}), {i}, {o}", "{c} hidden layers, {i}, {o}; hidden sizes: {l}",
    "{i} and {o} with {c} hidden layers in between: {l}", "from {i} to {o}, hidden layers: {l}",
    "{i} to {o}, in between {l} hidden", "{i}; {o}; hidden layers: {l}", "{i}, {o}, and {l} as hidden layers",
    "{i} and {o}. In between {c} hidden layers with {l} [units~nodes~neurons]",
    "{c} hidden layers between {i} and {o}. Their sizes are {l}", "{o}, {i}, hidden: {l}",
    "{i}. {o}. {c} hidden layers, sizes {l}", "{i} / {o} / hidden {l}", "hidden layers: {l}. {i}, {o}",
    "{i} and {o}, and the hidden layers are {l}", "{i} -> hidden ({l}) -> {o}",
)
# fmt: on


def small(rng: random.Random) -> int:
    """A size: mostly one that people write down in a hurry."""
    roll = rng.random()
    if roll < 0.5:
        return rng.randint(2, 12)
    if roll < 0.8:
        return rng.choice((16, 20, 32, 50, 64, 100, 128, 256, 512, 784, 1024, rng.randint(13, 99)))
    return max(2, free_size(rng))


def number(rng: random.Random, n: int, words: bool) -> str:
    """The number in digits, or below 13 in words."""
    return ONES[n] if words and n < 13 else str(n)


def listed(rng: random.Random, numbers: list[int]) -> str:
    """Numbers in a row."""
    texts = [str(n) for n in numbers]
    if len(texts) == 1:
        return texts[0]
    form = rng.randrange(8)
    if form < 3:
        return ", ".join(texts)
    if form < 5:
        return (
            ", ".join(texts[:-1]) + rng.choice((" and ", ", and " if len(texts) > 2 else " and ")) + texts[-1]
        )
    return rng.choice(("-", "/", " ", ",", " - ")).join(texts)


def dressed(rng: random.Random, text: str, heads: tuple[str, ...] = LEADS) -> str:
    """The text with what may stand before and after it."""
    net = rng.choice(NETS)
    if rng.random() < 0.05 and "\n" not in text and ". " not in text:
        text = rng.choice(QUESTIONS).format(a=article(net), t=text)
        return upper(text) if rng.random() < 0.5 else text
    lead = rng.choice(heads).format(n=net, a=article(net))
    tail = rng.choice(TAILS).format(n=net) if net not in lead and "\n" not in text else ""
    text = lead + text + tail
    return upper(text) if rng.random() < 0.3 else text


def counts(rng: random.Random) -> Net:
    """Numbers and words only: 2 inputs 2 hidden 1 output; at times hidden layers instead of hidden units."""
    (one_in, ins), (one_hid, hids), (one_out, outs) = rng.choice(TRIPLES)
    i, o = small(rng), rng.choice((1, 1, 2, 3, small(rng)))
    words = rng.random() < 0.25
    hidden: list[str] = []
    parts: list[str] = []
    form = (
        "{n} {w}"
        if rng.random() < 0.7
        else rng.choice(("{w} {n}", "{w} {n}", "{w}={n}", "{w}: {n}", "{w}({n})"))
    )
    gap = rng.choice(GAPS)
    if one_in == "in" and rng.random() < 0.2:  # 3in 4hid 2out
        form, words = "{n}{w}", False
    if form.startswith("{w}"):
        one_in = ins = one_in.split()[0]
        one_hid = hids = one_hid.split()[0]
        one_out = outs = "out" if one_in == "in" else "output"
        if one_in.lower() == "feature":
            one_in = ins = "features"
            one_out = outs = "classes"

    def put(n: int, single: str, several: str) -> None:
        parts.append(form.format(n=number(rng, n, words), w=single if n == 1 else several))

    put(i, one_in, ins)
    roll = rng.random()
    if roll < 0.28 and form.startswith("{n}"):  # layers, not units
        c = rng.randint(1, 5)
        text = f"{number(rng, c, words)} hidden layer{'s' * (c > 1)}"
        n = 0
        if gap in (" ", ", ") and rng.random() < 0.3:
            n = small(rng)
            text += f" {n} {rng.choice(('neurons', 'units', 'nodes'))}" + " each" * (c > 1)
        elif gap != " " and rng.random() < 0.35:
            n = small(rng)
            text += rng.choice(
                (" of {}", " with {}", " ({})", " of {} each" if c > 1 else " of {} units")
            ).format(n)
        parts.append(text)
        hidden = [f"hidden #{n}" if n else "hidden"] * c
    else:
        sizes = [small(rng) for _ in range(rng.choice((1, 1, 1, 2, 2, 3)))]
        if len(sizes) > 1 and rng.random() < 0.3:
            sizes = [sizes[0]] * len(sizes)
        for n in sizes:
            put(n, one_hid, hids)
        hidden = [f"hidden #{n}" for n in sizes]
    put(o, one_out, outs)
    last = parts[-1]
    if gap in (" ", ", ", "; ", "\n", " and ", " / ") and rng.random() < 0.1:  # the output first, or the ends
        first, *between, last = parts
        parts = rng.choice(([last, *between, first], [first, last, *between], [*between, first, last]))
    text = gap.join(parts) if gap != " and " else ", ".join(parts[:-1]) + " and " + parts[-1]
    items = [f"input #{i}", *hidden, f"output #{o}"]
    if rng.random() < 0.06 and parts[-1] == last:
        items = items[:-1]
        text = gap.join(parts[:-1])
    return dressed(rng, text), items


def layers(rng: random.Random, c: int, word: str, words: bool) -> str:
    """A count of layers: two hidden layers, a dense layer."""
    if c == 1:
        return rng.choice((article(word), f"one {word}", f"1 {word}"))
    return f"{number(rng, c, words)} {word}s"


def mixed(rng: random.Random) -> Net:
    """Some layers with their size, others only counted: input of 20, two hidden layers, 3 outputs."""
    words = rng.random() < 0.5
    parts: list[str] = []
    items: list[str] = []
    roll = rng.random()
    if roll < 0.5:
        n = small(rng)
        parts.append(
            rng.choice(
                (
                    f"input of {n}",
                    f"{n} inputs",
                    f"input {n}",
                    f"{n} features",
                    f"an input of size {n}",
                    f"{n} input nodes",
                    f"input size {n}",
                    f"{n} numbers in",
                )
            )
        )
        items.append(f"input #{n}")
    elif roll < 0.7:
        parts.append(rng.choice(("input", "an input layer", "input layer", "the input layer")))
        items.append("input")
    sized = False
    for i, (word, name) in enumerate(rng.sample(LAYERS[1:-1], rng.choice((1, 1, 2, 2, 3)))):
        c = rng.choice((1, 2, 2, 3, 3, 4, 5))
        text, item = layers(rng, c, word, words), name
        if rng.random() < (0.3 if not sized else 0.5) and i:
            n, sized = small(rng), True
            text += rng.choice((f" of {n}", f" with {n} units", f" of size {n}", f" ({n})"))
            text += " each" if c > 1 and text[-1] != ")" else ""
            item += f" #{n}"
        parts.append(text)
        items += [item] * c
    roll = rng.random()
    n = rng.choice((1, 1, 2, 3, 5, 10, small(rng)))
    if roll < 0.7 or len(items) < 2:
        many = rng.choice(("outputs", "classes", "output nodes", "output units"))
        parts.append(
            f"{number(rng, n, words)} {many}"
            if n > 1
            else rng.choice(("one output", "a single output", "1 output"))
        )
        items.append(f"output #{n}")
    elif roll < 0.85:
        parts.append(rng.choice(("output", "an output layer", "the output layer")))
        items.append("output")
    if rng.random() < 0.3:
        text = rng.choice((" -> ", " then ", "; ", " + ", ", then ", " / ", "\n")).join(parts)
    else:
        last = rng.choice((" and ", ", ", ", and ", ", then "))
        text = ", ".join(parts[:-1]) + (last if len(parts) > 1 else "") + parts[-1]
    return dressed(rng, text), items


def exception(rng: random.Random) -> Net:
    """Layers of a size of which one differs, or after which one more comes."""
    c, n, m = rng.randint(2, 6), small(rng), small(rng)
    if m == n:
        m += 1
    word, name = rng.choice(LAYERS)
    words = rng.random() < 0.6
    more = rng.random() < 0.25
    at = rng.choice((c - 1, c - 1, c - 1, 0, 0, rng.randrange(c)))
    place = "last" if at == c - 1 else ORDINALS[at + 1]
    conv = rng.random() < 0.22
    text = vary(rng, rng.choice(MORE if more else EXCEPT))
    if c == 2:
        text = text.replace("all {c}", "{c}")
    if conv:
        word, name = "conv layer", "conv"
        for unit in ("units", "nodes", "neurons"):
            text = text.replace(unit, "filters")
        text = (
            text.replace(" wide", " filters")
            .replace("of size {n}", "of {n} filters")
            .replace("size {m}", "{m}")
        )
    text = text.format(c=number(rng, c, words), k=word, n=n, m=m, o=place)
    mark = "@" if conv else "#"
    middle = [f"{name} {mark}{n}"] * c
    if more:
        middle.append(f"{name} {mark}{m}")
    else:
        middle[at] = f"{name} {mark}{m}"
    i, o = small(rng), rng.choice((1, 2, 3, small(rng)))
    items = list(middle)
    if rng.random() < 0.55 and not conv:
        items.insert(0, f"input #{i}")
        text = rng.choice(
            (f"{i} inputs, {text}", f"input {i}, {text}", f"input of {i}, then {text}")
        ).replace(", there are", ". There are")
    if rng.random() < 0.5:
        items.append(f"output #{o}")
        out = f"{o} outputs" if o > 1 else "one output"
        text += rng.choice((f", {out}", f", then {out}", f". {upper(out)}", f", and {out}", f"; {out}"))
    return dressed(rng, text, ("", "", "", "", "{n}: ", "{a}: ", "{n}, ", "draw this: ")), items


def afterwards(rng: random.Random) -> Net:
    """The ends first and the sizes of the hidden layers after all."""
    i, o = small(rng), rng.choice((1, 1, 2, 3, 4, 10, small(rng)))
    sizes = [small(rng) for _ in range(rng.choice((2, 3, 3, 3, 4, 5)))]
    if len(sizes) == 3 and rng.random() < 0.3:
        sizes[2] = sizes[0]
    style = rng.randrange(4)
    ins = (f"{i} inputs", f"input {i}", f"{i} in", f"{i} input nodes")[style]
    outs = (f"{o} outputs", f"output {o}", f"{o} out", f"{o} output nodes")[style]
    if o == 1:
        outs = ("one output", "output 1", "1 out", "1 output node")[style]
    c = number(rng, len(sizes), rng.random() < 0.6)
    text = vary(rng, rng.choice(AFTERWARDS)).format(i=ins, o=outs, l=listed(rng, sizes), c=c)
    items = [f"input #{i}", *(f"hidden #{n}" for n in sizes), f"output #{o}"]
    if text.endswith(("hidden", "units", "nodes", "neurons")) or rng.random() < 0.3:
        return text, items
    return dressed(rng, text, LEADS[:18]), items


FORMS = ((counts, 0.4), (mixed, 0.26), (exception, 0.18), (afterwards, 0.16))


def sample(rng: random.Random) -> tuple[str, str]:
    """A short English prompt, and its outline."""
    text, items = by_share(rng, FORMS)(rng)
    while len(items) < 2:
        text, items = by_share(rng, FORMS)(rng)
    if rng.random() < 0.2 and "\n" not in text:
        text += "."
    return text, "; ".join(items)

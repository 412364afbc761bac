"""English prompts for stacks of units: every way in which people write 784-256-10."""

from __future__ import annotations

import random

from training.synthesis.networks.words import (
    ONES,
    ORDINALS,
    Phrase,
    Writer,
    block,
    by_share,
    chain,
    finish,
    free_size,
    listing,
    sentences,
)

# fmt: off
SUBJECTS = (
    "neural network", "neural net", "MLP", "feed-forward network", "feedforward neural network", "perceptron",
    "multilayer perceptron", "multi-layer perceptron", "fully connected network", "dense network",
    "deep network",
    "ANN", "NN", "FFN", "classifier", "model", "network", "net", "DNN", "deep neural network", "regressor",
    "artificial neural network", "feed-forward net", "Q-network", "policy network", "value network",
    "FC network",
    "fully-connected net", "tabular model", "simple network", "small MLP", "shallow network",
    "two-player value net",
)
WITH = (" with ", " with ", " with ", " having ", " that has ", " consisting of ", " made of ", " of ", ": ",
        " w/ ",
        " composed of ", " - ", " which has ", ", ", " containing ", " using ", " built from ")
HAVE = (
    "my {} has ", "our {} has ", "the {} has ", "we use a {} with ", "I have a {} with ",
    "the {} consists of ",
    "this {} has ", "{} has ", "we trained a {} with ", "{}: ", "architecture: ", "network: ", "layers: ",
    "model: ",
    "there is a {} with ", "it is a {} with ", "I built a {} with ", "suppose a {} with ",
    "our {} is made of ",
)
QUESTIONS = (
    "what does a {} with {} look like?", "how would a {} with {} look?", "can you show a {} with {}?",
    "could I see a {} with {}?", "what would a {} with {} look like", "how is a {} with {} structured?",
)
ACTIVATIONS = {
    "relu": ("ReLU", "relu", "ReLU", "RELU", "Relu"), "tanh": ("tanh", "Tanh", "hyperbolic tangent"),
    "sigmoid": ("sigmoid", "Sigmoid", "logistic"), "gelu": ("GELU", "gelu"), "elu": ("ELU",),
                "selu": ("SELU",),
    "leaky relu": ("leaky ReLU", "LeakyReLU", "Leaky ReLU"), "swish": ("swish", "Swish"), "silu": ("SiLU",),
}
ACTIVATION_WEIGHTS = ("relu",) * 8 + ("tanh",) * 3 + ("sigmoid",) * 3 + tuple(ACTIVATIONS)
INPUTS = (
    "{n} inputs", "{n} inputs", "{n} input {u}", "{n} input {u}", "input size {n}",
    "an input layer with {n} {u}",
    "an input layer of {n}", "{n} features", "{n} input features", "input of size {n}",
    "input layer of {n} {u}",
    "input dim {n}", "{n}-dimensional input", "{n} inputs", "input {n}", "{n} {u} in the input layer",
    "input: {n}",
    "input dimension {n}", "an input layer ({n} {u})", "a {n}-dim input", "inputs: {n}",
    "input vector of length {n}",
    "{n} variables as input", "input shape ({n},)", "{n} attributes", "an input of {n} values",
    "{n} input variables",
)
TAKES = ("takes {n} features", "takes {n} inputs", "gets {n} numbers", "receives {n} input features",
         "has {n} inputs",
         "takes a vector of {n} values", "reads {n} features", "takes {n} sensor values",
         "accepts {n} inputs",
         "maps {n} inputs", "is fed {n} features", "takes a {n}-dimensional vector")
OUTPUTS = (
    "{n} outputs", "{n} outputs", "{n} output {u}", "{n} output {u}", "output size {n}",
    "an output layer with {n} {u}",
    "an output layer of {n}", "{n} classes", "{n} output classes", "output layer of {n} {u}", "output {n}",
    "output dim {n}", "{n} {u} in the output layer", "a {n}-way output", "output: {n}", "a {n}-class output",
    "an output layer ({n} {u})", "outputs: {n}", "output of size {n}", "output layer with {n} {u}",
)
ONE_OUTPUTS = ("one output", "1 output", "a single output", "one output {u}", "1 output {u}",
               "a single output {u}",
               "output 1", "binary output", "a binary output", "one output value",
               "a scalar output",
               "output size 1", "one regression output", "a single {u} as output", "output layer with 1 {u}")
ACTIVE_OUTPUTS = (
    "a {a} output with {n} {u}", "{n} {a} outputs", "{n} outputs with {a}", "output layer of {n} with {a}",
    "an output layer with {n} {u} and {a}", "{n}-way {a} output", "{n} {a} output {u}",
    "{a} output of size {n}",
    "{n} outputs ({a})", "a {a} over {n} classes", "{a} output ({n})", "{a} output layer with {n} classes",
)
FINAL = ("softmax", "softmax", "softmax", "Softmax", "sigmoid", "log-softmax", "tanh")
DENSE = ("dense", "dense", "fully connected", "fully-connected", "FC", "fc", "Dense")
LINEAR = ("linear", "Linear")
ONE_LAYER = (
    "{n} {k} {u}", "one {k} layer with {n} {u}", "a {k} layer with {n} {u}", "{n} {u} in the {k} layer",
    "a {k} layer of {n}", "{k} layer {n}",
    "{k} {n}", "{k} layer of {n} {u}", "one {k} layer of size {n}", "1 {k} layer with {n} {u}",
    "{k} layer ({n})",
    "a single {k} layer with {n} {u}", "{n}-unit {k} layer", "a {n} {u1} {k} layer", "{k} size {n}",
    "{k}({n})",
    "{k} layer: {n}", "a {k} layer ({n} {u})", "{k}: {n}",
)
EQUAL_LAYERS = (
    "{c} {k} layers of {n} {u} each", "{c} {k} layers with {n} {u} each", "{c} {k} layers with {n} each",
    "{c} {k} layers ({n} {u} each)", "{c} {k} layers of {n} {u}", "{c} {k} layers of {n}", "{c}x {k} {n}",
    "{c} {n}-unit {k} layers", "{c} {k} layers each with {n} {u}", "{c} {k} layers of size {n}",
    "{c} × {k} ({n})",
    "{c} {k} layers ({n})", "{c} {k} layers, {n} {u} each", "{c} {k} layers, each {n} wide",
    "{c} {k} layers @ {n}",
    "{n} {u} in each of the {c} {k} layers", "{c} {k} layers with {n} {u} per layer",
    "{c} {k} layers, all of size {n}",
)
LAYER_LISTS = (
    "{k} layers of {l}", "{k} layers of {l} {u}", "{c} {k} layers with {l} {u}",
    "{c} {k} layers with {l} {u}",
    "{k} layers: {l}", "{c} {k} layers of {l}", "{c} {k} layers ({l})", "{k} layers ({l})", "{k} sizes {l}",
    "{l} {u} in {c} {k} layers", "{l} {k} {u}", "{k} layers {l}", "{c} {k} layers of sizes {l}",
    "{k} layers with {l} {u}", "{l} {u} in the {k} layers", "{c} {k} layers, {l} {u}", "{k} layer sizes {l}",
    "{l} nodes in each of the {c} {k} layers", "{c} {k} layers having {l} {u} respectively", "{k} {l}",
)
SIZES = (2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 24, 32, 48, 50, 64, 100, 128, 200, 256, 300, 400, 500, 512,
         768, 1000,
         1024, 2048, 4096)
INPUT_SIZES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 20, 24, 28, 30, 32, 40, 50, 64, 100, 128,
               256, 300,
               512, 768, 784, 784, 1000, 1024, 2048, 3072)
OUTPUT_SIZES = (1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 12, 16, 20, 26, 50, 64, 100, 128, 784,
                1000)
DROPOUTS = ("0.1", "0.2", "0.25", "0.3", "0.4", "0.5", "0.5", "0.2")
DROPOUT_WORDS = ("dropout {}", "dropout {}", "dropout ({})", "dropout of {}", "dropout with p={}",
                 "{} dropout",
                 "Dropout({})", "a dropout of {}", "dropout rate {}", "dropout layer ({})", "dropout p={}",
                 "a dropout layer with rate {}")
NORMS = {
    "batch norm": ("batch norm", "batch normalization", "BatchNorm", "batch normalisation", "BN",
                   "batchnorm"),
    "layer norm": ("layer norm", "LayerNorm", "layer normalization"),
}
SINGULARS = (("features", "feature"), ("inputs", "input"), ("outputs", "output"), ("classes", "class"),
             ("variables", "variable"), ("values", "value"), ("attributes", "attribute"))
DASHES = ("-", "-", "-", " - ", " -> ", "->", " → ", "/", ", ", " x ", ":", ">", " > ", "–", " ", "x", " to ")
# fmt: on


def some_size(writer: Writer, smaller_than: int = 0) -> int:
    """The size of a hidden layer: any number, a small one or a round one."""
    rng = writer.rng
    if not smaller_than and rng.random() < 0.5:
        return free_size(rng)
    form = rng.random()
    if form < 0.35:
        return rng.randint(1, 20)
    if form < 0.92 or smaller_than:
        return SIZES[int(rng.random() * len(SIZES))]
    return rng.randint(20, 3000)


def some_sizes(writer: Writer, most: int = 4) -> list[int]:
    """Sizes of hidden layers: mostly any numbers, else of like magnitude, sometimes all equal."""
    rng = writer.rng
    count = 1 + int(rng.random() ** 1.3 * most)
    if rng.random() < 0.5:
        return [free_size(rng) for _ in range(count)]
    if rng.random() < 0.3:
        return [some_size(writer)] * count
    start = rng.randint(0, len(SIZES) - 1)
    low = max(0, start - 6)
    sizes = [SIZES[rng.randint(low, min(len(SIZES) - 1, start + 3))] for _ in range(count)]
    if rng.random() < 0.25:
        sizes = [rng.randint(1, 30) for _ in sizes]
    elif rng.random() < 0.6:
        sizes.sort(reverse=rng.random() < 0.85)
    return sizes


def input_size(writer: Writer) -> int:
    """A number of input features."""
    if writer.chance(0.5):
        return free_size(writer.rng)
    return (
        INPUT_SIZES[int(writer.rng.random() * len(INPUT_SIZES))]
        if writer.chance(0.85)
        else writer.rng.randint(1, 999)
    )


def output_size(writer: Writer) -> int:
    """A number of outputs."""
    if writer.chance(0.4):
        return free_size(writer.rng)
    return (
        OUTPUT_SIZES[int(writer.rng.random() * len(OUTPUT_SIZES))]
        if writer.chance(0.9)
        else writer.rng.randint(1, 99)
    )


def fill(writer: Writer, form: str, n: int) -> str:
    """A phrase with its number and units; the plural gives way for one."""
    if not writer.articles and writer.chance(0.7):
        form = form.removeprefix("an ").removeprefix("a ")
    text = form.format(n=writer.number(n), u=writer.units(n))
    if n == 1:
        for plural, single in SINGULARS:
            text = text.replace(plural, single)
    return text


def layers(writer: Writer, sizes: list[int], kind: str = "hidden", word: str = "hidden") -> Phrase:
    """Layers of units in one phrase."""
    count = len(sizes)
    if count == 1:
        form = writer.pick(ONE_LAYER if sizes[0] > 4 else ONE_LAYER[:4])
        text = form.format(n=writer.number(sizes[0]), k=word, u=writer.units(sizes[0]), u1=writer.units(1))
    elif len(set(sizes)) == 1 and writer.chance(0.85):
        text = writer.pick(EQUAL_LAYERS).format(
            c=writer.count(count), k=word, n=writer.number(sizes[0]), u=writer.units(sizes[0])
        )
    elif writer.chance(0.12) and count < 5:
        numbers = [f"{ORDINALS[i]} {word} layer {'with' if i else 'of'} {n}" for i, n in enumerate(sizes, 1)]
        text = listing(writer, [("the " if writer.articles else "") + words for words in numbers])
    elif writer.chance(0.1):
        text = listing(writer, [f"{word} {n}" for n in sizes])
    elif writer.chance(0.1):
        sep = writer.pick(("-", "/", " x ", "-", " -> "))
        text = f"{word} layers " + sep.join(str(n) for n in sizes)
    elif writer.chance(0.1):
        text = f"{word} layers " + str(sizes)
    else:
        numbers = listing(writer, [writer.number(n) for n in sizes])
        text = writer.pick(LAYER_LISTS).format(c=writer.count(count), k=word, l=numbers, u=writer.units())
    return text, [f"{kind} #{n}" for n in sizes]


def countless(writer: Writer, kind: str, word: str) -> Phrase:
    """Layers without sizes."""
    count = writer.rng.randint(1, 4)
    text = writer.a(f"{word} layer") if count == 1 else f"{writer.count(count)} {word} layers"
    return text, [kind] * count


def activation(writer: Writer) -> tuple[str, str]:
    """An activation: the canonical name and its words."""
    name = writer.pick(ACTIVATION_WEIGHTS)
    return name, writer.pick(ACTIVATIONS[name])


def dropout(writer: Writer) -> Phrase:
    """A dropout layer, mostly with its rate."""
    form = writer.rng.random()
    if form < 0.25:
        return writer.pick(("dropout", "a dropout layer", "Dropout")), ["dropout"]
    rate = writer.pick(DROPOUTS)
    if form < 0.35:
        percent = f"{round(float(rate) * 100)}%"
        return f"{percent} dropout", [f"dropout {percent}"]
    return writer.pick(DROPOUT_WORDS).format(rate), [f"dropout {rate}"]


def norm(writer: Writer) -> Phrase:
    """A normalisation layer."""
    name = "batch norm" if writer.chance(0.75) else "layer norm"
    return writer.pick(NORMS[name]), [name]


def every(items: list[str], extra: list[str]) -> list[str]:
    """The items, each followed by the extra ones."""
    return [part for item in items for part in (item, *extra)]


EACH = (
    " with {}",
    " with {} activation",
    " with {} activations",
    " ({})",
    " using {}",
    ", each with {}",
    ", {} activation",
    " and {} activations",
    ", each followed by {}",
    " ({} activation)",
)


def hidden(writer: Writer, most: int = 4, word: str = "") -> Phrase:
    """The middle of a network: hidden or dense layers, at times with activations or regularisation."""
    form = writer.rng.random()
    if word or form < 0.72:
        kind, word = "hidden", word or writer.pick(("hidden",) * 12 + ("intermediate", "middle"))
    elif form < 0.94:
        kind, word = "dense", writer.pick(DENSE)
    else:
        kind, word = "linear", writer.pick(LINEAR)
    text, items = (
        countless(writer, kind, word)
        if writer.chance(0.1)
        else layers(writer, some_sizes(writer, most), kind, word)
    )
    form = writer.rng.random()
    if form < 0.14:
        name, words = activation(writer)
        text, items = text + writer.pick(EACH).format(words), every(items, [name])
    elif form < 0.18 and len(items) > 1:
        words, extra = dropout(writer) if writer.chance(0.5) else norm(writer)
        end = writer.pick(
            (" with {} after each", ", each followed by {}", " with {} after every layer", ", {} after each")
        )
        text, items = text + end.format(words), every(items, extra)
    elif form < 0.24:
        words, extra = dropout(writer) if writer.chance(0.6) else norm(writer)
        text, items = (
            text + writer.pick((", ", " followed by ", ", then ", " and ", " plus ")) + words,
            items + extra,
        )
    return text, items


def output(writer: Writer) -> Phrase:
    """The output layer, at times with its activation."""
    n = output_size(writer)
    if n == 1:
        if writer.chance(0.2):
            form = writer.pick(
                ("one sigmoid output", "a sigmoid output {u}", "a single sigmoid output", "1 sigmoid output")
            )
            return form.format(u=writer.units(1)), ["output #1", "sigmoid"]
        return fill(writer, writer.pick(ONE_OUTPUTS), 1), ["output #1"]
    if writer.chance(0.15) and n > 1:
        words = writer.pick(FINAL)
        text = writer.pick(ACTIVE_OUTPUTS).format(n=writer.number(n), a=words, u=writer.units(n))
        return text, [f"output #{n}", words.lower()]
    if writer.chance(0.04):
        return writer.pick(("an output layer", "output", "output layer")), ["output"]
    return fill(writer, writer.pick(OUTPUTS), n), [f"output #{n}"]


def inputs(writer: Writer) -> Phrase:
    """The input layer."""
    if writer.chance(0.04):
        return writer.pick(("an input layer", "input", "input layer")), ["input"]
    n = input_size(writer)
    return fill(writer, writer.pick(INPUTS), n), [f"input #{n}"]


def head(writer: Writer, body: str, subjects: tuple[str, ...] = SUBJECTS) -> str:
    """The body of the prompt behind its subject."""
    form = writer.rng.random()
    subject = writer.pick(subjects)
    if form < 0.45:
        return writer.a(subject) + writer.pick(WITH) + body
    if form < 0.62:
        return writer.pick(HAVE).format(subject) + body
    if form < 0.68:
        return writer.pick(QUESTIONS).format(subject, body)
    if form < 0.78:
        return body + writer.pick((" ", ", ", " in a ", " (", " for a ")).rstrip("(").rstrip() + " " + subject
    return body


def _dashes(writer: Writer) -> Phrase:
    """All sizes in a row: 784-256-10."""
    sizes = [input_size(writer), *some_sizes(writer), output_size(writer)]
    form = writer.rng.random()
    if form < 0.12:
        row = str(sizes) if form < 0.08 else str(tuple(sizes))
    else:
        row = writer.pick(DASHES).join(writer.digits(n) if writer.chance(0.2) else str(n) for n in sizes)
    form = writer.rng.random()
    subject = writer.pick(SUBJECTS)
    if form < 0.3:
        text = f"{row} {subject}"
    elif form < 0.5:
        text = f"{subject} {row}"
    elif form < 0.65:
        text = (
            writer.a(subject)
            + writer.pick(
                (
                    " with layers ",
                    " with layer sizes ",
                    " with sizes ",
                    " of sizes ",
                    " of shape ",
                    " with architecture ",
                    " with units ",
                )
            )
            + row
        )
    elif form < 0.75:
        text = f"{subject}{writer.pick((': ', ' (', ', ', ' = ', ' - '))}{row}"
        text += ")" * (text.count("(") - text.count(")"))
    elif form < 0.85:
        text = writer.pick(("layers ", "layer sizes: ", "sizes ", "architecture ", "units: ", "net ")) + row
    else:
        text = row
    items = [f"input #{sizes[0]}", *(f"hidden #{n}" for n in sizes[1:-1]), f"output #{sizes[-1]}"]
    extra = writer.rng.random()
    if extra < 0.07:
        name, words = activation(writer)
        text += writer.pick((" with {}", " with {} activations", ", {}", " ({})", " using {}")).format(words)
        items = [items[0], *every(items[1:-1], [name]), items[-1]]
    return text, items


def _parts(writer: Writer) -> Phrase:
    """Input, hidden layers and output as a list in prose, in some order, some of them left out."""
    parts = [inputs(writer), hidden(writer), output(writer)]
    if len(parts[1][1]) == 1 and writer.chance(0.3):
        parts.insert(2, hidden(writer, 2))
    order = list(range(len(parts)))
    form = writer.rng.random()
    if form < 0.08 and len(parts[1][1]) > 1:
        del parts[0], order[-1]
    elif form < 0.13 and len(parts[1][1]) > 1:
        del parts[-1], order[-1]
    elif form < 0.18 and len(parts[1][1]) > 1:
        parts = [parts[1]]
        order = [0]
    elif form < 0.28:
        order = [0, len(parts) - 1, *range(1, len(parts) - 1)]
    elif form < 0.32:
        order = [len(parts) - 1, *range(len(parts) - 1)]
    elif form < 0.35:
        order = [*range(1, len(parts)), 0]
    texts = [parts[i][0] for i in order]
    items = [item for _, part in parts for item in part]
    natural = order == sorted(order)
    if natural and len(texts) > 1 and writer.chance(0.1):
        return sentences(writer, texts), items
    if natural and len(texts) > 1 and writer.chance(0.08):
        return block(writer, texts), items
    text = chain(writer, texts) if natural else writer.pick((", ", " and ", "; ", ", ")).join(texts)
    return head(writer, text), items


def _verbs(writer: Writer) -> Phrase:
    """In verbs: takes 12 features, passes them through, predicts 3 classes."""
    n, m = input_size(writer), output_size(writer)
    text, items = hidden(writer)
    takes = fill(writer, writer.pick(TAKES), n)
    through = writer.pick(
        (
            ", passes them through ",
            ", runs them through ",
            ", uses ",
            ", applies ",
            ", has ",
            ", sends them through ",
            " and has ",
            " followed by ",
            ", then ",
        )
    )
    ends = (
        "predicts {} classes",
        "outputs {} values",
        "classifies into {} classes",
        "outputs {} classes",
        "gives {} outputs",
        "predicts {} values",
        "ends in {} outputs",
        "produces {} scores",
    )
    ends_one = (
        "outputs one number",
        "predicts a single value",
        "outputs a scalar",
        "gives one output",
        "predicts one value",
        "has a binary output",
        "ends in a single neuron",
    )
    end = writer.pick(ends_one) if m == 1 else writer.pick(ends).format(writer.number(m))
    subject = writer.pick(("the ", "a ", "my ", "our ", "")) + writer.pick(SUBJECTS)
    items = [f"input #{n}", *items, f"output #{m}"]
    form = writer.rng.random()
    if form < 0.5:
        that = writer.pick((" that ", " which ", " "))
        return (
            f"{subject}{that}{takes}{through}{text}{writer.pick((' and ', ', and ', ', then '))}{end}",
            items,
        )
    if form < 0.65 and m > 1:
        return f"{subject} that {end} from {writer.number(n)} features with {text}", items
    if form < 0.8 and m > 1:
        kind = writer.pick(("{}-class classifier", "{}-way classifier", "{} class classifier")).format(m)
        link = writer.pick((" with ", " having ", ", "))
        front = fill(writer, writer.pick(INPUTS), n)
        return f"{writer.a(kind)}{link}{front}{writer.pick((' and ', ', ', ' + '))}{text}", items
    it = writer.pick(("it ", "it ", "the network ", "the model "))
    last = writer.pick(("the output layer has {} {}", "there are {} output {}", "output: {} {}")).format(
        writer.number(m), writer.units(m)
    )
    middle = writer.pick(("there are ", "it has ", "then come ", "we have ", "in the middle: ")) + text
    return f"{subject} {takes}. {middle[0].upper()}{middle[1:]}. {last[0].upper()}{last[1:]}.".replace(
        " it ", f" {it}", 1
    ), items


def _code(writer: Writer) -> Phrase:
    """A listing in the manner of Keras or PyTorch."""
    sizes, m = some_sizes(writer), output_size(writer)
    lines, items = [], []
    keras = writer.chance(0.5)
    previous = input_size(writer)
    name, _ = activation(writer)
    active, regular = writer.chance(0.7), writer.chance(0.2)
    rate = writer.pick(DROPOUTS)
    classes = {
        "relu": "ReLU",
        "tanh": "Tanh",
        "sigmoid": "Sigmoid",
        "gelu": "GELU",
        "leaky relu": "LeakyReLU",
        "elu": "ELU",
        "selu": "SELU",
        "swish": "SiLU",
        "silu": "SiLU",
    }
    if not keras and name == "swish":
        name = "silu"
    plain = name.replace(" ", "_")
    final = writer.pick(("", "softmax", "sigmoid", ""))
    if keras:
        quoted = writer.pick(
            (
                "Dense({n}, activation='{a}')",
                "Dense({n}, {a})",
                'Dense({n}, "{a}")',
                "Dense({n}, activation={a})",
                "layers.Dense({n}, activation='{a}')",
            )
        )
        bare = "layers.Dense({n})" if quoted.startswith("layers") else "Dense({n})"
        if writer.chance(0.6):
            lines.append(
                writer.pick(("Input({})", "Input(shape=({},))", "Input(({},))", "InputLayer({})")).format(
                    previous
                )
            )
            items.append(f"input #{previous}")
        for n in sizes:
            lines.append((quoted if active else bare).format(n=n, a=plain))
            items += [f"dense #{n}", name] if active else [f"dense #{n}"]
            if regular:
                lines.append(f"Dropout({rate})")
                items.append(f"dropout {rate}")
        lines.append((quoted if final else bare).format(n=m, a=final))
        items += [f"dense #{m}", final] if final else [f"dense #{m}"]
    else:
        prefix = writer.pick(("nn.", "nn.", "", "torch.nn."))
        items.append(f"input #{previous}")
        for i, n in enumerate([*sizes, m]):
            lines.append(f"{prefix}Linear({previous}, {n})")
            items.append(f"linear #{n}")
            previous = n
            last = i == len(sizes)
            if active and not last:
                lines.append(f"{prefix}{classes[name]}()")
                items.append(name)
            if regular and not last:
                lines.append(f"{prefix}Dropout({rate})")
                items.append(f"dropout {rate}")
        if final:
            lines.append(prefix + ("Softmax(dim=1)" if final == "softmax" else "Sigmoid()"))
            items.append(final)
    form = writer.rng.random()
    if form < 0.35:
        text = writer.pick((", ", " -> ", ", ", " > ", " | ")).join(lines)
    elif form < 0.6:
        text = (
            ("Sequential([" if keras else f"{prefix}Sequential(")
            + ", ".join(lines)
            + ("])" if keras else ")")
        )
    elif form < 0.75 and keras:
        text = "\n".join(f"model.add({line})" for line in lines)
    else:
        text = ",\n".join(lines) if form < 0.85 else "\n".join(lines)
    if writer.chance(0.25):
        text = writer.pick(("model = ", "network: ", "Keras model: ", "layers: ", "model: ")) + text
    return text, items


def _listed(writer: Writer) -> Phrase:
    """Layers one by one with activations between them."""
    name, words = activation(writer)
    kind = writer.pick(("hidden", "dense", "dense", "linear"))
    word = {"hidden": "hidden", "dense": writer.pick(DENSE), "linear": "linear"}[kind]
    phrases: list[Phrase] = []
    if writer.chance(0.85):
        phrases.append(inputs(writer))
    mode = writer.rng.random()
    for n in some_sizes(writer, 3):
        text, items = layers(writer, [n], kind, word)
        if mode < 0.35:
            text += writer.pick((" with {}", " ({})", " + {}", " {}", " with {} activation")).format(words)
            phrases.append((text, [*items, name]))
        else:
            phrases.append((text, items))
            if mode < 0.75:
                phrases.append((words, [name]))
        if writer.chance(0.15):
            phrases.append(dropout(writer))
        elif writer.chance(0.1):
            phrases.append(norm(writer))
    phrases.append(output(writer))
    if writer.chance(0.15) and phrases[-1][1][-1].startswith("output"):
        final = writer.pick(("softmax", "Softmax", "sigmoid"))
        phrases.append((final, [final.lower()]))
    texts = [text for text, _ in phrases]
    items = [item for _, part in phrases for item in part]
    return arrange(writer, texts, SUBJECTS), items


def arrange(writer: Writer, texts: list[str], subjects: tuple[str, ...]) -> str:
    """Layers one by one as a sentence, sentences or lines."""
    form = writer.rng.random()
    if form < 0.12:
        return sentences(writer, texts)
    if form < 0.3:
        text = block(writer, texts)
        if writer.chance(0.5):
            title = writer.pick(subjects) + writer.pick((":", ":", " layers:", " architecture:"))
            text = title + ("\n" if "\n" in text else " ") + text
        return text
    return head(writer, chain(writer, texts), subjects)


def _width(writer: Writer) -> Phrase:
    """A short prompt: 3-layer MLP with 5 units each, perceptron with 2 inputs."""
    form = writer.rng.random()
    if form < 0.4:
        n = input_size(writer)
        text = writer.pick(
            (
                "perceptron with {} inputs",
                "single layer perceptron, {} inputs",
                "a perceptron with {} inputs and one output",
                "simple perceptron: {} inputs, 1 output",
            )
        )
        items = [f"input #{n}"] + (["output #1"] if "output" in text else [])
        if len(items) == 1:
            text, items = text + " and 1 output", [*items, "output #1"]
        return text.format(writer.number(n)), items
    count = writer.rng.randint(2, 9)
    n = some_size(writer)
    words = ONES[count] if writer.chance(0.4) else str(count)
    text = writer.pick(
        (
            "{c} hidden layers of {n} {u} each",
            "{c} layers of {n} {u} each",
            "{c} hidden layers x {n} {u}",
            "{c} x {n} hidden",
            "{c} layers with {n} {u} per layer",
            "{c} hidden layers, {n} {u} per layer",
        )
    )
    return head(writer, text.format(c=words, n=writer.number(n), u=writer.units(n))), [f"hidden #{n}"] * count


FORMS = ((_dashes, 0.2), (_parts, 0.37), (_verbs, 0.12), (_code, 0.1), (_listed, 0.17), (_width, 0.04))


def sample(rng: random.Random) -> tuple[str, str]:
    """A prompt for a stack of units, and its outline."""
    writer = Writer(rng)
    build = by_share(rng, FORMS)
    text, items = build(writer)
    return (text if build is _code else finish(writer, text)), "; ".join(items)

"""English prompts for networks that branch: skip connections, residual blocks, towers, heads,
transformers.

Conventions: stacks come first, each on its own line, in the order of the prompt; the lines that wire
their nodes follow. A skip connection is `conv ~1 -> conv ~3`. Towers are one stack each, the trunk after
the merge (from `concat` on) is another, and `dense ~1, dense ~2 -> concat` joins them; a tower with a
name gets it as a group. Heads are new nodes of a path from the last node of the trunk: `hidden ~2 ->
class head #10, box head #4`, named as in the prompt. Blocks that are named as such are repeated by `×`:
`transformer encoder ×6`, `residual blocks ×4`, as the prompt has them. The layer of a residual block
that the input is added to is `add`. A transformer of two parts has repeated groups,
`[encoder ×6] self-attention; feed forward`, and a line to the cross-attention.
"""

from __future__ import annotations

import random

from training.synthesis.networks.cnn import SIDES, Plan, conv, image, pool, top
from training.synthesis.networks.mlp import (
    ACTIVATIONS,
    DENSE,
    INPUTS,
    arrange,
    fill,
    input_size,
    inputs,
    layers,
    norm,
    output,
    output_size,
    some_size,
    some_sizes,
)
from training.synthesis.networks.rnn import cell, embedding, recurrent
from training.synthesis.networks.wiring import Wiring, base
from training.synthesis.networks.words import (
    ORDINALS,
    SHORT_ORDINALS,
    Phrase,
    Writer,
    by_share,
    chain,
    finish,
)

# fmt: off
SUBJECTS = ("residual network", "ResNet-style network", "network", "model", "neural network", "CNN", "ResNet",
            "deep network", "MLP with skips",
            "residual CNN", "architecture", "net", "our model")
NODE_WORDS = {"conv": ("conv", "conv layer", "convolution"), "hidden": ("hidden layer", "hidden layer"),
              "dense": ("dense layer", "dense"),
              "max pool": ("max pooling", "max pooling layer"), "pool": ("pooling layer", "pooling"),
                           "avg pool": ("average pooling",),
              "input": ("input",), "output": ("output",), "linear": ("linear layer",),
                        "flatten": ("flatten layer",)}
SKIPS = (
    " with a skip connection from {a} to {b}", ", with a skip connection from {a} to {b}",
    " and a skip connection from {a} to {b}",
    ", plus a residual connection from {a} to {b}", " with a residual connection from {a} to {b}",
    ", {a} also feeds {b}",
    ". A skip connection goes from {a} to {b}", ", skip connection from {a} to {b}",
    "; {a} is also connected to {b}",
    ", and a shortcut from {a} to {b}", ". There is a shortcut between {a} and {b}",
    " where {a} skips to {b}", ". Skip: {a} -> {b}",
    ", skip {a} to {b}", ". {a} is connected to {b} by a skip connection",
    " with a shortcut connection between {a} and {b}",
)
SECOND_SKIPS = (" and another from {a} to {b}", ", and one from {a} to {b}", " and from {a} to {b}",
                " and a second one from {a} to {b}")
CONCATS = (", both are concatenated", ", the two are concatenated", ", which are concatenated",
           ". Their outputs are concatenated",
           ", then concat", ", then concatenate", ". Both are concatenated", ", joined by a concat layer")
TOWERS = ("branch", "tower", "stream", "input branch", "path", "subnetwork", "arm")
TOWER_NAMES = ("image", "text", "audio", "video", "user", "item", "metadata", "tabular", "query", "document",
               "left", "right", "price", "sensor",
               "spatial", "temporal", "local", "global", "wide", "deep", "RGB", "depth", "title", "context",
               "numeric", "categorical")
HEADS = ("class head", "box head", "mask head", "policy head", "value head", "age head", "gender head",
         "sentiment head", "depth head",
         "classification head", "regression head", "steering output", "speed output", "price output", "actor",
         "critic", "action output",
         "value output", "start output", "end output", "intent head", "slot head", "emotion head",
         "pose head", "segmentation head",
         "classifier", "regressor", "digit output", "color output", "genre head", "score head", "mean head",
         "variance head")
BLOCKS = (
    ("transformer encoder layers", "transformer encoder"), ("transformer encoder layers",
    "transformer encoder"), ("transformer blocks", "transformer block"),
    ("transformer layers", "transformer layer"), ("encoder layers", "encoder layer"), ("encoder blocks",
    "encoder block"),
    ("decoder layers", "decoder layer"), ("decoder blocks", "decoder block"), ("transformer decoder layers",
    "transformer decoder"),
    ("transformer decoder blocks", "transformer decoder block"), ("attention blocks", "attention block"),
    ("transformer encoder blocks", "transformer encoder block"),
)
RESIDUAL_BLOCKS = (("residual blocks", "residual block"), ("residual blocks", "residual block"),
                   ("ResNet blocks", "resnet block"), ("res blocks", "res block"),
                   ("bottleneck blocks", "bottleneck block"), ("dense blocks", "dense block"),
                   ("inception modules", "inception module"))
COUNTED = ("{c} {b}", "{c} {b}", "{c} {b}", "{b} x{n}", "{b} (x{n})", "{b} × {n}", "a stack of {c} {b}",
           "{n}x {s}", "{s} repeated {c} times",
           "{s} x {n}", "{c} stacked {b}", "{c} identical {b}")
# fmt: on


def place(writer: Writer, names: list[str], number: int) -> str:
    """How prose points to a layer: the second conv, the last pooling layer, the input."""
    name = names[number]
    word = writer.pick(NODE_WORDS.get(name, (name,)))
    same = [i for i, other in enumerate(names) if other == name]
    if len(same) == 1:
        return f"the {word}"
    which = same.index(number) + 1
    if which == len(same) and writer.chance(0.4):
        return f"the last {word}"
    if writer.chance(0.12):
        return f"{word} {which}"
    return f"the {(ORDINALS if writer.chance(0.8) else SHORT_ORDINALS)[which]} {word}"


def _plain_stack(writer: Writer) -> list[Phrase]:
    """A stack without repeats in which a skip connection makes sense."""
    if writer.chance(0.6):
        plan = Plan(writer)
        plan.active = ""
        side = writer.rng.choice(SIDES)
        phrases = (
            [image(writer, side)]
            if writer.chance(0.7)
            else [("input", ["input"])]
            if writer.chance(0.6)
            else []
        )
        if writer.chance(0.4):
            count = writer.rng.randint(3, 6)
            kernel = writer.rng.choice((3, 3, 5)) if writer.chance(0.5) else 0
            width = writer.rng.choice((16, 32, 64)) if writer.chance(0.3) else 0
            phrases.append(conv(writer, kernel, width, repeat=count))
        else:
            for _ in range(writer.rng.randint(3, 5)):
                phrases.append(
                    conv(writer, 3 if writer.rng.random() < plan.kernels else 0, plan.channel(writer, 1))
                )
                if writer.chance(0.3):
                    phrases.append(pool(writer, plan.pool_name, 0))
        return phrases + top(writer)
    sizes = some_sizes(writer) + some_sizes(writer, 2)
    phrases = [inputs(writer)]
    phrases.append(
        layers(writer, [sizes[0]] * writer.rng.randint(2, 5))
        if writer.chance(0.5)
        else layers(writer, sizes[:6])
    )
    phrases.append(output(writer))
    return phrases


def skips(writer: Writer) -> tuple[str, str]:
    """A stack with one or two skip connections."""
    phrases = _plain_stack(writer)
    items = [item for _, part in phrases for item in part]
    while len(items) < 3 or len(items) > 16:
        phrases = _plain_stack(writer)
        items = [item for _, part in phrases for item in part]
    wiring = Wiring()
    wiring.stack(items)
    names = [base(item) for item in items]
    good = [i for i, name in enumerate(names) if name in NODE_WORDS and names[: i + 1].count(name) < 9]
    text = chain(writer, [words for words, _ in phrases]).removesuffix(".")
    if writer.chance(0.65):
        text = writer.pick(("{s} with {t}", "{s}: {t}", "{s} of {t}", "{s} having {t}")).format(
            s=writer.a(writer.pick(SUBJECTS)), t=text
        )
    pairs = [(a, b) for a in good for b in good if b - a > 1]
    if not pairs:
        return skips(writer)
    convs = [pair for pair in pairs if names[pair[0]] == names[pair[1]]]
    a, b = writer.rng.choice(convs if convs and writer.chance(0.6) else pairs)
    words = writer.pick(SKIPS).format(a=place(writer, names, a), b=place(writer, names, b))
    if words.startswith(". the"):
        words = ". The" + words[5:]
    text += words
    wiring.path(a, b)
    others = [pair for pair in pairs if pair[0] > a]
    if others and "from" in words and writer.chance(0.25):
        a, b = writer.rng.choice(others)
        text += writer.pick(SECOND_SKIPS).format(a=place(writer, names, a), b=place(writer, names, b))
        wiring.path(a, b)
    return text, str(wiring)


def block(writer: Writer) -> tuple[str, str]:
    """A residual block: the input is added to the output of its layers."""
    parts: list[Phrase] = [("input", ["input"])] if writer.chance(0.7) else []
    said = bool(parts)
    count = writer.rng.randint(2, 3)
    relu = writer.pick(ACTIVATIONS["relu"])
    normed, active = writer.chance(0.6), writer.chance(0.7)
    kind = "conv" if writer.chance(0.7) else writer.pick(("dense", "linear"))
    kernel = 3 if writer.chance(0.5) else 0
    for i in range(count):
        if kind == "conv":
            parts.append(conv(writer, kernel, 64 if writer.chance(0.2) else 0))
        else:
            parts.append(layers(writer, [some_size(writer)], kind, kind))
        if normed:
            parts.append(norm(writer))
        if active and i < count - 1:
            parts.append((relu, ["relu"]))
    items = [item for _, part in parts for item in part]
    tail = ["relu"] if active and writer.chance(0.6) else []
    items = ([] if said else ["input"]) + items + ["add", *tail]
    wiring = Wiring()
    wiring.stack(items)
    wiring.path(0, len(items) - 1 - len(tail))
    add = writer.pick(
        (
            "the input is added",
            "add the input",
            "the input is added back",
            "then add the input",
            "then the input is added to the result",
            "add input via skip connection",
            "add (with the input)",
            "then the skip connection adds the input",
        )
    )
    texts = [words for words, _ in parts] + [add] + [relu] * len(tail)
    text = (
        ", ".join(texts) if writer.chance(0.6) else writer.pick((" -> ", ", then ", "; ", " - ")).join(texts)
    )
    return writer.pick(
        (
            "residual block: ",
            "a residual block with ",
            "ResNet block: ",
            "residual unit: ",
            "a residual block: ",
            "res block = ",
        )
    ) + text, str(wiring)


def resnet(writer: Writer) -> tuple[str, str]:
    """A stack of named blocks, repeated."""
    phrases: list[Phrase] = [image(writer, writer.rng.choice(SIDES))] if writer.chance(0.6) else []
    if writer.chance(0.8):
        phrases.append(
            conv(
                writer,
                writer.rng.choice((7, 3, 5)),
                writer.rng.choice((0, 64, 32)),
                writer.rng.choice((1, 2)),
            )
        )
    if writer.chance(0.5):
        phrases.append(pool(writer, "max pool", writer.rng.choice((0, 2, 3))))
    for _ in range(writer.rng.choice((1, 1, 2, 3, 4))):
        many, single = writer.rng.choice(RESIDUAL_BLOCKS)
        n = writer.rng.randint(2, 12)
        text = writer.pick(COUNTED).format(c=writer.count(n), b=many, n=n, s=single)
        item = many.lower() if many in text else single
        if writer.chance(0.3):
            width = writer.rng.choice((32, 64, 128, 256, 512))
            text += writer.pick(
                (" with {} filters", " ({} channels)", " of {} filters", " with {} channels")
            ).format(width)
            item += f" @{width}"
        phrases.append((text, [f"{item} ×{n}"]))
    phrases += top(writer)
    items = [item for _, part in phrases for item in part]
    if len(items) < 2:
        return resnet(writer)
    return arrange(writer, [words for words, _ in phrases], SUBJECTS), "; ".join(items)


def _tower(writer: Writer) -> list[Phrase]:
    """The layers of one branch, two at least."""
    form = writer.rng.random()
    if form < 0.4:
        plan = Plan(writer)
        phrases = [image(writer, writer.rng.choice(SIDES))]
        kernel = 3 if plan.kernels > 0.5 else 0
        phrases.append(conv(writer, kernel, plan.channel(writer, 1), repeat=writer.rng.randint(1, 3)))
        if writer.chance(0.5):
            phrases.append(pool(writer, plan.pool_name, 0))
        if writer.chance(0.3):
            phrases.append(("flatten", ["flatten"]))
        return phrases
    if form < 0.6:
        return [embedding(writer), recurrent(writer, *cell(writer), writer.chance(0.7))]
    n = input_size(writer)
    word = writer.pick(DENSE)
    return [
        (fill(writer, writer.pick(INPUTS), n), [f"input #{n}"]),
        layers(writer, some_sizes(writer, 2), "dense", word),
    ]


def _joined(phrases: list[Phrase]) -> list[str]:
    return [item for _, part in phrases for item in part]


def towers(writer: Writer) -> tuple[str, str]:
    """Two or three branches that are merged."""
    count = 3 if writer.chance(0.15) else 2
    named = writer.chance(0.5)
    siamese = writer.chance(0.15)
    tower = writer.pick(TOWERS[:4])
    wiring = Wiring()
    lasts: list[int | str] = []
    texts = []
    link = writer.pick((", ", " and ", ", ", " -> ", " + ", ", then "))
    first = _tower(writer)
    names = writer.rng.sample(TOWER_NAMES, count)
    for i in range(count):
        phrases = first if siamese else _tower(writer)
        group = f"{names[i]} {tower}" if named and not siamese else ""
        lasts.append(wiring.stack(_joined(phrases), group)[-1])
        texts.append((group, link.join(words for words, _ in phrases)))
    merge = (
        writer.pick(("concat", "concat", "concat", "add"))
        if not siamese
        else writer.pick(("concat", "distance", "difference"))
    )
    said = {
        "concat": writer.pick(CONCATS),
        "add": writer.pick((", their outputs are added", ", then add", ". Both are added")),
        "distance": writer.pick(
            (", then a distance layer", " and their distance", ", compared by a distance layer")
        ),
        "difference": ", then the difference",
    }[merge]
    if count == 3:
        said = (
            said.replace("both are", "they are")
            .replace("Both are", "All are")
            .replace("the two are", "all are")
        )
    trunk: list[Phrase] = []
    if writer.chance(0.7):
        trunk.append(layers(writer, some_sizes(writer, 2), "dense", writer.pick(DENSE[:4])))
    trunk.append(output(writer))
    after = wiring.stack([merge, *_joined(trunk)])
    wiring.path(lasts, after[0])
    if siamese:
        text = writer.pick(
            (
                "siamese network with two identical {t}s, each {x}",
                "siamese network: two {t}s with {x}",
                "a Siamese network of two shared {t}s ({x})",
                "two identical {t}s, each with {x}",
            )
        ).format(t=tower, x=texts[0][1])
    elif named:
        form = writer.pick(("the {g}: {x}", "the {g} has {x}", "{g}: {x}", "{g} with {x}", "{g} ({x})"))
        text = writer.pick(("; ", ", ", ". ", " and ", "\n")).join(form.format(g=g, x=x) for g, x in texts)
    else:
        form = writer.pick(("first", "one", "a", "numbered"))
        if form == "first":
            text = ", ".join(f"{ORDINALS[i]} {tower}: {x}" for i, (_, x) in enumerate(texts, 1))
        elif form == "one" and count == 2:
            text = f"two {tower}s: one with {texts[0][1]}, the other with {texts[1][1]}"
        elif form == "a" or count == 3:
            text = "; ".join(
                f"{'a' if i == 0 else 'another'} {tower} with {x}" for i, (_, x) in enumerate(texts)
            )
        else:
            text = f"{tower} 1: {texts[0][1]}; {tower} 2: {texts[1][1]}"
    text = text.replace("branchs", "branches") + said
    text += writer.pick((", then ", ", followed by ", " and ", ", ", " before ")) + writer.pick(
        (", ", " and ", ", then ")
    ).join(words for words, _ in trunk)
    if writer.chance(0.4) and not siamese:
        text = (
            writer.pick(
                (
                    "two-input model: ",
                    "multi-input network: ",
                    "a multi-modal network with ",
                    "model with {} inputs: ",
                    "our model has ",
                )
            )
            .format("two" if count == 2 else "three")
            .replace("two-input", "three-input" if count == 3 else "two-input")
            + text
        )
    return text, str(wiring)


def heads(writer: Writer) -> tuple[str, str]:
    """A trunk with two or three heads."""
    form = writer.rng.random()
    if form < 0.5:
        plan = Plan(writer)
        trunk = [
            image(writer, writer.rng.choice(SIDES)),
            conv(
                writer,
                3 if plan.kernels > 0.5 else 0,
                plan.channel(writer, 1),
                repeat=writer.rng.randint(1, 3),
            ),
        ]
        if writer.chance(0.5):
            trunk.append(pool(writer, plan.pool_name, 0))
        if writer.chance(0.5):
            trunk.append(layers(writer, some_sizes(writer, 2)))
    elif form < 0.65:
        trunk = [embedding(writer), recurrent(writer, *cell(writer), True)]
    else:
        trunk = [inputs(writer), layers(writer, some_sizes(writer, 3))]
    wiring = Wiring()
    nodes = wiring.stack(_joined(trunk))
    names = writer.rng.sample(HEADS, writer.rng.choice((2, 2, 2, 3)))
    sized = writer.chance(0.7)
    texts: list[str] = []
    items: list[int | str] = []
    form = writer.pick(
        (
            "{h} with {n} {u}",
            "{h} ({n})",
            "{h} of size {n}",
            "{h} with {n} outputs",
            "{h} of {n}",
            "{h} {n}",
            "{h}: {n}",
        )
    )
    for name in names:
        n = output_size(writer)
        article = writer.pick(("a ", "a ", "the ", "")) if writer.articles else ""
        article = "an " if article == "a " and name[0] in "aei" else article
        texts.append(
            article + (form.format(h=name, n=writer.number(n), u=writer.units(n)) if sized else name)
        )
        if n == 1:
            texts[-1] = texts[-1].replace("outputs", "output") if name.count("output") == 0 else texts[-1]
        items.append(name + (f" #{n}" if sized else ""))
    wiring.path(nodes[-1], items)
    listed = (
        writer.pick((", ", ", ")).join(texts[:-1])
        + writer.pick((" and ", ", ", " and ", ", and "))
        + texts[-1]
    )
    say = writer.pick(
        (
            ", then two heads: {}",
            ", which splits into {}",
            " and two heads: {}",
            ", ending in {}",
            ", feeding {}",
            ", then {}",
            " with two outputs: {}",
            ", followed by {}",
            ". It branches into {}",
            ", splitting into {}",
            " that goes to {}",
            ". The heads are {}",
        )
    )
    if len(names) == 3:
        say = say.replace("two", "three")
    text = chain(writer, [words for words, _ in trunk]) + say.format(listed)
    if writer.chance(0.5):
        text = (
            writer.pick(
                (
                    "multi-task network: ",
                    "a network with ",
                    "multi-head model with ",
                    "shared trunk: ",
                    "a shared backbone of ",
                    "actor-critic style network: ",
                    "a multi-output network with ",
                )
            )
            + text
        )
    return text, str(wiring)


def transformer(writer: Writer) -> tuple[str, str]:
    """Embedding, repeated blocks, and what follows; or encoder and decoder as groups."""
    if writer.chance(0.2):
        return _encoder_decoder(writer)
    phrases: list[Phrase] = []
    kind = writer.rng.random()
    if kind < 0.15:
        phrases += (
            [image(writer, writer.rng.choice((32, 64, 224, 224, 256, 384)))] if writer.chance(0.6) else []
        )
        phrases.append(
            (
                writer.pick(("patch embedding", "a patch embedding", "patch embedding layer")),
                ["patch embedding"],
            )
        )
    elif kind < 0.85:
        phrases.append(embedding(writer))
    else:
        phrases.append((writer.pick(("input", "input tokens", "tokens")), ["input"]))
        phrases[-1] = (phrases[-1][0], ["input" if phrases[-1][0] == "input" else phrases[-1][0]])
    if writer.chance(0.4):
        words = writer.pick(
            ("positional encoding", "positional embedding", "position encoding", "positional encodings")
        )
        phrases.append((words, [words]))
    many, single = writer.rng.choice(BLOCKS)
    n = writer.rng.choice((2, 3, 4, 6, 6, 6, 8, 12, 12, 24, 16, 32))
    if single == "transformer encoder" and writer.chance(0.3):
        text = writer.pick(
            (
                "{}-layer transformer encoder",
                "transformer encoder with {} layers",
                "transformer encoder ({} layers)",
            )
        ).format(n)
    else:
        text = writer.pick(COUNTED).format(c=writer.count(n), b=many, n=n, s=single)
    phrases.append((text, [f"{many.lower() if many in text else single} ×{n}"]))
    if writer.chance(0.3):
        phrases.append(
            norm(writer)
            if writer.chance(0.2)
            else (writer.pick(("layer norm", "LayerNorm", "layer normalization")), ["layer norm"])
        )
    if writer.chance(0.2):
        phrases.append((writer.pick(("mean pooling", "average pooling")), ["avg pool"]))
    form = writer.rng.random()
    if form < 0.55:
        if writer.chance(0.7):
            phrases.append((writer.pick(("linear", "a linear layer", "linear layer", "Linear")), ["linear"]))
        else:
            phrases.append(layers(writer, [some_size(writer)], "linear", "linear"))
        if writer.chance(0.8):
            phrases.append((writer.pick(("softmax", "softmax", "a softmax", "Softmax")), ["softmax"]))
    elif form < 0.8:
        phrases.append(output(writer))
    else:
        phrases.append(
            (writer.pick(("MLP head", "an MLP head", "classification head", "lm head", "LM head")), [""])
        )
        phrases[-1] = (phrases[-1][0], [phrases[-1][0].removeprefix("an ")])
    subjects = (
        "transformer",
        "transformer model",
        "GPT-like model",
        "BERT-style encoder",
        "ViT",
        "vision transformer",
        "language model",
        "Transformer",
        "encoder",
        "model",
        "decoder-only transformer",
        "text classifier",
    )
    return arrange(writer, [words for words, _ in phrases], subjects), "; ".join(_joined(phrases))


def _encoder_decoder(writer: Writer) -> tuple[str, str]:
    """The original transformer: two repeated groups and cross-attention."""
    n = writer.rng.choice((2, 3, 4, 6, 6, 6, 8, 12))
    attention = writer.pick(("self-attention", "multi-head self-attention", "multi-head attention"))
    forward = writer.pick(("feed forward", "feed-forward", "MLP", "feed forward network"))
    masked = writer.pick(("masked self-attention", "masked multi-head attention", "masked attention"))
    cross = writer.pick(("cross-attention", "encoder-decoder attention", "cross attention"))
    wiring = Wiring()
    left = wiring.stack([attention, forward], f"encoder ×{n}")
    right = wiring.stack([masked, cross, forward], f"decoder ×{n}")
    wiring.path(left[-1], right[1])
    c = writer.count(n)
    text = writer.pick(
        (
            "transformer with {c} encoder layers ({a}, {f}) and {c} decoder layers ({m}, {x}, {f})",
            "the encoder has {c} layers of {a} and {f}, the decoder has {c} layers of {m}, {x} and {f}",
            "encoder repeated {c} times: {a}, {f}; decoder repeated {c} times: {m}, {x}, {f}",
            "encoder x{n}: {a} -> {f}, decoder x{n}: {m} -> {x} -> {f}, the encoder feeds the {x}",
            "transformer: encoder ({a} then {f}) x{n}, decoder ({m}, {x}, {f}) x{n}",
            "Transformer whose encoder has {n} layers with {a} and {f} and whose decoder has {n} layers with "
            "{m}, {x}, and {f}",
        )
    ).format(c=c, n=n, a=attention, f=forward, m=masked, x=cross)
    return text, str(wiring)


FORMS = ((skips, 0.3), (block, 0.1), (resnet, 0.13), (towers, 0.17), (heads, 0.14), (transformer, 0.16))


def sample(rng: random.Random) -> tuple[str, str]:
    """A prompt for a network that branches or repeats, and its outline."""
    writer = Writer(rng)
    build = by_share(rng, FORMS)
    text, outline = build(writer)
    return finish(writer, text, slips=False), outline

"""English prompts for convolutional networks, with and without sizes, in prose, lists and code."""

from __future__ import annotations

import random

from training.synthesis.networks.mlp import (
    ACTIVATIONS,
    arrange,
    dropout,
    head,
    hidden,
    layers,
    norm,
    output,
    some_sizes,
)
from training.synthesis.networks.words import Phrase, Writer, chain, finish

# fmt: off
SUBJECTS = (
    "CNN", "CNN", "CNN", "convolutional neural network", "convnet", "ConvNet", "convolutional network",
    "image classifier",
    "vision model", "network", "neural network", "model", "LeNet", "VGG-style network", "deep learning model",
    "classifier",
    "conv net", "CNN model", "image model", "digit classifier", "AlexNet-like network", "face detector",
    "small CNN",
    "conv neural network", "deep CNN", "simple CNN", "feature extractor", "image recognition network",
)
SIDES = (8, 12, 16, 20, 24, 28, 28, 28, 32, 32, 32, 48, 50, 64, 64, 64, 80, 84, 96, 100, 112, 120, 128, 128,
         150, 160,
         192, 200, 224, 224, 224, 227, 256, 256, 299, 300, 320, 384, 400, 416, 448, 480, 512, 512, 600, 640,
         768, 1024)
PLAIN_IMAGES = (
    "{s} input", "{s} input", "{s} image", "{s} input image", "input {s}", "input size {s}", "{s} images",
    "input of size {s}",
    "{s} pixels input", "an input of {s}", "a {s} input", "a {s} image", "input image {s}", "input: {s}",
    "a {s} input image",
    "an input image of {s} pixels", "images of size {s}", "input layer of {s}", "input ({s})", "{s} inputs",
    "image {s}",
    "input layer {s}", "image of {s}", "input resolution {s}", "a {s} picture", "input_shape {s}",
    "an image input ({s})",
)
COLOUR_IMAGES = (
    "{s} RGB image", "{s} RGB input", "RGB image of size {s}", "a {s} RGB image", "RGB input {s}",
    "{s} color image",
    "{s} image with 3 channels", "{s} input with three channels", "an RGB image ({s})", "{s} colour images",
    "{s} RGB images",
    "a color image of {s}", "3-channel {s} input", "{s} input, 3 channels", "RGB {s} input",
)
GRAY_IMAGES = (
    "{s} grayscale image", "{s} gray image", "a {s} grayscale image", "grayscale input of size {s}",
    "{s} grayscale input",
    "{s} image with one channel", "{s} input with 1 channel", "grayscale {s} images", "1-channel {s} input",
    "{s} greyscale images", "a {s} single-channel image",
)
NOUNS = ("conv layer", "conv layer", "convolutional layer", "convolution", "conv", "conv",
         "convolution layer", "Conv",
         "Conv2D", "conv2d")
KERNELS = (3, 3, 3, 3, 3, 3, 5, 5, 7, 1, 4, 2, 9, 11)
CHANNELS = (4, 6, 8, 10, 12, 16, 16, 20, 24, 32, 32, 32, 48, 64, 64, 64, 96, 128, 128, 192, 256, 256, 384,
            512, 1024)
KERNEL_FORMS = (
    "{s} {n}", "{s} {n}", "{s} {n}", "{n} {s}", "{n} ({s})", "{n} with a {s} kernel", "{n} with {s} kernel",
    "{n} of {s}",
    "{n} with kernel size {k}", "{n} ({s} kernel)", "{n} with {s} filters", "{n} (kernel {s})",
    "{n} using {s} kernels",
    "{n}, kernel {s}", "{s}-{n}", "{n} [{s}]", "{n} k={k}",
)
CHANNEL_FORMS = (
    "{n} with {c} filters", "{n} with {c} filters", "{c}-filter {n}", "{n} ({c} filters)",
    "{n} with {c} channels",
    "{n} {c}", "{n} ({c})", "{n} of {c} filters", "{n} with {c} kernels", "{n} ({c} channels)",
    "{n} with {c} feature maps",
    "{n} with {c} output channels", "{n}, {c} filters", "{c} channel {n}",
)
BOTH_FORMS = (
    "{s} {n} with {c} filters", "{s} {n} with {c} filters", "{n} {s} with {c} filters",
    "{n} with {c} {s} filters",
    "{n} with {c} filters of size {s}", "{c} filters of size {s}", "{c} {s} filters", "{s} {n}, {c} filters",
    "{n} ({c} filters, {s})", "{n} ({s}, {c})", "{n} with {c} kernels of {s}", "{s} {n} ({c} filters)",
    "{c} kernels of size {s}",
    "{n} {s}, {c} channels", "{s} {n} with {c} channels", "{n} ({s}, {c} filters)", "{c} {s} convolutions",
    "{n} {k}x{k}x{c}",
    "conv{k}-{c}", "{n} {s} @ {c}", "{n} {s} ({c})", "{s} {n} {c}", "{c}@{k}x{k} {n}",
    "{n} with kernel size {k} and {c} filters",
    "{n} with {c} filters and a {s} kernel", "{n} with {c} filters and kernel size {k}",
    "{n} ({c} kernels of size {s})",
    "{s} {n} with {c} feature maps", "{s} {n} with {c} output channels", "{c} filters ({s})", "{n}({c}, {s})",
    "{n}, {s}, {c} filters", "{s} {n} producing {c} channels", "{s}, {c} {n}",
)
STRIDES = ("stride {}", "stride {}", "stride of {}", "stride={}", "a stride of {}", "stride: {}", "s={}",
           "strides {}")
PADDINGS = ("same padding", "same padding", "padding same", "padding='same'", "'same' padding",
            "zero padding to keep the size")
MAPS = (" (output {0}x{0})", " (output is {0}x{0})", " (output: {0} x {0})", " giving a {0}x{0} map",
        " -> {0}x{0}",
        " producing {0}x{0} feature maps", " (output size {0}x{0})", ", output {0}x{0}",
        " (output: {0}x{0} feature map)",
        " with a {0}x{0} output", " (-> {0})", " resulting in {0} x {0}")
POOLS = {
    "max pool": ("max pooling", "max pooling", "max pool", "max-pooling", "maxpool", "MaxPool",
                 "max pooling layer",
                 "max pool layer", "MaxPooling2D", "maxpooling", "max-pool layer", "max pooling layer"),
    "avg pool": ("average pooling", "average pooling", "avg pool", "average pooling layer", "average pool",
                 "avg pooling",
                 "mean pooling", "AvgPool", "avg-pool layer", "average pooling layer"),
    "pool": ("pooling", "pooling layer", "pool", "pooling layer", "pooling", "subsampling layer",
             "pool layer"),
}
POOL_FORMS = ("{s} {n}", "{s} {n}", "{s} {n}", "{n} {s}", "{n} ({s})", "{n} of size {s}", "{n} of {s}",
              "{n} with size {k}",
              "{n} with a {s} window", "{n} with {s} window", "{n} ({s} window)", "{n}, {s}", "{n}({k})",
              "{n} with pool size {k}")
GLOBAL_POOLS = {
    "global avg pool": ("global average pooling", "global average pooling", "GAP", "global avg pool",
                        "GlobalAveragePooling2D",
                        "a global average pooling layer", "global average pool"),
    "global max pool": ("global max pooling", "GlobalMaxPooling2D", "a global max pooling layer"),
    "global pool": ("global pooling", "a global pooling layer"),
}
FLATTENS = ("flatten", "flatten", "Flatten", "a flatten layer", "flattening", "flatten layer")
TIMES = ("{} blocks of {}", "{} blocks of {}", "{} blocks with {}", "{} x ({})", "{} stages of {}",
         "{} times {}", "{} repeated blocks of {}",
         "{} blocks, each {}", "{} blocks ({})", "{} rounds of {}", "{} x [{}]", "{} stages, each with {}")
# fmt: on


def image(writer: Writer, side: int) -> Phrase:
    """The image that comes in, sometimes with its channels, seldom not square."""
    other = side
    if writer.chance(0.06):
        other = writer.rng.choice(SIDES)
    form = writer.rng.random()
    size = writer.size(side, other)
    item = f"input {side}x{other}"
    if form < 0.66:
        text = writer.pick(PLAIN_IMAGES).format(s=size)
    elif form < 0.8:
        cross = writer.pick(("x", "x", writer.cross))
        channels = writer.rng.choice((3, 3, 3, 1, 1, 4))
        if writer.chance(0.1):
            full = (
                f"({channels}, {side}, {other})" if writer.chance(0.5) else f"({side}, {other}, {channels})"
            )
        else:
            full = f"{side}{cross}{other}{cross}{channels}"
        text, item = writer.pick(PLAIN_IMAGES).format(s=full), f"{item} @{channels}"
    elif form < 0.93:
        text, item = writer.pick(COLOUR_IMAGES).format(s=size), item + " @3"
    else:
        text, item = writer.pick(GRAY_IMAGES).format(s=size), item + " @1"
    if text.startswith("a ") and not writer.articles:
        text = text[2:]
    return text, [item]


def extras(writer: Writer, stride: int, same: bool, kernel: int) -> str:
    """Stride and padding behind a layer."""
    words = []
    if stride > 1:
        words.append(writer.pick(STRIDES).format(stride))
    if same:
        if kernel in (3, 5, 7) and stride == 1 and writer.chance(0.3):
            words.append(
                writer.pick(("padding {}", "padding={}", "padding of {}", "pad {}")).format(kernel // 2)
            )
        else:
            words.append(writer.pick(PADDINGS))
    if not words:
        return ""
    text = " and ".join(words)
    return writer.pick((" with {}", " with {}", " ({})", ", {}", " and {}")).format(text)


def conv(
    writer: Writer, kernel: int, channels: int, stride: int = 1, same: bool = False, repeat: int = 1
) -> Phrase:
    """A convolution, or some alike; zero stands for what is not said."""
    noun = writer.pick(NOUNS)
    size = writer.size(kernel) if kernel else ""
    count = writer.number(channels) if writer.chance(0.3) else writer.digits(channels)
    sized, bare = (BOTH_FORMS, CHANNEL_FORMS) if channels else (KERNEL_FORMS, ("{n}",))
    forms = sized if kernel else bare
    form = writer.pick(forms)
    if repeat > 1:
        if not form.startswith(("{n}", "{s}")) or form.startswith(("{s},", "{s}-")):
            form = forms[0]
        noun = writer.pick(
            ("conv layers", "convolutional layers", "convolutions", "convs", "convolution layers")
        )
    text = form.format(n=noun, s=size, k=kernel, c=count)
    if repeat > 1:
        text = f"{writer.count(repeat)} {text}"
        if channels and writer.chance(0.4):
            text += " each"
    elif (
        writer.articles
        and noun.endswith("layer")
        and text.endswith(("layer", "filters", "kernel", "channels", ")"))
    ):
        starts = form.startswith(("{n}", "{s} {n}", "{s}-{n}"))
        if starts and not text.startswith(("11", "8")):
            text = "a " + text
    item = "conv" + (f" {kernel}x{kernel}" if kernel else "") + (f" @{channels}" if channels else "")
    text += extras(writer, stride, same, kernel)
    item += (f" /{stride}" if stride > 1 else "") + (" same" if same else "")
    return text, [item] * repeat


def pool(writer: Writer, name: str, kernel: int, stride: int = 1) -> Phrase:
    """A pooling layer."""
    noun = writer.pick(POOLS[name])
    text = writer.pick(POOL_FORMS).format(n=noun, s=writer.size(kernel), k=kernel) if kernel else noun
    if writer.articles and noun.endswith("layer") and text.startswith((noun, "2", "3", "4")):
        text = ("an " if text.startswith("av") else "a ") + text
    item = name + (f" {kernel}x{kernel}" if kernel else "") + (f" /{stride}" if stride > 1 else "")
    return text + extras(writer, stride, False, 0), [item]


class Plan:
    """What the writer says of all convolutions of a prompt."""

    __slots__ = (
        "active",
        "channels",
        "free",
        "kernels",
        "maps",
        "normed",
        "pool_name",
        "pools",
        "same",
        "start",
        "strides",
        "words",
    )

    def __init__(self, w: Writer) -> None:
        detail = w.rng.random()
        self.kernels = 0.0 if detail < 0.12 else 0.95 if detail < 0.8 else 0.6
        self.channels = 0.0 if w.chance(0.5) else 0.9
        self.strides = 0.3 if w.chance(0.25) else 0.03
        self.same = 0.6 if w.chance(0.15) else 0.02
        self.maps = 0.4 if w.chance(0.12) else 0.0
        self.pools = 0.0 if self.kernels == 0.0 else w.pick((0.0, 0.9, 0.9, 0.9, 0.5))
        self.pool_name = w.pick(("max pool",) * 6 + ("pool",) * 3 + ("avg pool",) * 2)
        self.normed = w.chance(0.1)
        self.active = w.pick(("relu",) * 5 + ("gelu", "leaky relu", "elu")) if w.chance(0.22) else ""
        self.words = w.pick(ACTIVATIONS[self.active]) if self.active else ""
        self.start = int(w.rng.random() * 14)
        self.free = w.chance(0.4)

    def channel(self, w: Writer, depth: int) -> int:
        """Channels, mostly growing with depth; zero when not said."""
        if w.rng.random() >= self.channels:
            return 0
        if self.free:
            return w.rng.randint(13, 999)
        return (
            CHANNELS[min(len(CHANNELS) - 1, self.start + 2 * depth + w.rng.randint(-1, 2))]
            if self.start + depth
            else 4
        )


def stack(w: Writer, side: int, plan: Plan) -> list[Phrase]:
    """Convolutions and poolings, as deep as the image allows."""
    phrases: list[Phrase] = []
    most = max(1, min(6, side.bit_length() - 3))
    for depth in range(w.rng.randint(1, most) if w.chance(0.7) else w.rng.randint(1, min(3, most))):
        times = 1 if w.chance(0.72) else w.rng.randint(2, 3)
        together = times > 1 and w.chance(0.7)
        for _ in range(1 if together else times):
            kernel = KERNELS[int(w.rng.random() * len(KERNELS))] if w.rng.random() < plan.kernels else 0
            if kernel > 5 and depth:
                kernel = 3
            stride = w.rng.choice((2, 2, 2, 4)) if w.rng.random() < plan.strides else 1
            same = w.rng.random() < plan.same
            words, items = conv(w, kernel, plan.channel(w, depth), stride, same, times if together else 1)
            if (
                plan.maps
                and not together
                and stride == 1
                and not same
                and side > 12
                and w.rng.random() < plan.maps
            ):
                size = side - max(kernel, 3) + 1 if kernel != 1 else side
                words, items = words + w.pick(MAPS).format(size), [f"{items[0]} ={size}"]
            if plan.active and w.chance(0.85):
                form = w.rng.random()
                if form < 0.5:
                    words += w.pick(
                        (
                            " with {}",
                            " + {}",
                            " ({})",
                            " and {}",
                            " with {} activation",
                            ", {}",
                            " followed by {}",
                        )
                    ).format(plan.words)
                    items = [part for item in items for part in (item, plan.active)]
                    phrases.append((words, items))
                elif together:
                    phrases.append((words, items))
                else:
                    phrases += [(words, items), (plan.words, [plan.active])]
            else:
                phrases.append((words, items))
            if plan.normed and w.chance(0.7):
                phrases.append(norm(w))
            side = side // stride - 2
        if w.chance(0.82):
            name = plan.pool_name if w.chance(0.85) else w.pick(("max pool", "avg pool", "pool"))
            kernel = w.rng.choice((2, 2, 2, 2, 2, 3)) if w.rng.random() < plan.pools else 0
            stride = 2 if w.rng.random() < plan.strides * 0.6 else 1
            phrases.append(pool(w, name, kernel, stride))
            side //= 2
        if w.chance(0.06):
            phrases.append(dropout(w))
        if side < 6:
            break
    return phrases


def repeated(w: Writer, plan: Plan) -> list[Phrase]:
    """Some equal blocks, expanded in the outline."""
    count = w.rng.randint(2, 4)
    kernel = w.rng.choice((3, 3, 3, 5)) if w.rng.random() < plan.kernels else 0
    parts = [conv(w, kernel, plan.channel(w, 1) if w.chance(0.5) else 0)]
    if plan.normed or w.chance(0.2):
        parts.append(norm(w))
    if plan.active or w.chance(0.25):
        name = plan.active or "relu"
        parts.append((w.pick(ACTIVATIONS[name]), [name]))
    parts.append(pool(w, plan.pool_name, 2 if w.rng.random() < plan.pools else 0))
    if w.chance(0.1):
        parts.append(dropout(w))
    texts = [text.removeprefix("a ") for text, _ in parts]
    inner = (
        " and ".join(texts)
        if len(texts) == 2
        else w.pick((", ", "-", " + ", ", ", " -> ", ", then ")).join(texts)
    )
    if "-" in inner and len(texts) > 2 and len(inner) > 40:
        inner = ", ".join(texts)
    items = [item for _, part in parts for item in part]
    return [(w.pick(TIMES).format(w.count(count), inner), items * count)]


def top(w: Writer) -> list[Phrase]:
    """What comes after the convolutions: flatten or global pooling, hidden layers, output."""
    phrases: list[Phrase] = []
    form = w.rng.random()
    if form < 0.25:
        phrases.append((w.pick(FLATTENS), ["flatten"]))
    elif form < 0.42:
        name = w.pick(("global avg pool",) * 5 + ("global max pool", "global pool"))
        phrases.append((w.pick(GLOBAL_POOLS[name]), [name]))
    if w.chance(0.75):
        if w.chance(0.5):
            word = w.pick(("dense", "fully connected", "fully-connected", "FC", "Dense", "fc", "linear"))
            phrases.append(layers(w, some_sizes(w, 2), "linear" if word == "linear" else "dense", word))
        else:
            phrases.append(hidden(w, 3))
        if w.chance(0.12):
            phrases.append(dropout(w))
    if w.chance(0.92):
        phrases.append(output(w))
        if w.chance(0.12) and phrases[-1][1][-1].startswith("output"):
            final = w.pick(("softmax", "Softmax", "a softmax", "sigmoid"))
            phrases.append((final, [final.lower().removeprefix("a ")]))
    else:
        final = w.pick(("softmax", "a softmax layer", "Softmax"))
        phrases.append((final, ["softmax"]))
    return phrases


def _prose(w: Writer) -> Phrase:
    """The layers in order, as a sentence, sentences or lines."""
    side = SIDES[int(w.rng.random() * len(SIDES))] if w.chance(0.85) else w.rng.randint(8, 640)
    plan = Plan(w)
    phrases = [image(w, side)] if w.chance(0.85) else []
    phrases += stack(w, side, plan) if w.chance(0.84) else repeated(w, plan)
    last = top(w)
    form = w.rng.random()
    if form < 0.06:  # the output is said first
        text, items = last.pop()
        words = [words for words, _ in phrases + last]
        items = [item for _, part in phrases + last for item in part] + items
        front = w.pick(("{}: ", "{} from ", "with {}: ", "{}; ", "{}, ")).format(text)
        return front + chain(w, words), items
    phrases += last
    items = [item for _, part in phrases for item in part]
    return arrange(w, [words for words, _ in phrases], SUBJECTS), items


def _verbs(w: Writer) -> Phrase:
    """In verbs: takes 64x64 images, applies ..., outputs 10 classes."""
    side, plan = w.rng.choice(SIDES), Plan(w)
    text, items = image(w, side)
    takes = w.pick(
        ("takes {}", "takes {}", "gets {}", "receives {}", "reads {}", "accepts {}", "starts from {}")
    )
    middle = stack(w, side, plan) + top(w)
    end = middle.pop()
    items = [*items, *(item for _, part in middle for item in part), *end[1]]
    then = w.pick(
        (
            ", applies ",
            ", then applies ",
            ", uses ",
            ", runs ",
            " and applies ",
            ", has ",
            ", followed by ",
            "; ",
        )
    )
    final = w.pick((" and ends with ", " and finally ", ", ending in ", ", and then ", ", with "))
    subject = w.pick(("the ", "a ", "my ", "our ", "this ", "")) + w.pick(SUBJECTS)
    that = w.pick((" that ", " ", " which "))
    return subject + that + takes.format(text) + then + ", ".join(t for t, _ in middle) + final + end[
        0
    ], items


def _code(w: Writer) -> Phrase:
    """A listing in the manner of Keras or PyTorch."""
    rng, keras = w.rng, w.chance(0.55)
    lines: list[str] = []
    items: list[str] = []
    channels = rng.choice((1, 3, 3))
    side = rng.choice(SIDES)
    layer = w.pick(("", "", "layers.")) if keras else w.pick(("nn.", "nn.", ""))
    active = w.pick(("relu", "relu", ""))
    if keras and w.chance(0.7):
        items.append(f"input {side}x{side} @{channels}")
        lines.append(
            w.pick(("Input({0}, {0}, {1})", "Input(shape=({0}, {0}, {1}))", "Input(({0}, {0}, {1}))")).format(
                side, channels
            )
        )
    short, normed = w.chance(0.5), w.chance(0.15)
    for depth in range(rng.randint(1, 4)):
        kernel, width = rng.choice(KERNELS[:9]), CHANNELS[min(24, rng.randint(0, 9) + 3 * depth)]
        stride = 2 if w.chance(0.1) else 1
        same = w.chance(0.15) and kernel % 2 == 1 and kernel > 1
        if keras:
            line = f"Conv2D({width}, {kernel if short else (kernel, kernel)}"
            line += (f", strides={stride}" if stride > 1 else "") + (", padding='same'" if same else "")
            line += (
                f", activation='{active}'" if active and not short else f", {active}" if active else ""
            ) + ")"
        else:
            line = (
                f"Conv2d({channels}, {width}, {kernel}"
                if short
                else f"Conv2d({channels}, {width}, kernel_size={kernel}"
            )
            same = same and stride == 1
            line += (
                (f", stride={stride}" if stride > 1 else "")
                + (f", padding={kernel // 2}" if same else "")
                + ")"
            )
        channels = width
        lines.append(layer + line)
        items.append(
            f"conv {kernel}x{kernel} @{width}"
            + (f" /{stride}" if stride > 1 else "")
            + (" same" if same else "")
        )
        if normed:
            lines.append(layer + ("BatchNormalization()" if keras else f"BatchNorm2d({width})"))
            items.append("batch norm")
        if active:
            items.append(active)
            if keras and normed:
                items[-2:] = [active, "batch norm"]
            if not keras:
                lines.append(layer + "ReLU()")
        if w.chance(0.7):
            if w.chance(0.3) and keras:
                lines.append(layer + "MaxPooling2D()")
                items.append("max pool")
            else:
                name = w.pick(("max pool", "max pool", "avg pool"))
                long = {
                    "max pool": ("MaxPooling2D", "MaxPool2d"),
                    "avg pool": ("AveragePooling2D", "AvgPool2d"),
                }[name]
                lines.append(f"{layer}{long[not keras]}({(2, 2) if keras and not short else 2})")
                items.append(name + " 2x2")
    lines.append(layer + "Flatten()")
    items.append("flatten")
    previous = rng.choice((400, 576, 800, 1024, 1600, 3136, 6272))
    for n in [*(some_sizes(w, 2) if w.chance(0.7) else []), rng.choice((1, 2, 5, 10, 10, 100))]:
        if keras:
            lines.append(f"{layer}Dense({n})")
            items.append(f"dense #{n}")
        else:
            lines.append(f"{layer}Linear({previous}, {n})")
            items.append(f"linear #{n}")
        previous = n
    if w.chance(0.3) and keras:
        lines[-1] = lines[-1][:-1] + ", activation='softmax')"
        items.append("softmax")
    form = rng.random()
    if form < 0.4:
        text = w.pick((", ", " -> ", ", ")).join(lines)
    elif form < 0.6:
        text = f"Sequential([{', '.join(lines)}])" if keras else f"nn.Sequential({', '.join(lines)})"
    elif form < 0.75 and keras:
        text = "\n".join(f"model.add({line})" for line in lines)
    else:
        text = ",\n".join(lines) if form < 0.85 else "\n".join(lines)
    return text, items


def _brief(w: Writer) -> Phrase:
    """A short prompt without sizes: two conv layers, a pooling layer and a dense layer."""
    phrases: list[Phrase] = []
    if w.chance(0.4):
        phrases.append(
            (w.pick(("input", "an input image", "input image", "image input", "an input layer")), ["input"])
        )
    for _ in range(w.rng.randint(1, 3)):
        phrases.append(conv(w, 0, 0, repeat=w.rng.randint(1, 4)))
        if w.chance(0.75):
            name = w.pick(("max pool", "max pool", "pool", "avg pool"))
            phrases.append(pool(w, name, 0))
    phrases += top(w)
    items = [item for _, part in phrases for item in part]
    if len(items) < 2:
        return _prose(w)
    return head(w, chain(w, [words for words, _ in phrases]), SUBJECTS), items


def sample(rng: random.Random) -> tuple[str, str]:
    """A prompt for a convolutional network, and its outline."""
    writer = Writer(rng)
    form = rng.random()
    build = _prose if form < 0.62 else _verbs if form < 0.74 else _code if form < 0.84 else _brief
    text, items = build(writer)
    return (text if build is _code else finish(writer, text)), "; ".join(items)

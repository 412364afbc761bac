"""English prompts for autoencoders, variational ones, U-Nets and GANs: parts that mirror or oppose each
other.

Conventions: the stacks of encoder and decoder come first, each with its group; the input belongs to the
encoder, the output to the decoder. The layer between them belongs to no group and joins the stacks in a
path at the end: `hidden ~1 -> latent #32 -> hidden ~2`. It is called as the prompt does (latent,
bottleneck, code), otherwise latent (Korean: as the prompt does, otherwise 잠재 벡터). Where the prompt speaks
of no encoder and decoder, the whole is one stack: `input #784; hidden #128; latent #32; hidden #128;
output #784`. A variational one has `hidden ~1 -> mean #20, variance #20 -> z -> hidden ~2`. Blocks of a
U-Net are expanded, because of the skips between them. A GAN is two groups, joined by `output ~1 ->
input`.
"""

from __future__ import annotations

import random

from training.synthesis.networks.cnn import image
from training.synthesis.networks.mlp import DASHES, input_size
from training.synthesis.networks.wiring import Wiring
from training.synthesis.networks.words import Phrase, Writer, by_share, finish, listing

# fmt: off
SUBJECTS = ("autoencoder", "autoencoder", "auto-encoder", "denoising autoencoder", "AE",
            "autoencoder network", "deep autoencoder",
            "sparse autoencoder", "simple autoencoder", "anomaly detection autoencoder")
MIDDLES = {
    "latent": ("latent space of {n}", "a latent vector of size {n}", "latent dim {n}",
               "{n}-dimensional latent space", "latent size {n}",
               "a latent layer of {n}", "latent {n}", "a {n}-dim latent code", "{n} latent dimensions",
               "latent representation of {n}"),
    "bottleneck": ("bottleneck of {n}", "a bottleneck of {n} units", "bottleneck {n}", "{n}-unit bottleneck",
                   "bottleneck size {n}",
                   "a bottleneck layer with {n} neurons", "bottleneck layer ({n})"),
    "code": ("code of size {n}", "code layer of {n}", "a code of {n} units", "code size {n}",
             "code layer ({n})"),
}
MIRRORS = ("and a mirrored decoder", "and a symmetric decoder", "the decoder mirrors the encoder",
           "and the decoder is its mirror image",
           "with a symmetrical decoder", "decoder is the reverse", "and the decoder mirrors it",
           "then a mirrored decoder")
SIZES = (8, 10, 12, 16, 20, 24, 32, 50, 64, 100, 128, 200, 256, 300, 400, 500, 512, 1000, 1024)
LAYERS = ("layers of {l} {u}", "layers {l}", "{c} layers of {l} {u}", "hidden layers of {l}",
          "{c} hidden layers ({l})", "{l} {u}", "layers with {l} {u}",
          "{c} layers with {l} {u}", "hidden layers {l}", "{c} layers: {l}")
ENDS = ("input {n}", "{n} inputs", "input of size {n}", "an input of {n}", "{n}-dimensional input",
        "an input layer of {n} {u}", "input size {n}")
OUT_ENDS = ("output {n}", "{n} outputs", "output of size {n}", "an output layer of {n} {u}",
            "output size {n}", "reconstruction output of {n}")


WIDE_INPUTS = (784, 784, 784, 1024, 2048, 3072, 4096, 1000, 1200, 512, 5000, 10000)
# fmt: on


def wide_input(writer: Writer) -> int:
    """The size of what is encoded, mostly large."""
    return writer.rng.choice(WIDE_INPUTS) if writer.chance(0.35) else input_size(writer)


def shrinking(writer: Writer, count: int) -> list[int]:
    """Sizes that shrink, the last of them the narrowest."""
    if writer.chance(0.5):
        return sorted(writer.rng.sample(range(2, 2500), count), reverse=True)
    return sorted(writer.rng.sample(SIZES, count), reverse=True)


def mirrored(
    first: list[str], middle: str, second: list[str], groups: tuple[str, str] = ("encoder", "decoder")
) -> str:
    """The outline of an encoder, the layer between, and a decoder."""
    wiring = Wiring()
    left, right = wiring.stack(first, groups[0]), wiring.stack(second, groups[1])
    wiring.path(left[-1], middle, right[0]) if middle else wiring.path(left[-1], right[0])
    return str(wiring)


def middle_layer(writer: Writer, size: int) -> tuple[str, str]:
    """The layer between: its words and its item."""
    name = writer.pick(("latent", "latent", "bottleneck", "code"))
    text = writer.pick(MIDDLES[name]).format(n=writer.number(size))
    return (text if writer.articles else text.removeprefix("a ")), f"{name} #{size}"


def rows(writer: Writer) -> tuple[str, str]:
    """Encoder 784-128-32 and decoder 32-128-784, or the whole in one row."""
    size, sizes = wide_input(writer), shrinking(writer, writer.rng.randint(2, 4))
    dash = writer.pick(DASHES[:9])
    subject = writer.pick(SUBJECTS)
    if writer.chance(0.4):
        row = dash.join(map(str, [size, *sizes, *sizes[-2::-1], size]))
        text = writer.pick(
            ("{s} {r}", "{r} {s}", "{s} with layers {r}", "{s}: {r}", "{s} with sizes {r}", "{s} ({r})")
        ).format(s=subject, r=row)
        hidden = [f"hidden #{n}" for n in sizes[:-1]]
        return text, "; ".join(
            [f"input #{size}", *hidden, f"latent #{sizes[-1]}", *hidden[::-1], f"output #{size}"]
        )
    row, back = dash.join(map(str, [size, *sizes])), dash.join(map(str, [*sizes[::-1], size]))
    first = [f"input #{size}", *(f"hidden #{n}" for n in sizes[:-1])]
    second = [*(f"hidden #{n}" for n in sizes[-2::-1]), f"output #{size}"]
    if writer.chance(0.35):
        text = f"{subject} with encoder {row} {writer.pick(MIRRORS)}"
    else:
        form = (
            "encoder {a} and decoder {b}",
            "encoder {a}, decoder {b}",
            "encoder: {a}, decoder: {b}",
            "encoder ({a}) and decoder ({b})",
            "{s} with encoder {a} and decoder {b}",
            "{s}: encoder {a}, decoder {b}",
            "{s}, {a} encoder, {b} decoder",
            "{s} with a {a} encoder and a {b} decoder",
        )
        text = writer.pick(form).format(a=row, b=back, s=subject)
    return text, mirrored(first, f"latent #{sizes[-1]}", second)


def _layers(writer: Writer, sizes: list[int]) -> str:
    """Sizes of the layers of one part."""
    if len(sizes) == 1:
        return writer.pick(
            ("a layer of {} units", "one hidden layer of {}", "{} units", "a hidden layer with {} units")
        ).format(sizes[0])
    words = listing(writer, [str(n) for n in sizes])
    return writer.pick(LAYERS).format(l=words, c=writer.count(len(sizes)), u=writer.units())


def parts(writer: Writer) -> tuple[str, str]:
    """Input, encoder layers, bottleneck, decoder layers, output, in prose."""
    size, sizes = wide_input(writer), shrinking(writer, writer.rng.randint(2, 4))
    *wide, narrow = sizes
    middle, item = middle_layer(writer, narrow)
    first, second = [f"hidden #{n}" for n in wide], [f"hidden #{n}" for n in wide[::-1]]
    start = writer.pick(ENDS).format(n=writer.number(size), u=writer.units())
    end = writer.pick(OUT_ENDS).format(n=writer.number(size), u=writer.units())
    the = "the " if writer.articles else ""
    has = writer.pick((" has ", " with ", ": ", " of "))
    subject = writer.pick(SUBJECTS)
    mirror = writer.chance(0.4)
    if mirror:
        text = f"{start}, {the}encoder{has}{_layers(writer, wide)}, {middle} {writer.pick(MIRRORS)}"
    else:
        down, up = _layers(writer, wide), _layers(writer, wide[::-1])
        text = f"{start}, {the}encoder{has}{down}, {middle}, {the}decoder{has}{up}"
        text += writer.pick((" and ", ", ", ", and ")) + end
    text = writer.pick((f"{writer.a(subject)} with {text}", f"{subject}: {text}", text))
    return text, mirrored([f"input #{size}", *first], item, [*second, f"output #{size}"])


def variational(writer: Writer) -> tuple[str, str]:
    """A variational autoencoder with mean and variance."""
    size, sizes = wide_input(writer), shrinking(writer, writer.rng.randint(2, 3))
    *wide, narrow = sizes
    mean, spread = writer.pick(
        ("mean,variance", "mean,log variance", "mu,sigma", "mean,log-variance", "mean,std")
    ).split(",")
    sample_ = writer.pick(("z", "z", "sampling", "latent vector"))
    wiring = Wiring()
    left = wiring.stack([f"input #{size}", *(f"hidden #{n}" for n in wide)], "encoder")
    right = wiring.stack([*(f"hidden #{n}" for n in wide[::-1]), f"output #{size}"], "decoder")
    wiring.path(left[-1], [f"{mean} #{narrow}", f"{spread} #{narrow}"], sample_, right[0])
    text = writer.pick(
        (
            "{s} with input {i}, encoder layers {w}, {m} and {v} of size {n}, {z}, decoder layers {r}, "
            "output {i}",
            "{s}: encoder {i}-{w2}, {m} and {v} ({n} each), {z}, decoder {r2}-{i}",
            "{s}: input {i}, the encoder has {w} units, then {m} and {v} with {n} units each give {z}, the "
            "decoder has {r} and output {i}",
        )
    ).format(
        s=writer.pick(("VAE", "variational autoencoder", "a VAE", "variational auto-encoder")),
        i=size,
        n=narrow,
        m=mean,
        v=spread,
        z=sample_,
        w=listing(writer, [str(n) for n in wide]),
        r=listing(writer, [str(n) for n in wide[::-1]]),
        w2="-".join(map(str, wide)),
        r2="-".join(map(str, wide[::-1])),
    )
    return text, str(wiring)


def convolutional(writer: Writer) -> tuple[str, str]:
    """Convolutions down, transposed convolutions or upsampling up."""
    rng, side = writer.rng, writer.rng.choice((28, 32, 64, 96, 128, 256))
    depth, channels = rng.randint(1, 3), writer.chance(0.6)
    widths = sorted(rng.sample((4, 8, 16, 32, 64, 128, 256), depth))
    kernel = rng.choice((3, 3, 3, 5, 4)) if writer.chance(0.6) else 0
    noun = writer.pick(("conv layer", "conv", "convolutional layer", "convolution"))
    up = writer.pick(("transposed conv", "upsample", "deconv"))
    words = {
        "transposed conv": (
            "transposed conv",
            "transposed conv layer",
            "transposed convolution",
            "ConvTranspose2d",
        ),
        "deconv": ("deconv", "deconv layer", "deconvolution"),
        "upsample": ("upsample", "upsampling", "upsampling layer"),
    }[up]
    word, pooled, same = writer.pick(words), writer.chance(0.6), writer.size(kernel) if kernel else ""

    def part(name: str, text: str, width: int) -> Phrase:
        tail = (
            writer.pick((" with {} filters", " ({})", " {}", " ({} filters)")).format(width)
            if channels
            else ""
        )
        item = name + (f" {kernel}x{kernel}" if kernel else "") + (f" @{width}" if channels else "")
        return f"{same} {text}{tail}".strip(), [item]

    first = [image(writer, side)]
    second: list[Phrase] = []
    for width in widths:
        first.append(part("conv", noun, width))
        if pooled:
            first.append(("max pooling", ["max pool"]))
    for width in widths[::-1]:
        if up == "upsample":
            second += [(word, ["upsample"]), part("conv", noun, width)]
        else:
            second.append(part(up, word, width))
    end = writer.pick(("sigmoid", "output", "an output image"))
    second.append((end, ["sigmoid" if end == "sigmoid" else "output"]))
    narrow, item = middle_layer(writer, rng.choice(SIZES)) if writer.chance(0.55) else ("", "")
    join = writer.pick((", ", " and ", " -> ", ", then "))
    x, y = (join.join(text for text, _ in phrases) for phrases in (first, second))
    bridge = f"{narrow}, " if narrow else ""
    form = writer.pick(
        (
            "{s}: encoder {x}, {b}decoder {y}",
            "{s} with encoder ({x}), {b}and decoder ({y})",
            "encoder: {x}; {b}decoder: {y}",
            "the encoder has {x}; {b}the decoder has {y}",
            "{s}\nencoder: {x}\n{b}decoder: {y}",
        )
    )
    subject = writer.pick(
        (
            "convolutional autoencoder",
            "conv autoencoder",
            "CNN autoencoder",
            "image autoencoder",
            "denoising autoencoder",
        )
    )
    text = form.format(s=subject, x=x, y=y, b=bridge)
    return text, mirrored([i for _, p in first for i in p], item, [i for _, p in second for i in p])


def unet(writer: Writer) -> tuple[str, str]:
    """Blocks down and up, with skip connections between those of the same level."""
    depth = writer.rng.randint(2, 5)
    down, up = writer.pick(
        (
            "down block,up block",
            "encoder block,decoder block",
            "downsampling block,upsampling block",
            "contracting block,expanding block",
            "down layer,up layer",
        )
    ).split(",")
    middle = writer.pick(("bottleneck", "bottleneck", "bridge", ""))
    wiring = Wiring()
    ends = writer.chance(0.5)
    items = (
        (["input"] if ends else [])
        + [down] * depth
        + ([middle] if middle else [])
        + [up] * depth
        + (["output"] if ends else [])
    )
    nodes = wiring.stack(items)
    first = nodes[0] + ends
    for level in range(depth):
        wiring.path(first + level, first + 2 * depth - 1 - level + bool(middle))
    c = writer.count(depth)
    inner = f"{c} {down}s, " + (f"{writer.a(middle)}, " if middle else "") + f"{c} {up}s"
    if ends:
        inner = f"input, {inner}, output"
    skip = writer.pick(
        (
            "skip connections between matching levels",
            "skip connections between the corresponding blocks",
            "skip connections at each level",
            f"skips from each {down} to its {up}",
            "skip connections across",
        )
    )
    subject = writer.pick(("U-Net", "UNet", "a U-Net", "segmentation network", "U-Net style network"))
    return writer.pick(
        (
            f"{subject} with {inner} and {skip}",
            f"{subject}: {inner}, with {skip}",
            f"{subject}, {inner}; {skip}",
        )
    ), str(wiring)


def adversarial(writer: Writer) -> tuple[str, str]:
    """Generator and discriminator, each a stack."""
    noise, size, inner = (
        writer.rng.choice((10, 32, 64, 100, 100, 128)),
        input_size(writer),
        shrinking(writer, writer.rng.randint(1, 3)),
    )
    wiring = Wiring()
    left = wiring.stack(
        [f"noise #{noise}", *(f"hidden #{n}" for n in inner[::-1]), f"output #{size}"], "generator"
    )
    right = wiring.stack([f"input #{size}", *(f"hidden #{n}" for n in inner), "output #1"], "discriminator")
    wiring.path(left[-1], right[0])
    x, y = listing(writer, [str(n) for n in inner[::-1]]), listing(writer, [str(n) for n in inner])
    text = writer.pick(
        (
            "GAN: generator with noise {n}, hidden layers {x}, output {s}; discriminator with input {s}, "
            "hidden layers {y} and one output",
            "a GAN where the generator takes noise of size {n}, has hidden layers of {x} and {s} outputs, "
            "and the discriminator has {s} inputs, {y} hidden units and 1 output",
            "generator: noise {n}, hidden {x}, output {s}. discriminator: input {s}, hidden {y}, output 1. "
            "the generator output feeds the discriminator",
        )
    ).format(n=noise, x=x, y=y, s=size)
    return text, str(wiring)


FORMS = (
    (rows, 0.32),
    (parts, 0.26),
    (variational, 0.1),
    (convolutional, 0.17),
    (unet, 0.1),
    (adversarial, 0.05),
)


def sample(rng: random.Random) -> tuple[str, str]:
    """A prompt for a network of two parts, and its outline."""
    writer = Writer(rng)
    build = by_share(rng, FORMS)
    text, outline = build(writer)
    return finish(writer, text, slips=False), outline

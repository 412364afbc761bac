"""Autoencoders and networks of two branches in plain words. Conventions: see auto and residual."""

from __future__ import annotations

import random

from training.synthesis.networks.auto import mirrored
from training.synthesis.networks.essays import closed, plain_list
from training.synthesis.networks.spelled import outputs
from training.synthesis.networks.terse import small
from training.synthesis.networks.wiring import Wiring
from training.synthesis.networks.words import ONES, article, by_share

Net = tuple[str, list[str]]

# fmt: off
SQUEEZED = (  # autoencoders without encoder and decoder
    "autoencoder with {n} inputs, a {w} of {z} and {n} outputs",
    "autoencoder: {n} inputs, {w} {z}, {n} outputs",
    "an autoencoder that squeezes {n} inputs to a {w} of {z} and goes back to {n} outputs",
    "autoencoder, {n} in, {w} {z}, {n} out",
    "an autoencoder: {n} inputs, a hidden layer of {a}, a {w} of {z}, a hidden layer of {a}, {n} outputs",
    "autoencoder {n} inputs, hidden {a}, {w} {z}, hidden {a}, {n} outputs",
    "an autoencoder takes {n} inputs, has a hidden layer of {a}, a {w} of size {z}, again a hidden layer of "
    "{a} and {n} outputs",
    "autoencoder with hidden layers of {a} and {b}, a {w} of {z}, then hidden layers of {b} and {a}. {n} "
    "inputs and {n} outputs",
    "{n} inputs shrink to {a}, then to a {w} of {z}, then grow to {a} and {n} outputs",
)
CODED = (  # with them
    "the encoder has {n} inputs and a layer of {a}, the {w} has {z}, the decoder has a layer of {a} and {n} "
    "outputs",
    "encoder: {n} inputs, {a} hidden. {w}: {z}. decoder: {a} hidden, {n} outputs",
    "autoencoder. The encoder takes {n} inputs to {a} units, the {w} is {z}, and the decoder goes from {a} "
    "units to {n} outputs",
    "autoencoder whose encoder has {n} inputs and {a} hidden units, with a {w} of {z}, and whose decoder "
    "has {a} hidden units and {n} outputs",
    "an encoder with {n} inputs and one hidden layer of {a}, a {w} of size {z}, a decoder with one hidden "
    "layer of {a} and {n} outputs",
    "the encoder: {n} inputs, hidden layers of {a} and {b}. the {w}: {z} units. the decoder: hidden layers "
    "of {b} and {a}, {n} outputs",
    "{n} inputs, encoder {a} and {b}, {w} {z}, decoder {b} and {a}, {n} outputs",
)
BRANCHED = (
    "one branch has {x}, the other has {y}. {j}, then {t}",
    "two branches: the first has {x}, the second has {y}. {j}, then {t}",
    "there are two branches. One has {x}. The other has {y}. {j} and followed by {t}",
    "two inputs. The first goes {x}, the second goes {y}. {j}, then {t}",
    "the net splits in two: on one side {x}, on the other side {y}. {j}, after that {t}",
    "branch one: {x}. branch two: {y}. {j}, then {t}",
    "a two-branch net, one with {x}, one with {y}. {j}, then {t}",
    "two towers, {x} and on the other hand {y}. {j}, then {t}",
    "on the left {x}; on the right {y}. {j}, then {t}",
    "model with two inputs: first {x}; second {y}. {j} and then {t}",
)
SIDED = ("the {p} branch has {x}, the {q} branch has {y}. {j}, then {t}",
    "{p} branch: {x}. {q} branch: {y}. {j}, then {t}",
         "a {p} branch with {x} and a {q} branch with {y}. {j} and followed by {t}",
         "in the {p} branch there are {x}, in the {q} branch {y}. {j}, then {t}")
SIDES = (("image", "text"), ("left", "right"), ("audio", "video"), ("user", "item"), ("upper", "lower"),
    ("numeric", "image"), ("first", "second"))
JOINS = (("They are concatenated", "concat"), ("Both are concatenated", "concat"),
    ("The two are concatenated", "concat"), ("We concatenate both", "concat"),
         ("Their outputs are added", "add"), ("We add both", "add"), ("Then concatenate", "concat"),
         ("These are concatenated", "concat"))
# fmt: on


def autoencoder(rng: random.Random) -> tuple[str, str]:
    """An autoencoder, as one stack or as encoder and decoder."""
    z, b, a, n = sorted(
        rng.sample((*range(2, 21), 24, 32, 48, 50, 64, 100, 128, 200, 256, 300, 400, 512, 784, 1000, 1024), 4)
    )
    w = rng.choice(("bottleneck", "code", "latent", "bottleneck"))
    split = rng.random() < 0.5
    text = rng.choice(CODED if split else SQUEEZED)
    two = "{b}" in text
    one = "{a}" in text
    word = {"latent": rng.choice(("latent layer", "latent vector", "latent space"))}.get(w, w)
    wide = [a, b] if two else [a] if one else []
    text = text.format(n=n, a=a, b=b, z=z, w=word)
    left, right = [f"hidden #{k}" for k in wide], [f"hidden #{k}" for k in wide[::-1]]
    if split:
        body = mirrored([f"input #{n}", *left], f"{w} #{z}", [*right, f"output #{n}"])
    else:
        body = "; ".join([f"input #{n}", *left, f"{w} #{z}", *right, f"output #{n}"])
    return closed(rng, text), body


def _branch(rng: random.Random, image: bool) -> Net:
    """The layers of one branch."""
    if image:
        n, k = rng.choice((28, 32, 64, 128, 224)), rng.choice((1, 2, 2, 3))
        convs = f"{ONES[k]} conv layers" if k > 1 else "a conv layer"
        parts, items = [rng.choice((f"a {n}x{n} image", f"a {n}x{n} input"))], [f"input {n}x{n}"]
        parts.append(convs)
        items += ["conv"] * k
        if rng.random() < 0.5:
            parts.append(rng.choice(("max pooling", "a max pooling layer")))
            items.append("max pool")
    else:
        n, m = max(2, small(rng)), small(rng)
        parts, items = [f"{n} {rng.choice(('inputs', 'features', 'input features'))}"], [f"input #{n}"]
        word, name = rng.choice(
            (
                ("dense layer", "dense"),
                ("hidden layer", "hidden"),
                ("fully connected layer", "dense"),
                ("LSTM", "lstm"),
            )
        )
        parts.append(f"{article(word)} of {m}")
        items.append(f"{name} #{m}")
    return plain_list(rng, parts) if rng.random() < 0.6 else ", then ".join(parts), items


def branches(rng: random.Random) -> tuple[str, str]:
    """Two branches that are joined, and what follows."""
    named = rng.random() < 0.4
    p, q = rng.choice(SIDES)
    x, left = _branch(rng, p == "image" or (not named and rng.random() < 0.5))
    y, right = _branch(rng, named and q == "image")
    joint, item = rng.choice(JOINS)
    wiring = Wiring()
    one = wiring.stack(left, f"{p} branch" if named else "")[-1]
    two = wiring.stack(right, f"{q} branch" if named else "")[-1]
    text, last = outputs(rng)
    rest = [item]
    if rng.random() < 0.5:
        n = small(rng)
        text = f"a dense layer of {n} and {text}"
        rest.append(f"dense #{n}")
    after = wiring.stack([*rest, *last])
    wiring.path([one, two], after[0])
    form = rng.choice(SIDED if named else BRANCHED)
    if "{j} and " in form and joint.startswith(("We", "Then")):
        joint = "They are concatenated" if item == "concat" else "They are added"
    return closed(rng, form.format(p=p, q=q, x=x, y=y, j=joint, t=text)), str(wiring)


FORMS = ((autoencoder, 0.5), (branches, 0.5))


def sample(rng: random.Random) -> tuple[str, str]:
    """An English prompt for a network of two parts, and its outline."""
    return by_share(rng, FORMS)(rng)

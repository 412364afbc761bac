"""Prompts for neural networks and their outlines, in English and Korean.

Layers have canonical names (Korean ones where the prompt's words are Korean), and an outline says only
what the prompt says: no kernel, size or layer is made up. Further conventions, beyond those of the
outline notation:

- Layers of a count are expanded: "three conv layers" is three items, "3 blocks of conv and pooling" six.
  Only blocks with a name of their own repeat by `×`, in the words of the prompt:
  `transformer encoder ×6`, `residual blocks ×4`.
- What follows each of several layers ("each with ReLU", "dropout after each") comes after each of them;
  an activation of the output is an item after it: `output #10; softmax`. A rate belongs to the name as
  written: `dropout 0.5`, `dropout 50%`.
- hidden, middle and intermediate layers are `hidden`; dense and fully connected ones `dense`; linear ones
  `linear`. "n classes" and "n-class classifier" are `output #n`, a binary or single output `output #1`.
- An image of RGB or colour has `@3`, of grey `@1`. Padding that keeps the size is `same`, also "padding
  1" with 3x3.
- Whatever is said first, a stack is in the order of the data: input, layers, output.
- In code, `nn.Linear(784, 256)` as the first layer gives `input #784; linear #256`; `Dense(64, relu)`
  gives `dense #64; relu`; a vocabulary or a number of input channels gives nothing.
- Beside "2 inputs" and "1 output", "2 hidden" is one layer of two units, "2 hidden layers" are two layers.
- "The input goes through ..." makes the input an item; what is said of
  training (epochs, optimiser) gives nothing.
- Networks of more than one stack: see auto and networks_residual. Networks by their components: see worded.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from training.synthesis.networks import (
    auto,
    bare,
    cnn,
    counted,
    essays,
    essays_ko,
    ko,
    ko_more,
    layered,
    lists,
    mlp,
    numbers,
    parted,
    rnn,
    runs,
    runs_ko,
    seed,
    spelled,
    spelled_ko,
    terse,
    terse_ko,
    worded,
)
from training.synthesis.networks import residual as networks_residual

Build = Callable[[random.Random], tuple[str, str]]
# Kinds and their weights, which need not add up to one.
KINDS: dict[str, tuple[tuple[tuple[str, Build], float], ...]] = {
    "en": (
        (("seed_dense", seed.dense), 0.06),
        (("seed_cnn", seed.image), 0.10),
        (("mlp", mlp.sample), 0.09),
        (("cnn", cnn.sample), 0.08),
        (("rnn", rnn.sample), 0.05),
        (("autoencoder", auto.sample), 0.04),
        (("residual", networks_residual.sample), 0.07),
        (("short", lists.short), 0.09),
        (("listed", lists.listed), 0.09),
        (("counted", counted.sample), 0.12),
        (("layered", layered.sample), 0.10),
        (("numbers", numbers.sample), 0.11),
        (("bare", bare.sample), 0.18),
        (("terse", terse.sample), 0.06),
        (("spelled", spelled.sample), 0.03),
        (("runs", runs.sample), 0.03),
        (("essays", essays.sample), 0.03),
        (("parted", parted.sample), 0.01),
        (("worded", worded.sample), 0.16),
    ),
    "ko": (
        (("mlp", ko.mlp), 0.14),
        (("cnn", ko.cnn), 0.11),
        (("rnn", ko_more.rnn), 0.05),
        (("autoencoder", ko_more.autoencoder), 0.04),
        (("residual", ko_more.residual), 0.07),
        (("short", lists.short_ko), 0.11),
        (("listed", lists.listed_ko), 0.10),
        (("counted", counted.sample_ko), 0.12),
        (("layered", layered.sample_ko), 0.13),
        (("numbers", numbers.sample_ko), 0.13),
        (("bare", bare.sample_ko), 0.18),
        (("terse", terse_ko.sample), 0.06),
        (("spelled", spelled_ko.sample), 0.03),
        (("runs", runs_ko.sample), 0.03),
        (("essays", essays_ko.sample), 0.04),
        (("worded", worded.sample_ko), 0.16),
    ),
}


def sample(rng: random.Random, language: str) -> tuple[str, str, str]:
    """Kind, prompt and outline body (no style line) of one network; the language is "en" or "ko"."""
    kinds = KINDS[language]
    kind, build = rng.choices(kinds, [weight for _, weight in kinds])[0][0]
    text, body = build(rng)
    if rng.random() < 0.12 and kind not in ("counted", "numbers"):
        text = counted.thousands(text)
    return kind, text, body

"""English prompts for recurrent networks: embedding, LSTM and GRU layers, attention, sequence to
sequence.
"""

from __future__ import annotations

import random

from training.synthesis.networks.mlp import arrange, dropout, hidden, layers, output
from training.synthesis.networks.wiring import Wiring
from training.synthesis.networks.words import Phrase, Writer, finish

# fmt: off
SUBJECTS = (
    "RNN", "LSTM network", "recurrent neural network", "recurrent network", "sequence model",
    "text classifier", "language model",
    "sentiment classifier", "LSTM model", "GRU network", "model", "network", "time series model",
    "POS tagger", "speech model",
    "neural network", "forecasting model", "text model", "character-level model", "sentiment model",
    "intent classifier",
)
UNITS = (16, 20, 32, 32, 50, 64, 64, 64, 100, 128, 128, 128, 150, 200, 256, 256, 300, 512, 512, 768, 1024)
EMBEDDINGS = ("embedding of size {n}", "{n}-dimensional embedding", "embedding layer ({n})",
              "embedding (dim {n})", "embedding {n}",
              "an embedding layer with {n} dimensions", "embedding layer of size {n}",
              "{n}-dim embedding layer", "embedding with {n} dims",
              "embeddings of size {n}", "an embedding layer of {n} units", "embedding layer {n}",
              "embedding size {n}", "{n}-d embeddings",
              "embedding (vocab {v}, dim {n})", "embedding layer with vocabulary {v} and size {n}",
              "an embedding of dimension {n}",
              "embedding dim {n}", "Embedding({v}, {n})", "embedding: {n}")
PLAIN_EMBEDDINGS = ("embedding", "embedding layer", "an embedding layer", "embeddings", "Embedding")
QUALIFIED = ("word embedding", "token embedding", "character embedding", "item embedding", "user embedding",
             "position embedding")
CELLS = {
    "lstm": ("LSTM", "LSTM", "LSTM", "lstm", "Lstm", "long short-term memory"), "gru": ("GRU", "GRU", "gru"),
    "rnn": ("RNN", "simple RNN", "vanilla RNN", "rnn", "SimpleRNN"),
    "bilstm": ("BiLSTM", "bidirectional LSTM", "Bi-LSTM", "biLSTM", "bidirectional lstm"),
    "bigru": ("BiGRU", "bidirectional GRU", "Bi-GRU"),
}
CELL_WEIGHTS = ("lstm",) * 6 + ("gru",) * 3 + ("rnn",) * 2 + ("bilstm",) * 3 + ("bigru",)
ONE_CELL = ("{k} with {n} {u}", "{k} with {n} {u}", "{k} layer of {n} {u}", "a {k} layer with {n} {u}",
            "{n}-unit {k}", "{k}({n})", "{k} {n}",
            "{k} layer with hidden size {n}", "{k} (hidden size {n})", "{k} ({n} {u})", "one {k} layer ({n})",
            "{k} layer ({n} {u})",
            "{k} of size {n}", "a {k} with {n} hidden {u}", "{k} layer {n}", "{k}, {n} {u}", "{k}: {n}",
            "a single {k} layer of {n}")
EQUAL_CELLS = ("{c} stacked {k} layers of {n} {u}", "{c} {k} layers with {n} {u} each",
               "{c} {k} layers of {n} {u}", "{c} {k} layers ({n})",
               "{c}-layer {k} with {n} {u}", "stacked {k} with {c} layers of {n} {u}", "{c} {k}s ({n} each)",
               "{c} {k} layers of size {n}",
               "a {c}-layer {k} ({n} {u})", "{c} {k} layers ({n} {u} each)",
               "{c} stacked {k}s with {n} {u} each", "{c} x {k}({n})")
CELL_LISTS = ("{k} layers of {l} {u}", "{c} {k} layers with {l} {u}", "{k} layers: {l}",
              "{c} {k} layers ({l})", "stacked {k} layers of {l}",
              "{k} layers with {l} {u}")
BARE_CELLS = ("{k}", "{k}", "a {k} layer", "{k} layer", "an {k}", "one {k} layer")
BARE_STACKS = ("{c} {k} layers", "{c} stacked {k} layers", "{c} {k}s", "a {c}-layer {k}", "{c}-layer {k}",
               "a stack of {c} {k} layers")
ATTENTIONS = {
    "attention": ("attention", "an attention layer", "attention layer", "Attention", "attention mechanism"),
    "self-attention": ("self-attention", "a self-attention layer", "self-attention layer"),
    "multi-head attention": ("multi-head attention", "a multi-head attention layer"),
}
INPUTS = ("input", "an input sequence", "input sequence", "input text", "a sequence input", "text input")
SEQUENCES = ("{e} has {x} and {d} has {y}", "{e}: {x}; {d}: {y}", "{e} with {x}, {d} with {y}",
             "{e} ({x}) and {d} ({y})",
             "{e} consists of {x}. {d} consists of {y}.", "{e}: {x}\n{d}: {y}", "{e} uses {x}, {d} uses {y}")
# fmt: on


def cell(writer: Writer) -> tuple[str, str]:
    """A kind of recurrent layer: its canonical name and its words."""
    name = writer.pick(CELL_WEIGHTS)
    return name, writer.pick(CELLS[name])


def units(writer: Writer) -> int:
    """A size."""
    return UNITS[int(writer.rng.random() * len(UNITS))] if writer.chance(0.5) else writer.rng.randint(4, 2500)


def embedding(writer: Writer) -> Phrase:
    """An embedding; a qualified one keeps its words."""
    form = writer.rng.random()
    if form < 0.1:
        words = writer.pick(QUALIFIED)
        size = units(writer)
        if form < 0.05:
            return f"{words} of size {size}", [f"{words} #{size}"]
        return writer.pick(("{}", "{} layer", "a {} layer")).format(words), [words]
    if form < 0.35:
        return writer.pick(PLAIN_EMBEDDINGS), ["embedding"]
    size = units(writer)
    text = writer.pick(EMBEDDINGS).format(n=size, v=writer.rng.choice((1000, 5000, 10000, 20000, 30000)))
    return text, [f"embedding #{size}"]


def recurrent(writer: Writer, name: str, words: str, sized: bool) -> Phrase:
    """Recurrent layers in one phrase."""
    count = 1 if writer.chance(0.58) else writer.rng.randint(2, 4)
    if not sized:
        if count == 1:
            text = writer.pick(BARE_CELLS).format(k=words)
            if text.startswith(("a ", "an ")):
                text = ("an " if words[0] in "LRlr" and words[:3].isupper() else "a ") + text.split(" ", 1)[1]
            return text, [name]
        return writer.pick(BARE_STACKS).format(k=words, c=writer.count(count)), [name] * count
    size, unit = units(writer), writer.pick(("units", "units", "cells", "hidden units", "neurons", "nodes"))
    if count == 1:
        text = writer.pick(ONE_CELL).format(k=words, n=size, u=unit).replace("hidden hidden", "hidden")
        if text.startswith("a ") and words[:3].isupper() and words[0] in "LR":
            text = "an " + text[2:]
        return text, [f"{name} #{size}"]
    if writer.chance(0.7):
        text = writer.pick(EQUAL_CELLS).format(k=words, c=writer.count(count), n=size, u=unit)
        return text, [f"{name} #{size}"] * count
    sizes = sorted((units(writer) for _ in range(count)), reverse=True)
    listed = ", ".join(map(str, sizes[:-1])) + writer.pick((" and ", ", ", ", and ")) + str(sizes[-1])
    text = writer.pick(CELL_LISTS).format(k=words, c=writer.count(count), l=listed, u=unit)
    return text, [f"{name} #{n}" for n in sizes]


def body(writer: Writer, ends: bool = True) -> list[Phrase]:
    """Embedding, recurrent layers, attention, dense layers, output."""
    sized = writer.chance(0.75)
    phrases = [(writer.pick(INPUTS), ["input"])] if writer.chance(0.2) else []
    if writer.chance(0.75):
        phrases.append(embedding(writer))
    if writer.chance(0.08):
        phrases.append((writer.pick(("Conv1D", "conv1d", "a Conv1D layer")), ["conv1d"]))
    name, words = cell(writer)
    phrases.append(recurrent(writer, name, words, sized))
    if writer.chance(0.2):
        phrases.append(dropout(writer))
    if writer.chance(0.2):
        phrases.append(recurrent(writer, *cell(writer), sized))
    if writer.chance(0.25):
        name = writer.pick(tuple(ATTENTIONS))
        phrases.append((writer.pick(ATTENTIONS[name]), [name]))
    if ends:
        if writer.chance(0.4):
            if writer.chance(0.6):
                phrases.append(
                    layers(
                        writer,
                        [units(writer)],
                        "dense",
                        writer.pick(("dense", "fully connected", "FC", "Dense")),
                    )
                )
            else:
                phrases.append(hidden(writer, 2))
        form = writer.rng.random()
        if form < 0.65:
            phrases.append(output(writer))
            if writer.chance(0.1) and phrases[-1][1][-1].startswith("output"):
                phrases.append(("softmax", ["softmax"]))
        elif form < 0.75:
            phrases.append((writer.pick(("dense", "a dense layer", "linear", "a linear layer")), [""]))
            phrases[-1] = (phrases[-1][0], ["dense" if "dense" in phrases[-1][0] else "linear"])
            phrases.append((writer.pick(("softmax", "a softmax", "Softmax")), ["softmax"]))
        elif form < 0.9:
            phrases.append((writer.pick(("softmax", "a softmax layer", "Softmax")), ["softmax"]))
        else:
            phrases.append((writer.pick(("CRF", "a CRF layer")), ["crf"]))
    return phrases


def _code(writer: Writer) -> Phrase:
    """A listing in the manner of Keras or PyTorch."""
    keras, vocabulary, size = writer.chance(0.6), writer.rng.choice((1000, 5000, 10000, 20000)), units(writer)
    prefix = "" if keras else writer.pick(("nn.", "nn.", ""))
    lines, items = [f"{prefix}Embedding({vocabulary}, {size})"], [f"embedding #{size}"]
    names = {"lstm": "LSTM", "gru": "GRU", "rnn": "SimpleRNN" if keras else "RNN"}
    name = writer.pick(tuple(names))
    both = writer.chance(0.25)
    for _ in range(writer.rng.randint(1, 3) if keras else 1):
        n = units(writer)
        if keras:
            line = f"{names[name]}({n}{writer.pick(('', '', ', return_sequences=True'))})"
            lines.append(f"Bidirectional({line})" if both else line)
            items.append(f"{'bi' if both else ''}{name} #{n}")
        else:
            count = writer.rng.choice((1, 1, 2, 3))
            line = f"{prefix}{names[name]}({size}, {n}" + (f", num_layers={count}" if count > 1 else "")
            lines.append(line + (", bidirectional=True)" if both else ")"))
            items += [f"{'bi' if both else ''}{name} #{n}"] * count
            size = n
    if writer.chance(0.3):
        lines.append(f"{prefix}Dropout(0.5)")
        items.append("dropout 0.5")
    m = writer.rng.choice((1, 2, 3, 5, 10, 100))
    if keras:
        final = writer.pick(("", "softmax" if m > 1 else "sigmoid"))
        lines.append(f"Dense({m}, activation='{final}')" if final else f"Dense({m})")
        items += [f"dense #{m}", final] if final else [f"dense #{m}"]
    else:
        lines.append(f"{prefix}Linear({size}, {m})")
        items.append(f"linear #{m}")
    return writer.pick((", ", " -> ", "\n", ",\n")).join(lines), items


def _sequence(writer: Writer) -> tuple[str, str]:
    """Encoder and decoder of a sequence to sequence model."""
    wiring = Wiring()
    sized = writer.chance(0.7)
    name, words = cell(writer)
    first = [embedding(writer), recurrent(writer, name, words, sized)]
    second = [embedding(writer)] if writer.chance(0.5) else []
    second.append(recurrent(writer, name.removeprefix("bi"), CELLS[name.removeprefix("bi")][0], sized))
    if writer.chance(0.4):
        second.append((writer.pick(("attention", "an attention layer")), ["attention"]))
    if writer.chance(0.6) or len(second) == 1:
        second.append((writer.pick(("dense layer", "a dense layer")), ["dense"]))
    if writer.chance(0.7):
        second.append(("softmax", ["softmax"]))
    left = wiring.stack([item for _, part in first for item in part], "encoder")
    right = wiring.stack([item for _, part in second for item in part], "decoder")
    recurrent_at = next(i for i in right if wiring.names[i] == name.removeprefix("bi"))
    wiring.path(left[-1], recurrent_at)
    join = writer.pick((", ", " and ", ", then "))
    x, y = (join.join(text for text, _ in part) for part in (first, second))
    e, d = ("the encoder", "the decoder") if writer.articles else ("encoder", "decoder")
    text = writer.pick(SEQUENCES).format(e=e, x=x, d=d, y=y)
    text += (
        writer.pick(
            (
                "",
                ", the final state of the encoder goes to the decoder",
                "",
                ", the encoder state initialises the decoder",
                ", encoder output feeds the decoder",
            )
        )
        if text[-1] != "."
        else ""
    )
    subject = writer.pick(
        (
            "seq2seq model",
            "sequence-to-sequence model",
            "encoder-decoder",
            "translation model",
            "seq2seq",
            "encoder-decoder RNN",
        )
    )
    text = writer.pick(
        (f"{subject}: {text}", f"{writer.a(subject)} where {text}", f"{writer.a(subject)}, {text}", text)
    )
    return finish(writer, text, slips=False), str(wiring)


def sample(rng: random.Random) -> tuple[str, str]:
    """A prompt for a recurrent network, and its outline."""
    writer = Writer(rng)
    form = rng.random()
    if form < 0.12:
        return _sequence(writer)
    if form < 0.24:
        text, items = _code(writer)
        return text, "; ".join(items)
    phrases = body(writer)
    while sum(len(items) for _, items in phrases) < 2:
        phrases = body(writer)
    items = [item for _, part in phrases for item in part]
    return finish(writer, arrange(writer, [words for words, _ in phrases], SUBJECTS), slips=False), "; ".join(
        items
    )

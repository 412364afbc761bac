"""Models that write prompts by themselves and answer prompts, in batches.

A writer has two methods; the same arguments give the same texts.

    write_prompts(indices, seed)               a prompt an index, sampled after the bare template
    answer(prompts, count, seed, temperature)  `count` answers a prompt, the first of them greedy
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from diagram.errors import DiagramError, ModelUnavailable
from diagram.generation import templates
from diagram.generation.backend import Backend, Writing
from diagram.generation.templates import Notation
from training.examples import endings
from training.examples.readings import write_answer

PROMPT_TEMPERATURE, PROMPT_TOP_P = 0.8, 0.9
REPETITION_PENALTY = 1.15  # of the embedded model, which goes in circles
RECENT = 40  # of the tokens written, those that it is for
LIKELIEST = 256  # tokens of the vocabulary among which a prompt is sampled


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words that a model wrote, and whether they ended or were cut."""

    words: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer without its end-of-sequence token; `ended` says whether the model wrote one."""

    text: str
    ended: bool
    tokens: int


class Writer(Protocol):
    name: str
    notation: Notation
    block: int  # prompts that are written together
    prompt_temperature: float
    repetition_penalty: float

    def write_prompts(self, indices: Sequence[int], seed: int) -> list[Prompt]: ...

    def answer(
        self, prompts: Sequence[str], count: int, seed: int, temperature: float
    ) -> list[list[Answer]]: ...


class BackendWriter:
    """Any backend of generation, for answers only: outlines, which a grammar or a parser has accepted."""

    block = 16
    prompt_temperature = PROMPT_TEMPERATURE
    repetition_penalty = 1.0

    def __init__(self, backend: Backend, notation: Notation = "outline", labels: bool = True) -> None:
        self.backend, self.notation, self.labels = backend, notation, labels
        self.name = backend.name

    def write_prompts(self, indices: Sequence[int], seed: int) -> list[Prompt]:
        raise ModelUnavailable(
            f"{self.name} answers prompts but cannot write them; give a model's folder or Hub id instead."
        )

    def answer(self, prompts: Sequence[str], count: int, seed: int, temperature: float) -> list[list[Answer]]:
        return [self._answer(words, count, seed, temperature) for words in prompts]

    def _answer(self, words: str, count: int, seed: int, temperature: float) -> list[Answer]:
        try:
            return self._spell(self._write(words, count, seed, temperature))
        except DiagramError:  # more than the model reads
            return []

    def _spell(self, writings: Sequence[Writing]) -> list[Answer]:
        """The answers in the notation, without those that cannot be laid out."""
        found = []
        for writing in writings:
            with suppress(DiagramError):
                text = write_answer(writing.outline, self.notation, self.labels)
                found.append(Answer(text, True, writing.tokens))
        return found

    def _write(self, words: str, count: int, seed: int, temperature: float) -> list[Writing]:
        return self.backend.write(words, count, seed)


class EmbeddedWriter(BackendWriter):
    """The embedded model: its own decoder writes prompts 32 at a time, and answers under its grammar."""

    block = 32
    repetition_penalty = REPETITION_PENALTY

    def __init__(self, folder: Path, adapter: Path | None = None) -> None:
        from diagram.generation import embedded

        super().__init__(embedded.load(folder, adapter))

    def _write(self, words: str, count: int, seed: int, temperature: float) -> list[Writing]:
        return self.backend.write(words, count, seed, temperature=temperature)

    def write_prompts(self, indices: Sequence[int], seed: int) -> list[Prompt]:
        import torch

        threads = torch.get_num_threads()
        torch.set_num_threads(1)  # as for answers: two threads wait for each other longer than they work
        try:
            return self._sample(list(indices), seed)
        finally:
            torch.set_num_threads(threads)

    def _sample(self, indices: list[int], seed: int) -> list[Prompt]:
        import torch

        v, decoder = self.backend.vocabulary, self.backend.decoder
        generators = [np.random.default_rng([seed, i]) for i in indices]
        lengths = [endings.draw_length(generator) for generator in generators]
        room = max(lengths) + endings.PATIENCE
        special = [i for i in range(v.size) if v.bytes[i].startswith(b"<|") and v.bytes[i].endswith(b"|>")]
        forbidden = [i for i in special if i != v.outline]
        cache = decoder.cache(len(indices), room + len(self.backend.learnt) + decoder.spare)
        tokens: list[list[int]] = [[] for _ in indices]
        ended = [False] * len(indices)
        alive = list(range(len(indices)))
        head = [*self.backend.learnt, v.prompt]
        reading = torch.tensor([head] * len(indices))
        for step in range(room):
            at = torch.full((len(alive),), len(head) - 1 + step if step else 0)
            states = decoder.forward(reading, cache, at)[:, -1]
            logits = decoder.logits(states).numpy()[:, : v.size]
            logits[:, forbidden] = -np.inf
            for row, k in enumerate(alive):
                penalise(logits[row], tokens[k][-RECENT:], self.repetition_penalty)
            chosen = choose(logits, [generators[k] for k in alive], self.prompt_temperature)
            for k, token in zip(alive, chosen, strict=True):
                if token == v.outline:
                    ended[k] = bool(tokens[k])
                else:
                    tokens[k].append(token)
                    ended[k] = endings.is_over(len(tokens[k]), v.texts[token], lengths[k])
            going = [
                i
                for i, (k, token) in enumerate(zip(alive, chosen, strict=True))
                if not ended[k] and token != v.outline and len(tokens[k]) < lengths[k] + endings.PATIENCE
            ]
            if not going:
                break
            if len(going) < len(alive):
                cache = [held[:, going] for held in cache]
            reading = torch.tensor([chosen[i] for i in going])[:, None]
            alive = [alive[i] for i in going]
        return [
            Prompt(endings.spell(v.words(written)), end) for written, end in zip(tokens, ended, strict=True)
        ]


def penalise(logits: np.ndarray, written: Sequence[int], penalty: float) -> None:
    """Makes the tokens that were written less likely, in place; a penalty of 1 changes nothing.

    `logits` are those of one text, V. (Keskar et al. 2019, https://arxiv.org/abs/1909.05858.)
    """
    seen = list(set(written))
    found = logits[seen]
    logits[seen] = np.where(found > 0, found / penalty, found * penalty)


def choose(
    logits: np.ndarray,
    generators: Sequence[np.random.Generator],
    temperature: float = PROMPT_TEMPERATURE,
    top_p: float = PROMPT_TOP_P,
) -> list[int]:
    """A token a row of the logits (B x V), by nucleus sampling (Holtzman et al. 2020), a generator a row."""
    count = min(LIKELIEST, logits.shape[1])
    likeliest = np.argpartition(-logits, count - 1, axis=1)[:, :count]
    found = np.take_along_axis(logits, likeliest, 1).astype(float) / temperature
    order = np.argsort(-found, axis=1, kind="stable")
    likeliest, found = np.take_along_axis(likeliest, order, 1), np.take_along_axis(found, order, 1)
    weights = np.exp(found - found[:, :1])
    sums = np.cumsum(weights / weights.sum(1, keepdims=True), axis=1)
    tokens = []
    for row, total, generator in zip(likeliest, sums, generators, strict=True):
        kept = int(np.searchsorted(total, top_p)) + 1
        k = int(np.searchsorted(total[:kept], generator.random() * total[min(kept, count) - 1]))
        tokens.append(int(row[min(k, count - 1)]))
    return tokens


def load_writer(
    model: str,
    notation: Notation,
    *,
    adapter: str | None = None,
    wording: templates.Wording | None = None,
    labels: bool = True,
    tokens: int = 1024,
    grammar: bool = False,
) -> Writer:
    """The writer of a model's folder or Hub id, with an adapter or without.

    The embedded decoder for a folder of the embedded model, else transformers; `grammar` is for these, and
    `tokens` the most that their answers have. `wording` is that of rows, by default as the adapter was
    trained. Raises ModelUnavailable.
    """
    from diagram.generation import sources

    folder = sources.resolve(model, "model")
    if (folder / "lexicon.json").is_file() and notation == "outline":
        return EmbeddedWriter(folder, sources.resolve(adapter, "adapter") if adapter else None)
    from training.examples.causal import CausalWriter

    writer = CausalWriter(model, notation, adapter, labels=labels, tokens=tokens, grammar=grammar)
    if wording:
        writer.wording = writer.backend.wording = wording
    return writer

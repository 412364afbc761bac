"""The model that ships in the repository: writes all candidates of a prompt in one batch, on a CPU."""

from __future__ import annotations

import contextlib
import json
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from diagram.errors import DiagramError, InvalidPrompt, ModelUnavailable
from diagram.generation.backend import Writing

if TYPE_CHECKING:
    from diagram.generation.grammar import Source, State

WEIGHTS = Path(__file__).parent.parent / "weights"
FILES = ("model.safetensors", "config.json", "tokenizer.json", "lexicon.json")
BUDGET = 440  # tokens of an outline; then it closes at the next place where it can
LEAST_BUDGET = 120  # for the shortest prompts: an architecture's name alone; longer ones get two more a token
MAX_PROMPT = 480  # tokens
VARIED = (0, 3)  # direction and palette: the fields in which candidates are made to differ
STYLE_TEMPERATURE = 0.5  # sharp: what the prompt asks for; the rest is made to differ by VARIED
TEMPERATURE = 0.6
TOP_P = 0.95
DECODING = threading.Lock()  # the number of threads is set for the whole process
LOADING = threading.Lock()


class EmbeddedModel:
    """Weights, tokenizer and lexicon of one folder."""

    def __init__(self, folder: Path) -> None:
        import torch
        from safetensors.torch import load_file
        from transformers import AutoConfig, AutoTokenizer

        from diagram.generation.decoder import Decoder, fastest_dtype
        from diagram.generation.grammar import Vocabulary

        missing = [name for name in FILES if not (folder / name).exists()]
        if missing:
            raise ModelUnavailable(
                f"The model's folder {folder} lacks {', '.join(missing)}; take it from the repository, "
                "or train it by python -m training.pretrain."
            )
        self.name = f"embedded:{folder.name}"
        self.torch = torch
        tokenizer = AutoTokenizer.from_pretrained(folder)
        self.vocabulary = Vocabulary(tokenizer)
        self.decoder = Decoder(
            AutoConfig.from_pretrained(folder), load_file(folder / "model.safetensors"), fastest_dtype()
        )
        lexicon = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
        encode = self.vocabulary.encode_text
        self.layers = [encode(name) for name in lexicon["layers"]]
        self.architectures = [
            (
                ["".join(alias.split()) for alias in entry["aliases"]],
                [encode(name) for name in entry["names"]],
                entry["numbers"],
            )
            for entry in lexicon["architectures"]
        ]

    def source(self, prompt: str, tokens: list[int], copies: bool) -> Source:
        """What may be copied: the prompt, the usual layers, and the parts of architectures it names."""
        from diagram.generation.grammar import add_numbers, make_source

        folded = "".join(prompt.lower().split())
        named = [e for e in self.architectures if any(alias in folded for alias in e[0])]
        entries = [*self.layers, *(name for entry in named for name in entry[1])]
        source = make_source(self.vocabulary, tokens, entries, copies)
        add_numbers(self.vocabulary, source, {n for entry in named for n in entry[2]})
        return source

    def write(
        self,
        prompt: str,
        count: int = 5,
        seed: int = 0,
        *,
        copies: bool = True,
        temperature: float = TEMPERATURE,
    ) -> list[Writing]:
        """`count` outlines; the first has the greedy structure, the others are sampled, and styles differ.

        Raises InvalidPrompt where the prompt has more tokens than the model reads.
        """
        from diagram.generation.transcript import read

        encoded = self.vocabulary.encode_text(prompt)
        if len(encoded) > MAX_PROMPT:
            raise InvalidPrompt(
                f"The prompt has about {len(encoded)} words and signs; the embedded model reads "
                f"{MAX_PROMPT}. Say it in fewer words or in parts."
            )
        with DECODING:
            threads = self.torch.get_num_threads()
            self.torch.set_num_threads(1)  # two threads wait for each other longer than they work
            try:
                rows = self._decode(prompt, encoded, count, seed, copies, temperature)
            finally:
                self.torch.set_num_threads(threads)
        writings = []
        for tokens, score in rows:
            # One whose name outgrew the room that the model has is cut; the others are still good.
            with contextlib.suppress(DiagramError):
                outline = read(self.vocabulary.words(t for t in tokens if t != self.vocabulary.end), prompt)
                writings.append(Writing(outline, score, len(tokens)))
        return writings

    def _decode(
        self, prompt: str, encoded: list[int], count: int, seed: int, copies: bool, temperature: float
    ) -> list[tuple[list[int], float]]:
        """The tokens of each completion, and the log-probability of its structure."""
        from diagram.generation.grammar import State

        torch, v, decoder = self.torch, self.vocabulary, self.decoder
        head = [v.prompt, *encoded, v.outline]
        length = min(len(head) + BUDGET + 60, decoder.limit)
        source = self.source(prompt, encoded, copies)
        budget = min(BUDGET, LEAST_BUDGET + 2 * len(encoded))
        states = [State(v, source, budget) for _ in range(count)]
        generators = [np.random.default_rng([seed, i]) for i in range(count)]
        cache = decoder.cache(1, length)
        hidden = decoder.forward(torch.tensor([head]), cache, 0).expand(count, -1)
        cache = [(k.expand(count, -1, -1, -1).clone(), x.expand(count, -1, -1, -1).clone()) for k, x in cache]
        tokens: list[list[int]] = [[] for _ in range(count)]
        scores = [0.0] * count
        alive = list(range(count))
        at = len(head)
        taken: list[set[int]] = [set() for _ in v.style]
        while alive:
            chosen = []
            for row, i in zip(hidden, alive, strict=True):
                state = states[i]
                options = state.allowed()
                logits = decoder.logits(row, options).numpy()
                token, log_probability = self._choose(
                    logits, options, state, generators[i], i == 0, temperature, taken
                )
                if state.phase != "style":
                    scores[i] += log_probability
                state.advance(token)
                tokens[i].append(token)
                chosen.append(token)
            going = [k for k, i in enumerate(alive) if not states[i].ended and at < length - 1]
            if not going:
                break
            if len(going) < len(alive):
                kept = torch.tensor(going)
                cache = [(k[kept], x[kept]) for k, x in cache]
                alive = [alive[k] for k in going]
                chosen = [chosen[k] for k in going]
            hidden = decoder.forward(torch.tensor(chosen)[:, None], cache, at)
            at += 1
        return list(zip(tokens, scores, strict=True))

    def _choose(
        self,
        logits: np.ndarray,
        options: list[int],
        state: State,
        generator: np.random.Generator,
        greedy: bool,
        temperature: float,
        taken: list[set[int]],
    ) -> tuple[int, float]:
        """One of the options, and its log-probability among them."""
        shifted = logits - logits.max()
        probabilities = np.exp(shifted)
        probabilities /= probabilities.sum()
        style = state.phase == "style" and state.field_number < len(taken)
        if style:
            # A style word that another candidate has is left to it, unless the prompt asks for it.
            used = taken[state.field_number]
            weights = probabilities ** (1 / STYLE_TEMPERATURE)
            if state.field_number in VARIED and weights.max() < 0.75 * weights.sum():
                if used.issuperset(options):
                    used.clear()
                free = [token not in used for token in options]
                weights = np.where(free, np.maximum(weights, 1e-9), 0.0)
            k = int(generator.choice(len(options), p=weights / weights.sum()))
            used.add(options[k])
        elif greedy or len(options) == 1:
            k = int(probabilities.argmax())
        else:
            weights = probabilities ** (1 / temperature)
            weights /= weights.sum()
            order = np.argsort(-weights)
            keep = order[: int(np.searchsorted(np.cumsum(weights[order]), TOP_P)) + 1]
            k = int(generator.choice(keep, p=weights[keep] / weights[keep].sum()))
        return options[k], float(np.log(max(probabilities[k], 1e-30)))


def load(folder: Path = WEIGHTS) -> EmbeddedModel:
    """The model of a folder, loaded once, also where two threads ask for it at the same time."""
    with LOADING:
        return _load(Path(folder))


@lru_cache(maxsize=2)
def _load(folder: Path) -> EmbeddedModel:
    return EmbeddedModel(folder)

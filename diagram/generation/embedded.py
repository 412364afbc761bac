"""The model that ships in the repository: writes all candidates of a prompt in one batch, on a CPU."""

from __future__ import annotations

import contextlib
import json
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import DiagramError, InvalidPrompt, ModelUnavailable
from diagram.generation.backend import Writing

if TYPE_CHECKING:
    import torch

    from diagram.generation.grammar import Source
    from diagram.generation.sampling import Candidate

WEIGHTS = Path(__file__).parent.parent / "weights"
FILES = ("model.safetensors", "config.json", "tokenizer.json", "lexicon.json")
BUDGET = 440  # tokens of an outline; then it closes at the next place where it can
LEAST_BUDGET = 120  # for the shortest prompts: an architecture's name alone; longer ones get two more a token
MAX_PROMPT = 480  # tokens
CLOSING = 80  # tokens at most from the end of the budget to the end of the outline
TEMPERATURE = 0.6
DECODING = threading.Lock()  # the number of threads is set for the whole process
LOADING = threading.Lock()


class EmbeddedModel:
    """Weights, tokenizer and lexicon of one folder.

    The layers' products are taken in `dtype`, by default in the fastest that the processor has.
    """

    def __init__(self, folder: Path, dtype: torch.dtype | None = None) -> None:
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
            AutoConfig.from_pretrained(folder),
            load_file(folder / "model.safetensors"),
            dtype or fastest_dtype(),
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
                candidates = self._decode(prompt, encoded, count, seed, copies, temperature)
            finally:
                self.torch.set_num_threads(threads)
        writings = []
        for candidate in candidates:
            written = (token for token in candidate.tokens if token != self.vocabulary.end)
            # One whose name outgrew the room that the model has is cut; the others are still good.
            with contextlib.suppress(DiagramError):
                outline = read(self.vocabulary.words(written), prompt)
                writings.append(Writing(outline, candidate.score, len(candidate.tokens)))
        return writings

    def _decode(
        self, prompt: str, encoded: list[int], count: int, seed: int, copies: bool, temperature: float
    ) -> list[Candidate]:
        """Writes all candidates at once, each as far in a pass of the model as its draft was right."""
        import numpy as np

        from diagram.generation.drafting import Drafter
        from diagram.generation.grammar import State, writable
        from diagram.generation.sampling import Candidate

        torch, v, decoder = self.torch, self.vocabulary, self.decoder
        head = [v.prompt, *encoded, v.outline]
        source = self.source(prompt, encoded, copies)
        budget = min(BUDGET, LEAST_BUDGET + 2 * len(encoded))
        room = min(budget + CLOSING, decoder.limit - len(head))
        usable = writable(v, source)
        columns = np.zeros(v.size, dtype=np.int64)
        columns[usable] = np.arange(len(usable))
        output = decoder.head[usable]

        drafter, taken = Drafter(source.tokens), [set() for _ in v.style]
        candidates = []
        for i in range(count):
            state, generator = State(v, source, budget), np.random.default_rng([seed, i])
            warmth = temperature if i else 0.0
            candidates.append(Candidate(state, generator, warmth, room, taken, drafter))

        cache = decoder.cache(1, len(head) + room + decoder.spare)
        states = decoder.forward(torch.tensor([head]), cache, torch.zeros(1, dtype=torch.long))
        states = states[:, -1:].expand(count, -1, -1)
        cache = [held.expand(-1, count, -1, -1, -1).clone() for held in cache]
        alive = candidates
        while True:
            logits = decoder.logits(states, output).numpy()
            for candidate, found in zip(alive, logits, strict=True):
                candidate.write(found, columns)
            going = [k for k, candidate in enumerate(alive) if not candidate.done]
            if not going:
                return candidates
            if len(going) < len(alive):
                alive = [alive[k] for k in going]
                cache = [held[:, going] for held in cache]
            reading = [candidate.read(decoder.spare, len(alive)) for candidate in alive]
            width = max(map(len, reading))
            tokens = torch.tensor([tokens + [0] * (width - len(tokens)) for tokens in reading])
            starts = torch.tensor([len(head) + candidate.cached for candidate in alive])
            states = decoder.forward(tokens, cache, starts)


def load(folder: Path = WEIGHTS) -> EmbeddedModel:
    """The model of a folder, loaded once, also where two threads ask for it at the same time."""
    with LOADING:
        return _load(Path(folder))


@lru_cache(maxsize=2)
def _load(folder: Path) -> EmbeddedModel:
    return EmbeddedModel(folder)

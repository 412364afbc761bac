"""The model that ships in the repository: writes all candidates of a prompt in one batch, on a CPU."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import DiagramError, InvalidPrompt, ModelUnavailable
from diagram.generation import search, selection, verifier
from diagram.generation.backend import Writing
from diagram.generation.search import Task
from diagram.generation.selection import Reading

if TYPE_CHECKING:
    import torch

    from diagram.generation.decoder import Decoder
    from diagram.generation.grammar import Source
    from diagram.generation.sampling import Candidate

WEIGHTS = Path(__file__).parent.parent / "weights"
FILES = ("model.safetensors", "config.json", "tokenizer.json", "lexicon.json")
BUDGET = 440  # tokens of an outline; then it closes at the next place where it can
LEAST_BUDGET = 140  # for the shortest prompts: an architecture's name alone; longer ones get two more a token
MAX_PROMPT = 480  # tokens
CLOSING = 80  # tokens at most from the end of the budget to the end of the outline
TEMPERATURE = 0.6
SURE = -0.2  # log-probability of the greedy structure from which on no other is looked for
LEAST = 4.0  # logarithm: by how much less likely than the likeliest a structure may be to be looked at
DECODING = threading.Lock()  # the number of threads is set for the whole process
LOADING = threading.Lock()


@contextlib.contextmanager
def _on_one_thread() -> Iterator[None]:
    """One at a time, on one thread: two threads wait for each other longer than they work."""
    import torch

    with DECODING:
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(threads)


class EmbeddedModel:
    """Weights, tokenizer and lexicon of one folder, with the adapter of another in the weights.

    The layers' products are taken in `dtype`, by default in the fastest that the processor has. Raises
    ModelUnavailable where a file is missing or the adapter is of another base.
    """

    def __init__(self, folder: Path, dtype: torch.dtype | None = None, adapter: Path | None = None) -> None:
        import torch
        from huggingface_hub.errors import StrictDataclassError
        from safetensors import SafetensorError
        from safetensors.torch import load_file
        from transformers import AutoConfig, AutoTokenizer

        from diagram.generation import adapters
        from diagram.generation.decoder import Decoder, check_shapes, fastest_dtype
        from diagram.generation.grammar import Vocabulary
        from diagram.generation.lexicon import Lexicon

        missing = [name for name in FILES if not (folder / name).exists()]
        if missing:
            raise ModelUnavailable(
                f"The model's folder {folder} lacks {', '.join(missing)}; take it from the repository, "
                "or train it by python -m training.pretrain."
            )
        self.name = f"embedded:{folder.name}"
        self.torch = torch
        try:
            self.vocabulary = Vocabulary(AutoTokenizer.from_pretrained(folder))
            config, state = AutoConfig.from_pretrained(folder), load_file(folder / "model.safetensors")
            check_shapes(config, state)
        except (
            *(OSError, ValueError, TypeError, AttributeError, RuntimeError, ArithmeticError),
            *(SafetensorError, StrictDataclassError),
        ) as error:
            raise ModelUnavailable(
                f"The model in {folder} cannot be read ({' '.join(str(error).split())[:120]}); "
                "take it from the repository again."
            ) from error
        dtype = dtype or fastest_dtype()
        learnt = None
        self.stylist: Decoder | None = None  # chooses the styles of new drawings, where it is another
        if adapter is not None:
            found = adapters.read(adapter)
            if found.base:
                found.check_base(adapters.fingerprint_of(folder), adapter)
            changed, learnt = found.merge(state, adapter), found.prefix(config.hidden_size, adapter)
            if found.scope == adapters.STYLE:
                self.stylist = Decoder(config, changed, dtype)
            else:
                state = changed
            self.name += f"+{adapter.name}"
        self.decoder = Decoder(config, state, dtype)
        self.learnt = [] if learnt is None else self.decoder.add_tokens(learnt)  # stand before every prompt
        self.lexicon = Lexicon(self.vocabulary, folder / "lexicon.json")
        self.verifier = verifier.load(folder, self.vocabulary, dtype)

    def write(
        self,
        prompt: str,
        count: int = 5,
        seed: int = 0,
        *,
        copies: bool = True,
        temperature: float = TEMPERATURE,
    ) -> list[Writing]:
        """`count` outlines in different styles, the structure that is most likely right first.

        The structures are the greedy one and sampled ones. Where there is a verifier it chooses among these
        and those that leave the greedy one where that was least sure; the first then has the likeliest, the
        others too, or one that is nearly as likely.
        Raises InvalidPrompt where the prompt has more tokens than the model reads.
        """
        task = self.task(prompt, copies)
        candidates = self.complete(task.head, task.source, task.budget, count, seed, temperature)
        written = self._read(task, candidates)
        if not self.verifier or not written:
            return [Writing(r.outline, r.log_probability, len(r.tokens)) for r in written]
        readings = written
        if candidates[0].score < SURE:
            forks = search.Search(self, task, candidates[0].score - LEAST)
            forks.add(candidates[0])
            readings = [*written, *self._read(task, forks.write(search.TOGETHER))]
        least = max(reading.log_probability for reading in readings) - LEAST
        readings = selection.distinct([r for r in readings if r.log_probability >= least])
        odds = self.verifier.odds(prompt, task.head[1:-1], readings)
        known = {reading.structure: k for k, reading in enumerate(readings)}
        own = [known.get(reading.structure) for reading in written]
        writings = []
        for reading, k in zip(written, selection.share_out(own, odds), strict=True):
            outline = replace(readings[k].outline, style=reading.outline.style)
            writings.append(Writing(outline, readings[k].log_probability, len(reading.tokens)))
        return writings

    def _read(self, task: Task, candidates: Sequence[Candidate]) -> list[Reading]:
        """What the candidates say. One whose name outgrew the room that the model has is left out."""
        readings = []
        for candidate in candidates:
            with contextlib.suppress(DiagramError):
                outline = search.read(self, task, candidate)
                structure = selection.structure_of(outline)
                readings.append(Reading(outline, structure, candidate.tokens, candidate.score))
        return readings

    def task(self, prompt: str, copies: bool = True) -> Task:
        """What the model reads and may write for a prompt. Raises InvalidPrompt where that is too long."""
        encoded = self.vocabulary.encode_text(prompt)
        if len(encoded) > MAX_PROMPT:
            raise InvalidPrompt(
                f"The prompt has about {len(encoded)} words and signs; the embedded model reads "
                f"{MAX_PROMPT}. Say it in fewer words or in parts."
            )
        head = [self.vocabulary.prompt, *encoded, self.vocabulary.outline]
        source = self.lexicon.source(prompt, encoded, copies)
        budget = min(BUDGET, LEAST_BUDGET + 2 * len(encoded))
        return Task(head, source, budget, source.tokens, prompt)

    @_on_one_thread()
    def complete(
        self,
        head: list[int],
        source: Source,
        budget: int,
        count: int,
        seed: int,
        temperature: float = TEMPERATURE,
        *,
        varied: bool = True,
        likely: Sequence[int] = (),
        starts: Sequence[tuple[Sequence[int], float]] = (),
    ) -> list[Candidate]:
        """`count` completions of the tokens `head` under the grammar of `source`, the first one greedy.

        With `varied` styles differ between candidates. `likely` are tokens (-1: gaps) of which much will come
        again, by default those of the source. Where there are `starts`, tokens with their log-probability,
        it is the likeliest completion of each of them instead. One call at a time decodes, all its candidates
        at once, each as far in a pass of the model as its draft was right.
        """
        import numpy as np

        from diagram.generation.drafting import Drafter
        from diagram.generation.grammar import State, writable
        from diagram.generation.sampling import Candidate

        torch, v = self.torch, self.vocabulary
        decoder = self.stylist if self.stylist and varied else self.decoder  # an edit keeps the style it had
        head = [*self.learnt, *head]
        room = min(budget + CLOSING, decoder.limit - len(head))
        usable = writable(v, source)
        columns = np.zeros(v.size, dtype=np.int64)
        columns[usable] = np.arange(len(usable))
        output = decoder.head[usable]

        drafter, taken = Drafter(likely or source.tokens), [set() for _ in v.style]
        candidates = []
        count = len(starts) or count
        for i in range(count):
            state, generator = State(v, source, budget), np.random.default_rng([seed, i])
            warmth = temperature if i and not starts else 0.0
            candidates.append(Candidate(state, generator, warmth, room, taken, drafter, varied))
            if starts:
                candidates[-1].begin(*starts[i])

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
            if decoder is not self.decoder and all(c.state.phase != "style" for c in alive):
                decoder = self.decoder  # reads what the other has read, and writes on
                read = torch.tensor([[*head, *c.tokens[: c.cached]] for c in alive])
                cache = decoder.cache(len(alive), len(head) + room + decoder.spare)
                decoder.forward(read, cache, torch.zeros(len(alive), dtype=torch.long))
            reading = [candidate.read(decoder.spare, len(alive)) for candidate in alive]
            width = max(map(len, reading))
            tokens = torch.tensor([tokens + [0] * (width - len(tokens)) for tokens in reading])
            places = torch.tensor([len(head) + candidate.cached for candidate in alive])
            states = decoder.forward(tokens, cache, places)


def load(folder: Path = WEIGHTS, adapter: Path | None = None) -> EmbeddedModel:
    """The model of a folder, with an adapter in its weights if one is named; see `EmbeddedModel`.

    Loaded once, also where two threads ask for it at the same time; an adapter again once it has changed.
    """
    with LOADING:
        if adapter is None:
            return _load(Path(folder))
        adapter = Path(adapter)
        return _load_adapted(Path(folder), adapter, _state_of(adapter))


def _state_of(adapter: Path) -> tuple[int, int] | None:
    from diagram.generation.adapters import WEIGHTS as NAME

    try:
        found = (adapter / NAME).stat()
    except OSError:  # reading it says what is wrong
        return None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=2)
def _load(folder: Path) -> EmbeddedModel:
    return EmbeddedModel(folder)


@lru_cache(maxsize=4)
def _load_adapted(folder: Path, adapter: Path, state: tuple[int, int] | None) -> EmbeddedModel:
    return EmbeddedModel(folder, adapter=adapter)

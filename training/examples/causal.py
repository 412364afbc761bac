"""Any causal language model as a writer, through transformers: by itself, or under the grammar."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from diagram.errors import DiagramError
from diagram.generation import templates
from diagram.generation.templates import Notation
from training.examples.endings import spell
from training.examples.writers import PROMPT_TOP_P, Answer, BackendWriter, Prompt

PROMPT_TOKENS = 200  # at most
SALT = 1_000_003


class CausalWriter(BackendWriter):
    """A model of transformers with an optional adapter; batches are of `block` sequences.

    With `grammar`, answers are those of the backend, which always parse and end; without it they are what the
    model writes by itself, which is what a preference set rejects. Raises ModelUnavailable where the model or
    the adapter does not load.
    """

    block = 16

    def __init__(
        self,
        model: str,
        notation: Notation,
        adapter: str | None = None,
        *,
        labels: bool = True,
        tokens: int = 1024,
        grammar: bool = False,
    ) -> None:
        from diagram.generation import checkpoints

        super().__init__(checkpoints.load(model, adapter, notation=notation), notation, labels)
        self.wording, self.tokens, self.grammar = self.backend.wording, tokens, grammar
        self.model, self.tokenizer = self.backend.model, self.backend.tokenizer

    def write_prompts(self, indices: Sequence[int], seed: int) -> list[Prompt]:
        """A prompt an index; the batch is seeded by its first, so the same indices give the same prompts."""
        ends = set(self.backend.ends)
        stop: dict = {}
        if self._outline_token is not None:
            ends.add(self._outline_token)
        else:
            mark = templates.AFTER_WORDS if self.notation == "rows" else templates.OUTLINE
            stop = {"stop_strings": [mark], "tokenizer": self.tokenizer}
        bare = [templates.bare_prompt(self.notation)] * len(indices)
        salt = seed * SALT + indices[0]
        stop["repetition_penalty"] = self.repetition_penalty
        written = self._generate(bare, salt, self.prompt_temperature, PROMPT_TOKENS, ends, stop)
        return [self._prompt(tokens, ends) for tokens in written]

    def answer(self, prompts: Sequence[str], count: int, seed: int, temperature: float) -> list[list[Answer]]:
        if self.grammar:
            self.backend.temperature = temperature or self.backend.temperature
            return super().answer(prompts, count, seed, temperature)
        found: list[list[Answer]] = [[] for _ in prompts]
        # The space at the end belongs to the answer's first token (" ["): the model writes it.
        asked = [self.backend.question(words).rstrip(" ") for words in prompts]
        greedy = [(i, 0.0) for i in range(len(prompts))]
        sampled = [(i, temperature) for i in range(len(prompts)) for _ in range(count - 1)]
        jobs = [*_batches(greedy, self.block), *_batches(sampled, self.block)]
        for number, batch in enumerate(jobs):
            texts = [asked[i] for i, _ in batch]
            salt = seed * SALT + number
            written = self._generate(texts, salt, batch[0][1], self.tokens, set(self.backend.ends))
            for (i, _), tokens in zip(batch, written, strict=True):
                found[i].append(self._answer(tokens, prompts[i]))
        return found

    @cached_property
    def _outline_token(self) -> int | None:
        known = self.tokenizer.get_vocab()
        return known.get(templates.OUTLINE) if self.notation == "outline" else None

    @cached_property
    def _vocabulary(self):
        """The embedded model's tokens, where these are its: they spell names in lower case, words apart."""
        from diagram.generation.grammar import Vocabulary

        ours = self.backend.is_legible and self.notation == "outline"
        return Vocabulary(self.tokenizer) if ours else None

    def _generate(
        self,
        texts: list[str],
        salt: int,
        temperature: float,
        tokens: int,
        ends: set[int],
        stop: dict | None = None,
    ) -> list[list[int]]:
        """The new tokens of each text, with padding; greedy at temperature 0."""
        import torch

        asked = [self.tokenizer(text)["input_ids"] for text in texts]
        length = max(map(len, asked))
        virtual = self.backend.virtual
        taken = length + (0 if virtual is None else virtual.shape[1])
        room = min(tokens, self.backend.limit - taken)
        if room < 1:
            return [[] for _ in texts]
        pad = self.tokenizer.pad_token_id
        pad = min(ends) if pad is None else pad
        ids = torch.tensor([[pad] * (length - len(row)) + row for row in asked], device=self.model.device)
        mask = torch.tensor([[0] * (length - len(row)) + [1] * len(row) for row in asked], device=ids.device)
        given: dict = {"input_ids": ids, "attention_mask": mask}
        if virtual is not None:  # a learnt prompt, between the padding and the text it does not matter
            embedded = self.model.get_input_embeddings()(ids)
            prefix = virtual.to(embedded).expand(len(texts), -1, -1)
            given = {
                "inputs_embeds": torch.cat([prefix, embedded], 1),
                "attention_mask": torch.cat([mask.new_ones(prefix.shape[:2]), mask], 1),
            }
        how = {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
        if temperature:
            how = {"do_sample": True, "temperature": temperature, "top_p": PROMPT_TOP_P, "top_k": 0}
        torch.manual_seed(salt % 2**63)
        with torch.inference_mode():
            out = self.model.generate(
                **given,
                max_new_tokens=room,
                pad_token_id=pad,
                eos_token_id=sorted(ends),
                **how,
                **(stop or {}),
            )
        # Given embeddings, generate returns the new tokens only.
        return [row[0 if virtual is not None else length :].tolist() for row in out]

    def _prompt(self, tokens: list[int], ends: set[int]) -> Prompt:
        tokens, ended = _cut(tokens, ends)
        if self._vocabulary:
            return Prompt(spell(self._vocabulary.words(tokens)), ended and bool(tokens))
        text = self.tokenizer.decode(tokens, skip_special_tokens=True)
        mark = templates.AFTER_WORDS if self.notation == "rows" else templates.OUTLINE
        words, found, _ = text.partition(mark)
        return Prompt(words.strip(), bool(found) or ended)

    def _answer(self, tokens: list[int], words: str) -> Answer:
        tokens, ended = _cut(tokens, set(self.backend.ends))
        if not self._vocabulary:
            text = self.tokenizer.decode(tokens, skip_special_tokens=True)
            return Answer(text.strip(), ended, len(tokens))
        from diagram.generation.transcript import read

        spelt = self._vocabulary.words(tokens)
        try:
            return Answer(str(read(spelt, words)), ended, len(tokens))
        except (DiagramError, TypeError, ValueError):  # no outline: the words as they are
            return Answer(" ".join(spelt), ended, len(tokens))


def _cut(tokens: list[int], ends: set[int]) -> tuple[list[int], bool]:
    """The tokens up to the first that ends a text, and whether there is one."""
    at = next((i for i, token in enumerate(tokens) if token in ends), None)
    return tokens[:at], at is not None


def _batches(items: list, size: int) -> list[list]:
    return [items[i : i + size] for i in range(0, len(items), size)]

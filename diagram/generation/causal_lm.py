"""Any causal language model of transformers, with a PEFT adapter or without: the backend `transformers`.

    model = checkpoints.load("deepseek-ai/deepseek-coder-1.3b-instruct", "owner/adapter")
    model.write("CNN with 64x64 input, ...", 5, seed=0)

A model whose tokenizer has `<|outline|>` writes outlines, any other rows. Every completion is under a
grammar: it always parses and ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from diagram.errors import DiagramError, InvalidPrompt, ModelUnavailable
from diagram.generation import templates
from diagram.generation.backend import Writing
from diagram.generation.embedded import CLOSING
from diagram.generation.templates import OUTLINE, Notation, Wording

if TYPE_CHECKING:
    import torch

    from diagram.generation.decoding import Completion, Progress, State
    from diagram.generation.lexicon import Lexicon
    from diagram.generation.text_grammar import TextGrammar

BUDGET = {"rows": 2400, "outline": 600}  # tokens; then a completion closes at the next place where it can
TEMPERATURE = 0.7
EXTRA_ENDS = ("<|EOT|>", "<|end|>", "<|im_end|>", "<|eot_id|>")  # end an answer where the tokenizer has them


@dataclass(frozen=True, slots=True)
class Text:
    """One completion as text, whether it ended, and what it cost."""

    text: str
    tokens: int
    log_probability: float
    ended: bool


class CausalLM:
    """A causal language model and its tokenizer, ready to write.

    `virtual` (1 x P x W) are the embeddings that prompt tuning puts in front of every prompt. After `budget`
    tokens a completion closes.
    """

    def __init__(
        self,
        model,
        tokenizer,
        name: str,
        notation: Notation | None = None,
        wording: Wording = "later",
        *,
        virtual: torch.Tensor | None = None,
        budget: int | None = None,
        temperature: float = TEMPERATURE,
    ) -> None:
        self.model, self.tokenizer, self.virtual = model.eval(), tokenizer, virtual
        self.name = f"transformers:{name}"
        self.is_legible = OUTLINE in tokenizer.get_vocab()
        self.notation: Notation = notation or ("outline" if self.is_legible else "rows")
        self.wording: Wording = wording
        self.budget = budget or BUDGET[self.notation]
        self.temperature = temperature
        self.limit = getattr(model.config, "max_position_embeddings", None) or 2048
        self.ends = ends_of(model, tokenizer)
        self.lock = threading.Lock()
        self._grammars: dict[str, TextGrammar] = {}  # by what an answer begins with

    def write(
        self,
        prompt: str,
        count: int = 5,
        seed: int = 0,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Writing]:
        """`count` outlines; the first is the likeliest, the others are sampled.

        `progress(tokens, at_most)` is called after every step; Cancelled is raised once `cancelled()` is
        true, InvalidPrompt where the prompt leaves no room for an answer.
        """
        from diagram.generation.row_outline import read_outline
        from diagram.outline import parse

        if self.notation == "outline" and self.is_legible:
            return self._write_copied(prompt, count, seed, progress, cancelled)
        read = read_outline if self.notation == "rows" else parse
        writings = []
        for text in self.complete(self.question(prompt), count, seed, progress=progress, cancelled=cancelled):
            with suppress(DiagramError):
                writings.append(Writing(read(text.text), text.log_probability, text.tokens))
        return writings

    def question(self, prompt: str) -> str:
        """The text that the model is asked with."""
        # The user's words hold no special tokens, neither of this model nor of deepseek's.
        words = templates.plain_words(prompt).replace("<｜", "< ｜")
        if self.notation == "outline":
            return templates.outline_prompt(words)
        return templates.row_prompt(words, self.wording)

    def complete(
        self,
        question: str,
        count: int = 1,
        seed: int = 0,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Text]:
        """`count` answers to a question, as rows or an outline in text, under the notation's grammar."""
        # The space at the question's end belongs to the answer's first token (" ["): the model writes it.
        head = question.rstrip(" ")
        grammar = self._grammar(question[len(head) :])
        tokens = self.tokenizer(head)["input_ids"]
        room = self._room(len(tokens), grammar.closing)
        begin = partial(grammar.begin, room - grammar.closing)
        found = self._decode(tokens, begin, count, room, seed, progress=progress, cancelled=cancelled)
        return [self._text(completion) for completion in found]

    def _text(self, completion: Completion) -> Text:
        tokens = [token for token in completion.tokens if token not in self.ends]
        text = self.tokenizer.decode(tokens, clean_up_tokenization_spaces=False)
        return Text(text.strip(), len(completion.tokens), completion.log_probability, completion.ended)

    def _write_copied(self, prompt: str, count: int, seed: int, progress, cancelled) -> list[Writing]:
        """Outlines in the embedded model's own tokens, under its grammar and copy mask."""
        from diagram.generation import grammar
        from diagram.generation.transcript import read

        v = self._lexicon.vocabulary
        encoded = v.encode_text(prompt)
        head = [v.prompt, *encoded, v.outline]
        source = self._lexicon.source(prompt, encoded, True)
        room = self._room(len(head), CLOSING)
        begin = partial(grammar.State, v, source, room - CLOSING)
        writings = []
        for found in self._decode(head, begin, count, room, seed, progress=progress, cancelled=cancelled):
            words = v.words(token for token in found.tokens if token != v.end)
            with suppress(DiagramError):
                writings.append(Writing(read(words, prompt), found.log_probability, len(found.tokens)))
        return writings

    def _decode(
        self,
        head: list[int],
        begin: Callable[[], State],
        count: int,
        room: int,
        seed: int,
        *,
        first: int = 0,
        **watching,
    ) -> list[Completion]:
        """All candidates in one batch; in two where the device has too little memory."""
        import torch

        from diagram.generation.decoding import decode

        with self.lock, suppress(torch.OutOfMemoryError):
            states = [begin() for _ in range(count)]
            options = {"temperature": self.temperature, "first": first, "virtual": self.virtual}
            return decode(self.model, head, states, room, seed, **options, **watching)
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        if count == 1:
            raise ModelUnavailable(
                f"The memory of {self.model.device} is too small for {self.name} and {room} tokens; "
                "take a smaller model, or another device."
            )
        half = count // 2
        return [
            *self._decode(head, begin, half, room, seed, first=first, **watching),
            *self._decode(head, begin, count - half, room, seed, first=first + half, **watching),
        ]

    def _room(self, head: int, closing: int) -> int:
        taken = head + (0 if self.virtual is None else self.virtual.shape[1])
        room = min(self.budget + closing, self.limit - taken)
        if room < closing:
            raise InvalidPrompt(
                f"The prompt has {taken} tokens with what is put around it; {self.name} reads and writes "
                f"{self.limit} in all, {closing} of them for the answer. Say it in fewer words or in parts."
            )
        return room

    def _grammar(self, prefix: str) -> TextGrammar:
        from diagram.generation.text_grammar import TextGrammar

        if prefix not in self._grammars:
            self._grammars[prefix] = TextGrammar(self.tokenizer, sorted(self.ends), self.notation, prefix)
        return self._grammars[prefix]

    @cached_property
    def _lexicon(self) -> Lexicon:
        from diagram.generation.embedded import WEIGHTS
        from diagram.generation.grammar import Vocabulary
        from diagram.generation.lexicon import Lexicon

        return Lexicon(Vocabulary(self.tokenizer), WEIGHTS / "lexicon.json")


def ends_of(model, tokenizer) -> frozenset[int]:
    """The ids that end an answer: by the model's settings, the tokenizer, and known names of such tokens."""
    settings = getattr(model, "generation_config", None)
    found: set[int] = set()
    for ids in (getattr(settings, "eos_token_id", None), model.config.eos_token_id, tokenizer.eos_token_id):
        found.update([ids] if isinstance(ids, int) else ids or [])
    entries = tokenizer.get_vocab()
    found.update(entries[text] for text in EXTRA_ENDS if text in entries)
    if not found:
        raise ModelUnavailable("The model's tokenizer has no token that ends a text; take another model.")
    return frozenset(i for i in found if 0 <= i < model.config.vocab_size)

"""A model behind a URL as a writer: prompts by raw completions, answers by chat."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from diagram.errors import DiagramError, ModelUnavailable
from diagram.generation import instructions, templates
from diagram.generation.endpoint import TOGETHER, Endpoint
from diagram.generation.endpoint_errors import NothingReadable
from diagram.generation.templates import Notation
from training.examples.causal import PROMPT_TOKENS, SALT
from training.examples.commands import load_tokenizer
from training.examples.writers import PROMPT_TOP_P, Answer, BackendWriter, Prompt

SLOT = "{words}"  # of a template that is given: where the user's words stand
MARK = "the words of the user"  # the same in a conversation; no words of a chat template


@dataclass(frozen=True, slots=True)
class Template:
    """The text before the user's words, which a model goes on from, and what ends them, if anything is to."""

    before: str
    end: str = ""


def read_template(path: Path) -> Template:
    """The template of a text file, with `{words}` in the place of the user's words. Raises DiagramError."""
    try:
        text = path.read_bytes().decode()  # as it stands, with its ends of lines
    except (OSError, UnicodeDecodeError) as error:
        raise DiagramError(f"The template {path} cannot be read ({error}); give a text file.") from error
    if text.count(SLOT) != 1:
        raise DiagramError(
            f"The template {path} has {SLOT} {text.count(SLOT)} times; write it once, for the user's words."
        )
    return _cut(text, SLOT)


def template_of(notation: Notation, tokenizer: str) -> Template:
    """The template of the row notation, else the one of the tokenizer's chats (folder or Hub id).

    A chat's stands after the instructions and examples that answers are asked for with, so that the user's
    words are those for a diagram. Raises ModelUnavailable.
    """
    from jinja2 import TemplateError

    if notation == "rows":
        return _cut(templates.row_prompt(SLOT), SLOT)
    found = load_tokenizer(tokenizer, "the template by --template")
    if not found.chat_template:
        raise ModelUnavailable(
            f"The tokenizer of {tokenizer!r} has no chat template; give one by --template."
        )
    system, *chat = instructions.messages(MARK)
    try:
        text = found.apply_chat_template([system, *chat], tokenize=False, add_generation_prompt=True)
    except TemplateError:  # it knows no system; so the first user says it
        first = {"role": "user", "content": f"{system['content']}\n\n{chat[0]['content']}"}
        text = found.apply_chat_template([first, *chat[1:]], tokenize=False, add_generation_prompt=True)
    return _cut(text.removeprefix(found.bos_token or ""), MARK)  # servers put it in front themselves


def _cut(text: str, slot: str) -> Template:
    before, _, after = text.rpartition(slot)
    return Template(before, next((line.strip() for line in after.splitlines() if line.strip()), ""))


class EndpointWriter(BackendWriter):
    """A model behind a URL: it goes on from the template by itself, and answers as the backend asks it to.

    Without a template it answers only. A server that fails is an error and no answer, so that what is missing
    is written when it is back.
    """

    backend: Endpoint

    def __init__(
        self,
        backend: Endpoint,
        template: Template | None = None,
        notation: Notation = "outline",
        labels: bool = True,
    ) -> None:
        super().__init__(backend, notation, labels)
        self.template = template

    def write_prompts(self, indices: Sequence[int], seed: int) -> list[Prompt]:
        if self.template is None:
            return super().write_prompts(indices, seed)
        with ThreadPoolExecutor(TOGETHER) as pool:
            return list(pool.map(lambda index: self._prompt(seed * SALT + index), indices))

    def answer(self, prompts: Sequence[str], count: int, seed: int, temperature: float) -> list[list[Answer]]:
        with ThreadPoolExecutor(TOGETHER) as pool:
            return list(pool.map(lambda words: self._answer(words, count, seed, temperature), prompts))

    def _prompt(self, seed: int) -> Prompt:
        end = self.template.end
        text, ended = self.backend.go_on(
            self.template.before,
            seed,
            temperature=self.prompt_temperature,
            top_p=PROMPT_TOP_P,
            tokens=PROMPT_TOKENS,
            stop=(end,) if end else (),
        )
        words, found, _ = text.partition(end) if end else (text, "", "")
        return Prompt(words.strip(), ended or bool(found))

    def _answer(self, words: str, count: int, seed: int, temperature: float) -> list[Answer]:
        try:
            return self._spell(self.backend.write(words, count, seed, temperature=temperature))
        except NothingReadable:
            return []

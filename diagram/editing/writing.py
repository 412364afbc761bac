"""The embedded model writes an outline anew after a request: what it reads, and what it may write."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from diagram.editing.intents import Request
from diagram.errors import DiagramError, InvalidPrompt
from diagram.generation import search
from diagram.generation.backend import Writing
from diagram.generation.search import Task
from diagram.generation.transcript import THOUSANDS, Names
from diagram.graph import STYLE_FIELDS
from diagram.outline import Outline, fold

if TYPE_CHECKING:
    from diagram.generation.embedded import EmbeddedModel
    from diagram.generation.grammar import Source, State, Vocabulary

MOST_OLD = 400  # tokens of an outline to edit
MOST_REQUEST = 120  # tokens
ROOM = 120  # tokens by which an outline may grow


class OldNames(Names):
    """Names as the old outline writes them, else as the request does."""

    def __init__(self, outline: Outline, request: str) -> None:
        super().__init__(request)
        self.known = {fold(THOUSANDS.sub("", name)): name for name in names_of(outline)}
        self.known |= {fold(name): name for name in names_of(outline)}

    def restore(self, words: list[str]) -> str:
        """The words as they stand in the outline or the request."""
        return self.known.get("".join(words)) or super().restore(words)


def names_of(outline: Outline) -> Iterator[str]:
    """All names, labels and group titles (without their repeats), as they are written first."""
    found: dict[str, str] = {}
    for statement in outline.statements:
        texts = [re.sub(r" ×\d+$", "", statement.group)] if statement.group else []
        for item in (item for items in statement.lists for item in items):
            texts += [item.name, item.label] if item.label else [item.name]
        for text in texts:
            found.setdefault(fold(text), text)
    yield from found.values()


def make_source(
    vocabulary: Vocabulary, outline: Outline, request: str, usual: Iterable[list[int]] = ()
) -> Source:
    """What may be copied: spans of the request, whole names of the old outline and `usual` ones (tokens)."""
    from diagram.generation.grammar import add_numbers, make_source

    names = [vocabulary.encode_text(name) for name in names_of(outline)]
    source = make_source(vocabulary, vocabulary.encode_text(request), [*names, *usual])
    add_numbers(vocabulary, source, set(re.findall(r"\d+", str(outline))))
    known = Request(request, outline.structure()).styles(outline.style)
    words = {vocabulary.texts[token]: token for tokens in vocabulary.style for token in tokens}
    styles = tuple(tuple(words[value] for value in known[name]) for name in STYLE_FIELDS)
    return replace(source, colors=True, styles=styles)


def make_state(
    vocabulary: Vocabulary, outline: Outline, request: str, usual: Iterable[list[int]] = ()
) -> State:
    """The grammar at the start of a new outline."""
    from diagram.generation.grammar import State

    budget = len(vocabulary.encode_text(str(outline))) + ROOM
    return State(vocabulary, make_source(vocabulary, outline, request, usual), budget)


class EmbeddedEditor:
    """Edits by the embedded model: `<|outline|>` old `<|prompt|>` request `<|outline|>` new `<|end|>`."""

    def __init__(self, model: EmbeddedModel) -> None:
        self.model = model
        self.name = model.name

    def edit(self, outline: Outline, request: str, count: int, seed: int) -> Iterator[Writing]:
        """Up to `count` outlines for the request, the likeliest first; `seed` makes no difference.

        Those after the first are written only when they are asked for: they leave one that is written already
        where another token was the likeliest that was not taken, and go on as is likeliest from there. Raises
        InvalidPrompt where the outline or the request is too long.
        """
        task = self.task(outline, request)
        for found in search.likeliest(self.model, task, count):
            for candidate in sorted(found, key=lambda candidate: -candidate.score):
                with contextlib.suppress(DiagramError):  # a name that outgrew the room
                    outline = search.read(self.model, task, candidate)
                    yield Writing(outline, candidate.score, len(candidate.tokens))

    def task(self, outline: Outline, request: str) -> Task:
        """What the model reads and may write for a request. Raises InvalidPrompt where that is too long."""
        v = self.model.vocabulary
        old, said = v.encode_text(str(outline)), v.encode_text(request)
        for length, most, what in ((len(old), MOST_OLD, "diagram"), (len(said), MOST_REQUEST, "request")):
            if length > most:
                raise InvalidPrompt(
                    f"The {what} has about {length} words and signs; editing by words reads {most}. "
                    + ("Change it by hand." if what == "diagram" else "Ask for one thing at a time.")
                )
        head = [v.outline, *old, v.prompt, *said, v.outline]
        source = make_source(v, outline, request, self.model.lexicon.layers)
        return Task(head, source, len(old) + ROOM, [*old, -1, *said], OldNames(outline, request), True)

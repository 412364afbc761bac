"""The product's lexicon: names that an outline may hold though no prompt says them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.wording.known import nearly_named

if TYPE_CHECKING:
    from diagram.generation.grammar import Source, Vocabulary


class Lexicon:
    """The usual layers, and the parts of named architectures, in one tokenizer's tokens."""

    def __init__(self, vocabulary: Vocabulary, path: Path) -> None:
        self.vocabulary = vocabulary
        found = json.loads(path.read_text(encoding="utf-8"))
        encode = vocabulary.encode_text
        self.layers = [encode(name) for name in found["layers"]]
        self.architectures = [
            (
                ["".join(alias.split()) for alias in entry["aliases"]],
                [encode(name) for name in entry["names"]],
                entry["numbers"],
            )
            for entry in found["architectures"]
        ]

    def source(self, prompt: str, tokens: list[int], copies: bool) -> Source:
        """What may be copied: the prompt, the usual layers, and the parts of architectures it names."""
        from diagram.generation.grammar import add_numbers, make_source

        folded = "".join(prompt.lower().split())
        named = [e for e in self.architectures if any(alias in folded for alias in e[0])]
        if not named:
            aliases = [entry[0] for entry in self.architectures]
            named = [self.architectures[i] for i in nearly_named(prompt, aliases)]
        entries = [*self.layers, *(name for entry in named for name in entry[1])]
        source = make_source(self.vocabulary, tokens, entries, copies)
        add_numbers(self.vocabulary, source, {n for entry in named for n in entry[2]})
        return source

"""Layers of networks: which of them a word means, as words/layers.txt has it."""

from __future__ import annotations

import re
from functools import lru_cache

from diagram.wording.lists import lines_of, words_of

WORD = re.compile(
    r"(?P<pair>(?<![^\W_])\d+(?:[ \t]*(?:[x×*✕]|by)[ \t]*\d+)+(?!\d)"
    r"|(?<=\()(?P<side>\d+), ?(?P=side)(?:, ?\d+)?(?=\))|(?<=\()\d+, ?(?P<wide>\d+), ?(?P=wide)(?=\)))"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<hangul>[가-힣]+)|(?P<latin>[^\W\d_가-힣][^\W_가-힣]*)"
)
CARRIERS = re.compile(
    r"net|nets|network|networks|netwrok|nn|neural|nueral|model|autoencoder|based|block|blocks|stack"
    r"|(신경망|네트워크|모델|기반|구조).*"
)


@lru_cache(maxsize=1)
def _layer_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    pairs = (line.split("\t") for line in lines_of("layers.txt"))
    return tuple((atom, re.compile(pattern)) for atom, pattern in pairs)


@lru_cache(maxsize=1)
def stands_for() -> dict[str, frozenset[str]]:
    """{layer: other words by which a prompt may mean it}."""
    pairs = (line.split("\t") for line in lines_of("stands_for.txt"))
    return {atom: frozenset(words.split()) for atom, words in pairs}


@lru_cache(maxsize=16384)
def layers_of(word: str) -> frozenset[str]:
    """What layers a word means: "BN" is a batch norm."""
    return frozenset(atom for atom, pattern in _layer_words() if pattern.fullmatch(word))


@lru_cache(maxsize=4096)
def layers_in(name: str) -> frozenset[str]:
    """All layers that the words of a name may mean."""
    words = [match.group() for match in WORD.finditer(name.lower())]
    return frozenset().union(*(layers_of(word) for word in words)) if words else frozenset()


def strong_layers(word: str) -> frozenset[str]:
    """The layers that a word means, of those whose words name no step."""
    return layers_of(word) & words_of("strong layers")

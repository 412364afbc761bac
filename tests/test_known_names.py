"""Names of known architectures with a slip of the keyboard in them."""

import pytest

from diagram.generation import embedded
from diagram.wording.known import nearly_named

KNOWN = (["scrum", "agile scrum"], ["water cycle", "물의 순환"], ["waterfall model", "waterfall"])


@pytest.mark.parametrize(
    ("prompt", "which"),
    [
        ("wter cycle please", [1]),
        ("waetrfall please", [2]),
        ("a waterfal modle", [2]),
        ("receive order, then ship it", []),
        ("", []),
    ],
)
def test_a_name_with_a_slip_is_known(prompt, which):
    assert nearly_named(prompt, KNOWN) == which


def test_parts_of_a_misspelt_architecture_may_be_written():
    from transformers import AutoTokenizer

    from diagram.generation.grammar import Vocabulary
    from diagram.generation.lexicon import Lexicon

    vocabulary = Vocabulary(AutoTokenizer.from_pretrained(embedded.WEIGHTS))
    lexicon = Lexicon(vocabulary, embedded.WEIGHTS / "lexicon.json")
    part = vocabulary.encode_text("evaporation")

    def offers(prompt: str) -> bool:
        tokens = lexicon.source(prompt, vocabulary.encode_text(prompt), copies=True).tokens
        return any(list(tokens[i : i + len(part)]) == part for i in range(len(tokens)))

    assert offers("show me the water cycle")
    assert offers("show me the wtaer cycle")
    assert not offers("show me the bicycle")

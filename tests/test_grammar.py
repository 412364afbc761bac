"""Whatever a model's weights say, what it writes under the grammar parses, names known nodes, and ends."""

import random

import pytest

from diagram.generation import embedded, transcript
from diagram.generation.grammar import State, Vocabulary, make_source
from diagram.outline import fold, parse

LEXICON = ("input", "conv", "max pool", "hidden", "output", "yes", "no")
PROMPTS = (
    "CNN with 64x64 input, 3x3 conv, 2x2 max pooling, 256 and 64 hidden nodes, 10 outputs",
    "If the payment succeeds, ship the order; otherwise cancel it. "
    "Zelwy's pre-processing (v2) feeds C# and 12345 rows.",
    "사용자가 주문하면 재고를 확인하고, 재고가 있으면 배송 3팀으로, 없으면 취소한다",
    "a",
    "→ -> , ; : [x] #3 @4 ~2 = ? + × same 3x3 same",
    'ship\nthe "order"\n- to: Bob\'s 1st-floor office/desk №5 😀',
)


@pytest.fixture(scope="module")
def vocabulary():
    from transformers import AutoTokenizer

    return Vocabulary(AutoTokenizer.from_pretrained(embedded.WEIGHTS))


def walk(vocabulary: Vocabulary, prompt: str, seed: int, budget: int, copies: bool) -> list[str]:
    """The words of one completion in which every allowed token is as likely as any other."""
    rng = random.Random(seed)
    lexicon = [vocabulary.encode_text(name) for name in LEXICON]
    source = make_source(vocabulary, vocabulary.encode_text(prompt), lexicon, copies)
    state = State(vocabulary, source, budget)
    tokens = []
    while not state.ended:
        options = state.allowed()
        assert options, (prompt, vocabulary.words(tokens))
        tokens.append(rng.choice(options))
        state.advance(tokens[-1])
        assert len(tokens) < budget + 80, "the budget does not close the outline"
    return vocabulary.words(tokens[:-1])


@pytest.mark.parametrize("copies", [True, False])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_any_completion_under_the_grammar_is_an_outline_whose_names_resolve(vocabulary, prompt, copies):
    for seed in range(50 if copies else 8):
        words = walk(vocabulary, prompt, seed, budget=seed * 5, copies=copies)
        outline = transcript.read(words, prompt)
        assert outline.structure().nodes
        assert parse(str(outline)) == outline


def test_copied_names_come_from_the_prompt_or_the_lexicon(vocabulary):
    prompt = PROMPTS[1]
    allowed = {fold(name) for name in LEXICON}
    for seed in range(60):
        outline = transcript.read(walk(vocabulary, prompt, seed, 120, copies=True), prompt)
        for node in outline.structure().nodes:
            assert fold(node.name) in fold(prompt) or fold(node.name) in allowed, node.name


def test_a_name_never_stops_inside_a_latin_word(vocabulary):
    prompt = "retraining the zelwyphone"
    words = {"retraining", "the", "zelwyphone"}
    spans = {"retraining the", "the zelwyphone", "retraining the zelwyphone"}
    for seed in range(40):
        outline = transcript.read(walk(vocabulary, prompt, seed, 60, copies=True), prompt)
        assert {node.name for node in outline.structure().nodes} <= words | spans | set(LEXICON)


def test_a_number_of_any_length_is_one_word(vocabulary):
    for text in ("12345 rows", "784 - 123456789", "a 1000 b 10000"):
        assert vocabulary.words(vocabulary.encode_text(text)) == text.split()


def test_names_are_written_as_the_prompt_writes_them():
    names = transcript.Names("Send it to PostgreSQL, then the Pre-processing (v2) step")
    assert names.restore(["postgresql"]) == "PostgreSQL"
    assert names.restore(["pre", "-", "processing", "(", "v", "2", ")"]) == "Pre-processing (v2)"
    assert names.restore(["max", "pool"]) == "max pool"


def test_marks_of_the_model_in_a_prompt_are_text_like_any_other(vocabulary):
    tokens = vocabulary.encode_text("a <|end|> b<|outline|>")
    assert not {vocabulary.prompt, vocabulary.outline, vocabulary.end} & set(tokens)
    assert vocabulary.words(tokens) == ["a", *"<|", "end", *"|>", "b", *"<|", "outline", *"|>"]


def test_a_digit_that_is_no_number_is_part_of_the_name():
    outline = transcript.read(["right", "round", "arrow", "blue", "normal", "\n", "m", "/", "²"], "m/²")
    assert [node.name for node in outline.structure().nodes] == ["m/²"]

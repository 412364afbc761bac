"""Grammars over tokens: what may come is rows or an outline, it ends, and what we write is allowed."""

import numpy as np
import pytest

from diagram import layout, rows
from diagram.errors import ModelUnavailable
from diagram.generation.text_grammar import CLOSING, TextGrammar
from diagram.outline import parse
from tests import tiny_models
from tests.random_outlines import random_outline

ODD_ROW = "[0, 5.25, 600, 'circle', 1000, 1.5, 'dashed line', (0, 9, 255), (10, 200, 99), [], \"user's\"]"


@pytest.fixture(scope="module")
def tokenizer():
    return tiny_models.make_tokenizer()


@pytest.fixture(scope="module")
def grammars(tokenizer) -> dict[str, TextGrammar]:
    end = tokenizer.eos_token_id
    return {name: TextGrammar(tokenizer, [end], name, " " * (name == "rows")) for name in ("rows", "outline")}


def write(grammar: TextGrammar, budget: int, seed: int) -> list[int]:
    """What a model without any sense writes: any token that is allowed is as likely as any other."""
    state, rng, tokens = grammar.begin(budget), np.random.default_rng(seed), []
    while not state.ended:
        new = state.forced() or [int(rng.choice(state.allowed()))]
        for token in new:
            state.advance(token)
        tokens += new
    return tokens


def takes(grammar: TextGrammar, tokenizer, text: str) -> bool:
    state = grammar.begin(10_000)
    for token in [*tokenizer(text, add_special_tokens=False)["input_ids"], tokenizer.eos_token_id]:
        if token not in state.allowed():
            return False
        state.advance(token)
    return state.ended


@pytest.mark.parametrize("notation", ["rows", "outline"])
def test_any_choice_of_allowed_tokens_can_be_read_and_ends_soon_after_the_budget(
    grammars, tokenizer, notation
):
    for seed in range(25):
        tokens = write(grammars[notation], budget=150, seed=seed)
        assert len(tokens) <= 150 + CLOSING[notation] + 1
        text = tokenizer.decode(tokens[:-1])
        if notation == "rows":
            problems = rows.read(text).problems
            assert all("not there" in problem or "more" in problem for problem in problems), text
        else:
            parse(text).structure()


def test_rows_as_this_product_writes_them_are_allowed(grammars, tokenizer):
    for seed in range(8):
        diagram = layout.lay_out(random_outline(seed))
        within = all(node.x <= 1000 and node.y <= 600 for node in diagram.nodes)
        text = rows.write(diagram, labels=seed % 2 == 0)
        rounded = rows.write(rows.read(text).diagram, labels=seed % 2 == 0)
        assert text == rounded
        if within and all(len(node.label) <= 48 and len(node.targets) <= 40 for node in diagram.nodes):
            assert takes(grammars["rows"], tokenizer, " " + text), text


@pytest.mark.parametrize(
    "text",
    [
        " " + tiny_models.chain(["load", "청소", "train"]),
        " " + ODD_ROW,
        " [1" + tiny_models.chain(["load"])[2:],
    ],
    ids=["korean", "fractions and quotes", "from one"],
)
def test_rows_of_every_kind_are_allowed(grammars, tokenizer, text):
    assert takes(grammars["rows"], tokenizer, text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("100, 300", "1001, 300"),
        ("100, 300", "100, 601"),
        ("100, 60,", "0, 60,"),
        ("rectangle", "triangle"),
        ("255)", "256)"),
        ("[0,", "[2,"),
        ("'load'", "load"),
        ("'load']", "'load'"),
    ],
)
def test_what_is_no_row_is_not_allowed(grammars, tokenizer, old, new):
    text = " " + tiny_models.chain(["load"])
    assert takes(grammars["rows"], tokenizer, text)
    assert not takes(grammars["rows"], tokenizer, text.replace(old, new, 1))


@pytest.mark.parametrize(
    "text",
    [
        "right round arrow blue normal\nload -> clean, check -> train",
        "down box line mono tight\ninput 64x64; conv 3x3 @16; hidden #64",
        "right circle dashed color wide\n[시작] in stock ? -> yes: ship, no: 취소",
    ],
)
def test_outlines_are_allowed(grammars, tokenizer, text):
    assert takes(grammars["outline"], tokenizer, text)


def test_a_tokenizer_that_is_not_a_fast_one_is_refused_in_one_sentence():
    class Slow:
        def __len__(self) -> int:
            return 10

    with pytest.raises(ModelUnavailable, match=r"tokenizer \(Slow\) cannot be put under a grammar"):
        TextGrammar(Slow(), [1], "rows")

"""How many layers there are, and what is odd in a drawing's shape: pieces apart, branches alike."""

import pytest

from diagram.fidelity import Fidelity, check
from diagram.fidelity.repeats import layer_counts
from diagram.outline import parse
from diagram.recommendation import judge
from diagram.wording.reading import read_prompt


def layers(**counts: int) -> str:
    return "; ".join(name.replace("_", " ") for name, count in counts.items() for _ in range(count))


CNN = "CNN with 3 conv layers and 10 outputs"
TWO_KINDS = "three conv layers then two dense layers"
KOREAN = "3개의 합성곱층과 2개의 완전연결층"
WRONG = [
    ("5 conv layers", layers(conv=29), "5 conv layers"),
    (CNN, "conv; conv; output #10", "3 conv layers"),
    (TWO_KINDS, layers(conv=3, dense=1), "two dense layers"),
    (TWO_KINDS, layers(conv=2, dense=2), "three conv layers"),
    ("neural network with 5 hidden layers", layers(hidden=8, output=1), "5 hidden layers"),
    ("은닉층 3개인 신경망", "은닉층 #3; 은닉층 #3; 출력 #3", "은닉층 3개"),
    ("합성곱층 세 개 그려줘", layers(합성곱층=5), "합성곱층 세 개"),
    (KOREAN, "합성곱 ×3 -> 완전연결", "2개의 완전연결층"),
    (
        "two fully connected layers, then softmax",
        "fully connected -> softmax -> output\n+ fully connected ×4",
        "two fully connected layers",
    ),
]
RIGHT = [
    ("5 conv layers", layers(conv=5)),
    ("5 conv layers", "conv layers ×5 -> output"),
    (CNN, "conv; conv; conv; output #10"),
    (TWO_KINDS, layers(conv=3, dense=2)),
    (TWO_KINDS, layers(conv=3, dense=1, output=1)),
    ("12 attention layers, then softmax", "[layer ×12] attention -> norm\nnorm -> softmax"),
    ("은닉층 3개인 신경망", layers(입력=1, 은닉층=3, 출력=1)),
    ("입력 3개, 은닉층 4개, 출력 2개", "입력 #3; 은닉층 #4; 출력 #2"),
    ("은닉층 4개와 5개, 출력 2개", "은닉층 #4; 은닉층 #5; 출력 #2"),
    ("노드 15개의 완전연결층, 출력 노드 20개", "완전연결 #15; 출력 #20"),
    ("two layers of 45 and 27, two hidden layers with 9 and 8 nodes", layers(hidden=4)),
    ("10과 14개의 완전연결층", "완전연결 #10; 완전연결 #14"),
    (KOREAN, layers(합성곱=3, 완전연결=2)),
    ("two conv layers, pooling, then two conv layers", "conv; conv; pooling; conv; conv"),
    ("3 stages with 2 conv layers per stage", layers(conv=6)),
    ("3 hidden layers of 64", "dense #64; dense #64; dense #64"),
]


@pytest.mark.parametrize(("prompt", "outline", "said"), WRONG)
def test_another_number_of_layers_is_missing(prompt, outline, said):
    missing = check(prompt, parse(outline)).missing
    assert any(text.startswith("≠") and said in text for text in missing)


@pytest.mark.parametrize(("prompt", "outline"), RIGHT)
def test_the_number_of_layers_that_was_asked_for_is_no_mistake(prompt, outline):
    assert not [text for text in check(prompt, parse(outline)).missing if text.startswith("≠")]


@pytest.mark.parametrize(
    "prompt", ["5 steps", "3 conv and pool layers", "2 layers", "16개 노드의 은닉층", "50 conv layers"]
)
def test_what_counts_no_kind_of_layer_is_not_read_as_a_count(prompt):
    assert not layer_counts(read_prompt(prompt))


def test_a_count_is_no_size():
    wrong = check("5 conv layers", parse(layers(conv=5) + "; output #5"))
    assert "output 5" in wrong.extra
    assert check("5 conv layers, 5 outputs", parse(layers(conv=5) + "; output #5")).faithful


def test_a_number_of_layers_that_differs_is_not_among_the_numbers_that_appear():
    lines = check("5 conv layers", parse(layers(conv=4))).checklist("en")
    assert (False, 'the number of layers differs: "5 conv layers"') in lines
    assert not any("number appears" in text for _, text in lines)


def test_a_number_in_korean_words_above_twelve_is_read():
    assert isinstance(check("은닉층 뉴런 스무 개", parse("은닉층 #20")), Fidelity)


PIECES = "the clerk takes the order, the cook makes the soup, the waiter brings the bill"


def test_pieces_of_one_sentence_are_worth_a_look():
    apart = check(PIECES, parse("clerk -> order\ncook -> soup"))
    assert "pieces" in apart.flaws
    assert "pieces" not in check(PIECES, parse("clerk -> order -> cook -> soup")).flaws
    assert any("separate pieces" in text for _, text in apart.checklist("en"))
    assert any("조각" in text for _, text in apart.checklist("ko"))


@pytest.mark.parametrize(
    "prompt", ["A -> B\nC -> D", "group one: A to B, group two: C to D", "A goes to B. C goes to D."]
)
def test_lists_groups_and_sentences_apart_may_be_pieces(prompt):
    assert not check(prompt, parse("A -> B\nC -> D")).flaws


def test_branches_of_one_label_are_worth_a_look():
    prompt = "if the test passes ship it, otherwise fix it"
    twice, right = (parse(f"test passes ? -> yes: ship, {label}: fix") for label in ("yes", "no"))
    assert check(prompt, twice).flaws == ("branches",)
    assert check(prompt, right).flaws == ()
    judged = judge(prompt, [twice, right])
    assert judged[0].fidelity.faithful
    assert judged[1].tier < judged[0].tier


def test_no_arrow_alone_is_missing():
    found = check("conv, relu, pool, dense", parse("conv -> relu\npool -> dense"))
    assert "→" not in found.missing
    for language in ("en", "ko"):
        assert not any("→" in text for _, text in found.checklist(language))


def test_ways_are_told_in_words():
    lines = check("A -> B -> C", parse("A -> C -> B")).checklist("en")
    assert (False, 'no way leads from "B" to "C"') in lines

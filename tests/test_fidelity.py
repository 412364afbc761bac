"""What a prompt says and a diagram shows: numbers, names, known architectures, agreement of candidates."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from diagram.fidelity import Fidelity, agreement, check, drawable
from diagram.outline import Item, Outline, Statement, fold, parse
from diagram.wording.lists import slips_of
from tests.timing import quickest

CNN = "CNN with 64x64 input, 3x3 conv, 2x2 max pooling, 256 and 64 hidden nodes, 10 outputs"
CNN_OUTLINE = "input 64x64; conv 3x3; max pool 2x2; hidden #256; hidden #64; output #10"
RIGHT = [
    (CNN, CNN_OUTLINE),
    (
        "3 inputs, two hidden layers with 4 and 5 neurons, 2 outputs",
        "input #3; hidden #4; hidden #5; output #2",
    ),
    ("1. Mix flour\n2. Add eggs\n3. Bake for 30 minutes", "Mix flour -> Add eggs -> Bake for 30 minutes"),
    ("a load balancer connected to three clients: app, tv and web", "load balancer -> app, tv, web"),
    (
        "If the payment succeeds, send the receipt, otherwise cancel the order.",
        "payment succeeds ? -> yes: send the receipt, no: cancel the order",
    ),
    (
        "입력 뉴런 3개, 은닉층 뉴런 4개와 5개, 출력 뉴런 2개인 신경망 그려줘",
        "입력 #3; 은닉층 #4; 은닉층 #5; 출력 #2",
    ),
    (
        "주문을 접수하고 재고를 확인한 다음 상품을 포장해서 발송합니다.",
        "주문을 접수 -> 재고를 확인 -> 상품을 포장 -> 발송",
    ),
    ("pleese draw a digram: kafka goes to flink, flink goes to trino", "kafka -> flink -> trino"),
    (
        "ViT: patch embedding, then 12 encoder layers, then MLP head",
        "patch embedding -> encoder layers ×12 -> MLP head",
    ),
]
WRONG = [
    (CNN, CNN_OUTLINE.replace("#256", "#128"), "256", "128"),
    (CNN, CNN_OUTLINE.replace("conv 3x3; ", ""), "3x3", ""),
    (CNN, CNN_OUTLINE + "; dropout", "", "dropout"),
    ("kafka goes to flink, flink goes to trino", "kafka -> trino", "flink", ""),
    ("kafka goes to flink, flink goes to trino", "kafka -> flink -> cache", "trino", "cache"),
    ("공유기 -> 노트북, 휴대폰", "공유기 -> 노트북", "휴대폰", ""),
    ("입력 3, 은닉층 8, 출력 2", "입력 #3; 은닉층 #9; 출력 #2", "8", "9"),
]


@pytest.mark.parametrize(("prompt", "outline"), RIGHT)
def test_right_outline_is_faithful(prompt, outline):
    found = check(prompt, parse(outline))
    assert (found.missing, found.extra) == ((), ())


@pytest.mark.parametrize(("prompt", "outline", "missing", "extra"), WRONG)
def test_wrong_outline_says_what_is_wrong(prompt, outline, missing, extra):
    found = check(prompt, parse(outline))
    assert not found.faithful
    assert not missing or missing in found.missing
    assert not extra or extra in found.extra


def test_score_falls_with_every_mistake():
    scores = [
        check(CNN, parse(CNN_OUTLINE.replace(*swap))).score
        for swap in (("x", "x"), ("#64", "#65"), ("#", "#9"))
    ]
    assert scores[0] == 1.0
    assert 1.0 > scores[1] > scores[2] >= 0.0


@pytest.mark.parametrize("prompt", ["draw a GAN", "GAN 구조 그려줘", "the OODA loop", "MVC"])
def test_parts_of_something_asked_for_by_name_are_not_extra(prompt):
    found = check(prompt, parse("alpha -> beta -> gamma -> delta"))
    assert found.by_name
    assert found.faithful


def test_description_that_mentions_a_known_name_is_still_checked():
    found = check("GAN: noise 100 -> generator 256 -> image", parse("noise #100 -> generator #512 -> image"))
    assert not found.by_name
    assert "256" in found.missing


def reference(case: dict) -> Outline:
    """The outline of a case of the hand-written prompts: nodes first, then its edges."""
    statements, places = [], []
    for node in case["nodes"]:
        item = parse(
            f"{node['names'][0].replace(', ', '%, ')} {node['attributes']}".replace("%", "\\")
        ).statements
        item = replace(item[0].lists[0][0], new=True)
        number = sum(fold(name) == fold(item.name) for name, _ in places) + 1
        places.append((item.name, number))
        statements.append(Statement(((item,),)))
    for source, target, label in case["edges"]:
        ends = [Item(*places[n][:1], ordinal=places[n][1]) for n in (source, target)]
        statements.append(Statement(((ends[0],), (replace(ends[1], label=label),))))
    return Outline(tuple(statements))


def test_handwritten_references_are_faithful():
    lines = (Path(__file__).parent / "data" / "handwritten.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    good = sum(check(case["prompt"], reference(case)).faithful for case in cases)
    assert good >= 0.95 * len(cases)


def test_checklist_is_short_and_in_the_language_asked_for():
    good = check(CNN, parse(CNN_OUTLINE)).checklist("en")
    assert good == [(True, "all 6 numbers appear"), (True, "all 5 names appear")]
    bad = check(CNN, parse(CNN_OUTLINE.replace("#256", "#128"))).checklist("en")
    assert (False, "missing: 256") in bad
    assert (False, "not in your words: 128") in bad
    assert Fidelity(missing=("서버",)).checklist("ko") == [(False, "빠짐: 서버")]


def test_checklist_says_that_a_cycle_is_not_drawn():
    found = check("plan, build, test, and repeat", parse("plan -> build -> test"))
    assert (False, 'the cycle is not drawn: "repeat"') in found.checklist("en")
    assert (False, "되돌아가는 길이 없습니다: 'repeat'") in found.checklist("ko")


@pytest.mark.parametrize(
    "prompt", ["", "hello", "asdf", "!!!", "how are you?", "안녕하세요", "ㅋㅋㅋ", "thank you so much"]
)
def test_nothing_to_draw(prompt):
    assert not drawable(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        CNN,
        "gan",
        "a -> b",
        "A goes to B",
        "X feeds Y",
        "3-4-2",
        "물의 순환",
        "water cycle",
        "cats",
        "data -> model",
        "데이터 -> 모델",
        "model → output",
        "start => end",
        "the input feeds the output",
        "데이터를 모델에 넣는다",
        *(p for p, _ in RIGHT),
    ],
)
def test_something_to_draw(prompt):
    assert drawable(prompt)


def test_agreement_ignores_names_and_order_but_not_structure():
    first, renamed, other = (
        parse(text) for text in ("a -> b, c\nb -> d", "w -> y, x\nx -> z", "a -> b -> c -> d")
    )
    assert agreement([first, renamed, other]) == [0.5, 0.5, 0.0]
    assert agreement([first]) == [1.0]


def test_agreement_tells_sizes_and_directions_apart():
    assert agreement([parse("input #3; output #2"), parse("input #3; output #4")]) == [0.0, 0.0]
    assert agreement([parse("a -> b\na -> c"), parse("b -> a\nc -> a")]) == [0.0, 0.0]


def test_long_prompt_takes_no_long_time():
    prompt = "the quick server sends 12 of its packets to the old printer, " * 330
    assert quickest(lambda: check(prompt, parse("quick server -> old printer")), below=2) < 2


@pytest.mark.parametrize(
    "prompt",
    [
        "A has " + "1" * 400 + " rows and goes to B",
        "A is " + "9" * 400 + "x3 and goes to B",
        "A is " + "9" * 5000 + "x3 and goes to B",
        "A sends one " + "thousand " * 400 + "files to B",
    ],
    ids=["number", "pair", "long pair", "in words"],
)
def test_numbers_beyond_all_bounds_are_numbers_too(prompt):
    assert drawable(prompt)
    assert isinstance(check(prompt, parse("A -> B")), Fidelity)


def test_an_endless_word_costs_no_memory_for_its_slips():
    assert slips_of("x" * 4000) == {"x" * 4000}

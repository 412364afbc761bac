"""Requests about several things at once: taken apart where that is plain, and never done by half."""

import pytest

from diagram.editing.difference import compare, differences
from diagram.editing.parts import is_one, parts
from diagram.editing.revision import revise
from diagram.editing.verification import reasons
from diagram.errors import EditRefused
from diagram.generation.backend import Writing
from diagram.outline import parse

SHOP = "order -> pack -> ship -> invoice\ncache -> search and replace\n접수 -> 검색 -> 결제"
CHAIN = "order -> pack -> ship -> invoice"


class Says:
    """Writes for each request the outlines that are given for it."""

    name = "says"

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers = answers

    def edit(self, outline, request, count, seed):
        if request in self.answers:
            yield Writing(parse(self.answers[request]), -1.0, 10)


LISTS = [
    ("remove ship and invoice", ("remove ship", "remove invoice")),
    ("Please delete the ship step, invoice and the cache, thanks!",
     ("remove the ship step", "remove invoice", "remove the cache")),
    ("we don't need ship and invoice any more", ("remove ship", "remove invoice")),
    ("remove search and replace and ship", ("remove search and replace", "remove ship")),
    ("rename ship to send and invoice to bill", ("rename ship to send", "rename invoice to bill")),
    ("make ship and invoice green", ("make ship green", "make invoice green")),
    ("change the colour of ship and invoice to dark red", ("make ship dark red", "make invoice dark red")),
    ("colour ship green and invoice red", ("make ship green", "make invoice red")),
    ("connect ship to cache and order", ("connect ship to cache", "connect ship to order")),
    ("connect cache and order to ship", ("connect cache to ship", "connect order to ship")),
    ("connect ship to cache and order to invoice", ("connect ship to cache", "connect order to invoice")),
    ("remove the arrows from ship to invoice and from order to pack",
     ("remove the arrow from ship to invoice", "remove the arrow from order to pack")),
    ("move order and pack after ship", ("move order after ship", "move pack after order")),
    ("remove ship and invoice and rename cache to store",
     ("remove ship", "remove invoice", "rename cache to store")),
    ("검색하고 결제 지워줘", ("검색을 지워줘", "결제를 지워줘")),
    ("[검색]하고 '결제' 지워줘", ("[검색]을 지워줘", "'결제'를 지워줘")),
    ("검색은 조회로, 결제는 납부로 바꿔줘", ("검색을 조회로 바꿔줘", "결제를 납부로 바꿔줘")),
    ("검색과 결제를 초록색으로 칠해줘", ("검색을 초록색으로 칠해줘", "결제를 초록색으로 칠해줘")),
    ("접수에서 결제와 ship으로 가는 화살표를 추가해줘",
     ("접수에서 결제로 가는 화살표를 추가해줘", "접수에서 ship으로 가는 화살표를 추가해줘")),
    ("접수와 검색을 결제 뒤로 옮겨줘", ("접수를 결제 뒤로 옮겨줘", "검색을 접수 뒤로 옮겨줘")),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "expected"), LISTS)
def test_a_list_is_a_request_for_each_thing(request_, expected):
    assert parts(request_, parse(SHOP).structure()) == expected
    assert not is_one(request_, parse(SHOP).structure())


@pytest.mark.parametrize(
    "request_",
    [
        "remove search and replace",  # one node
        "rename ship to wash and cut",
        "swap ship and invoice",
        "connect ship and invoice",
        "disconnect ship and invoice",
        "remove the arrow between ship and invoice",
        "group ship and invoice as billing",
        "make ship and invoice a group called billing",
        "don't remove ship and invoice",
        "remove ship and invoice's label",
        "검색과 결제 순서 바꿔줘",
        "검색과 결제 사이 화살표를 지워줘",
        "검색과 결제를 창구 그룹으로 묶어줘",
    ],
)
def test_what_is_about_two_things_together_stays_whole(request_):
    assert parts(request_, parse(SHOP).structure()) == (request_,)


def test_both_of_two_things_go_or_neither():
    answers = {"remove pack": "order -> ship -> invoice", "remove ship": "order -> invoice"}
    made = revise(parse(CHAIN), "remove pack and ship", backend=Says(answers)).outline
    assert made == parse("order -> invoice")
    half = {"remove pack": "order -> ship -> invoice", "remove pack and ship": "order -> ship -> invoice"}
    with pytest.raises(EditRefused):
        revise(parse(CHAIN), "remove pack and ship", backend=Says(half))


@pytest.mark.parametrize(
    ("request_", "old", "half", "whole"),
    [
        ("remove a and b", "a -> b -> c -> d", "b -> c -> d", "c -> d"),
        ("remove validation and kneading", "data validation -> dough kneading -> oven -> shop",
         "dough kneading -> oven -> shop", "oven -> shop"),
        ("remove the first conv and the second conv", "input; conv; conv; conv; pool",
         "input; conv; conv; pool", "input; conv; pool"),
        ("make ship and invoice green", CHAIN, CHAIN.replace("ship", "ship =green"),
         CHAIN.replace("ship", "ship =green") + " =green"),
        ("rename ship to send and invoice to bill", CHAIN, CHAIN.replace("ship", "send"),
         CHAIN.replace("ship -> invoice", "send -> bill")),
        ("make ship green and invoice red", CHAIN, CHAIN.replace("ship", "ship =red") + " =red",
         CHAIN.replace("ship", "ship =green") + " =red"),
        ("remove the first down and the second up", "down; down; up; up; last", "up; up; last",
         "down; up; last"),
        ("change the colour of pack and ship to dark red", CHAIN,
         CHAIN.replace("pack", "pack =red").replace("ship", "dark =red"),
         CHAIN.replace("pack", "pack =red").replace("ship", "ship =red")),
        ("add a scale and a label between pack and ship", CHAIN,
         "order -> pack -> scale -> ship -> invoice\nscale -> label",
         "order -> pack -> scale -> label -> ship -> invoice"),
        ("connect order to ship and invoice", CHAIN, CHAIN + "\norder -> ship",
         CHAIN + "\norder -> ship, invoice"),
        ("remove the arrows from a and b to c", "a, b -> c -> d", "a -> c -> d\nb", "a, b\nc -> d"),
        ("remove the arrows from the first to the second and from the third to the last",
         "the first -> second -> third -> last", "the first\nsecond -> third -> last",
         "the first\nsecond -> third\nlast"),
        ("we don't need the 1st conv and the second conv", "conv; conv; conv; pool", "conv; conv; pool",
         "conv; pool"),
        ("group order and pack as intake", CHAIN, CHAIN + "\n[intake] order",
         CHAIN + "\n[intake] order, pack"),
        ("add weighing and labels after ship", CHAIN, "order -> pack -> ship -> weighing -> invoice",
         "order -> pack -> ship -> weighing -> labels -> invoice"),
        ("맨 끝에 보관이랑 배송을 추가해줘", "접수 -> 결제", "접수 -> 결제 -> 보관",
         "접수 -> 결제 -> 보관 -> 배송"),
    ],
)  # fmt: skip
def test_a_part_is_not_taken_for_the_whole(request_, old, half, whole):
    old = parse(old)
    for text, right in ((half, False), (whole, True)):
        new = parse(text)
        assert any(not reasons(old, new, way, request_) for way in differences(old, new)) is right


def test_a_name_that_joins_two_words_is_one_thing():
    old, new = parse("order -> search and replace -> ship"), parse("order -> ship")
    assert not reasons(old, new, compare(old, new), "remove search and replace")


def test_a_group_takes_no_arrow_whatever_it_is_called():
    old, request = parse(CHAIN), "group pack and ship as dispatch line"
    right = parse(CHAIN + "\n[dispatch line] pack, ship")
    wrong = parse("order -> pack\nship -> invoice\n[dispatch line] pack, ship")
    assert not reasons(old, right, compare(old, right), request)
    assert reasons(old, wrong, compare(old, wrong), request)


def test_a_later_request_knows_a_renamed_node_by_its_old_name():
    renamed = CHAIN.replace("ship", "send")
    answers = {"rename ship to send": renamed, "make send red": renamed.replace("send", "send =red")}
    made = revise(parse(CHAIN), "rename ship to send and make ship red", backend=Says(answers)).outline
    assert made == parse(renamed.replace("send", "send =red"))
    answers = {"rename ship to send": renamed, "remove send": "order -> pack -> invoice"}
    made = revise(parse(CHAIN), "rename ship to send and remove ship", backend=Says(answers)).outline
    assert made == parse("order -> pack -> invoice")


def test_names_that_change_places_are_not_mixed_up():
    answers = {"rename pack to ship": "order -> ship -> + ship -> invoice"}
    with pytest.raises(EditRefused):  # which is the ship now that the second speaks of?
        revise(parse(CHAIN), "rename pack to ship and ship to pack", backend=Says(answers))


def test_what_was_removed_is_not_spoken_of_again():
    answers = {"remove pack": "order -> ship -> invoice", "make pack red": "order -> ship -> invoice =red"}
    with pytest.raises(EditRefused):
        revise(parse(CHAIN), "remove pack and make pack red", backend=Says(answers))


def test_several_neighbours_are_renamed_at_once():
    old, new = parse(CHAIN), parse("intake -> box -> ship -> invoice")
    said = ["Renamed “order” to “intake”.", "Renamed “pack” to “box”."]
    assert sorted(compare(old, new).sentences()) == said

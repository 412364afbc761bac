"""Two requests in one taken apart, and slips of copying taken out of what a model wrote."""

import pytest

from diagram.editing.parts import is_one, parts
from diagram.editing.revision import revise
from diagram.editing.slips import prunings
from diagram.errors import EditRefused
from diagram.generation.backend import Writing
from diagram.outline import parse

SHOP = "order -> check stock ?\ncheck stock -> yes: ship, no: reorder\nship -> invoice\ncache -> wash and cut"
CHAIN = "order -> pack -> ship -> invoice"


class Says:
    """Writes for each request the outlines that are given for it."""

    name = "says"

    def __init__(self, **answers: str) -> None:
        self.answers = {request.replace("_", " "): text for request, text in answers.items()}

    def edit(self, outline, request, count, seed):
        if request in self.answers:
            yield Writing(parse(self.answers[request]), -1.0, 10)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("remove invoice and rename ship to send", ("remove invoice", "rename ship to send")),
        ("Swap order and ship, then connect invoice to cache.",
         ("Swap order and ship", "connect invoice to cache")),
        ("order와 ship 순서를 바꾸고 나서 cache 뒤에 weigh를 넣어줘",
         ("order와 ship 순서를 바꿔줘", "cache 뒤에 weigh를 넣어줘")),
        ("invoice를 지우고 ship을 send로 바꿔줘", ("invoice를 지워줘", "ship을 send로 바꿔줘")),
        ("remove wash and cut and make ship red", ("remove wash and cut", "make ship red")),
    ],
)  # fmt: skip
def test_two_requests_are_told_apart(request_, expected):
    assert parts(request_, parse(SHOP).structure()) == expected
    assert not is_one(request_, parse(SHOP).structure())


@pytest.mark.parametrize(
    "request_",
    [
        "add weigh and label after ship",
        "rename ship to drop and collect",
        "add packing after ship and connect it to order",  # points back
        "remove ship and make the second step red",  # counts: before or after the first change?
        "remove the arrow from ship to invoice and connect ship to cache instead",
        "remove reorder. the rest is fine",
        "remove wash and cut",
    ],
)
def test_what_may_be_one_request_stays_whole(request_):
    assert parts(request_, parse(SHOP).structure()) == (request_,)


def test_one_thing_is_known_by_its_words():
    structure = parse(SHOP).structure()
    assert is_one("swap order and ship.", structure) and is_one("remove wash and cut", structure)
    assert not is_one("make order red, group ship and cache as x", structure)


def test_slips_are_taken_out_one_by_one():
    old, new = parse(CHAIN), parse("order -> pack -> dispatch -> bill")
    assert list(prunings(old, old)) == list(prunings(old, parse("order -> box -> ship -> invoice"))) == []
    new = parse("command -> pack -> dispatch -> invoice")
    assert [str(less).splitlines()[-1] for less in prunings(old, new)] == [
        "command -> pack -> ship -> invoice",
        "order -> pack -> dispatch -> invoice",
    ]


def test_a_slip_does_not_spoil_an_edit():
    slipped = CHAIN.replace("ship", "send").replace("invoice", "pack")
    revision = revise(parse(CHAIN), "rename ship to send", backend=Says(rename_ship_to_send=slipped))
    assert revision.difference.sentences() == ["Renamed “ship” to “send”."]


def test_of_two_things_none_is_taken_for_a_slip():
    asked = "rename ship to send; something else about order"
    half = {asked: "command -> pack -> send -> invoice"}
    with pytest.raises(EditRefused):
        revise(parse(CHAIN), asked, backend=Says(**half))


def test_two_requests_are_done_in_turn_or_not_at_all():
    answers = {
        "remove_pack": "order -> ship -> invoice",
        "rename_ship_to_send": "order -> send -> invoice",
    }
    both = "remove pack and rename ship to send"
    made = revise(parse(CHAIN), both, backend=Says(**answers)).outline
    assert made == parse("order -> send -> invoice")
    del answers["rename_ship_to_send"]
    with pytest.raises(EditRefused):
        revise(parse(CHAIN), both, backend=Says(**answers))
    with pytest.raises(EditRefused):  # there is no ship any more
        gone = {"rename_ship_to_send": CHAIN.replace("ship", "send"), "make_ship_red": CHAIN}
        revise(parse(CHAIN), "rename ship to send and make ship red", backend=Says(**gone))

"""Candidates of an edit, and what is wrong with those that do half of it or do it elsewhere."""

import pytest

from diagram.editing.difference import differences
from diagram.editing.intents import Request
from diagram.editing.verification import reasons
from diagram.editing.writing import EmbeddedEditor, make_source
from diagram.outline import parse

SHOP = "order -> check stock ?\ncheck stock -> yes: ship, no: reorder\nship -> invoice"
NET = "input #4; conv 3x3; relu; conv 3x3; relu; dense #8; output #2"
CHAIN = "order -> pack -> ship -> invoice"
FORK = "order -> pack, label\npack, label -> ship"


def allowed(old: str, new: str, request: str) -> bool:
    before, after = parse(old), parse(new)
    ways = differences(before, after)
    return len(ways[0]) > 0 and any(not reasons(before, after, way, request) for way in ways)


@pytest.mark.parametrize(
    ("old", "new", "request_"),
    [
        (CHAIN, "order -> ship -> pack -> invoice", "move pack after ship"),
        (CHAIN, "order -> ship -> invoice -> pack", "move pack to the end"),
        (CHAIN, "order -> ship -> pack -> invoice", "pack을 ship 뒤로 옮겨줘"),
        (CHAIN, "order -> weigh -> ship -> invoice", "the step after order should be called weigh"),
        (CHAIN, "order -> pack -> ship -> bill", "마지막 단계 이름을 bill로 바꾸자"),
        (CHAIN, "invoice -> ship -> pack -> order", "rveerse all arrows"),
        (CHAIN, "order -> pack -> ship -> check -> invoice", "inseert check between ship and invoice"),
        (CHAIN, "order -> pack -> weigh -> label -> ship -> invoice", "add weigh and label after pack"),
        (CHAIN, CHAIN + "\norder -> ship, invoice", "connect order to ship and invoice"),
        (CHAIN, "order -> invoice", "remove pack and ship"),
        (FORK, "order -> label -> ship", "remove pack"),
        (FORK, "order -> pack, label, weigh\npack, label, weigh -> ship", "add weigh next to pack"),
        (NET, NET.replace("relu;", "relu; dropout;"), "add dropout after every relu"),
        (NET, NET.replace(" relu;", ""), "remove all relus"),
        (NET, NET.replace("3x3;", "3x3 @16;"), "use 16 filters in all convs"),
        (NET, NET.replace("3x3; relu; dense", "5x5; relu; dense"), "make the 2nd conv 5x5"),
        (NET, NET.replace("dense", "linear"), "replace the dense layer with a linear layer"),
        (NET, NET.replace("dense #8", "dropout"), "use dropout instead of the dense layer"),
        (SHOP, SHOP.replace("invoice", "bill =red"), "call invoice bill and make it red"),
    ],
)
def test_all_that_a_request_asks_for_may_change(old, new, request_):
    assert allowed(old, new, request_)


@pytest.mark.parametrize(
    ("old", "new", "request_"),
    [
        # at another place, or beside what it should come between
        (CHAIN, CHAIN + "\npack -> weigh", "add weigh after pack"),
        (CHAIN, "order -> weigh -> pack -> ship -> invoice", "add weigh after pack"),
        (CHAIN, CHAIN + "\nweigh -> pack", "put weigh before pack"),
        (CHAIN, CHAIN + "\nweigh", "add weigh between pack and ship"),
        (FORK, "order -> pack, label, weigh\npack, label -> ship", "add weigh next to pack"),
        (CHAIN, "order -> pack -> ship -> pack -> invoice", "pack should come after ship"),
        # done by half, or another thing
        (CHAIN, "order\nship -> invoice", "remove pack"),
        (CHAIN, "order -> ship -> invoice", "remove pack and invoice"),
        (CHAIN, "order -> pack -> weigh -> ship -> invoice", "add weigh after pack and colour it red"),
        (NET, NET.replace("dense", "relu; dense"), "add dropout after every relu"),
        (
            NET,
            NET.replace("conv 3x3; relu; dense", "conv 3x3 @16; relu; dense"),
            "use 16 filters in all convs",
        ),
        (CHAIN, "order -> pack\nship -> invoice", "connect pack to invoice instead of ship"),
        (CHAIN, "pack -> order -> ship -> invoice", "switch ship and invoice"),
        (CHAIN, "invoice, order -> pack -> ship", "swap order and invoice"),
        (CHAIN, "order -> weigh -> ship -> invoice", "add weigh before pack"),
        # the arrow the wrong way round, back to itself, or a node instead of its arrow
        (CHAIN, CHAIN + "\norder -> invoice", "connect invoice to order"),
        (CHAIN, CHAIN + "\norder -> ship", "ship에서 order로 화살표를 추가해줘"),
        (CHAIN, CHAIN + "\nship -> ship", "connect ship to order"),
        (CHAIN, "order -> pack -> ship", "remove the arrow from ship to invoice"),
        # words of the request that are no names
        (CHAIN, "order -> pack -> shift ship -> ship -> invoice", "shift ship to right after pack"),
        (CHAIN, CHAIN + " -> clear the last step", "Clear the last step"),
        (CHAIN, "order -> pack -> ship -> invoice -> a weigher", "add a weigher at the end"),
        (CHAIN, "order -> pack -> ship -> turquoise", "the invoice should be turquoise"),
        (CHAIN, "order -> pack -> 무게 -> ship -> invoice", "pack 뒤에 무게추 넣어줘"),
        (CHAIN, "order -> pack -> 무게 재기 넣어 줄래 -> ship -> invoice", "pack 뒤에 무게 재기 넣어 줄래?"),
        (CHAIN, "order -> pack -> weigh -> ship -> invoice", 'add "weigh twice" after pack'),
        # what only shares a word with the name that is said, and what the whole has nothing to do with
        ("token embedding -> time embedding -> head", "time embedding -> head", "remove the time embedding"),
        (NET, "down round arrow red normal\n" + NET, "the hidden layers and all relus in red"),
        (CHAIN, "right round arrow blue tight\n" + CHAIN, "order를 빨간색으로 칠해 줄래요?"),
        (CHAIN, CHAIN + "\n[a group] order, pack", "add an arrow from pack to order"),
    ],
)
def test_what_is_done_by_half_or_elsewhere_is_not_taken(old, new, request_):
    assert not allowed(old, new, request_)


def test_words_with_a_slip_ask_for_the_same():
    structure = parse(CHAIN).structure()
    for text, kind in (
        ("renmae pack to weigh", "rename"),
        ("disconect pack and ship", "edge"),
        ("remvoe it", "remove"),
    ):
        assert Request(text, structure).asks(kind)
    assert not Request("the point of it", structure).asks("color")


def test_a_style_changes_only_where_a_request_asks_for_it():
    structure, style = parse(CHAIN).structure(), parse(CHAIN).style
    known = Request("colour the cache blue, vertical", structure).styles(style)
    assert known["direction"] == (style.direction, "down")[: 1 + (style.direction != "down")]
    assert set(known["palette"]) >= {"blue"} and len(known["line"]) == len(known["spacing"]) == 1


# --- the embedded model ---


@pytest.fixture(scope="module")
def editor():
    from diagram.generation import embedded

    return EmbeddedEditor(embedded.load())


def test_a_completion_goes_on_from_a_start_as_it_would_have(editor):
    v, model = editor.model.vocabulary, editor.model
    outline, request = parse(f"{NET}\n{SHOP}\n{CHAIN}"), "add dropout after the second conv"
    head = [v.outline, *v.encode_text(str(outline)), v.prompt, *v.encode_text(request), v.outline]
    source = make_source(v, outline, request, model.lexicon.layers)
    whole = model.complete(head, source, 200, 1, 0, varied=False, starts=[((), 0.0)])[0]
    assert len(whole.tokens) > 60 and whole.forks
    starts = [(whole.tokens[:k], 0.0) for k in (1, 7, 30, 60)]
    for found in model.complete(head, source, 200, 4, 0, varied=False, starts=starts):
        assert found.tokens == whole.tokens


def test_candidates_differ_and_each_is_likelier_than_what_would_follow(editor):
    outline = parse(CHAIN)
    found = list(editor.edit(outline, "add weigh after pack", 17, seed=0))
    texts = [str(writing.outline) for writing in found]
    assert len(found) == 17 and len(set(texts)) > 8
    assert found[0].log_probability == max(writing.log_probability for writing in found)
    assert found == list(editor.edit(outline, "add weigh after pack", 17, seed=3))
    assert {text.splitlines()[0] for text in texts} == {str(outline).splitlines()[0]}  # no style is asked for

"""Editing by words: what is different, what a request justifies, and that nothing else is ever taken."""

import json
import math
import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from diagram.editing import compare, revise
from diagram.editing.difference import differences, same
from diagram.editing.plain import Plain
from diagram.editing.verification import reasons
from diagram.errors import DiagramError, EditRefused, InvalidDiagram, InvalidPrompt
from diagram.generation.backend import Writing
from diagram.layout import lay_out
from diagram.outline import Outline, parse
from diagram.palettes import colors
from tests.random_outlines import random_outline

HANDWRITTEN = Path(__file__).parent / "data" / "edits.jsonl"
CNN = "input 32x32; conv 3x3 @16; max pool 2x2; conv 3x3 @32; dense #128; output #10"
SHOP = "order -> check stock ?\ncheck stock -> yes: ship, no: reorder\nship -> invoice"


class Fake:
    """Writes what it is told, whatever is asked."""

    name = "fake"

    def __init__(self, *texts: str) -> None:
        self.texts = texts
        self.read: list[tuple[str, str]] = []

    def edit(self, outline: Outline, request: str, count: int, seed: int):
        self.read.append((str(outline), request))
        for text in self.texts:
            yield Writing(parse(text), 0.0, 1)


def allowed(old: str, new: str, request: str) -> bool:
    """Whether an edit would be taken."""
    before, after = parse(old), parse(new)
    ways = differences(before, after)
    return len(ways[0]) > 0 and any(not reasons(before, after, way, request) for way in ways)


# --- differences ---


@pytest.mark.parametrize("seed", range(40))
def test_an_outline_said_in_another_order_is_the_same(seed):
    outline = Plain(random_outline(seed), "").outline  # each node with its attributes where it comes first
    assert same(outline, outline)
    structure = outline.structure()
    lines = list(outline.statements)
    if any(statement.stack for statement in lines) or len({n.name for n in structure.nodes}) < len(
        structure.nodes
    ):
        return
    if (
        any(item.new or item.ordinal for s in lines for items in s.lists for item in items)
        or structure.groups
    ):
        return
    other = replace(outline, statements=tuple(reversed(lines)))
    assert same(outline, other) and same(other, outline)


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ("a -> b", "a -> b -> c", ["Added “c”.", "Added the arrow from “b” to “c”."]),
        (
            "a -> b -> c",
            "a -> c",
            [
                "Added the arrow from “a” to “c”.",
                "Removed “b”.",
                "Removed the arrow from “a” to “b”.",
                "Removed the arrow from “b” to “c”.",
            ],
        ),
        ("a -> b -> c", "a -> x -> c", ["Renamed “b” to “x”."]),
        ("conv #2; conv #3; conv #4", "conv #2; conv #5; conv #4", ["Changed “conv” from #3 to #5."]),
        ("conv; conv; pool", "conv; pool", ["Removed “conv”.", "Removed the arrow from “conv” to “conv”."]),
        ("a -> yes: b", "a -> no: b", ["Changed the label of the arrow from “a” to “b” from “yes” to “no”."]),
        ("a", "a; b =red", ["Added “b” in red.", "Added the arrow from “a” to “b”."]),
        ("a -> b", "a -> b =red", ["Changed the colour of “b” from that of the diagram to red."]),
        ("[g] a -> b", "[h] a -> b", ["Renamed the group “g” to “h”."]),
        ("[g] a -> b", "a -> b", ["Moved “a” from “g” to no group.", "Moved “b” from “g” to no group."]),
        (
            "right box arrow blue wide\na",
            "down box arrow blue wide\na",
            ["Changed the direction from right to down."],
        ),
    ],
)
def test_every_change_has_a_sentence(old, new, sentences):
    assert compare(parse(old), parse(new)).sentences() == sentences


# --- what a request justifies ---


@pytest.mark.parametrize(
    ("old", "new", "request_"),
    [
        (CNN, CNN.replace("@32;", "@32; dropout;"), "add dropout after the second conv"),
        (CNN, CNN.replace("conv 3x3 @32", "conv 5x5 @32"), "두 번째 합성곱 커널을 5x5로"),
        (SHOP, SHOP.replace("ship -> invoice", "ship -> pack -> invoice"), "pack between ship and invoice"),
        (SHOP, SHOP.replace("invoice", "receipt"), "call invoice receipt"),
        (SHOP, SHOP + "\nreorder -> check stock", "reorder goes back to check stock"),
        ("a -> b -> c", "c -> b -> a", "reverse all arrows"),
        ("a -> b -> c", "b -> a -> c", "swap a and b"),
    ],
)
def test_what_a_request_names_may_change(old, new, request_):
    assert allowed(old, new, request_)


@pytest.mark.parametrize(
    ("old", "new", "request_"),
    [
        (CNN, CNN.replace("@16;", "@16; dropout;"), "add dropout after the second conv"),
        (
            CNN,
            CNN.replace("@32;", "@32; dropout;").replace("#128", "#64"),
            "add dropout after the second conv",
        ),
        (CNN, CNN.replace("conv 3x3 @16", "conv 5x5 @16"), "두 번째 합성곱 커널을 5x5로"),
        (CNN, CNN.replace("conv 3x3 @32", "conv 7x7 @32"), "use 5x5 kernels in the second conv"),
        (CNN, CNN.replace("max pool 2x2; ", ""), "remove the dense layer"),
        (CNN, CNN.replace("dense #128", "softmax"), "make it vertical"),
        (SHOP, SHOP.replace("ship -> invoice", "invoice"), "rename invoice to receipt"),
        (SHOP, SHOP.replace("invoice", "bill"), "call invoice receipt"),
        (SHOP, SHOP.replace("yes", "ok"), "remove invoice"),
        (SHOP, SHOP.replace("order ->", "order =red ->"), "colour invoice red"),
        (SHOP, "down round arrow blue normal\n" + SHOP, "make it green"),
        ("a -> b -> c", "c -> b -> a", "swap a and b"),
        (SHOP, SHOP.replace("check stock ?\ncheck", "check stock\ncheck"), "rename invoice to receipt"),
    ],
)
def test_nothing_else_may_change(old, new, request_):
    assert not allowed(old, new, request_)


def rows() -> list[dict]:
    return [json.loads(line) for line in HANDWRITTEN.read_text(encoding="utf-8").splitlines()]


def test_the_hand_written_references_would_all_be_taken():
    for row in rows():
        for reference in row["references"]:
            assert str(parse(row["old"])) == row["old"] and str(parse(reference)) == reference
            assert allowed(row["old"], reference, row["request"]), row["id"]


def test_the_references_of_other_requests_are_not_taken():
    """The right edit of another request on the same diagram is a wrong one here."""
    wrong = taken = 0
    everything = rows()
    for row in everything:
        for other in everything:
            if other["old"] == row["old"] and not any(
                same(parse(a), parse(b)) for a in row["references"] for b in other["references"]
            ):
                wrong += 1
                taken += allowed(row["old"], other["references"][0], row["request"])
    # "Remove the arrow from a to b" names a node that "remove a" takes out, with the same arrow.
    assert wrong > 200
    assert taken <= 1


HIRING = (
    "down round arrow orange normal\nHR screens the CV -> team interviews the candidate -> both say yes ?\n"
    "both say yes -> yes: make an offer, no: send a rejection mail"
)
MARKS = (
    "down round arrow blue normal\n숙제를 제출 -> 선생님이 채점 -> 60점 이상 ? -> 예: 통과, 아니오: 재제출"
)
BOTH_NORMED = CNN.replace("@16;", "@16; batch norm;").replace("@32;", "@32; batch norm;")


@pytest.mark.parametrize(
    ("old", "new", "request_"),
    [
        (HIRING, HIRING.replace("HR screens the CV", "interview"), "swap the CV screening and the interview"),
        (
            HIRING,
            HIRING.replace("both say yes", "interview"),
            "swap HR screens the CV and team interviews the candidate",
        ),
        (
            CNN,
            CNN.replace("conv 3x3 @16; max pool 2x2", "max pool 2x2; conv 3x3 @32"),
            "swap conv and max pool",
        ),
        (HIRING, HIRING.replace("orange", "red"), "make the decision box red"),
        (HIRING, HIRING.replace("orange", "red"), "make the interview red"),
        (HIRING, HIRING.replace("orange", "red"), "판단 상자를 빨간색으로 바꿔 줘"),
        (HIRING, HIRING.replace("offer", "offer =red"), "make the decision box red"),
        (HIRING, HIRING.replace("make an offer", "bigger"), "make the text bigger"),
        (CNN, CNN.replace("@32;", "@32; batch norm;"), "add batch norm after every conv"),
        (CNN, CNN.replace("@32;", "@32; batch norm;"), "모든 합성곱 뒤에 batch norm을 추가해 줘"),
        (CNN, CNN.replace("conv 3x3 @32", "convolution 3x3 @32"), "rename every conv to convolution"),
        (
            MARKS,
            MARKS.replace("예: 통과", "x: 통과").replace("아니오:", "예:").replace("x:", "아니오:"),
            "60점을 70점으로 바꿔줘",
        ),
    ],
)
def test_what_a_newcomer_was_given_instead_of_what_he_asked_for(old, new, request_):
    assert not allowed(old, new, request_)


@pytest.mark.parametrize(
    ("old", "new", "request_"),
    [
        (
            HIRING,
            HIRING.replace(
                "HR screens the CV -> team interviews the candidate",
                "team interviews the candidate -> HR screens the CV",
            ),
            "swap the CV screening and the interview",
        ),
        (CNN, CNN.replace("max pool", "avg pool"), "swap the max pool for an avg pool"),
        (HIRING, HIRING.replace("yes ?", "yes ? =red"), "make the decision box red"),
        (HIRING, HIRING.replace("orange", "red"), "make it red"),
        (HIRING, HIRING.replace("orange", "red"), "make the whole chart red"),
        (HIRING, HIRING.replace("orange", "red"), "make the boxes red"),
        (HIRING, HIRING.replace("orange", "red").replace("round", "box"), "make it red and use boxes"),
        (CNN, BOTH_NORMED, "add batch norm after every conv"),
        (CNN, BOTH_NORMED, "모든 합성곱 뒤에 batch norm을 추가해 줘"),
        (CNN, CNN.replace("#128", "#256"), "change the hidden units to 256"),
        (MARKS, MARKS.replace("blue", "green"), "초록색으로 바꿔 줘"),
    ],
)
def test_what_he_asked_for_is_taken(old, new, request_):
    assert allowed(old, new, request_)


# --- revising ---


def test_the_first_candidate_that_keeps_the_rest_is_taken():
    good = CNN.replace("output #10", "output #3")
    editor = Fake(CNN.replace("#128", "#3"), CNN, good, CNN.replace("#10", "#33"))
    revision = revise(parse(CNN), "only 3 classes", backend=editor)
    assert revision.outline == parse(good)
    assert revision.difference.sentences() == ["Changed “output” from #10 to #3."]
    assert revision.request == "only 3 classes"


def test_a_wrong_edit_is_refused_with_a_sentence():
    with pytest.raises(EditRefused, match=r"“remove max pool” could not be done .* name the nodes"):
        revise(parse(CNN), "remove max pool", backend=Fake(CNN.replace("dense #128; ", "")))
    with pytest.raises(EditRefused, match=r"“remove max pool”: the model could not write this change; "):
        revise(parse(CNN), "remove max pool", backend=Fake(CNN, CNN))
    with pytest.raises(EditRefused, match="changes nothing in this diagram: it looks like that already"):
        revise(parse(CNN), "make it horizontal", backend=Fake(CNN))
    with pytest.raises(EditRefused):
        revise(parse(CNN), "remove max pool", backend=Fake())
    with pytest.raises(InvalidPrompt, match="empty"):
        revise(parse(CNN), "  \n", backend=Fake(CNN))


class Slow(Fake):
    """Never finds anything, and a second goes by at each try."""

    def edit(self, outline: Outline, request: str, count: int, seed: int):
        for tried in range(count):
            self.clock += 1.0
            self.tried = tried + 1
            yield Writing(parse(CNN.replace("dense #128; ", "")), 0.0, 1)


def test_an_edit_that_takes_too_long_is_given_up_with_a_sentence(monkeypatch):
    slow = Slow()
    slow.clock = 0.0
    monkeypatch.setattr("diagram.editing.revision.time", SimpleNamespace(monotonic=lambda: slow.clock))
    with pytest.raises(EditRefused, match="“remove max pool” could not be done in time"):
        revise(parse(CNN), "remove max pool", backend=slow)
    assert slow.tried == 7
    slow.clock = 0.0
    with pytest.raises(EditRefused, match="in time"):  # two requests in one have no more time
        revise(parse(CNN), "remove max pool and rename output to result", backend=slow)
    assert slow.clock < 10
    with pytest.raises(EditRefused, match="without changing something else"):
        revise(parse(CNN), "remove max pool", backend=slow, patience=math.inf)


def test_the_text_of_an_outline_is_changed_as_the_outline_is():
    made = revise(CNN, "remove max pool", backend=Fake(CNN.replace("max pool 2x2; ", "")))
    assert "max pool" not in str(made.outline) and made.difference.removed
    with pytest.raises(DiagramError, match="Line 1"):
        revise("a -> b; c", "remove a", backend=Fake())
    with pytest.raises(InvalidDiagram, match=r"a dict was given; of a candidate, give its \.outline"):
        revise({}, "remove a", backend=Fake())


def test_what_the_model_cannot_write_is_put_aside_and_comes_back():
    old = "C++ code (document) -> load\\, parse (store) -> x: y (pill)"
    editor = Fake("C code -> load parse -> x: y -> D")
    revision = revise(parse(old), "add D# after y", backend=editor)
    assert str(revision.outline).splitlines()[1] == old + " -> D#"
    read, request = editor.read[0]
    assert "(" not in read and "+" not in read and "\\" not in read and request == "add D after y"


def test_words_about_the_size_of_the_text_get_a_hint_and_no_edit():
    for words in ("make the text bigger", "use a smaller font", "글자를 크게 해 줘"):
        with pytest.raises(EditRefused, match="“Text, px” in the edit panel"):
            revise(parse(CNN), words, backend=Fake("down" + CNN))
    renamed = CNN.replace("output", "text size")
    assert revise(parse(CNN), "rename output to text size", backend=Fake(renamed)).outline == parse(renamed)


def test_names_with_signs_stay_apart():
    plain = Plain(parse("C -> C++ -> C#"), "remove C++")
    assert len({node.name for node in plain.outline.structure().nodes}) == 3
    assert plain.restore(plain.outline, {0: 0, 1: 1, 2: 2}) == parse("C -> C++ -> C#")


def test_a_node_with_a_colour_of_its_own_is_drawn_in_it():
    diagram = lay_out(parse("right box arrow blue normal\na -> b =red -> c"))
    found = {node.label: (node.background, node.line_color) for node in diagram.nodes}
    assert found["B"] == colors("red", "own")
    assert found["A"] == colors("blue", "ordinary") != found["B"]


# --- the table of training.evaluate ---


def test_right_safe_and_refused_edits_are_told_apart():
    from training.evaluate_edits import Case, evaluate, leaves_the_rest

    old, right = parse(CNN), parse(CNN.replace("; output", "; dropout; output"))
    case = Case("edit insert", old, "add dropout after dense", (right,))
    assert leaves_the_rest(case, right) and leaves_the_rest(
        case, parse(CNN.replace("output #10", "output #9"))
    )
    assert not leaves_the_rest(case, parse(CNN.replace("@16", "@8")))
    assert not leaves_the_rest(case, parse("down round arrow blue normal\n" + str(right).partition("\n")[2]))
    cases = [
        case,
        Case("edit remove", old, "remove the dense layer", (parse(CNN.replace("dense #128; ", "")),)),
    ]
    table = evaluate(Fake(str(right)), cases)
    assert table["all synthetic edits"] | {"seconds": 0} == {
        "n": 2, "right": 0.5, "written": 0.5, "safe": 1.0, "refused": 0.5, "seconds": 0,
    }  # fmt: skip


# --- the embedded model ---


@pytest.fixture(scope="module")
def editor():
    from diagram.editing.writing import EmbeddedEditor
    from diagram.generation import embedded

    return EmbeddedEditor(embedded.load())


def test_any_outline_under_the_grammar_of_edits_can_be_read(editor):
    from diagram.editing.writing import OldNames, make_state
    from diagram.generation.transcript import read

    v, colored = editor.model.vocabulary, 0
    for seed in range(60):
        rng = random.Random(seed)
        old = parse(CNN if seed % 2 else SHOP)
        state, tokens = make_state(v, old, "colour the check stock red, 3 conv", []), []
        state.budget = 4 * seed
        while not state.ended:
            tokens.append(rng.choice(state.allowed()))
            state.advance(tokens[-1])
        outline = read(v.words(tokens[:-1]), OldNames(old, "colour the check stock red, 3 conv"))
        assert parse(str(outline)) == outline
        colored += sum(bool(node.attributes.color) for node in outline.structure().nodes)
    assert colored > 5


def test_the_model_writes_outlines_of_what_it_may_copy(editor):
    outline = parse(SHOP)
    written = list(editor.edit(outline, "add pack after ship", 3, seed=1))
    assert written == list(editor.edit(outline, "add pack after ship", 3, seed=1))
    known = {"order", "check stock", "ship", "invoice", "reorder", "pack", "add", "after"}
    for writing in written:
        for node in writing.outline.structure().nodes:
            assert any(name in node.name for name in known) or node.name in known, node.name


def test_a_diagram_too_long_for_the_model_is_refused_with_a_sentence(editor):
    long = parse(" -> ".join(f"step number {i} of many" for i in range(100)))
    with pytest.raises(
        InvalidPrompt, match=r"The diagram has about \d+ words and signs; editing by words reads"
    ):
        revise(long, "remove step number 4", backend=editor)
    with pytest.raises(InvalidPrompt, match="The request has"):
        revise(parse(SHOP), "remove invoice and " * 60, backend=editor)


def test_a_short_label_is_not_named_by_a_word_that_it_is_part_of():
    old = parse("down box arrow red wide\nscan -> print -> late ?\nlate -> no: scan, yes: stop")
    new = parse("down box arrow red wide\nscan -> late ?\nlate -> yes: stop")
    request = "print is not needed any more"
    assert all("scan" in " ".join(reasons(old, new, way, request)) for way in differences(old, new))


def test_a_name_is_not_named_by_a_longer_word_that_ends_like_it():
    old = parse("down box arrow red wide\norder -> check\ncheck -> ship, reorder")
    new = parse("down box arrow red wide\ncheck -> ship")
    only = parse("down box arrow red wide\norder -> check -> ship")
    assert all(reasons(old, new, way, "remove reorder") for way in differences(old, new))
    assert not all(reasons(old, only, way, "remove reorder") for way in differences(old, only))


@pytest.mark.parametrize(
    "request_",
    [
        "do not remove the cache",
        "remove the cache but not the receipt",
        "remove everything except the cache",
        "검색과 결제는 지우지 마",
        "알림은 삭제하지 말아줘",
    ],
)
def test_what_is_not_to_be_done_is_not_done(request_):
    from diagram.editing import revise
    from diagram.errors import EditRefused

    outline = "right box arrow blue normal\ncache -> receipt -> 검색 -> 결제 -> 알림"
    with pytest.raises(EditRefused, match="says what is not to be done"):
        revise(outline, request_)


@pytest.mark.parametrize("request_", ["x" * 1001, "가" * 20_000, 7, None])
def test_a_request_that_is_too_long_or_no_text_is_told_at_once(request_):
    from diagram.editing import revise
    from diagram.errors import InvalidPrompt

    with pytest.raises(InvalidPrompt, match="The request "):
        revise("right box arrow blue normal\na -> b", request_)


@pytest.mark.parametrize(
    "request_", ["remove the cache and the logger", "검색하고 로그 지워줘", "make cache and logger red"]
)
def test_a_list_with_something_that_is_not_there_is_not_done_in_part(request_):
    from diagram.editing import revise
    from diagram.errors import EditRefused

    with pytest.raises(EditRefused):
        revise("right box arrow blue normal\ncheck -> cache -> 검색 -> ship", request_, patience=60)

"""Ways back, decisions, joins, steps side by side: what the words say of the shape and the drawing lacks."""

import pytest

from diagram.fidelity import Fidelity, check
from diagram.generation.selection import is_sound
from diagram.outline import parse

CODE = "We write the code, review it, and test it. If the tests fail we go back to writing code."
LOGIN = "The user opens the app and logs in. If the password is wrong, the user has to log in again."
PASSWORD = "비밀번호를 입력한다. 틀리면 다시 입력하고 맞으면 메인 화면으로 간다."
PASSWORD_DRAWN = "비밀번호를 입력 -> 틀리 ? -> 예: {}, 아니오: 메인 화면"
SEAT = "Does the customer have an account? No -> create one. Yes -> log in. Then choose a seat and pay."
SEAT_DRAWN = "customer have an account ? -> no: create one, yes: log in\n{} -> choose a seat -> pay"
PARCEL = "Is it heavy? Then use freight. Otherwise use post. In both cases print a label."
STOCK = "재고가 있으면 포장하고 없으면 공급처에 주문한다. 어느 경우든 고객에게 연락한다."
STOCK_DRAWN = "재고가 있 ? -> 예: 포장, 아니오: 공급처에 주문\n{} -> 고객에게 연락"
TEAMS = "the sales team and the web team send numbers to finance"
SENSORS = "센서와 카메라가 모두 서버로 데이터를 보낸다"
NOODLES = "물을 끓이고 라면을 넣은 다음 3분 기다렸다가 먹는다"
PLANT = "씨앗을 심은 다음 물을 주고 햇볕에 둔다"

MISSING = [
    (CODE, "write the code -> review it -> tests fail ? -> yes: writing code", "↺ back to writing code"),
    (LOGIN, "opens the app -> logs in -> password is wrong ? -> yes: log in again", "↺ log in again"),
    (PASSWORD, PASSWORD_DRAWN.format("다시 입력"), "↺ 다시 입력"),
    ("mix it, taste it, season it and taste again", "mix it -> taste it -> season it", "↺ again"),
    ("회의를 하고 검토를 받아 고친 뒤 다시 회의를 한다", "회의 -> 검토 -> 고친", "↺ 다시 회의를"),
    ("조사하고 보고하고 평가한 다음 조사로 돌아간다", "조사 -> 보고 -> 평가", "↺ 조사로 돌아간다"),
    ("if the lamp is red stop the train", "lamp is red -> stop the train", "? if the lamp is red stop"),
    ("만약 비가 오면 우산을 산다", "비가 오 -> 우산을 산", "? 만약 비가 오면 우산을 산다"),
    (SEAT, SEAT_DRAWN.format("log in"), "⊣ create one"),
    (PARCEL, "heavy ? -> yes: use freight, no: use post\nuse freight -> print a label", "⊣ use post"),
    (STOCK, STOCK_DRAWN.format("포장"), "⊣ 공급처에 주문"),
    (NOODLES, "물을 끓이 -> 라면을 넣 -> 3분 기다렸", "… 먹는다"),
    (PLANT, "씨앗을 심 -> 물을 주고 햇볕", "⊕ 물을 주고 햇볕"),
]
EXTRA = [
    ("Grading depends on the exam and the homework.", "exam, homework -> grading -> exam", "↺ exam"),
    ("the heater warms the tank. the tank fills the pool", "heater -> tank -> pool", ""),
    (TEAMS, "sales team -> web team -> finance", "sales team → web team"),
    ("both Kim and Lee report to Park", "Kim -> Lee -> Park", "Kim → Lee"),
    (SENSORS, "센서 -> 카메라 -> 서버", "센서 → 카메라"),
    ("if it rains I take the bus", "it rains ? -> yes: bus -> it rains I ? -> yes: take", "it rains"),
]
FLAWED = [
    ("if it is red stop, otherwise go on driving", "red ? -> yes: stop", "exits"),
    ("불이 빨간색이면 멈추고 아니면 직진한다", "불이 빨간색 ? -> 예: 멈추", "exits"),
    ("check the ticket and enter the hall", "check the ticket -> enter the hall ?", "exits"),
    (
        "a call ends solved, escalated and dropped",
        "call -> solved ? -> yes: escalated, no: dropped",
        "unasked",
    ),
    ("if valid enter, if expired pay, buy", "ticket -> valid: enter, expired: pay, buy", "unlabelled"),
    ("the producer feeds the consumer", "producer -> producer -> consumer", "itself"),
    ("the dean runs the lab and the library", "[dean] lab, library", "frame"),
]
RIGHT = [
    (CODE, "write the code -> review it -> test it -> tests fail ? -> yes: write the code"),
    (LOGIN, "opens the app -> logs in -> password is wrong ? -> yes: logs in"),
    (PASSWORD, PASSWORD_DRAWN.format("비밀번호를 입력")),
    (
        "boil milk, let it cool, boil it again, drink",
        "boil milk -> let it cool -> boil it again -> drink",
    ),
    ("the feedback form goes to the back-end, which makes a backup", "feedback form -> back-end -> backup"),
    ("국을 데운다. 그다음 다시 데운다. 그리고 먹는다", "국을 데운 -> 다시 데운 -> 먹는"),
    ("the clerk calls the customer back", "clerk -> customer"),
    ("send the report back to Rome", "send the report -> Rome"),
    ("do not go back to step one, plan and then build", "plan -> build"),
    ("서버는 다시 협력사로 요청을 보낸다", "서버 -> 협력사"),
    ("how does a mill work: grind, sift, pack. sorry if this is short", "grind -> sift -> pack"),
    ("wash the car. If possible, dry it", "wash the car -> dry it"),
    (SEAT, SEAT_DRAWN.format("create one, log in")),
    (STOCK, STOCK_DRAWN.format("포장, 공급처에 주문")),
    (
        "If there is enough evidence, the trial begins, otherwise the case is dismissed. "
        "After the trial begins, witnesses speak. Finally the verdict is announced.",
        "there is enough evidence ? -> yes: trial begins, no: case is dismissed\n"
        "trial begins -> witnesses speak -> verdict is announced",
    ),
    ("If it breaks, fix it, otherwise sell it", "breaks ? -> yes: fix it, no: sell it"),
    ("unless anyone objects, post the memo", "anyone objects ? -> no: post the memo"),
    (TEAMS, "sales team, web team -> finance"),
    ("the cat and the dog feed each other", "cat -> dog -> cat"),
    ("Both wash the car and dry it", "wash the car -> dry it"),
    (NOODLES, "물을 끓이 -> 라면을 넣 -> 3분 기다렸 -> 먹는"),
    (PLANT, "씨앗을 심 -> 물을 주 -> 햇볕에 두"),
    ("문서를 작성하고 결재를 받고 그려 주세요", "문서를 작성 -> 결재를 받"),
    ("the lab group has Ada and Bob", "[lab group] Ada, Bob"),
]
MARKS = ("↺", "?", "⊣", "…", "⊕")


@pytest.mark.parametrize(("prompt", "outline", "missing"), MISSING)
def test_what_the_words_say_of_the_shape_is_missing(prompt, outline, missing):
    assert missing in check(prompt, parse(outline)).missing


@pytest.mark.parametrize(("prompt", "outline", "extra"), EXTRA)
def test_ways_that_the_words_do_not_say_are_too_much(prompt, outline, extra):
    found = check(prompt, parse(outline)).extra
    assert extra in found if extra else not found


@pytest.mark.parametrize(("prompt", "outline", "flaw"), FLAWED)
def test_odd_shapes_are_worth_a_look(prompt, outline, flaw):
    assert flaw in check(prompt, parse(outline)).flaws


@pytest.mark.parametrize(("prompt", "outline"), RIGHT)
def test_what_is_drawn_as_it_is_said_is_no_mistake(prompt, outline):
    found = check(prompt, parse(outline))
    assert not [text for text in found.missing if text.startswith(MARKS)]
    assert not [text for text in found.extra if "→" in text or "↺" in text]
    assert not found.flaws


@pytest.mark.parametrize(
    ("missing", "english", "korean"),
    [
        ("? if it rains", "as a choice", "갈림길"),
        ("⊣ ship", "nothing follows", "끊겼습니다"),
        ("… 먹는다", "last step", "마지막 단계"),
        ("⊕ wash and then dry", "two steps", "두 단계"),
    ],
)
def test_every_warning_is_told_in_both_languages(missing, english, korean):
    said = missing.split(" ", 1)[1]
    for language, words in (("en", english), ("ko", korean)):
        (good, line), *_ = Fidelity(missing=(missing,)).checklist(language)
        assert not good
        assert words in line
        assert said in line
        assert missing[0] not in line


def test_ways_too_much_are_told_in_words():
    found = Fidelity(extra=("A → B", "↺ exam"))
    assert [line for _, line in found.checklist("en")] == [
        'your words do not lead from "A" to "B"',
        'your words say no way back to "exam"',
    ]
    assert not any("→" in line or "↺" in line for _, line in found.checklist("ko"))


@pytest.mark.parametrize("flaw", ["exits", "unasked", "unlabelled", "itself", "frame", "pieces", "branches"])
def test_every_flaw_has_its_line(flaw):
    lines = [Fidelity(flaws=(flaw,)).checklist(language) for language in ("en", "ko")]
    assert lines[0] != lines[1]
    assert all(not good and line for ((good, line),) in lines)


def test_an_arrow_that_is_a_name_is_no_way():
    assert (False, "not in your words: → B") in Fidelity(extra=("→ B",)).checklist("en")


def test_one_drawing_in_two_styles_is_compared_once():
    right, down = (parse(f"{style} round arrow blue normal\nA -> B") for style in ("right", "down"))
    assert check("A goes to B", right) is check("A goes to B", down)
    assert check("A goes to B, twice", right) is not check("A goes to B", right)


def test_a_drawing_that_repeats_itself_is_not_sound():
    assert [is_sound(parse(text)) for text in ("A -> A", "A, A -> B", "A, + A -> B")] == [False, False, True]

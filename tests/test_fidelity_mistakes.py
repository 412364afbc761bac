"""Diagrams that are nearly right: one step, arrow, number or node wrong, and the check must notice."""

import json

import pytest

from diagram.fidelity import check
from diagram.outline import parse
from tests.bench import fidelity as bench

LOOP = "plan -> build -> test, if test fails go back to plan"
MLP = "an MLP with 784 inputs, hidden layers of 256 and 64, and 10 outputs"
STUDENT = "학생이 과제를 제출하면 선생님이 채점한다"
CLIENTS = "a load balancer connected to three clients"
STEPS = "wake up, take a shower, then have breakfast and go to work"
EXAM = "시험에 합격하면 졸업하고, 불합격하면 재시험을 본다"
CYCLE = "plan, build, test, and the cycle repeats"
MITOSIS = "Mitosis: prophase, metaphase, anaphase, telophase"

RIGHT = [
    (LOOP, "plan -> build -> test -> test fails ? -> yes: plan"),
    (MLP, "input #784; hidden #256; hidden #64; output #10"),
    ("10 outputs, two hidden layers of 32 and 16, 4 inputs", "input #4; hidden #32; hidden #16; output #10"),
    ("784-256-256-10", "input #784; hidden #256; hidden #256; output #10"),
    ("2 hidden layers each with 24 nodes, 8 inputs", "input #8; hidden #24; hidden #24"),
    (STUDENT, "학생이 과제를 제출 -> 선생님이 채점"),
    (CLIENTS, "load balancer -> clients ×3"),
    (CLIENTS, "load balancer -> client, + client, + client"),
    ("three clients, phone, tv and web, connect to a server", "phone, tv, web -> server"),
    (STEPS, "wake up -> take a shower -> have breakfast -> go to work"),
    (
        "coffee goes to the grinder, hot water goes to the brewer",
        "coffee -> grinder\nhot water -> brewer",
    ),
    ("A is fed by B and B goes to C", "B -> A\nB -> C"),
    ("원두에서 분쇄기로 가고 분쇄기에서 컵으로 간다", "원두 -> 분쇄기 -> 컵"),
    ("A goes to B, top -> bottom", "A -> B"),
    (EXAM, "시험에 합격 ? -> 예: 졸업, 아니오: 재시험"),
    ("심사를 통과하면 게재하고 탈락하면 수정한다", "심사를 통과 ? -> 예: 게재, 아니오: 수정"),
    (
        "If the request is approved, ship it; if unapproved, notify the manager",
        "request is approved ? -> yes: ship it, no: notify the manager",
    ),
    (
        "If the patient is unstable, call the surgeon. If stable, go to the ward",
        "patient is unstable ? -> yes: call the surgeon, no: ward",
    ),
    (CYCLE, "plan -> build -> test -> plan"),
    ("plan, build and test three times, repeat three times", "plan ×3 -> build ×3 -> test ×3"),
    ("wash, rinse, repeat", "wash -> rinse -> repeat"),
    ("plan, build, test, do not start over", "plan -> build -> test"),
    ("기획과 개발을 3번 반복한다", "기획 ×3 -> 개발 ×3"),
    ("load, train, evaluate; it repeats every night", "load -> train -> evaluate"),
    ("결제가 승인되면 배송하고 미승인이면 취소한다", "결제가 승인 ? -> 예: 배송, 아니오: 취소"),
    (MITOSIS, "prophase -> metaphase -> anaphase -> telophase"),
    ("web, api and db. The db feeds the api and the api feeds the web", "db -> api -> web"),
    ("Before baking the cake, mix the batter, then serve", "mix the batter -> baking the cake -> serve"),
    (MITOSIS, "Mitosis -> prophase, metaphase, anaphase, telophase"),
    ("1. wash\n2. rinse\n3. fold", "wash -> rinse -> fold -> wash"),
]
WRONG = [
    (LOOP, "plan -> build -> test fails ? -> yes: plan", "test"),
    ("raw data → cleaning → model → predictions", "raw data -> cleaning -> predictions", "model"),
    ("784-256-256-10", "input #784; hidden #256; output #10", "256"),
    (CLIENTS, "load balancer -> clients", "3"),
    ("A -> B -> C", "A -> C -> B", "B → C"),
    ("A goes to B and B goes to C", "B -> A\nB -> C", "A → B"),
    ("A is fed by B", "A -> B", "B → A"),
    ("원두에서 분쇄기로 가고 분쇄기에서 컵으로 간다", "분쇄기 -> 원두\n분쇄기 -> 컵", "원두 → 분쇄기"),
    (STEPS, "wake up -> take a shower\nhave breakfast -> go to work", "take a shower → have breakfast"),
    (STEPS, "wake up -> take a shower -> have breakfast\ngo to work", "→ go to work"),
    (EXAM, "시험에 합격 -> 졸업 -> 재시험", "불합격하면"),
    (CYCLE, "plan -> build -> test", "↺ the cycle repeats"),
    ("plan, build, test, then go back to plan", "plan -> build -> test", "↺ go back to plan"),
    ("plan, build, test, and start over", "plan -> build -> test", "↺ start over"),
    ("기획, 설계, 구현을 반복한다", "기획 -> 설계 -> 구현", "↺ 반복한다"),
    ("기획, 설계, 구현, 다시 기획으로 돌아간다", "기획 -> 설계 -> 구현", "↺ 기획으로 돌아간다"),
    ("물의 순환: 증발, 응결, 강수", "증발 -> 응결 -> 강수", "↺ 물의 순환"),
    (MITOSIS, "prophase -> telophase -> metaphase -> anaphase", "anaphase → telophase"),
    ("First wash, then rinse, finally fold", "fold -> wash -> rinse", "rinse → fold"),
    ("First wash. Then rinse. Finally fold.", "wash -> fold -> rinse", "rinse → fold"),
    ("1. wash\n2. rinse\n3. fold", "wash -> fold -> rinse", "rinse → fold"),
]
TOO_MUCH = [
    (MLP, "input #784; hidden #64; hidden #256; output #10", "256"),
    (MLP, "input #784; hidden #256; hidden #64; output #784", "784"),
    ("784-256-10", "input #784; hidden #256; output #784", "784"),
    (STUDENT, "학생이 과제를 제출 -> 과제를 제출 -> 선생님이 채점", "과제를 제출"),
    ("the user sends mail to the server", "sends mail -> user sends mail -> server", "sends mail"),
    ("kafka goes to flink, flink goes to trino", "kafka -> flink\n+ flink -> trino", "flink"),
]


@pytest.mark.parametrize(("prompt", "outline"), RIGHT)
def test_what_is_said_in_another_way_is_no_mistake(prompt, outline):
    found = check(prompt, parse(outline))
    assert (found.missing, found.extra) == ((), ())


@pytest.mark.parametrize(("prompt", "outline", "missing"), WRONG)
def test_what_is_missing_is_named(prompt, outline, missing):
    assert missing in check(prompt, parse(outline)).missing


@pytest.mark.parametrize(("prompt", "outline", "extra"), TOO_MUCH)
def test_what_is_drawn_twice_or_in_the_wrong_place_is_named(prompt, outline, extra):
    assert extra in check(prompt, parse(outline)).extra


def test_steps_of_typed_data_flows_may_come_again():
    prompt = "inputs text and process it with LLM, and LLM that, with table as input"
    assert check(prompt, parse("text -> LLM\ntable -> + LLM")).faithful


def test_the_benchmark_counts_right_and_caught(tmp_path, capsys):
    path = tmp_path / "cases.jsonl"
    rows = [(LOOP, RIGHT[0][1]), (MLP, RIGHT[1][1]), ("A goes to B", "A -> cache")]
    path.write_text("\n".join(json.dumps({"prompt": p, "outline": o}) for p, o in rows), encoding="utf-8")
    found = bench.measure(bench.from_file(path), "right", 5)
    assert found["cases"]["right"] == [True, True, False]
    assert found["cases"]["swap numbers"] == [True]
    assert "cache" in capsys.readouterr().out


@pytest.mark.parametrize("mistake", bench.MISTAKES)
def test_every_mistake_changes_what_the_outline_says(mistake):
    import random

    outline = parse("input #3; hidden #4; output #2\nread the long file -> parse -> store ×2\nb -> output")
    wrong = bench.MISTAKES[mistake](outline, random.Random(1))
    assert wrong is None or wrong.structure() != outline.structure()

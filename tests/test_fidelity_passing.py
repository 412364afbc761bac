"""What goes along an edge, notes and headings need no node; what has none of these does."""

import pytest

from diagram.fidelity import check
from diagram.outline import parse


def outline(*lines: str):
    return parse("\n".join(("right box arrow blue normal", *lines)))


@pytest.mark.parametrize(
    ("prompt", "drawn"),
    [
        ("The camera ships its frames to the detector.", "camera -> detector"),
        ("The tank feeds the pump. It drops raw readings in the archive.", "tank -> pump -> archive"),
        ("The hub, which informs the guard, sits behind the gate.", "gate -> hub -> guard"),
        ("Parcels go from the depot to the shop.", "depot -> shop"),
        ("Rain fills the lake. From there water flows to the mill.", "rain -> lake -> mill"),
        ("카메라가 영상을 탐지기로 보낸다.", "카메라 -> 탐지기"),
        ("logstash가 node.js에 목록을 넘긴다", "logstash -> node.js"),
        ("직원 여섯 명이 하나의 데이터베이스에 자료를 입력한다", "직원 ×6 -> 데이터베이스"),
        ("창고에서 나온 물건은 매장으로 간다", "창고 -> 매장"),
        ("우유는 살균된 후 냉각되고 병에 포장된다", "살균 -> 냉각 -> 병에 포장"),
        ("신청서 작성 다음 채점. 채점은 조교가 합니다.", "신청서 작성 -> 채점"),
    ],
)
def test_what_is_passed_between_two_names_is_not_missing(prompt, drawn):
    assert check(prompt, outline(drawn)).missing == ()


@pytest.mark.parametrize(
    ("prompt", "drawn", "missing"),
    [
        ("The tank feeds the pump, then sends samples to the laboratory.", "tank -> pump", "laboratory"),
        ("The engine reaches exhaust through the valve.", "engine -> valve", "exhaust"),
        ("지하수에서 바다를 지나 구름으로 보낸다.", "지하수 -> 구름", "바다를"),
    ],
)
def test_the_target_and_what_lies_on_the_way_are_still_missed(prompt, drawn, missing):
    assert missing in " ".join(check(prompt, outline(drawn)).missing)


def test_what_is_passed_is_no_part_of_the_name_of_its_target():
    prompt = "A camera sends frames to the detector."
    assert check(prompt, outline("camera -> frames to the detector")).extra == ("frames to the detector",)
    assert check(prompt, outline("camera -> detector")).faithful


@pytest.mark.parametrize(
    ("prompt", "drawn"),
    [
        ("sensor (DHT22) -> Arduino (Uno) -> laptop", "sensor -> Arduino -> laptop"),
        ("1) Oslo (2 nights)\n2) Bergen (1 night)\n3) Tromsø", "Oslo -> Bergen -> Tromsø"),
        ("- 영수증 수집\n- 결재 요청 (팀장)\n- 경리팀 제출", "영수증 수집 -> 결재 요청 -> 경리팀 제출"),
        ('graph TD\nA["collect"] --> B["sort"]\nB --> C["store"]', "collect -> sort -> store"),
        ("<결측치 처리>: 수집 -> 정제 -> 저장", "수집 -> 정제 -> 저장"),
        ("합의 프로세스\n면담 > 검토 > 서명", "면담 -> 검토 -> 서명"),
        (
            "Release checklist\n1. Freeze the branch\n2. Tag the version",
            "Freeze the branch -> Tag the version",
        ),
    ],
)
def test_notes_in_brackets_letters_for_names_and_headings_are_not_missing(prompt, drawn):
    assert check(prompt, outline(drawn)).missing == ()


def test_a_step_in_brackets_that_stand_behind_no_name_is_missing():
    assert check("sensor -> (filter) -> laptop", outline("sensor -> laptop")).missing


def test_brackets_of_a_network_tell_sizes_that_must_be_drawn():
    found = check("input 784, hidden (128), output 10", outline("input #784; hidden #64; output #10"))
    assert "128" in found.missing


@pytest.mark.parametrize(
    ("prompt", "drawn"),
    [
        ("MLP: 12,288 inputs, 2 layers of 1,024 units, dense with 1 output", "dense #1"),
        ("an input layer of 12k nodes, 2 layers of 1,024 units, a linear layer of 3", "linear #3"),
    ],
)
def test_sizes_with_commas_or_k_are_read_in_full(prompt, drawn):
    size = 12_288 if "12,288" in prompt else 12_000
    assert check(prompt, outline(f"input #{size}; hidden #1024; hidden #1024; {drawn}")).faithful


def test_another_number_of_layers_of_a_size_is_missed():
    prompt = "20 inputs, 5 layers of 7,718 hidden units, output size 6"
    right = "; ".join(["input #20", *["hidden #7718"] * 5, "output #6"])
    assert check(prompt, outline(right)).faithful
    assert check(prompt, outline(right.replace("hidden #7718; ", "", 1))).missing == ("≠ 5 layers of 7,718",)


def test_a_word_of_joining_is_no_name():
    assert "다음" in check("수집 그런 다음 정제", outline("수집 -> 다음 -> 정제")).extra

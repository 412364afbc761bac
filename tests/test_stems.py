"""Korean steps that a verb's stem names are shown as nouns; what is a noun already stays as it is."""

import pytest

from diagram.outline import parse
from diagram.wording.stems import noun, whole
from training.synthesis import lexicon
from training.synthesis.korean.endings import LIGHT, SINGLE, Predicate
from training.synthesis.korean.procedures import scenes

STYLE = "down box arrow blue normal\n"


@pytest.mark.parametrize(
    ("prompt", "name", "shown"),
    [
        ("원두를 볶고 갈아서 마신다", "원두를 볶", "원두를 볶기"),
        ("원두를 볶고 갈아서 마신다", "갈아", "갈기"),
        ("커피를 마신다", "커피를 마신", "커피를 마시기"),
        ("출석을 부릅니다", "출석을 부릅", "출석을 부르기"),
        ("문을 만든다", "문을 만든", "문을 만들기"),
        ("문을 엽니다", "문을 엽", "문을 열기"),
        ("고기를 구워서 먹는다", "고기를 구워", "고기를 굽기"),
        ("버튼을 눌러 주세요", "버튼을 눌러", "버튼을 누르기"),
        ("물을 부어 주세요", "물을 부어", "물을 붓기"),
        ("재료를 자른 뒤 볶는다", "재료를 자른", "재료를 자르기"),
        ("통을 채웠다", "통을 채웠", "통을 채우기"),
        ("목표를 정해서 알린다", "목표를 정해", "목표를 정하기"),
        ("설문지를 만들어 배포하고", "설문지를 만들", "설문지를 만들기"),
        ("바로 마신다.", "마신다", "마시기"),
        ("결과를 적습니다", "결과를 적습니다", "결과를 적기"),
        ("데이터를 확인한다", "데이터를 확인한다", "데이터를 확인"),
    ],
)
def test_a_step_is_named_by_its_verb_as_a_noun(prompt, name, shown):
    assert noun(prompt, name) == shown


@pytest.mark.parametrize(
    ("prompt", "name", "shown"),
    [
        ("재고가 있으면 배송한다", "재고가 있", "재고가 있음"),
        ("응답이 느려지면 알린다", "응답이 느려지", "응답이 느려짐"),
        ("점수가 높으면 합격이다", "점수가 높", "점수가 높음"),
        ("침전물이 생기면 버린다", "침전물이 생기", "침전물이 생김"),
        ("맛이 매우면 물을 넣는다", "맛이 매우", "맛이 매움"),
    ],
)
def test_a_condition_is_named_as_what_happens(prompt, name, shown):
    assert noun(prompt, name, decision=True) == shown


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("데이터를 수집하고 평가한다", "데이터를 수집"),
        ("파일을 서버에 저장한 뒤 알린다", "파일을 서버에 저장"),
        ("서류를 승인 후 보낸다", "서류를 승인"),
        ("로그인 → 인증 → 메인", "메인"),
        ("상품을 고른다", "상품"),
        ("60점 이상이면 합격", "60점 이상"),
        ("그룹니다", "없는 이름"),
        ("바다, 판다, 사다리", "판다"),
        ("바다, 판다, 사다리", "바다"),
        ("clean the data", "clean the data"),
        ("값을 보고 결정한다", ""),
    ],
)
def test_a_noun_stays_as_it_is(prompt, name):
    assert noun(prompt, name) == name


def test_names_of_things_stay_as_they_are_before_every_particle():
    names = [name for kind in ("data", "component", "role") for name in lexicon.flat("ko", kind)[::9]]
    particles = (
        "을",
        "를",
        "이",
        "가",
        "은",
        "는",
        "에",
        "에서",
        "와",
        "과",
        "으로",
        "의",
        "",
        "하고",
        "이면",
        "이고",
    )
    changed = [
        name + particle
        for name in names
        for particle in particles
        if noun(f"그 {name}{particle} 처리 단계", name) != name
    ]
    assert len(names) > 100 and changed == []


def test_verbs_in_every_ending_are_whole_or_left_but_hardly_ever_wrong():
    texts = {text for scene in scenes() for text in scene.steps}
    endings = ("하고", "한다", "합니다", "해서", "했다", "하세요", "하거나")
    right = wrong = total = 0
    for stem in sorted(texts)[::3]:
        if any(mark in stem for mark in "!=^|"):
            continue
        predicate = Predicate(stem)
        light = LIGHT.search(stem) and not SINGLE.search(stem)
        for ending in endings:
            text, name = predicate.form(ending)
            shown = noun(f"{text}. ", name)
            expected = name if light else f"{stem}기"
            total += 1
            right += shown == expected
            wrong += shown not in (expected, name)
    assert total > 700
    assert right / total > 0.97 and wrong / total < 0.01


def test_an_outline_is_shown_with_whole_names_and_the_same_ways():
    prompt = "원두를 볶고 물을 붓는다. 뜨거우면 식히고 아니면 마신다"
    outline = parse(STYLE + "원두를 볶 -> 물을 붓 -> 뜨거우 ? -> 예: 식히, 아니오: 마신")
    shown = whole(prompt, outline)
    assert str(shown).split("\n")[1] == "원두를 볶기 -> 물을 붓기 -> 뜨거움 ? -> 예: 식히기, 아니오: 마시기"
    assert shown.structure().edges == outline.structure().edges


def test_a_name_that_would_meet_another_stays_as_it_is():
    prompt = "물을 붓고 물을 붓기 를 적는다"
    outline = parse(STYLE + "물을 붓 -> 물을 붓기")
    assert [node.name for node in whole(prompt, outline).structure().nodes] == ["물을 붓", "물을 붓기"]


def test_an_english_outline_is_the_same_object():
    outline = parse(STYLE + "clean -> train")
    assert whole("clean the data, then train", outline) is outline

"""Plain Korean and mixed prompts: names stand in the prompt, frames and outlines agree, labels are right."""

import random
import re

import pytest

from diagram.outline import fold, parse
from training.synthesis import mixed
from training.synthesis.korean import framed, plain_choices, plain_groups, plain_joins
from training.synthesis.korean.choices import Choice
from training.synthesis.korean.endings import predicate
from training.synthesis.networks import switched
from training.synthesis.phrasing import particle

STYLE = "right box arrow blue normal\n"
SAMPLERS = {
    "choices": plain_choices.sample,
    "joins": plain_joins.sample,
    "groups": plain_groups.sample,
    "mixed": lambda rng: mixed.sample(rng, rng.choice(("ko", "en"))),
}


@pytest.mark.parametrize("name", SAMPLERS)
def test_every_name_stands_in_the_prompt_and_nothing_of_a_frame_is_left(name):
    for seed in range(200):
        _, prompt, body = SAMPLERS[name](random.Random(seed))
        outline = parse(STYLE + body)
        assert parse(str(outline)) == outline
        assert not re.search(r"\{\w|<[가-힣]{1,3}>|\w~\w", prompt), prompt
        if ";" not in body:
            words = fold(prompt)
            assert all(fold(node.name) in words for node in outline.structure().nodes), (prompt, body)


@pytest.mark.parametrize("name", ["ko_forks", "ko_joins", "mixed"])
def test_the_slots_of_every_outline_stand_in_its_text(name):
    """All but `w`, the statement "q 성공"; nothing else in an outline than slots, labels and signs."""
    for text, outline in (frame for rows in framed.frames(name).values() for frame in rows):
        said = set(re.findall(r"\{(\w)", text))
        named = set(framed.LETTER.findall(outline)) - {"w"}
        assert named <= said, text
        assert not re.sub(r"[a-zYN]|끝|종료|[ >?,:/]", "", outline), outline


def test_a_condition_is_named_once_and_its_opposite_is_the_other_branch():
    t = framed.Framed(random.Random(1))
    t.ending = 0
    slots = {"x": predicate("출고하"), "y": predicate("발주하")}
    t.decision(slots, Choice("재고가 있", "없"))
    text, lines = t.told(("{c.지} 보고 {d.면} {y.하고} {s.면} {x.하고}", "c ? N y, Y x"), slots)
    assert text == "재고가 있는지 보고 없으면 발주하고 있으면 출고하고"
    assert lines == ["재고가 있 ? -> 아니오: 발주, 예: 출고"]


def test_members_are_in_their_group_and_groups_are_no_nodes():
    for seed in range(100):
        _, prompt, body = plain_groups.sample(random.Random(seed))
        structure = parse(STYLE + body).structure()
        titles = re.findall(r"^\[(.+?)\]", body, re.MULTILINE)
        assert titles, prompt
        assert not {node.name for node in structure.nodes} & set(titles), prompt


def test_there_are_hundreds_of_frames():
    kinds = [framed.frames(name).values() for name in ("ko_forks", "ko_joins", "ko_groups", "mixed")]
    frames = [frame for rows in kinds for row in rows for frame in row]
    assert len(frames) >= 300
    assert len(set(frames)) >= 0.98 * len(frames)


@pytest.mark.parametrize(
    ("word", "form"),
    [("server", "server를"), ("table", "table을"), ("test", "test를"), ("app", "app을"), ("Slack", "Slack을"),
     ("log", "log를"), ("pipeline", "pipeline을"), ("GitHub", "GitHub을"), ("API", "API를")],
)  # fmt: skip
def test_particles_follow_english_words_as_koreans_say_them(word, form):
    assert word + particle(word, "을", "를") == form


def test_layers_that_come_several_times_are_that_many_items():
    words = {"두": 2, "세": 3, "네": 4}
    for seed in range(100):
        text, items = switched.several(random.Random(seed), "FC 8", ["dense #8"])
        count = text.removeprefix("FC 8").strip(" 번개층x")
        assert len(items) == (words.get(count) or int(count or 1)), text


def test_sizes_stand_in_the_prompt():
    for seed in range(200):
        text, body = switched.sample(random.Random(seed))
        parse(STYLE + body)
        for size in re.findall(r"[#@](\d+)", body.replace("@3;", ";")):
            assert re.search(rf"(?<!\d){size}(?!\d)", text), text

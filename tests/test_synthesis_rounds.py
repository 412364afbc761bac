"""Cycles, ways back, ways past: names stand in the prompt; words on arrows where it writes them there."""

import random
import re

import pytest

from diagram.outline import fold, parse
from training.synthesis import rounds
from training.synthesis.english import agains, bypasses, circles, framed, returns
from training.synthesis.korean import bypasses as korean_bypasses
from training.synthesis.korean import circles as korean_circles
from training.synthesis.korean import returns as korean_returns
from training.synthesis.korean.forms import World

MODULES = (circles, returns, bypasses, korean_circles, korean_returns, korean_bypasses)
STYLE = "right box arrow blue normal\n"


def _edges(body):
    structure = parse(STYLE + body).structure()
    names = [node.name for node in structure.nodes]
    return {(names[a], names[b], label) for a, b, label in structure.edges}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__[19:])
def test_every_name_and_label_stands_in_the_prompt_and_nothing_of_a_frame_is_left(module):
    for seed in range(140):
        _, prompt, body = module.sample(random.Random(seed))
        outline = parse(STYLE + body)
        assert parse(str(outline)) == outline
        structure, words = outline.structure(), fold(prompt)
        assert all(fold(node.name) in words for node in structure.nodes), (prompt, body)
        labels = {label for _, _, label in structure.edges} - {"", "yes", "no", "예", "아니오"}
        assert all(fold(label) in words for label in labels), (prompt, body)
        assert not re.search(r"[{}~\0]|<\w+ \w+>|<[가-힣]", prompt), prompt


@pytest.mark.parametrize("draw", [circles.exchanged, lambda rng: korean_circles._exchanged(World(rng))])
def test_what_is_sent_is_a_label_only_where_the_prompt_writes_it_on_the_arrow(draw):
    found = set()
    for seed in range(140):
        text, body = draw(random.Random(seed))
        labelled = any(label for _, _, label in _edges(body))
        written = re.search(r"[-=(\[:\"]|label|arrow|says|called|화살표|선 이름", text)
        assert written or not labelled, text
        found.add(labelled)
    assert found == {True, False}


def test_a_row_comes_back_only_where_its_words_say_so(monkeypatch):
    for form, closed in (("close", True), ("closes", True), ("ends", False)):
        for row in circles.frames(form):
            monkeypatch.setattr(circles, "frames", lambda _, row=row: (row,))
            monkeypatch.setattr(circles, "stages", lambda cast, orders: ("tea", ["leaf", "pot", "cup"]))
            rng = random.Random(1)
            monkeypatch.setattr(rng, "random", lambda: 0.8)
            monkeypatch.setattr(rng, "choices", lambda *_, form=form: [form])
            _, body = circles.around(rng)
            assert body == "leaf -> pot -> cup" + (" -> leaf" if closed else ""), row
            monkeypatch.undo()


def test_every_frame_of_returns_can_be_told(monkeypatch):
    known = framed.frames("en_returns")
    for frame in known[""]:
        monkeypatch.setattr(agains, "frames", lambda _, frame=frame: {**known, "": (frame,)})
        text, body = returns._steps(random.Random(3))
        assert _edges(body), (text, body)


def test_a_step_done_once_more_is_a_step_of_its_own():
    frame = ("{a}, {b}, {a} again, then {z}", "{a} -> {b} -> {a} again -> {z}")
    assert frame in framed.frames("en_returns")[""]
    _, lines = framed.filled(random.Random(0), frame, {"a": "stir", "b": "add milk", "z": "serve"})
    assert _edges("\n".join(lines)) == {
        ("stir", "add milk", ""), ("add milk", "stir again", ""), ("stir again", "serve", ""),
    }  # fmt: skip
    for stems in (korean_circles.parts(row[0]) for row in korean_circles.known("w")):
        assert any(re.search(r"다시|한 번 더|재", stem) for stem in stems), stems


def test_there_are_hundreds_of_frames():
    english = sum(len(circles.frames(form)) for form in (
        "pair", "pair after", "labelled", "link", "close", "closes", "ends", "list", "open", "more", "part",
    ))  # fmt: skip
    english += sum(len(bypasses.frames(form)) for form in ("row", "skip", "place", "number", "side", "whole"))
    english += sum(map(len, framed.frames("en_returns").values()))
    korean = len(korean_returns._frames()) + sum(len(korean_circles.frames(form)) for form in (
        "pair", "pair after", "labelled", "link", "gap", "close", "ends", "list", "open", "part", "more",
        "row", "feedback", "skip", "place", "number", "side", "whole",
    ))  # fmt: skip
    assert english > 400
    assert korean > 240
    assert {kind for kind, _, _ in (rounds.sample(random.Random(i), "ko") for i in range(60))} == {
        "circle ko", "return ko", "bypass ko",
    }  # fmt: skip

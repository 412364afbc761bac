"""Decisions and loops in frames: names stand in the prompt, each frame can be told, ways lead back and on."""

import random

import pytest

from diagram.outline import parse
from training.synthesis.english import agains, forks, framed


def _edges(body):
    structure = parse(f"right box arrow blue normal\n{body}").structure()
    names = [node.name for node in structure.nodes]
    return {(names[a], names[b], label) for a, b, label in structure.edges}


@pytest.mark.parametrize("module", [forks, agains])
def test_every_name_stands_in_the_prompt(module):
    for seed in range(150):
        _, text, body = module.sample(random.Random(seed))
        for node in parse(f"right box arrow blue normal\n{body}").structure().nodes:
            assert node.name.lower() in text.lower()


@pytest.mark.parametrize(("module", "name"), [(forks, "en_forks"), (agains, "en_agains")])
def test_every_frame_can_be_told(module, name, monkeypatch):
    known = framed.frames(name)
    draw = {"en_forks": forks._decision, "en_agains": agains._round}[name]
    for frame in known[""]:
        monkeypatch.setattr(module, "frames", lambda _, frame=frame: {**known, "": (frame,)})
        tale = module.Tale(random.Random(1), "en", "step")
        wanted = set(framed.SLOT.findall("".join(frame)))
        assert any(wanted <= set(draw(tale)[1]) for _ in range(60)), frame[0]


def test_a_side_step_leads_on_both_ways():
    frame = ("{b}, {y} if {C}, then {z}", "{b} -> {c} ? -> yes: {y} -> {z} // {c} -> no: {z}")
    assert frame in framed.frames("en_forks")[""]
    slots = {"b": "knock", "y": "wait", "C": "the door is shut", "c": "door is shut", "z": "go in"}
    _, lines = framed.filled(random.Random(0), frame, slots)
    assert _edges("\n".join(lines)) == {
        ("knock", "door is shut", ""), ("door is shut", "wait", "yes"), ("wait", "go in", ""),
        ("door is shut", "go in", "no"),
    }  # fmt: skip


def test_rounds_come_back_only_where_the_frame_says_so():
    for text, outline in framed.frames("en_agains")["cycles four"]:
        nodes = outline.split(" -> ")
        again = any(word in text for word in (
            "back", "again", "cycle", "circle", "loop", "ring", "start", "forever", "anew", "repeat",
            "in turn",
        ))  # fmt: skip
        assert (len(set(nodes)) < len(nodes)) == (again and not text.endswith("ends with {l4}"))

"""Routing lists, side clauses and joined subjects: names stand in the prompt, every frame can be told."""

import random
import re

import pytest

from diagram.outline import fold, parse
from training.synthesis import lexicon
from training.synthesis.english import framed, joined, openings, relatives, routed

STYLE = "right box arrow blue normal\n"


def _structure(body):
    structure = parse(STYLE + body).structure()
    names = [node.name for node in structure.nodes]
    return names, {(names[a], names[b], label) for a, b, label in structure.edges}


@pytest.mark.parametrize("module", [routed, openings, relatives, joined])
def test_names_and_labels_stand_in_the_prompt_and_nothing_of_a_frame_is_left(module):
    for seed in range(200):
        _, prompt, body = module.sample(random.Random(seed))
        names, edges = _structure(body)
        words = fold(prompt)
        assert all(fold(name) in words for name in names), (prompt, body)
        assert all(fold(label) in words for _, _, label in edges), (prompt, body)
        assert not re.search(r"[{}~<]|\b(?:the|an?) (?:the|an?) ", prompt), prompt


@pytest.mark.parametrize(("module", "name"), [(openings, "en_openings"), (relatives, "en_relatives")])
def test_every_frame_can_be_told(module, name):
    for frame in framed.frames(name)[""]:
        wanted = set(framed.SLOT.findall("".join(frame)))
        tale = module.Tale(random.Random(1), "en", "noun")
        assert any(wanted <= set(module._slots(tale)) for _ in range(40)), frame[0]


def test_every_branch_of_a_routing_list_has_its_label():
    for seed in range(300):
        _, prompt, body = routed.sample(random.Random(seed))
        line = body.split("\n")[0]
        branches = line.rsplit(" -> ", 1)[1].split(", ")
        assert all(": " in branch for branch in branches) or re.search(r"^\S.* go(?:es)? to ", prompt), prompt
        if re.search(r"the rest\b", prompt) and ": " in line:
            assert "rest: " in line, prompt


def test_joined_pairs_tell_merges_from_chains():
    rows = {
        template: body for form in joined.SHARES for template, body in lexicon.patterns("en_joined")[form]
    }
    assert rows["{a} and {b} {V} {h}"] == "a,b>h"
    assert rows["{a} and then {b} <V b> {h}"] == rows["{a}, then {b} <V b> {h}"] == "a>b>h"
    assert rows["{a} <V a> {b} and {h}"] == "a>b,h"


def test_what_is_said_before_comes_first():
    frames = dict(framed.frames("en_openings")[""])
    assert frames["before {N1}, {Y1}"] == "{y1} -> {n1}"
    assert frames["{P1} before being {z2}"] == "{p1} -> {z2}"
    assert frames["{Y1} once {C1}"] == "{c1} -> {y1}"

"""Plain English prompts: every name stands in its prompt, every frame is filled, titles are no nodes."""

import random
import re
from functools import reduce
from operator import add

import pytest

from diagram.outline import fold, parse
from training.synthesis import lexicon
from training.synthesis.english import (
    plain_branches,
    plain_chains,
    plain_groups,
    plain_merges,
    plain_mixed,
    plain_names,
)

MODULES = (plain_chains, plain_branches, plain_merges, plain_groups, plain_mixed)
STYLE = "right box arrow blue normal\n"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_name_stands_in_the_prompt_and_nothing_of_a_frame_is_left(module):
    for seed in range(300):
        _, prompt, body = module.sample(random.Random(seed))
        outline = parse(STYLE + body)
        assert parse(str(outline)) == outline
        structure = outline.structure()
        words = fold(prompt)
        assert all(fold(node.name) in words for node in structure.nodes), (prompt, body)
        assert not re.search(r"~|<\w+ \w+>|\{(?:\w|\w\w|the:\w)\}", prompt), prompt


def test_a_title_is_no_node():
    titled = 0
    for seed in range(1500):
        _, prompt, body = plain_chains.sample(random.Random(seed))
        title = prompt.partition(": ")[0].lower()
        if title in {row[0].lower() for row in (*plain_names.sets("c"), *plain_names.sets("d"))}:
            titled += 1
            assert title not in body.lower().split(" -> "), prompt
    assert titled > 30


def test_verbs_agree_with_what_acts():
    assert plain_names.agree("<goes a>", {"a": "seeds"}) == "go"
    assert plain_names.agree("<goes a>", {"a": "lens"}) == "goes"
    assert plain_names.agree("<is xs>", {"xs": ["flour", "water"]}) == "are"


def test_there_are_hundreds_of_frames():
    found = lexicon.patterns("en_plain")
    frames = reduce(add, found.values())
    assert len(frames) >= 700
    assert len(set(frames)) >= 0.97 * len(frames)

"""Architectures by name: one meaning for a name, outlines that hold together, requests in many words."""

import random
import re
from collections import Counter

import pytest

from diagram.outline import parse
from diagram.wording.lists import squeeze
from training.synthesis import architectures
from training.synthesis.by_name import name_as_typed

STYLE = "right round arrow blue normal\n"


def test_a_name_means_one_thing():
    owners = {}
    for entry in architectures.known():
        for alias in (*entry.aliases, *entry.korean):
            assert owners.setdefault(squeeze(alias), entry) is entry, alias


def test_every_block_of_the_file_is_an_entry():
    text = (architectures.Path(architectures.__file__).parent / "architectures.txt").read_text(
        encoding="utf-8"
    )
    assert len(architectures.known()) == len(re.findall("(?m)^(?:name|famous):", text)) > 140


def test_every_outline_is_one_piece_and_the_same_in_korean():
    for entry in architectures.known():
        sizes = []
        for body in filter(None, (entry.outline, entry.korean_outline)):
            structure = parse(STYLE + body).structure()
            sizes.append((len(structure.nodes), len(structure.edges)))
            reached, waiting = {0}, [0]
            while waiting:
                node = waiting.pop()
                near = {e[1 - e.index(node)] for e in (edge[:2] for edge in structure.edges) if node in e}
                waiting += near - reached
                reached |= near
            assert len(reached) == len(structure.nodes), entry.aliases[0]
        assert len(set(sizes)) == 1, entry.aliases[0]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_request_names_no_other_architecture_alone(language):
    meanings = {squeeze(a): e for e in architectures.known() for a in (*e.aliases, *e.korean)}
    prompts = Counter()
    for seed in range(1500):
        _, prompt, body = architectures.sample(random.Random(seed), language)
        prompts[prompt] += 1
        entry = meanings.get(squeeze(re.sub("^(the|an?) ", "", prompt.lower())))
        assert entry is None or body in (entry.outline, entry.korean_outline), prompt
    assert len(prompts) > 1300


def test_a_prompt_without_korean_means_the_english_outline():
    for seed in range(600):
        _, prompt, body = architectures.sample(random.Random(seed), "ko")
        assert not prompt.isascii() or body.isascii() or not re.search("[가-힣]", body)


def test_a_name_is_typed_in_several_ways_with_few_slips():
    typed = Counter(name_as_typed(random.Random(seed), "Faster R-CNN") for seed in range(400))
    assert {"faster r-cnn", "Faster R-CNN", "faster r cnn"} <= set(typed)
    assert sum(n for name, n in typed.items() if squeeze(name) != "fasterrcnn") < 60

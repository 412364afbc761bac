"""Synthetic prompts with counts, numbers in words, odd names and relative clauses say what is drawn."""

import random
import re

import pytest

from diagram.outline import fold, parse
from diagram.wording.reading import read_prompt
from training.synthesis import counted_things, odd_names, short_forms
from training.synthesis.english import clauses as english_clauses
from training.synthesis.networks import numbers as networks_numbers

STYLE = "right box arrow blue normal\n"
SAMPLERS = (
    counted_things.sample,
    counted_things.sample_ko,
    english_clauses.sample,
    short_forms.sample,
    short_forms.sample_ko,
)


@pytest.mark.parametrize("sample", SAMPLERS)
def test_every_name_stands_in_the_prompt_and_nothing_of_a_template_is_left(sample):
    for seed in range(300):
        _, prompt, body = sample(random.Random(seed))
        assert not re.search(r"[{}~]", prompt), prompt
        for node in parse(STYLE + body).structure().nodes:
            assert fold(node.name) in fold(prompt), (prompt, node.name)


@pytest.mark.parametrize("sample", [counted_things.sample, networks_numbers.sample])
def test_every_number_of_the_outline_is_said_by_the_prompt(sample):
    for seed in range(300):
        prompt, body = sample(random.Random(seed))[-2:]
        said = read_prompt(prompt).values
        for node in parse(STYLE + body).structure().nodes:
            for number in (node.attributes.units, node.attributes.channels, node.attributes.repeats):
                assert number is None or float(number) in said, (prompt, number)


def test_numbers_in_words():
    rng = random.Random(0)
    assert networks_numbers.in_words(rng, 1000) in ("one thousand", "a thousand")
    assert (
        networks_numbers.in_words(rng, 317).replace(" and", "").replace("-", "") == "three hundred seventeen"
    )
    assert [networks_numbers.in_korean(n) for n in (10, 317, 1200, 2048)] == [
        "십",
        "삼백십칠",
        "천이백",
        "이천사십팔",
    ]


def test_no_name_is_part_of_another_where_they_must_differ():
    assert odd_names.distinct(["C++", "C#", "Tromsø"])
    assert not odd_names.distinct(["shop 1", "shop 12"])

"""English accounts, procedures and choices: every outline parses, and every name is a span of its prompt."""

import random

import pytest

from diagram.outline import parse
from training.synthesis.english import accounts as english_accounts
from training.synthesis.english import choices as english_choices
from training.synthesis.english import procedures as english_procedures


@pytest.mark.parametrize("source", [english_accounts, english_choices, english_procedures])
def test_every_name_is_a_span_of_the_prompt(source):
    for seed in range(300):
        _, prompt, body = source.sample(random.Random(seed))
        outline = parse(body)
        assert parse(str(outline)) == outline
        for node in outline.structure().nodes:
            assert node.name.lower() in prompt.lower(), prompt


def test_every_account_pattern_says_all_its_names_and_no_others():
    for text, outline, ends in english_accounts.patterns():
        said = {slot.strip("+*").lower() for slot in english_accounts.SLOT.findall(text)} - {"p", "q", "m"}
        known = {token.lower() for token in english_accounts.TOKEN.findall(outline)}
        assert said == known, text
        assert set((ends or "").split()) <= known, text
        assert "{" not in english_accounts.SLOT.sub("", text), text


def test_what_happens_first_is_a_step_and_a_condition_is_a_decision():
    for seed in range(100):
        *_, event = english_procedures.events(random.Random(seed))
        assert "?" not in event
        *_, decision = english_choices.two_ways(random.Random(seed))
        assert " ? -> " in decision

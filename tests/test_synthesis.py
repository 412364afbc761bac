"""The synthetic language: deterministic, readable by the notation, broad, and true to its prompts' words."""

import json
import random
from pathlib import Path

import pytest

from diagram.generation import embedded
from diagram.graph import STYLE_FIELDS
from diagram.outline import fold, parse
from training.synthesis import architectures, lexicon, mixture, phrasing


@pytest.mark.parametrize("source", mixture.SHARES)
def test_every_example_is_an_outline_that_parses_and_writes_back(source):
    for seed in range(150):
        example = mixture.sample(seed, source)
        outline = parse(example.outline)
        assert outline.structure().nodes
        assert parse(str(outline)) == outline


def test_the_same_seed_gives_the_same_example_and_another_seed_another():
    assert mixture.sample(7) == mixture.sample(7)
    assert len({mixture.sample(seed).prompt for seed in range(1000)}) > 990


def test_names_stand_in_the_prompt_or_in_the_lexicon():
    known = json.loads((embedded.WEIGHTS / "lexicon.json").read_text(encoding="utf-8"))
    usual = {fold(name) for name in known["layers"]}
    for source in ("networks en", "networks ko", "flows", "processes en", "processes ko", "verbs ko"):
        strangers = 0
        for seed in range(200):
            example = mixture.sample(seed, source)
            for node in parse(example.outline).structure().nodes:
                strangers += fold(node.name) not in fold(example.prompt) and fold(node.name) not in usual
        assert strangers <= 2, source


def test_a_style_that_was_asked_for_is_in_the_style_line():
    asked = [e for e in map(mixture.sample, range(1000)) if e.style]
    assert len(asked) > 100
    for example in asked:
        style = parse(example.outline).style
        assert all(getattr(style, name) == value for name, value in example.style.items())
    assert {name for e in asked for name in e.style} == set(STYLE_FIELDS)


def test_the_language_shown_is_as_broad_as_promised():
    for language, names, patterns in (("en", 3000, 500), ("ko", 1500, 300)):
        kinds = ("component", "data", "step", "stage", "role", "condition", "choice", "group")
        assert len({name for kind in kinds for name in lexicon.flat(language, kind)}) >= names
        relations = lexicon.patterns(language)
        sentences = {p for relation in relations if relation != "style" for p in relations[relation]}
        assert len(sentences) >= patterns
    assert len(architectures.known()) >= 60


@pytest.mark.parametrize(
    ("text", "closed", "opened", "form"),
    [
        ("서버", "으로", "로", "로"),
        ("팀", "으로", "로", "으로"),
        ("채널", "으로", "로", "로"),
        ("API", "을", "를", "를"),
        ("3", "이", "가", "이"),
    ],
)
def test_korean_particles_follow_the_final_sound(text, closed, opened, form):
    assert phrasing.particle(text, closed, opened) == form


def test_invented_words_are_in_no_list():
    rng = random.Random(1)
    names = (name for kind in ("component", "data", "step") for name in lexicon.flat("en", kind))
    words = {word for name in names for word in name.split()}
    made = [lexicon.invented_word(rng) for _ in range(200)]
    assert sum(word in words for word in made) <= 4


def test_test_prompts_are_not_generated():
    path = Path(__file__).parent / "data" / "handwritten.jsonl"
    prompts = {fold(json.loads(line)["prompt"]) for line in path.read_text(encoding="utf-8").splitlines()}
    assert len(prompts) >= 150
    assert not any(fold(mixture.sample(seed).prompt) in prompts for seed in range(2000))

"""Prompts for networks: every kind is drawn, and the outline says the prompt's own layers and sizes."""

import json
import random
import re
from collections import Counter

import pytest

from diagram.generation import embedded
from diagram.outline import fold, parse
from training.synthesis import networks
from training.synthesis.networks import (
    essays,
    essays_ko,
    parted,
    runs,
    runs_ko,
    spelled,
    spelled_ko,
    terse,
    terse_ko,
)
from training.synthesis.networks.words import ONES

STYLE = "right round arrow blue normal\n"
PLAIN = (terse, spelled, runs, essays, parted, terse_ko, spelled_ko, runs_ko, essays_ko)
NATIVE = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_kind_is_drawn_about_as_often_as_its_weight_says(language):
    drawn = Counter(networks.sample(random.Random(seed), language)[0] for seed in range(2000))
    total = sum(weight for _, weight in networks.KINDS[language])
    for (kind, _), weight in networks.KINDS[language]:
        assert drawn[kind] / 2000 == pytest.approx(weight / total, abs=0.03), kind


@pytest.mark.parametrize("module", PLAIN, ids=lambda module: module.__name__.rpartition(".")[2])
def test_sizes_and_names_of_plain_networks_stand_in_the_prompt(module):
    known = json.loads((embedded.WEIGHTS / "lexicon.json").read_text(encoding="utf-8"))
    usual = {fold(name) for name in known["layers"]}
    for seed in range(120):
        prompt, body = module.sample(random.Random(seed))
        outline = parse(STYLE + body)
        assert parse(str(outline)) == outline
        for node in outline.structure().nodes:
            assert fold(node.name) in fold(prompt) or fold(node.name) in usual, prompt
        for size in map(int, re.findall(r"[#@](\d+)", body)):
            words = [rf"(?<!\d){size}(?!\d)"]
            words += [ONES[size], "single"] if size == 1 else [ONES[size]] if size <= 20 else []
            words += ["하나"] if size == 1 else []
            words += [NATIVE[size]] if size < len(NATIVE) else []
            assert any(re.search(word, prompt, re.IGNORECASE) for word in words), (size, prompt)


@pytest.mark.parametrize("module", PLAIN, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_number_of_a_prompt_is_used_or_counts(module):
    """Every larger number of a prompt is a size of the outline, unless it is about the training."""
    for seed in range(120):
        prompt, body = module.sample(random.Random(seed))
        numbers = {int(n) for n in re.findall(r"(?<![\d.%])\d{2,}(?![\d.%]|\.\d)", prompt)}
        said = {int(n) for n in re.findall(r"\d+", body)}
        asides = {int(n) for n in re.findall(r"\d+", " ".join(re.findall(r"[^.]*\.?$", prompt)))}
        trained = re.search(r"epochs|rows|minutes|accuracy|batch|MNIST|에폭|배치 크기", prompt)
        assert numbers <= said | (asides if trained else set()), prompt

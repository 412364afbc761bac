"""Networks by their components: every frame's names stand in its prompt, its outline is one piece."""

import json
import random
import re

import pytest

from diagram.generation import embedded
from diagram.outline import fold, parse
from training.synthesis.networks import worded
from training.synthesis.networks.words import ONES
from training.synthesis.phrasing import NATIVE

STYLE = "right round arrow blue normal\n"


def _usual():
    known = json.loads((embedded.WEIGHTS / "lexicon.json").read_text(encoding="utf-8"))
    return {fold(name) for name in known["layers"]}


def _one_piece(structure):
    near = {number: set() for number in range(len(structure.nodes))}
    for source, target, _ in structure.edges:
        near[source].add(target)
        near[target].add(source)
    reached, waiting = {0}, [0]
    while waiting:
        fresh = near[waiting.pop()] - reached
        reached |= fresh
        waiting += fresh
    return len(reached) == len(structure.nodes)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_frame_says_its_names_and_holds_together(language, monkeypatch):
    usual = _usual()
    for weight, slots, frames in worded.families(language):
        for frame in frames:
            monkeypatch.setattr(worded, "families", lambda _, only=((weight, slots, (frame,)),): only)
            for seed in range(2):
                prompt, body = worded.tell(random.Random(seed), language)
                outline = parse(STYLE + body)
                assert parse(str(outline)) == outline
                structure = outline.structure()
                assert _one_piece(structure) or frame[1].startswith("x0"), prompt
                for node in structure.nodes:
                    assert fold(node.name) in fold(prompt) or fold(node.name) in usual, prompt


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_size_and_count_is_told(language):
    for seed in range(700):
        prompt, body = worded.tell(random.Random(seed), language)
        for size in map(int, re.findall(r"[#×](\d+)", body)):
            words = [rf"(?<!\d){size}(?!\d)", *(["one"] if size == 1 else [])]
            words += [ONES[size]] if size < len(ONES) else []
            words += [NATIVE[size]] if 0 < size < len(NATIVE) else []
            assert any(re.search(word, prompt, re.IGNORECASE) for word in words), prompt


def test_residuals_are_drawn_only_where_they_are_told():
    skips = re.compile(r"~1 -> |-> add$|-> 덧셈$", re.MULTILINE)
    told = {True: 0, False: 0}
    for language in ("en", "ko"):
        for seed in range(700):
            prompt, body = worded.tell(random.Random(seed), language)
            if re.match("transformer block|트랜스포머 블록", prompt, re.IGNORECASE) and ";" in body:
                said = prompt.lower()
                with_them = bool(re.search("(?<!no )(?:residual|skip)(?! add)|잔차", said))
                assert bool(skips.search(body)) == with_them, prompt
                told[with_them] += 1
    assert min(told.values()) > 5

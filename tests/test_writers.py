"""Answers of a backend as texts: what cannot be laid out is left out, and nothing else."""

import pytest

from diagram.errors import InvalidDiagram, InvalidPrompt
from diagram.generation.backend import Writing
from diagram.outline import parse
from training.examples import writers
from training.examples.writers import BackendWriter

STYLE = "right box arrow blue normal\n"
OUTLINES = [parse(f"{STYLE}{body}") for body in ("A -> B", "huge -> C", "A -> C")]


class Fixed:
    """A backend that always writes the same; prompts that are too long it does not read."""

    name = "fixed"

    def write(self, prompt, count, seed):
        if prompt == "too long":
            raise InvalidPrompt("The prompt is too long.")
        return [Writing(outline, -1.0, 5) for outline in OUTLINES[:count]]


@pytest.fixture
def writer(monkeypatch):
    usual = writers.write_answer

    def write_answer(outline, *options):
        if outline is OUTLINES[1]:
            raise InvalidDiagram("No canvas is large enough.")
        return usual(outline, *options)

    monkeypatch.setattr(writers, "write_answer", write_answer)
    return BackendWriter(Fixed(), "rows")


def test_an_answer_that_cannot_be_laid_out_is_left_out_alone(writer):
    (found,) = writer.answer(["A goes to B"], 3, 0, 0.7)
    assert [text.count("'A'") + 2 * text.count("'C'") for text in (a.text for a in found)] == [1, 3]
    assert all(answer.ended and answer.tokens == 5 for answer in found)


def test_a_prompt_that_is_too_long_has_no_answers_and_the_next_one_has(writer):
    assert [len(found) for found in writer.answer(["too long", "A goes to B"], 1, 0, 0.0)] == [0, 1]

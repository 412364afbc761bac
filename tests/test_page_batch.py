"""Many prompts on the page: a list in, a ZIP out, and one bad prompt does not stop the rest."""

from __future__ import annotations

import json
import zipfile

import pytest

from diagram.errors import InvalidPrompt
from diagram.page import batching, files


@pytest.fixture(autouse=True)
def model(tmp_path, monkeypatch):
    import diagram

    monkeypatch.setattr(files, "root", lambda: tmp_path)

    def recommend(prompt, count, top, user, backend):
        if "bad" in prompt:
            raise InvalidPrompt("There is nothing to draw in the prompt.")
        return [_candidate()]

    monkeypatch.setitem(vars(diagram), "recommend", recommend)


def _candidate():
    from types import SimpleNamespace

    from diagram.layout import lay_out
    from diagram.outline import parse

    outline = parse("right round arrow blue normal\ncollect -> clean")
    return SimpleNamespace(diagram=lay_out(outline), outline=outline, as_json=lambda: {"nodes": []})


def drawn(prompts: str, file=None, formats=("png@2", "mermaid"), count=1) -> list[tuple]:
    return list(batching.draw(prompts, file, list(formats), count, None))


def test_every_line_is_drawn_into_one_zip():
    *steps, (message, made) = drawn("collect, then clean\n\n수집하고 정제한다\n")
    assert ["0 of 2" in steps[0][0], "1 of 2" in steps[1][0]] == [True, True]
    assert "2 of 2 prompts drawn" in message
    with zipfile.ZipFile(made["value"]) as archive:
        assert sorted(archive.namelist()) == [
            "001-collect-then-clean.mmd",
            "001-collect-then-clean.png",
            "002-수집하고-정제한다.mmd",
            "002-수집하고-정제한다.png",
            "diagrams.jsonl",
        ]
        assert [json.loads(x)["prompt"] for x in archive.read("diagrams.jsonl").decode().splitlines()] == [
            "collect, then clean",
            "수집하고 정제한다",
        ]
        assert archive.read("001-collect-then-clean.png")[:4] == b"\x89PNG"


def test_a_bad_prompt_is_named_and_the_rest_goes_on():
    message, made = drawn("good one\n<b>bad</b> one")[-1]
    assert "1 of 2 prompts drawn" in message
    assert "&lt;b&gt;bad&lt;/b&gt; one" in message and "nothing to draw" in message
    assert made["visible"]


def test_prompts_come_from_a_file_too(tmp_path):
    path = tmp_path / "list.jsonl"
    path.write_text('{"prompt": "one, then two"}\n', encoding="utf-8")
    assert "1 of 1 prompts drawn" in drawn("", str(path))[-1][0]


@pytest.mark.parametrize(
    ("prompts", "formats", "said"),
    [("", ["svg"], "no prompts"), ("a\n" * 501, ["svg"], "501 prompts"), ("a", [], "format")],
)
def test_what_cannot_be_done_is_said(prompts, formats, said):
    assert said in drawn(prompts, None, formats)[-1][0]

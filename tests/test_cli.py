"""The command line, with a stand-in for the model."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from diagram.__main__ import main
from diagram.errors import ModelUnavailable
from tests.fake_candidates import FakeModel
from tests.timing import quickest

ROOT = Path(__file__).parents[1]
PROMPT = "Collect the data, then clean it"


@pytest.fixture
def model(monkeypatch) -> FakeModel:
    return FakeModel().install(monkeypatch)


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_one_prompt_writes_the_files_of_the_top_ones(model, tmp_path):
    assert (
        main([PROMPT, "--count", "4", "--top", "2", "--seed", "7", "--out", str(tmp_path / "new" / "out")])
        == 0
    )
    names = sorted(path.name for path in (tmp_path / "new" / "out").iterdir())
    endings = ("json", "outline.txt", "png", "rows.txt", "svg")
    assert names == [f"candidate-{rank}.{ending}" for rank in (1, 2) for ending in endings]
    assert model.calls == [{"prompt": PROMPT, "count": 4, "top": 2, "seed": 7}]


def test_exports_are_written_beside_the_others(model, tmp_path, capsys):
    assert main([PROMPT, "--top", "1", "--export", "pptx, mermaid,json", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "candidate-1.pptx").read_bytes().startswith(b"PK")
    assert (tmp_path / "candidate-1.mmd").read_text().startswith("flowchart ")
    assert json.loads((tmp_path / "candidate-1.diagram.json").read_text())["format"] == "legible-diagram"
    assert capsys.readouterr().out.splitlines()[1].endswith(" .json .pptx .mmd .diagram.json")


def test_an_unknown_export_is_refused_before_anything_is_drawn(model, tmp_path, capsys):
    with pytest.raises(SystemExit):
        main([PROMPT, "--export", "visio", "--out", str(tmp_path / "new")])
    assert "'visio' is none of png, svg, pdf, pptx" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_the_files_hold_the_diagram(model, tmp_path):
    main([PROMPT, "--top", "1", "--scale", "0.5", "--out", str(tmp_path)])
    svg = ET.parse(tmp_path / "candidate-1.svg").getroot()
    assert "Clean" in list(svg.itertext())
    assert [node["label"] for node in json.loads((tmp_path / "candidate-1.json").read_text())["nodes"]][
        :2
    ] == [
        "Collect",
        "Clean",
    ]
    png = (tmp_path / "candidate-1.png").read_bytes()
    assert int.from_bytes(png[16:20], "big") == 500  # the width in a PNG's header


def test_the_table_has_a_line_a_candidate(model, tmp_path, capsys):
    main([PROMPT, "--out", str(tmp_path)])
    table = capsys.readouterr().out.splitlines()
    assert table[0].startswith("rank  score ") and table[0].endswith(" nodes  edges  files")
    assert table[1].split()[:4] == ["1", "9.0", "/", "10"]
    assert table[3].startswith("3     8.0 / 10")


def test_what_is_not_faithful_is_said(monkeypatch, tmp_path, capsys):
    FakeModel(faithful=False).install(monkeypatch)
    main([PROMPT, "--out", str(tmp_path)])
    assert "to check: <img" in capsys.readouterr().out


@pytest.mark.parametrize("prompt", ["", "   ", "x" * 20_000], ids=["empty", "blank", "long"])
def test_a_bad_prompt_is_one_sentence_and_code_2(model, tmp_path, capsys, prompt):
    assert main([prompt, "--out", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("The prompt ") and said.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a prompt", "--prompts", "x.txt"],
        ["a", "--count", "0"],
        ["a", "--count", "99"],
        ["a", "--scale", "nan"],
    ],
)
def test_options_that_make_no_sense_end_with_code_2(model, arguments, capsys):
    with pytest.raises(SystemExit) as error:
        main(arguments)
    assert error.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_one_sentence(model, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main([PROMPT, "--out", str(tmp_path / "file" / "out")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_many_prompts_come_in_the_order_of_the_file(model, tmp_path):
    (tmp_path / "prompts.txt").write_text("﻿first\n\n둘째: 데이터\nthird\n", encoding="utf-8")
    assert main(["--prompts", str(tmp_path / "prompts.txt"), "--count", "4", "--out", str(tmp_path)]) == 0
    found = lines(tmp_path / "candidates.jsonl")
    assert [record["prompt"] for record in found] == ["first", "둘째: 데이터", "third"]
    assert [len(record["candidates"]) for record in found] == [4, 4, 4]
    assert all(set(record) == {"prompt", "seconds", "candidates"} for record in found)


def test_jsonl_prompts_may_have_line_breaks(model, tmp_path):
    prompts = ["1. Collect\n2. Clean", "A \u2028 B", "\ud800 lone"]
    file = tmp_path / "prompts.jsonl"
    file.write_text("".join(json.dumps({"prompt": prompt, "id": 3}) + "\n" for prompt in prompts))
    assert main(["--prompts", str(file), "--top", "2", "--out", str(tmp_path)]) == 0
    with (tmp_path / "candidates.jsonl").open(encoding="utf-8") as written:
        found = [json.loads(line) for line in written]
    assert [record["prompt"] for record in found] == prompts
    assert [len(record["candidates"]) for record in found] == [2, 2, 2]


def test_a_prompt_that_fails_does_not_end_the_run(model, tmp_path, capsys):
    file = tmp_path / "prompts.jsonl"
    file.write_text("".join(json.dumps({"prompt": prompt}) + "\n" for prompt in ("", "boom", "good")))
    assert main(["--prompts", str(file), "--out", str(tmp_path)]) == 0
    empty, broken, good = lines(tmp_path / "candidates.jsonl")
    assert empty["candidates"] == [] and empty["error"] == "The prompt is empty; write what to draw."
    assert broken["candidates"] == [] and "RuntimeError: boom" in broken["error"]
    assert len(good["candidates"]) == 5 and "error" not in good
    assert "3 prompts" in (out := capsys.readouterr().out) and "2 of them without" in out


def test_without_a_model_the_run_ends_at_once(monkeypatch, tmp_path, capsys):
    def recommend(*args, **options):
        raise ModelUnavailable("The weights are not there; run git lfs pull.")

    monkeypatch.setattr("diagram.recommend", recommend, raising=False)
    (tmp_path / "prompts.txt").write_text("one\ntwo\n")
    assert main(["--prompts", str(tmp_path / "prompts.txt"), "--out", str(tmp_path)]) == 2
    assert "The weights are not there" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.txt", None),
        ("empty.txt", b"\n \n"),
        ("latin.txt", b"caf\xe9\n"),
        ("broken.jsonl", b"{\n"),
        ("number.jsonl", b'{"prompt": 3}\n'),
        ("list.jsonl", b"[1]\n"),
        ("deep.jsonl", b"[" * 100_000),
    ],
)
def test_a_file_without_prompts_is_one_sentence(model, tmp_path, capsys, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["--prompts", str(tmp_path / name), "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert name in said and said.count("\n") == 1
    assert not (tmp_path / "candidates.jsonl").exists()


def test_a_reader_that_has_seen_enough_is_no_error(model, tmp_path, monkeypatch, capsys):
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    assert main([PROMPT, "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().err == ""


def test_help_is_quick():
    code = (
        "import atexit, runpy, sys; sys.argv = ['diagram', '--help']; "
        "atexit.register(lambda: print('torch' in sys.modules)); "
        "runpy.run_module('diagram', run_name='__main__')"
    )

    def ask() -> None:
        said = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert said.stdout.strip().endswith("False")

    assert quickest(ask, below=5, clock=time.perf_counter) < 5

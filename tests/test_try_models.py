"""Choosing a base: a table of which models work, and a broken one stops no other."""

import json

import pytest

from tests import tiny_models
from training.try_models import as_table, main, make_parser, open_backend, read_cases, try_one


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    works = tiny_models.save_model(folder / "works", width=32, layers=1)
    broken = tiny_models.save_model(folder / "broken", width=32, layers=1)
    (broken / "model.safetensors").write_bytes(b"not a tensor in sight")
    return works, broken


@pytest.fixture
def prompts(tmp_path):
    """Two prompts with what is right in each."""
    path = tmp_path / "prompts.jsonl"
    rows = [
        {
            "prompt": "load the data, then train a model",
            "kind": "flow",
            "language": "en",
            "nodes": [{"names": ["load the data", "load"]}, {"names": ["train a model"]}],
            "edges": [[0, 1, ""]],
        },
        {"prompt": "a -> b", "kind": "flow", "language": "en", "nodes": [{"names": ["x"]}], "edges": []},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def test_a_model_that_works_and_one_that_is_broken(folders, prompts):
    works, broken = (
        try_one(str(folder), read_cases(prompts, 1), 1, dtype="float32", budget=20) for folder in folders
    )
    assert works.works and works.parseable == 1 and works.right == 0 and works.prompts == 1
    assert works.seconds > 0 and works.tokens > 20 and 50 < works.memory < 20_000
    assert not broken.works and "cannot be loaded" in broken.error
    table = as_table([works, broken]).splitlines()
    assert table[2].startswith(f"| {folders[0]} | yes |") and table[-1].startswith(
        f"- {folders[1]}: The model"
    )


@pytest.mark.slow
def test_each_candidate_runs_in_a_process_of_its_own(folders, prompts, tmp_path, capsys):
    works, broken = map(str, folders)
    options = [
        "--prompts",
        str(prompts),
        "--limit",
        "1",
        "--dtype",
        "float32",
        "--budget",
        "20",
        "--out",
        str(tmp_path / "out"),
    ]
    assert main(make_parser().parse_args([works, broken, *options])) == 0
    first, second = json.loads((tmp_path / "out" / "models.json").read_text())
    assert first["works"] and not second["works"] and "cannot be loaded" in second["error"]
    assert (tmp_path / "out" / "models.md").read_text() == capsys.readouterr().out


def test_structure_is_judged_where_the_file_says_what_is_right(prompts, weights):
    trial = try_one("embedded", read_cases(prompts), count=2)
    assert trial.works and trial.right == 0.5 and trial.parseable == 1
    assert "| embedded | yes |" in as_table([trial]) and "50.0%" in as_table([trial])


def test_plain_prompts_are_not_judged(tmp_path, weights):
    (tmp_path / "prompts.txt").write_text("a goes to b\n\nc goes to d\n")
    cases = read_cases(tmp_path / "prompts.txt")
    assert cases == [("a goes to b", None), ("c goes to d", None)]
    assert try_one("embedded", cases, count=1).right is None


def test_a_candidate_may_be_an_endpoint():
    assert open_backend("endpoint:owner/chat").name == "endpoint:owner/chat"


def test_a_file_without_prompts_is_one_sentence(tmp_path, capsys):
    (tmp_path / "prompts.txt").write_text("\n")
    assert main(make_parser().parse_args(["embedded", "--prompts", str(tmp_path / "prompts.txt")])) == 2
    assert capsys.readouterr().err.count("\n") == 1

"""Cards: written from the facts, and their snippets run as they stand; against a loopback server."""

import json
import runpy

import pytest
from hub_scripts import adapter, connect, run
from hub_server import front_matter

from diagram.remote.names import EMBEDDED
from hub import cards, push


@pytest.fixture(scope="module")
def hub(hub_server):
    """What a test pushes, the next one finds."""
    return hub_server


@pytest.fixture(autouse=True)
def connected(monkeypatch, hub, tmp_path):
    connect(monkeypatch, hub, tmp_path)


def card_of(hub, name: str, kind: str = "model") -> str:
    return hub.repositories[kind, name].tree()["README.md"].data.decode()


def run_snippet(card: str, folder) -> None:
    """Runs the first Python snippet of a card, as a reader who copies it would."""
    (folder / "snippet.py").write_text(cards.snippets(card)[0], "utf-8")
    runpy.run_path(str(folder / "snippet.py"))


def test_the_scorers_card_runs_and_names_its_measures(hub, tmp_path, capsys):
    assert push.main(["scorers", "--repo", "me/scorers"]) == 0
    card = card_of(hub, "me/scorers")
    head = front_matter(card)
    results = head["model-index"][0]["results"][0]["metrics"]
    assert head["library_name"] == "legible" and head["license"] == "apache-2.0"
    assert {metric["type"] for metric in results} == {"rmse", "mae", "spearmanr"}
    assert all("python -m training.scorers.evaluate_readability" in metric["name"] for metric in results)
    capsys.readouterr()
    run_snippet(card, tmp_path)
    score, version = capsys.readouterr().out.split()
    assert 0 <= float(score) <= 5 and f"version `{version}`" in card


def test_the_model_card_has_what_the_evaluation_said(weights):
    card = cards.model(weights, "me/model")
    head = front_matter(card)
    assert head["library_name"] == "transformers" and head["pipeline_tag"] == "text-generation"
    command, rows = cards.reached((weights / "README.md").read_text(encoding="utf-8"))
    assert rows and command.startswith("python -m training.evaluate")
    found = {
        result["dataset"]["name"]: result["metrics"][0]["value"]
        for result in head["model-index"][0]["results"]
    }
    assert found == {kind: value for kind, _, value in rows}
    assert 'resolve("me/model", "model")' in card and "## Limits" in card and "Licence: apache-2.0" in card


def test_the_adapter_card_says_its_base_and_facts(tmp_path):
    folder = adapter(tmp_path / "made")
    (folder / "metrics.json").write_text('{"eval_loss": 0.25, "nested": {"no": 1}}')
    (folder / "README.md").write_text(
        "---\ndatasets: [me/data]\nbase_model: x\n---\n# Old\n\nTrained on ratings.\n"
    )
    config = {"peft_type": "LORA", "r": 2, "lora_alpha": 4, "base_model_name_or_path": EMBEDDED}
    card = cards.adapter(folder, config, "me/adapter", True)
    head = front_matter(card)
    assert (
        head["library_name"] == "peft" and head["base_model"] == EMBEDDED and head["datasets"] == ["me/data"]
    )
    assert "rank 2, alpha 4" in card and "- eval_loss: 0.25" in card and "Trained on ratings." in card
    assert "nested" not in card and "# Old" not in card


def test_the_snippet_of_a_model_runs(hub, tmp_path, weights, capsys):
    assert push.main(["model", "--repo", "me/model"]) == 0
    capsys.readouterr()
    run_snippet(card_of(hub, "me/model"), tmp_path)
    assert "A -> B" in capsys.readouterr().out


def test_the_snippet_of_an_adapter_runs_in_peft(hub, tmp_path, weights, capsys):
    assert push.main(["adapter", str(adapter(tmp_path / "made")), "--repo", "me/adapter"]) == 0
    capsys.readouterr()
    run_snippet(card_of(hub, "me/adapter"), tmp_path)
    layers = json.loads((weights / "config.json").read_text())["num_hidden_layers"]
    assert capsys.readouterr().out.split()[-1] == str(layers * 4 * 256)  # q_proj of all layers


@pytest.mark.slow
def test_the_snippet_of_a_data_set_runs(hub, tmp_path):
    (tmp_path / "sft").mkdir()
    (tmp_path / "sft" / "train.jsonl").write_text('{"prompt": "a", "completion": "b"}\n')
    pushed = run(hub, tmp_path, "-m", "hub.push", "dataset", str(tmp_path / "sft"), "--repo", "me/data")
    assert pushed.returncode == 0, pushed.stderr
    snippet = cards.snippets(card_of(hub, "me/data", "dataset"))[0]
    assert run(hub, tmp_path, "-c", snippet).stdout == "['prompt', 'completion'] 1\n"


def test_the_snippet_of_a_model_of_another_kind_runs(hub, tmp_path, capsys):
    from tiny_models import save_model

    folder = save_model(tmp_path / "tiny", width=32)
    assert push.main(["model", str(folder), "--repo", "me/tiny"]) == 0
    capsys.readouterr()
    run_snippet(card_of(hub, "me/tiny"), tmp_path)
    assert int(capsys.readouterr().out) > 10_000


def test_the_snippet_of_an_adapter_of_another_model_runs(hub, tmp_path, capsys):
    from tiny_models import save_model

    base = save_model(tmp_path / "tiny", width=32)
    folder = adapter(tmp_path / "made", width=32)
    assert push.main(["adapter", str(folder), "--repo", "me/for-tiny", "--base", str(base)]) == 0
    capsys.readouterr()
    run_snippet(card_of(hub, "me/for-tiny"), tmp_path)
    assert capsys.readouterr().out.split()[-1] == str(2 * 2 * 2 * 32)  # q_proj of both layers

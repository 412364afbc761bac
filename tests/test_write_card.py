"""The card of the shipped weights, written from a run and its evaluation."""

import json
import sys

import pytest

from diagram.errors import DiagramError
from hub import cards
from training import write_card
from training.pretrain import build_model

ROW = {"n": 10, "first": 0.7, "ranked": 0.6, "best": 0.8}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Writes the card of a run that is there, or of part of it; its text."""
    build_model(128, 64, 2).save_pretrained(tmp_path / "run" / "model")
    line = {"step": 5, "tokens": 900, "loss": 0.5, "seconds": 36.0, "validation": {"all": 0.25}}
    (tmp_path / "run" / "metrics.jsonl").write_text(json.dumps(line) + "\n")
    (tmp_path / "evaluation.json").write_text(json.dumps({"all synthetic": ROW, "chain en": ROW}))

    def write() -> str:
        given = ["--run", "run", "--evaluation", "evaluation.json", "--out", "card.md"]
        told = ["--command", "python -m x", "--evaluation-command", "python -m training.evaluate --limit 10"]
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["write_card", *given, *told])
        write_card.main()
        return (tmp_path / "card.md").read_text(encoding="utf-8")

    return write


def test_the_card_says_what_the_files_say(run):
    text = run()
    assert "(2 layers, width 64, 2 key-value heads," in text and "900 tokens in 5 steps" in text
    command, rows = cards.reached(text)
    assert command == "python -m training.evaluate --limit 10"
    assert rows == [("all synthetic", "10", 70.0)]


@pytest.mark.parametrize("gone", ["run/metrics.jsonl", "run/model/config.json", "evaluation.json"])
def test_a_run_that_is_not_whole_is_told_in_a_sentence(run, tmp_path, gone):
    (tmp_path / gone).write_text("")
    with pytest.raises(DiagramError, match=r"There is no card to write of run and evaluation\.json"):
        run()
    (tmp_path / gone).unlink()
    with pytest.raises(DiagramError, match="give the folder of a finished run"):
        run()
    assert not (tmp_path / "card.md").exists()

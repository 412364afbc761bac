"""Pretraining resumes exactly, and packing keeps sequences apart."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import safetensors.torch
import torch
from safetensors.torch import load_file

from diagram.errors import DiagramError
from training import packing, pretrain
from training.synthesis.mixture import Example


def train(out, *more: str) -> None:
    small = ("--layers", "1", "--width", "64", "--tokens", "60000", "--no-compile", "--threads", "1")
    pretrain.main(pretrain.make_parser().parse_args(["--out", str(out), *small, *more]))


@pytest.mark.slow
def test_a_run_that_was_killed_ends_with_the_same_weights_as_one_that_was_not(tmp_path, monkeypatch):
    monkeypatch.setattr(pretrain, "VALIDATION", 8)
    train(tmp_path / "whole")
    train(tmp_path / "killed", "--stop-at", "2")
    train(tmp_path / "killed")
    files = (tmp_path / name / "model" / "model.safetensors" for name in ("whole", "killed"))
    whole, killed = map(load_file, files)
    assert whole.keys() == killed.keys()
    for name in whole:
        assert torch.equal(whole[name], killed[name]), name
    losses = [
        [json.loads(line)["loss"] for line in (tmp_path / name / "metrics.jsonl").read_text().splitlines()]
        for name in ("whole", "killed")
    ]
    assert losses[0] == losses[1]


class Killed(BaseException):
    """Stands in for the end of the process."""


@pytest.mark.parametrize("operations", range(10))
def test_a_kill_between_any_two_operations_of_saving_loses_that_save_at_most(
    tmp_path, monkeypatch, operations
):
    model = torch.nn.Linear(2, 2)

    def save(step: int) -> None:
        torch.nn.init.constant_(model.weight, step)
        pretrain.save(tmp_path, model, [], pretrain.Progress(step))

    def until_killed(function):
        def call(*arguments, **options):
            nonlocal left
            left -= 1
            if left < 0:
                if function is safetensors_save:
                    Path(arguments[1]).write_bytes(b"half of it")
                raise Killed
            return function(*arguments, **options)

        return call

    safetensors_save = safetensors.torch.save_file
    steps = [(os, "replace"), (shutil, "rmtree"), (Path, "mkdir"), (Path, "write_text")]
    save(1)
    save(2)
    for last in (2, 3):  # the second time on what the first one left
        left = operations
        with monkeypatch.context() as patch, contextlib.suppress(Killed):
            for owner, name in [*steps, (safetensors.torch, "save_file")]:
                patch.setattr(owner, name, until_killed(getattr(owner, name)))
            save(last + 1)
        progress = pretrain.load(tmp_path, model, [])
        assert progress.step in range(2, last + 2)
        assert model.weight.tolist() == [[progress.step] * 2] * 2


def test_rows_are_filled_without_losing_or_cutting_a_sequence():
    pool = [
        packing.Sequence(i, list(range(n)), [1.0] * n, 1) for i, n in enumerate((90, 30, 60, 100, 10, 40))
    ]
    rows = packing.fill_rows(pool, rows=2, length=128)
    placed = [s.seed for row in rows for s in row]
    assert len(placed) == len(set(placed))
    assert all(sum(len(s.tokens) for s in row) <= 128 for row in rows)
    assert sorted(placed + [s.seed for s in pool]) == list(range(6))


def test_a_token_sees_only_what_came_before_it_in_its_own_sequence():
    rows = [[packing.Sequence(0, [5, 6, 7], [0, 1, 1], 1), packing.Sequence(1, [8, 9], [0, 1], 1)]]
    _, positions, mask, picked, targets, weights = packing.tensors(rows, 6)
    seen = mask[0, 0] == 0
    assert seen[2].tolist() == [True, True, True, False, False, False]
    assert seen[4].tolist() == [False, False, False, True, True, False]
    assert positions[0].tolist()[:5] == [0, 1, 2, 0, 1]
    scored = [
        (i, t) for i, t, w in zip(picked.tolist(), targets.tolist(), weights.tolist(), strict=True) if w
    ]
    assert sorted(scored) == [(0, 6), (1, 7), (3, 9)]


def test_outlines_and_styles_that_were_asked_for_weigh_more_than_free_choices():
    class Words:
        _tokenizer = None

        def encode_batch_fast(self, texts, add_special_tokens):
            return [SimpleNamespace(ids=[len(word) for word in text.split()]) for text in texts]

        def convert_tokens_to_ids(self, names):
            return [101, 102, 103]

    words = Words()
    words._tokenizer = words
    example = Example(
        "chain en", "en", "downwards a then b", "down box arrow blue wide\na -> b", {"direction": "down"}
    )
    sequence = packing.Encoder(words)(7, example)
    assert sequence.tokens == [101, 9, 1, 4, 1, 102, 4, 3, 5, 4, 4, 1, 2, 1, 103]
    assert (
        sequence.weights
        == [0, *[packing.PROMPT_WEIGHT] * 5, packing.ASKED_STYLE_WEIGHT]
        + [packing.FREE_STYLE_WEIGHT] * 4
        + [1.0] * 4
    )


def test_an_edit_is_learnt_from_its_new_outline_alone_and_copies_the_style():
    from transformers import AutoTokenizer

    from diagram.generation.embedded import WEIGHTS
    from diagram.generation.grammar import Vocabulary

    tokenizer = AutoTokenizer.from_pretrained(WEIGHTS)
    encoder, vocabulary = packing.Encoder(tokenizer), Vocabulary(tokenizer)
    old, new = "right box arrow blue wide\na -> b", "down box arrow blue wide\na -> c"
    request = "call b c, vertical"
    sequence = packing.Encoder(tokenizer)(
        7, Example("edit two", "en", request, new, {"direction": "down"}, old)
    )
    encode = vocabulary.encode_text
    head = [encoder.outline, *encode(old), encoder.prompt, *encode(request), encoder.outline]
    assert sequence.tokens == [*head, *encode(new), encoder.end]
    assert sequence.start == len(head)
    assert sequence.weights[: len(head)] == [0.0] * len(head)
    copied, changed = packing.COPIED_WEIGHT, packing.CHANGED_WEIGHT
    style = [packing.ASKED_STYLE_WEIGHT, *[copied] * 4]
    assert sequence.weights[len(head) :] == [*style, copied, copied, copied, changed, changed]


def test_what_an_edit_changes_weighs_more_than_what_it_copies():
    c, w = packing.COPIED_WEIGHT, packing.CHANGED_WEIGHT
    assert packing.weigh_changes([1, 2, 3, 4], [1, 2, 9, 3, 4, 0]) == [c, c, w, w, c, c]  # 9 is new
    assert packing.weigh_changes([1, 2, 3, 4], [1, 3, 4, 0]) == [c, w, c, c]  # 2 is left out before 3
    assert packing.weigh_changes([1, 2], [1, 0]) == [c, w]


def test_edits_are_practised_on_though_most_of_them_is_a_copy():
    assert pretrain.practice({"edit size": 0.01, "edit swap": 0.2, "all": 0.1}) == {
        "edit size": 0.6,
        "edit swap": 1.0,
        "all": 1.0,
    }


def test_kinds_that_are_known_are_practised_less_but_never_dropped():
    shares = pretrain.practice({"easy": 0.0, "middle": 0.05, "hard": 0.4, "all": 0.1})
    assert shares == {"easy": 0.15, "middle": 0.5, "hard": 1.0, "all": 1.0}


def test_the_learning_rate_warms_up_stays_and_falls_to_nothing():
    rates = [pretrain.learning_rate(done, 1.0, 0.1, 0.2) for done in (0.0, 0.05, 0.3, 0.7, 0.9, 1.0)]
    assert rates == pytest.approx([0.001, 0.501, 1, 1, 0.5, 0])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--layers", "-3"), "--layers is -3; give 1 or more"),
        (("--layers", "0"), "--layers is 0; give 1 or more"),
        (("--width", "100"), "--width is 100; give a multiple of 64"),
        (("--tokens", "0"), "--tokens is 0"),
        (("--warmup", "0"), "--warmup is 0.0; give a share"),
        (("--decay", "1.5"), "--decay is 1.5; give a share"),
        (("--validate-every", "0"), "--validate-every is 0"),
        (("--tokenizer", "tests"), "tokenizer of tests cannot be used"),
        (("--tokenizer", "./nowhere"), "neither a folder nor"),
        (("--init", "./nowhere"), "neither a folder nor"),
        (("--init", "tests"), r"holds no model, as it has no config\.json"),
    ],
)
def test_what_makes_no_training_is_told_in_a_sentence(tmp_path, options, said):
    with pytest.raises(DiagramError, match=said) as told:
        train(tmp_path, *options)
    assert "\n" not in str(told.value) and str(told.value).endswith(".")
    assert list(tmp_path.iterdir()) == []


def test_a_model_with_other_tokens_is_not_gone_on_from(tmp_path, weights):
    pretrain.build_model(100, 64, 1).save_pretrained(tmp_path)
    with pytest.raises(DiagramError, match="100 tokens, --tokenizer 4608"):
        train(tmp_path / "out", "--init", str(tmp_path))


def test_a_checkpoint_of_another_shape_is_left_alone(tmp_path):
    pretrain.save(tmp_path, torch.nn.Linear(2, 2), [], pretrain.Progress(1))
    with pytest.raises(DiagramError, match="begun with a model of another shape"):
        pretrain.load(tmp_path, torch.nn.Linear(2, 3), [])
    assert pretrain.load(tmp_path, torch.nn.Linear(2, 2), []).step == 1


def test_the_command_ends_with_the_sentence_alone(tmp_path):
    command = [sys.executable, "-m", "training.pretrain", "--out", str(tmp_path / "x"), "--layers", "-3"]
    found = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True)
    assert (found.returncode, found.stderr) == (1, "--layers is -3; give 1 or more.\n")

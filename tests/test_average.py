"""The mean of two models' weights."""

from __future__ import annotations

import pytest
import torch
from safetensors.torch import load_file, save_file

from diagram.errors import DiagramError
from training.average import average


def model(folder, **tensors):
    folder.mkdir()
    save_file({name: torch.tensor(values) for name, values in tensors.items()}, folder / "model.safetensors")
    (folder / "config.json").write_text(folder.name)
    return folder


def test_every_weight_is_the_mean_and_other_files_are_the_last_models(tmp_path):
    a, b = model(tmp_path / "a", w=[1.0, 2.0]), model(tmp_path / "b", w=[3.0, 6.0])
    average([a, b], tmp_path / "out")
    assert load_file(tmp_path / "out" / "model.safetensors")["w"].tolist() == [2.0, 4.0]
    assert (tmp_path / "out" / "config.json").read_text() == "b"


def test_models_of_different_architectures_are_refused(tmp_path):
    a, b = model(tmp_path / "a", w=[1.0]), model(tmp_path / "b", w=[1.0, 2.0])
    with pytest.raises(DiagramError, match="not of one architecture"):
        average([a, b], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("held", [None, b"no weights"])
def test_what_is_no_model_is_refused_by_its_name(tmp_path, held):
    a, b = model(tmp_path / "a", w=[1.0]), tmp_path / "b"
    b.mkdir()
    if held:
        (b / "model.safetensors").write_bytes(held)
    with pytest.raises(DiagramError, match=r"b/model\.safetensors cannot be read .*give the folder"):
        average([a, b], tmp_path / "out")
    assert not (tmp_path / "out").exists()

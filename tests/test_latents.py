"""The encoder: unit latents that depend on pixels alone and tell styles apart, and clear errors."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from diagram.errors import ModelUnavailable
from diagram.graph import STYLE_FIELDS, Style
from diagram.layout import lay_out
from diagram.outline import parse
from diagram.scoring import pictures
from diagram.scoring.latents import (
    BATCH,
    BLOCKS,
    DIMENSIONS,
    FILES,
    SHARES,
    WEIGHTS,
    Encoder,
    block_slices,
    network,
)

OUTLINE = parse("right round arrow blue normal\nReceive order -> check stock -> pack -> ship, bill -> done")
OTHER = parse("right round arrow blue normal\nsensor, camera -> fusion -> planner -> motor\nplanner -> log")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    if not all((WEIGHTS / name).is_file() for name in FILES):
        pytest.skip(f"{WEIGHTS} has no encoder; train it by python -m training.scorers.train_latents")
    return Encoder.load()


def drawn(outline=OUTLINE, **style: str):
    return pictures.draw(lay_out(replace(outline, style=Style(**style))))


def test_latents_are_unit_vectors_of_the_stated_size(encoder):
    found = encoder.embed([drawn(), drawn(palette="red"), pictures.blank()])
    assert found.shape == (3, DIMENSIONS)
    assert found.dtype == np.float32
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-3)
    assert 64 <= DIMENSIONS <= 128


def test_no_pictures_have_no_latents(encoder):
    assert encoder.embed([]).shape == (0, DIMENSIONS)


def test_a_latent_does_not_depend_on_what_else_is_embedded(encoder):
    first, second = drawn(), drawn(OTHER, palette="green")
    together = encoder.embed([first, second] + [first] * BATCH)
    assert together[0] == pytest.approx(encoder.embed([first])[0], abs=1e-4)
    assert together[-1] == pytest.approx(together[0], abs=1e-4)
    assert together[1] == pytest.approx(encoder.embed([second])[0], abs=1e-4)


@pytest.mark.parametrize(
    ("field", "here", "there"),
    [("direction", "right", "down"), ("shape", "box", "circle"), ("palette", "red", "teal")],
)
def test_the_block_of_a_style_field_says_more_than_the_words(encoder, field, here, there):
    """In the field's block, the same value in another outline is nearer than another value in the same."""
    base, same, other = encoder.embed(
        [drawn(**{field: here}), drawn(OTHER, **{field: here}), drawn(**{field: there})]
    )[:, block_slices()[field]]
    assert base @ same > base @ other


def test_the_blocks_lie_one_after_another_and_their_shares_add_up():
    places = list(block_slices().values())
    assert [place.start for place in places] == [0, *(place.stop for place in places[:-1])]
    assert places[-1].stop == DIMENSIONS
    assert sum(SHARES.values()) == pytest.approx(1)
    assert set(STYLE_FIELDS) < set(BLOCKS) == set(SHARES)


def test_the_shipped_encoder_is_small_and_says_its_version(encoder):
    assert sum((WEIGHTS / name).stat().st_size for name in FILES) <= 3_000_000
    card = json.loads((WEIGHTS / "encoder.json").read_text())
    assert encoder.version == card["version"]
    assert encoder.dimensions == card["dimensions"] == DIMENSIONS


def test_a_folder_without_an_encoder_is_one_clear_error(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"lacks encoder\.safetensors and encoder\.json; restore"):
        Encoder.load(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_encoder_is_one_clear_error(encoder, tmp_path, name):
    for file in FILES:
        shutil.copy(WEIGHTS / file, tmp_path / file)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:50])
    with pytest.raises(ModelUnavailable, match="does not fit this program"):
        Encoder.load(tmp_path)


def test_any_size_of_picture_can_be_encoded():
    import torch

    model = network().eval()
    with torch.inference_mode():
        for height, width in ((120, 200), (144, 240), (96, 160)):
            assert model(torch.rand(2, 3, height, width)).shape == (2, DIMENSIONS)

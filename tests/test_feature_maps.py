"""Sizes of feature maps: the arithmetic, and how far it is followed."""

import pytest

from diagram.feature_maps import feature_maps, layer_kind
from diagram.outline import parse


def maps(text: str) -> dict:
    return feature_maps(parse(text).structure()).sizes


def test_a_valid_convolution_loses_a_border_and_pooling_halves() -> None:
    assert maps("input 64x64; conv 3x3; max pool 2x2; hidden #256; output #10") == {
        0: (64, 64, None),
        1: (62, 62, None),
        2: (31, 31, None),
    }


def test_convolution_and_pooling_have_usual_sizes_where_none_are_given() -> None:
    assert maps("input 28x28; conv; pool")[2] == (13, 13, None)


@pytest.mark.parametrize(
    ("layer", "side"),
    [
        ("conv 7x7 /2 same", 112),
        ("conv 7x7 /2", 109),
        ("conv 1x1", 224),
        ("conv 3x3 =55", 55),
        ("max pool 3x3 /2", 111),
        ("avg pool 4x4", 56),
        ("transposed conv", 448),
        ("upsampling", 448),
        ("transposed conv /4", 896),
        ("global avg pool", 1),
        ("relu", 224),
        ("batch norm", 224),
        ("합성곱 3x3", 222),
        ("최대 풀링", 112),
        ("평균 풀링 3x3", 74),
        ("드롭아웃", 224),
    ],
)
def test_each_layer_gives_the_side_of_its_map(layer: str, side: int) -> None:
    assert maps(f"input 224x224; {layer}")[1][:2] == (side, side)


def test_channels_come_from_the_last_convolution() -> None:
    assert maps("input 32x32 @3; conv 5x5 @6; max pool; conv 5x5 @16; pool")[4] == (5, 5, 16)


def test_a_convolution_without_a_number_of_channels_has_none() -> None:
    assert maps("input 32x32 @3; conv 5x5")[1] == (28, 28, None)


def test_an_image_need_not_be_square() -> None:
    assert maps("입력 48x64; 합성곱 3x3; 풀링")[2] == (23, 31, None)


def test_a_map_that_becomes_too_small_is_left_out_and_noted() -> None:
    found = feature_maps(parse("input 4x4; conv 3x3; pool; conv 3x3; pool").structure())
    assert set(found.sizes) == {0, 1, 2}
    assert len(found.notes) == 1
    assert "1x1" in found.notes[0]


def test_nothing_is_known_behind_a_dense_or_unknown_layer() -> None:
    assert set(maps("input 64x64; flatten; conv 3x3; wavelet thing; pool")) == {0}


def test_adding_needs_equal_maps_and_concatenation_sums_channels() -> None:
    branches = "input 32x32 @3 -> conv a 3x3 @8 same, conv b 5x5 @16 same\nconv a -> {0}\nconv b -> {0}"
    assert maps(branches.format("concat"))[3] == (32, 32, 24)
    assert maps("input 32x32 -> conv a 3x3, conv b 5x5\nconv a -> add\nconv b -> add").get(3) is None


def test_a_skip_connection_joins_maps_of_one_size() -> None:
    text = "input 32x32 @3; conv 3x3 @16 same; relu; conv 3x3 @16 same; add; pool\nconv -> add"
    assert maps("\n".join(text.split("\n")))[5] == (16, 16, 16)


def test_a_cycle_has_no_maps() -> None:
    assert set(maps("input 8x8 -> conv 3x3 -> relu\nrelu -> conv")) == {0}


@pytest.mark.parametrize("text", ["input 0x0; conv 3x3", "input 8x8; pool 0x0", "input 8x8; conv 3x3 /0"])
def test_sizes_of_nothing_raise_nothing(text: str) -> None:
    assert all(min(size[:2]) >= 1 for size in maps(text).values())


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Conv2D", "conv"), ("conv", "conv"), ("MaxPool", "pool"), ("최대 풀링", "pool"), ("ReLU", "activation"),
     ("LSTM", "recurrent"), ("fully connected", "dense"), ("은닉층", "dense"), ("convince the client", None),
     ("check the pool of drivers", "pool"), ("ship the order", None)],
)  # fmt: skip
def test_names_tell_the_kind_of_layer(name: str, kind: str | None) -> None:
    assert layer_kind(name) == kind

"""The embedded model: what it writes for a seed, how candidates differ, and what it refuses."""

import json

import pytest
import torch

from diagram.errors import InvalidPrompt, ModelUnavailable
from diagram.generation import drafting, embedded

CNN = "CNN with 64x64 input, 3x3 conv, 2x2 max pooling, 256 and 64 hidden nodes, 10 outputs"
CYCLE = "the agent acts on the environment, and the environment sends the state and a reward to the agent"
KOREAN = "사용자가 주문하면 재고를 확인하고, 재고가 있으면 배송팀으로, 없으면 취소한다"


@pytest.fixture(scope="module")
def model(weights):
    return embedded.load()


def test_the_readmes_cnn_comes_out_layer_by_layer(model):
    outline = model.write(CNN, 1, 0)[0].outline
    assert (
        str(outline).split("\n")[1]
        == "input 64x64; conv 3x3; max pool 2x2; hidden #256; hidden #64; output #10"
    )


def test_the_same_seed_writes_the_same_and_candidates_differ(model):
    first, again = (model.write(CNN, 5, 3) for _ in range(2))
    assert first == again
    assert len({str(writing.outline) for writing in first}) == 5
    assert len({writing.outline.style.palette for writing in first}) == 5
    assert {writing.outline.style.direction for writing in first} == {"right", "down"}


def test_a_colour_that_the_prompt_asks_for_is_kept_by_every_candidate(model):
    for palette in ("green", "purple", "gray"):
        writings = model.write(f"data goes to the model, which feeds the report. in {palette}", 4, 0)
        assert [writing.outline.style.palette for writing in writings] == [palette] * 4


def test_names_keep_the_prompts_capitals(model):
    outline = model.write("FastAPI sends jobs to RabbitMQ, which feeds PyTorch workers", 1, 0)[0].outline
    names = {node.name for node in outline.structure().nodes}
    assert {"FastAPI", "RabbitMQ"} <= names


@pytest.fixture(scope="module")
def exact(weights):
    """The model with products in float32: what is computed together with what makes no difference."""
    return embedded.EmbeddedModel(weights, torch.float32)


def test_decoding_gives_the_logits_of_transformers_to_rows_that_stand_at_different_positions(exact, weights):
    from transformers import AutoModelForCausalLM

    reference = AutoModelForCausalLM.from_pretrained(weights, dtype=torch.float32).eval()
    decoder, tokens = exact.decoder, torch.tensor([[1, *exact.vocabulary.encode_text(CNN), 2]] * 2)
    cache = decoder.cache(2, tokens.shape[1])
    decoder.forward(tokens[:, :9], cache, torch.tensor([0, 0]))
    decoder.forward(tokens[:, 2:5], cache, torch.tensor([9, 9]))  # a guess that is written over
    ahead = torch.stack([tokens[0, 9:13], tokens[1, 5:9]])
    decoder.forward(ahead, cache, torch.tensor([9, 5]))
    ahead = torch.stack([tokens[0, 13:17], tokens[1, 9:13]])
    states = decoder.forward(ahead, cache, torch.tensor([13, 9]))
    with torch.no_grad():
        logits = reference(tokens[:1]).logits[0]
    assert torch.allclose(decoder.logits(states[0]), logits[13:17], atol=1e-3)
    assert torch.allclose(decoder.logits(states[1]), logits[9:13], atol=1e-3)
    assert torch.allclose(decoder.logits(states[1], decoder.head[[7, 5]]), logits[9:13, [7, 5]], atol=1e-3)


@pytest.mark.parametrize("prompt", [CNN, CYCLE, KOREAN, "qzxj" * 20])
def test_drafts_change_the_time_and_not_what_is_written(exact, monkeypatch, prompt):
    drafted = exact.write(prompt, 2, 7)
    monkeypatch.setattr(drafting, "reach", lambda rows, sure: 0)
    stepwise = exact.write(prompt, 2, 7)
    assert [(w.outline, w.tokens) for w in drafted] == [(w.outline, w.tokens) for w in stepwise]
    assert [w.log_probability for w in drafted] == pytest.approx(
        [w.log_probability for w in stepwise], abs=1e-2
    )


def test_the_shipped_weights_are_small_half_precision_and_described(weights):
    config = json.loads((weights / "config.json").read_text(encoding="utf-8"))
    assert config["model_type"] == "llama"
    assert config["num_key_value_heads"] == 2
    assert (weights / "model.safetensors").stat().st_size <= 16_000_000
    assert config["dtype"] == "float16"
    assert "python -m training.pretrain" in (weights / "README.md").read_text(encoding="utf-8")


def test_a_prompt_that_the_model_cannot_read_whole_is_refused_in_one_sentence(model):
    with pytest.raises(InvalidPrompt, match="fewer words"):
        model.write("word " * 700, 1, 0)


def test_a_folder_without_weights_says_what_is_missing(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"model\.safetensors"):
        embedded.EmbeddedModel(tmp_path)


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_model_that_was_cut_off_is_told_in_a_sentence(weights, tmp_path, name):
    for path in weights.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes((weights / name).read_bytes()[:100])
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        embedded.EmbeddedModel(tmp_path)

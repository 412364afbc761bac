"""The embedded model: what it writes for a seed, how candidates differ, and what it refuses."""

import json

import pytest
import torch

from diagram.errors import InvalidPrompt, ModelUnavailable
from diagram.generation import embedded
from diagram.generation.decoder import Decoder

CNN = "CNN with 64x64 input, 3x3 conv, 2x2 max pooling, 256 and 64 hidden nodes, 10 outputs"


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


def test_decoding_gives_the_logits_of_transformers(model, weights):
    from transformers import AutoModelForCausalLM

    reference = AutoModelForCausalLM.from_pretrained(weights, dtype=torch.float32).eval()
    decoder = Decoder(reference.config, reference.state_dict())
    tokens = torch.tensor([[1, *model.vocabulary.encode_text(CNN), 2]])
    cache = decoder.cache(1, tokens.shape[1])
    decoder.forward(tokens[:, :9], cache, 0)
    for i in range(9, tokens.shape[1]):
        state = decoder.forward(tokens[:, i : i + 1], cache, i)
    with torch.no_grad():
        assert torch.allclose(decoder.logits(state), reference(tokens).logits[:, -1], atol=1e-3)


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

"""A model that is made deeper writes the same at first, and then learns with its new layers too."""

import pytest
import torch
from tiny_models import make_model, make_tokenizer

from diagram.errors import DiagramError
from training.growth import deepen

TEXTS = ("A -> B", "A -> B -> C", "the app feeds the gateway")


@pytest.fixture(scope="module")
def tokenizer():
    return make_tokenizer()


@pytest.fixture
def model(tokenizer):
    return make_model(tokenizer, width=32, layers=2).eval()


def logits(model, tokenizer, **options):
    ids = [torch.tensor([tokenizer(text)["input_ids"]]) for text in TEXTS]
    with torch.inference_mode():
        return [model(input_ids=row, **options).logits for row in ids]


@pytest.mark.parametrize("layers", [2, 3, 4, 5, 7])
def test_a_deeper_model_has_the_same_logits(model, tokenizer, layers):
    before = logits(model, tokenizer)
    deep = deepen(model, layers)
    assert len(deep.model.layers) == deep.config.num_hidden_layers == layers
    for old, cached, uncached in zip(
        before, logits(deep, tokenizer), logits(deep, tokenizer, use_cache=False), strict=True
    ):
        assert torch.equal(old, cached) and torch.equal(old, uncached)


def test_it_goes_on_writing_the_same_with_a_cache_for_each_layer(model, tokenizer):
    ids = torch.tensor([tokenizer(TEXTS[0])["input_ids"]])
    options = {"max_new_tokens": 12, "do_sample": False, "pad_token_id": 0, "eos_token_id": None}
    before = model.generate(ids, **options)
    deep = deepen(model, 5)
    assert [layer.self_attn.layer_idx for layer in deep.model.layers] == list(range(5))
    assert torch.equal(deep.generate(ids, **options), before)


def new_layers(model) -> list[int]:
    return [i for i, layer in enumerate(model.model.layers) if not layer.mlp.down_proj.weight.any()]


def test_new_layers_lie_evenly_among_the_old_ones_which_stay_as_they_are(tokenizer):
    model = make_model(tokenizer, width=32, layers=3)
    kept = [layer.mlp.up_proj.weight for layer in model.model.layers]
    deep = deepen(model, 6)
    assert new_layers(deep) == [1, 3, 5]
    assert [deep.model.layers[i].mlp.up_proj.weight for i in (0, 2, 4)] == kept
    for i in (1, 3, 5):  # a copy of the one before it, with weights of its own
        new, old = deep.model.layers[i], deep.model.layers[i - 1]
        assert torch.equal(new.mlp.up_proj.weight, old.mlp.up_proj.weight)
        assert new.mlp.up_proj.weight is not old.mlp.up_proj.weight
        assert not new.self_attn.o_proj.weight.any()


def test_a_model_that_is_deeper_than_asked_is_refused(tokenizer):
    model = make_model(tokenizer, width=32, layers=3)
    with pytest.raises(DiagramError, match="has 3 layers already, more than the 2 asked for"):
        deepen(model, 2)
    assert len(model.model.layers) == model.config.num_hidden_layers == 3


def test_trained_on_the_new_layers_learn(model, tokenizer):
    deep = deepen(model, 4).train()
    new = new_layers(deep)
    assert len(new) == 2
    before = {name: weight.detach().clone() for name, weight in deep.named_parameters()}
    optimizer = torch.optim.SGD(deep.parameters(), lr=0.5)
    ids = torch.tensor([tokenizer(TEXTS[2])["input_ids"]])
    losses = []
    for _ in range(3):
        loss = deep(input_ids=ids, labels=ids).loss
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[-1] < losses[0]
    changed = {name for name, weight in deep.named_parameters() if not torch.equal(weight, before[name])}
    for i in new:  # the outputs at the first step; what stands before them, once these are not zero
        for name in ("self_attn.o_proj", "mlp.down_proj", "self_attn.q_proj", "mlp.up_proj"):
            assert f"model.layers.{i}.{name}.weight" in changed


def test_what_was_deepened_is_saved_and_read_as_any_model(model, tokenizer, tmp_path):
    from transformers import AutoModelForCausalLM

    before = logits(model, tokenizer)
    deepen(model, 4).save_pretrained(tmp_path)
    read = AutoModelForCausalLM.from_pretrained(tmp_path).eval()
    assert len(read.model.layers) == 4
    for old, new in zip(before, logits(read, tokenizer), strict=True):
        assert torch.equal(old, new)

"""Adapters in the embedded decoder: the same numbers as PEFT, and clear words where one does not fit."""

import json
import shutil
from pathlib import Path

import pytest

from diagram.errors import ModelUnavailable
from diagram.generation import adapters, embedded
from tests.tiny_training import make_base

TOKENS = [1, 300, 400, 500, 2]


def adapted(base: Path, out: Path, kind: str = "lora", **more):
    """A PEFT model with an adapter of noise, saved to `out`."""
    import torch
    from peft import LoraConfig, PromptTuningConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    torch.manual_seed(1)
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    if kind == "lora":
        usual = {"r": 4, "lora_alpha": 8, "target_modules": ["q_proj", "k_proj", "v_proj", "o_proj"]}
        config = LoraConfig(task_type="CAUSAL_LM", **{**usual, **more})
    else:
        config = PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=3)
    model = get_peft_model(model, config)
    for parameter in (p for p in model.parameters() if p.requires_grad):
        torch.nn.init.normal_(parameter, std=0.2)
    model.save_pretrained(out)
    adapters.stamp(out, adapters.fingerprint_of(base))
    return model.eval()


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Path:
    folder = make_base(tmp_path_factory.mktemp("base"))
    shutil.copy(embedded.WEIGHTS / "lexicon.json", folder)
    return folder


def logits(model: embedded.EmbeddedModel):
    import torch

    decoder = model.decoder
    tokens = torch.tensor([[*model.learnt, *TOKENS]])
    states = decoder.forward(tokens, decoder.cache(1, tokens.shape[1] + 1), torch.zeros(1, dtype=torch.long))
    return decoder.logits(states)[:, len(model.learnt) :]


@pytest.mark.parametrize("kind", ["lora", "rslora", "soft"])
def test_the_decoder_says_what_peft_says(kind, base, tmp_path):
    import torch

    more = {"use_rslora": True} if kind == "rslora" else {}
    peft = adapted(base, tmp_path, "soft" if kind == "soft" else "lora", **more)
    with torch.no_grad():
        theirs = peft(torch.tensor([TOKENS])).logits[:, -len(TOKENS) :]
    ours = logits(embedded.EmbeddedModel(base, torch.float32, tmp_path))
    torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-4)
    plain = logits(embedded.EmbeddedModel(base, torch.float32))
    assert (plain - theirs).abs().max() > 0.01


def test_it_is_loaded_once_and_again_when_it_has_changed(base, tmp_path):
    adapted(base, tmp_path)
    first = embedded.load(base, adapter=tmp_path)
    assert embedded.load(base, adapter=tmp_path) is first
    assert first.name == f"embedded:{base.name}+{tmp_path.name}"
    assert embedded.load(base) is not first and embedded.load(base).learnt == []
    adapted(base, tmp_path, r=8)
    assert embedded.load(base, adapter=tmp_path) is not first


@pytest.mark.parametrize("kind", ["lora", "soft"])
def test_it_writes_with_an_adapter(kind, base, tmp_path):
    adapted(base, tmp_path, kind)
    assert embedded.load(base, adapter=tmp_path).write("A goes to B", count=2, seed=0)


def test_one_that_chooses_styles_leaves_the_rest_to_the_base(base, tmp_path):
    """Under the styles that it chose, the base writes the same as it always does."""
    adapted(base, tmp_path)
    whole = embedded.EmbeddedModel(base, adapter=tmp_path)
    adapters.stamp(tmp_path, adapters.fingerprint_of(base), adapters.STYLE)
    partly, plain = embedded.EmbeddedModel(base, adapter=tmp_path), embedded.EmbeddedModel(base)
    prompt = "A goes to B, and B goes to C"
    styles, structures = [], []
    for model in (plain, partly, whole):
        written = model.write(prompt, count=4, seed=1)
        styles.append([str(w.outline).split("\n")[0] for w in written])
        structures.append([w.outline.statements for w in written])
    assert styles[1] == styles[2] != styles[0]
    plain.stylist = plain.decoder  # the base as a stylist of its own: the change of decoders changes nothing
    again = [w.outline for w in plain.write(prompt, count=4, seed=1)]
    assert [str(o).split("\n")[0] for o in again] == styles[0] and [
        o.statements for o in again
    ] == structures[0]


def refused(message: str, base: Path, folder: Path) -> None:
    with pytest.raises(ModelUnavailable, match=message) as caught:
        embedded.EmbeddedModel(base, adapter=folder)
    assert "\n" not in str(caught.value)


def test_what_does_not_fit_is_refused(base, tmp_path):
    import torch
    from safetensors.torch import load_file, save_file

    refused("lacks adapter_config.json, adapter_model.safetensors", base, tmp_path)
    other = make_base(tmp_path / "other", seed=5)
    shutil.copy(embedded.WEIGHTS / "lexicon.json", other)
    adapted(other, tmp_path / "of other")
    refused("trained on other weights", base, tmp_path / "of other")
    wide = make_base(tmp_path / "wide", width=96)
    for kind, message in (("lora", "lack in that shape"), ("soft", "not 64 wide")):
        folder = tmp_path / f"wide {kind}"
        adapted(wide, folder, kind)
        weights = load_file(folder / adapters.WEIGHTS)
        save_file(weights, folder / adapters.WEIGHTS)  # as one from elsewhere, that does not say its base
        refused(message, base, folder)
    adapted(base, tmp_path / "dora", use_dora=True)
    refused("uses use_dora", base, tmp_path / "dora")
    adapted(base, tmp_path / "ia3")
    config = json.loads((tmp_path / "ia3" / adapters.CONFIG).read_text())
    (tmp_path / "ia3" / adapters.CONFIG).write_text(json.dumps({**config, "peft_type": "IA3"}))
    refused("type IA3", base, tmp_path / "ia3")
    adapted(base, tmp_path / "cut")
    (tmp_path / "cut" / adapters.WEIGHTS).write_bytes(b"\0" * 40)
    refused("cannot be read", base, tmp_path / "cut")
    torch.manual_seed(0)

"""What is pushed loads by the libraries alone, by its name on the Hub; against a loopback server."""

import json

import pytest
from hub_scripts import connect, connect_libraries, files
from tiny_models import save_model

from hub import push


@pytest.fixture(scope="module")
def hub(hub_server):
    """What a test pushes, the next one finds."""
    return hub_server


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A tiny model of another kind than the one that ships."""
    return save_model(tmp_path_factory.mktemp("model") / "tiny", width=32)


@pytest.fixture
def plain(hub, monkeypatch, tmp_path):
    """Libraries of this process ask the server, with a cache of their own."""
    connect(monkeypatch, hub, tmp_path)
    connect_libraries(monkeypatch, hub)
    return hub


def answers(model, ids):
    import torch

    with torch.inference_mode():
        return model(input_ids=ids).logits


@pytest.fixture
def ids():
    import torch

    return torch.tensor([[1, 5, 9, 30, 2]])


def trained(tiny, folder, kind: str):
    """An adapter as PEFT itself makes and saves it, with weights that change something; (model, folder)."""
    import torch
    from peft import LoraConfig, PromptTuningConfig, TaskType, get_peft_model
    from transformers import AutoModelForCausalLM

    torch.manual_seed(0)
    base = AutoModelForCausalLM.from_pretrained(tiny)
    config = {
        "lora": lambda: LoraConfig(task_type=TaskType.CAUSAL_LM, r=4, target_modules=["q_proj", "v_proj"]),
        "prompt": lambda: PromptTuningConfig(task_type=TaskType.CAUSAL_LM, num_virtual_tokens=3),
    }[kind]()
    model = get_peft_model(base, config)
    for name, parameter in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(parameter)
    model.save_pretrained(folder)
    return model.eval(), folder


def test_a_model_loads_by_transformers_alone(plain, tiny, ids):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    assert push.main(["model", str(tiny), "--repo", "me/tiny", "--revision", "v1"]) == 0
    found = AutoModelForCausalLM.from_pretrained("me/tiny", revision="v1")
    here = AutoModelForCausalLM.from_pretrained(tiny)
    assert found.name_or_path == "me/tiny" and answers(found, ids).equal(answers(here, ids))
    text = "A -> B 12"
    assert AutoTokenizer.from_pretrained("me/tiny")(text) == AutoTokenizer.from_pretrained(tiny)(text)


def test_the_model_that_ships_loads_by_transformers_alone(plain, weights, ids):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    assert push.main(["model", "--repo", "me/embedded"]) == 0
    found = AutoModelForCausalLM.from_pretrained("me/embedded")
    assert answers(found, ids).equal(answers(AutoModelForCausalLM.from_pretrained(weights), ids))
    pushed = AutoTokenizer.from_pretrained("me/embedded")
    assert pushed("a goes to b") == AutoTokenizer.from_pretrained(weights)("a goes to b")


@pytest.mark.parametrize("kind", ["lora", "prompt"])
def test_an_adapter_loads_by_peft_alone(plain, tiny, ids, tmp_path, kind):
    from peft import AutoPeftModelForCausalLM, PeftConfig, PeftModel
    from transformers import AutoModelForCausalLM

    model, folder = trained(tiny, tmp_path / "made", kind)
    push.main(["model", str(tiny), "--repo", "me/tiny", "--revision", "v1"])
    assert push.main(["adapter", str(folder), "--repo", f"me/{kind}", "--base", "me/tiny"]) == 0
    base = AutoModelForCausalLM.from_pretrained(tiny)
    loaded = PeftModel.from_pretrained(base, f"me/{kind}", revision="v1")
    assert answers(loaded, ids).equal(answers(model, ids))
    assert not answers(loaded, ids)[:, -5:].equal(answers(AutoModelForCausalLM.from_pretrained(tiny), ids))
    assert PeftConfig.from_pretrained(f"me/{kind}").base_model_name_or_path == "me/tiny"
    by_name = AutoPeftModelForCausalLM.from_pretrained(f"me/{kind}")  # the base is found by its name
    assert answers(by_name, ids).equal(answers(model, ids))
    pushed = plain.repositories["model", f"me/{kind}"].tree("v1")
    assert pushed["adapter_model.safetensors"].data == files(folder)["adapter_model.safetensors"]


def test_what_peft_does_not_read_is_not_pushed(plain, tiny, tmp_path, capsys):
    _, folder = trained(tiny, tmp_path / "made", "lora")
    config = json.loads((folder / "adapter_config.json").read_text())
    (folder / "adapter_config.json").write_text(json.dumps(config | {"peft_type": "OWN"}))
    assert push.main(["adapter", str(folder), "--repo", "me/own"]) == 2
    assert "'OWN'" in capsys.readouterr().err and ("model", "me/own") not in plain.repositories


def test_the_scorers_load_by_the_mixin_alone(plain):
    from diagram import layout
    from diagram.outline import parse
    from diagram.scoring import readability
    from hub.scorers import Scorers

    assert push.main(["scorers", "--repo", "me/scorers", "--revision", "v1"]) == 0
    found = Scorers.from_pretrained("me/scorers", revision="v1")
    diagram = layout.lay_out(parse("right boxes arrow blue normal\nA -> B -> C\nC -> A"))
    assert found.ensemble().judge([diagram]) == readability.judge([diagram])

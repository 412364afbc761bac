"""ORPO in parts: TRL's loss and gradients at a fraction of the memory; predictions; number formats."""

import pytest

from tests.tiny_training import make_base, splits
from training.finetuning.errors import CannotTrain
from training.finetuning.precision import choose

GIB = 2**30


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return make_base(tmp_path_factory.mktemp("base"))


def loss_and_gradients(model, kind, batch):
    from training.finetuning.simulation import _stub

    trainer = _stub()
    model.zero_grad()
    chosen, rejected, _, _, likelihood = kind.concatenated_forward(trainer, model, batch)
    losses, *_ = kind.odds_ratio_loss(trainer, chosen, rejected)
    loss = likelihood - losses.mean()
    loss.backward()
    return loss.item(), {n: p.grad.clone() for n, p in model.named_parameters() if p.grad is not None}


@pytest.mark.parametrize("dtype", ["fp32", "bf16"])
def test_orpo_is_trls(dtype, base):
    """On pairs of different lengths, so with padding, through several parts of the head."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from trl.experimental.orpo import ORPOTrainer
    from trl.experimental.utils import DPODataCollatorWithPadding
    from trl.kernels import chunked_logprob
    from trl.trainer.utils import add_fused_lm_head

    from training.finetuning.data import tokens
    from training.finetuning.precision import torch_dtype
    from training.finetuning.trainers import ORPO, limit_head

    limit_head()
    assert chunked_logprob.TOKEN_CHUNK_SIZE == 256
    tokenizer = AutoTokenizer.from_pretrained(base)
    rows, _ = tokens("orpo", splits(24, 0, True).train, tokenizer, 99, "error")
    batch = DPODataCollatorWithPadding(pad_token_id=0)(list(rows))
    assert batch["chosen_input_ids"].numel() > 256  # more than one part
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch_dtype(dtype))
    torch.manual_seed(0)
    model = get_peft_model(model, LoraConfig(r=4, target_modules=["q_proj", "v_proj"], task_type="CAUSAL_LM"))
    for name, parameter in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(parameter, std=0.05)
    model.eval()
    theirs, their_gradients = loss_and_gradients(model, ORPOTrainer, batch)
    add_fused_lm_head(model.get_base_model(), outputs=("log_probs", "mean_logits"))
    ours, our_gradients = loss_and_gradients(model, ORPO, batch)
    close = {"rtol": 1e-4, "atol": 1e-7} if dtype == "fp32" else {"rtol": 0.1, "atol": 2e-3}
    assert ours == pytest.approx(theirs, rel=1e-6 if dtype == "fp32" else 5e-3)
    assert our_gradients.keys() == their_gradients.keys() and len(our_gradients) == 8
    for name, gradient in our_gradients.items():
        torch.testing.assert_close(gradient, their_gradients[name], **close)


def config(**more):
    from transformers import LlamaConfig

    shape = {
        "hidden_size": 256, "num_hidden_layers": 5, "num_attention_heads": 4, "num_key_value_heads": 4,
        "intermediate_size": 704, "vocab_size": 1000, "max_position_embeddings": 4096,
    }  # fmt: skip
    return LlamaConfig(**{**shape, **more})


def test_predictions_are_what_a_simulation_of_all_layers_finds():
    from training.finetuning import simulation
    from training.finetuning.memory import Setting, predict

    for setting in (Setting("orpo", 512), Setting("sft", 256, 2, "fp32", checkpointing=False)):
        found = predict(config(), setting)
        assert found.peak == pytest.approx(simulation.peak(config(), setting), rel=0.005)
        assert found.weights + found.adapter + found.optimizer + found.kept + found.working == found.peak
        assert found.working > 0
    weights = 2 * (2 * 1000 * 256 + 5 * (4 * 256**2 + 3 * 256 * 704 + 2 * 256) + 256)
    assert predict(config(), Setting("orpo", 512)).weights == weights


@pytest.mark.slow
def test_what_takes_more_memory_is_predicted_to():
    from dataclasses import replace

    from training.finetuning.memory import Setting, predict

    shallow = config(num_hidden_layers=1)
    setting = Setting("orpo", 512)
    peak = predict(shallow, setting).peak
    assert predict(config(num_hidden_layers=1, vocab_size=8000), setting, as_trl=True).peak > 2 * peak
    assert predict(config(num_hidden_layers=3), replace(setting, checkpointing=False)).peak > 1.2 * peak
    assert predict(shallow, replace(setting, method="sft")).peak < peak
    assert predict(shallow, replace(setting, batch=2)).peak > 1.2 * peak


@pytest.mark.slow
def test_recomputing_layers_is_proposed():
    from training.finetuning.memory import Setting, check_fits, predict

    deeper = config(num_hidden_layers=3)
    enough = predict(deeper, Setting("dpo", 256)).peak / GIB
    with pytest.raises(CannotTrain, match="gradient_checkpointing true"):
        check_fits(deeper, Setting("dpo", 256, checkpointing=False), enough * 1.01, use_cpu=True)


@pytest.mark.slow
def test_orpo_of_the_large_model_fits_4_gib():
    from tests.bench.finetuning_memory import deepseek
    from training.finetuning.memory import Setting, predict

    assert predict(deepseek(), Setting("orpo", 2048)).peak < 4 * GIB
    assert predict(deepseek(), Setting("orpo", 2048), as_trl=True).peak > 5 * GIB


def test_what_cannot_fit_is_refused_with_what_would():
    from training.finetuning.memory import Setting, check_fits, predict

    shallow = config(num_hidden_layers=1)
    one = predict(shallow, Setting("dpo", 256)).peak / GIB
    check_fits(shallow, Setting("dpo", 256), one * 1.01, use_cpu=True)
    with pytest.raises(
        CannotTrain, match=r"dpo of this base at 4 x 256 tokens needs .* try --per_device_train_batch_size 1"
    ):
        check_fits(shallow, Setting("dpo", 256, 4), one * 1.01, use_cpu=True)
    with pytest.raises(CannotTrain, match="a smaller base"):
        check_fits(shallow, Setting("dpo", 256), 0.001, use_cpu=True)


@pytest.mark.parametrize("flag", ["--length", "--batch", "--lora_r", "--memory_limit"])
def test_nothing_is_predicted_of_nothing(flag):
    from diagram.errors import DiagramError
    from training import memory

    with pytest.raises(DiagramError, match=r"is 0.*; give a number above 0"):
        memory.main(memory.make_parser().parse_args([flag, "0"]))


def test_the_command_prints_the_peak(base, capsys):
    from training.memory import main, make_parser

    words = ["--model", str(base), "--method", "sft", "--length", "128"]
    assert main(make_parser().parse_args(words)) == 0
    said = capsys.readouterr().out
    assert "weights of the base" in said and "GiB" in said and "if layers are not recomputed" in said
    assert main(make_parser().parse_args([*words, "--memory_limit", "0.0001"])) == 1


@pytest.mark.parametrize(
    ("requested", "capability", "found"),
    [
        ("auto", None, "fp32"),
        ("auto", (9, 0), "bf16"),
        ("auto", (8, 0), "bf16"),
        ("auto", (7, 5), "fp16"),  # T4
        ("auto", (5, 2), "fp16"),  # Maxwell
        ("fp16", (8, 6), "fp16"),
        ("fp32", None, "fp32"),
    ],
)
def test_number_formats(requested, capability, found):
    assert choose(requested, capability) == found


def test_number_formats_that_a_device_lacks():
    with pytest.raises(CannotTrain, match=r"7\.5.*no bf16.*fp16"):
        choose("bf16", (7, 5))
    with pytest.raises(CannotTrain, match="no GPU for bf16"):
        choose("bf16", None)
    with pytest.raises(CannotTrain, match="no GPU for fp16"):
        choose("fp16", None)
    assert choose("bf16", None, cpu_has_bf16=True) == "bf16"

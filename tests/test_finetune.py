"""Fine-tuning by all methods on a tiny base: what it writes, how it goes on after a kill, what it refuses."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hub.adapters import parcel
from tests.tiny_training import make_base, rows, splits
from training.finetune import main, parse, train
from training.finetuning.errors import Cancelled, CannotTrain
from training.finetuning.options import METHODS, Options

ROOT = Path(__file__).resolve().parent.parent
PREFERENCES = ("dpo", "orpo")


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Path:
    return make_base(tmp_path_factory.mktemp("base"))


def options(base: Path, out: Path, method: str = "sft", **more) -> Options:
    usual = {"per_device_train_batch_size": 4, "logging_steps": 1, "save_steps": 2, "learning_rate": 1e-3}
    return Options(method=method, model=str(base), output_dir=str(out), **{**usual, **more})


def adapter(folder: Path) -> dict:
    from safetensors.torch import load_file

    return load_file(folder / "adapter_model.safetensors")


def same(first: Path, second: Path) -> bool:
    import torch

    one, other = adapter(first), adapter(second)
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("method", METHODS)
def test_an_adapter_is_trained_and_kept_without_a_pickle(method, base, tmp_path):
    told = []
    report = train(
        options(base, tmp_path, method, max_steps=3),
        data=splits(8, 4, method in PREFERENCES),
        progress=told.append,
    )
    assert {path.name for path in tmp_path.iterdir()} == {
        "adapter_config.json", "adapter_model.safetensors", "README.md", "metrics.jsonl", "prompt.json",
        "report.json", "run.json",
    }  # fmt: skip
    asked = json.loads((tmp_path / "prompt.json").read_text())
    assert asked["notation"] == "outline"  # as its prompts are
    assert "prompt.json" in parcel(tmp_path, "owner/name").files  # so a push takes it along
    assert report == report.read(tmp_path / "report.json")
    assert report.steps == 3 and report.train_loss > 0 and report.eval_loss > 0 and report.minutes > 0
    assert 0 < report.share < 0.1 and report.peak_memory > 1e8
    assert report.adapter_bytes == (tmp_path / "adapter_model.safetensors").stat().st_size
    assert [p.step for p in told] == [1, 2, 3] and told[-1].seconds_left == 0 and told[0].seconds_left > 0
    steps = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [line["step"] for line in steps if "loss" in line] == [1, 2, 3]
    card = (tmp_path / "README.md").read_text()
    assert f"base_model: {base}" in card and "library_name: peft" in card and report.data_hash in card
    config = json.loads((tmp_path / "adapter_config.json").read_text())
    if method == "prompt_tuning":
        assert config["peft_type"] == "PROMPT_TUNING" and set(adapter(tmp_path)) == {"prompt_embeddings"}
    else:
        assert (config["r"], config["lora_alpha"]) == (16, 32)
        assert set(config["target_modules"]) == {"q_proj", "k_proj", "v_proj", "o_proj"}
        assert all(
            tensor.dtype.is_floating_point and tensor.dtype.itemsize == 4
            for tensor in adapter(tmp_path).values()
        )


@pytest.mark.parametrize(
    "method",
    ["sft", *(pytest.param(method, marks=pytest.mark.slow) for method in METHODS if method != "sft")],
)
def test_rows_from_the_data_to_a_diagram(method, tmp_path, monkeypatch):
    """By the commands' own code, on a tiny Llama whose tokenizer has the conventions of deepseek-coder."""
    from diagram import recommend
    from diagram.generation import checkpoints
    from tests import tiny_models
    from training import prepare_sft

    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    base, data = tiny_models.save_model(tmp_path / "base", width=32, layers=1), tmp_path / "sft"
    words = ["--notation", "rows", "--model", str(base), "--count", "6", "--test", "2", "--out", str(data)]
    args = prepare_sft.make_parser().parse_args(words)
    args.command = "prepare_sft"
    prepare_sft.main(args)
    if method in PREFERENCES:
        data = paired(data, tmp_path / "pairs")
    out = tmp_path / "adapter"
    report = train(
        options(
            base, out, method, dataset=str(data), max_steps=2, per_device_train_batch_size=2, max_length=4000
        )
    )
    assert report.train_loss > 0 and report.eval_loss > 0
    assert json.loads((out / "prompt.json").read_text()) == {"notation": "rows", "wording": "later"}
    tuned = checkpoints.load(None, out, dtype="float32", budget=100)  # the base is the one that it names
    assert (tuned.notation, tuned.wording) == ("rows", "later")
    best = recommend("load -> clean -> train", 2, 1, seed=0, backend=tuned)[0]
    assert best.svg().startswith("<svg") and best.rows.startswith("[0,")


def paired(data: Path, folder: Path) -> Path:
    """Preferences for the prompts of an SFT dataset: the right rows, and the first of them alone."""
    from datasets import Dataset

    folder.mkdir()
    for split in ("train", "test"):
        found = Dataset.from_parquet(str(data / "data" / f"{split}-00000-of-00001.parquet"))
        pairs = [
            {
                "prompt": row["prompt"],
                "chosen": row["completion"],
                "rejected": row["completion"].split("\n")[0].removesuffix("<|EOT|>") + "<|EOT|>",
            }
            for row in found
        ]
        Dataset.from_list(pairs).to_parquet(folder / f"{split}.parquet")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("method", ["sft", "dpo", "orpo"])
def test_of_a_16_bit_base_the_lora_is_32_bit(method, base, tmp_path):
    import torch

    if not torch.cpu._is_avx512_bf16_supported():
        pytest.skip("this processor has no bf16")
    asked = options(base, tmp_path, method, max_steps=2, dtype="bf16", gradient_checkpointing=True)
    report = train(asked, data=splits(8, 0, method in PREFERENCES))
    assert report.dtype == "bf16" and report.train_loss > 0
    assert {tensor.dtype for tensor in adapter(tmp_path).values()} == {torch.float32}


@pytest.mark.slow
def test_the_loss_falls(base, tmp_path):
    report = train(options(base, tmp_path, max_steps=12, learning_rate=2e-2, save_steps=99), data=splits(8))
    losses = [json.loads(line).get("loss") for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert report.train_loss < 0.98 * losses[0]


class Killed(Exception):
    """Stands for SIGKILL: nothing after it is written."""


def kill_at(step: int):
    def tell(progress):
        if progress.step == step:
            raise Killed

    return tell


@pytest.mark.parametrize(
    "step", [3, pytest.param(4, marks=pytest.mark.slow), pytest.param(6, marks=pytest.mark.slow)]
)
def test_a_killed_training_ends_with_the_same_weights(step, base, tmp_path):
    """Six steps over two epochs with dropout, killed between checkpoints, in the next epoch, at the end."""
    for name in ("whole", "killed"):
        asked = options(
            base, tmp_path / name, num_train_epochs=2, lora_dropout=0.3, gradient_accumulation_steps=1
        )
        if name == "killed":
            with pytest.raises(Killed):
                train(asked, data=splits(12), progress=kill_at(step))
            assert not (tmp_path / name / "report.json").exists()
        train(asked, data=splits(12))
    assert same(tmp_path / "whole", tmp_path / "killed")
    losses = [
        [
            json.loads(line)["loss"]
            for line in (tmp_path / name / "metrics.jsonl").read_text().splitlines()
            if '"loss"' in line
        ]
        for name in ("whole", "killed")
    ]
    assert losses[0] == losses[1] and len(losses[0]) == 6


@pytest.mark.slow
@pytest.mark.parametrize("method", ["dpo", "orpo", "prompt_tuning"])
def test_other_methods_go_on_exactly_too(method, base, tmp_path):
    for name in ("whole", "killed"):
        asked = options(base, tmp_path / name, method)
        data = splits(12, 0, method in PREFERENCES)
        if name == "killed":
            with pytest.raises(Killed):
                train(asked, data=data, progress=kill_at(3))
        train(asked, data=data)
    assert same(tmp_path / "whole", tmp_path / "killed")


@pytest.mark.slow
def test_a_half_written_checkpoint_is_not_used(base, tmp_path):
    asked = options(base, tmp_path / "killed")
    with pytest.raises(Killed):
        train(asked, data=splits(12), progress=kill_at(3))
    partial = tmp_path / "killed" / "checkpoints" / "checkpoint-3"
    partial.mkdir()
    (partial / "adapter_model.safetensors").write_bytes(b"cut")
    train(asked, data=splits(12))
    train(options(base, tmp_path / "whole"), data=splits(12))
    assert same(tmp_path / "whole", tmp_path / "killed")


def test_a_finished_training_is_not_done_again(base, tmp_path):
    first = train(options(base, tmp_path, max_steps=1), data=splits(4))
    changed = (tmp_path / "adapter_model.safetensors").stat().st_mtime_ns
    assert train(options(base, tmp_path, max_steps=1, save_steps=9), data=splits(4)) == first
    assert (tmp_path / "adapter_model.safetensors").stat().st_mtime_ns == changed
    with pytest.raises(CannotTrain, match="seed 0, not 1"):
        train(options(base, tmp_path, max_steps=1, seed=1), data=splits(4))
    with pytest.raises(CannotTrain, match="data_hash"):
        train(options(base, tmp_path, max_steps=1), data=splits(5))


def test_cancelled(base, tmp_path):
    import threading

    stop = threading.Event()
    with pytest.raises(Cancelled):
        train(options(base, tmp_path), data=splits(12), cancel=stop, progress=lambda _: stop.set())
    assert not (tmp_path / "adapter_model.safetensors").exists()


@pytest.mark.slow
def test_the_time_is_limited(base, tmp_path):
    report = train(options(base, tmp_path, max_steps=10_000, minutes=0.01), data=splits(4))
    assert 0 < report.steps < 1000 and (tmp_path / "adapter_model.safetensors").exists()


@pytest.mark.slow
def test_an_adapter_is_trained_on(base, tmp_path):
    train(options(base, tmp_path / "first", max_steps=2), data=splits(8))
    before = adapter(tmp_path / "first")
    for method in ("sft", "dpo"):
        out = tmp_path / method
        asked = options(base, out, method, max_steps=1, adapter=str(tmp_path / "first"), learning_rate=1e-5)
        train(asked, data=splits(8, 0, method == "dpo"))
        after = adapter(out)
        assert after.keys() == before.keys()
        assert (
            max((after[n] - before[n]).abs().max() for n in before)
            < 1e-4
            < max(t.abs().max() for t in after.values())
        )


def refused(message: str, asked: Options, data=None) -> None:
    with pytest.raises(CannotTrain, match=message) as caught:
        train(asked, data=data)
    assert "\n" not in str(caught.value)


def test_refusals(base, tmp_path):
    from datasets import Dataset

    from training.finetuning.data import Splits

    out = tmp_path / "out"
    refused("method is 'kto'", options(base, out, "kto"), splits(4))
    refused("No dataset is given", options(base, out))
    refused("no folder .*/missing", options(base, out, dataset=str(tmp_path / "missing")))
    refused("no model in .*/nowhere", options(tmp_path / "nowhere", out), splits(4))
    refused(
        "needs the columns prompt, chosen, rejected.*it fits --method sft",
        options(base, out, "dpo"),
        splits(4),
    )
    refused("it fits --method dpo or orpo", options(base, out), splits(4, 0, True))
    refused("no examples", options(base, out), Splits(Dataset.from_dict({"prompt": [], "completion": []})))
    chat = Dataset.from_dict({"prompt": [[{"role": "user", "content": "a"}]], "completion": ["b"]})
    refused("not a text", options(base, out), Splits(chat))
    refused("4 of 4 examples are longer than 5 tokens", options(base, out, max_length=5), splits(4))
    refused("No example has at most 5 tokens", options(base, out, max_length=5, too_long="drop"), splits(4))
    refused("max_length is 4,096.*reads 1,024", options(base, out, max_length=4096), splits(4))
    refused(
        "16 of them for the learnt prompt.*1,008",
        options(base, out, "prompt_tuning", max_length=1024), splits(4),
    )  # fmt: skip
    refused("no layers called c_attn", options(base, out, lora_target_modules=["c_attn"]), splits(4))
    refused(
        "completion_only_loss is false, which dpo cannot do",
        options(base, out, "dpo", completion_only_loss=False),
        splits(4, 0, True),
    )
    refused("rate is -1", options(base, out, learning_rate=-1), splits(4))
    refused("no GPU for fp16", options(base, out, dtype="fp16", use_cpu=True), splits(4))
    refused("dtype is 'int3'", options(base, out, dtype="int3"), splits(4))
    refused("needs .* GiB, the limit is 0.001 GiB", options(base, out, memory_limit=0.001), splits(4))
    assert not out.exists()


def test_an_adapter_of_another_base_is_refused(base, tmp_path):
    train(options(base, tmp_path / "lora", max_steps=1), data=splits(4))
    train(options(base, tmp_path / "soft", "prompt_tuning", max_steps=1), data=splits(4))
    other = make_base(tmp_path / "other", seed=1)
    refused(
        "trained on other weights", options(other, tmp_path / "x", adapter=str(tmp_path / "lora")), splits(4)
    )
    refused(
        "one of prompt tuning; orpo cannot train it",
        options(base, tmp_path / "x", "orpo", adapter=str(tmp_path / "soft")), splits(4, 0, True),
    )  # fmt: skip
    refused("lacks adapter_config.json", options(base, tmp_path / "x", adapter=str(tmp_path)), splits(4))


def test_flags_override_a_config_file(tmp_path):
    file = tmp_path / "orpo.yaml"
    file.write_text("method: orpo\nlearning_rate: 1e-4\nbeta: 0.3\nlora_target_modules: [q_proj]\n")
    found = parse(["--config", str(file), "--beta", "0.2", "--seed", "7"])
    assert (found.method, found.rate, found.beta, found.seed) == ("orpo", 1e-4, 0.2, 7)
    assert found.lora_target_modules == ["q_proj"]
    file.write_text("method: orpo\nlerning_rate: 1\n")
    with pytest.raises(CannotTrain, match="lerning_rate"):
        parse(["--config", str(file)])
    with pytest.raises(CannotTrain, match=r"none\.yaml"):
        parse(["--config", str(tmp_path / "none.yaml")])


@pytest.mark.parametrize(
    "path", sorted((ROOT / "training" / "configs").glob("[!f]*.yaml")), ids=lambda p: p.stem
)
def test_shipped_configs_are_read(path):
    found = parse(["--config", str(path), "--dataset", "data"])
    found.check()
    assert found.method in path.stem


def test_the_shipped_fsdp_config_is_one_of_accelerate(monkeypatch):
    """What `accelerate launch --config_file` hands to its processes: FSDP 2, the adapter saved whole."""
    from accelerate.commands.launch import _validate_launch_command, launch_command_parser
    from accelerate.utils import FullyShardedDataParallelPlugin
    from accelerate.utils.launch import prepare_multi_gpu_env

    words = ["--config_file", str(ROOT / "training/configs/fsdp.yaml"), "--num_processes", "4"]
    asked = launch_command_parser().parse_args([*words, "-m", "training.finetune"])
    asked, _, _ = _validate_launch_command(asked)
    assert asked.use_fsdp and asked.num_processes == 4
    for name, value in prepare_multi_gpu_env(asked).items():
        if name.startswith(("FSDP_", "ACCELERATE_")):
            monkeypatch.setenv(name, value)
    found = FullyShardedDataParallelPlugin()
    assert found.fsdp_version == 2 and found.reshard_after_forward is True
    assert found.state_dict_type.name == "FULL_STATE_DICT"


def test_help_needs_no_model():
    done = subprocess.run(
        [sys.executable, "-m", "training.finetune", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--method" in done.stdout and "--config" in done.stdout
    code = (
        "import sys, training.finetune as f; f.parse(['--method', 'dpo']); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def parquet(folder: Path, preferences: bool = False, count: int = 24) -> Path:
    from datasets import Dataset

    folder.mkdir()
    Dataset.from_list(rows(count, 0, preferences)).to_parquet(folder / "train.parquet")
    Dataset.from_list(rows(4, 1, preferences)).to_parquet(folder / "test.parquet")
    return folder


def test_a_folder_of_parquet_from_the_command_line(base, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    data = parquet(tmp_path / "data", count=8)
    main(
        [
            "--model",
            str(base),
            "--dataset",
            str(data),
            "--output_dir",
            str(tmp_path / "out"),
            "--logging_steps",
            "1",
        ]
    )
    said = capsys.readouterr().out
    assert "step 1/1 (100%), 0 s left" in said and "sft: 1 steps" in said
    assert "evaluation" in json.loads((tmp_path / "out" / "report.json").read_text())


def command(base: Path, data: Path, out: Path, method: str) -> list[str]:
    return [
        "-m", "training.finetune", "--method", method, "--model", str(base), "--dataset", str(data),
        "--output_dir", str(out), "--save_steps", "2", "--num_train_epochs", "3", "--use_cpu", "true",
        "--per_device_train_batch_size", "4", "--logging_steps", "1", "--learning_rate", "1e-3",
    ]  # fmt: skip


# The same command with steps of a quarter of a second, so that no machine is done before it is killed.
SLOWLY = """
import sys, time
from training import finetune

train = finetune.train
finetune.train = lambda options, progress: train(options, progress=lambda p: (progress(p), time.sleep(0.25)))
finetune.main(sys.argv[1:])
"""
KILLS = 4  # each at most three steps after a checkpoint or the last kill: of 18 steps some are left


@pytest.mark.slow
@pytest.mark.parametrize("method", ["sft", "dpo", "orpo"])
def test_sigkill_anywhere(method, base, tmp_path):
    """Killed by the system at random moments, each time started again with the same command."""
    data = parquet(tmp_path / "data", method in PREFERENCES)
    subprocess.run([sys.executable, *command(base, data, tmp_path / "whole", method)], cwd=ROOT, check=True)
    draw, again = random.Random(method), command(base, data, tmp_path / "killed", method)
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", SLOWLY, *again[2:]], cwd=ROOT)
        metrics, seen = tmp_path / "killed" / "metrics.jsonl", None
        while process.poll() is None:  # until it has begun to train, then a moment longer
            lines = metrics.read_text().count("\n") if metrics.exists() else 0
            if seen is not None and lines > seen:
                time.sleep(draw.uniform(0, 0.4))
                os.kill(process.pid, signal.SIGKILL)
                break
            seen = lines if seen is None else min(seen, lines)
            time.sleep(0.01)
        assert process.wait() == -signal.SIGKILL
    assert not (tmp_path / "killed" / "report.json").exists()
    subprocess.run([sys.executable, *again], cwd=ROOT, check=True)
    assert same(tmp_path / "whole", tmp_path / "killed")


@pytest.mark.slow
def test_two_processes(base, tmp_path):
    data = parquet(tmp_path / "data")
    # With --cpu, Accelerate starts one process, or needs MPI; --multi_gpu starts as many as are asked for,
    # and --use_cpu keeps them on the CPU, where they talk by gloo.
    launch = "accelerate.commands.launch --multi_gpu --num_processes 2 --num_machines 1 --mixed_precision no"
    launch = [sys.executable, "-m", *launch.split(), "--dynamo_backend", "no", "--main_process_port", "0"]
    done = subprocess.run(
        [*launch, *command(base, data, tmp_path / "out", "sft")],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["steps"] == 9  # 24 examples three times, 4 on each of two processes
    assert all(tensor.isfinite().all() for tensor in adapter(tmp_path / "out").values())
    assert any(
        tensor.abs().max() > 0 for name, tensor in adapter(tmp_path / "out").items() if "lora_B" in name
    )

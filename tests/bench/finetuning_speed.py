"""Peak memory and speed of fine-tuning on this GPU: `python -m tests.bench.finetuning_speed`.

The architecture of deepseek-coder-1.3b with random weights, LoRA r 16 on q, k, v and o, layers recomputed,
one example or one pair of 2,048 tokens at a time. The trainers here and TRL's as they are, and beside them
what `training.memory` predicts. Without a GPU only a small model is worth the wait: `--layers 1 --width 64
--length 128`; its peak is then that of the whole process.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
import warnings

GIB = 2**30
CASES = [(method, as_trl) for method in ("sft", "dpo", "orpo") for as_trl in (False, True)]


def architecture(layers: int | None, width: int | None):
    from tests.bench.finetuning_memory import deepseek

    config = deepseek()
    config.num_hidden_layers = layers or config.num_hidden_layers
    if width:
        config.hidden_size, config.intermediate_size, config.head_dim = width, 3 * width, width // 16
    return config


def rows(method: str, length: int, count: int, vocabulary: int):
    """Random tokens, a third of them the prompt's."""
    import numpy as np
    from datasets import Dataset

    from training.finetuning.data import _dpo, _orpo, _sft

    chance = np.random.default_rng(0)

    def pair() -> tuple[list[int], list[int]]:
        tokens = chance.integers(10, vocabulary, length).tolist()
        return tokens[: length // 3], tokens[length // 3 :]

    def row() -> dict:
        if method == "sft":
            return _sft(pair())
        prompt, chosen = pair()
        return {"dpo": _dpo, "orpo": _orpo}[method]((prompt, chosen), (prompt, pair()[1]))

    return Dataset.from_list([row() for _ in range(count)])


def trainer_of(method: str, as_trl: bool):
    """The trainer here, or TRL's with no change but that its rows are tokens already."""
    from training.finetuning import trainers

    ours, _ = trainers.TRAINERS[method]
    if not as_trl:
        trainers.limit_head()
        return ours
    trainers.chunked_logprob.TOKEN_CHUNK_SIZE = 4096  # TRL's own
    theirs = ours.__mro__[2]
    kept = {"dpo": "_prepare_dataset", "orpo": "tokenize_row"}.get(method)
    return type("Theirs", (theirs,), {kept: getattr(ours, kept)} if kept else {})


def measure(method: str, as_trl: bool, config, length: int, steps: int, dtype: str) -> tuple[float, float]:
    """(bytes at the peak, tokens a second) of one training."""
    import torch
    from peft import LoraConfig, TaskType
    from transformers import AutoModelForCausalLM, TrainerCallback
    from transformers.trainer_callback import PrinterCallback

    from tests.tiny_models import make_tokenizer
    from training.finetune import _arguments
    from training.finetuning.options import Options
    from training.finetuning.precision import torch_dtype
    from training.finetuning.report import peak_memory

    class Clock(TrainerCallback):
        def __init__(self) -> None:
            self.times: list[float] = []

        def on_step_end(self, *_, **__) -> None:
            if torch.cuda.is_available():
                torch.cuda.synchronize()
            self.times.append(time.perf_counter())

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    torch.set_default_dtype(torch_dtype(dtype))
    with torch.device(device):
        model = AutoModelForCausalLM.from_config(config)
    torch.set_default_dtype(torch.float32)
    model.config.use_cache = False
    clock, targets = Clock(), list(Options().lora_target_modules)
    with tempfile.TemporaryDirectory() as folder:
        options = Options(
            method=method, model="-", dataset="-", output_dir=folder, per_device_train_batch_size=1,
            max_steps=steps, save_steps=10**6, logging_steps=10**6,
        )  # fmt: skip
        trainer = trainer_of(method, as_trl)(
            model=model,
            args=_arguments(options, dtype, True, length, False),
            train_dataset=rows(method, length, steps, config.vocab_size),
            processing_class=make_tokenizer(),
            peft_config=LoraConfig(task_type=TaskType.CAUSAL_LM, r=16, lora_alpha=32, target_modules=targets),
            callbacks=[clock],
        )
        trainer.remove_callback(PrinterCallback)
        trainer.train()
    spent = clock.times[-1] - clock.times[0]  # the first step warms up
    sequences = 1 if method == "sft" else 2
    return peak_memory(), sequences * length * (steps - 1) / spent


def main() -> None:
    import torch

    from training.finetune import quiet_libraries
    from training.finetuning.memory import Setting, predict
    from training.finetuning.precision import of_this_machine

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--length", type=int, default=2048)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--layers", type=int, help="instead of 24")
    parser.add_argument("--width", type=int, help="instead of 2,048")
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    quiet_libraries()
    dtype, config = of_this_machine("auto"), architecture(args.layers, args.width)
    where = torch.cuda.get_device_name() if torch.cuda.is_available() else "CPU"
    print(f"{where}, {dtype}, {args.length:,} tokens a sequence, torch {torch.__version__}")
    print(f"{'':24}{'peak GiB':>10}{'predicted':>11}{'tokens/s':>11}")
    for method, as_trl in CASES:
        expected = predict(config, Setting(method, args.length, 1, dtype), as_trl and method == "orpo").peak
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats()
        name = f"{method}{', TRL as it is' if as_trl else ''}"
        try:
            peak, speed = measure(method, as_trl, config, args.length, args.steps, dtype)
            print(f"{name:24}{peak / GIB:10.2f}{expected / GIB:11.2f}{speed:11,.0f}", flush=True)
        except torch.cuda.OutOfMemoryError:
            print(f"{name:24}{'too much':>10}{expected / GIB:11.2f}", flush=True)
        gc.collect()


if __name__ == "__main__":
    main()

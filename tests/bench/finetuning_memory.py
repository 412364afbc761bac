"""Peak memory of fine-tuning deepseek-coder-1.3b, simulated: `python -m tests.bench.finetuning_memory`.

LoRA r 16 on q, k, v and o, the base in 16 bits, one example or one pair of 2,048 tokens each. The step runs
on tensors without content, and what is alive is counted (`training.finetuning.simulation`); an allocator's
waste and a GPU's driver come on top. Prints the prediction from shallow copies and the simulation of all
layers.
"""

from __future__ import annotations

import argparse
import time
import warnings

GIB = 2**30


def deepseek():
    """The architecture of deepseek-ai/deepseek-coder-1.3b-instruct."""
    from transformers import LlamaConfig

    return LlamaConfig(
        hidden_size=2048,
        num_hidden_layers=24,
        num_attention_heads=16,
        num_key_value_heads=16,
        intermediate_size=5504,
        vocab_size=32256,
        max_position_embeddings=16384,
        rms_norm_eps=1e-6,
        tie_word_embeddings=False,
        rope_parameters={"rope_type": "linear", "factor": 4.0, "rope_theta": 100_000.0},
    )


def main() -> None:
    from training.finetuning import simulation
    from training.finetuning.memory import Setting, predict

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--length", type=int, default=2048)
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    cases = [
        ("SFT", Setting("sft", args.length, lora_dropout=0.05), False),
        ("DPO", Setting("dpo", args.length), False),
        ("ORPO", Setting("orpo", args.length), False),
        ("ORPO as TRL has it", Setting("orpo", args.length), True),
        ("ORPO, layers not recomputed", Setting("orpo", args.length, checkpointing=False), False),
        ("ORPO as TRL has it, fp32, not recomputed", Setting("orpo", args.length, 1, "fp32", False), True),
        ("prompt tuning, 16 tokens", Setting("prompt_tuning", args.length, virtual_tokens=16), False),
    ]
    print(f"{'GiB':44}{'predicted':>10}{'simulated':>10}{'seconds':>9}")
    for name, setting, as_trl in cases:
        began = time.perf_counter()
        predicted = predict(deepseek(), setting, as_trl).peak
        seconds = time.perf_counter() - began
        simulated = simulation.peak(deepseek(), setting, as_trl)
        print(f"{name:44}{predicted / GIB:10.2f}{simulated / GIB:10.2f}{seconds:9.1f}", flush=True)


if __name__ == "__main__":
    main()

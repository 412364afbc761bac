"""The memory that a fine-tuning will need at its peak, before it starts; nothing is allocated or downloaded
but the model's configuration.

    python -m training.memory --model deepseek-ai/deepseek-coder-1.3b-instruct --method orpo --length 2048

`--model` is a folder, a Hub id, or a config.json.
"""

from __future__ import annotations

import argparse
import warnings
from dataclasses import replace
from pathlib import Path

from diagram import commands
from training.finetuning.options import METHODS, Options


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0].replace("\n", " "))
    parser.add_argument(
        "--model",
        default="diagram/weights",
        help="a folder, OWNER/NAME[@REVISION] on the Hub, or a config.json",
    )
    parser.add_argument("--method", choices=METHODS, default="orpo")
    parser.add_argument("--length", type=int, default=2048, help="tokens of the longest example")
    parser.add_argument("--batch", type=int, default=1, help="examples or pairs at once")
    parser.add_argument("--dtype", choices=("bf16", "fp16", "fp32"), default="bf16", help="of the base")
    parser.add_argument("--lora_r", type=int, default=Options.lora_r)
    parser.add_argument("--memory_limit", type=float, help="GiB; exits with 1 where it is not enough")
    return parser


def main(args: argparse.Namespace) -> int:
    """Prints the prediction; 1 if it is above the limit."""
    from transformers import AutoConfig
    from transformers.utils import logging

    from training.finetuning import base
    from training.finetuning.memory import GIB, Setting, predict

    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    options = Options(
        method=args.method,
        model=args.model,
        dataset="(none)",
        output_dir="(none)",
        lora_r=args.lora_r,
        per_device_train_batch_size=args.batch,
        max_length=args.length,
        memory_limit=args.memory_limit,
    )
    options.check()
    path = Path(args.model)
    config = AutoConfig.from_pretrained(path) if path.is_file() else base.configuration_alone(options)
    setting = Setting.of(options, args.length, args.dtype, checkpointing=True)
    found = predict(config, setting)
    print(f"{args.method}, {setting.batch} x {args.length:,} tokens, {args.dtype}, layers recomputed")
    print("\n".join(found.lines()))
    plain = predict(config, replace(setting, checkpointing=False))
    print(f"{'peak, if layers are not recomputed':46}{plain.peak / GIB:8.3f} GiB")
    if args.memory_limit is not None and found.peak > args.memory_limit * GIB:
        print(
            f"More than the limit of {args.memory_limit:g} GiB: take a shorter --length or a smaller --batch."
        )
        return 1
    return 0


if __name__ == "__main__":
    commands.run(lambda: main(make_parser().parse_args()))

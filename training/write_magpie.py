"""Lets a model write prompts by itself and answer them: raw examples for training.filter_examples.

    python -m training.write_magpie --raw 1500 --out checkpoints/data/magpie
    python -m training.write_magpie --model deepseek-ai/deepseek-coder-1.3b-instruct --adapter ADAPTER \\
        --notation rows --out checkpoints/data/magpie_rows
    python -m training.write_magpie --url http://localhost:8000/v1 --model my-model --tokenizer OWNER/NAME
    accelerate launch --num_processes 4 -m training.write_magpie --out checkpoints/data/magpie

(On CPUs too: `accelerate launch --multi_gpu --num_processes 2`, or torchrun; with `--cpu` it starts but one.)
Started again after being killed it goes on where it was; any number of processes writes the same examples. A
model that was trained on completions only writes poor prompts and does not know how to end them; such prompts
are cut after a sentence (the embedded model) or left out by the filters. An adapter that has learnt prompts:

    python -m training.prepare_sft --preset mixture --count 6000 --out checkpoints/data/sft
    python -m training.finetune --config training/configs/sft_prompts.yaml --dataset checkpoints/data/sft
    python -m training.write_magpie --adapter checkpoints/prompts --out checkpoints/data/magpie

A server (--url) must offer OpenAI's raw completions, /v1/completions, as vLLM, llama.cpp and TGI do, and chat
completions for the answers. The model goes on from its tokenizer's chat template, which stands after what the
outline notation is explained with; with `--notation rows` from the template of rows; or from that of a file
(--template), in which {words} stands where the user's words do.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.examples.commands import (
    add_notation,
    add_output,
    add_writer,
    open_writer,
    run,
    served_model,
    weights_of,
    wording_of,
)


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raw", type=int, default=1500, help="prompts to write (default: %(default)s)")
    parser.add_argument("--temperature", type=float, default=0.0, help="of the answers; 0 (default) = greedy")
    parser.add_argument(
        "--prompt-temperature",
        type=float,
        help="of the prompts (default: 0.8); lower ones repeat themselves, higher ones make less sense",
    )
    parser.add_argument(
        "--repetition-penalty",
        type=float,
        help="of words that a prompt has already; 1 is none (default: 1.15 for the embedded model, else 1)",
    )
    add_writer(parser)
    parser.add_argument("--tokenizer", help="of the server's model: folder or Hub id (default: --model)")
    parser.add_argument("--template", type=Path, help="file with the server's prompt template instead")
    add_notation(parser)
    add_output(parser, "checkpoints/data/magpie")
    return parser


def main(args: argparse.Namespace) -> None:
    import json

    import torch
    from accelerate import PartialState
    from tqdm import tqdm

    from diagram.errors import DiagramError
    from training.examples import checkpoint, magpie

    if args.raw < 1:
        raise DiagramError(f"--raw is {args.raw}; write at least one prompt.")
    state = PartialState(cpu=not torch.cuda.is_available())
    if not args.url and (args.tokenizer or args.template):
        raise DiagramError("--tokenizer and --template are for a server; give its address by --url.")
    writer = open_writer(args)
    if args.url:
        writer.template = _template(args)
    if args.prompt_temperature is not None:
        if not args.prompt_temperature > 0:
            raise DiagramError(f"--prompt-temperature is {args.prompt_temperature}; give a number above 0.")
        writer.prompt_temperature = args.prompt_temperature
    if args.repetition_penalty is not None:
        if args.url:
            raise DiagramError("--repetition-penalty is for a model that runs here; leave it out with --url.")
        if not args.repetition_penalty >= 1:
            raise DiagramError(f"--repetition-penalty is {args.repetition_penalty}; give 1 (none) or more.")
        writer.repetition_penalty = args.repetition_penalty
    settings = {
        "model": args.model,
        "adapter": args.adapter,
        "weights": args.url or weights_of(args.model, args.adapter),
        "notation": args.notation,
        "wording": wording_of(args, writer),
        "labels": not args.no_labels,
        "grammar": args.grammar,
        "seed": args.seed,
        "temperature": args.temperature,
        "prompt temperature": writer.prompt_temperature,
        "repetition penalty": writer.repetition_penalty,
        "tokens": args.max_new_tokens,
    }
    if args.url:
        settings |= {"tokenizer": args.tokenizer, "template": [writer.template.before, writer.template.end]}
    if state.is_main_process:
        checkpoint.begin(args.out, settings)
    state.wait_for_everyone()
    todo = magpie.pending(args.out, args.raw, writer.block)
    state.wait_for_everyone()  # before anybody writes, so that all divide the same blocks
    mine = todo[state.process_index :: state.num_processes]
    with tqdm(total=sum(map(len, mine)), desc="prompts", disable=not state.is_main_process) as bar:
        for count in magpie.write_raw(
            writer, mine, args.out, args.seed, args.temperature, state.process_index
        ):
            bar.update(count)
    state.wait_for_everyone()
    if state.is_main_process:
        path = magpie.merge(args.out, args.raw)
        with path.open(encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines]
        ended = sum(record["prompt_ended"] and record["ended"] for record in found)
        print(f"{path}: {len(found)} raw examples, {ended} of them ended")


def _template(args: argparse.Namespace):
    """What the model of the server at --url goes on from to write prompts. Raises DiagramError."""
    from diagram.errors import DiagramError
    from training.examples import served

    tokenizer = args.tokenizer or served_model(args)
    if args.template:
        return served.read_template(args.template)
    if args.notation == "outline" and not tokenizer:
        raise DiagramError("Whose chat template? Give the model by --model or --tokenizer, or --template.")
    return served.template_of(args.notation, tokenizer or "")


if __name__ == "__main__":
    run(make_parser(), main)

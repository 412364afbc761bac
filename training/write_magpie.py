"""Lets a model write prompts by itself and answer them: raw examples for training.filter_examples.

    python -m training.write_magpie --raw 1500 --out checkpoints/data/magpie
    python -m training.write_magpie --model deepseek-ai/deepseek-coder-1.3b-instruct --adapter ADAPTER \\
        --notation rows --out checkpoints/data/magpie_rows
    accelerate launch --num_processes 4 -m training.write_magpie --out checkpoints/data/magpie

(On CPUs too: `accelerate launch --multi_gpu --num_processes 2`, or torchrun; with `--cpu` it starts but one.)
Started again after being killed it goes on where it was; any number of processes writes the same examples. A
model that was trained on completions only does not know how to end a prompt: fine-tune it with
`--completion_only_loss false` first, or its prompts are cut after a sentence (the embedded model) or left out
by the filters.
"""

from __future__ import annotations

import argparse

from training.examples.commands import add_notation, add_output, run, wording_of


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raw", type=int, default=1500, help="prompts to write (default: %(default)s)")
    parser.add_argument("--adapter", help="PEFT adapter of the model, folder or Hub id")
    parser.add_argument("--temperature", type=float, default=0.0, help="of the answers; 0 (default) = greedy")
    parser.add_argument("--grammar", action="store_true", help="answers of transformers always parse and end")
    parser.add_argument("--max-new-tokens", type=int, default=1024, help="of an answer")
    add_notation(parser)
    add_output(parser, "checkpoints/data/magpie")
    return parser


def main(args: argparse.Namespace) -> None:
    import json

    import torch
    from accelerate import PartialState
    from tqdm import tqdm

    from diagram.errors import DiagramError
    from training.examples import magpie
    from training.examples.writers import load_writer

    if args.raw < 1:
        raise DiagramError(f"--raw is {args.raw}; write at least one prompt.")
    state = PartialState(cpu=not torch.cuda.is_available())
    writer = load_writer(
        args.model,
        args.notation,
        adapter=args.adapter,
        wording=args.wording,
        labels=not args.no_labels,
        tokens=args.max_new_tokens,
        grammar=args.grammar,
    )
    settings = {
        "model": args.model,
        "adapter": args.adapter,
        "notation": args.notation,
        "wording": wording_of(args, writer),
        "labels": not args.no_labels,
        "grammar": args.grammar,
        "seed": args.seed,
        "temperature": args.temperature,
        "tokens": args.max_new_tokens,
    }
    if state.is_main_process:
        magpie.begin(args.out, settings)
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


if __name__ == "__main__":
    run(make_parser(), main)

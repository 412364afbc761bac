"""Trains the embedded model from nothing on synthetic prompts and outlines.

    python -m training.tokenizer --out diagram/weights
    python -m training.pretrain --out checkpoints/base --tokens 40_000_000
    python -m training.pretrain --out checkpoints/tiny --tokens 200_000 --layers 2 --width 64  # minutes

Killed at any point and started again with the same command, it goes on from the last checkpoint to the same
weights. Metrics go to OUT/metrics.jsonl; the finished model, for `AutoModelForCausalLM.from_pretrained`, to
OUT/model.

Matrices are trained by Muon (Jordan et al., 2024), the rest by AdamW; the learning rate warms up, stays, and
falls linearly to zero over the last part (Hu et al., 2024, "warmup-stable-decay"). bf16 by autocast, on a CPU
or a GPU.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from diagram.errors import DiagramError

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import LlamaForCausalLM

    from training.packing import Encoder

SHAPES = ((8, 256), (4, 448))  # rows x tokens of the micro-batches: for most sequences, and for long ones
LAYERS = 9
MICRO_BATCHES = 4  # a step
POOL = 384  # sequences that wait to be packed
VALIDATION = 480  # examples
VALIDATION_SEED = 10_000_000_000
KEEP_EVERY = 100  # steps between checkpoints


@dataclass
class Progress:
    """Where a run stands; with the tensors beside it, all that a resumed run needs."""

    step: int = 0
    tokens: int = 0
    next_seed: int = 0
    pool: tuple[int, ...] = ()
    seconds: float = 0.0
    shares: dict[str, float] = field(default_factory=dict)


def build_model(vocabulary: int, width: int, layers: int) -> LlamaForCausalLM:
    """A LlamaForCausalLM with heads of 32, 2 key-value heads and tied embeddings."""
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=vocabulary,
        hidden_size=width,
        num_hidden_layers=layers,
        intermediate_size=width * 11 // 4,
        num_attention_heads=width // 32,
        num_key_value_heads=2,
        max_position_embeddings=1024,
        tie_word_embeddings=True,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=3,
        attn_implementation="eager",
    )
    return LlamaForCausalLM(config)


def build_optimizers(model: LlamaForCausalLM, rate: float) -> list:
    """Muon for the matrices inside the layers, AdamW for the embedding and the norms."""
    import torch

    matrices = [p for n, p in model.named_parameters() if p.ndim == 2 and "embed" not in n]
    others = [p for n, p in model.named_parameters() if p.ndim != 2 or "embed" in n]
    return [
        torch.optim.Muon(matrices, lr=rate, momentum=0.95, weight_decay=0.05, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=0.0),
    ]


def learning_rate(done: float, peak: float, warmup: float, decay: float) -> float:
    """The rate when the share `done` (0-1) of all tokens has been seen."""
    return peak * min(1.0, (done + 1e-4) / warmup, (1 - done) / decay)


def loss_sum(model: LlamaForCausalLM, batch: tuple[Tensor, ...], device: str) -> tuple[Tensor, Tensor]:
    """The weighted sum of the picked tokens' losses, in nats, and the losses one by one."""
    import torch
    import torch.nn.functional as F

    tokens, positions, mask, picked, targets, weights = batch
    with torch.autocast(device, torch.bfloat16):
        hidden = model.model(input_ids=tokens, position_ids=positions, attention_mask=mask, use_cache=False)
        logits = model.lm_head(hidden.last_hidden_state.flatten(0, 1)[picked])
    losses = F.cross_entropy(logits.float(), targets, reduction="none")
    return (losses * weights).sum(), losses


class Batches:
    """Micro-batches without end from the mixture; what waits in the pool is part of the checkpoint."""

    def __init__(self, encoder: Encoder, progress: Progress) -> None:
        from training.synthesis import mixture

        self.encoder = encoder
        self.next_seed = progress.next_seed
        self.shares = progress.shares
        self.pool = [encoder(seed, mixture.sample(seed)) for seed in progress.pool]

    def _refill(self) -> None:
        from training.synthesis import mixture

        limit = SHAPES[-1][1]
        while len(self.pool) < POOL:
            seed = self.next_seed
            self.next_seed += 1
            example = mixture.sample(seed)
            if random.Random(f"practice {seed}").random() >= self.shares.get(example.kind, 1.0):
                continue
            sequence = self.encoder(seed, example)
            if len(sequence.tokens) <= limit:
                self.pool.append(sequence)

    def take(self) -> tuple[tuple[Tensor, ...], int]:
        """The next micro-batch as tensors, and how many tokens are in it."""
        from training.packing import fill_rows, tensors

        self._refill()
        (rows, length), (long_rows, long_length) = SHAPES
        long = [s for s in self.pool if len(s.tokens) > length]
        if len(long) >= long_rows:
            rows, length = long_rows, long_length
            self.pool = long + [s for s in self.pool if len(s.tokens) <= SHAPES[0][1]]
        filled = fill_rows(self.pool, rows, length)
        return tensors(filled, length), sum(len(s.tokens) for row in filled for s in row)


def validate(model: LlamaForCausalLM, encoder: Encoder, device: str) -> dict[str, float]:
    """Loss per outline token by kind of prompt, on seeds that training never sees."""
    import torch

    from training.packing import ASKED_STYLE_WEIGHT, tensors
    from training.synthesis import mixture

    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    limit = SHAPES[0][1]
    with torch.no_grad():
        rows, kinds = [], []
        for seed in range(VALIDATION_SEED, VALIDATION_SEED + VALIDATION):
            example = mixture.sample(seed)
            sequence = encoder(seed, example)
            if len(sequence.tokens) <= limit:
                rows.append([sequence])
                kinds.append(example.kind)
        for at in range(0, len(rows), 16):
            longest = max(len(row[0].tokens) for row in rows[at : at + 16])
            batch = tensors(rows[at : at + 16], longest)
            _, losses = loss_sum(model, [t.to(device) for t in batch], device)
            for position, loss, weight in zip(
                batch[3].tolist(), losses.tolist(), batch[5].tolist(), strict=True
            ):
                if weight >= 1:  # neither the prompt, a free choice of style nor what an edit copies
                    asked = weight == ASKED_STYLE_WEIGHT
                    kind = "asked style" if asked else kinds[at + position // longest]
                    totals[kind][0] += loss
                    totals[kind][1] += 1
    found = {kind: total / count for kind, (total, count) in sorted(totals.items())}
    prompts = [total for kind, total in totals.items() if not kind.startswith("edit ")]
    found["all"] = sum(total for total, _ in prompts) / sum(count for _, count in prompts)
    return found


def practice(losses: dict[str, float]) -> dict[str, float]:
    """The share of the examples of each kind to train on from now: known ones are seen less often."""
    least = {kind: 0.6 if kind.startswith("edit ") else 0.15 for kind in losses}
    return {kind: round(min(1.0, max(least[kind], loss / losses["all"])), 3) for kind, loss in losses.items()}


def save(folder: Path, model: LlamaForCausalLM, optimizers: list, progress: Progress) -> None:
    """Writes a checkpoint beside the old one, then puts it in its place.

    progress.json is made last, at one stroke: where it is, the checkpoint is whole. Wherever this is killed,
    `load` finds a whole one.
    """
    import torch
    from safetensors.torch import save_file

    new, current, old = (folder / name for name in ("checkpoint.new", "checkpoint", "checkpoint.old"))
    shutil.rmtree(new, ignore_errors=True)  # of a save that was killed: `load` has taken it if it was needed
    new.mkdir(parents=True)
    state = {name: p.detach().clone() for name, p in model.named_parameters()}
    for k, optimizer in enumerate(optimizers):
        for i, values in optimizer.state_dict()["state"].items():
            for key, value in values.items():
                state[f"optimizer.{k}.{i}.{key}"] = torch.as_tensor(value).clone()
    save_file({k: v.contiguous() for k, v in state.items()}, new / "state.safetensors")
    (new / "progress.part").write_text(json.dumps(asdict(progress)))
    os.replace(new / "progress.part", new / "progress.json")
    shutil.rmtree(old, ignore_errors=True)
    if current.exists():
        os.replace(current, old)
    os.replace(new, current)
    shutil.rmtree(old, ignore_errors=True)


def _finish_saving(folder: Path) -> None:
    """Puts a whole checkpoint in its place, where a kill fell between two steps of `save`."""
    whole = [
        source
        for name in ("checkpoint", "checkpoint.new", "checkpoint.old")
        if ((source := folder / name) / "progress.json").exists() and (source / "state.safetensors").exists()
    ]
    if whole and whole[0].name != "checkpoint":
        shutil.rmtree(folder / "checkpoint", ignore_errors=True)
        os.replace(whole[0], folder / "checkpoint")


def load(folder: Path, model: LlamaForCausalLM, optimizers: list) -> Progress:
    """Reads the checkpoint into model and optimizers, if there is one.

    Raises DiagramError where it is of a model of another shape.
    """
    import torch
    from safetensors.torch import load_file

    _finish_saving(folder)
    source = folder / "checkpoint"
    if not (source / "progress.json").exists():
        return Progress()
    state = load_file(source / "state.safetensors")
    kept = {name: value.shape for name, value in state.items() if not name.startswith("optimizer.")}
    if kept != {name: parameter.shape for name, parameter in model.named_parameters()}:
        raise DiagramError(
            f"{folder} was begun with a model of another shape; give the same --width, --layers, --tokenizer "
            "and --init, or another --out."
        )
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(state[name])
    for k, optimizer in enumerate(optimizers):
        values: dict[int, dict] = defaultdict(dict)
        for name, value in state.items():
            if name.startswith(f"optimizer.{k}."):
                _, _, i, key = name.split(".", 3)
                values[int(i)][key] = value
        optimizer.load_state_dict({**optimizer.state_dict(), "state": dict(values)})
    progress = json.loads((source / "progress.json").read_text())
    progress["pool"] = tuple(progress["pool"])
    return Progress(**progress)


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoint, metrics and model")
    parser.add_argument("--tokenizer", default="diagram/weights", help="of the tokenizer: folder or Hub id")
    parser.add_argument("--tokens", type=int, default=40_000_000, help="tokens to train on, in all")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--layers", type=int, help="default: 9, or as many as --init has")
    parser.add_argument("--rate", type=float, default=3e-3, help="peak learning rate")
    parser.add_argument("--warmup", type=float, default=0.01, help="share of the tokens")
    parser.add_argument("--decay", type=float, default=0.3, help="share of the tokens, at the end")
    parser.add_argument("--seed", type=int, default=0, help="of the first weights")
    parser.add_argument("--init", help="a finished model whose weights to start from: folder or Hub id")
    parser.add_argument(
        "--backwards", action="store_true", help="learn prompts after outlines: the verifier of generation"
    )
    parser.add_argument("--first-seed", type=int, default=0, help="of the examples; go on behind --init's")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 = all cores")
    parser.add_argument("--validate-every", type=int, default=200, help="steps")
    parser.add_argument("--compile", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--stop-at", type=int, default=0, help="stop after this step, as if killed")
    return parser


def main(args: argparse.Namespace) -> None:
    from training.starting_point import check, open_model, open_tokenizer

    check(args)
    import torch

    from training.packing import Encoder

    if args.threads:
        torch.set_num_threads(args.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = open_tokenizer(args.tokenizer)
    encoder = Encoder(tokenizer, args.backwards)
    torch.manual_seed(args.seed)
    model = build_model(len(tokenizer), args.width, args.layers or LAYERS)
    if args.init:
        model = open_model(args.init, args.layers, len(tokenizer))
    model.to(device)
    optimizers = build_optimizers(model, args.rate)
    args.out.mkdir(parents=True, exist_ok=True)
    progress = load(args.out, model, optimizers)
    if not progress.step:
        progress.next_seed = args.first_seed
    batches = Batches(encoder, progress)
    compute = torch.compile(loss_sum, dynamic=False) if args.compile else loss_sum
    parameters = sum(p.numel() for p in model.parameters())
    done = f"{progress.tokens:,} of {args.tokens:,} tokens done"
    print(f"{parameters / 1e6:.2f} M parameters on {device}; {done}")

    with (args.out / "metrics.jsonl").open("a", encoding="utf-8") as metrics:
        while progress.tokens < args.tokens:
            start = time.perf_counter()
            rate = learning_rate(progress.tokens / args.tokens, args.rate, args.warmup, args.decay)
            micro = [batches.take() for _ in range(MICRO_BATCHES)]
            weight = sum(float(batch[5].sum()) for batch, _ in micro)
            total = 0.0
            for batch, _ in micro:
                loss, _ = compute(model, [t.to(device) for t in batch], device)
                (loss / weight).backward()
                total += loss.item()
            norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            for optimizer in optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = rate
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
            count = sum(tokens for _, tokens in micro)
            progress = Progress(
                progress.step + 1,
                progress.tokens + count,
                batches.next_seed,
                tuple(s.seed for s in batches.pool),
                progress.seconds + time.perf_counter() - start,
                batches.shares,
            )
            speed = count / (time.perf_counter() - start)
            record = {
                "step": progress.step,
                "tokens": progress.tokens,
                "loss": round(total / weight, 4),
                "rate": rate,
                "gradient_norm": round(float(norm), 3),
                "tokens_per_second": round(speed),
                "seconds": round(progress.seconds, 1),
            }
            finished = progress.tokens >= args.tokens
            if progress.step % args.validate_every == 0 or finished:
                losses = validate(model, encoder, device)
                record["validation"] = {k: round(v, 4) for k, v in losses.items()}
                batches.shares = progress.shares = practice(losses)
            metrics.write(json.dumps(record) + "\n")
            metrics.flush()
            if progress.step % 10 == 0 or finished:
                left = (args.tokens - progress.tokens) / speed / 60
                shown = f"step {progress.step}  loss {record['loss']:.3f}  {speed:,.0f} tokens/s"
                print(f"{shown}  {progress.tokens / args.tokens:.1%}, {left:.0f} min left", flush=True)
            stopping = args.stop_at and progress.step >= args.stop_at
            if progress.step % KEEP_EVERY == 0 or finished or stopping:
                save(args.out, model, optimizers, progress)
            if stopping:
                return
    model.half().save_pretrained(args.out / "model")
    tokenizer.save_pretrained(args.out / "model")
    print(f"finished: {args.out / 'model'}")


if __name__ == "__main__":
    commands.run(lambda: main(make_parser().parse_args()))

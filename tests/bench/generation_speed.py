"""Diagrams per second: the embedded decoder, and `transformers.generate` with the same weights.

    python -m tests.bench.generation_speed

Both write five candidates of the same 20-node diagram, the same number of tokens each. transformers has no
grammar and no copy mask here, which it would pay for on top; of one thread and two it is given the faster.
Seconds are of the clock and, where other work shares the processor, of the process. Then tokens a pass: how
many a candidate writes for each time that the model reads, on prompts of the synthesis that training never
uses.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagram.generation.embedded import EmbeddedModel

PROMPT = (
    "collect the logs, then parse the lines, then drop duplicates, then fill missing values, "
    "then scale features, then encode labels, then split the data, then train the model, "
    "then tune the model, then validate results, then compare baselines, then select the winner, "
    "then export the weights, then build the image, then scan the image, then push the image, "
    "then deploy to staging, then run smoke tests, then deploy to production, and finally monitor drift"
)
STEPS = 20
COUNT = 5


def timed(work, rounds: int) -> tuple[float, float]:
    """Median seconds of `rounds` calls after one to warm up: of the clock, and of the process."""
    work()
    clock, process = [], []
    for _ in range(rounds):
        starts = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - starts[0])
        process.append(time.process_time() - starts[1])
    return median(clock), median(process)


def reference(
    folder: Path, head: list[int], tokens: int, rounds: int, threads: list[int]
) -> tuple[float, float]:
    """Seconds that `transformers.generate` takes for COUNT completions of `tokens` tokens, at its best."""
    import torch
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    batch = torch.tensor([head] * COUNT)
    kept = torch.get_num_threads()

    def generate() -> None:
        model.generate(
            batch,
            attention_mask=torch.ones_like(batch),
            do_sample=True,
            min_new_tokens=tokens,
            max_new_tokens=tokens,
            pad_token_id=0,
        )

    found = []
    for number in threads:
        torch.set_num_threads(number)
        found.append(timed(generate, max(1, rounds // 2)))
    torch.set_num_threads(kept)
    return min(found)


def tokens_a_pass(model: EmbeddedModel, prompts: int) -> float:
    """Tokens that a candidate writes for each pass of the model that it takes part in."""
    from training.evaluate import EVALUATION_SEED
    from training.synthesis.mixture import sample

    passes, forward = 0, model.decoder.forward

    def counted(tokens, cache, starts):
        nonlocal passes
        passes += len(tokens)
        return forward(tokens, cache, starts)

    model.decoder.forward = counted
    try:
        written = sum(
            writing.tokens
            for k in range(prompts)
            for writing in model.write(sample(EVALUATION_SEED + k).prompt, COUNT, 0)
        )
    finally:
        model.decoder.forward = forward
    return written / (passes - prompts)  # one pass a prompt reads it


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, default=Path("diagram/weights"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="tried for transformers")
    parser.add_argument("--prompts", type=int, default=40, help="for the tokens a pass; 0 leaves it out")
    args = parser.parse_args()

    from diagram.generation.embedded import EmbeddedModel

    model = EmbeddedModel(args.model)
    writings = model.write(PROMPT, COUNT, 0)
    tokens = max(writing.tokens for writing in writings)
    nodes = len(writings[0].outline.structure().nodes)
    own = timed(lambda: model.write(PROMPT, COUNT, 0), args.rounds)
    free = model.write(PROMPT, COUNT, 0, copies=False)
    plain = timed(lambda: model.write(PROMPT, COUNT, 0, copies=False), args.rounds)
    vocabulary = model.vocabulary
    head = [vocabulary.prompt, *vocabulary.encode_text(PROMPT), vocabulary.outline]
    best = reference(args.model, head, tokens, args.rounds, args.threads)

    print(f"{COUNT} candidates of {tokens} tokens; the first has {nodes} of the prompt's {STEPS} steps")
    for name, (clock, process), share in (
        ("embedded", own, 1.0),
        ("embedded, no copy mask", plain, tokens / max(writing.tokens for writing in free)),
        ("transformers.generate", best, 1.0),
    ):
        clock, process = clock * share, process * share  # for as many tokens as the others
        print(
            f"{name:24}{clock:8.3f} s {process:8.3f} s of the process {COUNT / clock:8.2f} diagrams/s "
            f"{best[0] / clock:7.2f} x transformers, {best[1] / process:.2f} x by the process"
        )
    if args.prompts:
        print(f"{tokens_a_pass(model, args.prompts):.2f} tokens a pass on {args.prompts} synthetic prompts")


if __name__ == "__main__":
    main()

"""Diagrams per second: the embedded decoder, and `transformers.generate` with the same weights.

    python -m tests.bench.generation_speed

Both write five candidates of the same 20-node diagram, the same number of tokens each. transformers has no
grammar and no copy mask here, which it would pay for on top; of one thread and two it is given the faster.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

PROMPT = (
    "collect the logs, then parse the lines, then drop duplicates, then fill missing values, "
    "then scale features, then encode labels, then split the data, then train the model, "
    "then tune the model, then validate results, then compare baselines, then select the winner, "
    "then export the weights, then build the image, then scan the image, then push the image, "
    "then deploy to staging, then run smoke tests, then deploy to production, and finally monitor drift"
)
COUNT = 5


def timed(work, rounds: int) -> float:
    """Median seconds of `rounds` calls after one to warm up."""
    work()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return median(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, default=Path("diagram/weights"))
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()

    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from diagram.generation.embedded import EmbeddedModel

    model = EmbeddedModel(args.model)
    writings = model.write(PROMPT, COUNT, 0)
    tokens = max(writing.tokens for writing in writings)
    nodes = len(writings[0].outline.structure().nodes)
    own = timed(lambda: model.write(PROMPT, COUNT, 0), args.rounds)
    plain = timed(lambda: model.write(PROMPT, COUNT, 0, copies=False), args.rounds)

    tokenizer = AutoTokenizer.from_pretrained(args.model)
    reference = AutoModelForCausalLM.from_pretrained(args.model, dtype=torch.float32).eval()
    vocabulary = model.vocabulary
    head = [vocabulary.prompt, *tokenizer(PROMPT, add_special_tokens=False)["input_ids"], vocabulary.outline]
    batch = torch.tensor([head] * COUNT)
    kept = torch.get_num_threads()

    def generate() -> None:
        reference.generate(
            batch,
            attention_mask=torch.ones_like(batch),
            do_sample=True,
            min_new_tokens=tokens,
            max_new_tokens=tokens,
            pad_token_id=0,
        )

    best = None
    for threads in (1, 2):
        torch.set_num_threads(threads)
        seconds = timed(generate, max(2, args.rounds // 2))
        best = min(best or seconds, seconds)
    torch.set_num_threads(kept)
    print(f"{nodes} nodes, {COUNT} candidates of {tokens} tokens")
    for name, seconds in (
        ("embedded", own),
        ("embedded, no copy mask", plain),
        ("transformers.generate", best),
    ):
        print(
            f"{name:24}{seconds:8.3f} s {COUNT / seconds:8.2f} diagrams/s "
            f"{best / seconds:7.2f} x transformers"
        )


if __name__ == "__main__":
    main()

"""What the grammar of rows costs, and what reading forced tokens together saves, on an untrained small Llama.

    python -m tests.bench.grammar_speed --width 512 --layers 8

Prints tokens a second of five candidates in one batch, on one core: any token allowed; under the grammar, a
pass of the model for each token; under the grammar, forced tokens read together (what ships).
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from tests import tiny_models


class Anything:
    """Allows every token and never ends."""

    ended = False

    def __init__(self, size: int) -> None:
        self.options = np.arange(size)

    def allowed(self) -> np.ndarray:
        return self.options

    def forced(self) -> list[int]:
        return []

    def advance(self, token: int) -> None:
        pass


def main(args: argparse.Namespace) -> None:
    import torch

    from diagram.generation.decoding import decode
    from diagram.generation.text_grammar import TextGrammar, TextState

    class Stepwise(TextState):
        def forced(self) -> list[int]:
            return []

    torch.set_num_threads(1)
    tokenizer = tiny_models.make_tokenizer()
    model = tiny_models.make_model(tokenizer, args.width, args.layers)
    grammar = TextGrammar(tokenizer, [tokenizer.eos_token_id], "rows", " ")
    head = tokenizer(tiny_models.row_prompt("load -> clean").rstrip())["input_ids"]
    budget = args.tokens
    variants = {
        "any token": lambda: Anything(len(tokenizer)),
        "grammar, token by token": lambda: Stepwise(grammar, budget),
        "grammar, forced together": lambda: grammar.begin(budget),
    }
    for name, begin in variants.items():
        room = budget if name == "any token" else budget + grammar.closing
        written = seconds = 0.0
        for seed in range(args.rounds):
            start = time.process_time()
            found = decode(model, head, [begin() for _ in range(5)], room, seed, temperature=1.0)
            seconds += time.process_time() - start
            written += sum(len(row.tokens) for row in found)
        print(f"{name:26}{written / seconds:8.0f} tokens/s")
    state, masks = grammar.begin(budget), 0
    rng, start = np.random.default_rng(0), time.process_time()
    while not state.ended:
        state.advance(int(rng.choice(state.allowed())))
        masks += 1
    print(f"{'a mask and a step alone':26}{(time.process_time() - start) / masks * 1e6:8.0f} us")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--tokens", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    main(parser.parse_args())

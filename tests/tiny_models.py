"""Tiny models made on the spot, with the conventions of deepseek-coder-instruct's tokenizer."""

from __future__ import annotations

import random
from pathlib import Path

from diagram.generation.templates import row_prompt

ENDS = "<|EOT|>"
PADDING = "<｜end▁of▁sentence｜>"
BEGINNING = "<｜begin▁of▁sentence｜>"
WORDS = ("load", "clean", "train", "test", "plan", "build", "check", "send")


def chain(names: list[str]) -> str:
    """Rows of boxes, each of which points to the next."""
    last = len(names) - 1
    return "\n".join(
        f"[{i}, {100 + 150 * i}, 300, 'rectangle', 100, 60, 'solid arrow', (255, 255, 255), (0, 0, 0), "
        f"[{i + 1 if i < last else ''}], '{name}']"
        for i, name in enumerate(names)
    )


def examples(count: int) -> list[tuple[str, str]]:
    """(prompt, rows) of chains of two or three steps."""
    rng = random.Random(0)
    picked = (rng.sample(WORDS, rng.choice((2, 2, 3))) for _ in range(count))
    return [(" -> ".join(names), chain(names)) for names in picked]


def make_tokenizer(special: tuple[str, ...] = ()):
    """Byte-level BPE, digits one by one, `<|EOT|>` at the end, a beginning that is added by itself."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    texts = [text for prompt, rows in examples(100) for text in (row_prompt(prompt, "later"), rows)]
    trainer = trainers.BpeTrainer(
        vocab_size=900,
        special_tokens=[BEGINNING, PADDING, ENDS, *special],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BEGINNING} $A", special_tokens=[(BEGINNING, tokenizer.token_to_id(BEGINNING))]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token=BEGINNING, eos_token=ENDS, pad_token=PADDING
    )


def make_model(tokenizer, width: int = 64, layers: int = 2, seed: int = 0, positions: int = 4096):
    """An untrained Llama of this tokenizer, with more rows in its embedding than the tokenizer has tokens."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=len(tokenizer) + 10,
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=layers,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=positions,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return LlamaForCausalLM(config).eval()


def save_model(folder: Path, **sizes) -> Path:
    """A folder with such a model and its tokenizer."""
    tokenizer = make_tokenizer()
    make_model(tokenizer, **sizes).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder

"""What pretraining begins with: numbers that make sense, a tokenizer, and a model to go on from."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import DiagramError

if TYPE_CHECKING:
    from transformers import LlamaForCausalLM, PreTrainedTokenizerBase


def check(args: argparse.Namespace) -> None:
    """Raises DiagramError for a number that makes no model or no training."""
    sound = {
        "--layers": (args.layers is None or args.layers > 0, "give 1 or more"),
        "--width": (args.width > 0 and args.width % 64 == 0, "give a multiple of 64: heads are 32 wide"),
        "--tokens": (args.tokens > 0, "give 1 or more"),
        "--rate": (args.rate > 0, "give a number above 0"),
        "--warmup": (0 < args.warmup <= 1, "give a share above 0, at most 1"),
        "--decay": (0 < args.decay <= 1, "give a share above 0, at most 1"),
        "--threads": (args.threads >= 0, "give 0 for all cores, or their number"),
        "--validate-every": (args.validate_every > 0, "give 1 or more"),
        "--stop-at": (args.stop_at >= 0, "give a step, or 0 for none"),
    }
    for flag, (right, advice) in sound.items():
        if not right:
            given = getattr(args, flag[2:].replace("-", "_"))
            raise DiagramError(f"{flag} is {given}; {advice}.")


def open_tokenizer(name: str | Path) -> PreTrainedTokenizerBase:
    """The tokenizer of a folder or Hub id. Raises DiagramError where there is none of this project's."""
    from transformers import AutoTokenizer

    from diagram.remote import sources

    folder = sources.resolve(name, "model")
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        known = {"<|prompt|>", "<|outline|>", "<|end|>"} <= tokenizer.get_vocab().keys()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unusable(f"The tokenizer of {name}", error) from error
    if not known:
        raise _unusable(f"The tokenizer of {name}", "it has no tokens for prompts and outlines")
    return tokenizer


def open_model(name: str, layers: int | None, words: int) -> LlamaForCausalLM:
    """A model to go on from, of a folder or Hub id, with `layers` layers, for a tokenizer of `words` tokens.

    Raises DiagramError where there is none, or one of another kind.
    """
    import torch
    from huggingface_hub.errors import StrictDataclassError
    from safetensors import SafetensorError
    from transformers import LlamaForCausalLM

    from diagram.generation import sources
    from training.growth import deepen

    folder = sources.resolve(name, "model")
    if sources.read_json(folder / "config.json").get("model_type") != "llama":
        raise _unusable(f"The model {name}", "it is no Llama")
    try:
        model = LlamaForCausalLM.from_pretrained(
            folder,
            dtype=torch.float32,
            attn_implementation="eager",
            use_safetensors=True,
            local_files_only=True,
        )
    except (OSError, ValueError, RuntimeError, SafetensorError, StrictDataclassError) as error:
        raise _unusable(f"The model {name}", error) from error
    if model.config.vocab_size != words:
        raise _unusable(f"The model {name}", f"it has {model.config.vocab_size} tokens, --tokenizer {words}")
    return deepen(model, layers) if layers else model


def _unusable(what: str, why: object) -> DiagramError:
    reason = " ".join(str(why).split())[:160]
    return DiagramError(f"{what} cannot be used ({reason}); give one of training.tokenizer or .pretrain.")

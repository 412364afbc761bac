"""A model through `save_pretrained`, with its tokenizer; an embedded one with its lexicon and verifier."""

from __future__ import annotations

from pathlib import Path

from diagram.generation import verifier
from diagram.generation.grammar import Vocabulary
from diagram.remote import verification
from diagram.remote.errors import Refused
from hub import cards, contents
from hub.parcels import Parcel

ENDINGS = (".safetensors", ".json", ".jinja", ".model", ".txt")
BESIDE = ("lexicon.json", *verifier.FILES)  # what an embedded model has beside its weights


def parcel(folder: Path, name: str, staging: Path) -> Parcel:
    """The model of a folder, saved anew into `staging` in the precision that it has, with its card.

    Raises Refused where it cannot be loaded from safetensors alone, ModelUnavailable where an embedded one
    has a verifier that does not fit.
    """
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    verification.check(folder, "model")
    before = contents.of_folder(folder, ENDINGS)
    try:
        model = AutoModelForCausalLM.from_pretrained(
            folder, dtype="auto", use_safetensors=True, local_files_only=True
        )
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise Refused(
            f"{folder} cannot be loaded as a causal language model ({str(error)[:160]})."
        ) from error
    if all((folder / name).is_file() for name in BESIDE):
        verifier.load(folder, Vocabulary(tokenizer), model.dtype)  # says what is wrong, if anything
    model.save_pretrained(staging)
    tokenizer.save_pretrained(staging)
    found = contents.of_folder(staging, ENDINGS)
    files: dict[str, contents.Content] = dict(found.files)
    files |= {name: folder / name for name in BESIDE if (folder / name).is_file()}
    files["README.md"] = cards.model(folder, name).encode()
    left_out = {k: v for k, v in (before.left_out | found.left_out).items() if k != "README.md"}
    return Parcel("model", dict(sorted(files.items())), left_out)

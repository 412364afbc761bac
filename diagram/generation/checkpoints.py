"""From names of a model and an adapter to a model that is ready to write.

    python -m diagram "A -> B" --backend transformers --model DIR-OR-HUB-ID --adapter DIR-OR-HUB-ID

What an adapter was trained to write is in its `prompt.json`, `{"notation": "rows", "wording": "later"}`;
adapters without one were published before there were two wordings of the question, and get the earlier one.
"""

from __future__ import annotations

import json
import threading
import warnings
from functools import lru_cache
from pathlib import Path

from diagram.errors import DiagramError, ModelUnavailable
from diagram.generation import sources
from diagram.generation.causal_lm import CausalLM
from diagram.generation.devices import choose_device, choose_dtype
from diagram.generation.templates import NOTATIONS, PROMPT, QUESTION, WORDINGS, Notation, Wording

RECORD = "prompt.json"  # in an adapter's or a model's folder
PROMPT_LEARNING = ("PROMPT_TUNING", "P_TUNING")
LOADING = threading.Lock()


def load(
    model: str | Path | None,
    adapter: str | Path | None = None,
    *,
    notation: Notation | None = None,
    device: str | None = None,
    dtype: str | None = None,
    revision: str | None = None,
    budget: int | None = None,
) -> CausalLM:
    """The model of a folder or Hub id with its adapter, loaded once; the last one is kept.

    Without `model`, the one that the adapter was trained on. `revision` is the model's; after `budget` tokens
    a completion closes. Raises DiagramError,
    with what to do, where one is missing, does not fit, or is not in safetensors.
    """
    if notation is not None and notation not in NOTATIONS:
        raise ModelUnavailable(f"There is no notation {notation!r}; choose {' or '.join(NOTATIONS)}.")
    folder = sources.resolve(adapter, "adapter") if adapter else None
    if model is None and folder is None:
        raise ModelUnavailable("Name a model: a folder, or a Hub id such as owner/name@revision.")
    base = sources.resolve(model, "model", revision) if model is not None else _base_of(folder, revision)
    model = model if model is not None else base
    with LOADING:
        return _load(base, folder, str(model), str(adapter or ""), notation, device, dtype, budget)


def _base_of(adapter: Path, revision: str | None) -> Path:
    """The folder of the model that an adapter was trained on. Raises ModelUnavailable."""
    name = sources.base_of(adapter, revision)
    try:
        return sources.resolve(name, "model")
    except DiagramError as error:
        raise ModelUnavailable(
            f"The adapter {adapter} was trained on {name}, which cannot be had ({str(error).rstrip('.')}); "
            "name its model."
        ) from error


@lru_cache(maxsize=1)
def _load(
    base: Path,
    adapter: Path | None,
    name: str,
    adapter_name: str,
    notation: Notation | None,
    device: str | None,
    dtype: str | None,
    budget: int | None,
) -> CausalLM:
    from safetensors import SafetensorError
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    place = choose_device(device)
    loading = {"trust_remote_code": False, "local_files_only": True}
    try:
        tokenizer = AutoTokenizer.from_pretrained(base, **loading)
        model = AutoModelForCausalLM.from_pretrained(
            base, dtype=choose_dtype(place, dtype), use_safetensors=True, **loading
        ).to(place)
    except (OSError, ValueError, RuntimeError, KeyError, ImportError, SafetensorError) as error:
        raise ModelUnavailable(f"The model {name} cannot be loaded ({_first_line(error)}).") from error
    asked, virtual = _recorded(base), None
    if adapter is not None:
        model, virtual = _adapt(model, adapter, adapter_name, name)
        # Without a record: published before there were two wordings.
        asked = {"wording": "earlier", **_recorded(adapter)}
    wording = asked.get("wording") if asked.get("wording") in WORDINGS else "later"
    usual = asked.get("notation") if asked.get("notation") in NOTATIONS else None
    shown = f"{name} + {adapter_name}" if adapter_name else name
    return CausalLM(model, tokenizer, shown, notation or usual, wording, virtual=virtual, budget=budget)


def _adapt(model, folder: Path, name: str, base: str):
    """The model with the adapter in its weights, and the embeddings that go in front of a prompt, if any."""
    from peft import PeftModel
    from safetensors import SafetensorError

    kind = sources.read_json(folder / sources.CONFIG["adapter"]).get("peft_type")
    if kind == "PREFIX_TUNING":
        raise ModelUnavailable(f"The adapter {name} is a prefix tuning, which is not supported; take LoRA.")
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            adapted = PeftModel.from_pretrained(model, folder, use_safetensors=True, local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, ImportError, SafetensorError) as error:
        raise ModelUnavailable(
            f"The adapter {name} does not fit the model {base} ({_first_line(error)}); "
            "give the model that it was trained on."
        ) from error
    if any("missing adapter keys" in str(warning.message) for warning in said):
        raise ModelUnavailable(
            f"The adapter {name} has no weights for some layers of the model {base}; "
            "give the model that it was trained on."
        )
    if kind in PROMPT_LEARNING:
        return adapted.get_base_model(), adapted.get_prompt(1).detach()
    return adapted.merge_and_unload(), None


def record(folder: Path, notation: Notation, wording: Wording) -> None:
    """Writes beside an adapter or a model what it was trained to write, for `load` to find."""
    text = json.dumps({"notation": notation, "wording": wording}, indent=1)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def record_question(folder: Path, question: str) -> None:
    """As `record`, from a question that the adapter was trained on; nothing where it is in no template."""
    if PROMPT not in question and QUESTION not in question:
        return
    later = f"connection line shape ({WORDINGS['later']})" in question
    record(folder, "outline" if PROMPT in question else "rows", "later" if later else "earlier")


def _recorded(folder: Path) -> dict:
    path = folder / RECORD
    return sources.read_json(path) if path.is_file() else {}


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return lines[0][:200].rstrip(".:")

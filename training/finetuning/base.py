"""The model that is trained: its base, its tokenizer, and the adapter put on it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from training.finetuning.errors import CannotTrain
from training.finetuning.options import Options

if TYPE_CHECKING:
    from peft import PeftConfig, PeftModel
    from transformers import PretrainedConfig, PreTrainedModel, PreTrainedTokenizerBase


def folder_of(name: str, kind: str, revision: str | None = None) -> Path:
    """The folder behind a model's, an adapter's or a dataset's folder or Hub id, pulled where need be.

    In one process a name means the same all the time. Raises CannotTrain.
    """
    from diagram.remote.errors import RemoteError

    try:
        return _resolved(name, kind, revision)
    except RemoteError as error:
        raise CannotTrain(str(error)) from error


@lru_cache(maxsize=16)
def _resolved(name: str, kind: str, revision: str | None) -> Path:
    from diagram.remote import sources

    return sources.resolve(name, kind, revision)


def configuration(options: Options) -> PretrainedConfig:
    """The base's configuration. Raises CannotTrain where there is no such model."""
    from transformers import AutoConfig

    return _loaded(AutoConfig, options)


def configuration_alone(options: Options) -> PretrainedConfig:
    """As `configuration`; of a model on the Hub nothing but this is fetched."""
    from transformers import AutoConfig

    from diagram.remote import sources
    from diagram.remote.errors import RemoteError

    try:
        place, revision = sources.place(options.model, options.revision)
        return AutoConfig.from_pretrained(place, revision=revision or "main")
    except RemoteError as error:
        raise CannotTrain(str(error)) from error
    except (OSError, ValueError) as error:
        raise _not_loaded(options.model, error) from error


def tokenizer(options: Options) -> PreTrainedTokenizerBase:
    """The base's tokenizer; padding is on the right. Raises CannotTrain where it has no end token."""
    from transformers import AutoTokenizer

    found = _loaded(AutoTokenizer, options)
    if found.eos_token is None:
        raise CannotTrain(
            f"The tokenizer of {options.model} has no end token, so its model would never end; set eos_token."
        )
    if found.pad_token is None:
        found.pad_token = found.eos_token
    found.padding_side = "right"
    return found


def weights(options: Options, dtype: str) -> PreTrainedModel:
    """The base itself, its weights in `dtype`."""
    from transformers import AutoModelForCausalLM

    from training.finetuning.precision import torch_dtype

    model = _loaded(AutoModelForCausalLM, options, dtype=torch_dtype(dtype), use_safetensors=True)
    if not Path(options.model).expanduser().is_dir():  # for the adapter to say what it was trained on
        model.name_or_path = model.config.name_or_path = options.model.partition("@")[0]
    model.config.use_cache = False
    return model


def _loaded(loader: type, options: Options, **more):
    from diagram.remote.names import EMBEDDED, is_local

    there = options.model == EMBEDDED or Path(options.model).expanduser().is_dir()
    if is_local(options.model) and not there:
        raise CannotTrain(f"There is no model in {options.model}; give a folder with weights or a Hub id.")
    try:
        folder = folder_of(options.model, "model", options.revision)
        return loader.from_pretrained(folder, local_files_only=True, **more)
    except (OSError, ValueError) as error:
        raise _not_loaded(options.model, error) from error


def _not_loaded(model: str, error: Exception) -> CannotTrain:
    reason = " ".join(str(error).split())[:200]
    return CannotTrain(f"The model {model} cannot be loaded ({reason}).")


def fingerprint(options: Options) -> str:
    """What tells these weights from others: a hash of their files."""
    from diagram.generation.adapters import fingerprint_of

    return fingerprint_of(folder_of(options.model, "model", options.revision))


def readable(options: Options, config: PretrainedConfig) -> int:
    """Tokens that an example may have. Raises CannotTrain where more are asked for than the model reads."""
    virtual = options.num_virtual_tokens if options.method == "prompt_tuning" else 0
    limit = getattr(config.get_text_config(), "max_position_embeddings", None)
    if limit is None:
        return options.max_length or 1024
    limit -= virtual
    if options.max_length and options.max_length > limit:
        less = f", {virtual} of them for the learnt prompt" if virtual else ""
        raise CannotTrain(
            f"max_length is {options.max_length:,}, but {options.model} reads {limit + virtual:,} tokens"
            f"{less}; give at most {limit:,}."
        )
    return options.max_length or limit


def adapter_config(options: Options, model: PreTrainedModel) -> PeftConfig:
    """The new adapter's configuration. Raises CannotTrain where the model lacks the layers for it."""
    from peft import LoraConfig, PromptTuningConfig, PromptTuningInit, TaskType

    revision = _revision(options)
    if options.method == "prompt_tuning":
        # Rows of the embedding to begin with: noise is much harder to learn from (Lester et al. 2021).
        return PromptTuningConfig(
            task_type=TaskType.CAUSAL_LM,
            num_virtual_tokens=options.num_virtual_tokens,
            prompt_tuning_init=PromptTuningInit.SAMPLE_VOCAB,
            revision=revision,
        )
    layers = {name.rsplit(".", 1)[-1] for name, _ in model.named_modules()}
    missing = [name for name in options.lora_target_modules if name not in layers]
    if missing or not options.lora_target_modules:
        raise CannotTrain(
            f"{options.model} has no layers called {', '.join(missing) or '(none given)'}; name its "
            "linear layers with --lora_target_modules."
        )
    return LoraConfig(
        task_type=TaskType.CAUSAL_LM,
        r=options.lora_r,
        lora_alpha=options.lora_alpha,
        lora_dropout=options.lora_dropout,
        target_modules=list(options.lora_target_modules),
        revision=revision,
    )


def _revision(options: Options) -> str | None:
    """Of the base on the Hub; None for a folder."""
    from diagram.remote.names import is_local, parse

    return None if is_local(options.model) else parse(options.model, options.revision).revision


def check_adapter(options: Options, base: str) -> None:
    """Raises CannotTrain unless `options.adapter` is one of this base that the method can go on training."""
    from diagram.errors import DiagramError
    from diagram.generation.adapters import read

    folder = folder_of(options.adapter, "adapter")
    try:
        found = read(folder)
        found.check_base(base, folder)
    except DiagramError as error:
        raise CannotTrain(str(error)) from error
    if (found.kind == "PROMPT_TUNING") != (options.method == "prompt_tuning"):
        kind = "prompt tuning" if found.kind == "PROMPT_TUNING" else "LoRA"
        why = (
            " (TRL's ORPO does not leave the learnt prompt out of its loss)"
            if options.method == "orpo"
            else ""
        )
        raise CannotTrain(
            f"The adapter {options.adapter} is one of {kind}; {options.method} cannot train it{why}."
        )


def with_adapter(options: Options, model: PreTrainedModel) -> PeftModel:
    """The model with the adapter of `options.adapter`, to go on training; CannotTrain if it does not fit."""
    from peft import PeftModel

    folder = folder_of(options.adapter, "adapter")
    try:
        return PeftModel.from_pretrained(model, str(folder), is_trainable=True)
    except (RuntimeError, ValueError, KeyError) as error:
        raise CannotTrain(
            f"The adapter {options.adapter} does not fit {options.model}: it was made for another base."
        ) from error

"""The model that is trained: its base, its tokenizer, and the adapter put on it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from training.finetuning.errors import CannotTrain
from training.finetuning.options import Options

if TYPE_CHECKING:
    from peft import PeftConfig, PeftModel
    from transformers import PretrainedConfig, PreTrainedModel, PreTrainedTokenizerBase


def configuration(options: Options) -> PretrainedConfig:
    """The base's configuration. Raises CannotTrain where there is no such model."""
    from transformers import AutoConfig

    return _loaded(AutoConfig, options)


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

    model = _loaded(AutoModelForCausalLM, options, dtype=torch_dtype(dtype))
    model.config.use_cache = False
    return model


def _loaded(loader: type, options: Options, **more):
    folder = Path(options.model).expanduser()
    if not folder.is_dir() and (
        folder.is_absolute() or options.model.startswith(".") or not _is_hub_id(options.model)
    ):
        raise CannotTrain(f"There is no model in {options.model}; give a folder with weights or a Hub id.")
    place = str(folder) if folder.is_dir() else options.model
    try:
        return loader.from_pretrained(place, revision=options.revision or "main", **more)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise CannotTrain(f"The model {options.model} cannot be loaded ({reason}).") from error


def _is_hub_id(name: str) -> bool:
    return name.count("/") <= 1 and Path(name).suffix != ".yaml"


def fingerprint(options: Options, config: PretrainedConfig) -> str:
    """What tells these weights from others: a hash of a folder's files, or the commit on the Hub."""
    from diagram.generation.adapters import fingerprint_of

    folder = Path(options.model).expanduser()
    if folder.is_dir():
        return fingerprint_of(folder)
    return hashlib.sha256(f"{options.model} {getattr(config, '_commit_hash', None)}".encode()).hexdigest()[
        :16
    ]


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

    if options.method == "prompt_tuning":
        # Rows of the embedding to begin with: noise is much harder to learn from (Lester et al. 2021).
        return PromptTuningConfig(
            task_type=TaskType.CAUSAL_LM,
            num_virtual_tokens=options.num_virtual_tokens,
            prompt_tuning_init=PromptTuningInit.SAMPLE_VOCAB,
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
    )


def check_adapter(options: Options, base: str) -> None:
    """Raises CannotTrain unless `options.adapter` is one of this base that the method can go on training."""
    from diagram.errors import DiagramError
    from diagram.generation.adapters import read

    folder = Path(options.adapter).expanduser()
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
        raise CannotTrain(f"The adapter {folder} is one of {kind}; {options.method} cannot train it{why}.")


def with_adapter(options: Options, model: PreTrainedModel) -> PeftModel:
    """The model with the adapter of `options.adapter`, to go on training; CannotTrain if it does not fit."""
    from peft import PeftModel

    folder = Path(options.adapter).expanduser()
    try:
        return PeftModel.from_pretrained(model, str(folder), is_trainable=True)
    except (RuntimeError, ValueError, KeyError) as error:
        raise CannotTrain(
            f"The adapter {folder} does not fit {options.model}: it was made for another base."
        ) from error

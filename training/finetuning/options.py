"""The options of a training: flags of the command line, keys of a YAML file, fields here."""

from __future__ import annotations

import shlex
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Literal

from training.finetuning.errors import CannotTrain

METHODS = ("sft", "orpo", "dpo", "prompt_tuning")
COLUMNS = {
    "sft": ("prompt", "completion"),
    "prompt_tuning": ("prompt", "completion"),
    "dpo": ("prompt", "chosen", "rejected"),
    "orpo": ("prompt", "chosen", "rejected"),
}
# Of TRL's defaults, those of SFT and ORPO are for full fine-tuning. LoRA takes about ten times as much
# (Schulman et al., "LoRA Without Regret", 2025); soft prompts far more (Lester et al. 2021); DPO less.
LEARNING_RATES = {"sft": 2e-4, "orpo": 1e-4, "dpo": 5e-5, "prompt_tuning": 1e-2}
BETAS = {"dpo": 0.1, "orpo": 0.1}
NOT_OF_THE_RESULT = {
    "memory_limit",
    "keep_checkpoints",
    "save_steps",
    "logging_steps",
    "eval_steps",
    "output_dir",
}


def _option(default, text: str):
    return field(default=default, metadata={"help": text})


@dataclass
class Options:
    """See the help of each. None is a default that depends on the method, the model or the machine."""

    method: Literal["sft", "orpo", "dpo", "prompt_tuning"] = _option("sft", "how to train")
    model: str = _option("diagram/weights", "the base: a folder, or OWNER/NAME[@REVISION] on the Hub")
    dataset: str | None = _option(None, "a folder of parquet files, or OWNER/NAME[@REVISION] on the Hub")
    output_dir: str | None = _option(None, "folder for the adapter; started again, the run goes on from here")
    dataset_config: str | None = _option(
        None,
        "configuration of the dataset, where it has several; by default the method's: sft or preferences",
    )
    adapter: str | None = _option(None, "an adapter of this base to go on training: folder or Hub id")
    revision: str | None = _option(None, "revision of the model on the Hub, where its name has none")

    num_train_epochs: float = _option(1.0, "how often each example is seen")
    max_steps: int = _option(-1, "steps in all, instead of epochs")
    minutes: float | None = _option(None, "stop after this long and keep what has been learnt")
    per_device_train_batch_size: int = _option(8, "examples or pairs at once")
    gradient_accumulation_steps: int = _option(1, "batches a step")
    learning_rate: float | None = _option(None, f"peak; by method: {LEARNING_RATES}")
    lr_scheduler_type: str = _option("cosine", "how the learning rate falls")
    warmup_steps: float = _option(0.05, "steps in which the rate rises; below 1 a share of all")
    weight_decay: float = _option(0.0, "of AdamW")
    max_grad_norm: float = _option(1.0, "gradients are clipped to this")
    beta: float | None = _option(None, f"weight of the preference; by method: {BETAS}")
    sft_weight: float = _option(
        0.0, "dpo: weight of the chosen answers' own likelihood beside the preference"
    )
    completion_only_loss: bool = _option(
        True, "sft: false also teaches to write prompts, and where they end, as training.write_magpie needs"
    )
    seed: int = _option(0, "of everything drawn at random")

    lora_r: int = _option(16, "rank")
    lora_alpha: int = _option(32, "scale, relative to the rank")
    lora_dropout: float = _option(0.05, "only sft: preference methods turn it off")
    lora_target_modules: list[str] = field(
        default_factory=lambda: ["q_proj", "k_proj", "v_proj", "o_proj"],
        metadata={"help": "linear layers that get a LoRA"},
    )
    num_virtual_tokens: int = _option(16, "prompt tuning: length of the learnt prompt")

    max_length: int | None = _option(None, "most tokens of an example; what the model reads if left out")
    too_long: Literal["error", "drop"] = _option("error", "what to do with longer examples")
    dtype: Literal["auto", "bf16", "fp16", "fp32"] = _option("auto", "of the base; auto goes by the device")
    gradient_checkpointing: bool | None = _option(None, "recompute activations; by default for large models")
    use_cpu: bool = _option(False, "also where there is a GPU")
    memory_limit: float | None = _option(None, "GiB; more is refused; the device's free memory if left out")

    logging_steps: int = _option(10, "steps between two lines of metrics.jsonl")
    eval_steps: int | None = _option(None, "steps between evaluations; only at the end if left out")
    save_steps: int = _option(50, "steps between checkpoints")
    keep_checkpoints: bool = _option(False, "keep checkpoints (with optimizer states) after the end")

    @property
    def rate(self) -> float:
        return LEARNING_RATES[self.method] if self.learning_rate is None else self.learning_rate

    @property
    def preference(self) -> bool:
        return self.method in BETAS

    def check(self) -> None:
        """Raises CannotTrain for what can be seen to be wrong before anything is loaded."""
        if self.method not in METHODS:
            raise CannotTrain(f"The method is {self.method!r:.60}; choose one of {', '.join(METHODS)}.")
        for name in ("dataset", "output_dir", "model"):
            if not getattr(self, name):
                raise CannotTrain(f"No {name} is given; name one with --{name}.")
        for name in (
            "per_device_train_batch_size", "gradient_accumulation_steps", "lora_r", "lora_alpha",
            "num_virtual_tokens", "logging_steps", "save_steps", "num_train_epochs", "rate",
        ):  # fmt: skip
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
                raise CannotTrain(f"{name} is {value!r:.60}; give a number above 0.")
        for name in ("beta", "minutes", "max_length", "memory_limit", "eval_steps"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise CannotTrain(f"{name} is {value!r:.60}; give a number above 0.")
        if not self.sft_weight >= 0 or (self.sft_weight and self.method != "dpo"):
            raise CannotTrain(f"sft_weight is {self.sft_weight}; give 0 or, for dpo only, a number above it.")
        if not self.completion_only_loss and self.method != "sft":
            raise CannotTrain(
                f"completion_only_loss is false, which {self.method} cannot do; take --method sft."
            )
        if not 0 <= self.lora_dropout < 1:
            raise CannotTrain(f"lora_dropout is {self.lora_dropout}; give a share from 0 up to 1.")
        for name, allowed in (("too_long", ("error", "drop")), ("dtype", ("auto", "bf16", "fp16", "fp32"))):
            if getattr(self, name) not in allowed:
                raise CannotTrain(
                    f"{name} is {getattr(self, name)!r:.60}; choose one of {', '.join(allowed)}."
                )

    def of_the_result(self) -> dict:
        """The options that decide which weights come out, with the method's own defaults filled in."""
        filled = replace(self, learning_rate=self.rate, beta=self.beta or BETAS.get(self.method))
        return {name: value for name, value in asdict(filled).items() if name not in NOT_OF_THE_RESULT}

    def command(self) -> str:
        """The command line that trains the same."""
        words = ["python", "-m", "training.finetune", "--method", self.method]
        plain = Options()
        for option in fields(self):
            value = getattr(self, option.name)
            if option.name == "method" or value == getattr(plain, option.name):
                continue
            words += [f"--{option.name}", *map(str, value if isinstance(value, list) else [value])]
        return shlex.join(words)

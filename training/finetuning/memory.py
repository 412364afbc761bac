"""How much memory a training will need, before it starts, for any architecture, method and length.

The peak is found by `simulation`, on two shallow copies of the model; as every further layer adds the same,
the rest is a straight line. What is known by counting (weights, adapter, moments, layer inputs) is told
apart.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from training.finetuning.errors import CannotTrain
from training.finetuning.options import Options

if TYPE_CHECKING:
    from transformers import PretrainedConfig

GIB = 2**30
BYTES = {"bf16": 2, "fp16": 2, "fp32": 4}
SHALLOW = (1, 2)  # layers of the copies
WASTE = 1.1  # an allocator's, on a GPU: fragments that fit nothing
LARGE = 100_000_000  # parameters from which layers are recomputed by default
SEQUENCES = {"sft": 1, "prompt_tuning": 1, "dpo": 2, "orpo": 2}


@dataclass(frozen=True)
class Setting:
    """What the memory of a step depends on besides the architecture; `length`: tokens of the longest."""

    method: str
    length: int
    batch: int = 1
    dtype: str = "bf16"
    checkpointing: bool = True
    lora_r: int = 16
    lora_dropout: float = 0.0
    virtual_tokens: int = 0
    targets: tuple[str, ...] = ("q_proj", "k_proj", "v_proj", "o_proj")

    @property
    def sequences(self) -> int:
        return self.batch * SEQUENCES[self.method]

    @classmethod
    def of(cls, options: Options, length: int, dtype: str, checkpointing: bool) -> Setting:
        virtual = options.num_virtual_tokens if options.method == "prompt_tuning" else 0
        return cls(
            options.method,
            length + virtual,
            options.per_device_train_batch_size,
            dtype,
            checkpointing,
            options.lora_r,
            options.lora_dropout if options.method == "sft" else 0.0,
            virtual,
            tuple(options.lora_target_modules),
        )


@dataclass(frozen=True)
class Prediction:
    """Bytes at the peak of a training step, and of what they are. A GPU's driver takes about 0.5 GiB more."""

    peak: int
    weights: int
    adapter: int
    optimizer: int
    kept: int

    @property
    def working(self) -> int:
        """What comes and goes: gradients, activations of a layer (of all, if they are not recomputed), the
        logits of 256 positions."""
        return self.peak - self.weights - self.adapter - self.optimizer - self.kept

    def lines(self) -> list[str]:
        parts = {
            "weights of the base": self.weights,
            "adapter, fp32": self.adapter,
            "AdamW's moments, fp32": self.optimizer,
            "inputs of all layers, kept for recomputation": self.kept,
            "activations, gradients, logits in parts": self.working,
            "peak": self.peak,
        }
        return [f"{name:46}{size / GIB:8.3f} GiB" for name, size in parts.items()]


def predict(config: PretrainedConfig, setting: Setting, as_trl: bool = False) -> Prediction:
    """The peak of a training of this architecture. `as_trl`: ORPO as TRL has it, with all logits at once."""
    from training.finetuning import simulation

    text = config.get_text_config()
    layers = text.num_hidden_layers
    few, more = SHALLOW
    if layers <= more:
        peak = simulation.peak(config, setting, as_trl)
    else:
        peaks = [simulation.peak(_shallow(config, n), setting, as_trl) for n in SHALLOW]
        peak = peaks[1] + (peaks[1] - peaks[0]) * (layers - more) // (more - few)
    frozen, trained = simulation.parameters(config, setting)
    positions = setting.sequences * setting.length
    kept = layers * positions * text.hidden_size * BYTES[setting.dtype] if setting.checkpointing else 0
    return Prediction(peak, frozen * BYTES[setting.dtype], trained * 4, trained * 8, kept)


def _shallow(config: PretrainedConfig, layers: int) -> PretrainedConfig:
    found = copy.deepcopy(config)
    text = found.get_text_config()
    text.num_hidden_layers = layers
    if getattr(text, "layer_types", None):
        text.layer_types = text.layer_types[:layers]
    return found


def check_fits(config: PretrainedConfig, setting: Setting, limit: float | None, use_cpu: bool) -> None:
    """Raises CannotTrain where the training will need more than `limit` GiB, or than the device has free.

    Without a limit, trainings that are small beside the free memory are not simulated.
    """
    import torch

    gpu = torch.cuda.is_available() and not use_cpu
    if limit is not None:
        allowed, whose = limit * GIB, f"the limit is {limit:g} GiB"
    else:
        free = torch.cuda.mem_get_info()[0] / WASTE if gpu else _free_memory()
        if _at_most(config, setting) < free / 4:
            return
        allowed, whose = free, f"{'the GPU' if gpu else 'this machine'} has {free / GIB:.1f} GiB free"
    peak = predict(config, setting).peak
    if peak <= allowed:
        return
    hints = []
    if setting.batch > 1 and predict(config, replace(setting, batch=1)).peak <= allowed:
        hints.append("--per_device_train_batch_size 1 with more --gradient_accumulation_steps")
    if not setting.checkpointing and predict(config, replace(setting, checkpointing=True)).peak <= allowed:
        hints.append("--gradient_checkpointing true")
    if not hints:
        hints = ["a smaller --max_length with --too_long drop", "a smaller base"]
    raise CannotTrain(
        f"{setting.method} of this base at {setting.batch} x {setting.length:,} tokens needs "
        f"{peak / GIB:.2f} GiB, {whose}; try {', or '.join(hints)}."
    )


def _free_memory() -> int:
    import psutil  # of accelerate's requirements

    return psutil.virtual_memory().available


def _at_most(config: PretrainedConfig, setting: Setting) -> int:
    """A rough upper bound in bytes, without a simulation."""
    text = config.get_text_config()
    width = 16 * text.hidden_size + 6 * (getattr(text, "intermediate_size", None) or 4 * text.hidden_size)
    activations = setting.sequences * setting.length * width * text.num_hidden_layers * 4
    per_layer = 4 * text.hidden_size**2 + 3 * text.hidden_size * (
        getattr(text, "intermediate_size", None) or 0
    )
    weights = per_layer * text.num_hidden_layers + 2 * text.vocab_size * text.hidden_size
    return 2 * (weights * 4 + activations) + 256 * text.vocab_size * 32

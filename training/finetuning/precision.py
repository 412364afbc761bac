"""Which number format a device trains in.

| device | format | |
|---|---|---|
| CPU | fp32 | bf16 on request, where the processor multiplies it |
| GPU of compute capability 8.0 and above (Ampere, ...) | bf16 | |
| older GPU (Maxwell, Pascal, Volta, T4) | fp16 | gradients scaled, LoRA weights in fp32 |

LoRA weights are fp32 in all of them, and so are AdamW's moments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.finetuning.errors import CannotTrain

if TYPE_CHECKING:
    import torch

BF16_FROM = (8, 0)  # compute capability; torch says yes to older cards too, which emulate it slowly
TRITON_FROM = (7, 0)


def choose(requested: str, capability: tuple[int, int] | None, cpu_has_bf16: bool = False) -> str:
    """bf16, fp16 or fp32 for a GPU of this compute capability, None for a CPU. Raises CannotTrain."""
    if requested == "auto":
        if capability is None:
            return "fp32"
        return "bf16" if capability >= BF16_FROM else "fp16"
    if requested == "fp16" and capability is None:
        raise CannotTrain("There is no GPU for fp16; train with --dtype fp32 or auto.")
    if requested == "bf16" and capability is None and not cpu_has_bf16:
        raise CannotTrain(
            "There is no GPU for bf16, and this processor lacks it; train with --dtype fp32 or auto."
        )
    if requested == "bf16" and capability is not None and capability < BF16_FROM:
        raise CannotTrain(
            f"This GPU (compute capability {capability[0]}.{capability[1]}) has no bf16; "
            "train with --dtype fp16 or auto."
        )
    return requested


def of_this_machine(requested: str, use_cpu: bool = False) -> str:
    """As `choose`, for the GPU of this process or the CPU."""
    import torch

    capability = None
    if torch.cuda.is_available() and not use_cpu:
        capability = torch.cuda.get_device_capability()
    return choose(requested, capability, torch.cpu._is_avx512_bf16_supported())


def torch_dtype(name: str) -> torch.dtype:
    import torch

    return {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}[name]

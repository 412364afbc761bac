"""Which device a large model runs on, and in how many bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagram.errors import ModelUnavailable

if TYPE_CHECKING:
    import torch

DTYPES = ("bfloat16", "float16", "float32")


def choose_device(name: str | None = None) -> torch.device:
    """The device named, else a CUDA card, Apple's MPS, or the processor. Raises ModelUnavailable."""
    import torch

    if name is None:
        mps = torch.backends.mps.is_available()
        name = "cuda" if torch.cuda.is_available() else "mps" if mps else "cpu"
    try:
        device = torch.device(name)
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError):
        raise ModelUnavailable(f"There is no device {name!r} here; choose cpu, or leave it out.") from None
    return device


def choose_dtype(device: torch.device, name: str | None = None) -> torch.dtype:
    """The number format named, else bfloat16 where the device multiplies it, else what is next best.

    float16 on cards before Ampere (Maxwell, T4: no bfloat16) and on Apple's; float32 on processors without
    bfloat16. Raises ModelUnavailable.
    """
    import torch

    from diagram.generation.decoder import fastest_dtype

    if name is not None:
        if name not in DTYPES:
            raise ModelUnavailable(f"{name!r} is no number format; choose {', '.join(DTYPES)}.")
        return getattr(torch, name)
    if device.type == "cuda":
        ampere = torch.cuda.get_device_capability(device)[0] >= 8
        return torch.bfloat16 if ampere else torch.float16
    return torch.float16 if device.type == "mps" else fastest_dtype()

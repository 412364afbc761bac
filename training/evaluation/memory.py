"""The most memory that this process had resident, in all or since a mark."""

from __future__ import annotations

import contextlib
from pathlib import Path

RESET = "5"  # proc(5): resets the peak resident set size
MEBIBYTE = 2**20


def mark() -> None:
    """Begins the measurement anew, where the system can (Linux); elsewhere the peak stays that of all."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text(RESET)


def peak() -> int:
    """MiB: on the GPU where there is one in use, else the resident set of the process at its largest."""
    from training.finetuning.report import peak_memory

    return round(peak_memory() / MEBIBYTE)

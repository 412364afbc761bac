"""A GPU for the time of a call, on Spaces that have one for everybody (ZeroGPU); elsewhere nothing.

The embedded model writes a request in a tenth of a second on a CPU: only the backend `transformers` borrows
one. What runs there is a copy of this process, so the model is found in `WRITERS` and only words go there and
back.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from diagram.generation.backend import Backend, Writing

Call = TypeVar("Call", bound=Callable)
SECONDS = 60  # for one request
WRITERS: dict[str, Backend] = {}


def on_zero_gpu() -> bool:
    """Whether this is a Space with ZeroGPU, which says so by SPACES_ZERO_GPU."""
    return os.environ.get("SPACES_ZERO_GPU", "").strip().lower() in ("1", "true", "t")


def on_gpu(function: Call) -> Call:
    """The function, given a GPU while it runs on ZeroGPU; the function itself anywhere else.

    It takes plain functions and generators. Off a Space the package `spaces` is not asked for.
    """
    if not on_zero_gpu():
        return function
    try:
        import spaces
    except ImportError:  # a Space has it; a copy of its variables elsewhere has not
        return function
    return spaces.GPU(duration=SECONDS)(function)


def write_there(name: str, prompt: str, count: int, seed: int) -> list[Writing]:
    """What the writer of that name writes; this is what runs with a GPU."""
    return WRITERS[name].write(prompt, count, seed)


@cache
def prepared() -> Callable[[str, str, int, int], list[Writing]]:
    """`write_there` with a GPU. ZeroGPU wants to see it when the app starts, before there is a model."""
    return on_gpu(write_there)


@dataclass(frozen=True, slots=True)
class Borrower:
    """A backend whose every request has a GPU for itself; progress is not told from there."""

    backend: Backend

    @property
    def name(self) -> str:
        return self.backend.name

    def write(self, prompt: str, count: int, seed: int, **_) -> list[Writing]:
        WRITERS[self.name] = self.backend
        return prepared()(self.name, prompt, count, seed)


def borrowing(backend: Backend) -> Backend:
    """The backend, which borrows a GPU for each request on ZeroGPU; the backend itself anywhere else."""
    return Borrower(backend) if on_zero_gpu() else backend

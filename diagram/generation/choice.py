"""Which backend writes: by name, for the command line, the app and `diagram.recommend(backend=...)`.

backend = choose("transformers", model="deepseek-ai/deepseek-coder-1.3b-instruct", adapter="owner/adapter@v1")
recommend("A -> B", backend=backend)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from diagram.errors import ModelUnavailable
from diagram.generation.backend import Backend, Writing
from diagram.generation.templates import Notation

BACKENDS = ("embedded", "transformers", "endpoint")


def choose(
    backend: str = "embedded",
    model: str | Path | None = None,
    adapter: str | Path | None = None,
    *,
    revision: str | None = None,
    notation: Notation | None = None,
    device: str | None = None,
    dtype: str | None = None,
    budget: int | None = None,
    url: str | None = None,
    token: str | None = None,
) -> Backend:
    """The backend of that name, its weights loaded.

    `model` and `adapter` are folders or Hub ids (`owner/name[@revision]`); `revision` is the model's. Without
    a model, `embedded` takes the shipped one, and `transformers` the one that the adapter was trained on.
    `notation`, `device`, `dtype` and `budget` (tokens, after which a completion closes) are for
    `transformers`; `url` and `token` for `endpoint`. Raises DiagramError.
    """
    running = {"notation": notation, "device": device, "dtype": dtype, "budget": budget}
    asking = {"url": url, "token": token}
    unused = {
        "embedded": {**running, **asking},
        "transformers": asking,
        "endpoint": {"adapter": adapter, "revision": revision, **running},
    }
    if backend not in unused:
        raise ModelUnavailable(f"There is no backend {backend!r:.80}; choose {', '.join(BACKENDS)}.")
    if given := [name for name, value in unused[backend].items() if value is not None]:
        raise ModelUnavailable(
            f"The backend {backend} takes no {given[0]}; leave it out, or choose another backend."
        )
    if backend == "embedded":
        return _embedded(model, adapter, revision)
    if backend == "transformers":
        from diagram.generation import checkpoints, zero_gpu

        return zero_gpu.borrowing(checkpoints.load(model, adapter, revision=revision, **running))
    from diagram.generation.endpoint import Endpoint

    return Endpoint(None if model is None else str(model), url, token)


def _embedded(model: str | Path | None, adapter: str | Path | None, revision: str | None) -> Backend:
    from diagram.generation import embedded, sources

    folder = embedded.WEIGHTS if model is None else sources.resolve(model, "model", revision)
    if adapter is None:
        return embedded.load(folder)
    return embedded.load(folder, adapter=sources.resolve(adapter, "adapter"))


@dataclass(frozen=True, slots=True)
class Watched:
    """A slow backend that says how far it is and can be stopped; for `recommend(backend=watch(...))`."""

    backend: Backend
    progress: Callable[[int, int], None] | None
    cancelled: Callable[[], bool] | None

    @property
    def name(self) -> str:
        return self.backend.name

    def write(self, prompt: str, count: int, seed: int) -> list[Writing]:
        return self.backend.write(prompt, count, seed, progress=self.progress, cancelled=self.cancelled)


def watch(
    backend: Backend,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Backend:
    """The backend, calling `progress(done, of)` while it writes and raising Cancelled once `cancelled()`.

    The embedded model is too fast to be watched: it is given back as it is.
    """
    from diagram.generation.embedded import EmbeddedModel

    return backend if isinstance(backend, EmbeddedModel) else Watched(backend, progress, cancelled)

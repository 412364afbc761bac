"""Many prompts from a file, drawn one by one into a JSONL file: a line a prompt, in the same order."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import DiagramError, InvalidPrompt, ModelUnavailable

if TYPE_CHECKING:
    from diagram.generation.backend import Backend

JSON_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Done:
    """How a run over many prompts went."""

    seconds: float
    failed: int


def read_prompts(path: Path) -> list[str]:
    """The prompts of a text file (a line each, empty lines left out) or of a JSONL file (under "prompt").

    Raises InvalidPrompt where the file holds none or is not such a file, OSError where it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidPrompt(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8.") from None
    # Not splitlines: that also cuts at form feeds and at U+2028, which may stand inside a prompt.
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1)]
    lines = [(number, line) for number, line in lines if line]
    if not lines:
        raise InvalidPrompt(f"{path} is empty; write a prompt on each line.")
    if path.suffix.lower() in JSON_LINES:
        return [_prompt_of(line, number, path) for number, line in lines]
    return [line for _, line in lines]


def _prompt_of(line: str, number: int, path: Path) -> str:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise InvalidPrompt(f'Line {number} of {path} is not JSON; write {{"prompt": "..."}}.') from None
    prompt = found.get("prompt") if isinstance(found, dict) else None
    if not isinstance(prompt, str):
        raise InvalidPrompt(f'Line {number} of {path} has no text under "prompt"; write {{"prompt": "..."}}.')
    return prompt


def draw_prompts(
    prompts: list[str],
    path: Path,
    count: int,
    top: int | None = None,
    seed: int | None = None,
    user: str = "local",
    weight: float = 0.5,
    quiet: bool = False,
    backend: Backend | None = None,
) -> Done:
    """Writes a line a prompt: {"prompt", "seconds", "candidates"}, best first, all of them without `top`.

    A prompt that cannot be drawn gets no candidates and an "error" that says why, and the rest goes on. Every
    line is on disk before the next prompt begins. Raises ModelUnavailable: then no prompt can be drawn.
    """
    from tqdm import tqdm

    if backend is None:
        _load()
    failed, began = 0, time.perf_counter()
    # A lone surrogate cannot be written as UTF-8; escaped with a backslash it is what JSON wants.
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
        for prompt in tqdm(prompts, unit="prompt", disable=quiet):
            record = draw_prompt(prompt, count, top or count, seed, user, weight, backend)
            failed += "error" in record
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            file.flush()
    return Done(time.perf_counter() - began, failed)


def _load() -> None:
    """Loads the model, so that the first prompt's seconds are not those of the loading."""
    from diagram import recommend

    with suppress(InvalidPrompt):
        recommend("A -> B", count=1, top=1, seed=0)


def draw_prompt(
    prompt: str,
    count: int,
    top: int,
    seed: int | None,
    user: str = "local",
    weight: float = 0.5,
    backend: Backend | None = None,
) -> dict:
    """One line of the file, as a dict."""
    from diagram import recommend

    began = time.perf_counter()
    error = None
    try:
        more = {} if backend is None else {"backend": backend}
        candidates = [c.as_json() for c in recommend(prompt, count, top, user, seed, weight=weight, **more)]
    except ModelUnavailable:
        raise
    except DiagramError as problem:
        candidates, error = [], str(problem)
    except Exception as problem:  # a fault of the program's: one prompt of thousands must not end the run
        kind = type(problem).__name__
        candidates, error = [], f"The program failed on this prompt ({kind}: {problem}); please report it."
    record = {"prompt": prompt, "seconds": round(time.perf_counter() - began, 4), "candidates": candidates}
    return record | {"error": error} if error else record

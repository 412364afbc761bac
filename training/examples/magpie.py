"""Raw examples from a model alone: it writes prompts after the bare template, then answers them.

Xu et al. 2024, "Magpie: alignment data synthesis from scratch by prompting aligned LLMs with nothing". Blocks
of prompts are written, answered and appended to a file of the process as one; whoever starts again leaves out
the blocks that are there. A block depends on the seed and its number only, so that any number of processes,
killed at any time, write the same examples.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from diagram.errors import DiagramError
from training.examples import checkpoint
from training.examples.writers import Answer, Writer

RAW = "raw.jsonl"


def blocks(count: int, size: int) -> list[range]:
    """The indices 0 to `count`, in blocks of `size`."""
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def records(folder: Path) -> dict[int, dict]:
    """What the folder's processes have written, by index. A last line that was cut off is left out."""
    found: dict[int, dict] = {}
    for path in sorted(folder.glob("raw.*.jsonl")):
        for record in checkpoint.read(path):
            found.setdefault(record["index"], record)
    return found


def pending(folder: Path, count: int, size: int) -> list[range]:
    """The blocks of which something is still missing."""
    there = records(folder).keys()
    return [block for block in blocks(count, size) if not there >= set(block)]


def write_block(writer: Writer, block: Sequence[int], seed: int, temperature: float) -> list[dict]:
    """Prompts of the block with one answer each, as records."""
    prompts = writer.write_prompts(list(block), seed)
    asked = [i for i, prompt in enumerate(prompts) if prompt.words]
    answers: dict[int, Answer] = {}
    # An answer a prompt is the greedy one; at temperature above 0 it is the second, sampled.
    count = 2 if temperature else 1
    written = writer.answer([prompts[i].words for i in asked], count, seed, temperature) if asked else []
    for i, found in zip(asked, written, strict=True):
        if found:
            answers[i] = found[-1]
    none = Answer("", False, 0)
    return [
        {
            "index": index,
            "words": prompt.words,
            "prompt_ended": prompt.ended,
            "answer": answers.get(i, none).text,
            "ended": answers.get(i, none).ended,
            "tokens": answers.get(i, none).tokens,
        }
        for i, (index, prompt) in enumerate(zip(block, prompts, strict=True))
    ]


def write_raw(
    writer: Writer, todo: Sequence[range], folder: Path, seed: int, temperature: float, rank: int = 0
) -> Iterator[int]:
    """Writes the blocks of one process, giving after each how many examples it had."""
    for block in todo:
        checkpoint.append(folder / f"raw.{rank}.jsonl", write_block(writer, block, seed, temperature))
        yield len(block)


def merge(folder: Path, count: int) -> Path:
    """Puts the examples of all processes into one file, in order. Raises DiagramError if some are missing."""
    found = records(folder)
    missing = [i for i in range(count) if i not in found]
    if missing:
        raise DiagramError(f"{len(missing)} of {count} examples are missing in {folder}; start it again.")
    path = folder / RAW
    part = path.with_suffix(".part")
    lines = (json.dumps(found[i], ensure_ascii=False) + "\n" for i in range(count))
    part.write_text("".join(lines), encoding="utf-8")
    os.replace(part, path)
    return path

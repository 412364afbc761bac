"""Small cases that name a skill: does a model follow instructions, know architectures, keep to a plan?

    instructions.jsonl  a prompt that asks for a style; or an outline, a request, and what is right
    knowledge.jsonl     an architecture by its name, and what it must have
    plans.jsonl         a plan in words, then feedback on it, a revision at a time

Edits go through `diagram.editing`, so a model that cannot edit is not judged on them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import DiagramError
from diagram.outline import Outline, parse
from training.evaluation.expectation import lacks

if TYPE_CHECKING:
    from diagram.editing.revision import Editor
    from diagram.generation.backend import Backend

FOLDER = Path(__file__).parents[2] / "tests" / "data" / "skills"
FILES = ("instructions", "knowledge", "plans")
COLUMNS = ("styles", "edits", "knowledge", "plan steps", "plans")


@dataclass
class Tally:
    """Cases and those that hold, by column of COLUMNS; `misses` says what was lacking, a line each."""

    total: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, column: str, missing: Iterable[str], said: str) -> bool:
        missing = list(missing)
        self.total[column] = self.total.get(column, 0) + 1
        self.held[column] = self.held.get(column, 0) + (not missing)
        if missing:
            self.misses.append(f"{column}: {said}: {', '.join(missing)}")
        return not missing

    def as_json(self) -> dict[str, float | None]:
        """Shares; None where nothing was judged."""
        shares = {c: self.held[c] / self.total[c] if self.total.get(c) else None for c in COLUMNS}
        return {name: share if share is None else round(share, 4) for name, share in shares.items()}


def read_cases(folder: Path = FOLDER) -> dict[str, list[dict]]:
    """The cases of each of FILES that is there."""
    return {
        name: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for name in FILES
        if (path := folder / f"{name}.jsonl").is_file()
    }


def editor_of(backend: Backend) -> Editor | None:
    """What changes outlines by words with this backend; None where it cannot."""
    from diagram.editing.writing import EmbeddedEditor
    from diagram.generation.embedded import EmbeddedModel

    return EmbeddedEditor(backend) if isinstance(backend, EmbeddedModel) else None


def judge(backend: Backend, cases: dict[str, list[dict]], editor: Editor | None = None) -> Tally:
    """Runs all cases, each with the likeliest diagram only."""
    tally = Tally()
    for case in cases.get("instructions", []):
        if "request" not in case:
            tally.add("styles", lacks(case["expected"], _draw(backend, case["prompt"])), case["prompt"])
        elif editor:
            _judge_edit(case, editor, tally)
    for case in cases.get("knowledge", []):
        tally.add("knowledge", lacks(case["expected"], _draw(backend, case["prompt"])), case["prompt"])
    for case in cases.get("plans", []):
        _judge_plan(case, backend, editor, tally)
    return tally


def _judge_edit(case: dict, editor: Editor, tally: Tally) -> None:
    from training.evaluate_edits import same_outline

    made = _revise(parse(case["old"]), case["request"], editor)
    right = made is not None and any(same_outline(made, parse(text)) for text in case["references"])
    tally.add("edits", [] if right else ["not right" if made else "refused"], case["request"])


def _judge_plan(case: dict, backend: Backend, editor: Editor | None, tally: Tally) -> None:
    """The plan, then its revisions, each on what the one before made; one that is refused changes nothing."""
    outline = _draw(backend, case["prompt"])
    kept = [tally.add("plan steps", lacks(case["expected"], outline), case["prompt"])]
    if editor is None:
        return
    for step in case["feedback"]:
        made = None if outline is None else _revise(outline, step["request"], editor)
        kept.append(tally.add("plan steps", lacks(step["expected"], made), step["request"]))
        outline = made or outline
    tally.add("plans", [] if all(kept) else [f"{len(kept) - sum(kept)} of {len(kept)} steps"], case["prompt"])


def _draw(backend: Backend, prompt: str) -> Outline | None:
    try:
        return next((writing.outline for writing in backend.write(prompt, 1, 0)), None)
    except DiagramError:
        return None


def _revise(outline: Outline, request: str, editor: Editor) -> Outline | None:
    from diagram.editing.revision import revise

    try:
        return revise(outline, request, backend=editor, patience=math.inf).outline
    except DiagramError:
        return None

"""Are edits by words exactly right, and is the rest always left alone? Rows of `python -m training.evaluate`.

    python -m training.evaluate --edits 300

On unseen synthetic edits and on those written by hand: the share that the product gets exactly right, the
share in which the model's first writing is (unchecked), the share that leaves alone whatever the reference
leaves alone or is refused, and the share refused.
"""

from __future__ import annotations

import json
import math
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.editing.difference import Difference, compare, differences
from diagram.editing.difference import same as same_outline
from diagram.editing.revision import Editor, revise
from diagram.errors import DiagramError
from diagram.outline import Outline, parse

if TYPE_CHECKING:
    from diagram.generation.embedded import EmbeddedModel

HANDWRITTEN = Path("tests/data/edits.jsonl")
COLUMNS = ("right", "written", "safe", "refused", "seconds")


@dataclass(frozen=True)
class Case:
    """An outline, a request, and every outline that a fair reader would accept."""

    kind: str
    old: Outline
    request: str
    references: tuple[Outline, ...]


def synthetic(limit: int) -> Iterator[Case]:
    """Unseen edits of the mixture, English and Korean by its shares."""
    from training.evaluate import EVALUATION_SEED
    from training.synthesis import mixture

    for i in range(limit):
        source = "edits ko" if i % 5 < 2 else "edits en"
        example = mixture.sample(EVALUATION_SEED + i, source)
        assert example.before is not None
        yield Case(example.kind, parse(example.before), example.prompt, (parse(example.outline),))


def handwritten(path: Path) -> Iterator[Case]:
    """Edits written by hand."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        references = tuple(map(parse, row["references"]))
        yield Case(f"handwritten edit {row['language']}", parse(row["old"]), row["request"], references)


def is_right(case: Case, outline: Outline) -> bool:
    """Whether the outline says and looks the same as a reference."""
    return any(same_outline(outline, reference) for reference in case.references)


def leaves_the_rest(case: Case, outline: Outline) -> bool:
    """Whether all that some reference leaves alone is left alone: nodes, their arrows, groups, styles."""
    ways = differences(case.old, outline)
    for reference in case.references:
        meant = compare(case.old, reference)
        nodes, fields = _concerned(case.old, meant)
        if any(_within(case.old, way, nodes, fields) for way in ways):
            return True
    return False


def _concerned(old: Outline, found: Difference) -> tuple[set[int], set[str]]:
    """The old nodes that have to do with a difference, and the style's fields that are in it."""
    back = {there: here for here, there in found.pairs.items()}
    structure = old.structure()
    nodes: set[int] = set()
    fields: set[str] = set()
    for change in found:
        if change.what == "style":
            fields.add(change.name)
        elif change.what == "title":
            nodes.update(n.number for n in structure.nodes if n.group == change.old)
        elif change.how == "added":
            nodes.update(back[number] for number in change.nodes if number in back)
        else:
            nodes.update(change.nodes)
    return nodes, fields


def _within(old: Outline, found: Difference, nodes: set[int], fields: set[str]) -> bool:
    mine, styles = _concerned(old, found)
    return mine <= nodes and styles <= fields


def evaluate(editor: Editor, cases: Iterable[Case], show: int = 0) -> dict[str, dict[str, float]]:
    """{kind: {n, right, written, safe, refused, seconds}}, and both families under "all ...".

    `show` prints that many edits that were not right.
    """
    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for case in cases:
        start = time.perf_counter()
        said = ""
        try:
            made = revise(case.old, case.request, backend=editor, patience=math.inf).outline
        except DiagramError as error:
            made, said = None, str(error)
        seconds = time.perf_counter() - start
        right = made is not None and is_right(case, made)
        safe = made is None or leaves_the_rest(case, made)
        try:
            first = next(iter(editor.edit(case.old, case.request, 1, 0)), None)
        except DiagramError:
            first = None
        family = "all handwritten edits" if case.kind.startswith("handwritten") else "all synthetic edits"
        for kind in (case.kind, family):
            total = totals[kind]
            total["n"] += 1
            total["right"] += right
            total["written"] += first is not None and is_right(case, first.outline)
            total["safe"] += safe
            total["refused"] += made is None
            total["seconds"] += seconds
        if not right and show > 0:
            show -= 1
            warning = "" if safe else " (UNSAFE)"
            print(f"--- {case.kind}{warning}: {case.request}\n{case.old}\n=> {made or said}\n", flush=True)
    for total in totals.values():
        for name in COLUMNS:
            total[name] = round(total[name] / total["n"], 4)
    return {kind: dict(total) for kind, total in sorted(totals.items())}


def report(
    model: EmbeddedModel, limit: int, path: Path = HANDWRITTEN, show: int = 0
) -> dict[str, dict[str, float]]:
    """Evaluates and prints the table."""
    from diagram.editing.writing import EmbeddedEditor

    cases = list(synthetic(limit))
    if path.exists():
        cases += list(handwritten(path))
    table = evaluate(EmbeddedEditor(model), cases, show)
    print(f"{'kind':34}{'edits':>8}" + "".join(f"{name:>9}" for name in COLUMNS))
    for kind, row in table.items():
        shares = "".join(f"{row[name]:9.1%}" for name in COLUMNS[:-1])
        print(f"{kind:34}{row['n']:8.0f}{shares}{row['seconds']:9.3f}")
    return table

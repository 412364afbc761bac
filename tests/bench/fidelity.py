"""How often the fidelity check is right: on right outlines, and on outlines with one mistake each.

    python -m tests.bench.fidelity     # synthetic prompts of seeds that training never uses
    python -m tests.bench.fidelity FILE.jsonl --show "drop node"

A file has lines of {"prompt", "outline"}. Prints the share of right outlines judged faithful, and of wrong
ones caught, for each kind of mistake. Some mistakes leave an outline right (two equal names swapped, a step
said twice), so that 100 % is out of reach.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from diagram.errors import DiagramError
from diagram.outline import Attributes, Item, Outline, Statement, fold, parse

SIZES = ("units", "channels", "repeats")
Mistake = Callable[[Outline, random.Random], Outline | None]


def drop_node(outline: Outline, rng: random.Random) -> Outline | None:
    """A node left out wherever it is mentioned; its neighbours are joined."""
    name = fold(rng.choice(outline.structure().nodes).name)
    if sum(fold(node.name) == name for node in outline.structure().nodes) > 1:
        return None
    statements = []
    for statement in outline.statements:
        lists = [tuple(item for item in items if fold(item.name) != name) for items in statement.lists]
        if any(lists):
            statements.append(replace(statement, lists=tuple(filter(None, lists))))
    return replace(outline, statements=tuple(statements)) if statements else None


def drop_layer(outline: Outline, rng: random.Random) -> Outline | None:
    """An item left out of a stack."""
    stacks = [i for i, s in enumerate(outline.statements) if s.stack and len(s.lists) > 2]
    if not stacks:
        return None
    i = rng.choice(stacks)
    lists = list(outline.statements[i].lists)
    del lists[rng.randrange(len(lists))]
    return _with(outline, i, replace(outline.statements[i], lists=tuple(lists)))


def double_node(outline: Outline, rng: random.Random) -> Outline | None:
    """A second node of the same name beside the first: in a stack behind it."""
    i = rng.randrange(len(outline.statements))
    lists = list(outline.statements[i].lists)
    k = rng.randrange(len(lists))
    item = rng.choice(lists[k])
    if outline.statements[i].stack:
        lists.insert(k, (item,))
    else:
        lists[k] = (*lists[k], replace(item, new=True, ordinal=None))
    return _with(outline, i, replace(outline.statements[i], lists=tuple(lists)))


def cut_name(outline: Outline, rng: random.Random) -> Outline | None:
    """Another node in front, with the last words of a name: "sends mail" before "user sends mail"."""
    nodes = [node for node in outline.structure().nodes if len(node.name.split()) > 2]
    if not nodes:
        return None
    name = rng.choice(nodes).name
    short = name.split(maxsplit=1)[1]
    front = Statement(((Item(short),), (Item(name),)))
    return replace(outline, statements=(front, *outline.statements))


def swap_numbers(outline: Outline, rng: random.Random) -> Outline | None:
    """Two sizes of the same kind in each other's place."""
    places = _sizes(outline)
    pairs = [(a, b) for a in places for b in places if a < b and a[3] == b[3] and a[4] != b[4]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return _sized(_sized(outline, a, b[4]), b, a[4])


def change_number(outline: Outline, rng: random.Random) -> Outline | None:
    """Another size, that of another node perhaps."""
    places = _sizes(outline)
    if not places:
        return None
    place = rng.choice(places)
    others = [p[4] for p in places if p[4] != place[4]] + [place[4] * 2]
    return _sized(outline, place, rng.choice(others))


def drop_edge(outline: Outline, rng: random.Random) -> Outline | None:
    """A path cut in two."""
    return _cut(outline, rng, back=False)


def turn_edge(outline: Outline, rng: random.Random) -> Outline | None:
    """An edge of a path the other way round."""
    return _cut(outline, rng, back=True)


MISTAKES: dict[str, Mistake] = {
    "drop node": drop_node,
    "drop layer": drop_layer,
    "double node": double_node,
    "cut name": cut_name,
    "swap numbers": swap_numbers,
    "change number": change_number,
    "drop edge": drop_edge,
    "turn edge": turn_edge,
}


def _with(outline: Outline, i: int, *statements: Statement) -> Outline:
    before, after = outline.statements[:i], outline.statements[i + 1 :]
    return replace(outline, statements=(*before, *statements, *after))


def _cut(outline: Outline, rng: random.Random, back: bool) -> Outline | None:
    cuts = [
        (i, k)
        for i, statement in enumerate(outline.statements)
        for k in range(1, len(statement.lists))
        if not statement.stack and len(statement.lists[k - 1]) == len(statement.lists[k]) == 1
    ]
    if not cuts:
        return None
    i, k = rng.choice(cuts)
    statement = outline.statements[i]
    source, target = (replace(statement.lists[j][0], label="") for j in (k - 1, k))
    parts = [replace(statement, lists=statement.lists[:k])]
    if back:
        parts.append(replace(statement, lists=((target,), (source,))))
    parts.append(replace(statement, lists=((target,), *statement.lists[k + 1 :])))
    broken = _with(outline, i, *parts)
    same = len(broken.structure().nodes) == len(outline.structure().nodes)
    links = [{(s, t) for s, t, _ in o.structure().edges} for o in (outline, broken)]
    both_ways = back and len(links[0]) == len(links[1])
    return broken if same and links[0] != links[1] and (both_ways or not back) else None


def _sizes(outline: Outline) -> list[tuple[int, int, int, str, int]]:
    """(statement, list, item, kind, value) of every size."""
    return [
        (i, k, j, kind, value)
        for i, statement in enumerate(outline.statements)
        for k, items in enumerate(statement.lists)
        for j, item in enumerate(items)
        for kind in SIZES
        if (value := getattr(item.attributes, kind)) is not None
    ]


def _sized(outline: Outline, place: tuple[int, int, int, str, int], value: int) -> Outline:
    i, k, j, kind, _ = place
    lists = [list(items) for items in outline.statements[i].lists]
    attributes: Attributes = replace(lists[k][j].attributes, **{kind: value})
    lists[k][j] = replace(lists[k][j], attributes=attributes)
    return _with(outline, i, replace(outline.statements[i], lists=tuple(map(tuple, lists))))


def synthetic(limit: int, start: int) -> Iterator[tuple[str, str, Outline]]:
    """(kind, prompt, outline) of seeds that neither training nor its evaluation uses."""
    from training.synthesis import mixture

    for seed in range(start, start + limit):
        example = mixture.sample(seed)
        yield example.kind.split()[0] + " " + example.language, example.prompt, parse(example.outline)


def from_file(path: Path) -> Iterator[tuple[str, str, Outline]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield path.stem, row["prompt"], parse(row["outline"])


def measure(
    cases: Iterator[tuple[str, str, Outline]], show: str, most: int
) -> dict[str, dict[str, list[bool]]]:
    """{kind of prompt: {"right" or a mistake: whether each was judged as it should be}}."""
    from diagram import fidelity

    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for number, (kind, prompt, outline) in enumerate(cases):
        judged = fidelity.check(prompt, outline)
        for name in (kind, "all"):
            found[name]["right"].append(judged.faithful)
        if show == "right" and not judged.faithful and most > 0:
            most -= 1
            print(f"--- {kind}: {prompt}\n{_body(outline)}\n=> {judged.missing} {judged.extra}\n")
        if judged.by_name:
            continue
        for mistake, make in MISTAKES.items():
            try:
                wrong = make(outline, random.Random(f"{number} {mistake}"))
                if wrong is None or _same(wrong, outline):
                    continue
            except DiagramError:
                continue
            caught = not fidelity.check(prompt, wrong).faithful
            for name in (kind, "all"):
                found[name][mistake].append(caught)
            if show == mistake and not caught and most > 0:
                most -= 1
                print(f"--- {kind}: {prompt}\n{_body(outline)}\nnot caught:\n{_body(wrong)}\n")
    return found


def _body(outline: Outline) -> str:
    return str(outline).split("\n", 1)[1]


def _same(a: Outline, b: Outline) -> bool:
    first, second = a.structure(), b.structure()
    said = [sorted((fold(n.name), str(n.attributes)) for n in s.nodes) for s in (first, second)]
    links = [{(s, t) for s, t, _ in x.edges} for x in (first, second)]
    return first.nodes == second.nodes and links[0] == links[1] and said[0] == said[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path, nargs="*", help="JSONL of prompts and right outlines")
    parser.add_argument("--limit", type=int, default=2000, help="synthetic prompts, if there is no file")
    parser.add_argument("--seed", type=int, default=30_000_000_000, help="first of the synthetic prompts")
    parser.add_argument("--show", default="", help="print cases misjudged: 'right' or a mistake's name")
    parser.add_argument("--most", type=int, default=20, help="cases to print")
    args = parser.parse_args()
    cases = [case for path in args.file for case in from_file(path)]
    cases = cases or list(synthetic(args.limit, args.seed))
    start = time.perf_counter()
    found = measure(cases, args.show, args.most)
    columns = ("right", *MISTAKES)
    print(f"{'kind':24}{'prompts':>8}" + "".join(f"{name:>15}" for name in columns))
    for kind, row in sorted(found.items(), key=lambda pair: (pair[0] == "all", pair[0])):
        shares = "".join(f"{sum(row[c]) / len(row[c]):15.1%}" if row[c] else f"{'':15}" for c in columns)
        print(f"{kind:24}{len(row['right']):8}{shares}")
    checks = sum(len(row) for row in found["all"].values())
    print(f"{(time.perf_counter() - start) / checks * 1000:.2f} ms a check")


if __name__ == "__main__":
    main()

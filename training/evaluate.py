"""Is the structure of what a model writes exactly right: every node, label, attribute and edge, up to order?

    python -m training.evaluate --model diagram/weights --limit 400
    python -m training.evaluate --limit 0 --seed-file ../shared/data/seed_sft_700.jsonl

Prints, by kind of prompt, the share right for the first candidate (greedy) and for the best of five, on seeds
of the synthesis that training never uses, on a file of the earlier system's prompts with their references,
and on prompts written by hand; then what the first diagrams are worth (fidelity, readability, the taste of
simulated readers or of `--user`), what a diagram costs, and how many skill cases hold (tests/data/skills).
`--no-copy` leaves out the copy mask. Writes the same as JSON with `--out`. `--edits 300` evaluates edits by
words instead, see training/evaluate_edits.py. Any model and adapter:

    python -m training.evaluate --backend transformers --model owner/model --adapter owner/adapter --limit 50
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from diagram.errors import DiagramError
from diagram.outline import Attributes, Outline, Structure, fold

if TYPE_CHECKING:
    from diagram.generation.backend import Backend
    from training.evaluation.quality import Judge

EVALUATION_SEED = 20_000_000_000
COLUMNS = ("first", "ranked", "best", "style", "seconds", "tokens")
ARTICLES = re.compile(r"^(?:the|a|an|our|my|your)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """A prompt and what is right: a function of the outline."""

    kind: str
    prompt: str
    right: Callable[[Outline], bool]
    style: dict[str, str]


def plain(name: str) -> str:
    """A name without what does not count: case, spaces, punctuation, a leading article."""
    name = ARTICLES.sub("", name.strip())
    return re.sub(r"[\W_]+", "", fold(name).replace("×", "x"))


def same_structure(
    mine: Structure, names: list[set[str]], attributes: list[str], edges: set[tuple[int, int, str]]
) -> bool:
    """Whether the structure has these nodes and edges, whatever their order.

    A node needs one of its plain names and exactly its attributes.
    """
    import networkx as nx

    if len(mine.nodes) != len(names):
        return False
    mine_edges = {(s, t, plain(label)) for s, t, label in mine.edges}
    if len(mine_edges) != len(edges):
        return False
    mine_names = [plain(node.name) for node in mine.nodes]
    mine_attributes = [sized(node.attributes) for node in mine.nodes]
    if sorted(mine_attributes) != sorted(attributes):
        return False
    graphs = []
    for count, links in ((len(mine_names), mine_edges), (len(names), edges)):
        graph = nx.DiGraph()
        graph.add_nodes_from((i, {"i": i}) for i in range(count))
        labels: dict[tuple[int, int], set[str]] = defaultdict(set)
        for source, target, label in links:
            labels[source, target].add(label)
        graph.add_edges_from((s, t, {"labels": frozenset(found)}) for (s, t), found in labels.items())
        graphs.append(graph)

    def fits(a: dict, b: dict) -> bool:
        return mine_names[a["i"]] in names[b["i"]] and mine_attributes[a["i"]] == attributes[b["i"]]

    matcher = nx.isomorphism.DiGraphMatcher(*graphs, node_match=fits, edge_match=lambda a, b: a == b)
    return matcher.is_isomorphic()


def structures_match(mine: Structure, wanted: Structure) -> bool:
    """As `same_structure`, with the names of another structure."""
    names = [{plain(node.name)} for node in wanted.nodes]
    attributes = [sized(node.attributes) for node in wanted.nodes]
    edges = {(s, t, plain(label)) for s, t, label in wanted.edges}
    return same_structure(mine, names, attributes, edges)


def sized(attributes: Attributes) -> str:
    """The attributes that belong to the structure: sizes and repeats, not how a node is drawn."""
    return str(
        Attributes(
            attributes.kernel,
            attributes.channels,
            attributes.stride,
            attributes.same,
            attributes.side,
            attributes.units,
            attributes.repeats,
        )
    )


def synthetic(limit: int) -> Iterator[Case]:
    """Unseen seeds of the mixture."""
    from diagram.outline import parse
    from training.synthesis import mixture

    examples = map(mixture.sample, itertools.count(EVALUATION_SEED))
    prompts = (example for example in examples if example.before is None)  # for edits see --edits
    for example in itertools.islice(prompts, limit):
        wanted = parse(example.outline).structure()
        yield Case(
            example.kind,
            example.prompt,
            lambda outline, wanted=wanted: structures_match(outline.structure(), wanted),
            example.style,
        )


def handwritten(path: Path) -> Iterator[Case]:
    """Prompts written by hand, with every label that a fair reader would accept."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        names = [{plain(name) for name in node["names"]} for node in row["nodes"]]
        attributes = [node.get("attributes", "") for node in row["nodes"]]
        edges = {(s, t, plain(label)) for s, t, label in row["edges"]}
        yield Case(
            f"handwritten {row['kind']} {row['language']}",
            row["prompt"],
            lambda outline, n=names, a=attributes, e=edges: same_structure(outline.structure(), n, a, e),
            row.get("style", {}),
        )


def seed_file(path: Path) -> Iterator[Case]:
    """The earlier system's prompts with the references of their own algorithm."""
    from training.references import layers_match, seed_structure_matches

    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reference = row["reference"]
        if reference["kind"] == "dl_model":
            dense = all(kind == "dense" for kind, _ in reference["layers"])
            yield Case(
                "seed file dense" if dense else "seed file cnn",
                row["prompt"],
                lambda outline, r=reference: layers_match(layers(outline), r),
                {},
            )
        else:

            def right(outline: Outline, reference=reference) -> bool:
                said = outline.structure()
                edges = [(s, t) for s, t, _ in said.edges]
                return seed_structure_matches([node.name for node in said.nodes], edges, reference)

            yield Case("seed file flows", row["prompt"], right, {})


def layers(outline: Outline) -> list[tuple[str, int]]:
    """The layers of a chain as the references have them: type, and units or side of the map."""
    from diagram.feature_maps import feature_maps

    said = outline.structure()
    if [(s, t) for s, t, _ in said.edges] != [(i, i + 1) for i in range(len(said.nodes) - 1)]:
        return []
    maps = feature_maps(said).sizes
    found = []
    for node in said.nodes:
        units, map_size = node.attributes.units, maps.get(node.number)
        kind = "conv" if "conv" in node.name else "pool" if "pool" in node.name else "dense"
        if units is not None:
            found.append(("dense", units))
        elif map_size is None:
            found.append((node.name, -1))
        else:
            found.append(("cnn_input" if node.name == "input" else kind, map_size[0]))
    return found


def evaluate(
    model: Backend,
    cases: Iterable[Case],
    count: int,
    copies: bool,
    show: int = 0,
    judge: Judge | None = None,
) -> dict[str, dict[str, float]]:
    """{kind: {n, first, ranked, best, style, seconds, tokens}}, and families of kinds under "all ...".

    `style` is None where no prompt asks for one. `show` prints that many misses. With a judge, the families
    also have what the first diagrams are worth (`training.evaluation.quality`).
    """
    from training.evaluation.quality import Quality

    qualities: dict[str, Quality] = defaultdict(Quality)
    more = {} if copies else {"copies": False}  # only the embedded model has a copy mask to leave out
    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for case in cases:
        start = time.perf_counter()
        try:
            writings = model.write(case.prompt, count, 0, **more)
        except DiagramError:  # more than the model reads
            writings = []
        seconds = time.perf_counter() - start
        right = [is_right(case, writing.outline) for writing in writings] or [False]
        ranked = right[choose(case.prompt, writings)] if writings else False
        styles = [writing.outline.style for writing in writings[:1]]
        asked = [any(getattr(s, name) == value for s in styles) for name, value in case.style.items()]
        family = next((f for f in ("seed file", "handwritten") if case.kind.startswith(f)), "synthetic")
        for kind in (case.kind, f"all {family}"):
            total = totals[kind]
            total["n"] += 1
            total["first"] += right[0]
            total["ranked"] += ranked
            total["best"] += any(right)
            total["seconds"] += seconds
            total["tokens"] += sum(writing.tokens for writing in writings)
            total["style asked"] += len(asked)
            total["style"] += sum(asked)
        if judge:
            worth = judge.worth(case.prompt, writings[0].outline) if writings else None
            qualities[f"all {family}"].add(count, writings, seconds, worth)
        if not right[0] and show > 0:
            show -= 1
            said = writings[0].outline if writings else "nothing"
            print(f"--- {case.kind}\n{case.prompt}\n=> {said}\n", flush=True)
    for total in totals.values():
        for name in ("first", "ranked", "best", "seconds", "tokens"):
            total[name] = round(total[name] / total["n"], 4)
        asked = total.pop("style asked")
        total["style"] = round(total["style"] / asked, 4) if asked else None
    for kind, quality in qualities.items():
        totals[kind] |= quality.as_json()
    return {kind: dict(total) for kind, total in sorted(totals.items())}


def choose(prompt: str, writings: list) -> int:
    """Which writing the product would show first, going by structure alone."""
    from diagram.recommendation import judge

    judged = judge(prompt, [writing.outline for writing in writings])
    return min(range(len(judged)), key=lambda i: (judged[i].tier, not judged[i].leading, i))


def is_right(case: Case, outline: Outline) -> bool:
    """Whether the outline holds together and is right."""
    try:
        return bool(case.right(outline))
    except DiagramError:
        return False


def read_cases(path: Path, read: Callable[[Path], Iterable[Case]], every: int) -> list[Case]:
    """Each n-th case of a file. Raises DiagramError where there is none that says what is right."""
    try:
        found = list(read(path))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
        raise DiagramError(
            f"{path} cannot be read as prompts with what is right ({reason}); give JSON lines as in "
            "tests/data/handwritten.jsonl, or for --seed-file with a reference each."
        ) from error
    return found[::every]


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--backend", choices=("embedded", "transformers", "endpoint"), default="embedded")
    parser.add_argument("--model", help="folder, Hub id or an endpoint's model (default: diagram/weights)")
    parser.add_argument("--adapter", help="PEFT adapter of the model, folder or Hub id")
    parser.add_argument("--user", help="whose taste counts, as in the app, instead of simulated readers'")
    parser.add_argument("--unaided", type=int, default=32, help="prompts without the grammar; 0 = none")
    parser.add_argument("--no-skills", action="store_true", help="without the cases of tests/data/skills")
    parser.add_argument("--limit", type=int, default=400, help="synthetic prompts; 0 = none")
    parser.add_argument(
        "--seed-file", type=Path, help="JSONL of prompts and references of the earlier system"
    )
    parser.add_argument("--handwritten", type=Path, default=Path("tests/data/handwritten.jsonl"))
    parser.add_argument("--count", type=int, default=5, help="candidates a prompt")
    parser.add_argument("--no-copy", action="store_true", help="without the copy mask")
    parser.add_argument("--every", type=int, default=1, help="of the files take each n-th prompt only")
    parser.add_argument("--edits", type=int, help="instead: so many synthetic edits, and the written ones")
    parser.add_argument("--show", type=int, default=0, help="misses to print")
    parser.add_argument("--out", type=Path, help="write the table as JSON")
    return parser


def main(args: argparse.Namespace) -> None:
    from training.evaluation import report

    for name in ("every", "count"):
        if getattr(args, name) < 1:
            raise DiagramError(f"--{name} is {getattr(args, name)}; give 1 or more.")
    model = report.open_backend(args)
    if args.edits is not None:
        from training.evaluate_edits import report as report_edits

        table = report_edits(model, args.edits, show=args.show)
    else:
        cases = list(synthetic(args.limit))
        if args.handwritten and args.handwritten.exists():
            cases += read_cases(args.handwritten, handwritten, args.every)
        if args.seed_file:
            cases += read_cases(args.seed_file, seed_file, args.every)
        table = report.everything(args, model, cases)
    if args.out:
        args.out.write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    commands.run(lambda: main(make_parser().parse_args()))

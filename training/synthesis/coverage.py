"""How much language the synthesis shows, in numbers.

python -m training.synthesis.coverage
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
NAME_KINDS = ("component", "data", "step", "stage", "role", "condition", "choice", "group")


def names(language: str) -> set[str]:
    """All hand-written names of a language, those of the coherent domains included."""
    from training.synthesis import lexicon

    found = {name.lower() for kind in NAME_KINDS for name in lexicon.flat(language, kind)}
    for path in (HERE / "names").glob(f"{language}_*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                found.add(line.split("\t")[0].strip().lower())
    return found


def patterns(language: str) -> int:
    """Hand-written sentence patterns of a language, requests for style among them."""
    lines: set[str] = set()
    for path in (HERE / "patterns").glob(f"{language}*.txt"):
        text = path.read_text(encoding="utf-8").split("\n")
        lines.update(line for line in text if line.strip() and not line.startswith("#"))
    return len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--examples", type=int, default=20_000)
    args = parser.parse_args()

    from training.synthesis import architectures, mixture

    for language, title in (("en", "English"), ("ko", "Korean")):
        print(f"{title}: {len(names(language)):,} names, {patterns(language):,} sentence patterns by hand")
    print(f"{len(architectures.known())} architectures and processes by name")
    examples = [mixture.sample(seed) for seed in range(args.examples)]
    prompts = len({example.prompt for example in examples})
    outlines = len({example.outline.split("\n", 1)[1] for example in examples})
    print(f"{args.examples:,} examples: {prompts:,} distinct prompts, {outlines:,} distinct structures")
    kinds = Counter(example.kind for example in examples)
    print(", ".join(f"{kind} {count / args.examples:.1%}" for kind, count in kinds.most_common()))


if __name__ == "__main__":
    main()

"""The command line: draws one prompt into a folder, many prompts into a file of lines, or scores drawings.

python -m diagram "PROMPT" --count 5 --top 3 --seed 0 --out DIR
python -m diagram --prompts FILE --count 5 --out DIR
python -m diagram --score FILE.jsonl --out DIR
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import DiagramError

if TYPE_CHECKING:
    from diagram.recommendation import Candidate

USAGE_ERROR = 2
INTERRUPTED = 130
MOST = 16  # candidates a prompt, as in diagram.recommendation
SHOWN = 3  # how many of a prompt's candidates are kept, where --top does not say


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m diagram",
        description="Turns words into readable diagrams, best first. Needs no network and no GPU.",
        epilog='example: python -m diagram "Clean the data, then train a model" --seed 0 --out out',
    )
    parser.add_argument("prompt", nargs="?", help="what to draw, in English or Korean")
    parser.add_argument(
        "--prompts",
        type=Path,
        metavar="FILE",
        help='many prompts: a text file with one on each line, or a .jsonl file with "prompt" in each line',
    )
    parser.add_argument(
        "--score",
        type=Path,
        metavar="FILE.jsonl",
        help='score diagrams that exist, as they stand: {"diagram": rows} or {"png": path} on each line',
    )
    parser.add_argument(
        "--user", metavar="NAME", help="whose ratings tell the taste (default when drawing: local)"
    )
    parser.add_argument(
        "--weight",
        type=_share,
        default=0.5,
        metavar="W",
        help="share of readability in the score, 0 to 1; the rest is preference (default 0.5)",
    )
    parser.add_argument(
        "--count", type=_whole(1, MOST), default=5, metavar="N", help="candidates a prompt (default 5)"
    )
    parser.add_argument(
        "--top",
        type=_whole(1, MOST),
        metavar="K",
        help=f"how many of them to keep (default: {SHOWN} of one prompt, all of each of many)",
    )
    parser.add_argument(
        "--seed", type=_whole(0, 2**31 - 1), metavar="S", help="the same seed draws the same candidates again"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="folder to write to (default: out)"
    )
    parser.add_argument(
        "--scale",
        type=_scale,
        default=2.0,
        metavar="X",
        help="PNG pixels a diagram pixel, 0.1 to 8 (default 2)",
    )
    parser.add_argument(
        "--language", choices=("en", "ko"), help="language of the checklist (default: that of the prompt)"
    )
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns the exit code: 0, 2 for what the user can mend, 130 when interrupted."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    tasks = {draw_one: options.prompt, draw_many: options.prompts, score: options.score}
    given = [task for task, value in tasks.items() if value is not None]
    if len(given) != 1:
        parser.error(
            "give one of: a prompt in quotes, --prompts FILE, --score FILE.jsonl, "
            'as in: python -m diagram "A -> B -> C"'
        )
    try:
        given[0](options)
        sys.stdout.flush()
    except DiagramError as error:
        return _fail(str(error))
    except BrokenPipeError:  # as in `| head -1`; what is left in the buffer goes nowhere at exit
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(f"{error.strerror or error}: {error.filename or options.out}; choose another path.")
    except KeyboardInterrupt:
        return _fail("Interrupted; what was written so far stays.", INTERRUPTED)
    return 0


def draw_one(options: argparse.Namespace) -> None:
    """Draws one prompt; writes the files of the best candidates and prints a table of them."""
    from diagram import recommend

    top = min(options.top or SHOWN, options.count)
    options.out.mkdir(parents=True, exist_ok=True)
    user = "local" if options.user is None else options.user
    candidates = recommend(options.prompt, options.count, top, user, options.seed, weight=options.weight)
    rows = []
    for rank, candidate in enumerate(candidates, 1):
        stem = options.out / f"candidate-{rank}"
        write_files(candidate, stem, options.scale)
        rows.append(_row(rank, candidate, stem))
    head = ("rank", "score", "readability", "preference", "faithful", "nodes", "edges", "files")
    print(table([head, *rows]))
    best = candidates[0]
    language = options.language or _language(options.prompt)
    for ok, text in best.fidelity.checklist(language):
        if not ok:
            print(f"candidate 1, to check: {text}")
    for note in best.notes:
        print(f"note: {note}")


def write_files(candidate: Candidate, stem: Path, scale: float) -> None:
    """Writes `stem`.png, .svg, .rows.txt, .outline.txt and .json."""
    stem.with_name(f"{stem.name}.png").write_bytes(candidate.png(scale=scale))
    texts = {
        "svg": candidate.svg(),
        "rows.txt": candidate.rows.rstrip("\n") + "\n",
        "outline.txt": f"{candidate.outline}\n",
        "json": json.dumps(candidate.as_json(), ensure_ascii=False, indent=1) + "\n",
    }
    for ending, text in texts.items():
        stem.with_name(f"{stem.name}.{ending}").write_text(text, encoding="utf-8")


def draw_many(options: argparse.Namespace) -> None:
    """Draws every prompt of a file into candidates.jsonl, a line a prompt, and prints what came of it."""
    from diagram.batch import draw_prompts, read_prompts

    prompts = read_prompts(options.prompts)
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "candidates.jsonl"
    user = "local" if options.user is None else options.user
    done = draw_prompts(prompts, path, options.count, options.top, options.seed, user, options.weight)
    print(f"{len(prompts)} prompts in {done.seconds:.1f} s, {done.failed} of them without a diagram: {path}")


def score(options: argparse.Namespace) -> None:
    """Scores every diagram of a file as it stands into scores.jsonl, and prints what came of it."""
    from diagram.scoring.files import score_file

    done = score_file(options.score, options.out, options.user)
    print(f"{done.scored} scored, {done.failed} with an error: {done.path}")


def table(rows: list[tuple[str, ...]]) -> str:
    """Lines with the cells of `rows` in columns; the first row is the head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join(lines)


def _row(rank: int, candidate: Candidate, stem: Path) -> tuple[str, ...]:
    preference = f"{candidate.preference:.1f} / 5" if candidate.preference_known else "not known"
    return (
        str(rank),
        f"{candidate.score:.1f} / 10",
        f"{candidate.readability:.1f} / 5",
        preference,
        "yes" if candidate.fidelity.faithful else "no",
        str(len(candidate.diagram.nodes)),
        str(len(candidate.diagram.edges)),
        f"{stem}.png .svg .rows.txt .outline.txt .json",
    )


def _language(text: str) -> str:
    return "ko" if any("가" <= character <= "힣" for character in text) else "en"


def _whole(low: int, high: int):
    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text!r} must be a whole number from {low} to {high}")
        return value

    return read


def _scale(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= 8:
        raise argparse.ArgumentTypeError(f"{text!r} must be a number from 0.1 to 8")
    return value


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} must be a number from 0 to 1")
    return value


def _fail(message: str, code: int = USAGE_ERROR) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="replace"
            )  # a terminal without Hangul gets question marks, no traceback
    sys.exit(main())

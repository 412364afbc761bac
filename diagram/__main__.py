"""The command line: draws one prompt into a folder, many prompts into a file of lines, or scores drawings.

python -m diagram "PROMPT" --count 5 --top 3 --seed 0 --out DIR
python -m diagram --prompts FILE --count 5 --out DIR
python -m diagram --score FILE.jsonl --out DIR
python -m diagram "PROMPT" --export pptx,drawio,mermaid
python -m diagram convert IN OUT... --tidy --palette green
python -m diagram "PROMPT" --backend transformers --model DIR-OR-HUB-ID --adapter DIR-OR-HUB-ID
python -m diagram "PROMPT" --scorers DIR-OR-HUB-ID

Where there is no network and nothing was pulled under a Hub id, what ships is used, and a note says so.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.commands import quiet_pipe
from diagram.errors import DiagramError

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagram.generation.backend import Backend
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
        "--export",
        type=_formats,
        default=(),
        metavar="FORMAT,...",
        help="more files of each diagram: pdf, pptx, drawio, mermaid, dot, d2, tikz, json, ..., or all",
    )
    parser.add_argument(
        "--transparent", action="store_true", help="no white background in exports as PNG, SVG and PDF"
    )
    parser.add_argument(
        "--language", choices=("en", "ko"), help="language of the checklist (default: that of the prompt)"
    )
    parser.add_argument(
        "--scorers",
        metavar="SCORERS",
        help="what judges: a folder, or OWNER/NAME[@REVISION] on the Hub (default: the scorers that ship)",
    )
    _add_backend(parser)
    return parser


def _add_backend(parser: argparse.ArgumentParser) -> None:
    writers = parser.add_argument_group("what writes the diagrams (default: the model that ships)")
    writers.add_argument("--backend", choices=("embedded", "transformers", "endpoint"), default="embedded")
    writers.add_argument("--model", metavar="MODEL", help="a folder, or OWNER/NAME[@REVISION] on the Hub")
    writers.add_argument("--adapter", metavar="ADAPTER", help="a PEFT adapter: a folder, or a Hub id")
    writers.add_argument(
        "--notation", choices=("rows", "outline"), help="transformers: what the model writes"
    )
    writers.add_argument("--device", help="transformers: cuda, mps or cpu (default: the best that is there)")
    writers.add_argument(
        "--dtype", choices=("bfloat16", "float16", "float32"), help="transformers: its numbers"
    )
    writers.add_argument(
        "--budget",
        type=_whole(1, 100_000),
        metavar="TOKENS",
        help="transformers: a completion closes after these",
    )
    writers.add_argument("--url", help="endpoint: the address of a server with OpenAI's chat completions")


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns the exit code: 0, 2 for what the user can mend, 130 when interrupted."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["convert"]:
        from diagram import convert

        return _run(convert.run, convert.make_parser(_scale).parse_args(arguments[1:]))
    parser = make_parser()
    options = parser.parse_args(arguments)
    tasks = {draw_one: options.prompt, draw_many: options.prompts, score: options.score}
    given = [task for task, value in tasks.items() if value is not None]
    if len(given) != 1:
        parser.error(
            "give one of: a prompt in quotes, --prompts FILE, --score FILE.jsonl, "
            'as in: python -m diagram "A -> B -> C"'
        )
    return _run(given[0], options)


def _run(task: Callable[[argparse.Namespace], None], options: argparse.Namespace) -> int:
    """Does the task; returns the exit code, and says in a line what went wrong."""
    try:
        with quiet_pipe():
            task(options)
    except DiagramError as error:
        return _fail(str(error))
    except OSError as error:
        path = error.filename or getattr(options, "out", "standard output")
        return _fail(f"{error.strerror or error}: {path}; choose another path.")
    except KeyboardInterrupt:
        return _fail("Interrupted; what was written so far stays.", INTERRUPTED)
    return 0


def draw_one(options: argparse.Namespace) -> None:
    """Draws one prompt; writes the files of the best candidates and prints a table of them."""
    from diagram import recommend

    top = min(options.top or SHOWN, options.count)
    options.out.mkdir(parents=True, exist_ok=True)
    user = "local" if options.user is None else options.user
    _choose_scorers(options)
    more = {"weight": options.weight, **_backend(options)}
    candidates = recommend(options.prompt, options.count, top, user, options.seed, **more)
    rows = []
    for rank, candidate in enumerate(candidates, 1):
        stem = options.out / f"candidate-{rank}"
        write_files(candidate, stem, options.scale)
        written = write_exports(candidate, stem, options.export, options.scale, options.transparent)
        rows.append(_row(rank, candidate, stem, written))
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


def write_exports(
    candidate: Candidate, stem: Path, formats: tuple[str, ...], scale: float, transparent: bool
) -> list[str]:
    """Writes `stem` with the suffix of each format; returns these suffixes."""
    from diagram.export import FORMATS, export

    suffixes = []
    for name in formats:
        content = export(
            candidate.diagram, name, outline=candidate.outline, scale=scale, transparent=transparent
        )
        suffixes.append(FORMATS[name].suffix)
        stem.with_name(stem.name + suffixes[-1]).write_bytes(content)
    return suffixes


def draw_many(options: argparse.Namespace) -> None:
    """Draws every prompt of a file into candidates.jsonl, a line a prompt, and prints what came of it."""
    from diagram.batch import draw_prompts, read_prompts

    prompts = read_prompts(options.prompts)
    _choose_scorers(options)
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "candidates.jsonl"
    user = "local" if options.user is None else options.user
    done = draw_prompts(
        prompts,
        path,
        options.count,
        options.top,
        options.seed,
        user,
        options.weight,
        **_backend(options),
    )
    print(f"{len(prompts)} prompts in {done.seconds:.1f} s, {done.failed} of them without a diagram: {path}")


def _backend(options: argparse.Namespace) -> dict[str, Backend]:
    """The backend that the options name, where it is not what ships; on a terminal it says how far it is.

    Nothing is given, and a note says so, where it cannot be had for lack of a network: then what ships draws.
    """
    names = ("model", "adapter", "notation", "device", "dtype", "budget", "url")
    given = {name: value for name in names if (value := getattr(options, name)) is not None}
    if options.backend == "embedded" and not given:
        return {}
    from diagram.generation.choice import choose, watch
    from diagram.remote.errors import no_network
    from diagram.remote.sources import instead

    def progress(done: int, of: int) -> None:
        print(f"\r{done} of at most {of}  ", end="\n" if done >= of else "", file=sys.stderr, flush=True)

    try:
        backend = choose(options.backend, **given)
    except DiagramError as error:
        if not no_network(error):
            raise
        _note(instead(error, options.adapter or options.model))
        return {}
    return {"backend": watch(backend, progress if sys.stderr.isatty() else None)}


def _choose_scorers(options: argparse.Namespace) -> None:
    from diagram.scoring import choice

    if note := choice.use(options.scorers):
        _note(note)


def _note(text: str) -> None:
    print(f"note: {text}", file=sys.stderr)


def score(options: argparse.Namespace) -> None:
    """Scores every diagram of a file as it stands into scores.jsonl, and prints what came of it."""
    from diagram.scoring.files import score_file

    _choose_scorers(options)
    done = score_file(options.score, options.out, options.user)
    print(f"{done.scored} scored, {done.failed} with an error: {done.path}")


def table(rows: list[tuple[str, ...]]) -> str:
    """Lines with the cells of `rows` in columns; the first row is the head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join(lines)


def _row(rank: int, candidate: Candidate, stem: Path, exported: list[str]) -> tuple[str, ...]:
    endings = dict.fromkeys((".png", ".svg", ".rows.txt", ".outline.txt", ".json", *exported))
    preference = f"{candidate.preference:.1f} / 5" if candidate.preference_known else "not known"
    return (
        str(rank),
        f"{candidate.score:.1f} / 10",
        f"{candidate.readability:.1f} / 5",
        preference,
        "yes" if candidate.fidelity.faithful else "no",
        str(len(candidate.diagram.nodes)),
        str(len(candidate.diagram.edges)),
        f"{stem}{' '.join(endings)}",
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


def _formats(text: str) -> tuple[str, ...]:
    from diagram.export import FORMATS

    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if names == ("all",):
        return tuple(FORMATS)
    if unknown := [name for name in names if name not in FORMATS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(FORMATS)}, all")
    return names


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

"""Which model to build on: runs each of a list over a file of prompts, and says how it fares.

    python -m training.try_models embedded deepseek-ai/deepseek-coder-1.3b-instruct+owner/adapter \\
        endpoint:owner/chat --prompts tests/data/handwritten.jsonl --limit 20 --out report
    python -m training.try_models diagram/weights --prompts prompts.txt --count 1 --out report

A candidate is `embedded`, a model (a folder or a Hub id, `MODEL+ADAPTER` with an adapter), or
`endpoint:MODEL`. Each runs in a process of its own, so that its memory is its own and its failure stops no
other. Prompts are a text file, a line each, or JSON lines; structure is judged where the lines say what is
right, as in `tests/data/handwritten.jsonl` or the earlier system's file. Writes models.json and models.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from diagram.errors import DiagramError, InvalidPrompt

if TYPE_CHECKING:
    from diagram.generation.backend import Backend
    from training.evaluate import Case

MEGABYTE = 2**20


@dataclass
class Trial:
    """How one candidate fared. Shares are 0-1, None where nothing was judged; memory is in MiB."""

    model: str
    works: bool = False
    error: str = ""
    prompts: int = 0
    load_seconds: float | None = None
    seconds: float | None = None  # a prompt, with all its candidates
    tokens: float | None = None  # a completion
    memory: float | None = None  # peak of the process
    card_memory: float | None = None  # peak on the CUDA card
    parseable: float | None = None  # of the completions asked for
    right: float | None = None  # of the prompts, the first completion


COLUMNS = (
    "model",
    "works",
    "load_seconds",
    "seconds",
    "memory",
    "card_memory",
    "tokens",
    "parseable",
    "right",
)


def read_cases(path: Path, limit: int | None = None) -> list[tuple[str, Case | None]]:
    """The prompts of a file, each with what is right where the file says it. Raises InvalidPrompt."""
    from diagram.batch import JSON_LINES, read_prompts
    from training import evaluate

    prompts = read_prompts(path)
    cases: list[Case | None] = [None] * len(prompts)
    if path.suffix.lower() in JSON_LINES:
        first = json.loads(
            next(line for line in path.read_text(encoding="utf-8-sig").split("\n") if line.strip())
        )
        known = {"nodes": evaluate.handwritten, "reference": evaluate.seed_file}
        if judged := next((read for key, read in known.items() if key in first), None):
            try:
                cases = list(judged(path))
            except (KeyError, TypeError, ValueError) as error:
                raise InvalidPrompt(
                    f"{path} does not say what is right in every line ({error!r}); make all like the first."
                ) from None
    return list(zip(prompts, cases, strict=True))[:limit]


def open_backend(candidate: str, **options) -> Backend:
    """The backend that a candidate's name means; `options` are a causal model's. Raises DiagramError."""
    from diagram.generation.choice import choose

    if candidate == "embedded":
        return choose()
    if candidate.startswith("endpoint:"):
        return choose("endpoint", candidate.removeprefix("endpoint:"))
    model, _, adapter = candidate.partition("+")
    return choose("transformers", model, adapter or None, **options)


def try_one(candidate: str, cases: list[tuple[str, Case | None]], count: int, **options) -> Trial:
    """Runs one candidate in this process over all prompts; `Trial.error` says what went wrong."""
    trial = Trial(candidate)
    try:
        start = time.perf_counter()
        backend = open_backend(candidate, **options)
        trial.load_seconds = round(time.perf_counter() - start, 2)
        _run(backend, cases, count, trial)
        trial.works = bool(trial.parseable)
        trial.error = "" if trial.works else "No completion could be read."
    except DiagramError as error:
        trial.error = str(error)
    except Exception as error:  # whatever a stranger's model does, the table goes on
        trial.error = f"{type(error).__name__}: {error}".split("\n")[0][:300]
    trial.memory, trial.card_memory = _peaks()
    return trial


def _run(backend: Backend, cases: list[tuple[str, Case | None]], count: int, trial: Trial) -> None:
    from training.evaluate import is_right

    read = tokens = judged = right = 0
    seconds = 0.0
    for number, (prompt, case) in enumerate(cases):
        start = time.perf_counter()
        try:
            writings = backend.write(prompt, count, number)
        except InvalidPrompt:  # more than the model reads
            writings = []
        seconds += time.perf_counter() - start
        read += len(writings)
        tokens += sum(writing.tokens for writing in writings)
        if case is not None:
            judged += 1
            right += bool(writings) and is_right(case, writings[0].outline)
        trial.prompts = number + 1
    trial.seconds = round(seconds / len(cases), 3)
    trial.tokens = round(tokens / read, 1) if read else None
    trial.parseable = round(read / (count * len(cases)), 4)
    trial.right = round(right / judged, 4) if judged else None


def _peaks() -> tuple[float, float | None]:
    import torch

    from training.finetuning.report import peak_resident

    card = torch.cuda.max_memory_allocated() / MEGABYTE if torch.cuda.is_available() else None
    return round(peak_resident() / MEGABYTE), card if card is None else round(card)


def try_apart(candidate: str, args: argparse.Namespace) -> Trial:
    """Runs one candidate in a process of its own; a process that dies or takes too long is a failure of
    its."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "trial.json"
        command = [sys.executable, "-m", "training.try_models", candidate, "--prompts", str(args.prompts)]
        command += ["--count", str(args.count), "--only", str(result)]
        for option, value in (("--limit", args.limit), ("--dtype", args.dtype), ("--budget", args.budget)):
            command += [option, str(value)] if value is not None else []
        try:
            done = subprocess.run(command, timeout=args.timeout, capture_output=True, text=True, check=False)
        except subprocess.TimeoutExpired:
            return Trial(candidate, error=f"It took more than {args.timeout:g} s; give more by --timeout.")
        if result.is_file():
            return Trial(**json.loads(result.read_text(encoding="utf-8")))
        last = (done.stderr.strip().splitlines() or [""])[-1][:200]
        why = "killed, perhaps for its memory" if done.returncode < 0 else f"code {done.returncode}: {last}"
        return Trial(candidate, error=f"Its process ended early ({why}).")


def as_table(trials: list[Trial]) -> str:
    """The trials as a Markdown table, then why those that do not work do not."""
    lines = [
        "| " + " | ".join(name.replace("_", " ") for name in COLUMNS) + " |",
        "|---" * len(COLUMNS) + "|",
    ]
    for trial in trials:
        cells = []
        for name in COLUMNS:
            value = getattr(trial, name)
            if value is None:
                cells.append("–")
            elif name == "works":
                cells.append("yes" if value else "no")
            elif name in ("parseable", "right"):
                cells.append(f"{value:.1%}")
            else:
                cells.append(
                    f"{value} MiB" if "memory" in name else f"{value} s" if "seconds" in name else str(value)
                )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    failed = [f"- {trial.model}: {trial.error}" for trial in trials if trial.error]
    return "\n".join([*lines, *(["", *failed] if failed else [])])


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.try_models", description=__doc__.split("\n")[0])
    parser.add_argument(
        "models", nargs="+", metavar="MODEL", help="embedded, MODEL[+ADAPTER] or endpoint:MODEL"
    )
    parser.add_argument("--prompts", type=Path, required=True, metavar="FILE", help="a text or .jsonl file")
    parser.add_argument("--limit", type=int, help="of the prompts take the first N only")
    parser.add_argument("--count", type=int, default=1, help="completions a prompt (default 1)")
    parser.add_argument("--dtype", choices=("bfloat16", "float16", "float32"))
    parser.add_argument("--budget", type=int, metavar="TOKENS", help="a completion closes after these")
    parser.add_argument("--timeout", type=float, default=3600.0, help="seconds for one model (default 3600)")
    parser.add_argument("--out", type=Path, default=Path("report"), metavar="DIR")
    parser.add_argument("--only", type=Path, help=argparse.SUPPRESS)  # the file of the one candidate's trial
    return parser


def main(args: argparse.Namespace) -> int:
    try:
        cases = read_cases(args.prompts, args.limit)
    except (DiagramError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.only:
        trial = try_one(args.models[0], cases, args.count, dtype=args.dtype, budget=args.budget)
        args.only.write_text(json.dumps(asdict(trial)), encoding="utf-8")
        return 0
    args.out.mkdir(parents=True, exist_ok=True)
    trials = []
    for candidate in args.models:
        print(f"{candidate} ...", file=sys.stderr, flush=True)
        trials.append(try_apart(candidate, args))
        (args.out / "models.json").write_text(json.dumps(list(map(asdict, trials)), indent=1) + "\n")
        (args.out / "models.md").write_text(as_table(trials) + "\n", encoding="utf-8")
    print(as_table(trials))
    return 0 if any(trial.works for trial in trials) else 1


if __name__ == "__main__":
    commands.run(lambda: main(make_parser().parse_args()))

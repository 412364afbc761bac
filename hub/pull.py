"""Pulls weights or data from the Hugging Face Hub, pinned to a commit and verified, to where they are found.

    python -m hub.pull scorers --repo OWNER/NAME --revision v1
    python -m hub.pull adapter --repo OWNER/NAME@v1 --out adapters/mine
    python -m hub.pull --list

Only safetensors and plain data are fetched, into a staging folder; what is not what it claims to be is
deleted there, and a pull that was interrupted goes on. Without --out it lies in the folder for the program's
data, and `--model`, `--adapter`, `--scorers` and `--dataset` take OWNER/NAME@REVISION for it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hub import command

KINDS = ("adapter", "dataset", "scorers", "model")


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hub.pull", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=KINDS, nargs="?", help="what the repository holds")
    parser.add_argument("--repo", metavar="OWNER/NAME", help="the repository")
    parser.add_argument(
        "--revision", metavar="REVISION", help="tag, branch or commit (default: main, as it is now)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="a new or empty folder (default: the program's own)"
    )
    parser.add_argument("--list", action="store_true", help="show what was pulled before")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; the exit code: 0, 2 for what the user can mend, 130 when interrupted."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    if not options.list and not (options.kind and options.repo):
        parser.error("give a kind and --repo OWNER/NAME, as in: python -m hub.pull scorers --repo me/scorers")
    return command.run(lambda: show(options.kind) if options.list else pull(options))


def pull(options: argparse.Namespace) -> None:
    """Fetches, verifies and puts into place. Raises RemoteError."""
    from diagram.remote import download
    from diagram.remote.names import parse

    reference = parse(options.repo, options.revision)
    pulled = download.fetch(reference, options.kind, options.out, _progress if sys.stderr.isatty() else None)
    print(f"{reference} is {'now' if pulled.new else 'already'} in {pulled.folder}")
    print(f"commit {pulled.commit}, {len(pulled.files)} files, verified")


def show(kind: str | None) -> None:
    """Prints what was pulled into the program's own folder."""
    from diagram.remote import installed

    found = installed.every(kind)
    for pulled in found:
        print(f"{pulled.kind:<8} {pulled.name}  {pulled.commit[:12]}  {pulled.folder}")
    if not found:
        print("Nothing has been pulled yet.")


def _progress(name: str, done: int, whole: int) -> None:
    end = "\n" if done == whole else "\r"
    print(f"{name}: {command.size(done)} of {command.size(whole)}", end=end, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())

"""Pushes what was made here to the Hugging Face Hub: private, in one commit, with a card and a version.

    python -m hub.push scorers --repo OWNER/NAME --dry-run
    python -m hub.push scorers --repo OWNER/NAME --revision v1
    python -m hub.push model --repo OWNER/NAME
    python -m hub.push adapter checkpoints/adapter --repo OWNER/NAME
    python -m hub.push dataset checkpoints/data/sft checkpoints/data/preferences --repo OWNER/NAME
    python -m hub.push space --repo OWNER/NAME --public
    python -m hub.push feedback --repo OWNER/NAME

A push without changes sends nothing. The token is HF_TOKEN, or that of `hf auth login`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from hub import command

ROOT = Path(__file__).parent.parent
KINDS = {
    "adapter": "a PEFT adapter (default: the only one in checkpoints)",
    "dataset": "data to fine-tune on: configs sft, preferences (default: what training made, or 700)",
    "scorers": "readability networks and encoder (default: those that ship)",
    "model": "a causal language model (default: the embedded one)",
    "space": "the app as a Space: app, packages, weights",
    "feedback": "ratings of readers who agreed, as a data set of preferences",
}


def make_parser() -> argparse.ArgumentParser:
    kinds = "\n".join(f"  {name:<9} {what}" for name, what in KINDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m hub.push",
        description=__doc__,
        epilog=f"kinds:\n{kinds}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="FOLDER", help="what to push (default: what ships)"
    )
    parser.add_argument(
        "--repo", required=True, metavar="OWNER/NAME", help="the repository; made where it is missing"
    )
    parser.add_argument(
        "--revision", metavar="TAG", help="name of this version (default: the next of v1, v2, …)"
    )
    parser.add_argument("--public", action="store_true", help="everybody may see it (default: only you)")
    parser.add_argument("--dry-run", action="store_true", help="show every file and the card; send nothing")
    parser.add_argument("--base", metavar="OWNER/NAME", help="adapter: its base model's name on the Hub")
    parser.add_argument(
        "--preload",
        action="append",
        default=[],
        metavar="OWNER/NAME",
        help="space: a model or adapter to have there",
    )
    parser.add_argument(
        "--ratings", metavar="OWNER/NAME", help="space: the private data set that keeps its ratings"
    )
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; the exit code: 0, 2 for what the user can mend, 130 when interrupted."""
    options = make_parser().parse_args(arguments)
    return command.run(lambda: push(options))


def push(options: argparse.Namespace) -> None:
    """Makes the parcel and pushes or shows it. Raises RemoteError."""
    from diagram.remote.errors import RemoteError
    from diagram.remote.names import parse

    reference = parse(options.repo)
    if "@" in options.repo:
        raise RemoteError(
            f"{options.repo} names a revision; give it by --revision, and --repo as {reference.repo}."
        )
    if options.revision:
        parse(options.repo, options.revision)
    if len(options.folders) > 1 and options.kind != "dataset":
        raise RemoteError(
            f"{options.kind} takes one folder, and {len(options.folders)} are given; push one at a time."
        )
    if options.folders and options.kind in ("space", "feedback"):
        raise RemoteError(f"{options.kind} takes no folder; leave {options.folders[0]} out.")
    from diagram.remote.hashes import length
    from hub import contents, publication

    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        beside = None
        if options.kind in ("dataset", "feedback"):
            parcel, beside = make_rows(options, scratch, stack)
        else:
            parcel = make_parcel(options, scratch)
        if options.dry_run:
            contents.check(parcel.files)
            files = parcel.with_manifest()
            show(options, {name: length(content) for name, content in sorted(files.items())}, parcel.left_out)
            print(f"\nREADME.md, the card:\n\n{parcel.card}")
            return
        done = publication.publish(parcel, options.repo, options.revision, options.public, beside)
        report(done, options)


def make_parcel(options: argparse.Namespace, scratch: Path):
    """What is to be pushed, of the folder given or of what ships."""
    folder = options.folders[0] if options.folders else None
    name = options.repo  # without the version: the same files have the same card
    if options.kind == "adapter":
        from hub import adapters

        return adapters.parcel(folder or adapters.only_one(), name, options.base)
    if options.kind == "scorers":
        from diagram.scoring.readability import WEIGHTS as SCORERS
        from hub import scorers

        return scorers.parcel(folder or SCORERS, name)
    if options.kind == "model":
        from diagram.generation.embedded import WEIGHTS
        from hub import models

        return models.parcel(folder or WEIGHTS, name, scratch / "model")
    from hub import space

    return space.parcel(ROOT, options.preload, options.ratings)


def make_rows(options: argparse.Namespace, scratch: Path, stack: ExitStack):
    """A data set that is to be pushed, and how it lies beside what was pushed before."""
    from hub import examples, tables

    if options.kind == "feedback":
        from hub import feedback

        title, source = feedback.TITLE, feedback.collection()
    else:
        title, source = "Prompts and diagrams", examples.of_folders(options.folders)
    collection = stack.enter_context(source)
    parcel = tables.parcel(collection, options.repo, title, scratch)
    return parcel, tables.beside(parcel, collection, options.repo, title)


def show(options: argparse.Namespace, sizes: dict[str, int], left_out) -> None:
    """Prints what would be pushed."""
    who = "public" if options.public else "private"
    print(f"{options.repo} ({options.kind}, {who}): nothing is sent (--dry-run)")
    for name, size in sizes.items():
        print(f"  {command.size(size):>9}  {name}")
    if sizes:
        print(f"  {command.size(sum(sizes.values())):>9}  in {len(sizes)} files")
    for name, reason in left_out.items():
        print(f"  left out   {name}: {reason}")


def report(published, options: argparse.Namespace) -> None:
    """Prints what was done, and the address."""
    if published.uploaded or published.deleted:
        gone = f", {len(published.deleted)} deleted" if published.deleted else ""
        print(f"{len(published.uploaded)} files uploaded{gone}: {options.repo}@{published.tag}")
    else:
        print(f"Nothing has changed, nothing was uploaded: {options.repo}@{published.tag}")
    print(f"commit {published.commit}")
    print(published.url)


if __name__ == "__main__":
    sys.exit(main())

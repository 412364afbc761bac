"""What the commands of data share: options, one clean line for an error, the command as it was given."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.commands import quiet_pipe
from diagram.errors import DiagramError, ModelUnavailable
from diagram.generation.templates import END, NOTATIONS, WORDINGS, Wording

if TYPE_CHECKING:
    from training.examples.writers import Writer

SHIPPED = "diagram/weights"


def add_notation(parser: argparse.ArgumentParser) -> None:
    """Options on the text of prompts and completions, and the model whose tokens they are for."""
    parser.add_argument("--notation", choices=NOTATIONS, default="outline")
    parser.add_argument(
        "--model", default=SHIPPED, help="folder, or OWNER/NAME[@REVISION] on the Hub (default: %(default)s)"
    )
    parser.add_argument("--eos", help="end-of-sequence text (default: that of the model's tokenizer)")
    parser.add_argument(
        "--wording",
        choices=tuple(WORDINGS),
        help="of the row prompt (default: what the adapter was trained on, else later)",
    )
    parser.add_argument("--no-labels", action="store_true", help="rows of ten fields, without names")


def add_writer(parser: argparse.ArgumentParser) -> None:
    """Options on the model that writes; `add_notation` has its name."""
    parser.add_argument("--adapter", help="PEFT adapter of the model, folder or Hub id")
    parser.add_argument("--grammar", action="store_true", help="answers of transformers always parse and end")
    parser.add_argument("--max-new-tokens", type=int, default=1024, help="of an answer")
    parser.add_argument("--url", help="a server instead of a local model; --model is its name there")


def open_writer(args: argparse.Namespace) -> Writer:
    """The writer that the options name: a local model's, or that of the server at --url, for answers only.

    Raises DiagramError.
    """
    if not args.url:
        from training.examples.writers import load_writer

        return load_writer(
            args.model,
            args.notation,
            adapter=args.adapter,
            wording=args.wording,
            labels=not args.no_labels,
            tokens=args.max_new_tokens,
            grammar=args.grammar,
        )
    from diagram.generation.endpoint import Endpoint
    from training.examples.served import EndpointWriter

    if args.adapter or args.grammar:
        raise DiagramError("A server takes no --adapter and no --grammar; serve the model with its adapter.")
    return EndpointWriter(Endpoint(served_model(args), args.url), None, args.notation, not args.no_labels)


def served_model(args: argparse.Namespace) -> str | None:
    """What the model is called at --url; None where no --model is given."""
    return None if args.model == SHIPPED else args.model


def add_output(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path(default), help="folder (default: %(default)s)")


def eos_of(args: argparse.Namespace) -> str:
    """The text of the model's end-of-sequence token. Raises ModelUnavailable without a tokenizer."""
    if args.eos:
        return args.eos
    if args.model == SHIPPED and args.notation == "outline":
        return END
    found = load_tokenizer(args.model, "the end-of-sequence text by --eos").eos_token
    if not found:
        raise ModelUnavailable(
            f"The tokenizer of {args.model!r} has no end-of-sequence token; give it by --eos."
        )
    return found


def load_tokenizer(name: str, instead: str):
    """The tokenizer of a folder or Hub id. Raises ModelUnavailable, which says what can be given instead."""
    from transformers import AutoTokenizer

    from diagram.remote import sources

    try:
        place, revision = sources.place(name)
        return AutoTokenizer.from_pretrained(place, revision=revision or "main")
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"The tokenizer of {name!r} cannot be loaded ({str(error).splitlines()[0]}); give a "
            f"folder or a Hub id that has one, or {instead}."
        ) from error


def weights_of(model: str, adapter: str | None = None) -> str:
    """What tells these weights, of folders or Hub ids, from others. Raises ModelUnavailable."""
    from diagram.generation.adapters import fingerprint_of
    from diagram.remote.sources import resolve

    given = [(kind, name) for kind, name in (("model", model), ("adapter", adapter)) if name]
    return " + ".join(fingerprint_of(resolve(name, kind)) for kind, name in given)


def wording_of(args: argparse.Namespace, writer: object = None) -> Wording:
    """The wording of the row prompt: as the option says, else the writer's, else the later."""
    return args.wording or getattr(writer, "wording", None) or "later"


def run(parser: argparse.ArgumentParser, main: Callable[[argparse.Namespace], None]) -> None:
    """Parses the command line and runs; an error that a user can mend is one line and exit code 1."""
    args = parser.parse_args()
    # Where the output lies does not belong to what it holds: the same options, the same bytes.
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    args.command = (
        f"python -m {spec.name if spec else Path(sys.argv[0]).stem} {shlex.join(sys.argv[1:])}".strip()
    )
    try:
        with quiet_pipe():
            main(args)
    except DiagramError as error:
        sys.exit(f"{Path(sys.argv[0]).stem}: {error}")

"""What whoever runs the app sets for all its readers: who draws for those who chose nothing, and who judges.

    python app.py --model OWNER/NAME@v1 --adapter OWNER/NAME@v2 --scorers DIR

On a Space the same by its variables LEGIBLE_MODEL, LEGIBLE_ADAPTER and LEGIBLE_SCORERS.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from diagram.errors import DiagramError

VARIABLES = {"model": "LEGIBLE_MODEL", "adapter": "LEGIBLE_ADAPTER", "scorers": "LEGIBLE_SCORERS"}
HELP = {
    "model": "draws for readers who chose nothing",
    "adapter": "with the model that ships, or with --model",
    "scorers": "judge the drawings",
}


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python app.py", description="Serves the page of Legible.")
    for name, variable in VARIABLES.items():
        parser.add_argument(
            f"--{name}",
            metavar=name.upper(),
            help=f"{HELP[name]}: a folder, or OWNER/NAME[@REVISION] on the Hub (or {variable})",
        )
    return parser


def apply(arguments: Sequence[str] | None = None) -> None:
    """Reads the command line and loads what it and the environment name; ends the program where that fails.

    So do limits of the history that are no numbers.

    Without a network what ships serves, and a line on stderr says so.
    """
    given = vars(make_parser().parse_args(arguments))
    for name, variable in VARIABLES.items():
        if given[name]:
            os.environ[variable] = given[name]  # the processes that train personal adapters go by it, too
    from diagram.history import limits

    try:
        limits.most_works()
        limits.most_bytes()
        notes = _loaded()
    except DiagramError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    for note in filter(None, notes):
        print(f"note: {note}", file=sys.stderr)


def _loaded() -> list[str]:
    """What is to be said about the judges and the models that are set. Raises DiagramError."""
    from diagram.page import models
    from diagram.scoring import choice

    return [choice.use(None), *models.preset_notes()]


def named(name: str) -> str:
    """The model or the adapter that is set, "" for what ships."""
    return os.environ.get(VARIABLES[name], "").strip()

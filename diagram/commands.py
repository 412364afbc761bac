"""How commands end: quietly where nobody reads on, with one line where a user can mend what is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from diagram.errors import DiagramError


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """A reader of the output that has seen enough, as in `| head -1`, ends what is inside without a word.

    What was printed is flushed at the end; what is left of it then, and nobody reads, goes nowhere at exit.
    """
    try:
        with suppress(BrokenPipeError):
            yield
    finally:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run(main: Callable[[], int | None]) -> None:
    """Runs a command; exits with the code that it returns, or with 1 and the sentence of a DiagramError."""
    code = None
    try:
        with quiet_pipe():
            code = main()
    except DiagramError as error:
        sys.exit(str(error))
    if code:
        sys.exit(code)

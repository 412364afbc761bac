"""What both commands share: one sentence for an error that a user can mend, and its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

USAGE_ERROR = 2
INTERRUPTED = 130


def run(task: Callable[[], None]) -> int:
    """Runs the task; 0, or 2 with a sentence on stderr, or 130 when interrupted."""
    from diagram.commands import quiet_pipe
    from diagram.errors import DiagramError

    quiet()
    try:
        with quiet_pipe():
            task()
    except DiagramError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("Interrupted; give the same command again, and it goes on from there.", INTERRUPTED)
    except Exception as error:
        from diagram.remote.errors import explained

        told = explained(error, "the Hub")
        if told is None:
            raise
        return _fail(str(told))
    return 0


def quiet() -> None:
    """No bars and no reminders between our own lines, unless the environment asks for them."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_DISABLE_UPDATE_CHECK", "1")
    os.environ.setdefault("HF_HUB_VERBOSITY", "error")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from huggingface_hub.utils import disable_progress_bars, logging

    if os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] == "1":
        disable_progress_bars()
    if os.environ["HF_HUB_VERBOSITY"] == "error":
        logging.set_verbosity_error()


def size(count: int) -> str:
    """Bytes for a reader: 312 B, 4.1 kB, 10.8 MB."""
    if count < 1000:
        return f"{count} B"
    power = min((len(str(count)) - 1) // 3, 3)
    return f"{count / 1000**power:.1f} {('', 'kB', 'MB', 'GB')[power]}"


def _fail(message: str, code: int = USAGE_ERROR) -> int:
    print(message, file=sys.stderr)
    return code

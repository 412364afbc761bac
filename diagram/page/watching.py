"""Drawing by a slow model: it goes on in a thread, while the page says how far it is and can stop it."""

from __future__ import annotations

import contextvars
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from diagram.errors import Cancelled

PAUSE = 0.4  # seconds between two words on how far it is
_stops: dict[str, threading.Event] = {}  # by the browser tab that waits

Work = Callable[[Callable[[int, int], None], Callable[[], bool]], Iterator[Any]]  # (progress, cancelled)


@dataclass(frozen=True, slots=True)
class Far:
    """How far a drawing is: `share` 0-1 of the most that the model may write, and the seconds so far."""

    share: float
    seconds: float


def follow(work: Work, tab: str) -> Iterator[Any]:
    """What `work` yields, and a `Far` every moment in between.

    Raises what it raises, and Cancelled at once when `stop(tab)` is called. Whoever stops asking stops it.
    """
    stop = _stops[tab] = threading.Event()
    found: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
    share = [0.0]

    def progress(done: int, most: int) -> None:
        share[0] = min(1.0, done / max(1, most))

    def run() -> None:
        try:
            for item in work(progress, stop.is_set):
                found.put(("item", item))
                if stop.is_set():
                    return
        except BaseException as error:
            found.put(("error", error))
        finally:
            found.put(("end", None))

    context = contextvars.copy_context()  # the language of whoever asks
    threading.Thread(target=context.run, args=(run,), name="draw slowly", daemon=True).start()
    began = time.monotonic()
    try:
        while True:
            if stop.is_set():
                raise Cancelled("Cancelled; nothing was drawn.")
            try:
                kind, item = found.get(timeout=PAUSE)
            except queue.Empty:
                yield Far(share[0], time.monotonic() - began)
                continue
            if kind == "end":
                return
            if kind == "error":
                raise item
            yield item
    finally:
        stop.set()
        if _stops.get(tab) is stop:
            del _stops[tab]


def stop(tab: str) -> bool:
    """Stops what the tab waits for; whether there was anything."""
    event = _stops.get(tab)
    if event is not None:
        event.set()
    return event is not None


def this_tab() -> str:
    """The browser tab whose event this is; "" where there is none."""
    from gradio.context import LocalContext

    request = LocalContext.request.get(None)
    return getattr(request, "session_hash", None) or ""

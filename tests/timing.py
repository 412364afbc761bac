"""How long something takes, whoever else uses the machine.

What counts is the time that this thread computed, not that which passed, with no garbage collected meanwhile.
Neighbours still make it longer (by the caches, by the clock of the core), never shorter: the quickest of
several runs tells most.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

RUNS = 5


def quickest(
    run: Callable[[], object], below: float = 0.0, clock: Callable[[], float] = time.thread_time
) -> float:
    """Seconds of the quickest of RUNS runs; of fewer, once one took less than `below`.

    clock: `time.process_time` where several threads compute, `time.perf_counter` where waiting counts, too.
    """
    best = _timed(run, clock)
    for _ in range(RUNS - 1):
        if best < below:
            break
        best = min(best, _timed(run, clock))
    return best


def both(large: Callable[[], object], small: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the quickest of RUNS runs of each, taken by turns, to be compared."""
    times = [(_timed(large, time.thread_time), _timed(small, time.thread_time)) for _ in range(RUNS)]
    return min(first for first, _ in times), min(second for _, second in times)


def _timed(run: Callable[[], object], clock: Callable[[], float]) -> float:
    collects = gc.isenabled()
    gc.disable()
    try:
        begun = clock()
        run()
        return clock() - begun
    finally:
        if collects:
            gc.enable()

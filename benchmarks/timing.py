"""How long something takes."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from time import perf_counter


def seconds(work: Callable[[], object]) -> float:
    """How long something takes, in seconds."""
    started = perf_counter()
    work()
    return perf_counter() - started


def timed(work: Callable[[], object], runs: int) -> float:
    """The median of several runs, in milliseconds; one more goes before, to warm up."""
    work()
    return statistics.median(seconds(work) for _ in range(runs)) * 1000

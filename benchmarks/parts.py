"""What a build spends its time on, beside the store's own work: each part is timed where the build calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter
from typing import Any
from unittest.mock import patch

from graph import ingest
from graph.shared_graphs import SharedGraphs

_PARTS: tuple[tuple[str, object, str], ...] = (
    ("validation", ingest, "refuse_violations"),
    ("links, matters", ingest, "passages_of"),
    ("links, matters", SharedGraphs, "reads"),
    ("links, matters", SharedGraphs, "write_links"),
    ("vocabularies", SharedGraphs, "write_vocabularies"),
    ("description", SharedGraphs, "describe"),
    ("text index", ingest, "index_store"),
)


@contextmanager
def parts() -> Iterator[dict[str, float]]:
    """Gives the seconds that builds within the block spend on each part; what is in none is the store's own work."""
    found = {part: 0.0 for part, _, _ in _PARTS}
    with ExitStack() as stack:
        for part, owner, name in _PARTS:
            stack.enter_context(patch.object(owner, name, _clocked(found, part, getattr(owner, name))))
        yield found


def _clocked(found: dict[str, float], part: str, work: Callable[..., Any]) -> Callable[..., Any]:
    def clocked(*given: Any, **named: Any) -> Any:
        started = perf_counter()
        try:
            return work(*given, **named)
        finally:
            found[part] += perf_counter() - started

    return clocked

"""What is due and where the texts are silent: the front page's look at the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from viz.ledger_page import STATUSES, Line

_NEXT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How many rows have which status, by kind in the order of the tabs, and those of agreements not made yet."""

    counts: tuple[tuple[str, int, int], ...]
    next: tuple[Line, ...]


def due(lines: Sequence[Line]) -> Due:
    """Counts the rows of the ledger, and picks the newest that wait for an agreement that is not made yet."""
    counts: Counter[tuple[str, str]] = Counter((line.row.status, line.row.kind) for line in lines)
    waiting = [line for line in lines if line.row.status == "not-made" and line.row.kind == "follow-up"]
    return Due(
        counts=tuple((status, counts[status, "follow-up"], counts[status, "delivery"]) for status in STATUSES),
        next=tuple(waiting[:_NEXT]),
    )

"""The line of agreements as small bars: one each, or years together where there are more than fit beside a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from viz.network_data import NetworkNode

MOST = 24
"""So many agreements are shown one by one; where there are more, pages tell of those that say something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What some agreements say of a thing: their year or years, how much, and whether any of them is read."""

    label: str
    count: int
    read: bool


class Line:
    """The agreements by year, the oldest first, as at most `MOST` columns."""

    def __init__(self, agreements: tuple[NetworkNode, ...]) -> None:
        self._columns = _columns(agreements)

    def bars(self, counts: Mapping[str, int]) -> tuple[Bar, ...]:
        """A bar a column; `counts` by the agreements' ids.

        >>> one = NetworkNode(kind="agreement", id="a", label="A", year=2024, status="read")
        >>> Line((one,)).bars({"a": 3})
        (Bar(label='2024', count=3, read=True),)
        """
        return tuple(
            Bar(label=label, count=sum(counts.get(node.id, 0) for node in own), read=_read(own))
            for label, own in self._columns
        )


def _read(own: tuple[NetworkNode, ...]) -> bool:
    return any(node.status == "read" for node in own)


def _columns(agreements: tuple[NetworkNode, ...]) -> tuple[tuple[str, tuple[NetworkNode, ...]], ...]:
    if len(agreements) <= MOST:
        return tuple((str(node.year or node.label), (node,)) for node in agreements)
    years = sorted({node.year for node in agreements if node.year is not None})
    undated = tuple(node for node in agreements if node.year is None)
    each = -(-len(years) // (MOST - bool(undated)))
    found = []
    for start in range(0, len(years), each):
        first, last = years[start], years[min(start + each, len(years)) - 1]
        own = tuple(node for node in agreements if node.year is not None and first <= node.year <= last)
        found.append((str(first) if first == last else f"{first}–{last}", own))
    return (*found, *([(undated[0].label, undated)] if undated else []))

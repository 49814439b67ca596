"""The default picture: which things are on it, at most some 150, and which lines between them (`arrange` sets them).

Commitments are not on it: they are grouped in the things they lead to, and open when one of those is clicked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from viz.network_data import NetworkData, NetworkNode, NodeKind, commitment_keys

LIMIT = 150
"""At most so many nodes are on the default picture."""

_SHARE: dict[NodeKind, int] = {"agreement": 30, "area": 26, "topic": 56, "actor": 12, "reference": 10}
_JOINED: tuple[NodeKind, ...] = ("area", "reference", "actor")
"""The kinds that lines join to agreements; besides, each topic is joined to its own area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line between two nodes (keys) and how many commitments it stands for."""

    source: str
    target: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The default picture's nodes, how many commitments each has, the lines, and each topic's area (`homes`)."""

    nodes: tuple[NetworkNode, ...]
    counts: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]
    homes: tuple[tuple[str, str], ...]

    def count(self, key: str) -> int:
        """How many commitments lead to the node `key`."""
        return dict(self.counts).get(key, 0)


def overview(data: NetworkData) -> Overview:
    """Picks the default picture's nodes and lines: of each kind the most used, agreements always by year.

    The order within a kind is that of `data.nodes`. At most `LIMIT` nodes.
    """
    counts: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for commitment in data.commitments:
        keys = commitment_keys(commitment)
        counts.update(keys)
        pairs.update((one, other) for one in keys for other in keys if one != other)
    nodes = _picked(data.nodes, counts)
    homes = _homes(nodes, pairs)
    shown = {node.key for node in nodes}
    return Overview(
        nodes=nodes,
        counts=tuple((node.key, counts[node.key]) for node in nodes),
        lines=(*_lines(data, shown), *(Line(source=h, target=t, count=pairs[h, t]) for t, h in homes)),
        homes=homes,
    )


def _picked(nodes: tuple[NetworkNode, ...], counts: Counter[str]) -> tuple[NetworkNode, ...]:
    """Of each kind the most used; agreements stay though nothing leads to them, since what is missing must be said."""
    kept: set[str] = set()
    for kind, share in _SHARE.items():
        ranked = [node for node in nodes if node.kind == kind and (counts[node.key] or kind == "agreement")]
        ranked.sort(key=lambda node: (-counts[node.key], node.key))
        kept.update(node.key for node in ranked[:share])
    return tuple(node for node in nodes if node.key in kept)


def _homes(nodes: tuple[NetworkNode, ...], pairs: Counter[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """For each topic its own area, or else that of most of its commitments; a topic without one is left out."""
    areas = [node.key for node in nodes if node.kind == "area"]
    homes = []
    for node in nodes:
        if node.kind == "topic" and areas:
            best = max(areas, key=lambda area: pairs[node.key, area])
            if f"area:{node.home}" in areas:
                homes.append((node.key, f"area:{node.home}"))
            elif pairs[node.key, best]:
                homes.append((node.key, best))
    return tuple(homes)


def _lines(data: NetworkData, shown: set[str]) -> tuple[Line, ...]:
    """The lines from each agreement to what its own commitments lead to, in the order of their keys."""
    kinds = {node.key: node.kind for node in data.nodes}
    lines: Counter[tuple[str, str]] = Counter()
    for commitment in data.commitments:
        own, *others = commitment_keys(commitment)
        lines.update((own, key) for key in others if key in shown and kinds.get(key) in _JOINED and own in shown)
    return tuple(Line(source=source, target=target, count=count) for (source, target), count in sorted(lines.items()))

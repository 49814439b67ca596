"""Where everything of a large network stands: an island of commitments for each area, and around it what they lead to.

Pure and without chance, and linear but for the few islands: ten thousand nodes take a tenth of a second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import cos, pi, sin, sqrt

from viz.network_data import NetworkCommitment, NetworkData, NetworkNode, NodeKind, commitment_keys

_TURN = pi * (3 - sqrt(5))  # of the sunflower: each seed stands a golden angle further
_SPACING, _SHORE, _STEP = 1.0, 8.0, 3.0
_WIDE = 1.2  # names are wider than high: the sea is an ellipse, so that those of neighbours have room beside each other
_RINGS: tuple[NodeKind, ...] = ("agreement", "actor", "topic", "reference")
_RING_GAP, _PER_UNIT = 6.0, 2.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """The commitments of an area (a key, "" for those of none): the middle, the radius, how many they are."""

    key: str
    x: float
    y: float
    radius: float
    count: int

    @property
    def lift(self) -> float:
        """How far over the middle its area stands."""
        return self.radius - _SHORE / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The islands, the largest first, and the place of each commitment (in the order of the data) and each thing."""

    islands: tuple[Island, ...]
    commitments: tuple[tuple[float, float], ...]
    things: Mapping[str, tuple[float, float]]


Rows = tuple[tuple[NetworkNode | None, int, Mapping[str, int]], ...]


def islands(data: NetworkData) -> Map:
    """Places the commitments by their main area, in the order of the data from the middle outwards, and the things."""
    groups: dict[str, list[int]] = defaultdict(list)
    known = {node.key for node in data.nodes if node.kind == "area"}
    for place, one in enumerate(data.commitments):
        key = f"area:{one.areas[0]}" if one.areas else ""
        groups[key if key in known else ""].append(place)
    made = tuple(_packed(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))))
    places: list[tuple[float, float]] = [(0.0, 0.0)] * len(data.commitments)
    for island in made:
        for seed, place in enumerate(groups[island.key]):
            radius, turn = _SPACING * sqrt(seed), seed * _TURN
            places[place] = (island.x + radius * cos(turn), island.y + radius * sin(turn))
    return Map(islands=made, commitments=tuple(places), things=_things(data, made))


def _packed(groups: Sequence[tuple[str, list[int]]]) -> Iterable[Island]:
    """Yields the islands, each as near to the middle as those before leave room for."""
    placed: list[Island] = []
    for key, own in groups:
        radius = _SPACING * sqrt(len(own)) + _SHORE
        for step in count():
            away, turn = _STEP * sqrt(step), step * _TURN
            x, y = away * cos(turn) * _WIDE, away * sin(turn) / _WIDE
            if all((x - o.x) ** 2 + (y - o.y) ** 2 >= (radius + o.radius) ** 2 for o in placed):
                placed.append(Island(key=key, x=x, y=y, radius=radius, count=len(own)))
                break
    return placed


def _things(data: NetworkData, made: tuple[Island, ...]) -> dict[str, tuple[float, float]]:
    """Areas over their islands; agreements, actors, topics and references on rings around all."""
    found = {one.key: (one.x, one.y + one.lift) for one in made if one.key}
    used = {key for one in data.commitments for key in commitment_keys(one)}
    edge = max((sqrt((one.x / _WIDE) ** 2 + (one.y * _WIDE) ** 2) + _WIDE * one.radius for one in made), default=1.0)
    for kind in _RINGS:
        nodes = [node for node in data.nodes if node.kind == kind and node.key in used]
        edge = max(edge + _RING_GAP, len(nodes) * _PER_UNIT / (2 * pi))
        for place, node in enumerate(nodes):
            turn = pi / 2 - 2 * pi * place / len(nodes)
            found[node.key] = (edge * cos(turn) * _WIDE, edge * sin(turn) / _WIDE)
    return found


def counted(data: NetworkData, made: Map) -> Rows:
    """What a table says of the islands: the area, how many commitments it has, and how many of each force."""
    by_key = {node.key: node for node in data.nodes}
    forces: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in data.commitments:
        forces[_island(one, by_key)][one.force] += 1
    return tuple((by_key.get(one.key), one.count, forces[one.key]) for one in made.islands)


def _island(one: NetworkCommitment, by_key: Mapping[str, NetworkNode]) -> str:
    key = f"area:{one.areas[0]}" if one.areas else ""
    return key if key in by_key else ""

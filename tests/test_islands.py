"""The map of a large network: nothing lies over another, everything has its place, and it is quick."""

from __future__ import annotations

from itertools import combinations
from time import perf_counter

import pytest

from benchmarks.network import made
from viz.islands import counted, islands
from viz.network_data import NetworkData, commitment_keys


@pytest.fixture(scope="module")
def data() -> NetworkData:
    """A made network of 2,000 nodes."""
    return made(2000)


def test_islands_do_not_touch_and_hold_all_commitments(data: NetworkData) -> None:
    """Each commitment stands on the island of its main area, none on another's place."""
    found = islands(data)
    assert sum(island.count for island in found.islands) == len(data.commitments) == len(found.commitments)
    for one, other in combinations(found.islands, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.radius + other.radius) ** 2 - 0.01
    by_key = {island.key: island for island in found.islands}
    for commitment, (x, y) in zip(data.commitments, found.commitments, strict=True):
        island = by_key[f"area:{commitment.areas[0]}"]
        assert (x - island.x) ** 2 + (y - island.y) ** 2 <= island.radius**2
    assert len(set(found.commitments)) == len(found.commitments)


def test_everything_that_commitments_lead_to_has_a_place_of_its_own(data: NetworkData) -> None:
    """Areas over their islands, all others around; nothing stands on another."""
    found = islands(data)
    used = {key for one in data.commitments for key in commitment_keys(one)}
    assert set(found.things) == {node.key for node in data.nodes if node.key in used}
    assert len(set(found.things.values())) == len(found.things)
    assert islands(data) == found


def test_the_table_says_what_the_map_shows(data: NetworkData) -> None:
    """Of each island the area, how many commitments, and how many of each force; together they are all."""
    rows = counted(data, islands(data))
    assert sum(count for _, count, _ in rows) == len(data.commitments)
    assert all(sum(forces.values()) == count for _, count, forces in rows)
    assert [count for _, count, _ in rows] == sorted((count for _, count, _ in rows), reverse=True)


def test_an_empty_network_is_a_map_too() -> None:
    """Nothing is placed, and nothing fails."""
    found = islands(NetworkData(nodes=(), commitments=(), forces=()))
    assert (found.islands, found.commitments, dict(found.things)) == ((), (), {})


def test_ten_thousand_nodes_are_placed_at_once() -> None:
    """Far under the time that a spring layout takes (minutes)."""
    large = made(10_000)
    begun = perf_counter()
    islands(large)
    assert perf_counter() - begun < 5

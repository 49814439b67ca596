"""What a store holds, in numbers: what `build` and `demo` tell at their end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import Literal, QuerySolutions

from graph.description import class_counts, description_quads, total
from graph.store import Snapshot
from graph.writer import name


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many of each there are. `by_force` has the most first; `years` are those of the agreements read."""

    agreements: int
    passages: int
    commitments: int
    by_force: tuple[tuple[str, int], ...]
    amounts: int
    references: int
    unresolved: int
    not_read: int
    figures: int
    years: tuple[int, ...]
    quads: int


def no_counts() -> Counts:
    """The counts of a store in which nothing is."""
    return Counts(
        agreements=0,
        passages=0,
        commitments=0,
        by_force=(),
        amounts=0,
        references=0,
        unresolved=0,
        not_read=0,
        figures=0,
        years=(),
        quads=0,
    )


def count(snapshot: Snapshot) -> Counts:
    """Counts what the store holds, without going through it; the graph of runs is not counted."""
    contents = snapshot.contents
    held = contents.agreements.values()
    classes, forces = class_counts(contents), Counter[str]()
    for one in held:
        forces.update(dict(one.forces))
    return Counts(
        agreements=len(contents.agreements),
        passages=classes[name("ag:Passage").value],
        commitments=sum(forces.values()),
        by_force=tuple(sorted(forces.items(), key=lambda item: (-item[1], item[0]))),
        amounts=classes[name("ag:Amount").value],
        references=classes[name("ag:Reference").value],
        unresolved=sum(one.unresolved for one in held),
        not_read=_referred_not_read(snapshot),
        figures=classes[name("ag:Figure").value],
        years=tuple(sorted({one.year for one in held if one.year is not None})),
        quads=total(contents) + len(description_quads(snapshot.iris, contents)),
    )


def _referred_not_read(snapshot: Snapshot) -> int:
    """How many agreements are referred to and not read."""
    known = f"GRAPH {snapshot.iris.links_graph} {{ ?text ag:read false }}"
    # EXISTS stops at the first that refers; to join them would go through every reference there is.
    found = snapshot.query(f"SELECT (COUNT(?text) AS ?n) WHERE {{ {known} FILTER EXISTS {{ ?by ag:refersTo ?text }} }}")
    assert isinstance(found, QuerySolutions)
    return next((int(row["n"].value) for row in found if isinstance(row["n"], Literal)), 0)

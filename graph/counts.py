"""What a store holds, in numbers: what `build` and `demo` tell at their end."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.referred import read_documents
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
    """Counts what the store holds."""
    database, read = snapshot.database, read_documents(snapshot)
    forces: dict[str, int] = {}
    for quad in database.quads_for_pattern(None, name("ag:force"), None):
        assert isinstance(quad.object, NamedNode)
        force = quad.object.value.rpartition("/")[2]
        forces[force] = forces.get(force, 0) + 1
    return Counts(
        agreements=len(read),
        passages=_of_class(snapshot, "ag:Passage"),
        commitments=sum(forces.values()),
        by_force=tuple(sorted(forces.items(), key=lambda item: (-item[1], item[0]))),
        amounts=_of_class(snapshot, "ag:Amount"),
        references=_of_class(snapshot, "ag:Reference"),
        unresolved=_subjects(snapshot, "ag:unresolved"),
        not_read=_referred_not_read(snapshot, read),
        figures=_of_class(snapshot, "ag:Figure"),
        years=_years(snapshot, read),
        quads=len(database),
    )


def _of_class(snapshot: Snapshot, class_name: str) -> int:
    return sum(1 for _ in snapshot.database.quads_for_pattern(None, name("rdf:type"), name(class_name)))


def _subjects(snapshot: Snapshot, predicate: str) -> int:
    return sum(1 for _ in snapshot.database.quads_for_pattern(None, name(predicate), None))


def _referred_not_read(snapshot: Snapshot, read: set[str]) -> int:
    """How many agreements are referred to and not read."""
    targets = {quad.object for quad in snapshot.database.quads_for_pattern(None, name("ag:refersTo"), None)}
    named = {snapshot.iris.agreement_of(target) for target in targets if isinstance(target, NamedNode)}
    return len(named - read - {None})


def _years(snapshot: Snapshot, read: set[str]) -> tuple[int, ...]:
    years = set()
    for document in read:
        subject, graph = snapshot.iris.agreement(document), snapshot.iris.agreement_graph(document)
        for quad in snapshot.database.quads_for_pattern(subject, name("ag:agreementYear"), None, graph):
            years.add(int(getattr(quad.object, "value", "0")))
    return tuple(sorted(years))

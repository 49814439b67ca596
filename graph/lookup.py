"""Reading single things from an open store: their literal values, and what they point to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from graph.store import Snapshot
from graph.writer import name


@dataclass(frozen=True, slots=True)
class Lookup:
    """Looks things up in one open store."""

    snapshot: Snapshot

    def values(self, subject: NamedNode, predicate: str) -> list[str]:
        """The literal values of a property, in order."""
        return sorted(term.value for term in self._objects(subject, predicate) if isinstance(term, Literal))

    def _objects(self, subject: NamedNode, predicate: str) -> Iterable[object]:
        found = self.snapshot.database.quads_for_pattern(subject, name(predicate), None)
        return [quad.object for quad in found]

    def value(self, subject: NamedNode, predicate: str) -> str | None:
        """The one literal value of a property; the first of several, None of none."""
        return next(iter(self.values(subject, predicate)), None)

    def number(self, subject: NamedNode, predicate: str) -> int | None:
        """The one value of a property as a whole number."""
        value = self.value(subject, predicate)
        return None if value is None else int(value)

    def numbers(self, subject: NamedNode, predicate: str) -> tuple[int, ...]:
        """The values of a property as whole numbers, in order."""
        return tuple(sorted(map(int, self.values(subject, predicate))))

    def decimal(self, subject: NamedNode, predicate: str) -> Decimal | None:
        """The one value of a property as a decimal number."""
        value = self.value(subject, predicate)
        return None if value is None else Decimal(value)

    def nodes(self, subject: NamedNode, predicate: str) -> list[NamedNode]:
        """What a property points to, in order of IRI."""
        return sorted((term for term in self._objects(subject, predicate) if isinstance(term, NamedNode)), key=str)

    def node(self, subject: NamedNode, predicate: str) -> NamedNode | None:
        """The one thing that a property points to."""
        return next(iter(self.nodes(subject, predicate)), None)

    def parts(self, subject: NamedNode, predicate: str) -> list[NamedNode]:
        """What a property points to where those are numbered parts of the thing (`Iris.part`), by their numbers."""
        return sorted(self.nodes(subject, predicate), key=lambda part: (len(part.value), part.value))

    def subjects(self, predicate: str, value: NamedNode) -> list[NamedNode]:
        """What points to `value` by a property, in order of IRI."""
        found = self.snapshot.database.quads_for_pattern(None, name(predicate), value)
        return sorted((quad.subject for quad in found if isinstance(quad.subject, NamedNode)), key=str)

    def texts(self, predicate: str) -> Iterator[tuple[NamedNode, str]]:
        """Yields everything that has a literal value of a property, with the value."""
        for quad in self.snapshot.database.quads_for_pattern(None, name(predicate), None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.subject, quad.object.value

    def local(self, node: NamedNode | None) -> str:
        """The id of a thing: the last part of its IRI."""
        return "" if node is None else node.value.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class GraphLookup(Lookup):
    """Looks up what one named graph says of its own things, all of it taken in at once: quicker where most is asked."""

    said: dict[object, dict[NamedNode, list[object]]]

    def _objects(self, subject: NamedNode, predicate: str) -> Iterable[object]:
        return self.said.get(subject, {}).get(name(predicate), ())

    def with_property(self, predicate: str) -> list[NamedNode]:
        """The things of the graph that have a property, in order of IRI."""
        wanted = name(predicate)
        return sorted(
            (one for one, said in self.said.items() if wanted in said and isinstance(one, NamedNode)), key=str
        )


def agreement_lookup(snapshot: Snapshot, document: str) -> GraphLookup:
    """What the named graph of one agreement says."""
    said: dict[object, dict[NamedNode, list[object]]] = {}
    graph = snapshot.iris.agreement_graph(document)
    for quad in snapshot.database.quads_for_pattern(None, None, None, graph):
        said.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return GraphLookup(snapshot, said)

"""Checks quads against `ontology/shapes.ttl` (SHACL): what is wrong, where, and what should stand there.

A build checks all that is new (`find_violations`), in a tenth of a second an agreement; `validate` checks a whole store
the same way. `validate_by_pyshacl` does that with the reference implementation: 150,000 triples take it about half a
minute. A test holds the findings of both equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import ShapeError
from graph.shapes import Facts, HasClass, Rule, Select, Term, shapes, wrong
from graph.store import Snapshot
from graph.writer import name, prefixes
from ontology.vocab import parse_turtle, vocabulary_text

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A thing that is not as its shape says (SHACL 3.6.2). `path` and `value` are "" where the result names none."""

    thing: str
    path: str
    value: str
    shape: str
    severity: str
    message: str
    message_en: str


def validate(snapshot: Snapshot) -> tuple[Violation, ...]:
    """Checks the union of all graphs of the store; the violations in order of the things, () where there are none."""
    return find_violations(snapshot.database, _nothing)


def refuse_violations(place: str, quads: Iterable[Quad], elsewhere: HasClass) -> None:
    """Raises ShapeError, beginning with `place`, where a thing that the quads speak of is not as its shape says."""
    found = find_violations(quads, elsewhere)
    if found:
        first, more = found[0], len(found) - 1
        others = f" (and {more} more faults)" if more else ""
        raise ShapeError(f"{place}: {first.thing}: {first.message_en}{others}")


def find_violations(quads: Iterable[Quad], elsewhere: HasClass) -> tuple[Violation, ...]:
    """Checks the things that quads speak of; the violations in order of the things, () where there are none.

    `elsewhere` is asked of a thing that the quads do not speak of whether it is of a class.
    """
    things = _Things(quads, elsewhere)
    found = [*things.violations(), *things.selected()]
    return tuple(sorted(found, key=_order))


def validate_by_pyshacl(snapshot: Snapshot) -> tuple[Violation, ...]:
    """Checks as `validate` does, by another implementation."""
    data = pyoxigraph.serialize((quad.triple for quad in snapshot.database), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return pyshacl_violations((data or b"").decode())


def pyshacl_violations(ntriples: str) -> tuple[Violation, ...]:
    """What pySHACL finds wrong in N-Triples."""
    import pyshacl  # late: half a second, and rdflib with it
    from rdflib import Graph

    graph, shapes_graph = Graph(), Graph()
    graph.parse(data=ntriples, format="nt")
    shapes_graph.parse(data=vocabulary_text("shapes.ttl"), format="turtle")
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes_graph)
    return tuple(sorted(_violations(cast("Graph", results)), key=_order))


def _order(found: Violation) -> tuple[str, str, str]:
    return (found.thing, found.shape, found.value)


def _nothing(_: Term, __: NamedNode) -> bool:
    return False


@cache
def _above() -> dict[NamedNode, frozenset[NamedNode]]:
    """For each class of the ontology itself and the classes above it."""
    direct: dict[NamedNode, set[NamedNode]] = {}
    for quad in parse_turtle(vocabulary_text("aftalegraf.ttl"), "aftalegraf.ttl"):
        if quad.predicate == name("rdfs:subClassOf"):
            direct.setdefault(cast("NamedNode", quad.subject), set()).add(cast("NamedNode", quad.object))

    def closure(one: NamedNode) -> frozenset[NamedNode]:
        return frozenset({one}).union(*(closure(parent) for parent in direct.get(one, ())))

    return {one: closure(one) for one in direct}


def is_a(kinds: Iterable[Term], wanted: NamedNode) -> bool:
    """Whether one of the classes is the one that is wanted, or below it."""
    return any(kind == wanted or wanted in _above().get(cast("NamedNode", kind), ()) for kind in kinds)


class _Things:
    """Things by what is said of them."""

    def __init__(self, quads: Iterable[Quad], elsewhere: HasClass) -> None:
        self._type = name("rdf:type")
        self._elsewhere = elsewhere
        self._said: dict[Term, dict[NamedNode, list[Term]]] = {}
        said = self._said
        for quad in quads:
            subject, predicate, value = cast("NamedNode", quad.subject), quad.predicate, quad.object
            of_subject = said.get(subject)
            if of_subject is None:
                said[subject] = {predicate: [value]}
            elif predicate in of_subject:
                of_subject[predicate].append(value)
            else:
                of_subject[predicate] = [value]

    def values(self, thing: NamedNode, predicate: NamedNode) -> list[Term]:
        """The values of a property."""
        return self._said.get(thing, {}).get(predicate, [])

    def has_class(self, value: Term, wanted: NamedNode) -> bool:
        """Whether a thing is of a class, here or elsewhere."""
        kinds = self._said.get(value, {}).get(self._type)
        return is_a(kinds, wanted) if kinds else self._elsewhere(value, wanted)

    def violations(self) -> Iterator[Violation]:
        """Yields what the rules find."""
        facts = Facts(self.values, self.has_class)
        rules: dict[tuple[Term, ...], tuple[Rule, ...]] = {}
        for thing, said in self._said.items():
            kinds = tuple(said.get(self._type, ()))
            if kinds not in rules:
                rules[kinds] = _rules_for(kinds)
            for rule in rules[kinds]:
                for value in wrong(rule, cast("NamedNode", thing), facts):
                    yield _told(cast("NamedNode", thing), rule, value)

    def selected(self) -> Iterator[Violation]:
        """Yields what the constraints in SPARQL find, each in a store of just what it looks at."""
        for select in shapes().selects:
            store = pyoxigraph.Store()
            store.bulk_extend(
                Quad(cast("NamedNode", thing), predicate, value)
                for thing, said in self._said.items()
                for predicate in select.reads & said.keys()
                for value in said[predicate]
            )
            found = store.query(select.sparql, prefixes=prefixes())
            for row in cast("pyoxigraph.QuerySolutions", found):
                yield _told(cast("NamedNode", row["this"]), select, row["value"])


def _rules_for(kinds: Iterable[Term]) -> tuple[Rule, ...]:
    """The rules for a thing of these classes, each once."""
    above = {one for kind in kinds for one in (kind, *_above().get(cast("NamedNode", kind), ()))}
    found = {id(rule): rule for one in above for rule in shapes().rules.get(cast("NamedNode", one), ())}
    return tuple(found.values())


def _told(thing: NamedNode, rule: Rule | Select, value: Term | None) -> Violation:
    path = rule.path if isinstance(rule, Rule) else None
    return Violation(
        thing=thing.value,
        path=path.value if path else "",
        value=value.value if isinstance(value, NamedNode | Literal) else "",
        shape=rule.shape,
        severity="violation",
        message=rule.messages[0],
        message_en=rule.messages[1],
    )


def _violations(results: Graph) -> list[Violation]:
    from rdflib import RDF, Namespace

    shacl = Namespace(_SHACL)
    return [_violation(results, result) for result in results.subjects(RDF.type, shacl.ValidationResult)]


def _violation(results: Graph, result: Node) -> Violation:
    from rdflib import Namespace

    shacl = Namespace(_SHACL)

    def said(name: str) -> str:
        value = results.value(result, shacl[name])
        return "" if value is None else str(value)

    messages = {
        getattr(message, "language", None): str(message) for message in results.objects(result, shacl.resultMessage)
    }
    english = messages.get("en") or next(iter(messages.values()), "")
    return Violation(
        thing=said("focusNode"),
        path=said("resultPath"),
        value=said("value"),
        shape=said("sourceShape").rpartition("#")[2],
        severity=said("resultSeverity").rpartition("#")[2].lower(),
        message=messages.get("da") or english,
        message_en=english,
    )

"""The ontology and the vocabularies that ship as one named graph, and what they say of agreements that are not read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.iris import Iris
from graph.store import Snapshot
from graph.writer import Writer, name
from ontology.vocab import agreements, parse_turtle, vocabulary_files, vocabulary_text

_STATUS = "ag:status"
_SHAPES = "shapes.ttl"  # they say what a valid graph looks like, and are no part of one
_GYEAR = "http://www.w3.org/2001/XMLSchema#gYear"


@cache
def fingerprint() -> str:
    """A hash of all vocabulary files: another one means that the graph of vocabularies is to be written anew."""
    together = sha256()
    for file in vocabulary_files():
        together.update(vocabulary_text(file).encode())
    return together.hexdigest()


def vocabulary_quads(iris: Iris) -> Iterator[Quad]:
    """Yields the named graph of the ontology and the vocabularies, under the base IRI that is set.

    Which agreements are read is left out: that depends on the store (`status_quads`). Raises VocabularyError where a
    file is broken.
    """
    for file in vocabulary_files():
        if file != _SHAPES:
            mover = _Mover(file, iris)
            for quad in parse_turtle(vocabulary_text(file), file):
                if quad.predicate != name(_STATUS):
                    subject, value = mover.node(quad.subject), mover.term(quad.object)
                    yield Quad(subject, quad.predicate, value, iris.vocabularies_graph)


def status_quads(snapshot: Snapshot) -> Iterator[Quad]:
    """Yields, for the graph of links, whether each agreement known or referred to is read, not read, or not made."""
    iris, database = snapshot.iris, snapshot.database
    graph = Writer(iris.links_graph)
    read = {iris.document_of(graph_name) for graph_name in database.named_graphs() if isinstance(graph_name, NamedNode)}
    not_made = {agreement.id for agreement in agreements() if agreement.status == "not-made"}
    start = iris.agreement("x").value[:-1]
    subjects = {quad.subject for quad in database.quads_for_pattern(None, name("rdf:type"), name("ag:Agreement"))}
    for iri in sorted((subject for subject in subjects if isinstance(subject, NamedNode)), key=str):
        identifier = iri.value.removeprefix(start)
        status = "read" if identifier in read else "not-made" if identifier in not_made else "not-read"
        graph.say(iri, _STATUS, iris.concept("status", status))
        graph.say(iri, "ag:identifier", identifier)
    yield from graph.quads()


class _Mover:
    """Moves the terms of one file under the base that is set, and gives its nameless nodes names that stay the same."""

    def __init__(self, file: str, iris: Iris) -> None:
        self._file = file
        self._iris = iris
        self._nameless: dict[BlankNode, NamedNode] = {}

    def node(self, term: object) -> NamedNode:
        if isinstance(term, BlankNode):
            number = str(len(self._nameless) + 1)
            return self._nameless.setdefault(term, self._iris.thing("node", self._file, number))
        assert isinstance(term, NamedNode), f"ontology/{self._file}: {term!r} has no place in a vocabulary"
        return NamedNode(self._iris.moved(term.value))

    def term(self, term: object) -> NamedNode | Literal:
        """Years become whole numbers, as they are everywhere in the graph."""
        if not isinstance(term, Literal):
            return self.node(term)
        return Literal(int(term.value)) if term.datatype.value == _GYEAR else term

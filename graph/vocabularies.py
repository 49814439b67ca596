"""The ontology and the vocabularies that ship, as one named graph."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.iris import Iris
from graph.writer import name
from ontology.vocab import parse_turtle, vocabulary_files, vocabulary_text

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

    Which agreements are read is left out: that depends on the store (`graph.referred`). Raises VocabularyError where a
    file is broken.
    """
    graph = iris.vocabularies_graph
    for file in vocabulary_files():
        if file != _SHAPES:
            mover = _Mover(file, iris)
            for quad in parse_turtle(vocabulary_text(file), file):
                if quad.predicate != name(_STATUS):
                    subject, value = mover.node(quad.subject), mover.term(quad.object)
                    yield Quad(subject, quad.predicate, value, graph)


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

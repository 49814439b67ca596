"""The ontology and the vocabularies that ship, as one named graph."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.iris import Iris
from graph.writer import XSD, name
from ontology.own_topics import own_topics, own_topics_file, own_topics_text
from ontology.vocab import BASE, parse_turtle, vocabulary_files, vocabulary_text

_STATUS = "ag:status"
_SHAPES = "shapes.ttl"  # they say what a valid graph looks like, and are no part of one
_GYEAR = f"{XSD}gYear"


def fingerprint() -> str:
    """A hash of all vocabulary files: another one means that the graph of vocabularies is to be written anew."""
    together = sha256(_shipped().encode())
    together.update(own_topics_text().encode())
    return together.hexdigest()


@cache
def _shipped() -> str:
    return "".join(map(vocabulary_text, vocabulary_files()))


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
    yield from _own_quads(iris)


def _own_quads(iris: Iris) -> Iterator[Quad]:
    """Yields what the user's own topics say, of those that count; a loop of broader terms is left out."""
    kept = {f"{BASE}topic/{topic.id}": topic for topic in own_topics()}
    mover = _Mover("own-topics.ttl", iris)
    for quad in parse_turtle(own_topics_text(), str(own_topics_file())) if kept else ():
        topic = kept.get(getattr(quad.subject, "value", ""))
        if topic is not None and not (quad.predicate == name("skos:broader") and not topic.broader):
            yield Quad(mover.node(quad.subject), quad.predicate, mover.term(quad.object), iris.vocabularies_graph)


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

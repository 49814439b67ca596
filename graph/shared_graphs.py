"""The named graphs that depend on several agreements: vocabularies, links, and the description of the whole.

All that is written is checked against the shapes first; a store whose graphs would not be as they should is not made.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from pyoxigraph import NamedNode, Quad

from graph.contents import Tally
from graph.description import description_quads
from graph.link_triples import link_quads
from graph.provenance import Program, this_program
from graph.referred import read_documents, referred_quads
from graph.shapes import Term
from graph.statements import registered_ids
from graph.store import Snapshot
from graph.validation import is_a, refuse_violations
from graph.vocabularies import vocabulary_quads
from graph.writer import name

_ONE_EACH = ("dcterms:title", "ag:agreementYear", "ag:agreementKind", "ag:signed")  # what an agreement has one of


class SharedGraphs:
    """Writes them in one open generation; `program` is the edition that reads the agreements."""

    def __init__(self, snapshot: Snapshot, program: Program) -> None:
        self._program = program
        self._snapshot = snapshot
        self._contents = snapshot.contents
        self._database = snapshot.database
        self._iris = snapshot.iris

    def write_vocabularies(self, state: str) -> str:
        """Writes the vocabularies, less what registered agreements that were read say of themselves.

        `state` is what it gave the last time: nothing is written where that would be the same. Raises ShapeError.
        """
        said = self._said_by_agreements()
        now = sha256("\n".join(sorted(map(str, said))).encode()).hexdigest()
        if now == state:
            return state
        single = {name(short) for short in _ONE_EACH}
        own = {(quad.subject, quad.predicate) for quad in said if quad.predicate in single}
        triples = {quad.triple for quad in said}
        kept = dict.fromkeys(
            quad
            for quad in vocabulary_quads(self._iris)
            if quad.triple not in triples and (quad.subject, quad.predicate) not in own
        )
        self._database.remove_graph(self._iris.vocabularies_graph)
        self._check("ontology", kept)
        self._database.extend(kept)
        self._contents.vocabularies = Tally().changed((), kept)
        return now

    def _said_by_agreements(self) -> set[Quad]:
        said: set[Quad] = set()
        for document in read_documents(self._snapshot) & registered_ids():
            subject, graph = self._iris.agreement(document), self._iris.agreement_graph(document)
            said.update(self._database.quads_for_pattern(subject, None, None, graph))
        return said

    def write_links(self) -> None:
        """Writes what agreements take up from one another, and which others they refer to. Raises ShapeError."""
        self._database.remove_graph(self._iris.links_graph)
        written = dict.fromkeys(referred_quads(self._snapshot))
        self._database.extend(written)
        written |= dict.fromkeys(link_quads(self._snapshot))
        self._check("links", written)
        self._database.extend(written)
        self._contents.links = Tally().changed((), written)
        self._contents.linked_by = this_program().id

    def describe(self) -> None:
        """Says of the graph as a whole what it holds and what made it. Raises ShapeError."""
        contents = self._contents
        editions = contents.programs | {one.id: one for one in (self._program, this_program())}
        used = {held.program for held in contents.agreements.values()} | {contents.linked_by}
        contents.programs = {one: program for one, program in editions.items() if one in used}
        self._database.remove_graph(self._iris.dataset_graph)
        written = description_quads(self._iris, contents)
        self._check("dataset", written)
        self._database.extend(written)

    def _check(self, graph: str, quads: Iterable[Quad]) -> None:
        refuse_violations(f"the graph of {graph}", quads, self._has_class)

    def _has_class(self, thing: Term, wanted: NamedNode) -> bool:
        """Whether the store says that a thing is of a class."""
        if not isinstance(thing, NamedNode):
            return False
        kinds = self._database.quads_for_pattern(thing, name("rdf:type"), None)
        return is_a((quad.object for quad in kinds), wanted)

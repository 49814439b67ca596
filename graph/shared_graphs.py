"""The named graphs that depend on several agreements: vocabularies, links, and the description of the whole.

All that is written is checked against the shapes first; a store whose graphs would not be as they should is not made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from pyoxigraph import NamedNode, Quad, Store

from graph.contents import Tally
from graph.description import description_quads
from graph.linking.kept import KeptPassages
from graph.linking.passages import Passage
from graph.provenance import Program, this_program
from graph.referred import Referred, Said, commitments_of, read_documents, said_by
from graph.relink import altered, common_topics, links_of_agreements, of_topics
from graph.shapes import Term
from graph.statements import registered_ids
from graph.store import Snapshot
from graph.thread_triples import thread_quads
from graph.threads import topic_thread
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
        self._iris = snapshot.iris
        self._before = snapshot.contents.linkable()
        self._said: dict[str, Said] = {}
        self._kept = KeptPassages(snapshot.folder, snapshot.before)
        self._known = False  # whether what is kept tells all that the graph of links says of commitments and matters

    @property
    def _database(self) -> Store:
        """Asked for each time: a writer that held on to it would go on tidying up under the first readers."""
        return self._snapshot.database

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

    def reads(self, document: str, passages: Sequence[Passage]) -> None:
        """Keeps the passages of an agreement that is to be written."""
        self._kept.keep(document, passages)

    def leaves(self, document: str, *, for_good: bool = False) -> None:
        """Takes note of what an agreement's graph says before it is replaced or goes."""
        if for_good:
            self._kept.drop(document)
        if document not in self._said:
            self._said[document] = said_by(self._database, self._iris, document)

    def write_links(self, *, anew: bool) -> None:
        """Writes what agreements take up from one another, and which others they refer to, as far as that has changed.

        Another edition of the program makes all of it anew. Raises ShapeError.
        """
        contents = self._contents
        if anew or contents.linked_by != this_program().id:
            self._database.remove_graph(self._iris.links_graph)
            contents.links, contents.linked_by = Tally(), this_program().id
            self._before = {}
            self._kept.begin_anew()
            self._said = {document: Said() for document in contents.agreements}
        self._known = self._kept.has_grown or not contents.links.quads
        self._kept.write()
        self._write_referred(anew=not self._before)
        self._write_taken_up()
        self._write_threads()

    def _write_referred(self, *, anew: bool) -> None:
        now = {document: said_by(self._database, self._iris, document) for document in self._said}
        referred = Referred(self._snapshot, self._said.values(), now.values())
        targets = referred.targets() | {self._iris.agreement(document) for document in self._said}
        targets |= {self._iris.agreement(document) for document in registered_ids()} if anew else set()
        old = [quad for target in targets for quad in self._in_links(target)]
        self._replace(old, [quad for target in sorted(targets, key=str) for quad in referred.now(target)])

    def _write_taken_up(self) -> None:
        """Writes the links of the agreements that the changes reach, one after the other, where they are others."""
        held, changed, prints = self._contents.linkable(), set(self._said), self._kept.prints()
        flipped = common_topics(self._before) ^ common_topics(held)
        reached = altered(self._before, held, changed) | of_topics(held, flipped) | (held.keys() - prints.keys())
        for document in changed - held.keys():
            self._kept.link(document, None)
            self._replace(self._links_from(document), ())
        for document, found, quads in links_of_agreements(self._snapshot, self._kept, held, reached):
            self._kept.link(document, found)
            if prints.get(document) != found.print:
                new = self._known and document not in prints
                self._replace(() if new else self._links_from(document), quads)

    def _write_threads(self) -> None:
        """Writes which matters there are, and the members of those that links make, as far as that has changed."""
        iris, known, common = self._iris, self._known, common_topics(self._contents.linkable())
        were = common_topics(self._before) if known else set[str]()
        gone = [iris.thing("thread", "topic", topic) for topic in were - common]
        old = [quad for thread in gone for quad in self._in_links(thread)] if known else list(self._all_threads())
        named = [topic_thread(topic) for topic in sorted(common - were)]
        found = self._kept.write_matters()
        old += thread_quads(found.before, iris)
        self._replace(old, thread_quads((*named, *found.after), iris))

    def _all_threads(self) -> Iterator[Quad]:
        """Yields all that the graph of links says of matters, and the members of those that links make."""
        links = self._iris.links_graph
        for quad in self._database.quads_for_pattern(None, name("rdf:type"), name("ag:Thread"), links):
            assert isinstance(quad.subject, NamedNode)
            yield from self._in_links(quad.subject)
            if not self._is_of_topic(quad.subject):
                yield from self._database.quads_for_pattern(None, name("ag:inThread"), quad.subject, links)

    def _is_of_topic(self, thread: Term) -> bool:
        """Whether a matter is one by its topic: the commitments in it are told with their links."""
        return isinstance(thread, NamedNode) and thread.value.startswith(f"{self._iris.base}thread/topic/")

    def _links_from(self, document: str) -> list[Quad]:
        """What the graph of links says of the commitments that an agreement had and has, and of links from them."""
        now = commitments_of(self._database, self._iris, document)
        before = self._said[document].commitments if document in self._said else ()
        things: list[NamedNode] = []
        for commitment in dict.fromkeys((*before, *now)):
            things.append(commitment)
            for quad in self._database.quads_for_pattern(None, name("ag:from"), commitment, self._iris.links_graph):
                things += self._parts(quad.subject)
        said = (quad for thing in dict.fromkeys(things) for quad in self._in_links(thing))
        member = name("ag:inThread")
        return [quad for quad in said if quad.predicate != member or self._is_of_topic(quad.object)]

    def _parts(self, link: object) -> Iterator[NamedNode]:
        """Yields a link, its evidence, and where the words of that stand."""
        assert isinstance(link, NamedNode)
        yield link
        for quad in self._database.quads_for_pattern(link, name("ag:evidence"), None, self._iris.links_graph):
            if isinstance(quad.object, NamedNode):
                yield quad.object
                selectors = self._database.quads_for_pattern(quad.object, name("oa:hasSelector"), None)
                yield from (one.object for one in selectors if isinstance(one.object, NamedNode))

    def _in_links(self, thing: NamedNode) -> Iterable[Quad]:
        return self._database.quads_for_pattern(thing, None, None, self._iris.links_graph)

    def _replace(self, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Puts quads into the graph of links in the place of others, and counts. Raises ShapeError."""
        were, come = dict.fromkeys(old), dict.fromkeys(new)
        gone = [quad for quad in were if quad not in come]
        fresh = [quad for quad in come if quad not in were and quad not in self._database]
        for quad in gone:
            self._database.remove(quad)
        if fresh:
            self._database.extend(fresh)
            self._check("links", come)
        self._contents.links = self._contents.links.changed(gone, fresh)

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

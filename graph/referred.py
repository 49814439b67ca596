"""What is known of texts that agreements refer to: what they are, how they were named, and whether they are read.

No triple stands in two named graphs, since Oxigraph would count it twice in their union: what several agreements say
of the same text is said here once, in the graph of links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.iris import Iris
from graph.store import Snapshot
from graph.writer import Writer, danish, name
from ontology.vocab import RegisteredAgreement, registered

_CLASSES = {"agreement": "ag:Agreement", "law": "ag:Law", "strategy": "ag:Strategy", "directive": "ag:Directive"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an agreement's named graph says that others depend on: its commitments, and whom it names by which words.

    A text that it only promises to come back in is named without words.
    """

    commitments: tuple[NamedNode, ...] = ()
    named: frozenset[tuple[NamedNode, Literal | None]] = frozenset()


def said_by(database: Store, iris: Iris, document: str) -> Said:
    """What the named graph of an agreement says now; nothing where there is none."""
    graph = iris.agreement_graph(document)
    named: set[tuple[NamedNode, Literal | None]] = set()
    for predicate in ("ag:refersTo", "ag:followUpIn"):
        for quad in database.quads_for_pattern(None, name(predicate), None, graph):
            if isinstance(quad.object, NamedNode):
                named.add((quad.object, None))
    for quad in database.quads_for_pattern(None, name("ag:referenceKind"), None, graph):
        for target in database.quads_for_pattern(quad.subject, name("ag:refersTo"), None, graph):
            for words in database.quads_for_pattern(quad.subject, name("ag:quote"), None, graph):
                if isinstance(target.object, NamedNode) and isinstance(words.object, Literal):
                    named.add((target.object, words.object))
    return Said(commitments=commitments_of(database, iris, document), named=frozenset(named))


def commitments_of(database: Store, iris: Iris, document: str) -> tuple[NamedNode, ...]:
    """The commitments that the named graph of an agreement has now, in order of IRI."""
    said = database.quads_for_pattern(None, name("ag:force"), None, iris.agreement_graph(document))
    return tuple(sorted((quad.subject for quad in said if isinstance(quad.subject, NamedNode)), key=str))


class Referred:
    """Tells of the texts that changed agreements named before or name now, and of those agreements themselves.

    `before` and `after` are what each of them said and says. What it tells is what looking at all agreements would.
    """

    def __init__(self, snapshot: Snapshot, before: Iterable[Said], after: Iterable[Said]) -> None:
        self._snapshot = snapshot
        self._database = snapshot.database
        self._iris = snapshot.iris
        self._was, self._is = _by_target(before), _by_target(after)
        self._read = snapshot.contents.agreements

    def targets(self) -> set[NamedNode]:
        """The texts that are named otherwise than before, if anything; places in an agreement itself are none."""
        return {target for target in {*self._was, *self._is} if self._kind(target)[0] in _CLASSES}

    def now(self, target: NamedNode) -> list[Quad]:
        """The quads of the graph of links that are to be said of a text."""
        graph, (kind, identifier) = Writer(self._iris.links_graph), self._kind(target)
        known = registered(identifier) if kind == "agreement" else None
        read = kind == "agreement" and identifier in self._read
        named = self._is_named(target)
        if not (named or known or read):
            return []
        words = self._words(target)
        if not known and not read:
            graph.say(target, "rdf:type", name(_CLASSES[kind]))
        graph.say(target, "ag:named", *words)
        graph.say(target, "ag:identifier", identifier)
        longest = max((word.value for word in words), key=lambda text: (len(text), text), default="")
        fallback = identifier if kind == "agreement" else ""
        graph.say(target, "rdfs:label", danish(self._title(target, known) or longest or fallback))
        if kind == "agreement":
            status = "read" if read else "not-made" if known and known.status == "not-made" else "not-read"
            graph.say(target, "ag:status", self._iris.concept("status", status))
            graph.say(target, "ag:read", read)
        return list(graph.quads())

    def _kind(self, target: NamedNode) -> tuple[str, str]:
        kind, _, identifier = target.value.removeprefix(self._iris.base).partition("/")
        return kind, identifier

    def _is_named(self, target: NamedNode) -> bool:
        predicates = ("ag:refersTo", "ag:followUpIn")
        return any(any(True for _ in self._database.quads_for_pattern(None, name(one), target)) for one in predicates)

    def _words(self, target: NamedNode) -> list[Literal]:
        """The words by which a text is named: those that were known, less those that nobody says any more."""
        known = self._database.quads_for_pattern(target, name("ag:named"), None, self._iris.links_graph)
        words = {quad.object for quad in known if isinstance(quad.object, Literal)}
        given_up = self._was.get(target, set()) - self._is.get(target, set())
        words -= {one for one in given_up if not self._still_says(target, one)}
        return sorted(words | self._is.get(target, set()), key=str)

    def _still_says(self, target: NamedNode, words: Literal) -> bool:
        """Whether a reference of any agreement names the text by these words."""
        refers = name("ag:refersTo")
        return any(
            any(True for _ in self._database.quads_for_pattern(quad.subject, refers, target))
            and any(True for _ in self._database.quads_for_pattern(quad.subject, name("ag:referenceKind"), None))
            for quad in self._database.quads_for_pattern(None, name("ag:quote"), words)
        )

    def _title(self, target: NamedNode, known: RegisteredAgreement | None) -> str:
        """The title that the agreement has in its own text, or in the register."""
        own = self._database.quads_for_pattern(target, name("dcterms:title"), None)
        titles = sorted(quad.object.value for quad in own if isinstance(quad.object, Literal))
        return titles[0] if titles else known.title if known else ""


def _by_target(said: Iterable[Said]) -> dict[NamedNode, set[Literal]]:
    found: dict[NamedNode, set[Literal]] = defaultdict(set)
    for one in said:
        for target, words in one.named:
            found[target].update({words} if words else ())
    return found


def read_documents(snapshot: Snapshot) -> set[str]:
    """The ids of the agreements whose text the store holds."""
    graphs = (graph for graph in snapshot.database.named_graphs() if isinstance(graph, NamedNode))
    return {document for graph in graphs if (document := snapshot.iris.document_of(graph))}

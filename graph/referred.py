"""What is known of texts that agreements refer to: what they are, how they were named, and whether they are read.

No triple stands in two named graphs, since Oxigraph would count it twice in their union: what several agreements say
of the same text is said here once.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graph.store import Snapshot
from graph.writer import Writer, danish, name
from ontology.vocab import RegisteredAgreement, agreements

_CLASSES = {"agreement": "ag:Agreement", "law": "ag:Law", "strategy": "ag:Strategy", "directive": "ag:Directive"}


def referred_quads(snapshot: Snapshot) -> Iterator[Quad]:
    """Yields, for the graph of links, what is known of each agreement that is read, registered or referred to."""
    iris = snapshot.iris
    graph = Writer(iris.links_graph)
    registered = {agreement.id: agreement for agreement in agreements()}
    read = read_documents(snapshot)
    named = _named(snapshot)
    labels = _labels(named)
    for iri, words in named:
        kind, _, identifier = iri.value.removeprefix(iris.base).partition("/")
        if kind in _CLASSES and not (kind == "agreement" and (identifier in registered or identifier in read)):
            graph.say(iri, "rdf:type", name(_CLASSES[kind]))
        if kind in _CLASSES:
            graph.say(iri, "ag:named", words)
            graph.say(iri, "ag:identifier", identifier)
            graph.say(
                iri, "rdfs:label", danish(_title(snapshot, iri, registered.get(identifier)) or labels.get(iri, ""))
            )
    targets = {target for iri, _ in named if (target := iris.agreement_of(iri)) is not None}
    for identifier in sorted(targets | read | registered.keys()):
        known = registered.get(identifier)
        status = "read" if identifier in read else "not-made" if known and known.status == "not-made" else "not-read"
        iri = iris.agreement(identifier)
        graph.say(iri, "ag:status", iris.concept("status", status))
        graph.say(iri, "ag:read", identifier in read)
        graph.say(iri, "ag:identifier", identifier)
        graph.say(iri, "rdfs:label", danish(_title(snapshot, iri, known) or labels.get(iri, identifier)))
    return iter(graph.quads())


def read_documents(snapshot: Snapshot) -> set[str]:
    """The ids of the agreements whose text the store holds."""
    graphs = (graph for graph in snapshot.database.named_graphs() if isinstance(graph, NamedNode))
    return {document for graph in graphs if (document := snapshot.iris.document_of(graph))}


def _title(snapshot: Snapshot, iri: NamedNode, known: RegisteredAgreement | None) -> str:
    """The title that the agreement has in its own text, or in the register."""
    own = snapshot.database.quads_for_pattern(iri, name("dcterms:title"), None)
    titles = sorted(quad.object.value for quad in own if isinstance(quad.object, Literal))
    return titles[0] if titles else known.title if known else ""


def _labels(named: list[tuple[NamedNode, Literal | None]]) -> dict[NamedNode, str]:
    """Of the words by which a text is named, the longest: "aftalen" tells less than "aftale om en sundhedsreform"."""
    labels: dict[NamedNode, str] = {}
    for iri, words in named:
        labels[iri] = max(labels.get(iri, ""), words.value if words else "", key=lambda text: (len(text), text))
    return labels


def _named(snapshot: Snapshot) -> list[tuple[NamedNode, Literal | None]]:
    """What commitments refer to, or promise to follow up in, with the words of it where there are any."""
    database = snapshot.database
    found: set[tuple[NamedNode, Literal | None]] = set()
    for predicate in ("ag:refersTo", "ag:followUpIn"):
        for quad in database.quads_for_pattern(None, name(predicate), None):
            if isinstance(quad.object, NamedNode):
                found.add((quad.object, None))
    for quad in database.quads_for_pattern(None, name("rdf:type"), name("ag:Reference")):
        for target in database.quads_for_pattern(quad.subject, name("ag:refersTo"), None):
            for words in database.quads_for_pattern(quad.subject, name("ag:quote"), None):
                if isinstance(target.object, NamedNode) and isinstance(words.object, Literal):
                    found.add((target.object, words.object))
    return sorted(found, key=str)

"""What the endpoint says of itself: a service description (SPARQL 1.1 Service Description) with VoID inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from graph.serialise import write_graph
from graph.serving.worker import Reply
from graph.store import Snapshot
from graph.writer import XSD, name, prefixes

_SD, _VOID, _FORMATS = (
    "http://www.w3.org/ns/sparql-service-description#",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/ns/formats/",
)
_WRITTEN = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip
_CLASSES = ("ag:Agreement", "ag:Commitment", "ag:Actor", "ag:Reference", "ag:Amount", "ag:Topic", "ag:Evidence")


def describe(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """The task of the description: `endpoint` is where the service is reached, `format` and `media` how it is said."""
    triples = list(description(snapshot, work["endpoint"]))
    return Reply(media=work["media"], body=write_graph(triples, work["format"]))


def description(snapshot: Snapshot, endpoint: str) -> Iterator[Triple]:
    """Yields what is true of the service at `endpoint` and of the data of the open generation."""
    service, dataset, default = (NamedNode(endpoint + part) for part in ("", "#dataset", "#default-graph"))
    kind, sd, void = name("rdf:type"), _Names(_SD), _Names(_VOID)
    yield Triple(service, kind, sd("Service"))
    yield Triple(service, sd("endpoint"), service)
    yield Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    yield Triple(service, sd("feature"), sd("UnionDefaultGraph"))
    for written in _WRITTEN:
        yield Triple(service, sd("resultFormat"), NamedNode(_FORMATS + written))
    yield Triple(service, sd("defaultDataset"), dataset)
    yield Triple(dataset, kind, sd("Dataset"))
    yield Triple(dataset, kind, void("Dataset"))
    yield Triple(dataset, name("dcterms:title"), Literal("Aftalepunkter i danske politiske aftaler", language="da"))
    yield Triple(dataset, void("sparqlEndpoint"), service)
    yield Triple(dataset, void("uriSpace"), Literal(snapshot.iris.base))
    yield Triple(dataset, void("triples"), _whole(len(snapshot.database)))
    for prefix in ("ag", "dcterms", "oa", "prov", "skos"):
        yield Triple(dataset, void("vocabulary"), NamedNode(prefixes()[prefix]))
    yield Triple(dataset, sd("defaultGraph"), default)
    yield Triple(default, kind, sd("Graph"))
    yield from _classes(snapshot, dataset)
    yield from _graphs(snapshot, dataset)


class _Names:
    """The terms of a namespace."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def __call__(self, local: str) -> NamedNode:
        return NamedNode(self._namespace + local)


def _whole(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))


def _classes(snapshot: Snapshot, dataset: NamedNode) -> Iterator[Triple]:
    """How many things of each class there are (VoID, 4.5)."""
    void = _Names(_VOID)
    for short in _CLASSES:
        count = sum(1 for _ in snapshot.database.quads_for_pattern(None, name("rdf:type"), name(short)))
        part = NamedNode(f"{dataset.value}-{short.partition(':')[2]}")
        yield Triple(dataset, void("classPartition"), part)
        yield Triple(part, void("class"), name(short))
        yield Triple(part, void("entities"), _whole(count))


def _graphs(snapshot: Snapshot, dataset: NamedNode) -> Iterator[Triple]:
    sd = _Names(_SD)
    for graph in snapshot.database.named_graphs():
        if isinstance(graph, NamedNode):
            part = NamedNode(f"{dataset.value}-graph-{graph.value.rpartition('/')[2]}")
            yield Triple(dataset, sd("namedGraph"), part)
            yield Triple(part, name("rdf:type"), sd("NamedGraph"))
            yield Triple(part, sd("name"), graph)

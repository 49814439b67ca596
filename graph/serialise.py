"""Writes answers: the formats of RDF and of SPARQL's rows, by the names that commands and requests know them by."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, Triple

from graph.writer import prefixes

ROWS = {
    "csv": QueryResultsFormat.CSV,
    "json": QueryResultsFormat.JSON,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
GRAPHS = {
    "jsonld": RdfFormat.JSON_LD,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
}


def write_graph(triples: Iterable[Triple], name: str) -> bytes:
    """Triples, each once and in order, in one of GRAPHS."""
    return pyoxigraph.serialize(sorted(set(triples), key=str), format=GRAPHS[name], prefixes=prefixes()) or b""


def write_yes(answer: QueryBoolean, name: str) -> bytes:
    """Yes or no in one of ROWS; SPARQL has no CSV for it, so there it is a column `answer`."""
    if name in ("csv", "tsv"):
        return b"answer\r\n" + (b"true" if answer else b"false") + b"\r\n"
    return answer.serialize(format=ROWS[name]) or b""

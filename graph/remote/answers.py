"""What a server answered, as the values that a store of ours gives: read to the end, so that nothing breaks later."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph
from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Triple

from graph.errors import RemoteError
from graph.remote.refusals import no_sparql
from graph.remote.session import Answer
from graph.writer import XSD

# JSON first: space at the ends of a text is lost in XML.
ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
TRIPLES = "application/n-triples, text/turtle;q=0.5"
_BOOLEAN = f"{XSD}boolean"
_TRUTH = {"1": "true", "0": "false"}
_TRIPLES = (RdfFormat.N_TRIPLES, RdfFormat.TURTLE)


def found_rows(answer: Answer, place: str) -> QuerySolutions:
    """The answer to a SELECT. Raises RemoteError where it is none, is broken, or broke off."""
    found = _parsed(answer, place)
    if not isinstance(found, QuerySolutions):
        raise no_sparql(place, answer.media)
    try:  # it is parsed as one goes: to the end once, so that what is broken is found here
        for _ in found:
            pass
    except (SyntaxError, ValueError):
        raise _broken(place) from None
    again = _parsed(answer, place)
    assert isinstance(again, QuerySolutions)
    return again


def found_yes(answer: Answer, place: str) -> QueryBoolean:
    """The answer to an ASK. Raises RemoteError where it is none."""
    found = _parsed(answer, place)
    if not isinstance(found, QueryBoolean):
        raise no_sparql(place, answer.media)
    return found


def found_triples(answer: Answer, place: str) -> QueryTriples:
    """The answer to CONSTRUCT or DESCRIBE. Raises RemoteError where it is none, is broken, or broke off."""
    store = pyoxigraph.Store()
    store.bulk_extend(Quad(*triple) for triple in triples(answer, place))
    found = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, QueryTriples)
    return found


def triples(answer: Answer, place: str) -> list[Triple]:
    """The triples of an answer. Raises RemoteError as `found_triples` does."""
    form = RdfFormat.from_media_type(answer.media)
    if form not in _TRIPLES:
        raise no_sparql(place, answer.media)
    try:
        return [quad.triple for quad in pyoxigraph.parse(answer.body, format=form)]
    except (SyntaxError, ValueError):
        raise _broken(place) from None


def _parsed(answer: Answer, place: str) -> QuerySolutions | QueryBoolean:
    form = QueryResultsFormat.from_media_type(answer.media)
    if form is None:
        raise no_sparql(place, answer.media)
    try:
        body = _spelled_out(answer.body) if form == QueryResultsFormat.JSON else answer.body
        return pyoxigraph.parse_query_results(body, format=form)
    except (SyntaxError, ValueError, TypeError, AttributeError, KeyError):
        raise _broken(place) from None


def _spelled_out(body: bytes) -> bytes:
    """JSON in which true and false are written so: Virtuoso writes 1 and 0, the other form that XSD allows.

    >>> _spelled_out(b'{"x": "XMLSchema#boolean"}') == b'{"x": "XMLSchema#boolean"}'
    True
    """
    if b"XMLSchema#boolean" not in body:
        return body
    return json.dumps(json.loads(body, object_hook=_with_truth)).encode()


def _with_truth(term: dict[str, Any]) -> dict[str, Any]:
    if term.get("datatype") == _BOOLEAN:
        term["value"] = _TRUTH.get(term["value"], term["value"])
    return term


def _broken(place: str) -> RemoteError:
    return RemoteError(f"{place}: the answer is broken, or broke off: try again")

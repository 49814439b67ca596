"""What a server answered, as the values that a store of ours gives: read to the end, so that nothing breaks later."""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from graph.errors import RemoteError
from graph.remote.refusals import no_sparql
from graph.remote.session import Answer

# XML first: Virtuoso writes true and false as 1 and 0 in JSON.
ROWS = "application/sparql-results+xml, application/sparql-results+json;q=0.9"
TRIPLES = "application/n-triples, text/turtle;q=0.5"
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
    load(answer, place, store)
    found = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, QueryTriples)
    return found


def load(answer: Answer, place: str, store: pyoxigraph.Store, graph: pyoxigraph.NamedNode | None = None) -> None:
    """Loads the triples of an answer into a graph of a store. Raises RemoteError as `found_triples` does."""
    form = RdfFormat.from_media_type(answer.media)
    if form not in _TRIPLES:
        raise no_sparql(place, answer.media)
    try:
        store.bulk_load(answer.body, format=form, to_graph=graph)
    except (SyntaxError, ValueError):
        raise _broken(place) from None


def _parsed(answer: Answer, place: str) -> QuerySolutions | QueryBoolean:
    form = QueryResultsFormat.from_media_type(answer.media)
    if form is None:
        raise no_sparql(place, answer.media)
    try:
        return pyoxigraph.parse_query_results(answer.body, format=form)
    except (SyntaxError, ValueError):
        raise _broken(place) from None


def _broken(place: str) -> RemoteError:
    return RemoteError(f"{place}: the answer is broken, or broke off: try again")

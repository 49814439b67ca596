"""A copy of a store on a server, graph by graph, and proof that nothing of it is missing.

Servers cut long answers, some without a word (Virtuoso's CONSTRUCT gives 10,001 triples): so the server is asked first
how many triples each graph has, and what is not given at once is asked for in parts.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.errors import RemoteError
from graph.iris import Iris
from graph.remote.answers import ROWS, TRIPLES, found_rows, triples
from graph.remote.session import Session

_PART = 10_000  # triples; what Virtuoso gives at a time as it comes


def copy_graphs(session: Session, wanted: Mapping[NamedNode, int], target: pyoxigraph.Store) -> None:
    """Copies named graphs, each of so many triples, whole.

    Raises RemoteError where the server gives less than it says it has, or does not answer.
    """
    for graph, size in wanted.items():
        _copy(session, graph, size, target)


def sizes(session: Session, iris: Iris) -> dict[NamedNode, int]:
    """How many triples each named graph of the store with these IRIs has. Raises RemoteError."""
    return _counted(session, f"FILTER(STRSTARTS(STR(?g), {Literal(f'{iris.base}graph/')}))")


def size(session: Session, graph: NamedNode) -> dict[NamedNode, int]:
    """How many triples one named graph has; nothing where it is not there. Raises RemoteError."""
    return _counted(session, f"FILTER(?g = {graph})")


def _counted(session: Session, condition: str) -> dict[NamedNode, int]:
    query = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {condition} }} GROUP BY ?g ORDER BY ?g"
    found: dict[NamedNode, int] = {}
    for row in found_rows(session.query({"query": query}, ROWS), str(session.address)):
        graph, count = row["g"], row["n"]
        if isinstance(graph, NamedNode) and isinstance(count, Literal):
            found[graph] = int(count.value)
    return found


def _copy(session: Session, graph: NamedNode, size: int, target: pyoxigraph.Store) -> None:
    found: set[Triple] = set()
    if size <= _PART or not _cuts(session):
        found.update(_part(session, graph, ""))
    offset = 0
    while len(found) < size and offset < size:  # what a part gives may be less than it is asked for
        part = _part(session, graph, f" LIMIT {_PART} OFFSET {offset}")
        if not part:
            break
        found.update(part)
        offset += len(part)
    if len(found) != size:
        raise RemoteError(
            f"{session.address}: gives {len(found)} of the {size} triples of {graph.value}: ask whoever keeps the"
            " server to allow longer answers, or try again when nobody writes there"
        )
    target.bulk_extend(Quad(one.subject, one.predicate, one.object, graph) for one in found)


def _part(session: Session, graph: NamedNode, which: str) -> list[Triple]:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}{which}"
    return triples(session.query({"query": query}, TRIPLES), str(session.address))


def _cuts(session: Session) -> bool:
    """Whether the server is known to cut what is longer than one part: it is then not asked for the whole."""
    return session.server.lower().startswith("virtuoso")

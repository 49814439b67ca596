"""Virtuoso beside the store in a folder: the same graphs loaded over HTTP, the same queries, plainly and through us."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import httpx
import pyoxigraph
from pyoxigraph import NamedNode, QuerySolutions

from benchmarks.timing import seconds, timed
from benchmarks.virtuoso import PASSWORD, USER, installed, virtuoso
from graph.ask import ask, rows
from graph.remote import address
from graph.remote.address import Address, Settings, places
from graph.remote.session import Session
from graph.remote.snapshot import reading_remote

_MEGABYTES = 1000  # for its pages; it takes as much again for other things
_ROWS = 10_000_000
Measured = tuple[str, str, float]


def virtuoso_times(database: pyoxigraph.Store, texts: Mapping[str, str], folder: Path, runs: int) -> Iterator[Measured]:
    """Yields query, peer and milliseconds, the load first; nothing, and a line, where there is no Virtuoso.

    Raises AssertionError where its answers are of another length than those of the store in a folder.
    """
    if not installed():
        print("Virtuoso is left out: sudo apt install virtuoso-opensource", file=sys.stderr)
        return
    folder.mkdir()
    login = {address.USER: USER, address.PASSWORD: PASSWORD}
    with patch.dict(os.environ, login), virtuoso(folder, rows=_ROWS, megabytes=_MEGABYTES) as running:
        url = running.url
        yield "load", "virtuoso", seconds(lambda: _load(database, url)) * 1000
        with httpx.Client(timeout=600) as client, reading_remote(Address(url=url), seconds=600) as snapshot:
            for name, text in texts.items():
                expected = len(_listed(database.query(text, use_default_graph_as_union=True)))
                assert len(_plainly(client, url, text)()) == expected, name
                yield name, "virtuoso", timed(_plainly(client, url, text), runs)
                yield name, "aftalegraf on virtuoso", timed(lambda text=text: rows(ask(snapshot, text)), runs)  # type: ignore[misc]


def _load(database: pyoxigraph.Store, url: str) -> None:
    """Every named graph by one request of the Graph Store Protocol."""
    known = Settings(user=USER, password=PASSWORD)
    with closing(Session(Address(url=url), known)) as session:
        graphs = places(Address(url=url), "Virtuoso", known).graphs
        for graph in database.named_graphs():
            assert isinstance(graph, NamedNode)
            triples = (quad.triple for quad in database.quads_for_pattern(None, None, None, graph))
            content = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
            session.put(graphs, graph.value, content, "application/n-triples")


def _plainly(client: httpx.Client, url: str, text: str) -> Callable[[], list[object]]:
    """Asks Virtuoso itself, and reads the answer."""

    def answer() -> list[object]:
        headers = {"Accept": "application/sparql-results+json"}
        got = client.post(url, data={"query": text}, headers=headers).raise_for_status()
        return _listed(pyoxigraph.parse_query_results(got.content, format=pyoxigraph.QueryResultsFormat.JSON))

    return answer


def _listed(found: object) -> list[object]:
    assert isinstance(found, QuerySolutions)
    return [tuple(solution) for solution in found]

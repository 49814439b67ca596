"""A store on a real server and the same store in a folder: the same answers to every named query and every command."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, RdfFormat, serialize
from remote_stores import KINDS, server

from aftalegraf.cli import cli
from graph.ask import Rows, ask, ask_named, rows, serialised
from graph.errors import AnswerCutError
from graph.queries import NamedQuery, named_queries
from graph.remote.address import Address, places, settings
from graph.remote.copying import sizes
from graph.remote.session import Session
from graph.store import Snapshot, reading
from tests.cookbook import cookbook
from viz.site import Made, write_site

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "queries.toml").read_text(encoding="utf-8")
)["case"]
ONE = KINDS[1:]  # for what takes long: the server that does most in its own way
# What GROUP_CONCAT puts together, in no order that SPARQL 1.1 (18.5.1.7) would say.
IN_ANY_ORDER = {"aliases": "\n", "kinds": " ", "years": " "}


def asked(query: NamedQuery) -> list[dict[str, str]]:
    """The values that a query is asked with: those that it needs, all of its examples, and those of the cases."""
    needed = {one.name: one.example for one in query.parameters if one.need == "required"}
    every = {one.name: one.example for one in query.parameters}
    found = [needed, every, *(case["values"] for case in CASES if case["query"] == query.name)]
    return [values for place, values in enumerate(found) if values not in found[:place]]


ASKED = [(query.name, values) for query in named_queries() for values in asked(query)]


@pytest.fixture(scope="module", params=KINDS)
def remote(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Address]:
    """The five agreements on a server of each kind."""
    with server(request.param, tmp_path_factory.mktemp(request.param)) as address, reading(built) as snapshot:
        fill(address, snapshot)
        yield address


def fill(address: Address, snapshot: Snapshot) -> None:
    """Puts a store's graphs on a server."""
    known = settings()
    with closing(Session(address, known)) as session:
        sizes(session, snapshot.iris)  # by its answer the server names itself
        where = places(address, session.server, known)
        for graph in graphs(snapshot):
            triples = (quad.triple for quad in snapshot.database.quads_for_pattern(None, None, None, graph))
            content = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
            session.put(where.graphs, graph.value, content, "application/n-triples")


@pytest.fixture(scope="module")
def here(built: Path) -> Iterator[Snapshot]:
    """The store in a folder, open for reading."""
    with reading(built) as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def there(remote: Address) -> Iterator[Snapshot]:
    """The store on the server, open for reading."""
    with reading(remote) as snapshot:
        yield snapshot


def settled(answer: Rows) -> Rows:
    """The answer with what has no order put into one."""
    by_place = {place: IN_ANY_ORDER[column] for place, column in enumerate(answer.columns) if column in IN_ANY_ORDER}

    def cell(place: int, value: str | None) -> str | None:
        mark = by_place.get(place)
        return mark.join(sorted(value.split(mark))) if mark and value else value

    return Rows(
        columns=answer.columns,
        rows=tuple(tuple(cell(place, value) for place, value in enumerate(row)) for row in answer.rows),
    )


def test_every_named_query_is_tried() -> None:
    """Those of people and those of pages, each with its examples."""
    assert len({name for name, _ in ASKED}) == len(named_queries()) >= 32
    assert len(ASKED) >= 48


@pytest.mark.parametrize(
    ("name", "values"), ASKED, ids=[f"{name} {' '.join(values.values())}" for name, values in ASKED]
)
def test_a_named_query_gives_the_same_answer(
    here: Snapshot, there: Snapshot, name: str, values: dict[str, str]
) -> None:
    """The same rows in the same order, to the letter."""
    assert settled(rows(ask_named(there, name, values))) == settled(rows(ask_named(here, name, values)))


def test_the_cookbook_is_the_same(here: Snapshot, there: Snapshot) -> None:
    """Every page of it that people read."""
    assert cookbook(there) == cookbook(here)


def test_the_whole_graph_comes_back(here: Snapshot, there: Snapshot) -> None:
    """Every triple, in its graph, to the letter; more of them than Virtuoso gives at once."""
    assert set(there.database) == set(here.database)
    assert (
        max(sum(1 for _ in here.database.quads_for_pattern(None, None, None, graph)) for graph in graphs(here)) > 20_000
    )


def graphs(snapshot: Snapshot) -> list[NamedNode]:
    """The named graphs of a store."""
    return [graph for graph in snapshot.database.named_graphs() if isinstance(graph, NamedNode)]


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?c a ag:Commitment }",
        "ASK { ?c a ag:Nothing }",
        "SELECT (COUNT(*) AS ?n) WHERE { ?c a ag:Commitment }",
        "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?c a ag:Commitment } } GROUP BY ?g ORDER BY ?g",
        "#\nBASE <https://e.org/>\nPREFIX x: <https://w3id.org/aftalegraf/ns#>\nSELECT ?n {?c x:sha256 ?n} ORDER BY ?n",
        "SELECT ?t WHERE { ?e oa:prefix ?t FILTER(STRENDS(?t, '\\n')) } ORDER BY ?t LIMIT 5",
        "SELECT ?v WHERE { ?a ag:value ?v } ORDER BY DESC(?v) LIMIT 5",
    ],
)
def test_a_query_of_ones_own_gives_the_same_answer(here: Snapshot, there: Snapshot, sparql: str) -> None:
    """With and without GRAPH, the known prefixes undeclared, space at the ends of texts kept."""
    assert rows(ask(there, sparql)) == rows(ask(here, sparql))


@pytest.mark.virtuoso
def test_what_a_server_would_cut_is_answered_whole(here: Snapshot, tmp_path: Path) -> None:
    """A Virtuoso that gives 1,000 rows: named queries are answered by a copy, others are refused with the reason."""
    with server("virtuoso", tmp_path, rows=1000) as address:
        fill(address, here)
        with reading(address) as there:
            answer = settled(rows(ask_named(there, "network-evidence")))
            assert answer == settled(rows(ask_named(here, "network-evidence")))
            assert len(answer.rows) > 1000
            with pytest.raises(AnswerCutError, match="LIMIT and OFFSET"):
                ask(there, "SELECT ?s WHERE { ?s ?p ?o }")


def test_a_graph_that_is_asked_for_is_the_same(here: Snapshot, there: Snapshot) -> None:
    """CONSTRUCT and DESCRIBE, in a format of one's own."""
    sparql = "CONSTRUCT { ?c ag:quote ?q } WHERE { ?c ag:force ?f ; ag:quote ?q }"
    assert serialised(ask(there, sparql), "turtle") == serialised(ask(here, sparql), "turtle")
    area = "https://w3id.org/aftalegraf/id/area/aeldre"
    assert f"<{area}>".encode() in serialised(ask(there, f"DESCRIBE <{area}>"), "ntriples")


def printed(*arguments: str | Path | Address) -> str:
    """What a command that must succeed prints as data."""
    texts = [argument.url if isinstance(argument, Address) else str(argument) for argument in arguments]
    result = CliRunner().invoke(cli, texts)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("remote", ONE, indirect=True)
@pytest.mark.parametrize(
    "command",
    [
        ("query", "--named", "commitments-by-topic", "-p", "topic=botilbud", "--format", "csv"),
        ("search", "botilbud", "--format", "json"),
        ("trace", "KMF", "--format", "json"),
        ("threads", "--format", "json"),
    ],
    ids=lambda command: command[0],
)
def test_a_command_prints_the_same(remote: Address, built: Path, command: tuple[str, ...]) -> None:
    """Whether the store is a folder or an address."""
    assert printed(*command, "--store", remote) == printed(*command, "--store", built)


@pytest.mark.parametrize("remote", ONE, indirect=True)
def test_an_export_is_the_same(remote: Address, built: Path) -> None:
    """To the byte, as N-Quads."""
    command = ("export", "--format", "nquads", "--store")
    assert printed(*command, remote) == printed(*command, built)


@pytest.mark.parametrize("remote", ONE, indirect=True)
def test_a_valid_store_is_valid_there(remote: Address) -> None:
    """The shapes are checked on a copy."""
    assert json.loads(printed("validate", "--format", "json", "--store", remote))["conforms"] is True


@pytest.mark.parametrize("remote", ONE, indirect=True)
def test_the_explorer_is_the_same(here: Snapshot, there: Snapshot, tmp_path: Path) -> None:
    """Every page and every file of data, to the byte."""
    made = Made(date="2026-11-22", version="0")
    for name, snapshot in (("here", here), ("there", there)):
        write_site(snapshot, tmp_path / name, made)
    files = sorted(path.relative_to(tmp_path / "here") for path in (tmp_path / "here").rglob("*") if path.is_file())
    assert len(files) > 50
    assert files == sorted(p.relative_to(tmp_path / "there") for p in (tmp_path / "there").rglob("*") if p.is_file())
    differing = [f for f in files if (tmp_path / "here" / f).read_bytes() != (tmp_path / "there" / f).read_bytes()]
    assert differing == []

"""SPARQL 1.1 Protocol, held to W3C's own tests and to a few more, over HTTP on a real server."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph
from serving import KASEI, Server, kasei_store, served

from graph.serving.formats import GRAPHS, ROWS, preferred

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "sparql_protocol.toml").read_text(encoding="utf-8")
)["case"]
SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.fixture(scope="module")
def kasei(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the graphs of W3C's tests."""
    with served(kasei_store(tmp_path_factory.mktemp("kasei"))) as server:
        yield server


def filled(text: str) -> str:
    """The text with {0} to {3} as the IRIs of the graphs."""
    for number in range(4):
        text = text.replace(f"{{{number}}}", KASEI.format(number))
    return text


def test_the_tests_of_w3c_are_all_there() -> None:
    """None is forgotten; those of updates are refusals here."""
    assert len(CASES) == 31
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all(case["clause"].startswith("2.") for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
@pytest.mark.parametrize("path", ["sparql", "sparql/"])
def test_the_protocol_is_kept(kasei: Server, case: dict[str, Any], path: str) -> None:
    """Status, kind and truth of the answer are as the clause wants them."""
    pairs = [(name, filled(value)) for name, value in case.get("parameters", ())]
    if "query" in case:
        pairs.append(("query", filled(case["query"])))
    headers = {"Accept": case["accept"]} if "accept" in case else {}
    if "type" in case:
        headers["Content-Type"] = case["type"]
    body = filled(case["body"]).encode(case.get("encoding", "utf-8")) if "body" in case else None
    answer = kasei.client.request(
        case.get("method", "GET"), f"{path}?{urlencode(pairs)}", content=body, headers=headers
    )
    assert answer.status_code == case.get("status", 200), answer.text
    if "boolean" in case:
        assert answer.json()["boolean"] is case["boolean"]
    if "media" in case:
        assert answer.headers["content-type"].split(";")[0] in case["media"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values;q=0.4, text/csv;q=0.3", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("application/xml;q=0.2, */*;q=0.1", "application/xml"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv;q=nonsense, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_the_form_of_the_answer_is_the_one_liked_best(kasei: Server, accept: str, media: str) -> None:
    """By weight, then by how narrowly it is named (RFC 9110, 12.5.1)."""
    answer = kasei.get("sparql", params={"query": "SELECT * { ?s a ?o }"}, headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == media
    assert "Accept" in answer.headers["vary"]


def test_a_narrow_range_counts_before_a_wide_one() -> None:
    """ "text/*" is good, but not as "text/csv", which is refused by name."""
    assert preferred("text/*, text/csv;q=0, */*;q=0.5", ["text/csv", "application/xml"]) == "application/xml"
    assert preferred("image/png", ["text/csv"]) is None
    assert preferred(None, ["text/csv"]) == preferred("", ["text/csv"]) == "text/csv"


@pytest.mark.parametrize("name", ROWS)
def test_rows_come_in_every_form(kasei: Server, name: str) -> None:
    """And are read by readers that are not ours."""
    answer = kasei.get("sparql", params={"query": "SELECT ?s { ?s a ?o } ORDER BY ?s", "format": name})
    if name == "json":
        found = [row["s"]["value"] for row in answer.json()["results"]["bindings"]]
    elif name == "xml":
        found = [str(uri.text) for uri in ElementTree.fromstring(answer.text).findall(".//{*}uri")]
    elif name == "csv":
        found = [row["s"] for row in csv.DictReader(StringIO(answer.text))]
    else:
        found = [line.strip("<>") for line in answer.text.splitlines()[1:]]
    assert found == [KASEI.format(number) for number in range(4)]


@pytest.mark.parametrize("name", GRAPHS)
def test_graphs_come_in_every_form(kasei: Server, name: str) -> None:
    """And are read again as the same triples."""
    answer = kasei.get("sparql", params={"query": "CONSTRUCT WHERE { ?s a ?o }", "format": name})
    form = RdfFormat.from_media_type(answer.headers["content-type"].split(";")[0])
    assert form is not None
    assert len({quad.subject for quad in parse(answer.content, format=form)}) == 4


def test_a_broken_query_is_told_where(kasei: Server) -> None:
    """With line and column, as plain text."""
    answer = kasei.ask("SELECT ?s\nWHERE { ?s ?p ?o . FILTER( }")
    assert answer.status_code == 400
    assert "line 2" in answer.text
    assert answer.headers["content-type"].startswith("text/plain")


def test_an_answer_is_kept_until_the_store_changes(kasei: Server) -> None:
    """It has a tag, and whoever sends the tag is told that nothing has changed."""
    first = kasei.get("sparql", params={"query": "SELECT * { ?s a ?o }"})
    tag = first.headers["etag"]
    again = kasei.get("sparql", params={"query": "SELECT * { ?s a ?o }"}, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = kasei.get("sparql", params={"query": "SELECT * { ?s a ?x }"}, headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert "etag" not in kasei.get("sparql", params={"query": "SELECT (RAND() AS ?r) {}"}).headers


def test_head_is_get_without_a_body(kasei: Server) -> None:
    """Same status, same headers."""
    params = {"query": "SELECT * { ?s a ?o }"}
    get, head = kasei.get("sparql", params=params), kasei.client.head("sparql", params=params)
    assert head.content == b""
    assert (head.status_code, head.headers["etag"]) == (get.status_code, get.headers["etag"])
    assert head.headers["content-length"] == str(len(get.content))


def test_pages_of_other_sites_may_read(kasei: Server) -> None:
    """The endpoint is open to their scripts (Fetch, 3.2), for reading only."""
    origin = {"Origin": "https://example.org"}
    answer = kasei.get("sparql", params={"query": "ASK {}"}, headers=origin)
    assert answer.headers["access-control-allow-origin"] == "*"
    asked = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    before = kasei.client.options("sparql", headers=asked)
    assert before.status_code == 200
    assert "POST" in before.headers["access-control-allow-methods"]
    refused = kasei.client.options("sparql", headers={**asked, "Access-Control-Request-Method": "DELETE"})
    assert refused.status_code == 400


@pytest.mark.parametrize("path", ["sparql", ".well-known/void"])
def test_the_service_describes_itself(kasei: Server, path: str) -> None:
    """Where it is, what it can, and what the data is, as an RDF library reads it."""
    answer = kasei.get(path, headers={"Accept": "application/rdf+xml"})
    graph = Graph().parse(data=answer.text, format="xml")
    (found,) = graph.query(
        f"SELECT ?endpoint ?n {{ ?s a <{SD}Service> ; <{SD}endpoint> ?endpoint ; <{SD}defaultDataset> ?d ."
        " ?d <http://rdfs.org/ns/void#triples> ?n }"
    )
    assert (str(found[0]), int(found[1])) == (f"{kasei.url}sparql", 4)
    names = {str(name) for name in graph.objects(None, None) if str(name).startswith("http://kasei.us/")}
    assert names == {KASEI.format(number) for number in range(4)}


def test_a_request_may_be_too_large(kasei: Server) -> None:
    """One that says so, and one that only turns out to be."""
    huge = b"ASK { ?s ?p 'x' }" + b"#" * 2_000_000
    kind = {"Content-Type": "application/sparql-query"}
    assert kasei.client.post("sparql", content=huge, headers=kind).status_code == 413
    parts = (huge[start : start + 50_000] for start in range(0, len(huge), 50_000))
    assert kasei.client.post("sparql", content=parts, headers=kind).status_code == 413


def test_a_compressed_request_is_not_unpacked(kasei: Server) -> None:
    """So that no small request becomes a large one."""
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    assert kasei.client.post("sparql", content=b"\x1f\x8b", headers=headers).status_code == 415


def test_answers_in_json_are_as_the_store_writes_them(kasei: Server) -> None:
    """Nothing is lost on the way."""
    rows = json.loads(kasei.ask("SELECT ('æ\\n\\\"' AS ?t) {}").text)["results"]["bindings"]
    assert rows == [{"t": {"type": "literal", "value": 'æ\n"'}}]

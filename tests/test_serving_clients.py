"""Clients that are not ours, as people have them: SPARQLWrapper, rdflib, curl, Comunica, a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import KASEI, Server, kasei_store, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOAF = "http://xmlns.com/foaf/0.1/"
SELECT = "SELECT ?s WHERE { ?s a ?type } ORDER BY ?s"
WRITTEN = "document.querySelector('.CodeMirror').CodeMirror.getValue()"
EVERY = [KASEI.format(number) for number in range(4)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on four triples."""
    with served(kasei_store(tmp_path_factory.mktemp("clients"))) as running:
        yield running


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("way", ["urlencoded", "postdirectly"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper(server: Server, method: str, way: str, form: str) -> None:
    """In both methods, both ways of posting, every form of rows."""
    from SPARQLWrapper import SPARQLWrapper

    client = SPARQLWrapper(f"{server.url}sparql", returnFormat=form)
    client.setMethod(method)
    client.setRequestMethod(way)
    client.setQuery(SELECT)
    answer: Any = client.query().convert()
    if form == "json":
        assert [row["s"]["value"] for row in answer["results"]["bindings"]] == EVERY
    else:
        text = answer.toxml() if form == "xml" else answer.decode()
        assert [iri for iri in EVERY if iri in text] == EVERY


@pytest.mark.parametrize(("query", "count"), [("CONSTRUCT WHERE { ?s a ?o }", 4), (f"DESCRIBE <{EVERY[1]}>", 1)])
def test_sparqlwrapper_reads_graphs(server: Server, query: str, count: int) -> None:
    """As an rdflib graph."""
    from SPARQLWrapper import RDFXML, TURTLE, SPARQLWrapper

    for form in (RDFXML, TURTLE):
        client = SPARQLWrapper(f"{server.url}sparql", returnFormat=form)
        client.setQuery(query)
        answer: Any = client.query().convert()
        graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format="turtle")
        assert len(graph) == count


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(server: Server, method: Any) -> None:
    """A graph of rdflib whose triples are asked for at the endpoint; its default graph is the union."""
    graph = Graph(SPARQLStore(f"{server.url}sparql", method=method))
    assert (URIRef(EVERY[1]), None, URIRef(f"{FOAF}Document")) in graph
    assert sorted(map(str, graph.subjects())) == EVERY
    assert len(graph) == 4
    assert [str(row[0]) for row in graph.query(SELECT)] == EVERY  # type: ignore[index]


def test_rdflib_reads_things_at_their_addresses(built: Path) -> None:
    """As linked data is read: by the address alone."""
    with served(built, "--access-log", "") as server:
        graph = Graph().parse(f"{server.url}id/actor/kl")
        assert ("KL", "da") in {(str(label), getattr(label, "language", "")) for label in graph.objects()}


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl: sudo apt install curl")
def test_curl(server: Server) -> None:
    """As the documentation shows it."""
    base = ["curl", "-sS", "--noproxy", "*", f"{server.url}sparql"]
    for more in (
        ["--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv"],
        ["-G", "--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv"],
        ["-H", "Content-Type: application/sparql-query", "--data", SELECT, "-H", "Accept: text/csv"],
        ["-G", "--data-urlencode", f"query={SELECT}", "-d", "format=csv"],
    ):
        done = subprocess.run([*base, *more], capture_output=True, encoding="utf-8", check=True)
        assert done.stdout.split() == ["s", *EVERY]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs Node.js with npm")
def test_comunica(server: Server, tmp_path: Path) -> None:
    """Comunica's own engine, with the endpoint as its source, joins over HTTP."""
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "@comunica/query-sparql@4"]
    subprocess.run(install, cwd=tmp_path, check=True, capture_output=True, timeout=400)
    program = tmp_path / "node_modules" / ".bin" / "comunica-sparql"
    query = "SELECT ?s WHERE { ?s a <http://xmlns.com/foaf/0.1/Document> } ORDER BY ?s"
    done = subprocess.run(
        [str(program), f"sparql@{server.url}sparql", query, "-t", "application/sparql-results+json"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [row["s"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]] == EVERY


@pytest.mark.browser
def test_the_editor_asks_this_server_and_no_other(built: Path, browser: Browser) -> None:
    """It opens with the query of its address, shows the answer, offers the named queries, and draws a graph."""
    with served(built, "--path-prefix", "/a", "--access-log", "") as server:
        page = browser.new_page(locale="da-DK")
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{server.url}sparql?query=CONSTRUCT%20WHERE%20%7B%3Fc%20ag%3Aparty%20%3Fp%7D%20LIMIT%207")
        page.wait_for_selector(".yasr table tbody tr")
        assert page.locator(".yasr table tbody tr").count() == 7
        page.locator(".yasr .select_drawn").click()
        page.wait_for_selector(".drawn canvas")
        page.locator("#named").select_option(label="Aftalepunkter fra en aktør, på et område")
        page.locator(".yasr td", has_text="oea-kommuner-2020").first.wait_for()
        assert "aktøren" in page.locator("#answers").inner_text()
        page.locator(".CodeMirror").first.click()
        page.keyboard.press("Control+a")
        page.keyboard.type("SELECT (3 AS ?tre) { ?a skos:prefLabel ?b } LIMIT 1")
        page.wait_for_function(f"{WRITTEN}.startsWith('PREFIX skos: <http')")
        page.locator("#language").click()
        page.get_by_text("Ready-made questions").wait_for()
        page.wait_for_function(f"{WRITTEN}.includes('(3 AS ?tre)')")
        assert page.locator(".yasr td", has_text="3").first.inner_text() == "3"
        with page.expect_request(lambda request: "/a/sparql" in request.url):
            page.locator(".yasqe_queryButton").first.click()
        page.close()
    assert {url.partition("/a/")[0] + "/a/" for url in asked if not url.startswith("data:")} == {server.url}
    assert faults == []

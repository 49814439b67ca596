"""Behind a reverse proxy as the documentation sets it up: under a path of its own, with the client's own address."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import Server, served, until
from test_serving import made_store

from benchmarks.virtuoso import free_port

pytestmark = pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx: sudo apt install nginx-light")
_CONF = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
{location}
    }}
}}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that stands behind, with its access log in a file."""
    folder = tmp_path_factory.mktemp("behind")
    log = str(folder / "access.jsonl")
    with served(made_store(folder, 2024), "--path-prefix", "/aftaler", "--access-log", log) as running:
        running.log = folder / "access.jsonl"
        yield running


@contextmanager
def nginx(location: str, folder: Path) -> Iterator[httpx.Client]:
    """A proxy with that location, and a client of it."""
    port = free_port()
    conf = folder / "nginx.conf"
    conf.write_text(_CONF.format(folder=folder, port=port, location=location), encoding="utf-8")
    process = subprocess.Popen(["nginx", "-e", str(folder / "error.log"), "-c", str(conf), "-p", str(folder)])
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False) as client:
            until(lambda: answers(client))
            yield client
    finally:
        process.terminate()
        process.wait(10)


def answers(client: httpx.Client) -> bool:
    """Whether somebody is there."""
    try:
        return client.get("/").status_code > 0
    except httpx.TransportError:
        return False


@pytest.fixture(params=["as it is shown", "prefix taken off"])
def proxy(
    request: pytest.FixtureRequest, server: Server, checkout: Path, tmp_path: Path
) -> Iterator[tuple[Server, httpx.Client]]:
    """The proxy of the documentation, and one that takes the path prefix off before it asks."""
    text = (checkout / "docs" / "serving" / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```nginx\n(.*?)```", text, re.DOTALL)
    assert shown is not None
    behind = server.url.removesuffix("/aftaler/")
    location = shown[1].replace("http://127.0.0.1:8765", behind)
    if request.param == "prefix taken off":
        location = location.replace(f"{behind};", f"{behind}/;")
    with nginx(location, tmp_path) as client:
        yield server, client


def test_everything_is_reached_through_the_proxy(proxy: tuple[Server, httpx.Client]) -> None:
    """Pages, things, queries and the API; each address that is told is the proxy's."""
    _, client = proxy
    outer = f"{str(client.base_url).rstrip('/')}/aftaler/"
    front = client.get("/aftaler/")
    assert front.status_code == 200
    assert 'href="sparql"' in front.text
    assert client.get("/aftaler").headers["location"].endswith("/aftaler/")
    thing = client.get("/aftaler/id/actor/kl", headers={"Accept": "text/html"})
    assert (thing.status_code, thing.headers["location"]) == (303, "/aftaler/aktoer-kl.html")
    assert client.get(thing.headers["location"]).status_code == 200
    told = client.get("/aftaler/.well-known/void", headers={"Accept": "text/turtle"})
    subjects = {str(quad.subject) for quad in parse(told.content, format=RdfFormat.TURTLE)}
    assert f"<{outer}sparql>" in subjects
    assert client.get("/aftaler/api/").json()["description"] == f"{outer}api/openapi.json"
    editor = client.get("/aftaler/sparql", headers={"Accept": "text/html"}).text
    scripts = re.findall(r'src="([^"]+)"', editor)
    assert len(scripts) == 3
    assert {client.get(script).status_code for script in scripts} == {200}
    graph = Graph(SPARQLStore(f"{outer}sparql"))
    assert [str(row[0]) for row in graph.query("SELECT (1 AS ?n) {}")] == ["1"]  # type: ignore[index]


def test_the_log_names_the_client_and_not_the_proxy(proxy: tuple[Server, httpx.Client]) -> None:
    """As the proxy tells it (X-Forwarded-For), and a client cannot name itself."""
    server, client = proxy
    transport = httpx.HTTPTransport(local_address="127.0.0.3")
    with httpx.Client(base_url=client.base_url, transport=transport, trust_env=False) as other:
        other.get("/aftaler/sparql", params={"query": "ASK { ?a ?b 3 }"}, headers={"X-Forwarded-For": "9.9.9.9"})
    lines = [json.loads(line) for line in server.log.read_text(encoding="utf-8").splitlines()]
    assert lines[-1]["client"] == "127.0.0.3"
    assert lines[-1]["path"] == "/aftaler/sparql"

"""A thousand malformed, huge, slow and hostile requests: nothing leaves, nothing breaks, good clients are served."""

from __future__ import annotations

import gzip
import random
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest
from serving import Server, served, until
from test_serving_limits import HOSTS, SPELT, Listener, memory

pytestmark = pytest.mark.slow
WORKERS = 2
MEMORY = 200  # MiB that a query may take

BOMBS = (
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a (!<x:x>)* ?b . ?b (!<x:x>)* ?c }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<x:x>|^!<x:x>)+ ?b }",
    "SELECT (GROUP_CONCAT(?q) AS ?x) { ?a ag:quote ?q . ?b ag:quote ?r . ?c ag:quote ?s }",
    "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { ?a ag:quote ?q FILTER(REGEX(?q, '(a+)+$')) ?b ag:quote ?r FILTER(REGEX(?r, CONCAT(?q, '.*'))) }",
    "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f }",
    "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?d = ?c && ?g != ?g) }",
    "SELECT * { " + " ".join(f"OPTIONAL {{ ?s{n} ?p{n} ?o{n} }}" for n in range(40)) + " }",
    "SELECT * { " + "{ " * 3000 + "?s ?p ?o" + " }" * 3000 + " }",
    "SELECT ((" + "(" * 20_000 + "1" + ")" * 20_000 + ") AS ?x) {}",
    "SELECT * { VALUES ?x { " + "1 " * 100_000 + "} VALUES ?y { " + "2 " * 100_000 + "} }",
    "SELECT ?z { BIND('aaaaaaaaaaaaaaaa' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{n},?a{n}) AS ?a{n + 1})" for n in range(40))
    + " BIND(?a40 AS ?z) }",
    "ASK { ?a ag:quote ?q FILTER(REGEX(?q,'((((a{1,1000}){1,1000}){1,1000}){1,1000})')) }",
    "CONSTRUCT { " + "?a ?b ?c . " * 20_000 + "} WHERE { ?a ?b ?c }",
    "DESCRIBE * { ?a ?b ?c }",
    "ASK { ?a ?b " + "(" * 5000 + ")" * 5000 + " }",
    "SELECT (" + "1+" * 200_000 + "1 AS ?x) {}",
    "ASK { " + "FILTER EXISTS { " * 3000 + "?s ?p ?o" + " }" * 3000 + " }",
    "SELECT * { ?s " + "/".join(["(ag:a|ag:b)*"] * 2000) + " ?o }",
)  # fmt: skip

TRICKS = (
    "../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "static/..%2f..%2fsite.py", "id/%00", "id/" + "a/" * 5000,
    "api/" + "x" * 9000,
)  # fmt: skip


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[Server]:
    """A server with the limits of a small machine."""
    limits = ("--seconds", "2", "--memory", str(MEMORY), "--size", "2", "--waiting", "16", "--wait", "4")
    with served(built, *limits, "--workers", str(WORKERS), "--access-log", "", "--connections-each", "200") as running:
        assert running.get("").status_code in (200, 503)
        yield running


def port(server: Server) -> int:
    """The port of a server."""
    return int(server.url.rsplit(":", 1)[1].strip("/"))


def raw(server: Server, data: bytes, wait: float = 3) -> bytes:
    """What comes back for these bytes."""
    with socket.create_connection(("127.0.0.1", port(server)), timeout=wait) as connection, suppress(OSError):
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(65_536)
    return b""


GOOD = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\nASK {}"
HARDLY = (
    b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 90) for n in range(2000)) + b"\r\n",
    GOOD.replace(b"Content-Length: 6", b"Content-Length: -1"),
    GOOD.replace(b"Content-Length: 6", b"Content-Length: 1000000000000000000"),
    GOOD.replace(b"Content-Length: 6", b"Content-Length: 5"),
    GOOD.replace(b"Content-Length: 6", b"Content-Length: 6\r\nTransfer-Encoding: chunked"),
    b"GET /sparql?query=%ff%fe%00&query= HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\nAccept: " + b",;q=" * 900 + b"\r\n\r\n",
    b"GET /index.html HTTP/1.1\r\nHost: a\r\nRange: bytes=0-,1-,2-,5-1\r\n\r\n",
    b"GET http://e.invalid/latest HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
    b"CONNECT e.invalid:80 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)


def malformed(chance: random.Random) -> bytes:
    """A request that is none, or hardly one."""
    if chance.random() < 0.3:
        return chance.choice(HARDLY)
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(1, 2000))
    place = chance.randrange(len(GOOD))
    return GOOD[:place] + chance.randbytes(chance.randrange(1, 8)) + GOOD[place + 1 :]


@pytest.mark.skipif(sys.platform != "linux", reason="other addresses of this machine, and /proc")
def test_a_thousand_hostile_requests(server: Server) -> None:
    """While they come, somebody else is served; after them all is as it was."""
    chance, listener = random.Random(8), Listener()
    bomb = gzip.compress(b"query=" + b" " * 50_000_000)
    packed = {"Content-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}
    queries = [spelt.format(f"http://{host.format(listener.port)}/") for host in HOSTS for spelt in SPELT]
    attacks: list[Callable[[], object]] = [partial(raw, server, malformed(chance)) for _ in range(600)]
    attacks += [partial(server.ask, query) for query in (*queries, *BOMBS * 3)]
    attacks += [partial(server.client.post, "sparql", content=b"query=" + b"a" * 5_000_000) for _ in range(40)]
    attacks += [partial(server.client.post, "sparql", content=bomb, headers=packed) for _ in range(40)]
    attacks += [partial(server.get, path) for path in TRICKS * 25]
    assert len(attacks) >= 1000
    chance.shuffle(attacks)
    slow = [SlowClient(port(server)) for _ in range(60)]
    served_well, over = [], threading.Event()
    somebody = threading.Thread(target=ask_on, args=(server, over, served_well))
    somebody.start()
    with ThreadPoolExecutor(12) as pool:
        for done in [pool.submit(attempt, attack) for attack in attacks]:
            done.result()
    over.set()
    somebody.join()
    for one in slow:
        one.close()
    assert listener.came == 0
    assert len(served_well) >= 2  # how many it is depends on the machine
    assert sum(served_well) / len(served_well) > 0.8, served_well
    until(lambda: server.get("health").json()["workers"] == {"running": WORKERS, "of": WORKERS, "free": WORKERS}, 30)
    assert len(server.workers()) == WORKERS
    assert server.process.poll() is None
    assert memory(server.process.pid) < 400
    assert all(memory(pid) < MEMORY + 100 for pid in server.workers())
    assert server.ask("SELECT ?q { ?c ag:quote ?q } LIMIT 3").status_code == 200
    assert not any("Traceback" in line for line in server.lines), server.lines[-20:]


def attempt(attack: Callable[[], object]) -> None:
    """Does it; that the server hangs up on it is as good an answer as any."""
    with suppress(httpx.HTTPError, httpx.InvalidURL, OSError):
        attack()


def ask_on(server: Server, over: threading.Event, told: list[bool]) -> None:
    """A good client at another address of this machine, which notes how each of its requests went."""
    transport = httpx.HTTPTransport(local_address="127.0.0.2")
    with httpx.Client(base_url=server.url, transport=transport, timeout=15, trust_env=False) as client:
        while not over.is_set():
            try:
                answer = client.post("sparql", data={"query": "SELECT ?q (RAND() AS ?r) { ?c ag:quote ?q } LIMIT 3"})
                told.append(answer.status_code == 200)
            except httpx.HTTPError:
                told.append(False)
            sleep(0.2)


class SlowClient:
    """One that sends its request a byte now and then, and never to the end."""

    def __init__(self, where: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", where))
        self.socket.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\nX-Slow: ")

    def ended(self) -> bool:
        """Whether the server has hung up."""
        with suppress(BlockingIOError):
            self.socket.setblocking(False)
            try:
                self.socket.send(b"a")
                return self.socket.recv(1) == b""
            except (ConnectionError, BrokenPipeError):
                return True
        return False

    def close(self) -> None:
        """Gives up."""
        self.socket.close()


def test_slow_clients_are_hung_up_on(server: Server) -> None:
    """Those that send headers or a body byte by byte, after some seconds; others are served meanwhile."""
    heads = [SlowClient(port(server)) for _ in range(100)]
    body = SlowClient(port(server))
    body.socket.sendall(b"a\r\nContent-Length: 1000\r\nContent-Type: application/sparql-query\r\n\r\nAS")
    started = monotonic()
    assert server.ask("ASK { ?a ag:number 1 }").status_code == 200
    until(lambda: all([one.ended() for one in (*heads, body)]), 40)  # noqa: C419  (each is to send its byte)
    assert monotonic() - started > 5
    for one in (*heads, body):
        one.close()


def test_the_api_is_as_its_description_says(built: Path, tmp_path: Path) -> None:
    """schemathesis asks what it can think of; no answer is a fault of the server, or another than was described."""
    with served(built, "--seconds", "30", "--access-log", "") as server:
        ask_all(server, tmp_path)


def ask_all(server: Server, folder: Path) -> None:
    """Lets schemathesis ask the API; it leaves what it remembers in `folder`."""
    until(lambda: server.get("api/ledger").status_code == 200, 90)
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    command = [
        sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run",
        f"{server.url}api/openapi.json", f"--url={server.url}api", f"--checks={checks}", "--max-examples=8",
        "--phases=examples,coverage,fuzzing", "--suppress-health-check=all", "--request-timeout=30", "--seed=8",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=400, cwd=folder)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]

"""What one request may take: time, memory, rows, bytes, a turn; and that others go on undisturbed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from time import monotonic, sleep
from unittest.mock import AsyncMock
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QueryBoolean, Store
from serving import Server, quotes_store, served, until
from starlette.types import Message

from graph.keywords import keyword_line
from graph.serving.rows import write_rows
from graph.serving.sending import PiecesResponse, Sending
from graph.serving.turns import BusyError, Turns

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT (GROUP_CONCAT(?q) AS ?x) { ?a ag:quote ?q . ?b ag:quote ?r . ?c ag:quote ?s }"
SOME_TIME = (
    "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ag:quote ?q } LIMIT 400 } ?b ag:quote ?r }"  # a third of a second
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="the limit is the kernel's")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 1200 quotes."""
    return quotes_store(tmp_path_factory.mktemp("limits"))


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    """A server with narrow limits."""
    narrow = ("--seconds", "1.5", "--memory", "2000", "--rows", "1000", "--size", "1", "--waiting", "6", "--wait", "2")
    with served(store, *narrow, "--workers", "2", "--access-log", "", "--no-explorer") as running:
        until(lambda: free(running) == 2)
        yield running


def free(server: Server) -> int:
    """How many workers have nothing to do."""
    return int(server.get("health").json()["workers"]["free"])


def good(server: Server) -> bool:
    """Whether a good client is served, by a worker and not from what is kept."""
    answer = server.ask("SELECT ?q (RAND() AS ?r) { ?c ag:quote ?q } LIMIT 3")
    return answer.status_code == 200 and len(answer.json()["results"]["bindings"]) == 3


def test_a_query_that_runs_over_its_time_is_ended(server: Server) -> None:
    """In fact, with advice; its worker is replaced, and others are served meanwhile."""
    until(lambda: free(server) == 2)
    before = set(server.workers())
    with ThreadPoolExecutor() as pool:
        started = monotonic()
        endless = pool.submit(server.ask, ENDLESS)
        sleep(0.3)
        assert good(server)
        answer = endless.result()
    assert answer.status_code == 503
    assert "LIMIT" in answer.text
    assert answer.headers["aftalegraf-stopped"] == "time"
    assert monotonic() - started < 5
    until(lambda: len(server.workers()) == 2 and set(server.workers()) != before)


@pytest.mark.parametrize("way", ["header", "parameter"])
def test_a_request_may_ask_for_less_time(server: Server, way: str) -> None:
    """And not for more."""
    started = monotonic()
    if way == "header":
        answer = server.ask(ENDLESS, Timeout="0.2")
    else:
        answer = server.get("sparql", params={"query": ENDLESS, "timeout": "0.2"})
    assert answer.status_code == 503
    assert monotonic() - started < 1.5
    assert server.ask("ASK {}", Timeout="soon").status_code == 400
    started = monotonic()
    assert server.ask(ENDLESS, Timeout="1000").status_code == 503
    assert monotonic() - started < 5


@linux
@pytest.mark.slow
def test_a_query_that_takes_too_much_memory_is_ended(store: Path) -> None:
    """Before its time is up; the machine never notices."""
    narrow = ("--seconds", "40", "--memory", "30", "--workers", "1", "--no-explorer")
    with served(store, *narrow, "--access-log", "") as server:
        answer = server.ask(GREEDY)
        assert answer.status_code == 503
        assert answer.headers["aftalegraf-stopped"] == "memory"
        assert good(server)


@linux
def test_clients_that_do_not_read_take_little_memory(store: Path) -> None:
    """However many ask for a large answer: none has a copy of it to itself."""
    form = urlencode({"query": "SELECT ?q ?r { ?a ag:quote ?q . ?b ag:quote ?r } LIMIT 12000"}).encode()
    head = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(form)
    with served(store, "--workers", "1", "--no-explorer", "--access-log", "") as server, ExitStack() as stack:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        assert len(server.client.post("sparql", content=form, headers=kind).content) > 5_000_000
        before, port = memory(server.process.pid), int(server.url.rsplit(":", 1)[1].strip("/"))
        start = b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % port
        for _ in range(80):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(start + head + form)
            assert connection.recv(1) == b"H"
        assert memory(server.process.pid) - before < 80
        assert good(server)


def test_only_so_much_is_on_its_way_at_a_time() -> None:
    """Of answers that stand nowhere else; who comes too late is told to come again."""

    async def run() -> list[int]:
        sending, told = Sending(most=300_000), []
        going_on = asyncio.Event()

        async def slow(message: Message) -> None:
            if message["type"] == "http.response.start":
                told.append(message["status"])
            await going_on.wait()

        def answer(own: bool) -> Awaitable[None]:
            body = b"a" * 200_000
            response = PiecesResponse(sending, body, own=own, status=200, media="text/csv", headers={})
            return response({"type": "http"}, AsyncMock(), slow)

        work = [asyncio.ensure_future(answer(own)) for own in (True, True, False)]
        await asyncio.sleep(0)
        going_on.set()
        await asyncio.gather(*work)
        assert sending.held == 0
        return told

    assert asyncio.run(run()) == [200, 503, 200]


def memory(pid: int) -> int:
    """What a process has of memory for itself, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("RssAnon"))) // 1024


@linux
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + "{ SELECT * { " * 3000 + "?s ?p ?o" + " } }" * 3000 + " }",
        "ASK { FILTER(" + "!" * 300_000 + "true) }",
        "ASK { ?a ?b " + "[ ag:x " * 20_000 + "1" + "]" * 20_000 + " }",
    ],
    ids=["selects", "nots", "nodes"],
)
def test_a_query_that_goes_too_deep_is_told_so(server: Server, query: str) -> None:
    """As the fault of the query, which is not to be sent again; the worker whose stack was full is replaced."""
    answer = server.ask(query)
    assert answer.status_code == 400
    assert "too deep" in answer.text
    assert "retry-after" not in answer.headers
    until(lambda: good(server))


def test_rows_and_bytes_are_cut_and_it_says_so(server: Server) -> None:
    """In every form, with an answer that is whole in itself."""
    until(lambda: free(server) == 2)
    rows = server.ask("SELECT ?s ?p { ?s ?p ?o }", Accept="text/csv")
    assert rows.headers["aftalegraf-cut"] == "rows=1000"
    assert "cut after 1000 rows" in rows.headers["warning"]
    assert len(rows.text.splitlines()) == 1001
    long = "BIND(CONCAT(?q, ?q, ?q, ?q, ?q, ?q, ?q, ?q, ?q, ?q) AS ?ten) BIND(CONCAT(?ten, ?ten, ?ten, ?ten) AS ?forty)"
    size = server.ask(f"SELECT ?q ?forty {{ ?a ag:force ?f ; ag:quote ?q {long} }} LIMIT 999")
    assert size.status_code == 200, size.text
    assert size.headers["aftalegraf-cut"] == f"bytes={1 << 20}"
    assert 0 < len(size.json()["results"]["bindings"]) < 999
    assert len(size.content) <= 1 << 20
    graph = server.ask("CONSTRUCT WHERE { ?s ?p ?o }", Accept="application/n-triples")
    assert graph.headers["aftalegraf-cut"] == "rows=1000"
    assert "aftalegraf-cut" not in server.ask("SELECT ?s { ?s ?p ?o } LIMIT 1000").headers


def test_too_many_at_once_are_told_to_come_again(server: Server) -> None:
    """With Retry-After; those who could wait were answered, and afterwards all is as before."""
    with ThreadPoolExecutor(24) as pool:
        asked = [pool.submit(server.ask, f"{ENDLESS} # {number}", Timeout="0.6") for number in range(24)]
        answers = [one.result() for one in asked]
    told = [answer for answer in answers if "retry-after" in answer.headers]
    assert {answer.status_code for answer in answers} == {503}
    assert len(told) >= 24 - 2 - 6
    assert int(told[0].headers["retry-after"]) > 0
    until(lambda: good(server))
    assert "aftalegraf_requests_waiting 0.0" in server.get("metrics").text


def test_the_same_asked_by_many_at_once_is_answered_once(server: Server) -> None:
    """By one worker, for all of them, those too who come while it works."""
    until(lambda: free(server) == 2)
    query = f"{SOME_TIME} # by many"
    with ThreadPoolExecutor(12) as pool:
        asked = []
        for _ in range(12):
            asked.append(pool.submit(server.ask, query))
            sleep(0.01)
        answers = [one.result() for one in asked]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    made = {answer.headers["server-timing"] for answer in answers if "server-timing" in answer.headers}
    assert len(made) == 1, made  # how long the worker took, to the hundredth of a millisecond


def test_a_client_that_goes_away_takes_nobody_along(server: Server) -> None:
    """Others who wait for the same answer get it."""
    until(lambda: free(server) == 2)
    query = f"{SOME_TIME} # by two"
    with ThreadPoolExecutor(2) as pool, socket.socket() as leaving:
        leaving.connect(("127.0.0.1", int(server.url.rsplit(":", 1)[1].strip("/"))))
        form = urlencode({"query": query}).encode()
        head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        leaving.sendall(head + b"Content-Length: %d\r\n\r\n%s" % (len(form), form))
        sleep(0.05)
        staying = pool.submit(server.ask, query)
        sleep(0.05)
        leaving.close()
        assert staying.result().status_code == 200
    until(lambda: free(server) == 2)


def test_what_nobody_waits_for_is_ended(server: Server) -> None:
    """A client that goes away frees its worker at once."""
    stopped = 'aftalegraf_answers_total{outcome="stopped"}'
    before = [line for line in server.get("metrics").text.splitlines() if line.startswith(stopped)]
    for _ in range(4):
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{server.url}sparql", data={"query": ENDLESS}, timeout=0.1, trust_env=False)
    until(lambda: free(server) == 2)
    after = [line for line in server.get("metrics").text.splitlines() if line.startswith(stopped)]
    assert after == before  # none of them ran until its time was up


@linux
def test_a_client_that_goes_away_costs_no_worker_that_is_nearly_done(server: Server) -> None:
    """Hanging up on many short queries makes the server start no process anew."""
    until(lambda: free(server) == 2)
    before = server.workers()
    for number in range(30):
        query = f"query=SELECT (COUNT(*) AS ?n) {{ ?a ag:quote ?b }} %23 {number}".encode()
        with socket.create_connection(("127.0.0.1", int(server.url.rsplit(":", 1)[1].strip("/")))) as client:
            form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s"
            client.sendall(b"POST /sparql HTTP/1.1\r\nHost: a\r\n" + form % (len(query), query))
    until(lambda: free(server) == 2)
    assert server.workers() == before


@linux
def test_a_worker_that_is_killed_takes_only_its_own_request_along(server: Server) -> None:
    """Others get their answers, and there are as many workers as before."""
    until(lambda: free(server) == 2)
    with ThreadPoolExecutor(4) as pool:
        lost = pool.submit(server.ask, ENDLESS)
        sleep(0.4)
        busy = max(server.workers(), key=seconds_used)
        others = [pool.submit(good, server) for _ in range(8)]
        os.kill(busy, signal.SIGKILL)
        assert all(other.result() for other in others)
        answer = lost.result()
    assert answer.status_code == 503
    assert "try again" in answer.text
    until(lambda: len(server.workers()) == 2 and busy not in server.workers())


@linux
def test_an_idle_worker_that_is_killed_is_replaced(server: Server) -> None:
    """Before anybody asks: nobody waits for one that is no more."""
    until(lambda: free(server) == 2)
    before = server.workers()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(set(server.workers()) - set(before)) == 2)
    until(lambda: free(server) == 2)
    assert good(server)


@linux
def test_under_load_a_killed_worker_loses_one_request(server: Server) -> None:
    """Of many at once from several clients, no more are lost than workers were killed; the rest never notice."""
    told: list[int] = []
    over = monotonic() + 1.5

    def press() -> None:
        with httpx.Client(base_url=server.url, timeout=20, trust_env=False) as client:
            while monotonic() < over:
                query = "SELECT (COUNT(?q) AS ?n) (RAND() AS ?r) { ?c ag:quote ?q }"
                told.append(client.post("sparql", data={"query": query}).status_code)

    with ThreadPoolExecutor(3) as pool:
        pressing = [pool.submit(press) for _ in range(3)]
        for _ in range(3):
            sleep(0.3)
            for pid in server.workers()[:1]:
                os.kill(pid, signal.SIGKILL)
        for one in pressing:
            one.result()
    assert set(told) <= {200, 503}
    assert told.count(503) <= 3 < told.count(200)
    until(lambda: free(server) == 2)


def seconds_used(pid: int) -> int:
    """What a process has used of its processor, in ticks."""
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]))


class Listener:
    """A server on this machine that only counts who comes."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.came = 0
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.came += 1
            connection.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    """One for a test."""
    made = Listener()
    yield made
    made.socket.close()


SPELT = (
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SeRvIcESiLeNt<{0}>{{}} }}",
    "PREFIX e: <{0}> SELECT * {{ SERVICE e: {{ ?s ?p ?o }} }}",
    "PREFIX service: <{0}> SELECT * {{ service service:x {{ ?s ?p ?o }} }}",
    "PREFIX : <{0}> SELECT * {{ ?a ?b ?c SERVICE : {{ ?s ?p ?o }} }}",
    "BASE <{0}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?e {{ <{0}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(IRI('{0}') AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE # comment }}\n <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE#>\r<{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ FILTER(1<2)SERVICE#>\n<{0}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ OPTIONAL {{ MINUS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT (EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} AS ?x) {{}}",
    "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u005Cu0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p '''' . SERVICE <{0}> {{ ?s ?p ?o }} #''' }}",
    'SELECT * {{ ?s ?p """x\\"""" . SERVICE <{0}> {{ ?s ?p ?o }} }}',
    "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{0}> {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
    "LOAD <{0}>",
    "SELECT * {{ ?s ?p ?o }} ; LOAD <{0}>",
)
HOSTS = ("127.0.0.1:{0}", "localhost:{0}", "2130706433:{0}", "0x7f.1:{0}", "[::ffff:127.0.0.1]:{0}", "x@127.0.0.1:{0}")


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_leaves_the_server(server: Server, listener: Listener, host: str) -> None:
    """However SERVICE, FROM or LOAD is spelt, and however the address is, nobody comes."""
    where = f"http://{host.format(listener.port)}/sparql"
    for spelt in SPELT:
        query = spelt.format(where)
        answer = server.ask(query)
        assert answer.status_code in (200, 400, 503), query
        if keyword_line("SERVICE", query) is not None:
            assert answer.status_code == 400, query
    assert listener.came == 0


def test_the_spellings_would_lead_out_if_they_were_let(listener: Listener) -> None:
    """So that the test above can fail: the store itself does go there."""
    where = f"http://127.0.0.1:{listener.port}/sparql"
    for spelt in SPELT[:7]:
        before = listener.came
        with pytest.raises((OSError, RuntimeError)):
            run_plainly(spelt.format(where).replace("silent", "").replace("SiLeNt", ""))
        assert listener.came > before, spelt


def run_plainly(query: str) -> None:
    """Runs a query as nobody may: unchecked, on a store of one triple, to its last row."""
    node = NamedNode("http://e.org/x")
    store = Store()
    store.add(Quad(node, node, node))
    result = store.query(query)
    if not isinstance(result, QueryBoolean):
        list(result)


PIECES = st.sampled_from(
    [
        "SERVICE", "service", "SILENT", "<http://127.0.0.1:9/>", "?x", "'", '"', "'''", "#", "\n", "<", ">", "{", "}",
        "\\", " ", "a", ":", "\\u0053", "FILTER(1", ")", ".", ";", "SELECT * {", "}", "1", "@service", "_:service",
        "^^<a:b>", "VALUES ?x {", "PREFIX service: <a:b>",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=300)
@pytest.mark.slow
def test_no_query_that_is_let_through_calls_a_service(text: str) -> None:
    """What the check lets through never even looks for an address: SERVICE would end in an error, and does not."""
    query = f"SELECT * {{ {text} }}"
    if keyword_line("SERVICE", query) is not None:
        return
    with suppress(SyntaxError):
        run_plainly(query)


@linux
def test_a_worker_has_no_way_out_even_if_it_tries(listener: Listener) -> None:
    """The kernel refuses it a socket, whatever query it runs."""
    import subprocess

    code = f"""
from graph.serving.confine import close_network
import pyoxigraph, socket
assert close_network()
store = pyoxigraph.Store()
store.add(pyoxigraph.Quad(*[pyoxigraph.NamedNode("http://e.org/x")] * 3))
for work in (
    lambda: list(store.query("SELECT * {{ SERVICE <http://127.0.0.1:{listener.port}/> {{ ?s ?p ?o }} }}")),
    lambda: store.update("LOAD <http://127.0.0.1:{listener.port}/>"),
    lambda: socket.create_connection(("127.0.0.1", {listener.port})),
):
    try:
        work()
    except OSError:
        print("refused")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["refused"] * 3
    assert listener.came == 0


def test_turns_are_fair() -> None:
    """A client with many requests waits behind one with few."""

    async def order() -> list[str]:
        turns: Turns[str] = Turns(most=20, most_each=10, wait=5, usable=lambda _: True)
        got: list[str] = []

        async def want(client: str, number: int) -> None:
            thing = await turns.take(client)
            got.append(f"{client}{number}")
            await asyncio.sleep(0)
            turns.give(thing)

        work = [asyncio.create_task(want("many", number)) for number in range(5)]
        await asyncio.sleep(0)
        work += [asyncio.create_task(want("few", number)) for number in range(2)]
        await asyncio.sleep(0)
        turns.give("the worker")
        await asyncio.gather(*work)
        return got

    assert asyncio.run(order()) == ["many0", "few0", "many1", "few1", "many2", "many3", "many4"]


def test_nobody_waits_for_ever_and_nothing_is_lost() -> None:
    """Who waits too long or goes away is out of the queue, and the thing goes to the next."""

    async def run() -> None:
        turns: Turns[str] = Turns(most=2, most_each=1, wait=0.05, usable=lambda _: True)
        with pytest.raises(BusyError, match="free"):
            await turns.take("a")
        gone = asyncio.create_task(turns.take("a"))
        await asyncio.sleep(0)
        with pytest.raises(BusyError, match="wait already"):
            await turns.take("a")
        next_one = asyncio.create_task(turns.take("b"))
        await asyncio.sleep(0)
        gone.cancel()
        turns.give("thing")
        assert await next_one == "thing"
        assert turns.waiting == 0
        late = asyncio.create_task(turns.take("c"))
        await asyncio.sleep(0)
        turns.give("thing")
        late.cancel()  # it has been given the thing, and is cancelled before it can take it
        with pytest.raises(asyncio.CancelledError):
            await late
        assert turns.free == 1

    asyncio.run(run())


def test_what_is_given_when_the_wait_is_over_is_not_lost() -> None:
    """A worker that becomes free in the moment in which its turn runs out goes back to the others."""

    async def run() -> None:
        turns: Turns[str] = Turns(most=2, most_each=1, wait=0.01, usable=lambda _: True)
        waiting = asyncio.create_task(turns.take("a"))
        await asyncio.sleep(0)
        sleep(0.02)  # holds the loop up: its next round has first the gift, then the end of the wait
        asyncio.get_running_loop().call_soon(turns.give, "thing")
        with pytest.raises(BusyError):
            await waiting
        assert turns.free == 1

    asyncio.run(run())


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_rows_written_by_hand_are_as_the_store_writes_them(name: str) -> None:
    """Terms of every kind, so that a cut answer differs in nothing but its length."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    forms = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}
    query = (
        "SELECT ?a ?b ?c WHERE { VALUES (?a ?b) { (<http://e.org/ø> 'æ,\"\\n\\t<&>')"
        " (1.5 'x'@da) (true UNDEF) ('2024-01-01'^^<http://www.w3.org/2001/XMLSchema#date> '') } }"
    )

    def run() -> QuerySolutions:
        result = Store().query(query)
        assert isinstance(result, QuerySolutions)
        return result

    written, cut = write_rows(["a", "b", "c"], (tuple(row) for row in run()), name, most=10, size=10_000)
    assert cut == ""
    if name == "csv":
        assert written == run().serialize(format=QueryResultsFormat.CSV)
        return
    again = parse_query_results(written, format=forms[name])
    assert isinstance(again, QuerySolutions)
    assert [tuple(row) for row in again] == [tuple(row) for row in run()]
    assert write_rows(["a", "b", "c"], (tuple(row) for row in run()), name, most=2, size=10_000)[1] == "rows"
    assert write_rows(["a", "b", "c"], (tuple(row) for row in run()), name, most=9, size=200)[1] == "bytes"

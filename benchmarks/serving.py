"""How much the server answers: requests a second, p50 and p95 of the commonest named queries, with 1, 8, 32 clients.

    python -m benchmarks.serving [--triples 1000000] [--seconds 2] [--clients 1 8 32] [--peers ...] [--json]

Peers, on the same triples in the same run and each asked over HTTP by the same client, for a bounded time: our server
with every request another one (nothing kept), our server as it is (answers kept), Oxigraph's own server, Virtuoso. The
bare library in this process, without HTTP, tells what of a request's time is the query's and what the server's.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import quote, urlsplit

from benchmarks.served import _load
from benchmarks.store import QUERIES, corpus, plainly
from benchmarks.timing import timed
from benchmarks.virtuoso import free_port, installed, virtuoso
from graph.iris import Iris
from graph.queries import named_query
from graph.remote import address
from graph.store import reading, writing
from graph.triples import quads

OURS, KEPT, OXIGRAPH, VIRTUOSO, BARE = "aftalegraf", "aftalegraf, kept", "oxigraph server", "virtuoso", "bare library"
PEERS = (OURS, KEPT, OXIGRAPH, VIRTUOSO)
_JSON = {"Accept": "application/sparql-results+json"}
Measured = dict[str, float]


def make_store(triples: int, store: Path) -> None:
    """A store of so many triples, without what only a build adds."""
    with writing(store) as snapshot:
        snapshot.database.bulk_extend(quad for model in corpus(triples) for quad in quads(*model, Iris()))


@contextmanager
def started(command: list[str], url: str) -> Iterator[None]:
    """A server that runs for as long as the block does."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                if ask(connection(url), url, "ASK {}") == 200:
                    break
            except OSError:
                sleep(0.2)
        sleep(2)  # the other workers too
        yield
    finally:
        process.terminate()
        process.wait(20)


def connection(url: str) -> http.client.HTTPConnection:
    """A connection to a server, which is kept open."""
    parts = urlsplit(url)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)


def ask(client: http.client.HTTPConnection, url: str, query: str) -> int:
    """Asks and reads the whole answer; gives the status."""
    client.request("GET", f"{urlsplit(url).path}?query={quote(query)}", headers=_JSON)
    answer = client.getresponse()
    answer.read()
    return answer.status


def press(url: str, query: str, clients: int, seconds: float, *, fresh: bool) -> Measured:
    """Asks from so many clients at once for so long. `fresh` makes every request another one, by a comment."""
    times: list[float] = []
    failed = itertools.count()
    numbers = itertools.count()
    end = perf_counter() + seconds

    def run() -> None:
        client = connection(url)
        while perf_counter() < end:
            text = f"{query}\n# {next(numbers)}" if fresh else query
            begun = perf_counter()
            try:
                good = ask(client, url, text) == 200
            except (OSError, http.client.HTTPException):
                good, client = False, connection(url)
            if good:
                times.append(perf_counter() - begun)
            else:
                next(failed)
        client.close()

    threads = [threading.Thread(target=run) for _ in range(clients)]
    begun = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = perf_counter() - begun
    ordered = sorted(times) or [float("nan")]
    return {
        "per_second": len(times) / took,
        "p50": statistics.median(ordered) * 1000,
        "p95": ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000,
        "failed": float(next(failed)),
    }


@contextmanager
def peer(name: str, store: Path, folder: Path) -> Iterator[str | None]:
    """The address of a peer that runs, on the triples of the store; None where it is not installed."""
    port = free_port()
    if name in (OURS, KEPT):
        ours = [sys.executable, "-m", "aftalegraf", "serve", "--store", str(store), "--port", str(port), "--no-browser"]
        url = f"http://127.0.0.1:{port}/sparql"
        with started([*ours, "--access-log", "", "--seconds", "60", "--wait", "60"], url):
            yield url
    elif name == OXIGRAPH:
        program = Path(sys.executable).parent / "oxigraph"
        database = next(store.glob("generation-*")) / "database"
        bind = ["--location", str(database), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
        with started([str(program), "serve-read-only", *bind], f"http://127.0.0.1:{port}/query"):
            yield f"http://127.0.0.1:{port}/query"
    elif installed():
        (folder / "virtuoso").mkdir(exist_ok=True)
        os.environ.update({address.USER: "writer", address.PASSWORD: "loopback"})
        with virtuoso(folder / "virtuoso", rows=10_000_000, megabytes=1000) as running, reading(store) as snapshot:
            _load(snapshot.database, running.url)
            yield running.url
    else:
        yield None


def bare(store: Path, texts: dict[str, str]) -> dict[str, float]:
    """The median of each query in milliseconds, by the library in this process."""
    with reading(store) as snapshot:
        return {name: timed(plainly(snapshot.database, text), 9) for name, text in texts.items()}


def measure(options: argparse.Namespace, say: Callable[[str], None]) -> dict[str, object]:
    """All figures of one run."""
    folder = Path(tempfile.mkdtemp(prefix="aftalegraf-serving-"))
    store = folder / "a.store"
    try:
        make_store(options.triples, store)
        with reading(store) as snapshot:
            held = len(snapshot.database)
            texts = {name: named_query(name).bound(values, snapshot.iris) for name, values in QUERIES}
        alone = bare(store, texts)
        found: dict[str, dict[str, dict[int, Measured]]] = {}
        for name in options.peers:
            with peer(name, store, folder) as url:
                if url is None:
                    say(f"{name} is left out: not installed")
                    continue
                for query, text in texts.items():
                    press(url, text, 1, 0.5, fresh=name != KEPT)
                    for clients in options.clients:
                        figures = press(url, text, clients, options.seconds, fresh=name != KEPT)
                        found.setdefault(query, {}).setdefault(name, {})[clients] = figures
                        say(line(query, name, clients, figures))
        return {"triples": held, "bare_ms": alone, "served": found, "share": share(alone, found)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def share(alone: dict[str, float], found: dict[str, dict[str, dict[int, Measured]]]) -> dict[str, float]:
    """What part of the time of a request of one client is not the query's own, by query."""
    return {
        query: 1 - min(1.0, alone[query] / peers[OURS][1]["p50"])
        for query, peers in found.items()
        if OURS in peers and 1 in peers[OURS]
    }


def line(query: str, name: str, clients: int, figures: Measured) -> str:
    """One row of the table."""
    rate, p50, p95 = (figures[key] for key in ("per_second", "p50", "p95"))
    failed = f"  {figures['failed']:.0f} failed" if figures["failed"] else ""
    return f"{query:26} {name:18} {clients:3} clients {rate:9.1f}/s   p50 {p50:8.1f} ms   p95 {p95:8.1f} ms{failed}"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--clients", nargs="*", type=int, default=[1, 8, 32])
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=PEERS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options, lambda text: print(text, file=sys.stderr if options.json else sys.stdout, flush=True))
    if options.json:
        print(json.dumps(found, indent=1))
        return
    print(f"{found['triples']} triples; {BARE} in this process, median in ms; share of a request that is the server's")
    for query, milliseconds in dict(found["bare_ms"]).items():  # type: ignore[call-overload]
        part = dict(found["share"]).get(query)  # type: ignore[call-overload]
        print(f"{query:26} {milliseconds:8.1f} ms" + (f"   {part:5.0%}" if part is not None else ""))


if __name__ == "__main__":
    main()

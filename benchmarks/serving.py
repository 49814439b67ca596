"""How much the server answers: requests a second, p50 and p95 of the commonest named queries, with 1, 8, 32 clients.

    python -m benchmarks.serving [--triples 1000000] [--seconds 2] [--clients 1 8 32] [--peers ...] [--keep FOLDER]

Peers, on the same triples in the same run and each asked over HTTP by the same client, for a bounded time: our server
with every request another one (nothing kept), our server as it is (answers kept), Oxigraph's own server, Virtuoso. The
bare library in this process, without HTTP, and what our workers say of themselves tell what of a request's time is the
query's and what the server's. `--keep` holds the store and Virtuoso's database for the next run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pyoxigraph
from pyoxigraph import QueryResultsFormat, QuerySolutions

from benchmarks.pressing import Measured, press
from benchmarks.serving_peers import KEPT, OURS, PEERS, Say, make_store, peer
from benchmarks.store import QUERIES
from benchmarks.timing import timed
from graph.queries import named_query
from graph.store import reading

Found = dict[str, dict[str, dict[int, Measured]]]
_WARM_SECONDS = 0.5


def bare(database: pyoxigraph.Store, text: str, runs: int = 9) -> float:
    """The median of a query in milliseconds, its answer written as JSON, by the library in this process."""

    def answered() -> object:
        result = database.query(text, use_default_graph_as_union=True)
        assert isinstance(result, QuerySolutions)
        return result.serialize(format=QueryResultsFormat.JSON)

    return timed(answered, runs)


def measure(options: argparse.Namespace, folder: Path, say: Say) -> dict[str, object]:
    """All figures of one run; what is made stands in `folder`."""
    begun = perf_counter()
    store = make_store(options.triples, folder)
    say(f"the store is there after {perf_counter() - begun:.0f} seconds")
    alone: dict[str, float] = {}
    found: Found = {}
    with reading(store) as snapshot:
        texts = {name: named_query(name).bound(values, snapshot.iris) for name, values in QUERIES}
        for name in options.peers:
            with peer(name, folder, say) as url:
                if url is None:
                    say(f"{name} is left out: not installed")
                    continue
                for query, text in texts.items():
                    if query not in alone:  # in the same minute as the first peer, which is our server
                        alone[query] = bare(snapshot.database, text)
                    cells = pressed(url, text, options, fresh=name != KEPT)
                    found.setdefault(query, {})[name] = cells
                    for clients, figures in cells.items():
                        say(line(query, name, clients, figures))
        held = len(snapshot.database)
    took = perf_counter() - begun
    return {"triples": held, "seconds": took, "bare_ms": alone, "served": found, "shares": shares(alone, found)}


def pressed(url: str, text: str, options: argparse.Namespace, *, fresh: bool) -> dict[int, Measured]:
    """What one peer does with one query, by the number of clients; some requests before do not count."""
    press(url, text, 1, _WARM_SECONDS, fresh=fresh)
    return {clients: press(url, text, clients, options.seconds, fresh=fresh) for clients in options.clients}


def shares(alone: dict[str, float], found: Found) -> dict[str, dict[str, float]]:
    """Where the milliseconds of a request of one client go, by query: the library, the worker around it, HTTP."""
    told = {}
    for query, peers in found.items():
        one = peers.get(OURS, {}).get(1)
        if one is not None:
            told[query] = {
                "library": alone[query],
                "worker": max(0.0, one["own"] - alone[query]),
                "http": max(0.0, one["p50"] - max(one["own"], alone[query])),
                "server": max(0.0, 1 - alone[query] / one["p50"]),
            }
    return told


def line(query: str, name: str, clients: int, figures: Measured) -> str:
    """One row of the table."""
    rate, p50, p95 = (figures[key] for key in ("per_second", "p50", "p95"))
    failed = f"  {figures['failed']:.0f} failed" if figures["failed"] else ""
    return f"{query:26} {name:18} {clients:3} clients {rate:9.1f}/s   p50 {p50:8.1f} ms   p95 {p95:8.1f} ms{failed}"


def told(found: dict[str, object]) -> str:
    """What the run comes to."""
    lines = [f"{found['triples']} triples, {found['seconds']:.0f} seconds in all. One client, median in ms:"]
    alone, parts = dict(found["bare_ms"]), dict(found["shares"])  # type: ignore[call-overload]
    for query, milliseconds in alone.items():
        said = f"{query:26} library {milliseconds:8.1f}"
        if query in parts:
            part = parts[query]
            said += f"   worker {part['worker']:6.1f}   HTTP {part['http']:6.1f}   server's share {part['server']:4.0%}"
        lines.append(said)
    return "\n".join(lines)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--clients", nargs="*", type=int, default=[1, 8, 32])
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=PEERS)
    parser.add_argument("--keep", type=Path, default=None, help="folder for the store and Virtuoso's database")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    kept = options.keep is not None
    folder = options.keep / str(options.triples) if kept else Path(tempfile.mkdtemp(prefix="aftalegraf-serving-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        say = sys.stderr if options.json else sys.stdout
        found = measure(options, folder.resolve(), lambda text: print(text, file=say, flush=True))
        print(json.dumps(found, indent=1) if options.json else told(found))
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

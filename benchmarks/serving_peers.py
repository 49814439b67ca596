"""Our server and those it is measured beside, on the same triples: made once in a folder, started when asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pyoxigraph

from benchmarks.pressing import Client
from benchmarks.store import corpus
from benchmarks.virtuoso import bulk_load, free_port, installed, virtuoso
from graph.store import reading, writing

OURS, KEPT, OXIGRAPH, VIRTUOSO = "aftalegraf", "aftalegraf, kept", "oxigraph server", "virtuoso"
PEERS = (OURS, KEPT, OXIGRAPH, VIRTUOSO)
STORE = "a.store"
_LOADED = "loaded"  # the file that says that Virtuoso has everything
_MEGABYTES, _ROWS = 1000, 10_000_000
Say = Callable[[str], None]


def make_store(triples: int, folder: Path) -> Path:
    """A store of so many triples, without what only a build adds; the one that is there already, where there is one."""
    store, done = folder / STORE, folder / f"{STORE}.made"
    if not done.is_file():
        shutil.rmtree(store, ignore_errors=True)
        with writing(store) as snapshot:
            snapshot.database.bulk_extend(corpus(triples).quads())
        done.write_text(f"{triples}\n", encoding="utf-8")
    return store


@contextmanager
def peer(name: str, folder: Path, say: Say) -> Iterator[str | None]:
    """The address of a peer that runs on the triples of the store in a folder; None where it is not installed."""
    store, port = folder / STORE, free_port()
    if name in (OURS, KEPT):
        ours = [sys.executable, "-m", "aftalegraf", "serve", "--store", str(store), "--port", str(port)]
        url = f"http://127.0.0.1:{port}/sparql"
        with started([*ours, "--no-browser", "--no-explorer", "--access-log", "", "--wait", "60"], url):
            yield url
    elif name == OXIGRAPH:
        program = Path(sys.executable).parent / "oxigraph"
        database = next(store.glob("generation-*")) / "database"
        bind = ["--location", str(database), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
        with started([str(program), "serve-read-only", *bind], f"http://127.0.0.1:{port}/query"):
            yield f"http://127.0.0.1:{port}/query"
    elif installed():
        with loaded_virtuoso(store, folder / "virtuoso", say) as url:
            yield url
    else:
        yield None


@contextmanager
def loaded_virtuoso(store: Path, folder: Path, say: Say) -> Iterator[str]:
    """Virtuoso with the triples of a store, loaded by its bulk loader the first time, as it was left afterwards."""
    done = folder / _LOADED
    if not done.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    with virtuoso(folder, rows=_ROWS, megabytes=_MEGABYTES) as running:
        if not done.is_file():
            with reading(store) as snapshot:
                pyoxigraph.serialize(snapshot.database, str(folder / "all.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
            say(f"virtuoso loads in {bulk_load(running, folder / 'all.nq'):.0f} seconds")
            (folder / "all.nq").unlink()
            done.write_text("", encoding="utf-8")
        yield running.url


@contextmanager
def started(command: list[str], url: str) -> Iterator[None]:
    """A server that runs for as long as the block does. Raises RuntimeError where it does not answer in a minute."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ})
    try:
        _wait(process, url)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    client = Client(url)
    request = client.request("ASK {}")
    for _ in range(300):
        try:
            if client.send(request) == 200:
                sleep(2)  # the other workers too
                client.close()
                return
        except OSError:
            sleep(0.2)
        if process.poll() is not None:
            break
    raise RuntimeError(f"{process.args!r} does not answer")

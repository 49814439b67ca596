"""A real server for tests: started as a user starts it, asked over HTTP, stopped as a service manager stops it."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
from pyoxigraph import Literal, NamedNode, Quad

from graph.store import writing

KASEI = "http://kasei.us/2009/09/sparql/data/data{}.rdf"


class Server:
    """One that runs: where it is, the lines that it wrote, and the file of its access log where a test names one."""

    def __init__(self, process: subprocess.Popen[str], url: str, lines: list[str]) -> None:
        self.process, self.url, self.lines = process, url, lines
        self.log = Path()
        self.client = httpx.Client(base_url=url, timeout=40, trust_env=False)

    def get(self, path: str, **more: Any) -> httpx.Response:
        """GET of a path below the server's address."""
        return self.client.get(path, **more)

    def ask(self, sparql: str, **headers: str) -> httpx.Response:
        """A query posted as a form."""
        return self.client.post("sparql", data={"query": sparql}, headers=headers)

    def workers(self) -> list[int]:
        """The process ids of the workers."""
        return self.children(b"graph.serving.worker")

    def children(self, running: bytes = b"") -> list[int]:
        """The process ids of what the server started, or of what of that runs a module."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                told = (folder / "cmdline").read_bytes().split(b"\0")
                parent = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            if (not running or running in told) and parent == self.process.pid:
                found.append(int(folder.name))
        return sorted(found)


@contextmanager
def served(store: Path, *options: str, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """Serves a store on a free port of this machine for as long as the block runs."""
    command = [
        sys.executable,
        "-m",
        "aftalegraf",
        "serve",
        "--store",
        str(store),
        "--port",
        "0",
        "--no-browser",
        *options,
    ]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, **(environment or {})}, start_new_session=True,
    )  # fmt: skip
    lines: list[str] = []
    heard: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=_listen, args=(process, lines, heard), daemon=True)
    reader.start()
    server = None
    try:
        server = Server(process, _address(process, heard, lines), lines)
        yield server
    finally:
        if server is not None:
            server.client.close()
        stop(process)
        reader.join(5)
        for stream in (process.stderr, process.stdout):
            assert stream is not None
            stream.close()


def stop(process: subprocess.Popen[str], by: int = signal.SIGTERM) -> int:
    """Stops a server and gives its exit status."""
    if process.poll() is None:
        process.send_signal(by)
    try:
        return process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait(5)


def _listen(process: subprocess.Popen[str], lines: list[str], heard: queue.Queue[str]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        lines.append(line.rstrip("\n"))
        heard.put(line)
    heard.put("")


def _address(process: subprocess.Popen[str], heard: queue.Queue[str], lines: Sequence[str]) -> str:
    while True:
        line = heard.get(timeout=60)
        found = re.match(r"(?:The explorer|SPARQL)\s+(http://\S+?)(?:sparql)?$", line.strip())
        if found:
            return found[1]
        assert line, (process.wait(5), lines)


def until(true: Any, seconds: float = 20) -> None:
    """Waits until something is true. Raises AssertionError where it does not become so in time."""
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end, "it did not become true in time"
        sleep(0.05)


def quotes_store(folder: Path, number: int = 1200) -> Path:
    """A store of so many quotes, made without reading a text: enough for queries that never end."""
    store = folder / "quotes.store"
    quote, force, agree = (NamedNode(f"https://w3id.org/aftalegraf/ns#{name}") for name in ("quote", "force", "agree"))
    words = "Regeringen og KL er enige om at drøfte sagen nærmere, når der foreligger en rapport fra udvalget. "
    with writing(store) as snapshot:
        for place in range(number):
            one = NamedNode(f"https://w3id.org/aftalegraf/id/commitment/a/{place}")
            snapshot.database.add(Quad(one, quote, Literal(f"{words * 2}{place}"), agree))
            snapshot.database.add(Quad(one, force, agree, agree))
    return store


def kasei_store(folder: Path) -> Path:
    """The store of W3C's tests of the protocol: three named graphs, each saying that it is a document."""
    store = folder / "kasei.store"
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    with writing(store) as snapshot:
        for number in (0, 1, 2, 3):
            graph = NamedNode(KASEI.format(number))
            snapshot.database.add(Quad(graph, kind, NamedNode("http://xmlns.com/foaf/0.1/Document"), graph))
    return store

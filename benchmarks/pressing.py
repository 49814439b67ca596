"""Many clients at once against one HTTP server, for a bounded time.

The client is a bare socket that sends bytes made beforehand, because it runs on the same processors as the server that
it measures: what http.client takes for a request would be taken from every peer alike, and hide what they differ in.
"""

from __future__ import annotations

import itertools
import re
import socket
import statistics
import threading
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from urllib.parse import quote, urlsplit

PATIENCE = 20.0
"""Seconds that one answer may take; then the request has failed."""

Measured = dict[str, float]
_OWN_TIME = re.compile(rb"server-timing: answer;dur=([0-9.]+)", re.IGNORECASE)
_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)


class Client:
    """One connection to a server, kept open. `own` is what the last answer says of the time it took (Server-Timing)."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port, self._path = parts.hostname or "", parts.port or 80, parts.path
        self._socket: socket.socket | None = None
        self.own: float | None = None

    def request(self, query: str) -> bytes:
        """The bytes of a request for a query's answer in JSON."""
        return (
            f"GET {self._path}?query={quote(query)} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            "Accept: application/sparql-results+json\r\n\r\n"
        ).encode()

    def send(self, request: bytes) -> int:
        """Sends a request and reads the whole answer; gives its status. Raises OSError."""
        if self._socket is None:
            self._socket = socket.create_connection((self._host, self._port), PATIENCE)
        try:
            self._socket.sendall(request)
            return self._answer(self._socket)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Ends the connection; the next request opens another."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _answer(self, connection: socket.socket) -> int:
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += _more(connection)
        head, parts, held = data[:end], [data[end + 4 :]], len(data) - end - 4
        length = _LENGTH.search(head)
        while held < int(length[1]) if length else not b"".join(parts[-2:]).endswith(b"0\r\n\r\n"):
            parts.append(_more(connection))
            held += len(parts[-1])
        if b"connection: close" in head.lower():
            self.close()
        own = _OWN_TIME.search(head)
        self.own = float(own[1]) if own else None
        return int(head.split(b" ", 2)[1])


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 18)
    if not data:
        raise ConnectionResetError("the server hung up")
    return data


def press(url: str, query: str, clients: int, seconds: float, *, fresh: bool) -> Measured:
    """Asks from so many clients at once for so long. `fresh` makes every request another one, by a comment.

    `p50`, `p95` and `own` (the median of what the server says the answer took) are in milliseconds; no answer at all
    makes them nan. Nobody sends a request after the time, and none waits longer than PATIENCE.
    """
    told: list[tuple[float, float | None]] = []
    failed, numbers = itertools.count(), itertools.count()
    begun = perf_counter()

    def run() -> None:
        client = Client(url)
        request = client.request(query)
        while perf_counter() < begun + seconds:
            if fresh:
                request = client.request(f"{query}\n# {next(numbers)}")
            sent = perf_counter()
            good = False
            with suppress(OSError):
                good = client.send(request) == 200
            if good:
                told.append((perf_counter() - sent, client.own))
            else:
                next(failed)
        client.close()

    together(clients, run)
    return figures(told, perf_counter() - begun, next(failed))


def together(number: int, run: Callable[[], None]) -> None:
    """Runs something in so many threads, until all are done."""
    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def figures(told: list[tuple[float, float | None]], took: float, failed: int) -> Measured:
    """Requests a second and times in milliseconds, of requests by their seconds and the server's own milliseconds."""
    times = sorted(seconds * 1000 for seconds, _ in told) or [float("nan")]
    own = [milliseconds for _, milliseconds in told if milliseconds is not None] or [float("nan")]
    return {
        "per_second": len(told) / took,
        "p50": statistics.median(times),
        "p95": times[min(len(times) - 1, int(len(times) * 0.95))],
        "own": statistics.median(own),
        "failed": float(failed),
    }

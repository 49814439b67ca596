"""How the server is doing: health, metrics as Prometheus reads them, and the access log, a line of JSON a request."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from time import perf_counter
from typing import TextIO

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aftalegraf.serving.pages import Pages
from graph.endpoint import Endpoint

_KINDS = ("sparql", "api", "id", "ns", "static", "health", "metrics", ".well-known")
_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)


class Watch:
    """What is counted of all requests, and where they are logged."""

    def __init__(self, endpoint: Endpoint, pages: Pages, log: TextIO | None) -> None:
        self._endpoint, self._pages, self._log = endpoint, pages, log
        self.registry = CollectorRegistry()
        self.registry.register(_Workers(endpoint))
        names = {"registry": self.registry, "namespace": "aftalegraf"}
        self._requests = Counter("requests", "Requests by part and status.", ["part", "status"], **names)  # type: ignore[arg-type]
        self._seconds = Histogram("request_seconds", "How long requests took.", ["part"], buckets=_BUCKETS, **names)  # type: ignore[arg-type]
        self._bytes = Counter("sent_bytes", "Bytes of bodies that were sent.", **names)  # type: ignore[arg-type]

    def around(self, app: ASGIApp) -> ASGIApp:
        """The application with every request counted and logged."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            started, told, part = perf_counter(), {"status": 500, "bytes": 0}, _part(scope)

            async def sent(message: Message) -> None:
                if message["type"] == "http.response.start":
                    told["status"] = message["status"]
                told["bytes"] += len(message.get("body", b""))
                await send(message)

            try:
                await app(scope, receive, sent)
            finally:
                self._note(scope, part, told, perf_counter() - started)

        return watched

    async def health(self, request: Request) -> Response:
        """Whether requests can be answered now."""
        del request
        pool, made = self._endpoint.pool, self._pages.current
        try:
            generation = self._endpoint.generation()
        except Exception as error:  # noqa: BLE001  (whatever is wrong with the store is to be told)
            return JSONResponse({"status": "no store", "reason": str(error)}, 503)
        told = {
            "status": "ok" if pool.running else "no worker",
            "generation": generation,
            "pages": made.generation if made else None,
            "workers": {"running": pool.running, "of": pool.size, "free": pool.turns.free},
            "waiting": pool.turns.waiting,
        }
        return JSONResponse(told, 200 if pool.running else 503, {"Cache-Control": "no-store"})

    async def metrics(self, request: Request) -> Response:
        """All figures, in Prometheus' text format."""
        del request
        return Response(generate_latest(self.registry), media_type="text/plain; version=0.0.4; charset=utf-8")

    def _note(self, scope: Scope, part: str, told: dict[str, int], seconds: float) -> None:
        self._requests.labels(part, str(told["status"])).inc()
        self._seconds.labels(part).observe(seconds)
        self._bytes.inc(told["bytes"])
        if self._log is not None:
            line = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "client": scope["client"][0] if scope.get("client") else None,
                "method": scope["method"],
                "path": scope["path"],
                "query": scope["query_string"].decode("latin-1")[:2000],
                **told,
                "seconds": round(seconds, 4),
            }
            with suppress(OSError):  # a disk that is full keeps nobody from an answer
                self._log.write(json.dumps(line) + "\n")
                self._log.flush()


def _part(scope: Scope) -> str:
    """Which part of the application a request is for; to be asked before that part writes into the scope."""
    first = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/").partition("/")[0]
    return first if first in _KINDS else "pages"


class _Workers(Collector):
    """The workers and the endpoint, looked at when somebody asks."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def collect(self) -> Iterator[Metric]:
        pool = self._endpoint.pool
        gauges: tuple[tuple[str, str, Callable[[], float]], ...] = (
            ("workers_running", "Workers that run.", lambda: pool.running),
            ("workers_free", "Workers with nothing to do.", lambda: pool.turns.free),
            ("requests_waiting", "Requests that wait for a worker.", lambda: pool.turns.waiting),
        )
        for name, said, value in gauges:
            yield GaugeMetricFamily(f"aftalegraf_{name}", said, value())
        ended = CounterMetricFamily("aftalegraf_workers_ended", "Workers that were ended, by why.", labels=["why"])
        for why in ("stopped", "lost", "not started"):
            ended.add_metric([why], pool.ended[why])
        yield ended
        outcomes = CounterMetricFamily("aftalegraf_answers", "Work for workers, by how it went.", labels=["outcome"])
        for outcome, count in sorted(self._endpoint.outcomes.items()):
            outcomes.add_metric([outcome], count)
        yield outcomes
        yield CounterMetricFamily("aftalegraf_kept_answers_used", "Answers given again.", self._endpoint.kept.hits)


def log_to(path: Path | None, *, logged: bool) -> TextIO | None:
    """Where the access log goes: a file that is written on, or standard error. Raises OSError."""
    if not logged:
        return None
    if path is None:
        return sys.stderr
    # No buffer: it would keep, and try again and again, what a full disk does not take.
    return TextIOWrapper(path.open("ab", buffering=0), encoding="utf-8", write_through=True)

"""The application: all parts together, what runs beside them, and what stands around them."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import monotonic

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from aftalegraf.serving.api import make_api
from aftalegraf.serving.editor import Editor
from aftalegraf.serving.pages import Pages
from aftalegraf.serving.settings import Settings
from aftalegraf.serving.things import READ, Things, root
from aftalegraf.serving.watching import Watch, log_to
from graph.endpoint import Endpoint
from graph.errors import GraphError
from graph.serving.pool import Pool
from graph.serving.worker import generation_of

_LOG = logging.getLogger("aftalegraf.serve")
_LOOK = 0.25  # seconds for which a look at the store holds
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SHOWN = ["ETag", "Retry-After", "Aftalegraf-Cut", "Aftalegraf-Stopped", "Warning"]
_ASKED = ["Accept", "Accept-Language", "Content-Type", "If-None-Match", "Timeout"]


class Current:
    """What is current in the store, looked at no more than a few times a second."""

    def __init__(self, settings: Settings) -> None:
        self._store = settings.store
        self._seen, self._at = "", -_LOOK

    def __call__(self) -> str:
        """The name of the generation. Raises StoreError."""
        if monotonic() - self._at >= _LOOK:
            self._seen, self._at = generation_of(self._store), monotonic()
        return self._seen


def make_application(settings: Settings) -> ASGIApp:
    """The ASGI application that serves a store. Raises OSError where the access log cannot be written."""
    current = Current(settings)
    pool = Pool(settings.store, workers=settings.workers, limits=settings.limits)
    pages = Pages(settings.store, settings.cache, explorer=settings.explorer)
    editor = Editor(explorer=settings.explorer)
    endpoint = Endpoint(pool=pool, limits=settings.limits, generation=current, address=_address, editor=editor.page)
    watch = Watch(endpoint, pages, log_to(settings.log, logged=settings.logged))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        await pool.start()
        pages.want(current())
        looking = asyncio.create_task(_look(current, pool, pages))
        try:
            yield
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking
            await asyncio.gather(pool.stop(), pages.close())

    app = Starlette(
        routes=[
            *endpoint.routes(),
            Route("/health", watch.health, methods=READ),
            Route("/metrics", watch.metrics, methods=READ),
            *editor.routes(),
            Mount("/api", _Headed(make_api(endpoint, pages))),
            *Things(endpoint, pages).routes(),
        ],
        middleware=_middleware(settings),
        lifespan=lifespan,
    )
    return _Prefixed(watch.around(app), settings.prefix)


def _middleware(settings: Settings) -> list[Middleware]:
    options = Middleware(_Options)
    if not settings.origins:
        return [options]
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
            allow_headers=_ASKED,
            expose_headers=_SHOWN,
            max_age=86_400,
        ),
        options,
    ]


class _Headed:
    """Answers HEAD as GET, whose body uvicorn then leaves out: FastAPI knows only the methods that are named."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)


class _Options:
    """Tells the methods of an address to whoever asks for them outside of CORS (RFC 9110, 9.3.7)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "OPTIONS":
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", "")).rstrip("/")
        methods = ["GET", "HEAD", "OPTIONS", *(["POST"] if path == "/sparql" else [])]
        await Response(status_code=204, headers={"Allow": ", ".join(methods)})(scope, receive, send)


class _Prefixed:
    """Takes the path prefix off, whether the proxy before has left it on or not."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app, self._prefix = app, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":  # no pattern of a route takes a line break
            scope = {**scope, "path": _CONTROL.sub("\ufffd", scope["path"])}
        if self._prefix and scope["type"] == "http":
            path = scope["path"]
            if path == self._prefix:  # links of the front page are relative
                await RedirectResponse(f"{self._prefix}/", 308)(scope, receive, send)
                return
            whole = path if path.startswith(f"{self._prefix}/") else self._prefix + path
            scope = {**scope, "path": whole, "root_path": self._prefix, "raw_path": whole.encode()}
        await self._app(scope, receive, send)


def _address(request: Request) -> str:
    """The endpoint's address as the client knows it."""
    return f"{request.url.scheme}://{request.url.netloc}{root(request)}sparql"


async def _look(current: Current, pool: Pool, pages: Pages) -> None:
    """Sees to it that a new generation is opened and its pages made, for as long as the server runs."""
    before = current()
    while True:
        await asyncio.sleep(1)
        try:
            now = current()
        except GraphError as error:
            _LOG.warning("%s", error)
            continue
        pages.want(now)
        if now != before:
            before = now
            with suppress(GraphError):
                await pool.refresh()

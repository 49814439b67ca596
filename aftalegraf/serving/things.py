"""The addresses of things: what is asked for with a browser leads to its page, by a program to its data.

`/id/...` stands for the IRI with that path below the store's base (Cool URIs for the Semantic Web, 4.2); `/ns` for the
ontology. The other routes are the explorer's files.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from aftalegraf.serving.pages import Pages
from aftalegraf.serving.spoken import BY_LANGUAGE, language_of
from graph.endpoint import Endpoint, said
from graph.serving.formats import GRAPHS, preferred, wish
from viz import urls
from viz.render import render_page
from viz.words import load_words

_TASKS = "aftalegraf.serving.tasks:"
_WAIT = 20.0  # seconds that a page may take that is still being made
_TYPES = {".html": "text/html", ".csv": "text/csv", ".json": "application/json", ".ics": "text/calendar"}
READ = ["GET", "HEAD"]


class Things:
    """Pages and data of things."""

    def __init__(self, endpoint: Endpoint, pages: Pages) -> None:
        self._endpoint, self._pages = endpoint, pages

    def routes(self) -> list[BaseRoute]:
        """The routes; the last takes every other path."""
        return [
            Route("/id/{path:path}", self.thing, methods=READ),
            Route("/ns", self.ontology, methods=READ),
            Route("/{name:path}", self.page, methods=READ),
        ]

    async def thing(self, request: Request) -> Response:
        """A thing: its page (303), or what is said of it."""
        path = _escaped(request.path_params["path"])
        if _for_people(request):
            made = await self._pages.ready(_WAIT) if self._pages.explorer else None
            place = made.addresses.get(path) if made else None
            if place is not None:
                page, _, anchor = place.partition("#")
                page = urls.Links(language=language_of(request)).place(page)
                where = f"{root(request)}{quote(page)}" + (f"#{quote(anchor)}" if anchor else "")
                return RedirectResponse(where, 303, BY_LANGUAGE)
            answer = await self._work(
                request, "thing_page", path=path, root=root(request), language=language_of(request)
            )
            answer.headers.update(BY_LANGUAGE)
            return answer
        return await self._data(request, "thing", path=path)

    async def ontology(self, request: Request) -> Response:
        """The terms of the ontology."""
        if _for_people(request) and "format" not in request.query_params:
            return await self._work(request, "terms_of_ontology", format="turtle", media="text/plain; charset=utf-8")
        return await self._data(request, "terms_of_ontology")

    async def page(self, request: Request) -> Response:
        """A file of the explorer; anything else is not there.

        It is sent whole whatever Range says (RFC 9110, 14.2): thousands of ranges of a byte each took seconds.
        """
        request.scope["headers"] = [header for header in request.scope["headers"] if header[0] != b"range"]
        if not self._pages.explorer:
            return self._without_explorer(request)
        made = await self._pages.ready(_WAIT)
        if made is None:
            return _being_made(request)
        name = request.path_params["name"] or urls.FRONT
        path = made.files.get(name)
        if path is None:
            return said(404, "there is no such page")
        try:
            path.stat()
        except OSError:  # the next generation has just taken its place
            return _being_made(request)
        media = _TYPES.get(path.suffix, "application/octet-stream")
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache", "Accept-Ranges": "none"}
        return FileResponse(path, media_type=media, headers=headers)

    def _without_explorer(self, request: Request) -> Response:
        if request.path_params["name"]:
            return said(404, "there is no such page: this server has no explorer (--no-explorer)")
        return RedirectResponse(f"{root(request)}sparql", 303, {"Cache-Control": "no-cache"})

    async def _data(self, request: Request, task: str, **values: str) -> Response:
        named = request.query_params.get("format")
        chosen = (named, GRAPHS[named]) if named in GRAPHS else wish(request.headers.get("accept"), GRAPHS)
        if chosen is None:
            return said(406, f"this can be text/html, {', '.join(GRAPHS.values())}, none of which Accept takes")
        return await self._work(request, task, format=chosen[0], media=chosen[1], **values)

    async def _work(self, request: Request, task: str, **values: str) -> Response:
        return await self._endpoint.reply(request, {"task": _TASKS + task, **values})


def root(request: Request) -> str:
    """Where the application begins, with a slash at its end."""
    return f"{request.scope.get('root_path', '').rstrip('/')}/"


def _escaped(path: str) -> str:
    """A path as it stands in an IRI: what the server undid is escaped again."""
    return quote(path, safe="/-._~")


def _for_people(request: Request) -> bool:
    if "format" in request.query_params:
        return False
    return preferred(request.headers.get("accept"), ["text/turtle", "application/ld+json", "text/html"]) == "text/html"


def _being_made(request: Request) -> Response:
    language = language_of(request)
    page = render_page(
        "waiting.html",
        scripts=(),
        styles=("page.css", "thing.css"),
        language=language,
        title="aftalegraf",
        words=load_words(language),
    )
    return HTMLResponse(page, 503, {"Retry-After": "3", "Refresh": "3", "Cache-Control": "no-store"})

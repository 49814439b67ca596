"""The editor: a page for SPARQL with its scripts, which ship with the program; it asks no other host for anything."""

from __future__ import annotations

import hashlib
from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from aftalegraf.serving.things import READ, root
from graph.endpoint import said
from viz.render import render_page, static_text

_FILES = {
    "yasgui.min.js": "text/javascript; charset=utf-8",
    "yasgui.min.css": "text/css; charset=utf-8",
    "vis-network.min.js": "text/javascript; charset=utf-8",
    "editor.js": "text/javascript; charset=utf-8",
    "editor.css": "text/css; charset=utf-8",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Editor:
    """The page and its files."""

    def routes(self) -> list[BaseRoute]:
        """The route of the files; the page itself is what a browser sees at `/sparql`."""
        return [Route("/static/{name}", self.file, methods=READ)]

    async def page(self, request: Request) -> Response:
        """The page; a query in its address is there to be run."""
        text = render_page("editor.html", scripts=(), styles=(), language="da", root=root(request), marks=_marks())
        headers = {
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        return HTMLResponse(text, headers={**headers, "Vary": "Accept", "Cache-Control": "no-cache"})

    async def file(self, request: Request) -> Response:
        """One of the scripts and styles."""
        name = request.path_params["name"]
        if name not in _FILES:
            return said(404, "there is no such file")
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
        return Response(_content(name), media_type=_FILES[name], headers=headers)


@cache
def _content(name: str) -> bytes:
    return static_text(name).encode("utf-8")


@cache
def _marks() -> dict[str, str]:
    """Each file's name with a mark of its content, so that a browser never keeps an old one."""
    return {name: f"{name}?{hashlib.sha256(_content(name)).hexdigest()[:12]}" for name in _FILES}

"""The editor: a page for SPARQL with its scripts, which ship with the program; it asks no other host for anything."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from aftalegraf.serving.spoken import BY_LANGUAGE, language_of
from aftalegraf.serving.things import READ, root
from graph.endpoint import said
from viz import urls
from viz.render import render_page, static_text
from viz.words import load_words

_FILES = {
    "yasgui.min.js": "text/javascript; charset=utf-8",
    "yasgui.min.css": "text/css; charset=utf-8",
    "vis-network.min.js": "text/javascript; charset=utf-8",
    "editor.js": "text/javascript; charset=utf-8",
    "editor.css": "text/css; charset=utf-8",
}
_TOLD = ("graph", "drawn-first", "copied", "in-address-bar")  # what the script says
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Editor:
    """The page and its files; `explorer` is whether there are pages of the explorer to lead back to."""

    def __init__(self, *, explorer: bool = True) -> None:
        self._explorer = explorer

    def routes(self) -> list[BaseRoute]:
        """The route of the files; the page itself is what a browser sees at `/sparql`."""
        return [Route("/static/{name}", self.file, methods=READ)]

    async def page(self, request: Request) -> Response:
        """The page; a query in its address is there to be run."""
        language, start = language_of(request), root(request)
        words = load_words(language)
        text = render_page(
            "editor.html",
            scripts=(),
            styles=(),
            language=language,
            other="da" if language == "en" else "en",
            root=start,
            home=f"{start}en/{urls.FRONT}" if language == "en" and self._explorer else start,
            marks=_marks(),
            words=words,
            told=json.dumps({key: words[key] for key in _TOLD}),
        )
        headers = {
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        return HTMLResponse(text, headers={**headers, **BY_LANGUAGE, "Cache-Control": "no-cache"})

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

"""SPARQL 1.1 Protocol over HTTP, read-only: the routes `/sparql` and `/.well-known/void` of a Starlette application.

Requests are read here and answered by the workers (`graph.serving.pool`); answers are kept for as long as their
generation is current, up to so many bytes.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from graph.errors import GraphError
from graph.serving.formats import GRAPHS, preferred, wish
from graph.serving.limits import MIB, Limits
from graph.serving.pool import Answered, LostError, Pool, StoppedError, TooDeepError, TooLargeError
from graph.serving.protocol import QueryRequest, RequestError, read_request
from graph.serving.sending import PIECE, PiecesResponse, Sending
from graph.serving.turns import BusyError

METHODS = ["GET", "POST", "HEAD"]
_BODY_SECONDS = 15.0  # that a client may take to send its request
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)  # another answer each time
_ANSWERS = 8  # of the largest size that may be on their way at a time
_TEXT = "text/plain; charset=utf-8"

Headers = dict[str, str]
Editor = Callable[[Request], Awaitable[Response]]


class Kept:
    """Answers that are kept, up to so many bytes; those not asked for longest go first."""

    def __init__(self, size: int) -> None:
        self._size, self._held = size, 0
        self._answers: OrderedDict[str, Answered] = OrderedDict()
        self.hits = 0

    def get(self, tag: str | None) -> Answered | None:
        """The answer of that tag; an answer without a tag is not kept."""
        found = None if tag is None else self._answers.get(tag)
        if tag is not None and found is not None:
            self._answers.move_to_end(tag)
            self.hits += 1
        return found

    def holds(self, tag: str | None, answered: Answered) -> bool:
        """Whether this very answer is kept."""
        return tag is not None and self._answers.get(tag) is answered

    def put(self, tag: str, answered: Answered) -> Answered:
        """Keeps an answer, unless it alone is a quarter of all there is room for; gives the one that is kept."""
        if len(answered.body) * 4 > self._size or tag in self._answers:
            return self._answers.get(tag, answered)
        self._answers[tag] = answered
        self._held += len(answered.body)
        while self._held > self._size:
            _, gone = self._answers.popitem(last=False)
            self._held -= len(gone.body)
        return answered


@dataclass(kw_only=True)
class Endpoint:
    """The endpoint on a pool of workers. `generation` tells what is current now; `editor` is the page for browsers.

    `address` gives the outer address of a request's endpoint; `outcomes` counts how queries ended.
    """

    pool: Pool
    limits: Limits
    generation: Callable[[], str]
    address: Callable[[Request], str]
    editor: Editor | None = None
    kept: Kept = field(default_factory=lambda: Kept(64 * MIB))
    outcomes: dict[str, int] = field(default_factory=dict)
    sending: Sending = field(init=False)

    def __post_init__(self) -> None:
        self.sending = Sending(most=_ANSWERS * self.limits.size)

    def routes(self) -> list[BaseRoute]:
        """The routes, to be put into an application."""
        return [
            Route("/sparql", self.sparql, methods=METHODS),
            Route("/sparql/", self.sparql, methods=METHODS),
            Route("/.well-known/void", self.void, methods=["GET", "HEAD"]),
        ]

    async def sparql(self, request: Request) -> Response:
        """Answers a request of the protocol."""
        try:
            headers = {name.lower(): value for name, value in request.headers.items()}
            body = await read_body(request, self.limits.query)
            if request.method != "POST" and self.editor is not None and _is_browser(request):
                return await self.editor(request)
            asked = read_request(request.method, request.scope["query_string"], headers, body)
            if asked is None:
                return await self.void(request)
            return await self._answer(request, asked)
        except RequestError as error:
            return said(error.status, str(error))

    async def void(self, request: Request) -> Response:
        """The description of the service and of its data."""
        chosen = wish(request.headers.get("accept"), GRAPHS)
        if chosen is None:
            return said(406, f"the description can be {', '.join(GRAPHS.values())}, none of which Accept takes")
        work = {
            "task": "graph.serving.describe:describe",
            "endpoint": self.address(request),
            "format": chosen[0],
            "media": chosen[1],
        }
        return await self.reply(request, work)

    async def _answer(self, request: Request, asked: QueryRequest) -> Response:
        work = {
            "task": "graph.serving.worker:query",
            "sparql": asked.sparql,
            "base": self.address(request),
            "dataset": [asked.default, asked.named],
            "wishes": [asked.rows, asked.graph],
            "rows": self.limits.rows,
            "size": self.limits.size,
        }
        seconds = min(asked.seconds or self.limits.seconds, self.limits.seconds)
        return await self.reply(request, work, changing=bool(_CHANGING.search(asked.sparql)), seconds=seconds)

    def _tag(self, work: Mapping[str, Any]) -> str:
        """What stays the same for as long as the answer to a piece of work does (RFC 9110, 8.8.3).

        Raises StoreError where the store cannot be read.
        """
        return '"' + hashlib.sha256(f"{self.generation()} {sorted(work.items())}".encode()).hexdigest()[:32] + '"'

    async def reply(
        self, request: Request, work: Mapping[str, Any], *, changing: bool = False, seconds: float | None = None
    ) -> Response:
        """Lets a worker answer, or gives what was answered before; what goes wrong becomes a status and a line.

        An answer that is `changing` is another one each time: it is not kept.
        """
        try:
            tag = None if changing else self._tag(work)
        except GraphError as error:
            return self._count("failed", said(503, str(error), {"Retry-After": "2"}))
        if tag is not None and tag in request.headers.get("if-none-match", ""):
            return self._count("not modified", Response(status_code=304, headers=self._headers(tag)))
        answered = self.kept.get(tag)
        if answered is None:
            try:
                answered = await self._asked(request, work, tag, seconds or self.limits.seconds)
            except BusyError as error:
                return self._count("busy", said(503, str(error), {"Retry-After": "2"}))
            except StoppedError as error:
                return self._count("stopped", said(503, str(error), {"Aftalegraf-Stopped": "time"}))
            except TooLargeError as error:
                return self._count("too large", said(503, str(error), {"Aftalegraf-Stopped": "memory"}))
            except TooDeepError as error:
                return self._count("refused", said(400, str(error)))
            except GraphError as error:
                return self._count("failed", said(503, str(error), {"Retry-After": "2"}))
            if tag is not None and answered.status == 200:
                answered = self.kept.put(tag, answered)
            return self._sent(answered, tag, {"Server-Timing": f"answer;dur={answered.seconds * 1000:.2f}"})
        return self._sent(answered, tag, {})

    def _sent(self, answered: Answered, tag: str | None, more: Headers) -> Response:
        headers = {**self._headers(tag if answered.status == 200 else None), **more}
        if answered.cut:
            limit = self.limits.rows if answered.cut == "rows" else self.limits.size
            headers["Aftalegraf-Cut"] = f"{answered.cut}={limit}"
            headers["Warning"] = f'299 aftalegraf "the answer was cut after {limit} {answered.cut}"'
        own = not self.kept.holds(tag, answered)
        response: Response
        if len(answered.body) <= PIECE:
            response = Response(answered.body, answered.status, headers, answered.media)
        else:
            response = PiecesResponse(
                self.sending, answered.body, own=own, status=answered.status, media=answered.media, headers=headers
            )
        return self._count("answered" if answered.status < 400 else "refused", response)

    def _headers(self, tag: str | None) -> Headers:
        kept = {"ETag": tag, "Cache-Control": "public, no-cache"} if tag else {"Cache-Control": "no-store"}
        return {**kept, "Vary": "Accept", "X-Content-Type-Options": "nosniff"}

    async def _asked(self, request: Request, work: Mapping[str, Any], tag: str | None, seconds: float) -> Answered:
        """The worker's answer; where the client goes away before it is there, it waits for it no more."""
        client = request.client.host if request.client else ""
        kept = partial(self.kept.get, tag)
        asking = asyncio.create_task(self.pool.run(work, client=client, seconds=seconds, tag=tag, kept=kept))
        gone = asyncio.create_task(_gone(request))
        try:
            await asyncio.wait({asking, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                asking.cancel()
            return await asking
        except asyncio.CancelledError:
            if gone.done() and not gone.cancelled():
                raise LostError("the client went away") from None
            raise
        finally:
            gone.cancel()
            if not asking.done():
                asking.cancel()
            with suppress(asyncio.CancelledError):
                await gone

    def _count(self, outcome: str, response: Response) -> Response:
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
        return response


async def read_body(request: Request, most: int) -> bytes:
    """The body of a request. Raises RequestError where it is compressed (415), too long (413) or too slow (408)."""
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise RequestError(415, "the request is compressed: send it as it is")
    length = request.headers.get("content-length", "0")
    too_long = RequestError(413, f"the request is longer than {most} bytes: ask for less at once")
    if length.isdecimal() and int(length) > most:
        raise too_long
    parts: list[bytes] = []
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for part in request.stream():
                parts.append(part)
                if sum(map(len, parts)) > most:
                    raise too_long
    except TimeoutError:
        raise RequestError(408, f"the request took longer than {_BODY_SECONDS:g} seconds to come") from None
    except ClientDisconnect:
        raise RequestError(400, "the request broke off") from None
    return b"".join(parts)


def said(status: int, message: str, headers: Headers | None = None) -> Response:
    """A status and a line that says why."""
    return Response(f"{message}\n", status, {"Cache-Control": "no-store", **(headers or {})}, _TEXT)


async def _gone(request: Request) -> None:
    """Returns when the client has gone away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _is_browser(request: Request) -> bool:
    """Whether a page is liked better than any answer that a program would read."""
    if "format" in request.query_params:
        return False
    return (
        preferred(request.headers.get("accept"), ["application/sparql-results+json", "text/turtle", "text/html"])
        == "text/html"
    )

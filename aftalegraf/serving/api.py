"""The JSON API for those who write no SPARQL: commitments, agreements, vocabularies, threads, the ledger, queries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from aftalegraf import __version__
from aftalegraf.serving.pages import Pages
from graph.endpoint import Endpoint

_TASKS = "aftalegraf.serving.tasks:"
_MOST = 1000
_YEARS_SECONDS = 30.0
Text = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=_MOST, description="So many at most.")]
Offset = Annotated[int, Query(ge=0, le=100_000_000, description="After so many.")]
Year = Annotated[int | None, Query(ge=1, le=9999)]
Basis = Literal["topic", "reference", "wording"]
Kind = Literal["follow-up", "delivery"]
Status = Literal["followed-up", "silent", "not-read", "not-made"]
Vocabulary = Literal["actors", "areas", "topics", "forces"]


class Page(BaseModel):
    """A page of a list: `items` are `limit` of `total` after the first `offset`."""

    total: int = Field(ge=0)
    limit: int
    offset: int
    items: list[dict[str, Any]]


class Fault(BaseModel):
    """What went wrong."""

    detail: Any


class Thread(BaseModel):
    """One matter over the years."""

    id: str
    label: str
    basis: Basis
    confidence: float
    items: list[dict[str, Any]]


class Queries(BaseModel):
    """The named queries, the prefixes that every query knows, and what the addresses of things begin with."""

    base: str
    prefixes: dict[str, str]
    queries: list[dict[str, Any]]


class Bound(BaseModel):
    """A named query with its values."""

    name: str
    sparql: str


_BUSY: dict[int | str, dict[str, Any]] = {
    503: {"content": {"text/plain": {}}, "description": "Too busy, or still making the pages: try again."},
    304: {"description": "As it was (If-None-Match)."},
}
_BAD: dict[int | str, dict[str, Any]] = {400: {"model": Fault}}
_NONE: dict[int | str, dict[str, Any]] = {404: {"model": Fault}}


def make_api(endpoint: Endpoint, pages: Pages) -> FastAPI:
    """The API as an application of its own, to be mounted at `/api`."""
    api = FastAPI(
        title="aftalegraf",
        version=__version__,
        description="Commitments in Danish political agreements. Every list is paged; see /sparql for everything else.",
        openapi_url="/openapi.json",
        docs_url=None,  # its pages load scripts from other hosts
        redoc_url=None,
    )

    async def work(request: Request, task: str, **values: Any) -> Response:
        return await endpoint.reply(request, {"task": _TASKS + task, **values})

    @api.get("/", include_in_schema=False)
    async def start(request: Request) -> Any:
        here = f"{request.url.scheme}://{request.url.netloc}{request.scope['root_path'].rstrip('/')}/"
        paths = [path.removeprefix("/") for path in api.openapi()["paths"] if "{" not in path]
        kinds = [f"vocabularies/{kind}" for kind in get_args(Vocabulary)]
        return _json({"description": f"{here}openapi.json", "lists": [here + path for path in (*paths, *kinds)]})

    _add_commitments(api, work)
    _add_lists(api, work)
    _add_over_the_years(api, pages)
    return api


def _add_commitments(api: FastAPI, work: Any) -> None:
    @api.get("/commitments", response_model=Page, responses=_BUSY | _BAD, summary="Commitments, by filters and words")
    async def commitments(
        request: Request,
        q: Text = None,
        document: Text = None,
        agreement_year: Year = None,
        year: Year = None,
        force: Text = None,
        actor: Text = None,
        party: Text = None,
        obliged: Text = None,
        area: Text = None,
        topic: Text = None,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Any:
        said = {
            "document": document, "agreement_year": agreement_year, "year": year, "force": force, "actor": actor,
            "party": party, "obliged": obliged, "area": area, "topic": topic,
        }  # fmt: skip
        about = {kind: str(value) for kind, value in said.items() if value is not None}
        return await work(request, "commitments", q=q, about=about, limit=limit, offset=offset)

    @api.get(
        "/search", response_model=Page, responses=_BUSY | _BAD, summary="Commitments by their words, nearest first"
    )
    async def search(
        request: Request, q: Annotated[str, Query(min_length=1, max_length=200)], limit: Limit = 50, offset: Offset = 0
    ) -> Any:
        return await work(request, "commitments", q=q, about={}, limit=limit, offset=offset)

    @api.get(
        "/commitments/{document}/{local}",
        response_model=dict[str, Any],
        responses=_BUSY | _NONE,
        summary="One commitment with all its fields and their evidence",
    )
    async def commitment(
        request: Request,
        document: Annotated[str, Path(max_length=200)],
        local: Annotated[str, Path(max_length=200)],
    ) -> Any:
        return await work(request, "commitment", document=document, local=local)


def _add_lists(api: FastAPI, work: Any) -> None:
    @api.get("/agreements", response_model=Page, responses=_BUSY, summary="Agreements, read or only referred to")
    async def agreements(request: Request, read: bool | None = None, limit: Limit = 50, offset: Offset = 0) -> Any:
        return await work(request, "agreements", read=read, limit=limit, offset=offset)

    @api.get("/vocabularies/{kind}", response_model=Page, responses=_BUSY, summary="Actors, areas, topics, forces")
    async def vocabularies(request: Request, kind: Vocabulary, limit: Limit = 50, offset: Offset = 0) -> Any:
        return await work(request, "vocabulary", kind=kind, limit=limit, offset=offset)

    @api.get("/queries", response_model=Queries, responses=_BUSY, summary="The named queries, with their SPARQL")
    async def queries(request: Request) -> Any:
        return await work(request, "queries")

    @api.get(
        "/queries/{name}",
        response_model=Bound,
        responses=_BUSY | _BAD,
        summary="A named query as SPARQL, its parameters bound to those of the request",
    )
    async def bound(request: Request, name: Annotated[str, Path(max_length=100)]) -> Any:
        return await work(request, "bound_query", name=name, values=dict(request.query_params))


def _add_over_the_years(api: FastAPI, pages: Pages) -> None:
    @api.get("/ledger", response_model=Page, responses=_BUSY, summary="What was promised, and was it taken up")
    async def ledger(
        document: Text = None,
        year: Year = None,
        actor: Text = None,
        topic: Text = None,
        kind: Kind | None = None,
        status: Status | None = None,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Any:
        made = await pages.over_the_years(_YEARS_SECONDS)
        if made is None:
            return _later()
        same = {"document": document, "kind": kind, "status": status, "year": year}
        rows = [
            row
            for row in made.ledger
            if all(value is None or row[field] == value for field, value in same.items())
            and (actor is None or actor in row["actors"])
            and (topic is None or topic in row["topics"])
        ]
        return _paged(rows, limit, offset)

    @api.get("/threads", response_model=Page, responses=_BUSY, summary="Matters that come back over the years")
    async def threads(basis: Basis | None = None, limit: Limit = 50, offset: Offset = 0) -> Any:
        made = await pages.over_the_years(_YEARS_SECONDS)
        if made is None:
            return _later()
        rows = [row for row in made.threads if basis in (None, row["basis"])]
        return _paged(rows, limit, offset)

    @api.get("/threads/{identifier}", response_model=Thread, responses=_BUSY | _NONE, summary="One matter")
    async def thread(identifier: Annotated[str, Path(max_length=300)]) -> Any:
        made = await pages.over_the_years(_YEARS_SECONDS)
        if made is None:
            return _later()
        found = next((row for row in made.threads if row["id"] == identifier), None)
        if found is None:
            return JSONResponse({"detail": f"there is no thread {identifier!r}"}, 404)
        return _json(found)


def _paged(rows: list[Mapping[str, Any]], limit: int, offset: int) -> Response:
    return _json({"total": len(rows), "limit": limit, "offset": offset, "items": rows[offset : offset + limit]})


def _json(value: object) -> Response:
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, media_type="application/json", headers={"X-Content-Type-Options": "nosniff"})


def _later() -> Response:
    return Response("still being made: try again\n", 503, {"Retry-After": "5"}, "text/plain; charset=utf-8")

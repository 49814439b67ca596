"""A request as SPARQL 1.1 Protocol (2.1) says it: what is asked, of which graphs, and how the answer is to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import NoReturn
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from graph.errors import GraphError
from graph.serving.formats import GRAPHS, ROWS, Wish, wish

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_READ_ONLY = "this store is only read: write SELECT, ASK, CONSTRUCT or DESCRIBE, in the parameter `query`"
_MOST_PARAMETERS = 1000
_UTF8 = ("", "utf-8", "utf8", "us-ascii")


class RequestError(GraphError):
    """A request that is not answered: an HTTP status, and a line that says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRequest:
    """A query, the graphs it is to see (IRIs; none of either means all), and the forms its answer may have.

    `rows` and `graph` are the format for either kind of answer, None where the request takes none; `seconds` is a time
    limit that the request asks for.
    """

    sparql: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    rows: Wish | None = None
    graph: Wish | None = None
    seconds: float | None = None


def read_request(method: str, query_string: bytes, headers: Mapping[str, str], body: bytes) -> QueryRequest | None:
    """Reads a request; None where it is a GET that asks nothing, which is answered by the service's description.

    `headers` by their names in small letters. Raises RequestError.
    """
    pairs = _pairs(query_string)
    if method == "POST":
        pairs = _posted(pairs, headers, body)
    names = [name for name, _ in pairs]
    if "update" in names:
        _refuse(400, _READ_ONLY)
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        _refuse(400, "there is more than one `query`: give one (SPARQL 1.1 Protocol, 2.1)")
    if not queries:
        if method == "POST":
            _refuse(400, "there is no `query`: give one (SPARQL 1.1 Protocol, 2.1)")
        return None
    rows, graph = _wishes(pairs, headers)
    return QueryRequest(
        sparql=queries[0],
        default=_iris(pairs, "default-graph-uri"),
        named=_iris(pairs, "named-graph-uri"),
        rows=rows,
        graph=graph,
        seconds=_seconds(pairs, headers),
    )


Pairs = list[tuple[str, str]]


def _pairs(form: bytes) -> Pairs:
    try:
        text = form.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError as error:
        _refuse(400, f"the parameters are not UTF-8 at byte {error.start}: encode them as UTF-8")
    except ValueError:
        _refuse(400, f"there are more than {_MOST_PARAMETERS} parameters: leave some out")


def _posted(pairs: Pairs, headers: Mapping[str, str], body: bytes) -> Pairs:
    """The parameters of a POST (2.1.2, 2.1.3)."""
    media, _, rest = headers.get("content-type", "").partition(";")
    charset = next((part.partition("=")[2] for part in rest.split(";") if part.strip().startswith("charset=")), "")
    if charset.strip(' "').lower() not in _UTF8:
        _refuse(415, f"the query is said to be in {charset.strip()[:40]}: send it as UTF-8")
    media = media.strip().lower()
    if media == FORM:
        return pairs + _pairs(body)
    if media == UPDATE:
        _refuse(415, _READ_ONLY)
    if media != DIRECT:
        _refuse(415, f"a query is posted as {FORM} or as {DIRECT}, not as {media[:60] or 'nothing said'}")
    try:
        return [*pairs, ("query", body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        _refuse(400, f"the query is not UTF-8 at byte {error.start}: encode it as UTF-8")


def _iris(pairs: Pairs, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for given, value in pairs if given == name))
    for value in values:
        try:
            NamedNode(value)
        except ValueError:
            _refuse(400, f"{name}: {value[:80]!r} is no absolute IRI")
    return values


def _wishes(pairs: Pairs, headers: Mapping[str, str]) -> tuple[Wish | None, Wish | None]:
    """The forms of the answer: what `format` names, else what Accept prefers (2.1.5). Raises RequestError (406).

    A `format` that we do not know counts for nothing: clients send names of their own besides Accept.
    """
    named = next((value for name, value in pairs if name == "format"), "")
    accept = headers.get("accept")
    rows, graph = _named(named, ROWS), _named(named, GRAPHS)
    found = rows or wish(accept, ROWS), graph or wish(accept, GRAPHS)
    if found == (None, None):
        _refuse(406, f"the answer can be {_told((*ROWS.values(), *GRAPHS.values()))}, none of which Accept takes")
    return found


def _named(name: str, formats: Mapping[str, str]) -> Wish | None:
    media = next((media for known, media in formats.items() if name in (known, media)), None)
    return None if media is None else (next(known for known, own in formats.items() if own == media), media)


def _told(media: Sequence[str]) -> str:
    return ", ".join(media)


def _seconds(pairs: Pairs, headers: Mapping[str, str]) -> float | None:
    """The time limit that is asked for, in seconds: the parameter or the header `timeout`."""
    text = next((value for name, value in pairs if name == "timeout"), headers.get("timeout"))
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not isfinite(seconds) or seconds <= 0:
        _refuse(400, f"timeout: {text[:40]!r} is no number of seconds")
    return seconds


def _refuse(status: int, message: str) -> NoReturn:
    raise RequestError(status, message)

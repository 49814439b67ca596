"""HTTP with one SPARQL server: what is sent, how long it may take, and what its answer means.

SPARQL 1.1 Protocol 2.1 (query by POST, as a form), 2.2 (update) and the SPARQL 1.1 Graph Store HTTP Protocol.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlsplit

import httpx

from graph.errors import QueryTimeoutError, RemoteError, StoreAddressError
from graph.remote.address import Address, Settings, bare
from graph.remote.login import Login
from graph.remote.refusals import plain, refusal, unreachable

SECONDS = 60.0
_TO_WRITE = 600.0  # seconds that a graph may take
_CONNECT = 10.0
_LARGEST = 2 << 30  # bytes of an answer
_HOPS = 3
_AGENT = "aftalegraf"
_CUT = ("x-sparql-maxrows", "x-sql-state")  # Virtuoso: too many rows, out of time

Form = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A server's answer to what it did: its media type, and its bytes. `cut` where it says that rows are left out."""

    media: str
    body: bytes
    cut: bool


class Session:
    """Speaks with one server; close it afterwards. Each request may take `seconds`.

    Raises StoreAddressError where the environment names certificates that cannot be read.
    """

    def __init__(self, address: Address, known: Settings, seconds: float = SECONDS) -> None:
        self.address = address
        self.server = ""
        self._seconds = seconds
        self._login = Login(known)
        try:
            self._client = httpx.Client(auth=self._login, headers={"User-Agent": _AGENT}, follow_redirects=False)
        except OSError as error:
            raise StoreAddressError(
                f"SSL_CERT_FILE: no certificates can be read there ({error.strerror or error}): name a PEM file"
            ) from None

    def close(self) -> None:
        """Lets the connection go."""
        self._client.close()

    def query(self, form: Form, accept: str) -> Answer:
        """Asks. Raises RemoteError, QueryTimeoutError or, where the server does not run the query, QueryError."""
        return self._send("POST", self.address.url, form=form, headers={"Accept": accept})

    def update(self, url: str, text: str) -> None:
        """Runs a SPARQL update. Raises RemoteError."""
        headers = {"Content-Type": "application/sparql-update"}
        self._send("POST", url, content=text.encode(), headers=headers, seconds=_TO_WRITE)

    def put(self, url: str, graph: str, content: bytes, media: str) -> None:
        """Replaces a named graph in the Graph Store (5.3). Raises RemoteError."""
        self._send("PUT", url, graph=graph, content=content, headers={"Content-Type": media}, seconds=_TO_WRITE)

    def delete(self, url: str, graph: str) -> None:
        """Removes a named graph from the Graph Store (5.4); it need not be there. Raises RemoteError."""
        self._send("DELETE", url, graph=graph, absent=True)

    def _send(
        self,
        method: str,
        url: str,
        *,
        form: Form | None = None,
        graph: str | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        absent: bool = False,
        seconds: float | None = None,
    ) -> Answer:
        """Sends, follows the server within itself, and reads the answer whole."""
        for _ in range(_HOPS):
            target = httpx.URL(url) if graph is None else httpx.URL(url).copy_merge_params({"graph": graph})
            request = self._client.build_request(method, target, data=form, content=content, headers=headers)
            response, body = self._exchange(request, seconds or self._seconds)
            if not response.has_redirect_location:
                break
            url = self._moved(url, response)
        else:
            raise RemoteError(f"{self.address}: the server sends on and on: check the address")
        self.server = response.headers.get("server", "")
        status, media = response.status_code, _media(response)
        if not response.is_success and not (absent and status == httpx.codes.NOT_FOUND):
            raise refusal(bare(url), status, media, body, self._login.given, writes=form is None)
        cut = status == httpx.codes.PARTIAL_CONTENT or any(name in response.headers for name in _CUT)
        return Answer(media=media, body=body, cut=cut)

    def _exchange(self, request: httpx.Request, seconds: float) -> tuple[httpx.Response, bytes]:
        place = bare(str(request.url))
        end = perf_counter() + seconds
        request.extensions["timeout"] = httpx.Timeout(seconds, connect=min(seconds, _CONNECT)).as_dict()
        try:
            response = self._client.send(request, stream=True)
            try:
                return response, _read(response, place, end, seconds)
            finally:
                with suppress(httpx.TransportError):
                    response.close()
        except httpx.ConnectTimeout:
            raise unreachable(place, "it does not answer the door") from None
        except httpx.TimeoutException:
            raise _slow(place, seconds) from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise unreachable(place, str(error)) from None

    def _moved(self, url: str, response: httpx.Response) -> str:
        """Where the server sends us: within itself, or from http to https. Raises RemoteError for any other place."""
        place = httpx.URL(url).join(response.headers["location"])
        old, new = urlsplit(url), urlsplit(str(place))
        inside = (old.scheme, old.netloc) == (new.scheme, new.netloc)
        safer = (old.scheme, new.scheme) == ("http", "https") and old.hostname == new.hostname
        if response.status_code == httpx.codes.SEE_OTHER or not (inside or safer):
            raise RemoteError(
                f"{bare(url)}: sends on to {plain(bare(str(place)))}: give that address if it is the store's"
            )
        return str(place)


def _read(response: httpx.Response, place: str, end: float, seconds: float) -> bytes:
    """The whole body, within the time and size that an answer may have."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > _LARGEST:
            raise RemoteError(f"{place}: the answer is larger than {_LARGEST >> 30} GiB: ask for less")
        if perf_counter() > end:
            raise _slow(place, seconds)
        parts.append(part)
    return b"".join(parts)


def _slow(place: str, seconds: float) -> QueryTimeoutError:
    return QueryTimeoutError(
        f"{place}: the server took longer than {seconds:g} seconds: ask for less (a LIMIT, one agreement), give it"
        " more time, or try again later"
    )


def _media(response: httpx.Response) -> str:
    content_type: str = response.headers.get("content-type", "")
    return content_type.partition(";")[0].strip().lower()

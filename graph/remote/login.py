"""Who we are to a server: Basic, Digest or a bearer token, from the environment, only where nobody can read along."""

from __future__ import annotations

from collections.abc import Generator

import httpx

from graph.errors import RemoteError
from graph.remote.address import PASSWORD, TOKEN, USER, Settings, bare, is_private

Flow = Generator[httpx.Request, httpx.Response, None]


class Login(httpx.Auth):
    """Says who we are as the server asks for it; says nothing where no login is set, or none is asked for.

    A password goes out plainly (Basic), and a token does, over TLS or within this machine alone. Raises RemoteError
    where it would not.
    """

    def __init__(self, known: Settings) -> None:
        self._known = known
        self._way: httpx.Auth | None = self._chosen(known.login) if known.user else None

    def auth_flow(self, request: httpx.Request) -> Flow:
        """Yields the request as often as it takes (httpx)."""
        if self._known.token:
            _see_private(request, TOKEN)
            request.headers["Authorization"] = f"Bearer {self._known.token}"
            yield request
            return
        if self._way is None:
            response = yield request
            self._way = self._asked_for(response)
            if self._way is None:
                return
        if isinstance(self._way, httpx.BasicAuth):
            _see_private(request, PASSWORD)
        yield from self._way.auth_flow(request)

    def _asked_for(self, response: httpx.Response) -> httpx.Auth | None:
        """The way that the server asks for: Digest, which gives no password away, before Basic."""
        if response.status_code != httpx.codes.UNAUTHORIZED or not self._known.user:
            return None
        asked = [challenge.partition(" ")[0].lower() for challenge in response.headers.get_list("www-authenticate")]
        return self._chosen(next((way for way in ("digest", "basic") if way in asked), ""))

    def _chosen(self, way: str) -> httpx.Auth | None:
        user, password = self._known.user, self._known.password
        if way == "digest":
            return httpx.DigestAuth(user, password)
        return httpx.BasicAuth(user, password) if way == "basic" else None

    @property
    def given(self) -> str:
        """The name of the variable that the login stands in; "" where there is none."""
        return TOKEN if self._known.token else USER if self._known.user else ""


def _see_private(request: httpx.Request, name: str) -> None:
    if not is_private(str(request.url)):
        raise RemoteError(
            f"{bare(str(request.url))}: {name} would go over the net for all to read: use an https address"
        )

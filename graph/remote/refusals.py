"""What a server's refusal means, in one line that says what to do; nothing of its web pages is repeated."""

from __future__ import annotations

import re

from graph.errors import GraphError, QueryError, RemoteError
from graph.remote.address import PASSWORD, TOKEN, USER

WEB_PAGES = ("text/html", "application/xhtml+xml")
_SAID = 200  # characters of a server's own words
_FAILED = 500

# What to do about a status of HTTP (RFC 9110 15.5, 15.6); the rest is told by its number.
_REMEDIES = {
    403: "the server refuses this (403): ask whoever keeps it for the right to {right}",
    404: "nothing answers at this address (404): is it that of the SPARQL endpoint?",
    405: "this address does not take {what} (405): is it that of the SPARQL endpoint?",
    406: "the server cannot answer in a format of SPARQL (406): is it a SPARQL 1.1 server?",
    408: "the server gave up waiting (408): try again later",
    413: "the server takes nothing so large (413): ask whoever keeps it for more room",
    415: "this address does not take {what} (415): is it that of the SPARQL endpoint?",
    429: "the server has too much to do (429): try again later",
    502: "the server behind this address does not answer (502): try again later",
    503: "the server cannot answer now (503): try again later",
    504: "the server behind this address takes too long (504): ask for less, or try again later",
}
_UNAUTHORIZED, _BROKEN = 401, 400


def refusal(place: str, status: int, media: str, body: bytes, login: str, *, writes: bool) -> GraphError:
    """The error that a status of HTTP stands for. `login` names the variable with ours, "" where there is none."""
    said = told(media, body)
    if status == _UNAUTHORIZED:
        return RemoteError(f"{place}: {_login(login)}")
    if status == _BROKEN and not writes:
        return QueryError(f"{place}: the server does not run this query: {said or 'it does not say why'}")
    if status in _REMEDIES:
        remedy = _REMEDIES[status]
        words = {"right": "write" if writes else "ask", "what": "what is written" if writes else "queries"}
        return RemoteError(f"{place}: {remedy.format(**words)}")
    if status >= _FAILED:
        return RemoteError(f"{place}: the server failed ({status}): {said or 'it does not say why'}")
    return RemoteError(f"{place}: the server refuses ({status}): {said or 'it does not say why'}")


def unreachable(place: str, reason: str) -> RemoteError:
    """The error for a server that cannot be spoken with, by what the network says of it."""
    reason = plain(re.sub(r"^\[Errno -?\d+\] ", "", reason))
    if "CERTIFICATE_VERIFY_FAILED" in reason or "certificate" in reason.lower():
        why = reason.partition("failed: ")[2].partition(" (_ssl")[0] or reason
        return RemoteError(
            f"{place}: the server's certificate is not trusted ({why}): name the file with its authority in"
            " SSL_CERT_FILE, if you trust it"
        )
    if "location header" in reason:
        return RemoteError(f"{place}: sends on to what is no address: is it that of the SPARQL endpoint?")
    if "without sending complete" in reason or "peer closed" in reason or "incomplete" in reason.lower():
        return RemoteError(f"{place}: the answer broke off: try again")
    return RemoteError(f"{place}: no server can be reached ({reason}): check the address, and whether it runs")


def no_sparql(place: str, media: str) -> RemoteError:
    """The error for an answer that is none to a SPARQL query."""
    if media in WEB_PAGES:
        return RemoteError(f"{place}: answers with a web page: give the address of the SPARQL endpoint")
    return RemoteError(f"{place}: answers with {plain(media) or 'nothing known'}: is it a SPARQL 1.1 endpoint?")


def told(media: str, body: bytes) -> str:
    """A server's own words on one line, as far as they are plain text."""
    if media not in ("text/plain", ""):
        return ""
    lines = body[: 20 * _SAID].decode("utf-8", "replace").strip().splitlines()
    return plain(lines[0]) if lines else ""


def plain(text: str) -> str:
    """Foreign words without what could steer a terminal, and not too many of them."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()[:_SAID]


def _login(given: str) -> str:
    if given:
        return f"the server does not accept the login in {given} (401): check it, or ask whoever keeps the server"
    return f"the server demands a login (401): set {USER} and {PASSWORD}, or {TOKEN}, in the environment"

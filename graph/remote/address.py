"""The address of a store on a server, and where such a server takes what is written (SPARQL 1.1 Protocol, Graph Store).

Settings come from the environment, never from the command line, which others on the machine can see.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from graph.errors import StoreAddressError

_PREFIX = "AFTALEGRAF_STORE_"
USER, PASSWORD, TOKEN, LOGIN = f"{_PREFIX}USER", f"{_PREFIX}PASSWORD", f"{_PREFIX}TOKEN", f"{_PREFIX}LOGIN"
UPDATE, GRAPHS = f"{_PREFIX}UPDATE", f"{_PREFIX}GRAPHS"
DEFAULT_GRAPH, ONE_BASE = f"{_PREFIX}DEFAULT_GRAPH", f"{_PREFIX}BASE"
_SCHEMES = ("http", "https")
_LOOPBACK = ("localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a server answers SPARQL queries: an http or https address without a login in it."""

    url: str

    def __str__(self) -> str:
        return bare(self.url)


Store = Path | Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment says of a server. `login` is "basic", "digest", or "" for what the server asks for."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    login: str = ""
    update: str = ""
    graphs: str = ""
    default_graph: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a server takes SPARQL Update, and where it has its Graph Store; "" where it has none."""

    update: str
    graphs: str


def store_at(text: str) -> Store:
    """What `--store` names: an address on the net, or else a folder.

    Raises StoreAddressError for an address with a login or without a host; the login is not repeated.
    """
    if not text.lower().startswith(tuple(f"{scheme}://" for scheme in _SCHEMES)):
        return Path(text)
    return Address(url=_checked(text, "--store"))


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in the environment. Raises StoreAddressError where one cannot be meant."""
    given = os.environ if environment is None else environment

    def said(name: str) -> str:
        return given.get(name, "").strip()

    login = said(LOGIN).lower()
    if login not in ("", "basic", "digest"):
        raise StoreAddressError(f"{LOGIN}: write basic or digest, or leave it out: the server then says which")
    if not (said(TOKEN).isascii() and said(TOKEN).isprintable()):
        raise StoreAddressError(f"{TOKEN}: a token is of ASCII letters, digits and signs: copy it anew")
    return Settings(
        user=said(USER),
        password=given.get(PASSWORD, ""),
        token=said(TOKEN),
        login=login,
        update=_checked(said(UPDATE), UPDATE) if said(UPDATE) else "",
        graphs=_checked(said(GRAPHS), GRAPHS) if said(GRAPHS) else "",
        default_graph=said(DEFAULT_GRAPH),
        base=said(ONE_BASE),
    )


def places(address: Address, server: str, known: Settings) -> Places:
    """Where to write: as the environment says, or else as the kind of server has it.

    `server` is how the server names itself in its answers (HTTP header Server).

    >>> places(Address(url="http://localhost:8890/sparql"), "Virtuoso/07.20", Settings()).graphs
    'http://localhost:8890/sparql-graph-crud-auth'
    >>> places(Address(url="https://e.org/ds/query"), "", Settings())
    Places(update='https://e.org/ds/update', graphs='https://e.org/ds/data')
    """
    update, graphs = _usual(urlsplit(address.url).path.rstrip("/"), server.lower())
    return Places(
        update=known.update or _beside(address, update),
        graphs=known.graphs or ("" if known.update or not graphs else _beside(address, graphs)),
    )


def bare(url: str) -> str:
    """An address as it may be shown: without a login, and without what stands after a question mark.

    >>> bare("https://anna:hemmelig@e.org/sparql?key=1")
    'https://e.org/sparql'
    """
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def is_private(url: str) -> bool:
    """Whether nobody on the way can read along: TLS, or this machine itself."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" or host in _LOOPBACK or host.startswith("127.")


def _usual(path: str, server: str) -> tuple[str, str]:
    """The paths for SPARQL Update and the Graph Store beside the path for queries; "" where there is no Graph Store."""
    folder, _, last = path.rpartition("/")
    if server.startswith("virtuoso"):
        return f"{folder}/sparql-auth", f"{folder}/sparql-graph-crud-auth"
    if server.startswith("oxigraph"):
        return f"{folder}/update", f"{folder}/store"
    if folder.endswith("/repositories"):  # RDF4J, GraphDB
        return f"{path}/statements", f"{path}/rdf-graphs/service"
    if folder and last in ("query", "sparql"):  # Fuseki: a folder for each data set
        return f"{folder}/update", f"{folder}/data"
    return path, ""


def _beside(address: Address, path: str) -> str:
    parts = urlsplit(address.url)
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _checked(url: str, name: str) -> str:
    """The address as it was given. Raises StoreAddressError; what stands before an @ is not repeated."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise StoreAddressError(f"{name}: the address cannot be read: write https://host/path") from None
    if parts.scheme.lower() not in _SCHEMES or not host:
        raise StoreAddressError(f"{name}: this is no address of a server: write https://host/path")
    if "@" in parts.netloc:
        raise StoreAddressError(
            f"{name}: an address with a login in it can be seen by others: leave it out of the address, and set"
            f" {USER} and {PASSWORD} in the environment"
        )
    if any(letter.isspace() or not letter.isprintable() for letter in url) or parts.fragment:
        raise StoreAddressError(f"{name}: the address holds what cannot stand in one (a space, a #): write it anew")
    return url

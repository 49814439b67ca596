"""A store on a server, open for reading: queries run there; what walks the graph walks a copy, taken when first needed.

The default graph of a query is the union of all named graphs. Where the server's own default graph is that (Virtuoso,
GraphDB, RDF4J, Blazegraph, or one set up so), it is left to the server; elsewhere every query names the graphs of the
store (`default-graph-uri`, SPARQL 1.1 Protocol 2.1.4), or the one that AFTALEGRAF_STORE_DEFAULT_GRAPH names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QueryTriples

from graph.contents import Contents, contents_in
from graph.errors import AnswerCutError, StoreAddressError, StoreMissingError
from graph.iris import Iris
from graph.remote.address import ONE_BASE, Address, Settings, settings
from graph.remote.answers import ROWS, TRIPLES, found_rows, found_triples, found_yes
from graph.remote.copying import copy_graphs, sizes
from graph.remote.keeping import KeptCopy
from graph.remote.session import SECONDS, Form, Session
from graph.remote.state import DONE, stamp_query, taken_state
from graph.store import Result, Snapshot
from graph.writer import name, prefixes

_AGREEMENT = str(name("ag:Agreement"))
_GRAPHS = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?a a {_AGREEMENT} }} }}"
_IS_UNION = f"ASK {{ ?a a {_AGREEMENT} }}"
_OURS = re.compile(r"(.*/)graph/(?:vocabularies|links|agreement/[^/]+)")
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*)\s*:", re.IGNORECASE)


class RemoteSnapshot(Snapshot):
    """A store on a server, open for reading."""

    def __init__(self, folder: Path, session: Session, iris: Iris, form: Form, kept: KeptCopy | None = None) -> None:
        super().__init__(folder, pyoxigraph.Store(), iris, (), Contents())
        self._kept = kept
        self._session = session
        self._form = form
        self._has_copy = False
        self._counted: Contents | None = None

    @property
    def database(self) -> pyoxigraph.Store:
        """A copy of the store in memory, complete; it is taken once, and kept (`graph.remote.keeping`).

        Raises RemoteError.
        """
        copy = super().database
        if not self._has_copy:
            self._take(copy)
            taken_state(copy, self.iris)
            self._has_copy = True
        return copy

    def _take(self, copy: pyoxigraph.Store) -> None:
        wanted = sizes(self._session, self.iris)
        found = stamps(self._session, self.iris) if self._kept is not None and self._kept.on else []
        done = len(found) == 1 and found[0].endswith(DONE)
        if self._kept is None or not done:
            copy_graphs(self._session, wanted, copy)
        elif not self._kept.fill(copy, found[0], wanted):
            copy_graphs(self._session, wanted, copy)
            if stamps(self._session, self.iris) == found:  # else somebody has begun to build meanwhile
                self._kept.keep(copy, found[0], wanted)

    @property
    def contents(self) -> Contents:
        """What the store holds, counted in the copy. Raises RemoteError."""
        if self._counted is None:
            self._counted = contents_in(self.database, self.iris)
        return self._counted

    def query(self, sparql: str) -> Result:
        """Runs a query on the server.

        Raises SyntaxError, as a store of ours would, before anything is sent; AnswerCutError where the server leaves
        out rows; QueryError, QueryTimeoutError or RemoteError where it does not answer.
        """
        kind = pyoxigraph.Store().query(sparql, use_default_graph_as_union=True, prefixes=prefixes())
        accept = TRIPLES if isinstance(kind, QueryTriples) else ROWS
        answer = self._session.query({**self._form, "query": _with_prefixes(sparql)}, accept)
        if answer.cut:
            raise AnswerCutError(
                f"{self._session.address}: the server gives only the first rows of so long an answer: ask for less at"
                " a time (LIMIT and OFFSET), or ask whoever keeps the server to allow more"
            )
        place = str(self._session.address)
        if isinstance(kind, QueryTriples):
            return found_triples(answer, place)
        return found_yes(answer, place) if isinstance(kind, QueryBoolean) else found_rows(answer, place)


@contextmanager
def reading_remote(address: Address, *, seconds: float = SECONDS) -> Iterator[RemoteSnapshot]:
    """Opens a store on a server for reading.

    Raises StoreMissingError where nothing was built there, StoreAddressError where several stores with bases of their
    own are there and none is chosen, RemoteError where the server does not answer.
    """
    known = settings()
    with closing(Session(address, known, seconds)) as session, TemporaryDirectory(prefix="aftalegraf-") as folder:
        graphs = our_graphs(session)
        iris = _iris(graphs, known, address)
        kept = KeptCopy(address, iris, known)
        yield RemoteSnapshot(Path(folder), session, iris, form_of(session, known, iris, graphs), kept)


def remote_iris(address: Address) -> Iris:
    """The IRIs of a store on a server. Raises as `reading_remote`."""
    known = settings()
    with closing(Session(address, known)) as session:
        return _iris(our_graphs(session), known, address)


def _iris(graphs: Sequence[str], known: Settings, address: Address) -> Iris:
    base = base_of(graphs, known, address)
    if base is None:
        raise StoreMissingError(f"{address}: nothing has been built here yet: run `aftalegraf build`")
    return Iris(base=base)


def stamps(session: Session, iris: Iris) -> list[str]:
    """The stamp of the last build into the store; none where something else has filled it. Raises RemoteError."""
    found = found_rows(session.query({"query": stamp_query(iris)}, ROWS), str(session.address))
    return sorted(str(getattr(row["s"], "value", "")) for row in found)


def our_graphs(session: Session) -> list[str]:
    """The named graphs on the server that speak of agreements, in order. Raises RemoteError."""
    found = found_rows(session.query({"query": _GRAPHS}, ROWS), str(session.address))
    return sorted(graph.value for row in found if isinstance(graph := row["g"], NamedNode))


def base_of(graphs: Sequence[str], known: Settings, address: Address) -> str | None:
    """The base IRI of the store on a server; None where there is no store yet. Raises StoreAddressError."""
    if known.base:
        return known.base if any(graph.startswith(f"{known.base}graph/") for graph in graphs) else None
    bases = sorted({match[1] for graph in graphs if (match := _OURS.fullmatch(graph))})
    if len(bases) > 1:
        raise StoreAddressError(
            f"{address}: {len(bases)} stores are on this server, with the bases {', '.join(bases)}: name one in"
            f" {ONE_BASE}"
        )
    return bases[0] if bases else None


def form_of(session: Session, known: Settings, iris: Iris, graphs: Sequence[str]) -> Form:
    """What every query says of its default graph, so that it is the union of all named graphs."""
    if known.default_graph:
        return {"default-graph-uri": known.default_graph}
    if found_yes(session.query({"query": _IS_UNION}, ROWS), str(session.address)):
        return {}
    common = {graph.value for graph in iris.common_graphs}
    ours = sorted({graph for graph in graphs if graph.startswith(f"{iris.base}graph/")} | common)
    return {"default-graph-uri": ours, "named-graph-uri": ours}


def _with_prefixes(sparql: str) -> str:
    """The query with the prefixes that it uses and that a store of ours knows; no line moves."""
    declared = set(_DECLARED.findall(sparql))
    used = [(short, iri) for short, iri in prefixes().items() if short not in declared and f"{short}:" in sparql]
    return "".join(f"PREFIX {short}: <{iri}> " for short, iri in used) + sparql

"""Building into a store on a server: a working copy here, and each named graph that changed replaced by one request.

First the graph of runs says, under a stamp of this build, which files are being written; then come the graphs; then the
graph of runs as it is now. Whoever stops in between (a server that goes away, a build that is killed) leaves whole
graphs, old or new ones, as far as the server writes a graph whole or not at all; the next build reads those files again
and writes what is missing. Two builds at once are told by the stamp: the later one wins, the other says so and stops.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from graph.contents import Contents
from graph.errors import GraphError, RemoteError, StoreHeldError, StoreVersionError
from graph.iris import Iris
from graph.remote.address import Address, Places, places, settings
from graph.remote.copying import copy_graphs, size
from graph.remote.session import Form, Session
from graph.remote.snapshot import RemoteSnapshot, base_of, form_of, our_graphs, stamps
from graph.remote.state import DONE, State, state_quads, taken_state
from graph.store import FORMAT, STATE_FILES, Result, Snapshot, StoredFile, record_contents, state_in

_MEDIA = "application/n-triples"
_AGAIN = "run the same build again, and it writes what is missing"
_FILES, _CONTENTS = STATE_FILES
_FORMAT = "format"


@contextmanager
def writing_remote(address: Address, *, base: str) -> Iterator[Snapshot]:
    """Opens a working copy of a store on a server; what changed in it is written there when the block ends.

    Raises RemoteError where the server does not answer or does not let us write (before anything is read),
    StoreHeldError where somebody else builds at the same time, StoreVersionError where a newer program wrote the store,
    StoreAddressError where the server holds several stores.
    """
    known = settings()
    with closing(Session(address, known)) as session, TemporaryDirectory(prefix="aftalegraf-") as folder:
        graphs = our_graphs(session)
        iris = Iris(base=base_of(graphs, known, address) or known.base or base)
        writer = _Writer(session, places(address, session.server, known), iris)
        writer.see_that_we_may()
        runs = pyoxigraph.Store()
        copy_graphs(session, size(session, iris.runs_graph), runs)
        state = taken_state(runs, iris)
        if not graphs:  # whoever has emptied the store may have left this
            state = State(stamp=state.stamp)
        _lay_out(state, Path(folder), address)
        form = form_of(session, known, iris, graphs) if graphs else {}
        work = _Work(Path(folder), session, iris, form, *state_in(Path(folder), empty=not graphs))
        yield work
        record_contents(work)
        writer.write(work, tuple(runs), state, _laid_out(Path(folder)))


class _Work(RemoteSnapshot):
    """A working copy: the store is copied when it is first looked into, so that where nothing is new nothing is."""

    def __init__(
        self,
        folder: Path,
        session: Session,
        iris: Iris,
        form: Form,
        files: tuple[StoredFile, ...],
        contents: Contents | None,
    ) -> None:
        super().__init__(folder, session, iris, form)
        self.files = files
        self.outdated = contents is None
        self._held = contents or Contents()
        self._prints: dict[NamedNode, str] | None = None

    @property
    def contents(self) -> Contents:
        """What the store holds; a build keeps it true."""
        return self._held

    @property
    def database(self) -> pyoxigraph.Store:
        """The copy, which a build changes. Raises RemoteError."""
        copy = super().database
        if self._prints is None:
            self._prints = _prints(copy)
        return copy

    def query(self, sparql: str) -> Result:
        """Runs a query on the server until there is a copy, then on that. Raises as `RemoteSnapshot.query` does."""
        return super().query(sparql) if self._prints is None else Snapshot.query(self, sparql)

    def changes(self) -> tuple[list[NamedNode], list[NamedNode]]:
        """The named graphs that are not as they were copied, and those that are gone; the graph of runs aside."""
        now, before = _prints(self.database), self._prints or {}
        changed = [graph for graph in now if now[graph] != before.get(graph) and graph != self.iris.runs_graph]
        return changed, [graph for graph in before if graph not in now and graph != self.iris.runs_graph]


def _lay_out(state: State, folder: Path, address: Address) -> None:
    """Puts the texts of a state into a folder, as a store on disk has them; of an older program's, the files alone."""
    version = int(state.texts.get(_FORMAT, "0") or 0)
    if version > FORMAT:
        raise StoreVersionError(
            f"{address}: written by a newer program (format {version}, this one reads up to {FORMAT}): install that"
        )
    for title in STATE_FILES if version == FORMAT else (_FILES,):
        if title in state.texts:
            (folder / title).write_text(state.texts[title], encoding="utf-8", newline="\n")


def _laid_out(folder: Path) -> dict[str, str]:
    """The texts of the state as a build left them in its folder."""
    texts = {title: (folder / title).read_text(encoding="utf-8") for title in STATE_FILES if (folder / title).is_file()}
    return {**texts, _FORMAT: str(FORMAT)}


class _Writer:
    """Writes to one server."""

    def __init__(self, session: Session, where: Places, iris: Iris) -> None:
        self._session = session
        self._where = where
        self._iris = iris

    def see_that_we_may(self) -> None:
        """Removes a graph that is not there: that tells at once whether we may write. Raises RemoteError."""
        self._remove(self._iris.thing("graph", "none"))

    def write(self, work: _Work, runs: Sequence[Quad], old: State, texts: Mapping[str, str]) -> None:
        """Writes what changed, in the order that leaves nothing untold; `runs` and `old` are as it was.

        Raises RemoteError, StoreHeldError.
        """
        changed, gone = work.changes()
        touched = {document for graph in (*changed, *gone) if (document := self._iris.document_of(graph))}
        database, stamp = work.database, str(uuid4())
        self._see_stamp(old.stamp)
        self._put_runs(runs, State(texts=_unsettled(old.texts, texts, touched), stamp=stamp))
        try:
            for graph in sorted(changed, key=self._order):
                self._put(graph, (quad.triple for quad in database.quads_for_pattern(None, None, None, graph)))
            for graph in gone:
                self._remove(graph)
            self._see_stamp(stamp)
            now = tuple(database.quads_for_pattern(None, None, None, self._iris.runs_graph))
            self._put_runs(now, State(texts=texts, stamp=stamp + DONE))
        except StoreHeldError:
            raise
        except GraphError as error:
            raise RemoteError(f"{error}; {_AGAIN}") from None

    def _order(self, graph: NamedNode) -> tuple[bool, str]:
        """Agreements first: what speaks of several of them comes when they are there."""
        return (self._iris.document_of(graph) is None, graph.value)

    def _see_stamp(self, expected: str) -> None:
        """Raises StoreHeldError where another build has left its stamp meanwhile."""
        if stamps(self._session, self._iris) != ([expected] if expected else []):
            raise StoreHeldError(f"{self._session.address}: somebody else is building into this store: {_AGAIN}")

    def _put_runs(self, runs: Sequence[Quad], state: State) -> None:
        quads = (*runs, *state_quads(state, self._iris))
        self._put(self._iris.runs_graph, (quad.triple for quad in quads))

    def _put(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        lines = sorted(f"{triple} ." for triple in triples)
        content = "\n".join((*lines, ""))
        if self._where.graphs:
            self._session.put(self._where.graphs, graph.value, content.encode(), _MEDIA)
        else:
            text = f"DROP SILENT GRAPH {graph} ;\nINSERT DATA {{ GRAPH {graph} {{\n{content}}} }}"
            self._session.update(self._where.update, text)

    def _remove(self, graph: NamedNode) -> None:
        if self._where.graphs:
            self._session.delete(self._where.graphs, graph.value)
        else:
            self._session.update(self._where.update, f"DROP SILENT GRAPH {graph}")


def _unsettled(old: Mapping[str, str], new: Mapping[str, str], documents: set[str]) -> dict[str, str]:
    """The texts while a build is being written: its files are known, but not what of them is there."""
    files: dict[str, dict[str, Any]] = {}
    for texts in (old, new):
        files |= {file["path"]: file for file in json.loads(texts.get(_FILES, "[]"))}
    for file in files.values():
        if documents & set(file["documents"]) or not file["documents"]:
            file["sha256"] = ""
    return {**old, _FILES: json.dumps([files[path] for path in sorted(files)], ensure_ascii=False)}


def _prints(database: pyoxigraph.Store) -> dict[NamedNode, str]:
    """For each named graph a hash of what it says."""
    lines: dict[NamedNode, list[str]] = {}
    for quad in database:
        if isinstance(quad.graph_name, NamedNode):
            lines.setdefault(quad.graph_name, []).append(str(quad.triple))
    return {graph: sha256("\n".join(sorted(said)).encode()).hexdigest() for graph, said in lines.items()}

"""Building on real servers: the same graph as in a folder, only what changed is written, nothing is left half."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import made
import pytest
from builds import made_build, made_folder, nquads, statuses
from remote_stores import KINDS, server

from graph.build import build
from graph.errors import RemoteError, StoreHeldError
from graph.iris import Iris
from graph.remote import address
from graph.remote.address import Address, places, settings
from graph.remote.copying import sizes
from graph.remote.session import Session
from graph.remote.writing import writing_remote
from graph.store import reading


@pytest.fixture(scope="module", params=KINDS)
def remote(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A server of each kind; tests leave it empty."""
    with server(request.param, tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, remote: Address) -> Iterator[Path]:
    """A folder of two made agreements; what was built from it goes afterwards."""
    yield made_folder(tmp_path, 2022, 2024)
    known = settings()
    with closing(Session(remote, known)) as session:
        for graph in sizes(session, Iris()):
            session.delete(places(remote, session.server, known).graphs, graph.value)


class Watched:
    """What sessions send while it is watched, as method and graph."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.sent: list[str] = []
        put, delete = Session.put, Session.delete

        def watched_put(session: Session, url: str, graph: str, content: bytes, media: str) -> None:
            self.sent.append(f"PUT {graph.rpartition('/graph/')[2]}")
            put(session, url, graph, content, media)

        def watched_delete(session: Session, url: str, graph: str) -> None:
            self.sent.append(f"DELETE {graph.rpartition('/graph/')[2]}")
            delete(session, url, graph)

        patch.setattr(Session, "put", watched_put)
        patch.setattr(Session, "delete", watched_delete)


def test_a_store_on_a_server_holds_what_one_in_a_folder_does(remote: Address, folder: Path, tmp_path: Path) -> None:
    """To the byte, and the build tells the same of it."""
    there, here = made_build(remote, folder), made_build(tmp_path / "a.store", folder)
    assert statuses(there) == {"oea-kommuner-2022.txt": "done", "oea-kommuner-2024.txt": "done"}
    assert there.counts == here.counts
    assert nquads(remote) == nquads(tmp_path / "a.store") != []


def test_only_what_is_new_is_written(remote: Address, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing where nothing is; one agreement and what depends on all where one changed; a removed one goes."""
    first = made_build(remote, folder)
    watched = Watched(monkeypatch)
    again = made_build(remote, folder)
    assert set(statuses(again).values()) == {"skipped"}
    assert again.counts == first.counts
    assert watched.sent == ["DELETE none"]

    watched.sent.clear()
    (folder / "oea-kommuner-2024.txt").write_text("2023 tekst", encoding="utf-8")
    assert statuses(made_build(remote, folder)) == {"oea-kommuner-2022.txt": "skipped", "oea-kommuner-2024.txt": "done"}
    assert "PUT agreement/oea-kommuner-2024" in watched.sent
    assert "PUT agreement/oea-kommuner-2022" not in watched.sent
    assert watched.sent[1] == watched.sent[-1] == "PUT runs"

    watched.sent.clear()
    (folder / "oea-kommuner-2024.txt").unlink()
    assert statuses(made_build(remote, folder))["oea-kommuner-2024.txt"] == "removed"
    assert "DELETE agreement/oea-kommuner-2024" in watched.sent
    with reading(remote) as snapshot:
        assert {snapshot.iris.document_of(graph) for graph in snapshot.database.named_graphs()} == {
            None,
            "oea-kommuner-2022",
        }


def test_a_build_that_breaks_off_is_mended_by_the_next(
    remote: Address, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server goes away after the first agreement; the same build again gives the graph that it would have given."""
    made_build(remote, folder)
    for year in (2022, 2024):
        (folder / f"oea-kommuner-{year}.txt").write_text(f"{year} anden tekst", encoding="utf-8")
    put = Session.put
    with monkeypatch.context() as patch:

        def failing(session: Session, url: str, graph: str, content: bytes, media: str) -> None:
            if graph.endswith("2024"):
                raise RemoteError(f"{url}: the answer broke off: try again")
            put(session, url, graph, content, media)

        patch.setattr(Session, "put", failing)
        with pytest.raises(RemoteError, match="run the same build again, and it writes what is missing"):
            made_build(remote, folder)
    with reading(remote) as snapshot:
        assert len(snapshot.database) > 0
    assert set(statuses(made_build(remote, folder)).values()) == {"done"}
    made_build(tmp_path / "a.store", folder)
    assert nquads(remote) == nquads(tmp_path / "a.store")


def test_of_two_builds_at_once_the_overtaken_one_says_so(remote: Address, folder: Path) -> None:
    """The stamp that it began with is another's when it is about to write."""
    made_build(remote, folder)
    with (  # noqa: PT012
        pytest.raises(StoreHeldError, match="somebody else is building into this store"),
        writing_remote(remote, base="https://w3id.org/aftalegraf/id/") as work,
    ):
        graph = work.iris.agreement_graph("oea-kommuner-2022")
        (folder / "oea-kommuner-2024.txt").write_text("2024 anden tekst", encoding="utf-8")
        made_build(remote, folder)
        work.database.remove_graph(graph)


@pytest.mark.parametrize("named", [(address.UPDATE,), (address.UPDATE, address.GRAPHS)], ids=["update", "both"])
def test_the_environment_can_say_where_to_write(
    remote: Address, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: tuple[str, ...]
) -> None:
    """SPARQL Update alone serves too, one request for a graph, where the server takes so long a one."""
    with closing(Session(remote, settings())) as session:
        sizes(session, Iris())
        usual = places(remote, session.server, settings())
    for variable in named:
        monkeypatch.setenv(variable, usual.update if variable == address.UPDATE else usual.graphs)
    if usual.update.endswith("/sparql-auth") and address.GRAPHS not in named:
        with pytest.raises(RemoteError, match="memory exhausted"):  # Virtuoso has its Graph Store for that
            made_build(remote, folder)
        return
    made_build(remote, folder)
    made_build(tmp_path / "a.store", folder)
    assert nquads(remote) == nquads(tmp_path / "a.store")


@pytest.mark.parametrize("remote", KINDS[1:], indirect=True)  # Oxigraph's server has no logins
def test_who_may_not_write_is_told_before_anything_is_read(
    remote: Address, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is sent that would change the store."""
    monkeypatch.delenv(address.USER)
    told: list[object] = []
    with pytest.raises(RemoteError, match=f"demands a login .*{address.USER}"):
        build([folder], remote, read=made.read, extract=made.extract, on_file=told.append)
    assert told == []
    monkeypatch.setenv(address.USER, "nobody")
    with pytest.raises(RemoteError, match=f"does not accept the login in {address.USER}"):
        made_build(remote, folder)


@pytest.mark.parametrize("remote", KINDS[1:], indirect=True)
def test_who_may_read_but_not_write_is_told(remote: Address, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Virtuoso says so in a web page, with 403."""
    monkeypatch.setenv(address.GRAPHS, remote.url.replace("/sparql", "/sparql-graph-crud"))
    with pytest.raises(RemoteError, match=r"refuses this \(403\): ask whoever keeps it for the right to write"):
        made_build(remote, folder)


def test_a_request_that_breaks_off_leaves_the_old_graph(remote: Address, folder: Path) -> None:
    """A build that is killed while it sends: the server has been promised more than it gets."""
    made_build(remote, folder)
    before = nquads(remote)
    known, graph = settings(), Iris().agreement_graph("oea-kommuner-2022").value
    with closing(Session(remote, known)) as session:
        sizes(session, Iris())
        place = places(remote, session.server, known).graphs
    triples = [f'<https://e.org/{number}> <https://e.org/says> "half" .\n'.encode() for number in range(20_000)]

    def half() -> Iterator[bytes]:
        yield from triples[: len(triples) // 2]
        raise ZeroDivisionError

    headers = {"Content-Type": "application/n-triples", "Content-Length": str(sum(map(len, triples)))}
    with httpx.Client(auth=httpx.DigestAuth(known.user, known.password), timeout=30) as client:
        client.delete(place, params={"graph": "https://e.org/none"})  # the login, once
        with pytest.raises(ZeroDivisionError):
            client.put(place, params={"graph": graph}, content=half(), headers=headers)
    assert nquads(remote) == before

"""The copy of a store on a server that is kept: used while nothing is built there, never where it is not whole."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad, Store
from remote_stores import server

import graph.remote.snapshot
from aftalegraf.cli import cli
from graph.iris import Iris
from graph.remote.address import Address, Settings, settings
from graph.remote.keeping import CACHE, KeptCopy
from graph.remote.session import Session
from graph.remote.snapshot import stamps

ADDRESS = Address(url="https://graf.example.dk/sparql")
GRAPH = NamedNode("https://e.org/graph/a")
SIZES = {GRAPH: 2}


def store() -> Store:
    """Two quads, one with every sign that a line of N-Quads has to escape."""
    said = (Literal('"æ\n\\# '), Literal("2", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")))
    filled = Store()
    filled.extend(Quad(NamedNode("https://e.org/s"), NamedNode("https://e.org/p"), value, GRAPH) for value in said)
    return filled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def kept(**known: str) -> KeptCopy:
    """The copy of one store, as a user sees it."""
    return KeptCopy(ADDRESS, Iris(), Settings(**known))  # type: ignore[arg-type]


def found(copy: KeptCopy, stamp: str = "a-done", sizes: dict[NamedNode, int] | None = None) -> set[Quad] | None:
    """What a copy holds; None where it is of no use."""
    target = Store()
    used = copy.fill(target, stamp, sizes or SIZES)
    assert used or not len(target)
    return set(target) if used else None


@pytest.mark.usefixtures("folder")
def test_a_copy_comes_back_as_it_was() -> None:
    """For the same stamp and sizes, and no others."""
    kept().keep(store(), "a-done", SIZES)
    assert found(kept()) == set(store())
    assert found(kept(), "b-done") is None
    assert found(kept(), sizes={GRAPH: 3}) is None
    assert found(KeptCopy(ADDRESS, Iris(base="https://e.org/"), Settings())) is None
    assert found(KeptCopy(Address(url="https://graf.example.dk/other"), Iris(), Settings())) is None


def test_each_login_has_a_copy_of_its_own_and_none_is_written_down(folder: Path) -> None:
    """Neither name, password nor token stands in the cache."""
    kept(user="anna", password="hemmelig").keep(store(), "a-done", SIZES)
    assert found(kept(user="bo")) is None
    assert found(kept()) is None
    (file,) = folder.iterdir()
    assert not any(word in file.name.encode() + file.read_bytes() for word in (b"anna", b"hemmelig"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_user_can_read_it(folder: Path) -> None:
    """The folder 0700, the file 0600, whatever the mask."""
    old = os.umask(0)
    try:
        kept().keep(store(), "a-done", SIZES)
    finally:
        os.umask(old)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())] == [0o700, 0o600]


@pytest.mark.parametrize("part", [slice(0, 30), slice(0, -20), slice(5, None), slice(0, 0)])
def test_a_copy_that_is_not_whole_is_not_used(folder: Path, part: slice) -> None:
    """Whatever has happened to the file; nothing of it stays behind."""
    kept().keep(store(), "a-done", SIZES)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[part])
    assert found(kept()) is None
    kept().keep(store(), "a-done", SIZES)
    assert found(kept()) == set(store())


def test_it_can_be_switched_off_and_a_full_or_closed_folder_is_no_fault(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy then is taken each time."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for said in ("off", str(tmp_path / "file" / "inside")):
        monkeypatch.setenv(CACHE, said)
        kept().keep(store(), "a-done", SIZES)
        assert found(kept()) is None
    assert not folder.exists()


def test_unless_named_the_folder_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the user's cache, where earlier versions kept copies too."""
    monkeypatch.delenv(CACHE)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *name, **_asked: tmp_path.joinpath(*name))
    kept().keep(store(), "a-done", SIZES)
    assert [file.suffix for file in (tmp_path / "aftalegraf" / "stores").iterdir()] == [".nq"]


def test_four_copies_are_kept(folder: Path) -> None:
    """The newest."""
    for number in range(6):
        KeptCopy(Address(url=f"https://e.org/{number}"), Iris(), Settings()).keep(store(), "a-done", SIZES)
    assert len(list(folder.iterdir())) == 4


@pytest.mark.server
@pytest.mark.usefixtures("folder")
def test_a_store_is_copied_once_until_something_is_built(
    tmp_path: Path, agreements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same answers from the kept copy; a build is seen at once."""
    copied: list[int] = []
    real = graph.remote.snapshot.copy_graphs
    monkeypatch.setattr(graph.remote.snapshot, "copy_graphs", lambda *given: (copied.append(1), real(*given)))
    sources = tmp_path / "in"
    sources.mkdir()
    name = "oea-kommuner-2027.txt"
    (sources / name).write_bytes((agreements / name).read_bytes())
    with server("oxigraph", tmp_path) as address:

        def run(*arguments: str) -> str:
            result = CliRunner().invoke(cli, [*arguments, "--store", address.url])
            assert result.exit_code == 0, result.output
            return result.stdout

        run("build", str(sources))
        with closing(Session(address, settings())) as session:
            assert [stamp.endswith("-done") for stamp in stamps(session, Iris())] == [True]
        copied.clear()
        first, second = run("trace", "KMF"), run("trace", "KMF")
        assert (first, len(copied)) == (second, 1)
        (sources / name).write_text((sources / name).read_text("utf-8").replace("KMF", "KMX"), encoding="utf-8")
        run("build", str(sources))
        copied.clear()
        assert run("trace", "KMF") != first
        assert len(copied) == 1

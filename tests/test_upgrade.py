"""A store of an older format: refused to read, brought up to date by a build, and nothing in it lost."""

from __future__ import annotations

import json
from pathlib import Path

import made
import pytest
from builds import made_build, made_folder, nquads
from click.testing import CliRunner
from pyoxigraph import Literal, Quad, Store

from aftalegraf.cli import cli
from graph.build import build
from graph.errors import StoreVersionError
from graph.iris import Iris
from graph.store import FORMAT, reading
from graph.writer import name

IRIS = Iris()


def old_store(store: Path, files: dict[Path, str]) -> None:
    """Makes a store as the first format had it: by hand, with a title and a year for each agreement."""
    generation = store / "generation-3"
    generation.mkdir(parents=True)
    database = Store(str(generation / "database"))
    for document in files.values():
        iri, graph = IRIS.agreement(document), IRIS.agreement_graph(document)
        year = int(document.rpartition("-")[2])
        database.add(Quad(iri, name("rdf:type"), name("ag:Agreement"), graph))
        database.add(Quad(iri, name("ag:agreementYear"), Literal(year), graph))
        database.add(Quad(iri, name("dcterms:title"), Literal("gammel titel", language="da"), graph))
    database.add(Quad(IRIS.agreement("old"), name("ag:read"), Literal(True), IRIS.links_graph))
    database.flush()
    known = [
        {"path": file.as_posix(), "sha256": "0" * 64, "reader": "0" * 64, "documents": [document]}
        for file, document in files.items()
    ]
    known.append({"path": "ontology", "sha256": "0", "reader": "0", "documents": []})
    (generation / "files.json").write_text(json.dumps(known), encoding="utf-8")
    (store / "current").write_text("generation-3\n", encoding="utf-8")
    (store / "store.json").write_text(json.dumps({"format": 1, "base": IRIS.base}), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two made agreements."""
    return made_folder(tmp_path, 2022, 2024)


def test_an_old_store_is_refused_with_the_way_out(tmp_path: Path, folder: Path) -> None:
    """In one line, and a command says no more."""
    store = tmp_path / "a.store"
    old_store(store, {folder / "oea-kommuner-2022.txt": "oea-kommuner-2022"})
    with pytest.raises(StoreVersionError, match="aftalegraf build") as refused, reading(store):
        pass
    assert "\n" not in str(refused.value)
    result = CliRunner().invoke(cli, ["query", "--named", "forces-by-agreement", "--store", str(store)])
    assert result.exit_code == 1
    assert "brought up to date" in result.stderr


def test_a_build_brings_an_old_store_up_to_date(tmp_path: Path, folder: Path) -> None:
    """All files that it was built from are read anew, not only those that are named: it is as a new one would be."""
    store, fresh = tmp_path / "a.store", tmp_path / "b.store"
    old_store(store, {folder / f"oea-kommuner-{year}.txt": f"oea-kommuner-{year}" for year in (2022, 2024)})
    report = made_build(store, folder / "oea-kommuner-2024.txt")
    assert [file.status for file in report.files] == ["done", "done"]
    made_build(fresh, folder)
    assert nquads(store) == nquads(fresh)
    assert json.loads((store / "store.json").read_text(encoding="utf-8"))["format"] == FORMAT


def test_what_cannot_be_read_anew_stays(tmp_path: Path, folder: Path) -> None:
    """An agreement whose file is no longer there keeps what an older program said of it, and a line says so."""
    store = tmp_path / "a.store"
    gone = tmp_path / "andet" / "oea-kommuner-2020.txt"
    old_store(store, {folder / "oea-kommuner-2022.txt": "oea-kommuner-2022", gone: "oea-kommuner-2020"})
    report = made_build(store, folder)
    (kept,) = [file for file in report.files if file.status == "skipped"]
    assert "is kept as it was" in kept.warnings[0]
    assert report.counts.years == (2020, 2022, 2024)
    with reading(store) as snapshot:
        iri, graph = IRIS.agreement("oea-kommuner-2020"), IRIS.agreement_graph("oea-kommuner-2020")
        titles = snapshot.database.quads_for_pattern(iri, name("dcterms:title"), None, graph)
        assert [quad.object for quad in titles] == [Literal("gammel titel", language="da")]
        assert not list(snapshot.database.quads_for_pattern(IRIS.agreement("old"), None, None))
    assert made_build(store, folder).counts == report.counts


def test_an_upgrade_that_fails_leaves_the_old_store(tmp_path: Path, folder: Path) -> None:
    """It is still the old one, to be brought up to date by the next build."""
    store = tmp_path / "a.store"
    old_store(store, {folder / "oea-kommuner-2022.txt": "oea-kommuner-2022"})

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([folder], store, read=made.read, extract=made.extract, on_file=stop)
    assert (store / "current").read_text(encoding="utf-8") == "generation-3\n"
    with pytest.raises(StoreVersionError), reading(store):
        pass
    assert made_build(store, folder).counts.agreements == 2


def test_killed_between_its_two_last_steps_it_is_still_the_old_one(tmp_path: Path, folder: Path) -> None:
    """`store.json` names the new format already, `current` the old generation."""
    store = tmp_path / "a.store"
    old_store(store, {folder / "oea-kommuner-2022.txt": "oea-kommuner-2022"})
    (store / "store.json").write_text(json.dumps({"format": FORMAT, "base": IRIS.base}), encoding="utf-8")
    with pytest.raises(StoreVersionError, match="aftalegraf build"), reading(store):
        pass
    assert made_build(store, folder).counts.agreements == 2

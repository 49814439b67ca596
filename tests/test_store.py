"""The store: old state or new one, one writer, readers that are not disturbed, refusals in one line."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import StoreError, StoreHeldError, StoreMissingError, StoreVersionError
from graph.lock import LOCK, held, runs
from graph.store import FORMAT, StoredFile, exists, reading, record_files, writing

GONE = 2**22 + 1  # above the largest process number of Linux


def quad(text: str) -> Quad:
    """A quad that says `text`."""
    return Quad(NamedNode("https://e.org/s"), NamedNode("https://e.org/p"), Literal(text), NamedNode("https://e.org/g"))


def write(store: Path, text: str, *, fault: bool = False) -> None:
    """Makes the store hold that text besides what it holds; with a `fault`, fails after that."""
    with writing(store) as snapshot:
        snapshot.database.add(quad(text))
        if fault:
            raise ZeroDivisionError


def texts(store: Path) -> list[str]:
    """The texts that the store holds."""
    with reading(store) as snapshot:
        return sorted(str(found.object.value) for found in snapshot.database)  # type: ignore[union-attr]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """A second writing keeps what the first wrote."""
    store = tmp_path / "a.store"
    write(store, "one")
    write(store, "two")
    assert texts(store) == ["one", "two"]
    assert exists(store)


def test_a_writing_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """Neither its content nor its files change, and nobody holds it afterwards."""
    store = tmp_path / "a.store"
    write(store, "one")
    before = (store / "current").read_text(encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        write(store, "two", fault=True)
    assert texts(store) == ["one"]
    assert (store / "current").read_text(encoding="utf-8") == before
    assert not (store / LOCK).exists()


def test_a_first_writing_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """No half store is left behind."""
    store = tmp_path / "a.store"
    with pytest.raises(ZeroDivisionError), writing(store):
        raise ZeroDivisionError
    assert not store.exists()


@pytest.mark.parametrize("damaged", ["database/CURRENT", "files.json", "agreements.json"])
def test_a_reader_of_a_damaged_store_leaves_no_note(tmp_path: Path, damaged: str) -> None:
    """It is told what is broken, and the generation is not kept for it for ever."""
    store = tmp_path / "a.store"
    with writing(store) as snapshot:
        record_files(snapshot, ())
    (next(store.glob("generation-*")) / damaged).write_text("nonsense", encoding="utf-8")
    with pytest.raises(StoreError, match="build the store anew"), reading(store):
        pass
    assert list((store / "readers").iterdir()) == []


KILLED = """
    import os, sys
    from pathlib import Path
    from pyoxigraph import Literal, NamedNode, Quad
    from graph.store import writing
    node = NamedNode("https://e.org/x")
    with writing(Path(sys.argv[1])) as snapshot:
        snapshot.database.add(Quad(node, node, Literal("half"), node))
        snapshot.database.flush()
        os._exit(9)
"""


def test_a_writer_that_is_killed_leaves_the_old_state_and_is_cleared_away(tmp_path: Path, checkout: Path) -> None:
    """The store opens and holds what it held; the next writer takes over the lock and removes the half generation."""
    store = tmp_path / "a.store"
    write(store, "one")
    code = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(store)], cwd=checkout).returncode
    assert code == 9
    assert texts(store) == ["one"]
    assert (store / LOCK).exists()
    write(store, "two")
    assert texts(store) == ["one", "two"]
    write(store, "three")
    assert len(list(store.glob("generation-*"))) <= 2


def test_a_reader_is_not_disturbed_by_writers(tmp_path: Path) -> None:
    """It goes on seeing what was there when it began, however many write; a new one sees the new state."""
    store = tmp_path / "a.store"
    write(store, "one")
    with reading(store) as snapshot:
        for text in ("two", "three", "four"):
            write(store, text)
        assert [str(found.object.value) for found in snapshot.database] == ["one"]  # type: ignore[union-attr]
        assert snapshot.folder.exists()
    assert texts(store) == ["four", "one", "three", "two"]
    write(store, "five")
    assert not snapshot.folder.exists()


def test_two_writers_at_once_are_one_too_many(tmp_path: Path) -> None:
    """The second is told which process holds the store, in one line."""
    store = tmp_path / "a.store"
    with writing(store) as snapshot:
        snapshot.database.add(quad("one"))
        with pytest.raises(StoreHeldError, match=rf"process {os.getpid()} ") as refused, writing(store):
            pass
        assert "\n" not in str(refused.value)
    assert texts(store) == ["one"]


def test_a_lock_of_another_machine_is_respected(tmp_path: Path) -> None:
    """Whether its process runs cannot be known here."""
    store = tmp_path / "a.store"
    write(store, "one")
    (store / LOCK).write_text(json.dumps({"pid": GONE, "host": "elsewhere"}), encoding="utf-8")
    with pytest.raises(StoreHeldError, match="on elsewhere"), writing(store):
        pass


@pytest.mark.parametrize("content", ["", "{", '{"pid": "x"}', "[1]"])
def test_a_lock_that_cannot_be_read_is_respected(tmp_path: Path, content: str) -> None:
    """It may just be being written; the message says how to go on."""
    (tmp_path / LOCK).write_text(content, encoding="utf-8")
    with pytest.raises(StoreHeldError, match=r"delete .*writer\.lock"), held(tmp_path):
        pass


def test_a_left_lock_is_taken_over(tmp_path: Path) -> None:
    """Its process ran on this machine and runs no more."""
    (tmp_path / LOCK).write_text(json.dumps({"pid": GONE, "host": socket.gethostname()}), encoding="utf-8")
    with held(tmp_path):
        assert json.loads((tmp_path / LOCK).read_text(encoding="utf-8"))["pid"] == os.getpid()
    assert list(tmp_path.iterdir()) == []


def test_processes_are_told_from_those_that_are_gone() -> None:
    """Ours runs; one of a number that no process can have does not."""
    assert runs(os.getpid())
    assert not runs(GONE)


def test_where_no_store_is_none_is_made_by_reading(tmp_path: Path) -> None:
    """The message says how to make one."""
    with pytest.raises(StoreMissingError, match="aftalegraf build"), reading(tmp_path / "none"):
        pass
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("version", [FORMAT + 1, 0])
def test_a_store_of_a_newer_version_is_refused(tmp_path: Path, version: int) -> None:
    """To read and to write, in one line; nothing of it changes. (An older one: `test_upgrade`.)"""
    store = tmp_path / "a.store"
    write(store, "one")
    info = store / "store.json"
    info.write_text(json.dumps({"format": version, "base": "https://e.org/"}), encoding="utf-8")
    with pytest.raises(StoreVersionError, match="newer"), reading(store):
        pass
    with pytest.raises(StoreVersionError, match="newer"), writing(store):
        pass
    assert len(list(store.glob("generation-*"))) == 1


def test_a_folder_of_other_things_is_no_store(tmp_path: Path) -> None:
    """Nothing is written among somebody's files."""
    (tmp_path / "thesis.docx").write_bytes(b"")
    with pytest.raises(StoreError, match="no store"), writing(tmp_path):
        pass
    assert [item.name for item in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    """Neither to read nor to write."""
    file = tmp_path / "a"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(StoreMissingError), reading(file):
        pass
    with pytest.raises(StoreError, match="is a file"), writing(file):
        pass


@pytest.mark.parametrize(
    ("name", "content"), [("store.json", "{"), ("current", "../../etc"), ("current", "generation-77")]
)
def test_a_damaged_store_says_what_to_do(tmp_path: Path, name: str, content: str) -> None:
    """One line, whatever file is damaged, and no traceback of the database."""
    store = tmp_path / "a.store"
    write(store, "one")
    (store / name).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match="anew") as refused, reading(store):
        pass
    assert "\n" not in str(refused.value)


def test_the_files_of_a_store_are_remembered(tmp_path: Path) -> None:
    """From one generation to the next, until they are recorded anew."""
    store = tmp_path / "a.store"
    file = StoredFile(path="/a/ø.txt", sha256="1", reader="2", documents=("a-2024",))
    with writing(store) as snapshot:
        record_files(snapshot, (file,))
    with writing(store) as snapshot:
        assert snapshot.files == (file,)
        record_files(snapshot, ())
    with reading(store) as snapshot:
        assert snapshot.files == ()


def test_a_store_keeps_the_base_it_was_made_with(tmp_path: Path) -> None:
    """A later writer cannot mix two bases."""
    store = tmp_path / "a.store"
    with writing(store, base="https://e.org/") as snapshot:
        assert snapshot.iris.base == "https://e.org/"
    with writing(store) as snapshot:
        assert snapshot.iris.base == "https://e.org/"

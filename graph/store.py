"""The store: an Oxigraph database on disk, in generations.

    aftalegraf.store/
        store.json          the format's version and the base IRI
        current             the name of the generation that readers open
        writer.lock         while somebody writes
        generation-7/       database/, words.sqlite, files.json and agreements.json, never changed once it is current
        readers/            one file for each process that reads, named generation-7.<pid>.<number>

A writer makes the next generation beside the current one (its data files are hard links, so that costs next to
nothing), and swaps by replacing `current`, one atomic step. Readers open the generation that is current and leave a
note in `readers/` for as long as they read, so that it is not removed under them. Killed at any moment, the store holds
the old state or the new one.

A store of an older format is not read; a writer opens it as `outdated`, and writes what it makes of it in the format
of today (`graph.ingest` reads the files anew). `store.json` is replaced before `current`: killed in between, the store
is still one that is to be brought up to date.
"""

from __future__ import annotations

import itertools
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph

from graph.contents import Contents, read_contents
from graph.errors import StoreError, StoreMissingError, StoreVersionError
from graph.iris import Iris
from graph.keywords import keyword_line
from graph.lock import LOCK, held, runs
from graph.remote.address import Address, Store
from graph.writer import prefixes
from ontology.vocab import BASE

FORMAT = 2
_INFO, _CURRENT, _FILES, _CONTENTS, _DATABASE = "store.json", "current", "files.json", "agreements.json", "database"
STATE_FILES = (_FILES, _CONTENTS)  # what a generation's folder holds beside what can be made again from its database
_GENERATION = "generation-"
_READERS = "readers"
_TRIES = 3
_numbers = itertools.count()
_ANEW = "build the store anew in another folder"

Result = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that was built into the store: its path as given, what its bytes hashed to, and the document it became.

    `reader` is the version of what read it: another version reads the same bytes again.
    """

    path: str
    sha256: str
    reader: str
    documents: tuple[str, ...]


class Snapshot:
    """An open generation: what readers query, and what a writer fills. `before` is the one that it grew from.

    A writer keeps `contents` true. `outdated` is one that an older program wrote.
    """

    def __init__(
        self,
        folder: Path,
        database: pyoxigraph.Store,
        iris: Iris,
        files: tuple[StoredFile, ...],
        contents: Contents | None,
        before: Path | None = None,
    ) -> None:
        self.folder = folder
        self.before = before
        self._database = database
        self.iris = iris
        self.files = files
        self._contents = contents or Contents()
        self.outdated = contents is None

    @property
    def contents(self) -> Contents:
        """What the store holds, in numbers."""
        return self._contents

    @property
    def database(self) -> pyoxigraph.Store:
        """All quads of the store, to be walked."""
        return self._database

    def query(self, sparql: str) -> Result:
        """Runs a query on the union of all named graphs, or on those that its FROM names. Raises SyntaxError where it
        is broken, OSError or ValueError where it cannot be answered.
        """
        union = keyword_line("FROM", sparql) is None
        return self._database.query(sparql, use_default_graph_as_union=union, prefixes=prefixes())

    def close(self) -> None:
        """Lets go of the database's files; nothing can be asked afterwards."""
        del self._database


def exists(store: Path) -> bool:
    """Whether the folder holds a store."""
    return (store / _INFO).is_file()


@contextmanager
def reading(store: Store) -> Iterator[Snapshot]:
    """Opens the current generation for reading only, or a store on a server (`graph.remote`).

    Raises StoreMissingError where there is none, StoreVersionError where it is of another version, StoreError where it
    is damaged or the server does not answer.
    """
    if isinstance(store, Address):
        from graph.remote.snapshot import reading_remote

        with reading_remote(store) as remote:
            yield remote
        return
    iris = store_iris(store)
    folder, note, database = _opened(store)
    try:
        snapshot = Snapshot(folder, database, iris, _read_files(folder), _read_contents(folder))
        del database
        try:
            if snapshot.outdated:
                raise _older(store)
            yield snapshot
        finally:
            snapshot.close()
    finally:
        _forget(note)


def _opened(store: Path) -> tuple[Path, Path | None, pyoxigraph.Store]:
    """The folder of the current generation, the note that we read it, and its database. Raises as `reading`."""
    for _ in range(_TRIES):  # a writer may retire the generation before we have noted that we read it
        name = _current(store)
        note = _note(store, name)
        try:
            return store / name, note, pyoxigraph.Store.read_only(str(store / name / _DATABASE))
        except (OSError, RuntimeError) as error:
            _forget(note)
            reason = _reason(error)
    raise StoreError(f"{store}: {name} cannot be opened ({reason}): {_ANEW}")


@contextmanager
def writing(store: Store, *, base: str = BASE) -> Iterator[Snapshot]:
    """Opens the next generation for writing; it becomes the current one when the block ends without an error.

    The list of files that the new generation shall have is written with `record_files`. A store that is not there is
    made. One on a server is written there at the end (`graph.remote`). Raises StoreHeldError where another process
    writes, StoreVersionError where the store is of another version.
    """
    if isinstance(store, Address):
        from graph.remote.writing import writing_remote

        with writing_remote(store, base=base) as remote:
            yield remote
        return
    _prepare(store, base)
    with _removed_if_empty(store), held(store):
        now = _current(store) if (store / _CURRENT).is_file() else ""
        _sweep(store, now)
        folder = store / f"{_GENERATION}{int(now.removeprefix(_GENERATION) or 0) + 1}"
        try:
            folder.mkdir()
            yield from _filled(store, now, folder)
        except (OSError, sqlite3.Error) as error:
            shutil.rmtree(folder, ignore_errors=True)
            reason = _reason(error)
            raise StoreError(
                f"{store}: cannot be written ({reason}): free some space, or see who may write there; it is as it was"
            ) from None
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        _write_info(store, store_base(store))
        _replace(store / _CURRENT, folder.name + "\n")


@contextmanager
def _removed_if_empty(store: Path) -> Iterator[None]:
    """Takes a new store away again when nothing came into it."""
    try:
        yield
    finally:
        if not (store / _CURRENT).is_file() and not (store / LOCK).is_file():
            (store / _INFO).unlink(missing_ok=True)
            with suppress(OSError):
                store.rmdir()


def _filled(store: Path, now: str, folder: Path) -> Iterator[Snapshot]:
    """Opens the next generation and closes it again: left open, it would tidy up under its first readers."""
    target = str(folder / _DATABASE)
    if now:
        try:
            pyoxigraph.Store.read_only(str(store / now / _DATABASE)).backup(target)
        except OSError as error:
            raise StoreError(
                f"{store}: {now} cannot be copied ({_reason(error)}): {_ANEW}, or free some space"
            ) from None
    files = _read_files(store / now) if now else ()
    contents = _read_contents(store / now) if now else Contents()
    iris, before = Iris(base=store_base(store)), store / now if now else None
    snapshot = Snapshot(folder, pyoxigraph.Store(target), iris, files, contents, before)
    try:
        yield snapshot
        snapshot.database.flush()
        record_contents(snapshot)
    finally:
        snapshot.close()


def state_in(folder: Path, *, empty: bool) -> tuple[tuple[StoredFile, ...], Contents | None]:
    """What STATE_FILES in a folder say: the files, and what the generation holds.

    Where that is not told, there is nothing if the store is `empty`, else None. Raises StoreError.
    """
    return _read_files(folder), _read_contents(folder) or (Contents() if empty else None)


def record_contents(snapshot: Snapshot) -> None:
    """Writes what the generation holds."""
    _replace(snapshot.folder / _CONTENTS, snapshot.contents.written())


def record_files(snapshot: Snapshot, files: tuple[StoredFile, ...]) -> None:
    """Writes which files the generation was built from."""
    # A line each: to lay it out with `indent` takes json's slow way, which counts for thousands of files.
    lines = (json.dumps(_plain(file), ensure_ascii=False) for file in files)
    _replace(snapshot.folder / _FILES, "[\n" + ",\n".join(lines) + "\n]\n")


def _plain(file: StoredFile) -> dict[str, object]:
    return {"path": file.path, "sha256": file.sha256, "reader": file.reader, "documents": file.documents}


def _prepare(store: Path, base: str) -> None:
    """Makes the folder, or sees that it is a store and that its version is ours."""
    if exists(store):
        store_base(store)
        return
    if store.exists() and not store.is_dir():
        raise StoreError(f"{store}: this is a file; a store is a folder: name another with --store")
    others = store.is_dir() and any(not one.name.startswith(_INFO) for one in store.iterdir())
    if others and not exists(store):  # another process may make it at this moment
        raise StoreError(f"{store}: the folder holds other things and no store: name a new folder with --store")
    try:
        store.mkdir(parents=True, exist_ok=True)
        _write_info(store, base)
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(f"{store}: cannot be made ({reason}): name another folder with --store") from None


def _write_info(store: Path, base: str) -> None:
    _replace(store / _INFO, json.dumps({"format": FORMAT, "base": base}) + "\n")


def store_iris(store: Store) -> Iris:
    """The IRIs of the store. Raises as `reading`."""
    if isinstance(store, Address):
        from graph.remote.snapshot import remote_iris

        return remote_iris(store)
    version, base = _info(store)
    if version < FORMAT:
        raise _older(store)
    return Iris(base=base)


def store_base(store: Path) -> str:
    """The base IRI of a store that may be of an older format. Raises as `reading` for all else."""
    return _info(store)[1]


def _older(store: Path) -> StoreVersionError:
    return StoreVersionError(
        f"{store}: written by an older program: run `aftalegraf build` on your agreements, with this store, and it is"
        " brought up to date (nothing in it is lost)"
    )


def _info(store: Path) -> tuple[int, str]:
    """The format and the base IRI. Raises as `reading`, but for an older format."""
    try:
        info: Any = json.loads((store / _INFO).read_text(encoding="utf-8"))
        version, base = int(info["format"]), str(info["base"])
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissingError(f"{store}: there is no store here: make one with `aftalegraf build`") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{store / _INFO}: cannot be read ({error}): {_ANEW}") from None
    if version > FORMAT or version < 1:
        raise StoreVersionError(
            f"{store}: written by a newer program (format {version}, this one reads up to {FORMAT}):"
            " install that program, or build it anew in another folder"
        )
    return version, base


def _reason(error: Exception) -> str:
    """What the database says, without the paths that it says more than once."""
    return (getattr(error, "strerror", "") or str(error)).splitlines()[0].rpartition(": ")[2]


def _current(store: Path) -> str:
    try:
        name = (store / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise StoreMissingError(f"{store}: nothing has been built here yet: run `aftalegraf build`") from None
    if not name.removeprefix(_GENERATION).isdecimal():
        raise StoreError(f"{store / _CURRENT}: names no generation ({name[:40]!r}): {_ANEW}")
    return name


def _read_files(folder: Path) -> tuple[StoredFile, ...]:
    try:
        raw: Any = json.loads((folder / _FILES).read_text(encoding="utf-8"))
        return tuple(StoredFile(**{**item, "documents": tuple(item["documents"])}) for item in raw)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder / _FILES}: cannot be read ({error}): {_ANEW}") from None


def _read_contents(folder: Path) -> Contents | None:
    """What a generation holds; None where an older program wrote it."""
    try:
        return read_contents((folder / _CONTENTS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder / _CONTENTS}: cannot be read ({error}): {_ANEW}") from None


def _replace(path: Path, content: str) -> None:
    """Writes a file in one step: whoever reads it sees the old content or the new, also where two write at once."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)  # noqa: PTH105  (atomic on Windows too)


def _sweep(store: Path, current: str) -> None:
    """Removes the generations that are not current and that nobody reads; what cannot go waits for the next writer."""
    read = set()
    for note in (store / _READERS).glob(f"{_GENERATION}*"):
        name, pid, *_ = [*note.name.split("."), "", ""]
        if pid.isdecimal() and runs(int(pid)):
            read.add(name)
        else:
            _forget(note)
    for folder in store.glob(f"{_GENERATION}*"):
        if folder.name != current and folder.name not in read:
            shutil.rmtree(folder, ignore_errors=True)


def _note(store: Path, name: str) -> Path | None:
    """Notes that this process reads a generation; None where we may only read the store."""
    note = store / _READERS / f"{name}.{os.getpid()}.{next(_numbers)}"
    try:
        note.parent.mkdir(exist_ok=True)
        note.touch()
    except OSError:
        return None
    return note


def _forget(note: Path | None) -> None:
    if note is not None:
        with suppress(OSError):
            note.unlink(missing_ok=True)

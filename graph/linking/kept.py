"""What linking needs of each agreement, kept beside the database: to read it from the graph takes fifty times longer.

It follows from the agreement's named graph alone; where it is missing, the graph is read (`graph.linking.stored`).
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from graph.linked import Linked, Tied
from graph.linking.kept_links import read_looks, read_tied, read_words
from graph.linking.kept_threads import Regathered, forget, kept_matters, prepare, prints, regather
from graph.linking.passages import Passage
from graph.linking.written import passage_written, passages_read
from graph.looks import Looks
from graph.threads import Thread

FILE = "passages.sqlite"
_WAITING = 32_000_000  # bytes held in memory before they are written
_VERSION = 5  # of what is written here; a file of another is not read, and made anew by a build


class KeptPassages:
    """The passages of the agreements of one generation, as far as linking looks at them, and the matters it found.

    `has_grown` tells whether what the generation before had is known here.
    """

    def __init__(self, folder: Path, before: Path | None) -> None:
        """`before` is the generation that this one grows from."""
        self._path = folder / FILE
        self._old = before / FILE if before is not None and _is_ours(before / FILE) else None
        self._new: dict[str, bytes | None] = {}
        self._waiting = 0
        self._written: set[str] = set()
        self._linked: dict[str, Linked | None] = {}
        self.has_grown = self._old is not None

    def keep(self, document: str, passages: Sequence[Passage]) -> None:
        """Keeps the passages of an agreement in the place of those it had."""
        written = json.dumps([passage_written(one) for one in passages], ensure_ascii=False).encode()
        self._new[document] = written
        self._waiting += len(written)
        if self._waiting > _WAITING:
            self.write()

    def drop(self, document: str) -> None:
        """Forgets an agreement."""
        self._new[document] = self._linked[document] = None

    def link(self, document: str, found: Linked | None) -> None:
        """Keeps what linking an agreement gave for matters in the place of what it had; None takes that away."""
        self._linked[document] = found

    def prints(self) -> dict[str, str]:
        """The agreements whose links were made, each with a hash of what the graph of links says by that."""
        with closing(self._open()) as database:
            return prints(database)

    def begin_anew(self) -> None:
        """Leaves what the generation before had, which another edition of the program may have kept otherwise."""
        self._old, self.has_grown = None, False
        if self._path.is_file():  # it grew when there was too much to hold in memory
            with closing(self._open()) as database:
                known = [document for (document,) in database.execute("SELECT document FROM passages")]
                gone = [(document,) for document in known if document not in self._written]
                database.executemany("DELETE FROM passages WHERE document = ?", gone)
                forget(database)
                database.commit()

    def write(self) -> None:
        """Writes the passages that were kept and forgotten to the file."""
        with closing(self._open()) as database:
            for document, passages in self._new.items():
                if passages is None:
                    database.execute("DELETE FROM passages WHERE document = ?", (document,))
                else:
                    database.execute("INSERT OR REPLACE INTO passages VALUES (?, ?)", (document, passages))
            database.commit()
        self._written.update(self._new)
        self._new.clear()
        self._waiting = 0

    def write_matters(self) -> Regathered:
        """Writes what linking gave to the file; gives the matters that may have changed by it."""
        self.write()
        with closing(self._open()) as database:
            found = regather(database, self._linked)
            database.commit()
        self._linked.clear()
        with self._path.open("rb+") as file:
            os.fsync(file.fileno())
        return found

    def read(self, document: str) -> tuple[Passage, ...] | None:
        """The passages of an agreement that is in the file; None of one that is not."""
        with closing(self._open()) as database:
            return _passages_in(database, document)

    def _open(self) -> sqlite3.Connection:
        """The file, which grows from that of the generation before when it is first asked for.

        It needs no journal: a generation that is not finished is thrown away.
        """
        if self._old is not None:
            shutil.copyfile(self._old, self._path)
        self._old = None
        new = not self._path.is_file()
        database = sqlite3.connect(self._path)
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if new:
            database.execute("CREATE TABLE passages (document TEXT PRIMARY KEY, said BLOB) WITHOUT ROWID")
            prepare(database)
            database.execute(f"PRAGMA user_version = {_VERSION}")
        return database


class KeptLinks:
    """What is kept of one generation, opened for reading."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def tells(self, documents: Collection[str]) -> bool:
        """Whether it holds these agreements and no others, each with what linking it gave."""
        held = {document for (document,) in self._database.execute("SELECT document FROM passages")}
        return held >= set(documents) and prints(self._database).keys() == set(documents)

    def passages(self, document: str) -> tuple[Passage, ...]:
        """The passages of an agreement."""
        return _passages_in(self._database, document) or ()

    def tied(self, document: str) -> tuple[Tied, ...]:
        """The links from an agreement, by the place of the later end."""
        return read_tied(self._database, document)

    def searched(self, document: str) -> Mapping[int, tuple[str, ...]]:
        """The words to look for of each promise of an agreement."""
        return read_words(self._database, "promised", document)

    def looks(self, document: str, order: Iterable[str]) -> Mapping[str, Looks]:
        """What later agreements say of the promises of one, in the order of those."""
        found = read_looks(self._database, document)
        return {later: found[later] for later in order if later in found}

    def spoken(self, document: str) -> Mapping[int, tuple[str, ...]]:
        """The topics that sentences of an agreement name which are no commitments."""
        return read_words(self._database, "spoken", document)

    def matters(self, passages: Callable[[str], Sequence[Passage]]) -> Iterator[Thread]:
        """Yields the matters that links and names make."""
        return kept_matters(self._database, passages)


@contextmanager
def kept_links(folder: Path) -> Iterator[KeptLinks | None]:
    """Opens what is kept in a generation's folder; None where there is nothing that this program reads."""
    if not _is_ours(folder / FILE):
        yield None
        return
    with closing(_reading(folder / FILE)) as database:
        yield KeptLinks(database)


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _is_ours(path: Path) -> bool:
    """Whether a file is one that this program can read."""
    if not path.is_file():
        return False
    try:
        with closing(_reading(path)) as database:
            version: tuple[int] = database.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        return False
    return version[0] == _VERSION


def _passages_in(database: sqlite3.Connection, document: str) -> tuple[Passage, ...] | None:
    row = database.execute("SELECT said FROM passages WHERE document = ?", (document,)).fetchone()
    return passages_read(document, json.loads(row[0])) if row else None

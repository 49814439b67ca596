"""The index of words: an SQLite file beside the database of a generation, made with it and never changed after.

It holds the words of each commitment (FTS5), folded as `graph.words.fold` folds them, and beside them, as words of
another column, what it is about; and every word form once, so that a search asks the dictionary about forms and not
about commitments. Rows are numbered in the order in which they are shown (year, agreement, place), so that the first
page of many thousand needs no sorting. A generation without it (built by an older program, or where SQLite lacks FTS5)
is searched by reading every quote.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from graph.store import Snapshot
from graph.words import fold
from graph.writer import name

INDEX = "words.sqlite"
_ABOUT = {"party": "ag:party", "obliged": "ag:obliged", "area": "ag:policyArea", "topic": "ag:topic", "year": "ag:year"}
KINDS = (*_ABOUT, "actor", "document", "force", "agreement_year")
"""What commitments can be told by: `actor` is a party or who is to act, `year` one that the commitment names."""

_VERSION = 1
_SCHEMA = f"""
CREATE TABLE document (number INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE);
CREATE TABLE commitment (id INTEGER PRIMARY KEY, iri TEXT NOT NULL);
CREATE TABLE form (form TEXT PRIMARY KEY, folded TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    plain, about, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'", columnsize = 0
);
PRAGMA user_version = {_VERSION};
"""
_FORM = re.compile(r"[^\W_]+")
_SIGN = re.compile(r"[^a-z0-9]")
_NO_YEAR = 9999  # agreements without a year come last
_PLACES, _NUMBERS = 22, 26  # bits for the place in an agreement, and for the agreement within its year
_GAP = 1 << 10  # numbers left free between two agreements of a year, for those that come later


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A commitment as it is found: where it stands, its words, and pairs of KINDS and ids (or years) it is about."""

    iri: str
    document: str
    year: int | None
    start: int
    quote: str
    about: tuple[tuple[str, str], ...] = ()


class _FullError(Exception):
    """No number is left between two agreements of a year: the index is to be made anew."""


def plain(text: str) -> str:
    """The words of a text as they are compared: folded, parted by single spaces.

    >>> plain("Løft på 1,5 mia. kr.")
    'loeft paa 1 5 mia kr'
    """
    return " ".join(_FORM.findall(fold(text)))


def mark(kind: str, value: str) -> str:
    """What a commitment is about as one word of the index, which no text can hold.

    >>> mark("area", "oekonomiske-rammer")
    'area_oekonomiske_2d_rammer'
    """
    return f"{kind}_{_SIGN.sub(lambda sign: f'_{ord(sign[0]):x}_', value)}"


def index_store(snapshot: Snapshot, changed: Iterable[str], before: Path | None) -> None:
    """Writes the index of an open generation: that of the generation `before`, with `changed` agreements read anew.

    Where there is none before, all agreements are read. Nothing is written where SQLite has no FTS5.
    """
    target, documents = snapshot.folder / INDEX, sorted(set(changed))
    if before is not None and readable(before / INDEX):
        shutil.copyfile(before / INDEX, target)
        try:
            write_index(target, _entries(snapshot, documents), documents)
            return
        except _FullError:
            target.unlink()
    graphs = (graph for graph in snapshot.database.named_graphs() if isinstance(graph, NamedNode))
    every = {found for graph in graphs if (found := snapshot.iris.document_of(graph))}
    write_index(target, _entries(snapshot, every), ())


def write_index(path: Path, entries: Iterable[Entry], gone: Iterable[str] = ()) -> None:
    """Writes entries into the index at `path`, made where there is none, after those of the agreements `gone` went.

    `entries` come agreement by agreement.
    """
    new = not path.exists()
    with closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")
        try:
            if new:
                database.executescript(_SCHEMA)
        except sqlite3.OperationalError:  # this SQLite has no FTS5
            database.close()
            path.unlink(missing_ok=True)
            return
        for document in gone:
            _remove(database, document)
        adder = _Adder(database)
        for _, group in groupby(entries, key=lambda entry: entry.document):
            adder.add(tuple(group))
        if new:
            database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.commit()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def readable(path: Path) -> bool:
    """Whether there is an index that this program reads."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            database.execute("SELECT rowid FROM words LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(version == _VERSION)


class _Adder:
    """Adds the commitments of agreements, and knows which word forms are there."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._forms = {form for (form,) in database.execute("SELECT form FROM form")}

    def add(self, entries: tuple[Entry, ...]) -> None:
        first, run = entries[0], self._database.executemany
        number = _number(self._database, first.document, _NO_YEAR if first.year is None else first.year)
        run("INSERT INTO document VALUES (?, ?)", [(number, first.document)])
        ordered = sorted(entries, key=lambda entry: (entry.start, entry.iri))
        ids = [(number << _PLACES) + place for place in range(len(ordered))]
        run("INSERT INTO commitment VALUES (?, ?)", [(id_, one.iri) for id_, one in zip(ids, ordered, strict=True)])
        rows = [(id_, plain(one.quote), _marks(one)) for id_, one in zip(ids, ordered, strict=True)]
        run("INSERT INTO words (rowid, plain, about) VALUES (?, ?, ?)", rows)
        forms = {form.lower() for one in ordered for form in _FORM.findall(one.quote)} - self._forms
        run("INSERT INTO form VALUES (?, ?)", [(form, fold(form)) for form in sorted(forms)])
        self._forms |= forms


def _number(database: sqlite3.Connection, document: str, year: int) -> int:
    """A number for an agreement: greater than those before it (by year, then id), smaller than those after it.

    Raises _FullError where none is left.
    """
    first, last = year << _NUMBERS, (year + 1) << _NUMBERS
    rows = database.execute(
        "SELECT max(CASE WHEN document < ?1 THEN number END), min(CASE WHEN document > ?1 THEN number END)"
        " FROM document WHERE number >= ?2 AND number < ?3",
        (document, first, last),
    )
    before, after = next(rows)
    low, high = before if before is not None else first, after if after is not None else last
    if before is None and after is None:
        return first + (1 << (_NUMBERS - 1))
    if after is None and low + _GAP < high:
        return int(low) + _GAP
    if before is None and high - _GAP > low:
        return int(high) - _GAP
    if high - low < 2:
        raise _FullError
    return (int(low) + int(high)) // 2


def _marks(entry: Entry) -> str:
    pairs = [*entry.about, ("document", entry.document)]
    pairs += [("actor", value) for kind, value in entry.about if kind in ("party", "obliged")]
    pairs += [("agreement_year", str(entry.year))] if entry.year is not None else []
    return " ".join(dict.fromkeys(mark(kind, value) for kind, value in pairs))


def _remove(database: sqlite3.Connection, document: str) -> None:
    for (number,) in database.execute("SELECT number FROM document WHERE document = ?", (document,)).fetchall():
        span = (number << _PLACES, (number + 1) << _PLACES)
        database.execute("DELETE FROM words WHERE rowid >= ? AND rowid < ?", span)
        database.execute("DELETE FROM commitment WHERE id >= ? AND id < ?", span)
        database.execute("DELETE FROM document WHERE number = ?", (number,))


def _entries(snapshot: Snapshot, documents: Iterable[str]) -> Iterator[Entry]:
    """Yields the commitments of agreements, agreement by agreement."""
    for document in sorted(documents):
        graph, agreement = snapshot.iris.agreement_graph(document), snapshot.iris.agreement(document)
        years = [quad.object for quad in snapshot.database.quads_for_pattern(agreement, name("ag:agreementYear"), None)]
        year = min((int(found.value) for found in years if isinstance(found, Literal)), default=None)
        said = {
            short: _said(snapshot, graph, short) for short in ("ag:force", "ag:quote", "ag:start", *_ABOUT.values())
        }
        for iri, (force, *_) in sorted(said["ag:force"].items()):
            about = tuple((kind, value) for kind, short in _ABOUT.items() for value in said[short].get(iri, ()))
            yield Entry(
                iri=iri,
                document=document,
                year=year,
                start=int(next(iter(said["ag:start"].get(iri, ())), 0)),
                quote=next(iter(said["ag:quote"].get(iri, ())), ""),
                about=(("force", force), *about),
            )


def _said(snapshot: Snapshot, graph: NamedNode, short: str) -> dict[str, list[str]]:
    """What a property says in one graph, by subject; of an IRI the last part."""
    found: dict[str, list[str]] = {}
    for quad in snapshot.database.quads_for_pattern(None, name(short), None, graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            value = quad.object.value
            local = value.rpartition("/")[2] if isinstance(quad.object, NamedNode) else value
            found.setdefault(quad.subject.value, []).append(local)
    return {subject: sorted(values) for subject, values in found.items()}

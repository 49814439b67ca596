"""What linking gave, kept beside the database: links, what agreements say of older promises, topics that are named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import Any

from graph.effects import Effect
from graph.linked import Linked, Tied
from graph.looks import Look, Looks, Seen

_SCHEMA = """
CREATE TABLE tied (document TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE promised (document TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE spoken (document TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE looked (earlier TEXT NOT NULL, document TEXT NOT NULL, said TEXT NOT NULL,
    PRIMARY KEY (earlier, document)) WITHOUT ROWID;
CREATE INDEX looked_document ON looked (document);
"""
_TABLES = ("tied", "promised", "spoken", "looked")


def prepare_links(database: Connection) -> None:
    """Makes the tables in a new file."""
    database.executescript(_SCHEMA)


def forget_links(database: Connection) -> None:
    """Empties the tables."""
    for table in _TABLES:
        database.execute(f"DELETE FROM {table}")  # noqa: S608  (a table's name)


def write_links(database: Connection, document: str, now: Linked | None) -> None:
    """Puts what linking an agreement gave in the place of what it had; None is one that is gone."""
    run = database.execute
    for table in _TABLES:
        run(f"DELETE FROM {table} WHERE document = ?", (document,))  # noqa: S608  (a table's name)
    if now is None:
        return
    run("INSERT INTO tied VALUES (?, ?)", (document, _json([_tied(one) for one in now.tied])))
    run("INSERT INTO promised VALUES (?, ?)", (document, _json(list(now.searched.items()))))
    run("INSERT INTO spoken VALUES (?, ?)", (document, _json(list(now.spoken.items()))))
    rows = [
        (earlier, document, _json([_look(*item) for item in looks.items()])) for earlier, looks in now.looks.items()
    ]
    database.executemany("INSERT INTO looked VALUES (?, ?, ?)", rows)


def read_tied(database: Connection, document: str) -> tuple[Tied, ...]:
    """The links from an agreement, by the place of the later end."""
    return tuple(_tied_read(*item) for item in _read(database, "tied", document))


def read_words(database: Connection, table: str, document: str) -> dict[int, tuple[str, ...]]:
    """What `promised` or `spoken` holds of an agreement: words or topics by place."""
    return {place: tuple(words) for place, words in _read(database, table, document)}


def read_looks(database: Connection, earlier: str) -> dict[str, Looks]:
    """What later agreements say of the promises of one, by their ids."""
    rows = database.execute("SELECT document, said FROM looked WHERE earlier = ?", (earlier,))
    return {later: _looks(json.loads(said)) for later, said in rows}


def _read(database: Connection, table: str, document: str) -> list[Any]:
    query = f"SELECT said FROM {table} WHERE document = ?"  # noqa: S608  (a table's name)
    row = database.execute(query, (document,)).fetchone()
    found: list[Any] = json.loads(row[0]) if row else []
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tied(one: Tied) -> list[Any]:
    ends = [one.later, one.earlier, one.to_document, one.kind, one.explicit, one.confidence]
    return [*ends, one.words, one.earlier_words, _effects_written(one.effects)]


def _tied_read(
    later: int,
    earlier: int | None,
    to_document: str,
    kind: str,
    explicit: bool,
    confidence: float,
    words: Iterable[str],
    earlier_words: Iterable[str],
    effects: Iterable[Any],
) -> Tied:
    ends = (later, earlier, to_document, kind, explicit, confidence)
    return Tied(*ends, tuple(words), tuple(earlier_words), _effects(effects))


def _look(place: int, look: Look) -> list[Any]:
    return [place, look.taken_up, [[one.place, one.chance, _effects_written(one.effects)] for one in look.seen]]


def _looks(items: Iterable[Any]) -> Mapping[int, Look]:
    return {
        place: Look(taken_up, tuple(Seen(at, chance, _effects(effects)) for at, chance, effects in seen))
        for place, taken_up, seen in items
    }


def _effects_written(effects: Iterable[Effect]) -> list[Any]:
    return [[one.effect, one.words, one.start, one.end] for one in effects]


def _effects(items: Iterable[Any]) -> tuple[Effect, ...]:
    return tuple(Effect(effect=effect, words=words, start=start, end=end) for effect, words, start, end in items)

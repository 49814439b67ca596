"""What linking needs of each agreement, kept beside the database: to read it from the graph takes fifty times longer.

It follows from the agreement's named graph alone; where it is missing, the graph is read (`graph.linking.stored`).
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.models import (
    Amount,
    Commitment,
    CommitmentId,
    DocumentId,
    Evidence,
    FollowUp,
    Reference,
    Span,
    TopicId,
)
from graph.linking.kept_threads import Linked, Regathered, forget, prepare, prints, regather
from graph.linking.passages import Passage

FILE = "passages.sqlite"
_WAITING = 32_000_000  # bytes held in memory before they are written
_NOWHERE = Evidence(field="", words="", start=0, end=0, rule="")


class KeptPassages:
    """The passages of the agreements of one generation, as far as linking looks at them, and the matters it found.

    `has_grown` tells whether what the generation before had is known here.
    """

    def __init__(self, folder: Path, before: Path | None) -> None:
        """`before` is the generation that this one grows from."""
        self._path = folder / FILE
        self._old = before / FILE if before is not None else None
        self._new: dict[str, bytes | None] = {}
        self._waiting = 0
        self._written: set[str] = set()
        self._linked: dict[str, Linked | None] = {}
        self.has_grown = self._old is not None and self._old.is_file()

    def keep(self, document: str, passages: Sequence[Passage]) -> None:
        """Keeps the passages of an agreement in the place of those it had."""
        written = json.dumps([_written(one) for one in passages], ensure_ascii=False).encode()
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
            row = database.execute("SELECT said FROM passages WHERE document = ?", (document,)).fetchone()
        return tuple(_read(document, item) for item in json.loads(row[0])) if row else None

    def _open(self) -> sqlite3.Connection:
        """The file, which grows from that of the generation before when it is first asked for.

        It needs no journal: a generation that is not finished is thrown away.
        """
        if self._old is not None and self._old.is_file():
            shutil.copyfile(self._old, self._path)
        self._old = None
        new = not self._path.is_file()
        database = sqlite3.connect(self._path)
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if new:
            database.execute("CREATE TABLE passages (document TEXT PRIMARY KEY, said BLOB) WITHOUT ROWID")
            prepare(database)
        return database


def _written(passage: Passage) -> list[Any]:
    commitment = passage.commitment
    return [
        passage.year,
        passage.kind,
        passage.number,
        passage.paragraph,
        passage.text,
        passage.headings,
        passage.before,
        passage.page,
        None if commitment is None else _commitment_written(commitment),
    ]


def _commitment_written(commitment: Commitment) -> list[Any]:
    up = commitment.follow_up
    return [
        commitment.id,
        commitment.number,
        commitment.force,
        sorted(commitment.topics),
        [[str(one.value), one.unit, sorted(one.years), one.kind, one.text] for one in commitment.amounts],
        [[one.kind, one.target, one.text] for one in commitment.references],
        None if up is None else [up.target, up.year],
    ]


def _read(document: str, item: Sequence[Any]) -> Passage:
    year, kind, number, paragraph, text, headings, before, page, commitment = item
    return Passage(
        document=document,
        year=year,
        kind=kind,
        number=number,
        paragraph=paragraph,
        text=text,
        headings=tuple(headings),
        before=before,
        commitment=_commitment_read(document, number, text, commitment) if commitment else None,
        page=page,
    )


def _commitment_read(document: str, unit: int, text: str, item: Sequence[Any]) -> Commitment:
    identifier, number, force, topics, amounts, references, up = item
    return Commitment(
        document=DocumentId(document),
        id=CommitmentId(identifier),
        number=number,
        quote=text,
        span=Span(start=0, end=len(text)),
        unit=unit,
        force=force,
        rule="",
        confidence=1.0,
        topics=tuple(map(TopicId, topics)),
        amounts=tuple(_amount(*amount) for amount in amounts),
        references=tuple(
            Reference(kind=kind, target=target, text=words, evidence=_NOWHERE) for kind, target, words in references
        ),
        follow_up=FollowUp(target=up[0], year=up[1], evidence=_NOWHERE) if up else None,
    )


def _amount(value: str, unit: Any, years: Sequence[int], kind: str, text: str) -> Amount:
    return Amount(
        value=Decimal(value), unit=unit, years=tuple(years), per_year=False, text=text, evidence=_NOWHERE, kind=kind
    )

"""The tables whose rows are made of records, whether they come from a store or were just read off a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graph.sheets.commitments import COMMITMENT_COLUMNS, commitment_rows
from graph.sheets.parts import (
    EVIDENCE_COLUMNS,
    QUANTITY_COLUMNS,
    REFERENCE_COLUMNS,
    SUM_COLUMNS,
    evidence_rows,
    quantity_rows,
    reference_rows,
    sum_rows,
)
from graph.sheets.places import COMMITMENTS, EVIDENCE, QUANTITIES, REFERENCES, SUMS, Places, Record, Row
from graph.tables import Column, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable:
    """A table whose rows are made of records: `rows_of` gives those of one."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows_of: Callable[[Record, Places], Iterator[Row]]

    def of(self, records: Iterable[Record], places: Places) -> Table:
        """The table of all records, made as it is read."""
        rows = (row for record in records for row in self.rows_of(record, places))
        return Table(name=self.name, title=self.title, about=self.about, columns=self.columns, rows=rows)


RECORD_TABLES = (
    RecordTable(
        name="commitments",
        title=COMMITMENTS,
        about="Hvert punkt, hvor aftalen binder nogen eller tager stilling, med dets egne ord.",
        columns=COMMITMENT_COLUMNS,
        rows_of=commitment_rows,
    ),
    RecordTable(
        name="sums",
        title=SUMS,
        about="Hvert beløb i et aftalepunkt. Læg kun sammen, hvad der tælles med; resten er dele og gentagelser.",
        columns=SUM_COLUMNS,
        rows_of=sum_rows,
    ),
    RecordTable(
        name="quantities",
        title=QUANTITIES,
        about="Det, der er aftalt i andet end penge: pladser, årsværk, hektar.",
        columns=QUANTITY_COLUMNS,
        rows_of=quantity_rows,
    ),
    RecordTable(
        name="references",
        title=REFERENCES,
        about="Hver henvisning til en anden tekst, også dem hvor målet ikke kan afgøres.",
        columns=REFERENCE_COLUMNS,
        rows_of=reference_rows,
    ),
    RecordTable(
        name="evidence",
        title=EVIDENCE,
        about="De ord, som hvert felt i et aftalepunkt hviler på, og reglen, der læste dem.",
        columns=EVIDENCE_COLUMNS,
        rows_of=evidence_rows,
    ),
)

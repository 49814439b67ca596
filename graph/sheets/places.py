"""What the rows of a record have in common: the columns on its commitment, and where rows of other sheets stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.sheets.labels import agreement
from graph.tables import Column, Link, Shown, Value
from ontology.vocab import short_name

Record = Mapping[str, Any]
Row = Sequence[Value]
Key = tuple[str, str]  # the ids of an agreement and of a commitment in it

AGREEMENTS, COMMITMENTS, SUMS, QUANTITIES, REFERENCES, EVIDENCE = (
    "Aftaler", "Aftalepunkter", "Beløb", "Mængder", "Henvisninger", "Belæg",
)  # fmt: skip


@dataclass(kw_only=True)
class Places:
    """What is known beside a record: years and titles of agreements, whether a sum counts, and where rows stand.

    `rows` has, for each sheet, how many rows it has so far; `agreements` the row of each agreement in its sheet.
    """

    years: Mapping[str, int | None]
    titles: Mapping[str, str] = field(default_factory=dict)
    read: frozenset[str] = frozenset()
    agreements: Mapping[str, int] = field(default_factory=dict)
    counted: Callable[[str, str, int], bool | None] = lambda _document, _commitment, _sum: None
    rows: dict[str, int] = field(default_factory=dict)

    def agreement(self, document: str | None) -> Value:
        """An agreement by its short name; a link where it has a row."""
        shown = agreement(document)
        row = self.agreements.get(document or "")
        return Link(value=shown, sheet=AGREEMENTS, row=row) if row else shown

    def first(self, sheet: str, value: Shown, *, there: bool) -> Value:
        """A link to the next row of a sheet, where there is one."""
        return Link(value=value, sheet=sheet, row=self.rows.get(sheet, 0) + 1) if there else value

    def commitment(self, record: Record) -> Value:
        """The commitment's number, which leads to its row."""
        return Link(value=number(record), sheet=COMMITMENTS, row=max(self.rows.get(COMMITMENTS, 0), 1))


def number(record: Record) -> Shown:
    """The short number that people say: "ØA24-117"."""
    return Shown(data=record["number"], words=f"{short_name(record['document'])}-{record['number']}")


ABOUT_IT = (
    Column(key="number", heading="Nr.", kind="whole", width=11),
    Column(key="document", heading="Aftale", width=9),
    Column(key="agreement_year", heading="År", kind="whole", width=7),
)
ID = Column(key="id", heading="Id", width=28)
QUOTE = Column(key="quote", heading="Aftalepunkt", width=80)


def about_it(record: Record, places: Places) -> tuple[Value, ...]:
    """The values of ABOUT_IT."""
    document = record["document"]
    return (places.commitment(record), agreement(document), places.years.get(document))

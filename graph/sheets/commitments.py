"""The tables that a record gives rows to: commitments, their sums, quantities, references and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from extract.edtf import EdtfError, edtf_bounds
from graph.sheets.labels import agreement, all_named, listed, named, short_name, unit
from graph.tables import Column, Link, Shown, Table, Value

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


_ABOUT_IT = (
    Column(key="number", heading="Nr.", kind="whole", width=11),
    Column(key="document", heading="Aftale", width=9),
    Column(key="agreement_year", heading="År", kind="whole", width=7),
)
_ID = Column(key="id", heading="Id", width=28)
_QUOTE = Column(key="quote", heading="Aftalepunkt", width=80)

COMMITMENT_COLUMNS = (
    *_ABOUT_IT,
    Column(key="section", heading="Afsnit", kind="texts", width=34),
    Column(key="page", heading="Side", kind="whole", width=7),
    _QUOTE,
    Column(key="force", heading="Formulering", width=18),
    Column(key="parties", heading="Parter", kind="texts", width=22),
    Column(key="obliged", heading="Skal handle", kind="texts", width=18),
    Column(key="areas", heading="Områder", kind="texts", width=24),
    Column(key="topics", heading="Emner", kind="texts", width=24),
    Column(key="amounts", heading="Beløb", kind="objects", width=34),
    Column(key="quantities", heading="Mængder", kind="objects", width=18),
    Column(key="years", heading="Nævnte år", kind="wholes", width=14),
    Column(key="deadline", heading="Frist", width=24),
    Column(key="deadline_earliest", heading="Frist fra", kind="date", width=11),
    Column(key="deadline_latest", heading="Frist til", kind="date", width=11),
    Column(key="follow_up", heading="Tages op igen", kind="objects", width=14),
    Column(key="references", heading="Henviser til", kind="objects", width=34),
    Column(key="conditions", heading="Forbehold", kind="texts", width=32),
    Column(key="act", heading="Handling", width=14),
    Column(key="strength", heading="Hvor fast", width=12),
    Column(key="polarity", heading="Benægtet", width=11),
    Column(key="mentions", heading="Nævner også", kind="texts", width=18),
    Column(key="confidence", heading="Vurdering (0-1)", kind="number", width=10),
    Column(key="rule", heading="Regel", width=26),
    Column(key="source", heading="Fil", width=24),
    Column(key="line", heading="Linje", kind="whole", width=8),
    Column(key="start", heading="Fra tegn", kind="whole", width=9),
    Column(key="end", heading="Til tegn", kind="whole", width=9),
    _ID,
    Column(key="evidence", heading="Belæg", kind="objects", hidden=True),
)


def commitment_rows(record: Record, places: Places) -> Iterator[Row]:
    """The commitment's row. What is found in other sheets is a link to the first row there."""
    row: dict[str, Value] = {column.key: record.get(column.key) for column in COMMITMENT_COLUMNS}
    earliest, latest = bounds(record["deadline"])
    up = record["follow_up"]
    back = [agreement(up["target"]).words, up["year"]] if up else []
    row |= {
        "number": number(record),
        "document": places.agreement(record["document"]),
        "agreement_year": places.years.get(record["document"]),
        "section": Shown(data=record["section"], words=" › ".join(record["section"])),
        "force": named("force", record["force"]),
        "parties": all_named("actor", record["parties"]),
        "obliged": all_named("actor", record["obliged"]),
        "areas": all_named("area", record["areas"]),
        "topics": all_named("topic", record["topics"]),
        "amounts": places.first(SUMS, _objects(record, "amounts", _sum_words), there=bool(record["amounts"])),
        "quantities": places.first(
            QUANTITIES, _objects(record, "quantities", lambda one: one["text"]), there=bool(record["quantities"])
        ),
        "years": Shown(data=record["years"], words=listed(record["years"])),
        "deadline": Shown(data=record["deadline"], words=_deadline_words(record)),
        "deadline_earliest": earliest,
        "deadline_latest": latest,
        "follow_up": Shown(data=up, words=" ".join(str(one) for one in back if one) or ("ja" if up else None)),
        "references": places.first(
            REFERENCES, _objects(record, "references", lambda one: one["text"]), there=bool(record["references"])
        ),
        "conditions": Shown(data=record["conditions"], words=listed(record["conditions"])),
        "act": named("act", record["act"]),
        "strength": named("strength", record["strength"]),
        "polarity": named("polarity", record["polarity"]),
        "mentions": all_named("actor", record["mentions"]),
        "evidence": Shown(data=record["evidence"], words=None),
    }
    yield tuple(row.values())


def _objects(record: Record, key: str, words: Callable[[Record], str | None]) -> Shown:
    return Shown(data=record[key], words=listed(words(one) or "" for one in record[key]))


def _sum_words(amount: Record) -> str:
    years = ", ".join(map(str, amount["years"]))
    return f"{amount['text']} ({years})" if years else str(amount["text"])


def _deadline_words(record: Record) -> str | None:
    """The words that name the deadline, or else the time itself."""
    said = [one["words"] for one in record["evidence"] if one["field"] == "deadline" and one["words"]]
    return listed(said) or record["deadline"]


def bounds(edtf_time: str | None) -> tuple[date | None, date | None]:
    """The days that a deadline covers; a record made elsewhere may hold what is no EDTF time."""
    try:
        return edtf_bounds(edtf_time) if edtf_time else (None, None)
    except EdtfError:
        return (None, None)


SUM_COLUMNS = (
    *_ABOUT_IT,
    Column(key="sum", heading="Beløb nr.", kind="whole", width=8),
    Column(key="value", heading="Beløb", kind="number", width=18),
    Column(key="unit", heading="Enhed", width=7),
    Column(key="counted", heading="Tælles med", kind="flag", width=8),
    Column(key="kind", heading="Slags", width=15),
    Column(key="direction", heading="Retning", width=11),
    Column(key="bound", heading="Grænse", width=9),
    Column(key="years", heading="År for beløbet", kind="wholes", width=16),
    Column(key="first_year", heading="Fra år", kind="whole", width=7),
    Column(key="last_year", heading="Til år", kind="whole", width=7),
    Column(key="per_year", heading="Årligt", kind="flag", width=7),
    Column(key="price_level", heading="Prisniveau", width=11),
    Column(key="part_of", heading="Heraf af nr.", kind="whole", width=8),
    Column(key="text", heading="Ordene", width=24),
    Column(key="area", heading="Område", width=22),
    Column(key="topics", heading="Emner", kind="texts", width=22),
    Column(key="force", heading="Formulering", width=18),
    _QUOTE,
    _ID,
)


def sum_rows(record: Record, places: Places) -> Iterator[Row]:
    """A row for each sum of the commitment, in its order; `part_of` counts from 1 as `sum` does."""
    for place, amount in enumerate(record["amounts"], 1):
        whole = amount["part_of"]
        yield (
            *_about_it(record, places),
            place,
            _number(amount["value"]),
            unit(amount["unit"]),
            places.counted(record["document"], record["id"], place),
            named("amount-kind", amount["kind"]),
            named("direction", amount["direction"]),
            named("bound", amount["bound"]),
            Shown(data=amount["years"], words=listed(amount["years"])),
            min(amount["years"], default=None),
            max(amount["years"], default=None),
            amount["per_year"],
            amount["price_level"],
            None if whole is None else whole + 1,
            amount["text"],
            named("area", record["areas"][0] if record["areas"] else None),
            all_named("topic", record["topics"]),
            named("force", record["force"]),
            record["quote"],
            record["id"],
        )


QUANTITY_COLUMNS = (
    *_ABOUT_IT,
    Column(key="quantity", heading="Mængde nr.", kind="whole", width=8),
    Column(key="value", heading="Antal", kind="number", width=14),
    Column(key="unit", heading="Enhed", width=16),
    Column(key="text", heading="Ordene", width=24),
    _QUOTE,
    _ID,
)


def quantity_rows(record: Record, places: Places) -> Iterator[Row]:
    """A row for each thing that is promised in another unit than money."""
    for place, one in enumerate(record["quantities"], 1):
        own = (place, _number(one["value"]), one["unit"], one["text"], record["quote"], record["id"])
        yield (*_about_it(record, places), *own)


REFERENCE_COLUMNS = (
    *_ABOUT_IT,
    Column(key="reference", heading="Henvisning nr.", kind="whole", width=10),
    Column(key="kind", heading="Slags", width=14),
    Column(key="text", heading="Ordene", width=34),
    Column(key="target", heading="Henviser til", width=40),
    Column(key="status", heading="Indlæst", width=13),
    Column(key="reason", heading="Uafgjort fordi", width=24),
    _QUOTE,
    _ID,
)


def reference_rows(record: Record, places: Places) -> Iterator[Row]:
    """A row for each reference; an agreement that is not in the store is said to be not read."""
    for place, one in enumerate(record["references"], 1):
        target, row = one["target"], places.agreements.get(one["target"] or "")
        shown = Shown(data=target, words=places.titles.get(target, target) if target else None)
        known = one["kind"] == "agreement" and target is not None
        yield (
            *_about_it(record, places),
            place,
            named("reference-kind", one["kind"]),
            one["text"],
            Link(value=shown, sheet=AGREEMENTS, row=row) if row else shown,
            named("status", ("read" if target in places.read else "not-read") if known else None),
            one["reason"],
            record["quote"],
            record["id"],
        )


_FIELDS = {
    "act": "handling", "amounts": "beløb", "area": "område", "condition": "forbehold", "deadline": "frist",
    "follow_up": "tages op igen", "force": "formulering", "obliged": "skal handle", "party": "part",
    "quantities": "mængde", "references": "henvisning", "strength": "hvor fast", "topic": "emne", "years": "år",
}  # fmt: skip
EVIDENCE_COLUMNS = (
    *_ABOUT_IT,
    Column(key="field", heading="Felt", width=16),
    Column(key="words", heading="Ordene", width=60),
    Column(key="rule", heading="Regel", width=34),
    Column(key="start", heading="Fra tegn", kind="whole", width=9),
    Column(key="end", heading="Til tegn", kind="whole", width=9),
    _ID,
)


def evidence_rows(record: Record, places: Places) -> Iterator[Row]:
    """A row for each field of the commitment: the words that it rests on, and the rule that read them."""
    for one in record["evidence"]:
        said = Shown(data=one["field"], words=_FIELDS.get(one["field"], one["field"]))
        own = (said, one["words"], one["rule"], one["start"], one["end"], record["id"])
        yield (*_about_it(record, places), *own)


def _about_it(record: Record, places: Places) -> tuple[Value, ...]:
    document = record["document"]
    return (places.commitment(record), agreement(document), places.years.get(document))


def _number(value: float) -> Decimal:
    return Decimal(str(value))


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

"""The ledger as a table: what was promised, and was it taken up again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.edtf import days_of
from graph.ledger import Row, Witness
from graph.sheets.labels import agreement, all_named, listed
from graph.sheets.places import COMMITMENTS, Key, Places
from graph.tables import Column, Link, Shown, Table, Value
from ontology.vocab import short_name

_KINDS = {"follow-up": "tages op igen", "delivery": "leveres"}
_STATUSES = {
    "followed-up": "taget op igen",
    "silent": "ikke omtalt",
    "not-read": "aftalen er ikke indlæst",
    "not-made": "endnu ikke indgået",
}
_OUTCOMES = {
    "reported": "der gøres rede for det",
    "continued": "det føres videre",
    "changed": "det ændres",
    "postponed": "det udskydes",
    "ended": "det ophører",
}
_COLUMNS = (
    Column(key="number", heading="Nr.", kind="whole", width=11),
    Column(key="document", heading="Aftale", width=9),
    Column(key="section", heading="Afsnit", kind="texts", width=34),
    Column(key="page", heading="Side", kind="whole", width=7),
    Column(key="quote", heading="Aftalepunkt", width=70),
    Column(key="kind", heading="Slags", width=13),
    Column(key="target", heading="I hvilken aftale", width=12),
    Column(key="year", heading="År", kind="whole", width=7),
    Column(key="deadline", heading="Frist (EDTF)", width=13),
    Column(key="deadline_latest", heading="Frist til", kind="date", width=11),
    Column(key="status", heading="Status", width=20),
    Column(key="outcomes", heading="Hvad teksterne siger", kind="texts", width=24),
    Column(key="evidence", heading="Hvor det tages op", kind="objects", width=70),
    Column(key="searched", heading="Der er søgt efter", kind="texts", width=34),
    Column(key="nearest", heading="Nærmeste steder", kind="objects", width=70),
    Column(key="read", heading="Læste senere aftaler", kind="texts", width=16),
    Column(key="actors", heading="Aktører", kind="texts", width=24),
    Column(key="topics", heading="Emner", kind="texts", width=24),
    Column(key="id", heading="Id", width=28),
)


def ledger_table(rows: Iterable[Row], places: Places | None = None, rows_of: Mapping[Key, int] | None = None) -> Table:
    """A row for each promise and place where it was to be taken up; its number leads to its commitment."""
    about = "Det, der skulle tages op igen eller leveres, og hvad senere aftaler siger om det; aldrig hvad der skete."
    at = places or Places(years={})
    found = (_row(row, at, (rows_of or {}).get((row.document, row.id))) for row in rows)
    return Table(name="ledger", title="Opfølgningsoversigt", about=about, columns=_COLUMNS, rows=found)


def _row(row: Row, places: Places, place: int | None) -> tuple[Value, ...]:
    called = Shown(data=row.number, words=f"{short_name(row.document)}-{row.number}")
    return (
        Link(value=called, sheet=COMMITMENTS, row=place) if place else called,
        places.agreement(row.document),
        Shown(data=list(row.section), words=" › ".join(row.section)),
        row.page,
        row.quote,
        Shown(data=row.kind, words=_KINDS.get(row.kind, row.kind)),
        places.agreement(row.target) if row.target else None,
        row.year,
        row.deadline,
        days_of(row.deadline)[1],
        Shown(data=row.status, words=_STATUSES.get(row.status, row.status)),
        Shown(data=list(row.outcomes), words=listed(_OUTCOMES.get(one, one) for one in row.outcomes)),
        _witnesses(row.evidence),
        Shown(data=list(row.searched), words=listed(row.searched)),
        _witnesses(row.nearest),
        Shown(data=list(row.read), words=listed(agreement(one).words for one in row.read)),
        all_named("actor", row.actors),
        all_named("topic", row.topics),
        row.id,
    )


def _witnesses(found: tuple[Witness, ...]) -> Shown:
    data = [{"document": one.document, "quote": one.quote, "confidence": one.confidence} for one in found]
    return Shown(data=data, words="\n".join(f"{short_name(one.document)}: {one.quote}" for one in found))

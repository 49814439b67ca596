"""All tables of a store: one of them by its name, or the workbook of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import BinaryIO

from pyoxigraph import Literal

from graph.errors import ExportError
from graph.ledger import Row, ledger_of
from graph.linkage import linkage
from graph.lookup import Lookup, agreement_lookup
from graph.referred import read_documents
from graph.sheets.agreements import KnownAgreement, agreements_table, known_agreements, of_interest
from graph.sheets.figures import figures_table
from graph.sheets.ledger import ledger_table
from graph.sheets.links import links_table
from graph.sheets.names import names_table as names
from graph.sheets.places import Key, Places
from graph.sheets.records import RECORD_TABLES
from graph.store import Snapshot
from graph.stored_records import records_in, stored_records
from graph.tables import Link, Table, Value
from graph.workbook import Properties, Sheet, Workbook, workbook
from graph.writer import name
from ontology.vocab import short_name

_FRONT = "Læs mig"
_TITLE = "Aftalepunkter i politiske aftaler"
_NO_ROWS: Mapping[Key, int] = {}


def table_of(snapshot: Snapshot, wanted: str) -> Table:
    """One of the tables (`TABLES`), its rows made as they are read. Raises ExportError for another name."""
    if wanted not in TABLES:
        raise ExportError(f"there is no table {wanted!r}: use {', '.join(TABLES)}")
    return TABLES[wanted](snapshot, places_of(snapshot, known_agreements(snapshot)))


def _others() -> dict[str, Callable[[Snapshot, Places], Table]]:
    return {
        "agreements": lambda snapshot, _: agreements_table(of_interest(known_agreements(snapshot))),
        "figures": figures_table,
        "ledger": lambda snapshot, places: ledger_table(_rows(snapshot), places),
        "links": lambda snapshot, places: links_table(snapshot, places, _NO_ROWS),
        "names": lambda _snapshot, _places: names(),
    }


def _of_records() -> dict[str, Callable[[Snapshot, Places], Table]]:
    return {
        table.name: lambda snapshot, places, table=table: table.of(stored_records(snapshot), places)  # type: ignore[misc]
        for table in RECORD_TABLES
    }


TABLES: Mapping[str, Callable[[Snapshot, Places], Table]] = {**_of_records(), **_others()}


def _rows(snapshot: Snapshot) -> tuple[Row, ...]:
    with linkage(snapshot) as known:
        return ledger_of(known)


def places_of(snapshot: Snapshot, known: tuple[KnownAgreement, ...]) -> Places:
    """What tables say of a commitment besides its record."""
    lookup = Lookup(snapshot)
    iris = snapshot.iris

    def counted(document: str, commitment: str, number: int) -> bool | None:
        value = lookup.value(iris.part(iris.commitment(document, commitment), "amount", number), "ag:counted")
        return None if value is None else value == "true"

    return Places(
        years={one.id: one.year for one in known},
        titles={one.id: one.title for one in known},
        read=frozenset(one.id for one in known if one.status == "read"),
        counted=counted,
    )


def write_book(snapshot: Snapshot, target: BinaryIO) -> tuple[str, ...]:
    """Writes the workbook of all tables. Gives back what did not fit, each in a line."""
    known = known_agreements(snapshot)
    made = when_made(snapshot)
    read = ", ".join(short_name(one.id) for one in known if one.status == "read")
    properties = Properties(title=_TITLE, subject=read, comments="Skrevet af aftalegraf", made=made)
    with workbook(target, properties) as book:
        _fill(book, snapshot, known, made)
    return tuple(book.notes)


def _fill(book: Workbook, snapshot: Snapshot, known: tuple[KnownAgreement, ...], made: datetime | None) -> None:
    """Fills the sheets in their order; the first one, which tells what is in the others, is written last."""
    front = book.page(_FRONT)
    listed = of_interest(known)
    places = places_of(snapshot, known)
    places.agreements = {one.id: row for row, one in enumerate(listed, 1)}
    agreements = agreements_table(())
    begun = [(book.sheet(agreements.title, agreements.columns), agreements.about)]
    begun += [(book.sheet(one.title, one.columns), one.about) for one in RECORD_TABLES]
    rows_of = _fill_records(snapshot, places, [sheet for sheet, _ in begun[1:]])
    first_rows: dict[str, int] = {}
    for (document, _), row in rows_of.items():
        first_rows.setdefault(document, row)
    for values in agreements_table(listed, first_rows).rows:
        begun[0][0].add(values)
    for table in (
        ledger_table(_rows(snapshot), places, rows_of),
        links_table(snapshot, places, rows_of),
        figures_table(snapshot, places),
        names(),
    ):
        begun.append((book.add(table), table.about))
    front.write(_front(book, known, begun, made))


def _fill_records(snapshot: Snapshot, places: Places, sheets: list[Sheet]) -> dict[Key, int]:
    """Fills the sheets of RECORD_TABLES; gives the row of each commitment."""
    rows_of: dict[Key, int] = {}
    places.rows = {sheet.title: 0 for sheet in sheets}
    for document in sorted(read_documents(snapshot)):
        lookup = agreement_lookup(snapshot, document)
        records = records_in(lookup)
        for record in records:
            rows_of[record["document"], record["id"]] = sheets[0].rows + 1
            for table, sheet in zip(RECORD_TABLES, sheets, strict=True):
                for row in table.rows_of(record, places):
                    sheet.add(row)
                places.rows[sheet.title] = sheet.rows
    return rows_of


def _front(
    book: Workbook, known: tuple[KnownAgreement, ...], about: list[tuple[Sheet, str]], made: datetime | None
) -> list[tuple[Value, ...]]:
    """The lines of the first sheet: what is in here, what is not, and how to read it."""
    read = [f"{short_name(one.id)} ({one.title})" for one in known if one.status == "read"]
    missing = [short_name(one.id) for one in known if one.status == "not-read" and one.cited]
    lines: list[tuple[Value, ...]] = [
        (_TITLE,),
        ("Indlæste aftaler", "\n".join(read) or "ingen"),
        ("Henvist til, ikke indlæst", f"{len(missing)} aftaler, se arket Aftaler" if missing else "ingen"),
        ("Grafen er bygget", made.date() if made else None),
        (
            "Sådan læses det",
            "Arkene siger, hvad teksterne siger, aldrig hvad der skete. Hvert aftalepunkt er citeret ordret.",
        ),
        (
            "",
            "Felter kan være læst forkert: arket Belæg viser for hvert felt ordene og reglen.",
        ),
        ("", ""),
    ]
    lines += [
        (Link(value=sheet.title, sheet=sheet.title), f"{_thousands(sheet.rows)} rækker. {words}")
        for sheet, words in about
    ]
    lines += [("Ikke alt kunne være her", note) for note in book.notes]
    return lines


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def when_made(snapshot: Snapshot) -> datetime | None:
    """When the last build ended, by the graph of runs."""
    ends = snapshot.database.quads_for_pattern(None, name("prov:endedAtTime"), None)
    times = [datetime.fromisoformat(quad.object.value) for quad in ends if isinstance(quad.object, Literal)]
    return max(times, default=None)

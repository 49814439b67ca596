"""The table of the numbers in the tables of agreements."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.lookup import Lookup
from graph.sheets.places import Places
from graph.store import Snapshot
from graph.tables import Column, Table, Value
from graph.writer import name

_FIGURE_COLUMNS = (
    Column(key="document", heading="Aftale", width=9),
    Column(key="agreement_year", heading="Aftalens år", kind="whole", width=8),
    Column(key="table", heading="Tabel", width=9),
    Column(key="caption", heading="Tabellens overskrift", width=44),
    Column(key="row", heading="Række", width=44),
    Column(key="column", heading="Kolonne", width=26),
    Column(key="year", heading="År", kind="whole", width=7),
    Column(key="value", heading="Tal", kind="number", width=18),
    Column(key="unit", heading="Enhed i tabellen", width=12),
    Column(key="price_level", heading="Prisniveau", width=11),
    Column(key="quote", heading="Rækken, som den står", width=60),
    Column(key="id", heading="Id", width=34),
)


def figures_table(snapshot: Snapshot, places: Places) -> Table:
    """A row for each number in a table of an agreement, in kroner where the table tells its unit."""
    about = "Tallene i aftalernes tabeller, i kroner hvor tabellen siger enheden."
    rows = _figure_rows(Lookup(snapshot), places)
    return Table(name="figures", title="Tabeltal", about=about, columns=_FIGURE_COLUMNS, rows=rows)


def _figure_rows(lookup: Lookup, places: Places) -> Iterator[tuple[Value, ...]]:
    for iri in sorted(lookup.subjects("rdf:type", name("ag:Figure")), key=_by_numbers):
        table = lookup.node(iri, "qb:dataSet")
        document = lookup.local(lookup.node(iri, "ag:inAgreement"))
        yield (
            places.agreement(document),
            places.years.get(document),
            lookup.value(table, "ag:number") if table else None,
            lookup.value(table, "dcterms:title") if table else None,
            lookup.value(iri, "ag:rowLabel"),
            lookup.value(iri, "ag:columnLabel"),
            lookup.number(iri, "ag:year"),
            lookup.decimal(iri, "ag:value"),
            lookup.value(table, "ag:unitLabel") if table else None,
            lookup.value(iri, "ag:priceLevel"),
            lookup.value(iri, "ag:quote"),
            iri.value.removeprefix(lookup.snapshot.iris.base),
        )


def _by_numbers(iri: NamedNode) -> tuple[tuple[int, str], ...]:
    """The parts of an IRI in order, numbers by their size."""
    parts = iri.value.split("/")
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)

"""The table of links between commitments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyoxigraph import NamedNode

from graph.lookup import Lookup
from graph.sheets.labels import all_named, named
from graph.sheets.places import COMMITMENTS, Key, Places
from graph.store import Snapshot
from graph.tables import Column, Link, Shown, Table, Value
from graph.writer import name
from ontology.vocab import short_name

_LINK_COLUMNS = (
    Column(key="from", heading="Nr.", width=11),
    Column(key="from_quote", heading="Aftalepunkt", width=60),
    Column(key="to_agreement", heading="Tager op fra", width=12),
    Column(key="to", heading="Nr. dér", width=11),
    Column(key="to_quote", heading="Det tidligere aftalepunkt", width=60),
    Column(key="kind", heading="Hviler på", width=13),
    Column(key="effects", heading="Hvad det gør", kind="texts", width=18),
    Column(key="explicit", heading="Udtrykkelig", kind="flag", width=11),
    Column(key="confidence", heading="Vurdering (0-1)", kind="number", width=10),
    Column(key="from_id", heading="Id", width=28),
    Column(key="to_id", heading="Id dér", width=28),
)


def links_table(snapshot: Snapshot, places: Places, rows_of: Mapping[Key, int]) -> Table:
    """A row for each commitment that takes up an older one, or says one of its own agreement again."""
    about = "Hvilke aftalepunkter der tager et tidligere op eller gentager et, og hvad det hviler på."
    rows = _link_rows(Lookup(snapshot), places, rows_of)
    return Table(name="links", title="Forbindelser", about=about, columns=_LINK_COLUMNS, rows=rows)


def _link_rows(lookup: Lookup, places: Places, rows_of: Mapping[Key, int]) -> Iterator[tuple[Value, ...]]:
    def end(iri: NamedNode | None) -> tuple[Value, str | None, str | None]:
        if iri is None:
            return (None, None, None)
        identifier = lookup.value(iri, "ag:identifier") or iri.value
        document = lookup.local(lookup.node(iri, "ag:inAgreement"))
        called = f"{short_name(document)}-{lookup.number(iri, 'ag:number')}"
        row = rows_of.get((document, identifier))
        shown = Shown(data=called, words=called)
        return (
            Link(value=shown, sheet=COMMITMENTS, row=row) if row else shown,
            lookup.value(iri, "ag:quote"),
            identifier,
        )

    found = lookup.subjects("rdf:type", name("ag:Link"))
    for link in sorted(found, key=lambda link: (str(lookup.node(link, "ag:from")), link.value)):
        source, quote, identifier = end(lookup.node(link, "ag:from"))
        target, target_quote, target_id = end(lookup.node(link, "ag:to"))
        effects = [lookup.local(node) for node in lookup.nodes(link, "ag:effect")]
        older = lookup.node(link, "ag:toAgreement")
        yield (
            source,
            quote,
            places.agreement(lookup.local(older)) if older else None,
            target,
            target_quote,
            named("link-kind", lookup.value(link, "ag:linkKind")),
            all_named("effect", effects),
            lookup.value(link, "ag:explicit") == "true",
            lookup.decimal(link, "ag:confidence") or Decimal(0),
            identifier,
            target_id,
        )

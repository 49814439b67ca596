"""The tables of agreements, of the figures in their tables, of links between them, and of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import NamedNode

from extract.edtf import EdtfError, edtf_bounds
from graph.lookup import Lookup
from graph.sheets.commitments import AGREEMENTS, COMMITMENTS, Key, Places
from graph.sheets.labels import KINDS, all_named, concepts, labels, named, short_name
from graph.store import Snapshot
from graph.tables import Column, Link, Shown, Table, Value
from graph.writer import name


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAgreement:
    """An agreement that is read, registered or referred to. `cited` counts the commitments that refer to it."""

    id: str
    title: str
    year: int | None
    kind: str
    signed: str | None
    signatories: tuple[str, ...]
    status: str
    commitments: int
    cited: int
    source: str | None
    sha256: str | None


def known_agreements(snapshot: Snapshot) -> tuple[KnownAgreement, ...]:
    """The agreements that the store knows, the oldest first, those of no year last."""
    lookup = Lookup(snapshot)
    said, cited = _held(snapshot, "ag:force"), _cited(lookup)
    found = []
    for quad in snapshot.database.quads_for_pattern(None, name("ag:status"), None):
        subject = quad.subject
        document = snapshot.iris.agreement_of(subject) if isinstance(subject, NamedNode) else None
        if isinstance(subject, NamedNode) and document is not None:
            found.append(_known(lookup, subject, said[document], cited[subject]))
    return tuple(sorted(found, key=lambda one: (one.year or 9999, one.id)))


def of_interest(known: tuple[KnownAgreement, ...]) -> tuple[KnownAgreement, ...]:
    """The agreements that are read or referred to, and of their kinds those of later years than the first one read."""
    read = [one for one in known if one.status == "read"]
    kinds, first = {one.kind for one in read}, min((one.year for one in read if one.year), default=9999)
    return tuple(
        one
        for one in known
        if one.status == "read" or one.cited or (one.kind in kinds and one.year is not None and one.year >= first)
    )


def _known(lookup: Lookup, iri: NamedNode, commitments: int, cited: int) -> KnownAgreement:
    source = lookup.node(iri, "prov:wasDerivedFrom")
    identifier = lookup.local(iri)
    return KnownAgreement(
        id=identifier,
        title=lookup.value(iri, "dcterms:title") or lookup.value(iri, "rdfs:label") or identifier,
        year=lookup.number(iri, "ag:agreementYear"),
        kind=lookup.local(lookup.node(iri, "ag:agreementKind")),
        signed=lookup.value(iri, "ag:signed"),
        signatories=tuple(map(lookup.local, lookup.nodes(iri, "ag:signatory"))),
        status=lookup.local(lookup.node(iri, "ag:status")),
        commitments=commitments,
        cited=cited,
        source=lookup.value(source, "ag:fileName") if source else None,
        sha256=lookup.value(source, "ag:sha256") if source else None,
    )


def _held(snapshot: Snapshot, predicate: str) -> Counter[str]:
    """How many things with a property each agreement's graph holds."""
    graphs = (quad.graph_name for quad in snapshot.database.quads_for_pattern(None, name(predicate), None))
    named_ones = (snapshot.iris.document_of(graph) for graph in graphs if isinstance(graph, NamedNode))
    return Counter(document for document in named_ones if document is not None)


def _cited(lookup: Lookup) -> Counter[NamedNode]:
    """How many commitments refer to each thing, or promise to come back in it."""
    database = lookup.snapshot.database
    pairs = {
        (quad.subject, quad.object)
        for predicate in ("ag:refersTo", "ag:followUpIn")
        for quad in database.quads_for_pattern(None, name(predicate), None)
        if lookup.nodes(quad.subject, "ag:force")  # type: ignore[arg-type]
    }
    return Counter(target for _, target in pairs if isinstance(target, NamedNode))


_AGREEMENT_COLUMNS = (
    Column(key="name", heading="Aftale", width=24),
    Column(key="title", heading="Titel", width=60),
    Column(key="year", heading="År", kind="whole", width=7),
    Column(key="status", heading="Indlæst", width=18),
    Column(key="commitments", heading="Aftalepunkter", kind="whole", width=14),
    Column(key="cited", heading="Henvist til af aftalepunkter", kind="whole", width=14),
    Column(key="kind", heading="Slags", width=26),
    Column(key="signed", heading="Indgået (EDTF)", width=14),
    Column(key="signed_date", heading="Indgået", kind="date", width=11),
    Column(key="signatories", heading="Indgået af", kind="texts", width=28),
    Column(key="source", heading="Fil", width=26),
    Column(key="sha256", heading="Kontrolsum (sha256)", width=24),
    Column(key="id", heading="Id", width=30),
)


def agreements_table(known: tuple[KnownAgreement, ...], first_rows: Mapping[str, int] | None = None) -> Table:
    """A row for each agreement; its count of commitments leads to the first of them (`first_rows`)."""
    rows = [_agreement_row(one, (first_rows or {}).get(one.id)) for one in known]
    about = "Aftalerne: dem der er indlæst, og dem der er kendt eller henvist til, men ikke indlæst."
    return Table(name="agreements", title=AGREEMENTS, about=about, columns=_AGREEMENT_COLUMNS, rows=rows)


def _agreement_row(one: KnownAgreement, first_row: int | None) -> tuple[Value, ...]:
    count = one.commitments if one.status == "read" else None
    return (
        Shown(data=short_name(one.id), words=short_name(one.id)),
        one.title,
        one.year,
        named("status", one.status),
        Link(value=count, sheet=COMMITMENTS, row=first_row) if first_row else count,
        one.cited,
        named("agreement-kind", one.kind) if one.kind else None,
        one.signed,
        _day(one.signed),
        all_named("actor", one.signatories),
        one.source,
        one.sha256,
        one.id,
    )


def _day(edtf_time: str | None) -> date | None:
    """The day that a time names, None where it names a longer one."""
    try:
        earliest, latest = edtf_bounds(edtf_time) if edtf_time else (None, None)
    except EdtfError:
        return None
    return earliest if earliest == latest else None


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


_NAME_COLUMNS = (
    Column(key="kind", heading="Felt", width=16),
    Column(key="label", heading="Navn", width=36),
    Column(key="id", heading="Id", width=28),
    Column(key="label_en", heading="På engelsk", width=36),
    Column(key="definition", heading="Hvad det er", width=80),
)
_KINDS = {
    "act": "handling", "actor": "aktør", "amount-kind": "slags beløb", "area": "område", "bound": "grænse",
    "direction": "retning", "effect": "hvad det gør", "force": "formulering", "link-kind": "hviler på",
    "polarity": "benægtet", "reference-kind": "slags henvisning", "status": "indlæst", "strength": "hvor fast",
    "topic": "emne",
}  # fmt: skip


def names_table() -> Table:
    """A row for each id that the other tables show by its name."""
    about = "Hvad navnene i de andre ark betyder, og de id'er, som andre programmer kender dem ved."
    rows = [
        (Shown(data=kind, words=_KINDS[kind]), labels(kind)[one.id], one.id, one.label_en, one.definition)
        for kind in KINDS
        for one in concepts(kind)
    ]
    return Table(name="names", title="Navne", about=about, columns=_NAME_COLUMNS, rows=rows)

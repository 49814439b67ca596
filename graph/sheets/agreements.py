"""The table of agreements: those that are read, and those that are known or referred to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from extract.edtf import days_of
from graph.lookup import Lookup
from graph.sheets.labels import all_named, named
from graph.sheets.places import AGREEMENTS, COMMITMENTS
from graph.store import Snapshot
from graph.tables import Column, Link, Shown, Table, Value
from graph.writer import name
from ontology.vocab import short_name


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
    earliest, latest = days_of(edtf_time)
    return earliest if earliest == latest else None

"""The commitments of a store as records again (DESIGN: Records): what `build` takes, and what tables are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pyoxigraph import NamedNode

from extract.models import Evidence
from extract.records import is_given, json_number
from graph.items import place
from graph.lookup import GraphLookup, Lookup, agreement_lookup
from graph.referred import read_documents
from graph.statements import UNRESOLVED
from graph.store import Snapshot

Record = dict[str, Any]


def stored_records(snapshot: Snapshot) -> Iterator[Record]:
    """Yields the commitments by agreement and place, one agreement in memory at a time.

    What has no order in a graph (parties, topics ...) comes in alphabetical order; of the areas the main one is first.
    """
    for document in sorted(read_documents(snapshot)):
        yield from records_in(agreement_lookup(snapshot, document))


def records_in(lookup: GraphLookup) -> list[Record]:
    """The commitments of one agreement's named graph, by place."""
    found = [stored_record(lookup, iri) for iri in lookup.with_property("ag:force")]
    return sorted(found, key=lambda record: (record["start"], record["number"]))


def stored_record(lookup: Lookup, iri: NamedNode) -> Record:
    """One commitment as a record."""
    return {
        "id": lookup.value(iri, "ag:identifier"),
        "document": lookup.local(lookup.node(iri, "ag:inAgreement")),
        "number": lookup.number(iri, "ag:number"),
        "quote": lookup.value(iri, "ag:quote"),
        "force": lookup.local(lookup.node(iri, "ag:force")),
        "parties": _ids(lookup, iri, "ag:party"),
        "obliged": _ids(lookup, iri, "ag:obliged"),
        "areas": _areas(lookup, iri),
        "amounts": [_amount(lookup, part) for part in lookup.parts(iri, "ag:amount")],
        "years": list(lookup.numbers(iri, "ag:year")),
        "deadline": lookup.value(iri, "ag:deadline"),
        "references": [_reference(lookup, part) for part in lookup.parts(iri, "ag:reference")],
        "follow_up": _follow_up(lookup, iri),
        "topics": _ids(lookup, iri, "ag:topic"),
        "mentions": _ids(lookup, iri, "ag:mentions"),
        "quantities": [_quantity(lookup, part) for part in lookup.parts(iri, "ag:quantity")],
        "act": lookup.value(iri, "ag:act"),
        "strength": lookup.local(lookup.node(iri, "ag:strength")),
        "polarity": lookup.value(iri, "ag:polarity"),
        "conditions": lookup.values(iri, "ag:condition"),
        "source": _source(lookup, iri),
        "section": list(place(lookup, iri)),
        "page": lookup.number(iri, "ag:page"),
        "line": lookup.number(iri, "ag:line"),
        "start": lookup.number(iri, "ag:start"),
        "end": lookup.number(iri, "ag:end"),
        "rule": lookup.value(iri, "ag:rule"),
        "confidence": float(lookup.decimal(iri, "ag:confidence") or 0),
        "evidence": _evidence(lookup, iri),
    }


def _source(lookup: Lookup, iri: NamedNode) -> str:
    """The name of the file that the agreement was read from, by this program or by whoever wrote its records."""
    agreement = lookup.node(iri, "ag:inAgreement")
    original = lookup.value(agreement, "ag:originalFile") if agreement else None
    if original:
        return original
    source = lookup.node(agreement, "prov:wasDerivedFrom") if agreement else None
    return lookup.value(source, "ag:fileName") or "" if source else ""


def _ids(lookup: Lookup, iri: NamedNode, predicate: str) -> list[str]:
    return [lookup.local(node) for node in lookup.nodes(iri, predicate)]


def _areas(lookup: Lookup, iri: NamedNode) -> list[str]:
    """The areas, the main one first."""
    main = lookup.local(lookup.node(iri, "ag:mainArea"))
    return sorted(_ids(lookup, iri, "ag:policyArea"), key=lambda area: (area != main, area))


def _number(lookup: Lookup, iri: NamedNode) -> float | int:
    value = lookup.decimal(iri, "ag:value")
    return 0 if value is None else json_number(value)


def _amount(lookup: Lookup, iri: NamedNode) -> Record:
    whole = lookup.node(iri, "ag:partOf")
    return {
        "value": _number(lookup, iri),
        "unit": lookup.value(iri, "ag:unit"),
        "years": list(lookup.numbers(iri, "ag:year")),
        "per_year": lookup.value(iri, "ag:perYear") == "true",
        "kind": lookup.value(iri, "ag:amountKind"),
        "direction": lookup.value(iri, "ag:direction"),
        "bound": lookup.value(iri, "ag:bound"),
        "price_level": lookup.value(iri, "ag:priceLevel"),
        "part_of": int(lookup.local(whole)) - 1 if whole else None,
        "text": lookup.value(iri, "ag:quote"),
    }


def _quantity(lookup: Lookup, iri: NamedNode) -> Record:
    return {
        "value": _number(lookup, iri),
        "unit": lookup.value(iri, "ag:unit"),
        "text": lookup.value(iri, "ag:quote"),
    }


def _reference(lookup: Lookup, iri: NamedNode) -> Record:
    reason = lookup.value(iri, "ag:unresolved") or ""
    return {
        "kind": lookup.value(iri, "ag:referenceKind"),
        "target": lookup.value(iri, "ag:targetLabel"),
        "text": lookup.value(iri, "ag:quote"),
        "reason": "" if reason == UNRESOLVED else reason,
    }


def _follow_up(lookup: Lookup, iri: NamedNode) -> Record | None:
    part = lookup.node(iri, "ag:followUp")
    if part is None:
        return None
    target = lookup.node(part, "ag:followUpIn")
    return {"target": lookup.local(target) if target else None, "year": lookup.number(part, "ag:followUpYear")}


def _evidence(lookup: Lookup, iri: NamedNode) -> list[Record]:
    """All that the fields rest on, also what amounts, references and the follow-up carry; in text order, each once."""
    carriers = [iri]
    for predicate in ("ag:amount", "ag:quantity", "ag:reference", "ag:followUp"):
        carriers += lookup.parts(iri, predicate)
    found = {_one_evidence(lookup, part) for carrier in carriers for part in lookup.nodes(carrier, "ag:evidence")}
    own = [evidence for evidence in found if evidence.field != "quote" and is_given(evidence)]
    return [asdict(one) for one in sorted(own, key=lambda one: (one.start, one.end, one.field, one.rule))]


def _one_evidence(lookup: Lookup, iri: NamedNode) -> Evidence:
    places = [node for node in lookup.nodes(iri, "oa:hasSelector") if lookup.number(node, "oa:start") is not None]
    return Evidence(
        field=lookup.value(iri, "ag:field") or "",
        words=lookup.value(iri, "ag:quote") or "",
        start=lookup.number(places[0], "oa:start") or 0 if places else 0,
        end=lookup.number(places[0], "oa:end") or 0 if places else 0,
        rule=lookup.value(iri, "ag:rule") or "",
    )

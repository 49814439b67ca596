"""The whole store as one file: its graph in an RDF format, or its commitments as records."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from extract.records import json_number
from graph.errors import ExportError
from graph.items import headings
from graph.lookup import Lookup
from graph.store import Snapshot
from graph.writer import name, prefixes

_RDF = {
    "jsonld": RdfFormat.JSON_LD,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
}
FORMATS = (*sorted(_RDF), "jsonl")

Record = dict[str, Any]


def export(snapshot: Snapshot, format_name: str) -> bytes:
    """The store in one of FORMATS, in UTF-8. Turtle has no named graphs: it gets the union of all.

    Raises ExportError for another format.
    """
    if format_name == "jsonl":
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records(snapshot)).encode()
    if format_name not in _RDF:
        raise ExportError(f"there is no export as {format_name!r}: use {', '.join(FORMATS)}")
    quads = sorted(snapshot.database, key=str)
    items = dict.fromkeys(quad.triple for quad in quads) if format_name == "turtle" else quads
    buffer = BytesIO()
    pyoxigraph.serialize(items, buffer, format=_RDF[format_name], prefixes=prefixes())
    return buffer.getvalue()


def records(snapshot: Snapshot) -> list[Record]:
    """The commitments as records (DESIGN: Records), by agreement and place; what a store does not keep is left out."""
    lookup = Lookup(snapshot)
    found = [quad.subject for quad in snapshot.database.quads_for_pattern(None, name("ag:force"), None)]
    made = [_record(lookup, iri) for iri in found if isinstance(iri, NamedNode)]
    return sorted(made, key=lambda record: (record["document"], record["start"], record["number"]))


def _record(lookup: Lookup, iri: NamedNode) -> Record:
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
        "section": list(headings(lookup, iri)),
        "page": lookup.number(iri, "ag:page"),
        "line": lookup.number(iri, "ag:line"),
        "start": lookup.number(iri, "ag:start"),
        "end": lookup.number(iri, "ag:end"),
        "rule": lookup.value(iri, "ag:rule"),
        "confidence": float(lookup.decimal(iri, "ag:confidence") or 0),
        "evidence": _evidence(lookup, iri),
    }


def _source(lookup: Lookup, iri: NamedNode) -> str:
    """The name of the file that the agreement was read from."""
    agreement = lookup.node(iri, "ag:inAgreement")
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
    return {
        "kind": lookup.value(iri, "ag:referenceKind"),
        "target": lookup.value(iri, "ag:targetLabel"),
        "text": lookup.value(iri, "ag:quote"),
        "reason": lookup.value(iri, "ag:unresolved") or "",
    }


def _follow_up(lookup: Lookup, iri: NamedNode) -> Record | None:
    part = lookup.node(iri, "ag:followUp")
    if part is None:
        return None
    target = lookup.node(part, "ag:followUpIn")
    return {"target": lookup.local(target) if target else None, "year": lookup.number(part, "ag:followUpYear")}


def _evidence(lookup: Lookup, iri: NamedNode) -> list[Record]:
    """All that the fields rest on, also what amounts, references and the follow-up carry; in text order."""
    carriers = [iri]
    for predicate in ("ag:amount", "ag:quantity", "ag:reference", "ag:followUp"):
        carriers += lookup.parts(iri, predicate)
    found = [_one_evidence(lookup, part) for carrier in carriers for part in lookup.nodes(carrier, "ag:evidence")]
    own = [evidence for evidence in found if evidence["field"] != "quote"]
    return sorted(own, key=lambda item: (item["start"], item["end"], item["field"], item["rule"]))


def _one_evidence(lookup: Lookup, iri: NamedNode) -> Record:
    places = [node for node in lookup.nodes(iri, "oa:hasSelector") if lookup.number(node, "oa:start") is not None]
    return {
        "field": lookup.value(iri, "ag:field"),
        "words": lookup.value(iri, "ag:quote") or "",
        "start": lookup.number(places[0], "oa:start") if places else 0,
        "end": lookup.number(places[0], "oa:end") if places else 0,
        "rule": lookup.value(iri, "ag:rule"),
    }

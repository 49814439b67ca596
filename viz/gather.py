"""Store -> `NetworkData`, by the named queries `network-*`; nothing is read from the graph in any other way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from urllib.parse import unquote

from extract.models import section_name
from extract.slugs import slug
from graph.ask import ask_named, rows
from graph.store import Snapshot
from ontology.vocab import Concept, areas, forces, shortest_name, topics
from viz.network_data import (
    AgreementStatus,
    NetworkAmount,
    NetworkCommitment,
    NetworkData,
    NetworkEvidence,
    NetworkFollowUp,
    NetworkForce,
    NetworkNode,
    NetworkReference,
    NodeKind,
)

Row = Mapping[str, str]
"""A row of an answer: what is not bound is not in it."""

_STATUSES: dict[str, AgreementStatus] = {"read": "read", "not-read": "not-read", "not-made": "not-made"}
_CONCEPTS: tuple[NodeKind, ...] = ("area", "topic", "actor")


def asked(store: Snapshot, name: str, **values: str) -> Iterator[Row]:
    """The rows of a named query. Raises QueryError where the values do not fit it, UnknownQueryError for the name."""
    answer = rows(ask_named(store, name, values))
    for row in answer.rows:
        yield {column: value for column, value in zip(answer.columns, row, strict=True) if value is not None}


def network_data(store: Snapshot, title: str = "aftalegraf") -> NetworkData:
    """All that the network page shows of an open store. Raises QueryError where the store cannot be asked."""
    concepts = list(asked(store, "network-concepts"))
    agreements = list(asked(store, "network-agreements"))
    pointers = _by(store, "network-references", "commitment")
    commitments = tuple(_commitments(store, _prefixes(agreements), pointers))
    on_line = tuple(_agreements(agreements))
    known = {node.id for node in on_line}
    nodes = (*on_line, *_concept_nodes(concepts), *_references(pointers, agreements, known))
    return NetworkData(nodes=nodes, commitments=commitments, forces=tuple(_forces(concepts)), title=title)


def _by(store: Snapshot, name: str, column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in asked(store, name):
        found[row[column]].append(row)
    return found


def _local(iri: str) -> str:
    """The id in an IRI: its last part.

    >>> _local("https://w3id.org/aftalegraf/id/actor/kl")
    'kl'
    """
    return unquote(iri.rsplit("/", 1)[-1])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(identifier: str) -> str:
    """An id as words, for what has no label: "finansministeriet" -> "Finansministeriet"."""
    return _capital(identifier.replace("-", " "))


# Things


def _agreements(found: list[Row]) -> Iterator[NetworkNode]:
    """The agreements on the line of years: those read, and of their kinds those between them and those to come."""
    read = [row for row in found if _status(row) == "read"]
    years = [int(row["year"]) for row in read if "year" in row]
    kinds = {kind for row in read for kind in row.get("kinds", "").split()}
    for row in found:
        status, year = _status(row), int(row["year"]) if "year" in row else None
        identifier = _local(row["agreement"])
        same = bool(kinds & set(row.get("kinds", "").split()))
        near = year is not None and bool(years) and min(years) <= year <= max(years)
        if status == "read" or (same and (near or status == "not-made")):
            label = row.get("title") or _capital(row.get("named", "")) or _title(identifier)
            yield NetworkNode(kind="agreement", id=identifier, label=label, year=year, status=status)


def _status(row: Row) -> AgreementStatus:
    return _STATUSES.get(_local(row.get("status", "")), "not-read")


def _prefixes(found: list[Row]) -> dict[str, str]:
    """For each agreement what its short numbers begin with: its shortest alias of one word ("ØA24"), or its id."""
    return {
        row["agreement"]: shortest_name(row.get("aliases", "").splitlines(), _local(row["agreement"])) for row in found
    }


def _order(concepts: Iterable[Concept]) -> dict[str, int]:
    return {concept.id: place for place, concept in enumerate(concepts)}


def _concept_nodes(found: list[Row]) -> Iterator[NetworkNode]:
    """Areas, topics and actors that commitments lead to; areas and topics in the order of their vocabularies."""
    ranks: dict[str, dict[str, int]] = {"area": _order(areas()), "topic": _order(topics())}
    for kind in _CONCEPTS:
        of_kind = [row for row in found if row["kind"] == kind]
        of_kind.sort(key=lambda row: (ranks.get(kind, {}).get(_local(row["concept"]), len(found)), row["concept"]))
        for row in of_kind:
            identifier = _local(row["concept"])
            yield NetworkNode(
                kind=kind,
                id=identifier,
                label=_capital(row.get("label", "")) or _title(identifier),
                label_en=row.get("labelEn", ""),
                home=_local(row["mainArea"]) if "mainArea" in row else None,
            )


def _forces(found: list[Row]) -> Iterator[NetworkForce]:
    """The forces in their vocabulary's order, then any that it does not have."""
    labels = {_local(row["concept"]): row for row in found if row["kind"] == "force"}
    for identifier in dict.fromkeys([*(concept.id for concept in forces()), *labels]):
        if identifier in labels:
            row = labels[identifier]
            label = row.get("label") or identifier
            yield NetworkForce(id=identifier, label=label, label_en=row.get("labelEn") or label)


def _references(pointers: dict[str, list[Row]], agreements: list[Row], known: set[str]) -> Iterator[NetworkNode]:
    """Every other text that is pointed to, by its registered title or else the fullest words that name it."""
    titles = {_local(row["agreement"]): row for row in agreements}
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for found in pointers.values():
        for row in found:
            if "target" in row and row["kind"] != "internal" and _local(row["target"]) not in known:
                spellings[_local(row["target"])][row.get("text", "")] += 1
    for identifier, texts in sorted(spellings.items()):
        row = titles.get(identifier, {})
        spelling = max(texts, key=lambda text: (slug(text) == identifier, len(text), text))
        label = row.get("title") or _capital(spelling) or _title(identifier)
        year = int(row["year"]) if "year" in row else None
        yield NetworkNode(kind="reference", id=identifier, label=label, year=year)


# Commitments


def _commitments(
    store: Snapshot, prefixes: dict[str, str], pointers: dict[str, list[Row]]
) -> Iterator[NetworkCommitment]:
    sections = _paths(store)
    values = _by(store, "network-values", "commitment")
    amounts = _by(store, "network-amounts", "commitment")
    evidence = _by(store, "network-evidence", "commitment")
    for place, row in enumerate(asked(store, "network-commitments"), 1):
        iri = row["commitment"]
        own = values.get(iri, [])
        pointing = pointers.get(iri, [])
        yield replace(
            _itself(row, place, prefixes),
            section=sections.get(row.get("section", ""), ()),
            parties=_of(own, "party"),
            obliged=_of(own, "obliged"),
            areas=_of(own, "area"),
            topics=_of(own, "topic"),
            years=tuple(sorted(int(value["value"]) for value in own if value["field"] == "year")),
            amounts=tuple(_amount(amount) for amount in amounts.get(iri, [])),
            references=tuple(_reference(one) for one in pointing if one["kind"] != "follow-up"),
            follow_up=next((_follow_up(one) for one in pointing if one["kind"] == "follow-up"), None),
            evidence=tuple(dict.fromkeys(_evidence(one, row["quote"]) for one in evidence.get(iri, []))),
        )


def _itself(row: Row, place: int, prefixes: dict[str, str]) -> NetworkCommitment:
    return NetworkCommitment(
        id=row.get("id") or row["commitment"],
        iri=row["commitment"],
        number=f"{prefixes.get(row['agreement'], _local(row['agreement']))}-{row.get('number') or place}",
        agreement=_local(row["agreement"]),
        quote=row["quote"],
        force=_local(row["force"]),
        page=int(row["page"]) if "page" in row else None,
        deadline=row.get("deadline"),
        confidence=float(row["confidence"]) if "confidence" in row else None,
    )


def _of(values: list[Row], field: str) -> tuple[str, ...]:
    return tuple(_local(row["value"]) for row in values if row["field"] == field)


def _paths(store: Snapshot) -> dict[str, tuple[str, ...]]:
    """For each section the names from its chapter down to itself; the document's own title is left out."""
    found = {row["section"]: row for row in asked(store, "network-sections")}
    paths: dict[str, tuple[str, ...]] = {}
    for iri in found:
        names: list[str] = []
        seen: set[str] = set()
        here: str | None = iri
        while here in found and here not in seen:
            seen.add(here)
            section = found[here]
            if section["kind"] != "document" and section.get("title"):
                names.append(section_name(section["kind"], section.get("number", ""), section["title"]))
            here = section.get("parent")
        paths[iri] = tuple(reversed(names))
    return paths


def _amount(row: Row) -> NetworkAmount:
    return NetworkAmount(
        value=Decimal(row["value"]),
        unit=row["unit"],
        years=tuple(sorted(int(year) for year in row.get("years", "").split())),
        per_year=row.get("perYear") == "true",
        text=row.get("text", ""),
    )


def _reference(row: Row) -> NetworkReference:
    target = _local(row["target"]) if "target" in row and row["kind"] != "internal" else None
    return NetworkReference(kind=row["kind"], text=row.get("text", ""), target=target, reason=row.get("unresolved", ""))


def _follow_up(row: Row) -> NetworkFollowUp:
    target = _local(row["target"]) if "target" in row else None
    return NetworkFollowUp(target=target, year=int(row["year"]) if "year" in row else None)


def _evidence(row: Row, quote: str) -> NetworkEvidence:
    """What rests on the whole sentence does not say it again."""
    words = "" if row.get("words") == quote else row.get("words", "")
    return NetworkEvidence(field=row["field"], words=words, rule=row.get("rule", ""))

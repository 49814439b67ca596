"""The passages of the agreements that a store holds."""

from __future__ import annotations

from collections.abc import Iterable

from extract.models import Commitment
from extract.records import from_record
from graph.iris import Iris
from graph.items import place
from graph.linking.passages import Corpus, Passage, in_order
from graph.lookup import GraphLookup, agreement_lookup
from graph.referred import read_documents
from graph.store import Snapshot
from graph.stored_records import Record, records_in


def stored_corpus(snapshot: Snapshot) -> Corpus:
    """The passages of every agreement that is read, the oldest agreement first."""
    return in_order([stored_passages(snapshot, document) for document in read_documents(snapshot)])


def stored_passages(snapshot: Snapshot, document: str) -> tuple[Passage, ...]:
    """The passages of one agreement that is read; what `graph.linking.passages.passages_of` gave when it was."""
    lookup = agreement_lookup(snapshot, document)
    return passages_in(lookup, snapshot.iris, document, records_in(lookup))


def passages_in(lookup: GraphLookup, iris: Iris, document: str, records: Iterable[Record]) -> tuple[Passage, ...]:
    """The same of an agreement whose graph and records were read already."""
    commitments: dict[str, list[Commitment]] = {}
    for record in records:
        passage = lookup.node(iris.commitment(document, record["id"]), "ag:inPassage")
        commitments.setdefault(passage.value if passage else "", []).append(from_record(record))
    iri = iris.agreement(document)
    signed = (lookup.value(iri, "ag:signed") or "")[:4]
    year = lookup.number(iri, "ag:agreementYear") or (int(signed) if signed.isdecimal() else 0)
    kind = lookup.local(lookup.node(iri, "ag:agreementKind"))
    number, found = 1, list[Passage]()
    paragraph, before = -1, ""
    while (text := lookup.value(passage := iris.passage(document, number), "ag:text")) is not None:
        here = lookup.number(passage, "ag:paragraph") or 0
        lead_in = lookup.node(passage, "ag:leadIn")
        said = before if here == paragraph else (lookup.value(lead_in, "ag:text") or "" if lead_in else "")
        within: list[Commitment | None] = [*commitments.get(passage.value, [])]
        for commitment in within or [None]:
            found.append(
                Passage(
                    document=document,
                    year=year,
                    kind=kind,
                    number=number - 1,
                    paragraph=here,
                    text=commitment.quote if commitment is not None else text,
                    headings=place(lookup, passage),
                    before=said,
                    commitment=commitment,
                    page=lookup.number(passage, "ag:page"),
                )
            )
        paragraph, before, number = here, text, number + 1
    return tuple(found)

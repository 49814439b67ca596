"""The passages of the agreements that a store holds."""

from __future__ import annotations

from extract.models import Commitment
from extract.records import from_record
from graph.items import headings
from graph.linking.passages import Corpus, Passage, in_order
from graph.lookup import Lookup
from graph.referred import read_documents
from graph.store import Snapshot
from graph.stored_records import stored_records


def stored_corpus(snapshot: Snapshot) -> Corpus:
    """The passages of every agreement that is read, the oldest agreement first."""
    lookup = Lookup(snapshot)
    commitments: dict[str, dict[str, list[Commitment]]] = {}
    for record in stored_records(snapshot):
        iri = snapshot.iris.commitment(record["document"], record["id"])
        passage = lookup.node(iri, "ag:inPassage")
        found = commitments.setdefault(record["document"], {})
        found.setdefault(passage.value if passage else "", []).append(from_record(record))
    return in_order([_agreement(lookup, one, commitments.get(one, {})) for one in read_documents(snapshot)])


def _agreement(lookup: Lookup, document: str, commitments: dict[str, list[Commitment]]) -> tuple[Passage, ...]:
    iri = lookup.snapshot.iris.agreement(document)
    year = lookup.number(iri, "ag:agreementYear") or 0
    kind = lookup.local(lookup.node(iri, "ag:agreementKind"))
    number, found = 1, list[Passage]()
    paragraph, before = -1, ""
    while (text := lookup.value(passage := lookup.snapshot.iris.passage(document, number), "ag:text")) is not None:
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
                    headings=headings(lookup, passage),
                    before=said,
                    commitment=commitment,
                    page=lookup.number(passage, "ag:page"),
                )
            )
        paragraph, before, number = here, text, number + 1
    return tuple(found)

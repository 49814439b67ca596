"""Store -> what the pages show over the years: the ledger, matters that come back, links, firmness, sums, tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal

from extract.models import Commitment
from graph.chains import Series, chains
from graph.items import Item, item_amount
from graph.ledger import Row, ledger_of
from graph.linkage import linkage, links_in, threads_in
from graph.linking.passages import Corpus, Passage
from graph.links import Link
from graph.matters import matter
from graph.store import Snapshot
from graph.threads import Thread
from graph.trace import TracedFigure
from viz.gather import asked

Key = tuple[str, str]
"""An agreement's id, and the id of a commitment of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What is known over the years of the agreements of a store. `figures` are the numbers of all tables, in kroner.

    `outgoing` are the links by the id of the commitment that they begin at, each with its place among `links`.
    """

    rows: tuple[Row, ...] = ()
    threads: tuple[Thread, ...] = ()
    links: tuple[Link, ...] = ()
    figures: tuple[TracedFigure, ...] = ()
    passages: Mapping[Key, Passage]
    outgoing: Mapping[str, tuple[tuple[int, Link], ...]] = field(default_factory=dict)

    def links_of(self, commitments: AbstractSet[str]) -> tuple[Link, ...]:
        """The links that begin at any of these commitments (ids), in the order of all links."""
        found = (numbered for one in commitments for numbered in self.outgoing.get(one, ()))
        return tuple(link for _, link in sorted(found, key=lambda numbered: numbered[0]))

    def strength(self, key: Key) -> str:
        """How firm a commitment is ("binding", "intended", "wished", "considered"); "" where that is not known."""
        passage = self.passages.get(key)
        return (passage.commitment.strength if passage and passage.commitment else None) or ""

    def series(self, thread: Thread) -> tuple[Series, ...]:
        """The sums of a thread, like beside like."""
        keys = [(item.document, item.commitment) for item in thread.items if item.commitment]
        items = [_item(self.passages[key], place) for place, key in enumerate(keys) if key in self.passages]
        wanted = matter(thread.label)
        named = {label: wanted.named_in(label) for label in {figure.label for figure in self.figures}}
        figures = [figure for figure in self.figures if named[figure.label]]
        return chains(items, figures, wanted)


def followed(store: Snapshot) -> Followed:
    """Reads what an open store says over the years. Raises QueryError where it cannot be asked."""
    with linkage(store) as known:
        links = links_in(known)
        return Followed(
            rows=ledger_of(known),
            threads=threads_in(known),
            links=links,
            outgoing=_outgoing(links),
            figures=tuple(_figures(store)),
            passages=_by_key([known.passages(document) for document in known.documents()]),
        )


def _outgoing(links: Iterable[Link]) -> Mapping[str, tuple[tuple[int, Link], ...]]:
    found: dict[str, list[tuple[int, Link]]] = defaultdict(list)
    for place, link in enumerate(links):
        if link.source.commitment is not None:
            found[link.source.commitment].append((place, link))
    return {one: tuple(own) for one, own in found.items()}


def _by_key(corpus: Corpus) -> Mapping[Key, Passage]:
    return {
        (passage.document, passage.commitment.id): passage
        for agreement in corpus
        for passage in agreement
        if passage.commitment is not None
    }


def _figures(store: Snapshot) -> Iterable[TracedFigure]:
    for row in asked(store, "page-all-figures"):
        yield TracedFigure(
            document=row["document"],
            year=int(row["year"]) if "year" in row else None,
            label=row["row"],
            value=Decimal(row["value"]),
            price_level=row.get("priceLevel", ""),
            quote=row.get("quote", ""),
        )


def _item(passage: Passage, place: int) -> Item:
    """A commitment as the sums are read from it."""
    one = passage.commitment
    assert isinstance(one, Commitment)
    return Item(
        document=passage.document,
        year=passage.year,
        start=place,
        quote=one.quote,
        section=passage.headings,
        force=one.force,
        number=one.number,
        id=one.id,
        iri="",
        parties=tuple(one.parties),
        amounts=tuple(item_amount(amount) for amount in one.amounts),
        links=(),
    )

"""What an older agreement promised to take up or deliver, and what a newer one says, side by side.

Everything comes from the two texts: quotes with their places, sums, and what is not spoken of. Nothing is written that
no text says, but for the words that tell what stands where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from graph.called import agreement_called
from graph.chains import Series, chains
from graph.errors import QueryError
from graph.items import commitment_item
from graph.ledger import Row, ledger_between, ledger_from
from graph.linkage import Linkage, linkage, links_from
from graph.links import Link
from graph.lookup import Lookup
from graph.matters import matter
from graph.referred import read_documents
from graph.store import Snapshot
from graph.trace import TracedFigure, figures_of
from graph.vanished import Vanished, find_vanished
from ontology.vocab import agreements, registered, short_name, topics


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One of the two agreements: `name` is what people call it ("ØA24")."""

    id: str
    title: str
    name: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was promised, with what the newer agreement says; `elsewhere` are other agreements that take it up."""

    row: Row
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSums:
    """Sums of a topic that both agreements give, in one series."""

    topic: str
    series: Series


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFigures:
    """A row that tables of both agreements have: label, and for each its figure in kroner with year and price level."""

    label: str
    older: TracedFigure
    newer: TracedFigure

    @property
    def change(self) -> Decimal:
        """The newer figure less the older, in kroner of two price levels."""
        return self.newer.value - self.older.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The two agreements side by side; each promise stands in `taken_up` or in `silent`.

    `others` are the newer one's further links back, `unread` the agreements between them that were not read.
    """

    older: Party
    newer: Party
    taken_up: tuple[Promise, ...]
    silent: tuple[Promise, ...]
    sums: tuple[ComparedSums, ...]
    figures: tuple[ComparedFigures, ...]
    vanished: tuple[Vanished, ...]
    others: tuple[Link, ...]
    unread: tuple[str, ...]


def report(snapshot: Snapshot, older: str, newer: str) -> Report:
    """Compares two agreements of a store, each told by its id or by what people call it ("ØA24").

    Raises QueryError where one is not read, or the second is not newer than the first.
    """
    lookup = Lookup(snapshot)
    first, second = pair(snapshot, older, newer)
    with linkage(snapshot) as known:
        promises = tuple(_promises(known, first.id, second.id))
        vanished = find_vanished(known, first.id, second.id)
        links = links_from(known, second.id)
    shown = {witness.commitment for one in promises for witness in one.row.evidence}
    return Report(
        older=first,
        newer=second,
        taken_up=tuple(one for one in promises if one.row.evidence),
        silent=tuple(one for one in promises if not one.row.evidence),
        sums=tuple(_sums(lookup, first.id, second.id)),
        figures=tuple(_figures(lookup, first.id, second.id)),
        vanished=vanished,
        others=tuple(link for link in links if link.to_document == first.id and link.source.commitment not in shown),
        unread=_between(snapshot, first, second),
    )


def pair(snapshot: Snapshot, older: str, newer: str) -> tuple[Party, Party]:
    """Two agreements of a store. Raises QueryError where one is not read, or the second is not newer than the first."""
    first, second = (find_party(Lookup(snapshot), asked) for asked in (older, newer))
    if second.year <= first.year:
        raise QueryError(
            f"{second.name} is not newer than {first.name}: name the older agreement first, then one that came after it"
        )
    return first, second


def vanished(snapshot: Snapshot, older: str, newer: str) -> tuple[Vanished, ...]:
    """What stands in the older of two agreements and not in the newer. Raises QueryError as `pair` does."""
    first, second = pair(snapshot, older, newer)
    with linkage(snapshot) as known:
        return find_vanished(known, first.id, second.id)


def find_party(lookup: Lookup, asked: str) -> Party:
    """The agreement with that id or short name. Raises QueryError where it is not read."""
    read = read_documents(lookup.snapshot)
    found = agreement_called(asked, frozenset(read))
    if found not in read:
        known = ", ".join(map(short_name, sorted(read)))
        why = "is known but not read" if found else "is no agreement of the store"
        raise QueryError(f"{asked!r} {why}: name one that is read ({known})")
    iri = lookup.snapshot.iris.agreement(found)
    return Party(
        id=found,
        title=lookup.value(iri, "dcterms:title") or found,
        name=short_name(found),
        year=lookup.number(iri, "ag:agreementYear") or 0,
    )


def _promises(known: Linkage, older: str, newer: str) -> Iterator[Promise]:
    everywhere = {row.id: row for row in ledger_from(known, older)}
    for row in ledger_between(known, older, newer):
        others = everywhere[row.id].evidence
        documents = dict.fromkeys(witness.document for witness in others if witness.document != newer)
        yield Promise(row=row, elsewhere=tuple(documents))


def _sums(lookup: Lookup, older: str, newer: str) -> Iterator[ComparedSums]:
    """Yields the series of a topic in which both agreements give a sum; sums of several topics with the first."""
    shown: set[tuple[str | None, Decimal]] = set()
    for topic in topics():
        iris = lookup.subjects("ag:topic", lookup.snapshot.iris.concept("topic", topic.id))
        items = [item for iri in iris if _in(lookup, iri, older, newer) for item in [commitment_item(lookup, iri)]]
        with_sums = [item for item in items if item.amounts]
        if len({item.document for item in with_sums}) < 2:
            continue
        for series in chains(with_sums, (), matter(topic.id)):
            keys = {(entry.commitment, entry.value) for entry in series.entries}
            both = {entry.document for entry in series.entries} == {older, newer}
            if both and series.unit == "DKK" and not keys <= shown:
                shown |= keys
                yield ComparedSums(topic=topic.label, series=series)


def _in(lookup: Lookup, iri: NamedNode, *documents: str) -> bool:
    return lookup.local(lookup.node(iri, "ag:inAgreement")) in documents


def _figures(lookup: Lookup, older: str, newer: str) -> Iterator[ComparedFigures]:
    """Yields the rows that stand once in a table of each, told by their labels."""
    by_label: dict[str, dict[str, list[TracedFigure]]] = {}
    for figure in figures_of(lookup):
        if figure.document in (older, newer):
            by_label.setdefault(figure.label.casefold(), {}).setdefault(figure.document, []).append(figure)
    for found in by_label.values():
        if len(found.get(older, ())) == len(found.get(newer, ())) == 1:
            yield ComparedFigures(label=found[newer][0].label, older=found[older][0], newer=found[newer][0])


def _between(snapshot: Snapshot, first: Party, second: Party) -> tuple[str, ...]:
    """The agreements of the same kind between the two that are known and not read, by what people call them."""
    kind, read = getattr(registered(first.id), "kind", None), read_documents(snapshot)
    return tuple(
        short_name(one.id)
        for one in sorted(agreements(), key=lambda one: one.year or 0)
        if kind and one.kind == kind and one.id not in read and one.year and first.year < one.year < second.year
    )

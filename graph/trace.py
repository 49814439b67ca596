"""One matter over the years: what was committed, what else was said of it, and which years are not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from pyoxigraph import NamedNode

from graph.errors import QueryError
from graph.items import Item, commitment_item, order, passage_item
from graph.lookup import Lookup
from graph.matters import Matter, matter
from graph.referred import read_documents
from graph.scope import Scope
from graph.store import Snapshot
from graph.taken_up import taken_up, takes_up
from ontology.vocab import RegisteredAgreement, agreements

YearStatus = Literal["found", "silent", "not-read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedYear:
    """An agreement between the first and the last that were read: speaks of the matter, is silent, or is not read."""

    year: int | None
    document: str
    title: str
    status: YearStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedFigure:
    """A row of a table that names the matter: its label, and what it says for a year, in kroner."""

    document: str
    year: int | None
    label: str
    value: Decimal
    price_level: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A matter over the years: `items` by year and place, `topic` the id of the topic that the term names, if any."""

    term: str
    topic: str | None
    topic_label: str | None
    items: tuple[Item, ...]
    years: tuple[TracedYear, ...]
    figures: tuple[TracedFigure, ...] = ()

    def not_read(self) -> tuple[TracedYear, ...]:
        """The agreements between that are known to exist and are not read."""
        return tuple(year for year in self.years if year.status == "not-read")


def trace(snapshot: Snapshot, term: str) -> Trace:
    """Follows a term (a topic's name or any words) through the agreements that the store holds.

    Raises QueryError where the term holds no word.
    """
    if not any(letter.isalnum() for letter in term):
        raise QueryError(f"{term!r} holds no word: write what is to be followed, for example `trace botilbud`")
    wanted = matter(term.strip())
    lookup = Lookup(snapshot)
    items = tuple(sorted(_items(lookup, wanted), key=order))
    topic = wanted.topic
    return Trace(
        term=term,
        topic=topic.id if topic else None,
        topic_label=topic.label if topic else None,
        items=items,
        years=_years(lookup, {item.document for item in items}),
        figures=figures_of(lookup, wanted),
    )


def figures_of(lookup: Lookup, wanted: Matter | None = None) -> tuple[TracedFigure, ...]:
    """The rows of tables that name a matter, or all rows, by year, agreement and label."""
    found = [
        TracedFigure(
            document=lookup.local(lookup.node(figure, "ag:inAgreement")),
            year=lookup.number(figure, "ag:year"),
            label=label,
            value=lookup.decimal(figure, "ag:value") or Decimal(0),
            price_level=lookup.value(figure, "ag:priceLevel") or "",
            quote=lookup.value(figure, "ag:quote") or "",
        )
        for figure, label in lookup.texts("ag:rowLabel")
        if wanted is None or wanted.named_in(label)
    ]
    return tuple(sorted(found, key=lambda figure: (figure.year or 0, figure.document, figure.label)))


def _items(lookup: Lookup, wanted: Matter) -> Iterator[Item]:
    """Yields the commitments about the matter, and the passages about it where no commitment of theirs is."""
    scope = Scope(lookup, wanted)
    shown: set[NamedNode | None] = set()
    for commitment in dict.fromkeys(scope.commitments()):
        passage = lookup.node(commitment, "ag:inPassage")
        shown.add(passage)
        yield replace(
            commitment_item(lookup, commitment),
            why=scope.why[passage] if passage else "words",
            takes_up=takes_up(lookup, commitment),
            taken_up=taken_up(lookup, commitment),
        )
    for passage, why in scope.why.items():
        if passage not in shown and why != "context":
            yield replace(passage_item(lookup, passage), why=why)


def _years(lookup: Lookup, speaking: set[str]) -> tuple[TracedYear, ...]:
    """The agreements that are read, and of the same kinds those known from the years between."""
    iris = lookup.snapshot.iris
    years: list[TracedYear] = []
    spans: dict[str, list[int]] = {}
    for document in sorted(read_documents(lookup.snapshot)):
        iri = iris.agreement(document)
        year = lookup.number(iri, "ag:agreementYear")
        status: YearStatus = "found" if document in speaking else "silent"
        title = lookup.value(iri, "dcterms:title") or document
        years.append(TracedYear(year=year, document=document, title=title, status=status))
        if year is not None:
            spans.setdefault(lookup.local(lookup.node(iri, "ag:agreementKind")), []).append(year)
    known = {year.document for year in years}
    years += [
        TracedYear(year=agreement.year, document=agreement.id, title=agreement.title, status="not-read")
        for agreement in _between(spans)
        if agreement.id not in known
    ]
    return tuple(sorted(years, key=lambda year: (year.year is None, year.year or 0, year.document)))


def _between(spans: dict[str, list[int]]) -> Iterable[RegisteredAgreement]:
    for agreement in agreements():
        years = spans.get(agreement.kind, ()) if agreement.kind else ()
        if years and agreement.year is not None and min(years) < agreement.year < max(years):
            yield agreement

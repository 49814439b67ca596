"""A commitment, or a passage that is none, as it is shown: its words, their place, its sums and what it points to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from extract.models import Amount, section_name
from graph.lookup import Lookup
from graph.taken_up import Other


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAmount:
    """A sum as it is shown: kroner or per cent, the years it is for, and its words; the rest as in `Amount`."""

    value: Decimal
    unit: str
    years: tuple[int, ...]
    per_year: bool
    kind: str
    text: str
    direction: str = "level"
    bound: str = "exact"
    price_level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLink:
    """What a commitment points to: `kind` as in a reference, or "follow-up"; `target` None where it cannot be told."""

    kind: str
    target: str | None
    title: str
    text: str
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A commitment, or a passage that is none (`force`, `number` and `id` are then None). `year` is the agreement's.

    `section` is the path of headings, `page` None where the source has none, `start` the offset in the cleaned text,
    `why` the reason it was found; `takes_up` and `taken_up` are links to other agreements, where asked for.
    """

    document: str
    year: int | None
    start: int
    quote: str
    section: tuple[str, ...]
    force: str | None
    number: int | None
    id: str | None
    iri: str
    parties: tuple[str, ...]
    amounts: tuple[ItemAmount, ...]
    links: tuple[ItemLink, ...]
    why: str = ""
    page: int | None = None
    takes_up: tuple[Other, ...] = ()
    taken_up: tuple[Other, ...] = ()


def order(item: Item) -> tuple[int, str, int]:
    """By year, then agreement, then place; agreements without a year last."""
    return (item.year if item.year is not None else 9999, item.document, item.start)


def commitment_item(lookup: Lookup, iri: NamedNode) -> Item:
    """A commitment as it is shown."""
    document, year = _agreement(lookup, iri)
    return Item(
        document=document,
        year=year,
        start=lookup.number(iri, "ag:start") or 0,
        quote=lookup.value(iri, "ag:quote") or "",
        section=place(lookup, iri),
        force=lookup.local(lookup.node(iri, "ag:force")) or None,
        number=lookup.number(iri, "ag:number"),
        id=lookup.value(iri, "ag:identifier"),
        iri=iri.value,
        parties=tuple(map(lookup.local, lookup.nodes(iri, "ag:party"))),
        amounts=tuple(_amount(lookup, amount) for amount in lookup.parts(iri, "ag:amount")),
        links=_links(lookup, iri),
        page=lookup.number(iri, "ag:page"),
    )


def passage_item(lookup: Lookup, iri: NamedNode) -> Item:
    """A passage that is no commitment as it is shown; its sums are read off its words."""
    from extract.amounts import find_amounts  # late: only traces ask for passages

    document, year = _agreement(lookup, iri)
    text = lookup.value(iri, "ag:text") or ""
    return Item(
        document=document,
        year=year,
        start=lookup.number(iri, "ag:start") or 0,
        quote=text,
        section=place(lookup, iri),
        force=None,
        number=None,
        id=None,
        iri=iri.value,
        parties=(),
        amounts=tuple(item_amount(amount) for amount in find_amounts(text)),
        links=(),
        page=lookup.number(iri, "ag:page"),
    )


def _agreement(lookup: Lookup, iri: NamedNode) -> tuple[str, int | None]:
    agreement = lookup.node(iri, "ag:inAgreement")
    return (lookup.local(agreement), lookup.number(agreement, "ag:agreementYear") if agreement else None)


def place(lookup: Lookup, iri: NamedNode) -> tuple[str, ...]:
    """The names from the chapter down to the section it stands in, as `Document.place` gives them."""
    names: list[str] = []
    section = lookup.node(iri, "ag:inSection")
    while section is not None:
        parent = lookup.node(section, "dcterms:isPartOf")
        if parent is not None:
            kind, number = lookup.value(section, "ag:sectionKind"), lookup.value(section, "ag:number")
            names.append(section_name(kind or "", number or "", lookup.value(section, "dcterms:title") or ""))
        section = parent
    return tuple(reversed(names))


def _amount(lookup: Lookup, iri: NamedNode) -> ItemAmount:
    return ItemAmount(
        value=lookup.decimal(iri, "ag:value") or Decimal(0),
        unit=lookup.value(iri, "ag:unit") or "",
        years=lookup.numbers(iri, "ag:year"),
        per_year=lookup.value(iri, "ag:perYear") == "true",
        kind=lookup.value(iri, "ag:amountKind") or "",
        text=lookup.value(iri, "ag:quote") or "",
        direction=lookup.value(iri, "ag:direction") or "level",
        bound=lookup.value(iri, "ag:bound") or "exact",
        price_level=lookup.value(iri, "ag:priceLevel"),
    )


def item_amount(amount: Amount) -> ItemAmount:
    """A sum as an item has it."""
    return ItemAmount(
        value=amount.value,
        unit=amount.unit,
        years=amount.years,
        per_year=amount.per_year,
        kind=amount.kind,
        text=amount.text,
        direction=amount.direction,
        bound=amount.bound,
        price_level=amount.price_level,
    )


def _links(lookup: Lookup, iri: NamedNode) -> tuple[ItemLink, ...]:
    links = [_reference(lookup, reference) for reference in lookup.parts(iri, "ag:reference")]
    for follow_up in lookup.nodes(iri, "ag:followUp"):
        target = lookup.node(follow_up, "ag:followUpIn")
        if target is not None:
            evidence = lookup.node(follow_up, "ag:evidence")
            words = lookup.value(evidence, "ag:quote") or "" if evidence else ""
            links.append(_link(lookup, "follow-up", target, lookup.local(target), words))
    return tuple(dict.fromkeys(links))


def _reference(lookup: Lookup, iri: NamedNode) -> ItemLink:
    target = lookup.node(iri, "ag:refersTo")
    label = lookup.value(iri, "ag:targetLabel")
    return _link(
        lookup, lookup.value(iri, "ag:referenceKind") or "", target, label, lookup.value(iri, "ag:quote") or ""
    )


def _link(lookup: Lookup, kind: str, target: NamedNode | None, label: str | None, words: str) -> ItemLink:
    title = lookup.value(target, "dcterms:title") if target else None
    read = target is not None and lookup.value(target, "ag:read") == "true"
    return ItemLink(kind=kind, target=label, title=title or words, text=words, read=read)

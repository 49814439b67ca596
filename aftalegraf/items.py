"""Commitments as people and programs are shown them: lines of text, or plain values."""

from __future__ import annotations

import textwrap

from extract.records import json_number
from graph.items import Item, ItemAmount, ItemLink
from graph.nearest import asks_of_one
from graph.sheets.labels import labels
from graph.sureness import sureness
from graph.taken_up import Other
from ontology.vocab import short_name
from viz.wording import bounded, link_words, money

JsonObject = dict[str, object]


def item_json(item: Item) -> JsonObject:
    """An item as plain values. `force`, `id` and `number` are null for a passage that is no commitment."""
    return {
        "document": item.document,
        "year": item.year,
        "quote": item.quote,
        "force": item.force,
        "id": item.id,
        "number": item.number,
        "section": list(item.section),
        "parties": list(item.parties),
        "amounts": [_amount_json(amount) for amount in item.amounts],
        "links": [_link_json(link) for link in item.links],
    }


def _amount_json(amount: ItemAmount) -> JsonObject:
    return {
        "value": json_number(amount.value),
        "unit": amount.unit,
        "years": list(amount.years),
        "per_year": amount.per_year,
        "kind": amount.kind,
        "direction": amount.direction,
        "bound": amount.bound,
        "price_level": amount.price_level,
        "text": amount.text,
    }


def _link_json(link: ItemLink) -> JsonObject:
    return {"kind": link.kind, "target": link.target, "title": link.title, "text": link.text, "read": link.read}


def item_lines(item: Item, width: int) -> list[str]:
    """An item for people: number, force and place; the whole sentence; its sums; what it points to."""
    called = f"{short_name(item.document)}-{item.number}" if item.number is not None else short_name(item.document)
    force = labels("force").get(item.force or "", item.force) or "intet aftalepunkt"
    place = " › ".join(item.section)
    lines = textwrap.wrap(f"{called} · {force} · {place}", width - 2, subsequent_indent="  ")
    lines += textwrap.wrap(f"“{item.quote}”", width - 4, initial_indent="  ", subsequent_indent="  ")
    lines += [f"  beløb: {bounded(amount.bound, money(amount))}" for amount in item.amounts]
    lines += [f"  {line}" for line in map(link_words, item.links)]
    for said, others in (("tager op", item.takes_up), ("taget op igen i", item.taken_up)):
        told = "; ".join(map(_other_words, others))
        lines += (
            textwrap.wrap(f"{said} {told}", width - 4, initial_indent="  ", subsequent_indent="    ") if told else []
        )
    return [f"  {line}" for line in lines]


def _other_words(other: Other) -> str:
    """A commitment of another agreement, what the later of the two does, and how sure that is."""
    done = ", ".join(labels("effect").get(effect, effect) for effect in other.effects if effect != "background")
    how = ", ".join(filter(None, (done, sureness(other.confidence))))
    return f"{short_name(other.document)}-{other.number} ({how})"


def other_json(other: Other) -> JsonObject:
    """The other end of a link as plain values."""
    return {
        "document": other.document,
        "number": other.number,
        "effects": list(other.effects),
        "confidence": other.confidence,
    }


def nothing_found(term: str, near: tuple[str, ...]) -> list[str]:
    """What is said of a term that no agreement speaks of, with the labels that come nearest.

    >>> nothing_found("rumfart", ("Udbud",))
    ['Ingen af de indlæste aftaler siger det: “rumfart”.', 'Nærmest kommer: Udbud.']
    """
    own = " De taler om kommunerne under ét, ikke om den enkelte." if asks_of_one(term) else ""
    lines = [f"Ingen af de indlæste aftaler siger det: “{term}”.{own}"]
    return [*lines, f"Nærmest kommer: {'; '.join(near)}."] if near else lines

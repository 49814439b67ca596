"""Commitments as people and programs are shown them: lines of text, or plain values."""

from __future__ import annotations

import textwrap

from extract.records import json_number
from graph.items import Item, ItemAmount, ItemLink
from graph.nearest import asks_of_one
from graph.taken_up import Other
from ontology.vocab import short_name
from viz.voice import Voice

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


def item_lines(item: Item, width: int, voice: Voice) -> list[str]:
    """An item for people: number, force and place; the whole sentence; its sums; what it points to."""
    called = f"{short_name(item.document)}-{item.number}" if item.number is not None else short_name(item.document)
    force = voice.label("force", item.force) if item.force else voice.said("no-commitment")
    place = " › ".join(item.section)
    lines = textwrap.wrap(f"{called} · {force} · {place}", width - 2, subsequent_indent="  ")
    lines += textwrap.wrap(f"“{item.quote}”", width - 4, initial_indent="  ", subsequent_indent="  ")
    lines += [f"  {voice.said('sum-is', sum=voice.bounded(one.bound, voice.money(one)))}" for one in item.amounts]
    lines += [f"  {line}" for line in map(voice.link, item.links)]
    for key, others in (("takes-up-what", item.takes_up), ("taken-up-in", item.taken_up)):
        if others:
            told = voice.said(key, what="; ".join(map(voice.other, others)))
            lines += textwrap.wrap(told, width - 4, initial_indent="  ", subsequent_indent="    ")
    return [f"  {line}" for line in lines]


def other_json(other: Other) -> JsonObject:
    """The other end of a link as plain values."""
    return {
        "document": other.document,
        "number": other.number,
        "effects": list(other.effects),
        "confidence": other.confidence,
    }


def nothing_found(term: str, near: tuple[str, ...], voice: Voice) -> list[str]:
    """What is said of a term that no agreement speaks of, with the labels that come nearest.

    >>> nothing_found("rumfart", ("Udbud",), Voice())
    ['Ingen af de indlæste aftaler siger det: “rumfart”.', 'Nærmest kommer: Udbud.']
    """
    said = voice.said("nobody-says", term=term)
    lines = [f"{said} {voice.said('of-all')}" if asks_of_one(term) else said]
    return [*lines, voice.said("come-nearest", labels="; ".join(near))] if near else lines

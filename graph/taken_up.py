"""What a commitment takes up of older agreements, and which later ones take it up, as the graph of links says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from graph.lookup import Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """The other end of a link: a commitment of another agreement. `number` is its short number.

    `effects` are ids of what the later one does to the earlier, the link's `confidence` is 0 to 1.
    """

    document: str
    number: int
    effects: tuple[str, ...]
    confidence: float


def takes_up(lookup: Lookup, commitment: NamedNode) -> tuple[Other, ...]:
    """The commitments of older agreements that a commitment takes up."""
    return _others(lookup, commitment, "ag:from", "ag:to")


def taken_up(lookup: Lookup, commitment: NamedNode) -> tuple[Other, ...]:
    """The commitments of later agreements that take a commitment up."""
    return _others(lookup, commitment, "ag:to", "ag:from")


def _others(lookup: Lookup, commitment: NamedNode, here: str, there: str) -> tuple[Other, ...]:
    own = lookup.node(commitment, "ag:inAgreement")
    found: list[Other] = []
    for link in lookup.subjects(here, commitment):
        other = lookup.node(link, there)
        agreement = lookup.node(other, "ag:inAgreement") if other is not None else None
        if other is not None and agreement is not None and agreement != own:
            found.append(
                Other(
                    document=lookup.local(agreement),
                    number=lookup.number(other, "ag:number") or 0,
                    effects=tuple(map(lookup.local, lookup.nodes(link, "ag:effect"))),
                    confidence=float(lookup.decimal(link, "ag:confidence") or Decimal(0)),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.document, one.number)))

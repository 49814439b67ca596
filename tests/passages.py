"""Agreements made of sentences, for tests of links, threads and the ledger that need no extraction."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from extract.models import (
    ActorId,
    Amount,
    Commitment,
    CommitmentId,
    Deadline,
    DocumentId,
    Evidence,
    FollowUp,
    Force,
    Reference,
    Span,
    TopicId,
)
from graph.linkage import LinkedAnew, links_in
from graph.linking.passages import Corpus, Passage
from graph.links import Link

NOWHERE = Evidence(field="made", words="", start=0, end=0, rule="made")
# What stands in every made agreement, so that words can be told rare or common.
USUAL = (
    ("Skatten", "Regeringen og KL er enige om en uændret kommunal skat."),
    ("Anlæg", "Der er fastsat et loft over de kommunale investeringer."),
    ("Klima", "Parterne er enige om at fortsætte indsatsen for energirenovering."),
    ("Skolen", "Regeringen vil styrke folkeskolen og elevernes trivsel."),
)


def said(text: str, heading: str = "", **fields: Any) -> Passage:
    """A passage whose commitment has the fields given; `force="none"` makes it a sentence that is no commitment."""
    force = fields.pop("force", "agree")
    before = fields.pop("before", "")
    commitment = Commitment(
        document=DocumentId(""),
        id=CommitmentId(""),
        number=0,
        quote=text,
        span=Span(start=0, end=len(text)),
        unit=0,
        force=cast("Force", force),
        rule="made",
        confidence=1.0,
        parties=(ActorId("regeringen"), ActorId("kl")),
        **fields,
    )
    return Passage(
        document="",
        year=0,
        kind="economy-municipalities",
        number=0,
        paragraph=0,
        text=text,
        headings=(heading or text.split(" ", maxsplit=1)[0],),
        before=before,
        commitment=None if force == "none" else commitment,
    )


def agreement(year: int, *passages: Passage, usual: bool = True) -> list[Passage]:
    """The agreement of municipalities for a year: what is given, and what stands in each."""
    document = f"oea-kommuner-{year}"
    everything = [*passages, *(said(text, heading) for heading, text in USUAL if usual)]
    return [_placed(passage, document, year, number) for number, passage in enumerate(everything)]


def _placed(passage: Passage, document: str, year: int, number: int) -> Passage:
    commitment = passage.commitment and replace(
        passage.commitment,
        document=DocumentId(document),
        id=CommitmentId(f"{document}-c{number}"),
        number=number + 1,
        unit=number,
    )
    return replace(passage, document=document, year=year, number=number, paragraph=number, commitment=commitment)


def follow_up(target: str | None = None, year: int | None = None) -> FollowUp:
    """A promise to return to a matter."""
    return FollowUp(target=target, year=year, evidence=NOWHERE)


def deadline(edtf: str) -> Deadline:
    """A deadline."""
    return Deadline(edtf=edtf, evidence=NOWHERE)


def refers_to(target: str, text: str = "") -> tuple[Reference, ...]:
    """A reference to an agreement."""
    return (Reference(kind="agreement", target=target, text=text or target, evidence=NOWHERE),)


def kroner(value: int, *years: int) -> Amount:
    """A sum of kroner."""
    return Amount(value=Decimal(value), unit="DKK", years=years, per_year=False, text=f"{value} kr.", evidence=NOWHERE)


def topic(identifier: str) -> tuple[TopicId, ...]:
    """One topic."""
    return (TopicId(identifier),)


def linked(corpus: Corpus) -> tuple[Link, ...]:
    """The links between some agreements."""
    return links_in(LinkedAnew(corpus))

"""Passages as JSON and back, as far as linking, ledger and the sums over the years look at them.

What has no order in a graph (parties, who is to act, topics, years) is written as the graph gives it back, so that
passages are the same whether they come from a text, from the graph or from here. Of evidence nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from extract.models import (
    ActorId,
    Amount,
    AreaId,
    Commitment,
    CommitmentId,
    Deadline,
    DocumentId,
    Evidence,
    FollowUp,
    Reference,
    Span,
    TopicId,
)
from extract.records import json_number
from graph.linking.passages import Passage

NOWHERE = Evidence(field="", words="", start=0, end=0, rule="")


def passage_written(passage: Passage) -> list[Any]:
    """A passage as plain values; its agreement's id is left out."""
    commitment = passage.commitment
    return [
        passage.year,
        passage.kind,
        passage.number,
        passage.paragraph,
        passage.text,
        passage.headings,
        passage.before,
        passage.page,
        None if commitment is None else _commitment_written(commitment),
    ]


def _commitment_written(one: Commitment) -> list[Any]:
    up = one.follow_up
    return [
        one.id,
        one.number,
        one.force,
        sorted(one.parties),
        sorted(one.obliged),
        [*one.areas[:1], *sorted(one.areas[1:])],
        sorted(one.topics),
        [_amount_written(amount) for amount in one.amounts],
        [[reference.kind, reference.target, reference.text] for reference in one.references],
        None if up is None else [up.target, up.year],
        one.deadline.edtf if one.deadline else None,
        one.strength,
        one.polarity,
    ]


def _amount_written(one: Amount) -> list[Any]:
    return [
        str(json_number(one.value)),
        one.unit,
        sorted(one.years),
        one.per_year,
        one.kind,
        one.text,
        one.direction,
        one.bound,
        one.price_level,
        one.part_of,
    ]


def passages_read(document: str, items: Iterable[Sequence[Any]]) -> tuple[Passage, ...]:
    """The passages of an agreement from what `passage_written` gave of each."""
    return tuple(_passage(document, *item) for item in items)


def _passage(
    document: str,
    year: int,
    kind: str,
    number: int,
    paragraph: int,
    text: str,
    headings: Sequence[str],
    before: str,
    page: int | None,
    commitment: Sequence[Any] | None,
) -> Passage:
    return Passage(
        document=document,
        year=year,
        kind=kind,
        number=number,
        paragraph=paragraph,
        text=text,
        headings=tuple(headings),
        before=before,
        commitment=_commitment(document, number, text, commitment) if commitment else None,
        page=page,
    )


def _commitment(document: str, unit: int, text: str, item: Sequence[Any]) -> Commitment:
    identifier, number, force, parties, obliged, areas, topics, amounts, references, up, deadline, *rest = item
    strength, polarity = rest
    return Commitment(
        document=DocumentId(document),
        id=CommitmentId(identifier),
        number=number,
        quote=text,
        span=Span(start=0, end=len(text)),
        unit=unit,
        force=force,
        rule="",
        confidence=1.0,
        parties=tuple(map(ActorId, parties)),
        obliged=tuple(map(ActorId, obliged)),
        areas=tuple(map(AreaId, areas)),
        topics=tuple(map(TopicId, topics)),
        amounts=tuple(_amount(*amount) for amount in amounts),
        references=tuple(
            Reference(kind=kind, target=target, text=words, evidence=NOWHERE) for kind, target, words in references
        ),
        follow_up=FollowUp(target=up[0], year=up[1], evidence=NOWHERE) if up else None,
        deadline=Deadline(edtf=deadline, evidence=NOWHERE) if deadline else None,
        strength=strength,
        polarity=polarity,
    )


def _amount(
    value: str,
    unit: Any,
    years: Sequence[int],
    per_year: bool,
    kind: str,
    text: str,
    direction: str,
    bound: str,
    price_level: str | None,
    part_of: int | None,
) -> Amount:
    return Amount(
        value=Decimal(value),
        unit=unit,
        years=tuple(years),
        per_year=per_year,
        text=text,
        evidence=NOWHERE,
        kind=kind,
        direction=direction,
        bound=bound,
        price_level=price_level,
        part_of=part_of,
    )

"""Commitments as JSON records and back: one object a line, with the fields of the guidelines and our own."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from decimal import Decimal
from typing import Any, cast

from extract.models import (
    ActorId,
    Amount,
    AreaId,
    Commitment,
    CommitmentId,
    Deadline,
    Document,
    DocumentId,
    Evidence,
    FollowUp,
    Force,
    Quantity,
    Reference,
    Span,
    TopicId,
)

Record = dict[str, Any]
RECORD = "record"  # the rule of what a record says without telling which rule read it


class RecordError(ValueError):
    """A record that breaks the contract; the message names the field and says what is wrong with it."""


def json_number(value: Decimal) -> int | float:
    """A number for JSON: an integer where it is whole.

    >>> json_number(Decimal("15E8")), json_number(Decimal("2.5"))
    (1500000000, 2.5)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def _evidence(evidence: Evidence) -> Record:
    return {
        "field": evidence.field,
        "words": evidence.words,
        "start": evidence.start,
        "end": evidence.end,
        "rule": evidence.rule,
    }


def _amount(amount: Amount) -> Record:
    return {
        "value": json_number(amount.value),
        "unit": amount.unit,
        "years": list(amount.years),
        "per_year": amount.per_year,
        "kind": amount.kind,
        "direction": amount.direction,
        "bound": amount.bound,
        "price_level": amount.price_level,
        "part_of": amount.part_of,
        "text": amount.text,
    }


def evidence_of(commitment: Commitment) -> tuple[Evidence, ...]:
    """Every evidence of a commitment in text order, also what its amounts, references, deadline and follow-up carry."""
    own = [*commitment.evidence, *commitment.conditions]
    own += [amount.evidence for amount in commitment.amounts]
    own += [quantity.evidence for quantity in commitment.quantities]
    own += [reference.evidence for reference in commitment.references]
    own += [item.evidence for item in (commitment.deadline, commitment.follow_up) if item is not None]
    return tuple(sorted(dict.fromkeys(own), key=lambda e: (e.start, e.end, e.field, e.rule)))


def to_record(document: Document, commitment: Commitment) -> Record:
    """The JSON object of a commitment. Offsets count code points of the document's cleaned text."""
    up = commitment.follow_up
    return {
        "id": commitment.id,
        "document": commitment.document,
        "number": commitment.number,
        "quote": commitment.quote,
        "force": commitment.force,
        "parties": list(commitment.parties),
        "obliged": list(commitment.obliged),
        "areas": list(commitment.areas),
        "amounts": [_amount(amount) for amount in commitment.amounts],
        "years": list(commitment.years),
        "deadline": commitment.deadline.edtf if commitment.deadline else None,
        "references": [
            {"kind": r.kind, "target": r.target, "text": r.text, "reason": r.reason} for r in commitment.references
        ],
        "follow_up": {"target": up.target, "year": up.year} if up else None,
        "topics": list(commitment.topics),
        "mentions": list(commitment.mentions),
        "quantities": [{"value": json_number(q.value), "unit": q.unit, "text": q.text} for q in commitment.quantities],
        "act": commitment.act,
        "strength": commitment.strength,
        "polarity": commitment.polarity,
        "conditions": [condition.words for condition in commitment.conditions],
        "source": document.source,
        "section": list(document.place(document.units[commitment.unit].section)),
        "page": document.origin.page(commitment.span.start),
        "line": document.origin.line(commitment.span.start),
        "start": commitment.span.start,
        "end": commitment.span.end,
        "rule": commitment.rule,
        "confidence": commitment.confidence,
        "evidence": [_evidence(evidence) for evidence in evidence_of(commitment)],
    }


class _Said:
    """The record's own evidence, each given out once as long as there are others; where there is none, the record
    itself is what says so.
    """

    def __init__(self, record: Mapping[str, Any]) -> None:
        self._record = record
        self._all = list(record.get("evidence") or ())
        self._left = list(self._all)

    def text(self, item: Mapping[str, Any]) -> str:
        """The words of a part; those of the whole commitment where the record gives the part none of its own."""
        return str(item.get("text") or self._record["quote"])

    def of(self, fields: tuple[str, ...], words: str = "") -> Evidence:
        """The next evidence for a field, by any of its names, and for these words where they are given."""
        for found in (*self._left, *self._all):
            if found.get("field") in fields and (not words or found.get("words") == words):
                self._left = [item for item in self._left if item is not found]
                return _read_evidence(found)
        start, end = self._record.get("start") or 0, self._record.get("end") or 0
        return Evidence(field=fields[0], words=words, start=start, end=end, rule=RECORD)


def is_given(evidence: Evidence) -> bool:
    """Whether a record gave this evidence; that of a field without any points to the whole commitment."""
    return evidence.rule != RECORD or 0 < len(evidence.words) == evidence.end - evidence.start


def _read_evidence(item: Mapping[str, Any]) -> Evidence:
    return Evidence(**{field.name: item[field.name] for field in fields(Evidence)})


def from_record(record: Mapping[str, Any]) -> Commitment:
    """The commitment of a record, made by this program, another tool or by hand; fields that it lacks are empty.

    Raises RecordError where a field that is needed is missing or of the wrong kind.
    """
    for field in ("document", "quote", "force"):
        if not isinstance(record.get(field), str) or not record[field]:
            raise RecordError(f"{field}: a text is needed")
    try:
        return _commitment(record)
    except (TypeError, KeyError, ValueError, ArithmeticError) as error:
        raise RecordError(f"{_broken_field(record)} has the wrong form ({_said_plainly(error)})") from None


def _broken_field(record: Mapping[str, Any]) -> str:
    """The field without which the record can be read; "a field" where it is not one alone."""
    for field in record:
        with suppress(TypeError, KeyError, ValueError, ArithmeticError):
            _commitment({name: value for name, value in record.items() if name != field})
            return field
    return "a field"


def _said_plainly(error: Exception) -> str:
    """What Python or its decimals say of a value, in words."""
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    return "no number" if isinstance(error, ArithmeticError) else str(error)


def _commitment(record: Mapping[str, Any]) -> Commitment:
    up, deadline, said = record.get("follow_up"), record.get("deadline"), _Said(record)
    start = int(record.get("start") or 0)
    return Commitment(
        document=DocumentId(record["document"]),
        id=CommitmentId(record.get("id") or ""),
        number=int(record.get("number") or 0),
        quote=record["quote"],
        span=Span(start=start, end=int(record.get("end") or start + len(record["quote"]))),
        unit=int(record.get("unit") or 0),
        force=cast("Force", record["force"]),
        rule=str(record.get("rule") or RECORD),
        confidence=1.0 if record.get("confidence") is None else float(record["confidence"]),
        parties=tuple(ActorId(item) for item in record.get("parties") or ()),
        obliged=tuple(ActorId(item) for item in record.get("obliged") or ()),
        mentions=tuple(ActorId(item) for item in record.get("mentions") or ()),
        areas=tuple(AreaId(item) for item in record.get("areas") or ()),
        topics=tuple(TopicId(item) for item in record.get("topics") or ()),
        amounts=tuple(_read_amount(said, item) for item in record.get("amounts") or ()),
        quantities=tuple(_read_quantity(said, item) for item in record.get("quantities") or ()),
        years=tuple(int(year) for year in record.get("years") or ()),
        deadline=Deadline(edtf=str(deadline), evidence=said.of(("deadline",))) if deadline else None,
        references=tuple(_read_reference(said, item) for item in record.get("references") or ()),
        follow_up=FollowUp(target=up.get("target"), year=up.get("year"), evidence=said.of(("follow_up",)))
        if up
        else None,
        conditions=tuple(said.of(("condition", "conditions"), words) for words in record.get("conditions") or ()),
        act=str(record.get("act") or "other"),
        strength=str(record.get("strength") or "intended"),
        polarity=str(record.get("polarity") or "positive"),
        evidence=tuple(_read_evidence(item) for item in record.get("evidence") or ()),
    )


def _read_amount(said: _Said, item: Mapping[str, Any]) -> Amount:
    text = said.text(item)
    return Amount(
        value=Decimal(str(item["value"])),
        unit=item["unit"],
        years=tuple(int(year) for year in item.get("years") or ()),
        per_year=bool(item.get("per_year")),
        text=text,
        evidence=said.of(("amounts", "amount"), text),
        kind=str(item.get("kind") or "other"),
        direction=str(item.get("direction") or "level"),
        bound=str(item.get("bound") or "exact"),
        price_level=item.get("price_level"),
        part_of=item.get("part_of"),
    )


def _read_quantity(said: _Said, item: Mapping[str, Any]) -> Quantity:
    text = said.text(item)
    return Quantity(
        value=Decimal(str(item["value"])),
        unit=str(item["unit"]),
        text=text,
        evidence=said.of(("quantities", "quantity"), text),
    )


def _read_reference(said: _Said, item: Mapping[str, Any]) -> Reference:
    text = said.text(item)
    return Reference(
        kind=item["kind"],
        target=item.get("target"),
        text=text,
        evidence=said.of(("references", "reference"), text),
        reason=str(item.get("reason") or ""),
    )
